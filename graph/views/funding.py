"""From those who pay to named money, and from there to the actions that name it; nothing is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import networkx as nx

from concordat.graph.analysis.money import Fund, ends
from concordat.graph.extract.funding import sums
from concordat.graph.given import Row
from concordat.graph.reports import Asked
from concordat.graph.reports.funding import added, counted
from concordat.graph.reports.maysay import amounts, without_money
from concordat.graph.reports.namedmoney import OTHER, NamedMoney
from concordat.graph.reports.sums import span
from concordat.graph.views import lines
from concordat.graph.views.context import ACTION, Context
from concordat.graph.views.dossier import doubt
from concordat.graph.views.model import Drawing, EdgeKind, Fact, NodeKind

WIDE = 28  # characters of a line: low boxes, so that many stand in a column
NODES = {
    "payer": NodeKind("Payer", "box", "#0072b2", "Payers", WIDE),
    "unnamed": NodeKind("Payer not named", "box", "#c9ced6", "Payer not named", WIDE, border="dashed"),
    "sum": NodeKind("Named sum", "box", "#009e73", "Named sums", WIDE),
    "apart": NodeKind("Sum, not money for the plan", "box", "#e8d5b5", "Sums, not money for the plan", WIDE, border="dashed"),
    "unpriced": NodeKind("Money without a sum", "ellipse", "#c9e8dc", "Money without a sum", border="dashed"),
    "mechanism": NodeKind("Way of paying", "ellipse", "#cc79a7", "Ways of paying"),
    "condition": NodeKind("Condition on money", "ellipse", "#d55e00", "Conditions on money", 20, border="dotted"),
    "action": replace(ACTION, line=WIDE),
}
EDGES = {
    "register": EdgeKind("pays, as the register says", "#0072b2", arrow=True),
    "words": EdgeKind("pays, as the words beside the sum say", "#007c92", arrow=True),
    "unnamed": EdgeKind("nobody is named who pays", "#767676", dashed=True, arrow=True),
    "sum": EdgeKind("is named as a sum in", "#009e73", arrow=True),
    "apart": EdgeKind("is named, but not as money for the plan, in", "#8c510a", dashed=True, arrow=True),
    "unpriced": EdgeKind("is named without a sum in", "#009e73", dashed=True, arrow=True),
    "mechanism": EdgeKind("is named as a way of paying in", "#b0578d", arrow=True),
    "condition": EdgeKind("is named as a condition in", "#d55e00", dashed=True, arrow=True),
}
LAYERS = ("Who pays", "Named money", "Actions that name it")
FEW = 40  # actions, up to which there is room for some of their words
NOBODY = "payer:"
UNPAID = ("condition", "apart")
CAUTION = {
    "up-to": "A ceiling: it may be less, or nothing.",
    "at-least": "A floor: how much more it is, the plan does not say.",
    "about": "Rounded or estimated by the plan.",
}


def drawing(context: Context) -> Drawing:
    """Who pays on the left, what is named in the middle, the actions on the right; all lines are equally thick."""
    flows = Flows(context, NamedMoney(context.given, Asked(plan=context.given.kept.plan)))
    for thing, rows in flows.rows.items():
        _payers(flows, thing)
        _money(flows, thing, rows)
    for action in dict.fromkeys(row["action"] for row in flows.found.rows):
        node = context.action(action)
        flows.net.add_node(action, **node | {"label": node["name"] if flows.few else node["label"]}, size=1, layer=2)
    for row in flows.found.rows:
        _named(flows, row)
    used = lines.used(EDGES, (edge["kind"] for *_, edge in flows.net.edges(data=True)))
    return Drawing(flows.net, NODES, used, tuple(_notes(flows)), LAYERS if flows.rows else ())


@dataclass(frozen=True, eq=False)
class Flows:
    """The money that the plan names, and the picture so far."""

    context: Context
    found: NamedMoney

    @cached_property
    def net(self) -> nx.MultiDiGraph:
        return nx.MultiDiGraph()

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Where each fund, mechanism and condition is named, in plan order."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.found.rows:
            found[row["fund"]].append(row)
        return found

    @cached_property
    def funds(self) -> dict[str, Fund]:
        """What is reckoned of each fund; mechanisms and conditions are none."""
        return {str(fund.fund): fund for fund in self.found.funds}

    @cached_property
    def added(self) -> dict[str, list[Fact]]:
        """What the register adds to the money of this name, with its sources."""
        facts: dict[str, list[Fact]] = defaultdict(list)
        answer = added(self.found)
        at = [column.name for column in answer.columns].index
        for row in answer.rows:
            says = ": ".join(str(cell) for cell in (row[at("says")], row[at("sums")]) if cell)
            facts[str(row[at("fund")])].append(lines.sourced(f"Register: {row[at('what')]}", says, str(row[at("source")]), group="What the register adds"))
        return facts

    @cached_property
    def paid(self) -> dict[str, list[str]]:
        """The money that each payer pays, by the key of its node."""
        found: dict[str, list[str]] = defaultdict(list)
        for thing in self.rows:
            nobody = [] if self.kind(thing) in UNPAID else [(NOBODY, "")]
            for key, _ in self.payers(thing) or nobody:
                found[key].append(thing)
        return found

    @cached_property
    def few(self) -> bool:
        return len({row["action"] for row in self.found.rows}) <= FEW

    def payers(self, thing: str) -> list[tuple[str, str]]:
        """The key and the name of each who is known to pay."""
        return [(iri or f"{NOBODY}{name}", name) for name, iri in self.found.paying.get(thing, ({}, ""))[0].items()]

    def kind(self, thing: str) -> str:
        """sum, apart (saved, asked for, a share or a change), unpriced, condition or mechanism."""
        word = self.rows[thing][0]["kind"]
        if word == "stream":
            fund = self.funds[thing]
            return "unpriced" if fund.amount is None else "apart" if fund.why in OTHER else "sum"
        return "condition" if word == "condition" else "mechanism"

    def called(self, thing: str) -> str:
        """Its name in the register, else the words of the plan."""
        return self.found.called(thing) if thing in self.found.first or thing in self.found.known else str(self.rows[thing][0]["label"])

    def actions(self, thing: str) -> list[str]:
        return list(dict.fromkeys(row["action"] for row in self.rows[thing]))


def _money(flows: Flows, thing: str, rows: list[Row]) -> None:
    """A fund, mechanism or condition, with what is said of its sum."""
    item = flows.context.thing("money", thing, flows.called(thing), rows)
    facts, kind = list(item["facts"]), flows.kind(thing)
    if fund := flows.funds.get(thing):
        said = str(amounts(ends(fund), fund.currency, "no sum is named")[0])
        facts = [Fact("Sum, for the whole time", said), Fact("For which time", span(fund.first, fund.last) or "not stated"), Fact("Counted in totals", counted(flows.found, fund)), *facts]
        facts += [Fact("Take care", CAUTION[fund.qualifier])] if fund.amount is not None and fund.qualifier in CAUTION else []
    elif kind == "condition":
        facts.append(Fact("Take care", "A condition, not a sum. Whether it was met, the plan cannot know."))
    else:
        facts.append(Fact("Take care", "A way of paying, not a sum: the plan gives none for it."))
    facts += flows.added.get(flows.called(thing), [])
    known = flows.found.known.get(thing, {})
    facts += [lines.sourced("Register: what it is for", known["purpose"], known["source"], group="What the register adds")] if not fund and known.get("purpose") else []
    flows.net.add_node(thing, **item | {"label": _label(flows, thing), "kind": kind, "facts": facts}, size=2 if kind == "sum" else 1, layer=1)  # sums in the largest letters


def _label(flows: Flows, thing: str) -> str:
    """The sum as it is printed, and the name; of what is in no register the words alone."""
    name, fund = flows.called(thing), flows.funds.get(thing)
    if fund is None or fund.amount is None or thing not in flows.found.known:
        return name
    for row in flows.rows[thing]:
        for one in sums(row["printed"]):
            if one.amount == fund.amount:
                return f"{row['printed'][one.begin : one.end]}: {name}"
    return f"{amounts(ends(fund), fund.currency)[0]}: {name}"


def _payers(flows: Flows, thing: str) -> None:
    """Lines from those who pay, or from the shape that stands for nobody; a condition, or a sum that is saved, is nothing that anybody pays."""
    rows, name, given = flows.rows[thing], flows.called(thing), flows.context.given
    actions, known, told = flows.actions(thing), flows.payers(thing), flows.found.paying.get(thing, ({}, ""))[1]
    if not known and flows.kind(thing) in UNPAID:
        return
    kind = {"the register": "register", "": "unnamed"}.get(told, "words")
    words = [Fact(f"Words of {given.actions[row['action']]['ref']}", row["printed"], row["place"], thing=row["action"], doubt=doubt(row)) for row in rows]
    for key, payer in known or [(NOBODY, "Payer not named")]:
        _payer(flows, key, payer)
        others = [other for _, other in known if other != payer]
        beside = [Fact("Pays together with", "; ".join(others)), Fact("Take care", "How they share it is not said, so nothing is divided among them.")] if others else []
        source = flows.found.known[thing]["source"] if kind == "register" else ""
        facts = [lines.sourced("Who pays", f"{payer}, from {told}" if known else "Nobody is named, in the plan or in the register", source), *beside, *words]
        label = f"{payer} pays{' with others' if others else ''} {name}" if known else f"Nobody is named who pays {name}"
        filters = flows.context.filters(actions)
        filters |= {"organisation": [payer, *filters["organisation"]]} if known else {}
        text = lines.printed(rows)
        flows.net.add_edge(key, thing, kind=kind, label=f"{label}: {lines.refs(given, actions)}", weight=1, text=text, actions=actions, facts=facts, filters=filters)


def _payer(flows: Flows, key: str, name: str) -> None:
    """One who pays, with all money that it is known to pay."""
    if key in flows.net:
        return
    things = flows.paid[key]
    actions = list(dict.fromkeys(action for thing in things for action in flows.actions(thing)))
    term = "Pays" if key != NOBODY else "Nobody is named for"
    facts = [Fact(term, f'{flows.called(thing)}: "{flows.rows[thing][0]["printed"]}"', flows.rows[thing][0]["place"], thing=thing) for thing in things]
    filters = flows.context.filters(actions)
    own = {"organisation": list(dict.fromkeys([name, *filters["organisation"]]))} if key != NOBODY else {}
    kind = "payer" if key != NOBODY else "unnamed"
    flows.net.add_node(key, label=name, name=name, kind=kind, size=1, layer=0, facts=facts, filters=filters | own, dates=flows.context.dates(actions))


def _named(flows: Flows, row: Row) -> None:
    """A line from money to an action that names it."""
    kind, ref = flows.kind(row["fund"]), flows.context.given.actions[row["action"]]["ref"]
    own = amounts({} if row["amount"] is None else {row["qualifier"]: row["amount"]}, row["currency"])[0]
    facts = [Fact("Words of the plan", row["printed"], row["place"], doubt=doubt(row))]
    facts += [Fact("Sum as read", str(own))] if own else []
    time = span(row["period_start"], row["period_end"])
    facts += [Fact("For which time", time)] if time else []
    facts.append(Fact("How sure", row["confidence"]))
    filters = flows.context.filters([row["action"]]) | {"confidence": [row["confidence"]]}
    label = f"{flows.called(row['fund'])} {EDGES[kind].label} {ref}"
    flows.net.add_edge(row["fund"], row["action"], kind=kind, label=label, weight=1, text=row["printed"], actions=[row["action"]], facts=facts, filters=filters)


def _notes(flows: Flows) -> Iterable[str]:
    whole, silent = len(flows.found.actions), len(without_money(flows.found))
    if not flows.rows:
        none = "The only action names no" if whole == 1 else f"None of {whole} actions names"
        yield f"{none} money that was understood: concordat report unresolved lists words that look like a sum." if whole else "There are no actions."
        return
    yield "On the left stands who pays, as far as the register or the words beside a sum say; in the middle what the plan names, with the sum as it is printed; on the right the actions that name it."
    yield "Nothing is added up here, and a line is no thicker for more money. A sum stands for its whole time; what was paid is not in the plan."
    yield "Ways of paying and conditions are no sums. Who leads an action is not for that reason its payer."
    if silent:
        yield f"{lines.share(silent, whole, 'names', 'name')} no money and {'is' if silent == 1 else 'are'} not drawn. What {'it costs' if silent == 1 else 'they cost'}, the plan does not say."
