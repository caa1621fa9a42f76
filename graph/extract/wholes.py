"""Whether words that no register knows are the whole name of a body, and whether "and" between two such stretches parts two bodies."""

from __future__ import annotations

import re
from functools import cache

from concordat.graph import wordlists


def is_field(words: str) -> bool:
    """Whether the words are only fields of work or points of the compass ("Adult Social Care", "North")."""
    return not re.sub(r"\band\b|&|[\s,]", "", wordlists.pattern("name-field").sub(" ", words))


def two(left: str, right: str) -> str:
    """Whether "and" between two names that nobody knows parts them: both end, or begin, as the names of organisations do."""
    if _begins(right):
        return "yes"
    if _begins(left):  # "Department of Health and Human Services" is one, unless another name begins on the right
        stranger = " " in right and is_field(_beginning().sub("", left)) and not wordlists.pattern("name-field").search(right)
        return "yes" if is_whole(right) and not _ends_a_field(right) else "guess" if stranger and re.fullmatch(r"[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)+", right) else ""
    if is_whole(left) and is_whole(right) and not (is_short(left) or is_short(right)):
        return "yes"
    if _same_area(left, right):
        return "yes"
    if _same_place(left, right):
        return "guess"
    if is_short(right) and not is_field(left):
        return "yes" if is_whole(left) else "guess"
    if wordlists.pattern("name-alone").fullmatch(left):
        return "guess" if ending().search(right) and not _ends_a_field(right) else ""
    body_and_word = ending().search(left) and " " in left and " " not in right and not is_field(right)  # "Anytown Ambulance Service and Towndoc"
    if " " in left and wordlists.pattern("name-brands").fullmatch(left) and right[:1].isupper() and not (is_field(left) or is_field(right)):
        return "guess"
    return "guess" if (_ends_strongly(left) or is_short(left) or body_and_word) and right[:1].isupper() else ""


def _ends_a_field(words: str) -> bool:
    """Whether nothing but a field of work stands before the last word ("Human Services", "Planning Department")."""
    return is_field(ending().sub("", words))


def _same_place(left: str, right: str) -> bool:
    """Whether both, of several words each, hold the same word with a capital that is no field of work: "Sport Anytown & Arts Anytown"."""
    shared = set(left.split()) & set(right.split()) if " " in left and " " in right else set()
    return any(word[:1].isupper() and not is_field(word) and not wordlists.pattern("organisation-words").search(word) for word in shared)


def _same_area(left: str, right: str) -> bool:
    """ "Pacific Region and Gulf Region": both end with the same word for an area and have a name before it."""
    ends = [words.casefold().split()[-1:] for words in (left, right)]
    return ends[0] == ends[1] and " " in left and " " in right and "".join(ends[0]) in wordlists.words("name-areas")


def is_whole(text: str) -> bool:
    """Whether the words end, or begin, as the name of an organisation does ("Severn Parish Council"), or are an abbreviation in capitals."""
    return bool(ending().search(text)) or _begins(text) or is_short(text) or is_branch(text)


def is_branch(text: str) -> bool:
    """Whether the words are a name with branches, alone or with a place ("Mind", "Police Anytown"); "Police Liaison" is none."""
    found = _branch().match(text)
    return found is not None and not any(is_field(word) for word in (found["place"] or found["before"] or "").split())


def is_short(text: str) -> bool:
    """Whether the words are one abbreviation in capitals."""
    return " " not in text and sum(c.isupper() for c in text) > 1


def _begins(text: str) -> bool:
    return bool(_beginning().match(text))


def _ends_strongly(text: str) -> bool:
    return bool(_strong_end().search(text))


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:the|[A-Z][\w.]*)\s+)?(?i:{wordlists.any_of(wordlists.words('name-begins'))})\s+(?:of|for)\s")


@cache
def ending() -> re.Pattern[str]:
    return re.compile(rf"{wordlists.any_of(wordlists.words('organisation-heads'))}[\s.:;,/&–-]*$", re.IGNORECASE)


@cache
def _strong_end() -> re.Pattern[str]:
    return re.compile(rf"\s{wordlists.any_of(wordlists.words('name-strong'))}[\s.:;,/&–-]*$", re.IGNORECASE)


@cache
def _branch() -> re.Pattern[str]:
    brand, place = wordlists.any_of(wordlists.words("name-brands")), r"[A-Z][\w'’-]*"
    return re.compile(rf"(?:the\s+)?(?i:{brand})(?P<place>(?:\s+{place}){{0,2}})$|(?P<before>{place}(?:\s+{place}){{0,2}})\s+(?i:{brand})$")
