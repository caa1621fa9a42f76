"""Signs in a plan of what helps bodies to carry it out together: each counts actions, says which, and rates nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from concordat.graph.wordlists import listed


@dataclass(frozen=True, slots=True)
class Seen:
    """What signs are measured on; keys are those of actions, in plan order in `texts`.

    ``leads`` and ``partners`` are bodies; ``themes`` those of each action and ``scheme`` all there are; ``spans`` the last day of the start and the first
    of the finish, for actions with both dated; ``later`` the relations of later policies to an action, with the policy, by links that hold, and
    ``perhaps_later`` by links that are no more than plausible.
    """

    texts: Mapping[Hashable, str]
    leads: Mapping[Hashable, tuple[str, ...]] = field(default_factory=dict)
    partners: Mapping[Hashable, tuple[str, ...]] = field(default_factory=dict)
    themes: Mapping[Hashable, frozenset[str]] = field(default_factory=dict)
    scheme: frozenset[str] = frozenset()
    kinds: Mapping[Hashable, str] = field(default_factory=dict)
    ends: frozenset[Hashable] = frozenset()  # actions with a last day
    spans: Mapping[Hashable, tuple[date, date]] = field(default_factory=dict)
    outcomes: frozenset[Hashable] = frozenset()
    money: frozenset[Hashable] = frozenset()
    later: Mapping[Hashable, frozenset[tuple[str, str]]] = field(default_factory=dict)
    perhaps_later: Mapping[Hashable, frozenset[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sign:
    """How a sign is measured: a name of `MEASURES`, what it is given, the themes among whose actions it counts (none: all), and the policy of its condition."""

    measure: str
    given: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """``count`` of ``of``, which are things of the sort ``counted``; the actions that show it, those that might and do not, and the words that do, with how often.

    ``perhaps`` are actions that show it only if a link that is in doubt holds: they are neither among those that do nor among those that do not.
    """

    count: int
    of: int
    counted: str
    shown: tuple[Hashable, ...]
    others: tuple[Hashable, ...]
    words: tuple[tuple[str, int], ...] = ()
    perhaps: tuple[Hashable, ...] = ()


Actions = list[Any]


def missing(seen: Seen, sign: Sign) -> list[str]:
    """The themes that a sign goes by and that are not in the scheme of the graph: with one of them missing, nothing can be measured."""
    return [theme for theme in (*sign.among, *(sign.given if sign.measure == "theme" else ())) if theme not in seen.scheme]


def measured(seen: Seen, sign: Sign) -> Measured:
    """A sign measured.

    Raises
    ------
    KeyError
        If no measure has that name; `MEASURES` has them all.

    Notes
    -----
    O(n) time in the number of actions, for words times the number of cues.

    Examples
    --------
    >>> seen = Seen({"1": "Set up a board.", "2": "Train staff."}, leads={"1": ("a", "b"), "2": ("a",)})
    >>> measured(seen, Sign("several-bodies"))
    Measured(count=1, of=2, counted='actions', shown=('1',), others=('2',), words=(), perhaps=())
    >>> measured(seen, Sign("words", ("board*",))).words
    (('board', 1),)
    """
    among = [a for a in seen.texts if not sign.among or seen.themes.get(a, frozenset()) & set(sign.among)]
    return MEASURES[sign.measure](seen, among, sign)


def cue(words: str) -> re.Pattern[str]:
    """A pattern for a cue: whole words in any case, with any blanks between them; a star at the end of a word lets it go on."""
    text = re.sub(r"(?:\\\s)+|\s+", r"\\s+", re.escape(words)).replace(r"\*", r"\w*")
    return re.compile(rf"(?<!\w){text}(?!\w)", re.IGNORECASE)


def _share(among: Actions, shows: Callable[[Any], object], words: Iterable[tuple[str, int]] = (), counted: str = "actions") -> Measured:
    shown = tuple(a for a in among if shows(a))
    others = tuple(a for a in among if not shows(a))
    return Measured(len(shown), len(among), counted, shown, others, tuple(words))


def _bodies(seen: Seen, action: Hashable) -> set[str]:
    return {*seen.leads.get(action, ()), *seen.partners.get(action, ())}


def _words(seen: Seen, among: Actions, sign: Sign) -> Measured:
    cues = [(words.split()[0].rstrip("*").casefold(), cue(words)) for words in sign.given]
    found = {a: _found(seen.texts[a], cues) for a in among}
    counts = Counter(word for words in found.values() for word in words)
    return _share(among, lambda a: found[a], sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _found(text: str, cues: list[tuple[str, re.Pattern[str]]]) -> set[str]:
    """The words that cues find; one whose first word is nowhere in the text is not searched for, which is far quicker."""
    lower = text.casefold()
    return {" ".join(m[0].casefold().split()) for first, each in cues if first in lower for m in each.finditer(text)}


def _led(seen: Seen, among: Actions) -> dict[str, list[Any]]:
    """The actions that each body leads."""
    led: dict[str, list[Any]] = {}
    for action in among:
        for body in dict.fromkeys(seen.leads.get(action, ())):
            led.setdefault(body, []).append(action)
    return led


def _most_led(seen: Seen, among: Actions, sign: Sign) -> Measured:
    """Of several that lead equally many, the first by its key."""
    led = _led(seen, among)
    top = set(led[min(led, key=lambda body: (-len(led[body]), body))]) if led else set()
    return _share([a for a in among if seen.leads.get(a)], lambda a: a in top, counted="actions with a lead")


def _per_lead(seen: Seen, among: Actions, sign: Sign) -> Measured:
    led = _led(seen, among)
    shown = tuple(a for a in among if seen.leads.get(a))
    return Measured(sum(map(len, led.values())), len(led), "bodies that lead", shown, ())


def _leads_many(seen: Seen, among: Actions, sign: Sign) -> Measured:
    led = _led(seen, among)
    many = {a for actions in led.values() if len(actions) >= int(sign.given[0]) for a in actions}
    found = _share([a for a in among if seen.leads.get(a)], lambda a: a in many)
    return Measured(sum(len(actions) >= int(sign.given[0]) for actions in led.values()), len(led), "bodies that lead", found.shown, found.others)


def _longer(seen: Seen, among: Actions, sign: Sign) -> Measured:
    dated = [a for a in among if a in seen.spans]
    return _share(dated, lambda a: (seen.spans[a][1] - seen.spans[a][0]).days > int(sign.given[0]), counted="actions with a dated start and finish")


def _linked(seen: Seen, among: Actions, wanted: Callable[[str, str], bool]) -> Measured:
    """Actions with a link that is wanted; those that have it only in doubt stand apart."""
    sure, unsure = ([a for a in among if any(wanted(*link) for link in links.get(a, ()))] for links in (seen.later, seen.perhaps_later))
    firm = set(sure)
    perhaps = dict.fromkeys(a for a in unsure if a not in firm)
    found = _share(among, lambda a: a in firm)
    return replace(found, others=tuple(a for a in found.others if a not in perhaps), perhaps=tuple(perhaps))


MEASURES: dict[str, Callable[[Seen, Actions, Sign], Measured]] = {
    "has-lead": lambda seen, among, sign: _share(among, lambda a: seen.leads.get(a)),
    "several-bodies": lambda seen, among, sign: _share(among, lambda a: len(_bodies(seen, a)) > 1),
    "joint-leads": lambda seen, among, sign: _share(among, lambda a: len(set(seen.leads.get(a, ()))) > 1),
    "most-led": _most_led,
    "actions-per-lead": _per_lead,
    "leads-at-least": _leads_many,
    "theme": lambda seen, among, sign: _share(among, lambda a: seen.themes.get(a, frozenset()) & set(sign.given)),
    "words": _words,
    "finish-kind": lambda seen, among, sign: _share(among, lambda a: seen.kinds.get(a) in sign.given),
    "no-fixed-end": lambda seen, among, sign: _share(among, lambda a: a not in seen.ends),
    "longer-than": _longer,
    "measure": lambda seen, among, sign: _share(among, lambda a: a in seen.outcomes),
    "money": lambda seen, among, sign: _share(among, lambda a: a in seen.money),
    "carried-on": lambda seen, among, sign: _linked(seen, among, lambda relation, policy: relation in sign.given),
    "taken-up": lambda seen, among, sign: _linked(seen, among, lambda relation, policy: policy == sign.policy and relation in sign.given),
}


LINKED = ("carried-on", "taken-up")  # what goes by links to later policies, and may be in doubt


def sign_of(row: Mapping[str, str], policy: str = "") -> Sign:
    """A sign from its row in ``ontology/signs.csv``."""
    return Sign(row["measure"], tuple(listed(row["given"])), tuple(listed(row["among"])), policy)
