"""The sheets of an Excel workbook as openpyxl finds them: what each cell shows, what is merged, hidden or without a result.

openpyxl's parser of a sheet is driven directly: the sheets that it makes of it have no merged cells when they are read piece by piece,
and when they are read at once they make a cell of every place that is merged, however many the file says.
"""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from concordat.graph.errors import SourceError
from concordat.graph.reading import libraries, shown
from concordat.graph.reading.layout import Pieces
from concordat.graph.reading.package import Package, local

_CODED = re.compile(r"_x00([01][0-9A-Fa-f])_")  # how a workbook writes characters that XML has no room for
_PLAIN_NAME = re.compile(r"(?!\d)(?![A-Za-z]{1,3}\d+$)[\w.]+")
_DAY = "yyyy-mm-dd"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass
class Sheet:
    """What is found in a sheet: the pieces of every cell that holds words, by row and column, and what is to be said about it."""

    name: str
    hidden: bool = False
    cells: dict[int, dict[int, Pieces]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unreckoned: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    headers: int = 0

    def label(self, row: int, column: int) -> str:
        """The place of a cell as a spreadsheet writes it.

        >>> Sheet("Sheet1").label(7, 2), Sheet("Action plan").label(7, 28)
        ('Sheet1!B7', "'Action plan'!AB7")
        """
        name = self.name if _PLAIN_NAME.fullmatch(self.name) else "'" + self.name.replace("'", "''") + "'"
        return f"{name}!{letters(column)}{row}"


def sheets(package: Package) -> list[Sheet]:
    """The sheets of a workbook in their order, hidden ones too.

    Raises
    ------
    SourceError
        If openpyxl cannot read it, or is missing.
    """
    openpyxl = libraries.needed("openpyxl", package.where)
    whole = package.whole()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):  # it prints what it thinks of odd styles
        warnings.simplefilter("ignore")  # what it would not keep if it wrote the file again
        try:
            book = openpyxl.load_workbook(whole, read_only=True, data_only=True, keep_links=False, rich_text=True)
            return [_sheet(sheet, package.where) for sheet in book.worksheets]
        except SourceError:  # ours: it says what to do
            raise
        except Exception as error:  # whatever a library stumbles over in a file that no office program wrote
            raise package.stumbled("openpyxl", error) from None


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _sheet(source: Any, where: str) -> Sheet:
    sheet = Sheet(source.title, source.sheet_state != "visible")
    reader = libraries.needed("openpyxl.worksheet._reader", where)
    show, struck = _formats(source, where)
    with source._get_source() as stream:
        parser = reader.WorkSheetParser(stream, source._shared_strings, True, source.parent.epoch, source.parent._date_formats, source.parent._timedelta_formats, True)
        for element in _elements(reader, stream):
            if element.tag == reader.ROW_TAG:
                unreckoned = {n for n, cell in enumerate(element) if _unreckoned(cell)}
                number, cells = parser.parse_row(element)
                _take_row(sheet, number, cells, show, struck)
                sheet.unreckoned += [sheet.label(cell["row"], cell["column"]) for n, cell in enumerate(cells) if n in unreckoned]
                if element.get("hidden") in ("1", "true"):
                    sheet.hidden_rows.append(number)
            else:
                _take(sheet, local(element), element)
            element.clear()
    return sheet


def _elements(reader: Any, stream: Any) -> Iterator[Any]:
    """The parts of a sheet that say something about its words, one after the other."""
    wanted = {"row", "mergeCell", "col", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
    return (element for _, element in reader.iterparse(stream) if local(element) in wanted)


def _take(sheet: Sheet, kind: str, element: Any) -> None:
    if kind == "mergeCell":
        ends = [_position(end) for end in element.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            sheet.merged.append((*ends[0], *ends[1]))
    elif kind == "col":
        if element.get("hidden") in ("1", "true"):
            sheet.hidden_columns.append((int(element.get("min")), int(element.get("max"))))
    elif element.text and element.text.strip():
        sheet.headers += 1


def _unreckoned(cell: Any) -> bool:
    """Whether a formula has no result in the file; one that gives an empty text has one."""
    kinds = {local(one): one for one in cell}
    return "f" in kinds and cell.get("t") != "str" and ("v" not in kinds or not kinds["v"].text)


def _take_row(sheet: Sheet, number: int, cells: list[dict[str, Any]], show: Callable[[Any, int], str], struck: Callable[[int], bool]) -> None:
    for cell in cells:
        value, style = cell["value"], cell["style_id"]
        if value is None:
            continue
        gone = struck(style)
        pieces = [(_decoded(text), gone or cut) for text, cut in _rich(value)] if isinstance(value, list | tuple) else [(show(value, style), gone)]
        if any(text.strip() for text, _ in pieces):
            sheet.cells.setdefault(number, {})[cell["column"]] = pieces
            if cell["data_type"] == "e":
                sheet.errors.append(sheet.label(number, cell["column"]))


def _rich(value: Any) -> Iterator[tuple[str, bool]]:
    """The runs of a text with fonts of its own, and whether each is struck through."""
    for piece in value:
        yield (piece, False) if isinstance(piece, str) else (piece.text, bool(piece.font.strike))


def _formats(source: Any, where: str) -> tuple[Callable[[Any, int], str], Callable[[int], bool]]:
    """How cells of a style show a value, and whether a style strikes through."""
    to_excel = libraries.needed("openpyxl.utils.datetime", where).to_excel
    epoch = source.parent.epoch
    since_1904 = epoch.year == 1904
    cell_type = libraries.needed("openpyxl.cell.read_only", where).ReadOnlyCell

    @cache
    def look(style: int) -> tuple[str, bool]:
        cell = cell_type(source, 1, 1, None, style_id=style)
        return cell.number_format or shown.GENERAL, bool(cell.font.strike)

    def show(value: Any, style: int) -> str:
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, int | float):
            return shown.shown(repr(value), look(style)[0], since_1904)
        if isinstance(value, date | datetime | time | timedelta):
            code = look(style)[0]
            return shown.shown(repr(to_excel(value, epoch)), _DAY if code == shown.GENERAL else code, since_1904)
        return _decoded(str(value))

    return show, lambda style: look(style)[1]


def _decoded(text: str) -> str:
    words = _CODED.sub(lambda match: chr(int(match[1], 16)), text)
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _position(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference such as ``B7``, both from 1."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for char in found[1]:
        column = column * 26 + ord(char) - 64
    return int(found[2]), column
