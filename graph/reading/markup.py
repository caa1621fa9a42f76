"""The marks of Markdown in a stretch of text: emphasis, links, code, escapes, entities; where they stand, what they stand for, and what they strike through."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_PUNCTUATION = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ESCAPE_OR_TICKS = re.compile(rf"\\[{_PUNCTUATION}]|`+")
_EMPHASIS = re.compile(r"\*+|_+|~+|</?(?:del|s|strike)>", re.IGNORECASE)
_URL = re.compile(r"(<)(?:https?://|mailto:)[^<>\s]+(>)")
_LINK = re.compile(r"(!?\[)[^\[\]]*(\](?:\([^()\[\]]*(?:\([^()\[\]]*\)[^()\[\]]*)?\)|\[[^\[\]]*\]))")
_ENTITY = re.compile(r"(&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)")
# What each kind of mark looks like, its groups being the marks, and what it stands for (None: the character that the entity names). The order counts.
_KINDS: tuple[tuple[re.Pattern[str], str | None], ...] = (
    (re.compile(r"\n[ \t]*((?:>[ \t]?)+)"), ""),  # a quotation goes on
    (re.compile(r"(<!--[^<>]*-->)"), ""),
    (re.compile(r"(<br\s{0,9}/?>)", re.IGNORECASE), "\n"),
    (re.compile(r"(?:\A|\n)[ \t]*([-*+][ \t]+(?:\[[ xX]\][ \t]+)?)(?=\S)"), "•"),
    (re.compile(r"(\{:[^{}]{1,200}\})"), ""),  # how something is to look
    (_URL, ""),
    (re.compile(r"(\[\^[^\[\]\s]{1,60}\](?::[ \t]?)?)"), ""),
    (_LINK, ""),
    (_LINK, ""),  # a link around a picture takes a second turn
    (_ENTITY, None),
)
_PLAIN = "."  # what stands in the place of a mark that has been read: no letter, no blank, no mark


@dataclass
class Markup:
    """Where marks begin and end, and what each stands for; and the stretches that are struck through, their marks included."""

    marks: list[tuple[int, int, str]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)


def marks(text: str) -> Markup:
    """The marks in a stretch of Markdown, none of them overlapping another.

    Examples
    --------
    >>> marks("**DH** &amp; [HO](https://x.org), 5 * 3")
    Markup(marks=[(0, 2, ''), (4, 6, ''), (7, 12, '&'), (13, 14, ''), (16, 32, '')], struck=[])
    >>> marks("~~old~~ new").struck
    [(0, 7)]
    """
    found = Markup()
    left = _escapes_and_code(text, found.marks)
    for pattern, reads in _KINDS:
        left = _taken(left, pattern, reads, found.marks)
    for start, end, opening, closing in _emphasis(left):
        found.marks += [(start, opening, ""), (closing, end, "")]
        if text[start] in "~<":
            found.struck.append((start, end))
    found.marks.sort()
    found.struck = _merged(sorted(found.struck))
    return found


def _escapes_and_code(text: str, into: list[tuple[int, int, str]]) -> str:
    """Take what is escaped, and code between ticks, which ends at the next ticks as many as those it began with; in it only a bar is escaped."""
    tokens = list(_ESCAPE_OR_TICKS.finditer(text))
    closing: dict[str, list[int]] = {}
    for n in range(len(tokens) - 1, -1, -1):
        closing.setdefault(tokens[n][0], []).append(n)
    parts, at, n = [], 0, 0
    while n < len(tokens):
        start, end = tokens[n].span()
        if tokens[n][0][0] == "\\":
            into.append((start, start + 1, ""))
        else:
            later = closing[tokens[n][0]]
            while later and later[-1] <= n:
                later.pop()
            if later:
                into += [(start, end, ""), (*tokens[later[-1]].span(), "")]
                into += [(t.start(), t.start() + 1, "") for t in tokens[n + 1 : later[-1]] if t[0] == r"\|"]
                n = later[-1]
                end = tokens[n].end()
        parts += [text[at:start], _PLAIN * (end - start)]
        at, n = end, n + 1
    return "".join([*parts, text[at:]])


def _taken(left: str, pattern: re.Pattern[str], reads: str | None, into: list[tuple[int, int, str]]) -> str:
    """Take the marks of one kind; gives what is left to be read, as long as before."""
    parts, at = [], 0
    for match in pattern.finditer(left):
        spans = [match.span()] if pattern is _URL else [match.span(n) for n in range(1, pattern.groups + 1)]
        into += [(*match.span(n), html.unescape(match[n]) if reads is None else reads) for n in range(1, pattern.groups + 1)]
        for start, end in spans:
            parts += [left[at:start], " " * (end - start - 1) + "\n" if reads == "\n" else _PLAIN * (end - start)]
            at = end
    return "".join([*parts, left[at:]])


def _emphasis(left: str) -> Iterator[tuple[int, int, int, int]]:
    """Start and end of all that is emphasised or struck through, where its opening mark ends and where its closing mark begins."""
    opened: dict[str, list[list[int]]] = {"*": [], "_": [], "~": [], "<": []}
    for match in _EMPHASIS.finditer(left):
        start, end = match.span()
        char = left[start]
        before, after = left[start - 1 : start] or " ", left[end : end + 1] or " "
        if char == "<":
            closes, opens = match[0][1] == "/", match[0][1] != "/"
        else:
            closes = not before.isspace() and not (char == "_" and after.isalnum())
            opens = not after.isspace() and not (char == "_" and before.isalnum())
        while closes and opened[char] and start < end:
            begin = opened[char][-1]
            length = min(begin[1] - begin[0], end - start)
            if char == "~" and (begin[1] - begin[0] != end - start or length > 2):
                break
            if char == "<":
                yield begin[0], end, begin[1], start
                opened[char].pop()
                break
            yield begin[1] - length, start + length, begin[1], start
            begin[1] -= length
            start += length
            if begin[0] == begin[1]:
                opened[char].pop()
        if opens and start < end:
            opened[char].append([start, end])


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
