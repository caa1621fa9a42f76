"""PDF to tables: those drawn with lines, else those whose words stand in columns; and the lines between them. Pictures of pages hold no words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from concordat.graph.errors import SourceError
from concordat.graph.model import SPANNING, Document
from concordat.graph.reading import aligned, furniture, lines, pages, ruled
from concordat.graph.reading.layout import Layout, Written

_EDGE = 0.12  # of a page's height: where running titles and page numbers stand
_MARGIN = 0.06  # of a page's height: where no table goes on
_MOST_LEVELS = 6  # of headings by their size; bold ones come below them
_LONGEST_HEADING = 200  # characters
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.):]$|\d{1,3}(?:\.\d{1,3})+$|[A-Z]{1,2}\d{1,3}[.):]?$")
_MOST_OUTSIDE = 0.2  # of the words that stand in columns, outside the lines that are drawn


@dataclass(frozen=True)
class _Paragraph:
    """Words outside tables, and how far down the page they begin."""

    top: float
    words: Written
    font: lines.Font


@dataclass
class _Found:
    """What a page holds: tables, paragraphs outside them, and how much is written in each font."""

    number: int
    height: float
    tables: list[ruled.Grid] = field(default_factory=list)
    paragraphs: list[_Paragraph] = field(default_factory=list)
    fonts: Counter[lines.Font] = field(default_factory=Counter)


def read(name: str, data: bytes, where: str) -> Document:
    """A PDF with text in it; words outside tables are lines, those that stand at the edge of many pages only count.

    Raises
    ------
    SourceError
        If it is broken, locked, too large, or without text, or pdfplumber is missing.
    """
    layout = Layout(name, where)
    found: list[_Found] = []
    left_out = 0
    columns: aligned.Columns | None = None
    for page in pages.pages(data, where):
        layout.notices += [f"{name}, page {page.number}: {notice}" for notice in page.notices]
        found.append(_Found(page.number, page.height))
        columns = _fill(found[-1], page, columns)
        left_out += page.left_out
    if not any(each.tables or each.paragraphs for each in found):
        if left_out:
            raise SourceError(f"{where}: so much is drawn on its pages that they cannot be read: save the pages with the plan as a file of their own")
        raise SourceError(f"{where} holds pictures of pages and no text: run text recognition (OCR) on it first")
    _lay(layout, found)
    return layout.document(data)


def _fill(found: _Found, page: pages.Page, before: aligned.Columns | None) -> aligned.Columns | None:
    """Sort the words of a page into tables and paragraphs; gives the columns by which a table may go on overleaf."""
    drawn, rest = ruled.tables(page)
    every = lines.lines(lines.words(page.chars))
    for word in (word for line in every for word in line):
        found.fonts[word.font] += len(word.text)
    inner = [line for line in every if _MARGIN * page.height <= line[0].top <= (1 - _MARGIN) * page.height]
    result = aligned.tables(inner, page.rules, before, page.middles)
    if result and _is_better(result, drawn, lines.words(rest)):
        found.tables = list(result.grids)
        inside = {id(inner[n]) for n in result.taken}
        found.paragraphs = _paragraphs([line for line in every if id(line) not in inside])
        return result.columns
    found.tables = drawn
    found.paragraphs = _paragraphs(lines.lines(lines.words(rest)))
    return result.columns if result else None


def _is_better(result: aligned.Aligned, drawn: list[ruled.Grid], rest: list[lines.Word]) -> bool:
    """Whether the columns show more of a table than the lines that are drawn: those may be only round its header, round every other row, or
    round all rows at once."""
    outside = sum(word in result.words for word in rest)
    if outside > _MOST_OUTSIDE * len(result.words):
        return True
    named = [row[0] for grid in result.grids for row in grid.rows if 0 < len(row[0].text.strip()) <= aligned.LONGEST_REFERENCE]
    return len(named) > 2 * sum(bool(row[0].text.strip()) for grid in drawn for row in grid.rows)


def _paragraphs(found: list[list[lines.Word]]) -> list[_Paragraph]:
    """Lines in paragraphs: they stand close to each other in one font, and a bullet or a number begins a new one."""
    groups: list[list[list[lines.Word]]] = []
    right = max((word.x1 for line in found for word in line), default=0.0)
    for line in found:
        last = groups[-1][-1] if groups else None
        if last and not lines.apart(last, line) and last[-1].font.size == line[0].font.size and not _begins(line, last, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_Paragraph(group[0][0].top, lines.text(group, right), group[0][0].font) for group in groups]


def _begins(line: list[lines.Word], last: list[lines.Word], right: float) -> bool:
    """Whether a line close below another begins an item, or, after one with room left in it, with a number or in another font."""
    if line[0].text in lines.BULLETS or _NUMBERED.match(line[0].text):
        return True
    return not lines.is_full(last, line, right) and (line[0].text.isdecimal() or last[-1].font != line[0].font)


def _lay(layout: Layout, found: list[_Found]) -> None:
    """Tables and paragraphs in the order of the pages, from above."""
    running, levels = _running(found), _levels(found)
    for page in found:
        tables = paragraphs = 0
        for block in sorted((*page.tables, *page.paragraphs), key=lambda each: each.top):
            if isinstance(block, ruled.Grid):
                tables += 1
                _lay_table(layout, block, f"page {page.number} table {tables}")
            elif _at_edge(block.top, page.height) and (_masked(block.words.text) in running or furniture.is_furniture(block.words.text)):
                layout.skip("page headers and footers")
            else:
                paragraphs += 1
                layout.line(block.words.text, f"page {page.number} paragraph {paragraphs}", _level(block, levels))


def _levels(found: list[_Found]) -> list[tuple[float, bool]]:
    """How headings look, the highest first: larger than most of what is written, or as large and bold."""
    written: Counter[tuple[float, bool]] = Counter()
    for page in found:
        for font, count in page.fonts.items():
            written[font.size, font.bold] += count
    usual, bold = max(written, key=lambda look: (written[look], look), default=(0.0, True))
    larger = {paragraph.font.size for page in found for paragraph in page.paragraphs if paragraph.font.size > usual}
    looks = [(size, strong) for size in sorted(larger, reverse=True)[:_MOST_LEVELS] for strong in (True, False)]
    return looks if bold else [*looks, (usual, True)]


def _level(paragraph: _Paragraph, levels: list[tuple[float, bool]]) -> int:
    """The level of a heading; nought for words that end like a sentence, go on for long, or look like most others."""
    words, look = paragraph.words.text, (paragraph.font.size, paragraph.font.bold)
    if len(words) > _LONGEST_HEADING or words.endswith((".", ";", ",")) or words[0] in lines.BULLETS or look not in levels:
        return 0
    return levels.index(look) // 2 + 1


def _lay_table(layout: Layout, grid: ruled.Grid, label: str) -> None:
    for number, row in enumerate(grid.rows, start=1):
        cells = [replace(words, label=f"{label} {words.label or f'row {number} column {column}'}") for column, words in enumerate(row, start=1)]
        layout.row(cells, SPANNING if number - 1 in grid.spanning else 0)
    layout.end(label)


def _running(found: list[_Found]) -> frozenset[str]:
    """What stands at the edge of two pages or more, and of a third of all of them, whatever number is in it."""
    seen = Counter(words for page in found for words in {_masked(each.words.text) for each in page.paragraphs if _at_edge(each.top, page.height)})
    return frozenset(words for words, count in seen.items() if count >= max(2, len(found) / 3))


def _at_edge(top: float, height: float) -> bool:
    return top < _EDGE * height or top > (1 - _EDGE) * height


def _masked(words: str) -> str:
    return re.sub(r"\d+", "0", " ".join(words.split()))
