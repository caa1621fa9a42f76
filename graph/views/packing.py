"""Data for a page, short: a large plan says the same words, lists and links many thousand times, and each stands once."""

from __future__ import annotations

from collections import Counter
from typing import Any

SHORT = 4  # characters: shorter words stand where they are said, as a number in their place would save nothing


def packed(value: list[Any] | dict[str, Any]) -> list[Any]:
    """A list of what the data say several times, the last of which is the whole.

    In it a number names what stands at that place of the list, counted from 0, which is empty. A word, a truth value and None stand for themselves, a number for
    itself in a list of its own. A list is [0, then its parts], an object [the place of its keys, then its values], and both may stand within others. The script `packing.js` undoes it.

    >>> packed({"a": ["long words", 5], "b": ["long words", 5]})
    [None, [0, 'a', 'b'], [0, 'long words', [5]], [1, 2, 2]]
    """
    entries = _distinct(value)
    uses = Counter(part for kind, parts in entries if kind != "plain" for part in parts)
    kept = {parts[0] for kind, parts in entries if kind == "object"} | {len(entries) - 1}  # keys are named by their place
    kept |= {at for at, (kind, parts) in enumerate(entries) if kind != "plain" and (uses[at] > 1 or len(parts) < (1 if kind == "list" else 2))}
    kept |= {at for at, (kind, part) in enumerate(entries) if kind == "plain" and isinstance(part, str) and len(part) > SHORT and uses[at] > 1}
    written: dict[int, Any] = {}
    pool: list[Any] = [None]
    for at, (kind, parts) in enumerate(entries):
        if kind == "plain":
            form = parts if isinstance(parts, (str, bool)) or parts is None else [parts]
        elif kind == "list":
            form = [0, *(written[part] for part in parts)]
        else:
            form = [written[parts[0]], *(written[part] for part in parts[1:])]
        written[at] = form
        if at in kept:
            written[at] = len(pool)
            pool.append(form)
    return pool


def _distinct(value: object) -> list[tuple[str, Any]]:
    """Each value there is once, what it is made of before it: its kind, and of what is plain the value, else the places of its parts."""
    entries: list[tuple[str, Any]] = []
    places: dict[Any, int] = {}

    def place(part: Any) -> int:
        if isinstance(part, dict):
            entry: tuple[str, Any] = "object", (place(tuple(part)), *map(place, part.values()))
        elif isinstance(part, (list, tuple)):
            entry = "list", tuple(map(place, part))
        else:
            entry = "plain", part
        key = (*entry, type(part) if entry[0] == "plain" else None)  # 1, 1.0 and True are equal, but not the same
        if key not in places:
            places[key] = len(entries)
            entries.append(entry)
        return places[key]

    place(value)
    return entries
