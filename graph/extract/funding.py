"""Text to money: named sums with their ceilings and periods, payment mechanisms, and conditions on money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract import payers, periods
from concordat.graph.model import Claim, Entity, Money, Passage, Period, Reading
from concordat.graph.register import BODIES, Names, Register
from concordat.graph.vocab import slug

_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "b": 9, "billion": 9}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_FIGURE = r"\d+(?:,\d+)*(?:\.\d+)?"
_NEAR = 160  # characters in which the words that belong to a sum stand
_RANGE = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_LINK = r"(?:\s+(?:of|for|in|and|&)(?:\s+the)?)?"  # small words inside a name
_OVER_YEARS = re.compile(r"\b(?:over|for)\s+(?:the\s+)?(?P<years>\d+|two|three|four|five|six|seven|eight|nine|ten)\s+years?\s+from\s+", re.IGNORECASE)
_OVER_YEARS_ALONE = re.compile(r"\b(?:over|for)\s+(?:the\s+next\s+|the\s+)?\w+\s+years?\b", re.IGNORECASE)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CLAUSE = re.compile(r"[;)]|\.\s|\.$")


def read(texts: Sequence[Passage], names: Names, register: Register, start: Period, plan_id: str, key: str) -> list[Claim]:
    """The money that an action names, in its text and in its cell for money, in the order in which it stands.

    A sum whose own words give no period takes that of the action's start where a range of years is printed there.
    """
    claims: dict[Entity, Claim] = {}
    for n, text in enumerate(texts):
        own = _sums(text, names, register, start, plan_id, f"{plan_id}-{key}{'-cell' if n else ''}", n > 0)
        for claim in sorted([*own, *_named(text, names, register)], key=lambda c: c.reading.place.spans):
            claims.setdefault(claim.value, claim)
    return list(claims.values())


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as it stands in a text.

    It stands from ``start`` to ``end``, with the words before it that say how it is meant from ``begin``. Of a range ``amount`` is the upper end and ``floor``
    the lower; ``changes`` says that the two ends are what the money was and what it becomes.
    """

    begin: int
    start: int
    end: int
    amount: int | Decimal
    qualifier: str
    currency: str
    floor: int | Decimal | None = None
    changes: bool = False


def sums(text: str) -> list[Sum]:
    """The sums of a text in the order in which they stand; a range is one.

    Examples
    --------
    >>> [(s.amount, s.qualifier, s.currency, s.floor) for s in sums("Up to A$3m, and from £5 to £7m.")]
    [(3000000, 'up-to', 'AUD', None), (7000000, 'up-to', 'GBP', 5000000)]
    """
    found: list[Sum] = []
    matches = list(_sum().finditer(text))
    for before, match, behind in zip([None, *matches], matches, [*matches[1:], None]):
        if behind and _joined(text, match, behind):
            continue  # the lower end of a range
        low = before if before and _joined(text, before, match) else None
        found.append(_range(text, low, match) if low else _one(text, match))
    return found


def _one(text: str, match: re.Match[str]) -> Sum:
    number, scale = match["number"] or match["figure"], match["scale"] or match["size"]
    if match["lower"]:
        lead = _RANGE.search(text, max(0, match.start() - _NEAR), match.start())
        return Sum(lead.start() if lead else match.start(), match.start(), match.end(), _amount(number, scale), "up-to", _currency(match), _floor(match["lower"], None, number, scale))
    qualifier, begin = _qualifier(text, match.start())
    return Sum(begin, match.start(), match.end(), _amount(number, scale), qualifier, _currency(match))


def _range(text: str, low: re.Match[str], high: re.Match[str]) -> Sum:
    """Two sums that are the ends of one range, or what money was and what it becomes."""
    lead = _RANGE.search(text, max(0, low.start() - _NEAR), low.start())
    begin, whole = (lead.start() if lead else low.start()), (high["number"] or high["figure"], high["scale"] or high["size"])
    if lead and lead[0].strip().lower() == "from" and (_changing().search(text, max(0, begin - _NEAR), begin)):
        return Sum(begin, low.start(), high.end(), _amount(*whole), "exact", _currency(high), changes=True)
    floor = _floor(low["number"] or low["figure"], low["scale"] or low["size"], *whole)
    return Sum(begin, low.start(), high.end(), _amount(*whole), "up-to", _currency(high), floor)


def _joined(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two sums are the ends of one range: "between £20,000 and £30,000", "£20,000-£30,000"."""
    gap = text[first.end() : second.start()].strip().lower()
    lead = _RANGE.search(text, max(0, first.start() - _NEAR), first.start())
    return gap in ("-", "–", "to") or (gap == "and" and lead is not None and lead[0].strip().lower() == "between")


def _floor(number: str, scale: str | None, upper: str, upper_scale: str | None) -> int | Decimal | None:
    """The lower end of a range: "£5-£7m" are 5 million, "£500-£1k" are 500; none if it is no lower end."""
    top = _amount(upper, upper_scale)
    return next((low for low in (_amount(number, scale or upper_scale), _amount(number, scale)) if low < top), None)


def _currency(match: re.Match[str]) -> str:
    before, behind = _currencies("before"), _currencies("behind")
    return before[_plain(match["sign"])] if match["sign"] else behind[_plain(match["word"])]


def _plain(sign: str) -> str:
    return " ".join(sign.casefold().split())


@cache
def _currencies(where: str) -> dict[str, str]:
    """The signs and words of currencies that stand before or behind a figure, with the three letters of each."""
    return {_plain(form): code for form, _, code in (row.rpartition(" ") for row in wordlists.words(f"currency-{where}"))}


@cache
def _sum() -> re.Pattern[str]:
    """A sign or a word of a currency before the figure, or a word behind it; a sign with other letters before it ("X$5") is of no known currency."""
    sign, word = (
        "|".join(re.sub(r"\\?\s+", r"\\s+", re.escape(form)) for form in sorted(_currencies(where), key=lambda f: (-len(f), f))) for where in ("before", "behind")
    )
    return re.compile(
        rf"(?<!\w)(?P<sign>{sign})\s?(?:(?P<lower>{_FIGURE})\s?[-–]\s?)?(?P<number>{_FIGURE})(?:\s?(?P<scale>{_SCALE}))?(?!\w)"
        rf"|(?<![\w.,$£€])(?P<figure>{_FIGURE})(?:\s?(?P<size>{_SCALE}))?\s+(?P<word>{word})\b",
        re.IGNORECASE,
    )


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(rf"\s*{wordlists.pattern('money-rate').pattern}", re.IGNORECASE)


@cache
def _changing() -> re.Pattern[str]:
    """A verb of rising or falling, with what rises or falls, right before "from"."""
    return re.compile(rf"{wordlists.pattern('money-change').pattern}\s+(?:[\w'’-]+\s+){{0,5}}$", re.IGNORECASE)


def _sums(text: Passage, names: Names, register: Register, start: Period, plan_id: str, place: str, cell: bool) -> Iterator[Claim]:
    bodies = payers.within(text.text, names)
    every = sums(text.text)
    for n, one in enumerate(every, start=1):
        begin, earlier = one.begin, every[n - 2].end if n > 1 else None
        end, period = _period(text.text, one.end, start)
        if cell and _rate().match(text.text, one.end):
            end = max(end, len(text.text[: _stop(text.text, one.end)].rstrip()))  # the rest of the cell is not kept: "£10,000 a year" is
        fund, own = _stream(register, one.amount, text.text), None
        if fund is None and (own := _own_name(text.text, one, names)):
            begin, end = min(begin, own[0]), max(end, own[1])
            fund = _own_fund(one, text.text[slice(*own)], plan_id)
        fund = fund or Entity("funding", f"{place}-{n}", f"{text.text[begin : one.end]} ({place})", False)
        money = Money(one.amount, one.qualifier, one.currency, *period)
        rule = "sum"
        if not _known_payer(register, fund) and (paid := payers.around(bodies, one.begin, end, _stop(text.text, one.end), own, earlier)):
            begin, end, rule = min(begin, paid[0]), max(end, paid[1]), "sum-and-payer"
        reading = Reading(text.text[begin:end], text.place(begin, end), rule, "high" if fund.registered else "medium")
        yield Claim("fundedBy", fund, reading, money)


def _own_name(text: str, one: Sum, names: Names) -> tuple[int, int] | None:
    """Where the name of a fund stands beside a sum ("£20m from the Better Care Fund", "Better Care Fund (£20m)"), none if none does or a known body is called so."""
    behind = _beside().match(text, one.end, _stop(text, one.end))
    before = (m for m in _fund_name().finditer(text, max(0, one.begin - _NEAR), one.begin) if _between_name().fullmatch(text, m.end(), one.begin))
    found = behind or next(before, None)
    if not found or any(m.entity.kind in BODIES for m in names.find(found["name"])):
        return None
    return found.span("name")


def _own_fund(one: Sum, name: str, plan_id: str) -> Entity:
    """A fund of the plan's own: the same name with the same sum, meant in the same way, is the same fund wherever it stands."""
    called = " ".join(name.split())
    meant = "" if one.qualifier == "exact" else f"{one.qualifier}-"
    return Entity("funding", f"{plan_id}-{slug(called)}-{meant}{slug(f'{one.currency} {one.amount}')}", f"{called}, {one.currency} {one.amount:,} ({plan_id})", False)


@cache
def _fund_name() -> re.Pattern[str]:
    """Capitalised words of which the last says that they name money; a verb that begins the sentence is none of them."""
    heads = wordlists.any_of(word.title() for word in wordlists.words("money-head"))
    verbs = wordlists.any_of(word.title() for word in wordlists.words("money-name-not"))
    capital = r"[A-Z][\w&'’-]*"
    return re.compile(rf"(?<![\w-])(?:{verbs}\s+)?(?P<name>(?!{verbs})(?:{capital}{_LINK}\s+){{1,7}}?{heads})(?!\s+(?:{capital}\s+)*{heads})(?![\w-])")


@cache
def _beside() -> re.Pattern[str]:
    """A name of money right behind a sum, or behind small words after it."""
    link = wordlists.any_of(wordlists.words("money-name-link"))
    return re.compile(rf"[\s,(]*(?i:(?:{link}\s+){{0,4}}){_fund_name().pattern}")


@cache
def _between_name() -> re.Pattern[str]:
    return re.compile(rf"(?i:[\s,:(–-]*(?:{wordlists.any_of(wordlists.words('money-name-gives'))}[\s,:(–-]*){{0,3}})")


def _amount(number: str, scale: str | None) -> int | Decimal:
    value = Decimal(number.replace(",", "")).scaleb(_SCALES[scale.lower()] if scale else 0)
    return int(value) if value == value.to_integral_value() else value


def _qualifier(text: str, at: int) -> tuple[str, int]:
    """Whether the words right before the sum make it a ceiling, a floor or a round figure, and where those words begin."""
    for kind in ("up-to", "at-least", "about"):
        before = [m for m in wordlists.pattern(f"money-{kind}").finditer(text, max(0, at - _NEAR), at) if not text[m.end() : at].strip()]
        if before:
            return kind, before[-1].start()
    return "exact", at


def _period(text: str, at: int, start: Period) -> tuple[int, tuple[date | None, date | None]]:
    """The period printed after the sum in the same clause, else the range of years printed as the action's start."""
    stop = _stop(text, at)
    over = _OVER_YEARS.search(text, at, stop)
    found = [(b + at, e + at, d) for b, e, d in periods.dates(text[at:stop])]
    if over and (first := next((f for f in found if f[0] == over.end()), None)):
        years = int(over["years"]) if over["years"].isdigit() else _NUMBERS.index(over["years"].lower()) + 2
        opening, closing = first[2][0], first[2][1]
        return first[1], (opening, closing.replace(year=closing.year + years - 1, day=min(closing.day, 28) if closing.month == 2 else closing.day))
    if found:
        first, last = found[0][2][0], found[-1][2][1]
        return found[-1][1], (first, last) if first <= last else found[0][2][:2]  # "in 2017, after the pilot of 2016": the first that is printed
    if alone := _OVER_YEARS_ALONE.search(text, at, stop):
        return alone.end(), (None, None)  # a span of years that begins nowhere
    if start.kind == "dated" and start.edtf and "/" in start.edtf and len(periods.dates(start.printed)) > 1:
        return at, (start.earliest, start.latest)
    return at, (None, None)


def _stop(text: str, at: int) -> int:
    """Where the words that may belong to a sum end: with its clause, or at the next sum."""
    return min(at + _NEAR, next((m.start() for m in _CLAUSE.finditer(text, at, at + _NEAR)), len(text)), next((m.start() for m in _sum().finditer(text, at, at + _NEAR)), len(text)))


def _stream(register: Register, amount: int | Decimal, text: str) -> Entity | None:
    """The registered stream of this amount, if the action also has one of the words that tell it from others."""
    for row in register.tables["funding"]:
        if row["kind"] == "stream" and row["amount"] and Decimal(row["amount"]) == amount and row["cues"]:
            if re.search(wordlists.any_of(wordlists.listed(row["cues"])), text, re.IGNORECASE):
                return register.entities["funding", row["id"]]
    return None


def _known_payer(register: Register, fund: Entity) -> bool:
    return fund.registered and any(row["id"] == fund.key and row["funders"] for row in register.tables["funding"])


def _named(text: Passage, names: Names, register: Register) -> Iterator[Claim]:
    """Mechanisms, conditions and funds that are named without a sum."""
    rows = {row["id"]: row for row in register.tables["funding"]}
    found = names.find(text.text)
    inner = [m for policy in found if policy.entity.kind == "policy" for m in names.within(text.text, policy)]
    for mention in [*found, *inner]:
        if mention.entity.kind != "funding":
            continue
        row = rows[mention.entity.key]
        period = (None, None)
        if row["qualifier"] != "none":
            period = _period(text.text, mention.end, Period("", "unstated"))[1]
        money = Money(None, row["qualifier"], None, *period)
        yield Claim("fundedBy", mention.entity, Reading(text.text[mention.start : mention.end], text.place(mention.start, mention.end), "name-of-money"), money)
