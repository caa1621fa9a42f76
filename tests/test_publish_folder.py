"""A published folder is written whole or not at all, and nothing that somebody put there is lost."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from concordat.graph import build, publish
from concordat.graph.errors import OutputError
from concordat.graph.publish import folder

FILES = {"index.html": b"one", "a/b.txt": b"two"}


def everything(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_a_folder_is_replaced_with_what_was_there_gone(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    folder.write(site, {**FILES, "old/x.txt": b""}, "1")
    (site / ".DS_Store").write_bytes(b"litter")
    (site / ".concordat-1.part").mkdir()
    made = folder.write(site, {"index.html": b"new"}, "2")

    assert set(everything(site)) == {"index.html", "manifest.json", ".DS_Store"}
    assert (site / "index.html").read_bytes() == b"new"
    assert made == [site / "index.html", site / "manifest.json"]
    assert sorted(p.name for p in site.iterdir()) == [".DS_Store", "index.html", "manifest.json"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    "name, words",
    [("notes.docx", "which concordat did not put there"), ("a/notes.txt", "which concordat did not put there"), ("index.html", "was changed after"), ("manifest.json", "did not put there")],
)
def test_what_somebody_put_there_is_not_lost(tmp_path, name, words):
    site = tmp_path / "site"
    folder.write(site, FILES, "1")
    (site / name).write_bytes(b'{"name": "mine"}')
    before = everything(site)

    with pytest.raises(OutputError, match=words) as raised:
        folder.write(site, FILES, "2")
    assert "\n" not in str(raised.value) and ("name another folder" in str(raised.value))
    assert everything(site) == before


def test_a_link_in_the_folder_is_not_followed(tmp_path):
    folder.write(tmp_path / "site", FILES, "1")
    (tmp_path / "mine").mkdir()
    (tmp_path / "site" / "more").symlink_to(tmp_path / "mine", target_is_directory=True)

    with pytest.raises(OutputError, match="more, which concordat did not put there"):
        folder.write(tmp_path / "site", FILES, "2")


def test_a_link_to_a_folder_stays_one(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "real", target_is_directory=True)
    folder.write(tmp_path / "site", FILES, "1")

    assert (tmp_path / "site").is_symlink() and set(everything(tmp_path / "real")) == {*FILES, "manifest.json"}


def test_the_folder_in_which_one_works_may_be_the_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        folder.write(Path("."), FILES, "1")

    assert set(everything(Path("."))) == {*FILES, "manifest.json"}


def test_a_place_where_no_folder_can_be_is_said_before_the_work(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "small.txt").write_text("Action\tLead\nPaint the benches.\tTown\n", encoding="utf-8", newline="\n")
    built = build.build([tmp_path / "small.txt"])
    for output, words in ((tmp_path / "file", "is a file"), (tmp_path / "none" / "site", "no folder"), (tmp_path / "file" / "site", "no folder"), (tmp_path / "a\0b", "cannot be written")):
        with pytest.raises(OutputError, match=words) as raised:
            publish.publish(built, output, "1", pytest.fail)
        assert "\n" not in str(raised.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "small.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_in_which_one_may_not_write(tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    for output in (tmp_path / "locked", tmp_path / "locked" / "site"):
        with pytest.raises(OutputError, match="you may not write there"):
            folder.write(output, FILES, "1")


@pytest.mark.parametrize("there", [False, True], ids=["new", "again"])
@pytest.mark.parametrize("call, error", [("fsync", OSError(errno.ENOSPC, "No space left on device")), ("fsync", KeyboardInterrupt()), ("rename", PermissionError(errno.EACCES, "no")), ("rename", KeyboardInterrupt())], ids=repr)
def test_nothing_half_written_is_left(tmp_path, monkeypatch, there, call, error):
    """Whatever fails, and at whichever file, the folder is as it was and no other one is left."""
    site = tmp_path / "site"
    if there:
        folder.write(site, {**FILES, "old/x.txt": b""}, "1")
    before = everything(tmp_path)
    real = getattr(os, call)
    for failing in range(1, 12):
        calls = []

        def fails(*arguments, failing=failing, calls=calls):
            calls.append(arguments)
            if len(calls) == failing:
                raise error
            return real(*arguments)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, fails)
            try:
                folder.write(site, FILES, "2")
            except (OutputError, KeyboardInterrupt) as raised:
                assert isinstance(raised, KeyboardInterrupt) or "cannot be written" in str(raised)
            else:
                break
        assert everything(tmp_path) == before
        assert [p.name for p in tmp_path.iterdir()] == (["site"] if there else [])
    assert set(everything(site)) == {*FILES, "manifest.json"}
    assert failing > 1


def test_files_are_written_one_at_a_time(tmp_path):
    """When the next one is asked for, the one before lies on the disk, though not yet in the folder."""
    seen = []

    def files():
        for name, data in FILES.items():
            yield name, data
            seen.append([path.read_bytes() for path in tmp_path.glob(f".concordat-*.part/{name}")])
            assert not (tmp_path / "site").exists()

    folder.write(tmp_path / "site", files(), "1")

    assert seen == [[data] for data in FILES.values()]
    assert set(everything(tmp_path / "site")) == {*FILES, "manifest.json"}


def test_a_fault_in_what_makes_the_files_is_no_fault_of_the_disk_and_leaves_nothing(tmp_path):
    def files():
        yield "index.html", b"one"
        raise ValueError("a fault of the program")

    with pytest.raises(ValueError, match="a fault of the program"):
        folder.write(tmp_path / "site", files(), "1")
    assert list(tmp_path.iterdir()) == []


def test_two_files_of_one_name_are_refused(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        folder.write(tmp_path / "site", iter([("a.txt", b"one"), ("a.txt", b"two")]), "1")
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_folder_is_one_line_and_exit_code_3(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.docx").write_bytes(b"years of work")
    done = subprocess.run([sys.executable, "-m", "concordat", "publish", "-o", "site"], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "concordat: site holds thesis.docx, which concordat did not put there: name another folder, or empty this one\n"
    assert everything(tmp_path) == {"site/thesis.docx": b"years of work"}
