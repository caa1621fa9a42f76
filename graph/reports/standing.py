"""The bodies of a plan as they stand on a day: who holds the work of each, under which name, and what is not sure of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from concordat.graph.analysis.holders import RENAMING, Happening, History, Standing
from concordat.graph.answer import Value
from concordat.graph.facts import checked_on
from concordat.graph.given import Given, Row, day, read, table
from concordat.graph.names import find
from concordat.graph.register import BODIES
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import day_of, refs, scope
from concordat.graph.store import Graph
from concordat.graph.validate.queries import day as spoken
from concordat.graph.validate.queries import period

NOBODY = "nobody named"
UNKNOWN = "in no register: cannot be told"
UNCHANGED = "no change found"
UNSURE = "no change found, but the register is not sure of it"
RENAMED = "same body, new name"
MAYBE = "may have ended"
STATES = (NOBODY, "possibly taken over", "taken over", MAYBE, RENAMED, UNSURE, UNCHANGED, UNKNOWN)
LED, POSSIBLY_LED, UNLED = "led", "only possible holders", "no lead in the plan"
EVIDENCE = {"medium": "fair evidence", "low": "weak evidence"}  # how sure a register is of an event, where it is not sure
# What happens to a body, as one says it.
_VERBS = {
    "Merger": "merged with others", "Abolition": "abolished", "Split": "split up", "Closure": "closed", "Succession": "followed by another body",
    "NameChange": "renamed", "JointOperation": "put under one leadership with others", "RoleTransfer": "relieved of a role",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """The plan and the history of its bodies from one day."""

    graph: Graph
    given: Given
    history: History
    asked: Asked
    notes: tuple[str, ...]
    part: str = ""  # how a title names the body that is asked for

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Responsibilities by body."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.given.responsibilities:
            found[row["body"]].append(row)
        return found

    @cached_property
    def leads(self) -> dict[str, list[str]]:
        """The leads of each action that has one, each once, in the order printed."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row in self.given.responsibilities:
            if row["role"] == "lead":
                found[row["action"]][row["body"]] = None
        return {action: list(bodies) for action, bodies in found.items()}

    @cached_property
    def unregistered(self) -> frozenset[str]:
        return frozenset(row["body"] for row in table(self.graph, "unregistered"))

    @cached_property
    def issued(self) -> Mapping[str, Value]:
        """The last day on which each plan may have been issued."""
        return {row["plan"]: row["latest"] for row in table(self.graph, "issued")}

    @cached_property
    def unconfirmed(self) -> dict[str, list[Row]]:
        """What rests on memory alone, by body; empty unless the graph was built with it."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in table(self.graph, "unconfirmed"):
            found[row["about"]].append(row)
        return found

    @cached_property
    def parents(self) -> tuple[Row, ...]:
        """Each body with one under which the register places it."""
        return table(self.graph, "parents")

    @cached_property
    def wholes(self) -> dict[str, list[str]]:
        """The bodies under which the register places a body."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.parents:
            found[row["body"]].append(row["parent"])
        return found

    @cached_property
    def unsure(self) -> frozenset[str]:
        """The bodies of which the register itself is not sure."""
        return frozenset(row["body"] for row in table(self.graph, "unsure"))

    @cached_property
    def units(self) -> dict[str, str]:
        """The body of which each unit is a part."""
        return {row["body"]: row["parent"] for row in self.parents if row["unit"]}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The names of the bodies, as the register has them."""
        events = {row[end]: row[f"{end}_name"] for row in self.given.events for end in ("before", "after") if row[end]}
        wholes = {row["parent"]: row["parent_name"] for row in self.parents}
        return wholes | events | {row["body"]: row["name"] for row in self.given.responsibilities}

    def name(self, body: str) -> str:
        """What the body is called on the day."""
        return self.history.name(body, self.labels[body])

    def names(self, bodies: Iterable[str], joint: str = "; ") -> str:
        return joint.join(sorted(map(self.name, bodies)))

    def placed(self, bodies: Iterable[str], joint: str = "; ") -> str:
        """Names of the day; of a unit also the body of which it is a part, if that has not ended."""
        bodies = list(bodies)
        whole = {body: self.units[body] for body in bodies if body in self.units and not self.standing(self.units[body]).steps}
        return joint.join(sorted(f"{self.name(body)} (part of {self.name(whole[body])})" if body in whole else self.name(body) for body in bodies))

    def standing(self, body: str) -> Standing:
        return self.history.standing(body)

    def state(self, body: str) -> str:
        """One of STATES."""
        standing = self.standing(body)
        if standing.state != "stands":
            return standing.state
        if standing.doubts:
            return MAYBE
        if self.history.renamed(body) and self.name(body) != self.labels[body]:
            return RENAMED
        if body in self.unregistered:
            return UNKNOWN
        return UNSURE if body in self.unsure or ended_wholes(self, body) else UNCHANGED

    def led(self, action: str) -> str:
        """How an action is led: LED, POSSIBLY_LED, NOBODY, or UNLED where the plan names no lead."""
        standings = [self.standing(body) for body in self.leads.get(action, [])]
        if not standings:
            return UNLED
        if any(s.holders and not s.possible for s in standings):
            return LED
        return POSSIBLY_LED if any(s.holders for s in standings) else NOBODY

    @cached_property
    def order(self) -> dict[str, int]:
        return {action: n for n, action in enumerate(self.given.actions)}

    def in_order(self, actions: Iterable[str]) -> list[str]:
        """Actions in plan order, each once."""
        return sorted(set(actions), key=self.order.__getitem__)

    def refs(self, actions: Iterable[str]) -> str:
        return refs(self.given, self.in_order(actions))

    def title(self, words: str, kept: Asked | None = None) -> str:
        return f"{words}, seen from {self.history.on}{scope(kept or self.asked)}{self.part}"


def seen_from(graph: Graph, asked: Asked) -> Seen:
    """The plan from the day that is asked for; of one body if one is asked for.

    Raises
    ------
    UsageError
        If there is no such plan, section, theme, body or day.
    """
    on = day_of(graph, asked)
    checked = day(checked_on(graph.store) or on.isoformat())
    given = read(graph, replace(asked.kept, roles=None))  # who leads an action is a question of all its leads, whatever role is asked for
    history = History(given.events, on, checked)
    notes = [_from(history)]
    if on > checked:
        notes.append("What happened after the registers were checked is not known to them.")
    if on < checked:
        later = history.later()
        notes += [f"Of the events that are registered as done, {later} had not happened by then, and count for nothing here."] if later else []
        notes.append("What is planned or announced is left out: the registers do not say since when it was known, and the day lies before their last check.")
    if asked.confidence is not None:
        notes.append("How sure was asked of the reading of names; what became of bodies is told however sure the register is.")
    seen = Seen(graph, given, history, asked, tuple(notes))
    return _about(seen, find(graph, asked.organisation, BODIES).value) if asked.organisation else seen


def _from(history: History) -> str:
    """From which day one looks, and how new what is registered is."""
    on, checked, newest = spoken(str(history.on)), spoken(str(history.checked)), history.newest()
    said = f"Seen from {on}{', the day on which the registers were last checked' if history.on == history.checked else f'; the registers were last checked on {checked}'}."
    if newest is None:
        return said
    return f"{said} Checked does not mean complete to that day: the newest event that they hold as done happened {when(newest)}."


def _about(seen: Seen, body: str) -> Seen:
    """Only the actions in which a body has a part, as the plan has it or as it is now."""
    kept = {row["action"] for row in seen.given.responsibilities if row["body"] == body or body in seen.standing(row["body"]).holders}
    given = replace(seen.given, actions={iri: row for iri, row in seen.given.actions.items() if iri in kept})
    return replace(seen, given=given, part=f", with a part for {seen.name(body) if body in seen.labels else seen.asked.organisation}")


def told(seen: Seen, happening: Happening) -> str:
    """One event in words, whether there is doubt of it, and of what is not done that it is planned or announced.

    For instance "Health Education England was abolished on 1 April 2023; its work went to NHS England".
    """
    h, name, label = happening, seen.name(happening.body), seen.labels[happening.body]
    renaming = h.type == RENAMING
    body = label if renaming or name == label else f"{name} ({label})"
    done, verb = h.status == "done", _VERBS.get(h.type, h.label.lower())
    went = "went to" if done else "is to go to"
    after = f"; its work {went} {seen.names(h.after, ', ')}" if h.ends and h.after else f"; {NOBODY} after it" if h.ends else ""
    did, will = (f"took the name {h.new_name}", f"is to take the name {h.new_name}") if renaming and h.new_name else (f"was {verb}", f"is to be {verb}")
    how = f"{did} {when(h)}" if done else f"{will} ({expected(seen, h)})"
    return f"{'' if done else f'{h.status}, not done: '}{body} {how}{after}{f' ({EVIDENCE[h.confidence]})' if h.confidence in EVIDENCE else ''}"


def when(happening: Happening) -> str:
    """When it happened, as one says it: on 1 April 2023, in January 2026, between 30 September 2021 and 1 October 2021."""
    words = period(happening.when)
    if words.startswith(("between ", "about ", "until ")) or words.endswith(" onwards"):
        return words
    return f"on {words}" if happening.when.partition("/")[0].count("-") == 2 else f"in {words}"


def expected(seen: Seen, happening: Happening) -> str:
    """By when what is not done is expected, or was."""
    first, several, last = happening.when.partition("/")
    if several and last in ("", ".."):
        return f"expected from {spoken(first)} onwards"
    by = last or first
    return f"{'was ' if seen.history.overdue(happening) else ''}expected by {'the end of ' if by.strip('~?').isdecimal() else ''}{spoken(by)}"


def doubt(seen: Seen, body: str) -> str:
    """What may have happened, or is said without a source, of a body or of those who hold its work."""
    standing = seen.standing(body)
    said = [f"may have happened: {told(seen, h)}" for h in standing.doubts]
    said += [f"{seen.labels[lost]} ended and {NOBODY} after it" for lost in standing.lost if standing.holders]
    if standing.steps and not standing.holders and not standing.lost:
        said.append("the register leads round in a circle")
    said += [f"the register places it under {seen.labels[whole]}, which has ended" for whole in ended_wholes(seen, body)]
    return "; ".join(said + remembered(seen, body))


def ended_wholes(seen: Seen, body: str) -> list[str]:
    """What stood above a body and has ended, where nothing is registered of the end of the body itself."""
    return [] if seen.standing(body).steps else [whole for whole in seen.wholes.get(body, []) if seen.standing(whole).steps]


def remembered(seen: Seen, body: str) -> list[str]:
    """What is said without a source of a body, or of those who hold its work."""
    bodies = dict.fromkeys((body, *seen.standing(body).holders))
    return [f"not confirmed: {row['statement']}" for each in bodies for row in seen.unconfirmed.get(each, [])]
