"""Bodies that share actions."""

from __future__ import annotations

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.communities import communities
from concordat.graph.analysis.overlap import pairs
from concordat.graph.given import SHARING
from concordat.graph.views.context import CLASS, ORGANISATION, Context, held, short
from concordat.graph.views.model import Drawing, EdgeKind, Fact

SHARED = {
    "joint": EdgeKind("lead together", "#0072b2"),
    "led": EdgeKind("one leads, the other is a partner", "#009e73", dashed=True),
    "partners": EdgeKind("are partners of another lead", "#999999", dashed=True),
}

GROUPED = 20_000  # lines up to which groups are looked for: more take too long, and no matrix shows them
_ORDERED = "those that share most with each other stand together, in groups parted by lines; in each group those with most actions come first"
_FOUND = " No group is printed in the plan: they are found by counting shared actions (Louvain's method), and other ways of counting may part them otherwise."


def drawing(context: Context) -> Drawing:
    """A line joins two bodies that the plan names as leads or partners of the same action."""
    given, net = context.given, nx.MultiDiGraph()
    sharing = network.overlap(given)
    roles = context.by_body(SHARING)
    for body, data in sharing.nodes(data=True):
        if sharing.degree(body):
            net.add_node(body, **context.body(body, data["label"], data["kind"], roles[body]), size=len(data["actions"]))
    for pair in pairs(sharing):
        one, other = sharing.nodes[pair.one], sharing.nodes[pair.other]
        kind = "joint" if pair.both_lead else "led" if pair.lead_and_partner else "partners"
        refs = ", ".join(given.actions[a]["ref"] for a in pair.actions)
        many = len(pair.actions)
        whole, fewer = len({*one["actions"], *other["actions"]}), min(len(one["actions"]), len(other["actions"]))
        facts = [Fact("Shared", f"{many} of the {_actions(whole)} of the two; {many} of the {_actions(fewer)} of the one that has fewer")]
        for action in pair.actions:
            row = given.actions[action]
            words = "; ".join(f'{r["name"]}: {r["role"]}, "{r["printed"]}" at {r["place"]}' for b in (pair.one, pair.other) for r in roles[b] if r["action"] == action)
            facts.append(Fact(row["ref"], f"{short(row['text'])} ({words})", row["place"]))
        label = f"{one['label']} and {other['label']} share {len(pair.actions)}: {refs}"
        filters = context.filters(pair.actions) | {"organisation": [one["label"], other["label"]]}
        passes = {"filters": filters, "held": held(r for body in (pair.one, pair.other) for r in roles[body] if r["action"] in pair.actions), "dates": context.dates(pair.actions)}
        net.add_edge(pair.one, pair.other, kind=kind, label=label, weight=len(pair.actions), text=refs, facts=facts, actions=list(pair.actions), **passes)
    alone = sharing.number_of_nodes() - net.number_of_nodes()
    groups = _groups(sharing)
    for number, group in enumerate(groups, 1):
        for body in group:
            net.nodes[body]["block"] = f"group {number}"
    notes = (
        "A line joins two bodies that the plan names as leads or partners of the same action; the thicker, the more actions.",
        f"{_left_out(alone)}The plan puts bodies side by side: it does not say how closely they work together.",
        f"The matrix has the same bodies: {f'{_ORDERED}.{_FOUND}' if len(groups) > 1 else 'those with most actions come first.'}",
    )
    return Drawing(net, {"organisation": ORGANISATION, "class": CLASS}, SHARED, notes, matrix=tuple(body for group in groups for body in group))


def _actions(number: int) -> str:
    return f"{number} action{'s' * (number != 1)}"


def _left_out(alone: int) -> str:
    return f"{alone} {'body shares' if alone == 1 else 'bodies share'} no action and {'is' if alone == 1 else 'are'} not drawn. " if alone else ""


def _groups(sharing: nx.Graph) -> list[list[str]]:
    """The bodies that share actions, in the order of the matrix: those that share most with each other stand together."""
    if sharing.number_of_edges() <= GROUPED:
        return [list(group.members) for group in communities(sharing).groups]
    bodies = (body for body in sharing if sharing.degree(body))
    return [sorted(bodies, key=lambda body: (-len(sharing.nodes[body]["actions"]), sharing.nodes[body]["label"], body))]
