"""Running text to responsibilities: bodies that do the work together with the lead are partners, others named are mentioned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from concordat.graph import wordlists
from concordat.graph.extract.bodies import Own
from concordat.graph.extract.named import Named
from concordat.graph.model import Passage, Reading, Responsibility
from concordat.graph.register import BODIES, Mention, Names

_LONGEST_ITEM = 6  # words of a list item that is no known name ("charities, experts-by-experience")


@dataclass(frozen=True)
class _Found:
    mention: Mention
    rule: str = "named-in-text"
    role: str = "mentioned"
    confidence: str = "high"


def read(text: Passage, names: Names, leads: Sequence[Responsibility], own: Own | None = None) -> list[Responsibility]:
    """The bodies that the text names and the lead cell has not, once each, in the order in which they stand.

    "work with X", "in partnership with X" and "X and Y will work together" make partners; a lead is never a partner.
    Bodies in no register count where they lead or help elsewhere in the plan (`own`), with confidence medium.
    """
    known = _with_own(_bodies(text.text, names), own.in_text(text.text) if own else [])
    mentions = _with_own(known, _new_partners(text.text, names, own or Own()))
    found = {m: _Found(m) for m in mentions}
    for partner in [*_with(text.text, mentions), *_together(text.text, mentions)]:
        if found[partner.mention].role != "partner":
            found[partner.mention] = partner
    taken = {r.agent for r in leads}
    results: dict[object, Responsibility] = {}
    for item in sorted(found.values(), key=lambda f: (f.role != "partner", f.mention.start)):
        agent = item.mention.entity
        if agent not in taken and agent not in results:
            reading = Reading(text.text[item.mention.start : item.mention.end], text.place(item.mention.start, item.mention.end), item.rule, "medium" if item.mention.form == "own" else item.confidence)
            results[agent] = Responsibility(agent, item.role, reading, _scope(text.text, item.mention.start) if item.role == "partner" else None)
    return sorted(results.values(), key=lambda r: r.reading.place.spans)


def _with_own(known: list[Mention], own: list[Mention]) -> list[Mention]:
    """The registered bodies and the plan's own, of those that overlap the longer."""
    taken: list[Mention] = []
    covered = bytearray(max((m.end for m in [*known, *own]), default=0))
    for mention in sorted([*known, *own], key=lambda m: (m.start - m.end, m.start)):
        if covered.find(1, mention.start, mention.end) < 0:
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


def _new_partners(text: str, names: Names, own: Own) -> list[Mention]:
    """Bodies in no register that stand right behind "work with" and the like, and are told by the words they end with."""
    named = Named(text, names, own)
    found = (each for phrase in wordlists.pattern("text-partner").finditer(text) for each in named.list_at(phrase.end() + 1)[0])
    goes_on = re.compile(r"\s+[A-Z0-9]")  # "NHS" is not the whole of "NHS 24"
    return [Mention(start, end, entity, "own") for start, end, entity in found if not entity.registered and not goes_on.match(text, end)]


def _bodies(text: str, names: Names) -> list[Mention]:
    """Bodies named in the text, also inside the names of other things."""
    bodies = []
    for mention in names.find(text):
        if mention.entity.kind in BODIES:
            if not _part_of_a_longer_name(text, mention):
                bodies.append(mention)
        else:
            bodies += [m for m in names.within(text, mention) if _named_inside(text, mention, m)]
    return bodies


def _part_of_a_longer_name(text: str, mention: Mention) -> bool:
    """Whether a name of one ordinary word stands right behind another capitalised word: "Anytown Mind" is not Mind."""
    name = text[mention.start : mention.end]
    one_word = mention.entity.kind == "organisation" and " " not in name and sum(c.isupper() for c in name) == 1
    return one_word and re.search(r"[\w,;)]\s+[A-Z][\w'’-]*\s$", text[: mention.start]) is not None


def _named_inside(text: str, outer: Mention, inner: Mention) -> bool:
    """Whether a body inside the name of a thing is itself meant: "NHS England" in "NHS England Crisis Care programme", not "Mind" in "Future in Mind".

    A class word in a title ("CCG Quality Premiums") is part of the title; in a description, which begins in lower case, it is not.
    """
    name = text[inner.start : inner.end]
    if inner.entity.kind == "body-class":
        return outer.form[:1].islower()
    return inner.entity.kind == "organisation" and (inner.start == outer.start or " " in name or sum(c.isupper() for c in name) > 1)


def _with(text: str, mentions: list[Mention]) -> list[_Found]:
    """Those after "work with", and those whose subject stands before it."""
    found = []
    for phrase in wordlists.pattern("text-partner").finditer(text):
        after = _after(text, phrase.end(), mentions)
        found += [_Found(m, "work-with", "partner") for m in after]
        if after:
            found += [_Found(m, "work-with-subject", "partner") for m in _before(text, phrase.start(), mentions)]
        elif wordlists.pattern("text-pronoun").match(text, phrase.end() + 1):
            earlier = [m for m in mentions if m.end <= phrase.start() and m.entity.kind == "body-class"]
            found += [_Found(m, "work-with-them", "partner", "medium") for m in earlier[-1:]]
    return found


def _together(text: str, mentions: list[Mention]) -> list[_Found]:
    phrases = wordlists.pattern("text-together").finditer(text)
    return [_Found(m, "work-together", "partner") for phrase in phrases for m in _before(text, phrase.start(), mentions)]


def _after(text: str, at: int, mentions: list[Mention]) -> list[Mention]:
    """The members of the list that begins at `at`."""
    found: list[Mention] = []
    for mention in mentions:
        if mention.start >= at and _listed(text[at : mention.start], bool(found)):
            found.append(mention)
            at = mention.end
    return found


def _before(text: str, at: int, mentions: list[Mention]) -> list[Mention]:
    """The members of the list that ends at `at`, but for words such as "will" or "should"."""
    found: list[Mention] = []
    for mention in reversed([m for m in mentions if m.end <= at]):
        gap = text[mention.end : at]
        if not (_listed(gap, True) if found else _only(gap, "text-modal")):
            break
        found.append(mention)
        at = mention.start
    return found[::-1]


def _listed(gap: str, later: bool) -> bool:
    """Whether `gap` only joins members of a list; items that are no known names may stand between commas."""
    if re.search(r"[.;:()]", gap):
        return False
    if not later:
        names = [item.strip() for item in gap.split(",") if item.strip()]
        return _only(gap, "list-joiner") or ("," in gap and all(n[0].isupper() and len(n.split()) <= _LONGEST_ITEM and not _only_verbs(n) for n in names))
    items = [item for item in re.split(r",|/|&|\band\b|\bor\b", gap) if item.strip()]
    return all(_only(item, "list-joiner") or (gap.count(",") and len(item.split()) <= _LONGEST_ITEM and not _only_verbs(item)) for item in items)


def _only(gap: str, kind: str) -> bool:
    return not wordlists.pattern(kind).sub(" ", gap).strip(" ,/&")


def _only_verbs(item: str) -> bool:
    """A piece with "to", "will" and the like is a clause, no member of a list."""
    return bool(wordlists.pattern("text-modal").search(item))


def _scope(text: str, at: int) -> str | None:
    """The label that opens the part of the text in which the words stand: "Nationally: ..."."""
    labels = [m for m in wordlists.pattern("text-scope").finditer(text, 0, at) if text[m.end() : m.end() + 1] == ":"]
    return labels[-1][0] if labels else None
