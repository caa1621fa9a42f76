"""A folder of files, written whole or not at all, and replaced only where every file in it is ours and as we left it."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from concordat.graph.errors import OutputError
from concordat.graph.output import Stamp, stamp

MANIFEST = "manifest.json"
_ASIDE = re.compile(r"\.concordat-\d+\.(part|old)")  # our own folders on the way; a run that was killed may leave one
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # what file managers put into every folder that they show


def check(output: Path) -> Path:
    """The folder, links followed, if it can be written: it is not there yet, is empty, or holds what was published before and nothing else.

    Raises
    ------
    OutputError
        If a file of that name is in the way, or the folder holds something that would be lost.
    """
    try:
        target = Path(os.path.realpath(output))
        if not target.parent.is_dir():
            raise OutputError(f"{output} cannot be written: there is no folder {output.parent}; make it first")
        if target.exists() and not target.is_dir():
            raise OutputError(f"{output} is a file: name a folder with -o, or move the file away")
        if target.exists():
            _check_content(output, target)
    except (OSError, ValueError) as error:
        raise OutputError(f"{output} cannot be written: {_reason(error)}") from None
    return target


def write(output: Path, files: Mapping[str, bytes] | Iterable[tuple[str, bytes]], version: str) -> list[Path]:
    """Write the files and a manifest that names each with its size and fingerprint; the folder holds all of them, or what it held before.

    Files that come one at a time are written one at a time: of those before only size and fingerprint are kept.

    Raises
    ------
    OutputError
        If it cannot be written; nothing half-written is left behind.
    """
    target = check(output)
    fresh = not target.exists()
    # Beside the folder, so that it appears in one step; inside a folder that is there, which may be the only place where one may write.
    stage = (target.parent if fresh else target) / f".concordat-{os.getpid()}.part"
    try:
        with _named(output):
            shutil.rmtree(stage, ignore_errors=True)
            stage.mkdir()
        written = _fill(output, stage, iter(files.items() if isinstance(files, Mapping) else files), version)
        with _named(output):
            if fresh:
                os.rename(stage, target)
            else:
                _swap(stage, target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return sorted(output / name for name in written)


@contextmanager
def _named(output: Path) -> Iterator[None]:
    """What goes wrong with the disk, said of the folder; only around what is done with files, since a fault in what makes them is another matter."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise OutputError(f"{output} cannot be written: {_reason(error)}") from None


def manifest(written: Mapping[str, Stamp], version: str) -> bytes:
    """Every file with its size and SHA-256, in the order of their names, and the program that made them; no time, so that the same files give the same bytes."""
    listed = [{"path": name, "bytes": each.size, "sha256": each.sha256} for name, each in sorted(written.items())]
    content = {"program": "concordat", "version": version, "files": listed}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _check_content(output: Path, target: Path) -> None:
    """An OutputError that names the first file which is not ours, or which somebody has changed since."""
    known = _published(target)
    for path in _found(target):
        name = path.relative_to(target).as_posix()
        if name == MANIFEST and known is not None:
            continue
        if known is None or name not in known or path.is_symlink() or not path.is_file():
            raise OutputError(f"{output} holds {name}, which concordat did not put there: name another folder, or empty this one")
        if stamp(path.read_bytes()).sha256 != known[name]:
            raise OutputError(f"{output} holds {name}, which was changed after it was published: move it away, or name another folder")


def _found(target: Path) -> Iterator[Path]:
    """Every file and every link in the folder, in order; not our own leavings nor those of file managers."""

    def stop(error: OSError) -> None:
        raise error

    for root, folders, names in os.walk(target, onerror=stop):
        folders[:] = sorted(f for f in folders if not _ASIDE.fullmatch(f))
        yield from (Path(root, name) for name in folders if os.path.islink(os.path.join(root, name)))
        yield from (Path(root, name) for name in sorted(names) if name not in _LITTER)


def _published(target: Path) -> dict[str, str] | None:
    """The fingerprints in the manifest of a folder that we published; None if there is none, or it is not ours."""
    try:
        content = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        return {each["path"]: each["sha256"] for each in content["files"]} if content["program"] == "concordat" else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _fill(output: Path, stage: Path, files: Iterator[tuple[str, bytes]], version: str) -> list[str]:
    """Write each file as it comes, the manifest last, and give their names."""
    written: dict[str, Stamp] = {}
    for name, data in files:
        with _named(output):
            _put(stage / name, data)
        written[name] = stamp(data)
    names = [*written, MANIFEST]
    with _named(output):
        _put(stage / MANIFEST, manifest(written, version))
        for name in names:
            _settle(stage / name)
    return names


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb") as file:
        file.write(data)


def _settle(path: Path) -> None:
    """Have it on the disk: a full one may say so only here, and must say so before the old folder goes. At the end, since one by one it takes ten times as long."""
    with open(path, "r+b") as file:
        os.fsync(file.fileno())


def _swap(stage: Path, target: Path) -> None:
    """Put the new files in the place of the old ones, by renaming alone; if one cannot be renamed, all get their old names back."""
    old = target / f"{stage.stem}.old"
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir()
    steps = [(path, old / path.name) for path in sorted(target.iterdir()) if not _ASIDE.fullmatch(path.name) and path.name not in _LITTER]
    steps += [(path, target / path.name) for path in sorted(stage.iterdir())]
    done = []
    try:
        for here, there in steps:
            os.rename(here, there)
            done.append((here, there))
    except BaseException:  # also when the user stops it
        for here, there in reversed(done):
            os.rename(there, here)
        old.rmdir()
        raise
    for path in target.iterdir():
        if _ASIDE.fullmatch(path.name) and path != stage:
            shutil.rmtree(path, ignore_errors=True)


def _reason(error: OSError | ValueError) -> str:
    """The cause in words, with what to do about the usual ones."""
    number = getattr(error, "errno", None)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "you may not write there, or a file in it is open in another program; name another folder with -o"
    if number == errno.ENOSPC:
        return "the disk is full; make room, or name a folder on another disk with -o"
    return getattr(error, "strerror", None) or str(error)
