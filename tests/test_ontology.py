"""The terms: complete, said in words with examples that are true, named alike, and aligned with other vocabularies without changing them.

Each check is a function from a graph (or a text) to the faults in it; its test runs it on the ontology, then on a planted fault.
"""

from __future__ import annotations

import re

import pyoxigraph
import pytest
import rdflib
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VANN, BNode, Literal, URIRef
from rdflib import Graph as Triples
from vocabulary import ONTOLOGY, PROPERTIES, TERM_TYPES, local, schemes, terms
from vocabulary import ontology as freshly_read

from concordat.graph import build, vocab
from concordat.graph.errors import ConcordatError

STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
BIBO_STATUS = URIRef("http://purl.org/ontology/bibo/status")
SCHEMA = rdflib.Namespace("http://schema.org/")
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
FROM_REGISTERS = {"theme", "condition", "body-class", "funding-kind", "organisation-kind", "policy-kind", "effect", "change-status"}


@pytest.fixture(scope="module")
def ontology() -> Triples:
    return freshly_read()


@pytest.fixture
def planted(ontology: Triples) -> Triples:
    """A copy to spoil."""
    copy = Triples()
    for triple in ontology:
        copy.add(triple)
    return copy


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
            "scope note": [o for o in graph.objects(term, SKOS.scopeNote) if o.language == "en" and o.strip()],
            "example": [o for o in graph.objects(term, SKOS.example) if o.language == "en" and o.strip()],
            "type": [o for o in graph.objects(term, RDF.type) if o in TERM_TYPES],
            "isDefinedBy": [o for o in graph.objects(term, RDFS.isDefinedBy) if o == ONTOLOGY],
            "status": [o for o in graph.objects(term, STATUS) if str(o) in {"unstable", "testing", "stable"}],
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


def rows() -> dict[str, str]:
    """The printed row of each action, by its reference."""
    text = build.HOME_PLAN.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(\d\.\d+)\.?\t", text)
    return {"": text} | dict(zip(parts[1::2], parts[2::2], strict=True))


def misquoted(graph: Triples) -> list[str]:
    """Words between curly quotation marks that the plan does not print; in the row of an action, if its reference follows in brackets."""
    printed = rows()
    said = [o for p in (SKOS.example, SKOS.definition, SKOS.scopeNote) for o in graph.objects(None, p)]
    quotes = [found for text in said for found in re.findall(r"“([^”]*)”(?: \((\d\.\d+)\))?", text)]
    return sorted({quote for quote, ref in quotes if quote not in printed.get(ref, "")})


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
        DCTERMS.abstract: None,
        DCTERMS.bibliographicCitation: None,
        DCTERMS.creator: Literal("The concordat project"),
        DCTERMS.publisher: Literal("The concordat project"),
        DCTERMS.language: Literal("en"),
        DCTERMS.issued: None,
        BIBO_STATUS: URIRef("http://purl.org/ontology/bibo/status/draft"),
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


def test_the_header_tells_its_versions(ontology: Triples) -> None:
    """Each version in a note of its own, the present one too, which the citation names; dates in order."""
    version, history = str(ontology.value(ONTOLOGY, OWL.versionInfo)), sorted(map(str, ontology.objects(ONTOLOGY, SKOS.historyNote)))
    created, issued, modified = (ontology.value(ONTOLOGY, p).toPython() for p in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified))

    assert [note.partition(":")[0] for note in history] == ["0.1.0, 2026-11-21", "0.2.0, 2026-11-22", f"{version}, {modified}"]
    assert f"Version {version}," in ontology.value(ONTOLOGY, DCTERMS.bibliographicCitation)
    assert created <= issued <= modified
    assert ontology.value(ONTOLOGY, OWL.priorVersion) is None, "there is no earlier one to be had"


def test_what_an_example_quotes_stands_in_the_plan(ontology: Triples, planted: Triples) -> None:
    assert sum(text.count("“") for text in ontology.objects(None, SKOS.example)) >= 80
    assert misquoted(ontology) == []

    planted.add((URIRef(vocab.ONT + "lead"), SKOS.example, Literal("“DoH” leads 1.1; “up to £15m” (3.7); “up to £15m” (3.8)", "en")))
    assert misquoted(planted) == ["DoH", "up to £15m"]


def test_every_term_has_label_definition_notes_type_home_and_status(ontology: Triples, planted: Triples) -> None:
    assert len(terms(ontology)) >= 120
    assert incomplete(ontology) == []

    planted.set((URIRef(vocab.ONT + "lead"), SKOS.definition, Literal("Ohne Sprache")))
    planted.add((URIRef(vocab.ONT + "ref"), RDF.type, OWL.ObjectProperty))
    planted.remove((URIRef(vocab.ONT + "Action"), STATUS, None))
    planted.remove((URIRef(vocab.ONT + "scope"), SKOS.scopeNote, None))
    planted.add((URIRef(vocab.ONT + "text"), SKOS.example, Literal("Another", "en")))
    assert incomplete(planted) == [
        "Action: status 0 times",
        "lead: definition 0 times",
        "ref: type 2 times",
        "scope: scope note 0 times",
        "text: example 2 times",
    ]


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


# ---- Schemes, and what hangs together ----


def without_top(graph: Triples) -> list[str]:
    """Concepts that are no top concept of their scheme, in both directions, or that stand in two schemes; all our schemes are flat."""
    tops = {(c, s) for s, c in graph.subject_objects(SKOS.hasTopConcept)} & set(graph.subject_objects(SKOS.topConceptOf))
    homes = set(graph.subject_objects(SKOS.inScheme))
    twice = {c for c, _ in homes if len(set(graph.objects(c, SKOS.inScheme))) > 1}
    return sorted({str(c).removeprefix(vocab.SCHEME) for c, _ in homes ^ tops} | {str(c).removeprefix(vocab.SCHEME) for c in twice})


def test_every_concept_is_a_top_concept_of_its_one_scheme(ontology: Triples, planted: Triples) -> None:
    assert without_top(ontology) == []

    planted.remove((URIRef(vocab.SCHEME + "role"), SKOS.hasTopConcept, URIRef(vocab.SCHEME + "role/lead")))
    planted.add((URIRef(vocab.SCHEME + "deed/uses"), SKOS.inScheme, URIRef(vocab.SCHEME + "role")))
    assert without_top(planted) == ["deed/uses", "role/lead"]


def unconnected(graph: Triples) -> list[str]:
    """Properties that do not say on what and with what they are used, and classes on which no property is used and that no property leads to."""
    named = {c for p in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes) for c in graph.objects(None, p)}
    reached = {c for c in graph.subjects(RDF.type, OWL.Class) if named & ancestors(graph, c)}
    properties = {p for kind in PROPERTIES for p in graph.subjects(RDF.type, kind)}
    silent = {p for p in properties for q in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes) if not list(graph.objects(p, q))}
    return sorted(map(local, (set(graph.subjects(RDF.type, OWL.Class)) - reached) | silent))


def test_every_property_says_on_what_and_with_what_and_no_class_stands_alone(ontology: Triples, planted: Triples) -> None:
    assert unconnected(ontology) == []

    planted.add((URIRef(vocab.ONT + "Lonely"), RDF.type, OWL.Class))
    planted.remove((URIRef(vocab.ONT + "lead"), SCHEMA.rangeIncludes, None))
    assert unconnected(planted) == ["Lonely", "lead"]


# ---- Alignment ----

# Ours, and what it specialises, as far as the other's definition bears it out ("Terms of others" in docs/decisions).
SPECIALISES = {
    "ActionPlan": "prov:Plan dct:Policy",
    "SourceDocument": "prov:Entity dct:BibliographicResource",
    "Action": "prov:Entity",
    "TextSpan": "oa:SpecificResource prov:Entity",
    "Responsibility": "cv:Participation prov:Entity",
    "BodyClass": "skos:Concept",
    "FundingStream": "frapo:Funding",
    "Merger": "org:ChangeEvent",
    "Abolition": "org:ChangeEvent",
    "Split": "org:ChangeEvent",
    "Succession": "org:ChangeEvent",
    "Closure": "prov:Activity",
    "JointOperation": "prov:Activity",
    "NameChange": "prov:Activity",
    "RoleTransfer": "prov:Activity",
    "PlannedChange": "prov:Entity",
    "ExtractionRun": "prov:Activity",
    "order": "schema:position",
    "hasItem": "dct:hasPart",
    "hasResponsibility": "cv:hasParticipation",
    "agent": "",  # of bodies and of classes of bodies: no cv:hasParticipant
    "role": "cv:role",
    "references": "dct:references",
    "theme": "dcat:theme",
    "dependsOn": "dct:relation",
    "evidence": "prov:wasDerivedFrom",
    "basedOn": "prov:wasDerivedFrom",
    "issued": "dct:issued",
}


PREFIXES = vocab.PREFIXES | {"dcat": "http://www.w3.org/ns/dcat#"}


def supers(graph: Triples, term: str) -> str:
    """What a term is said to be under, by prefixed names."""
    found = {o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in graph.objects(URIRef(vocab.ONT + term), p)}
    spaces = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))
    named = ((next((p, start) for p, start in spaces if o.startswith(start)), o) for o in sorted(found))
    return " ".join(f"{prefix}:{o.removeprefix(start)}" for (prefix, start), o in named)


@pytest.mark.parametrize("term", SPECIALISES)
def test_a_term_specialises_what_it_should(term: str, ontology: Triples) -> None:
    assert set(supers(ontology, term).split()) == set(SPECIALISES[term].split())


def test_a_like_term_is_pointed_at_and_makes_no_concept_of_a_class(ontology: Triples) -> None:
    """skos:closeMatch would: its domain and range are skos:Concept, for the other's term as well."""
    mappings = [p for p in set(ontology.predicates()) if p in {SKOS.closeMatch, SKOS.exactMatch, SKOS.relatedMatch, SKOS.broadMatch, SKOS.narrowMatch, OWL.sameAs}]
    pointed = {(s, o) for s, o in ontology.subject_objects(RDFS.seeAlso)}

    assert mappings == []
    assert len(pointed) >= 60
    assert {(s, o) for s, o in pointed if o.startswith(vocab.BASE)} == set()
    assert pointed & {(s, o) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for s, o in ontology.subject_objects(p)} == set()


def test_only_the_declared_pair_is_inverse_and_nothing_is_deprecated(ontology: Triples) -> None:
    assert {(local(s), local(o)) for s, o in ontology.subject_objects(OWL.inverseOf)} == {("hasResponsibility", "responsibleFor")}
    assert list(ontology.subject_objects(OWL.deprecated)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Action", "ActionItem"), ("Action", "Section"), ("Action", "ActionPlan"), ("FundingStream", "FundingMechanism"), ("Claim", "Deed"), ("TextSpan", "SourceDocument")],
)
def test_what_nothing_can_be_at_once_is_disjoint(one: str, other: str, ontology: Triples) -> None:
    pair = URIRef(vocab.ONT + one), URIRef(vocab.ONT + other)
    assert (pair[0], OWL.disjointWith, pair[1]) in ontology or (pair[1], OWL.disjointWith, pair[0]) in ontology
