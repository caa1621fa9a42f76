"""A graph opened in Python: `concordat.open` and `concordat.load`."""

from __future__ import annotations

import builtins
from datetime import date
from pathlib import Path

import pytest

import concordat
from concordat.graph.errors import ConcordatError, GraphError, UsageError
from concordat.graph.opened import OpenedGraph

TRIG = """
@prefix ccc: <https://w3id.org/concordat/ont#> .
@prefix ex: <https://example.org/> .
ex:plan { ex:a1 a ccc:Action ; ccc:ref "1.1" ; ccc:order 1 . ex:a2 a ccc:Action ; ccc:ref "1.2" ; ccc:order 2 . }
ex:claims { ex:a1 ex:due "2016-10-31"^^<http://www.w3.org/2001/XMLSchema#date> ; ex:costs 1.5 . }
"""
BY_ORDER = """#+ title = "By order"
#+ params.n = { type = "integer" }
PREFIX ccc: <https://w3id.org/concordat/ont#>
SELECT ?ref WHERE { VALUES ?n { UNDEF } ?action ccc:order ?n ; ccc:ref ?ref } ORDER BY ?ref
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "small.trig"
    file.write_text(TRIG, encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def graph(path: Path) -> OpenedGraph:
    return concordat.open(path)


def test_rows_are_a_sequence(graph: OpenedGraph):
    rows = graph.query("SELECT ?ref ?due WHERE { ?a ccc:ref ?ref OPTIONAL { ?a <https://example.org/due> ?due } } ORDER BY ?ref")

    assert rows.columns == ("ref", "due")
    assert rows.rows == (("1.1", date(2016, 10, 31)), ("1.2", None))
    assert list(rows) == list(rows.rows)
    assert (len(rows), rows[1], rows[-1][0]) == (2, ("1.2", None), "1.2")
    assert ("1.2", None) in rows
    assert rows.records()[0] == {"ref": "1.1", "due": date(2016, 10, 31)}
    assert repr(rows) == "<Rows query: 2 of ref, due>"
    assert repr(graph) == f"<OpenedGraph {graph.path}: 8 quads>"


def test_parameters_go_by_name(graph: OpenedGraph, tmp_path: Path):
    file = tmp_path / "by-order.rq"
    file.write_text(BY_ORDER, encoding="utf-8", newline="\n")

    assert graph.query(str(file), n=2).rows == (("1.2",),)
    with pytest.raises(UsageError, match='no parameter "m": it has n'):
        graph.query(str(file), m=2)


def test_ask_is_true_or_false(graph: OpenedGraph):
    assert graph.query("ASK { ?a a ccc:Action }") is True
    assert graph.query("ASK { ?a a ccc:Plan }") is False
    assert graph.query("SELECT (true AS ?x) {}").rows == ((True,),)


def test_construct_gives_three_columns(graph: OpenedGraph):
    assert graph.query("CONSTRUCT { ?a ccc:ref ?r } WHERE { ?a ccc:ref ?r }").columns == ("subject", "predicate", "object")


def test_pandas_is_asked_for_when_it_is_missing(graph: OpenedGraph, monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def importing(name: str, *rest: object, **more: object) -> object:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    rows = graph.query("SELECT ?ref { ?a ccc:ref ?ref }")
    monkeypatch.setattr(builtins, "__import__", importing)
    with pytest.raises(ConcordatError, match="pip install pandas"):
        rows.to_pandas()


def test_a_data_frame_has_the_same_columns(graph: OpenedGraph):
    pandas = pytest.importorskip("pandas")
    frame = graph.query("SELECT ?ref ?cost { ?a ccc:ref ?ref OPTIONAL { ?a <https://example.org/costs> ?cost } } ORDER BY ?ref").to_pandas()

    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == ["ref", "cost"]
    assert list(frame["ref"]) == ["1.1", "1.2"]
    assert frame["cost"][0] == 1.5


def test_actions_are_records(graph: OpenedGraph, monkeypatch: pytest.MonkeyPatch):
    from concordat.graph import records

    monkeypatch.setattr(records, "records", lambda opened: [{"ref": "1.1"}] if opened is graph.graph else [])

    assert graph.actions() == [{"ref": "1.1"}]


def test_a_network_goes_by_its_name(graph: OpenedGraph, monkeypatch: pytest.MonkeyPatch):
    from concordat.graph import network

    monkeypatch.setattr(network, "network", lambda opened, name, kept: (opened, name, kept.section))

    assert graph.network("organisations", section="3") == (graph.graph, "organisations", "3")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> OpenedGraph:
    """DH shares A with HO, and B with Mind as its partner."""
    from concordat.graph.build import build

    folder = tmp_path_factory.mktemp("plan")
    (folder / "p.txt").write_text("Ref\tAction\tFinish\tLead\nA\tWrite.\t2016\tDH / HO\nB\tRead.\t2018\tDH (with Mind)\n", encoding="utf-8")
    (folder / "p.trig").write_bytes(build([folder / "p.txt"]).data)
    return concordat.open(folder / "p.trig")


def test_a_table_that_a_report_has_not_is_told_with_those_that_it_has(plan: OpenedGraph):
    """Of one body it has others than of all: what is "pairs" there is "with" here."""
    with pytest.raises(UsageError, match='no table "pairs".*with, actions'):
        plan.report("overlap", "Home Office")["pairs"]


@pytest.mark.parametrize(
    ("kept", "edges"),
    [
        ({}, {("Department of Health", "Home Office"), ("Department of Health", "Mind")}),
        ({"roles": "lead"}, {("Department of Health", "Home Office")}),
        ({"roles": ["lead", "partner"]}, {("Department of Health", "Home Office"), ("Department of Health", "Mind")}),
        ({"during": "2017-05-01"}, {("Department of Health", "Mind")}),
        ({"plan": "p", "confidence": "high"}, {("Department of Health", "Home Office"), ("Department of Health", "Mind")}),
    ],
)
def test_a_part_of_a_network_is_kept_by_keywords(kept: dict, edges: set, plan: OpenedGraph):
    net = plan.network("overlap", **kept)

    assert {tuple(sorted((net.nodes[one]["label"], net.nodes[other]["label"]))) for one, other in net.edges} == edges


def test_what_a_network_does_not_know_is_said(plan: OpenedGraph):
    with pytest.raises(UsageError, match="did you mean overlap"):
        plan.network("overlp")
    with pytest.raises(UsageError, match='no role "leader"'):
        plan.network("overlap", roles="leader")
    with pytest.raises(TypeError, match="colour"):
        plan.network("overlap", colour="red")


def test_a_report_is_tables_by_name(plan: OpenedGraph):
    tables = plan.report("overlap")

    assert list(tables)[0] == tables[list(tables)[0]].answer.name
    assert [(row["organisation"], row["with"], row["actions"]) for row in tables["pairs"].records()] == [("Department of Health", "Home Office", "A"), ("Department of Health", "Mind", "B")]
    assert [row["with"] for row in plan.report("overlap", "Mind")["with"].records()] == ["Department of Health"]
    assert [row["with"] for row in plan.report("overlap", role="lead")["pairs"].records()] == ["Home Office"]
    assert "meanings" in plan.report("overlap", explain=True) and "meanings" not in tables


def test_a_report_becomes_data_frames(plan: OpenedGraph):
    pytest.importorskip("pandas")
    frame = plan.report("overlap")["pairs"].to_pandas()

    assert list(frame["shared"]) == [1, 1] and frame["shared"].dtype.kind == "i"


def test_what_a_report_does_not_know_is_said(plan: OpenedGraph):
    with pytest.raises(UsageError, match="did you mean overlap"):
        plan.report("overlp")
    with pytest.raises(UsageError, match='a report takes no "sektion"; did you mean section'):
        plan.report("overlap", sektion="3")


def test_a_dataset_sees_all_graphs_at_once(graph: OpenedGraph, path: Path):
    for dataset in (graph.dataset(), concordat.load(path), concordat.load(str(path))):
        assert len(dataset) == 8
        assert {str(row[0]) for row in dataset.query("SELECT ?ref { ?a <https://w3id.org/concordat/ont#ref> ?ref ; <https://example.org/due> ?day }")} == {"1.1"}
        assert {str(each.identifier) for each in dataset.graphs()} >= {"https://example.org/plan", "https://example.org/claims"}


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("nq", "<a:a> <a:b> <a:c> <a:g> .\n"),
        ("nt", "<a:a> <a:b> <a:c> .\n"),
        ("ttl", "<a:a> <a:b> <a:c> ."),
        ("jsonld", '{"@id": "a:a", "a:b": {"@id": "a:c"}}'),
    ],
)
def test_other_formats_load_too(tmp_path: Path, ending: str, text: str):
    path = tmp_path / f"g.{ending}"
    path.write_text(text, encoding="utf-8-sig", newline="\n")

    assert len(concordat.load(path)) == 1
    assert len(concordat.open(path).graph.store) == 1


@pytest.mark.parametrize("opening", [concordat.open, concordat.load])
@pytest.mark.parametrize(("name", "says"), [("none.trig", "no such graph file"), ("", "is a folder"), ("x.txt", "the ending of a graph file"), ("bad.trig", "bad.trig")])
def test_what_is_no_graph_is_said_in_one_line(tmp_path: Path, opening, name: str, says: str):
    (tmp_path / "x.txt").touch()
    (tmp_path / "bad.trig").write_bytes(b"<a:a> <a:b> \xff .")
    with pytest.raises(GraphError, match=says) as caught:
        opening(tmp_path / name)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("opening", [concordat.open, concordat.load])
def test_a_json_ld_context_is_not_fetched(tmp_path: Path, opening):
    path = tmp_path / "far.jsonld"
    path.write_text('{"@context": "http://127.0.0.1:9/context", "name": "x"}', encoding="utf-8", newline="\n")

    with pytest.raises(GraphError, match="remote contexts"):
        opening(path)
