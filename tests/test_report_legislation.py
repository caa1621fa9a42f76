"""The report of legislation on plans small enough to work out by hand; the changes themselves stand in ontology/legislation-changes.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from concordat.graph import build, reports
from concordat.graph.analysis.law import Change, against_finish, against_plan, bearings, by_whole
from concordat.graph.answer import Answer
from concordat.graph.errors import UsageError
from concordat.graph.reports import Asked
from concordat.graph.store import Graph

# Sections 135 and 136 were changed by three sections of the Policing and Crime Act 2017 on 11 December 2017; a change by the Act of 2025 waits.
PLAN = """Ref\tAction\tStart date\tFinish date\tLead
1. Law
A1\tAmend section 136.\t2016\tApril 2017\tDH
A2\tComply with section 135.\t2016\t2017/18\tHO
A3\tTrain staff on section 136.\t2016\tJune 2019\tMind
A4\tExplain the Mental Health Act.\t2016\tOngoing\tMind
A5\tPrepare for the Policing and Crime Bill.\t2016\t2017\tHO
2. More law
A6\tApply section 117 of the Mental Health Act 1983.\t2016\t\tMind
A7\tLook at section 48 of the Mental Health Act 2025.\t2016\t2017\tMind
A8\tWrite to CQC.\t2016\t2017\tMind
"""
CHANGED = date(2017, 12, 11)
NAMES = ("to-do", "meaning", "actions", "changes", "acts", "around")


def built(folder: Path, plans: dict[str, str], **options) -> Graph:
    """The graph of made-up plans of the same words, by name with when each was issued; "" if it does not say."""
    for name, issued in plans.items():
        (folder / f"{name}.txt").write_text(PLAN, encoding="utf-8")
        if issued:
            (folder / f"{name}.toml").write_text(f'issued = "{issued}"\n', encoding="utf-8")
    return build.build([folder / f"{name}.txt" for name in plans], **options).graph


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("one"), {"plan": "2016-10"})


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("two"), {"old": "2016-10", "new": "2018"})


def table(answers: list[Answer], name: str) -> list[dict]:
    answer = next(a for a in answers if a.name == name)
    return [dict(zip([c.name for c in answer.columns], row)) for row in answer.rows]


def notes(answers: list[Answer]) -> str:
    return " ".join(answers[0].notes)


def test_what_to_do_begins_with_what_the_plan_itself_asked_for(plan: Graph) -> None:
    rows = table(reports.report(plan, "legislation"), "to-do")
    assert [(r["kind"], r["actions"], r["refs"], r["who"], r["since"]) for r in rows] == [
        ("asked-for", 1, "A1", "Department of Health", CHANGED),
        ("put-into-effect", 1, "A2", "Home Office", CHANGED),
        ("changed", 1, "A3", "Mind", CHANGED),
        ("part-changed", 1, "A4", "Mind", CHANGED),
        ("enacted", 1, "A5", "Home Office", None),
        ("uncommenced", 1, "A7", "Mind", None),
        ("not-in-force", 2, "A1, A3", "Department of Health; Mind", None),  # section 136
        ("not-in-force", 1, "A2", "Home Office", None),  # section 135: what is said of it holds for no other
        ("not-in-force", 1, "A4", "Mind", None),
        ("part-not-in-force", 1, "A4", "Mind", None),
        ("not-registered", 1, "A6", "Mind", None),
    ]
    assert "Policing and Crime Act 2017 s.80, s.81, s.82, in force since 2017-12-11" in rows[0]["situation"]
    assert "If it is, record that as done" in rows[0]["do"]
    assert "the Policing and Crime Act 2017, passed 2017-01-31" in rows[4]["situation"]


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("A1", "on 2017-12-11, after the action was to finish (April 2017). If it is the one that was asked for, this was done by the Policing and Crime Act 2017 s.80, s.81, s.82."),
        ("A2", "within the time in which the action was to finish (2017/18)"),
        ("A3", "before the action was to finish (June 2019)"),
        ("A4", "and the action has no end (Ongoing)"),
        ("A5", "became the Policing and Crime Act 2017, passed 2017-01-31"),
        ("A6", "Nothing is known of this law here"),
        ("A7", "is not known to be in force"),
    ],
)
def test_a_change_is_set_against_the_finish_of_the_action(ref: str, says: str, plan: Graph) -> None:
    first = next(r for r in table(reports.report(plan, "legislation"), "meaning") if r["ref"] == ref)
    assert says in first["means"]


def row_of(plan: Graph, kind: str, refs: str) -> dict:
    return next(r for r in table(reports.report(plan, "legislation"), "to-do") if (r["kind"], r["refs"]) == (kind, refs))


def test_what_a_change_does_is_said_in_the_words_of_the_register(plan: Graph) -> None:
    """With the sections that the same provisions put into the Act or take out of it; of what they do to section 135 the action says nothing."""
    does = row_of(plan, "changed", "A3")["does"]
    assert "72 hours cut to a permitted period of 24 hours" in does and "duty to consult a health professional" in does and "s.136A: police station never for under-18s" in does
    assert "s.135(" not in does and "s.138" not in does
    assert "s.136A omitted: police stations would end as places of safety" in row_of(plan, "not-in-force", "A1, A3")["does"]
    assert row_of(plan, "enacted", "A5")["does"] == row_of(plan, "not-registered", "A6")["does"] == ""


def test_what_is_not_in_force_is_told_with_what_the_register_notes_and_where_to_look(plan: Graph) -> None:
    row = row_of(plan, "not-in-force", "A1, A3")
    assert "to be amended by the Mental Health Act 2025 s.48" in row["situation"] and row["situation"].endswith("The register notes: By regulations (s.56(3)); not in force at 9 April 2026.")
    assert "see at www.legislation.gov.uk whether it has come into force" in row["do"]
    assert row["look_at"] == "http://www.legislation.gov.uk/id/ukpga/2025/33/section/48"


def test_sections_that_were_put_in_are_not_said_to_have_been_changed(plan: Graph) -> None:
    assert "(s.135, s.136, s.138 amended; s.136A, s.136B, s.136C inserted) by the Policing" in row_of(plan, "part-changed", "A4")["situation"]
    assert "(s.135, s.136, s.136B amended; s.136A omitted) by the Mental Health Act 2025 s.48" in row_of(plan, "part-not-in-force", "A4")["situation"]


def test_an_action_that_stands_in_two_rows_is_told_why(plan: Graph) -> None:
    rows = table(reports.report(plan, "legislation"), "to-do")
    assert not [r["refs"] for r in rows[:6] if "above, too" in r["do"]]
    assert {r["refs"]: r["do"].rpartition(". ")[2] for r in rows[6:8]} == {"A1, A3": "All of these stand above, too, for another change of this law.", "A2": "A2 stands above, too, for another change of this law."}


def test_what_is_kept_of_a_plan_is_not_said_of_all_of_it(plan: Graph) -> None:
    answers = reports.report(plan, "legislation", Asked(about="s135", organisation="Mind"))
    assert answers[0].title.endswith("Mental Health Act 1983 s.135, with a part for Mind")
    assert "No action of those that were kept cites the Mental Health Act 1983 s.135." in notes(answers)


def test_what_is_not_in_force_has_changed_nothing(plan: Graph) -> None:
    waiting = [r for r in table(reports.report(plan, "legislation"), "meaning") if r["status"] != "In force" and r["changes"]]
    assert {r["ref"] for r in waiting} == {"A1", "A2", "A3", "A4"}
    assert all("not known to be in force" in r["means"] and r["since"] is None for r in waiting)


def test_an_act_has_the_actions_of_its_sections_each_once(plan: Graph) -> None:
    assert [(r["act"], r["actions"], r["by_itself"], r["by_section"], r["sections"], r["refs"]) for r in table(reports.report(plan, "legislation"), "acts")] == [
        ("Mental Health Act 1983", 5, 1, 4, "s.117, s.135, s.136", "A1, A2, A3, A4, A6"),  # section 117 is in no register, and still one of this Act
        ("Mental Health Act 2025", 1, 0, 1, "s.48", "A7"),
        ("Policing and Crime Bill", 1, 1, 0, "", "A5"),
    ]


def test_words_and_places_of_the_citations(plan: Graph) -> None:
    rows = table(reports.report(plan, "legislation"), "actions")
    assert [(r["ref"], r["printed"]) for r in rows[:2]] == [("A1", "section 136"), ("A2", "section 135")]
    begin, _, end = rows[0]["place"].partition("-")
    assert PLAN[int(begin) : int(end)] == "section 136"
    assert rows[0]["does"] == 'changes it: "Amend section 136"'


@pytest.mark.parametrize("words", ["s136", "section 136", "S.136", "Mental Health Act 1983 s.136"])
def test_one_provision_by_any_of_its_names(words: str, plan: Graph) -> None:
    answers = reports.report(plan, "legislation", Asked(about=words))
    assert [r["ref"] for r in table(answers, "actions")] == ["A1", "A3"]
    assert "The Act as a whole is cited in A4, which may rest on this section." in notes(answers)


@pytest.mark.parametrize("words", ["MHA", "Mental Health Act 1983"])
def test_an_act_takes_its_sections_with_it(words: str, plan: Graph) -> None:
    assert [r["ref"] for r in table(reports.report(plan, "legislation", Asked(about=words)), "actions")] == ["A1", "A2", "A3", "A4", "A6"]


def test_an_act_takes_the_bill_with_it_that_became_it(plan: Graph) -> None:
    answers = reports.report(plan, "legislation", Asked(about="Policing and Crime Act 2017"))
    assert [r["ref"] for r in table(answers, "actions")] == ["A5"]
    assert "It changes, or is to change, what is cited in A1, A2, A3" in notes(answers)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("s136A", "No action cites the Mental Health Act 1983 s.136A. The Act as a whole is cited in A4, which may rest on this section. Other provisions of the same Act"),
        ("Care Act 2014", "No action cites the Care Act 2014. Cited are Mental Health Act 1983; Mental Health Act 1983 s.117, s.135, s.136;"),
    ],
)
def test_what_no_action_cites_is_said_with_what_comes_nearest(words: str, says: str, plan: Graph) -> None:
    answers = reports.report(plan, "legislation", Asked(about=words))
    assert tuple(a.name for a in answers) == NAMES
    assert not table(answers, "to-do") and says in notes(answers)


def test_what_the_register_has_on_an_uncited_section_is_told_all_the_same(plan: Graph) -> None:
    rows = table(reports.report(plan, "legislation", Asked(about="s136A")), "changes")
    assert [(r["effect"], r["actions"], r["refs"]) for r in rows] == [("Inserted", 0, ""), ("Omitted", 0, "")]


@pytest.mark.parametrize("words", ["Mental Helth Act", "the law of gravity"])
def test_an_unknown_law_is_a_wrong_name(words: str, plan: Graph) -> None:
    with pytest.raises(UsageError, match="names nothing"):
        reports.report(plan, "legislation", Asked(about=words))
    with pytest.raises(UsageError, match="did you mean Mental Health Act 1983"):
        reports.report(plan, "legislation", Asked(about="Mental Helth Act 1983"))


def test_regulations_and_steps_that_brought_changes_into_force(plan: Graph) -> None:
    rows = [(r["what"], r["by"], r["refs"]) for r in table(reports.report(plan, "legislation", Asked(about="s135")), "around")]
    steps = [r for r in rows if r[0].startswith("a step")]
    assert [(by[:26], refs) for _, by, refs in steps] == [("Policing and Crime Act 201", "A2")] * 3  # sections 80, 81 and 82 changed section 135
    assert ("a change elsewhere in the same Act", "Policing and Crime Act 2017 s.83", "A2") in rows
    made = [r for r in table(reports.report(plan, "legislation", Asked(about="s136")), "around") if r["what"] == "regulations made under it"]
    assert [(r["by"], r["refs"]) for r in made] == [("Mental Health Act 1983 s.136", "A1, A3"), ("Mental Health Act 1983 s.136A", "A1, A3")]


def test_a_change_before_the_plan_is_told_apart_plan_by_plan(two: Graph) -> None:
    """To the plan of 2018 the change of 2017 is no news."""
    answers = reports.report(two, "legislation")
    assert [(r["kind"], r["refs"]) for r in table(answers, "to-do")][:5] == [
        ("asked-for", "old A1"),
        ("put-into-effect", "old A2"),
        ("changed", "old A3"),
        ("part-changed", "old A4"),
        ("enacted", "new A5, old A5"),
    ]
    meant = {(r["ref"], r["since"]): r["means"] for r in table(answers, "meaning")}
    assert "before the plan was issued" in meant["new A1", CHANGED] and "asks for a change" in meant["old A1", CHANGED]
    assert {r["when"] for r in table(answers, "changes") if r["date"] == CHANGED} == {"new: before the plan; old: after the plan"}


def test_a_plan_without_a_date_goes_by_its_first_date_and_says_so(tmp_path: Path) -> None:
    answers = reports.report(built(tmp_path, {"plan": ""}), "legislation")
    assert table(answers, "to-do")[0]["kind"] == "asked-for"
    assert "plan does not say when it was issued" in notes(answers)


def test_filters(plan: Graph) -> None:
    def cited(asked: Asked) -> list[str]:
        return [r["ref"] for r in table(reports.report(plan, "legislation", asked), "actions")]

    assert cited(Asked(section="2")) == ["A6", "A7"]
    assert cited(Asked(organisation="Home Office")) == ["A2", "A5"]
    assert cited(Asked(about="s136", organisation="DH")) == ["A1"]


def test_without_registers_no_law_is_understood(tmp_path: Path) -> None:
    answers = reports.report(built(tmp_path, {"plan": "2016-10"}, bundled_register=False), "legislation")
    assert [a.rows for a in answers] == [()] * len(NAMES)
    assert "No action cites a law that was understood" in notes(answers)


def test_it_gives_no_advice_and_says_when_the_register_was_checked(plan: Graph) -> None:
    said = notes(reports.report(plan, "legislation"))
    assert "This is no legal advice" in said and "The register was last gone through on 20" in said


# ---- analyses, by hand

ISSUED = (date(2016, 10, 1), date(2016, 10, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2016, 9, 30), "before"), (date(2016, 10, 1), "at"), (date(2016, 10, 31), "at"), (date(2016, 11, 1), "after"), (None, "unknown")],
)
def test_against_the_plan(day: date | None, expected: str) -> None:
    assert against_plan(day, *ISSUED) == expected
    assert against_plan(day, None, None) == "unknown"


@pytest.mark.parametrize(
    ("kind", "first", "last", "expected"),
    [
        ("dated", None, date(2017, 12, 11), "before"),  # by that very day
        ("dated", None, date(2017, 12, 10), "after"),
        ("dated", date(2017, 12, 11), date(2018, 1, 1), "within"),
        ("dated", date(2017, 12, 12), date(2018, 1, 1), "before"),
        ("ongoing", None, None, "ongoing"),
        ("long-term", None, None, "ongoing"),
        ("tbc", None, None, "open"),
        ("unstated", None, None, "open"),
    ],
)
def test_against_the_finish(kind: str, first: date | None, last: date | None, expected: str) -> None:
    assert against_finish(CHANGED, kind, first, last) == expected


def change(effect: str = "amended", status: str = "in-force", day: date | None = CHANGED, by: str = "act") -> Change:
    return Change("law", f"{by}-{effect}", by, effect, status, day)


@pytest.mark.parametrize(
    ("own", "parts", "deeds", "status", "enacted", "expected"),
    [
        ([], [], [], "in-force", False, ["no-change"]),
        ([], [], [], None, False, ["not-registered"]),
        ([], [], [], "repealed", False, ["repealed"]),
        ([change("omitted")], [], [], "repealed", False, ["changed"]),  # the register says by what
        ([], [], [], "bill", False, ["still-a-bill"]),
        ([], [], [], "enacted", True, ["enacted"]),
        ([], [], [], "partly-in-force", False, ["partly-in-force"]),
        ([change("commenced")], [], [], "commencement-not-confirmed", False, ["commenced"]),
        ([change(), change("inserted")], [], [], "in-force", False, ["changed"]),  # one Act, one day: one thing to look at
        ([change(), change(by="other")], [], ["monitors"], "in-force", False, ["changed", "changed"]),
        ([change()], [], ["changes", "puts-into-effect"], "in-force", False, ["asked-for"]),
        ([change(status="bill", day=None)], [], ["changes"], "in-force", False, ["not-in-force"]),  # what is asked for and not in force is not done
        ([], [change()], [], "in-force", False, ["part-changed"]),
        ([change(day=None)], [], [], "in-force", False, ["changed"]),  # it may have been after the plan
        ([change(day=date(2016, 9, 1))], [], [], "in-force", False, ["no-change", "before"]),
    ],
)
def test_what_bears_on_a_citation(own: list, parts: list, deeds: list, status: str | None, enacted: bool, expected: list[str]) -> None:
    assert [b.kind for b in bearings("law", own, parts, deeds, ISSUED, status, enacted)] == expected


def test_by_whole_counts_an_action_once() -> None:
    cited = [("1", "s1", "act"), ("1", "s2", "act"), ("1", "act", "act"), ("2", "s1", "act"), ("3", "bill", "bill")]
    assert by_whole(cited) == {"act": (["1", "2"], ["1"], ["1", "2"]), "bill": (["3"], ["3"], [])}
