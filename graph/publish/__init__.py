"""Everything that is known of a plan in one folder that opens offline: pages to read, pictures, reports, records and the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from concordat.graph import query
from concordat.graph.build import Build
from concordat.graph.export import catalogue
from concordat.graph.publish import about, cells, data, documents, entities, first, folder, frame, pictures, questions, search, site, templates, told, vocabulary
from concordat.graph.publish.data import File
from concordat.graph.publish.frame import INDEX
from concordat.graph.publish.site import ACTIONS_PAGE

Say = Callable[[str], None]
STEP = 300  # files between two words on how far the pages of single things are


def publish(built: Build, output: Path, version: str, say: Say, at: str | None = None) -> list[Path]:
    """Write the folder, and give the files in it; the same plans and program give the same bytes.

    `at` is the address that the folder will have on the web, for the description of the data. A folder that is there is replaced only if it is empty or holds nothing but what was published before.
    Files are written as they are made, so that never more than the graph, what is read from it and one picture is in memory.

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
    write = templates.writer(meta, frame.frame({INDEX, ACTIONS_PAGE, frame.PICTURES, frame.REPORTS, frame.QUESTIONS, frame.CHECKS, frame.DATA, *entities.listing(whole)}))
    say("writing the graph and the records")
    for name, content in data.files(built, meta, at):
        yield name, content
        say(f"wrote {name}")
    titles = yield from told.files(built, whole, meta, write, say)
    drawn = yield from pictures.files(built, whole, meta, write, say)
    say("writing the pages")
    yield from frame.files()
    yield from ((f"ontology/{name}", content) for name, content in vocabulary.files().items())
    yield vocabulary.PAGE, vocabulary.framed(write)
    yield from documents.actions(whole, write)
    yield from _counted(entities.files(whole, write), say, 3 * len(whole.pages))
    copies = yield from documents.files(built, whole, write)
    yield from questions.files(whole, write, cells.links(whole, "../"), meta, say)
    yield from about.files(whole, write, meta)
    yield from search.files(whole, sizes, _found(titles, drawn))
    yield INDEX, first.page(built, whole, write, first.Made(titles, drawn, copies, sizes))


def _counted(made: Iterator[File], say: Say, about: int) -> Iterator[File]:
    """The files, with a word now and then on how many of about how many there are."""
    for number, file in enumerate(made):
        if number and number % STEP == 0:
            say(f"writing pages: {number:,} of about {about:,}")
        yield file


def _found(titles: told.Titles, drawn: pictures.Pictures) -> Iterator[search.Entry]:
    """What can be searched for besides things: reports with their tables, pictures, questions."""
    for name, tells in told.names().items():
        yield search.Entry("Report", name.replace("-", " ").capitalize(), f"reports/{name}.html", (), "; ".join([tells, *(title for title, _ in titles[name])]))
    for picture in drawn:
        yield search.Entry("Picture", picture["title"], picture["href"], (), picture["question"])
    for question in query.library().values():
        yield search.Entry("Question", question.title, f"{questions.FOLDER}/{question.name}.html", (question.name.replace("-", " "),), question.question)
