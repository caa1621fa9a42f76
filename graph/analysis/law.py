"""What changes of the law mean for actions that rest on it: which change bears on which citation, and how it lies in time. No legal advice is in it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

# What bears on an action, the most pressing first.
KINDS = (
    "repealed", "asked-for", "put-into-effect", "changed", "part-changed", "enacted", "commenced", "part-commenced",
    "uncommenced", "still-a-bill", "partly-in-force", "not-in-force", "part-not-in-force", "not-registered", "no-change", "before",
)  # fmt: skip
_STANDING = {"commencement-not-confirmed": "uncommenced", "bill": "still-a-bill", "partly-in-force": "partly-in-force"}  # how a law itself may stand
_IN_FORCE = "in-force"
_COMMENCED = "commenced"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a law as the register has it. ``by_whole`` is the Act of which ``by`` is a section; ``day`` is None if it is not recorded."""

    law: Hashable
    by: Hashable
    by_whole: Hashable
    effect: str
    status: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Bearing:
    """What bears on a citation: its kind, one of `KINDS`, and the changes behind it, which one Act makes from one day, as far as it has come.

    ``placed`` says where they lie against the plan (before, at, after, unknown); it is empty where there is no change.
    """

    kind: str
    changes: tuple[Change, ...] = ()
    placed: str = ""


def against_plan(day: date | None, first: date | None, last: date | None) -> str:
    """Whether a day lies before the time in which a plan was issued, `at` that time, or after; unknown if one of them is.

    Examples
    --------
    >>> against_plan(date(2017, 12, 11), date(2016, 10, 1), date(2016, 10, 31))
    'after'
    """
    if day is None or last is None:
        return "unknown"
    return "after" if day > last else "before" if day < (first or last) else "at"


def against_finish(day: date | None, kind: str, first: date | None, last: date | None) -> str:
    """Whether a day lies before the time in which an action is to finish, within it or after it.

    Parameters
    ----------
    day : date or None
        When a change came into force.
    kind : str
        Of the finish: dated, ongoing, long-term, tbc or unstated.
    first, last : date or None
        Its bounds; "by April 2017" has no first day.

    Returns
    -------
    str
        before, within or after; ongoing where the action has no end; open where no finish is stated or the day is not known.

    Examples
    --------
    >>> against_finish(date(2017, 12, 11), "dated", date(2017, 4, 1), date(2017, 4, 30))
    'after'
    >>> against_finish(date(2017, 12, 11), "dated", date(2017, 1, 1), date(2017, 12, 31))
    'within'
    """
    if kind in ("ongoing", "long-term"):
        return "ongoing"
    if day is None or last is None:
        return "open"
    return "after" if day > last else "within" if first is not None and day >= first else "before"


def bearings(law: Hashable, own: Iterable[Change], parts: Iterable[Change], deeds: Collection[str], issued: tuple[date | None, date | None], status: str | None, enacted: bool) -> list[Bearing]:
    """What bears on an action that cites a law.

    Parameters
    ----------
    law : Hashable
        What is cited: an Act, one of its sections, or a Bill.
    own, parts : Iterable[Change]
        Changes of that very law; of an Act that is cited as a whole, changes of its sections.
    deeds : Collection[str]
        What the action does to the law: changes, puts-into-effect or another word.
    issued : tuple[date or None, date or None]
        First and last day on which the plan may have been issued.
    status : str or None
        How the law stands in the register; None if the register does not have it.
    enacted : bool
        Whether it is a Bill that has become an Act.

    Returns
    -------
    list[Bearing]
        In the order of `KINDS`, then by day; never empty: a law of which no change since the plan is known has ``no-change`` or ``not-registered``.

    Examples
    --------
    >>> change = Change("s1", "s80", "act", "amended", "in-force", date(2017, 12, 11))
    >>> [b.kind for b in bearings("s1", [change], [], ["changes"], (None, date(2016, 10, 31)), "in-force", False)]
    ['asked-for']
    """
    groups: dict[tuple[str, Hashable, str, date | None, str], list[Change]] = {}
    for part, change in [*((False, c) for c in own), *((True, c) for c in parts)]:
        placed = against_plan(change.day, *issued)
        groups.setdefault((_kind(change, part, deeds, placed), change.by_whole, change.status, change.day, placed), []).append(change)
    found = [Bearing(key[0], tuple(changes), key[4]) for key, changes in groups.items()]
    if status == "repealed" and not any(c.effect in ("omitted", "repealed") for b in found for c in b.changes):
        found.append(Bearing("repealed"))
    if enacted:
        found.append(Bearing("enacted"))
    elif status in _STANDING and not any(b.kind == "commenced" for b in found):
        found.append(Bearing(_STANDING[status]))
    if all(b.kind == "before" for b in found):
        found.append(Bearing("no-change" if status is not None else "not-registered"))
    return sorted(found, key=lambda b: (KINDS.index(b.kind), str(b.changes[0].day) if b.changes else "", str(b.changes[0].by_whole) if b.changes else ""))


def _kind(change: Change, part: bool, deeds: Collection[str], placed: str) -> str:
    if change.status != _IN_FORCE:
        return "part-not-in-force" if part else "not-in-force"
    if placed == "before":
        return "before"
    if change.effect == _COMMENCED:
        return "part-commenced" if part else "commenced"
    if "changes" in deeds:
        return "asked-for"
    if part:
        return "part-changed"
    return "put-into-effect" if "puts-into-effect" in deeds else "changed"


def by_whole(citations: Iterable[tuple[Hashable, Hashable, Hashable]]) -> Mapping[Hashable, tuple[list[Hashable], list[Hashable], list[Hashable]]]:
    """Who cites each Act: all actions, each once; those that cite it by itself; those that cite a section of it.

    Parameters
    ----------
    citations : Iterable[tuple]
        Action, law, and the Act of which the law is a section (of anything else the law itself), in plan order.

    Examples
    --------
    >>> by_whole([("1", "s135", "act"), ("1", "s136", "act"), ("2", "act", "act")])
    {'act': (['1', '2'], ['2'], ['1'])}
    """
    found: dict[Hashable, tuple[dict, dict, dict]] = {}
    for action, law, whole in citations:
        every, itself, section = found.setdefault(whole, ({}, {}, {}))
        every[action] = None
        (itself if law == whole else section)[action] = None
    return {whole: (list(every), list(itself), list(section)) for whole, (every, itself, section) in found.items()}
