"""What became of the bodies of a plan by now, the day on which the registers were checked: a few words beside a body, and what to do where it has ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from concordat.graph.analysis.holders import History
from concordat.graph.answer import Column
from concordat.graph.facts import checked_on
from concordat.graph.given import Given, day, table

NOT_KNOWN = "not known"
NOW = Column("now", "what became of it by the day on which the registers were checked, and who holds its work; empty where no change is registered; said as possible or planned where it is no more")
NOW_OF_SEVERAL = Column("now", "which of these bodies changed by the day on which the registers were checked, and who holds their work; empty where no change is registered; said as possible or planned where it is no more")
_TOLD = 3  # bodies that have ended of which a cell tells what came after them
_NAMED = 10  # bodies that it names; of more it says how many they are
_SURE = {"low": " (weak evidence)", "medium": " (fairly sure)"}


@dataclass(frozen=True)
class Present:
    """Where the work of bodies is now; nothing is known of any if the graph holds no register (``history`` is None).

    ``labels`` the names of bodies that the registers or the plan have; ``unregistered`` those of which nothing can be known; ``wholes`` the bodies
    under which the register places a body; ``classes`` names for many bodies that have ended or are to end.
    """

    history: History | None
    labels: dict[str, str]
    unregistered: frozenset[str] = frozenset()
    wholes: Mapping[str, list[str]] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()

    def ended(self, body: str) -> bool:
        """Whether it has ended, surely or by weak evidence."""
        return self.history is not None and bool(self.history.standing(body).steps)

    def name(self, body: str) -> str:
        """What it is called now."""
        return self.history.name(body, self.labels[body]) if self.history else self.labels[body]

    def holders(self, body: str) -> list[str]:
        """The names of those who hold its work, or may; none if nobody is named."""
        return sorted(map(self.name, self.history.standing(body).holders)) if self.history else [self.name(body)]

    def holds(self, one: str, other: str) -> bool:
        """Whether the one surely holds the work of the other, which has ended."""
        if not self.ended(other) or self.history is None:
            return False
        standing = self.history.standing(other)
        return standing.holders == (one,) and not standing.possible

    def of(self, body: str) -> str:
        """What became of a body: empty where no change is registered, NOT_KNOWN where it is in no register."""
        if self.history is None:
            return ""
        if body in self.unregistered:
            return NOT_KNOWN
        told = [self._after(body)] if self.ended(body) else [self._renamed(body), self._doubt(body), *self._planned(body)]
        return "; ".join(filter(None, told))

    def of_several(self, bodies: Iterable[str]) -> str:
        """What became of those that changed, each after its name unless it is the only body; first those that ended, of many of them only their names."""
        each_once = list(dict.fromkeys(bodies))
        if len(each_once) == 1:
            return self.of(each_once[0])
        changed = [body for body in each_once if self.of(body) not in ("", NOT_KNOWN)]
        ended, other = ([body for body in changed if self.ended(body) == gone] for gone in (True, False))
        told = [f"{self.labels[body]}: {self.of(body)}" for body in (*(ended if len(ended) <= _TOLD else ()), *other)]
        many = [f"ended: {_counted([self.labels[body] for body in ended])}"] if len(ended) > _TOLD else []
        return "; ".join(many + told)

    def gone(self, body: str, after_it: bool = False) -> str:
        """Of a body that ended, how sure that is, to follow its name or, if `after_it`, the word it: it has ended, or it seems to have."""
        many = not after_it and body in self.classes and self.labels[body].endswith("s")
        if self.history and self.history.standing(body).confidence == "low":
            return f"{'seem' if many else 'seems'} to have ended"
        return "have ended" if many else "has ended"

    def whom(self, body: str) -> str:
        """Of a body that ended, whom to ask about its work."""
        holders = self.holders(body)
        if not holders:
            return "nobody is named after it, so find somebody who takes its part"
        probably = "probably " if self.history and self.history.standing(body).confidence in _SURE else ""
        return f"its work is {probably}with {holders[0]} now" if len(holders) == 1 and not self._possible(body) else "ask which of those named under now holds its part, if any does"

    def notes(self, bodies: Iterable[str]) -> tuple[str, ...]:
        """What the column of the present rests on."""
        if self.history is None:
            return ("Bodies are named as in the plan. This graph holds no registers, so what became of them is not known.",)
        known = list(bodies)
        unknown = sum(body in self.unregistered for body in known)
        bare = f" Nothing can be told of {unknown} of {len(known)} bodies, since they are in no register." if unknown else ""
        return (f"Bodies are named as in the plan. The column now has what the registers, checked on {self.history.on}, know of them; days, laws and sources: concordat report today.{bare}",)

    def _possible(self, body: str) -> bool:
        return self.history is not None and self.history.standing(body).possible

    def _after(self, body: str) -> str:
        sure = _SURE.get(self.history.standing(body).confidence, "") if self.history else ""
        holders = self.holders(body)
        if not holders:
            return f"ended, nobody named{sure}"
        return f"ended, {'possibly ' if self._possible(body) else 'now '}{_either(holders)}{sure}"

    def _renamed(self, body: str) -> str:
        return "" if self.name(body) == self.labels[body] else f"now called {self.name(body)}"

    def _doubt(self, body: str) -> str:
        """Where the end of what stands above it leaves it open whether it goes on."""
        above = [self.labels[whole] for whole in self.wholes.get(body, []) if self.ended(whole)]
        return f"may have ended with {above[0]}" if above else ""

    def _planned(self, body: str) -> list[str]:
        found = [h for h in self.history.foretold(body) if h.ends] if self.history else []
        return [f"{h.label.lower()} {h.status}, {'work to ' + ', '.join(sorted(map(self.name, h.after))) if h.after else 'nobody named'}" for h in found]


def _counted(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= _NAMED else f"{len(names)} bodies"


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def present(given: Given, seen_from: str | None = None) -> Present:
    """Where the work of the bodies of a plan is on a day, left out that on which the registers in its graph were checked."""
    checked = checked_on(given.graph.store)
    labels = {row[end]: row[f"{end}_name"] for row in given.events for end in ("before", "after") if row[end]}
    wholes: dict[str, list[str]] = defaultdict(list)
    for row in table(given.graph, "parents"):
        wholes[row["body"]].append(row["parent"])
        labels.setdefault(row["parent"], row["parent_name"])
    labels |= {row["body"]: row["name"] for row in given.responsibilities}
    last = day(checked) if checked else None
    on = day(seen_from) if seen_from and last else last
    unregistered = frozenset(row["body"] for row in table(given.graph, "unregistered"))
    classes = frozenset(row["before"] for row in given.events if row["before_kind"] == "class")
    return Present(History(given.events, on, last) if on and last else None, labels, unregistered, wholes, classes)
