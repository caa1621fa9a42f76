"""The views of the folder: one file each, which can be sent alone, with links into the folder."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import replace

from concordat.graph import views
from concordat.graph.build import Build
from concordat.graph.output import encoded
from concordat.graph.publish import cells
from concordat.graph.publish.data import File
from concordat.graph.publish.site import Site
from concordat.graph.views import page

Pictures = list[dict[str, str]]


def files(built: Build, site: Site, meta: Mapping[str, object], say: Callable[[str], None]) -> Generator[File, None, Pictures]:
    """Every view that needs no name; in the end, the title, the question and the address of each."""
    leads_to = cells.links(site, "../")
    pictures: Pictures = []
    for name in views.names():
        say(f"drawing the picture {name}")
        drawn = views.view(built.graph, name, {**meta, "name": name})
        linked = replace(drawn, home="../index.html", words=lambda piece: leads_to("place", piece))
        pictures.append({"title": drawn.title, "question": drawn.question, "href": f"views/{name}.html"})
        yield f"views/{name}.html", encoded(page.page(linked))
    return pictures
