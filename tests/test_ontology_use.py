"""Terms in use: what data, queries, shapes and code name is declared, what is declared is used, and it is used as its description says.

Terms of other vocabularies must stand in the extracts of tests/vocabularies, so that a misspelt one is found as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import OWL, RDF, RDFS, URIRef
from rdflib import Graph as Triples
from vocabulary import ROOT, SHAPES, VOCABULARIES, borrowed, data, everything, local, ontology, schemes, terms, types

from concordat.graph import vocab

SCHEMA = rdflib.Namespace("http://schema.org/")
SHACL = "http://www.w3.org/ns/shacl#"
BUILT_IN = {str(space): space for space in (OWL, RDF, RDFS, rdflib.XSD)}  # rdflib knows their terms, each one
NOT_TERMS = ("https://www.apache.org/licenses/", "http://www.legislation.gov.uk/", "urn:ISO:std:iso:17469:")  # pages and namespaces that are pointed at
ROLES = {"lead", "partner", "mentions"}


@pytest.fixture(scope="module")
def declared() -> Triples:
    return ontology()


# ---- Terms of ours in queries, shapes and code ----


def query_iris(text: str) -> Iterator[str]:
    """The IRIs of ours that a SPARQL or Turtle text names, in full or by a prefix that it declares; lines of comment are left out."""
    text = re.sub(r"(?m)^\s*#.*$", "", text)
    yield from re.findall(rf"<({re.escape(vocab.BASE)}(?:ont#|scheme/)[^>\s]+)>", re.sub(r"(?i)@?\bPREFIX\s+[\w-]*:\s*<[^>]*>", "", text))
    for prefix, iri in re.findall(r"(?i)\bPREFIX\s+([\w-]*):\s*<([^>]*)>", text):
        if iri.startswith((vocab.ONT, vocab.SCHEME)):
            names = re.findall(rf"(?<![\w:<-]){re.escape(prefix)}:((?:[\w-]|\\/)+)", text)
            yield from (iri + name.replace("\\/", "/") for name in names)


def code_iris(text: str) -> Iterator[str]:
    """The IRIs of ours that Python code names in ccc("..."), "ccc:...", concept("...", "...") and scheme("...")."""
    yield from (vocab.ONT + word for word in re.findall(r"""\bccc\(\s*["']([^"']+)["']""", text))
    yield from (vocab.ONT + word for word in re.findall(r"""["']ccc:([\w-]+)["']""", text))
    yield from (f"{vocab.SCHEME}{a}/{b}" for a, b in re.findall(r"""\bconcept\(\s*["']([^"']+)["']\s*,\s*["']([^"']+)["']""", text))
    yield from (vocab.SCHEME + name for name in re.findall(r"""\b(?:concept|scheme)\(\s*["']([^"']+)["']""", text))


def unknown(iris: Iterable[str], graph: Triples) -> list[str]:
    """Those that the ontology does not declare; a word of a scheme that the registers fill cannot be judged here."""
    known, own = schemes(graph), {str(term) for term in terms(graph)}
    faults = set()
    for iri in iris:
        scheme, _, word = iri.removeprefix(vocab.SCHEME).partition("/")
        is_concept = iri.startswith(vocab.SCHEME)
        if (iri not in own) if not is_concept else (scheme not in known or bool(word and known[scheme] and word not in known[scheme])):
            faults.add(iri.removeprefix(vocab.BASE))
    return sorted(faults)


@pytest.mark.parametrize(
    ("folder", "ending", "read", "least"),
    [("queries", ".rq", query_iris, 60), ("ontology", "shapes.ttl", query_iris, int(SHAPES.exists())), ("graph", ".py", code_iris, 60)],
)
def test_every_term_that_a_file_names_is_declared(folder: str, ending: str, read: Callable[[str], Iterator[str]], least: int, declared: Triples) -> None:
    files = sorted((ROOT / folder).rglob(f"*{ending}"))
    faults = {str(path.relative_to(ROOT)): unknown(read(path.read_text(encoding="utf-8")), declared) for path in files}

    assert len(faults) >= least
    assert {path: iris for path, iris in faults.items() if iris} == {}


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (query_iris, f"PREFIX ccc: <{vocab.ONT}> SELECT * {{ ?a ccc:lead ?b ; ccc:isPartOf/ccc:leed ?c }}", ["ont#isPartOf", "ont#leed"]),
        (query_iris, f"PREFIX c: <{vocab.ONT}>\n# c:wrong in a comment\nASK {{ ?a a c:Aktion }}", ["ont#Aktion"]),
        (query_iris, f"PREFIX scheme: <{vocab.SCHEME}> ASK {{ ?a ?b scheme:role\\/leader, scheme:role\\/lead }}", ["scheme/role/leader"]),
        (query_iris, f"PREFIX kind: <{vocab.SCHEME}date-kind/> ASK {{ ?a ?b kind:long-term, kind:later }}", ["scheme/date-kind/later"]),
        (query_iris, f"ASK {{ ?a <{vocab.ONT}leads> <{vocab.SCHEME}roles/lead>, <{vocab.SCHEME}theme/anything> }}", ["ont#leads", "scheme/roles/lead"]),
        (query_iris, f"@prefix ccc: <{vocab.ONT}> .\n<x> sh:path ccc:leed .", ["ont#leed"]),
        (code_iris, 'ccc("lead"), ccc("leed"), term("ccc:Aktion"), term("dct:anything")', ["ont#Aktion", "ont#leed"]),
        (code_iris, "concept('role', 'leader'), concept(\n    'deed', 'uses'), concept('theme', key)", ["scheme/role/leader"]),
        (code_iris, 'concept("roles", word), scheme("deeds"), scheme("deed")', ["scheme/deeds", "scheme/roles"]),
    ],
)
def test_a_misspelt_term_in_a_query_or_in_code_is_found(read: Callable[[str], Iterator[str]], text: str, expected: list[str], declared: Triples) -> None:
    assert unknown(read(text), declared) == expected


# ---- Terms of ours in the data ----


@cache
def in_data() -> frozenset[str]:
    """The terms of ours that the graph uses: as a predicate, as a class, or as the link that a claim is about."""
    named = (node for quad in data() for node in (quad.predicate, quad.object) if isinstance(node, NamedNode))
    return frozenset(local(node.value) for node in named if node.value.startswith(vocab.ONT))


def test_every_term_in_the_data_is_declared_and_every_declared_term_is_in_the_data(declared: Triples) -> None:
    """Two plans, decisions and unconfirmed facts between them use them all; only a rule that found nothing there may leave one to queries alone."""
    known = set(map(local, terms(declared)))
    in_queries = {local(iri) for path in (ROOT / "queries").rglob("*.rq") for iri in query_iris(path.read_text(encoding="utf-8"))}

    assert in_data() - known == set()
    assert known - in_data() - in_queries == set()
    assert len(known - in_data()) <= 5


def test_every_concept_in_the_data_is_declared_by_the_ontology_or_by_a_register(declared: Triples) -> None:
    own = {f"{name}/{word}" for name, concepts in schemes(declared).items() for word in concepts}
    described = {node.value.removeprefix(vocab.SCHEME) for node, kinds in types().items() if str(rdflib.SKOS.Concept) in kinds}
    named = {q.object.value.removeprefix(vocab.SCHEME) for q in data() if isinstance(q.object, NamedNode) and q.object.value.startswith(vocab.SCHEME)}

    assert own <= described
    assert {word for word in named if "/" in word} - described == set()
    assert {word for word in named if "/" not in word} - set(schemes(declared)) == set()


def test_a_scheme_names_its_top_concepts_and_they_name_it() -> None:
    """In the ontology and in the registers alike; a theme is no less in its scheme than a role."""
    said: dict[str, set[tuple[NamedNode, NamedNode]]] = {"inScheme": set(), "topConceptOf": set(), "hasTopConcept": set()}
    for quad in everything():
        name = quad.predicate.value.removeprefix(str(rdflib.SKOS))
        if name in said:
            said[name].add((quad.subject, quad.object) if name != "hasTopConcept" else (quad.object, quad.subject))

    assert said["inScheme"] == said["topConceptOf"] == said["hasTopConcept"]
    assert len(said["inScheme"]) >= 120


# ---- Used as described ----


def subsumed(graph: Triples) -> dict[str, set[str]]:
    """For each class, itself and all above it, in the ontology and in the extracts."""
    both = graph + borrowed()
    return {str(c): set(map(str, both.transitive_objects(c, RDFS.subClassOf))) for c in set(both.subjects(RDF.type)) if isinstance(c, URIRef)}


def kinds_of(node: object, said: dict[NamedNode, set[str]], up: dict[str, set[str]]) -> set[str]:
    """The classes that a node is of, with all above them; of a literal its datatype."""
    if isinstance(node, Literal):
        return {str(RDF.langString) if node.language else node.datatype.value}
    own = said.get(node, set())
    properties = {str(RDF.Property)} if own & {str(OWL.ObjectProperty), str(OWL.DatatypeProperty)} else set()
    return {str(RDFS.Resource)} | properties | {c for kind in own for c in up.get(kind, {kind})}


def misused(quads: Iterable[Quad], graph: Triples) -> list[str]:
    """Uses of a property on what its description does not name, or with a value of another kind than it names."""
    up, said = subsumed(graph), types()
    domains = {str(p): {str(c) for c in graph.objects(p, SCHEMA.domainIncludes)} for p in terms(graph)}
    ranges = {str(p): {str(c) for c in graph.objects(p, SCHEMA.rangeIncludes)} for p in terms(graph)}
    faults = set()
    for quad in quads:
        p = quad.predicate.value
        if p in domains:
            subject, value = kinds_of(quad.subject, said, up), kinds_of(quad.object, said, up)
            if not (subject & domains[p]) and quad.subject in said:
                faults.add(f"{local(p)} on {sorted(map(local, said[quad.subject]))}")
            if not (value & ranges[p]):
                faults.add(f"{local(p)} with {sorted(map(local, value))}")
    return sorted(faults)


def test_properties_are_used_on_and_with_what_their_description_names(declared: Triples) -> None:
    action, role = vocab.node("action", "national-action-plan-2016", "1.1"), vocab.concept("role", "lead")

    assert misused(data(), declared) == []
    assert misused([Quad(action, vocab.ccc("agent"), Literal("DH")), Quad(role, vocab.ccc("theme"), role)], declared) == [
        "agent on ['Action']",
        f"agent with ['{vocab.XSD}string']",
        f"theme on ['{rdflib.SKOS.Concept}']",
    ]


def ill_declared(quads: Iterable[Quad], graph: Triples) -> list[str]:
    """Object properties with a literal, and datatype properties with a thing."""
    of_things, of_literals = ({str(p) for p in graph.subjects(RDF.type, kind)} for kind in (OWL.ObjectProperty, OWL.DatatypeProperty))
    return sorted({local(q.predicate.value) for q in quads if q.predicate.value in (of_things if isinstance(q.object, Literal) else of_literals)})


def test_object_properties_have_things_and_datatype_properties_literals(declared: Triples) -> None:
    x = NamedNode("http://example.org/x")

    assert ill_declared(data(), declared) == []
    assert ill_declared([Quad(x, vocab.ccc("lead"), Literal("DH")), Quad(x, vocab.ccc("ref"), x)], declared) == ["lead", "ref"]


def test_what_has_only_one_way_in_the_data_is_declared_so(declared: Triples) -> None:
    """An annotation property is one because its values are of two sorts, or because it speaks of terms; anything else has a proper type."""
    sorts = defaultdict(set)
    for quad in data():
        sorts[quad.predicate.value].add(type(quad.object))
    loose = {str(p) for p in declared.subjects(RDF.type, OWL.AnnotationProperty) if p.startswith(vocab.ONT)}

    assert {local(p) for p in loose if sorts[p] != {Literal, NamedNode}} == {"property", "wouldBe"}


def test_no_graph_has_a_blank_node() -> None:
    assert [q for q in everything() if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)] == []


# ---- Terms of others ----


def foreign(nodes: Iterable[str]) -> set[str]:
    return {iri for iri in nodes if not iri.startswith((vocab.BASE, *NOT_TERMS))}


def not_in_extracts(iris: Iterable[str]) -> list[str]:
    """Terms of other vocabularies that no extract declares, and built-in ones that are not there."""
    known = {str(s) for s in borrowed().subjects(RDF.type) if isinstance(s, URIRef)}
    faults = []
    for iri in sorted(foreign(iris)):
        space = next((space for start, space in BUILT_IN.items() if iri.startswith(start)), None)
        if (URIRef(iri) not in space) if space is not None else (iri not in known):
            faults.append(iri)
    return faults


def named_in(quads: Iterable[Quad]) -> set[str]:
    """What stands in the data as a term: predicates, classes and datatypes."""
    found = set()
    for quad in quads:
        found.add(quad.predicate.value)
        if quad.predicate.value == str(RDF.type):
            found.add(quad.object.value)
        elif isinstance(quad.object, Literal) and not quad.object.language:
            found.add(quad.object.datatype.value)
    return found


def test_every_foreign_term_of_the_data_stands_in_an_extract() -> None:
    x = NamedNode("http://example.org/x")
    spoilt = [Quad(x, NamedNode("http://purl.org/dc/terms/titel"), Literal("t")), Quad(x, NamedNode("http://www.w3.org/ns/org#subOrganisationOf"), x)]

    assert not_in_extracts(named_in(data())) == []
    assert not_in_extracts(named_in(spoilt)) == ["http://purl.org/dc/terms/titel", "http://www.w3.org/ns/org#subOrganisationOf"]
    assert not_in_extracts([f"{OWL}Clas"]) == [f"{OWL}Clas"]


def test_every_foreign_term_that_the_ontology_names_stands_in_an_extract(declared: Triples) -> None:
    """Those it builds on, and those it merely points at."""
    named = {str(node) for triple in declared for node in triple[1:] if isinstance(node, URIRef)}

    assert not_in_extracts(named) == []


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_an_extract_names_its_source_and_its_licence(path) -> None:
    comment = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))

    assert re.search(r"(?i)\bsource", comment) and re.search(r"(?i)licence|creative commons", comment) and "http" in comment
    assert len(Triples().parse(path, format="turtle")) >= 1
