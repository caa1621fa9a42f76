"""What the words of a cell look like: a date, a reference, a body, a status, money, prose. A look, no reading: it tells columns apart."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from concordat.graph import wordlists
from concordat.graph.reading import references

_BRACKETS = re.compile(r"\([^()]*\)")
_ACRONYM = re.compile(r"[A-Z&]{2,8}s?\s+[a-z]")
_SERIAL = re.compile(r"[34]\d{4}")  # how spreadsheets count the days of 1982 to 2036
_YEAR = re.compile(r"[a-z]{3}.*\d\d\b|\d\d?\s?[/.-]\s?\d\d", re.IGNORECASE)
_MONEY = re.compile(r"[£€$]\s?\d|\b(?:gbp|eur|usd)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z]")
_LONGEST_NAMES, _LONGEST_DATE = 160, 70
_CACHED = 8192  # the same cells are looked at for one column after the other
_LOOKED_AT = 1000  # characters of a cell, more than any that is not prose has


@cache
def _date_form() -> re.Pattern[str]:
    """A month before a number or alone, a season, a year, a day in figures, a quarter, a time from now on."""
    months, seasons = wordlists.words("month"), wordlists.any_of(wordlists.words("season"))
    short = "|".join([*months, *(f"{name[:3]}(?:t|[a-z]{{3,6}})?" for name in months)])  # sept, and misprints such as Febuary
    return re.compile(
        rf"\b(?:{short})\b\.?[\s\-–'’‘ʼ`]*\d|\b(?:19|20)\d\d\b|\b\d\d\s?[/-]\s?\d\d\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\bq[1-4]\b"
        rf"|^\s*(?:{'|'.join(months)})\s*$|{seasons}|\bwithin\s+(?:\d{{1,3}}|\w+)\s+(?:days|weeks|months|years)\b",
        re.IGNORECASE,
    )


def is_date(text: str) -> bool:
    """Whether a cell holds a date, or words that stand for one ("ongoing", "tbc"), and not much else."""
    if len(text) > _LONGEST_DATE:
        return False
    text = _BRACKETS.sub(" ", text) if _BRACKETS.sub("", text).strip() else text  # "Ambridge CCG (since May 2016)" is no date
    return bool(_SERIAL.fullmatch(text.strip())) or bool(_date_form().search(text)) or any(wordlists.pattern(f"date-{kind}").search(text) for kind in ("ongoing", "long-term", "tbc", "status", "soon"))


def is_whole_date(text: str) -> bool:
    """Whether a line is a date by itself: with its year, or words that need none; "April" above "2015" are two halves of one."""
    return is_date(text) and (bool(_YEAR.search(text)) or not _date_form().search(text))


def is_status(text: str) -> bool:
    """Whether a cell holds a status: a colour, "complete", "in progress"."""
    plain = text.strip()
    return len(plain) <= 40 and (plain.upper() in wordlists.words("status-letter") or bool(wordlists.pattern("status").search(plain)))


@lru_cache(maxsize=_CACHED)
def is_names(text: str) -> bool:
    """Whether a cell seems to hold names of bodies, posts or people: short, capitals, no date, no sentence."""
    if len(text) > _LOOKED_AT:
        return False
    plain = " ".join((_BRACKETS.sub(" ", text) if _BRACKETS.sub("", text).strip() else text).split())
    if not plain or len(plain) > _LONGEST_NAMES or references.is_reference(plain) or _date_form().search(plain):
        return False
    if wordlists.pattern("status").fullmatch(plain) or plain.endswith((":", ";", "?")):
        return False
    if wordlists.pattern("cell-all").fullmatch(plain) or wordlists.pattern("cell-role").fullmatch(plain):
        return True
    words = re.findall(r"[A-Za-z][\w'’&-]*", plain)
    capitals = sum(bool(_CAPITAL.match(word)) for word in words)
    return bool(words) and capitals >= 0.5 * len(words) and not wordlists.pattern("sentence-opening").match(plain)


def is_body(text: str) -> bool:
    """Whether a cell names a body for certain: it has a word such as "Council", or is an abbreviation."""
    plain = " ".join(text.split())
    return is_names(plain) and (bool(wordlists.pattern("organisation-words").search(plain)) or bool(re.fullmatch(r"[A-Z&]{2,8}s?", plain)))


def is_money(text: str) -> bool:
    """Whether a cell names a sum, or says that there is none to be had."""
    return bool(_MONEY.search(text)) or bool(wordlists.pattern("no-money").fullmatch(text.strip()))


@lru_cache(maxsize=_CACHED)
def fit(text: str, meaning: str) -> float:
    """How well the words of a cell fit a column of that meaning: above 0 they speak for it, below 0 against it."""
    plain = " ".join(text[:_LOOKED_AT].split())
    if not plain:
        return 0.0
    return _FITS.get(meaning, _anything)(plain)


def _ref(plain: str) -> float:
    return 3.0 if references.is_reference(plain) else -4.0 if len(plain) > references.LONGEST else -2.0


def _date(plain: str) -> float:
    if is_date(plain):
        return 3.0
    return 0.5 if _date_form().search(plain) else -1.5 if len(plain) < _LONGEST_DATE else -3.0


def _names(plain: str) -> float:
    if is_names(plain):
        return 2.5 if wordlists.pattern("organisation-words").search(plain) or len(plain) <= 12 else 1.5
    if _ACRONYM.match(plain) and len(plain) <= _LONGEST_NAMES and not is_date(plain) and not is_status(plain):
        return 0.5  # "SSSFT to agree the plan": a body and what it is to do
    return -2.5 if is_date(plain) or references.is_reference(plain) or is_status(plain) else -1.0 if len(plain) <= _LONGEST_NAMES else -2.5


def _status(plain: str) -> float:
    return 2.5 if is_status(plain) else -1.0 if len(plain) > 60 else -0.5


def _money(plain: str) -> float:
    return 3.0 if is_money(plain) else -1.0


def _text(plain: str) -> float:
    if references.is_reference(plain) or is_date(plain):
        return -3.0
    if is_names(plain) and len(plain.split()) <= 10:
        return -0.2
    return 2.0 if len(plain.split()) >= 5 else 0.5 if len(plain.split()) >= 3 else -0.5


def _anything(plain: str) -> float:
    if references.is_reference(plain):
        return -1.0
    return -0.5 if is_date(plain) else 1.0 if len(plain.split()) >= 4 else 0.2


_FITS = {"ref": _ref, "start": _date, "finish": _date, "revised": _date, "lead": _names, "partners": _names, "status": _status, "funding": _money, "text": _text, "page": _ref}
