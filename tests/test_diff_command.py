"""concordat diff: its tables in every format, documents and graphs, what cannot be done, and the session in the documentation."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from edited_plan import EXPECTED, PLAN

from concordat.cli import cli
from concordat.graph import build
from concordat.graph.diff import diff, edition, kinds
from concordat.graph.errors import SourceError, UsageError


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)], standalone_mode=True)


def rows(old: Path, new: Path) -> list[dict[str, object]]:
    return json.loads(run(old, new, "-f", "json").stdout)["tables"]["changes"]


def test_the_command_gives_a_summary_and_the_changes(editions: tuple[Path, Path]):
    result = run(*editions, "-f", "json")

    assert result.exit_code == 0
    made = json.loads(result.stdout)
    assert list(made["tables"]) == ["summary", "changes"]
    counts = {row["what"]: row["number"] for row in made["tables"]["summary"]}
    assert (counts["old edition"], counts["new edition"], counts["in both, high confidence"], counts["renumbered"]) == (60, 60, 55, 6)
    assert len(made["tables"]["changes"]) == len(EXPECTED)
    assert made["meta"]["name"] == "diff"
    assert [made["meta"][side]["name"] for side in ("old", "new")] == ["old.trig", "new.trig"]
    assert all(len(made["meta"][side]["sha256"]) == 64 for side in ("old", "new"))
    assert made["meta"]["old"]["plan"] == "national-action-plan-2016"


def test_days_are_numbers_where_a_program_reads(editions: tuple[Path, Path]):
    listed = json.loads(run(*editions, "-f", "json", "--only", "date-slipped").stdout)["tables"]["changes"]

    assert [(row["new_ref"], row["least_days"], row["most_days"], row["old_words"], row["new_words"]) for row in listed] == [("2.2", 730, 730, "2021", "2023"), ("3.16", 243, 243, "July 2017", "March 2018")]


@pytest.mark.parametrize("fmt", ["table", "csv", "tsv", "md", "html"])
def test_every_format_names_what_changed(editions: tuple[Path, Path], fmt: str):
    result = run(*editions, "-f", fmt)

    assert result.exit_code == 0
    for words in ("Lead changed from", "was split into", "British Transport"):
        assert words in " ".join(result.stdout.split())


@pytest.mark.parametrize(("fmt", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_spreadsheet_gets_one_table_and_the_summary_is_a_line_beside_it(editions: tuple[Path, Path], fmt: str, separator: str):
    result = run(*editions, "-f", fmt)
    table = list(csv.reader(io.StringIO(result.stdout, newline=""), delimiter=separator))

    assert table[0][:4] == ["kind", "old_ref", "new_ref", "what"]
    assert {len(row) for row in table} == {len(table[0])}
    assert len(table) == 1 + len(EXPECTED)
    told = result.stderr.splitlines()[-1]
    assert told.startswith(f"old.trig to new.trig: 60 actions before, 60 now, 55 in both; {len(EXPECTED)} changes (2 added, 2 dropped, 1 split, 1 merged, 6 renumbered, ")
    assert told.endswith("; 3 in typography only")


def test_the_line_says_how_many_are_listed_and_that_there_are_none(editions: tuple[Path, Path]):
    assert run(*editions, "--only", "split").stderr.endswith("; 3 in typography only; 1 listed\n")
    assert run(editions[0], editions[0]).stderr.endswith("old.trig to old.trig: 60 actions before, 60 now, 60 in both; no differences\n")
    assert run(*editions, "-q").stderr == ""


def test_a_second_table_in_csv_is_asked_for(editions: tuple[Path, Path]):
    """As in every command, each table then stands under its title."""
    lines = run(*editions, "-f", "csv", "--matches").stdout.splitlines()

    assert lines[0] == "What changed from old.trig to new.trig"
    assert "Which action became which" in lines
    assert "counted" not in lines[0]


def test_only_and_matches(editions: tuple[Path, Path]):
    made = json.loads(run(*editions, "-f", "json", "--only", "added", "--only", "dropped", "--matches").stdout)

    assert [row["kind"] for row in made["tables"]["changes"]] == ["added", "dropped", "dropped", "added"]
    assert made["meta"]["parameters"] == {"only": "added, dropped"}
    assert len(made["tables"]["matches"]) == 55 + 2
    assert next(row["why"] for row in made["tables"]["matches"] if row["new_ref"] == "2.9") == "same words"


def test_documents_are_built_in_memory_and_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for name, day in (("old.csv", "April 2017"), ("new.csv", "June 2017")):
        Path(name).write_text(f"Ref,Action,Lead,Finish\n1,Open the ward at night,Mind,{day}\n", encoding="utf-8")

    result = run("old.csv", "new.csv", "-o", "changes.md", "-q")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changes.md", "new.csv", "old.csv"]
    assert "| date slipped | 1 | 1 | Finish slipped by 2 months (61 days): April 2017 to June 2017 |" in Path("changes.md").read_text(encoding="utf-8")


def test_dates_that_are_only_words_without_references_and_leads(tmp_path: Path):
    for name, day, more in (("old.csv", "soon", ""), ("new.csv", "some day", "Paint the doors of the ward,later\n")):
        (tmp_path / name).write_text(f"Action,When\nOpen the ward at night,{day}\n{more}", encoding="utf-8")

    assert [(row["kind"], row["what"]) for row in rows(tmp_path / "old.csv", tmp_path / "new.csv")] == [("date reworded", "Finish: soon, now some day"), ("added", "Added")]


def dated(folder: Path, name: str, leads: tuple[str, ...], issued: str | None) -> Path:
    """A plan of as many actions as leads, its date of issue beside it where there is one."""
    folder.mkdir()
    texts = ("Open the ward at night", "Count the calls by month", "Train porters to recognise distress")
    lines = [f"{n},{text},{lead}" for n, (text, lead) in enumerate(zip(texts, leads), start=1)]
    (folder / name).write_text("\n".join(["Ref,Action,Lead", *lines, ""]), encoding="utf-8")
    if issued:
        (folder / f"{Path(name).stem}.toml").write_text(f'issued = "{issued}"\n', encoding="utf-8")
    return folder / name


@pytest.mark.parametrize(
    ("issued", "kind", "sure", "said"),
    [
        ("2018-01", "lead changed", "high", "NHS England took over the work of NHS Improvement later (abolition 2022-07-01)"),
        ("2023", "body succeeded", "high", "whose work it took over (abolition 2022-07-01): the same lead in fact"),
        (None, "body succeeded", "medium", "whose work it took over (abolition 2022-07-01): perhaps the same lead in fact"),
    ],
)
def test_a_body_that_took_over_by_the_registers(tmp_path: Path, issued: str | None, kind: str, sure: str, said: str):
    """NHS England took over the work of NHS Improvement in July 2022: before that it was another lead."""
    changes = rows(dated(tmp_path / "old", "plan.csv", ("NHS Improvement",), "2016-10"), dated(tmp_path / "new", "plan.csv", ("NHS England",), issued))

    assert [(row["kind"], row["sure"]) for row in changes] == [(kind, sure)]
    assert changes[0]["what"].endswith(said)


def test_a_body_that_is_printed_under_a_new_name(tmp_path: Path):
    """HSCIC came to trade as NHS Digital; the Department of Health became that of Health and Social Care in 2018, which no word of the third says."""
    old = dated(tmp_path / "old", "plan.csv", ("HSCIC", "DH", "DH"), "2016-10")
    changes = rows(old, dated(tmp_path / "new", "plan.csv", ("NHS Digital", "DHSC", "Department of Health"), "2018-02"))

    assert [(row["kind"], row["new_ref"], row["old_words"], row["new_words"]) for row in changes] == [("body renamed", "1", "HSCIC", "NHS Digital"), ("body renamed", "2", "DH", "DHSC")]
    assert changes[1]["what"] == "Same body under a new name: Department of Health, now Department of Health and Social Care"


def test_a_copy_that_is_said_to_be_of_another_year_has_no_differences(tmp_path: Path):
    """The registers give the department another name by then; the plan prints the same words."""
    for year in ("2016-10", "2018-02"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "plan.txt").write_bytes(PLAN.read_bytes())
        (tmp_path / year / "plan.toml").write_text(f'issued = "{year}"\n', encoding="utf-8")

    assert rows(tmp_path / "2016-10" / "plan.txt", tmp_path / "2018-02" / "plan.txt") == []


def test_a_register_of_ones_own_tells_that_two_names_are_one_body(tmp_path: Path):
    (tmp_path / "bodies.csv").write_text("id,name,aliases\nnorth,Northwood Partnership,Northwood Together\n", encoding="utf-8")
    for name, lead in (("old.csv", "Northwood Partnership"), ("new.csv", "Northwood Together")):
        (tmp_path / name).write_text(f"Ref,Action,Lead\n1,Open the ward at night,{lead}\n", encoding="utf-8")

    kinds_ = [[row["kind"] for row in json.loads(run(tmp_path / "old.csv", tmp_path / "new.csv", "-f", "json", *more).stdout)["tables"]["changes"]] for more in ([], ["--register", tmp_path / "bodies.csv"])]

    assert kinds_ == [["lead changed"], []]


def test_words_of_a_document_cannot_harm_what_is_written(tmp_path: Path):
    texts = {"old.csv": "Call the ward <script>alert(1)</script> | =1+1 at night", "new.csv": "Call the ward </ins><img src=x> | ~~x~~ **y** at night"}
    for name, text in texts.items():
        (tmp_path / name).write_text(f'Ref,Action,Lead\n1,"{text}",Mind\n', encoding="utf-8")

    html, md = (run(tmp_path / "old.csv", tmp_path / "new.csv", "-f", fmt).stdout for fmt in ("html", "md"))

    assert "<script" not in html
    assert "<img" not in html
    assert "<script" not in md
    assert "<img" not in md


@pytest.fixture(scope="module")
def two_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    for name in ("first", "second"):
        (folder / f"{name}.csv").write_text(f"Ref,Action,Lead\n1,Open the {name} ward at night,Mind\n", encoding="utf-8")
    (folder / "both.trig").write_bytes(build.build([folder / "first.csv", folder / "second.csv"]).data)
    (folder / "empty.ttl").write_text("<https://example.org/a> <https://example.org/b> 1 .\n", encoding="utf-8")
    (folder / "prose.txt").write_text("Nothing here is a plan.\n", encoding="utf-8")
    return folder / "both.trig"


def test_plans_of_one_graph_can_be_compared(two_plans: Path):
    made = json.loads(run(two_plans, two_plans, "--old-plan", "first", "--new-plan", "second", "-f", "json").stdout)

    assert [row["words"] for row in made["tables"]["changes"]] == ["Open the [-first-] {+second+} ward at night"]
    assert run(two_plans, two_plans, "--plan", "first", "-f", "json").stdout.count('"text changed"') == 0


@pytest.mark.parametrize(
    ("old", "new", "more", "code", "said"),
    [
        ("both.trig", "both.trig", [], 2, "both.trig holds several plans: say which with --plan, --old-plan or --new-plan; it holds first, second"),
        ("both.trig", "both.trig", ["--plan", "third"], 2, "both.trig holds no plan called 'third'; it holds first, second"),
        ("both.trig", "empty.ttl", ["--plan", "first"], 3, "empty.ttl: there is no plan in this graph"),
        ("first.csv", "missing.csv", [], 3, "missing.csv"),
        ("first.csv", "missing.trig", [], 3, "missing.trig"),
        ("first.csv", "prose.txt", [], 3, "prose.txt"),
        ("first.csv", ".", [], 3, ". is a folder: name the document or the graph file in it"),
        ("first.csv", "second.csv", ["--only", "date-sliped"], 2, "there is no kind of change called 'date-sliped'; did you mean date slipped?"),
        ("first.csv", "second.csv", ["-o", "first.csv"], 2, "also what is to be read"),
        ("first.csv", "second.csv", ["-o", "changes.doc"], 2, "changes.doc"),
    ],
)
def test_what_cannot_be_done_is_one_line(two_plans: Path, old: str, new: str, more: list[str], code: int, said: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(two_plans.parent)
    result = run(old, new, *more)

    assert result.exit_code == code
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_graph_without_actions_cannot_be_compared(tmp_path: Path):
    (tmp_path / "empty.trig").write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="there is no plan in this graph"):
        edition(tmp_path / "empty.trig")


def test_kinds_may_be_written_with_hyphens():
    assert kinds(["date-slipped", "Lead changed"]) == ("date slipped", "lead changed")
    with pytest.raises(UsageError, match="The kinds are added, dropped"):
        kinds(["x"])


def test_the_same_editions_give_the_same_bytes(editions: tuple[Path, Path]):
    assert run(*editions, "-f", "html").stdout == run(*editions, "-f", "html").stdout


def test_tables_for_reading_have_the_words_in_one_column(editions: tuple[Path, Path]):
    both = [edition(path) for path in editions]
    for page, names in ((False, {"old_words", "new_words", "least_days"}), (True, set())):
        columns = {column.name for column in diff(*both, page=page).changes.columns}
        assert {"old_words", "new_words", "least_days"} & columns == names
        assert {"kind", "old_ref", "new_ref", "what", "words", "old_at", "new_at", "sure", "why"} <= columns


def test_the_session_in_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The files and commands of docs/versions.md, as a reader would type them; three dots stand for what is left out."""
    page = (Path(__file__).parent.parent / "docs" / "versions.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, content in re.findall(r"`(\S+\.csv)`:\n\n```csv\n(.*?)```", page, re.DOTALL):
        Path(name).write_text(content, encoding="utf-8")
    session = re.search(r"```console\n(.*?)```", page, re.DOTALL)[1]
    commands = [part.splitlines() for part in session.removeprefix("$ ").split("\n$ ")]

    assert len(commands) == 2
    for command, *expected in commands:
        result = CliRunner().invoke(cli, shlex.split(command)[1:])
        assert result.exit_code == 0
        pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(re.escape("..."), ".*") + r"\n" for line in expected)
        assert re.fullmatch(pattern, result.stdout), result.stdout
    assert result.stderr.splitlines()[-1] == re.search(r"```text\n(.*)\n```", page)[1]
