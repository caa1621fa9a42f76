"""Markdown to tables: pipe tables, and the headings, items and paragraphs between them; a text document, so that places are those in the file itself."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from concordat.graph.errors import SourceError
from concordat.graph.model import SPANNING, Cell, Document, Row, Span, Table
from concordat.graph.reading import markup, spans, text
from concordat.graph.reading.layout import LONGEST_CELL, MOST_CELLS

_QUOTED = re.compile(r"[ \t]*+(?:>[ \t]?+)*+[ \t]*+")
_RULE = re.compile(r"[ \t]*:?[-=+]+:?[ \t]*")
_BAR = re.compile(r"\\.|(\|)")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_BREAK = re.compile(r"(?:[-_*][ \t]*){3,}")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\S|\[\^[^\[\]\s]+\]:")
_ONLY_MARKS = re.compile(r"\{[:%].*[%}]\}?[ \t]*|\[[^\]^][^\]]*\]:[ \t]*\S+.*")  # classes, instructions for a site, and where links lead
_TABLE_TAG = re.compile(r"<(?P<closing>/?)(?P<name>table|tr|td|th)\b(?P<rest>[^<>]*)>", re.IGNORECASE)
_KEY = re.compile(r"[\w.-]+[ \t]*[:=]")


@dataclass(frozen=True)
class _Line:
    """A line: its number, where its words begin in the document, and the words, without marks of a quotation and blanks at both ends."""

    number: int
    start: int
    words: str


def read(name: str, data: bytes, where: str) -> Document:
    """A Markdown document: rows of pipe tables, headings, and paragraphs; front matter, comments and rules only count.

    Raises
    ------
    SourceError
        If it is no text, or too long.
    """
    found, encoding, notices = text.words(name, data, where)
    reader = _Reader(where, found, _lines(found))
    reader.run()
    if not reader.tables:
        raise SourceError(f"{where} holds no words that can be read: name a file with a plan in it")
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, found, digest, tuple(reader.tables), encoding, dict(reader.skipped), "line", notices)


def _lines(found: str) -> list[_Line]:
    lines, at = [], 0
    split = found.split("\n")
    for number, line in enumerate(split[:-1] if found.endswith("\n") else split, start=1):
        begin = _QUOTED.match(line).end()  # type: ignore[union-attr]  # it matches nothing, too
        lines.append(_Line(number, at + begin, line[begin:].rstrip()))
        at += len(line) + 1
    return lines


@dataclass
class _Reader:
    """Goes through the lines once."""

    where: str
    found: str
    lines: list[_Line]
    tables: list[Table] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    outside: list[Row] = field(default_factory=list)
    cells: int = 0
    comment_ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.comment_ends = [n for n, line in enumerate(self.lines) if "-->" in line.words]

    def run(self) -> None:
        at = self.front_matter()
        while at < len(self.lines):
            at = next(after for after in self.readings(at) if after > at)
        self.end_outside()

    def readings(self, at: int) -> Iterator[int]:
        """What the line may begin; the first that it is counts. Each gives the line after its last, `at` itself if the line is no such thing."""
        for reading in (self.blank, self.fence, self.comment, self.table, self.html_table, self.marks_alone, self.heading, self.paragraph):
            yield reading(at)

    def front_matter(self) -> int:
        """What stands about the document before its first words, between lines of dashes or plus signs."""
        words = [line.words for line in self.lines]
        if len(words) < 3 or words[0] not in ("---", "+++") or not _KEY.match(words[1]):
            return 0
        end = next((n for n, line in enumerate(words[1:], start=1) if line in (words[0], "...")), -1) + 1
        self.skip("front matter lines", end)
        return end

    def blank(self, at: int) -> int:
        if self.lines[at].words:
            return at
        self.skip("blank lines")
        return at + 1

    def fence(self, at: int) -> int:
        """Code between fences is words like any other, without marks: nothing in it is a table."""
        opened = _FENCE.match(self.lines[at].words)
        if not opened:
            return at
        self.skip("lines of mark-up")
        for n in range(at + 1, len(self.lines)):
            line = self.lines[n]
            if line.words.startswith(opened[1]) and not line.words.strip(opened[1][0]):
                self.skip("lines of mark-up")
                return n + 1
            if line.words:
                self.put_outside(line, Cell(line.words, Span(line.start, line.start + len(line.words))), 0)
            else:
                self.skip("blank lines")
        return len(self.lines)

    def comment(self, at: int) -> int:
        """A comment on lines of its own; one that never ends is none."""
        if not self.lines[at].words.startswith("<!--"):
            return at
        after = bisect_left(self.comment_ends, at)
        end = self.comment_ends[after] if after < len(self.comment_ends) else None
        if end is None or not self.lines[end].words.endswith("-->"):
            return at
        self.skip("comments", end + 1 - at)
        return end + 1

    def table(self, at: int) -> int:
        """A row of cells over a rule, and the rows below it; or rows that begin with a bar."""
        if not self.begins_table(at):
            return at
        self.end_outside()
        rows = []
        while at < len(self.lines) and ("|" in self.lines[at].words or _is_rule(self.lines[at].words)):
            line = self.lines[at]
            cells = () if _is_rule(line.words) else self.row(line)
            if any(cell.text for cell in cells):
                rows.append(Row(line.number, cells))
            else:
                self.skip("blank lines" if cells else "lines of mark-up")
            at += 1
        if rows:
            self.tables.append(Table(tuple(rows)))
        return at

    def row(self, line: _Line) -> tuple[Cell, ...]:
        """The cells between the bars; a bar at either end is only the edge of the table."""
        bars = [match.start() for match in _BAR.finditer(line.words) if match[1]]
        begin = 1 if bars and bars[0] == 0 else 0
        ends = [bar for bar in bars if bar >= begin]
        if not ends or ends[-1] != len(line.words) - 1:
            ends.append(len(line.words))
        cells = []
        for end in ends:
            cells.append(self.cell(line.words[begin:end], line.start + begin))
            begin = end + 1
        return tuple(cells)

    def html_table(self, at: int) -> int:
        """A table written in HTML, which may have lists in its cells: from its tag to its end on this line or a later one."""
        if not self.lines[at].words.lower().startswith("<table"):
            return at
        end = next((n for n, line in enumerate(self.lines[at:], start=at) if "</table>" in line.words.lower()), None)
        if end is None:
            return at
        self.end_outside()
        first, last = self.lines[at], self.lines[end]
        rows = [row for row in self.html_rows(first.start, last.start + len(last.words)) if row.filled]
        if rows:
            self.tables.append(Table(tuple(rows)))
        self.skip("further lines of rows", max(end + 1 - at - len(rows), 0))
        return end + 1

    def html_rows(self, start: int, end: int) -> Iterator[Row]:
        """The rows between two positions; the words of a cell go on to the next tag of a cell, row or table."""
        tags = list(_TABLE_TAG.finditer(self.found, start, end))
        place = start
        placed = spans.Rows(lambda column: Cell("", Span(place, place)), lambda cell: replace(cell, from_above=True))
        cells: list[tuple[Callable[[int], Cell], int, int]] = []
        number = self.number(start)
        for tag, following in zip(tags, [*tags[1:], None]):
            if tag["name"].lower() in ("tr", "table"):
                if cells:
                    yield Row(number, tuple(placed.row(cells)), SPANNING if len(cells) == 1 and cells[0][1] > 1 else 0)
                cells, number, place = [], self.number(tag.start()), tag.start()
            elif not tag["closing"]:
                made = self.cell(self.found[tag.end() : following.start() if following else end], tag.end())
                across, down = spans.span(_attribute(tag, "colspan"), spans.WIDEST), spans.span(_attribute(tag, "rowspan"), spans.TALLEST)
                cells.append((lambda column, made=made: made, across, down))
                self.cells += across

    def number(self, place: int) -> int:
        """The line in which a position is."""
        return self.lines[bisect_right(self.lines, place, key=lambda line: line.start) - 1].number

    def marks_alone(self, at: int) -> int:
        """Rules, and lines that only say where a link leads or how something looks."""
        words = self.lines[at].words
        if not (_BREAK.fullmatch(words) or _ONLY_MARKS.fullmatch(words)):
            return at
        self.skip("lines of mark-up")
        return at + 1

    def heading(self, at: int) -> int:
        found = _HEADING.match(self.lines[at].words)
        if not found:
            return at
        if not found[2]:
            self.skip("lines of mark-up")
            return at + 1
        self.put_outside(self.lines[at], self.cell(found[2], self.lines[at].start + found.start(2)), len(found[1]))
        return at + 1

    def paragraph(self, at: int) -> int:
        """An item, or lines up to a blank one or one that begins something else; underlined, they are a heading."""
        end, level = at + 1, 0
        item = bool(_ITEM.match(self.lines[at].words))
        while end < len(self.lines):
            if _UNDERLINE.fullmatch(self.lines[end].words) and not item:
                level = 1 if "=" in self.lines[end].words else 2
                break
            if self.begins(end):
                break
            end += 1
        first, last = self.lines[at], self.lines[end - 1]
        self.put_outside(first, self.cell(self.found[first.start : last.start + len(last.words)], first.start), level)
        self.skip("further lines of rows", end - at - 1)
        self.skip("lines of mark-up", 1 if level else 0)
        return end + 1 if level else end

    def begins(self, at: int) -> bool:
        """Whether a line is none of the paragraph above it."""
        words = self.lines[at].words
        alone = _BREAK.fullmatch(words) or _ONLY_MARKS.fullmatch(words) or words.startswith("<!--")
        return not words or bool(alone or _FENCE.match(words) or _HEADING.match(words) or _ITEM.match(words)) or self.begins_table(at)

    def begins_table(self, at: int) -> bool:
        words = self.lines[at].words
        return "|" in words and (words.startswith("|") or (at + 1 < len(self.lines) and _is_rule(self.lines[at + 1].words)))

    def cell(self, words: str, start: int) -> Cell:
        """The words without blanks at both ends, and the marks in them."""
        start += len(words) - len(words.lstrip())
        words = words.strip()
        self.cells += 1
        if len(words) > LONGEST_CELL or self.cells > MOST_CELLS:
            raise SourceError(f"{self.where} is too long to be a plan: save the part with the plan as a file of its own")
        found = markup.marks(words) if words else markup.Markup()
        struck = tuple(Span(start + a, start + b) for a, b in found.struck)
        return Cell(words, Span(start, start + len(words)), struck=struck, marks=tuple((Span(start + a, start + b), reads) for a, b, reads in found.marks))

    def put_outside(self, line: _Line, cell: Cell, heading: int) -> None:
        self.outside.append(Row(line.number, (cell,), heading))

    def end_outside(self) -> None:
        if self.outside:
            self.tables.append(Table(tuple(self.outside), outside=True))
        self.outside = []

    def skip(self, what: str, count: int = 1) -> None:
        if count:
            self.skipped[what] += count


def _attribute(tag: re.Match[str], name: str) -> str | None:
    found = re.search(rf"{name}\s*=\s*[\"']?(\d+)", tag["rest"], re.IGNORECASE)
    return found[1] if found else None


def _is_rule(words: str) -> bool:
    """Whether a line is the rule below the headings of a table, or between its rows."""
    cells = words.removeprefix("|").removesuffix("|").split("|")
    return ("|" in words or words.startswith("+")) and all(_RULE.fullmatch(cell) for cell in cells)
