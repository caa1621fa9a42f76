"""Sums of money that do not deceive: each fund once, no part beside its whole, no ceiling in a sum, no two currencies in one figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal

Amount = int | Decimal
# How a sum is meant; of a fund that is told in several ways the one counts that promises least.
QUALIFIERS = ("exact", "at-least", "about", "up-to")


@dataclass(frozen=True, slots=True)
class Named:
    """A fund as one action names it.

    ``amount`` in units of ``currency``, None if the action names none; ``registered`` whether the fund is known beyond the plan; ``in_column`` whether
    it stands in the action's cell for money; ``within`` whether its words say that it is part of the sum before it ("of which £2m"); ``rate`` whether they
    say that it comes again and again, or for each of several things ("£2m a year"); ``other`` whether they say that it is saved, owed or lost.
    """

    action: Hashable
    fund: Hashable
    amount: Amount | None
    qualifier: str
    currency: str | None
    first: date | None = None
    last: date | None = None
    registered: bool = True
    in_column: bool = False
    within: bool = False
    rate: bool = False
    other: bool = False


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund once, however many actions name it.

    ``counted`` says whether it is in a total; if not, ``why``: no-sum, other (money saved, owed or lost), part of a fund that is named, part-in-words, rate, beside-column (its action's cell for
    money has a sum of its own) or same-as-column. ``differs`` whether actions name it with different sums or in different ways.
    """

    fund: Hashable
    amount: Amount | None
    qualifier: str
    currency: str | None
    first: date | None
    last: date | None
    actions: tuple[Hashable, ...]
    registered: bool
    differs: bool = False
    why: str = ""

    @property
    def counted(self) -> bool:
        """Whether it is in a total."""
        return not self.why


@dataclass(frozen=True, slots=True)
class Total:
    """What may be added, of one currency: each way of meaning a sum on its own; None where there is no such sum. ``funds`` are those counted, in order."""

    sums: Mapping[str, Amount] = field(default_factory=dict)
    funds: tuple[Fund, ...] = ()


def funds(named: Iterable[Named], part_of: Mapping[Hashable, Hashable] = {}) -> list[Fund]:
    """Each fund once, in the order in which they are first named, with whether it counts.

    Parameters
    ----------
    named : Iterable[Named]
        The money of some actions; what is not among them is not known here, so a part counts where its whole is not named.
    part_of : Mapping
        The fund of which a fund is a part, directly.

    Returns
    -------
    list[Fund]
        A fund with a sum counts unless a fund of which it is a part, at first or second hand, is among them with a sum; or its words say that it is part
        of another sum, or a rate; or it is in no register, stands in the text, and the action's cell for money has a sum in that currency; or it is in no register,
        stands in that cell, and the same sum of a registered fund stands in the same action.

    Examples
    --------
    >>> wave = Named("1", "wave", 6, "exact", "GBP")
    >>> [(f.fund, f.counted) for f in funds([wave, Named("2", "fund", 15, "up-to", "GBP")], {"wave": "fund"})]
    [('wave', False), ('fund', True)]
    """
    groups: dict[Hashable, list[Named]] = defaultdict(list)
    for each in named:
        groups[each.fund].append(each)
    every = [each for group in groups.values() for each in group]
    columns = {(n.action, n.currency) for n in every if n.in_column and n.amount is not None and not n.registered}
    known = {(n.action, n.currency, n.amount) for n in every if n.registered and n.amount is not None}
    priced = {fund for fund, group in groups.items() if any(n.amount is not None for n in group)}
    return [replace(_merged(group), why=_why(group, columns, known, priced, part_of)) for group in groups.values()]


def _merged(group: list[Named]) -> Fund:
    """One fund of what several actions say of it: the largest sum, meant in the way that promises least."""
    sums = [n for n in group if n.amount is not None]
    most = max(sums, key=lambda n: (n.amount, QUALIFIERS.index(n.qualifier)), default=group[0])
    dated = [n for n in [most, *sums, *group] if n.first or n.last]
    first, last = (dated[0].first, dated[0].last) if dated else (None, None)
    differs = len({(n.amount, n.qualifier, n.currency) for n in sums}) > 1
    return Fund(most.fund, most.amount, most.qualifier, most.currency if sums else None, first, last, tuple(dict.fromkeys(n.action for n in group)), most.registered, differs)


def _why(group: list[Named], columns: set, known: set, priced: set, part_of: Mapping[Hashable, Hashable]) -> str:
    fund, sums = group[0].fund, [n for n in group if n.amount is not None]
    if not sums:
        return "no-sum"
    if all(n.other for n in sums):
        return "other"
    if _wholes(fund, part_of) & priced:
        return "part"
    if all(n.within for n in sums):
        return "part-in-words"
    if all(n.rate for n in sums):
        return "rate"
    if all(not n.registered and not n.in_column and (n.action, n.currency) in columns for n in sums):
        return "beside-column"
    return "same-as-column" if all(not n.registered and n.in_column and (n.action, n.currency, n.amount) in known for n in sums) else ""


def _wholes(fund: Hashable, part_of: Mapping[Hashable, Hashable]) -> set[Hashable]:
    """All of which a fund is a part, at first or second hand; a circle ends where it closes."""
    found: set[Hashable] = set()
    while (fund := part_of.get(fund)) is not None and fund not in found:
        found.add(fund)
    return found


def totals(reckoned: Iterable[Fund]) -> dict[str, Total]:
    """What may be added of the funds that count, by currency, that of most funds first; a ceiling, a floor and a round sum stand apart from the exact ones.

    Examples
    --------
    >>> found = totals(funds([Named("1", "a", 400, "exact", "GBP"), Named("2", "b", 15, "up-to", "GBP"), Named("3", "a", 400, "exact", "GBP")]))
    >>> dict(found["GBP"].sums)
    {'exact': 400, 'up-to': 15}
    """
    by_currency: dict[str, list[Fund]] = defaultdict(list)
    for fund in reckoned:
        if fund.counted:
            by_currency[fund.currency or ""].append(fund)
    return {currency: Total(_sums(group), tuple(group)) for currency, group in sorted(by_currency.items(), key=lambda g: (-len(g[1]), g[0]))}


def _sums(group: list[Fund]) -> dict[str, Amount]:
    found = {q: [f.amount for f in group if f.qualifier == q and f.amount is not None] for q in QUALIFIERS}
    return {q: sum(amounts) for q, amounts in found.items() if amounts}


def repeats(reckoned: Iterable[Fund]) -> list[list[Fund]]:
    """Funds that count and have the same sum, meant in the same way, in different actions, of which at most one is registered: they may be the same money, named again.

    Funds of which the plan says for which time they are meant are not the same if these times differ; one without a time stands with others without.

    Returns
    -------
    list[list[Fund]]
        The largest sums first; a plan does not say that they are one, so all of them are in the totals.
    """
    groups: dict[tuple, list[Fund]] = defaultdict(list)
    for fund in reckoned:
        if fund.counted:
            groups[fund.currency, fund.amount, fund.qualifier].append(fund)
    for key, group in [*groups.items()]:
        times = {(f.first, f.last) for f in group if f.first or f.last}
        if len(times) > 1:
            del groups[key]
            for f in group:
                groups[*key, f.first, f.last].append(f)
    found = [g for g in groups.values() if len(g) > 1 and len({f.actions for f in g}) > 1 and sum(f.registered for f in g) <= 1]
    return sorted(found, key=lambda g: (str(g[0].currency), -(g[0].amount or 0)))


def years(first: date | None, last: date | None) -> list[tuple[date, date]]:
    """The years in which a period lies, each with its first and last day.

    A period of whole years has years that begin when it begins (1 April: financial years); any other has the calendar years that it touches.
    A period without a beginning or an end lies in none.

    Examples
    --------
    >>> [f"{a:%d.%m.%Y} to {b:%d.%m.%Y}" for a, b in years(date(2016, 4, 1), date(2018, 3, 31))]
    ['01.04.2016 to 31.03.2017', '01.04.2017 to 31.03.2018']
    """
    if first is None or last is None or last < first or last.year == MAXYEAR:
        return []
    after = last + timedelta(days=1)
    if first.day != 1 or (after.month, after.day) != (first.month, 1) or after.year == first.year:
        first, after = date(first.year, 1, 1), date(last.year + 1, 1, 1)
    return [(date(y, first.month, 1), date(y + 1, first.month, 1) - timedelta(days=1)) for y in range(first.year, after.year)]
