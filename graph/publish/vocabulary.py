"""The page of the ontology: what it is for, a diagram, every term, concept and shape, examples, crosswalks and what has changed."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad

from concordat.graph import context, query, vocab
from concordat.graph.errors import ConcordatError
from concordat.graph.output import BYTE_ORDER_MARK
from concordat.graph.publish import diagram, examples, templates, terms
from concordat.graph.publish.frame import DATA
from concordat.graph.publish.site import Link
from concordat.graph.publish.terms import Term, Vocabulary
from concordat.graph.store import Graph

TEMPLATE, PAGE = "vocabulary.html", "ontology/index.html"
CROSSWALKS = vocab.ONTOLOGY_FILE.with_name("crosswalks.csv")
RELATIONS = {
    "same": "means the same",
    "close": "means nearly the same",
    "narrower": "means less than ours",
    "broader": "means more than ours",
    "none": "has no counterpart",
}
COLUMNS = ["vocabulary", "version", "source", "their_term", "their_iri", "relation", "our_term", "what_is_lost"]


@dataclass(frozen=True)
class Use:
    """Where a term is used: by which properties or classes, shapes, and questions."""

    properties: tuple[Link, ...] = ()
    leads_here: tuple[Link, ...] = ()
    shapes: tuple[Link, ...] = ()
    questions: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of a crosswalk."""

    theirs: str
    iri: str
    relation: str
    ours: Link
    lost: str


@dataclass(frozen=True)
class Crosswalk:
    """One vocabulary, in the version that was read."""

    name: str
    version: str
    source: str
    anchor: str
    rows: tuple[Row, ...]


def files() -> dict[str, bytes]:
    """The files behind the page, as they lie beside it in a published folder."""
    paths = [vocab.ONTOLOGY_FILE, terms.SHAPES_FILE, context.FILE, CROSSWALKS]
    return {path.name: (BYTE_ORDER_MARK if path.suffix == ".csv" else b"") + path.read_bytes() for path in paths if path.exists()}


def page(beside: str) -> bytes:
    """The page as HTML that stands alone; `beside` leads from it to the folder with the ontology's files.

    Raises
    ------
    ConcordatError
        If a term has no words, or the diagram, an example or a crosswalk names something that there is not.
    """
    told = _told()
    return templates.alone(told["meta"], "site.css", "vocabulary.css")(TEMPLATE, root="", beside=beside, **{name: value for name, value in told.items() if name != "meta"})


def framed(write: templates.Write) -> bytes:
    """The same page in the frame of a published folder, where the ontology's files lie beside it."""
    return write(TEMPLATE, at=PAGE, trail=(Link("Data", DATA), Link("Ontology", PAGE)), styles=("vocabulary.css",), beside="", **_told())


@cache
def _told() -> dict[str, Any]:
    """What the template is told: the same whichever plan is published."""
    graph = examples.home_graph()
    whole = terms.read(registered=_registered(graph))
    data = files()
    return {
        "meta": {"sha256": hashlib.sha256(data[vocab.ONTOLOGY_FILE.name]).hexdigest()},
        "files": list(data),
        "whole": whole,
        "header": Header(whole.header),
        "used": uses(whole),
        "diagram": diagram.diagram(whole),
        "asked": list(query.library().values()),
        "examples": examples.examples(graph),
        "answered": examples.questions(graph),
        "crosswalks": crosswalks(whole),
        "relations": RELATIONS,
        "index": _index(whole),
        "group_anchor": _group_anchor,
        "changed": [(term, note) for term in whole.terms for note in term.changes],
        "linked": _linker(whole),
    }


class Header(dict[str, "tuple[Link, ...]"]):
    """What the ontology says of itself."""

    def text(self, name: str) -> str:
        """The first value of a property as words, empty if there is none."""
        return next((each.name for each in self.get(name, ())), "")

    @property
    def version_iri(self) -> str:
        """The address of this version, in full."""
        found = self.text("owl:versionIRI")
        return vocab.BASE + found.partition(":")[2] if found.startswith("ont") else found

    @property
    def rest(self) -> list[tuple[str, tuple[Link, ...]]]:
        """What has no place of its own on the page."""
        return [(name, links) for name, links in self.items() if name not in _TOLD]

    @property
    def history(self) -> list[str]:
        """What has changed, newest first: a note begins with its version."""
        notes = [each.name for name in ("skos:changeNote", "skos:historyNote") for each in self.get(name, ())]
        return sorted(notes, key=lambda words: [int(n) for n in re.findall(r"\d+", words.partition(",")[0])], reverse=True)

    @property
    def status(self) -> str:
        """How far the ontology has come, in a word."""
        return (self.text("bibo:status") or self.text("vs:term_status")).rstrip("/").rpartition("/")[2]


_TOLD = {
    *("rdf:type", "dct:title", "dct:description", "dct:abstract", "dct:creator", "dct:license", "dct:created", "dct:modified", "dct:issued"),
    *("owl:versionIRI", "owl:versionInfo", "vann:preferredNamespacePrefix", "vann:preferredNamespaceUri", "rdfs:comment"),
    *("skos:changeNote", "skos:historyNote", "dct:bibliographicCitation", "dct:publisher", "dct:language", "vs:term_status", "bibo:status", "skos:editorialNote", "schema:citation"),
}


def _registered(graph: Graph) -> list[Quad]:
    """What the registers say of the concepts that they add: those that the ontology's own file has not."""
    own = set(terms.triples(vocab.ONTOLOGY_FILE))
    inside = (quad.subject for quad in graph.store.quads_for_pattern(None, vocab.term("skos:inScheme"), None, None))
    added = sorted({each for each in inside if isinstance(each, NamedNode) and each.value.startswith(vocab.SCHEME) and each not in own}, key=str)
    return [quad for each in added for quad in sorted(graph.store.quads_for_pattern(each, None, None, None), key=str)]


def _group_anchor(words: str) -> str:
    return f"group-{vocab.slug(words)}"


def _index(whole: Vocabulary) -> list[tuple[str, list[Term]]]:
    ordered = sorted(whole.terms, key=lambda term: term.name.casefold())
    return [("Classes", [t for t in ordered if t.is_class]), ("Properties", [t for t in ordered if not t.is_class])]


class Html(str):
    """Words that are escaped already."""

    def __html__(self) -> str:
        return self


def _linker(whole: Vocabulary) -> Callable[[str], Html]:
    """A function that escapes a text and makes links of the terms of ours that stand in it."""
    known = {term.name for term in whole.terms}
    concepts = {each.name for scheme in whole.schemes for each in (scheme, *scheme.members)}

    def link(found: re.Match[str]) -> str:
        term, concept = found[1], found[2]
        target = term if term in known else f"scheme/{concept}" if concept in concepts else ""
        return f'<a href="#{target}">{found[0]}</a>' if target else found[0]

    return lambda text: Html(re.sub(r"ccc:([A-Za-z]\w*)|scheme/([\w-]+(?:/[\w-]+)?)", link, escape(text, quote=False)))


# ---- who uses what


def uses(whole: Vocabulary) -> Mapping[str, Use]:
    """Where each term, scheme and concept is used, by its anchor."""
    found: dict[str, dict[str, dict[Link, None]]] = defaultdict(lambda: defaultdict(dict))
    for term in whole.terms:
        this = Link(f"ccc:{term.name}", f"#{term.anchor}")
        for part, links in (("properties", term.domain), ("leads_here", term.range)):
            for each in links:
                found[each.href.removeprefix("#")][part][this] = None
    for shape in (shape for _, shapes in whole.shapes for shape in shapes):
        for iri in shape.speaks_of:
            found[terms.anchor(iri)]["shapes"][Link(shape.name, f"#{shape.anchor}")] = None
    for question in query.library().values():
        for iri in query_iris(question.text):
            found[terms.anchor(iri)]["questions"][Link(question.name, f"#question-{question.name}")] = None
    return defaultdict(Use, {name: Use(**{part: tuple(links) for part, links in parts.items()}) for name, parts in found.items()})


def query_iris(text: str) -> list[str]:
    """The addresses of ours that a query names by the prefixes that it declares, each once."""
    body = re.sub(r"(?m)^\s*#.*$", "", text)
    found: dict[str, None] = {}
    for prefix, start in re.findall(r"(?i)\bPREFIX\s+([\w-]*):\s*<([^>]*)>", body):
        if start.startswith((vocab.ONT, vocab.SCHEME)):
            names = re.findall(rf"(?<![\w:<-]){re.escape(prefix)}:((?:[\w-]|\\/)+)", body)
            found |= dict.fromkeys(start + name.replace("\\/", "/") for name in names)
    return list(found)


# ---- crosswalks


def crosswalks(whole: Vocabulary, path: Path = CROSSWALKS) -> tuple[Crosswalk, ...]:
    """The crosswalks of the csv file, a vocabulary at a time in the order of the file.

    Raises
    ------
    ConcordatError
        If a row has another relation than those known, or names a term of ours that the ontology does not declare. The message names the row.
    """
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or list(rows[0]) != COLUMNS:
        raise ConcordatError(f"{path.name}: its columns should be {', '.join(COLUMNS)}")
    names = {term.name for term in whole.terms}
    made: dict[tuple[str, str, str], list[Row]] = {}
    for number, row in enumerate(rows, start=2):
        made.setdefault((row["vocabulary"], row["version"], row["source"]), []).append(_row(row, f"{path.name}, row {number}", names))
    return tuple(Crosswalk(*key, f"crosswalk-{vocab.slug(key[0])}", tuple(lines)) for key, lines in made.items())


def _row(row: Mapping[str, str], where: str, names: Iterable[str]) -> Row:
    prefix, _, local = row["our_term"].partition(":")
    if row["relation"] not in RELATIONS:
        raise ConcordatError(f'{where}: the relation "{row["relation"]}" is none of {", ".join(RELATIONS)}')
    if row["our_term"] and (prefix not in terms.PREFIXES or prefix == "ccc" and local not in names):
        raise ConcordatError(f"{where}: {row['our_term']} is no term that the ontology has: mend its name")
    ours = Link("") if not row["our_term"] else terms.link(NamedNode(terms.PREFIXES[prefix] + local))
    return Row(row["their_term"], row["their_iri"], row["relation"], ours, row["what_is_lost"])
