"""The reports of the folder, the findings among them: each as a page, as text and as a workbook, and each of its tables as csv."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping

from concordat.graph import findings, reports, tables
from concordat.graph.answer import Answer
from concordat.graph.build import Build
from concordat.graph.output import BYTE_ORDER_MARK, encoded
from concordat.graph.publish import cells
from concordat.graph.publish.data import File
from concordat.graph.publish.site import Site

CHECKS = {"checks": "where the plan is weak and where time has overtaken it, on which words, and what can be done"}  # beside the reports
Titles = dict[str, list[tuple[str, str]]]


def names() -> dict[str, str]:
    """The reports that need no name, the findings among them, and what each tells."""
    tells = reports.names()
    return tells | CHECKS


def files(built: Build, site: Site, meta: Mapping[str, object], say: Callable[[str], None]) -> Generator[File, None, Titles]:
    """The files of all reports; in the end, the title and the csv file of every table by the name of its report."""
    page_only = {"links": cells.links(site, "../"), "subtitle": "; ".join(plan.title for plan in site.plans)}
    titles: Titles = {}
    for name in names():
        say(f"making the report {name}")
        answers = _answers(built, name)
        titles[name] = [(answer.title, f"reports/{name}-{key}.csv") for key, answer in _by_name(answers).items()]
        yield from _report(name, answers, meta, page_only)
    return titles


def _answers(built: Build, name: str) -> list[Answer]:
    if name in CHECKS:
        return [findings.table(findings.judged(findings.found(built.graph), None)[0], "html", notes=findings.unchecked(built.graph))]
    return reports.report(built.graph, name)


def _report(name: str, answers: list[Answer], meta: Mapping[str, object], page_only: Mapping[str, object]) -> Iterator[File]:
    """`page_only` is what only the page is told."""
    whole = {**meta, "name": name, "home": "../index.html"}
    told = {"html": {**whole, **page_only}, "md": whole, "xlsx": whole}
    for fmt, said in told.items():
        yield f"reports/{name}.{fmt}", encoded(tables.render(answers, fmt, said))
    for key, answer in _by_name(answers).items():
        yield f"reports/{name}-{key}.csv", BYTE_ORDER_MARK + encoded(tables.render([answer], "csv", whole))


def _by_name(answers: list[Answer]) -> dict[str, Answer]:
    """The tables of a report by their names, with a number for a second one of the same name."""
    found: dict[str, Answer] = {}
    for answer in answers:
        same = sum(other.name == answer.name for other in found.values())
        found[f"{answer.name}-{same + 1}" if same else answer.name] = answer
    return found
