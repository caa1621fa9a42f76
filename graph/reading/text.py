"""Text documents to a table: one row a line, cells between tabs, offsets in the decoded file itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

from concordat.graph.errors import SourceError
from concordat.graph.model import Cell, Document, Row, Span, Table
from concordat.graph.reading import slashes

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(path: Path) -> Document:
    """Read a text file as one table of its lines.

    Raises
    ------
    SourceError
        If the file is missing, a folder, unreadable, empty or no text.
    """
    return decoded(path.name, _content(path), str(path))


def decoded(name: str, data: bytes, where: str | None = None) -> Document:
    """The document in `data`; `where` is what a message calls it, if not by its name."""
    if not data.strip():
        raise SourceError(f"{where or name} is empty: name a file with a plan in it")
    text, encoding = _decoded(where or name, data)
    notices = (f"{name} is not UTF-8 and was read as Windows-1252: check names with accents",) if encoding == "cp1252" else ()
    rows = _rows(text)
    lines = text.split("\n")[: -1 if text.endswith("\n") else None]
    blank = sum(not line.strip() for line in lines)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, text, digest, (Table(rows),), encoding, blank, len(lines) - blank - len(rows), notices)


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise SourceError(f"{path} is a folder: name a file in it")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file: check the name and the folder") from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}): check that you may open it") from None


def _decoded(where: str, data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read by: what the byte-order mark says, UTF-8, else Windows-1252."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        raise SourceError(f"{where} is not a text file: save the plan as text with tabs between the cells")
    for name in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue  # the next encoding may fit; when none does, that is said below
    raise SourceError(f"{where} is neither UTF-8 nor Windows-1252 text: save it again as UTF-8")


def _rows(text: str) -> tuple[Row, ...]:
    """Every line that holds more than white space, as a row of cells between tabs; from the head of a table with slashes on, as rows of that."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            lines.append((number, start, line.removesuffix("\r")))
        start += len(line) + 1
    head = next((at for at, line in enumerate(lines) if slashes.header_at(line[2])), len(lines))
    rows = [Row(number, _cells(line, start)) for number, start, line in lines[:head]]
    return (*rows, *(slashes.rows(lines[head:], text) if head < len(lines) else ()))


def _cells(line: str, start: int) -> tuple[Cell, ...]:
    cells = []
    for text in line.split("\t"):
        cells.append(Cell(text, Span(start, start + len(text))))
        start += len(text) + 1
    return tuple(cells)
