"""Whether words in a cell of names are a person, or a post, and so no body. People never become anything but words in the record.

A person is recognised by a title, by initials or by a given name. Two or three capitalised words without any of these may be a body
as well as a person ("Sport Anytown"): they are a person only in the company of people or of the body that they work for (see `by_place`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract.wholes import ending, is_field

_BESIDE = re.compile(r"(\n|\s[-–—]\s|:\s|[,;/()]|&|\band\b)")
_ASIDES = ("(", "-", "–", "—", ":")
_EDGE = " .,;:•*"
_NAME = re.compile(r"(?:[A-Z]\.?\s+)?[A-Z][\w'’-]+(?:\s+(?:(?:de|van|von|der|la|al|bin|O|Mc|Mac)\s+)*[A-Z][\w'’.-]*){1,3}")


@cache
def _given_names() -> frozenset[str]:
    rows = wordlists.rows(wordlists.FOLDER / "given-names.csv", ["names"])
    return frozenset(name.casefold() for _, row in rows for name in wordlists.listed(row["names"]))


def spans(text: str) -> list[tuple[int, int]]:
    """Where people certainly stand in a cell: behind a title, by initials and a surname, or surname first."""
    found = []
    for match in _certain().finditer(text):
        name = match["titled"] or match["initials"] or match["reversed"]
        given = match["reversed"] is None or match["given"].casefold() in _given_names()
        if given and not _has_body_word(name):
            found.append(match.span())
    return found


@cache
def _certain() -> re.Pattern[str]:
    word = r"[A-Z][\w'’-]+"
    initials = r"(?:[A-Z]\.?\s*){1,3}"
    title = wordlists.any_of(wordlists.words("person-title"))
    titled = rf"(?i:{title})\.?\s+(?P<titled>{initials}{word}|{word}(?:\s+{initials}|\s+(?=[A-Z])){word}|{word})"
    return re.compile(
        rf"{titled}|(?<![\w.])(?P<initials>(?:[A-Z]\.\s*){{1,3}}{word}|[A-Z]\s(?:[A-Z]\s)?{word})(?!\s+[A-Z])|(?<![\w,]\s)(?<!\w)(?P<reversed>{word},\s+(?P<given>{word}))(?=\s*(?:$|[;/\n(]))"
    )


def is_person(words: str) -> bool:
    """Whether the words are the name of a person by themselves: by a title, by a given name that is known, alone or in front, or by a family name that stands first.

    Examples
    --------
    >>> is_person("Dr Owen Thrush"), is_person("Helen Quill"), is_person("Turning Point"), is_person("Sport Anytown")
    (True, True, False, False)
    >>> is_person("Helen"), is_person("HELEN QUILL"), is_person("Grant"), is_person("HELEN ICU")
    (True, True, False, False)
    """
    if _titled().match(words):
        return not _has_body_word(words)
    words = words.strip()
    if wordlists.pattern("name-brands").fullmatch(words):
        return False
    shown = _in_small_letters(words)
    first = re.split(r"[\s-]", shown.casefold())[0]
    if first in _given_names():
        return _is_given_name(words) or _like_a_person(shown)
    return first in wordlists.words("family-name-first") and _like_a_person(shown)


def _is_given_name(words: str) -> bool:
    """Whether the words are a given name and nothing else; one that is a place, a word or the name of a body as well tells nothing by itself."""
    alone = any(wordlists.pattern(kind).fullmatch(words) for kind in ("given-name-places", "given-name-words"))
    return words.casefold() in _given_names() and bool(re.fullmatch(r"[A-Z][\w'’-]*[a-z]|[A-Z]{5,}", words)) and not alone


def _in_small_letters(words: str) -> str:
    """ "MARY JONES" as "Mary Jones"; what may hold an abbreviation, or begins like a place, stays as it is."""
    parts = words.split()
    named = 1 < len(parts) < 5 and all(re.fullmatch(r"[A-Z]{3,}(?:['’-][A-Z]+)*", part) and re.search("[AEIOUY]", part) for part in parts)
    if not named or max(map(len, parts[1:])) < 4 or wordlists.pattern("given-name-places").fullmatch(parts[0]):
        return words
    return words.title()


def may_be_person(words: str, ordinary: Set[str]) -> bool:
    """Whether words without a given name may be a person all the same: two to four with capitals, none of a body, none otherwise written small."""
    return _like_a_person(words) and not any(token in ordinary for token in re.findall(r"[a-z'’-]+", words.casefold()))


def _like_a_person(words: str) -> bool:
    if not _NAME.fullmatch(words.strip()) or _has_body_word(words) or re.match(r"(?:St|Saint)\b", words):
        return False
    return not any(token.isupper() and len(token) > 1 for token in re.findall(r"[A-Za-z]+", words))  # capitals are the mark of a body


def by_place(text: str, ordinary: Set[str], is_body: Callable[[str], bool]) -> frozenset[str]:
    """The words in a cell that are people by where they stand, though their given names are not known; blanks folded.

    Those in brackets or behind a dash beside a body, those beside a post, those joined to a person, and those on lines of their own that
    take turns with lines of bodies. Words that share a word with the body beside them ("Anytown Council (Sport Anytown)") are none.
    """
    parts = [" ".join(part.split()) if n % 2 == 0 else part for n, part in enumerate(_BESIDE.split(text))]
    found = set(_in_turns([" ".join(line.strip(_EDGE).split()) for line in text.split("\n")], ordinary, is_body))
    known, perhaps = sum(map(is_person, parts[::2])), sum(may_be_person(part, ordinary) for part in parts[::2])
    for n in range(0, len(parts) - 2, 2):
        left, mark, right = parts[n].strip(_EDGE), parts[n + 1].strip().casefold(), parts[n + 2].strip(_EDGE)
        for one, other in ((left, right), (right, left)):
            if not may_be_person(one, ordinary) or set(one.split()) & set(other.split()):
                continue
            beside = mark in _ASIDES and is_body(other)
            joined = is_person(other) and (mark in ("and", "&") or (mark == "," and perhaps - known <= known > 1))
            if beside or joined or (mark in (*_ASIDES, ",") and is_post(other) and not _is_label(other)):
                found.add(one)
    return frozenset(found)


def _is_label(words: str) -> bool:
    """ "Lead" before a name is a role of a body, no post of a person."""
    return any(wordlists.pattern(kind).fullmatch(words) for kind in ("cell-role", "cell-label-lead", "cell-label-partner"))


def _in_turns(lines: list[str], ordinary: Set[str], is_body: Callable[[str], bool]) -> list[str]:
    """The people in lines that take turns: a name, a body, a name, a body."""
    for people, others in ((lines[::2], lines[1::2]), (lines[1::2], lines[::2])):
        if len(people) == len(others) > 1 and all(is_person(p) or may_be_person(p, ordinary) for p in people) and all(map(is_body, others)):
            return people
    return []


def holds_person(words: str) -> bool:
    """Whether a person is named somewhere in the words: by a title, by initials, or by a given name that is known and a surname."""
    pairs = re.findall(r"([^\W\d_][\w'’-]+)\s+(?=[A-Z][a-z'’])", words)
    return bool(spans(words)) or any(word[0].isupper() and word.casefold() in _given_names() for word in pairs)


def person_before(words: str, stands: Callable[[int], bool] = lambda _: False) -> int:
    """Where a body begins behind the name of a person ("Helen Quill ICU"), 0 if there is none: only given names that are known count here.

    `stands` says whether a body is known to begin at a place in the words. If it is not, the whole may be one name that begins like that
    of a person ("Victoria Mental Health Trust"): it is, where the given name is also a place or a field of work stands behind it. In other doubt the name of a person is kept out of that of a body.
    """
    match = re.match(r"([A-Z][\w'’-]+)\s+([A-Z][a-z][\w'’-]*)\s+(?=[A-Z])", words)
    if not match or match[1].casefold() not in _given_names() or _has_body_word(match[0]):
        return 0
    rest = words[match.end() :].strip()
    if wordlists.pattern("organisation-words").fullmatch(rest):
        return 0  # "Victoria Park Trust" is one name
    if stands(match.end()) or re.search(r"(?<![\w'’])[A-Z]{2,}(?![\w'’])", rest):
        return match.end()
    place = wordlists.pattern("given-name-places").fullmatch(match[1]) or wordlists.pattern("name-field").match(words, match.start(2))
    return 0 if place and _has_body_word(rest) else match.end()


def is_post(words: str) -> bool:
    """Whether the words are a post and nothing else ("Independent Consultant", "Public Health Lead/s")."""
    if _post_of().match(words):
        return not body_behind_a_post(words)  # "Head of MH" is a post, in "Chair of the X group" a body stands behind it
    return ends_as_a_post(words) and (not _has_body_word(words) or len(words.split()) == 2)  # "Service Manager"


def ends_as_a_post(words: str) -> bool:
    """Whether the last word is a post ("Hospital Discharge Coordinator"); a body may stand before it. Offices that are bodies are no posts."""
    words = words.strip()
    return bool(_ends("post").search(words)) and not _begins().match(words) and not _ends("office-bodies").search(words)


def post_before(words: str) -> int:
    """Where the words go on behind a post at their beginning ("chair Jane Example"), 0 if there is none."""
    match = wordlists.pattern("post").match(words)
    return len(words) - len(words[match.end() :].lstrip()) if match and words[match.end() :].strip() else 0


def body_behind_a_post(words: str) -> int:
    """Where the body begins in "Chair of X"; 0 if the words do not begin so, or X is a field of work ("Head of Housing")."""
    match = _post_of().match(words)
    rest = words[match.end() :].strip(" .,;") if match else ""
    if not match or not (_has_body_word(rest) or ending().search(rest)) or is_field(rest) or (" " not in rest and rest.casefold() in wordlists.words("organisation-heads")):
        return 0
    return match.end()


@cache
def _post_of() -> re.Pattern[str]:
    return re.compile(rf"{wordlists.any_of(wordlists.words('post'))}\s+(?:of|for|at|from|in)\s+(?:the\s+)?", re.IGNORECASE)


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(wordlists.any_of(wordlists.words("person-title")) + r"\.?\s+\S", re.IGNORECASE)


@cache
def _ends(kind: str) -> re.Pattern[str]:
    return re.compile(wordlists.any_of(wordlists.words(kind)) + "$", re.IGNORECASE)


@cache
def _begins() -> re.Pattern[str]:
    """ "Office of ...": whatever it ends with, it is no post."""
    return re.compile(rf"(?:the\s+)?{wordlists.any_of(wordlists.words('name-begins'))}\s+(?:of|for)\s", re.IGNORECASE)


def _has_body_word(words: str) -> bool:
    return bool(wordlists.pattern("organisation-words").search(words))
