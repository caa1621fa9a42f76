"""What changed between two editions: the bundled plan edited by hand, small plans, plans that have nothing in common, and wild ones."""

from __future__ import annotations

import json
import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
import saved
from click.testing import CliRunner, Result
from edited_plan import EXPECTED, PLAN, edited
from hypothesis import given
from hypothesis import strategies as st

from concordat.cli import cli
from concordat.graph import build, store
from concordat.graph.diff import KINDS, Edition, diff, edition, kinds
from concordat.graph.diff.changes import Change
from concordat.graph.diff.editions import Action
from concordat.graph.diff.plans import Comparison, compare
from concordat.graph.errors import SourceError, UsageError

OPEN = {"printed": "", "kind": "unstated", "earliest": None, "latest": None, "edtf": None}
COUNCIL, POLICE, TRUST = ({"name": name, "iri": f"https://example.org/{name}", "printed": name, "scope": None, "at": "1-2"} for name in ("Council", "Police", "Trust"))


def action(text: str, ref: str | None = None, order: int = 0, section: str = "1", **more: object) -> Action:
    """An action with nothing but its words, unless more is said."""
    record = {
        "plan": "plan",
        "ref": ref,
        "section": section,
        "section_title": f"Section {section}",
        "text": text,
        "items": [],
        "at": f"{order}-{order + 1}",
        "start": OPEN,
        "finish": OPEN,
        "unnamed_partners": False,
        "status": None,
        "progress": None,
        "other": {},
        **{field: [] for field in ("leads", "partners", "mentioned", "body_classes", "people", "legislation", "policies", "funding", "themes", "depends_on", "outcomes")},
        **more,
    }
    return Action(ref or f"{section}-{order}", order, record)


def plan(*actions: Action, **more: object) -> Edition:
    return Edition("plan.txt", "00", "plan", actions, **more)


def found(old: Edition, new: Edition) -> list[tuple[str, str, str]]:
    """Kind, old name and new name of every change."""
    return [(change.kind, change.old, change.new) for change in compare(old, new).changes]


def only(old: Edition, new: Edition) -> Change:
    """The one change there is."""
    changes = compare(old, new).changes
    assert len(changes) == 1, changes
    return changes[0]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)], standalone_mode=True)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The bundled plan and the one edited by hand, as graph files."""
    folder = tmp_path_factory.mktemp("editions")
    (folder / "new.txt").write_text(edited(PLAN.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    for source, name in ((PLAN, "old.trig"), (folder / "new.txt", "new.trig")):
        (folder / name).write_bytes(build.build([source]).data)
    return folder / "old.trig", folder / "new.trig"


@pytest.fixture(scope="module")
def home(editions: tuple[Path, Path]) -> Comparison:
    return compare(*map(edition, editions))


# ---- the bundled plan, edited by hand


def test_every_known_change_is_found_and_nothing_else(home: Comparison):
    rows = [(change.kind, change.old, change.new) for change in home.changes]

    assert set(rows) == EXPECTED
    assert len(rows) == len(EXPECTED)


@pytest.mark.parametrize(
    ("kind", "new", "what"),
    [
        ("partner changed", "1.1", "Partner changed from Home Office to NHS England"),
        ("date brought forward", "1.5", "Finish brought forward by 3 months (89 to 90 days): April 2017 to January 2017"),
        ("merged", "1.6", "1.6 and 1.7 were merged into 1.6"),
        ("date opened", "1.10", "Finish no longer fixed: 2020, now Ongoing"),
        ("lead changed", "1.12", "Lead changed from Network Rail to British Transport Police"),
        ("date slipped", "2.2", "Finish slipped by about 2 years: 2021 to 2023"),
        ("law changed", "2.7", "Law changed from Mental Health Act 1983 to Care Act 2014"),
        ("renumbered", "2.9", "Renumbered: 1.16, now 2.9"),
        ("split", "3.4, 3.27", "3.4 was split into 3.4 and 3.27"),
        ("date slipped", "3.16", "Finish slipped by 8 months (243 days): July 2017 to March 2018"),
        ("date fixed", "3.26", "Finish fixed: Long term objective, now December 2018"),
        ("renumbered", "6.2", "Renumbered: 5.2, now 6.2"),
    ],
)
def test_a_change_in_words(home: Comparison, kind: str, new: str, what: str):
    assert [change.what for change in home.changes if (change.kind, change.new) == (kind, new)] == [what]


def test_a_sum_is_read_from_words_that_lie_where_it_is_said(home: Comparison, editions: tuple[Path, Path]):
    change = next(change for change in home.changes if change.kind == "money changed")

    assert "up to GBP 15,000,000" in change.what
    assert "up to GBP 20,000,000" in change.what
    for words, at, text in ((change.old_words, change.old_at, PLAN.read_text(encoding="utf-8")), (change.new_words, change.new_at, edited(PLAN.read_text(encoding="utf-8")))):
        start, end = map(int, at.split("-"))
        assert text[start:end] == words


def test_places_lead_to_the_words_in_each_document(home: Comparison):
    texts = PLAN.read_text(encoding="utf-8"), edited(PLAN.read_text(encoding="utf-8"))
    checked = 0
    for change in home.changes:
        if change.kind.startswith(("date", "lead", "partner", "law")):
            for words, at, text in zip((change.old_words, change.new_words), (change.old_at, change.new_at), texts):
                start, end = map(int, at.split("-"))
                assert words in text[start:end]
                checked += 1
    assert checked >= 14


def test_words_that_changed_are_marked(home: Comparison):
    marks = {change.new: change.words for change in home.changes if change.kind == "text changed"}

    assert marks["2.7"].startswith("Ensure that rates of detention under the [-Mental Health-] {+Care+} Act {+2014+} in acute settings")
    assert "[-£15m.-] {+£20m.+}" in marks["3.8"]


def test_typographic_changes_are_counted_and_no_more(home: Comparison):
    """Case and stops and a hyphen in 1.14, a hyphen in 2.4, quotation marks in 2.6, a bullet in 3.2; a bullet is gone when the text is read, so 3.2 is the same."""
    assert home.typographic == 3


def test_all_matches_are_beyond_doubt_but_what_is_near_is_said(home: Comparison):
    assert {match.sure for match in home.matching.matches} == {"high"}
    dropped = {change.old: change for change in home.changes if change.kind == "dropped"}
    assert dropped["3.25"].sure == "high"
    assert (dropped["3.23"].sure, dropped["3.23"].why) == ("medium", "the nearest is 3.24, texts 42% alike")


def test_the_other_way_round_what_was_added_is_dropped(home: Comparison, editions: tuple[Path, Path]):
    back = compare(home.new, home.old)

    turned = {"added": "dropped", "dropped": "added", "split": "merged", "merged": "split", "date slipped": "date brought forward", "date brought forward": "date slipped", "date fixed": "date opened", "date opened": "date fixed"}
    assert {(turned.get(kind, kind), new, old) for kind, old, new in EXPECTED} == {(change.kind, change.old, change.new) for change in back.changes}


def test_an_edition_and_itself_have_no_differences(home: Comparison):
    assert compare(home.old, home.old).changes == ()
    assert compare(home.new, home.new).changes == ()


def test_a_document_and_the_graph_built_of_it_are_the_same(editions: tuple[Path, Path], tmp_path: Path):
    """In any format of graph, and although the plan has another name."""
    document = edition(PLAN)
    graph = store.open_graph(editions[0])
    from concordat.graph.export import export

    for fmt, ending in (("turtle", "ttl"), ("nquads", "nq"), ("jsonld", "jsonld")):
        (tmp_path / f"plan.{ending}").write_bytes(export(graph, fmt))
        assert compare(document, edition(tmp_path / f"plan.{ending}")).changes == ()


def test_the_plan_saved_in_word_is_the_same_edition(home: Comparison, tmp_path: Path):
    """Its places are cells, its lists those of Word."""
    saved.to_docx(tmp_path / "plan.docx")

    assert compare(home.old, edition(tmp_path / "plan.docx")).changes == ()


# ---- one change at a time

WORDS = "Write a joint protocol on the transport of people in crisis"


def dated(first: str, last: str, printed: str) -> dict[str, object]:
    return {"printed": printed, "kind": "dated", "earliest": first, "latest": last, "edtf": None}


@pytest.mark.parametrize(
    ("before", "after", "kind", "what"),
    [
        ({"leads": [COUNCIL]}, {"leads": [POLICE]}, "lead changed", "Lead changed from Council to Police"),
        ({"leads": [COUNCIL]}, {"leads": [COUNCIL, POLICE]}, "lead changed", "Lead added: Police"),
        ({"leads": [COUNCIL, POLICE]}, {"leads": [COUNCIL]}, "lead changed", "Lead dropped: Police"),
        ({"leads": [COUNCIL]}, {"leads": [COUNCIL | {"scope": "for the north"}]}, "lead changed", "Lead Council: the whole action before, for the north now"),
        ({"leads": [COUNCIL]}, {"leads": [COUNCIL | {"name": "County Council"}]}, "body renamed", "Same body under a new name: Council, now County Council"),
        ({"partners": [TRUST]}, {"partners": [POLICE]}, "partner changed", "Partner changed from Trust to Police"),
        ({"unnamed_partners": False}, {"unnamed_partners": True}, "partner changed", "Partners without a name are mentioned now"),
        ({"body_classes": [TRUST | {"role": "mentioned"}]}, {"body_classes": [TRUST | {"role": "partner"}]}, "partner changed", "Partner added: Trust"),
        ({"start": dated("2017-04-01", "2017-04-30", "April 2017")}, {"start": dated("2017-06-01", "2017-06-30", "June 2017")}, "date slipped", "Start slipped by 2 months (61 days): April 2017 to June 2017"),
        ({"status": "open"}, {"status": "completed"}, "status changed", "Status changed"),
        ({"progress": None}, {"progress": "half done"}, "progress changed", "Progress added"),
        ({"outcomes": ["fewer calls"]}, {"outcomes": ["fewer calls", "fewer journeys"]}, "outcome changed", "Outcome or measure changed"),
        ({"outcomes": ["fewer calls"]}, {"outcomes": []}, "outcome changed", "Outcome or measure dropped"),
        ({"other": {"Risk": "low"}}, {"other": {"Risk": "high"}}, "other column changed", "Risk changed"),
        ({"policies": [{"name": "The Strategy", "iri": "p", "printed": "Strategy", "at": "3-4"}]}, {}, "policy changed", "Policy dropped: The Strategy"),
        ({}, {"legislation": [{"label": "Act 1", "iri": "a", "printed": "the Act", "at": "3-4"}]}, "law changed", "Law added: Act 1"),
        ({"section": "1"}, {"section": "2"}, "moved", "Moved from section 1 Section 1 to section 2 Section 2"),
        ({"ref": "A1"}, {"ref": None}, "renumbered", "Renumbered: A1, now no reference"),
    ],
)
def test_one_change(before: dict[str, object], after: dict[str, object], kind: str, what: str):
    """A second action stays as it is, so that there are two sections in both editions, and the same columns."""
    rest = [action("Publish figures on detentions every quarter", "9", 8, "1", other={"Risk": "none"}), action("Train porters to recognise distress", "10", 9, "2")]
    old = plan(action(WORDS, **({"ref": "7"} | before)), *rest)
    new = plan(action(WORDS, **({"ref": "7", "section_title": f"Section {after.get('section', '1')}"} | after)), *rest)

    change = only(old, new)
    assert (change.kind, change.what, change.sure) == (kind, what, "high")


def test_a_lead_that_becomes_a_partner_is_said_to_be_one():
    changes = compare(plan(action(WORDS, "7", leads=[COUNCIL, POLICE])), plan(action(WORDS, "7", leads=[COUNCIL], partners=[POLICE]))).changes

    assert [change.what for change in changes] == ["Lead dropped: Police (a partner there)", "Partner added: Police (a lead there)"]


def test_a_successor_is_no_other_lead_in_fact():
    heirs = {COUNCIL["iri"]: ((TRUST["iri"], "succession 2017-04-01"),)}
    change = only(plan(action(WORDS, "7", leads=[COUNCIL, POLICE])), plan(action(WORDS, "7", leads=[TRUST, POLICE]), heirs=heirs))

    assert (change.kind, change.what) == ("body succeeded", "Trust in place of Council, whose work it took over (succession 2017-04-01): the same lead in fact")


def test_names_of_people_are_not_repeated():
    change = only(plan(action(WORDS, "7", people=["Ada Example"])), plan(action(WORDS, "7", people=["Bob Sample"])))

    assert change.kind == "people changed"
    assert "Example" not in str(change.row)
    assert "Sample" not in str(change.row)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ((15_000_000, "up-to"), (20_000_000, "up-to"), "Money changed from up to GBP 15,000,000 (Fund) to up to GBP 20,000,000 (Fund)"),
        ((15_000_000, "up-to"), (15_000_000, "exact"), "Money changed from up to GBP 15,000,000 (Fund) to GBP 15,000,000 (Fund)"),
        ((None, "exact"), (5, "exact"), "Money changed from Fund to GBP 5 (Fund)"),
    ],
)
def test_money(old: tuple[object, str], new: tuple[object, str], what: str):
    sums = [[{"label": "Fund", "iri": "f", "amount": amount, "qualifier": qualifier, "currency": "GBP", "period": None, "printed": "money", "at": "3-4"}] for amount, qualifier in (old, new)]

    assert only(plan(action(WORDS, "7", funding=sums[0])), plan(action(WORDS, "7", funding=sums[1]))).what == what


def test_a_sum_of_no_registered_fund_is_the_same_wherever_it_stands():
    """It is called after its place, which another edition does not share."""
    sums = [[{"label": f"£300k ({where})", "iri": where, "amount": 300_000, "qualifier": "exact", "currency": "GBP", "period": None, "printed": "£300k", "at": "3-4"}] for where in ("a-1", "b-7")]

    assert compare(plan(action(WORDS, "7", funding=sums[0])), plan(action(WORDS, "7", funding=sums[1]))).changes == ()


def test_a_doubtful_reading_makes_a_doubtful_change():
    old = action(WORDS, "7", leads=[COUNCIL])
    change = only(plan(old), plan(Action(old.name, 0, old.record | {"leads": [POLICE]}, {POLICE["iri"]: "low"})))

    assert (change.sure, change.why) == ("low", "same reference, same words; read with low confidence")


# ---- which action became which


def test_the_number_of_a_dropped_action_may_be_taken_by_another():
    old = plan(action(WORDS, "1"), action("Publish figures on detentions every quarter", "2", 1), action("Train porters to recognise distress", "3", 2))
    new = plan(action("Publish figures on detentions every quarter", "1"), action("Train porters to recognise distress", "2", 1))

    assert found(old, new) == [("dropped", "1", ""), ("renumbered", "2", "1"), ("renumbered", "3", "2")]


def test_the_whole_decides_and_not_the_first_that_is_alike():
    """Each action alone would rather have the other's text: "b" is most like the first of the new ones, but that one is "a" word for word."""
    old = plan(action("Review the training of all officers in custody suites", "1"), action("Review the training of all officers in custody", "2", 1))
    new = plan(action("Review the training of all officers in custody suites", "5"), action("Review training of officers in custody each year", "6", 1))

    assert {("renumbered", "1", "5"), ("renumbered", "2", "6"), ("text changed", "2", "6")} == set(found(old, new))


def test_what_may_be_the_same_is_dropped_and_added_and_said_to_be_so():
    old = plan(action("Publish a yearly report on waiting times in emergency departments", "3.4", leads=[COUNCIL]))
    new = plan(action("Show waiting times in emergency departments on a new dashboard", "3.9", leads=[COUNCIL]))
    rows = {change.kind: change for change in compare(old, new).changes}

    assert set(rows) == {"dropped", "added"}
    assert rows["dropped"].what == "Dropped; perhaps it became 3.9"
    assert rows["added"].what == "Added; perhaps it was 3.4"
    assert rows["dropped"].sure == rows["added"].sure == "low"


def test_of_two_actions_with_the_same_words_neither_is_beyond_doubt():
    """Nothing tells which of the two was dropped."""
    old = plan(action("Publish a report", None, 0, "2"), action("Publish a report", None, 1, "2"))
    result = compare(old, plan(action("Publish a report", None, 0, "2")))

    assert [(match.sure, match.why) for match in result.matching.matches] == [("medium", "same words; another action is nearly as alike")]
    assert [change.kind for change in result.changes] == ["dropped"]


LINES = (
    "Agree who calls for transport, and by which number.",
    "Publish the hours of every street triage team on one page.",
    "Give each custody nurse access to care plans overnight.",
    "Count repeat callers by month, and share the figures with ambulance trusts.",
)


@pytest.mark.parametrize("shares", [(2, 2), (3, 1), (1, 1, 2), (1, 1, 1, 1)])
def test_splits_and_merges(shares: tuple[int, ...]):
    lines, pieces = list(LINES), []
    for share in shares:
        pieces.append(" ".join(lines[:share]))
        del lines[:share]
    whole = plan(action(" ".join(LINES), "4"), action(WORDS, "5", 1))
    parts = plan(*(action(text, f"4.{n}", n) for n, text in enumerate(pieces)), action(WORDS, "5", 9))
    names = ", ".join(f"4.{n}" for n in range(len(pieces)))

    assert found(whole, parts) == [("split", "4", names)]
    assert found(parts, whole) == [("merged", names, "4")]


def test_a_part_of_a_split_that_has_another_lead_is_said_to():
    old = plan(action(" ".join(LINES), "4", leads=[COUNCIL]))
    new = plan(action(" ".join(LINES[:2]), "4", leads=[COUNCIL]), action(" ".join(LINES[2:]), "6", 1, leads=[POLICE]))

    assert found(old, new) == [("split", "4", "4, 6"), ("lead changed", "4", "6")]


def test_one_more_line_in_a_text_is_no_merger():
    """The line is new, and no action went; and an action that repeats part of another is no split of it."""
    old = plan(action(" ".join(LINES[:3]), "4"))

    assert found(old, plan(action(" ".join(LINES), "4"))) == [("text changed", "4", "4")]
    assert found(old, plan(action(" ".join(LINES[:3]), "4"), action(LINES[1], "5", 1))) == [("added", "", "5")]


def test_a_section_under_another_number_and_one_under_another_title():
    old = plan(action(WORDS, "1.1"), action(LINES[0], "2.1", 1, "2"), action(LINES[1], "3.1", 2, "3"))
    moved = [action(WORDS, "1.1", section_title="How people travel"), action(LINES[0], "3.1", 1, "3", section_title="Section 2"), action(LINES[1], "4.1", 2, "4", section_title="Section 3")]

    assert found(old, plan(*moved)) == [
        ("section changed", "section 1", "section 1"),
        ("section changed", "section 2", "section 3"),
        ("section changed", "section 3", "section 4"),
        ("renumbered", "2.1", "3.1"),
        ("renumbered", "3.1", "4.1"),
    ]


def test_a_column_that_comes_or_goes_is_one_change():
    old = plan(action(WORDS, "1", other={"Risk": "high", "Cost": "1"}), action(LINES[0], "2", 1, other={"Risk": "low"}))
    new = plan(action(WORDS, "1", other={"Cost": "1", "Owner": "A"}), action(LINES[0], "2", 1))

    assert [change.what for change in compare(old, new).changes] == ['Column dropped: "Risk", filled in 2 actions (1, 2)', 'Column added: "Owner", filled in 1 action (1)']


def test_plans_that_have_nothing_in_common_have_no_match(home: Comparison):
    garden = [
        "Plant two hundred limes along the southern avenue before winter",
        "Mend the railings of the bandstand and paint them green",
        "Ask the angling club to stock the lower pond with carp",
        "Support the opening of a café in the old pavilion",
        "Develop a programme of summer concerts, working with local schools",
    ]
    counts = Counter(change.kind for change in compare(home.old, plan(*(action(text, f"1.{n}", n) for n, text in enumerate(garden, start=1)))).changes)

    assert counts["dropped"] == 60
    assert counts["added"] == 5
    assert set(counts) <= {"dropped", "added", "section dropped", "section added"}


# ---- wild plans

TEXTS = st.lists(st.sampled_from("plan police crisis review train publish report ward custody nurse data call bed team street night".split()), min_size=1, max_size=12).map(" ".join)
ROWS = st.lists(st.tuples(TEXTS, st.sampled_from([None, *"12345"]), st.sampled_from("123"), st.booleans()), max_size=9)


def wild(rows: list[tuple[str, str | None, str, bool]]) -> Edition:
    return plan(*(action(text, ref and f"{section}.{ref}.{n}", n, section, leads=[COUNCIL] if led else []) for n, (text, ref, section, led) in enumerate(rows)))


@given(ROWS)
def test_a_wild_plan_and_itself_have_no_differences(rows: list[tuple[str, str | None, str, bool]]):
    assert compare(wild(rows), wild(rows)).changes == ()


@given(ROWS, ROWS)
def test_added_one_way_is_dropped_the_other(one: list[tuple[str, str | None, str, bool]], other: list[tuple[str, str | None, str, bool]]):
    forth, back = compare(wild(one), wild(other)), compare(wild(other), wild(one))

    assert sorted(change.old for change in forth.changes if change.kind == "dropped") == sorted(change.new for change in back.changes if change.kind == "added")
    assert {(change.old, change.new) for change in forth.changes if change.kind == "split"} == {(change.new, change.old) for change in back.changes if change.kind == "merged"}
    assert set(KINDS) >= {change.kind for change in forth.changes}


@given(ROWS, ROWS)
def test_every_action_has_its_place(one: list[tuple[str, str | None, str, bool]], other: list[tuple[str, str | None, str, bool]]):
    """Each stands once: matched, part of a split or merger, dropped, or added."""
    got = compare(wild(one), wild(other)).matching

    old = [*(m.old for m in got.matches), *(s.whole for s in got.splits), *(p for m in got.merges for p in m.parts), *got.dropped]
    new = [*(m.new for m in got.matches), *(m.whole for m in got.merges), *(p for s in got.splits for p in s.parts), *got.added]
    assert sorted(old) == list(range(len(one)))
    assert sorted(new) == list(range(len(other)))


@given(st.permutations(range(len(LINES))), st.permutations(range(len(LINES))))
def test_another_order_makes_no_other_actions(order: list[int], sections: list[int]):
    old = plan(*(action(text, f"1.{n}", n, str(n % 2)) for n, text in enumerate(LINES)))
    new = plan(*(action(LINES[at], f"1.{n}", n, str(sections[n] % 2)) for n, at in enumerate(order)))

    assert {kind for kind, _, _ in found(old, new)} <= {"renumbered", "moved", "section changed"}


# ---- the command


def test_the_command_gives_a_summary_and_the_changes(editions: tuple[Path, Path]):
    result = run(*editions, "-f", "json")

    assert result.exit_code == 0
    made = json.loads(result.stdout)
    assert list(made["tables"]) == ["summary", "changes"]
    counts = {row["what"]: row["number"] for row in made["tables"]["summary"]}
    assert (counts["old edition"], counts["new edition"], counts["in both, high confidence"], counts["renumbered"]) == (60, 60, 55, 6)
    assert len(made["tables"]["changes"]) == len(EXPECTED)
    assert made["meta"]["name"] == "diff"
    assert [made["meta"][side]["name"] for side in ("old", "new")] == ["old.trig", "new.trig"]
    assert all(len(made["meta"][side]["sha256"]) == 64 for side in ("old", "new"))
    assert made["meta"]["old"]["plan"] == "national-action-plan-2016"


def test_days_are_numbers_where_a_program_reads(editions: tuple[Path, Path]):
    rows = json.loads(run(*editions, "-f", "json", "--only", "date-slipped").stdout)["tables"]["changes"]

    assert [(row["new_ref"], row["least_days"], row["most_days"], row["old_words"], row["new_words"]) for row in rows] == [("2.2", 730, 730, "2021", "2023"), ("3.16", 243, 243, "July 2017", "March 2018")]


@pytest.mark.parametrize("fmt", ["table", "csv", "tsv", "md", "html"])
def test_every_format_names_what_changed(editions: tuple[Path, Path], fmt: str):
    result = run(*editions, "-f", fmt)

    assert result.exit_code == 0
    for words in ("Lead changed from", "was split into", "British Transport"):
        assert words in " ".join(result.stdout.split())


def test_only_and_matches(editions: tuple[Path, Path]):
    made = json.loads(run(*editions, "-f", "json", "--only", "added", "--only", "dropped", "--matches").stdout)

    assert [row["kind"] for row in made["tables"]["changes"]] == ["added", "dropped", "dropped", "added"]
    assert made["meta"]["parameters"] == {"only": "added, dropped"}
    assert len(made["tables"]["matches"]) == 55 + 2
    assert next(row["why"] for row in made["tables"]["matches"] if row["new_ref"] == "2.9") == "same words"


def test_documents_are_built_in_memory_and_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for name, day in (("old.csv", "April 2017"), ("new.csv", "June 2017")):
        Path(name).write_text(f"Ref,Action,Lead,Finish\n1,Open the ward at night,Mind,{day}\n", encoding="utf-8")

    result = run("old.csv", "new.csv", "-o", "changes.md", "-q")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changes.md", "new.csv", "old.csv"]
    assert "| date slipped | 1 | 1 | Finish slipped by 2 months (61 days): April 2017 to June 2017 |" in Path("changes.md").read_text(encoding="utf-8")


def test_dates_that_are_only_words_without_references_and_leads(tmp_path: Path):
    for name, day, more in (("old.csv", "soon", ""), ("new.csv", "some day", "Paint the doors of the ward,later\n")):
        (tmp_path / name).write_text(f"Action,When\nOpen the ward at night,{day}\n{more}", encoding="utf-8")

    rows = json.loads(run(tmp_path / "old.csv", tmp_path / "new.csv", "-f", "json").stdout)["tables"]["changes"]

    assert [(row["kind"], row["what"]) for row in rows] == [("date reworded", "Finish: soon, now some day"), ("added", "Added")]


def test_a_renamed_and_a_succeeded_body_by_the_registers(tmp_path: Path):
    """HSCIC traded as NHS Digital, one body; the chief fire officers' association has been succeeded by a council, another body."""
    leads = {"old.csv": ("HSCIC", "Chief Fire Officers Association"), "new.csv": ("NHS Digital", "National Fire Chiefs Council")}
    for name, (one, other) in leads.items():
        (tmp_path / name).write_text(f"Ref,Action,Lead\n1,Open the ward at night,{one}\n2,Count the calls by month,{other}\n", encoding="utf-8")

    rows = json.loads(run(tmp_path / "old.csv", tmp_path / "new.csv", "-f", "json").stdout)["tables"]["changes"]

    assert [(row["kind"], row["new_ref"]) for row in rows] == [("body succeeded", "2")]
    assert "(succession 2017-04-01)" in rows[0]["what"]


def test_a_register_of_ones_own_tells_that_two_names_are_one_body(tmp_path: Path):
    (tmp_path / "bodies.csv").write_text("id,name,aliases\nnorth,Northwood Partnership,Northwood Together\n", encoding="utf-8")
    for name, lead in (("old.csv", "Northwood Partnership"), ("new.csv", "Northwood Together")):
        (tmp_path / name).write_text(f"Ref,Action,Lead\n1,Open the ward at night,{lead}\n", encoding="utf-8")

    kinds_ = [[row["kind"] for row in json.loads(run(tmp_path / "old.csv", tmp_path / "new.csv", "-f", "json", *more).stdout)["tables"]["changes"]] for more in ([], ["--register", tmp_path / "bodies.csv"])]

    assert kinds_ == [["lead changed"], []]


def test_words_of_a_document_cannot_harm_what_is_written(tmp_path: Path):
    texts = {"old.csv": "Call the ward <script>alert(1)</script> | =1+1 at night", "new.csv": "Call the ward </ins><img src=x> | ~~x~~ **y** at night"}
    for name, text in texts.items():
        (tmp_path / name).write_text(f'Ref,Action,Lead\n1,"{text}",Mind\n', encoding="utf-8")

    html, md = (run(tmp_path / "old.csv", tmp_path / "new.csv", "-f", fmt).stdout for fmt in ("html", "md"))

    assert "<script" not in html
    assert "<img" not in html
    assert "<script" not in md
    assert "<img" not in md


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    for name in ("first", "second"):
        (folder / f"{name}.csv").write_text(f"Ref,Action,Lead\n1,Open the {name} ward at night,Mind\n", encoding="utf-8")
    (folder / "both.trig").write_bytes(build.build([folder / "first.csv", folder / "second.csv"]).data)
    (folder / "empty.ttl").write_text("<https://example.org/a> <https://example.org/b> 1 .\n", encoding="utf-8")
    (folder / "prose.txt").write_text("Nothing here is a plan.\n", encoding="utf-8")
    return folder / "both.trig"


def test_plans_of_one_graph_can_be_compared(two_plans: Path):
    rows = json.loads(run(two_plans, two_plans, "--old-plan", "first", "--new-plan", "second", "-f", "json").stdout)

    assert [row["words"] for row in rows["tables"]["changes"]] == ["Open the [-first-] {+second+} ward at night"]
    assert run(two_plans, two_plans, "--plan", "first", "-f", "json").stdout.count('"text changed"') == 0


@pytest.mark.parametrize(
    ("old", "new", "more", "code", "said"),
    [
        ("both.trig", "both.trig", [], 2, "both.trig holds several plans: say which with --plan, --old-plan or --new-plan; it holds first, second"),
        ("both.trig", "both.trig", ["--plan", "third"], 2, "both.trig holds no plan called 'third'; it holds first, second"),
        ("both.trig", "empty.ttl", ["--plan", "first"], 3, "empty.ttl: there is no plan in this graph"),
        ("first.csv", "missing.csv", [], 3, "missing.csv"),
        ("first.csv", "missing.trig", [], 3, "missing.trig"),
        ("first.csv", "prose.txt", [], 3, "prose.txt"),
        ("first.csv", ".", [], 3, ". is a folder: name the document or the graph file in it"),
        ("first.csv", "second.csv", ["--only", "date-sliped"], 2, "there is no kind of change called 'date-sliped'; did you mean date slipped?"),
        ("first.csv", "second.csv", ["-o", "first.csv"], 2, "also what is to be read"),
        ("first.csv", "second.csv", ["-o", "changes.doc"], 2, "changes.doc"),
    ],
)
def test_what_cannot_be_done_is_one_line(two_plans: Path, old: str, new: str, more: list[str], code: int, said: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(two_plans.parent)
    result = run(old, new, *more)

    assert result.exit_code == code
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_graph_without_actions_cannot_be_compared(tmp_path: Path):
    (tmp_path / "empty.trig").write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="there is no plan in this graph"):
        edition(tmp_path / "empty.trig")


def test_kinds_may_be_written_with_hyphens():
    assert kinds(["date-slipped", "Lead changed"]) == ("date slipped", "lead changed")
    with pytest.raises(UsageError, match="The kinds are added, dropped"):
        kinds(["x"])


def test_the_same_editions_give_the_same_bytes(editions: tuple[Path, Path]):
    assert run(*editions, "-f", "html").stdout == run(*editions, "-f", "html").stdout


def test_tables_for_reading_have_the_words_in_one_column(home: Comparison):
    for page, names in ((False, {"old_words", "new_words", "least_days"}), (True, set())):
        columns = {column.name for column in diff(home.old, home.new, page=page)[1].columns}
        assert {"old_words", "new_words", "least_days"} & columns == names
        assert {"kind", "old_ref", "new_ref", "what", "words", "old_at", "new_at", "sure", "why"} <= columns


def test_the_session_in_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The files and commands of docs/versions.md, as a reader would type them; three dots stand for what is left out."""
    page = (Path(__file__).parent.parent / "docs" / "versions.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, content in re.findall(r"`(\S+\.csv)`:\n\n```csv\n(.*?)```", page, re.DOTALL):
        Path(name).write_text(content, encoding="utf-8")
    session = re.search(r"```console\n(.*?)```", page, re.DOTALL)[1]
    commands = [part.splitlines() for part in session.removeprefix("$ ").split("\n$ ")]

    assert len(commands) == 2
    for command, *expected in commands:
        result = CliRunner().invoke(cli, shlex.split(command)[1:])
        assert result.exit_code == 0
        pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(re.escape("..."), ".*") + r"\n" for line in expected)
        assert re.fullmatch(pattern, result.stdout), result.stdout
