"""Networks, analyses and reports: on a plan small enough to work out by hand, and on the national plan a second way."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from concordat.graph import build, findings, network, reports
from concordat.graph.analysis.dependence import chains, cycles, waits
from concordat.graph.answer import Answer
from concordat.graph.errors import UsageError
from concordat.graph.reports import Asked
from concordat.graph.store import Graph

EXPECTED = Path(__file__).parent / "expected" / "national-action-plan-2016.jsonl"
# Four actions, two sections. DH leads A1 with HO, leads A2 with PHE as partner, and leads B1 alone. Mind leads B2 with PHE as partner.
SMALL = """Ref\tAction\tStart date\tFinish date\tLead
1. First\t\t\t\t
A1\tAmend section 136.\t2016\t2017\tDH / HO
A2\tProvide training.\t2016\t2017\tDH (with PHE)
2. Second\t\t\t\t
B1\tComply with section 136.\t2016\t2017\tDH
B2\tWrite to CQC.\t2016\tOngoing\tMind (with PHE)
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("small") / "small.txt"
    path.write_text(SMALL, encoding="utf-8")
    return build.build([path]).graph


@pytest.fixture(scope="module")
def home() -> Graph:
    return build.build().graph


@pytest.fixture(scope="module")
def read_by_eye() -> list[dict]:
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


def table(answers: list[Answer], name: str) -> list[dict]:
    answer = next(a for a in answers if a.name == name)
    return [dict(zip([c.name for c in answer.columns], row)) for row in answer.rows]


def of_a_body(name: str) -> Asked:
    """A report that needs a body is asked about one."""
    return Asked() if not reports.kind(name).one else Asked(about="NHS England")


def by(rows: list[dict], column: str, *columns: str) -> dict:
    return {row[column]: tuple(row[c] for c in columns) for row in rows}


# ---- the small plan, by hand


def test_pairs(small: Graph) -> None:
    """DH has A1, A2, B1; PHE A2, B2; HO A1; Mind B2."""
    pairs = table(reports.report(small, "overlap"), "pairs")
    assert [(p["organisation"], p["with"], p["shared"], p["joint_leads"], p["lead_and_partner"], p["actions"], p["of_first"], p["of_second"], p["jaccard"], p["overlap"]) for p in pairs] == [
        ("Department of Health", "Home Office", 1, 1, 0, "A1", 0.33, 1.0, 0.33, 1.0),
        ("Department of Health", "Public Health England", 1, 0, 1, "A2", 0.33, 0.5, 0.25, 0.5),
        ("Public Health England", "Mind", 1, 0, 1, "B2", 0.5, 1.0, 0.5, 1.0),
    ]


def test_what_each_body_shares(small: Graph) -> None:
    rows = table(reports.report(small, "overlap"), "organisations")
    assert by(rows, "organisation", "actions", "shared", "alone", "with") == {
        "Department of Health": (3, 2, 1, 2), "Public Health England": (2, 2, 0, 2), "Home Office": (1, 1, 0, 1), "Mind": (1, 1, 0, 1),
    }  # fmt: skip


def test_one_organisation_and_where_it_says_so(small: Graph) -> None:
    answers = reports.report(small, "overlap", Asked(organisation="PHE"))
    assert [(r["with"], r["shared"], r["actions"]) for r in table(answers, "with")] == [("Department of Health", 1, "A2"), ("Mind", 1, "B2")]
    words = table(answers, "actions")
    assert [(r["ref"], r["own_role"], r["own_words"], r["with"], r["role"], r["printed"]) for r in words] == [("A2", "partner", "PHE", "Department of Health", "lead", "DH"), ("B2", "partner", "PHE", "Mind", "lead", "Mind")]
    start, _, end = words[0]["place"].partition("-")
    assert SMALL[int(start) : int(end)] == "DH"


def test_a_body_that_is_only_mentioned_is_said_to_be(small: Graph) -> None:
    answers = reports.report(small, "overlap", Asked(organisation="CQC"))
    assert all(not answer.rows for answer in answers)
    assert answers[-1].notes == ("Care Quality Commission is only mentioned, with no part in the work, in B2.",)


def test_overlap_of_one_section_and_theme(small: Graph) -> None:
    assert [p["actions"] for p in table(reports.report(small, "overlap", Asked(section="2")), "pairs")] == ["B2"]
    assert [p["actions"] for p in table(reports.report(small, "overlap", Asked(theme="workforce-and-training")), "pairs")] == ["A2"]


def test_sections_say_where_work_is_shared(small: Graph) -> None:
    assert by(table(reports.report(small, "overlap"), "sections"), "section", "actions", "shared", "share", "shared_actions") == {"1": (2, 2, 1.0, "A1, A2"), "2": (2, 1, 0.5, "B2")}


def test_owners(small: Graph) -> None:
    rows = table(reports.report(small, "ownership"), "organisations")
    assert by(rows, "organisation", "leads", "alone", "jointly", "partner", "mentioned", "share_of_actions") == {
        "Department of Health": (3, 2, 1, 0, 0, 0.75),
        "Home Office": (1, 0, 1, 0, 0, 0.25),
        "Mind": (1, 1, 0, 0, 0, 0.25),
        "Public Health England": (0, 0, 0, 2, 0, 0.0),
        "Care Quality Commission": (0, 0, 0, 0, 1, 0.0),
    }


def test_ownership_by_section(small: Graph) -> None:
    assert by(table(reports.report(small, "ownership"), "sections"), "section", "actions", "one_lead", "several_leads", "bodies_leading", "leads_most") == {
        "1": (2, 1, 1, 2, "Department of Health (2)"),
        "2": (2, 2, 0, 2, "Department of Health (1)"),
    }


def test_dependencies_with_the_words_of_both_sides(small: Graph) -> None:
    answers = reports.report(small, "dependencies")
    links = table(answers, "links")
    assert [(r["ref"], r["depends_on"], r["how"], r["confidence"], r["words"], r["other_words"]) for r in links] == [("B1", "A1", "implements", "explicit", "Comply with section 136", "Amend section 136")]
    assert table(answers, "chains") == [{"steps": 2, "chain": "A1 then B1", "ends_with": "Comply with section 136."}]
    assert table(answers, "cycles") == []
    assert by(table(answers, "waits"), "ref", "waits_for", "held_up") == {"A1": (0, 1), "B1": (1, 0)}


def test_to_support_an_aim_is_not_to_wait_for_it(home: Graph) -> None:
    """1.10 serves the strategy of 1.9, which never ends; it is a link, and no step of a chain."""
    answers = reports.report(home, "dependencies")
    assert {r["ref"] for r in table(answers, "links")} == {"1.10", "2.3", "3.7"}
    assert {r["chain"] for r in table(answers, "chains")} == {"3.5 then 2.3", "3.6 then 3.7"}


def test_a_circle_is_shown_as_one(tmp_path: Path) -> None:
    path = tmp_path / "circle.txt"
    path.write_text("Ref\tAction\tLead\n1\tFollowing action 2, write.\tDH\n2\tFollowing action 1, read.\tHO\n3\tFollowing action 2, rest.\tHO\n", encoding="utf-8")
    answers = reports.report(build.build([path]).graph, "dependencies")
    assert table(answers, "cycles") == [{"actions": 2, "circle": "1, 2"}]
    assert [r["chain"] for r in table(answers, "chains")] == ["1 then 3"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [(Asked(organisation="Ministry of Silly Walks"), "names nothing"), (Asked(section="9"), 'no section "9"'), (Asked(theme="gardening"), 'theme "gardening"'), (Asked(plan="other"), "'other'")],
)
def test_what_is_not_there_is_said(asked: Asked, says: str, small: Graph) -> None:
    with pytest.raises(UsageError, match=says):
        reports.report(small, "overlap", asked)


@pytest.mark.parametrize(
    ("name", "asked", "says"),
    [
        ("timeline", Asked(about="Home Office"), 'leave "Home Office" out, or keep one body with --organisation'),
        ("overlap", Asked(on="2018-01-01"), "leave --on out; .*today.* take it"),
        ("continuity", Asked(organisation="HO"), "--organisation changes nothing in the report continuity"),
        ("today", Asked(role="lead"), "overlap, ownership, brokers take it"),
        ("overlap", Asked(confidence="explicit"), "there say high, medium, low"),
        ("timeline", Asked(confidence="high"), "leave it out; overlap.* take it"),
        ("overlap", Asked(plausible=True), "dependencies take it"),
        ("overlap", Asked(only=("pars",)), 'no table "pars"; did you mean pairs'),
    ],
)
def test_what_a_report_has_no_use_for_is_refused(name: str, asked: Asked, says: str, small: Graph) -> None:
    """Who asks for a part and is given the whole would take it for the part."""
    with pytest.raises(UsageError, match=says):
        reports.report(small, name, asked)


def test_one_table_of_a_report(small: Graph) -> None:
    assert [a.name for a in reports.report(small, "overlap", Asked(only=("words", "pairs")))] == ["pairs", "words"]
    assert [a.name for a in reports.report(small, "all", Asked(only=("overlap-pairs",), role="lead"))] == ["overlap-pairs"]


def test_a_terminal_has_the_first_table_and_the_names_of_the_others(small: Graph) -> None:
    answers = reports.report(small, "overlap", Asked(explain=True))
    shown = reports.brief("overlap", answers)
    assert [a.name for a in shown] == [answers[0].name, "meanings", "more"]
    assert [row[0] for row in shown[-1].rows] == [a.name for a in answers[1:-1]]
    assert "concordat report overlap --table pairs" in shown[-1].notes[0]


def test_how_to_have_another_table_is_the_whole_command() -> None:
    """Copied as it stands it is about the same body, day and graph."""
    asked = Asked(about="Home Office", section="3", explain=True)
    assert reports.command("overlap", asked, ["-g", "my plan.trig"]) == 'concordat report overlap "Home Office" --section 3 --explain -g "my plan.trig"'
    assert reports.command("today", Asked(on="2018-06-01")) == "concordat report today --on 2018-06-01"


def test_of_several_plans_it_is_said_that_they_are_counted_together(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tMind / CQC\n", encoding="utf-8")
    graph = build.build([tmp_path / "one.txt", tmp_path / "two.txt"]).graph
    assert any("2 plans (one, two)" in note for note in reports.report(graph, "overlap")[0].notes)
    assert not any("plans (" in note for note in reports.report(graph, "overlap", Asked(plan="one"))[0].notes)


def test_two_actions_of_the_same_reference_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tMind / CQC\n1\tDo more.\tMind / CQC\n2\tRest.\tMind\n", encoding="utf-8")
    pairs = table(reports.report(build.build([tmp_path / "p.txt"]).graph, "overlap"), "pairs")
    assert [p["actions"] for p in pairs] == ["1, 1-2"]


def test_an_unknown_report_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="overlap"):
        reports.check("overlp")


def test_unresolved_shows_what_was_not_understood(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(
        "A title\nRef\tAction\tStart\tFinish\tLead\n"
        "1\tWork under the Dangerous Dogs Act 1991, section 9, with the Ambridge Forum, then XYZ.\t2016\twhen we can\tDepartment for Health\n"
        "2\tDo it.\t\tcompleted\tMind\n",
        encoding="utf-8",
    )
    graph = build.build([path]).graph
    answers = reports.report(graph, "unresolved")
    assert [(r["row"], r["words"]) for r in table(answers, "rows")] == [(1, "A title")]
    assert [(r["organisation"], r["actions"]) for r in table(answers, "names")] == [("Department for Health", "1")]
    assert [(r["nearest"], r["why"]) for r in table(answers, "names")] == [("Department of Health", "similar spelling")]
    assert [(r["ref"], r["column"], r["words"]) for r in table(answers, "dates")] == [("1", "finish", "when we can")]
    assert {(r["looks_like"], r["words"]) for r in table(answers, "words")} == {
        ("law", "Dangerous Dogs Act 1991, section 9"), ("organisation", "Ambridge Forum"), ("abbreviation", "XYZ"),
    }  # fmt: skip
    assert [(r["ref"], r["what"], r["value"], r["words"]) for r in table(answers, "readings")] == [("1", "finish", "unstated", "when we can"), ("1", "lead", "Department for Health", "Department for Health")]
    counted = [(r["what"], r["count"], r["table"]) for r in table(answers, "summary")]
    assert counted == [
        ("Rows that were not understood", 1, "Rows that were not understood"),
        ("Bodies in no register", 1, "Bodies in no register"),
        ("Dates that were not read", 1, "Dates that were not read"),
        ("Readings with doubt", 2, "Readings with doubt"),
        ("Names that look like a body or a law and were not recognised", 2, "Words that nothing was read from"),
        ("Other words that nothing was read from", 1, "Words that nothing was read from"),
        ("Decisions whose words are gone", 0, "Decisions whose words are gone"),
    ]
    assert findings.unchecked(graph) == ["Not checked: 1 date that was not read, 1 body in no register, 2 names that look like a body or a law and were not recognised; concordat report unresolved lists them"]


# ---- analyses on networks drawn by hand


def test_chains_take_the_longest_way_and_cycles_count_as_one_step() -> None:
    waiting = nx.DiGraph([("d", "c"), ("c", "b"), ("b", "a"), ("d", "a"), ("x", "y"), ("y", "x")])
    assert chains(waiting) == [["a", "b", "c", "d"]]
    assert cycles(waiting) == [["x", "y"]]
    assert waits(waiting) == {"d": (3, 0), "c": (2, 1), "b": (1, 2), "a": (0, 3), "x": (1, 1), "y": (1, 1)}


def test_two_links_between_the_same_two_are_kept(tmp_path: Path) -> None:
    """A body that leads an action and is also named in its text has one role; two bodies in one action are two edges."""
    path = tmp_path / "p.txt"
    path.write_text("Ref\tAction\tLead\n1\tThe Home Office will do it with Mind.\tHO / DH\n", encoding="utf-8")
    net = network.network(build.build([path]).graph, "actions")
    assert sorted((net.nodes[u]["label"], d["role"]) for u, _, d in net.edges(data=True)) == [("Department of Health", "lead"), ("Home Office", "lead"), ("Mind", "mentioned")]


# ---- the national plan, a second way: from the records read by eye


def working(record: dict) -> dict[str, str]:
    classes = {c["name"]: c["role"] for c in record["body_classes"] if c["role"] != "mentioned"}
    return {p["name"]: "partner" for p in record["partners"]} | classes | {x["name"]: "lead" for x in record["leads"]}


def test_pairs_of_the_home_plan_follow_from_the_records(home: Graph, read_by_eye: list[dict]) -> None:
    shared: dict[frozenset, list[str]] = {}
    for record in read_by_eye:
        for pair in combinations(sorted(working(record)), 2):
            shared.setdefault(frozenset(pair), []).append(record["ref"])
    got = {frozenset((p["organisation"], p["with"])): p["actions"].split(", ") for p in table(reports.report(home, "overlap"), "pairs")}
    assert got == shared
    assert got[frozenset(("Department of Health", "Home Office"))] == ["1.1", "3.6", "3.7", "3.8", "3.18", "3.19"]


def test_jaccard_and_overlap_of_the_home_plan(home: Graph, read_by_eye: list[dict]) -> None:
    have: dict[str, set[str]] = {}
    for record in read_by_eye:
        for name in working(record):
            have.setdefault(name, set()).add(record["ref"])
    for p in table(reports.report(home, "overlap"), "pairs"):
        one, other = have[p["organisation"]], have[p["with"]]
        assert p["jaccard"] == round(len(one & other) / len(one | other), 2)
        assert p["overlap"] == round(len(one & other) / min(len(one), len(other)), 2)
        assert (p["of_first"], p["of_second"]) == (round(len(one & other) / len(one), 2), round(len(one & other) / len(other), 2))


def test_leads_of_the_home_plan(home: Graph, read_by_eye: list[dict]) -> None:
    leads = Counter(x["name"] for r in read_by_eye for x in r["leads"])
    alone = Counter(r["leads"][0]["name"] for r in read_by_eye if len(r["leads"]) == 1)
    rows = table(reports.report(home, "ownership"), "organisations")
    assert {r["organisation"]: r["leads"] for r in rows if r["leads"]} == leads
    assert {r["organisation"]: r["alone"] for r in rows if r["alone"]} == alone
    assert leads["NHS England"] == 19


def test_every_row_of_every_report_names_actions_of_the_plan(home: Graph, read_by_eye: list[dict]) -> None:
    """Each row leads to the actions that it rests on, unless it says that there are none."""
    refs = {r["ref"] for r in read_by_eye}
    columns = {"ref", "refs", "actions", "shared_actions", "leads_alone", "leads_jointly", "partner_in", "chain", "circle"}
    for name in reports.names():
        for answer in reports.report(home, name, of_a_body(name)):
            at = [i for i, c in enumerate(answer.columns) if c.name in columns]
            for row in answer.rows:
                named = {w for i in at if isinstance(row[i], str) for part in row[i].split(", ") for w in part.split(" then ")} - {""}
                assert named <= refs, (name, answer.name, row)
                if answer.name in ("rows", "summary", "unseen", "fate"):  # these lead to their place, to its tables, to a page, to a source
                    assert row[-1]
                    continue
                sourced = any(c.name == "source" and row[i] for i, c in enumerate(answer.columns))  # a later policy that has nothing to do with any action
                assert named or "mentioned" in [c.name for c in answer.columns] or 0 in row or sourced, (name, answer.name, row)
