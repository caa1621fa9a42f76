"""Unresolved: what was not understood, not registered, not dated or read with doubt, each with its place, for a person to look at."""

from __future__ import annotations

from collections import defaultdict

from concordat.graph import suggestions
from concordat.graph.analysis.unknown import Unknown, like, unknown, unregistered
from concordat.graph.answer import Answer, Column
from concordat.graph.given import Given, Row, read, table
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.store import Graph

_REF = Column("ref")
_WORDS = Column("words", "as they stand in the document")
_PLACE = Column("place", "where they stand")
_LIKE = "Names that look like a body or a law and were not recognised"
_NOTES = {
    "names": ("A suggestion is never taken by itself: say that two names are one with concordat review, or in a register of your own (--register).",),
    "readings": ("What an action does to a thing (its deeds) is always read with medium confidence and is not listed: concordat query doubts has it.",),
}


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """A summary, then rows, names, dates, words, doubtful readings and decisions that found nothing, the gravest first."""
    given = read(graph, asked.kept)
    readings = [r for r in table(graph, "readings") if r["action"] in given.actions]
    plans = {action: row["plan"] for action, row in given.actions.items()}
    stayed = unknown(readings, table(graph, "leftovers"), table(graph, "undated"), plans)
    answers = [
        _rows(graph, asked),
        _names(graph, given, readings, asked),
        _dates(graph, given, asked),
        _doubts(given, readings, asked),
        _words(graph, given, asked),
        _gone(graph, asked),
    ]
    return [_summary(answers, stayed, asked), *answers]


def _summary(answers: list[Answer], stayed: Unknown, asked: Asked) -> Answer:
    """How many of each there are, in the words that concordat check counts them with; words that only may be of weight stand apart."""
    columns = (Column("what"), Column("count", "how many", limits="Not how grave they are: most words in capitals are of no weight, and a doubtful reading is often right."), Column("table", "the heading under which they are listed"))
    counts = {"names": [("Bodies in no register", stayed.bodies)], "dates": [("Dates that were not read", stayed.dates)]}
    rows = []
    for answer in answers:
        heading, number = answer.title.partition(",")[0], len(answer.rows)
        parts = [(_LIKE, stayed.looks), ("Other words that nothing was read from", number - stayed.looks)] if answer.name == "words" else counts.get(answer.name, [(heading, number)])
        rows += [(what, count, heading) for what, count in parts]
    notes = ("Begin with what has a number: look at the words at their place, and decide with concordat review, or add the body to a register of your own (--register).",) if any(row[1] for row in rows) else ("Nothing is in doubt: there is nothing to do.",)
    return Answer("summary", f"What a person should look at{scope(asked)}", columns, tuple(rows), "How much of the plan was not understood, not registered, not dated or read with doubt?", notes)


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
        if unregistered(row):
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
    left = sorted((r for r in table(graph, "leftovers") if r["action"] in given.actions), key=lambda r: not like(r))  # those that look like a body or a law first
    rows = tuple((given.actions[r["action"]]["ref"], r["looks_like"], r["words"], r["place"]) for r in left)
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
