"""Results written to files and to standard output: whole or not at all, and whatever stands at the other end."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from concordat.graph import output, tables
from concordat.graph.answer import Answer, Column
from concordat.graph.errors import OutputError, UsageError

ANSWER = Answer("one", "One", (Column("a"),), (("▪",),))
FULL = Path("/dev/full")


# ---- formats


@pytest.mark.parametrize(
    ("file", "fmt", "default", "chosen"),
    [
        ("a.csv", None, None, "csv"),
        ("A.HTML", None, None, "html"),
        ("a.htm", None, None, "html"),
        ("a.ttl", None, None, "turtle"),
        ("a.srj", None, None, "w3c-json"),
        ("a.txt", None, "csv", "table"),
        ("a.csv", "json", None, "json"),
        ("a.whatever", "json", None, "json"),
        ("noending", None, "csv", "csv"),
        (None, None, "table", "table"),
        (None, None, None, None),
    ],
)
def test_the_format_of_a_result(file: str | None, fmt: str | None, default: str | None, chosen: str | None):
    assert output.format_of(file and Path(file), fmt, default) == chosen


def test_an_ending_that_says_no_format_is_refused():
    with pytest.raises(UsageError, match=r"a.docx: its ending says no format to be had here; end it in .csv, .md, or choose one with -f"):
        output.format_of(Path("out/a.docx"), None, None, ["csv", "md"])
    with pytest.raises(UsageError, match="a.html: its ending"):
        output.format_of(Path("a.html"), None, None, ["csv", "md"])


def test_a_format_that_is_not_allowed_is_refused():
    with pytest.raises(UsageError, match="xlsx is no format to be had here; choose csv, md"):
        output.format_of(None, "xlsx", None, ["csv", "md"])


# ---- files


def test_a_file_is_written_as_utf8_with_its_line_ends(tmp_path: Path):
    tables.write("▪\na\r\n", tmp_path / "a.md", "md")

    assert (tmp_path / "a.md").read_bytes() == "▪\na\r\n".encode()


def test_a_csv_file_begins_with_a_mark_for_excel(tmp_path: Path):
    tables.deliver(ANSWER, tmp_path / "a.csv", None, {})
    tables.deliver(ANSWER, tmp_path / "a.tsv", None, {})

    assert (tmp_path / "a.csv").read_bytes() == "\ufeffa\n▪\n".encode()
    assert (tmp_path / "a.tsv").read_bytes() == "a\n▪\n".encode()


def test_what_is_said_of_a_result_is_asked_for_only_if_shown(tmp_path: Path):
    calls: list[str] = []

    def meta() -> dict[str, object]:
        calls.append("called")
        return {"graph": "ab12"}

    tables.deliver([ANSWER], tmp_path / "a.csv", None, meta)
    assert calls == []
    tables.deliver([ANSWER], tmp_path / "a.json", None, meta)
    assert calls == ["called"]
    assert '"graph": "ab12"' in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_bytes_and_texts_are_delivered_as_they_are(tmp_path: Path):
    tables.deliver(b"<a:a> <a:b> <a:c> .\n", tmp_path / "a.ttl", None, {})
    tables.deliver("words\n", tmp_path / "a.txt", None, {})

    assert (tmp_path / "a.ttl").read_bytes() == b"<a:a> <a:b> <a:c> .\n"
    assert (tmp_path / "a.txt").read_bytes() == b"words\n"


def test_half_a_character_is_no_reason_to_stop(tmp_path: Path):
    tables.write("a\udcffb", tmp_path / "a.md")

    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "a\ufffdb"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_an_old_file_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path):
    old, link = tmp_path / "old.md", tmp_path / "link.md"
    old.write_bytes(b"old")
    old.chmod(0o640)
    link.symlink_to(old)

    tables.write("new", link)

    assert link.is_symlink()
    assert old.read_bytes() == b"new"
    assert old.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "old.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_a_new_file_has_the_usual_permissions(tmp_path: Path):
    (tmp_path / "usual").touch()
    tables.write("new", tmp_path / "new")

    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def refused(path: Path) -> str:
    """The error, one line that begins with the file, that writing there gives."""
    with pytest.raises(OutputError) as caught:
        tables.write("new", path)
    told = str(caught.value)
    assert "\n" not in told
    assert told.startswith(f"{path} cannot be written: ")
    assert caught.value.exit_code == 3
    return told


def test_a_folder_is_no_file(tmp_path: Path):
    assert "it is a folder" in refused(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path):
    assert f"there is no folder {tmp_path / 'none'}; make it first" in refused(tmp_path / "none" / "a.csv")


def test_a_file_in_place_of_the_folder(tmp_path: Path):
    (tmp_path / "file").touch()

    assert "there is no folder" in refused(tmp_path / "file" / "a.csv")


def test_a_file_that_is_write_protected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert "it is write-protected" in refused(path)
    assert path.read_bytes() == b"old"


def test_a_name_that_cannot_be(tmp_path: Path):
    refused(tmp_path / ("x" * 300))


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, step, failing(errno.ENOSPC))

    assert "No space left on device" in refused(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
def test_a_full_device_stays_a_device():
    assert "No space left on device" in refused(FULL)
    assert FULL.is_char_device()
    tables.write("new", Path(os.devnull))
    assert Path(os.devnull).is_char_device()


# ---- standard output

PROGRAM = """
import sys
from concordat.graph import tables
from concordat.graph.answer import Answer, Column
from concordat.graph.errors import ConcordatError
try:
    tables.deliver(eval(sys.argv[1]), None, sys.argv[2] if len(sys.argv) > 2 else None, {})
except ConcordatError as error:
    sys.exit(f"{error.exit_code} {error}")
"""
ROWS = 'Answer("one", "One", (Column("a"),), (("▪",),))'


def running(*arguments: str, stdout: int = subprocess.PIPE, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], stdout=stdout, stderr=subprocess.PIPE, env=os.environ | environment)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_a_pipe_gets_csv_in_utf8_whatever_the_console(encoding: str):
    out, err = running(ROWS, PYTHONIOENCODING=encoding).communicate(timeout=60)

    assert (out, err) == ("a\n▪\n".encode(), b"")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_table_goes_through_any_pipe(encoding: str):
    out, err = running(ROWS, "table", PYTHONIOENCODING=encoding).communicate(timeout=60)

    assert err == b""
    assert "▪" in out.decode()
    assert b"\x1b" not in out


@pytest.mark.skipif(os.name == "nt", reason="needs a shell's pipe")
def test_a_reader_that_goes_away_ends_the_output_quietly():
    process = running('"line\\n" * 1_000_000')
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"line\n"
    process.stdout.close()

    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("size", ["1", "1_000_000"])
def test_a_full_disk_behind_standard_output_is_said_once(size: str):
    with FULL.open("wb") as full:
        _, err = running(f'"line\\n" * {size}', stdout=full.fileno()).communicate(timeout=60)

    assert err == b"3 standard output cannot be written: No space left on device\n"


class Console:
    """A terminal of some encoding in place of standard output."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.buffer = self
        self.written = b""

    def isatty(self) -> bool:
        return True

    def write(self, data: bytes) -> None:
        self.written += data

    def flush(self) -> None:
        pass


@pytest.mark.parametrize(("encoding", "shown"), [("cp1252", b"?"), ("utf-8", "▪".encode())])
def test_a_console_is_spared_what_it_cannot_show(monkeypatch: pytest.MonkeyPatch, encoding: str, shown: bytes):
    console = Console(encoding)
    monkeypatch.setattr(sys, "stdout", console)

    tables.write("▪\n", None, "csv")

    assert console.written == shown + b"\n"


@pytest.mark.parametrize(("setting", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "xterm")])
def test_a_terminal_gets_a_table_and_colour_unless_it_wants_none(monkeypatch: pytest.MonkeyPatch, setting: str, value: str):
    console = Console("utf-8")
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(setting, value)

    tables.deliver(ANSWER, None, None, {})

    assert "▪" in console.written.decode()
    assert (b"\x1b[1m" in console.written) == (value == "xterm")


def test_no_document_steers_the_terminal(monkeypatch: pytest.MonkeyPatch):
    console = Console("utf-8")
    monkeypatch.setattr(sys, "stdout", console)

    tables.write("a\x1b]0;title\x07b\n", None, "csv")

    assert console.written == "a\ufffd]0;title\ufffdb\n".encode()


def test_a_workbook_is_not_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", Console("utf-8"))
    with pytest.raises(UsageError, match="xlsx cannot be shown on a terminal: give it a file with -o"):
        tables.deliver(ANSWER, None, "xlsx", {})


def test_a_standard_output_without_bytes_gets_text(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    tables.write("▪\n", None, "csv")

    assert capsys.readouterr().out == "▪\n"
