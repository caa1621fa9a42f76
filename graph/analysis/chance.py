"""Whether two bodies share more actions than chance would give: what a lot would deal them, and how rare what they share would be."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations_with_replacement
from math import comb

import networkx as nx

RARE = 0.05  # how often, of plans dealt out by lot, even one pair may be called more than luck
MORE, NO_MORE, TOO_FEW = "more than luck would give", "could be luck", "too few actions to tell"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pair stands beside chance.

    ``expected``: how many shared actions a lot would give, on average; ``times``: what is shared as a multiple of that; ``chance``: how often a lot
    would give as many or more (0 to 1); ``reading``: MORE, NO_MORE or TOO_FEW.
    """

    expected: float
    times: float
    chance: float
    reading: str


@dataclass(frozen=True, slots=True)
class Chances:
    """The pairs that share something, and how they were judged.

    ``looked_at``: all pairs of bodies, those that share nothing among them; ``testable``: of these, the pairs that would be called more than luck if
    they shared all that they could; ``bar``: how rare what a pair shares must be for that (0 to RARE).
    """

    pairs: Mapping[frozenset[Hashable], Standing]
    looked_at: int
    testable: int
    bar: float


def tails(total: int, one: int, other: int) -> list[float]:
    """How often two hands dealt independently from the same actions have k or more in common, for k from 0 to the smaller hand.

    Parameters
    ----------
    total, one, other : int
        How many actions there are, and how many each hand holds (0 to total).

    Returns
    -------
    list of float
        min(one, other) + 1 probabilities, the first of them 1: the upper tail of the hypergeometric distribution. Reckoned in whole numbers and
        divided once, so each is the nearest float to the true value.

    Examples
    --------
    >>> tails(4, 2, 2)
    [1.0, 0.8333333333333334, 0.16666666666666666]
    """
    most, all_ways = min(one, other), comb(total, other)
    ways = comb(one, most) * comb(total - one, other - most)
    found, so_far = [], 0
    for k in range(most, -1, -1):
        so_far += ways
        found.append(so_far / all_ways)
        ways = ways * k * (total - one - other + k) // ((one - k + 1) * (other - k + 1))  # the ways to have one fewer in common; none, once it cannot be
    return found[::-1]


def chances(sharing: nx.Graph, total: int) -> Chances:
    """How each pair that shares an action stands beside chance.

    Parameters
    ----------
    sharing : nx.Graph
        n bodies with ``actions``, m pairs with ``weight``, how many they share.
    total : int
        How many actions there are to share, those of no body among them; at least as many as any body has.

    Returns
    -------
    Chances
        m standings by the two bodies, and what they were judged by.

    Notes
    -----
    Chance deals to every body as many actions as it has, each action as likely as any other, bodies independently of each other. Many pairs are looked
    at at once, so some would stand out by luck. The bar is RARE divided by K, where K is the least number such that no more than K pairs could reach
    RARE / K at all, whatever they shared; those that could not are TOO_FEW and not tested. Then the chance of even one false MORE is at most RARE,
    however the pairs hang together. That is Bonferroni's correction after Tarone (1990), Biometrics 46(2):515-522, doi:10.2307/2531456; the plain one
    would count hundreds of pairs that could never pass, and find hardly anything in a plan of ordinary size. One shared action is never MORE.

    Examples
    --------
    >>> g = nx.Graph()
    >>> g.add_nodes_from((b, {"actions": dict.fromkeys(held, "lead")}) for b, held in {"police": "abcd", "nhs": "abcde", "mind": "a"}.items())
    >>> g.add_weighted_edges_from([("police", "nhs", 4), ("police", "mind", 1), ("nhs", "mind", 1)])
    >>> found = chances(g, 20)
    >>> found.looked_at, found.testable, found.bar
    (3, 1, 0.05)
    >>> standing = found.pairs[frozenset(["police", "nhs"])]
    >>> standing.expected, standing.times, round(standing.chance, 5), standing.reading
    (1.0, 4.0, 0.00103, 'more than luck would give')
    >>> found.pairs[frozenset(["police", "mind"])].reading
    'too few actions to tell'
    """
    sizes = {body: len(data["actions"]) for body, data in sharing.nodes(data=True)}
    looked_at, testable, parts = _family(Counter(sizes.values()), total)
    tail = cache(lambda one, other: tails(total, one, other))

    def standing(one: int, other: int, shared: int) -> Standing:
        expected, reached = one * other / total, tail(one, other)
        too_few = reached[-1] * parts > RARE or expected < shared < 2  # where one was to be expected, one is no more than chance
        reading = TOO_FEW if too_few else MORE if reached[shared] * parts <= RARE else NO_MORE
        return Standing(expected, shared / expected, reached[shared], reading)

    pairs = {frozenset((a, b)): standing(*sorted((sizes[a], sizes[b])), shared) for a, b, shared in sharing.edges(data="weight")}
    return Chances(pairs, looked_at, testable, RARE / parts)


def _family(sizes: Counter[int], total: int) -> tuple[int, int, int]:
    """How many pairs there are, how many of them could pass, and among how many the risk is shared out: the least K such that no more than K could pass."""
    least: Counter[float] = Counter()
    for few, many in combinations_with_replacement(sorted(size for size in sizes if size > 1), 2):
        pairs = sizes[few] * sizes[many] if few != many else comb(sizes[few], 2)
        least[comb(many, few) / comb(total, few)] += pairs  # the smaller hand lies in the larger: nothing rarer can happen to the two
    values = sorted(least)
    up_to = [0, *accumulate(least[value] for value in values)]

    def passing(parts: int) -> int:
        return up_to[bisect_left(values, True, key=lambda value: value * parts > RARE)]

    looked_at = comb(sizes.total(), 2)
    parts = 1 + bisect_left(range(1, looked_at + 1), True, key=lambda k: passing(k) <= k)
    return looked_at, passing(parts), parts
