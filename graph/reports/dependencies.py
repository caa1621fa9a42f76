"""Dependencies: which action to chase, who waits for it and whether it comes in time; the order of work, circles, and the words behind every link."""

from __future__ import annotations

from collections import defaultdict

from concordat.graph.analysis.dependence import Bounds, chains, closing, cycles, in_order, nearest, steps
from concordat.graph.answer import Answer, Column
from concordat.graph.given import Row
from concordat.graph.reports import Asked
from concordat.graph.reports.chase import BY_DATES, chase
from concordat.graph.reports.waits import LISTED, Waiting, bounds, waiting
from concordat.graph.store import Graph

CHAINS = 200
_NO_DATE = {"ongoing": "without an end", "long-term": "long term, no date", "tbc": "still to be confirmed"}
_DAYS = "Not a forecast: it goes by the dates that the plan prints. Empty where a date or a bound is missing."
_LATE = (
    Column("ref", "the action that waits"),
    Column("waits_for", "the action for which it waits"),
    Column("for_start", "whether the second is finished when the first is to start, by the dates printed: dated too late, perhaps dated too late (the dates leave both open), in time, or it cannot be told"),
    Column("for_finish", "the same for the finish of the first"),
    Column("start_worst", "days from the last day on which the second may be finished to the first on which the first may start; below nought it is too late", True, _DAYS),
    Column("start_best", "days from the first day on which the second may be finished to the last on which the first may start", True, _DAYS),
    Column("finish_worst", "days from the last day on which the second may be finished to the first on which the first may be finished (of a bare deadline, to that)", True, _DAYS),
    Column("finish_best", "days from the first day on which the second may be finished to the last on which the first may be finished", True, _DAYS),
    Column("side_by_side", "between which days the two run at the same time, if their dates say that they do; empty otherwise"),
    Column("dates", "the dates as printed, with the first and last day that they may mean, and which have passed"),
    Column("link", "explicit or strong: how sure it is that the one waits for the other", True),
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
_COUNTED = "Only what the words of the plan say: what is not written down is not counted."


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What to chase, what comes too late, the order of work, the links with their words, chains and circles, and what stands behind each action and body."""
    on = waiting(graph, asked)
    more = [_plausible(on)] if asked.plausible else []
    return [chase(on), _late(on), _order(on), _links(on), _chains(on), _cycles(on), _closing(on), _waits(on), _bodies(on), *more]


# ---- what is late


def _late(on: Waiting) -> Answer:
    rows = []
    for link in on.late:
        here, there = on.given.actions[link.later], on.given.actions[link.earlier]
        dates = f"{there['ref']} finishes {printed(there, 'finish')}; {here['ref']} starts {printed(here, 'start')} and finishes {printed(here, 'finish')}."
        shared = on.circle.get(link.later, []) if link.earlier in on.circle.get(link.later, []) else []
        beside = on.side_by_side(link.earlier, link.later)
        cells = (here["ref"], there["ref"], link.start, link.finish, *link.start_days, *link.finish_days, f"from {beside[0]} to {beside[1]}" if beside else "")
        sure = on.net[link.later][link.earlier]["confidence"]
        rows.append(((link.later, link.earlier), (*cells, dates + _gone(on, link.earlier, link.later), sure, on.refs(shared[:LISTED]))))
    notes = (BY_DATES, "Where the two run side by side, the one need not wait until the other is finished.", "An action may well begin before what it needs is finished: ask whether it needs the result from its first day.") if rows else ()
    return on.answer("late", "Does it come in time? Each link by its dates", _LATE, rows, "Is what an action needs finished when it is to start, and when it is to be finished itself?", *notes)


def _gone(on: Waiting, *actions: str) -> str:
    """Which finishes have passed by the day, as a sentence."""
    gone = on.refs(action for action in actions if on.passed(action)).replace(", ", " and of ")
    return f" By {on.day} the finish of {gone} has passed." if gone else ""


def printed(action: Row, end: str) -> str:
    """A date as printed, with its bounds, or why it has none."""
    printed, stands, kind = action[end], bounds(action, end), action[f"{end}_kind"]
    if stands == Bounds():
        reason = _NO_DATE.get(kind, "no date")
        return f'"{printed}" ({reason})' if printed else "at no stated date"
    days = f"{stands.earliest} to {stands.latest}" if stands.earliest and stands.latest else f"by {stands.latest}" if stands.latest else f"from {stands.earliest}"
    return f'"{printed}" ({days})'


# ---- the order of work


def _order(on: Waiting) -> Answer:
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
        if any(group[0] in on.circle for group in groups):
            begins += ", but for those in a circle: there one link must be opened first"
        circles = "; ".join(on.refs(group) for group in groups if group[0] in on.circle)
        who = "; ".join(dict.fromkeys(name for action in actions for name in on.leads.get(action, {}).values()))
        rows.append((actions, (number, begins, len(actions), on.refs(actions), circles, who)))
    rest = len(on.given.actions) - on.net.number_of_nodes()
    others = "other action is" if rest == 1 else f"other {rest} actions are"
    notes = (f"The {others} in no such link: nothing that the plan says keeps {'it' if rest == 1 else 'them'} from beginning at once.",) if rows and rest else ()
    return on.answer("order", "The order of work", columns, rows, "What can begin at once, and what only after which work?", *notes)


def _links(on: Waiting) -> Answer:
    order = {iri: n for n, iri in enumerate(on.given.actions)}
    rows = []
    for later, earlier, edge in sorted(on.depending.edges(data=True), key=lambda e: (order[e[0]], order[e[1]])):
        here, there = on.given.actions[later], on.given.actions[earlier]
        things = "; ".join(dict.fromkeys(row["thing"] for row in edge["evidence"]))
        words = [" / ".join(dict.fromkeys(str(row[c] or "") for row in edge["evidence"])) for c in ("printed", "place", "other_printed", "other_place")]
        bodies = ["; ".join(on.leads.get(a, {}).values()) for a in (later, earlier)]
        rows.append(((later, earlier), (here["ref"], there["ref"], edge["type"], edge["confidence"], things, *words, *bodies, here["finish"], there["finish"], edge["rule"])))
    return on.answer("links", "What depends on what", _LINKS, rows, "Which actions need the result of another, on what words, how sure?", *_NOTES)


def _plausible(on: Waiting) -> Answer:
    """Links that count nowhere: another action is only pointed to, or the things of the two may be the same or not."""
    actions = on.given.actions
    found = (r for r in on.given.dependencies if r["confidence"] == "plausible")
    rows = (((r["later"], r["earlier"]), (actions[r["later"]]["ref"], actions[r["earlier"]]["ref"], r["type"], r["printed"], r["place"], r["other_printed"], r["rule"])) for r in found)
    note = "These links count nowhere else: a reader of the plan has to say whether the one action needs the other."
    return on.answer("plausible", "What may depend on what", _PLAUSIBLE, rows, "Which actions may need another, though their words do not say so?", note)


def _chains(on: Waiting) -> Answer:
    columns = (
        Column("steps", "how many actions follow each other", False, "Not how long it takes, and not all that must be done first: only the longest way is shown."),
        Column("chain", "in the order in which the work has to be done"),
        Column("ends_with", "the last action in words"),
    )
    found = chains(on.net, CHAINS + 1)
    rows = ((c, (len(c), " then ".join(on.given.actions[a]["ref"] for a in c), on.given.actions[c[-1]]["text"])) for c in found[:CHAINS])
    notes = (f'Only the {CHAINS} longest chains are shown; every action stands under "What each action waits for and holds up".',) if len(found) > CHAINS else ()
    return on.answer("chains", "Chains of work", columns, rows, "In what order does the work have to be done?", *notes)


# ---- circles


def _cycles(on: Waiting) -> Answer:
    columns = (Column("actions", "how many", False, _COUNTED), Column("circle", "actions that wait for each other"))
    groups = cycles(on.net)
    notes = () if groups else ("No action waits for itself, directly or through others.",)
    return on.answer("cycles", "Circles", columns, ((c, (len(c), on.refs(c))) for c in groups), "Do any actions wait for each other?", *notes)


def _closing(on: Waiting) -> Answer:
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


def _waits(on: Waiting) -> Answer:
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


def _stands(on: Waiting, action: str) -> tuple:
    row, back = on.given.actions[action], on.net.reverse(copy=False)
    counts = (on.before.count(action, [action]), on.behind.count(action, [action]), on.bodies.count(action, on.leads.get(action, ())))
    near = [on.refs(in_order(net, set(net[action]))[:LISTED]) for net in (on.net, back)]
    far = [on.refs(nearest(net, action, LISTED)) for net in (on.net, back)]
    return (row["ref"], *counts, *near, *far, row["finish"], row["text"])


def _bodies(on: Waiting) -> Answer:
    columns = (
        Column("organisation"),
        Column("actions", "how many of the actions that it leads hold up another", False, "Not how much work they are."),
        Column("refs", "which they are"),
        Column("held_up_for_others", "how many actions that it does not lead wait for them, directly or through others", False, "Not how long they would be held up."),
        Column("waiting", f"which they are, {LISTED} at most"),
        Column("waits_for_itself", "how many other actions that it leads, too, wait for them", False, "It waits for itself there: nobody need be asked."),
        Column("bodies", "how many bodies lead what waits for one of its actions, and do not lead that one", False, "Not who works on it: partners are not counted."),
        Column("who_waits", "who they are"),
        Column("also_named", "who else is named in what waits for these actions at first hand, without leading it"),
    )
    led: dict[str, list[str]] = defaultdict(list)
    for action in on.given.actions:
        for each in on.leads.get(action, {}):
            led[each].append(action)
    rows = []
    for each, actions in led.items():
        holding = [a for a in actions if a in on.net and on.net.in_degree(a)]
        if holding and on.body in (None, each):
            others, who = on.behind.of(holding, but=actions), on.waiting_bodies(holding)
            direct = on.in_order({one for action in holding for one in on.net.predecessors(action)})
            also = on.named_too(direct, [*who, on.named[each]])
            own = on.before.reaching((a for a in actions if a in on.net), holding)
            rows.append((on.named[each], len(holding), on.refs(holding), len(others), on.refs(others[:LISTED]), len(own), len(who), "; ".join(who), also))
    rows.sort(key=lambda row: (-row[3], -row[6], -row[5], row[0]))
    notes = ("A body that leads both the action and what waits for it waits for itself: that is counted apart.",) if rows else ()
    title = on.titled("Who holds up whom")
    return Answer("bodies", title, columns, tuple(rows), "Which bodies lead what others wait for, and how much stands behind them?", notes)
