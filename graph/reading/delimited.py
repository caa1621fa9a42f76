"""Csv files to a table: cells parted by commas, semicolons or tabs, quoted where they hold one; each cell known by its row and column."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from concordat.graph import wordlists
from concordat.graph.errors import SourceError
from concordat.graph.model import Cell, Document, Row, Span, Table
from concordat.graph.reading import text

_MARKS = (",", ";", "\t", "|")


def read(path: Path) -> Document:
    """Read a csv file as one table.

    `Document.text` is the text of the cells, tabs between them and line breaks between rows; cells are labelled "row 5 column 3".

    Raises
    ------
    SourceError
        If the file cannot be read, or its quotation marks do not close.
    """
    data = text.content(path)
    words, encoding, notices = text.decode(path.name, data, str(path))
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=_mark(words), strict=True))
    except csv.Error as error:
        raise SourceError(f"{path} cannot be read as a csv file ({error}): save it again from the spreadsheet") from None
    kept = [(number, cells) for number, cells in enumerate(rows, start=1) if any(cell.strip() for cell in cells)]
    table, start = [], 0
    for number, cells in kept:
        made = []
        for column, cell in enumerate(cells, start=1):
            made.append(Cell(cell, Span(start, start + len(cell)), f"row {number} column {column}"))
            start += len(cell) + 1
        table.append(Row(number, tuple(made)))
    whole = "\n".join("\t".join(cells) for _, cells in kept)
    return Document(path.name, whole, hashlib.sha256(data).hexdigest(), (Table(tuple(table)),), encoding, len(rows) - len(kept), 0, notices)


def _mark(words: str) -> str:
    """What parts the cells: the mark by which most columns of some line are known headings."""
    known = wordlists.headings()
    lines = words.splitlines()[:50]
    return max(_MARKS, key=lambda mark: max((sum(wordlists.plain(part) in known for part in line.split(mark)) for line in lines), default=0))
