"""Where the nodes of a network stand: computed once here, so that a page draws at once and always draws the same.

Each connected part is laid out by stress (distances on the page follow distances in the network), turned so that its long
side is level, its boxes are pushed apart until none covers another, nodes are moved out of the way of lines between others
(`clearing`), and the parts are packed side by side.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import KDTree

from concordat.graph.views.clearing import cleared

Array = NDArray[np.float64]
Box = tuple[float, float]
Point = tuple[int, int]

EXACT = 600  # nodes up to which every pair is compared; a larger part compares each node with some pivots only
QUICK = 120  # the same where many parts are to be laid out
PIVOTS = 50
ROUNDS = 150  # of stress; the picture has settled well before
PUSHES = 400  # rounds of pushing boxes apart; most pictures need under fifty
GAP = 12.0  # page units kept free between two boxes
PART_GAP = 44.0  # and between two connected parts
FILL = 0.52  # share of a part's ground that its boxes should take
LEVEL = 1.5  # boxes are wide, so the shorter way out is mostly up or down: a level way this much longer is taken too
EVEN = 0.8  # how far coordinates go towards their ranks
GOLDEN = math.pi * (3 - math.sqrt(5))


def positions(network: nx.Graph, boxes: Mapping[Hashable, Box], aspect: float = 1.6, shapes: Mapping[Hashable, Box] | None = None, quick: bool = False) -> dict[Hashable, Point]:
    """Give each node the middle of its box, in page units, so that no two boxes cover each other.

    Parameters
    ----------
    network : nx.Graph
        Any kind; directions, parallel edges and self loops make no difference.
    boxes : Mapping[Hashable, Box]
        Width and height of what is drawn for each node, its label included, in page units (pixels at full scale).
    aspect : float
        Width divided by height that the whole picture should come near to.
    shapes : Mapping[Hashable, Box] or None
        Width and height of each shape without a label under it, which stands at the top of its box; None for the whole boxes. As far as it can
        be had, no line between two nodes runs through the shape of a third.
    quick : bool
        For one of many pictures: pairs are compared in small parts only, and lines may run through shapes.

    Returns
    -------
    dict[Hashable, Point]
        One entry for each node, in the network's order; whole numbers, the same for the same input.

    Notes
    -----
    Up to 600 nodes in a part: stress majorization, O(n^2) a round; Gansner, Koren and North (2005),
    doi:10.1007/978-3-540-31843-9_25. Above: PivotMDS with 50 pivots, O(50 m); Brandes and Pich (2007),
    doi:10.1007/978-3-540-70904-6_6. A box longer than its neighbours keeps them further off.

    Examples
    --------
    >>> positions(nx.path_graph(["a", "b"]), {"a": (40, 40), "b": (40, 40)})
    {'a': (-52, 0), 'b': (52, 0)}
    """
    rank = {node: at for at, node in enumerate(network)}
    parts = [sorted(part, key=rank.__getitem__) for part in nx.connected_components(nx.Graph(network))]
    parts.sort(key=lambda part: (-len(part), rank[part[0]]))
    sizes = [np.array([boxes[node] for node in part], dtype=float) for part in parts]
    inner = [np.array([(shapes or boxes)[node] for node in part], dtype=float) for part in parts]
    spots = [_part(nx.Graph(network.subgraph(part)), part, size, shape, aspect, quick) for part, size, shape in zip(parts, sizes, inner)]
    corners = _packed([_extent(spot, size) for spot, size in zip(spots, sizes)], aspect)
    found: dict[Hashable, tuple[float, float]] = {}
    for part, spot, size, corner in zip(parts, spots, sizes, corners):
        moved = spot - (spot - size / 2).min(axis=0) + corner
        found.update(zip(part, map(tuple, moved.tolist())))
    return _centred({node: found[node] for node in network}, boxes)


def _part(network: nx.Graph, part: Sequence[Hashable], sizes: Array, shapes: Array, aspect: float, quick: bool) -> Array:
    """One connected part: laid out, turned, stretched towards `aspect`, its boxes pushed apart, its nodes moved out of the way of lines."""
    if len(part) == 1:
        return np.zeros((1, 2))
    links = _links(network, part, sizes)
    exact = len(part) <= (QUICK if quick else EXACT)
    start = _pivot_layout(links)
    start += _spiral(len(part)) * (0.02 * np.ptp(start, axis=0).max())  # twins get places of their own
    points = _stress(start, shortest_path(links, directed=False)) if exact else start
    points = _dense(_evened(_level(points), aspect), sizes)
    points = _apart(points.round(2), sizes).round(2)  # rounded, because the last bits differ between machines
    return points if quick else cleared(points, sizes, shapes, np.column_stack(links.nonzero()))


def _links(network: nx.Graph, part: Sequence[Hashable], sizes: Array) -> csr_array:
    """The wished length of each edge: room for both boxes, and more where both ends have many neighbours of their own."""
    at = {node: number for number, node in enumerate(part)}
    radius = sizes.mean(axis=1) / 2
    near = {node: set(network[node]) - {node} for node in part}
    rows, columns, lengths = [], [], []
    for one, two in network.edges():
        if one != two:
            apart = len(near[one] ^ near[two])
            rows.append(at[one])
            columns.append(at[two])
            lengths.append(radius[at[one]] + radius[at[two]] + 44 + 14 * math.sqrt(apart))
    return csr_array((lengths, (rows, columns)), shape=(len(part), len(part)))


def _spiral(count: int) -> Array:
    """Points of a sunflower in the unit disc: spread without chance."""
    steps = np.arange(count)
    radius, angle = np.sqrt((steps + 0.5) / count), steps * GOLDEN
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _pivot_layout(links: csr_array) -> Array:
    """PivotMDS: the two main directions of the distances to a few nodes, each the furthest from those before."""
    pivots, distances = [int(np.argmax(np.diff((links + links.T).tocsr().indptr)))], []
    nearest = np.full(links.shape[0], np.inf)
    while len(distances) < min(PIVOTS, links.shape[0]):
        row = shortest_path(links, directed=False, indices=pivots[-1])
        distances.append(row)
        nearest = np.minimum(nearest, row)
        pivots.append(int(np.argmax(nearest)))
    squares = np.column_stack(distances) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = -0.5 * centred @ vectors[:, ::-1][:, :2]
    if points.shape[1] < 2:
        points = np.column_stack([points, np.zeros(len(points))])
    spread = np.abs(np.column_stack(distances)).mean() / (np.abs(points).mean() or 1.0)
    return _upright(points * spread)


def _upright(points: Array) -> Array:
    """Fix the signs that an eigenvector leaves open: the point furthest out on each axis stands left, or above."""
    far = np.abs(points).round(6).argmax(axis=0)
    signs = -np.sign(points[far, range(points.shape[1])])
    return points * np.where(signs == 0, 1.0, signs)


def _stress(points: Array, wished: Array) -> Array:
    """Stress majorization: every pair pulls or pushes towards its wished distance, near pairs more strongly."""
    count = len(points)
    np.fill_diagonal(wished, 1.0)
    weights = wished**-2.0
    np.fill_diagonal(weights, 0.0)
    fixed = cho_factor(np.diag(weights.sum(axis=1)) - weights + 1.0 / count)
    for _ in range(ROUNDS):
        gaps = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
        pull = np.divide(weights * wished, gaps, out=np.zeros_like(gaps), where=gaps > 1e-9)
        moved = cho_solve(fixed, pull.sum(axis=1)[:, None] * points - pull @ points)
        step = np.abs(moved - points).max()
        points = moved
        if step < 0.5:
            break
    return points


def _dense(points: Array, sizes: Array) -> Array:
    """Scale the part so that boxes fill a set share of its ground: letters stay readable when all of it is in sight."""
    if len(points) < 5:
        return points
    ground = math.prod(_extent(points, sizes))
    boxes = float((sizes + GAP).prod(axis=1).sum())
    return points * math.sqrt(boxes / (FILL * ground))


def _level(points: Array) -> Array:
    """Turn the part so that its longest direction lies level."""
    centred = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    return _upright(centred @ vectors[:, ::-1])


def _evened(points: Array, aspect: float) -> Array:
    """Move each coordinate half way to its rank: crowds thin out, outliers come nearer, and order on both axes is kept.

    The ranks are spread over the wished shape, so the part comes nearer to that as well.
    """
    if len(points) < 5:
        return points
    spread = np.ptp(points, axis=0)
    room = math.sqrt(float(np.prod(spread))) * np.array([math.sqrt(aspect), 1 / math.sqrt(aspect)])
    ranks = points.round(2).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(points) - 1) - 0.5
    scaled = (points - points.min(axis=0)) / np.where(spread > 0, spread, 1.0) - 0.5
    return (EVEN * ranks + (1 - EVEN) * scaled) * room


def _apart(points: Array, sizes: Array) -> Array:
    """Push boxes apart until none covers another, each pair along the shorter way out."""
    points, reach = points.copy(), float(sizes.max()) + GAP
    for turn in range(1, PUSHES):
        pairs = KDTree(points).query_pairs(reach, p=math.inf, output_type="ndarray")
        one, two = pairs[:, 0], pairs[:, 1]
        way = points[two] - points[one]
        over = (sizes[one] + sizes[two]) / 2 + GAP - np.abs(way)
        hit = (over > 0.5).all(axis=1)
        if not hit.any():
            break
        one, two, way, over = one[hit], two[hit], way[hit], over[hit]
        level = over[:, 0] <= LEVEL * over[:, 1]
        push = np.where(way < 0, -1.0, 1.0) * np.column_stack([level, ~level]) * (over * 0.5 + 0.3)
        np.add.at(points, one, -push / 2)
        np.add.at(points, two, push / 2)
        if turn % 25 == 0:
            points *= 1.04  # jammed: boxes in the middle need those outside to make room
    return points


def _extent(points: Array, sizes: Array) -> Box:
    """Width and height of all boxes together."""
    width, height = (points + sizes / 2).max(axis=0) - (points - sizes / 2).min(axis=0)
    return float(width), float(height)


def _packed(extents: Sequence[Box], aspect: float) -> list[Box]:
    """The corner of each rectangle, largest first: on shelves, or the largest alone and shelves beside it, whichever shows them larger."""
    if not extents:
        return []
    side, widest = math.sqrt(sum(width * height for width, height in extents) * aspect), max(width for width, _ in extents)
    limits = [widest * (1 + step / 4) for step in range(41)] + [max(widest, side * (1 + step / 20)) for step in range(-6, 11)]
    tried = [_shelved(extents, limit) for limit in limits]
    (width, height), rest = extents[0], extents[1:]
    for limit in [width * step / 20 for step in range(1, 21)] if rest else []:
        corners, (wide, high) = _shelved(rest, limit)
        start = width + PART_GAP
        tried.append(([(0.0, 0.0), *((start + x, y) for x, y in corners)], (start + wide, max(height, high))))
    return min(tried, key=lambda trial: max(trial[1][0] / aspect, trial[1][1]))[0]


def _shelved(extents: Sequence[Box], limit: float) -> tuple[list[Box], Box]:
    """Lay rectangles on shelves no wider than `limit`, in their order; their corners, and the size of the whole."""
    corners: list[Box] = []
    left = top = shelf = right = 0.0
    for width, height in extents:
        if left and left + width > limit:
            left, top, shelf = 0.0, top + shelf + PART_GAP, 0.0
        corners.append((left, top))
        right, shelf = max(right, left + width), max(shelf, height)
        left += width + PART_GAP
    return corners, (right, top + shelf)


def _centred(spots: Mapping[Hashable, tuple[float, float]], boxes: Mapping[Hashable, Box]) -> dict[Hashable, Point]:
    """Whole numbers around the middle of the picture."""
    if not spots:
        return {}
    points = np.array(list(spots.values()))
    sizes = np.array([boxes[node] for node in spots], dtype=float)
    middle = ((points + sizes / 2).max(axis=0) + (points - sizes / 2).min(axis=0)) / 2
    return {node: (round(x), round(y)) for node, (x, y) in zip(spots, (points - middle).tolist())}
