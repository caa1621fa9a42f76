"""A graph in other formats, each in one order, so that the same graph gives the same bytes."""

from __future__ import annotations

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from concordat.graph.store import Graph
from concordat.graph.vocab import PREFIXES

_QUADS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}


def export(graph: Graph, fmt: str) -> bytes:
    """The graph as ``trig``, ``nquads`` or ``jsonld`` with its named graphs, or as ``turtle``, the union of them."""
    quads = sorted(graph.store, key=lambda q: (q.graph_name.value, *map(str, (q.subject, q.predicate, q.object))))
    if fmt == "turtle":
        triples = dict.fromkeys(Triple(q.subject, q.predicate, q.object) for q in sorted(quads, key=_triple))
        return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return serialize(quads, format=_QUADS[fmt], prefixes=PREFIXES if fmt == "trig" else None)


def _triple(quad: Quad) -> tuple[str, ...]:
    return tuple(map(str, (quad.subject, quad.predicate, quad.object)))
