"""JSON-LD: the context is that of the ontology, an action reads as plain JSON, and every statement comes back in every reader."""

from __future__ import annotations

import json
import time
import tomllib

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from concordat.graph import build, context, export, jsonld, store, vocab
from concordat.graph.errors import ConcordatError

PLAN = "national-action-plan-2016"
RDF = vocab.PREFIXES["rdf"]


@pytest.fixture(scope="module")
def graph() -> store.Graph:
    return build.build().graph


@pytest.fixture(scope="module")
def written(graph: store.Graph) -> bytes:
    return export.export(graph, "jsonld")


def by_oxigraph(data: str | bytes) -> set[str]:
    return set(map(str, pyoxigraph.parse(data, format=RdfFormat.JSON_LD)))


def by_rdflib(data: str | bytes) -> set[str]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format="json-ld")
    return set(map(str, pyoxigraph.parse(dataset.serialize(format="nquads"), format=RdfFormat.N_QUADS)))


def by_pyld(data: str | bytes) -> set[str]:
    return set(map(str, pyoxigraph.parse(pyld.to_rdf(json.loads(data), {"format": "application/n-quads"}), format=RdfFormat.N_QUADS)))


READERS = [by_oxigraph, by_rdflib, by_pyld]


def described(graph: store.Graph, key: str, *follow: str) -> list[Quad]:
    """What is said of an action of the home plan, and of the things that these properties lead to, all in one graph."""
    action = vocab.node("action", PLAN, key)
    around = [quad.object for name in follow for quad in graph.store.quads_for_pattern(action, vocab.ccc(name), None)]
    found = (quad for subject in (action, *around) for quad in graph.store.quads_for_pattern(subject, None, None))
    return sorted((Quad(*quad.triple) for quad in found), key=str)


# ---- the context


def test_the_context_in_its_file_is_that_of_the_ontology() -> None:
    assert context.FILE.read_text(encoding="utf-8") == context.text(), "run python docs/pages.py"


def test_every_term_of_ours_is_in_the_context_under_its_own_name() -> None:
    names = jsonld.Names(context.read())
    stands_for = {term.name: term.iri for term in names.terms.values()}

    assert {name: stands_for.get(name) for name in vocab.declared()} == {name: vocab.ONT + name for name in vocab.declared()}
    assert len(stands_for) == len(names.terms) >= 180


def test_every_reader_takes_the_context_whole() -> None:
    """pyld checks a context by the letter of the recommendation, also where no term of it is used."""
    assert pyld.expand({"@context": context.read(), "id": "action:x/1", "lead": ["body:y"]}) == [{"@id": f"{vocab.ID}action/x/1", f"{vocab.ONT}lead": [{"@id": f"{vocab.ID}organisation/y"}]}]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ref", {"@id": "ccc:ref"}),
        ("latest", {"@id": "ccc:latest", "@type": "xsd:date"}),
        ("order", {"@id": "ccc:order", "@type": "xsd:integer"}),
        ("lead", {"@id": "ccc:lead", "@type": "@id", "@container": "@set"}),
        ("plannedFinish", {"@id": "ccc:plannedFinish", "@type": "@id"}),
        ("name", {"@id": "skos:prefLabel", "@language": "en"}),
        ("Action", "ccc:Action"),
        ("body", "https://w3id.org/concordat/id/organisation/"),
    ],
)
def test_terms_are_typed_as_the_ontology_says(name: str, expected: object) -> None:
    assert context.read()[name] == expected


def test_each_property_with_plain_words_has_concepts_of_that_scheme_alone(graph: store.Graph) -> None:
    schemes = tomllib.loads(context.SAID.read_text(encoding="utf-8"))["schemes"]
    wrong = {
        (name, quad.object.value)
        for name, scheme in schemes.items()
        for quad in graph.store.quads_for_pattern(None, vocab.ccc(name), None)
        if not quad.object.value.startswith(f"{vocab.SCHEME}{scheme}/")
    }
    said = {quad.predicate.value for quad in graph.store if isinstance(quad.object, NamedNode) and quad.object.value.startswith(vocab.SCHEME)}

    assert wrong == set()
    assert {iri.removeprefix(vocab.ONT) for iri in said if iri.startswith(vocab.ONT)} - {"value"} <= set(schemes)


def test_lists_are_for_what_is_often_said_more_than_once(graph: store.Graph) -> None:
    """What the home plan says several times of one thing always stands as a list, so that a program finds one where there is one value only."""
    names = jsonld.Names(context.read())
    seen, twice = set(), set()
    for quad in {quad.triple for quad in graph.store}:
        pair = (quad.subject, quad.predicate)
        (twice if pair in seen else seen).add(pair)
    singular = {names.terms[predicate.value].name for _, predicate in twice if predicate.value in names.terms and not names.terms[predicate.value].several}

    assert singular == set()


def test_a_name_for_two_things_is_refused(tmp_path, monkeypatch) -> None:
    said = tmp_path / "context.toml"
    said.write_text(context.SAID.read_text(encoding="utf-8").replace('name = { term = "skos:prefLabel"', 'lead = { term = "skos:prefLabel"'), encoding="utf-8")
    monkeypatch.setattr(context, "SAID", said)
    with pytest.raises(ConcordatError, match='"lead" would mean two things'):
        context.context()


# ---- one thing


def test_an_action_reads_as_plain_json(graph: store.Graph) -> None:
    """3.8 as it is printed: "DH/ NHS E / HO" lead it, with up to £15m, during 2016/17 and 2017/18, to be finished in April 2018."""
    made = export.compacted(described(graph, "3.8", "plannedFinish"))
    terms = made.pop("@context")

    assert made == {
        "id": "action:national-action-plan-2016/3.8",
        "type": "Action",
        "ref": "3.8",
        "order": 33,
        "text": "Support the provision of additional Places of Safety. Implement the Government's commitment to improve local crisis care pathways "
        "and provide additional health-based places of safety using designated DH/NHS England funding of up to £15m.",
        "place": "11670-11977",
        "hasResponsibility": [f"responsibility:national-action-plan-2016/3.8/{n}" for n in (1, 2, 3, 4)],
        "lead": ["body:department-of-health", "body:home-office", "body:nhs-england"],
        "mentions": ["body:hm-government"],
        "theme": ["places-of-safety"],
        "evidence": ["span:national-action-plan-2016/11670-11977"],
        "plannedStart": "date:national-action-plan-2016/3.8/start",
        "plannedFinish": {
            "id": "date:national-action-plan-2016/3.8/finish",
            "type": "FuzzyDate",
            "asPrinted": "April 2018",
            "place": "11951-11961",
            "evidence": ["span:national-action-plan-2016/11951-11961"],
            "rule": "date-cell",
            "confidence": "high",
            "earliest": "2018-04-01",
            "latest": "2018-04-30",
            "edtf": "2018-04",
            "dateKind": "dated",
            "wasGeneratedBy": ["run:national-action-plan-2016"],
        },
        "fundedBy": ["money:places-of-safety-15m"],
        "isPartOf": "section:national-action-plan-2016/3",
    }
    assert {"lead", "theme", "Action", "ccc", "body"} <= set(terms)
    assert "agent" not in terms  # only what is used


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("key", ["1.1", "3.4", "3.6", "3.8"])
def test_an_action_expands_to_its_very_triples(key: str, reader: object, graph: store.Graph) -> None:
    quads = described(graph, key, "plannedStart", "plannedFinish", "hasResponsibility", "hasItem", "citesLegislation", "fundedBy", "lead", "theme")

    assert reader(json.dumps(export.compacted(quads))) == {str(quad) for quad in quads}
    assert len(quads) > 60


def test_a_thing_inside_another_stands_there_once_and_what_nothing_leads_to_beside_it() -> None:
    a, b, c = (NamedNode(f"https://example.org/{name}") for name in "abc")
    knows = NamedNode("https://example.org/knows")
    made = export.compacted([Quad(a, knows, b), Quad(b, knows, a), Quad(c, knows, b)], root=a)

    assert made["@graph"] == [
        {"id": a.value, knows.value: {"id": b.value, knows.value: {"id": a.value}}},
        {"id": c.value, knows.value: {"id": b.value}},
    ]


# ---- a whole graph


@pytest.mark.parametrize("reader", READERS)
def test_the_home_graph_comes_back_statement_by_statement(reader: object, graph: store.Graph, written: bytes) -> None:
    assert reader(written) == set(map(str, graph.store))
    assert len(graph.store) > 10_000


def test_the_file_needs_nothing_from_elsewhere_and_is_quick_and_always_the_same(graph: store.Graph, written: bytes) -> None:
    began = time.process_time()
    again = export.export(store.graph_of(reversed(list(graph.store))), "jsonld")

    assert time.process_time() - began < 10
    assert again == written
    assert isinstance(json.loads(written)["@context"], dict)
    assert {part["id"] for part in json.loads(written)["@graph"]} == {f"graph:{name}" for name in (f"claims/{PLAN}", f"plan/{PLAN}", "context", "derived", "ontology", "register")}


def test_things_and_concepts_of_ours_have_short_names(written: bytes) -> None:
    nodes = written.decode().partition("\n},\n")[2]

    assert [iri for iri in (vocab.ID, vocab.SCHEME, vocab.GRAPH) if iri in nodes] == []
    assert '"role": "lead"' in nodes


WILD = "https://example.org/"
IRIS = st.sampled_from(
    [
        *(WILD + word for word in ("a", "b/c", "d#e", "f:g", "é")),
        *("urn:x:y", "mailto:a@example.org", "lead:x", "http://www.legislation.gov.uk/id/", "http://www.legislation.gov.uk/id//x", vocab.BASE + "ont", vocab.ONT, vocab.ONT + "lead"),
        *(vocab.SCHEME + word for word in ("role/lead", "role/role", "role/", "role/a:b", "role/@id", "role/a/b", "theme/theme", "theme/x y".replace(" ", "%20"))),
        *(RDF + word for word in ("type", "nil", "first", "rest", "Bag")),
        *(vocab.ID + word for word in ("action/p/1", "organisation/x", "unheard-of/x")),
    ]
).map(NamedNode)
PREDICATES = st.one_of(IRIS, st.sampled_from(sorted(vocab.declared())).map(vocab.ccc), st.sampled_from(["skos:prefLabel", "dct:isPartOf", "oa:start", "rdfs:subClassOf"]).map(vocab.term))
WORDS = st.sampled_from(["", "a", "x:y", "@id", "@foo", "1", "-0", "007", "9007199254740993", "true", "1.50", "2016-10-31", "2016-13-45", "line\nend", '"\\', "é\u2028"])
# no xsd:double: pyld writes those in its own way, whatever the file says
TYPES = st.sampled_from([vocab.XSD + word for word in "string integer boolean decimal date".split()] + [vocab.EDTF.value, WILD + "t"]).map(NamedNode)
LITERALS = st.one_of(st.builds(lambda words, kind: Literal(words, datatype=kind), WORDS, TYPES), st.builds(lambda words, tag: Literal(words, language=tag), WORDS, st.sampled_from(["en", "en-gb", "cy"])))
BLANK = st.sampled_from("xy").map(BlankNode)
QUADS = st.lists(st.builds(Quad, st.one_of(IRIS, BLANK), PREDICATES, st.one_of(IRIS, LITERALS, BLANK), st.one_of(st.just(DefaultGraph()), IRIS)), min_size=1, max_size=6)


def canonical(quads: object) -> set[str]:
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


@given(QUADS)
def test_any_graph_comes_back(quads: list[Quad]) -> None:
    graph = store.graph_of(quads)  # which writes numbers in one way: 007 is 7 there
    written = export.export(graph, "jsonld")

    assert canonical(pyoxigraph.parse(written, format=RdfFormat.JSON_LD)) == canonical(graph.store)


@given(QUADS)
def test_any_graph_comes_back_for_a_second_reader(quads: list[Quad]) -> None:
    graph = store.graph_of(quads)
    written = export.export(graph, "jsonld")

    assert canonical(pyoxigraph.parse(pyld.to_rdf(json.loads(written), {"format": "application/n-quads"}), format=RdfFormat.N_QUADS)) == canonical(graph.store)


def test_a_graph_that_the_context_cannot_write_has_its_addresses_in_full() -> None:
    """ "action:x" is an address of its own here; as it stands it would be read as one of ours."""
    quads = [Quad(NamedNode("action:x"), vocab.ccc("lead"), NamedNode("body:y"))]
    written = export.export(store.graph_of(quads), "jsonld")

    assert "@context" not in written.decode()
    assert by_oxigraph(written) == by_pyld(written) == set(map(str, quads))


@pytest.mark.parametrize("fmt", ["trig", "nquads", "turtle", "jsonld"])
def test_a_graph_without_named_graphs_can_be_exported(fmt: str) -> None:
    """As a Turtle file gives one."""
    quads = [Quad(NamedNode(WILD + "a"), vocab.ccc("ref"), Literal("1.1"))]
    formats = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}

    assert list(map(str, pyoxigraph.parse(export.export(store.graph_of(quads), fmt), format=formats[fmt]))) == [str(quads[0] if fmt != "turtle" else quads[0].triple)]
