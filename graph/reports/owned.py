"""What the report of ownership is made of: how each action is held, what each body leads, and the words that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.ownership import ALONE, Holding, holdings
from concordat.graph.given import Given, Row
from concordat.graph.reports.present import Present, present

NAMED = 10  # bodies that a cell names; of more it says how many


@dataclass(frozen=True, eq=False)
class Owned:
    """What is given, with what is worked out of it once for all tables; `body` and `role` say which bodies are told."""

    given: Given
    body: str | None
    role: str | None

    @cached_property
    def net(self) -> nx.MultiDiGraph:
        """Actions and bodies."""
        return network.actions_and_bodies(self.given)

    @cached_property
    def unnamed(self) -> dict[str, str]:
        """The words that speak of partners without naming them, by action."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.given.rows("unnamed"):
            found[row["action"]].append(quoted(row["words"], row["place"]))
        return {action: "; ".join(words) for action, words in found.items()}

    @cached_property
    def held(self) -> dict[str, Holding]:
        """How each action is held, in plan order."""
        return holdings(self.net, self.unnamed)

    @cached_property
    def led(self) -> dict[str, list[str]]:
        """The actions that each body leads, those with most first, then by name."""
        found: dict[str, list[str]] = defaultdict(list)
        for action, holding in self.held.items():
            for lead in holding.leads:
                found[lead].append(action)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), self.name(item[0]), item[0])))

    @cached_property
    def alone(self) -> dict[str, list[str]]:
        """The actions that have one lead and nobody else, by that lead, bodies with most first, then by name."""
        found = {body: [a for a in actions if self.held[a].way == ALONE] for body, actions in self.led.items() if self.told(body)}
        return dict(sorted(((b, a) for b, a in found.items() if a), key=lambda item: -len(item[1])))

    @cached_property
    def roles(self) -> dict[str, set[str]]:
        """Which roles each body has, in any action."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.given.responsibilities:
            found[row["body"]].add(row["role"])
        return found

    @cached_property
    def now(self) -> Present:
        """What became of the bodies since."""
        return present(self.given)

    def told(self, *bodies: str) -> bool:
        """Whether a row about these bodies is asked for."""
        return self.body is None or self.body in bodies

    def of(self, *ways: str) -> list[str]:
        """The actions held in one of these ways, of those that are asked for."""
        return [a for a, holding in self.held.items() if holding.way in ways and self.told(*holding.leads, *holding.partners)]

    def name(self, body: Hashable) -> str:
        return self.net.nodes[body]["label"]

    def names(self, bodies: Iterable[Hashable]) -> str:
        """Their names in the order given; of too many, how many they are."""
        found = list(dict.fromkeys(map(self.name, bodies)))
        return ", ".join(found) if len(found) <= NAMED else f"{len(found)} bodies"

    @cached_property
    def said(self) -> dict[tuple[str, str], list[Row]]:
        """The readings that give a body a role, by body and role, in plan order."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.given.responsibilities:
            found[row["body"], row["role"]].append(row)
        return found

    def words(self, body: str, role: str) -> str:
        """The words that give a body a role, with their places."""
        return "; ".join(quoted(row["printed"], row["place"]) for row in self.said[body, role])


def quoted(words: str, place: str) -> str:
    """Words with their place, as one cell has them."""
    return f'"{words}" at {place}'
