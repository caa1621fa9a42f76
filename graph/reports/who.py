"""Who stands behind actions: their leads by name, and the actions in which a body has a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from concordat.graph.given import Given
from concordat.graph.names import find
from concordat.graph.reports import Asked


def leads(given: Given) -> dict[str, list[str]]:
    """The names of the leads of each action, in the order printed, whatever roles were asked for."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in given.rows("responsibilities"):
        if row["role"] == "lead":
            found[row["action"]].append(row["name"])
    return found


def names(led: dict[str, list[str]], actions: Iterable[str]) -> str:
    """The leads of some actions as one cell, each once, in the order in which they come."""
    return "; ".join(dict.fromkeys(name for action in actions for name in led.get(action, ())))


def of_body(given: Given, asked: Asked) -> set[str]:
    """The actions in which the body asked for has one of the roles asked for; all actions if no body is.

    Raises
    ------
    UsageError
        If there is no such body.
    """
    if asked.organisation is None:
        return set(given.actions)
    body = find(given.graph, asked.organisation, ("organisation", "body-class")).value
    return {row["action"] for row in given.responsibilities if row["body"] == body}
