"""Text tables whose cells are parted by " / ": a row goes on over as many lines as it needs.

Web pages and PDF files saved as text often look so. A slash parts cells only if there is white space, or the end of a line, on
both sides of it: "A&E/Urgent Care" and "CCG/ Telford CCG" stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from concordat.graph.model import Cell, Row, Span
from concordat.graph.reading import headings, references

_SEPARATOR = re.compile(r"(?:(?<=\s)|^)/(?=\s|$)", re.MULTILINE)
_NUMBERED = re.compile(r"^\s*\d+[.)]\s+\S")
_BULLET = re.compile(r"^\s*[•▪◦·*o-]\s")
_LONGEST_HEADING = 120
_LONGEST_HEAD = 600  # characters of a row of headings

Line = tuple[int, int, str]  # its number, where it begins in the document, its text


def header_at(text: str) -> bool:
    """Whether a line is the head of such a table: it has no tab, and names at least two known columns, one of them the action."""
    if "\t" in text or len(text) > _LONGEST_HEAD or not _SEPARATOR.search(text):
        return False
    return headings.header(_SEPARATOR.split(text)) is not None


@dataclass
class _Shape:
    """The table under way: how many columns its head names, and whether one of them is for references."""

    columns: int
    has_refs: bool

    @classmethod
    def of(cls, head: str) -> _Shape:
        found = headings.header(_SEPARATOR.split(head)) or {}
        return cls(len(_SEPARATOR.findall(head)) + 1, any("ref" in m.among for m in found.values()))


def rows(lines: list[Line], text: str) -> Iterator[Row]:
    """The rows of the lines from a header on, as many cells in each as its separators make; `text` is the document's."""
    shape = _Shape.of(lines[0][2])
    block: list[Line] = []
    for at, line in enumerate(lines):
        head = header_at(line[2])
        following = next((later[2] for later in lines[at + 1 : at + 2]), "")
        kind = "heading" if head else _kind(line[2], following, block, shape)
        if kind != "more" and block:
            yield _row(block, text)
            block = []
        if head:
            shape = _Shape.of(line[2])
        if kind == "heading":
            yield _row([line], text)
        else:
            block.append(line)
    if block:
        yield _row(block, text)


def _kind(text: str, following: str, block: list[Line], shape: _Shape) -> str:
    """Whether a line begins a row, is a heading between rows, or goes on with the row before it."""
    if shape.has_refs and _begins(text):
        return "row"
    filled = sum(len(_SEPARATOR.findall(line[2])) for line in block)
    whole = not block or filled >= shape.columns - 1
    starts = _begins(following) if shape.has_refs else references.leading(following)
    parts = len(_SEPARATOR.findall(text))
    if not parts and not _BULLET.match(text) and len(text.strip()) <= _LONGEST_HEADING:
        if (_NUMBERED.match(text) and (not block or filled >= min(shape.columns - 2, 2))) or (starts and whole and not text.strip().endswith((".", ";", ","))):
            return "heading"
        if not block:
            return "heading" if shape.has_refs else "row"
    enough = max(2, shape.columns - 2) if shape.has_refs else 1
    if whole and block and not _BULLET.match(text) and (parts >= enough or (not shape.has_refs and references.leading(text))):
        return "row"
    return "more" if block else "row"


def _begins(text: str) -> bool:
    """Whether a line begins with a reference in a cell of its own."""
    mark = _SEPARATOR.search(text, 0, references.LONGEST + 10)
    return mark is not None and references.is_reference(text[: mark.start()])


def _row(block: list[Line], text: str) -> Row:
    """The cells of some lines of the document, cut at the separators; their text is exactly that of the document."""
    start, stop = block[0][1], block[-1][1] + len(block[-1][2])
    whole = text[start:stop]
    cells, begin = [], 0
    for match in [*_SEPARATOR.finditer(whole), None]:
        end = match.start() if match else len(whole)
        cells.append(Cell(whole[begin:end], Span(start + begin, start + end)))
        begin = match.end() if match else end
    return Row(block[0][0], tuple(cells))
