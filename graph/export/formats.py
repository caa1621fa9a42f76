"""Every format that a graph can be taken away in, and what its reader should be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.graph.errors import UsageError
from concordat.graph.export import catalogue, export, stratml
from concordat.graph.store import Graph

_NO_ADDRESS = "the file has no address in it (dcat:accessURL), which catalogues by DCAT-AP ask for: say with --at where its folder stands on the web"
FORMATS = ("trig", "turtle", "nquads", "jsonld", "dcat", "stratml")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, and what its reader should know of it: what the format could not hold, or what is not known."""

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
        return Exported(*stratml.stratml(graph, plan))
    if fmt == "dcat":
        return Exported(catalogue.describe(graph, at=at), () if at else (_NO_ADDRESS,))
    return Exported(export(graph, fmt))
