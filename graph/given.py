"""What networks and reports are made of: the answers to the queries in ``queries/tables``, with only the actions that were asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from concordat.graph import query
from concordat.graph.errors import UsageError
from concordat.graph.names import offer
from concordat.graph.store import Graph

_TABLES = Path(__file__).resolve().parent.parent / "queries" / "tables"
ROLES = ("lead", "partner", "mentioned")
SHARING = ("lead", "partner")  # a body that is only mentioned does no part of the work
SURE = ("high", "medium", "low")  # of what was read
LINKED = ("explicit", "strong", "plausible")  # of links
Row = dict[str, Any]


def table(graph: Graph, name: str) -> tuple[Row, ...]:
    """The rows of a query in ``queries/tables``, as dictionaries."""
    answer = query.run(graph, query.from_file(_TABLES / f"{name}.rq"))
    columns = [column.name for column in answer.columns]
    return tuple(dict(zip(columns, row)) for row in answer.rows)


@dataclass(frozen=True)
class Kept:
    """Which part of a graph is meant; None leaves everything in.

    ``plan`` an id; ``section`` a printed number; ``theme`` a name or key; ``roles`` those of bodies that count; ``confidence`` the least
    certainty that counts, of readings (high, medium, low) or of links (explicit, strong, plausible); ``during`` a day or two days with a
    bar between them (2016-04-01/2017-03-31): actions that may be under way then, those with no dates among them.
    """

    plan: str | None = None
    section: str | None = None
    theme: str | None = None
    roles: tuple[str, ...] | None = None
    confidence: str | None = None
    during: str | None = None


@dataclass(frozen=True, eq=False)
class Given:
    """The tables of a graph: actions by IRI in plan order, and what is read of them; each table is asked for when it is first needed.

    Attributes
    ----------
    actions : Mapping[str, Row]
        By IRI, in plan order; ``ref`` names the action everywhere: where there are several plans, the plan's id stands before it.
    """

    graph: Graph
    kept: Kept
    actions: Mapping[str, Row]

    def rows(self, name: str) -> tuple[Row, ...]:
        """A table of which each row is about one action, in its column ``action``: those of the actions that are kept."""
        return tuple(row for row in table(self.graph, name) if row["action"] in self.actions)

    @cached_property
    def responsibilities(self) -> tuple[Row, ...]:
        """Which body has which role in which action, of the roles and the certainty asked for."""
        roles = self.kept.roles or ROLES
        return tuple(row for row in self._sure("responsibilities") if row["role"] in roles)

    @cached_property
    def themes(self) -> tuple[Row, ...]:
        """Which action has which theme."""
        return self.rows("themes")

    @cached_property
    def laws(self) -> tuple[Row, ...]:
        """Which action cites which law, or section of one."""
        return self._sure("laws")

    @cached_property
    def policies(self) -> tuple[Row, ...]:
        """Which action names which policy."""
        return self._sure("policies")

    @cached_property
    def money(self) -> tuple[Row, ...]:
        """Which action names which money, with the sum and the period as the plan has them."""
        return self._sure("money")

    @cached_property
    def dependencies(self) -> tuple[Row, ...]:
        """The words on which each dependency between two kept actions rests; the plausible ones too, unless more certainty was asked for."""
        least = LINKED[: LINKED.index(self.kept.confidence) + 1] if self.kept.confidence in LINKED else LINKED
        return tuple(r for r in table(self.graph, "dependencies") if r["later"] in self.actions and r["earlier"] in self.actions and r["confidence"] in least)

    @cached_property
    def leading_out(self) -> tuple[Row, ...]:
        """The dependencies, a row each, of which one end is kept and the other is not; they are in no network."""
        rows = {(r["later"], r["earlier"]): r for r in table(self.graph, "dependencies") if (r["later"] in self.actions) != (r["earlier"] in self.actions)}
        return tuple(rows.values())

    @cached_property
    def continuations(self) -> tuple[Row, ...]:
        """Which later policy relates to which action, and how."""
        least = LINKED[: LINKED.index(self.kept.confidence) + 1] if self.kept.confidence in LINKED else LINKED
        return tuple(row for row in self.rows("continuations") if row["confidence"] in least)

    @cached_property
    def events(self) -> tuple[Row, ...]:
        """What became of bodies: a row for each event, body before and body after; of all bodies, whatever actions are kept."""
        return table(self.graph, "events")

    def _sure(self, name: str) -> tuple[Row, ...]:
        least = SURE[: SURE.index(self.kept.confidence) + 1] if self.kept.confidence in SURE else SURE
        return tuple(row for row in self.rows(name) if row["confidence"] in least)


def read(graph: Graph, kept: Kept = Kept()) -> Given:
    """The tables of a graph, with only the actions that were asked for.

    Raises
    ------
    UsageError
        If there is no such plan, section, theme, role or certainty, or `during` is no day and no two days.
    """
    _check(kept)
    actions = {row["action"]: row for row in table(graph, "actions") if kept.plan in (None, row["plan"])}
    if kept.plan is not None and not actions:
        raise UsageError(f"no plan in this graph is called {kept.plan!r}: concordat query plans shows what there is")
    several = len({row["plan"] for row in actions.values()}) > 1
    printed = Counter((row["plan"], row["ref"]) for row in actions.values())
    for row in actions.values():
        once = row["ref"] and printed[row["plan"], row["ref"]] == 1
        name = row["ref"] if once else unquote(row["action"].rsplit("/", 1)[-1])  # where no reference is printed, or twice the same, the key that the build gave
        row["ref"] = f"{row['plan']} {name}" if several else name
    given = Given(graph, kept, actions)
    wanted = _wanted(given)
    return given if len(wanted) == len(actions) else replace(given, actions={iri: row for iri, row in actions.items() if iri in wanted})


def _check(kept: Kept) -> None:
    for role in kept.roles or ():
        if role not in ROLES:
            raise UsageError(f'there is no role "{role}"{offer(role, ROLES)} There are {", ".join(ROLES)}')
    if kept.confidence is not None and kept.confidence not in (*SURE, *LINKED):
        raise UsageError(f'there is no certainty "{kept.confidence}"{offer(kept.confidence, (*SURE, *LINKED))} Of readings there are {", ".join(SURE)}, of links {", ".join(LINKED)}')


def _wanted(given: Given) -> set[str]:
    kept, wanted = given.kept, set(given.actions)
    if kept.section is not None:
        sections = {row["section"] for row in given.actions.values()}
        if kept.section not in sections:
            raise UsageError(f'there is no section "{kept.section}": there are {", ".join(sorted(filter(None, sections))) or "none"}')
        wanted &= {iri for iri, row in given.actions.items() if row["section"] == kept.section}
    if kept.theme is not None:
        wanted &= _with_theme(given, kept.theme)
    if kept.during is not None:
        first, last = days(kept.during)
        wanted &= {iri for iri, row in given.actions.items() if under_way(row, first, last)}
    return wanted


def _with_theme(given: Given, theme: str) -> set[str]:
    keys = {row["theme"].rsplit("/", 1)[-1]: row["label"] for row in given.themes}
    found = next((key for key, label in keys.items() if theme.casefold() in (key.casefold(), label.casefold())), None)
    if found is None:
        raise UsageError(f'no action has the theme "{theme}"{offer(theme, [*keys, *keys.values()])} There are {", ".join(sorted(keys))}')
    return {row["action"] for row in given.themes if row["theme"].rsplit("/", 1)[-1] == found}


def day(words: str) -> date:
    """A day written as 2018-03-31.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
            return date.fromisoformat(words)
    except ValueError:  # the 31st of February
        pass
    raise UsageError(f'"{words}" is no day: write it as 2018-03-31')


def days(words: str) -> tuple[date, date]:
    """The first and the last day of a stretch written as 2016-04-01/2017-03-31, or of one day."""
    first, _, last = words.partition("/")
    found = day(first), day(last or first)
    if found[0] > found[1]:
        raise UsageError(f'"{words}" ends before it begins')
    return found


def under_way(action: Row, first: date, last: date) -> bool:
    """Whether an action may be under way on some day of a stretch: by the widest bounds of its dates; without a date nothing speaks against it."""
    starts, ends = action["start_earliest"], action["finish_latest"]
    return (starts is None or starts <= last) and (ends is None or ends >= first)
