"""What a line of a picture says of itself: its actions, its words, and where a register says what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from concordat.graph.given import Given, Row
from concordat.graph.views.context import ROLE_WORDS
from concordat.graph.views.dossier import doubt
from concordat.graph.views.model import EdgeKind, Fact

_PARTS = {"lead": ("leads", "lead"), "partner": ("is a partner in", "are partners in"), "mentioned": ("is named in", "are named in")}
MOST = 12  # references or words in a sentence; the facts have them all


def refs(given: Given, actions: Iterable[str]) -> str:
    """References of some actions, each once: the first of them, and how many more."""
    return cut([given.actions[action]["ref"] for action in dict.fromkeys(actions)])


def cut(words: Iterable[str], joint: str = ", ", most: int = MOST) -> str:
    """Words as one sentence has room for.

    >>> cut(["1.1", "1.2", "1.1"]), cut(map(str, range(14)))
    ('1.1, 1.2', '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more')
    """
    every = list(dict.fromkeys(words))
    return joint.join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")


def share(some: int, whole: int, one: str, several: str) -> str:
    """How many of the actions do something.

    >>> share(1, 3, "names", "name"), share(2, 3, "names", "name"), share(1, 1, "names", "name"), share(0, 3, "names", "name")
    ('1 of 3 actions names', '2 of 3 actions name', 'The only action names', 'None of 3 actions names')
    """
    if whole == some == 1:
        return f"The only action {one}"
    return f"{some or 'None'} of {whole} actions {one if some < 2 else several}"


def printed(rows: Iterable[Row]) -> str:
    """The words on which some readings rest."""
    return cut((row["printed"] for row in rows), "; ")


def sourced(term: str, value: str, source: str, **more: str) -> Fact:
    """What a register says, with the address where it says so; a source without an address stands behind the words."""
    web = source.startswith(("https://", "http://"))
    return Fact(term, value if web or not source else f"{value} ({source})", href=source if web else "", **more)


def part(role: str, name: str, kind: str, ref: str) -> str:
    """A role as a sentence; a class of bodies is told as several.

    >>> part("partner", "Mind", "organisation", "1.9"), part("partner", "Local authorities", "class", "1.9")
    ('Mind is a partner in 1.9', 'Local authorities are partners in 1.9')
    """
    verb = _PARTS[role][kind == "class"]
    return f"{name} {verb} {ref}"


def roles(given: Given, rows: Iterable[Row]) -> list[Fact]:
    """The printed words that give bodies their roles, with their places."""
    return [Fact(f"{ROLE_WORDS[r['role']]} in {given.actions[r['action']]['ref']}", _part(r), r["place"], group="Words of the plan", thing=r["action"], doubt=doubt(r)) for r in rows]


def _part(row: Row) -> str:
    return f'"{row["printed"]}" for {row["name"]}{", for " + row["scope"] if row["scope"] else ""}'


def used(kinds: Mapping[str, EdgeKind], found: Iterable[str]) -> dict[str, EdgeKind]:
    """Of all kinds of line those that a picture has, in their order."""
    there = set(found)
    return {key: kind for key, kind in kinds.items() if key in there}
