"""The scripts of a page: modules in ``script/``, joined into one that needs no other file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "script"
_IMPORT = re.compile(r"^import (?:\{[^}]*\} from )?'\./([\w-]+\.js)';\n", re.M)
_EXPORT = re.compile(r"^export ", re.M)


@cache
def bundled(entry: str = "page.js", folder: Path = FOLDER) -> str:
    """The module `entry` and all that it imports, each once and after those that it needs, as one script.

    Modules name what they import one by one and rename nothing, and no two have the same name at their top: so the lines of import and the word export
    can be left out. A page opened from the disk may load no module from another file, and a policy by hash is simplest for one script.
    """
    parts = (f"// ---- {name}\n{_EXPORT.sub('', _IMPORT.sub('', text))}" for name, text in _ordered(entry, folder, set()))
    return "'use strict';\n" + "".join(parts)


def _ordered(name: str, folder: Path, seen: set[str]) -> Iterator[tuple[str, str]]:
    if name in seen:
        return
    seen.add(name)
    text = (folder / name).read_text(encoding="utf-8")
    for needed in _IMPORT.findall(text):
        yield from _ordered(needed, folder, seen)
    yield name, text
