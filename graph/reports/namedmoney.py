"""The money of a graph as the report of funding sees it: each fund with its actions, its payers, and whether its words make it a total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from concordat.graph.analysis.money import Fund, Named, Total, funds, parts, totals
from concordat.graph.extract import payers
from concordat.graph.extract.funding import Sum
from concordat.graph.given import Given, Row, table
from concordat.graph.reports import Asked, who
from concordat.graph.reports.kept import of_body, refs, scope
from concordat.graph.reports.sumwords import meant

_IN_COLUMN = re.compile(r"-cell-\d+$")  # so ends the key of a sum that is in no register and was read in an action's cell for money

_WHY = {
    "no-sum": "no: the plan names no sum",
    "part": "no: it is part of {whole}, which the plan names too",
    "part-in-words": "no: the words say that it is part of another sum",
    "rate": "no: the words say that it comes again and again, or for each of several things",
    "brackets": "no: it stands in brackets behind another sum, and may be a part of it or the same sum",
    "adds-up": "no: with the sums beside it, it adds up to another sum of the action, and may be its part",
    "no-spending": "no: the words speak of money that is saved, cut, owed, lost or not spent, not of money for the plan",
    "asked": "no: the words say that it is asked for or is to be matched, not that it is there",
    "share": "no: the words mean a share of it, not the sum",
    "change": "no: the words say what a sum rises or falls to; how much of that is for the plan is not stated",
    "beside-column": "no: the action's column for money has a sum, and this one of the text may be the same money",
    "same-as-column": "no: the same sum stands in the action's text",
}
OTHER = ("no-spending", "asked", "share", "change")  # of these, what does not seem to be money for the plan


@dataclass(frozen=True, eq=False)
class NamedMoney:
    """The money that is named in the actions kept, and what the register knows of it."""

    given: Given
    asked: Asked

    @cached_property
    def actions(self) -> list[str]:
        """The actions that are kept, in plan order; if a body was asked for, those in which it has a part."""
        return list(of_body(self.given, self.asked)[0].actions)

    @cached_property
    def title(self) -> str:
        """How a title says what was kept; empty if all was."""
        return f"{scope(self.asked)}{of_body(self.given, self.asked)[1]}"

    @cached_property
    def plans(self) -> list[str]:
        """The plans whose actions name money, in their order."""
        return list(dict.fromkeys(self.given.actions[row["action"]]["plan"] for row in self.rows))

    @cached_property
    def rows(self) -> list[Row]:
        """What is named, mechanisms and conditions too, in plan order."""
        kept = set(self.actions)
        return sorted((row for row in self.given.money if row["action"] in kept), key=lambda row: self._place[row["action"]])

    @cached_property
    def streams(self) -> list[Row]:
        """What is named without the mechanisms and conditions."""
        return [row for row in self.rows if row["kind"] == "stream"]

    @cached_property
    def known(self) -> dict[str, Row]:
        """What the register knows of each fund, by its identifier; who pays it stands in `payers`."""
        return {row["fund"]: row for row in self._register}

    @cached_property
    def _register(self) -> tuple[Row, ...]:
        return table(self.given.graph, "funds")

    @cached_property
    def part_of(self) -> dict[str, str]:
        """The fund of which a registered fund is a part."""
        return {fund: row["part_of"] for fund, row in self.known.items() if row["part_of"]}

    @cached_property
    def named(self) -> list[Named]:
        """The funds as each action names them."""
        found = [self._named(row) for row in self.streams]
        groups: dict[tuple, list[int]] = defaultdict(list)
        for n, each in enumerate(found):
            if each.amount is not None:
                groups[each.action, each.currency, each.in_column].append(n)
        for places in groups.values():
            for part in parts([found[n].amount or 0 for n in places]):
                found[places[part]] = replace(found[places[part]], why=found[places[part]].why or "adds-up")
        return found

    def _named(self, row: Row) -> Named:
        sum_of = (row["amount"], row["qualifier"], row["currency"], row["period_start"], row["period_end"])
        registered, priced = row["fund"] in self.known, row["amount"] is not None
        told = self._told.get((row["action"], row["fund"]), []) if priced else []
        in_column = priced and not registered and (not told or bool(_IN_COLUMN.search(row["fund"])))
        of_cell = meant(row["printed"]) if in_column else told  # of a cell for money the graph has no more than the words of the sum
        why = next((why for _, why in of_cell), "") if all(why for _, why in of_cell) else ""
        floor = next((one.floor for one, _ in of_cell if one.floor is not None), None) if row["qualifier"] == "up-to" else None
        return Named(row["action"], row["fund"], *sum_of, registered, in_column, why, floor)

    @cached_property
    def _told(self) -> dict[tuple[str, str], list[tuple[Sum, str]]]:
        """The sums of the actions' texts that are each fund, with what their words make of them, by action and fund."""
        found: dict[tuple[str, str], list[tuple[Sum, str]]] = defaultdict(list)
        texts: dict[str, list[tuple[Sum, str]]] = {}
        for row in (row for row in self.streams if row["amount"] is not None and not _IN_COLUMN.search(row["fund"])):
            text = self.given.actions[row["action"]]["text"]
            free = texts.setdefault(row["action"], meant(text))
            here = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(row['printed'])}(?!\w|[.,]\d)", text)]
            own = [each for each in free if each[0].amount == row["amount"] and any(a <= each[0].start and each[0].end <= b for a, b in here)]
            own = own if row["fund"] in self.known else own[:1]  # words that stand twice are two sums, unless the register knows them for one
            found[row["action"], row["fund"]] += own
            texts[row["action"]] = [each for each in free if each not in own]
        return found

    @cached_property
    def funds(self) -> list[Fund]:
        """Each fund once."""
        return funds(self.named, self.part_of)

    @cached_property
    def priced(self) -> set[Hashable]:
        """The funds that are named with a sum."""
        return {fund.fund for fund in self.funds if fund.amount is not None}

    @cached_property
    def totals(self) -> dict[str, Total]:
        """What may be added of them, by currency."""
        return totals(self.funds)

    @cached_property
    def leads(self) -> dict[str, list[str]]:
        """Who leads each action."""
        return who.leads(self.given)

    @cached_property
    def payers(self) -> dict[str, tuple[str, str]]:
        """Who pays each fund, by name, and from where that is known: the register, or the words beside the sum; empty if nobody is known to."""
        return {fund: ("; ".join(bodies), known_from) for fund, (bodies, known_from) in self.paying.items()}

    @cached_property
    def paying(self) -> dict[str, tuple[dict[str, str], str]]:
        """The same with each payer on its own: its name, and its identifier where it has one."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self._register:
            if row["funder_label"]:
                found[row["fund"]][row["funder_label"]] = row["funder"]
        paid = {fund: (bodies, "the register") for fund, bodies in found.items()}
        bodies: dict[str, list[Row]] = defaultdict(list)
        for row in self.given.rows("responsibilities"):
            bodies[row["action"]].append(row)
        for row in self.streams:
            if row["fund"] not in paid and row["rule"] == "sum-and-payer":
                here = [r for r in bodies[row["action"]] if re.search(rf"(?<!\w){re.escape(r['printed'])}(?!\w)", row["printed"])]
                paid[row["fund"]] = ({r["name"]: r["body"] for r in here} or {payers.called(row["printed"]): ""}, "the words beside the sum")
        return paid

    def why(self, fund: Fund) -> str:
        """Why a fund is not in the totals; empty if it is."""
        whole = self.part_of.get(str(fund.fund)) if fund.why == "part" else None
        while whole is not None and whole not in self.priced:  # the nearest that the plan names with a sum
            whole = self.part_of.get(whole)
        return _WHY[fund.why].format(whole=self.called(whole) if whole else "") if fund.why else ""

    def called(self, fund: Fund | str) -> str:
        """The name of a fund; of a sum that is in no register the words that name it."""
        key = fund.fund if isinstance(fund, Fund) else fund
        return str(self.known[key]["label"] if key in self.known else self.first[key]["printed"])

    @cached_property
    def first(self) -> dict[str, Row]:
        """Where each fund is named first."""
        found: dict[str, Row] = {}
        for row in self.streams:
            found.setdefault(row["fund"], row)
        return found

    def refs(self, actions: Iterable[str]) -> str:
        """References in plan order."""
        return refs(self.given, sorted(set(actions), key=self._place.__getitem__))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {iri: n for n, iri in enumerate(self.given.actions)}

    def of(self, found: Iterable[Fund]) -> str:
        """References of the actions that name some funds."""
        return self.refs(action for fund in found for action in fund.actions)
