"""A network that is too large to be drawn at once, in communities: nodes that have more links with each other than with the rest.

Each stands in a region of its own, and linked regions stand near each other, so that a community can be opened where it is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import networkx as nx

from concordat.graph.views import layout
from concordat.graph.views.layout import Box, Point

SEED = 1  # of Louvain's order; the same network is always parted in the same way
CLOSED = 60  # communities that can be told apart at the first sight, and read
MARGIN = 60.0  # page units around the nodes of a region
WIDEST = 3.0  # a region of one row of nodes is made higher, so that its name can be read

Places = Mapping[Hashable, Point]


def parted(network: nx.Graph, largest: int) -> list[list[Hashable]]:
    """The nodes in communities of at most `largest`, each node in one, largest community first; the same for the same network.

    Louvain's method finds them (Blondel and others, 2008, doi:10.1088/1742-5468/2008/10/P10008); one that is too large is parted again, and where there
    are too many to be seen at once, the smallest are put to those with which they have most links.

    >>> parted(nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3)), 10)
    [[0, 1, 2, 3], [4, 5, 6]]
    """
    names = list(network)
    at = {node: number for number, node in enumerate(names)}
    simple = nx.Graph()  # of numbers, because the order of a set of strings changes from run to run
    simple.add_nodes_from(range(len(names)))
    simple.add_edges_from((at[one], at[two]) for one, two in network.edges() if one != two)
    parts = [piece for part in _louvain(simple, simple) for piece in _pieces(simple, part, largest)]
    gathered = _gathered(simple, parts, largest)
    return [[names[number] for number in part] for part in sorted(gathered, key=lambda part: (-len(part), part[0]))]


def _louvain(simple: nx.Graph, within: Iterable[int]) -> list[list[int]]:
    """The communities of a part of the network; all nodes without a link make one."""
    part = nx.Graph(simple.subgraph(within)) if within is not simple else simple
    alone = sorted(nx.isolates(part))
    if part.number_of_edges() == 0:
        return [alone]
    found = [sorted(found) for found in nx.community.louvain_communities(part, seed=SEED)]
    return [group for group in found if len(group) > 1 or part.degree(group[0])] + ([alone] if alone else [])


def _pieces(simple: nx.Graph, part: list[int], largest: int) -> list[list[int]]:
    """A community as it is, or parted again until no piece is too large; what does not fall apart is cut in the order of the plan."""
    if len(part) <= largest:
        return [part]
    smaller = _louvain(simple, part)
    if len(smaller) == 1:
        count = math.ceil(len(part) / largest)
        size = math.ceil(len(part) / count)
        return [part[start : start + size] for start in range(0, len(part), size)]
    return [piece for group in smaller for piece in _pieces(simple, group, largest)]


def _gathered(simple: nx.Graph, parts: list[list[int]], largest: int) -> list[list[int]]:
    """The smallest communities put to others until there are few enough, or no two fit together."""
    groups = dict(enumerate(sorted(parts, key=lambda part: (len(part), part[0]))))
    home = {number: key for key, group in groups.items() for number in group}
    for key in list(groups):
        if len(groups) <= CLOSED:
            break
        near = Counter(home[other] for number in groups[key] for other in simple[number] if home[other] != key)
        fits = [other for other in near or groups if other != key and len(groups[other]) + len(groups[key]) <= largest]
        if not fits:
            continue
        best = min(fits, key=lambda other: (-near[other], len(groups[other]), groups[other][0]))
        home |= dict.fromkeys(groups[key], best)
        groups[best] = sorted(groups[best] + groups.pop(key))
    return list(groups.values())


def places(network: nx.Graph, boxes: Mapping[Hashable, Box], parts: Sequence[Sequence[Hashable]], aspect: float, place: Callable[[nx.Graph], Places]) -> dict[Hashable, Point]:
    """Every node in the region of its community, no two of which cover each other; `place` lays out one community around 0, 0."""
    inner = [place(_within(network, part)) for part in parts]
    rooms = {number: _room(spots, boxes) for number, spots in enumerate(inner)}
    middles = layout.positions(_between(network, parts), rooms, aspect)
    found = {node: (middles[number][0] + x, middles[number][1] + y) for number, spots in enumerate(inner) for node, (x, y) in spots.items()}
    return {node: found[node] for node in network}


def _within(network: nx.Graph, part: Sequence[Hashable]) -> nx.Graph:
    """The part with the links inside it, in a set order: that of networkx' own subgraph changes from run to run."""
    inside, made = set(part), network.__class__()
    made.add_nodes_from(part)
    made.add_edges_from((one, two) for one, two in network.edges(part) if two in inside)
    return made


def _room(spots: Places, boxes: Mapping[Hashable, Box]) -> Box:
    """Width and height of a region."""
    wide = 2 * max(abs(x) + boxes[node][0] / 2 for node, (x, _) in spots.items()) + MARGIN
    high = 2 * max(abs(y) + boxes[node][1] / 2 for node, (_, y) in spots.items()) + MARGIN
    return max(wide, high / WIDEST), max(high, wide / WIDEST)


def _between(network: nx.Graph, parts: Sequence[Sequence[Hashable]]) -> nx.Graph:
    """The communities, by number, and which of them are linked more than others: each with those to which most of its links lead."""
    home = {node: number for number, part in enumerate(parts) for node in part}
    links: dict[int, Counter[int]] = {number: Counter() for number in range(len(parts))}
    for one, two in network.edges():
        if home[one] != home[two]:
            links[home[one]][home[two]] += 1
            links[home[two]][home[one]] += 1
    joined = nx.Graph()
    joined.add_nodes_from(links)
    joined.add_edges_from((one, two) for one, near in links.items() for two, _ in sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))[:3])
    return joined
