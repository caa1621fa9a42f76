"""The view around one thing: how it is named, what is linked to it by the plan and the registers, and what cannot be drawn."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from concordat.cli import cli
from concordat.graph import build, views
from concordat.graph.errors import UsageError
from concordat.graph.given import Kept, read
from concordat.graph.store import Graph
from concordat.graph.views.model import View
from concordat.graph.views.page import page

ROOT = Path(__file__).parent.parent
HOME = "national-action-plan-2016"
HOSTILE = """Ref\tAction\tLead
1\tDo {0} "><img src=x onerror=alert(1)> it.\t<script>alert(1)</script> Board
2\tFollow action 1.\tNHS England
"""


@pytest.fixture(scope="module")
def home() -> Graph:
    return build.build().graph


@pytest.fixture(scope="module")
def read_by_eye() -> list[dict]:
    return [json.loads(line) for line in (ROOT / "tests" / "expected" / f"{HOME}.jsonl").read_text(encoding="utf-8").splitlines()]


def ego(graph: Graph, about: str, plan: str | None = None) -> View:
    return views.view(graph, "ego", {"program": "concordat"}, Kept(plan=plan), about)


def lines(drawn: View) -> set[tuple[str, str, str]]:
    """From, kind, to: actions by their references."""
    nodes = drawn.drawing.network.nodes

    def called(key: str) -> str:
        return nodes[key]["label"].split()[0] if nodes[key]["kind"] == "action" else nodes[key]["name"]

    return {(called(a), d["kind"], called(b)) for a, b, d in drawn.drawing.network.edges(data=True)}


def test_a_body_stands_amid_its_actions_and_those_are_joined(home: Graph, read_by_eye: list[dict]):
    """Home Office: its actions as a person read them; 3.7 depends on 3.6; the registers have it take over a role from Mind, and stand under HM Government, which 3.8 names."""
    drawn = ego(home, "home office")
    own = {("Home Office", "lead", r["ref"]) for r in read_by_eye if "Home Office" in [x["name"] for x in r["leads"]]}
    own |= {("Home Office", "partner", r["ref"]) for r in read_by_eye if "Home Office" in [x["name"] for x in r["partners"]]}
    assert len(own) == 7
    assert lines(drawn) == own | {("3.7", "waits", "3.6"), ("Mind", "role", "Home Office"), ("Home Office", "under", "HM Government"), ("HM Government", "mentioned", "3.8")}
    assert drawn.title == "Home Office and all that is linked to it"
    (role,) = [d for *_, d in drawn.drawing.network.edges(data=True) if d["kind"] == "role"]
    assert role["label"].startswith("Mind handed a role to Home Office: Transfer of a role, 28 October 2016")
    told = {fact.term: fact.value for fact in role["facts"]}
    assert told["Note of the register"] == "The end of a contract; no change to Mind itself, and no action moves." and told["Which role, or how"].startswith("Concordat secretariat")


def test_an_action_stands_amid_all_that_it_names(home: Graph, read_by_eye: list[dict]):
    record = next(r for r in read_by_eye if r["ref"] == "3.8")
    drawn = ego(home, "3.8")
    kinds = {kind: {(a, b) for a, k, b in lines(drawn) if k == kind} for kind in ("lead", "partner", "money", "pays", "later-carried", "later-context-plausible")}
    assert drawn.title.startswith(f"Action 3.8: {record['text_start'][:20]}")
    assert kinds["lead"] == {(x["name"], "3.8") for x in record["leads"]} and kinds["partner"] == {(x["name"], "3.8") for x in record["partners"]}
    assert kinds["money"] == {("3.8", "Health-based places of safety fund")}
    assert ("Department of Health", "Health-based places of safety fund") in kinds["pays"]
    with (ROOT / "ontology" / "continuations.csv").open(encoding="utf-8", newline="") as file:
        links = [row for row in csv.DictReader(file) if row["ref"] == "3.8"]
    assert len(kinds["later-carried"]) == sum(row["relation"] == "continues" for row in links) == 2
    assert len(kinds["later-context-plausible"]) == sum(row["relation"] == "creates-need-for" for row in links) == 1


def test_an_act_stands_amid_its_sections_and_the_actions_that_cite_them(home: Graph, read_by_eye: list[dict]):
    found = lines(ego(home, "Mental Health Act 1983"))
    assert ("Mental Health Act 1983 s.136", "part", "Mental Health Act 1983") in found
    citing = {r["ref"] for r in read_by_eye if any(x["label"] == "Mental Health Act 1983 s.136" for x in r["legislation"])}
    assert citing and {a for a, kind, b in found if kind == "law" and b == "Mental Health Act 1983 s.136"} == citing


@pytest.mark.parametrize(
    ("about", "middle", "line"),
    [
        ("CRHT expansion investment", "CRHT expansion investment", ("2.1", "money", "CRHT expansion investment")),
        ("places-of-safety", "Places of safety", ("3.8", "theme", "Places of safety")),
        ("s136", "Mental Health Act 1983 s.136", ("3.13", "law", "Mental Health Act 1983 s.136")),
        ("HEE", "Health Education England", ("Health Education England", "event", "NHS England")),
        ("NHS England", "NHS England", ("NHS England", "planned", "Integrated care boards")),
        ("Places of safety fund, wave 1", "Places of safety fund, wave 1", ("Places of safety fund, wave 1", "share", "Health-based places of safety fund")),
        ("nhs-mh-implementation-plan", "NHS Mental Health Implementation Plan 2019/20-2023/24", ("2.1", "way", "NHS Mental Health Implementation Plan 2019/20-2023/24")),
        ("Clinical commissioning groups", "Clinical commissioning groups", ("Clinical commissioning groups", "event", "Integrated care boards")),
    ],
)
def test_every_kind_of_thing_can_stand_in_the_middle(about: str, middle: str, line: tuple[str, str, str], home: Graph):
    drawn = ego(home, about)
    net = drawn.drawing.network
    assert line in lines(drawn)
    assert drawn.title.startswith(middle)
    first = next(iter(net))
    assert net.nodes[first]["name"] == middle
    assert {data["kind"] for _, data in net.nodes(data=True)} == set(drawn.drawing.node_kinds)
    assert all(data["facts"] and data["label"] for _, data in net.nodes(data=True))
    actions = read(home).actions
    assert all(set(data["actions"]) <= set(actions) and data["text"] and data["facts"] for *_, data in net.edges(data=True))


def test_what_is_planned_is_not_told_as_done(home: Graph):
    drawn = ego(home, "NHS England")
    planned = [d for *_, d in drawn.drawing.network.edges(data=True) if d["kind"] == "planned"]
    assert planned and all(d["label"].startswith("Planned, not done: ") for d in planned)
    assert drawn.drawing.edge_kinds["planned"].dashed
    assert any("not done" in note for note in drawn.drawing.notes)


@pytest.mark.parametrize(
    ("name", "about", "said"),
    [
        ("ego", "Hoem Office", "did you mean Home Office"),
        ("ego", "section 3", "is a section: ego is drawn around"),
        ("ego", "1.1, 1.2", "may mean 1.1, 1.2"),
        ("ego", None, 'name it, concordat view ego "NAME"'),
        ("ego", "  ", "name it"),
        ("overlap", "Home Office", 'leave "Home Office" out; ego takes a name'),
        ("eggo", "Home Office", "did you mean ego"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(name: str, about: str | None, said: str, home: Graph):
    with pytest.raises(UsageError) as wrong:
        views.view(home, name, {}, about=about)
    assert said in str(wrong.value) and "\n" not in str(wrong.value)
    assert "ego" not in views.names()


def test_an_action_that_is_left_out_is_told_with_what_leaves_it_out(home: Graph):
    with pytest.raises(UsageError, match='"3.8" is not in the part that was asked for: leave --section 1 out'):
        views.view(home, "ego", {}, Kept(section="1"), "3.8")


def test_of_two_plans_the_one_that_is_meant_is_named(tmp_path: Path):
    for plan in ("north", "south"):
        (tmp_path / f"{plan}.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tHome Office\n", encoding="utf-8")
    graph = build.build([tmp_path / "north.txt", tmp_path / "south.txt"]).graph
    with pytest.raises(UsageError, match="may mean north 1, south 1"):
        ego(graph, "1")
    assert lines(ego(graph, "1", "south")) == {("Home Office", "lead", "1")}
    assert {key.split("/")[-2] for key, d in ego(graph, "south 1").drawing.network.nodes(data=True) if d["kind"] == "action"} == {"south"}


def test_a_thing_that_nothing_is_linked_to_is_drawn_alone_and_so_said(home: Graph):
    """ontology/policies.csv has it, and no action names it nor does a link to a later policy."""
    drawn = ego(home, "National Partnership Agreement: Right Care, Right Person")
    assert drawn.drawing.network.number_of_nodes() == 1
    assert "Nothing in this graph is linked to National Partnership Agreement: Right Care, Right Person." in drawn.drawing.notes
    assert page(drawn).startswith("<!doctype html>")


def test_hostile_names_are_text(tmp_path: Path):
    (tmp_path / "p.txt").write_text(HOSTILE, encoding="utf-8")
    drawn = ego(build.build([tmp_path / "p.txt"]).graph, "1")
    html = page(drawn)
    assert drawn.drawing.network.number_of_edges() >= 1
    assert "<img" not in html and "<script>alert" not in html


def test_the_command_takes_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "g.trig"
    path.write_bytes(build.build().data)
    done = CliRunner().invoke(cli, ["view", "ego", "Home Office", "-g", str(path), "-o", str(tmp_path / "ego.html")])
    assert done.exit_code == 0 and "<title>Home Office and all that is linked to it: Mental Health Crisis Care Concordat" in (tmp_path / "ego.html").read_text(encoding="utf-8")
    assert CliRunner().invoke(cli, ["view", "today", "Home Office", "-g", str(path)]).exit_code == 2
    monkeypatch.setattr("concordat.cli.LARGE_PAGE", 100_000)
    large = CliRunner().invoke(cli, ["view", "timeline", "-g", str(path), "-o", str(tmp_path / "large.html")])
    assert large.stderr.endswith(" MB: too large for most mail; --section or --theme draws a part of it\n")
    outside = CliRunner().invoke(cli, ["view", "ego", "3.8", "--section", "1", "-g", str(path), "-o", str(tmp_path / "no.html")])
    assert (outside.exit_code, outside.stderr) == (2, 'concordat: the action "3.8" is not in the part that was asked for: leave --section 1 out\n')
