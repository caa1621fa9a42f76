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


def is_person(words: str, ordinary: Set[str]) -> bool:
    """Whether the words are the name of a person.

    Examples
    --------
    >>> is_person("Dr Bobby Abbott", frozenset()), is_person("Susan Grose", frozenset()), is_person("Turning Point", frozenset({"point"}))
    (True, True, False)
    """
    if re.match(wordlists.any_of(wordlists.words("person-title")) + r"\.?\s+\S", words, re.IGNORECASE):
        return not _has_body_word(words)
    if not _NAME.fullmatch(words.strip()) or _has_body_word(words):
        return False
    tokens = re.findall(r"[A-Za-z'’-]+", words.casefold())
    if any(token.isupper() and len(token) > 1 for token in re.findall(r"[A-Za-z]+", words)):
        return False  # an abbreviation in capitals is the mark of a body
    return tokens[0] in _given_names() or not any(token in ordinary for token in tokens)


def person_before(words: str) -> int:
    """Where a body begins behind the name of a person ("Susan Grose ICU"), 0 if there is none: only given names that are known count here."""
    match = re.match(r"([A-Z][\w'’-]+)\s+[A-Z][a-z][\w'’-]*\s+(?=[A-Z])", words)
    return match.end() if match and match[1].casefold() in _given_names() and not _has_body_word(match[0]) else 0


def is_post(words: str) -> bool:
    """Whether the words are a post and nothing else ("Independent Consultant", "Public Health Lead/s")."""
    return bool(re.search(wordlists.any_of(wordlists.words("post")) + r"\s*$", words.strip(), re.IGNORECASE)) and not _has_body_word(words)


def body_behind_a_post(words: str) -> int:
    """Where the body begins in "Chair of X", 0 if the words do not begin so."""
    match = re.match(rf"{wordlists.any_of(wordlists.words('post'))}\s+of\s+(?:the\s+)?", words, re.IGNORECASE)
    return match.end() if match else 0


def _has_body_word(words: str) -> bool:
    return bool(wordlists.pattern("organisation-words").search(words))
