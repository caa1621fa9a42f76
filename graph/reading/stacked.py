"""Text tables with every cell on a line of its own, the headings first: so web pages copy them, at times with a bar behind each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from concordat.graph.model import Cell, Row, Span
from concordat.graph.reading import headings, references

_FEWEST, _MOST = 3, 14  # columns
_BAR = re.compile(r"\s*\|\s*$")

Line = tuple[int, int, str]  # its number, where it begins in the document, its text


def head_at(lines: Sequence[Line], at: int) -> int:
    """How many lines from `at` on are the headings of such a table, 0 if they are none."""
    if not headings.meaning(_bare(lines[at][2])) and not _BAR.search(lines[at][2]):
        return 0
    barred = bool(_BAR.search(lines[at][2]))
    count = 0
    while at + count < len(lines) and count < _MOST:
        text = lines[at + count][2]
        known = headings.meaning(_bare(text))
        if (bool(_BAR.search(text)) != barred) or references.is_reference(_bare(text)) or not (known and known.listed) and not (barred and count < _MOST):
            break
        if not barred and count and lines[at + count][0] != lines[at + count - 1][0] + 1:
            break  # a blank line ends the headings
        count += 1
    found = headings.header([_bare(line[2]) for line in lines[at : at + count]]) if _FEWEST <= count else None
    return count if found and any(m.among[0] == "text" for m in found.values()) else 0


def rows(lines: Sequence[Line], count: int) -> Iterator[Row]:
    """The rows from the headings on: one begins with each reference where the first column has them, else behind each blank line, else every `count` lines."""
    yield _row(lines[:count])
    body = lines[count:]
    first = headings.meaning(_bare(lines[0][2]))
    has_refs = first is not None and "ref" in first.among and any(references.is_reference(_bare(line[2])) for line in body[: 3 * count])
    parted = any(below[0] > above[0] + 1 for above, below in zip(body, body[1:]))
    block: list[Line] = []
    for line in body:
        apart = bool(block) and line[0] > block[-1][0] + 1
        begins = references.is_reference(_bare(line[2])) if has_refs else apart if parted else len(block) == count
        if block and begins:
            yield _row(block)
            block = []
        block.append(line)
    if block:
        yield _row(block)


def _row(block: Sequence[Line]) -> Row:
    return Row(block[0][0], tuple(_cell(line) for line in block))


def _cell(line: Line) -> Cell:
    text = _BAR.sub("", line[2])
    return Cell(text, Span(line[1], line[1] + len(text)))


def _bare(text: str) -> str:
    return _BAR.sub("", text).strip()
