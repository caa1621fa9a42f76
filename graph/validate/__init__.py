"""What is wrong with a graph, or weak in a plan: findings of the check queries and of the shapes.

Two levels. *Well formed* (error) is what must hold of any graph that this program writes: a finding is our fault, and such a graph is not written.
*About the plan* (warning, info) is its author's matter: the graph is sound, the plan that it tells of could be better.
"""

from __future__ import annotations

from pyoxigraph import Store

from concordat.graph.validate import queries
from concordat.graph.validate.finding import SEVERITIES, Finding

__all__ = ["SEVERITIES", "Finding", "faults"]


def faults(store: Store) -> list[Finding]:
    """The findings of level error: whether a graph is well formed. What a build runs before it writes anything."""
    return [found for found in queries.findings(store) if found.severity == "error"]
