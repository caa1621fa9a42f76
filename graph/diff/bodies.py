"""What time does to bodies, as far as two editions are concerned: whose work another took over by then, and under which of its names a body is printed."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from concordat.graph.diff import words
from concordat.graph.extract.abbreviations import abbreviations
from concordat.graph.records import Record

ORDER = ("done", "perhaps", "later")


@dataclass(frozen=True)
class Days:
    """The first and the last day that may be meant, in ISO form; each empty where it is not known."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Takeover:
    """A body that took over the work of one that ended: its IRI, the event in words, and when that was."""

    heir: str
    event: str
    when: Days = Days()

    def by(self, issued: Days) -> str:
        """Whether it was done when an edition was issued: "done", "later", or "perhaps" where the one or the other day is not known.

        >>> abolition = Takeover("b", "abolition 2022-07-01", Days("2022-07-01", "2022-07-01"))
        >>> [abolition.by(day) for day in (Days("2022-07-01", "2022-07-31"), Days("2018-01-01", "2018-01-31"), Days())]
        ['done', 'later', 'perhaps']
        """
        if issued.last and self.when.last and self.when.last <= issued.last:
            return "done"
        return "later" if issued.last and self.when.first > issued.last else "perhaps"


@dataclass(frozen=True)
class Bodies:
    """What two editions know of bodies, by their IRIs: who took over whose work, names in time, and when the new edition was issued."""

    takeovers: Mapping[str, Sequence[Takeover]] = field(default_factory=dict)
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    issued: Days = Days()

    def taken_over(self, body: str, among: Container[str]) -> Takeover | None:
        """The taking over of a body's work by one of some others, one that is done before one that is later."""
        found = [takeover for takeover in self.takeovers.get(body, ()) if takeover.heir in among]
        return min(found, key=lambda takeover: ORDER.index(takeover.by(self.issued)), default=None)

    def renamed(self, before: Record, after: Record) -> str | None:
        """How sure it is that two editions print a body under two of its names in time, None if they do not.

        The name in a record may come from the plan's date alone, so the words decide: those that are the same, or that stand for the same name
        ("DH", "Department of Health"), are no new name. Where words stand for none of the names, only the dates speak for a new one: low.
        """
        if words.key(before["printed"]) == words.key(after["printed"]):
            return None
        known = list(dict.fromkeys([*self.names.get(before["iri"], ()), before["name"], after["name"]]))
        said = [_name_of(body["printed"], known) for body in (before, after)]
        old, new = (words.key(name or body["name"]) for name, body in zip(said, (before, after)))
        return None if old == new else "high" if all(said) else "low"

    def called(self, body: Record) -> str:
        """The name that a body's printed words stand for; where they do not tell, that of the record."""
        return _name_of(body["printed"], [*self.names.get(body["iri"], ()), body["name"]]) or str(body["name"])


def _name_of(printed: str, names: Sequence[str]) -> str | None:
    """The one name that the words are, else that they stand for; None if that is none, or several."""
    for fits in (_is, _stands_for):
        found = {words.key(name): name for name in names if fits(printed, name)}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _is(printed: str, name: str) -> bool:
    return words.key(printed) == words.key(name)


def _stands_for(printed: str, name: str) -> bool:
    """Whether the words are the name's abbreviation, or the name with words in it shortened.

    >>> [_stands_for(words, "Department of Health") for words in ("DoH", "Dept. of Health", "DHSC", "the Department")]
    [True, True, False, False]
    """
    if abbreviations(f"{name} ({printed})").get(printed) == name:
        return True
    short, whole = ([words.key(word) for word in text.split()] for text in (printed, name))
    return len(short) == len(whole) and all(map(_shortens, short, whole))


def _shortens(short: str, word: str) -> bool:
    """Whether the letters of the one stand in the other, in their order, from the first."""
    letters = iter(word)
    return short[:1] == word[:1] and all(letter in letters for letter in short)
