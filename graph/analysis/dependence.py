"""What waits for what: circles, chains, and how much stands before and behind an action."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import networkx as nx


def cycles(waiting: nx.DiGraph) -> list[list[Hashable]]:
    """Groups of actions that wait for each other in a circle: strongly connected components of more than one action, or an action that waits for itself."""
    groups = [sorted(c, key=str) for c in nx.strongly_connected_components(waiting) if len(c) > 1 or any(waiting.has_edge(n, n) for n in c)]
    return sorted(groups, key=lambda group: [str(n) for n in group])


def chains(waiting: nx.DiGraph) -> list[list[Hashable]]:
    """The chains of work: for each action that nothing waits for, the longest way back to one that waits for nothing, first work first.

    Actions in a circle have no order; they count as one step, shown by its first action in sort order.

    Examples
    --------
    >>> chains(nx.DiGraph([("c", "b"), ("b", "a"), ("c", "a")]))
    [['a', 'b', 'c']]
    """
    whole = nx.condensation(waiting)
    first = {c: min(data["members"], key=str) for c, data in whole.nodes(data=True)}
    longest: dict[int, list[int]] = {}
    for step in reversed(list(nx.lexicographical_topological_sort(whole, key=lambda c: str(first[c])))):
        tails = [longest[after] for after in sorted(whole.successors(step), key=lambda c: str(first[c]))]
        longest[step] = [*max(tails, key=len, default=[]), step]
    ends = [c for c in whole if whole.in_degree(c) == 0 and len(longest[c]) > 1]
    found = [[first[c] for c in longest[end]] for end in ends]
    return sorted(found, key=lambda chain: (-len(chain), [str(n) for n in chain]))


def waits(waiting: nx.DiGraph) -> Mapping[Hashable, tuple[int, int]]:
    """For each action how many it waits for and how many wait for it, both along chains of any length, itself left out."""
    return {n: (len(nx.descendants(waiting, n) - {n}), len(nx.ancestors(waiting, n) - {n})) for n in waiting}
