"""Data for a page with each value once: a large plan says the same words, lists and links many thousand times."""

from __future__ import annotations

from typing import Any


def packed(value: object) -> list[Any]:
    """A list of distinct values, the last of which is the whole.

    A string, number, truth value or None stands as it is; a list is [0, then where each of its parts stands], an object [1, then key and value in turns],
    and what they name stands before them. The script `packing.js` undoes it.

    >>> packed({"a": ["b", "b"], "c": ["b", "b"]})
    ['a', 'b', [0, 1, 1], 'c', [1, 0, 2, 3, 2]]
    """
    pool: list[Any] = []
    places: dict[Any, int] = {}

    def place(part: Any) -> int:
        if isinstance(part, dict):
            entry: Any = [1, *(place(one) for pair in part.items() for one in pair)]
        elif isinstance(part, (list, tuple)):
            entry = [0, *map(place, part)]
        else:
            entry = part
        key = tuple(entry) if isinstance(entry, list) else (type(entry), entry)  # 1, 1.0 and True are equal, but not the same
        if key not in places:
            places[key] = len(pool)
            pool.append(entry)
        return places[key]

    place(value)
    return pool
