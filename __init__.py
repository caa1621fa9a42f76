"""concordat: an action plan as a knowledge graph that people can ask, measure, draw and trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Dataset

    from concordat.graph.opened import OpenedGraph

__version__ = "0.1.0"
__all__ = ["load", "open"]


def load(path: str | Path) -> Dataset:
    """Give the graph in `path` as a plain rdflib Dataset whose default graph is the union of all named graphs.

    Raises
    ------
    concordat.graph.errors.ConcordatError
        If the file is missing or is no graph.
    """
    from concordat.graph.opened import load_dataset  # here, so that importing the package stays light

    return load_dataset(path)


def open(path: str | Path) -> OpenedGraph:  # noqa: A001  the public name; it shadows the builtin inside this module only
    """Open the graph in `path` for questions: `.query(name)`, `.report(name)`, `.network(name)`, `.actions()`, `.dataset()`."""
    from concordat.graph.opened import OpenedGraph

    return OpenedGraph(path)
