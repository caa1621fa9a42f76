"""Nodes in columns, from left to right: in each the order that lets lines cross little, every box in a place of its own, and room for lines that pass."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

import networkx as nx

Box = tuple[float, float]
Point = tuple[int, int]

ROUNDS = 12  # of sorting columns by their neighbours' places; the order has settled well before
SETTLING = 10  # of moving boxes level with their neighbours
BETWEEN = 150.0  # page units between two columns, room for lines that can be told apart
BESIDE = 26.0  # between two files of a folded column
GAP = 14.0  # between two boxes of a column
LINKED = 38.0  # the same if they are linked, so that the line is seen
APART = 44.0  # between parts that are not linked, one below the other
ROW = 20.0  # the same below a part that is no more than a row
BLOCKS = 220.0  # and side by side
SCREEN = (1000.0, 1600.0)  # page units that a small screen shows with letters at their full size; a page grows in height
WORTH = 1.08  # folding is worth it only if letters grow by this
COUNTED = 5_000  # pieces of line up to which crossings are counted
PASSING = 20_000  # columns that lines pass, up to which room is kept for them


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a line between two nodes passes a column between theirs, as a share of the way."""

    one: Hashable
    other: Hashable
    column: int
    share: float


@dataclass(frozen=True, slots=True)
class Part:
    """Nodes that hang together: its columns by layer, each from top to bottom with the turns of lines that pass, and what each of them is joined to."""

    columns: dict[int, list[Any]]
    near: dict[Any, list[Any]]

    def real(self, layer: int) -> list[Hashable]:
        """The nodes of a column, without the turns."""
        return [node for node in self.columns[layer] if not isinstance(node, Turn)]

    @property
    def apart(self) -> float:
        """How far the next part stands below it."""
        return APART if any(len(column) > 1 for column in self.columns.values()) else ROW

    def files(self, layer: int, boxes: Mapping[Hashable, Box], limit: float) -> int:
        """Into how many files a column is folded so that none is higher than some limit."""
        return max(1, ceil(_height(self.real(layer), boxes) / limit))


def positions(network: nx.Graph, boxes: Mapping[Hashable, Box], layers: Mapping[Hashable, int]) -> dict[Hashable, Point]:
    """Give each node the middle of its box, in the column of its layer, so that no two boxes cover each other.

    Parameters
    ----------
    network : nx.Graph
        Any kind; directions, parallel edges and self loops make no difference.
    boxes : Mapping[Hashable, Box]
        Width and height of what is drawn for each node, its label included, in page units.
    layers : Mapping[Hashable, int]
        The column of each node, the lowest left.

    Returns
    -------
    dict[Hashable, Point]
        One entry for each node, in the network's order; whole numbers, the same for the same input. Parts that are not linked stand one below the other,
        in several blocks if they are many, each with the same columns; nodes without a line stand together. A column that would make the letters of the whole small is folded into files
        side by side, each box in the gap of its neighbours.

    Notes
    -----
    Barycentre ordering, sweeps to the right and back: Sugiyama, Tagawa and Toda (1981), doi:10.1109/TSMC.1981.4308636. Then each column is moved as
    level with its neighbours as order and distances allow, by isotonic regression.

    Examples
    --------
    >>> positions(nx.path_graph(["a", "b"]), {"a": (40, 40), "b": (40, 40)}, {"a": 0, "b": 1})
    {'a': (-95, 0), 'b': (95, 0)}
    """
    if not network:
        return {}
    plain = nx.Graph()  # a plain copy: one edge for several, none from a node to itself
    plain.add_nodes_from(network)
    plain.add_edges_from((one, other) for one, other in network.edges() if one != other)
    order = {node: at for at, node in enumerate(network)}
    groups = sorted((sorted(group, key=order.__getitem__) for group in nx.connected_components(plain)), key=lambda group: (-len(group), -len({layers[node] for node in group}), order[group[0]]))
    alone = [node for group in groups if len(group) == 1 for node in group]  # the last of them: together they take less room
    groups = [group for group in groups if len(group) > 1] + ([alone] if alone else [])
    parts = [_part(plain.subgraph(group), group, layers, boxes) for group in groups]
    limit = _limit(parts, boxes)
    found = _widened(_placed(_blocks(parts, boxes, limit), boxes, limit), boxes, layers)
    middle = [(min(at[axis] for at in found.values()) + max(at[axis] for at in found.values())) / 2 for axis in (0, 1)]
    return {node: (round(found[node][0] - middle[0]), round(found[node][1] - middle[1])) for node in network}


def _widened(places: dict[Hashable, tuple[float, float]], boxes: Mapping[Hashable, Box], layers: Mapping[Hashable, int]) -> dict[Hashable, tuple[float, float]]:
    """Columns further apart where the whole is narrower than a screen: its letters stay as they are, and its lines lie flatter."""
    columns = headings(places, boxes, layers)  # type: ignore[arg-type]
    high = max(at[1] + boxes[node][1] / 2 for node, at in places.items()) - min(at[1] - boxes[node][1] / 2 for node, at in places.items())
    lack = high * SCREEN[0] / SCREEN[1] - (columns[-1][2] - columns[0][1])
    if lack <= 0 or len(columns) < 2:
        return places
    step = lack / (len(columns) - 1)
    return {node: (x + step * sum(right < x for _, _, right in columns), y) for node, (x, y) in places.items()}


def headings(places: Mapping[Hashable, Point], boxes: Mapping[Hashable, Box], layers: Mapping[Hashable, int]) -> list[tuple[int, int, int]]:
    """From where to where each column goes, with its layer: (layer, left, right), from left to right; a layer stands again in each block.

    Examples
    --------
    >>> headings({"a": (-95, 0), "b": (95, 0)}, {"a": (40, 40), "b": (40, 40)}, {"a": 0, "b": 1})
    [(0, -115, -75), (1, 75, 115)]
    """
    found: list[list[int]] = []
    for node in sorted(places, key=lambda node: (places[node][0], layers[node])):
        left, right = (round(places[node][0] + side * boxes[node][0] / 2) for side in (-1, 1))
        if found and found[-1][0] == layers[node]:
            found[-1][1:] = [min(found[-1][1], left), max(found[-1][2], right)]
        else:
            found.append([layers[node], left, right])
    return [(layer, left, right) for layer, left, right in found]


# ---- the order in each column


def _part(net: nx.Graph, nodes: Sequence[Hashable], layers: Mapping[Hashable, int], boxes: Mapping[Hashable, Box]) -> Part:
    """The columns of nodes that hang together, sorted."""
    used = sorted({layers[node] for node in nodes})
    columns: dict[int, list[Any]] = {layer: [node for node in nodes if layers[node] == layer] for layer in used}
    near: dict[Any, list[Any]] = {node: [] for node in nodes}
    at, at_node = {layer: place for place, layer in enumerate(used)}, {node: place for place, node in enumerate(nodes)}
    passing = 0
    for one, other in sorted((sorted(edge, key=lambda node: (layers[node], at_node[node])) for edge in net.edges), key=lambda ends: [at_node[node] for node in ends]):
        first, last = at[layers[one]], at[layers[other]]
        between = used[first + 1 : last] if passing < PASSING else []
        passing += len(between)
        turns = [Turn(one, other, layer, (at[layer] - first) / (last - first)) for layer in between]
        for turn in turns:
            columns[turn.column].append(turn)
            near[turn] = []
        for here, there in pairwise([one, *turns, other]):
            near[here].append(there)
            near[there].append(here)
    part = Part(columns, near)
    _sort(part, {node: turn for turn, column in enumerate(columns.values()) for node in column}, boxes)
    return part


def _sort(part: Part, column_of: Mapping[Any, int], boxes: Mapping[Hashable, Box]) -> None:
    """Bring each column into the order with fewest crossings of those tried: by the middle of what its nodes are joined to, sweeping right and back."""
    order, tied = list(part.columns.values()), _tied(part, column_of)
    for column in order:
        _arrange(column, {node: float(at) for at, node in enumerate(column)}, tied)
    small = sum(map(len, part.near.values())) / 2 <= COUNTED
    best = [list(column) for column in order]
    least = _crossings(order, part.near, column_of) if small else 1
    places = _spread(order, boxes)
    for turn in range(ROUNDS if least else 0):
        way = 1 if turn % 2 == 0 else -1
        for column in order[::way]:
            own = {node: [places[other] for other in part.near[node] if (column_of[node] - column_of[other]) * way >= 0] or [places[node]] for node in column}
            _arrange(column, {node: sum(own[node]) / len(own[node]) for node in column}, tied)
            places |= _spread([column], boxes)
        crossings = _crossings(order, part.near, column_of) if small else -turn
        if crossings < least:
            least, best = crossings, [list(column) for column in order]
    for column, found in zip(order, best):
        column[:] = found


def _tied(part: Part, column_of: Mapping[Any, int]) -> dict[Any, int]:
    """Which nodes of one column hang together by lines within it: they have the same number and are to stand together."""
    within = nx.Graph()
    within.add_nodes_from(part.near)
    within.add_edges_from((node, other) for node, others in part.near.items() for other in others if column_of[node] == column_of[other])
    return {node: number for number, group in enumerate(nx.connected_components(within)) for node in group}


def _arrange(column: list[Any], wanted: Mapping[Any, float], tied: Mapping[Any, int]) -> None:
    """Sort a column by where its nodes want to be, those that are tied together by where they want to be on average."""
    groups: dict[int, list[float]] = defaultdict(list)
    for node in column:
        groups[tied[node]].append(wanted[node])
    column.sort(key=lambda node: (sum(groups[tied[node]]) / len(groups[tied[node]]), tied[node] if len(groups[tied[node]]) > 1 else -1, wanted[node]))


def _spread(order: Sequence[Sequence[Any]], boxes: Mapping[Hashable, Box]) -> dict[Any, float]:
    """How far down the middle of each box lies if a column has no holes, each column around 0."""
    found: dict[Any, float] = {}
    for column in order:
        at = -_height(column, boxes) / 2
        for node in column:
            high = _high(node, boxes)
            found[node] = at + high / 2
            at += high + GAP
    return found


def _high(node: Any, boxes: Mapping[Hashable, Box]) -> float:
    return 0.0 if isinstance(node, Turn) else boxes[node][1]


def _height(column: Sequence[Any], boxes: Mapping[Hashable, Box]) -> float:
    return sum(_high(node, boxes) for node in column) + GAP * (len(column) - 1) if column else 0.0


def _crossings(order: Sequence[Sequence[Any]], near: Mapping[Any, list[Any]], column_of: Mapping[Any, int]) -> int:
    """How many pairs of lines between two columns next to each other cross."""
    at = {node: place for column in order for place, node in enumerate(column)}
    found = 0
    for column in order:
        ends: list[int] = []  # in the next column, of lines that begin further up
        for node in column:
            own = [at[other] for other in near[node] if column_of[other] == column_of[node] + 1]
            found += sum(len(ends) - bisect_right(ends, end) for end in own)
            for end in own:
                insort(ends, end)
    return found


# ---- how high, and in how many blocks and files


def _limit(parts: Sequence[Part], boxes: Mapping[Hashable, Box]) -> float:
    """The height of blocks and columns with which letters are largest on a screen, the highest of those that are as good."""
    high = max(sum(_part_height(part, boxes, float("inf")) + part.apart for part in parts), 1.0)
    least = max(min(box[1] for box in boxes.values()) * 2, 1.0)
    limits = [high]
    while limits[-1] > least and len(limits) < 40:
        limits.append(limits[-1] / 1.2)
    best, scale = limits[0], 0.0
    for limit in limits:
        blocks = _blocks(parts, boxes, limit)
        wide = sum(_wide(_files(block, boxes, limit)) for block in blocks) + BLOCKS * (len(blocks) - 1)
        tall = max(sum(_part_height(part, boxes, limit) + part.apart for part in block) for block in blocks)
        found = min(SCREEN[0] / wide, SCREEN[1] / tall, 1.0)
        if found > scale * WORTH:
            best, scale = limit, found
    return best


def _part_height(part: Part, boxes: Mapping[Hashable, Box], limit: float) -> float:
    return max(_height(part.columns[layer], boxes) / part.files(layer, boxes, limit) for layer in part.columns)


def _blocks(parts: Sequence[Part], boxes: Mapping[Hashable, Box], limit: float) -> list[list[Part]]:
    """The parts in blocks, each no higher than the limit if it has more than one part."""
    blocks: list[list[Part]] = [[]]
    at = 0.0
    for part in parts:
        high = _part_height(part, boxes, limit)
        if blocks[-1] and at + high > limit:
            blocks.append([])
            at = 0.0
        blocks[-1].append(part)
        at += high + part.apart
    return blocks


def _files(block: Sequence[Part], boxes: Mapping[Hashable, Box], limit: float) -> dict[int, tuple[int, float]]:
    """By layer of a block into how many files it is folded, and how wide one is."""
    found: dict[int, tuple[int, float]] = {}
    for part in block:
        for layer in part.columns:
            files, wide = found.get(layer, (1, 0.0))
            found[layer] = max(files, part.files(layer, boxes, limit)), max([wide, *(boxes[node][0] for node in part.real(layer))])
    return dict(sorted(found.items()))


def _wide(files: Mapping[int, tuple[int, float]]) -> float:
    return sum(number * wide + (number - 1) * BESIDE for number, wide in files.values()) + BETWEEN * (len(files) - 1)


# ---- the places


def _placed(blocks: Sequence[Sequence[Part]], boxes: Mapping[Hashable, Box], limit: float) -> dict[Hashable, tuple[float, float]]:
    """The middle of each box: blocks side by side, in each the parts one below the other, in columns that they share."""
    found: dict[Hashable, tuple[float, float]] = {}
    left = 0.0
    for block in blocks:
        files, top = _files(block, boxes, limit), 0.0
        starts, across = {}, left
        for layer, (number, wide) in files.items():
            starts[layer] = across
            across += number * wide + (number - 1) * BESIDE + BETWEEN
        for part in block:
            down = _settled(part, boxes, {layer: part.files(layer, boxes, limit) for layer in part.columns})
            highest = min(down[node] - boxes[node][1] / 2 for layer in part.columns for node in part.real(layer))
            lowest = max(down[node] + boxes[node][1] / 2 for layer in part.columns for node in part.real(layer))
            for layer in part.columns:
                number, wide = files[layer]
                own = part.files(layer, boxes, limit)
                shift = (number - own) * (wide + BESIDE) / 2  # a part with fewer files than the block stands in their middle
                for at, node in enumerate(part.real(layer)):
                    found[node] = starts[layer] + shift + (at % own) * (wide + BESIDE) + wide / 2, top + down[node] - highest
            top += lowest - highest + part.apart
        left = across - BETWEEN + BLOCKS
    return found


def _settled(part: Part, boxes: Mapping[Hashable, Box], files: Mapping[int, int]) -> dict[Any, float]:
    """How far down each box lies: as level with its neighbours as the order of its column allows; a line that passes stays straight where it can."""
    import numpy as np
    from scipy.optimize import isotonic_regression

    offsets = {layer: _offsets(column, boxes, files[layer], part.near) for layer, column in part.columns.items()}
    places = {node: down - offsets[layer][-1] / 2 for layer, column in part.columns.items() for node, down in zip(column, offsets[layer])}
    weights = {layer: [3.0 if isinstance(node, Turn) else 1.0 + len(part.near[node]) for node in column] for layer, column in part.columns.items()}
    for turn in range(SETTLING):
        for layer in list(part.columns)[:: 1 if turn % 2 == 0 else -1]:
            wanted = np.array([_wanted(node, places, part.near) for node in part.columns[layer]]) - offsets[layer]
            level = isotonic_regression(wanted, weights=weights[layer]).x + offsets[layer]
            places |= zip(part.columns[layer], map(float, level))
    return places


def _offsets(column: Sequence[Any], boxes: Mapping[Hashable, Box], files: int, near: Mapping[Any, list[Any]]) -> list[float]:
    """How far down each of a column lies at least from its first. In files side by side a box stands beside the gap of its neighbours."""
    if files > 1:
        pitch = max(_high(node, boxes) for node in column) + GAP
        found, at = [], 0.0
        for node in column:
            found.append(at)
            at += pitch / files if not isinstance(node, Turn) else 0.0
        return found
    found = [0.0]
    for one, other in pairwise(column):
        found.append(found[-1] + (_high(one, boxes) + _high(other, boxes)) / 2 + (LINKED if other in near[one] else GAP))
    return found


def _wanted(node: Any, places: Mapping[Any, float], near: Mapping[Any, list[Any]]) -> float:
    if isinstance(node, Turn):
        return places[node.one] + node.share * (places[node.other] - places[node.one])
    return sum(places[other] for other in near[node]) / len(near[node]) if near[node] else places[node]
