"""Dependencies: which action waits for which, on which words; chains of work, circles, and what stands behind each action."""

from __future__ import annotations

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.dependence import chains, cycles, waits
from concordat.graph.answer import Answer, Column
from concordat.graph.given import Given, read
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import scope
from concordat.graph.store import Graph

_LINKS = (
    Column("ref", "the dependent action"),
    Column("depends_on", "the action on which it depends"),
    Column("how", "requires-output: it uses what the other makes; implements: it puts the other's result into effect; monitors: it measures what the other does; supports: it serves the other's aim, and need not wait for it"),
    Column("confidence", "explicit: its words name the other's product; strong: the same named thing is made there and used here"),
    Column("thing", "what ties the two", True),
    Column("words", "the words of the dependent action"),
    Column("place", "where they stand in the document", True),
    Column("other_words", "the words of the action on which it depends"),
    Column("other_place", "where those stand", True),
    Column("leads", "who leads the dependent action", True),
    Column("other_leads", "who leads the other", True),
    Column("finish", "finish of the dependent action, as printed", True),
    Column("other_finish", "finish of the other", True),
    Column("rule", "the rule that found the link", True),
)
_PLAUSIBLE = (
    Column("ref", "the action that may depend"),
    Column("may_depend_on", "the action on which it may depend"),
    Column("how", "as in the links above, if it is a dependency at all"),
    Column("words", "the words of the first"),
    Column("place", "where they stand in the document", True),
    Column("other_words", "the words of the second, empty where the first names it by its reference"),
    Column("rule", "the rule that found the link", True),
)
_NOTES = (
    "A link is shown only where the plan's own words carry it; links that domain knowledge alone would suggest are not.",
    "Few links do not mean that little depends on anything: a plan seldom says what depends on what.",
    "What supports another action serves its aim and does not wait for it: it stands in no chain and is not held up.",
)


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """The links with their words, the chains they form, circles if there are any, and how much waits on each action; if asked, what is only plausible."""
    given = read(graph, asked.kept)
    depending = network.dependencies(given)
    waiting = network.waiting(depending)
    more = [_plausible(given, asked)] if asked.plausible else []
    return [_links(given, depending, asked), _chains(waiting, asked), _cycles(waiting, asked), _waits(waiting, asked), *more]


def _links(given: Given, depending: nx.DiGraph, asked: Asked) -> Answer:
    leads: dict[str, list[str]] = {}
    for row in given.responsibilities:
        if row["role"] == "lead":
            leads.setdefault(row["action"], []).append(row["name"])
    rows = []
    for later, earlier, edge in depending.edges(data=True):
        here, there = given.actions[later], given.actions[earlier]
        things = "; ".join(dict.fromkeys(row["thing"] for row in edge["evidence"]))
        words = [" / ".join(dict.fromkeys(str(row[c] or "") for row in edge["evidence"])) for c in ("printed", "place", "other_printed", "other_place")]
        bodies = ("; ".join(leads.get(later, [])), "; ".join(leads.get(earlier, [])))
        rows.append((here["order"], there["order"], (here["ref"], there["ref"], edge["type"], edge["confidence"], things, *words, *bodies, here["finish"], there["finish"], edge["rule"])))
    rows.sort(key=lambda r: r[:2])
    return Answer("links", f"What depends on what{scope(asked)}", _LINKS, tuple(r[2] for r in rows), "Which actions need the result of another, on what words, how sure?", _NOTES)


def _plausible(given: Given, asked: Asked) -> Answer:
    """Links that count nowhere: another action is only pointed to, or the things of the two may be the same or not."""
    rows = (r for r in given.dependencies if r["confidence"] == "plausible" and r["earlier"] in given.actions)
    cells = tuple((given.actions[r["later"]]["ref"], given.actions[r["earlier"]]["ref"], r["type"], r["printed"], r["place"], r["other_printed"], r["rule"]) for r in rows)
    notes = ("These links count nowhere else: a reader of the plan has to say whether the one action needs the other.",)
    return Answer("plausible", f"What may depend on what{scope(asked)}", _PLAUSIBLE, cells, "Which actions may need another, though their words do not say so?", notes)


def _named(waiting: nx.DiGraph, action: str) -> str:
    return waiting.nodes[action]["label"]


def _chains(waiting: nx.DiGraph, asked: Asked) -> Answer:
    columns = (Column("steps", "how many actions"), Column("chain", "in the order in which the work has to be done"), Column("ends_with", "the last action in words"))
    rows = tuple((len(c), " then ".join(_named(waiting, a) for a in c), waiting.nodes[c[-1]]["text"]) for c in chains(waiting))
    return Answer("chains", f"Chains of work{scope(asked)}", columns, rows, "In what order does the work have to be done?")


def _cycles(waiting: nx.DiGraph, asked: Asked) -> Answer:
    columns = (Column("actions", "how many"), Column("circle", "actions that wait for each other"))
    rows = tuple((len(c), ", ".join(_named(waiting, a) for a in c)) for c in cycles(waiting))
    notes = () if rows else ("No action waits for itself, directly or through others.",)
    return Answer("cycles", f"Circles{scope(asked)}", columns, rows, "Do any actions wait for each other?", notes)


def _waits(waiting: nx.DiGraph, asked: Asked) -> Answer:
    columns = (
        Column("ref"),
        Column("waits_for", "how many actions it waits for, at first and second hand"),
        Column("held_up", "how many actions would be held up if it slipped, at first and second hand"),
        Column("finish", "finish as printed"),
        Column("action", "the action in words"),
    )
    counts = waits(waiting)
    ordered = sorted(waiting, key=lambda a: (-counts[a][1], waiting.nodes[a]["order"]))
    rows = tuple((_named(waiting, a), *counts[a], waiting.nodes[a]["finish"], waiting.nodes[a]["text"]) for a in ordered)
    return Answer("waits", f"What each action waits for and holds up{scope(asked)}", columns, rows, "Which actions hold up others?")
