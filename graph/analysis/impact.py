"""What breaks if a body goes: which actions lose which role, what waits for those, and who already works beside it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from concordat.graph.analysis.dependence import Reach, in_order

ALONE, MOST, JOINT, PARTNER, MENTIONED = LOSSES = (  # the gravest first
    "its only lead", "its lead, but for a named part", "one of its leads", "a partner", "a body that it only mentions",
)  # fmt: skip
_RANK = {"lead": 0, "partner": 1, "mentioned": 2}


@dataclass(frozen=True, slots=True)
class Loss:
    """An action in which a body has a role: what it would lose (one of LOSSES), and the leads and partners that would be left, in the order printed."""

    action: Hashable
    loses: str
    leads: tuple[Hashable, ...]
    partners: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """An action that waits for some of those that lose something.

    ``on`` are all of these for which it waits, directly or through others; ``steps`` how many links away the nearest of them is, and ``through`` the
    action for which it waits directly on the way there (that nearest one itself, if it waits directly for it).
    """

    action: Hashable
    on: tuple[Hashable, ...]
    steps: int
    through: Hashable


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that works beside another: the actions of that one in which it leads or is a partner, and what else it leads that is near to them.

    ``share`` is what it shares of the actions that the other leads or in which it is a partner (0 to 1). ``near`` are further actions that it leads in the same
    sections, ``alike`` those with the same themes.
    """

    body: Hashable
    leads: tuple[Hashable, ...]
    partner: tuple[Hashable, ...]
    share: float
    near: tuple[Hashable, ...]
    alike: tuple[Hashable, ...]


def roles(two_mode: nx.MultiDiGraph, action: Hashable) -> dict[Hashable, str]:
    """Every body of an action in the order printed, with its highest role."""
    found: dict[Hashable, str] = {}
    for body, _, edge in two_mode.in_edges(action, data=True):
        found[body] = min(edge["role"], found.get(body, "mentioned"), key=_RANK.__getitem__)
    return found


def losses(two_mode: nx.MultiDiGraph, body: Hashable) -> list[Loss]:
    """What each action of a body would lose without it, the gravest first, then in plan order.

    Parameters
    ----------
    two_mode : nx.MultiDiGraph
        Bodies and actions (with ``order``); edges from bodies to actions with ``role``: lead, partner, mentioned, and ``scope``, the part to
        which it is limited, if it is.
    body : Hashable
        A body; of one that is not in the network nothing is lost.

    Examples
    --------
    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from([("1", {"order": 1}), ("2", {"order": 2})])
    >>> edges = [("police", "1", "lead"), ("nhs", "1", "lead"), ("police", "2", "lead")]
    >>> for one, action, role in edges: _ = g.add_edge(one, action, role=role)
    >>> [(loss.action, loss.loses, loss.leads) for loss in losses(g, "police")]
    [('2', 'its only lead', ()), ('1', 'one of its leads', ('nhs',))]
    """
    if body not in two_mode:
        return []
    found = [_loss(two_mode, body, action) for action in in_order(two_mode, set(two_mode[body]))]
    return sorted(found, key=lambda loss: LOSSES.index(loss.loses))


def _loss(two_mode: nx.MultiDiGraph, body: Hashable, action: Hashable) -> Loss:
    held = roles(two_mode, action)
    leads, partners = (tuple(other for other, role in held.items() if role == wanted and other != body) for wanted in ("lead", "partner"))
    whole = {other for other, _, edge in two_mode.in_edges(action, data=True) if edge["role"] == "lead" and not edge.get("scope")}
    led = ALONE if not leads else MOST if body in whole and whole.isdisjoint(leads) else JOINT
    loses = {"lead": led, "partner": PARTNER, "mentioned": MENTIONED}[held[body]]
    return Loss(action, loses, leads, partners)


def waiting_on(waiting: nx.DiGraph, actions: Collection[Hashable]) -> list[Wait]:
    """What waits for some actions, the nearest first, then in plan order; those of the actions that wait for others of them are among it.

    Parameters
    ----------
    waiting : nx.DiGraph
        n actions (with ``order``), m links, each from the action that waits to the one for which it waits.
    actions : Collection
        Actions, of which some may be in no link.

    Notes
    -----
    One search from all of them together, and one from each of those that wait in turn.

    Examples
    --------
    >>> waiting_on(nx.DiGraph([("3", "2"), ("2", "1"), ("4", "1"), ("4", "3")]), ["1", "3"])
    [Wait(action='2', on=('1',), steps=1, through='1'), Wait(action='4', on=('1', '3'), steps=1, through='1'), Wait(action='3', on=('1',), steps=2, through='2')]
    """
    sources, behind = set(actions) & set(waiting), waiting.reverse(copy=False)
    reach, near, found = Reach(waiting, {a: [a] for a in sources}), _nearest(behind, sources), []
    for action in in_order(waiting, waiting):
        on = reach.of([action], but=[action])
        if on:
            found.append(Wait(action, tuple(on), *(_nearest(behind, sources - {action}) if action in sources else near)[action]))
    return sorted(found, key=lambda wait: wait.steps)


def _nearest(behind: nx.DiGraph, sources: Iterable[Hashable]) -> dict[Hashable, tuple[int, Hashable]]:
    """By how many links each action lies behind the nearest of some, and which action comes right before it on such a way, the first in the plan."""
    found: dict[Hashable, tuple[int, Hashable]] = {source: (0, source) for source in sources}
    edge, steps = in_order(behind, found), 0
    while edge:
        steps += 1
        new: dict[Hashable, tuple[int, Hashable]] = {}
        for one in edge:
            for after in behind[one]:
                if after not in found:
                    new.setdefault(after, (steps, one))
        found.update(new)
        edge = in_order(behind, new)
    return found


def candidates(two_mode: nx.MultiDiGraph, body: Hashable, sections: Mapping[Hashable, Hashable], themes: Mapping[Hashable, Collection[Hashable]]) -> list[Candidate]:
    """Who works beside a body, by what it shares of that body's actions.

    Parameters
    ----------
    two_mode : nx.MultiDiGraph
        As for `losses`; actions in which either is only mentioned do not count.
    body : Hashable
        The body that others might follow.
    sections, themes : Mapping
        The section of an action and its themes; an action that is not in them has none.

    Returns
    -------
    list of Candidate
        Everybody who shares an action with it; if nobody does, those who lead an action in the same sections or with the same themes. First who shares most, then who
        leads most of that, then who leads most in the same sections, then by name (``label``).

    Notes
    -----
    It counts what stands side by side in the plan. Nothing is known of powers, duties, money or people.

    Examples
    --------
    >>> g = nx.MultiDiGraph()
    >>> edges = [("a", "1", "lead"), ("a", "2", "lead"), ("b", "1", "partner"), ("c", "2", "lead"), ("c", "3", "lead")]
    >>> for one, action, role in edges: _ = g.add_edge(one, action, role=role)
    >>> [(c.body, c.leads, c.partner, c.share, c.near) for c in candidates(g, "a", dict.fromkeys("123", "s"), {})]
    [('c', ('2',), (), 0.5, ('3',)), ('b', (), ('1',), 0.5, ())]
    """
    held = _held(two_mode)
    own = held.get(body, {})
    near = {sections[a] for a in own if a in sections}
    alike = {theme for a in own for theme in themes.get(a, ())}
    found = []
    for other, its in held.items():
        shared = [a for a in its if a in own]
        leads, partner = (tuple(a for a in shared if its[a] == role) for role in ("lead", "partner"))
        more = [a for a in its if its[a] == "lead" and a not in own]
        here = tuple(a for a in more if sections.get(a) in near)
        like = tuple(a for a in more if alike & set(themes.get(a, ())))
        if other != body and (shared or here or like):
            found.append(Candidate(other, leads, partner, len(shared) / len(own), here, like))
    sharing = [c for c in found if c.share]
    return sorted(sharing or found, key=lambda c: (-len(c.leads) - len(c.partner), -len(c.leads), -len(c.near), two_mode.nodes[c.body].get("label", ""), str(c.body)))


def _held(two_mode: nx.MultiDiGraph) -> dict[Hashable, dict[Hashable, str]]:
    """By body the actions that it leads or in which it is a partner, in plan order."""
    found: dict[Hashable, dict[Hashable, str]] = {}
    for action in in_order(two_mode, {action for _, action in two_mode.edges()}):
        for body, role in roles(two_mode, action).items():
            if role != "mentioned":
                found.setdefault(body, {})[action] = role
    return found
