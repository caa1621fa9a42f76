"""Words beside a sum to the body that pays it: "£2m from the Home Office", "Home Office grant of £2m"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract.bodies import Own
from concordat.graph.extract.named import Named
from concordat.graph.register import Names

_NEAR = 100  # characters before a sum in which the body stands
_OPENING = re.compile(r"(?:^|[.;:!?(]\s+|\n)(?:the\s+|our\s+)?$", re.IGNORECASE)
_START = re.compile(r"(?<![\w'’-])(?:the\s+)?[A-Z]")


def within(text: str, names: Names) -> Named:
    """The bodies of a text, to be looked for beside each of its sums."""
    return Named(text, names, Own())


def around(named: Named, begin: int, end: int, stop: int) -> tuple[int, int] | None:
    """The stretch of the text with a sum (from `begin` to `end`) and the body that pays it, none if no body stands beside it.

    After the sum it stands behind "from" or "by", before `stop`; before the sum, right before it or with words of paying between. "Give the
    Council £2m" names no payer: a body with nothing between it and the sum pays where the sentence, or the cell, begins with it.
    """
    if last := next(_after(named, begin, stop), None):
        return begin, max(end, last)
    first = next(_before(named, begin), None)
    return None if first is None else (first, end)


def _after(named: Named, begin: int, stop: int) -> Iterator[int]:
    """Where the bodies end that stand behind the words that bring in one who pays."""
    for cue in wordlists.pattern("money-payer").finditer(named.text, begin, stop):
        at = next((n for n in range(cue.end(), stop) if not named.text[n].isspace()), stop)
        if (body := _body(named, at)) and body[1] <= stop and not wordlists.pattern("date-financial").fullmatch(named.text[body[0] : body[1]]):
            yield body[1]


def _before(named: Named, begin: int) -> Iterator[int]:
    """Where the bodies begin that stand before the sum and pay it, the longest name first."""
    for start in _START.finditer(named.text, max(0, begin - _NEAR), begin):
        body = _body(named, start.start())
        between = _between().fullmatch(named.text, body[1], begin) if body and body[1] <= begin else None
        if between and (between["pays"] or _opens(named.text, start.start()) or _cued(named.text, start.start())):
            yield start.start()


def _body(named: Named, at: int) -> tuple[int, int] | None:
    """The body at `at`; beside a sum "Council" without an article is one too."""
    if found := named.one_at(at):
        return found[0], found[1]
    short = _short().match(named.text, at)
    return short.span() if short else None


def _opens(text: str, at: int) -> bool:
    """Whether a sentence or the text begins there."""
    return at == 0 or _OPENING.search(("" if at <= _NEAR else "…") + text[max(0, at - _NEAR) : at]) is not None


def _cued(text: str, at: int) -> bool:
    return any(not text[cue.end() : at].strip() for cue in wordlists.pattern("money-payer").finditer(text, max(0, at - _NEAR), at))


@cache
def _short() -> re.Pattern[str]:
    return re.compile(wordlists.any_of(word.title() for word in wordlists.words("name-short")))


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s)?[\s,:(–-]*(?P<pays>{wordlists.any_of(wordlists.words('money-pays'))})?[\s,:(–-]*(?:of\s+|a\s+|the\s+)?", re.IGNORECASE)
