"""Nodes in columns, from left to right: in each the order that lets lines cross little, and every box in a place of its own."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import networkx as nx

Box = tuple[float, float]
Point = tuple[int, int]

ROUNDS = 12  # of sorting a column by its neighbours' places; the order has settled well before
BETWEEN = 150.0  # page units between two columns, room for lines that can be told apart
GAP = 14.0  # and between two boxes of a column


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
        One entry for each node, in the network's order; whole numbers, the same for the same input.

    Notes
    -----
    Barycentre ordering, sweeps to the right and back: Sugiyama, Tagawa and Toda (1981), doi:10.1109/TSMC.1981.4308636.

    Examples
    --------
    >>> positions(nx.path_graph(["a", "b"]), {"a": (40, 40), "b": (40, 40)}, {"a": 0, "b": 1})
    {'a': (-95, 0), 'b': (95, 0)}
    """
    columns: dict[int, list[Hashable]] = {}
    for node in network:
        columns.setdefault(layers[node], []).append(node)
    order = [columns[layer] for layer in sorted(columns)]
    near = {node: [other for other in nx.Graph(network)[node] if other != node] for node in network}
    for turn in range(ROUNDS):
        places = _spread(order, boxes)
        for column in order if turn % 2 == 0 else reversed(order):
            own = {node: [places[other] for other in near[node]] for node in column}
            column.sort(key=lambda node: sum(own[node]) / len(own[node]) if own[node] else places[node])
            places |= _spread([column], boxes)
    places = _spread(order, boxes)
    across = {node: at for column, at in zip(order, _across(order, boxes)) for node in column}
    return {node: (round(across[node]), round(places[node])) for node in network}


def _spread(order: list[list[Hashable]], boxes: Mapping[Hashable, Box]) -> dict[Hashable, float]:
    """How far down the middle of each box lies, each column around 0."""
    found: dict[Hashable, float] = {}
    for column in order:
        at = -(sum(boxes[node][1] for node in column) + GAP * (len(column) - 1)) / 2
        for node in column:
            found[node] = at + boxes[node][1] / 2
            at += boxes[node][1] + GAP
    return found


def _across(order: list[list[Hashable]], boxes: Mapping[Hashable, Box]) -> list[float]:
    """How far right the middle of each column lies, the whole around 0."""
    wide = [max(boxes[node][0] for node in column) for column in order]
    starts = [sum(wide[:at]) + BETWEEN * at for at in range(len(wide))]
    whole = sum(wide) + BETWEEN * (len(wide) - 1)
    return [start + own / 2 - whole / 2 for start, own in zip(starts, wide)]
