"""What is wrong with a graph, or weak in a plan: findings of the check queries and of the shapes.

Two levels. *Well formed* (error) is what must hold of any graph that this program writes: a finding is our fault, and such a graph is not written.
*About the plan* (warning, info) is its author's matter: the graph is sound, the plan that it tells of could be better.
"""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import NamedNode, Store

from concordat.graph.validate import queries, shapes
from concordat.graph.validate.finding import SEVERITIES, Finding

__all__ = ["SEVERITIES", "SHAPES_UP_TO", "Finding", "checks", "faults", "findings", "queries", "shapes"]
SHAPES_UP_TO = 100_000  # statements; the shapes take three seconds for as many, and grow with them


def checks() -> dict[str, tuple[str, str]]:
    """The name of every check query and of every shape that reports, with its severity and what it looks for."""
    asked = {check.name: (check.severity, check.question.question or check.question.title) for check in queries.checks().values()}
    return asked | shapes.told()


def faults(store: Store, proved: Collection[NamedNode] = (), shapes_up_to: int = SHAPES_UP_TO) -> list[Finding]:
    """The findings of level error: whether a graph is well formed. What a build runs before it writes anything.

    The shapes take as long as the reading of the plan; they are tried on no more than `shapes_up_to` statements, and of the graphs
    that are `proved` only on what the others lead to, see `shapes.findings`.
    """
    found = queries.findings(store, [check for check in queries.checks().values() if check.severity == "error"])
    return found + (shapes.findings(store, ["error"], proved) if len(store) <= shapes_up_to else [])


def findings(store: Store, severities: Collection[str] = SEVERITIES, names: Collection[str] = ()) -> list[Finding]:
    """The findings of these severities, and those of the checks and shapes with these names; what is not asked for takes no time."""
    asked = [check for check in queries.checks().values() if check.severity in severities or check.name in names]
    known = shapes.told()
    levels = [level for level in SEVERITIES if level in severities or any(known[name][0] == level for name in names if name in known)]
    found = [*queries.findings(store, asked), *(shapes.findings(store, levels) if levels else [])]
    return [each for each in found if each.severity in severities or each.check in names]
