"""What changed between two editions of a plan, action by action, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concordat.graph.answer import Answer, Column, Value
from concordat.graph.diff.changes import KINDS
from concordat.graph.diff.editions import Edition, edition
from concordat.graph.errors import UsageError

if TYPE_CHECKING:
    from concordat.graph.diff.plans import Comparison

__all__ = ["KINDS", "Differences", "Edition", "diff", "edition", "kinds"]

_SUMMARY = (Column("about", "whether actions or changes are counted"), Column("what"), Column("number"), Column("meaning", "what is counted"))
_CHANGES = (
    Column("kind", "what kind of change it is"),
    Column("old_ref", "the action in the old edition: its reference, or what the build calls it"),
    Column("new_ref", "the action in the new edition"),
    Column("what", "the change in words"),
    Column("words", "the words with what went and what came; three dots stand for words that stayed the same"),
    Column("old_words", "the words that went, or that it was read from in the old edition"),
    Column("new_words", "the words that came, or that it was read from in the new edition"),
    Column("old_at", "where they stand in the old document: code points, or the cell", True),
    Column("new_at", "where they stand in the new document", True),
    Column("sure", "how sure: high, medium or low"),
    Column("why", "why the two actions are taken for the same, or for none", True),
    Column("least_days", "by how many days a date moved at least; negative if it came nearer"),
    Column("most_days", "by how many days it moved at most"),
)
_ON_A_PAGE = tuple(column for column in _CHANGES if column.name not in ("old_words", "new_words", "least_days", "most_days"))
_MATCHES = (
    Column("old_ref", "the action in the old edition"),
    Column("new_ref", "the action in the new edition"),
    Column("sure", "how sure that they are the same; low is shown as dropped and added"),
    Column("why", "on what grounds"),
    Column("changes", "how many changes of it are listed"),
    Column("text", "the action in the new edition"),
)


def kinds(names: Sequence[str]) -> tuple[str, ...]:
    """Kinds of change by their names, with blanks or hyphens.

    Raises
    ------
    UsageError
        If there is no such kind; the nearest is offered.
    """
    chosen = tuple(" ".join(name.casefold().replace("-", " ").split()) for name in names)
    for name, kind in zip(names, chosen):
        if kind not in KINDS:
            from difflib import get_close_matches

            near = get_close_matches(kind, KINDS, n=1)
            raise UsageError(f"there is no kind of change called {name!r}; {f'did you mean {near[0]}? ' if near else ''}The kinds are {', '.join(KINDS)}")
    return chosen


@dataclass(frozen=True)
class Differences:
    """What changed, as tables: all counted, each change in plan order, and which action became which; and in one line."""

    summary: Answer
    changes: Answer
    matches: Answer
    line: str


def diff(old: Edition, new: Edition, only: Sequence[str] = (), page: bool = False) -> Differences:
    """What changed from one edition to the other.

    Parameters
    ----------
    old, new : Edition
        See `edition`.
    only : sequence of str
        Kinds of change that are listed; the summary counts all.
    page : bool
        Whether it is for reading (table, md, html): the words of both sides then stand in one column; else there is a column for each, and for the days.
    """
    from concordat.graph.diff.plans import compare

    found = compare(old, new)
    listed = kinds(only)
    rows = tuple(change.on_a_page if page else change.row for change in found.changes if not listed or change.kind in listed)
    notes = [f"Only {', '.join(listed)}."] if listed else []
    if any("-" in change.old_at + change.new_at for change in found.changes):
        notes.append("A place such as 11962-11964 counts the characters of the file from 0, the end not included.")
    title = f"What changed from {old.name} to {new.name}"
    question = "What has changed, on which words, and how sure is it?"
    listing = Answer("changes", title, _ON_A_PAGE if page else _CHANGES, rows, question, tuple(notes))
    line = _line(found) + (f"; {len(rows)} listed" if listed else "")
    return Differences(_summary(found), listing, _matches(found), line)


def _line(found: Comparison) -> str:
    """The summary in one line."""
    counts = Counter(change.kind for change in found.changes)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    kept = f"{len(found.old.actions)} actions before, {len(found.new.actions)} now, {len(found.matching.matches)} in both"
    number = f"{len(found.changes)} change{'' if len(found.changes) == 1 else 's'}" if told else "no differences"
    texts = f"; {found.typographic} in typography only" if found.typographic else ""
    return f"{found.old.name} to {found.new.name}: {kept}; {number}{f' ({told})' if told else ''}{texts}"


def _summary(found: Comparison) -> Answer:
    sure = Counter(match.sure for match in found.matching.matches)
    changed = {change.new for change in found.changes}
    names = [found.new.actions[match.new].name for match in found.matching.matches]
    rows: list[tuple[Value, ...]] = [
        ("actions", "old edition", len(found.old.actions), found.old.name),
        ("actions", "new edition", len(found.new.actions), found.new.name),
        ("actions", "in both, high confidence", sure["high"], "the same action beyond doubt"),
        ("actions", "in both, medium confidence", sure["medium"], "the same action, as far as can be told"),
        ("actions", "perhaps in both, low confidence", len(found.matching.doubtful), "each is counted as dropped and as added, and named there"),
        ("actions", "unchanged", sum(name not in changed for name in names), "in both, with no change listed"),
    ]
    counts = Counter(change.kind for change in found.changes)
    rows += [("changes", kind, counts[kind], about) for kind, about in KINDS.items() if counts[kind]]
    notes = [f"{side.name} prints no references, so none can have changed." for side in (found.old, found.new) if not any(action.ref for action in side.actions)]
    if found.typographic:
        texts = "1 more text differs" if found.typographic == 1 else f"{found.typographic} more texts differ"
        notes.append(f"{texts} in typography only (case, hyphens, bullets, stops): no change.")
    if not found.changes:
        notes.append("No differences.")
    return Answer("summary", f"Changes from {found.old.name} to {found.new.name}, counted", _SUMMARY, tuple(rows), "How much has changed?", tuple(notes))


def _matches(found: Comparison) -> Answer:
    old, new = found.old.actions, found.new.actions
    counts = Counter((change.old, change.new) for change in found.changes)
    pairs = [(m.new, old[m.old].name, new[m.new].name, m.sure, m.why) for m in (*found.matching.matches, *found.matching.doubtful)]
    pairs += [(p.parts[0], old[p.whole].name, ", ".join(new[part].name for part in p.parts), p.sure, f"split: {p.why}") for p in found.matching.splits]
    pairs += [(p.whole, ", ".join(old[part].name for part in p.parts), new[p.whole].name, p.sure, f"merged: {p.why}") for p in found.matching.merges]
    rows = tuple((before, after, sure, why, counts[before, after], new[at].record["text"]) for at, before, after, sure, why in sorted(pairs))
    return Answer("matches", "Which action became which", _MATCHES, rows, "On what grounds are two actions taken for the same?")
