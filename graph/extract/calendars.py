"""What a plan as a whole says of its dates: the order of day and month, and the year of those that are printed without one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from concordat.graph import wordlists
from concordat.graph.extract import dates, periods
from concordat.graph.extract.context import Calendar
from concordat.graph.model import Plan

_LONGEST_LINE = 200  # a longer line outside the tables is prose, which names the dates of many things


def calendar_of(plan: Plan) -> Calendar:
    """The calendar of a plan, from its date cells, what is known of the document, its title, and the lines outside its tables.

    The year comes from the first of these that has one: the date of issue, the title, lines outside the tables, the cells themselves.
    """
    cells = [cell.text for action in plan.actions for cell in (action.start, action.finish) if cell.text]
    return calendar(cells, plan.facts.get("issued", ""), (plan.title, plan.document.name), _lines(plan), plan.hints.month_first)


def calendar(cells: Iterable[str], issued: str = "", titles: Iterable[str] = (), lines: Iterable[str] = (), month_first: bool | None = None) -> Calendar:
    """The calendar of these cells.

    Examples
    --------
    >>> calendar(["1/2/2015", "13/4/2015"]).order_from, calendar(["May"], titles=["Action plan 2015/16"]).begins
    ('column', datetime.date(2015, 4, 1))
    """
    cells = list(cells)
    known = _with_year(Calendar(financial=any(map(dates.has_quarter_of_financial_year, cells))), cells, issued, titles, lines)
    first, order = _order(cells) if month_first is None else (month_first, "hint")
    numbers = [number for cell in cells for number in dates.numbers_after_months(cell)]
    american = any(sure for _, sure in numbers)
    if first is None and not order and american:
        first, order = True, "column"  # "May 26, 2015" tells how 5/6/2015 is meant
    days = american or bool(first) or any(not known.has(2000 + number) for number, _ in numbers)
    return replace(known, month_first=first, order_from=order, day_after_month=days)


def _order(cells: Iterable[str]) -> tuple[bool | None, str]:
    """Whether the month comes first in 3/4/2015: a number above 12 anywhere tells."""
    pairs = [pair for cell in cells for pair in dates.numeric(cell)]
    day_first, month_first = any(one > 12 for one, _ in pairs), any(other > 12 for _, other in pairs)
    if day_first and month_first:
        return None, "conflict"
    return (month_first, "column") if day_first or month_first else (None, "")


def _with_year(known: Calendar, cells: list[str], issued: str, titles: Iterable[str], lines: Iterable[str]) -> Calendar:
    period = periods.stated(issued)
    if period and period.earliest:
        return replace(known, begins=period.earliest.replace(month=1, day=1), year_from="issued")
    for year_from, texts in (("title", titles), ("lines", lines)):
        if begins := next((first for text in texts for first in _years(text)), None):
            return replace(known, begins=begins, year_from=year_from, financial=known.financial or begins.month == 4)
    found = [named for cell in cells for named in dates.find(cell)]
    sure = [named for named in found if named.rule != "date-two-digit-year"]
    if counted := Counter(named.last.year for named in sure or found):
        year = min(counted, key=lambda each: (-counted[each], each))
        return replace(known, begins=date(year, 1, 1), year_from="cells")
    return known


def _years(text: str) -> Iterator[date]:
    """The first day of every year, or financial year, that a title names; a range of years says nothing of a month in it."""
    for named in dates.find(re.sub(r"(?<=[^\W\d])[-_.](?=\d)|(?<=\d)[-_.](?=[^\W\d])|_", " ", text)):
        if (named.last - named.first).days > 366:
            continue
        financial = (named.first.month, named.last.month, (named.last - named.first).days > 360) == (4, 3, True)
        yield date(named.first.year, 4 if financial else 1, 1)


def _lines(plan: Plan) -> list[str]:
    """The short lines outside the tables, those that say when the document was made first."""
    outside = [cell.text for table in plan.document.tables if table.outside for row in table.rows for cell in row.cells]
    lines = [line for line in (*outside, *(text for _, _, text in plan.unread)) if len(line) <= _LONGEST_LINE]
    cues = wordlists.pattern("date-issued")
    return sorted(lines, key=lambda line: not cues.search(line))
