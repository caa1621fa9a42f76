"""A graph as compact JSON-LD: plain names from our context, which stands in the file, and the same statements when it is read back.

A library would compact any JSON-LD with any context, and takes nine times as long; this writer knows one kind of context, and puts things in an order to read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from concordat.graph import context as contexts
from concordat.graph import vocab
from concordat.graph.errors import ConcordatError

Json = Any
Object = NamedNode | BlankNode | Literal | Triple
_TYPE = vocab.PREFIXES["rdf"] + "type"
_STRING, _INTEGER, _BOOLEAN = (vocab.XSD + name for name in ("string", "integer", "boolean"))
_LANGUAGE = vocab.PREFIXES["rdf"] + "langString"
_SAFE = 2**53  # a whole number that no reader of JSON rounds
_BRIEF = re.compile(r"[A-Za-z0-9._~%-]+")  # a word that stands for a concept of its scheme and can be nothing else


class Unnameable(ConcordatError):
    """The context cannot write this graph: an address would be read as a short name, or there is no JSON-LD for a statement."""


@dataclass(frozen=True)
class Term:
    """A name of the context: what it stands for, and how its values are written. `words` is the address of the concepts that have plain words."""

    name: str
    iri: str
    type: str = ""
    language: str = ""
    several: bool = False
    words: str = ""


class Names:
    """A context as the writer uses it; it remembers which of its names were used."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context
        self.prefixes = {name: what for name, what in context.items() if isinstance(what, str) and what.startswith("http")}
        self._longest = sorted(self.prefixes, key=lambda name: (-len(self.prefixes[name]), name))
        made = [self._term(name, what) for name, what in context.items() if name not in self.prefixes and not name.startswith("@")]
        self.terms = {term.iri: term for term in made if not term.iri.startswith("@")}
        self.used: set[str] = set()
        self._known: dict[str, str] = {}

    def _term(self, name: str, what: str | Mapping[str, Any]) -> Term:
        if isinstance(what, str):
            return Term(name, self.whole(what))
        type_ = what.get("@type", "")
        scoped = what.get("@context", [None, {}])[1]
        return Term(name, self.whole(what["@id"]), type_ if type_.startswith("@") else self.whole(type_), what.get("@language", ""), "@container" in what, scoped.get("@vocab", ""))

    def whole(self, short: str) -> str:
        """The address that a short name of the context stands for."""
        prefix, _, rest = short.partition(":")
        return self.prefixes[prefix] + rest if prefix in self.prefixes else short

    def short(self, iri: str) -> str:
        """An address as short as the context allows; Unnameable if a reader would take it for another."""
        if iri not in self._known:
            self._known[iri] = self._shortened(iri)
        found = self._known[iri]
        if found != iri:
            self.used.add(found.partition(":")[0])
        return found

    def _shortened(self, iri: str) -> str:
        for name in self._longest:
            rest = iri.removeprefix(self.prefixes[name])
            if rest != iri and rest and not rest.startswith("//"):
                return f"{name}:{rest}"
        if iri.partition(":")[0] in self.context:
            raise Unnameable(f"{iri} would be read as a short name")
        return iri

    def term(self, iri: str) -> Term | None:
        """The term that stands for an address, and it counts as used."""
        found = self.terms.get(iri)
        if found:
            self.used.add(found.name)
        return found

    def trimmed(self) -> dict[str, Any]:
        """The context without what was not used."""
        wanted = set(self.used)
        for name in self.used & set(self.context):
            wanted |= {short.partition(":")[0] for short in _addresses(self.context[name])}
        return {name: what for name, what in self.context.items() if name in wanted or name.startswith("@") or what in ("@id", "@type")}

    @cached_property
    def order(self) -> dict[str, int]:
        """Where each address stands in the context."""
        return {term.iri: at for at, term in enumerate(self.terms.values())}


def _addresses(what: str | Mapping[str, Any]) -> list[str]:
    return [what] if isinstance(what, str) else [what["@id"], what.get("@type", "")]


# ---- one node, one value


class _Writer:
    def __init__(self, names: Names) -> None:
        self.names = names

    def node(self, subject: NamedNode | BlankNode, statements: Iterable[tuple[NamedNode, Object]]) -> dict[str, Json]:
        """What is said of one thing: its address, its types, then the rest in the order of the context."""
        said: dict[str, list[Object]] = {}
        for predicate, thing in statements:
            said.setdefault(predicate.value, []).append(thing)
        types = [thing for thing in said.get(_TYPE, ()) if isinstance(thing, NamedNode | BlankNode)]
        odd = [thing for thing in said.pop(_TYPE, ()) if thing not in types]  # a type that is words: no JSON-LD type, but a statement all the same
        made: dict[str, Json] = {"id": self.address(subject)}
        if types:
            made["type"] = _one_or_all([self.in_vocabulary(thing) for thing in types])
        if odd:
            made[self.names.short(_TYPE)] = [self.value(thing, None) for thing in odd]
        order = self.names.order
        for iri in sorted(said, key=lambda iri: (order.get(iri, len(order)), iri)):
            term = self.names.term(iri)
            values = [self.value(thing, term) for thing in said[iri]]
            made[term.name if term else self.names.short(iri)] = values if term and term.several else _one_or_all(values)
        return made

    def address(self, thing: NamedNode | BlankNode) -> str:
        return str(thing) if isinstance(thing, BlankNode) else self.names.short(thing.value)

    def in_vocabulary(self, thing: NamedNode | BlankNode) -> str:
        """A class or a property by its own name, if the context has one."""
        term = self.names.term(thing.value) if isinstance(thing, NamedNode) else None
        return term.name if term else self.address(thing)

    def value(self, thing: Object, term: Term | None) -> Json:
        """A value as the term has it typed, else with its type beside it."""
        if isinstance(thing, Literal):
            return _literal(thing, term, self.names)
        if isinstance(thing, Triple):
            raise Unnameable("a statement about a statement has no JSON-LD")
        if term and term.words and isinstance(thing, NamedNode):
            return _word(thing.value, term)
        if term and term.type == "@vocab":
            return self.in_vocabulary(thing)
        return self.address(thing) if term and term.type == "@id" else {"id": self.address(thing)}


def _word(iri: str, term: Term) -> str:
    """A concept by its word; one of another scheme by its whole address, as no short name holds there."""
    word = iri.removeprefix(term.words)
    if iri.startswith(f"{term.name}:"):
        raise Unnameable(f"{iri} would be read as a short name")
    return word if word != iri and _BRIEF.fullmatch(word) and word != term.name else iri


def _literal(thing: Literal, term: Term | None, names: Names) -> Json:
    kind, text = thing.datatype.value, thing.value
    if kind not in (_STRING, _LANGUAGE) and not thing.language and kind == (term.type if term else ""):
        return int(text) if _is_plain(text, kind) and kind == _INTEGER else text
    if term and term.language and thing.language == term.language:
        return text
    if thing.language:
        if getattr(thing, "direction", None):
            raise Unnameable("words with a direction have no JSON-LD that every reader knows")
        return {"@value": text, "@language": thing.language}
    if not term or not (term.type or term.language):
        if kind == _STRING:
            return text
        if _is_plain(text, kind):
            return int(text) if kind == _INTEGER else text == "true"
    if kind == _STRING:
        return {"@value": text}
    return {"@value": text, "@type": kind if term and term.words else names.short(kind)}  # no short name holds where words are concepts


def _is_plain(text: str, kind: str) -> bool:
    """Whether JSON has the very value: true, false, or a whole number as it is usually written."""
    if kind == _BOOLEAN:
        return text in ("true", "false")
    return kind == _INTEGER and bool(re.fullmatch(r"0|-?[1-9][0-9]{0,15}", text)) and abs(int(text)) < _SAFE


def _one_or_all(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


# ---- a whole graph, one thing


def dataset(quads: Sequence[Quad], context: str = "") -> bytes:
    """All quads, in the order in which they come, each named graph with its nodes, one node a line; the context stands in front, or its address if one is given.

    Raises
    ------
    Unnameable
        If the context cannot write them.
    """
    names = Names(contexts.read())
    writer = _Writer(names)
    graphs: dict[NamedNode | BlankNode | DefaultGraph, list[str]] = {}
    for graph, subject, statements in _blocks(quads):
        graphs.setdefault(graph, []).append(_line(writer.node(subject, statements)))
    parts = []
    for graph, lines in graphs.items():
        if isinstance(graph, DefaultGraph):
            parts += lines
        else:
            parts.append('{"id": ' + json.dumps(writer.address(graph)) + ', "@graph": [\n' + ",\n".join(lines) + "\n]}")
    terms = ",\n".join(f"  {json.dumps(name)}: {_line(what)}" for name, what in names.trimmed().items())
    said = json.dumps(context) if context else "{\n" + terms + "\n}"
    return ('{"@context": ' + said + ',\n"@graph": [\n' + ",\n".join(parts) + "\n]}\n").encode()


def _line(made: Json) -> str:
    return json.dumps(made, ensure_ascii=False)


def _blocks(quads: Iterable[Quad]) -> Iterator[tuple[Any, Any, list[tuple[NamedNode, Object]]]]:
    """What each graph says of each subject."""
    found: dict[tuple[Any, Any], list[tuple[NamedNode, Object]]] = {}
    for quad in quads:
        found.setdefault((quad.graph_name, quad.subject), []).append((quad.predicate, quad.object))
    for (graph, subject), statements in found.items():
        yield graph, subject, statements


def compacted(quads: Iterable[Quad | Triple], root: NamedNode | None = None) -> dict[str, Json]:
    """What is said of a thing and of the things around it, as one JSON object with the names of the context that it uses.

    Parameters
    ----------
    quads : iterable of Quad or Triple
        In the order in which values are to stand; in which graph a statement stands is left out.
    root : NamedNode, optional
        The thing itself; left out, the subject of the first quad. Every other subject stands where it is first spoken of, and what is
        spoken of nowhere stands beside the thing, under "@graph".

    Returns
    -------
    dict
        JSON-LD that expands to exactly these statements.

    Raises
    ------
    Unnameable
        If the context cannot write them.
    """
    names = Names(contexts.read())
    about: dict[NamedNode | BlankNode, dict[tuple[NamedNode, Object], None]] = {}
    for quad in quads:
        about.setdefault(quad.subject, {})[quad.predicate, quad.object] = None
    tree = _Tree(names, {subject: list(statements) for subject, statements in about.items()})
    first = [root] if root in about else []
    made = [tree.grown(subject) for subject in [*first, *about] if subject not in tree.placed]
    return {"@context": names.trimmed(), **(made[0] if len(made) == 1 else {"@graph": made})}


class _Tree(_Writer):
    """Writes a thing with what it leads to inside it, each once."""

    def __init__(self, names: Names, about: Mapping[NamedNode | BlankNode, list[tuple[NamedNode, Object]]]) -> None:
        super().__init__(names)
        self.about = about
        self.placed: set[NamedNode | BlankNode] = set()

    def grown(self, subject: NamedNode | BlankNode) -> dict[str, Json]:
        self.placed.add(subject)
        return self.node(subject, self.about[subject])

    def value(self, thing: Object, term: Term | None) -> Json:
        is_word = term is not None and term.type == "@vocab"
        if isinstance(thing, NamedNode | BlankNode) and thing in self.about and thing not in self.placed and not is_word:
            return self.grown(thing)
        return super().value(thing, term)
