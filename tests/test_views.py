"""A view is one file: safe whatever the plan's text holds, whole without a network, and usable with and without a mouse."""

import base64
import csv
import hashlib
import io
import os
import re
import struct
import subprocess
import sys
from html.parser import HTMLParser

import networkx as nx
import pytest
from pictured import BODIES, EDGE_KINDS, HOSTILE, NODE_KINDS, SECTIONS, THEMES, bare, demo, hostile

from concordat.graph.views.model import View
from concordat.graph.views.page import page

class Read(HTMLParser):
    """The tags, and the text of each script and style, as a browser splits them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "data": []}
        self.within = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.within = "data" if dict(attrs).get("type") == "application/json" else tag

    def handle_endtag(self, tag):
        self.within = ""

    def handle_data(self, text):
        if self.within in self.texts:
            self.texts[self.within].append(text)


@pytest.fixture(scope="module")
def written() -> str:
    return page(demo())


def test_a_page_loads_nothing(written):
    """No address is followed: the only link with an address is the empty icon, and no style or script asks for a file."""
    read = Read(written)
    addresses = [attrs[name] for _, attrs in read.tags for name in ("src", "href", "action", "srcset", "data") if name in attrs]

    assert sorted(addresses) == ["#tables", "data:,"]
    assert not re.search(r"url\(|@import", "".join(read.texts["style"]))
    assert "sourceMappingURL" not in written
    assert not [attrs for _, attrs in read.tags if any(name.startswith("on") or name == "style" for name in attrs)]


def test_the_policy_names_each_script_by_its_hash(written):
    read = Read(written)
    policy = next(attrs["content"] for tag, attrs in read.tags if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy")
    named = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in read.texts["script"]}

    assert len(named) == 2
    assert policy.startswith("default-src 'none'; ")
    assert set(re.search(r"script-src ([^;]*)", policy)[1].split()) == named
    assert "unsafe" not in policy


def test_a_page_says_what_it_is(written):
    assert written.startswith("<!doctype html>\n<html lang=\"en-GB\">\n")
    assert "<title>Actions and who takes part in them</title>" in written
    assert 'name="viewport"' in written
    assert written.endswith("</html>\n") and "\r" not in written


def test_the_same_view_gives_the_same_bytes_whatever_the_hash_seed():
    code = f"import hashlib, sys; sys.path.insert(0, {os.path.dirname(__file__)!r}); from pictured import demo; from concordat.graph.views.page import page; print(hashlib.sha256(page(demo()).encode()).hexdigest())"
    runs = {subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout for seed in ("1", "2")}

    assert runs == {hashlib.sha256(page(demo()).encode()).hexdigest() + "\n"}


def test_making_a_page_changes_neither_the_network_nor_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    view = demo()
    before = repr([*view.drawing.network.nodes(data=True), *view.drawing.network.edges(data=True)])
    page(view)

    assert repr([*view.drawing.network.nodes(data=True), *view.drawing.network.edges(data=True)]) == before
    assert not list(tmp_path.iterdir())


def test_hostile_text_stays_in_the_data_block():
    html = page(hostile())
    read = Read(html)

    assert len(read.texts["script"]) == 2 and len(read.texts["data"]) == 2
    assert not re.search("[<>&]", "".join(read.texts["data"]))
    assert not [tag for tag, _ in read.tags if tag == "img"]


def test_an_empty_network_says_why():
    html = page(bare(nx.MultiDiGraph()))

    assert "There is nothing to draw" in html and "This plan names no actions." in html
    assert "<script" not in html


# In a browser (the fixture in conftest.py): a fresh page for each test.


@pytest.fixture
def show(open_view):
    return open_view


def drawn_labels(tab) -> set[str]:
    """What vis-network has in sight, hidden nodes left out."""
    return set(tab.evaluate("picture.nodes.get().filter((n) => !n.hidden).map((n) => nodeById.get(n.id).label)"))


def labels(view: View, **lists: str) -> set[str]:
    """The labels of the nodes whose lists hold these values, from the network itself."""
    return {node["label"] for _, node in view.drawing.network.nodes(data=True) if all(value in node["filters"][name] for name, value in lists.items())}


COLOURS = """() => { const c = picture.canvas; const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const seen = {};
  for (let i = 0; i < p.length; i += 4) if (p[i + 3] > 250) { const k = [p[i], p[i + 1], p[i + 2]].join(); seen[k] = (seen[k] || 0) + 1; } return seen; }"""


@pytest.mark.browser
def test_the_picture_is_drawn_and_readable_at_first_sight(show):
    tab = show(demo())
    colours = tab.evaluate(COLOURS)

    assert colours["0,114,178"] > 10_000 and colours["242,193,78"] > 10_000  # circles and boxes
    assert colours["255,255,255"] > 300  # the letters of the circles
    assert tab.inner_text("#count") == "Showing 85 of 85 shapes and 127 of 127 lines."
    assert tab.evaluate("picture.network.getScale()") * 18 > 10  # the letters of references, in pixels
    assert tab.evaluate("picture.network.getScale()") * 16 > 9  # and the smallest
    assert "85 of 85 shapes" in tab.get_attribute("canvas", "aria-label")
    assert re.sub(r"\s+", " ", tab.inner_text("#legend")).strip() == "Actions (60) Organisations (25) leads (60) is partner in (18) is mentioned in (49)"


@pytest.mark.browser
def test_search_finds_by_label_name_and_fact_and_chooses(show):
    tab = show(demo())
    tab.fill("#search", "3.8")
    assert tab.inner_text("#hits li >> nth=0").startswith("3.8 ")
    tab.press("#search", "Enter")
    assert tab.evaluate("picture.network.getSelectedNodes()") == ["act/3.8"]
    assert tab.inner_text("#panel h2").startswith("3.8 Improve help number 32")
    assert tab.url.endswith("#node=3.8")

    tab.fill("#search", "royal")
    assert [text.strip() for text in tab.locator("#hits li").all_inner_texts()] == [name for name in sorted(BODIES) if name.startswith("Royal")]
    tab.press("#search", "ArrowDown")
    tab.press("#search", "Enter")
    assert tab.inner_text("#panel h2") == "Royal College of Family Doctors"

    tab.fill("#search", "number 17 april")  # its own words, apart from one another, in two facts of 2.5
    assert tab.locator("#hits li").all_inner_texts()[0].startswith("2.5 ")
    tab.fill("#search", "zzz")
    assert tab.inner_text("#hits") == "Nothing found"
    tab.go_back()
    assert tab.inner_text("#panel h2").startswith("3.8 ")


@pytest.mark.browser
def test_each_filter_hides_what_does_not_pass_and_they_join_by_and(show):
    view = demo()
    tab = show(view)
    wanted = {"section": SECTIONS[2], "theme": "Training", "organisation": "Health Commission"}
    for name, value in wanted.items():
        tab.select_option(f"#{name}", value)
        assert drawn_labels(tab) == labels(view, **{name: value})
        tab.select_option(f"#{name}", "")
    for name, value in wanted.items():
        tab.select_option(f"#{name}", value)
    expected = labels(view, **wanted)
    assert drawn_labels(tab) == expected and 0 < len(expected) < 10
    assert tab.inner_text("#count").startswith(f"Showing {len(expected)} of 85 shapes")
    assert "section=3.+Urgent" in tab.url
    tab.click("#reset")
    assert len(drawn_labels(tab)) == 85


@pytest.mark.browser
def test_kinds_are_switched_off_in_the_legend(show):
    view = demo()
    tab = show(view)
    tab.uncheck("#legend input[value=node-organisation]")
    assert drawn_labels(tab) == labels(view) - set(BODIES)
    assert tab.inner_text("#count") == "Showing 60 of 85 shapes and 0 of 127 lines."
    tab.click("#reset")
    for kind in ("partner", "mentioned"):
        tab.uncheck(f"#legend input[value=link-{kind}]")
    leads = {node for one, two, kind in view.drawing.network.edges(data="kind") if kind == "lead" for node in (one, two)}
    unlinked = set(nx.isolates(view.drawing.network))
    assert drawn_labels(tab) == {view.drawing.network.nodes[node]["label"] for node in leads | unlinked}
    tab.reload()
    tab.wait_for_selector("#picture[aria-busy=false]")
    assert not tab.is_checked("#legend input[value=link-partner]")


@pytest.mark.browser
def test_the_panel_shows_facts_places_and_evidence_and_moves_on(show):
    tab = show(demo(), "#3.8")
    assert "Improve help number 32 for people in a crisis." in tab.inner_text("#panel dl")
    assert tab.locator("#panel .at").all_inner_texts() == ["at 9300-9540", "at 9550-9560"]
    tab.click("#panel .go >> nth=0")
    assert tab.inner_text("#panel h2") == "Ambulance Council"
    tab.go_back()
    tab.click("#panel .why >> nth=0")
    assert tab.inner_text("#panel h2") == "Ambulance Council leads 3.8"
    assert tab.inner_text("#panel blockquote") == "as printed: Ambulance Council"
    assert len(tab.evaluate("picture.network.getSelectedEdges()")) == 1
    tab.click("#panel .bar button")
    assert tab.inner_text("#panel") == ""


@pytest.mark.browser
def test_a_click_in_the_picture_chooses(show):
    tab = show(demo())
    spot = tab.evaluate("picture.network.canvasToDOM(picture.network.getPosition('act/4.10'))")
    tab.click("canvas", position=spot)
    tab.wait_for_selector("#panel h2")
    assert tab.inner_text("#panel h2").startswith("4.10 ")


@pytest.mark.browser
def test_tables_are_filtered_with_the_picture_and_sorted_as_people_count(show):
    tab = show(demo())
    tab.select_option("#section", SECTIONS[0])
    first = "#table-0 tbody tr > :first-child"
    assert tab.locator(first).all_inner_texts() == [f"1.{number}" for number in range(1, 13)]
    tab.click("#table-0 th:first-child button")
    tab.click("#table-0 th:first-child button")
    assert tab.locator(first).all_inner_texts() == [f"1.{number}" for number in range(12, 0, -1)]
    assert tab.get_attribute("#table-0 th:first-child", "aria-sort") == "descending"
    assert tab.locator("[role=tab]").all_inner_texts()[0] == "Actions (12)"
    tab.click("#table-0 tbody button >> nth=0")
    assert tab.inner_text("#panel h2").startswith("1.12 ")


@pytest.mark.browser
def test_picture_and_rows_are_saved(show):
    view = demo()
    view.drawing.network.nodes["act/1.1"]["facts"][0] = ("Text", '=cmd("x"), and more', "1-2")
    view.drawing.network.nodes["act/1.2"]["facts"][0] = ("Text", "-5", "")
    tab = show(view)
    tab.select_option("#section", SECTIONS[0])
    with tab.expect_download() as saved:
        tab.click("[data-does=save]")
    picture = saved.value.path().read_bytes()
    with tab.expect_download() as rows:
        tab.click(".csv")
    text = rows.value.path().read_bytes().decode("utf-8")
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert saved.value.suggested_filename == "actions.png" and rows.value.suggested_filename == "actions-actions.csv"
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">I", picture[16:20])[0] > 800
    assert text.startswith("\ufeffLabel,Name,Links,Text,Finish,Places in the document\n") and "\r" not in text
    assert len(table) == 13
    assert table[1][3:] == ["'=cmd(\"x\"), and more", "April 2018", "Text at 1-2; Finish at 250-260"] and table[2][3] == "-5"


def columns(tab, name: str) -> list[str]:
    """The heads of the table under the tab that begins with the name."""
    tab.click(f"[role=tab]:has-text('{name}')")
    return tab.locator(".scroll:not([hidden]) thead th").all_inner_texts()


@pytest.mark.browser
def test_terms_that_few_rows_have_share_a_column(show):
    """A body has a fact for each action in it, with a term of its own: no column for each."""
    view = demo()
    for number, name in enumerate(BODIES):
        view.drawing.network.nodes[f"org/{name}"]["facts"] += [(f"Lead in {number}.{n}", "Open a house", "5-9") for n in (1, 2)]
    tab = show(view)

    assert columns(tab, "Organisations") == ["Label", "Links", "Actions led", "More"]
    assert tab.inner_text("#table-1 tbody tr:nth-child(3) td:last-child").split("\n") == ["Lead in 2.1: Open a house (at 5-9)", "Lead in 2.2: Open a house (at 5-9)"]
    with tab.expect_download() as rows:
        tab.click(".csv")
    assert rows.value.path().read_text(encoding="utf-8-sig").split("\n")[0] == "Label,Links,Actions led,More"


@pytest.mark.browser
def test_the_table_of_links_and_the_panel_say_each_thing_once(show):
    view = demo()
    assert columns(show(view), "Links") == ["From", "Link", "To", "Evidence", "Printed"]  # the sentence is From, Link and To again
    for one, two, edge in view.drawing.network.edges(data=True):
        edge |= {"label": f"{one} and {two} share 2: 1.1, 1.2", "text": "1.1, 1.2", "facts": [("Shared actions", "1.1, 1.2", "")]}
    tab = show(view, "#link=e0")
    assert columns(tab, "Links") == ["From", "Link", "To", "In words", "Shared actions"]
    assert "1.1, 1.2" not in tab.inner_text("#table-2 tbody tr:first-child td:nth-child(4)")
    assert tab.locator("#panel blockquote").count() == 0 and "share 2: 1.1, 1.2" in tab.inner_text("#panel h2")


@pytest.mark.browser
@pytest.mark.parametrize("width, height", [(360, 740), (820, 1100), (2560, 1440)])
def test_a_page_fits_its_screen(show, width, height):
    tab = show(demo(), "#3.8", width, height)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    picture, side = tab.locator("#stage").bounding_box(), tab.locator("#side").bounding_box()
    if width <= 820:
        assert side["y"] >= picture["y"] + picture["height"]
    else:
        assert side["x"] > picture["x"] + picture["width"] and picture["width"] > 0.6 * width
        assert tab.evaluate("document.querySelector('#stage').getBoundingClientRect().bottom") <= height


@pytest.mark.browser
def test_on_a_phone_what_is_chosen_and_its_neighbours_are_named_and_a_bar_leads_to_the_panel(show):
    """So much of the picture is in sight as can be read; then all of it, where letters are too small; a tap moves nothing."""
    view = demo()
    tab = show(view, "", 390, 844)
    assert tab.evaluate("Math.min(...picture.seen.nodes.filter(holdsName).map((n) => n.look.font.size)) * picture.network.getScale()") >= 10 and not tab.is_visible("#tell")
    tab.click("[data-does=all]")
    tab.wait_for_timeout(100)
    tab.evaluate("choose(nodeNamed('3.8'), false)")
    tab.wait_for_timeout(100)
    near = {"3.8", *(view.drawing.network.nodes[body]["label"] for body in view.drawing.network.predecessors("act/3.8"))}
    assert tab.evaluate("picture.network.getScale()") * 16 < 8
    assert set(tab.evaluate("picture.named")) == near
    assert tab.inner_text("#tell").startswith("3.8 ")
    tab.click("#tell")
    assert -1 < tab.locator("#panel").bounding_box()["y"] < 400
    assert not show(view, "#3.8").is_visible("#tell")


@pytest.mark.browser
def test_the_tooltip_goes_when_the_pointer_leaves(show):
    tab = show(demo())
    spot = tab.evaluate("picture.network.canvasToDOM(picture.network.getPosition('act/4.10'))")
    tab.hover("canvas", position=spot)
    tab.wait_for_selector(".vis-tooltip", state="visible")
    tab.hover("#section")
    tab.wait_for_timeout(300)
    assert not tab.is_visible(".vis-tooltip")


@pytest.mark.browser
def test_dark_and_light_differ_and_the_letters_follow(show):
    tab = show(demo(), color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 23, 29)"
    assert tab.evaluate("picture.nodes.get('act/3.8').color.border") == "#dfe6ee"
    tab.emulate_media(color_scheme="light")
    tab.wait_for_timeout(100)  # the event comes with the next frame
    assert tab.evaluate("picture.nodes.get('act/3.8').color.border") == "#2b3744"
    assert tab.get_attribute("#legend [data-line=lead]", "stroke") == EDGE_KINDS["lead"].colour


@pytest.mark.browser
def test_hostile_text_is_shown_as_text(show):
    """The `show` fixture fails on any dialog, request or console message."""
    tab = show(hostile())
    assert drawn_labels(tab) == set(HOSTILE)
    for text in HOSTILE[:5]:
        tab.fill("#search", text)
        tab.press("#search", "Enter")
        assert tab.inner_text("#panel h2") == text + text
    tab.click("#panel .why >> nth=0")
    tab.click("[role=tab] >> nth=1")
    assert "<script>alert(1)</script>" in tab.inner_text("#table-1")
    tab.select_option("#section", HOSTILE[1])
    assert drawn_labels(tab) == {HOSTILE[1]}
    tab.mouse.move(500, 500)
    tab.evaluate("location.hash = '#<img src=x onerror=alert(5)>'")
    assert tab.locator("img, iframe, object").count() == 0 and tab.locator("script").count() == 4


@pytest.mark.browser
def test_everything_is_reached_by_keys(show):
    tab = show(demo())
    where = "document.activeElement.id || document.activeElement.tagName"
    seen = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        seen.append(tab.evaluate(where))
        if seen[-1] == "tab-0":
            break
    assert seen[:8] == ["search", "section", "theme", "organisation", "SUMMARY", "reset", "copy", "skip"]
    assert "CANVAS" in seen and "tab-0" in seen
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate(where) == "tab-1" and tab.is_visible("#table-1")
    tab.focus("canvas")
    before = tab.evaluate("picture.network.getScale()")
    for key in ("+", "ArrowLeft", "ArrowDown"):
        tab.keyboard.press(key)
    assert tab.evaluate("picture.network.getScale()") > before
    tab.keyboard.press("0")
    assert tab.evaluate("picture.network.getScale()") == pytest.approx(before)
    tab.focus("#skip")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert tab.evaluate(where) == "BUTTON"


@pytest.mark.browser
def test_a_place_in_the_picture_can_be_linked(show):
    tab = show(demo(), "#node=3.8&theme=Training")  # 3.8 may not be about training: then the filter gives way
    assert tab.inner_text("#panel h2").startswith("3.8 ")
    tab = show(demo(), "#Health%20Commission")
    assert tab.inner_text("#panel h2") == "Health Commission"
    tab = show(demo(), "#nothing-of-that-name")
    assert tab.inner_text("#panel") == "" and len(drawn_labels(tab)) == 85
    tab = show(demo(), "#section=" + SECTIONS[1].replace(" ", "%20"))
    assert drawn_labels(tab) == labels(demo(), section=SECTIONS[1])


@pytest.mark.browser
def test_small_networks_open_too(show):
    network = nx.MultiDiGraph()
    assert "There is nothing to draw" in show(bare(network)).inner_text("main")
    network.add_node("only one")
    assert show(bare(network)).inner_text("#count") == "Showing 1 of 1 shape."
    network.add_edges_from([("only one", "only one"), ("only one", "b"), ("only one", "b"), ("b", "only one")])
    tab = show(bare(network), "#b")
    assert tab.evaluate("picture.edges.length") == 4
    assert tab.inner_text("#panel h3") == "Linked to (3)"
