"""What changed between two editions as a whole: actions added, dropped, split, merged, renumbered and moved, sections, columns, and each action's own changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from concordat.graph.diff import changes, sections, words
from concordat.graph.diff.bodies import Bodies
from concordat.graph.diff.changes import Change, Two
from concordat.graph.diff.editions import Action, Edition
from concordat.graph.diff.matching import Matching, matching

NEAR = 0.3  # likeness of the nearest action from which on it is said of one that is added or dropped
NAMED = 8  # actions that are named at most where a column is
UNITED = ("partners", "body_classes", "legislation", "policies", "funding")  # what the parts of a split have together


@dataclass(frozen=True)
class Comparison:
    """Two editions, which action became which, and every change in the order of the plan."""

    old: Edition
    new: Edition
    matching: Matching
    changes: tuple[Change, ...]
    typographic: int


def compare(old: Edition, new: Edition) -> Comparison:
    """Everything that changed from one edition to the other."""
    found = matching(old.actions, new.actions)
    plan = _Plans(old, new, found)
    placed = [*plan.whole(), *plan.lost(), *plan.gained(), *plan.parted(), *plan.kept()]
    ordered = tuple(change for _, change in sorted(placed, key=lambda each: each[0]))
    typographic = sum(a.wording.text != b.wording.text and a.wording.key == b.wording.key for a, b in plan.firm())
    return Comparison(old, new, found, ordered, typographic)


class _Plans:
    """Puts each change where a reader of the new edition looks for it; what is gone stands where it stood."""

    def __init__(self, old: Edition, new: Edition, found: Matching) -> None:
        self.old, self.new, self.found = old, new, found
        self.bodies = Bodies({**old.takeovers, **new.takeovers}, {**old.names, **new.names}, new.issued)
        self.places = {match.old: match.new for match in found.matches}
        self.sections = sections.became(old.actions, new.actions, found.matches)
        self.several = all(len({action.section for action in side.actions}) > 1 for side in (old, new))
        self.numbered = all(any(action.ref for action in side.actions) for side in (old, new))
        headings = [{heading for action in side.actions for heading in action.record["other"]} for side in (old, new)]
        self.headings, self.apart = sorted(headings[0] & headings[1]), [sorted(headings[0] - headings[1]), sorted(headings[1] - headings[0])]

    def firm(self) -> Iterator[tuple[Action, Action]]:
        """The actions that are the same beyond doubt."""
        return ((self.old.actions[m.old], self.new.actions[m.new]) for m in self.found.matches)

    def _where(self, old: int) -> float:
        """Behind what the action before it became."""
        return next((self.places[at] + 0.5 for at in range(old, -1, -1) if at in self.places), -0.5)

    def whole(self) -> Iterator[tuple[float, Change]]:
        """Sections and columns."""
        yield from ((-1, change) for change in sections.changed(self.old.actions, self.new.actions, self.sections))
        yield from ((-1, _column("dropped", heading, self.old.actions)) for heading in self.apart[0])
        yield from ((-1, _column("added", heading, self.new.actions)) for heading in self.apart[1])

    def lost(self) -> Iterator[tuple[float, Change]]:
        """Actions that are in the old edition only, as far as can be told."""
        doubtful = {match.old: match for match in self.found.doubtful}
        for at in self.found.dropped:
            action = self.old.actions[at]
            perhaps = (doubtful[at].new, doubtful[at].why) if at in doubtful else None
            what, sure, why = _alone("Dropped", "perhaps it became", perhaps, self.found.near_old.get(at), self.new.actions)
            yield self._where(at), Change("dropped", action.name, "", what, old_words=action.record["text"], old_at=action.record["at"], sure=sure, why=why)

    def gained(self) -> Iterator[tuple[float, Change]]:
        """Actions that are in the new edition only, as far as can be told."""
        doubtful = {match.new: match for match in self.found.doubtful}
        for at in self.found.added:
            action = self.new.actions[at]
            perhaps = (doubtful[at].old, doubtful[at].why) if at in doubtful else None
            what, sure, why = _alone("Added", "perhaps it was", perhaps, self.found.near_new.get(at), self.old.actions)
            yield at, Change("added", "", action.name, what, new_words=action.record["text"], new_at=action.record["at"], sure=sure, why=why)

    def kept(self) -> Iterator[tuple[float, Change]]:
        """Actions that are in both: their number, their section, and all else."""
        for match in self.found.matches:
            two = Two(self.old.actions[match.old], self.new.actions[match.new], match.sure, match.why, self.bodies)
            if self.numbered and two.old.ref != two.new.ref:
                yield match.new, two.change("renumbered", f"Renumbered: {two.old.ref or 'no reference'}, now {two.new.ref or 'no reference'}", **two.places)
            if self._moved(two):
                told = f"Moved from section {sections.called(two.old.section)} to section {sections.called(two.new.section)}"
                yield match.new, two.change("moved", told, **two.places)
            yield from ((match.new, change) for change in changes.changes(two))
            yield from ((match.new, change) for heading in self.headings for change in changes.other(two, heading))

    def _moved(self, two: Two) -> bool:
        return self.several and self.sections.get(two.old.section) != two.new.section

    def parted(self) -> Iterator[tuple[float, Change]]:
        """Actions that were split or merged; what changed besides."""
        for parts in self.found.splits:
            whole, pieces = self.old.actions[parts.whole], [self.new.actions[at] for at in parts.parts]
            two = Two(whole, _together(pieces), parts.sure, parts.why, self.bodies)
            yield parts.parts[0], _parted("split", f"{whole.name} was split into {_listed(pieces)}", two)
            pairs = [replace(two, new=piece) for piece in pieces]
            yield from ((parts.parts[0], change) for change in _besides(two, pairs))
        for parts in self.found.merges:
            whole, pieces = self.new.actions[parts.whole], [self.old.actions[at] for at in parts.parts]
            two = Two(_together(pieces), whole, parts.sure, parts.why, self.bodies)
            yield parts.whole, _parted("merged", f"{_listed(pieces)} were merged into {whole.name}", two)
            pairs = [replace(two, old=piece) for piece in pieces]
            yield from ((parts.whole, change) for change in _besides(two, pairs))


def _column(verb: str, heading: str, actions: Sequence[Action]) -> Change:
    filled = [action.name for action in actions if heading in action.record["other"]]
    names = ", ".join(filled[:NAMED]) + (" ..." if len(filled) > NAMED else "")
    return Change(f"column {verb}", "", "", f'Column {verb}: "{heading}", filled in {len(filled)} action{"s" if len(filled) > 1 else ""} ({names})')


def _alone(verb: str, was: str, perhaps: tuple[int, str] | None, near: tuple[int, float] | None, others: Sequence[Action]) -> tuple[str, str, str]:
    """What to say of an action without a counterpart, how sure that is, and why."""
    if perhaps:
        return f"{verb}; {was} {others[perhaps[0]].name}", "low", perhaps[1]
    if near and near[1] >= NEAR:
        return verb, "medium", f"the nearest is {others[near[0]].name}, texts {round(100 * near[1])}% alike"
    return verb, "high", "no action like it in the other edition"


def _parted(kind: str, what: str, two: Two) -> Change:
    same = two.old.wording.key == two.new.wording.key
    marks = None if same else words.marked(two.old.wording, two.new.wording)
    return two.change(kind, what, words=marks, old_words=two.old.record["text"], new_words=two.new.record["text"], **two.places)


def _besides(two: Two, pairs: Sequence[Two]) -> Iterator[Change]:
    """What each part has of its own (leads, dates, status), and what they have together."""
    for pair in pairs:
        for compare in (changes.leads, changes.dates, changes.states):
            yield from compare(pair)
    for compare in (changes.partners, changes.money, changes.laws, changes.policies):
        yield from compare(two)


def _together(pieces: Sequence[Action]) -> Action:
    """Several actions as if they were one: their texts in order, and everything that any of them names."""
    record = dict(pieces[0].record)
    record["text"] = " ".join(piece.record["text"] for piece in pieces)
    record["at"] = "; ".join(piece.record["at"] for piece in pieces)
    for field in UNITED:
        record[field] = [item for piece in pieces for item in piece.record[field]]
    record["unnamed_partners"] = any(piece.record["unnamed_partners"] for piece in pieces)
    sure = {thing: said for piece in pieces for thing, said in piece.sure.items()}
    return Action(", ".join(piece.name for piece in pieces), pieces[0].order, record, sure)


def _listed(pieces: Sequence[Action]) -> str:
    names = [piece.name for piece in pieces]
    return f"{', '.join(names[:-1])} and {names[-1]}"
