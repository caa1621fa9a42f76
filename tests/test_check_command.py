"""concordat check: formats, exit codes, and the file of findings that people live with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordat.cli import cli
from concordat.graph import build, findings, ignored
from concordat.graph.ignored import IgnoreError
from concordat.graph.validate import Finding

PLAN = """Ref\tAction\tStart date\tFinish date\tLead organisation\tPartners\tOutcome
1.8\tOpen a crisis cafe in the old library\tApril 2017\tMarch 2018\tEastham Crisis Trust\tEastham Council\tForty people a week come
1.9\tTrain bus drivers\tMay 2017\tTBC\tEastham Council\tEastham Transport Company\tEvery driver has been trained
1.10\tWrite a leaflet for carers\tMay 2017\t\tEastham Carers Association\tEastham Council\tThe leaflet lies in all surgeries
1.11\tVisit every care home\tJune 2017\tOngoing\tEastham Hospital Trust\tEastham Council\tAll homes have been visited
"""
SETTLE, FINISH, OPEN = ("finish-not-settled", "warning", "1.9"), ("no-finish", "warning", "1.10"), ("finish-open", "info", "1.11")
UNCHECKED = "Not checked: 5 bodies in no register; concordat report unresolved lists them"
START = "check,plan,action,reason"

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan that has two warnings and an info, and its graph."""
    path = tmp_path_factory.mktemp("check")
    (path / "eastham.txt").write_text(PLAN, encoding="utf-8", newline="\n")
    (path / "plan.toml").write_text('issued = "2017"\npublisher = "Eastham Council"\n', encoding="utf-8")
    (path / "concordat.trig").write_bytes(build.build([path / "eastham.txt"]).data)
    return path


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(folder)
    return lambda *arguments: CliRunner().invoke(cli, ["check", *map(str, arguments)], prog_name="concordat")


def found(result: Result) -> list[tuple[str, str, str]]:
    return [(row["check"], row["severity"], row["action"]) for row in csv.DictReader(io.StringIO(result.stdout))]


def agreed(folder: Path, *lines: str, start: str = START, encoding: str = "utf-8") -> Path:
    path = folder / "agreed.csv"
    path.write_bytes(("\r\n".join([start, *lines]) + "\r\n").encode(encoding))
    return path


# ---- what is told, and where it goes


def test_the_worst_comes_first_then_plan_order(run: Run) -> None:
    result = run()

    assert found(result) == [SETTLE, FINISH, OPEN]
    assert result.stderr == f"0 errors, 2 warnings, 1 info\n{UNCHECKED}\n"


def test_a_row_has_what_a_finding_has(run: Run) -> None:
    result = run("-f", "json", "--only", "no-finish")
    (row,) = json.loads(result.stdout)["rows"]
    place = PLAN.index("Write a leaflet"), PLAN.index("1.11")

    assert list(row) == ["check", "severity", "message", "action", "evidence", "plan", "at", "advice", "source", "thing", "ignored"]
    assert row["message"] == "There is a start (“May 2017”), but no finish."
    assert row["evidence"] == "Write a leaflet for carers"
    assert row["plan"] == "eastham"
    assert row["thing"] == "https://w3id.org/concordat/id/action/eastham/1.10"
    assert int(row["at"].split("-")[0]) <= place[0] < int(row["at"].split("-")[1]) <= place[1]


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "md", "html", "xlsx"])
def test_every_format_holds_the_message_and_the_advice(ending: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"weak.{ending}"
    assert run("-o", path).exit_code == 0
    if ending == "xlsx":
        import openpyxl

        words = " ".join(str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.rows for cell in row)
    else:
        words = path.read_text(encoding="utf-8-sig")
    assert "The finish is not settled: “TBC”." in words
    assert "Settle the finish" in words


def test_a_table_on_the_terminal_is_brief(run: Run) -> None:
    result = run("-f", "table")

    assert "Settle the finish" not in result.stdout
    assert "More columns with -f csv or -o FILE.xlsx: plan, at, advice" in " ".join(result.stdout.split())
    assert "0 errors, 2 warnings, 1 info" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        (["--only", "warning"], [SETTLE, FINISH]),
        (["--only", "info"], [OPEN]),
        (["--only", "no-finish", "--only", "finish-open"], [FINISH, OPEN]),
        (["--only", "error"], []),
        (["--plan", "eastham"], [SETTLE, FINISH, OPEN]),
    ],
)
def test_only_keeps_checks_and_severities(arguments: list[str], kept: list[tuple[str, str, str]], run: Run) -> None:
    assert found(run(*arguments)) == kept


def test_the_list_has_every_check_and_what_it_looks_for(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no graph is needed
    result = run("--list", "-f", "json")
    rows = json.loads(result.stdout)["rows"]

    assert {row["check"]: row["severity"] for row in rows} == {name: severity for name, (severity, _) in findings.listed().items()}
    assert all(row["looks_for"] for row in rows)
    assert [row["severity"] for row in rows] == sorted((row["severity"] for row in rows), key=["error", "warning", "info"].index)


def test_what_could_not_be_judged_is_counted(run: Run, tmp_path: Path) -> None:
    """Two finishes are no dates, no register has the two laws, and of the bodies only the Home Office is known."""
    rows = ["1\tBuy a van under the Buses (Blue) Act 1999\tMay 2017\tasap\tHome Office", "2\tBuy a car under the Cars (Red) Act 2001\tMay 2017\t31/02/2019\tEastham Council"]
    (tmp_path / "cars.txt").write_text("\n".join(["Ref\tAction\tStart date\tFinish date\tLead organisation", *rows]) + "\n", encoding="utf-8", newline="\n")
    (tmp_path / "cars.trig").write_bytes(build.build([tmp_path / "cars.txt"]).data)
    told = "Not checked: 2 dates that were not read, 1 body in no register, 2 names that look like a body or a law and were not recognised; concordat report unresolved lists them"
    result = run("-g", tmp_path / "cars.trig", "-f", "md")

    assert result.stderr.splitlines()[-1] == told
    assert told in result.stdout


def test_a_graph_without_a_plan_cannot_be_checked(run: Run, tmp_path: Path) -> None:
    """No finding there would be read as a plan without faults."""
    (tmp_path / "empty.trig").write_text("", encoding="utf-8")
    result = run("-g", tmp_path / "empty.trig")

    assert result.exit_code == 3
    assert "there is no plan in this graph" in result.stderr
    assert result.stdout == ""


def test_rows_for_some_of_the_actions_of_a_finding_leave_it_whole(folder: Path, run: Run, tmp_path: Path) -> None:
    rows = [f"{n}\tPaint house number {n}\tMay 2017\tOngoing\tEastham Council" for n in (1, 2)]
    (tmp_path / "paint.txt").write_text("\n".join(["Ref\tAction\tStart date\tFinish date\tLead organisation", *rows]) + "\n", encoding="utf-8", newline="\n")
    (tmp_path / "paint.trig").write_bytes(build.build([tmp_path / "paint.txt"]).data)
    told = ["-g", tmp_path / "paint.trig", "--only", "finish-open", "--ignore"]

    assert found(run(*told, agreed(folder, "finish-open,,1,a standing task"))) == [("finish-open", "info", "1, 2")]
    assert found(run(*told, agreed(folder, 'finish-open,,"1, 2",standing tasks'))) == []


# ---- exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "info"], 1),
        (["--fail-on", "warning", "--only", "info"], 0),
        (["--fail-on", "grave"], 2),
        (["--only", "no-finnish"], 2),
        (["--plan", "northam"], 2),
        (["-g", "missing.trig"], 3),
        (["--ignore", "missing.csv"], 3),
    ],
)
def test_the_exit_code_says_whether_something_is_as_grave(arguments: list[str], code: int, run: Run) -> None:
    result = run(*arguments)

    assert result.exit_code == code, result.stderr
    assert code < 2 or len(result.stderr.splitlines()) == 1


def test_a_wrong_name_is_offered_the_nearest(run: Run) -> None:
    assert "did you mean no-finish?" in run("--only", "no-finnish").stderr


# ---- the file of findings that are ignored


def test_what_is_ignored_is_counted_and_fails_nothing(run: Run, folder: Path) -> None:
    path = agreed(folder, "finish-not-settled,eastham,1.9,to be settled in May", "no-finish,,,the plan has no end")
    result = run("--ignore", path, "--fail-on", "warning")

    assert result.exit_code == 0
    assert found(result) == [OPEN]
    assert result.stderr == f"0 errors, 0 warnings, 1 info; 2 ignored\n{UNCHECKED}\n"


def test_what_is_ignored_can_be_shown_with_its_reason(run: Run, folder: Path) -> None:
    path = agreed(folder, "no-finish,*,*,the plan has no end,A. Reader,2026-11-20", start=f"{START},by,on")
    result = run("--ignore", path, "--show-ignored", "-f", "json")

    assert [row["ignored"] for row in json.loads(result.stdout)["rows"]] == ["", "the plan has no end (A. Reader, 2026-11-20)", ""]


@pytest.mark.parametrize("line", ["no-finish,eastham,1.9,another action", "no-finish,northam,1.10,another plan", "no-lead,,,nothing of the kind"])
def test_a_row_that_finds_nothing_is_told(line: str, run: Run, folder: Path) -> None:
    """So that the file does not rot; it is no error."""
    result = run("--ignore", agreed(folder, line))

    assert result.exit_code == 0
    assert found(result) == [SETTLE, FINISH, OPEN]
    assert result.stderr.startswith(f"agreed.csv, row 2: {line.split(',')[0]}")
    assert "is no longer found: take the row out" in result.stderr


def test_a_row_on_a_check_that_was_not_asked_for_is_let_be(run: Run, folder: Path) -> None:
    result = run("--ignore", agreed(folder, "no-finish,,1.10,it goes on"), "--only", "finish-open")

    assert result.stderr == f"0 errors, 0 warnings, 1 info\n{UNCHECKED}\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no-finish,eastham,1.10,", "agreed.csv, row 2, column reason: empty"),
        ("no-finnish,eastham,1.10,why", 'agreed.csv, row 2, column check: there is no check "no-finnish"; did you mean no-finish?'),
        (",eastham,1.10,why", "agreed.csv, row 2, column check"),
        ("no-finish,eastham,1.10,why,too,many", "row 2: the row has not as many cells as the header"),
    ],
)
def test_a_row_that_is_wrong_stops_with_its_place(line: str, told: str, run: Run, folder: Path) -> None:
    result = run("--ignore", agreed(folder, line))

    assert result.exit_code == 3
    assert result.stdout == ""
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_without_the_column_of_reasons_is_told(run: Run, folder: Path) -> None:
    result = run("--ignore", agreed(folder, "no-finish", start="check"))

    assert result.exit_code == 3
    assert "no column 'reason'" in result.stderr


@pytest.mark.parametrize(
    ("start", "line", "encoding"),
    [
        (START, "no-finish,eastham,1.10,it goes on", "utf-8-sig"),
        (START.replace(",", ";"), "no-finish;eastham;1.10;it goes on", "utf-8-sig"),
        (START.replace(",", ";"), "no-finish;eastham;1.10;es läuft weiter", "cp1252"),
        (START, "no-finish,eastham,1.1,a spreadsheet has made 1.1 of 1.10", "utf-8"),
        ("reason,note,action,check", "it goes on,a further column,1.10,no-finish", "utf-8"),
    ],
)
def test_a_file_saved_by_a_spreadsheet_is_read(start: str, line: str, encoding: str, run: Run, folder: Path) -> None:
    assert found(run("--ignore", agreed(folder, line, start=start, encoding=encoding))) == [SETTLE, OPEN]


def finding(*refs: str) -> Finding:
    return Finding("one-body-only", "info", "Only one.", plan="p", action=", ".join(refs))


def row(*refs: str) -> ignored.Ignored:
    return ignored.Ignored("one-body-only", "", refs, "agreed", where="f, row 2")


@pytest.mark.parametrize(
    ("refs", "rows", "why"),
    [
        (("1", "2"), [row("1", "2")], "agreed"),
        (("1", "2"), [row("1"), row("2")], "agreed"),
        (("1", "2"), [row()], "agreed"),
        (("1", "2", "3"), [row("1", "2")], ""),
        (("1", "2"), [row("1")], ""),
        ((), [row()], "agreed"),
        ((), [row("1")], ""),
    ],
)
def test_a_finding_of_several_actions_is_ignored_for_all_or_not(refs: tuple[str, ...], rows: list[ignored.Ignored], why: str) -> None:
    """A further action brings it back; a row that stands for a part of it is still in use."""
    judged, idle = ignored.judged([finding(*refs)], rows)

    assert [each.ignored for each in judged] == [why]
    assert idle == ([] if refs else ["f, row 2: one-body-only of 1 is no longer found: take the row out"] * (not why))


def test_a_missing_file_names_itself(tmp_path: Path) -> None:
    with pytest.raises(IgnoreError, match="no such file"):
        ignored.read(tmp_path / "no.csv", ["no-lead"])


# ---- checks of one's own

MINE = """#+ title = "Cafes"
#+ question = "Which actions open a cafe?"
#+ severity = "%s"
#+ message = "A cafe, in {actions}."
#+ advice = "Have a coffee."
SELECT ?action WHERE { ?action a ccc:Action ; ccc:text ?text FILTER (CONTAINS(?text, "cafe")) }
"""


def test_a_check_of_ones_own_is_run_beside_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cafes.rq").write_text(MINE % "error", encoding="utf-8")
    result = run("--also", tmp_path)

    assert found(result) == [("cafes", "error", "1.8"), SETTLE, FINISH, OPEN]
    assert result.exit_code == 1
    assert "cafes" in run("--also", tmp_path, "--list", "-f", "csv").stdout


def test_the_example_in_the_docs_runs(run: Run, tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "docs" / "checks.md").read_text(encoding="utf-8")
    (tmp_path / "mine.rq").write_text(text.split("```sparql\n")[1].split("```")[0], encoding="utf-8")
    (tmp_path / "home.trig").write_bytes(build.build().data)
    result = run("-g", tmp_path / "home.trig", "--also", tmp_path, "--only", "mine", "-f", "json")

    # The lead column has the Home Office alone in 1.15 only; in 1.1 it is a partner.
    assert [row["message"] for row in json.loads(result.stdout)["rows"]] == ["Home Office leads this action alone, by “Home Office”."]


@pytest.mark.parametrize(
    ("name", "text", "code", "told"),
    [
        ("cafes.txt", MINE, 2, "holds no checks"),
        ("no-lead.rq", MINE, 2, "there is a check of this name"),
        ("cafes.rq", MINE.replace("{ ?action a", "{ SERVICE <urn:x> { ?a ?b ?c } ?action a"), 2, "SERVICE is refused"),
        ("cafes.rq", MINE.replace("SELECT", "SELEKT"), 2, "not valid SPARQL"),
        ("cafes.rq", MINE.replace("message", "massage"), 3, "unknown key massage"),
    ],
)
def test_a_check_that_cannot_be_run_is_told_in_one_line(name: str, text: str, code: int, told: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text % "info", encoding="utf-8")
    result = run("--also", tmp_path)

    assert result.exit_code == code
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


# ---- words of a plan that mean something elsewhere

HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> {advice} \u202egnp.exe [x](javascript:1) | * @SUM'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan with such words as a finish that is to be confirmed, a lead without a partner and a text."""
    path = tmp_path_factory.mktemp("hostile")
    lines = [f"1\t{HOSTILE}\tMay 2017\t\t{HOSTILE}\t\tIt is done", f"2\t{HOSTILE}\tMay 2017\tTBC {HOSTILE}\tEastham Council\t\tIt is done"]
    (path / "plan.txt").write_text("\n".join([PLAN.split("\n")[0], *lines]) + "\n", encoding="utf-8", newline="\n")
    (path / "plan.toml").write_text('issued = "2017"\npublisher = "Eastham Council"\n', encoding="utf-8")
    (path / "concordat.trig").write_bytes(build.build([path / "plan.txt"]).data)
    return path / "concordat.trig"


@pytest.mark.parametrize("ending", ["csv", "tsv", "md", "html", "json"])
def test_hostile_words_do_nothing(ending: str, hostile: Path, run: Run) -> None:
    result = run("-g", hostile, "-f", ending)

    assert result.exit_code == 0
    assert "same-action-twice" in result.stdout
    if ending in ("html", "md"):
        assert "<script>alert" not in result.stdout
        assert "\u202e" not in result.stdout
        assert ending == "html" or "[x](javascript" not in result.stdout
    if ending in ("csv", "tsv"):
        cells = [cell for line in csv.reader(io.StringIO(result.stdout), delimiter="," if ending == "csv" else "\t") for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    if ending == "json":
        assert any(HOSTILE.split(" ")[0] in row["evidence"] for row in json.loads(result.stdout)["rows"])
