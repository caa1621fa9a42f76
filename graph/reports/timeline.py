"""Timeline: what falls due when, with its doubt; what is under way together, and what has passed by a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from concordat.graph.analysis.timeline import Period, Planned, Window, apart, busiest, days, impossible, periods, says_done, spread, standing
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.given import Given, Row, read
from concordat.graph.reports import Asked, who
from concordat.graph.reports.kept import day_of, of_body, refs, scope
from concordat.graph.store import Graph
from concordat.graph.wordlists import pattern

# How an action stands: what a reader is told of it, in few words, and what there is to do.
_STANDINGS = {
    "open": ("may be due now, or not for a while: its date can mean days before and after", "may be due now", "ask how far it is"),
    "next": ("to come", "to come", "see that it is on course"),
    "passed": ("its date has passed; the plan does not say whether it was done", "date has passed", "ask whether it was done or has a new date, and write the answer into a column Status of the plan, which a build reads"),
    "tbc": ("its finish is still to be confirmed", "finish to be confirmed", "ask for a date"),
    "unstated": ("no finish is stated", "no finish stated", "ask for a date"),
    "long-term": ("long term, with no day named", "", "agree a day on which to look at it again"),
    "ongoing": ("goes on, with no day named", "", "agree a day on which to look at it again"),
    "done": ("the plan says that it is done", "", "nothing"),
}
_ENDLESS = ("ongoing", "long-term")
# The kinds of finish, as the first page of a folder and the picture of the timeline call them alike.
FINISHES = {"dated": "A date to finish", "ongoing": "Ongoing", "long-term": "Long term", "tbc": "To be confirmed", "unstated": "Not stated"}
_REF = Column("ref")
_WHO = Column("leads", "who leads it; of a lead that has ended, also who holds its work on the day of the report")
_FIRST = Column("first_day", "first day that the printed finish can mean; empty if it names none")
_LAST = Column("last_day", "last day that the printed finish can mean; empty if it names none")
_STANDING = Column("standing", "how its finish stands, seen from the day of the report")
_DOING = Column("action", "the action in words", True)
_SUMMARY = (
    _STANDING,
    Column("actions", "how many actions stand so", limits="Not how many are late: only what the plan prints is known."),
    Column("do", "what there is to do about them"),
    Column("refs", "which"),
)
_NEXT = (
    Column("ask", "whom to ask: the lead, or who holds its work on the day of the report"),
    Column("standing", "how the finish of these actions stands"),
    Column("actions", "how many of them are the lead's; a number from 1", limits="An action with several leads stands under each of them: the rows do not add up."),
    Column("refs", "which"),
    Column("when", "how far from the day of the report the last days of their finishes are, the nearest and the farthest; empty if none is named"),
    Column("instead_of", "leads as the plan has them that have ended; empty if the lead stands", most=2),
    Column("last_day", "the nearest of these last days", True),
    Column("days", "days from the day of the report to it; below zero, it was so many days before", True, "Not how late the work is: it may have been done in time, or the date may have been moved since."),
)
_PERIODS = (
    Column("period"),
    Column("due", "actions whose finish falls into the period whichever of its possible days is meant", limits="Not what was finished then: it is what was planned."),
    Column("may_be_due", "further actions, of whose finish some possible days fall into it; they are counted in each period that they may fall into", limits="They do not add up over the periods: one finish may fall into several."),
    Column("under_way", "actions that are to be under way on some day of it, whichever days their dates mean", limits="Not the work that is done then: how much of it an action is, is not known."),
    Column("may_be_under_way", "further actions that the widest bounds of their dates allow; one without a fixed end may be under way in each period after it starts", limits="An upper limit, not an estimate."),
    Column("refs", "those due"),
    Column("may_be_due_refs", "those that may be due"),
    Column("under_way_refs", "those under way", True),
    Column("may_be_under_way_refs", "those that may be under way", True),
)
_BODIES = (
    Column("organisation"),
    Column("leads", "actions that it leads and that have a dated start or finish", limits="Not all that it leads: actions with no day at all are left out."),
    Column("busiest", "the period in which most of them are under way; of several alike the one with most due, then the first"),
    Column("under_way", "how many are under way then, whichever days their dates mean", limits="Not how much work they are: a long and a short action count alike."),
    Column("may_be_under_way", "how many more may be, by the widest bounds of their dates", limits="An upper limit, not an estimate."),
    Column("refs", "those that are or may be under way then"),
)
_SLIPS = (_REF, Column("start", "start as printed"), Column("finish", "finish as printed"), Column("start_first", "first day of the start"), _LAST, _WHO, Column("do", "what to do about it"))
_ACTIONS = (
    _REF,
    Column("start", "start as printed"),
    Column("start_kind", "dated, ongoing, long-term, tbc or unstated", True),
    Column("start_first", "first day that the printed start can mean", True),
    Column("start_last", "last day that the printed start can mean", True),
    Column("finish", "finish as printed"),
    Column("finish_kind", "dated, ongoing, long-term, tbc (to be confirmed) or unstated", True),
    _FIRST,
    _LAST,
    Column("doubt", "how many days the printed finish can mean: 1 for a day, 30 for April; empty if it has not both a first and a last day", detail=True, limits="Not how unsure the plan is: a year may be meant to its last day."),
    Column(_STANDING.name, _STANDING.about, True),
    Column("status", "status as printed", True),
    _WHO,
    _DOING,
)
_CALENDAR = 'Periods are of the calendar: quarters, years or decades, whichever keep the table short. A finish in a financial year such as "2017/18" lies in two calendar years, and so may be due in either.'


@dataclass(frozen=True)
class _Seen:
    """The actions with their dates, seen from a day."""

    given: Given
    on: date
    title: str  # what was kept
    plans: dict[str, Planned]
    asked: dict[str, list[who.Holder]]  # whom to ask about each action

    @cached_property
    def calendar(self) -> list[Period]:
        """The periods into which all tables divide the time."""
        return periods(days(self.plans.values()))

    def said(self, action: str) -> str:
        """How an action stands, in words; a status that does not say that it is done is told as it is printed."""
        how, row = standing(self.plans[action], self.on), self.given.actions[action]
        if how == "passed" and row["status"]:
            return f'its date has passed; the plan gives its status as "{row["status"]}"'
        if how == "passed" and pattern("status-not-done").search(row["finish"]):
            return f'its date has passed; the plan prints "{row["finish"]}"'
        if how == "unstated" and row["finish"]:
            return "its finish is printed in words that name no day"
        if how == "unstated" and row["start_kind"] in _ENDLESS:
            return f'no finish is stated, but its start is "{row["start"]}"'
        return _STANDINGS[how][0]

    def who(self, action: str) -> str:
        """The leads of an action; of one that has ended also who holds its work."""
        return "; ".join(f"{each.was} (has ended; now {each.name})" if each.was else each.name for each in self.asked.get(action, ())) or self.nobody(action)

    def nobody(self, action: str) -> str:
        """What is said of an action that no body leads; people stay words of the plan."""
        return "a person is named, and no body" if self.given.actions[action]["people"] else "no body named as lead"


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """How all actions stand, whom to ask about them, what falls into which period, the busiest time of each body, slips in dates, and the dates of every action."""
    on, (given, body) = day_of(graph, asked), of_body(read(graph, asked.kept), asked)
    seen = _Seen(given, on, f"{scope(asked)}{body}", {iri: planned(row) for iri, row in given.actions.items()}, who.present(given, on))
    return [_summary(seen), _next(seen), _periods(seen), _bodies(seen), _slips(seen), _actions(seen)]


def planned(row: Row) -> Planned:
    """The dates of a row of the table of actions."""
    start, finish = (Window(row[f"{which}_earliest"], row[f"{which}_latest"]) for which in ("start", "finish"))
    return Planned(row["action"], start, finish, row["finish_kind"], says_done(row["status"]))


def _summary(seen: _Seen) -> Answer:
    groups: dict[str, list[str]] = defaultdict(list)
    for how in _STANDINGS:
        for action, planned in seen.plans.items():
            if standing(planned, seen.on) == how:
                groups[seen.said(action)].append(action)
    rows = tuple((words, len(actions), _do(seen, actions[0], words), refs(seen.given, actions)) for words, actions in groups.items())
    question = "What is to come, what may be due, what has passed, and what has no end?"
    return Answer("standing", f"How the actions stand, seen from {seen.on}{seen.title}", _SUMMARY, rows, question, tuple(_notes(seen)))


def _do(seen: _Seen, action: str, words: str) -> str:
    """What to do about actions that stand as this one does."""
    how = standing(seen.plans[action], seen.on)
    if how == "unstated" and words != _STANDINGS[how][0]:
        return "see what is meant: a day, no end, or a word in the wrong column" if seen.given.actions[action]["finish"] else "see whether the word belongs under the finish"
    return _STANDINGS[how][2]


def _notes(seen: _Seen) -> list[str]:
    found = [standing(p, seen.on) for p in seen.plans.values()]
    coming, overdue = sum(how in ("open", "next") for how in found), found.count("passed")
    notes = [f"Seen from {seen.on}, {coming} of {len(found)} actions have a finish that is still to come or may be due now; of {overdue} the date has passed and the plan does not say that they are done."]
    if not (coming or overdue) and found:
        notes = ["No action that is not done has a finish with a date, so nothing can be said to be due or late: ask the leads for dates."]
    if overdue:
        notes.append("A date that has passed does not mean that the work is late: it may be done, and the plan was printed before.")
    if coming:
        notes.append("A finish such as “by April 2017” has a last day and no first: it is to come until then.")
    return [*notes, *(['Each action stands in one row. Whom to ask, lead by lead, stands under "Whom to ask".'] if found else [])]


def _next(seen: _Seen) -> Answer:
    """What each lead is to be asked: what is due first comes first, then the leads of which most has passed, then what lacks a date."""
    groups: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for action, planned in seen.plans.items():
        if short := _STANDINGS[how := standing(planned, seen.on)][1]:
            status = seen.given.actions[action]["status"]
            for holder in seen.asked.get(action) or [who.Holder(seen.nobody(action))]:
                groups[holder.name, how, f'{short}; status "{status}"' if how == "passed" and status else short].append((action, holder.was))
    found = [(how, _asked(seen, name, how, words, its)) for (name, how, words), its in groups.items()]
    order = list(_STANDINGS)
    found.sort(key=lambda row: (order.index(row[0]), row[1][6] or date.max if row[0] in ("open", "next") else date.min, -row[1][2], row[1][0]))
    notes = ("An action with several leads stands under each of them: do not add the rows up.", *_holding(seen)) if found else ()
    return Answer("next", f"Whom to ask, seen from {seen.on}{seen.title}", _NEXT, tuple(row for _, row in found), "Whom is there to ask about what is due, what has passed and what lacks a date?", notes)


def _holding(seen: _Seen) -> list[str]:
    """A note if a lead has ended."""
    ended = any(holder.was for holders in seen.asked.values() for holder in holders)
    return ["Where a lead has ended, the row names who holds its work by the registers: concordat report today says why, and how sure that is."] if ended else []


def _asked(seen: _Seen, name: str, how: str, words: str, its: list[tuple[str, str]]) -> tuple[Value, ...]:
    actions = list(dict.fromkeys(action for action, _ in its))
    last = sorted((day for a in actions if (day := seen.plans[a].finish.latest)), key=lambda day: abs((day - seen.on).days))
    near, far = (last[0], last[-1]) if last else (None, None)
    instead = "; ".join(dict.fromkeys(was for _, was in its if was))
    return (name, words, len(actions), refs(seen.given, actions), _when(seen.on, near, far, how), instead, near, (near - seen.on).days if near else None)


def _when(on: date, near: date | None, far: date | None, how: str) -> str:
    """How far off some days are, in words."""
    if near is None or far is None:
        return ""
    told = " to ".join(dict.fromkeys((apart(on, near), apart(on, far))))
    return f"{told} ago" if how == "passed" else f"in {told}"


def _periods(seen: _Seen) -> Answer:
    loads = spread(list(seen.plans.values()), seen.calendar)
    rows = []
    for load in loads:
        parts = (load.due, load.may_be_due, load.under_way, load.may_be_under_way)
        rows.append((load.period.name, *map(len, parts), *(refs(seen.given, part) for part in parts)))
    undated = [a for a, p in seen.plans.items() if not (p.start or p.finish)]
    notes = [_CALENDAR]
    if undated:
        notes.append(f"Left out, having neither a start nor a finish with a date: {len(undated)} of {len(seen.plans)} actions.")
    return Answer("periods", f"What falls into which period{seen.title}", _PERIODS, tuple(rows), "What falls due when, and how much is under way at the same time?", tuple(notes))


def _bodies(seen: _Seen) -> Answer:
    """The busiest time of the bodies that lead more than one action with a date."""
    led: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in seen.given.responsibilities:
        planned = seen.plans[row["action"]]
        if row["role"] == "lead" and (planned.start or planned.finish) and row["action"] not in led[row["body"]]:
            led[row["body"]].append(row["action"])
            names[row["body"]] = row["name"]
    rows: list[tuple] = []
    for body, actions in led.items():
        top = busiest(spread([seen.plans[a] for a in actions], seen.calendar)) if len(actions) > 1 else None
        if top:
            both = set(top.under_way) | set(top.may_be_under_way)
            rows.append((names[body], len(actions), top.period.name, len(top.under_way), len(top.may_be_under_way), refs(seen.given, (a for a in actions if a in both))))
    rows.sort(key=lambda r: (-r[3], -r[4], r[0]))
    notes = ("Bodies that lead one such action, or none, are left out. They have the names of the plan: what was planned for a body that has ended stands under it.",)
    return Answer("bodies", f"When each lead is busiest{seen.title}", _BODIES, tuple(rows), "When does most of what a body leads come together?", notes)


def _slips(seen: _Seen) -> Answer:
    do = "look at both dates in the document: one of them is likely to be a slip"
    found = [(seen.given.actions[a], p) for a, p in seen.plans.items() if impossible(p)]
    rows = tuple((row["ref"], row["start"], row["finish"], p.start.earliest, p.finish.latest, seen.who(p.action), do) for row, p in found)
    notes = () if rows else ("No action is to be finished before it starts.",)
    return Answer("contradictions", f"Finishes before their starts{seen.title}", _SLIPS, rows, "Which dates cannot both be right?", notes)


def _actions(seen: _Seen) -> Answer:
    rows = []
    for action, planned in seen.plans.items():
        row, window = seen.given.actions[action], planned.finish
        doubt = (window.latest - window.earliest).days + 1 if window.latest and window.earliest else None
        start = (row["start"], row["start_kind"], planned.start.earliest, planned.start.latest)
        finish = (row["finish"], row["finish_kind"], window.earliest, window.latest, doubt)
        rows.append((row["ref"], *start, *finish, seen.said(action), row["status"], seen.who(action), row["text"]))
    rows.sort(key=lambda r: r[8] or date.max)
    notes = ("By the last day of the finish, then as in the plan; those without one come last.",)
    return Answer("actions", f"The dates of every action{seen.title}", _ACTIONS, tuple(rows), "When is each action to start and to finish, as printed and as days?", notes)
