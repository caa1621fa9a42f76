"""Columns: what comes first stands left, boxes have places of their own, lines that pass have room; worked out by hand on small networks."""

from __future__ import annotations

import random
import time
from itertools import combinations, pairwise

import networkx as nx
import pytest

from concordat.graph.views.bends import bends, via
from concordat.graph.views.layers import headings, positions

BOX = (100.0, 40.0)


def placed(links: list[tuple[str, str]], columns: list[str]) -> dict[str, tuple[int, int]]:
    """The places of nodes of one letter each; a word a column."""
    net = nx.DiGraph()
    net.add_nodes_from("".join(columns))
    net.add_edges_from(links)
    return positions(net, dict.fromkeys(net, BOX), {node: at for at, column in enumerate(columns) for node in column})


def wild(nodes: int, columns: int, links: int, seed: int) -> tuple[nx.DiGraph, dict[int, int]]:
    """So many links from earlier to later columns, by chance."""
    chance = random.Random(seed)
    layers = {node: chance.randrange(columns) for node in range(nodes)}
    net = nx.DiGraph()
    net.add_nodes_from(layers)
    pairs = (sorted(chance.sample(range(nodes), 2), key=layers.__getitem__) for _ in range(links))
    net.add_edges_from((one, other) for one, other in pairs if layers[one] < layers[other])
    return net, layers


def covered(places: dict, boxes: dict) -> list[tuple]:
    return [
        (one, two)
        for one, two in combinations(places, 2)
        if all(abs(places[one][axis] - places[two][axis]) < (boxes[one][axis] + boxes[two][axis]) / 2 - 1 for axis in (0, 1))  # whole numbers: a unit of play
    ]


def size(places: dict, box: tuple[float, float]) -> list[float]:
    return [max(at[axis] for at in places.values()) - min(at[axis] for at in places.values()) + box[axis] for axis in (0, 1)]


def test_a_small_order_of_work_by_hand() -> None:
    """a before b and c, both before d: three columns, a and d level with the middle of b and c."""
    found = placed([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], ["a", "bc", "d"])

    assert found["a"][0] < found["b"][0] == found["c"][0] < found["d"][0]
    assert found["a"][1] == found["d"][1] == (found["b"][1] + found["c"][1]) / 2
    assert {abs(x - y) for x, y in pairwise(sorted({at[0] for at in found.values()}))} == {250}  # a box and the room for lines


def test_a_chain_is_a_straight_line_and_lines_do_not_cross() -> None:
    chain = placed([("a", "b"), ("b", "c")], ["a", "b", "c"])
    crossed = placed([("a", "d"), ("b", "c")], ["ab", "cd"])

    assert len({down for _, down in chain.values()}) == 1
    assert [crossed[node][1] for node in "abdc"] == sorted(crossed[node][1] for node in "ab") * 2 or crossed["a"][1] == crossed["d"][1]
    assert crossed["b"][1] == crossed["c"][1]


def test_a_long_link_has_room_beside_the_column_that_it_passes() -> None:
    """a leads to c over b: the straight line from a to c meets no box."""
    places = placed([("a", "b"), ("b", "c"), ("a", "c")], ["a", "b", "c"])
    boxes = dict.fromkeys(places, BOX)
    middle = (places["a"][1] + places["c"][1]) / 2
    bent = bends([("a", "c")], places, places, boxes)

    assert abs(middle - places["b"][1]) > 20 or bent
    assert touched(places, boxes, [("a", "c")], bent) == []


def test_what_is_linked_within_a_column_stands_together() -> None:
    """The circle b, e among five of its column, all of which wait for a."""
    found = placed([("a", x) for x in "bcdef"] + [("b", "e"), ("e", "b")], ["a", "bcdef"])
    order = sorted("bcdef", key=lambda node: found[node][1])

    assert abs(order.index("b") - order.index("e")) == 1
    assert abs(found["b"][1] - found["e"][1]) > 40 + 30, "the arrow between them is seen"


def test_parts_that_are_not_linked_stand_one_below_the_other_in_the_same_columns() -> None:
    found = placed([("a", "b"), ("c", "d"), ("e", "f"), ("d", "g")], ["ace", "bdf", "g"])

    assert found["a"][0] == found["c"][0] == found["e"][0] and found["b"][0] == found["d"][0] == found["f"][0]
    assert found["c"][1] == found["d"][1] == found["g"][1] < found["a"][1] == found["b"][1] < found["e"][1] == found["f"][1]


def test_many_parts_stand_in_blocks_that_are_no_tower() -> None:
    """Forty pairs one below the other would be 3,300 high and 350 wide."""
    net = nx.DiGraph((f"a{n}", f"b{n}") for n in range(40))
    layers = {node: 0 if node[0] == "a" else 1 for node in net}
    places = positions(net, dict.fromkeys(net, BOX), layers)
    wide, high = size(places, BOX)

    assert 0.55 < wide / high < 3  # a page grows in height, to one and a half screens
    assert all(places[f"a{n}"][1] == places[f"b{n}"][1] for n in range(40))
    assert covered(places, dict.fromkeys(net, BOX)) == []
    above = [layer for layer, *_ in headings(places, dict.fromkeys(net, BOX), layers)]
    assert above == [0, 1] * (len(above) // 2) and len(above) > 2, "each block has its own headings"


def test_a_column_with_very_many_boxes_is_folded() -> None:
    """40 boxes, then 60: side by side they are 3,240 high, at which a small screen shows letters of 3 pixels."""
    chance = random.Random(1)
    net = nx.DiGraph()
    net.add_nodes_from(range(100))
    net.add_edges_from((chance.randrange(40), 40 + node) for node in range(60))
    layers = {node: int(node >= 40) for node in net}
    places = positions(net, dict.fromkeys(net, BOX), layers)
    wide, high = size(places, BOX)

    assert covered(places, dict.fromkeys(net, BOX)) == []
    assert min(905 / wide, 1080 / high) * 16 > 7, "pixels of a letter at 1280 by 800, where a picture grows to one and a half screens"
    above = headings(places, dict.fromkeys(net, BOX), layers)
    assert [layer for layer, *_ in above] == ([0, 1] * len(above))[: len(above)], "a last block may hold nodes without a line, of one layer"
    assert all(one[2] < two[1] for one, two in pairwise(above)), "columns do not mix"


@pytest.mark.parametrize(("nodes", "columns", "links"), [(0, 1, 0), (1, 1, 0), (7, 1, 0), (30, 5, 45), (90, 12, 200), (120, 2, 150)])
def test_no_box_covers_another(nodes: int, columns: int, links: int) -> None:
    if nodes < 2:
        net = nx.empty_graph(nodes, create_using=nx.DiGraph)
        layers = dict.fromkeys(net, 0)
    else:
        net, layers = wild(nodes, columns, links, 3)
    boxes = {node: (60.0 + 40 * (node % 3), 30.0 + 20 * (node % 2)) for node in net}
    places = positions(net, boxes, layers)

    assert list(places) == list(net)
    assert covered(places, boxes) == []
    assert places == positions(net, boxes, layers)


def touched(places: dict, boxes: dict, links: list[tuple], bent: dict[int, float]) -> list[tuple]:
    """Links whose line touches a third box, worked out step by step along the line."""
    found = []
    for number, (one, other) in enumerate(links):
        (ax, ay), (bx, by) = places[one], places[other]
        cx, cy = via(places[one], places[other], bent.get(number, 0.0))
        spots = [((1 - t) ** 2 * ax + 2 * t * (1 - t) * cx + t * t * bx, (1 - t) ** 2 * ay + 2 * t * (1 - t) * cy + t * t * by) for t in (step / 200 for step in range(201))]
        found += [(one, other, node) for node in places.keys() - {one, other} if any(all(abs(spot[axis] - places[node][axis]) < boxes[node][axis] / 2 for axis in (0, 1)) for spot in spots)]
    return found


def test_lines_run_through_few_boxes_of_columns_between() -> None:
    """25 actions in 5 steps, some 30 links, many of them past a step: in the order of the plan straight lines would run through 20 boxes and more."""
    net, layers = wild(25, 5, 50, 8)
    boxes = dict.fromkeys(net, BOX)
    places, links = positions(net, boxes, layers), list(net.edges)
    by_order = {node: (250 * layers[node], 54 * [n for n in net if layers[n] == layers[node]].index(node)) for node in net}

    assert len(links) > 25 and any(layers[b] - layers[a] > 1 for a, b in links)
    assert len(touched(by_order, boxes, links, {})) >= 20
    assert len(touched(places, boxes, links, bends(links, places, places, boxes))) <= 5


def test_lines_between_neighbouring_columns_meet_no_third_box() -> None:
    net, layers = wild(24, 4, 60, 5)
    net.remove_edges_from([(a, b) for a, b in list(net.edges) if layers[b] - layers[a] != 1])
    boxes = dict.fromkeys(net, BOX)
    places, links = positions(net, boxes, layers), list(net.edges)

    assert len(links) > 12
    assert touched(places, boxes, links, bends(links, places, places, boxes)) == []


def test_two_thousand_nodes_are_no_trouble() -> None:
    net, layers = wild(2_000, 12, 4_000, 2)
    begun = time.process_time()
    places = positions(net, dict.fromkeys(net, BOX), layers)

    assert time.process_time() - begun < 6  # seconds; less than one on a quiet machine
    assert len(places) == 2_000
