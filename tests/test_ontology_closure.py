"""What follows from the ontology, the vocabularies it builds on and the data, taken together: nothing that contradicts itself, under OWL 2 RL.

The vocabularies are the extracts of tests/vocabularies. Of the data a slice is closed, with every kind of node and every kind of
statement that there is; a test says so. Notes and labels are left out: nothing follows from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import owlrl
import pytest
from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Quad
from rdflib import FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, Literal, Namespace, URIRef
from rdflib import Graph as Triples
from vocabulary import borrowed, data, ontology, types

from concordat.graph import vocab

CCC, ID, FRAPO = Namespace(vocab.ONT), Namespace(vocab.ID), Namespace("http://purl.org/cerif/frapo/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # what owlrl calls a contradiction that it has found
AXIOMS = {OWL.disjointWith, OWL.inverseOf, RDFS.subClassOf, RDFS.subPropertyOf, RDF.type, SKOS.inScheme, SKOS.hasTopConcept, SKOS.topConceptOf}
# Kept apart by what the other's definition says in words: "neither a formally recognized legal entity nor a sub-unit".
APART_IN_WORDS = [(ORG.OrganizationalCollaboration, ORG.FormalOrganization), (ORG.OrganizationalCollaboration, ORG.OrganizationalUnit)]

Kind = tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[str]]


# ---- The slice ----


def kinds() -> dict[NamedNode, Kind]:
    """What each node of the data is like: its classes, the predicates that it has with the datatypes of their literals, and those that lead to it.

    No axiom asks for more, so what can be inferred of the classes of one node can be inferred of all that are like it.
    """
    said, out, into = types(), defaultdict(set), defaultdict(set)
    for quad in data():
        out[quad.subject].add((quad.predicate.value, quad.object.datatype.value if isinstance(quad.object, Value) else ""))
        into[quad.object].add(quad.predicate.value)
    return {node: (frozenset(said.get(node, ())), frozenset(out[node]), frozenset(into.get(node, ()))) for node in list(out)}


def cut() -> list[Quad]:
    """All that is said of the first node of each kind, one statement by each predicate that leads to it, and the classes of the other ends."""
    first: dict[Kind, NamedNode] = {}
    for node, kind in kinds().items():
        first.setdefault(kind, node)
    about, into = defaultdict(list), defaultdict(dict)
    for quad in data():
        about[quad.subject].append(quad)
        into[quad.object].setdefault(quad.predicate, quad)
    stated = [quad for node in first.values() for quad in (*about[node], *into[node].values())]
    ends = {end for quad in stated for end in (quad.subject, quad.object) if isinstance(end, NamedNode)}
    return list(dict.fromkeys([*stated, *(q for end in sorted(ends, key=str) for q in about.get(end, ()) if q.predicate.value == str(RDF.type))]))


def of_rdflib(node: NamedNode | Value) -> URIRef | Literal:
    if isinstance(node, NamedNode):
        return URIRef(node.value)
    return Literal(node.value, lang=node.language) if node.language else Literal(node.value, datatype=URIRef(node.datatype.value))


def axioms() -> Triples:
    """The ontology without its notes, and the extracts."""
    found = Triples()
    for triple in ontology():
        if triple[1] in AXIOMS:
            found.add(triple)
    return found + borrowed()


# ---- Contradictions ----


def closed(graph: Triples) -> Triples:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def contradictions(graph: Triples) -> Iterator[str]:
    """What cannot be, in a closed graph."""
    yield from (f"error: {words}" for words in graph.objects(None, ERROR))
    yield from (f"nothing: {x}" for x in graph.subjects(RDF.type, OWL.Nothing))
    yield from (f"same: {x} {y}" for x, y in graph.subject_objects(OWL.sameAs) if x != y and isinstance(x, URIRef) and isinstance(y, URIRef))
    yield from (f"ill-typed: {o.n3()}" for o in set(graph.objects()) if isinstance(o, Literal) and o.ill_typed)
    for one, other in [*graph.subject_objects(OWL.disjointWith), *APART_IN_WORDS]:
        yield from (f"both {one} and {other}: {x}" for x in set(graph.subjects(RDF.type, one)) & set(graph.subjects(RDF.type, other)))
    sorts = [set(graph.subjects(RDF.type, sort)) for sort in (OWL.DatatypeProperty, OWL.ObjectProperty, OWL.AnnotationProperty)]
    yield from (f"two sorts of property: {p}" for n, one in enumerate(sorts) for other in sorts[n + 1 :] for p in one & other)


def with_data(quads: Iterable[Quad]) -> Triples:
    """All that follows from the axioms and these statements."""
    graph = axioms()
    for quad in quads:
        graph.add((of_rdflib(quad.subject), of_rdflib(quad.predicate), of_rdflib(quad.object)))
    return closed(graph)


def test_the_slice_holds_every_kind_of_node_every_class_and_every_property() -> None:
    kind, slice_ = kinds(), cut()
    said = {quad for quad in data() if quad.predicate.value == str(RDF.type)}
    there, asked = Counter(quad.subject for quad in data()), Counter(quad.subject for quad in slice_)
    whole = {node for node, number in asked.items() if number == there[node]}

    assert {kind[node] for node in whole} == set(kind.values())
    assert {quad.predicate for quad in slice_} == {quad.predicate for quad in data()}
    assert {quad.object for quad in slice_ if quad in said} == {quad.object for quad in said}
    assert len(slice_) < len(data()) / 2


def test_nothing_contradicts_itself_and_statements_reach_no_further_than_meant() -> None:
    closure = with_data(cut())
    assert sorted(contradictions(closure)) == []

    actions, runs, bodies = (set(closure.subjects(RDF.type, kind)) for kind in (CCC.Action, CCC.ExtractionRun, ORG.FormalOrganization))
    entities, activities, agents, concepts = (set(closure.subjects(RDF.type, kind)) for kind in (PROV.Entity, PROV.Activity, FOAF.Agent, SKOS.Concept))

    assert actions and runs and bodies
    assert actions <= entities and runs <= activities and bodies <= agents
    assert actions & (activities | agents | concepts) == set()
    assert bodies & (concepts | activities) == set()
    assert [term for term in concepts if term.startswith((vocab.ONT, str(PROV), str(ORG)))] == []


def of_class(*names: str) -> set[NamedNode]:
    return {node for node, kinds in types().items() if kinds & {vocab.ONT + name for name in names}}


@pytest.mark.parametrize("name", ["NameChange", "RoleTransfer", "Closure", "JointOperation"])
def test_what_results_in_no_other_body_is_no_change_event(name: str) -> None:
    found = of_class(name)
    assert found
    closure = with_data(quad for quad in data() if quad.subject in found)
    assert {URIRef(node.value) for node in found} & set(closure.subjects(RDF.type, ORG.ChangeEvent)) == set()


def test_nothing_that_is_planned_has_happened_or_has_generated_a_body() -> None:
    """With all that is said of the planned changes, and of the bodies in them."""
    planned = of_class("PlannedChange")
    bodies = {quad.object for quad in data() if quad.subject in planned and quad.predicate.value in (str(CCC.bodyBefore), str(CCC.bodyAfter))}
    assert len(planned) >= 4 and vocab.node("organisation", "great-british-railways") in bodies
    closure = with_data(quad for quad in data() if quad.subject in planned | bodies)
    plans = {URIRef(node.value) for node in planned}

    assert plans <= set(closure.subjects(RDF.type, PROV.Entity))
    assert plans & {node for kind in (PROV.Activity, ORG.ChangeEvent) for node in closure.subjects(RDF.type, kind)} == set()
    assert [made for made in closure.subject_objects(PROV.wasGeneratedBy) if made[1] in plans] == []
    assert sorted(contradictions(closure)) == []


def test_what_is_done_has_happened() -> None:
    done = of_class("Merger", "Abolition", "Split", "Succession")
    closure = with_data(quad for quad in data() if quad.subject in done)
    assert done and {URIRef(node.value) for node in done} <= set(closure.subjects(RDF.type, ORG.ChangeEvent))


# ---- The test can fail ----

NOW = Literal("2026-11-22T00:00:00Z", datatype=URIRef(vocab.XSD + "dateTime"))
FAULTS = {
    "an action that has begun": ([(ID.begun, RDF.type, CCC.Action), (ID.begun, PROV.startedAtTime, NOW)], "prov#Activity and http://www.w3.org/ns/prov#Entity: {}begun"),
    "an action that is an activity": ([(ID.done, RDF.type, CCC.Action), (ID.done, RDF.type, PROV.Activity)], "prov#Activity and http://www.w3.org/ns/prov#Entity: {}done"),
    "money awarded by two": ([(ID.money, FRAPO.isAwardedBy, ID.one), (ID.money, FRAPO.isAwardedBy, ID.two)], "same: {0}one {0}two"),
    "a unit of a collaboration": (
        [(ID.unit, ORG.unitOf, ID.joint), (ID.joint, RDF.type, ORG.OrganizationalCollaboration)],
        "OrganizationalCollaboration and http://www.w3.org/ns/org#FormalOrganization: {}joint",
    ),
    "an item that is an action": ([(ID.item, RDF.type, CCC.ActionItem), (ID.item, RDF.type, CCC.Action)], "{}item"),
    "a scheme that is a theme": ([(ID.plan, CCC.theme, ID.scheme), (ID.scheme, RDF.type, SKOS.Concept), (ID.word, SKOS.inScheme, ID.scheme)], "{}scheme"),
    "an organisation that is an event": ([(ID.body, RDF.type, ORG.Organization), (ID.body, ORG.resultingOrganization, ID.other)], "{}body"),
    "a plan that has happened": ([(ID.future, RDF.type, CCC.PlannedChange), (ID.future, RDF.type, CCC.Succession)], "prov#Activity and http://www.w3.org/ns/prov#Entity: {}future"),
    "a class of nothing": ([(ID.none, RDF.type, OWL.Nothing)], "nothing: {}none"),
    "a property of two sorts": ([(CCC.lead, RDF.type, OWL.DatatypeProperty)], "two sorts of property: " + str(CCC.lead)),
    "a day that is none": ([(ID.day, CCC.latest, Literal("2016-13-45", datatype=URIRef(vocab.DATE.value)))], 'ill-typed: "2016-13-45"'),
}


def test_planted_faults_are_found_and_the_axioms_alone_have_none() -> None:
    """None of the faults touches another, so they stand in one graph."""
    assert sorted(contradictions(closed(axioms()))) == []

    graph = axioms()
    for triples, _ in FAULTS.values():
        for triple in triples:
            graph.add(triple)
    found = list(contradictions(closed(graph)))
    assert {fault for fault, (_, sign) in FAULTS.items() if not any(sign.format(ID) in words for words in found)} == set()
