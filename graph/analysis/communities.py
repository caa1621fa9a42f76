"""Groups of bodies that share more with each other than with the rest, and how firmly each body belongs to its group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import networkx as nx

RUNS = 20  # how often the groups are looked for, each time in another order of the bodies
FEW_RUNS = 5  # the same for a network in which one run takes long
LONG = 10_000  # links from which on it does


@dataclass(frozen=True, slots=True)
class Community:
    """Bodies that share more with each other than with the rest.

    ``members``: those with most actions first; ``stays``: for each of them how firmly it belongs here, the share of runs in which it falls with another
    member, on average over these (0 to 1; None of the only member); ``actions``: those that at least two members share; ``inside`` and ``outside``: pairs
    that share actions, both in the group, or one in it; ``part``: what the group adds to the modularity of the parting (-0.25 to 1).
    """

    members: tuple[Hashable, ...]
    stays: tuple[float | None, ...]
    actions: frozenset[Hashable]
    inside: int
    outside: int
    part: float


@dataclass(frozen=True, slots=True)
class Parting:
    """A network parted into groups; ``modularity``, -0.5 to 1, says how well they stand apart: 0 is no better than chance."""

    groups: tuple[Community, ...]
    modularity: float
    runs: int


def communities(sharing: nx.Graph) -> Parting:
    """The groups in which bodies share most with each other, by how many actions they share, then by how many members they have.

    Parameters
    ----------
    sharing : nx.Graph
        n bodies with ``label`` and ``actions``, m pairs with ``actions``, the shared ones, and ``strength`` (above 0), how much they count.

    Returns
    -------
    Parting
        Every body that shares an action is in one group; no group if there is none.

    Notes
    -----
    The method of Louvain finds a good parting, not the best, and which one depends on the order in which it takes the bodies. So it runs RUNS times
    (FEW_RUNS from LONG links on), with the seeds 0, 1, 2 ...; the run with the highest modularity is taken, the first of equals, and the others say how
    firm it is. Bodies are taken in the order of their labels, so that the same network always gives the same groups. It cannot see groups that are
    small beside the whole network. Blondel et al. (2008), J. Stat. Mech. P10008, doi:10.1088/1742-5468/2008/10/P10008; Newman (2004), Phys. Rev. E 70, 056131.

    Examples
    --------
    >>> g = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "x"), ("x", "y"), ("y", "z"), ("x", "z")])
    >>> for n in g: g.nodes[n].update(label=n, actions={n: "lead"})
    >>> for n, edge in enumerate(g.edges): g.edges[edge].update(actions=[n], strength=1.0)
    >>> found = communities(g)
    >>> [(group.members, group.inside, group.outside) for group in found.groups], round(found.modularity, 3)
    ([(('a', 'b', 'c'), 3, 1), (('x', 'y', 'z'), 3, 1)], 0.357)
    """
    bodies = sorted((n for n in sharing if sharing.degree(n)), key=lambda n: (sharing.nodes[n]["label"], str(n)))
    if not bodies:
        return Parting((), 0.0, 0)
    numbered = _numbered(sharing, bodies)
    partings = [nx.community.louvain_communities(numbered, weight="strength", seed=seed) for seed in range(_runs(numbered))]
    scores = [round(nx.community.modularity(numbered, parting, weight="strength"), 12) for parting in partings]
    best = partings[scores.index(max(scores))]
    labels = [{n: at for at, group in enumerate(parting) for n in group} for parting in partings]
    groups = [_community(sharing, bodies, numbered, sorted(group), labels) for group in best]
    groups.sort(key=lambda g: (-len(g.actions), -len(g.members), sharing.nodes[g.members[0]]["label"], str(g.members[0])))
    return Parting(tuple(groups), max(scores), len(partings))


def _numbered(sharing: nx.Graph, bodies: Sequence[Hashable]) -> nx.Graph:
    """The same network of numbers: sets of numbers, unlike sets of words, have the same order in every run of Python."""
    at = {body: n for n, body in enumerate(bodies)}
    net = nx.Graph()
    net.add_nodes_from(range(len(bodies)))
    net.add_edges_from(sorted((*sorted((at[a], at[b])), {"strength": s}) for a, b, s in sharing.edges(data="strength")))
    return net


def _runs(net: nx.Graph) -> int:
    return RUNS if net.number_of_edges() < LONG else FEW_RUNS


def _community(sharing: nx.Graph, bodies: Sequence[Hashable], numbered: nx.Graph, group: list[int], labels: list[dict[int, int]]) -> Community:
    beside = [Counter(label[n] for n in group) for label in labels]
    falls = {n: sum(count[label[n]] - 1 for count, label in zip(beside, labels)) for n in group}
    stays = {bodies[n]: falls[n] / ((len(group) - 1) * len(labels)) if len(group) > 1 else None for n in group}
    members = sorted(stays, key=lambda b: (-len(sharing.nodes[b]["actions"]), sharing.nodes[b]["label"], str(b)))
    inside = numbered.subgraph(group)
    actions = frozenset(a for one, other in inside.edges for a in sharing[bodies[one]][bodies[other]]["actions"])
    outside = sum(numbered.degree(n) for n in group) - 2 * inside.number_of_edges()
    whole, within = numbered.size(weight="strength"), inside.size(weight="strength")
    part = within / whole - (sum(s for _, s in numbered.degree(group, weight="strength")) / (2 * whole)) ** 2
    return Community(tuple(members), tuple(stays[b] for b in members), actions, inside.number_of_edges(), outside, part)
