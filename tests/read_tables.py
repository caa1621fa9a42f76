"""What readers of pages give, in a form that tests can compare at a glance."""

from __future__ import annotations

from concordat.graph.model import Cell, Document
from concordat.graph.reading.passages import passage


def folded(text: str) -> str:
    return " ".join(text.split())


def rows(document: Document) -> list[list[str]]:
    """The rows of all tables, the words of each cell cleaned."""
    return [[words(cell) for cell in row.cells] for table in document.tables if not table.outside for row in table.rows]


def outside(document: Document) -> list[tuple[int, str]]:
    """The lines outside tables, each with its level as a heading."""
    return [(row.heading, words(row.cells[0])) for table in document.tables if table.outside for row in table.rows]


def words(cell: Cell) -> str:
    return folded(passage(cell)[0].text)


def spans_hold(document: Document) -> bool:
    """Whether every cell is found in the document's text where it says."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return all(document.text[cell.span.start : cell.span.end] == cell.text for cell in cells)
