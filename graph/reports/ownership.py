"""Ownership: who leads alone, who jointly, who is a partner, and who is only mentioned; by section and theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from concordat.graph import network
from concordat.graph.analysis.ownership import owners
from concordat.graph.answer import Answer, Column
from concordat.graph.names import find
from concordat.graph.given import Given, read
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.store import Graph

_BODIES = (
    Column("organisation"),
    Column("kind", "organisation, or class for a class of bodies such as local authorities", True),
    Column("leads", "actions that it leads"),
    Column("alone", "of these, it is the only lead"),
    Column("jointly", "of these, with other leads"),
    Column("partner", "actions in which it is a partner"),
    Column("mentioned", "actions whose text only names it", True),
    Column("share_of_actions", "actions that it leads as a share of all actions"),
    Column("leads_alone", "the actions that it leads alone"),
    Column("leads_jointly", "those that it leads with others"),
    Column("partner_in", "those in which it is a partner", True),
    Column("mentioned_in", "those whose text only names it", True),
)


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """Roles by body, by section, by theme, and action by action."""
    given = read(graph, asked.kept)
    body = find(graph, asked.organisation, ("organisation", "body-class")).value if asked.organisation else None
    return [_bodies(given, asked, body), _sections(given, asked), _themes(given, asked), _actions(given, asked, body)]


def _leads(given: Given) -> dict[str, list[str]]:
    """The names of the leads of each action, in the order printed."""
    leads: dict[str, list[str]] = defaultdict(list)
    for row in given.responsibilities:
        if row["role"] == "lead":
            leads[row["action"]].append(row["name"])
    return leads


def _bodies(given: Given, asked: Asked, body: str | None) -> Answer:
    net = network.actions_and_bodies(given)
    rows = []
    for owner in owners(net):
        if body not in (None, owner.body):
            continue
        data = net.nodes[owner.body]
        led = len(owner.alone) + len(owner.jointly)
        counts = (led, len(owner.alone), len(owner.jointly), len(owner.partner), len(owner.mentioned), round(led / len(given.actions), 2))
        rows.append((data["label"], data["kind"], *counts, refs(given, owner.alone), refs(given, owner.jointly), refs(given, owner.partner), refs(given, owner.mentioned)))
    notes = ("Actions with several leads count once for each of them, so the leads add up to more than the actions.",)
    return Answer("organisations", f"Who owns what{scope(asked)}", _BODIES, tuple(rows), "Who leads alone, who jointly, who is a partner?", notes)


def _group(name: str, title: str, column: str, groups: Iterable[tuple[tuple[str, ...], list[str]]], given: Given, extra: tuple[Column, ...] = ()) -> Answer:
    leads = _leads(given)
    columns = (
        Column(column),
        *extra,
        Column("actions", "how many actions"),
        Column("one_lead", "of these, with one lead"),
        Column("several_leads", "with more than one lead"),
        Column("no_lead", "with no lead", True),
        Column("bodies_leading", "how many bodies lead here", True),
        Column("leads_most", "the body that leads most of them, and how many"),
        Column("refs", "the actions"),
    )
    rows = []
    for key, actions in groups:
        numbers = Counter(min(len(leads[a]), 2) for a in actions)
        bodies = Counter(lead for a in actions for lead in leads[a])
        top = min(bodies, key=lambda b: (-bodies[b], b), default=None)
        most = f"{top} ({bodies[top]})" if top else ""
        rows.append((*key, len(actions), numbers[1], numbers[2], numbers[0], len(bodies), most, refs(given, actions)))
    return Answer(name, title, columns, tuple(rows), f"How is the work owned, by {column}?")


def _sections(given: Given, asked: Asked) -> Answer:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, row in given.actions.items():
        groups[row["section"], row["section_title"]].append(iri)
    return _group("sections", f"Ownership by section{scope(asked)}", "section", groups.items(), given, (Column("title"),))


def _themes(given: Given, asked: Asked) -> Answer:
    groups: dict[tuple[str], list[str]] = defaultdict(list)
    for row in given.themes:
        groups[row["label"],].append(row["action"])
    ordered = sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))
    answer = _group("themes", f"Ownership by theme{scope(asked)}", "theme", ordered, given)
    return Answer(answer.name, answer.title, answer.columns, answer.rows, answer.question, ("An action with several themes counts under each of them.",))


def _actions(given: Given, asked: Asked, body: str | None) -> Answer:
    columns = (
        Column("ref"),
        Column("owned", "one lead, joint leads or no lead"),
        Column("leads", "as the plan prints them, with the place"),
        Column("partners", "the same for partners"),
        Column("mentioned", "the same for bodies that are only mentioned", True),
        Column("action", "the action in words"),
    )
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    own: dict[str, set[str]] = defaultdict(set)
    for row in given.responsibilities:
        limit = f", {row['scope']}" if row["scope"] else ""
        said[row["action"]][row["role"]].append(f'{row["name"]} ("{row["printed"]}" at {row["place"]}{limit})')
        own[row["action"]].add(row["body"])
    rows = []
    for iri, action in given.actions.items():
        if body is None or body in own[iri]:
            how = ("no lead", "one lead", "joint leads")[min(len(said[iri]["lead"]), 2)]
            rows.append((action["ref"], how, *("; ".join(said[iri][role]) for role in ("lead", "partner", "mentioned")), action["text"]))
    return Answer("actions", f"Action by action{scope(asked)}", columns, tuple(rows), "Who has which role in each action, and where does it say so?")
