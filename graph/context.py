"""The JSON-LD context, made of the ontology: plain short names, typed values, and words for concepts.

The context as a file is ``ontology/context.jsonld``; ``docs/pages.py`` writes it, and everything else reads it from there.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from concordat.graph import vocab
from concordat.graph.errors import ConcordatError

FILE = vocab.ONTOLOGY_FILE.with_name("context.jsonld")
SAID = vocab.ONTOLOGY_FILE.with_name("context.toml")
Context = dict[str, Any]
_KEYWORDS = {"id": "@id", "type": "@type"}
_OWL = vocab.PREFIXES["owl"]
_TYPES: dict[str | None, Context] = {"id": {"@type": "@id"}, "term": {"@type": "@vocab"}, "en": {"@language": "en"}, None: {}}
_AS_IT_STANDS = {"xsd:string", "xsd:boolean"}  # a string or a truth value of JSON is one of RDF


def read(path: Path = FILE) -> Context:
    """The context as it stands in its file; a ConcordatError if the file is missing or broken."""
    try:
        found: Context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError) as error:
        raise ConcordatError(f"{path} cannot be read as a JSON-LD context ({error}): python docs/pages.py writes it") from None
    return found


def text() -> str:
    """What the file should hold: one term a line."""
    lines = (f"    {json.dumps(name)}: {json.dumps(what, ensure_ascii=False)}" for name, what in context().items())
    return '{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n"


def context() -> Context:
    """The context, made anew of the ontology and of ``context.toml``.

    Raises
    ------
    ConcordatError
        If ``context.toml`` names a property that the ontology does not declare, or gives one name to two things.
    """
    said = _said()
    made: Context = {"@version": 1.1, **_KEYWORDS}
    parts = [_prefixes(said), _classes(), _properties(said), {name: _reused(what) for name, what in said["reused"].items()}]
    for part in parts:
        for name, what in part.items():
            if name in made:
                raise ConcordatError(f'{SAID.name}: "{name}" would mean two things, {made[name]} and {what}: give one of them another name')
            made[name] = what
    return made


def _said() -> dict[str, Any]:
    said = tomllib.loads(SAID.read_text(encoding="utf-8"))
    for word in [*said["several"], *said["schemes"], *said["typed"]]:
        vocab.ccc(word)
    return said


def _prefixes(said: Mapping[str, Any]) -> Context:
    return _shared() | {name: f"{vocab.ID}{kind}/" for name, kind in said["kinds"].items()} | said["prefixes"]


def _shared() -> dict[str, str]:
    """The prefixes of every graph file; not ``id``, which JSON needs, nor one that is also the name of a property of ours."""
    return {name: iri for name, iri in vocab.PREFIXES.items() if name not in _KEYWORDS and name not in _declared()[0]}


@cache
def _declared() -> tuple[dict[str, str], dict[str, list[NamedNode]]]:
    """Every term of the ontology in the order of the file with its kind, and the ranges of each property."""
    kinds: dict[str, str] = {}
    ranges: dict[str, list[NamedNode]] = {}
    for triple in parse(path=str(vocab.ONTOLOGY_FILE), format=RdfFormat.TURTLE):
        name, of = triple.subject.value.removeprefix(vocab.ONT), triple.object
        if name == triple.subject.value or isinstance(of, Literal):
            continue
        if triple.predicate == vocab.term("rdf:type"):
            kinds.setdefault(name, of.value.removeprefix(_OWL))
        if triple.predicate == vocab.term("schema:rangeIncludes"):
            ranges.setdefault(name, []).append(of)
    return kinds, ranges


def short(term: NamedNode) -> str:
    """A term of a vocabulary that we know by its prefixed name, any other by its whole address."""
    for name, iri in _shared().items():
        if term.value.startswith(iri):
            return f"{name}:{term.value.removeprefix(iri)}"
    return term.value


def _classes() -> Context:
    return {name: f"ccc:{name}" for name, kind in _declared()[0].items() if kind == "Class"}


def _properties(said: Mapping[str, Any]) -> Context:
    kinds, ranges = _declared()
    found = {}
    for name in (name for name, kind in kinds.items() if kind != "Class"):
        typed = _TYPES[said["typed"][name]] if name in said["typed"] else _typed(name, kinds[name], [short(r) for r in ranges.get(name, [])], said["schemes"].get(name))
        found[name] = {"@id": f"ccc:{name}", **typed} | ({"@container": "@set"} if name in said["several"] else {})
    return found


def _typed(name: str, kind: str, ranges: list[str], scheme: str | None) -> Context:
    if scheme:  # within it a word is a concept of the scheme and nothing else; the property is named again, or its own type would be lost
        words = {"@vocab": f"{vocab.SCHEME}{scheme}/", name: {"@id": vocab.ONT + name, "@type": "@vocab"}}
        return {"@type": "@vocab", "@context": [None, words]}
    if kind == "ObjectProperty":
        return {"@type": "@id"}
    return _coerced(ranges[0]) if kind == "DatatypeProperty" and len(ranges) == 1 else {}


def _coerced(datatype: str) -> Context:
    if datatype == "rdf:langString":
        return {"@language": "en"}
    return {} if datatype in _AS_IT_STANDS else {"@type": datatype}


def _reused(what: Mapping[str, Any]) -> Context:
    said = what.get("type")
    return {"@id": what["term"], **_TYPES.get(said, {"@type": said})} | ({"@container": "@set"} if what.get("several") else {})
