"""Who should talk to whom first: the pairs that carry most joint work, and the bodies that share none. The head of the report of overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

import networkx as nx

from concordat.graph.analysis.neighbours import Neighbours, neighbours
from concordat.graph.analysis.overlap import Pair
from concordat.graph.answer import Answer, Column
from concordat.graph.given import SHARING, Given
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.reports.present import NOW_OF_SEVERAL, Present

_Working = dict[str, dict[str, dict[Hashable, str]]]  # theme to action to the bodies that lead it or are partners in it, with their role
PAIRS, BODIES = "Organisations that share actions", "What each organisation shares"
SHOWN = 6  # actions of another body that a sentence names
NAMED = 3  # bodies that stand out: of more it is said how many tie
FIRST = 5  # rows of each kind: what one person can take up in a week
_COLUMNS = (
    Column("organisation"),
    Column("with", "whom it should talk to; empty where nobody stands out"),
    NOW_OF_SEVERAL,
    Column("what_to_do", "what the two should settle"),
    Column("actions", "the actions to talk about"),
    Column("joint_leads", "actions that both lead", True, limits="Not who of the two answers for an action: that is what they should settle."),
    Column("shared", "actions in which both lead or are partners", True, limits="Not how closely the two work together: they may have settled all this long ago."),
)
_NOTES = (
    "Start at the top: first the pairs that lead most together, for whom a muddle would cost most; then bodies with most actions and nobody beside them. Of each kind, those with a body that has ended come last.",
    "The plan does not say who talks to whom already. A body that shares nothing may need nobody, or its partners were not written down.",
    'concordat report overlap "NAME" shows all that one body shares, and where the plan says so.',
)


def talk(given: Given, sharing: nx.Graph, shared: Sequence[Pair], now: Present, asked: Asked) -> Answer:
    """At most ten rows: the pairs with most joint leads, then bodies that share nothing, with those who work on the same theme."""
    found = sorted(shared, key=lambda p: (-p.both_lead, -p.strength))
    first = sorted(found[:FIRST], key=lambda p: now.ended(p.one) or now.ended(p.other))
    lone = [body for body in sharing if not sharing.degree(body)]
    lone.sort(key=lambda b: (-len(sharing.nodes[b]["actions"]), sharing.nodes[b]["label"]))
    working, unnamed = _by_theme(given), {row["action"] for row in given.rows("unnamed")}
    alone = [_alone(given, sharing, body, working, unnamed, now) for body in sorted(lone[:FIRST], key=now.ended)]
    rows = (*(_together(given, sharing, pair, now) for pair in first), *alone)
    more = [f'{_several(len(found) - FIRST, "pair shares", "pairs share")} actions (see "{PAIRS}")'] if len(found) > FIRST else []
    more += [f'{_several(len(lone) - FIRST, "body shares", "bodies share")} none (see "{BODIES}")'] if len(lone) > FIRST else []
    left = (f"Not in this table: {' and '.join(more)}.",) if more else ()
    notes = (*_NOTES, *now.notes(sharing), *left) if rows else (_nobody(given, asked),)
    return Answer("talk", f"Who should talk to whom first{scope(asked)}", _COLUMNS, rows, "Who should talk to whom, about which actions?", notes)


def _nobody(given: Given, asked: Asked) -> str:
    """Why there is nobody to talk to: by what was asked for, as only people are named, or as nobody is."""
    if any(row["role"] in SHARING for row in given.rows("responsibilities")):
        return f"The plan names leads or partners, but none of the kind asked for ({scope(asked).removeprefix(', ')}): ask for less."
    if people := [action for action, row in given.actions.items() if row.get("people")]:
        return f"The plan names people, and no body, as leads or partners in {refs(given, people[:SHOWN])}{f' and {len(people) - SHOWN:,} more' if len(people) > SHOWN else ''}: ask for which body each of them acts."
    return "The plan names no lead and no partner of any action."


def _together(given: Given, sharing: nx.Graph, pair: Pair, now: Present) -> tuple:
    roles = [sharing.nodes[body]["actions"] for body in (pair.one, pair.other)]
    names = [sharing.nodes[body]["label"] for body in (pair.one, pair.other)]
    joint = [a for a in pair.actions if all(role[a] == "lead" for role in roles)]
    led = [a for a in pair.actions if any(role[a] == "lead" for role in roles)]
    if joint:
        how, what = f"Both lead {_count(joint)}", f"settle who answers for {'it' if len(joint) == 1 else 'each'}"
    elif led:
        how, what = f"One leads and the other is a partner in {_count(led)}", "settle what each expects of the other"
    else:
        how, what = f"Both are partners in {_count(pair.actions)} of another lead", "settle with the lead who does what"
    return (*names, now.of_several((pair.one, pair.other)), _with_ended(pair, names, now, how, what), refs(given, joint or led or pair.actions), len(joint), len(pair.actions))


def _with_ended(pair: Pair, names: Sequence[str], now: Present, how: str, what: str) -> str:
    """What the two should settle, or whoever holds the work of one that has ended."""
    ended = [(body, name) for body, name in zip((pair.one, pair.other), names) if now.ended(body)]
    if not ended:
        return f"{how}: {what}."
    if len(ended) == 1 and any(now.holds(one, other) for one, other in ((pair.one, pair.other), (pair.other, pair.one))):
        return f"{how}. {ended[0][1]} {now.gone(ended[0][0])}, and the other holds its work: they are one body now, so strike it out."
    return " ".join([f"{how}.", *(f"{name} {now.gone(body)}: {now.whom(body)}." for body, name in ended), f"Then {what}."])


def _alone(given: Given, sharing: nx.Graph, body: Hashable, working: _Working, unnamed: set[str], now: Present) -> tuple:
    """A body that shares nothing, and those who have most actions on its main theme."""
    own = [a for a in given.actions if a in sharing.nodes[body]["actions"]]
    it = "it" if len(own) == 1 else "them"
    what = "Shares its only action with nobody" if len(own) == 1 else f"Shares none of its {_count(own)}"
    if now.ended(body):
        told, names = f"{what}, and {now.gone(body, after_it=True)}: {now.whom(body)}. Then settle whether one body can do {it} alone.", ""
    elif open_ := [a for a in own if a in unnamed]:
        told, names = f"{what}, but the text speaks of partners in {refs(given, open_)} without naming them: ask who they are.", ""
    else:
        near = neighbours(body, working, len(own), {other for other in sharing if now.ended(other)})
        names = "; ".join(sharing.nodes[other]["label"] for other in near.bodies) if len(near.bodies) <= NAMED else ""
        told = f"{what}: settle whether it can do {it} alone. {_neighbours(given, near, names, working, len(own))}"
    return (sharing.nodes[body]["label"], names, now.of_several([body]), told, refs(given, own), 0, 0)


def _neighbours(given: Given, near: Neighbours, names: str, working: _Working, actions: int) -> str:
    """Who has most on the same theme: never one that merely comes first in the alphabet."""
    if not near.theme:
        return f"No theme of {'its action' if actions == 1 else 'most of its actions'} points to anybody."
    of = "Of bodies that have not ended, " if near.passed_over else ""
    if not near.bodies:
        return f"{'Only bodies that have ended have' if of else 'Nobody else has'} an action on its main theme ({near.theme}), so it may need nobody."
    if not names:
        return f"{of}{len(near.bodies)} bodies have {_count(range(near.each))} each on its main theme ({near.theme}), so none stands out."
    theirs = [a for a in given.actions if not working[near.theme].get(a, {}).keys().isdisjoint(near.bodies)]
    more = f" and {len(theirs) - SHOWN:,} more" if len(theirs) > SHOWN else ""
    have = f"{names} has" if len(near.bodies) == 1 else f"{names.replace('; ', ', ')} have, with {_count(range(near.each))} each,"
    return f"{of}{have} most on its main theme ({near.theme}): {refs(given, theirs[:SHOWN])}{more}."


def _count(actions: Sequence[object]) -> str:
    return "1 action" if len(actions) == 1 else f"{len(actions):,} actions"


def _several(number: int, one: str, many: str) -> str:
    return f"{number:,} more {one if number == 1 else many}"


def _by_theme(given: Given) -> _Working:
    bodies: dict[str, dict[Hashable, str]] = defaultdict(dict)
    for row in given.responsibilities:
        if row["role"] in SHARING:
            bodies[row["action"]][row["body"]] = "lead" if "lead" in (row["role"], bodies[row["action"]].get(row["body"])) else "partner"
    found: _Working = defaultdict(dict)
    for row in given.themes:
        found[row["label"]][row["action"]] = bodies[row["action"]]
    return found
