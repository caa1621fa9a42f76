"""Signs of what helps a plan along: on a plan small enough to work out by hand, with other themes, without registers; and the data that they go by."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest

from concordat.graph import build, reports, tables
from concordat.graph.analysis.conditions import MEASURES, Seen, Sign, cue, measured, missing
from concordat.graph.errors import RegisterError
from concordat.graph.facts import Facts
from concordat.graph.reports import Asked
from concordat.graph.reports import conditions as module
from concordat.graph.store import Graph
from concordat.graph.vocab import concept

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
SMALL = """Ref\tAction\tStart\tFinish\tLead\tSuccess measures
1. First
A1\tThe board will hear carers, and a board of trustees too; carers of champions.\t2016\t2018\tDH / HO\tFewer delays
A2\tProvide training.\t2016\tOngoing\tDH (with PHE)\t
2. Second
B1\tEmbed strong leadership.\t2016\tJune 2016\tDH\t
B2\tWrite to CQC, and spend £2m.\t2016\tLong term\tMind\t
"""


def plan(folder: Path, text: str = SMALL, name: str = "small") -> Path:
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def rows(name: str) -> list[dict[str, str]]:
    with (ONTOLOGY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SIGN = {row["id"]: row["sign"] for row in rows("signs")}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return build.build([plan(tmp_path_factory.mktemp("small"))]).graph


def told(graph: Graph, name: str, **asked: str) -> list[dict]:
    answer = next(a for a in reports.report(graph, "conditions", Asked(**asked)) if a.name == name)
    return [dict(zip([c.name for c in answer.columns], row)) for row in answer.rows]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("led-at-all", (4, 4, 1.0, "A1, A2, B1, B2", "")),
        ("several-bodies", (2, 4, 0.5, "A1, A2", "B1, B2")),
        ("joint-leads", (1, 4, 0.25, "A1", "A2, B1, B2")),
        ("most-led", (3, 4, 0.75, "A1, A2, B1", "B2")),  # the Department of Health
        ("actions-per-lead", (5, 3, 1.67, "A1, A2, B1, B2", "")),  # 3 of the Department, 1 of the Home Office, 1 of Mind
        ("leads-many", (0, 3, 0.0, "", "A1, A2, B1, B2")),
        ("open-ended", (2, 4, 0.5, "A2, B2", "A1, B1")),
        ("goes-on", (2, 4, 0.5, "A2, B2", "A1, B1")),
        ("long-term", (1, 4, 0.25, "B2", "A1, A2, B1")),
        ("forum-words", (1, 4, 0.25, "A1", "A2, B1, B2")),
        ("lived-words", (1, 4, 0.25, "A1", "A2, B1, B2")),
        ("leadership-words", (1, 4, 0.25, "B1", "A1, A2, B2")),
        ("last-words", (1, 4, 0.25, "B1", "A1, A2, B2")),
        ("workforce", (1, 4, 0.25, "A2", "A1, B1, B2")),
        ("over-a-year", (1, 2, 0.5, "A1", "B1")),  # from 31 December 2016 at the latest to 1 January 2018 at the earliest: 366 days
        ("measured", (1, 4, 0.25, "A1", "A2, B1, B2")),
        ("money", (1, 4, 0.25, "B2", "A1, A2, B1")),
        ("carried-on", (None, None, None, "", "")),  # no register has looked at what came after this plan
        ("sharing-shared", (0, 0, None, "", "")),  # no action is on information sharing
    ],
)
def test_signs_by_hand(sign: str, expected: tuple, small: Graph) -> None:
    row = next(r for r in told(small, "signs") if r["sign"] == SIGN[sign])
    assert tuple(row[c] for c in ("count", "of", "value", "refs", "without")) == expected


def test_a_sign_of_words_shows_them(small: Graph) -> None:
    words = {row["sign"]: row["words"] for row in told(small, "signs")}
    assert (words[SIGN["forum-words"]], words[SIGN["lived-words"]], words[SIGN["several-bodies"]]) == ("board (1)", "hear carers (1)", "")


def test_shared_ownership_by_section(small: Graph) -> None:
    found = [tuple(r[c] for c in ("section", "count", "of", "value", "refs", "without")) for r in told(small, "sections") if r["sign"] == SIGN["several-bodies"]]
    assert found == [("1", 2, 2, 1.0, "A1, A2", ""), ("2", 0, 2, 0.0, "", "B1, B2")]


def test_the_first_table_says_what_to_ask_about_which_actions(small: Graph) -> None:
    found = told(small, "conditions")
    shared = next(r for r in found if r["stands"].startswith(SIGN["several-bodies"]))
    assert (shared["stands"].rpartition(": ")[2], shared["refs"], shared["ask_about"], shared["who"]) == ("2 of 4 actions", "A1, A2", "B1, B2", "Department of Health (1); Mind (1)")
    assert len(found) == 10 and all(r["ask"] and r["source"].startswith("https://") for r in found)
    assert "rating" in reports.report(small, "conditions")[0].notes[0]


def test_words_that_were_found_are_not_said_to_be_so(small: Graph) -> None:
    """Carers of champions take no part in anything, and whoever speaks of a board may mean another: a reader is told to read."""
    stands = {r["condition"]: r["stands"].rpartition(": ")[2] for r in told(small, "conditions")}
    assert stands["Regular meetings that decide"] == "words found in 1 of 4 actions; read them"
    assert [r["refs"] for r in told(small, "signs") if r["sign"] == SIGN["leadership-words"]] == ["B1"]


def test_a_terminal_counts_what_it_leaves_out_and_no_other_format_leaves_anything_out(tmp_path: Path) -> None:
    lines = "".join(f"C{n}\tDo it.\tMind\n" for n in range(1, 15))
    answers = reports.report(build.build([plan(tmp_path, f"Ref\tAction\tLead\n{lines}")]).graph, "conditions")[:1]
    assert "and 4 more" in " ".join(tables.render(answers, "table", {}, width=200).split())
    for fmt in ("csv", "json", "md", "html"):
        assert "C10, C11, C12, C13, C14" in tables.render(answers, fmt, {}) and "and 4 more" not in tables.render(answers, fmt, {})


def test_what_is_kept_counts_alone(small: Graph) -> None:
    """HO has a part in A1 alone."""
    by = {row["sign"]: row for row in told(small, "signs", organisation="HO")}
    assert (by[SIGN["several-bodies"]]["count"], by[SIGN["several-bodies"]]["of"]) == (1, 1)
    assert [r["of"] for r in told(small, "signs", section="2") if r["sign"] == SIGN["joint-leads"]] == [2]


def test_another_scheme_of_themes_gives_no_sign_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "themes.csv").write_text("id,label,definition,cues,weak_cues\ninformation-sharing,Sharing,Passing things on,board,\n", encoding="utf-8")
    graph = build.build([plan(tmp_path)], themes=tmp_path / "themes.csv").graph
    by = {row["sign"]: row for row in told(graph, "signs")}
    assert (by[SIGN["workforce"]]["count"], by[SIGN["workforce"]]["value"]) == (None, None)
    assert by[SIGN["workforce"]]["not_shown"] == "no sign: the theme workforce-and-training is not in the scheme of this graph"
    assert (by[SIGN["sharing"]]["count"], by[SIGN["sharing-shared"]]["count"]) == (1, 1)


def test_a_graph_without_registers_says_that_it_holds_no_conditions(tmp_path: Path) -> None:
    answers = reports.report(build.build([plan(tmp_path)], bundled_register=False).graph, "conditions")
    assert [len(a.rows) for a in answers] == [0, 0, 0, 0]
    assert "holds no conditions" in answers[0].notes[0]


def test_sections_of_two_plans_are_told_apart(tmp_path: Path) -> None:
    graph = build.build([plan(tmp_path), plan(tmp_path, name="other")]).graph
    found = {row["section"] for row in told(graph, "sections")}
    assert found == {"small 1", "small 2", "other 1", "other 2"}


def test_nothing_in_a_plan_is_no_division_by_nothing() -> None:
    for name in MEASURES:
        found = measured(Seen({}), Sign(name, ("1",)))
        assert (found.count, found.of, found.shown, found.others) == (0, 0, (), ())


def test_an_action_without_a_lead_is_no_actions_of_a_body() -> None:
    seen = Seen({"1": "", "2": "", "3": ""}, leads={"1": ("a",), "2": ("b",)}, partners={"3": ("a", "b")})
    found = measured(seen, Sign("most-led"))
    assert (found.count, found.of, found.shown) == (1, 2, ("1",))  # of two that lead equally many, the first
    assert measured(seen, Sign("has-lead")).others == ("3",)
    assert measured(seen, Sign("several-bodies")).shown == ("3",)


def test_a_body_named_twice_is_one_body() -> None:
    seen = Seen({"1": ""}, leads={"1": ("a", "a")}, partners={"1": ("a",)})
    assert [measured(seen, Sign(name)).count for name in ("several-bodies", "joint-leads", "actions-per-lead")] == [0, 0, 1]


def test_what_a_call_asks_again_rests_on_its_own_links() -> None:
    seen = Seen({"1": "", "2": "", "3": ""}, later={"1": frozenset({("restates", "p")}), "2": frozenset({("gap", "p")}), "3": frozenset({("restates", "q")})})
    assert measured(seen, Sign("taken-up", ("restates",), policy="p")).shown == ("1",)
    assert measured(seen, Sign("carried-on", ("restates",))).shown == ("1", "3")


def test_what_rests_on_a_doubtful_link_alone_counts_on_neither_side() -> None:
    link = frozenset({("restates", "p")})
    found = measured(Seen(dict.fromkeys("1234", ""), later={"1": link, "2": link}, perhaps_later={"2": link, "3": link}), Sign("carried-on", ("restates",)))
    assert (found.count, found.of, found.shown, found.perhaps, found.others) == (2, 4, ("1", "2"), ("3",), ("4",))


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [("board", "A Board.", True), ("board", "boarding school", False), ("embed*", "embedding it", True), ("steering group*", "the steering\n groups", True), ("co-produc*", "Co-production", True), ("roll out", "scroll out", False), ("a.b", "axb", False)],
)
def test_a_cue_is_whole_words(words: str, text: str, found: bool) -> None:
    assert bool(cue(words).search(text)) is found


def test_missing_themes_are_named() -> None:
    seen = Seen({}, scheme=frozenset({"a"}))
    assert missing(seen, Sign("theme", ("a", "b"), ("c",))) == ["c", "b"]
    assert missing(seen, Sign("words", ("b",), ("a",))) == []


def test_ten_thousand_actions_take_little_time() -> None:
    texts = {n: f"Action {n} of the steering group: work with carers, train staff and embed the protocol in the whole of the county, as agreed. " * 3 for n in range(10_000)}
    seen = Seen(texts, leads={n: (f"body {n % 300}",) for n in texts}, partners={n: (f"body {n % 7}",) for n in texts})
    given = [row for row in rows("signs") if row["measure"] == "words"]
    began = time.process_time()
    found = [measured(seen, module.sign_of(row)) for row in given] + [measured(seen, Sign(name, ("1",))) for name in MEASURES]
    assert time.process_time() - began < 4
    assert max(f.count for f in found) == 10_000


# ---- the data


def test_every_condition_has_signs_and_every_sign_a_condition() -> None:
    conditions, signs = rows("conditions"), rows("signs")
    assert len(conditions) == 10 and [row["kind"] for row in conditions].count("condition") == 6
    assert {row["condition"] for row in signs} == {row["id"] for row in conditions}
    assert list(dict.fromkeys(row["condition"] for row in signs)) == [row["id"] for row in conditions]
    assert len({row["id"] for row in signs}) == len(signs) >= 30


def test_every_sign_can_be_measured() -> None:
    """Themes, kinds, relations and numbers are such as there are; whoever reads a sign is told what it does not show."""
    themes = {row["id"] for row in rows("themes")}
    policies = {row["id"]: row["policy"] for row in rows("conditions")}
    allowed = {"theme": themes, "finish-kind": {"ongoing", "long-term", "tbc", "unstated", "dated"}}
    links = {"continues", "extends", "restates", "replaces", "weakens", "succeeds-context", "complements", "creates-need-for"}
    for row in rows("signs"):
        given = [part.strip() for part in row["given"].split("|") if part.strip()]
        assert row["measure"] in MEASURES and row["sign"] and row["limits"].startswith("Not")
        assert row["look"] in ("with", "without") and row["by"] in ("", "section")
        assert {part.strip() for part in row["among"].split("|")} - {""} <= themes
        assert set(given) <= allowed.get(row["measure"], links if row["measure"] in ("carried-on", "taken-up") else set(given))
        assert bool(given) == (row["measure"] in ("theme", "words", "finish-kind", "leads-at-least", "longer-than", "carried-on", "taken-up"))
        assert row["measure"] not in ("leads-at-least", "longer-than") or given[0].isdigit()
        assert row["measure"] != "taken-up" or policies[row["condition"]]
    assert {row["measure"] for row in rows("signs")} == set(MEASURES)


def test_conditions_are_said_in_words_of_our_own() -> None:
    """No five words in a row are those of the page, as far as the registers quote it."""
    quotes = [row["name"] for row in rows("policies") if row["kind"] in ("call", "condition")] + [row["quote_page"] for row in rows("continuations")]
    runs = {tuple(words[n : n + 5]) for quote in quotes for words in [re.findall(r"\w+", quote.casefold())] for n in range(len(words) - 4)}
    assert runs
    for row in rows("conditions"):
        said = re.findall(r"\w+", f"{row['label']} {row['definition']} {row['unseen']} {row['ask']}".casefold())
        assert not runs & {tuple(said[n : n + 5]) for n in range(len(said))}


def test_a_condition_is_a_concept_with_its_page_and_how_sure_that_is(small: Graph) -> None:
    facts = Facts(small.store)
    for row in rows("conditions"):
        this = concept("condition", row["id"])
        assert facts.text(this, "skos:prefLabel") == row["label"]
        assert facts.values(this, "ccc:source") == [row["sources"]] and row["sources"].startswith("https://")
        assert facts.node(this, "ccc:confidence") == concept("confidence", "high")
        assert facts.node(this, "dct:type") == concept("policy-kind", row["kind"])


def test_a_sign_with_a_measure_that_there_is_not_is_refused(small: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tmp_path / "signs.csv"
    wrong.write_text((ONTOLOGY / "signs.csv").read_text(encoding="utf-8").replace(",several-bodies,", ",many-bodies,", 1), encoding="utf-8")
    monkeypatch.setattr(module, "SIGNS", wrong)
    with pytest.raises(RegisterError, match=r"signs.csv, line \d+, column measure: there is no measure 'many-bodies'"):
        reports.report(small, "conditions")
