"""What the page of a thing holds, as plain values: words, facts, tables, and the things around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from concordat.graph.publish.entries import Entry, Fact
from concordat.graph.publish.site import Link

MOST = 250  # rows of a table; a page of a body with a part in thousands of actions must open on a phone
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the document, and where they stand."""

    words: str
    places: Sequence[Link] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


Cell = str | Link | Said | Sequence[Link]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; `about` says what they are, `left` how many rows are left out."""

    title: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """A thing that is linked to the one in the middle: its name as it is drawn, its full name, its kind, and its page."""

    label: str
    name: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are linked to the one in the middle in the same way, which `words` say."""

    words: str
    things: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that is told of one thing.

    `kind` is what it is, in words; `lede` sentences about it; `facts` what is known of it, each under its term; `entry` an action's own words and facts;
    `groups` the things around it. `before` and `after` lead to its neighbours in the plan.
    """

    iri: str
    kind: str
    name: str
    lede: tuple[str, ...]
    facts: tuple[tuple[str, tuple[Fact, ...]], ...]
    tables: tuple[Table, ...]
    groups: tuple[Group, ...]
    entry: Entry | None = None
    before: Link | None = None
    after: Link | None = None


def trimmed(tables: Iterable[Table]) -> tuple[Table, ...]:
    """The tables that have rows, without columns in which nothing stands."""
    made = []
    for table in (table for table in tables if table.rows):
        kept = [at for at in range(len(table.columns)) if any(row[at] for row in table.rows)]
        made.append(replace(table, columns=tuple(table.columns[at] for at in kept), rows=tuple(tuple(row[at] for at in kept) for row in table.rows)))
    return tuple(made)


def cut(rows: Sequence[Row], most: int = MOST) -> tuple[Sequence[Row], int]:
    """The first rows, and how many are left out.

    >>> cut([1, 2, 3], 2)
    ([1, 2], 1)
    """
    return rows[:most], max(len(rows) - most, 0)
