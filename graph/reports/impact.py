"""Impact: if a body goes, which actions lose a lead or a partner, what waits for those, who works beside it, and what is known of its fate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.dependence import Reach
from concordat.graph.analysis.holders import ENDING, History
from concordat.graph.analysis.impact import ALONE, JOINT, LOSSES, MENTIONED, MOST, PARTNER, Candidate, Loss, Wait, candidates, losses, waiting_on
from concordat.graph.answer import Answer, Column
from concordat.graph.facts import Facts, checked_on
from concordat.graph.given import Given, Row, read
from concordat.graph.names import find
from concordat.graph.reports import Asked, exposed
from concordat.graph.reports.kept import refs, scope
from concordat.graph.reports.standing import MAYBE, NOBODY, RENAMED, Seen, seen_from
from concordat.graph.store import Graph

LISTED = 50  # references in a cell; the figure beside it counts all
LEFT, HELD, PERHAPS = "alone today", "held today", "perhaps held today"  # beside what the plan has: what became of the other leads, and what the body took over
_ROWS = {
    ALONE: ("actions that lose their only lead", 'Name a new lead for each; who works beside the body already stands under "{beside}".'),
    MOST: ("actions that lose their lead for all but a named part", "Name a new lead for the rest: the lead that remains is limited to the part in brackets."),
    LEFT: ("actions whose other leads have all ended: today it alone is left", "Name a new lead for each of these, too: the other leads that the plan names are gone."),
    JOINT: ("actions that lose one of several leads", "Ask the leads that are left, or who has their work today, whether they go on without it."),
    HELD: ("actions that it holds today, though the plan names another body", "Count these among its own, and name a new lead for each: it took over the work of the lead that the plan names."),
    PERHAPS: ("actions that it may hold today, as one of several possible holders", "Ask whether it holds these: it is not known which of them took the work over."),
    PARTNER: ("actions that lose a partner", "Tell the leads that a partner is gone, and ask who does its part."),
    MENTIONED: ("actions that only mention it", "Check the words: the text names it without giving it a role."),
}
_ASK_HOLDERS = "It has ended already: ask those who may have its work whether they carry each of these on."
_ASK_RECEIVERS = "Ask which of these is to take each, and when. Until that is done, nothing has moved."
_COUNTED = "Not how much work it is, and not how much the body does of it: an action counts as one, large or small."
_DIRECT = "Only what the words of the plan say: what is not written down is not counted."


@dataclass(frozen=True, eq=False)
class _Gone:
    """What the tables are made of: the body, its name, what its actions lose, and what waits for these."""

    seen: Seen
    day: date | None
    asked: Asked
    body: str
    name: str
    two_mode: nx.MultiDiGraph
    waiting: nx.DiGraph
    losses: list[Loss]
    waits: list[Wait]

    @property
    def given(self) -> Given:
        return self.seen.given

    @property
    def ended(self) -> bool:
        """Whether the body itself has ended by the day."""
        return bool(self.seen.standing(self.body).steps)

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each action in the plan."""
        return {iri: n for n, iri in enumerate(self.given.actions)}

    def refs(self, actions: Iterable[str]) -> str:
        return refs(self.given, actions)

    def names(self, bodies: Iterable[str]) -> str:
        return "; ".join(self.two_mode.nodes[body]["label"] for body in dict.fromkeys(bodies))

    def leads(self, action: str) -> list[str]:
        """Who leads an action, in the order printed."""
        return [body for body, _, edge in self.two_mode.in_edges(action, data=True) if edge["role"] == "lead"]

    def lost(self, loses: str) -> list[Loss]:
        return [loss for loss in self.losses if loss.loses == loses]

    def taken_over(self, possibly: bool) -> list[str]:
        """Actions that the plan gives to others, of which a lead has ended and left its work to the body: for sure, or possibly."""
        found = {possible: [] for possible in (False, True)}
        own = {loss.action for loss in self.losses if loss.loses in (ALONE, MOST, JOINT)}
        for action, leads in self.seen.leads.items():
            its = [standing for standing in map(self.seen.standing, leads) if action not in own and self.body in standing.holders]
            if its:
                found[all(standing.possible for standing in its)].append(action)
        return found[possibly]

    def remaining(self, loss: Loss) -> bool:
        """Whether somebody else holds the work of one of the other leads, or may."""
        return any(set(self.seen.standing(body).holders) - {self.body} for body in loss.leads)

    def title(self, words: str) -> str:
        return f"{words}{scope(self.asked)}"

    @property
    def beside(self) -> str:
        return self.title(f"Who already works beside {self.name}")


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What to do first, then what each action loses, what waits for these and who leads that, who works beside the body, and what became of it.

    Without a body every body in a row.
    """
    if asked.organisation is None:
        return exposed.tables(read(graph, asked.kept), asked)
    thing = find(graph, asked.organisation, ("organisation", "body-class"))
    seen, on = _seen(graph, replace(asked, organisation=None))
    name = next((r["name"] for r in seen.given.responsibilities if r["body"] == thing.value), Facts(graph.store).label(thing))
    two_mode, waiting = network.actions_and_bodies(seen.given), network.waiting(network.dependencies(seen.given))
    lost = losses(two_mode, thing.value)
    waits = waiting_on(waiting, [loss.action for loss in lost if loss.loses != MENTIONED])
    gone = _Gone(seen, on, asked, thing.value, name, two_mode, waiting, lost, waits)
    return [_first(gone), _actions(gone), _waiting(gone), _bodies(gone), _candidates(gone), _fate(gone)]


def _seen(graph: Graph, asked: Asked) -> tuple[Seen, date | None]:
    """The plan as it stands on a day, and that day; without a register and a day asked for from none, and then with everything that is done."""
    if asked.on or checked_on(graph.store):
        seen = seen_from(graph, asked)
        return seen, seen.history.on
    given = read(graph, asked.kept)
    note = "This graph holds no registers, and so no day from which to look: give one with --on 2026-11-21."
    return Seen(graph, given, History(given.events, date.max, date.max), asked, (note,)), None


# ---- what to do first


def _first(gone: _Gone) -> Answer:
    columns = (
        Column("what", "what becomes of the actions, the gravest first; by the roles that the plan prints, but where it says today"),
        Column("actions", "how many actions", False, f"{_COUNTED} An action may stand in two rows: do not add them up."),
        Column("refs", "which they are"),
        Column("who", "whom to speak to: who leads them by the plan, with the part to which they are limited, the body itself left out"),
        Column("now", "what became of these leads by the day; of the body itself in the first row. Planned or announced is not done"),
        Column("do", "what to do about it"),
    )
    kinds = {what: actions for what, actions in _sorted_out(gone).items() if actions}
    rows = [_row(gone, what, actions, n == 0) for n, (what, actions) in enumerate(kinds.items())]
    alone = {loss.action for loss in gone.lost(ALONE)}
    held, perhaps = ([w for w in gone.waits if alone.isdisjoint(w.on) is which] for which in (False, True))
    rows += _held(gone, held, "what waits for those that lose their only lead", "Tell those who lead them: what they need may not come.")
    rows += _held(gone, perhaps, "what waits for the others", "Ask those who lead what they need whether it still comes.")
    seen = f", seen from {gone.day}" if gone.day else ""
    today = f" (today {gone.seen.name(gone.body)})" if gone.body in gone.seen.labels and gone.seen.state(gone.body) == RENAMED else ""
    title = gone.title(f"Without {gone.name}{today}: what breaks, as the plan has it{seen}")
    return Answer("losses", title, columns, tuple(rows), f"What breaks without {gone.name}, and what should be done first?", _notes(gone))


def _sorted_out(gone: _Gone) -> dict[str, list[str]]:
    """The actions of each row, in plan order."""
    found = {loses: [loss.action for loss in gone.lost(loses)] for loses in LOSSES}
    found[LEFT] = [loss.action for loss in gone.lost(JOINT) if not gone.remaining(loss)]
    found[JOINT] = [action for action in found[JOINT] if action not in found[LEFT]]
    found |= {HELD: gone.taken_over(possibly=False), PERHAPS: gone.taken_over(possibly=True)}
    return {what: found[what] for what in _ROWS}


def _row(gone: _Gone, what: str, actions: list[str], first: bool) -> tuple:
    words, advice = _ROWS[what]
    leads = [(action, body) for action in actions for body in gone.leads(action) if body != gone.body]
    limited = what == MOST
    who = "; ".join(dict.fromkeys(_limited(gone, *each) if limited else gone.names([each[1]]) for each in leads))
    own = _own(gone) if first else ""
    asked = what == ALONE and own and gone.seen.standing(gone.body).holders
    do = (_ASK_HOLDERS if gone.ended else _ASK_RECEIVERS) if asked else advice.format(beside=gone.beside)
    now = "; ".join(filter(None, [own, _now(gone, (body for _, body in leads))]))
    return (words, len(actions), gone.refs(actions), who or "no other lead in the plan", now, do)


def _limited(gone: _Gone, action: str, body: str) -> str:
    """A lead with the part to which it is limited, if it is."""
    parts = [edge["scope"] for _, _, edge in gone.two_mode.out_edges(body, data=True) if _ == action and edge["role"] == "lead" and edge["scope"]]
    return gone.names([body]) + (f" ({parts[0]})" if parts else "")


def _own(gone: _Gone) -> str:
    """What became of the body itself, or who is to have its work by what is planned or announced."""
    if gone.ended:
        return _present(gone, gone.body)
    ends = [h for h in gone.seen.history.foretold(gone.body) if h.ends and h.after]
    return "; ".join(f"{h.status}, not done: {h.label.lower()}, the work to go to {gone.seen.names(h.after, ', ')}" for h in ends)


def _now(gone: _Gone, bodies: Iterable[str]) -> str:
    """What became of some bodies by the day; nothing of those that stand under their name."""
    return "; ".join(filter(None, (_present(gone, body) for body in dict.fromkeys(bodies))))


def _present(gone: _Gone, body: str) -> str:
    seen, standing = gone.seen, gone.seen.standing(body)
    if standing.steps:
        holders = seen.names(standing.holders, ", ")
        told = f"the work may be with any of {holders}" if standing.possible else f"the work is with {holders}"
        many = gone.two_mode.nodes.get(body, {}).get("kind") == "class" and seen.labels[body].endswith("s")
        ended = f"{'seem' if many else 'seems'} to have ended" if standing.confidence == "low" else f"{'have' if many else 'has'} ended"
        return f"{seen.labels[body]} {ended}, {told if holders else NOBODY + ' to follow'}"
    return {MAYBE: f"{seen.labels[body]} may have ended", RENAMED: f"{seen.labels[body]} is called {seen.name(body)}"}.get(seen.state(body), "")


def _held(gone: _Gone, waits: Sequence[Wait], words: str, advice: str) -> list[tuple]:
    if not waits:
        return []
    actions = sorted((wait.action for wait in waits), key=gone.order.__getitem__)
    who = [body for action in actions for body in gone.leads(action) if body != gone.body]
    return [(words, len(waits), gone.refs(actions), gone.names(who) or "nobody else", _now(gone, who), advice)]


def _notes(gone: _Gone) -> tuple[str, ...]:
    said = []
    if not gone.losses:
        said.append(f"{gone.name} has no role in any action{scope(gone.asked)}: by the words of the plan nothing breaks.")
    elif not gone.waits:
        said.append("No action waits for one of these, as far as the words of the plan say; a plan seldom says what waits for what.")
    said += gone.seen.notes
    led, more = sum(loss.loses in (ALONE, MOST, JOINT) for loss in gone.losses), len(gone.taken_over(possibly=False))
    if more:
        said.append(f"By the plan it leads {led} {'action' if led == 1 else 'actions'}; today it holds {led + more}, {more} of them since the lead that the plan names has ended.")
    known = "; ".join(_told(gone, rows) for rows in _events(gone.given, gone.body)) or _unknown(gone.given)
    said.append(f"What the registers know of {gone.name}: {known}.")
    said.append("It asks what if, and foretells nothing. Whether an action can go on without the body is for those who do it to say.")
    return tuple(said)


# ---- what is lost, and what waits for it


def _actions(gone: _Gone) -> Answer:
    columns = (
        Column("ref"),
        Column("loses", f"what it would lose: {', '.join(LOSSES[:-1])}, or {LOSSES[-1]}"),
        Column("leads_left", "the leads that remain, with the part to which they are limited; empty if there is none"),
        Column("leads_now", "what became of these leads by the day; empty if each stands under its name, as far as is known", True),
        Column("partners_left", "the partners that remain"),
        Column("held_up", "how many actions wait for it, directly or through others", False, _DIRECT),
        Column("printed", "the words that give the body its role", True),
        Column("place", "where they stand in the document", True),
        Column("finish", "finish as printed"),
        Column("action", "the action in words", True),
    )
    behind = Reach(gone.waiting.reverse(copy=False))
    said: dict[str, Row] = {}
    for row in gone.given.responsibilities:
        if row["body"] == gone.body and (row["action"] not in said or _graver(row, said[row["action"]])):
            said[row["action"]] = row
    rows = []
    for loss in gone.losses:
        action, words = gone.given.actions[loss.action], said[loss.action]
        leads = "; ".join(_limited(gone, loss.action, body) for body in loss.leads)
        held = behind.count(loss.action, [loss.action]) if loss.action in gone.waiting else 0
        rows.append((action["ref"], loss.loses, leads, _now(gone, loss.leads), gone.names(loss.partners), held, words["printed"], words["place"], action["finish"], action["text"]))
    return Answer("actions", gone.title(f"What each action loses without {gone.name}"), columns, tuple(rows), "Which actions lose their only lead, a lead, a partner, and who remains?")


def _graver(one: Row, other: Row) -> bool:
    order = ("lead", "partner", "mentioned")
    return order.index(one["role"]) < order.index(other["role"])


def _waiting(gone: _Gone) -> Answer:
    columns = (
        Column("ref", "the action that waits"),
        Column("waits_for", f"those actions of the body for which it waits, directly or through others, {LISTED} at most"),
        Column("steps", "how many links away the nearest of them is; 1 if it waits for it directly", False, "Not a measure of time, nor of how badly it is needed."),
        Column("through", "the action for which it waits directly on the way there"),
        Column("loses", "the gravest that one of them would lose"),
        Column("leads", "who leads the action that waits"),
        Column("finish", "its finish as printed"),
        Column("action", "the action in words", True),
    )
    loses = {loss.action: loss.loses for loss in gone.losses}
    rows = []
    for wait in gone.waits:
        action = gone.given.actions[wait.action]
        worst = min((loses[a] for a in wait.on), key=LOSSES.index)
        who = gone.names(gone.leads(wait.action)) or "nobody named"
        rows.append((action["ref"], gone.refs(wait.on[:LISTED]), wait.steps, gone.given.actions[wait.through]["ref"], worst, who, action["finish"], action["text"]))
    notes = ("Actions that only mention the body hold nothing up. concordat report dependencies shows the words behind every link.",)
    return Answer("waiting", gone.title(f"What waits for the actions of {gone.name}"), columns, tuple(rows), "What waits for these actions, directly and through others?", notes)


def _bodies(gone: _Gone) -> Answer:
    columns = (
        Column("organisation", "a body that leads what waits"),
        Column("actions", "how many of its actions wait", False, _COUNTED),
        Column("refs", "which they are"),
        Column("waits_for", f"those actions of the body for which they wait, {LISTED} at most"),
    )
    led: dict[str, list[Wait]] = defaultdict(list)
    for wait in sorted(gone.waits, key=lambda w: gone.order[w.action]):
        for body in dict.fromkeys(gone.leads(wait.action)):
            if body != gone.body:
                led[body].append(wait)
    rows = []
    for body, waits in led.items():
        on = sorted({a for wait in waits for a in wait.on}, key=gone.order.__getitem__)
        rows.append((gone.names([body]), len(waits), gone.refs(wait.action for wait in waits), gone.refs(on[:LISTED])))
    rows.sort(key=lambda row: (-row[1], row[0]))
    return Answer("bodies", gone.title(f"Who waits for the actions of {gone.name}"), columns, tuple(rows), "Which other bodies lead what waits, and should be told?")


# ---- who might take over


def _candidates(gone: _Gone) -> Answer:
    columns = (
        Column("organisation"),
        Column("why", "what it has to do with the actions that the body leads or in which it is a partner"),
        Column("actions", "the actions that the two share"),
        Column("shared", "how many of the body's actions it shares, as lead or partner", True, "Not how closely the two work together."),
        Column("share", "the same as a share of all actions that the body leads or in which it is a partner, 0 to 1", True, "Not how much of the work it could do."),
        Column("leads", "of the shared actions, those that it leads", True),
        Column("partner_in", "of the shared actions, those in which it is a partner", True),
        Column("leads_near", "how many further actions it leads in the sections of the body's actions", True, "Not that it knows the work: a section may hold much."),
        Column("near", "which they are", True),
        Column("alike", "further actions that it leads with themes of the body's actions", True),
        Column("became", "whether it has ended since the plan, or is to end, by the registers"),
    )
    sections = {iri: (row["plan"], row["section"]) for iri, row in gone.given.actions.items() if row["section"] or row["section_title"]}
    themes: dict[str, set[str]] = defaultdict(set)
    for row in gone.given.themes:
        themes[row["action"]].add(row["theme"])
    found = candidates(gone.two_mode, gone.body, sections, themes)
    rows = tuple(_candidate(gone, each) for each in found)
    notes = ["This is no recommendation. It shows who stands beside the body in this plan, most shared actions first; of powers, duties, money and people it knows nothing."]
    if found and not found[0].share:
        notes.insert(0, f"{gone.name} shares no action with anybody: those who lead actions in the same sections or with the same themes are listed in their place.")
    return Answer("candidates", gone.beside, columns, rows, "Which bodies share most of its actions, in which roles, and lead work close to it?", tuple(notes))


def _candidate(gone: _Gone, each: Candidate) -> tuple:
    shared = sorted((*each.leads, *each.partner), key=gone.order.__getitem__)
    own = sum(loss.loses != MENTIONED for loss in gone.losses)
    told = [f"{verb} {len(its)} of the {own}" for verb, its in (("leads", each.leads), ("is a partner in", each.partner)) if its]
    told += [f"leads {len(each.near)} more in the same sections"] if each.near else []
    told += [f"leads {len(each.alike)} more with the same themes"] if each.alike else []
    ends = [_told(gone, rows) for rows in _events(gone.given, each.body) if rows[0]["type"] in ENDING and not _stays(rows)]
    cells = (gone.refs(each.leads), gone.refs(each.partner), len(each.near), gone.refs(each.near[:LISTED]), gone.refs(each.alike[:LISTED]))
    return (gone.names([each.body]), "; ".join(told), gone.refs(shared), len(shared), round(each.share, 2), *cells, "; ".join(dict.fromkeys(ends)))


# ---- what is known of its fate


def _events(given: Given, body: str) -> list[list[Row]]:
    """What happened, or is to happen, to a body: for each event its rows, one for each body after it."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in given.events:
        if row["before"] == body:
            found[row["event"]].append(row)
    return list(found.values())


def _unknown(given: Given) -> str:
    """What is said of a body to which nothing happened, as far as is known."""
    return "no change found" if given.events else "no register of changes in this graph"


def _told(gone: _Gone, rows: Sequence[Row]) -> str:
    """An event in a few words: "split, done 2021-09-30/2021-10-01, to A, B"."""
    after = ", ".join(_after(gone, rows))
    return f"{rows[0]['label'].lower()}, {rows[0]['status']} {rows[0]['edtf']}" + (f", {'with' if _stays(rows) else 'to'} {after}" if after else "")


def _after(gone: _Gone, rows: Sequence[Row]) -> list[str]:
    """Who comes after, under the names of the day."""
    return [gone.seen.name(row["after"]) for row in rows if row["after"] and row["after"] != row["before"]]


def _stays(rows: Sequence[Row]) -> bool:
    """Whether the body is itself among those after the event, as where two work as one and stay two in law."""
    return any(row["after"] == row["before"] for row in rows)


def _fate(gone: _Gone) -> Answer:
    columns = (
        Column("event"),
        Column("status", "done, planned or announced: what is planned or announced has moved nothing"),
        Column("when", "the day or period (EDTF)"),
        Column("after", "who came, or is to come, after it; of several each may hold a part; of a joint operation, with whom. Empty if nobody is named"),
        Column("new_name", "the new name, of a change of name", True),
        Column("passes", "which functions pass to whom, where the register says so", True),
        Column("instrument", "the law or decision behind it", True),
        Column("confidence", "how sure the register is"),
        Column("source", "where the register says so"),
    )
    rows = tuple(
        (rows[0]["label"], rows[0]["status"], rows[0]["edtf"], "; ".join(_after(gone, rows)), *(rows[0][c] for c in ("new_name", "scope", "instrument", "confidence", "source")))
        for rows in _events(gone.given, gone.body)
    )
    notes = () if rows else (f"There is {_unknown(gone.given)}.",)
    return Answer("fate", f"What the registers know of {gone.name}", columns, rows, "What became of the body, or is to become of it, and where does it say so?", notes)
