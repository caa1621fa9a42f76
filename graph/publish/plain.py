"""Answers as people read them on a page: days in words, columns in which nothing stands left out, and what only whoever runs the program can do kept to a note."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from concordat.graph.answer import Answer, Column, Value
from concordat.graph.validate.queries import day, period

_DAY = r"\d{4}-\d\d(?:-\d\d)?[~?]?"
_ISO = re.compile(rf"(?:{_DAY}|\.\.)/(?:{_DAY}|\.\.)|\d{{4}}-\d\d-\d\d[~?]?")
_REPORT = re.compile(r'\bconcordat (report|query) ([a-z]+(?:-[a-z]+)*)(?! ["<A-Z])')
_CHECKS = re.compile(r"\bconcordat check\b(?! )|\bconcordat check (?=lists)")
_PIECES = re.compile(r"(?<=[.;]) (?=[A-Z]|concordat)")  # sentences
_CALLED = {"check": "kind", "severity": "how_grave", "message": "finding", "evidence": "words", "advice": "what_to_do"}  # columns of the checks
_GRAVE = {"error": "fault", "warning": "warning", "info": "remark"}


def plain(answer: Answer) -> Answer:
    """The same for a page: every day in words, and reports and questions by their names, not by the command that makes them."""
    rows = tuple(tuple(_value(value) for value in row) for row in answer.rows)
    return replace(answer, title=_ISO.sub(_spoken, answer.title), rows=rows, notes=tuple(map(_named, answer.notes)))


def checks(answer: Answer) -> Answer:
    """The table of findings for readers who may have no program: words for keys, and every advice that is a command once, in a note."""
    names = [column.name for column in answer.columns]
    told: dict[str, None] = {}
    rows = tuple(tuple(_finding(name, value, told) for name, value in zip(names, row)) for row in answer.rows)
    columns = tuple(replace(column, name=_CALLED.get(column.name, column.name), about="" if column.name == "severity" else column.about) for column in answer.columns)
    notes = [re.sub(r"\binfos?\b", lambda found: found[0].replace("info", "remark"), answer.notes[0]).replace("error", "fault")] if answer.notes else []
    operators = [f"For whoever runs the program: {' '.join(told)}"] if told else []
    return full(replace(answer, columns=columns, rows=rows, notes=(*notes, *answer.notes[1:], *operators)))


def full(answer: Answer) -> Answer:
    """The same without columns in which nothing stands."""
    kept = [at for at in range(len(answer.columns)) if not answer.rows or any(row[at] not in (None, "") for row in answer.rows)]
    return _kept(answer, lambda cells: tuple(cells[at] for at in kept))


def _kept(answer: Answer, some: Callable[[tuple], tuple]) -> Answer:
    columns: tuple[Column, ...] = some(answer.columns)
    return replace(answer, columns=columns, rows=tuple(some(row) for row in answer.rows))


def _value(value: Value) -> Value:
    if isinstance(value, date):
        return day(value.isoformat())
    return _ISO.sub(_spoken, value) if type(value) is str and not value.startswith("http") and _ISO.search(value) else value


def _spoken(found: re.Match[str]) -> str:
    return period(found[0]) if "/" in found[0] else day(found[0])


def _named(note: str) -> str:
    """A note that names the report or the question, where the program would have named a command."""
    said = _REPORT.sub(lambda found: f"the {'report' if found[1] == 'report' else 'question'} “{found[2].replace('-', ' ')}”", note)
    said = _ISO.sub(_spoken, _CHECKS.sub("the page of checks ", said))
    return said[:1].upper() + said[1:]


def _finding(column: str, value: Value, told: dict[str, None]) -> Value:
    """A cell in words; what it says of commands goes into `told`."""
    if type(value) is not str:
        return value
    if column == "check":
        return value.replace("-", " ").capitalize()
    if column == "severity":
        return _GRAVE.get(value, value)
    if column != "advice":
        return value
    pieces = _PIECES.split(_named(value))
    commands = [piece for piece in pieces if "concordat " in piece]
    told.update(dict.fromkeys(piece for piece in commands if "explain" not in piece))
    return " ".join(piece for piece in pieces if piece not in commands)
