"""Text tables whose columns are parted by white space: told by where the words of a line stand below the headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from concordat.graph.model import Cell, Row, Span
from concordat.graph.reading import headings

_PART = re.compile(r"\S+(?: \S+)*")  # words with single blanks between them
_LONGEST_HEAD = 400
_SLACK = 2  # characters that a cell may begin before its heading does

Line = tuple[int, int, str]  # its number, where it begins in the document, its text


@lru_cache(maxsize=4096)
def header_at(text: str) -> bool:
    """Whether a line is the head of such a table: three headings or more, at least two blanks between them."""
    if "\t" in text or len(text) > _LONGEST_HEAD:
        return False
    parts = _PART.findall(text)
    return len(parts) >= 3 and headings.header(parts) is not None


def rows(lines: list[Line]) -> Iterator[Row]:
    """A row a line from a header on, its words under the headings; a line without a gap that begins at the margin is a cell of its own."""
    starts: list[int] = []
    for number, start, text in lines:
        if header_at(text):
            starts = [part.start() for part in _PART.finditer(text)]
        parts = list(_PART.finditer(text))
        if len(parts) == 1 and parts[0].start() <= starts[0]:
            yield Row(number, (Cell(text, Span(start, start + len(text))),))
        else:
            yield Row(number, tuple(_cells(text, start, starts, parts)))


def _cells(text: str, start: int, starts: list[int], parts: list[re.Match[str]]) -> Iterator[Cell]:
    """A cell for every heading: from the first part that begins below it to the last."""
    own: dict[int, list[re.Match[str]]] = {}
    for part in parts:
        own.setdefault(max(0, bisect_right(starts, part.start() + _SLACK) - 1), []).append(part)
    for column in range(len(starts)):
        begin, end = (own[column][0].start(), own[column][-1].end()) if column in own else (len(text), len(text))
        yield Cell(text[begin:end], Span(start + begin, start + end))
