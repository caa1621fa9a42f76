"""Dates by which something is to be done that stand in the sentence of an action, for plans that have no column of dates."""

from __future__ import annotations

from concordat.graph import wordlists
from concordat.graph.extract import periods
from concordat.graph.extract.context import Calendar
from concordat.graph.extract.dates import dates
from concordat.graph.model import Passage, Period, Plan, Reading

_GAP = 14  # characters between "by" and the date: "by the end of March 2017"
_RULE = "date-in-sentence"


def none_in_cells(plan: Plan) -> bool:
    """Whether no action of the plan has words in a cell of dates."""
    return not any(action.start.text or action.finish.text for action in plan.actions)


def read(text: Passage, calendar: Calendar) -> tuple[Period, Reading] | None:
    """The last date in the sentence that stands behind a word such as "by"; None if there is none.

    Examples
    --------
    >>> from concordat.graph.extract.context import NO_CALENDAR
    >>> words = "Agree local plans by September 2016."
    >>> read(Passage(words, tuple(range(len(words)))), NO_CALENDAR)[0].latest
    datetime.date(2016, 9, 30)
    """
    cues = list(wordlists.pattern("date-by").finditer(text.text))
    for start, end, *_ in reversed(dates(text.text)):
        cue = next((c for c in cues if c.start() <= start and c.end() >= start - _GAP and c.start() < end), None)
        if cue is None:
            continue
        begin = min(cue.start(), start)
        period = periods.read(text.text[begin:end], "finish", calendar)
        if period.kind == "dated":
            return period, Reading(text.text[begin:end], text.place(begin, end), _RULE, "medium")
    return None
