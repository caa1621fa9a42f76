"""The command line as a user meets it: exit codes, one-line errors, stdout for the result alone, files whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordat import cli

HEADER = "Ref\tAction\tStart date\tFinish date\tLead\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "home.trig"
    assert run("build", "-q", "-o", path).exit_code == 0
    return path


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli.cli, [str(a) for a in arguments], prog_name="concordat", input=stdin)


def refused(result: Result, code: int, *says: str) -> None:
    """One line on stderr, nothing on stdout, no traceback."""
    assert result.exit_code == code, result.stderr
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert all(words in lines[0] for words in says), lines[0]


# ---- building


def test_build_writes_the_graph_and_accounts_for_every_line(tmp_path: Path) -> None:
    result = run("build", "-o", tmp_path / "g.trig")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "all 97 lines accounted for: not understood 0" in result.stderr
    assert (tmp_path / "g.trig").read_bytes().startswith(b"@prefix")


def test_build_says_which_rows_it_did_not_understand(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(f"A title\n{HEADER}1\tDo it\t\t\tDH\n", encoding="utf-8")
    result = run("build", tmp_path / "p.txt", "-o", tmp_path / "g.trig")
    assert result.exit_code == 0
    assert "p.txt, line 1: not understood: A title" in result.stderr


def test_a_plan_from_standard_input_and_a_graph_to_standard_output() -> None:
    result = run("build", "-", "-o", "-", "-q", stdin=f"{HEADER}1\tDo it\t\t\tDH\n".encode())
    assert result.exit_code == 0
    assert "action:1 a ccc:Action" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "is empty"),
        ("binary.txt", b"\x00\x01\x02", "not a text file"),
        ("no-table.txt", b"Some words.\n", "no table with a column of actions"),
        ("plan.docx", b"PK", "no Word document"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_writes_nothing(name: str, content: bytes | None, says: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    output = tmp_path / "out" / "g.trig"
    output.parent.mkdir()
    refused(run("build", tmp_path / name, "-o", output), 3, name, says)
    assert list(output.parent.iterdir()) == []


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    refused(run("build", tmp_path, "-o", tmp_path / "g.trig"), 3, "is a folder")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read every file, and Windows has other rights")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(HEADER, encoding="utf-8")
    path.chmod(0)
    refused(run("build", path, "-o", tmp_path / "g.trig"), 3, "cannot be read")


@pytest.mark.parametrize("command", ["build", "publish"])
def test_an_output_in_no_folder_or_in_the_way(command: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    result = run(command, "-q", "-o", tmp_path / "file" / "below.trig")
    assert result.exit_code == 3
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full on this system")
def test_a_full_disk() -> None:
    refused(run("build", "-q", "-o", "/dev/full"), 3, "/dev/full", "No space left")


def test_an_older_graph_stays_if_the_new_one_cannot_be_built(tmp_path: Path) -> None:
    output = tmp_path / "g.trig"
    output.write_text("as it was", encoding="utf-8")
    assert run("build", tmp_path / "missing.txt", "-o", output).exit_code == 3
    assert output.read_text(encoding="utf-8") == "as it was"


def test_build_never_writes_over_what_it_reads(tmp_path: Path) -> None:
    plan = tmp_path / "plan.trig"  # a plan that is called like a graph
    plan.write_text(f"{HEADER}1\tDo it\t\t\tDH\n", encoding="utf-8")
    before = plan.read_bytes()
    refused(run("build", plan, "-o", plan), 2, "also what is to be read")
    refused(run("build", "-o", tmp_path / "notes.docx"), 2, "should end in .trig")
    assert plan.read_bytes() == before


HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "</script>", "javascript:alert(1)", '" } UNION { ?s ?p ?o', "=HYPERLINK(1)", "a\x07b\x1bc", "‘’“”…—", "{{ 7*7 }}", "../../etc/passwd"]


def test_hostile_cells_are_read_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(HEADER + "".join(f"{n}\t{cell}\t{cell}\t{cell}\t{cell}\n" for n, cell in enumerate(HOSTILE, start=1)), encoding="utf-8")
    graph = tmp_path / "g.trig"
    assert run("build", "-q", path, "-o", graph).exit_code == 0
    records = [json.loads(line) for line in run("actions", "-g", graph, "-f", "jsonl").stdout.splitlines()]
    assert [r["text"] for r in records] == [cell.replace("\x07", " ").replace("\x1b", " ") if "\x07" in cell else cell for cell in HOSTILE]
    for command in (["actions"], ["report", "overlap"], ["report", "ownership"], ["explain", "1"], ["query", "shared-actions"]):
        assert run(*command, "-g", graph).exit_code == 0
        assert "<script>alert" not in run(*command, "-g", graph, "-f", "html").stdout
    for row in csv.reader(io.StringIO(run("actions", "-g", graph, "-f", "csv").stdout)):
        assert not any(cell.startswith(("=", "@")) for cell in row)


def test_windows_1252_is_read_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(f"{HEADER}1\tPay £5 – now\t\t\tDH\n".encode("cp1252"))
    result = run("build", path, "-o", tmp_path / "g.trig")
    assert result.exit_code == 0
    assert "Windows-1252" in result.stderr


# ---- asking


def test_actions_as_json_lines_and_as_a_list(graph: Path) -> None:
    lines = [json.loads(line) for line in run("actions", "-g", graph, "-f", "jsonl").stdout.splitlines()]
    assert json.loads(run("actions", "-g", graph, "-f", "json").stdout) == lines
    assert set(lines[0]) == {
        "plan", "ref", "section", "section_title", "text", "items", "at", "start", "finish", "leads", "partners", "mentioned", "unnamed_partners", "body_classes", "people",
        "legislation", "policies", "funding", "themes", "depends_on", "outcomes", "status", "progress", "other",
    }  # fmt: skip


def test_a_pipe_gets_csv_and_a_file_what_its_ending_says(graph: Path, tmp_path: Path) -> None:
    printed = run("report", "overlap", "-g", graph).stdout
    assert printed.startswith("Who should talk to whom first\norganisation,with,now,what_to_do,")
    assert "\n\nOrganisations that share actions\norganisation,with,shared," in printed
    assert run("report", "overlap", "-g", graph, "-o", tmp_path / "o.md").exit_code == 0
    assert "| Department of Health | Home Office | 6 |" in re.sub(" +", " ", (tmp_path / "o.md").read_text(encoding="utf-8"))
    assert run("query", "lead-counts", "-g", graph, "-o", tmp_path / "q.csv").exit_code == 0
    assert (tmp_path / "q.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_json_says_what_it_was_made_of(graph: Path) -> None:
    told = json.loads(run("report", "overlap", "-g", graph, "--organisation", "PHE", "-f", "json").stdout)
    assert told["meta"]["name"] == "overlap"
    assert told["meta"]["parameters"] == {"organisation": "PHE"}
    assert re.fullmatch("[0-9a-f]{64}", told["meta"]["graph"])
    assert list(told["tables"]) == ["with", "actions"]


def test_a_question_with_a_parameter(graph: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", "law-actions", "-p", "law", "s136", "-g", graph, "-f", "csv").stdout)))
    assert list(dict.fromkeys(r["ref"] for r in rows)) == ["1.2", "1.15", "3.6", "3.7", "3.13", "3.14", "3.18"]


def test_sparql_from_a_file_and_from_standard_input(graph: Path, tmp_path: Path) -> None:
    text = "SELECT (COUNT(?a) AS ?n) WHERE { ?a a ccc:Action }"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    assert run("query", tmp_path / "q.rq", "-g", graph).stdout == run("query", "-", "-g", graph, stdin=text.encode()).stdout == "n\n60\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK { ?a a ccc:Action }", "true\n"),
        ("ASK { ?a a ccc:Nothing }", "false\n"),
        ("SELECT ?a WHERE { ?a a ccc:Nothing }", "a\n"),
    ],
)
def test_an_empty_answer_and_false_are_answers(text: str, expected: str, graph: Path) -> None:
    result = run("query", "-", "-g", graph, stdin=text.encode())
    assert (result.exit_code, result.stdout) == (0, expected)


def test_construct_and_describe_give_turtle(graph: Path) -> None:
    result = run("query", "-", "-g", graph, stdin=b"DESCRIBE <https://w3id.org/concordat/id/organisation/mind>")
    assert result.exit_code == 0
    assert 'skos:prefLabel "Mind"@en' in result.stdout
    assert run("query", "-", "-g", graph, "-f", "ntriples", stdin=b"CONSTRUCT { ?a a ccc:Action } WHERE { ?a a ccc:Action }").stdout.count("\n") == 60


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("qery",), ("query",)),
        (("query", "lead-count"), ("lead-counts",)),
        (("report", "overlp"), ("overlap",)),
        (("view", "acton"), ("actions",)),
        (("query", "due-by", "-p", "date", "soon"), ("date", "soon")),
        (("query", "due-by", "-p", "colour", "red"), ("colour",)),
        (("query", "continuations", "-p", "relation", "likes"), ("relation", "continues")),
        (("query", "SELECT * WHERE {\n ?s ?p }"), ("line 2, column",)),
        (("query", "SELECT * WHERE { SERVICE <http://localhost/> { ?s ?p ?o } }"), ("SERVICE",)),
        (("explain", "Ministry of Silly Walks"), ("Ministry",)),
        (("report", "overlap", "--section", "9"), ("section", "9")),
        (("actions", "--plan", "nope"), ("nope",)),
        (("actions", "-f", "docx"), ("docx",)),
        (("actions", "--organization", "x"), ("--organization", "concordat actions --help")),
        (("explain",), ("REF|NAME|IRI",)),
        (("build", "--id", "x", "a.txt", "b.txt"), ("--id",)),
    ],
)
def test_a_wrong_command_line_is_exit_2(arguments: tuple[str, ...], says: tuple[str, ...], graph: Path) -> None:
    extra = () if arguments[0] in ("qery", "build") else ("-g", graph)
    refused(run(*arguments, *extra), 2, *says)


@pytest.mark.parametrize("command", [("actions",), ("explain", "1"), ("query", "lead-counts"), ("report", "overlap"), ("view", "overlap"), ("export", "turtle")])
def test_without_a_graph_it_says_how_to_make_one(command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused(run(*command), 3, "no concordat.trig here: run concordat build")
    refused(run(*command, "-g", "other.trig"), 3, "other.trig")


def test_a_broken_graph_names_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "broken.trig"
    path.write_text("@prefix a: <http://example.org/> .\nnonsense", encoding="utf-8")
    refused(run("actions", "-g", path), 3, "broken.trig, line 2")


def test_the_graph_may_come_from_the_environment(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORDAT_GRAPH", str(graph))
    assert run("actions", "-f", "jsonl").stdout.count("\n") == 60


@pytest.mark.parametrize("fmt", ["trig", "turtle", "nquads", "jsonld"])
def test_exports_hold_the_same_statements(fmt: str, graph: Path, tmp_path: Path) -> None:
    import rdflib

    endings = {"trig": "trig", "turtle": "ttl", "nquads": "nq", "jsonld": "jsonld"}
    target = tmp_path / f"g.{endings[fmt]}"
    assert run("export", fmt, "-g", graph, "-o", target).exit_code == 0
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(target, format={"jsonld": "json-ld"}.get(fmt, fmt))
    assert sum(1 for _ in dataset.triples((None, None, None))) == sum(1 for _ in _dataset(graph).triples((None, None, None))) > 10_000


def _dataset(graph: Path):
    import concordat

    return concordat.load(graph)


def test_a_view_is_a_file_that_says_where_it_is(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("view", "overlap", "-g", graph)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "view-overlap.html" in result.stderr
    assert (tmp_path / "view-overlap.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_without_a_command_it_shows_its_help() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "concordat report overlap" in result.stderr


def test_every_command_has_help_with_an_example() -> None:
    commands = cli.cli.commands
    assert len(commands) >= 9
    for name in commands:
        told = run(name, "--help").stdout
        assert re.search(rf"For instance:\s+concordat {name}", told), name


def test_completion_knows_the_questions_reports_and_views() -> None:
    for command, begun, expected in (("query", "lead-c", "lead-counts"), ("report", "ov", "overlap"), ("view", "dep", "dependencies")):
        environment = {**os.environ, "_CONCORDAT_COMPLETE": "bash_complete", "COMP_WORDS": f"concordat {command} {begun}", "COMP_CWORD": "2"}
        done = subprocess.run([sys.executable, "-m", "concordat"], env=environment, capture_output=True, text=True, check=False)
        assert expected in done.stdout, done.stderr


def test_no_color_and_a_terminal(graph: Path) -> None:
    """On a terminal there is a table with bold heads; NO_COLOR takes every sign away but the letters."""
    if os.name == "nt":
        pytest.skip("pseudo-terminals are not to be had on Windows")
    import pty

    def told(**environment: str) -> str:
        parent, child = pty.openpty()
        process = subprocess.Popen([sys.executable, "-m", "concordat", "query", "lead-counts", "-g", str(graph)], stdout=child, stderr=child, env={**os.environ, "TERM": "xterm", "COLUMNS": "100", **environment})
        os.close(child)
        parts = []
        while True:
            try:
                part = os.read(parent, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not part:
                break
            parts.append(part)
        process.wait(timeout=30)
        os.close(parent)
        return b"".join(parts).decode("utf-8")

    assert "\x1b[1m" in told()
    plain = told(NO_COLOR="1")
    assert "\x1b" not in plain
    assert "NHS England" in plain
