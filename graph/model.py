"""The things that are read, as plain values: no RDF, no files.

Offsets are code points in `Document.text`, the end not included. In a text document that text is the decoded file itself;
in other formats it is the text of the cells, a tab after each and a line break after each row, and each cell also has a label such as ``Sheet1!B7``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
    """Where words stand: one span, or several when a page cuts them; `labels` name the cell of each span where the format has cells."""

    spans: tuple[Span, ...]
    labels: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ";".join(dict.fromkeys(self.labels or map(str, self.spans)))

    def __add__(self, other: Place) -> Place:
        return Place((*self.spans, *other.spans), (*self.labels, *other.labels))


SPANNING = 9  # below every level that a document can give a heading


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, its text exactly as in the document.

    `doubled_quotes` says that two quotation marks in it stand for one; `struck` are the stretches of it that are struck through, as
    positions in the document; `from_above` says that the words are those of a merged cell that begins in a row above, which the label names;
    `marks` are the stretches of it that are mark-up, each with what it stands for, mostly nothing.
    """

    text: str
    span: Span
    label: str | None = None
    doubled_quotes: bool = False
    struck: tuple[Span, ...] = ()
    from_above: bool = False
    marks: tuple[tuple[Span, str], ...] = ()

    @property
    def plain(self) -> str:
        """The text with what its marks stand for, and blanks, in their place: as long as the text, and every other character where it was."""
        parts, at, start = [], 0, self.span.start
        for span, reads in self.marks:
            width = span.end - span.start
            parts += [self.text[at : span.start - start], reads.rjust(width) if reads == "\n" else reads.ljust(width)[:width]]
            at = span.end - start
        return "".join([*parts, self.text[at:]])

    def part(self, begin: int, end: int) -> Cell:
        """The stretch of the cell between two positions in its text, a cell of its own."""
        whole = Span(self.span.start + begin, self.span.start + end)
        struck = tuple(span for span in self.struck if whole.start <= span.start < whole.end)
        marks = tuple(mark for mark in self.marks if whole.start <= mark[0].start < whole.end)
        return Cell(self.text[begin:end], whole, self.label, self.doubled_quotes, struck, self.from_above, marks)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `number` is its line in a text document, else counted through all tables of the document.

    `heading` says how the document marks the row as a heading: 1 for the highest level, `SPANNING` for a row of a table whose one cell
    takes the whole width, 0 for a row that is not marked.
    """

    number: int
    cells: tuple[Cell, ...]
    heading: int = 0

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

    @property
    def place(self) -> Place:
        """Where the row stands: its span, named by its first filled cell of its own."""
        label = next((cell for cell in self.filled if not cell.from_above), (self.filled or self.cells)[0]).label
        return Place((self.span,), (label,) if label else ())


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand together; `label` names the sheet or table where the format has several.

    `outside` marks lines that stand between tables, headings and prose, each a row of one cell. A table that is `alone` (a sheet) has
    nothing to do with the one before it; any other may go on where that one ended.
    """

    rows: tuple[Row, ...]
    label: str | None = None
    outside: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it was found: its whole text, a fingerprint of its bytes, and the tables in it.

    `unit` is what its account counts, lines or rows; `skipped` counts those of them that are no rows, by what they are (blank lines,
    further lines of rows).
    """

    name: str
    text: str
    sha256: str
    tables: tuple[Table, ...]
    encoding: str = "utf-8"
    skipped: Mapping[str, int] = field(default_factory=dict)
    unit: str = "line"
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Cleaned text that still knows where in the document each of its characters stands.

    `breaks` are the positions in `text` at which a new piece of the document begins (a row cut by a page); `labels` name the cell of each
    piece where the format has cells.
    """

    text: str
    offsets: tuple[int, ...]
    breaks: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where ``text[start:end]`` stands in the document."""
        end = len(self.text) if end is None else end
        if start >= end:
            return Place(())
        cuts = [start, *(b for b in self.breaks if start < b < end), end]
        spans = tuple(Span(self.offsets[a], self.offsets[b - 1] + 1) for a, b in zip(cuts, cuts[1:]))
        return Place(spans, self._labels(start, end))

    def _labels(self, start: int, end: int) -> tuple[str, ...]:
        """The labels of the pieces that ``text[start:end]`` has a part in."""
        if not self.labels:
            return ()
        return self.labels[bisect_right(self.breaks, start) : bisect_left(self.breaks, end) + 1]

    def cut(self, start: int, end: int) -> Passage:
        """The passage ``text[start:end]``, without the blanks at both ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        breaks = tuple(b - start for b in self.breaks if start < b < end)
        return Passage(self.text[start:end], self.offsets[start:end], breaks, self._labels(start, end))


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
    """One action as it is printed. Cells that the plan leaves empty, or has no column for, are empty passages.

    `guessed` says that its cells were told apart by what stands in them, not by their place below a header.
    """

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
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Hints:
    """What a person has said of a plan beforehand, in a mapping file or on the command line.

    Attributes
    ----------
    columns : Mapping of str to str
        The heading of a column, in small letters without punctuation, to its meaning (``lead``).
    month_first : bool, optional
        Whether 3/4/2015 is the fourth of March; None where nobody said.
    default_lead : str, optional
        Who leads the actions that name no lead.
    cell_separator : str, optional
        What parts the cells of a text document.
    name_separators : tuple of str
        Single characters that part the names in a cell, besides the usual ones.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    month_first: bool | None = None
    default_lead: str | None = None
    cell_separator: str | None = None
    name_separators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A document read as a plan. `tally` counts its lines by what they were taken for; `unread` are those not understood.

    `columns` has every header row that is not a repeated one: its place, and each column as its heading, what it was taken for, and why.
    """

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
    hints: Hints = field(default_factory=Hints)
    columns: tuple[tuple[Place, tuple[tuple[str, str, str], ...]], ...] = ()
