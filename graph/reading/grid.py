"""The columns of a Word table: rows may have cells of other widths than those above them, and still belong in the same columns.

Word keeps a hidden grid finer than what people see, and the row of a table pasted or drawn by hand has its cells a little to the
left or right of others. So the row with the most cells says which columns there are; a row with as many cells has one in each, and the
cells of any other row belong to the columns in which they begin.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

MOST_COLUMNS = 63  # as in Word; more would be none of its tables


def columns(spans: Sequence[Sequence[int]], before: Sequence[int], widths: Sequence[int]) -> list[list[int]]:
    """In which column, from 0, each cell of each row stands.

    Parameters
    ----------
    spans : sequence of sequence of int
        For each row, how many columns of the hidden grid each of its cells takes.
    before : sequence of int
        For each row, how many columns of the grid are left out before its first cell.
    widths : sequence of int
        How wide each column of the grid is; may be too short.

    Examples
    --------
    A heading over two columns of three, and a row whose cells are one twentieth of a point further to the right:

    >>> columns([[1, 2, 1], [3, 1], [2, 1, 1]], [0, 0, 0], [500, 1, 900, 400])
    [[0, 1, 2], [0, 2], [0, 1, 2]]
    """
    edges = [0, *accumulate(width or 1 for width in widths)]
    starts = [_starts(row, first, edges) for row, first in zip(spans, before)]
    if not starts:
        return []
    model = max(starts, key=len)
    return [list(range(len(row))) if len(row) == len(model) else _nearest(row, model) for row in starts]


def _starts(spans: Sequence[int], first: int, edges: Sequence[int]) -> list[int]:
    """Where each cell begins, on paper if the grid says how wide its columns are."""
    at = list(accumulate(spans, initial=first))[:-1]
    last, end = len(edges) - 1, edges[-1]
    return [edges[n] if n <= last else end + (n - last) for n in at]


def _nearest(row: Sequence[int], model: Sequence[int]) -> list[int]:
    """For each cell the column that begins nearest, no two cells in the same and none out of order."""
    taken: list[int] = []
    for number, start in enumerate(row):
        low = taken[-1] + 1 if taken else 0
        high = len(model) - (len(row) - number)
        at = bisect_left(model, start)
        near = at - 1 if at == len(model) or (at and start - model[at - 1] <= model[at] - start) else at
        taken.append(min(max(near, low), high))
    return taken
