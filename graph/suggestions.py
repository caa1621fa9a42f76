"""For a name in no register the registered names that it may mean, each with how sure and why: for a person to judge, never merged by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from concordat.graph import vocab, wordlists
from concordat.graph.extract.abbreviations import abbreviations
from concordat.graph.names import OTHERS, PREFERRED, kind_of, plain
from concordat.graph.store import Graph

ENOUGH = 70  # of 100; below it a suggestion helps nobody
_MOST = 3
_SURE = 95  # the document explains the abbreviation, and the full name is registered
_INITIALS = 72
_NOT_THE_SAME = 99  # another spelling is never certain
_ALIKE = 76  # of two words: "psychiatry" and "psychiatrists" are, "east" and "west" are not
_SAME_WHOLE = 88  # names without a word of their own ("Department for Health") must be alike as a whole
_EXACT = 4  # words of so few letters must be the same
_TOLD_APART = 0.7  # what is left of a likeness where the names say different kinds of body: a council is no police


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A registered name that another name may mean; `score` is of 100, `why` says in words what it rests on."""

    name: str
    iri: str
    score: int
    why: str

    def __str__(self) -> str:
        return f"{self.name} ({self.score}: {self.why})"


@dataclass(frozen=True, slots=True)
class Known:
    """A form of a registered name, and the thing that bears it."""

    form: str
    name: str
    iri: str


def suggestions(printed: str, known: Sequence[Known], explained: Mapping[str, str]) -> list[Suggestion]:
    """The registered things that `printed` may mean, the likeliest first, three at most.

    Parameters
    ----------
    printed : str
        The name as the plan has it.
    known : sequence of Known
        Every form of every registered name.
    explained : mapping of str to str
        What the document's own abbreviations stand for.

    Examples
    --------
    >>> known = [Known(n, n, n) for n in ("Wiltshire Council", "Croydon CCG", "Royal College of Psychiatrists")]
    >>> [str(s) for s in suggestions("Royal College of Psychiatry", known, {})]
    ['Royal College of Psychiatrists (82: similar spelling)']
    >>> suggestions("Wiltshire CCG", known, {})
    []
    """
    full = explained.get(printed)
    found = [s for each in known if (s := _by_abbreviation(printed, full, each) if full else _by_spelling(printed, each))]
    best: dict[str, Suggestion] = {}
    for each in sorted(found, key=lambda s: (-s.score, s.name)):
        best.setdefault(each.iri, each)
    return list(best.values())[:_MOST]


def registered(graph: Graph) -> list[Known]:
    """Every form of every registered body in the graph, in the order of the alphabet."""
    quads = [q for label in (PREFERRED, *OTHERS) for q in graph.store.quads_for_pattern(None, label, None, vocab.graph("register"))]
    quads = [q for q in quads if kind_of(q.subject.value) in ("organisation", "body-class")]
    names = {q.subject.value: q.object.value for q in quads if q.predicate == PREFERRED}
    return sorted((Known(q.object.value, names[q.subject.value], q.subject.value) for q in quads if q.subject.value in names), key=lambda k: (k.form, k.iri))


def explained(graph: Graph, plan: str) -> dict[str, str]:
    """What the abbreviations of a plan stand for, by its own words: all of them that the graph keeps."""
    start, end, exact = (vocab.term(f"oa:{name}") for name in ("start", "end", "exact"))
    values = [{q.subject: q.object.value for q in graph.store.quads_for_pattern(None, p, None, vocab.graph("plan", plan))} for p in (start, end, exact)]
    pieces, reached = [], 0
    for first, last, words in sorted(((int(values[0][s]), int(values[1][s]), values[2][s]) for s in values[2]), key=lambda p: (p[0], -p[1])):
        if last > reached:  # a cell within a row says nothing that the row does not
            pieces.append(words)
            reached = last
    return abbreviations("\n\n".join(pieces))


def _by_abbreviation(printed: str, full: str, known: Known) -> Suggestion | None:
    why = explanation(printed, full)
    if plain(full) == plain(known.form):
        return Suggestion(known.name, known.iri, _SURE, why)
    score = round(min(likeness(full, known.form), _NOT_THE_SAME) * _SURE / 100)
    return Suggestion(known.name, known.iri, score, f"{why}; similar spelling") if score >= ENOUGH else None


def explanation(printed: str, full: str) -> str:
    """How it is said that the document explains an abbreviation."""
    return f'the document says that {printed} is "{full}"'


def _by_spelling(printed: str, known: Known) -> Suggestion | None:
    letters = re.sub(r"[^A-Za-z0-9]", "", printed)
    if " " not in printed and len(letters) > 2 and letters.casefold() == _initials(known.form):
        return Suggestion(known.name, known.iri, _INITIALS, "its initials")
    if " " not in known.form and known.form.isupper() and " " in printed and known.form.casefold() == _initials(printed):
        return Suggestion(known.name, known.iri, _INITIALS, "its initials")
    score = min(likeness(printed, known.form), _NOT_THE_SAME)
    return Suggestion(known.name, known.iri, score, "similar spelling") if score >= ENOUGH else None


def likeness(one: str, other: str) -> int:
    """How alike two names are, 0 to 100, by the words that are their own: a tail such as "Council" makes no two places alike."""
    from rapidfuzz import fuzz  # here: only what suggests needs it

    a, b = _words(one), _words(other)
    a, b = _spelt_out(a, b), _spelt_out(b, a)
    whole = fuzz.ratio(" ".join(a), " ".join(b))
    own_a, own_b = _own(a, b), _own(b, a)
    if not own_a or not own_b:
        return round(whole) if whole >= _SAME_WHOLE and not own_a and not own_b else 0
    shared = _shared(own_a, own_b)
    if shared < _ALIKE:
        return 0
    told_apart = any(in_a and in_b and not in_a & in_b for in_a, in_b in zip(_kinds(a), _kinds(b)))
    return round((0.7 * shared + 0.3 * fuzz.token_sort_ratio(" ".join(a), " ".join(b))) * (_TOLD_APART if told_apart else 1))


def _shared(own: Sequence[str], other: Sequence[str]) -> float:
    """How much of both names' own words has a partner in the other, 0 to 100; words alike by half count for nothing."""
    left, total = list(other), 0.0
    for word in own:
        best = max(left, key=lambda w: _same(word, w), default="")
        if best and (score := _same(word, best)) >= _ALIKE:
            total += score
            left.remove(best)
    return 2 * total / (len(own) + len(other))


def _same(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    if min(len(one), len(other)) <= _EXACT:
        return 100.0 * (one == other)
    return fuzz.ratio(one, other)


@cache
def _words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, joining ones left out, "St." and "'s" brought down to one form."""
    joining = wordlists.words("list-joiner")
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s?\b", "", plain(name)))
    return tuple(w for w in words if w not in joining and w not in ("of", "for", "in"))


def _initials(name: str) -> str:
    return "".join(word[0] for word in _words(name))


def _spelt_out(words: tuple[str, ...], other: Sequence[str]) -> tuple[str, ...]:
    """The words, with the initials of a run of the other name's words replaced by that run ("ccg" by "clinical commissioning group")."""
    result: list[str] = []
    for word in words:
        stem = word.removesuffix("s") if len(word) > 2 else word
        size = len(stem)
        run = next((other[i : i + size] for i in range(len(other) - size + 1) if size > 2 and "".join(w[0] for w in other[i : i + size]) == stem), None)
        result += run or [word]
    return tuple(result)


@cache
def _generic() -> frozenset[str]:
    return frozenset(w for kind in ("organisation-heads", "name-generic") for w in wordlists.words(kind))


def _own(words: Iterable[str], other: Iterable[str]) -> list[str]:
    """The words that tell the body apart from others of its kind; a misspelt "ofice" beside an "office" is none."""
    generic = [w for w in other if w in _generic()]
    return [w for w in words if w not in _generic() and not any(_same(w, g) >= 85 for g in generic)]


def _kinds(words: Iterable[str]) -> tuple[set[str], set[str]]:
    """The words that say what kind of body it is, and of what kind of area."""
    kinds = {*wordlists.words("organisation-heads"), *wordlists.words("name-kind")}
    stems = {w if w in kinds else w.removesuffix("s") for w in words}
    return stems & kinds, stems & set(wordlists.words("name-tier"))
