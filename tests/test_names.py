"""Names looked up in a graph: what counts as the same, what is preferred, and what is said when nothing or too much is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from concordat.graph import names, query
from concordat.graph.errors import UsageError
from concordat.graph.store import Graph, open_graph

TRIG = """
@prefix ccc: <https://w3id.org/concordat/ont#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <https://w3id.org/concordat/id/organisation/> .
@prefix id: <https://w3id.org/concordat/id/> .
@prefix graph: <https://w3id.org/concordat/graph/> .
@prefix law: <http://www.legislation.gov.uk/id/ukpga/1983/> .
graph:register {
  org:home-office skos:prefLabel "Home Office"@en ; skos:altLabel "HO"@en .
  org:rcn skos:prefLabel "Royal College of Nursing"@en ; skos:altLabel "RCN"@en, "the College"@en .
  org:rcpsych skos:prefLabel "Royal College of Psychiatrists"@en ; skos:altLabel "RCPsych"@en, "the College"@en .
  org:samaritans skos:prefLabel "Samaritans"@en ; skos:altLabel "Men’s Helpline"@en .
  org:wales skos:prefLabel "Health & Care Wales"@en ; skos:altLabel "Samaritans"@en .
  <https://w3id.org/concordat/id/policy/charter> skos:prefLabel "College Charter"@en ; ccc:abbreviation "CCH" .
  <https://w3id.org/concordat/scheme/theme/lead> skos:prefLabel "Leadership"@en .
  <http://www.legislation.gov.uk/id/ukpga/1983/20> skos:prefLabel "Mental Health Act 1983"@en ; skos:altLabel "MHA"@en .
  <http://www.legislation.gov.uk/id/ukpga/1983/20/section/136> skos:prefLabel "Mental Health Act 1983 s.136"@en .
  <http://www.legislation.gov.uk/id/ukpga/1983/20/section/135> skos:prefLabel "Mental Health Act 1983 s.135"@en .
  <http://www.legislation.gov.uk/id/ukpga/1983/20/section/2> skos:prefLabel "Mental Health Act 1983 s.2"@en .
  <http://www.legislation.gov.uk/id/ukpga/2005/9> skos:prefLabel "Mental Capacity Act 2005"@en .
  <http://www.legislation.gov.uk/id/ukpga/2005/9/section/2> skos:prefLabel "Mental Capacity Act 2005 s.2"@en .
}
<https://w3id.org/concordat/graph/claims/p> { org:act skos:prefLabel "ACT"@en . org:act-2 skos:prefLabel "Act"@en . }
<https://w3id.org/concordat/graph/ontology> { <https://w3id.org/concordat/scheme/role/partner> skos:prefLabel "partner"@en . }
graph:register { <https://w3id.org/concordat/scheme/organisation-kind/charity> skos:prefLabel "charity"@en . }
"""
ORG = "https://w3id.org/concordat/id/organisation/"
LAW = "http://www.legislation.gov.uk/id/ukpga/"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("names") / "names.trig"
    path.write_text(TRIG, encoding="utf-8", newline="\n")
    return open_graph(path)


@pytest.mark.parametrize(
    ("words", "iri"),
    [
        ("Home Office", ORG + "home-office"),
        ("the home  OFFICE", ORG + "home-office"),
        ("ho", ORG + "home-office"),
        ("home-office", ORG + "home-office"),
        (ORG + "home-office", ORG + "home-office"),
        ("id:organisation/home-office", ORG + "home-office"),
        ("Men's Helpline", ORG + "samaritans"),
        ("Health and Care Wales", ORG + "wales"),
        ("cch", "https://w3id.org/concordat/id/policy/charter"),
        ("Samaritans", ORG + "samaritans"),
        ("ACT", ORG + "act"),
        ("Act", ORG + "act-2"),
        ("MHA", LAW + "1983/20"),
        ("s136", LAW + "1983/20/section/136"),
        ("S.136", LAW + "1983/20/section/136"),
        ("section 136", LAW + "1983/20/section/136"),
        ("Mental Health Act 1983 s.136", LAW + "1983/20/section/136"),
        ("MHA s136", LAW + "1983/20/section/136"),
        ("s.2 MHA", LAW + "1983/20/section/2"),
        ("Mental Capacity Act 2005 section 2", LAW + "2005/9/section/2"),
        ("section 2 of the Mental Capacity Act 2005", LAW + "2005/9/section/2"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(graph: Graph, words: str, iri: str):
    assert names.find(graph, words).value == iri


def wrong(graph: Graph, words: str, *kinds: str) -> str:
    with pytest.raises(UsageError) as caught:
        names.find(graph, words, kinds)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("Home Ofice", "Home Office"),
        ("Royal Colege of Nurses", "Royal College of Nursing"),
        ("RCPsyc", "Royal College of Psychiatrists"),
        ("Nursing College", "Royal College of Nursing"),
    ],
)
def test_a_name_that_nothing_bears_is_told_the_nearest(graph: Graph, words: str, offered: str):
    told = wrong(graph, words)

    assert told.startswith(f'"{words}" names nothing in this graph; did you mean {offered}')


def test_a_name_like_no_other_is_offered_nothing(graph: Graph):
    assert wrong(graph, "zzzzqq").startswith('"zzzzqq" names nothing in this graph, and no name in it comes near: concordat query organisations lists the bodies')


@pytest.mark.parametrize("words", ["https://example.org/a", "s999", "MCA s.136", "partner", "charity", "2", "", "\n"])
def test_what_is_not_there_is_not_found(graph: Graph, words: str):
    """A key that is a number is that of a section; "partner" and "charity" are words that describe things."""
    assert "names nothing in this graph" in wrong(graph, words)


@pytest.mark.parametrize(
    ("words", "both"),
    [
        ("the College", ["Royal College of Nursing", "Royal College of Psychiatrists"]),
        ("s.2", ["Mental Capacity Act 2005 s.2", "Mental Health Act 1983 s.2"]),
        ("aCt", ["ACT", "Act"]),
    ],
)
def test_a_name_of_several_things_lists_them(graph: Graph, words: str, both: list[str]):
    told = wrong(graph, words)

    assert told.startswith(f'"{words}" may mean {both[0]} <')
    assert f"; {both[1]} <" in told


def test_kinds_keep_others_out(graph: Graph):
    assert "names nothing" in wrong(graph, "Home Office", "policy")
    assert names.find(graph, "leadership", ["theme"]).value == "https://w3id.org/concordat/scheme/theme/lead"
    assert names.find(graph, "s136", ["legislation"]).value == LAW + "1983/20/section/136"
    assert "names nothing" in wrong(graph, "s136", "organisation")


def test_a_parameter_that_is_an_entity(graph: Graph, tmp_path: Path):
    question = query.parse(
        '#+ params.body = { type = "entity", kinds = ["organisation"] }\nSELECT ?name WHERE { VALUES ?body { UNDEF } ?body skos:prefLabel ?name } ORDER BY ?name', "q"
    )

    assert query.run(graph, question, {"body": "HO"}).rows == (("Home Office",),)
    with pytest.raises(UsageError, match=re.escape('"Home Ofice" names nothing in this graph; did you mean Home Office')):
        query.run(graph, question, {"body": "Home Ofice"})


def test_a_graph_without_graphs_has_names_too(tmp_path: Path):
    path = tmp_path / "plain.ttl"
    path.write_text('<https://example.org/x> <http://www.w3.org/2004/02/skos/core#altLabel> "An X" .', encoding="utf-8", newline="\n")

    assert names.find(open_graph(path), "an x").value == "https://example.org/x"
