"""Unresolved: what was not understood, not registered, not dated or read with doubt, each with its place, for a person to look at."""

from __future__ import annotations

from collections import defaultdict

from concordat.graph import suggestions
from concordat.graph.answer import Answer, Column
from concordat.graph.given import Given, Row, read, table
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.store import Graph

_REF = Column("ref")
_WORDS = Column("words", "as they stand in the document")
_PLACE = Column("place", "where they stand")
_ROLES = ("lead", "partner", "mentioned")
_NOTES = {
    "names": ("A suggestion is never taken by itself: say that two names are one with concordat review, or in a register of your own (--register).",),
    "readings": ("What an action does to a thing (its deeds) is always read with medium confidence and is not listed: concordat query doubts has it.",),
}


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """A summary, then rows, names, dates, words, doubtful readings and decisions that found nothing, the gravest first."""
    given = read(graph, asked.kept)
    readings = [r for r in table(graph, "readings") if r["action"] in given.actions]
    answers = [
        _rows(graph, asked),
        _names(graph, given, readings, asked),
        _dates(graph, given, asked),
        _doubts(given, readings, asked),
        _words(graph, given, asked),
        _gone(graph, asked),
    ]
    return [_summary(answers, asked), *answers]


def _summary(answers: list[Answer], asked: Asked) -> Answer:
    columns = (Column("what"), Column("count", "how many"), Column("table", "where they are listed"))
    rows = tuple((answer.title.partition(",")[0], len({row[:3] for row in answer.rows}) if answer.name == "names" else len(answer.rows), answer.name) for answer in answers)
    return Answer("summary", f"What wants a look{scope(asked)}", columns, rows, "How much of the plan was not understood, not registered, not dated or read with doubt?")


def _rows(graph: Graph, asked: Asked) -> Answer:
    columns = (Column("plan"), Column("row", "line of the document, or row of the table"), _WORDS, _PLACE)
    rows = tuple(tuple(r[c] for c in ("plan", "row", "words", "place")) for r in table(graph, "unread") if asked.plan in (None, r["plan"]))
    return Answer("rows", f"Rows that were not understood{scope(asked)}", columns, rows, "Which rows of the document were taken for nothing?")


def _names(graph: Graph, given: Given, readings: list[Row], asked: Asked) -> Answer:
    """Bodies in no register, each with the registered names that it may mean, a row a suggestion; they are never merged by themselves."""
    columns = (
        Column("organisation", "as printed, or as the plan itself spells it out"),
        Column("actions"),
        _PLACE,
        Column("nearest", "a registered name that it may mean; empty if none is near"),
        Column("score", "how sure that is, of 100"),
        Column("why", "an abbreviation in the document, its initials, or similar spelling"),
    )
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in readings:
        if row["kind"] in _ROLES and row["registered"] is False:
            found[given.actions[row["action"]]["plan"], row["name"]].append(row)
    known = suggestions.registered(graph) if found else []
    explained = {plan: suggestions.explained(graph, plan) for plan in {plan for plan, _ in found}}
    rows: list[tuple] = []
    for (plan, name), its in sorted(found.items()):
        told = (name, refs(given, dict.fromkeys(r["action"] for r in its)), its[0]["place"])
        short = next((r["printed"] for r in its if r["printed"] in explained[plan]), name)
        near = suggestions.suggestions(short, known, explained[plan])
        rows += [(*told, s.name, s.score, s.why) for s in near] or [(*told, "", None, suggestions.explanation(short, explained[plan][short]) if short in explained[plan] else "")]
    title = f"Bodies in no register{scope(asked)}"
    return Answer("names", title, columns, tuple(rows), "Which bodies do the registers not know, and which registered ones may they be?", _NOTES["names"])


def _dates(graph: Graph, given: Given, asked: Asked) -> Answer:
    columns = (_REF, Column("column", "start or finish"), _WORDS, _PLACE)
    rows = tuple((given.actions[r["action"]]["ref"], r["column"], r["words"], r["place"]) for r in table(graph, "undated") if r["action"] in given.actions)
    return Answer("dates", f"Dates that were not read{scope(asked)}", columns, rows, "Which cells of dates hold words that are no date?")


def _words(graph: Graph, given: Given, asked: Asked) -> Answer:
    columns = (_REF, Column("looks_like", "law, money, organisation or abbreviation"), _WORDS, _PLACE)
    rows = tuple((given.actions[r["action"]]["ref"], r["looks_like"], r["words"], r["place"]) for r in table(graph, "leftovers") if r["action"] in given.actions)
    return Answer("words", f"Words that nothing was read from{scope(asked)}", columns, rows, "Which words look like a law, a sum or an organisation, and were not recognised?")


def _doubts(given: Given, readings: list[Row], asked: Asked) -> Answer:
    """Readings that are less than certain, the least certain first."""
    columns = (_REF, Column("what", "what was read"), Column("value", "what it was taken for"), _WORDS, _PLACE, Column("rule", "the rule that read it"), Column("confidence"))
    doubtful = [r for r in readings if r["confidence"] != "high" and r["kind"] != "deed"]
    rows = tuple(
        (given.actions[r["action"]]["ref"], r["kind"], r["name"] or "", r["printed"], r["place"], r["rule"], r["confidence"])
        for r in sorted(doubtful, key=lambda r: r["confidence"] != "low")
    )
    return Answer("readings", f"Readings with doubt{scope(asked)}", columns, rows, "Which readings are less than certain?", _NOTES["readings"])


def _gone(graph: Graph, asked: Asked) -> Answer:
    columns = (Column("plan"), Column("written", "file and row of the decision"), Column("action_ref", "the action as the decision has it"), Column("what"), Column("words", "as the decision has them"), Column("decision"))
    gone = [r for r in table(graph, "decisions") if not r["action"] and asked.plan in (None, r["plan"])]
    rows = tuple((r["plan"], r["written"], r["ref"], r["what"], r["words"], r["verdict"]) for r in gone)
    return Answer("decisions", f"Decisions whose words are gone{scope(asked)}", columns, rows, "Which decisions of reviewers find their words no more?")
