"""Text documents to a table: one row a line, cells between tabs, offsets in the decoded file itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from concordat.graph.errors import SourceError
from concordat.graph.model import Cell, Document, Row, Span, Table
from concordat.graph.reading import slashes, spaced, stacked
from concordat.graph.reading.layout import LONGEST_CELL, LONGEST_TEXT, MOST_CELLS

LARGEST = 50_000_000  # bytes; the longest plans that we know have a hundredth of it
_KEEP = "save the part with the plan as a file of its own"
_MOST_LINES = 200_000
_LONGEST_CELL = 200  # lines: a quotation mark that finds no other in so many is only a mark
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(name: str, data: bytes, where: str, separator: str | None = None) -> Document:
    """Text as one table of its lines; `where` is what a message calls the document, `separator` what parts its cells if somebody said so.

    Raises
    ------
    SourceError
        If it is no text, without words, or longer than any plan.
    """
    text, encoding, notices = words(name, data, where)
    if any(text.count(mark) > MOST_CELLS for mark in (separator or "\t", "/")):
        raise SourceError(f"{where} has more than {MOST_CELLS:,} cells: {_KEEP}")
    rows = _rows(text) if separator is None else _parted(text, separator)
    if at := next((row.number for row in rows for cell in row.cells if len(row.cells) > 1 and len(cell.text) > LONGEST_CELL), None):
        raise SourceError(f"{where}, line {at}: more than {LONGEST_CELL:,} characters in one cell: is a line break missing?")
    if not rows:
        raise SourceError(f"{where} holds no words that can be read: name a file with a plan in it")
    lines = text.split("\n")[: -1 if text.endswith("\n") else None]
    blank = sum(not line.strip() for line in lines)
    skipped = {"further lines of rows": len(lines) - blank - len(rows), "blank lines": blank}
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, text, digest, (Table(rows),), encoding, {words: n for words, n in skipped.items() if n}, "line", notices)


def words(name: str, data: bytes, where: str) -> tuple[str, str, tuple[str, ...]]:
    """What `decoded` gives, of a document that is nothing but its words: a SourceError if it is longer than any plan."""
    found = decoded(name, data, where)
    if len(found[0]) > LONGEST_TEXT:
        raise SourceError(f"{where} has more than {LONGEST_TEXT:,} characters: {_KEEP}")
    if found[0].count("\n") > _MOST_LINES:
        raise SourceError(f"{where} has more than {_MOST_LINES:,} lines: {_KEEP}")
    return found


def decoded(name: str, data: bytes, where: str) -> tuple[str, str, tuple[str, ...]]:
    """The text of a file, its encoding, and a notice if that was a guess."""
    text, encoding = _decoded(where, data)
    guessed = f"{name} is not UTF-8 and was read as Windows-1252: check names with accents"
    return text, encoding, (guessed,) if encoding == "cp1252" else ()


def content(path: Path) -> bytes:
    """The bytes of a file.

    Raises
    ------
    SourceError
        If the file is missing, a folder, a pipe, unreadable, too large or empty.
    """
    if path.is_dir():
        raise SourceError(f"{path} is a folder: name a file in it")
    if path.exists() and not path.is_file():
        raise SourceError(f"{path} is a pipe or a device, not a file: to read from a pipe, name - as the source")
    try:
        with path.open("rb") as file:
            return checked(str(path), file.read(LARGEST + 1))
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file: check the name and the folder") from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}): check that you may open it") from None


def checked(where: str, data: bytes) -> bytes:
    """The bytes themselves, unless there are none or too many."""
    if not data.strip():
        raise SourceError(f"{where} is empty: name a file with a plan in it")
    if len(data) > LARGEST:
        raise SourceError(f"{where} is larger than {LARGEST // 1_000_000} MB: {_KEEP}")
    return data


def _decoded(where: str, data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read by: what the byte-order mark says, UTF-8, else Windows-1252."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    if encoding is None and b"\0" in data:
        raise SourceError(f"{where} is not a text file: save the plan as text with tabs between the cells")
    for name in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue  # the next encoding may fit; when none does, that is said below
    raise SourceError(f"{where} is neither UTF-8 nor Windows-1252 text: save it again as UTF-8")


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark, told by the noughts beside the letters of a European language."""
    looked = data[:4000]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(data) % 2 == 0 and looked[first::2].count(0) > 0.6 * len(looked) / 2 and looked[1 - first :: 2].count(0) == 0:
            return name
    return None


def _rows(text: str) -> tuple[Row, ...]:
    """Every line that holds more than white space, as a row of cells between tabs; from the head of a table of another kind on, as rows of that."""
    lines = _lines(text)
    for at, line in enumerate(lines):
        if slashes.header_at(line[2]):
            return (*_plain(lines[:at]), *slashes.rows(lines[at:], text))
        if spaced.header_at(line[2]):
            return (*_plain(lines[:at]), *spaced.rows(lines[at:]))
        if count := stacked.head_at(lines, at):
            return (*_plain(lines[:at]), *stacked.rows(lines[at:], count))
    return tuple(_plain(lines))


def _plain(lines: list[tuple[int, int, str]]) -> Iterator[Row]:
    """A row a line, its cells between tabs."""
    return (Row(number, _cells(line, start)) for number, start, line in lines)


def _parted(text: str, separator: str) -> tuple[Row, ...]:
    """Every line that holds more than white space, its cells between the separator."""
    return tuple(Row(number, _cells(line, start, separator)) for number, start, line in _lines(text))


def _lines(text: str) -> list[tuple[int, int, str]]:
    """The lines that are not blank, each with its number and where it begins; one with a quoted cell that goes on has all the lines of that cell."""
    lines, start, taken = [], 0, 0
    split = text.split("\n")
    for number, line in enumerate(split, start=1):
        if number > taken and line.strip():
            more = _goes_on(split, number) if "\t" in line and '"' in line else 0
            taken = number + more
            lines.append((number, start, "\n".join(split[number - 1 : taken]).removesuffix("\r")))
        start += len(line) + 1
    return lines


def _goes_on(split: list[str], number: int) -> int:
    """How many further lines a quoted cell that is open at the end of line `number` takes, as Excel writes them; 0 if none is, or it never ends."""
    if not _open_quote(split[number - 1]):
        return 0
    for more in range(1, min(_LONGEST_CELL, len(split) - number) + 1):
        line = split[number + more - 1]
        closes = line.count('"') % 2 == 1
        if closes or "\t" in line:
            return more if closes and not _open_quote(line) else 0
    return 0


def _open_quote(line: str) -> bool:
    last = line.rsplit("\t", 1)[-1]
    return last.startswith('"') and last.count('"') % 2 == 1


def _cells(line: str, start: int, separator: str = "\t") -> tuple[Cell, ...]:
    cells = []
    for text in line.split(separator):
        quoted = len(text) > 1 and text[0] == text[-1] == '"' and text.count('"') % 2 == 0 and ("\n" in text or '""' in text)
        inner = text[1:-1] if quoted else text
        cells.append(Cell(inner, Span(start + quoted, start + quoted + len(inner)), doubled_quotes=quoted))
        start += len(text) + len(separator)
    return tuple(cells)
