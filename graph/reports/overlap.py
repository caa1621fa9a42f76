"""Overlap: organisations that share actions. "Who should I be talking to, about which actions, and where does it say so?" """

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.overlap import Pair, pairs
from concordat.graph.answer import Answer, Column
from concordat.graph.names import find
from concordat.graph.given import SHARING, Given, read
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.store import Graph

_PAIRS = (
    Column("organisation", "the body of the two that has more actions"),
    Column("with", "the other body"),
    Column("shared", "actions in which both lead or are partners"),
    Column("joint_leads", "of these, both lead"),
    Column("lead_and_partner", "of these, one leads and the other is a partner", True),
    Column("both_partners", "of these, both are partners of some other lead", True),
    Column("actions", "the actions they share"),
    Column("of_first", "shared actions as a share of all actions of the first body", True),
    Column("of_second", "the same for the second body", True),
    Column("jaccard", "shared actions as a share of all actions that either of them has", True),
    Column("overlap", "shared actions as a share of the actions of the body that has fewer", True),
)
_NOTES = (
    "A body shares an action if the plan names it as lead or partner; bodies that are only mentioned are left out.",
    "The figures count what the plan puts side by side. They do not say how closely bodies in fact work together.",
)


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """Pairs of bodies and what each shares; for one organisation, whom it shares with, and each shared action with the words."""
    given = read(graph, asked.kept)
    sharing = network.overlap(given)
    if asked.organisation:
        body = find(graph, asked.organisation, ("organisation", "body-class")).value
        return _of_one(graph, given, sharing, body, asked)
    return [_pairs(given, sharing, asked), _bodies(given, sharing, asked), *_groups(given, asked), _shared(given, asked)]


def _pairs(given: Given, sharing: nx.Graph, asked: Asked) -> Answer:
    rows = tuple(_pair(given, sharing, pair) for pair in pairs(sharing))
    return Answer("pairs", f"Organisations that share actions{scope(asked)}", _PAIRS, rows, "Who shares which actions with whom?", _NOTES)


def _pair(given: Given, sharing: nx.Graph, pair: Pair) -> tuple:
    label = sharing.nodes
    shares = (round(x, 2) for x in (pair.share_of_one, pair.share_of_other, pair.jaccard, pair.overlap))
    counts = (len(pair.actions), pair.both_lead, pair.lead_and_partner, pair.both_partner)
    return (label[pair.one]["label"], label[pair.other]["label"], *counts, refs(given, pair.actions), *shares)


def _bodies(given: Given, sharing: nx.Graph, asked: Asked) -> Answer:
    columns = (
        Column("organisation"),
        Column("actions", "actions in which it leads or is a partner"),
        Column("shared", "of these, with at least one other body"),
        Column("alone", "of these, with no other body", True),
        Column("with", "how many bodies it shares with"),
        Column("shares_most_with", "the body with which it shares most, and how many actions"),
        Column("shared_actions", "the actions that it shares", True),
        Column("all_actions", "all in which it leads or is a partner", True),
    )
    rows = []
    for body, data in sharing.nodes(data=True):
        shared = [a for a in given.actions if any(a in sharing[body][n]["actions"] for n in sharing[body])]
        most = max(sharing[body], key=lambda n: (sharing[body][n]["weight"], [-ord(c) for c in sharing.nodes[n]["label"]]), default=None)
        name = f"{sharing.nodes[most]['label']} ({sharing[body][most]['weight']})" if most is not None else ""
        rows.append((data["label"], len(data["actions"]), len(shared), len(data["actions"]) - len(shared), sharing.degree(body), name, refs(given, shared), refs(given, (a for a in given.actions if a in data["actions"]))))
    rows.sort(key=lambda r: (-r[2], -r[4], -r[1], r[0]))
    return Answer("organisations", f"What each organisation shares{scope(asked)}", columns, tuple(rows), "How much of each body's work is shared?")


def _groups(given: Given, asked: Asked) -> list[Answer]:
    """Where work is shared: by section, unless one was asked for, and by theme, likewise."""
    found = []
    if not asked.section:
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for iri, row in given.actions.items():
            groups[row["section"], row["section_title"]].append(iri)
        found.append(_group("sections", f"Shared actions by section{scope(asked)}", (Column("section"), Column("title")), groups, given))
    if not asked.theme:
        themes: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in given.themes:
            themes[row["label"],].append(row["action"])
        ordered = dict(sorted(themes.items(), key=lambda g: (-len(g[1]), g[0])))
        found.append(_group("themes", f"Shared actions by theme{scope(asked)}", (Column("theme"),), ordered, given))
    return found


def _group(name: str, title: str, key: tuple[Column, ...], groups: Mapping[tuple[str, ...], list[str]], given: Given) -> Answer:
    columns = (
        *key,
        Column("actions", "how many actions"),
        Column("shared", "of these, with more than one lead or partner"),
        Column("share", "shared as a share of them"),
        Column("shared_actions", "which they are", True),
        Column("all_actions", "all actions here", True),
    )
    bodies: dict[str, set[str]] = defaultdict(set)
    for row in given.responsibilities:
        if row["role"] in SHARING:
            bodies[row["action"]].add(row["body"])
    rows = []
    for words, actions in groups.items():
        shared = [a for a in actions if len(bodies[a]) > 1]
        rows.append((*words, len(actions), len(shared), round(len(shared) / len(actions), 2), refs(given, shared), refs(given, actions)))
    return Answer(name, title, columns, tuple(rows), f"Where is work shared, by {name[:-1]}?")


def _shared(given: Given, asked: Asked) -> Answer:
    """Every shared action with everyone in it: the words behind the pairs."""
    columns = (
        Column("ref"),
        Column("organisation"),
        Column("role", "lead or partner"),
        Column("scope", "the part to which the role is limited", True),
        Column("printed", "the words that give it the role"),
        Column("place", "where they stand in the document"),
        Column("action", "the action in words"),
    )
    by_action = _working(given)
    rows = [
        (action["ref"], r["name"], r["role"], r["scope"], r["printed"], r["place"], action["text"])
        for iri, action in given.actions.items()
        if len({r["body"] for r in by_action[iri]}) > 1
        for r in by_action[iri]
    ]
    return Answer("words", f"Shared actions, and where the plan says so{scope(asked)}", columns, tuple(rows), "On which words do the pairs rest?")


def _working(given: Given) -> dict[str, list[dict]]:
    """The leads and partners of each action."""
    found: dict[str, list[dict]] = defaultdict(list)
    for row in given.responsibilities:
        if row["role"] in SHARING:
            found[row["action"]].append(row)
    return found


def _of_one(graph: Graph, given: Given, sharing: nx.Graph, body: str, asked: Asked) -> list[Answer]:
    name = next((r["name"] for r in given.responsibilities if r["body"] == body), asked.organisation)
    shared = [p for p in pairs(sharing) if body in (p.one, p.other)]
    columns = (
        Column("with", "the other body"),
        Column("shared", "actions that the two share"),
        Column("joint_leads", "of these, both lead"),
        Column("lead_and_partner", "of these, one leads and the other is a partner", True),
        Column("both_partners", "of these, both are partners of some other lead", True),
        Column("actions", "the actions they share"),
        Column("of_own", f"shared actions as a share of the actions of {name}", True),
        Column("of_other", "the same for the other body", True),
        Column("jaccard", "shared actions as a share of all actions that either of them has", True),
        Column("overlap", "shared actions as a share of the actions of the body that has fewer", True),
    )
    rows = []
    for p in shared:
        first = p.one == body
        own, other = (p.share_of_one, p.share_of_other) if first else (p.share_of_other, p.share_of_one)
        label = sharing.nodes[p.other if first else p.one]["label"]
        counts = (len(p.actions), p.both_lead, p.lead_and_partner, p.both_partner)
        rows.append((label, *counts, refs(given, p.actions), *(round(x, 2) for x in (own, other, p.jaccard, p.overlap))))
    with_whom = Answer("with", f"With whom {name} shares actions{scope(asked)}", columns, tuple(rows), f"Who should {name} be talking to?", _NOTES)
    return [with_whom, _words(given, body, name, asked)]


def _words(given: Given, body: str, name: str, asked: Asked) -> Answer:
    """Every action of the body, with everyone else in it, their role, the words and the place."""
    columns = (
        Column("ref"),
        Column("own_role", f"role of {name}"),
        Column("own_words", f"the words that give {name} its role"),
        Column("own_place", "where they stand", True),
        Column("with", "who else has a role in it; empty if nobody"),
        Column("role", "role of the other"),
        Column("scope", "the part to which that role is limited", True),
        Column("printed", "the words that give the other its role"),
        Column("place", "where they stand in the document"),
        Column("finish", "finish as printed", True),
        Column("action", "the action in words"),
    )
    by_action = _working(given)
    rows = []
    for iri, action in given.actions.items():
        own = next((r for r in by_action[iri] if r["body"] == body), None)
        if own is None:
            continue
        others = [r for r in by_action[iri] if r["body"] != body]
        said = [(r["name"], r["role"], r["scope"], r["printed"], r["place"]) for r in others] or [("", "", "", "", "")]
        rows += [(action["ref"], own["role"], own["printed"], own["place"], *what, action["finish"], action["text"]) for what in said]
    named = [given.actions[r["action"]]["ref"] for r in given.responsibilities if r["body"] == body and r["role"] not in SHARING]
    notes = (f"{name} is only mentioned, with no part in the work, in {', '.join(named)}.",) if named else ()
    return Answer("actions", f"About which actions, and where the plan says so: {name}{scope(asked)}", columns, tuple(rows), "About which actions, and where does it say so?", notes)
