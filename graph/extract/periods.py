"""The words of a date cell to a period: first and last day that they may mean, and what kind of date it is.

A range spans both ends; "by" and "end of" leave a finish without a first day; a cell that goes on to say that there is no end, or how often
something comes again, is ongoing; a date that another has taken the place of is left out.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract.context import NO_CALENDAR, Calendar
from concordat.graph.extract.dates import Named, dates, find, span_of_months, worse
from concordat.graph.model import Period

__all__ = ["Understood", "dates", "is_plain", "read", "stated", "status", "understood"]

_SERIAL = re.compile(r"\s*(?P<days>[34][0-9]{4})(?:\.0+)?\s*")
_EPOCH, _FIRST_SERIAL = date(1899, 12, 30), 36526  # day 0 of a spreadsheet, and 1 January 2000
_RULE = "date-cell"
_NEAR = 40  # characters between two dates in which one may be said to replace the other
_MANY = 20  # dates in one cell that are still compared with each other
_BLANK = re.compile(r"[\s.,;:*()\[\]–—_-]+")


_TWO_YEARS = re.compile(r"(?:1[89]|2[01])[0-9]{2}\s?[-–/]\s?(?:1[89]|2[01])[0-9]{2}")
_TIME = re.compile(r"(?<!\S)T?[0-9]{1,2}:[0-9]{2}(?::[0-9.]{2,9})?Z?(?!\w)")


@cache
def _counted() -> re.Pattern[str]:
    """"Phase 2": a number that is counted beside a date does not change it."""
    return re.compile(rf"{wordlists.pattern('date-counted').pattern}\s?[0-9]{{1,2}}(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """A period with the rule that read it and how sure that is (high, medium, low)."""

    period: Period
    rule: str
    confidence: str


def read(printed: str, role: str, context: Calendar = NO_CALENDAR) -> Period:
    """The period that a cell names.

    Parameters
    ----------
    printed : str
        The words of the cell, white space folded.
    role : str
        ``start`` or ``finish``: "By April 2017" as a finish has no earliest day.
    context : Calendar
        What the whole plan says of its dates: without it no date is read that is printed without a year.

    Examples
    --------
    >>> read("By April 2017.", "finish").latest
    datetime.date(2017, 4, 30)
    >>> read("Long term objective", "finish").kind
    'long-term'
    """
    return understood(printed, role, context).period


def understood(printed: str, role: str, context: Calendar = NO_CALENDAR) -> Understood:
    """The period that a cell names, by which rule and how sure: high as printed, medium by the whole column, low by the document's own year.

    Examples
    --------
    >>> known = understood("May", "finish", Calendar(begins=date(2015, 4, 1), year_from="issued"))
    >>> known.period.edtf, known.rule, known.confidence
    ('2015-05', 'date-year-of-issued', 'low')
    """
    named = find(printed, context)
    found, revised = _current(printed, named)
    if _has(("date-recurring",), printed):
        found = [each for each in found if not each.rule.startswith("date-year-of-")]  # "annually in March"
    found = _outside_brackets(printed, found)
    if found and role == "finish" and _endless(printed, found):
        return Understood(Period(printed, "ongoing"), _RULE, "high")
    if found:
        return _doubted(_dated(printed, found, role, revised, _is_plain(printed, named)), printed, role, len(found))
    return _serial(printed) or _undated(printed)


def _doubted(known: Understood, printed: str, role: str, dates: int) -> Understood:
    """A finish that is only said to begin somewhere, and two whole years that may be one financial year or both: less sure than they look."""
    if known.confidence != "high" or dates != 1:
        return known
    if role == "finish" and (begins := wordlists.pattern("date-from").match(printed.lstrip())) and begins.start() == 0:
        return replace(known, rule="date-of-beginning", confidence="medium")
    return replace(known, rule="date-two-years", confidence="medium") if _TWO_YEARS.fullmatch(printed.strip(" .")) else known


def stated(text: str) -> Period | None:
    """The period of a date written as ``2016``, ``2016-10`` or ``2016-10-31``, None if it is none of these."""
    numbers = [int(part) for part in text.split("-")] if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) else []
    try:
        if len(numbers) == 3:
            return Period(text, "dated", date(*numbers), date(*numbers), text)
        if len(numbers) == 2:
            return Period(text, "dated", *span_of_months(*numbers), text)
        return Period(text, "dated", date(numbers[0], 1, 1), date(numbers[0], 12, 31), text) if numbers else None
    except (ValueError, IndexError, calendar.IllegalMonthError):
        return None  # there is no such day or month: whoever asked says so


def status(printed: str) -> str | None:
    """The words of a status that stands where a date is expected: the whole cell ("completed"), or those beside its date ("Achieved March 2015").

    >>> status("Completed"), status("Achieved March 2015"), status("To be completed by March 2015")
    ('Completed', 'Achieved', None)
    """
    if _whole("date-status-alone", printed):
        return printed.strip()
    dated = bool(find(printed))
    for match in wordlists.pattern("date-status-past" if dated else "date-status").finditer(printed):
        if not _planned(printed, match):
            return match[0].rstrip(" -–(:,") if dated else printed.strip()
    return None


def is_plain(printed: str) -> bool:
    """Whether the cell's dates are sure and nothing beside them could change them ("30.6.25 (tbc)" might, "By April 2017." does not)."""
    found = find(printed)
    return _is_plain(printed, found) and all(named.confidence == "high" for named in found)


def _is_plain(printed: str, found: list[Named]) -> bool:
    rest, at = [], 0
    for named in found:
        rest.append(printed[at : named.start])
        at = named.end
    words = _counted().sub(" ", _TIME.sub(" ", " ".join([*rest, printed[at:]])))
    return not re.search(r"[^\W_]|[?~<>+]", wordlists.pattern("date-filler").sub(" ", words))


def _has(kinds: tuple[str, ...], text: str, start: int = 0, end: int | None = None) -> bool:
    return any(wordlists.pattern(kind).search(text, start, len(text) if end is None else end) for kind in kinds)


def _whole(kind: str, text: str) -> bool:
    """Whether the cell holds words of that kind and nothing else."""
    return _BLANK.sub(" ", text).strip().casefold() in {_BLANK.sub(" ", word).strip().casefold() for word in wordlists.words(kind)} - {""}


def _planned(text: str, match: re.Match[str]) -> bool:
    """"To be completed", "completed by": what is planned, not what is done."""
    near = wordlists.pattern("date-status-not")
    before = [m for m in near.finditer(text, max(0, match.start() - _NEAR), match.start()) if not text[m.end() : match.start()].strip() and m[0].lower().endswith("be")]
    after = near.match(text, match.end() + len(text[match.end() : match.end() + 5]) - len(text[match.end() : match.end() + 5].lstrip()))
    return bool(before or after)


def _current(printed: str, found: list[Named]) -> tuple[list[Named], bool]:
    """The dates without those that another has taken the place of ("June 2015 (revised from March 2015)"), and whether there were any."""
    old, new = wordlists.pattern("date-old"), wordlists.pattern("date-new")
    kept: list[Named] = []
    at = 0
    for n, named in enumerate(found):
        between = printed[max(at, named.start - _NEAR) : named.start]
        ahead = printed[named.end : min(named.end + _NEAR, found[n + 1].start)] if n + 1 < len(found) else ""
        if not (len(found) > 1 and (old.search(between) or new.search(ahead))):
            kept.append(named)
        at = named.end
    return (kept, len(kept) < len(found)) if kept else (found, False)


def _outside_brackets(printed: str, found: list[Named]) -> list[Named]:
    """The dates without those that only give, in brackets, the year around another: "10 October 2015 (Open Day 2015)"."""

    def adds(named: Named) -> bool:
        bracketed = printed.rfind("(", 0, named.start) > printed.rfind(")", 0, named.start)
        around = any(named.first <= other.first and other.last < named.last or named.first < other.first and other.last <= named.last for other in found)
        return not (bracketed and around)

    return [named for named in found if adds(named)] if 1 < len(found) <= _MANY else found


def _endless(printed: str, found: list[Named]) -> bool:
    """Whether the cell says beside its dates that there is no end ("April 2015 and ongoing", "ongoing, review in May 2016")."""
    if _has(("date-ongoing", "date-recurring"), printed, found[-1].end) or printed[found[-1].end :].lstrip().startswith("+"):
        return True
    if len(found) > 1:
        return False  # "weekly from 1 May 2015 to 31 July 2015"
    head = printed[: found[0].start]
    words = max((m.end() for kind in ("date-ongoing", "date-recurring") for m in wordlists.pattern(kind).finditer(head)), default=None)
    return words is not None and _has(("date-since",), head, words)


def _dated(printed: str, found: list[Named], role: str, revised: bool, plain: bool) -> Understood:
    worst = max(found, key=lambda named: ("high", "medium", "low").index(named.confidence))
    rule, confidence = worst.rule, worst.confidence
    if revised:
        rule, confidence = ("date-revised" if confidence == "high" else rule), worse(confidence, "medium")
    elif not plain:
        confidence = worse(confidence, "medium")
    return Understood(_bounds(printed, found, role), rule, confidence)


def _bounds(printed: str, found: list[Named], role: str) -> Period:
    opening, closing = min(found, key=lambda named: (named.first, named.last)), max(found, key=lambda named: named.last)
    by = None if _has(("date-not-before",), printed) else wordlists.pattern("date-by").search(printed, 0, found[0].start)
    if role == "finish" and by and len(found) == 1:
        if _has(("date-before",), by[0]) and opening.first > date.min:
            last = opening.first - timedelta(days=1)
            return Period(printed, "dated", None, last, f"../{last}")
        return Period(printed, "dated", None, closing.last, f"../{_end(closing)}")
    edtf = opening.edtf if opening.last >= closing.last else f"{_begin(opening)}/{_end(closing)}"
    return Period(printed, "dated", opening.first, closing.last, edtf)


def _begin(named: Named) -> str:
    """The EDTF form of a date as the opening of an interval, which takes no season."""
    return named.first.isoformat()[:7] if re.fullmatch(r"[0-9]{4}-2[1-4]", named.edtf) else named.edtf.split("/")[0]


def _end(named: Named) -> str:
    return named.last.isoformat()[:7] if re.fullmatch(r"[0-9]{4}-2[1-4]", named.edtf) else named.edtf.split("/")[-1]


def _serial(printed: str) -> Understood | None:
    """A bare number of a spreadsheet's days, where a date has lost its format."""
    match = _SERIAL.fullmatch(printed)
    if match is None or int(match["days"]) < _FIRST_SERIAL:
        return None
    day = _EPOCH + timedelta(days=int(match["days"]))
    return Understood(Period(printed, "dated", day, day, day.isoformat()), "date-serial-number", "medium")


def _undated(printed: str) -> Understood:
    for kind, words in (("long-term", ("date-long-term",)), ("tbc", ("date-tbc",)), ("ongoing", ("date-ongoing", "date-recurring", "date-recurring-alone"))):
        if _has(words, printed):
            return Understood(Period(printed, kind), _RULE, "high")
    unstated = Period(printed, "unstated")
    if status(printed):
        return Understood(unstated, "date-status", "high")
    if not _BLANK.sub("", printed) or _whole("date-none", printed):
        return Understood(unstated, "date-none", "high")
    return Understood(unstated, "date-relative" if _has(("date-relative",), printed) else _RULE, "low")
