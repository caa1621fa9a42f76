"""The national plan saved in Word and Excel gives the same sixty records, every row accounted for, every place the cell that holds the words."""

from __future__ import annotations

import pytest
import saved

from concordat.graph import build, records
from concordat.graph.records import Record


@pytest.fixture(scope="module", params=saved.SAVERS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> build.Build:
    path = tmp_path_factory.mktemp("saved") / f"plan.{request.param}"
    saved.SAVERS[request.param](path)
    return build.build([path], "national-action-plan-2016")


def test_the_records_are_those_of_the_text(built: build.Build, home: list[Record]) -> None:
    saved.same(records.records(built.graph), home)


def test_every_row_is_accounted_for(built: build.Build) -> None:
    """Five headings, sixty actions, a header on each of fifteen pages, and the row that a page cuts."""
    document, tally = built.plans[0].document, built.plans[0].tally
    expected = {"not understood": 0, "header rows": 1, "repeated header rows": 14, "section headings": 5, "actions": 60, "rows cut by a page": 1}
    assert {what: tally.get(what) for what in expected} == expected
    assert sum(tally.values()) == sum(len(table.rows) for table in document.tables) + sum(document.skipped.values())


def test_places_name_the_cells_that_hold_the_words(built: build.Build) -> None:
    document = built.plans[0].document
    cells = {cell.label: cell for table in document.tables for row in table.rows for cell in row.cells}
    assert all(document.text[cell.span.start : cell.span.end] == cell.text for cell in cells.values())
    checked = 0
    for record in records.records(built.graph):
        for item in (x for field in ("leads", "partners", "mentioned", "legislation", "policies", "funding") for x in record[field]):
            words = " ".join(" ".join(cells[label].text for label in item["at"].split(";")).replace("•", " ").split())
            assert item["printed"] in words, item
            checked += 1
    assert checked > 150
