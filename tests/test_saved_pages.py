"""The national plan saved as a web page, Markdown and PDF: the same sixty records, and every place leads to the words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import saved
import saved_pages

from concordat.graph import build, records
from concordat.graph.records import Record


@pytest.fixture(scope="module", params=saved_pages.SAVERS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> build.Build:
    path = tmp_path_factory.mktemp("saved") / f"plan{request.param}"
    saved_pages.SAVERS[request.param](path)
    return build.build([path], "national-action-plan-2016")


def test_the_records_are_those_of_the_text(built: build.Build, home: list[Record]) -> None:
    saved.same(records.records(built.graph), home)


def test_every_row_is_accounted_for(built: build.Build) -> None:
    """A header on each of fifteen pages, five headings of sections, sixty actions, one of them cut by a page."""
    document, tally = built.plans[0].document, built.plans[0].tally
    rows = [row for table in document.tables if not table.outside for row in table.rows]
    assert len(rows) == 15 + 5 + 60 + 1
    assert tally["actions"] == 60
    assert sum(tally.values()) == sum(len(table.rows) for table in document.tables) + sum(document.skipped.values())


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


LOOKS = {
    "lines": "td, th { border: 1px solid #000 }",
    "no lines": "",
    "in the middle": "td { border: 1px solid #000; vertical-align: middle } td:nth-child(3), td:nth-child(4) { text-align: center }",
}


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKS)
def test_what_a_browser_prints(look: str, chromium, home: list[Record], tmp_path: Path) -> None:
    """Rows are cut wherever a page ends, bullets are drawn and not written, headings of sections stand in the middle. Items that a page cuts
    are two, so items are left out here."""
    saved_pages.to_html(tmp_path / "plan.html")
    style = f"td, th {{ padding: 4px; vertical-align: top }} table {{ border-collapse: collapse; font: 11px sans-serif }} {LOOKS[look]}"
    page = chromium.new_page()
    page.set_content((tmp_path / "plan.html").read_text(encoding="utf-8").replace("<style>", f"<style>{style} "))
    page.pdf(path=tmp_path / "plan.pdf", format="A4", landscape=True, print_background=True, margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
    page.close()
    built = build.build([tmp_path / "plan.pdf"], "national-action-plan-2016")
    saved.same(records.records(built.graph), home, without=("items",))
    assert built.plans[0].tally["not understood"] == 0
