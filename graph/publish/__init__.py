"""Everything that is known of a plan in one folder that opens offline: pages to read, pictures, reports, records and the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from concordat.graph.build import Build
from concordat.graph.export import catalogue
from concordat.graph.publish import data, documents, entities, folder, frame, pictures, search, site, templates, told, vocabulary
from concordat.graph.publish.data import File
from concordat.graph.publish.figures import figures
from concordat.graph.publish.frame import INDEX
from concordat.graph.publish.site import ACTIONS_PAGE, Site
from concordat.graph.publish.templates import Write

Say = Callable[[str], None]


def publish(built: Build, output: Path, version: str, say: Say, at: str | None = None) -> list[Path]:
    """Write the folder, and give the files in it; the same plans and program give the same bytes.

    `at` is the address that the folder will have on the web, for the description of the data. A folder that is there is replaced only if it is empty or holds nothing but what was published before.
    Files are written as they are made, so that a plan of any length needs little more memory than its graph.

    Raises
    ------
    concordat.graph.errors.OutputError
        If the folder cannot be written, or holds anything else; then it is left as it was.
    concordat.graph.errors.UsageError
        If `at` is no address.
    """
    catalogue.address(at)
    folder.check(output)  # before the work, which takes some seconds
    return folder.write(output, files(built, version, say, at), version)


def files(built: Build, version: str, say: Say, at: str | None = None) -> Iterator[File]:
    """Every file of the folder, its name in it and its bytes, one at a time, all but the manifest."""
    sizes: dict[str, int] = {}
    for name, content in _parts(built, version, say, at, sizes):
        sizes[name] = len(content)
        yield name, content


def _parts(built: Build, version: str, say: Say, at: str | None, sizes: Mapping[str, int]) -> Iterator[File]:
    """The parts of the folder; last the first page, which names every other file with its size: `sizes` holds those that were taken from here."""
    meta = {"program": "concordat", "version": version, "graph": hashlib.sha256(built.data).hexdigest()}
    whole = site.read(built.graph)
    write = templates.writer(meta, frame.frame({INDEX, ACTIONS_PAGE, frame.PICTURES, frame.REPORTS, frame.CHECKS, *entities.listing(whole)}))
    say("writing the graph and the records")
    yield from data.files(built, meta, at)
    titles = yield from told.files(built, whole, meta, write, say)
    drawn = yield from pictures.files(built, whole, meta, write, say)
    say("writing the pages")
    yield from frame.files()
    yield from ((f"ontology/{name}", content) for name, content in vocabulary.files().items())
    yield "ontology/index.html", vocabulary.page(home=f"../{INDEX}")
    yield from documents.actions(whole, write)
    yield from entities.files(whole, write)
    copies = yield from documents.files(built, whole, write)
    yield from search.files(whole, sizes, _found(titles, drawn))
    yield INDEX, _first(built, whole, write, _Made(titles, drawn, copies, sizes))


def _found(titles: told.Titles, drawn: pictures.Pictures) -> Iterator[search.Entry]:
    """What can be searched for besides things: reports with their tables, and pictures."""
    for name, tells in told.names().items():
        yield search.Entry("Report", name.replace("-", " ").capitalize(), f"reports/{name}.html", (), "; ".join([tells, *(title for title, _ in titles[name])]))
    for picture in drawn:
        yield search.Entry("Picture", picture["title"], picture["href"], (), picture["question"])


# ---- the first page


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the folder, as the first page lists it."""

    name: str
    href: str
    size: str


@dataclass(frozen=True, slots=True)
class _Made:
    """What the first page must know of the files that were made."""

    titles: told.Titles
    pictures: pictures.Pictures
    copies: documents.Copies
    sizes: Mapping[str, int]


def _first(built: Build, whole: Site, write: Write, made: _Made) -> bytes:
    """The first page, which names every other file of the folder, but for those of single things, with its size."""
    sizes = {name: site.size(size) for name, size in made.sizes.items()}
    listed = {
        "pictures": [picture | {"size": sizes[picture["href"]]} for picture in made.pictures],
        "reports": [_listed(name, tells, made.titles[name], sizes) for name, tells in told.names().items()],
        "sizes": sizes,
        "stratml": [Listed(plan.title, name, sizes[name]) for plan, name in zip(whole.plans, data.stratml_names(len(whole.plans)))],
        "ontology": [name for name in sizes if name.startswith("ontology/") and not name.endswith(".html")],
    }
    notices = tuple(dict.fromkeys([*(words for plan in built.plans for words in plan.notices), *built.notices]))
    return write(INDEX, at=INDEX, site=whole, plans=whole.plans, figures=figures(whole), copies=made.copies, notices=notices, example=_example(whole), **listed)


def _listed(name: str, tells: str, titles: list[tuple[str, str]], sizes: Mapping[str, str]) -> dict[str, Any]:
    forms = [(words, f"reports/{name}.{fmt}") for words, fmt in (("Page", "html"), ("Excel workbook", "xlsx"), ("Text", "md"))]
    return {
        "name": name.replace("-", " ").capitalize(),
        "tells": tells,
        "forms": [Listed(words, href, sizes[href]) for words, href in forms],
        "tables": [Listed(title, href, sizes[href]) for title, href in titles],
    }


def _example(whole: Site) -> site.Link | None:
    """A place to try, that of the first lead."""
    found = ((record["plan"], body["at"]) for record in whole.records.values() for body in record["leads"])
    return next((link for plan, at in found for link in whole.places(plan, at) if link.href), None)
