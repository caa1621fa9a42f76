"""The national plan's records against those that a reader made by eye (tests/expected/README.md)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from known_gaps import KNOWN_GAPS

from concordat.graph import build, records

EXPECTED = Path(__file__).parent / "expected" / "national-action-plan-2016.jsonl"


@pytest.fixture(scope="module")
def built() -> build.Build:
    return build.build()


@pytest.fixture(scope="module")
def found(built: build.Build) -> list[dict]:
    return records.records(built.graph)


@pytest.fixture(scope="module")
def expected() -> list[dict]:
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


def same(expected: list[dict], found: list[dict], field: str, view) -> None:
    """Compare one field of all records by `view`, and say every difference, not only the first."""
    differences = {}
    for want, got in zip(expected, found, strict=True):
        missing, extra = view(want) - view(got), view(got) - view(want)
        if missing != KNOWN_GAPS.get((want["ref"], field), set()) or extra:
            differences[want["ref"]] = (missing, extra)
    assert differences == {}


def test_all_sixty_actions_in_plan_order(expected: list[dict], found: list[dict]) -> None:
    assert len(found) == 60
    assert [(r["ref"], r["section"]) for r in found] == [(r["ref"], r["section"]) for r in expected]


def test_texts_and_items(expected: list[dict], found: list[dict]) -> None:
    for want, got in zip(expected, found, strict=True):
        assert got["text"][:60] == want["text_start"]
        assert got["text"][-40:] == want["text_end"]
        assert got["items"] == want["items"]


@pytest.mark.parametrize("role", ["start", "finish"])
def test_periods(role: str, expected: list[dict], found: list[dict]) -> None:
    for want, got in zip(expected, found, strict=True):
        assert {key: got[role][key] for key in want[role]} == want[role], want["ref"]


def test_leads_as_printed_with_their_scope(expected: list[dict], found: list[dict]) -> None:
    for want, got in zip(expected, found, strict=True):
        assert [(x["name"], x["printed"], x["scope"]) for x in got["leads"]] == [(x["name"], x["printed"], x["scope"]) for x in want["leads"]], want["ref"]


@pytest.mark.parametrize("field", ["partners", "mentioned"])
def test_other_organisations(field: str, expected: list[dict], found: list[dict]) -> None:
    same(expected, found, field, lambda r: {x["name"] for x in r[field]})


def test_body_classes_with_their_role(expected: list[dict], found: list[dict]) -> None:
    same(expected, found, "body_classes", lambda r: {(x["name"], x["role"]) for x in r["body_classes"]})


def bare(words: str) -> str:
    """A name without article and possessive, which carry no meaning."""
    words = words.removeprefix("The ").removeprefix("the ")
    return words.removesuffix("'s").removesuffix("’s").strip(" .,")


@pytest.mark.parametrize("field", ["partners", "mentioned", "body_classes", "legislation", "policies", "funding"])
def test_the_words_are_those_that_a_reader_quotes(field: str, expected: list[dict], found: list[dict]) -> None:
    """One of the two may quote more of the same phrase ("sections 135 and 136", "... of the Mental Health Act"), never other words."""
    checked = 0
    for want, got in zip(expected, found, strict=True):
        read = {x.get("label" if field == "legislation" else "name") or x.get("iri", "").rsplit("/", 1)[-1]: x["printed"] for x in got[field]}
        if field in ("policies", "funding"):
            read = {x["iri"].rsplit("/", 1)[-1]: x["printed"] for x in got[field]}
        for item in want[field]:
            key = item.get("label") or item.get("name") or item.get("id")
            if key in read:
                assert bare(item["printed"]) in read[key] or bare(read[key]) in item["printed"], (want["ref"], key, item["printed"], read[key])
                checked += 1
    assert checked >= 9


def test_unnamed_partners(expected: list[dict], found: list[dict]) -> None:
    assert [r["ref"] for r in found if r["unnamed_partners"]] == [r["ref"] for r in expected if r["unnamed_partners"]] == ["1.9", "3.13"]


def test_legislation(expected: list[dict], found: list[dict]) -> None:
    same(expected, found, "legislation", lambda r: {x["label"] for x in r["legislation"]})


def test_policies(expected: list[dict], found: list[dict]) -> None:
    same(expected, found, "policies", lambda r: {x.get("id") or x["iri"].rsplit("/", 1)[-1] for x in r["policies"]})


def test_money_with_ceilings_and_periods(expected: list[dict], found: list[dict]) -> None:
    def money(record: dict) -> set:
        return {(x.get("id") or x["iri"].rsplit("/", 1)[-1], x["amount"], x["qualifier"], str(x["period"])) for x in record["funding"]}

    same(expected, found, "funding", money)


def test_the_section_titles_are_those_printed(found: list[dict]) -> None:
    assert {r["section"]: r["section_title"] for r in found} == {
        "1": "Commissioning to allow earlier intervention and responsive crisis services",
        "2": "Access to support before crisis point",
        "3": "Urgent and emergency access to crisis care",
        "4": "Quality of treatment and care when in crisis",
        "5": "Recovery and staying well / preventing future crises",
    }


def test_every_place_leads_to_the_words(built: build.Build, found: list[dict]) -> None:
    """`at` slices the file to what is printed; pieces cut by a page are joined by a blank."""
    text = built.plans[0].document.text
    checked = 0
    for record in found:
        said = [x for field in ("leads", "partners", "mentioned", "body_classes", "legislation", "policies", "funding") for x in record[field]]
        for item in said:
            pieces = [text[int(a) : int(b)] for a, _, b in (p.partition("-") for p in item["at"].split(";"))]
            assert " ".join(" ".join(pieces).split()) == item["printed"], (record["ref"], item)
            checked += 1
    assert checked > 200


def test_every_action_has_one_to_four_themes(found: list[dict]) -> None:
    assert all(1 <= len(r["themes"]) <= 4 for r in found)


@pytest.mark.parametrize(
    ("ref", "theme"),
    [("1.5", "payment-and-incentives"), ("1.16", "rail-and-transport"), ("2.6", "equalities"), ("3.6", "legislation-reform"), ("3.8", "places-of-safety"),
     ("3.9", "out-of-area-placements"), ("3.15", "restraint-and-restrictive-practice"), ("3.26", "armed-forces"), ("4.1", "regulation-and-inspection"), ("5.5", "liaison-and-diversion")],
)  # fmt: skip
def test_themes_that_a_reader_would_give(ref: str, theme: str, found: list[dict]) -> None:
    assert theme in next(r for r in found if r["ref"] == ref)["themes"]


def test_dependencies_rest_on_the_plans_own_words(found: list[dict]) -> None:
    """3.7 complies with what 3.6 changes; 1.10 works on the strategy that 1.9 develops; 2.3 tests models in the programme that 3.5 changes."""
    links = {(r["ref"], d["ref"], d["type"], d["confidence"]) for r in found for d in r["depends_on"]}
    assert links == {("1.10", "1.9", "supports", "explicit"), ("2.3", "3.5", "requires-output", "strong"), ("3.7", "3.6", "implements", "explicit")}


def test_the_build_accounts_for_every_line(built: build.Build) -> None:
    """97 lines: 15 header rows, 5 headings, 60 actions, 1 row cut by a page, 16 blank lines."""
    assert dict(built.plans[0].tally) == {
        "not understood": 0, "header rows": 1, "section headings": 5, "actions": 60, "repeated header rows": 14, "rows cut by a page": 1, "blank lines": 16,
    }  # fmt: skip
    assert sum(built.plans[0].tally.values()) == len(built.plans[0].document.text.split("\n")) == 97


def test_the_row_that_a_page_cuts_is_one_action_in_two_places(found: list[dict]) -> None:
    record = next(r for r in found if r["ref"] == "2.3")
    assert record["at"] == "6441-6719;6791-6898"
    assert "children & young people's team, including through funding" in record["text"]


def test_two_builds_give_the_same_bytes(built: build.Build) -> None:
    assert build.build().data == built.data


def test_no_blank_node(built: build.Build) -> None:
    assert b"_:" not in built.data.replace(b"https://", b"")
