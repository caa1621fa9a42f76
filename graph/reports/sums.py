"""How money and the time for which it is meant are said in a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from concordat.graph import wordlists
from concordat.graph.analysis.money import Amount, years

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_SCALES = ((9, "bn"), (6, "m"))
_MEANT = {"exact": "", "up-to": "up to ", "at-least": "at least ", "about": "about "}
_NUMBERS = dict(enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2))
_SHOWN = 5  # names in a sentence; the table has them all


def money(amount: Amount, currency: str | None, qualifier: str = "exact") -> str:
    """A sum in words, never rounded.

    Examples
    --------
    >>> money(15000000, "GBP", "up-to"), money(1250000000, "USD"), money(20125, "EUR"), money(Decimal("9.5"), "CHF")
    ('up to £15m', '$1.25bn', '€20,125', 'CHF 9.50')
    """
    sign = _SIGNS.get(currency or "", f"{currency} " if currency else "")
    for power, word in _SCALES:
        short = Decimal(amount).scaleb(-power)
        if short >= 1 and short == round(short, 2):
            return f"{_MEANT.get(qualifier, '')}{sign}{short.normalize():f}{word}"
    return f"{_MEANT.get(qualifier, '')}{sign}{amount:,}" if amount == int(amount) else f"{_MEANT.get(qualifier, '')}{sign}{amount:,.2f}"


def year(first: date, last: date) -> str:
    """A year by its first and last day: 2018, 2018/19 from April to March, or with the day on which it begins.

    Examples
    --------
    >>> year(date(2018, 1, 1), date(2018, 12, 31)), year(date(2018, 4, 1), date(2019, 3, 31)), year(date(2018, 7, 1), date(2019, 6, 30))
    ('2018', '2018/19', '2018/19 from 1 July')
    """
    if first.year == last.year:
        return str(first.year)
    return f"{first.year}/{last.year % 100:02}" + ("" if first.month == 4 else f" from 1 {wordlists.month(first.month)}")


def span(first: date | None, last: date | None) -> str:
    """A period in words: its years where it is made of whole years, else its days; empty if it has no bounds.

    Examples
    --------
    >>> span(date(2017, 4, 1), date(2021, 3, 31)), span(date(2019, 4, 1), date(2019, 4, 30)), span(None, date(2019, 4, 30)), span(None, None)
    ('2017/18 to 2020/21', '2019-04-01 to 2019-04-30', 'until 2019-04-30', '')
    """
    if first is None or last is None:
        return f"from {first}" if first else f"until {last}" if last else ""
    there = years(first, last)
    if there and (there[0][0], there[-1][1]) == (first, last):
        begin, end = year(*there[0]), year(*there[-1])
        return begin if begin == end else f"{begin} to {end}"
    return f"{first} to {last}"


def over(first: date | None, last: date | None) -> str:
    """For which time a sum is meant, as a sentence says it.

    Examples
    --------
    >>> over(date(2017, 4, 1), date(2021, 3, 31)), over(date(2018, 4, 1), date(2019, 3, 31)), over(None, None)
    ('over the four years 2017/18 to 2020/21', 'for 2018/19', 'for a time that is not stated')
    """
    told = span(first, last)
    if first is None or last is None:
        return told or "for a time that is not stated"
    there = years(first, last)
    if not there or (there[0][0], there[-1][1]) != (first, last):
        return f"from {told}"
    return f"over the {_NUMBERS.get(len(there), str(len(there)))} years {told}" if len(there) > 1 else f"for {told}"


def some(names: Iterable[str]) -> str:
    """Names in a sentence: the first of them, and how many more.

    Examples
    --------
    >>> some(["a", "b"]), some("abcdefg")
    ('a; b', 'a; b; c; d; e and 2 more')
    """
    every = list(dict.fromkeys(names))
    return "; ".join(every[:_SHOWN]) + (f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else "")
