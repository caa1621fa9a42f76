"""Tables to a plan: which column is what, headings, repeated headers, rows cut by a page, and an account of every row."""

from __future__ import annotations

from pathlib import Path

from concordat.graph import wordlists
from concordat.graph.errors import SourceError
from concordat.graph.model import Document, Hints, Place, Plan
from concordat.graph.plan.columns import Columns
from concordat.graph.plan.reader import NOT_UNDERSTOOD, Reader

MOST_ACTIONS = 20_000  # their graph takes some 2 GB of memory
NO_HINTS = Hints()


def read(document: Document, plan_id: str, facts: dict[str, str] | None = None, hints: Hints = NO_HINTS) -> Plan:
    """Read the tables of a document as a plan; every row is counted under what it was taken for.

    Raises
    ------
    SourceError
        If no table has a column of actions, or none of its rows is an action, or there are more than in any plan.
    """
    reader = Reader(document, hints)
    for t, table in enumerate(document.tables):
        reader.begin(t)
        for r in range(len(table.rows)):
            reader.take(t, r)
            if len(reader.actions) > MOST_ACTIONS:
                raise SourceError(f"{document.name} has more than {MOST_ACTIONS:,} actions: build its parts as plans of their own")
    reader.end()
    if not reader.listed and not any("text" in columns.meanings for columns in reader.heads.values()):
        raise SourceError(f"{document.name}: {_why_no_table(document)}")
    if not reader.actions:
        hint = "check that its cells are separated by tabs" if document.unit == "line" else "each action must stand in a row of its own, below the headings of its columns"
        raise SourceError(f"{document.name}: the table has no action in it: {hint}")
    facts = facts or {}
    return Plan(
        id=plan_id,
        document=document,
        title=facts.get("title") or Path(document.name).stem,
        sections=tuple(reader.sections),
        actions=tuple(reader.actions),
        tally={words: n for words, n in reader.tally.items() if n or words == NOT_UNDERSTOOD},
        unread=tuple(sorted(reader.unread)),
        notices=(*document.notices, *_not_there(reader, hints), *reader.said()),
        facts=facts,
        hints=hints,
        columns=_columns(reader),
    )


def _not_there(reader: Reader, hints: Hints) -> list[str]:
    """What was said of columns that no header row has."""
    there = {wordlists.plain(column.heading) for columns in reader.heads.values() for column in columns.columns.values()}
    told = sorted({column.heading for columns in reader.heads.values() for column in columns.columns.values()} - {""})
    return [f'{reader.document.name}: no column is called "{heading}", which was said to mean {meaning}; there are {", ".join(told)}' for heading, meaning in hints.columns.items() if heading not in there]


def _columns(reader: Reader) -> tuple[tuple[Place, tuple[tuple[str, str, str], ...]], ...]:
    """What was taken for what: each header row that is not a repeated one, or where there is no table the parts of a line."""
    if reader.listed:
        return ((reader.actions[0].place, reader.columns.taken()),)
    heads = sorted(reader.heads.items())
    return tuple((reader.document.tables[t].rows[r].place, columns.taken()) for (t, r), columns in heads if _is_new(reader, t, r, columns))


def _is_new(reader: Reader, t: int, r: int, columns: Columns) -> bool:
    """Whether a header is the first of its kind."""
    return next(place for place, other in sorted(reader.heads.items()) if other == columns) == (t, r)


def _why_no_table(document: Document) -> str:
    """Why no row was taken for a header, and what to do."""
    return (
        "no table with a column of actions: the first row of the table must name its columns, one of them Action; "
        'if it does so by other names, say which is which: --map text="Heading of the column with the actions" --map lead="Heading of the column that says who"'
    )
