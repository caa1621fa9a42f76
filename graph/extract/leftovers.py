"""Words of an action that look like a law, a sum or an organisation, and that nothing was read from: what a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from concordat.graph import wordlists
from concordat.graph.extract import legislation
from concordat.graph.extract.parties import Parties
from concordat.graph.model import Action, Claim, Passage, Reading, Unclaimed
from concordat.graph.register import Names, Register

_CAPITAL = r"[A-Z][\w&'’-]*"
_SUM = re.compile(
    r"(?:\b(?:GBP|EUR|USD)\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:million|billion)\s+(?:pounds|euros|dollars)|\b\d[\d,.]*\s?(?:pounds|euros|dollars)"
    r"|(?<![\w£€$.,–-])(?<![–-]\s)\d[\d,.]*(?:k|mn?|bn)(?:\s?[–-]\s?\d[\d,.]*(?:k|mn?|bn))?\b)",
    re.IGNORECASE,
)  # fmt: skip
_BODY = re.compile(rf"(?!(?:For|The|In|At|On|All|By|With|From|To|This)\s){_CAPITAL}(?:\s+(?:(?:of|and|for|the)\s+){{0,2}}{_CAPITAL}){{1,8}}")
_JOINED = re.compile(r"\s+and\s+(?:the\s+)?")
_NUMBERED = re.compile(r"(?<![\w'’])(?:[sS]ections?|[sS][sS]?\.)\s?\d+[A-Z]?\b")
_ACRONYM = re.compile(r"\b[A-Z][A-Z&]{1,7}s?\b")


def read(text: Passage, names: Names, register: Register) -> Iterator[Unclaimed]:
    """The words, in the order in which they stand, each once."""
    claimed = bytearray(len(text.text))  # a mark for every character that something was read from
    strange = legislation.strangers(text.text, names, register)
    things = [m for m in names.find(text.text) if not any(start <= m.start < end for start, end in strange)]
    for found in [*things, *legislation.mentions(text.text, names, register)]:
        claimed[found.start : found.end] = b"x" * (found.end - found.start)
    told: set[str] = set()
    looks = [piece for look in [*(('law', *law) for law in strange), *_looks(text.text)] for piece in _beside(text.text, *look, claimed)]
    for kind, start, end in sorted(looks, key=lambda found: (found[1], -found[2])):
        if text.text[start:end] in told or any(claimed[start:end]):
            continue
        told.add(text.text[start:end])
        claimed[start:end] = b"x" * (end - start)
        yield Unclaimed(kind, Reading(text.text[start:end], text.place(start, end), "looks-like", "low"))


def cells(action: Action, part: Parties, money: Sequence[Claim]) -> Iterator[Unclaimed]:
    """A cell of leads that names nobody ("All"), and a cell of money with a figure that was read as no sum."""
    led = any(r.role == "lead" for r in part.responsibilities) or part.people or part.unnamed_partners
    if action.lead.text and not led:
        yield Unclaimed("organisation", Reading(action.lead.text, action.lead.place(), "nobody-named", "low"))
    if not money and any(char.isdigit() for char in action.funding.text):
        yield Unclaimed("money", Reading(action.funding.text, action.funding.place(), "figure-without-currency", "low"))


def _beside(text: str, kind: str, start: int, end: int, claimed: bytearray) -> Iterator[tuple[str, int, int]]:
    """The words, or, where something was read from a part of them, the names that "and" joins to that part."""
    if kind != "organisation" or not any(claimed[start:end]):
        yield kind, start, end
        return
    cuts = [start, *(at for joiner in _JOINED.finditer(text, start, end) for at in joiner.span()), end]
    for a, b in zip(cuts[::2], cuts[1::2]):
        if _BODY.fullmatch(text, a, b) and wordlists.pattern("organisation-words").search(text, a, b):
            yield kind, a, b


def _looks(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _NUMBERED.finditer(text):
        yield "law", match.start(), match.end()
    for match in _SUM.finditer(text):
        yield "money", match.start(), match.end()
    for match in _BODY.finditer(text):
        if wordlists.pattern("organisation-words").search(match[0]):
            yield "organisation", match.start(), match.end()
    for match in _ACRONYM.finditer(text):
        yield "abbreviation", match.start(), match.end()
