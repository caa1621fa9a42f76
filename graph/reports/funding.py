"""Funding: what may be said of the money that a plan names, stream by stream, by payer, year and theme; what hangs on money without a sum; actions without any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from concordat.graph.analysis.money import QUALIFIERS, Amount, Fund, Named, Total, funds, repeats, totals, years
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.facts import checked_on
from concordat.graph.given import Row, day, read, table
from concordat.graph.reports import Asked, who
from concordat.graph.reports.kept import scope
from concordat.graph.reports.namedmoney import NamedMoney
from concordat.graph.reports.sums import money, over, some, span, year
from concordat.graph.store import Graph

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
_WHY = {
    "": "yes{meant}",
    "no-sum": "no: the plan names no sum",
    "part": "no: it is part of {whole}, which the plan names too",
    "part-in-words": "no: the words say that it is part of another sum",
    "rate": "no: the words say that it comes again and again, or for each of several things",
    "beside-column": "no: the action's column for money has a sum, and this one of the text may be the same money",
    "same-as-column": "no: the same sum stands in the action's text",
}
_MEANT = {"up-to": ", as a ceiling", "at-least": ", as a floor", "about": ", as a round figure"}
_MOST = 10  # actions that a terminal shows in a cell of the first table
_NAMED = 5  # sums that a sentence names one by one
_LIMITED = {"at-least": "a floor is the least that is meant", "about": "a round figure is only near the sum", "up-to": "a ceiling is the most that may come"}
_SEE = {
    "streams": "The money that the plan names",
    "payers": "Who pays",
    "years": "Which money runs in which year",
    "mechanisms": "Ways of paying, and conditions",
    "register": "What the register adds",
    "repeats": "Equal sums in different actions",
    "sections": "Actions without money, by section",
}


def _sums_columns(about: str = "", limits: str = "") -> tuple[Column, ...]:
    """The sums in words, and for reckoning each way of meaning them in a column of its own."""
    figures = (Column(name, _ABOUT[name] + about, True, f"{own} {limits}".strip()) for name, own in _LIMITS.items())
    return (Column("sums", f"the sums in words{about}; empty where there is none"), *figures, Column("currency", "currency of the sums; empty where there is no sum", True))


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What may be said of the money; the streams; who pays; the years; the themes; mechanisms; what the register adds; sums that may be the same; actions without money."""
    found = NamedMoney(read(graph, asked.kept), asked)
    return [_board(found), _streams(found), _payers(found), _years(found), _themes(found), _mechanisms(found), _register(found), _repeats(found), *_without(found)]


# ---- what may be said


def _board(found: NamedMoney) -> Answer:
    columns = (
        Column("verdict", "may be said, to be said with care, or not to be said"),
        Column("words", "what may be said, or what must not be"),
        Column("why", "the reason"),
        *_sums_columns()[1:],
        Column("refs", "the actions that name this money", most=_MOST),
        Column("see", "the heading of the table of this report that has the particulars"),
    )
    rows = [*_may(found), *_with_care(found), *_may_not(found)]
    notes = (
        ("These are the sums that the plan names. What was paid is not in it.",)
        if found.rows
        else ("No action names money that was understood: concordat report unresolved lists words that look like a sum.",)
    )
    return Answer("board", f"What may be said of the money{scope(found.asked)}", columns, tuple(rows), "What can be said of the plan's money in front of a board, and what can not?", notes)


def _amounts(sums: Mapping[str, Amount], currency: str | None, none: str = "") -> list[Value]:
    """The cells of sums: in words, or what is said where there is none; then each way of meaning them, then their currency."""
    return ["; ".join(money(sums[q], currency, q) for q in QUALIFIERS if q in sums) or none, *(sums.get(q) for q in QUALIFIERS), (currency if sums else "") or ""]


def _may(found: NamedMoney) -> Iterable[tuple[Value, ...]]:
    for currency, total in found.totals.items():
        groups = [[f for f in total.funds if f.qualifier == q] for q in QUALIFIERS if q in total.sums]
        told = [f"{'It also' if n else 'The plan'} names {_named(found, group, total)}{', which is not to be added to that' if n else ''}." for n, group in enumerate(groups)]
        why = "Each fund is counted once, and no part of a fund beside the whole."
        yield ("may be said", " ".join([*told, *_ended(found, total)]), why, *_amounts(total.sums, currency)[1:], found.of(total.funds), _SEE["streams"])


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
        return f"{len(group)} sums ({some_of}), {together} together, which is our sum{', each ' + spread if spread else ', for different times'}"
    each = [_sum(found, f) + ("" if spread else f" {over(f.first, f.last)}") for f in group]
    return f"{', '.join(each[:-1])} and {each[-1]}{', each ' + spread if spread else ''}: {together} together, which is our sum"


def _sum(found: NamedMoney, fund: Fund) -> str:
    return f"{money(fund.amount or 0, fund.currency, fund.qualifier)} ({found.of([fund])})"


def _ended(found: NamedMoney, total: Total) -> list[str]:
    """Whether the time of these sums was over on the day on which the registers were checked; nothing if no day is known."""
    checked, dated = checked_on(found.given.graph.store), [f.last for f in total.funds if f.last]
    past = sum(last < day(checked) for last in dated) if checked else 0
    if not past:
        return []
    whole = "That time was" if len(total.funds) == 1 else "All these times were" if past == len(total.funds) else f"Of {past} of these {len(total.funds)} sums the time was"
    return [f"{whole} over by {checked}, the day on which the registers were last checked."]


def _refs(found: NamedMoney, money_of: Iterable[Fund] | Iterable[Row]) -> str:
    """The actions that name some money."""
    return found.refs({action for each in money_of for action in (each.actions if isinstance(each, Fund) else (each["action"],))})


def _with_care(found: NamedMoney) -> Iterable[tuple[Value, ...]]:
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
    left = [f for f in found.funds if f.why in ("part-in-words", "rate", "beside-column", "same-as-column")]
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
    return (verdict, words, why, *_amounts({}, None)[1:], told, _SEE[see])


def _may_not(found: NamedMoney) -> Iterable[tuple[Value, ...]]:
    counted = [f for total in found.totals.values() for f in total.funds]
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
    silent = _silent(found)
    if silent and found.actions:
        yield _row(
            "do not say",
            "That the plan costs nothing, because none of its actions names money."
            if len(silent) == len(found.actions)
            else f"That the other {len(silent)} of {len(found.actions)} actions cost nothing.",
            "They name no money. What they cost, the plan does not say.",
            found.refs(silent),
            "sections",
        )


def _silent(found: NamedMoney) -> list[str]:
    """The actions that name neither a sum, nor a fund, nor a mechanism or condition."""
    named = {row["action"] for row in found.rows}
    return [iri for iri in found.actions if iri not in named]


# ---- the streams, and the ways of adding them


def _streams(found: NamedMoney) -> Answer:
    columns = (
        Column("fund", "its name in the register, or the words of the plan"),
        *_sums_columns(),
        Column("period", "the time for which the sum is meant, as read; empty if the plan names none"),
        Column(
            "over_years", "in how many years this lies; a number from 1, nothing if no period is named", limits="Not by how much to divide the sum: the plan does not say what falls in which year."
        ),
        Column("counted", "whether the sum is in the totals, and if not, why"),
        Column("payer", "who pays, as registered or as the words beside the sum say; empty if nobody is known to"),
        Column("refs", "the actions that name it"),
        Column("words", "the words that name it, in the first of these actions", True),
        Column("place", "where they stand in the document", True),
        Column("leads", "who leads these actions, which does not make them payers", True),
        Column("period_start", "first day of the period", True),
        Column("period_end", "last day of it", True),
    )
    rows = []
    for f in found.funds:
        words, first = _WHY[f.why].format(whole=_whole_of(found, f), meant=_MEANT.get(f.qualifier, "")) + ("; actions name it in different ways" if f.differs else ""), found.first[f.fund]
        time = (span(f.first, f.last), len(years(f.first, f.last)) or None)
        rows.append(
            (found.called(f), *_one(f), *time, words, found.payers.get(f.fund, ("", ""))[0], found.of([f]), first["printed"], first["place"], who.names(found.leads, f.actions), f.first, f.last)
        )
    notes = ("A sum for several years is shown whole: the plan does not say what falls in which year.",) if rows else ()
    return Answer("streams", f"{_SEE['streams']}{scope(found.asked)}", columns, tuple(rows), "How much is named, for what time, on which words, and does it count in the totals?", notes)


def _one(f: Fund) -> list[Value]:
    return _amounts({} if f.amount is None else {f.qualifier: f.amount}, f.currency, "not stated")


def _whole_of(found: NamedMoney, f: Fund) -> str:
    """The fund of which one that does not count is a part, the nearest that the plan names with a sum."""
    fund = found.part_of.get(f.fund) if f.why == "part" else None
    while fund is not None and fund not in found.priced:
        fund = found.part_of.get(fund)
    return found.called(fund) if fund else ""


def _grouped(found: NamedMoney, groups: Iterable[tuple[tuple[Value, ...], list[Fund]]]) -> tuple[tuple[Value, ...], ...]:
    """A row for each group and currency: what may be added in it, how many funds that is, and the actions; one more for its funds without a sum."""
    rows = []
    for key, group in groups:
        for currency, total in totals(group).items():
            rows.append((*key, *_amounts(total.sums, currency), len(total.funds), found.of(total.funds)))
        unpriced = [f for f in group if f.why == "no-sum"]
        if unpriced:
            rows.append((*key, *_amounts({}, None, "not stated"), len(unpriced), found.of(unpriced)))
    return tuple(rows)


_FUNDS = Column(
    "funds",
    "how many funds these are; a number from 1. A row without a currency has those of which the plan names no sum",
    limits="Not how many payments: a fund that several actions name counts once.",
)


def _payers(found: NamedMoney) -> Answer:
    columns = (
        Column("payer", "who pays; several where they pay together"),
        Column("known_from", "the register, or the words beside the sum"),
        *_sums_columns(),
        _FUNDS,
        Column("refs", "the actions that name it"),
    )
    groups: dict[tuple[str, str], list[Fund]] = defaultdict(list)
    for f in found.funds:
        groups[found.payers.get(f.fund, ("nobody named", ""))].append(f)
    ordered = sorted(groups.items(), key=lambda g: (g[0][1] == "", g[0]))
    notes = ("Who leads an action is not for that reason its payer. What several pay together is not divided among them: the plan does not say how.",)
    return Answer("payers", f"{_SEE['payers']}{scope(found.asked)}", columns, _grouped(found, ordered), "Whose money is it, as far as anybody says?", notes if groups else ())


def _years(found: NamedMoney) -> Answer:
    columns = (
        Column("year", "the year; 2017/18 is from April to March"),
        Column("fund", "a fund whose period lies in it, in whole or in part"),
        *_sums_columns("; the whole of it", "The same sum stands in every year of its period: never add the rows up."),
        Column("over_years", "over how many years this sum goes; a number from 1, nothing if no period is named", limits="Not by how much to divide the sum."),
        Column("period", "the whole period"),
        Column("refs", "the actions that name it"),
    )
    lines: list[tuple[date, date, Fund, int]] = []
    timeless = []
    for f in (f for f in found.funds if f.counted or f.why == "no-sum"):
        there = years(f.first, f.last)
        lines += [(*each, f, len(there)) for each in there]
        timeless += [] if there else [f]
    lines.sort(key=lambda line: line[:2])
    rows = [(year(a, b), found.called(f), *_one(f), n, span(f.first, f.last), found.of([f])) for a, b, f, n in lines]
    rows += [("not stated", found.called(f), *_one(f), None, span(f.first, f.last), found.of([f])) for f in timeless]
    notes = ("This shows what runs when, not what is spent when. No sum is divided over its years, because the plan divides none.",)
    return Answer("years", f"{_SEE['years']}{scope(found.asked)}", columns, tuple(rows), "Which money runs in which year?", notes if rows else ())


def _themes(found: NamedMoney) -> Answer:
    columns = (Column("theme"), *_sums_columns(), _FUNDS, Column("refs", "the actions of this theme that name it"))
    by_theme: dict[str, list[Named]] = defaultdict(list)
    themes = defaultdict(set)
    for row in found.given.themes:
        themes[row["action"]].add(row["label"])
    for each in found.named:
        for label in sorted(themes[each.action]) or ["no theme"]:
            by_theme[label].append(each)
    groups = [((label,), funds(group, found.part_of)) for label, group in sorted(by_theme.items())]
    notes = ("An action has several themes, so the same money stands under each of them: do not add the themes up.",)
    return Answer("themes", f"Money by theme{scope(found.asked)}", columns, _grouped(found, groups), "On which themes does the money fall?", notes if groups else ())


# ---- what is no sum, what the register adds, what may be the same


def _mechanisms(found: NamedMoney) -> Answer:
    columns = (
        Column("name", "the mechanism or condition"),
        Column("kind", "mechanism: a way by which money is paid; condition: something that must be granted or done first"),
        Column("ref"),
        Column("words", "the words that name it"),
        Column("place", "where they stand in the document"),
        Column("period", "the time that the plan names with it; empty if none"),
        Column("leads", "who leads the action"),
        Column("purpose", "what it is for, as the register has it", True),
    )
    rows = [
        (
            row["label"],
            row["kind"],
            found.given.actions[row["action"]]["ref"],
            row["printed"],
            row["place"],
            span(row["period_start"], row["period_end"]),
            who.names(found.leads, [row["action"]]),
            found.known.get(row["fund"], {}).get("purpose", ""),
        )
        for row in found.rows
        if row["kind"] != "stream"
    ]
    return Answer(
        "mechanisms", f"{_SEE['mechanisms']}{scope(found.asked)}", columns, tuple(rows), "Where does the plan work through a way of paying, or hang on an approval, and not name a sum?"
    )


def _register(found: NamedMoney) -> Answer:
    columns = (
        Column("fund", "money that the plan names"),
        Column("what", "what the register adds to it"),
        Column("says", "that in words"),
        *_sums_columns(", as the register has it", "It is in no total of this report, and a part is never added to its whole."),
        Column("period", "period as the register has it"),
        Column("refs", "the actions that name the fund"),
        Column("source", "where the register says so; empty for what is not confirmed"),
    )
    rows = []
    named = {f.fund: f for f in found.funds}
    for fund, f in named.items():
        if fund not in found.known:
            continue
        own, told = found.known[fund], found.of([f])
        for other in sorted(found.known.values(), key=lambda row: row["label"]):
            if other["part_of"] == fund and other["fund"] not in named:
                rows.append((found.called(f), "a part that the plan does not name", other["label"], *_registered(other), told, other["source"]))
            if own["part_of"] == other["fund"] and other["fund"] not in named:
                rows.append((found.called(f), "the whole, which the plan does not name", other["label"], *_registered(other), told, other["source"]))
        if own["amount"] is not None and f.amount is None:
            rows.append((found.called(f), "a sum, which the plan does not name", own["label"], *_registered(own), told, own["source"]))
        elif f.amount is not None and (own["amount"], own["qualifier"], own["currency"]) != (f.amount, f.qualifier, f.currency):
            rows.append((found.called(f), "another sum than the plan, or meant in another way", own["label"], *_registered(own), told, own["source"]))
        if found.payers.get(fund):
            rows.append((found.called(f), "who pays", found.payers[fund][0], *_amounts({}, None), "", told, own["source"]))
        if own["purpose"]:
            rows.append((found.called(f), "what it is for", own["purpose"], *_amounts({}, None), "", told, own["source"]))
    rows += _unconfirmed(found)
    notes = ("These are facts of the register with their source, not words of the plan.",)
    return Answer("register", f"{_SEE['register']}{scope(found.asked)}", columns, tuple(rows), "What is known of this money beyond the plan?", notes if rows else ())


def _unconfirmed(found: NamedMoney) -> list[tuple[Value, ...]]:
    """What is said of money and mechanisms from memory alone, if the graph was built with such facts."""
    actions: dict[str, list[str]] = defaultdict(list)
    for row in found.rows:
        actions[row["fund"]].append(row["action"])
    facts = (row for row in table(found.given.graph, "not-confirmed") if row["subject"] in actions)
    return [(found.known[row["subject"]]["label"], "not confirmed", row["statement"], *_amounts({}, None), "", found.refs(actions[row["subject"]]), "") for row in facts]


def _registered(row: Row) -> list[Value]:
    return [*_amounts({} if row["amount"] is None else {row["qualifier"]: row["amount"]}, row["currency"]), span(row["period_start"], row["period_end"])]


def _repeats(found: NamedMoney) -> Answer:
    columns = (
        Column("sum", "a sum that several actions name"),
        Column("times", "how many times it is counted; a number from 2", limits="Not how many times it is paid: that the sums are equal does not make them one."),
        Column("less", "by how much the totals would be lower if it were one sum, in units of the currency", limits="Only if it is the same money, which the plan does not say."),
        Column("currency", "currency of the sum"),
        Column("refs", "the actions"),
        Column("words", "the words of each"),
    )
    rows = []
    for group in repeats(found.funds):
        words = {found.called(f): None for f in group}
        amount = group[0].amount or 0
        rows.append((money(amount, group[0].currency), len(group), amount * (len(group) - 1), group[0].currency, found.of(group), " / ".join(words)))
    return Answer(
        "repeats",
        f"{_SEE['repeats']}{scope(found.asked)}",
        columns,
        tuple(rows),
        "Which sums may be the same money, named again?",
        () if rows else ("No sum stands in two actions without the register knowing it for one fund.",),
    )


# ---- actions without money


def _without(found: NamedMoney) -> list[Answer]:
    """Actions without money by section and by lead."""
    sections: dict[tuple[str, ...], list[str]] = defaultdict(list)
    leads: dict[tuple[str, ...], list[str]] = defaultdict(list)
    several = len({row["plan"] for row in found.given.actions.values()}) > 1
    for iri in found.actions:
        action = found.given.actions[iri]
        plan = (action["plan"],) if several else ()
        sections[(" ".join([*plan, action["section"] or ""]), action["section_title"] or "")].append(iri)
        for name in dict.fromkeys(found.leads.get(iri) or ["no lead"]):
            leads[(name,)].append(iri)
    silent = set(_silent(found))
    by_lead = sorted(leads.items(), key=lambda g: (-len(silent & set(g[1])), g[0]))
    note = ("An action with several leads counts under each of them. A lead need not be the one who pays.",)
    return [
        _absent(found, "sections", "section", (Column("section"), Column("title")), sections.items(), ("Money is a sum, a fund, a way of paying or a condition that the action names.",)),
        _absent(found, "leads", "lead", (Column("lead", "a body that leads"),), by_lead, note),
    ]


def _absent(found: NamedMoney, name: str, by: str, key: tuple[Column, ...], groups: Iterable[tuple[tuple[str, ...], list[str]]], notes: tuple[str, ...]) -> Answer:
    columns = (
        *key,
        Column("actions", "how many actions", limits="The columns after it say of how many the plan names money, not how many are paid for."),
        Column("with_sum", "of these, how many name a sum", limits="The sum may be for more than the action, or for a part of it."),
        Column("other_money", "of these, how many name money without a sum: a fund, a way of paying or a condition", limits="That money is named does not mean that it was granted."),
        Column("without", "of these, how many name no money", limits="Not that they cost nothing, or that there is no money for them: the plan does not say."),
        Column("without_refs", "those that name none"),
        Column("refs", "all of them", True),
    )
    priced = {row["action"] for row in found.rows if row["amount"] is not None}
    named = {row["action"] for row in found.rows}
    rows = []
    other = named - priced
    for words, actions in groups:
        silent = [a for a in actions if a not in named]
        rows.append((*words, len(actions), sum(a in priced for a in actions), sum(a in other for a in actions), len(silent), found.refs(silent), found.refs(actions)))
    return Answer(name, f"Actions without money, by {by}{scope(found.asked)}", columns, tuple(rows), f"Where does the plan name no money, by {by}?", notes if rows else ())
