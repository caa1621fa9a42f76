"""Unresolved: what was not understood, not registered, not dated or read with doubt, each with its place, for a person to look at."""

from __future__ import annotations

from collections import defaultdict

from concordat.graph import network
from concordat.graph.answer import Answer, Column
from concordat.graph.names import nearest
from concordat.graph.network import Row, Tables
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import kept, scope
from concordat.graph.store import Graph

_REF = Column("ref")
_WORDS = Column("words", "as they stand in the document")
_PLACE = Column("place", "where they stand")
_SUGGESTED = 3


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """Rows, names, dates, words and doubtful readings, the gravest first."""
    given = kept(graph, asked)
    readings = [r for r in network.table(graph, "readings") if r["action"] in given.actions]
    return [
        _rows(graph, asked),
        _names(graph, given, readings, asked),
        _dates(graph, given, asked),
        _words(graph, given, asked),
        _doubts(given, readings, asked),
    ]


def _rows(graph: Graph, asked: Asked) -> Answer:
    columns = (Column("plan"), Column("row", "line of the document, or row of the table"), _WORDS, _PLACE)
    rows = tuple(tuple(r[c] for c in ("plan", "row", "words", "place")) for r in network.table(graph, "unread") if asked.plan in (None, r["plan"]))
    return Answer("rows", f"Rows that were not understood{scope(asked)}", columns, rows, "Which rows of the document were taken for nothing?")


def _names(graph: Graph, given: Tables, readings: list[Row], asked: Asked) -> Answer:
    """Bodies in no register, each with the registered names that are most like it; they are never merged by themselves."""
    columns = (Column("organisation", "as printed"), Column("actions"), _PLACE, Column("nearest", "registered names that are most like it: say with --register if it is one of them"))
    found: dict[str, list[Row]] = defaultdict(list)
    for row in readings:
        if row["kind"] in ("lead", "partner", "mentioned") and row["registered"] is False:
            found[row["name"]].append(row)
    known = sorted({q.object.value for q in _labels(graph)}) if found else []
    rows = []
    for name, its in sorted(found.items()):
        refs = ", ".join(dict.fromkeys(given.actions[r["action"]]["ref"] for r in its))
        near = "; ".join(n for n in nearest(name, known) if n != name).split("; ")[:_SUGGESTED]
        rows.append((name, refs, its[0]["place"], "; ".join(near)))
    return Answer("names", f"Bodies in no register{scope(asked)}", columns, tuple(rows), "Which bodies do the registers not know?")


def _labels(graph: Graph):
    """The names and other names of registered bodies."""
    from concordat.graph import vocab

    for label in ("skos:prefLabel", "skos:altLabel"):
        for quad in graph.store.quads_for_pattern(None, vocab.term(label), None, vocab.graph("register")):
            if "/id/organisation/" in quad.subject.value or "/id/body-class/" in quad.subject.value:
                yield quad


def _dates(graph: Graph, given: Tables, asked: Asked) -> Answer:
    columns = (_REF, Column("column", "start or finish"), _WORDS, _PLACE)
    rows = tuple((given.actions[r["action"]]["ref"], r["column"], r["words"], r["place"]) for r in network.table(graph, "undated") if r["action"] in given.actions)
    return Answer("dates", f"Dates that were not read{scope(asked)}", columns, rows, "Which cells of dates hold words that are no date?")


def _words(graph: Graph, given: Tables, asked: Asked) -> Answer:
    columns = (_REF, Column("looks_like", "law, money, organisation or abbreviation"), _WORDS, _PLACE)
    rows = tuple((given.actions[r["action"]]["ref"], r["looks_like"], r["words"], r["place"]) for r in network.table(graph, "leftovers") if r["action"] in given.actions)
    return Answer("words", f"Words that nothing was read from{scope(asked)}", columns, rows, "Which words look like a law, a sum or an organisation, and were not recognised?")


def _doubts(given: Tables, readings: list[Row], asked: Asked) -> Answer:
    columns = (_REF, Column("what", "what was read"), Column("value", "what it was taken for"), _WORDS, _PLACE, Column("rule", "the rule that read it"), Column("confidence"))
    rows = tuple(
        (given.actions[r["action"]]["ref"], r["kind"], r["name"] or "", r["printed"], r["place"], r["rule"], r["confidence"])
        for r in readings
        if r["confidence"] != "high" and r["kind"] != "deed"
    )
    notes = ("What an action does to a thing (its deeds) is always read with medium confidence and is not listed: concordat query doubts has it.",)
    return Answer("readings", f"Readings with doubt{scope(asked)}", columns, rows, "Which readings are less than certain?", notes)
