"""The answer to a question as plain values: columns and rows, whatever was asked.

It stands apart from the model because a query needs nothing else of it, and making the model's classes takes longer than answering.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = str | int | float | Decimal | bool | date | None


class Marked(str):
    """Words with what went and what came: pieces of the kinds "same", "old" and "new".

    To whoever knows nothing of them it is plain text in which ``[-...-]`` went and ``{+...+}`` came; md and html strike it through and set it off.
    """

    pieces: tuple[tuple[str, str], ...]

    def __new__(cls, pieces: tuple[tuple[str, str], ...]) -> Marked:
        """The words made of their pieces, a blank between two."""
        marks = {"old": "[-{}-]", "new": "{{+{}+}}"}
        made = super().__new__(cls, " ".join(marks.get(kind, "{}").format(words) for kind, words in pieces))
        made.pieces = pieces
        return made


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: its name, what its cells mean, and, of a figure, what they do not mean.

    A `detail` is left out on a terminal, where there is no room for it. `most` is how many of the things that a cell lists ("1.1, 1.2" or "Mind; CQC")
    a terminal shows before it counts the rest; 0 is all, and no other format cuts anything.
    """

    name: str
    about: str = ""
    detail: bool = False
    limits: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """What several answers have in common, where many stand together: a report, and what it tells."""

    title: str
    tells: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows, whatever asked for them; `notes` are sentences that belong under the table.

    Columns that are headed by nothing but a number are those of a matrix: they are kept narrow, and shaded by their figures.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    question: str = ""
    notes: tuple[str, ...] = ()
    chapter: Chapter | None = None
