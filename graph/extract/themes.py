"""Text to themes, by the cue words of the theme scheme: one to four, the most specific first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from concordat.graph.model import Claim, Passage, Reading
from concordat.graph.register import Register
from concordat.graph.wordlists import listed

_MOST = 4
_ENOUGH = 2  # a strong cue counts 2, a weak one 1: two weak cues or one strong one make a theme


@dataclass(frozen=True)
class _Hit:
    theme: str
    score: int
    start: int
    end: int
    in_text: bool
    strong: bool


@cache
def _cues(cell: str) -> tuple[tuple[str, str], ...]:
    """The cues of a cell, each behind the small letters that its first word must have."""
    return tuple((cue.split(" ", 1)[0].rstrip("*").lower(), cue) for cue in listed(cell))


@cache
def _cue(cue: str) -> re.Pattern[str]:
    """A pattern for one cue: whole words in any case; a star at the end of a word lets it go on."""
    text = re.sub(r"\\\s+|\s+", r"\\s+", re.escape(cue).replace(r"\*", r"\w*"))
    return re.compile(rf"(?<!\w){text}(?!\w)", re.IGNORECASE)


def read(text: Passage, lead: Passage, register: Register) -> list[Claim]:
    """The themes of an action, from its text and its lead cell; every cue of the scheme is tried once."""
    lower = f"{text.text}\n{lead.text}".lower()
    hits = [hit for row in register.tables["themes"] if (hit := _hit(row, text.text, lead.text, lower))]
    hits.sort(key=lambda h: -h.score)  # stable: ties keep the scheme's order
    claims = []
    for hit in hits[:_MOST]:
        source = text if hit.in_text else lead
        reading = Reading(source.text[hit.start : hit.end], source.place(hit.start, hit.end), "theme-cue", "high" if hit.strong else "medium")
        claims.append(Claim("theme", register.entities["theme", hit.theme], reading))
    return claims


def _hit(row: dict[str, str], text: str, lead: str, lower: str) -> _Hit | None:
    score, first = 0, None
    for column, weight in (("cues", 2), ("weak_cues", 1)):
        for first_word, cue in _cues(row[column]):
            if first_word not in lower:
                continue  # most cues are not there, and this is far quicker than to search for them by pattern
            match = _cue(cue).search(text)
            found = match or _cue(cue).search(lead)
            if found:
                score += weight
                first = first or (found.start(), found.end(), bool(match), weight == 2)
    return _Hit(row["id"], score, *first) if first and score >= _ENOUGH else None
