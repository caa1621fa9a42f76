"""Word documents: tables, paragraphs between them, lists and their numbers, merged cells, tracked changes, notes; each with its place."""

from __future__ import annotations

import io
import time

import pytest
from altered import changed
from docx import Document as Blank
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph.model import SPANNING, Document
from concordat.graph.reading import word

HEAD = ["Ref", "Action", "By when", "Lead"]
MAIN = "word/document.xml"


def saved(document: Written) -> bytes:
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def read(document: Written | bytes) -> Document:
    return word.read("plan.docx", document if isinstance(document, bytes) else saved(document), "plan.docx")


def table(*rows: list[str]) -> Written:
    """A document with one table."""
    document = Blank()
    add(document, *rows)
    return document


def add(document: Written, *rows: list[str]) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for line, row in zip(made.rows, rows):
        for cell, text in zip(line.cells, row):
            cell.text = text


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables if not table.outside for row in table.rows]


def lines(document: Document) -> list[tuple[int, str, str]]:
    """Level, words and place of what stands outside tables."""
    return [(row.heading, row.cells[0].text, row.cells[0].label) for table in document.tables if table.outside for row in table.rows]


def xml(inner: str) -> object:
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


def test_tables_and_what_stands_between_them_in_order() -> None:
    document = Blank()
    document.add_heading("Action plan", 0)
    document.add_heading("1 Early help", 1)
    document.add_paragraph("")
    document.add_paragraph("Some prose.")
    add(document, HEAD, ["1.1", "a", "2017", "DH"])
    document.add_heading("2 Crisis", 2)
    document.add_paragraph("an item", style="List Bullet")
    add(document, HEAD, ["2.1", "b", "2018", "HO"])
    found = read(document)
    assert [(each.label, each.outside, len(each.rows)) for each in found.tables] == [(None, True, 3), ("table 1", False, 2), (None, True, 2), ("table 2", False, 2)]
    assert lines(found) == [
        (0, "Action plan", "paragraph 1"),
        (1, "1 Early help", "paragraph 2"),
        (0, "Some prose.", "paragraph 4"),
        (2, "2 Crisis", "paragraph 5"),
        (0, "• an item", "paragraph 6"),
    ]
    assert found.tables[3].rows[1].cells[2].label == "table 2 row 2 column 3"


def test_a_style_that_rests_on_a_heading_is_one() -> None:
    document = table(HEAD)
    style = document.styles.add_style("Plan heading", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 3"]
    document.add_paragraph("Crisis", style="Plan heading")
    assert lines(read(document)) == [(3, "Crisis", "paragraph 1")]


def test_paragraphs_of_a_cell_are_lines_and_items_have_bullets() -> None:
    document = table(HEAD, ["1", "Do this:", "2017", "DH"])
    cell = document.tables[0].cell(1, 1)
    for words in ("first", "second"):
        cell.add_paragraph(words, style="List Bullet")
    cell.add_paragraph("Then rest.")
    for words in ("one", "two"):
        cell.add_paragraph(words, style="List Number")
    assert texts(read(document))[1][1] == "Do this:\n• first\n• second\n\nThen rest.\n• one\n• two"


def test_numbers_that_word_sets_itself() -> None:
    """References 1, 1.1, 1.2, 2 and 2.1 by a list of two levels, and a number before the only words of a cell."""
    document = table(*[["", f"action {n}"] for n in range(6)])
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>' for n, text in enumerate(["%1.", "%1.%2"]))
    letters = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
    numbering = document.part.numbering_part.element
    for key, inner in (("90", levels), ("91", letters)):
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{inner}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))

    def listed(row: int, column: int, key: str, level: int) -> None:
        numbers = document.tables[0].cell(row, column).paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_numId().val, numbers.get_or_add_ilvl().val = int(key), level

    for row, level in enumerate([0, 1, 1, 0, 1]):
        listed(row, 0, "90", level)
    listed(5, 1, "91", 0)
    assert [row[0] for row in texts(read(document))] == ["1", "1.1", "1.2", "2", "2.1", ""]
    assert texts(read(document))[5][1] == "c) action 5"


def test_a_list_that_takes_its_levels_from_a_style_and_begins_again() -> None:
    """Corporate templates define a list once, for a style; a second list of the same begins at 5."""
    document = table(*[[""] for _ in range(4)])
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="A%1"/></w:lvl>'
    sub_level = '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="A%1 (%2)"/></w:lvl>'
    for key, inner in (("92", f'<w:styleLink w:val="PlanList"/>{level}{sub_level}'), ("93", '<w:numStyleLink w:val="PlanList"/>')):
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{inner}</w:abstractNum>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    for key, more in (("94", ""), ("95", again)):
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="93"/>{more}</w:num>'))
    for row, (key, level_of) in enumerate([(94, 0), (94, 0), (95, 1), (95, 0)]):
        numbers = document.tables[0].cell(row, 0).paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_numId().val, numbers.get_or_add_ilvl().val = key, level_of
    assert texts(read(document)) == [["A1"], ["A2"], ["A5 (i)"], ["A6"]]


def test_hidden_words_and_struck_lines_and_diagrams_are_said() -> None:
    document = table(HEAD)
    document.add_paragraph().add_run("secret").font.hidden = True
    document.add_heading("", 1).add_run("1 Gone").font.strike = True
    found = read(with_part(saved(document), "word/diagrams/data1.xml", "<a/>"))
    assert [text for _, text, _ in lines(found)] == ["secret", "1 Gone"]
    assert [found.text[a.start : a.end] for a in found.tables[1].rows[1].cells[0].struck] == ["1 Gone"]
    assert found.notices == ("plan.docx: stretches of hidden words were read too: 1", "plan.docx: diagrams and documents put into it were not read: 1")


def test_a_merged_cell_ends_with_the_row_that_breaks_it() -> None:
    """A heading stands between: the cell below it goes on from nothing and has its own words."""
    document = table(HEAD, ["1", "a", "", "DH"], ["2 Crisis", "", "", ""], ["2", "b", "", "HO"])
    made = document.tables[0]
    for row, merge in ((1, "restart"), (3, "continue")):
        made.cell(row, 3)._tc.get_or_add_tcPr().append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{merge}"/>'))
    made.cell(2, 0).merge(made.cell(2, 3)).text = "2 Crisis"
    assert [row[3] for row in texts(read(document))] == ["Lead", "DH", "", "HO"]


def test_a_row_of_one_cell_over_the_whole_width_is_a_heading() -> None:
    document = table(HEAD, ["1 Early help", "", "", ""], ["1.1", "a", "2017", "DH"])
    document.tables[0].cell(1, 0).merge(document.tables[0].cell(1, 3))
    rows = read(document).tables[0].rows
    assert [(row.heading, len(row.cells)) for row in rows] == [(0, 4), (SPANNING, 4), (0, 4)]


def test_merged_cells_keep_the_columns_apart() -> None:
    """"Timescale" stands over two columns; the lead of the second action stands in the fourth all the same."""
    document = table(["Ref", "Timescale", "", "Lead"], ["1", "2016", "2017", "DH"], ["2", "Ongoing", "", "HO"])
    for row in (0, 2):
        document.tables[0].cell(row, 1).merge(document.tables[0].cell(row, 2))
    assert texts(read(document)) == [["Ref", "Timescale", "", "Lead"], ["1", "2016", "2017", "DH"], ["2", "Ongoing", "", "HO"]]


def test_rows_that_begin_elsewhere_on_the_hidden_grid() -> None:
    """The columns of a row drawn by hand begin a little off: as many cells as the header, so each in its column."""
    document = table(HEAD, ["1", "a", "2017", "DH"])
    made = document.tables[0]
    made.add_column(Cm(0.1))
    for row, wide in ((0, 1), (1, 2)):
        cells = made.rows[row]._tr.tc_lst
        made.rows[row]._tr.remove(cells[4])
        cells[wide].grid_span = 2
    assert texts(read(document)) == [HEAD, ["1", "a", "2017", "DH"]]


def test_a_lead_merged_over_three_rows_leads_all_three() -> None:
    document = table(HEAD, ["1", "a", "", "DH"], ["2", "b", "", ""], ["3", "c", "", ""], ["4", "d", "", "HO"])
    document.tables[0].cell(1, 3).merge(document.tables[0].cell(3, 3)).text = "DH"
    cells = [row.cells[3] for row in read(document).tables[0].rows[1:]]
    assert [(cell.text, cell.label) for cell in cells] == [*[("DH", "table 1 row 2 column 4")] * 3, ("HO", "table 1 row 5 column 4")]


def test_a_row_beside_a_merged_cell_is_named_by_a_cell_of_its_own() -> None:
    document = table(["Theme", *HEAD], ["Help", "1", "a", "", ""], ["", "2", "b", "", ""])
    document.tables[0].cell(1, 0).merge(document.tables[0].cell(2, 0)).text = "Help"
    assert [str(row.place) for row in read(document).tables[0].rows] == ["table 1 row 1 column 1", "table 1 row 2 column 1", "table 1 row 3 column 2"]


def test_a_row_all_of_whose_cells_are_merged_with_those_above_is_no_row() -> None:
    document = table(HEAD, ["1", "a", "2017", "DH"], ["", "", "", ""])
    for column, words in enumerate(["1", "a", "2017", "DH"]):
        document.tables[0].cell(1, column).merge(document.tables[0].cell(2, column)).text = words
    found = read(document)
    assert texts(found) == [HEAD, ["1", "a", "2017", "DH"]]
    assert found.skipped == {"blank rows": 1}


def test_a_table_in_a_cell_is_part_of_its_words() -> None:
    document = table(HEAD, ["1", "Do:", "2017", "DH"])
    inner = document.tables[0].cell(1, 1).add_table(2, 2)
    for place, words in zip((0, 1, 2), ("early help", "Mind", "late help")):
        inner.cell(*divmod(place, 2)).text = words
    found = read(document)
    assert texts(found) == [HEAD, ["1", "Do:\nearly help / Mind\nlate help", "2017", "DH"]]


def test_a_table_in_a_frame_is_a_table() -> None:
    document = table([""])
    frame = document.tables[0].cell(0, 0)
    frame.text = "Our plan"
    inner = frame.add_table(1, 4)
    for cell, words in zip(inner.rows[0].cells, HEAD):
        cell.text = words
    found = read(document)
    assert (lines(found), texts(found)) == ([(0, "Our plan", "paragraph 1")], [HEAD])


def test_what_is_struck_through() -> None:
    document = table(HEAD, ["1", "", "2017", ""])
    words = document.tables[0].cell(1, 1).paragraphs[0]
    words.add_run("Close ").font.strike = True
    words.add_run("Open the ward")
    style = document.styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER)
    style.font.double_strike = True
    lead = document.tables[0].cell(1, 3)
    lead.paragraphs[0].add_run("DH")
    lead.add_paragraph().add_run("HO", style="Gone")
    found = read(document)
    cells = found.tables[0].rows[1].cells
    assert [(cell.text, [found.text[a.start : a.end] for a in cell.struck]) for cell in (cells[1], cells[3])] == [("Close Open the ward", ["Close "]), ("DH\nHO", ["HO"])]


PIECES = {
    "a break": ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "one\ntwo"),
    "a tab": ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one\ttwo"),
    "a hyphen that keeps words together": ("<w:r><w:t>NHS</w:t><w:noBreakHyphen/><w:t>led</w:t></w:r>", "NHS-led"),
    "a soft hyphen": ("<w:r><w:t>com</w:t><w:softHyphen/><w:t>mission</w:t></w:r>", "com\u00admission"),
    "a link": ('<w:hyperlink w:anchor="x"><w:r><w:t>Mind</w:t></w:r></w:hyperlink>', "Mind"),
    "an inserted word": ('<w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>', "new"),
    "a content control": ("<w:sdt><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt>", "chosen"),
    "a field": ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>3.1</w:t></w:r>', "3.1"),
    "a simple field": ('<w:fldSimple w:instr="REF x"><w:r><w:t>3.1</w:t></w:r></w:fldSimple>', "3.1"),
    "a symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F0B7"/><w:t> item</w:t></w:r>', "\uf0b7 item"),
    "a text box": (
        '<w:r><w:t>before</w:t><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        "before\nboxed",
    ),
}


@pytest.mark.parametrize("name", PIECES)
def test_what_stands_in_a_paragraph(name: str) -> None:
    inner, expected = PIECES[name]
    document = table(HEAD, ["1", "", "2017", "DH"])
    cell = document.tables[0].cell(1, 1)
    cell._tc.replace(cell.paragraphs[0]._p, xml(inner))
    assert texts(read(document))[1][1] == expected
    outside = table(HEAD)
    outside.element.body.insert(0, xml(inner))
    assert "\n".join(text for _, text, _ in lines(read(outside))) == expected


def test_deleted_words_and_rows_are_left_out_and_said() -> None:
    document = table(HEAD, ["1", "", "2017", "DH"], ["2", "old", "2017", "DH"])
    cell = document.tables[0].cell(1, 1)
    deleted, inserted = '<w:del w:id="1" w:author="A"><w:r><w:delText>Close</w:delText></w:r></w:del>', '<w:ins w:id="2" w:author="A"><w:r><w:t>Open</w:t></w:r></w:ins>'
    cell._tc.replace(cell.paragraphs[0]._p, xml(deleted + inserted))
    document.tables[0].rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="3" w:author="A"/>'))
    found = read(document)
    assert texts(found) == [HEAD, ["1", "Open", "2017", "DH"]]
    assert found.notices == ("plan.docx: it holds tracked changes: what was inserted was read, what was deleted or moved away was not (places: 2)",)
    assert found.skipped == {"deleted rows": 1}


def test_rows_and_tables_in_content_controls() -> None:
    document = table(HEAD, ["1", "a", "2017", "DH"])
    data = saved(document)
    for tag in (b"tbl>", b"tr>"):
        data = changed(data, MAIN, b"<w:" + tag, b"<w:sdt><w:sdtContent><w:" + tag)
        data = changed(data, MAIN, b"</w:" + tag, b"</w:" + tag + b"</w:sdtContent></w:sdt>")
    assert texts(read(data)) == [HEAD, ["1", "a", "2017", "DH"]]


def test_footnotes_are_lines_headers_and_comments_are_counted() -> None:
    document = table(HEAD, ["1", "", "2017", "DH"])
    cell = document.tables[0].cell(1, 1)
    cell._tc.replace(cell.paragraphs[0]._p, xml('<w:r><w:t>Do it</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'))
    document.add_comment(cell.paragraphs[0].runs, text="why?", author="A", initials="A")
    document.sections[0].header.paragraphs[0].text = "Draft"
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:t>Subject to money.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    link = b'<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    data = changed(saved(document), "word/_rels/document.xml.rels", b"</Relationships>", link)
    found = read(with_part(data, "word/footnotes.xml", notes))
    assert texts(found)[1][1] == "Do it"
    assert lines(found) == [(0, "Subject to money.", "footnote 1")]
    assert found.skipped == {"page headers and footers": 1}
    assert found.notices == ("plan.docx: comments were not read: 1",)


def with_part(data: bytes, name: str, content: str) -> bytes:
    import zipfile

    into = io.BytesIO(data)
    with zipfile.ZipFile(into, "a") as target:
        target.writestr(name, content)
    return into.getvalue()


def test_a_link_to_a_part_that_is_not_there_does_no_harm() -> None:
    """Word itself leaves such links behind."""
    link = b'<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="../NULL"/></Relationships>'
    assert texts(read(changed(saved(table(HEAD)), "word/_rels/document.xml.rels", b"</Relationships>", link))) == [HEAD]


@pytest.mark.parametrize("kind", [b"ms-word.document.macroEnabled.main+xml", b"openxmlformats-officedocument.wordprocessingml.template.main+xml"])
def test_documents_with_macros_and_templates(kind: bytes) -> None:
    usual = b"openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert texts(read(changed(saved(table(HEAD)), "[Content_Types].xml", usual, kind))) == [HEAD]


def test_ten_thousand_rows_in_a_few_seconds() -> None:
    from copy import deepcopy

    document = table(HEAD, ["1", "a", "2017", "DH"])
    rows = document.tables[0]._tbl
    row = rows.tr_lst[1]  # asked for once: the library looks through all rows each time
    for _ in range(10_000):
        rows.append(deepcopy(row))
    data = saved(document)
    began = time.process_time()
    assert len(texts(read(data))) == 10_002
    assert time.process_time() - began < 20


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)))
def test_wild_tables_come_back_as_they_were(rows: list[list[str]]) -> None:
    document = Blank()
    document.add_paragraph("before")
    add(document, *rows)
    found = texts(read(document))
    wanted = [row for row in rows if any(text.strip() for text in row)]
    assert [[text.split() for text in row] for row in found] == [[text.split() for text in row] for row in wanted]
