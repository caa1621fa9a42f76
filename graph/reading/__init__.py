"""Documents to tables: one reader a format, every cell with its place."""

from __future__ import annotations

import sys
from pathlib import Path

from concordat.graph.errors import SourceError
from concordat.graph.model import Document
from concordat.graph.reading import delimited, text

_OTHER_FORMATS = {".pdf", ".docx", ".doc", ".xlsx", ".xls", ".odt", ".ods", ".pptx", ".zip"}


def read(path: Path) -> Document:
    """Read a document with the reader for its format; ``-`` is text from standard input. A SourceError if there is no reader."""
    if str(path) == "-":
        return text.decoded("standard input", sys.stdin.buffer.read())
    if path.suffix.lower() in _OTHER_FORMATS and path.is_file():
        raise SourceError(f"{path}: {path.suffix} files cannot be read yet: save the table as csv, or as text with tabs between the cells")
    return delimited.read(path) if path.suffix.lower() == ".csv" else text.read(path)
