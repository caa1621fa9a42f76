"""The money of a graph as the report of funding sees it: each fund with its actions, its payers, and whether its words make it a total."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from concordat.graph import wordlists
from concordat.graph.analysis.money import Fund, Named, Total, funds, totals
from concordat.graph.given import Given, Row, table
from concordat.graph.reports import Asked, who
from concordat.graph.reports.kept import of_body, refs, scope

_IN_COLUMN = re.compile(r"-cell-\d+$")  # so ends the key of a sum that is in no register and was read in an action's cell for money
_WHOLE = re.compile(r"\s*[(:]")  # what stands behind a sum that is then divided
_NEAR = 40  # characters before a sum in which words stand that make it a part of another


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
        return [self._named(row) for row in self.streams]

    def _named(self, row: Row) -> Named:
        sum_of = (row["amount"], row["qualifier"], row["currency"], row["period_start"], row["period_end"])
        registered = row["fund"] in self.known
        around = self._around(row)
        within = bool(around) and self._priced[row["action"]] > 1 and (
            all(_part().search(before) or self._whole_follows(row, behind) for before, behind in around) or row["fund"] in self._parts[row["action"]]
        )
        other = bool(around) and all(_other().search(before) for before, _ in around)
        rate = bool(around) and all(_rate().match(behind) or _rate().search(row["printed"]) for _, behind in around)
        return Named(row["action"], row["fund"], *sum_of, registered, not registered and bool(_IN_COLUMN.search(row["fund"])), within, rate, other)

    @cached_property
    def _priced(self) -> Counter[str]:
        """How many sums each action names."""
        return Counter(row["action"] for row in self.streams if row["amount"] is not None)

    @cached_property
    def _sums(self) -> dict[str, list[Row]]:
        """The sums that each action names."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.streams:
            if row["amount"] is not None:
                found[row["action"]].append(row)
        return found

    def _whole_follows(self, row: Row, behind: str) -> bool:
        """Whether a sum is so much of another: "£2m of the £10m"."""
        link = _of().match(behind)
        return link is not None and any(behind.startswith(other["printed"], link.end()) for other in self._sums[row["action"]] if other is not row)

    @cached_property
    def _parts(self) -> dict[str, set[str]]:
        """Sums of each action that together come to another of its sums, which brackets, a colon or a word such as total sets off as their whole."""
        found: dict[str, set[str]] = defaultdict(set)
        for action, rows in self._sums.items():
            for whole in rows:
                less = [row for row in rows if row["currency"] == whole["currency"] and row["amount"] < whole["amount"]]
                if len(less) > 1 and sum(row["amount"] for row in less) == whole["amount"] and any(_WHOLE.match(behind) or _total().search(before) for before, behind in self._around(whole)):
                    found[action] |= {row["fund"] for row in less}
        return found

    def _around(self, row: Row) -> list[tuple[str, str]]:
        """The words before and behind a sum wherever it stands in the action's text; of a cell for money the graph has no more than the sum."""
        text = self.given.actions[row["action"]]["text"]
        found = re.finditer(rf"(?<!\w){re.escape(row['printed'])}(?!\w|[.,]\d)", text) if row["amount"] is not None else ()
        return [(text[max(0, m.start() - _NEAR) : m.start()], text[m.end() : m.end() + _NEAR]) for m in found]

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
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row in self._register:
            if row["funder_label"]:
                found[row["fund"]][row["funder_label"]] = None
        paid = {fund: ("; ".join(names), "the register") for fund, names in found.items()}
        bodies: dict[str, list[Row]] = defaultdict(list)
        for row in self.given.rows("responsibilities"):
            bodies[row["action"]].append(row)
        for row in self.streams:
            if row["fund"] not in paid and row["rule"] == "sum-and-payer":
                here = [r for r in bodies[row["action"]] if re.search(rf"(?<!\w){re.escape(r['printed'])}(?!\w)", row["printed"])]
                paid[row["fund"]] = ("; ".join(dict.fromkeys(r["name"] for r in here)) or row["printed"], "the words beside the sum")
        return paid

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


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?:{wordlists.pattern('money-part').pattern})\s+(?:an?\s+|the\s+|some\s+)?$", re.IGNORECASE)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"(?:{wordlists.pattern('money-other').pattern}|%\s+of)\s+$", re.IGNORECASE)


@cache
def _total() -> re.Pattern[str]:
    return re.compile(rf"(?:{wordlists.pattern('money-total').pattern})\W+$", re.IGNORECASE)


@cache
def _of() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{wordlists.pattern('money-of').pattern})\s+(?:the\s+|an?\s+|this\s+|its\s+)?", re.IGNORECASE)


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{wordlists.pattern('money-rate').pattern})", re.IGNORECASE)
