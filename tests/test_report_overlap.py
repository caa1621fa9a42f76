"""Overlap: who should talk to whom, shared actions weighed by role and set beside chance, groups of bodies and how firm they are, and the matrix."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from math import comb
from pathlib import Path
from random import Random

import networkx as nx
import pytest
from hypothesis import given as of
from hypothesis import settings
from hypothesis import strategies as st

from concordat.graph import build, given, network, reports
from concordat.graph.analysis.chance import MORE, NO_MORE, RARE, TOO_FEW, chances, tails
from concordat.graph.analysis.communities import communities
from concordat.graph.answer import Answer
from concordat.graph.reports import Asked
from concordat.graph.reports import groups as group_tables
from concordat.graph.reports import overlap as overlap_report
from concordat.graph.reports.present import Present
from concordat.graph.store import Graph
from concordat.graph.tables import numeric

# Alder and Birch lead 1 together; Alder leads 2 with Birch as partner; both are partners of Cedar in 3. Dogwood and Elm each work alone, on a theme of Fir and Alder.
WOOD = """Ref\tAction\tLead
1\tWrite to all.\tAlder Council / Birch Council
2\tWrite to some.\tAlder Council (with Birch Council)
3\tWrite to none.\tCedar Council (with Alder Council, Birch Council)
4\tTrain police officers in street triage.\tDogwood Council
5\tTrain more police officers in street triage.\tDogwood Council
6\tHold street triage.\tFir Council
7\tRepair the roof.\tElm Council
"""


def built(tmp_path: Path, text: str, name: str = "plan") -> Graph:
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    return build.build([path]).graph


@pytest.fixture(scope="module")
def wood(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    return reports.report(built(tmp_path_factory.mktemp("wood"), WOOD), "overlap")


@pytest.fixture(scope="module")
def home() -> build.Build:
    return build.build()


def answer(answers: list[Answer], name: str) -> Answer:
    return next(a for a in answers if a.name == name)


def rows(answers: list[Answer], name: str, *columns: str) -> list[tuple]:
    table = answer(answers, name)
    at = [[c.name for c in table.columns].index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in table.rows]


def shared(held: dict[str, str]) -> nx.Graph:
    """The network of bodies that lead actions of one letter each."""
    net = nx.Graph()
    for body, actions in held.items():
        net.add_node(body, label=body, actions=dict.fromkeys(actions, "lead"))
    for one, other, common in network.pairs(held):
        net.add_edge(one, other, weight=len(common), actions=common, strength=float(len(common)))
    return net


# ---- who should talk to whom


def test_the_report_begins_with_who_should_talk_to_whom(wood: list[Answer]) -> None:
    """Elm's action has no theme; Dogwood's theme is that of Fir, and the other way round."""
    assert wood[0].name == "talk" and wood[1].name == "pairs"
    assert rows(wood, "talk", "organisation", "with", "actions", "joint_leads", "shared") == [
        ("Alder Council", "Birch Council", "1", 1, 3),
        ("Alder Council", "Cedar Council", "3", 0, 1),
        ("Birch Council", "Cedar Council", "3", 0, 1),
        ("Dogwood Council", "Fir Council", "4, 5", 0, 0),
        ("Elm Council", "", "7", 0, 0),
        ("Fir Council", "Dogwood Council", "6", 0, 0),
    ]


def test_what_to_do_is_said_in_words(wood: list[Answer]) -> None:
    said = [what for (what,) in rows(wood, "talk", "what_to_do")]

    assert said[0] == "Both lead 1 action: settle who answers for it."
    assert said[1] == "One leads and the other is a partner in 1 action: settle what each expects of the other."
    assert said[3] == "Shares none of its 2 actions: settle whether it can do them alone. Fir Council has most on its main theme (Police response): 6."
    assert said[4] == "Shares its only action with nobody: settle whether it can do it alone. No theme of its action points to anybody."


# Beside Lone Council, Ash, Bay and Cob work on the police's response: Ash in two actions, Bay in three, Cob in two.
TIED = """Ref\tAction\tLead
1\tTrain police officers.\tLone Council
2\tTrain police officers.\tAsh Council (with Bay Council)
3\tTrain police officers.\tBay Council (with Ash Council, Cob Council)
4\tTrain police officers.\tBay Council / Cob Council
"""


def suggested(tmp_path: Path, text: str, body: str) -> tuple[str, str]:
    told = rows(reports.report(built(tmp_path, text), "overlap"), "talk", "organisation", "with", "what_to_do")
    return next((other, what) for name, other, what in told if name == body)


def test_all_that_tie_for_most_are_named_those_that_lead_first(tmp_path: Path) -> None:
    """Bay has 2, 3 and 4. Without 4 Ash and Bay have two each, and each leads one; if Bay leads both, it comes first."""
    assert suggested(tmp_path, TIED, "Lone Council")[0] == "Bay Council"
    tied = TIED.rpartition("4\t")[0]
    assert suggested(tmp_path, tied, "Lone Council")[0] == "Ash Council; Bay Council"
    assert "Ash Council, Bay Council have, with 2 actions each, most on its main theme" in suggested(tmp_path, tied, "Lone Council")[1]
    assert suggested(tmp_path, tied.replace("Ash Council (with Bay Council)", "Bay Council (with Ash Council)"), "Lone Council")[0] == "Bay Council; Ash Council"


def test_where_many_tie_nobody_is_named(tmp_path: Path) -> None:
    other, what = suggested(tmp_path, TIED.splitlines()[0] + "\n1\tTrain police officers.\tLone Council\n2\tTrain police officers.\tAsh Council / Bay Council / Box Council / Cob Council\n", "Lone Council")
    assert other == "" and "4 bodies have 1 action each on its main theme" in what and "none stands out" in what


def test_a_theme_of_half_of_the_actions_sends_nobody_to_anybody(tmp_path: Path) -> None:
    assert suggested(tmp_path, TIED + "5\tRepair the roof.\tLone Council\n", "Lone Council") == ("", "Shares none of its 2 actions: settle whether it can do them alone. No theme of most of its actions points to anybody.")


def test_no_body_is_sent_to_one_that_has_ended(tmp_path: Path) -> None:
    """Public Health England, which ended in 2021, has most on the theme; Ash Council, which stands, has fewer."""
    head = TIED.splitlines()[0]
    text = f"{head}\n1\tTrain police officers.\tLone Council\n2\tTrain police officers.\tPublic Health England\n3\tTrain police officers.\tPublic Health England\n4\tTrain police officers.\tAsh Council\n"
    other, what = suggested(tmp_path, text, "Lone Council")
    assert other == "Ash Council" and "Of bodies that have not ended, Ash Council has most on its main theme" in what
    assert suggested(tmp_path, text, "Public Health England")[0] == ""


def test_partners_without_a_name_are_asked_for(tmp_path: Path) -> None:
    other, what = suggested(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tElm Council (with partner agencies)\n", "Elm Council")
    assert other == "" and "speaks of partners in 1 without naming them" in what and "alone" not in what


# ---- what became of the bodies


def test_what_became_of_a_body_stands_beside_it_and_ended_ones_come_last(tmp_path: Path) -> None:
    """By the register: Health Education England went into NHS England in 2023, which is planned to end; Public Health England was split in 2021."""
    text = (
        "Ref\tAction\tLead\n1\tDo it.\tPublic Health England / Home Office\n2\tDo it.\tPublic Health England / Home Office\n"
        "3\tDo it.\tNHS England / Health Education England\n4\tDo it.\tElm Council / Home Office\n"
    )
    found = rows(reports.report(built(tmp_path, text), "overlap"), "talk", "organisation", "with", "now", "what_to_do")
    by = {frozenset(row[:2]): row[2:] for row in found}

    assert [set(row[:2]) for row in found][0] == {"Home Office", "Elm Council"} and by[frozenset({"Home Office", "Elm Council"})][0] == ""
    now, what = by[frozenset({"Public Health England", "Home Office"})]
    assert now.startswith("Public Health England: ended, possibly ") and "has ended: ask which of those named under now" in what
    now, what = by[frozenset({"NHS England", "Health Education England"})]
    assert "Health Education England: ended, now NHS England" in now and "NHS England: abolition planned, work to " in now
    assert "they are one body now" in what


def test_a_body_in_no_register_is_not_known(tmp_path: Path) -> None:
    found = reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tElm Council\n"), "overlap")

    assert rows(found, "organisations", "organisation", "now") == [("Elm Council", "not known")]
    assert any("Nothing can be told of 1 of 1 bodies" in note for note in answer(found, "talk").notes)


def test_a_filter_that_leaves_nobody_is_not_laid_to_the_plan(home: build.Build) -> None:
    note = answer(reports.report(home.graph, "overlap", Asked(role="mentioned")), "talk").notes[0]
    assert "names leads or partners" in note and "role mentioned" in note


def test_people_who_lead_are_no_bodies_and_not_named(tmp_path: Path) -> None:
    notes = answer(reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tDr Ann Example\n"), "overlap"), "talk").notes
    assert "names people" in notes[0] and "in 1:" in notes[0] and "Example" not in " ".join(notes)


def test_partners_of_a_lead_that_is_left_out_are_told_to_settle_with_it(tmp_path: Path) -> None:
    found = reports.report(built(tmp_path, WOOD), "overlap", Asked(role="partner"))

    assert rows(found, "talk", "organisation", "with", "actions", "joint_leads")[0] == ("Birch Council", "Alder Council", "3", 0)
    assert "settle with the lead who does what" in rows(found, "talk", "what_to_do")[0][0]


def test_of_many_pairs_and_bodies_the_first_five_are_shown_and_the_rest_is_counted(tmp_path: Path) -> None:
    alone = "".join(f"{n}\tDo it.\t{name} Council\n" for n, name in enumerate(("Ash", "Bay", "Box", "Elder", "Gorse", "Hazel"), 10))
    found = reports.report(built(tmp_path, f"Ref\tAction\tLead\n1\tDo it.\tOak Council / Pine Council / Rowan Council / Yew Council\n{alone}"), "overlap")

    assert len(answer(found, "talk").rows) == 10
    assert 'Not in this table: 1 more pair shares actions (see "Organisations that share actions") and 1 more body shares none (see "What each organisation shares").' in answer(found, "talk").notes


def test_a_body_that_shares_nothing_is_told_so(tmp_path: Path) -> None:
    found = reports.report(built(tmp_path, WOOD), "overlap", Asked(organisation="Elm Council"))

    assert rows(found, "with", "with") == []
    assert answer(found, "with").notes[0] == "Elm Council shares no action with another body."
    assert rows(found, "actions", "ref", "with") == [("7", "")]


@pytest.mark.parametrize("text", ["1\tDo it.\t", "1\tDo it.\tElm Council", "1\tDo it.\tElm Council\n2\tDo it.\tFir Council"], ids=["no lead", "one body", "nothing shared"])
def test_a_plan_with_nothing_to_share_says_so(text: str, tmp_path: Path) -> None:
    found = reports.report(built(tmp_path, f"Ref\tAction\tLead\n{text}\n"), "overlap")

    for name in ("pairs", "groups", "members", "matrix"):
        assert answer(found, name).rows == ()
    assert answer(found, "groups").notes == ("No two bodies share an action, so there are no groups.",)
    assert answer(found, "talk").rows or answer(found, "talk").notes[0] == "The plan names no lead and no partner of any action."


# ---- strength


def test_an_action_counts_by_what_both_do_in_it(wood: list[Answer]) -> None:
    """Both lead: 1. One leads: a half. Both are partners: a quarter."""
    assert rows(wood, "pairs", "organisation", "with", "strength") == [
        ("Alder Council", "Birch Council", 1.75),
        ("Alder Council", "Cedar Council", 0.5),
        ("Birch Council", "Cedar Council", 0.5),
    ]
    assert "1 where both lead, 0.5 where one leads and the other is a partner, 0.25 where both are partners" in next(c.about for c in answer(wood, "pairs").columns if c.name == "strength")


# ---- chance


@of(st.data())
@settings(max_examples=100, deadline=None)
def test_a_tail_is_the_share_of_the_ways_to_deal_that_have_so_many_in_common(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 60))
    one, other = (data.draw(st.integers(0, total)) for _ in range(2))
    ways = [comb(other, k) * comb(total - other, one - k) for k in range(min(one, other) + 1)]

    assert tails(total, one, other) == [float(Fraction(sum(ways[k:]), comb(total, one))) for k in range(len(ways))]


@pytest.mark.parametrize(("total", "one", "other"), [(60, 13, 7), (10_000, 300, 450), (10_000, 5_000, 20), (100_000, 700, 90), (9, 9, 9), (9, 8, 5)])
def test_a_tail_is_that_of_scipy(total: int, one: int, other: int) -> None:
    from scipy.stats import hypergeom

    found = tails(total, one, other)

    assert len(found) == min(one, other) + 1
    for k in range(0, len(found), max(1, len(found) // 12)):
        assert found[k] == pytest.approx(hypergeom.sf(k - 1, total, one, other), rel=1e-6, abs=1e-290)


def test_a_pair_of_the_home_plan_beside_chance(home: build.Build) -> None:
    """13 and 7 of 60 actions, 6 of them shared: 7 ways to miss one of the Home Office's, of which 47 actions are not the Department's."""
    judged = rows(reports.report(home.graph, "overlap"), "pairs", "organisation", "with", "expected", "times_expected", "chance", "beside_chance")
    rare = Fraction(comb(13, 6) * 47 + comb(13, 7), comb(60, 7))

    assert judged[0] == ("Department of Health", "Home Office", 1.52, 3.96, 0.000213, MORE)
    assert round(float(rare), 6) == 0.000213
    assert [row[:2] for row in judged if row[-1] == MORE] == [("Department of Health", "Home Office")]


@pytest.mark.parametrize(
    ("held", "total", "reading"),
    [
        ({"a": "1", "b": "1"}, 10_000, TOO_FEW),  # one action is never evidence, however rare
        ({"a": "12345", "b": "1"}, 10_000, TOO_FEW),
        ({"a": "12", "b": "13"}, 10_000, TOO_FEW),
        ({"a": "12", "b": "12"}, 3, TOO_FEW),  # two of three: sharing both is no surprise
        ({"a": "12", "b": "12"}, 60, MORE),
        ({"a": "12345678", "b": "1234567x"}, 10, NO_MORE),
        ({"a": "123456", "b": "1abcde"}, 12, NO_MORE),  # three were to be expected, and one is shared
    ],
)
def test_what_is_said_of_a_pair(held: dict[str, str], total: int, reading: str) -> None:
    assert chances(shared(held), total).pairs[frozenset("ab")].reading == reading


def test_the_more_pairs_are_looked_at_the_rarer_it_must_be() -> None:
    """Two of 20 actions shared by bodies with two each: 1 in 190. Alone it is more than chance; among 45 such pairs, whose bar is 1 in 900, it is not."""
    ab = {"a": "12", "b": "12"}
    others = {name: f"{name}{name.upper()}" for name in "cdefghij"}

    alone, among = chances(shared(ab), 20), chances(shared(ab | others), 20)
    assert (alone.looked_at, alone.testable, alone.bar) == (1, 1, RARE)
    assert alone.pairs[frozenset("ab")].reading == MORE
    assert among.looked_at == 45 and among.bar < 1 / 190
    assert among.pairs[frozenset("ab")].reading == TOO_FEW


def test_bodies_with_one_action_do_not_raise_the_bar_for_others() -> None:
    """They can share one action at most, which is never evidence, so nothing is tested in them, however many actions there are."""
    found = chances(shared({"a": "12", "b": "12", "c": "3", "d": "4", "e": "3"}), 10_000)

    assert (found.looked_at, found.testable, found.bar) == (10, 1, RARE)


def test_plans_dealt_by_lot_hardly_ever_have_a_pair_above_chance() -> None:
    """300 plans of 40 actions and 12 bodies; the correction promises one false alarm in 20 plans at most."""
    draw, alarms = Random(7), 0
    for _ in range(300):
        held = {chr(97 + n): "".join(sorted(map(chr, draw.sample(range(200, 240), draw.choice((2, 3, 5, 8, 13)))))) for n in range(12)}
        alarms += any(standing.reading == MORE for standing in chances(shared(held), 40).pairs.values())

    assert alarms <= 300 * RARE


def test_two_that_always_go_together_are_found_among_many_that_do_not() -> None:
    draw = Random(3)
    held = {f"body {n}": "".join(sorted(map(chr, draw.sample(range(200, 260), 6)))) for n in range(20)}
    found = chances(shared(held | {"left": "abcdef", "right": "abcdefg"}), 80)

    assert {pair for pair, standing in found.pairs.items() if standing.reading == MORE} == {frozenset({"left", "right"})}


def test_a_report_says_how_many_pairs_were_looked_at_and_what_one_shared_action_is_worth(home: build.Build) -> None:
    """The home plan has 34 bodies that lead or are partners, and so 34 * 33 / 2 pairs."""
    for asked, name in ((Asked(), "pairs"), (Asked(organisation="Home Office"), "with")):
        said = " ".join(answer(reports.report(home.graph, "overlap", asked), name).notes)
        assert "Looked at: 561 pairs of 34 bodies" in said
        assert "One shared action is never evidence" in said


def test_in_a_small_plan_only_what_could_be_told_from_chance_is(wood: list[Answer]) -> None:
    """Of seven actions Alder and Birch have the same three: once in 35 draws. No other pair has actions enough to be rarer than 1 in 20."""
    assert rows(wood, "pairs", "chance", "beside_chance") == [(0.0286, MORE), (0.429, TOO_FEW), (0.429, TOO_FEW)]
    assert "draws. 1 pair had actions enough" in " ".join(answer(wood, "pairs").notes)


def test_where_no_pair_could_stand_out_that_is_said(tmp_path: Path) -> None:
    found = reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tElm Council / Fir Council\n2\tDo it.\tElm Council\n"), "overlap")

    assert rows(found, "pairs", "beside_chance") == [(TOO_FEW,)]
    assert "No pair has actions enough to be told from luck" in " ".join(answer(found, "pairs").notes)


def test_of_several_plans_it_is_said_that_they_stand_together(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.txt", "two.txt")]
    for path in paths:
        path.write_text(WOOD, encoding="utf-8")
    graph = build.build(paths).graph

    assert any("several plans" in note for note in answer(reports.report(graph, "overlap"), "pairs").notes)
    assert not any("several plans" in note for note in answer(reports.report(graph, "overlap", Asked(plan="one")), "pairs").notes)


# ---- groups


def test_two_knots_with_one_thread_between_them_are_two_firm_groups() -> None:
    """Each knot: three bodies with an action for any two. The thread: action x of c and d. By hand: 6 of 7 links inside, less twice a half squared."""
    parting = communities(shared({"a": "12", "b": "13", "c": "23x", "d": "45x", "e": "46", "f": "56"}))

    assert [(set(g.members), g.members[0], g.inside, g.outside) for g in parting.groups] == [(set("abc"), "c", 3, 1), (set("def"), "d", 3, 1)]
    assert [set(g.actions) for g in parting.groups] == [set("123"), set("456")]
    assert all(stays == 1 for g in parting.groups for stays in g.stays)
    assert parting.modularity == pytest.approx(6 / 7 - 0.5)
    assert sum(g.part for g in parting.groups) == pytest.approx(parting.modularity)


def test_in_a_ring_no_group_is_firm() -> None:
    """Where to cut a ring of twelve bodies is anybody's choice, and the runs choose differently."""
    ring = {chr(97 + n): f"{chr(65 + n)}{chr(65 + (n + 1) % 12)}" for n in range(12)}
    parting = communities(shared(ring))

    assert min(stays for g in parting.groups for stays in g.stays) < group_tables.FIRM


def test_bodies_that_share_nothing_are_in_no_group() -> None:
    parting = communities(shared({"a": "1", "b": "1", "c": "2"}))

    assert [g.members for g in parting.groups] == [("a", "b")]
    assert communities(shared({"a": "1", "b": "2"})).groups == communities(nx.Graph()).groups == ()


def test_a_group_is_called_after_its_member_with_most_actions(wood: list[Answer]) -> None:
    assert rows(wood, "groups", "group", "bodies", "members", "shared", "links_inside", "links_outside", "stays", "not_firm", "refs") == [
        ("Alder Council", 3, "Alder Council; Birch Council; Cedar Council", 3, 3, 0, 1.0, "", "1, 2, 3")
    ]
    assert rows(wood, "members", "organisation", "group", "stays", "inside", "outside", "links_to", "refs")[2] == ("Cedar Council", "Alder Council", 1.0, 2, 0, "", "3")


def test_groups_of_the_home_plan_add_up_to_its_modularity(home: build.Build) -> None:
    sharing = network.overlap(given.read(home.graph))
    parting = communities(sharing)
    by_networkx = nx.community.modularity(sharing.subgraph([n for n in sharing if sharing.degree(n)]), [set(g.members) for g in parting.groups], weight="strength")

    assert sum(g.part for g in parting.groups) == pytest.approx(parting.modularity) == pytest.approx(by_networkx)


def test_the_report_is_the_same_whatever_order_python_gives_to_sets(home: build.Build, tmp_path: Path) -> None:
    """Louvain goes by the order of the bodies; sets of words have another one in each process, unless told not to."""
    (tmp_path / "home.trig").write_bytes(home.data)
    command = [sys.executable, "-m", "concordat", "report", "overlap", "-g", "home.trig", "-f", "json"]
    found = {subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True, timeout=60).stdout for seed in ("1", "20", "300")}

    assert len(found) == 1
    assert len(found.pop()) > 10_000


# ---- matrix


def test_the_matrix_has_the_strongest_first_and_nothing_where_nothing_is_shared(tmp_path: Path) -> None:
    """Ash and Bay share 1 and 2, Bay and Box 2; Oak and Pine 3. The group with more shared actions comes first, Bay with most strength first in it."""
    text = "Ref\tAction\tLead\n1\tDo it.\tAsh Council / Bay Council\n2\tDo it.\tAsh Council / Bay Council / Box Council\n3\tDo it.\tOak Council / Pine Council\n4\tDo it.\tBay Council / Box Council\n5\tDo it.\tElm Council\n"
    found = reports.report(built(tmp_path, text), "overlap")

    assert answer(found, "matrix").rows == (
        (1, "Bay Council", "Bay Council", None, 2, 2, None, None, "1, 2, 4"),
        (2, "Ash Council", "Bay Council", 2, None, 1, None, None, "1, 2"),
        (3, "Box Council", "Bay Council", 2, 1, None, None, None, "2, 4"),
        (4, "Oak Council", "Oak Council", None, None, None, None, 1, "3"),
        (5, "Pine Council", "Oak Council", None, None, None, 1, None, "3"),
    )
    assert [c.about for c in answer(found, "matrix").columns if c.name == "2"] == ["actions shared with Ash Council"]


def test_of_too_many_bodies_those_that_share_most_are_shown_and_the_rest_is_counted(home: build.Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_tables, "MATRIX", 4)
    found = reports.report(home.graph, "overlap")

    assert {name for (name,) in rows(found, "matrix", "organisation")} == {"Department of Health", "NHS England", "Home Office", "Public Health England"}
    assert answer(found, "matrix").notes[-1] == 'Left out: 25 more bodies that share less; "Organisations that share actions" has all.'


# ---- meanings, and size


@pytest.mark.parametrize("asked", [Asked(), Asked(organisation="Home Office")], ids=["all", "one body"])
def test_every_figure_says_what_it_means_and_what_not(asked: Asked, home: build.Build) -> None:
    for table in reports.report(home.graph, "overlap", asked):
        for column, number in zip(table.columns, numeric(table)):
            assert not number or (column.about and column.limits), (table.name, column.name)


def test_ten_thousand_actions_of_five_hundred_bodies_make_a_report_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dealt by lot, one to four bodies an action: nobody stands above chance, and no group is firm."""
    draw = Random(1)
    actions = {str(n): {"ref": str(n), "order": n, "plan": "big", "section": str(n % 50), "section_title": "", "text": "Do it.", "finish": ""} for n in range(10_000)}
    plan = given.Given(None, given.Kept(), actions)
    told = {"kind": "organisation", "scope": "", "printed": "", "place": "", "confidence": "high"}
    vars(plan)["responsibilities"] = tuple(
        {"action": action, "body": str(body), "name": f"Body {body}", "role": draw.choice(("lead", "partner")), **told}
        for action in actions
        for body in draw.sample(range(500), draw.randint(1, 4))
    )
    vars(plan)["themes"] = ()
    monkeypatch.setattr(overlap_report, "read", lambda graph, kept: plan)
    monkeypatch.setattr(overlap_report, "present", lambda plan: Present(None, {}))
    monkeypatch.setattr(given.Given, "rows", lambda plan, name: ())

    found = overlap_report.tables(None, Asked())

    assert len(answer(found, "pairs").rows) > 10_000
    assert MORE not in {reading for (reading,) in rows(found, "pairs", "beside_chance")}
    assert len(answer(found, "talk").rows) == 5 and len(answer(found, "matrix").rows) == group_tables.MATRIX
    assert {unsure for (unsure,) in rows(found, "groups", "not_firm")} == {"all of them"}
    assert answer(found, "matrix").notes[-1] == 'Left out: 470 more bodies that share less; "Organisations that share actions" has all.'
