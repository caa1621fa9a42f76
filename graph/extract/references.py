"""References of one action to others: "following action 1.4", "see 3.2", "once 1:a is done", "1.2-1.4", "as above".

Only what the plan prints as a reference can be meant, and only where the words around it leave no doubt that it is no page, section, sum or
number. What stands behind a verb such as "following" is needed (medium), what is denied ("not dependent on 1.4") is no link; whatever else names another action only points to it (low).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from concordat.graph import wordlists
from concordat.graph.model import Action, Deed, Entity, Passage, Reading

_TOKEN = re.compile(r"\w+(?:[.:]\w+)*")
_BEFORE = 110  # characters in which the words that lead to a reference are looked for
_LONGEST = 4  # tokens of a reference ("Priority 3")
_QUOTED = 300  # characters of a quotation; behind a list that is longer only the reference is quoted
_MOST = 40  # actions that a range such as 1.2-1.9 may span
_GAP = re.compile(r"\s*(?:,|;|&|/|\+|-|–|—|and|or|to|through)?\s*(?:and|or)?\s*", re.IGNORECASE)
_RANGE = re.compile(r"[-–—]|\bto\b|\bthrough\b")
_PART = re.compile(r"[.;:!?•](?=\s)")  # ends what an "once" may reach
_FOREIGN = re.compile(r"\s+(?:of|from|in)\s+(?!this\b|the\s+(?:action\s+)?plan\b)(?:the\b|a\b|our\b|its\b|their\b|[A-Z])")
_POINTS = "contributes-to"  # the deed of words that only point to another action: the weakest there is
_BEFORE_IT = "comes-before"  # the deed of words that put the other action behind this one
_DENIED = ""  # of words that say that there is no link
_RANK = {deed: n for n, deed in enumerate(("uses", _BEFORE_IT, "puts-into-effect", "monitors", "contributes-to"))}
_HEARD = ("text", "outcomes", "progress", "status")  # cells in which "as above" speaks of work


@dataclass(frozen=True)
class Index:
    """The actions of a plan, in order, and what the reference of each looks like in print."""

    entities: tuple[Entity, ...]
    places: Mapping[str, int]  # printed reference to the place of its action


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    place: int
    deed: str
    begin: int  # where the words that say so begin
    sure: bool


def index(actions: Sequence[Action], entities: Sequence[Entity]) -> Index:
    """The references of a plan; one that stands twice means the first action that bears it."""
    places: dict[str, int] = {}
    for n, action in enumerate(actions):
        if action.ref:
            places.setdefault(" ".join(action.ref.split()), n)
    return Index(tuple(entities), places)


def read(action: Action, own: int, known: Index) -> list[Deed]:
    """What the action says of other actions by their references, one deed for each of them, the strongest.

    Parameters
    ----------
    own : int
        The place of the action in `known`; it cannot depend on itself.
    """
    deeds: dict[int, Deed] = {}
    for name, cell in _cells(action):
        for hit in _hits(name, cell.text, own, known):
            before = deeds.get(hit.place)
            if hit.place != own and (before is None or (not hit.sure, _RANK[hit.deed]) < _rank(before)):
                deeds[hit.place] = Deed(hit.deed, known.entities[hit.place], _reading(cell, hit))
    return [deeds[place] for place in sorted(deeds)]


def turned(deeds: Sequence[Sequence[Deed]], known: Index) -> list[tuple[Deed, ...]]:
    """The deeds of each action in plan order; where one says that it comes before another, it is the other that uses it, on those words."""
    own = [[deed for deed in each if deed.kind != _BEFORE_IT] for each in deeds]
    places = {entity: n for n, entity in enumerate(known.entities)}
    for n, deed in ((n, deed) for n, each in enumerate(deeds) for deed in each if deed.kind == _BEFORE_IT):
        later, earlier = own[places[deed.thing]], known.entities[n]
        if not any(each.thing == earlier and each.kind == "uses" for each in later):
            later.append(Deed("uses", earlier, deed.reading))
    return [tuple(each) for each in own]


def _reading(cell: Passage, hit: _Hit) -> Reading:
    begin = hit.begin if hit.end - hit.begin <= _QUOTED else hit.start
    rule, confidence = ("governing-verb", "medium") if hit.sure else ("plain-reference", "low")
    return Reading(cell.text[begin : hit.end], cell.place(begin, hit.end), rule, confidence)


def _rank(deed: Deed) -> tuple[bool, int]:
    return deed.reading.confidence == "low", _RANK[deed.kind]


def _cells(action: Action) -> Iterator[tuple[str, Passage]]:
    yield "text", action.text
    yield from (("outcomes", outcome) for outcome in action.outcomes)
    for name in ("progress", "status", "start", "finish"):
        yield name, getattr(action, name)
    for heading, cell in action.other:
        yield ("needed" if wordlists.plain(heading) in wordlists.words("reference-column") else "other"), cell


def _hits(name: str, text: str, own: int, known: Index) -> Iterator[_Hit]:
    tokens = list(_TOKEN.finditer(text)) if known.places else []
    if name == "needed" and (found := list(_listed(text, tokens, known))):
        yield from found
        return
    yield from _references(text, tokens, known)
    if own and name in _HEARD:
        for match in wordlists.pattern("reference-above").finditer(text):
            yield _Hit(match.start(), match.end(), own - 1, _POINTS, match.start(), False)


def _listed(text: str, tokens: list[re.Match[str]], known: Index) -> Iterator[_Hit]:
    """The references of a cell that holds nothing else."""
    found = list(_candidates(text, tokens, known))
    rest = list(text)
    for start, end, _ in found:
        rest[start:end] = " " * (end - start)
    plain = wordlists.pattern("action-word").sub(" ", "".join(rest))
    if re.fullmatch(r"(?:\s|[,;&/+().–—-]|\b(?:and|or|to)\b)*", plain, re.IGNORECASE):
        for n, (start, end, place) in enumerate(found):
            first = found[n - 1][2] + 1 if n and _RANGE.search(text[found[n - 1][1] : start]) else place
            yield from (_Hit(start, end, at, "uses", start, True) for at in _reach(first, place))


def _reach(first: int, last: int) -> Iterable[int]:
    """The places from the first to the last of a range; what runs backwards or too far is only its end."""
    return range(first, last + 1) if 0 <= last - first <= _MOST else (last,)


def _candidates(text: str, tokens: list[re.Match[str]], known: Index) -> Iterator[tuple[int, int, int]]:
    """Where the text has what the plan prints as a reference, the longest first, and whose it is."""
    over = -1
    for n, token in enumerate(tokens):
        if token.start() < over:
            continue
        for last in reversed(tokens[n : n + _LONGEST]):
            ref = " ".join(text[token.start() : last.end()].split()) if last.end() - token.start() < 60 else ""
            if ref in known.places:
                over = last.end()
                yield token.start(), over, known.places[ref]
                break


def _references(text: str, tokens: list[re.Match[str]], known: Index) -> Iterator[_Hit]:
    last: _Hit | None = None
    for start, end, place in _candidates(text, tokens, known):
        printed = text[start:end]
        if not _apart(text, start, end):
            continue
        joined = last if last and _goes_on(text, last, printed, start) else None
        if joined is None and text[max(0, start - 1) : start] in ("-", "–"):
            continue  # the end of a range of numbers
        hit = _led(text, start, end, place) if joined is None else _Hit(start, end, place, joined.deed, joined.begin, joined.sure)
        if hit is None or not _closed(text, hit, joined):
            last = None
            continue
        last = hit
        if hit.deed == _DENIED:
            continue
        if joined and _RANGE.search(text[joined.end : start]):
            yield from (_Hit(start, end, at, hit.deed, hit.begin, hit.sure) for at in _reach(joined.place + 1, place))
        else:
            yield hit


def _apart(text: str, start: int, end: int) -> bool:
    """Whether the words stand by themselves: no sum, percentage, hyphened word, and not "Action 3 of the national strategy"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return not re.search(r"[£$€#.:]$|[^\W\d]['’-]$", before) and not re.match(r"[%°(]|-[a-z]|['’]\w", after) and not _FOREIGN.match(text, end)


def _goes_on(text: str, last: _Hit, printed: str, start: int) -> bool:
    """Whether the reference is joined to the one before it ("actions 1.2, 1.3 and 1.5") and of the same shape."""
    gap = text[last.end : start]
    if len(gap) > 24 or printed.isdigit() != text[last.start : last.end].isdigit():
        return False
    named = re.search(_ends("action-word"), gap)
    return bool(_GAP.fullmatch(gap[: named.start()] if named else gap)) and bool(gap.strip())


@cache
def _ends(kind: str) -> re.Pattern[str]:
    """A pattern that finds the words of `kind` at the end of a text."""
    return re.compile(rf"(?:{wordlists.any_of(wordlists.words(kind))})[\s:]*$", re.IGNORECASE)


@cache
def _verbs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = wordlists.rows(wordlists.FOLDER / "deeds.csv", ["deed", "things", "words"])
    return tuple((row["deed"], re.compile(rf"(?:{wordlists.any_of(wordlists.listed(row['words']))})\s*$", re.IGNORECASE)) for _, row in rows if "action" in row["things"].split())


def _led(text: str, start: int, end: int, place: int) -> _Hit | None:
    """The reference with what leads to it; None if it may be any number."""
    floor = max(0, start - _BEFORE)
    found = _leading(text[floor:start], text[start:end], text[end : end + 1].isspace())
    return _Hit(start, end, place, found[0], floor + found[1], found[2]) if found else None


@lru_cache(maxsize=4096)  # a long cell may say the same again and again
def _leading(before: str, ref: str, goes_on: bool) -> tuple[str, int, bool] | None:
    """What the words before a reference say of its action: a verb, an open "once ...", words that only point; where they begin, and whether they are sure."""
    if _ends("reference-not").search(before):
        return None
    named = _ends("action-word").search(before)
    named = None if len(ref) == 1 and ref.isalpha() and goes_on else named  # "action a" may be the beginning of anything
    alone = not named and ref.split()[0].casefold() not in wordlists.words("action-word")
    if alone and not _telling(ref):
        return None
    begin = named.start() if named else len(before)
    rest = before[:begin].rstrip()
    bracket = rest.endswith(("(", "["))
    rest = rest.rstrip("([ ")
    if apart := _ends("reference-apart").search(rest):
        return _DENIED, apart.start(), True
    points = _ends("reference-plain").search(rest)
    if points:
        return _POINTS, points.start(), False
    governed = _governed(rest, bracket)
    doubtful = named and ref.isdigit() and _ends("action-word-weak").search(before)  # "objective 3" may be one of another list
    if governed and (denial := _denial().search(rest[: governed[1]])):
        turns = wordlists.pattern("reference-denial-turns").match(rest, governed[1])
        return ("uses" if turns else _DENIED), denial.start(), True
    if governed and not doubtful:
        return *governed, True
    return None if alone else (_POINTS, begin, False)


@cache
def _denial() -> re.Pattern[str]:
    """A denial right before the verb: "not", "does not directly"."""
    no, but = (wordlists.any_of(wordlists.words(kind)) for kind in ("reference-denial", "reference-denial-but"))
    return re.compile(rf"{no}(?!\s+{but})(?:\s+[\w'’-]+){{0,2}}\s*$", re.IGNORECASE)


def _telling(ref: str) -> bool:
    """Whether a reference is more than a word or a small number, so that it can stand without "action" before it; a year cannot."""
    if ref.isdigit():
        return len(ref) > 2 and not (len(ref) == 4 and ref[:2] in ("19", "20"))
    return bool(re.search(r"[\d:.]", ref)) or bool(re.fullmatch(r"[A-Z][a-z]{1,4}", ref))


def _governed(rest: str, bracket: bool) -> tuple[str, int] | None:
    """What the words before a reference do to its action, and where they begin."""
    stripped = rest
    while not bracket:
        part_of = re.search(r"\b(?:in|under|at)\b", rest[len(stripped) :], re.IGNORECASE)  # "the review in 1.4": no review of 1.4
        for deed, verb in _verbs():
            if (deed == "uses" or not part_of) and (found := verb.search(stripped)):
                return deed, found.start()
        filler = _ends("reference-filler").search(stripped)
        if filler is None:
            break
        stripped = stripped[: filler.start()]
    clause = _PART.split(rest)[-1]
    opened = list(wordlists.pattern("reference-open").finditer(clause))
    if not opened or not (bracket or len(stripped) < len(rest)) or re.search(r"[,()]", clause[opened[-1].end() :]):
        return None
    return "uses", len(rest) - len(clause) + opened[-1].start()


def _closed(text: str, hit: _Hit, joined: _Hit | None) -> bool:
    """Whether what follows a reference leaves it one: not "after 1.2 million people", "see 3.2 kg"."""
    behind = re.match(r"\s*(?:&|\w+)?", text[hit.end : hit.end + 40])[0].strip()
    before = text[max(0, hit.start - 40) : hit.start]
    if not behind or text[hit.end : hit.end + 1] in ",.;:)]/-–—" or _ends("action-word").search(before):
        return True
    return behind in ("&", "–", "-") or behind.casefold() in wordlists.words("reference-next") or bool(joined and joined.sure and behind[:1].isupper())
