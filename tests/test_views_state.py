"""What is in sight follows from filters that combine, from what is near, and from the way between two nodes; all of it stands in the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import networkx as nx
import pytest
from pictured import BODIES, HOSTILE, SECTIONS, bare, demo, hostile

from concordat.graph import build, views
from concordat.graph.views.model import View

pytestmark = pytest.mark.browser
SURE = ("high", "medium", "low")


def in_sight(tab) -> set[str]:
    """Labels of the nodes in sight."""
    return set(tab.evaluate("shown.nodeList.map((node) => node.label)"))


def links_in_sight(tab) -> int:
    return tab.evaluate("shown.edges.size")


def expected(view: View, **wanted: str) -> set[str]:
    """The nodes of the links that have all that is wanted, each link standing for one responsibility; no node of the demo is without a link."""
    net, found = view.drawing.network, set()
    for one, two, edge in net.edges(data=True):
        [(body, role, sure)] = edge["held"]
        has = {"role": role, "organisation": body, "law": edge["filters"]["law"], "theme": edge["filters"]["theme"], "section": edge["filters"]["section"]}
        lists = {key: value if isinstance(value, list) else [value] for key, value in has.items()}
        enough = SURE[: SURE.index(wanted.get("confidence", "low")) + 1]
        if sure in enough and all(value in lists[key] for key, value in wanted.items() if key != "confidence"):
            found |= {net.nodes[one]["label"], net.nodes[two]["label"]}
    return found


def state_of(tab) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).fragment)


def test_filters_by_role_law_and_how_sure_combine(open_view):
    view = demo()
    tab = open_view(view)
    assert tab.locator("#confidence option").all_text_contents() == ["All", "high", "medium, or better"]
    assert not tab.is_visible("#role")
    tab.click("#more summary")
    for wanted in ({"law": "Care Act 1990"}, {"confidence": "high"}, {"confidence": "medium"}, {"law": "Police Act 1984", "confidence": "medium", "section": SECTIONS[1]}):
        for name, value in wanted.items():
            tab.select_option(f"#{name}", value)
        found = in_sight(tab)
        assert found == expected(view, **wanted) and 1 < len(found) < 85, wanted
        tab.click("#reset")
    assert len(in_sight(tab)) == 85


def test_a_body_in_a_role_is_that_body_in_that_role(open_view):
    """Actions in which the body takes part while another is the partner do not pass, nor do bodies that are partners elsewhere."""
    view = demo()
    body = "Health Commission"
    held = [action["held"] for _, action in view.drawing.network.nodes(data=True) if action["kind"] == "action"]
    assert any({(body, "Lead"), (other, "Partner")} <= {each[:2] for each in action} for action in held for other in BODIES)  # else this would prove nothing
    tab = open_view(view, "#organisation=Health+Commission&role=Partner")
    assert in_sight(tab) == expected(view, organisation=body, role="Partner") and len(in_sight(tab)) > 1
    tab.select_option("#confidence", "high")
    assert in_sight(tab) == expected(view, organisation=body, role="Partner", confidence="high")
    tab.select_option("#role", "")
    assert in_sight(tab) == expected(view, organisation=body, confidence="high")


def test_the_home_plan_by_body_and_role(open_view):
    """The Home Office leads 1.15, 3.6, 3.7, 3.8, 3.18 and 3.19, and is a partner in 1.1 (read from the plan by eye), which depends on nothing."""
    graph = build.build().graph
    partner = "#organisation=Home+Office&role=Partner"
    assert in_sight(open_view(views.view(graph, "actions", {}), partner)) == {"Home Office", "1.1"}
    assert in_sight(open_view(views.view(graph, "dependencies", {}), partner)) == set()
    tab = open_view(views.view(graph, "overlap", {}), partner)
    assert {"Home Office", "Department of Health"} <= in_sight(tab)
    assert tab.evaluate("shown.edgeList.map((edge) => edge.text.split(', ')).every((refs) => refs.includes('1.1'))")


def test_dates_keep_out_what_is_over_or_has_not_begun(open_view):
    """Actions run from 1 October 2016 to the 28th of a month of 2018; every fourth has no date, and passes."""
    view = demo()
    tab = open_view(view, "#from=2018-11-29")
    late = [f"{section}.{number}" for section in range(1, 6) for number in (1, 5, 9, 12)]  # numbers 1, 5 and 9 have no date, 12 ends on 28 December
    assert {label for label in in_sight(tab) if label[0].isdigit()} == set(late)
    bodies = len(in_sight(tab)) - 20
    assert tab.inner_text("#count").endswith(f"{15 + bodies} of them have no date, so no date keeps them out.")
    assert tab.is_visible("#from") and tab.input_value("#from") == "2018-11-29"  # the rarer filters are open, because one of them is set
    assert tab.evaluate("document.getElementById('stage').getBoundingClientRect().top") <= 450  # and the picture begins in the upper half of the screen

    tab.fill("#to", "2016-09-30")
    assert "The first day is after the last." in tab.inner_text("#count")
    tab.fill("#from", "")
    assert {label for label in in_sight(tab) if label[0].isdigit()} == {label for label in late if not label.endswith("12")}
    assert tab.locator("#chips li").all_inner_texts() == ["Under way to 30 September 2016 ×"]


def test_what_is_on_is_said_in_chips_and_taken_off_there(open_view):
    tab = open_view(demo(), "#section=3.+Urgent+and+emergency+access&role=Lead&hide=link-mentioned")
    chips = tab.locator("#chips button")
    assert chips.all_inner_texts() == ["Section: 3. Urgent and emergency access ×", "Role: Lead ×", "Hidden: is mentioned in ×"]
    chips.nth(1).focus()
    tab.keyboard.press("Enter")
    assert tab.input_value("#role") == "" and "role" not in state_of(tab)
    assert tab.evaluate("document.activeElement.textContent") == "Section: 3. Urgent and emergency access ×"
    tab.click("#chips button >> nth=1")
    tab.click("#chips button >> nth=0")
    assert not tab.is_visible("#chips") and len(in_sight(tab)) == 85 and urlsplit(tab.url).fragment == ""
    tab.go_back()
    assert chips.all_inner_texts() == ["Section: 3. Urgent and emergency access ×"] and len(in_sight(tab)) < 85


def test_search_says_why_something_was_found(open_view):
    view = demo()
    view.drawing.network.nodes["act/2.5"]["facts"].append(("Finish", "once the Children’s panel has met", "1-2"))
    view.drawing.network.nodes["org/Health Commission"]["also"] = ["Health Commission", "HC"]
    tab = open_view(view)
    tab.fill("#search", "hc")
    first = tab.locator("#hits li").first
    assert first.inner_text().split("\n") == ["Health Commission", "also HC"] and first.locator("mark").all_inner_texts() == ["HC"]
    tab.fill("#search", "interior")
    assert tab.locator("#hits li").all_inner_texts() == ["Interior Office"]  # its label says why
    tab.fill("#search", "children's panel")
    assert tab.inner_text("#hits li >> nth=0").split("\n")[1] == "Finish: once the Children’s panel has met"
    assert tab.locator("#hits li >> nth=0 >> mark").all_inner_texts() == ["Children’s", "panel"]
    tab.fill("#search", "ÎNTERIOR óffice")
    assert tab.inner_text("#hits li >> nth=0 >> strong") == "Interior Office"
    tab.fill("#search", "crisis")
    assert tab.locator("#hits [aria-selected]").count() == 12
    assert tab.inner_text("#hits li >> nth=12") == "and 49 more: type on"  # 60 actions and a charity
    assert tab.get_attribute("#search", "aria-activedescendant") == "hits-0"
    tab.press("#search", "ArrowUp")
    assert tab.get_attribute("#hits-11", "aria-selected") == "true"
    tab.press("#search", "Escape")
    assert not tab.is_visible("#hits") and tab.get_attribute("#search", "aria-expanded") == "false"


def test_what_is_near_is_shown_alone_at_one_to_three_steps(open_view):
    view = demo()
    net = nx.Graph(view.drawing.network)
    label = view.drawing.network.nodes.data("label")
    tab = open_view(view, "#3.8")
    for steps in (1, 2, 3):
        tab.click(f"#reach [data-steps='{steps}']")
        assert in_sight(tab) == {label[node] for node in nx.ego_graph(net, "act/3.8", steps)}
        assert tab.get_attribute(f"#reach [data-steps='{steps}']", "aria-pressed") == "true"
        assert state_of(tab) == {"node": ["3.8"], "focus": ["3.8"], "steps": [str(steps)]}
    assert tab.evaluate("document.activeElement.dataset.steps") == "3"
    tab.click("#reach [data-steps='1']")
    tab.reload()
    tab.wait_for_selector("#picture[aria-busy=false]")
    assert in_sight(tab) == {label[node] for node in nx.ego_graph(net, "act/3.8", 1)}
    assert tab.locator("#chips li").all_inner_texts() == ["Within 1 step of 3.8 ×"]
    tab.fill("#search", "Housing Commission")  # out of sight now
    assert "not in sight now" in tab.inner_text("#hits li >> nth=0")
    tab.press("#search", "Enter")
    assert len(in_sight(tab)) == 85 and tab.inner_text("#told") == "Everything is shown again, because it lay outside what was shown."
    tab.go_back()
    assert len(in_sight(tab)) < 10 and not tab.is_visible("#told")
    tab.click("#reach [data-steps='0']")
    assert len(in_sight(tab)) == 85


def joined(tab) -> list[str]:
    return tab.locator("#way li").all_inner_texts()


def test_the_way_between_two_nodes_is_told_link_by_link(open_view):
    view = demo()
    net = nx.Graph(view.drawing.network)
    start, end = "org/Ambulance Council", "org/Youth Justice Panel"
    length = nx.shortest_path_length(net, start, end)
    tab = open_view(view, "#Ambulance%20Council")
    tab.fill("#way-to", "youth")
    tab.press("#way-to", "Enter")
    words = joined(tab)
    assert len(words) == length > 1
    assert words[0].startswith("Ambulance Council ") and words[-1].startswith("Youth Justice Panel ")
    for one, two in zip(words[::2], words[1::2]):  # by an action, which the first link leads to and the second comes from
        assert one.rsplit(" ", 1)[1] == two.rsplit(" ", 1)[1]
    assert tab.evaluate("document.activeElement.id") == "way" and f"{length} links" in tab.inner_text("#way p")
    clear = tab.evaluate("picture.nodes.get().filter((node) => node.opacity === 1).map((node) => node.id)")
    assert len(in_sight(tab)) == 85 and len(clear) == length + 1 and {start, end} < set(clear)
    tab.check("#way-only")
    assert len(in_sight(tab)) == length + 1 and links_in_sight(tab) == length
    assert {"way-from": ["Ambulance Council"], "way-to": ["Youth Justice Panel"], "way-only": ["1"]}.items() <= state_of(tab).items()
    tab.reload()
    tab.wait_for_selector("#picture[aria-busy=false]")
    assert joined(tab) == words and len(in_sight(tab)) == length + 1
    tab.click("#way li button >> nth=0")
    assert tab.inner_text("#panel h2") == words[0]
    tab.click("#way .bar button")
    assert not tab.is_visible("#way") and len(in_sight(tab)) == 85


def test_a_way_goes_only_over_what_the_filters_show_and_none_is_said(open_view):
    network = nx.MultiDiGraph([("a", "b"), ("c", "b"), ("d", "e")])
    tab = open_view(bare(network), "#node=a&way-from=a&way-to=c")
    assert joined(tab) == ["a: leads: b", "c: leads: b"]  # whichever way they point
    tab.fill("#way-to", "e")
    tab.press("#way-to", "Enter")
    assert tab.inner_text("#way p") == "There is no way: nothing in this picture joins the two, directly or through others."
    assert tab.locator("#way-only").count() == 0 and in_sight(tab) == {"a", "b", "c", "d", "e"}
    tab.fill("#way-to", "a")
    tab.press("#way-to", "Enter")
    assert tab.inner_text("#way p").startswith("They are the same.")

    network.add_edges_from([("c", "d"), ("b", "f")])
    view = bare(network)
    network["c"]["b"][0]["kind"] = network["b"]["f"][0]["kind"] = "partner"
    tab = open_view(view, "#node=a&way-from=a&way-to=c&hide=link-partner")
    assert tab.inner_text("#way p") == "There is no way over what the filters show: take them off and look again."
    tab.fill("#way-to", "f")
    assert "not in sight now" in tab.inner_text("#way-hits li")
    tab.press("#way-to", "Enter")
    assert tab.inner_text("#way p") == "The filters hide f: take them off to find a way."
    tab.click("#chips button")
    assert joined(tab) == ["a: leads: b", "b: is partner in: f"]


WHOLE = "#node=3.8&section=3.+Urgent+and+emergency+access&confidence=medium&to=2018-12-31&hide=link-mentioned&focus=3.8&steps=2&open=c1&open=c+2&tab=links"


def test_a_whole_view_is_in_its_address(open_view):
    tab = open_view(demo(), WHOLE)
    tab.uncheck("#legend input[value=link-partner]")
    tab.check("#legend input[value=link-partner]")
    assert parse_qs(WHOLE[1:]) == state_of(tab)  # written as it was read
    assert tab.evaluate("[...state.open]") == ["c1", "c 2"] and not tab.is_visible("#told")
    assert tab.get_attribute("[role=tab]:has-text('Links')", "aria-selected") == "true"
    before, labels = tab.url, in_sight(tab)
    tab.click("#reset")
    assert len(in_sight(tab)) == 85 and urlsplit(tab.url).fragment == ""
    tab.click("[role=tab] >> nth=1")
    assert state_of(tab) == {"tab": ["organisation"]}
    tab.go_back()
    tab.go_back()
    assert tab.url == before and in_sight(tab) == labels and tab.inner_text("#panel h2").startswith("3.8 ")


def test_what_an_address_names_and_the_page_has_not_is_said(open_view):
    tab = open_view(demo(), "#section=9.+Elsewhere&theme=Training&from=yesterday&steps=9&colour=red&hide=node-spaceship&tab=x&node=9.9")
    assert tab.inner_text("#told") == (
        "This page does not have section “9. Elsewhere”, from “yesterday”, steps “9”, colour “red”, hide “node-spaceship”, tab “x”, node “9.9”: left out."
    )
    assert tab.locator("#chips li").all_inner_texts() == ["Theme: Training ×"]
    for odd in ("node=__proto__", "tab=constructor", "by=__proto__", "section=toString", "focus=valueOf", "__proto__=1", "hide=node-constructor"):
        tab.evaluate("(hash) => { location.hash = hash; }", odd)  # names that every object of a script has
        key, _, word = odd.partition("=")
        tab.wait_for_selector(f"#told:text-is('This page does not have {key} “{word}”: left out.')")
    tab.evaluate("location.hash = '#no such thing'")
    tab.wait_for_selector("#told:text-is('This page does not have “no such thing”: left out.')")
    tab.evaluate("location.hash = '#node=3.8&section=1.+Commissioning'")
    tab.wait_for_selector("#told:text-is('The filters that hid it were taken off.')")
    tab.select_option("#theme", "Data")
    assert not tab.is_visible("#told")


def test_the_link_is_copied_or_shown(open_view):
    tab = open_view(demo(), "#node=3.8")
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    tab.click("#copy")
    tab.wait_for_selector("#link", state="visible")
    assert tab.input_value("#link") == tab.url
    assert tab.evaluate("document.activeElement.id") == "link" and tab.evaluate("getSelection().toString() || link.selectionEnd - link.selectionStart") in (tab.url, len(tab.url))
    tab.keyboard.press("Escape")
    assert not tab.is_visible("#link") and tab.evaluate("document.activeElement.id") == "copy" and tab.inner_text("#panel h2") != ""
    tab.evaluate("() => { navigator.clipboard.writeText = (text) => { window.given = text; return Promise.resolve(); }; }")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#told", state="visible")
    assert tab.evaluate("given") == tab.url and tab.inner_text("#told").startswith("The link to this view is copied. It opens on this computer: send the file")


def test_keys_and_what_is_said(open_view):
    tab = open_view(demo())
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "search" and tab.input_value("#search") == ""
    tab.keyboard.type("3.8/")
    assert tab.input_value("#search") == "3.8/"  # in a field it is a letter
    tab.fill("#search", "3.8")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Escape")
    assert tab.inner_text("#panel") == "" and not tab.is_visible("#reach")
    tab.evaluate("new MutationObserver(() => { window.times = (window.times || 0) + 1; }).observe(heard, { childList: true })")
    for theme in ("Data", "Training", "Payment"):
        tab.select_option("#theme", theme)
    tab.wait_for_timeout(1000)
    assert tab.evaluate("times") == 1 and tab.inner_text("#heard") == f"Nothing is chosen. {tab.inner_text('#count')}"


def test_hostile_words_stay_words_in_chips_suggestions_and_ways(open_view):
    """The fixture fails on any dialog, request or console message."""
    one, two = HOSTILE[1], HOSTILE[0]
    tab = open_view(hostile(), "#" + urlencode({"node": one, "way-from": one, "way-to": two, "section": one, "focus": "<img src=x onerror=alert(9)>"}))
    assert tab.inner_text("#told") == "This page does not have focus “<img src=x onerror=alert(9)>”: left out."
    assert tab.locator("#chips li").all_inner_texts() == [f"Section: {one} ×"]
    assert tab.inner_text("#way p") == f"The filters hide {two}: take them off to find a way."
    tab.click("#chips button")
    assert tab.inner_text("#way h2") == f"The way from {one} to {two}"
    tab.fill("#way-to", "onerror")
    assert tab.locator("#way-hits mark").first.inner_text() == "onerror"
    assert tab.locator("img").count() == 0


def test_on_a_phone_filters_fold_away_behind_a_button(open_view):
    tab = open_view(demo(), "", 390, 844)
    assert not tab.is_visible("#section") and tab.inner_text("#fold") == "Filters"
    assert tab.locator("#picture").bounding_box()["y"] < 300
    tab.focus("#fold")
    tab.keyboard.press("Enter")
    assert tab.is_visible("#section") and tab.get_attribute("#fold", "aria-expanded") == "true"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "section"
    tab.select_option("#section", SECTIONS[0])
    assert tab.inner_text("#fold") == "Filters (1)"
    tab.click("#fold")
    assert not tab.is_visible("#section") and tab.is_visible("#chips")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert not open_view(demo()).is_visible("#fold")


def test_an_address_may_be_written_by_hand_and_what_is_filtered_is_told_with_the_picture(open_view):
    """A section by its number, a role in small letters; numbers on lines do not follow the filters, and both the page and what it saves say so."""
    view = demo()
    next(iter(view.drawing.network.edges(data=True)))[2]["weight"] = 3
    tab = open_view(view, "#section=3&role=lead")
    assert tab.locator("#chips li").all_inner_texts() == ["Section: 3. Urgent and emergency access ×", "Role: Lead ×"]
    assert "Numbers and thickness stay those of the whole plan." in tab.inner_text("#count")
    assert tab.evaluate("origin()[0]") == "Filtered: Section: 3. Urgent and emergency access, Role: Lead"
    tab.click("#reset")
    assert "thickness" not in tab.inner_text("#count") and "Filtered" not in tab.evaluate("origin().join()")
