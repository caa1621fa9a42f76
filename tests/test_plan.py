"""Tables to a plan: columns, headings, cut rows, references, odd cells, and an account of every row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import build, plan, reading, records
from concordat.graph.errors import SourceError
from concordat.graph.model import Plan

HEADER = "Ref\tAction\tStart date\tFinish date\tLead"


def read(folder: Path, *lines: str, encoding: str = "utf-8") -> Plan:
    path = folder / "plan.txt"
    path.write_bytes("\n".join(lines).encode(encoding))
    return plan.read(reading.read(path), "plan")


def test_columns_in_another_order_and_under_other_names(tmp_path: Path) -> None:
    found = read(tmp_path, "Lead agency\tBy when\tDeliverable\tNo.", "NHS England\tApril 2017\tDo it\t1").actions[0]
    assert (found.ref, found.text.text, found.finish.text, found.lead.text) == ("1", "Do it", "April 2017", "NHS England")


def test_a_column_that_means_nothing_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + "\tColour of folder", "1\tDo it\t\t\tDH\tblue").actions[0]
    assert [(heading, cell.text) for heading, cell in found.other] == [("Colour of folder", "blue")]


def test_sections_stand_over_the_actions_below_them(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1. First part\t\t\t\t", "1.1\tDo it\t\t\tDH", "2. Second part\t\t\t\t", "2.1\tDo more\t\t\tDH")
    assert [(a.ref, a.section.number, a.section.title) for a in found.actions] == [("1.1", "1", "First part"), ("2.1", "2", "Second part")]


def test_a_plan_without_headings_has_one_section_without_a_number(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1\tDo it\t\t\tDH")
    assert [(s.number, s.title) for s in found.sections] == [("", "")]


def test_a_row_cut_by_a_page_is_joined_over_the_repeated_header(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1\tWork with\t2016\t2017\tDH", "", HEADER, "\tthe police\t\t\t")
    assert [a.text.text for a in found.actions] == ["Work with the police"]
    assert [len(a.place.spans) for a in found.actions] == [2]


def test_a_cut_row_brings_all_its_cells_along(tmp_path: Path) -> None:
    header = HEADER + "\tOutcome\tNote"
    found = read(tmp_path, header, "1\tWork with\t2016\t2017\tDH\tFirst.\tn1", header, "\tthe police\t\t\t\tSecond.\tn2")
    assert [o.text for o in found.actions[0].outcomes] == ["First.", "Second."]
    assert [(h, c.text) for h, c in found.actions[0].other] == [("Note", "n1"), ("Note", "n2")]


def test_a_title_in_the_column_of_actions_is_a_heading(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "\tHousing\t\t\t", "1\tBuild houses.\t2016\t2017\tDH", "\tWater\t\t\t", "2\tDig wells.\t2016\t2017\tDH")
    assert [(a.ref, a.text.text, [c.text for _, c in a.other]) for a in found.actions] == [("1", "Build houses.", ["Housing"]), ("2", "Dig wells.", ["Water"])]


def test_words_without_a_reference_that_begin_anew_are_an_action(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1\tDo it.\t2016\t2017\tDH", "\tThen look whether it was done well, and say so to everybody.\t\t\t")
    assert [a.ref for a in found.actions] == ["1", None]


def test_a_trailing_stop_is_no_part_of_a_reference(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "3.3.\tDo it\t\t\tDH").actions[0]
    assert (found.ref, found.ref_printed, found.key) == ("3.3", "3.3.", "3.3")


def test_repeated_and_missing_references_get_a_key_of_their_own_and_are_reported(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1. Part\t\t\t\t", "1\tDo it\t\t\tDH", "1\tDo more\t\t\tDH", "\tAnd this\t\t2017\tDH")
    assert [a.key for a in found.actions] == ["1", "1-2", "1-3"]
    assert [a.ref for a in found.actions] == ["1", "1", None]
    assert found.notices == ("plan.txt: reference 1 stands more than once: called 1-2", "plan.txt: actions without a reference: called 1-3")


@pytest.mark.parametrize(
    ("cell", "text", "items"),
    [
        ("To: <ul> <li>one</li> <li>two</li> </ul>", "To: one two", ["one", "two"]),
        ("To: • one • two", "To: one two", ["one", "two"]),
        ("To: <ul> ▪ one; ▪ two </ul>", "To: one; two", ["one;", "two"]),
        ("To: <ul> First this. Then that. </ul>", "To: First this. Then that.", ["First this.", "Then that."]),
        ("<p>One.</p> <p>Two.</p>", "One. Two.", []),
        ("a <i>b</i> c", "a b c", []),
        ("if a < b and c > d", "if a < b and c > d", []),
        ("<script>alert(1)</script>", "<script>alert(1)</script>", []),
        ("cost • is • high", "cost is high", ["is", "high"]),
        ("bell \x07 and\u00a0blank", "bell and blank", []),
    ],
)
def test_mark_up_bullets_and_lists(cell: str, text: str, items: list[str], tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, f"1\t{cell}\t\t\tDH").actions[0]
    assert found.text.text == text
    assert [item.text for item in found.items] == items


def test_a_place_leaves_tags_inside_a_name_out(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text(f"{HEADER}\n1\tDo it\t\t\tNHS <b>England</b> / DH\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    lead = records.records(build.build([path]).graph)[0]["leads"][0]
    pieces = [text[int(a) : int(b)] for a, _, b in (p.partition("-") for p in lead["at"].split(";"))]
    assert (lead["name"], lead["printed"], pieces) == ("NHS England", "NHS England", ["NHS ", "England"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1\tPay £5 – “now”\t\t\tDH", encoding=encoding)
    assert found.actions[0].text.text == "Pay £5 – “now”"
    assert bool(found.notices) == (encoding == "cp1252")


def test_windows_line_ends(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + "\r", "1\tDo it\t\t\tDH\r")
    assert found.actions[0].lead.text == "DH"


def test_a_row_that_is_not_understood_is_kept_and_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "A title", HEADER, "1\tDo it\t\t\tDH", "a note under the table")
    assert [(number, text) for number, _, text in found.unread] == [(1, "A title"), (4, "a note under the table")]
    assert found.tally["not understood"] == 2


def test_a_row_with_too_few_cells_is_read_by_what_stands_in_them_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1\tDo it\t2016\t2017\tDH", "2\tDo more\tDH", "3\tDo still more\t2018")
    assert [(a.start.text, a.finish.text, a.lead.text) for a in found.actions[1:]] == [("", "", "DH"), ("2018", "", "")]
    assert found.notices == (
        "plan.txt, row 3: 3 cells where the header has 5; by what stands in them they were read as: Ref 2; Action Do more; Lead DH",
        "plan.txt, row 4: fewer cells than the header: the last columns were taken to be empty; check that none is missing in between",
    )


@pytest.mark.parametrize("mark", [",", ";", "|"])
def test_a_text_file_with_other_marks_between_its_cells(mark: str, tmp_path: Path) -> None:
    found = read(tmp_path, HEADER.replace("\t", mark), mark.join(["1", "Do it", "2016", "2017", "DH"]))
    assert [(a.ref, a.lead.text) for a in found.actions] == [("1", "DH")]


@pytest.mark.parametrize("cell", ['"Two lines\nin one cell"', '"He said ""go"" and\nwent"'])
def test_a_quoted_cell_may_hold_line_breaks(cell: str, tmp_path: Path) -> None:
    """So Excel saves a sheet as text with tabs."""
    found = read(tmp_path, HEADER, f"1\t{cell}\t2016\t2017\tDH", '2\t"Quoted" words, and "more\t\t\tHO')
    assert [a.text.text for a in found.actions] == [" ".join(cell.strip('"').replace('""', '"').split()), '"Quoted" words, and "more']
    assert [a.lead.text for a in found.actions] == ["DH", "HO"]
    assert sum(found.tally.values()) == 4


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"  \n\t\n", "is empty"),
        (b"\x00\x01\x02PK", "is not a text file"),
        (b"\x81\x8d\x8f", "neither UTF-8 nor Windows-1252"),
        (b"just words\n", "no table with a column of actions"),
        (b"Who\tWhen\nDH\t2016\n", "no table with a column of actions"),
        (HEADER.encode() + b"\n", "has no action in it"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=says) as error:
        plan.read(reading.read(path), "plan")
    assert "plan.txt" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_cell_of_a_megabyte_is_read_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_text(f"{HEADER}\n1\t{'word ' * 200_000}\t2016\t2017\tDH\n", encoding="utf-8")
    found = records.records(build.build([path]).graph)
    assert len(found[0]["text"]) == 999_999


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r\0"), max_size=40)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_wild_tables_lose_no_row_and_every_place_leads_to_words(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]) -> None:
    path = tmp_path_factory.mktemp("wild") / "plan.txt"
    lines = [HEADER, "1\tDo it\t2016\t2017\tDH", *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    built = build.build([path])
    found = built.plans[0]
    assert sum(found.tally.values()) == len(found.document.text.split("\n"))
    for action in found.actions:
        for start, char in zip(action.text.offsets, action.text.text):
            assert char == " " or found.document.text[start] == char
