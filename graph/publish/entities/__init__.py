"""A page for every thing that a plan names, with its statements beside it as Turtle and as JSON-LD, and a page that lists the things of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import NamedNode

from concordat.graph.publish import marks
from concordat.graph.publish.addresses import FOLDERS
from concordat.graph.publish.entities import action, bodies, egonet, lists, matters, statements
from concordat.graph.publish.entities.known import Known
from concordat.graph.publish.entities.model import Page
from concordat.graph.publish.site import ACTIONS_PAGE, Link, Site
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


def listing(site: Site) -> list[str]:
    """The pages that list things, but for actions, which have one of their own: those of the kinds that there are."""
    kinds = {name.split("/")[0] for name in site.pages.values()}
    return [f"{folder}/index.html" for folder in FOLDERS[1:] if folder in kinds]


def files(site: Site, write: Write) -> Iterator[tuple[str, bytes]]:
    """Every file, one at a time: of a thing its page and its statements, of each kind but actions the page that lists it."""
    known = Known(site)
    writer = statements.Writer([plan.id for plan in site.plans], CONTEXT)
    for iri, name in site.pages.items():
        yield name, _page(known, iri, name, write)
        said = statements.statements(site.graph.store, NamedNode(iri))
        stem = name.removesuffix(".html")
        yield f"{stem}.ttl", writer.turtle(said)
        yield f"{stem}.jsonld", writer.json(said)
    for folder, listed in lists.lists(known).items():
        at = f"{folder}/index.html"
        yield at, write("entities.html", at=at, trail=(Link(listed.title, at),), listed=listed)


def _page(known: Known, iri: str, name: str, write: Write) -> bytes:
    folder = name.split("/")[0]
    told = _PAGES[folder](known, iri)
    trail = (Link("Actions", ACTIONS_PAGE) if told.entry else Link(lists.TITLES[folder], f"{folder}/index.html"), Link(told.name, name))
    stem = name.removesuffix(".html").rpartition("/")[2]
    return write("entity.html", at=name, trail=trail, page=told, marks=marks, stem=stem, net=egonet.drawn(told.name, told.groups), in_full=known.site.in_full(iri) if told.entry else "")
