"""Rows that hold several actions, their dates and leads in parallel lines: told apart where the lines of the cells answer each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from concordat.graph.model import Cell, Row, Span
from concordat.graph.reading import contents, references

_BULLET = re.compile(r"^[^\S\n]*(?:[•▪◦·*o–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])[^\S\n]+", re.MULTILINE)
_BLANK = re.compile(r"\n\s*\n")
_MOST = 40  # actions in a row
_SHARED = ("ref", "lead", "partners", "start", "finish", "status")


def rows(row: Row, meanings: Sequence[str]) -> list[Row]:
    """The rows that a row is: itself, or one for each line where references, or dates, stand in as many lines as there are actions.

    Any other cell with as many lines is cut too. One that is not goes with each of them if it says who, when or how far; else with the
    first, so that nothing is counted twice.
    """
    at = {meaning: i for i, meaning in reversed(list(enumerate(meanings))) if i < len(row.cells)}
    if "text" not in at:
        return [row]
    for meaning, fits in (("ref", references.is_reference), ("finish", contents.is_whole_date), ("start", contents.is_whole_date)):
        lines = _lines(row.cells[at[meaning]]) if meaning in at else []
        if not 2 <= len(lines) <= _MOST or not all(fits(line.plain.strip()) for line in lines):
            continue
        sure = meaning == "ref" or ("lead" in at and len(_lines(row.cells[at["lead"]])) == len(lines))
        texts = _parts(row.cells[at["text"]], len(lines), sure)
        if texts:
            return [_row(row, n, texts, meanings) for n in range(len(lines))]
    return [row]


def _row(row: Row, n: int, texts: Sequence[Cell], meanings: Sequence[str]) -> Row:
    cells = []
    for i, cell in enumerate(row.cells):
        meaning = meanings[i] if i < len(meanings) else "other"
        parts = _lines(cell)
        if meaning == "text":
            cells.append(texts[n])
        elif len(parts) == len(texts):
            cells.append(parts[n])
        else:
            cells.append(cell if n == 0 or meaning in _SHARED else Cell("", Span(cell.span.start, cell.span.start), cell.label))
    return Row(row.number, tuple(cells), row.heading)


def _lines(cell: Cell) -> list[Cell]:
    """The lines of a cell that are not blank."""
    return [part for part in _cut(cell, [m.end() for m in re.finditer("\n", cell.plain)]) if part.plain.strip()]


def _parts(cell: Cell, count: int, sure: bool) -> list[Cell]:
    """The cell in so many parts, by its bullets and numbers, its blank lines, or its lines; none if that does not give as many.

    Its lines alone tell only if it is `sure` by other cells that there are so many, or if each ends with a stop: a line may just be full.
    """
    ways: tuple[Callable[[], list[int]], ...] = (
        lambda: [m.start() for m in _BULLET.finditer(cell.plain)],
        lambda: [m.end() for m in _BLANK.finditer(cell.plain)],
        lambda: [m.end() for m in re.finditer("\n", cell.plain) if sure or re.search(r"[.;!?)]\s*$", cell.plain[: m.start()])],
    )
    for way in ways:
        parts = [part for part in _cut(cell, way()) if part.plain.strip()]
        if len(parts) == count and all(_begins(part.plain) for part in parts):
            return parts
    return []


def _begins(text: str) -> bool:
    """Whether words begin anew: with a bullet, a figure or a capital letter, not in the middle of a sentence."""
    return not text.lstrip()[:1].islower()


def _cut(cell: Cell, places: Sequence[int]) -> list[Cell]:
    bounds = sorted({0, *places, len(cell.text)})
    return [cell.part(begin, end) for begin, end in zip(bounds, bounds[1:])]
