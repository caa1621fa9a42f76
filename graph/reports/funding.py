"""Funding: what may be said of the money that a plan names, stream by stream, by payer, year and theme; what hangs on money without a sum; actions without any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from concordat.graph.analysis.money import Fund, Named, ends, funds, repeats, surplus, totals, years
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.given import Row, read, table
from concordat.graph.reports import Asked, who
from concordat.graph.reports.maysay import SEE, amounts, board, sums_columns, without_money
from concordat.graph.reports.namedmoney import NamedMoney
from concordat.graph.reports.sums import money, span, year
from concordat.graph.store import Graph

_MEANT = {"up-to": ", as a ceiling", "at-least": ", as a floor", "about": ", as a round figure"}


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What may be said of the money; the streams; who pays; the years; the themes; mechanisms; what the register adds; sums that may be the same; actions without money."""
    found = NamedMoney(read(graph, asked.kept), asked)
    return [board(found), _streams(found), _payers(found), _years(found), _themes(found), _mechanisms(found), added(found), _repeats(found), *_without(found)]


# ---- the streams, and the ways of adding them


def _streams(found: NamedMoney) -> Answer:
    columns = (
        Column("fund", "its name in the register, or the words of the plan"),
        *sums_columns(),
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
        words, first = counted(found, f), found.first[f.fund]
        time = (span(f.first, f.last), len(years(f.first, f.last)) or None)
        rows.append(
            (found.called(f), *_one(f), *time, words, found.payers.get(f.fund, ("", ""))[0], found.of([f]), first["printed"], first["place"], who.names(found.leads, f.actions), f.first, f.last)
        )
    notes = ("A sum for several years is shown whole: the plan does not say what falls in which year.",) if rows else ()
    return Answer("streams", f"{SEE['streams']}{found.title}", columns, tuple(rows), "How much is named, for what time, on which words, and does it count in the totals?", notes)


def counted(found: NamedMoney, f: Fund) -> str:
    """Whether a fund is in the totals, and how its sum is meant; if it is not, why."""
    return found.why(f) or f"yes{_MEANT.get(f.qualifier, '')}{_again(f)}"


def _again(f: Fund) -> str:
    """What is said of a fund that counts: the lower end of a range, how many actions name it, and whether they do so in different ways."""
    floor = "" if f.floor is None else f", with {money(f.floor, f.currency)} as the floor"
    times = f", once: it is named in {len(f.actions)} actions" if len(f.actions) > 1 else ""
    return f"{floor}{times}" + ("; actions name it in different ways" if f.differs else "")


def _one(f: Fund) -> list[Value]:
    return amounts(ends(f), f.currency, "not stated")


def _grouped(found: NamedMoney, groups: Iterable[tuple[tuple[Value, ...], list[Fund]]]) -> tuple[tuple[Value, ...], ...]:
    """A row for each group and currency: what may be added in it, how many funds that is, and the actions; one more for its funds without a sum."""
    rows = []
    for key, group in groups:
        for currency, total in totals(group).items():
            rows.append((*key, *amounts(total.sums, currency), len({f.fund for f in total.funds}), found.of(total.funds)))
        unpriced = [f for f in group if f.why == "no-sum"]
        if unpriced:
            rows.append((*key, *amounts({}, None, "not stated"), len(unpriced), found.of(unpriced)))
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
        *sums_columns(),
        _FUNDS,
        Column("refs", "the actions that name it"),
    )
    groups: dict[tuple[str, str], list[Fund]] = defaultdict(list)
    for f in found.funds:
        groups[found.payers.get(f.fund, ("nobody named", ""))].append(f)
    ordered = sorted(groups.items(), key=lambda g: (g[0][1] == "", g[0]))
    notes = ("Who leads an action is not for that reason its payer. What several pay together is not divided among them: the plan does not say how.",)
    return Answer("payers", f"{SEE['payers']}{found.title}", columns, _grouped(found, ordered), "Whose money is it, as far as anybody says?", notes if groups else ())


def _years(found: NamedMoney) -> Answer:
    columns = (
        Column("year", "the year; 2017/18 is from April to March"),
        Column("fund", "a fund whose period lies in it, in whole or in part"),
        *sums_columns("; the whole of it", "The same sum stands in every year of its period: never add the rows up."),
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
    return Answer("years", f"{SEE['years']}{found.title}", columns, tuple(rows), "Which money runs in which year?", notes if rows else ())


def _themes(found: NamedMoney) -> Answer:
    columns = (Column("theme"), *sums_columns(), _FUNDS, Column("refs", "the actions of this theme that name it"))
    by_theme: dict[str, list[Named]] = defaultdict(list)
    themes = defaultdict(set)
    for row in found.given.themes:
        themes[row["action"]].add(row["label"])
    for each in found.named:
        for label in sorted(themes[each.action]) or ["no theme"]:
            by_theme[label].append(each)
    groups = [((label,), funds(group, found.part_of)) for label, group in sorted(by_theme.items())]
    notes = ("An action has several themes, so the same money stands under each of them: do not add the themes up.",)
    return Answer("themes", f"Money by theme{found.title}", columns, _grouped(found, groups), "On which themes does the money fall?", notes if groups else ())


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
        "mechanisms", f"{SEE['mechanisms']}{found.title}", columns, tuple(rows), "Where does the plan work through a way of paying, or hang on an approval, and not name a sum?"
    )


def added(found: NamedMoney) -> Answer:
    """What the register adds to the money that the plan names."""
    columns = (
        Column("fund", "money that the plan names"),
        Column("what", "what the register adds to it"),
        Column("says", "that in words"),
        *sums_columns(", as the register has it", "It is in no total of this report, and a part is never added to its whole."),
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
            rows.append((found.called(f), "who pays", found.payers[fund][0], *amounts({}, None), "", told, own["source"]))
        if own["purpose"]:
            rows.append((found.called(f), "what it is for", own["purpose"], *amounts({}, None), "", told, own["source"]))
    rows += _unconfirmed(found)
    notes = ("These are facts of the register with their source, not words of the plan.",)
    return Answer("register", f"{SEE['register']}{found.title}", columns, tuple(rows), "What is known of this money beyond the plan?", notes if rows else ())


def _unconfirmed(found: NamedMoney) -> list[tuple[Value, ...]]:
    """What is said of money and mechanisms from memory alone, if the graph was built with such facts."""
    actions: dict[str, list[str]] = defaultdict(list)
    for row in found.rows:
        actions[row["fund"]].append(row["action"])
    facts = (row for row in table(found.given.graph, "not-confirmed") if row["subject"] in actions)
    return [(found.known[row["subject"]]["label"], "not confirmed", row["statement"], *amounts({}, None), "", found.refs(actions[row["subject"]]), "") for row in facts]


def _registered(row: Row) -> list[Value]:
    return [*amounts({} if row["amount"] is None else {row["qualifier"]: row["amount"]}, row["currency"]), span(row["period_start"], row["period_end"])]


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
        rows.append((money(amount, group[0].currency, group[0].qualifier), len(group), surplus(group), group[0].currency, found.of(group), " / ".join(words)))
    return Answer(
        "repeats",
        f"{SEE['repeats']}{found.title}",
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
    silent = set(without_money(found))
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
    return Answer(name, f"Actions without money, by {by}{found.title}", columns, tuple(rows), f"Where does the plan name no money, by {by}?", notes if rows else ())
