"""Explanations: from a name or a reference to the words, the rule and how sure; and what became of a body, told of the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordat.graph import build
from concordat.graph.answer import Answer
from concordat.graph.errors import UsageError
from concordat.graph.explain import explain
from concordat.graph.store import Graph

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
    nhs = [(r["what"].split(" (")[0], r["status"]) for r in table(explain(home, "NHS England"), "later")]
    assert ("took over from Health Education England", "done") in nhs
    assert ("Abolition of NHS England", "planned") in nhs
    assert not any(what.startswith("Abolition") and status == "done" for what, status in nhs)
    health = [r["what"] for r in table(explain(home, "Department of Health"), "later")]
    assert not any(what.startswith("Abolition of Department") for what in health)


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


def test_a_name_that_is_not_there_offers_the_nearest(home: Graph) -> None:
    with pytest.raises(UsageError, match="Home Office"):
        explain(home, "Home Ofice")
