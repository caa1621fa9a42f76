"""A network as plain nodes and edges that other programs can take: each with an id that stays, a label, a kind, and values that are words, numbers, days or lists of words.

What a node and an edge mean is decided in `network`; here what stands behind them becomes words: references of actions instead of IRIs, the words
of the plan with their place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from concordat.graph import given as tables
from concordat.graph import vocab
from concordat.graph.errors import AnalysisError
from concordat.graph.given import Given, Kept
from concordat.graph.network import names, network
from concordat.graph.output import CONTROLS, visible
from concordat.graph.store import Graph

if TYPE_CHECKING:
    import networkx as nx

DEFAULT = "actions"
MOST = 500_000  # edges beyond which programs that draw networks stand still
BETWEEN = "; "  # the entries of a list, in a format that has none; explain takes them so, too
_BOUND = {"actions", "links", "evidence", "events", "action", "label", "kind", "weight"}  # attributes of a network that are told in words, or stand apart
_ALIKE = ("laws", "money", "policies", "themes")  # networks of actions that have something in common, and the tables that say what
_RENAMED = {"type": "relation", "printed": "words", "start": "start_printed", "finish": "finish_printed"}  # GEXF has a start of its own
Plain = str | int | float | bool | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of a network; `key` is its id for other programs, `start` and `finish` the widest bounds of an action's dates."""

    key: str
    iri: str
    label: str
    kind: str
    values: Mapping[str, Plain]
    start: date | None = None
    finish: date | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of a network between two keys; `kind` tells it from others between the same two."""

    key: str
    source: str
    target: str
    label: str
    kind: str
    weight: float
    values: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Network:
    """A network in one order, whatever the order in memory: actions as in the plan, then other things by kind and name; edges by their ends.

    ``replaced`` counts the control characters, which neither XML nor a sheet can hold: each became U+FFFD.
    """

    name: str
    about: str
    directed: bool
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    replaced: int = 0

    @property
    def size(self) -> str:
        """What it holds, in words."""
        return f"the network {self.name} ({self.about}): {len(self.nodes):,} nodes, {len(self.edges):,} edges"


def read(graph: Graph, name: str = DEFAULT, kept: Kept = Kept()) -> Network:
    """A network of a graph by its name, with only what was asked for.

    Raises
    ------
    UsageError
        If there is no such network, or nothing that is to be kept.
    AnalysisError
        If the network is too large to be of use.
    """
    net = network(graph, name, kept)
    if net.number_of_edges() > MOST:
        raise AnalysisError(f"the network {name} has {net.number_of_edges():,} edges, more than the {MOST:,} that other programs can take: keep one section, theme or period")
    return _Teller(tables.read(graph, kept), name).told(net)


def types(items: Iterable[Node] | Iterable[Edge]) -> dict[str, type]:
    """Of each value of some nodes or edges, in the order in which they first come, what it is: bool, int, float, or str for all else."""
    found: dict[str, set[type]] = defaultdict(set)
    for item in items:
        for name, value in item.values.items():
            found[name].add(type(value))
    return {name: _common(kinds) for name, kinds in found.items()}


def _common(kinds: set[type]) -> type:
    if len(kinds) == 1 and kinds <= {bool, int, float}:
        return next(iter(kinds))
    return float if kinds == {int, float} else str


def flat(value: Plain) -> str:
    """A value as words: a day as 2016-10-31, a list with semicolons."""
    if isinstance(value, tuple):
        return BETWEEN.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


class _Teller:
    """Makes the plain network of one in memory."""

    def __init__(self, given: Given, name: str) -> None:
        self.given, self.name, self.replaced = given, name, 0
        self.order = {iri: n for n, iri in enumerate(given.actions)}
        self.themes: dict[str, list[str]] = defaultdict(list)
        for row in given.themes:
            self.themes[row["action"]].append(row["label"])
        self.said: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in getattr(given, name) if name in _ALIKE else ():
            self.said[row["action"], row["label"]].append(f"{self._ref(row['action'])}: {row['printed']} ({row['place']})")

    def told(self, net: nx.Graph) -> Network:
        there = sorted(net.nodes(data=True), key=self._rank)
        keys = dict(zip((iri for iri, _ in there), _each_once(_key(iri) for iri, _ in there)))
        nodes = [self._node(keys[iri], iri, data) for iri, data in there]
        return Network(self.name, names()[self.name], net.is_directed(), nodes, self._edges(net, keys), self.replaced)

    def _rank(self, node: tuple[str, Mapping[str, Any]]) -> tuple[Any, ...]:
        iri, data = node
        return (0, self.order[iri]) if iri in self.order else (1, data["kind"], data["label"].casefold(), iri)

    def _node(self, key: str, iri: str, data: Mapping[str, Any]) -> Node:
        values: dict[str, Plain] = {}
        if iri in self.order:
            values |= {"ref": data["ref"], "themes": tuple(dict.fromkeys(self.themes[iri]))}
        if "actions" in data:
            values |= {"actions": len(data["actions"]), "refs": self._refs(data["actions"])}
        if "events" in data:
            values["events"] = tuple(_event(row) for row in data["events"])
        values |= _rest(data)
        start, finish = data.get("start_earliest"), data.get("finish_latest")
        return Node(key, iri, self._clean(data["label"]), data["kind"], self._cleaned(values), start, finish)

    def _edges(self, net: nx.Graph, keys: Mapping[str, str]) -> list[Edge]:
        rank = {iri: n for n, iri in enumerate(keys)}
        found = [(u, v, data, mark) for u, v, mark, data in _marked(net)]
        if not net.is_directed():  # which end comes first is chance
            found = [(u, v, data, mark) if rank[u] <= rank[v] else (v, u, data, mark) for u, v, data, mark in found]
        found.sort(key=lambda each: (rank[each[0]], rank[each[1]]))
        told = [(u, v, self._edge(net, u, v, data, mark)) for u, v, data, mark in found]
        ids = _each_once(f"{keys[u]}--{keys[v]}--{vocab.slug(kind)}" for u, v, (_, kind, _, _) in told)
        return [Edge(key, keys[u], keys[v], self._clean(label), kind, weight, self._cleaned(values)) for key, (u, v, (label, kind, weight, values)) in zip(ids, told)]

    def _edge(self, net: nx.Graph, u: str, v: str, data: Mapping[str, Any], mark: str) -> tuple[str, str, float, dict[str, Plain]]:
        """Label, kind, weight and values of an edge."""
        values: dict[str, Plain] = {"refs": self._refs(_about(u, v, data))}
        if mark:
            values["iri"] = mark
        values |= self._words(net, u, v, data) | _rest(data)
        weight = float(data.get("weight", 1))
        kind = str(data.get("role") or data.get("type") or data.get("relation") or {"overlap": "shares", "waiting": "waits for"}.get(self.name, self.name))
        return self._label(data, kind), kind, weight, values

    def _label(self, data: Mapping[str, Any], kind: str) -> str:
        """What is written beside an edge: what the two share, or its kind; what has not happened yet says so."""
        if self.name in _ALIKE:
            return BETWEEN.join(data["things"])
        if self.name == "overlap":
            return f"{data['weight']} shared"
        if self.name == "waiting" and data["weight"] > 1:
            return f"{kind} ({data['weight']})"
        return kind if data.get("status", "done") == "done" else f"{kind} ({data['status']})"

    def _words(self, net: nx.Graph, u: str, v: str, data: Mapping[str, Any]) -> dict[str, Plain]:
        """What an edge rests on, where the network has it as rows."""
        if "links" in data:
            return {"links": tuple(f"{self._ref(later)} waits for {self._ref(earlier)}" for later, earlier in data["links"])}
        if "evidence" in data:
            return {"things": _unique(row["thing"] for row in data["evidence"]), "words": _unique(_quoted(self._ref, row) for row in data["evidence"])}
        if "things" in data:
            return {"words": _unique(words for thing in data["things"] for end in (u, v) for words in self.said[end, thing])}
        if "actions" in data:
            roles = [(self._ref(a), net.nodes[u]["actions"][a], net.nodes[v]["actions"][a]) for a in data["actions"]]
            return {"roles": tuple(f"{ref}: {one} and {other}" for ref, one, other in roles)}
        return {}

    def _ref(self, action: str) -> str:
        return str(self.given.actions[action]["ref"])

    def _refs(self, things: Iterable[str]) -> tuple[str, ...]:
        return _unique(self._ref(each) for each in things if each in self.order)

    def _clean(self, words: str) -> str:
        self.replaced += len(re.findall(CONTROLS, words.replace("\r\n", "\n").replace("\r", "\n")))
        return visible(words)

    def _cleaned(self, values: Mapping[str, Plain]) -> dict[str, Plain]:
        """The values that say something, without control characters."""
        made: dict[str, Plain] = {}
        for name, value in values.items():
            if isinstance(value, tuple):
                value = tuple(self._clean(each) for each in value)
            elif isinstance(value, str):
                value = self._clean(value)
            if value not in ("", ()):
                made[name] = value
        return made


def _marked(net: nx.Graph) -> Iterable[tuple[str, str, str, Mapping[str, Any]]]:
    """The edges, each with the IRI that is its key, if it has one, in the order in which those of the same ends were made."""
    if not net.is_multigraph():
        return [(u, v, "", data) for u, v, data in net.edges(data=True)]
    return [(u, v, key if isinstance(key, str) else "", data) for u, v, key, data in net.edges(keys=True, data=True)]


def _about(u: str, v: str, data: Mapping[str, Any]) -> Iterable[str]:
    """The IRIs of what an edge is about: the actions that it names, else its ends, of which only actions count."""
    if "links" in data:
        return [action for link in data["links"] for action in link]
    return list(data["actions"]) if "actions" in data else (u, v)


def _rest(data: Mapping[str, Any]) -> dict[str, Plain]:
    """The attributes that are plain already, under the names that they have elsewhere."""
    return {_RENAMED.get(name, name): _plain(value) for name, value in data.items() if name not in _BOUND and value is not None}


def _plain(value: Any) -> Plain:
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, str | int | float | bool | date) else str(value)


def _quoted(ref: Callable[[str], str], row: Mapping[str, Any]) -> str:
    """The words of both actions on which a dependency rests, with their places."""
    ends = (("later", "printed", "place"), ("earlier", "other_printed", "other_place"))
    return " / ".join(f"{ref(row[end])}: {row[words]} ({row[place]})" for end, words, place in ends if row[words])


def _event(row: Mapping[str, Any]) -> str:
    """What happened to a body that nobody came after."""
    name = f", new name {row['new_name']}" if row["new_name"] else ""
    return f"{row['type']} ({row['status']}) {row['edtf']}{name}"


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _key(iri: str) -> str:
    """An id made of an IRI that every format takes (letters, digits, ``. - _ :``) and that a person can read: ``action:my-plan:3.8``."""
    path = unquote(iri.removeprefix(vocab.ID)).replace("/", ":")
    return re.sub("[~%]", lambda sign: "_7E" if sign[0] == "~" else "_", quote(path, safe=":"))


def _each_once(keys: Iterable[str]) -> list[str]:
    """The keys, a number after those that were there before."""
    taken: set[str] = set()
    made = []
    for key in keys:
        number, once = 1, key
        while once in taken:
            number += 1
            once = f"{key}-{number}"
        taken.add(once)
        made.append(once)
    return made
