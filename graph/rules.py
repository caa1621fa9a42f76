"""The rules of ``queries/rules``: CONSTRUCT queries that derive links, run in the order of their names until nothing new comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pyoxigraph import Quad, Store, Triple

from concordat.graph import vocab

FOLDER = Path(__file__).resolve().parent.parent / "queries" / "rules"


def derive(store: Store) -> list[Quad]:
    """Run the rules on the union of the graphs in `store`, add what they derive to it, and give it in plan order.

    A rule never repeats a statement that another graph holds.
    """
    graph = vocab.graph("derived")
    derived: list[Quad] = []
    for path in sorted(FOLDER.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        while new := _new(store, text, graph):
            store.extend(new)
            derived += new
    return sorted(derived, key=_order())


def _new(store: Store, text: str, graph) -> list[Quad]:
    found: set[Triple] = set(store.query(text, use_default_graph_as_union=True))
    return [Quad(t.subject, t.predicate, t.object, graph) for t in found if next(store.quads_for_pattern(t.subject, t.predicate, t.object, None), None) is None]


def _order() -> Callable[[Quad], tuple]:
    """A sort key: actions before what is made of them, references in counting order (3.9 before 3.10); each name is taken apart once."""
    key = cache(counting)

    def order(quad: Quad) -> tuple:
        subject = quad.subject.value
        return "/id/action/" not in subject, key(subject), quad.predicate.value, key(str(quad.object))

    return order


def counting(text: str) -> list[tuple[bool, int, str]]:
    """A sort key by which 3.9 comes before 3.10; a raised figure such as that of a footnote is no number.

    Examples
    --------
    >>> sorted(["3.10", "3.9", "3.9¹"], key=counting)
    ['3.9', '3.9¹', '3.10']
    """
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", text)]
