"""Who stands behind actions: their leads by name, and the actions in which a body has a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from concordat.graph.analysis.holders import History
from concordat.graph.facts import checked_on
from concordat.graph.given import Given, day


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


@dataclass(frozen=True)
class Holder:
    """Whom to ask on a day about an action: the lead under its present name, or who holds its work; `was` is the lead as the plan has it, if that has ended."""

    name: str
    was: str = ""


def present(given: Given, on: date) -> dict[str, list[Holder]]:
    """Whom to ask about each action that has a lead, in the order printed; where the registers name several possible holders of a lead's work, these are one."""
    history = History(given.events, on, day(checked_on(given.graph.store) or on.isoformat()))
    rows = [row for row in given.rows("responsibilities") if row["role"] == "lead"]
    labels = {row[end]: row[f"{end}_name"] for row in given.events for end in ("before", "after") if row[end]} | {row["body"]: row["name"] for row in rows}
    called = {body: _holders(history, body, labels) for body in dict.fromkeys(row["body"] for row in rows)}
    found: dict[str, dict[Holder, None]] = defaultdict(dict)
    for row in rows:
        found[row["action"]] |= dict.fromkeys(called[row["body"]])
    return {action: list(holders) for action, holders in found.items()}


def _holders(history: History, body: str, labels: dict[str, str]) -> list[Holder]:
    standing = history.standing(body)
    names = sorted(history.name(each, labels[each]) for each in standing.holders)
    if not standing.steps:
        return [Holder(f"{name} (may have ended)" if standing.doubts else name) for name in names]
    if not names:
        return [Holder("nobody named", labels[body])]
    return [Holder(f"perhaps {' or '.join(names)}", labels[body])] if standing.possible else [Holder(name, labels[body]) for name in names]
