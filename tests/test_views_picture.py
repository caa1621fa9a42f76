"""The network as it is seen and printed: names that do not cover each other, lines and letters that can be seen and read, a picture sharp enough for paper."""

from __future__ import annotations

import base64
import itertools
import struct
import zlib

import networkx as nx
import pytest
from pictured import bare, demo

from concordat.graph import build, views
from concordat.graph.views.colours import DARK, LIGHT, contrast, ink, lines
from concordat.graph.views.model import EdgeKind, View
from concordat.graph.views.page import page

PAPER = {"light": "#ffffff", "dark": "#12171d"}  # --paper of page.css
OUTLINE = {"light": "#2b3744", "dark": "#dfe6ee"}  # --outline
KINDS = {"a": EdgeKind("a", "#0072b2"), "b": EdgeKind("b", "#ffee00"), "c": EdgeKind("c", "#000000", dashed=True), "d": EdgeKind("d", "#ffffff", dashed=True), "e": EdgeKind("e", "#808080", arrow=True), "f": EdgeKind("f", "#808080", arrow=True)}


@pytest.fixture(scope="module")
def home() -> dict[str, View]:
    graph = build.build().graph
    return {name: views.view(graph, name, {"program": "concordat"}) for name in views.names()}


def test_contrast_is_that_of_wcag():
    assert contrast("#ffffff", "#000000") == 21.0
    assert contrast("#777777", "#ffffff") == 4.48  # just short of AA, as every checker says
    assert (ink("#f0e442"), ink("#0072b2")) == ("#000000", "#ffffff")


def test_lines_of_any_colour_can_be_seen_on_light_and_on_dark_and_no_two_kinds_are_alike():
    drawn = lines(KINDS)

    for line in drawn.values():
        assert min(contrast(line["colour"], LIGHT), contrast(line["colour"], PAPER["light"])) >= 3
        assert min(contrast(line["dark"], DARK), contrast(line["dark"], PAPER["dark"])) >= 3
    patterns = [(line["dashes"], line["head"]) for line in drawn.values()]
    assert all(one != two for one, two in itertools.combinations(patterns, 2))
    assert drawn["a"] == {"colour": "#0072b2", "dark": drawn["a"]["dark"], "dashes": [], "head": ""}  # what can be seen is not changed


def test_kinds_of_every_view_can_be_seen_and_told_apart_without_colour(home):
    for view in home.values():
        for kind in view.drawing.node_kinds.values():
            assert contrast(ink(kind.colour), kind.colour) >= 4.5, kind
            for theme in PAPER:
                assert contrast(OUTLINE[theme], PAPER[theme]) >= 3
        patterns = [(line["dashes"], line["head"]) for line in lines(view.drawing.edge_kinds).values()]
        assert all(one != two for one, two in itertools.combinations(patterns, 2)), view.name


# In a browser

NAMES = """() => [
  ...picture.names.map(({ left, top, right, bottom, node }) => [node.label, left, top, right, bottom]),
  ...picture.seen.nodes.filter((n) => holdsName(n)).map((n) => { const s = picture.network.getScale(); const b = picture.network.getBoundingBox(n.id);
    return [n.label, b.left * s, b.top * s, b.right * s, b.bottom * s]; })]"""
WIDTHS = """() => { const pen = document.createElement('canvas').getContext('2d');
  return picture.names.map(({ left, right, lines, size, isPlate }) => { pen.font = `${isPlate ? '600 ' : ''}${size}px ${picture.face}`; return right - left - Math.max(...lines.map((line) => pen.measureText(line).width)); }); }"""


@pytest.mark.browser
@pytest.mark.parametrize("name", [name for name in views.names() if name != "timeline"])  # whose bars stand in rows
def test_no_name_covers_another_at_first_sight(home, open_view, name):
    tab = open_view(home[name], "", 1280, 800)
    names = tab.evaluate(NAMES)

    assert len(names) >= 0.55 * tab.evaluate("shown.nodes.size")  # kinds that are off at first are not in sight
    for one, two in itertools.combinations(names, 2):
        assert one[3] <= two[1] or two[3] <= one[1] or one[4] <= two[2] or two[4] <= one[2], (one, two)
    assert min(tab.evaluate(WIDTHS), default=0) >= -0.5  # the boxes are as wide as the letters in them


LETTERS = """() => picture.seen.nodes.filter(holdsName).map((n) => [n.label, picture.nodes.get(n.id).label.split('\\n').join(' '), picture.nodes.get(n.id).font.size * picture.network.getScale()])"""
HEADED = """() => { const written = []; const pen = new Proxy(document.createElement('canvas').getContext('2d'), {
    get: (own, key) => (key === 'fillText' ? (text, x) => written.push([text, x, own.measureText(text).width]) : typeof own[key] === 'function' ? own[key].bind(own) : own[key]), set: (own, key, value) => { own[key] = value; return true; } });
  headings.draw(pen, picture.network, picture.canvas.clientWidth); const [low, high] = [0, picture.canvas.clientWidth].map((x) => picture.network.DOMtoCanvas({ x, y: 0 }).x);
  return { words: written.map(([text]) => text).join(' '), out: written.filter(([, x, wide]) => x - wide / 2 < low || x + wide / 2 > high).length }; }"""


@pytest.mark.browser
@pytest.mark.parametrize("name", ["actions", "today", "funding", "continuity"])
def test_letters_in_shapes_can_be_read_at_first_sight_on_a_small_laptop_and_on_a_phone(home, open_view, name):
    """10 pixels or more; no shape is empty; over columns stand all their words, within the picture; the buttons stand beside it."""
    drawing = home[name].drawing
    tab = open_view(home[name], "", 1280, 800)
    letters = tab.evaluate(LETTERS)
    references = {node["label"] for _, node in drawing.network.nodes(data=True) if node["kind"] == "action"}
    assert references <= {label for label, _, _ in letters} and (name != "actions" or len(references) == 60)
    assert all(text.strip() and size >= 10 for _, text, size in letters)
    assert tab.evaluate("picture.names.filter(({ node }) => holdsName(node)).length") == 0  # what has its name inside has no second one
    assert drawing.layers == () or tab.evaluate(HEADED) == {"words": " ".join(drawing.layers), "out": 0}
    picture, buttons = tab.locator("#picture").bounding_box(), tab.locator("#zoom").bounding_box()
    assert buttons["y"] + buttons["height"] <= picture["y"] and picture["height"] <= 1.5 * 800
    assert not tab.is_visible("#rest")

    tab.set_viewport_size({"width": 390, "height": 844})
    tab.wait_for_selector("#rest")
    assert min(size for *_, size in tab.evaluate(LETTERS)) >= 10
    assert "Drag to see the rest" in tab.inner_text("#rest")
    assert tab.evaluate(HEADED)["out"] == 0
    tab.click("[data-does=all]")
    assert not tab.is_visible("#rest") and tab.evaluate("picture.network.getScale()") < 0.5


@pytest.mark.browser
def test_kinds_of_lines_stand_in_the_legend_when_something_at_their_ends_is_in_sight(home, open_view):
    tab = open_view(home["actions"])
    entries = lambda: {words.split("(")[0].strip() for words in tab.locator("#legend .edge:visible").all_inner_texts()}  # noqa: E731
    assert entries() == {"leads", "is a partner in", "is named in"}
    tab.check("#legend input[value=node-law]")
    assert entries() == {"leads", "is a partner in", "is named in", "cites"}


@pytest.mark.browser
def test_on_a_phone_the_largest_are_named_and_no_name_covers_another(home, open_view):
    tab = open_view(home["actions"], "", 390, 844)
    found = tab.evaluate("picture.names.map(({ left, top, right, bottom, node, size }) => [node.label, left, top, right, bottom, size])")

    assert {"NHS England", "Department of Health"} <= {name for name, *_ in found}
    assert all(size >= 11 for *_, size in found)
    for one, two in itertools.combinations(found, 2):
        assert one[3] <= two[1] or two[3] <= one[1] or one[4] <= two[2] or two[4] <= one[2], (one, two)


@pytest.mark.browser
def test_what_stands_out_is_named_and_the_rest_steps_back(open_view):
    view = demo()
    tab = open_view(view, "#3.8")
    near = {"act/3.8", *view.drawing.network.predecessors("act/3.8")}
    assert {node["id"] for node in tab.evaluate("picture.nodes.get()") if node["opacity"] == 1} == near
    tab.evaluate("picture.colour(null, new Set([nodeById.get('act/1.1'), edgeById.get('e0')]))")
    assert [node["id"] for node in tab.evaluate("picture.nodes.get()") if node["opacity"] == 1] == ["act/1.1"]
    assert [edge["id"] for edge in tab.evaluate("picture.edges.get()") if edge["color"]["opacity"] == 1] == ["e0"]


@pytest.mark.browser
def test_what_was_dragged_stays_where_it_was_put(open_view):
    tab = open_view(demo())
    spot = tab.evaluate("(() => { const at = picture.network.canvasToDOM(picture.network.getPosition('act/4.10')); const box = picture.canvas.getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; })()")
    tab.mouse.move(*spot)
    tab.mouse.down()
    tab.mouse.move(spot[0] + 60, spot[1] + 40, steps=4)
    tab.mouse.up()
    before = tab.evaluate("picture.network.getPosition('act/4.10')")
    tab.select_option("#section", index=1)
    tab.click("#reset")
    after = tab.evaluate("picture.network.getPosition('act/4.10')")
    assert abs(after["x"] - before["x"]) <= 1 and abs(after["y"] - before["y"]) <= 1


@pytest.mark.browser
def test_the_saved_picture_is_sharp_on_paper_and_light_in_the_dark(home, open_view):
    """17 cm at 300 dots an inch are 2,008 pixels. Sharp: ink turns into ground within two pixels, as it does not in a blown-up picture."""
    tab = open_view(home["actions"], color_scheme="dark")
    scale = tab.evaluate("picture.network.getScale()")
    with tab.expect_download() as saved:
        tab.click("[data-does=save]")
    png = saved.value.path().read_bytes()
    width, height = struct.unpack(">II", png[16:24])
    assert saved.value.suggested_filename == "actions.png"
    assert width >= 2400 and height >= 1000 and width * height <= 40e6
    check = zlib.crc32(png[37:50]).to_bytes(4, "big")  # a text takes the picture up no wider than its page, which is 16 cm
    assert png[37:41] == b"pHYs" and png[49:54] == b"\x01" + check and 0.1 < width / struct.unpack(">I", png[41:45])[0] <= 0.16
    assert tab.evaluate("[picture.network.getScale(), picture.nodes.get().length, document.querySelectorAll('canvas').length]") == [scale, 110, 1]
    seen = tab.evaluate(SHARP, base64.b64encode(png).decode())
    assert seen["corner"] == [255, 255, 255]
    assert seen["jumps"] > 20_000  # from ink to ground within two pixels
    assert seen["ground"] < 0.98


SHARP = """async (bytes) => { const image = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (each) => each.charCodeAt(0))], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(image.width, image.height); const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0);
  const p = pen.getImageData(0, 0, image.width, image.height).data; let [jumps, ground] = [0, 0];
  for (let i = 0; i < p.length - 8; i += 4) { if (p[i] > 250 && p[i + 1] > 250 && p[i + 2] > 250) ground += 1; if (Math.abs(p[i + 1] - p[i + 9]) > 150) jumps += 1; }
  return { corner: [...p.slice(0, 3)], jumps, ground: ground / (p.length / 4) }; }"""


@pytest.mark.browser
def test_a_picture_that_the_reader_zoomed_is_saved_as_it_is_in_sight(open_view):
    network = nx.MultiDiGraph([("a", "b")])
    tab = open_view(bare(network))
    tab.click("[data-does=further]")
    tab.wait_for_timeout(50)
    bounds = tab.evaluate("boundsOf(picture)")
    low = tab.evaluate("picture.network.DOMtoCanvas({ x: 0, y: 0 })")
    assert bounds[0] <= low["x"] and bounds[1] <= low["y"]
    with tab.expect_download() as saved:
        tab.click("[data-does=save]")
    assert struct.unpack(">I", saved.value.path().read_bytes()[16:20])[0] >= 2400


def test_heads_and_patterns_stand_in_the_data_of_a_page(home):
    assert '"vee"' in page(home["dependencies"])  # the second kind with a whole line
