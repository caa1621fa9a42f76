"""How long a network takes to be drawn, to be moved and to be filtered, ours beside plain pyvis on the same networks; README.md says what the figures mean.

    python benchmarks/views.py                         100, 1,000 and 5,000 nodes, the median of three
    python benchmarks/views.py --nodes 100 --rounds 1

Needs playwright (`make bench` sets it up) and the browser that CONCORDAT_CHROMIUM names, else the one called chromium. No graphics card is used, and nothing is loaded from a network.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import networkx as nx

from concordat.graph.views import page as pages
from concordat.graph.views import places
from concordat.graph.views.model import Drawing, EdgeKind, NodeKind, View

MOST = 60.0  # seconds that a page may take to draw
GROUPS = tuple("ABCDE")  # by which nodes are filtered

SETTLED = "!network.physics.physicsEnabled || network.physics.stabilized"
PAN = """async (net) => { const start = performance.now(); let frames = 0;
  while (performance.now() - start < 1000) {
    net.moveTo({ position: { x: 40 * Math.sin(frames), y: 40 * Math.cos(frames) }, animation: false });
    await new Promise((done) => requestAnimationFrame(done)); frames += 1; }
  return frames; }"""
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
OURS_FILTER = f"async () => {{ const start = performance.now(); filter(() => {{ state.section = 'A'; }}); await {DRAWN}; return performance.now() - start; }}"
PYVIS_FILTER = f"""async () => {{ const start = performance.now(); nodes.update(nodes.get().map((n) => ({{ id: n.id, hidden: n.group_ !== 'A' }})));
  await {DRAWN}; return performance.now() - start; }}"""


def network(count: int) -> nx.MultiDiGraph:
    """A network as they grow: every new node is linked to one or two, rather to those that have many links."""
    grown, made = nx.barabasi_albert_graph(count, 2, seed=2016), nx.MultiDiGraph()
    for node in grown:
        made.add_node(f"n{node}", label=f"Body {node}", kind="body", size=grown.degree(node), filters={"section": [GROUPS[node % len(GROUPS)]]})
    made.add_edges_from((f"n{one}", f"n{two}", {"kind": "link", "label": "is linked to"}) for one, two in grown.edges())
    return made


def drawing(made: nx.MultiDiGraph) -> Drawing:
    return Drawing(made, {"body": NodeKind("Body", "dot", "#0072b2", "Bodies")}, {"link": EdgeKind("is linked to", "#767676")})


def ours(made: nx.MultiDiGraph) -> str:
    return pages.page(View("benchmark", "Benchmark", "How long does it take?", drawing(made)))


def pyvis(made: nx.MultiDiGraph, still: bool) -> str:
    """pyvis' own page: as it comes, or with the places of ours and physics off. Its links to elsewhere are taken off, and vis-network put in line."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line", height="800px")
    spots = places.places(drawing(made), places.shapes(drawing(made))) if still else {}
    for key, node in made.nodes(data=True):
        where = dict(zip(("x", "y"), spots[key])) if still else {}
        net.add_node(key, label=node["label"], value=node["size"], group_=node["filters"]["section"][0], **where)
    for one, two in made.edges():
        net.add_edge(one, two)
    if still:
        net.toggle_physics(False)
    html = net.generate_html(notebook=False)
    return re.sub(r'<(script|link)[^>]*(src|href)="https?:[^>]*>(\s*</script>)?', "", html)


@contextmanager
def chromium() -> Iterator[Callable[[], Any]]:
    """A way to start a browser of its own, as often as one is wanted; without one the script ends in a line that says what to do."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sys.exit("no playwright here, so no page can be measured: make bench sets it up")
    path = os.environ.get("CONCORDAT_CHROMIUM") or shutil.which("chromium")
    if not path:
        sys.exit("no Chromium here, so no page can be measured: sudo apt-get install -y chromium")
    with sync_playwright() as play:
        yield lambda: play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


def measured(browser: Any, path: Path, is_ours: bool) -> Iterator[tuple[str, float]]:
    """Seconds until the picture stands, frames of a second of moving it, milliseconds until a filter shows."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.set_default_timeout(MOST * 1000)
    start = perf_counter()
    tab.goto(path.as_uri(), wait_until="commit", timeout=MOST * 1000)
    if is_ours:
        tab.wait_for_selector("#picture[aria-busy=false]")
    else:
        tab.wait_for_function(f"typeof network !== 'undefined' && network && network.body.nodeIndices.length && ({SETTLED})")
        tab.evaluate(DRAWN)
    yield "first drawing, s", perf_counter() - start
    yield "frames a second", float(tab.evaluate(f"({PAN})({'picture.network' if is_ours else 'network'})"))
    yield "filter, ms", float(tab.evaluate(OURS_FILTER if is_ours else PYVIS_FILTER))
    tab.close()


def tried(start: Callable[[], Any], path: Path, is_ours: bool, rounds: int) -> dict[str, float]:
    """The medians of some rounds, each in a browser of its own; nothing for a page that takes too long."""
    from playwright.sync_api import TimeoutError as TooLong

    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        browser = start()
        try:
            for name, figure in measured(browser, path, is_ours):
                found.setdefault(name, []).append(figure)
        except TooLong:
            return {}
        finally:
            browser.close()
    return {name: median(figures) for name, figures in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="+", default=[100, 1000, 5000])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    makers: dict[str, Callable[[nx.MultiDiGraph], str]] = {"ours": ours, "pyvis, physics off": lambda made: pyvis(made, True), "pyvis as it comes": lambda made: pyvis(made, False)}
    with tempfile.TemporaryDirectory() as folder, chromium() as start:
        for count in given.nodes:
            made = network(count)
            print(f"{count:,} nodes, {made.number_of_edges():,} links", flush=True)
            base: dict[str, float] = {}
            for name, maker in makers.items():
                path = Path(folder) / "page.html"
                path.write_text(maker(made), encoding="utf-8")
                found = tried(start, path, name == "ours", given.rounds)
                base = base or found
                told = [f"{figure:,.2f} {what} ({figure / base[what]:.2f})" for what, figure in found.items()] or [f"over {MOST:.0f} s"]
                print(f"  {name:20} {path.stat().st_size / 1e6:5.1f} MB   {'   '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
