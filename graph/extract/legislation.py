"""Text to the laws that it cites: Acts and Bills by name, sections by number ("S.135/136", "s.135/6", "S136", "sections 135 and 136")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from concordat.graph import wordlists
from concordat.graph.model import Claim, Entity, Passage, Reading
from concordat.graph.register import Mention, Names, Register, section_label

_NUMBER = r"\d+[A-Z]{0,2}(?:\(\w{1,4}\))*"  # a subsection is read with its section
_LABEL = r"(?:sections?|ss?\.?)\s?"
_SECTION = re.compile(rf"(?<![\w'’]){_LABEL}(?P<numbers>{_NUMBER}(?:\s*(?:,|/|and|&|or|to|–|-)\s*(?:s(?:ections?|\.)?\s?)?{_NUMBER})*)(?!\w)", re.IGNORECASE)
_PART = re.compile(rf"(?P<join>to|–|-|/|,|and|&|or)?\s*(?:s(?:ections?|\.)?\s?)?(?P<number>{_NUMBER})", re.IGNORECASE)
_AGAIN = re.compile(rf"\s*(?:,|/|and|&|or)\s*(?={_LABEL}\d)", re.IGNORECASE)
_OF_LAW = re.compile(r"\s*(?:of|in|under)\s+(?:the\s+)?|[\s(]*(?:the\s+)?|,\s+(?:the\s+)?", re.IGNORECASE)
_AFTER_LAW = re.compile(r"(?:['’]s)?[\s,(:–-]*")
_YEAR = re.compile(r",?\s+(?:of\s+)?\(?(?P<year>(?:1[2-9]|20)\d\d)\b\)?(?!\s?[/–-]\s?\d)")
_CAPITAL = r"(?<!\w)[A-Z][\w&'’-]*"
_LAWS = ("legislation", "bill")


@dataclass(frozen=True)
class Cited:
    """A law cited by ``text[start:end]``, and the rule that read it."""

    start: int
    end: int
    entity: Entity
    rule: str


@dataclass(frozen=True)
class _Law:
    """A law named in the text with its year and country; `act` is None for one that is in no register."""

    start: int
    end: int
    act: Mention | None


@dataclass(frozen=True)
class _Citation:
    """Sections, and the law that they are of; `law` is None where none is named beside them, `whole` where the words of both begin and end."""

    start: int
    end: int
    law: _Law | None
    numbers: tuple[str, ...]
    whole: tuple[int, int]
    stray: bool = False  # of "that Act", and nothing says which

    @property
    def beside(self) -> _Law | None:
        """The law, if it is named right beside the sections and for their sake."""
        return self.law if self.law and self.whole[0] <= self.law.start < self.whole[1] else None


def read(text: Passage, names: Names, register: Register) -> list[Claim]:
    """Each law that the text cites, once, with the words that cite it first.

    A section leaves its Act out, unless the Act is also cited by itself. It is of the Act that stands directly before or behind it; an Act of
    another year or country than the registered one is another Act. A section without an Act is read only where the register says that its
    number alone is understood; anything else stays unclaimed and is reported as such.
    """
    claims: dict[Entity, Claim] = {}
    for found in mentions(text.text, names, register):
        reading = Reading(text.text[found.start : found.end], text.place(found.start, found.end), found.rule)
        claims.setdefault(found.entity, Claim("citesLegislation", found.entity, reading))
    return list(claims.values())


def mentions(text: str, names: Names, register: Register) -> list[Cited]:
    """Every place at which the text cites a law, in order."""
    laws = _named(text, names, register)
    citations = list(_citations(text, laws))
    used = {c.beside for c in citations}
    found = [Cited(c.start, c.end, law, "section-number") for c in citations for law in _sections(c, register)]
    found += [Cited(law.act.start, law.act.end, law.act.entity, "name-of-law") for law in laws if law.act and law not in used]
    return sorted(found, key=lambda f: (f.start, f.entity.key))


def strangers(text: str, names: Names, register: Register) -> list[tuple[int, int]]:
    """Where the text names laws that are in no register, with their sections, and sections of which nothing says whose they are."""
    laws = _named(text, names, register)
    odd = [c for c in _citations(text, laws) if c.stray or (c.law and not c.law.act)]
    used = {c.beside for c in odd}
    return sorted({*(c.whole for c in odd), *((law.start, law.end) for law in laws if not law.act and law not in used)})


# ---- laws by name ----


def _named(text: str, names: Names, register: Register) -> list[_Law]:
    """The laws that the text names, in order: the registered ones, and what has the title of a law."""
    years = {row["id"]: row["year"] for row in register.tables["legislation"]}
    laws = [_law_at(text, m, years.get(m.entity.key, "")) for m in names.find(text) if m.entity.kind in _LAWS]
    for title in _title().finditer(text):
        inside = [law for law in laws if law.start < title.end() and title.start() < law.end]
        if not any(law.act for law in inside):
            laws = [law for law in laws if law not in inside] + [_Law(title.start(), max([title.end(), *(law.end for law in inside)]), None)]
    laws.sort(key=lambda law: law.start)
    return [law for n, law in enumerate(laws) if not n or law.start >= laws[n - 1].end]  # "the Mental Health Act (MHA)" is one law


def _law_at(text: str, found: Mention, year: str) -> _Law:
    """The registered law, or, where its words are those of another law, that one."""
    end, own = found.end, True
    if year not in found.form and (printed := _YEAR.match(text, end)):
        end, own = printed.end(), printed["year"] == year
    place = _country().match(text, end)
    if place and (place["of"] or place["bracket"]) and not (place["of"] and year in text[found.start : end]):
        end, own = place.end(), False
    if own and _longer(text, found.start) and year not in text[found.start : end]:
        own = False
    if own and (short := re.compile(r"\s*\([A-Z][A-Za-z]{1,7}\)").match(text, end)):
        end = short.end()  # "the Mental Health Act (MHA)"
    return _Law(found.start, end, found if own else None)


def _longer(text: str, start: int) -> bool:
    """Whether the title begins before the words that are registered: "Health and Social [Care Act]", "Scottish [Mental Health Act]".

    Capitals alone are an abbreviation beside the title, and a word that opens the sentence has its capital from there.
    """
    before = text[max(0, start - 60) : start]
    word = re.search(r"(?<!\w)[A-Z][\w'’-]*[a-z](?=\s+$)", before)
    opens = word and before[: word.start()].rstrip()[-1:] in ("", *".:;!?•")
    return bool(word) and (not opens or bool(wordlists.pattern("law-country").fullmatch(word[0])))


@cache
def _title() -> re.Pattern[str]:
    """The title of a law in full, with its year and country."""
    heads = "|".join(map(re.escape, wordlists.words("law-head")))
    word = rf"(?!(?:{heads})\b){_CAPITAL},?\s+(?:\([A-Z][\w ]{{1,40}}\)\s+){{0,3}}(?:(?:of|and|for|in)\s+(?:the\s+)?){{0,2}}"
    behind = re.sub(r"\?P<\w+>", "?:", rf"(?:{_YEAR.pattern})?(?:{_country().pattern})?")
    return re.compile(rf"(?:{word}){{1,10}}(?:{heads})\b(?:\s+\([A-Z][\w ]{{1,40}}\))?{behind}")


@cache
def _country() -> re.Pattern[str]:
    """A country behind the title of a law."""
    places = wordlists.any_of(wordlists.words("law-country"))
    return re.compile(rf"\s+(?i:(?P<bracket>\({places}\))|(?P<of>(?:of|in)\s+{places}))")


# ---- sections ----


def _citations(text: str, laws: Sequence[_Law]) -> Iterator[_Citation]:
    """The sections in the text; a list of which the first belong to a law before it, the last to one behind it, comes as two."""
    taken: _Law | None = None  # the law behind a section is not also the one before the next
    for match in _SECTION.finditer(text):
        before = _before(text, match.start(), laws)
        before = None if before is taken else before
        start, end = match.span()
        behind, close, stray = _behind(text, end, laws)
        parted = _AGAIN.search(text, start, end) if before and behind else None
        if before and parted:
            yield _Citation(start, parted.start(), before, tuple(numbers(text[start : parted.start()])), (before.start, parted.start()))
            start, before = parted.end(), None
        if before and (not behind or not _is_of(text, end)):
            yield _Citation(start, end, before, tuple(numbers(text[start:end])), (before.start, end))
            continue
        taken = behind
        yield _Citation(start, end, behind, tuple(numbers(text[start:end])), (start, behind.end if behind and behind.start >= end else close), stray)


def _before(text: str, start: int, laws: Sequence[_Law]) -> _Law | None:
    """The law directly before a section. A Bill has clauses, an order articles: behind a comma or a colon, "s.136" is not of them."""
    law = next((law for law in reversed(laws) if law.end <= start), None)
    if law is None or not _AFTER_LAW.fullmatch(text, law.end, start):
        return None
    known = law.act and law.act.entity.uri
    sectioned = known or wordlists.pattern("law-of-sections").search(text, law.start, law.end) or re.search(r"\d{4}", text[law.start : law.end])
    return law if sectioned or not text[law.end : start].strip() else None


def _is_of(text: str, end: int) -> bool:
    return bool(re.compile(r"\s*(?:of|in|under)\s", re.IGNORECASE).match(text, end))


def _behind(text: str, end: int, laws: Sequence[_Law]) -> tuple[_Law | None, int, bool]:
    """The law directly behind a section, where the words for it end, and whether they name a law that is not known from the text ("that Act")."""
    link = _OF_LAW.match(text, end)
    law = next((law for law in laws if link and law.start <= link.end() < law.end and law.start >= end), None)
    if law and (not text[end : law.start].strip().startswith(",") or re.search(r"\d{4}", text[law.start : law.end])):
        return law, law.end, False
    said = _said().match(text, end)
    if not said:
        return None, end, False
    named = [law for law in laws if law.end <= end and (not said["year"] or said["year"] in text[law.start : law.end] + (law.act.entity.name if law.act else ""))]
    return (named[-1] if named else None), said.end(), not named


@cache
def _said() -> re.Pattern[str]:
    """A law that is named only by pointing at it: "of that Act", "of the 1983 Act"."""
    heads = "|".join(map(re.escape, wordlists.words("law-head")))
    return re.compile(rf"\s*(?:of|in|under)\s+(?:that|this|the|said|same|\s)+\s(?:(?P<year>\d{{4}})\s+)?(?:{heads})\b")


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
    """The sections as entities: none of a law that is in no register, of a Bill none by their number alone."""
    rows, law = register.tables["legislation"], citation.law
    if citation.stray or (law and not law.act):
        return
    for number in citation.numbers:
        if law and law.act and law.act.entity.uri:
            act = law.act.entity
            known = next((r for r in rows if r["part_of"] == act.key and r["number"] == number), None)
            new = Entity("legislation", f"{act.key}-s{number.lower()}", section_label(act.name, number), False, f"{act.uri}/section/{number}")
            yield register.entities["legislation", known["id"]] if known else new
        elif not law:
            known = next((r for r in rows if r["kind"] == "section" and r["number"] == number and r["cited_alone"] == "yes"), None)
            if known:
                yield register.entities["legislation", known["id"]]
