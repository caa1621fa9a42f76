"""Rows with more or fewer cells than their header: which cell belongs to which column, told by what stands in them.

Web pages and PDF files saved as text drop empty and merged cells, and a mark that parts cells may stand inside one. Cells keep
their order; a column takes none, one, or several that stand together. The best such assignment is kept only if it is clearly
better than reading the cells from the left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from concordat.graph.model import Cell, Span
from concordat.graph.reading import contents

_SKIPPED = {"text": -5.0, "ref": -0.6, "lead": -0.4, "finish": -0.4}  # a column without a cell; others cost less
_SKIP, _LAST, _TOGETHER, _NAMES_TOGETHER, _NAMES_AMONG = -0.3, -0.1, -0.8, -0.3, -2.0
_CLEARLY, _CLEAR = 1.5, 0.6  # better by so much, where cells are missing and where there are too many
_MOST = 24  # cells or columns: beyond that a row is read from the left

_BULLET = re.compile(r"\s*[•▪◦·]\s")

Slots = tuple[tuple[int, int], ...]  # for each column the cells from .. to (the end not included)


def aligned(cells: Sequence[Cell], meanings: Sequence[str], text: str) -> tuple[tuple[Cell, ...], bool]:
    """The cells under their columns, one for each (empty where it has none), and whether they were moved by what stands in them.

    Cells beyond the headings stay behind the others, except between slashes, which may stand inside cells.
    """
    if len(cells) > len(meanings) and "/" not in text[cells[0].span.end : cells[1].span.start]:
        return tuple(cells), False  # no mark of this table stands inside cells: what is beyond the headings has none
    plain = _from_the_left(len(cells), len(meanings))
    if not cells or max(len(cells), len(meanings)) > _MOST:
        return _made(cells, plain, text), False
    best = _best(cells, meanings, text)
    least = _CLEAR if len(cells) > len(meanings) else _CLEARLY
    moved = best != plain and _score(cells, best, meanings, text) > _score(cells, plain, meanings, text) + least
    return _made(cells, best if moved else plain, text), moved


def _from_the_left(cells: int, columns: int) -> Slots:
    """The cells one a column from the left; those too many belong to the last one."""
    slots = [(min(n, cells), min(n + 1, cells)) for n in range(columns)]
    if cells > columns:
        slots[-1] = (columns - 1, cells)
    return tuple(slots)


def _best(cells: Sequence[Cell], meanings: Sequence[str], text: str) -> Slots:
    """The assignment with the highest score, found column by column (of equals the one that fills the left columns)."""
    together = max(1, len(cells) - len(meanings) + 1)  # cells that may be in one column
    best: dict[int, tuple[float, Slots]] = {0: (0.0, ())}
    for n, meaning in enumerate(meanings):
        after: dict[int, tuple[float, Slots]] = {}
        for begin, (score, slots) in best.items():
            for end in range(begin, min(begin + together, len(cells)) + 1):
                total = score + _slot(cells, begin, end, meaning, n == len(meanings) - 1, text)
                if end not in after or total > after[end][0]:
                    after[end] = (total, (*slots, (begin, end)))
        best = after
    return best[len(cells)][1] if len(cells) in best else _from_the_left(len(cells), len(meanings))


def _score(cells: Sequence[Cell], slots: Slots, meanings: Sequence[str], text: str) -> float:
    return sum(_slot(cells, begin, end, meaning, n == len(meanings) - 1, text) for n, ((begin, end), meaning) in enumerate(zip(slots, meanings)))


def _slot(cells: Sequence[Cell], begin: int, end: int, meaning: str, last: bool, text: str) -> float:
    if begin == end:
        return _SKIPPED.get(meaning, _LAST if last else _SKIP)
    names = [contents.is_names(cell.text) for cell in cells[begin:end]] if end > begin + 1 else []
    who = meaning in ("lead", "partners")
    bodies = any(contents.is_body(cell.text) for cell in cells[begin:end]) if names and not who else False
    together = _NAMES_TOGETHER if who and all(names) else _NAMES_AMONG if bodies or _opens_list(cells[begin + 1 : end]) else _TOGETHER
    return contents.fit(_joined(cells[begin:end], text).text, meaning) + together * (end - begin - 1)


def _opens_list(cells: Sequence[Cell]) -> bool:
    """Whether one of some cells begins with a bullet: it is the first of its own column, not the rest of another."""
    return any(_BULLET.match(cell.text) for cell in cells)


def _made(cells: Sequence[Cell], slots: Slots, text: str) -> tuple[Cell, ...]:
    return tuple(_joined(cells[begin:end], text) if begin < end else Cell("", _nowhere(cells, begin)) for begin, end in slots)


def _joined(cells: Sequence[Cell], text: str) -> Cell:
    """Cells that stand together as one, with what stands between them in the document."""
    if len(cells) == 1:
        return cells[0]
    start, end = cells[0].span.start, cells[-1].span.end
    struck, marks = tuple(s for c in cells for s in c.struck), tuple(m for c in cells for m in c.marks)
    return Cell(text[start:end], Span(start, end), cells[0].label, any(c.doubled_quotes for c in cells), struck, marks=marks)


def _nowhere(cells: Sequence[Cell], at: int) -> Span:
    place = cells[at].span.start if at < len(cells) else cells[-1].span.end if cells else 0
    return Span(place, place)
