"""Excel workbooks to tables: a sheet is a table, its cells as people see them, places such as ``Sheet1!B7``.

A cell that is merged over several rows says the same of each of them: its words stand in every one of those rows that has words of its
own, each time with the place where they are printed. A cell that is merged over the width of the table is a heading. Columns without
a word are left out; the places still count them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from concordat.graph.model import SPANNING, Document
from concordat.graph.reading import libraries
from concordat.graph.reading.layout import Layout, Written
from concordat.graph.reading.package import Package, local
from concordat.graph.reading.sheets import Sheet, letters, sheets

_MOST_MERGED = 2_000_000  # cells that are looked at for merged ones above them


def read(name: str, data: bytes, where: str) -> Document:
    """A workbook with a table for every sheet, hidden ones too, and the words of its text boxes below them.

    Raises
    ------
    SourceError
        If it is no workbook, locked, too large, or a library is missing.
    """
    libraries.needed("openpyxl", where)
    package = Package(data, where, "Excel workbook")
    layout = Layout(name, where)
    for sheet in sheets(package):
        _lay(layout, package, sheet)
        _note(layout, sheet)
    _boxes(layout, package)
    _comments(layout, package)
    if found := package.foreign():
        layout.notices.append(f"{name}: diagrams and documents put into it were not read: {found}")
    return layout.document(data)


def _lay(layout: Layout, package: Package, sheet: Sheet) -> None:
    """The rows of a sheet from its first to its last that hold words."""
    rows, spanning = _unmerged(layout, package, sheet)
    columns = sorted({column for cells in rows.values() for column in cells})
    layout.room_for(len(rows) * len(columns))
    before = 0
    for row, cells in sorted(rows.items()):
        if row > before + 1:
            layout.skip("blank rows", row - before - 1)
        written = [cells.get(column) or Written("", sheet.label(row, column)) for column in columns]
        whole = len(cells) == 1 and _wide(spanning.get(row, (1, 0)), columns)
        layout.row(written, SPANNING if whole else 0)
        before = row
    layout.end(sheet.name, alone=True)


def _wide(merged: tuple[int, int], columns: list[int]) -> bool:
    """Whether a cell merged from one column to another takes most of the width: a note beside the table does not make it wider."""
    covered = sum(merged[0] <= column <= merged[1] for column in columns)
    return covered > 1 and covered * 2 > len(columns)


def _unmerged(layout: Layout, package: Package, sheet: Sheet) -> tuple[dict[int, dict[int, Written]], dict[int, tuple[int, int]]]:
    """The cells of every row with their places, merged ones in each row that they stand beside; and the first and last column of the widest merged cell of a row."""
    rows = {row: {column: Written.of(pieces, sheet.label(row, column)) for column, pieces in cells.items()} for row, cells in sheet.cells.items()}
    numbers = sorted(rows)
    spanning: dict[int, tuple[int, int]] = {}
    _uncover(layout, package, sheet, rows, numbers)
    used = sorted({column for cells in rows.values() for column in cells})
    own = {row for row, cells in rows.items() if cells}
    for top, left, bottom, right in sheet.merged:
        if left not in rows.get(top, {}):
            continue
        if right - left > spanning.get(top, (0, -1))[1] - spanning.get(top, (0, -1))[0]:
            spanning[top] = (left, right)
        if not _wide((left, right), used):
            for row in numbers[bisect_left(numbers, top + 1) : bisect_left(numbers, bottom + 1)]:
                if row in own:
                    rows[row][left] = replace(rows[top][left], from_above=True)
    return {row: cells for row, cells in rows.items() if cells}, spanning


def _uncover(layout: Layout, package: Package, sheet: Sheet, rows: dict[int, dict[int, Written]], numbers: list[int]) -> None:
    """Take out the words that stand under merged cells, which nobody sees, and say so."""
    crossed = 0
    for top, left, bottom, right in sheet.merged:
        for row in numbers[bisect_left(numbers, top) : bisect_left(numbers, bottom + 1)]:
            crossed += 1 + len(rows[row])
            if crossed > _MOST_MERGED:
                raise package.broken(f"the merged cells of {sheet.name} lie over each other")
            for column in [c for c in rows[row] if left <= c <= right and (row, c) != (top, left)]:
                under = rows[row].pop(column)
                layout.notices.append(f"{layout.name}, {under.label}: hidden under a merged cell and left out: {' '.join(under.text.split())}")


def _note(layout: Layout, sheet: Sheet) -> None:
    """Say what a person who opens the sheet would not see, and what could not be read."""
    if sheet.hidden and sheet.cells:
        layout.notices.append(f"{layout.name}: the sheet {sheet.name} is hidden; it was read all the same")
    rows = [(row, row) for row in sorted(sheet.hidden_rows) if row in sheet.cells]
    used = {column for cells in sheet.cells.values() for column in cells}
    columns = [(column, column) for column in _within(sorted(used), sorted(sheet.hidden_columns))]
    for what, found, named in (("rows", rows, str), ("columns", columns, letters)):
        if found:
            listed = [named(first) if first == last else f"{named(first)}-{named(last)}" for first, last in _runs(found)]
            layout.notices.append(f"{layout.name}, {sheet.name}: hidden {what} were read too: {_some(listed)}")
    if sheet.unreckoned:
        layout.notices.append(f"{layout.name}: formulas without a result were read as empty ({_some(sheet.unreckoned)}): open the file in a spreadsheet and save it")
    if sheet.errors:
        layout.notices.append(f"{layout.name}: cells that show an error: {_some(sheet.errors)}")
    if sheet.headers:
        layout.skip("page headers and footers", sheet.headers)


def _within(numbers: list[int], ranges: list[tuple[int, int]]) -> list[int]:
    """Those of the numbers that stand in one of the ranges, both in order."""
    found, reach, at = [], 0, 0
    for number in numbers:
        while at < len(ranges) and ranges[at][0] <= number:
            reach, at = max(reach, ranges[at][1]), at + 1
        if number <= reach:
            found.append(number)
    return found


def _runs(numbers: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Numbers that follow each other, as first and last."""
    runs: list[tuple[int, int]] = []
    for first, last in numbers:
        if runs and runs[-1][1] == first - 1:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return runs


def _some(words: list[str]) -> str:
    return ", ".join(words[:10]) + (f" and {len(words) - 10} more" if len(words) > 10 else "")


def _boxes(layout: Layout, package: Package) -> None:
    """The words of text boxes that lie on sheets, each paragraph a line."""
    number = 0
    for part in sorted(name for name in package.names if name.startswith("xl/drawings/") and name.endswith(".xml")):
        for body in package.root(part).iter("{*}txBody"):
            number += 1
            for paragraph in body.iter("{*}p"):
                words = "".join("\n" if local(one) == "br" else one.text or "" for one in paragraph.iter("{*}t", "{*}br"))
                if words.strip():
                    layout.line(words, f"text box {number}")


def _comments(layout: Layout, package: Package) -> None:
    parts = sorted(name for name in package.names if name.startswith("xl/comments") and name.endswith(".xml"))
    places = [one.get("ref", "") for part in parts for one in package.root(part).iter("{*}comment")]
    if places:
        layout.notices.append(f"{layout.name}: comments on cells were not read: {len(places)} ({_some(places)})")
