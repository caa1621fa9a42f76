"""What waits for what: the order of work, circles, chains, what stands before and behind an action, and whether what it needs comes in time.

Every network here leads from the action that waits to the one for which it waits. A node may bear ``order``, its position in the plan; without it
nodes stand in the order of their names.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import networkx as nx

CERTAIN, POSSIBLE, UNKNOWN, IN_TIME = LATENESS = ("dated too late", "perhaps dated too late", "cannot be told", "in time")  # the gravest first; dates alone say no more
TRIED = 2_000_000  # links that are gone through at most to find those that close a circle alone


# ---- order


def cycles(waiting: nx.DiGraph) -> list[list[Hashable]]:
    """Groups of actions that wait for each other in a circle: strongly connected components of more than one action, or an action that waits for itself.

    Each group in plan order, and the groups by their first action.

    Examples
    --------
    >>> cycles(nx.DiGraph([("b", "a"), ("a", "b"), ("c", "a")]))
    [['a', 'b']]
    """
    groups = [in_order(waiting, c) for c in nx.strongly_connected_components(waiting) if len(c) > 1 or any(waiting.has_edge(n, n) for n in c)]
    return sorted(groups, key=lambda group: _place(waiting, group[0]))


def closing(waiting: nx.DiGraph, circle: Collection[Hashable]) -> dict[tuple[Hashable, Hashable], bool | None]:
    """The links among the actions of a circle, and of each whether the circle is gone without it.

    Parameters
    ----------
    waiting : nx.DiGraph
        n actions, m links.
    circle : Collection
        The actions of one circle, as `cycles` gives them.

    Returns
    -------
    dict[(later, earlier), bool or None]
        Every link between two of them, in plan order; True if those that are left hold no circle. None if the circle is too large to try
        them all (more than TRIED steps).

    Examples
    --------
    >>> closing(nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("b", "a")]), "abc")
    {('a', 'b'): True, ('b', 'a'): False, ('b', 'c'): False, ('c', 'a'): False}
    """
    part = nx.DiGraph(waiting.subgraph(circle))
    links = sorted(part.edges, key=lambda link: (_place(waiting, link[0]), _place(waiting, link[1])))
    once_round = nx.find_cycle(part)  # a link that is in every circle is in this one
    if len(once_round) * len(links) > TRIED:
        return dict.fromkeys(links)
    opens = {link for link in once_round if nx.is_directed_acyclic_graph(nx.restricted_view(part, (), [link]))}
    return {link: link in opens for link in links}


def steps(waiting: nx.DiGraph) -> list[list[list[Hashable]]]:
    """The order of work: first what waits for nothing, then what waits only for that, and so on.

    Returns
    -------
    list of steps
        Each a list of groups, in plan order: one action alone, or the actions of a circle, which have no order among themselves. Everything for
        which an action waits stands in a step before its own, its circle apart; no step could come earlier.

    Examples
    --------
    >>> steps(nx.DiGraph([("c", "b"), ("b", "a"), ("c", "a"), ("x", "a"), ("a", "y"), ("y", "a")]))
    [[['a', 'y']], [['b'], ['x']], [['c']]]
    """
    whole = nx.condensation(waiting)
    groups = {c: in_order(waiting, data["members"]) for c, data in whole.nodes(data=True)}
    layers = nx.topological_generations(whole.reverse(copy=False))
    return [sorted((groups[c] for c in layer), key=lambda group: _place(waiting, group[0])) for layer in layers]


def chains(waiting: nx.DiGraph, most: int | None = None) -> list[list[Hashable]]:
    """The chains of work: for each action that nothing waits for, the longest way back to one that waits for nothing, first work first.

    Actions in a circle have no order; they count as one step, shown by its first action. The longest chain comes first; of ways equally long the
    one through the action that stands first in the plan. With `most` only so many chains.

    Examples
    --------
    >>> chains(nx.DiGraph([("c", "b"), ("b", "a"), ("c", "a")]))
    [['a', 'b', 'c']]
    """
    whole = nx.condensation(waiting)
    first = {c: in_order(waiting, data["members"])[0] for c, data in whole.nodes(data=True)}
    long: dict[int, tuple[int, int | None]] = {}  # of each step how many lie before it, and which is next on the longest way
    for step in reversed(list(nx.topological_sort(whole))):
        before = min(whole.successors(step), key=lambda c: (-long[c][0], _place(waiting, first[c])), default=None)
        long[step] = (0, None) if before is None else (long[before][0] + 1, before)
    ends = sorted((c for c in whole if whole.in_degree(c) == 0 and long[c][0]), key=lambda c: (-long[c][0], _place(waiting, first[c])))
    return [[first[c] for c in _way(long, end)] for end in ends[:most]]


def _way(long: Mapping[int, tuple[int, int | None]], end: int | None) -> list[int]:
    found = []
    while end is not None:
        found.append(end)
        end = long[end][1]
    return found[::-1]


def in_order(net: nx.Graph, nodes: Iterable[Hashable]) -> list[Hashable]:
    """Nodes in plan order."""
    return sorted(nodes, key=lambda node: _place(net, node))


def _place(net: nx.Graph, node: Hashable) -> tuple[str, int, str]:
    data = net.nodes[node]
    return data.get("plan", ""), data.get("order", 0), str(node)


# ---- what stands before and behind


class Reach:
    """What stands behind each node of a network, along any number of edges; reckoned once for all nodes.

    Parameters
    ----------
    net : nx.DiGraph
        n nodes, m edges. Nodes of a circle reach the same things, each other among them.
    marks : Mapping of node to things, or None
        What counts of each node (the bodies that lead an action); None counts the nodes themselves.

    Notes
    -----
    One pass over the network with its circles drawn together, O(n + m) unions of sets of bits, in place of a search from each node.
    Purdom (1970), BIT 10:76-94, doi:10.1007/BF01940892

    Examples
    --------
    >>> reach = Reach(nx.DiGraph([("c", "b"), ("b", "a"), ("a", "b")]))
    >>> reach.of(["c"], but=["c"]), reach.count("b", but=["b"])
    (['a', 'b'], 1)
    """

    def __init__(self, net: nx.DiGraph, marks: Mapping[Hashable, Iterable[Hashable]] | None = None) -> None:
        whole = nx.condensation(net)
        held = {node: list((marks or {}).get(node, ())) if marks is not None else [node] for node in in_order(net, net)}
        self._bit = {mark: at for at, mark in enumerate(dict.fromkeys(mark for own in held.values() for mark in own))}
        self._marks = list(self._bit)
        self._circle: dict[Hashable, int] = whole.graph["mapping"]
        self._found: dict[int, int] = {}
        for step in reversed(list(nx.topological_sort(whole))):
            bits = self._bits(mark for node in whole.nodes[step]["members"] for mark in held[node])
            for after in whole.successors(step):
                bits |= self._found[after]
            self._found[step] = bits

    def count(self, node: Hashable, but: Iterable[Hashable] = ()) -> int:
        """How many things a node reaches, its own among them, those of `but` left out."""
        return (self._found[self._circle[node]] & ~self._bits(but)).bit_count()

    def of(self, nodes: Iterable[Hashable], but: Iterable[Hashable] = ()) -> list[Hashable]:
        """The things that some nodes reach together, in the order in which the plan has them, those of `but` left out."""
        bits = 0
        for node in nodes:
            bits |= self._found[self._circle[node]]
        written, found = f"{bits & ~self._bits(but):b}"[::-1], []
        at = written.find("1")
        while at >= 0:
            found.append(self._marks[at])
            at = written.find("1", at + 1)
        return found

    def reaching(self, nodes: Iterable[Hashable], marks: Iterable[Hashable]) -> list[Hashable]:
        """Those of the nodes that reach one of some things, a node's own name left out."""
        wanted = self._bits(marks)
        return [node for node in nodes if self._found[self._circle[node]] & wanted & ~self._bits([node])]

    def _bits(self, marks: Iterable[Hashable]) -> int:
        bits = 0
        for mark in marks:
            if mark in self._bit:
                bits |= 1 << self._bit[mark]
        return bits


def waits(waiting: nx.DiGraph) -> Mapping[Hashable, tuple[int, int]]:
    """For each action how many it waits for and how many wait for it, both along chains of any length, itself left out."""
    before, behind = Reach(waiting), Reach(waiting.reverse(copy=False))
    return {n: (before.count(n, [n]), behind.count(n, [n])) for n in waiting}


def nearest(net: nx.DiGraph, node: Hashable, most: int) -> list[Hashable]:
    """What a node reaches at second hand or further, the nearest first, within a step in plan order; no more than `most`.

    Examples
    --------
    >>> nearest(nx.DiGraph([("d", "c"), ("c", "b"), ("c", "a"), ("b", "x")]), "d", 2)
    ['a', 'b']
    """
    seen, edge, found = {node, *net[node]}, in_order(net, set(net[node]) - {node}), []
    while edge and len(found) < most:
        edge = in_order(net, {after for one in edge for after in net[one]} - seen)
        seen.update(edge)
        found += edge
    return found[:most]


# ---- dates


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date may mean; None where the words set no bound ("by April" has no first day, "ongoing" has neither)."""

    earliest: date | None = None
    latest: date | None = None


def lateness(ready: Bounds, needed: Bounds) -> str:
    """Whether what is ready within some bounds comes in time for what needs it within others.

    Returns
    -------
    str
        One of LATENESS. Dated too late: the first day on which it may be ready comes after the last on which it may be needed. In time: the last day on
        which it may be ready is no later than the first on which it may be needed; of a bare deadline ("by April") the deadline counts. Perhaps
        dated too late: neither is sure. It cannot be told where one of the two has no bounds at all.

    Examples
    --------
    >>> spring, year = Bounds(date(2017, 3, 1), date(2017, 5, 31)), Bounds(date(2017, 1, 1), date(2017, 12, 31))
    >>> lateness(spring, year), lateness(spring, Bounds(None, date(2017, 6, 30))), lateness(year, Bounds(None, date(2016, 6, 30))), lateness(spring, Bounds())
    ('perhaps dated too late', 'in time', 'dated too late', 'cannot be told')
    """
    if ready == Bounds() or needed == Bounds():
        return UNKNOWN
    least, most = days_between(ready, needed)
    if most is not None and most < 0:
        return CERTAIN
    return IN_TIME if least is not None and least >= 0 else POSSIBLE


def together(one: tuple[Bounds, Bounds], other: tuple[Bounds, Bounds]) -> tuple[date, date] | None:
    """The first and the last day between which two actions run side by side at some time, by their dates alone.

    Parameters
    ----------
    one, other : tuple[Bounds, Bounds]
        Start and finish of each; what has no end has a finish without bounds and runs on.

    Returns
    -------
    tuple[date, date] or None
        None if they need not meet: one may be finished before the other starts, or a day on which one starts or is finished is not known.

    Examples
    --------
    >>> in_2016, in_2017, in_2021 = (Bounds(date(year, 1, 1), date(year, 12, 31)) for year in (2016, 2017, 2021))
    >>> together((in_2016, in_2017), (in_2016, in_2021))
    (datetime.date(2016, 1, 1), datetime.date(2017, 12, 31))
    >>> together((in_2016, in_2016), (in_2017, in_2021))
    """
    starts, finishes = (one[0], other[0]), (one[1], other[1])
    if any(s.earliest is None or s.latest is None for s in starts) or any((f.earliest is None) != (f.latest is None) for f in finishes):
        return None
    ends = [f.latest for f in finishes if f.latest]
    first_end = min((f.earliest for f in finishes if f.earliest), default=None)
    if first_end is None or max(s.latest for s in starts) > first_end:
        return None
    return max(s.earliest for s in starts), min(ends)


def days_between(ready: Bounds, needed: Bounds) -> tuple[int | None, int | None]:
    """How many days lie between being ready and being needed, at the worst and at the best; below nought it comes too late, None where a bound is missing.

    At the worst it is ready on its last day and needed on the first (of a bare deadline, on that), at the best the other way round.

    Examples
    --------
    >>> days_between(Bounds(date(2017, 4, 1), date(2017, 4, 30)), Bounds(date(2017, 4, 11), date(2017, 5, 1)))
    (-19, 30)
    """
    first = needed.earliest or needed.latest
    worst = (first - ready.latest).days if first and ready.latest else None
    best = (needed.latest - ready.earliest).days if needed.latest and ready.earliest else None
    return worst, best


@dataclass(frozen=True, slots=True)
class Late:
    """A link, and whether what the one action needs of the other comes in time: for its start and for its finish, each one of LATENESS."""

    later: Hashable
    earlier: Hashable
    start: str
    finish: str
    start_days: tuple[int | None, int | None]
    finish_days: tuple[int | None, int | None]

    @property
    def gravity(self) -> int:
        """0 if it is dated too late for the finish, 1 for the start; 2 and 3 if perhaps; 4 and 5 if it cannot be told; 6 if it is in time for both."""
        return min(2 * LATENESS.index(self.finish), 2 * LATENESS.index(self.start) + 1, 6)


def late(waiting: nx.DiGraph) -> list[Late]:
    """Every link of waiting with what the dates say of it, the gravest first, then in plan order.

    Parameters
    ----------
    waiting : nx.DiGraph
        n actions with ``starts`` and ``finishes``, their `Bounds`; m links.

    Returns
    -------
    list of Late
        m links; the finish of the one for which the other waits is held against the other's start and its finish. A day on which the one is
        finished and the other begins is no delay. What is in time for the start is so for the finish, too, whenever that is.

    Examples
    --------
    >>> net = nx.DiGraph([("report", "survey")])
    >>> net.nodes["survey"].update(starts=Bounds(), finishes=Bounds(date(2017, 1, 1), date(2017, 12, 31)))
    >>> net.nodes["report"].update(starts=Bounds(date(2016, 1, 1), date(2016, 12, 31)), finishes=Bounds(date(2017, 6, 1), date(2017, 6, 30)))
    >>> [(found.start, found.finish, found.finish_days) for found in late(net)]
    [('dated too late', 'perhaps dated too late', (-213, 180))]
    """
    found = []
    for one, other in waiting.edges:
        ready, starts, finishes = waiting.nodes[other]["finishes"], waiting.nodes[one]["starts"], waiting.nodes[one]["finishes"]
        for_start, for_finish = lateness(ready, starts), lateness(ready, finishes)
        in_any_case = for_start == IN_TIME and for_finish == UNKNOWN
        found.append(Late(one, other, for_start, IN_TIME if in_any_case else for_finish, days_between(ready, starts), days_between(ready, finishes)))
    return sorted(found, key=lambda each: (each.gravity, _place(waiting, each.later), _place(waiting, each.earlier)))
