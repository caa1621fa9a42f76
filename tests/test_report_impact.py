"""The report of impact, on a plan small enough to work out by hand; and what waits, against a plainer reckoning on networks drawn by chance."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import build, reports
from concordat.graph.analysis.impact import candidates, losses, waiting_on
from concordat.graph.answer import Answer
from concordat.graph.errors import UsageError
from concordat.graph.reports import Asked, impact
from concordat.graph.store import Graph
from concordat.graph.tables import numeric

# PHE leads 1 alone, 2 with Mind (for a part), is a partner of DH in 3, and only named in 4. 5 waits for 1, 6 for 5, 7 for 3, and 2 for 1.
PLAN = """Ref\tAction\tStart\tFinish\tLead
1. Houses
1\tWrite the report.\t2020\t2021\tPHE
2\tFollowing action 1, hold the survey.\t2020\t2021\tPHE / Mind (for the schools)
3\tPublish guidance on suicide prevention.\t2020\t2021\tDH (with PHE and CQC)
4\tWrite a letter to Public Health England.\t2020\t2021\tHO
2. Streets
5\tFollowing action 1, light the streets.\t2020\tOngoing\tHO
6\tFollowing action 5, paint the streets.\t2020\t2021\tDH
7\tFollowing action 3, count the trees.\t2020\t2021\t
3. Fields
8\tPlough the fields.\t2020\t2021\tNetwork Rail
9\tSow the seed.\t2020\t2021\tlocal authorities
10\tReap the corn.\t2020\t2021\tlocal authorities
1. Houses
11\tBuild the houses.\t2020\t2021\tDH
"""


def made(folder: Path, text: str, **options: bool) -> Graph:
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    return build.build([folder / "plan.txt"], **options).graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return made(tmp_path_factory.mktemp("plan"), PLAN)


@pytest.fixture(scope="module")
def told(graph: Graph) -> list[Answer]:
    return reports.report(graph, "impact", Asked(about="Public Health England"))


def rows(answers: list[Answer], name: str, *columns: str) -> list[tuple]:
    answer = next(a for a in answers if a.name == name)
    at = [[c.name for c in answer.columns].index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in answer.rows]


# ---- by hand


def test_it_begins_with_what_breaks_and_what_to_do(told: list[Answer]) -> None:
    assert told[0].title == "Without Public Health England: what breaks, as the plan has it, seen from 2026-11-21"
    assert rows(told, "losses", "what", "actions", "refs", "who") == [
        ("actions that lose their only lead", 1, "1", "no other lead in the plan"),
        ("actions that lose their lead for all but a named part", 1, "2", "Mind (for the schools)"),
        ("actions that lose a partner", 1, "3", "Department of Health"),
        ("actions that only mention it", 1, "4", "Home Office"),
        ("what waits for those that lose their only lead", 3, "2, 5, 6", "Mind; Home Office; Department of Health"),
        ("what waits for the others", 1, "7", "nobody else"),
    ]
    (now, do), *others = rows(told, "losses", "now", "do")
    assert now.startswith("Public Health England has ended, the work may be with any of ") and "UK Health Security Agency" in now
    assert do.startswith("It has ended already: ask those who may have its work")
    assert others[0][1].startswith("Name a new lead for the rest") and others[1][0] == "Department of Health is called Department of Health and Social Care"


def test_each_action_says_who_remains_and_where_the_role_stands(told: list[Answer]) -> None:
    found = rows(told, "actions", "ref", "loses", "leads_left", "partners_left", "held_up", "printed", "place")

    assert [row[:6] for row in found] == [
        ("1", "its only lead", "", "", 3, "PHE"),
        ("2", "its lead, but for a named part", "Mind (for the schools)", "", 0, "PHE"),
        ("3", "a partner", "Department of Health", "Care Quality Commission", 1, "PHE"),
        ("4", "a body that it only mentions", "Home Office", "", 0, "Public Health England"),
    ]
    assert [PLAN[slice(*map(int, row[6].split("-")))] for row in found] == [row[5] for row in found]


def test_what_waits_directly_and_through_others(told: list[Answer]) -> None:
    """2, which loses a lead itself, waits for 1; what only waits for 4, where the body is mentioned, would not count."""
    assert rows(told, "waiting", "ref", "waits_for", "steps", "through", "loses", "leads") == [
        ("2", "1", 1, "1", "its only lead", "Public Health England; Mind"),
        ("5", "1", 1, "1", "its only lead", "Home Office"),
        ("7", "3", 1, "3", "a partner", "nobody named"),
        ("6", "1", 2, "5", "its only lead", "Department of Health"),
    ]
    assert rows(told, "bodies", "organisation", "actions", "refs", "waits_for") == [("Department of Health", 1, "6", "1"), ("Home Office", 1, "5", "1"), ("Mind", 1, "2", "1")]


def test_who_works_beside_it_with_the_reasons(told: list[Answer]) -> None:
    """DH leads 11, too, in the section of 1, 2 and 3; the Home Office shares nothing."""
    assert rows(told, "candidates", "organisation", "actions", "shared", "share", "leads", "partner_in", "leads_near", "near") == [
        ("Department of Health", "3", 1, 0.33, "3", "", 1, "11"),
        ("Mind", "2", 1, 0.33, "2", "", 0, ""),
        ("Care Quality Commission", "3", 1, 0.33, "", "3", 0, ""),
    ]
    assert rows(told, "candidates", "why")[0][0].startswith("leads 1 of the 3; leads 1 more in the same sections")
    assert next(a for a in told if a.name == "candidates").notes[-1].startswith("This is no recommendation")


def test_what_the_register_knows_of_it_is_told_with_its_source(told: list[Answer]) -> None:
    (found,) = rows(told, "fate", "event", "status", "when", "after", "source")

    assert found[:3] == ("Split", "done", "2021-09-30/2021-10-01")
    assert "UK Health Security Agency" in found[3] and found[4].startswith("http")
    assert any(note.startswith("What the registers know of Public Health England: split, done 2021-09-30/2021-10-01, to ") for note in told[0].notes)


def test_a_candidate_that_is_to_end_is_said_to_be() -> None:
    found = dict(rows(reports.report(build.build().graph, "impact", Asked(about="PHE")), "candidates", "organisation", "became"))

    assert found["NHS England"].startswith("abolition, planned 2026-06-25/2027-04, to ")
    assert found["Health Education England"] == "abolition, done 2023-04-01, to NHS England"
    assert found["Local Government Association"] == ""


def test_two_bodies_that_work_as_one_are_not_said_to_follow_each_other() -> None:
    notes = reports.report(build.build().graph, "impact", Asked(about="NHS England"))[0].notes

    assert any("joint operation, done 2019-04-01, with NHS Improvement; change of name, done 2022-07-01; abolition, planned" in note for note in notes)


# ---- as it is today

# Health Education England went to NHS England in April 2023; Public Health England was split in 2021, and NHS England is one that may hold its work.
NOW = """Ref\tAction\tLead
1\tTrain staff.\tHEE
2\tPlan the workforce.\tNHS England / HEE
3\tPrevent illness.\tPHE
4\tCommission beds.\tNHS England
5\tInspect wards.\tNHS England / CQC
"""


def test_what_it_took_over_stands_beside_what_the_plan_gives_it(tmp_path: Path) -> None:
    told = reports.report(made(tmp_path, NOW), "impact", Asked(about="NHS England", on="2026-11-21"))
    found = {what: cells for what, *cells in rows(told, "losses", "what", "refs", "who", "now")}

    assert [cells[0] for cells in found.values()] == ["4", "2", "5", "1", "3"]
    assert found["actions that lose their only lead"][1] == "no other lead in the plan"
    assert found["actions that lose their only lead"][2].startswith("planned, not done: abolition, the work to go to Department of Health and Social Care")
    ended = "Health Education England has ended, the work is with NHS England"
    assert found["actions whose other leads have all ended: today it alone is left"][1:] == ["Health Education England", ended]
    assert found["actions that it holds today, though the plan names another body"][1:] == ["Health Education England", ended]
    assert "actions that it may hold today, as one of several possible holders" in found
    assert "By the plan it leads 3 actions; today it holds 4, 1 of them since the lead that the plan names has ended." in told[0].notes


def test_before_the_other_leads_ended_nothing_had_moved(tmp_path: Path) -> None:
    told = reports.report(made(tmp_path, NOW), "impact", Asked(about="NHS England", on="2018-01-01"))

    assert rows(told, "losses", "what", "refs") == [("actions that lose their only lead", "4"), ("actions that lose one of several leads", "2, 5")]


def test_an_end_of_which_the_register_is_not_sure_is_told_as_such(tmp_path: Path) -> None:
    """That the Centre of Excellence for Information Sharing closed is inferred; what is asked about has ended itself, and the first row says so."""
    told = reports.report(made(tmp_path, "Ref\tAction\tLead\n1\tShare data.\tCentre of Excellence for Information Sharing / PHE\n"), "impact", Asked(about="PHE"))
    ((now,),) = rows(told, "losses", "now")

    assert now.startswith("Public Health England has ended, the work may be with any of ")
    assert now.endswith("; Centre of Excellence for Information Sharing seems to have ended, nobody named to follow")


# ---- others than a body among others


def test_a_class_of_bodies_can_be_asked(graph: Graph) -> None:
    answers = reports.report(graph, "impact", Asked(about="local authorities"))

    assert rows(answers, "losses", "what", "actions", "refs") == [("actions that lose their only lead", 2, "9, 10")]


def test_who_shares_nothing_has_its_neighbours_shown(graph: Graph) -> None:
    answers = reports.report(graph, "impact", Asked(about="Network Rail"))

    assert rows(answers, "candidates", "organisation", "shared", "near") == [("Local authorities", 0, "9, 10")]
    assert next(a for a in answers if a.name == "candidates").notes[0].startswith("Network Rail shares no action with anybody")


def test_a_body_without_a_role_breaks_nothing(graph: Graph) -> None:
    answers = reports.report(graph, "impact", Asked(about="Ministry of Defence"))

    assert [len(a.rows) for a in answers] == [0] * len(answers)
    assert answers[0].notes[0] == "Ministry of Defence has no role in any action: by the words of the plan nothing breaks."
    assert "What the registers know of Ministry of Defence: no change found." in answers[0].notes


def test_a_body_in_no_register_can_be_asked(tmp_path: Path) -> None:
    answers = reports.report(made(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tAmbridge Forum\n", bundled_register=False), "impact", Asked(about="Ambridge Forum"))

    assert rows(answers, "losses", "refs") == [("1",)]
    assert any("no register of changes in this graph" in note for note in answers[0].notes)


def test_without_a_register_and_a_day_it_works_and_says_so(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impact, "checked_on", lambda store: None)
    first = reports.report(graph, "impact", Asked(about="Mind"))[0]

    assert first.title == "Without Mind: what breaks, as the plan has it"
    assert any("no day from which to look" in note for note in first.notes)


def test_only_one_section(graph: Graph) -> None:
    answers = reports.report(graph, "impact", Asked(about="Home Office", section="2"))

    assert rows(answers, "losses", "refs") == [("5",), ("6",)]
    assert answers[0].title == "Without Home Office: what breaks, as the plan has it, seen from 2026-11-21, section 2"


def test_it_needs_a_name_that_there_is(graph: Graph) -> None:
    with pytest.raises(UsageError, match="names nothing"):
        reports.report(graph, "impact", Asked(about="Ministry of Silly Walks"))


def test_without_a_name_every_body_stands_in_a_row(graph: Graph) -> None:
    """By the plan above: the local authorities lead 9 and 10 alone."""
    [bodies] = reports.report(graph, "impact")
    told = dict(zip([row[0] for row in bodies.rows], bodies.rows))

    assert told["Local authorities"][1:3] == (2, "9, 10")
    assert "Ministry of Defence" not in told


def test_every_figure_says_what_it_does_not_mean(told: list[Answer]) -> None:
    assert [(a.name, c.name) for a in told for c, number in zip(a.columns, numeric(a)) if number and not (c.about and c.limits)] == []


# ---- the reckoning


def test_the_highest_role_counts_and_its_order_is_that_of_the_plan() -> None:
    net = nx.MultiDiGraph()
    net.add_nodes_from((str(n), {"order": n}) for n in (2, 10))
    net.add_edges_from([("a", "10", {"role": "mentioned"}), ("a", "10", {"role": "lead"}), ("a", "2", {"role": "lead"}), ("b", "2", {"role": "mentioned"})])

    assert [(loss.action, loss.loses, loss.leads) for loss in losses(net, "a")] == [("2", "its only lead", ()), ("10", "its only lead", ())]
    assert losses(net, "nobody") == [] and candidates(net, "nobody", {}, {}) == []


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14).map(nx.DiGraph), st.sets(st.integers(0, 8)))
@settings(max_examples=200)
def test_what_waits_is_what_a_search_from_each_action_finds(waiting: nx.DiGraph, lost: set[int]) -> None:
    found = {wait.action: wait for wait in waiting_on(waiting, lost)}
    far = {n: {m: len(way) - 1 for m, way in nx.single_source_shortest_path(waiting, n).items() if m in lost and m != n} for n in waiting}

    assert {n: set(wait.on) for n, wait in found.items()} == {n: set(others) for n, others in far.items() if others}
    for n, wait in found.items():
        assert wait.steps == min(far[n].values())
        assert waiting.has_edge(n, wait.through)
        assert (wait.through in lost) if wait.steps == 1 else min(far_ for m, far_ in far[wait.through].items() if m != n) == wait.steps - 1
    assert [wait.steps for wait in waiting_on(waiting, lost)] == sorted(wait.steps for wait in found.values())
