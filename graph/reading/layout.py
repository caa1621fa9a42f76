"""Cells found in a document of any format to a Document: the text of all cells, joined, and where in it each of them stands."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate

from concordat.graph.errors import SourceError
from concordat.graph.model import Cell, Document, Row, Span, Table

MOST_CELLS = 500_000  # a plan of 10,000 actions with twenty columns has fewer than half as many
LONGEST_TEXT = 10_000_000  # characters of all cells; a plan of 10,000 actions has a third of it
MOST_ROWS = 100_000  # with words in them
LONGEST_CELL = 1_000_000  # characters; Excel takes 32,767
Pieces = list[tuple[str, bool]]  # words, and whether they are struck through
_UNFIT = re.compile("[\0\ud800-\udfff]")  # no characters of any text, and no graph file can hold them


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a cell as a reader found it, items of lists on lines of their own that begin with a bullet ("• "), and its label.

    `struck` says what of it is struck through, `from_above` that it is a merged cell of a row above that goes on here.
    """

    text: str
    label: str
    struck: tuple[tuple[int, int], ...] = ()
    from_above: bool = False

    @classmethod
    def of(cls, pieces: Pieces, label: str) -> Written:
        """The text of a cell from its pieces.

        >>> Written.of([("two ", True), ("three", False)], "Sheet1!B7")
        Written(text='two three', label='Sheet1!B7', struck=((0, 4),), from_above=False)
        """
        ends = list(accumulate(len(text) for text, _ in pieces))
        struck = tuple((end - len(text), end) for (text, gone), end in zip(pieces, ends) if gone and text)
        return cls("".join(text for text, _ in pieces), label, struck)


@dataclass
class Layout:
    """Takes in tables, rows and lines in the order of the document; `where` is what a message calls it, `unit` what its account counts."""

    name: str
    where: str
    unit: str = "row"
    notices: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    _tables: list[Table] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _outside: bool = False
    _parts: list[str] = field(default_factory=list)
    _at: int = 0
    _number: int = 0
    _cells: int = 0
    _filled: int = 0

    def row(self, cells: Iterable[Written], heading: int = 0) -> None:
        """Add a row to the table that is under way, each cell as its text and its label; a row without words only counts."""
        if self._outside:
            self.end()
        self._add(cells, heading)

    def line(self, text: str, label: str, heading: int = 0, struck: tuple[tuple[int, int], ...] = ()) -> None:
        """Add words that stand outside any table: a heading of this level, or prose."""
        if not self._outside:
            self.end()
        self._outside = True
        self._add([Written(text, label, struck)], heading)

    def skip(self, what: str, count: int = 1) -> None:
        """Count lines or rows that hold no words of the plan."""
        self._number += count
        self.skipped[what] += count

    def end(self, label: str | None = None, *, alone: bool = False) -> None:
        """End the table, or the lines, under way."""
        if self._rows:
            self._tables.append(Table(tuple(self._rows), label, self._outside, alone))
        self._rows, self._outside = [], False

    def document(self, data: bytes, encoding: str = "utf-8") -> Document:
        """All that was taken in.

        Raises
        ------
        SourceError
            If there was nothing to take in.
        """
        self.end()
        if not self._tables:
            raise SourceError(f"{self.where} holds no words that can be read: name a file with a plan in it")
        text = "".join(self._parts)[:-1]
        digest = hashlib.sha256(data).hexdigest()
        return Document(self.name, text, digest, tuple(self._tables), encoding, dict(self.skipped), self.unit, tuple(self.notices))

    def room_for(self, cells: int) -> None:
        """A SourceError if there are more cells than any plan has."""
        if cells > MOST_CELLS:
            raise SourceError(f"{self.where} has more than {MOST_CELLS:,} cells: save the part with the plan as a file of its own")

    def _add(self, cells: Iterable[Written], heading: int) -> None:
        self._number += 1
        fit = [replace(cell, text=_UNFIT.sub("\ufffd", cell.text)) for cell in cells]
        self._cells += len(fit)
        self.room_for(self._cells)
        if label := next((cell.label for cell in fit if len(cell.text) > LONGEST_CELL), None):
            raise SourceError(f"{self.where}, {label}: more than {LONGEST_CELL:,} characters in one cell: is a quote mark or a line break missing?")
        if self._at + sum(len(cell.text) for cell in fit) > LONGEST_TEXT:
            raise SourceError(f"{self.where} has more than {LONGEST_TEXT:,} characters in its cells: save the part with the plan as a file of its own")
        if not any(cell.text.strip() for cell in fit):
            self.skipped[f"blank {self.unit}s"] += 1
            return
        self._filled += 1
        if self._filled > MOST_ROWS:
            raise SourceError(f"{self.where} has more than {MOST_ROWS:,} rows: save the part with the plan as a file of its own")
        self._rows.append(Row(self._number, tuple(self._placed(cell) for cell in fit), heading))
        self._parts[-1] = "\n"

    def _placed(self, cell: Written) -> Cell:
        at, end = self._at, self._at + len(cell.text)
        self._parts += [cell.text, "\t"]
        self._at = end + 1
        return Cell(cell.text, Span(at, end), cell.label, struck=tuple(Span(at + a, at + b) for a, b in cell.struck), from_above=cell.from_above)
