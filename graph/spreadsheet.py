"""Answers as an Excel workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from concordat.graph.answer import Answer, Value
from concordat.graph.errors import OutputError
from concordat.graph.output import FEW, MOST_PLACES, flat, is_number, matrix, meaning, numeric, text, visible, written

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767
LONGEST_SHEET = 1_048_576
LONGEST_NAME = 31
WIDEST = 60
NARROW = 4.5  # a column of a matrix
PALE, DARK = "#FFFFFF", "#8FBCE6"  # the shades of a matrix, from nothing to its highest figure
NOTE = {"author": "", "width": 320, "height": 140, "font_size": 9}
CONTENTS, ABOUT = "Contents", "About"
FIRST_DAY = date(1900, 3, 1)  # Excel's calendar has a 29 February 1900, so earlier days would be out by one
MADE = datetime(2000, 1, 1)  # not today: the same answers give the same bytes


def workbook(answers: Sequence[Answer], meta: Mapping[str, object], about: str = ABOUT) -> bytes:
    """A sheet an answer, its header frozen and filtered, and a last sheet, called `about`, that says what was asked of what; of more than a few, a first one leads to each.

    Text stays text: nothing that begins with ``=`` is reckoned, nothing that looks like an address is linked, 3.20 is not 3.2. Text longer than
    Excel's 32,767 characters is cut, and the last sheet says where.

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
    styles = _styles(book)
    names = sheet_names([answer.name or answer.title for answer in answers], [CONTENTS, about])
    cut: list[str] = []
    if len(answers) > FEW:
        _contents(book.add_worksheet(CONTENTS), answers, names, styles, about)
    for answer, name in zip(answers, names):
        _fill(book.add_worksheet(name), answer, name, styles, cut)
    _about(book.add_worksheet(about), answers, names, meta, cut, styles)
    book.close()
    return into.getvalue()


def _styles(book: Workbook) -> dict[str, Format]:
    """How cells look, by their kind; numbers by the way in which they are written."""
    top = {"valign": "top"}
    places = [(n, "." + "0" * n if n else "") for n in range(MOST_PLACES + 1)]
    numbers = {"": "General"} | {f".{n}f": f"0{zeros}" for n, zeros in places} | {f",.{n}f": f"#,##0{zeros}" for n, zeros in places}
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top}),
        "cell": book.add_format({"text_wrap": True, **top}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", **top}),
        "link": book.add_format({"font_color": "#0B57A4", "underline": 1, **top}),
        "figure": book.add_format({"align": "center", **top}),
        **{name: book.add_format({"num_format": look, **top}) for name, look in numbers.items()},
    }


def _contents(sheet: Worksheet, answers: Sequence[Answer], names: Sequence[str], styles: Mapping[str, Format], about: str) -> None:
    """A link to each sheet, with what stands there and which question it answers."""
    chapters = any(answer.chapter for answer in answers)
    heads = ["sheet", *(["report"] if chapters else []), "what stands there", "which question it answers", "rows"]
    for at, (head, width) in enumerate(zip(heads, [LONGEST_NAME + 3, *([16] if chapters else []), 50, 70, 8])):
        sheet.write_string(0, at, head, styles["head"])
        sheet.set_column(at, at, width)
    for down, (answer, name) in enumerate(zip(answers, names), start=1):
        sheet.write_url(down, 0, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", styles["link"], name)
        words = [*([answer.chapter.title if answer.chapter else ""] if chapters else []), answer.title, answer.question]
        for at, each in enumerate(words, start=1):
            sheet.write_string(down, at, visible(each)[:LONGEST_CELL], styles["cell"])
        sheet.write_number(down, len(words) + 1, len(answer.rows), styles[".0f"])
    sheet.write_url(len(answers) + 1, 0, f"internal:'{about}'!A1", styles["link"], about)
    sheet.write_string(len(answers) + 1, 2 if chapters else 1, "What the columns mean, what was asked, and of which graph", styles["cell"])
    sheet.freeze_panes(1, 0)


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
    small = matrix(answer)
    looks = [styles["figure"] if figure else styles[written(answer, at)] if number else styles["cell"] for at, (figure, number) in enumerate(zip(small, numeric(answer)))]
    for at, column in enumerate(answer.columns):
        sheet.write_string(0, at, visible(column.name), styles["head"])
        if column.limits and not small[at]:  # what a figure means, and what it does not, shows where one points at its head
            sheet.write_comment(0, at, visible(meaning(column))[:LONGEST_CELL], NOTE)
        cells = [column.name, *(text(row[at]) for row in answer.rows)]
        longest = max(len(line) for cell in cells for line in (cell.splitlines() or [""]))
        sheet.set_column(at, at, NARROW if small[at] else min(max(longest + 2, 8), WIDEST))
    for down, row in enumerate(answer.rows, start=1):
        for at, value in enumerate(row):
            if not _write(sheet, down, at, value, looks[at], styles["day"]):
                cut.append(f"{name}, row {down + 1}, column {at + 1}: cut after {LONGEST_CELL} characters")
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LONGEST_SHEET}"})  # 3.20 is a reference: Excel need not mark it
    if any(small):
        _shade(sheet, small, len(answer.rows))
    elif answer.columns:
        sheet.autofilter(0, 0, max(len(answer.rows), 1), len(answer.columns) - 1)
    sheet.freeze_panes(1, small.index(True) if any(small) else 0)


def _shade(sheet: Worksheet, small: Sequence[bool], rows: int) -> None:
    """The cells of a matrix are the darker the more stands in them; its names stay in sight, and no filter hides its heads."""
    first, last = small.index(True), len(small) - 1 - small[::-1].index(True)
    sheet.conditional_format(1, first, max(rows, 1), last, {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": PALE, "max_color": DARK})


def _write(sheet: Worksheet, down: int, at: int, value: Value, look: Format, day: Format) -> bool:
    """Write one cell in its kind; False if its text had to be cut. Excel keeps 15 digits: a longer number is written as text."""
    if isinstance(value, bool):
        sheet.write_boolean(down, at, value, look)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(down, at, value, day)
    elif is_number(value) and _fits(value):
        sheet.write_number(down, at, value, look)
    elif words := visible(text(value)):
        sheet.write_string(down, at, cut_short(words), look)
        return len(words) <= LONGEST_CELL
    return True


def cut_short(words: str, most: int = LONGEST_CELL) -> str:
    """What fits a cell; a list ends with a whole piece of it, so that no reference turns into another, and both say how much is missing."""
    if len(words) <= most:
        return words
    pieces = words.split(", ")
    room, kept = most - len(f" ... and {len(pieces):,} more"), 0
    while kept < len(pieces) and room >= len(pieces[kept]):
        room -= len(pieces[kept]) + 2
        kept += 1
    if kept > 1:
        return f"{', '.join(pieces[:kept])} ... and {len(pieces) - kept:,} more"
    return f"{words[: most - 4]} ..."


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
        lines += [(column.name, meaning(column)) for column in answer.columns if column.about or column.limits]
        lines += [("note", note) for note in answer.notes] + [("", "")]
    for down, (term, words) in enumerate([*lines, *flat(meta), *(("note", where) for where in cut)]):
        sheet.write_string(down, 0, visible(term), styles["head"] if term in names else styles["cell"])
        sheet.write_string(down, 1, visible(words)[:LONGEST_CELL], styles["cell"])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
