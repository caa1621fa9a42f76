"""Whether words in a cell of names are a person, or a post, and so no body. People never become anything but words in the record.

A person is recognised by a title, or by a given name, or because none of the words is one that is otherwise written small; a
body in no register is told from a person by having such a word ("Turning Point", "County Community Projects").
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from concordat.graph import wordlists

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


def is_person(words: str, ordinary: Set[str]) -> bool:
    """Whether the words are the name of a person.

    Examples
    --------
    >>> is_person("Dr Bobby Abbott", frozenset()), is_person("Susan Grose", frozenset()), is_person("Turning Point", frozenset({"point"}))
    (True, True, False)
    """
    if re.match(wordlists.any_of(wordlists.words("person-title")) + r"\.?\s+\S", words, re.IGNORECASE):
        return not _has_body_word(words)
    if not _NAME.fullmatch(words.strip()) or _has_body_word(words) or re.match(r"(?:St|Saint)\b", words):
        return False
    tokens = re.findall(r"[A-Za-z'’-]+", words.casefold())
    if any(token.isupper() and len(token) > 1 for token in re.findall(r"[A-Za-z]+", words)):
        return False  # an abbreviation in capitals is the mark of a body
    return tokens[0] in _given_names() or not any(token in ordinary for token in tokens)


def person_before(words: str) -> int:
    """Where a body begins behind the name of a person ("Susan Grose ICU"), 0 if there is none: only given names that are known count here."""
    match = re.match(r"([A-Z][\w'’-]+)\s+[A-Z][a-z][\w'’-]*\s+(?=[A-Z])", words)
    rest = words[match.end() :].strip() if match else ""
    generic = re.fullmatch(wordlists.any_of(wordlists.words("organisation-words")), rest, re.IGNORECASE)  # "Victoria Park Trust" is one name
    return match.end() if match and match[1].casefold() in _given_names() and not _has_body_word(match[0]) and not generic else 0


def is_post(words: str) -> bool:
    """Whether the words are a post and nothing else ("Independent Consultant", "Public Health Lead/s")."""
    behind = body_behind_a_post(words)
    if behind:
        return not _has_body_word(words)  # "Head of MH" is a post, in "Chair of the X group" a body stands behind it
    return bool(re.search(wordlists.any_of(wordlists.words("post")) + r"\s*$", words.strip(), re.IGNORECASE)) and not _has_body_word(words)


def body_behind_a_post(words: str) -> int:
    """Where the body begins in "Chair of X", 0 if the words do not begin so."""
    match = _post_of().match(words)
    return match.end() if match else 0


@cache
def _post_of() -> re.Pattern[str]:
    return re.compile(rf"{wordlists.any_of(wordlists.words('post'))}\s+of\s+(?:the\s+)?", re.IGNORECASE)


def _has_body_word(words: str) -> bool:
    return bool(wordlists.pattern("organisation-words").search(words))
