"""A cell's text cleaned of mark-up, bullets and line breaks, each character still knowing its place; and the items of lists in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from concordat.graph.model import Cell, Passage, Span

# Only tags that lay text out are mark-up; anything else in angle brackets is the author's words and stays.
_BLOCK = "p|div|br|ul|ol|li|h[1-6]|tr|td|th|table|tbody"
_TAG = re.compile(rf"</?(?P<name>{_BLOCK}|i|b|u|em|strong|span|font|sup|sub|a)\b[^<>]*>", re.IGNORECASE)
_BULLETS = frozenset("•▪▫◦‣⁃●○■□·\uf0b7\uf0a7\u2043")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z])")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?=\n)")  # ends a list
_TILDES = re.compile(r"~~(?=\S)([^~]{1,400})(?<=\S)~~")
_INVISIBLE = frozenset("\u200b\ufeff\u00ad")


@dataclass
class _Builder:
    """The cleaned characters so far, their offsets, and where items of a list begin and lists end."""

    chars: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    lines: bool = False

    def blank(self, offset: int, char: str = " ") -> None:
        """White space is one blank; where lines count, a line break among it makes it one line break."""
        char = "\n" if self.lines and char == "\n" else " "
        if self.chars and self.chars[-1] not in " \n":
            self.add(char, offset)
        elif self.chars and char == "\n":
            self.chars[-1] = char

    def gap(self, offset: int) -> None:
        """Something that does not count stands here: the words go on behind it."""
        self.blank(offset)
        self.cuts.append(len(self.chars))

    def add(self, char: str, offset: int) -> None:
        self.chars.append(char)
        self.offsets.append(offset)

    def mark(self, reads: str, offset: int) -> None:
        """Mark-up stands here: the words go on behind it, after those that it stands for."""
        self.cuts.append(len(self.chars))
        for at in range(len(reads)):
            _character(self, reads, at, offset - at)
        self.cuts.append(len(self.chars))

    def tag(self, name: str, closing: bool, offset: int) -> None:
        if not re.fullmatch(_BLOCK, name):
            self.cuts.append(len(self.chars))  # the words go on, but in the document the tag stands between them
            return
        self.blank(offset, "\n")
        if name == "li" and not closing:
            self.starts.append(len(self.chars))
        elif name in ("ul", "ol") and not closing:
            self.lists.append(len(self.chars))
        elif (name in ("ul", "ol") and closing) or (name == "p" and not closing and self.lists):
            self.ends.append(len(self.chars))


def passage(cell: Cell, lines: bool = False) -> tuple[Passage, tuple[Passage, ...]]:
    """The cell's cleaned text, and the items of the lists in it (none if it holds no list).

    With `lines` its line breaks stay, for cells in which each line is a name of its own. Words that are struck through are left out (see
    `struck_through`), unless nothing else stands in the cell.
    """
    builder, raw, base = _Builder(lines=lines), cell.text, cell.span.start
    cell = _with_tildes(cell)
    struck, marks = _struck(cell), {span.start - base: (span.end - base, reads) for span, reads in cell.marks}
    at = 0
    while at < len(raw):
        if base + at in struck:
            at = struck[base + at] - base
            builder.gap(base + at - 1)
            continue
        if at in marks:
            end, reads = marks[at]
            builder.mark(reads, base + at)
            at = end
            continue
        tag = _TAG.match(raw, at) if raw[at] == "<" else None
        if tag:
            builder.tag(tag["name"].lower(), raw.startswith("</", at), base + at)
            at = tag.end()
            continue
        _character(builder, raw, at, base)
        at += 2 if cell.doubled_quotes and raw.startswith('""', at) else 1
    while builder.chars and builder.chars[-1] in " \n":
        builder.chars.pop()
        builder.offsets.pop()
    breaks = tuple(sorted({cut for cut in builder.cuts if 0 < cut < len(builder.chars)}))
    labels = (cell.label,) * (len(breaks) + 1) if cell.label else ()
    whole = Passage("".join(builder.chars), tuple(builder.offsets), breaks, labels)
    return whole, _items(whole, builder)


def _with_tildes(cell: Cell) -> Cell:
    """The cell with what stands between double tildes as struck through: so plain text saved from pages marks it."""
    if cell.struck or cell.marks or "~~" not in cell.text:
        return cell
    found = list(_TILDES.finditer(cell.text))
    at = cell.span.start
    struck = tuple(Span(at + m.start(1), at + m.end(1)) for m in found)
    marks = tuple((Span(at + a, at + a + 2), "") for m in found for a in (m.start(), m.end() - 2))
    return replace(cell, struck=struck, marks=marks)


def struck_through(cell: Cell) -> tuple[Passage, ...]:
    """The words in the cell that are struck through, where others stand beside them."""
    cell = _with_tildes(cell)
    pieces = (cell.part(span.start - cell.span.start, span.end - cell.span.start) for span in cell.struck)
    return tuple(found for piece in pieces if (found := passage(piece)[0]).text) if _struck(cell) else ()


def _struck(cell: Cell) -> dict[int, int]:
    """Where each struck stretch begins and ends; none if nothing else stands in the cell."""
    if not cell.struck:
        return {}
    rest, at = "", cell.span.start
    for span in sorted((*cell.struck, *(span for span, _ in cell.marks))):
        rest += cell.text[at - cell.span.start : max(span.start - cell.span.start, 0)] if at < span.start else ""
        at = max(at, span.end)
    rest += cell.text[at - cell.span.start :]
    return {span.start: span.end for span in cell.struck} if re.search(r"\w", rest) else {}


def _character(builder: _Builder, raw: str, at: int, base: int) -> None:
    char = raw[at]
    if char in _INVISIBLE:
        return
    if char in _BULLETS and (at + 1 == len(raw) or raw[at + 1].isspace()):
        builder.blank(base + at, "\n")
        builder.starts.append(len(builder.chars))
    elif char == "\n" and builder.starts and _BLANK_LINE.match(raw, at):
        builder.blank(base + at, char)
        builder.ends.append(len(builder.chars))
    elif char.isspace() or not char.isprintable():
        builder.blank(base + at, char)
    else:
        builder.add(char, base + at)


def _items(whole: Passage, builder: _Builder) -> tuple[Passage, ...]:
    """Marked items where there are marks; in a list without marks every sentence is an item."""
    starts = builder.starts
    if not starts and builder.lists:
        begin = builder.lists[0]
        end = next((e for e in builder.ends if e > begin), len(whole.text))
        starts = [begin, *(m.end() for m in _SENTENCE.finditer(whole.text, begin, end))]
    stops = sorted({*starts, *builder.ends, len(whole.text)})
    items = []
    for start in starts:
        stop = next((s for s in stops if s > start), len(whole.text))
        item = whole.cut(start, stop)
        if item.text:
            items.append(item)
    return tuple(items)


def joined(first: Passage, second: Passage, between: str = " ") -> Passage:
    """Two pieces of one cell that a page has cut, with a blank between them, or a line break where each line is a name of its own."""
    if not first.text or not second.text:
        return first if first.text else second
    text = f"{first.text}{between}{second.text}"
    offsets = (*first.offsets, first.offsets[-1], *second.offsets)  # the blank is ours: it takes no place of its own
    at = len(first.text) + 1
    return Passage(text, offsets, (*first.breaks, at, *(at + b for b in second.breaks)), (*first.labels, *second.labels))
