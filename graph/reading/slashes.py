"""Text tables whose cells are parted by " / ": a row goes on over as many lines as it needs.

Web pages and PDF files saved as text often look so. A slash parts cells only if there is white space, or the end of a line, on
both sides of it: "A&E/Urgent Care" and "CCG/ Telford CCG" stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from concordat.graph.model import Cell, Row, Span
from concordat.graph.reading import contents, furniture, headings, numbering, references

_SEPARATOR = re.compile(r"(?:(?<=\s)|^)/(?=\s|$)", re.MULTILINE)
_LABEL = re.compile(r"\s*[A-Za-z]{1,3}\d")
_NUMBERED = re.compile(r"^\s*(\d{1,3})[.)]\s+\S")
_LOOKED_AT = 60  # lines below a head
_BULLET = re.compile(r"^\s*[•▪◦·*o-]\s")
_LONGEST_HEADING = 120
_LONGEST_HEAD = 600  # characters of a row of headings

Line = tuple[int, int, str]  # its number, where it begins in the document, its text


def header_at(text: str) -> bool:
    """Whether a line is the head of such a table: it has no tab, and names at least two known columns, one of them the action."""
    if "\t" in text or len(text) > _LONGEST_HEAD or not _SEPARATOR.search(text):
        return False
    return headings.header(_SEPARATOR.split(text)) is not None


@dataclass(frozen=True)
class _Shape:
    """The table under way: how many columns it has, and whether one of them is for references."""

    columns: int
    has_refs: bool

    @classmethod
    def of(cls, head: str, below: Sequence[Line]) -> _Shape:
        """The shape that a head names; the column of references may have no name, but is there if lines below it begin with them."""
        found = headings.header(_SEPARATOR.split(head)) or {}
        columns = len(_SEPARATOR.findall(head)) + 1
        if any("ref" in m.among for m in found.values()):
            return cls(columns, True)
        begun = sum(_begins(line[2]) for line in below[:_LOOKED_AT])
        return cls(columns + (0 in found), True) if begun >= 2 else cls(columns, False)


def rows(lines: list[Line], text: str) -> Iterator[Row]:
    """The rows of the lines from a header on, as many cells in each as its separators make; `text` is the document's."""
    running = furniture.running(line for line in text.split("\n") if not _SEPARATOR.search(line))
    shape = _Shape.of(lines[0][2], lines[1:])
    block: list[Line] = []
    for at, line in enumerate(lines):
        if header_at(line[2]):
            kind, shape = "alone", _Shape.of(line[2], lines[at + 1 :])
        elif furniture.is_furniture(line[2], running) or (not _SEPARATOR.search(line[2]) and headings.tells_progress(line[2])):
            kind = "alone"
        else:
            kind = _kind(line[2], [later[2] for later in lines[at + 1 : at + 3]], block, shape)
        if kind != "more" and block:
            yield _row(block, text)
            block = []
        if kind == "alone":
            yield _row([line], text)
        else:
            block.append(line)
    if block:
        yield _row(block, text)


def _kind(text: str, following: Sequence[str], block: list[Line], shape: _Shape) -> str:
    """Whether a line begins a row, stands alone (a heading between rows), or goes on with the row before it."""
    if shape.has_refs and _begins(text):
        return "row"
    whole = not block or sum(len(_SEPARATOR.findall(line[2])) for line in block) >= shape.columns - 1
    parts = _SEPARATOR.split(text)
    if len(parts) == 1 and not _BULLET.match(text) and len(text.strip()) <= _LONGEST_HEADING:
        if _is_heading(text, following, block, whole, shape):
            return "alone"
        if not block:
            return "alone" if shape.has_refs else "row"
    if not block:
        return "row"
    before = [part for line in block for part in _SEPARATOR.split(line[2])]
    if _BULLET.match(text):
        return "row" if _is_settled(before[-1]) and len(before) > 2 else "more"
    label = not shape.has_refs and references.leading(text)
    if (whole and (label or len(parts) >= max(3, shape.columns - 2 + shape.has_refs))) or (not shape.has_refs and _LABEL.match(text) and _begins(text)):
        return "row"
    first = parts[0].strip()
    settled = len(parts) > 1 and _is_settled(before[-1]) and not (shape.has_refs and not _BULLET.match(block[0][2]))
    if settled and len(parts) == 2 and not parts[1].strip() and any(_BULLET.match(line) for line in following[:1]):
        return "row"  # a theme, and below it the actions for it
    anew = bool(first) and not first[0].islower() and (len(parts) >= shape.columns or not contents.is_names(first))
    return "row" if _who_and_when(before) and anew and (settled or _who_and_when(parts[1:])) else "more"


def _is_heading(text: str, following: Sequence[str], block: list[Line], whole: bool, shape: _Shape) -> bool:
    """Whether a line without cells is a heading: a table, or a row of one, begins soon below it, and it is no item of a list."""
    starts = [header_at(line) or bool(_begins(line) if shape.has_refs else references.leading(line)) for line in following]
    if numbering.numbered(text) and numbering.is_clear(text):
        return not _counts_on(text, block) and (not block or whole or any(starts)) and (any(starts) or not block or not following)
    return whole and starts[:1] == [True] and not text.strip().endswith((".", ";", ","))


def _counts_on(text: str, block: list[Line]) -> bool:
    """Whether a numbered line goes on a list in the row before it: its number is the next one there."""
    number = _NUMBERED.match(text)
    if not number or not block:
        return False
    last = [found for line in block for part in _SEPARATOR.split(line[2]) if (found := _NUMBERED.match(part))]
    return bool(last) and int(number[1]) == int(last[-1][1]) + 1


def _who_and_when(parts: Sequence[str]) -> bool:
    """Whether a date and who stand among cells."""
    return any(contents.is_date(part.strip()) for part in parts if part.strip()) and any(contents.is_names(part) for part in parts)


def _is_settled(part: str) -> bool:
    """Whether a cell is one of names or a date, and is complete: a list below it is not its own."""
    return contents.is_names(part) or (bool(part.strip()) and contents.is_date(part.strip()))


def _begins(text: str) -> bool:
    """Whether a line begins with a reference in a cell of its own, or with a word such as "Update" in its place."""
    mark = _SEPARATOR.search(text, 0, references.LONGEST + 10)
    return mark is not None and (references.is_reference(text[: mark.start()]) or headings.is_follow_up(text[: mark.start()]))


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
