"""What the report of dependencies is made of: the network of waiting with its dates, who leads, and what stands before and behind each action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.dependence import Bounds, Late, Reach, cycles, in_order, late, together
from concordat.graph.answer import Answer, Column
from concordat.graph.facts import checked_on
from concordat.graph.given import Given, Row, read
from concordat.graph.names import find
from concordat.graph.register import BODIES
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import day_of, refs, scope
from concordat.graph.reports.madelaw import Made, made
from concordat.graph.store import Graph

LISTED = 50  # references in a cell; the figure beside it counts all
NAMED = 5  # references in a sentence
_ENDLESS = ("ongoing", "long-term")


@dataclass(frozen=True, eq=False)
class Waiting:
    """The network of waiting of a plan, seen from a day; ``mine`` are the only actions asked for, ``of`` how a title names the body they are of."""

    given: Given
    depending: nx.DiGraph
    net: nx.DiGraph
    leads: dict[str, dict[str, str]]
    mine: frozenset[str] | None
    body: str | None
    of: str
    asked: Asked
    day: date | None

    @cached_property
    def before(self) -> Reach:
        """What each action waits for."""
        return Reach(self.net)

    @cached_property
    def behind(self) -> Reach:
        """What waits for each action."""
        return Reach(self.net.reverse(copy=False))

    @cached_property
    def bodies(self) -> Reach:
        """The leads of what waits for each action."""
        return Reach(self.net.reverse(copy=False), self.leads)

    @cached_property
    def late(self) -> list[Late]:
        return late(self.net)

    @cached_property
    def circle(self) -> dict[str, list[str]]:
        """By action the circle in which it stands."""
        return {action: group for group in cycles(self.net) for action in group}

    @cached_property
    def made(self) -> dict[str, Made]:
        """By action the change of the law that it asks for, if one has been made by the day."""
        return made(self.given, self.day)

    @cached_property
    def named(self) -> dict[str, str]:
        return {body: name for own in self.leads.values() for body, name in own.items()}

    @cached_property
    def others(self) -> dict[str, dict[str, str]]:
        """By action the bodies that it names and that do not lead it."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.given.responsibilities:
            if row["body"] not in self.leads.get(row["action"], {}):
                found[row["action"]][row["body"]] = row["name"]
        return found

    def refs(self, actions: Iterable[str]) -> str:
        return refs(self.given, actions)

    def some(self, actions: Sequence[str]) -> str:
        """The first of them for a sentence."""
        more = f" and {len(actions) - NAMED} more" if len(actions) > NAMED else ""
        return self.refs(actions[:NAMED]) + more

    def led_by(self, action: str) -> str:
        return "; ".join(self.leads.get(action, {}).values()) or "nobody named"

    def waiting_bodies(self, actions: Sequence[str]) -> list[str]:
        """Bodies that lead what waits for some of the actions and do not lead the one for which it waits, by name."""
        found = {body for action in actions for body in self.bodies.of([action], but=self.leads.get(action, ()))}
        return sorted(self.named[body] for body in found)

    def named_too(self, actions: Iterable[str], told: Iterable[str]) -> str:
        """Who else is named in some actions, without leading them, as words; nobody who is told already."""
        known = set(told)
        found = [name for name in dict.fromkeys(name for one in actions for name in self.others.get(one, {}).values()) if name not in known]
        return "; ".join(found[:NAMED]) + (f" and {len(found) - NAMED} more" if len(found) > NAMED else "")

    def passed(self, action: str) -> bool:
        """Whether the last day on which the action was to be finished lies before the day of the report."""
        last = self.net.nodes[action]["finishes"].latest
        return self.day is not None and last is not None and last < self.day

    def side_by_side(self, one: str, other: str) -> tuple[date, date] | None:
        """Between which days two actions run side by side at some time, if their dates say that they do."""
        if any(self.given.actions[a]["finish_kind"] not in _ENDLESS and self.net.nodes[a]["finishes"] == Bounds() for a in (one, other)):
            return None
        return together(*((self.net.nodes[a]["starts"], self.net.nodes[a]["finishes"]) for a in (one, other)))

    def in_order(self, actions: Iterable[str]) -> list[str]:
        return in_order(self.net, actions)

    def titled(self, words: str) -> str:
        return f"{words}{self.of}{scope(self.asked)}"

    def answer(self, name: str, title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Iterable[str], tuple]], question: str, *notes: str) -> Answer:
        """A table of those rows that are about actions asked for."""
        kept = tuple(row for about, row in rows if self.mine is None or not self.mine.isdisjoint(about))
        return Answer(name, self.titled(title), columns, kept, question, notes)


def waiting(graph: Graph, asked: Asked) -> Waiting:
    """What waits for what in the part of the plan that is asked for; without a register and a day asked for it looks from none.

    Raises
    ------
    UsageError
        If there is no such plan, section, theme, body or day.
    """
    given = read(graph, asked.kept)
    leads: dict[str, dict[str, str]] = defaultdict(dict)
    for row in given.responsibilities:
        if row["role"] == "lead":
            leads[row["action"]][row["body"]] = row["name"]
    body = find(graph, asked.organisation, BODIES).value if asked.organisation else None
    mine = frozenset(action for action, own in leads.items() if body in own) if body else None
    name = next((row["name"] for row in given.responsibilities if row["body"] == body), asked.organisation)
    depending = network.dependencies(given)
    day = day_of(graph, asked) if asked.on or checked_on(graph.store) else None
    return Waiting(given, depending, dated(network.waiting(depending)), leads, mine, body, f", of what {name} leads" if body else "", asked, day)


def bounds(action: Row, end: str) -> Bounds:
    return Bounds(action[f"{end}_earliest"], action[f"{end}_latest"])


def dated(net: nx.DiGraph) -> nx.DiGraph:
    """The network of waiting, each action with the bounds of its start and its finish."""
    for _, action in net.nodes(data=True):
        action.update(starts=bounds(action, "start"), finishes=bounds(action, "finish"))
    return net
