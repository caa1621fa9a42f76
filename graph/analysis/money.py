"""Sums of money that do not deceive: each fund once, no part beside its whole, no ceiling in a sum, no two currencies in one figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal

Amount = int | Decimal
# How a sum is meant; of a fund that is told in several ways the one counts that promises least.
QUALIFIERS = ("exact", "at-least", "about", "up-to")


@dataclass(frozen=True, slots=True)
class Named:
    """A fund as one action names it.

    ``amount`` in units of ``currency``, None if the action names none, with ``floor`` where it is the upper end of a range; ``registered`` whether the fund is
    known beyond the plan; ``in_column`` whether it stands in the action's cell for money; ``why`` what its words make of it where it is not to be added
    ("of which £2m", "£2m a year", "save £2m"), empty where it stands for itself.
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
    why: str = ""
    floor: Amount | None = None


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund once, however many actions name it.

    ``counted`` says whether it is in a total; if not, ``why``: no-sum, part of a fund that is named, what its words make of it, beside-column (its action's cell
    for money has a sum of its own) or same-as-column. ``differs`` whether actions name it with different sums or in different ways. ``floor`` as in `Named`.
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
    floor: Amount | None = None

    @property
    def counted(self) -> bool:
        """Whether it is in a total."""
        return not self.why


@dataclass(frozen=True, slots=True)
class Total:
    """What may be added, of one currency: each way of meaning a sum on its own; none where there is no such sum. ``funds`` are those counted, in order.

    A range stands twice in both, with its lower end as a floor and with its upper end as a ceiling.
    """

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
        A fund with a sum counts unless a fund of which it is a part, at first or second hand, is among them with a sum; or its words make something else
        of it in every action; or it is in no register, stands in the text, and the action's cell for money has a sum in that currency; or it is in no register,
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
    sums = [n for n in group if n.amount is not None and not n.why] or [n for n in group if n.amount is not None]
    most = max(sums, key=lambda n: (n.amount, QUALIFIERS.index(n.qualifier)), default=group[0])
    dated = [n for n in [most, *sums, *group] if n.first or n.last]
    first, last = (dated[0].first, dated[0].last) if dated else (None, None)
    differs = len({(n.amount, n.qualifier, n.currency) for n in sums}) > 1
    return Fund(most.fund, most.amount, most.qualifier, most.currency if sums else None, first, last, tuple(dict.fromkeys(n.action for n in group)), most.registered, differs, floor=most.floor)


def _why(group: list[Named], columns: set, known: set, priced: set, part_of: Mapping[Hashable, Hashable]) -> str:
    fund, sums = group[0].fund, [n for n in group if n.amount is not None]
    if not sums:
        return "no-sum"
    if _wholes(fund, part_of) & priced:
        return "part"
    if all(n.why for n in sums):
        return sums[0].why
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
            by_currency[fund.currency or ""] += [replace(fund, qualifier=q, amount=amount, floor=None) for q, amount in ends(fund).items()]
    return {currency: Total(_sums(group), tuple(group)) for currency, group in sorted(by_currency.items(), key=lambda g: (-len(g[1]), g[0]))}


def ends(fund: Fund) -> dict[str, Amount]:
    """The sum of a fund by how it is meant; of a range both ends; nothing if it has no sum."""
    if fund.amount is None:
        return {}
    return {fund.qualifier: fund.amount} | ({} if fund.floor is None else {"at-least": fund.floor})


def _sums(group: list[Fund]) -> dict[str, Amount]:
    found = {q: [f.amount for f in group if f.qualifier == q and f.amount is not None] for q in QUALIFIERS}
    return {q: sum(amounts) for q, amounts in found.items() if amounts}


def parts(amounts: Sequence[Amount]) -> dict[int, int]:
    """Sums that add up exactly to the one right before or behind them, in the order in which an action names them: the place of each part, and of its whole.

    Two sums at least make a whole; the longest run of parts is taken.

    Examples
    --------
    >>> parts([10, 2, 8]), parts([1, 2, 3]), parts([2, 3])
    ({1: 0, 2: 0}, {0: 2, 1: 2}, {})
    """
    found: dict[int, int] = {}
    for whole, amount in enumerate(amounts):
        for step in (1, -1):
            run = _run(amounts, whole, step)
            if amount and len(run) > 1 and whole not in found and not set(run) & (set(found) | set(found.values())):
                found |= dict.fromkeys(sorted(run), whole)
    return found


def _run(amounts: Sequence[Amount], whole: int, step: int) -> list[int]:
    """The places next to a whole, in one direction, of which the sums add up to it; empty if they never do."""
    run: list[int] = []
    left = amounts[whole]
    at = whole + step
    while left > 0 and 0 <= at < len(amounts):
        left -= amounts[at]
        run.append(at)
        at += step
    return run if left == 0 else []


def repeats(reckoned: Iterable[Fund]) -> list[list[Fund]]:
    """Funds that count and have the same sum, meant in the same way, for times that may be the same, in different actions, of which at most one is registered.

    Returns
    -------
    list[list[Fund]]
        They may be the same money, named again: the largest sums first. A plan does not say that they are one, so all of them are in the totals. A fund whose
        time is not stated stands with those of the first time that is.
    """
    groups: dict[tuple, list[Fund]] = defaultdict(list)
    for fund in reckoned:
        if fund.counted:
            groups[fund.currency, fund.amount, fund.qualifier, fund.floor].append(fund)
    found = [g for group in groups.values() for g in _of_one_time(group) if len(g) > 1 and len({f.actions for f in g}) > 1 and sum(f.registered for f in g) <= 1]
    return sorted(found, key=lambda g: (str(g[0].currency), -(g[0].amount or 0)))


def _of_one_time(group: list[Fund]) -> list[list[Fund]]:
    """Funds in lists of which all have a day in common, as few as can be: the one that ends first, with all that have begun by then, and so on."""
    order = {fund.fund: n for n, fund in enumerate(group)}
    timeless = [f for f in group if f.first is None and f.last is None]
    left = sorted((f for f in group if f not in timeless), key=lambda f: (f.last or date.max, f.first or date.min))
    found: list[list[Fund]] = []
    while left:
        day = left[0].last or date.max
        found.append([f for f in left if (f.first or date.min) <= day])
        left = [f for f in left if (f.first or date.min) > day]
    if timeless:
        found = [[*found[0], *timeless], *found[1:]] if found else [timeless]
    return [sorted(each, key=lambda f: order[f.fund]) for each in found]


def surplus(repeated: Sequence[Fund]) -> Amount:
    """By how much the totals would be lower if these equal sums were the same money: those that one action names are as many sums.

    Examples
    --------
    >>> a, b, c = funds([Named("1", "a", 5, "exact", "GBP"), Named("1", "b", 5, "exact", "GBP"), Named("2", "c", 5, "exact", "GBP")])
    >>> surplus([a, b, c])
    5
    """
    most = max(Counter(action for fund in repeated for action in fund.actions).values(), default=0)
    return (repeated[0].amount or 0) * (len(repeated) - most) if repeated else 0


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
