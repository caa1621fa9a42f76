"""Text to claims: one pure module a kind; here they are called on every action of a plan."""

from __future__ import annotations

from dataclasses import replace

from concordat.graph import vocab
from concordat.graph.extract import calendars, deadlines, deeds, doubt, funding, legislation, leftovers, parties, periods, policies, products, references, themes
from concordat.graph.extract.context import Calendar
from concordat.graph.model import NOWHERE, Action, ActionClaims, Entity, Passage, Period, Plan, Reading
from concordat.graph.register import Names, Register


def read(plan: Plan, register: Register) -> tuple[ActionClaims, ...]:
    """The claims of every action, in plan order."""
    names = register.names(plan.document.text)
    refs = references.index(plan.actions, [Entity("action", a.key, a.ref or a.key, uri=vocab.node("action", plan.id, a.key).value) for a in plan.actions])
    calendar = calendars.calendar_of(plan)
    undated = deadlines.none_in_cells(plan)
    claims, namings = [], []
    for action, part in zip(plan.actions, parties.read(plan, names)):
        claim = doubt.weighed(_action(action, part, plan.id, names, register, calendar))
        if undated and (found := deadlines.read(action.text, calendar)):
            claim = replace(claim, periods={**claim.periods, "finish": found})
        claims.append(claim)
        known = sorted([*deeds.things_in(action.text.text, names, register), *names.find(action.text.text)], key=lambda m: m.start)
        namings.append(products.read(action.text, action.items, known))
    tied = products.shared(plan.actions, namings, plan.id)
    named = references.turned([references.read(action, place, refs) for place, action in enumerate(plan.actions)], refs)
    return tuple(replace(each, deeds=(*each.deeds, *others, *more)) for each, others, more in zip(claims, named, tied))


def _action(action: Action, part: parties.Parties, plan_id: str, names: Names, register: Register, calendar: Calendar) -> ActionClaims:
    named = {r.reading.printed for r in part.responsibilities}
    money = funding.read((NOWHERE, action.funding), names, register, Period("", "unstated"), plan_id, action.key)
    start, finish = _period(action.start, "start", calendar), _period(action.finish, "finish", calendar)
    return ActionClaims(
        action=action,
        responsibilities=part.responsibilities,
        unnamed_partners=part.unnamed_partners,
        periods={"start": start, "finish": finish},
        claims=(
            *legislation.read(action.text, names, register),
            *policies.read(action.text, names, register),
            *funding.read((action.text, action.funding), names, register, start[0], plan_id, action.key),
            *themes.read(action.text, action.lead, register),
        ),
        deeds=tuple(deeds.read(action.text, names, register)),
        unclaimed=(*(words for words in leftovers.read(action.text, names, register) if words.reading.printed not in named), *leftovers.cells(action, part, money)),
        people=part.people,
        status=action.status.text or periods.status(action.finish.text) or periods.status(action.start.text),
    )


def _period(cell: Passage, role: str, calendar: Calendar) -> tuple[Period, Reading | None]:
    known = periods.understood(cell.text, role, calendar)
    return known.period, Reading(cell.text, cell.place(), known.rule, known.confidence) if cell.text else None
