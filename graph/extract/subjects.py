"""Who leads an action that has no lead in a cell of its own: the subject of its sentence, or whoever it is led by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract import roles
from concordat.graph.extract.bodies import Own
from concordat.graph.extract.named import Named
from concordat.graph.model import Entity, Passage, Place, Reading, Responsibility
from concordat.graph.register import Names

_SENTENCE = re.compile(r"(?:^|(?<=[.;:!?•])(?<![A-Z]\.)\s+|\n)(?=\S)")
_COMMA = re.compile(r",\s+")
_INTRO = 160  # characters before a comma that may introduce a sentence
_ASIDE = re.compile(r"\s*(?:\([^()]{1,80}\))?(?:\s+(?:within|at|in|of)\s+(?:the\s+)?(?:[A-Z][\w.'’-]*\s?(?:(?:of|for|and|the)\s)?){1,8})?(?:\s*,[^,;]{1,160},)?\s*")
_FIRST = 3  # sentences; those behind explain


def read(text: Passage, names: Names, own: Own) -> list[Responsibility]:
    """The leads that the text of an action names, none where it names no body ("We will ...").

    Those are the subjects of the first sentence, of three, that says what a named body will, should or has agreed to do; where its verb is passive,
    those behind "by", unless they only ask for, pay for or watch over the work. Whoever is asked, told or reported to is no lead.

    Returns
    -------
    list of Responsibility
        By the rule ``sentence-subject``, confidence medium: a plan that prints leads elsewhere may mean somebody else.
    """
    named = Named(text.text, names, own)
    for start, end in _sentences(text.text):
        found = _led(named, start, end) or _subject(named, start, end)
        if found is not None:
            once = {entity: (a, b) for a, b, entity in reversed(found)}
            return [_responsibility(text, entity, a, b) for entity, (a, b) in sorted(once.items(), key=lambda item: item[1])]
    return []


def default(lead: str | None, place: Place, document: str, names: Names) -> list[Responsibility]:
    """The leads that a person has named for actions without any, on those words where the document has them, else on the action itself."""
    if not lead:
        return []
    at = document.find(lead)
    found = roles.read(Passage(lead, tuple(range(max(at, 0), max(at, 0) + len(lead)))), names).roles
    return [replace(r, role="lead", reading=replace(r.reading, place=r.reading.place if at >= 0 else place, rule="default-lead", confidence="medium")) for r in found]


def _responsibility(text: Passage, entity: Entity, start: int, end: int) -> Responsibility:
    return Responsibility(entity, "lead", Reading(text.text[start:end], text.place(start, end), "sentence-subject", "medium"))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    starts = [match.end() for match in _SENTENCE.finditer(text)]
    yield from list(zip(starts, [*starts[1:], len(text)]))[:_FIRST]


def _subject(named: Named, start: int, end: int) -> list[tuple[int, int, Entity]] | None:
    """The bodies that are the subject of a sentence; an empty list if the subject is "we", so that no later sentence is asked."""
    for at in _openings(named.text, start, end):
        if _modal().match(named.text, at) or re.compile(r"We\b|we\b").match(named.text, at):
            return []
        bodies, behind = named.list_at(at)
        if not bodies:
            continue
        verb = _modal().match(named.text, _ASIDE.match(named.text, behind).end()) or _modal().match(named.text, behind + 1)  # type: ignore[union-attr]
        if not verb:
            continue
        if passive := _passive().match(named.text, verb.end()):
            return _by(named, passive, end)
        return bodies
    return None


def _openings(text: str, start: int, end: int) -> Iterator[int]:
    """Where the subject of a sentence may begin: at its beginning, or behind words such as "By April 2017," """
    yield start
    if wordlists.pattern("text-intro").match(text, start):
        yield from (match.end() for match in _COMMA.finditer(text, start, min(end, start + _INTRO)))


def _by(named: Named, passive: re.Match[str], end: int) -> list[tuple[int, int, Entity]] | None:
    """Those behind "by" in "will be written by X"; nobody where they only ask for it."""
    by = re.compile(r"\s+(?:\w+ly\s+)?by\s+").match(named.text, passive.end())
    if not by or wordlists.pattern("text-no-work").fullmatch(passive["participle"]):
        return None
    return named.list_at(by.end())[0] or None


def _led(named: Named, start: int, end: int) -> list[tuple[int, int, Entity]] | None:
    """Those behind "led by" in a sentence, and those before "will lead"."""
    for phrase in wordlists.pattern("text-led-by").finditer(named.text, start, end):
        if found := named.list_at(phrase.end() + 1)[0]:
            return found
    return None


@cache
def _modal() -> re.Pattern[str]:
    adverbs = wordlists.any_of(wordlists.words("text-adverb"))
    return re.compile(rf"(?:{adverbs}\s+){{0,3}}{wordlists.any_of(wordlists.words('text-will'))}(?:\s+{adverbs}){{0,2}}")


@cache
def _passive() -> re.Pattern[str]:
    irregular = wordlists.any_of(wordlists.words("text-participle"))
    return re.compile(rf"\s+be\s+(?:\w+ly\s+)?(?!\w+ing\b)(?P<participle>\w+ed\b|{irregular})(?!\s+to\b)|\s+be\s+(?P<asked>asked|invited|requested|encouraged)\b", re.IGNORECASE)
