"""Many tables together: chapters and contents, matrices, what a figure means, and how numbers stand in a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from click.testing import CliRunner

from concordat import cli as command
from concordat.graph import tables
from concordat.graph.answer import Answer, Chapter, Column, Value
from concordat.graph.output import matrix

WORK, MONEY = Chapter("Work", "who does what"), Chapter("Money", "what it costs & who pays")
ANSWERS = [
    Answer("work-leads", "Leads", (Column("ref"), Column("lead")), (("3.20", "DH"),), "Who leads?", chapter=WORK),
    Answer("work-partners", "Partners [all]", (Column("ref"),), (), "Who helps?", ("A note.",), WORK),
    Answer("money-sums", "Sums", (Column("sum", "pounds named in the plan.", limits="money that was spent"), Column("ref")), ((15_000_000, "3.2"), (2_000, "3.3")), "How much?", chapter=MONEY),
    Answer("money-years", "Years", (Column("year"), Column("share", limits="a trend")), ((2016, 0.5), (2017, 0.25)), "When?", chapter=MONEY),
]
MATRIX = Answer(
    "matrix",
    "Who shares with whom",
    (Column("no"), Column("organisation", "the body"), *(Column(str(n), "actions shared with the body of this number") for n in range(1, 13))),
    tuple((str(row), f"Body {row}", *(None if row == column else (row * column) % 7 for column in range(1, 13))) for row in range(1, 13)),
    "Who shares how many actions with whom?",
)


def shown(answers: list[Answer], fmt: str, **options: object) -> str:
    return str(tables.render(answers, fmt, {"name": "all"}, **options))


def workbook(answers: list[Answer]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(tables.render(answers, "xlsx", {"name": "all"})))


# ---- chapters and contents


def test_a_page_begins_with_contents_that_lead_to_every_table() -> None:
    page = shown(ANSWERS, "html")
    ids = re.findall(r'id="([^"]+)"', page)
    links = re.findall(r'href="#([^"]+)"', page)

    assert ids == ["content", "part-work", "work-leads", "work-partners", "part-money", "money-sums", "money-years"]
    assert sorted(set(links)) == sorted(ids)  # "content" is the top
    assert page.index("</nav>") < page.index('<h2 id="part-work">Work<span>who does what</span></h2>') < page.index('<section id="work-leads">')
    assert "what it costs &amp; who pays" in page
    assert "<title>All reports</title>" in page


def test_a_few_tables_need_no_contents() -> None:
    page = shown([ANSWERS[0], ANSWERS[2]], "html")

    assert "contents" not in page.partition("<body>")[2] and 'id="work-leads"' not in page
    assert workbook(ANSWERS[:3]).sheetnames == ["work-leads", "work-partners", "money-sums", "About"]


def test_tables_outside_chapters_have_contents_too_if_they_are_many() -> None:
    page = shown([Answer(f"t{n}", f"Table {n}", (), ()) for n in range(4)], "html")

    assert re.findall(r'<li><a href="#(t\d)">Table \d</a></li>', page) == ["t0", "t1", "t2", "t3"]
    assert "<h2" not in page and "<title>All</title>" in page


def test_markdown_has_headings_by_chapter_and_contents() -> None:
    text = shown(ANSWERS, "md")

    assert [line for line in text.split("\n") if line.startswith("#")] == ["# All reports", "## Work", "### Leads", "### Partners \\[all\\]", "## Money", "### Sums", "### Years"]
    assert "- Work: who does what\n  - [Leads](#work-leads)\n  - [Partners \\[all\\]](#work-partners)\n- Money: what it costs &amp; who pays\n  - [Sums](#money-sums)\n" in text
    assert '<a id="work-partners"></a>\n\n### Partners' in text


def test_csv_says_of_each_table_from_which_report_it_is() -> None:
    assert shown(ANSWERS[:2], "csv") == "Work: Leads\nref,lead\n3.20,DH\n\nWork: Partners [all]\nref\n"
    assert shown(ANSWERS[:2], "tsv") == "Work: Leads\nref\tlead\n3.20\tDH\n\nWork: Partners [all]\nref\n"


def test_a_terminal_shows_where_a_chapter_begins() -> None:
    lines = shown(ANSWERS, "table", width=60).split("\n")

    assert [line.rstrip("─ ") for line in lines if line.endswith("──") and line[0] != " "] == ["Work", "Money"]
    assert lines[1] == "who does what" and max(map(len, lines)) <= 60


def test_a_workbook_begins_with_its_contents() -> None:
    book = workbook(ANSWERS)
    rows = [[cell.value for cell in row] for row in book["Contents"].rows]

    assert book.sheetnames == ["Contents", "work-leads", "work-partners", "money-sums", "money-years", "About"]
    assert rows[:3] == [["sheet", "report", "what stands there", "which question it answers", "rows"], ["work-leads", "Work", "Leads", "Who leads?", 1], ["work-partners", "Work", "Partners [all]", "Who helps?", 0]]
    assert [row[0].hyperlink.location for row in list(book["Contents"].rows)[1:]] == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_links_to_sheets_of_any_name_lead_there() -> None:
    names = ["it's", "a/b", "All that is known of what became of bodies", "contents"]
    book = workbook([Answer(name, "", (), ()) for name in names])

    assert book.sheetnames == ["Contents", "it's", "a b", "All that is known of what becam", "contents 2", "About"]
    assert [row[0].hyperlink.location for row in list(book["Contents"].rows)[1:5]] == ["'it''s'!A1", "'a b'!A1", "'All that is known of what becam'!A1", "'contents 2'!A1"]


# ---- what a figure means


def test_what_a_figure_does_not_mean_stands_under_its_table() -> None:
    page = shown(ANSWERS[2:], "html")
    about = {row[0].value: row[1].value for row in workbook(ANSWERS)["About"].rows}

    assert "<dt>Sum</dt><dd>pounds named in the plan. Does not mean: money that was spent</dd>" in page
    assert "<dt>Share</dt><dd>Does not mean: a trend</dd>" in page
    assert about["sum"] == "pounds named in the plan. Does not mean: money that was spent"
    heads = workbook(ANSWERS)["money-sums"][1]
    assert heads[0].comment.text == about["sum"] and heads[1].comment is None


def test_a_workbook_with_notes_is_the_same_each_time() -> None:
    assert tables.render(ANSWERS, "xlsx", {}) == tables.render(ANSWERS, "xlsx", {})


# ---- numbers on a page and in a workbook


def test_numbers_of_a_page_stand_alike() -> None:
    page = shown(ANSWERS[2:], "html")

    assert re.findall(r'<td class="number" data-head="\w+">(.*?)</td>', page) == ["15,000,000", "2,000", "2016", "0.50", "2017", "0.25"]




def test_a_reference_stays_as_it_is_printed() -> None:
    sheet = workbook(ANSWERS)["work-leads"]

    assert (sheet["A2"].value, sheet["A2"].data_type) == ("3.20", "s")


@pytest.mark.parametrize(
    ("cells", "written"),
    [((15_000_000, 2_000), "#,##0"), ((2016, 2017), "0"), ((0, 12), "0"), ((0.5, 0.25), "0.00"), ((0.5, 1), "0.0"), ((12_345.5, 2), "#,##0.0"), ((1 / 3,), "General"), ((float("nan"),), "General"), ((1e300,), "General"), ((None, 3), "0")],
)
def test_numbers_of_a_column_are_written_alike(cells: tuple[Value, ...], written: str) -> None:
    sheet = workbook([Answer("x", "", (Column("n"),), tuple((cell,) for cell in cells))])["x"]

    assert {cell.number_format for cell in sheet["A"][1:] if isinstance(cell.value, int | float)} <= {written}
    assert any(isinstance(cell.value, int | float) for cell in sheet["A"][1:]) == (cells[0] == cells[0])


def test_long_cells_are_wrapped_and_columns_are_as_wide_as_they_need() -> None:
    sheet = workbook([Answer("x", "", (Column("ref"), Column("words")), (("1", "long words " * 30),))])["x"]

    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["A"].width < 10 and 50 < sheet.column_dimensions["B"].width < 70


# ---- a matrix


def test_columns_headed_by_numbers_are_a_matrix() -> None:
    assert matrix(MATRIX) == [False, False, *[True] * 12]


@pytest.mark.parametrize(
    "answer",
    [
        ANSWERS[3],
        Answer("x", "", (Column("ref"), Column("2016")), (("1", 2),)),  # one column alone
        Answer("x", "", (Column("2016"), Column("2017")), ((15_000_000, 3),)),  # sums by year
        Answer("x", "", (Column("1"), Column("2")), (("words", 1),)),
    ],
)
def test_other_columns_are_none(answer: Answer) -> None:
    assert not any(matrix(answer))


def test_a_matrix_on_a_page_is_shaded_and_its_figures_stand_there_all_the_same() -> None:
    page = shown([MATRIX], "html")
    cells = re.findall(r'<td class="number figure(?: shade(\d))?" data-head="\d+">(\d*)</td>', page)

    assert '<table class="matrix">' in page and len(cells) == 144
    assert {(figure, shade) for shade, figure in cells} == {("", ""), ("0", "0"), ("1", "1"), ("2", "2"), ("3", "2"), ("4", "3"), ("5", "4"), ("6", "4")}
    assert page.count("<dt>") == 2, "the body, and what was asked; not twelve times the same of the columns"


def test_a_matrix_fits_a_terminal_or_is_said_not_to() -> None:
    wide, narrow = shown([MATRIX], "table", width=80), shown([MATRIX], "table", width=40)

    assert len([line for line in wide.split("\n") if re.match(r"\s*\d+\s+Body \d+( +\d+){11}$", line)]) == 12
    assert max(map(len, wide.split("\n"))) <= 80
    assert "Body" not in narrow and "-o FILE.html" in " ".join(narrow.split()) and max(map(len, narrow.split("\n"))) <= 40


def test_a_matrix_in_a_workbook_is_narrow_and_shaded_and_keeps_its_names_in_sight() -> None:
    sheet = workbook([MATRIX])["matrix"]
    [(where, rules)] = [(str(found.sqref), found.rules) for found in sheet.conditional_formatting]

    assert (where, rules[0].type) == ("C2:N13", "colorScale")
    assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref is None
    assert sheet.column_dimensions["C"].width < 6 < sheet.column_dimensions["B"].width
    assert (sheet["C2"].value, sheet["D2"].value) == (None, 2)


# ---- on the command line


def test_a_terminal_is_told_which_report_is_being_made(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """On stderr, if that is a terminal; the result stays the same."""
    said: list[str] = []

    class Heard(command.progress):
        def __enter__(self) -> Callable[[str], None]:
            return said.append

    runner, graph = CliRunner(), str(tmp_path / "g.trig")
    (tmp_path / "p.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tMind\n", encoding="utf-8")
    assert runner.invoke(command.cli, ["build", "-q", str(tmp_path / "p.txt"), "-o", graph]).exit_code == 0
    before = runner.invoke(command.cli, ["report", "all", "-g", graph])
    monkeypatch.setattr(command, "progress", Heard)
    after = runner.invoke(command.cli, ["report", "all", "-g", graph])

    assert before.exit_code == after.exit_code == 0 and before.stdout == after.stdout and before.stderr == ""
    assert said[0].startswith("reading ") and said[1:3] == ["report overlap", "report ownership"]


def test_a_page_about_one_body_says_so_at_its_top() -> None:
    answers = [Answer(name, name, (Column("ref"),), (("1.10",),)) for name in ("one", "two")]

    assert "<title>Impact: A &amp; B</title>" in str(tables.render(answers, "html", {"name": "impact", "parameters": {"about": "A & B"}}))
    assert "<title>Impact</title>" in str(tables.render(answers, "html", {"name": "impact", "parameters": {}}))
