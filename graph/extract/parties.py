"""Who takes part in each action of a plan: cells of leads and partners, sentences, changes of lead and running text put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from concordat.graph.extract import bodies, handovers, organisations, roles, subjects
from concordat.graph.extract.bodies import Own
from concordat.graph.model import Action, Plan, Reading, Responsibility
from concordat.graph.register import Names


@dataclass(frozen=True)
class Parties:
    """Who takes part in one action, in which role; partners without a name; people and posts, as words."""

    responsibilities: tuple[Responsibility, ...]
    unnamed_partners: tuple[Reading, ...]
    people: tuple[str, ...]


def read(plan: Plan, names: Names) -> Iterator[Parties]:
    """The parties of every action, in plan order. All cells are looked at first: what one of them says of a name counts in the others."""
    own = bodies.own(plan.document.text, [cell.text for a in plan.actions for cell in (a.lead, a.partners)], names)
    cells = [_cells(action, names, own) for action in plan.actions]
    agents = (r.agent for both in cells for cell in both for r in cell.roles if r.reading.confidence != "low")
    own = replace(own, written=bodies.written(agents, own.forms))
    for action, (lead, partners) in zip(plan.actions, cells):
        stated = [*_leads(action, plan, lead.roles, names, own), *partners.roles]
        yield Parties(_together(action, stated, names, own), (*lead.unnamed_partners, *partners.unnamed_partners), (*lead.people, *partners.people))


def _cells(action: Action, names: Names, own: Own) -> tuple[roles.LeadCell, roles.LeadCell]:
    """The cells of leads and of partners as read; of the former only what stands before a change of lead."""
    changed = handovers.find(action.lead, names, own, led=True)
    lead = roles.read(action.lead.cut(0, changed.start) if changed else action.lead, names, own=own)
    return lead, roles.read(action.partners, names, role="partner", own=own)


def _leads(action: Action, plan: Plan, printed: Sequence[Responsibility], names: Names, own: Own) -> Sequence[Responsibility]:
    """Those of the lead cell; where it is empty whoever the sentence says has taken over, or its subject, else whoever leads the plan by what a person has said."""
    if action.lead.text:
        return printed
    if changed := handovers.find(action.text, names, own):
        return handovers.applied(subjects.read(action.text.cut(0, changed.start), names, own), changed)
    return subjects.read(action.text, names, own) or subjects.default(plan.hints.default_lead, action.place, plan.document.text, names)


def _together(action: Action, stated: Sequence[Responsibility], names: Names, own: Own) -> tuple[Responsibility, ...]:
    """Those of the cells, then those of the text, each body once in its highest role: a lead is never a partner."""
    for cell in (action.text, action.lead, action.progress, action.status, *(cell for _, cell in action.other)):
        if changed := handovers.find(cell, names, own, done=cell is action.text, led=cell is action.lead):
            stated = handovers.applied(stated, changed)
    parts = [r for role in ("lead", "partner") for r in stated if r.role == role]
    former = [r for r in stated if r.scope == handovers.FORMER]
    found = [*parts, *former, *organisations.read(action.text, names, [*parts, *former], own), *(r for r in stated if r.role == "mentioned")]
    first = {(r.agent.kind, r.agent.key): r for r in reversed(found)}  # one body, though written in two ways ("Eastham-Trust", "Eastham Trust")
    return tuple(first[body] for body in dict.fromkeys((r.agent.kind, r.agent.key) for r in found))
