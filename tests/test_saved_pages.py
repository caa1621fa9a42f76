"""The national plan saved as a web page, Markdown and PDF: the same sixty records, and every place leads to the words."""

from __future__ import annotations

import re

import pytest
import saved_pages as saved

from concordat.graph import build, records
from concordat.graph.records import Record


@pytest.fixture(scope="module")
def home() -> list[Record]:
    return records.records(build.build().graph)


@pytest.fixture(scope="module", params=saved.SAVERS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> build.Build:
    path = tmp_path_factory.mktemp("saved") / f"plan{request.param}"
    saved.SAVERS[request.param](path)
    return build.build([path], "national-action-plan-2016")


def told(thing: object) -> object:
    """A record without its places, white space folded."""
    if isinstance(thing, dict):
        return {key: told(value) for key, value in thing.items() if key != "at"}
    if isinstance(thing, list):
        return [told(value) for value in thing]
    return " ".join(thing.split()) if isinstance(thing, str) else thing


def test_the_records_are_those_of_the_text(built: build.Build, home: list[Record]) -> None:
    """Compared field by field, so that a failure shows every difference and not only the first."""
    found = records.records(built.graph)
    pairs = [(told(want), told(got)) for want, got in zip(home, found, strict=True)]
    differences = {(want["ref"], key): (want[key], got[key]) for want, got in pairs for key in want if want[key] != got[key]}
    assert len(found) == 60
    assert differences == {}


def test_every_row_is_accounted_for(built: build.Build) -> None:
    """A header on each of fifteen pages, five headings of sections, sixty actions, one of them cut by a page."""
    document, tally = built.plans[0].document, built.plans[0].tally
    rows = [row for table in document.tables if not table.outside for row in table.rows]
    assert len(rows) == 15 + 5 + 60 + 1
    assert tally["actions"] == 60
    assert sum(tally.values()) == sum(len(table.rows) for table in document.tables) + sum(document.skipped.values())
    assert built.findings == ()


def test_places_name_the_cells_that_hold_the_words(built: build.Build) -> None:
    document = built.plans[0].document
    every = [cell for table in document.tables for row in table.rows for cell in row.cells]
    assert all(document.text[cell.span.start : cell.span.end] == cell.text for cell in every)
    cells = {cell.label: cell for cell in every}
    checked = 0
    for record in records.records(built.graph):
        for item in (x for field in ("leads", "partners", "mentioned", "legislation", "policies", "funding") for x in record[field]):
            words = " ".join(_words(document.text, cells, place) for place in item["at"].split(";"))
            assert item["printed"] in " ".join(re.sub("•|<br>", " ", words).split()), item
            checked += 1
    assert checked > 150


def _words(text: str, cells: dict, place: str) -> str:
    """What stands at a place: in a cell that has a label, else between two positions of the text."""
    if place in cells:
        return cells[place].text
    start, end = map(int, place.split("-"))
    return text[start:end]
