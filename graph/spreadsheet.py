"""Answers as an Excel workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from concordat.graph.answer import Answer, Value
from concordat.graph.errors import OutputError
from concordat.graph.output import flat, is_number, text, visible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
LONGEST_SHEET = 1_048_576
LONGEST_NAME = 31
WIDEST = 60
FIRST_DAY = date(1900, 3, 1)  # Excel's calendar has a 29 February 1900, so earlier days would be out by one
MADE = datetime(2000, 1, 1)  # not today: the same answers give the same bytes


def workbook(answers: Sequence[Answer], meta: Mapping[str, object], about: str = "About") -> bytes:
    """A sheet an answer, its header frozen and filtered, and a last sheet, called `about`, that says what was asked of what.

    Text stays text: nothing that begins with ``=`` is reckoned, nothing that looks like an address is linked. Text longer than Excel's 32,767
    characters is cut, and the last sheet says where.

    Raises
    ------
    OutputError
        If an answer has more rows than a sheet.
    """
    from io import BytesIO

    from xlsxwriter import Workbook  # here, as every heavy import

    into = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(into, options)
    book.set_properties({"created": MADE, "title": visible(answers[0].title) if len(answers) == 1 else ""})
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}),
        "cell": book.add_format({"valign": "top", "text_wrap": True}),
        "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
    }
    names = sheet_names([answer.name or answer.title for answer in answers], [about])
    cut: list[str] = []
    for answer, name in zip(answers, names):
        _fill(book.add_worksheet(name), answer, name, styles, cut)
    _about(book.add_worksheet(about), answers, names, meta, cut, styles)
    book.close()
    return into.getvalue()


def sheet_names(titles: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """Names that Excel allows: none of ``[]:*?/\\``, no apostrophe at an end, 31 characters, and each once whatever its case."""
    names: list[str] = []
    used = {name.casefold() for name in (*taken, "history")}  # Excel keeps "History" for itself
    for title in titles:
        clean = " ".join(re.sub(r"[\[\]:*?/\\]", " ", visible(title)).split())
        name, number = _shortened(clean, "") or "Answer", 1
        while name.casefold() in used:
            number += 1
            name = _shortened(clean or "Answer", f" {number}")
        used.add(name.casefold())
        names.append(name)
    return names


def _shortened(name: str, ending: str) -> str:
    """Excel counts a character beyond the first 65,536 as two."""
    while len((name + ending).encode("utf-16-le")) > 2 * LONGEST_NAME:
        name = name[:-1]
    return name.strip("' ") + ending


def _fill(sheet: Worksheet, answer: Answer, name: str, styles: Mapping[str, Format], cut: list[str]) -> None:
    if len(answer.rows) >= LONGEST_SHEET:
        raise OutputError(f"{name}: {len(answer.rows)} rows are more than a sheet of Excel holds: choose csv")
    for at, column in enumerate(answer.columns):
        sheet.write_string(0, at, visible(column.name), styles["head"])
        cells = [column.name, *(text(row[at]) for row in answer.rows)]
        longest = max(len(line) for cell in cells for line in (cell.splitlines() or [""]))
        sheet.set_column(at, at, min(max(longest + 2, 8), WIDEST))
    for down, row in enumerate(answer.rows, start=1):
        for at, value in enumerate(row):
            if not _write(sheet, down, at, value, styles):
                cut.append(f"{name}, row {down + 1}, column {at + 1}: cut after {LONGEST_CELL} characters")
    sheet.freeze_panes(1, 0)
    if answer.columns:
        sheet.autofilter(0, 0, max(len(answer.rows), 1), len(answer.columns) - 1)


def _write(sheet: Worksheet, down: int, at: int, value: Value, styles: Mapping[str, Format]) -> bool:
    """Write one cell in its kind; False if its text had to be cut. Excel keeps 15 digits: a longer number is written as text."""
    if isinstance(value, bool):
        sheet.write_boolean(down, at, value, styles["cell"])
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(down, at, value, styles["day"])
    elif is_number(value) and _fits(value):
        sheet.write_number(down, at, value, styles["cell"])
    elif words := visible(text(value)):
        sheet.write_string(down, at, words[:LONGEST_CELL], styles["cell"])
        return len(words) <= LONGEST_CELL
    return True


def _fits(number: int | float | Decimal) -> bool:
    if isinstance(number, float):
        return number - number == 0  # neither infinite nor NaN
    digits = Decimal(number).normalize()
    return digits.is_finite() and len(digits.as_tuple().digits) <= 15 and abs(digits.adjusted()) < 300


def _about(
    sheet: Worksheet, answers: Sequence[Answer], names: Sequence[str], meta: Mapping[str, object], cut: Sequence[str], styles: Mapping[str, Format]
) -> None:
    """What each sheet answers, its columns and notes, and what was asked of what."""
    lines: list[tuple[str, str]] = []
    for answer, name in zip(answers, names):
        lines += [(name, answer.title), *([("question", answer.question)] if answer.question else [])]
        lines += [(column.name, column.about) for column in answer.columns if column.about]
        lines += [("note", note) for note in answer.notes] + [("", "")]
    for down, (term, words) in enumerate([*lines, *flat(meta), *(("note", where) for where in cut)]):
        sheet.write_string(down, 0, visible(term), styles["head"] if term in names else styles["cell"])
        sheet.write_string(down, 1, visible(words)[:LONGEST_CELL], styles["cell"])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
