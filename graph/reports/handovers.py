"""Handovers: what there is to do about the leads of a plan that have ended, changed or are to change, action by action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from concordat.graph.analysis.timeline import Planned, Window, says_done, standing
from concordat.graph.answer import Value
from concordat.graph.reports.kept import refs
from concordat.graph.reports.standing import LED, NOBODY, RENAMED, UNSURE, Seen, doubt, ended_wholes, remembered, told

# What to do, in the order in which it is told; {gone} names the bodies that ended, changed or are to change.
_DO = {
    "orphaned": "Find a lead in place of {gone}, or close the action",
    "divided": "Ask which of these leads it now, in place of {gone}",
    "moved": "Tell the new lead, in place of {gone}",
    "joined": "Strike out {gone}: their work is with another lead of the action",
    "unsure-end": "Find out whether {gone} has ended",
    "part": "Settle the part of {gone}, which has ended: others lead on",
    "doubted": "Find out whether this is so of {gone}",
    "unsure": "Check whether these still exist: {gone}",
    "overdue": "Check whether the change of {gone} has happened",
    "foretold": "Prepare: {gone} is to change",
    "renamed": "Use the present name of {gone}",
}
_PASSED = "Date passed: first ask whether it was done, or close it"


@dataclass(frozen=True)
class Need:
    """What one action wants because of one body: `group` is what it shares with others in its row, `who` whom to speak to."""

    kind: str
    action: str
    gone: str
    group: tuple[str, ...]
    who: tuple[str, ...]
    why: str


def rows(seen: Seen) -> tuple[list[tuple[Value, ...]], int]:
    """What to do, what is still open before what has a date that passed; and how many actions are left out since the plan says that they are done."""
    needs = list(_needs(seen))
    past = {need.action: _standing(seen, need.action) for need in needs}
    live = [need for need in needs if need.kind == "renamed" or past[need.action] not in ("passed", "done")]
    passed = [need for need in needs if need.kind != "renamed" and past[need.action] == "passed"]
    done = {need.action for need in needs if past[need.action] == "done"}
    return [*_live(seen, live), *_passed(seen, passed)], len(done)


def _standing(seen: Seen, action: str) -> str:
    """How its finish stands on the day: passed, done, or one of those that are still open or have no end."""
    row = seen.given.actions[action]
    finish = Window(row["finish_earliest"], row["finish_latest"])
    return standing(Planned(action, Window(), finish, row["finish_kind"], says_done(row["status"])), seen.history.on)


def _live(seen: Seen, needs: list[Need]) -> Iterator[tuple[Value, ...]]:
    """A row for each kind and group, the kinds in their order, of each the largest group first, those of one size by the names of their bodies."""
    groups: dict[tuple[str, tuple[str, ...]], list[Need]] = defaultdict(list)
    for need in needs:
        groups[need.kind, need.group].append(need)
    order = list(_DO)
    for (kind, _), its in sorted(groups.items(), key=lambda g: (order.index(g[0][0]), -len({n.action for n in g[1]}), [seen.labels[body] for body in g[0][1]])):
        who = {body for need in its for body in need.who}
        yield _row(seen, _do(seen, kind, its), who, its, _with_refs(seen, [(need.why, need.action) for need in its]))


def _do(seen: Seen, kind: str, needs: list[Need]) -> str:
    return _DO[kind].format(gone=", ".join(sorted({seen.labels[need.gone] for need in needs})))


def _passed(seen: Seen, needs: list[Need]) -> Iterator[tuple[Value, ...]]:
    """A row for each body to ask: of each action the first lead that is surely left, else those that are possibly."""
    groups: dict[tuple[str, ...], list[Need]] = defaultdict(list)
    for need in needs:
        groups[_to_ask(seen, need.action)].append(need)
    for who, its in sorted(groups.items(), key=lambda g: (-len({n.action for n in g[1]}), [seen.labels[body] for body in g[0]])):
        kinds = {kind: [need for need in its if need.kind == kind] for kind in _DO}
        wanted = _with_refs(seen, [(_do(seen, kind, those), need.action) for kind, those in kinds.items() for need in those])
        yield _row(seen, _PASSED, who, its, f"If it goes on: {wanted}")


def _to_ask(seen: Seen, action: str) -> tuple[str, ...]:
    holding = [seen.standing(body) for body in seen.leads[action]]
    sure = [s.holders[:1] for s in holding if s.holders and not s.possible]
    return sure[0] if sure else tuple(sorted({holder for s in holding for holder in s.holders}))


def _row(seen: Seen, do: str, who: Iterable[str], needs: list[Need], reason: str) -> tuple[Value, ...]:
    actions = seen.in_order(need.action for need in needs)
    return (do, seen.placed(who) or NOBODY, len(actions), refs(seen.given, actions), reason)


def _with_refs(seen: Seen, said: list[tuple[str, str]]) -> str:
    """Words of actions in one cell, each once; with the actions behind each that is not said of all."""
    groups: dict[str, list[str]] = defaultdict(list)
    for words, action in said:
        groups[words].append(action)
    actions = {action for _, action in said}
    return "; ".join(words if set(its) == actions else f"{words} [{seen.refs(its)}]" for words, its in groups.items())


# ---- what each action wants


def _needs(seen: Seen) -> Iterator[Need]:
    for action, leads in seen.leads.items():
        for body in leads:
            yield from _of_ended(seen, action, body) if seen.standing(body).steps else _of_standing(seen, action, body)
            yield from _of_holders(seen, action, body)
    yield from _new_names(seen)


def _of_ended(seen: Seen, action: str, body: str) -> Iterator[Need]:
    """What a lead that has ended leaves to do."""
    leads, its = seen.leads[action], seen.standing(body)
    others = {holder for other in leads if other != body for holder in seen.standing(other).holders}
    if its.confidence == "low":
        yield Need("unsure-end", action, body, (body,), tuple({*others, *its.holders} or {body}), why(seen, body))
    elif its.state == "taken over":
        for holder in its.holders:
            yield Need("joined" if holder in leads else "moved", action, body, (holder,), (holder,), why(seen, body))
    elif seen.led(action) == LED:
        yield Need("part", action, body, (body,), tuple({*others, *its.holders}), f"{why(seen, body)}{_near(seen, others, its.holders)}")
    else:
        holders = tuple(sorted({*others, *its.holders}))
        yield Need("divided" if holders else "orphaned", action, body, tuple(leads), holders, why(seen, body))


def _of_standing(seen: Seen, action: str, body: str) -> Iterator[Need]:
    """What is not sure of a lead that has not ended, so far as is known."""
    if seen.standing(body).doubts or ended_wholes(seen, body) or remembered(seen, body):
        return  # the doubts of all are told together
    if seen.state(body) == UNSURE:
        others = {holder for other in (*seen.leads[action], *seen.wholes.get(body, [])) if other != body for holder in seen.standing(other).holders}
        yield Need("unsure", action, body, (), tuple(others), "No change is registered, but the register is not sure of the body itself: that is no proof that it still exists")


def _of_holders(seen: Seen, action: str, body: str) -> Iterator[Need]:
    """What may have become of a lead, or of who holds its work, and what is foretold of them."""
    its = seen.standing(body)
    if its.doubts or ended_wholes(seen, body) or remembered(seen, body):
        yield Need("doubted", action, body, (body,), its.holders or (body,), doubt(seen, body))
    for holder in () if its.possible else its.holders:
        for overdue in (True, False):
            told_of = [h for h in seen.history.foretold(holder) if seen.history.overdue(h) == overdue]
            if told_of:
                said = "; ".join(f"{told(seen, h)}{f' ({h.scope})' if h.scope and len(h.after) > 1 else ''}" for h in told_of)
                yield Need("overdue" if overdue else "foretold", action, holder, (holder,), (holder,), said)


def _new_names(seen: Seen) -> Iterator[Need]:
    """Leads that took another name since their plan was issued; where that day is not known, unless the plan prints the new one."""
    for row in seen.given.responsibilities:
        change = seen.history.renamed(row["body"])
        if row["role"] != "lead" or seen.state(row["body"]) != RENAMED or change is None:
            continue
        issued = seen.issued.get(seen.given.actions[row["action"]]["plan"])
        new = change.new_name.casefold() != row["printed"].casefold() if issued is None or change.earliest is None else change.earliest > issued
        if new:
            yield Need("renamed", row["action"], row["body"], (row["body"],), (row["body"],), told(seen, change))


def why(seen: Seen, body: str) -> str:
    """The ends on the way from a body, with what is known of which work went where if it went to several."""
    said: dict[str, list[str]] = defaultdict(list)
    for h in seen.standing(body).steps:
        said[told(seen, h)] += [h.scope] if h.scope and len(h.after) > 1 else []
    return "; ".join(f"{words} ({'; '.join(dict.fromkeys(scopes))})" if scopes else words for words, scopes in said.items())


def _near(seen: Seen, others: set[str], holders: Iterable[str]) -> str:
    """Which possible holders lead the action already, or are units of a body that does."""
    at_hand = [holder for holder in holders if holder in others or seen.units.get(holder) in others]
    return f"; nearest at hand, through a lead that is left: {seen.placed(at_hand, ', ')}" if at_hand else ""
