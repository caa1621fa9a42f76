"""What a name means: the one thing in a graph that bears it, or the names that come nearest."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from pyoxigraph import NamedNode

from concordat.graph.errors import UsageError
from concordat.graph.store import Graph
from concordat.graph.vocab import BASE, GRAPH, ID, ONT, PREFIXES, SCHEME

PREFERRED = NamedNode(PREFIXES["skos"] + "prefLabel")
OTHERS = (NamedNode(PREFIXES["skos"] + "altLabel"), NamedNode(ONT + "abbreviation"))
TERMS = NamedNode(GRAPH + "ontology")  # words such as "lead" name concepts there, not things that a plan is about
OFFERED = 3
LISTED = 8
ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"})
PROVISION = re.compile(
    r"(?:(?P<before>.+?)[\s,]+)?(?:sections?|ss?)\.?\s*(?P<number>\d+[a-z]*(?:\([0-9a-z]+\))*)(?:\s+(?:of\s+)?(?:the\s+)?(?P<after>.+))?"
)


@dataclass
class Index:
    """The names in a graph: by each name in its plain form the things that bear it, and by each thing its name in full."""

    first: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    other: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    label: dict[str, str] = field(default_factory=dict)


def plain(name: str) -> str:
    """A name as it is compared: no case, one kind of apostrophe and hyphen, single blanks, no "the" before it."""
    words = unicodedata.normalize("NFC", name).translate(ALIKE).casefold().replace(" & ", " and ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def kind_of(iri: str) -> str:
    """The kind of thing an IRI stands for, its word in our own IRIs; whatever has none of ours is legislation."""
    for start in (ID, SCHEME):
        if iri.startswith(start):
            return iri[len(start) :].partition("/")[0]
    return "" if iri.startswith(BASE) else "legislation"


def index(graph: Graph, kinds: Sequence[str] = ()) -> Index:
    """Every name in the graph, of the kinds asked for; the ontology's own terms are left out."""
    names = Index()
    for predicate in (PREFERRED, *OTHERS):
        for quad in graph.store.quads_for_pattern(None, predicate, None, None):
            iri, name = quad.subject.value, quad.object.value
            if quad.graph_name == TERMS or _is_term(iri) or (kinds and kind_of(iri) not in kinds):
                continue
            names.exact[name].add(iri)
            if predicate == PREFERRED:
                names.label[iri] = min(name, names.label.get(iri, name))
                names.first[plain(name)].add(iri)
            else:
                names.other[plain(name)].add(iri)
    for iri in {iri for things in [*names.first.values(), *names.other.values()] for iri in things}:
        key = unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1])
        if not key.isdigit():  # a number there is that of a law or a section, and many laws have a section 1
            names.other[plain(key)].add(iri)
            names.exact[key].add(iri)
        names.label.setdefault(iri, key)
    return names


def _is_term(iri: str) -> bool:
    """Whether it is a concept of ours that only describes things ("royal college"); a theme is a thing to ask about."""
    return iri.startswith(SCHEME) and kind_of(iri) != "theme"


def find(graph: Graph, words: str, kinds: Sequence[str] = ()) -> NamedNode:
    """The thing that is meant by an IRI, a name, an abbreviation, a key or a provision's short form ("s136", "MHA s.136").

    Case, apostrophes and a leading "the" make no difference. A preferred name goes before all others, and the exact spelling decides between
    things whose names differ only in case.

    Raises
    ------
    UsageError
        If nothing bears the name (the nearest are offered), or several different things do (all are listed).
    """
    if re.match(r"[a-z][a-z0-9+.-]*:[^\s]+$", words, re.IGNORECASE):
        thing = iri_of(words)
        pattern = graph.store.quads_for_pattern
        if thing and (next(pattern(thing, None, None, None), None) or next(pattern(None, None, thing, None), None)):
            return thing
    names = index(graph, kinds)
    wanted = plain(words)
    things = names.first.get(wanted) or names.other.get(wanted) or provisions(names, wanted)
    if len(things) > 1:
        things = things & names.exact.get(words.strip(), set()) or things
    if len(things) == 1:
        return NamedNode(next(iter(things)))
    if things:
        raise UsageError(f'"{" ".join(words.split())}" may mean {listed(names, things)}: say which, by its full name, its key or its IRI')
    raise UsageError(f'"{" ".join(words.split())[:60]}" names nothing in this graph{offered(names, words)}')


def provisions(names: Index, wanted: str) -> set[str]:
    """The sections that a short form may mean: those of the Act it names, else of any."""
    found = PROVISION.fullmatch(wanted)
    if not found:
        return set()
    ending, act = f"s.{found['number']}", found["before"] or found["after"]
    if not act:
        return {iri for name, things in names.first.items() if name.endswith(" " + ending) for iri in things}
    acts = names.first.get(plain(act)) or names.other.get(plain(act)) or set()
    full = {plain(f"{names.label[iri]} {ending}") for iri in acts}
    return {iri for name in full for iri in names.first.get(name, ())}


def listed(names: Index, things: Iterable[str]) -> str:
    """The things by name and IRI, the first of them if they are many."""
    lines = sorted(f"{names.label[iri]} <{iri}>" for iri in things)
    more = f" and {len(lines) - LISTED} more" if len(lines) > LISTED else ""
    return "; ".join(lines[:LISTED]) + more


def iri_of(text: str) -> NamedNode | None:
    """The IRI that `text` writes in full or with one of our prefixes (``ccc:Action``); None if it writes none."""
    prefix, _, local = text.partition(":")
    if prefix in PREFIXES and not local.startswith("//"):
        text = PREFIXES[prefix] + local
    try:
        return NamedNode(text)
    except ValueError:
        return None


def nearest(word: str, choices: Iterable[str]) -> list[str]:
    """The choices that are most like the word, best first; none if nothing is like it."""
    from rapidfuzz import fuzz, process  # here: only a mistake needs it

    def likeness(one: str, other: str, **_: float) -> float:
        return max(fuzz.ratio(one, other), 0.9 * fuzz.token_set_ratio(one, other))  # misspelt, or some of its words

    found = process.extract(word, sorted(set(choices)), scorer=likeness, processor=plain, limit=LISTED, score_cutoff=65)
    return [choice for choice, _, _ in found]


def offer(word: str, choices: Iterable[str]) -> str:
    """How the sentence about a wrong word ends: with the choices nearest to it, or with a stop."""
    found = nearest(word, choices)[:OFFERED]
    return f"; did you mean {' or '.join(found)}?" if found else "."


def offered(names: Index, words: str) -> str:
    """The same for the names of things; who is near to an abbreviation or a key is offered the full name."""
    near = (names.label[min(names.exact[name])] for name in nearest(words, names.exact))
    found = list(dict.fromkeys(near))[:OFFERED]
    return f"; did you mean {' or '.join(found)}?" if found else ", and no name in it comes near: concordat query organisations lists the bodies, legislation-citations the laws, policies the policies"
