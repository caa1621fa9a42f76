"""Words that stand somewhere on a page to lines, and lines to the text of a cell or paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from concordat.graph.reading.layout import Written

BULLETS = frozenset("•▪▫◦‣⁃●○■□·\uf0b7\uf0a7\u2043")
_BOLD = re.compile("bold|black|heavy|demi", re.IGNORECASE)
_BLANK = 0.15  # of a character's size: a wider gap parts words, even where no blank is written
_WRITTEN_BLANK = 0.25  # of a line's height: about as wide as a blank is
_NEXT_LINE = 0.7  # of a line's height: a wider gap begins a new paragraph


class Font(NamedTuple):
    """What tells headings from the paragraphs below them."""

    size: float = 0.0
    bold: bool = False
    name: str = ""


class Word(NamedTuple):
    """A word and its box; `struck` if a line goes through the middle of it."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    font: Font = Font()
    struck: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


def words(chars: Sequence[dict[str, Any]]) -> list[Word]:
    """The words that characters on a page make up."""
    from pdfplumber.utils import extract_words

    found = extract_words(list(chars), x_tolerance_ratio=_BLANK, return_chars=True)
    return [Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"], _font(w["chars"][0]), _struck(w["chars"])) for w in found]


def _font(char: dict[str, Any]) -> Font:
    name = str(char.get("fontname"))
    return Font(round(char.get("size", 0)), bool(_BOLD.search(name)), name)


def _struck(chars: Sequence[dict[str, Any]]) -> bool:
    return sum(bool(char.get("struck")) for char in chars) > len(chars) / 2


def lines(found: Iterable[Word]) -> list[list[Word]]:
    """Words in lines, from above, each line from the left; what is a little raised or lowered stays in its line."""
    result: list[list[Word]] = []
    for word in sorted(found, key=lambda w: (w.middle, w.x0)):
        last = result[-1][0] if result else None
        if last and abs(word.middle - last.middle) <= 0.5 * max(word.height, last.height):
            result[-1].append(word)
        else:
            result.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in result]


def apart(above: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether there is more room between two lines than inside a paragraph."""
    gap = min(word.top for word in below) - max(word.bottom for word in above)
    return gap > _NEXT_LINE * max(word.height for word in below)


def joined(line: Sequence[Word]) -> str:
    """The words of a line, with blanks between them."""
    return " ".join(word.text for word in line)


def text(found: Sequence[Sequence[Word]], right: float) -> Written:
    """The lines of a cell that may have words as far as `right`; its label is still empty.

    A line that is full goes on in the next, a word that is parted at a hyphen is put together; a blank line stands where a list or a paragraph ends.
    """
    out, under, hanging = "", None, False  # where the words of the item under way begin, and whether its later lines stand under them
    struck: list[tuple[int, int]] = []
    for n, line in enumerate(found):
        item = line[0].text in BULLETS or (line[0].text[0] in BULLETS and len(line[0].text) > 1)
        left = line[1].x0 if line[0].text in BULLETS and len(line) > 1 else line[0].x0
        outside = under is not None and not item and hanging and left < under - 2
        hanging = not item and under is not None and (hanging or left >= under - 2)
        if n and (apart(found[n - 1], line) or outside):
            out += "\n\n"
        elif out.endswith(("-", "\u00ad")) and out[-2:-1].isalpha() and line[0].text[0].islower():
            out = out.removesuffix("\u00ad")
        elif n:
            out += " " if not item and is_full(found[n - 1], line, right) else "\n"
        struck += _struck_in(line, len(out))
        out += joined(line)
        under = left if item else None if outside else under
    return Written(out, "", _merged(struck, out))


def is_full(line: Sequence[Word], following: Sequence[Word], right: float) -> bool:
    """Whether the first word of the line below would not have had room in this one."""
    return line[-1].x1 + _WRITTEN_BLANK * line[-1].height + following[0].x1 - following[0].x0 > right


def _struck_in(line: Sequence[Word], at: int) -> list[tuple[int, int]]:
    """Where the words of a line that begins at `at` are struck through."""
    found = []
    for word in line:
        if word.struck:
            found.append((at, at + len(word.text)))
        at += len(word.text) + 1
    return found


def _merged(struck: Sequence[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Words beside each other as one stretch."""
    merged: list[tuple[int, int]] = []
    for start, end in struck:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, min(end, len(text))))
    return tuple(merged)
