"""Who holds the work of a body on a day: followed over what is done and ended it, never over what is only planned or announced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

ENDING = ("Merger", "Abolition", "Split", "Closure", "Succession")  # what may end a body; the other events move no action
RENAMING = "NameChange"
SURENESS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, or is to happen, to one body.

    ``earliest`` and ``latest`` are the days between which it happened, None where the register names none; ``after`` the bodies that result,
    in the order of their identifiers; ``when`` the day or period as the register writes it.
    """

    event: str
    type: str
    label: str
    status: str
    body: str
    after: tuple[str, ...]
    earliest: date | None
    latest: date | None
    when: str
    scope: str
    old_name: str
    new_name: str
    instrument: str
    confidence: str
    source: str

    @property
    def ends(self) -> bool:
        """Whether it ends the body once it is done: a body that is itself among the results goes on."""
        return self.type in ENDING and self.body not in self.after


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the work of a body is on a day.

    Attributes
    ----------
    holders : tuple of str
        Each body that holds its work, or may; the body itself if it has not ended; none if it ended and nobody is named.
    possible : bool
        Whether a body on the way was split, or had several successors: each holder is then no more than possible.
    steps : tuple of Happening
        The ends that were followed, nearest first.
    lost : tuple of str
        Bodies on the way that ended with nobody named after them.
    doubts : tuple of Happening
        What may have happened by that day to the body or to one of its holders, and would move its work.
    confidence : str
        How sure the register is of the least sure step; empty if there is none.
    """

    body: str
    holders: tuple[str, ...]
    possible: bool
    steps: tuple[Happening, ...]
    lost: tuple[str, ...]
    doubts: tuple[Happening, ...]
    confidence: str

    @property
    def state(self) -> str:
        """``stands``, ``taken over``, ``possibly taken over`` or ``nobody named``."""
        if not self.steps:
            return "stands"
        if not self.holders:
            return "nobody named"
        return "possibly taken over" if self.possible else "taken over"


class History:
    """What is registered of bodies, seen from a day.

    Parameters
    ----------
    rows : iterable of mappings
        A row for each event, body before and body after, as the query of events gives them.
    on : date
        The day from which to look. An event has happened if its last day is no later; it may have happened if only its first day is no later.
    checked : date
        The day on which the register was checked: what it calls done was done by then, whatever its last day.

    Notes
    -----
    A body's present holder is followed over several steps. Each body is visited once, so that a register that goes round in a circle ends in nobody
    named. Time: of the order of the events that are followed.

    Examples
    --------
    >>> first = {"event": "e1", "type": "Merger", "label": "Merger", "status": "done", "before": "a", "after": "b", "earliest": date(2020, 1, 1),
    ...     "latest": date(2020, 3, 31), "edtf": "2020-01/2020-03", "confidence": "medium"}
    >>> second = first | {"event": "e2", "before": "b", "after": None, "type": "Closure", "earliest": date(2022, 1, 1), "latest": date(2022, 1, 1)}
    >>> for day in (date(2019, 1, 1), date(2020, 2, 1), date(2021, 1, 1), date(2023, 1, 1)):
    ...     there = History([first, second], day, date(2026, 1, 1)).standing("a")
    ...     print(there.state, there.holders, there.confidence, len(there.doubts))
    stands ('a',)  0
    stands ('a',)  1
    taken over ('b',) medium 0
    nobody named () medium 0
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]], on: date, checked: date) -> None:
        self.on, self.checked = on, checked
        self._known = _happenings(rows, checked)
        self._standing: dict[str, Standing] = {}

    def done(self, body: str) -> list[Happening]:
        """What has certainly happened to it by the day, in the order of time."""
        return [h for h in self._known.get(body, ()) if h.status == "done" and self._by(h.latest)]

    def doubtful(self, body: str) -> list[Happening]:
        """What may have happened to it by the day: the day lies between the first and the last day of the event."""
        return [h for h in self._known.get(body, ()) if h.status == "done" and self._by(h.earliest) and not self._by(h.latest)]

    def foretold(self, body: str) -> list[Happening]:
        """What is planned or announced of it and not done; nothing on a day before the check, since it is not registered since when that was known."""
        return [h for h in self._known.get(body, ()) if h.status != "done"] if self.on >= self.checked else []

    def overdue(self, happening: Happening) -> bool:
        """Whether what is planned or announced should have happened by the day."""
        return happening.latest is not None and happening.latest < self.on

    def newest(self) -> Happening | None:
        """Of all that is registered as done, what began last; None if nothing is."""
        done = [h for its in self._known.values() for h in its if h.status == "done" and h.earliest]
        return max(done, key=lambda h: (h.earliest, h.event, h.body), default=None)

    def later(self) -> int:
        """How many events are registered as done that had not happened by the day."""
        return len({h.event for its in self._known.values() for h in its if h.status == "done" and not self._by(h.earliest)})

    def name(self, body: str, known_as: str) -> str:
        """What the body is called on the day; `known_as` if no change of name is registered that would tell."""
        renames = [h for h in self._known.get(body, ()) if h.type == RENAMING and h.status == "done" and (h.new_name or h.old_name)]
        past = [h.new_name for h in renames if self._by(h.latest)]
        to_come = [h.old_name for h in renames if not self._by(h.latest)]
        return (past[-1] if past else next(iter(to_come), "")) or known_as

    def renamed(self, body: str) -> Happening | None:
        """The last change of name by the day, if there is one that says the new name."""
        return next((h for h in reversed(self.done(body)) if h.type == RENAMING and h.new_name), None)

    def standing(self, body: str) -> Standing:
        """Where its work is on the day."""
        if body not in self._standing:
            self._standing[body] = self._follow(body)
        return self._standing[body]

    def _by(self, day: date | None) -> bool:
        return day is None or day <= self.on

    def _ends(self, body: str) -> list[Happening]:
        return [h for h in self.done(body) if h.ends]

    def _follow(self, body: str) -> Standing:
        if not self._ends(body):
            return Standing(body, (body,), False, (), (), self._moving(body), "")
        met = self._reached(body)
        steps = tuple(h for each in met for h in self._ends(each))
        holders = tuple(each for each in met if not self._ends(each))
        lost = tuple(each for each in met if each not in holders and not any(h.after for h in self._ends(each)))
        doubts = tuple(h for each in holders for h in self._moving(each))
        weakest = max((h.confidence for h in steps), key=lambda sure: SURENESS.index(sure) if sure in SURENESS else len(SURENESS))
        return Standing(body, holders, any(map(self._divided, met)), steps, lost, doubts, weakest)

    def _reached(self, body: str) -> list[str]:
        """The body and all that came after it, each once, the nearest first."""
        met = {body: None}
        queue = [body]
        for each in queue:
            new = dict.fromkeys(after for h in self._ends(each) for after in h.after if after not in met)
            met |= new
            queue += new
        return queue

    def _divided(self, body: str) -> bool:
        """Whether one cannot tell which of several took the work over: it ended, and was split at some time, or several bodies came of it."""
        if not self._ends(body):
            return False
        parts = [h for h in self.done(body) if h.type in ENDING]
        return any(h.type == "Split" for h in parts) or len({after for h in parts for after in h.after}) > 1

    def _moving(self, body: str) -> tuple[Happening, ...]:
        return tuple(h for h in self.doubtful(body) if h.ends)


def _happenings(rows: Iterable[Mapping[str, Any]], checked: date) -> dict[str, list[Happening]]:
    """What is registered of each body, in the order of time; what is done was done by the day of the check."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["before"], row["event"]].append(row)
    found: dict[str, list[Happening]] = defaultdict(list)
    for (body, event), its in groups.items():
        row = its[0]
        after = tuple(sorted({r["after"] for r in its if r["after"]}))
        earliest, latest = row.get("earliest"), row.get("latest")
        if row["status"] == "done":
            latest = min(latest or checked, checked)
            earliest = min(earliest, latest) if earliest else None
        words = (row.get(column) or "" for column in ("edtf", "scope", "old_name", "new_name", "instrument", "confidence", "source"))
        found[body].append(Happening(event, row["type"], row["label"], row["status"], body, after, earliest, latest, *words))
    return {body: sorted(its, key=lambda h: (h.earliest or date.min, h.event)) for body, its in found.items()}
