"""Networks: what a node and an edge are, on plans small enough to work out by hand; which part is kept; pairs counted in three ways."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given as wild
from hypothesis import strategies as st

from concordat.graph import build, network
from concordat.graph.errors import AnalysisError, UsageError
from concordat.graph.given import Given, Kept, read
from concordat.graph.store import Graph

ONTOLOGY = Path(__file__).parent.parent / "ontology"
# DH shares A1 with HO and B2 with Mind, HO shares A2 with NHS England; nobody shares B1 and B3. A2 uses what A1 makes.
SMALL = """Ref\tAction\tStart date\tFinish date\tLead
1. Safe places\t\t\t\t
A1\tDevelop a winter protocol under section 136 of the Mental Health Act 1983.\t2016\t2017\tDH / HO
A2\tImplement the winter protocol. Provide training.\tApril 2018\tMarch 2019\tNHS England (with HO)
2. Law\t\t\t\t
B1\tComply with section 136 of the Mental Health Act 1983. Pay for it by CQUIN.\t\tOngoing\tMind
B2\tWrite to CQC about CQUIN and the Crisis Care Concordat. Provide training.\t2016\t2017\tMind (with DH)
B3\tReview the Crisis Care Concordat.\t2020\t2021\tlocal authorities
"""
ACTIONS = {"A1", "A2", "B1", "B2", "B3"}
CONCORDAT = "Mental Health Crisis Care Concordat: Improving outcomes for people experiencing mental health crisis"
EDGES: dict[str, set[tuple]] = {  # edge by edge, with what it carries
    "actions": {
        ("Department of Health", "A1", "lead", "DH"), ("Home Office", "A1", "lead", "HO"), ("NHS England", "A2", "lead", "NHS England"), ("Home Office", "A2", "partner", "HO"),
        ("Mind", "B1", "lead", "Mind"), ("Mind", "B2", "lead", "Mind"), ("Department of Health", "B2", "partner", "DH"), ("Care Quality Commission", "B2", "mentioned", "CQC"),
        ("Local authorities", "B3", "lead", "local authorities"),
    },
    "overlap": {("Department of Health", "Home Office", 1, "A1"), ("Department of Health", "Mind", 1, "B2"), ("Home Office", "NHS England", 1, "A2")},
    "waiting": {("NHS England", "Department of Health", 1, "A2 for A1"), ("NHS England", "Home Office", 1, "A2 for A1")},
    "dependencies": {("A2", "A1", "implements", "strong", "Implement the winter protocol")},
    "laws": {("A1", "B1", 1, "Mental Health Act 1983 s.136")},
    "money": {("B1", "B2", 1, "Commissioning for Quality and Innovation")},
    "policies": {("B2", "B3", 1, CONCORDAT)},
    "themes": {("A1", "A2", 1, "Guidance and standards"), ("A2", "B2", 1, "Workforce and training"), ("B1", "B2", 1, "Payment and incentives")},
}  # fmt: skip
NODES: dict[str, set[str]] = {
    "actions": ACTIONS | {"Department of Health", "Home Office", "NHS England", "Mind", "Care Quality Commission", "Local authorities"},
    "overlap": {"Department of Health", "Home Office", "NHS England", "Mind", "Local authorities"},
    "waiting": {"NHS England", "Department of Health", "Home Office"},
    "dependencies": {"A1", "A2"},
    "laws": ACTIONS,
    "money": ACTIONS,
    "policies": ACTIONS,
    "themes": ACTIONS,
}
EMPTY = set(NODES) - {"actions", "laws", "money", "policies", "themes"}  # networks that only have nodes with an edge, or with a body


def written(folder: Path, text: str, name: str = "small") -> Path:
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return build.build([written(tmp_path_factory.mktemp("small"), SMALL)]).graph


def told(name: str, net: nx.Graph, edge: tuple[str, str, dict]) -> tuple:
    """An edge in words: its ends by their labels, what it carries."""
    one, other, data = edge
    ends = [net.nodes[n]["label"] for n in (one, other)]
    if not net.is_directed():
        ends.sort()
    if name == "actions":
        return (*ends, data["role"], data["printed"])
    if name == "dependencies":
        return (*ends, data["type"], data["confidence"], *(row["printed"] for row in data["evidence"]))
    if name == "waiting":
        return (*ends, data["weight"], *(" for ".join(a.rpartition("/")[2] for a in link) for link in data["links"]))
    return (*ends, data["weight"], *(data["things"] if "things" in data else (a.rpartition("/")[2] for a in data["actions"])))


def edges(name: str, net: nx.Graph) -> set[tuple]:
    return {told(name, net, edge) for edge in net.edges(data=True)}


# ---- what a node and an edge are


@pytest.mark.parametrize("name", EDGES)
def test_nodes_and_edges_are_those_that_a_reader_finds(name: str, small: Graph) -> None:
    net = network.network(small, name)

    assert {data["label"] for _, data in net.nodes(data=True)} == NODES[name]
    assert edges(name, net) == EDGES[name]
    assert net.number_of_edges() == len(EDGES[name])


@pytest.mark.parametrize("name", network.names())
def test_every_node_has_a_kind_and_a_label_and_is_known_by_its_identifier(name: str, small: Graph) -> None:
    net = network.network(small, name)

    assert len(net)
    for iri, data in net.nodes(data=True):
        assert iri.startswith(("https://w3id.org/concordat/id/", "https://w3id.org/concordat/scheme/theme/", "http://www.legislation.gov.uk/id/"))
        assert data["kind"] in {"action", "organisation", "class", "policy", "law", "money", "theme"}
        assert data["label"]
        assert (data["kind"] == "action") == ("/action/" in iri) == ("order" in data)
        assert (data["kind"] == "class") == ("/body-class/" in iri)


def test_the_words_of_a_role_stand_at_their_place(small: Graph) -> None:
    for _, _, data in network.network(small, "actions").edges(data=True):
        first, _, last = data["place"].partition("-")
        assert SMALL[int(first) : int(last)] == data["printed"]
        assert (data["scope"], data["confidence"]) == ("", "high")


def test_a_body_of_the_overlap_keeps_its_actions_with_their_roles(small: Graph) -> None:
    held = {data["label"]: {a.rpartition("/")[2]: role for a, role in data["actions"].items()} for _, data in network.network(small, "overlap").nodes(data=True)}

    assert held["Department of Health"] == {"A1": "lead", "B2": "partner"}
    assert held["Mind"] == {"B1": "lead", "B2": "lead"}
    assert "Care Quality Commission" not in held  # only mentioned


def test_actions_keep_what_the_plan_says_of_them(small: Graph) -> None:
    """Columns of the table of actions: text, dates with their bounds, section."""
    data = next(data for _, data in network.network(small, "laws").nodes(data=True) if data["label"] == "A2")

    assert (data["text"], data["section"], data["section_title"], data["start"], data["finish"]) == ("Implement the winter protocol. Provide training.", "1", "Safe places", "April 2018", "March 2019")
    assert (str(data["start_earliest"]), str(data["finish_latest"])) == ("2018-04-01", "2019-03-31")


def test_a_body_that_leads_both_actions_waits_for_nobody(tmp_path: Path) -> None:
    """DH leads both, and can see to it itself; HO leads only the later one, and waits for both leads of the earlier."""
    rows = "1\tFollowing action 2, write.\tDH / HO\n2\tRead.\tDH / Mind\n"
    net = network.network(build.build([written(tmp_path, f"Ref\tAction\tLead\n{rows}")]).graph, "waiting")

    assert edges("waiting", net) == {("Home Office", "Department of Health", 1, "1 for 2"), ("Home Office", "Mind", 1, "1 for 2")}


def test_what_only_supports_another_action_does_not_wait() -> None:
    depending = nx.DiGraph()
    depending.add_edge("b", "a", type="implements")
    depending.add_edge("c", "a", type="supports")

    assert list(network.waiting(depending).edges) == [("b", "a")]
    assert set(network.waiting(depending)) == {"a", "b"}


def test_bodies_over_time_are_those_of_the_register(small: Graph) -> None:
    """Read from the register as it lies in its file: an edge for each body before and each after, with the status as it is there."""
    with (ONTOLOGY / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    ends = [(row, [[w for w in row[c].split(" | ") if w] for c in ("original", "resulting")]) for row in rows]
    expected = {(row["id"], before, after, row["status"], row["earliest"]) for row, (befores, afters) in ends for before, after in product(befores, afters)}
    alone = {(row["id"], before) for row, (befores, afters) in ends for before in befores if not afters}
    net = network.network(small, "succession")
    last = lambda iri: iri.rpartition("/")[2]  # noqa: E731

    assert {(last(d["event"]), last(one), last(other), d["status"], str(d["earliest"])) for one, other, d in net.edges(data=True)} == expected
    assert {(last(row["event"]), last(body)) for body, data in net.nodes(data=True) for row in data["events"]} == alone
    assert len(expected) > 20 and len(alone) > 1


def test_later_policies_are_those_of_the_register() -> None:
    """Of the national plan: an edge for each row of the register that is about one of its actions; the actions without one are nodes, too."""
    with (ONTOLOGY / "continuations.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = {(row["id"], row["ref"], row["policy"], row["relation"], row["confidence"]) for row in csv.DictReader(file) if row["plan"] == "national-action-plan-2016" and row["ref"]}
    net = network.network(build.build().graph, "continuity")
    last = lambda iri: iri.rpartition("/")[2]  # noqa: E731

    assert {(last(key), net.nodes[one]["label"], last(other), d["relation"], d["confidence"]) for one, other, key, d in net.edges(keys=True, data=True)} == expected
    assert len(expected) > 20
    assert sum(d["kind"] == "action" for _, d in net.nodes(data=True)) == 60
    assert {last(n) for n, d in net.nodes(data=True) if d["kind"] == "policy"} == {policy for _, _, policy, _, _ in expected}


# ---- the part that is kept


@pytest.mark.parametrize(
    ("kept", "name", "expected"),
    [
        (Kept(section="1"), "overlap", {("Department of Health", "Home Office", 1, "A1"), ("Home Office", "NHS England", 1, "A2")}),
        (Kept(section="2"), "laws", set()),  # the other action that cites it is not kept
        (Kept(section="2"), "dependencies", set()),
        (Kept(theme="workforce-and-training"), "overlap", {("Home Office", "NHS England", 1, "A2"), ("Department of Health", "Mind", 1, "B2")}),
        (Kept(theme="Workforce and training"), "overlap", {("Home Office", "NHS England", 1, "A2"), ("Department of Health", "Mind", 1, "B2")}),
        (Kept(roles=("lead",)), "overlap", {("Department of Health", "Home Office", 1, "A1")}),
        (Kept(roles=("mentioned",)), "actions", {("Care Quality Commission", "B2", "mentioned", "CQC")}),
        (Kept(confidence="explicit"), "dependencies", set()),  # that of A2 is strong
        (Kept(confidence="strong"), "dependencies", EDGES["dependencies"]),
        (Kept(during="2017-06-01"), "overlap", {("Department of Health", "Home Office", 1, "A1"), ("Department of Health", "Mind", 1, "B2")}),
        (Kept(during="2018-01-01/2018-12-31"), "overlap", {("Home Office", "NHS England", 1, "A2")}),
        (Kept(section="1", roles=("partner",)), "actions", {("Home Office", "A2", "partner", "HO")}),
    ],
)
def test_a_part_is_kept(kept: Kept, name: str, expected: set[tuple], small: Graph) -> None:
    assert edges(name, network.network(small, name, kept)) == expected


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        ("2015-12-31", {"B1"}),  # it has no start and no end: nothing speaks against it
        ("2016-01-01", {"A1", "B1", "B2"}),
        ("2017-12-31", {"A1", "B1", "B2"}),
        ("2018-01-01/2018-03-31", {"B1"}),
        ("2018-04-01", {"A2", "B1"}),
        ("2019-04-01/2020-01-01", {"B1", "B3"}),
        ("2010-01-01/2030-01-01", ACTIONS),
    ],
)
def test_an_action_is_kept_on_the_first_and_last_day_on_which_it_may_be_under_way(during: str, expected: set[str], small: Graph) -> None:
    assert {row["ref"] for row in read(small, Kept(during=during)).actions.values()} == expected


@pytest.mark.parametrize(("certainty", "expected"), [("high", {"DH"}), ("medium", {"DH", "Ambridge Forum"}), ("low", {"DH", "Ambridge Forum"})])
def test_readings_that_are_less_sure_are_left_out(certainty: str, expected: set[str], tmp_path: Path) -> None:
    """A lead cell leaves no doubt that it names a body, but one in no register may be another by another name."""
    graph = build.build([written(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tDH / Ambridge Forum\n")]).graph

    assert {row["printed"] for row in read(graph, Kept(confidence=certainty)).responsibilities} == expected


def test_one_plan_of_several_is_kept(tmp_path: Path) -> None:
    plans = [written(tmp_path, f"Ref\tAction\tLead\n1\tDo it.\t{leads}\n", name) for name, leads in (("north", "DH / Mind"), ("south", "DH / HO"))]
    graph = build.build(plans).graph

    assert edges("overlap", network.network(graph, "overlap", Kept(plan="south"))) == {("Department of Health", "Home Office", 1, "1")}
    assert {row["ref"] for row in read(graph).actions.values()} == {"north 1", "south 1"}
    assert {row["ref"] for row in read(graph, Kept(plan="south")).actions.values()} == {"1"}


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        (Kept(plan="other"), "no plan in this graph is called 'other'"),
        (Kept(section="9"), 'no section "9": there are 1, 2'),
        (Kept(theme="gardening"), 'no action has the theme "gardening"'),
        (Kept(theme="workforce-and-trainin"), "did you mean workforce-and-training"),
        (Kept(roles=("leader",)), 'no role "leader"'),
        (Kept(confidence="sure"), 'no certainty "sure"'),
        (Kept(during="soon"), '"soon" is no day'),
        (Kept(during="2016-02-31"), "write it as 2018-03-31"),
        (Kept(during="2017-01-01/2016-01-01"), "ends before it begins"),
    ],
)
def test_what_is_not_there_is_said(kept: Kept, says: str, small: Graph) -> None:
    with pytest.raises(UsageError, match=says):
        network.network(small, "overlap", kept)


def test_an_unknown_network_offers_the_nearest(small: Graph) -> None:
    with pytest.raises(UsageError, match='no network "overlpa".*overlap'):
        network.network(small, "overlpa")


# ---- what is told of them


def test_every_network_says_what_it_joins_and_what_its_nodes_and_edges_are() -> None:
    makers = {name: maker for name, (maker, *_) in network._NETWORKS.items()}

    assert len(makers) >= 10
    assert network.names().keys() == makers.keys()
    for name, told in network.names().items():
        words = (makers[name].__doc__ or "").lower()
        assert told and not told.endswith("."), name
        assert "node" in words and "edge" in words and "attributes" in words, f"{name}: say what a node, an edge and their attributes are"


@pytest.mark.parametrize("name", network.names())
def test_attributes_that_edges_have_are_those_that_the_docstring_names(name: str, small: Graph) -> None:
    """What stands in the docstring in double backquotes; those of `by_law` hold for its likes."""
    maker = network._NETWORKS[name][0]
    words = (maker.__doc__ or "") + (network.by_law.__doc__ if "`by_law`" in (maker.__doc__ or "") else "")
    carried = {key for _, _, data in network.network(small, name).edges(data=True) for key in data}

    assert [key for key in carried if f"``{key}``" not in words] == []


# ---- pairs: counted, by a sparse matrix, and by trying all


def tried(held: dict[str, list[str]]) -> list[tuple[str, str, list[str]]]:
    """Every two things put side by side."""
    found = [(one, other, [piece for piece in held[one] if piece in held[other]]) for one, other in combinations(sorted(held), 2)]
    return [pair for pair in found if pair[2]]


HOLDINGS = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.lists(st.sampled_from("uvwxyz0"), unique=True, max_size=6), max_size=12)


@pytest.mark.parametrize("way", [network._counted, network._multiplied, network.pairs])
@wild(held=HOLDINGS)
def test_pairs_are_the_same_whichever_way_they_are_found(way: Callable, held: dict[str, list[str]]) -> None:
    assert way(held) == tried(held)


@wild(held=HOLDINGS, step=st.integers(1, 9))
def test_a_matrix_that_is_gone_through_in_parts_gives_the_same(held: dict[str, list[str]], step: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(network, "COUNTED", step)
        assert network._multiplied(held) == network.pairs(held) == tried(held)


def test_bodies_that_share_a_great_deal_are_few_pairs_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts against the limit are the pairs that there may be, three, not the actions that they share."""
    monkeypatch.setattr(network, "MOST", 3)
    held = {name: [str(n) for n in range(500)] for name in ("a", "b", "c")}

    assert [(one, other, len(shared)) for one, other, shared in network.pairs(held)] == [("a", "b", 500), ("a", "c", 500), ("b", "c", 500)]


def test_a_projection_that_explodes_stops_before_it_fills_the_memory() -> None:
    """2,000 actions with one theme would be joined by 1,999,000 edges: nobody looks at that, and the message says what to do."""
    actions = {f"a{n}": {"ref": str(n)} for n in range(2_000)}
    given = Given(None, Kept(), actions)  # type: ignore[arg-type]  # no graph is asked
    vars(given)["themes"] = tuple({"action": a, "theme": "t", "label": "T"} for a in actions)

    with pytest.raises(AnalysisError, match=r"up to 1,999,000 pairs would be joined, more than the 1,000,000 that can be shown: keep .*section, theme or period") as caught:
        network.by_theme(given)
    assert "\n" not in str(caught.value)


def test_what_all_pairs_share_has_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "SHARED", 5)
    with pytest.raises(AnalysisError, match="share 6 things in all, more than the 5"):
        network.pairs({name: list("uvwxyz") for name in "ab"})


@pytest.mark.parametrize(
    ("name", "kept"),
    [("succession", Kept(section="1")), ("succession", Kept(during="2016-01-01")), ("laws", Kept(roles=("lead",))), ("laws", Kept(confidence="explicit")), ("dependencies", Kept(confidence="high")), ("themes", Kept(confidence="low"))],
)
def test_what_would_change_nothing_is_refused(name: str, kept: Kept, tmp_path: Path) -> None:
    """Who asks for a part and is given the whole would take it for the part."""
    (tmp_path / "p.txt").write_text("Ref\tAction\tStart\tLead\n1.1\tDo it.\t2016\tMind\n", encoding="utf-8")
    graph = build.build([tmp_path / "p.txt"]).graph

    with pytest.raises(UsageError, match=f"nothing in the network {name}"):
        network.network(graph, name, kept)
