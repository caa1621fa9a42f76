"""Impact of all bodies at once: how much would lose its only lead, a lead or a partner with each of them, and what waits for that."""

from __future__ import annotations

from concordat.graph import network
from concordat.graph.analysis.impact import ALONE, JOINT, MENTIONED, MOST, PARTNER, losses, waiting_on
from concordat.graph.answer import Answer, Column
from concordat.graph.given import Given
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.reports.present import NOW, present

_COUNTED = "Not how much work it is: an action counts as one, large or small. Not that the body is to go."
_COLUMNS = (
    Column("organisation", "the body, or class of bodies, without which the plan is looked at"),
    Column("only_lead", "actions that would lose their only lead", False, _COUNTED),
    Column("only_lead_of", "which they are"),
    Column("one_of_several", "actions that would lose one of several leads, or their lead for all but a named part", False, _COUNTED),
    Column("one_of_several_of", "which they are", True),
    Column("partner", "actions that would lose a partner", True, _COUNTED),
    Column("partner_in", "which they are", True),
    Column("held_up", "actions of anybody that wait for these, directly or through others", False, "Only what the words of the plan say: what is not written down is not counted."),
    Column("waiting", "which they are", True),
    NOW,
)
_NOTES = (
    "A body high in the list is one on which much of the plan hangs: ask who would stand in for it, before there is need.",
    'concordat report impact "NAME" says of one body what breaks, who is left, who waits and who works beside it.',
)


def tables(given: Given, asked: Asked) -> list[Answer]:
    """Every body that leads or is a partner, the one first without which most actions lose their only lead."""
    today = present(given, asked.on)
    two_mode, waiting = network.actions_and_bodies(given), network.waiting(network.dependencies(given))
    order, found = {action: n for n, action in enumerate(given.actions)}, []
    for body, data in two_mode.nodes(data=True):
        lost = [loss for loss in losses(two_mode, body) if loss.loses != MENTIONED] if data["kind"] != "action" else []
        if lost:
            by = {what: sorted((loss.action for loss in lost if loss.loses in kinds), key=order.__getitem__) for what, kinds in (("only", (ALONE,)), ("one", (MOST, JOINT)), ("partner", (PARTNER,)))}
            waits = [wait.action for wait in waiting_on(waiting, [loss.action for loss in lost])]
            cells = [cell for actions in (*by.values(), waits) for cell in (len(actions), refs(given, actions))]
            found.append(((-cells[0], -cells[2], -cells[4], data["label"], str(body)), (data["label"], *cells, today.of(body))))
    seen = f", what became of them seen from {asked.on}" if asked.on else ""
    rows = tuple(row for _, row in sorted(found))
    return [Answer("bodies", f"How much hangs on each body{scope(asked)}{seen}", _COLUMNS, rows, "Without which body would most of the plan stand still?", _NOTES)]
