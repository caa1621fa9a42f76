"""Which column is what: by any usual name, by words in a heading, by the cells below it, by what a person says beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from concordat.cli import cli
from concordat.graph import build, plan, reading, records
from concordat.graph.errors import SourceError, UsageError
from concordat.graph.model import Plan
from concordat.graph.plan import mapping
from concordat.graph.reading import headings

ROW = {"ref": "4", "text": "Open a day centre in the old library", "lead": "Ambridge Trust", "finish": "June 2016", "partners": "Borchester Council", "outcome": "Fewer people wait for help", "status": "Green", "progress": "Building work has begun on time", "funding": "£20,000"}  # fmt: skip


def read(folder: Path, *lines: str, name: str = "plan.txt", **hints: object) -> Plan:
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    said = mapping.beside(folder / name)
    return plan.read(reading.read(folder / name, said.hints.cell_separator), "plan", dict(said.facts), mapping.with_columns(said.hints, hints.get("mapped", ())))


@pytest.mark.parametrize(
    "header",
    [
        "ref=No. | text=Action | lead=Led By | finish=Timescale | outcome=Outcomes",
        "lead=Responsible Party | finish=Target Date | text=Milestone | outcome=Measurement",
        "ref=# No | text=What will we do? | lead=Who | partners=Working with | finish=By when | outcome=How will we know?",
        "text=Key Action | lead=Who is responsible | finish=Target Completion Date | progress=Comments | status=RAG",
        "ref=Rec. No. | text=Agreed action | lead=Responsible officer | finish=Deadline | status=Status",
        "ref=Action No. | text=Deliverable | lead=Lead agency | partners=Partner organisations | finish=Timeline | funding=Resources required",
        "text=Description of action | lead=Task owner | finish=Due date | status=RAG rating | progress=Latest update",
        "ref=Ref | outcome=Desired outcome | text=Actions required | lead=Action by | finish=Completion date",
        "text=Actions to be taken by the partnership | lead=Lead organisation (and contact) | finish=Date for completion | progress=Progress to date",
        "text=Steps we will take | lead=Delivery lead | partners=Other departments | finish=Expected completion | funding=Cost",
    ],
)
def test_usual_names_in_any_order(header: str, tmp_path: Path) -> None:
    pairs = [part.strip().split("=", 1) for part in header.split(" | ")]
    found = read(tmp_path, "\t".join(name for _, name in pairs), "\t".join(ROW[meaning] for meaning, _ in pairs))
    assert [(meaning, heading) for heading, meaning, _ in found.columns[0][1]] == [(meaning, name) for meaning, name in pairs]
    action = found.actions[0]
    assert action.text.text == ROW["text"]
    assert all(getattr(action, meaning).text == ROW[meaning] for meaning, _ in pairs if meaning in ("lead", "finish", "partners", "status", "progress", "funding"))


@pytest.mark.parametrize(
    ("heading", "cells", "meaning"),
    [
        ("Priority", ["1", "2", "3"], "ref"),
        ("Priority", ["High", "Low", "Medium"], "other"),
        ("Priority", ["Priority 1", "Priority 3", "Priority 2"], "ref"),
        ("By", ["May 2016", "ongoing", "2017"], "finish"),
        ("By", ["Ambridge Trust", "Borchester Council", "Felpersham CCG"], "lead"),
        ("Target", ["May 2016", "June 2016", "asap"], "finish"),
        ("Target", ["Half as many people wait", "Nobody waits for a day", "All staff trained"], "outcome"),
        ("Date raised", ["May 2016", "June 2016", "July 2016"], "other"),
        ("Colour of the folder", ["blue", "red brick", "pale"], "other"),
    ],
)
def test_a_name_that_may_mean_two_things_is_told_by_the_cells(heading: str, cells: list[str], meaning: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"Action\tLead agency\t{heading}", *(f"Do the thing number {n} for everybody\tDH\t{cell}" for n, cell in enumerate(cells)))
    assert {name: taken for name, taken, _ in found.columns[0][1]}[heading] == meaning


def test_of_several_columns_of_actions_the_one_that_every_row_fills_is_it(tmp_path: Path) -> None:
    lines = ["Objective\tTask\tOwner\tDeadline", "Help people early\tOpen a crisis line\tDH\tMay 2016", "\tTrain the staff who answer\tHO\tMay 2017"]
    found = read(tmp_path, *lines)
    assert [(a.text.text, a.lead.text) for a in found.actions] == [("Open a crisis line", "DH"), ("Train the staff who answer", "HO")]
    assert [(h, c.text) for h, c in found.actions[0].other] == [("Objective", "Help people early")]


def test_a_column_of_actions_without_a_known_name_is_the_longest(tmp_path: Path) -> None:
    found = read(tmp_path, "Zone\tPledge to residents\tLead\tBy when", "North\tOpen a crisis line for the whole town\tDH\tMay 2016", "South\tTrain all the staff who answer it\tHO\tMay 2017")
    assert [a.text.text for a in found.actions] == ["Open a crisis line for the whole town", "Train all the staff who answer it"]


def test_a_revised_date_takes_the_place_of_the_first_which_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, "Action\tLead\tOriginal date\tRevised date", "Open a crisis line\tDH\tMay 2016\tMay 2017", "Train the staff\tDH\tJune 2016\t").actions
    assert [a.finish.text for a in found] == ["May 2017", "June 2016"]
    assert [(h, c.text) for h, c in found[0].other] == [("Original date", "May 2016")]


def test_a_second_row_of_headings(tmp_path: Path) -> None:
    found = read(tmp_path, "No.\tAction\tTimescale\t\tLead", "\t\tStart\tEnd\t", "1\tOpen a crisis line\tMay 2016\tMay 2017\tDH").actions[0]
    assert (found.start.text, found.finish.text) == ("May 2016", "May 2017")


def test_two_tables_of_different_shape_in_one_document(tmp_path: Path) -> None:
    found = read(tmp_path, "No.\tAction\tLead", "1\tOpen a crisis line\tDH", "Milestone\tDeadline\tResponsible party\tStatus", "Train the staff\tMay 2016\tHO\tGreen").actions
    assert [(a.ref, a.text.text, a.lead.text, a.finish.text, a.status.text) for a in found] == [("1", "Open a crisis line", "DH", "", ""), (None, "Train the staff", "HO", "May 2016", "Green")]


def test_a_heading_that_speaks_of_actions_among_other_things(tmp_path: Path) -> None:
    found = read(tmp_path, "Action Measure\tPerformance Indicator\tTimescale", "Open a crisis line\tLine opened\tMay 2016")
    assert [a.text.text for a in found.actions] == ["Open a crisis line"]


def test_a_row_of_an_action_is_no_header(tmp_path: Path) -> None:
    """Its cells hold words that headings have, too."""
    lines = ["Milestone\tMeasurement\tTarget Date\tRequired", "Put in place a strategy\tCompletion\t1 activity per quarter, any order encouraged of all agencies\tEncouraged for all agencies", "Adopt a programme\tCompletion\t(See Above)\tEncouraged for all agencies"]
    found = read(tmp_path, *lines)
    assert [(a.text.text, a.finish.text[:10]) for a in found.actions] == [("Put in place a strategy", "1 activity"), ("Adopt a programme", "(See Above")]


def test_a_table_of_contents_has_no_actions(tmp_path: Path) -> None:
    found = read(tmp_path, "Section\tAction\tPage", "1\tHousing\t3", "2\tHealth\t9", "No.\tAction\tLead", "1\tOpen a crisis line\tDH")
    assert [a.text.text for a in found.actions] == ["Open a crisis line"]
    assert found.tally["contents"] == 3


def test_references_without_a_heading(tmp_path: Path) -> None:
    found = read(tmp_path, "Action\tLead\tTimescale", "Cii\tOpen a crisis line\tDH\tMay 2016", "Ciii\tTrain the staff\tHO\tMay 2017").actions
    assert [(a.ref, a.text.text, a.lead.text) for a in found] == [("Cii", "Open a crisis line", "DH"), ("Ciii", "Train the staff", "HO")]


# ---- what a person says beforehand ----


def test_map_names_columns_that_nobody_could_guess(tmp_path: Path) -> None:
    lines = ["Wer\tWas\tBis", "DH\tOpen a crisis line\tMay 2016"]
    with pytest.raises(SourceError, match="--map text="):
        read(tmp_path, *lines)
    found = read(tmp_path, *lines, mapped=("lead=Wer", "text=Was", "finish=Bis")).actions[0]
    assert (found.text.text, found.lead.text, found.finish.text) == ("Open a crisis line", "DH", "May 2016")


def test_map_overrides_what_was_guessed(tmp_path: Path) -> None:
    lines = ["Action\tOwner\tResponsible body", "Open a crisis line\tA post\tAmbridge Trust"]
    found = read(tmp_path, *lines, mapped=("other=Owner", "lead=Responsible body")).actions[0]
    assert (found.lead.text, [(h, c.text) for h, c in found.other]) == ("Ambridge Trust", [("Owner", "A post")])


@pytest.mark.parametrize("name", ["plan.toml", "mine.toml"])
def test_a_file_beside_the_document_says_it_too(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text('title = "Ours"\ndefault_lead = "Ambridge Trust"\n[columns]\ntext = ["Was"]\nlead = "Wer"\n[dates]\nlanguage = "en-US"\n[separators]\ncells = ";"\nnames = "+"\n', encoding="utf-8")
    found = read(tmp_path, "Wer;Was", "DH;Open a crisis line", name="mine.txt")
    assert (found.title, found.actions[0].text.text, found.actions[0].lead.text) == ("Ours", "Open a crisis line", "DH")
    assert (found.hints.month_first, found.hints.default_lead, found.hints.name_separators) == (True, "Ambridge Trust", ("+",))


def test_marks_that_part_names_are_said_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text('[separators]\nnames = "+~"\n', encoding="utf-8")
    (tmp_path / "p.csv").write_text("Action,Lead\nOpen the line,Ambridge Trust~Borchester Council+DH\n", encoding="utf-8")
    found = records.records(build.build([tmp_path / "p.csv"]).graph)[0]
    assert [lead["printed"] for lead in found["leads"]] == ["Ambridge Trust", "Borchester Council", "DH"]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("colums = 1", "colums means nothing here"),
        ("[columns]\nowner = 'X'", "a column may mean ref, text"),
        ("[columns]\nlead = 3", "lead in .columns. must be words"),
        ("[dates]\nlanguage = 'fr'", 'dates are "fr"'),
        ("[dates]\nfirst = 'day'", "has no first"),
        ("columns = 'lead'", "columns must be a table"),
        ("default_lead = 3", "default_lead must be words"),
        ("issued = 'last year'", "issued is 'last year'"),
        ("title = ", "cannot be read as TOML"),
    ],
)
def test_a_wrong_mapping_file_is_one_line_that_names_it(said: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(said, encoding="utf-8")
    with pytest.raises(SourceError, match=says) as error:
        mapping.beside(tmp_path / "any.txt")
    assert "plan.toml" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("said", ["lead", "=X", "lead=", "boss=Owner"])
def test_a_wrong_map_is_wrong_usage(said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        mapping.with_columns(mapping.Hints(), [said])
    path = tmp_path / "p.txt"
    path.write_text("Action\tLead\nDo it\tDH\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["build", str(path), "--map", said, "-o", str(tmp_path / "p.trig")])
    assert result.exit_code == 2
    assert not (tmp_path / "p.trig").exists()


def test_explain_columns_says_what_was_taken_for_what_and_why(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("Action\tBoss\tColour\nDo it\tDH\tred\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["build", str(path), "--map", "lead=Boss", "--explain-columns", "-q", "-o", str(tmp_path / "p.trig")])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        "plan,header,column,taken_for,why",
        'p.txt,line 1,Action,text,"""action"" is a usual name for it"',
        "p.txt,line 1,Boss,lead,said beforehand",
        "p.txt,line 1,Colour,other,nothing known has this name",
    ]


def test_every_name_in_the_list_means_something(tmp_path: Path) -> None:
    assert all(set(among) <= set(headings.MEANINGS) and match in ("is", "has") for among, _, match, _ in headings._rows())
    built = build.build([build.HOME_PLAN])
    assert [meaning for _, meaning, _ in built.plans[0].columns[0][1]] == ["ref", "text", "start", "finish", "lead"]


def test_a_heading_that_no_table_has_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "Action\tKick-off\tLead", "Open the line for all\tMay 2016\tDH", mapped=("start=Kickoff",))
    assert found.notices[0] == 'plan.txt: no column is called "kickoff", which was said to mean start; there are Action, Kick-off, Lead'
