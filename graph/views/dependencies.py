"""Actions that depend on each other."""

from __future__ import annotations

import networkx as nx

from concordat.graph import network
from concordat.graph.given import Row
from concordat.graph.views.context import ACTION, Context
from concordat.graph.views.model import Drawing, EdgeKind, Fact

TYPES = {
    "requires-output": EdgeKind("uses what the other makes", "#0072b2", arrow=True),
    "implements": EdgeKind("puts the other's result into effect", "#d55e00", arrow=True),
    "monitors": EdgeKind("measures what the other does", "#009e73", dashed=True, arrow=True),
    "supports": EdgeKind("contributes to the other's aim", "#cc79a7", dashed=True, arrow=True),
}


def drawing(context: Context) -> Drawing:
    """An arrow leads from an action to the one on which it depends, where the plan's own words carry it."""
    given, net = context.given, nx.MultiDiGraph()
    waiting = network.dependencies(given)
    for action in waiting:
        node = context.action(action)
        net.add_node(action, **node | {"label": node["name"]}, size=1)  # few nodes: there is room for some of the words
    for later, earlier, edge in waiting.edges(data=True):
        rows = edge["evidence"]
        one, other = given.actions[later]["ref"], given.actions[earlier]["ref"]
        facts = [Fact(f"Words of {one}", row["printed"], row["place"]) for row in _once(rows, "printed")]
        facts += [Fact(f"Words of {other}", row["other_printed"], row["other_place"]) for row in _once(rows, "other_printed")]
        facts += [Fact("What ties them", "; ".join(dict.fromkeys(row["thing"] for row in rows))), Fact("How sure", edge["confidence"]), Fact("Rule", edge["rule"])]
        label = f"{one} depends on {other}: it {TYPES[edge['type']].label}"
        filters = context.filters([later, earlier]) | {"confidence": [edge["confidence"]]}
        net.add_edge(later, earlier, kind=edge["type"], label=label, weight=1, text=rows[0]["printed"], facts=facts, actions=[later, earlier], filters=filters)
    notes = (
        "An arrow leads from an action to the one on which it depends. Only links that the plan's own words carry are drawn. To contribute to an aim (a broken line) is not to wait for it.",
        f"{len(given.actions) - net.number_of_nodes()} of {len(given.actions)} actions depend on nothing and nothing depends on them, as far as the plan says.",
    )
    return Drawing(net, {"action": ACTION}, TYPES, notes)


def _once(rows: list[Row], column: str) -> list[Row]:
    return list({row[column]: row for row in rows if row[column]}.values())
