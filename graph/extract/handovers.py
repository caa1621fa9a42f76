"""A change of lead: "responsibility has now passed to X", in the cell of leads, progress, status or comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract.bodies import Own
from concordat.graph.extract.named import Named
from concordat.graph.model import Entity, Passage, Reading, Responsibility
from concordat.graph.register import Names

FORMER = "former lead"


@dataclass(frozen=True)
class Handover:
    """Who leads now, on which words, and who is said to have led before."""

    leads: tuple[Responsibility, ...]
    former: tuple[Responsibility, ...] = ()
    start: int = 0


def find(cell: Passage, names: Names, own: Own, done: bool = False, led: bool = False) -> Handover | None:
    """The last change of lead that the words of a cell tell of, None if they tell of none or name nobody.

    With `done` only one that the words say has happened: in the text of an action "transfer responsibility to X" is still to be done.
    With `led` the words are a cell of leads, where "X has now passed to Y" is about the lead, too.
    """
    text, named = cell.text, Named(cell.text, names, own)
    result = None
    for phrase in _phrases(led).finditer(text):
        at, before = phrase.end(), []
        if done and not wordlists.pattern("handover-done").search(phrase[0]):
            continue
        if phrase["from"]:
            before, behind = named.list_at(at)
            to = re.compile(r"\s+to\s+").match(text, behind)
            if not before or not to:
                continue
            at = to.end()
        bodies, end = named.list_at(at)
        if bodies:
            words = Reading(text[phrase.start() : end], cell.place(phrase.start(), end), "lead-handed-over", "medium")
            result = Handover(tuple(Responsibility(body, "lead", words) for _, _, body in bodies), _former(cell, before), phrase.start())
    return result


def _former(cell: Passage, before: Iterable[tuple[int, int, Entity]]) -> tuple[Responsibility, ...]:
    return tuple(Responsibility(body, "mentioned", Reading(cell.text[a:b], cell.place(a, b), "former-lead", "medium"), FORMER) for a, b, body in before)


def applied(stated: Sequence[Responsibility], handover: Handover) -> list[Responsibility]:
    """What the cells state, with the new lead leading and the former one mentioned as such; a partner that takes over leads."""
    new = {r.agent for r in handover.leads}
    known = [r for r in stated if r.agent in new and r.role == "lead"]
    leads = [*known, *(r for r in handover.leads if r.agent not in {k.agent for k in known})]
    rest = [r if r.role != "lead" else _as_former(r) for r in stated if r.agent not in new]
    told = {r.agent for r in rest}
    return [*leads, *rest, *(r for r in handover.former if r.agent not in told | new)]


def _as_former(lead: Responsibility) -> Responsibility:
    return replace(lead, role="mentioned", scope=FORMER, scope_entity=None, reading=replace(lead.reading, rule="former-lead", confidence="medium"))


@cache
def _phrases(led: bool) -> re.Pattern[str]:
    """Words that are always about a change of lead, one of what is handed over and one of handing over in the same sentence, or a sentence that only says "this has passed to"."""
    sure, what, how, it, has, now = (wordlists.any_of(wordlists.words(f"handover{kind}")) for kind in ("", "-what", "-verb", "-it", "-has", "-now"))
    begins = r"|\s" if led else ""
    told = rf"(?:(?:^|(?<=[.;:(,\n–—-]))\s{{0,3}}|{it}\s+{begins})(?:{has}|{now})(?:\s+(?:{now}|been|being)){{0,3}}"
    return re.compile(rf"(?:{sure}|(?:{what}[^.;\n]{{0,60}}?|{told})\s{how}\s+(?:over\s+)?(?:(?P<from>from)|to))[\s:]+", re.IGNORECASE)
