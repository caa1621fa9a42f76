"""Numbers before headings: "1. Housing", "Section B – Homes", "Priority 3: Health", "II. Water"."""

from __future__ import annotations

import re
from functools import cache

from concordat.graph import wordlists

_NUMBER = r"\d{1,3}(?:\.\d{1,2})*"
_LETTER = r"[IVX]{1,5}|[A-Z]"
_DIGITS = re.compile(rf"^\s*(?P<number>{_NUMBER})\s*[.):]?\s+(?P<title>[^\W\d_].*)$", re.DOTALL)
_LETTERED = re.compile(rf"^\s*(?P<number>{_LETTER})[.):]\s+(?P<title>[^\W\d_].*)$", re.DOTALL)
_CLEAR = re.compile(rf"^\s*(?:{_NUMBER}|{_LETTER})\s*[.):]\s")


@cache
def _worded() -> re.Pattern[str]:
    return re.compile(rf"^\s*{wordlists.any_of(wordlists.words('section-word'))}\s+(?P<number>{_NUMBER}|{_LETTER})(?!\w)\s*[.):–—-]*\s*(?P<title>.*)$", re.IGNORECASE | re.DOTALL)


def numbered(text: str) -> tuple[str, str] | None:
    """The number and the title in the words of a heading, None if it has no number."""
    found = _worded().match(text) or _DIGITS.match(text) or _LETTERED.match(text)
    return (found["number"], found["title"].strip() or text.strip()) if found else None


def is_clear(text: str) -> bool:
    """Whether the number is one for certain: a stop stands behind it, or a word such as "Section" before it."""
    return bool(_CLEAR.match(text) or _worded().match(text))
