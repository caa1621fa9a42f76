"""Lists of bodies at a place in running text: known ones, those that the plan explains, and names that end as those of bodies do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from concordat.graph import wordlists
from concordat.graph.extract import people
from concordat.graph.extract.bodies import Own
from concordat.graph.model import Entity
from concordat.graph.register import BODIES, Names
from concordat.graph.vocab import slug

_CAPITAL = r"(?:(?:[A-Z]\.){2,}|[^\W\d_a-z][\w'’-]*)"
_ASIDE = r"(?:,\s*(?:with|under|in|through|working|supported|alongside|subject|by)\b[^,.;]{1,100}(?=,))?"
_MORE = re.compile(rf"\s*(?:\([^()]{{1,60}}\)\s*)?{_ASIDE}(?:,\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*|\s*/\s*)(?:also\s+|with\s+)?")
_ARTICLE = re.compile(r"(?:the|both|our|all)\s+", re.IGNORECASE)
_MOST = 12  # members of one list


@dataclass(frozen=True)
class Named:
    """The names in one stretch of running text."""

    text: str
    names: Names
    own: Own

    @cached_property
    def _known(self) -> Mapping[int, tuple[int, Entity]]:
        mentions = [m for m in self.names.find(self.text) if m.entity.kind in BODIES]
        return {m.start: (m.end, m.entity) for m in self.own.mentions(self.text, mentions)}

    def list_at(self, at: int) -> tuple[list[tuple[int, int, Entity]], int]:
        """The bodies in the list that begins at `at`, each with its place, and where the list ends; none if no body stands there."""
        found: list[tuple[int, int, Entity]] = []
        end = at
        while len(found) < _MOST and (one := self.one_at(at)):
            found.append(one)
            end = one[1]
            more = _MORE.match(self.text, end)
            if not more:
                break
            at = more.end()
        return found, end

    def one_at(self, at: int) -> tuple[int, int, Entity] | None:
        """The body named at `at`, an article before it aside."""
        if at in self._known:
            return (at, *self._known[at])
        if article := _ARTICLE.match(self.text, at):
            if short := _short().match(self.text, at):
                return article.end(), short.end(), self._short(short["head"])
            at = article.end()
        if at in self._known:
            return (at, *self._known[at])
        return self._new(at)

    def _short(self, head: str) -> Entity:
        """The body behind "the Department": the one that the plan introduces so, else one named as printed."""
        return self.own.shorts.get(head.casefold()) or Entity("organisation", slug(head), head, registered=False)

    def _new(self, at: int) -> tuple[int, int, Entity] | None:
        """A body in no register: an abbreviation in capitals, or capitalised words of which the last is the last word of such names."""
        match = self._branch_at(at) or _abbreviation().match(self.text, at) or _name().match(self.text, at)
        if not match or people.ends_as_a_post(match[0]) or wordlists.pattern("cell-unnamed").fullmatch(match[0]):
            return None
        name = " ".join(match[0].split())
        known = self.names.with_key(slug(name))
        return at, match.end(), known or Entity("organisation", slug(name), name, registered=False)


    def _branch_at(self, at: int) -> re.Match[str] | None:
        """A well-known body with its place, "Samaritans Anytown"; a name of one ordinary word ("Mind") is none, and the name may go on ("Public Health Board")."""
        match = _branch().match(self.text, at)
        longer = _name().match(self.text, at)
        if not match or (longer and longer.end() > match.end()) or match["brand"].casefold() in self.names.ordinary or not (match["place"] or " " in match["brand"]):
            return None
        return match


@cache
def _branch() -> re.Pattern[str]:
    brand = wordlists.any_of(word.title().replace("'S", "'s") for word in wordlists.words("name-brands"))
    return re.compile(rf"(?P<brand>{brand.replace('Uk', 'UK')})(?P<place>(?:\s+{_CAPITAL}){{0,2}})(?![\w'’-])")


@cache
def _abbreviation() -> re.Pattern[str]:
    return re.compile(r"[A-Z][A-Za-z&]*[A-Z]s?(?![\w'’-])")


@cache
def _name() -> re.Pattern[str]:
    """Capitalised words, "of" and the like among them, that end as the name of a body does or begin so ("Department for Transport")."""
    head = wordlists.any_of(word.title() if len(word) > 3 else word.upper() for word in wordlists.words("organisation-heads"))
    begins = wordlists.any_of(word.title() for word in wordlists.words("name-begins"))
    words = rf"(?:{_CAPITAL}\s+){{1,9}}"
    behind = rf"\s+(?:of|for)\s+(?:the\s+)?{_CAPITAL}(?:\s+{_CAPITAL}){{0,8}}"
    field = wordlists.any_of(word.title() for word in wordlists.words("name-field"))
    lists = rf"(?:(?:,\s+{field}(?:\s+{field}){{0,2}}){{0,5}},?\s+(?:and|&)\s+{field}(?:\s+{field}){{0,2}}(?!\s+{head}))?"
    joined = rf"(?:{_CAPITAL}\s+(?:(?:of|for)\s+(?:the\s+)?|(?:and|the|&)\s+)?){{1,6}}?"  # "and the" parts two names
    return re.compile(rf"(?:(?:{_CAPITAL}\s+){{0,3}}{begins}{behind}{lists}|{words}{head}|{joined}{head})(?:{behind})?(?![\w'’-])")


@cache
def _short() -> re.Pattern[str]:
    heads = wordlists.any_of(word.title() for word in wordlists.words("name-short"))
    return re.compile(rf"(?i:the)\s+(?P<head>{heads})(?!\s+(?:of|for)\b)(?!\s+[A-Z])")
