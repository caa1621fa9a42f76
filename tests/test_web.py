"""Web pages: tables of all shapes, what stands between them, encodings, and pages made to do harm."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_tables import folded, outside, rows, spans_hold

from concordat.graph import reading
from concordat.graph.errors import SourceError
from concordat.graph.model import SPANNING, Cell, Document
from concordat.graph.reading import web
from concordat.graph.reading.passages import passage, struck_through


def read(page: str | bytes) -> Document:
    return web.read("plan.html", page if isinstance(page, bytes) else page.encode(), "plan.html")


def cells(page: str) -> list[list[Cell]]:
    return [list(row.cells) for table in read(page).tables if not table.outside for row in table.rows]


HEAD = "<tr><th>Ref<th>Action<th>Lead</tr>"
SHAPES = {
    "a cell over three rows is said in each": ("<tr><td rowspan=3>1<td>a<tr><td>b<tr><td>c", [["1", "a"], ["1", "b"], ["1", "c"]]),
    "a cell over two columns stands in the first": ("<tr><td>1<td colspan=2>a<tr><td>2<td>b<td>c", [["1", "a", ""], ["2", "b", "c"]]),
    "over rows and columns": ("<tr><td rowspan=2 colspan=2>1<td>a<tr><td>b<tr><td>2<td>c<td>d", [["1", "", "a"], ["1", "", "b"], ["2", "c", "d"]]),
    "to the end of the table": ("<tr><td rowspan=0>1<td>a<tr><td>b<tr><td>c", [["1", "a"], ["1", "b"], ["1", "c"]]),
    "in the last column": ("<tr><td>1<td rowspan=2>DH<tr><td>2", [["1", "DH"], ["2", "DH"]]),
    "behind a row that is too short": ("<tr><td>1<td>a<td rowspan=2>DH<tr><td>2", [["1", "a", "DH"], ["2", "", "DH"]]),
    "spans that are no numbers": ("<tr><td rowspan=x>1<td colspan=-2>a<tr><td>2<td>b", [["1", "a"], ["2", "b"]]),
    "rows in groups": ("<thead><tr><td>1<td>a</thead><tbody><tr><td>2<td>b</tbody><tfoot><tr><td>3<td>c</tfoot>", [["1", "a"], ["2", "b"], ["3", "c"]]),
    "a table in a cell is words of the cell": (f"{HEAD}<tr><td>1<td><table><tr><td>a<td>b<tr><td>c<td>d</table><td>DH", [["Ref", "Action", "Lead"], ["1", "a b c d", "DH"]]),
    "a picture says what it shows": ('<tr><td>1<td><img src="dot.png" alt="Green">', [["1", "Green"]]),
    "hidden cells keep their place": ("<tr><td>1<td style='display: none'>secret<td>a", [["1", "", "a"]]),
    "entities": ("<tr><td>R&amp;D<td>&pound;5&nbsp;m &#8211; &lt;now&gt; &nonsense;", [["R&D", "£5 m – <now> &nonsense;"]]),
    "comments": ("<tr><td>1<!-- <td>not --><td>a<!-- b -->c", [["1", "ac"]]),
    "made of other things": ("</table><div role=table><div role=row><span role=cell>1</span><span role=cell>a</span></div></div>", [["1", "a"]]),
    "unclosed and wrongly nested": ("<tr><td>1<b><td>a</b></i><tr><td>2<td>b</td></div>", [["1", "a"], ["2", "b"]]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_tables(shape: str) -> None:
    page, expected = SHAPES[shape]
    found = read(f"<p>Before<table>{page}</table>After")
    assert rows(found) == expected
    assert spans_hold(found)


def test_a_cell_is_labelled_with_the_place_where_it_is_printed() -> None:
    """The second copy of a cell over two rows leads to the first, where a reader finds the words."""
    first, second = cells("<table><tr><td>x<td>y</table><table><tr><td rowspan=2>1<td>a<tr><td>b</table>")[1:]
    assert [cell.label for cell in first] == ["table 2 row 1 column 1", "table 2 row 1 column 2"]
    assert [cell.label for cell in second] == ["table 2 row 1 column 1", "table 2 row 2 column 2"]


def test_a_row_of_one_cell_over_all_columns_is_marked() -> None:
    found = read(f"<table>{HEAD}<tr><td colspan=3>Housing<tr><td>1<td colspan=2>a<tr><td>2</table>")
    assert [row.heading for row in found.tables[0].rows] == [0, SPANNING, 0, 0]


def test_headings_and_paragraphs_stand_around_the_table_in_their_order() -> None:
    page = f"<h1>Plan</h1><p>Words<br>and more</p><h2>1. <i>First</i></h2><table><caption>Actions</caption>{HEAD}</table><h3>Then</h3><dl><dt>DH<dd>Department</dl>"
    found = read(page)
    assert [table.outside for table in found.tables] == [True, False, True]
    assert outside(found) == [(1, "Plan"), (0, "Words and more"), (2, "1. First"), (0, "Actions"), (3, "Then"), (0, "DH"), (0, "Department")]
    assert [row.cells[0].label for row in found.tables[0].rows][:2] == ["paragraph 1", "paragraph 2"]


def test_words_of_a_table_that_stand_in_no_cell_stand_above_it() -> None:
    page = "<table>stray<colgroup><col></colgroup><tbody>loose<tr><td>1<td>a</tr></tbody><div>more</div><tr hidden><td>2<td>gone</tr></table>"
    found = read(page)
    assert rows(found) == [["1", "a"]]
    assert sorted(outside(found)) == [(0, "loose"), (0, "more"), (0, "stray")]
    assert dict(found.skipped) == {"parts of the page that are not shown": 1}


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Ref<o:p></o:p></b></p></td>
<td><p class=MsoNormal>Action<o:p>&nbsp;</o:p></p></td></tr><tr><td><p class=MsoNormal>1</p></td><td><p class=MsoNormal>Work
with:</p><p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'>·<span style='font:7pt'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>the
police</p><p class=MsoListParagraph><!--[if !supportLists]--><span style='font-family:Symbol'>·<span>&nbsp; </span></span><!--[endif]-->fire</p></td></tr></table>"""


def test_what_a_word_processor_saves() -> None:
    found = read(WORD)
    assert rows(found) == [["Ref", "Action"], ["1", "Work with: the police fire"]]
    assert [item.text for item in passage(found.tables[0].rows[1].cells[1])[1]] == ["the police", "fire"]


LAYOUT = f"<table><tr><td>Menu<td><h2>1. Housing</h2><table>{HEAD}<tr><td>1<td>a<td>DH</table><p>Note</table>"


@pytest.mark.parametrize("page", [LAYOUT, f"<table><tr><td>{LAYOUT}</table>", f"<table><tr><th>Theme<th>What<tr><td>Menu<td>{LAYOUT.replace('Menu', '')}</table>"])
def test_a_table_that_lays_out_the_page_is_none(page: str) -> None:
    found = read(page)
    assert rows(found) == [["Ref", "Action", "Lead"], ["1", "a", "DH"]]
    assert [line for line in outside(found) if line[1] not in ("Theme", "What")] == [(0, "Menu"), (2, "1. Housing"), (0, "Note")]


def test_lists_are_items_and_end() -> None:
    (cell,) = cells("<table><tr><td>x<tr><td><p>Work with</p><ul><li>the police<li><p>fire</p><ul><li>crews</ul></ul><p>by May</table>")[1]
    whole, items = passage(cell)
    assert [item.text for item in items] == ["the police", "fire", "crews"]
    assert whole.text == "Work with the police fire crews by May"


@pytest.mark.parametrize("struck", ["<del>May</del>", "<s>May</s>", "<strike>M</strike><strike>ay</strike>", '<span style="text-decoration:line-through">May</span>'])
def test_what_is_struck_through_is_told_apart(struck: str) -> None:
    (cell, _) = cells(f"<table><tr><td>By {struck} June<td>x</table>")[0]
    assert passage(cell)[0].text == "By June"
    assert [words.text for words in struck_through(cell)] == ["May"]


def test_a_row_that_is_struck_through() -> None:
    found = cells("<table><tr style='text-decoration: line-through'><td>1<td>a<tr><td>2<td>b</table>")
    assert [bool(cell.struck) for row in found for cell in row] == [True, True, False, False]


def test_what_is_not_shown_is_counted() -> None:
    found = read("<head><style>p {}</style></head><nav>Home</nav><script>x()</script><p hidden>secret</p><p>Words<div style='DISPLAY:none'>more</div>")
    assert outside(found) == [(0, "Words")]
    assert dict(found.skipped) == {"parts of the page that are not shown": 4, "navigation": 1}


@pytest.mark.parametrize(
    "data",
    [
        "é £ – ő".encode(),
        b"\xef\xbb\xbf" + "é £ – ő".encode(),
        "é £ – ő".encode("utf-16"),
        "<p>é £ – ő".encode("utf-16-le"),
        '<meta charset="iso-8859-2">é'.encode("iso-8859-2"),
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>é £ –".encode("cp1252"),
        "<meta charset=iso-8859-1>é £ –".encode("cp1252"),
        "<meta charset=no-such-thing>é £ –".encode("cp1252"),
        "é £ –".encode("cp1252"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert outside(read(data))[0][1] in ("é £ – ő", "é £ –", "é")


def test_text_that_is_only_called_a_page(tmp_path: Path) -> None:
    (tmp_path / "plan.html").write_text("Ref\tAction <now>\tLead\n1\tSay <b>it</b>\tDH\n", encoding="utf-8")
    assert rows(reading.read(tmp_path / "plan.html")) == [["Ref", "Action <now>", "Lead"], ["1", "Say it", "DH"]]


BOMB = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi")) + "]><html><p>&i;</p></html>"
HARM = {
    "entities in entities": (BOMB, None),
    "a file from elsewhere": ('<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><p>&f;', None),
    "deep": ("<div>" * 100_000 + "x", "nested too deeply"),
    "deep tables": ("<table><tr><td>" * 5_000 + "x", "nested too deeply"),
    "wide cells": ("<table><tr>" + "<td colspan=1000>x" * 501, "more than 500,000 cells"),
    "tall cells": ("<table><tr>" + f"<td rowspan=65000>{'x' * 1000}" * 400 + "<tr><td>y" * 400, "more than 10,000,000 characters"),
    "one long word": ("<p>" + "x" * 1_000_001, "more than 1,000,000 characters"),
    "nothing": ("<html><script>x()</script></html>", "holds no words"),
}


@pytest.mark.parametrize("harm", HARM)
def test_pages_made_to_do_harm(harm: str) -> None:
    page, message = HARM[harm]
    if message is None:
        found = read(page)
        assert len(found.text) < 1000
        assert "root:" not in found.text
        assert "lollol" not in found.text
    else:
        with pytest.raises(SourceError, match=message) as error:
            read(page)
        assert "\n" not in str(error.value)


CELL = st.text(st.characters(exclude_categories=["C"], exclude_characters="•▪▫◦‣⁃●○■□·<>"), max_size=20)
TABLE = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=5))


@settings(max_examples=80, deadline=None)
@given(TABLE)
def test_wild_tables_come_back_as_they_were(table: list[list[str]]) -> None:
    page = "<p>x<table>" + "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table) + "</table>"
    found = read(page)
    assert rows(found) == [[folded(cell) for cell in row] for row in table if any(cell.strip() for cell in row)]
    assert spans_hold(found)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="<>/&;!-=\"' abtdrhulip\n", max_size=200))
def test_wild_mark_up_is_read_or_refused_in_one_line(page: str) -> None:
    try:
        assert spans_hold(read(f"<table><tr><td>{page}"))
    except SourceError as error:
        assert "\n" not in str(error)
