"""The words of a lead cell to responsibilities: who leads, who is a partner, for what part, and whom the plan leaves unnamed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract import bodies, composites, people, wholes
from concordat.graph.extract.bodies import Own
from concordat.graph.extract.pieces import NOISE, Piece, parted, pieces
from concordat.graph.model import Entity, Passage, Reading, Responsibility
from concordat.graph.register import Mention, Names
from concordat.graph.vocab import slug

_MARKS = NOISE + "¹²³⁴⁵⁶⁷⁸⁹⁰^?"
_SURE = {"lead-cell": "high", "lead-cell-own-abbreviation": "medium", "lead-cell-new-name": "medium", "lead-cell-small-letters": "low", "lead-cell-guess": "low"}
_RANK = {"lead": 0, "partner": 1, "mentioned": 2}
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|[a-z]\))\s+")
_COUNTED = re.compile(r"(?P<name>.*[A-Za-z)])\d{1,2}")
_JOINER = re.compile(r"(?:(?:and|or|also|the)\s+)*", re.IGNORECASE)
_LONGEST = 300  # words beyond are no name: a sentence stands in the cell


@dataclass
class LeadCell:
    """What a lead cell says: responsibilities in the order printed, partners that stand there without a name, and people and posts, as words."""

    roles: list[Responsibility] = field(default_factory=list)
    unnamed_partners: list[Reading] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


def read(cell: Passage, names: Names, role: str = "lead", own: Own | None = None) -> LeadCell:
    """Read a cell of leads (or, with `role` partner, of partners).

    Organisations joined by "/", "," or "and" share the role; those "(with X)" are partners; "(for X)" limits the scope of
    the one before it; those behind "on behalf of", "monitored by" and the like are mentioned. A name is never cut, whatever stands in it.
    `own` is what the plan makes known of names; without it only the cell's own abbreviations count. Linear in the length of the cell.
    """
    reader = _Reader(cell, names, own or Own(bodies.explained(cell.text, names)))
    if not _is_role(cell.text.strip(NOISE + "()")):
        for piece in pieces(cell.text, reader.names_at, role, _unnamed):
            for part in parted(cell.text, piece, reader.names_at, reader.parts):
                reader.take(part)
    return LeadCell([r for _, r in sorted(reader.roles.values(), key=lambda found: found[0])], reader.unnamed, reader.people)


class _Reader:
    """What has been read of one cell so far."""

    def __init__(self, cell: Passage, names: Names, own: Own) -> None:
        self.cell, self.text, self.names, self.own = cell, cell.text, names, own
        self.roles: dict[Entity, tuple[tuple[int, int], Responsibility]] = {}
        self.last: Entity | None = None
        self.unnamed: list[Reading] = []
        self.people: list[str] = []
        self.busy = 0  # up to here a sentence says what a body is to do
        self.part: tuple[int, int] | None = None  # the words of that
        self.placed = people.by_place(self.text, names.ordinary, self._is_body)
        mentions = own.mentions(self.text, names.in_cell(self.text))
        self.starts = {m.start: m for m in mentions}
        self.ends = {m.end: m for m in mentions}
        self.names_at = bytearray(len(self.text))  # 1 where a name stands that must not be cut
        for start, end in (*((m.start, m.end) for m in mentions), *people.spans(self.text)):
            self.names_at[start:end] = b"\1" * (end - start)
        together = list(composites.spans(self.text))
        for start, end, guess in together:
            if not self._several(start, end, guess):
                self.names_at[start:end] = b"\1" * (end - start)
        sure = {end for _, end, guess in together if not guess}
        self.guessed = {start for start, end, guess in together if guess and end not in sure}

    def _several(self, start: int, end: int, guess: bool) -> bool:
        """Whether the parts of what looks like one name stand alone elsewhere, or a known body is among them."""
        words = self.text[start:end]
        if bodies.folded(words) in self.own.alone and not re.search(r"[,;]", words):
            return False
        cuts = [start, *(start + at for m in re.finditer(r",?\s+(?:and|&)\s+|,\s*", words) for at in m.span()), end]
        parts = list(zip(cuts[::2], cuts[1::2]))
        alone = [bodies.folded(self.text[a:b]) in self.own.alone for a, b in parts]
        known = any(m.end <= parts[-1][0] and m.entity.kind == "organisation" for a, _ in parts if (m := self.starts.get(a)))
        return all(alone) or (guess and (any(alone) or known))

    # ---- where names end ----

    def parts(self, start: int, left_end: int, right: int, end: int, mark: str) -> str:
        """Whether what stands at `left_end` parts two names: "yes", "guess", "scope" (the right limits the left), or "" if it stands in one name."""
        left_words, right_words = self.text[start:left_end].strip(_MARKS), self.text[right:end].strip(_MARKS)
        right_alone = re.split(r"\s[-–—]\s", right_words)[0]
        left, known = self._is_name(start, left_end), self._is_name(right, end)
        if mark not in ("and", "&"):
            somebody = self._is_somebody(left_words) or _role_words(left_words) or _role_words(right_words)
            if known or somebody or wholes.is_whole(right_words):
                return "yes"
            return "scope" if left or wholes.is_whole(left_words) or bodies.folded(left_words) in self.own.alone else ""
        if left or known or _unnamed(right_words) or _everybody(left_words):
            return "yes"
        alone = [bodies.folded(words) in self.own.alone for words in (left_words, right_words)]
        if all(alone) or any(hit and not wholes.is_field(words) for hit, words in zip(alone, (left_words, right_words))):
            return "yes"
        one_each = re.fullmatch(r"[A-Z][\w'’-]*", left_words) and re.fullmatch(r"[A-Z][\w'’-]*", right_alone)
        if one_each and self.text[:start].rstrip().endswith(",") and not any(map(wholes.is_field, (left_words, right_alone))):
            return "guess"  # the last two of "A, B and C"
        return wholes.two(left_words, right_words)

    def _is_name(self, start: int, end: int) -> bool:
        """Whether the stretch, but for marks at its ends, is a known name, a person or a post."""
        start, end = self._trimmed(start, end)
        start = self._behind("cell-before", start, end)
        mention = self.starts.get(start)
        return bool(mention and mention.end == end) or self._is_somebody(self.text[start:end]) or self._joined_known(start, end)

    def _joined_known(self, start: int, end: int) -> bool:
        """Whether a known name stands at the beginning, with "and" or a bracket or role words behind it ("NHS England and the Police")."""
        mention = self.starts.get(start)
        return bool(mention and re.match(r"\s*(?:[(,]|and\b|&)", self.text[mention.end : end]))

    def _is_somebody(self, words: str) -> bool:
        return len(words) < _LONGEST and (_person(words) or " ".join(words.split()) in self.placed or people.is_post(words))

    def _is_body(self, words: str) -> bool:
        """Whether the words are a known body, or end, or begin, as the names of bodies do."""
        return wholes.is_whole(words) or any((m.start, m.end) == (0, len(words)) for m in self.own.mentions(words, self.names.in_cell(words)))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start] in _MARKS:
            start += 1
        while end > start and self.text[end - 1] in _MARKS:
            end -= 1
        if number := _NUMBERED.match(self.text, start, end):
            start = number.end()
        return start, end

    def _behind(self, kind: str, start: int, end: int) -> int:
        """Where the words go on behind those of `kind`, once or several times; "local" and the like stay before a name that is not known."""
        local = wordlists.pattern("cell-before-known").match(self.text, start, end)
        if local and self._trimmed(local.end(), end)[0] in self.starts and start not in self.starts:
            return self._trimmed(local.end(), end)[0]
        while (found := wordlists.pattern(kind).match(self.text, start, end)) and start not in self.starts and found.end() < end:
            start = self._trimmed(found.end(), end)[0]
        return start

    # ---- what a piece says ----

    def take(self, piece: Piece) -> None:
        """Take in one piece: a body, a person or a post, partners without a name, or words about the body before it."""
        start, end = self._trimmed(piece.start, piece.end)
        if start >= end:
            return
        if piece.kind == "scope":
            self.limit(start, end)
            return
        if piece.after == "(" and self.people and self.text[start:end] == "".join(word[0] for word in self.people[-1].split()):
            return  # the initials of the person before them
        if _unnamed(self.text[start:end]):
            self._leave_unnamed(piece, start, end)
            return
        if self._field_of_a_post(start, end):
            return
        if self._about_the_last(piece, self.text[start:end]) or self._led_by(piece, start, end):
            return
        printed, start = start, self._behind("cell-unnamed", self._behind("cell-before", start, end), end)
        if start not in self.starts and not re.search(r"[^\W_a-z]", self.text[start:end]):
            start = _JOINER.match(self.text, printed, end).end()  # type: ignore[union-attr]  # "All operators" are a class as they stand
        if (aside := _at_end("cell-behind").search(self.text, max(start, end - 40), end)) and aside.start() > start and end not in self.ends:
            end = self._trimmed(start, aside.start())[1]
        start, end, role = self._task(start, end, piece.role)
        start, end, role = self._role(start, end, role)
        start, end = self._without_people(start, end)
        before, part, self.part = self.last, self.part, None
        if start < end and not _is_role(self.text[start:end]):
            self._name(piece, start, end, role)
        if part and self.last != before and self.last is not None and not people.holds_person(self.text[slice(*part)]):
            where, new = self.roles[self.last]
            self.roles[self.last] = where, replace(new, scope=self.text[slice(*part)])

    def _field_of_a_post(self, start: int, end: int) -> bool:
        """Whether the words are the field of work of the post right before them ("Station Manager, Prevention"), and no longer list follows."""
        post = self.people[-1] if self.people else ""
        at = self.text.rfind(post, 0, start) if post else -1
        between = self.text[at + len(post) : start].strip(" ")
        if at < 0 or between != "," or not people.is_post(post) or not wholes.is_field(self.text[start:end]) or self.text[end : end + 1] == ",":
            return False
        self.people[-1] = self.text[at:end]
        return True

    def _leave_unnamed(self, piece: Piece, start: int, end: int) -> None:
        with_words = self.text[max(0, start - 8) : start]
        found = re.search(r"\bwith\s+$", with_words)
        if found and _unnamed(self.text[start - len(found[0]) : end]):
            start -= len(found[0])
        if piece.role != "mentioned":
            self.unnamed.append(Reading(self.text[start:end], self.cell.place(start, end), "unnamed-partners"))

    def _about_the_last(self, piece: Piece, words: str) -> bool:
        """Whether the words say a role of the body before them, that it is doubtful, or, in brackets, what part it has."""
        if self.last is None or piece.after not in ("(", "-"):
            return False
        where, last = self.roles[self.last]
        for role in ("lead", "partner"):
            if wordlists.pattern(f"cell-{role}-after").fullmatch(words):
                self._all_get(role, piece, where[0])
                return True
        if wordlists.pattern("cell-doubt").fullmatch(words):
            self.roles[self.last] = where, replace(last, reading=replace(last.reading, confidence="low"))
            return True
        begin, end = self._trimmed(piece.start, piece.end)
        if piece.after == "(" and piece.role == last.role and self.text[where[1] : begin] == " (" and self._short_for_the_last(begin, end):
            return True
        named = self._is_name(begin, end) or _is_role(words) or wholes.is_whole(words) or bodies.folded(words) in self.own.alone or self._person_before(begin, end)
        if piece.after == "(" and not named and not people.body_behind_a_post(words) and piece.role == last.role:
            self.limit(begin, end)
            return True
        return False

    def _all_get(self, role: str, piece: Piece, start: int) -> None:
        """The last body gets the role; behind a dash ("A, B and C – support") all those do that stand in the same list."""
        begins = start if piece.after == "(" else max(self.text.rfind(mark, 0, piece.start) for mark in ";\n")
        for agent, (where, one) in list(self.roles.items()):
            if where[0] >= begins and (agent == self.last or one.role == "lead"):
                self.roles[agent] = where, replace(one, role=role)

    def _short_for_the_last(self, start: int, end: int) -> bool:
        """Whether "(ABC)" right behind a name in full is the same body once more; a class there ("(A&E)") limits it."""
        words, mention = self.text[start:end], self.starts.get(start)
        assert self.last is not None
        if not wholes.is_short(words) or " " not in self.last.name or bodies.folded(words) in self.own.alone or self.text[end : end + 1] != ")":
            return False
        if mention and mention.end == end:
            if mention.entity.kind != "body-class" or self.last.kind != "organisation":
                return False
            self.limit(start, end)
            return True
        self._printed_to(end + 1)
        return True

    def limit(self, start: int, end: int) -> None:
        """Words such as "(for the ECDS)" limit the part that the body before them has; one limit only."""
        if self.last is None:
            return
        where, last = self.roles[self.last]
        scope = self.text[start:end].strip()
        if people.holds_person(scope) or self._is_somebody(scope):
            self.people.append(scope)
            return
        things = [m.entity for m in self.names.find(scope)]
        if last.scope is None:
            self.roles[self.last] = where, replace(last, scope=scope, scope_entity=things[0] if things else None)

    def _led_by(self, piece: Piece, start: int, end: int) -> bool:
        """Take in "Procurement led by X": X leads, and what it leads is its part, or leads too if it is a body itself."""
        found = list(wordlists.pattern("cell-led-by").finditer(self.text, start, min(end, start + _LONGEST)))
        begins = wordlists.pattern("cell-lead-before").match(self.text, start, end)
        if len(found) != 1 or begins or found[0].start() == start or self.names_at.find(1, *found[0].span()) >= 0:
            return False
        what = self._trimmed(start, found[0].start())
        body = self._is_name(*what) or wholes.is_whole(self.text[slice(*what)])
        if body:
            self.take(replace(piece, end=found[0].start()))
        before = self.last
        self.take(replace(piece, start=found[0].end(), role="lead", after=""))
        if not body and self.last != before:
            self.limit(*what)
        return True

    def _task(self, start: int, end: int, role: str) -> tuple[int, int, str]:
        """The piece without what the body is to do ("X to write a plan"), which limits its part; what stands in the same sentence behind that is no lead."""
        named = self._is_name(start, end) or wholes.is_whole(self.text[start:end])
        if start < self.busy and role == "lead" and not _task().search(self.text, start, end):
            return start, end if named else start, "mentioned"
        found = _task().search(self.text, start, min(end, start + _LONGEST))
        if not found or self.names_at.find(1, *found.span()) >= 0 or _at_end("cell-lead-after").fullmatch(self.text, found.start(), end):
            return start, end, role
        body = self._trimmed(start, found.start())
        tbc = wordlists.pattern("cell-role").fullmatch(self.text, found.start() + 1, end)
        words = self.text[slice(*body)]
        named = self._is_name(*body) or wholes.is_whole(words) or bodies.folded(words) in self.own.alone
        if not (tbc or named or re.fullmatch(r"[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){1,4}", words)):
            return start, end, role
        stop = re.compile(r"[.;\n]").search(self.text, found.start())
        self.busy, self.part = (stop.start() if stop else len(self.text)), self._trimmed(found.start(), end)
        return *body, "partner" if wordlists.pattern("cell-partner-after").match(self.text, self.part[0]) else role

    def _role(self, start: int, end: int, role: str) -> tuple[int, int, str]:
        """The piece without words such as "led by" before it and "to lead" or "to support" behind it, and the role that they give."""
        if (found := wordlists.pattern("cell-lead-before").match(self.text, start, end)) and found.end() < end and start not in self.starts:
            start, role = self._trimmed(found.end(), end)[0], "lead"
            start = self._behind("cell-before", start, end)
        for kind in ("lead", "partner"):
            found = _at_end(f"cell-{kind}-after").search(self.text, max(start, end - 40), end)
            known = found and self.ends.get(found.start())
            if found and found.start() > start and end not in self.ends and (known or " " in found[0].strip() or _leads(self.text[start:end])):
                return start, self._trimmed(start, found.start())[1], kind
        return start, end, role

    def _without_people(self, start: int, end: int) -> tuple[int, int]:
        """The piece without the person or the post in it, which is kept as words; an empty piece if there is nothing else."""
        mention = self.starts.get(start)
        if start >= end or (mention and mention.end == end) or end - start > _LONGEST:
            return start, end
        piece = self.text[start:end]
        if mention and mention.end < end:
            rest = self.text[mention.end : end].strip(_MARKS)
            if wordlists.pattern("cell-lead-after").fullmatch(rest):
                return start, mention.end
            if people.is_post(rest) and self.text[mention.end].isspace():
                self.people.append(rest)
                return start, mention.end
        if _is_role(piece) or self._is_somebody(piece):
            if not _is_role(piece):
                self.people.append(piece)
            return end, end
        if behind := self._person_before(start, end) or people.body_behind_a_post(piece) or self._person_before_known(start, end):
            self.people.append(piece[:behind].strip(_MARKS))
            return self._trimmed(start + behind, end)
        for head in _heads().finditer(piece):
            if self.names_at.find(1, start + head.end("head"), start + head.end()) < 0 and " " in piece[: head.end()].strip() and people.is_post(rest := piece[head.end() :].strip(_MARKS)):
                self.people.append(rest)
                return self._trimmed(start, start + head.end("head"))
        if people.ends_as_a_post(piece) or self._is_somebody(piece[people.post_before(piece) :]):
            self.people.append(piece)
            return end, end
        return start, end

    def _person_before(self, start: int, end: int) -> int:
        """Where a body begins behind the name of a person, as `people.person_before`: known ones and those that stand alone elsewhere are bodies."""

        def stands(at: int) -> bool:
            return start + at in self.starts or bodies.folded(self.text[start + at : end]) in self.own.alone

        return people.person_before(self.text[start:end], stands)

    def _person_before_known(self, start: int, end: int) -> int:
        mention = self.ends.get(end)
        if not mention or mention.start <= start or mention.entity.kind != "organisation":
            return 0
        return mention.start - start if self._is_somebody(self.text[start : mention.start].strip(_MARKS)) else 0

    # ---- the body ----

    def _name(self, piece: Piece, start: int, end: int, role: str) -> None:
        agent, start, end, rule = self._agent(start, end)
        if agent is None:
            return
        joined = re.search(r"\s(?:and|&)\s", self.text[start:end]) and wholes.is_field(self.text[start:end])  # "Housing and Planning" may be two
        words = self.text[start:end]
        nobody_knows = people.may_be_person(words, self.names.ordinary) and not wholes.is_branch(words)  # no word of a body in it, and no given name
        if rule == "lead-cell-new-name" and (piece.guess or start in self.guessed or joined or nobody_knows):
            rule = "lead-cell-guess"
        if agent in self.roles:
            self._again(piece, agent, role, end)
            return
        sure = _SURE[rule] if role != "mentioned" else "medium"
        if self.text[end : end + 1] == "?":
            sure = "low"
        reading = Reading(self.text[start:end], self.cell.place(start, end), rule if role != "mentioned" else "lead-cell-mentioned", sure)
        self.roles[agent] = (start, end), Responsibility(agent, role, reading)
        self.last = agent

    def _again(self, piece: Piece, agent: Entity, role: str, end: int) -> None:
        """The same body once more: its highest role counts; an abbreviation in brackets right behind the name belongs to the name as printed."""
        (start, last_end), known = self.roles[agent]
        if _RANK[role] < _RANK[known.role]:
            known = replace(known, role=role)
        self.roles[agent] = (start, last_end), known
        if agent == self.last and self.text[last_end:end].startswith(" (") and self.text[end : end + 1] == ")" and piece.after == "(":
            self._printed_to(end + 1)

    def _printed_to(self, end: int) -> None:
        """The last body as printed goes on to the bracket that closes behind its abbreviation."""
        assert self.last is not None
        (start, last_end), known = self.roles[self.last]
        self.roles[self.last] = (start, last_end), replace(known, reading=replace(known.reading, printed=self.text[start:end], place=self.cell.place(start, end)))

    def _agent(self, start: int, end: int) -> tuple[Entity | None, int, int, str]:
        """The body that a piece names: a registered one, one that the plan explains, or a new one with exactly the printed name."""
        mention = self.starts.get(start)
        if not (mention and mention.end >= end) and (counted := _COUNTED.fullmatch(self.text, start, end)):
            if (base := self._known(counted["name"])) is not None:
                return base, start, counted.end("name"), "lead-cell"
        if mention and mention.end >= end:
            return mention.entity, start, end, self._rule(mention)
        printed = self.text[start:end]
        if not any(c.isalpha() for c in printed) or (len(printed) == 1 and printed.islower()):
            return None, start, end, ""
        if known := self.names.with_key(_class_ids().get(printed.replace("’", "'"), slug(printed))):
            return known, start, end, "lead-cell"
        small = not any(c.isupper() for c in printed)  # whatever is written small is no name of one body
        kind = "body-class" if small or _several().search(printed) else "organisation"
        return Entity(kind, slug(printed), " ".join(printed.split()), registered=False), start, end, "lead-cell-small-letters" if small else "lead-cell-new-name"

    def _rule(self, mention: Mention) -> str:
        return "lead-cell-own-abbreviation" if mention.form == "own" else "lead-cell"

    def _known(self, words: str) -> Entity | None:
        """The body that the words name, without the number of a footnote that stood behind them."""
        found = self.own.mentions(words, self.names.in_cell(words))
        whole = next((m.entity for m in found if (m.start, m.end) == (0, len(words))), None)
        return whole or (Entity("organisation", slug(words), words, registered=False) if bodies.folded(words) in self.own.alone else None)


@cache
def _at_end(kind: str) -> re.Pattern[str]:
    """Words of a role in small letters at the end of a piece."""
    return re.compile(rf"(?:\s|^){wordlists.any_of(wordlists.words(kind))}$")


def _unnamed(text: str) -> bool:
    """Whether partners in general are meant, further words in small letters behind them or not ("all partners contribute")."""
    found = wordlists.pattern("cell-unnamed").match(text.strip(_MARKS)) if len(text) < _LONGEST else None
    return bool(found and re.fullmatch(r"(?:\s+[a-z][a-z'’-]*)*", text.strip(_MARKS)[found.end() :]))


def _everybody(text: str) -> bool:
    """Whether the words are all of a class ("All directorates")."""
    return bool(wordlists.pattern("cell-before").match(text) and " " in text and _several().search(text))


def _leads(text: str) -> bool:
    """Whether the words are a body and "leads"; "AMHP leads" are posts."""
    return bool(re.fullmatch(r".*\s[A-Z]{3,}\s+leads", text)) or (text.endswith(" leads") and bool(wholes.ending().search(text[: -len(" leads")])) and text.count(" ") > 1)


def _role_words(text: str) -> bool:
    return _is_role(text) or bool(wordlists.pattern("cell-lead-after").fullmatch(text) or wordlists.pattern("cell-partner-after").fullmatch(text) or wordlists.pattern("cell-doubt").fullmatch(text))


def _is_role(text: str) -> bool:
    """Whether the words say a role, that nobody in particular is meant, or only point elsewhere ("see action 4")."""
    if len(text) >= _LONGEST:
        return False
    urged = wordlists.pattern("cell-urged").match(text)
    everybody = urged and (_unnamed(text[urged.end() :]) or wordlists.pattern("cell-all").fullmatch(text[urged.end() :].strip(_MARKS)))
    return bool(everybody or _points().fullmatch(text) or wordlists.pattern("cell-role").fullmatch(text) or wordlists.pattern("cell-all").fullmatch(text))


def _person(text: str) -> bool:
    return people.is_person(text) or (0, len(text)) in people.spans(text)


@cache
def _points() -> re.Pattern[str]:
    """ "See action 4", "as 2.1 above"."""
    see, what, above = (wordlists.any_of(wordlists.words(kind)) for kind in ("cell-see", "reference-word", "cell-above"))
    return re.compile(rf"{see}\s+(?:(?:the\s+)?{what}s?\s*)?(?:[A-Z]?\d[\w.:/-]*(?:\s*(?:,|and|&)\s*\d[\w.:/-]*)*(?:\s+{above})?|{above})", re.IGNORECASE)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?P<head>{wordlists.any_of(wordlists.words('organisation-heads'))})(?:['’]s)?\s+", re.IGNORECASE)


@cache
def _class_ids() -> dict[str, str]:
    """Abbreviations of registered classes that are too short to be looked for everywhere ("LA"), with the id of the class."""
    return {short.strip(): key.strip() for short, key in (word.split("=") for word in wordlists.words("class-short"))}


@cache
def _several() -> re.Pattern[str]:
    return re.compile(wordlists.any_of(wordlists.words("class-heads")) + "$", re.IGNORECASE)


@cache
def _task() -> re.Pattern[str]:
    return re.compile(rf"\s{wordlists.any_of(wordlists.words('cell-task'))}\s+(?:[a-z]+ly\s+)?[a-z]{{2,}}")
