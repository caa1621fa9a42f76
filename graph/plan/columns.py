"""Which column of a table is what: by its heading, by what somebody said beforehand, and where a heading may mean two things by its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from concordat.graph.model import Document, Row
from concordat.graph.plan import choice
from concordat.graph.plan.choice import Column
from concordat.graph.reading import headings, references

_LOOKED_AT = 200  # rows below a header by which its columns are told
_MOSTLY = 0.5  # of the rows


@dataclass(frozen=True)
class Columns:
    """The columns below one header row, by position; `contents` says that the table is one of contents."""

    columns: Mapping[int, Column] = field(default_factory=dict)
    contents: bool = False

    def at(self, meaning: str) -> list[int]:
        """The positions of the columns with this meaning."""
        return [i for i, column in self.columns.items() if column.meaning == meaning]

    def meaning(self, i: int) -> str:
        """The meaning of a column; one beyond the headings has none of its own."""
        return self.columns[i].meaning if i in self.columns else "other"

    def heading(self, i: int) -> str:
        """The heading of a column, "" if it has none."""
        return self.columns[i].heading if i in self.columns else ""

    def taken(self) -> tuple[tuple[str, str, str], ...]:
        """Each column as its heading, what it was taken for, and why."""
        return tuple((column.heading, column.meaning, column.why) for _, column in sorted(self.columns.items()))

    @property
    def meanings(self) -> list[str]:
        """The meaning of every column from the left."""
        return [self.meaning(i) for i in range(self.width)]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(self.columns, default=-1) + 1


def found(document: Document, own: Mapping[str, str]) -> dict[tuple[int, int], Columns]:
    """The columns below every header row, by the place of that row: the number of its table and of the row in it."""
    heads = [
        ((t, r), row, known)
        for t, table in enumerate(document.tables) if not table.outside
        for r, row in enumerate(table.rows) if (known := headings.header([cell.plain for cell in row.cells], own))
    ]  # fmt: skip
    heads = [head for n, head in enumerate(heads) if n == 0 or _is_certain(head, heads[:n])]
    places = [place for place, _, _ in heads]
    bodies = _bodies(document, places)
    shapes: dict[tuple[str, ...], list[Row]] = {}
    for place, row, _ in heads:  # a header that is repeated has the same columns everywhere
        shapes.setdefault(_shape(row), []).extend(bodies[place])
    decided: dict[tuple[str, ...], Columns] = {}
    for _, row, known in heads:
        if _shape(row) not in decided:
            decided[_shape(row)] = _columns(row, known, shapes[_shape(row)][:_LOOKED_AT])
    return {place: decided[_shape(row)] for place, row, _ in heads}


def _is_certain(head: tuple[tuple[int, int], Row, Mapping[int, headings.Meaning]], before: Sequence[tuple[tuple[int, int], Row, Mapping[int, headings.Meaning]]]) -> bool:
    """Whether a row below a header is one, too: it begins its table, was there before, or most of its cells are names from the list; a row of an action may hold words that headings have."""
    (_, at), row, known = head
    listed = sum(meaning.listed for meaning in known.values())
    return at == 0 or 2 * listed >= len(row.filled) or any(_shape(other) == _shape(row) for _, other, _ in before)


def lower(above: Columns, row: Row, own: Mapping[str, str]) -> Columns | None:
    """The columns with a second row of headings below the first taken in, None if the row is none."""
    known = headings.lower([cell.plain for cell in row.cells], own)
    if not known:
        return None
    columns = dict(above.columns)
    for i, meaning in known.items():
        upper = columns[i].heading if i in columns else ""
        columns[i] = Column(" ".join([upper, headings.printed(row.cells[i].plain)]).strip(), meaning.among[0], meaning.why)
    return Columns(columns)


def _shape(row: Row) -> tuple[str, ...]:
    return tuple(headings.printed(cell.plain).casefold() for cell in row.cells)


def _bodies(document: Document, heads: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[Row]]:
    """The rows below each header, up to the next one."""
    bodies: dict[tuple[int, int], list[Row]] = {place: [] for place in heads}
    current: list[Row] = []
    for t, table in enumerate(document.tables):
        for r, row in enumerate(table.rows):
            if (t, r) in bodies:
                current = bodies[t, r]
            elif not table.outside and len(current) < _LOOKED_AT:
                current.append(row)
    return bodies


def _columns(row: Row, known: Mapping[int, headings.Meaning], body: Sequence[Row]) -> Columns:
    """What the columns below a header row are."""
    if headings.is_contents(known):
        return Columns({i: Column(headings.printed(cell.plain), "other", "a table of contents") for i, cell in enumerate(row.cells)}, contents=True)
    heads = [headings.printed(cell.plain) for cell in row.cells]
    if _has_unnamed_references(row, body) and not any("ref" in m.among for m in known.values()):
        heads = ["", *heads]
        known = {i + 1: meaning for i, meaning in known.items()}
    whole = [r for r in body if len(r.cells) == len(heads)]
    if 3 * len(whole) < len(body) and 0 in known and "ref" in known[0].among:  # most rows lack cells: those that begin with a reference still tell
        whole = [r for r in body if 1 < len(r.cells) <= len(heads) and references.is_reference(r.cells[0].text)]
    cells = [[r.cells[i].plain.strip() if i < len(r.cells) else "" for r in whole] for i in range(len(heads))]
    if 0 not in known and not any(cells[0]):
        first = [r.cells[0].plain.strip() for r in body if len(r.cells) > 1]
        cells[0] = first if sum(map(references.is_reference, first)) > _MOSTLY * len(first) else cells[0]
    return Columns(choice.decide(heads, known, cells))


def _has_unnamed_references(row: Row, body: Sequence[Row]) -> bool:
    """Whether most rows have one cell more than the headings, a reference, before the others."""
    longer = [r for r in body if len(r.cells) > len(row.cells) and references.is_reference(r.cells[0].text)]
    return len(longer) > _MOSTLY * sum(len(r.cells) > 1 for r in body)
