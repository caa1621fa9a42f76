"""The views of the folder: one file each, which can be sent alone, with links into the folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace

from concordat.graph import views
from concordat.graph.build import Build
from concordat.graph.output import encoded
from concordat.graph.publish import cells
from concordat.graph.publish.data import File
from concordat.graph.publish.frame import PICTURES
from concordat.graph.publish.site import Link, Site
from concordat.graph.publish.templates import Write
from concordat.graph.views import page
from concordat.graph.views.model import View

Pictures = list[dict[str, str]]


def files(built: Build, site: Site, meta: Mapping[str, object], write: Write, say: Callable[[str], None]) -> Generator[File, None, Pictures]:
    """Every view that needs no name, and a page that lists them; in the end, the title, the question and the address of each."""
    leads_to = cells.links(site, "../")
    made: Pictures = []
    for name in views.names():
        say(f"drawing the picture {name}")
        drawn = views.view(built.graph, name, {**meta, "name": name})
        linked = replace(drawn, home="../index.html", words=lambda piece: leads_to("place", piece))
        made.append({"title": drawn.title, "question": drawn.question, "href": f"views/{name}.html", "file": f"{name}.html", "holds": _holds(drawn)})
        yield f"views/{name}.html", encoded(page.page(linked))
    yield PICTURES, write("pictures.html", at=PICTURES, trail=(Link("Pictures", PICTURES),), plan="; ".join(plan.title for plan in site.plans), pictures=made)
    return made


def _holds(drawn: View) -> str:
    """What there is to see, counted by kind."""
    kinds = Counter(kind for _, kind in drawn.drawing.network.nodes(data="kind"))
    told = ", ".join(f"{kind.label}: {kinds[name]:,}" for name, kind in drawn.drawing.node_kinds.items() if kinds[name])
    return f"{told}; lines: {drawn.drawing.network.number_of_edges():,}" if told else "Nothing to draw in this plan"
