"""A folder of files, written whole or not at all, and replaced only where every file in it is ours and as we left it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from concordat.graph.errors import OutputError

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


def write(output: Path, files: Mapping[str, bytes], version: str) -> list[Path]:
    """Write the files and a manifest that names each with its size and fingerprint; the folder holds all of them, or what it held before.

    Raises
    ------
    OutputError
        If it cannot be written; nothing half-written is left behind.
    """
    target = check(output)
    whole = {**files, MANIFEST: manifest(files, version)}
    fresh = not target.exists()
    # Beside the folder, so that it appears in one step; inside a folder that is there, which may be the only place where one may write.
    stage = (target.parent if fresh else target) / f".concordat-{os.getpid()}.part"
    try:
        try:
            shutil.rmtree(stage, ignore_errors=True)
            _fill(stage, whole)
            if fresh:
                os.rename(stage, target)
            else:
                _swap(stage, target)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"{output} cannot be written: {_reason(error)}") from None
    return [output / name for name in sorted(whole)]


def manifest(files: Mapping[str, bytes], version: str) -> bytes:
    """Every file with its size and SHA-256, in the order of their names, and the program that made them; no time, so that the same files give the same bytes."""
    listed = [{"path": name, "bytes": len(data), "sha256": _sha256(data)} for name, data in sorted(files.items())]
    content = {"program": "concordat", "version": version, "files": listed}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _check_content(output: Path, target: Path) -> None:
    """An OutputError that names the first file which is not ours, or which somebody has changed since."""
    known = _published(target)
    for path in _found(target):
        name = path.relative_to(target).as_posix()
        if name == MANIFEST and known is not None:
            continue
        if known is None or name not in known or path.is_symlink() or not path.is_file():
            raise OutputError(f"{output} holds {name}, which concordat did not put there: name another folder, or empty this one")
        if _sha256(path.read_bytes()) != known[name]:
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


def _fill(stage: Path, files: Mapping[str, bytes]) -> None:
    stage.mkdir()
    for name, data in files.items():
        path = stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a full disk may say so only here, and must say so before the old folder goes


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
