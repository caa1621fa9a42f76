"""Numbers of a spreadsheet as people see them: by the number format of the cell.

A day is written out whatever its format ("01 April 2017"): 4/1/2017 means another day to an American. A month is shown as the format
has it if it is named there ("Apr-17"). Where a format is beyond what plans use (fractions, powers of ten, conditions) the number is
shown as in a cell without one.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from concordat.graph import wordlists

GENERAL = "General"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<noon>AM/PM|A/P)|(?P<general>General)|(?P<power>E[+-])|(?P<date>y+|m+|d+|h+|s+|b+|e+|g+)|(?P<digits>[0#?,.]+)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
Tokens = tuple[tuple[str, str], ...]


def shown(number: str, code: str, since_1904: bool = False) -> str:
    """A number as it is written in the file, in the format `code`; `since_1904` says from when the workbook counts days.

    Examples
    --------
    >>> shown("42826", "mmm-yy")
    'Apr-17'
    >>> shown("2016", "General"), shown("1.1000000000000001", "0.00"), shown("15000000", '"£"#,##0')
    ('2016', '1.10', '£15,000,000')
    >>> shown("42826", "m/d/yy"), shown("42826", "mm/yyyy"), shown("42826.604166667", "dd/mm/yyyy hh:mm")
    ('01 April 2017', 'April 2017', '01 April 2017 14:30')
    """
    try:
        value = Decimal(number)
        exact = Decimal(format(float(value), ".15g"))  # the file holds the nearest binary number
    except (InvalidOperation, OverflowError, ValueError):
        return number
    if not exact.is_finite():
        return number
    tokens = _section(code, exact)
    kinds = {kind for kind, _ in tokens}
    if kinds & {"date", "elapsed"}:
        return _moment(exact, tokens, since_1904) or _general(exact)
    if "power" in kinds or ("other", "/") in tokens or not kinds & {"digits", "general"}:
        return _general(exact)
    return _figure(exact, tokens, len(_sections(code)) > 1)


def _general(value: Decimal) -> str:
    """As in a cell without a format: whole numbers without a point, long ones by a power of ten."""
    plain = value.normalize()
    if plain == plain.to_integral() and abs(plain) < 10**15:
        return f"{plain:f}".split(".")[0] if plain else "0"
    return f"{plain:f}" if abs(plain.adjusted()) < 15 else f"{float(plain):.15G}"


@cache
def _sections(code: str) -> tuple[Tokens, ...]:
    """The parts of a format between semicolons: for numbers above nought, below it, nought, and text."""
    parts: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = str(match.lastgroup)
        if (kind, match[0]) == ("other", ";"):
            parts.append([])
        else:
            parts[-1].append((kind, match[kind]))
    return tuple(tuple(part) for part in parts)


def _section(code: str, value: Decimal) -> Tokens:
    parts = _sections(code)
    if value < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if value == 0 and len(parts) > 2 else parts[0]


def _literal(kind: str, text: str) -> str:
    """What a token shows whatever the number is."""
    if kind in ("quoted", "escaped", "currency", "other"):
        return text
    return " " if kind == "space" else ""


def _figure(value: Decimal, tokens: Tokens, own_sign: bool) -> str:
    """A number with the decimals, separators and words of its format; a section for numbers below nought brings its own sign."""
    if any(kind == "percent" for kind, _ in tokens):
        value *= 100
    pattern = "".join(text for kind, text in tokens if kind == "digits")
    whole, _, part = pattern.rstrip(",").partition(".")
    value /= Decimal(1000) ** (len(pattern) - len(pattern.rstrip(",")))
    digits = _digits(abs(value), whole, part.replace(",", "")) if pattern else _general(abs(value))
    out, done = [], False
    for kind, text in tokens:
        if kind in ("digits", "general"):
            out.append("" if done else digits)
            done = True
        else:
            out.append("%" if kind == "percent" else _literal(kind, text))
    minus = "-" if value < 0 and not own_sign and digits.strip("0.,") else ""
    return minus + "".join(out).strip() or _general(value)


def _digits(value: Decimal, whole: str, part: str) -> str:
    places = sum(char in "0#?" for char in part)
    try:
        text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    except InvalidOperation:
        return _general(value)
    before, _, after = text.partition(".")
    while after and part[len(after) - 1 : len(after)] == "#" and after[-1] == "0":
        after = after[:-1]
    before = before.zfill(whole.count("0")) if before != "0" or "0" in whole else ""
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", before)
    return f"{before}.{after}" if after else before


def _moment(value: Decimal, tokens: Tokens, since_1904: bool) -> str | None:
    """A day, a month or a time; None where the calendar of spreadsheets has no such day."""
    if not 0 <= value < 2_958_466:
        return None
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)  # that calendar has a 29 February 1900
    moment = first + timedelta(seconds=int((value * 86_400).to_integral_value(ROUND_HALF_UP)))
    units = [text.lower() for n, (kind, text) in enumerate(tokens) if kind == "date" and not _is_minutes(tokens, n)]
    parts = {"d" if "d" in units or "dd" in units else "", *(unit[0] for unit in units if unit[0] in "ymh")}
    month = wordlists.month(moment.month)
    if {"d", "m"} <= parts:
        return f"{moment.day:02d} {month}{f' {moment.year}' if 'y' in parts else ''}{f' {moment:%H:%M}' if 'h' in parts and value % 1 else ''}"
    if {"m", "y"} <= parts and not (any(len(unit) > 2 for unit in units if unit[0] == "m") and ("yyyy" in units or ("other", "-") in tokens)):
        return f"{month} {moment.year}"
    return _as_formatted(value, moment, tokens)


def _as_formatted(value: Decimal, moment: datetime, tokens: Tokens) -> str:
    noon = any(kind == "noon" for kind, _ in tokens)
    out = []
    for n, (kind, text) in enumerate(tokens):
        if kind == "date":
            out.append(_unit(moment, text.lower(), noon, _is_minutes(tokens, n)))
        elif kind == "elapsed":
            out.append(str(int(value * {"h": 24, "m": 1440, "s": 86_400}[text[0].lower()])))
        elif kind == "noon":
            out.append("AM" if moment.hour < 12 else "PM")
        else:
            out.append(text if kind == "digits" and text in ",." else _literal(kind, text))
    return "".join(out).strip()


def _is_minutes(tokens: Tokens, n: int) -> bool:
    """An m next to hours or seconds counts minutes."""
    if tokens[n][1][0] not in "mM" or len(tokens[n][1]) > 2:
        return False
    before = next((text[0].lower() for kind, text in reversed(tokens[:n]) if kind in ("date", "elapsed")), "")
    after = next((text[0].lower() for kind, text in tokens[n + 1 :] if kind in ("date", "elapsed")), "")
    return before == "h" or after == "s"


def _unit(moment: datetime, text: str, noon: bool, minutes: bool) -> str:
    char, length = text[0], len(text)
    if char in "ye":
        return f"{moment.year:04d}" if length > 2 or char == "e" else f"{moment.year % 100:02d}"
    if char == "d":
        day = _DAYS[moment.weekday()]
        return str(moment.day) if length == 1 else f"{moment.day:02d}" if length == 2 else day[:3] if length == 3 else day
    if char == "m" and not minutes:
        month = wordlists.month(moment.month)
        return str(moment.month) if length == 1 else f"{moment.month:02d}" if length == 2 else {3: month[:3], 5: month[0]}.get(length, month)
    if char in "hms":
        number = {"h": (moment.hour - 1) % 12 + 1 if noon else moment.hour, "m": moment.minute, "s": moment.second}[char]
        return str(number) if length == 1 else f"{number:02d}"
    return ""
