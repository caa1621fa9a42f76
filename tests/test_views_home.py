"""The views of built graphs: what is drawn, that every node and edge leads to actions and words, and that no kind is told by its colour alone."""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from test_report_continuity import LINKS
from test_report_continuity import planted as with_policies

from concordat.graph import build
from concordat.graph.errors import UsageError
from concordat.graph.given import Kept
from concordat.graph.store import Graph
from concordat.graph import views
from concordat.graph.views.colours import lines
from concordat.graph.views.model import EdgeKind, NodeKind, View
from concordat.graph.views.page import page

EXPECTED = Path(__file__).parent / "expected" / "national-action-plan-2016.jsonl"


@pytest.fixture(scope="module")
def built() -> build.Build:
    return build.build()


@pytest.fixture(scope="module")
def read_by_eye() -> list[dict]:
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


def view(graph: Graph, name: str) -> View:
    return views.view(graph, name, {"program": "concordat"})


def kinds(drawn: View) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, data in drawn.drawing.network.nodes(data=True):
        found[data["kind"]] = found.get(data["kind"], 0) + 1
    return found


def test_actions_draws_every_action_and_every_role(built: build.Build, read_by_eye: list[dict]) -> None:
    drawn = view(built.graph, "actions")
    roles = {(d["kind"], drawn.drawing.network.nodes[u]["name"], drawn.drawing.network.nodes[v]["label"]) for u, v, d in drawn.drawing.network.edges(data=True)}
    leads = {("lead", x["name"], r["ref"]) for r in read_by_eye for x in r["leads"]}
    partners = {("partner", x["name"], r["ref"]) for r in read_by_eye for x in r["partners"]}
    assert kinds(drawn)["action"] == 60
    assert {r for r in roles if r[0] == "lead"} == leads
    assert partners <= roles


def test_overlap_joins_those_who_share_an_action(built: build.Build, read_by_eye: list[dict]) -> None:
    drawn = view(built.graph, "overlap")
    edges = {frozenset((drawn.drawing.network.nodes[u]["name"], drawn.drawing.network.nodes[v]["name"])): d for u, v, d in drawn.drawing.network.edges(data=True)}
    edge = edges[frozenset(("Department of Health", "Home Office"))]
    assert (edge["weight"], edge["kind"], edge["text"]) == (6, "joint", "1.1, 3.6, 3.7, 3.8, 3.18, 3.19")
    assert all("Ministry of Defence" not in pair for pair in edges)  # it shares no action


def test_an_arrow_leads_from_the_earlier_action_to_the_one_that_waits(built: build.Build) -> None:
    """3.5 finishes in 2017 and 2.3, which both names the same programme and lasts until 2021, starts in 2016; 3.6 in April 2017, and 3.7 some time from April 2017 to March 2018. 1.10 serves an aim of 1.9."""
    drawn = view(built.graph, "dependencies")
    found = {(drawn.drawing.network.nodes[u]["label"].split()[0], drawn.drawing.network.nodes[v]["label"].split()[0], d["kind"]) for u, v, d in drawn.drawing.network.edges(data=True)}
    assert found == {("1.10", "1.9", "supports"), ("3.5", "2.3", "late-start-inferred"), ("3.6", "3.7", "perhaps-late")}
    said = {d["label"] for *_, d in drawn.drawing.network.edges(data=True)}
    assert any(label.endswith("by the printed dates 3.5 finishes after the start of 2.3, in time for its finish; this is inferred, since both name the same thing: it is not said") for label in said)
    assert drawn.drawing.edge_kinds["late-start-inferred"].dashed


@pytest.mark.parametrize("name", views.names())
def test_every_node_and_edge_leads_to_actions_and_words(name: str, built: build.Build, read_by_eye: list[dict]) -> None:
    text = built.plans[0].document.text
    refs = {r["ref"] for r in read_by_eye}
    drawn = view(built.graph, name)
    edges = [d for _, _, d in drawn.drawing.network.edges(data=True)]
    for data in [*(d for _, d in drawn.drawing.network.nodes(data=True)), *edges]:
        places = [fact.place for fact in data["facts"] if fact.place]
        assert places, data["label"]
        for place in places:
            for piece in place.split(";"):
                start, _, end = piece.partition("-")
                assert text[int(start) : int(end)].strip(), (data["label"], place)
    for data in edges:
        assert set(re.findall(r"\b\d\.\d+\b", data["label"])) & refs, data["label"]


@pytest.mark.parametrize("name", views.names())
def test_kinds_and_filters_are_complete(name: str, built: build.Build) -> None:
    drawn = view(built.graph, name)
    assert {d["kind"] for _, d in drawn.drawing.network.nodes(data=True)} <= set(drawn.drawing.node_kinds)
    assert {d["kind"] for _, _, d in drawn.drawing.network.edges(data=True)} <= set(drawn.drawing.edge_kinds)
    for _, data in drawn.drawing.network.nodes(data=True):
        assert data["filters"]["section"]
        assert data["filters"]["organisation"]
    assert page(drawn) == page(view(built.graph, name))


NOTHING = {  # what a view says of a plan whose only action names neither a body, a date, money nor another action
    "actions": "Every yellow box is an action",
    "overlap": "A line joins two bodies that the plan names as leads or partners of the same action",
    "dependencies": "nothing depends on",
    "today": "No action names a body that leads or is a partner.",
    "timeline": "at the foot, with the words that are printed.",
    "funding": "The only action names no money that was understood",
    "continuity": "For this plan there are none, so that nothing can be told of what became of its aims.",
}


@pytest.mark.parametrize("name", views.names())
def test_a_plan_with_nothing_to_draw_gives_a_page_that_says_so(name: str, bare: Graph) -> None:
    drawn = view(bare, name)
    assert drawn.drawing.network.number_of_nodes() == (name in ("actions", "timeline"))  # these have its action, whatever else is missing
    assert NOTHING[name] in " ".join(drawn.drawing.notes)
    assert NOTHING[name] in page(drawn)
    assert ("There is nothing to draw" in page(drawn)) == (name not in ("actions", "timeline"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("bare") / "p.txt"
    path.write_text("Ref\tAction\n1\tDo it.\n", encoding="utf-8")
    return build.build([path]).graph


# ---- Kinds, told apart without colour

WORDS = {"label", "plural", "line", "colour"}  # of a kind of node; all else of it is how it looks to one who sees no colour
MONEY = """Ref\tAction\tLead
1\tSave \u00a32m on beds with \u00a33m from the Home Office, and use the Better Care Fund and CQUIN.\tNHS England
2\tOpen a house, subject to funding, with up to \u00a31m.\tMind
"""


@pytest.fixture(scope="module")
def drawings(built: build.Build, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[View]]:
    """Pictures in which kinds stand that the home plan does not have, too."""
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "money.txt").write_text(MONEY, encoding="utf-8")
    more = {"continuity": with_policies(folder / "plan.txt", *LINKS), "funding": build.build([folder / "money.txt"]).graph}
    found = {name: [view(graph, name) for graph in (built.graph, *([more[name]] if name in more else []))] for name in views.names()}
    return found | {"ego": [views.view(built.graph, "ego", {}, about=about) for about in ("Home Office", "3.8")]}


def alike(view: View) -> Iterator[tuple[str, str]]:
    """Kinds of nodes that stand in one picture and differ by their colour alone: by neither shape, border, pattern nor column."""
    looks = {key: [getattr(kind, each.name) for each in fields(NodeKind) if each.name not in WORDS] for key, kind in view.drawing.node_kinds.items()}
    columns = defaultdict(set)
    for _, node in view.drawing.network.nodes(data=True):
        columns[node["kind"]].add(node.get("layer"))
    yield from ((one, two) for one, two in itertools.combinations(columns, 2) if looks[one] == looks[two] and columns[one] & columns[two])


@pytest.mark.parametrize("name", [name for name in views.known() if name != "timeline"])
def test_kinds_of_nodes_are_told_apart_without_colour(name: str, drawings: dict[str, list[View]]) -> None:
    assert [pair for drawn in drawings[name] for pair in alike(drawn)] == []


def test_bars_of_different_kinds_have_different_ends(drawings: dict[str, list[View]]) -> None:
    """Whatever its colour, the pieces of a bar and the words at its end say which of its dates are named."""
    pieces = defaultdict(set)
    for _, node in drawings["timeline"][0].drawing.network.nodes(data=True):
        pieces[node["kind"]].add((tuple(sort for sort, _, _ in node["bar"]["parts"]), node["bar"]["beside"]))
    assert len(pieces) >= 3
    for one, two in itertools.combinations(pieces, 2):
        assert not pieces[one] & pieces[two], (one, two)


@pytest.mark.parametrize("name", [name for name in views.names() if name != "timeline"])
def test_kinds_of_lines_are_told_apart_without_colour(name: str, drawings: dict[str, list[View]]) -> None:
    """All that a view can draw, be it in a plan or not. The timeline has those of the view of dependencies."""
    kept = [value for value in vars(import_module(f"concordat.graph.views.{name}")).values() if isinstance(value, dict) and value and all(isinstance(each, EdgeKind) for each in value.values())]
    kinds = {key: kind for each in (*kept, *(drawn.drawing.edge_kinds for drawn in drawings[name])) for key, kind in each.items()}
    assert kept and len(kinds) >= 3
    assert unlike(kinds)


def test_kinds_of_lines_around_one_thing_are_told_apart_without_colour(drawings: dict[str, list[View]]) -> None:
    """Those of one picture: all that can stand around a body, a law and a fund together are more than there are patterns."""
    assert all(unlike(drawn.drawing.edge_kinds) for drawn in drawings["ego"])


def unlike(kinds: Mapping[str, EdgeKind]) -> bool:
    """Whether no two kinds have the same strokes and head, or the same words."""
    patterns = {(tuple(line["dashes"]), line["head"]) for line in lines(kinds).values()}
    return len(patterns) == len({kind.label for kind in kinds.values()}) == len(kinds) > 0


@pytest.mark.parametrize("name", views.names())
def test_a_view_says_which_plan_it_draws_and_how_fresh_it_is(name: str, built: build.Build) -> None:
    drawn = view(built.graph, name)
    assert drawn.subject == "Mental Health Crisis Care Concordat: national action plan, October 2016"
    assert drawn.seen == "Later facts as the registers had them on 21 November 2026"
    shown = page(drawn)
    assert f"<title>{drawn.title}: {drawn.subject}</title>" in shown
    assert f"<strong>{drawn.subject}</strong> <span>{drawn.seen}.</span>" in shown


def test_a_part_of_a_plan_and_several_plans_are_named(built: build.Build, tmp_path: Path) -> None:
    part = views.view(built.graph, "timeline", {}, Kept(section="3", theme="workforce-and-training", during="2017-01-01/2017-12-31"))
    assert part.subject == (
        "Mental Health Crisis Care Concordat: national action plan, October 2016 (only section 3, theme workforce-and-training, under way between 1 January 2017 and 31 December 2017)"
    )
    for number in range(1, 7):
        (tmp_path / f"plan-{number}.txt").write_text(f"Winter plan {number}\nRef\tAction\n{number}.1\tOpen a crisis house\n", encoding="utf-8")
    several = sorted(tmp_path.glob("*.txt"))
    assert view(build.build(several[:2]).graph, "actions").subject == "plan-1; plan-2"
    assert view(build.build(several).graph, "actions").subject == "plan-1; plan-2; plan-3; and 3 more plans"
    assert views.view(build.build(several[:2]).graph, "actions", {}, Kept(plan="plan-2")).subject == "plan-2"


def test_an_unknown_view_offers_the_nearest(built: build.Build) -> None:
    with pytest.raises(UsageError, match="overlap"):
        views.check("overlp")
