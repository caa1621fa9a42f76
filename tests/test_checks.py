"""The checks of the build: a graph that is well formed has no finding, and every check finds the fault planted for it."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from concordat.graph import build
from concordat.graph.validate import queries as validate
from concordat.graph.vocab import ccc, graph, node, term

PLAN = "national-action-plan-2016"
SPAN = node("span", PLAN, "11962-11964")


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
    return {
        "triple-in-two-graphs": lambda s: s.add(Quad(action, term("rdf:type"), ccc("Action"), graph("derived"))),
        "span-and-quote": lambda s: (remove(s, SPAN, term("oa:end")), s.add(Quad(SPAN, term("oa:end"), Literal(99999), graph("plan", PLAN)))),
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
