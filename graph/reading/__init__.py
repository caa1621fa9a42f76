"""Documents to tables: one reader a format, every cell with its place."""

from __future__ import annotations

import sys
from pathlib import Path

from concordat.graph.model import Document
from concordat.graph.reading import delimited, kinds, markdown, pdf, text, web, word, workbook

_READERS = {
    kinds.TEXT: text.read,
    kinds.DELIMITED: delimited.read,
    kinds.MARKDOWN: markdown.read,
    kinds.WEB: web.read,
    kinds.WORKBOOK: workbook.read,
    kinds.WORD: word.read,
    kinds.PDF: pdf.read,
}


def read(path: Path, separator: str | None = None) -> Document:
    """Read a document with the reader for its format; ``-`` is standard input. `separator` is what parts the cells of a text document.

    Raises
    ------
    SourceError
        If there is no such file, no reader for it, or it cannot be read to its end.
    """
    if str(path) == "-":
        name = where = "standard input"
        ending, data = "", text.checked(where, sys.stdin.buffer.read(text.LARGEST + 1))
    else:
        name, where = path.name, str(path)
        ending, data = path.suffix.lower(), text.content(path)
    if separator:
        return text.read(name, data, where, separator)
    return _READERS[kinds.kind_of(where, ending, data)](name, data, where)
