"""What the graph says of one thing, in plain values; for records and explanations, which walk the graph node by node."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Store

from concordat.graph import vocab
from concordat.graph.answer import Value


class Facts:
    """Reads a store by subject and property, whatever graph the statement stands in."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def terms(self, subject: NamedNode, predicate: str) -> list[NamedNode | Literal]:
        """The objects, in the order of their printed form, so that the same graph gives the same list."""
        found = {quad.object for quad in self.store.quads_for_pattern(subject, vocab.term(predicate), None, None)}
        return sorted(found, key=str) if len(found) > 1 else list(found)

    def nodes(self, subject: NamedNode, predicate: str) -> list[NamedNode]:
        """The objects that are things."""
        return [term for term in self.terms(subject, predicate) if isinstance(term, NamedNode)]

    def node(self, subject: NamedNode, predicate: str) -> NamedNode | None:
        """The one object that is a thing, if there is one."""
        return next(iter(self.nodes(subject, predicate)), None)

    def values(self, subject: NamedNode, predicate: str) -> list[Value]:
        """The objects as plain values; things as their IRI."""
        return [plain(term) for term in self.terms(subject, predicate)]

    def value(self, subject: NamedNode, predicate: str) -> Value:
        """The one object as a plain value, None if there is none."""
        return next(iter(self.values(subject, predicate)), None)

    def text(self, subject: NamedNode, predicate: str) -> str:
        """The one object as words, empty if there is none."""
        value = self.value(subject, predicate)
        return "" if value is None else str(value)

    def subjects(self, predicate: str, thing: NamedNode) -> list[NamedNode]:
        """Everything that has this property with this thing."""
        found = {q.subject for q in self.store.quads_for_pattern(None, vocab.term(predicate), thing, None) if isinstance(q.subject, NamedNode)}
        return sorted(found, key=lambda n: n.value)

    def instances(self, type_: str) -> list[NamedNode]:
        """Everything of this type."""
        return self.subjects("rdf:type", vocab.term(type_))

    def in_order(self, nodes: list[NamedNode]) -> list[NamedNode]:
        """By their printed order (``ccc:order``), then by IRI."""
        return sorted(nodes, key=lambda n: (self.value(n, "ccc:order") or 0, n.value))

    def label(self, thing: NamedNode) -> str:
        """The name of a thing, its printed reference or title, or the end of its IRI."""
        return self.text(thing, "skos:prefLabel") or self.text(thing, "ccc:ref") or self.text(thing, "dct:title") or word(thing)

    def is_a(self, thing: NamedNode, type_: str) -> bool:
        """Whether the thing has this type."""
        return next(self.store.quads_for_pattern(thing, vocab.term("rdf:type"), vocab.term(type_), None), None) is not None

    def at(self, thing: NamedNode) -> str:
        """Where the words behind a thing stand, as written for people."""
        return self.text(thing, "ccc:place")


def checked_on(store: Store) -> str | None:
    """The day on which the later facts of the registers in a graph were last held against their sources; None if it has none."""
    days = {quad.object.value for quad in store.quads_for_pattern(None, vocab.term("ccc:checkedOn"), None, None)}
    return max(days, default=None)


def plain(term: NamedNode | Literal) -> Value:
    """An RDF term as a plain value: numbers and booleans as such, everything else as its words (dates in ISO form)."""
    if isinstance(term, NamedNode):
        return term.value
    kind = term.datatype.value
    if kind == vocab.XSD + "integer":
        return int(term.value)
    if kind == vocab.XSD + "decimal":
        from decimal import Decimal

        return Decimal(term.value)
    return term.value == "true" if kind == vocab.XSD + "boolean" else term.value


def word(thing: NamedNode) -> str:
    """The last part of an IRI: the word of a concept, the key of a thing."""
    from urllib.parse import unquote

    return unquote(thing.value.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1])
