"""The terms, and the only place (with `quads`) where an IRI is made.

A term that ``ontology/concordat.ttl`` does not declare is refused, so that a misspelt one stops the run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from concordat.graph.errors import ConcordatError
from concordat.graph.model import Entity, Span

BASE = "https://w3id.org/concordat/"
ONT = BASE + "ont#"
ID = BASE + "id/"
SCHEME = BASE + "scheme/"
GRAPH = BASE + "graph/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "ccc": ONT,
    "id": ID,
    "scheme": SCHEME,
    "graph": GRAPH,
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "frapo": "http://purl.org/cerif/frapo/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": XSD,
}
# Only in the description of what is published, not in a graph file.
DESCRIBING = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "format": "http://www.w3.org/ns/formats/",
    "language": "http://publications.europa.eu/resource/authority/language/",
    "media": "https://www.iana.org/assignments/media-types/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
_PLAN_KINDS = ("action", "section", "item", "cell", "row", "responsibility", "date", "claim", "deed", "dependency", "span", "decision")
_KINDS = {"organisation": "body", "body-class": "class", "policy": "policy", "funding": "money", "event": "event", "law-change": "lawchange", "continuation": "continuation"}
_SCHEMES = {"role": "role", "date-kind": "datekind", "confidence": "sure", "theme": "theme", "deed": "does", "amount-qualifier": "qualifier", "verdict": "verdict"}
ONTOLOGY_FILE = Path(__file__).resolve().parent.parent / "ontology" / "concordat.ttl"
EDTF = NamedNode(PREFIXES["edtf"] + "EDTF")
DATE = NamedNode(XSD + "date")


def prefixes(plan_ids: Sequence[str]) -> dict[str, str]:
    """The prefixes of a graph file, so that a person can read it: ``action:3.8`` for an action of its plan (``action2:3.8`` of its second plan)."""
    found = dict(PREFIXES)
    for n, plan_id in enumerate(plan_ids, start=1):
        found |= {f"{kind}{n if n > 1 else ''}": f"{ID}{kind}/{quote(plan_id, safe='')}/" for kind in _PLAN_KINDS}
    found |= {short: f"{ID}{kind}/" for kind, short in _KINDS.items()}
    return found | {short: f"{SCHEME}{name}/" for name, short in _SCHEMES.items()}


@cache
def declared() -> frozenset[str]:
    """The local names of the terms that the ontology declares."""
    from pyoxigraph import RdfFormat, parse

    triples = parse(path=str(ONTOLOGY_FILE), format=RdfFormat.TURTLE)
    return frozenset(t.subject.value.removeprefix(ONT) for t in triples if t.subject.value.startswith(ONT))


@cache
def ccc(word: str) -> NamedNode:
    """The term ``ccc:word``; a ConcordatError if the ontology does not declare it."""
    if word not in declared():
        raise ConcordatError(f"{ONTOLOGY_FILE.name} does not declare ccc:{word}: add it there with label and definition, or mend the name")
    return NamedNode(ONT + word)


@cache
def term(name: str) -> NamedNode:
    """A term by its prefixed name, for instance ``dct:title``; ``ccc:`` terms must be declared."""
    prefix, _, local = name.partition(":")
    return ccc(local) if prefix == "ccc" else NamedNode((PREFIXES.get(prefix) or DESCRIBING[prefix]) + local)


@cache
def concept(scheme: str, word: str) -> NamedNode:
    """The concept for `word` in `scheme`, for instance ``scheme/role/lead``."""
    return NamedNode(f"{SCHEME}{scheme}/{quote(word, safe='')}")


@cache
def scheme(name: str) -> NamedNode:
    """The concept scheme itself."""
    return NamedNode(SCHEME + name)


def graph(*parts: str) -> NamedNode:
    """A named graph, for instance ``graph("plan", plan_id)``."""
    return NamedNode(GRAPH + "/".join(quote(p, safe="") for p in parts))


def node(kind: str, *parts: object) -> NamedNode:
    """A thing of ours: ``node("action", plan_id, key)``; each part is percent-encoded."""
    return NamedNode(ID + "/".join([kind, *(quote(str(p), safe="") for p in parts)]))


def span(plan_id: str, place: Span) -> NamedNode:
    """The IRI of a stretch of the plan's document."""
    return node("span", plan_id, str(place))


def entity(thing: Entity) -> NamedNode:
    """The IRI of a body, law, policy, fund or theme; a law has its publisher's own."""
    if thing.uri:
        return NamedNode(thing.uri)
    return concept("theme", thing.key) if thing.kind == "theme" else node(thing.kind, thing.key)


def english(text: str) -> Literal:
    """A literal in English."""
    return Literal(text, language="en")


def slug(name: str) -> str:
    """A key made of a name: lower-case letters and digits joined by hyphens; a name without any keeps its code points."""
    words = re.findall(r"[a-z0-9]+", name.casefold().replace("'", "").replace("’", ""))
    return "-".join(words) or "-".join(f"u{ord(c):x}" for c in name)
