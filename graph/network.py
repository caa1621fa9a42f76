"""Answers to networks: here it is decided what a node and an edge mean. Nodes are IRIs; what is shown of them stands in attributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import networkx as nx

from concordat.graph import query
from concordat.graph.errors import UsageError
from concordat.graph.store import Graph

_TABLES = Path(__file__).resolve().parent.parent / "queries" / "tables"
SHARING = ("lead", "partner")  # a body that is only mentioned does no part of the work
Row = dict[str, Any]


@dataclass(frozen=True)
class Tables:
    """The answers that networks are made of: actions by IRI in plan order, and who has which role, which themes, which links."""

    actions: Mapping[str, Row]
    responsibilities: tuple[Row, ...]
    themes: tuple[Row, ...]
    dependencies: tuple[Row, ...]


def table(graph: Graph, name: str) -> tuple[Row, ...]:
    """The rows of a query in ``queries/tables``, as dictionaries."""
    answer = query.run(graph, query.from_file(_TABLES / f"{name}.rq"))
    columns = [column.name for column in answer.columns]
    return tuple(dict(zip(columns, row)) for row in answer.rows)


def tables(graph: Graph, plan: str | None = None) -> Tables:
    """Everything that the networks need; `plan` keeps the actions of one plan, by its id."""
    actions = {row["action"]: row for row in table(graph, "actions") if plan in (None, row["plan"])}
    if plan is not None and not actions:
        raise UsageError(f"no plan in this graph is called {plan!r}: concordat query plans shows what there is")
    several = len({row["plan"] for row in actions.values()}) > 1
    for row in actions.values():
        name = row["ref"] or unquote(row["action"].rsplit("/", 1)[-1])  # where no reference is printed, the key that the build gave
        row["ref"] = f"{row['plan']} {name}" if several else name
    keep = [tuple(r for r in table(graph, name) if r[key] in actions) for name, key in (("responsibilities", "action"), ("themes", "action"), ("dependencies", "later"))]
    return Tables(actions, *keep)


def network(graph: Graph, name: str, plan: str | None = None) -> nx.Graph:
    """A network by its name: ``actions``, ``overlap`` or ``dependencies``."""
    makers = {"actions": actions_and_bodies, "overlap": overlap, "dependencies": dependencies}
    if name not in makers:
        raise UsageError(f"there is no network {name!r}: choose one of {', '.join(makers)}")
    return makers[name](tables(graph, plan))


def actions_and_bodies(given: Tables) -> nx.MultiDiGraph:
    """Two kinds of node, actions and bodies; an edge leads from a body to an action in which it has a role.

    Node attributes: ``kind`` (action, organisation, class), ``label``; actions also have the columns of the table of actions.
    Edge attributes: ``role``, ``printed``, ``place``, ``scope``, ``confidence``.
    """
    net = nx.MultiDiGraph()
    for iri, row in given.actions.items():
        net.add_node(iri, **{**row, "kind": "action", "label": row["ref"]})
    for row in given.responsibilities:
        net.add_node(row["body"], kind=row["kind"], label=row["name"])
        net.add_edge(row["body"], row["action"], **{k: row[k] for k in ("role", "printed", "place", "scope", "confidence")})
    return net


def overlap(given: Tables) -> nx.Graph:
    """Bodies that share actions: nodes are bodies with a lead or partner role, an edge joins two that have one in the same action.

    Node attributes: ``kind``, ``label``, ``actions`` (IRI to role). Edge attributes: ``weight`` (how many actions they share),
    ``actions`` (IRIs in plan order).
    """
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    net = nx.Graph()
    for row in given.responsibilities:
        if row["role"] in SHARING:
            if row["body"] not in net:
                net.add_node(row["body"], kind=row["kind"], label=row["name"], actions={})
            net.nodes[row["body"]]["actions"].setdefault(row["action"], row["role"])
            roles[row["action"]].setdefault(row["body"], row["role"])
    for action in given.actions:
        for one, other in combinations(sorted(roles[action]), 2):
            if net.has_edge(one, other):
                net[one][other]["actions"].append(action)
                net[one][other]["weight"] += 1
            else:
                net.add_edge(one, other, weight=1, actions=[action])
    return net


def dependencies(given: Tables) -> nx.DiGraph:
    """Actions that depend on each other: nodes are actions with a dependency, an edge leads from the dependent one to the one on which it depends.

    Only explicit and strong dependencies. ``supports`` says that an action serves the other's aim; it does not wait for it
    (see `waiting`). Edge attributes: ``type``, ``confidence``, ``rule``, and ``evidence``, the rows with the words.
    """
    net = nx.DiGraph()
    for row in given.dependencies:
        if row["confidence"] not in ("explicit", "strong") or row["earlier"] not in given.actions:
            continue
        for end in (row["later"], row["earlier"]):
            net.add_node(end, **{**given.actions[end], "kind": "action", "label": given.actions[end]["ref"]})
        if not net.has_edge(row["later"], row["earlier"]):
            net.add_edge(row["later"], row["earlier"], type=row["type"], confidence=row["confidence"], rule=row["rule"], evidence=[])
        net[row["later"]][row["earlier"]]["evidence"].append(row)
    return net


def waiting(depending: nx.DiGraph) -> nx.DiGraph:
    """The part of the network of dependencies in which one action really waits for the other: all types but ``supports``."""
    return depending.edge_subgraph([(a, b) for a, b, edge in depending.edges(data=True) if edge["type"] != "supports"]).copy()
