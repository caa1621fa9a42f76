"""Csv files to a table: cells parted by commas, semicolons, tabs or bars, quoted where they hold one; each cell known by its row and column."""

from __future__ import annotations

import csv
import io

from concordat.graph.errors import SourceError
from concordat.graph.model import Document
from concordat.graph.reading import headings, text
from concordat.graph.reading.layout import Layout, Written

_MARKS = (",", ";", "\t", "|")
_LOOKED_AT = 50  # lines in which the headings may stand


def read(name: str, data: bytes, where: str) -> Document:
    """Read delimited text as one table; cells are labelled "row 5 column 3".

    Raises
    ------
    SourceError
        If it is no text, or its quotation marks do not close.
    """
    words, encoding, notices = text.words(name, data, where)
    layout = Layout(name, where, notices=list(notices))
    limit = csv.field_size_limit(text.LARGEST)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(words, newline=""), delimiter=_mark(words), strict=True), start=1):
            layout.room_for(len(cells))
            layout.row(Written(cell, f"row {number} column {column}") for column, cell in enumerate(cells, start=1))
    except csv.Error as error:
        raise SourceError(f"{where} cannot be read as a csv file ({error}): save it again from the spreadsheet") from None
    finally:
        csv.field_size_limit(limit)
    return layout.document(data, encoding)


def names_columns(words: str, mark: str) -> bool:
    """Whether a line of the text, its cells parted by `mark`, names two or more columns that are known."""
    return _named(words, mark) >= 2


def _mark(words: str) -> str:
    """What parts the cells: the mark by which most columns of some line are known headings."""
    return max(_MARKS, key=lambda mark: _named(words, mark))


def _named(words: str, mark: str) -> int:
    lines = words[:200_000].splitlines()[:_LOOKED_AT]
    return max((len(headings.header(line.split(mark)) or ()) for line in lines), default=0)
