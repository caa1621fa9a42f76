"""A network too large to be drawn at once: communities first, opened on demand within a budget, and the page says what it leaves out."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pictured import EDGE_KINDS, NODE_KINDS, SECTIONS, demo, unpacked

from concordat.graph.views import communities, layout
from concordat.graph.views import page as pages
from concordat.graph.views.model import Drawing, View
from concordat.graph.views.packing import packed

NETWORKS = {
    "one": nx.path_graph(1),
    "star": nx.star_graph(90),
    "alone": nx.empty_graph(130),
    "pairs": nx.disjoint_union_all([nx.path_graph(2)] * 90),
    "caves": nx.connected_caveman_graph(6, 12),
    "directed": nx.MultiDiGraph([(0, 1), (1, 0), (0, 1), (2, 2), *((n, n + 1) for n in range(3, 100))]),
    "scale free": nx.barabasi_albert_graph(300, 2, seed=5),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_node_is_in_one_community_and_none_is_too_large(name):
    network = NETWORKS[name]
    parts = communities.parted(network, 40)

    assert sorted(node for part in parts for node in part) == sorted(network)
    assert max(map(len, parts)) <= 40
    assert len(parts) <= communities.CLOSED


def test_links_within_make_a_community():
    """Six caves of twelve, each joined to the next by one link: they are found as they were made."""
    found = {frozenset(part) for part in communities.parted(NETWORKS["caves"], 40)}

    assert found == {frozenset(range(start, start + 12)) for start in range(0, 72, 12)}


def test_communities_and_places_are_the_same_whatever_the_hash_seed():
    code = f"import sys; sys.path.insert(0, {os.path.dirname(__file__)!r}); import test_views_large as t; from concordat.graph.views import page as p; p.MOST = 60; d = t.valley(4, 40).drawing; from concordat.graph.views import places as q; print(p._drawn_nodes(d, q.shapes(d), q.parts(d, 60, 30)))"
    runs = {subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout for seed in ("1", "2")}

    assert len(runs) == 1 and next(iter(runs)).count("'id'") == 160


def test_no_box_covers_another_in_or_between_communities():
    network = NETWORKS["scale free"]
    boxes = dict.fromkeys(network, (60.0, 30.0))
    parts = communities.parted(network, 40)
    places = communities.places(network, boxes, parts, 1.5, lambda sub: layout.positions(sub, boxes, quick=True))

    assert list(places) == list(network)
    for one, two in itertools.combinations(network, 2):
        assert abs(places[one][0] - places[two][0]) >= 60 or abs(places[one][1] - places[two][1]) >= 30, (one, two)


PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(["", "1", "long words", "others as long"])
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "__proto__"]), inner, max_size=3), max_leaves=20)


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, max_size=3))
@example([[], [], {}, {}, [0], 0, [[]]])
@example([{"__proto__": {"a": "b"}, "c": {"a": "b"}}])
def test_packed_data_hold_all_of_it(value):
    assert json.dumps(unpacked(json.loads(json.dumps(packed(value))))) == json.dumps(value)


def test_what_is_said_several_times_stands_once():
    told = {"law": "Care Act 1990", "sections": [117, 117.0, True]}
    text = json.dumps(packed([told, [told, "Care Act 1990"], {"law": "Police Act 1984", "sections": None}]))

    assert text.count("Care Act 1990") == text.count("117.0") == text.count('"sections"') == text.count("Police Act 1984") == 1


# In a browser, with small limits: 160 nodes in four caves of which 60 are drawn at most.


def valley(caves: int, size: int) -> View:
    """Caves of actions around a body each, and a link from each cave to the next."""
    network = nx.MultiDiGraph()
    for cave in range(caves):
        filters = {"section": [SECTIONS[cave % 5]], "organisation": [f"Body {cave}"]}
        told = {"filters": filters, "facts": [("Text", f"Words of cave {cave}", "1-5")]}
        for number in range(1, size):
            network.add_node(f"act/{cave}.{number}", label=f"{cave}.{number}", name=f"{cave}.{number} Do it", kind="action", size=1, **told)
        network.add_node(f"org/{cave}", label=f"Body {cave}", name=f"Body {cave}", kind="organisation", size=size, **told)
        network.add_edges_from((f"org/{cave}", f"act/{cave}.{number}", {"kind": "lead", "label": f"Body {cave} leads {cave}.{number}", "filters": filters}) for number in range(1, size))
        if cave:
            network.add_edge(f"org/{cave}", f"act/{cave - 1}.1", kind="mentioned", label=f"Body {cave} is mentioned in {cave - 1}.1", filters={})
    return View("actions", "Caves", "Who is where?", Drawing(network, NODE_KINDS, EDGE_KINDS), {"program": "concordat"})


@pytest.fixture
def show(open_view, monkeypatch):
    monkeypatch.setattr(pages, "MOST", 90)
    return open_view


def drawn(tab) -> set[str]:
    """The labels of the nodes that are drawn one by one, from vis-network itself."""
    return set(tab.evaluate("picture.nodes.get().filter((n) => nodeById.has(n.id)).map((n) => nodeById.get(n.id).label)"))


def members(cave: int) -> set[str]:
    return {f"Body {cave}", *(f"{cave}.{number}" for number in range(1, 40))}


def boxes(tab) -> list[str]:
    return sorted(" ".join(label.split()) for label in tab.evaluate("picture.nodes.get().filter((n) => !nodeById.has(n.id)).map((n) => n.label)"))


@pytest.mark.browser
def test_communities_are_seen_first_and_opened_within_the_budget(show):
    tab = show(valley(4, 40))
    assert drawn(tab) == set() and boxes(tab) == [f"Body {cave} and 39 others" for cave in range(4)]
    assert "its 160 shapes stand in 4 closed communities: open one to see them." in tab.inner_text("#count")
    assert tab.evaluate("picture.edges.get().map((e) => e.title)")[0].startswith("1 link between Body ")
    for cave in (2, 0):
        tab.click(f"#communities button:has-text('Open Body {cave} ')")
    assert drawn(tab) == members(2) | members(0)
    assert "80 shapes are drawn, the other 80 shapes stand in 2 closed communities." in tab.inner_text("#count")
    tab.click("#communities button:has-text('Open Body 3 ')")  # no room for three
    assert drawn(tab) == members(0) | members(3)
    assert "To make room, “Body 2 and 39 others” was closed." in tab.inner_text("#count")
    assert tab.evaluate("document.activeElement.textContent") == "Close Body 3 and 39 others"
    tab.keyboard.press("Enter")
    assert drawn(tab) == members(0) and "To make room" not in tab.inner_text("#count")
    assert "closed communities" in tab.get_attribute("canvas", "aria-label")


@pytest.mark.browser
def test_a_double_click_a_hit_and_an_address_open_a_community(show):
    tab = show(valley(4, 40))
    at = tab.evaluate("(() => { const box = picture.nodes.get().find((n) => n.label.includes('Body 1')); return picture.network.canvasToDOM({ x: box.x, y: box.y }); })()")
    tab.dblclick("canvas", position=at)
    tab.wait_for_function("picture.drawn.size === 40")
    assert drawn(tab) == members(1)
    tab.fill("#search", "3.17")
    tab.press("#search", "Enter")
    assert drawn(tab) == members(1) | members(3) and tab.evaluate("picture.network.getSelectedNodes()") == ["act/3.17"]
    tab = show(valley(4, 40), "#node=0.5")
    assert drawn(tab) == members(0)


@pytest.mark.browser
def test_few_enough_are_all_drawn_and_stand_together(show):
    view = valley(4, 40)
    tab = show(view)
    tab.select_option("#section", SECTIONS[1])
    assert drawn(tab) == members(1) and boxes(tab) == []
    assert "too large" not in tab.inner_text("#count") and not tab.is_visible("#communities")
    places = tab.evaluate("picture.nodes.getIds().map((id) => { const { left, top, right, bottom } = picture.network.getBoundingBox(id); return [left, top, right, bottom]; })")
    for one, two in itertools.combinations(places, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
    assert tab.evaluate("picture.network.getScale()") > 0.4
    tab.click("#reset")
    assert len(boxes(tab)) == 4


@pytest.mark.browser
def test_a_network_that_can_be_drawn_at_once_has_no_communities(open_view):
    tab = open_view(demo())
    assert tab.locator("#communities").count() == 0 and len(drawn(tab)) == 85
