"""Headings of columns: what a column may mean by its name, and which rows name columns at all. The names are data, in ``ontology/columns.csv``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from concordat.graph import wordlists

MEANINGS = ("ref", "text", "start", "finish", "revised", "lead", "partners", "outcome", "status", "progress", "funding", "page", "other")
_LONGEST, _MOST_WORDS = 90, 14  # of a heading
_FEW_WORDS = 4  # of a heading that holds a word for actions among others
_MOST_OF_CONTENTS = 4  # columns of a table of contents
_TASKS = ("lead", "finish", "revised", "start", "partners")  # without one of these beside it, a column without a name is no column of actions


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading may mean, the likeliest first; why; and how well it fits: the lower, the better among headings of one meaning."""

    among: tuple[str, ...]
    why: str
    rank: int
    listed: bool = True

    @property
    def order(self) -> int:
        """Its place in the list of names, 0 for the first."""
        return max(0, self.rank - 2)


def meaning(heading: str, own: Mapping[str, str] | None = None) -> Meaning | None:
    """What a heading may mean, None if nothing in it is known; `own` are plain headings that somebody gave a meaning beforehand."""
    plain = wordlists.plain(heading)
    if own and plain in own:
        return Meaning((own[plain],), "said beforehand", -1)
    if len(heading) > _LONGEST or not plain:
        return None
    if plain in _listed():
        return Meaning(*_listed()[plain])
    words = plain.split()
    if len(words) > _MOST_WORDS or heading.rstrip().endswith((".", ";")):
        return None
    text = f" {plain} "
    for phrase, among, rank in _cues():
        if f" {phrase} " in text:
            return Meaning(among, f'"{phrase}" stands in it', rank, listed=False)
    return None


def header(cells: Sequence[str], own: Mapping[str, str] | None = None) -> dict[int, Meaning] | None:
    """The meanings of the cells by position if they are the headings of a table of actions, or of a table of contents; else None.

    At least two are known, one of them by its full name, and so are at least half of those that are not empty. One is the action; where
    none is, a column without a known name may be it, if who or when stands beside it.
    """
    found = {i: known for i, cell in enumerate(cells) if (known := meaning(cell, own))}
    filled = [cell for cell in cells if cell.strip()]
    if is_contents(found) and 2 <= len(filled) <= _MOST_OF_CONTENTS and all(len(cell) <= _LONGEST for cell in filled):
        return found
    if len(found) < 2 or 2 * len(found) < len(filled) or not any(m.listed for m in found.values()):
        return None
    if len(filled) == 2 and not all(m.listed for m in found.values()):
        return None  # "Commitment" beside the words of one
    first = {m.among[0] for m in found.values()}
    if is_contents(found) or "text" in first:
        return found
    action = next((i for i, cell in enumerate(cells) if _names_action(cell)), None)
    if action is not None:
        return found | {action: Meaning(("text",), "of all headings only this one speaks of actions", len(_rows()), listed=False)}
    unnamed = any(cell.strip() and i not in found and len(cell) <= _LONGEST for i, cell in enumerate(cells))
    listed = sum(m.listed and m.among[0] not in ("ref", "other") for m in found.values())
    return found if unnamed and listed >= 2 and first.intersection(_TASKS) else None


def _names_action(cell: str) -> bool:
    """Whether a heading that means something else holds a word for actions, too ("Action measures")."""
    text = f" {wordlists.plain(cell)} "
    short = len(text.split()) <= _FEW_WORDS and not any(char.isdigit() for char in text)
    return short and any(among[0] == "text" and f" {phrase} " in text for phrase, among, _ in _cues())


def is_contents(found: Mapping[int, Meaning]) -> bool:
    """Whether the headings are those of a table of contents: it names pages, and neither who nor when."""
    first = {m.among[0] for m in found.values()}
    return "page" in first and not first.intersection(_TASKS)


def is_follow_up(word: str) -> bool:
    """Whether what stands in the place of a reference is a word such as "Update" or "Action": the row speaks of the action above it."""
    known = _listed().get(wordlists.plain(word))
    return known is not None and known[0][0] in ("text", "progress", "status", "outcome") and word.strip() != ""


def tells_progress(words: str) -> bool:
    """Whether words begin by saying that they tell how the action above goes ("Progress: ...", "Update July 2015: ...")."""
    return bool(_progress().match(words))


@cache
def _progress() -> re.Pattern[str]:
    return re.compile(rf"\s*{wordlists.any_of(wordlists.words('progress-row'))}(?:[\s(]+[\w /.-]{{3,20}}\)?)?\s*[:–-]\s", re.IGNORECASE)


def lower(cells: Sequence[str], own: Mapping[str, str] | None = None) -> dict[int, Meaning] | None:
    """The meanings in a second row of headings ("Start" and "End" below "Timescale"): two or more, and nothing else stands in it."""
    found = {i: meaning(cell, own) for i, cell in enumerate(cells) if cell.strip()}
    known = {i: m for i, m in found.items() if m and m.listed}
    return known if len(known) >= 2 and len(known) == len(found) else None


@cache
def _rows() -> tuple[tuple[tuple[str, ...], str, str, int], ...]:
    rows = wordlists.rows(wordlists.FOLDER / "columns.csv", ["meaning", "heading", "match"])
    return tuple((tuple(row["meaning"].split("|")), wordlists.plain(row["heading"]), row["match"], line) for line, row in rows)


@cache
def _listed() -> dict[str, tuple[tuple[str, ...], str, int]]:
    return {heading: (among, f'"{heading}" is a usual name for it', line) for among, heading, match, line in _rows() if match == "is"}


@cache
def _cues() -> tuple[tuple[str, tuple[str, ...], int], ...]:
    return tuple((heading, among, line) for among, heading, match, line in _rows() if match == "has")


def printed(heading: str) -> str:
    """A heading as people read it: one line, single blanks."""
    return re.sub(r"\s+", " ", heading).strip()
