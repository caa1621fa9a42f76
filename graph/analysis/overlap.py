"""How much bodies share: pairs that have actions in common."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies that share actions.

    ``jaccard``: shared actions as a share of all actions that either has a role in (0 to 1). ``overlap``: as a share of the
    actions of the body that has fewer (0 to 1); 1 means that one body does nothing without the other. Neither says that the two
    in fact work together: only that the plan puts them side by side. ``strength``: the shared actions weighed by role (0 to their
    number), so that pairs that lead together stand out.
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
    strength: float


def pairs(sharing: nx.Graph) -> list[Pair]:
    """Every pair of bodies that share an action, most shared first, then by the names of the bodies.

    Parameters
    ----------
    sharing : nx.Graph
        n bodies with ``actions`` (action to role: lead or partner), m pairs with ``actions``, the shared ones, and their ``strength``.

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
    >>> g.add_edge("police", "nhs", weight=1, actions=["1"], strength=0.5)
    >>> pair = pairs(g)[0]
    >>> pair.one, pair.lead_and_partner, pair.jaccard, pair.overlap, pair.strength
    ('police', 1, 0.5, 1.0, 0.5)
    """
    found = [_pair(sharing, *sorted(edge, key=lambda n: (-len(sharing.nodes[n]["actions"]), sharing.nodes[n]["label"], str(n)))) for edge in sharing.edges]
    names = {n: sharing.nodes[n]["label"] for n in sharing}
    return sorted(found, key=lambda p: (-len(p.actions), names[p.one], names[p.other], str(p.one), str(p.other)))


def _pair(sharing: nx.Graph, one: Hashable, other: Hashable) -> Pair:
    roles, others = sharing.nodes[one]["actions"], sharing.nodes[other]["actions"]
    shared = tuple(sharing[one][other]["actions"])
    leads = [(roles[a] == "lead") + (others[a] == "lead") for a in shared]
    n, either = len(shared), len(roles.keys() | others.keys())
    shares = (n / len(roles), n / len(others), n / either, n / min(len(roles), len(others)))
    return Pair(one, other, shared, leads.count(2), leads.count(1), leads.count(0), *shares, sharing[one][other]["strength"])
