"""Graph files opened and written: formats by ending, errors with a place, the same bytes for the same quads."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from concordat.graph.errors import GraphError
from concordat.graph.store import graph_of, open_graph, serialise

EX = "https://example.org/"
QUADS = [
    Quad(NamedNode(EX + "b"), NamedNode(EX + "says"), Literal("▪ words", language="en"), NamedNode(EX + "second")),
    Quad(NamedNode(EX + "a"), NamedNode(EX + "says"), Literal("it's £5"), NamedNode(EX + "first")),
    Quad(NamedNode(EX + "a"), NamedNode(EX + "says"), Literal(3), NamedNode(EX + "first")),
]


@pytest.mark.parametrize(("ending", "count"), [("trig", 3), ("nq", 3), ("jsonld", 3), ("ttl", 2), ("nt", 2)])
def test_the_ending_says_the_format(tmp_path: Path, ending: str, count: int):
    """Turtle and N-Triples have no named graphs: there the two statements of the first graph are written."""
    path = tmp_path / f"graph.{ending}"
    quads = QUADS if count == 3 else [quad.triple for quad in QUADS[1:]]
    serialize(quads, str(path), format=RdfFormat.from_extension(ending))

    graph = open_graph(path)

    assert len(graph.store) == count
    assert graph.path == path
    assert graph.sha256 == sha256(path.read_bytes()).hexdigest()


def test_capitals_in_the_ending_and_a_byte_order_mark_are_no_hindrance(tmp_path: Path):
    path = tmp_path / "GRAPH.TRIG"
    path.write_bytes(b"\xef\xbb\xbf" + serialise(QUADS))

    assert len(open_graph(path).store) == 3


def test_an_empty_file_is_an_empty_graph(tmp_path: Path):
    path = tmp_path / "empty.trig"
    path.touch()

    assert len(open_graph(path).store) == 0


def message(path: Path) -> str:
    """The error that opening the file gives: one line."""
    with pytest.raises(GraphError) as caught:
        open_graph(path)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_no_graph_here_says_what_makes_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    assert message(Path("concordat.trig")) == "no concordat.trig here: run concordat build"


def test_another_missing_file_is_named(tmp_path: Path):
    assert str(tmp_path / "other.trig") in message(tmp_path / "other.trig")


def test_a_folder_is_no_graph(tmp_path: Path):
    assert "is a folder" in message(tmp_path)


def test_an_unknown_ending_is_told_the_known_ones(tmp_path: Path):
    path = tmp_path / "plan.docx"
    path.touch()

    assert ".trig, .ttl, .nq, .nt, .jsonld" in message(path)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path):
    path = tmp_path / "secret.trig"
    path.write_bytes(b"")
    path.chmod(0)

    assert "cannot be read" in message(path)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'<https://example.org/g> {\n  <https://example.org/a> <https://example.org/b> "no end\n}', "line 2, column 51"),
        (b"<https://example.org/a> <https://example.org/b> <not an iri> .", "line 1, column 49"),
        (b"a:b a:c a:d .", "line 1, column 1"),
        (b'<https://example.org/a> <https://example.org/b> "\xff" .', "line 1, column 50"),
    ],
    ids=["string", "iri", "prefix", "utf-8"],
)
def test_what_is_not_well_formed_is_placed(tmp_path: Path, content: bytes, place: str):
    path = tmp_path / "broken.trig"
    path.write_bytes(content)

    told = message(path)

    assert f"{path}, {place}: not well-formed TriG: " in told
    assert "Parser error" not in told


def test_a_json_ld_context_is_not_fetched(tmp_path: Path):
    path = tmp_path / "far.jsonld"
    path.write_text('{"@context": "https://example.org/context", "name": "x"}', encoding="utf-8", newline="\n")

    assert "remote contexts" in message(path)


def test_written_quads_keep_their_order_and_come_back():
    data = serialise(QUADS)

    assert list(parse(data, format=RdfFormat.TRIG)) == QUADS
    assert data == serialise(iter(QUADS))
    assert data.index(b"/second") < data.index(b"/first")
    assert b"@prefix ccc: <https://w3id.org/concordat/ont#> ." in data
    assert b"\r" not in data
    assert "▪ words".encode() in data


def test_a_graph_made_of_quads_has_no_file():
    graph = graph_of(QUADS)

    assert set(graph.store) == set(QUADS)
    assert (graph.path, graph.sha256) == (None, "")


def test_opening_and_asking_load_no_library_that_they_do_not_need(tmp_path: Path):
    """A query costs little more than loading its graph: the slow imports stay out, OpenSSL's among them."""
    path = tmp_path / "graph.trig"
    path.write_bytes(serialise(QUADS))
    question = tmp_path / "all.rq"
    question.write_text("SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?o", encoding="utf-8", newline="\n")
    program = (
        "import sys; from pathlib import Path; from concordat.graph import query, store, tables\n"
        "answer = query.solve(store.open_graph(sys.argv[1]), sys.argv[2], {}, 'csv')\n"
        "tables.deliver(answer, Path(sys.argv[3]), None, {})\n"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(question), str(tmp_path / "out.csv")], capture_output=True, encoding="utf-8", check=True, timeout=60
    )

    loaded = set(done.stdout.split())
    heavy = {"rich", "rdflib", "networkx", "importlib.metadata", "importlib.resources", "jinja2", "pandas", "numpy", "rapidfuzz", "xlsxwriter", "tomllib", "hashlib"}
    assert "pyoxigraph" in loaded
    assert loaded & heavy == set()
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").startswith("s,p,o\n")
