"""Where the page of each thing stands in the published folder: actions, bodies, laws, policies, money and themes, under names that are safe on every disk."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from concordat.graph import names, vocab
from concordat.graph.given import ROLES, Given, Row

FOLDERS = ("actions", "organisations", "laws", "policies", "funding", "themes")
_LONGEST = 60  # letters of a name: paths on Windows have 260 for all of their parts
_PLAN = 30  # of them for the plan, where there are several
_LISTS = "index"  # the name of the page that lists a folder's things
_RESERVED = re.compile(r"(con|prn|aux|nul|conin|conout|clock|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)  # of Windows, whatever stands behind a dot
_FOLDER_OF = {
    **dict.fromkeys(ROLES, "organisations"),
    **{"citesLegislation": "laws", "references": "policies", "fundedBy": "funding", "theme": "themes"},
}  # by what was read
_OF_KIND = {"organisation": "organisations", "body-class": "organisations", "legislation": "laws", "bill": "laws", "policy": "policies", "funding": "funding", "theme": "themes"}  # by the word in an IRI


def addresses(given: Given, readings: Mapping[str, Iterable[Row]]) -> dict[str, str]:
    """The page of every thing by its IRI, relative to the folder's root; each is there once, also on a disk that takes capitals for small letters.

    Things are all actions; the bodies, laws, policies, funds and themes that are named in them; the Act of a section, the fund of which another is a part; the later
    policies that relate to actions; and the bodies that came after those of the plan, by events that are done.
    """
    several = len({row["plan"] for row in given.actions.values()}) > 1
    free = _Free()
    found = {iri: f"actions/{free('actions', _action(row['plan'] if several else '', iri))}.html" for iri, row in given.actions.items()}
    for folder, iri in sorted(set(_named(given, readings))):
        if iri not in found:
            found[iri] = f"{folder}/{free(folder, _own(iri))}.html"
    return found


def safe(name: str, longest: int = _LONGEST) -> str:
    """A name that is safe on every disk and in every address: letters, digits, stops, hyphens and underscores of ASCII; accents are left out, other letters become their numbers.

    >>> safe("3.8"), safe("#x y/../z"), safe("Ärzte.."), safe("con"), safe("aux.txt"), safe("三"), safe("...")
    ('3.8', 'x-y-z', 'Arzte', 'con_', 'aux_.txt', 'u4e09', '_')
    """
    spelt = "".join(c if c.isascii() else f"u{ord(c):x}" if c.isalnum() else "-" for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", spelt)
    plain = re.sub(r"[.-]*(?:\.\.|-)[.-]*", "-", plain).strip(".-")[:longest].strip(".-")
    return _RESERVED.sub(r"\1_", plain, count=1) if _RESERVED.match(plain) else plain or "_"


class _Free:
    """Gives each name of a folder once, with a number if it is taken; capitals make no difference."""

    def __init__(self) -> None:
        self.taken = {(folder, _LISTS) for folder in FOLDERS}
        self.last: dict[tuple[str, str], int] = defaultdict(lambda: 1)

    def __call__(self, folder: str, name: str) -> str:
        free, key = name, (folder, name.casefold())
        while (folder, free.casefold()) in self.taken:
            self.last[key] += 1
            free = f"{name}-{self.last[key]}"
        self.taken.add((folder, free.casefold()))
        return free


def _action(plan: str, iri: str) -> str:
    """The key of an action, which is its printed reference if that stands there once; behind its plan, where there are several."""
    key = safe(unquote(iri.rsplit("/", 1)[-1]))
    return safe(f"{safe(plan, _PLAN)}-{key}", _PLAN + _LONGEST) if plan else key


def _own(iri: str) -> str:
    """What an IRI says of a thing: behind the kind in one of ours, behind the publisher in any other."""
    for start in (vocab.ID, vocab.SCHEME):
        if iri.startswith(start):
            return safe(unquote(iri[len(start) :].partition("/")[2]))
    return safe(unquote(re.sub(r"^[a-z][a-z0-9+.-]*:(//[^/]*/)?(id/)?", "", iri, flags=re.IGNORECASE)))


def _named(given: Given, readings: Mapping[str, Iterable[Row]]) -> Iterator[tuple[str, str]]:
    """Folder and IRI of everything that is no action, some of it more than once."""
    read = {(row["kind"], row["thing"]) for rows in readings.values() for row in rows}
    placed = {(_FOLDER_OF.get(kind) or _of_deed(kind, thing), thing) for kind, thing in read}
    yield from (each for each in placed if each[0])
    bodies = [thing for folder, thing in placed if folder == "organisations"]
    yield from (("laws", row["whole"]) for row in given.laws)
    yield from (("funding", row["part_of"]) for row in given.money if row["part_of"])
    yield from (("policies", row["policy"]) for row in given.continuations)
    yield from (("organisations", body) for body in _after(given, bodies))


def _of_deed(kind: str, thing: str) -> str:
    """What an action does something to, if that is a thing of the registers."""
    return _OF_KIND.get(names.kind_of(thing), "") if kind == "deed" else ""


def _after(given: Given, bodies: Iterable[str]) -> set[str]:
    """The bodies that came after some bodies, and after those, by events that are done."""
    nexts: dict[str, set[str]] = defaultdict(set)
    for row in given.events:
        if row["after"] and row["status"] == "done":
            nexts[row["before"]].add(row["after"])
    seen, open_ = set(bodies), list(bodies)
    while open_:
        new = nexts[open_.pop()] - seen
        seen |= new
        open_ += new
    return seen
