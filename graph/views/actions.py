"""Every action with the bodies that have a role in it, and the laws, policies, money and themes that its words name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import networkx as nx

from concordat.graph.given import Row
from concordat.graph.views import lines
from concordat.graph.views.context import ACTION, CLASS, LAW, MONEY, ORGANISATION, POLICY, ROLE_WORDS, THEME, Context, held
from concordat.graph.views.dossier import doubt
from concordat.graph.views.model import Drawing, EdgeKind, Fact

ROLES = {
    "lead": EdgeKind("leads", "#0072b2", arrow=True),
    "partner": EdgeKind("is a partner in", "#009e73", dashed=True, arrow=True),
    "mentioned": EdgeKind("is named in", "#999999", dashed=True, arrow=True),
}
NAMING = {
    "cites": EdgeKind("cites", "#d55e00", arrow=True),
    "names-policy": EdgeKind("names the policy", "#56b4e9", arrow=True),
    "names-money": EdgeKind("names the money", "#007a58", arrow=True),
    "has-theme": EdgeKind("has the theme", "#cc79a7", dashed=True),
}
THINGS = {"law": LAW, "policy": POLICY, "money": MONEY, "theme": THEME}


class _Naming(NamedTuple):
    """A kind of things, their edges, the readings that name one, and which column has the thing."""

    kind: str
    edge: str
    rows: tuple[Row, ...]
    column: str


def drawing(context: Context) -> Drawing:
    """Actions and bodies with a line for every role; what actions name is there too, out of sight until it is switched on."""
    given, net = context.given, nx.MultiDiGraph()
    for iri in given.actions:
        net.add_node(iri, **context.action(iri), size=1)
    for body, rows in context.by_body(tuple(ROLES)).items():
        leads = sum(r["role"] == "lead" for r in rows)
        net.add_node(body, **context.body(body, rows[0]["name"], rows[0]["kind"], rows), size=1 + leads)
        for row in rows:
            net.add_edge(body, row["action"], **_role(context, row))
    for naming in _namings(context):
        _name(context, net, naming)
    kinds = {"action": ACTION, "organisation": ORGANISATION, "class": CLASS}
    return Drawing(net, kinds | THINGS, ROLES | NAMING, _notes(net), off=tuple(THINGS))


def _notes(net: nx.MultiDiGraph) -> tuple[str, ...]:
    named = sum(kind in THINGS for _, kind in net.nodes(data="kind"))
    return (
        "Every yellow box is an action, with its printed reference; a line leads to it from each body that has a role in it.",
        "A body's size grows with the number of actions that it leads. Nearness means nothing but shared lines.",
        *([f"The actions also name {named} laws, policies, funds and themes: switch them on in the legend. They stand left and right of the picture."] if named else []),
    )


def _role(context: Context, row: Row) -> dict[str, object]:
    """A line from a body to an action in which it has a role."""
    action = context.given.actions[row["action"]]
    facts = [Fact("Printed", row["printed"], row["place"], doubt=doubt(row)), Fact("How sure", row["confidence"])]
    if row["scope"]:
        facts.append(Fact("Limited to", row["scope"], action["place"]))
    passes = {"filters": {"role": [ROLE_WORDS[row["role"]]], "confidence": [row["confidence"]]}, "held": held([row])}  # the rest it has from its action
    label = lines.part(row["role"], row["name"], row["kind"], action["ref"])
    return {"kind": row["role"], "label": label, "weight": 1, "text": row["printed"], "facts": facts, "actions": [row["action"]]} | passes


def _namings(context: Context) -> Iterator[_Naming]:
    given = context.given
    yield _Naming("law", "cites", given.laws, "law")
    yield _Naming("policy", "names-policy", given.policies, "policy")
    yield _Naming("money", "names-money", given.money, "fund")
    yield _Naming("theme", "has-theme", given.themes, "theme")


def _name(context: Context, net: nx.MultiDiGraph, naming: _Naming) -> None:
    """A node for each thing of a kind, and a line to it from every action that names it, with all the words that do."""
    things: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in naming.rows:
        things[row[naming.column]][row["action"]].append(row)
    for iri, actions in things.items():
        rows = [row for found in actions.values() for row in found]
        label = rows[0]["label"]
        net.add_node(iri, **context.thing(naming.kind, iri, label, rows), size=1)
        for action, found in actions.items():
            facts = [Fact("Printed", row["printed"], row["place"], doubt=doubt(row)) for row in found]
            facts.append(Fact("How sure", "; ".join(dict.fromkeys(row["confidence"] for row in found))))
            said = f"{context.given.actions[action]['ref']} {NAMING[naming.edge].label} {label}"
            filters = {"confidence": list(dict.fromkeys(row["confidence"] for row in found))}
            net.add_edge(action, iri, kind=naming.edge, label=said, weight=1, text=found[0]["printed"], facts=facts, actions=[action], filters=filters)
