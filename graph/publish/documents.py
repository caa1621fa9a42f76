"""The documents as they were read, with a page of the words of each, and every action in full on one page."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from pathlib import PurePosixPath

from concordat.graph.build import Build
from concordat.graph.model import Document
from concordat.graph.output import encoded
from concordat.graph.publish import entries
from concordat.graph.publish.data import File
from concordat.graph.publish.frame import DATA
from concordat.graph.publish.site import ACTIONS_PAGE, Link, Site
from concordat.graph.publish.templates import Write

Copies = dict[str, tuple[str, bool]]


def files(built: Build, site: Site, write: Write) -> Generator[File, None, Copies]:
    """The copy of each document, and the page of its words; in the end, of each plan the name of the copy, and whether it has the very bytes that were read."""
    documents = {plan.id: plan.document for plan in built.plans}
    copies: Copies = {}
    for plan in site.plans:
        data, exact = copy(documents[plan.id])
        name = plan.copy if exact else f"{plan.copy}.txt"
        copies[plan.id] = (name, exact)
        yield name, data
        shown = entries.words(site, plan, documents[plan.id].text)
        links = site.under("../").links(action for section in plan.sections for action in section.actions)
        yield plan.page, write("words.html", at=plan.page, trail=(Link("Data", DATA), Link("The words of the document", plan.page)), plan=plan, words=shown, actions=links, copy=PurePosixPath(name).name)
    return copies


def actions(site: Site, write: Write) -> Iterator[File]:
    """The page of every action in full."""
    told = [(plan, entries.entries(site, plan)) for plan in site.plans]
    yield ACTIONS_PAGE, write("actions.html", at=ACTIONS_PAGE, trail=(Link("Actions", ACTIONS_PAGE),), plans=told, site=site)


def copy(document: Document) -> tuple[bytes, bool]:
    """The document's bytes as they were read; for a format that is no text the text of its cells, which is what places count."""
    for encoding, mark in ((document.encoding, b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        data = mark + document.text.encode(encoding, "replace")
        if hashlib.sha256(data).hexdigest() == document.sha256:
            return data, True
    return encoded(document.text), False
