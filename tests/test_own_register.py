"""A register of the user's own: what it adds, the encodings and separators in which spreadsheets save it, and errors that say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordat.graph import build, records, vocab
from concordat.graph.errors import RegisterError
from concordat.graph.vocab import node

ROWS = "id,name,aliases,parent\nborset,Borsetshire Café Trust,BCT | Borset Cafés,\nfelp,Felpersham Office,FO,borset\n"


def made(folder: Path, lead: str, register: bytes) -> build.Build:
    (folder / "p.txt").write_text(f"Ref\tAction\tLead\n1\tDo it.\t{lead}\n", encoding="utf-8")
    (folder / "mine.csv").write_bytes(register)
    return build.build([folder / "p.txt"], register=folder / "mine.csv")


def leads(built: build.Build) -> list[tuple[str, str]]:
    return [(x["name"], x["iri"].rsplit("/", 1)[-1]) for x in records.records(built.graph)[0]["leads"]]


def parents(built: build.Build, key: str, relation: str = "org:subOrganizationOf") -> list[str]:
    found = built.graph.store.quads_for_pattern(node("organisation", key), vocab.term(relation), None, None)
    return [q.object.value.rsplit("/", 1)[-1] for q in found]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Borsetshire Café Trust", [("Borsetshire Café Trust", "borset")]),
        ("BCT", [("Borsetshire Café Trust", "borset")]),
        ("Borset Cafés / FO", [("Borsetshire Café Trust", "borset"), ("Felpersham Office", "felp")]),
    ],
)
def test_names_and_each_of_several_aliases(lead: str, expected: list, tmp_path: Path) -> None:
    assert leads(made(tmp_path, lead, ROWS.encode())) == expected


def test_a_parent_of_ones_own_and_a_bundled_one(tmp_path: Path) -> None:
    built = made(tmp_path, "FO", (ROWS + "hut,The Hut,,home-office\n").encode())
    assert (parents(built, "felp"), parents(built, "hut")) == (["borset"], ["home-office"])


def test_a_body_at_arms_length_is_no_part_of_its_parent(tmp_path: Path) -> None:
    rows = b"id,name,parent,parent_relation\nboard,The Board,home-office,sponsored-by\nteam,The Team,home-office,part-of\nnhs-england,NHS E,home-office,part-of\n"
    built = made(tmp_path, "The Board", rows)
    assert (parents(built, "board"), parents(built, "team"), parents(built, "nhs-england")) == ([], ["home-office"], ["home-office"])
    assert (parents(built, "board", "ccc:sponsoredBy"), parents(built, "team", "ccc:sponsoredBy")) == (["home-office"], [])
    assert (parents(built, "monitor"), parents(built, "monitor", "ccc:sponsoredBy")) == ([], ["department-of-health"])


def test_a_row_whose_id_is_bundled_adds_its_aliases_and_parent_to_that_body(tmp_path: Path) -> None:
    """The name in the register stays; the name in the row is one more form of it, and so are the old ones."""
    rows = b"id,name,aliases,parent\nmind,Mind the Gap,MTG,home-office\n"
    for printed in ("Mind", "Mind the Gap", "MTG"):
        built = made(tmp_path, printed, rows)
        assert leads(built) == [("Mind", "mind")]
    assert parents(built, "mind") == ["home-office"]


def test_id_and_name_are_enough(tmp_path: Path) -> None:
    assert leads(made(tmp_path, "X Board", b"id,name\nx,X Board\n")) == [("X Board", "x")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_as_spreadsheets_save_it(encoding: str, separator: str, end: str, tmp_path: Path) -> None:
    """With or without a byte-order mark, in the Windows encoding, with semicolons, with empty rows at the end."""
    text = ROWS.replace(",", separator).replace("\n", end) + separator * 3 + end
    assert leads(made(tmp_path, "Borset Cafés", text.encode(encoding))) == [("Borsetshire Café Trust", "borset")]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("id,title\nx,X\n", "mine.csv, line 1: no column 'name' in the first row"),
        ("id,name\nx,\n", "mine.csv, line 2, column name: empty"),
        ("id,name\nx,X\n\n,Y\n", "mine.csv, line 4, column id: empty"),
        ("id,name,class\nx,X,Club\n", "mine.csv, line 2, column class: 'Club' is none of"),
        ("id,name,parent,parent_relation\nx,X,mind,friend-of\n", "mine.csv, line 2, column parent_relation: 'friend-of' is none of part-of, sponsored-by"),
        ("id,name,parent\nx,X,\ny,Y,nobody\n", "mine.csv, line 3, column parent: no body has the id 'nobody'"),
        ("id,name\nx,X,Y\n", "mine.csv, line 2: the row has not as many cells as the header"),
    ],
)
def test_a_wrong_row_is_one_line_with_file_row_and_column(rows: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as error:
        made(tmp_path, "DH", rows.encode())
    assert says in str(error.value) and "\n" not in str(error.value)


def said(built: build.Build, subject: vocab.NamedNode, name: str) -> list[str]:
    return sorted(q.object.value.removeprefix(vocab.BASE) for q in built.graph.store.quads_for_pattern(subject, vocab.term(name), None, None))


def test_a_kind_of_ones_own_is_a_concept_and_a_known_one_has_its_definition(tmp_path: Path) -> None:
    built = made(tmp_path, "Felpersham Guild", b"id,name,kind\nguild,Felpersham Guild,craft-guild\nmill,Arkwright Mill,charity\n")
    mine, known = (vocab.concept("organisation-kind", word) for word in ("craft-guild", "charity"))

    assert said(built, node("organisation", "guild"), "ccc:organisationKind") == ["scheme/organisation-kind/craft-guild"]
    assert [said(built, mine, name) for name in ("skos:prefLabel", "skos:inScheme", "skos:definition")] == [["Craft guild"], ["scheme/organisation-kind"], []]
    assert [words.startswith("A body set up for the public benefit") for words in said(built, known, "skos:definition")] == [True]


def test_a_class_of_bodies_stands_in_its_scheme_and_is_no_part_of_a_body(tmp_path: Path) -> None:
    """Whether a register has it or a plan alone."""
    built = made(tmp_path, "Felpersham branches, parish councils", b"id,name,class,parent\nguild,Felpersham Guild,,\nbranches,Felpersham branches,BodyClass,guild\n")
    mine = node("body-class", "branches")
    types = built.graph.store.quads_for_pattern(None, vocab.term("rdf:type"), vocab.term("ccc:BodyClass"), None)
    classes = {q.subject for q in types}

    assert said(built, mine, "dct:relation") == ["id/organisation/guild"]
    assert said(built, mine, "dct:isPartOf") == []
    assert {mine, node("body-class", "parish-councils")} <= classes
    assert {tuple(said(built, each, name)) for each in classes for name in ("skos:inScheme", "skos:topConceptOf")} == {("scheme/body-class",)}
    assert {f"{vocab.BASE}{iri}" for iri in said(built, vocab.scheme("body-class"), "skos:hasTopConcept")} == {each.value for each in classes}


@pytest.mark.parametrize(("bundled", "expected"), [(True, ["register", "context"]), (False, ["register"])])
def test_a_graph_of_registered_facts_says_when_they_were_checked(bundled: bool, expected: list[str], tmp_path: Path) -> None:
    """Each of itself, and none that holds nothing."""
    (tmp_path / "p.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tHome Office\n", encoding="utf-8")
    store = build.build([tmp_path / "p.txt"], bundled_register=bundled).graph.store

    assert {(q.subject, q.graph_name) for q in store.quads_for_pattern(None, vocab.ccc("checkedOn"), None, None)} == {(vocab.graph(name), vocab.graph(name)) for name in expected}
