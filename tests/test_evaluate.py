"""Figures of the reading: a small plan worked out by hand, the shapes that expected records may have, and what is wrong in a file of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from click.testing import CliRunner, Result

from concordat import cli
from concordat.graph import build, records
from concordat.graph.answer import Answer
from concordat.graph.errors import SourceError
from concordat.graph.evaluate import evaluate, read

# Read: 1 is led by DH and HO with PHE, 2 by Mind, 3 by the Ambridge Forum.
PLAN = """Ref\tAction\tStart\tFinish\tLead
1\tAmend section 136 of the Mental Health Act 1983.\t2016\tApril 2017\tDH / HO (with PHE)
2\tTalk to people.\t\tOngoing\tMind
3\tWrite it down.\t2016\tTBC\tAmbridge Forum
"""


@pytest.fixture
def found(tmp_path: Path) -> list[dict]:
    path = tmp_path / "p.txt"
    path.write_text(PLAN, encoding="utf-8")
    return records.records(build.build([path]).graph)


def figures(answers: list[Answer]) -> dict[str, tuple]:
    return {row[0]: row[1:] for row in answers[0].rows}


def misses(answers: list[Answer]) -> list[tuple]:
    return [row[1:] for row in answers[1].rows]


def lines(tmp_path: Path, *expected: dict) -> list[dict]:
    path = tmp_path / "expected.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in expected), encoding="utf-8")
    return read(path)


def test_figures_by_hand(tmp_path: Path, found: list[dict]) -> None:
    """Leads: 3 of 4 found are expected (Mind is not), 3 of 5 expected are found (NHS England and PHE in 2 are missed): 3/4, 3/5, 6/9."""
    wanted = lines(
        tmp_path,
        {"ref": "1", "leads": ["Department of Health", "HO"], "partners": ["Public Health England"]},
        {"ref": "2", "leads": ["NHS England", "Public Health England"], "partners": []},
        {"ref": "3", "leads": ["Ambridge Forum"]},
    )
    answers = evaluate(wanted, found)
    assert figures(answers) == {"actions": (3, 0, 0, 1.0, 1.0, 1.0), "leads": (3, 1, 2, 0.75, 0.6, 0.667), "partners": (1, 0, 0, 1.0, 1.0, 1.0)}
    assert misses(answers) == [("2", "leads", "missed", "NHS England"), ("2", "leads", "missed", "Public Health England"), ("2", "leads", "not expected", "Mind")]


def test_only_what_stands_in_a_record_is_counted(tmp_path: Path, found: list[dict]) -> None:
    assert set(figures(evaluate(lines(tmp_path, {"ref": "1", "themes": []}), found, sample=True))) == {"actions", "themes"}


def test_actions_that_nobody_expects_and_that_are_not_there(tmp_path: Path, found: list[dict]) -> None:
    """What is expected of an action that was not found is missed with it."""
    wanted = lines(tmp_path, {"ref": "1", "leads": ["DH", "HO"]}, {"ref": "9", "text": "Fly to the moon.", "leads": ["DH"]})
    answers = evaluate(wanted, found)
    assert figures(answers)["actions"] == (1, 2, 1, 0.333, 0.5, 0.4)
    assert figures(answers)["leads"] == (2, 0, 1, 1.0, 0.667, 0.8)
    assert ("9", "actions", "missed", "Fly to the moon.") in misses(answers)
    assert figures(evaluate(wanted, found, sample=True))["actions"] == (1, 0, 1, 1.0, 0.5, 0.667)


@pytest.mark.parametrize(
    ("finish", "hits", "extra", "missed"),
    [
        ({"earliest": "2017-04-01", "latest": "2017-04-30", "kind": "dated"}, 1, 0, 0),
        ({"latest": "2017-04-30"}, 1, 0, 0),
        ({"earliest": "2017-04-01", "latest": "2017-05-31", "kind": "dated"}, 0, 1, 1),
        ({"earliest": None, "latest": None, "kind": "unstated"}, 0, 1, 0),
        ("2017-04-30", 1, 0, 0),
        ("2017-04", 1, 0, 0),
        ("april 2017", 1, 0, 0),
        ("2018", 0, 1, 1),
        ("", 0, 1, 0),
    ],
)
def test_dates(finish: object, hits: int, extra: int, missed: int, tmp_path: Path, found: list[dict]) -> None:
    assert figures(evaluate(lines(tmp_path, {"ref": "1", "finish": finish}), found, sample=True))["finish"][:3] == (hits, extra, missed)


def test_a_date_that_is_stated_on_neither_side_does_not_count(tmp_path: Path, found: list[dict]) -> None:
    assert figures(evaluate(lines(tmp_path, {"ref": "2", "start": {"kind": "unstated"}}), found, sample=True))["start"] == (0, 0, 0, None, None, None)


@pytest.mark.parametrize(
    ("fields", "kind", "counted"),
    [
        ({"leads": [{"name": "Department of Health"}, {"name": "home office"}]}, "leads", (2, 0, 0)),
        ({"leads": [{"name": "Department of Health", "scope": "for the law"}, "HO"]}, "leads", (1, 1, 1)),
        ({"leads": ["The Department of Health", "Ministry"], "also": {"Ministry": ["Home Office"]}}, "leads", (2, 0, 0)),
        ({"leads": ["HO"], "lead_classes": ["DH"]}, "leads", (1, 0, 0)),
        ({"legislation": ["Mental Health Act 1983 s.136"]}, "legislation", (1, 0, 0)),
        ({"legislation": [{"label": "Mental Health Act 1983 s.135", "printed": "section 136 of the Mental Health Act 1983"}]}, "legislation", (0, 1, 1)),
        ({"status": "", "unnamed_partners": False}, "status", (0, 0, 0)),
    ],
)
def test_names_as_strings_or_objects(fields: dict, kind: str, counted: tuple, tmp_path: Path, found: list[dict]) -> None:
    assert figures(evaluate(lines(tmp_path, {"ref": "1", **fields}), found, sample=True))[kind][:3] == counted


def test_actions_are_known_by_their_words_where_the_references_differ(tmp_path: Path, found: list[dict]) -> None:
    wanted = lines(tmp_path, {"ref": None, "text_start": "Write it d", "leads": ["Ambridge Forum"]}, {"ref": "A1", "text_start": "Amend section 136 of the Men", "leads": ["DH", "HO"]})
    assert figures(evaluate(wanted, found, sample=True)) == {"actions": (2, 0, 0, 1.0, 1.0, 1.0), "leads": (3, 0, 0, 1.0, 1.0, 1.0)}


def test_a_table_from_a_spreadsheet(tmp_path: Path, found: list[dict]) -> None:
    path = tmp_path / "expected.csv"
    path.write_bytes("\ufeffref,text,leads,partners,start,finish\r\n1,,DH | Home Office,PHE,2016,2017-04\r\n2,Talk to people.,Mind,,,ongoing\r\n3,,Ambridge Forum,,,\r\n".encode())
    answers = evaluate(read(path), found)
    assert {kind: row[:3] for kind, row in figures(answers).items()} == {"actions": (3, 0, 0), "leads": (4, 0, 0), "partners": (1, 0, 0), "start": (1, 1, 0), "finish": (2, 1, 0)}
    assert misses(answers) == [("3", "start", "not expected", "2016-01-01 to 2016-12-31 (2016)"), ("3", "finish", "not expected", "tbc (TBC)")]


def test_records_of_other_plans_are_left_out_and_said(tmp_path: Path, found: list[dict]) -> None:
    answers = evaluate(lines(tmp_path, {"doc": "p", "ref": "1", "leads": ["DH", "HO"]}, {"doc": "q", "ref": "1", "leads": ["X"]}), found, sample=True)
    assert figures(answers)["leads"][:3] == (2, 0, 0)
    assert "1 expected records speak of plans that are not in this graph" in answers[0].notes[-1]
    with pytest.raises(SourceError, match="speak of q, the graph holds p"):
        evaluate(lines(tmp_path, {"doc": "q", "ref": "1"}), found)


def test_a_graph_without_actions_is_no_comparison(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no action to compare with"):
        evaluate(lines(tmp_path, {"ref": "1"}), [])


def test_what_the_program_reads_is_what_it_reads(found: list[dict]) -> None:
    """Its own records as the expectation give no difference in any field."""
    answers = evaluate(found, found)
    assert misses(answers) == []
    assert {"actions", "leads", "partners", "start", "finish", "legislation", "themes"} <= set(figures(answers))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.jsonl", None, "none.jsonl: no such file"),
        ("bad.jsonl", '{"ref": "1"}\n{"ref": \n', "bad.jsonl, line 2"),
        ("list.json", "[1]", "record 1: an expected record is an object with ref or text"),
        ("empty.jsonl", "", "record 1"),
        ("bare.csv", "ref,leads\n,DH\n", "bare.csv, line 2, column ref: empty, and no text"),
        ("empty.csv", "ref,leads\n", "no expected record in it"),
    ],
)
def test_a_wrong_file_is_one_line_that_says_where(name: str, content: str | None, says: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as error:
        read(tmp_path / name)
    assert says in str(error.value) and "\n" not in str(error.value)


# ---- the command


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.cli, [str(a) for a in arguments], prog_name="concordat")


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "p.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "expected.csv").write_text("ref,leads\n1,DH\n2,Mind\n3,\n", encoding="utf-8")
    assert run("build", "-q", tmp_path / "p.txt", "-o", tmp_path / "p.trig").exit_code == 0
    return tmp_path / "p.trig"


def test_the_figures_as_csv(graph: Path) -> None:
    """Two leads of four are expected, and both are found; the Home Office and the Ambridge Forum are too many."""
    done = run("evaluate", graph.with_name("expected.csv"), "-g", graph, "-f", "csv")
    assert done.exit_code == 0
    assert done.stdout == "kind,hits,not_expected,missed,precision,recall,f1\nactions,3,0,0,1.0,1.0,1.0\nleads,2,2,0,0.5,1.0,0.667\n"


def test_figures_and_misses_in_one_file(graph: Path) -> None:
    done = run("evaluate", graph.with_name("expected.csv"), "-g", graph, "--misses", "-f", "json")
    tables = json.loads(done.stdout)["tables"]
    assert [row["kind"] for row in tables["evaluation"]] == ["actions", "leads"]
    assert [(row["ref"], row["difference"], row["words"]) for row in tables["misses"]] == [("1", "not expected", "Home Office"), ("3", "not expected", "Ambridge Forum")]


@pytest.mark.parametrize("ending", ["txt", "csv", "tsv", "json", "md", "html", "xlsx"])
def test_every_format(ending: str, graph: Path) -> None:
    output = graph.with_name(f"figures.{ending}")
    assert run("evaluate", graph.with_name("expected.csv"), "-g", graph, "--misses", "-o", output).exit_code == 0
    assert output.stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["none.csv"], 3, "none.csv: no such file"),
        (["expected.csv", "-o", "expected.csv"], 2, "also what is to be read"),
        (["expected.csv", "--plan", "q"], 2, "no plan in this graph is called 'q'"),
        (["expected.csv", "-f", "pdf"], 2, "pdf"),
    ],
)
def test_a_wrong_call_is_one_line(arguments: list[str], code: int, says: str, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(graph.parent)
    before = graph.with_name("expected.csv").read_bytes()
    done = run("evaluate", *arguments, "-g", graph)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (code, "", 1)
    assert says in done.stderr
    assert graph.with_name("expected.csv").read_bytes() == before


@pytest.mark.parametrize("written", ["April 2017", "Apr 2017", "2017-04", "2017-04-01/2017-04-30", "2017-04-01 to 2017-04-30 (April 2017)"])
def test_a_date_may_be_written_in_any_way(written: str) -> None:
    got = {"plan": "p", "ref": "1", "text": "Do it", "finish": {"printed": "April 2017", "earliest": "2017-04-01", "latest": "2017-04-30", "kind": "dated", "edtf": "2017-04"}}
    figures, _ = evaluate([{"ref": "1", "finish": written}], [got])
    assert {row[0]: row[1:4] for row in figures.rows}["finish"] == (1, 0, 0)


def test_names_parted_by_semicolons_and_columns_that_are_nearly_right(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("ref,leads\n1,DH; Home Office\n", encoding="utf-8")
    assert read(path)[0]["leads"] == ["DH", "Home Office"]
    path.write_text("ref,Lead\n1,DH\n", encoding="utf-8")
    with pytest.raises(SourceError, match="column Lead: did you mean leads"):
        read(path)
