"""How long bodies that share actions take to be joined, at 100,000 actions, beside networkx's own projection; README.md says what the figures mean.

    python benchmarks/networks.py                           100,000 actions, 300 bodies
    python benchmarks/networks.py --actions 10000 --rounds 5
"""

from __future__ import annotations

import argparse
import random
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import networkx as nx

from concordat.graph import network
from concordat.graph.given import Given, Kept

ID = "https://w3id.org/concordat/id/"


def holdings(actions: int, bodies: int) -> dict[str, list[str]]:
    """Which body has which actions: each action with one to five bodies, a few of which have a part in a great deal."""
    chance = random.Random(2016)
    held: dict[str, list[str]] = {f"{ID}organisation/{n:04}": [] for n in range(bodies)}
    weights = [1 / (n + 1) for n in range(bodies)]
    for n in range(actions):
        for body in dict.fromkeys(chance.choices([*held], weights, k=chance.randint(1, 5))):
            held[body].append(f"{ID}action/made-up/{n}")
    return held


def given(held: dict[str, list[str]], actions: int) -> Given:
    """The rows that a graph would have answered with."""
    made = Given(None, Kept(), {f"{ID}action/made-up/{n}": {"ref": str(n), "order": n} for n in range(actions)})  # type: ignore[arg-type]
    rows = [{"body": b, "action": a, "role": "lead", "kind": "organisation", "name": b} for b, has in held.items() for a in has]
    vars(made)["responsibilities"] = tuple(rows)
    return made


def projected(held: dict[str, list[str]], given: Given) -> nx.Graph:
    """What networkx itself makes of it: bodies joined with the number of actions they share."""
    both = nx.Graph([(body, action) for body, has in held.items() for action in has])
    both.add_nodes_from(held)
    return nx.bipartite.weighted_projected_graph(both, held)


def ways(held: dict[str, list[str]], rows: Given) -> dict[str, Callable[[], Any]]:
    """What is measured, the yardstick last."""
    return {
        "pairs, by counting": lambda: network._counted(held),
        "pairs, by a sparse matrix": lambda: network._multiplied(held),
        'network("overlap"), from the rows': lambda: network.overlap(rows),
        "networkx weighted_projected_graph": lambda: projected(held, rows),
    }


def seconds(way: Callable[[], Any]) -> float:
    start = perf_counter()
    way()
    return perf_counter() - start


def memory(way: Callable[[], Any]) -> float:
    """MB at the highest, of what Python and numpy took for it."""
    tracemalloc.start()
    way()
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest / 1e6


def main() -> None:
    """Print a line a way: its median time, that as a share of networkx's, and its memory. They take turns."""
    options = argparse.ArgumentParser(description=__doc__.partition(";")[0])
    options.add_argument("--actions", type=int, default=100_000)
    options.add_argument("--bodies", type=int, default=300)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    held = holdings(asked.actions, asked.bodies)
    tried = ways(held, given(held, asked.actions))
    joined = network.pairs(held)
    assert joined == network._counted(held) == network._multiplied(held)
    print(f"{asked.actions:,} actions, {asked.bodies} bodies, {len(joined):,} pairs that share {sum(len(shared) for *_, shared in joined):,} actions")
    runs = [[seconds(way) for way in tried.values()] for _ in range(asked.rounds)]
    times = [median(each) for each in zip(*runs)]
    for (name, way), time in zip(tried.items(), times):
        print(f"{name:<40}{time * 1000:>10,.0f} ms   {time / times[-1]:>5.2f} of networkx {memory(way):>8,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
