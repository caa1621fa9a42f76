"""The bars of a timeline: what is sure and what is soft, what has no day, and how the page is used with mouse and keyboard."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictured import HOSTILE

from concordat.graph import build, views
from concordat.graph.analysis.timeline import Planned, Window, deadline, impossible
from concordat.graph.given import Kept
from concordat.graph.reports.timeline import FINISHES
from concordat.graph.views import timeline
from concordat.graph.views.model import Bars, Drawing, View
from concordat.graph.views.page import page
from concordat.graph.views.timeline import KINDS, pieces

PLAN = """Ref,Action,Lead,Start,Finish
1.1,Agree a plan,Ministry of Care,April 2016,By April 2017
1.2,Open two places of safety,Ministry of Care / Interior Office,2016,2016
1.3,Write down what was learned,Interior Office,Long term,Long term
1.4,Train staff,,,TBC
1.5,Nothing is said of when,Rail Police,,
1.6,Meet each quarter,Rail Police,,Ongoing
1.7,Publish the figures,Rail Police,June 2018,January 2017
1.8,Keep the list,Rail Police,May 2016,Ongoing
1.9,Ask the carers,Rail Police,2016/17,Autumn 2016
1.10,Look again once action 1.1 is done,Rail Police,,March 2018
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> build.Build:
    path = tmp_path_factory.mktemp("timeline") / "plan.csv"
    path.write_text(PLAN, encoding="utf-8", newline="\n")
    return build.build([path])


@pytest.fixture(scope="module")
def drawn(built: build.Build) -> View:
    return views.view(built.graph, "timeline", {"program": "concordat"})


def nodes(view: View) -> dict[str, dict]:
    return {item["label"]: item for _, item in view.drawing.network.nodes(data=True)}


def window(words: str) -> Window:
    """The window that "2016-04-01/2016-04-30" means; a side left empty is open."""
    first, _, last = words.partition("/")
    return Window(*(date.fromisoformat(day) if day else None for day in (first, last)))


@pytest.mark.parametrize(
    ("start", "finish", "kind", "expected"),
    [
        ("2016-04-01/2016-04-30", "2017-04-01/2017-04-30", "dated", "rises 2016-04-01 2016-04-29; sure 2016-04-30 2017-04-01; falls 2017-04-02 2017-04-30"),
        ("2016-05-03/2016-05-03", "2016-05-03/2016-05-03", "dated", "sure 2016-05-03 2016-05-03"),
        ("2016-04-01/2016-04-30", "/2017-04-30", "dated", "rises 2016-04-01 2016-04-29; sure 2016-04-30 2017-04-30; due 2017-04-30 2017-04-30"),
        ("2016-01-01/2016-12-31", "2016-01-01/2016-12-31", "dated", "maybe 2016-01-01 2016-12-31"),
        ("2016-04-01/2017-03-31", "2016-09-01/2016-11-30", "dated", "rises 2016-04-01 2016-08-31; maybe 2016-09-01 2016-11-30"),
        ("2016-06-01/2016-08-31", "2016-07-01/2016-12-31", "dated", "rises 2016-06-01 2016-06-30; maybe 2016-07-01 2016-08-31; falls 2016-09-01 2016-12-31"),
        ("/", "2018-03-01/2018-03-31", "dated", "before - 2018-03-01; falls 2018-03-02 2018-03-31"),
        ("/", "/2018-03-31", "dated", "before - 2018-03-31; due 2018-03-31 2018-03-31"),
        ("/", "2018-03-01/", "dated", "before - 2018-03-01; after 2018-03-01 -"),
        ("2016-05-01/2016-05-31", "/", "ongoing", "rises 2016-05-01 2016-05-30; onward 2016-05-31 -"),
        ("2016-05-01/2016-05-31", "/", "tbc", "rises 2016-05-01 2016-05-30; after 2016-05-31 -"),
        ("/2016-05-31", "2017-01-01/2017-01-01", "dated", "before - 2016-05-30; sure 2016-05-31 2017-01-01"),
        ("/", "/", "ongoing", "onward - -"),
        ("/", "/", "long-term", ""),
        ("/", "/", "unstated", ""),
        ("2018-06-01/2018-06-30", "2017-01-01/2017-01-31", "dated", "maybe 2018-06-01 2018-06-30; maybe 2017-01-01 2017-01-31"),
    ],
)
def test_a_bar_is_soft_where_its_dates_are(start: str, finish: str, kind: str, expected: str) -> None:
    found = pieces(Planned("1", window(start), window(finish), kind))

    assert "; ".join(f"{sort} {first or '-'} {last or '-'}" for sort, first, last in found) == expected


DAYS = st.dates(date(2015, 1, 1), date(2016, 12, 31))
WINDOWS = st.one_of(
    st.builds(Window),
    st.builds(lambda day: Window(None, day), DAYS),
    st.builds(lambda day: Window(day, None), DAYS),
    st.builds(lambda one, other: Window(min(one, other), max(one, other)), DAYS, DAYS),
)


@given(WINDOWS, WINDOWS, st.sampled_from(["ongoing", "tbc"]))
def test_whatever_the_dates_no_piece_covers_another_and_what_is_sure_is_so(start: Window, finish: Window, kind: str) -> None:
    """Sure: within every pair of a start and a finish that the dates may mean."""
    planned = Planned("1", start, finish, kind)
    found = [piece for piece in pieces(planned) if piece[0] != "due"]
    if not impossible(planned):
        for (_, _, last), (_, first, _) in zip(found, found[1:]):
            assert last is not None and first is not None and last <= first
    due = deadline(finish)
    for sort, first, last in found:
        assert first is None or last is None or first <= last
        if sort == "sure":
            assert start.latest is None or start.latest <= first or due.latest == first
            assert last <= (due.earliest or due.latest)
    assert bool(found) == (bool(start) or bool(finish) or kind == "ongoing")


@given(WINDOWS, WINDOWS)
def test_every_day_on_which_it_may_be_under_way_is_in_its_bar(start: Window, finish: Window) -> None:
    planned = Planned("1", start, finish, "dated")
    first, last = start.earliest, finish.latest
    if first is None or last is None or impossible(planned):
        return
    covered = [(one, other) for sort, one, other in pieces(planned) if sort != "due"]
    assert covered[0][0] == first and covered[-1][1] == last
    assert all(one[1] + timedelta(days=1) == other[0] for one, other in zip(covered, covered[1:]))


def test_every_action_has_a_bar_or_its_words(drawn: View) -> None:
    found = nodes(drawn)

    assert {label: item["kind"] for label, item in found.items()} == {
        "1.1": "dated", "1.2": "dated", "1.3": "long-term", "1.4": "tbc", "1.5": "unstated", "1.6": "ongoing", "1.7": "dated", "1.8": "ongoing", "1.9": "dated", "1.10": "dated",
    }
    assert found["1.3"]["bar"]["beside"] == "start “Long term”, finish “Long term”"
    assert found["1.4"]["bar"]["beside"] == "finish “TBC”"
    assert found["1.5"]["bar"]["beside"] == "no date stated"
    assert found["1.7"]["bar"]["beside"] == "finish before start"
    assert found["1.8"]["bar"]["beside"] == "ongoing"
    assert found["1.1"]["bar"]["said"] == "start 1 April 2016 to 30 April 2016, 30 days (printed “April 2016”); finish by 30 April 2017 (printed “By April 2017”)"
    assert found["1.2"]["bar"]["groups"]["lead"] == ["Ministry of Care", "Interior Office"]
    assert found["1.4"]["bar"]["groups"]["lead"] == ["No body named as lead"]
    assert any("3 actions have no day and no word that they go on" in note for note in drawn.drawing.notes)


def test_what_is_counted_of_the_home_plan_is_what_a_person_read() -> None:
    """Ten ongoing actions have a dated start, such as 1.9; of 3.14 the start is "Ongoing", and no finish is stated."""
    records = [json.loads(line) for line in (Path(__file__).parent / "expected" / "national-action-plan-2016.jsonl").read_text(encoding="utf-8").splitlines()]
    kinds = {record["ref"]: record["finish"]["kind"] for record in records}
    dated = sum("dated" in (record["start"]["kind"], record["finish"]["kind"]) for record in records)
    view = views.view(build.build().graph, "timeline", {})
    notes, found = " ".join(view.drawing.notes), nodes(view)

    assert (dated, list(kinds.values()).count("dated")) == (51, 32)
    assert "Of 60 actions 51 have a dated start or finish, from 1 December 2015 to 31 December 2021; 32 have a date to finish." in notes
    assert "8 actions go on and name no day at all. 1 action has no day and no word that it goes on: it stands at the foot" in notes
    assert {ref: node["kind"] for ref, node in found.items()} == kinds
    assert found["3.14"]["bar"]["parts"] == [] and found["3.14"]["bar"]["beside"] == "start “Ongoing”, no finish stated"
    assert [fact.doubt for fact in found["3.14"]["facts"] if fact.term == "Look at"] == ["no finish stated"]


def test_the_legend_has_the_words_of_the_first_page() -> None:
    assert {key: kind.plural for key, kind in KINDS.items()} == FINISHES
    assert list(FINISHES.values()) == ["A date to finish", "Ongoing", "Long term", "To be confirmed", "Not stated"]


def test_the_panel_has_the_words_and_the_days(drawn: View) -> None:
    told = {fact.term: fact.value for fact in nodes(drawn)["1.9"]["facts"]}

    assert (told["Start"], told["Finish"]) == ("2016/17", "Autumn 2016")
    assert "1 April 2016" in told["Start as read"] and "31 March 2017" in told["Start as read"]
    assert "1 September 2016" in told["Finish as read"] and "30 November 2016" in told["Finish as read"]


def test_the_axis_has_english_years_only_where_the_plan_has_them(built: build.Build, drawn: View) -> None:
    assert drawn.drawing.bars is not None and drawn.drawing.bars.english  # 1.9 starts in 2016/17
    some = views.view(built.graph, "timeline", {}, Kept(during="2018-03-15")).drawing.bars
    assert some is not None and not some.english


def test_the_day_on_which_registers_were_checked_is_marked_in_words(built: build.Build, drawn: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "checked_on", lambda store: None)  # a graph without registers
    alone = views.view(built.graph, "timeline", {}).drawing.bars

    assert drawn.drawing.bars is not None and alone is not None
    assert [words for _, words in drawn.drawing.bars.marks] == [f"registers checked {day.day} {day:%B} {day.year}" for day in [date.fromisoformat(drawn.drawing.bars.marks[0][0])]]
    assert alone.marks == ()


def test_a_timeline_brings_no_library_for_networks(drawn: View) -> None:
    html = page(drawn)

    assert len(html) < 250_000
    assert html == page(drawn)


def many(number: int) -> View:
    """So many actions in two sections, a month after each other."""
    net = nx.MultiDiGraph()
    for at in range(number):
        day = (date(2000, 1, 1) + timedelta(days=30 * (at % 120))).isoformat()
        bar = {"parts": [("sure", day, day)], "order": f"0{day}", "beside": day, "said": f"on {day}", "groups": {"section": [HOSTILE[at % 2]], "lead": ["Nobody"]}}
        net.add_node(f"a{at}", label=f"1.{at + 1}", name=f"1.{at + 1} {HOSTILE[at % len(HOSTILE)]}", kind="dated", facts=[("Start", day, "")], filters={}, bar=bar)
    return View("timeline", "Many", "When?", Drawing(net, KINDS, {}, bars=Bars({"section": "By section", "lead": "By lead"})))


def labels(tab) -> list[str]:
    return tab.locator(".rows .row .ref").all_text_contents()


@pytest.mark.browser
def test_bars_are_grouped_chosen_and_told(open_view, drawn: View) -> None:
    view = replace(drawn, home="")
    tab = open_view(view, width=1280, height=1100)
    assert labels(tab) == ["1.2", "1.1", "1.9", "1.8", "1.7", "1.10", "1.6", "1.3", "1.4", "1.5"]  # by start; what has no day at the foot
    assert tab.locator(".rows .group").all_text_contents()[-1].split() == ["No", "date", "3", "actions"]
    assert "Nothing is said of when" in tab.locator(".row").last.text_content()
    assert tab.locator(".axis text.year").all_text_contents() == ["2016", "2017", "2018"]
    assert "2016/17" in tab.locator(".axis text.english").all_text_contents()

    assert tab.locator("#legend .edge").count() == 1  # 1.10 waits for 1.1

    tab.evaluate("location.hash = 'by=__proto__'")
    tab.wait_for_selector("#told:text-is('This page does not have by “__proto__”: left out.')")
    tab.click("[data-by=lead]")
    assert tab.url.endswith("by=lead")
    assert [text.split("  ")[0] for text in tab.locator(".rows .group").all_text_contents()] == ["Interior Office", "Ministry of Care", "Rail Police", "No date"]
    assert labels(tab)[:3] == ["1.2", "1.2", "1.1"]  # under each of its leads

    tab.locator(".row[tabindex='0']").focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h2").startswith("1.2 ")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h2").startswith("1.1 ")
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')").startswith("1.1 Agree a plan. start 1 April 2016 to 30 April 2016")
    assert tab.locator(".row.chosen").count() == 1
    tab.go_back()
    assert tab.inner_text("#panel h2").startswith("1.2 ")
    assert tab.get_attribute("[data-by=lead]", "aria-pressed") == "true"

    for box in tab.locator("#legend .edge input").all():
        box.uncheck()
    assert {"1.1", "1.10"} <= set(labels(tab))  # no bar goes with the arrows
    tab.uncheck("#legend input[value=node-dated]")
    assert "1.1" not in labels(tab) and "1.8" in labels(tab)
    before = tab.evaluate("bars.span.to - bars.span.from")
    tab.click("[data-does=closer]")
    assert tab.evaluate("bars.span.to - bars.span.from") < before
    with tab.expect_download() as waiting:
        tab.click("[data-does=save]")
    head = Path(waiting.value.path()).read_bytes()[:24]
    assert head.startswith(b"\x89PNG") and int.from_bytes(head[16:20], "big") >= 2000
    tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("#sheets svg").count() == 1
    assert tab.evaluate("document.querySelectorAll('#sheets .name').length") == len(labels(tab))


@pytest.mark.browser
def test_of_many_bars_only_those_in_sight_are_in_the_page(open_view) -> None:
    tab = open_view(many(3000), "#node=1.2999", width=390, height=800)
    assert tab.locator(".row").count() < 100
    assert "1.2999" in labels(tab) and tab.inner_text("#panel h2").startswith("1.2999 ")  # brought into sight
    tab.locator(".row[tabindex='0']").focus()
    tab.keyboard.press("End")
    assert tab.evaluate("document.activeElement.querySelector('.ref').textContent") == "1.3000"  # the last month of the second section, and of its actions the last
    assert tab.evaluate("document.activeElement.getBoundingClientRect().bottom <= bars.box.getBoundingClientRect().bottom")
    tab.keyboard.press("Home")
    assert tab.evaluate("document.activeElement.querySelector('.ref').textContent") == "1.1"
    assert tab.locator(".row").count() < 100
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
