"""Who should talk to whom first: the pairs that carry most joint work, and the bodies that share none. The head of the report of overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import networkx as nx

from concordat.graph.analysis.overlap import Pair
from concordat.graph.answer import Answer, Column
from concordat.graph.given import SHARING, Given
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope

_Working = dict[str, dict[str, set[Hashable]]]  # theme to action to the bodies that lead it or are partners in it
SHOWN = 6  # actions of the other body that a sentence names
FIRST = 5  # rows of each kind: what one person can take up in a week
_COLUMNS = (
    Column("organisation"),
    Column("with", "whom it should talk to"),
    Column("what_to_do", "what the two should settle"),
    Column("actions", "the actions to talk about"),
    Column("joint_leads", "actions that both lead", limits="Not who of the two answers for an action: that is what they should settle."),
    Column("shared", "actions in which both lead or are partners", limits="Not how closely the two work together: they may have settled all this long ago."),
)
_NOTES = (
    "Start at the top: first the pairs that lead most together, for whom a muddle would cost most; then bodies with most actions and nobody beside them.",
    "The plan does not say who talks to whom already. A body that shares nothing may need nobody, or its partners were not written down.",
    'concordat report overlap "NAME" shows all that one body shares, and where the plan says so.',
    "Bodies are those that the plan names: concordat query ended-leads says which leads have come to an end since, and who holds their work now.",
)


def talk(given: Given, sharing: nx.Graph, shared: Sequence[Pair], asked: Asked) -> Answer:
    """At most ten rows: the pairs with most joint leads, then bodies that share nothing, each with one that works on the same theme."""
    found = sorted(shared, key=lambda p: (-p.both_lead, -p.strength))
    lone = [body for body in sharing if not sharing.degree(body)]
    lone.sort(key=lambda b: (-len(sharing.nodes[b]["actions"]), sharing.nodes[b]["label"]))
    working = _by_theme(given)
    rows = (*(_together(given, sharing, pair) for pair in found[:FIRST]), *(_alone(given, sharing, body, working) for body in lone[:FIRST]))
    more = [f"{_several(len(found) - FIRST, 'pair shares', 'pairs share')} actions (table pairs)"] if len(found) > FIRST else []
    more += [f"{_several(len(lone) - FIRST, 'body shares', 'bodies share')} none (table organisations)"] if len(lone) > FIRST else []
    notes = (*_NOTES, *((f"Not in this table: {' and '.join(more)}.",) if more else ())) if rows else ("The plan names no lead and no partner of any action.",)
    return Answer("talk", f"Who should talk to whom first{scope(asked)}", _COLUMNS, rows, "Who should talk to whom, about which actions?", notes)


def _together(given: Given, sharing: nx.Graph, pair: Pair) -> tuple:
    roles = [sharing.nodes[body]["actions"] for body in (pair.one, pair.other)]
    names = [sharing.nodes[body]["label"] for body in (pair.one, pair.other)]
    joint = [a for a in pair.actions if all(role[a] == "lead" for role in roles)]
    led = [a for a in pair.actions if any(role[a] == "lead" for role in roles)]
    if joint:
        what = f"Both lead {_count(joint)}: settle who answers for {'it' if len(joint) == 1 else 'each'}."
    elif led:
        what = f"One leads and the other is a partner in {_count(led)}: settle what each expects of the other."
    else:
        what = f"Both are partners in {_count(pair.actions)} of another lead: settle with the lead who does what."
    return (*names, what, refs(given, joint or led or pair.actions), len(joint), len(pair.actions))


def _alone(given: Given, sharing: nx.Graph, body: Hashable, working: _Working) -> tuple:
    """A body that shares nothing, and the one that has most actions of the theme that is most frequent among its own."""
    own = [a for a in given.actions if a in sharing.nodes[body]["actions"]]
    what = f"Shares none of its {_count(own)}: settle whether it can do them alone" if len(own) > 1 else "Shares its only action with nobody: settle whether it can do it alone"
    other, theme, theirs = _nearest(sharing, body, working)
    if other is None:
        return (sharing.nodes[body]["label"], "", f"{what}. Nobody else has an action on the same theme.", refs(given, own), 0, 0)
    name, shown = sharing.nodes[other]["label"], refs(given, [a for a in given.actions if a in theirs][:SHOWN])
    more = f" and {len(theirs) - SHOWN:,} more" if len(theirs) > SHOWN else ""
    return (sharing.nodes[body]["label"], name, f"{what}. {name} has most on the same theme ({theme}): {shown}{more}.", refs(given, own), 0, 0)


def _nearest(sharing: nx.Graph, body: Hashable, working: _Working) -> tuple[Hashable, str, set[str]]:
    """The body that has most actions of the theme most frequent among this one's, the theme and those actions; None if nobody else has any of its themes.

    Of themes that are equally frequent among its actions, the one that fewer actions of the plan have says more.
    """
    themes = Counter(theme for theme, actions in working.items() for bodies in actions.values() if body in bodies)
    for theme in sorted(themes, key=lambda t: (-themes[t], len(working[t]), t)):
        others = Counter(b for bodies in working[theme].values() for b in bodies if b != body)
        if others:
            most = min(others, key=lambda b: (-others[b], sharing.nodes[b]["label"]))
            return most, theme, {a for a, bodies in working[theme].items() if most in bodies}
    return None, "", set()


def _count(actions: Sequence[str]) -> str:
    return "1 action" if len(actions) == 1 else f"{len(actions):,} actions"


def _several(number: int, one: str, many: str) -> str:
    return f"{number:,} more {one if number == 1 else many}"


def _by_theme(given: Given) -> _Working:
    bodies: dict[str, set[Hashable]] = defaultdict(set)
    for row in given.responsibilities:
        if row["role"] in SHARING:
            bodies[row["action"]].add(row["body"])
    found: _Working = defaultdict(dict)
    for row in given.themes:
        found[row["label"]][row["action"]] = bodies[row["action"]]
    return found
