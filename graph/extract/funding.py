"""Text to money: named sums with their ceilings and periods, payment mechanisms, and conditions on money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from concordat.graph import wordlists
from concordat.graph.extract import payers, periods
from concordat.graph.model import Claim, Entity, Money, Passage, Period, Reading
from concordat.graph.register import Names, Register

_CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD"}
_WORDS = {"gbp": "GBP", "eur": "EUR", "usd": "USD", "pounds": "GBP", "euros": "EUR", "dollars": "USD"}
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "b": 9, "billion": 9}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_SUM = re.compile(
    rf"(?:(?P<sign>[{''.join(_CURRENCIES)}])|\b(?P<code>GBP|EUR|USD))\s?(?:(?P<lower>{_FIGURE})\s?[-–]\s?)?(?P<number>{_FIGURE})\s?(?P<scale>{_SCALE})?(?!\w)"
    rf"|(?<![\w.,])(?P<figure>{_FIGURE})\s?(?P<size>{_SCALE})?\s+(?P<word>pounds|euros|dollars)\b",
    re.IGNORECASE,
)
_NEAR = 160  # characters in which the words that belong to a sum stand
_RANGE = re.compile(r"\bbetween\s+$", re.IGNORECASE)
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
        sums = list(_sums(text, names, register, start, f"{plan_id}-{key}{'-cell' if n else ''}"))
        for claim in sorted([*sums, *_named(text, names, register)], key=lambda c: c.reading.place.spans):
            claims.setdefault(claim.value, claim)
    return list(claims.values())


def _sums(text: Passage, names: Names, register: Register, start: Period, slug: str) -> Iterator[Claim]:
    sums = list(_SUM.finditer(text.text))
    bodies = payers.within(text.text, names)
    for n, match in enumerate(sums, start=1):
        amount = _amount(match["number"] or match["figure"], match["scale"] or match["size"])
        qualifier, begin = ("up-to", match.start()) if match["lower"] else _qualifier(text.text, match.start())
        lower = _lower(text.text, sums[n - 2], match) if n > 1 else None
        if n < len(sums) and _lower(text.text, match, sums[n]) is not None:
            continue  # the lower end of a range: its upper end is the ceiling
        if lower is not None:
            qualifier, begin = "up-to", lower
        end, period = _period(text.text, match.end(), start)
        fund = _stream(register, amount, text.text) or Entity("funding", f"{slug}-{n}", f"{text.text[begin : match.end()]} ({slug})", False)
        currency = _CURRENCIES.get(match["sign"] or "") or _WORDS[(match["code"] or match["word"]).lower()]
        money = Money(amount, qualifier, currency, *period)
        rule = "sum"
        if not _known_payer(register, fund) and (paid := payers.around(bodies, begin, end, _stop(text.text, match.end()))):
            (begin, end), rule = paid, "sum-and-payer"
        reading = Reading(text.text[begin:end], text.place(begin, end), rule, "high" if fund.registered else "medium")
        yield Claim("fundedBy", fund, reading, money)


def _lower(text: str, first: re.Match[str], second: re.Match[str]) -> int | None:
    """Where "between £20,000 and £30,000" or "£20,000-£30,000" begins, if the two sums are the ends of one range."""
    gap = text[first.end() : second.start()].strip().lower()
    between = _RANGE.search(text, max(0, first.start() - _NEAR), first.start())
    if between and gap == "and":
        return between.start()
    return first.start() if gap in ("-", "–", "to") else None


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
    return min(at + _NEAR, next((m.start() for m in _CLAUSE.finditer(text, at, at + _NEAR)), len(text)), next((m.start() for m in _SUM.finditer(text, at, at + _NEAR)), len(text)))


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
