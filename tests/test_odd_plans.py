"""Every report on plans of unusual shapes, in every format: without an error, and readable."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from concordat.graph import build, given, network, reports, tables
from concordat.graph.answer import Answer
from concordat.graph.errors import AnalysisError, UsageError
from concordat.graph.reports import Asked
from concordat.graph.store import Graph

HEAD = "Ref\tAction\tStart date\tFinish date\tLead\n"
PLANS: dict[str, str] = {
    "one action without a lead": "Ref\tAction\tLead\n1\tDo it.\t\n",
    "one action": "Ref\tAction\tLead\n1\tDo it.\tMind\n",
    "two bodies apart": "Ref\tAction\tLead\n1\tDo it.\tMind\n2\tDo more.\tCQC\n",
    "nobody leads": HEAD + "1\tDo it.\t2016\t2017\t\n2\tUse the result of action 1.\t2018\t2019\t\n3\tComply with section 136 of the Mental Health Act 1983.\t\tOngoing\t\n",
    "a circle": HEAD + "1\tFollowing action 3, write.\t2016\t2017\tDH\n2\tFollowing action 1, read.\t2016\t2017\tHO\n3\tFollowing action 2, rest.\t2016\t2017\tMind\n4\tFollowing action 3, end.\t2016\t2017\tCQC\n",
    "parts that have nothing to do with each other": HEAD + "1. North\t\t\t\t\nA1\tTrain staff.\t2016\t2017\tDH / HO\nA2\tFollowing action A1, report.\t2018\t2019\tHO\n"
    "2. South\t\t\t\t\nB1\tPay £5m by CQUIN.\t2016\t2017\tMind (with CQC)\nB2\tFollowing action B1, report.\t2017\tOngoing\tCQC\n3. Islands\t\t\t\t\nC1\tDo it.\t\t\tlocal authorities\n",
    "no dates": "Ref\tAction\tLead\n1\tWrite a protocol.\tDH (with Mind)\n2\tUse the protocol of action 1.\tHO / DH\n3\tReport to Public Health England.\tNHS England\n",
    "dates that are none": HEAD + "1\tWrite.\tsoon\twhen we can\tDH\n2\tRead.\tTBC\tlong term\tHO\n",
    "no references": "Action\tLead\nWrite a protocol.\tDH / HO\nUse it.\tMind\n",
    "a reference twice": HEAD + "1\tWrite.\t2016\t2017\tDH / HO\n1\tRead.\t2016\t2017\tDH / HO\n",
    "bodies that nobody knows": HEAD + "1\tWrite.\t2016\t2017\tAmbridge Forum / Borchester Board\n2\tFollowing action 1, read.\t2016\t2017\tAmbridge Forum (with Felpersham Trust)\n",
    "cells that spreadsheets run": HEAD + '1\t=1+1 | <b>bold</b> & "quoted"\t2016\t2017\tDH / HO\n2\tFollowing action 1, +cmd.\t2016\t2017\tHO\n',
}
NAMED = {"body": "Department of Health", "organisation": "Department of Health", "law": "Mental Health Act 1983"}  # for a report that must be told of what


def built(folder: Path, **plans: str) -> Graph:
    paths = []
    for name, text in plans.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return build.build(paths).graph


@pytest.fixture(scope="module", params=[*PLANS, "no register", "two plans"])
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("odd")
    if request.param == "two plans":
        return built(folder, north=PLANS["a circle"], south=PLANS["parts that have nothing to do with each other"])
    if request.param == "no register":
        (folder / "own.txt").write_text(PLANS["parts that have nothing to do with each other"], encoding="utf-8")
        return build.build([folder / "own.txt"], bundled_register=False).graph
    return built(folder, own=PLANS[request.param])


def asked(name: str, graph: Graph) -> Asked:
    """Whatever the report needs: a body of the plan, a day where there is no register."""
    kind = reports._REPORTS[name]
    bodies = [row["name"] for row in given.read(graph).responsibilities]
    about = {"body": (bodies or [NAMED["body"]])[0]} if kind.takes == "body" else NAMED
    return Asked(about=about[kind.takes] if kind.one else None, on="2026-11-21" if kind.dated else None, explain=True)


def answered(name: str, graph: Graph) -> list[Answer]:
    try:
        return reports.report(graph, name, asked(name, graph))
    except UsageError as error:  # the plan names no such body, or no law: that is said, and what to do
        assert reports.kind(name).one, error
        assert not re.search(r"\n|Traceback", str(error))
        return []


@pytest.mark.parametrize("name", reports.names())
def test_every_report_can_be_read_whatever_the_plan(name: str, odd: Graph) -> None:
    for answer in answered(name, odd):
        assert answer.title and "?" in answer.question, answer.name
        assert len({column.name for column in answer.columns}) == len(answer.columns)
        for row in answer.rows:
            assert len(row) == len(answer.columns)
            assert not [cell for cell in row if isinstance(cell, str) and re.search(r"\b(None|nan|inf)\b|https://w3id\.org/concordat/|^[,; ]+$", cell)], (answer.name, row)
            assert not [cell for cell in row if isinstance(cell, float) and cell != cell], (answer.name, row)
        assert not [note for note in answer.notes if re.search(r"\b(None|nan)\b|https://w3id", note)], answer.notes


@pytest.mark.parametrize("name", reports.names())
def test_every_report_can_be_had_in_every_format(name: str, odd: Graph) -> None:
    answers = answered(name, odd)
    shown = {fmt: tables.render(answers, fmt, {"name": name}, width=100) for fmt in tables.FORMATS if answers}

    for fmt in ("table", "csv", "md", "html"):
        lines = " ".join(str(shown.get(fmt, "")).split())
        assert [a.title for a in answers if a.title.partition(" ")[0] not in lines] == [], fmt
    if answers:
        assert_workbook(shown["xlsx"], answers)
        assert max(map(len, shown["table"].split("\n"))) <= 100
        assert len(json.loads(shown["json"]).get("tables", {0: 0})) == len(answers)
        Strict().feed(shown["html"])


def assert_workbook(data: str | bytes, answers: list[Answer]) -> None:
    """A sheet a table, with as many rows; references stay text."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = [sheet for sheet in book.worksheets if sheet.title not in ("Contents", "About")]
    assert [sheet.max_row - 1 for sheet in sheets if sheet.max_row > 1] == [len(a.rows) for a in answers if a.rows]
    for sheet, answer in zip(sheets, answers):
        for at in (n for n, column in enumerate(answer.columns, start=1) if column.name in ("ref", "refs", "actions", "section")):
            cells = [cell.value for cell in list(sheet.columns)[at - 1][1:] if cell.value is not None]
            assert [value for value in cells if not isinstance(value, str)] == [] or all(isinstance(row[at - 1], int) for row in answer.rows), (answer.name, cells)


class Strict(HTMLParser):
    """A page of which every tag that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_that_is_not_closed_is_found() -> None:
    with pytest.raises(AssertionError):
        Strict().feed("<p><b></p>")


@pytest.mark.parametrize("name", network.names())
def test_every_network_can_be_made_whatever_the_plan(name: str, odd: Graph) -> None:
    net = network.network(odd, name)

    assert all(data["label"] for _, data in net.nodes(data=True))


def test_without_a_register_a_report_that_looks_from_a_day_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text(PLANS["one action"], encoding="utf-8")
    graph = build.build([tmp_path / "own.txt"], bundled_register=False).graph
    dated = [name for name, kind in reports._REPORTS.items() if kind.dated]

    for name in dated:
        try:
            reports.report(graph, name)  # one that finds another day says which in its words
        except UsageError as error:
            assert "--on" in str(error)
    assert reports.report(graph, reports.ALL, Asked(on="2026-11-21"))


def test_all_reports_of_a_circle_know_it_as_one(tmp_path: Path) -> None:
    graph = built(tmp_path, own=PLANS["a circle"])
    [cycles] = [answer for answer in reports.report(graph, "dependencies") if answer.name == "cycles"]

    assert [row[:2] for row in cycles.rows] == [(3, "1, 2, 3")]


def test_of_several_plans_each_action_is_named_with_its_plan(tmp_path: Path) -> None:
    """Reference 1 is in both."""
    graph = built(tmp_path, north=PLANS["one action"], south=PLANS["two bodies apart"])
    [actions] = [answer for answer in reports.report(graph, "ownership") if answer.name == "actions"]

    assert [row[0] for row in actions.rows] == ["north 1", "south 1", "south 2"]


def test_a_network_too_large_to_look_at_says_which_part_to_keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = built(tmp_path, own=HEAD + "".join(f"{n}\tProvide training.\t2016\t2017\tDH\n" for n in range(1, 6)))
    assert network.network(graph, "themes").number_of_edges() == 10
    monkeypatch.setattr(network, "MOST", 9)

    with pytest.raises(AnalysisError, match="up to 10 pairs .* keep less of the plan, one section, theme or period"):
        network.network(graph, "themes")


def test_a_part_with_no_action_in_it_is_told_and_not_stumbled_over(tmp_path: Path) -> None:
    """Both actions were over long before the day that is asked for."""
    (tmp_path / "own.txt").write_text("Ref\tAction\tStart\tFinish\tLead\n1\tAmend section 136.\tMay 2016\tJune 2016\tMind / CQC\n2\tDo more.\tMay 2016\tJune 2016\tMind\n", encoding="utf-8")
    graph = build.build([tmp_path / "own.txt"]).graph
    assert not given.read(graph, given.Kept(during="2020-01-01")).actions

    for name in reports.names():
        answers = reports.report(graph, name, Asked(during="2020-01-01", explain=True))
        assert answers[0].title and answers[0].notes
        assert all(tables.render(answers, fmt, {"name": name}) for fmt in tables.FORMATS)
    for name in network.names():
        if name != "succession":
            assert network.network(graph, name, given.Kept(during="2020-01-01")).number_of_nodes() == 0
