"""What falls due when and what is under way together, by the first and last day that a date may mean; a day that is not given is never guessed."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from concordat.graph.wordlists import any_of, month, words

_QUARTERS, _YEARS = 12, 30  # of a longer plan the periods are longer, so that they can still be read at a glance


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day that a date may mean; None where the words name no such day."""

    earliest: date | None = None
    latest: date | None = None

    def __bool__(self) -> bool:
        return self.earliest is not None or self.latest is not None


@dataclass(frozen=True, slots=True)
class Planned:
    """When an action is to start and to finish; `kind` is that of its finish (dated, ongoing, long-term, tbc, unstated), `done` what the plan says itself."""

    action: Hashable
    start: Window
    finish: Window
    kind: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar, both days in it."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Load:
    """What falls into a period: surely, whichever of its days each date means; or maybe, if it means some of them. Nothing stands in both."""

    period: Period
    due: tuple[Hashable, ...]
    may_be_due: tuple[Hashable, ...]
    under_way: tuple[Hashable, ...]
    may_be_under_way: tuple[Hashable, ...]


def says_done(status: str) -> bool:
    """Whether a status as printed says that the work is done: it is such a word, or begins with one that a stop, a bracket, a day or a place in time follows.

    Examples
    --------
    >>> [says_done(words) for words in ("Completed", "Done - see the annex", "Delivered in May 2016", "Complete by June", "Not complete", "Amber", "")]
    [True, True, True, False, False, False, False]
    """
    done = any_of(words("status-done"))
    return re.match(rf"\s*{done}\s*(?:$|[^\w\s]|\d|(?:{any_of(words('status-done-when'))}))", status, re.IGNORECASE) is not None


def standing(planned: Planned, on: date) -> str:
    """How the finish of an action stands on a day.

    Returns
    -------
    str
        ``done`` if the plan says so; ``passed`` if its last day is before `on`; ``open`` if it has begun to be due and its last day is not past; ``next`` if
        it is not due before `on`; else the kind of its finish: ongoing, long-term, tbc or unstated.

    Notes
    -----
    "By April 2017" has a last day and no first: it is due on its last day, and until then to come. "Not before April 2017" has a first day alone: from
    then on it is open, and never passed.

    Examples
    --------
    >>> spring = Window(date(2017, 3, 1), date(2017, 5, 31))
    >>> [standing(Planned("1", Window(), spring, "dated"), date(2017, month, 1)) for month in (2, 4, 6)]
    ['next', 'open', 'passed']
    """
    window = deadline(planned.finish)
    if planned.done or not window:
        return "done" if planned.done else planned.kind
    if window.latest is not None and window.latest < on:
        return "passed"
    return "open" if window.earliest is not None and window.earliest <= on else "next"


def deadline(finish: Window) -> Window:
    """The days on which a finish may fall due: one with a last day alone is due on that day."""
    return Window(finish.latest, finish.latest) if finish.earliest is None else finish


def apart(first: date, second: date) -> str:
    """How far two days are from each other, as people say it: in days up to two months, in months up to a year, then in years and months.

    Examples
    --------
    >>> [apart(date(2026, 11, 21), day) for day in (date(2026, 11, 22), date(2026, 9, 21), date(2022, 1, 22), date(2021, 12, 31), date(2031, 11, 21))]
    ['1 day', '2 months', '4 years 9 months', '4 years 10 months', '5 years']
    """
    begin, end = sorted((first, second))
    months = (end.year - begin.year) * 12 + end.month - begin.month - (end.day < begin.day)
    pieces = [(months // 12, "year"), (months % 12, "month")] if months > 1 else [((end - begin).days, "day")]
    told = [f"{number} {word}{'s' * (number != 1)}" for number, word in pieces if number or word == "day"]
    return " ".join(told)


def impossible(planned: Planned) -> bool:
    """Whether the action is to be finished before it starts, whichever of their days the two dates mean."""
    begin, end = planned.start.earliest, planned.finish.latest
    return begin is not None and end is not None and end < begin


def periods(spanned: Iterable[date]) -> list[Period]:
    """Periods without a gap from the first of some days to the last: quarters if twelve will do, calendar years if thirty will, else decades.

    Examples
    --------
    >>> [p.name for p in periods([date(2016, 11, 5), date(2017, 1, 9)])]
    ['October to December 2016', 'January to March 2017']
    >>> [p.name for p in periods([date(2016, 11, 5), date(2021, 1, 9)])][-1]
    '2021'
    """
    found = sorted(spanned)
    if not found:
        return []
    first, last = found[0], found[-1]
    if _quarter(last) - _quarter(first) < _QUARTERS:
        return [_of_quarter(n) for n in range(_quarter(first), _quarter(last) + 1)]
    if last.year - first.year < _YEARS:
        return [Period(str(year), date(year, 1, 1), date(year, 12, 31)) for year in range(first.year, last.year + 1)]
    tens = range(first.year // 10 * 10, last.year + 1, 10)
    return [Period(f"{ten} to {ten + 9}", date(max(ten, 1), 1, 1), date(ten + 9, 12, 31)) for ten in tens]


def _quarter(day: date) -> int:
    """Quarters of years since the year 0."""
    return day.year * 4 + (day.month - 1) // 3


def _of_quarter(number: int) -> Period:
    year, first = number // 4, number % 4 * 3 + 1
    end = date(year, 12, 31) if first == 10 else date(year, first + 3, 1) - timedelta(days=1)
    return Period(f"{month(first)} to {month(first + 2)} {year}", date(year, first, 1), end)


def days(plans: Iterable[Planned]) -> list[date]:
    """Every first and last day that their dates name."""
    return [day for p in plans for window in (p.start, p.finish) for day in (window.earliest, window.latest) if day is not None]


def spread(plans: Sequence[Planned], among: Sequence[Period]) -> list[Load]:
    """What falls due and what is under way in each of some periods; periods with nothing in them are left out.

    Parameters
    ----------
    plans : Sequence of Planned
        n actions. One with no day at all is nowhere; one that is `impossible`, or done on a day that is not known, is not under way.
    among : Sequence of Period
        m periods in their order, such as `periods` gives.

    Returns
    -------
    list of Load
        At most m, in their order. O(nm) time.

    Notes
    -----
    An action is surely under way on some day of a period if it is so whichever days its dates mean: its start cannot be after the period, and its finish,
    which is not before its start, cannot be before it (so what is surely due in a period is under way in it). It may be if the widest of its dates allow it; an action without a fixed end may be under way in
    each period after it starts.

    Examples
    --------
    >>> year = Window(date(2016, 1, 1), date(2016, 12, 31)), Window(date(2021, 1, 1), date(2021, 12, 31))
    >>> plans = [Planned("1.1", *year, "dated")]
    >>> [(load.period.name, load.due, load.under_way) for load in spread(plans, periods(days(plans)))][::5]
    [('2016', (), ('1.1',)), ('2021', ('1.1',), ('1.1',))]
    """
    found = [_load(period, plans) for period in among]
    return [load for load in found if load.due or load.may_be_due or load.under_way or load.may_be_under_way]


def _load(period: Period, plans: Sequence[Planned]) -> Load:
    due: dict[str, list[Hashable]] = {"surely": [], "maybe": []}
    busy: dict[str, list[Hashable]] = {"surely": [], "maybe": []}
    for planned in plans:
        if how := _due(deadline(planned.finish), period):
            due[how].append(planned.action)
        if how := _under_way(planned, period):
            busy[how].append(planned.action)
    return Load(period, *(tuple(which[how]) for which in (due, busy) for how in ("surely", "maybe")))


def _due(window: Window, period: Period) -> str:
    begin, end = window.earliest or date.min, window.latest or date.max
    if not window or begin > period.last or end < period.first:
        return ""
    return "surely" if period.first <= begin and end <= period.last else "maybe"


def _under_way(planned: Planned, period: Period) -> str:
    start, finish = planned.start, planned.finish
    if not (start or finish) or impossible(planned) or (planned.done and finish.latest is None):
        return ""
    if (start.earliest or date.min) > period.last or (finish.latest or date.max) < period.first:
        return ""
    begun = min(start.latest or date.max, finish.latest or date.max)  # it has begun by this day
    going = max(start.earliest or date.min, finish.earliest or date.min)  # and is not over before this one
    return "surely" if begun <= period.last and going >= period.first else "maybe"


def busiest(loads: Sequence[Load]) -> Load | None:
    """The period with most under way: most that surely is, then most that may be, then most that is due, then the first; None if there is none."""
    return max(loads, key=lambda load: (len(load.under_way), len(load.may_be_under_way), len(load.due)), default=None)
