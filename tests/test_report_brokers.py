"""The report of brokers: on a plan small enough to work out by hand, on networks of chance against the definitions, and where there is little or much."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import build, reports
from concordat.graph.analysis import brokers
from concordat.graph.analysis.brokers import Part
from concordat.graph.answer import Answer
from concordat.graph.errors import AnalysisError
from concordat.graph.reports import Asked
from concordat.graph.store import Graph

# Mind - 1 - CQC - 2 - Home Office = 4, 5 = Department of Health; CQC has 3 of its own, Ofsted 6; nobody has 7.
PLAN = """Ref\tAction\tFinish\tLead
1. First\t\t\t
1\tWrite the first.\t2017\tMind (with CQC)
2\tWrite the second.\t2017\tCQC (with HO)
3\tWrite the third.\t2017\tCQC
2. Second\t\t\t
4\tWrite the fourth.\t2017\tHO / DH
5\tWrite the fifth.\t2017\tDH (with HO)
6\tWrite the sixth.\t2017\tOfsted
7\tWrite the seventh.\t2017\t
"""


def built(folder: Path, text: str) -> Graph:
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return build.build([path]).graph


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("brokers"), PLAN)


def rows(answers: list[Answer], name: str, *columns: str) -> list[tuple]:
    answer = next(a for a in answers if a.name == name)
    at = [[c.name for c in answer.columns].index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in answer.rows]


# ---- a small plan, by hand


def test_a_body_stands_between_those_who_reach_each_other_through_it(small: Graph) -> None:
    """Of 6 pairs of other bodies, CQC is between Mind and the two behind it, the Home Office between the Department and the other two.

    With 12 nodes there are 55 pairs of others. Without CQC {Mind, 1}, {3} and {2, HO, 4, 5, DH} part: 2 + 10 + 5 pairs. Without the Home Office five
    nodes lose three, 15 pairs, and of the two ways from 4 to 5 one is lost; the other leads through the Department.
    """
    found = rows(reports.report(small, "brokers"), "bodies", "organisation", "rank_among_bodies", "between_bodies", "rank_with_actions", "between_all", "cut_off", "own_actions", "refs")
    assert found == [
        ("Care Quality Commission", 1, 0.3333, 1, round(17 / 55, 4), 1, 1, "1, 2"),
        ("Home Office", 1, 0.3333, 2, round(15.5 / 55, 4), 1, 0, "2, 4, 5"),
        ("Department of Health", None, 0.0, 3, round(0.5 / 55, 4), 0, 0, "4, 5"),
        ("Mind", None, 0.0, None, 0.0, 0, 0, "1"),
        ("Ofsted", None, 0.0, None, 0.0, 0, 1, ""),
    ]


def test_why_the_two_networks_differ_is_said_of_each_body(small: Graph) -> None:
    told = dict(rows(reports.report(small, "brokers"), "bodies", "organisation", "why_they_differ"))
    assert told["Care Quality Commission"] == "Some bodies reach the rest only through it. With the actions counted, 1 of its own hangs on it alone."
    assert told["Department of Health"] == "It shares actions with one body only, so it stands between no two. Up to 2 actions shared with one body are one link among bodies, 2 ways with the actions."
    assert told["Ofsted"].startswith("It shares no action")


def test_actions_that_hold_bodies_together(small: Graph) -> None:
    """Action 2 parts two bodies from two; action 1 only Mind from the rest; of 4 and 5 each replaces the other."""
    found = rows(reports.report(small, "brokers"), "actions", "ref", "organisations", "parts", "cut_off", "who", "links")
    assert found == [
        ("2", "Care Quality Commission, Home Office", 2, 2, "Department of Health, Home Office", 1),
        ("1", "Care Quality Commission, Mind", 2, 1, "Mind", 1),
    ]


def test_bridges_are_pairs_in_one_network_and_roles_in_the_other(small: Graph) -> None:
    """The Home Office and the Department are a bridge among bodies, but none of their roles is one: two actions tie them."""
    answers = reports.report(small, "brokers")
    assert rows(answers, "bridges", "organisation", "with", "refs", "on_its_side", "on_other_side") == [
        ("Care Quality Commission", "Home Office", "2", 2, 2),
        ("Care Quality Commission", "Mind", "1", 3, 1),
        ("Home Office", "Department of Health", "4, 5", 3, 1),
    ]
    assert rows(answers, "ties", "organisation", "role", "refs", "bodies", "actions") == [
        ("Care Quality Commission", "lead", "2", 2, 2),
        ("Home Office", "partner", "2", 2, 2),
        ("Care Quality Commission", "partner", "1", 1, 1),
        ("Mind", "lead", "1", 1, 0),
        ("Care Quality Commission", "lead", "3", 0, 1),
        ("Ofsted", "lead", "6", 0, 1),
    ]


def test_groups_that_share_nothing(small: Graph) -> None:
    assert rows(reports.report(small, "brokers"), "groups", "group", "bodies", "actions", "refs") == [(1, 4, 5, "1, 2, 3, 4, 5"), (2, 1, 1, "6"), (None, 0, 1, "7")]


def test_what_to_do_comes_first(small: Graph) -> None:
    answers = reports.report(small, "brokers")
    assert answers[0].name == "to-do"
    assert [(who, refs) for who, refs in rows(answers, "to-do", "organisation", "refs")] == [
        ("Care Quality Commission", "1, 2"), ("Home Office", "2, 4, 5"), ("Care Quality Commission, Home Office", "2"), ("Care Quality Commission, Mind", "1"), ("Ofsted", "6"),
    ]  # fmt: skip
    assert any("only 4 bodies" in note for note in answers[0].notes)


def test_a_body_that_has_ended_is_not_asked_for_a_stand_in(tmp_path: Path) -> None:
    """Health Education England, now NHS England by the register, stands between Mind and the Home Office, who need it to reach each other."""
    answers = reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tMind / Health Education England\n2\tDo it.\tHealth Education England / HO\n"), "brokers")
    do, who, now = rows(answers, "to-do", "do", "organisation", "now")[0]
    assert who == "Health Education England" and now == "ended, now NHS England" and "its work is with NHS England now" in do
    assert not any(do.startswith("Tell it first") for (do,) in rows(answers, "to-do", "do"))


def test_one_body_one_section_one_role(small: Graph) -> None:
    assert rows(reports.report(small, "brokers", Asked(about="Mind")), "bodies", "organisation", "between_bodies") == [("Mind", 0.0)]
    assert rows(reports.report(small, "brokers", Asked(section="2")), "groups", "refs") == [("4, 5",), ("6",), ("7",)]
    assert rows(reports.report(small, "brokers", Asked(role="lead")), "bridges", "refs") == [("4",)]


@pytest.mark.parametrize("lead", ["", "Mind", "Mind / CQC", "Mind / CQC / HO"])
def test_hardly_anything_gives_tables_and_a_note(lead: str, tmp_path: Path) -> None:
    """In one action nobody stands between anybody, however many have a part in it."""
    answers = reports.report(built(tmp_path, f"Ref\tAction\tLead\n1\tDo it.\t{lead}\n"), "brokers")
    number = len(list(filter(None, lead.split(" / "))))
    assert rows(answers, "bodies", "rank_among_bodies", "between_bodies", "cut_off") == [(None, 0.0, 0)] * number
    assert any(words in note for note in answers[0].notes for words in ("No body leads", "No three bodies", "only 3 bodies"))


def test_long_rows_of_bodies_are_counted_and_not_listed(tmp_path: Path) -> None:
    """A chain of 40 bodies: without the action in its middle 20 lose 20, too many for a cell."""
    lines = [f"{n}\tDo it.\tBody {n:02d} Trust / Body {n + 1:02d} Trust" for n in range(1, 40)]
    answers = reports.report(built(tmp_path, "Ref\tAction\tLead\n" + "\n".join(lines) + "\n"), "brokers")
    assert rows(answers, "actions", "ref", "cut_off", "who")[0] == ("20", 20, "20 bodies")
    assert rows(answers, "actions", "ref", "who")[-1] == ("39", "Body 40 Trust")


# ---- the analysis on networks of chance, against the definitions


@st.composite
def plans(draw: st.DrawFn) -> nx.Graph:
    """Bodies (letters) and actions (numbers), some with nobody."""
    held = draw(st.lists(st.sets(st.sampled_from("abcdefghij"), max_size=4), max_size=12))
    net = nx.Graph()
    for action, bodies in enumerate(held):
        net.add_node(action, kind="action")
        for body in sorted(bodies):
            net.add_node(body, kind="organisation", label=body)
            net.add_edge(body, action)
    return net


def among_bodies(net: nx.Graph) -> nx.Graph:
    one = nx.Graph()
    one.add_nodes_from((n, d) for n, d in net.nodes(data=True) if d["kind"] != "action")
    one.add_edges_from(pair for n, d in net.nodes(data=True) if d["kind"] == "action" for pair in combinations(sorted(net[n]), 2))
    return one


def sizes(net: nx.Graph, home: set) -> list[Part]:
    kinds = [[net.nodes[n]["kind"] == "action" for n in group] for group in nx.connected_components(net) if group <= home]
    return sorted((Part(kind.count(False), kind.count(True)) for kind in kinds), key=lambda p: (-p.bodies, -p.actions))


@given(plans())
@settings(max_examples=150, deadline=None)
def test_the_library_for_large_networks_says_the_same(net: nx.Graph) -> None:
    plain = nx.betweenness_centrality(net, normalized=False)
    assert brokers._by_rustworkx(net) == pytest.approx(plain, abs=1e-9)


def test_a_large_network_is_given_to_it_and_keeps_its_ranks(monkeypatch: pytest.MonkeyPatch) -> None:
    net = nx.gnm_random_graph(60, 90, seed=3)
    small = brokers.betweenness(net)
    monkeypatch.setattr(brokers, "LARGE", 1)
    assert brokers.betweenness(net) == small


@given(plans())
@settings(max_examples=150, deadline=None)
def test_what_falls_apart_is_what_falls_apart_when_it_is_taken_away(net: nx.Graph) -> None:
    expected = {}
    for node in net:
        rest = net.copy()
        rest.remove_node(node)
        left = sizes(rest, nx.node_connected_component(net, node) - {node})
        if len(left) > 1:
            expected[node] = left
    assert brokers.cuts(net) == expected


@given(plans())
@settings(max_examples=150, deadline=None)
def test_bridges_part_what_stands_on_their_sides(net: nx.Graph) -> None:
    expected = []
    for one, other in nx.bridges(net):
        rest = net.copy()
        rest.remove_edge(one, other)
        expected.append({one: sizes(rest, nx.node_connected_component(rest, one))[0], other: sizes(rest, nx.node_connected_component(rest, other))[0]})
    assert sorted(map(repr, ({b.one: b.of_one, b.other: b.of_other} for b in brokers.bridges(net)))) == sorted(map(repr, (dict(sorted(e.items(), key=lambda i: list(net).index(i[0]))) for e in expected)))


@given(plans())
@settings(max_examples=150, deadline=None)
def test_among_bodies_a_body_parts_others_just_when_more_than_actions_of_its_own_hang_on_it(net: nx.Graph) -> None:
    """What the report says of why the two networks differ holds in each of them."""
    parting = {node for node, left in brokers.cuts(net).items() if net.nodes[node]["kind"] != "action" and sum(part.bodies > 0 for part in left) > 1}
    assert set(brokers.cuts(among_bodies(net))) == parting


@given(plans(), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_the_bodies_that_are_cut_off_are_named_part_by_part(net: nx.Graph, most: int) -> None:
    for node in net:
        rest = net.copy()
        rest.remove_node(node)
        groups = [{n for n in group if net.nodes[n]["kind"] != "action"} for group in nx.connected_components(rest) if group & set(net[node])]
        expected = sorted(sorted(group) for group in groups if 0 < len(group) <= most)
        assert sorted(sorted(group) for group in brokers.parted(net, node, most)) == expected


@pytest.mark.parametrize("net", [nx.Graph(), nx.path_graph(2), nx.path_graph(4, create_using=nx.DiGraph), nx.MultiGraph([(1, 2), (2, 3)])], ids=["none", "two", "directed", "several links"])
def test_between_is_not_measured_where_it_means_nothing(net: nx.Graph) -> None:
    with pytest.raises(AnalysisError, match="stand"):
        brokers.betweenness(net)


def test_a_long_chain_is_no_trouble() -> None:
    """5,000 in a row, deeper than Python calls itself: the middle parts all before it from all behind it."""
    net = nx.path_graph(5_001)
    assert brokers.cuts(net)[2_500] == [Part(2_500), Part(2_500)]
    assert len(brokers.bridges(net)) == 5_000
