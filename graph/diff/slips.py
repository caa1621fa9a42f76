"""By how long a date moved, as far as its words allow: from the bounds of both readings, in months and in days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

KINDS = {"ongoing": "ongoing", "long-term": "long term", "tbc": "to be confirmed"}
MONTH = 31  # days; of a date that is wider it can only be said about how far it moved


@dataclass(frozen=True)
class Slip:
    """What became of a date: the kind of change, and in words by how long it moved; `least` and `most` are days, negative where it came nearer."""

    kind: str
    words: str
    least: int | None = None
    most: int | None = None


def slip(old: Mapping[str, Any], new: Mapping[str, Any], which: str) -> Slip | None:
    """Compare two periods as records have them; None where they say the same.

    Parameters
    ----------
    old, new : mapping
        ``printed``, ``kind``, ``earliest`` and ``latest``, as in action records.
    which : str
        "Start" or "Finish", as the sentence begins.
    """
    if old["kind"] == new["kind"] == "dated":
        return _moved(old, new, which)
    if "dated" in (old["kind"], new["kind"]):
        kind = "date fixed" if new["kind"] == "dated" else "date opened"
        verb = "fixed" if new["kind"] == "dated" else "no longer fixed"
        return Slip(kind, f"{which} {verb}: {_said(old)}, now {_said(new)}")
    if old["kind"] != new["kind"] or _plain(old) != _plain(new):
        return Slip("date reworded", f"{which}: {_said(old)}, now {_said(new)}")
    return None


def _plain(period: Mapping[str, Any]) -> str:
    return "".join(c for c in period["printed"].casefold() if c.isalnum())


def _said(period: Mapping[str, Any]) -> str:
    """A date in its own words, else by its kind."""
    return period["printed"] or KINDS.get(period["kind"], "not stated")


def _moved(old: Mapping[str, Any], new: Mapping[str, Any], which: str) -> Slip | None:
    """Two dates: the same bounds are the same date, one within the other is only more or less exact, anything else has moved."""
    (first, last), (begin, end) = ((_day(period["earliest"]), _day(period["latest"])) for period in (old, new))
    both = f"{old['printed']} to {new['printed']}"
    if (first, last) == (begin, end):
        return None
    if not (first and last and begin and end):
        return _by_one_bound((last, end) if last and end else (first, begin), which, both)
    if (begin >= first and end <= last) or (begin <= first and end >= last):
        return _precision((first, last), (begin, end), which, both)
    least, most = sorted(((begin - first).days, (end - last).days))
    if _width(first, last) == _width(begin, end):
        by = _about(least, most) if (last - first).days > MONTH else _span(last, end)
    else:  # the last day of the one may be meant, and the first of the other
        least, most = (begin - last).days, (end - first).days
        by = _between(least, most)
    return _slipped(by, least, most, which, both)


def _by_one_bound(days: tuple[date | None, date | None], which: str, both: str) -> Slip:
    """By the one bound that both have ("by April 2017"); where it is the same, or there is none, only the words differ."""
    before, after = days
    if before is None or after is None or before == after:
        return Slip("date reworded", f"{which} in other words: {both}")
    moved = (after - before).days
    return _slipped(_span(before, after), moved, moved, which, both)


def _slipped(by: str, least: int, most: int, which: str, both: str) -> Slip:
    """The sentence, with the days where they are known to a month and the words speak of months."""
    kind, verb = ("date slipped", "slipped") if least + most > 0 else ("date brought forward", "brought forward")
    near, far = sorted((abs(least), abs(most)))
    days = f" ({near} days)" if near == far else f" ({near} to {far} days)" if far - near < MONTH else ""
    return Slip(kind, f"{which} {verb} by {by}{days if 'month' in by and 'about' not in by else ''}: {both}", least, most)


def _precision(old: tuple[date, date], new: tuple[date, date], which: str, both: str) -> Slip:
    """The one lies within the other."""
    exact = new[0] >= old[0] and new[1] <= old[1]
    moves = ((new[0] - old[0]).days, (new[1] - old[1]).days)
    told = f"{_span(old[1], new[1])} {'later' if moves[1] > 0 else 'earlier'} at the latest" if moves[1] else "no later than before"
    return Slip("date more exact" if exact else "date less exact", f"{which} {'more' if exact else 'less'} exact, {told}: {both}", *sorted(moves))


def _width(first: date, last: date) -> str:
    """How wide a period is: in whole months where it is made of them, else in days."""
    if first.day == 1 and _month_end(last):
        return f"{(last.year - first.year) * 12 + last.month - first.month + 1} months"
    return f"{(last - first).days} days"


def _about(least: int, most: int) -> str:
    """Of dates that are wider than a month it can only be said about how far they moved."""
    days = (abs(least) + abs(most)) / 2
    months, years = round(days / 30.44), round(days / 365.25)
    if years and abs(days - 365.25 * years) < 10:
        return "about a year" if years == 1 else f"about {years} years"
    return f"about {months} month{'s' if months > 1 else ''}"


def _between(least: int, most: int) -> str:
    """The least and the most that the bounds allow; where they overlap, it may not have moved at all."""
    near, far = sorted((abs(least), abs(most))) if least * most > 0 else (0, max(least, most, key=abs))
    low, high, unit = (near, abs(far), "days") if abs(far) < 2 * MONTH else (round(near / 30.44), round(abs(far) / 30.44), "months")
    return f"up to {high} {unit}" if not low else f"{low} to {high} {unit}" if low != high else f"about {high} {unit}"


def _span(first: date, last: date) -> str:
    """How long it is from one day to a later one, in months and days.

    >>> _span(date(2017, 4, 30), date(2018, 3, 31))
    '11 months'
    >>> _span(date(2020, 6, 15), date(2020, 7, 20))
    '1 month and 5 days'
    """
    first, last = sorted((first, last))
    if _month_end(first) and _month_end(last):
        first, last = first + timedelta(days=1), last + timedelta(days=1)
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    days = (last - _later(first, months)).days
    parts = [f"{number} {word}{'s' if number > 1 else ''}" for number, word in ((months, "month"), (days, "day")) if number]
    return " and ".join(parts) or "0 days"


def _later(day: date, months: int) -> date:
    """The day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
