"""Answers in every format: what is written, what is escaped, and that it is the same each time."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import hypertext, tables
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.errors import OutputError, UsageError
from concordat.graph.spreadsheet import LONGEST_CELL, cut_short, sheet_names

META = {"program": "concordat", "version": "0.1.0", "graph": "ab12", "name": "open-actions", "parameters": {"section": "3", "lead": "<b>"}, "on": None}
ANSWER = Answer(
    "open-actions",
    "Actions with no fixed finish",
    (Column("ref", "printed reference"), Column("sum"), Column("lead")),
    (("1.1", 15_000_000, "Department of Health"), ("1.10", None, "NHS England")),
    "Which actions have no finish?",
    ("A note.",),
)
NASTY = "<script>alert(1)</script> | **b** [x](javascript:alert(1)) `c` \\ & \x1b[31m\x00\nsecond line"


def one(*cells: Value) -> Answer:
    """An answer of one row, its columns a, b, c, ..."""
    return Answer("one", "", tuple(Column(chr(ord("a") + at)) for at in range(len(cells))), (cells,))


def written(answer: Answer, fmt: str, **options: object) -> str:
    text = tables.render([answer], fmt, META, **options)
    assert isinstance(text, str)
    return text


def test_an_unknown_format_is_refused():
    with pytest.raises(UsageError, match="yaml is no format of a table; choose table, csv, tsv, json, md, html, xlsx"):
        tables.render([ANSWER], "yaml", META)


@pytest.mark.parametrize("fmt", tables.FORMATS)
@pytest.mark.parametrize(
    "answer", [ANSWER, Answer("empty", "None", (Column("a"),), ()), Answer("bare", "", (), ()), Answer("unit", "", (), ((), ())), one(NASTY)], ids=lambda answer: answer.name
)
def test_every_format_is_the_same_each_time(fmt: str, answer: Answer):
    assert tables.render([answer, answer], fmt, META, width=80) == tables.render([answer, answer], fmt, META, width=80)
    assert tables.render([answer], fmt, {}, width=80) == tables.render([answer], fmt, {}, width=80)


@pytest.mark.parametrize("fmt", tables.FORMATS)
def test_no_answers_at_all(fmt: str):
    tables.render([], fmt, META, width=80)


# ---- csv and tsv


def test_csv():
    assert written(ANSWER, "csv") == "ref,sum,lead\n1.1,15000000,Department of Health\n1.10,,NHS England\n"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\tx", "\"'\tx\"".replace('"', "")),
        ("\rx", "\"'\rx\""),
        ("-5", "-5"),
        ("+1.5e3", "+1.5e3"),
        ("-.5", "-.5"),
        ("-٣", "'-٣"),
        ("-5\n", "\"'-5\n\""),
        (-5, "-5"),
        (Decimal("-1E+3"), "-1000"),
        (float("-inf"), "-inf"),
        ("'x", "'x"),
        (True, "true"),
        (date(2016, 10, 31), "2016-10-31"),
        (None, '""'),
        ("", '""'),
        (" x", '" x"'),
        ('say "so", then', '"say ""so"", then"'),
        ("1.10", "1.10"),
    ],
)
def test_a_cell_in_csv(value: Value, cell: str):
    assert written(one(value), "csv") == f"a\n{cell}\n"


def test_tsv_has_no_tab_or_line_end_in_a_cell():
    assert written(one("a\tb\r\nc\nd", "=x", '"q"'), "tsv") == "a\tb\tc\na b c d\t'=x\t\"q\"\n"


def test_several_answers_follow_each_other_under_their_titles():
    assert tables.render([ANSWER, one(1)], "csv", META) == (
        "Actions with no fixed finish\nref,sum,lead\n1.1,15000000,Department of Health\n1.10,,NHS England\n\none\na\n1\n"
    )
    assert str(tables.render([ANSWER, one(1)], "tsv", META)).endswith("\n\none\na\n1\n")


CELLS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(st.sampled_from("=+-@\t\r\n\",'; .5e"), max_size=5)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_csv_comes_back_as_it_was_but_for_the_guard(rows: list[tuple[str, str]]):
    read = list(csv.reader(io.StringIO(written(Answer("x", "", (Column("a"), Column("b")), tuple(rows)), "csv"), newline="")))

    assert read[0] == ["a", "b"]
    for row, back in zip(rows, read[1:], strict=True):
        for cell, found in zip(row, back, strict=True):
            assert found == cell or (found == "'" + cell and cell[0] in "=+-@\t\r")
            assert found[:1] not in set("=+-@\t\r") or re.fullmatch(r"[0-9+-.eE]+", found)


# ---- json


def test_json_of_one_answer_has_rows():
    assert json.loads(written(ANSWER, "json")) == {
        "meta": META,
        "rows": [{"ref": "1.1", "sum": 15000000, "lead": "Department of Health"}, {"ref": "1.10", "sum": None, "lead": "NHS England"}],
    }


def test_json_of_several_answers_has_tables():
    content = json.loads(tables.render([ANSWER, one(1), one(2)], "json", {}))

    assert content == {"meta": {}, "tables": {"open-actions": [dict(zip(("ref", "sum", "lead"), row)) for row in ANSWER.rows], "one": [{"a": 1}], "one-2": [{"a": 2}]}}


def test_values_in_json():
    answer = one(Decimal("2.50"), Decimal("3.0"), date(2016, 10, 31), True, float("nan"), 0.5, "▪")

    text = written(answer, "json")

    assert json.loads(text)["rows"] == [{"a": 2.5, "b": 3, "c": "2016-10-31", "d": True, "e": "nan", "f": 0.5, "g": "▪"}]
    assert "▪" in text
    assert "NaN" not in text


# ---- md


def test_md():
    assert written(ANSWER, "md") == (
        "# Actions with no fixed finish\n\nWhich actions have no finish?\n\n"
        "| ref | sum | lead |\n| --- | ---: | --- |\n| 1.1 | 15000000 | Department of Health |\n| 1.10 |  | NHS England |\n\n"
        "- A note.\n\n---\n\n"
        "- program: concordat\n- version: 0.1.0\n- graph: ab12\n- name: open-actions\n- parameters: section = 3, lead = &lt;b&gt;\n"
    )


def test_what_markdown_or_html_would_read_is_escaped():
    [line] = [line for line in written(one(NASTY, "http://www.legislation.gov.uk/id/ukpga/1983/20"), "md").split("\n") if "script" in line]

    assert line == (
        "| &lt;script&gt;alert(1)&lt;/script&gt; \\| \\*\\*b\\*\\* \\[x\\](javascript:alert(1)) \\`c\\` \\\\ &amp; \ufffd\\[31m\ufffd<br>second line "
        "| <http://www.legislation.gov.uk/id/ukpga/1983/20> |"
    )


def test_an_answer_without_rows_says_so():
    assert "| a |\n| --- |\n\nNo rows.\n" in written(Answer("x", "", (Column("a"),), ()), "md")
    assert "<p>No rows.</p>" in written(Answer("x", "", (Column("a"),), ()), "html")
    assert "No rows." in written(Answer("x", "", (Column("a"),), ()), "table", width=80)


@given(st.text())
def test_a_row_of_markdown_is_one_line_of_as_many_cells(words: str):
    lines = written(one(words, words), "md").split("\n")
    row = lines[4]

    assert lines[5:7] == ["", "---"]
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 3
    assert "<" not in row.replace("<br>", "").replace("<http", "")


# ---- html


class Reader(HTMLParser):
    """The tags of a page, each with its attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_html_is_a_whole_page():
    page = written(ANSWER, "html")
    read = Reader(page)

    assert page.startswith("<!doctype html>\n")
    assert read.attributes("html") == [{"lang": "en-GB"}]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in read.attributes("meta")
    assert page.count("<title>Actions with no fixed finish</title>") == 1
    assert len(read.attributes("caption")) == 1
    assert [each["scope"] for each in read.attributes("th")] == ["col"] * 3
    assert len(read.attributes("tr")) == 3
    assert page.count('class="number"') == 3
    assert "Which actions have no finish?" in page
    assert "<p>A note.</p>" in page
    assert "<dt>Ref</dt><dd>printed reference</dd>" in page
    assert page.index("</main>") < page.index("<dt>parameters</dt><dd>section = 3, lead = &lt;b&gt;</dd>")
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_html_loads_nothing_and_runs_nothing():
    page = tables.render([one(NASTY, "https://w3id.org/concordat/id/plan/x", "https://example.org/?a=1&b=2", "javascript:alert(1)")], "html", META)
    assert isinstance(page, str)
    read = Reader(page)

    assert read.attributes("script") == read.attributes("link") == read.attributes("img") == []
    assert not re.search(r"url\(|@import|src=", page)
    assert [each["href"] for each in read.attributes("a")] == ["https://example.org/?a=1&b=2"]
    assert "\x1b" not in page
    assert "\x00" not in page


@given(st.text(), st.text())
def test_whatever_is_in_an_answer_makes_no_tag(title: str, words: str):
    answer = Answer("x", title, (Column(words, words),), ((words,),), words, (words,))

    read = Reader(tables.render([answer], "html", {words: words}))

    plain = Reader(tables.render([Answer("x", "t", (Column("w", "w"),), (("w",),), "w", ("w",))], "html", {"w": "w"}))
    skip = {"a"} | ({"dl", "dt", "dd", "span"} if not words else set())
    assert [tag for tag, _ in read.tags if tag not in skip] == [tag for tag, _ in plain.tags if tag not in skip]


def test_the_page_of_several_answers_has_the_name_of_the_report():
    page = tables.render([ANSWER, one(1)], "html", {"name": "all"})

    assert "<title>All</title>" in page
    assert str(page).count("<table ") == 2


def test_words_of_a_cell_lead_where_links_says_and_nowhere_else():
    """Escaped, whatever the address holds; an address that runs something is none; a number is no word."""
    leads = {"1.1": "../a.html#1.1", "5-9": 'w.html#"><b>', "bad": "javascript:alert(1)", "a b": "x.html"}
    answer = Answer("x", "t", (Column("ref"), Column("at"), Column("n")), (("1.1, 1.2; <i>", '"DH" (at 5-9)', 1), ("a b", "bad", 5)))
    asked = []
    page = hypertext.parts([answer], {}, lambda column, word: asked.append(column) or leads.get(word, "")).tables

    assert '<a href="../a.html#1.1">1.1</a>, 1.2; &lt;i&gt;<' in page
    assert '&quot;DH&quot; (at <a href="w.html#&quot;&gt;&lt;b&gt;">5-9</a>)' in page
    assert [each["href"] for each in Reader(page).attributes("a")] == ["../a.html#1.1", 'w.html#"><b>', "x.html"]
    assert set(asked) == {"ref", "at"}


def test_a_page_that_shows_a_part_of_the_rows_says_so_and_where_all_are():
    answer = Answer("x", "t", (Column("n"),), tuple((n,) for n in range(1_500)))
    part, whole = (hypertext.parts([answer], {}, files=["x.csv"], most=most).tables for most in (1_000, 1_500))

    assert part.count("<tr>") == 1_001 and 'The first 1,000 of 1,500 rows stand here. <a href="x.csv">All rows as csv</a>' in part
    assert whole.count("<tr>") == 1_501 and "stand here" not in whole
    assert str(tables.render([answer], "html", {})).count("<tr>") == 1_501


def test_a_long_text_that_stands_above_is_not_said_again_on_a_page():
    answer = Answer("x", "t", (Column("ref"), Column("words")), (("1", "long " * 20), ("2", "long " * 20), ("3", "short"), ("4", "short")))

    assert str(tables.render([answer], "html", {})).count("long " * 20) == 1
    assert str(tables.render([answer], "html", {})).count("short") == 2
    assert str(tables.render([answer], "csv", {})).count("long " * 20) == 2


# ---- table


@pytest.mark.parametrize("width", [40, 60, 80, 100, 110, 120, 160])
def test_no_word_is_lost_on_a_terminal(width: int):
    """Columns that leave others too little room must not cut words off."""
    long = " ".join(f"word{n}" for n in range(60))
    columns = tuple(Column(f"column_{n}") for n in range(7))
    answer = Answer("x", "Wide", columns, (("1.1", "lead", "Department of Health", "", "12200-12211", 7, long), ("1.10", "partner", long, "NHS", "1-2", 12, "short")))
    shown = "".join(written(answer, "table", width=width).split())
    assert all(word in shown for row in answer.rows for cell in row for word in str(cell).split())
    assert max(map(len, written(answer, "table", width=width).split("\n"))) <= width


def test_a_table_fits_its_terminal():
    long = Answer("x", "Long", (Column("ref"), Column("text")), (("1.1", "word " * 60), ("1.2", "x" * 300)))
    for width in (30, 60, 80, 200):
        lines = written(long, "table", width=width).split("\n")
        assert max(map(len, lines)) <= width
        assert lines[0] == "Long"
        assert "".join(lines).count("x") >= 300
        assert not any(line.endswith(" ") for line in lines)


def test_a_table_holds_title_rows_and_notes_and_nothing_else():
    lines = [line.strip() for line in written(ANSWER, "table", width=80).split("\n")]

    assert [line for line in lines if line and "─" not in line] == [
        "Actions with no fixed finish",
        "ref         sum   lead",
        "1.1    15000000   Department of Health",
        "1.10              NHS England",
        "A note.",
    ]


def test_columns_too_many_for_the_terminal_are_written_below_each_other():
    wide = Answer("x", "", tuple(Column(f"column_{at}") for at in range(12)), (tuple(f"value {at}" for at in range(12)),))

    text = written(wide, "table", width=60)

    assert max(map(len, text.split("\n"))) <= 60
    assert re.search(r"column 11 +value 11\n", text)


def test_cells_cannot_steer_the_terminal_or_the_writer():
    text = written(one("\x1b[31m[red]:smile:\x9b2J", "a\rb"), "table", width=80)

    assert "\ufffd[31m[red]:smile:\ufffd2J" in text
    assert "\r" not in text
    assert "\x1b" not in text


def test_colour_makes_the_header_bold_and_no_more():
    coloured = written(ANSWER, "table", width=80, colour=True)

    assert "\x1b[1m" in coloured
    assert set(re.findall(r"\x1b\[[0-9;]*m", coloured)) == {"\x1b[1m", "\x1b[0m"}
    assert re.sub(r"[ \n]+", " ", re.sub(r"\x1b\[[0-9;]*m", "", coloured)) == re.sub(r"[ \n]+", " ", written(ANSWER, "table", width=80))


# ---- xlsx


def workbook(*answers: Answer, meta: dict[str, object] | None = None) -> openpyxl.Workbook:
    data = tables.render(list(answers), "xlsx", META if meta is None else meta)
    assert isinstance(data, bytes)
    return openpyxl.load_workbook(io.BytesIO(data))


def test_xlsx_has_a_sheet_an_answer_and_one_about_them():
    book = workbook(ANSWER, one(1))

    assert book.sheetnames == ["open-actions", "one", "About"]
    sheet = book["open-actions"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [["ref", "sum", "lead"], ["1.1", 15000000, "Department of Health"], ["1.10", None, "NHS England"]]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet["A1"].font.bold
    about = {row[0].value: row[1].value for row in book["About"].rows}
    assert about["open-actions"] == "Actions with no fixed finish"
    assert about["question"] == "Which actions have no finish?"
    assert about["ref"] == "printed reference"
    assert about["note"] == "A note."
    assert about["parameters"] == "section = 3, lead = <b>"


def test_cells_of_xlsx_keep_their_kind():
    cells = [True, 12, 2.5, Decimal("0.1"), date(2016, 10, 31), "=1+1", "https://example.org/", "007", "1.10", 12345678901234567890, float("inf"), date(1899, 1, 1), "", None, Decimal("1E+400")]

    sheet = workbook(one(*cells))["one"]

    assert [(cell.value, cell.data_type) for cell in sheet[2]][:9] == [
        (True, "b"),
        (12, "n"),
        (2.5, "n"),
        (0.1, "n"),
        (sheet["E2"].value, "d"),
        ("=1+1", "s"),
        ("https://example.org/", "s"),
        ("007", "s"),
        ("1.10", "s"),
    ]
    assert sheet["E2"].value.date() == date(2016, 10, 31)
    assert [cell.value for cell in sheet[2]][9:14] == ["12345678901234567890", "inf", "1899-01-01", None, None]
    assert sheet["O2"].data_type == "s"
    assert not sheet["G2"].hyperlink


@pytest.mark.parametrize(
    ("words", "most", "cut"),
    [
        ("1.10, 1.11, 1.12", 40, "1.10, 1.11, 1.12"),
        ("1.10, 1.11, 1.12, 1.13, 1.14, 1.15", 32, "1.10, 1.11, 1.12 ... and 3 more"),
        ("onelongwordwithoutalistin", 20, "onelongwordwitho ..."),
    ],
)
def test_a_list_too_long_for_a_cell_ends_with_a_whole_piece(words: str, most: int, cut: str):
    """A reference cut in two would be that of another action: 1.1 for 1.15."""
    assert cut_short(words, most) == cut
    assert len(cut) <= most


def test_xlsx_holds_no_date_of_today():
    data = tables.render([ANSWER], "xlsx", META)
    assert isinstance(data, bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_text_too_long_for_a_cell_is_cut_and_said_to_be():
    book = workbook(one("x" * (LONGEST_CELL + 1)))

    assert book["one"]["A2"].value == "x" * (LONGEST_CELL - 4) + " ..."
    assert [row[1].value for row in book["About"].rows if row[0].value == "note"] == ["one, row 2, column 1: cut after 32767 characters"]


def test_rows_too_many_for_a_sheet(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("concordat.graph.spreadsheet.LONGEST_SHEET", 2)
    with pytest.raises(OutputError, match="open-actions: 2 rows are more than a sheet of Excel holds: choose csv"):
        tables.render([ANSWER], "xlsx", META)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=20) | st.sampled_from(["_x0041_", "=A1", "{=A1}", "\x0b", "\ufffe", "\ud800", "mailto:x", "\r\n"]), min_size=1, max_size=4))
def test_text_in_xlsx_comes_back(cells: list[str]):
    """Control characters apart, which a sheet may not hold; openpyxl gives an empty cell as None."""
    back = [cell.value or "" for cell in workbook(one(*cells), meta={})["one"][2]]

    expected = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", cell.replace("\r\n", "\n").replace("\r", "\n")) for cell in cells]
    assert back == expected


@given(st.lists(st.text(max_size=50) | st.sampled_from(["History", "About", "'x'", "a/b", "A/B", "😀" * 20, "x" * 40]), max_size=6))
def test_names_of_sheets_are_allowed_and_each_is_there_once(titles: list[str]):
    names = sheet_names(titles, ["About"])

    assert len({name.casefold() for name in names} | {"about", "history"}) == len(titles) + 2
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_the_page_has_its_template(tmp_path: Path):
    """A dollar sign in a cell is no place to be filled."""
    assert "$tables and $x" in written(one("$tables and $x"), "html")
