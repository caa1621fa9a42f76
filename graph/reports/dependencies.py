"""Dependencies: which action to chase, who waits for it and whether it comes in time; the order of work, circles, and the words behind every link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis.dependence import (
    CERTAIN, IN_TIME, POSSIBLE, UNKNOWN, Bounds, Late, Reach, chains, closing, cycles, in_order, late, nearest, steps,
)  # fmt: skip
from concordat.graph.answer import Answer, Column
from concordat.graph.given import Given, Row, read
from concordat.graph.names import find
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.store import Graph

MOST = 20  # actions to chase: more than that is no list for a week
LISTED = 50  # references in a cell; the figure beside it counts all
NAMED = 5  # references in a sentence
CHAINS = 200
_NO_DATE = {"ongoing": "without an end", "long-term": "long term, no date", "tbc": "still to be confirmed"}
_CHASE = (
    Column("ref", "the action for which others wait"),
    Column("leads", "who leads it"),
    Column("finish", "its finish as printed"),
    Column("waiting", f"the actions that wait for it at first hand, {LISTED} at most"),
    Column("who_waits", "who leads what waits for it, directly or through others, and does not lead it"),
    Column("held_up", "how many actions wait for it, directly or through others", False, "Not how much work that is, nor how long it would be delayed."),
    Column("late", "whether it comes in time for those that wait for it directly, by the dates printed"),
    Column("do", "what to do about it"),
    Column("status", "its status as printed, if the plan gives one", True),
)
_DAYS = "Not a forecast: it goes by the dates that the plan prints. Empty where a date or a bound is missing."
_LATE = (
    Column("ref", "the action that waits"),
    Column("waits_for", "the action for which it waits"),
    Column("for_start", "whether the second is finished when the first is to start: certainly late, possibly late (the dates leave both open), in time, or it cannot be told"),
    Column("for_finish", "the same for the finish of the first"),
    Column("start_worst", "days from the last day on which the second may be finished to the first on which the first may start; below nought it is too late", True, _DAYS),
    Column("start_best", "days from the first day on which the second may be finished to the last on which the first may start", True, _DAYS),
    Column("finish_worst", "days from the last day on which the second may be finished to the first on which the first may be finished (of a bare deadline, to that)", True, _DAYS),
    Column("finish_best", "days from the first day on which the second may be finished to the last on which the first may be finished", True, _DAYS),
    Column("dates", "the dates as printed, with the first and last day that they may mean"),
    Column("circle", f"the circle in which the two wait for each other, {LISTED} of its actions at most: there no order of dates is right", True),
)
_LINKS = (
    Column("ref", "the dependent action"),
    Column("depends_on", "the action on which it depends"),
    Column("how", "requires-output: it uses what the other makes; implements: it puts the other's result into effect; monitors: it measures what the other does; supports: it serves the other's aim, and need not wait for it"),
    Column("confidence", "explicit: its words name the other's product; strong: the same named thing is made there and used here"),
    Column("thing", "what ties the two", True),
    Column("words", "the words of the dependent action"),
    Column("place", "where they stand in the document", True),
    Column("other_words", "the words of the action on which it depends"),
    Column("other_place", "where those stand", True),
    Column("leads", "who leads the dependent action", True),
    Column("other_leads", "who leads the other", True),
    Column("finish", "finish of the dependent action, as printed", True),
    Column("other_finish", "finish of the other", True),
    Column("rule", "the rule that found the link", True),
)
_PLAUSIBLE = (
    Column("ref", "the action that may depend"),
    Column("may_depend_on", "the action on which it may depend"),
    Column("how", "as in the links above, if it is a dependency at all"),
    Column("words", "the words of the first"),
    Column("place", "where they stand in the document", True),
    Column("other_words", "the words of the second, empty where the first names it by its reference"),
    Column("rule", "the rule that found the link", True),
)
_NOTES = (
    "A link is shown only where the plan's own words carry it; links that domain knowledge alone would suggest are not.",
    "What supports another action serves its aim and does not wait for it: it stands in no chain and is not held up.",
)
_BY_DATES = "Late goes by the dates that the plan prints. It does not say what has been done since."
_COUNTED = "Only what the words of the plan say: what is not written down is not counted."


@dataclass(frozen=True, eq=False)
class _Waiting:
    """What the tables are made of: the network of waiting, who leads, and what stands before and behind each action; `mine` are the only actions asked for."""

    given: Given
    depending: nx.DiGraph
    net: nx.DiGraph
    leads: dict[str, dict[str, str]]
    mine: frozenset[str] | None
    asked: Asked

    @cached_property
    def before(self) -> Reach:
        """What each action waits for."""
        return Reach(self.net)

    @cached_property
    def behind(self) -> Reach:
        """What waits for each action."""
        return Reach(self.net.reverse(copy=False))

    @cached_property
    def bodies(self) -> Reach:
        """The leads of what waits for each action."""
        return Reach(self.net.reverse(copy=False), self.leads)

    @cached_property
    def late(self) -> list[Late]:
        return late(self.net)

    @cached_property
    def circle(self) -> dict[str, list[str]]:
        """By action the circle in which it stands."""
        return {action: group for group in cycles(self.net) for action in group}

    def refs(self, actions: Iterable[str]) -> str:
        return refs(self.given, actions)

    def some(self, actions: Sequence[str]) -> str:
        """The first of them for a sentence."""
        more = f" and {len(actions) - NAMED} more" if len(actions) > NAMED else ""
        return self.refs(actions[:NAMED]) + more

    def led_by(self, action: str) -> str:
        return "; ".join(self.leads.get(action, {}).values()) or "nobody named"

    def waiting_bodies(self, actions: Sequence[str]) -> list[str]:
        """Bodies that lead what waits for some of the actions and do not lead the one for which it waits, by name."""
        found = {body for action in actions for body in self.bodies.of([action], but=self.leads.get(action, ()))}
        return sorted(self.named[body] for body in found)

    @cached_property
    def named(self) -> dict[str, str]:
        return {body: name for own in self.leads.values() for body, name in own.items()}

    def answer(self, name: str, title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Iterable[str], tuple]], question: str, *notes: str) -> Answer:
        """A table of those rows that are about actions asked for."""
        kept = tuple(row for about, row in rows if self.mine is None or not self.mine.isdisjoint(about))
        return Answer(name, f"{title}{scope(self.asked)}", columns, kept, question, notes)


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What to chase, what comes too late, the order of work, the links with their words, chains and circles, and what stands behind each action and body."""
    given = read(graph, asked.kept)
    leads: dict[str, dict[str, str]] = defaultdict(dict)
    for row in given.responsibilities:
        if row["role"] == "lead":
            leads[row["action"]][row["body"]] = row["name"]
    body = find(graph, asked.organisation, ("organisation", "body-class")).value if asked.organisation else None
    mine = frozenset(action for action, own in leads.items() if body in own) if body else None
    depending = network.dependencies(given)
    on = _Waiting(given, depending, _dated(network.waiting(depending)), leads, mine, asked)
    more = [_plausible(on)] if asked.plausible else []
    return [_chase(on), _late(on), _order(on), _links(on), _chains(on), _cycles(on), _closing(on), _waits(on), _bodies(on, body), *more]


def _dated(net: nx.DiGraph) -> nx.DiGraph:
    """The network of waiting, each action with the bounds of its start and its finish."""
    for _, action in net.nodes(data=True):
        action.update(starts=_bounds(action, "start"), finishes=_bounds(action, "finish"))
    return net


def _bounds(action: Row, end: str) -> Bounds:
    return Bounds(action[f"{end}_earliest"], action[f"{end}_latest"])


# ---- what to chase, and what is late


def _chase(on: _Waiting) -> Answer:
    links: dict[str, list[Late]] = defaultdict(list)
    for link in on.late:
        links[link.earlier].append(link)
    urgent = sorted(in_order(on.net, links), key=lambda a: (a not in on.circle, links[a][0].gravity, -on.behind.count(a, [a])))
    kept = [a for a in urgent if on.mine is None or not on.mine.isdisjoint((a, *(link.later for link in links[a])))]
    rows = (((a, *(link.later for link in links[a])), _chased(on, a, links[a])) for a in kept[:MOST])
    more = (f"{len(kept) - MOST} more actions hold others up: they stand further down, under what each action waits for and holds up.",) if len(kept) > MOST else ()
    question = "Which action should be chased first, who leads it, who waits for it, and does it come in time?"
    return on.answer("chase", "What to do on Monday: actions that hold up others", _CHASE, rows, question, *more, *_concluded(on))


def _chased(on: _Waiting, action: str, links: list[Late]) -> tuple:
    row = on.given.actions[action]
    first = in_order(on.net, {link.later for link in links})
    who = "; ".join(on.waiting_bodies([action])) or "nobody but its own leads"
    return (row["ref"], on.led_by(action), row["finish"], on.refs(first[:LISTED]), who, on.behind.count(action, [action]), _verdict(on, action, links), _to_do(on, action, links), row["status"])


def _verdict(on: _Waiting, action: str, links: list[Late]) -> str:
    """For whom it is late, the gravest first; "in time" if for nobody."""
    found = [f"in a circle with {on.some([a for a in on.circle[action] if a != action]) or 'itself'}"] if action in on.circle else []
    for how in (CERTAIN, POSSIBLE, UNKNOWN):
        finish, start = (in_order(on.net, [link.later for link in links if getattr(link, end) == how]) for end in ("finish", "start"))
        told = [("finish", finish), ("start", start)] if start != finish else [("start and the finish", start)]
        found += [f"{how} for the {end} of {on.some(its)}" for end, its in told if its]
    return "; ".join(found) or IN_TIME


def _to_do(on: _Waiting, action: str, links: list[Late]) -> str:
    row, gravest = on.given.actions[action], links[0]
    said = [f'If its status ("{row["status"]}") means that it is done, leave it.'] if row["status"] else []
    said += [] if on.leads.get(action) else ["Find out who leads it: the plan names nobody."]
    if action in on.circle:
        return " ".join([*said, "Agree with the leads which of the circle goes first: each waits for another."])
    if CERTAIN in (gravest.finish, gravest.start):
        begins = "Ask whether those waiting can begin without it; if not, one of the dates must move."
        words = begins if gravest.finish != CERTAIN else "One of the dates must move: those waiting are due before it can be finished."
    elif POSSIBLE in (gravest.finish, gravest.start):
        words = "Ask on which day it will be done, and tell those who wait: the dates leave open whether that is in time."
    elif gravest.gravity < 6 and on.net.nodes[action]["finishes"] == Bounds():
        words = "Ask by when it will be done: the plan gives no date."
    elif gravest.gravity < 6:
        words = "Ask those waiting when they need it: the plan does not say."
    else:
        words = "Nothing now: by the dates printed it comes in time."
    return " ".join([*said, words])


def _concluded(on: _Waiting) -> tuple[str, ...]:
    """What can be said from so many links, and what cannot."""
    total, tied, links = len(on.given.actions), on.net.number_of_nodes(), on.net.number_of_edges()
    unsure = len({(r["later"], r["earlier"]) for r in on.given.dependencies if r["confidence"] == "plausible"})
    serving = on.depending.number_of_edges() - links
    said = [f"In {links} {'link' if links == 1 else 'links'}, {tied} of {total} actions wait for another or are waited for." if links else "No action waits for another, as far as the words of the plan say."]
    if links and 2 * tied < total:
        said.append(f"Take them as {'a question' if links == 1 else 'questions'} to ask, not as the order of the whole plan: of the {total - tied} other actions nothing can be concluded.")
    said.append("A plan seldom says what depends on what, and only its own words count here: no link does not mean that nothing depends on an action.")
    if not links:
        said.append("Ask each lead what it needs from others before it can begin, and by when.")
    if serving:
        said.append(f"{serving} more {'link serves' if serving == 1 else 'links serve'} the aim of another action without waiting for it: see what depends on what.")
    if unsure and not on.asked.plausible:
        said.append(f"{unsure} more {'link is' if unsure == 1 else 'links are'} only plausible and counted nowhere: --plausible shows them.")
    return (*said, _BY_DATES) if links else tuple(said)


def _late(on: _Waiting) -> Answer:
    rows = []
    for link in on.late:
        here, there = on.given.actions[link.later], on.given.actions[link.earlier]
        dates = f"{there['ref']} finishes {_printed(there, 'finish')}; {here['ref']} starts {_printed(here, 'start')} and finishes {_printed(here, 'finish')}."
        shared = on.circle.get(link.later, []) if link.earlier in on.circle.get(link.later, []) else []
        rows.append(((link.later, link.earlier), (here["ref"], there["ref"], link.start, link.finish, *link.start_days, *link.finish_days, dates, on.refs(shared[:LISTED]))))
    notes = (_BY_DATES, "An action may well begin before what it needs is finished: ask whether it needs the result from its first day.") if rows else ()
    return on.answer("late", "Does it come in time? Each link by its dates", _LATE, rows, "Is what an action needs finished when it is to start, and when it is to be finished itself?", *notes)


def _printed(action: Row, end: str) -> str:
    """A date as printed, with its bounds, or why it has none."""
    printed, bounds, kind = action[end], _bounds(action, end), action[f"{end}_kind"]
    if bounds == Bounds():
        reason = _NO_DATE.get(kind, "no date")
        return f'"{printed}" ({reason})' if printed else "at no stated date"
    days = f"{bounds.earliest} to {bounds.latest}" if bounds.earliest and bounds.latest else f"by {bounds.latest}" if bounds.latest else f"from {bounds.earliest}"
    return f'"{printed}" ({days})'


# ---- the order of work


def _order(on: _Waiting) -> Answer:
    columns = (
        Column("step", "what has to be done in which turn, from 1", False, "Not a date, and no measure of time: two actions of one step may lie years apart."),
        Column("begins", "when it can begin, as far as the plan says"),
        Column("actions", "how many actions", False, _COUNTED),
        Column("refs", "which they are"),
        Column("circles", "those of them that wait for each other in a circle, so that none can go first; circles stand apart by a semicolon"),
        Column("leads", "who leads them", True),
    )
    rows = []
    for number, groups in enumerate(steps(on.net), 1):
        actions = [action for group in groups for action in group]
        begins = "at once" if number == 1 else f"after step {number - 1}"
        circles = "; ".join(on.refs(group) for group in groups if group[0] in on.circle)
        who = "; ".join(dict.fromkeys(name for action in actions for name in on.leads.get(action, {}).values()))
        rows.append((actions, (number, begins, len(actions), on.refs(actions), circles, who)))
    rest = len(on.given.actions) - on.net.number_of_nodes()
    others = "other action is" if rest == 1 else f"other {rest} actions are"
    notes = (f"The {others} in no such link: nothing that the plan says keeps {'it' if rest == 1 else 'them'} from beginning at once.",) if rows and rest else ()
    return on.answer("order", "The order of work", columns, rows, "What can begin at once, and what only after which work?", *notes)


def _links(on: _Waiting) -> Answer:
    order = {iri: n for n, iri in enumerate(on.given.actions)}
    rows = []
    for later, earlier, edge in sorted(on.depending.edges(data=True), key=lambda e: (order[e[0]], order[e[1]])):
        here, there = on.given.actions[later], on.given.actions[earlier]
        things = "; ".join(dict.fromkeys(row["thing"] for row in edge["evidence"]))
        words = [" / ".join(dict.fromkeys(str(row[c] or "") for row in edge["evidence"])) for c in ("printed", "place", "other_printed", "other_place")]
        bodies = ["; ".join(on.leads.get(a, {}).values()) for a in (later, earlier)]
        rows.append(((later, earlier), (here["ref"], there["ref"], edge["type"], edge["confidence"], things, *words, *bodies, here["finish"], there["finish"], edge["rule"])))
    return on.answer("links", "What depends on what", _LINKS, rows, "Which actions need the result of another, on what words, how sure?", *_NOTES)


def _plausible(on: _Waiting) -> Answer:
    """Links that count nowhere: another action is only pointed to, or the things of the two may be the same or not."""
    actions = on.given.actions
    found = (r for r in on.given.dependencies if r["confidence"] == "plausible")
    rows = (((r["later"], r["earlier"]), (actions[r["later"]]["ref"], actions[r["earlier"]]["ref"], r["type"], r["printed"], r["place"], r["other_printed"], r["rule"])) for r in found)
    note = "These links count nowhere else: a reader of the plan has to say whether the one action needs the other."
    return on.answer("plausible", "What may depend on what", _PLAUSIBLE, rows, "Which actions may need another, though their words do not say so?", note)


def _chains(on: _Waiting) -> Answer:
    columns = (
        Column("steps", "how many actions follow each other", False, "Not how long it takes, and not all that must be done first: only the longest way is shown."),
        Column("chain", "in the order in which the work has to be done"),
        Column("ends_with", "the last action in words"),
    )
    found = chains(on.net, CHAINS + 1)
    rows = ((c, (len(c), " then ".join(on.given.actions[a]["ref"] for a in c), on.given.actions[c[-1]]["text"])) for c in found[:CHAINS])
    notes = (f"Only the {CHAINS} longest chains are shown; every action stands under what each action waits for and holds up.",) if len(found) > CHAINS else ()
    return on.answer("chains", "Chains of work", columns, rows, "In what order does the work have to be done?", *notes)


# ---- circles


def _cycles(on: _Waiting) -> Answer:
    columns = (Column("actions", "how many", False, _COUNTED), Column("circle", "actions that wait for each other"))
    groups = cycles(on.net)
    notes = () if groups else ("No action waits for itself, directly or through others.",)
    return on.answer("cycles", "Circles", columns, ((c, (len(c), on.refs(c))) for c in groups), "Do any actions wait for each other?", *notes)


def _closing(on: _Waiting) -> Answer:
    columns = (
        Column("circle", f"actions that wait for each other, {LISTED} at most"),
        Column("ref", "the action that waits"),
        Column("waits_for", "the action of the circle for which it waits"),
        Column("opens", "yes if the circle is gone once this one link is; no if others still close it"),
        Column("how", "requires-output, implements or monitors, as above"),
        Column("confidence", "how sure the link is"),
        Column("words", "the words of the action that waits"),
        Column("place", "where they stand in the document"),
    )
    rows = []
    for group in cycles(on.net):
        circle = on.refs(group[:LISTED])
        for (later, earlier), opens in closing(on.net, group).items():
            edge = on.net[later][earlier]
            words = [" / ".join(dict.fromkeys(str(row[c]) for row in edge["evidence"])) for c in ("printed", "place")]
            told = {True: "yes", False: "no", None: "not tried: the circle is too large"}[opens]
            rows.append(((later, earlier), (circle, on.given.actions[later]["ref"], on.given.actions[earlier]["ref"], told, edge["type"], edge["confidence"], *words)))
    notes = ("Read the words first: often one of the links is no more than a mention. concordat review can reject what was read wrongly.",) if rows else ()
    return on.answer("circle-links", "The links that close a circle", columns, rows, "Which words make a circle of it, and which one link would open it?", *notes)


# ---- what stands before and behind


def _waits(on: _Waiting) -> Answer:
    columns = (
        Column("ref"),
        Column("waits_for", "how many actions it waits for, directly or through others", False, _COUNTED),
        Column("held_up", "how many actions would be held up if it slipped, directly or through others", False, "Not by how long: those that wait may have time to spare."),
        Column("bodies_waiting", "how many bodies lead what would be held up and do not lead it themselves", False, "Not who works on it: partners are not counted."),
        Column("after", f"the actions for which it waits directly, {LISTED} at most"),
        Column("waiting", f"the actions that wait for it directly, {LISTED} at most"),
        Column("after_others", f"those for which it waits through others, the nearest first, {LISTED} at most", True),
        Column("waiting_others", f"those that wait for it through others, the nearest first, {LISTED} at most", True),
        Column("finish", "finish as printed"),
        Column("action", "the action in words", True),
    )
    ordered = sorted(in_order(on.net, on.net), key=lambda a: -on.behind.count(a, [a]))
    rows = (([a], _stands(on, a)) for a in ordered)
    return on.answer("waits", "What each action waits for and holds up", columns, rows, "Which actions hold up others?")


def _stands(on: _Waiting, action: str) -> tuple:
    row, back = on.given.actions[action], on.net.reverse(copy=False)
    counts = (on.before.count(action, [action]), on.behind.count(action, [action]), on.bodies.count(action, on.leads.get(action, ())))
    near = [on.refs(in_order(net, set(net[action]))[:LISTED]) for net in (on.net, back)]
    far = [on.refs(nearest(net, action, LISTED)) for net in (on.net, back)]
    return (row["ref"], *counts, *near, *far, row["finish"], row["text"])


def _bodies(on: _Waiting, body: str | None) -> Answer:
    columns = (
        Column("organisation"),
        Column("actions", "how many of the actions that it leads hold up another", False, "Not how much work they are."),
        Column("refs", "which they are"),
        Column("held_up", "how many actions that it does not lead wait for them, directly or through others", False, "Not how long they would be held up."),
        Column("waiting", f"which they are, {LISTED} at most"),
        Column("own", "how many other actions of its own wait for them", True, "It waits for itself there: nobody need be asked."),
        Column("bodies", "how many bodies lead what waits for one of its actions, and do not lead that one", False, "Not who works on it: partners are not counted."),
        Column("who_waits", "who they are"),
    )
    led: dict[str, list[str]] = defaultdict(list)
    for action in on.given.actions:
        for each in on.leads.get(action, {}):
            led[each].append(action)
    rows = []
    for each, actions in led.items():
        holding = [a for a in actions if a in on.net and on.net.in_degree(a)]
        if holding and body in (None, each):
            others, who = on.behind.of(holding, but=actions), on.waiting_bodies(holding)
            own = on.before.reaching((a for a in actions if a in on.net), holding)
            rows.append((on.named[each], len(holding), on.refs(holding), len(others), on.refs(others[:LISTED]), len(own), len(who), "; ".join(who)))
    rows.sort(key=lambda row: (-row[3], -row[6], -row[5], row[0]))
    notes = ("A body that leads both the action and what waits for it waits for itself: that is counted apart, in the column own.",) if rows else ()
    title = f"Who holds up whom{scope(on.asked)}"
    return Answer("bodies", title, columns, tuple(rows), "Which bodies lead what others wait for, and how much stands behind them?", notes)
