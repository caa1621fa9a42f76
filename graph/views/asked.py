"""The answer to a query as a picture: any CONSTRUCT or DESCRIBE, or a SELECT with the columns source and target."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
from pyoxigraph import BlankNode, Literal, NamedNode

from concordat.graph import query, vocab
from concordat.graph.errors import AnalysisError, UsageError
from concordat.graph.facts import word
from concordat.graph.given import Kept, read
from concordat.graph.query import Question, Term
from concordat.graph.store import Graph
from concordat.graph.views import said
from concordat.graph.views.context import ACTION, CLASS, ORGANISATION, Context, short
from concordat.graph.views.model import Drawing, EdgeKind, Fact, Item, NodeKind, View
from concordat.graph.views.subject import seen, subject

MOST = 20_000  # links that can be drawn
READ = 400_000  # triples that are read: words about things are many, and are not drawn
TOLD = 25  # properties of one thing that its panel tells
COLUMNS = ("source", "target")
MEANT = (*COLUMNS, "label", "kind", "weight", "text", "place", "source_label", "target_label", "source_kind", "target_kind")
LINKED = "is linked to"
# Okabe and Ito's colours by order, each time round with other shapes
_COLOURS = ("#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999", "#0072b2", "#e69f00", "#f0e442")
_SHAPES = ("square", "triangle", "star", "hexagon", "triangleDown", "diamond", "dot")
_KNOWN = {"action": ACTION, "organisation": ORGANISATION, "class": CLASS}
_TYPE, _PLACE = vocab.term("rdf:type"), vocab.term("ccc:place")
_NAMES = tuple(vocab.PREFIXES[prefix] + name for prefix, name in (("skos", "prefLabel"), ("rdfs", "label"), ("ccc", "ref"), ("dct", "title")))
_PRINTED = tuple(map(vocab.term, ("ccc:asPrinted", "ccc:text", "oa:exact")))  # words that stand at the place of what they belong to


@dataclass(slots=True)
class _Link:
    """What joins two things: the kind of link as words, and what is told of it."""

    one: Term
    other: Term
    kind: str = LINKED
    label: str = ""
    weight: float = 1
    text: str = ""
    facts: list[Fact] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # IRIs in its row


@dataclass(slots=True)
class _Found:
    """What an answer draws: links, things (in order, linked or not), and what the answer itself says of them."""

    links: list[_Link] = field(default_factory=list)
    things: dict[Term, None] = field(default_factory=dict)
    names: dict[Term, str] = field(default_factory=dict)
    kinds: dict[Term, str] = field(default_factory=dict)
    facts: dict[Term, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    bare: int = 0  # rows that name no thing


def view(graph: Graph, question: Question, parameters: Mapping[str, object], meta: Mapping[str, object], kept: Kept = Kept()) -> View:
    """The answer to a question as a view; an answer with nothing in it gives a page that says so.

    In a SELECT the columns of MEANT say what is drawn, and every other column is told of its link. In a CONSTRUCT or DESCRIBE each triple whose object is a thing is a
    link; words become facts of their subject, and types its kind. Of an action or a body everything is told that other views tell. `kept` leaves out actions.

    Raises
    ------
    UsageError
        If the answer cannot be drawn: it is yes or no, or lacks the columns, or a weight is no number above nought.
    AnalysisError
        If it has more than MOST links.
    """
    context = Context(read(graph, kept))
    found = _found(graph, question, parameters)
    if len(found.links) > MOST:
        raise _too_many()
    drawing = _drawing(context, found)
    title = question.title or f"The answer to {question.name if question.path else 'a query'}"
    return View(question.name, title, question.question or "What does the query find?", drawing, said(meta), subject(context.given), seen(context.given))


def _too_many() -> AnalysisError:
    return AnalysisError(f"the answer has more than the {MOST:,} links that can be drawn: ask for less, of one section or body with a FILTER or VALUES, or put LIMIT {MOST} at the end of the query")


def _found(graph: Graph, question: Question, parameters: Mapping[str, object]) -> _Found:
    answer = query.terms(graph, question, parameters, READ + 1)
    if isinstance(answer, bool):
        raise UsageError(f"{question.name} is an ASK, whose answer is yes or no: ask it with concordat query; a view needs a CONSTRUCT, or a SELECT with the columns source and target")
    columns, rows = answer
    if len(rows) > READ:
        raise _too_many()
    if not columns:
        return _of_triples(rows, _Words(graph, {}))
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        has = ", ".join(columns) or "no columns"
        raise UsageError(f"{question.name} has no column {' and no column '.join(missing)} to draw lines between: write SELECT (?{columns[0]} AS ?source) (... AS ?target), or a CONSTRUCT; it has {has}")
    return _of_rows(columns, rows, _Words(graph, {}))


# ---- what an answer says


def _of_triples(rows: Iterable[Sequence[Any]], words: _Words) -> _Found:
    """Triples: things at both ends make a link, types and names are those of the subject, other words its facts."""
    found, typed = _Found(), defaultdict(list)
    for one, predicate, other in rows:
        found.things.setdefault(one)
        if predicate == _TYPE:
            typed[one].append(other)
        elif predicate.value in _NAMES and isinstance(other, Literal):
            found.names.setdefault(one, other.value)
        elif isinstance(other, Literal):
            found.facts[one].append(Fact(_capital(words.term(predicate)), other.value))
        else:
            found.things.setdefault(other)
            found.links.append(_Link(one, other, words.term(predicate), names=[predicate.value], facts=[Fact("Property", words.compact(predicate.value))]))
    found.kinds = {thing: words.kind(types) for thing, types in typed.items()}
    return found


def _of_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], words: _Words) -> _Found:
    """Rows: each with a source and a target is a link; one of the two alone is a thing by itself."""
    found = _Found()
    for number, row in enumerate(rows, start=1):
        cells = {name: term for name, term in zip(columns, row) if term is not None}
        for end in COLUMNS:
            if end in cells:
                found.things.setdefault(cells[end])
                _told(found, cells[end], cells, end, words)
        if all(end in cells for end in COLUMNS):
            found.links.append(_link(cells, number, words))
        found.bare += not any(end in cells for end in COLUMNS)
    return found


def _told(found: _Found, thing: Term, cells: Mapping[str, Any], end: str, words: _Words) -> None:
    """What a row says of the thing at one end of its link."""
    for what, into in (("label", found.names), ("kind", found.kinds)):
        if f"{end}_{what}" in cells:
            into.setdefault(thing, _plain(cells[f"{end}_{what}"]) if what == "label" else _kind(cells[f"{end}_{what}"], words))


def _kind(cell: Term, words: _Words) -> str:
    """A kind that a row names, in words or by its address."""
    return words.term(cell) if isinstance(cell, NamedNode) else _plain(cell)


def _link(cells: Mapping[str, Any], number: int, words: _Words) -> _Link:
    place = _plain(cells["place"]) if "place" in cells else ""
    said = _plain(cells["text"]) if "text" in cells else ""
    facts = [Fact("Words", said or "see there", place)] if place else []
    facts += [Fact(_capital(name.replace("_", " ")), words.value(term)) for name, term in cells.items() if name not in MEANT]
    kind = _kind(cells["kind"], words) if "kind" in cells else LINKED
    label = _plain(cells["label"]) if "label" in cells else ""
    names = [term.value for term in cells.values() if isinstance(term, NamedNode)]
    return _Link(cells["source"], cells["target"], kind, label, _weight(cells.get("weight"), number), said, facts, names)


def _weight(term: Term | None, number: int) -> float:
    if term is None:
        return 1.0
    try:
        weight = float(_plain(term))
    except ValueError:
        weight = 0.0
    if not 0 < weight < float("inf"):
        raise UsageError(f'the column weight says how thick a line is and holds numbers above 0; row {number} has "{query.short(_plain(term))}"')
    return weight


def _plain(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class _Words:
    """What things are called: as the answer says, else as the graph does, else by their address."""

    def __init__(self, graph: Graph, given: Mapping[Term, str]) -> None:
        self.store, self.given = graph.store, given
        self.known: dict[Term, str] = {}

    def name(self, thing: Term) -> str:
        """The name of a thing; of words the words themselves."""
        if thing in self.given:
            return self.given[thing]
        if thing not in self.known:
            self.known[thing] = (self._label(thing) or self.compact(thing.value)) if isinstance(thing, NamedNode) else _plain(thing)
        return self.known[thing]

    def _label(self, thing: NamedNode) -> str:
        for predicate in _NAMES:
            found = sorted({q.object for q in self.store.quads_for_pattern(thing, NamedNode(predicate), None, None) if isinstance(q.object, Literal)}, key=_english_first)
            if found:
                return found[0].value
        return ""

    def term(self, term: Term) -> str:
        """The name of a property or a type: its label, else the words of its name (``ex:paysFor`` pays for)."""
        label = self._label(term) if isinstance(term, NamedNode) else ""
        return label or re.sub("(?<=[a-z])([A-Z])", r" \1", word(term) if isinstance(term, NamedNode) else _plain(term)).replace("_", " ").lower()

    def compact(self, iri: str) -> str:
        """An address with one of our prefixes, else as it is."""
        short_form = max(((space, prefix) for prefix, space in vocab.PREFIXES.items() if iri.startswith(space) and iri != space), default=None, key=lambda pair: len(pair[0]))
        return f"{short_form[1]}:{iri[len(short_form[0]) :]}" if short_form else iri

    def kind(self, types: Iterable[Term]) -> str:
        """What a thing is, of all its types that which our own ontology has, else the first."""
        found = sorted(types, key=lambda term: (not _plain(term).startswith(vocab.ONT), _plain(term)))
        return _capital(self.term(found[0])) if found else ""

    def types(self, thing: Term) -> list[Term]:
        return [] if not isinstance(thing, NamedNode) else [q.object for q in self.store.quads_for_pattern(thing, _TYPE, None, None)]

    def value(self, term: Term) -> str:
        """A value as a reader is told it: a thing by name and address."""
        if not isinstance(term, NamedNode):
            return _plain(term)
        name, address = self.name(term), self.compact(term.value)
        return name if name == address else f"{name} ({address})"

    def properties(self, thing: Term) -> Iterator[Fact]:
        """What the graph says of a thing, its names and types left out."""
        if not isinstance(thing, NamedNode):
            return
        quads = {(q.predicate, q.object) for q in self.store.quads_for_pattern(thing, None, None, None)}
        place = min((_plain(o) for p, o in quads if p == _PLACE), default="")
        for predicate, value in sorted(quads, key=str):
            if predicate.value not in _NAMES and predicate not in (_TYPE, _PLACE):
                web = isinstance(value, NamedNode) and value.value.startswith(("http://", "https://")) and not value.value.startswith(vocab.BASE)
                yield Fact(_capital(self.term(predicate)), self.value(value), place if predicate in _PRINTED else "", _plain(value) if web else "")


def _english_first(literal: Literal) -> tuple[bool, str]:
    return literal.language not in ("en", "en-gb"), literal.value


# ---- the drawing


def _drawing(context: Context, found: _Found) -> Drawing:
    """The network of an answer, with the facts of the plan where a thing is an action or a body of it."""
    given, net = context.given, nx.MultiDiGraph()
    words = _Words(given.graph, found.names)
    outside = {thing for thing in found.things if _plain(thing) not in given.actions and isinstance(thing, NamedNode) and vocab.ccc("Action") in words.types(thing)}
    links = [link for link in found.links if link.one not in outside and link.other not in outside]
    linked = {end for link in links for end in (link.one, link.other)}
    left = {end for link in found.links for end in (link.one, link.other)} - linked  # what only lines to an action outside hold
    kinds = _Kinds()
    near = _near(context, links)
    roles = context.by_body(("lead", "partner", "mentioned"))
    for thing in found.things:
        if thing not in outside and thing not in left:
            item = _node(context, words, found, thing, roles.get(_plain(thing), []), near[_key(thing)])
            net.add_node(_key(thing), **item | {"kind": kinds.node(item["kind"])}, size=1)
    evidence = _evidence(context)
    for link in links:
        ends = _plain(link.one), _plain(link.other)
        link.facts += [*evidence.get(ends, ()), *evidence.get(ends[::-1], ())]
        net.add_edge(_key(link.one), _key(link.other), **_edge(context, words, link) | {"kind": kinds.edge(link.kind)})
    for node, degree in net.degree():
        net.nodes[node]["size"] = max(degree, 1)
    return Drawing(net, kinds.nodes, kinds.edges, tuple(_notes(net, found, len(found.links) - len(links))))


def _key(thing: Term) -> str:
    """What a node is known by: an address is never the same as words that look like it."""
    return f'"{thing.value}"' if isinstance(thing, Literal) else _plain(thing)


def _near(context: Context, links: Iterable[_Link]) -> dict[str, list[str]]:
    """The actions to which each thing is linked."""
    found: dict[str, list[str]] = defaultdict(list)
    for link in links:
        for one, other in ((link.one, link.other), (link.other, link.one)):
            if _plain(other) in context.given.actions:
                found[_key(one)].append(_plain(other))
    return found


def _evidence(context: Context) -> dict[tuple[str, str], list[Fact]]:
    """The words that name a thing in an action, or tie two actions, by the two of them."""
    given = context.given
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for key, rows in (("body", given.responsibilities), ("law", given.laws), ("fund", given.money), ("policy", given.policies), ("theme", given.themes)):
        for row in rows:
            found[row["action"], row[key]].append(Fact(f"Printed in {given.actions[row['action']]['ref']}", row["printed"], row["place"]))
    for row in given.dependencies:
        found[row["later"], row["earlier"]].append(Fact(f"Printed in {given.actions[row['later']]['ref']}", row["printed"], row["place"]))
    return {ends: list(dict.fromkeys(facts)) for ends, facts in found.items()}


def _node(context: Context, words: _Words, found: _Found, thing: Term, roles: list[Any], near: list[str]) -> Item:
    """A thing: an action or a body of the plan as every view tells it, any other with what the graph and the answer say of it."""
    iri = _plain(thing) if isinstance(thing, NamedNode) else ""
    if iri in context.given.actions:
        item = context.action(iri)
    elif roles:
        item = context.body(iri, roles[0]["name"], roles[0]["kind"], roles)
    else:
        item = _other(context, words, thing, near)
    if thing in found.names:
        item |= {"label": short(found.names[thing], 60), "name": found.names[thing]}
    extra = [Fact("In the query", found.kinds[thing])] if thing in found.kinds and item["kind"] in _KNOWN and found.kinds[thing] != _KNOWN[item["kind"]].label else []
    kind = found.kinds.get(thing) if item["kind"] not in _KNOWN else None
    return item | {"kind": kind or item["kind"], "facts": [*item["facts"], *extra, *found.facts.get(thing, ())]}


def _other(context: Context, words: _Words, thing: Term, near: list[str]) -> Item:
    """A thing that is neither an action nor a body with a role; it passes the filters with the actions to which it is linked."""
    name = words.name(thing)
    told = list(words.properties(thing))
    facts = [*([Fact("Address", thing.value)] if isinstance(thing, NamedNode) else []), *told[:TOLD]]
    if len(told) > TOLD:
        facts.append(Fact("More", f"{len(told) - TOLD} further properties: concordat explain tells them"))
    kind = words.kind(words.types(thing)) or ("Unnamed" if isinstance(thing, BlankNode) else "Words" if not isinstance(thing, NamedNode) else "Thing")
    label = short(name, 60) if name != words.compact(getattr(thing, "value", "")) or not isinstance(thing, NamedNode) else word(thing) or name
    held = {"filters": context.filters(near), "dates": context.dates(near)} if near else {"filters": {}}
    return {"label": label, "name": name, "kind": kind, "facts": facts or [Fact("Words", name)]} | held


def _edge(context: Context, words: _Words, link: _Link) -> Item:
    ends = words.name(link.one), words.name(link.other)
    actions = [iri for iri in dict.fromkeys([_plain(link.one), _plain(link.other), *link.names]) if iri in context.given.actions]
    label = link.label or f"{short(ends[0], 60)} {link.kind} {short(ends[1], 60)}"
    return {"label": label, "weight": link.weight, "text": link.text, "facts": link.facts, "actions": actions, "filters": context.filters(actions) if actions else {}}


class _Kinds:
    """The kinds that were met, each with the look that comes next."""

    def __init__(self) -> None:
        self.nodes: dict[str, NodeKind] = {}
        self.edges: dict[str, EdgeKind] = {}

    def node(self, name: str) -> str:
        """The key of a kind of node; the plan's own have the looks that they have everywhere."""
        key = name if name in _KNOWN else f"k-{vocab.slug(name)}"
        if key not in self.nodes:
            at = len(self.nodes.keys() - _KNOWN.keys())
            self.nodes[key] = _KNOWN.get(key) or NodeKind(name, _SHAPES[at % len(_SHAPES)], _COLOURS[at % len(_COLOURS)])
        return key

    def edge(self, name: str) -> str:
        """The key of a kind of link."""
        key = vocab.slug(name)
        at = len(self.edges)
        self.edges.setdefault(key, EdgeKind(name, _COLOURS[(at + 5) % len(_COLOURS)], dashed=at % 2 == 1, arrow=True))
        return key


def _notes(net: nx.MultiDiGraph, found: _Found, left_out: int) -> Iterator[str]:
    if not net:
        yield "The query found nothing that can be drawn in this part of the graph." if found.things else "The query found nothing in this graph."
        return
    yield "This is the answer to a query: what a line means, the query says. An arrow leads from the source to the target; what is linked most is drawn largest."
    if left_out:
        yield f"{left_out} {'link leads' if left_out == 1 else 'links lead'} to an action outside the part that was asked for, and {'is' if left_out == 1 else 'are'} left out."
    if found.bare:
        yield f"{found.bare} {'row has' if found.bare == 1 else 'rows have'} neither a source nor a target, and {'is' if found.bare == 1 else 'are'} left out."
