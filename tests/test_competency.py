"""The questions that the terms must be able to answer: each has a question of the library, and an answer worked out by reading."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_answers import BODIES, PINNED, SAME, cells

from concordat.graph import build, query, store

HERE = Path(__file__).parent
QUESTIONS = tomllib.loads((HERE / "competency.toml").read_text(encoding="utf-8"))["question"]
KEYS = {"asks", "query", "parameters", "columns", "rows", "count", "yet"}


@pytest.fixture(scope="module")
def graph() -> store.Graph:
    return build.build().graph


def answered(name: str) -> bool:
    """Whether the whole answer to a question of the library is pinned, by hand or from the reading by eye."""
    return name in SAME or name in BODIES or any(answer["question"] == name for answer in PINNED)


def test_there_are_twenty_and_each_is_a_question_of_the_library() -> None:
    assert len(QUESTIONS) == len({each["asks"] for each in QUESTIONS}) == 20
    assert [each["asks"] for each in QUESTIONS if not each["asks"].endswith("?") or set(each) - KEYS] == []
    assert [each["query"] for each in QUESTIONS if each["query"] not in query.library()] == []
    assert [each["query"] for each in QUESTIONS if not answered(each["query"])] == []
    assert not answered("no-such-question")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["query"])
def test_the_terms_answer_it(question: dict[str, Any], graph: store.Graph) -> None:
    answer = query.run(graph, question["query"], question.get("parameters", {}))
    names = [column.name for column in answer.columns]
    found = {cells(*(row[names.index(column)] for column in question["columns"])) for row in answer.rows}

    assert {cells(*row) for row in question["rows"]} - found == set()
    assert question["rows"]
    assert len(found) == question.get("count", len(found))


def test_what_rests_on_memory_alone_is_told_only_when_it_was_built() -> None:
    """The register of such facts has 36 rows; the build leaves them out unless it is asked."""
    told = query.run(build.build(unconfirmed=True).graph, "unconfirmed", {}).rows

    assert len(told) == 36
    assert ("NHS Clinical Commissioners ended about mid-2022 and was absorbed in the NHS Confederation.", "uc-01") in {(row[1], row[3]) for row in told}
