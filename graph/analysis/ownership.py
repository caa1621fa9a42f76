"""Who owns what: the actions of each body, by role."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Owner:
    """What one body has to do, by role; ``alone`` are actions that it leads without another lead, ``jointly`` those with one."""

    body: Hashable
    alone: tuple[Hashable, ...]
    jointly: tuple[Hashable, ...]
    partner: tuple[Hashable, ...]
    mentioned: tuple[Hashable, ...]


def owners(two_mode: nx.MultiDiGraph) -> list[Owner]:
    """Every body of the network of actions and bodies, by how many actions it leads, then by its name."""
    leads = {a: {b for b, _, d in two_mode.in_edges(a, data=True) if d["role"] == "lead"} for a, d in two_mode.nodes(data=True) if d["kind"] == "action"}
    found = []
    for body, data in two_mode.nodes(data=True):
        if data["kind"] == "action":
            continue
        by_role: dict[str, dict[Hashable, None]] = {"lead": {}, "partner": {}, "mentioned": {}}
        for _, action, edge in two_mode.out_edges(body, data=True):
            by_role[edge["role"]][action] = None
        led = sorted(by_role["lead"], key=lambda a: two_mode.nodes[a]["order"])
        rest = [tuple(sorted(by_role[r], key=lambda a: two_mode.nodes[a]["order"])) for r in ("partner", "mentioned")]
        found.append(Owner(body, tuple(a for a in led if len(leads[a]) == 1), tuple(a for a in led if len(leads[a]) > 1), *rest))
    return sorted(found, key=lambda o: (-len(o.alone) - len(o.jointly), -len(o.partner), two_mode.nodes[o.body]["label"], str(o.body)))
