"""Every number in every report on the national plan, worked out a second way: tests/second/NAME.py counts in the records read by eye and in the registers."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from numbers import Number

import pytest
from second_way import Sources

from concordat.graph import build, reports
from concordat.graph.answer import Answer
from concordat.graph.reports import Asked
from concordat.graph.store import Graph
from concordat.graph.tables import numeric


DAY = r"\d{4}(-\d\d){0,2}[~?]?(/(\d{4}(-\d\d){0,2}[~?]?|\.\.))?"  # 2017-12-11, 2017~/2019~, 2025/..; a place such as 452-454 is none: it is held against the document elsewhere


@pytest.fixture(scope="module")
def home() -> Graph:
    return build.build().graph


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources()


def cases() -> list:
    """Each report, each thing that it is asked for, and the functions that work its tables out."""
    found = {name: import_module(f"second.{name}").CASES if find_spec(f"second.{name}") else [({}, {})] for name in reports.names()}
    return [pytest.param(name, asked, tables, id=f"{name}-{n}") for name, each in found.items() for n, (asked, tables) in enumerate(each)]


@pytest.mark.parametrize(("name", "asked", "reckoned"), cases())
def test_every_number_of_a_report_is_the_same_when_worked_out_a_second_way(name: str, asked: dict, reckoned: dict, home: Graph, sources: Sources) -> None:
    answers = reports.report(home, name, Asked(**asked))

    assert {answer.name for answer in answers} == set(reckoned), "each table is worked out, or said to hold no number"
    for answer in answers:
        assert_same(answer, reckoned[answer.name], sources)


def assert_same(answer: Answer, reckoned: object, sources: Sources) -> None:
    """The rows of the table, in their order, are those reckoned; every column of numbers or of days is among what is reckoned."""
    numbers = {column.name for at, (column, is_number) in enumerate(zip(answer.columns, numeric(answer))) if is_number or of_days(answer, at)}
    if isinstance(reckoned, str):  # why there is nothing to reckon: "none ..." that there is no row, anything else that there are words only
        assert reckoned and not numbers, f"{answer.name} has numbers: {sorted(numbers)}"
        assert not reckoned.startswith("none") or not answer.rows, f"{answer.name} has rows"
        return
    expected = reckoned(sources)
    columns = list(expected[0]) if expected else []
    assert not expected or numbers <= set(columns), f"{answer.name}: not worked out: {sorted(numbers - set(columns))}"
    at = [[c.name for c in answer.columns].index(name) for name in columns]
    found = [tuple(row[i] for i in at) for row in answer.rows] if expected else list(answer.rows)
    assert [tuple(map(near, row)) for row in found] == [tuple(row.values()) for row in expected]


def of_days(answer: Answer, at: int) -> bool:
    """Whether the cells of a column are days, or stretches of time, and nothing else."""
    cells = [row[at] for row in answer.rows if row[at] not in (None, "")]
    return bool(cells) and all(isinstance(cell, date) or re.fullmatch(DAY, str(cell)) for cell in cells)


def near(value: object) -> object:
    """A number is the same up to what a float loses."""
    return pytest.approx(float(value), rel=1e-9, abs=1e-9) if isinstance(value, Number) and not isinstance(value, bool) else value


def test_a_number_that_is_not_worked_out_is_found(home: Graph, sources: Sources) -> None:
    answer = reports.report(home, "ownership")[0]

    for wrong in ("words only", lambda s: [{"organisation": "NHS England"}], lambda s: []):
        with pytest.raises(AssertionError):
            assert_same(answer, wrong, sources)
