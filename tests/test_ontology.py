"""The terms: complete, said in words, and the same ones that the queries and the code use.

Each check is a function from a graph (or a text) to the faults in it; its test runs it on the ontology, then on a planted fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VANN, BNode, Literal, URIRef
from rdflib import Graph as Triples

from concordat.graph import vocab
from concordat.graph.errors import ConcordatError

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = URIRef(vocab.BASE + "ont")
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
TERM_TYPES = PROPERTIES | {OWL.Class}
SMALL_WORDS = set("a an the of or and to in on for by is are was be that which it its this as with from at some one".split())
ASKED_FOR = (  # terms that other programs rely on
    "Action ref order text lead partner mentions theme citesLegislation references fundedBy dependsOn plannedStart plannedFinish "
    "earliest latest asPrinted hasResponsibility agent role evidence"
).split()
CONCEPTS = {
    "role": "lead partner mentioned",
    "date-kind": "dated ongoing long-term tbc unstated",
    "confidence": "high medium low explicit strong plausible",
    "dependency-type": "requires-output implements monitors supports",
    "deed": "makes changes uses puts-into-effect monitors contributes-to",
    "amount-qualifier": "exact up-to at-least about not-stated none",
    "event-status": "done planned announced",
    "verdict": "accept reject same-as",
    "continuation-type": "continues extends restates replaces weakens succeeds-context complements creates-need-for gap",
}
FROM_REGISTERS = {"theme", "funding-kind", "organisation-kind", "policy-kind", "effect", "change-status"}


@pytest.fixture(scope="module")
def ontology() -> Triples:
    return Triples().parse(vocab.ONTOLOGY_FILE, format="turtle")


@pytest.fixture
def planted(ontology: Triples) -> Triples:
    """A copy to spoil."""
    copy = Triples()
    for triple in ontology:
        copy.add(triple)
    return copy


# ---- What is in the file ----


def local(iri: object) -> str:
    return str(iri).removeprefix(vocab.ONT)


def terms(graph: Triples) -> list[URIRef]:
    return sorted({s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(vocab.ONT)})


def schemes(graph: Triples) -> dict[str, set[str]]:
    """Each scheme's name, and the words of its concepts."""
    names = {str(s).removeprefix(vocab.SCHEME) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    concepts = [str(c).removeprefix(vocab.SCHEME).rpartition("/") for c in graph.subjects(RDF.type, SKOS.Concept)]
    return {name: {word for scheme, _, word in concepts if scheme == name} for name in names}


# ---- The checks ----


def blank_nodes(graph: Triples) -> list[str]:
    return sorted(str(node) for triple in graph for node in triple if isinstance(node, BNode))


def incomplete(graph: Triples) -> list[str]:
    """Terms that lack one thing, or have two, that each term has once."""
    faults = []
    for term in terms(graph):
        once = {
            "label": [o for o in graph.objects(term, RDFS.label) if o.language == "en" and o.strip()],
            "definition": [o for o in graph.objects(term, SKOS.definition) if o.language == "en" and o.strip()],
            "type": [o for o in graph.objects(term, RDF.type) if o in TERM_TYPES],
            "isDefinedBy": [o for o in graph.objects(term, RDFS.isDefinedBy) if o == ONTOLOGY],
            "status": list(graph.objects(term, STATUS)),
        }
        faults += [f"{local(term)}: {what} {len(found)} times" for what, found in once.items() if len(found) != 1]
    return faults


def wordless_concepts(graph: Triples) -> list[str]:
    faults = []
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        for node in sorted(graph.subjects(RDF.type, kind)):
            said = [[o for o in graph.objects(node, p) if o.language == "en"] for p in (SKOS.prefLabel, SKOS.definition)]
            home = [s for s in graph.objects(node, SKOS.inScheme) if node.startswith(f"{s}/") and (s, RDF.type, SKOS.ConceptScheme) in graph]
            if [len(s) for s in said] != [1, 1] or len(home) != (kind == SKOS.Concept):
                faults.append(str(node).removeprefix(vocab.SCHEME))
    return faults


def words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.casefold())


def circular(graph: Triples) -> list[str]:
    """Things whose definition begins with their label, or says no word that the label does not say."""
    faults = []
    for predicate in (RDFS.label, SKOS.prefLabel):
        for node, label in graph.subject_objects(predicate):
            name = words(label)
            for definition in graph.objects(node, SKOS.definition):
                said = words(definition)
                while said and said[0] in {"a", "an", "the"}:
                    said = said[1:]
                if said[: len(name)] == name or not set(said) - set(name) - SMALL_WORDS:
                    faults.append(local(node))
    return sorted(faults)


def misnamed(graph: Triples) -> list[str]:
    """Classes that are not UpperCamel, properties not lowerCamel, concepts and schemes not kebab-case."""
    faults = []
    for term in terms(graph):
        types = set(graph.objects(term, RDF.type))
        if (OWL.Class in types and not re.fullmatch(r"([A-Z][a-z0-9]*)+", local(term))) or (
            types & PROPERTIES and not re.fullmatch(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*", local(term))
        ):
            faults.append(local(term))
    word = r"[a-z0-9]+(-[a-z0-9]+)*"
    for kind, form in ((SKOS.ConceptScheme, word), (SKOS.Concept, f"{word}/{word}")):
        names = (str(node).removeprefix(vocab.SCHEME) for node in graph.subjects(RDF.type, kind))
        faults += [name for name in names if not re.fullmatch(form, name)]
    return sorted(faults)


def same_label(graph: Triples) -> list[str]:
    labels = [str(graph.value(term, RDFS.label)).casefold() for term in terms(graph)]
    return sorted({label for label in labels if labels.count(label) > 1})


def foreign(graph: Triples) -> list[str]:
    """Things of other vocabularies about which the file says anything: a label, a definition, a domain, a range."""
    ours = (vocab.ONT, vocab.SCHEME)
    return sorted({str(s) for s in graph.subjects() if s != ONTOLOGY and not str(s).startswith(ours)})


def undeclared(graph: Triples) -> list[str]:
    """Terms of ours that are pointed at but not declared."""
    return sorted({local(o) for o in graph.objects() if isinstance(o, URIRef) and o.startswith(vocab.ONT)} - set(map(local, terms(graph))))


def ancestors(graph: Triples, term: URIRef) -> set[object]:
    return set(graph.transitive_objects(term, RDFS.subClassOf))


def header_faults(graph: Triples) -> list[str]:
    """What is wanted of the header and not there once."""
    version = graph.value(ONTOLOGY, OWL.versionInfo)
    wanted = {
        DCTERMS.title: None,
        DCTERMS.description: None,
        DCTERMS.creator: Literal("The concordat project"),
        DCTERMS.license: URIRef("https://www.apache.org/licenses/LICENSE-2.0"),
        DCTERMS.created: None,
        DCTERMS.modified: None,
        OWL.versionInfo: version,
        OWL.versionIRI: ONTOLOGY + f"/{version}",
        VANN.preferredNamespacePrefix: Literal("ccc"),
        VANN.preferredNamespaceUri: Literal(vocab.ONT),
        RDFS.comment: None,
    }
    values = {p: list(graph.objects(ONTOLOGY, p)) for p in wanted}
    return [p.rpartition("#")[2].rpartition("/")[2] for p, value in wanted.items() if len(values[p]) != 1 or value not in (None, *values[p])]


# ---- Terms in queries and code ----


def query_iris(text: str) -> Iterator[str]:
    """The IRIs of ours that a SPARQL text names, in full or by a prefix that it declares; lines of comment are left out."""
    text = re.sub(r"(?m)^\s*#.*$", "", text)
    yield from re.findall(rf"<({re.escape(vocab.BASE)}(?:ont#|scheme/)[^>\s]+)>", re.sub(r"(?i)\bPREFIX\s+[\w-]*:\s*<[^>]*>", "", text))
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


# ---- Tests on the file ----


def test_both_engines_read_the_same_triples(ontology: Triples) -> None:
    def literal(value: str, language: str | None, datatype: str | None) -> tuple[str, ...]:
        return (value, f"@{language}") if language else (value, str(datatype) if datatype else vocab.XSD + "string")

    def of_rdflib(node: rdflib.term.Node) -> tuple[str, ...]:
        return literal(str(node), node.language, node.datatype) if isinstance(node, Literal) else (str(node),)

    def of_oxigraph(node: pyoxigraph.NamedNode | pyoxigraph.Literal) -> tuple[str, ...]:
        return literal(node.value, node.language, node.datatype.value) if isinstance(node, pyoxigraph.Literal) else (node.value,)

    other = pyoxigraph.parse(path=str(vocab.ONTOLOGY_FILE), format=pyoxigraph.RdfFormat.TURTLE)

    assert {tuple(map(of_rdflib, t)) for t in ontology} == {tuple(map(of_oxigraph, (t.subject, t.predicate, t.object))) for t in other}
    assert len(ontology) > 1000


def test_no_blank_node(ontology: Triples, planted: Triples) -> None:
    assert blank_nodes(ontology) == []

    planted.add((BNode("x"), RDFS.label, Literal("nameless")))
    assert blank_nodes(planted) == ["x"]


def test_every_literal_is_of_its_type(ontology: Triples) -> None:
    assert [o for o in ontology.objects() if isinstance(o, Literal) and o.ill_typed] == []


def test_the_header_is_complete(ontology: Triples, planted: Triples) -> None:
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in ontology
    assert header_faults(ontology) == []
    assert "not registered" in ontology.value(ONTOLOGY, RDFS.comment)

    planted.remove((ONTOLOGY, DCTERMS.license, None))
    planted.set((ONTOLOGY, OWL.versionInfo, Literal("9.9.9")))
    assert header_faults(planted) == ["license", "versionIRI"]


def test_every_term_has_label_definition_type_home_and_status(ontology: Triples, planted: Triples) -> None:
    assert len(terms(ontology)) >= 120
    assert incomplete(ontology) == []

    planted.set((URIRef(vocab.ONT + "lead"), SKOS.definition, Literal("Ohne Sprache")))
    planted.add((URIRef(vocab.ONT + "ref"), RDF.type, OWL.ObjectProperty))
    planted.remove((URIRef(vocab.ONT + "Action"), STATUS, None))
    assert incomplete(planted) == ["Action: status 0 times", "lead: definition 0 times", "ref: type 2 times"]


def test_every_concept_stands_in_its_scheme_with_label_and_definition(ontology: Triples, planted: Triples) -> None:
    assert wordless_concepts(ontology) == []

    planted.remove((URIRef(vocab.SCHEME + "deed/uses"), SKOS.definition, None))
    planted.set((URIRef(vocab.SCHEME + "role/lead"), SKOS.inScheme, URIRef(vocab.SCHEME + "deed")))
    assert wordless_concepts(planted) == ["deed/uses", "role/lead"]


@pytest.mark.parametrize(
    ("label", "definition", "faulty"),
    [
        ("lead", "The lead of an action.", True),
        ("has item", "Has item.", True),
        ("claim of", "One of the claim.", True),
        ("lead", "A body that answers for an action.", False),
        ("order", "The place of a thing among its like.", False),
    ],
)
def test_a_definition_does_not_turn_in_a_circle(label: str, definition: str, faulty: bool, ontology: Triples) -> None:
    assert circular(ontology) == []

    graph, x = Triples(), URIRef(vocab.ONT + "x")
    graph.add((x, RDFS.label, Literal(label, "en")))
    graph.add((x, SKOS.definition, Literal(definition, "en")))
    assert circular(graph) == (["x"] if faulty else [])


def test_names_say_what_a_term_is(ontology: Triples, planted: Triples) -> None:
    assert misnamed(ontology) == []

    planted.add((URIRef(vocab.ONT + "fuzzyThing"), RDF.type, OWL.Class))
    planted.add((URIRef(vocab.ONT + "Depends_on"), RDF.type, OWL.ObjectProperty))
    planted.add((URIRef(vocab.SCHEME + "role/JointLead"), RDF.type, SKOS.Concept))
    assert misnamed(planted) == ["Depends_on", "fuzzyThing", "role/JointLead"]


def test_no_two_terms_share_a_label(ontology: Triples, planted: Triples) -> None:
    assert same_label(ontology) == []

    planted.set((URIRef(vocab.ONT + "partner"), RDFS.label, Literal("Lead", "en")))
    assert same_label(planted) == ["lead"]


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition, RDFS.domain, RDFS.range, RDFS.subClassOf])
def test_terms_of_other_vocabularies_are_used_as_they_are(predicate: URIRef, ontology: Triples, planted: Triples) -> None:
    assert foreign(ontology) == []

    planted.add((DCTERMS.title, predicate, OWL.Thing))
    assert foreign(planted) == [str(DCTERMS.title)]


def test_no_term_has_a_domain_or_range_axiom(ontology: Triples) -> None:
    """They would type things by inference; schema:domainIncludes tells a reader, and the shapes check."""
    assert [t for p in (RDFS.domain, RDFS.range) for t in ontology.triples((None, p, None))] == []


def test_terms_point_at_declared_terms(ontology: Triples, planted: Triples) -> None:
    assert undeclared(ontology) == []

    planted.add((URIRef(vocab.ONT + "lead"), RDFS.seeAlso, URIRef(vocab.ONT + "laed")))
    assert undeclared(planted) == ["laed"]


def test_an_action_is_words_in_a_plan_and_no_activity(ontology: Triples, planted: Triples) -> None:
    action = URIRef(vocab.ONT + "Action")
    assert PROV.Entity in ancestors(ontology, action)
    assert PROV.Activity not in ancestors(ontology, action)

    planted.add((action, RDFS.subClassOf, URIRef(vocab.ONT + "ExtractionRun")))
    assert PROV.Activity in ancestors(planted, action)


# ---- Tests against what is promised and used ----


def test_terms_that_others_ask_for_are_declared(ontology: Triples) -> None:
    assert set(ASKED_FOR) - set(map(local, terms(ontology))) == set()
    assert vocab.declared() == set(map(local, terms(ontology)))
    with pytest.raises(ConcordatError, match="does not declare ccc:leed"):
        vocab.ccc("leed")


def test_each_scheme_holds_the_words_of_the_records(ontology: Triples) -> None:
    expected = {name: set(concepts.split()) for name, concepts in CONCEPTS.items()}
    assert schemes(ontology) == expected | {name: set() for name in FROM_REGISTERS}


@pytest.mark.parametrize(("folder", "ending", "read"), [("queries", ".rq", query_iris), ("graph", ".py", code_iris)])
def test_every_term_in_use_is_declared(folder: str, ending: str, read: object, ontology: Triples) -> None:
    files = sorted((ROOT / folder).rglob(f"*{ending}"))
    faults = {str(path.relative_to(ROOT)): unknown(read(path.read_text(encoding="utf-8")), ontology) for path in files}

    assert len(faults) >= 1
    assert {path: iris for path, iris in faults.items() if iris} == {}


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (query_iris, f"PREFIX ccc: <{vocab.ONT}> SELECT * {{ ?a ccc:lead ?b ; ccc:isPartOf/ccc:leed ?c }}", ["ont#isPartOf", "ont#leed"]),
        (query_iris, f"PREFIX c: <{vocab.ONT}>\n# c:wrong in a comment\nASK {{ ?a a c:Aktion }}", ["ont#Aktion"]),
        (query_iris, f"PREFIX scheme: <{vocab.SCHEME}> ASK {{ ?a ?b scheme:role\\/leader, scheme:role\\/lead }}", ["scheme/role/leader"]),
        (query_iris, f"PREFIX kind: <{vocab.SCHEME}date-kind/> ASK {{ ?a ?b kind:long-term, kind:later }}", ["scheme/date-kind/later"]),
        (query_iris, f"ASK {{ ?a <{vocab.ONT}leads> <{vocab.SCHEME}roles/lead>, <{vocab.SCHEME}theme/anything> }}", ["ont#leads", "scheme/roles/lead"]),
        (code_iris, 'ccc("lead"), ccc("leed"), term("ccc:Aktion"), term("dct:anything")', ["ont#Aktion", "ont#leed"]),
        (code_iris, "concept('role', 'leader'), concept(\n    'deed', 'uses'), concept('theme', key)", ["scheme/role/leader"]),
        (code_iris, 'concept("roles", word), scheme("deeds"), scheme("deed")', ["scheme/deeds", "scheme/roles"]),
    ],
)
def test_a_misspelt_term_in_a_query_or_in_code_is_found(read: object, text: str, expected: list[str], ontology: Triples) -> None:
    assert unknown(read(text), ontology) == expected
