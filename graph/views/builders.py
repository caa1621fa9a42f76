"""Networks to views: which kinds there are, how they are drawn, and which facts and words stand behind every node and edge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.overlap import pairs
from concordat.graph.errors import UsageError
from concordat.graph.given import SHARING, Given, Kept, read
from concordat.graph.store import Graph
from concordat.graph.views.page import EdgeKind, NodeKind, View

# Okabe and Ito's colours, which people with any kind of colour vision can tell apart
_ORGANISATION = NodeKind("Organisation", "dot", "#0072b2", "Organisations")
_CLASS = NodeKind("Class of bodies", "diamond", "#e69f00", "Classes of bodies")
_ACTION = NodeKind("Action", "box", "#f0e442", "Actions")
_ROLES = {
    "lead": EdgeKind("leads", "#0072b2", arrow=True),
    "partner": EdgeKind("is a partner", "#009e73", dashed=True, arrow=True),
    "mentioned": EdgeKind("is mentioned", "#999999", dashed=True, arrow=True),
}
_SHARING = {
    "joint": EdgeKind("lead together", "#0072b2"),
    "led": EdgeKind("one leads, the other is a partner", "#009e73", dashed=True),
    "partners": EdgeKind("are partners of another lead", "#999999", dashed=True),
}
_TYPES = {
    "requires-output": EdgeKind("uses what the other makes", "#0072b2", arrow=True),
    "implements": EdgeKind("puts the other's result into effect", "#d55e00", arrow=True),
    "monitors": EdgeKind("measures what the other does", "#009e73", dashed=True, arrow=True),
    "supports": EdgeKind("contributes to the other's aim", "#cc79a7", dashed=True, arrow=True),
}
Fact = tuple[str, str, str]


def names() -> dict[str, str]:
    """The views there are, and the question that each answers."""
    return {name: question for name, (_, question, _) in _VIEWS.items()}


def check(name: str) -> None:
    """A UsageError, with the nearest names, if there is no view of this name."""
    if name not in _VIEWS:
        from concordat.graph.names import offer

        raise UsageError(f'there is no view "{name}"{offer(name, _VIEWS)} There are {", ".join(_VIEWS)}')


def view(graph: Graph, name: str, meta: Mapping[str, object], plan: str | None = None) -> View:
    """A view of a built graph by its name; `meta` says what it was made of, and stands at the foot of the page."""
    check(name)
    title, question, maker = _VIEWS[name]
    return maker(_Context(read(graph, Kept(plan=plan))), name, title, question, {k: str(v) for k, v in meta.items() if v})


class _Context:
    """The tables of a graph, arranged by action for the filters and facts of nodes and edges."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.themes: dict[str, list[str]] = defaultdict(list)
        for row in given.themes:
            self.themes[row["action"]].append(row["label"])
        self.bodies: dict[str, list[str]] = defaultdict(list)
        for row in given.responsibilities:
            if row["role"] in SHARING:
                self.bodies[row["action"]].append(row["name"])

    def section(self, action: str) -> str:
        row = self.given.actions[action]
        return f"{row['section']}. {row['section_title']}" if row["section"] else row["section_title"]

    def filters(self, actions: Iterable[str]) -> dict[str, list[str]]:
        """Sections, themes and organisations of some actions, each once, in plan order."""
        actions = list(actions)
        return {
            "sections": list(dict.fromkeys(s for a in actions if (s := self.section(a)))),
            "themes": list(dict.fromkeys(t for a in actions for t in self.themes[a])),
            "organisations": list(dict.fromkeys(b for a in actions for b in self.bodies[a])),
        }

    def action(self, iri: str) -> dict:
        """The attributes of a node that stands for an action."""
        row = self.given.actions[iri]
        facts: list[Fact] = [
            ("Action", row["text"], row["place"]),
            ("Section", self.section(iri), ""),
            ("Start", row["start"] or "not stated", ""),
            ("Finish", row["finish"] or "not stated", ""),
        ]
        facts += [(_role_word(r), _who(r), r["place"]) for r in self.given.responsibilities if r["action"] == iri]
        facts += [("Theme", f'{r["label"]} ("{r["printed"]}")', r["place"]) for r in self.given.themes if r["action"] == iri]
        return {"label": row["ref"], "name": f"{row['ref']} {_short(row['text'])}", "kind": "action", "facts": facts, **self.filters([iri])}

    def body(self, iri: str, name: str, kind: str, roles: Iterable[dict]) -> dict:
        """The attributes of a node that stands for a body, with every action in which it has a role."""
        roles = list(roles)
        facts: list[Fact] = [(f"{_role_word(r)} in {self.given.actions[r['action']]['ref']}", f'"{r["printed"]}": {_short(self.given.actions[r["action"]]["text"])}', r["place"]) for r in roles]
        others = self.filters(r["action"] for r in roles)  # who is chosen in the filter is shown with those it works with
        return {"label": name, "name": name, "kind": kind, "facts": facts, **others, "organisations": list(dict.fromkeys([name, *others["organisations"]]))}


def _role_word(row: dict) -> str:
    return {"lead": "Lead", "partner": "Partner", "mentioned": "Mentioned"}[row["role"]]


def _who(row: dict) -> str:
    return f'{row["name"]} (printed "{row["printed"]}"{", " + row["scope"] if row["scope"] else ""})'


def _short(text: str, most: int = 110) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " ..."


def _roles_by_body(given: Given, roles: tuple[str, ...]) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = defaultdict(list)
    for row in given.responsibilities:
        if row["role"] in roles:
            found[row["body"]].append(row)
    return found


def _actions(context: _Context, name: str, title: str, question: str, meta: Mapping[str, str]) -> View:
    given, net = context.given, nx.MultiDiGraph()
    for iri in given.actions:
        net.add_node(iri, **context.action(iri), size=1)
    for body, rows in _roles_by_body(given, tuple(_ROLES)).items():
        leads = sum(r["role"] == "lead" for r in rows)
        net.add_node(body, **context.body(body, rows[0]["name"], rows[0]["kind"], rows), size=1 + leads)
        for row in rows:
            ref = given.actions[row["action"]]["ref"]
            label = f"{row['name']} {_ROLES[row['role']].label} {'of' if row['role'] == 'partner' else 'in' if row['role'] == 'mentioned' else ''} {ref}".replace("  ", " ")
            facts: list[Fact] = [("Printed", row["printed"], row["place"]), ("How sure", row["confidence"], "")]
            if row["scope"]:
                facts.append(("Limited to", row["scope"], given.actions[row["action"]]["place"]))
            net.add_edge(body, row["action"], kind=row["role"], label=label, weight=1, text=row["printed"], facts=facts, actions=[row["action"]], **context.filters([row["action"]]))
    kinds = {"action": _ACTION, "organisation": _ORGANISATION, "class": _CLASS}
    notes = (
        "Every yellow box is an action, with its printed reference; a line leads to it from each body that has a role in it.",
        "A body's size grows with the number of actions that it leads. Nearness means nothing but shared lines.",
    )
    return View(name, title, question, net, kinds, _ROLES, notes, meta)


def _overlap(context: _Context, name: str, title: str, question: str, meta: Mapping[str, str]) -> View:
    given, net = context.given, nx.MultiDiGraph()
    sharing = network.overlap(given)
    roles = _roles_by_body(given, SHARING)
    for body, data in sharing.nodes(data=True):
        if sharing.degree(body):
            net.add_node(body, **context.body(body, data["label"], data["kind"], roles[body]), size=len(data["actions"]))
    for pair in pairs(sharing):
        one, other = sharing.nodes[pair.one], sharing.nodes[pair.other]
        kind = "joint" if pair.both_lead else "led" if pair.lead_and_partner else "partners"
        refs = ", ".join(given.actions[a]["ref"] for a in pair.actions)
        facts: list[Fact] = [("Shared", str(len(pair.actions)), "")]
        for action in pair.actions:
            row = given.actions[action]
            words = "; ".join(f'{r["name"]}: {r["role"]}, "{r["printed"]}" at {r["place"]}' for b in (pair.one, pair.other) for r in roles[b] if r["action"] == action)
            facts.append((row["ref"], f"{_short(row['text'])} ({words})", row["place"]))
        facts += [("Jaccard", f"{pair.jaccard:.2f}", ""), ("Overlap", f"{pair.overlap:.2f}", "")]
        label = f"{one['label']} and {other['label']} share {len(pair.actions)}: {refs}"
        filters = context.filters(pair.actions) | {"organisations": [one["label"], other["label"]]}
        net.add_edge(pair.one, pair.other, kind=kind, label=label, weight=len(pair.actions), text=refs, facts=facts, actions=list(pair.actions), **filters)
    alone = sharing.number_of_nodes() - net.number_of_nodes()
    notes = (
        "A line joins two bodies that the plan names as leads or partners of the same action; the thicker, the more actions.",
        "Jaccard is the share of all actions of the two that they have in common, overlap that of the actions of the one that has fewer.",
        f"{alone} {'body shares' if alone == 1 else 'bodies share'} no action and {'is' if alone == 1 else 'are'} not drawn. The plan puts bodies side by side: it does not say how closely they work together.",
    )
    return View(name, title, question, net, {"organisation": _ORGANISATION, "class": _CLASS}, _SHARING, notes, meta)


def _dependencies(context: _Context, name: str, title: str, question: str, meta: Mapping[str, str]) -> View:
    given, net = context.given, nx.MultiDiGraph()
    waiting = network.dependencies(given)
    for action in waiting:
        node = context.action(action)
        net.add_node(action, **node | {"label": node["name"]}, size=1)  # few nodes: there is room for some of the words
    for later, earlier, edge in waiting.edges(data=True):
        rows = edge["evidence"]
        one, other = given.actions[later]["ref"], given.actions[earlier]["ref"]
        facts: list[Fact] = [(f"Words of {one}", row["printed"], row["place"]) for row in _once(rows, "printed")]
        facts += [(f"Words of {other}", row["other_printed"], row["other_place"]) for row in _once(rows, "other_printed")]
        facts += [("What ties them", "; ".join(dict.fromkeys(row["thing"] for row in rows)), ""), ("How sure", edge["confidence"], ""), ("Rule", edge["rule"], "")]
        label = f"{one} depends on {other}: it {_TYPES[edge['type']].label}"
        net.add_edge(later, earlier, kind=edge["type"], label=label, weight=1, text=rows[0]["printed"], facts=facts, actions=[later, earlier], **context.filters([later, earlier]))
    notes = (
        "An arrow leads from an action to the one on which it depends. Only links that the plan's own words carry are drawn. To contribute to an aim (a broken line) is not to wait for it.",
        f"{len(given.actions) - net.number_of_nodes()} of {len(given.actions)} actions depend on nothing and nothing depends on them, as far as the plan says.",
    )
    return View(name, title, question, net, {"action": _ACTION}, _TYPES, notes, meta)


def _once(rows: list[dict], column: str) -> list[dict]:
    return list({row[column]: row for row in rows if row[column]}.values())


_VIEWS: dict[str, tuple[str, str, Callable[..., View]]] = {
    "actions": ("Who does what", "Which body leads, supports or is named in which action?", _actions),
    "overlap": ("Who shares actions with whom", "Which bodies share actions, which actions, and in which roles?", _overlap),
    "dependencies": ("What depends on what", "Which action needs or serves the result of another, on which words?", _dependencies),
}
