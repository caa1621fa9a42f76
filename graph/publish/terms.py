"""The ontology and its shapes as a reader meets them: terms in their groups, schemes with their concepts, and every word that is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from concordat.graph import vocab
from concordat.graph.errors import ConcordatError
from concordat.graph.facts import plain
from concordat.graph.publish.site import Link

SHAPES_FILE = vocab.ONTOLOGY_FILE.with_name("shapes.ttl")
SHAPES = vocab.BASE + "shapes#"
SH = "http://www.w3.org/ns/shacl#"
PREFIXES = vocab.PREFIXES | {
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "doco": "http://purl.org/spar/doco/",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "obo": "http://purl.obolibrary.org/obo/",
    "p-plan": "http://purl.org/net/p-plan#",
    "s": SHAPES,
    "sh": SH,
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "time": "http://www.w3.org/2006/time#",
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
}
KINDS = {"Class": "class", "ObjectProperty": "object property", "DatatypeProperty": "datatype property", "AnnotationProperty": "annotation property"}
Object = NamedNode | BlankNode | Literal
Triples = dict[NamedNode | BlankNode, dict[str, list[Object]]]

# What has a place of its own on the page; everything else that the files say is shown under the short name of its property.
_PLACED = {"rdf:type", "rdfs:label", "rdfs:isDefinedBy", "vs:term_status", "skos:definition", "skos:scopeNote", "skos:example", "skos:editorialNote", "skos:changeNote"} | {
    "rdfs:subClassOf", "rdfs:subPropertyOf", "schema:domainIncludes", "schema:rangeIncludes", "skos:prefLabel", "skos:inScheme", "skos:topConceptOf", "skos:hasTopConcept",
}  # fmt: skip
_FROM_REGISTER = "from a register"
_WORDS_FOR = {
    "skos:closeMatch": "Close to",
    "skos:exactMatch": "Same as",
    "skos:broadMatch": "Narrower than",
    "skos:narrowMatch": "Wider than",
    "skos:relatedMatch": "Related to",
    "rdfs:seeAlso": "See also",
    "owl:inverseOf": "Inverse of",
    "owl:disjointWith": "Disjoint with",
    "dct:source": "Taken from",
    "skos:historyNote": "History",
    "skos:notation": "Notation",
    "skos:note": "On others",
    "skos:broader": "Narrower than",
    "skos:narrower": "Wider than",
    "skos:related": "Related to",
}


@dataclass(frozen=True)
class Term:
    """A term of ours with all that is said of it; `more` is what has no place of its own, by its words."""

    name: str
    anchor: str
    kind: str
    label: str
    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    changes: tuple[str, ...]
    status: str
    above: tuple[Link, ...]
    domain: tuple[Link, ...]
    range: tuple[Link, ...]
    more: tuple[tuple[str, tuple[Link, ...]], ...]

    @property
    def iri(self) -> str:
        """Its whole address."""
        return vocab.ONT + self.name

    @property
    def is_class(self) -> bool:
        """Whether it is a class; else it is a property."""
        return self.kind == "class"


@dataclass(frozen=True)
class Concept:
    """A concept, or a scheme with its `members`."""

    name: str
    anchor: str
    label: str
    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    more: tuple[tuple[str, tuple[Link, ...]], ...]
    members: tuple[Concept, ...] = ()

    @property
    def iri(self) -> str:
        """Its whole address."""
        return vocab.SCHEME + self.name


@dataclass(frozen=True)
class Shape:
    """A shape: what it is for, how grave a breach is, on what it works, and which terms it speaks of."""

    name: str
    anchor: str
    kind: str
    label: str
    about: str
    severity: str
    message: str
    note: str
    on: tuple[Link, ...]
    parts: tuple[Link, ...]
    speaks_of: frozenset[str]

    @property
    def iri(self) -> str:
        """Its whole address."""
        return SHAPES + self.name


@dataclass(frozen=True)
class Vocabulary:
    """The whole of it. `header` is what the file says of itself, each property by its short name."""

    header: Mapping[str, tuple[Link, ...]]
    groups: tuple[tuple[str, tuple[Term, ...]], ...]
    schemes: tuple[Concept, ...]
    shapes: tuple[tuple[str, tuple[Shape, ...]], ...]

    @property
    def terms(self) -> list[Term]:
        """Every term, in the order of the file."""
        return [term for _, terms in self.groups for term in terms]


def read(ontology: Path = vocab.ONTOLOGY_FILE, shapes: Path = SHAPES_FILE, registered: Iterable[Quad] = ()) -> Vocabulary:
    """Read the ontology, its shapes if the file is there, and what the registers say of the concepts that they add.

    Raises
    ------
    ConcordatError
        If a term has no label or no definition, or stands twice.
    """
    said = triples(ontology)
    for quad in registered:
        facts = said.setdefault(quad.subject, {_FROM_REGISTER: []})
        facts.setdefault(short(quad.predicate.value), []).append(quad.object)
    top = NamedNode(vocab.BASE + "ont")
    header = {name: tuple(map(link, things)) for name, things in said.get(top, {}).items()}
    return Vocabulary(header, tuple(_groups(ontology, said)), tuple(_schemes(said)), tuple(_shapes(shapes)) if shapes.exists() else ())


def triples(path: Path) -> Triples:
    """What a file says of each thing, by the short names of properties, in the order of the file."""
    found: Triples = {}
    for triple in parse(path=str(path), format=RdfFormat.TURTLE):
        found.setdefault(triple.subject, {}).setdefault(short(triple.predicate.value), []).append(triple.object)
    return found


# ---- names and links


def short(iri: str) -> str:
    """An address as a prefixed name, or as it stands if no prefix is known for it."""
    for name, start in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1])):
        rest = iri.removeprefix(start)
        if rest != iri and re.fullmatch(r"[\w.%-]*\w", rest):
            return f"{name}:{rest}"
    return iri


def anchor(iri: str) -> str:
    """Where a thing of ours stands on the page: a term under its local name, all else under the path of its address."""
    if iri.startswith(vocab.ONT):
        return unquote(iri.removeprefix(vocab.ONT))
    return unquote(iri.removeprefix(vocab.BASE)).replace("#", "/") if iri.startswith((vocab.SCHEME, SHAPES)) else ""


def link(thing: Object) -> Link:
    """A thing as words with the place where it is explained; a literal as its words."""
    if not isinstance(thing, NamedNode):
        return Link(str(plain(thing)) if isinstance(thing, Literal) else str(thing))
    iri = thing.value
    if anchor(iri):
        return Link(short(iri) if iri.startswith((vocab.ONT, SHAPES)) else iri.removeprefix(vocab.SCHEME), "#" + anchor(iri))
    return Link(short(iri), iri if iri.startswith(("http://", "https://")) and not iri.startswith(vocab.BASE) else "")


# ---- terms, schemes


def _groups(path: Path, said: Triples) -> Iterator[tuple[str, tuple[Term, ...]]]:
    """The terms under the headings of the file; classes come first in each."""
    left = {name: facts for thing, facts in said.items() if (name := thing.value.removeprefix(vocab.ONT)) != thing.value}
    for heading, names in _headings(path, vocab.ONT):
        made = [_term(name, left.pop(name)) for name in names if name in left]
        if made:
            yield heading, tuple(sorted(made, key=lambda term: not term.is_class))
    if left:
        raise ConcordatError(f"{path.name}: ccc:{next(iter(left))} does not begin a line, so it stands under no heading: put it at the start of one")


def _headings(path: Path, namespace: str) -> Iterator[tuple[str, list[str]]]:
    """The headings of a file ("# ---- Dates ----"), and the names of the namespace that begin a line below each; "X: classes" and "X: properties" are one."""
    found: dict[str, list[str]] = {}
    heading = "Terms"
    text = path.read_text(encoding="utf-8")
    prefix = "|".join(re.escape(match[1]) for match in re.finditer(r"@prefix ([\w-]*): <([^>]*)>", text) if match[2] == namespace)
    for line in text.splitlines():
        if match := re.fullmatch(r"# -+ (.+?)\.? -+", line):
            heading = re.sub(r": (classes|properties)$", "", match[1])
        elif match := re.match(rf"(?:{prefix}):([\w.-]*\w)", line):
            found.setdefault(heading, []).append(match[1])
    yield from found.items()


def _term(name: str, facts: Mapping[str, list[Object]]) -> Term:
    words = _Words(f"ccc:{name}", facts)
    kinds = [KINDS[kind] for thing in facts.get("rdf:type", ()) if (kind := short(thing.value).removeprefix("owl:")) in KINDS]
    if len(kinds) != 1:
        raise ConcordatError(f"ccc:{name} should be one of {', '.join(KINDS)} in {vocab.ONTOLOGY_FILE.name}: say which")
    return Term(
        name=name,
        anchor=name,
        kind=kinds[0],
        label=words.one("rdfs:label"),
        definition=words.one("skos:definition"),
        notes=(*words.all("skos:scopeNote"), *words.all("skos:editorialNote")),
        examples=words.all("skos:example"),
        changes=words.all("skos:changeNote"),
        status=words.one("vs:term_status"),
        above=words.links("rdfs:subClassOf") + words.links("rdfs:subPropertyOf"),
        domain=words.links("schema:domainIncludes"),
        range=words.links("schema:rangeIncludes"),
        more=words.more(),
    )


class _Words:
    """What is said of one thing; what must be there and is not is an error that names it."""

    def __init__(self, name: str, facts: Mapping[str, list[Object]]) -> None:
        self.name, self.facts = name, facts

    def all(self, predicate: str) -> tuple[str, ...]:
        return tuple(thing.value for thing in self.facts.get(predicate, ()))

    def one(self, predicate: str) -> str:
        found = self.all(predicate)
        if not found or not found[0].strip():
            raise ConcordatError(f"{self.name} has no {predicate}: the page cannot say what it means; write it beside the term")
        return found[0]

    def links(self, predicate: str) -> tuple[Link, ...]:
        return tuple(link(thing) for thing in self.facts.get(predicate, ()))

    def more(self) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        return tuple((_WORDS_FOR.get(name, name), tuple(map(link, things))) for name, things in self.facts.items() if name not in _PLACED and name != _FROM_REGISTER)


def _schemes(said: Triples) -> Iterator[Concept]:
    """The schemes in the order of the file, each with its concepts."""
    types = {thing: {short(kind.value) for kind in facts.get("rdf:type", ())} for thing, facts in said.items()}
    for scheme in (thing for thing, kinds in types.items() if "skos:ConceptScheme" in kinds):
        members = [thing for thing, facts in said.items() if scheme in facts.get("skos:inScheme", ()) and "skos:Concept" in types[thing]]
        yield _concept(scheme.value, said[scheme], tuple(_concept(thing.value, said[thing]) for thing in members))


def _concept(iri: str, facts: Mapping[str, list[Object]], members: tuple[Concept, ...] = ()) -> Concept:
    """A concept or a scheme; only a concept that comes from a register may do without a definition."""
    name = iri.removeprefix(vocab.SCHEME)
    words = _Words(f"scheme/{name}", facts)
    definition = "" if _FROM_REGISTER in facts and "skos:definition" not in facts else words.one("skos:definition")
    return Concept(name, anchor(iri), words.one("skos:prefLabel"), definition, words.all("skos:scopeNote"), words.all("skos:example"), words.more(), members)


# ---- shapes


def _shapes(path: Path) -> Iterator[tuple[str, tuple[Shape, ...]]]:
    """The shapes under the headings of their file."""
    said = triples(path)
    left = {thing.value.removeprefix(SHAPES): thing for thing in said if isinstance(thing, NamedNode) and thing.value.startswith(SHAPES)}
    for heading, names in _headings(path, SHAPES):
        made = tuple(_shape(name, left.pop(name), said) for name in names if name in left)
        if made:
            yield heading, made
    if left:
        yield "Other shapes", tuple(_shape(name, thing, said) for name, thing in left.items())


def _shape(name: str, thing: NamedNode, said: Triples) -> Shape:
    facts = said[thing]
    words = _Words(f"shapes#{name}", facts)
    kinds = {short(kind.value).removeprefix("sh:") for kind in facts.get("rdf:type", ())}
    reached = list(_reached(thing, said))
    parts = tuple(link(part) for part in reached if isinstance(part, NamedNode) and part.value.startswith(SHAPES))
    on = tuple(words.links("sh:targetClass") + words.links("sh:path") + words.links("sh:targetSubjectsOf") + words.links("sh:targetObjectsOf"))
    return Shape(
        name=name,
        anchor=anchor(thing.value),
        kind="property shape" if "PropertyShape" in kinds else "node shape",
        label=next(iter(words.all("sh:name") or words.all("rdfs:label")), name),
        about=" ".join(words.all("sh:description")),
        severity={"Violation": "error", "Warning": "warning", "Info": "info"}.get(next((s.value.removeprefix(SH) for s in facts.get("sh:severity", ())), ""), ""),
        message=" ".join(words.all("sh:message")),
        note=" ".join(words.all("skos:scopeNote")),
        on=tuple(each for each in on if not each.name.startswith("_:")),
        parts=tuple(dict.fromkeys(parts)),
        speaks_of=frozenset(each.value for each in reached if isinstance(each, NamedNode) and anchor(each.value) and not each.value.startswith(SHAPES)),
    )


def _reached(thing: NamedNode | BlankNode, said: Triples, within: int = 12) -> Iterator[Object]:
    """Everything that a shape points at, through its lists and nameless parts."""
    for things in said.get(thing, {}).values():
        for each in things:
            yield each
            if isinstance(each, BlankNode) and within:
                yield from _reached(each, said, within - 1)
