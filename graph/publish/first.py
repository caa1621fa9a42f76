"""The first page: what to know first, the plan in numbers, where to look closer, what is in doubt, and every file of the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from concordat.graph.build import Build
from concordat.graph.publish import data, documents, pictures, site, story, told
from concordat.graph.publish.figures import figures
from concordat.graph.publish.frame import INDEX
from concordat.graph.publish.site import Site
from concordat.graph.publish.templates import Write


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the folder, as the first page lists it."""

    name: str
    href: str
    size: str


@dataclass(frozen=True, slots=True)
class Made:
    """What the first page must know of the files that were made."""

    titles: told.Titles
    pictures: pictures.Pictures
    copies: documents.Copies
    sizes: Mapping[str, int]


def page(built: Build, whole: Site, write: Write, made: Made) -> bytes:
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
    return write(INDEX, at=INDEX, site=whole, plans=whole.plans, figures=figures(whole), things=story.things(whole), there=set(sizes), copies=made.copies, notices=notices, example=_example(whole), **listed)


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
