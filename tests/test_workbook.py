"""Excel workbooks: cells as people see them, merged, hidden and struck ones, text boxes and comments; each with its place."""

from __future__ import annotations

import datetime as dt
import io
import time

import pytest
from altered import changed
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from concordat.graph.model import SPANNING, Document
from concordat.graph.reading import workbook

HEAD = ["Ref", "Action", "By when", "Lead"]


def read(book: Workbook) -> Document:
    into = io.BytesIO()
    book.save(into)
    return workbook.read("plan.xlsx", into.getvalue(), "plan.xlsx")


def sheet(*rows: list[object]) -> Workbook:
    book = Workbook()
    book.active.title = "Sheet1"
    for row in rows:
        book.active.append(row)
    return book


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


SHOWN = [
    (1.1, "0.00", "1.10"),
    (1.1, "General", "1.1"),
    (42826, "General", "42826"),
    (2016, "0", "2016"),
    (0.1 + 0.2, "General", "0.3"),
    (15_000_000, '"£"#,##0', "£15,000,000"),
    (15_000_000, "[$£-809]#,##0.00", "£15,000,000.00"),
    (1234.5, "[$€-2] #,##0.00", "€ 1,234.50"),
    (15_000_000, '"£"0.0,,"m"', "£15.0m"),
    (-5, "0;(0)", "(5)"),
    (0.25, "0%", "25%"),
    (3, '"CCC-"000', "CCC-003"),
    (True, "General", "TRUE"),
    (dt.date(2017, 4, 1), "mmm-yy", "Apr-17"),
    (dt.date(2017, 4, 1), "mmmm yyyy", "April 2017"),
    (dt.date(2017, 4, 1), "mmm yy", "April 2017"),
    (dt.date(2017, 4, 1), "mm/yyyy", "April 2017"),
    (dt.date(2017, 4, 1), "yyyy", "2017"),
    (dt.date(2017, 4, 9), "mm-dd-yy", "09 April 2017"),
    (dt.date(2017, 4, 9), "m/d/yyyy", "09 April 2017"),
    (dt.date(2017, 4, 9), "dd/mm/yyyy", "09 April 2017"),
    (dt.date(2017, 4, 9), "yyyy-mm-dd", "09 April 2017"),
    (dt.date(2017, 4, 9), "[$-F800]dddd, mmmm dd, yyyy", "09 April 2017"),
    (dt.date(2017, 4, 9), "d-mmm", "09 April"),
    (dt.datetime(2017, 4, 9, 14, 30), "dd/mm/yyyy hh:mm", "09 April 2017 14:30"),
    (dt.time(14, 30), "h:mm AM/PM", "2:30 PM"),
    ("1 April 2017", "mmm-yy", "1 April 2017"),
    ("line\nbreak", "General", "line\nbreak"),
    ("'quoted", "General", "'quoted"),
]


@pytest.mark.parametrize(("value", "code", "expected"), SHOWN, ids=[f"{value} as {code}" for value, code, _ in SHOWN])
def test_values_as_people_see_them(value: object, code: str, expected: str) -> None:
    book = sheet([value, "words"])
    book.active["A1"].number_format = code
    assert texts(read(book)) == [[expected, "words"]]


def test_days_counted_from_1904() -> None:
    book = sheet(HEAD)
    book.epoch = CALENDAR_MAC_1904
    book.active["A2"] = dt.date(2017, 4, 9)
    assert texts(read(book))[1][0] == "09 April 2017"


def test_places_and_columns_without_words() -> None:
    """Column C and rows 2 and 3 are empty: nothing moves in the places."""
    book = sheet(["Ref", "Action", None, "Lead"], [], [], ["1", "Do it", None, "DH"])
    document = read(book)
    assert [[cell.label for cell in row.cells] for row in document.tables[0].rows] == [
        ["Sheet1!A1", "Sheet1!B1", "Sheet1!D1"],
        ["Sheet1!A4", "Sheet1!B4", "Sheet1!D4"],
    ]
    assert [row.number for row in document.tables[0].rows] == [1, 4]
    assert document.skipped == {"blank rows": 2}


def test_names_of_sheets_that_need_quotation_marks() -> None:
    book = sheet(HEAD)
    book.active.title = "Year 1's plan"
    document = read(book)
    assert document.tables[0].label == "Year 1's plan"
    assert document.tables[0].rows[0].cells[0].label == "'Year 1''s plan'!A1"


def test_every_sheet_is_a_table_of_its_own_and_hidden_ones_are_named() -> None:
    book = sheet(HEAD)
    book.create_sheet("Old").append(["kept"])
    book["Old"].sheet_state = "veryHidden"
    document = read(book)
    assert [(table.label, table.alone) for table in document.tables] == [("Sheet1", True), ("Old", True)]
    assert document.notices == ("plan.xlsx: the sheet Old is hidden; it was read all the same",)


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    book = sheet(HEAD, *([str(n), "Do it", "2017", "DH"] for n in range(1, 7)))
    for row in (3, 4, 6):
        book.active.row_dimensions[row].hidden = True
    book.active.column_dimensions["C"].hidden = True
    document = read(book)
    assert len(texts(document)) == 7
    assert document.notices == ("plan.xlsx, Sheet1: hidden rows were read too: 3-4, 6", "plan.xlsx, Sheet1: hidden columns were read too: C")


def test_a_lead_merged_over_three_rows_leads_all_three() -> None:
    book = sheet(HEAD, ["1", "a", "", "DH"], ["2", "b"], ["3", "c"], ["4", "d", "", "HO"])
    book.active.merge_cells("D2:D4")
    rows = read(book).tables[0].rows
    assert [(row.cells[3].text, row.cells[3].label) for row in rows[1:]] == [("DH", "Sheet1!D2"), ("DH", "Sheet1!D2"), ("DH", "Sheet1!D2"), ("HO", "Sheet1!D5")]


def test_a_row_beside_a_merged_cell_is_named_by_a_cell_of_its_own() -> None:
    book = sheet(["Theme", *HEAD], ["Help", "1", "a"], [None, "2", "b"])
    book.active.merge_cells("A2:A3")
    assert [str(row.place) for row in read(book).tables[0].rows] == ["Sheet1!A1", "Sheet1!A2", "Sheet1!B3"]


def test_a_row_all_of_whose_cells_are_merged_with_those_above_is_no_row() -> None:
    book = sheet(HEAD, ["1", "a", "2017", "DH"], [], ["2", "b", "2018", "HO"])
    for column in "ABCD":
        book.active.merge_cells(f"{column}2:{column}3")
    assert texts(read(book)) == [HEAD, ["1", "a", "2017", "DH"], ["2", "b", "2018", "HO"]]


def test_a_cell_over_the_whole_width_is_a_heading() -> None:
    """Also where it is two rows high, and where a note stands beside the table; a cell over two of four columns is none."""
    book = sheet(["Title"], [], HEAD, ["1 Early help"], ["1.1", "a", "2017", "DH", "a note"], ["only text"])
    book.active.merge_cells("A1:D2")
    book.active.merge_cells("A4:D4")
    book.active.merge_cells("A6:B6")
    assert [(row.heading, row.cells[0].text) for row in read(book).tables[0].rows] == [
        (SPANNING, "Title"), (0, "Ref"), (SPANNING, "1 Early help"), (0, "1.1"), (0, "only text"),
    ]  # fmt: skip


def test_words_under_a_merged_cell_are_named() -> None:
    into = io.BytesIO()
    sheet(HEAD, ["1", "a", "b", "DH"]).save(into)
    data = changed(into.getvalue(), "xl/worksheets/sheet1.xml", b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:C2"/></mergeCells>')
    document = workbook.read("plan.xlsx", data, "plan.xlsx")
    assert texts(document)[1] == ["1", "a", "", "DH"]
    assert document.notices == ("plan.xlsx, Sheet1!C2: hidden under a merged cell and left out: b",)


def test_what_is_struck_through() -> None:
    book = sheet(HEAD, ["1", "gone", "2017", "DH"])
    book.active["B2"].font = Font(strike=True)
    book.active["D2"] = CellRichText(TextBlock(InlineFont(b=True), "Depart"), "ment ", TextBlock(InlineFont(strike=True), "of Health"), " of State")
    document = read(book)
    row = document.tables[0].rows[1]
    assert row.cells[3].text == "Department of Health of State"
    assert [[document.text[a.start : a.end] for a in cell.struck] for cell in row.cells] == [[], ["gone"], [], ["of Health"]]


def test_words_that_cells_share_as_excel_keeps_them() -> None:
    """Runs with fonts of their own, white space at their ends, a break as Windows writes it."""
    import xlsxwriter

    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"in_memory": True})
    page, gone = book.add_worksheet("Sheet1"), book.add_format({"font_strikeout": True})
    page.write_row(0, 0, HEAD)
    page.write_rich_string(1, 1, "Open ", gone, "or close ", "it", book.add_format({"bold": True}), " now")
    page.write_string(1, 3, "DH_x000D_\nHO")
    page.write_string(1, 2, "2017", gone)
    book.close()
    document = workbook.read("plan.xlsx", into.getvalue(), "plan.xlsx")
    cells = document.tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["", "Open or close it now", "2017", "DH\nHO"]
    assert [[document.text[a.start : a.end] for a in cell.struck] for cell in cells] == [[], ["or close "], ["2017"], []]


def test_formulas_have_the_result_that_the_file_holds() -> None:
    """Excel writes the result beside the formula; a program that does not reckon leaves it out; an empty text is a result."""
    import xlsxwriter

    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"in_memory": True})
    page = book.add_worksheet("Sheet1")
    page.write_row(0, 0, HEAD)
    page.write_formula("A2", "=A1+1", None, 1.5)
    page.write_formula("B2", '=IF(1,"a","b")', None, "a")
    page.write_formula("C2", '=IF(0,"a","")', None, "")
    page.write_formula("D2", "=1/0", None, "#DIV/0!")
    book.close()
    data = changed(into.getvalue(), "xl/worksheets/sheet1.xml", b'<c r="C2">', b'<c r="C2" t="str">')
    document = workbook.read("plan.xlsx", data, "plan.xlsx")
    assert texts(document)[1] == ["1.5", "a", "", "#DIV/0!"]
    assert document.notices == ("plan.xlsx: cells that show an error: Sheet1!D2",)

    document = read(sheet(HEAD, ["=1+1", "a"]))
    assert texts(document)[1] == ["", "a", "", ""]
    assert document.notices == ("plan.xlsx: formulas without a result were read as empty (Sheet1!A2): open the file in a spreadsheet and save it",)


def test_comments_and_headers_are_counted() -> None:
    book = sheet(HEAD)
    book.active["B1"].comment = Comment("why?", "me")
    book.active.oddFooter.center.text = "Page &P"
    document = read(book)
    assert document.notices == ("plan.xlsx: comments on cells were not read: 1 (B1)",)
    assert document.skipped == {"page headers and footers": 1}


def test_text_boxes_are_lines() -> None:
    import xlsxwriter

    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"in_memory": True})
    page = book.add_worksheet("Sheet1")
    page.write_row(0, 0, HEAD)
    page.insert_textbox(3, 3, "Agreed by the board")
    book.close()
    table = workbook.read("plan.xlsx", into.getvalue(), "plan.xlsx").tables[-1]
    assert table.outside
    assert [(cell.text, cell.label) for row in table.rows for cell in row.cells] == [("Agreed by the board", "text box 1")]


def test_a_cell_far_away_costs_nothing() -> None:
    """The sheet reaches from A1 to XFD1048576, and a merged cell says that it covers all of it."""
    book = sheet(HEAD, ["1", "a", "2017", "DH"])
    book.active["XFD1048576"] = "far"
    into = io.BytesIO()
    book.save(into)
    data = changed(into.getvalue(), "xl/worksheets/sheet1.xml", b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="E3:XFD1048575"/></mergeCells>')
    began = time.process_time()
    assert texts(workbook.read("plan.xlsx", data, "plan.xlsx"))[-1] == ["", "", "", "", "far"]
    assert time.process_time() - began < 30  # seconds; hours, if it were believed


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=30).filter(lambda text: not text.startswith("=") and "_x" not in text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6))
def test_wild_tables_come_back_as_they_were(rows: list[list[str]]) -> None:
    found = {cell.label: cell.text for table in read(sheet(["head"], *rows)).tables for row in table.rows for cell in row.cells if cell.text.strip()}
    wanted = {f"Sheet1!{'ABCDE'[across]}{down}": text for down, row in enumerate(rows, start=2) for across, text in enumerate(row) if text.strip()}
    assert {label: text.split() for label, text in found.items()} == {"Sheet1!A1": ["head"], **{label: text.split() for label, text in wanted.items()}}
