"""Networks to numbers. What a figure means, and what it does not, stands with the function that makes it; RDF is never seen here."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies that share actions.

    ``jaccard``: shared actions as a share of all actions that either has a role in (0 to 1). ``overlap``: as a share of the
    actions of the body that has fewer (0 to 1); 1 means that one body does nothing without the other. Neither says that the two
    in fact work together: only that the plan puts them side by side.
    """

    one: Hashable
    other: Hashable
    actions: tuple[Hashable, ...]
    both_lead: int
    lead_and_partner: int
    both_partner: int
    share_of_one: float
    share_of_other: float
    jaccard: float
    overlap: float


def pairs(sharing: nx.Graph) -> list[Pair]:
    """Every pair of bodies that share an action, most shared first, then by the names of the bodies.

    Parameters
    ----------
    sharing : nx.Graph
        n bodies with ``actions`` (action to role: lead or partner), m pairs with ``actions``, the shared ones.

    Returns
    -------
    list of Pair
        m pairs; in each, the body with more actions comes first.

    Notes
    -----
    Jaccard (1912), New Phytologist 11(2):37-50; overlap coefficient after Szymkiewicz and Simpson.

    Examples
    --------
    >>> g = nx.Graph()
    >>> g.add_node("police", label="Police", actions={"1": "lead", "2": "lead"})
    >>> g.add_node("nhs", label="NHS", actions={"1": "partner"})
    >>> g.add_edge("police", "nhs", weight=1, actions=["1"])
    >>> pair = pairs(g)[0]
    >>> pair.one, pair.lead_and_partner, pair.jaccard, pair.overlap
    ('police', 1, 0.5, 1.0)
    """
    found = [_pair(sharing, *sorted(edge, key=lambda n: (-len(sharing.nodes[n]["actions"]), sharing.nodes[n]["label"], str(n)))) for edge in sharing.edges]
    names = {n: sharing.nodes[n]["label"] for n in sharing}
    return sorted(found, key=lambda p: (-len(p.actions), names[p.one], names[p.other], str(p.one), str(p.other)))


def _pair(sharing: nx.Graph, one: Hashable, other: Hashable) -> Pair:
    roles, others = sharing.nodes[one]["actions"], sharing.nodes[other]["actions"]
    shared = tuple(sharing[one][other]["actions"])
    leads = [(roles[a] == "lead") + (others[a] == "lead") for a in shared]
    n, either = len(shared), len(roles.keys() | others.keys())
    return Pair(
        one, other, shared, leads.count(2), leads.count(1), leads.count(0), n / len(roles), n / len(others), n / either, n / min(len(roles), len(others))
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """What one body has to do, by role; ``alone`` are actions that it leads without another lead, ``jointly`` those with one."""

    body: Hashable
    alone: tuple[Hashable, ...]
    jointly: tuple[Hashable, ...]
    partner: tuple[Hashable, ...]
    mentioned: tuple[Hashable, ...]


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


def cycles(waiting: nx.DiGraph) -> list[list[Hashable]]:
    """Groups of actions that wait for each other in a circle: strongly connected components of more than one action, or an action that waits for itself."""
    groups = [sorted(c, key=str) for c in nx.strongly_connected_components(waiting) if len(c) > 1 or any(waiting.has_edge(n, n) for n in c)]
    return sorted(groups, key=lambda group: [str(n) for n in group])


def chains(waiting: nx.DiGraph) -> list[list[Hashable]]:
    """The chains of work: for each action that nothing waits for, the longest way back to one that waits for nothing, first work first.

    Actions in a circle have no order; they count as one step, shown by its first action in sort order.

    Examples
    --------
    >>> chains(nx.DiGraph([("c", "b"), ("b", "a"), ("c", "a")]))
    [['a', 'b', 'c']]
    """
    whole = nx.condensation(waiting)
    first = {c: min(data["members"], key=str) for c, data in whole.nodes(data=True)}
    longest: dict[int, list[int]] = {}
    for step in reversed(list(nx.lexicographical_topological_sort(whole, key=lambda c: str(first[c])))):
        tails = [longest[after] for after in sorted(whole.successors(step), key=lambda c: str(first[c]))]
        longest[step] = [*max(tails, key=len, default=[]), step]
    ends = [c for c in whole if whole.in_degree(c) == 0 and len(longest[c]) > 1]
    found = [[first[c] for c in longest[end]] for end in ends]
    return sorted(found, key=lambda chain: (-len(chain), [str(n) for n in chain]))


def waits(waiting: nx.DiGraph) -> Mapping[Hashable, tuple[int, int]]:
    """For each action how many it waits for and how many wait for it, both along chains of any length, itself left out."""
    return {n: (len(nx.descendants(waiting, n) - {n}), len(nx.ancestors(waiting, n) - {n})) for n in waiting}
