"""What falls due when: on plans small enough to work out by hand, with none of it, and with very much."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as wild
from hypothesis import strategies as some

from concordat.graph import build, reports
from concordat.graph.analysis.timeline import Period, Planned, Window, days, impossible, periods, says_done, spread, standing
from concordat.graph.answer import Answer
from concordat.graph.errors import UsageError
from concordat.graph.reports import Asked
from concordat.graph.store import Graph

SMALL = """Ref\tAction\tStart\tFinish\tLead\tStatus
A1\tWrite a protocol.\tJanuary 2017\tMarch 2017\tMind\t
A2\tTrain staff.\tFebruary 2017\tSpring 2017\tMind / CQC\t
A3\tPublish figures.\t\tBy June 2017\tCQC\tCompleted
A4\tHold a forum.\tJanuary 2017\tOngoing\tMind\t
A5\tReview it.\tMay 2017\tApril 2017\tCQC\tAmber
A6\tPlan for winter.\t\tTBC\t\t
"""


def built(folder: Path, *texts: str) -> Graph:
    paths = [folder / f"plan{n}.txt" for n, _ in enumerate(texts)]
    for path, text in zip(paths, texts):
        path.write_text(text, encoding="utf-8")
    return build.build(paths).graph


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("small"), SMALL)


def told(graph: Graph, name: str, *columns: str, **asked: str) -> list[tuple]:
    answer = next(a for a in reports.report(graph, "timeline", Asked(**asked)) if a.name == name)
    at = [[c.name for c in answer.columns].index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in answer.rows]


def test_whom_to_ask_in_the_middle_of_the_plan(small: Graph) -> None:
    """On 15 April A2 may be due (March to May) and so may A5 (April); A1 was due by 31 March; A3 is done, A4 has no end."""
    assert told(small, "next", "ask", "standing", "refs", "when", "days", on="2017-04-15") == [
        ("Care Quality Commission", "may be due now", "A2, A5", "in 15 days to 46 days", 15),
        ("Mind", "may be due now", "A2", "in 46 days", 46),
        ("Mind", "date has passed", "A1", "15 days ago", -15),
        ("no body named as lead", "finish to be confirmed", "A6", "", None),
    ]


def test_what_has_passed_is_not_said_to_be_late(small: Graph) -> None:
    assert told(small, "standing", "standing", "actions", "refs", on="2020-01-01") == [
        ("its date has passed; the plan does not say whether it was done", 2, "A1, A2"),
        ('its date has passed; the plan gives its status as "Amber"', 1, "A5"),
        ("its finish is still to be confirmed", 1, "A6"),
        ("goes on, with no day named", 1, "A4"),
        ("the plan says that it is done", 1, "A3"),
    ]
    assert [row[1:] for row in told(small, "next", "ask", "standing", "when", on="2020-01-01")][:2] == [("date has passed", "2 years 7 months to 2 years 9 months ago"), ("date has passed", "2 years 7 months ago")]


def test_a_lead_that_has_ended_is_told_with_who_holds_its_work(tmp_path: Path) -> None:
    """Health Education England went into NHS England, of Public Health England there are several possible holders; seen from 2016 both stand."""
    graph = built(tmp_path, "Ref\tAction\tFinish\tLead\n1\tDo it.\t2017\tHealth Education England\n2\tDo more.\t2017\tPublic Health England\n3\tDo all.\t2017\tNHS England\n")
    (first, second) = told(graph, "next", "ask", "refs", "instead_of", on="2026-11-21")
    assert first == ("NHS England", "1, 3", "Health Education England")
    assert second[0].startswith("perhaps ") and " or " in second[0] and second[1:] == ("2", "Public Health England")
    assert [ask for (ask,) in told(graph, "next", "ask", on="2016-11-21")] == ["Health Education England", "NHS England", "Public Health England"]
    assert told(graph, "actions", "leads", on="2026-11-21")[0] == ("Health Education England (has ended; now NHS England)",)


def test_quarters_of_a_short_plan(small: Graph) -> None:
    """A5 is to finish before it starts: it is due, and never under way. A3 must be over by June and may have been any time before."""
    assert told(small, "periods", "period", "refs", "may_be_due_refs", "under_way_refs", "may_be_under_way_refs", on="2017-04-15") == [
        ("January to March 2017", "A1", "A2", "A1, A2, A4", "A3"),
        ("April to June 2017", "A3, A5", "A2", "", "A2, A3, A4"),
    ]


def test_when_a_body_is_busiest(small: Graph) -> None:
    """CQC leads A2, A3 and A5: in the first quarter A2 is under way."""
    assert told(small, "bodies", "organisation", "leads", "busiest", "under_way", "may_be_under_way", "refs", on="2017-04-15") == [
        ("Mind", 3, "January to March 2017", 3, 0, "A1, A2, A4"),
        ("Care Quality Commission", 3, "January to March 2017", 1, 1, "A2, A3"),
    ]


def test_a_finish_before_its_start_is_told(small: Graph) -> None:
    assert told(small, "contradictions", "ref", "start", "finish", on="2017-04-15") == [("A5", "May 2017", "April 2017")]


def test_every_action_with_its_doubt(small: Graph) -> None:
    assert told(small, "actions", "ref", "finish", "first_day", "last_day", "doubt", "finish_kind", on="2017-04-15") == [
        ("A1", "March 2017", date(2017, 3, 1), date(2017, 3, 31), 31, "dated"),
        ("A5", "April 2017", date(2017, 4, 1), date(2017, 4, 30), 30, "dated"),
        ("A2", "Spring 2017", date(2017, 3, 1), date(2017, 5, 31), 92, "dated"),
        ("A3", "By June 2017", None, date(2017, 6, 30), None, "dated"),
        ("A4", "Ongoing", None, None, None, "ongoing"),
        ("A6", "TBC", None, None, None, "tbc"),
    ]


def test_the_day_stands_in_the_heading_and_is_that_of_the_registers_if_none_is_asked_for(small: Graph) -> None:
    assert "2017-04-15" in reports.report(small, "timeline", Asked(on="2017-04-15"))[0].title
    assert "2026-11-21" in reports.report(small, "timeline")[0].title
    with pytest.raises(UsageError, match="2017-02-30"):
        reports.report(small, "timeline", Asked(on="2017-02-30"))


def test_the_actions_of_one_body(small: Graph) -> None:
    assert told(small, "standing", "refs", on="2020-01-01", organisation="CQC") == [("A2",), ("A5",), ("A3",)]
    assert "Care Quality Commission" in reports.report(small, "timeline", Asked(organisation="CQC"))[0].title


def test_what_is_due_first_comes_first_then_the_lead_of_which_most_has_passed(tmp_path: Path) -> None:
    rows = "".join(f"A{year}\tDo it.\t{year}\t{lead}\n" for year, lead in [(2018, "CQC"), (2017, "Mind"), (2016, "Mind"), (2030, "CQC"), (2025, "Mind"), (2000, "Home Office")])
    graph = built(tmp_path, f"Ref\tAction\tFinish\tLead\n{rows}")
    assert told(graph, "next", "ask", "refs", on="2020-12-31") == [
        ("Mind", "A2025"), ("Care Quality Commission", "A2030"), ("Mind", "A2017, A2016"), ("Care Quality Commission", "A2018"), ("Home Office", "A2000"),
    ]  # fmt: skip
    assert [period for (period,) in told(graph, "periods", "period")] == ["2000 to 2009", "2010 to 2019", "2020 to 2029", "2030 to 2039"]


def test_a_plan_without_a_date_says_so(tmp_path: Path) -> None:
    answers = {a.name: a for a in reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tMind\n2\tDo more.\tCQC\n"), "timeline")}
    assert [row[:4] for row in answers["next"].rows] == [("Care Quality Commission", "no finish stated", 1, "2"), ("Mind", "no finish stated", 1, "1")]
    assert any("no" in note.casefold() and "ask the leads for dates" in note for note in answers["standing"].notes)
    assert answers["periods"].rows == answers["bodies"].rows == answers["contradictions"].rows == ()
    assert "2 of 2 actions" in answers["periods"].notes[-1]


def test_a_finish_in_words_that_are_no_date_is_not_called_empty(tmp_path: Path) -> None:
    graph = built(tmp_path, "Ref\tAction\tFinish\tLead\n1\tDo it.\twhen we can\tMind\n2\tDo more.\t\tMind\n")
    assert told(graph, "standing", "standing", "refs") == [("its finish is printed in words that name no day", "1"), ("no finish is stated", "2")]


def test_what_the_plan_says_of_the_work_beside_a_date_is_not_passed_over(tmp_path: Path) -> None:
    """And what is done, nobody knows when, is not under way for ever."""
    graph = built(tmp_path, "Ref\tAction\tStart\tFinish\tLead\n1\tDo it.\t2016\tJune 2018 - not complete\tMind\n2\tDo more.\t2016\tCompleted\tMind\n3\tWait.\t\tJune 2020\tMind\n")
    assert told(graph, "standing", "standing", "refs")[0] == ('its date has passed; the plan prints "June 2018 - not complete"', "1")
    assert {period: refs for period, refs in told(graph, "periods", "period", "may_be_under_way_refs")}["2019"] == "3"


def test_a_person_who_leads_is_not_said_to_be_nobody(tmp_path: Path) -> None:
    graph = built(tmp_path, "Ref\tAction\tFinish\tLead\n1\tDo it.\tJune 2018\tDr Ada Example\n2\tDo more.\tJune 2018\t\n")
    assert told(graph, "next", "ask", "refs") == [("a person is named, and no body", "1"), ("no body named as lead", "2")]


def test_a_start_that_is_no_start_is_told_where_the_finish_is_empty(tmp_path: Path) -> None:
    graph = built(tmp_path, "Ref\tAction\tStart\tFinish\tLead\n1\tDo it.\tOngoing\t\tMind\n")
    assert told(graph, "standing", "standing", "do") == [('no finish is stated, but its start is "Ongoing"', "see whether the word belongs under the finish")]


def test_two_plans_name_their_actions_apart(tmp_path: Path) -> None:
    plan = "Ref\tAction\tStart\tFinish\tLead\n1\tDo it.\t2016\t2017\tMind\n"
    assert told(built(tmp_path, plan, plan), "standing", "refs") == [("plan0 1, plan1 1",)]


def test_ten_thousand_actions_take_no_time_and_few_rows() -> None:
    plans = [Planned(n, Window(date(2000 + n % 20, 1, 1), date(2000 + n % 20, 6, 30)), Window(None, date(2005 + n % 20, 6, 30)), "dated") for n in range(10_000)]
    began = time.process_time()
    loads = spread(plans, periods(days(plans)))
    assert time.process_time() - began < 4
    assert [load.period.name for load in loads] == [str(year) for year in range(2000, 2025)]
    assert sum(len(load.due) for load in loads) == 10_000


@pytest.mark.parametrize(
    ("status", "done"),
    [("Completed", True), ("DONE", True), ("Achieved March 2015", True), ("Complete – see annex", True), ("In place", True), ("Complete the form", False), ("To be completed", False),
     ("Completed by June", False), ("Partially complete", False), ("Green", False), ("", False)],
)  # fmt: skip
def test_a_status_that_says_that_the_work_is_done(status: str, done: bool) -> None:
    assert says_done(status) is done


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [((2016, 12, 31), (2016, 12, 31), ["October to December 2016"]), ((2016, 1, 1), (2018, 12, 31), 12), ((2016, 1, 1), (2019, 1, 1), ["2016", "2017", "2018", "2019"]), ((1999, 1, 1), (2028, 1, 1), 30), ((1999, 1, 1), (2029, 1, 1), 4), ((1, 1, 1), (9, 1, 1), 9)],
)
def test_periods_are_as_long_as_the_plan_asks(first: tuple, last: tuple, expected: list[str] | int) -> None:
    found = periods([date(*last), date(*first)])
    assert (len(found) if isinstance(expected, int) else [p.name for p in found]) == expected
    assert all((b.first - a.last).days == 1 for a, b in zip(found, found[1:]))
    assert found[0].first <= date(*first) and found[-1].last >= date(*last)
    assert periods([]) == []


SOME_DAYS = some.one_of(some.none(), some.dates(date(2016, 1, 1), date(2017, 12, 31)))


@wild(some.tuples(SOME_DAYS, SOME_DAYS, SOME_DAYS, SOME_DAYS).map(list), some.dates(date(2016, 1, 1), date(2017, 12, 31)))
def test_what_is_sure_holds_for_every_day_that_is_meant(bounds: list, on: date) -> None:
    """Whatever window it is: surely and maybe are apart, what is surely due is under way, and only what has a last day passes."""
    (s1, s2), (f1, f2) = (sorted(pair) if all(pair) else pair for pair in (bounds[:2], bounds[2:]))
    planned = Planned("x", Window(s1, s2), Window(f1, f2), "dated")
    year = Period("2016", date(2016, 1, 1), date(2016, 12, 31))
    for load in spread([planned], [year]):
        assert not (load.due and load.may_be_due) and not (load.under_way and load.may_be_under_way)
        if load.due and f1 and not impossible(planned):
            assert load.under_way
        if load.under_way:
            starts, ends = [max(s1 or date.min, date.min)], [f2 or date.max]
            assert starts[0] <= year.last and ends[0] >= year.first
    if f1 or f2:
        how = standing(planned, on)
        assert how in ("passed", "open", "next")
        assert (how == "passed") == (f2 is not None and f2 < on)


def test_numbers_are_explained(small: Graph) -> None:
    explained: Answer = reports.report(small, "timeline", Asked(explain=True))[-1]
    said = {(row[0], row[1]) for row in explained.rows}
    assert {("next", "days"), ("standing", "actions"), ("periods", "may be under way"), ("bodies", "leads"), ("actions", "doubt")} <= said
    assert all(row[2] and row[3] for row in explained.rows)
