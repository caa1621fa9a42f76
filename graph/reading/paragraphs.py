"""Paragraphs of a Word document: their words with what is struck through, what the list before them puts there, and the text boxes that hang on them.

The XML that python-docx opens is walked directly: its own paragraphs leave out content controls, tracked insertions and text boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from concordat.graph.reading.layout import Pieces, Written
from concordat.graph.reading.lists import BULLET, Numbers, Styles, child, value
from concordat.graph.reading.package import attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_WRAPPERS = frozenset("sdt sdtContent ins moveTo customXml smartTag hyperlink fldSimple dir bdo AlternateContent Choice ruby rubyBase oMath oMathPara".split())
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
OFF = ("0", "false", "off")


@dataclass
class Paragraph:
    """A paragraph's words, the mark that its list puts before it ("•", "1.2" or none), and its level as a heading (0 if it is none)."""

    pieces: Pieces = field(default_factory=list)
    mark: str = ""
    heading: int = 0
    boxes: list[_Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    @property
    def numbered(self) -> bool:
        return bool(self.mark) and self.mark != BULLET


@dataclass
class Paragraphs:
    """Reads the paragraphs of a document, in its order, so that lists are counted."""

    styles: Styles
    numbers: Numbers

    def read(self, element: _Element) -> Paragraph:
        """A paragraph from its XML."""
        properties = child(element, "pPr")
        found = Paragraph(heading=self.styles.heading(properties))
        key, level = self.styles.listed(properties)
        if key:
            found.mark = self.numbers.mark(key, level)
        self._gather(element, found, False)
        return found

    def _gather(self, element: _Element, found: Paragraph, struck: bool) -> None:
        """Add the words under `element` to the paragraph; deleted ones are not among them."""
        for part in element:
            kind = local(part)
            if kind == "t":
                found.pieces.append((part.text or "", struck))
            elif kind in _SIGNS:
                found.pieces.append((_SIGNS[kind], struck))
            elif kind == "sym":
                found.pieces.append((_symbol(attribute(part, "char")), struck))
            elif kind == "r":
                self._gather(part, found, self._strikes(part))
            elif kind in _WRAPPERS:
                self._gather(part, found, struck)
            elif kind in ("drawing", "pict", "object"):
                found.boxes += _boxes(part)

    def _strikes(self, run: _Element) -> bool:
        """Whether a run is struck through, by itself or by its style."""
        properties = child(run, "rPr")
        for each in (properties, self.styles.run(value(child(properties, "rStyle")))):
            found = [value(one) not in OFF for one in (each if each is not None else ()) if local(one) in ("strike", "dstrike")]
            if found:
                return any(found)
        return False


def blocks(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order, whatever they are wrapped in."""
    for element in parent:
        if local(element) in ("p", "tbl"):
            yield element
        elif local(element) in _WRAPPERS:
            yield from blocks(element)


def children(parent: _Element, name: str) -> Iterator[_Element]:
    """The rows of a table, or the cells of a row, whatever they are wrapped in."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in _WRAPPERS:
            yield from children(element, name)


def marked(paragraphs: list[Paragraph]) -> list[Pieces]:
    """The lines of a cell. Paragraphs of a list are its items; the only number in a cell is printed text where it comes first: a reference, alone or before its words."""
    lines: list[Pieces] = []
    first = next((each for each in paragraphs if each.text.strip() or each.numbered), Paragraph())
    alone = first.numbered and sum(each.numbered for each in paragraphs) == 1
    listing = False
    for each in paragraphs:
        full = bool(each.text.strip())
        struck = full and all(gone for text, gone in each.pieces if text.strip())
        if each.numbered and alone:
            lines.append([(f"{each.mark} " if full else reference(each.mark), struck), *each.pieces])
        elif each.mark and full:
            lines.append([("• ", struck), *each.pieces])
        else:
            if listing and full:
                lines.append([])  # a blank line: the list ends
            lines.append(each.pieces)
        listing = bool(each.mark) and not (each.numbered and alone) if full else listing
    return lines


def reference(mark: str) -> str:
    """A number of a list as a reference: ``1.`` and ``1)`` are 1."""
    return mark.rstrip(". " if "(" in mark else ".) ")


def written(lines: Iterable[Pieces], label: str) -> Written:
    """The text of a cell from its lines, blank ones at its ends left out, with the stretches that are struck through."""
    pieces: Pieces = []
    for number, line in enumerate(_trimmed(list(lines))):
        pieces += [("\n", False)] * (number > 0) + line
    return Written.of(pieces, label)


def _trimmed(lines: list[Pieces]) -> list[Pieces]:
    full = [n for n, line in enumerate(lines) if any(text.strip() for text, _ in line)]
    return lines[full[0] : full[-1] + 1] if full else []


def _boxes(element: _Element) -> Iterator[_Element]:
    """Text boxes stand deep in drawings; the same box may be there a second time, for old programs."""
    for part in element:
        if local(part) == "txbxContent":
            yield part
        elif local(part) != "Fallback":
            yield from _boxes(part)


def _symbol(code: str) -> str:
    """A character of a symbol font, by its number in sixteens."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
