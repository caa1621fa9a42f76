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

from concordat.graph import build, views
from concordat.graph.publish import publish
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


def test_axe_finds_what_is_planted(open_view):
    """Else the tests above could not fail."""
    tab = open_view(demo())
    tab.evaluate("() => { document.documentElement.removeAttribute('lang'); document.querySelector('h1').style.color = '#f4f4f4'; }")

    assert {fault.split(":")[0] for fault in faults(tab)} == {"html-has-lang", "color-contrast"}


# ---- The published folder


@pytest.fixture(scope="module")
def folder(built: build.Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site") / "site"
    publish(built, output, "1.2.3", lambda words: None)
    return output


def one_of_each(folder: Path) -> list[str]:
    """The pages at the top of the folder, and of every folder below it the first page and its own front page; views are looked at above."""
    pages = sorted(path.relative_to(folder) for path in folder.rglob("*.html") if path.parent.name != "views")
    firsts = {page.parent: page for page in reversed(pages) if page.name != "index.html"}
    return [page.as_posix() for page in pages if page.parent == Path() or page.name == "index.html" or page == firsts[page.parent]]


def test_axe_finds_nothing_in_the_pages_of_the_folder(folder: Path, chromium):
    pages = one_of_each(folder)
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    tab = context.new_page()
    found: dict[str, list[str]] = {}
    for page in pages:
        tab.emulate_media(color_scheme="light")
        tab.goto((folder / page).as_uri())
        found[page] = faults(tab)
        if page == "index.html" or not page.endswith("/index.html"):  # lists below have the colours of the pages that they lead to
            tab.emulate_media(color_scheme="dark")
            found[page] += faults(tab, COLOURS)
    context.close()

    assert {"index.html", "actions.html"} <= found.keys() and len({Path(page).parent for page in pages}) > 3
    assert {page: lines for page, lines in found.items() if lines} == {}
