"""What the words around a sum make of it: a part of another, a rate, money saved or owed or asked for, a share, a change; nothing if it stands for itself."""

from __future__ import annotations

import re
from functools import cache

from concordat.graph import wordlists
from concordat.graph.extract.funding import Sum, sums

_NEAR = 160  # characters in which the words that belong to a sum stand
_STOP = re.compile(r"[.;:?!](?:\s|$)")
_LIMITS = re.compile(r"[\s,]*(?:and|or|but|to)\s+")
_WORD = r"(?:(?!(?:and|or|then)\b)[\w'’-]+\s+)"


def meant(text: str) -> list[tuple[Sum, str]]:
    """The sums of a text with what is made of each: part-in-words, rate, brackets, no-spending, asked, share, change, or empty where it stands for itself.

    Examples
    --------
    >>> [why for _, why in meant("Spend £9m, of which £4m on beds; save £2m; give £1m to each of 44 areas.")]
    ['', 'part-in-words', 'no-spending', 'rate']
    """
    every = sums(text)
    found: list[str] = []
    for n, one in enumerate(every):
        found.append(_why(text, every, n, found))
    for n in (n for n, one in enumerate(every) if _whole(text, one)):
        for earlier in (m for m in range(n) if not found[m] and _one_sentence(text, every[m], every[n])):
            if every[earlier].currency == every[n].currency and every[earlier].amount <= every[n].amount:
                found[earlier] = "part-in-words"
    for n in range(len(every) - 1):
        if found[n + 1] == "rate" and not found[n] and _LIMITS.fullmatch(text, every[n].end, every[n + 1].begin):
            found[n] = "rate"  # "at least £1m and no more than £2m a year"
    return list(zip(every, found))


def _why(text: str, every: list[Sum], n: int, before: list[str]) -> str:
    one = every[n]
    lead, behind = _before(text, one), text[one.end : one.end + _NEAR]
    if one.changes or _change().search(lead):
        return "change"
    if _share().search(lead):
        return "share"
    if _less().search(lead) or _less_behind().match(behind):
        return "no-spending"
    if _asked().search(lead) or _asked_behind().match(behind):
        return "asked"
    if _rate().match(behind) or _each().search(lead):
        return "rate"
    if _is_part(text, every, n, before):
        return "part-in-words"
    return "brackets" if n and _in_brackets(lead) and not _whole(text, one) else ""


def _before(text: str, one: Sum) -> str:
    """The words before a sum in its sentence."""
    start = max(0, one.begin - _NEAR)
    stops = [m.end() for m in _STOP.finditer(text, start, one.begin)]
    return text[stops[-1] if stops else start : one.begin]


def _is_part(text: str, every: list[Sum], n: int, before: list[str]) -> bool:
    """Whether the words say that a sum is part of another: "£9m, of which £4m", "£2m of the £10m fund", or the next of such parts."""
    one = every[n]
    if len(every) > 1 and _part().search(text[max(0, one.begin - _NEAR) : one.begin]):
        return True
    if n + 1 < len(every) and _drawn(text[one.end : every[n + 1].begin]):
        return True
    if n == 0:
        return False
    between = text[every[n - 1].end : one.begin]
    if _of_it().match(text, one.end) and not (n + 1 < len(every) and _part().fullmatch(text, one.end, every[n + 1].begin)):
        return True
    return before[-1] == "part-in-words" and _listed(between)


def _drawn(between: str) -> bool:
    """Whether the words between two sums say that the first comes out of the second."""
    return _out_of().fullmatch(between) is not None and not wordlists.pattern("money-further").search(between)


def _listed(between: str) -> bool:
    """Whether a sum goes on with the list of the one before it."""
    ended = re.search(r"[.;)]", between) or wordlists.pattern("money-further").search(between)
    return not ended and re.search(r",|&|\band\b", between) is not None


def _in_brackets(lead: str) -> bool:
    """Whether a sum stands in brackets of its sentence, and another before them that stands in none."""
    opened = lead.rfind("(")
    return opened > lead.rfind(")") and bool(sums(re.sub(r"\([^()]*\)", " ", lead[:opened])))


def _whole(text: str, one: Sum) -> bool:
    """Whether the words say that a sum is a total."""
    return bool(_total().search(_before(text, one)) or _total_behind().match(text, one.end))


def _one_sentence(text: str, first: Sum, second: Sum) -> bool:
    return not _STOP.search(text, first.end, second.begin)


def _cue(kind: str) -> str:
    return f"(?:{wordlists.pattern(kind).pattern})"


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"[\s,(]*{_cue('money-part')}\s+(?:an?\s+|the\s+|some\s+)?$", re.IGNORECASE)


@cache
def _out_of() -> re.Pattern[str]:
    """ "of the", "for beds from the", between a sum and the whole of it."""
    return re.compile(rf"\s+(?:(?:for|to|on)\s+{_WORD}{{1,6}}?)?{_cue('money-out-of')}\s+{_WORD}{{0,2}}", re.IGNORECASE)


@cache
def _of_it() -> re.Pattern[str]:
    return re.compile(rf"\s+{_cue('money-of-it')}", re.IGNORECASE)


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(rf"\s*{_WORD}{{0,2}}?(?:{_cue('money-rate')}|{_cue('money-each')})", re.IGNORECASE)


@cache
def _each() -> re.Pattern[str]:
    return re.compile(rf"{_cue('money-each')}\s+{_WORD}{{0,6}}$", re.IGNORECASE)


@cache
def _less() -> re.Pattern[str]:
    """ "savings of", "cut the", "reduce the cost of beds by", "the economic cost of poor health is"."""
    cue = _cue("money-less")
    return re.compile(rf"(?:{cue}\s+(?:(?:{_cue('money-less-link')}\s+){{0,4}}|{_WORD}{{0,5}}by\s+)|{_cue('money-harm')}\s+{_WORD}{{0,6}})$", re.IGNORECASE)


@cache
def _less_behind() -> re.Pattern[str]:
    """ "in savings", "of annual debt"; not "of debt advice"."""
    link = r"(?:(?:of|in|as)\s+)?(?:an?\s+|the\s+)?(?:(?!(?:and|or|to|for|from|on|with|by|of)\b)[\w-]+\s+)?"
    return re.compile(rf"\s+{link}{_cue('money-less')}(?=\s*(?:[.,;:)]|$)|\s+{_cue('money-less-after')})", re.IGNORECASE)


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"{_cue('money-asked')}\s+(?:{_cue('money-less-link')}\s+){{0,3}}$", re.IGNORECASE)


@cache
def _asked_behind() -> re.Pattern[str]:
    return re.compile(rf"\s+{_cue('money-asked-behind')}", re.IGNORECASE)


@cache
def _share() -> re.Pattern[str]:
    return re.compile(rf"(?:%\s?of|{_cue('money-share')})\s+(?:{_cue('money-less-link')}\s+){{0,3}}$", re.IGNORECASE)


@cache
def _change() -> re.Pattern[str]:
    """ "rising to", "increase the budget to", "up from"."""
    return re.compile(rf"{_cue('money-change')}\s+{_WORD}{{0,4}}(?:to|from)\s+$", re.IGNORECASE)


@cache
def _total() -> re.Pattern[str]:
    return re.compile(rf"{_cue('money-whole')}\s*[:,]?\s*(?:of\s+)?$", re.IGNORECASE)


@cache
def _total_behind() -> re.Pattern[str]:
    return re.compile(rf"\s+{_cue('money-whole')}", re.IGNORECASE)
