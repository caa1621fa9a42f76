"""Words to the pieces that dates are made of: a letter for each month, day, year, quarter or mark, so that a date is a short pattern of letters.

The letters: Y a year of four digits, Z one of two behind an apostrophe, N a number of two digits, n of one, D with a suffix ("26th"), M a month,
S a season, q quarter, h half, f financial year, c school year, t "first" or "one" to "last", r "to", & "and", o "of" or "the", p "mid" or "end", u a unit of time, k a thing
that is counted ("phase 2"), l a kind of law ("the Act 2014"), x anything else; marks and blanks are themselves.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from concordat.graph import wordlists

MONTHS = {name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])} | {"sept": 9}
SEASONS = ("spring", "summer", "autumn", "fall", "winter", "easter", "christmas")
_FULL = [calendar.month_name[n].lower() for n in range(1, 13) if len(calendar.month_name[n]) > 3]
_BROKEN = "|".join(rf"{name[:n]}(?:\s|-\s?|\u00ad\s?){name[n:]}" for name in _FULL for n in range(1, len(name)))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "one": 1, "two": 2, "three": 3, "four": 4}
_PIECE = re.compile(
    rf"(?P<time>(?<=[0-9])(?:T|\s)[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,6}})?)?Z?(?!\w))"
    rf"|(?P<broken>(?<![^\W\d_])(?:{_BROKEN})(?![^\W\d_]))"
    r"|(?P<fiscal>\b(?:financial|fiscal)\s{1,3}year\b)"
    r"|(?P<school>\b(?:academic|school)\s{1,3}year\b)"
    r"|['’‘`´](?P<short>[0-9]{2})(?![0-9])"
    r"|(?P<number>[0-9]+)(?:(?P<suffix>st|nd|rd|th)(?![^\W\d_]))?"
    r"|(?P<word>[^\W\d_]+)|(?P<blank>\s+)|(?P<mark>.)",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "+": "&"} | {mark: mark for mark in "-/.,:()'&"}
_CURRENCY = "£$€"
_CENTURIES = ("18", "19", "20", "21")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: where it stands, its letter, its number (of the month, the day, the year) and, for a month, how it is written.

    `writing` is ``plain``, ``broken`` ("Decem ber") or ``misspelt`` ("Septmber").
    """

    start: int
    end: int
    kind: str
    value: int = 0
    writing: str = "plain"


def tokens(text: str, misspelt: bool = False) -> list[Token]:
    """The pieces of `text` in order, none left out; `misspelt` also takes a word one letter away from a month for it, before a number."""
    found = [_token(match, misspelt) for match in _PIECE.finditer(text)]
    return [_settled(text, found, n, misspelt) for n in range(len(found))]


def _token(match: re.Match[str], misspelt: bool) -> Token:
    start, end, name = match.start(), match.end(), match.lastgroup
    if name in ("number", "suffix"):
        return Token(start, end, _number(match), int(match["number"]) if len(match["number"]) < 5 else 0)
    if name == "short":
        return Token(start, end, "Z", int(match["short"]))
    if name == "broken":
        return Token(start, end, "M", MONTHS[re.sub(r"[\W_]", "", match["broken"].lower())], "broken")
    if name == "word":
        return _word(match, misspelt)
    return Token(start, end, {"time": " ", "blank": " ", "fiscal": "f", "school": "c"}.get(name or "") or _MARKS.get(match[0], "x"))


def _number(match: re.Match[str]) -> str:
    digits = match["number"]
    if match["suffix"]:
        return "D" if len(digits) < 3 else "x"
    if len(digits) == 4:
        return "Y" if digits[:2] in _CENTURIES else "x"
    return {1: "n", 2: "N"}.get(len(digits), "x")


@cache
def _words() -> dict[str, tuple[str, int]]:
    """Each word that means something in a date: its letter, and its number."""
    known = {word: (letter, 0) for kind, letter in _LISTS for word in wordlists.words(kind)}
    known |= {word: ("M", n) for word, n in MONTHS.items()} | {word: ("S", n) for n, word in enumerate(SEASONS)}
    return known | {word: ("t", n) for word, n in _ORDINALS.items()}


_LISTS = (
    ("date-counted", "k"),
    ("date-law", "l"),
    ("date-unit", "u"),
    ("date-part", "p"),
    ("date-to", "r"),
    ("date-and", "&"),
    ("date-of", "o"),
    ("date-quarter", "q"),
    ("date-half", "h"),
    ("date-financial", "f"),
)


def _word(match: re.Match[str], misspelt: bool) -> Token:
    word = match["word"].lower()
    kind, value = _words().get(word, ("x", 0))
    if kind == "x" and misspelt and 4 < len(word) < 11 and re.compile(r"[ ,.'’-]{0,3}[0-9]").match(match.string, match.end()):
        if near := _nearest(word):
            return Token(match.start(), match.end(), "M", MONTHS[near], "misspelt")
    return Token(match.start(), match.end(), kind, value)


@cache
def _nearest(word: str) -> str | None:
    """The month that is one slip of the pen away: a letter lost, doubled, changed or swapped with the next; "match" is no March."""
    near = [name for name in _FULL if max((Counter(word) - Counter(name)).total(), (Counter(name) - Counter(word)).total()) <= 1]
    if not near:
        return None
    from rapidfuzz.distance import OSA  # here: few plans have such a word

    for name in near:
        slip = OSA.distance(word, name, score_cutoff=1) <= 1
        if slip and len(name) > 4 and (len(name) > 5 or len(word) != len(name) or sorted(word) == sorted(name)):
            return name
    return None


def _settled(text: str, found: list[Token], n: int, cell: bool) -> Token:
    """The token in view of its neighbours: no number that is part of a name, a sum or a count is one of a date."""
    token = found[n]
    if token.kind not in "nNDYqhl":
        return token
    before, after = found[n - 1] if n else None, found[n + 1] if n + 1 < len(found) else None
    if token.kind in "qh":
        alone = token.end - token.start == 1 and not (after and after.kind in " .n")
        return Token(token.start, token.end, "x") if alone else token
    if _is_count(text, token, before, after) or _is_counted(found, n) or (token.kind == "Y" and token.value // 100 not in (19, 20) and not _is_far_year(text, found, n, cell)):
        return Token(token.start, token.end, "x", token.value)
    return token


def _is_far_year(text: str, found: list[Token], n: int, cell: bool) -> bool:
    """Whether a number such as 1851 or 2150, which may count anything, is a year: behind a month, or with nothing but dates beside it in a cell of dates."""
    before = next((found[i] for i in range(n - 1, -1, -1) if found[i].kind != " "), None)
    after = next((found[i] for i in range(n + 1, len(found)) if found[i].kind != " "), None)
    if after and after.kind in "uk":
        return False
    if before and (before.kind == "M" or before.kind == "/" or text[before.start - 1 : before.start].isdigit() and before.kind == "."):
        return cell or before.kind == "M"
    leads = before is None or before.kind in "SfcrpoY&-(:," or text[before.start : before.end].casefold() in wordlists.words("date-by")
    return cell and leads and (after is None or after.kind in "r&-/.,:()YMSqhp")


def _is_count(text: str, token: Token, before: Token | None, after: Token | None) -> bool:
    """"£15", "15%", "B15", "15k"."""
    glued_before = before is not None and text[before.end - 1].isalpha() and before.kind not in "qhfMS"
    glued_after = after is not None and text[after.start].isalpha() and after.kind not in "MfSqh " and token.kind != "D"
    return glued_before or glued_after or text[token.start - 1 : token.start] in tuple(_CURRENCY) or text[token.end : token.end + 1] == "%"


def _is_counted(found: list[Token], n: int) -> bool:
    """"Phase 1", and the year of "the Act 2014"."""
    back = n - 2 if n and found[n - 1].kind == " " else n - 1
    if back < 0:
        return False
    ahead = found[n + 1].kind if n + 1 < len(found) else ""
    counted = found[back].kind == "k" and (found[n].kind == "n" or found[n].kind == "N" and ahead not in ("/", "-"))
    return counted or (found[back].kind == "l" and found[n].kind == "Y")
