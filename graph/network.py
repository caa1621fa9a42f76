"""Tables to networks: here it is decided what a node and an edge mean. Nodes are IRIs; what is shown of them stands in attributes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from math import comb
from typing import Any

import networkx as nx

from concordat.graph import given as tables
from concordat.graph.errors import AnalysisError, UsageError
from concordat.graph.given import LINKED, SHARING, SURE, Given, Kept
from concordat.graph.names import offer
from concordat.graph.store import Graph

COUNTED = 200_000  # things shared, up to which counting in Python is quicker than loading scipy
MOST = 1_000_000  # pairs of a network, 400 MB of memory, beyond which nobody has any use for it
SHARED = 20_000_000  # things that all pairs share, 200 MB
LINKING = ("explicit", "strong")  # a dependency that is no more than plausible joins nothing
WEIGHTS = {"lead": 1.0, "partner": 0.5}  # a lead answers for an action, a partner helps with it; that it counts half is a convention, nothing measured


def names() -> dict[str, str]:
    """The networks there are, and what each joins."""
    return {name: told for name, (_, told, *_) in _NETWORKS.items()}


def network(graph: Graph, name: str, kept: Kept = Kept()) -> nx.Graph:
    """A network of a graph by its name, see `names`; `kept` says of which part of it.

    Raises
    ------
    UsageError
        If there is no such network, plan, section, theme, role or certainty, or what is to be kept would change nothing in it.
    AnalysisError
        If the network would have more than MOST edges.
    """
    if name not in _NETWORKS:
        raise UsageError(f'there is no network "{name}"{offer(name, _NETWORKS)} There are {", ".join(_NETWORKS)}')
    _check(name, kept)
    return _NETWORKS[name][0](tables.read(graph, kept))


def _check(name: str, kept: Kept) -> None:
    """A UsageError for what would be said to be kept and would change nothing."""
    _, _, roles, sure = _NETWORKS[name]
    idle = [
        *(["roles"] if kept.roles and not roles else []),
        *(["confidence"] if kept.confidence in {*SURE, *LINKED} - {*sure} else []),
        *([word for word in ("section", "theme", "during") if getattr(kept, word)] if name == "succession" else []),  # it is of bodies, whatever the plan says
    ]
    if idle:
        more = f"; its confidence is {', '.join(sure)}" if "confidence" in idle and sure else ""
        raise UsageError(f"{' and '.join(idle)} would change nothing in the network {name}: leave it out{more}")


# ---- actions and bodies


def actions_and_bodies(given: Given) -> nx.MultiDiGraph:
    """Two kinds of node, actions and bodies; an edge leads from a body to an action in which it has a role.

    Node attributes: ``kind`` (action, organisation, class), ``label``; actions also have the columns of the table of actions.
    Edge attributes: ``role``, ``printed``, ``place``, ``scope``, ``confidence``.
    """
    net = nx.MultiDiGraph()
    for iri in given.actions:
        net.add_node(iri, **_action(given, iri))
    for row in given.responsibilities:
        net.add_node(row["body"], kind=row["kind"], label=row["name"])
        net.add_edge(row["body"], row["action"], **{k: row[k] for k in ("role", "printed", "place", "scope", "confidence")})
    return net


def overlap(given: Given) -> nx.Graph:
    """Bodies that share actions: nodes are bodies with a lead or partner role, an edge joins two that have one in the same action.

    Node attributes: ``kind``, ``label``, ``actions`` (IRI to role). Edge attributes: ``weight`` (how many actions they share),
    ``actions`` (IRIs in plan order), ``strength`` (the same weighed by role: each shared action counts the product of the two bodies' WEIGHTS).
    """
    net = nx.Graph()
    for row in given.responsibilities:
        if row["role"] in SHARING:
            if row["body"] not in net:
                net.add_node(row["body"], kind=row["kind"], label=row["name"], actions={})
            net.nodes[row["body"]]["actions"].setdefault(row["action"], row["role"])
    order = {action: n for n, action in enumerate(given.actions)}
    held = {body: sorted(data["actions"], key=order.__getitem__) for body, data in net.nodes(data=True)}
    role = {body: data["actions"] for body, data in net.nodes(data=True)}
    for one, other, shared in pairs(held):
        strength = sum(WEIGHTS[role[one][a]] * WEIGHTS[role[other][a]] for a in shared)
        net.add_edge(one, other, weight=len(shared), actions=shared, strength=strength)
    return net


def waiting_bodies(given: Given) -> nx.DiGraph:
    """Bodies that wait for each other: nodes are leads, an edge leads from the lead of an action to the lead of another for which that action waits.

    An action waits for those that it depends on (`waiting`), at first hand. A body that leads both waits for nobody but itself; that is no
    edge, whoever leads with it, and a body without an edge is no node. Node attributes: ``kind``, ``label``. Edge attributes: ``weight``
    (how many links), ``links`` (pairs of IRIs, the action that waits first).
    """
    leads: dict[str, list[str]] = defaultdict(list)
    shown = {}
    for row in given.responsibilities:
        if row["role"] == "lead":
            leads[row["action"]].append(row["body"])
            shown[row["body"]] = {"kind": row["kind"], "label": row["name"]}
    net = nx.DiGraph()
    for later, earlier in waiting(dependencies(given)).edges:
        for one in leads[later]:
            for other in leads[earlier]:
                if one in leads[earlier]:
                    continue
                net.add_node(one, **shown[one])
                net.add_node(other, **shown[other])
                if not net.has_edge(one, other):
                    net.add_edge(one, other, weight=0, links=[])
                net[one][other]["links"].append((later, earlier))
                net[one][other]["weight"] += 1
    return net


# ---- actions


def dependencies(given: Given) -> nx.DiGraph:
    """Actions that depend on each other: nodes are actions with a dependency, an edge leads from the dependent one to the one on which it depends.

    Only explicit and strong dependencies. ``supports`` says that an action serves the other's aim; it does not wait for it
    (see `waiting`). Edge attributes: ``type``, ``confidence``, ``rule``, and ``evidence``, the rows with the words.
    """
    net = nx.DiGraph()
    for row in given.dependencies:
        if row["confidence"] not in LINKING:
            continue
        for end in (row["later"], row["earlier"]):
            net.add_node(end, **_action(given, end))
        if not net.has_edge(row["later"], row["earlier"]):
            net.add_edge(row["later"], row["earlier"], type=row["type"], confidence=row["confidence"], rule=row["rule"], evidence=[])
        net[row["later"]][row["earlier"]]["evidence"].append(row)
    return net


def waiting(depending: nx.DiGraph) -> nx.DiGraph:
    """The part of the network of dependencies in which one action really waits for the other: all types but ``supports``."""
    return depending.edge_subgraph([(a, b) for a, b, edge in depending.edges(data=True) if edge["type"] != "supports"]).copy()


def by_law(given: Given) -> nx.Graph:
    """Actions that cite the same law or section: all actions are nodes, an edge joins two that cite the same one; an Act is another than its sections.

    Edge attributes: ``weight`` (how many they share), ``things`` (their names).
    """
    return _alike(given, given.laws, "law")


def by_money(given: Given) -> nx.Graph:
    """Actions that name the same money: all actions are nodes, an edge joins two that name the same stream, mechanism or condition. Attributes as in `by_law`."""
    return _alike(given, given.money, "fund")


def by_policy(given: Given) -> nx.Graph:
    """Actions that name the same policy or programme: all actions are nodes, an edge joins two that name the same one. Attributes as in `by_law`."""
    return _alike(given, given.policies, "policy")


def by_theme(given: Given) -> nx.Graph:
    """Actions with the same theme: all actions are nodes, an edge joins two with a theme in common. Attributes as in `by_law`."""
    return _alike(given, given.themes, "theme")


def things(given: Given) -> nx.MultiDiGraph:
    """Two kinds of node, actions and what they share: laws, money, policies, themes; an edge leads from an action to each that it cites, names or is about.

    It grows with what the plan says, where the networks of actions that share a thing grow with its square. Node attributes: ``kind`` (action, law,
    money, policy, theme), ``label``. Edge attributes: ``printed``, ``place``.
    """
    net = nx.MultiDiGraph()
    for iri in given.actions:
        net.add_node(iri, **_action(given, iri))
    for kind, key, rows in (("law", "law", given.laws), ("money", "fund", given.money), ("policy", "policy", given.policies), ("theme", "theme", given.themes)):
        for row in rows:
            net.add_node(row[key], kind=kind, label=row["label"])
            net.add_edge(row["action"], row[key], printed=row["printed"], place=row["place"])
    return net


# ---- time


def succession(given: Given) -> nx.MultiDiGraph:
    """Bodies over time: an edge leads from a body to one that came after it, or is to come after it; a body that nobody came after leads to none.

    Nodes are all bodies to which something happened, and those after them. Node attributes: ``kind``, ``label``, and ``events``, the rows of
    what happened to it without a body after it (a closure, a new name). Edge attributes: ``event`` (its IRI), ``type``, ``status`` (done, planned,
    announced), ``earliest``, ``latest``, ``edtf``, ``scope``, ``instrument``, ``confidence``, ``source``.
    """
    net = nx.MultiDiGraph()
    for row in given.events:
        for end in ("before", "after"):
            if row[end] is not None and row[end] not in net:
                net.add_node(row[end], kind=row[f"{end}_kind"], label=row[f"{end}_name"], events=[])
        if row["after"] is None:
            net.nodes[row["before"]]["events"].append(row)
        else:
            net.add_edge(row["before"], row["after"], **{k: row[k] for k in ("event", "type", "status", "earliest", "latest", "edtf", "scope", "instrument", "confidence", "source")})
    return net


def continuity(given: Given) -> nx.MultiDiGraph:
    """Two kinds of node, actions and later policies; an edge leads from an action to a policy that relates to it.

    All actions are nodes, also those to which no policy relates. Node attributes: ``kind`` (action, policy), ``label``. Edge attributes:
    ``relation``, ``confidence``, ``theme``, ``via`` (a policy that came between), ``words``, ``later_words``, ``why``, ``source``.
    """
    net = nx.MultiDiGraph()
    for iri in given.actions:
        net.add_node(iri, **_action(given, iri))
    for row in given.continuations:
        net.add_node(row["policy"], kind="policy", label=row["label"])
        shown = {k: row[k] for k in ("relation", "confidence", "via", "words", "later_words", "why", "source")}
        net.add_edge(row["action"], row["policy"], key=row["link"], theme=row["theme_label"], **shown)
    return net


# ---- projection


def pairs(held: Mapping[str, Collection[str]]) -> list[tuple[str, str, list[str]]]:
    """Of things that each hold something, the pairs that have some of it in common, and what that is.

    Parameters
    ----------
    held : Mapping[str, Collection[str]]
        n things and what each holds, every piece once.

    Returns
    -------
    list of (one, other, shared)
        Each pair once, in the order of their names, ``one`` before ``other``; what they share in the order in which ``one`` holds it.

    Raises
    ------
    AnalysisError
        If more than MOST pairs may have something in common, or all pairs together more than SHARED pieces.

    Notes
    -----
    Time and memory grow with what is shared, not with the square of n: counted in Python where that is little, with sparse matrices where it is much.

    Examples
    --------
    >>> pairs({"police": ["1", "2"], "nhs": ["2", "3"], "mind": []})
    [('nhs', 'police', ['2'])]
    """
    holders = Counter(piece for pieces in held.values() for piece in pieces)
    shared = sum(comb(number, 2) for number in holders.values())
    most = min(shared, comb(len(held), 2))
    if most > MOST:
        raise AnalysisError(f"up to {most:,} pairs would be joined, more than the {MOST:,} that can be shown: keep less of the plan, one section, theme or period, or take the network things, of actions and what they share")
    if shared > SHARED:
        raise AnalysisError(f"the pairs share {shared:,} things in all, more than the {SHARED:,} that can be told apart: keep less of the plan, one section, theme or period, or take the network things, of actions and what they share")
    return _counted(held) if shared <= COUNTED else _multiplied(held)


def _counted(held: Mapping[str, Collection[str]]) -> list[tuple[str, str, list[str]]]:
    """The pairs, by going through what is held."""
    holders: dict[str, list[str]] = defaultdict(list)
    for thing in sorted(held, reverse=True):
        for piece in held[thing]:
            holders[piece].append(thing)
    found = []
    for one in sorted(held):
        shared: dict[str, list[str]] = defaultdict(list)
        for piece in held[one]:
            holders[piece].pop()  # one itself: those before it in the alphabet are gone already
            for other in holders[piece]:
                shared[other].append(piece)
        found += [(one, other, shared[other]) for other in sorted(shared)]
    return found


def _multiplied(held: Mapping[str, Collection[str]]) -> list[tuple[str, str, list[str]]]:
    """The same by a sparse matrix of who holds what: of its rows for the pieces of some things, the entries right of those things themselves."""
    import numpy as np
    from scipy import sparse

    things = sorted(held)
    numbers: dict[str, int] = {}
    columns = np.array([numbers.setdefault(piece, len(numbers)) for thing in things for piece in held[thing]], dtype=np.int64)
    rows = np.repeat(np.arange(len(things)), [len(held[thing]) for thing in things])
    holders = sparse.csr_array((np.ones(len(rows), dtype=np.int8), (columns, rows)), shape=(len(numbers), len(things)))
    names = np.array([*numbers], dtype=object)
    found: list[tuple[str, str, list[str]]] = []
    for part in _parts(rows, np.diff(holders.indptr)[columns]):
        at, other = holders[columns[part]].nonzero()
        one, piece = rows[part][at], columns[part][at]
        right = np.flatnonzero(other > one)
        pair = one[right] * len(things) + other[right]
        order = np.argsort(pair, kind="stable")  # what is shared keeps the order in which one holds it
        pair, shared = pair[order], names[piece[right[order]]].tolist()
        begins = np.flatnonzero(np.diff(pair, prepend=-1)).tolist()
        found += [(things[p // len(things)], things[p % len(things)], shared[a:b]) for p, a, b in zip(pair[begins].tolist(), begins, [*begins[1:], len(shared)])]
    return found


def _parts(rows: Any, work: Any) -> list[slice]:
    """The entries of a matrix in stretches of about COUNTED steps, none of which parts a row."""
    import numpy as np

    before = np.cumsum(work) - work
    first = np.searchsorted(rows, rows)  # the entry with which the row of each begins
    begins = np.flatnonzero(np.diff(before[first] // COUNTED, prepend=-1)).tolist()
    return [slice(a, b) for a, b in zip(begins, [*begins[1:], len(rows)])]


def _alike(given: Given, rows: Sequence[dict[str, Any]], key: str) -> nx.Graph:
    held: dict[str, dict[str, str]] = {action: {} for action in given.actions}
    for row in rows:
        held[row["action"]][row[key]] = row["label"]
    net = nx.Graph()
    for iri in given.actions:
        net.add_node(iri, **_action(given, iri))
    net.add_edges_from((one, other, {"weight": len(shared), "things": [held[one][thing] for thing in shared]}) for one, other, shared in pairs(held))
    return net


def _action(given: Given, iri: str) -> dict[str, Any]:
    """The attributes of a node that stands for an action."""
    return {**given.actions[iri], "kind": "action", "label": given.actions[iri]["ref"]}


# What makes it, what it joins, whether it goes by roles, and which words of certainty mean something to it.
_NETWORKS: dict[str, tuple[Callable[[Given], nx.Graph], str, bool, tuple[str, ...]]] = {
    "actions": (actions_and_bodies, "bodies and the actions in which they have a role", True, SURE),
    "overlap": (overlap, "bodies that lead or are partners in the same action", True, SURE),
    "waiting": (waiting_bodies, "bodies whose actions wait for actions of other bodies", False, LINKED),
    "dependencies": (dependencies, "actions and those on which they depend", False, LINKED),
    "laws": (by_law, "actions that cite the same law or section", False, SURE),
    "money": (by_money, "actions that name the same money", False, SURE),
    "policies": (by_policy, "actions that name the same policy or programme", False, SURE),
    "themes": (by_theme, "actions with the same theme", False, ()),
    "things": (things, "actions and the laws, money, policies and themes that they share", False, SURE),
    "succession": (succession, "bodies and those that came after them", False, ()),
    "continuity": (continuity, "actions and the later policies that relate to them", False, LINKED),
}
