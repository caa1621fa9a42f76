"""Lines bent round boxes that they do not belong to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

Box = tuple[float, float]
Point = tuple[float, float]

ROUND = (0.08, 0.16, 0.25, 0.35, 0.45)  # how far a line is bent
SWING = 4.0  # boxes that a full bend has to spare: a wide swing is harder to follow than a line that passes behind a box
STEPS = 32  # points of a line that are looked at
NEAR = 3.0  # page units between a line and a box
TRIED = 2_000  # lines for which a bend is looked for; in a picture with more nobody follows a line


def via(start: Point, end: Point, bend: float) -> Point:
    """The point to which a line of vis-network is drawn aside: curvedCW by so much, curvedCCW below nought, straight for 0.

    Examples
    --------
    >>> [round(part) for part in via((0, 0), (100, 0), 0.2)]
    [57, -19]
    """
    if not bend:
        return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    share = abs(bend) / 2 + 0.5
    turn = atan2(start[1] - end[1], end[0] - start[0]) + (bend / 2 + 0.5) * pi
    length = hypot(end[0] - start[0], end[1] - start[1])
    return start[0] + share * length * sin(turn), start[1] + share * length * cos(turn)


def bends(ends: Sequence[tuple[Hashable, Hashable]], spots: Mapping[Hashable, Point], places: Mapping[Hashable, Point], boxes: Mapping[Hashable, Box]) -> dict[int, float]:
    """How far lines have to be bent so that they touch no box but those at their ends.

    Parameters
    ----------
    ends : sequence of pairs of nodes
        m lines, each straight if nothing is said of it.
    spots : mapping
        Where the lines of each node begin and end: the middle of its shape.
    places, boxes : mappings
        The middle of each node's box, its label included, its width and its height.

    Returns
    -------
    dict[int, float]
        For lines, by their number in `ends`, that would touch a box: the bend of ROUND, to either side, that touches few boxes and is no wide swing;
        nothing of lines for which no bend is better than none.

    Examples
    --------
    >>> in_a_row = {"a": (0, 0), "b": (100, 0), "c": (200, 0)}
    >>> bends([("a", "c"), ("a", "b")], in_a_row, in_a_row, dict.fromkeys("abc", (20, 20)))
    {0: 0.16}
    """
    import numpy as np

    at = {node: number for number, node in enumerate(places)}
    middles = np.array(list(places.values()), dtype=float).reshape(-1, 2)
    halves = np.array([boxes[node] for node in places], dtype=float).reshape(-1, 2) / 2 + NEAR
    found: dict[int, float] = {}
    tried = 0
    for number, (one, other) in enumerate(ends):
        if one == other or tried >= TRIED:
            continue
        start, end = spots[one], spots[other]
        rest = np.ones(len(middles), dtype=bool)
        rest[[at[one], at[other]]] = False
        if not _touched(start, end, 0, middles[rest], halves[rest]):
            continue
        tried += 1
        touched = {bend: _touched(start, end, bend, middles[rest], halves[rest]) for bend in (0.0, *(side * much for much in ROUND for side in (1, -1)))}
        best = min(touched, key=lambda bend: (touched[bend] + SWING * abs(bend), abs(bend)))
        found |= {number: best} if best else {}
    return found


def _touched(start: Point, end: Point, bend: float, middles: np.ndarray[Any, Any], halves: np.ndarray[Any, Any]) -> int:
    """How many boxes a line touches."""
    import numpy as np

    aside = via(start, end, bend)
    spots = [start, end, aside]
    low, high = np.min(spots, axis=0), np.max(spots, axis=0)
    close = ((middles + halves >= low) & (middles - halves <= high)).all(axis=1)  # no other box can lie on the line
    if not close.any():
        return 0
    share = np.linspace(0, 1, STEPS + 1)[:, None]
    line = (1 - share) ** 2 * start + 2 * share * (1 - share) * np.array(aside) + share**2 * np.array(end)
    return int((np.abs(line[:, None] - middles[close]) <= halves[close]).all(axis=2).any(axis=0).sum())


def look(bend: float) -> dict[str, Any]:
    """A bend as vis-network takes it."""
    return {"smooth": {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}}
