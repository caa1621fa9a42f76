"""Rows that are not what their header says: cells missing or too many, several actions in one, pages, headings, progress, furniture."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import plan, reading
from concordat.graph.errors import SourceError
from concordat.graph.model import Plan
from concordat.graph.reading import furniture, numbering, references

HEADER = "No. / Action / Timescale / Led By / Outcomes"


def read(folder: Path, *lines: str, name: str = "plan.txt") -> Plan:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = plan.read(reading.read(folder / name), "plan")
    assert sum(found.tally.values()) == len(lines), found.tally
    return found


def told(found: Plan) -> list[tuple[str | None, str, str, str]]:
    return [(a.ref, a.text.text, a.finish.text, " | ".join(a.lead.text.split("\n"))) for a in found.actions]


@pytest.mark.parametrize(
    ("row", "ref", "text", "finish", "lead"),
    [
        ("1 / Open the crisis line to all / May 2016 / Ambridge Trust / People call it", "1", "Open the crisis line to all", "May 2016", "Ambridge Trust"),
        ("1 / Open the crisis line to all / Ambridge Trust / People call it and are helped", "1", "Open the crisis line to all", "", "Ambridge Trust"),
        ("1 / Open the crisis line to all / May 2016 / People call it and are helped", "1", "Open the crisis line to all", "May 2016", ""),
        ("1 / Open the crisis line to all / May 2016 / Ambridge Trust / Borchester Council / People call it", "1", "Open the crisis line to all", "May 2016", "Ambridge Trust / Borchester Council"),
        ("1 / Open the crisis line to all / May 2016 / Ambridge Trust / People call it / and are helped", "1", "Open the crisis line to all", "May 2016", "Ambridge Trust"),
        ("1 / Open the crisis line to all / December ‘14 / CCG/ Telford CCG/ SSSFT / People call it", "1", "Open the crisis line to all", "December ‘14", "CCG/ Telford CCG/ SSSFT"),
        ("R2.1 / Open the crisis line to all / asap / All agencies / People call it", "R2.1", "Open the crisis line to all", "asap", "All agencies"),
        ("Priority 3 / Open the crisis line to all / 15-16 / Police / People call it", "Priority 3", "Open the crisis line to all", "15-16", "Police"),
        ("Cii / Open the crisis line to all / / Police / People call it", "Cii", "Open the crisis line to all", "", "Police"),
    ],
)
def test_cells_are_told_by_what_stands_in_them(row: str, ref: str, text: str, finish: str, lead: str, tmp_path: Path) -> None:
    assert told(read(tmp_path, HEADER, row)) == [(ref, text, finish, lead)]


def test_a_row_without_its_number_is_a_row(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1 / Open the crisis line / May 2016 / Ambridge Trust / People call it", "Train the staff who answer / June 2016 / Borchester Council", "2 / Tell everybody about it / July 2016 / DH / All know")
    assert told(found) == [("1", "Open the crisis line", "May 2016", "Ambridge Trust"), (None, "Train the staff who answer", "June 2016", "Borchester Council"), ("2", "Tell everybody about it", "July 2016", "DH")]
    assert any("3 cells where the header has 5" in notice for notice in found.notices)


def test_a_list_with_numbers_in_a_cell_makes_no_headings(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1 / Open the crisis line / May 2016 / Ambridge Trust / 1.  People call it", "2.  They are helped", "3.  They stay well", "2. Housing", "2 / Build houses / 2017 / DH / Homes")
    assert [a.section.title for a in found.actions] == ["", "Housing"]
    assert found.actions[0].outcomes[0].text.endswith("3. They stay well")


def test_several_actions_in_parallel_lines(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "1 / Set up the group", "Draft the terms", "Sign the terms / September 2014", "October 2014", "December 2014 / Ambridge CCG", "Borchester CCG", "All signatories / Terms are signed")
    assert told(found) == [("1", "Set up the group", "September 2014", "Ambridge CCG"), ("1", "Draft the terms", "October 2014", "Borchester CCG"), ("1", "Sign the terms", "December 2014", "All signatories")]
    assert found.tally["rows with several actions"] == 1
    for action in found.actions:
        span = action.text.place().spans[0]
        assert found.document.text[span.start : span.end] == action.text.text


@pytest.mark.parametrize(
    "row",
    [
        "1 / Set up the group for the whole\nCounty Council area / By April\n2015 / Ambridge CCG / Done",
        "1 / Set up the group\nDraft the terms / September 2014 / Ambridge CCG\nBorchester CCG / Done",
    ],
)
def test_lines_that_do_not_answer_each_other_are_one_action(row: str, tmp_path: Path) -> None:
    assert len(read(tmp_path, HEADER, *row.split("\n")).actions) == 1


def test_bullets_with_a_lead_each_are_an_action_each(tmp_path: Path) -> None:
    lines = ["Outcomes / Recommended actions / Proposed local actions / Led By / Timescales", "Early help / Single point of access /", "  • Review the single point of access", "/ Ambridge CCG / June 15", "  • Tell the emergency services", "/ All agencies / Ongoing", "Respite /", "  • Pilot a respite flat", "/ Borchester Council / April 2016"]
    assert [row[1:] for row in told(read(tmp_path, *lines))] == [("Review the single point of access", "June 15", "Ambridge CCG"), ("Tell the emergency services", "Ongoing", "All agencies"), ("Pilot a respite flat", "April 2016", "Borchester Council")]


def test_rows_that_tell_how_an_action_goes_are_no_actions(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER, "Priority 5 / Open the crisis line / May 2016 / DH / Calls", "ACTION / Above set to priority 5 / The line is open", "Priority 3 / Train the staff / May 2017 / DH / Skills", "Update: half of the staff have been trained")
    assert [(a.ref, a.progress.text) for a in found.actions] == [("Priority 5", "Above set to priority 5 The line is open"), ("Priority 3", "Update: half of the staff have been trained")]


def test_an_action_told_once_more_with_its_progress_is_one_action(tmp_path: Path) -> None:
    found = read(tmp_path, "No.\tAction\tLead\tDeadline\tProgress", "1\tOpen the line\tDH\tMay 2016\t", "2\tTrain staff\tDH\tMay 2016\t", "1\tOpen the line\t\t\tIt is open")
    assert [(a.ref, a.progress.text) for a in found.actions] == [("1", "It is open"), ("2", "")]


def test_further_rows_of_an_action_bring_their_cells(tmp_path: Path) -> None:
    found = read(tmp_path, "No.\tAction\tLead\tOutcome", "1\tOpen the line\tAmbridge CCG\tCalls", "\t\tBorchester Council\tFewer wait", "2\tTrain staff\tDH\tSkills")
    assert told(found) == [("1", "Open the line", "", "Ambridge CCG | Borchester Council"), ("2", "Train staff", "", "DH")]
    assert [o.text for o in found.actions[0].outcomes] == ["Calls", "Fewer wait"]


def test_a_cell_beyond_the_headings_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, "No.\tAction\tLead", "1\tOpen the line\tDH\tby night, too", "\t\t\tand on Sundays, when nobody else answers.")
    assert [(h, c.text) for h, c in found.actions[0].other] == [("", "by night, too"), ("", "and on Sundays, when nobody else answers.")]


def test_page_furniture_and_a_row_in_two_pieces(tmp_path: Path) -> None:
    lines = ["Ambridge delivery plan for everybody", HEADER, "1 / Open the line / May 2016 / DH / Calls", "Ambridge delivery plan for everybody   Page 4", HEADER, "2 / Train staff / May 2017 / HO / Skills", "Page | 5"]
    found = read(tmp_path, *lines)
    assert told(found) == [("1", "Open the line", "May 2016", "DH"), ("2", "Train staff", "May 2017", "HO")]
    assert found.tally["page furniture"] == 3 - (found.tally["not understood"])


def test_a_reference_that_says_that_it_goes_on(tmp_path: Path) -> None:
    found = read(tmp_path, "No.\tAction\tLead", "1.1\tOpen the line for\tDH", "1.1 (cont.)\tall who call at night\t", "1.2\tTrain staff\tDH")
    assert told(found) == [("1.1", "Open the line for all who call at night", "", "DH"), ("1.2", "Train staff", "", "DH")]


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("1. Housing", "1", "Housing"),
        ("Section 2: Health", "2", "Health"),
        ("Priority 3 – Schools", "3", "Schools"),
        ("B. Transport", "B", "Transport"),
        ("Strategic Objective 4: Water", "4", "Water"),
        ("PART II - Energy", "II", "Energy"),
    ],
)
def test_headings_of_sections(heading: str, number: str, title: str, tmp_path: Path) -> None:
    found = read(tmp_path, "No.\tAction\tLead", f"{heading}\t\t", "x1\tOpen the line\tDH")
    assert [(s.number, s.title) for s in found.sections] == [(number, title)]
    assert numbering.numbered(heading) == (number, title)


@pytest.mark.parametrize("text", ["1", "1.2", "1:a", "A1", "Cii", "1001", "R2.1", "Priority 3", "1.1.2", "3a", "(b)", "Rec 4", "B", "#12", "1.2 (cont.)", "Action 7:"])
def test_references(text: str) -> None:
    assert references.is_reference(text)


@pytest.mark.parametrize("text", ["", "2016", "May 2016", "15-16", "12/05/2016", "NHS England", "DH", "All", "TBC", "Ongoing", "CCG", "100 people", "Housing", "a long sentence about 1.2 and more"])
def test_no_references(text: str) -> None:
    assert not references.is_reference(text)


@pytest.mark.parametrize(
    ("text", "ref", "rest"),
    [("A1. Early help", "A1", "Early help"), ("1.1 Set up a group", "1.1", "Set up a group"), ("2) Train staff", "2", "Train staff"), ("Action 3: Do it", "3", "Do it"), ("R2.1 Review it", "R2.1", "Review it")],
)
def test_a_reference_before_the_words(text: str, ref: str, rest: str) -> None:
    found = references.leading(text)
    assert found is not None
    assert (found[0], text[found[1] :]) == (ref, rest)


@pytest.mark.parametrize("text", ["2016. A year", "24 hours a day", "10 new beds", "Early help", "1.5 million people", "136 suites"])
def test_no_reference_before_the_words(text: str) -> None:
    assert references.leading(text) is None


@pytest.mark.parametrize("line", ["Page 3", "page 3 of 12", "Page | 2", "3 of 12", "OFFICIAL", "- Page 4 -"])
def test_page_furniture(line: str) -> None:
    assert furniture.is_furniture(line)
    assert not furniture.is_furniture(f"{line} beds for people")


@pytest.mark.parametrize(
    ("ref", "text", "read_ref"),
    [("1", "1.1 Open the line", "1.1"), ("R1", "R1.2 Open the line", "R1.2"), ("", "R1.3 Open the line", "R1.3"), ("2", "1.1 million people to be told", "2"), ("3", "A3 Open the line", "3")],
)
def test_the_reference_in_the_action_is_its_own_if_it_is_part_of_the_printed_one(ref: str, text: str, read_ref: str, tmp_path: Path) -> None:
    assert [a.ref for a in read(tmp_path, "No.\tRecommendation\tKey action\tLead", f"{ref}\tThe line should be open\t{text}\tDH").actions] == [read_ref]


def test_totals_are_no_actions(tmp_path: Path) -> None:
    found = read(tmp_path, "Project\tCost\tWhen", "Plant a forest in the park\t£3,000\t2021", "Total\t£43,740\t")
    assert [a.text.text for a in found.actions] == ["Plant a forest in the park"]
    assert found.tally["totals"] == 1


def test_lines_above_a_table_go_for_its_rows(tmp_path: Path) -> None:
    lines = ["## Commitment 1: Open data", "", "**Lead department:** Ministry of Finance", "**Other actors:** Audit Office, Open Data Trust", "", "| Milestone | End date |", "|---|---|", "| **1.1** Publish contracts | 2023 |", "", "## Commitment 2: Budget", "", "| Milestone | End date |", "|---|---|", "| 2.1 Print it | 2024 |"]
    found = read(tmp_path, *lines, name="p.md")
    assert [(a.ref, a.text.text, a.lead.text, a.partners.text) for a in found.actions] == [("1.1", "Publish contracts", "Ministry of Finance", "Audit Office, Open Data Trust"), ("2.1", "Print it", "", "")]


def test_an_action_that_is_struck_through_is_read_as_it_was(tmp_path: Path) -> None:
    found = read(tmp_path, "| Milestone | Lead |", "|---|---|", "| 2.2 ~~Hold phone-ins on the budget~~ (withdrawn) | DH |", "| Print ~~two hundred~~ three hundred leaflets for all | DH |", name="p.md")
    assert [a.text.text for a in found.actions] == ["Hold phone-ins on the budget (withdrawn)", "Print three hundred leaflets for all"]
    assert [h for h, _ in found.actions[0].other] == ["Milestone (struck through)"]


def test_cells_beyond_the_header_are_said(tmp_path: Path) -> None:
    found = read(tmp_path, "No.\tAction\tLead", "1\tOpen the line\tDH\tby night", "2\tTrain staff\tDH")
    assert found.notices == ("plan.txt, row 2: more cells than the header: those beyond it are kept without a heading; check that none has slipped in between",)


WORDS = st.sampled_from(["Open the line", "DH", "Ambridge Trust", "May 2016", "ongoing", "1", "1:a", "A1", "R2.1", "Green", "•  a bullet", "2.  a number", "Update: done", "", "x" * 40, "Page 3", "All", "to be, or not"])
HEADS = {
    "slashes": ("No. / Action / Timescale / Led by / Outcomes", " / "),
    "spaces": ("No    Action          Led by      Target date", "     "),
    "lines": ("No.\nAction\nLead\nBy when", "\n"),
    "tabs": ("No.\tAction\tLead\tDeadline", "\t"),
    "no header": ("", ". "),
}


@pytest.mark.parametrize("kind", HEADS)
@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=8))
def test_wild_rows_of_text_are_all_accounted_for(kind: str, rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    head, mark = HEADS[kind]
    text = "\n".join([head, *(mark.join(row) for row in rows)]) + "\n"
    path = tmp_path_factory.mktemp("wild") / "plan.txt"
    path.write_text(text, encoding="utf-8")
    try:
        found = plan.read(reading.read(path), "plan")
    except SourceError as error:
        assert "\n" not in str(error)
        return
    assert sum(found.tally.values()) == text.count("\n")
    for action in found.actions:
        for start, char in zip(action.text.offsets, action.text.text):
            assert char in " \n" or found.document.text[start] == char
