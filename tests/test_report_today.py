"""The report of today: on a plan small enough to work out by hand, on registers that are made up, and against the questions and checks that know the same rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from second_way import Sources

from concordat.graph import build, query, reports, rules, vocab
from concordat.graph.analysis.holders import History
from concordat.graph.errors import UsageError
from concordat.graph.given import table as given_table
from concordat.graph.reports import Asked
from concordat.graph.store import Graph
from concordat.graph.validate import queries as checks
from concordat.graph.vocab import concept, node, term

CHECKED = "2026-11-21"
PLAN = """Ref\tAction\tStart date\tFinish date\tLead
1. First
A1\tWrite guidance.\t2016\tOngoing\tAlder Board
A2\tTrain staff.\t2016\t\tBirch Board / Alder Board
2. Second
B1\tCount beds.\t2016\tOngoing\tCedar Board (with Alder Board)
B2\tMeet each month.\t2016\tOngoing\t
"""
BODIES = {"A": "Alder Board", "B": "Birch Board", "C": "Cedar Board", "D": "Damson Board", "E": "Elder Board"}
TYPES = {"merger": "Merger", "abolition": "Abolition", "split": "Split", "closure": "Closure", "succession": "Succession", "joint": "JointOperation", "role": "RoleTransfer", "name": "NameChange"}
SOURCE = "https://example.org/register"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The plan, with no register of bodies."""
    path = tmp_path_factory.mktemp("boards") / "boards.txt"
    path.write_text(PLAN, encoding="utf-8")
    return build.build([path], bundled_register=False).graph


@pytest.fixture(scope="module")
def home() -> Graph:
    return build.build().graph


def body(letter: str) -> NamedNode:
    return node("organisation", vocab.slug(BODIES[letter]))


def planted(bare: Graph, *events: str, new_name: str = "") -> Graph:
    """The plan with events: type, status, originals, results (a letter each, - for none), first day, last day, how sure; the bodies stand in a register."""
    store, context, register = Store(), vocab.graph("context"), vocab.graph("register")
    store.extend(q for q in bare.store if q.predicate != term("ccc:registered"))
    for letter, name in BODIES.items():
        if next(store.quads_for_pattern(body(letter), term("skos:prefLabel"), None, None), None) is None:
            store.add(Quad(body(letter), term("skos:prefLabel"), Literal(name, language="en"), register))
    for n, words in enumerate(events):
        kind, status, before, after, first, last, sure = words.split()
        this = node("event", f"e{n}")
        told = {"ccc:eventStatus": concept("event-status", status), "ccc:confidence": concept("confidence", sure), "ccc:source": NamedNode(SOURCE)}
        told |= {"rdf:type": term(f"ccc:{TYPES[kind]}")} if status == "done" else {"rdf:type": term("ccc:PlannedChange"), "ccc:wouldBe": term(f"ccc:{TYPES[kind]}")}
        told |= {"ccc:earliest": Literal(first, datatype=vocab.DATE), "ccc:latest": Literal(last, datatype=vocab.DATE), "ccc:edtf": Literal(f"{first}/{last}", datatype=vocab.EDTF)}
        told |= {"ccc:newName": Literal(new_name)} if kind == "name" else {"ccc:scopeOfTransfer": Literal(f"work of {before}")}
        store.extend(Quad(this, term(name), value, context) for name, value in told.items())
        for predicate, letters in (("ccc:bodyBefore", before), ("ccc:bodyAfter", after)):
            store.extend(Quad(this, term(predicate), body(letter), context) for letter in letters if letter != "-")
    store.extend(rules.derive(store))
    return Graph(store)


def tables(graph: Graph, **asked: object) -> dict[str, list[dict]]:
    answers = reports.report(graph, "today", Asked(**asked))
    return {a.name: [dict(zip([c.name for c in a.columns], row)) for row in a.rows] for a in answers}


def notes(graph: Graph, name: str, **asked: object) -> str:
    return " ".join(next(a for a in reports.report(graph, "today", Asked(**asked)) if a.name == name).notes)


def cells(rows: list[dict], *columns: str) -> list[tuple]:
    return [tuple(row[c] for c in columns) for row in rows]


def now(graph: Graph, **asked: object) -> dict[tuple[str, str], tuple[str, str, str]]:
    return {(r["ref"], r["lead"]): (r["now"], r["what_happened"], r["sure"]) for r in tables(graph, **asked)["actions"]}


# ---- what moves an action


def test_who_took_over_is_followed_over_several_steps_and_told_once_it_was_done(bare: Graph) -> None:
    graph = planted(bare, "merger done A D 2018-01-01 2018-03-31 high", "succession done D E 2020-05-01 2020-05-01 low")

    leads = {on: now(graph, on=on)["A1", "Alder Board"] for on in ("2017-12-31", "2018-01-01", "2018-03-30", "2018-03-31", "2020-04-30", "2020-05-01")}
    assert leads == {
        "2017-12-31": ("Alder Board", "no change found", ""),
        "2018-01-01": ("Alder Board", "may have ended", ""),
        "2018-03-30": ("Alder Board", "may have ended", ""),
        "2018-03-31": ("Damson Board", "taken over", "certain"),
        "2020-04-30": ("Damson Board", "taken over", "certain"),
        "2020-05-01": ("Elder Board", "taken over", "certain"),
    }
    row = tables(graph)["actions"][0]
    assert (row["confidence"], row["known"], row["source"]) == ("low", "work of A; work of D", SOURCE)
    assert row["steps"] == (
        "Alder Board was merged with others between 1 January 2018 and 31 March 2018; its work went to Damson Board; "
        "Damson Board was followed by another body on 1 May 2020; its work went to Elder Board (weak evidence)"
    )


def test_a_day_within_the_period_of_an_event_is_said_to_be(bare: Graph) -> None:
    graph = planted(bare, "merger done A D 2018-01-01 2018-03-31 high")

    seen = tables(graph, on="2018-02-01")
    assert seen["actions"][0]["doubt"] == "may have happened: Alder Board was merged with others between 1 January 2018 and 31 March 2018; its work went to Damson Board"
    assert cells(seen["bodies"], "organisation", "effect", "when", "now") == [("Alder Board", "may have happened", "between 1 January 2018 and 31 March 2018", "Alder Board")]
    assert cells(seen["monday"], "do", "who", "refs") == [("Find out whether this is so of Alder Board", "Alder Board", "A1, A2")]


def test_a_split_gives_possible_holders_and_what_is_known_of_it(bare: Graph) -> None:
    graph = planted(bare, "split done A DE 2020-01-01 2020-01-01 medium")

    seen = tables(graph)
    assert now(graph)["A1", "Alder Board"] == ("Damson Board; Elder Board", "possibly taken over", "possible")
    assert cells(seen["orphaned"], "ref", "led", "possible_holders", "known") == [("A1", "only possible holders", "Damson Board; Elder Board", "work of A")]
    assert cells(seen["monday"], "do", "who", "actions", "refs") == [
        ("Ask which of these leads it now, in place of Alder Board", "Damson Board; Elder Board", 1, "A1"),
        ("Settle the part of Alder Board, which has ended: others lead on", "Birch Board; Damson Board; Elder Board", 1, "A2"),
    ]


def test_an_action_whose_lead_ended_with_nobody_named_is_orphaned(bare: Graph) -> None:
    graph = planted(bare, "closure done A - 2020-01-01 2020-01-01 high")

    seen = tables(graph)
    assert cells(seen["orphaned"], "ref", "led", "possible_holders") == [("A1", "nobody named", "")]
    assert cells(seen["monday"], "do", "who", "refs") == [
        ("Find a lead in place of Alder Board, or close the action", "nobody named", "A1"),
        ("Settle the part of Alder Board, which has ended: others lead on", "Birch Board", "A2"),
    ]
    assert cells(seen["partners"], "ref", "partner", "now") == [("B1", "Alder Board", "nobody named")]


def test_the_new_lead_is_told_and_a_lead_that_leads_already_takes_the_part(bare: Graph) -> None:
    """Alder, the only lead of A1 and one of two of A2, was taken over by Birch, the other lead of A2."""
    assert cells(tables(planted(bare, "abolition done A B 2020-01-01 2020-01-01 high"))["monday"], "do", "who", "refs") == [
        ("Tell the new lead, in place of Alder Board", "Birch Board", "A1"),
        ("Strike out Alder Board: their work is with another lead of the action", "Birch Board", "A2"),
    ]


def test_a_lead_whose_end_is_not_sure_is_to_be_found_out(bare: Graph) -> None:
    """On weak evidence nobody is told to strike anything out; the other leads are asked, where there is none the body itself."""
    for event, whom in (("closure done A - 2020-01-01 2020-01-01 low", "Alder Board; Birch Board"), ("merger done A D 2020-01-01 2020-01-01 low", "Birch Board; Damson Board")):
        rows = tables(planted(bare, event))["monday"]
        assert [row["do"] for row in rows] == ["Find out whether Alder Board has ended"]
        assert (rows[0]["refs"], rows[0]["who"]) == ("A1, A2", whom)


DATED = """Ref\tAction\tFinish date\tLead\tStatus
A1\tWrite guidance.\tMay 2018\tAlder Board\t
A2\tTrain staff.\tJune 2018\tBirch Board / Alder Board\t
A3\tCount beds.\tJune 2018\tAlder Board\tComplete
A4\tMeet each month.\tOngoing\tAlder Board\t
"""


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("dated") / "dated.txt"
    path.write_text(DATED, encoding="utf-8")
    return build.build([path], bundled_register=False).graph


def test_what_is_still_open_comes_before_what_has_a_date_that_passed(dated: Graph) -> None:
    """On 15 June A1 has passed and A2 has not; A3 is done, A4 has no end. Of the passed one first ask whether it was done."""
    graph = planted(dated, "abolition done A D 2017-01-01 2017-01-01 high")

    assert cells(tables(graph, on="2018-06-15")["monday"], "do", "who", "refs", "why") == [
        ("Tell the new lead, in place of Alder Board", "Damson Board", "A2, A4", "Alder Board was abolished on 1 January 2017; its work went to Damson Board"),
        ("Date passed: first ask whether it was done, or close it", "Damson Board", "A1", "If it goes on: Tell the new lead, in place of Alder Board"),
    ]
    assert "the plan says that they are done: 1." in notes(graph, "monday", on="2018-06-15")
    assert cells(tables(graph, on="2018-07-01")["monday"], "who", "refs") == [("Damson Board", "A4"), ("Birch Board", "A2"), ("Damson Board", "A1")]


def test_what_is_foretold_is_known_from_the_day_of_the_check_on_and_is_overdue_after_its_last_day(bare: Graph) -> None:
    graph = planted(bare, "abolition planned C E 2027-01-01 2027-04-30 high")

    said = {on: cells(tables(graph, on=on)["monday"], "do", "why") for on in ("2026-11-20", CHECKED, "2027-04-30", "2027-05-01")}
    plan = "planned, not done: Cedar Board is to be abolished ({}expected by 30 April 2027); its work is to go to Elder Board"
    assert said == {
        "2026-11-20": [],
        CHECKED: [("Prepare: Cedar Board is to change", plan.format(""))],
        "2027-04-30": [("Prepare: Cedar Board is to change", plan.format(""))],
        "2027-05-01": [("Check whether the change of Cedar Board has happened", plan.format("was "))],
    }
    assert tables(graph, on="2026-11-20")["announced"] == []
    assert "do not say since when it was known" in notes(graph, "monday", on="2026-11-20")


def test_a_body_of_which_the_register_is_not_sure_is_not_said_to_stand(bare: Graph) -> None:
    store = Store()
    store.extend(planted(bare).store)
    for letter, sure in (("A", "high"), ("B", "medium"), ("C", "low")):
        store.extend([Quad(body(letter), term("ccc:registered"), Literal(True), vocab.graph("register")), Quad(body(letter), term("ccc:confidence"), concept("confidence", sure), vocab.graph("register"))])
    seen = tables(Graph(store))

    assert cells(seen["monday"], "do", "who", "refs") == [("Check whether these still exist: Birch Board, Cedar Board", "Alder Board", "A2, B1")]
    doubtful = "no change found, but the register is not sure of it"
    assert cells(seen["actions"], "lead", "what_happened") == [("Alder Board", "no change found"), ("Birch Board", doubtful), ("Alder Board", "no change found"), ("Cedar Board", doubtful)]


@pytest.mark.parametrize("event", ["joint done A D", "role done A D", "merger done AB A", "merger planned A D", "abolition announced A D"])
def test_what_ends_no_body_moves_nothing(bare: Graph, event: str) -> None:
    """Joint operation, the transfer of a role, a merger into the body itself, what is planned or announced."""
    assert now(planted(bare, f"{event} 2020-01-01 2020-01-01 high"))["A1", "Alder Board"] == ("Alder Board", "no change found", "")


def test_a_new_name_keeps_the_body_and_shows_from_its_day(bare: Graph) -> None:
    graph = planted(bare, "name done A - 2020-01-01 2020-01-01 high", new_name="Aspen Board")

    assert now(graph, on="2019-12-31")["A1", "Alder Board"][:2] == ("Alder Board", "no change found")
    assert now(graph, on="2020-01-01")["A1", "Alder Board"][:2] == ("Aspen Board", "same body, new name")
    assert cells(tables(graph)["monday"], "do", "who", "refs") == [("Use the present name of Alder Board", "Aspen Board", "A1, A2")]


def test_before_it_took_its_name_a_body_has_the_old_one(home: Graph) -> None:
    """The Royal College of Emergency Medicine was the College of Emergency Medicine until 4 February 2015; that was no new name then."""
    assert {now(home, on=day)["3.4", "Royal College of Emergency Medicine"][:2] for day in ("2014-01-01", "2015-02-03")} == {("College of Emergency Medicine", "no change found")}
    assert now(home, on="2015-02-04")["3.4", "Royal College of Emergency Medicine"][:2] == ("Royal College of Emergency Medicine", "no change found")


def test_a_register_that_goes_round_in_a_circle_comes_to_an_end(bare: Graph) -> None:
    graph = planted(bare, "merger done A D 2018-01-01 2018-01-01 high", "merger done D A 2019-01-01 2019-01-01 high")

    assert now(graph)["A1", "Alder Board"] == ("nobody named", "nobody named", "")
    assert tables(graph)["actions"][0]["doubt"] == "the register leads round in a circle"


def test_a_way_that_ends_with_nobody_is_said_where_another_does_not(bare: Graph) -> None:
    graph = planted(bare, "split done A DE 2018-01-01 2018-01-01 high", "closure done E - 2019-01-01 2019-01-01 low")

    row = tables(graph)["actions"][0]
    assert (row["now"], row["sure"], row["doubt"]) == ("Damson Board", "possible", "Elder Board ended and nobody named after it")


def test_what_is_announced_is_said_as_announced_with_its_actions(bare: Graph) -> None:
    graph = planted(bare, "abolition done A D 2020-01-01 2020-01-01 high", "split announced D BE 2030-01-01 2030-12-31 low", "merger planned C E 2024-01-01 2024-12-31 medium")

    seen = tables(graph)
    assert cells(seen["announced"], "organisation", "status", "to", "leads_now", "partner_now", "overdue") == [
        ("Cedar Board", "planned", "Elder Board", "B1", "", "yes: look whether it is done"),
        ("Damson Board", "announced", "Birch Board; Elder Board", "A1, A2", "B1", ""),
    ]
    prepare = {row["who"]: row["why"] for row in seen["monday"] if row["do"].startswith("Prepare")}
    assert prepare == {"Damson Board": "announced, not done: Damson Board is to be split up (expected by 31 December 2030); its work is to go to Birch Board, Elder Board (weak evidence) (work of D)"}


# ---- what is not known, and what is asked for


def test_of_a_body_in_no_register_nothing_is_told(bare: Graph) -> None:
    seen = tables(bare)

    assert now(bare)["A1", "Alder Board"] == ("Alder Board", "in no register: cannot be told", "")
    assert cells(seen["unregistered"], "organisation", "actions", "leads", "partner_in") == [("Alder Board", 3, "A1, A2", "B1"), ("Birch Board", 1, "A2", ""), ("Cedar Board", 1, "B1", "")]
    assert seen["monday"] == []
    assert "Of 3 of 3 bodies nothing can be told" in notes(bare, "monday")
    assert "1 of 4 actions name no body as their lead" in notes(bare, "monday")
    assert "Nothing to do" not in notes(bare, "monday")
    assert "Every action" not in notes(bare, "orphaned")


def test_the_day_stands_in_the_heading_and_what_lies_outside_is_said(bare: Graph) -> None:
    graph = planted(bare, "merger done A D 2018-01-01 2018-03-31 high")

    assert reports.report(graph, "today")[0].title == f"What to do on Monday, seen from {CHECKED}"
    assert "seen from 2017-05-06" in reports.report(graph, "today", Asked(on="2017-05-06"))[0].title
    assert "Of the events that are registered as done, 1 had not happened by then" in notes(graph, "monday", on="2017-05-06")
    assert "What happened after the registers were checked is not known" in notes(graph, "monday", on="2030-01-01")
    with pytest.raises(UsageError, match="2018-02-31"):
        reports.report(graph, "today", Asked(on="2018-02-31"))


def test_one_section_and_one_body(bare: Graph) -> None:
    graph = planted(bare, "abolition done A D 2020-01-01 2020-01-01 high")

    assert cells(tables(graph, section="2")["actions"], "ref", "lead") == [("B1", "Cedar Board")]
    assert tables(graph, section="2")["monday"] == []
    assert "with a part for Damson Board" in reports.report(graph, "today", Asked(organisation="Damson Board"))[0].title
    assert cells(tables(graph, organisation="Damson Board")["actions"], "ref", "now") == [("A1", "Damson Board"), ("A2", "Birch Board"), ("A2", "Damson Board"), ("B1", "Cedar Board")]
    assert cells(tables(graph, organisation="Cedar Board")["actions"], "ref", "now") == [("B1", "Cedar Board")]


def test_a_plan_without_leads_gives_a_report(tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("Ref\tAction\n1\tRest.\n", encoding="utf-8")

    seen = tables(build.build([tmp_path / "none.txt"]).graph)
    assert {name: rows for name, rows in seen.items() if rows} == {}


def test_what_rests_on_memory_is_told_only_where_the_graph_has_it_and_as_not_confirmed(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("Ref\tAction\tLead\n1\tTrain commissioners.\tNHS Clinical Commissioners\n", encoding="utf-8")
    without, held = (build.build([tmp_path / "p.txt"], unconfirmed=asked).graph for asked in (False, True))

    assert tables(without)["unconfirmed"] == []
    assert tables(without)["actions"][0]["doubt"] == ""
    said = "not confirmed: NHS Clinical Commissioners ended about mid-2022 and was absorbed in the NHS Confederation."
    assert cells(tables(held)["unconfirmed"], "organisation", "statement", "leads") == [("NHS Clinical Commissioners", said, "1")]
    assert cells(tables(held)["actions"], "now", "what_happened", "doubt") == [("NHS Clinical Commissioners", "no change found, but the register is not sure of it", said)]
    assert cells(tables(without)["monday"], "do") == [("Check whether these still exist: NHS Clinical Commissioners",)]
    assert "concordat build --unconfirmed" in notes(without, "monday")
    assert cells(tables(held)["monday"], "do", "why") == [("Find out whether this is so of NHS Clinical Commissioners", said)]


def test_every_figure_says_what_it_does_not_mean(bare: Graph) -> None:
    from concordat.graph.tables import numeric

    for answer in reports.report(bare, "today"):
        assert [c.name for c, number in zip(answer.columns, numeric(answer)) if number and not (c.about and c.limits)] == []


# ---- the same rule elsewhere


def known(graph: Graph) -> dict[tuple[str, str], tuple[set[str], str]]:
    """Of each action and lead that has ended, by the question ended-leads: the holders, and how sure."""
    found: dict[tuple[str, str], tuple[set[str], str]] = {}
    for ref, lead, _, _, _, holder, sure, *_ in query.run(graph, "ended-leads").rows:
        holders, said = found.setdefault((ref, lead), (set(), ""))
        found[ref, lead] = (holders | ({holder} - {"nobody named"}), said or sure)
    return found


def told(graph: Graph) -> dict[tuple[str, str], tuple[set[str], str]]:
    """The same by the report."""
    ended = {"taken over", "possibly taken over", "nobody named"}
    rows = [row for row in tables(graph)["actions"] if row["what_happened"] in ended]
    return {(r["ref"], r["lead"]): (set(r["now"].split("; ")) - {"nobody named"}, r["sure"]) for r in rows}


def test_the_home_plan_is_told_as_the_question_and_the_check_tell_it(home: Graph) -> None:
    assert told(home) == known(home)
    assert len(told(home)) == 16

    findings = checks.findings(home.store, [checks.checks()["lead-ended"]])
    of_check = {(f.action, f.message.partition(",")[0]): f.message for f in findings}
    assert set(of_check) == set(told(home))
    for key, (holders, sure) in told(home).items():
        assert ("possibly with one of these" in of_check[key]) == (sure == "possible")
        assert ("Nobody is named" in of_check[key]) == (not holders)
        assert all(holder in of_check[key] for holder in holders)


EVENTS = st.lists(
    st.tuples(st.sampled_from(sorted(set(TYPES) - {"name"})), st.sampled_from(["done", "done", "done", "planned"]), st.sets(st.sampled_from("ABCDE"), min_size=1, max_size=2), st.sets(st.sampled_from("ABCDE"), max_size=2)),
    max_size=6,
)


@settings(max_examples=30)
@given(EVENTS)
def test_any_register_is_followed_as_the_question_follows_it(bare: Graph, events: list[tuple[str, str, set[str], set[str]]]) -> None:
    words = [f"{kind} {status} {''.join(sorted(before))} {''.join(sorted(after)) or '-'} 2020-01-01 2020-01-01 high" for kind, status, before, after in events]
    graph = planted(bare, *words)

    assert told(graph) == known(graph)


@settings(max_examples=30)
@given(EVENTS, st.integers(0, 7))
def test_what_is_done_on_a_day_does_not_depend_on_what_comes_after(bare: Graph, events: list[tuple[str, str, set[str], set[str]]], years: int) -> None:
    """Seen from a day, a register is as good as one that ends there."""
    words = [f"{kind} {status} {''.join(sorted(before))} {''.join(sorted(after)) or '-'} {2020 + n}-01-01 {2020 + n}-01-01 high" for n, (kind, status, before, after) in enumerate(events)]
    rows = given_table(planted(bare, *words), "events")
    on, checked = date(2019 + years, 6, 1), date(2030, 1, 1)
    shorter = [row for row in rows if row["earliest"] <= on]

    for letter in BODIES:
        assert History(rows, on, checked).standing(body(letter).value) == History(shorter, checked, checked).standing(body(letter).value)


def test_partners_of_the_home_plan_are_those_of_the_records(home: Graph) -> None:
    """The partners read by eye; of these only Public Health England, the commissioning groups and the department are not as they were."""
    rows = tables(home)["partners"]
    read = {(r["ref"], name) for r in Sources().records for name, role in Sources().roles(r).items() if role == "partner"}

    assert {(row["ref"], row["partner"]) for row in rows} == read
    assert {(row["partner"], row["now"]) for row in rows if not row["what_happened"].startswith("no change found")} == {
        ("Public Health England", "NHS England; Office for Health Improvement and Disparities; UK Health Security Agency"),
        ("Clinical commissioning groups", "Integrated care boards"),
        ("Department of Health", "Department of Health and Social Care"),
    }


def test_two_plans_in_one_graph_are_told_apart(tmp_path: Path) -> None:
    for name in ("north", "south"):
        (tmp_path / f"{name}.txt").write_text("Ref\tAction\tLead\n1\tTrain staff.\tHealth Education England\n", encoding="utf-8")
    graph = build.build([tmp_path / "north.txt", tmp_path / "south.txt"]).graph

    assert cells(tables(graph)["actions"], "ref", "now") == [("north 1", "NHS England"), ("south 1", "NHS England")]
    assert cells(tables(graph, plan="south")["actions"], "ref", "now") == [("1", "NHS England")]
