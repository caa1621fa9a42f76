"""The words of date cells, read one by one and as columns: expected values are a person's reading of the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.graph import build, query, records
from concordat.graph.given import table
from concordat.graph.extract import periods
from concordat.graph.extract.calendars import calendar, calendar_of
from concordat.graph.extract.context import NO_CALENDAR, Calendar
from concordat.graph.model import Hints, Period

ISSUED = calendar([], issued="2015-10")
TITLED = calendar([], titles=["Crisis care action plan 2015/16"])

# EDTF level 0 dates, level 1 seasons and open intervals: all that is ever written
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
EDTF = re.compile(rf"{_DAY}|\d{{4}}-2[1-4]|(?:{_DAY}|\.\.)/{_DAY}")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def bounds(printed: str, role: str = "finish", context: Calendar = NO_CALENDAR) -> str:
    """Kind, or first and last day, in one short string: "2016-04-01 2016-04-30"; ".." for no first day."""
    period = periods.read(printed, role, context)
    return period.kind if period.kind != "dated" else f"{period.earliest or '..'} {period.latest}"


def sound(period: Period) -> bool:
    """Only dates have bounds, the bounds are in order, and what is written for machines is valid."""
    if period.kind != "dated":
        return (period.earliest, period.latest, period.edtf) == (None, None, None)
    return period.latest is not None and (period.earliest is None or period.earliest <= period.latest) and bool(EDTF.fullmatch(period.edtf or ""))


@pytest.mark.parametrize(
    ("printed", "role", "kind", "earliest", "latest", "edtf"),
    [
        ("October 2016", "start", "dated", "2016-10-01", "2016-10-31", "2016-10"),
        ("From April 2016.", "start", "dated", "2016-04-01", "2016-04-30", "2016-04"),
        ("By April 2017.", "finish", "dated", None, "2017-04-30", "../2017-04"),
        ("no later than 31 March 2017", "finish", "dated", None, "2017-03-31", "../2017-03-31"),
        ("Apr-17", "finish", "dated", "2017-04-01", "2017-04-30", "2017-04"),
        ("Apr 17", "finish", "dated", "2017-04-01", "2017-04-30", "2017-04"),
        ("December 15", "finish", "dated", "2015-12-01", "2015-12-31", "2015-12"),
        ("Autumn 2016", "finish", "dated", "2016-09-01", "2016-11-30", "2016-23"),
        ("Winter 2015", "finish", "dated", "2015-12-01", "2016-02-29", "2015-24"),
        ("2016", "start", "dated", "2016-01-01", "2016-12-31", "2016"),
        ("2017/18", "finish", "dated", "2017-04-01", "2018-03-31", "2017-04-01/2018-03-31"),
        ("15-16", "finish", "dated", "2015-04-01", "2016-03-31", "2015-04-01/2016-03-31"),
        ("Q1 2015/16", "finish", "dated", "2015-04-01", "2015-06-30", "2015-04/2015-06"),
        ("Q4 15-16", "finish", "dated", "2016-01-01", "2016-03-31", "2016-01/2016-03"),
        ("26th May 2015", "finish", "dated", "2015-05-26", "2015-05-26", "2015-05-26"),
        ("Timescale – during 2016/17 and 2017/18", "start", "dated", "2016-04-01", "2018-03-31", "2016-04-01/2018-03-31"),
        ("April 2016 to March 2018", "finish", "dated", "2016-04-01", "2018-03-31", "2016-04/2018-03"),
        ("Ongoing", "finish", "ongoing", None, None, None),
        ("April 2015 and ongoing", "finish", "ongoing", None, None, None),
        ("Long term objective", "finish", "long-term", None, None, None),
        ("TBC", "finish", "tbc", None, None, None),
        ("", "finish", "unstated", None, None, None),
        ("completed", "finish", "unstated", None, None, None),
        ("31 February 2016", "finish", "unstated", None, None, None),
        ("June - September 2020", "finish", "dated", "2020-06-01", "2020-09-30", "2020-06/2020-09"),
        ("Apr/May 2020", "finish", "dated", "2020-04-01", "2020-05-31", "2020-04/2020-05"),
        ("March to June 2017", "finish", "dated", "2017-03-01", "2017-06-30", "2017-03/2017-06"),
        ("2016-2018", "finish", "dated", "2016-01-01", "2018-12-31", "2016/2018"),
        ("2020-06", "finish", "dated", "2020-06-01", "2020-06-30", "2020-06"),
        ("2011-12", "finish", "dated", "2011-04-01", "2012-03-31", "2011-04-01/2012-03-31"),
        ("2017 onwards", "finish", "ongoing", None, None, None),
        ("12/2024", "finish", "dated", "2024-12-01", "2024-12-31", "2024-12"),
        ("2025 - 2027", "finish", "dated", "2025-01-01", "2027-12-31", "2025/2027"),
        ("as resources allow", "finish", "unstated", None, None, None),
    ],
)  # fmt: skip
def test_periods(printed: str, role: str, kind: str, earliest: str | None, latest: str | None, edtf: str | None) -> None:
    assert periods.read(printed, role) == Period(printed, kind, day(earliest), day(latest), edtf)


@pytest.mark.parametrize(("printed", "sure"), [("By April 2017.", True), ("Timescale – during 2016/17 and 2017/18", True), ("by Easter 2025", False), ("30.6.25 (tbc)", False), ("Autumn 2016", True), ("Q2 2019", False)])
def test_words_beside_a_date_that_are_not_understood_make_it_doubtful(printed: str, sure: bool) -> None:
    assert periods.is_plain(printed) is sure


def test_a_status_in_a_date_cell_is_a_status() -> None:
    assert periods.status("Completed") == "Completed"
    assert periods.status("April 2016") is None


@pytest.mark.parametrize(
    ("printed", "earliest", "latest", "edtf", "confidence"),
    [
        # a month and its year
        ("Apr-16", "2016-04-01", "2016-04-30", "2016-04", "high"),
        ("Apr 16", "2016-04-01", "2016-04-30", "2016-04", "medium"),
        ("April '16", "2016-04-01", "2016-04-30", "2016-04", "high"),
        ("APRIL 2016", "2016-04-01", "2016-04-30", "2016-04", "high"),
        ("Sept. 2015", "2015-09-01", "2015-09-30", "2015-09", "high"),
        ("February 2016", "2016-02-01", "2016-02-29", "2016-02", "high"),
        ("May/2015", "2015-05-01", "2015-05-31", "2015-05", "high"),
        ("March, 2016", "2016-03-01", "2016-03-31", "2016-03", "high"),
        ("05/2016", "2016-05-01", "2016-05-31", "2016-05", "high"),
        ("05-2016", "2016-05-01", "2016-05-31", "2016-05", "high"),
        ("06/17", "2017-06-01", "2017-06-30", "2017-06", "low"),
        ("March 2015/16", "2016-03-01", "2016-03-31", "2016-03", "medium"),
        ("May 2015/16", "2015-05-01", "2015-05-31", "2015-05", "medium"),
        ("Decem ber 2015", "2015-12-01", "2015-12-31", "2015-12", "medium"),
        ("Septem- ber 2015", "2015-09-01", "2015-09-30", "2015-09", "medium"),
        ("Febuary 2016", "2016-02-01", "2016-02-29", "2016-02", "low"),
        ("Septmber 2016", "2016-09-01", "2016-09-30", "2016-09", "low"),
        ("Arpil 2016", "2016-04-01", "2016-04-30", "2016-04", "low"),
        ("12th Ocotber 2016", "2016-10-12", "2016-10-12", "2016-10-12", "low"),
        # years far from ours
        ("1851", "1851-01-01", "1851-12-31", "1851", "high"),
        ("1900", "1900-01-01", "1900-12-31", "1900", "high"),
        ("2199", "2199-01-01", "2199-12-31", "2199", "high"),
        ("March 2150", "2150-03-01", "2150-03-31", "2150-03", "high"),
        ("31/03/2150", "2150-03-31", "2150-03-31", "2150-03-31", "high"),
        ("2150-03-31", "2150-03-31", "2150-03-31", "2150-03-31", "high"),
        ("2149/50", "2149-04-01", "2150-03-31", "2149-04-01/2150-03-31", "high"),
        # a day
        ("Monday 26 May 2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("26th of May, 2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("May 26, 2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("May 26th 2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("September 30,2020", "2020-09-30", "2020-09-30", "2020-09-30", "high"),
        ("Sept. 30, 2020", "2020-09-30", "2020-09-30", "2020-09-30", "high"),
        ("26-May-15", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("26 May '15", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("26May2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("2015-05-26", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("2015-05-26 00:00:00", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("2015-05-26T00:00:00", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("2015/05/26", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("26/05/2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("26.05.15", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("26-05-2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("26 / 05 / 2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("5/26/2015", "2015-05-26", "2015-05-26", "2015-05-26", "high"),
        ("3/4/2015", "2015-04-03", "2015-04-03", "2015-04-03", "medium"),
        ("5/5/2015", "2015-05-05", "2015-05-05", "2015-05-05", "high"),
        ("42095", "2015-04-01", "2015-04-01", "2015-04-01", "medium"),
        ("42095.0", "2015-04-01", "2015-04-01", "2015-04-01", "medium"),
        ("31/03/97", "1997-03-31", "1997-03-31", "1997-03-31", "high"),
        ("30.Jun.2015", "2015-06-30", "2015-06-30", "2015-06-30", "high"),
        ("2015 December 31", "2015-12-31", "2015-12-31", "2015-12-31", "high"),
        ("2015-Dec", "2015-12-01", "2015-12-31", "2015-12", "high"),
        ("12.2015", "2015-12-01", "2015-12-31", "2015-12", "high"),
        ("March 2016?", "2016-03-01", "2016-03-31", "2016-03", "medium"),
        ("17 18 2016", "2016-01-01", "2016-12-31", "2016", "medium"),
        # years
        ("'15-'16", "2015-04-01", "2016-03-31", "2015-04-01/2016-03-31", "medium"),
        ("Academic year 2015/16", "2015-09-01", "2016-08-31", "2015-09/2016-08", "medium"),
        ("2014/15", "2014-04-01", "2015-03-31", "2014-04-01/2015-03-31", "high"),
        ("2014-2015", "2014-04-01", "2015-03-31", "2014-04-01/2015-03-31", "medium"),
        ("15/16", "2015-04-01", "2016-03-31", "2015-04-01/2016-03-31", "medium"),
        ("1999/00", "1999-04-01", "2000-03-31", "1999-04-01/2000-03-31", "high"),
        ("FY 2015/16", "2015-04-01", "2016-03-31", "2015-04-01/2016-03-31", "high"),
        ("financial year 2015-16", "2015-04-01", "2016-03-31", "2015-04-01/2016-03-31", "high"),
        ("FY15", "2014-04-01", "2015-03-31", "2014-04-01/2015-03-31", "low"),
        ("early 2016", "2016-01-01", "2016-12-31", "2016", "medium"),
        ("mid-2016", "2016-01-01", "2016-12-31", "2016", "medium"),
        ("2015 to 2018", "2015-01-01", "2018-12-31", "2015/2018", "high"),
        ("2015-18", "2015-01-01", "2018-12-31", "2015/2018", "medium"),
        ("2015/16 and 2016/17", "2015-04-01", "2017-03-31", "2015-04-01/2017-03-31", "high"),
        ("2015/16-2017/18", "2015-04-01", "2018-03-31", "2015-04-01/2018-03-31", "high"),
        # quarters and halves
        ("Q1 15-16", "2015-04-01", "2015-06-30", "2015-04/2015-06", "high"),
        ("Q4 2015/16", "2016-01-01", "2016-03-31", "2016-01/2016-03", "high"),
        ("2015/16 Q3", "2015-10-01", "2015-12-31", "2015-10/2015-12", "high"),
        ("Q3 (2015/16)", "2015-10-01", "2015-12-31", "2015-10/2015-12", "high"),
        ("Q1-Q2 2015/16", "2015-04-01", "2015-09-30", "2015-04/2015-09", "high"),
        ("Quarter 3 2015", "2015-07-01", "2015-09-30", "2015-07/2015-09", "medium"),
        ("1st quarter of 2016", "2016-01-01", "2016-03-31", "2016-01/2016-03", "medium"),
        ("last quarter of 2015/16", "2016-01-01", "2016-03-31", "2016-01/2016-03", "high"),
        ("H1 2016", "2016-01-01", "2016-06-30", "2016-01/2016-06", "medium"),
        ("second half of 2015/16", "2015-10-01", "2016-03-31", "2015-10/2016-03", "high"),
        ("Q1, Q2 and Q3 2015/16", "2015-04-01", "2015-12-31", "2015-04/2015-12", "high"),
        ("Quarter one 2016/17", "2016-04-01", "2016-06-30", "2016-04/2016-06", "high"),
        ("Q1 FY16", "2015-04-01", "2015-06-30", "2015-04/2015-06", "low"),
        ("FY17/18 Q2", "2017-07-01", "2017-09-30", "2017-07/2017-09", "high"),
        ("FY16 Q2", "2015-07-01", "2015-09-30", "2015-07/2015-09", "low"),
        ("2015/6", "2015-04-01", "2016-03-31", "2015-04-01/2016-03-31", "medium"),
        ("2015/4", "2015-04-01", "2015-04-30", "2015-04", "medium"),
        ("3Q 2015", "2015-07-01", "2015-09-30", "2015-07/2015-09", "medium"),
        ("FY20Q4", "2020-01-01", "2020-03-31", "2020-01/2020-03", "low"),
        ("Q.3 2015/16", "2015-10-01", "2015-12-31", "2015-10/2015-12", "high"),
        # seasons
        ("Autumn term 2015", "2015-09-01", "2015-11-30", "2015-23", "high"),
        ("Summer 2012", "2012-06-01", "2012-08-31", "2012-22", "high"),
        ("Winter 2015/16", "2015-12-01", "2016-02-29", "2015-24", "high"),
        ("Spring/Summer 2016", "2016-03-01", "2016-08-31", "2016-03/2016-08", "high"),
        ("Winter 2015 to Spring 2016", "2015-12-01", "2016-05-31", "2015-12/2016-05", "high"),
        ("Easter 2016", "2016-03-01", "2016-04-30", "2016-03/2016-04", "medium"),
        ("Christmas 2015", "2015-12-01", "2015-12-31", "2015-12", "medium"),
        # ranges
        ("April 2015 – March 2017", "2015-04-01", "2017-03-31", "2015-04/2017-03", "high"),
        ("Apr 15 - Mar 16", "2015-04-01", "2016-03-31", "2015-04/2016-03", "medium"),
        ("1 April to 30 June 2016", "2016-04-01", "2016-06-30", "2016-04-01/2016-06-30", "high"),
        ("4-8 May 2015", "2015-05-04", "2015-05-08", "2015-05-04/2015-05-08", "high"),
        ("26/27 May 2015", "2015-05-26", "2015-05-27", "2015-05-26/2015-05-27", "high"),
        ("May 26-28, 2015", "2015-05-26", "2015-05-28", "2015-05-26/2015-05-28", "high"),
        ("November to February 2020", "2019-11-01", "2020-02-29", "2019-11/2020-02", "medium"),
        ("June 2015 and September", "2015-06-01", "2015-09-30", "2015-06/2015-09", "medium"),
        ("November 2015 - January", "2015-11-01", "2016-01-31", "2015-11/2016-01", "medium"),
        ("April 2015 - 2017", "2015-04-01", "2017-12-31", "2015-04/2017", "medium"),
        ("Start: April 2015 End: March 2016", "2015-04-01", "2016-03-31", "2015-04/2016-03", "high"),
        ("Phase 1 by June 2015, phase 2 by December 2016", "2015-06-01", "2016-12-31", "2015-06/2016-12", "high"),
        ("Phase 1 June 2015, Phase 2 December 2016", "2015-06-01", "2016-12-31", "2015-06/2016-12", "high"),
        ("01/04/15-31/03/16", "2015-04-01", "2016-03-31", "2015-04-01/2016-03-31", "medium"),
        ("2015-04-01 to 2016-03-31", "2015-04-01", "2016-03-31", "2015-04-01/2016-03-31", "high"),
        ("4th, 11th and 18th June 2015", "2015-06-04", "2015-06-18", "2015-06-04/2015-06-18", "high"),
        ("Dec 2015 / Jan 2016", "2015-12-01", "2016-01-31", "2015-12/2016-01", "high"),
        ("Late 2015/early 2016", "2015-01-01", "2016-12-31", "2015/2016", "medium"),
        ("weekly from 1st May 2015 until 31 July 2015", "2015-05-01", "2015-07-31", "2015-05-01/2015-07-31", "medium"),
        ("Q3: Oct-Dec 2015", "2015-10-01", "2015-12-31", "2015-10/2015-12", "medium"),
        ("Jan–Mar (Q4) 2015/16", "2016-01-01", "2016-03-31", "2016-01/2016-03", "high"),
        ("10 October 2015 (Open Day 2015)", "2015-10-10", "2015-10-10", "2015-10-10", "medium"),
        # a date that has taken the place of another
        ("June 2015 (revised from March 2015)", "2015-06-01", "2015-06-30", "2015-06", "medium"),
        ("March 2015 revised to June 2015", "2015-06-01", "2015-06-30", "2015-06", "medium"),
        ("March 2015, now June 2015", "2015-06-01", "2015-06-30", "2015-06", "medium"),
        # words beside the date
        ("Achieved March 2015", "2015-03-01", "2015-03-31", "2015-03", "medium"),
        ("Launch event June 2016", "2016-06-01", "2016-06-30", "2016-06", "medium"),
    ],
)  # fmt: skip
def test_dates_as_they_are_printed(printed: str, earliest: str, latest: str, edtf: str, confidence: str) -> None:
    known = periods.understood(printed, "finish")
    assert (known.period, known.confidence) == (Period(printed, "dated", day(earliest), day(latest), edtf), confidence)
    assert sound(known.period)


@pytest.mark.parametrize(
    ("printed", "latest", "edtf"),
    [
        ("By April 2015", "2015-04-30", "../2015-04"),
        ("by end March 2016", "2016-03-31", "../2016-03"),
        ("by the end of March 2016", "2016-03-31", "../2016-03"),
        ("end of 2016", "2016-12-31", "../2016"),
        ("End March 2016", "2016-03-31", "../2016-03"),
        ("by Q2 2015/16", "2015-09-30", "../2015-09"),
        ("By the end of financial year 2015/16", "2016-03-31", "../2016-03-31"),
        ("by Summer 2016", "2016-08-31", "../2016-08"),
        ("Operational by June 2015.", "2015-06-30", "../2015-06"),
        ("before April 2016", "2016-03-31", "../2016-03-31"),
        ("prior to 1 May 2016", "2016-04-30", "../2016-04-30"),
        ("Monthly until March 2016", "2016-03-31", "../2016-03"),
        ("Ongoing until March 2016", "2016-03-31", "../2016-03"),
        ("To be completed by March 2015", "2015-03-31", "../2015-03"),
    ],
)
def test_a_finish_by_which_has_no_first_day(printed: str, latest: str, edtf: str) -> None:
    period = periods.read(printed, "finish")
    assert (period.earliest, period.latest, period.edtf) == (None, day(latest), edtf)
    assert sound(period)


@pytest.mark.parametrize(
    ("printed", "kind", "rule", "confidence"),
    [
        ("2015 onwards", "ongoing", "date-cell", "high"),
        ("2015+", "ongoing", "date-cell", "high"),
        ("2015 and beyond", "ongoing", "date-cell", "high"),
        ("March 2015 and ongoing", "ongoing", "date-cell", "high"),
        ("April 2015 then quarterly", "ongoing", "date-cell", "high"),
        ("March 2015 and thereafter every two months", "ongoing", "date-cell", "high"),
        ("Ongoing (from April 2015)", "ongoing", "date-cell", "high"),
        ("Ongoing - review April 2016", "ongoing", "date-cell", "high"),
        ("Quarterly from June 2015", "ongoing", "date-cell", "high"),
        ("annually in March", "ongoing", "date-cell", "high"),
        ("monthly", "ongoing", "date-cell", "high"),
        ("on-going every 24 months", "ongoing", "date-cell", "high"),
        ("Within the yearly plan ning cycle (review and renew)", "ongoing", "date-cell", "high"),
        ("Plans are changed as required and at least quarterly.", "ongoing", "date-cell", "high"),
        ("Completed and ongoing", "ongoing", "date-cell", "high"),
        ("Long-term (3-5 years)", "long-term", "date-cell", "high"),
        ("To be confirmed", "tbc", "date-cell", "high"),
        ("tbd", "tbc", "date-cell", "high"),
        ("Date TBC", "tbc", "date-cell", "high"),
        ("n/a", "unstated", "date-none", "high"),
        ("N/A", "unstated", "date-none", "high"),
        ("-", "unstated", "date-none", "high"),
        ("Completed", "unstated", "date-status", "high"),
        ("Complete", "unstated", "date-status", "high"),
        ("In progress", "unstated", "date-status", "high"),
        ("Green", "unstated", "date-status", "high"),
        ("asap", "unstated", "date-relative", "low"),
        ("Immediate", "unstated", "date-relative", "low"),
        ("within 3 months", "unstated", "date-relative", "low"),
        ("Within six months of approval", "unstated", "date-relative", "low"),
        ("1-5 years", "unstated", "date-relative", "low"),
        ("5 years", "unstated", "date-relative", "low"),
        ("15-16 weeks", "unstated", "date-relative", "low"),
        ("as resources allow", "unstated", "date-cell", "low"),
        ("As set out in the Mental Health Act 2007", "unstated", "date-cell", "low"),
        ("until further notice", "ongoing", "date-cell", "high"),
        ("24/7", "unstated", "date-cell", "low"),
        ("end of financial year", "unstated", "date-relative", "low"),
        ("Budget of £2016", "unstated", "date-cell", "low"),
        ("Green Lane centre opens", "unstated", "date-cell", "low"),
        ("31/02/2016", "unstated", "date-cell", "low"),
        ("13/13/2016", "unstated", "date-cell", "low"),
        ("May", "unstated", "date-cell", "low"),
        ("15 December", "unstated", "date-cell", "low"),
        ("Q4", "unstated", "date-cell", "low"),
        ("15-17", "unstated", "date-cell", "low"),
        ("S136 and B12", "unstated", "date-cell", "low"),
        ("Staff match 2 posts", "unstated", "date-cell", "low"),
        ("2150 people trained", "unstated", "date-cell", "low"),
        ("1850 homes", "unstated", "date-cell", "low"),
        ("at 2100 hours", "unstated", "date-cell", "low"),
        ("100-2150 beds", "unstated", "date-cell", "low"),
        ("3050", "unstated", "date-cell", "low"),
    ],
)
def test_cells_without_a_date(printed: str, kind: str, rule: str, confidence: str) -> None:
    known = periods.understood(printed, "finish")
    assert (known.period, known.rule, known.confidence) == (Period(printed, kind), rule, confidence)


@pytest.mark.parametrize(
    ("printed", "earliest"),
    [("April 2015 and ongoing", "2015-04-01"), ("2015 onwards", "2015-01-01"), ("April 2015 then quarterly", "2015-04-01"), ("Scoping work from April 2014", "2014-04-01")],
)
def test_a_start_keeps_its_date_where_there_is_no_end(printed: str, earliest: str) -> None:
    assert periods.read(printed, "start").earliest == day(earliest)


@pytest.mark.parametrize(
    ("printed", "context", "expected", "rule"),
    [
        ("May", ISSUED, "2015-05-01 2015-05-31", "date-year-of-issued"),
        ("by May", ISSUED, ".. 2015-05-31", "date-year-of-issued"),
        ("15 December", ISSUED, "2015-12-15 2015-12-15", "date-year-of-issued"),
        ("15th December", ISSUED, "2015-12-15 2015-12-15", "date-year-of-issued"),
        ("16-Apr", ISSUED, "2015-04-16 2015-04-16", "date-year-of-issued"),
        ("April to June", ISSUED, "2015-04-01 2015-06-30", "date-year-of-issued"),
        ("31/03", ISSUED, "2015-03-31 2015-03-31", "date-year-of-issued"),
        ("end of the financial year", TITLED, ".. 2016-03-31", "date-year-of-title"),
        ("Summer", ISSUED, "2015-06-01 2015-08-31", "date-year-of-issued"),
        ("Q4", ISSUED, "2015-10-01 2015-12-31", "date-year-of-issued"),
        ("Q4", TITLED, "2016-01-01 2016-03-31", "date-year-of-title"),
        ("March", TITLED, "2016-03-01 2016-03-31", "date-year-of-title"),
        ("May", TITLED, "2015-05-01 2015-05-31", "date-year-of-title"),
        ("April 3", ISSUED, "2015-04-03 2015-04-03", "date-year-of-issued"),
        ("May 30", ISSUED, "2015-05-30 2015-05-30", "date-year-of-issued"),
        ("May", calendar(["June 2017", "July 2017", "June 2016"]), "2017-05-01 2017-05-31", "date-year-of-cells"),
        ("May", calendar([], lines=["Care Act 2014", "Last updated: 3 October 2016"]), "2016-05-01 2016-05-31", "date-year-of-lines"),
        ("May", calendar([], titles=["our-plan-2016_v2"]), "2016-05-01 2016-05-31", "date-year-of-title"),
        ("May", calendar(["June 2017"], titles=["Plan 2015-2018"]), "2017-05-01 2017-05-31", "date-year-of-cells"),
    ],
)  # fmt: skip
def test_a_date_without_a_year_is_in_that_of_the_document_and_says_so(printed: str, context: Calendar, expected: str, rule: str) -> None:
    known = periods.understood(printed, "finish", context)
    assert (bounds(printed, "finish", context), known.rule, known.confidence) == (expected, rule, "low")
    assert sound(known.period)


def test_a_year_far_from_ours_in_a_sentence_stands_behind_its_month() -> None:
    text = "Train 2150 people in 1850 homes by 2100 hours, and all by 31 March 2150"
    assert [(first, last) for *_, (first, last, _) in periods.dates(text)] == [(date(2150, 3, 31), date(2150, 3, 31))]


def test_a_date_before_which_nothing_begins_is_no_end() -> None:
    assert bounds("Not before April 2016") == "2016-04-01 2016-04-30"


@pytest.mark.parametrize("printed", ["May be revised", "Staff may join", "when we march", "if numbers fall", "Annual review every May"])
def test_an_ordinary_word_is_no_month(printed: str) -> None:
    assert periods.read(printed, "finish", ISSUED).kind != "dated"


def column(cells: list[str], **known: object) -> list[str]:
    """Last days of a column of cells, read together."""
    context = calendar(cells, **known)
    return [str(periods.read(cell, "finish", context).latest) for cell in cells]


def test_one_day_above_twelve_tells_the_order_of_a_whole_column() -> None:
    assert column(["03/04/2015", "13/04/2015"]) == ["2015-04-03", "2015-04-13"]
    assert column(["03/04/2015", "04/13/2015"]) == ["2015-03-04", "2015-04-13"]
    assert column(["03/04/2015", "May 26, 2015"]) == ["2015-03-04", "2015-05-26"]


@pytest.mark.parametrize(
    ("cells", "month_first", "latest", "rule", "confidence"),
    [
        (["3/4/2015"], None, "2015-04-03", "date-day-first", "medium"),
        (["3/4/2015"], True, "2015-03-04", "date-order-as-told", "medium"),
        (["3/4/2015", "4/13/2015"], False, "2015-04-03", "date-order-as-told", "medium"),
        (["3/4/2015", "4/13/2015"], None, "2015-03-04", "date-order-of-column", "medium"),
        (["3/4/2015", "4/13/2015", "13/4/2015"], None, "2015-04-03", "date-order-unsure", "low"),
    ],
)
def test_the_order_of_day_and_month_says_where_it_is_from(cells: list[str], month_first: bool | None, latest: str, rule: str, confidence: str) -> None:
    known = periods.understood(cells[0], "finish", calendar(cells, month_first=month_first))
    assert (known.period.latest, known.rule, known.confidence) == (day(latest), rule, confidence)


def test_a_number_after_a_month_is_a_year_unless_the_column_shows_days() -> None:
    assert column(["December 15", "April 16", "June 15"], issued="2015") == ["2015-12-31", "2016-04-30", "2015-06-30"]
    assert column(["December 15", "April 30", "June 4"], issued="2015") == ["2015-12-15", "2015-04-30", "2015-06-04"]
    assert column(["December 15", "May 26, 2020"]) == ["2020-12-15", "2020-05-26"]


def test_a_quarter_is_one_of_the_financial_year_where_the_column_counts_so() -> None:
    assert column(["Q1 2015/16", "Q2 2015"]) == ["2015-06-30", "2015-09-30"]
    assert column(["Q1 2015", "Q2 2015"]) == ["2015-03-31", "2015-06-30"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Completed", "Completed"),
        ("Green", "Green"),
        ("Amber", "Amber"),
        ("Achieved March 2015", "Achieved"),
        ("March 2015 - completed", "completed"),
        ("Completed 26/05/2015", "Completed"),
        ("Complete - Sept 2015", "Complete"),
        ("Already in place", "Already in place"),
        ("not yet completed", "not yet completed"),
        ("To be completed by March 2015", None),
        ("Completed by March 2015", None),
        ("Complete by March 2015", None),
        ("Training to be completed", None),
        ("Green Lane centre opens", None),
        ("Ongoing", None),
        ("", None),
    ],
)
def test_a_status_in_a_date_cell(printed: str, expected: str | None) -> None:
    assert periods.status(printed) == expected


PIECES = st.sampled_from(
    "2015 15 16 1 31 2016/17 Q1 H2 May Decem ber December Febuary Spring Winter Easter FY to and - – / . , ' ( ) by before end of early within months "
    "quarterly ongoing tbc revised from now phase 42095 26th first quarter 0 00 9999 1900 2099 ½ ٣ day:".split(" ")
)
CALENDARS = st.sampled_from([NO_CALENDAR, ISSUED, TITLED, Calendar(month_first=True, order_from="hint", day_after_month=True), Calendar(begins=date(1, 1, 1)), Calendar(begins=date(9999, 4, 1))])


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=12).map("".join)), st.sampled_from(["start", "finish"]), CALENDARS)
def test_any_words_give_a_sound_period(printed: str, role: str, context: Calendar) -> None:
    known = periods.understood(printed, role, context)
    assert sound(known.period) and known.period.printed == printed
    assert known.confidence in ("high", "medium", "low") and re.fullmatch(r"[a-z-]+", known.rule)
    for start, end, (first, last, _) in periods.dates(printed):
        assert 0 <= start < end <= len(printed) and first <= last


@given(st.lists(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=6).map(" ".join)), max_size=6))
def test_any_column_has_a_calendar(cells: list[str]) -> None:
    context = calendar(cells, titles=cells[:1], lines=cells[1:])
    assert all(sound(periods.read(cell, "finish", context)) for cell in cells)


def ways(when: date) -> list[str]:
    """A day as ten people would write it."""
    ending = "th" if 10 < when.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(when.day % 10, "th")
    month = f"{when:%B}"
    return [
        when.isoformat(),
        f"{when.day} {month} {when.year}",
        f"{when.day}{ending} {month} {when.year}",
        f"{when:%A} {when.day} {month} {when.year}",
        f"{month} {when.day}, {when.year}",
        f"{month} {when.day}{ending}, {when.year}",
        f"{when:%d-%b-%Y}",
        f"{when:%d/%m/%Y}",
        f"{when:%d.%m.%Y}",
        f"{when.day} {month.upper()} {when.year}",
        f"the {when.day}{ending} of {month} {when.year}",
        str((when - date(1899, 12, 30)).days),
    ]


@given(st.dates(date(2000, 1, 1), date(2059, 12, 31)), st.sampled_from(["start", "finish"]))
def test_a_day_reads_the_same_in_every_way_of_writing_it(when: date, role: str) -> None:
    for printed in ways(when)[: 12 if when.year < 2036 else 11]:
        period = periods.read(printed, role)
        assert (period.earliest, period.latest, period.edtf) == (when, when, when.isoformat()), printed


@given(st.dates(date(2000, 1, 1), date(2059, 12, 31)), st.integers(0, 800))
def test_a_range_spans_both_its_ends(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    period = periods.read(f"{first:%-d %B %Y} - {last:%-d %B %Y}", "finish")
    assert (period.earliest, period.latest) == (first, last)


@pytest.mark.parametrize("piece", ["1/2/", "Decem ber ", "2015-", "to be ", "May 15 ", " ", "1", "completed ", "'15", "Q1 ", "monthly ", "within ", "Septmbe 1 ", "a", "(", "from 2015 ", "1, ", "1,", "May/", "Spring (", "to  "])
def test_a_long_cell_is_read_to_its_end(piece: str) -> None:
    """Were the time to grow with the square of the length, these would take hours."""
    text = piece * (80_000 // len(piece))
    assert periods.understood(text, "finish", ISSUED).period.printed == text
    periods.status(text)


def test_a_cell_of_a_megabyte_is_read() -> None:
    assert periods.read("review in May 2015, " * 50_000, "finish").latest == date(2015, 5, 31)


HEADER = "Ref\tAction\tStart date\tFinish date\tLead"
ROWS = ("1\tWrite the plan\tMay\t3/4/2016\tDH", "2\tShare the plan\tJune 2015\t4/13/2016\tDH", "3\tKeep the plan\tn/a\twhen funds allow\tDH", "4\tEnd the plan\t\tAchieved May 2016\tDH")


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., build.Build]:
    def make(*before: str, **facts: str) -> build.Build:
        (tmp_path / "plan.txt").write_text("\n".join([*before, HEADER, *ROWS]), encoding="utf-8")
        if facts:
            (tmp_path / "plan.toml").write_text("".join(f'{name} = "{value}"\n' for name, value in facts.items()), encoding="utf-8")
        return build.build([tmp_path / "plan.txt"])

    return make


@pytest.mark.parametrize(
    ("before", "facts", "start", "rule"),
    [
        ((), {"issued": "2014-10"}, "2014-05", "date-year-of-issued"),
        ((), {"title": "Plan for 2013"}, "2013-05", "date-year-of-title"),
        (("Last updated November 2012",), {}, "2012-05", "date-year-of-lines"),
        ((), {}, "2016-05", "date-year-of-cells"),
    ],
)
def test_a_plan_gives_its_cells_their_year_and_the_order_of_its_dates(built: Callable[..., build.Build], before: tuple[str, ...], facts: dict[str, str], start: str, rule: str) -> None:
    """3/4/2016 is the fourth of March, for the next cell is 4/13/2016; what needed the plan is said as doubt, with what it was taken for."""
    graph = built(*before, **facts).graph
    first, second, third, fourth = records.records(graph)
    assert (first["start"]["edtf"], first["finish"]["edtf"]) == (start, "2016-03-04")
    assert (second["finish"]["edtf"], third["finish"]["kind"], fourth["finish"]["edtf"], fourth["status"]) == ("2016-04-13", "unstated", "2016-05", "Achieved")

    doubts = [row[:4] + row[5:6] for row in query.run(graph, "doubts").rows if row[1].startswith("planned")]
    assert doubts[:2] == [("1", "planned start", start, "low", rule), ("1", "planned finish", "2016-03-04", "medium", "date-order-of-column")]
    assert [(row["column"], row["words"]) for row in table(graph, "undated")] == [("finish", "when funds allow")]


def test_a_person_may_say_that_the_month_comes_first(built: Callable[..., build.Build]) -> None:
    plan = built().plans[0]
    assert calendar_of(replace(plan, hints=Hints(month_first=False))).month_first is False
