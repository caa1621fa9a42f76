"""Review as a person meets it: questions in the terminal or in a table, answers in a file, and a build that goes by them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from concordat import cli

PLAN = """Ref\tAction\tStart\tFinish\tLead
1.1\tPublish the plan on MyNHS.\t2016\twhen we can\tHome Ofice
1.2\tWork with the Royal College of Lighthouse Keepers (RCLK).\t2016\t2017\tAmbridge Forum / HO
1.10\tTalk to Mind.\t2016\t2017\tAmbridge Forum
"""
# In plan order: 1.1 finish, Home Ofice, policy MyNHS; 1.2 the Ambridge Forum.
HEADER = "plan,ref,what,printed,value,decision,same_as,by,on,note"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.txt").write_text(PLAN, encoding="utf-8")
    assert run("build", "-q", "p.txt", "-o", "concordat.trig").exit_code == 0
    return tmp_path


def run(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(cli.cli, [str(a) for a in arguments], prog_name="concordat", input=stdin)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def refused(result: Result, code: int, *says: str) -> None:
    assert (result.exit_code, result.stdout) == (code, ""), result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert all(words in result.stderr for words in says), result.stderr


def leads(graph: str = "concordat.trig") -> dict[str, list[str]]:
    return {r["ref"]: [x["name"] for x in r["leads"]] for r in json.loads(run("actions", "-g", graph, "-f", "json").stdout)}


def test_the_questions_as_a_table_to_fill_in(folder: Path) -> None:
    assert run("review", "--list", "-o", "questions.csv").exit_code == 0
    found = rows(folder / "questions.csv")
    assert ",".join(found[0]).startswith(HEADER)
    asked = {(r["ref"], r["what"], r["printed"], r["value"], r["confidence"]) for r in found}
    assert asked == {
        ("1.1", "finish", "when we can", "unstated", "low"),
        ("*", "organisation", "Home Ofice", "Home Ofice", "medium"),
        ("1.1", "policy", "MyNHS", "MyNHS", "medium"),
        ("*", "organisation", "Ambridge Forum", "Ambridge Forum", "medium"),
        ("*", "organisation", "Royal College of Lighthouse Keepers", "Royal College of Lighthouse Keepers", "medium"),
    }
    assert {r["decision"] for r in found} == {""}
    office = next(r for r in found if r["printed"] == "Home Ofice")
    assert office["suggestions"].startswith("Home Office (") and "similar spelling" in office["suggestions"]
    assert ">>Home Ofice<<" in office["context"]
    forum = next(r for r in found if r["printed"] == "Ambridge Forum")
    assert "(also in 1.10)" in forum["context"], "asked once for the whole plan"
    assert office["place"] == f"{PLAN.index('Home Ofice')}-{PLAN.index('Home Ofice') + 10}"


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "md", "html", "table"])
def test_the_questions_in_every_format(folder: Path, fmt: str) -> None:
    assert "when we can" in run("review", "--list", "-f", fmt).stdout


def test_round_trip_by_a_spreadsheet(folder: Path) -> None:
    """Filled in, saved in the Windows encoding with CRLF, taken in, built: each decision does what it says, and nothing is asked twice."""
    run("review", "--list", "-o", "questions.csv")
    answers = {"when we can": ("reject", ""), "Home Ofice": ("same-as", "HO"), "MyNHS": ("accept", "")}
    found = [{**r, "decision": answers.get(r["printed"], ("", ""))[0], "same_as": answers.get(r["printed"], ("", ""))[1]} for r in rows(folder / "questions.csv")]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(found[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    (folder / "questions.csv").write_bytes(out.getvalue().encode("cp1252"))

    done = run("review", "--from", "questions.csv", "--by", "A. Reader", "--on", "2026-11-21")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (folder / "decisions.csv").read_text(encoding="utf-8-sig") == (
        f"{HEADER}\n"
        "p,*,organisation,Home Ofice,Home Ofice,same-as,Home Office,A. Reader,2026-11-21,\n"
        "p,1.1,finish,when we can,unstated,reject,,A. Reader,2026-11-21,\n"
        "p,1.1,policy,MyNHS,MyNHS,accept,,A. Reader,2026-11-21,\n"
    )
    assert run("build", "-q", "p.txt", "--decisions", "decisions.csv").exit_code == 0
    assert leads()["1.1"] == ["Home Office"]
    run("review", "--list", "-o", "again.csv")
    assert {r["printed"] for r in rows(folder / "again.csv")} & set(answers) == set()


def test_in_the_terminal(folder: Path) -> None:
    """Accept the date, take the first suggestion, skip the policy, name another body after two answers that are none, and stop."""
    done = run("review", "--by", "A. Reader", stdin="a\n1\ns\nwhat\n=Nobody at all\n=mind\nq\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 of " in done.stderr and ">>when we can<<" in done.stderr and "1  same as Home Office (" in done.stderr
    assert "'what' is no answer" in done.stderr and '"Nobody at all" names nothing' in done.stderr
    found = [(r["ref"], r["printed"], r["decision"], r["same_as"], r["by"], r["on"]) for r in rows(folder / "decisions.csv")]
    assert found == [
        ("*", "Ambridge Forum", "same-as", "Mind", "A. Reader", ""),
        ("*", "Home Ofice", "same-as", "Home Office", "A. Reader", ""),
        ("1.1", "when we can", "accept", "", "A. Reader", ""),
    ]


def test_who_stops_in_the_middle_keeps_what_was_decided_and_goes_on_there(folder: Path) -> None:
    assert run("review", stdin="r\n").exit_code == 0
    assert [r["printed"] for r in rows(folder / "decisions.csv")] == ["when we can"]
    again = run("review", stdin="a\n")
    assert "Home Ofice" in again.stderr.splitlines()[1]
    assert len(rows(folder / "decisions.csv")) == 2


def test_a_later_decision_takes_the_place_of_an_earlier_one(folder: Path) -> None:
    for verdict in ("accept", "reject"):
        (folder / "mine.csv").write_text(f"{HEADER}\np,1.1,policy,MyNHS,MyNHS,{verdict},,,,\n", encoding="utf-8")
        assert run("review", "--from", "mine.csv").exit_code == 0
    assert [r["decision"] for r in rows(folder / "decisions.csv")] == ["reject"]


def test_the_order_of_answers_makes_no_difference_to_the_file(folder: Path) -> None:
    lines = ["p,1.10,lead,X,X,accept,,,,", "p,1.2,lead,X,X,accept,,,,", "p,1.2,finish,2017,,reject,,,,", "p,*,organisation,Home Ofice,,accept,,,,"]
    written = []
    for given in (lines, lines[::-1]):
        (folder / "mine.csv").write_text("\n".join([HEADER, *given, ""]), encoding="utf-8")
        run("review", "--from", "mine.csv", "-d", "kept.csv")
        written.append((folder / "kept.csv").read_bytes())
        (folder / "kept.csv").unlink()
    assert written[0] == written[1]
    assert [line.split(",")[1] for line in written[0].decode("utf-8-sig").splitlines()[1:]] == ["*", "1.2", "1.2", "1.10"]


def test_words_that_a_spreadsheet_would_take_for_a_formula(folder: Path) -> None:
    (folder / "p.txt").write_text("Ref\tAction\tLead\n1\tDo it.\t@Ambridge Forum\n", encoding="utf-8")
    run("build", "-q", "p.txt")
    run("review", stdin="r\n")
    assert "'@Ambridge Forum" in (folder / "decisions.csv").read_text(encoding="utf-8-sig")
    assert run("build", "p.txt", "--decisions", "decisions.csv").exit_code == 0
    assert leads() == {"1": []}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("p,1.1,lead,Home Ofice,,same-as,Home Offices,,,", "mine.csv, row 2, column same_as: \"Home Offices\" names nothing"),
        ("p,1.1,lead,Home Ofice,,same-as,Ambridge Forum,,,", "row 2, column same_as: \"Ambridge Forum\" is in no register"),
        ("p,1.1,lead,Home Ofice,,maybe,,,,", "row 2, column decision: 'maybe'"),
    ],
)
def test_a_wrong_answer_is_one_line_and_nothing_is_written(folder: Path, row: str, says: str) -> None:
    (folder / "mine.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    refused(run("review", "--from", "mine.csv"), 3, says)
    assert not (folder / "decisions.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--list", "--from", "x.csv"], "one at a time"),
        (["-f", "csv"], "-f and -o say how --list gives the questions"),
        (["--plan", "q"], "no plan in this graph is called 'q'"),
        (["-d", "decisions.txt"], "should end in .csv"),
        (["-d", "concordat.trig"], "also what is to be read"),
    ],
)
def test_a_wrong_command_line(folder: Path, arguments: list[str], says: str) -> None:
    before = (folder / "concordat.trig").read_bytes()
    refused(run("review", *arguments), 2, says)
    assert (folder / "concordat.trig").read_bytes() == before


def test_a_file_of_decisions_that_is_wrong_is_never_written_over(folder: Path) -> None:
    (folder / "decisions.csv").write_text("my own notes\n", encoding="utf-8")
    refused(run("review", stdin="a\n"), 3, "no column 'plan' in the first row")
    assert (folder / "decisions.csv").read_text(encoding="utf-8") == "my own notes\n"


def test_answers_are_never_written_over(folder: Path) -> None:
    (folder / "decisions.csv").write_text(f"{HEADER},mine\np,1.1,policy,MyNHS,,reject,,,,,keep\n", encoding="utf-8")
    refused(run("review", "--from", "decisions.csv"), 2, "also what is to be read")


def test_answers_with_no_decision(folder: Path) -> None:
    run("review", "--list", "-o", "questions.csv")
    done = run("review", "--from", "questions.csv")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "questions.csv holds no decision" in done.stderr
    assert not (folder / "decisions.csv").exists()


def test_nothing_to_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.txt").write_text("Ref\tAction\tLead\n1\tDo it.\tHO\n", encoding="utf-8")
    run("build", "-q", "p.txt")
    done = run("review")
    assert (done.exit_code, done.stderr) == (0, "nothing to decide\n")
    assert not Path("decisions.csv").exists()


def test_build_says_which_decisions_find_nothing(folder: Path) -> None:
    (folder / "decisions.csv").write_text(f"{HEADER}\np,1.1,policy,MyNHS Two,,reject,,,,\n", encoding="utf-8")
    done = run("build", "p.txt", "--decisions", "decisions.csv")
    assert done.exit_code == 0
    assert 'decisions.csv, row 2: "MyNHS Two" (policy) no longer stands in action 1.1 of p' in done.stderr


def test_a_build_never_writes_over_the_decisions(folder: Path) -> None:
    (folder / "d.trig").write_text(f"{HEADER}\n", encoding="utf-8")
    refused(run("build", "p.txt", "--decisions", "d.trig", "-o", "d.trig"), 2, "also what is to be read")


def test_publish_goes_by_the_decisions(folder: Path) -> None:
    (folder / "decisions.csv").write_text(f"{HEADER}\np,*,organisation,Home Ofice,,same-as,HO,,,\n", encoding="utf-8")
    assert run("publish", "-q", "p.txt", "--decisions", "decisions.csv", "-o", "site").exit_code == 0
    graph = folder / "site" / "graph" / "concordat.trig"
    assert leads(str(graph))["1.1"] == ["Home Office"]


def test_what_is_published_says_which_decisions_find_nothing(folder: Path) -> None:
    (folder / "decisions.csv").write_text(f"{HEADER}\np,1.1,policy,MyNHS Two,,reject,,,,\n", encoding="utf-8")
    assert run("publish", "-q", "p.txt", "--decisions", "decisions.csv", "-o", "site").exit_code == 0
    assert "decisions.csv, row 2" in (folder / "site" / "index.html").read_text(encoding="utf-8")
    assert "MyNHS Two" in (folder / "site" / "reports" / "unresolved.html").read_text(encoding="utf-8")


def test_the_questions_may_be_answered_in_a_workbook(folder: Path) -> None:
    assert run("review", "--list", "-o", "questions.xlsx").exit_code == 0
    book = load_workbook("questions.xlsx")
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("decision") + 1).value = "accept"
    asked = sheet.cell(2, heads.index("printed") + 1).value
    book.save("answers.xlsx")
    assert run("review", "--from", "answers.xlsx").exit_code == 0
    assert [(row["printed"], row["decision"]) for row in rows(folder / "decisions.csv")] == [(asked, "accept")]
