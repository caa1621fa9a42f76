"""The report of continuity: on a plan small enough to work out by hand with policies that are made up, and against the questions that know the same links."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from concordat.graph import build, query, reports, vocab
from concordat.graph.analysis.continuity import links, tally, uncarried
from concordat.graph.given import read
from concordat.graph.network import continuity
from concordat.graph.reports import Asked
from concordat.graph.store import Graph
from concordat.graph.tables import numeric
from concordat.graph.vocab import concept, node, term

PLAN = """Ref\tAction\tStart date\tFinish date\tLead
1. First
A1\tProvide training.\t2016\t2017\tAlder Board
A2\tWrite guidance.\t2016\t2017\tBirch Board / Alder Board
A3\tCount beds.\t2016\t2017\tCedar Board
2. Second
B1\tMeet each month.\t2016\tOngoing\tCedar Board
"""
POLICIES = {"new-deal": ("A New Deal", "2021-05"), "charter": ("The Charter", ""), "bridge": ("The Bridge", "2018"), "old": ("An Old Promise", "2016-06"), "far": ("A Far Cry", "2020/..")}
SOURCE = "https://example.org/policies"
# action, policy, relation, how sure, the policy between
LINKS = [
    ("A1", "new-deal", "continues", "strong", "bridge"),
    ("A1", "charter", "weakens", "explicit", ""),
    ("A2", "charter", "extends", "plausible", ""),
    ("A2", "new-deal", "complements", "strong", ""),
    ("A3", "new-deal", "gap", "strong", ""),
]


def planted(path: Path, *given: tuple[str, str, str, str, str], issued: str = "2016-10", status: dict[str, str] | None = None) -> Graph:
    """The plan with registered policies and these links."""
    path.write_text(PLAN, encoding="utf-8")
    if issued:
        (path.parent / "plan.toml").write_text(f'issued = "{issued}"\n', encoding="utf-8")
    store, context, register = Store(), vocab.graph("context"), vocab.graph("register")
    store.extend(build.build([path], bundled_register=False).graph.store)
    kind = concept("policy-kind", "promise")
    store.add(Quad(kind, term("skos:prefLabel"), Literal("Promise", language="en"), register))
    for key, (name, when) in POLICIES.items():
        told = {"rdf:type": term("ccc:PolicyInstrument"), "skos:prefLabel": Literal(name, language="en"), "ccc:policyKind": kind, "ccc:source": NamedNode(f"{SOURCE}/{key}")}
        told |= {"ccc:issued": Literal(when, datatype=vocab.EDTF)} if when else {}
        told |= {"ccc:policyStatus": Literal(status[key])} if status and key in status else {}
        store.extend(Quad(node("policy", key), term(name), value, register) for name, value in told.items())
    for n, (ref, policy, relation, sure, via) in enumerate(given):
        told = {
            "rdf:type": term("ccc:Continuation"), "ccc:laterPolicy": node("policy", policy), "ccc:earlierAction": node("action", path.stem, ref), "ccc:theme": concept("theme", "workforce-and-training"),
            "ccc:continuationType": concept("continuation-type", relation), "ccc:confidence": concept("confidence", sure), "ccc:rationale": Literal(f"why {n}"),
            "ccc:quotePlan": Literal(f"words of {ref}"), "ccc:quotePage": Literal(f"words of {policy}"), "ccc:source": NamedNode(SOURCE),
        }  # fmt: skip
        told |= {"ccc:via": node("policy", via)} if via else {}
        store.extend(Quad(node("continuation", f"l{n}"), term(name), value, context) for name, value in told.items())
    return Graph(store)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return planted(tmp_path_factory.mktemp("own") / "own.txt", *LINKS)


@pytest.fixture(scope="module")
def home() -> Graph:
    return build.build().graph


def tables(graph: Graph, **asked: object) -> dict[str, list[dict]]:
    answers = reports.report(graph, "continuity", Asked(**asked))
    return {a.name: [dict(zip([c.name for c in a.columns], row)) for row in a.rows] for a in answers}


def notes(graph: Graph, name: str, **asked: object) -> str:
    return " ".join(next(a for a in reports.report(graph, "continuity", Asked(**asked)) if a.name == name).notes)


def cells(rows: list[dict], *columns: str) -> list[tuple]:
    return [tuple(row[c] for c in columns) for row in rows]


# ---- the small plan, by hand


def test_what_is_not_published_carries_nothing_on_for_sure(tmp_path: Path) -> None:
    """A1 and A2 have a strong link each: A1's leads to what is only planned, A2's to what was passed and is partly in force. A3 has one of each."""
    linked = [("A1", "new-deal", "continues", "strong", ""), ("A2", "charter", "continues", "strong", ""), ("A3", "new-deal", "extends", "explicit", ""), ("A3", "far", "continues", "strong", "")]
    graph = planted(tmp_path / "own.txt", *linked, status={"new-deal": "Planned for 2027", "charter": "partly in force", "far": "current"})
    said, found = notes(graph, "monday"), tables(graph)
    assert "Later policies carry on 2 of 4 actions by firm links, explicit or strong; 1 more by plausible links, or links to policies that are planned or not published, alone" in said
    assert "Of these 2, 1 (A2) has a firm link only to a policy that is not fully in force" in said
    asked = {row["do"]: (row["about"], row["refs"]) for row in found["monday"]}
    assert asked["Confirm the link, or strike it out"] == ("A New Deal", "A1")
    assert asked["Follow these through the later policies"] == ("A Far Cry; The Charter", "A2, A3")
    assert 'not there yet: "Planned for 2027"' in next(row["why"] for row in found["monday"] if row["refs"] == "A1")
    assert [row["surely"] for row in found["sections"]] == [2, 0]


def test_what_to_look_at_first(small: Graph) -> None:
    """A1's aim was weakened by one policy and carried on by another, A3's left out; A2 is carried on by a plausible link alone; nothing carries A3 and B1 on."""
    rows = tables(small)["monday"]
    assert cells(rows, "do", "about", "actions", "refs") == [
        ("Hold to the aim? It leaves the aim out", "A New Deal", 1, "A3"),
        ("Policies disagree, ask which of them holds: it asks for less", "The Charter", 1, "A1"),
        ("Confirm the link, or strike it out", "The Charter", 1, "A2"),
        ("Find out who still does this", "section 1: First", 1, "A3"),
        ("Find out who still does this", "section 2: Second", 1, "B1"),
        ("Follow these through the later policies", "A New Deal", 1, "A1"),
    ]
    assert rows[1]["why"] == "why 1 But A New Deal continues it (strong): why 0"
    assert "Of A3 an aim became weaker: see above." in rows[3]["why"]
    assert "carry on 1 of 4 actions by firm links, explicit or strong; 1 more by plausible links alone" in notes(small, "monday")


def test_of_no_action_nothing_is_said_to_be_carried_on(small: Graph) -> None:
    said = notes(small, "monday", section="2", during="1990-01-01")

    assert "There are no such actions." in said
    assert "Every action" not in said


def test_policies_with_what_they_carry_on_apart_from_the_rest(small: Graph) -> None:
    assert cells(tables(small)["policies"], "policy", "actions", "explicit", "strong", "plausible", "weaker", "context", "refs", "other_refs") == [
        ("A New Deal", 1, 0, 1, 0, 1, 1, "A1", "A2, A3"),
        ("The Charter", 1, 0, 0, 1, 1, 0, "A2", "A1"),
    ]


def test_links_of_each_group_stand_apart_with_the_words_of_both_sides(small: Graph) -> None:
    seen = tables(small)
    assert cells(seen["carried"], "ref", "relation", "policy", "via", "words", "later_words", "source") == [
        ("A1", "continues", "A New Deal", "The Bridge", "words of A1", "words of new-deal", SOURCE),
        ("A2", "extends", "The Charter", "", "words of A2", "words of charter", SOURCE),
    ]
    assert cells(seen["weaker"], "ref", "relation", "policy", "words", "later_words", "why") == [
        ("A1", "weakens", "The Charter", "words of A1", "words of charter", "why 1"),
        ("A3", "gap", "A New Deal", "words of A3", "words of new-deal", "why 4"),
    ]
    assert cells(seen["context"], "ref", "relation", "policy") == [("A2", "complements", "A New Deal")]


def test_what_nothing_carries_on_with_its_other_links(small: Graph) -> None:
    assert cells(tables(small)["not-carried"], "ref", "section", "leads", "other_links", "which") == [
        ("A3", "1", "Cedar Board", 1, "gap: A New Deal"),
        ("B1", "2", "Cedar Board", 0, ""),
    ]


def test_sections_and_themes(small: Graph) -> None:
    seen = tables(small)
    assert cells(seen["sections"], "section", "actions", "carried_on", "surely", "share", "refs", "not_carried_refs") == [
        ("1", 3, 2, 1, 0.67, "A1, A2", "A3"),
        ("2", 1, 0, 0, 0.0, "", "B1"),
    ]
    assert cells(seen["themes"], "actions", "strong", "plausible", "weaker", "context", "refs") == [(2, 1, 1, 2, 1, "A1, A2, A3")]


def test_policies_without_a_forerunner(small: Graph) -> None:
    """The Far Cry is later than the plan; the Old Promise is older than it, the Bridge came between, the other two carry something on."""
    assert cells(tables(small)["without-forerunner"], "policy", "issued", "other_links", "source") == [("A Far Cry", "2020 onwards", "", f"{SOURCE}/far")]
    assert tables(small, section="2")["without-forerunner"] == tables(small)["without-forerunner"]


def test_a_policy_that_is_context_alone_has_no_forerunner(tmp_path: Path) -> None:
    seen = tables(planted(tmp_path / "own.txt", ("A1", "charter", "succeeds-context", "plausible", ""), ("A2", "far", "gap", "strong", "")))

    assert cells(seen["without-forerunner"], "policy", "other_links") == [("A New Deal", ""), ("A Far Cry", "A2"), ("The Bridge", ""), ("The Charter", "A1")]


def test_a_plan_that_does_not_say_when_it_was_issued_has_nothing_later_than_it(tmp_path: Path) -> None:
    graph = planted(tmp_path / "own.txt", *LINKS, issued="")

    assert tables(graph)["without-forerunner"] == []
    assert "When own was issued is not known" in notes(graph, "without-forerunner")


def test_one_section_one_theme_and_how_sure(small: Graph) -> None:
    assert cells(tables(small, section="2")["not-carried"], "ref") == [("B1",)]
    assert cells(tables(small, theme="workforce-and-training")["carried"], "ref") == [("A1",)]
    assert cells(tables(small, confidence="strong")["not-carried"], "ref", "other_links") == [("A2", 1), ("A3", 1), ("B1", 0)]
    assert cells(tables(small, confidence="explicit")["weaker"], "ref") == [("A1",)]


def test_of_a_plan_without_registered_policies_nothing_is_told(tmp_path: Path) -> None:
    graph = planted(tmp_path / "own.txt")

    assert {name: rows for name, rows in tables(graph).items() if rows} == {}
    for answer in reports.report(graph, "continuity"):
        assert any("ontology/continuations.csv" in note for note in answer.notes), answer.name


def test_of_two_plans_only_the_one_with_registered_policies_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text(PLAN, encoding="utf-8")
    graph = build.build([build.HOME_PLAN, tmp_path / "own.txt"]).graph

    seen = tables(graph)
    assert len(seen["not-carried"]) == 40
    assert not any("own " in row["ref"] for row in seen["not-carried"])
    assert [row["section"] for row in seen["sections"]] == ["1", "2", "3", "4", "5"]
    assert "ontology/continuations.csv" in notes(graph, "monday", plan="own")


def test_every_figure_says_what_it_does_not_mean(small: Graph) -> None:
    for answer in reports.report(small, "continuity"):
        assert [c.name for c, number in zip(answer.columns, numeric(answer)) if number and not (c.about and c.limits)] == []


def test_the_network_counts_as_the_tables_do(small: Graph) -> None:
    net = continuity(read(small))

    count = tally(links(net))
    assert (count.carried, count.explicit, count.strong, count.plausible, count.weaker, count.context) == (2, 0, 1, 1, 2, 1)
    assert [net.nodes[action]["ref"] for action in uncarried(net)] == ["A3", "B1"]


# ---- the same links elsewhere


def test_the_home_plan_is_told_as_the_questions_tell_it(home: Graph) -> None:
    seen = tables(home)

    assert cells(seen["not-carried"], "ref", "other_links", "action") == list(query.run(home, "not-continued").rows)
    weakened = {(ref, policy, words, later, why) for ref, _, policy, words, later, why, _ in query.run(home, "weakened-aims").rows}
    assert set(cells(seen["weaker"], "ref", "policy", "words", "later_words", "why")) == weakened
    told = {row for group in ("carried", "weaker", "context") for row in cells(seen[group], "ref", "relation", "policy", "theme", "confidence", "words", "later_words", "why")}
    assert told == set(query.run(home, "continuations").rows)
    assert len(told) == 44
