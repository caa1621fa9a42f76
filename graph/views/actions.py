"""Every action with the bodies that have a role in it."""

from __future__ import annotations

import networkx as nx

from concordat.graph.views.context import ACTION, CLASS, ORGANISATION, ROLE_WORDS, Context, held
from concordat.graph.views.model import Drawing, EdgeKind, Fact

ROLES = {
    "lead": EdgeKind("leads", "#0072b2", arrow=True),
    "partner": EdgeKind("is a partner", "#009e73", dashed=True, arrow=True),
    "mentioned": EdgeKind("is mentioned", "#999999", dashed=True, arrow=True),
}


def drawing(context: Context) -> Drawing:
    """Two kinds of node, actions and bodies, and a line for every role."""
    given, net = context.given, nx.MultiDiGraph()
    for iri in given.actions:
        net.add_node(iri, **context.action(iri), size=1)
    for body, rows in context.by_body(tuple(ROLES)).items():
        leads = sum(r["role"] == "lead" for r in rows)
        net.add_node(body, **context.body(body, rows[0]["name"], rows[0]["kind"], rows), size=1 + leads)
        for row in rows:
            ref = given.actions[row["action"]]["ref"]
            label = f"{row['name']} {ROLES[row['role']].label} {'of' if row['role'] == 'partner' else 'in' if row['role'] == 'mentioned' else ''} {ref}".replace("  ", " ")
            facts = [Fact("Printed", row["printed"], row["place"]), Fact("How sure", row["confidence"])]
            if row["scope"]:
                facts.append(Fact("Limited to", row["scope"], given.actions[row["action"]]["place"]))
            filters = context.filters([row["action"]]) | {"role": [ROLE_WORDS[row["role"]]], "confidence": [row["confidence"]]}
            passes = {"filters": filters, "held": held([row])}
            net.add_edge(body, row["action"], kind=row["role"], label=label, weight=1, text=row["printed"], facts=facts, actions=[row["action"]], **passes)
    notes = (
        "Every yellow box is an action, with its printed reference; a line leads to it from each body that has a role in it.",
        "A body's size grows with the number of actions that it leads. Nearness means nothing but shared lines.",
    )
    return Drawing(net, {"action": ACTION, "organisation": ORGANISATION, "class": CLASS}, ROLES, notes)
