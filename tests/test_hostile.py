"""Files that are broken, made to do harm, or of no use, through the command line: each ends in one line that says what to do, or is read, soon.

What the formats of Office hold is tried in test_kinds, pages in test_web, PDF in test_pdf. Sizes here are as small as they show the trouble.
Tried by hand at full size, each within 20 seconds and 2.5 GB of memory: 50 MB of text in one line, of lines of one letter, of tables in text,
csv, Markdown and HTML, of nothing but commas, marks of quotation, brackets, slashes, open quotes, comments and fences; a workbook with
160,000 rows and one that goes on to row 1,048,576; random bytes; 100 MB of anything. What is a plan takes as long as its actions need, some 3
milliseconds for each: a PDF of 400 pages that holds 18,000 of them was read whole, in 70 seconds and 1 GB on a busy machine.
"""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from concordat import cli
from concordat.graph import build, plan, vocab
from concordat.graph.reading import layout

HEAD = "Ref\tAction\tLead\n"
ROW = "1\tReview the pathway\tHome Office\n"
NO_WORDS = "holds no words that can be read: name a file with a plan in it"
NO_TABLE = "no table with a column of actions"
KEEP = "save the part with the plan as a file of its own"
ENTITIES = '<!DOCTYPE html [<!ENTITY a "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;"}">' for n in range(12)) + "]>"


def zipped(**parts: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return into.getvalue()


def nested(depth: int) -> bytes:
    data = bytes(1_000_000)
    for _ in range(depth):
        data = zipped(inner=data)
    return data


def drawn(draw, **options) -> bytes:
    into = io.BytesIO()
    canvas = Canvas(into, **options)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return into.getvalue()


def workbook(*rows: tuple) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.cli, [str(each) for each in arguments], prog_name="concordat")


def refused(result: Result, said: str) -> None:
    """One line on stderr, nothing on stdout, no traceback."""
    assert result.exit_code == 3, (result.stderr, result.exception)
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1 and said in result.stderr, result.stderr[:400]
    assert len(result.stderr) < 600


REFUSED = {
    "empty.txt": (lambda: b"", "is empty"),
    "nothing but a byte-order mark.txt": (lambda: b"\xef\xbb\xbf", NO_WORDS),
    "blanks in UTF-16.txt": (lambda: "\n \t\n".encode("utf-16"), NO_WORDS),
    "no plan.bin": (lambda: b"\0\1\2\3" * 1000, "is not a text file"),
    "prose.txt": (lambda: b"The council will review its plans. " * 20_000, NO_TABLE),
    "lines of a letter.txt": (lambda: b"a\n" * 200_001, f"more than 200,000 lines: {KEEP}"),
    "lines of a letter.md": (lambda: b"a\n" * 200_001, f"more than 200,000 lines: {KEEP}"),
    "one long line.txt": (lambda: b"a" * 10_000_001, f"more than 10,000,000 characters: {KEEP}"),
    "slashes.txt": (lambda: b"Ref / Action / Lead\n" + b"/ " * 500_001, f"more than 500,000 cells: {KEEP}"),
    "commas.csv": (lambda: b"Ref,Action,Lead\n" + b"," * 500_001, f"more than 500,000 cells: {KEEP}"),
    "a long cell.txt": (lambda: HEAD.encode() + b"1\t" + b"a" * 1_000_001 + b"\tDH\n", "line 2: more than 1,000,000 characters in one cell: is a line break missing?"),
    "an open quote.csv": (lambda: b'Ref,Action,Lead\n1,"do it,DH\n', "cannot be read as a csv file"),
    "a cell without end.csv": (lambda: b'Ref,Action,Lead\n1,"' + b"a" * 1_000_001 + b'",DH\n', "is a quote mark or a line break missing?"),
    "quotations.md": (lambda: b">" * 1_000_000, NO_WORDS),
    "comments without end.md": (lambda: b"<!--\n" * 50_000, NO_TABLE),
    "fences.md": (lambda: b"```\n```\n" * 50_000, NO_WORDS),
    "entities.xhtml": (lambda: f"{ENTITIES}<html><body>&a11;</body></html>".encode(), NO_TABLE),
    "deep.html": (lambda: b"<table><tr><td>" * 5_000, "nested too deeply"),
    "a zip in a zip.xlsx": (lambda: nested(5), "is an archive"),
    "a bomb.docx": (lambda: zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(90_000_000)}), "would unpack to 90 MB"),
    "a picture.pdf": (lambda: drawn(lambda canvas: canvas.rect(10, 10, 500, 500, fill=1)), "run text recognition (OCR) on it first"),
    "locked.pdf": (lambda: drawn(lambda canvas: canvas.drawString(50, 700, "Words"), encrypt=StandardEncryption("secret")), "locked with a password"),
    "half.pdf": (lambda: drawn(lambda canvas: canvas.drawString(50, 700, "Words" * 50))[:400], "half.pdf"),
    "rows without end.csv": (lambda: b"Ref,Action,Lead\n" + b"1,a,b\n" * 100_001, f"more than 100,000 rows: {KEEP}"),
    "no table.xlsx": (lambda: workbook(("just", "words")), NO_TABLE),
    "headings alone.csv": (lambda: b"Ref,Action,Lead\n", "has no action in it"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_one_line_and_soon(name: str, tmp_path: Path) -> None:
    content, said = REFUSED[name]
    (tmp_path / name).write_bytes(content())
    began = time.process_time()
    refused(run("build", tmp_path / name, "-o", tmp_path / "graph.trig"), said)
    assert time.process_time() - began < 30
    assert not (tmp_path / "graph.trig").exists()


READ = {
    "quotes that open and never close.txt": (lambda: (HEAD + '1\tReview it\t"Home Office\n' * 2_000).encode(), 2_000),
    "open tags.txt": (lambda: f"{HEAD}1\t{'<b ' * 20_000}\tHome Office\n".encode(), 1),
    "a row to the last row of a sheet.csv": (lambda: (HEAD + ROW + "\t\t\n" * 100_000).replace("\t", ",").encode(), 1),
    "a name\nof two lines \u202e\U0001f600.txt": (lambda: (HEAD + ROW).encode(), 1),
    "../up.txt": (lambda: (HEAD + ROW).encode(), 1),
    "many columns.csv": (lambda: ("Ref,Action,Lead" + "," * 5_000 + "\n1,Review it,DH" + ",x" * 5_000).encode(), 1),
}


@pytest.mark.parametrize("name", READ)
def test_read_and_soon(name: str, tmp_path: Path) -> None:
    content, actions = READ[name]
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / name
    source.write_bytes(content())
    began = time.process_time()
    result = run("build", source, "-o", tmp_path / "graph.trig")
    assert time.process_time() - began < 60
    assert result.exit_code == 0, result.stderr
    assert len(result.stderr.splitlines()) < 60
    listed = run("actions", "-g", tmp_path / "graph.trig", "-f", "jsonl")
    assert len(listed.stdout.splitlines()) == actions


@pytest.mark.parametrize("name", ["plan.trig", "plan.ttl", "plan"])
def test_a_graph_is_no_plan(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("@prefix ccc: <https://w3id.org/concordat/ont#> .\n<urn:a> a ccc:Action .\n", encoding="utf-8")
    refused(run("build", tmp_path / name, "-o", tmp_path / "graph.trig"), "is a graph and no document")


def test_what_is_no_file(tmp_path: Path) -> None:
    refused(run("build", tmp_path / "none.txt"), "no such file: check the name and the folder")
    refused(run("build", tmp_path), "is a folder: name a file in it")
    refused(run("build", "."), "is a folder: name a file in it")
    refused(run("build", ".."), "is a folder: name a file in it")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.txt")
    refused(run("build", tmp_path / "plan.txt"), "is a pipe or a device, not a file: to read from a pipe, name - as the source")


def test_two_sources_of_one_name(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_text(HEAD + ROW, encoding="utf-8")
    result = run("build", tmp_path / "one" / "plan.txt", tmp_path / "two" / "plan.txt", "-o", tmp_path / "graph.trig")
    assert result.exit_code == 2
    assert "two plans would both be called plan: rename a file, or build one of them with --id" in result.stderr


def test_more_actions_than_any_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST_ACTIONS", 3)
    (tmp_path / "plan.txt").write_text(HEAD + ROW * 4, encoding="utf-8")
    refused(run("build", tmp_path / "plan.txt"), "plan.txt has more than 3 actions: build its parts as plans of their own")


def test_where_memory_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(build, "build", full)
    refused(run("build", "-o", tmp_path / "graph.trig"), "more memory than there is: save the part with the plan as a file of its own")


def test_the_limits_leave_room_for_ten_thousand_actions() -> None:
    """Twice a plan of 10,000 actions with twenty columns, and with a text of 300 characters each."""
    assert layout.MOST_CELLS >= 2 * 10_000 * 20
    assert layout.LONGEST_TEXT >= 2 * 10_000 * 300
    assert plan.MOST_ACTIONS >= 2 * 10_000


REFERENCES = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "../../etc/passwd", "x" * 500, "\u202eabc\u202c", "a/b?c#d%20", "C:\\x", "{{7*7}}", "&amp;"]


@pytest.mark.parametrize("references", [REFERENCES, [""] * 5], ids=["hostile", "none"])
def test_references_become_text_addresses_and_no_files(references: list[str], tmp_path: Path) -> None:
    """So do a name of a body of three hundred characters and the name of the file."""
    body = "Northwood Board for " + "Joint Working and " * 16 + "Care"
    source = tmp_path / '"><u>..txt'
    source.write_text("Ref\tAction\tLead\n" + "".join(f"{each}\tReview pathway {n}\t{body}\n" for n, each in enumerate(references)), encoding="utf-8")
    assert run("publish", "-q", source, "-o", tmp_path / "site").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {source.name, "site"}
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        words = page.read_text(encoding="utf-8")
        assert "<script>alert" not in words and "<img src=x" not in words and '"><u>' not in words, page
        assert not set('<>"|?*:\\/') & set(page.name)
    found = build.build([source]).graph.store.query(f"SELECT ?action {{ ?action a <{vocab.ccc('Action').value}> }}", use_default_graph_as_union=True)
    addresses = {row[0].value for row in found}
    assert len(addresses) == len(references)
    for address in addresses:
        assert re.fullmatch(r"https://w3id\.org/concordat/id/action/%22%3E%3Cu%3E\./[\w%.~-]+", address), address
