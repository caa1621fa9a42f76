"""Words as they flow through a cell of a page, or between its tables: gathered piece by piece, handed on as lines with their lists and what is struck through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from concordat.graph.reading.layout import Written

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BULLET = "• "


@dataclass
class Line:
    """A line in pieces, each with whether it is struck through; whether it is an item of a list; and the level of a heading."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    item: bool = False
    heading: int = 0


@dataclass
class Flow:
    """Takes in words, breaks and blocks as a browser does: all white space is one blank, and none begins a line."""

    lines: list[Line] = field(default_factory=lambda: [Line()])

    def add(self, words: str | None, struck: bool = False) -> None:
        """Words that go on where the last ones ended."""
        pieces = self.lines[-1].pieces
        folded = _BLANKS.sub(" ", words or "")
        if not pieces or pieces[-1][0].endswith((" ", "\n")):
            folded = folded.lstrip(" ")
        if folded:
            pieces.append((folded, struck))

    def new_line(self) -> None:
        """A break inside a paragraph or an item."""
        if self.lines[-1].pieces:
            self.lines[-1].pieces.append(("\n", False))

    def begin(self, heading: int = 0, *, item: bool = False) -> None:
        """A new paragraph, heading or item; a paragraph that begins an item is the item."""
        line = self.lines[-1]
        if not line.pieces:
            self.lines[-1] = Line(item=item or line.item, heading=heading)
        elif line.item and not item and not heading:
            self.new_line()
        else:
            self.lines.append(Line(item=item, heading=heading))

    def end(self, *, item: bool = False) -> None:
        """The end of a paragraph or heading, or of an item: what follows the item stands outside it."""
        line = self.lines[-1]
        if line.item and not item:
            self.new_line()
        elif line.pieces:
            self.lines.append(Line())
        else:
            self.lines[-1] = Line()

    def taken(self) -> list[Line]:
        """The lines with words so far; the flow begins anew."""
        lines, self.lines = self.lines, [Line()]
        return [line for line in lines if any(text.strip() for text, _ in line.pieces)]


def written(lines: Sequence[Line], label: str) -> Written:
    """The text of a cell: a line below the other, items marked by a bullet, and a blank line where a list ends.

    Examples
    --------
    >>> written([Line([("Work with", False)]), Line([("police ", False), ("fire", True)], item=True), Line([("by May", False)])], "row 1")
    Written(text='Work with\\n• police fire\\n\\nby May', label='row 1', struck=((19, 23),))
    """
    text, struck, listing = "", [], False
    for line in lines:
        text += ("\n\n" if listing and not line.item else "\n") if text else ""
        text += _BULLET if line.item else ""
        for piece, gone in _stripped(line.pieces):
            if gone and struck and struck[-1][1] == len(text):
                struck[-1] = (struck[-1][0], len(text) + len(piece))
            elif gone:
                struck.append((len(text), len(text) + len(piece)))
            text += piece
        listing = line.item
    return Written(text, label, tuple(struck))


def _stripped(pieces: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The pieces without the white space at the end of the line; there is none at its beginning."""
    left = list(pieces)
    while left and not left[-1][0].rstrip():
        left.pop()
    return [*left[:-1], (left[-1][0].rstrip(), left[-1][1])] if left else []
