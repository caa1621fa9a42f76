"""Products: things that the plan itself names in several actions, in no register ("the Core Skills Training Framework"), and what each action does to them.

A thing is the object of a verb of the lexicon, or the subject of its passive ("once the template is agreed"): a noun from a list of things that can be
made, or a proper name of several words, with the words before it. Two are the same if their words are, whatever the case, article, plural or hyphen.
What is of a kind that every plan has ("the action plan") tells nothing, and what many actions name is a topic.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from concordat.graph import vocab, wordlists
from concordat.graph.extract import people
from concordat.graph.model import Action, Deed, Entity, Passage, Reading
from concordat.graph.register import Mention

MOST = 5  # actions that may name a product; what more of them name is a topic
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST = 9  # words of a name
_WITHIN = re.compile(r"""[\s"“”'‘’]*|\s*[-–/&]\s*""")  # may stand between the words of a name
_JOINS = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+(?:then\s+)?|&\s*|/\s*|or\s+)", re.IGNORECASE)
_COMPLEMENT = ("of", "for", "on", "about")
_FORMS = ("is", "are", "was", "were", "be", "been", "being")
_NEEDS_OUTER = frozenset({"monitors", "contributes-to", "uses"})  # "monitor the use of X" is no use of X


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    deed: str


@dataclass(frozen=True, slots=True)
class Naming:
    """One place at which an action does something to a thing: ``text[start:end]`` has the verb and the thing, `name` is the thing as printed."""

    deed: str
    name: str
    words: tuple[str, ...]
    kind: frozenset[str]
    of: frozenset[str]
    reading: Reading


def read(text: Passage, items: Sequence[Passage], known: Sequence[Mention]) -> list[Naming]:
    """What the action does to things that it names; things in `known` (laws, policies, bodies) are left to others."""
    if not text.text:
        return []
    return list(_Reader(text, items, known).namings())


class _Reader:
    """The words of one action, and where its list items begin."""

    def __init__(self, text: Passage, items: Sequence[Passage], known: Sequence[Mention]) -> None:
        self.passage, self.text = text, text.text
        self.tokens = list(_TOKEN.finditer(self.text))
        self.starts = [token.start() for token in self.tokens]
        self.words = [token[0].casefold() for token in self.tokens]
        self.breaks = {item.offsets[0] for item in items if item.offsets}
        self.known = known
        self.known_starts = [m.start for m in known]

    def namings(self) -> Iterator[Naming]:
        verbs = self._verbs("product")
        objects: dict[int, tuple[int, int] | None] = {}
        for n in range(len(verbs) - 1, -1, -1):
            verb = verbs[n]
            objects[n] = self._object(verb.end)
            joined = _JOINS.match(self.text, verb.end)
            if objects[n] is None and joined and n + 1 < len(verbs) and verbs[n + 1].start == joined.end():
                objects[n] = objects[n + 1]
        inner = {objects[n] for n, verb in enumerate(verbs) if verb.deed in _NEEDS_OUTER and self._after_aspect(verb.end) is not None}
        for n, verb in enumerate(verbs):
            if (found := objects[n]) and not (found in inner and self._aspect_at(verb.start)):
                yield from self._naming(verb.deed, verb.start, *found)
        yield from self._passives()

    def _verbs(self, things: str) -> list[_Verb]:
        """The verbs of the lexicon, in order; of those that overlap the one that begins first, and of those that begin together the longest."""
        lexicon, found, over = _lexicon(things), [], -1
        for at, word in enumerate(self.words):
            for words, deed in lexicon.get(word, ()) if at > over else ():
                last = at + len(words) - 1
                if tuple(self.words[at : last + 1]) == words and all(map(self._goes_on, range(at, last))):
                    found.append(_Verb(self.starts[at], self.tokens[last].end(), deed))
                    over = last
                    break
        return found

    # ---- the object of a verb

    def _object(self, end: int) -> tuple[int, int] | None:
        """The first and last token of the thing right behind a verb."""
        first = self._behind(end)
        if first is None:
            aspect = self._after_aspect(end)
            return None if aspect is None else self._thing(aspect)
        return self._thing(first)

    def _behind(self, end: int) -> int | None:
        at = bisect_left(self.starts, end)
        if at >= len(self.tokens) or not _WITHIN.fullmatch(self.text, end, self.starts[at]) or self._aspect_at(self.starts[at]):
            return None
        return at

    def _aspect_at(self, start: int) -> re.Match[str] | None:
        return wordlists.pattern("product-aspect").match(self.text, start)

    def _after_aspect(self, end: int) -> int | None:
        """The token behind "the implementation of", if that stands behind the verb."""
        at = bisect_left(self.starts, end)
        if at >= len(self.tokens) or self.text[end : self.starts[at]].strip():
            return None
        aspect = self._aspect_at(self.starts[at])
        return bisect_left(self.starts, aspect.end()) if aspect else None

    def _thing(self, at: int) -> tuple[int, int] | None:
        stop, determiners = _set("product-stop"), _set("product-determiner")
        while at < len(self.tokens) and self.words[at] in determiners and self._goes_on(at):
            at += 1
        first = at
        stop = stop | determiners
        while at < len(self.tokens) and self.words[at] not in stop and not self.words[at].endswith("ly") and at - first <= _LONGEST:
            at += 1
            if at < len(self.tokens) and not self._goes_on(at - 1):
                break
        return (first, at - 1) if first < at <= first + _LONGEST else None

    def _goes_on(self, at: int) -> bool:
        """Whether the token behind this one belongs to the same stretch of words."""
        if at + 1 >= len(self.tokens):
            return True
        nothing_between = _WITHIN.fullmatch(self.text, self.tokens[at].end(), self.starts[at + 1])
        return bool(nothing_between) and self.passage.offsets[self.starts[at + 1]] not in self.breaks

    # ---- the subject of a passive

    def _passives(self) -> Iterator[Naming]:
        for verb in self._verbs("product-done"):
            last = self._subject(bisect_left(self.starts, verb.start) - 1)
            if last is None:
                continue
            first = self._back(last)
            once = self._once(first)
            start, deed = (self.starts[first], verb.deed) if once is None else (once, "uses")
            yield from self._naming(deed, start, first, last, verb.end)

    def _subject(self, at: int) -> int | None:
        """The last token of the subject of a participle: what stands before "will be", "has been", "is"."""
        first = at
        while at >= 0 and first - at < 4 and self.words[at] in (*_FORMS, *wordlists.words("text-auxiliary")) and self._goes_on(at):
            at -= 1
        return at if 0 <= at < first and self._goes_on(at) else None

    def _back(self, last: int) -> int:
        first, ends = last, _set("product-stop") | _set("product-determiner")
        while first > 0 and last - first < _LONGEST and self.words[first - 1] not in ends and self._goes_on(first - 1):
            first -= 1
        return first

    def _once(self, first: int) -> int | None:
        """Where "once the" begins, if it stands before the token: the thing is waited for."""
        at = first - 1
        while at >= 0 and self.words[at] in _set("product-determiner"):
            at -= 1
        return self.starts[at] if at >= 0 and self.words[at] in wordlists.words("product-once") else None

    # ---- the thing itself

    def _naming(self, deed: str, start: int, first: int, last: int, end: int | None = None) -> Iterator[Naming]:
        begin, finish = self.starts[first], self.tokens[last].end()
        name = self.text[begin:finish]
        if not self._is_product(first, last) or self._known(begin, finish) or _names_a_person(name):
            return
        words = tuple(map(_singular, self.words[first : last + 1]))
        kind, of, finish = self._kind(words, last, finish)
        name = name if kind <= set(words) else self.text[begin:finish]
        if kind:
            end = max(finish, end or 0)
            start = min(start, begin)
            reading = Reading(self.text[start:end], self.passage.place(start, end), "governing-verb", "medium")
            yield Naming(deed, name, words, kind, of, reading)

    def _is_product(self, first: int, last: int) -> bool:
        """Whether the last word is one of a thing that can be made, or the words are a proper name."""
        tail = " ".join(map(_singular, self.words[max(first, last - 1) : last + 1]))
        if _singular(self.words[last]) in _set("product-foreign"):
            return False
        if {_singular(self.words[last]), tail} & (_set("product-head") | _set("product-head-weak")):
            return True
        return last > first and self._proper(first, last)

    def _proper(self, first: int, last: int) -> bool:
        """Whether the words are written as a name, in a text that does not write most words so."""
        if not all(token[0][0].isupper() for token in self.tokens[first : last + 1]):
            return False
        others = [*self.tokens[max(0, first - 40) : first], *self.tokens[last + 1 : last + 40]]
        others = [token[0] for token in others if token.start() and len(token[0]) > 3]
        return 2 * sum(word[0].islower() for word in others) > len(others)

    def _known(self, begin: int, finish: int) -> bool:
        """Whether a registered name takes up the last word of the thing."""
        at = bisect_left(self.known_starts, finish)
        return any(m.start < finish <= m.end for m in self.known[max(0, at - 4) : at])

    def _kind(self, words: tuple[str, ...], last: int, finish: int) -> tuple[frozenset[str], frozenset[str], int]:
        """What makes the thing this one: its telling words, and those of "of ..." behind it, which go to the first if they are needed there."""
        of, end = self._complement(last + 1)
        telling = [word for word in words if word not in _set("product-generic")]
        few = 3 if words[-1] in _set("product-head-weak") else 2
        if len(telling) >= few and " ".join(telling) not in _set("product-phrase"):
            return frozenset(words) - _set("product-generic"), of, end if of else finish
        own = frozenset(telling) | {words[-1]}
        if words[-1] not in _set("product-head-weak") and (len(of) >= 2 or (of and len(own | of) >= 3)):
            return own | of, frozenset(), end
        return frozenset(), frozenset(), finish

    def _complement(self, at: int) -> tuple[frozenset[str], int]:
        if at >= len(self.tokens) or self.words[at] not in _COMPLEMENT or not self._goes_on(at - 1) or not self._goes_on(at):
            return frozenset(), 0
        found = self._thing(at + 1)
        if found is None:
            return frozenset(), 0
        first, last = found
        words = frozenset(map(_singular, self.words[first : last + 1])) - _set("product-generic")
        return words, self.tokens[last].end()


@lru_cache(maxsize=4096)
def _names_a_person(name: str) -> bool:
    """Whether a person's name is a part of it ("the Helen Quill protocol"): it is left alone, as people never become things."""
    words = re.sub(r"['’]s\b", "", name).split()
    if not any(word[0].isupper() for word in words[:-1]):
        return False
    words[-1] = words[-1].capitalize()
    return bool(people.spans(name)) or any(people.person_before(" ".join(words[n:])) for n in range(len(words) - 1))


@cache
def _lexicon(things: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The verbs that govern such things, by their first word, the longest first, with the deed."""
    rows = wordlists.rows(wordlists.FOLDER / "deeds.csv", ["deed", "things", "words"])
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in (row for _, row in rows if row["things"] == things):
        for verb in wordlists.listed(row["words"]):
            words = tuple(verb.split())
            found[words[0]].append((words, row["deed"]))
    return {word: tuple(sorted(verbs, key=lambda v: (-len(v[0]), v))) for word, verbs in found.items()}


@cache
def _set(kind: str) -> frozenset[str]:
    return frozenset(wordlists.words(kind))


def _singular(word: str) -> str:
    """A word without its plural or genitive ending, near enough to compare two.

    Examples
    --------
    >>> [_singular(word) for word in ("strategies", "pathways", "analysis", "children's", "processes", "status", "boxes", "homes")]
    ['strategy', 'pathway', 'analysis', 'children', 'process', 'status', 'box', 'home']
    """
    word = re.sub(r"['’]s?$", "", word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def shared(actions: Sequence[Action], namings: Sequence[Sequence[Naming]], plan_id: str) -> list[list[Deed]]:
    """For each action its deeds to things that another makes or changes: those of its namings that can tie it to another action.

    Where the words behind the things differ ("guidance on fire", "guidance on flood"), they may be the same or not: such deeds are read with low confidence.
    """
    groups: dict[frozenset[str], list[tuple[int, Naming]]] = defaultdict(list)
    for n, each in enumerate(namings):
        for naming in each:
            groups[naming.kind].append((n, naming))
    groups = {kind: group for kind, group in groups.items() if len({n for n, _ in group}) > 1}
    counts = _named_in(actions, groups)
    deeds: list[list[Deed]] = [[] for _ in actions]
    for kind, group in groups.items():
        if counts[kind] <= MOST:
            for told in _told_apart(group):
                _add(told, plan_id, deeds)
    return deeds


def _named_in(actions: Sequence[Action], groups: Mapping[frozenset[str], list[tuple[int, Naming]]]) -> dict[frozenset[str], int]:
    """How many actions have the words of a thing, governed by a verb or not."""
    forms: dict[str, dict[int, dict[tuple[str, ...], frozenset[str]]]] = defaultdict(lambda: defaultdict(dict))
    named: dict[frozenset[str], set[int]] = {kind: {n for n, _ in group} for kind, group in groups.items()}
    for kind, group in groups.items():
        for _, naming in group:
            if frozenset(naming.words) >= kind:
                forms[naming.words[0]][len(naming.words)][naming.words] = kind
    for n, action in enumerate(actions):
        words = [_singular(token[0].casefold()) for token in _TOKEN.finditer(action.text.text)] if forms else []
        for at, word in enumerate(words):
            for length, known in forms[word].items() if word in forms else ():
                if kind := known.get(tuple(words[at : at + length])):
                    named[kind].add(n)
    return {kind: len(numbers) for kind, numbers in named.items()}


def _told_apart(group: list[tuple[int, Naming]]) -> Iterator[list[tuple[int, Naming]]]:
    """The group, or its parts where the words behind the thing differ; then the whole again, read with doubt."""
    parts: dict[frozenset[str], list[tuple[int, Naming]]] = defaultdict(list)
    for n, naming in group:
        parts[naming.of].append((n, naming))
    if len([of for of in parts if of]) < 2:
        yield group
        return
    yield from (part for of, part in parts.items() if of)
    yield [(n, replace(naming, of=frozenset(), reading=replace(naming.reading, confidence="low"))) for n, naming in group]


def _add(group: list[tuple[int, Naming]], plan_id: str, deeds: list[list[Deed]]) -> None:
    """The deeds of a group in which one action makes or changes what another does something else to."""
    makers = {n for n, naming in group if naming.deed in ("makes", "changes")}
    if not makers or {n for n, _ in group} == makers and not {naming.deed for _, naming in group} - {"makes"}:
        return
    first = group[0][1]
    same = all(naming.of == first.of for _, naming in group) and first.of
    slug = vocab.slug(first.name + ("-" + "-".join(sorted(first.of)) if same else ""))
    thing = Entity("product", f"{plan_id}/{slug}", first.name, registered=False, uri=vocab.node("product", plan_id, slug).value)
    told: set[tuple[int, str]] = set()
    for n, naming in group:
        if (n, naming.deed) not in told:
            told.add((n, naming.deed))
            deeds[n].append(Deed(naming.deed, thing, naming.reading))
