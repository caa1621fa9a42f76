"""The things that are read, as plain values: no RDF, no files.

Offsets are code points in `Document.text`, the end not included. In a text document that text is the decoded file itself;
in other formats it is the text of the cells, joined, and each cell also has a label such as ``Sheet1!B7``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the document's text."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: one span, or several when a page cuts them; `label` names the cell where the format has cells."""

    spans: tuple[Span, ...]
    label: str | None = None

    def __str__(self) -> str:
        return self.label or ";".join(map(str, self.spans))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, its text exactly as in the document; `doubled_quotes` says that two quotation marks in it stand for one."""

    text: str
    span: Span
    label: str | None = None
    doubled_quotes: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `number` is its line in a text document, else its row in the sheet or table."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold more than white space."""
        return tuple(cell for cell in self.cells if cell.text.strip())

    @property
    def span(self) -> Span:
        """From the first filled cell to the last, white space at both ends left out."""
        cells = self.filled or self.cells
        first, last = cells[0], cells[-1]
        lead = len(first.text) - len(first.text.lstrip())
        tail = len(last.text) - len(last.text.rstrip())
        return Span(first.span.start + lead, max(last.span.end - tail, first.span.start + lead))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand together; `label` names the sheet or table where the format has several."""

    rows: tuple[Row, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it was found: its whole text, a fingerprint of its bytes, and the tables in it.

    Lines that are blank, and lines of a row after its first, only count.
    """

    name: str
    text: str
    sha256: str
    tables: tuple[Table, ...]
    encoding: str = "utf-8"
    blank_lines: int = 0
    inner_lines: int = 0
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Cleaned text that still knows where in the document each of its characters stands.

    `breaks` are the positions in `text` at which a new piece of the document begins (a row cut by a page).
    """

    text: str
    offsets: tuple[int, ...]
    breaks: tuple[int, ...] = ()
    label: str | None = None

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where ``text[start:end]`` stands in the document."""
        end = len(self.text) if end is None else end
        if start >= end:
            return Place((), self.label)
        cuts = [start, *(b for b in self.breaks if start < b < end), end]
        spans = tuple(Span(self.offsets[a], self.offsets[b - 1] + 1) for a, b in zip(cuts, cuts[1:]))
        return Place(spans, self.label)

    def cut(self, start: int, end: int) -> Passage:
        """The passage ``text[start:end]``, without the blanks at both ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        breaks = tuple(b - start for b in self.breaks if start < b < end)
        return Passage(self.text[start:end], self.offsets[start:end], breaks, self.label)


NOWHERE = Passage("", ())


@dataclass(frozen=True, slots=True)
class Period:
    """A fuzzy date: the words, and the first and last day it may mean. Only the kind ``dated`` has bounds."""

    printed: str
    kind: str
    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A body, law, policy, fund or theme. `kind` is the word of its IRI, `key` its id in the register or its slug."""

    kind: str
    key: str
    name: str
    registered: bool = True
    uri: str | None = None
    abbreviation: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a claim was come by: the words, their place, the rule that read them and how sure it is (high, medium, low)."""

    printed: str
    place: Place
    rule: str
    confidence: str = "high"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who takes part in an action (`role` is lead, partner or mentioned), and for what part of it."""

    agent: Entity
    role: str
    reading: Reading
    scope: str | None = None
    scope_entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in whole units of `currency`, None where none is printed; `qualifier` says whether it is exact or a ceiling."""

    amount: int | Decimal | None
    qualifier: str
    currency: str | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A link from an action to a thing, read from words. `property` is citesLegislation, references, fundedBy or theme."""

    property: str
    value: Entity
    reading: Reading
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What an action does to a named thing: makes, changes, uses, puts-into-effect, monitors, contributes-to."""

    kind: str
    thing: Entity
    reading: Reading


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Words that look like a law, a sum or an organisation and that nothing was read from."""

    looks_like: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class ActionClaims:
    """Everything read out of one action; `periods` has the keys start and finish, each with its reading (None if the cell is empty).

    `people` are names of people and posts in the cells of leads and partners: words in the record, nothing else.
    """

    action: Action
    responsibilities: tuple[Responsibility, ...]
    unnamed_partners: tuple[Reading, ...]
    periods: Mapping[str, tuple[Period, Reading | None]]
    claims: tuple[Claim, ...]
    deeds: tuple[Deed, ...]
    status: str | None = None
    people: tuple[str, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the plan; a plan without headings has one section with an empty number and title."""

    number: str
    title: str
    order: int
    place: Place


@dataclass(frozen=True, slots=True)
class Action:
    """One action as it is printed. Cells that the plan leaves empty, or has no column for, are empty passages."""

    key: str
    ref: str | None
    ref_printed: str
    order: int
    section: Section
    place: Place
    text: Passage
    items: tuple[Passage, ...] = ()
    start: Passage = NOWHERE
    finish: Passage = NOWHERE
    lead: Passage = NOWHERE
    partners: Passage = NOWHERE
    outcomes: tuple[Passage, ...] = ()
    status: Passage = NOWHERE
    progress: Passage = NOWHERE
    funding: Passage = NOWHERE
    other: tuple[tuple[str, Passage], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A document read as a plan. `tally` counts its lines by what they were taken for; `unread` are those not understood."""

    id: str
    document: Document
    title: str
    sections: tuple[Section, ...]
    actions: tuple[Action, ...]
    tally: Mapping[str, int]
    unread: tuple[tuple[int, Place, str], ...] = ()
    notices: tuple[str, ...] = ()
    issued: Period | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
