"""Text tables whose cells are parted by " / ": a row goes on over as many lines as it needs.

Web pages and PDF files saved as text often look so. A slash parts cells only if there is white space, or the end of a line, on
both sides of it: "A&E/Urgent Care" and "CCG/ Telford CCG" stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from concordat.graph.model import Cell, Row, Span
from concordat.graph.reading import contents, furniture, headings, numbering, references

_SEPARATOR = re.compile(r"(?:(?<=\s)|^)/(?=\s|$)", re.MULTILINE)
_LABEL = re.compile(r"\s*[A-Za-z]{1,3}\d")
_NUMBERED = re.compile(r"^\s*(\d{1,3})[.)]\s+\S")
_LONGEST_STATUS = 25
_LOOKED_AT = 60  # lines below a head
_BULLET = re.compile(r"^\s*[•▪◦·*o-]\s")
_LONGEST_HEADING = 120
_LONGEST_HEAD = 600  # characters of a row of headings

Line = tuple[int, int, str]  # its number, where it begins in the document, its text


@lru_cache(maxsize=4096)
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


@dataclass
class _Block:
    """The lines of the row under way, and what is known of them so far."""

    lines: list[Line] = field(default_factory=list)
    marks: int = 0
    parts: int = 0
    last: str = ""
    number: int | None = None
    dated: bool = False
    named: bool = False

    def add(self, line: Line) -> None:
        """Take one more line in."""
        parts = _SEPARATOR.split(line[2])
        self.lines.append(line)
        self.marks += len(parts) - 1
        self.parts += len(parts)
        self.last = parts[-1]
        self.dated = self.dated or any(_is_date(part) for part in parts)
        self.named = self.named or any(contents.is_names(part) for part in parts)
        numbers = [int(found[1]) for part in parts if (found := _NUMBERED.match(part))]
        self.number = numbers[-1] if numbers else self.number


def rows(lines: list[Line], text: str) -> Iterator[Row]:
    """The rows of the lines from a header on, as many cells in each as its separators make; `text` is the document's."""
    running = furniture.running(line for line in text.split("\n") if not _SEPARATOR.search(line))
    shape = _Shape.of(lines[0][2], lines[1:])
    block = _Block()
    for at, line in enumerate(lines):
        if header_at(line[2]):
            kind, shape = "alone", _Shape.of(line[2], lines[at + 1 : at + 1 + _LOOKED_AT])
        elif furniture.is_furniture(line[2], running) or (not _SEPARATOR.search(line[2]) and headings.tells_progress(line[2])):
            kind = "alone"
        else:
            kind = _kind(line[2], [later[2] for later in lines[at + 1 : at + 3]], block, shape)
        if kind != "more" and block.lines:
            yield _row(block.lines, text)
            block = _Block()
        if kind == "alone":
            yield _row([line], text)
        else:
            block.add(line)
    if block.lines:
        yield _row(block.lines, text)


def _kind(text: str, following: Sequence[str], block: _Block, shape: _Shape) -> str:
    """Whether a line begins a row, stands alone (a heading between rows), or goes on with the row before it."""
    if shape.has_refs and _begins(text):
        return "row"
    parts = _SEPARATOR.split(text)
    if len(parts) == 1 and not _BULLET.match(text) and len(text.strip()) <= _LONGEST_HEADING:
        if _is_heading(text, following, block, shape):
            return "alone"
        if not block.lines:
            return "alone" if shape.has_refs else "row"
    if not block.lines:
        return "row"
    if _BULLET.match(text):
        return "row" if _is_settled(block.last) and not _BULLET.match(block.last) and block.parts > 2 else "more"
    return "row" if _is_row(text, parts, following, block, shape) else "more"


def _is_row(text: str, parts: Sequence[str], following: Sequence[str], block: _Block, shape: _Shape) -> bool:
    """Whether a line begins a new row by what stands in it, and in the row before it."""
    if not shape.has_refs and _LABEL.match(text) and _begins(text):
        return True
    label = not shape.has_refs and references.leading(text)
    if block.marks >= shape.columns - 1 and (label or len(parts) >= max(3, shape.columns - 2 + shape.has_refs)):
        return True
    settled = len(parts) > 1 and _is_settled(block.last) and (not shape.has_refs or bool(_BULLET.match(block.lines[0][2])))
    if settled and len(parts) == 2 and not parts[1].strip() and any(_BULLET.match(line) for line in following[:1]):
        return True  # a theme, and below it the actions for it
    first = parts[0].strip()
    anew = bool(first) and not first[0].islower() and not _is_date(first) and (len(parts) >= shape.columns or not contents.is_names(first))
    who_and_when = any(map(_is_date, parts[1:])) and any(map(contents.is_names, parts[1:]))
    return block.dated and block.named and anew and (settled or who_and_when)


def _is_heading(text: str, following: Sequence[str], block: _Block, shape: _Shape) -> bool:
    """Whether a line without cells is a heading: a table, or a row of one, begins soon below it, and it is no item of a list."""
    whole = not block.lines or block.marks >= shape.columns - 1
    starts = [header_at(line) or bool(_begins(line) if shape.has_refs else references.leading(line)) for line in following]
    if numbering.numbered(text) and numbering.is_clear(text):
        number = _NUMBERED.match(text)
        counts_on = number is not None and block.number is not None and int(number[1]) == block.number + 1
        return not counts_on and (any(starts) or not block.lines or (whole and not following))
    return whole and starts[:1] == [True] and not text.strip().endswith((".", ";", ","))


def _is_date(part: str) -> bool:
    return bool(part.strip()) and contents.is_date(part.strip())


def _is_settled(part: str) -> bool:
    """Whether a cell is one of names, a date or a status, and is complete: a list below it is not its own."""
    return contents.is_names(part) or _is_date(part) or (contents.is_status(part) and len(part.strip()) <= _LONGEST_STATUS)


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
