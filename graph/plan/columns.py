"""Which column of a table is what: by its heading, by what somebody said beforehand, and where a heading may mean two things by its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from concordat.graph.model import Cell, Document, Row
from concordat.graph.reading import contents, headings, references

_LOOKED_AT = 200  # rows below a header by which its columns are told
_MOSTLY = 0.5  # of the filled cells
_LONG = 12  # characters: an action has more, on the average
_SHORT = 20  # characters: of two columns that may be it, one with shorter cells is that of themes


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as printed, what it was taken for ("other" if nothing), and why."""

    heading: str
    meaning: str
    why: str


@dataclass(frozen=True)
class Columns:
    """The columns below one header row, by position; `contents` says that the table is one of contents."""

    columns: Mapping[int, Column] = field(default_factory=dict)
    contents: bool = False

    def at(self, meaning: str) -> list[int]:
        """The positions of the columns with this meaning."""
        return [i for i, column in self.columns.items() if column.meaning == meaning]

    def taken(self) -> tuple[tuple[str, str, str], ...]:
        """Each column as its heading, what it was taken for, and why."""
        return tuple((column.heading, column.meaning, column.why) for _, column in sorted(self.columns.items()))

    @property
    def meanings(self) -> list[str]:
        """The meaning of every column from the left."""
        return [self.columns[i].meaning if i in self.columns else "other" for i in range(self.width)]

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
    """Decide for each column; of several that may be the action one is it."""
    if headings.is_contents(known):
        return Columns({i: Column(headings.printed(cell.plain), "other", "a table of contents") for i, cell in enumerate(row.cells)}, contents=True)
    heads = row.cells
    if _has_unnamed_references(row, body) and not any("ref" in m.among for m in known.values()):
        heads = (Cell("", row.cells[0].span, row.cells[0].label), *heads)
        known = {i + 1: meaning for i, meaning in known.items()}
    whole = [r for r in body if len(r.cells) == len(heads)]
    if 3 * len(whole) < len(body) and 0 in known and "ref" in known[0].among:  # most rows lack cells: those that begin with a reference still tell
        whole = [r for r in body if 1 < len(r.cells) <= len(heads) and references.is_reference(r.cells[0].text)]
    columns = {}
    for i, cell in enumerate(heads):
        cells = _texts(whole, i)
        columns[i] = _column(headings.printed(cell.plain), known.get(i), cells)
        if i == 0 and i not in known and _most([r.cells[0].text for r in body if len(r.cells) > 1], "ref") and not any("ref" in m.among for m in known.values()):
            columns[i] = Column(columns[i].heading, "ref", "no other column has the references, and its cells are such")
    return Columns(_one_action(columns, known, whole))


def _has_unnamed_references(row: Row, body: Sequence[Row]) -> bool:
    """Whether most rows have one cell more than the headings, a reference, before the others."""
    longer = [r for r in body if len(r.cells) > len(row.cells) and references.is_reference(r.cells[0].text)]
    return len(longer) > _MOSTLY * sum(len(r.cells) > 1 for r in body)


def _column(heading: str, meaning: headings.Meaning | None, cells: Sequence[str]) -> Column:
    if meaning is None:
        return Column(heading, "other", "nothing known has this name" if heading else "it has no heading")
    if meaning.among == ("ref",) and cells and not meaning.listed and not _most(cells, "ref"):
        return Column(heading, "other", "its cells are no references")
    for candidate in meaning.among[:-1]:
        if _most(cells, candidate):
            return Column(heading, candidate, f"{meaning.why}, and its cells fit")
    if len(meaning.among) > 1:
        return Column(heading, meaning.among[-1] if cells else meaning.among[0], f"{meaning.why}, and its cells fit no other meaning")
    return Column(heading, meaning.among[0], meaning.why)


def _most(cells: Sequence[str], meaning: str) -> bool:
    return bool(cells) and sum(contents.fit(cell, meaning) > 0 for cell in cells) > _MOSTLY * len(cells)


def _one_action(columns: dict[int, Column], known: Mapping[int, headings.Meaning], body: Sequence[Row]) -> dict[int, Column]:
    """Of the columns that may hold the action the one that is filled in most rows, then the one with the likeliest name, then the last; the others keep their words."""
    several = [i for i, column in columns.items() if column.meaning == "text"]
    if not several:
        unnamed = [i for i, column in columns.items() if i not in known and _length(body, i) >= _LONG]
        if not unnamed:
            return columns
        best = max(unnamed, key=lambda i: (_length(body, i), -i))
        return columns | {best: Column(columns[best].heading, "text", "no heading names the action, and its cells are the longest of those without a known name")}
    best = min(several, key=lambda i: (known[i].rank >= 0, _length(body, i) < _SHORT, -_filled(body, i) // max(1, len(body) // 5 or 1), known[i].rank, -i))
    other = f'"{columns[best].heading}" is taken for the action'
    return {i: Column(column.heading, "other", other) if i in several and i != best else column for i, column in columns.items()}


def _texts(body: Sequence[Row], i: int) -> list[str]:
    return [text for row in body if i < len(row.cells) and (text := row.cells[i].plain.strip())]


def _filled(body: Sequence[Row], i: int) -> int:
    return len(_texts(body, i))


def _length(body: Sequence[Row], i: int) -> float:
    cells = _texts(body, i)
    return sum(map(len, cells)) / len(cells) if cells else 0.0
