"""Two editions as a whole: the bundled plan edited by hand, which action became which, plans that have nothing in common, and wild ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import saved
import saved_pages
from edited_plan import EXPECTED, PLAN, edited
from hypothesis import given
from hypothesis import strategies as st
from small_editions import COUNCIL, POLICE, WORDS, action, found, plan

from concordat.graph import store
from concordat.graph.diff import KINDS, Edition, edition
from concordat.graph.diff.plans import Comparison, compare


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


SAVED = {"plan.docx": saved.to_docx, "plan.xlsx": saved.to_xlsx, "plan.html": saved_pages.to_html, "plan.md": saved_pages.to_markdown, "plan.pdf": saved_pages.to_pdf}


@pytest.mark.parametrize("name", SAVED)
def test_the_plan_in_another_format_is_the_same_edition(home: Comparison, tmp_path: Path, name: str):
    """Its places are other ones, its lists those of the format, its dates perhaps numbers."""
    SAVED[name](tmp_path / name)

    assert compare(home.old, edition(tmp_path / name)).changes == ()


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
