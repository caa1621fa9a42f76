"""A graph in other formats, each in one order, so that the same graph gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from concordat.graph.errors import UsageError
from concordat.graph.store import Graph
from concordat.graph.vocab import PREFIXES

_QUADS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}

FORMATS = (*_QUADS, "turtle", "dcat", "stratml")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, and what its reader should know of it: what the format could not hold."""

    data: bytes
    notices: Sequence[str] = ()


def exported(graph: Graph, fmt: str, plan: str | None = None, at: str | None = None) -> Exported:
    """The graph in one of ``FORMATS``.

    ``stratml`` is one plan, which `plan` names where the graph has several; ``dcat`` describes the graph file, and `at` is where it stands on the web.

    Raises
    ------
    UsageError
        If `plan` or `at` is given for a format that has no use for it, or the plan must be named.
    """
    if plan is not None and fmt != "stratml":
        raise UsageError(f"--plan chooses the plan for stratml; {fmt} has the whole graph")
    if at is not None and fmt != "dcat":
        raise UsageError(f"--at is for dcat; {fmt} names no addresses of files")
    if fmt == "stratml":
        from concordat.graph.export import stratml

        return Exported(*stratml.stratml(graph, plan))
    if fmt == "dcat":
        from concordat.graph.export import catalogue

        return Exported(catalogue.describe(graph, at=at))
    return Exported(export(graph, fmt))


def export(graph: Graph, fmt: str) -> bytes:
    """The graph as ``trig``, ``nquads`` or ``jsonld`` with its named graphs, or as ``turtle``, the union of them."""
    quads = sorted(graph.store, key=lambda q: (q.graph_name.value, *map(str, (q.subject, q.predicate, q.object))))
    if fmt == "turtle":
        triples = dict.fromkeys(Triple(q.subject, q.predicate, q.object) for q in sorted(quads, key=_triple))
        return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return serialize(quads, format=_QUADS[fmt], prefixes=PREFIXES if fmt == "trig" else None)


def _triple(quad: Quad) -> tuple[str, ...]:
    return tuple(map(str, (quad.subject, quad.predicate, quad.object)))
