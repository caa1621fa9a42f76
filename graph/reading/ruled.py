"""Tables on a page whose cells are drawn with lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from concordat.graph.reading import lines
from concordat.graph.reading.layout import Written
from concordat.graph.reading.pages import Box, Char, Page

NOTHING = Written("", "")
_WIDEST_MARGIN = 8  # points between the edge of a cell and its words


@dataclass(frozen=True)
class Grid:
    """A table on a page: how far down it begins, its rows of texts, and which of them is one cell over the whole width.

    A text has a label only if it is printed in the cell of another row.
    """

    top: float
    rows: list[list[Written]]
    spanning: frozenset[int] = frozenset()


def tables(page: Page) -> tuple[list[Grid], list[Char]]:
    """The tables of a page with two columns or more, from above, and the characters that stand in none of them."""
    placed = sorted(page.chars, key=_middle)
    middles = [_middle(char) for char in placed]
    taken: set[int] = set()
    grids = []
    for table in page.tables:
        if max(len(row) for row in table) < 2:
            continue
        boxes = [box for row in table for box in row if box]
        width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
        rows = [[_cell(box, placed, middles, taken) if box else NOTHING for box in row] for row in table]
        _reach_down(table, rows)
        wide = [n for n, row in enumerate(table) if len(row) > 1 and _over_all(row, width)]
        grids.append(Grid(min(box[1] for box in boxes), rows, frozenset(wide)))
    return grids, [char for n, char in enumerate(placed) if n not in taken]


def _reach_down(table: Sequence[Sequence[Box | None]], rows: list[list[Written]]) -> None:
    """Say the words of a cell that reaches down over several rows again in each of them, with the place where they are printed."""
    held: dict[int, tuple[float, Written]] = {}  # by column: how far down its last cell reaches
    for n, row in enumerate(table):
        tops = [box[1] for box in row if box]
        for column, box in enumerate(row):
            if box:
                held[column] = (box[3], replace(rows[n][column], label=f"row {n + 1} column {column + 1}"))
            elif tops and column in held and held[column][0] > max(tops) + 1:
                rows[n][column] = held[column][1]


def _middle(char: Char) -> float:
    return (char["top"] + char["bottom"]) / 2


def _cell(box: Box, placed: Sequence[Char], middles: Sequence[float], taken: set[int]) -> Written:
    """The text inside a box, its characters marked as taken."""
    left, top, right, bottom = box
    inside = []
    for n in range(bisect_left(middles, top), bisect_left(middles, bottom)):
        if n not in taken and left <= (placed[n]["x0"] + placed[n]["x1"]) / 2 < right:
            inside.append(placed[n])
            taken.add(n)
    words = lines.words(inside)
    margin = min([_WIDEST_MARGIN, *(max(word.x0 - left, 0) for word in words)])
    return lines.text(lines.lines(words), right - margin) if words else NOTHING


def _over_all(row: Sequence[Box | None], width: float) -> bool:
    """Whether the row is one cell as wide as the table."""
    boxes = [box for box in row if box]
    return len(boxes) == 1 and boxes[0][2] - boxes[0][0] > 0.95 * width
