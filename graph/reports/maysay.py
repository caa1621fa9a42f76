"""What may be said of a plan's money, what with care, and what not: each row with the reason, the sums and the actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from concordat.graph.analysis.money import QUALIFIERS, Amount, Fund, Total, repeats, years
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.facts import checked_on
from concordat.graph.given import Row, day
from concordat.graph.reports.namedmoney import OTHER, NamedMoney
from concordat.graph.reports.sums import money, over, some

_MOST = 10  # actions that a terminal shows in a cell of the first table
_NAMED = 5  # sums that a sentence names one by one
_LIMITED = {"at-least": "a floor is the least that is meant", "about": "a round figure is only near the sum", "up-to": "a ceiling is the most that may come"}
# How the tables of the report are headed, by their names.
SEE = {
    "streams": "The money that the plan names",
    "payers": "Who pays",
    "years": "Which money runs in which year",
    "mechanisms": "Ways of paying, and conditions",
    "register": "What the register adds",
    "repeats": "Equal sums in different actions",
    "sections": "Actions without money, by section",
}
_LIMITS = {
    "exact": "Not what was paid, nor what is paid in a year: it is what the plan names, for the whole period.",
    "at_least": "A floor: how much more it is, the plan does not say. It is not to be added to sums that are named without such a word.",
    "about": "Rounded or estimated by the plan. It is not to be added to sums that are named without such a word.",
    "up_to": "A ceiling: it may be less, or nothing. It is not to be added to sums that are named without such a word.",
}
_ABOUT = {
    "exact": "sums that the plan names without a limiting word, in units of the currency",
    "at_least": "sums that the plan names as a floor, in units of the currency",
    "about": "sums that the plan names as a round figure, in units of the currency",
    "up_to": "sums that the plan names as a ceiling, in units of the currency",
}


def sums_columns(about: str = "", limits: str = "") -> tuple[Column, ...]:
    """The sums in words, and for reckoning each way of meaning them in a column of its own."""
    figures = (Column(name, _ABOUT[name] + about, True, f"{own} {limits}".strip()) for name, own in _LIMITS.items())
    return (Column("sums", f"the sums in words{about}; empty where there is none"), *figures, Column("currency", "currency of the sums; empty where there is no sum", True))


def board(found: NamedMoney) -> Answer:
    """What may be said, then what needs care, then what must not be said."""
    columns = (
        Column("verdict", "may be said, to be said with care, or not to be said"),
        Column("words", "what may be said, or what must not be"),
        Column("why", "the reason"),
        *sums_columns()[1:],
        Column("refs", "the actions that name this money", most=_MOST),
        Column("see", "the heading of the table of this report that has the particulars"),
    )
    rows = [*_may(found), *_with_care(found), *_may_not(found)]
    notes = (
        ("These are the sums that the plan names. What was paid is not in it.",)
        if found.rows
        else (f"{'No action of those that were kept' if found.title else 'No action'} names money that was understood: concordat report unresolved lists words that look like a sum.",)
    )
    return Answer("board", f"What may be said of the money{found.title}", columns, tuple(rows), "What can be said of the plan's money in front of a board, and what can not?", notes)


def amounts(sums: Mapping[str, Amount], currency: str | None, none: str = "") -> list[Value]:
    """The cells of sums: in words, or what is said where there is none; then each way of meaning them, then their currency."""
    return ["; ".join(money(sums[q], currency, q) for q in QUALIFIERS if q in sums) or none, *(sums.get(q) for q in QUALIFIERS), (currency if sums else "") or ""]


def _may(found: NamedMoney) -> Iterable[tuple[Value, ...]]:
    for currency, total in found.totals.items():
        groups = [[f for f in total.funds if f.qualifier == q] for q in QUALIFIERS if q in total.sums]
        who = f"The {len(found.plans)} plans together name" if len(found.plans) > 1 else "The plan names"
        told = [f"{'Also named are' if n and len(found.plans) > 1 else 'It also names' if n else who} {_named(found, group, total)}{', not to be added to that' if n else ''}." for n, group in enumerate(groups)]
        why = "Each fund is counted once, and no part of a fund beside the whole."
        yield ("may be said", " ".join([*told, *_ended(found, total)]), why, *amounts(total.sums, currency)[1:], found.of(total.funds), SEE["streams"])


def _named(found: NamedMoney, group: list[Fund], total: Total) -> str:
    """Sums that are meant in the same way, each with its actions and its time; what they come to is our sum, not the plan's."""
    times = list(dict.fromkeys((f.first, f.last) for f in group))
    spread = over(*times[0]) if len(times) == 1 else ""
    if len(group) == 1:
        return f"{_sum(found, group[0])} {spread}"
    together = money(total.sums[group[0].qualifier], group[0].currency, group[0].qualifier)
    if len(group) > _NAMED:
        of = found.of(group).split(", ")
        some_of = ", ".join(of[:_NAMED]) + (f" and {len(of) - _NAMED} more" if len(of) > _NAMED else "")
        return f"{len(group)} sums ({some_of}), {together} together (our sum, not the plan's){', each ' + spread if spread else ', for different times'}"
    each = [_sum(found, f) + ("" if spread else f" {over(f.first, f.last)}") for f in group]
    return f"{', '.join(each[:-1])} and {each[-1]}{', each ' + spread if spread else ''}: {together} together (our sum, not the plan's)"


def _sum(found: NamedMoney, fund: Fund) -> str:
    return f"{money(fund.amount or 0, fund.currency, fund.qualifier)} ({found.of([fund])})"


def _ended(found: NamedMoney, total: Total) -> list[str]:
    """Whether the time of these sums was over on the day on which the registers were checked; nothing if no day is known."""
    every = {f.fund: f.last for f in total.funds}
    checked, dated = checked_on(found.given.graph.store), [last for last in every.values() if last]
    past = sum(last < day(checked) for last in dated) if checked else 0
    if not past:
        return []
    whole = "That time was" if len(every) == 1 else "All these times were" if past == len(every) else f"Of {past} of these {len(every)} sums the time was"
    return [f"{whole} over by {checked}, the day on which the registers were last checked."]


def _refs(found: NamedMoney, money_of: Iterable[Fund] | Iterable[Row]) -> str:
    """The actions that name some money."""
    return found.refs({action for each in money_of for action in (each.actions if isinstance(each, Fund) else (each["action"],))})


def _with_care(found: NamedMoney) -> Iterable[tuple[Value, ...]]:
    if len(found.plans) > 1 and found.totals:
        counted = [f for total in found.totals.values() for f in total.funds]
        words = f"The totals add what {len(found.plans)} plans name: {some(found.plans)}. For one of them, ask again with --plan."
        yield _row("say with care", words, "If one is an edition of another, its money is counted twice, but for what the register knows as one fund.", _refs(found, counted), "streams")
    unpriced = [f for f in found.funds if f.why == "no-sum"]
    if unpriced:
        yield _row(
            "say with care",
            f"There is also money of which the plan gives no sum: {some(map(found.called, unpriced))}.",
            "Nobody can say from the plan how much it is.",
            _refs(found, unpriced),
            "streams",
        )
    alike = [f for group in repeats(found.funds) for f in group]
    if alike:
        yield _row(
            "say with care",
            "The totals count equal sums in different actions each time. If they are the same money, the totals are too high.",
            "The plan does not say whether it is one sum named again or several.",
            _refs(found, alike),
            "repeats",
        )
    other = [f for f in found.funds if f.why in OTHER]
    if other:
        words = f"The totals leave out what does not seem to be money for the plan: {some(map(found.called, other))}."
        why = "The words speak of money that is saved, cut, owed or asked for, of a share of a sum, or of what it rises or falls to."
        yield _row("say with care", words, why, _refs(found, other), "streams")
    left = [f for f in found.funds if not f.counted and f not in other and f.why not in ("no-sum", "part")]
    if left:
        yield _row(
            "say with care",
            "The totals leave out sums that seem to be part of another sum of their action, or the same, or so much a year or a head.",
            "What they come to in all, the plan does not say.",
            _refs(found, left),
            "streams",
        )
    conditions = [row for row in found.rows if row["kind"] == "condition"]
    if conditions:
        yield _row("say with care", f"Some work hangs on a condition: {some(row['label'] for row in conditions)}.", "Whether it was met, the plan cannot know.", _refs(found, conditions), "mechanisms")


def _row(verdict: str, words: str, why: str, told: str, see: str) -> tuple[Value, ...]:
    return (verdict, words, why, *amounts({}, None)[1:], told, SEE[see])


def _may_not(found: NamedMoney) -> Iterable[tuple[Value, ...]]:
    counted = list({f.fund: f for total in found.totals.values() for f in total.funds}.values())
    for currency, total in found.totals.items():
        if len(total.sums) > 1:
            told = [money(total.sums[q], currency, q) for q in QUALIFIERS if q in total.sums]
            limited = [f for f in total.funds if f.qualifier != "exact"]
            why = "; ".join(_LIMITED[q] for q in _LIMITED if q in total.sums)
            yield _row("do not say", f"One total of {', '.join(told[:-1])} and {told[-1]}.", f"{why[0].upper()}{why[1:]}: it is not to be added to other sums.", _refs(found, limited), "streams")
    if len(found.totals) > 1:
        yield _row("do not say", f"One total in several currencies ({', '.join(found.totals)}).", "Different currencies are never added.", _refs(found, counted), "streams")
    long = [f for f in counted if len(years(f.first, f.last)) > 1]
    if long:
        yield _row(
            "do not say",
            "So much a year.",
            f"{len(long)} of the sums {'is' if len(long) == 1 else 'are'} for several years together. The plan does not say what falls in which year.",
            _refs(found, long),
            "years",
        )
    unpaid = [f for f in counted if f.fund not in found.payers]
    if counted:
        why = f"Who pays is not said in the plan, nor known to the register: {some(map(found.called, unpaid))}." if unpaid else "Who pays is known, and may be another than the lead."
        yield _row("do not say", "That who leads an action pays for it.", why, _refs(found, unpaid or counted), "payers")
    wholes = {f.fund for f in counted} & set(found.part_of.values())
    if wholes:
        parts = [row["label"] for row in found.known.values() if row["part_of"] in wholes]
        yield _row(
            "do not say",
            f"A total with {some(sorted(parts))} beside the whole.",
            "They are parts of a fund that is counted already.",
            _refs(found, [f for f in counted if f.fund in wholes]),
            "register",
        )
    mechanisms = [row for row in found.rows if row["kind"] not in ("stream", "condition")]
    if mechanisms:
        yield _row(
            "do not say",
            f"That these are sums of money: {some(row['label'] for row in mechanisms)}.",
            "They are ways of paying. The plan gives no sum for them.",
            _refs(found, mechanisms),
            "mechanisms",
        )
    silent = without_money(found)
    if silent and found.actions:
        yield _row(
            "do not say",
            "That these actions cost nothing, because none of them names money." if found.title else "That the plan costs nothing, because none of its actions names money."
            if len(silent) == len(found.actions)
            else f"That the other {len(silent)} of {len(found.actions)} actions cost nothing.",
            "They name no money. What they cost, the plan does not say.",
            found.refs(silent),
            "sections",
        )


def without_money(found: NamedMoney) -> list[str]:
    """The actions that name neither a sum, nor a fund, nor a mechanism or condition."""
    named = {row["action"] for row in found.rows}
    return [iri for iri in found.actions if iri not in named]
