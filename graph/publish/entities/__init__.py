"""A page for every thing that a plan names, with its statements beside it as Turtle and as JSON-LD, and a page that lists the things of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import NamedNode

from concordat.graph.publish.entities import action, bodies, egonet, lists, matters
from concordat.graph.publish.entities.known import Known
from concordat.graph.publish.entities.model import Page
from concordat.graph.publish.entities.statements import Writer, statements
from concordat.graph.publish.site import Site
from concordat.graph.publish.templates import Write

CONTEXT = "../ontology/context.jsonld"  # seen from any of these pages
_PAGES: Mapping[str, Callable[[Known, str], Page]] = {
    "actions": action.page,
    "organisations": bodies.page,
    "laws": matters.law,
    "policies": matters.policy,
    "funding": matters.fund,
    "themes": matters.theme,
}


def files(site: Site, write: Write) -> Iterator[tuple[str, bytes]]:
    """Every file, one at a time: of a thing its page and its statements, of each kind the page that lists it."""
    known = Known(site)
    writer = Writer([plan.id for plan in site.plans], CONTEXT)
    for iri, name in site.pages.items():
        folder, stem = name.split("/")[0], name.removesuffix(".html")
        told = _PAGES[folder](known, iri)
        yield name, write("entity.html", root="../", page=told, folder=folder, listed=lists.TITLES[folder], stem=stem.rpartition("/")[2], net=egonet.drawn(told.name, told.groups), site=known.site)
        said = statements(site.graph.store, NamedNode(iri))
        yield f"{stem}.ttl", writer.turtle(said)
        yield f"{stem}.jsonld", writer.json(said)
    for folder, listed in lists.lists(known).items():
        yield f"{folder}/index.html", write("entities.html", root="../", listed=listed, folder=folder)
