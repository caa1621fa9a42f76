"""Sections of two editions: which became which, and what is to be said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from concordat.graph.diff import words
from concordat.graph.diff.changes import Change
from concordat.graph.diff.editions import Action
from concordat.graph.diff.matching import Match
from concordat.graph.diff.words import Wording

Section = tuple[str, str]  # number and title
ALIKE = 0.6  # of the letters of two titles of sections with the same number


def called(section: Section) -> str:
    """Number and title as people read them."""
    return " ".join(part for part in section if part) or "without a heading"


def changed(old: Sequence[Action], new: Sequence[Action], same: Mapping[Section, Section]) -> Iterator[Change]:
    """Sections under another number or title, those that are gone, and those that are new; a plan without sections has none to lose."""
    for before, after in same.items():
        retitled = words.key(before[1]) != words.key(after[1])
        if before[0] != after[0] or retitled:
            marks = words.marked(Wording(before[1]), Wording(after[1])) if retitled else None
            verb = "renamed" if before[0] == after[0] else "renumbered and renamed" if retitled else "renumbered"
            told = f"Section {verb}: {called(before)}, now {called(after)}"
            yield Change("section changed", _numbered(before), _numbered(after), told, marks, old_words=called(before), new_words=called(after))
    mine, other = _in(old), _in(new)
    if max(len(mine), len(other)) > 1:
        gone = (section for section in mine if any(section) and section not in same)
        come = (section for section in other if any(section) and section not in same.values())
        yield from (Change("section dropped", _numbered(section), "", f"Section dropped: {called(section)}", old_words=called(section)) for section in gone)
        yield from (Change("section added", "", _numbered(section), f"Section added: {called(section)}", new_words=called(section)) for section in come)


def _in(actions: Sequence[Action]) -> list[Section]:
    return list(dict.fromkeys(action.section for action in actions))


def _numbered(section: Section) -> str:
    """What stands in the place of a reference: an action may be called as its section is."""
    return f"section {section[0]}".strip()


def became(old: Sequence[Action], new: Sequence[Action], matches: Sequence[Match]) -> dict[Section, Section]:
    """What each section became: the one of the same title, else where most of its actions went, else the one of its number if the title is alike."""
    mine, other = _in(old), _in(new)
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
