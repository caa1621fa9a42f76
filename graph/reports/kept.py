"""What all reports say alike: which part of the plan they speak of, from which day they look, and how a cell names actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from concordat.graph.errors import UsageError
from concordat.graph.facts import checked_on
from concordat.graph.given import SHARING, Given, day
from concordat.graph.names import find
from concordat.graph.register import BODIES
from concordat.graph.reports import Asked
from concordat.graph.store import Graph


def scope(asked: Asked) -> str:
    """How a title says what was kept: ", section 3, theme places-of-safety", or nothing."""
    told = {"plan": asked.plan, "section": asked.section, "theme": asked.theme, "role": asked.role, "confidence": asked.confidence, "during": asked.during}
    return "".join(f", {what} {value}" for what, value in told.items() if value is not None)


def refs(given: Given, actions: Iterable[str]) -> str:
    """References of actions, in the order given, as one cell."""
    return ", ".join(given.actions[a]["ref"] for a in actions)


def day_of(graph: Graph, asked: Asked) -> date:
    """The day from which a report looks: the one asked for, else that on which the later facts of the registers were last checked.

    Raises
    ------
    UsageError
        If none is asked for and the graph holds no register, or what is asked for is no day.
    """
    on = asked.on or checked_on(graph.store)
    if on is None:
        raise UsageError("this graph holds no registers, and so no day on which they were checked: say from which day to look, --on 2026-11-21")
    return day(on)


def of_body(given: Given, asked: Asked) -> tuple[Given, str]:
    """Only the actions that the body asked for leads or is a partner in, and how a title says so; all of them, and nothing, if none was asked for.

    Raises
    ------
    UsageError
        If there is no such body.
    """
    if asked.organisation is None:
        return given, ""
    body = find(given.graph, asked.organisation, BODIES)
    its = [row for row in given.rows("responsibilities") if row["body"] == body.value]
    own = {row["action"] for row in its if row["role"] in SHARING}
    name = its[0]["name"] if its else asked.organisation
    return replace(given, actions={iri: row for iri, row in given.actions.items() if iri in own}), f", with a part for {name}"
