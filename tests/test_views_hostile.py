"""Every view of a plan that is an attack in every cell, opened in a browser: words stay words, in the picture, the panel, the tables and the address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
import test_report_continuity as later

from concordat.graph import build, views
from concordat.graph.views.model import View

IMAGE = '"><img src=x onerror=alert(1)>'
SCRIPT = "</script><script>alert(2)</script>"
TURNED = "\u202egnp.exe\u2066"  # marks that turn the reading of a line
PLAN = f"""\
Ref\tAction\tStart date\tFinish date\tLead\tPartner
3. Help {IMAGE}
3.9\tOpen <b onclick=alert(3)>a house</b> {SCRIPT} {TURNED} under the Care Act 2014 with \u00a32m of {IMAGE} money.\tApril 2017\tMay 2018\tPublic Health England / {IMAGE} Board\t{SCRIPT} Trust
3.7\tFollowing action 3.9, say javascript:alert(4) {IMAGE} for \u00a33m.\tMarch 2017\t{SCRIPT}\tHome Office\t{TURNED} Board / {IMAGE} Board
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, View]:
    """All views there are; that of later policies on a plan for which such are registered, with names that are attacks as well."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "<img src=x>.txt"
    path.write_text(PLAN, encoding="utf-8", newline="\n")
    graph = build.build([path]).graph
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(later, "PLAN", later.PLAN.replace("Provide", f"Provide {IMAGE} {SCRIPT} {TURNED}"))
        patch.setattr(later, "POLICIES", {key: (f"{name} {IMAGE} {SCRIPT}", when) for key, (name, when) in later.POLICIES.items()})
        carried = later.planted(folder / "later.txt", *later.LINKS)
    graphs = dict.fromkeys(views.known(), graph) | {"continuity": carried}
    return {name: views.view(graphs[name], name, {"plan": IMAGE}, about=None if name in views.names() else "3.9") for name in views.known()}


@pytest.mark.browser
@pytest.mark.parametrize("name", views.known())
def test_words_of_a_plan_never_become_anything_else(name: str, hostile: dict[str, View], open_view):
    """`open_view` fails on a dialog, a request, a word on the console."""
    network = hostile[name].drawing.network
    assert network.number_of_nodes() >= 2 and network.number_of_edges() >= 1
    worst = max(network, key=lambda key: str(network.nodes[key]).count("onerror"))
    tab = open_view(hostile[name], f"#node={quote(worst)}&tab={network.nodes[worst]['kind']}")

    assert "onerror=alert" in tab.inner_text("#panel")
    tab.fill("#search", "onerror")
    tab.locator("#hits [role=option]").first.wait_for()
    assert tab.evaluate("document.querySelectorAll('img, iframe, [onclick], [onerror], [href^=javascript]').length") == 0
    assert tab.evaluate("document.scripts.length") == tab.evaluate("document.querySelectorAll('body > script').length")
    assert "onerror=alert" in tab.inner_text("#tables")


# ---- People

PEOPLE = """\
Ref\tAction\tFinish date\tLead\tPartner
1\tPaint the bench under the Care Act 2014.\tMay 2017\tPeregrine Ashdown-Lacey, Home Office\tPublic Health England; contact: Peregrine Ashdown-Lacey
2\tFollowing action 1, light the bridge with \u00a32m.\tJune 2017\tMind (Dr Owen Thrush)\tNHS England - Point of contact: Helen Quill / Home Office
"""
BODIES = {"Home Office", "Public Health England", "Mind", "NHS England"}


@pytest.mark.parametrize("name", [name for name in views.known() if name != "continuity"])  # which is of later policies
def test_people_in_a_plan_are_in_no_view(name: str, tmp_path: Path):
    """Neither as shapes nor in names, filters, search words or sentences; nor does the word before their name become a body."""
    path = tmp_path / "people.txt"
    path.write_text(PEOPLE, encoding="utf-8")
    drawing = views.view(build.build([path]).graph, name, {}, about=None if name in views.names() else "1").drawing
    network = drawing.network
    items = [*(node for _, node in network.nodes(data=True)), *(edge for _, _, edge in network.edges(data=True))]
    told = " ".join(str({key: value for key, value in item.items() if key not in ("facts", "text")}) for item in items)
    assert network.number_of_nodes() >= 2
    assert not [word for word in ("Peregrine", "Ashdown", "Thrush", "Quill") if word in told + " ".join(drawing.notes)]
    assert name == "today" or {body for item in items for body in item.get("filters", {}).get("organisation", ())} <= BODIES  # who holds their work now
    assert not [node["name"] for _, node in network.nodes(data=True) if "contact" in str(node["name"]).casefold() and node["kind"] != "action"]
