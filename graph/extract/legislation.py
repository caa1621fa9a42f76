"""Text to the laws that it cites: Acts and Bills by name, sections by number ("S.135/136", "s.135/6", "S136", "sections 135 and 136")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from concordat.graph import wordlists
from concordat.graph.model import Claim, Entity, Passage, Reading
from concordat.graph.register import Mention, Names, Register, section_label

_NUMBER = r"\d+[A-Z]{0,2}(?:\(\w{1,4}\))*"  # a subsection is read with its section
_SECTION = re.compile(
    rf"(?<![\w'’])(?:sections?|ss?\.?)\s?(?P<numbers>{_NUMBER}(?:\s*(?:,|/|and|&|or|to|–|-)\s*(?:s(?:ections?|\.)?\s?)?{_NUMBER})*)(?!\w)", re.IGNORECASE
)
_PART = re.compile(rf"(?P<join>to|–|-|/|,|and|&|or)?\s*(?:s(?:ections?|\.)?\s?)?(?P<number>{_NUMBER})", re.IGNORECASE)
_OF_ACT = re.compile(r"\s*(?:of|in|under)\s+(?:the\s+)?", re.IGNORECASE)
_LAWS = ("legislation", "bill")


@cache
def _other_act() -> re.Pattern[str]:
    """The title of a law behind the number of a section."""
    heads = "|".join(map(re.escape, wordlists.words("law-head")))
    return re.compile(rf"\s*(?:of|in|under)\s+(?:the\s+)?(?:[A-Z][\w'’-]*,?\s+(?:(?:of|and|the|for|in)\s+){{0,2}}){{1,10}}(?:{heads})\b")


@dataclass(frozen=True)
class Cited:
    """A law cited by ``text[start:end]``, and the rule that read it."""

    start: int
    end: int
    entity: Entity
    rule: str


@dataclass(frozen=True)
class _Citation:
    start: int
    end: int
    act: Mention | None
    numbers: tuple[str, ...]


def read(text: Passage, names: Names, register: Register) -> list[Claim]:
    """Each law that the text cites, once, with the words that cite it first.

    A section leaves its Act out, unless the Act is also cited by itself. A section without an Act is read only where the
    register says that its number alone is understood; anything else stays unclaimed and is reported as such.
    """
    claims: dict[Entity, Claim] = {}
    for found in mentions(text.text, names, register):
        reading = Reading(text.text[found.start : found.end], text.place(found.start, found.end), found.rule)
        claims.setdefault(found.entity, Claim("citesLegislation", found.entity, reading))
    return list(claims.values())


def mentions(text: str, names: Names, register: Register) -> list[Cited]:
    """Every place at which the text cites a law, in order."""
    acts = [m for m in names.find(text) if m.entity.kind in _LAWS]
    citations = list(_citations(text, acts))
    used = {c.act for c in citations}
    found = [Cited(c.start, c.end, law, "section-number") for c in citations for law in _sections(c, register)]
    found += [Cited(a.start, a.end, a.entity, "name-of-law") for a in acts if a not in used]
    return sorted(found, key=lambda f: (f.start, f.entity.key))


def _citations(text: str, acts: list[Mention]) -> Iterator[_Citation]:
    enacted = [a for a in acts if a.entity.uri]  # a Bill has clauses, no sections
    by_start, ends = {a.start: a for a in enacted}, [a.end for a in enacted]
    for match in _SECTION.finditer(text):
        behind = _OF_ACT.match(text, match.end())
        act = by_start.get(behind.end()) if behind else None
        if act is None and _other_act().match(text, match.end()):
            continue  # a section of an Act that is in no register: not to be taken for one that is
        before = bisect_right(ends, match.start())
        if act is None and before and not text[ends[before - 1] : match.start()].strip(" ,("):
            act = enacted[before - 1]
        yield _Citation(match.start(), match.end(), act, tuple(numbers(match["numbers"])))


def numbers(printed: str) -> list[str]:
    """The section numbers in a citation.

    Examples
    --------
    >>> numbers("135/6")
    ['135', '136']
    >>> numbers("80-82")
    ['80', '81', '82']
    """
    result: list[str] = []
    for match in _PART.finditer(printed):
        number, join = match["number"].upper().partition("(")[0], match["join"] or ""
        last = result[-1] if result else ""
        if join == "/" and number.isdigit() and last.isdigit() and len(number) < len(last):
            number = last[: -len(number)] + number  # "135/6" is short for 135 and 136
        if join in ("to", "–", "-") and number.isdigit() and last.isdigit() and 0 < int(number) - int(last) <= 50:
            result += [str(n) for n in range(int(last) + 1, int(number))]
        result.append(number)
    return result


def _sections(citation: _Citation, register: Register) -> Iterator[Entity]:
    rows = register.tables["legislation"]
    for number in citation.numbers:
        if citation.act:
            act = citation.act.entity
            known = next((r for r in rows if r["part_of"] == act.key and r["number"] == number), None)
            new = Entity("legislation", f"{act.key}-s{number.lower()}", section_label(act.name, number), False, f"{act.uri}/section/{number}")
            yield register.entities["legislation", known["id"]] if known else new
        else:
            known = next((r for r in rows if r["kind"] == "section" and r["number"] == number and r["cited_alone"] == "yes"), None)
            if known:
                yield register.entities["legislation", known["id"]]
