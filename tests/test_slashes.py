"""Text tables with slashes between the cells, as web pages and PDF files give them: rows over several lines, headings between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordat.graph import build, records
from concordat.graph.model import Plan

LOCAL = """Borsetshire crisis care plan

Section / Page
1 / Getting help early / 3

  1. Getting help early
No. / Action / Timescale / Led By / Outcomes / RAG
Finding people in time
1:a / Open a crisis line that answers day and night / March 2015 / Jane Archer & Tom Forrest ICU / Fewer people wait.
Fewer people go to A&E/urgent care. / Green
1:b / Agree who does what:
  • write it down
  • sign it
/ By April 2015 / Ambridge Trust
Borsetshire County Council /
  • Everyone knows their part / completed

2. When it happens
1001 / Answer within the hour / on-going / All / Calls are answered
1002 / Train staff / completed / CCG/ Felpersham CCG / Staff are trained
"""


def build_of(folder: Path, text: str) -> build.Build:
    path = folder / "local.txt"
    path.write_text(text, encoding="utf-8")
    return build.build([path])


def found(folder: Path, text: str) -> list[dict]:
    return records.records(build_of(folder, text).graph)


def test_rows_sections_and_sub_headings(tmp_path: Path) -> None:
    local = found(tmp_path, LOCAL)
    assert [(r["ref"], r["section"], r["section_title"]) for r in local] == [
        ("1:a", "1", "Getting help early"), ("1:b", "1", "Getting help early"), ("1001", "2", "When it happens"), ("1002", "2", "When it happens"),
    ]  # fmt: skip
    assert [r["other"].get("Sub-heading") for r in local] == ["Finding people in time", "Finding people in time", None, None]


def test_cells_over_several_lines(tmp_path: Path) -> None:
    first, second, *_ = found(tmp_path, LOCAL)
    assert first["outcomes"] == ["Fewer people wait. Fewer people go to A&E/urgent care."]
    assert second["text"] == "Agree who does what: write it down sign it"
    assert second["items"] == ["write it down", "sign it"]
    assert second["outcomes"] == ["Everyone knows their part"]


def test_each_line_of_a_lead_cell_is_a_name_and_people_are_none(tmp_path: Path) -> None:
    leads = [([x["name"] for x in r["leads"]], r["people"]) for r in found(tmp_path, LOCAL)]
    assert leads[0] == (["ICU"], ["Jane Archer", "Tom Forrest"])
    assert leads[1] == (["Ambridge Trust", "Borsetshire County Council"], [])
    assert leads[2] == ([], [])


def test_dates_and_statuses(tmp_path: Path) -> None:
    told = [(r["finish"]["kind"], r["finish"]["latest"], r["status"]) for r in found(tmp_path, LOCAL)]
    assert told == [("dated", "2015-03-31", "Green"), ("dated", "2015-04-30", "completed"), ("ongoing", None, None), ("unstated", None, "completed")]


def test_places_lead_to_the_words(tmp_path: Path) -> None:
    for record in found(tmp_path, LOCAL):
        for lead in record["leads"]:
            start, _, end = lead["at"].partition("-")
            assert LOCAL[int(start) : int(end)] == lead["printed"]


def test_every_line_is_accounted_for(tmp_path: Path) -> None:
    plan: Plan = build_of(tmp_path, LOCAL).plans[0]
    assert sum(plan.tally.values()) == len(LOCAL.splitlines())
    assert [text for _, _, text in plan.unread] == ["Borsetshire crisis care plan"]
    assert plan.tally["contents"] == 2


def test_a_table_without_references_takes_them_from_the_text(tmp_path: Path) -> None:
    text = """ACTION / Timescale / Led by / Outcomes
A1. Help early.
I will be helped. / Summer 2016 / Ambridge Trust / As planned:
  • more help / more staff
A2. Help late. / Ongoing / Borsetshire Council. Monitored by the Ambridge Forum. / None yet
"""
    told = [(r["ref"], r["text"], [x["name"] for x in r["leads"]], r["outcomes"]) for r in found(tmp_path, text)]
    assert told == [
        ("A1", "Help early. I will be helped.", ["Ambridge Trust"], ["more help / more staff"]),
        ("A2", "Help late.", ["Borsetshire Council"], ["None yet"]),
    ]


@pytest.mark.parametrize("line", ["A&E/Urgent Care", "CCG/ Telford CCG", "24/7 care", "and/or"])
def test_a_slash_inside_words_parts_no_cells(line: str, tmp_path: Path) -> None:
    assert found(tmp_path, f"No. / Action / Led by\n1 / {line} / DH\n")[0]["text"] == line


SPACED = """BORSETSHIRE FLOOD PLAN

No   Action                                     Lead                    Target date
1    Repair the culvert in Mill Lane            Ambridge Council        March 2015
2    Flood wardens in every village,            Borset Flood Forum      June 2015
     trained and equipped
3    Counselling for families                   Ambridge Mind, Cruse    Ongoing
"""


def test_columns_parted_by_white_space(tmp_path: Path) -> None:
    told = [(r["ref"], r["text"], [x["printed"] for x in r["leads"]], r["finish"]["printed"]) for r in found(tmp_path, SPACED)]
    assert told == [
        ("1", "Repair the culvert in Mill Lane", ["Ambridge Council"], "March 2015"),
        ("2", "Flood wardens in every village, trained and equipped", ["Borset Flood Forum"], "June 2015"),
        ("3", "Counselling for families", ["Ambridge Mind", "Cruse"], "Ongoing"),
    ]
    for record in found(tmp_path, SPACED):
        start, _, end = record["leads"][0]["at"].partition("-")
        assert SPACED[int(start) : int(end)] == record["leads"][0]["printed"]


@pytest.mark.parametrize(
    "text",
    [
        "A plan\n\nAction\nLead\nBy when\n\nTrain the staff of shops\nAmbridge Council\nMay 2016\n\nOpen a cafe in the library\nFelpersham CCG\nSept 2016\n",
        "A plan\n\nAction\nLead\nBy when\nTrain the staff of shops\nAmbridge Council\nMay 2016\nOpen a cafe in the library\nFelpersham CCG\nSept 2016\n",
        "A plan\nNo. |\nAction |\nLead |\nBy when |\n1 |\nTrain the staff of shops |\nAmbridge Council |\nMay 2016 |\n2 |\nOpen a cafe in the library |\nFelpersham CCG |\nSept 2016 |\n",
    ],
)
def test_every_cell_on_a_line_of_its_own(text: str, tmp_path: Path) -> None:
    told = [(r["text"], [x["printed"] for x in r["leads"]], r["finish"]["printed"]) for r in found(tmp_path, text)]
    assert told == [("Train the staff of shops", ["Ambridge Council"], "May 2016"), ("Open a cafe in the library", ["Felpersham CCG"], "Sept 2016")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "local.txt"
    path.write_bytes("No. / Action / Led by\n1 / Do it – now / DH\n".encode(encoding))
    assert records.records(build.build([path]).graph)[0]["text"] == "Do it – now"


def test_a_list_of_names_in_a_cell_stays_one_cell(tmp_path: Path) -> None:
    text = "No. / Action / Timescale / Led by\n1 / Keep these going:\n- Ambridge Mind\n- Borchester Library\n- Felpersham Trust / May 2016 / DH\n2 / Train staff / May 2017 / HO\n"
    assert [r["ref"] for r in found(tmp_path, text)] == ["1", "2"]


def test_an_old_date_between_tildes_is_struck_through(tmp_path: Path) -> None:
    record = found(tmp_path, "No. / Action / Timescale / Led by\n1 / Open the line / ~~April 2015~~ November 2015 / DH\n")[0]
    assert (record["finish"]["printed"], record["finish"]["latest"]) == ("November 2015", "2015-11-30")
    assert record["other"] == {"Timescale (struck through)": "April 2015"}
