"""The description of what is published (DCAT, VoID): every count is made again here in another way, and nothing is said that nobody knows."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import namespace
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, SKOS, VOID

from concordat import __version__, cli
from concordat.graph import build, export, store
from concordat.graph.build import Build
from concordat.graph.errors import GraphError, UsageError
from concordat.graph.export import catalogue, formats

VOCABULARIES = Path(__file__).resolve().parent / "vocabularies"
ID = "https://w3id.org/concordat/id/"
HOME = rdflib.URIRef(f"{ID}dataset/national-action-plan-2016")
XSD = rdflib.Namespace("http://www.w3.org/2001/XMLSchema#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
DC = rdflib.Namespace("http://purl.org/dc/elements/1.1/")
FILES = {"graph/g.trig": b"<a> <b> <c> .", "records/actions.csv": b"ref\n1.1\n", "records/actions.jsonl": b"{}\n", "records/plan one.stratml": b"<x/>"}
BARE = "Ref\tAction\tLead\n1\tOpen a house.\tHome Office\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.cli, [str(a) for a in arguments], prog_name="concordat")


def read(data: bytes, syntax: str = "turtle") -> rdflib.Graph:
    return rdflib.Graph().parse(data=data, format=syntax)


@pytest.fixture(scope="module")
def built() -> Build:
    """The bundled plan."""
    return build.build()


@pytest.fixture(scope="module")
def said(built: Build) -> rdflib.Graph:
    """What is said of it and of some files."""
    return read(catalogue.describe(built.graph, FILES))


@pytest.fixture(scope="module")
def data(built: Build) -> rdflib.Dataset:
    """The graph that is described, read by the other engine."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=built.data, format="trig")
    return dataset


def number(said: rdflib.Graph, subject: rdflib.URIRef, prop: rdflib.URIRef) -> int:
    [value] = said.objects(subject, prop)
    assert value.datatype == XSD.integer
    return int(value)


# ---- the counts


def test_the_totals_are_those_that_the_other_engine_counts(said, data):
    triples = {(s, p, o) for s, p, o in data.triples((None, None, None))}
    things = {s for s, p, _ in triples if p == RDF.type and s.startswith(ID)}
    counted = {
        VOID.triples: len(triples),
        VOID.distinctSubjects: len({s for s, _, _ in triples}),
        VOID.distinctObjects: len({o for _, _, o in triples}),
        VOID.properties: len({p for _, p, _ in triples}),
        VOID.classes: len({o for _, p, o in triples if p == RDF.type}),
        VOID.entities: len(things),
    }

    assert {prop: number(said, HOME, prop) for prop in counted} == counted
    assert counted[VOID.triples] > 10_000


def test_every_class_and_property_has_its_partition_with_its_number(said, data):
    classes = Counter(o for _, _, o in set(data.triples((None, RDF.type, None))))
    properties = Counter(p for _, p, _ in set(data.triples((None, None, None))))

    for partition, key, unit, expected in ((VOID.classPartition, VOID["class"], VOID.entities, classes), (VOID.propertyPartition, VOID.property, VOID.triples, properties)):
        found = {said.value(part, key): number(said, part, unit) for part in said.objects(HOME, partition)}
        assert found == dict(expected)
        assert len(list(said.objects(HOME, partition))) == len(expected)  # no two in one


def test_every_named_graph_is_there_with_its_number(said, data):
    expected = {graph.identifier: len(graph) for graph in data.graphs() if len(graph)}
    named = {said.value(each, SD.name): said.value(each, SD.graph) for each in said.objects(HOME, SD.namedGraph)}
    expected.pop(rdflib.URIRef("urn:x-rdflib:default"), None)

    assert set(named) == set(expected) and len(named) == 6
    assert all(name == graph and (HOME, VOID.subset, graph) in said for name, graph in named.items())
    assert {name: number(said, name, VOID.triples) for name in named} == expected


def test_links_to_legislation_are_counted_by_property(said, data):
    law = "http://www.legislation.gov.uk/"
    expected = Counter(p for s, p, o in set(data.triples((None, None, None))) if str(o).startswith(f"{law}id/") and not s.startswith(law))
    linksets = set(said.subjects(RDF.type, VOID.Linkset))

    assert {said.value(each, VOID.linkPredicate): number(said, each, VOID.triples) for each in linksets} == dict(expected)
    assert expected[rdflib.URIRef("https://w3id.org/concordat/ont#citesLegislation")] == 12  # the plan cites 13, one of them a Bill, which has no address there
    for each in linksets:
        assert said.value(each, VOID.subjectsTarget) == HOME
        assert str(said.value(said.value(each, VOID.objectsTarget), VOID.uriSpace)) == law


def test_a_statement_in_two_graphs_is_one_triple():
    thing, prop, plan = (NamedNode(f"https://example.org/{name}") for name in ("a", "b", "plan"))
    typed = [Quad(plan, NamedNode(str(RDF.type)), NamedNode("https://w3id.org/concordat/ont#ActionPlan"), NamedNode("https://example.org/g"))]
    twice = store.graph_of([*typed, *(Quad(thing, prop, plan, NamedNode(f"https://example.org/{graph}")) for graph in "gh")])
    found = read(catalogue.describe(twice))
    [dataset] = found.subjects(RDF.type, DCAT.Dataset)

    assert number(found, dataset, VOID.triples) == 2


# ---- what it is, and where it comes from


def test_the_document_is_named_with_its_fingerprint_its_publisher_and_the_month_of_its_issue(said):
    """The fingerprint is the one in data/README.md; of the day of issue only the month is known."""
    source = rdflib.URIRef(f"{ID}source/national-action-plan-2016")
    checksum = said.value(source, SPDX.checksum)

    assert list(said.objects(HOME, PROV.wasDerivedFrom)) == [source]
    assert said.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    assert said.value(checksum, SPDX.checksumValue).eq(rdflib.Literal("52c6cd299b2d61fc29696d3ead7a4b070268bcf552a58acea528926d789541cb", datatype=XSD.hexBinary))
    assert said.value(source, DCTERMS.issued) == rdflib.Literal("2016-10", datatype=XSD.gYearMonth)
    assert said.value(source, DC.publisher) == rdflib.Literal("Mental Health Crisis Care Concordat Steering Group")
    assert said.value(source, FOAF.page) == rdflib.URIRef("https://www.crisiscareconcordat.org.uk/national-concordat/")


def test_no_licence_is_claimed_but_for_the_terms_and_what_is_known_is_said_in_words(said):
    terms = rdflib.URIRef("https://w3id.org/concordat/graph/ontology")
    words = " ".join(str(said.value(each, rdflib.RDFS.label)) for each in said.objects(HOME, DCTERMS.rights))

    assert list(said.subject_objects(DCTERMS.license)) == [(terms, rdflib.URIRef("https://www.apache.org/licenses/LICENSE-2.0"))]
    assert "Believed to be Crown copyright" in words and "no licence is stated on the document" in words
    assert "No licence is stated for the dataset as a whole" in words


def test_the_dataset_has_what_a_catalogue_asks_for(said, data):
    """The period is from December 2015 (the start of 1.4) to 2021 (the finish of 3.4)."""
    period = said.value(HOME, DCTERMS.temporal)

    assert str(said.value(HOME, DCTERMS.title)).startswith("Mental Health Crisis Care Concordat: national action plan, October 2016")
    assert str(said.value(HOME, DCTERMS.description)).startswith("60 actions: who leads them")
    assert said.value(HOME, DCTERMS.language) == rdflib.URIRef("http://publications.europa.eu/resource/authority/language/ENG")
    assert (str(said.value(period, DCAT.startDate)), str(said.value(period, DCAT.endDate))) == ("2015-12-01", "2021-12-31")
    assert {"Places of safety", "Suicide and self-harm"} <= set(map(str, said.objects(HOME, DCAT.keyword)))
    themes = {o for s, o in data.subject_objects(rdflib.URIRef("https://w3id.org/concordat/ont#theme")) if "/id/action/" in s}
    assert set(said.objects(HOME, DCAT.theme)) == themes
    assert rdflib.URIRef("https://w3id.org/concordat/scheme/theme/places-of-safety") in themes
    assert set(data.objects(rdflib.URIRef("https://w3id.org/concordat/ont"), namespace.OWL.versionIRI)) <= set(said.objects(HOME, DCTERMS.conformsTo))
    assert str(said.value(said.value(HOME, DCTERMS.creator), FOAF.name)).startswith("concordat ")
    assert str(said.value(said.value(HOME, DCTERMS.creator), FOAF.name)).endswith(__version__)
    assert list(said.objects(HOME, DCTERMS.issued)) == list(said.objects(HOME, DCTERMS.publisher)) == []  # nobody has said either
    assert rdflib.URIRef(f"{ID}action/national-action-plan-2016/1.1") in set(said.objects(HOME, VOID.exampleResource))


def test_the_version_is_that_of_the_data_and_not_of_the_program(said, built, tmp_path):
    """The same in every format; another as soon as one statement is."""
    whole = store.graph_of(built.graph.store)
    [version] = said.objects(HOME, DCAT.version)
    (tmp_path / "g.ttl").write_bytes(export.export(built.graph, "turtle"))

    assert re.fullmatch("[0-9a-f]{12}", version)
    assert str(version) != __version__
    assert list(read(catalogue.describe(store.open_graph(tmp_path / "g.ttl"))).objects(HOME, DCAT.version)) == [version]
    whole.store.add(Quad(NamedNode(HOME), NamedNode(str(SKOS.note)), NamedNode("https://example.org/new"), NamedNode("https://example.org/g")))
    assert list(read(catalogue.describe(whole)).objects(HOME, DCAT.version)) != [version]


def test_the_reading_and_each_rule_that_derived_something_made_it(said, data):
    """Not the changes of names in the register: those are activities too, but made no data."""
    runs, rules = (set(data.subjects(RDF.type, rdflib.URIRef(f"https://w3id.org/concordat/ont#{kind}"))) for kind in ("ExtractionRun", "Derivation"))

    assert len(runs) == 1 and len(rules) >= 2
    assert set(said.objects(HOME, PROV.wasGeneratedBy)) == runs | rules


def test_the_vocabularies_are_those_of_its_classes_and_properties(said):
    found = set(map(str, said.objects(HOME, VOID.vocabulary)))

    assert {str(SKOS), str(PROV), str(DCTERMS), "https://w3id.org/concordat/ont#", "http://www.w3.org/ns/oa#"} <= found
    assert all(each.endswith(("#", "/")) for each in found)


def test_each_file_has_its_size_kind_and_fingerprint_and_no_address(said):
    found = {str(said.value(each, DCTERMS.identifier)): each for each in said.objects(HOME, DCAT.distribution)}
    kinds = {"graph/g.trig": "application/trig", "records/actions.csv": "text/csv", "records/actions.jsonl": None, "records/plan one.stratml": "application/xml"}

    assert set(found) == set(FILES)
    for name, each in found.items():
        media = said.value(each, DCAT.mediaType)
        assert said.value(each, DCAT.byteSize) == rdflib.Literal(str(len(FILES[name])), datatype=XSD.nonNegativeInteger)
        assert str(said.value(said.value(each, SPDX.checksum), SPDX.checksumValue)).lower() == hashlib.sha256(FILES[name]).hexdigest()
        assert media == (kinds[name] and rdflib.URIRef(f"https://www.iana.org/assignments/media-types/{kinds[name]}"))
    assert not list(said.subject_objects(DCAT.downloadURL)) + list(said.subject_objects(DCAT.accessURL)) + list(said.subject_objects(VOID.dataDump))


@pytest.mark.parametrize("at", ["https://example.org/plan", "https://example.org/plan/"])
def test_with_the_address_of_the_folder_the_files_have_theirs(built, at):
    said = read(catalogue.describe(built.graph, FILES, at))
    expected = {"graph/g.trig", "records/actions.csv", "records/actions.jsonl", "records/plan%20one.stratml"}

    for prop in (DCAT.downloadURL, DCAT.accessURL):
        assert set(map(str, said.objects(None, prop))) == {f"https://example.org/plan/{name}" for name in expected}
    assert list(map(str, said.objects(HOME, VOID.dataDump))) == ["https://example.org/plan/graph/g.trig"]


@pytest.mark.parametrize("at", ["example.org", "ftp://example.org/", "https://", "https://exa mple.org/", "https://example.org/?q=1", "https://[::1/", ""])
def test_what_is_no_address_is_refused(built, at):
    with pytest.raises(UsageError, match="name the address of the folder"):
        catalogue.describe(built.graph, FILES, at)


# ---- as data


def test_both_engines_read_the_same_from_both_files_and_there_is_no_blank_node(built, said):
    turtle, json = (catalogue.describe(built.graph, FILES, syntax=syntax) for syntax in ("turtle", "jsonld"))
    oxigraph = {tuple(map(str, (q.subject, q.predicate, q.object))) for q in parse(turtle, format=RdfFormat.TURTLE)}

    assert oxigraph == {tuple(map(str, (q.subject, q.predicate, q.object))) for q in parse(json, format=RdfFormat.JSON_LD)}
    assert len(oxigraph) == len(said) > 800
    assert set(read(json, "json-ld")) == set(said)
    assert not [term for triple in said for term in triple if isinstance(term, rdflib.BNode)]
    assert not [term for triple in said for term in triple if isinstance(term, rdflib.Literal) and term.ill_typed]


def test_everything_that_is_named_is_said_to_be_something(said):
    """Partitions, files, fingerprints: no node without a type, and none that nothing leads to."""
    minted = {s for s in said.subjects() if s.startswith(f"{HOME}/")}
    led_to = set(said.objects())

    assert len(minted) > 150
    assert [s for s in minted if (s, RDF.type, None) not in said] == []
    assert [s for s in minted if s not in led_to] == [rdflib.URIRef(f"{HOME}/description")]  # the beginning


@pytest.mark.parametrize("name", ["void", "spdx", "sd"])
def test_only_terms_that_these_vocabularies_define_are_used(name, said):
    extract = rdflib.Graph().parse(VOCABULARIES / f"{name}.ttl")
    space = {"void": str(VOID), "spdx": str(SPDX), "sd": str(SD)}[name]
    defined = {term for term in extract.subjects() if str(term).startswith(space)}
    used = {term for s, p, o in said for term in (p, *([o] if isinstance(o, rdflib.URIRef) else [])) if str(term).startswith(space)}
    ranges = {prop: said_of for prop, said_of in extract.subject_objects(rdflib.RDFS.domain)}

    assert len(used) >= 5
    assert used <= defined
    for prop, domain in ranges.items():
        below = set(extract.transitive_subjects(rdflib.RDFS.subClassOf, domain))
        assert [s for s in set(said.subjects(prop)) if not below & set(said.objects(s, RDF.type))] == [], prop


@pytest.mark.parametrize(("space", "later"), [(namespace.DCAT, {"version"}), (DCTERMS, set()), (FOAF, set()), (PROV, set()), (namespace.DC, set()), (VOID, set())], ids=str)
def test_no_term_of_the_other_vocabularies_is_misspelt(space, later, said):
    """rdflib has the terms of each; those of DCAT are of version 2, and dcat:version came with 3."""
    used = {term for triple in said for term in triple[1:] if isinstance(term, rdflib.URIRef) and term.startswith(str(space))} - {rdflib.URIRef(str(space))}

    assert used
    assert {term.removeprefix(str(space)) for term in used if term not in space} == later


def test_what_it_points_to_in_public_lists_is_said_to_be_of_its_kind(said):
    """A catalogue that checks the file has it alone: these are what DCAT-AP 3 asks of the values."""
    asked = {DCTERMS.language: DCTERMS.LinguisticSystem, DCAT.mediaType: DCTERMS.MediaType, DCAT.theme: SKOS.Concept, SPDX.algorithm: SPDX.ChecksumAlgorithm, PROV.wasGeneratedBy: PROV.Activity, DCTERMS.creator: FOAF.Agent, DCTERMS.temporal: DCTERMS.PeriodOfTime, DCTERMS.conformsTo: DCTERMS.Standard, DCTERMS.rights: DCTERMS.RightsStatement}

    for prop, kind in asked.items():
        values = set(said.objects(None, prop))
        assert values, prop
        assert [value for value in values if (value, RDF.type, kind) not in said] == [], prop
    assert all(said.value(theme, SKOS.inScheme) == rdflib.URIRef("https://w3id.org/concordat/scheme/theme") for theme in said.objects(HOME, DCAT.theme))


def test_the_shapes_are_named_as_their_file_names_them(built, tmp_path, monkeypatch):
    path = tmp_path / "shapes.ttl"
    path.write_text("@prefix owl: <http://www.w3.org/2002/07/owl#> . <https://example.org/shapes> a owl:Ontology ; owl:versionIRI <https://example.org/shapes/2> .", encoding="utf-8")
    monkeypatch.setattr(catalogue, "SHAPES_FILE", path)

    assert rdflib.URIRef("https://example.org/shapes/2") in set(read(catalogue.describe(built.graph)).objects(HOME, DCTERMS.conformsTo))


# ---- other plans


def test_of_a_bare_plan_nothing_is_made_up(tmp_path):
    (tmp_path / "bare.txt").write_text(BARE, encoding="utf-8")
    said = read(catalogue.describe(build.build([tmp_path / "bare.txt"]).graph))
    [dataset] = said.subjects(RDF.type, DCAT.Dataset)
    rights = " ".join(str(said.value(each, rdflib.RDFS.label)) for each in said.objects(dataset, DCTERMS.rights))

    assert str(said.value(dataset, DCTERMS.description)).startswith("1 action: ")
    assert "nothing is known of the rights in this document" in rights
    for prop in (DCTERMS.issued, DCTERMS.temporal, DC.publisher, FOAF.page, DCAT.distribution):
        assert not list(said.subject_objects(prop)), prop


def test_several_plans_are_one_dataset_with_several_sources(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(BARE, encoding="utf-8")
    said = read(catalogue.describe(build.build([tmp_path / "one.txt", tmp_path / "two.txt"]).graph))
    [dataset] = said.subjects(RDF.type, DCAT.Dataset)

    assert set(map(str, said.objects(dataset, PROV.wasDerivedFrom))) == {f"{ID}source/one", f"{ID}source/two"}
    assert str(said.value(dataset, DCTERMS.description)).startswith("2 actions: ")
    assert len(list(said.subjects(RDF.type, SPDX.Checksum))) == 2


@pytest.mark.parametrize(("earliest", "latest", "expected"), [
    ("2016-10-31", "2016-10-31", ("2016-10-31", XSD.date)),
    ("2016-02-01", "2016-02-29", ("2016-02", XSD.gYearMonth)),
    ("2016-01-01", "2016-12-31", ("2016", XSD.gYear)),
    ("2016-04-01", "2017-03-31", None),  # a financial year has no datatype
    ("2016-02-01", "2016-02-28", None),
    ("2016-02-01", "", None),
])  # fmt: skip
def test_a_day_of_issue_is_as_exact_as_it_is_known(earliest, latest, expected):
    found = catalogue._as_far_as_known(earliest, latest)
    assert (found and (found.value, rdflib.URIRef(found.datatype.value))) == expected


def test_a_day_of_issue_that_is_none_is_refused():
    with pytest.raises(GraphError, match="2016-02-31, and one of them is no day"):
        catalogue._as_far_as_known("2016-02-01", "2016-02-31")


def test_a_graph_without_a_plan_cannot_be_described():
    with pytest.raises(GraphError, match="holds no plan"):
        catalogue.describe(store.graph_of([]))


# ---- the command


def test_the_command_describes_the_graph_file_itself(tmp_path, built):
    (tmp_path / "g.trig").write_bytes(built.data)
    result = run("export", "dcat", "-g", tmp_path / "g.trig", "-o", tmp_path / "dataset.ttl")
    said = rdflib.Graph().parse(tmp_path / "dataset.ttl")
    [file] = said.objects(HOME, DCAT.distribution)

    assert result.exit_code == 0, result.stderr
    assert (str(said.value(file, DCTERMS.identifier)), int(said.value(file, DCAT.byteSize))) == ("g.trig", len(built.data))
    assert "no address in it (dcat:accessURL)" in result.stderr and "--at" in result.stderr
    assert "accessURL" not in run("export", "dcat", "-g", tmp_path / "g.trig", "--at", "https://example.org/").stderr
    assert run("query", "plans", "-g", tmp_path / "dataset.ttl").exit_code == 0  # our own program opens it, too


def test_a_graph_without_named_graphs_has_the_same_size(built, said, tmp_path):
    (tmp_path / "g.ttl").write_bytes(export.export(built.graph, "turtle"))
    union = read(run("export", "dcat", "-g", tmp_path / "g.ttl").stdout.encode())

    assert number(union, HOME, VOID.triples) == number(said, HOME, VOID.triples)
    assert not list(union.subjects(RDF.type, SD.NamedGraph))


@pytest.mark.parametrize(("arguments", "says"), [(("turtle", "--at", "https://example.org/"), "--at is for dcat"), (("dcat", "--plan", "x"), "--plan chooses"), (("dcat", "--at", "example.org"), "for instance --at")])
def test_options_of_another_format_are_refused(tmp_path, built, arguments, says):
    (tmp_path / "g.trig").write_bytes(built.data)
    result = run("export", *arguments, "-g", tmp_path / "g.trig")

    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_the_command_offers_every_format():
    [argument] = [each for each in cli.export.params if each.name == "fmt"]
    assert set(argument.type.choices) == set(formats.FORMATS)
