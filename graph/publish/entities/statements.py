"""What the graph says of one thing, as Turtle and as JSON-LD: every statement about it and in it, and about the readings, dates and events that are its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from concordat.graph import jsonld, names, vocab

_TYPE = vocab.term("rdf:type")
# Kinds of nodes that belong to what they speak of, by the word in their IRI. Stretches of the document do not: a reading has its words and their place.
_OWN = {"responsibility", "date", "item", "cell", "leftover", "dependency", "event", "law-change", "decision"}
_OF_ACTION = {"claim", "deed"}  # told in full with the action, and with what it names by a link alone
_OF_OTHERS = {"continuation"}  # the other way round: with the later policy
_LINE = 16  # characters of a line that declares a prefix, besides the address
_STEM = re.compile(r"[^/#]*$")  # what stands behind the last stroke of an address: no prefix reaches into it


def statements(store: Store, thing: NamedNode) -> list[Triple]:
    """All that is said of a thing, each statement once, the thing itself first, in the same order on every run; in which named graph they stand is left out."""
    own = _OWN | (_OF_ACTION if names.kind_of(thing.value) == "action" else _OF_OTHERS)
    found: dict[Triple, None] = {}
    near: dict[NamedNode, None] = {}
    for quad in store.quads_for_pattern(None, None, thing, None):
        if quad.predicate != _TYPE:
            found[quad.triple] = None
            near |= {quad.subject: None} if names.kind_of(quad.subject.value) in own else {}
    said = {quad.triple for quad in store.quads_for_pattern(thing, None, None, None)}
    things = (t.object for t in said if isinstance(t.object, NamedNode))
    near |= {each: None for each in things if names.kind_of(each.value) in own}
    for node in near:
        found |= dict.fromkeys(quad.triple for quad in store.quads_for_pattern(node, None, None, None))
    rest = set(found) - said
    return [*sorted(said, key=_key), *sorted(rest, key=_key)]


class Writer:
    """Writes statements as Turtle and as JSON-LD, with the short names of the plans of a graph.

    Parameters
    ----------
    plans : sequence of str
        The ids of the plans.
    context : str
        Where the JSON-LD context stands, seen from the file that is written.
    """

    def __init__(self, plans: Sequence[str], context: str) -> None:
        self.context = context
        prefixes = vocab.prefixes(plans)
        self._starts = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._prefix = lru_cache(maxsize=4096)(self._longest)

    def turtle(self, triples: Sequence[Triple]) -> bytes:
        """The statements as Turtle, with the prefixes that make it shorter."""
        used = Counter(self._prefix(_STEM.sub("", address)) for triple in triples for address in _addresses(triple))
        worth = {each[0]: each[1] for each, times in used.items() if each and times * (len(each[1]) - len(each[0])) > len(each[1]) + _LINE}
        return serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(sorted(worth.items())))

    def json(self, triples: Sequence[Triple]) -> bytes:
        """The statements as compact JSON-LD, which leads to its context; with every address in full where one would be read as a short name."""
        quads = [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples]
        try:
            return jsonld.dataset(quads, self.context)
        except jsonld.Unnameable:
            return serialize(quads, format=RdfFormat.JSON_LD)

    def _longest(self, stem: str) -> tuple[str, str] | None:
        return next((each for each in self._starts if stem.startswith(each[1])), None)


def _addresses(triple: Triple) -> Iterator[str]:
    for term in triple:
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal):
            yield term.datatype.value


def _key(triple: Triple) -> tuple[str, ...]:
    return triple.subject.value, triple.predicate.value, str(triple.object)
