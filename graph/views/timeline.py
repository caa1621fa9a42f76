"""The actions on a line of time: bars that are soft where a date is fuzzy and open where there is none; what names no day stands apart, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import networkx as nx

from concordat.graph.analysis.timeline import Planned, Window, days, deadline, impossible, says_done
from concordat.graph.facts import checked_on
from concordat.graph.given import Row
from concordat.graph.reports.timeline import FINISHES
from concordat.graph.views import dependencies
from concordat.graph.views.context import Context
from concordat.graph.views.model import Bars, Drawing, Fact, Item, NodeKind
from concordat.graph.wordlists import month

# By the kind of finish. Okabe and Ito's colours; the ends of the bars and the words at them differ too, so that nothing is told by colour alone
KINDS = {
    "dated": NodeKind("Action with a date to finish", "box", "#0072b2", FINISHES["dated"]),
    "ongoing": NodeKind("Ongoing action", "box", "#e69f00", FINISHES["ongoing"]),
    "long-term": NodeKind("Action for the long term", "box", "#009e73", FINISHES["long-term"]),
    "tbc": NodeKind("Action with a finish to be confirmed", "box", "#cc79a7", FINISHES["tbc"]),
    "unstated": NodeKind("Action with no finish stated", "box", "#999999", FINISHES["unstated"]),
}
NO_LEAD, NO_SECTION = "No body named as lead", "No section"
_ENDLESS = {"ongoing": "ongoing", "long-term": "long term, no day named", "tbc": "finish to be confirmed", "unstated": "no finish stated"}
_ENGLISH_YEAR = (4, 1), (3, 31)
_DAY = timedelta(days=1)
Piece = tuple[str, date | None, date | None]


def drawing(context: Context) -> Drawing:
    """A bar for every action; arrows between them where one depends on another, as the view of dependencies has them."""
    given, net = context.given, nx.MultiDiGraph()
    plans = {iri: _planned(row) for iri, row in given.actions.items()}
    leads = _leads(given.responsibilities)
    for iri, planned in plans.items():
        net.add_node(iri, **_action(context, iri, planned, leads[iri]), size=1)
    depending = dependencies.drawing(context)
    for one, other, edge in depending.network.edges(data=True):
        if one in net and other in net:  # actions, whatever else that view may draw
            net.add_edge(one, other, **edge)
    on = checked_on(given.graph.store)
    marks = ((on, f"registers checked {_day(date.fromisoformat(on))}"),) if on else ()
    bars = Bars({"section": "By section", "lead": "By lead"}, _english(plans.values()), marks)
    return Drawing(net, KINDS, depending.edge_kinds, tuple(_notes(plans, given.actions)), bars=bars)


def pieces(planned: Planned) -> list[Piece]:
    """What the bar of an action is made of, from left to right, each piece from its first day to its last.

    Returns
    -------
    list of (sort, first, last)
        ``sure``: it is under way, whichever days its dates mean. ``rises``, ``falls``: it may have begun, or may be over. ``maybe``: it may be under way, and nothing is
        sure. ``before``, ``after``: up to the last day, or from the first, with no word of since when or until when. ``onward``: it goes on from the first day; None
        if that is not known. ``due``: its last day, for a finish that names no first. An action with no day that does not go on has no piece.

    Notes
    -----
    Of a start, all days from its first to its last are meant alike, and so of a finish. A finish with a last day alone is due on that day.

    Examples
    --------
    >>> spring, year = Window(date(2017, 3, 1), date(2017, 5, 31)), Window(date(2018, 1, 1), date(2018, 12, 31))
    >>> [(sort, str(first), str(last)) for sort, first, last in pieces(Planned("1", spring, year, "dated"))]
    [('rises', '2017-03-01', '2017-05-30'), ('sure', '2017-05-31', '2018-01-01'), ('falls', '2018-01-02', '2018-12-31')]
    """
    start, finish = planned.start, deadline(planned.finish)
    if impossible(planned):
        return [("maybe", start.earliest, start.latest or start.earliest), ("maybe", finish.earliest or finish.latest, finish.latest)]
    if start and finish.latest:
        found = _closed(start, finish)
    elif start:
        found = _begun(start, finish.earliest, planned.kind)
    elif finish:
        found = _ended(finish)
    else:
        found = [("onward", None, None)] if planned.kind == "ongoing" else []
    by = planned.finish.earliest is None and planned.finish.latest is not None
    return [*found, *([("due", finish.latest, finish.latest)] if by else [])]


def _closed(start: Window, finish: Window) -> list[Piece]:
    """Between a start and the last day of a finish."""
    end = finish.latest or date.max
    going = finish.earliest or end  # it is not over before
    begun = min(start.latest or end, end)  # it has begun by then
    begin = start.earliest
    left: list[Piece] = [("before" if begin is None else "rises", begin, min(begun, going) - _DAY)]
    if begun <= going:
        middle: list[Piece] = [("sure", begun, going)]
    else:
        middle = [("maybe", max(going, begin or going), begun)]
    return [p for p in [*left, *middle, ("falls", max(going, begun) + _DAY if max(going, begun) < end else None, end)] if _is_some(p)]


def _begun(start: Window, going: date | None, kind: str) -> list[Piece]:
    """A start, and no last day."""
    begun = start.latest or start.earliest
    assert begun is not None  # a start has one of them
    left: list[Piece] = [("before", None, begun - _DAY)] if start.earliest is None else [("rises", start.earliest, begun - _DAY)]
    middle: list[Piece] = [("sure", begun, going)] if going and going >= begun and start.latest else []
    since = max(begun, going) if going else begun
    return [p for p in [*left, *middle] if _is_some(p)] + [("onward" if kind == "ongoing" else "after", since, None)]


def _ended(finish: Window) -> list[Piece]:
    """A finish alone."""
    first, last = finish.earliest or finish.latest, finish.latest
    assert first is not None
    if last is None:  # not before a day
        return [("before", None, first), ("after", first, None)]
    return [p for p in (("before", None, first), ("falls", first + _DAY if first < last else None, last)) if _is_some(p)]


def _is_some(piece: Piece) -> bool:
    sort, first, last = piece
    return sort == "before" or (first is not None and last is not None and first <= last)


def _planned(row: Row) -> Planned:
    start, finish = (Window(row[f"{which}_earliest"], row[f"{which}_latest"]) for which in ("start", "finish"))
    return Planned(row["action"], start, finish, row["finish_kind"], says_done(row["status"]))


def _leads(rows: Iterable[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["role"] == "lead" and row["name"] not in found[row["action"]]:
            found[row["action"]].append(row["name"])
    return found


def _kind(planned: Planned) -> str:
    return "dated" if planned.finish else planned.kind if planned.kind in KINDS else "unstated"


def _action(context: Context, iri: str, planned: Planned, leads: list[str]) -> Item:
    """The node of an action with its bar."""
    node, row = context.action(iri), context.given.actions[iri]
    told = {fact.term for fact in node["facts"]}
    read = [Fact(f"{name} as read", _between(window)) for name, window in (("Start", planned.start), ("Finish", planned.finish)) if window and f"{name} as read" not in told]
    if impossible(planned):
        read.append(Fact("Look at", "Its finish is before its start: one of the two dates is likely to be a slip."))
    if _misplaced(planned, row):
        read.append(Fact("Look at", f"No finish is stated, but the start is “{row['start']}”: see whether the word belongs under the finish.", doubt="no finish stated"))
    if row["status"] and "Status" not in told:
        read.append(Fact("Status", row["status"]))
    at = next((n + 1 for n, fact in enumerate(node["facts"]) if fact.term == "Finish"), len(node["facts"]))
    node["facts"] = [*node["facts"][:at], *read, *node["facts"][at:]]
    groups = {"section": [context.section(iri) or NO_SECTION], "lead": leads or [NO_LEAD]}
    parts = [(sort, first and first.isoformat(), last and last.isoformat()) for sort, first, last in pieces(planned)]
    begins = planned.start.earliest or planned.start.latest
    ends = planned.finish.earliest or planned.finish.latest
    order = f"0{begins}" if begins else f"1{ends}" if ends else "2"
    return node | {"kind": _kind(planned), "bar": {"parts": parts, "order": order, "beside": _beside(planned, row), "said": _said(planned, row), "groups": groups}}


def _misplaced(planned: Planned, row: Row) -> bool:
    """Whether a word for a finish may stand under the start: it is no start to go on for ever, and nothing stands under the finish."""
    return not planned.finish and planned.kind == "unstated" and row["start_kind"] in ("ongoing", "long-term")


def _beside(planned: Planned, row: Row) -> str:
    """The words at the end of a bar: the finish as printed, or what there is instead of one."""
    done = "done" if planned.done else ""
    if impossible(planned):
        return "finish before start"
    if not planned.start and not planned.finish:
        if planned.kind == "ongoing":
            return "ongoing, since when is not stated"
        printed = [f"{name} “{row[name]}”" for name in ("start", "finish") if row[name]]
        printed += ["no finish stated"] if _misplaced(planned, row) and not row["finish"] else []
        return ", ".join([*printed, *([done] if done else [])]) or "no date stated"
    end = row["finish"] if planned.finish else _ENDLESS.get(planned.kind, "no finish stated")
    if not planned.finish and planned.kind == "unstated" and row["finish"]:
        end = f"finish “{row['finish']}”"
    return ", ".join(filter(None, (end, done)))


def _said(planned: Planned, row: Row) -> str:
    """The dates of an action as a sentence, for whoever does not see its bar."""
    told = []
    for name, window in (("start", planned.start), ("finish", planned.finish)):
        printed = f"printed “{row[name]}”" if row[name] else ""
        if window:
            told.append(f"{name} {_between(window)}{f' ({printed})' if printed else ''}")
        else:
            told.append(f"{name} {printed or 'not stated'}")
    extra = [words for words, holds in (("ongoing", planned.kind == "ongoing"), ("its finish is before its start", impossible(planned)), ("done", planned.done)) if holds]
    return "; ".join([*told, *extra])


def _between(window: Window) -> str:
    """The days that a date may mean, in words."""
    first, last = window.earliest, window.latest
    if first is None or last is None:
        return f"no earlier than {_day(first)}" if first else f"by {_day(last)}" if last else ""
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}, {(last - first).days + 1} days"


def _day(day: date) -> str:
    return f"{day.day} {month(day.month)} {day.year}"


def _english(plans: Iterable[Planned]) -> bool:
    """Whether some date of the plan is an English financial year, or several."""
    windows = [window for p in plans for window in (p.start, p.finish) if window.earliest and window.latest]
    return any(((w.earliest.month, w.earliest.day), (w.latest.month, w.latest.day)) == _ENGLISH_YEAR and w.latest.year > w.earliest.year for w in windows if w.earliest and w.latest)


def _notes(plans: dict[str, Planned], actions: Iterable[str]) -> Iterator[str]:
    """How to read the bars, and how many actions have which dates."""
    yield "A bar runs from the start of an action to its finish. Where a date can mean several days, the end of the bar fades over them inside a dotted outline: there the work may have begun, or may be over."
    yield "A broken line is an end that the plan does not state. An arrow goes on. A flag is a last day, as in “by April 2017”: the work may be done before."
    spanned = days(plans.values())
    if spanned:
        dated, finished = sum(bool(p.start or p.finish) for p in plans.values()), sum(bool(p.finish) for p in plans.values())
        has, such = ("has", "has") if dated == 1 else ("have", "have" if finished > 1 else "has")
        yield f"Of {len(plans)} {'action' if len(plans) == 1 else 'actions'} {dated} {has} a dated start or finish, from {_day(min(spanned))} to {_day(max(spanned))}; {finished or 'none'} {such} a date to finish."
    endless = sum(planned.kind == "ongoing" and not planned.start and not planned.finish for planned in plans.values())
    if endless:
        yield f"{endless} {'action goes on and names' if endless == 1 else 'actions go on and name'} no day at all."
    bare = sum(not pieces(planned) for planned in plans.values())
    if bare:
        yield f"{bare} {'action has' if bare == 1 else 'actions have'} no day and no word that {'it goes' if bare == 1 else 'they go'} on: {'it stands' if bare == 1 else 'they stand'} at the foot, with the words that are printed."
    yield "It shows what was planned and not what was done. With an action chosen, arrows join it to those that it depends on, and to those that depend on it."
