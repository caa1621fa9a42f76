"""The national plan saved as an office would save it: a table on each page, headings merged over it, dates and references that have become numbers.

Each writer has the plan's cells in two ways: their mark-up of lists as it is printed (``<ul>``), or as lists of the format itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from concordat.graph.records import Record

PLAN = Path(__file__).parent.parent / "data" / "national-action-plan-2016.txt"
WIDTH = 5


@dataclass
class Cell:
    """Paragraphs, and the items of the list that stands below the last of them."""

    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """As it would be typed into a cell that knows no lists."""
        return [*self.paragraphs, *(f"• {item}" for item in self.items)]


Row = list[Cell]


def pages(lists: bool = True) -> list[list[Row]]:
    """The rows of each page; blank lines part the pages."""
    found: list[list[Row]] = [[]]
    for line in PLAN.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            found[-1].append([cell(text) if lists else Cell([text] if text else []) for text in line.split("\t")])
        elif found[-1]:
            found.append([])
    return [page for page in found if page]


def cell(markup: str) -> Cell:
    """A cell of the text, whose lists and paragraphs are marked as in HTML."""
    before, _, rest = re.sub(r"</?i>", "", markup).partition("<ul")
    paragraphs = [" ".join(part.split()) for part in re.split(r"</?p>", before)]
    inner = rest.partition(">")[2].replace("</ul>", "")
    items = re.split("[▪•]", inner) if re.search("[▪•]", inner) else re.split(r"(?<=\.)\s+(?=[A-Z])", inner)
    return Cell([words for words in paragraphs if words], [item for words in items if (item := " ".join(words.split()))])


def is_section(row: Row) -> bool:
    return all(not each.lines() for each in row[1:])


def to_xlsx(path: Path, lists: bool = True) -> None:
    """One sheet, a blank row between pages; months typed by a clerk have become dates, years and some references numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "National plan"
    for down, row in numbered(pages(lists)):
        for across, each in enumerate(row, start=1):
            place = sheet.cell(down, across)
            place.value, place.number_format = typed("\n".join(each.lines()), across)
            place.alignment = Alignment(wrap_text=True, vertical="top")
        if is_section(row):
            sheet.merge_cells(start_row=down, start_column=1, end_row=down, end_column=WIDTH)
            sheet.cell(down, 1).font = Font(bold=True)
    book.save(path)


def numbered(found: list[list[Row]]) -> Iterator[tuple[int, Row]]:
    """Each row with its number on the sheet."""
    down = 0
    for page in found:
        for row in page:
            down += 1
            yield down, row
        down += 1


def typed(words: str, column: int) -> tuple[object, str]:
    """What Excel makes of words, and the format it shows them in."""
    if words == "Apr-17":
        return date(2017, 4, 1), "mmm-yy"
    if re.fullmatch(r"20\d\d", words):
        return int(words), "General"
    if column == 1 and re.fullmatch(r"\d\.\d{1,2}", words):
        return float(words), "0." + "0" * len(words.partition(".")[2])
    return words or None, "General"


def to_docx(path: Path, lists: bool = True) -> None:
    """A table on each page, lists as Word makes them."""
    from docx import Document

    document = Document()
    for number, page in enumerate(pages(lists)):
        if number:
            document.add_page_break()
        table = document.add_table(len(page), WIDTH)
        table.style = "Table Grid"
        for line, row in zip(table.rows, page):
            for place, each in zip(line.cells, row):
                fill(place, each)
            if is_section(row):
                words = row[0].paragraphs[0]
                line.cells[0].merge(line.cells[-1]).text = words
    document.save(path)


def fill(place, each: Cell) -> None:
    place.text = each.paragraphs[0] if each.paragraphs else ""
    for words in each.paragraphs[1:]:
        place.add_paragraph(words)
    for item in each.items:
        place.add_paragraph(item, style="List Bullet")


SAVERS = {"lists.xlsx": to_xlsx, "lists.docx": to_docx, "tags.xlsx": partial(to_xlsx, lists=False), "tags.docx": partial(to_docx, lists=False)}


def told(thing: object) -> object:
    """A record without its places, white space folded."""
    if isinstance(thing, dict):
        return {key: told(value) for key, value in thing.items() if key != "at"}
    if isinstance(thing, list):
        return [told(value) for value in thing]
    return " ".join(thing.split()) if isinstance(thing, str) else thing


def same(found: list[Record], home: list[Record], without: tuple[str, ...] = ()) -> None:
    """Compare field by field, so that a failure shows every difference and not only the first."""
    pairs = [(told(want), told(got)) for want, got in zip(home, found, strict=True)]
    differences = {(want["ref"], key): (want[key], got[key]) for want, got in pairs for key in want if key not in without and want[key] != got[key]}
    assert len(found) == 60
    assert differences == {}
