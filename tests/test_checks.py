"""The checks of the build: a graph that is well formed has no finding, and every check finds the fault planted for it."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from concordat.graph import build, vocab
from concordat.graph.validate import queries as validate
from concordat.graph.vocab import ccc, graph, node, term

PLAN = "national-action-plan-2016"
CLAIMS = graph("claims", PLAN)
THING = node("responsibility", PLAN, "3.8", 1)
SPAN = node("span", PLAN, "11962-11964")
DATE = node("date", PLAN, "3.8", "finish")


@pytest.fixture
def store() -> Store:
    copy = Store()
    copy.extend(build.build().graph.store)
    return copy


def remove(store: Store, subject: NamedNode, predicate: NamedNode) -> None:
    for quad in list(store.quads_for_pattern(subject, predicate, None, None)):
        store.remove(quad)


def faults() -> dict[str, object]:
    """For each check what is done to the graph so that it finds something."""
    action = node("action", PLAN, "3.8")
    health = node("organisation", "department-of-health")
    return {
        "triple-in-two-graphs": lambda s: s.add(Quad(action, term("rdf:type"), ccc("Action"), graph("derived"))),
        "span-and-quote": lambda s: (remove(s, SPAN, term("oa:end")), s.add(Quad(SPAN, term("oa:end"), Literal(99999), graph("plan", PLAN)))),
        "responsibility-complete": lambda s: remove(s, THING, ccc("agent")),
        "lead-is-no-partner": lambda s: s.add(Quad(action, ccc("partner"), health, graph("derived"))),
        "bounds-in-order": lambda s: (remove(s, DATE, ccc("latest")), s.add(Quad(DATE, ccc("latest"), Literal("2001-01-01", datatype=vocab.DATE), CLAIMS))),
        "claim-has-words": lambda s: remove(s, node("claim", PLAN, "3.8", 1), ccc("evidence")),
        "named-things": lambda s: s.add(Quad(node("claim", PLAN, "3.8", 1), ccc("value"), node("policy", "nameless"), CLAIMS)),
    }


def test_there_is_a_planted_fault_for_every_check() -> None:
    assert set(faults()) == {path.stem for path in validate.FOLDER.glob("*.rq")}


def test_a_well_formed_graph_has_no_finding(store: Store) -> None:
    assert validate.findings(store) == []


@pytest.mark.parametrize("check", faults())
def test_each_check_finds_its_fault(check: str, store: Store) -> None:
    faults()[check](store)
    assert check in {finding.check for finding in validate.findings(store)}
    assert all(finding.severity == "error" and finding.message for finding in validate.findings(store))


def test_a_span_without_words_is_a_claim_without_words(store: Store) -> None:
    remove(store, node("span", PLAN, "11900-11910"), term("oa:exact"))
    found = {(f.check, f.thing) for f in validate.findings(store)}
    assert ("claim-has-words", node("claim", PLAN, "3.8", 1).value) in found


