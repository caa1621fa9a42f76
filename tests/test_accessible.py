"""axe-core finds nothing in our pages, and a screen reader is told what the picture shows.

All rules of axe-core that are on by themselves run. The pages of views are looked at with something chosen, in the light and in the dark; of the
published folder, one page of each kind.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe
from pictured import bare, demo, hostile
from published import folder

from concordat.graph import build, query, views
from concordat.graph.views import asked
from concordat.graph.views import page as pages
from concordat.graph.views.model import View

pytestmark = pytest.mark.browser
AXE = Axe()
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}  # what darkness can change
# Rules that are not asked, by page, each with its reason: none.
EXCUSED: dict[str, str] = {}


# Of rows, entries and sections that are alike the first ones are looked at: all of a long page would take axe-core half a minute. The cells of a matrix stay: the page colours them anew.
SHORTEN = """(most) => { for (const parent of document.querySelectorAll('body *')) { const seen = {}; if (parent.closest('.matrix')) continue;
  for (const child of [...parent.children]) { const sort = `${child.tagName} ${child.className}`; seen[sort] = (seen[sort] || 0) + 1; if (seen[sort] > most) child.remove(); } } }"""


def faults(tab, options: dict | None = None) -> list[str]:
    """What axe-core finds in an open page, a line for each rule and element."""
    tab.evaluate(SHORTEN, 5)
    found = AXE.run(tab, options={"resultTypes": ["violations"], **(options or {})}).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html'][:160]}" for rule in found if rule["id"] not in EXCUSED for node in rule["nodes"]]


@pytest.fixture(scope="module")
def built() -> build.Build:
    return build.build()


def chosen(view: View) -> str:
    """The address of a view with its best linked node chosen."""
    return f"#node={max(view.drawing.network, key=view.drawing.network.degree)}"


@pytest.mark.parametrize("name", views.names())
def test_axe_finds_nothing_in_a_view_with_something_chosen(name: str, built: build.Build, open_view):
    view = views.view(built.graph, name, {"program": "concordat"})
    tab = open_view(view, chosen(view))

    assert tab.locator("#panel h2").count() == 1
    assert faults(tab) == []
    tab.emulate_media(color_scheme="dark")
    assert faults(tab, COLOURS) == []


@pytest.mark.parametrize("view", [demo(), hostile(), bare(nx.MultiDiGraph())], ids=["demo", "hostile", "empty"])
def test_axe_finds_nothing_in_other_pages_of_views_on_a_phone_in_the_dark(view: View, open_view):
    assert faults(open_view(view, width=390, height=844, color_scheme="dark")) == []


CITES = 'SELECT ?source ?target ("cites" AS ?kind) WHERE { ?source a ccc:Action ; ccc:citesLegislation ?target }'


def test_axe_finds_nothing_around_one_thing_and_in_the_answer_to_a_query(built: build.Build, open_view):
    assert faults(open_view(views.view(built.graph, "ego", {}, about="Home Office"), "#Home%20Office")) == []
    assert faults(open_view(asked.view(built.graph, query.parse(CITES, "mine"), {}, {}))) == []


def test_axe_finds_nothing_with_a_link_chosen_and_with_a_way_between_two_nodes(open_view):
    view = demo()
    tab = open_view(view, "#link=e0")
    assert tab.locator("#panel h2").count() == 1 and faults(tab) == []
    tab = open_view(view, "#way-from=1.1&way-to=3.8")
    assert tab.is_visible("#way") and faults(tab) == []


def test_axe_finds_nothing_in_communities_closed_and_open(open_view, monkeypatch):
    monkeypatch.setattr(pages, "MOST", 40)
    tab = open_view(demo())
    assert faults(tab) == []
    tab = open_view(demo(), "#node=3.8")
    assert tab.is_visible("#communities") and faults(tab) == []


def test_axe_finds_what_is_planted(open_view):
    """Else the tests above could not fail."""
    tab = open_view(demo())
    tab.evaluate("() => { document.documentElement.removeAttribute('lang'); document.querySelector('h1').style.color = '#f4f4f4'; }")

    assert {fault.split(":")[0] for fault in faults(tab)} == {"html-has-lang", "color-contrast"}


# ---- The published folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder("home", tmp_path_factory)


def one_of_each(site: Path) -> list[str]:
    """The pages at the top of the folder, and of every folder below it the first page and its own front page; views are looked at above."""
    pages = sorted(path.relative_to(site) for path in site.rglob("*.html") if path.parent.name != "views")
    firsts = {page.parent: page for page in reversed(pages) if page.name != "index.html"}
    return [page.as_posix() for page in pages if page.parent == Path() or page.name == "index.html" or page == firsts[page.parent]]


def test_axe_finds_nothing_in_the_pages_of_the_folder(site: Path, chromium):
    pages = [*one_of_each(site), "views/overlap.html"]  # which has another head and other scripts than the one that stands alone
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    tab = context.new_page()
    found: dict[str, list[str]] = {}
    for page in pages:
        tab.emulate_media(color_scheme="light")
        tab.goto((site / page).as_uri())
        if page == "views/overlap.html":
            tab.wait_for_selector("#picture[aria-busy=false]")
        found[page] = faults(tab)
        if page == "index.html" or not page.endswith("/index.html"):  # lists below have the colours of the pages that they lead to
            tab.emulate_media(color_scheme="dark")
            found[page] += faults(tab, COLOURS)
    context.close()

    assert {"index.html", "actions.html"} <= found.keys() and len({Path(page).parent for page in pages}) > 3
    assert {page: lines for page, lines in found.items() if lines} == {}
