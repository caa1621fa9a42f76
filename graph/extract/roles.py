"""The words of a lead cell to responsibilities: who leads, who is a partner, for what part, and whom the plan leaves unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from concordat.graph import wordlists
from concordat.graph.extract import people
from concordat.graph.model import Entity, Passage, Reading, Responsibility
from concordat.graph.register import Mention, Names
from concordat.graph.vocab import slug

_SCOPE = re.compile(r"^(?:for|on)\b", re.IGNORECASE)
_STRONG = re.compile(r"/(?!s\b)|[,;\n]|\s\+\s")
_AND = re.compile(r"\s+(?:and|&)\s+|\s+[-–—]\s+|:\s+", re.IGNORECASE)
_LEADING_AND = re.compile(r"[\s.:;,/&–-]*(?:and|&)\s+", re.IGNORECASE)
_SURE = {"lead-cell": "high", "lead-cell-new-name": "medium", "lead-cell-small-letters": "low"}
_NOISE = " .:-–,;/&"


@dataclass
class LeadCell:
    """What a lead cell says: responsibilities in the order printed, partners that stand there without a name, and people and posts, as words."""

    roles: list[Responsibility] = field(default_factory=list)
    unnamed_partners: list[Reading] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    agents: set[Entity] = field(default_factory=set, repr=False)


@dataclass(frozen=True)
class _Chunk:
    """A stretch of the cell that names one body, or several joined by "and"."""

    start: int
    end: int
    role: str
    scope: bool = False


def read(cell: Passage, names: Names, role: str = "lead") -> LeadCell:
    """Read a cell of leads (or, with `role` partner, of partners).

    Organisations joined by "/", "," or "and" share the role; those "(with X)" are partners; "(for X)" limits the scope of
    the one before it. A name is never cut, whatever stands in it.
    """
    result = LeadCell()
    none = wordlists.pattern("cell-none").search(cell.text)
    cell = cell.cut(0, none.start()) if none else cell
    mentions = names.in_cell(cell.text)
    for chunk in _chunks(cell.text, mentions, people.spans(cell.text), role):
        if chunk.scope:
            _limit(result, cell, chunk, names)
        else:
            _name(result, cell, chunk, mentions, names)
    return result


def _chunks(text: str, mentions: list[Mention], persons: list[tuple[int, int]], role: str) -> Iterator[_Chunk]:
    """The cell cut at separators and brackets that stand outside names, each piece with the role that its place gives it."""
    covered = {i for m in mentions for i in range(m.start, m.end)} | {i for start, end in persons for i in range(start, end)}
    depth_roles, start = [role], 0
    for at in range(len(text) + 1):
        mark = text[at] if at < len(text) else ","
        if at in covered or (mark not in "()" and not (at == len(text) or _STRONG.match(text, at))):
            continue
        yield from _with_role(text, start, at, depth_roles, mentions)
        start = at + 1
        if mark == "(":
            depth_roles.append(depth_roles[-1])
        elif mark == ")":
            depth_roles = depth_roles[:-1] or [role]


def _with_role(text: str, start: int, end: int, roles: list[str], mentions: list[Mention]) -> Iterator[_Chunk]:
    """One piece between separators; a word such as "with" in it makes what follows, to the closing bracket, partners."""
    if len(roles) > 1 and _SCOPE.match(text[start:end].strip()):
        yield _Chunk(start, end, roles[-1], scope=True)
        return
    for word in wordlists.pattern("cell-partner").finditer(text, start, end):
        if any(m.start < word.end() and word.start() < m.end for m in mentions) or _unnamed(text[word.start() : end]):
            continue
        if text[start : word.start()].strip(_NOISE):
            yield _Chunk(start, word.start(), roles[-1])
        roles[-1], start = "partner", word.end()
    if text[start:end].strip(_NOISE):
        yield _Chunk(start, end, roles[-1])


def _unnamed(text: str) -> bool:
    return bool(re.fullmatch(wordlists.any_of(wordlists.words("cell-unnamed")), text.strip(_NOISE), re.IGNORECASE))


def _limit(result: LeadCell, cell: Passage, chunk: _Chunk, names: Names) -> None:
    """Words such as "(for the ECDS)" limit the part that the body before them has."""
    if not result.roles:
        return
    last = result.roles.pop()
    scope = cell.text[chunk.start : chunk.end].strip()
    things = [m.entity for m in names.find(scope)]
    result.roles.append(Responsibility(last.agent, last.role, last.reading, scope, things[0] if things else None))


def _name(result: LeadCell, cell: Passage, chunk: _Chunk, mentions: list[Mention], names: Names) -> None:
    for start, end in _joined(cell.text, chunk, mentions, names):
        text = cell.text[start:end]
        if not text.strip(_NOISE):
            continue
        if _unnamed(text):
            while text[0] in _NOISE:
                start, text = start + 1, text[1:]
            text = text.rstrip(_NOISE)
            result.unnamed_partners.append(Reading(text, cell.place(start, start + len(text)), "unnamed-partners"))
            continue
        start, end = _without_people(result, cell.text, start, end, mentions, names)
        agent, start, end, rule = _agent(cell.text, start, end, mentions, names)
        if agent is None:
            continue
        if agent in result.agents:
            _widen(result, cell, agent, end)
            continue
        result.agents.add(agent)
        reading = Reading(cell.text[start:end], cell.place(start, end), rule, _SURE[rule])
        result.roles.append(Responsibility(agent, chunk.role, reading))


def _without_people(result: LeadCell, text: str, start: int, end: int, mentions: list[Mention], names: Names) -> tuple[int, int]:
    """The piece without the person or the post in it, which is kept as words; an empty piece if there is nothing else."""
    if leading := _LEADING_AND.match(text, start, end):
        start = leading.end()
    while start < end and text[start] in _NOISE:
        start += 1
    piece = text[start:end].rstrip(_NOISE)
    if _known(text[start:end], start, mentions):
        return start, end
    if _is_role(piece):
        return end, end
    if _person(piece, names) or people.is_post(piece):
        result.people.append(piece)
        return end, end
    behind = people.person_before(piece) or people.body_behind_a_post(piece)
    if behind:
        result.people.append(piece[:behind].strip(_NOISE))
    return start + behind, end


def _widen(result: LeadCell, cell: Passage, agent: Entity, end: int) -> None:
    """An abbreviation in brackets right behind the name it stands for belongs to that name as printed."""
    last = result.roles[-1]
    start = cell.offsets.index(last.reading.place.spans[0].start)
    if last.agent == agent and cell.text[start + len(last.reading.printed) : end].startswith(" (") and cell.text[end : end + 1] == ")":
        reading = replace(last.reading, printed=cell.text[start : end + 1], place=cell.place(start, end + 1))
        result.roles[-1] = replace(last, reading=reading)


def _joined(text: str, chunk: _Chunk, mentions: list[Mention], names: Names) -> Iterator[tuple[int, int]]:
    """The names in a piece: "and" and "&" part them only where a known name, a person or unnamed partners stand on one side."""
    start = chunk.start
    for word in _AND.finditer(text, chunk.start, chunk.end):
        inside = any(m.start < word.end() and word.start() < m.end for m in mentions)
        left, right = text[start : word.start()], text[word.end() : chunk.end]
        known = _known(left, start, mentions) or _known(right, word.end(), mentions) or _unnamed(right) or _person(left.strip(_NOISE), names)
        known = known or (_is_whole(left) and _is_whole(right))
        if not inside and known:
            yield start, word.start()
            start = word.end()
    yield start, chunk.end


def _is_whole(text: str) -> bool:
    """Whether the piece ends as the name of an organisation does ("Severn Parish Council")."""
    return re.search(rf"{wordlists.any_of(wordlists.words('organisation-heads'))}[\s.:;,/&–-]*$", text, re.IGNORECASE) is not None


def _known(text: str, at: int, mentions: list[Mention]) -> bool:
    """Whether the piece, but for noise at its ends, is a known name."""
    begin = at + len(text) - len(text.lstrip(_NOISE))
    end = at + len(text.rstrip(_NOISE))
    return any(m.start == begin and m.end == end for m in mentions)


def _agent(text: str, start: int, end: int, mentions: list[Mention], names: Names) -> tuple[Entity | None, int, int, str]:
    """The body that a piece names: a registered one, or a new one with exactly the printed name."""
    while start < end and text[start] in _NOISE:
        start += 1
    while end > start and text[end - 1] in _NOISE:
        end -= 1
    if label := re.match(r"(?:the\s+|(?:joint\s+)?lead(?:s|\s+agency)?\s*:\s*)", text[start:end], re.IGNORECASE):
        start += label.end()
    whole = next((m for m in mentions if m.start == start and m.end >= end), None)
    if whole:
        return whole.entity, start, end, "lead-cell"
    printed = text[start:end]
    if not any(c.isalpha() for c in printed) or _is_role(printed):
        return None, start, end, ""
    if known := names.with_key(slug(printed)):
        return known, start, end, "lead-cell"
    rule = "lead-cell-new-name" if any(c.isupper() for c in printed) else "lead-cell-small-letters"
    return Entity("organisation", slug(printed), printed, registered=False), start, end, rule


def _is_role(text: str) -> bool:
    """Whether the words say a role, or that nobody in particular is meant."""
    nobody = [*wordlists.words("cell-all"), *wordlists.words("cell-role")]
    return re.fullmatch(wordlists.any_of(nobody), text, re.IGNORECASE) is not None


def _person(text: str, names: Names) -> bool:
    return people.is_person(text, names.ordinary) or (0, len(text)) in people.spans(text)
