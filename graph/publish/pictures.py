"""The views of the folder: a page each, with links into the folder; what draws the networks lies in it once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import replace

from concordat.graph import views
from concordat.graph.build import Build
from concordat.graph.errors import AnalysisError
from concordat.graph.output import encoded
from concordat.graph.publish import cells
from concordat.graph.publish.data import File
from concordat.graph.publish.frame import LIBRARY, PICTURES
from concordat.graph.publish.site import Link, Site, count
from concordat.graph.publish.templates import Write
from concordat.graph.views import page
from concordat.graph.views.model import Drawing, View

Pictures = list[dict[str, str]]


def files(built: Build, site: Site, meta: Mapping[str, str], write: Write, say: Callable[[str], None]) -> Generator[File, None, Pictures]:
    """Every view that needs no name, and a page that lists them; in the end, the title, the question and the address of each."""
    leads_to = cells.links(site, "../")
    made: Pictures = []
    for name in views.names():
        say(f"drawing the picture {name}")
        drawn = _drawn(built, name, {**meta, "name": name})
        linked = replace(drawn, home="../index.html", library=f"../{LIBRARY}", words=lambda piece: leads_to("place", piece), page=lambda iri: f"../{site.page(iri)}" if site.page(iri) else "")
        made.append({"title": drawn.title, "question": drawn.question, "href": f"views/{name}.html", "file": f"{name}.html", "holds": _holds(drawn)})
        yield f"views/{name}.html", encoded(page.page(linked))
    yield LIBRARY, encoded(page.library())
    yield PICTURES, write("pictures.html", at=PICTURES, trail=(Link("Pictures", PICTURES),), plan="; ".join(plan.title for plan in site.plans), pictures=made)
    return made


def _drawn(built: Build, name: str, meta: Mapping[str, str]) -> View:
    """A view; of a graph that is too large for it, one without anything in it, which says why."""
    try:
        return views.view(built.graph, name, meta)
    except AnalysisError as error:
        from networkx import MultiDiGraph

        return View(name, views.title(name), views.names()[name], Drawing(MultiDiGraph(), {}, {}, (f"This picture could not be drawn: {error}",)), meta)


def _holds(drawn: View) -> str:
    """How much there is to see; the legend of the picture counts each kind."""
    network = drawn.drawing.network
    shown = f"{count(network.number_of_nodes(), 'thing')} drawn, {count(network.number_of_edges(), 'line')} between them"
    return shown if len(network) else "Nothing to draw: the page says why"
