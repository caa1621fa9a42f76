"""What changed between two editions as a whole: actions added, dropped, split, merged, renumbered and moved, sections, columns, and each action's own changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from concordat.graph.diff import changes, words
from concordat.graph.diff.changes import Change, Two
from concordat.graph.diff.editions import Action, Edition
from concordat.graph.diff.matching import Match, Matching, Parts, matching
from concordat.graph.diff.words import Wording

Section = tuple[str, str]  # number and title
ALIKE = 0.6  # of the letters of two titles of sections with the same number
NEAR = 0.3  # likeness of the nearest action from which on it is said of one that is added or dropped
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
        self.heirs = {**old.heirs, **new.heirs}
        self.places = {match.old: match.new for match in found.matches}
        self.sections = _sections(old.actions, new.actions, found.matches)
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
        for before, after in self.sections.items():
            if before[0] != after[0] or words.key(before[1]) != words.key(after[1]):
                marks = words.marked(Wording(before[1]), Wording(after[1])) if words.key(before[1]) != words.key(after[1]) else None
                verb = "renamed" if before[0] == after[0] else "renumbered and renamed" if marks else "renumbered"
                yield -1, Change("section changed", _numbered(before), _numbered(after), f"Section {verb}: {_called(before)}, now {_called(after)}", marks, old_words=_called(before), new_words=_called(after))
        mine, other = (list(dict.fromkeys(action.section for action in side.actions)) for side in (self.old, self.new))
        if len(mine) > 1 or len(other) > 1:
            yield from ((-1, Change("section dropped", _numbered(s), "", f"Section dropped: {_called(s)}", old_words=_called(s))) for s in mine if any(s) and s not in self.sections)
            yield from ((-1, Change("section added", "", _numbered(s), f"Section added: {_called(s)}", new_words=_called(s))) for s in other if any(s) and s not in self.sections.values())
        for kind, side, headings in (("dropped", self.old, self.apart[0]), ("added", self.new, self.apart[1])):
            for heading in headings:
                filled = [action.name for action in side.actions if heading in action.record["other"]]
                told = f'Column {kind}: "{heading}", filled in {len(filled)} action{"s" if len(filled) > 1 else ""} ({", ".join(filled[:8])}{" ..." if len(filled) > 8 else ""})'
                yield -1, Change(f"column {kind}", "", "", told)

    def lost(self) -> Iterator[tuple[float, Change]]:
        """Actions that are in the old edition only, as far as can be told."""
        doubtful = {match.old: match for match in self.found.doubtful}
        for at in self.found.dropped:
            action = self.old.actions[at]
            what, sure, why = _alone("Dropped", doubtful.get(at), self.found.near_old.get(at), lambda new: self.new.actions[new].name, "it became", old=True)
            yield self._where(at), Change("dropped", action.name, "", what, old_words=action.record["text"], old_at=action.record["at"], sure=sure, why=why)

    def gained(self) -> Iterator[tuple[float, Change]]:
        """Actions that are in the new edition only, as far as can be told."""
        doubtful = {match.new: match for match in self.found.doubtful}
        for at in self.found.added:
            action = self.new.actions[at]
            what, sure, why = _alone("Added", doubtful.get(at), self.found.near_new.get(at), lambda old: self.old.actions[old].name, "it was", old=False)
            yield at, Change("added", "", action.name, what, new_words=action.record["text"], new_at=action.record["at"], sure=sure, why=why)

    def kept(self) -> Iterator[tuple[float, Change]]:
        """Actions that are in both: their number, their section, and all else."""
        for match in self.found.matches:
            two = Two(self.old.actions[match.old], self.new.actions[match.new], match.sure, match.why, self.heirs)
            if self.numbered and two.old.ref != two.new.ref:
                yield match.new, two.change("renumbered", f"Renumbered: {two.old.ref or 'no reference'}, now {two.new.ref or 'no reference'}", old_at=two.old.record["at"], new_at=two.new.record["at"])
            if self._moved(two):
                told = f"Moved from section {_called(two.old.section)} to section {_called(two.new.section)}"
                yield match.new, two.change("moved", told, old_at=two.old.record["at"], new_at=two.new.record["at"])
            yield from ((match.new, change) for change in changes.changes(two))
            yield from ((match.new, change) for heading in self.headings for change in changes.other(two, heading))

    def _moved(self, two: Two) -> bool:
        return self.several and self.sections.get(two.old.section) != two.new.section

    def parted(self) -> Iterator[tuple[float, Change]]:
        """Actions that were split or merged; what changed besides."""
        for parts in self.found.splits:
            whole, pieces = self.old.actions[parts.whole], [self.new.actions[at] for at in parts.parts]
            two = Two(whole, _together(pieces), parts.sure, parts.why, self.heirs)
            yield parts.parts[0], _parted("split", f"{whole.name} was split into {_listed(pieces)}", two)
            pairs = [replace(two, new=piece) for piece in pieces]
            yield from ((parts.parts[0], change) for change in _besides(two, pairs))
        for parts in self.found.merges:
            whole, pieces = self.new.actions[parts.whole], [self.old.actions[at] for at in parts.parts]
            two = Two(_together(pieces), whole, parts.sure, parts.why, self.heirs)
            yield parts.whole, _parted("merged", f"{_listed(pieces)} were merged into {whole.name}", two)
            pairs = [replace(two, old=piece) for piece in pieces]
            yield from ((parts.whole, change) for change in _besides(two, pairs))


def _alone(verb: str, doubtful: Match | None, near: tuple[int, float] | None, name, was: str, old: bool) -> tuple[str, str, str]:
    """What to say of an action without a counterpart, how sure that is, and why."""
    if doubtful:
        return f"{verb}; perhaps {was} {name(doubtful.new if old else doubtful.old)}", "low", doubtful.why
    if near and near[1] >= NEAR:
        return verb, "medium", f"the nearest is {name(near[0])}, texts {round(100 * near[1])}% alike"
    return verb, "high", "no action like it in the other edition"


def _parted(kind: str, what: str, two: Two) -> Change:
    same = two.old.wording.key == two.new.wording.key
    marks = None if same else words.marked(two.old.wording, two.new.wording)
    return two.change(kind, what, words=marks, old_words=two.old.record["text"], new_words=two.new.record["text"], old_at=two.old.record["at"], new_at=two.new.record["at"])


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


# ---- sections


def _called(section: Section) -> str:
    return " ".join(part for part in section if part) or "without a heading"


def _numbered(section: Section) -> str:
    """What stands in the place of a reference: an action may be called as its section is."""
    return f"section {section[0]}".strip()


def _sections(old: Sequence[Action], new: Sequence[Action], matches: Sequence[Match]) -> dict[Section, Section]:
    """What each section became: the one of the same title, else where most of its actions went, else the one of its number if the title is alike."""
    mine, other = (list(dict.fromkeys(action.section for action in side)) for side in (old, new))
    went = Counter((old[m.old].section, new[m.new].section) for m in matches)
    found: dict[Section, Section] = {}
    for rule in (_same_section, _same_title, lambda a, b: _most_went(went, a, b), _same_number):
        for section in mine:
            free = [each for each in other if each not in found.values() and rule(section, each)]
            if section not in found and free:
                found[section] = free[0]
    return {section: found[section] for section in mine if section in found}


def _same_section(old: Section, new: Section) -> bool:
    return old == new


def _same_title(old: Section, new: Section) -> bool:
    return bool(old[1]) and words.key(old[1]) == words.key(new[1])


def _most_went(went: Counter[tuple[Section, Section]], old: Section, new: Section) -> bool:
    return went[old, new] > sum(count for (section, _), count in went.items() if section == old) / 2


def _same_number(old: Section, new: Section) -> bool:
    from difflib import SequenceMatcher

    return old[0] == new[0] and SequenceMatcher(None, words.key(old[1]), words.key(new[1]), autojunk=False).ratio() >= ALIKE
