"""Everything that is known of a plan in one folder that opens offline: pages to read, pictures, reports, records and the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from concordat.graph import export, findings, records, reports, tables, views
from concordat.graph.answer import Answer
from concordat.graph.build import Build
from concordat.graph.export import catalogue, stratml
from concordat.graph.model import Document
from concordat.graph.output import BYTE_ORDER_MARK, encoded
from concordat.graph.publish import cells, entries, folder, site, templates, vocabulary
from concordat.graph.publish.figures import figures
from concordat.graph.publish.site import ACTIONS_PAGE, Site
from concordat.graph.views import page

INDEX = "index.html"
CHECKS = {"checks": "where the plan is weak and where time has overtaken it, on which words, and what can be done"}  # beside the reports
Say = Callable[[str], None]


def publish(built: Build, output: Path, version: str, say: Say, at: str | None = None) -> list[Path]:
    """Write the folder, and give the files in it; the same plans and program give the same bytes.

    `at` is the address that the folder will have on the web, for the description of the data. A folder that is there is replaced only if it is empty or holds nothing but what was published before.

    Raises
    ------
    concordat.graph.errors.OutputError
        If the folder cannot be written, or holds anything else; then it is left as it was.
    concordat.graph.errors.UsageError
        If `at` is no address.
    """
    catalogue.address(at)
    folder.check(output)  # before the work, which takes some seconds
    files = contents(built, version, say, at)
    say(f"putting {len(files) + 1} files into {output}")
    return folder.write(output, files, version)


def contents(built: Build, version: str, say: Say, at: str | None = None) -> dict[str, bytes]:
    """Every file of the folder by its name in it, all but the manifest."""
    meta = {"program": "concordat", "version": version, "graph": hashlib.sha256(built.data).hexdigest()}
    say("writing the graph and the records")
    files = {"graph/concordat.trig": built.data, "graph/concordat.ttl": export.export(built.graph, "turtle"), "graph/concordat.jsonld": export.export(built.graph, "jsonld")}
    files |= _records(built, meta) | _stratml(built)
    description = catalogue.described(built.graph, files, at)
    files |= {f"graph/dataset.{ending}": catalogue.serialised(description, syntax) for ending, syntax in (("ttl", "turtle"), ("jsonld", "jsonld"))}
    whole = site.read(built.graph)
    leads_to = cells.links(whole, "../")
    page_only = {"links": leads_to, "subtitle": "; ".join(plan.title for plan in whole.plans)}
    titles = {}
    for name in _told():
        say(f"making the report {name}")
        answers = [findings.table(findings.judged(findings.found(built.graph), None)[0], "html", notes=findings.unchecked(built.graph))] if name in CHECKS else reports.report(built.graph, name)
        titles[name] = [(answer.title, f"reports/{name}-{key}.csv") for key, answer in _by_name(answers).items()]
        files |= _report(name, answers, meta, page_only)
    pictures = []
    for name in views.names():
        say(f"drawing the picture {name}")
        drawn = views.view(built.graph, name, {**meta, "name": name})
        files[f"views/{name}.html"] = encoded(page.page(replace(drawn, home=f"../{INDEX}", words=lambda piece: leads_to("place", piece))))
        pictures.append({"title": drawn.title, "question": drawn.question, "href": f"views/{name}.html"})
    say("writing the pages")
    files |= {f"ontology/{name}": data for name, data in vocabulary.files().items()} | {"ontology/index.html": vocabulary.page(home=f"../{INDEX}")}
    return files | _pages(built, whole, files, meta, titles, pictures)


def _told() -> dict[str, str]:
    """The reports that need no name, the findings among them, and what each tells."""
    tells = reports.names()
    return tells | CHECKS


def _records(built: Build, meta: Mapping[str, object]) -> dict[str, bytes]:
    found = records.records(built.graph)
    answer = records.as_answer(found)
    whole = {**meta, "name": "actions"}
    return {
        "records/actions.jsonl": encoded(records.as_text(found, "jsonl")),
        "records/actions.csv": _csv(answer, whole),
        "records/actions.xlsx": encoded(tables.render([answer], "xlsx", whole)),
    }


def _stratml(built: Build) -> dict[str, bytes]:
    """A StratML file for each plan."""
    ids = stratml.plans(built.graph)
    return {name: stratml.stratml(built.graph, plan)[0] for name, plan in zip(_stratml_names(len(ids)), ids)}


def _stratml_names(plans: int) -> list[str]:
    """Of several plans each has its number, in the order of their ids."""
    return ["records/plan.stratml"] if plans == 1 else [f"records/plan-{n}.stratml" for n in range(1, plans + 1)]


def _report(name: str, answers: list[Answer], meta: Mapping[str, object], page_only: Mapping[str, object]) -> dict[str, bytes]:
    """A report as page, text and workbook, and each of its tables as csv; `page_only` is what only the page is told."""
    whole = {**meta, "name": name, "home": f"../{INDEX}"}
    told = {"html": {**whole, **page_only}, "md": whole, "xlsx": whole}
    files = {f"reports/{name}.{fmt}": encoded(tables.render(answers, fmt, said)) for fmt, said in told.items()}
    return files | {f"reports/{name}-{key}.csv": _csv(answer, whole) for key, answer in _by_name(answers).items()}


def _by_name(answers: list[Answer]) -> dict[str, Answer]:
    """The tables of a report by their names, with a number for a second one of the same name."""
    found: dict[str, Answer] = {}
    for answer in answers:
        same = sum(other.name == answer.name for other in found.values())
        found[f"{answer.name}-{same + 1}" if same else answer.name] = answer
    return found


def _csv(answer: Answer, meta: Mapping[str, object]) -> bytes:
    return BYTE_ORDER_MARK + encoded(tables.render([answer], "csv", meta))


# ---- the pages


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder, as the first page lists it."""

    name: str
    href: str
    size: str


def _pages(built: Build, whole: Site, files: Mapping[str, bytes], meta: Mapping[str, str], titles: Mapping[str, list[tuple[str, str]]], pictures: list[dict[str, str]]) -> dict[str, bytes]:
    """The documents as they were read, their words, all actions, and the first page, which names every other file with its size."""
    write = templates.writer(meta)
    documents = {plan.id: plan.document for plan in built.plans}
    made: dict[str, bytes] = {}
    copies = {}
    for plan in whole.plans:
        data, exact = _copy(documents[plan.id])
        copies[plan.id] = (plan.copy if exact else f"{plan.copy}.txt", exact)
        made[copies[plan.id][0]] = data
        shown = entries.words(whole, plan, documents[plan.id].text)
        made[plan.page] = write("words.html", root="../", plan=plan, words=shown, copy=Path(copies[plan.id][0]).name)
    told = [(plan, entries.entries(whole, plan)) for plan in whole.plans]
    made[ACTIONS_PAGE] = write("actions.html", root="", plans=told, site=whole)
    sizes = {name: site.size(len(data)) for name, data in {**files, **made}.items()}
    listed = {
        "pictures": [picture | {"size": sizes[picture["href"]]} for picture in pictures],
        "reports": [_listed(name, tells, titles[name], sizes) for name, tells in _told().items()],
        "sizes": sizes,
        "stratml": [File(plan.title, name, sizes[name]) for plan, name in zip(whole.plans, _stratml_names(len(whole.plans)))],
        "ontology": [name for name in files if name.startswith("ontology/") and not name.endswith(".html")],
    }
    notices = tuple(dict.fromkeys([*(words for plan in built.plans for words in plan.notices), *built.notices]))
    made[INDEX] = write("index.html", root="", site=whole, plans=whole.plans, figures=figures(whole), copies=copies, notices=notices, example=_example(whole), **listed)
    return made


def _listed(name: str, tells: str, titles: list[tuple[str, str]], sizes: Mapping[str, str]) -> dict[str, Any]:
    forms = [(words, f"reports/{name}.{fmt}") for words, fmt in (("Page", "html"), ("Excel workbook", "xlsx"), ("Text", "md"))]
    return {
        "name": name.replace("-", " ").capitalize(),
        "tells": tells,
        "forms": [File(words, href, sizes[href]) for words, href in forms],
        "tables": [File(title, href, sizes[href]) for title, href in titles],
    }


def _example(whole: Site) -> site.Link | None:
    """A place to try, that of the first lead."""
    found = ((record["plan"], body["at"]) for record in whole.records.values() for body in record["leads"])
    return next((link for plan, at in found for link in whole.places(plan, at) if link.href), None)


def _copy(document: Document) -> tuple[bytes, bool]:
    """The document's bytes as they were read; for a format that is no text the text of its cells, which is what places count."""
    for encoding, mark in ((document.encoding, b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        data = mark + document.text.encode(encoding, "replace")
        if hashlib.sha256(data).hexdigest() == document.sha256:
            return data, True
    return encoded(document.text), False
