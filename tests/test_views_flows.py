"""The views that flow from left to right: what became of bodies, who pays for what, which later policies take actions up.

The expected values come from a person's reading of the plan (tests/expected) and of the registers (ontology/*.csv), and from plans small enough to work out by hand.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from test_report_continuity import LINKS
from test_report_continuity import planted as with_policies
from test_report_today import PLAN as BOARDS
from test_report_today import planted as with_events

from concordat.graph import build, views
from concordat.graph.store import Graph
from concordat.graph.views.model import Drawing
from concordat.graph.views.page import page

ROOT = Path(__file__).parent.parent
HOME_PLAN = "national-action-plan-2016"


@pytest.fixture(scope="module")
def home() -> Graph:
    return build.build().graph


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A plan of three made-up boards, with no register of bodies."""
    path = tmp_path_factory.mktemp("boards") / "boards.txt"
    path.write_text(BOARDS, encoding="utf-8")
    return build.build([path], bundled_register=False).graph


@pytest.fixture(scope="module")
def read_by_eye() -> list[dict]:
    return [json.loads(line) for line in (ROOT / "tests" / "expected" / f"{HOME_PLAN}.jsonl").read_text(encoding="utf-8").splitlines()]


def register(name: str) -> list[dict]:
    with (ROOT / "ontology" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def drawn(graph: Graph, name: str) -> Drawing:
    return views.view(graph, name, {}).drawing


def plain(label: str) -> str:
    return label.replace("\u00a0", " ")


def flows(drawing: Drawing, kinds: tuple[str, ...] = ()) -> set[tuple[str, str, str]]:
    """The lines: from, to, kind."""
    nodes = drawing.network.nodes
    return {(plain(nodes[a]["label"]), plain(nodes[b]["label"]), d["kind"]) for a, b, d in drawing.network.edges(data=True) if not kinds or d["kind"] in kinds}


def notes(drawing: Drawing) -> str:
    return " ".join(drawing.notes)


def facts(item: dict, term: str) -> list[tuple[str, str]]:
    """What an item says under a term, with the address."""
    return [(fact.value, fact.href) for fact in item["facts"] if fact.term == term]


# ---- bodies then and now


def test_each_body_that_ended_flows_to_its_holder_and_what_is_planned_stands_apart(home: Graph):
    """ontology/events.csv, read by a person against the leads and partners of the plan. Public Health England was split: NHS Digital, one of the four that took it over, ended in 2023."""
    found = flows(drawn(home, "today"))
    assert found == {
        ("Department of Health (13)", "Department of Health and Social Care (13)", "same body, new name"),
        ("NHS England (21)", "NHS England (22 to 26)", "no change found"),
        ("NHS Improvement (3)", "NHS England (22 to 26)", "Abolition"),
        ("Health Education England (2)", "NHS England (22 to 26)", "Abolition"),
        ("Health and Social Care Information Centre (1)", "NHS England (22 to 26)", "Abolition"),
        ("Public Health England (7)", "NHS England (22 to 26)", "possible"),
        ("Public Health England (7)", "Office for Health Improvement and Disparities (up to 7)", "possible"),
        ("Public Health England (7)", "UK Health Security Agency (up to 7)", "possible"),
        ("Clinical commissioning groups (1)", "Integrated care boards (1)", "Abolition"),
        ("College of Paramedics (1)", "Royal College of Paramedics (1)", "Succession"),
        ("NHS Providers (2)", "The NHS Alliance (up to 2)", "Merger-doubted"),  # events.csv: medium
        ("Centre of Excellence for Information Sharing (1)", "Nobody named (1)", "nobody named-doubted"),  # low: that it closed is inferred
        ("Network Rail (4)", "Network Rail (4)", "no change found"),
        ("College of Policing (2)", "College of Policing (2)", "no change found"),
        ("16 bodies (32)", "No change found", "no change found"),
        ("6 bodies (5)", "No change found, but the register is not sure of it", "no change found, but the register is not sure of it"),
        ("NHS England (22 to 26)", "Department of Health and Social Care: planned", "planned"),
        ("NHS England (22 to 26)", "Integrated care boards: planned", "planned"),
        ("Network Rail (4)", "Great British Railways: planned", "planned"),
        ("College of Policing (2)", "National Police Service: announced", "planned"),
    }


def test_lines_carry_the_actions_that_a_person_read(home: Graph, read_by_eye: list[dict]):
    net = drawn(home, "today").network
    for name in ("Department of Health", "Public Health England", "NHS Improvement", "NHS Providers"):
        refs = [r["ref"] for r in read_by_eye if name in [body["name"] for body in (*r["leads"], *r["partners"])]]
        lines = [d for a, _, d in net.edges(data=True) if net.nodes[a]["name"] == name]
        assert lines and all([action.rsplit("/", 1)[-1] for action in d["actions"]] == refs and d["weight"] == len(refs) for d in lines)


def test_every_body_with_a_part_in_the_plan_is_in_the_picture(home: Graph, read_by_eye: list[dict]):
    """By its own shape, or named in one that stands for several."""
    named = {body["name"] for r in read_by_eye for body in (*r["leads"], *r["partners"])}
    named |= {body["name"] for r in read_by_eye for body in r["body_classes"] if body["role"] != "mentioned"}
    left = [node for _, node in drawn(home, "today").network.nodes(data=True) if node["layer"] == 0]
    assert named == {node["name"] for node in left if node["kind"] != "several"} | {fact.term for node in left if node["kind"] == "several" for fact in node["facts"]}
    assert len(named) == 34


def test_what_happened_is_told_with_the_day_and_the_source_and_how_sure(home: Graph):
    events = {row["id"]: row for row in register("events")}
    net = drawn(home, "today").network
    for event, body, day in (
        ("ce-2023-04-01-hee", "Health Education England", "1 April 2023"),
        ("ce-2018-01-08-dhsc", "Department of Health", "8 January 2018"),
        ("ce-2018-ceis", "Centre of Excellence for Information Sharing", "between about 2017 and about 2019"),
    ):
        (line,) = [d for a, _, d in net.edges(data=True) if net.nodes[a]["name"] == body]
        (told, href) = facts(line, "What happened")[0]
        assert day in told and href in events[event]["sources"].split(" | ")
        assert facts(line, "How sure the register is") == [(events[event]["confidence"], "")]
        assert line["filters"]["confidence"] == [events[event]["confidence"]] or body == "Department of Health"  # the same body: how sure its reading is


def test_what_the_register_is_not_sure_of_is_broken_and_says_so(home: Graph):
    """events.csv: the merger into the NHS Alliance is of medium confidence, the end of the Centre of Excellence of low; all other events of bodies that lead or are partners are sure or only planned."""
    drawing = drawn(home, "today")
    nodes = drawing.network.nodes
    doubted = {nodes[a]["name"]: d for a, _, d in drawing.network.edges(data=True) if d["kind"].endswith("-doubted")}
    assert {name: d["label"].rpartition(":")[0] for name, d in doubted.items()} == {
        "NHS Providers": "NHS Providers: work perhaps taken over by The NHS Alliance (fair evidence)",
        "Centre of Excellence for Information Sharing": "Centre of Excellence for Information Sharing perhaps ended (weak evidence) and nobody named after it",
    }
    assert all(drawing.edge_kinds[d["kind"]].dashed and drawing.edge_kinds[d["kind"]].label.startswith("perhaps ") for d in doubted.values())
    assert {fact.doubt for d in doubted.values() for fact in d["facts"] if fact.term == "What became of it"} == {"fair evidence", "weak evidence"}
    assert all(not drawing.edge_kinds[d["kind"]].label.startswith("perhaps") for a, _, d in drawing.network.edges(data=True) if nodes[a]["name"] not in doubted)


def test_what_is_planned_carries_no_weight_and_says_that_it_is_not_done(home: Graph):
    drawing = drawn(home, "today")
    planned = [(b, d) for _, b, d in drawing.network.edges(data=True) if d["kind"] == "planned"]
    assert len(planned) == 4
    assert all(d["weight"] == 1 and d["label"].startswith(("Planned, not done", "Announced, not done")) for _, d in planned)
    assert {b for b, _ in planned} == {key for key, node in drawing.network.nodes(data=True) if node["layer"] == 2}
    assert all(href.startswith("https://") for _, d in planned for _, href in facts(d, d["label"].partition(":")[0]))
    assert "expected by April 2027" in next(d["label"] for b, d in planned if "NHS England" in d["label"])
    assert drawing.edge_kinds["planned"].dashed and drawing.edge_kinds["possible"].dashed
    assert drawing.layers == ("Bodies of the plan", "Who holds their work", "Planned or announced, not done")
    assert "21 November 2026" in notes(drawing) and "16 more bodies are only named in the text" in notes(drawing)


TURNS = [
    # events: what is drawn from Alder Board (A leads A1, A2, is partner in B1), Birch Board (A2) and Cedar Board (B1)
    (["merger done A D 2018-01-01 2018-01-31 high", "succession done D E 2020-05-01 2020-05-01 low"], {("Alder Board (3)", "Elder Board (up to 3)", "Merger-doubted")}),
    (["split done A DE 2018-01-01 2018-01-01 high"], {("Alder Board (3)", "Damson Board (up to 3)", "possible"), ("Alder Board (3)", "Elder Board (up to 3)", "possible")}),
    (["closure done A - 2018-01-01 2018-01-01 high"], {("Alder Board (3)", "Nobody named (3)", "nobody named")}),
    (["abolition done A D 2018-01-01 2018-01-01 high", "succession done D A 2019-01-01 2019-01-01 high"], {("Alder Board (3)", "Nobody named (3)", "nobody named")}),  # a circle
    (["joint done A D 2018-01-01 2018-01-01 high"], set()),
    (["abolition announced A - 2028-01-01 2028-12-31 high"], {("Alder Board (3)", "Alder Board (3)", "no change found"), ("Alder Board (3)", "Nobody named: announced", "planned")}),
    (["merger done AB D 2018-01-01 2018-01-01 high"], {("Alder Board (3)", "Damson Board (3)", "Merger"), ("Birch Board (1)", "Damson Board (3)", "Merger")}),
]


@pytest.mark.parametrize(("events", "expected"), TURNS)
def test_what_is_drawn_of_made_up_events(boards: Graph, events: list[str], expected: set):
    """Every body to which nothing happened flows to what is said of it."""
    found = flows(drawn(with_events(boards, *events), "today"))
    assert {line for line in found if line[1] not in ("No change found", "In no register: cannot be told")} == expected
    assert len(found) > len(expected)


def test_a_new_name_keeps_the_body(boards: Graph):
    drawing = drawn(with_events(boards, "name done A - 2018-01-01 2018-01-01 high", new_name="Ash Board"), "today")
    assert ("Alder Board (3)", "Ash Board (3)", "same body, new name") in flows(drawing)


def test_without_a_register_it_is_said_that_nothing_is_known(boards: Graph, tmp_path: Path):
    drawing = drawn(boards, "today")
    assert flows(drawing) == {("3 bodies (3)", "In no register: cannot be told", "in no register: cannot be told")}
    assert drawing.notes[0].startswith("This graph holds no register of what became of bodies, so that nothing is known of it.")
    assert "1 of 4 actions names no lead." in notes(drawing)
    (tmp_path / "p.txt").write_text("Ref\tAction\n1\tDo it.\n", encoding="utf-8")
    bare = views.view(build.build([tmp_path / "p.txt"]).graph, "today", {})
    assert not bare.drawing.network and "No action names a body that leads or is a partner." in page(bare)


# ---- money


def test_money_flows_from_payers_to_actions(home: Graph):
    """The plan's 2.1, 2.3, 3.1, 3.8 and ontology/funding.csv, which names payers of three of these; the rest is paid by nobody named."""
    drawing = drawn(home, "funding")
    assert flows(drawing, ("register", "words", "unnamed")) == {
        ("Payer not named", "£400m: CRHT expansion investment", "unnamed"),
        ("Payer not named", "£247m: Liaison mental health (core 24) investment", "unnamed"),
        ("Department of Health", "up to £15m: Health-based places of safety fund", "register"),
        ("NHS England", "up to £15m: Health-based places of safety fund", "register"),
        ("NHS England", "UEC Vanguard funding", "register"),
        ("NHS England", "CCG Quality Premium", "register"),
        *(("Payer not named", way, "unnamed") for way in ("Payment mechanisms for crisis care", "Local payment approaches", "Commissioning for Quality and Innovation", "UEC payment model")),
    }
    named = {(a, b.split()[0], kind) for a, b, kind in flows(drawing) if kind not in ("register", "unnamed")}
    assert named == {
        ("£400m: CRHT expansion investment", "2.1", "sum"),
        ("£247m: Liaison mental health (core 24) investment", "3.1", "sum"),
        ("up to £15m: Health-based places of safety fund", "3.8", "sum"),
        ("UEC Vanguard funding", "2.3", "unpriced"),
        ("Payment mechanisms for crisis care", "1.3", "mechanism"),
        ("Local payment approaches", "1.5", "mechanism"),
        ("Commissioning for Quality and Innovation", "1.17", "mechanism"),
        ("CCG Quality Premium", "1.17", "mechanism"),
        ("UEC payment model", "3.4", "mechanism"),
        ("Liaison and Diversion roll-out (Treasury approval)", "5.5", "condition"),
    }
    assert {d["weight"] for *_, d in drawing.network.edges(data=True)} == {1}
    assert "51 of 60 actions name no money and are not drawn." in notes(drawing) and "Nothing is added up here" in notes(drawing)


def test_money_is_told_with_its_cautions_and_sources(home: Graph):
    net = drawn(home, "funding").network
    fund = next(node for _, node in net.nodes(data=True) if node["label"].startswith("up to £15m"))
    assert facts(fund, "Sum, for the whole time") == [("up to £15m", "")]
    assert facts(fund, "Take care") == [("A ceiling: it may be less, or nothing.", "")]
    assert facts(fund, "Counted in totals") == [("yes, as a ceiling", "")]
    parts = facts(fund, "Register: a part that the plan does not name")
    assert [value for value, _ in parts] == ["Places of safety fund, wave 1: £6.1m", "Places of safety fund, wave 2: £8.9m"]
    (line,) = [d for a, b, d in net.edges(data=True) if net.nodes[a]["name"] == "Department of Health"]
    own = next(row for row in register("funding") if row["id"] == "places-of-safety-15m")
    assert facts(line, "Who pays")[0][1] in own["sources"].split(" | ")
    assert facts(line, "Pays together with") == [("NHS England", "")]


MONEY = """Ref\tAction\tLead
A1\tOpen a house with £2m from the Home Office.\tAnytown Council
A2\tSave £3m a year.\tAnytown Council
A3\tSpend €4m.\tAnytown Council
A4\tMeet each month.\tAnytown Council
"""


def test_money_of_a_small_plan(tmp_path: Path):
    """What is saved is not money for the plan, so that nobody is looked for who pays it; currencies stay apart."""
    (tmp_path / "p.txt").write_text(MONEY, encoding="utf-8")
    drawing = drawn(build.build([tmp_path / "p.txt"]).graph, "funding")
    kinds = {node["name"].split()[0]: node["kind"] for _, node in drawing.network.nodes(data=True) if node["layer"] == 1}
    assert kinds == {"£2m": "sum", "£3m": "apart", "€4m": "sum"}
    assert {(a, b.split()[0], kind) for a, b, kind in flows(drawing, ("register", "words", "unnamed"))} == {("Home Office", "£2m", "words"), ("Payer not named", "€4m", "unnamed")}
    assert "1 of 4 actions names no money and is not drawn." in notes(drawing)


@pytest.mark.parametrize(("name", "said"), [("funding", "The only action names no money that was understood"), ("continuity", "Later policies are registered only for the plans in")])
def test_a_plan_with_nothing_to_show_says_why(name: str, said: str, tmp_path: Path):
    (tmp_path / "p.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tHome Office\n", encoding="utf-8")
    made = views.view(build.build([tmp_path / "p.txt"]).graph, name, {})
    assert not made.drawing.network
    assert said in page(made)


# ---- later policies


def test_every_registered_link_is_a_line_and_nothing_else_is(home: Graph):
    """ontology/continuations.csv: a link leads from its action to the policy, and says which came between."""
    rows = [row for row in register("continuations") if row["plan"] == HOME_PLAN]
    net = drawn(home, "continuity").network
    keys = {"explicit": "", "strong": "", "plausible": "-plausible"}
    status = {row["id"]: row["status"] for row in register("policies")}
    assert {key: words for key, words in status.items() if words.startswith(("forthcoming", "partly"))} == {"msf-smi": "forthcoming in May 2026", "mental-health-act-changes": "partly in force"}
    groups = dict.fromkeys(("continues", "extends", "restates", "replaces"), "carried") | dict.fromkeys(("weakens", "gap"), "weaker")
    names = {row["id"]: row["name"] for row in register("policies")}

    def kind(row: dict) -> str:
        if row["policy"] == "msf-smi":
            return "planned"
        drawn_as = groups.get(row["relation"], "context") + keys[row["confidence"]]
        return "carried-part" if (row["policy"], drawn_as) == ("mental-health-act-changes", "carried") else drawn_as

    wanted = sorted((row["ref"], row["policy"], names.get(row["via"], ""), kind(row)) for row in rows)
    found = []
    for a, b, line in net.edges(data=True):
        assert (line["kind"] == "planned") == ("planned or not yet published" in line["label"]) and (line["weight"] == 1 or line["kind"] in ("carried", "weaker", "context"))
        found.append((net.nodes[a]["label"], b.rsplit("/", 1)[-1], "".join(value for value, _ in facts(line, "By way of")), line["kind"]))
    assert sorted(found) == wanted
    assert {"Modern Service Framework for severe mental illness (forthcoming in May 2026)", "Reform of the Mental Health Act 1983 by the Mental Health Act 2025 (partly in force)"} <= {d["label"] for _, d in net.nodes(data=True)}
    assert len(wanted) == 44 and sum(bool(via) for *_, via, _ in wanted) == 24


def test_a_way_by_a_policy_between_is_a_way_that_is_registered(tmp_path: Path):
    """A1 and A2 go by way of the same policy to two others: no line through the middle joins one of them to the other's policy."""
    linked = [("A1", "new-deal", "continues", "strong", "bridge"), ("A2", "charter", "continues", "strong", "bridge")]
    net = drawn(with_policies(tmp_path / "plan.txt", *linked), "continuity").network
    ways = {(net.nodes[a]["label"], net.nodes[b]["label"], net.nodes[c]["label"]) for a, b in net.edges() if net.nodes[b]["kind"] == "between" for c in net[b]}
    assert ways == {("A1", "The Bridge", "A New Deal"), ("A2", "The Bridge", "The Charter")}


def test_a_link_has_the_words_of_both_sides_the_reason_and_the_source(home: Graph):
    row = next(row for row in register("continuations") if row["id"] == "pl-07")  # 3.9, weakened, by way of a plan between
    net = drawn(home, "continuity").network
    (line,) = [d for a, _, d in net.edges(data=True) if net.nodes[a]["label"] == "3.9" and d["kind"] == "weaker"]
    assert facts(line, "Words of the plan, 3.9") == [(row["quote_plan"], "")]
    assert facts(line, "Words of the page that names the policy") == [(row["quote_page"], "")]
    assert facts(line, "Why")[0][0] == row["reasoning"] and facts(line, "Why")[0][1] in row["sources"].split(" | ")
    assert facts(line, "By way of") == [("NHS Mental Health Implementation Plan 2019/20-2023/24", "")]


def test_what_nothing_carries_on_is_counted(home: Graph):
    """Of 60 actions 27 stand in the register of links; 14 are carried on firmly and 6 by reasoning alone, which leaves 40."""
    rows = register("continuations")
    carrying = {row["ref"] for row in rows if row["relation"] in ("continues", "extends", "restates", "replaces")}
    said = notes(drawn(home, "continuity"))
    assert len({row["ref"] for row in rows}) == 27 and "33 of 60 actions have no link and are not drawn." in said
    assert len(carrying) == 20 and "Later policies carry on 14 of 60 actions by firm links, explicit or strong; 6 more by plausible links alone" in said
    assert "Of these 14, 3 (2.7, 3.6, 3.7) have a firm link only to a policy that is not fully in force" in said  # continuations.csv: by the Mental Health Act 2025, and 3.7 else by a plausible link
    nothing = said.partition("No link registered that carries on: ")[2].rstrip(".").split(", ")
    assert len(nothing) == 40 and not carrying & set(nothing)


def test_each_link_of_an_action_is_told_once_and_only_what_is_unsure_is_in_doubt(home: Graph):
    """continuations.csv on 2.2: three strong links, one of them to a framework that is not published; 1.17: one explicit, two plausible."""
    nodes = {node["label"]: node for _, node in drawn(home, "continuity").network.nodes(data=True)}
    told = {ref: [(fact.term, fact.doubt) for fact in nodes[ref]["facts"] if fact.group == "Later policies"] for ref in ("2.2", "1.17")}
    assert sorted(told["2.2"]) == [
        ("24/7 neighbourhood mental health centres", ""),
        ("Fit for the Future: 10 Year Health Plan for England", ""),
        ("Modern Service Framework for severe mental illness", "planned or not yet published"),
    ]
    assert sorted(doubt for _, doubt in told["1.17"]) == ["", "plausible", "plausible"]


def test_links_of_a_small_plan(tmp_path: Path):
    drawing = drawn(with_policies(tmp_path / "plan.txt", *LINKS), "continuity")
    assert flows(drawing) == {
        ("A1", "The Bridge", "carried"),
        ("The Bridge", "A New Deal", "carried"),
        ("A1", "The Charter", "weaker"),
        ("A2", "The Charter", "carried-plausible"),
        ("A2", "A New Deal", "context"),
        ("A3", "A New Deal", "weaker"),
    }
    assert drawing.edge_kinds["carried-plausible"].dashed and not drawing.edge_kinds["carried"].dashed
    assert drawing.layers == ("Actions of the plan", "Policies that came between", "Later policies")
    without = drawn(with_policies(tmp_path / "plan.txt", *LINKS[1:]), "continuity")
    assert without.layers == ("Actions of the plan", "Later policies")


def test_a_page_opens_with_its_columns_and_kinds(home: Graph, open_view):
    tab = open_view(views.view(home, "today", {}))
    assert tab.evaluate("data.nodes.map(titleOf).filter((title) => title.includes(' · '))") == []  # a count in a label is no part of a name
    tab.evaluate("choose(nodeNamed('Department of Health (13)'), false)")
    assert tab.inner_text("#panel h2") == "Department of Health"
    tab.evaluate("choose(null, false)")
    legend = tab.inner_text("#legend")
    assert "ended, nobody named" in legend and "planned or announced, not done" in legend
    assert "Nothing can be told" not in tab.inner_text("#notes") and "is not done: it has moved no action" in tab.inner_text("#notes")
