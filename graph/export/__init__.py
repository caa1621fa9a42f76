"""A graph in other formats, each in one order, so that the same graph gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Triple, serialize

from concordat.graph import jsonld
from concordat.graph.store import Graph
from concordat.graph.vocab import PREFIXES

_QUADS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}


def export(graph: Graph, fmt: str) -> bytes:
    """The graph as ``trig``, ``nquads`` or ``jsonld`` with its named graphs, or as ``turtle``, the union of them.

    JSON-LD is compact, with our context in the file. A graph of which a statement cannot be written so (an address such as ``action:x``, which
    would be read as one of our short names) comes out with every address in full.
    """
    quads = _sorted(graph.store)
    if fmt == "turtle":
        triples = dict.fromkeys(Triple(q.subject, q.predicate, q.object) for q in sorted(quads, key=_triple))
        return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    if fmt == "jsonld":
        try:
            return jsonld.dataset(quads)
        except jsonld.Unnameable:
            return serialize(quads, format=RdfFormat.JSON_LD)
    return serialize(quads, format=_QUADS[fmt], prefixes=PREFIXES if fmt == "trig" else None)


def compacted(quads: Iterable[Quad | Triple], root: NamedNode | None = None) -> dict[str, Any]:
    """What is said of one thing as a JSON object, see `jsonld.compacted`."""
    return jsonld.compacted(quads, root)


def _sorted(quads: Iterable[Quad]) -> list[Quad]:
    """In one order; blank nodes, whose names are chance, take canonical ones."""
    found = list(quads)
    if any(isinstance(term, BlankNode) for quad in found for term in (quad.subject, quad.object, quad.graph_name)):
        dataset = Dataset(found)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        found = list(dataset)
    return sorted(found, key=lambda q: (str(q.graph_name), *_triple(q)))


def _triple(quad: Quad) -> tuple[str, ...]:
    return tuple(map(str, (quad.subject, quad.predicate, quad.object)))
