"""The dates that a text names: where each stands, its first and last day, its EDTF form, and what had to be known to read it.

A month is its first to its last day, a year 1 January to 31 December, an English financial year ("2017/18") 1 April to 31 March, Spring
March to May and so on, "Q1 2015/16" April to June 2015. Every form of date is a pattern of the letters that `tokens` gives.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from concordat.graph import wordlists
from concordat.graph.extract.context import NO_CALENDAR, Calendar
from concordat.graph.extract.forms import Match, matches
from concordat.graph.extract.tokens import SEASONS

Span = tuple[date, date, str]
_PLAIN, _LEVELS = "date-cell", ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Named:
    """A date named in a text: ``text[start:end]``, its days, its EDTF form, and the rule that read it with how sure that is."""

    start: int
    end: int
    first: date
    last: date
    edtf: str
    rule: str = _PLAIN
    confidence: str = "high"


@dataclass(frozen=True, slots=True)
class _Raw:
    """A date as it was found: `make` gives its days in a year; `year` is None where none is printed, `month` then where in the year it lies."""

    start: int
    end: int
    make: Callable[[int], Span | None]
    year: int | None = None
    month: int = 1
    rule: str = _PLAIN
    confidence: str = "high"


def dates(text: str) -> list[tuple[int, int, Span]]:
    """Every date that running text names with its year: where it stands, its first and last day, and its EDTF form."""
    return [(named.start, named.end, (named.first, named.last, named.edtf)) for named in _named(text, NO_CALENDAR, cell=False)]


def find(text: str, calendar: Calendar = NO_CALENDAR) -> list[Named]:
    """Every date that the words of a date cell name, in order; a date without a year is in that of `calendar`, if it has one.

    Examples
    --------
    >>> [(d.first, d.rule) for d in find("15 December", Calendar(begins=date(2015, 4, 1), year_from="title"))]
    [(datetime.date(2015, 12, 15), 'date-year-of-title')]
    """
    return _named(text, calendar, cell=True)


def numeric(text: str) -> Iterator[tuple[int, int]]:
    """The two numbers before the year of every 3/4/2015 in `text`."""
    for match, form in matches(text):
        if form == "slashes":
            yield match.value("p"), match.value("q")


def numbers_after_months(text: str) -> Iterator[tuple[int, bool]]:
    """The number of every "April 16" in `text`, and whether it is a day for certain because a year follows ("May 26, 2015")."""
    for match, form in matches(text):
        if form == "month_number" and not match.has("g"):
            yield match.value("v"), False
        elif form == "day" and match.has("y") and match.token("M").start < match.token("d").start:
            yield match.value("d"), True


def has_quarter_of_financial_year(text: str) -> bool:
    """Whether `text` has a quarter of a year such as 2015/16."""
    return any(form == "part" and match.has("a") for match, form in matches(text))


def span_of_months(year: int, month: int, months: int = 1) -> tuple[date, date]:
    """First and last day of so many months from that one on."""
    years, last = divmod(month - 1 + months - 1, 12)
    return date(year, month, 1), date(year + years, last + 1, calendar.monthrange(year + years, last + 1)[1])


def worse(one: str, other: str) -> str:
    """The lower of two confidences."""
    return max(one, other, key=_LEVELS.index)


def _named(text: str, calendar: Calendar, cell: bool) -> list[Named]:
    read = [(form, raw) for match, form in matches(text, calendar, cell) if (raw := _READERS[form](match))]
    months = any(form != "part" for form, _ in read)
    raws = _sharing(text, [raw for form, raw in read if form != "part" or raw.year is not None or not months])  # "Q3: Oct-Dec 2015" is named by its months
    return [named for raw in raws if (named := _in_year(text, raw, calendar, cell))]


_GAP = re.compile(r"\s*(?:[-–—/&,(]|to|and|until)?\s*(?:the\s+)?(?:end\s+of\s+|end\s+|early\s+|mid[\s-]+|late\s+)?", re.IGNORECASE)


def _sharing(text: str, raws: list[_Raw]) -> list[_Raw]:
    """A date without a year that is joined to one with a year is in that: "Apr/May 2020", "November to February 2020", "June 2015 and September"."""
    shared = list(raws)
    for n in reversed(range(len(shared) - 1)):
        one, other = shared[n], shared[n + 1]
        if one.year is None and other.year is not None and _joined(text, one, other):
            over = _is_after(one.month, other)
            shared[n] = replace(one, year=other.year - over, **(_doubt("date-shared-year") if over else {}))
    for n in range(1, len(shared)):
        one, other = shared[n - 1], shared[n]
        if other.year is None and one.year is not None and _joined(text, one, other):
            shared[n] = replace(other, year=one.year + (other.month < one.month), **_doubt("date-shared-year"))
    return shared


def _is_after(month: int, other: _Raw) -> bool:
    """Whether the month would begin after the end of the other date, if it were in that one's year."""
    try:
        made = other.make(other.year) if other.year is not None else None
    except (ValueError, OverflowError):
        made = None
    return month > other.month if made is None or other.year is None else (other.year, month) > (made[1].year, made[1].month)


def _joined(text: str, one: _Raw, other: _Raw) -> bool:
    return other.start - one.end < 30 and bool(_GAP.fullmatch(text, one.end, other.start))


def _doubt(rule: str, confidence: str = "medium") -> dict[str, str]:
    return {"rule": rule, "confidence": confidence}


def _in_year(text: str, raw: _Raw, calendar: Calendar, cell: bool) -> Named | None:
    """The date in its own year, else, in a cell, in that of the document."""
    year, rule, confidence = raw.year, raw.rule, raw.confidence
    if year is None:
        if not cell or _is_a_verb(text, raw):
            return None
        year, rule, confidence = calendar.year_of(raw.month), f"date-year-of-{calendar.year_from}", "low"
    try:
        made = raw.make(year) if year is not None else None
    except (ValueError, OverflowError):
        return None  # 31/13/2016 names no day: the cell stays unstated and is reported
    return made and Named(raw.start, raw.end, *made, rule, confidence)


def _is_a_verb(text: str, raw: _Raw) -> bool:
    """Whether "may", "march" or "fall" is no month or season but an ordinary word of the sentence."""
    if text[raw.start : raw.end].lower() not in ("may", "march", "mar", "sep", "dec", "fall"):
        return False
    return text[raw.start].islower() or bool(wordlists.pattern("date-not-month").match(text, raw.end + 1))


# ---- readers: one a form ----


def _raw(match: Match, make: Callable[[int], Span | None], year: int | None, month: int = 1, rule: str = _PLAIN, confidence: str = "high") -> _Raw:
    writing = match.token("M").writing if match.has("M") else "plain"
    if writing != "plain":
        rule, confidence = ("date-broken-word", "medium") if writing == "broken" else ("date-misspelt", "low")
    return _Raw(match.start, match.end, make, year, month, rule, confidence)


def _day(match: Match) -> _Raw:
    month, day = match.value("M"), match.value("d")
    return _raw(match, lambda year: _days_span(date(year, month, day)), match.year(), month, *_two_digits(match))


def _two_digits(match: Match) -> tuple[str, str]:
    """"26 May 15": how sure its year is."""
    return (_PLAIN, "high") if not match.has("v") or match.calendar.has(match.full("v")) else ("date-two-digit-year", "medium")


def _days_span(first: date, last: date | None = None) -> Span | None:
    if last is None or first == last:
        return first, first, first.isoformat()
    return (first, last, f"{first}/{last}") if first < last else None


def _days(match: Match) -> _Raw:
    """"4-8 May 2015"."""
    month, day, end = match.value("M"), match.value("d"), match.value("e")
    return _raw(match, lambda year: _days_span(date(year, month, day), date(year, month, end)), match.year(), month, *_two_digits(match))


def _numbers(match: Match) -> _Raw:
    """"2015-05-26", as computers write it."""
    month, day = match.value("m"), match.value("d")
    return _raw(match, lambda year: _days_span(date(year, month, day)), match.year(), month)


def _slashes(match: Match) -> _Raw:
    """"26/05/2015" or "5/26/2015": where both orders give a day, the whole plan decides, else the day comes first."""
    one, other, order = match.value("p"), match.value("q"), match.calendar
    day, month = (other, one) if other > 12 >= one or (one <= 12 and order.month_first) else (one, other)
    rule, confidence = _PLAIN, "high"
    if one != other and one <= 12 and other <= 12:
        rule = {"hint": "date-order-as-told", "column": "date-order-of-column", "conflict": "date-order-unsure"}.get(order.order_from, "date-day-first")
        confidence = "low" if order.order_from == "conflict" else "medium"
    return _raw(match, lambda year: _days_span(date(year, month, day)), match.year(), month, rule, confidence)


def _to_month(day: date) -> str:
    return day.isoformat()[:7]


def _month_span(year: int, month: int) -> Span:
    first, last = span_of_months(year, month)
    return first, last, _to_month(first)


def _month(match: Match) -> _Raw:
    month = match.value("M")
    return _raw(match, lambda year: _month_span(year, month), match.year(), month)


def _month_number(match: Match) -> _Raw:
    """"April 16" is April 2016, unless the plan writes days so or that year is too far from its own."""
    year, month, day = match.full("v"), match.value("M"), match.value("v")
    as_year = not match.calendar.day_after_month and match.calendar.has(year)
    if match.has("g") or as_year or day > 31:
        sure = match.has("g") or day > 31 or match.calendar.is_ahead(year)
        return _raw(match, lambda year: _month_span(year, month), year, month, *((_PLAIN, "high") if sure else ("date-two-digit-year", "medium")))
    return _raw(match, lambda year: _days_span(date(year, month, day)), None, month)


def _financial_span(year: int) -> Span:
    return date(year, 4, 1), date(year + 1, 3, 31), f"{year:04d}-04-01/{year + 1:04d}-03-31"


def _following(match: Match) -> int | None:
    """The year in which the financial year of a pair begins ("2015/16", "15-16"), None if the pair is none."""
    first, second = match.full("a"), match.full("b")
    if match.token("b").kind != "Y":
        second = first - first % 100 + match.value("b") + (100 if first % 100 == 99 else 0)
    return first if second == first + 1 else None


def _month_of_financial(match: Match) -> _Raw | None:
    """"March 2015/16" is March 2016; "April 2015 - 2017" runs to the end of 2017."""
    month, begins = match.value("M"), _following(match)
    if begins is not None and match.token("b").kind != "Y":
        return _raw(match, lambda year: _month_span(year, month), begins + (month < 4), month, "date-month-of-financial-year", "medium")
    first, last = match.full("a"), match.full("b")
    if match.token("a").kind != "Y" or first >= last:
        return None
    return _raw(match, lambda year: (date(year, month, 1), date(last, 12, 31), f"{year}-{month:02d}/{last}"), first, month, "date-range", "medium")


_IN_YEAR = {"spring": (21, 3, 3), "summer": (22, 6, 3), "autumn": (23, 9, 3), "fall": (23, 9, 3), "winter": (24, 12, 3), "easter": (0, 3, 2), "christmas": (0, 12, 1)}


def _season(match: Match) -> _Raw | None:
    """EDTF numbers the seasons 21 to 24; winter runs from December of the year named into the February after it. Easter moves in March and April."""
    code, month, months = _IN_YEAR[SEASONS[match.value("S")]]
    year, rule, confidence = match.year(), _PLAIN, "high"
    if match.has("a"):
        year = _following(match)
        if year is None:
            return None
        if month < 4:
            rule, confidence = "date-season-of-financial-year", "low"
    if not code or match.has("v"):
        rule, confidence = "date-season", worse(confidence, "medium")

    def make(year: int) -> Span:
        first, last = span_of_months(year, month, months)
        return first, last, f"{year:04d}-{code}" if code else _to_month(first) if months == 1 else f"{_to_month(first)}/{_to_month(last)}"

    return _raw(match, make, year, month, rule, confidence)


def _part(match: Match) -> _Raw | None:
    """Quarters and halves of a financial year ("Q1 2015/16"), or of the year that is named; of a plan that counts in financial years, of that."""
    count = 4 if match.token("k" if match.has("k") else "k2").kind == "q" else 2
    number = match.value("n") if match.has("n") else match.value("t")
    last = match.value("n2") if match.has("n2") else number
    number, last = (count, count) if number == -1 else (number, last)
    if not 1 <= number <= last <= count or (match.has("a") and _following(match) is None):
        return None
    named, paired, ends = match.year(), match.has("a"), match.has("f") and not match.has("a")
    financial = paired or ends or match.calendar.financial
    later, month = divmod((number - 1) * (12 // count) + (3 if financial else 0), 12)
    months = 12 // count * (last - number + 1)

    def make(year: int) -> Span:
        first, end = span_of_months(year, month + 1, months)
        return first, end, f"{_to_month(first)}/{_to_month(end)}"

    begins = _following(match) if paired else None if named is None else named - ends
    year = None if begins is None else begins + later
    if ends:
        return _raw(match, make, year, month + 1, "date-financial-year-by-its-end", "low")
    return _raw(match, make, year, month + 1, *((_PLAIN, "high") if paired or year is None else ("date-part-of-year", "medium")))


def _financial(match: Match) -> _Raw | None:
    """"FY 2015/16"; "FY16" is the one that ends in 2016, as accountants count."""
    if match.has("a"):
        begins = _following(match)
        return None if begins is None else _raw(match, _financial_span, begins, 4)
    ends = match.year()
    return _raw(match, _financial_span, None if ends is None else ends - 1, 4, "date-financial-year-by-its-end", "low")


def _school(match: Match) -> _Raw | None:
    """A school year runs from September to August."""
    begins = _following(match)
    if begins is None:
        return None
    return _raw(match, lambda year: (date(year, 9, 1), date(year + 1, 8, 31), f"{year}-09/{year + 1}-08"), begins, 9, "date-school-year", "medium")


def _year_digit(match: Match) -> _Raw | None:
    """"2015/6" is the financial year 2015/16, "2015/4" April 2015."""
    year, digit = match.value("y"), match.value("m")
    if digit == (year + 1) % 10:
        return _raw(match, _financial_span, year, 4, "date-year-of-one-digit", "medium")
    return _raw(match, lambda year: _month_span(year, digit), year, digit, "date-year-and-month", "medium") if digit else None


def _pair(match: Match) -> _Raw | None:
    """Two numbers: a financial year ("2015/16"), the years from one to the other ("2015-2018"), or year and month as computers write it ("2020-06")."""
    begins, first, last = _following(match), match.full("a"), match.full("b")
    a, b = match.token("a").kind, match.token("b").kind
    if begins is not None:
        sure = "Y" in a + b or (match.calendar.begins is not None and match.calendar.has(begins))
        return _raw(match, _financial_span, begins, 4, *((_PLAIN, "high") if sure else ("date-two-digit-year", "medium")))
    if a == "Y" and b == "N" and match.value("b") <= 12:
        return _raw(match, lambda year: _month_span(year, match.value("b")), first) if match.value("b") else None
    if a == "Y" and first < last:
        return _raw(match, lambda year: (date(year, 1, 1), date(last, 12, 31), f"{year}/{last}"), first, 1, *((_PLAIN, "high") if b == "Y" else ("date-range", "medium")))
    return _short_of(match, match.value("a"), last) if a == b == "N" else _slash_of(match, match.value("a"), last) if b == "Y" else None


def _slash(match: Match) -> _Raw | None:
    return _slash_of(match, match.value("m"), match.value("y"))


def _slash_of(match: Match, month: int, year: int) -> _Raw | None:
    """"05/2016"."""
    return _raw(match, lambda year: _month_span(year, month), year, month) if 1 <= month <= 12 else None


def _short(match: Match) -> _Raw | None:
    return _short_of(match, match.value("m"), match.full("v"))


def _short_of(match: Match, month: int, year: int) -> _Raw | None:
    """"06/17", where no other reading is left; "31/03" is a day without its year."""
    last = year % 100
    if month > 12 and 1 <= last <= 12:
        return _raw(match, lambda year: _days_span(date(year, last, month)), None, last)
    begins = match.calendar.begins
    if not 1 <= month <= 12 or not match.calendar.has(year) or year < (begins.year - 2 if begins else 2012):
        return None
    return _raw(match, lambda year: _month_span(year, month), year, month, "date-two-digit-year", "low")


def _year(match: Match) -> _Raw:
    return _raw(match, lambda year: (date(year, 1, 1), date(year, 12, 31), str(year)), match.year())


_READERS: dict[str, Callable[[Match], _Raw | None]] = {
    "numbers": _numbers,
    "slashes": _slashes,
    "part": _part,
    "days": _days,
    "day": _day,
    "month_of_financial": _month_of_financial,
    "month": _month,
    "month_number": _month_number,
    "season": _season,
    "financial": _financial,
    "slash": _slash,
    "pair": _pair,
    "short": _short,
    "year_digit": _year_digit,
    "school": _school,
    "year": _year,
}

