"""Words that stand on their side among upright ones, as in the headings of narrow columns: laid flat where they stand, so that they are read like any others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Char = dict[str, Any]
_BLANK = 0.15  # of a character's size: a wider gap parts words


def flat(chars: Iterable[Char]) -> list[Char]:
    """The characters, each line of them pressed into its own width at half its height."""
    return [char for run in _runs(chars) for char in _laid(run)]


def _runs(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters that follow each other up, or down, in one line."""
    runs: list[list[Char]] = []
    for char in chars:
        last = runs[-1][-1] if runs else None
        if last and _goes_up(last) == _goes_up(char) and abs(last["x0"] - char["x0"]) < 1 and 0 <= _gap(last, char) + 1 <= char["size"] + 1:
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _goes_up(char: Char) -> bool:
    return bool(char["matrix"][1] > 0)


def _gap(first: Char, second: Char) -> float:
    """The room between two characters, the way the words go."""
    return float(first["top"] - second["bottom"] if _goes_up(first) else second["top"] - first["bottom"])


def _laid(run: list[Char]) -> list[Char]:
    spaced: list[Char] = []
    for char in run:
        if spaced and _gap(spaced[-1], char) > _BLANK * char["size"] and spaced[-1]["text"].strip() and char["text"].strip():
            spaced.append(spaced[-1] | {"text": " "})
        spaced.append(char)
    left, right = min(char["x0"] for char in run), max(char["x1"] for char in run)
    middle = (min(char["top"] for char in run) + max(char["bottom"] for char in run)) / 2
    width, half = (right - left) / len(spaced), (right - left) / 2
    return [
        char | {"x0": left + n * width, "x1": left + (n + 1) * width, "top": middle - half, "bottom": middle + half, "upright": True} for n, char in enumerate(spaced)
    ]
