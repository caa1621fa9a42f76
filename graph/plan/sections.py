"""Headings to sections: which lines stand over the actions below them, and which of them has a number."""

from __future__ import annotations

from dataclasses import dataclass, field

from concordat.graph.model import SPANNING, Document, Passage, Row, Section
from concordat.graph.reading import numbering
from concordat.graph.reading.passages import passage

LONGEST = 150
UNMARKED = SPANNING + 1  # the level of a line that only looks like a heading
@dataclass(frozen=True, eq=False)
class Heading:
    """A line that may stand over actions: its words, its level (1 is the highest), and the number in it, "" if it has none."""

    row: Row
    words: Passage
    level: int
    number: str
    title: str
    otherwise: str = "not understood"  # what the row counts as if no action stands below it

    @property
    def marked(self) -> bool:
        """Whether the document itself marks it as a heading."""
        return self.level < UNMARKED


def heading(row: Row, otherwise: str) -> Heading:
    """The heading that a row with one filled cell is."""
    words = passage(row.filled[0])[0]
    number, title = numbering.numbered(words.text) or ("", words.text)
    level = row.heading or (1 if number else UNMARKED)
    return Heading(row, words, level, number, title, otherwise)


def is_clear(row: Row) -> bool:
    """Whether a line outside the tables is a heading by its number, with a stop behind it, and by its length; a sentence is none."""
    text = row.filled[0].text.strip()
    return len(text) <= LONGEST and not text.endswith((".", ";", ",", ":")) and numbering.is_clear(text)


def title_level(document: Document) -> int:
    """The level of the document's own title: the highest if only one line, the first that is marked, has it; 0 if there is none."""
    levels = [row.heading for table in document.tables for row in table.rows if 0 < row.heading < SPANNING]
    return levels[0] if levels and levels.count(levels[0]) == 1 and levels[0] == min(levels) else 0


@dataclass
class Headings:
    """The headings in force, by level, and those among them that no action stands below yet."""

    title: int = 0
    stack: dict[int, Heading] = field(default_factory=dict)
    waiting: list[Heading] = field(default_factory=list)

    def add(self, found: Heading) -> list[Heading]:
        """Put a heading in force; those that it takes the place of before an action came are given back."""
        for level in [level for level in self.stack if level >= found.level]:
            del self.stack[level]
        if found.number and not found.marked:
            self.stack.pop(UNMARKED, None)
        self.stack[found.level] = found
        gone = [each for each in self.waiting if each not in self.stack.values()]
        self.waiting = [each for each in self.waiting if each in self.stack.values()] + [found]
        return gone

    def forget(self, found: Heading) -> None:
        """Take a line out again that is no heading after all."""
        self.waiting.remove(found)
        self.stack = {level: each for level, each in self.stack.items() if each is not found}

    def used(self) -> list[Heading]:
        """Those that waited: an action has come."""
        waited, self.waiting = self.waiting, []
        return waited

    def drop(self) -> list[Heading]:
        """Those that wait and have no action below them, taken out of force."""
        waited = self.used()
        self.stack = {level: each for level, each in self.stack.items() if each not in waited}
        return waited

    def section(self) -> Heading | None:
        """The heading that names the section: the deepest with a number; where none has one, the deepest that is marked."""
        found = [self.stack[level] for level in sorted(self.stack) if level != self.title or self.stack[level].number]
        with_number = [each for each in found if each.number]
        marked = [each for each in found if each.marked]
        return (with_number or marked or [None])[-1]

    def below(self) -> list[Heading]:
        """The headings between that of the section and the action."""
        section = self.section()
        return [self.stack[level] for level in sorted(self.stack) if self.stack[level] is not section and (section is None or level > section.level) and level != self.title]


def section_of(found: Heading, order: int) -> Section:
    """The section that a heading begins."""
    return Section(found.number, found.title, order, found.words.place())
