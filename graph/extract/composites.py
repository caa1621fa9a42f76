"""Where names of bodies stand that hold "and", "&" or a comma, and that no register need know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from concordat.graph import wordlists

_CAPITAL = r"[^\W\d_a-z][\w'’.-]*"


def spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches that must not be cut, in no order, and whether that is a guess.

    Joined words from the word lists ("fire and rescue"), a beginning such as "Department for" with a list of fields of work behind it, a
    list of fields before the last word of a name ("Children, Young People and Families Service"), and, as a guess, a list of places
    before one ("Barking, Havering and Redbridge NHS Trust").

    Examples
    --------
    >>> ["Adults, Health and Housing Service, Police"[a:b] for a, b, _ in spans("Adults, Health and Housing Service, Police")]
    ['Adults, Health and Housing Service']
    """
    for pattern, guess in ((_joined(), False), (_begun(), False), (_ended(), False), (_places(), True), (_firm(), False)):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), guess


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(wordlists.any_of([*wordlists.words("name-joined"), *wordlists.words("office-bodies")]), re.IGNORECASE)


def _field() -> str:
    one = wordlists.any_of(wordlists.words("name-field"))
    return rf"{one}(?:\s+{one}){{0,3}}"


@cache
def _begun() -> re.Pattern[str]:
    """ "Department for Business, Energy and Industrial Strategy"."""
    begins = wordlists.any_of(wordlists.words("name-begins"))
    return re.compile(rf"{begins}\s+(?:of|for)\s+(?:the\s+)?{_field()}(?:(?:\s*,\s*(?:the\s+)?{_field()}){{1,5}},?)?\s+(?:and|&)\s+(?:the\s+)?{_field()}", re.IGNORECASE)


@cache
def _ended() -> re.Pattern[str]:
    """ "Children, Young People and Families Service", "Planning and Housing Department"."""
    heads = wordlists.any_of(wordlists.words("organisation-heads"))
    return re.compile(rf"{_field()}(?:(?:\s*,\s*{_field()}){{1,5}},?)?\s+(?:and|&)\s+{_field()}\s+{heads}", re.IGNORECASE)


@cache
def _places() -> re.Pattern[str]:
    """ "Barking, Havering and Redbridge University Hospitals NHS Trust"; a body's own last word before the list ends it."""
    place = rf"(?!(?i:{wordlists.any_of(wordlists.words('organisation-heads'))}))(?![A-Z]{{2}}){_CAPITAL}"
    ends = wordlists.any_of(wordlists.words("name-places"))
    return re.compile(rf"(?<![\w'’-]\s)(?<!\w){place}(?:\s{place}){{0,2}}(?:,\s+{place}(?:\s{place}){{0,2}}){{1,4}},?\s+(?:and|&)\s+(?:{_CAPITAL}\s){{1,6}}?(?i:{ends})")


@cache
def _firm() -> re.Pattern[str]:
    """ "Brook, Lane and Partners CIC"."""
    return re.compile(rf"(?<![\w'’-]\s)(?<!\w){_CAPITAL}(?:,\s+{_CAPITAL}){{0,4}},?\s+(?:and|&)\s+(?:Partners|Sons|Daughters|Associates|Co|Company)\s+(?:LLP|Ltd|Limited|CIC|plc|PLC|Inc)\b")
