"""The bodies that a plan itself makes known: abbreviations that it explains, and names that stand alone in its lead cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from concordat.graph import wordlists
from concordat.graph.extract import composites, people, wholes
from concordat.graph.extract.abbreviations import abbreviations
from concordat.graph.model import Entity
from concordat.graph.register import Mention, Names
from concordat.graph.vocab import slug

_BRACKETED = re.compile(r"(?:^|(?<=[/;\n]))[ \t]*(?P<full>[A-Z][\w'’.&-]*(?:[ \t][\w'’.&-]+){1,9})[ \t]\((?P<short>[A-Z][A-Z&]{1,7})\)")
_ALONE = re.compile(r"\s*[/;\n]\s*")


@dataclass(frozen=True)
class Own:
    """What a plan says of names.

    Attributes
    ----------
    forms : Mapping of str to Entity
        Abbreviations that the plan explains, and the full names, to the body; where the register knows either form it is the registered body.
    alone : frozenset of str
        Names that stand by themselves in a cell of names, folded (see `folded`): "X and Y" are two if X is one of them.
    shorts : Mapping of str to Entity
        What "the Department" and the like stand for, by the word in small letters.
    written : Mapping of str to Entity
        The names of bodies in no register by which running text names them (see `written`).
    """

    forms: Mapping[str, Entity] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    shorts: Mapping[str, Entity] = field(default_factory=dict)
    written: Mapping[str, Entity] = field(default_factory=dict)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(wordlists.any_of(self.forms))

    @cached_property
    def _written(self) -> re.Pattern[str]:
        return re.compile(wordlists.any_of(self.written))

    def in_text(self, text: str) -> list[Mention]:
        """The plan's own bodies named in running text, capitals as in the cells of leads."""
        folded = {" ".join(form.split()): entity for form, entity in self.written.items()}
        return [Mention(m.start(), m.end(), folded[" ".join(m[0].split())], "own") for m in self._written.finditer(text)] if folded else []

    def mentions(self, text: str, known: Iterable[Mention]) -> list[Mention]:
        """The bodies in a cell, `known` are those of the register: the plan's own word counts where both name the same stretch."""
        folded = {" ".join(form.split()): entity for form, entity in self.forms.items()}
        mine = [Mention(m.start(), m.end(), folded[" ".join(m[0].split())], "own") for m in self._pattern.finditer(text)] if folded else []
        taken: list[Mention] = []
        for mention in sorted([*mine, *known], key=lambda m: (m.start, -m.end, m.form != "own")):
            if not taken or mention.start >= taken[-1].end:
                taken.append(mention)
        return taken


def own(text: str, cells: Iterable[str], names: Names) -> Own:
    """What the text of a plan and its cells of leads and partners make known."""
    cells = list(cells)
    forms = {**bracketed(cells, names), **explained(text, names)}
    return Own(forms, standing_alone(cells), introduced(text, names))


def bracketed(cells: Iterable[str], names: Names) -> dict[str, Entity]:
    """The abbreviations behind names in cells that need not fit letter by letter: "South Coast Ambulance (SCAS)". A letter that begins both is enough there."""
    found: dict[str, set[str]] = {}
    for match in (match for cell in cells for match in _BRACKETED.finditer(cell)):
        if match["full"][0] == match["short"][0] and not people.is_person(match["full"]) and not (_registered(match["short"], names) or _registered(match["full"], names)):
            found.setdefault(match["short"], set()).add(match["full"])
    sure = {short: next(iter(fulls)) for short, fulls in found.items() if len(fulls) == 1}
    bodies_meant = {short: Entity("organisation", slug(full), full, registered=False, abbreviation=short) for short, full in sure.items()}
    return {**bodies_meant, **{entity.name: entity for entity in bodies_meant.values()}}


def written(agents: Iterable[Entity], forms: Mapping[str, Entity]) -> dict[str, Entity]:
    """The names of bodies in no register that can be found in running text: two capitals at least, and no field of work ("Public Health").

    `agents` are the bodies that the cells of leads and partners name; abbreviations of those count too.
    """
    bodies_named = {agent for agent in agents if not agent.registered and sum(c.isupper() for c in agent.name) > 1 and len(agent.name) > 2 and not wholes.is_field(agent.name)}
    explained_too = {form: entity for form, entity in forms.items() if entity in bodies_named and len(form) > 2}
    return {**{agent.name: agent for agent in sorted(bodies_named, key=lambda a: a.name)}, **explained_too}


def introduced(text: str, names: Names) -> dict[str, Entity]:
    """What "the Department" means: the body that the plan introduces so, "Department of Parks (the Department)", else the only known one of that kind.

    A word that stands for two bodies stands for none.
    """
    found: dict[str, set[Entity]] = {}
    for match in _introductions().finditer(text):
        full = " ".join(match["full"].split())
        found.setdefault(match["head"].casefold(), set()).add(_registered(full, names) or Entity("organisation", slug(full), full, registered=False))
    for mention in names.find(text) if _short_words().search(text) else ():
        for word in wordlists.words("name-short"):
            if mention.entity.kind == "organisation" and word in mention.entity.name.casefold().split():
                found.setdefault(f"?{word}", set()).add(mention.entity)
    sure = {word: next(iter(bodies)) for word, bodies in found.items() if len(bodies) == 1}
    guessed = {word[1:]: body for word, body in sure.items() if word.startswith("?") and word[1:] not in found}
    return {**guessed, **{word: body for word, body in sure.items() if not word.startswith("?")}}


def explained(text: str, names: Names) -> dict[str, Entity]:
    """The abbreviations of a text, and the names that they stand for, to the body that both mean."""
    forms: dict[str, Entity] = {}
    for short, full in abbreviations(text).items():
        if people.is_person(full):
            continue
        entity = _registered(full, names) or _same(_registered(short, names), full) or Entity("organisation", slug(full), full, registered=False, abbreviation=short)
        if _registered(short, names) != entity:
            forms[short] = entity
        if _registered(full, names) != entity:
            forms[full] = entity
    return forms


def standing_alone(cells: Iterable[str]) -> frozenset[str]:
    """The names that stand by themselves between separators in any of the cells, folded."""
    lines = (line for cell in cells for line in _ALONE.split(re.sub(r"\([^()]*\)", " ", cell)))
    pieces = (piece for line in lines for piece in ([line] if any("," in line[a:b] for a, b, _ in composites.spans(line)) else line.split(",")))
    return frozenset(key for piece in pieces if re.search(r"[A-Z]", piece) and (key := folded(piece)))


def folded(name: str) -> str:
    """A name as it is compared: no case, no marks at its ends, single blanks, no "the" before it."""
    return " ".join(name.casefold().strip(" .:–-,;/&*\n").split()).removeprefix("the ")


@cache
def _short_words() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he\s+{wordlists.any_of(word.title() for word in wordlists.words('name-short'))}(?!\s+(?:of|for)\b)")


@cache
def _introductions() -> re.Pattern[str]:
    """ "Department of Parks (the Department)", "the Anytown Trust (hereafter “the Trust”)"."""
    capital = r"[A-Z][\w'’&-]*"
    heads = wordlists.any_of(word.title() for word in wordlists.words("name-short"))
    return re.compile(rf"(?P<full>(?!The\s){capital}(?:\s+(?:(?:of|for|and|the|in)\s+){{0,2}}{capital}){{1,8}})\s+\((?:here(?:in)?after,?\s+)?(?:referred to as\s+)?[“\"'‘]?the\s+(?P<head>{heads})[”\"'’]?\)")


def _registered(form: str, names: Names) -> Entity | None:
    found = names.in_cell(form)
    whole = [m.entity for m in found if (m.start, m.end) == (0, len(form))]
    return whole[0] if whole else names.with_key(slug(form))


def _same(entity: Entity | None, full: str) -> Entity | None:
    """The registered body with this abbreviation, if the plan's full name for it can be the same name."""
    return entity if entity and slug(entity.name).split("-")[-1] == slug(full).split("-")[-1] else None
