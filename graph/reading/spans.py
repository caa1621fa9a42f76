"""Rows of tables in HTML, whose cells may take several columns and rows: every cell in its column, those that reach down said again in each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
WIDEST, TALLEST = 1_000, 65_534  # columns and rows that one cell may take, as browsers have it


class Rows(Generic[T]):
    """Takes the rows of one table; `blank` makes the cell that stands in a column, counted from 0, where nothing is printed.

    Examples
    --------
    >>> rows = Rows(lambda column: "-")
    >>> rows.row([(lambda column: "1", 1, 2), (lambda column: "a", 2, 1)])
    ['1', 'a', '-']
    >>> rows.row([(lambda column: "b", 1, 1)])
    ['1', 'b']
    """

    def __init__(self, blank: Callable[[int], T]) -> None:
        self.blank = blank
        self.reaching: dict[int, tuple[T, int]] = {}  # by column: a cell from above, and into how many rows more it reaches

    def row(self, printed: Iterable[tuple[Callable[[int], T], int, int]]) -> list[T]:
        """The cells of a row; each printed one is made by its column, and takes so many columns and rows."""
        cells: list[T] = []
        further: dict[int, tuple[T, int]] = {}
        for make, across, down in printed:
            self._reach(cells, further)
            for n in range(across):
                cell = make(len(cells)) if n == 0 else self.blank(len(cells))
                if down > 1:
                    further[len(cells)] = (cell, down - 1)
                cells.append(cell)
        self._reach(cells, further)
        while self.reaching:  # beyond the end of a row that has too few cells
            cells += [self.blank(column) for column in range(len(cells), min(self.reaching))]
            self._reach(cells, further)
        self.reaching = further
        return cells

    def _reach(self, cells: list[T], further: dict[int, tuple[T, int]]) -> None:
        while len(cells) in self.reaching:
            cell, rows = self.reaching.pop(len(cells))
            if rows > 1:
                further[len(cells)] = (cell, rows - 1)
            cells.append(cell)


def span(given: str | None, most: int) -> int:
    """How many columns or rows a cell takes by its attribute; a row span of nought reaches to the end."""
    text = (given or "1").strip()
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        return 1
    return min(int(text), most) or (most if most == TALLEST else 1)
