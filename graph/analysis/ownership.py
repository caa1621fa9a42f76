"""Who owns what: the actions of each body, by role; how each action is held; how much rests on few."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from itertools import accumulate

import networkx as nx

from concordat.graph.errors import AnalysisError

STEPS = 20_000  # choices of bodies that are tried before the fewest are only bounded
DEEP = 100  # bodies of a choice beyond which there are too many choices to try any
NO_LEAD, CLASS, SEVERAL, PARTNERS, UNNAMED, ALONE = "no lead", "only a class of bodies", "several leads", "one lead with partners", "one lead, partners not named", "one lead and nobody else"
WAYS = (ALONE, PARTNERS, UNNAMED, SEVERAL, CLASS, NO_LEAD)


@dataclass(frozen=True, slots=True)
class Owner:
    """What one body has to do, by role; ``alone`` are actions of which it is the only lead, partners or none beside it, ``jointly`` those with another lead."""

    body: Hashable
    alone: tuple[Hashable, ...]
    jointly: tuple[Hashable, ...]
    partner: tuple[Hashable, ...]
    mentioned: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """How one action is held: its leads and partners, each once in the order in which its links were made, and which of WAYS that is."""

    leads: tuple[Hashable, ...]
    partners: tuple[Hashable, ...]
    way: str


@dataclass(frozen=True, slots=True)
class Concentration:
    """How much of the leading rests on few.

    ``bodies`` those that lead, most first; ``leads`` how many leads there are: an action with three leads has three. ``share_of_top``: leads
    that the ``top`` bodies hold as a share of all leads (0 to 1). ``even``: how many bodies would lead equally many if the leads were as bunched
    as they are (1 to the number of bodies; the inverse of Simpson's index). ``half``: the fewest bodies that between them lead at least half of
    all actions, those without a lead counted; no fewer than ``half_at_least`` can do, the same number unless there were too many choices to try.
    """

    bodies: tuple[Hashable, ...]
    leads: int
    top: tuple[Hashable, ...]
    share_of_top: float
    even: float
    half: tuple[Hashable, ...]
    half_at_least: int


def owners(two_mode: nx.MultiDiGraph) -> list[Owner]:
    """Every body of the network of actions and bodies, by how many actions it leads, then by its name."""
    leads = {a: {b for b, _, d in two_mode.in_edges(a, data=True) if d["role"] == "lead"} for a, d in two_mode.nodes(data=True) if d["kind"] == "action"}
    found = []
    for body, data in two_mode.nodes(data=True):
        if data["kind"] == "action":
            continue
        by_role: dict[str, dict[Hashable, None]] = {"lead": {}, "partner": {}, "mentioned": {}}
        for _, action, edge in two_mode.out_edges(body, data=True):
            by_role[edge["role"]][action] = None
        led = sorted(by_role["lead"], key=lambda a: two_mode.nodes[a]["order"])
        rest = [tuple(sorted(by_role[r], key=lambda a: two_mode.nodes[a]["order"])) for r in ("partner", "mentioned")]
        found.append(Owner(body, tuple(a for a in led if len(leads[a]) == 1), tuple(a for a in led if len(leads[a]) > 1), *rest))
    return sorted(found, key=lambda o: (-len(o.alone) - len(o.jointly), -len(o.partner), two_mode.nodes[o.body]["label"], str(o.body)))


def holdings(two_mode: nx.MultiDiGraph, unnamed: Collection[Hashable] = ()) -> dict[Hashable, Holding]:
    """How each action is held.

    Parameters
    ----------
    two_mode : nx.MultiDiGraph
        n actions (nodes of the ``kind`` action) and the bodies that have a role in them (edges with ``role``); a class of bodies has the kind class.
    unnamed : Collection
        Actions that speak of partners without naming them.

    Returns
    -------
    dict[Hashable, Holding]
        n entries in the order of the network. A body has nobody else in an action if there is no other lead and no partner, named or not; a
        class of bodies never does, since no single one answers.

    Examples
    --------
    >>> net = nx.MultiDiGraph([("police", "1", {"role": "lead"}), ("mind", "1", {"role": "partner"}), ("police", "2", {"role": "lead"})])
    >>> nx.set_node_attributes(net, {"1": "action", "2": "action", "police": "organisation", "mind": "organisation"}, "kind")
    >>> [holding.way for holding in holdings(net).values()]
    ['one lead with partners', 'one lead and nobody else']
    """
    found = {}
    for action, data in two_mode.nodes(data=True):
        if data["kind"] == "action":
            by: dict[str, dict[Hashable, None]] = {"lead": {}, "partner": {}, "mentioned": {}}
            for body, _, edge in two_mode.in_edges(action, data=True):
                by[edge["role"]][body] = None
            leads, partners = tuple(by["lead"]), tuple(body for body in by["partner"] if body not in by["lead"])
            classes = sum(two_mode.nodes[body]["kind"] == "class" for body in leads)
            found[action] = Holding(leads, partners, _way(leads, classes, partners, action in unnamed))
    return found


def _way(leads: tuple[Hashable, ...], classes: int, partners: tuple[Hashable, ...], unnamed: bool) -> str:
    if not leads:
        return NO_LEAD
    if classes == len(leads):
        return CLASS
    if len(leads) > 1:
        return SEVERAL
    if partners:
        return PARTNERS
    return UNNAMED if unnamed else ALONE


def concentration(led: Mapping[Hashable, Collection[Hashable]], actions: int, top: int = 3) -> Concentration:
    """How much of the leading rests on few bodies.

    Parameters
    ----------
    led : Mapping[Hashable, Collection[Hashable]]
        The actions that each body leads, each once; of bodies with equally many the one named first comes first.
    actions : int
        How many actions there are, those without a lead among them.
    top : int
        How many bodies count as the top.

    Raises
    ------
    AnalysisError
        If nobody leads anything, so that there is nothing to be shared out.

    Notes
    -----
    Simpson (1949), Nature 163:688, as the effective number of Hill (1973), Ecology 54(2):427-432. If less than half of the actions are led at all,
    ``half`` is empty.

    Examples
    --------
    >>> found = concentration({"police": "123", "nhs": "34", "mind": "5"}, actions=5, top=1)
    >>> found.share_of_top, found.half, round(found.even, 2)
    (0.5, ('police',), 2.57)
    """
    bodies = sorted((body for body in led if led[body]), key=lambda body: -len(led[body]))
    if not bodies:
        raise AnalysisError("nobody leads anything here, so leads cannot be shared out evenly or unevenly")
    counts = [len(led[body]) for body in bodies]
    half, least = fewest({body: led[body] for body in bodies}, (actions + 1) // 2)
    return Concentration(tuple(bodies), sum(counts), tuple(bodies[:top]), sum(counts[:top]) / sum(counts), sum(counts) ** 2 / sum(c * c for c in counts), tuple(half), least)


def fewest(led: Mapping[Hashable, Collection[Hashable]], needed: int) -> tuple[list[Hashable], int]:
    """The fewest bodies that between them lead as many actions as needed, and how many it takes at least.

    The two numbers are the same unless more than STEPS choices were to be tried: then the bodies are those found by taking, time after time, the one
    that adds most. Empty if all together lead too few.

    Examples
    --------
    >>> fewest({"a": "1234", "b": "125", "c": "346"}, 6)
    (['b', 'c'], 2)
    """
    order = sorted(led, key=lambda body: -len(led[body]))
    at = {action: n for n, action in enumerate(dict.fromkeys(action for body in order for action in led[body]))}
    masks = [sum(1 << at[action] for action in set(led[body])) for body in order]
    if len(at) < needed:
        return [], 0
    best, search = _greedy(masks, needed), _Search(masks, needed)
    for number in range(search.least(), len(best)):
        found = search.choice(number) if number <= DEEP else None
        if found is not None or search.steps <= 0 or number > DEEP:
            return [order[n] for n in (best if found is None else found)], number
    return [order[n] for n in best], len(best)


def _greedy(masks: list[int], needed: int) -> list[int]:
    """Which bodies are taken if each time the one is taken that adds most."""
    taken, covered = [], 0
    while covered.bit_count() < needed:
        taken.append(max(range(len(masks)), key=lambda n: (masks[n] & ~covered).bit_count()))
        covered |= masks[taken[-1]]
    return sorted(taken)


class _Search:
    """Choices of bodies, those with most actions first, until one leads enough or no step is left."""

    def __init__(self, masks: list[int], needed: int) -> None:
        self.masks, self.needed, self.steps = masks, needed, STEPS
        self.sums = [0, *accumulate(mask.bit_count() for mask in masks)]

    def least(self) -> int:
        """How many bodies it takes if no two of them lead the same action."""
        return next(number for number, led in enumerate(self.sums) if led >= self.needed)

    def choice(self, number: int, start: int = 0, covered: int = 0) -> list[int] | None:
        """A choice of so many bodies, from `start` on, that leads enough with what is covered; None if there is none, or none was found in time."""
        if covered.bit_count() >= self.needed:
            return []
        for n in range(start, len(self.masks) if number else start):
            self.steps -= 1
            at_most = covered.bit_count() + self.sums[min(n + number, len(self.masks))] - self.sums[n]
            if at_most < self.needed or self.steps <= 0:
                return None
            rest = self.choice(number - 1, n + 1, covered | self.masks[n])
            if rest is not None:
                return [n, *rest]
        return None
