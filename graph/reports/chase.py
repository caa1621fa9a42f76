"""Which action to chase first, and what to ask: the first table of the report of dependencies."""

from __future__ import annotations

from collections import defaultdict

from concordat.graph.analysis.dependence import CERTAIN, IN_TIME, POSSIBLE, UNKNOWN, Bounds, Late
from concordat.graph.answer import Answer, Column
from concordat.graph.facts import checked_on
from concordat.graph.given import Kept, read
from concordat.graph.network import LINKING
from concordat.graph.reports.waits import LISTED, NAMED, Waiting

MOST = 20  # actions to chase: more than that is no list for a week
BY_DATES = "In time or not goes by the dates that the plan prints, and by nothing else: it does not say what was done."
NO_DAY = "This graph holds no registers, and so no day from which to look: whether a date has passed is not said. Give the day: --on 2026-11-21."
_SAID = {
    CERTAIN: "by the printed dates it finishes after the {end} of {refs}",
    POSSIBLE: "by the printed dates it may finish after the {end} of {refs}",
    UNKNOWN: "the dates do not tell whether it comes in time for the {end} of {refs}",
}
_COLUMNS = (
    Column("ref", "the action for which others wait"),
    Column("leads", "who leads it"),
    Column("finish", "its finish as printed"),
    Column("waiting", f"the actions that wait for it at first hand, {LISTED} at most"),
    Column("who_waits", "who leads what waits for it, directly or through others, and does not lead it; then who else is named there, in what waits for it at first hand"),
    Column("held_up", "how many actions wait for it, directly or through others", False, "Not how much work that is, nor how long it would be delayed."),
    Column("in_time", "whether it comes in time for those that wait for it directly, by the dates printed"),
    Column("do", "what to do about it"),
    Column("passed", "the last day on which it was to be finished, if that has passed by the day of the report", True),
    Column("status", "its status as printed, if the plan gives one", True),
)


def chase(on: Waiting) -> Answer:
    """The actions that hold up others: circles first, then what is still to come, then what should be done by now; of each kind the gravest first."""
    links: dict[str, list[Late]] = defaultdict(list)
    for link in on.late:
        links[link.earlier].append(link)
    urgent = sorted(on.in_order(links), key=lambda a: (a not in on.circle, on.passed(a) or a in on.made, links[a][0].gravity, -on.behind.count(a, [a])))
    kept = [a for a in urgent if on.mine is None or not on.mine.isdisjoint((a, *(link.later for link in links[a])))]
    rows = (((a, *(link.later for link in links[a])), _row(on, a, links[a])) for a in kept[:MOST])
    more = (f'{len(kept) - MOST} more actions hold others up: they stand further down, under "What each action waits for and holds up".',) if len(kept) > MOST else ()
    seen = f", seen from {on.day}" if on.day else ""
    question = "Which action should be chased first, who leads it, who waits for it, and does it come in time?"
    return on.answer("chase", f"What to do on Monday: actions that hold up others{seen}", _COLUMNS, rows, question, *(_looked(on, kept) if kept else ()), *more, *_concluded(on))


def _row(on: Waiting, action: str, links: list[Late]) -> tuple:
    row = on.given.actions[action]
    first = on.in_order({link.later for link in links})
    last = on.net.nodes[action]["finishes"].latest if on.passed(action) else None
    cells = (row["ref"], on.led_by(action), row["finish"], on.refs(first[:LISTED]), _who(on, action, first), on.behind.count(action, [action]))
    return (*cells, _verdict(on, action, links), _to_do(on, action, links), last, row["status"])


def _who(on: Waiting, action: str, waiting: list[str]) -> str:
    """Who waits; and who is named in what waits at first hand, without leading it or being told already."""
    who = on.waiting_bodies([action])
    others = on.named_too(waiting, [*who, *on.leads.get(action, {}).values()])
    return ("; ".join(who) or "nobody but its own leads") + (f" (also named there: {others})" if others else "")


def _verdict(on: Waiting, action: str, links: list[Late]) -> str:
    """For whom it is late by the dates, the gravest first, and how far that may be trusted; "in time" if for nobody."""
    found = [f"in a circle with {on.some([a for a in on.circle[action] if a != action]) or 'itself'}"] if action in on.circle else []
    for how, words in _SAID.items():
        finish, start = (on.in_order([link.later for link in links if getattr(link, end) == how]) for end in ("finish", "start"))
        told = [("finish", finish), ("start", start)] if start != finish else [("start and the finish", start)]
        found += [words.format(end=end, refs=on.some(its)) for end, its in told if its]
    late = on.in_order({link.later for link in links if {CERTAIN, POSSIBLE} & {link.start, link.finish}})
    beside = [(one, days) for one in late if (days := on.side_by_side(action, one))]
    found += [f"by those dates {on.refs([action])} and {on.refs([one])} run side by side at some time from {first} to {last}" for one, (first, last) in beside[:NAMED]]
    unsaid = [one for one in late if on.net[one][action]["confidence"] != "explicit"]
    found += [f"that {on.some(unsaid)} {'waits' if len(unsaid) == 1 else 'wait'} for it is inferred, since both name the same thing; it is not said"] if unsaid else []
    return "; ".join(found) or f"{IN_TIME}, by the printed dates"


# ---- what to do


def _to_do(on: Waiting, action: str, links: list[Late]) -> str:
    row = on.given.actions[action]
    said = [f'If its status ("{row["status"]}") means that it is done, leave it.'] if row["status"] else []
    said += [] if on.leads.get(action) else ["Find out who leads it: the plan names nobody."]
    if action in on.made:
        return " ".join([*said, _law_made(on, action, links)])
    if action in on.circle:
        return " ".join([*said, "Agree with the leads which of the circle goes first: each waits for another."])
    gone = on.in_order({link.later for link in links if on.passed(link.later)})
    if on.passed(action):
        too = f" The time for {on.some(gone)} has passed, too." if gone else ""
        return " ".join([*said, f"Its time passed on {on.net.nodes[action]['finishes'].latest}: ask whether it was done, and what came of it for those waiting.{too}"])
    said += [f"The time for {on.some(gone)} has passed: ask whether that was done without this."] if gone else []
    return " ".join([*said, _ahead(on, action, [link for link in links if link.later not in gone] or links)])


def _law_made(on: Waiting, action: str, links: list[Late]) -> str:
    change = on.made[action]
    since = f"since {change.since}" if change.since else "since a day that is not recorded"
    next_ = on.some(on.in_order({link.later for link in links}))
    return (
        f"It asks for a change of the {change.laws}, and a change of that has been in force {since}: see concordat report legislation. "
        f"If it is the one asked for, record this as done, and ask who leads {next_} whether practice follows."
    )


def _ahead(on: Waiting, action: str, links: list[Late]) -> str:
    """What to ask about an action whose time has not passed."""
    gravest, row = links[0], on.given.actions[action]
    if gravest.finish == CERTAIN:
        return "Agree on new dates: by those printed, those waiting are to be finished before this is."
    if gravest.start == CERTAIN:
        return "Ask whether those waiting can begin without it; if not, agree on new dates."
    if POSSIBLE in (gravest.finish, gravest.start):
        return "Ask on which day it will be done, and tell those who wait: the dates leave open whether that is in time."
    if gravest.gravity < 6 and on.net.nodes[action]["finishes"] == Bounds():
        printed = f'the plan says "{row["finish"]}", and names no day that could be reckoned with' if row["finish"] else "the plan gives no date"
        return f"Ask by when it will be done, or give what is needed: {printed}."
    if gravest.gravity < 6:
        return "Ask those waiting when they need it: the plan does not say."
    return "Nothing now: by the dates printed it comes in time."


# ---- notes


def _looked(on: Waiting, actions: list[str]) -> list[str]:
    """From which day the table looks, and how much of it has passed."""
    if on.day is None:
        return [NO_DAY]
    checked = checked_on(on.given.graph.store)
    seen = f"Seen from {on.day}{', the day on which the registers were last checked' if checked == on.day.isoformat() else ''}."
    gone = sum(map(on.passed, actions))
    return [seen, *([f"Of {len(actions)} {'action' if len(actions) == 1 else 'actions'} that {'holds' if len(actions) == 1 else 'hold'} up others the time of {gone} has passed: ask first what came of {'it' if gone == 1 else 'them'}."] if gone else [])]


def _leading_out(on: Waiting) -> list[str]:
    """Which links lead out of the part of the plan that is kept: they count nowhere here, and must not be lost without a word."""
    found = [row for row in on.given.leading_out if row["confidence"] in LINKING and row["type"] != "supports"]
    if not found:
        return []
    whole = read(on.given.graph, Kept(plan=on.asked.plan)).actions
    told = [f"{whole[row['later']]['ref']} waits for {whole[row['earlier']]['ref']}" for row in found if row["later"] in whole and row["earlier"] in whole]
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return [f"{len(told)} {'link leads' if len(told) == 1 else 'links lead'} out of the part that is kept and {'is' if len(told) == 1 else 'are'} not counted here: {', '.join(told[:NAMED])}{more}."]


def _concluded(on: Waiting) -> tuple[str, ...]:
    """What can be said from so many links, and what cannot."""
    total, tied, links = len(on.given.actions), on.net.number_of_nodes(), on.net.number_of_edges()
    unsure = len({(r["later"], r["earlier"]) for r in on.given.dependencies if r["confidence"] == "plausible"})
    serving = on.depending.number_of_edges() - links
    whole = " (of the whole plan, not only of this body)" if on.body else ""
    said = [f"In {links} {'link' if links == 1 else 'links'}, {tied} of {total} actions wait for another or are waited for{whole}." if links else "No action waits for another, as far as the words of the plan say."]
    if links and 2 * tied < total:
        said.append(f"Take them as {'a question' if links == 1 else 'questions'} to ask, not as the order of the whole plan: of the {total - tied} other actions nothing can be concluded.")
    said.append("A plan seldom says what depends on what, and only its own words count here: no link does not mean that nothing depends on an action.")
    if not links:
        said.append("Ask each lead what it needs from others before it can begin, and by when.")
    said += _leading_out(on)
    if serving:
        said.append(f'{serving} more {"link serves" if serving == 1 else "links serve"} the aim of another action without waiting for it: see "What depends on what".')
    if unsure and not on.asked.plausible:
        said.append(f"{unsure} more {'link is' if unsure == 1 else 'links are'} only plausible and counted nowhere: --plausible shows them.")
    return (*said, BY_DATES) if links else tuple(said)
