"""How long each report, and each network, takes on a plan of any size that chance has made; README.md says what the figures mean.

    python benchmarks/reports.py                        1,000 actions
    python benchmarks/reports.py --actions 10000        half a minute to build, then the reports
    python benchmarks/reports.py --graph my-plan.trig   on a graph that is there already
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from concordat.graph import build, given, network, reports, store
from concordat.graph.errors import ConcordatError
from concordat.graph.reports import Asked

DO = ("Develop", "Review", "Train staff for", "Publish", "Monitor", "Update", "Implement", "Agree")
THINGS = ("protocol", "dataset", "programme", "report", "guidance", "framework")
ABOUT = ("places of safety", "liaison psychiatry", "street triage", "children and young people", "suicide prevention", "data sharing", "the ambulance response")
REST = ("", " under section 136 of the Mental Health Act 1983", " under the Care Act 2014", " for the Crisis Care Concordat", " with up to £5m", " by CQUIN")
LEADS = ("DH", "HO", "NHS England", "Mind", "CQC", "PHE", "NHS Improvement", "Health Education England", "local authorities", "CCGs", "Northwood Trust", "Eastham Partnership")
WHEN = ("", "2016", "April 2017", "Spring 2018", "2016/17", "Q2 2018/19", "Ongoing", "March 2019", "TBC")


def plan(actions: int) -> str:
    """A plan in sections of a hundred actions, some of which follow others."""
    chance = random.Random(2016)
    lines = ["Ref\tAction\tStart date\tFinish date\tLead"]
    for n in range(actions):
        section, number = n // 100 + 1, n % 100 + 1
        if number == 1:
            lines.append(f"{section}. Part {section}\t\t\t\t")
        text = f"{chance.choice(DO)} the {chance.choice(THINGS)} {n} on {chance.choice(ABOUT)}{chance.choice(REST)}."
        if number > 1 and chance.random() < 0.1:
            text = f"Following action {section}.{chance.randint(1, number - 1)}, {text[0].lower()}{text[1:]}"
        leads = chance.choice((" / ", " (with ")).join(chance.sample(LEADS, chance.randint(1, 3))[:2])
        lines.append(f"{section}.{number}\t{text}\t{chance.choice(WHEN)}\t{chance.choice(WHEN)}\t{leads}{')' * leads.count('(')}")
    return "\n".join(lines) + "\n"


def seconds(make: Callable[[], Any]) -> tuple[float, str]:
    """How long it takes, and what comes of it."""
    start = perf_counter()
    try:
        made = make()
        size = f"{len(made)} tables, {sum(len(answer.rows) for answer in made):,} rows" if isinstance(made, list) else f"{len(made):,} nodes, {made.number_of_edges():,} edges"
    except ConcordatError as error:
        size = f"{type(error).__name__}: {error}"
    return perf_counter() - start, size


def asked(graph: store.Graph, name: str) -> Asked:
    """A report that must be told of whom is told of the body with most to do; one that looks from a day has one, should there be no register."""
    kind, roles = reports.kind(name), [row["name"] for row in given.read(graph).responsibilities]
    return Asked(about=max(sorted(set(roles)), key=roles.count, default=None) if kind.one else None, on="2026-11-21" if kind.dated else None)


def built(actions: int) -> store.Graph:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.txt"
        path.write_text(plan(actions), encoding="utf-8", newline="\n")
        start = perf_counter()
        graph = build.build([path]).graph
        print(f"built {actions:,} actions in {perf_counter() - start:.1f} s", flush=True)
    return graph


def main() -> None:
    """Print a line a report and a network: its median time and its size."""
    options = argparse.ArgumentParser(description=__doc__.partition(";")[0])
    options.add_argument("names", nargs="*", help="only these reports or networks")
    options.add_argument("--actions", type=int, default=1_000)
    options.add_argument("--graph", type=Path)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    graph = store.open_graph(chosen.graph) if chosen.graph else built(chosen.actions)
    things: dict[str, Callable[[], Any]] = {f"report {name}": lambda name=name: reports.report(graph, name, asked(graph, name)) for name in reports.names()}
    things |= {f"network {name}": lambda name=name: network.network(graph, name) for name in network.names()}
    for name, make in things.items():
        if not chosen.names or name.partition(" ")[2] in chosen.names:
            runs = [seconds(make) for _ in range(chosen.rounds)]
            print(f"{name:<24}{median(time for time, _ in runs) * 1000:>9,.0f} ms   {runs[0][1]}", flush=True)


if __name__ == "__main__":
    main()
