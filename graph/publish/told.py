"""The reports of the folder, the findings among them: each as a page, as text and as a workbook, and each of its tables as csv."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass

from concordat.graph import findings, hypertext, reports, tables
from concordat.graph.answer import Answer, Column
from concordat.graph.build import Build
from concordat.graph.errors import AnalysisError
from concordat.graph.output import BYTE_ORDER_MARK, encoded
from concordat.graph.publish import cells, plain
from concordat.graph.publish.data import File
from concordat.graph.publish.frame import REPORTS
from concordat.graph.publish.site import Link, Site
from concordat.graph.publish.templates import Write

MOST = 2_000  # rows of a table on a page: a browser shows more only slowly, and nobody reads them; the csv and the workbook have all
FORMS = (("Excel workbook", "xlsx"), ("Text", "md"))  # beside the page

CHECKS = {"checks": "where the plan is weak and where time has overtaken it, on which words, and what can be done"}  # beside the reports
Titles = dict[str, list[tuple[str, str]]]


def names() -> dict[str, str]:
    """The reports that need no name, the findings among them, and what each tells."""
    tells = reports.names()
    return tells | CHECKS


@dataclass(frozen=True, slots=True)
class _Report:
    """A report with its tables by the names of their files."""

    name: str
    tells: str
    answers: dict[str, Answer]

    @property
    def titled(self) -> str:
        return self.name.replace("-", " ").capitalize()

    @property
    def shown(self) -> list[Answer]:
        """Its tables as a page shows them."""
        return [plain.plain(answer if self.name not in CHECKS else plain.checks(answer)) for answer in self.answers.values()]

    @property
    def csv(self) -> list[tuple[str, str]]:
        """The title and the csv file of each table."""
        common = hypertext.ending([answer.title for answer in self.answers.values()])
        return [(answer.title.removesuffix(common), f"reports/{self.name}-{key}.csv") for key, answer in self.answers.items()]


def files(built: Build, site: Site, meta: Mapping[str, object], write: Write, say: Callable[[str], None]) -> Generator[File, None, Titles]:
    """The files of all reports, and a page that lists them; in the end, the title and the csv file of every table by the name of its report."""
    links = cells.links(site, "../")
    subtitle = "; ".join(plan.title for plan in site.plans)
    titles: Titles = {}
    for name, tells in names().items():
        say(f"making the report {name}")
        made = _Report(name, f"{tells[:1].upper()}{tells[1:]}.", _by_name(_answers(built, site, name)))
        titles[name] = made.csv
        yield f"reports/{name}.html", _page(made, meta, write, links, subtitle)
        yield from _data(made, {**meta, "name": name})
    yield REPORTS, write("reports.html", at=REPORTS, trail=(Link("Reports", REPORTS),), plan=subtitle, reports=_listed(titles))
    return titles


def _listed(titles: Titles) -> list[dict[str, object]]:
    """The reports with their tables, as the page that stands beside them lists them."""
    return [
        {"name": name, "title": name.replace("-", " ").capitalize(), "tells": f"{tells[:1].upper()}{tells[1:]}.", "tables": [Link(title, href.partition("/")[2]) for title, href in titles[name]]}
        for name, tells in names().items()
    ]


def _answers(built: Build, site: Site, name: str) -> list[Answer]:
    """The tables of a report; of one that the graph is too large for, a table that says why there is no more."""
    if name in CHECKS:
        return [findings.table(findings.judged(site.findings, None)[0], "html", notes=findings.unchecked(built.graph))]
    try:
        return reports.report(built.graph, name)
    except AnalysisError as error:
        return [Answer("not-made", f"The report {name} could not be made", (Column("why", about="what stands in the way, and what can be asked instead"),), ((str(error),),))]


def _page(report: _Report, meta: Mapping[str, object], write: Write, links: Callable[[str, str], str], subtitle: str) -> bytes:
    """The report in the frame of the folder."""
    at = f"reports/{report.name}.html"
    made = hypertext.parts(report.shown, {**meta, "name": report.name}, links, [href.partition("/")[2] for _, href in report.csv], MOST)
    trail = (Link(report.titled, at),) if report.name in CHECKS else (Link("Reports", REPORTS), Link(report.titled, at))
    forms = [Link(words, f"{report.name}.{ending}") for words, ending in FORMS]
    return write("report.html", at=at, trail=trail, styles=("answers.css",), title=made.title, under=made.under, tables=made.tables, plan=subtitle, tells=report.tells, files=forms)


def _data(report: _Report, meta: Mapping[str, object]) -> Iterator[File]:
    answers = list(report.answers.values())
    for _, ending in FORMS:
        yield f"reports/{report.name}.{ending}", encoded(tables.render(answers, ending, meta))
    for (_, name), answer in zip(report.csv, answers):
        yield name, BYTE_ORDER_MARK + encoded(tables.render([answer], "csv", meta))


def _by_name(answers: list[Answer]) -> dict[str, Answer]:
    """The tables of a report by their names, with a number for a second one of the same name."""
    found: dict[str, Answer] = {}
    for answer in answers:
        same = sum(other.name == answer.name for other in found.values())
        found[f"{answer.name}-{same + 1}" if same else answer.name] = answer
    return found
