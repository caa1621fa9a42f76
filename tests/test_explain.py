"""Explanations: from a name or a reference to the words, the rule and how sure; and what became of a body, told of the right one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from concordat import __version__
from concordat.graph import build
from concordat.graph.answer import Answer
from concordat.graph.errors import UsageError
from concordat.graph.explain import explain
from concordat.graph.store import Graph
from concordat.graph.vocab import term

HEADER = "Ref\tAction\tLead\n"


@pytest.fixture(scope="module")
def home() -> Graph:
    return build.build().graph


def table(answers: list[Answer], name: str) -> list[dict]:
    answer = next(a for a in answers if a.name == name)
    return [dict(zip([c.name for c in answer.columns], row)) for row in answer.rows]


def test_an_action_with_its_words_and_places(home: Graph) -> None:
    claims = {(r["what"], r["value"], r["printed"], r["at"], r["confidence"]) for r in table(explain(home, "3.8"), "claims")}
    assert ("lead", "NHS England", "NHS E", "11967-11972", "high") in claims
    assert ("funded by", "Health-based places of safety fund: up to GBP 15,000,000", "up to £15m", "11900-11910", "high") in claims


def test_partners_without_a_name_are_shown_with_their_words(home: Graph) -> None:
    assert [r["printed"] for r in table(explain(home, "3.13"), "claims") if "partners" in r["what"]] == ["with partner agencies"]


def test_a_body_by_any_of_its_names(home: Graph) -> None:
    told = [[(r["ref"], r["as"]) for r in table(explain(home, name), "actions")] for name in ("RCEM", "Royal College of Emergency Medicine", "royal-college-of-emergency-medicine")]
    assert told[0] == told[1] == told[2] == [("3.4", "lead"), ("3.11", "lead")]


def test_events_say_whose_they_are(home: Graph) -> None:
    """NHS England took over from others and is itself only announced to end; the Department would take it on."""
    told = {name: [(r["what"].split(" (")[0], r["status"]) for r in table(explain(home, "NHS England"), name)] for name in ("later", "planned")}
    assert ("took over from Health Education England", "done") in told["later"]
    assert ("Abolition of NHS England", "planned") in told["planned"]
    assert {status for _, status in told["later"]} == {"done"}
    assert "done" not in {status for _, status in told["planned"]}
    health = explain(home, "Department of Health")
    assert not any(r["what"].startswith("Abolition of Department") for r in table(health, "later"))
    assert [r["what"].split(" (")[0] for r in table(health, "planned")] == ["is to take over from NHS England"]


def test_a_change_of_law_that_is_not_in_force_is_told_apart(home: Graph) -> None:
    """The Mental Health Act 2025 s.48 is enacted; nobody has said that it has commenced."""
    told = {name: {(r["to"], r["status"]) for r in table(explain(home, "s136"), name)} for name in ("later", "planned")}
    assert ("by Mental Health Act 2025 s.48", "Commencement not confirmed") in told["planned"]
    assert {status for _, status in told["later"]} == {"In force"}


def test_a_body_that_a_reviewer_recognised(tmp_path: Path) -> None:
    """Beside the claim of the action, and under the body that the words mean."""
    (tmp_path / "p.txt").write_text(f"{HEADER}1\tDo it.\tHome Ofice\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text("plan,ref,what,printed,decision,same_as,by,on\np,*,organisation,Home Ofice,same-as,HO,A. Reader,2026-11-20\n", encoding="utf-8")
    graph = build.build([tmp_path / "p.txt"], decisions_file=tmp_path / "d.csv").graph
    said = "same as Home Office by A. Reader on 2026-11-20; was Home Ofice, medium; d.csv, row 2"
    assert [r["decision"] for r in table(explain(graph, "1"), "claims") if r["what"] == "lead"] == [said]
    assert [(r["ref"], r["printed"], r["decision"]) for r in table(explain(graph, "Home Office"), "decisions")] == [("1", "Home Ofice", said)]


def test_without_decisions_nothing_is_said_of_them(home: Graph) -> None:
    assert "decision" not in table(explain(home, "3.8"), "claims")[0]


def test_a_law_with_its_changes(home: Graph) -> None:
    later = table(explain(home, "s136"), "later")
    assert any(r["when"] == "2017-12-11" and "Policing and Crime Act 2017 s.80" in r["to"] for r in later)


def test_an_action_without_a_reference_by_its_key(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text(f"{HEADER}1\tDo it.\tDH\n\tThen say that it has been done.\tHO\n", encoding="utf-8")
    assert explain(build.build([path]).graph, "-1")[0].rows[0] == ("text", "Then say that it has been done.")


def test_a_reference_in_two_plans_gives_both(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"{HEADER}1\tDo {name}.\tMind\n", encoding="utf-8")
    graph = build.build([tmp_path / "one.txt", tmp_path / "two.txt"]).graph
    assert [a.title for a in explain(graph, "1") if a.name == "action"] == ["Action one 1", "Action two 1"]
    assert [r["ref"] for r in table(explain(graph, "Mind"), "actions")] == ["one 1", "two 1"]


SHA256 = "52c6cd299b2d61fc29696d3ead7a4b070268bcf552a58acea528926d789541cb"  # as sha256sum gives it for the file in data/


def origin(answers: list[Answer]) -> dict[str, str]:
    assert answers[-1].name == "origin"
    return dict(answers[-1].rows)


def test_it_ends_with_where_it_comes_from(home: Graph) -> None:
    told = origin(explain(home, "3.7"))
    assert (told["document"], told["SHA-256"], told["length"]) == ("national-action-plan-2016.txt", SHA256, "19,536 characters")
    assert told["published at"] == "https://www.crisiscareconcordat.org.uk/national-concordat/"
    assert re.fullmatch(rf"concordat {re.escape(__version__)}, rule set [0-9a-f]{{64}}", told["read by"])
    assert told["links derived by rule"].startswith(f"40-implements of concordat {__version__}, version ")
    assert told["registers checked on"] == "2026-11-21"
    assert origin(explain(home, "3.7", brief=True))["SHA-256"] == f"{SHA256[:12]}..."


def test_what_the_registers_say_has_its_sources(home: Graph) -> None:
    told = origin(explain(home, "Mind"))
    assert told["confidence"] == "high"
    assert told["source"]
    assert told["document"] == "national-action-plan-2016.txt"


@pytest.mark.parametrize("cell", ["3.6, 3.7", "3.6 then 3.7", "3.6; 3.7", "3.6\n3.7", " 3.6,  3.7. "])
def test_a_cell_of_references_gives_each_action(cell: str, home: Graph) -> None:
    answers = explain(home, cell)
    assert [a.title for a in answers if a.name == "action"] == ["Action 3.6", "Action 3.7"]
    assert [a.name for a in answers].count("origin") == 1
    assert [a.rows for a in explain(home, "3.6", "3.7")] == [a.rows for a in answers]


def test_a_cell_with_something_unknown_says_what(home: Graph) -> None:
    with pytest.raises(UsageError, match='"9.99" names nothing'):
        explain(home, "3.6, 9.99")
    with pytest.raises(UsageError, match='"Nobody, Nowhere" names nothing'):
        explain(home, "Nobody, Nowhere")


def test_a_cell_may_name_a_body_with_its_count(home: Graph) -> None:
    assert explain(home, "NHS England (5)") == explain(home, "NHS England")


def test_two_bodies_are_told_by_what_they_share(home: Graph) -> None:
    """1.1 prints DH (with Home Office); 3.6, 3.7, 3.8, 3.18 and 3.19 have both in the lead cell. The Government's own words in 3.22 name neither."""
    rows = table(explain(home, "DH", "Home Office"), "shared")
    assert [(r["ref"], r["role"], r["other_role"], r["other_printed"]) for r in rows][:2] == [("1.1", "lead", "partner", "Home Office"), ("3.6", "lead", "lead", "HO")]
    assert [r["ref"] for r in rows] == ["1.1", "3.6", "3.7", "3.8", "3.18", "3.19"]
    alone = explain(home, "Network Rail", "Mind")
    assert alone[0].rows == ()
    assert "no action together" in alone[0].notes[0]


def test_sections_plans_and_documents(home: Graph) -> None:
    assert [r["ref"] for r in table(explain(home, "section 4"), "parts")] == ["4.1", "4.2", "4.3", "4.4"]
    assert explain(home, "Quality of treatment and care when in crisis") == explain(home, "Section 4")
    assert [r["ref"] for r in table(explain(home, "national-action-plan-2016"), "parts")] == ["1", "2", "3", "4", "5"]
    assert origin(explain(home, "national-action-plan-2016"))["SHA-256"] == SHA256
    assert origin(explain(home, "national-action-plan-2016.txt"))["SHA-256"] == SHA256
    assert origin(explain(home, "section 4"))["document"] == "national-action-plan-2016.txt"


@pytest.mark.parametrize(
    ("iri", "row"),
    [
        ("id:responsibility/{}/3.8/1", ("3.8", "lead", "Department of Health", "DH", "11962-11964", "lead-cell", "high", "")),
        ("id:date/{}/3.8/finish", ("3.8", "finish", "2018-04-01 to 2018-04-30", "April 2018", "11951-11961", "date-cell", "high", "")),
        ("id:span/{}/11962-11964", ("3.8", "lead", "Department of Health", "DH", "11962-11964", "lead-cell", "high", "")),
    ],
)
def test_a_node_leads_to_its_words(iri: str, row: tuple, home: Graph) -> None:
    answers = explain(home, iri.format("national-action-plan-2016"))
    assert row in next(a for a in answers if a.name == "words").rows
    assert origin(answers)["SHA-256"] == SHA256


def test_a_dependency_leads_to_the_words_of_both_sides(home: Graph) -> None:
    answers = explain(home, "https://w3id.org/concordat/id/dependency/national-action-plan-2016/3.7/3.6")
    assert {r["ref"] for r in table(answers, "words")} == {"3.6", "3.7"}
    assert origin(answers)["links derived by rule"].startswith("40-implements")


@pytest.mark.parametrize("kind", ["event", "law-change", "continuation", "policy", "funding"])
def test_a_fact_of_the_registers_leads_to_its_source(kind: str, home: Graph) -> None:
    start = f"https://w3id.org/concordat/id/{kind}/"
    things = sorted({q.subject.value for q in home.store if q.subject.value.startswith(start)})
    assert things
    for thing in things[:3]:
        assert {"source", "confidence", "registers checked on"} <= set(origin(explain(home, thing)))


def test_every_node_of_the_graph_can_be_explained(home: Graph) -> None:
    """One of each type, terms and runs included."""
    one_of_each = {q.object: q.subject.value for q in home.store.quads_for_pattern(None, term("rdf:type"), None, None)}
    assert len(one_of_each) > 30
    for thing in one_of_each.values():
        assert [a for a in explain(home, thing) if a.rows and a.name != "origin"], thing


def test_a_decision_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(f"{HEADER}1\tDo it.\tHome Ofice\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text("plan,ref,what,printed,decision,same_as,by,on\np,*,organisation,Home Ofice,same-as,HO,A. Reader,2026-11-20\n", encoding="utf-8")
    graph = build.build([tmp_path / "p.txt"], decisions_file=tmp_path / "d.csv").graph
    claim = table(explain(graph, "https://w3id.org/concordat/id/responsibility/p/1/1"), "words")
    assert [(r["what"], r["value"], r["decision"].split(";")[0]) for r in claim] == [("lead", "Home Office", "same as Home Office by A. Reader on 2026-11-20")]
    said = table(explain(graph, "https://w3id.org/concordat/id/decision/p/1/1"), "words")
    assert [(r["ref"], r["printed"]) for r in said] == [("1", "Home Ofice")]


def test_a_name_that_is_not_there_offers_the_nearest(home: Graph) -> None:
    with pytest.raises(UsageError, match="Home Office"):
        explain(home, "Home Ofice")


@pytest.mark.parametrize("cell", ["3.6 (implements)", "3.6 (implements), 3.8 (2)"])
def test_what_stands_in_brackets_behind_a_reference_is_passed_over(cell: str, home: Graph) -> None:
    assert [a.title for a in explain(home, cell) if a.name == "action"][:1] == ["Action 3.6"]


def test_the_words_of_a_cell_of_evidence_lead_to_what_they_were_read_as(home: Graph) -> None:
    """3.7 prints s.135/6, which is two sections."""
    assert [r["value"] for a in explain(home, "s.135/6") if a.name == "register" for r in [dict(zip(("what", "value"), row)) for row in a.rows] if r["what"] == "name"] == [
        "Mental Health Act 1983 s.135",
        "Mental Health Act 1983 s.136",
    ]


@pytest.mark.parametrize("nothing", [[""], ["  "], []])
def test_nothing_named_is_said(nothing: list[str], home: Graph) -> None:
    with pytest.raises(UsageError, match="nothing is named"):
        explain(home, *nothing)


def test_a_class_of_bodies_is_related_to_a_body_and_no_part_of_it(home: Graph) -> None:
    told = {(r["what"], r["value"]) for r in table(explain(home, "PHE Centres"), "register")}

    assert ("related to", "Public Health England") in told
    assert "part of" not in {what for what, _ in told}
    assert "registers checked on" in {r["what"] for r in table(explain(home, "PHE Centres"), "origin")}


def test_a_cell_that_was_cut_short_is_taken_as_far_as_it_goes(home: Graph) -> None:
    whole, cut = (explain(home, cell) for cell in ("1.2, 1.3", "1.2, 1.3 and 50 more"))
    assert [a.rows for a in cut[:-1]] == [a.rows for a in whole[:-1]]
