"""Text tables whose cells are parted by " / ": a row goes on over as many lines as it needs.

Web pages and PDF files saved as text often look so. A slash parts cells only if there is white space, or the end of a line, on
both sides of it: "A&E/Urgent Care" and "CCG/ Telford CCG" stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from concordat.graph import wordlists
from concordat.graph.model import Cell, Row, Span

_SEPARATOR = re.compile(r"(?:(?<=\s)|^)/(?=\s|$)", re.MULTILINE)
_REF = re.compile(r"^\s*[A-Za-z]{0,3}\d[\w.:]{0,9}\s+/(?:\s|$)")
_LABEL = re.compile(r"^\s*[A-Z]{1,2}\d+(?:\.\d+)*[.:)]\s")
_NUMBERED = re.compile(r"^\s*\d+[.)]\s+\S")
_BULLET = re.compile(r"^\s*[•▪◦·*o-]\s")
_LONGEST_HEADING = 120

Line = tuple[int, int, str]  # its number, where it begins in the document, its text


def header_at(text: str) -> bool:
    """Whether a line is the head of such a table: it has no tab, and names at least two known columns, one of them the action."""
    if "\t" in text or not _SEPARATOR.search(text):
        return False
    known = wordlists.headings()
    found = [known.get(wordlists.plain(part)) for part in _SEPARATOR.split(text)]
    return "text" in found and sum(meaning is not None for meaning in found) >= 2


def rows(lines: list[Line], text: str) -> Iterator[Row]:
    """The rows of the lines from a header on; `text` is the document's."""
    head = lines[0]
    columns = len(_SEPARATOR.findall(head[2])) + 1
    has_refs = any(wordlists.headings().get(wordlists.plain(part)) == "ref" for part in _SEPARATOR.split(head[2]))
    yield _row([head], text, columns)
    block: list[Line] = []
    for at, line in enumerate(lines[1:], start=1):
        following = next((later[2] for later in lines[at + 1 :]), "")
        kind = _kind(line[2], following, block, columns, has_refs)
        if kind != "more" and block:
            yield _row(block, text, columns)
            block = []
        if kind == "heading":
            yield _row([line], text, columns)
        else:
            block.append(line)
    if block:
        yield _row(block, text, columns)


def _kind(text: str, following: str, block: list[Line], columns: int, has_refs: bool) -> str:
    """Whether a line begins a row, is a heading between rows, or goes on with the row before it."""
    if header_at(text) or (has_refs and _REF.match(text)):
        return "row"
    filled = sum(len(_SEPARATOR.findall(line[2])) for line in block)
    whole = not block or filled >= columns - 1
    starts = _REF.match(following) if has_refs else _LABEL.match(following)
    if not _SEPARATOR.search(text) and not _BULLET.match(text) and len(text.strip()) <= _LONGEST_HEADING:
        if (_NUMBERED.match(text) and (not block or filled >= min(columns - 2, 2))) or (starts and whole and not text.strip().endswith((".", ";", ","))):
            return "heading"
        if not block:
            return "heading" if has_refs else "row"
    if not has_refs and whole and block and not _BULLET.match(text) and (_LABEL.match(text) or _SEPARATOR.search(text)):
        return "row"
    return "more" if block else "row"


def _row(block: list[Line], text: str, columns: int) -> Row:
    """The cells of some lines of the document, cut at the separators; their text is exactly that of the document.

    A slash too many belongs to the words of the last cell.
    """
    start, stop = block[0][1], block[-1][1] + len(block[-1][2])
    whole = text[start:stop]
    cells, begin = [], 0
    for match in [*list(_SEPARATOR.finditer(whole))[: columns - 1], None]:
        end = match.start() if match else len(whole)
        cells.append(Cell(whole[begin:end], Span(start + begin, start + end)))
        begin = match.end() if match else end
    return Row(block[0][0], tuple(cells))
