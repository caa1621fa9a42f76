"""The built graph: two engines, named graphs, the same bytes, other plans and registers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from concordat.graph import build, records, vocab
from concordat.graph.errors import ConcordatError, GraphError, RegisterError, UsageError
from concordat.graph.vocab import graph, node

HEADER = "Ref\tAction\tStart date\tFinish date\tLead"


@pytest.fixture(scope="module")
def built() -> build.Build:
    return build.build()


def plan_file(folder: Path, *rows: str, name: str = "small.txt") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return path


def test_rdflib_and_oxigraph_read_the_same_quads(built: build.Build) -> None:
    """Each engine writes its N-Quads, and one parser reads both, so that neither's way of writing a literal matters."""
    dataset = rdflib.Dataset()
    dataset.parse(data=built.data, format="trig")
    theirs = set(parse(dataset.serialize(format="nquads").encode("utf-8"), format=RdfFormat.N_QUADS))
    ours = set(parse(built.data, format=RdfFormat.TRIG))
    assert len(ours) > 10_000
    assert theirs == ours


def test_the_named_graphs_are_those_documented(built: build.Build) -> None:
    names = {g.value.removeprefix(vocab.GRAPH) for g in built.graph.store.named_graphs()}
    assert names == {"plan/national-action-plan-2016", "claims/national-action-plan-2016", "derived", "register", "context", "ontology"}


def test_the_file_can_be_read_in_a_text_editor(built: build.Build) -> None:
    text = built.data.decode("utf-8")
    assert "\r" not in text
    assert "@prefix ccc: <https://w3id.org/concordat/ont#>" in text
    graphs = [line.split()[0] for line in text.splitlines() if line.endswith(" {")]
    assert graphs == ["graph:plan\\/national-action-plan-2016", "graph:claims\\/national-action-plan-2016", "graph:derived", "graph:register", "graph:context", "graph:ontology"]
    assert text.index("\taction:3.9 a ccc:Action ;") < text.index("\taction:3.10 a ccc:Action ;")
    assert "\tresponsibility:3.8\\/1 a ccc:Responsibility ;" in text


def test_another_hash_seed_gives_the_same_bytes(built: build.Build) -> None:
    code = "import sys; from concordat.graph import build; sys.stdout.buffer.write(build.build().data)"
    for seed in ("1", "2"):
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert run.stdout == built.data


def test_identifiers_are_made_of_what_is_printed(built: build.Build) -> None:
    things = {q.subject.value for q in built.graph.store}
    for thing in (
        node("plan", "national-action-plan-2016"),
        node("action", "national-action-plan-2016", "3.8"),
        node("section", "national-action-plan-2016", "3"),
        node("item", "national-action-plan-2016", "3.4", 2),
        node("responsibility", "national-action-plan-2016", "3.8", 1),
        node("date", "national-action-plan-2016", "3.8", "finish"),
        node("span", "national-action-plan-2016", "11962-11964"),
        node("organisation", "nhs-england"),
        node("body-class", "local-authorities"),
        node("funding", "places-of-safety-15m"),
        node("dependency", "national-action-plan-2016", "3.7", "3.6"),
    ):
        assert thing.value in things


def test_a_term_that_is_not_declared_stops_the_run() -> None:
    with pytest.raises(ConcordatError, match="does not declare ccc:leed"):
        vocab.ccc("leed")


def test_two_plans_share_one_graph_and_one_unregistered_body(tmp_path: Path) -> None:
    rows = ("1\tDo it\t2016\t2017\tBorsetshire Council",)
    built = build.build([plan_file(tmp_path, *rows, name="one.txt"), plan_file(tmp_path, *rows, name="two.txt")])
    found = records.records(built.graph)
    assert [(r["plan"], r["ref"], r["leads"][0]["iri"]) for r in found] == [
        ("one", "1", "https://w3id.org/concordat/id/organisation/borsetshire-council"),
        ("two", "1", "https://w3id.org/concordat/id/organisation/borsetshire-council"),
    ]


def test_the_same_id_twice_is_an_error_that_names_the_option(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    row = "1\tDo it\t\t\tDH"
    with pytest.raises(UsageError, match="--id"):
        build.build([plan_file(tmp_path / "a", row), plan_file(tmp_path / "b", row)])


def test_a_name_with_odd_characters_is_encoded_in_the_identifier(tmp_path: Path) -> None:
    built = build.build([plan_file(tmp_path, 'A/1 "x"\tDo it\t\t\tDH', name="my plan.txt")])
    assert next(built.graph.store.quads_for_pattern(node("action", "my plan", 'A/1 "x"'), None, None, None)).subject.value.endswith("my%20plan/A%2F1%20%22x%22")


def test_a_users_register_adds_names_and_aliases(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("id,name,aliases,parent\nborset,Borsetshire Council,BCC,\nhome-office,Home Office,Interior,\n", encoding="utf-8")
    built = build.build([plan_file(tmp_path, "1\tDo it\t\t\tBCC / Interior")], register=mine)
    assert [(x["name"], x["iri"].rsplit("/", 1)[-1]) for x in records.records(built.graph)[0]["leads"]] == [("Borsetshire Council", "borset"), ("Home Office", "home-office")]


def test_without_the_bundled_register_names_are_as_printed(tmp_path: Path) -> None:
    built = build.build([plan_file(tmp_path, "1\tDo it under s136\t\t\tDH")], bundled_register=False)
    record = records.records(built.graph)[0]
    assert [x["name"] for x in record["leads"]] == ["DH"]
    assert record["legislation"] == []


def test_the_home_plan_is_recognised_whatever_its_file_is_called(tmp_path: Path, built: build.Build) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(build.HOME_PLAN.read_bytes())
    again = build.build([copy])
    assert [{**r, "plan": ""} for r in records.records(again.graph)] == [{**r, "plan": ""} for r in records.records(built.graph)]
    assert sum(1 for _ in again.graph.store.quads_for_pattern(None, vocab.ccc("earlierAction"), None, None)) == 44


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("id,aliases\nx,y\n", "no column 'name'"),
        ("id,name\n,Somebody\n", "line 2, column id"),
        ("id,name,class\nx,X,Club\n", "line 2, column class: 'Club'"),
        ("id,name\nx,X,Y\n", "line 2: the row has not as many cells"),
        ('id,name\nx,"X\n', "cannot be read as a csv file"),
        ("id,name,parent\nx,X,nobody\n", "no body has the id 'nobody'"),
    ],
)
def test_a_wrong_register_names_the_place(content: str, says: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(content, encoding="utf-8")
    with pytest.raises(RegisterError, match=says):
        build.build([plan_file(tmp_path, "1\tDo it\t\t\tDH")], register=mine)


def test_people_are_words_in_the_record_and_nothing_else(tmp_path: Path) -> None:
    """No node, no label, no agent: the name stands in ccc:peoplePrinted and in the quotation of the whole row."""
    built = build.build([plan_file(tmp_path, "1\tDo it\t\t\tHelen Quill & Sian Marrow ICU")])
    assert records.records(built.graph)[0]["people"] == ["Helen Quill", "Sian Marrow"]
    assert [x["name"] for x in records.records(built.graph)[0]["leads"]] == ["ICU"]
    said = {q.predicate.value.rsplit("#", 1)[-1] for q in built.graph.store if "Quill" in str(q.object) or "quill" in q.subject.value.lower()}
    assert said == {"peoplePrinted", "exact"}


def test_continuations_are_left_out_of_other_plans(tmp_path: Path, built: build.Build) -> None:
    other = build.build([plan_file(tmp_path, "3.8\tDo it\t\t\tDH")])
    count = [sum(1 for _ in b.graph.store.quads_for_pattern(None, vocab.ccc("earlierAction"), None, None)) for b in (built, other)]
    assert count == [44, 0]


def test_a_finding_of_a_check_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from concordat.graph import validate

    fault = validate.Finding("some-check", "error", "Something is wrong.", thing="urn:x")
    monkeypatch.setattr(validate, "faults", lambda *these: [fault])
    with pytest.raises(GraphError, match="was not written: some-check: Something is wrong"):
        build.build([plan_file(tmp_path, "1\tDo it\t\t\tDH")])


def test_facts_from_memory_are_built_only_when_asked_for(built: build.Build) -> None:
    unconfirmed = graph("unconfirmed")
    asked = build.build(unconfirmed=True)
    assert next(built.graph.store.quads_for_pattern(None, None, None, unconfirmed), None) is None
    stated = [q.object.value for q in asked.graph.store.quads_for_pattern(None, vocab.ccc("statement"), None, unconfirmed)]
    assert len(stated) == 36
    assert "The area teams were merged into NHS England's regional teams on 1 April 2015." in stated


def test_another_scheme_of_themes(tmp_path: Path) -> None:
    themes = tmp_path / "themes.csv"
    themes.write_text("id,label,definition,cues,weak_cues\nroads,Roads,Work on roads,road*,\n", encoding="utf-8")
    found = records.records(build.build([plan_file(tmp_path, "1\tMend the roads and train nurses.\t\t\tDH")], themes=themes).graph)
    assert found[0]["themes"] == ["roads"]


# ---- rules: small plans whose links can be worked out by hand


def links(folder: Path, *rows: str) -> set[tuple[str, str, str, str]]:
    built = build.build([plan_file(folder, *rows)])
    return {(r["ref"], d["ref"], d["type"], d["confidence"]) for r in records.records(built.graph) for d in r["depends_on"]}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("1\tAmend section 136.\t\t2017\tDH", "2\tComply with section 136.\t\t2017\tHO"), {("2", "1", "implements", "explicit")}),
        (("1\tAmend section 136.\t\t2017\tDH", "2\tDetentions under section 136 are counted.\t\t2017\tHO"), set()),
        (("1\tDevelop the Emergency Care Data Set.\t\t2017\tDH", "2\tReport via the Emergency Care Data Set.\t\t2016\tHO"), {("2", "1", "requires-output", "explicit")}),
        (("1\tExpand the Emergency Care Data Set.\t\t2017\tDH", "2\tReport via the Emergency Care Data Set.\t\t2018\tHO"), {("2", "1", "requires-output", "strong")}),
        (("1\tExpand the Emergency Care Data Set.\t\t2017\tDH", "2\tReport via the Emergency Care Data Set.\t\t2016\tHO"), set()),
        (("1\tDevelop the Emergency Care Data Set.\t\t2017\tDH", "2\tAudit the Emergency Care Data Set.\t\t2018\tHO"), {("2", "1", "monitors", "strong")}),
        (("1\tWrite guidance.\t\t2017\tDH", "2\tFollowing action 1, train staff.\t\t2018\tHO"), {("2", "1", "requires-output", "explicit")}),
        (("1\tFollowing action 2, write.\t\t2017\tDH", "2\tFollowing action 1, train.\t\t2018\tHO"), {("1", "2", "requires-output", "explicit"), ("2", "1", "requires-output", "explicit")}),
    ],
)  # fmt: skip
def test_rules_on_plans_small_enough_to_read(rows: tuple[str, ...], expected: set, tmp_path: Path) -> None:
    assert links(tmp_path, *rows) == expected


def test_plain_links_agree_with_the_responsibilities(built: build.Build) -> None:
    store = built.graph.store
    for role, link in (("lead", "lead"), ("partner", "partner"), ("mentioned", "mentions")):
        said = {
            (next(store.quads_for_pattern(r.subject, vocab.ccc("responsibleFor"), None, None)).object, next(store.quads_for_pattern(r.subject, vocab.ccc("agent"), None, None)).object)
            for r in store.quads_for_pattern(None, vocab.ccc("role"), vocab.concept("role", role), None)
        }
        plain = {(q.subject, q.object) for q in store.quads_for_pattern(None, vocab.ccc(link), None, graph("derived"))}
        assert plain == said
        assert len(said) > 10
