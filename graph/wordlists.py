"""Word lists from ``ontology/``: the words that the readers go by, kept as data that an analyst can edit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from concordat.graph.errors import RegisterError

FOLDER = Path(__file__).resolve().parent.parent / "ontology"


def rows(path: Path, required: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a csv file with their line numbers, cells stripped; rows without a word are left out.

    The file may be in UTF-8, with or without its mark, or in the Windows encoding of Western Europe, with commas or semicolons:
    spreadsheets save all of them as "csv".

    Raises
    ------
    RegisterError
        If the file cannot be read, lacks a column of `required`, or a row has another number of cells than the header.
    """
    try:
        text = _decoded(path.read_bytes())
        first = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=";" if ";" in first and "," not in first else ",")
        missing = [name for name in required if name not in (reader.fieldnames or ())]
        if missing:
            raise RegisterError(f"{path}, line 1: no column {missing[0]!r} in the first row: add it")
        for row in reader:
            if None in row or None in row.values():
                raise RegisterError(f"{path}, line {reader.line_num}: the row has not as many cells as the header: quote cells that hold a comma")
            if any(map(str.strip, row.values())):
                yield reader.line_num, {name: cell.strip() for name, cell in row.items()}
    except FileNotFoundError:
        raise RegisterError(f"{path}: no such file: check the name") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(f"{path} cannot be read as a csv file ({error}): save it as UTF-8 csv") from None


def _decoded(data: bytes) -> str:
    """UTF-8, else the encoding in which Excel on Windows saves a plain "csv"."""
    if data.startswith(b"PK"):
        raise csv.Error("it is a workbook")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def listed(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by `` | ``."""
    return [value for value in (part.strip() for part in cell.split("|")) if value]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {row["kind"]: tuple(listed(row["words"])) for _, row in rows(FOLDER / "words.csv", ["kind", "words"])}


def words(kind: str) -> tuple[str, ...]:
    """The words of one kind in ``words.csv``, for instance ``date-ongoing``."""
    return _words()[kind]


def month(number: int) -> str:
    """The name of a month, 1 to 12, with a capital."""
    return words("month")[number - 1].capitalize()


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """A pattern that finds any of the words of `kind`, longest first, whole words, in any case."""
    return re.compile(any_of(words(kind)), re.IGNORECASE)


def any_of(forms: Iterable[str]) -> str:
    """Pattern text for any of `forms` as whole words, longest first; blanks match any white space, apostrophes each other."""
    texts = []
    for form in sorted(set(forms), key=lambda f: (-len(f), f)):
        text = re.sub(r"\\?\s+", r"\\s+", re.escape(form))
        texts.append(re.sub("['’‘]", "['’‘]", text))
    return rf"(?<!\w)(?:{'|'.join(texts) or '(?!)'})(?!\w)"


def plain(heading: str) -> str:
    """A heading without case, punctuation and doubled blanks, so that "Ref. No." and "ref no" are the same."""
    return " ".join(re.findall(r"[a-z0-9]+", heading.casefold()))


def small_words(text: str) -> frozenset[str]:
    """The words that `text` writes with a small letter: ordinary words, no names."""
    return frozenset(re.findall(r"(?<![\w'’-])[a-z]{3,}(?![\w'’-])", text))
