"""The first page says three things to know; each is counted again here, from the records read by eye and the registers as they lie in ontology/."""

from __future__ import annotations

from pathlib import Path

import pytest
from second_way import Sources

from concordat.graph import build
from concordat.graph.publish import about, site, story

# Leads of the national plan that came to an end by 2026, read from ontology/events.csv: merged, abolished, split or followed by another body.
SURELY = {"Public Health England", "Health Education England", "NHS Improvement", "NHS Providers", "College of Paramedics", "Health and Social Care Information Centre"}
PERHAPS = {"Centre of Excellence for Information Sharing"}  # of which the register says "low"
ENDED = SURELY | PERHAPS
CARRYING = {"continues", "extends", "restates", "replaces"}
PLAIN = "Ref\tAction\tFinish date\tLead\n1\tOpen a house.\tMay 2030\tA Trust / B Trust\n2\tSay what came of it.\tMay 2031\tA Trust\n"


@pytest.fixture(scope="module")
def home() -> site.Site:
    return site.read(build.build().graph)


def plain(tmp_path: Path, text: str, **options: object) -> site.Site:
    path = tmp_path / "p.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    return site.read(build.build([path], **options).graph)


def refs(thing: story.Thing) -> list[str]:
    return [link.name for link in thing.links]


def test_the_three_things_of_the_national_plan_count_what_a_reader_counts(home):
    sources = Sources()
    ended = [r["ref"] for r in sources.records if ENDED & {lead["name"] for lead in r["leads"]}]
    dated = [r["ref"] for r in sources.records if r["finish"]["kind"] == "dated"]  # the last of them ended in 2021
    carried = {row["ref"] for row in sources.register("continuations") if row["relation"] in CARRYING and row["confidence"] in ("explicit", "strong")}
    who, late, dropped = story.things(home)

    assert (refs(who), refs(late)) == (ended, dated)
    assert refs(dropped) == [r["ref"] for r in sources.records if r["ref"] not in carried]
    assert f"{len(SURELY)} bodies were surely merged" in who.says and f"{len(PERHAPS)} perhaps" in who.says
    assert "For 2 of these actions (1.11, 5.4) no lead is sure any more." in who.says  # Public Health England led both alone, and it was split
    assert f"{60 - len(dated)} more have no day" in late.says and late.of == 60
    assert f"{len(carried)} have one" in dropped.says


def test_a_plan_of_which_the_registers_know_nothing_has_other_things_to_say(tmp_path):
    """Neither body is registered, no date has passed: what is left is who must agree, and that no column says what should come of it."""
    joint, bare = story.things(plain(tmp_path, PLAIN))

    assert (joint.number, joint.of, refs(joint)) == (1, 2, ["1"]) and "more than one lead" in joint.says
    assert (bare.number, refs(bare)) == (2, ["1", "2"])


def test_without_registers_nothing_is_said_of_what_became_of_bodies_and_policies(tmp_path):
    """The last day of 1 has passed; the Home Office would be known to the registers, and that nothing carries on its action as well."""
    text = PLAIN.replace("2030", "2010").replace("A Trust", "Public Health England")
    late, joint, bare = story.things(plain(tmp_path, text, bundled_register=False))

    assert [refs(thing) for thing in (late, joint, bare)] == [["1"], ["1"], ["1", "2"]]
    assert "had its last day" in late.says and "more than one lead" in joint.says
    assert refs(story.things(plain(tmp_path, text))[0]) == ["1", "2"]  # with them, the lead of both has ended


def test_a_plan_that_says_it_all_has_nothing_to_say(tmp_path):
    text = "Ref\tAction\tFinish date\tLead\tOutcome\n1\tOpen a house.\tMay 2030\tA Trust\tIt is open.\n"

    assert story.things(plain(tmp_path, text)) == ()


def test_a_citation_holds_what_tells_editions_apart_and_cannot_break_its_file(home):
    meta = {"version": "9.9", "graph": "ab" * 32}
    made = dict(about.files(home, lambda name, **values: values["citations"][0].encode(), meta))
    entry, cited = made[about.BIBLIOGRAPHY].decode(), made[about.DATA].decode()

    assert "October 2016" in cited and "9.9" in cited and "abababababababab" in cited
    assert entry.startswith("@misc{national-action-plan-2016,\n") and entry.count("{") == entry.count("}") and "year = {2016}" in entry
