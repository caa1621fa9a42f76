"""The matrix beside the network: marks, names and borders, by mouse and by keyboard; chosen and filtered with the rest of the page."""

from __future__ import annotations

import struct

import networkx as nx
import pytest

from concordat.graph.views.model import Drawing, EdgeKind, NodeKind, View

KINDS = {"joint": EdgeKind("lead together", "#0072b2"), "partners": EdgeKind("are partners", "#777777", dashed=True), "waits": EdgeKind("comes before", "#d03b00", arrow=True)}
# Ash and Birch share 4 actions, Birch and Cedar 1; Dogwood comes before Elder; two blocks.
LINKS = [("ash", "birch", "joint", 4), ("birch", "cedar", "partners", 1), ("dogwood", "elder", "waits", 0)]
NAMES = ("ash", "birch", "cedar", "dogwood", "elder")
HOSTILE = '"><img src=x onerror=alert(1)></td><script>alert(2)</script>'


def small(**names: str) -> View:
    net = nx.MultiDiGraph()
    for number, name in enumerate(NAMES):
        section = "Trees" if number < 3 else "Shrubs"
        label = names.get(name, name.title())
        net.add_node(name, label=label, name=f"{label} and all", kind="body", size=1, block=section, filters={"section": [section]}, facts=[("Known", "yes", "")])
    for one, other, kind, count in LINKS:
        label = f"{one} {KINDS[kind].label} {other}"
        net.add_edge(one, other, kind=kind, label=label, weight=1, text="words", facts=[], filters={}, **({"count": count} if count else {}))
    drawing = Drawing(net, {"body": NodeKind("Body", "dot", "#0072b2", "Bodies")}, KINDS, ("A note.",), matrix=NAMES)
    return View("small", "Small", "Who with whom?", drawing, {"program": "concordat"})


def marks(tab) -> set[tuple[str, str]]:
    """The cells with a mark, by the names of row and column."""
    return set(map(tuple, tab.evaluate("[...document.querySelectorAll('.matrix td[data-row]')].map((c) => [matrix.nodes[c.dataset.row].id, matrix.nodes[c.dataset.column].id])")))


def focused(tab) -> str:
    return tab.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent")


@pytest.mark.browser
def test_marks_stand_where_two_are_linked_and_can_be_chosen(open_view):
    """A line stands in both cells of its pair, an arrow in the row of its head."""
    tab = open_view(small())

    assert marks(tab) == {("ash", "birch"), ("birch", "ash"), ("birch", "cedar"), ("cedar", "birch"), ("elder", "dogwood")}
    assert tab.locator(".matrix tbody th").all_inner_texts() == ["Ash", "Birch", "Cedar", "Dogwood", "Elder"]
    assert tab.inner_text(".matrix tbody tr:nth-child(1) td[data-row]") == "4"
    assert tab.locator(".matrix tbody tr.border th").all_inner_texts() == ["Dogwood"], "a border between the blocks"
    assert tab.locator(".matrix .broken").count() == 2

    tab.hover(".matrix tbody tr:nth-child(3) td[data-row]")
    assert tab.inner_text("#matrix .told") == "birch are partners cedar"
    tab.click(".matrix tbody tr:nth-child(3) td[data-row]")
    assert tab.inner_text("#panel h2") == "birch are partners cedar"
    assert tab.evaluate("picture.network.getSelectedEdges().length") == 1, "the same in the network"
    assert tab.locator(".matrix td.chosen").count() == 2
    assert tab.locator(".matrix tr.on th").all_inner_texts() == ["Birch", "Cedar"]
    tab.click(".matrix tbody th >> text=Elder")
    assert tab.inner_text("#panel h2") == "Elder and all" and tab.locator(".matrix tr.on th").all_inner_texts() == ["Elder"]
    tab.click(".matrix thead th >> text=Ash")
    assert tab.inner_text("#panel h2") == "Ash and all"
    assert tab.locator(".matrix td.faded").count() == 3


@pytest.mark.browser
def test_arrow_keys_go_from_mark_to_mark_and_enter_chooses(open_view):
    tab = open_view(small())
    assert tab.locator(".matrix [tabindex='0']").count() == 1, "one stop on the way through the page"
    tab.focus(".matrix [tabindex='0']")
    seen = [focused(tab)]
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "End", "Home", "PageDown", "End"):
        tab.keyboard.press(key)
        seen.append(focused(tab))

    joint, partners, waits = "ash lead together birch", "birch are partners cedar", "dogwood comes before elder"
    assert seen == ["Ash", joint, "Birch", joint, partners, partners, joint, partners, "Birch", "Elder", waits]
    assert tab.inner_text("#matrix .told") == waits
    assert tab.locator(".matrix [tabindex='0']").count() == 1
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h2") == waits and focused(tab) == waits


@pytest.mark.browser
def test_rows_are_filtered_with_the_page(open_view):
    tab = open_view(small())
    tab.evaluate("filter(() => state.off.add('link-partners'))")
    assert marks(tab) == {("ash", "birch"), ("birch", "ash"), ("elder", "dogwood")}
    assert "3 of 5" not in tab.get_attribute(".matrix", "aria-label")
    tab.click("#reset")
    tab.evaluate("filter(() => state.off.add('link-joint') && state.off.add('link-waits'))")
    assert tab.locator(".matrix tbody th").all_inner_texts() == ["Birch", "Cedar"]
    tab.click("#reset")
    assert len(marks(tab)) == 5


@pytest.mark.browser
def test_network_matrix_or_both(open_view):
    """On a wide screen both are side by side, on a phone the network comes first; the matrix is saved as a picture."""
    tab = open_view(small())
    network, matrix = (tab.locator(name).bounding_box() for name in ("#picture", "#matrix"))
    assert matrix["x"] >= network["x"] + network["width"] - 1 and abs(matrix["y"] - network["y"]) < 2
    tab.click("#ways [value=matrix]")
    assert not tab.is_visible("#picture") and tab.get_attribute("#ways [value=matrix]", "aria-pressed") == "true"
    with tab.expect_download() as saved:
        tab.click("#matrix [title='Save the matrix as PNG']")
    picture = saved.value.path().read_bytes()
    assert saved.value.suggested_filename == "small-matrix.png"
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">I", picture[16:20])[0] > 600
    tab.click("#ways [value=network]")
    assert tab.is_visible("#picture") and not tab.is_visible("#matrix")

    phone = open_view(small(), width=390, height=844)
    assert phone.is_visible("#picture") and not phone.is_visible("#matrix")
    phone.click("#ways [value=both]")
    network, matrix = (phone.locator(name).bounding_box() for name in ("#picture", "#matrix"))
    assert matrix["y"] >= network["y"] + network["height"] - 1, "one below the other"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.locator(".matrix tbody th").count() == 5


@pytest.mark.browser
def test_hostile_names_stay_text(open_view):
    """The fixture fails on any dialog or request."""
    tab = open_view(small(ash=HOSTILE))

    assert tab.text_content(".matrix tbody th >> nth=0") == HOSTILE
    assert tab.locator(".matrix img, .matrix script").count() == 0


@pytest.mark.browser
def test_a_large_matrix_shows_the_best_linked_and_says_so(open_view):
    """150 in a ring, all of them linked with the first five, too: those have most links."""
    net = nx.MultiDiGraph()
    for number in range(150):
        net.add_node(number, label=f"Body {number}", name=f"Body {number}", kind="body", size=1, filters={}, facts=[])
    for number in range(150):
        for other in {(number + 1) % 150, *range(5)} - {number}:
            net.add_edge(number, other, kind="joint", label=f"{number} with {other}", weight=1, text="w", facts=[], filters={})
    view = View("ring", "Ring", "Who?", Drawing(net, {"body": NodeKind("Body", "dot", "#0072b2")}, KINDS, (), matrix=tuple(range(150))), {})
    tab = open_view(view)

    assert tab.locator(".matrix tbody th").count() == 120
    assert tab.locator(".matrix tbody th").all_inner_texts()[:3] == ["Body 0", "Body 1", "Body 2"]
    assert tab.inner_text("#matrix .told") == "The 120 with most links are shown, 30 are left out: filter to see others."
    took = tab.evaluate("(() => { const at = performance.now(); matrix.key = ''; matrix.draw(); document.body.offsetWidth; return performance.now() - at; })()")
    assert took < 3000  # milliseconds; some 300 on a quiet machine


@pytest.mark.browser
def test_in_a_large_matrix_of_pairs_no_row_is_without_a_mark(open_view):
    """All 200 have one link: whom to show is chosen by pairs."""
    net = nx.MultiDiGraph()
    for number in range(200):
        net.add_node(number, label=f"Body {number}", name=f"Body {number}", kind="body", size=1, filters={}, facts=[])
    net.add_edges_from((number, number + 100, {"kind": "waits", "label": f"{number} first", "weight": 1, "text": "w", "facts": [], "filters": {}}) for number in range(100))
    tab = open_view(View("pairs", "Pairs", "Who?", Drawing(net, {"body": NodeKind("Body", "dot", "#0072b2")}, KINDS, (), matrix=tuple(range(200))), {}))

    assert len(marks(tab)) == 60


@pytest.mark.browser
def test_columns_have_their_headings_and_the_matrix_is_left_out_without_an_order(open_view):
    net = nx.MultiDiGraph()
    for name, layer in (("one", 0), ("two", 1)):
        net.add_node(name, label=name, name=name, kind="body", size=1, layer=layer, filters={}, facts=[])
    net.add_edge("one", "two", kind="waits", label="one comes before two", weight=1, text="w", facts=[], filters={})
    tab = open_view(View("steps", "Steps", "What first?", Drawing(net, {"body": NodeKind("Body", "box", "#0072b2")}, KINDS, (), layers=("First", "Then")), {}))
    left, right = tab.evaluate("data.layers.map((layer) => [layer.words, headings.middle(layer)])")

    assert (left[0], right[0]) == ("First", "Then") and left[1] < right[1]
    assert [tab.evaluate(f"picture.network.getPosition('{name}').x") for name in ("one", "two")] == [left[1], right[1]]
    top = tab.evaluate("picture.network.canvasToDOM({ x: 0, y: picture.network.getBoundingBox('one').top }).y")
    assert top > tab.evaluate("headings.high"), "no box lies under the headings"
    assert tab.locator("#ways, #matrix").count() == 0
