"""What the question library answers about the national plan, against answers that do not come from the program.

They come from the reading by eye (tests/expected), joined here with the registers (ontology/*.csv) where a question does so, and from
answers that were worked out by reading (tests/answers, which says where each was read).
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import permutations
from pathlib import Path

import pytest

from concordat.graph import build, query

HERE = Path(__file__).parent
ONTOLOGY = HERE.parent / "ontology"
READING = [json.loads(line) for line in (HERE / "expected" / "national-action-plan-2016.jsonl").read_text(encoding="utf-8").splitlines()]
PINNED = [answer for path in sorted(HERE.glob("answers/*.toml")) for answer in tomllib.loads(path.read_text(encoding="utf-8"))["answer"]]
DOCUMENT = build.HOME_PLAN.read_text(encoding="utf-8")
# The bare word "ambulance" between brackets in 1.2: a reader takes it for the services, the program does not.
GAP = ("1.2", "mentioned", "NHS ambulance services in England")
CARRIES_ON = {"continues", "extends", "restates", "replaces"}

Rows = list[tuple[str, ...]]
Part = tuple[str, str, str, str]  # reference, role, name, as printed


def table(name: str) -> dict[str, dict[str, str]]:
    """A register by the ids of its rows."""
    with (ONTOLOGY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def cells(*values: object) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in values)


@pytest.fixture(scope="module")
def ask() -> Callable[..., Rows]:
    """The answer to a question, its cells as text; `columns` keeps these."""
    graph = build.build().graph

    def answer(name: str, parameters: dict[str, object] | None = None, columns: Iterable[str] = ()) -> Rows:
        found = query.run(graph, name, parameters or {})
        names = [column.name for column in found.columns]
        places = [names.index(column) for column in columns or names]
        return [cells(*(row[place] for place in places)) for row in found.rows]

    return answer


# ---- What the reading by eye says ----


def parts() -> Iterator[Part]:
    """Every part that a body has in an action."""
    for action in READING:
        for role, field in (("lead", "leads"), ("partner", "partners"), ("mentioned", "mentioned")):
            yield from ((action["ref"], role, body["name"], body["printed"]) for body in action[field])
        yield from ((action["ref"], body["role"], body["name"], body["printed"]) for body in action["body_classes"])


def leads(action: dict) -> list[str]:
    return sorted(body["name"] for body in action["leads"])


def workers() -> dict[str, dict[str, str]]:
    """For each action who leads it or is a partner in it, with the role."""
    found: dict[str, dict[str, str]] = {action["ref"]: {} for action in READING}
    for ref, role, name, _ in parts():
        if role != "mentioned":
            found[ref][name] = role
    return found


def citations(action: dict) -> Iterator[tuple[str, str]]:
    """What is cited, with what that counts for: a section also for its Act."""
    for law in action["legislation"]:
        yield from ((law["label"], act) for act in dict.fromkeys([law["label"], law["label"].partition(" s.")[0]]))


def led(wanted: Callable[[dict], bool], *fields: Callable[[dict], object]) -> Rows:
    """A row for each lead of each action that is wanted: reference, fields, lead."""
    return [cells(action["ref"], *(field(action) for field in fields), lead) for action in READING if wanted(action) for lead in leads(action)]


def finish(action: dict) -> str:
    return action["finish"]["printed"]


def lead_counts() -> Rows:
    total, joint = Counter[str](), Counter[str]()
    for action in READING:
        total.update(leads(action))
        joint.update(leads(action) if len(leads(action)) > 1 else [])
    return [cells(name, n, n - joint[name], joint[name]) for name, n in sorted(total.items(), key=lambda item: (-item[1], item[0]))]


def shared() -> Rows:
    both, leading = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for roles in workers().values():
        for one, two in permutations(roles, 2):
            if one < two:
                both[one, two] += 1
                leading[one, two] += roles[one] == roles[two] == "lead"
    return [cells(*pair, n, leading[pair]) for pair, n in both.items()]


def label(word: str) -> str:
    """How a kind or status of a register is shown."""
    written = word.replace("-", " ").capitalize()
    return {"Non departmental public body": "Non-departmental public body"}.get(written, written)


def policies() -> Rows:
    register = table("policies")
    counts = Counter(policy["id"] for action in READING for policy in action["policies"])
    rows = [(register[key], n) for key, n in counts.items()]
    return [cells(row["name"], label(row["kind"]), row["publisher"], row["issued"], row["status"], n) for row, n in rows]


def continuations() -> Rows:
    names, themes = table("policies"), table("themes")
    rest = ("confidence", "quote_plan", "quote_page", "reasoning")
    rows = table("continuations").values()
    return [cells(r["ref"], r["relation"], names[r["policy"]]["name"], themes[r["theme"]]["label"], *(r[column] for column in rest)) for r in rows]


def not_continued() -> Rows:
    links = table("continuations").values()
    carried = {link["ref"] for link in links if link["relation"] in CARRIES_ON}
    return [cells(action["ref"], sum(link["ref"] == action["ref"] for link in links)) for action in READING if action["ref"] not in carried]


def law_changes() -> Rows:
    """Changes to what is cited, and what became of a cited Bill."""
    laws = table("legislation")
    named = {key: f"{laws[row['part_of']]['title']} s.{row['number']}" if row["kind"] == "section" else row["title"] for key, row in laws.items()}
    cited = Counter(law["label"] for action in READING for law in action["legislation"])
    found = []
    for change in table("legislation-changes").values():
        own, other = named[change["affected"]], named[change["affecting"]]
        rest = (change["date"], label(change["effect"]), label(change["status"]), change["description"])
        if own in cited:
            found.append(cells(own, cited[own], other, *rest))
    for bill in laws.values():
        if bill["enacted_as"] and bill["title"] in cited:
            act = laws[bill["enacted_as"]]
            found.append(cells(bill["title"], cited[bill["title"]], act["title"], act["passed"], "Enacted as", "Done", "The Bill was passed"))
    return found


EVENTS = {  # a type in the register, and how it is shown
    "name-change": "Change of name",
    "trading-name": "Change of name",
    "role-transfer": "Transfer of a role",
    "joint-operation": "Joint operation",
}


def body_changes() -> Rows:
    """Events that are done, of every body that the plan names."""
    bodies, seen = table("organisations"), {name for _, _, name, _ in parts()}
    done = [event for event in table("events").values() if event["status"] == "done"]
    pairs = [(bodies[key]["name"], event) for event in done for key in event["original"].split(" | ") if bodies[key]["name"] in seen]
    rest = ("edtf", "instrument", "instrument_uri", "confidence")
    return [cells(name, EVENTS.get(event["type"], label(event["type"])), *(event[column] for column in rest)) for name, event in pairs]


# ---- Answers that follow from it: the columns compared, and the rows ----

SAME: dict[str, tuple[str, Callable[[], Rows]]] = {
    "periods": (
        "ref start start_earliest start_latest finish finish_earliest finish_latest",
        lambda: [cells(a["ref"], *(a[end][key] for end in ("start", "finish") for key in ("printed", "earliest", "latest"))) for a in READING],
    ),
    "items": ("ref number text", lambda: [cells(a["ref"], n, text) for a in READING for n, text in enumerate(a["items"], start=1)]),
    "lead-counts": ("lead actions alone joint", lead_counts),
    "joint-leads": (
        "ref leads lead printed scope",
        lambda: [cells(a["ref"], len(a["leads"]), x["name"], x["printed"], x["scope"]) for a in READING if len(a["leads"]) > 1 for x in a["leads"]],
    ),
    "sole-leads": ("ref lead printed", lambda: [cells(a["ref"], x["name"], x["printed"]) for a in READING if len(a["leads"]) == 1 for x in a["leads"]]),
    "open-actions": ("ref finish lead", lambda: led(lambda a: a["finish"]["latest"] is None, finish)),
    "no-start": ("ref finish lead", lambda: led(lambda a: a["start"]["kind"] == "unstated", finish)),
    "due-by": ("ref finish due lead", lambda: led(lambda a: a["finish"]["latest"], finish, lambda a: a["finish"]["latest"])),
    "partners-of": (
        "organisation role other other_role ref",
        lambda: [cells(one, roles[one], two, roles[two], ref) for ref, roles in workers().items() for one, two in permutations(roles, 2)],
    ),
    "shared-actions": ("organisation other actions both_lead", shared),
    "legislation-citations": ("ref legislation", lambda: [cells(a["ref"], law["label"]) for a in READING for law in a["legislation"]]),
    "law-actions": (
        "legislation ref cited finish lead",
        lambda: [cells(act, a["ref"], cited, finish(a), lead) for a in READING for cited, act in citations(a) for lead in leads(a)],
    ),
    "law-changes": ("legislation actions by date effect status description", law_changes),
    "policies": ("policy kind publisher issued status actions", policies),
    "policy-actions": ("policy ref", lambda: [cells(table("policies")[p["id"]]["name"], a["ref"]) for a in READING for p in a["policies"]]),
    "continuations": ("ref relation policy theme confidence words later_words why", continuations),
    "weakened-aims": (
        "ref relation policy confidence words later_words why",
        lambda: [row[:3] + row[4:] for row in continuations() if row[1] in ("weakens", "gap")],
    ),
    "not-continued": ("ref other_links", not_continued),
    "body-changes": ("organisation event when instrument law confidence", body_changes),
}
# Those that stand in the order of the plan, or of their counts, in the reading as well.
IN_ORDER = {"periods", "items", "lead-counts", "joint-leads", "sole-leads", "open-actions", "no-start", "not-continued"}
BY_HAND = {answer["question"] for answer in PINNED}
BODIES = {"organisations", "organisation-actions", "printed-names", "mentioned-only"}  # in tests of their own, for the gap


def test_every_question_has_an_answer_here():
    assert set(query.library()) == {*SAME, *BY_HAND, *BODIES}


@pytest.mark.parametrize("name", SAME)
def test_the_answer_follows_from_the_reading_by_eye(name: str, ask: Callable[..., Rows]):
    columns, rows = SAME[name][0].split(), SAME[name][1]()
    found = ask(name, columns=columns)

    assert Counter(found) == Counter(rows)
    assert found == rows or name not in IN_ORDER


@pytest.mark.parametrize("answer", PINNED, ids=lambda answer: " ".join([answer["question"], *answer.get("parameters", {}).values()]))
def test_the_answer_is_the_one_worked_out_by_hand(answer: dict, ask: Callable[..., Rows]):
    assert set(answer) <= {"question", "parameters", "from", "whole", "ordered", "count", "columns", "rows"}
    assert answer["from"].strip()
    found = ask(answer["question"], answer.get("parameters"), answer["columns"])
    rows = [cells(*row) for row in answer["rows"]]

    assert set(rows) - set(found) == set()
    assert not answer.get("whole") or set(found) - set(rows) == set()
    assert not answer.get("ordered") or found == rows
    assert len(found) == answer.get("count", len(found))


# ---- Who takes part: one thing that a reader sees and the program does not ----


def without_gap(found: set[tuple[str, ...]], rows: Iterable[tuple[str, ...]], gap: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The rows, less the known gap if the program has it still."""
    return set(rows) - ({gap} - found)


def test_organisation_actions_are_those_of_the_reading(ask: Callable[..., Rows]):
    found = set(ask("organisation-actions", columns=["ref", "role", "organisation"]))

    assert found == without_gap(found, {part[:3] for part in parts()}, GAP)


def test_printed_names_are_those_of_the_reading(ask: Callable[..., Rows]):
    """The reading quotes "the Government" where the program quotes "Government": one lies in the other."""
    expected = {part[:3]: part[3] for part in parts()}
    found = {(ref, role, name): printed for printed, name, ref, role, _ in ask("printed-names")}

    assert set(found) == without_gap(set(found), expected, GAP)
    assert {key for key, printed in found.items() if printed not in expected[key]} == set()


def test_organisations_are_counted_by_role(ask: Callable[..., Rows]):
    columns = ["organisation", "actions", "lead", "partner", "mentioned"]
    seen = set(ask("organisation-actions", columns=["ref", "role", "organisation"]))
    counts = Counter((name, role) for _, role, name in without_gap(seen, {part[:3] for part in parts()}, GAP))
    by_role = {name: [counts[name, role] for role in ("lead", "partner", "mentioned")] for name, _ in counts}

    assert set(ask("organisations", columns=columns)) == {cells(name, sum(numbers), *numbers) for name, numbers in by_role.items()}


def test_bodies_that_are_only_mentioned(ask: Callable[..., Rows]):
    working = {name for roles in workers().values() for name in roles}
    found = set(ask("mentioned-only", columns=["organisation", "ref"]))

    assert found == without_gap(found, {(name, ref) for ref, _, name, _ in parts() if name not in working}, (GAP[2], GAP[0]))
    assert {"HM Treasury", "HM Government", "Independent Mental Health Taskforce", "Commission on Acute Adult Psychiatric Care"} <= {row[0] for row in found}


@pytest.mark.parametrize("name", [name for name, question in query.library().items() if "refs" in {column.name for column in question.columns}])
def test_counted_actions_are_named_in_the_order_of_the_plan(name: str, ask: Callable[..., Rows]):
    """SPARQL leaves the order in which a query joins words open: here it is looked at."""
    order = {action["ref"]: place for place, action in enumerate(READING)}
    found = [cell.split(", ") for (cell,) in ask(name, columns=["refs"])]

    assert found
    assert [refs for refs in found if [order[ref] for ref in refs] != sorted({order[ref] for ref in refs})] == []


@pytest.mark.parametrize("name", ["actions-by-section", "law-changes", "lead-counts", "organisations", "policies", "shared-actions", "theme-lead-kinds", "themes"])
def test_as_many_actions_are_named_as_counted(name: str, ask: Callable[..., Rows]):
    assert [row for row in ask(name, columns=["actions", "refs"]) if int(row[0]) != len(row[1].split(", "))] == []


def test_the_actions_of_a_lead_are_those_of_the_reading(ask: Callable[..., Rows]):
    by_lead = {name: ", ".join(action["ref"] for action in READING if name in leads(action)) for action in READING for name in leads(action)}

    assert dict(ask("lead-counts", columns=["lead", "refs"])) == by_lead


@pytest.mark.parametrize(("name", "column"), [("lead-counts", "lead"), ("organisations", "organisation"), ("mentioned-only", "organisation")])
def test_kinds_of_body_are_those_of_the_register(name: str, column: str, ask: Callable[..., Rows]):
    kinds = {row["name"]: label(row["kind"]) for row in table("organisations").values()}

    assert [row for row in ask(name, columns=[column, "kind"]) if row[1] != kinds[row[0]]] == []


# ---- Questions that say the same ----


def test_evidence_holds_what_the_other_questions_say(ask: Callable[..., Rows]):
    counts = Counter(says for (says,) in ask("evidence", columns=["says"]))
    stated = {end: sum(bool(action[end]["printed"]) for action in READING) for end in ("start", "finish")}
    fields = {"cites legislation": "legislation", "references": "policies", "funded by": "funding"}

    assert {role: counts[role] for role in ("lead", "partner")} == Counter(role for _, role, *_ in parts() if role != "mentioned")
    assert (counts["planned start"], counts["planned finish"]) == (stated["start"], stated["finish"])
    assert {says: counts[says] for says in fields} == {says: sum(len(action[field]) for action in READING) for says, field in fields.items()}
    assert (counts["mentioned"], counts["theme"]) == (len(ask("organisation-actions", {"role": "mentioned"})), len(ask("theme-actions")))


def test_evidence_comes_in_the_order_of_the_plan(ask: Callable[..., Rows]):
    """For each action its dates, who takes part, what it names and what it does."""
    groups = [["planned start"], ["planned finish"], ["lead", "partner", "mentioned"], ["cites legislation", "references", "funded by", "theme"]]
    rank = {says: place for place, group in enumerate(groups) for says in group}
    order = {action["ref"]: place for place, action in enumerate(READING)}

    found = [(order[ref], rank.get(says, len(groups))) for ref, says in ask("evidence", columns=["ref", "says"])]

    assert found == sorted(found)


def test_themes_are_counted_from_the_actions_on_them(ask: Callable[..., Rows]):
    pairs = ask("theme-actions", columns=["theme", "ref"])
    by_body = Counter((name, theme, role) for theme, ref in pairs for name, role in workers()[ref].items())
    bodies = {(name, theme) for name, theme, _ in by_body}
    kinds = {row["name"]: label(row["kind"]) for row in table("organisations").values()}
    leading = {(theme, kinds[name], name, ref) for theme, ref in pairs for name, role in workers()[ref].items() if role == "lead"}
    groups = {(theme, kind) for theme, kind, *_ in leading}

    def size(place: int, *group: str) -> int:
        return len({row[place] for row in leading if row[: len(group)] == group})

    assert set(ask("themes", columns=["theme", "actions", "leads"])) == {cells(theme, sum(t == theme for t, _ in pairs), size(2, theme)) for theme, _ in pairs}
    assert set(ask("organisation-themes", columns=["organisation", "theme", "lead", "partner"])) == {cells(*pair, by_body[*pair, "lead"], by_body[*pair, "partner"]) for pair in bodies}
    assert set(ask("theme-lead-kinds", columns=["theme", "kind", "leads", "actions"])) == {cells(*group, size(2, *group), size(3, *group)) for group in groups}


def test_doubts_are_the_evidence_that_is_not_sure(ask: Callable[..., Rows]):
    columns = ["ref", "says", "of", "confidence", "printed", "rule", "at"]

    assert ask("doubts", columns=columns) == [row for row in ask("evidence", columns=columns) if row[3] != "high"]


def test_limited_roles_are_the_roles_with_a_scope(ask: Callable[..., Rows]):
    columns = ["ref", "organisation", "role", "scope", "at"]

    assert set(ask("limited-roles", columns=columns)) == {row for row in ask("organisation-actions", columns=columns) if row[3]}


# ---- The words of an answer stand where it says ----


QUOTING = [name for name, question in query.library().items() if {"printed", "at"} <= {column.name for column in question.columns}]


@pytest.mark.parametrize("name", QUOTING)
def test_printed_words_stand_at_their_place(name: str, ask: Callable[..., Rows]):
    rows = ask(name, columns=["printed", "at"])

    for printed, at in rows:
        start, end = map(int, at.split("-"))
        assert DOCUMENT[start:end] == printed
    assert rows or name == "unregistered-bodies"
