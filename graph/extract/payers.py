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


def around(named: Named, begin: int, end: int, stop: int, fund: tuple[int, int] | None = None, earlier: int | None = None) -> tuple[int, int] | None:
    """The stretch of the text with a sum (from `begin` to `end`) and the body that pays it, none if no body stands beside it.

    After the sum it stands behind "from" or "by", before `stop`; before the sum, right before it or with words of paying between. "Give the
    Council £2m" names no payer: a body with nothing between it and the sum pays where the sentence, or the cell, begins with it. `fund` is where the name of
    the money stands, if it has one, which is no body's; `earlier` where the sum before this one ends: who stands behind "from" after it pays that one.
    """
    if last := next((e for e in _after(named, begin, stop) if not fund or e != fund[1]), None):
        return begin, max(end, last)
    first = next((b for b in _before(named, begin, earlier) if not fund or b != fund[0]), None)
    return None if first is None else (first, end)


def called(printed: str) -> str:
    """The one who pays in the words that were read for a sum and its payer: without the sum, its time and the words of paying.

    Examples
    --------
    >>> called("€3m from the EU"), called("£2m in 2018/19 from Anytown Borough Council"), called("Zebra Trust grant of £2m"), called("Council: £30,000 in 2018/19")
    ('the EU', 'Anytown Borough Council', 'Zebra Trust', 'Council')
    """
    if first := _name_of().match(printed):
        return first[0]
    behind = [m for cue in wordlists.pattern("money-payer").finditer(printed) if (m := _name_of().match(printed, cue.end() + 1))]
    return behind[-1][0] if behind else printed


def _after(named: Named, begin: int, stop: int) -> Iterator[int]:
    """Where the bodies end that stand behind the words that bring in one who pays."""
    for cue in wordlists.pattern("money-payer").finditer(named.text, begin, stop):
        if any(not named.text[m.end() : cue.start()].strip() for m in wordlists.pattern("money-payer-none").finditer(named.text, begin, cue.start())):
            continue  # "to be spent by the Council"
        at = next((n for n in range(cue.end(), stop) if not named.text[n].isspace()), stop)
        if (body := _body(named, at)) and body[1] <= stop and not _no_payer(named.text, *body):
            yield body[1]


def _no_payer(text: str, begin: int, end: int) -> bool:
    """Whether the words name a financial year, or say of what country or kind the payers are ("the US partners")."""
    kind = wordlists.pattern("money-payer-kind").search(text, end)
    return wordlists.pattern("date-financial").fullmatch(text[begin:end]) is not None or (kind is not None and not text[end : kind.start()].strip())


def _before(named: Named, begin: int, earlier: int | None) -> Iterator[int]:
    """Where the bodies begin that stand before the sum and pay it, the longest name first."""
    for start in _START.finditer(named.text, max(0, begin - _NEAR), begin):
        body = _body(named, start.start())
        between = _between().fullmatch(named.text, body[1], begin) if body and body[1] <= begin else None
        if between and (between["pays"] or _opens(named.text, start.start()) or (_cued(named.text, start.start()) and not _of_another(named.text, earlier, start.start()))):
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


def _of_another(text: str, earlier: int | None, at: int) -> bool:
    """Whether another sum stands before in the sentence."""
    return earlier is not None and earlier <= at and not re.search(r"[.;](?:\s|$)", text[earlier:at])


def _cued(text: str, at: int) -> bool:
    return any(not text[cue.end() : at].strip() for cue in wordlists.pattern("money-payer").finditer(text, max(0, at - _NEAR), at))


@cache
def _name_of() -> re.Pattern[str]:
    """A name by its capitals: "Department for Transport", "the EU"; a sign or a word of a currency is none."""
    currency = "|".join(re.escape(form.rpartition(" ")[0]) for form in wordlists.words("currency-before"))
    capital = rf"(?!(?:{currency})\s?\d)[A-Z][\w&'’-]*(?<!['’]s)"
    return re.compile(rf"(?:the\s+|The\s+)?{capital}(?:\s+(?:(?:of|and|for|the|&)\s+){{0,2}}{capital})*")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(wordlists.any_of(word.title() for word in wordlists.words("name-short")))


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s)?[\s,:(–-]*(?P<pays>{wordlists.any_of(wordlists.words('money-pays'))})?[\s,:(–-]*(?:of\s+|a\s+|the\s+)?", re.IGNORECASE)
