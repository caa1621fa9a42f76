"""Actions that depend on each other, in the order of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.dependence import CERTAIN, IN_TIME, POSSIBLE, Late, cycles, late, steps
from concordat.graph.given import Given, Row
from concordat.graph.reports.dependencies import printed
from concordat.graph.reports.waits import LISTED, dated
from concordat.graph.views import lines
from concordat.graph.views.context import ACTION, Context
from concordat.graph.views.model import Drawing, EdgeKind, Fact, Item, NodeKind

_KINDS = {
    "requires-output": EdgeKind("comes first, the other uses what it makes", "#0072b2", arrow=True),
    "implements": EdgeKind("comes first, the other puts its result into effect", "#009e73", arrow=True),
    "monitors": EdgeKind("comes first, the other measures what it does", "#8c6500", dashed=True, arrow=True),
    "late": EdgeKind("comes first, dated too late for the other", "#d03b00", arrow=True),
    "perhaps-late": EdgeKind("comes first, perhaps dated too late for the other", "#d03b00", dashed=True, arrow=True),
    "late-start": EdgeKind("comes first, may come too late for the other's start, in time for its finish", "#8c6500", dashed=True, arrow=True),
    "circle": EdgeKind("is in a circle with the other: each waits for the other", "#7b3ea8", arrow=True),
    "supports": EdgeKind("contributes to the other's aim, no order", "#b0568b", dashed=True, arrow=True),
}
INFERRED = "-inferred"  # behind the kind of a line: both actions name the same thing, and no word says that the one waits for the other
KINDS = _KINDS | {key + INFERRED: replace(kind, label=f"{kind.label}; inferred", dashed=True) for key, kind in _KINDS.items()}
IN_CIRCLE = NodeKind("Action in a circle", "ellipse", "#d9b3f0", "Actions in a circle")
_WORDS = {
    "requires-output": "{first} comes before {then}, which uses what it makes",
    "implements": "{first} comes before {then}, which puts its result into effect",
    "monitors": "{first} comes before {then}, which measures what it does",
    "supports": "{then} contributes to the aim of {first}",
}
_WEIGHTS = {"late": 3, "perhaps-late": 2, "late-start": 2, "circle": 2}
_TOO_LATE = {CERTAIN: "{first} finishes after the {end} of {then}", POSSIBLE: "{first} may finish after the {end} of {then}"}


@dataclass(frozen=True)
class Order:
    """The order of work: of each action that waits or is waited for its step, counted from 0, and the circle that it is in; of each link whether it comes in time."""

    step: Mapping[Hashable, int]
    circle: Mapping[Hashable, list[Any]]
    late: Mapping[tuple[Hashable, Hashable], Late]

    @property
    def steps(self) -> int:
        return max(self.step.values(), default=-1) + 1


def drawing(context: Context) -> Drawing:
    """An arrow leads from an action to the one that waits for it, where the plan's own words carry it; what comes first stands left."""
    given, net = context.given, nx.MultiDiGraph()
    depending = network.dependencies(given)
    waiting = dated(network.waiting(depending))
    order = Order(
        {action: at for at, groups in enumerate(steps(waiting)) for group in groups for action in group},
        {action: group for group in cycles(waiting) for action in group},
        {(found.later, found.earlier): found for found in late(waiting)},
    )
    for action in depending:
        net.add_node(action, **_node(context, action, order))
    for later, earlier, edge in depending.edges(data=True):
        ends = (later, earlier) if edge["type"] == "supports" else (earlier, later)
        net.add_edge(*ends, **_edge(context, later, earlier, edge, order))
    headings = tuple(f"Step {number}" for number in range(1, max(order.steps, 1) + 1))
    used = lines.used(KINDS, (edge["kind"] for *_, edge in net.edges(data=True)))
    return Drawing(net, {"action": ACTION, "circle": IN_CIRCLE}, used, _notes(given, depending, net, order), headings, _matrix(given, net, order))


def _node(context: Context, action: str, order: Order) -> Item:
    node = context.action(action)
    step, circle = order.step.get(action), order.circle.get(action, [])
    facts = [Fact("Step of the work", f"{step + 1} of {order.steps}" if step is not None else "none: it waits for nothing, and nothing waits for it")]
    facts += [Fact("In a circle with", _refs(context.given, (other for other in circle if other != action)) or "itself")] if circle else []
    block = f"circle {circle[0]}" if circle else f"step {step}"
    look = {"label": node["name"], "layer": step or 0, "block": block, "size": 1}  # few nodes: there is room for some of the words
    return node | look | {"facts": [*node["facts"], *facts]} | ({"kind": "circle"} if circle else {})


def _edge(context: Context, later: str, earlier: str, edge: Row, order: Order) -> Item:
    given, rows = context.given, edge["evidence"]
    names = {"first": given.actions[earlier]["ref"], "then": given.actions[later]["ref"]}
    found, kind, inferred = order.late.get((later, earlier)), _kind(later, earlier, edge, order), edge["confidence"] != "explicit"
    facts = [Fact("Words of the dependent action", row["printed"], row["place"]) for row in _once(rows, "printed")]
    facts += [Fact("Words of the action on which it depends", row["other_printed"], row["other_place"]) for row in _once(rows, "other_printed")]
    facts += _dates(given, found) if found else []
    facts += [Fact("What ties them", "; ".join(dict.fromkeys(row["thing"] for row in rows))), Fact("How sure", edge["confidence"]), Fact("Rule", edge["rule"])]
    facts += [Fact("Take care", "Inferred: both name the same thing, and no word says that the one waits for the other.")] if inferred else []
    too_late = _too_late(found, names) if found and kind != "circle" else ""
    label = _WORDS[edge["type"]].format(**names) + (f"; by the printed dates {too_late}" if too_late else "; each waits for the other, in a circle" if kind == "circle" else "")
    label += "; this is inferred, since both name the same thing: it is not said" if inferred else ""
    filters = context.filters([later, earlier]) | {"confidence": [edge["confidence"]]}
    return {"kind": kind + INFERRED if inferred else kind, "label": label, "weight": _WEIGHTS.get(kind, 1), "text": rows[0]["printed"], "facts": facts, "actions": [later, earlier], "filters": filters}


def _too_late(found: Late, names: Mapping[str, str]) -> str:
    """What comes too late for what, what is sure first; and that it is in time for the finish, where it is late for the start alone."""
    ends = ((found.finish, "finish"), (found.start, "start"))
    late = [words.format(end=end, **names) for sure, words in _TOO_LATE.items() for how, end in ends if how == sure]
    return f"{late[0]}, in time for its finish" if late and found.finish == IN_TIME else next(iter(late), "")


def _kind(later: str, earlier: str, edge: Row, order: Order) -> str:
    """The type of a link, unless something about it is graver: a circle, a date that is too late."""
    if edge["type"] == "supports":
        return "supports"
    if earlier in order.circle.get(later, []):
        return "circle"
    found = order.late[later, earlier]
    if found.finish == IN_TIME and found.start in (CERTAIN, POSSIBLE):
        return "late-start"
    return "late" if CERTAIN in (found.start, found.finish) else "perhaps-late" if POSSIBLE in (found.start, found.finish) else str(edge["type"])


def _dates(given: Given, found: Late) -> list[Fact]:
    """The dates of a link with their doubt, and what follows from them."""
    first, then = given.actions[found.earlier], given.actions[found.later]
    return [
        Fact("What comes first is finished", printed(first, "finish")),
        Fact("What waits starts", printed(then, "start")),
        Fact("What waits is finished", printed(then, "finish")),
        Fact("In time for its start", found.start + _days(found.start, *found.start_days)),
        Fact("In time for its finish", found.finish + _days(found.finish, *found.finish_days)),
    ]


def _days(how: str, worst: int | None, best: int | None) -> str:
    """How many days lie between the two dates, at the worst and at the best; nothing where it is in time, whatever they mean."""
    said = [f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {'too late' if days < 0 else 'to spare'}" for days in (worst, best) if days is not None]
    return f", {' at worst, '.join(said)}{' at best' if len(said) > 1 else ''}" if said and how != IN_TIME else ""


def _matrix(given: Given, net: nx.MultiDiGraph, order: Order) -> tuple[str, ...]:
    """The order of work: step by step, circles last in theirs, then what waits for nothing and is not waited for."""
    at = {action: number for number, action in enumerate(given.actions)}
    return tuple(sorted(net, key=lambda action: (order.step.get(action, order.steps), action in order.circle, at[order.circle.get(action, [action])[0]], at[action])))


def _notes(given: Given, depending: nx.DiGraph, net: nx.MultiDiGraph, order: Order) -> tuple[str, ...]:
    circles = {id(group): group for group in order.circle.values()}.values()
    plausible = {(row["later"], row["earlier"]) for row in given.dependencies} - set(depending.edges)
    kinds = Counter(edge["kind"].removesuffix(INFERRED) for *_, edge in net.edges(data=True))
    alone = len(given.actions) - depending.number_of_nodes()
    return (
        "Work flows from left to right: an arrow leads from an action to the one that waits for it. To contribute to an aim is not to wait: that arrow leads to the action whose aim is served, whatever its column.",
        f"Dated too late: {kinds['late']}, perhaps: {kinds['perhaps-late']}; late or perhaps late for the start, but in time for the finish: {kinds['late-start']}. "
        "So say the printed dates, and nothing else. An action may well begin before what it needs is finished.",
        *(f"In a circle each waits for the other, and none can go first: {_refs(given, group)}. They share a column." for group in circles),
        f"The matrix stands in the same order: a mark says that the action of its row waits for that of its column. {_above(depending, order)}",
        f"Only links that rest on the plan's own words are drawn{'; ' + _counted(len(plausible)) if plausible else ''}. "
        "One that is inferred is broken: both actions name the same thing, and no word says that the one waits for the other.",
        f"{lines.share(alone, len(given.actions), 'depends on nothing, and nothing depends on it', 'depend on nothing, and nothing depends on them')}, as far as the plan says.",
    )


def _above(depending: nx.DiGraph, order: Order) -> str:
    """What marks there may be above the diagonal."""
    served = any(edge["type"] == "supports" for _, _, edge in depending.edges(data=True))
    kinds = [*(["circles"] if order.circle else []), *(["aims that are served"] if served else [])]
    return f"Marks above the diagonal are {' or '.join(kinds)}." if kinds else "All marks stand below the diagonal, because there is no circle."


def _counted(plausible: int) -> str:
    return f"{plausible} more {'is' if plausible == 1 else 'are'} only plausible and left out: concordat report dependencies --plausible"


def _refs(given: Given, actions: Iterable[str]) -> str:
    named = [given.actions[action]["ref"] for action in actions]
    return ", ".join(named[:LISTED]) + (f" and {len(named) - LISTED} more" if len(named) > LISTED else "")


def _once(rows: list[Row], column: str) -> list[Row]:
    return list({row[column]: row for row in rows if row[column]}.values())
