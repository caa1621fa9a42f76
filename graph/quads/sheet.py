"""One named graph in the making: statements in the order in which they are said, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from concordat.graph import vocab

Thing = NamedNode | Literal | str | int | Decimal | bool | date


class Sheet:
    """Collects the statements of one graph; blocks of one subject stay together, so the file reads well."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self._blocks: dict[NamedNode, dict[tuple[NamedNode, NamedNode | Literal], None]] = {}

    def say(self, subject: NamedNode, predicate: str, *things: Thing | None) -> None:
        """State ``subject predicate thing`` for each thing that is not None; plain values become literals."""
        for thing in things:
            if thing is not None:
                self._blocks.setdefault(subject, {})[vocab.term(predicate), literal(thing)] = None

    def is_a(self, subject: NamedNode, *types: str) -> None:
        """State the types of a subject."""
        self.say(subject, "rdf:type", *(vocab.term(t) for t in types))

    def listed(self, concept: NamedNode, scheme: str) -> None:
        """State that a concept stands in a scheme of ours, and at its top: they are flat."""
        self.say(concept, "skos:inScheme", vocab.scheme(scheme))
        self.say(concept, "skos:topConceptOf", vocab.scheme(scheme))
        self.say(vocab.scheme(scheme), "skos:hasTopConcept", concept)

    def __iter__(self) -> Iterator[Quad]:
        for subject, statements in self._blocks.items():
            for predicate, thing in statements:
                yield Quad(subject, predicate, thing, self.graph)


def literal(thing: Thing) -> NamedNode | Literal:
    """A plain value as an RDF term: dates as xsd:date, whole numbers as xsd:integer."""
    if isinstance(thing, (NamedNode, Literal)):
        return thing
    if isinstance(thing, date):
        return Literal(thing.isoformat(), datatype=vocab.DATE)
    if isinstance(thing, Decimal):
        return Literal(f"{thing:f}", datatype=NamedNode(vocab.XSD + "decimal"))
    return Literal(thing)
