"""The words of a date cell to a period: first and last day that they may mean, and what kind of date it is.

A month is its first to its last day, a year 1 January to 31 December, an English financial year ("2017/18") 1 April to
31 March, Spring March to May and so on, "Q1 2015/16" April to June 2015; a range spans both ends.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date

from concordat.graph import wordlists
from concordat.graph.model import Period

_MONTHS = {name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])} | {"sept": 9}
# EDTF numbers the seasons 21 to 24; winter runs from December of the year named into the February after it
_SEASONS = {"spring": (21, 3), "summer": (22, 6), "autumn": (23, 9), "winter": (24, 12)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMBERS_OF_MONTHS = frozenset(f"{n:02d}" for n in range(1, 13))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?<![\d/]){_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?!\d)"),
    ("quarter", r"\bQ(?P<quarter>[1-4])\s*(?:of\s+)?(?P<first>(?:20)?\d\d)\s*[/–-]\s*(?P<second>(?:20)?\d\d)\b"),
    ("day", rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?\s+{_YEAR}\b"),
    ("slashes", r"(?<![\d/])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:20)?\d\d)(?![\d/])"),
    ("months", rf"\b(?P<first>{_MONTH})\.?(?:\s*[/–-]\s*|\s+(?:to|and)\s+)(?P<month>{_MONTH})\.?,?\s+{_YEAR}\b"),
    ("numbers", r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)(?![\d/])"),
    ("month", rf"\b(?P<month>{_MONTH})\.?,?[\s\-–']*(?P<year>(?:20)?\d\d)\b(?!\s*[/–-]\s*\d)"),
    ("season", rf"\b(?P<season>{'|'.join(_SEASONS)})\s+{_YEAR}\b"),
    ("financial", r"(?<![\d/])(?P<first>(?:20)?\d\d)\s*[/–-]\s*(?P<second>(?:20)?\d\d)(?![\d/])"),
    ("year", rf"(?<![\d/£-]){_YEAR}(?![\d/-])"),
)
_FINDER = re.compile("|".join(f"(?P<{name}_>{re.sub(r'[?]P<', f'?P<{name}_', text)})" for name, text in _PATTERNS), re.IGNORECASE)
Found = tuple[date, date, str]


def read(printed: str, role: str) -> Period:
    """The period that a cell names.

    Parameters
    ----------
    printed : str
        The words of the cell, white space folded.
    role : str
        ``start`` or ``finish``: "By April 2017" as a finish has no earliest day.

    Examples
    --------
    >>> read("By April 2017.", "finish").latest
    datetime.date(2017, 4, 30)
    >>> read("Long term objective", "finish").kind
    'long-term'
    """
    found = dates(printed)
    if found and not (role == "finish" and _tail(printed, found)):
        return _dated(printed, [f for _, _, f in found], role)
    for kind in ("long-term", "tbc", "ongoing"):
        if wordlists.pattern(f"date-{kind}").search(printed):
            return Period(printed, kind)
    return Period(printed, "unstated")


def dates(text: str) -> list[tuple[int, int, Found]]:
    """Every date named in `text`: where it stands, its first and last day, and its EDTF form."""
    results = []
    for match in _FINDER.finditer(text):
        name = next(n for n, _ in _PATTERNS if match[f"{n}_"])
        fields = {k.removeprefix(f"{name}_"): v for k, v in match.groupdict().items() if v is not None and k.startswith(f"{name}_") and k != f"{name}_"}
        if found := _READERS[name](fields):
            results.append((match.start(), match.end(), found))
    return results


def stated(text: str) -> Period | None:
    """The period of a date written as ``2016``, ``2016-10`` or ``2016-10-31``, None if it is none of these."""
    numbers = [int(part) for part in text.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else []
    try:
        if len(numbers) == 3:
            return Period(text, "dated", date(*numbers), date(*numbers), text)
        if len(numbers) == 2:
            return Period(text, "dated", *_month_span(*numbers), text)
        return Period(text, "dated", date(numbers[0], 1, 1), date(numbers[0], 12, 31), text) if numbers else None
    except (ValueError, IndexError, calendar.IllegalMonthError):
        return None  # there is no such day or month: whoever asked says so


def status(printed: str) -> str | None:
    """The words of a status that stands where a date is expected, for instance "completed"."""
    return printed.strip() if not dates(printed) and wordlists.pattern("date-status").search(printed) else None


def is_plain(printed: str) -> bool:
    """Whether the cell holds nothing beside its dates that could change them ("by Easter 2025" does, "By April 2017." does not)."""
    rest = _FINDER.sub(" ", printed)
    return not re.search(r"[^\W\d_]", wordlists.pattern("date-filler").sub(" ", rest))


def _tail(printed: str, found: list[tuple[int, int, Found]]) -> bool:
    """Whether the cell goes on past its last date to say that there is no end ("April 2015 and ongoing")."""
    return bool(wordlists.pattern("date-ongoing").search(printed, found[-1][1]))


def _dated(printed: str, found: list[Found], role: str) -> Period:
    first, last = min(f[0] for f in found), max(f[1] for f in found)
    edtf = found[0][2]
    if len(found) > 1:
        opening, closing = min(found)[2], max(found, key=lambda f: f[1])[2]
        edtf = f"{opening.split('/')[0]}/{closing.split('/')[-1]}"
    by = wordlists.pattern("date-by").search(printed)
    if role == "finish" and by and len(found) == 1:
        return Period(printed, "dated", None, last, f"../{edtf.split('/')[-1]}")
    return Period(printed, "dated", first, last, edtf)


def _month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    years, last = divmod(month - 1 + months - 1, 12)
    return date(year, month, 1), date(year + years, last + 1, calendar.monthrange(year + years, last + 1)[1])


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _read_day(f: dict[str, str]) -> Found | None:
    month = int(f["month"]) if f["month"].isdigit() else _MONTHS[f["month"].lower()]
    try:
        day = date(_full_year(f["year"]), month, int(f["day"]))
    except ValueError:
        return None  # 31/13/2016 names no day: the cell stays unstated and is reported
    return day, day, day.isoformat()


def _read_month(f: dict[str, str]) -> Found:
    year, month = _full_year(f["year"]), _MONTHS[f["month"].lower()]
    return *_month_span(year, month), f"{year}-{month:02d}"


def _read_months(f: dict[str, str]) -> Found | None:
    """"June - September 2020": both months are of that year."""
    year, first, last = int(f["year"]), _MONTHS[f["first"].lower()], _MONTHS[f["month"].lower()]
    if first > last:
        return None  # "November to February 2020" may begin in another year
    return _month_span(year, first)[0], _month_span(year, last)[1], f"{year}-{first:02d}/{year}-{last:02d}"


def _read_season(f: dict[str, str]) -> Found:
    code, month = _SEASONS[f["season"].lower()]
    return *_month_span(int(f["year"]), month, 3), f"{f['year']}-{code}"


def _read_financial(f: dict[str, str]) -> Found | None:
    first = _full_year(f["first"])
    if len(f["first"]) == len(f["second"]) == 4 and int(f["second"]) > first + 1:
        return date(first, 1, 1), date(int(f["second"]), 12, 31), f"{first}/{f['second']}"  # "2025 - 2027": the years from one to the other
    if len(f["first"]) == 4 and f["second"] in _NUMBERS_OF_MONTHS and int(f["second"]) != (first + 1) % 100:
        return *_month_span(first, int(f["second"])), f"{first}-{f['second']}"  # "2020-06", as computers write it
    if _full_year(f["second"]) % 100 != (first + 1) % 100:
        return None  # "12/14" is no financial year
    return date(first, 4, 1), date(first + 1, 3, 31), f"{first}-04-01/{first + 1}-03-31"


def _read_quarter(f: dict[str, str]) -> Found | None:
    if _read_financial(f) is None:
        return None
    number = int(f["quarter"])
    year, month = _full_year(f["first"]) + (number == 4), (4, 7, 10, 1)[number - 1]
    start, end = _month_span(year, month, 3)
    return start, end, f"{start:%Y-%m}/{end:%Y-%m}"


def _read_year(f: dict[str, str]) -> Found:
    year = int(f["year"])
    return date(year, 1, 1), date(year, 12, 31), f["year"]


_READERS: dict[str, Callable[[dict[str, str]], Found | None]] = {
    "iso": _read_day,
    "day": _read_day,
    "slashes": _read_day,
    "months": _read_months,
    "numbers": lambda f: (*_month_span(int(f["year"]), int(f["month"])), f"{f['year']}-{int(f['month']):02d}"),
    "month": _read_month,
    "season": _read_season,
    "financial": _read_financial,
    "quarter": _read_quarter,
    "year": _read_year,
}
