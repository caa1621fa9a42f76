"""The report of ownership: on a plan small enough to work out by hand, with filters, and where there is little or nothing."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import build, reports
from concordat.graph.analysis import ownership
from concordat.graph.answer import Answer
from concordat.graph.errors import AnalysisError
from concordat.graph.reports import Asked
from concordat.graph.store import Graph

# The Home Office leads 1 and 2 alone, 3 with partners without a name and 4 with Mind beside it; three lead 5; a class leads 6; nobody leads 7.
PLAN = """Ref\tAction\tFinish\tLead
1. First\t\t\t
1\tWrite the first.\t2017\tHO
2\tWrite the second.\t2017\tHO
3\tWrite the third.\t2017\tHO (with partner agencies)
4\tWrite the fourth.\t2017\tHO (with Mind)
2. Second\t\t\t
5\tWrite the fifth.\t2017\tHO / DH / CQC
6\tWrite the sixth.\t2017\tLocal authorities
7\tTell NHS England and HM Treasury.\t2017\t
"""


def built(folder: Path, text: str, name: str = "plan") -> Graph:
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return build.build([path]).graph


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return built(tmp_path_factory.mktemp("ownership"), PLAN)


def rows(answers: list[Answer], name: str, *columns: str) -> list[tuple]:
    answer = next(a for a in answers if a.name == name)
    at = [[c.name for c in answer.columns].index(column) for column in columns]
    return [tuple(row[i] for i in at) for row in answer.rows]


# ---- a small plan, by hand


def test_what_to_do_begins_where_nobody_answers(small: Graph) -> None:
    """The Home Office leads 5 of 7 actions, but among four leading bodies one must lead a quarter, so that is no finding."""
    assert rows(reports.report(small, "ownership"), "to-do", "organisation", "actions", "refs", "table") == [
        ("nobody", 1, "7", "Actions with no lead"),
        ("Local authorities", 1, "6", "Classes of bodies that lead"),
        ("Home Office", 2, "1, 2", "Actions with one lead and nobody else"),
        ("Home Office, Department of Health, Care Quality Commission", 1, "5", "Actions that need several bodies"),
        ("Home Office", 1, "3", "Actions that need several bodies"),
        ("HM Treasury, NHS England", 1, "7", "Named in the text, with no part anywhere"),
    ]


def test_each_action_is_held_in_one_way(small: Graph) -> None:
    assert rows(reports.report(small, "ownership"), "ways", "way", "actions", "share", "refs") == [
        ("one lead and nobody else", 2, 0.29, "1, 2"),
        ("one lead with partners", 1, 0.14, "4"),
        ("one lead, partners not named", 1, 0.14, "3"),
        ("several leads", 1, 0.14, "5"),
        ("only a class of bodies", 1, 0.14, "6"),
        ("no lead", 1, 0.14, "7"),
    ]


def test_what_has_one_lead_and_nobody_else_and_what_needs_several(small: Graph) -> None:
    """Of the five actions that the Home Office leads, two are its alone; local authorities are many, so 6 is nobody's alone."""
    answers = reports.report(small, "ownership")
    assert rows(answers, "alone", "organisation", "actions", "share_of_its_leads", "refs") == [("Home Office", 2, 0.4, "1, 2")]
    assert rows(answers, "together", "ref", "bodies", "leads", "who_leads", "partners") == [
        ("5", 3, 3, "Home Office, Department of Health, Care Quality Commission", ""),
        ("4", 2, 1, "Home Office", "Mind"),
        ("3", 1, 1, "Home Office", ""),
    ]
    start, _, end = rows(answers, "together", "unnamed")[2][0].partition(" at ")[2].partition("-")
    assert PLAN[int(start) : int(end)] == "with partner agencies"


def test_how_much_rests_on_few(small: Graph) -> None:
    """Eight leads: the Home Office 5, three bodies 1 each. Three hold 7 of 8. The Home Office alone leads 5 of 7, more than half. 64 / (25 + 3) = 2.29."""
    found = rows(reports.report(small, "ownership"), "concentration", "figure", "organisations")
    assert found == [
        (4, "Home Office, Care Quality Commission, Department of Health, Local authorities"),
        (0.88, "Home Office, Care Quality Commission, Department of Health"),
        (0.71, "Home Office, Care Quality Commission, Department of Health"),
        (1, "Home Office"),
        (2.29, ""),
        (0.29, ""),
        (0.29, ""),
    ]


def test_gaps_are_listed_with_the_words(small: Graph) -> None:
    answers = reports.report(small, "ownership")
    assert rows(answers, "no-lead", "ref", "section", "partners", "mentioned") == [("7", "2", "", "NHS England, HM Treasury")]
    assert rows(answers, "classes", "organisation", "actions", "nobody_answers", "nobody_refs") == [("Local authorities", 1, 1, "6")]
    named = rows(answers, "named", "organisation", "kind", "actions", "refs", "words")
    assert [row[:4] for row in named] == [("HM Treasury", "organisation", 1, "7"), ("NHS England", "organisation", 1, "7")]
    words, _, place = named[1][4].partition(" at ")
    assert PLAN[slice(*map(int, place.split("-")))] == words.strip('"') == "NHS England"


def test_sections_say_where_one_body_holds_most(small: Graph) -> None:
    found = rows(reports.report(small, "ownership"), "sections", "section", "one_body_alone", "no_lead", "leads_most", "share_of_most")
    assert found == [("1", 2, 0, "Home Office (4)", 1.0), ("2", 0, 1, "Care Quality Commission (1)", 0.33)]


def test_a_role_keeps_bodies_and_not_roles(small: Graph) -> None:
    """Asked for partners, the report must not say that no action has a lead."""
    answers = reports.report(small, "ownership", Asked(role="partner"))
    assert rows(answers, "organisations", "organisation", "partner") == [("Mind", 1)]
    assert rows(answers, "no-lead", "ref") == [("7",)]


def test_one_body(small: Graph) -> None:
    answers = reports.report(small, "ownership", Asked(about="Mind"))
    assert rows(answers, "organisations", "organisation") == [("Mind",)]
    assert rows(answers, "ways", "way", "actions", "share") == [("one lead with partners", 1, 1.0)]
    assert rows(answers, "to-do", "do") == []


def test_a_lead_that_has_ended_since_is_said_to_have(tmp_path: Path) -> None:
    """By the register Health Education England went into NHS England; it comes last, and nobody is told to ask it for help."""
    answers = reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tHealth Education England\n2\tDo it.\tHealth Education England\n3\tDo more.\tHome Office\n"), "ownership")
    assert [(who, now, do.partition(" ")[0]) for who, now, do in rows(answers, "to-do", "organisation", "now", "do")] == [("Home Office", "", "Ask"), ("Health Education England", "ended, now NHS England", "Settle")]
    assert "has ended: its work is with NHS England now" in rows(answers, "to-do", "why")[1][0]
    assert rows(answers, "organisations", "now") == [("ended, now NHS England",), ("",)]


def test_partners_without_a_name_are_shown_beside_the_lead(small: Graph) -> None:
    """3 has one lead, and partners that are not named: it is among those that the Home Office leads with no other lead, and flagged."""
    found = rows(reports.report(small, "ownership"), "organisations", "organisation", "leads_alone", "partners_unnamed")[0]
    assert found == ("Home Office", "1, 2, 3, 4", "3")


def test_a_person_who_leads_is_said_to_be_named_and_not_who(tmp_path: Path) -> None:
    answers = reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tDr Ann Example\n"), "ownership")
    assert "The rows of 1 name people" in rows(answers, "to-do", "why")[0][0]


def test_a_class_in_the_singular_is_one_that_is_to_be_understood(tmp_path: Path) -> None:
    answers = reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tCCG\n2\tDo more.\tCCG\n"), "ownership")
    assert [meant.partition(",")[0] for (meant,) in rows(answers, "classes", "meant")] == ["one of them"]
    assert rows(answers, "to-do", "table") == []


def test_doubt_is_shown_as_doubt(tmp_path: Path) -> None:
    """A name that no register has is taken for a body with less certainty."""
    graph = built(tmp_path, "Ref\tAction\tLead\n1\tDo it.\tDepartment for Health\n2\tDo more.\tMind\n")
    notes = reports.report(graph, "ownership")[0].notes
    assert any("read with doubt in 1" in note for note in notes)
    assert any("may have a lead that is not counted" in note for note in reports.report(graph, "ownership", Asked(confidence="high"))[0].notes)


def test_sections_of_two_plans_stay_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("Ref\tAction\tLead\n1. Same\t\t\n1.1\tDo it.\tMind\n", encoding="utf-8")
    graph = build.build([tmp_path / "one.txt", tmp_path / "two.txt"]).graph
    assert rows(reports.report(graph, "ownership"), "sections", "section", "actions", "refs") == [("one 1", 1, "one 1.1"), ("two 1", 1, "two 1.1")]


def test_actions_without_a_theme_are_not_lost(tmp_path: Path) -> None:
    answers = reports.report(built(tmp_path, "Ref\tAction\tLead\n1\tHop about.\tMind\n"), "ownership")
    assert rows(answers, "themes", "theme", "refs") == [("no theme", "1")]


@pytest.mark.parametrize("lead", ["", "Mind"])
def test_hardly_anything_gives_tables_and_notes(lead: str, tmp_path: Path) -> None:
    answers = reports.report(built(tmp_path, f"Ref\tAction\tLead\n1\tHop about.\t{lead}\n"), "ownership")
    assert rows(answers, "to-do", "table") == [("Actions with one lead and nobody else" if lead else "Actions with no lead",)]
    assert any("With so few actions" in note for note in next(a for a in answers if a.name == "concentration").notes)


# ---- the analysis


def test_nothing_led_cannot_be_shared_out() -> None:
    with pytest.raises(AnalysisError, match="nobody leads"):
        ownership.concentration({"police": []}, 3)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.integers(0, 8), min_size=1), min_size=1), st.integers(0, 9))
@settings(max_examples=200, deadline=None)
def test_the_fewest_bodies_are_the_fewest(led: dict[str, set[int]], needed: int) -> None:
    found, at_least = ownership.fewest(led, needed)
    enough = [len(some) for number in range(len(led) + 1) for some in combinations(led, number) if len(set().union(*(led[b] for b in some))) >= needed]
    if enough:
        assert len(set().union(*(led[b] for b in found))) >= needed
    assert (len(found), at_least) == ((min(enough), min(enough)) if enough else (0, 0))


def test_where_there_are_too_many_choices_the_fewest_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking the largest each time leads to three bodies; two would do. With no step left both numbers are given."""
    led = {"a": "1234", "b": "125", "c": "346"}
    monkeypatch.setattr(ownership, "STEPS", 1)
    assert ownership.fewest(led, 6) == (["a", "b", "c"], 2)
