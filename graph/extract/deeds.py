"""Text to deeds: what an action does to a registered thing, read from the verb that governs it.

The things are policies and laws that the text names. A verb governs the first thing after it in the same sentence, and what is
joined to that thing; anything further off is left alone. Other actions are read in `references`, things that only the plan knows in `products`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract import legislation, policies
from concordat.graph.model import Deed, Entity, Passage, Reading
from concordat.graph.register import Mention, Names, Register

_FURTHEST = 90  # characters between a verb and the thing that it governs
_STOP = re.compile(r"[;:•]|\.(?=\s)|[!?]")
_THINGS = {"policy": "policy", "legislation": "law", "bill": "law"}


@dataclass(frozen=True)
class _Verb:
    start: int
    end: int
    deed: str
    things: frozenset[str]


@cache
def _lexicon() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    rows = wordlists.rows(wordlists.FOLDER / "deeds.csv", ["deed", "things", "words"])
    kinds = frozenset(_THINGS.values())
    return tuple((row["deed"], frozenset(row["things"].split()), _pattern(row["words"])) for _, row in rows if kinds & set(row["things"].split()))


def _pattern(words: str) -> re.Pattern[str]:
    """The verbs of one row; three dots in "include ... in" stand for some words of the same sentence."""
    text = wordlists.any_of(wordlists.listed(words)).replace(r"\.\.\.", r"[^.;:]{1,60}?")
    return re.compile(text, re.IGNORECASE)


def read(text: Passage, names: Names, register: Register) -> list[Deed]:
    """What the action does to each law and policy that it names, a deed and a thing once."""
    things = things_in(text.text, names, register)
    verbs = _verbs(text.text, things)
    deeds: dict[tuple[str, Entity], Deed] = {}
    for mention, verb in _governed(text.text, things, verbs):
        start, end = verb.start, mention.end
        reading = Reading(text.text[start:end], text.place(start, end), "governing-verb", "medium")
        deeds.setdefault((verb.deed, mention.entity), Deed(verb.deed, mention.entity, reading))
    return list(deeds.values())


def things_in(text: str, names: Names, register: Register) -> list[Mention]:
    """Policies and laws in the text, by place; a law inside the name of a policy is part of that name."""
    named = policies.mentions(text, names)
    laws = [Mention(s.start, s.end, s.entity) for s in legislation.mentions(text, names, register)]
    laws = [law for law in laws if not _inside(law.start, named)]
    return sorted([*named, *laws], key=lambda m: (m.start, m.entity.key))


def _verbs(text: str, things: list[Mention]) -> list[_Verb]:
    """The verbs of the lexicon that stand outside the names of things; of those that overlap the longest."""
    found = [_Verb(m.start(), m.end(), deed, kinds) for deed, kinds, pattern in _lexicon() for m in pattern.finditer(text)]
    return sorted((v for v in found if not _inside(v.start, things)), key=lambda v: (v.end, -v.start))


def _inside(at: int, things: list[Mention]) -> bool:
    """Whether a place lies in the name of a thing; the things stand in order."""
    before = bisect_right(things, at, key=lambda t: t.start)
    return any(t.start <= at < t.end for t in things[max(0, before - 3) : before])


def _governed(text: str, things: list[Mention], verbs: list[_Verb]) -> Iterator[tuple[Mention, _Verb]]:
    last: tuple[Mention, _Verb] | None = None
    for mention in things:
        verb = _nearest(text, mention, things, verbs)
        if verb is None and last and _joined(text, last[0], mention):
            verb = last[1]
        if verb and _THINGS[mention.entity.kind] in verb.things:
            last = (mention, verb)
            yield last
        elif not (last and last[0].start == mention.start):
            last = None


def _nearest(text: str, mention: Mention, things: list[Mention], verbs: list[_Verb]) -> _Verb | None:
    """The verb nearest before the thing, if no other thing, no end of a sentence and no word such as "about" stands between them."""
    kind = _THINGS[mention.entity.kind]
    first, last = (bisect_right(verbs, at, key=lambda v: v.end) for at in (mention.start - _FURTHEST - 1, mention.start))
    before = [v for v in verbs[first:last] if kind in v.things]
    if not before:
        return None
    verb = max(before, key=lambda v: (v.end, -v.start))
    near = things[bisect_left(things, verb.end, key=lambda t: t.start) : bisect_right(things, mention.start, key=lambda t: t.start)]
    between = any(t.end <= mention.start for t in near)
    parted = _STOP.search(text, verb.end, mention.start) or wordlists.pattern("deed-stop").search(text, verb.end, mention.start)
    return None if between or parted else verb


def _joined(text: str, first: Mention, second: Mention) -> bool:
    gap = text[first.end : second.start]
    return first.start == second.start or not wordlists.pattern("deed-joiner").sub(" ", gap).strip(" ,/&")
