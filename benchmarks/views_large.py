"""How a large plan fares: built, drawn, opened in a browser, published; README.md says what the figures mean.

    python benchmarks/views_large.py                                        10,000 actions: ten minutes or so
    python benchmarks/views_large.py --actions 1000 --rounds 1 actions      one view of a smaller plan

Needs what views.py needs. Each step is told when it is done; what takes longer than `--patience` seconds is stopped, and the line says so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

from reports import plan
from views import chromium

VIEWS = ("actions", "overlap", "timeline")
CHOOSE = "() => { location.hash = '#node=' + encodeURIComponent(nameOf(data.nodes[0])); }"


def ran(words: list[str], patience: float) -> str:
    """Seconds and the most memory of a command of ours, in a process of its own; it tells its progress itself."""
    start = perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "concordat", *words], stdout=subprocess.DEVNULL)
    while perf_counter() - start < patience:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
            return f"{perf_counter() - start:7.1f} s   {peak:7,.0f} MB of memory at most{f'   exit code {process.returncode}' if process.returncode else ''}"
        sleep(0.05)
    process.kill()
    process.wait()
    return f"stopped after {patience:,.0f} s"


def opened(start: Callable[[], Any], path: Path, patience: float) -> tuple[float, float]:
    """Seconds until the picture stands, and from an address that chooses a node until the panel tells of it, in a browser of its own."""
    browser = start()
    try:
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.set_default_timeout(patience * 1000)
        begun = perf_counter()
        tab.goto(path.as_uri(), wait_until="commit", timeout=patience * 1000)
        tab.wait_for_selector("#picture[aria-busy=false]")
        drawn = perf_counter()
        tab.evaluate(CHOOSE)
        tab.wait_for_selector("#panel h2")
        return drawn - begun, perf_counter() - drawn
    finally:
        browser.close()


def told(start: Callable[[], Any], path: Path, rounds: int, patience: float) -> str:
    """Medians of opening a page and of choosing a node in it, with all that was measured if it was more than once."""
    from playwright.sync_api import TimeoutError as TooLong

    try:
        runs = [opened(start, path, patience) for _ in range(rounds)]
    except TooLong:
        return f"over {patience:.0f} s to open"
    return f"opens in {median(first for first, _ in runs):.2f} s ({', '.join(f'{first:.2f}' for first, _ in runs)})   a node chosen in {median(then for _, then in runs):.2f} s"


def size(path: Path) -> float:
    """Megabytes of a file, or of all files of a folder."""
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()) / 1e6


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", default=VIEWS, help=f"these views, else {', '.join(VIEWS)}")
    options.add_argument("--actions", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--patience", type=float, default=900, help="seconds that a step may take")
    options.add_argument("--no-publish", action="store_true", help="leave the folder out")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as start:
        made, graph, site = Path(folder) / "made-up.txt", Path(folder) / "made-up.trig", Path(folder) / "site"
        made.write_text(plan(asked.actions), encoding="utf-8", newline="\n")
        print(f"{asked.actions:,} actions; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        print(f"build             {ran(['build', '-q', str(made), '-o', str(graph)], asked.patience)}   {size(graph):5.1f} MB", flush=True)
        for name in asked.names:
            page = Path(folder) / f"{name}.html"
            print(f"view {name:12} {ran(['view', name, '--graph', str(graph), '-o', str(page)], asked.patience)}   {size(page):5.1f} MB", flush=True)
            if page.exists():
                print(f"  in Chromium      {told(start, page, asked.rounds, min(60.0, asked.patience))}", flush=True)
        if not asked.no_publish:
            print(f"publish           {ran(['publish', str(made), '-o', str(site)], asked.patience)}   {size(site):5.1f} MB", flush=True)
    print(f"load of the machine at the end {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
