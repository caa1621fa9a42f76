"""Text to claims: one pure module a kind; here they are called on every action of a plan."""

from __future__ import annotations

from dataclasses import replace

from concordat.graph import vocab
from concordat.graph.extract import calendars, deeds, funding, legislation, leftovers, organisations, periods, policies, products, references, roles, themes
from concordat.graph.extract.context import Calendar
from concordat.graph.model import Action, ActionClaims, Entity, Passage, Period, Plan, Reading
from concordat.graph.register import Names, Register


def read(plan: Plan, register: Register) -> tuple[ActionClaims, ...]:
    """The claims of every action, in plan order."""
    names = register.names(plan.document.text)
    refs = references.index(plan.actions, [Entity("action", a.key, a.ref or a.key, uri=vocab.node("action", plan.id, a.key).value) for a in plan.actions])
    calendar = calendars.calendar_of(plan)
    claims, namings = [], []
    for place, action in enumerate(plan.actions):
        claims.append(_action(action, place, plan.id, names, register, refs, calendar))
        known = sorted([*deeds.things_in(action.text.text, names, register), *names.find(action.text.text)], key=lambda m: m.start)
        namings.append(products.read(action.text, action.items, known))
    tied = products.shared(plan.actions, namings, plan.id)
    return tuple(replace(each, deeds=(*each.deeds, *more)) for each, more in zip(claims, tied))


def _action(action: Action, place: int, plan_id: str, names: Names, register: Register, refs: references.Index, calendar: Calendar) -> ActionClaims:
    lead = roles.read(action.lead, names)
    partners = roles.read(action.partners, names, role="partner")
    agents = {r.agent for r in lead.roles}
    stated = [*lead.roles, *(r for r in partners.roles if r.agent not in agents)]
    start, finish = _period(action.start, "start", calendar), _period(action.finish, "finish", calendar)
    return ActionClaims(
        action=action,
        responsibilities=(*stated, *organisations.read(action.text, names, stated)),
        unnamed_partners=(*lead.unnamed_partners, *partners.unnamed_partners),
        periods={"start": start, "finish": finish},
        claims=(
            *legislation.read(action.text, names, register),
            *policies.read(action.text, names, register),
            *funding.read((action.text, action.funding), names, register, start[0], plan_id, action.key),
            *themes.read(action.text, action.lead, register),
        ),
        deeds=(*deeds.read(action.text, names, register), *references.read(action, place, refs)),
        unclaimed=tuple(leftovers.read(action.text, names, register)),
        people=(*lead.people, *partners.people),
        status=action.status.text or periods.status(action.finish.text) or periods.status(action.start.text),
    )


def _period(cell: Passage, role: str, calendar: Calendar) -> tuple[Period, Reading | None]:
    known = periods.understood(cell.text, role, calendar)
    return known.period, Reading(cell.text, cell.place(), known.rule, known.confidence) if cell.text else None
