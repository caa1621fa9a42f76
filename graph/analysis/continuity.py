"""What carries the actions of a plan on: links to later policies, by what they say, and what has no link."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

CARRYING = ("continues", "extends", "restates", "replaces")  # the aim is pursued further
WEAKENING = ("weakens", "gap")  # it is pursued less, or not at all
SURENESS = ("explicit", "strong", "plausible")


@dataclass(frozen=True, slots=True)
class Link:
    """A later policy that relates to an action; ``data`` is all that is said of it."""

    action: Hashable
    policy: Hashable
    key: str
    data: Mapping[str, Any]

    @property
    def group(self) -> str:
        """``carried`` (the aim is pursued further), ``weaker`` (less, or not at all) or ``context`` (anything else: no more than its surroundings)."""
        relation = self.data["relation"]
        return "carried" if relation in CARRYING else "weaker" if relation in WEAKENING else "context"


@dataclass(frozen=True, slots=True)
class Tally:
    """Some links, counted.

    ``carried`` how many carry an action on, and of these ``explicit``, ``strong``, ``plausible``; ``weaker`` and ``context`` how many do not;
    ``actions`` the actions carried on, each once, in plan order; ``touched`` those with any of these links.
    """

    carried: int
    explicit: int
    strong: int
    plausible: int
    weaker: int
    context: int
    actions: tuple[Hashable, ...]
    touched: tuple[Hashable, ...]


def links(continuing: nx.MultiDiGraph) -> list[Link]:
    """All links, by the order of their actions, then by policy and key.

    Parameters
    ----------
    continuing : nx.MultiDiGraph
        Actions (``kind`` action, with ``order`` and ``plan``) and policies (``label``); an edge from an action to a policy has ``relation``.

    Examples
    --------
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from([("1", {"kind": "action", "plan": "p", "order": 1}), ("2", {"kind": "action", "plan": "p", "order": 2})])
    >>> g.add_node("x", kind="policy", label="X")
    >>> g.add_edge("2", "x", key="b", relation="gap", confidence="strong")
    'b'
    >>> g.add_edge("1", "x", key="a", relation="continues", confidence="plausible")
    'a'
    >>> [(link.action, link.group) for link in links(g)], uncarried(g)
    ([('1', 'carried'), ('2', 'weaker')], ['2'])
    """
    found = [Link(action, policy, key, data) for action, policy, key, data in continuing.edges(keys=True, data=True)]
    return sorted(found, key=lambda link: (*_place(continuing, link.action), continuing.nodes[link.policy]["label"], str(link.key)))


def uncarried(continuing: nx.MultiDiGraph) -> list[Hashable]:
    """The actions that no link carries on, in plan order; they may have links of other kinds."""
    carried = {link.action for link in links(continuing) if link.group == "carried"}
    return sorted((node for node, data in continuing.nodes(data=True) if data["kind"] == "action" and node not in carried), key=lambda node: _place(continuing, node))


def tally(some: list[Link]) -> Tally:
    """Links counted by group, and those that carry on by how sure they are; time of the order of the links."""
    carrying = [link for link in some if link.group == "carried"]
    sure = [sum(link.data["confidence"] == word for link in carrying) for word in SURENESS]
    groups = [sum(link.group == group for link in some) for group in ("weaker", "context")]
    return Tally(len(carrying), *sure, *groups, tuple(dict.fromkeys(link.action for link in carrying)), tuple(dict.fromkeys(link.action for link in some)))


def _place(continuing: nx.MultiDiGraph, action: Hashable) -> tuple[str, int]:
    data = continuing.nodes[action]
    return data["plan"], data["order"]
