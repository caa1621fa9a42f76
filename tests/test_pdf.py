"""PDF: tables with and without lines, what stands between them, what is struck through, and files made to do harm."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_tables import outside, rows, spans_hold
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from concordat.graph.errors import SourceError
from concordat.graph.model import SPANNING, Document
from concordat.graph.reading import pages, pdf
from concordat.graph.reading.passages import passage, struck_through

STYLES = getSampleStyleSheet()
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
LINES = [TOP, ("GRID", (0, 0), (-1, -1), 0.5, "black")]
NO_LINES = [TOP]
HEAD = ["Ref", "Action", "By when", "Lead"]
WIDTHS = [40, 250, 100, 120]


def words(text: str, style: str = "Normal") -> Paragraph:
    return Paragraph(text, STYLES[style])


def table(body: Sequence[Sequence[Any]], style: Sequence[tuple], widths: Sequence[float] = WIDTHS) -> Table:
    return Table([[words(cell) if isinstance(cell, str) and ("<" in cell or len(cell) > 40) else cell for cell in row] for row in body], widths, style=style, hAlign="LEFT")


def saved(story: list, **options: Any) -> bytes:
    into = io.BytesIO()
    SimpleDocTemplate(into, pagesize=landscape(A4), invariant=1).build(story, **options)
    return into.getvalue()


def drawn(draw: Callable[[Canvas], object], **options: Any) -> bytes:
    into = io.BytesIO()
    canvas = Canvas(into, invariant=1, **options)
    draw(canvas)
    canvas.save()
    return into.getvalue()


def read(data: bytes) -> Document:
    found = pdf.read("plan.pdf", data, "plan.pdf")
    assert spans_hold(found)
    return found


BODY = [HEAD, ["1", "Build houses where people need them and see that each has a door, a roof and a window", "2017", "DH"], ["2", "Dig wells", "", "Mind"]]
STYLES_OF_TABLES = {
    "lines": LINES,
    "no lines": NO_LINES,
    "lines across": [TOP, ("LINEBELOW", (0, 0), (-1, -1), 0.5, "grey")],
    "a line below the header": [TOP, ("LINEBELOW", (0, 0), (-1, 0), 1, "black")],
    "a box around all": [TOP, ("BOX", (0, 0), (-1, -1), 1, "black")],
    "every other row shaded": [TOP, ("ROWBACKGROUNDS", (0, 0), (-1, -1), ["white", "lightgrey"])],
    "a dark header": [TOP, ("BACKGROUND", (0, 0), (-1, 0), "navy"), ("TEXTCOLOR", (0, 0), (-1, 0), "white")],
    "lines down": [TOP, ("INNERGRID", (0, 0), (-1, -1), 0, "white"), ("LINEBEFORE", (0, 0), (-1, -1), 0.5, "black"), ("BOX", (0, 0), (-1, -1), 0.5, "black")],
}


@pytest.mark.parametrize("look", STYLES_OF_TABLES)
def test_tables_however_they_are_drawn(look: str) -> None:
    found = read(saved([table(BODY, STYLES_OF_TABLES[look])]))
    assert rows(found) == BODY


def test_references_in_the_middle_of_rows_without_lines() -> None:
    body = [HEAD, ["1", "Build houses where people need them and see that each has a door, a roof and a window", "2017", "DH"], ["2", "Dig wells", "2018", "The Home Office with the police and all others"]]
    body += [["3", "Mend the roofs of all the houses that were built before anybody thought of it, and of those built since then, and paint the doors", "2019", "HO"]]
    assert rows(read(saved([table(body, [("VALIGN", (0, 0), (-1, -1), "MIDDLE")])]))) == body


def test_labels_name_page_table_row_and_column() -> None:
    found = read(saved([words("Words"), table(BODY, LINES), words("More"), table(BODY, LINES), PageBreak(), table(BODY, LINES)]))
    assert [table.rows[1].cells[1].label for table in found.tables if not table.outside] == [
        "page 1 table 1 row 2 column 2",
        "page 1 table 2 row 2 column 2",
        "page 2 table 1 row 2 column 2",
    ]
    assert [row.cells[0].label for table in found.tables if table.outside for row in table.rows] == ["page 1 paragraph 1", "page 1 paragraph 2"]


PROSE = "These words stand between the tables and are none of any. They fill the line, and more than one. " * 3


@pytest.mark.parametrize("style", [LINES, NO_LINES], ids=["lines", "no lines"])
def test_headings_and_prose_stand_between_tables_in_their_order(style: list) -> None:
    found = read(
        saved([words("Plan of the county", "Title"), words("1. Housing", "Heading2"), table(BODY, style), words("2. Water", "Heading2"), words(PROSE), table([HEAD, ["3", "Mend", "2018", "HO"]], style), words(PROSE)])
    )
    assert [table.outside for table in found.tables] == [True, False, True, False, True]
    assert rows(found) == [*BODY, HEAD, ["3", "Mend", "2018", "HO"]]
    assert outside(found) == [(1, "Plan of the county"), (2, "1. Housing"), (2, "2. Water"), (0, PROSE.strip()), (0, PROSE.strip())]


def test_merged_cells() -> None:
    """One over all columns is marked; one over several rows is said in each, with the place where it is printed."""
    body = [HEAD, ["Housing", "", "", ""], ["1", "Build", "2017", "DH"], ["2", "Mend", "2018", ""]]
    found = read(saved([table(body, [*LINES, ("SPAN", (0, 1), (-1, 1)), ("SPAN", (3, 2), (3, 3))])])).tables[0]
    assert [row.heading for row in found.rows] == [0, SPANNING, 0, 0]
    assert [(row.cells[3].text, row.cells[3].label) for row in found.rows[2:]] == [("DH", "page 1 table 1 row 3 column 4")] * 2


@pytest.mark.parametrize("style", [LINES, NO_LINES], ids=["lines", "no lines"])
def test_a_table_goes_on_overleaf_without_its_header(style: list) -> None:
    found = read(saved([table(BODY, style), PageBreak(), table([["3", "Mend roofs", "2018", "HO"], ["4", "Paint", "2019", "DH"]], style)]))
    assert rows(found) == [*BODY, ["3", "Mend roofs", "2018", "HO"], ["4", "Paint", "2019", "DH"]]
    assert len([table for table in found.tables if not table.outside]) == 2


def test_running_titles_and_page_numbers_are_counted() -> None:
    def furniture(canvas: Canvas, document: Any) -> None:
        canvas.drawString(40, 570, "Plan of the county")
        canvas.drawString(400, 20, f"Page {document.page} of 3")

    body = [table(BODY, LINES), PageBreak()]
    found = read(saved(body * 3, onFirstPage=furniture, onLaterPages=furniture))
    assert dict(found.skipped) == {"page headers and footers": 6}
    assert outside(found) == []


def test_what_a_line_goes_through_is_struck() -> None:
    """Underlined words are not."""
    found = read(saved([table([HEAD, ["1", "Do <strike>the old</strike> this <u>now</u>", "<strike>2017</strike> 2018", "DH"]], LINES)]))
    row = found.tables[0].rows[1]
    assert [passage(cell)[0].text for cell in row.cells] == ["1", "Do this now", "2018", "DH"]
    assert [words.text for cell in row.cells for words in struck_through(cell)] == ["the old", "2017"]


@pytest.mark.parametrize("style", [LINES, NO_LINES], ids=["lines", "no lines"])
def test_lines_of_a_cell(style: list) -> None:
    """A full line goes on in the next, a short one ends; items of a list are items; a word parted by a hyphen is one."""
    action = "Work with<br/>• the police<br/>• fire crews of all the counties in the land and of the cities in them and a well-<br/>meaning crowd"
    found = read(saved([table([HEAD, ["1", action, "2017", "DH<br/>NHS England and the Home Secretary<br/>HO"]], style)]))
    _, text, _, lead = found.tables[0].rows[1].cells
    assert lead.text == "DH\nNHS England and the Home Secretary\nHO"
    assert [item.text for item in passage(text)[1]] == ["the police", "fire crews of all the counties in the land and of the cities in them and a well-meaning crowd"]


def test_a_header_of_two_lines_without_lines_around_it() -> None:
    body = [["Ref<br/>no.", "Action", "Finish<br/>date", "Lead<br/>organisation"], *BODY[1:]]
    found = read(saved([table([[words(cell) for cell in row] for row in body], NO_LINES)]))
    assert rows(found) == [["Ref no.", "Action", "Finish date", "Lead organisation"], *BODY[1:]]


@pytest.mark.parametrize("angle", [90, -90])
def test_a_page_whose_table_lies_on_its_side(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(angle)
        canvas.translate(*((0, -A4[0]) if angle > 0 else (-A4[1], 0)))
        body = table(BODY, LINES)
        body.wrapOn(canvas, 800, 800)
        body.drawOn(canvas, 100, 300)

    assert rows(read(drawn(draw, pagesize=A4))) == BODY


class Upwards(Flowable):
    """Words that go up, as in the headings of narrow columns."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 12, 60

    def draw(self) -> None:
        self.canv.rotate(90)
        self.canv.drawString(2, -10, self.text)


def test_headings_that_stand_on_their_side() -> None:
    body = [["Ref", "Action", Upwards("By when"), Upwards("Lead")], *BODY[1:]]
    assert rows(read(saved([table(body, LINES)]))) == BODY


def test_numbered_lines_are_paragraphs_of_their_own() -> None:
    """Where a number begins a line by chance, because the line above it is full, it does not."""
    lines = ["1 Open a line. Mind 2014", "2. Train " + "the staff of all the houses in the county and beyond " * 4 + "in 2015", "Lead: DH", "2.1 Ask them"]
    found = outside(read(saved([words(line) for line in lines])))
    assert [line for _, line in found] == [lines[0], f"{lines[1]} Lead: DH", lines[3]]


def pdf_of(content: bytes, *objects: bytes, packed: bool = False) -> bytes:
    """A file of one page, with this drawing and further objects from number 5 on; /X is object 5."""
    data = zlib.compress(content) if packed else content
    kind = b"/Filter /FlateDecode" if packed else b""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /X 5 0 R >> >> >>"
    every = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), kind, data), *objects]
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(every, start=1)) + b"trailer\n<< /Root 1 0 R >>\n%%EOF"


def form(content: bytes, inner: int) -> bytes:
    return b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >> /Length %d >>\nstream\n%s\nendstream" % (inner, len(content), content)


def blank_pages(count: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for _ in range(count):
            canvas.drawString(50, 700, "Words")
            canvas.showPage()

    return draw


WORDS = b"BT /F 9 Tf 50 700 Td (Words) Tj ET "
REFUSED = {
    "a picture of a page": (drawn(lambda canvas: canvas.rect(10, 10, 500, 500, fill=1)), "run text recognition"),
    "a password": (drawn(blank_pages(1), encrypt=StandardEncryption("secret")), "locked with a password"),
    "cut off": (drawn(blank_pages(1))[:600], "broken or no PDF"),
    "only its name": (b"%PDF-1.7\n", "broken or no PDF"),
    "too many pages": (drawn(blank_pages(pages.MOST_PAGES + 1)), "has 501 pages"),
    "a stream that unpacks to far too much": (pdf_of(bytes(300_000_000), packed=True), "would unpack to more than"),
    "a page with far too much on it": (pdf_of(WORDS * 20_000, packed=True), "so much is drawn"),
    "forms in forms": (pdf_of(b"/X Do", *(form(b"/X Do " * 10, n) for n in range(6, 15)), form(WORDS * 10, 99)), "so much is drawn"),
    "a form in itself": (pdf_of(b"/X Do", form(b"/X Do /X Do", 5)), "so much is drawn"),
    "a list in a list, and so on": (pdf_of(b"[" * 100_000), "run text recognition"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_files_that_cannot_be_read_are_refused_in_one_line(fault: str) -> None:
    data, message = REFUSED[fault]
    with pytest.raises(SourceError, match=message) as error:
        pdf.read("plan.pdf", data, "plan.pdf")
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("plan.pdf")


def test_the_files_made_to_do_harm_would_be_read_without_the_harm() -> None:
    assert outside(read(pdf_of(WORDS))) == [(0, "Words")]
    assert outside(read(pdf_of(WORDS + b"/X Do", form(b"/X Do", 6), form(b"0 0 m 9 9 l S", 99)))) == [(0, "Words")]


def test_a_page_without_text_among_others_is_noticed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Words")
        canvas.showPage()
        canvas.rect(10, 10, 500, 500, fill=1)

    assert any("page 2" in notice and "text recognition" in notice for notice in read(drawn(draw)).notices)


def test_files_with_a_few_bytes_changed_are_read_or_refused() -> None:
    data = saved([words("Words"), table(BODY, LINES)])
    chance = random.Random(2016)
    refused = 0
    for _ in range(40):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 20)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            pdf.read("plan.pdf", bytes(changed), "plan.pdf")
        except SourceError:
            refused += 1
    assert 0 < refused < 40


CELL = st.text("abcdefghij ABC.,()19", max_size=25)
TABLE = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5)


@settings(max_examples=15, deadline=None)
@given(TABLE)
def test_wild_tables_come_back_as_they_were(body: list[list[str]]) -> None:
    found = read(saved([words("Words"), table(body, LINES, [150, 150, 150])]))
    assert rows(found) == [[" ".join(cell.split()) for cell in row] for row in body if any(cell.strip() for cell in row)]


WORD = st.text("abcdefghij19", min_size=1, max_size=9)
PHRASE = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(PHRASE, st.one_of(st.just(""), WORD), PHRASE), min_size=1, max_size=8))
def test_wild_tables_without_lines_come_back_as_they_were(body: list[tuple[str, str, str]]) -> None:
    """Rows begin with a reference; lines are cut where the columns end, and nothing moves to another column."""
    every = [[str(number), *row] for number, row in enumerate(body, start=1)]
    story = [Table([HEAD, *([words(cell) if cell else "" for cell in row] for row in every)], WIDTHS, style=NO_LINES, hAlign="LEFT")]
    assert rows(read(saved(story))) == [HEAD, *every]
