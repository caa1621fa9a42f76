"""Nodes that stand left and right of a picture, kind by kind in columns, so that they can be switched on without disturbing it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import accumulate
from math import ceil
from statistics import fmean

import networkx as nx

Box = tuple[float, float]
Point = tuple[int, int]
GAP = 14.0  # page units between two boxes of a column
TALLER = 2.0  # a column may be this much higher than the picture
AISLE = 90.0  # and between columns, so that lines can be followed


def beside(network: nx.Graph, boxes: Mapping[Hashable, Box], placed: Mapping[Hashable, Point], groups: Sequence[Sequence[Hashable]]) -> dict[Hashable, Point]:
    """Places for the nodes of `groups` beside those that are `placed`: no box covers another, and each stands near the height of what it is linked to.

    Parameters
    ----------
    network : nx.Graph
        Of any kind; its edges decide how high a node stands.
    boxes : Mapping[Hashable, Box]
        Width and height of what is drawn for each node.
    placed : Mapping[Hashable, Point]
        The middle of each box of the picture.
    groups : Sequence[Sequence[Hashable]]
        Nodes that belong together; a group stands in columns of its own, on the side where there are fewer so far.

    Examples
    --------
    >>> net = nx.Graph([("a", "x"), ("b", "y")])
    >>> beside(net, dict.fromkeys("abxy", (20, 20)), {"a": (0, 0), "b": (0, 40)}, [["y", "x"]])
    {'x': (110, 3), 'y': (110, 37)}
    """
    left, right, top, foot = _bounds(boxes, placed)
    edges = {-1: left, 1: right}
    standing = {-1: 0, 1: 0}
    found: dict[Hashable, Point] = {}
    for group in groups:
        side = -1 if standing[-1] < standing[1] else 1
        standing[side] += len(group)
        for column in _columns(_ranked(network, placed, group), boxes, foot - top):
            width = max(boxes[node][0] for node in column)
            middle = edges[side] + side * (AISLE + width / 2)
            edges[side] += side * (AISLE + width)
            found |= _stacked(column, boxes, middle, (top + foot) / 2, foot - top)
    return found


def _bounds(boxes: Mapping[Hashable, Box], placed: Mapping[Hashable, Point]) -> tuple[float, float, float, float]:
    """Left, right, top and foot of what is placed."""
    if not placed:
        return 0.0, 0.0, 0.0, 0.0
    sides = [(x - boxes[n][0] / 2, x + boxes[n][0] / 2, y - boxes[n][1] / 2, y + boxes[n][1] / 2) for n, (x, y) in placed.items()]
    lefts, rights, tops, feet = zip(*sides)
    return min(lefts), max(rights), min(tops), max(feet)


def _ranked(network: nx.Graph, placed: Mapping[Hashable, Point], group: Sequence[Hashable]) -> list[Hashable]:
    """In the order of the heights of what each is linked to; what is linked to nothing that is placed stands last."""
    rank = {}
    for at, node in enumerate(group):
        heights = [placed[other][1] for other in nx.all_neighbors(network, node) if other in placed]
        rank[node] = (fmean(heights) if heights else float("inf"), at)
    return sorted(group, key=rank.__getitem__)


def _columns(nodes: Sequence[Hashable], boxes: Mapping[Hashable, Box], height: float) -> list[Sequence[Hashable]]:
    """As few columns as have room in the height of the picture, of about as many nodes each."""
    needed = sum(boxes[node][1] + GAP for node in nodes)
    several = max(1, min(len(nodes), ceil(needed / (TALLER * height)))) if height else 1
    size = -(-len(nodes) // several)
    return [nodes[at : at + size] for at in range(0, len(nodes), size)]


def _stacked(column: Sequence[Hashable], boxes: Mapping[Hashable, Box], x: float, middle: float, height: float) -> dict[Hashable, Point]:
    """One under the other, with the room that is left between them."""
    heights = [boxes[node][1] for node in column]
    gap = max(GAP, min(3 * max(heights), (height - sum(heights)) / max(1, len(column))))
    total = sum(heights) + gap * (len(column) - 1)
    tops = accumulate(heights[:-1], lambda at, high: at + high + gap, initial=middle - total / 2)
    return {node: (round(x), round(top + high / 2)) for node, top, high in zip(column, tops, heights)}
