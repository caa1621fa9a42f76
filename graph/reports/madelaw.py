"""Changes of the law that an action asks for and that have been made since: what need not be chased any more."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from concordat.graph.analysis.law import Change, bearings
from concordat.graph.given import Given, table
from concordat.graph.reports.lawwords import together


@dataclass(frozen=True, slots=True)
class Made:
    """A change that an action asks for: of which laws, in words, and from which day it has been in force; None if that is not recorded."""

    laws: str
    since: date | None


def made(given: Given, on: date | None) -> dict[str, Made]:
    """By action the change of the law that it asks for and that the register knows to be in force by a day; of several the first.

    It goes by the rule of the report of legislation: the words of the action say that it changes a law, and the register has a change of that law, in
    force, which the plan cannot have known. Without a day every such change counts.
    """
    deeds = defaultdict(set)
    for row in given.rows("law-deeds"):
        deeds[row["action"], row["law"]].add(row["deed"])
    asking = [row for row in given.laws if "changes" in deeds[row["action"], row["law"]]]
    if not asking:
        return {}
    own, parts = defaultdict(list), defaultdict(list)
    for row in table(given.graph, "law-changes"):
        change = Change(row["law"], row["change"], row["by_whole"], row["effect"], row["status"], row["date"])
        own[row["law"]].append(change)
        if row["law"] != row["whole"]:
            parts[row["whole"]].append(change)
    issued = {row["plan"]: (row["earliest"], row["latest"]) if row["latest"] else (row["first"], row["first"]) for row in table(given.graph, "issued")}
    found: dict[str, dict[date | None, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in asking:
        there = bearings(row["law"], own[row["law"]], parts[row["law"]], deeds[row["action"], row["law"]], issued[given.actions[row["action"]]["plan"]], None, False)
        days = {change.day for bearing in there if bearing.kind == "asked-for" for change in bearing.changes if on is None or change.day is None or change.day <= on}
        if days:
            found[row["action"]][min(days, key=str)].append((row["label"], row["whole_label"]))
    return {action: Made(together(its[first]), first) for action, its in found.items() for first in [min(its, key=str)]}
