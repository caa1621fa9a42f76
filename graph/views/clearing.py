"""Nodes nudged out of the way of lines: a line that runs through a third body's circle is read as a link that is not there."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

MOST = 400  # nodes in a part that are looked at; lines of a larger one cross so much that no nudge helps
ROUNDS = 12  # of all nodes that stand in the way, or whose lines do; most pictures need three
PATIENCE = 3  # rounds without a better picture before it is taken as it is
FEW = 5  # lines through shapes that are left over, and for which a larger picture is tried, where letters are a little smaller
STRETCHES, STRETCH = 3, 1.04
WORK = 12_000_000  # lines held against shapes, after which the picture is taken as it is: a second at most
RINGS = (12, 24, 40, 60, 85, 115, 150, 200, 260)  # how far a node may be moved at once, in page units
TURNS = 20  # directions that are tried on each ring
FREE = 2.0  # kept between a shape and a foreign line
GAP = 6.0  # and between two boxes
GROWN = 0.04  # of the picture's width and height, which a node may be moved out of it on each side


def cleared(points: Array, boxes: Array, shapes: Array, edges: Numbers) -> Array:
    """Move single nodes a little, so that as few lines as possible run through the shape of a node that is not one of their ends.

    Parameters
    ----------
    points : Array
        The middle of each node's box, n by 2; no two boxes cover each other, and none will.
    boxes : Array
        Width and height of each box, label included.
    shapes : Array
        Width and height of the shape that a line must not touch; it stands at the top of its box, in the middle.
    edges : Numbers
        Numbers of the two ends of each line, m by 2, each pair once. A line is straight from shape to shape.

    Returns
    -------
    Array
        The places after the nudges; the same for the same input. Each nudge takes the nearest of the places that are best for the node.
    """
    if not 2 < len(points) <= MOST or not len(edges):
        return points
    best, least, left = _nudged(points, boxes, shapes, edges, WORK)
    tried = best
    for _ in range(STRETCHES if least <= FEW else 0):
        if not least or left <= 0:
            break
        tried, count, left = _nudged((tried * STRETCH).round(2), boxes, shapes, edges, left)
        if not count:
            best, least = tried, 0
    return best


def _nudged(points: Array, boxes: Array, shapes: Array, edges: Numbers, work: int) -> tuple[Array, int, int]:
    """The best of some rounds of nudges, how many lines still run through shapes in it, and how much of the work is left to do."""
    field = _Field(points.copy(), boxes, shapes, edges, work)
    involved, least = field.involved()
    best, since = points, 0
    for _ in range(ROUNDS):
        if not least or since == PATIENCE or field.work <= 0 or not any([field.nudge(node) for node in involved]):
            break
        involved, count = field.involved()
        since = 0 if count < least else since + 1
        if count < least:
            best, least = field.points.copy(), count
    return best, least, field.work


class _Field:
    """The nodes and lines of one part while nodes are moved in it."""

    def __init__(self, points: Array, boxes: Array, shapes: Array, edges: Numbers, work: int) -> None:
        self.work = work
        self.points, self.boxes, self.edges = points, boxes, edges
        self.half = shapes / 2 + FREE
        self.up = np.column_stack([np.zeros(len(points)), (boxes[:, 1] - shapes[:, 1]) / 2])  # from the box's middle to the shape's
        self.own = [np.flatnonzero((edges == node).any(axis=1)) for node in range(len(points))]
        self.ends = [edges[own].sum(axis=1) - node for node, own in enumerate(self.own)]
        room = np.ptp(points, axis=0) * GROWN
        self.low, self.high = points.min(axis=0) - room, points.max(axis=0) + room
        turns = [(ring, 2 * math.pi * (turn + at % 2 / 2) / TURNS) for at, ring in enumerate(RINGS) for turn in range(TURNS)]
        self.steps = np.array([(ring * math.cos(angle), ring * math.sin(angle)) for ring, angle in turns]).round(2)

    def involved(self) -> tuple[list[int], int]:
        """The nodes that stand in the way of a line, the worst first, then the ends of these lines; and how many lines run through shapes."""
        at = self.points - self.up
        hit = _through(at[self.edges[:, 0], None], at[self.edges[:, 1], None], at[None], self.half[None])
        rows = np.arange(len(self.edges))
        hit[rows, self.edges[:, 0]] = hit[rows, self.edges[:, 1]] = False
        inside, lines = hit.sum(axis=0), hit.sum(axis=1)
        first = [node for node in np.argsort(-inside, kind="stable").tolist() if inside[node]]
        ends = dict.fromkeys(self.edges[lines > 0].ravel().tolist())
        return list(dict.fromkeys([*first, *ends])), int(hit.sum())

    def nudge(self, node: int) -> bool:
        """Move a node that crosses anything to the nearest of the other places where it does so least, and no more than here; whether it was moved.

        A place that is no better counts too: from there another node may find its way.
        """
        here = self._crossings(node, self.points[[node]])[0]
        places = self._free(node) if here and self.work > 0 else self.steps[:0]
        if not len(places):
            return False
        found = self._crossings(node, places)
        best = int(np.argmin(found))  # the first of equal ones, so the nearest
        if found[best] > here:
            return False
        self.points[node] = places[best]
        return True

    def _free(self, node: int) -> Array:
        """The places around, the nearest first, where its box covers no other."""
        places = self.points[node] + self.steps
        others = np.arange(len(self.points)) != node
        room = (self.boxes[others] + self.boxes[node]) / 2 + GAP
        covered = (np.abs(places[:, None] - self.points[None, others]) < room[None]).all(axis=2).any(axis=1)
        return places[~covered & (places >= self.low).all(axis=1) & (places <= self.high).all(axis=1)]

    def _crossings(self, node: int, places: Array) -> NDArray[np.int64]:
        """For each place: foreign lines through the node's shape, and shapes that its own lines run through."""
        at = self.points - self.up
        here = places - self.up[node]
        foreign = np.setdiff1d(np.arange(len(self.edges)), self.own[node])
        one, two = at[self.edges[foreign, 0]], at[self.edges[foreign, 1]]
        inside = _through(one[None], two[None], here[:, None], self.half[node]).sum(axis=1)
        others = np.flatnonzero(np.arange(len(at)) != node)
        through = np.zeros(len(places), dtype=np.int64)
        self.work -= len(places) * (len(foreign) + len(others) * len(self.ends[node]))
        for end in self.ends[node].tolist():
            crossed = _through(here[:, None], at[end], at[None, others], self.half[None, others])
            crossed[:, others == end] = False
            through += crossed.sum(axis=1)
        return inside + through


def _through(one: Array, two: Array, at: Array, half: Array) -> NDArray[np.bool_]:
    """Whether the line from `one` to `two` touches the box around `at`: neither its length, its height nor its slope keeps it outside."""
    run, way = np.abs(two - one) / 2, at - (one + two) / 2
    turned = (two - one)[..., ::-1] / 2
    across = np.abs(way[..., 0] * turned[..., 0] - way[..., 1] * turned[..., 1])
    beside = (np.abs(way) < half + run).all(axis=-1)
    return beside & (across < half[..., 0] * run[..., 1] + half[..., 1] * run[..., 0])
