"""Overlap: organisations that share actions. "Who should I be talking to, about which actions, and where does it say so?" """

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.chance import MORE, NO_MORE, RARE, TOO_FEW, Chances, chances
from concordat.graph.analysis.communities import communities
from concordat.graph.analysis.overlap import Pair, pairs
from concordat.graph.answer import Answer, Column
from concordat.graph.names import find
from concordat.graph.given import SHARING, Given, read
from concordat.graph.reports import Asked, groups
from concordat.graph.reports.kept import refs, scope
from concordat.graph.reports.present import NOW, Present, present
from concordat.graph.reports.talks import BODIES, PAIRS, talk
from concordat.graph.store import Graph

MANY = 4  # bodies of one action from which on it is said how many pairs it makes
_NOT_CLOSE = "Not how closely the two work together, nor how much work an action is: the plan only names both."
_OF_FEW = "Of a body with few actions a share is large or small by one action alone; look at how many are shared, too."
_LED, _MIXED, _PARTNERS = (f"{network.WEIGHTS[a] * network.WEIGHTS[b]:g}" for a, b in (("lead", "lead"), ("lead", "partner"), ("partner", "partner")))
_COUNTS = (
    Column("joint_leads", "of these, both lead", limits="Not who of the two answers for an action: the plan seldom says."),
    Column("lead_and_partner", "of these, one leads and the other is a partner", True, "Not that the partner knows or agreed."),
    Column("both_partners", "of these, both are partners of some other lead", True, "Not that the two deal with each other: each may only deal with the lead."),
    Column("actions", "the actions they share"),
)
_LIKENESS = (
    Column("jaccard", "shared actions as a share of all actions that either of them has, 0 to 1", True, _OF_FEW),
    Column("overlap", "shared actions as a share of the actions of the body that has fewer, 0 to 1", True, f"1 does not mean that the two always work together. {_OF_FEW}"),
    Column(
        "strength",
        f"the shared actions weighed by role: {_LED} where both lead, {_MIXED} where one leads and the other is a partner, {_PARTNERS} where both are partners",
        True,
        "Nothing measured: that a partner counts half of a lead is a convention. It orders pairs; twice the strength is not twice the work.",
    ),
    Column("expected", "how many shared actions there would be on average if each body's actions were drawn by lot from the plan's", True, "Not how many they should share: nobody draws actions by lot. It is only a yardstick."),
    Column("times_expected", "shared actions as a multiple of those expected", True, "High at once for bodies with one or two actions, where it says nothing: read it together with the column beside_chance."),
    Column("chance", "how often drawing by lot would make the pair share as many actions or more, 0 to 1", True, "Not how likely it is that the two do not work together. An action with ten bodies makes 45 pairs at a stroke, and each looks unusual by itself."),
    Column("beside_chance", f"whether that is {MORE}, with all pairs in mind that were looked at: among many some share much by luck alone; {TOO_FEW}: they could not stand out whatever they shared"),
)
_PAIRS = (
    Column("organisation", "the body of the two that has more actions"),
    Column("with", "the other body"),
    Column("shared", "actions in which both lead or are partners", limits=_NOT_CLOSE),
    *_COUNTS,
    Column("of_first", "shared actions as a share of all actions of the first body, 0 to 1", True, _OF_FEW),
    Column("of_second", "the same for the second body", True, _OF_FEW),
    *_LIKENESS,
)
_NOTES = (
    "A body shares an action if the plan names it as lead or partner; bodies that are only mentioned are left out.",
    "The figures count what the plan puts side by side. They do not say how closely bodies in fact work together.",
)


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """Who should talk to whom; pairs of bodies and what each shares, groups of bodies; for one organisation, whom it shares with, and each shared action with the words."""
    given = read(graph, asked.kept)
    sharing = network.overlap(given)
    if asked.organisation:
        body = find(graph, asked.organisation, ("organisation", "body-class")).value
        return _of_one(given, sharing, body, asked)
    parting = communities(sharing)
    grouped = [groups.groups(given, sharing, parting, asked), groups.members(given, sharing, parting, asked), groups.matrix(given, sharing, parting, asked)]
    shared, now = pairs(sharing), present(given)
    return [talk(given, sharing, shared, now, asked), _pairs(given, sharing, shared, asked), _bodies(given, sharing, now, asked), *grouped, *_groups(given, asked), _shared(given, asked)]


def _pairs(given: Given, sharing: nx.Graph, shared: Sequence[Pair], asked: Asked) -> Answer:
    judged = chances(sharing, len(given.actions))
    rows = tuple(_pair(given, sharing, pair, judged) for pair in shared)
    return Answer("pairs", f"{PAIRS}{scope(asked)}", _PAIRS, rows, "Who shares which actions with whom?", (*_NOTES, *_behind(given, shared), *_beside_chance(given, sharing, judged)))


def _pair(given: Given, sharing: nx.Graph, pair: Pair, judged: Chances) -> tuple:
    label = sharing.nodes
    counts = (len(pair.actions), pair.both_lead, pair.lead_and_partner, pair.both_partner)
    shares = (round(x, 2) for x in (pair.share_of_one, pair.share_of_other))
    return (label[pair.one]["label"], label[pair.other]["label"], *counts, refs(given, pair.actions), *shares, *_alike(pair, judged))


def _alike(pair: Pair, judged: Chances) -> tuple:
    """The cells of `_LIKENESS`; figures beside chance with three digits, for they may be very small."""
    standing = judged.pairs[frozenset((pair.one, pair.other))]
    three = (float(f"{x:.3g}") for x in (standing.expected, standing.times, standing.chance))
    luck = f"{NO_MORE}: {_pairs_of(judged.looked_at)} {'was' if judged.looked_at == 1 else 'were'} looked at"
    return (round(pair.jaccard, 2), round(pair.overlap, 2), pair.strength, *three, luck if standing.reading == NO_MORE else standing.reading)


def _behind(given: Given, shared: Sequence[Pair]) -> tuple[str, ...]:
    """The action behind most pairs, if it has many bodies and makes a good part of all pairs by itself."""
    behind = Counter(action for pair in shared for action in pair.actions)
    action = max(given.actions, key=lambda each: behind[each], default="")  # the first in the plan of equals
    bodies = len({row["body"] for row in _working(given)[action]})
    if bodies < MANY or behind[action] * 4 < len(shared):
        return ()
    return (f"One action, {given.actions[action]['ref']}, names {bodies} bodies and is behind {behind[action]:,} of the {_pairs_of(len(shared))}: most of these bodies may have nothing else to do with each other.",)


def _beside_chance(given: Given, sharing: nx.Graph, judged: Chances) -> tuple[str, ...]:
    """What the comparison with chance rests on, and that small numbers say little."""
    if not judged.pairs:
        return ()
    looked = f"Luck: if each body's actions were drawn by lot from all {len(given.actions):,}, which pairs would share as many? Looked at: {_pairs_of(judged.looked_at)} of {len(sharing):,} bodies; among many some stand out by luck alone."
    bar = f"So a pair counts as more than luck only if it would come about less than once in {1 / judged.bar:,.0f} draws. {_pairs_of(judged.testable)} had actions enough to be judged so; even one false alarm is then less likely than 1 in {1 / RARE:,.0f} (Bonferroni's correction after Tarone)."
    if not judged.testable:
        bar = "No pair has actions enough to be told from luck: where there is so little, look at the actions themselves."
    few = f'"{TOO_FEW.capitalize()}": it could be luck even if the two shared all that they have, or they share only one. One shared action is never evidence of a tie beyond that action.'
    several = len({row["plan"] for row in given.actions.values()}) > 1
    return (looked, bar, few, *(("The actions are of several plans; bodies of the same plan share more for that reason alone: keep one with --plan.",) if several else ()))


def _pairs_of(number: int) -> str:
    return "1 pair" if number == 1 else f"{number:,} pairs"


def _bodies(given: Given, sharing: nx.Graph, now: Present, asked: Asked) -> Answer:
    columns = (
        Column("organisation"),
        NOW,
        Column("actions", "actions in which it leads or is a partner", limits="Not how much work they are."),
        Column("shared", "of these, with at least one other body", limits=_NOT_CLOSE),
        Column("alone", "of these, with no other body that is named, neither lead nor partner", True, "Not that nobody else is needed, or means to take part: only that the plan names nobody."),
        Column("with", "how many bodies it shares with", limits="Not how many it deals with: one action that names ten bodies gives nine at a stroke."),
        Column("shares_most_with", "the body with which it shares most, and how many actions"),
        Column("shared_actions", "the actions that it shares", True),
        Column("all_actions", "all in which it leads or is a partner", True),
    )
    order = {action: n for n, action in enumerate(given.actions)}
    rows = []
    for body, data in sharing.nodes(data=True):
        near = sharing[body]
        shared = sorted({a for edge in near.values() for a in edge["actions"]}, key=order.__getitem__)
        most = min(near, key=lambda n: (-near[n]["weight"], sharing.nodes[n]["label"]), default=None)
        name = f"{sharing.nodes[most]['label']} ({near[most]['weight']})" if most is not None else ""
        counts = (len(data["actions"]), len(shared), len(data["actions"]) - len(shared), len(near))
        rows.append((data["label"], now.of(body), *counts, name, refs(given, shared), refs(given, sorted(data["actions"], key=order.__getitem__))))
    rows.sort(key=lambda r: (-r[3], -r[5], -r[2], r[0]))
    return Answer("organisations", f"{BODIES}{scope(asked)}", columns, tuple(rows), "How much of each body's work is shared?")


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
        Column("actions", "how many actions", limits="Not how much work they are."),
        Column("shared", "of these, with more than one lead or partner", limits="Not how well the work is shared: only that several bodies are named."),
        Column("share", "shared as a share of them, 0 to 1", limits="More is not better: an action that one body can do alone needs no second. Among few actions one alone moves it far."),
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


def _of_one(given: Given, sharing: nx.Graph, body: str, asked: Asked) -> list[Answer]:
    name = next((r["name"] for r in given.responsibilities if r["body"] == body), asked.organisation)
    judged, now = chances(sharing, len(given.actions)), present(given)
    columns = (
        Column("with", "the other body"),
        NOW,
        Column("shared", "actions that the two share", limits=_NOT_CLOSE),
        *_COUNTS,
        Column("of_own", f"shared actions as a share of the actions of {name}, 0 to 1", True, _OF_FEW),
        Column("of_other", "the same for the other body", True, _OF_FEW),
        *_LIKENESS,
    )
    rows = []
    for p in pairs(sharing):
        if body not in (p.one, p.other):
            continue
        first = p.one == body
        own, other = (p.share_of_one, p.share_of_other) if first else (p.share_of_other, p.share_of_one)
        beside = p.other if first else p.one
        counts = (len(p.actions), p.both_lead, p.lead_and_partner, p.both_partner)
        rows.append((sharing.nodes[beside]["label"], now.of(beside), *counts, refs(given, p.actions), round(own, 2), round(other, 2), *_alike(p, judged)))
    ended = (f"{name} {now.gone(body)}: {now.whom(body)}.",) if now.ended(body) else ()
    notes = (*ended, *_NOTES, *now.notes(sharing), *_beside_chance(given, sharing, judged)) if rows else (f"{name} shares no action with another body.", *ended, *_NOTES)
    with_whom = Answer("with", f"With whom {name} shares actions{scope(asked)}", columns, tuple(rows), f"Who should {name} be talking to?", notes)
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
