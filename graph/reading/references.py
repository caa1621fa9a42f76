"""Printed references of actions: "1.2", "1:a", "A1", "Cii", "1001", "R2.1", "Priority 3"; alone in a cell, or before the words of an action."""

from __future__ import annotations

import re
from functools import cache

from concordat.graph import wordlists

LONGEST = 24
_ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
_NUMBER = r"\d{1,5}(?:[.:/-]\s?(?:\d{1,4}|[a-z]{1,2}|[ivx]{1,4}))*[a-z]?"
_LABEL = rf"(?:[A-Za-z]{{1,4}}[.:/-]?\s?{_NUMBER}|{_NUMBER}|[A-Za-z][.:]?{_ROMAN}|\(?(?:[A-Za-z]|{_ROMAN})\)?)"
_DATE = re.compile(r"(?:[a-z]{3,9}\.?\s)?(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d\d[/-]\d\d$", re.IGNORECASE)


@cache
def _word() -> str:
    return wordlists.any_of(wordlists.words("reference-word"))


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"[#(\[]?(?:{_word()}[\s:#-]*)?{_LABEL}[.:)\]]*(?:[\s(\[]*{wordlists.any_of(wordlists.words('continued'))}[)\].]*)?", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    sure = rf"(?:(?i:{_word()})\s+)?(?P<ref>[A-Z]{{0,3}}{_NUMBER}|[A-Z]{_ROMAN})"
    return re.compile(rf"\s*(?:{sure}[.:)]\s+(?=\S)|(?P<bracketed>\((?:[a-z]|{_ROMAN}|\d{{1,2}})\))\s+(?=\S)|(?:(?i:{_word()})\s+)?(?P<bare>[A-Z]{{0,3}}\d+(?:[.:][\da-z]+)+|[A-Z]{{1,3}}\d{{1,3}}|\d{{1,2}}[a-z])\s*[-–]?\s+(?=[A-Z]))")


def is_reference(text: str) -> bool:
    """Whether the words of a cell are a reference and nothing else; a year or a date is none."""
    text = " ".join(text.split())
    return bool(text) and len(text) <= LONGEST and bool(_alone().fullmatch(text)) and not _DATE.match(text)


def leading(text: str) -> tuple[str, int] | None:
    """The reference before the words of an action ("A1. Early help"), and where those words begin."""
    found = _before().match(text)
    if not found or not text[found.end() :].strip():
        return None
    ref = found["ref"] or found["bare"] or found["bracketed"]
    return None if re.fullmatch(r"(?:19|20)\d\d", ref) else (ref, found.end())


def is_continued(text: str) -> bool:
    """Whether a reference says that its row goes on from the page before ("1.2 (cont.)")."""
    return bool(re.search(rf"{wordlists.any_of(wordlists.words('continued'))}", text, re.IGNORECASE))


def bare(text: str) -> str:
    """A printed reference without a trailing stop and without a note that it goes on."""
    text = re.sub(rf"[\s(\[]*{wordlists.any_of(wordlists.words('continued'))}[)\].]*$", "", text, flags=re.IGNORECASE)
    return text.rstrip(".").strip()
