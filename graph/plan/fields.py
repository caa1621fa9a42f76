"""Plans that give each action a block of its own: a heading or a small table, and in it lines such as "Lead: ..." or rows of a name and a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from concordat.graph.model import Cell, Document, Row, Span
from concordat.graph.plan.listed import MEANINGS, label_at
from concordat.graph.reading import headings, references

_LEAST = 2  # blocks
_FEWEST = 2  # fields of a block


@dataclass
class _Block:
    """An action in a block: its title if it has one, and its cells by meaning; `rows` are all rows that it takes."""

    title: Row | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def is_action(self) -> bool:
        """Whether it says what, and who or when."""
        return len(self.cells) >= _FEWEST and (self.title is not None or "text" in self.cells) and bool(self.cells.keys() & {"lead", "finish"})


def rows(document: Document) -> tuple[dict[int, Row], frozenset[int]]:
    """The row that each action makes, by the number of the row that it takes the place of, and the numbers of the other rows of the blocks; none if there are no such blocks."""
    found = [block for block in _blocks(document) if block.is_action]
    if len(found) < _LEAST:
        return {}, frozenset()
    taken = [([block.title] if block.title is not None and "text" not in block.cells else []) + block.rows for block in found]
    return {rows[0].number: _row(block, rows[0]) for block, rows in zip(found, taken)}, frozenset(row.number for rows in taken for row in rows[1:])


def _blocks(document: Document) -> Iterator[_Block]:
    """Blocks in the order of the document: each begins with a heading, a table, or a name that the block before has already."""
    block, waiting = _Block(), ""
    for table in document.tables:
        if not table.outside:
            yield block
            block, waiting = _Block(title=None if block.cells else block.title), ""
        for row in table.rows:
            if row.heading:
                yield block
                block, waiting = _Block(title=row), ""
                continue
            pair = _pair(row, waiting)
            waiting = _name(row) if pair is None and len(row.filled) == 1 else ""
            if waiting:
                block.rows.append(row)
            if pair is None:
                continue
            if pair[0] in block.cells:
                yield block
                block = _Block()
            block.cells[pair[0]] = pair[1]
            block.rows.append(row)
    yield block


def _name(row: Row) -> str:
    """The meaning of a line that is the name of a field and nothing else, its value on the next line; "" if it is none."""
    known = headings.meaning(row.filled[0].plain.strip().rstrip(":"))
    return known.among[0] if known and known.listed and known.among[0] in MEANINGS else ""


def _pair(row: Row, waiting: str) -> tuple[str, Cell] | None:
    """The meaning and the value that a row gives: a name and a value in two cells, "Lead: X" in one, or the value of the name above."""
    if len(row.filled) == 2:
        known = headings.meaning(row.filled[0].plain.strip().rstrip(":"))
        return (known.among[0], row.filled[1]) if known and known.among[0] in MEANINGS else None
    if len(row.filled) != 1:
        return None
    cell = row.filled[0]
    if waiting:
        return waiting, cell
    labelled = label_at(cell.plain)
    return (labelled[0], cell.part(labelled[1], len(cell.text))) if labelled else None


def _row(block: _Block, first: Row) -> Row:
    """The cells of a block in one row; where it names no action in words its title is the action, the number in it the reference."""
    cells = dict(block.cells)
    if block.title is not None:
        title = block.title.filled[0]
        label = references.leading(title.plain)
        if "text" not in cells:
            cells["text"] = title.part(label[1], len(title.text)) if label else title
        if label and "ref" not in cells:
            at = title.plain.index(label[0])
            cells["ref"] = title.part(at, at + len(label[0]))
    empty = Cell("", Span(first.span.start, first.span.start), first.filled[0].label)
    return Row(first.number, tuple(cells.get(meaning, empty) for meaning in MEANINGS))
