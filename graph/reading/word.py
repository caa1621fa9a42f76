"""Word documents to tables, in the order of the document, with the headings and paragraphs between them.

A cell that is merged over several rows says the same of each of them: its words stand in every one of those rows that has words of its
own, each time with the place where they are printed. A table within a cell is part of the words of that cell, unless the cell is all
there is of the table around it: then it is only a frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from concordat.graph.model import SPANNING, Document
from concordat.graph.reading import grid, libraries
from concordat.graph.reading.layout import Layout, Pieces, Written
from concordat.graph.reading.lists import Numbers, Styles, child, value
from concordat.graph.reading.package import Package, attribute, local
from concordat.graph.reading.paragraphs import OFF, Paragraph, Paragraphs, blocks, children, marked, written

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}


def read(name: str, data: bytes, where: str) -> Document:
    """A Word document: every table a table, every other paragraph and note a line.

    Raises
    ------
    SourceError
        If it is no Word document, locked, too large, or a library is missing.
    """
    libraries.needed("docx", where)
    package = Package(data, where, "Word document")
    parts = _Parts(package)
    body = child(parts.main, "body")
    if body is None:
        raise package.broken("there is no text in it")
    layout = Layout(name, where)
    reader = _Reader(layout, Paragraphs(Styles(parts.root("styles")), Numbers(parts.root("numbering"))))
    reader.blocks(body)
    for kind, part in _NOTES.items():
        _notes(reader, parts, kind, part)
    _say(layout, parts)
    return layout.document(data)


class _Parts:
    """The parts of the document that hold words, as python-docx opens them."""

    def __init__(self, package: Package) -> None:
        opc, oxml = libraries.needed("docx.opc.package", package.where), libraries.needed("docx.oxml.parser", package.where)
        self.foreign = package.foreign()
        whole = package.whole()
        try:
            opened = opc.OpcPackage.open(whole)
            self._links = _main(opened.rels).rels
            self.main = _element(_main(opened.rels), oxml)
            self._roots = {kind: [_element(part, oxml) for part in self._of(kind)] for kind in ("styles", "numbering", *_NOTES.values(), "comments", "header", "footer")}
        except Exception as error:  # whatever a library stumbles over in a file that no office program wrote
            raise package.stumbled("python-docx", error) from None

    def _of(self, kind: str) -> list[Any]:
        return [link.target_part for _, link in sorted(self._links.items()) if not link.is_external and link.reltype.endswith(f"/{kind}")]

    def roots(self, kind: str) -> list[_Element]:
        """The XML of all parts of this kind."""
        return self._roots[kind]

    def root(self, kind: str) -> _Element | None:
        """The XML of the part of this kind, None if the document has none."""
        return next(iter(self._roots[kind]), None)


def _main(links: Any) -> Any:
    """The part with the document itself, in either edition of the standard."""
    return next(link.target_part for link in links.values() if link.reltype.endswith("/officeDocument"))


def _element(part: Any, oxml: Any) -> _Element:
    return part.element if hasattr(part, "element") else oxml.parse_xml(part.blob)


def _notes(reader: _Reader, parts: _Parts, kind: str, part: str) -> None:
    """Footnotes or endnotes as lines, numbered as the text refers to them."""
    root = parts.root(part)
    found = {attribute(note, "id"): note for note in (root if root is not None else ()) if not attribute(note, "type").lower().endswith(("separator", "notice"))}
    order = dict.fromkeys(attribute(one, "id") for one in parts.main.iter(f"{{*}}{kind}Reference"))
    for number, key in enumerate([*(key for key in order if key in found), *(key for key in found if key not in order)], start=1):
        reader.label = f"{kind} {number}"
        reader.blocks(found[key])
    reader.label = ""


def _say(layout: Layout, parts: _Parts) -> None:
    """Count and name what the document holds and was not read."""
    lines = sum(1 for kind in ("header", "footer") for root in parts.roots(kind) for one in root.iter("{*}p") if _has_words(one))
    if lines:
        layout.skip("page headers and footers", lines)
    deleted = sum(1 for _ in parts.main.iter("{*}del", "{*}moveFrom"))
    if deleted:
        layout.notices.append(f"{layout.name}: it holds tracked changes: what was inserted was read, what was deleted or moved away was not (places: {deleted})")
    hidden = sum(value(one) not in OFF for one in parts.main.iter("{*}vanish") if local(one.getparent().getparent()) == "r")
    if hidden:
        layout.notices.append(f"{layout.name}: stretches of hidden words were read too: {hidden}")
    if parts.foreign:
        layout.notices.append(f"{layout.name}: diagrams and documents put into it were not read: {parts.foreign}")
    comments = sum(1 for root in parts.roots("comments") for _ in root.iter("{*}comment"))
    if comments:
        layout.notices.append(f"{layout.name}: comments were not read: {comments}")


def _has_words(element: _Element) -> bool:
    return any((one.text or "").strip() for one in element.iter("{*}t"))


@dataclass
class _Reader:
    """Walks through the document once, so that lists are counted in its order."""

    layout: Layout
    paragraphs: Paragraphs
    label: str = ""  # of the note that is read
    tables: int = 0
    lines: int = 0
    over: dict[int, Written] = field(default_factory=dict)  # cells that are merged with those below them, by column

    def blocks(self, parent: _Element) -> None:
        """The paragraphs and tables of the document's body, or of a text box in it."""
        for block in blocks(parent):
            if local(block) == "tbl":
                self.table(block)
            else:
                self.outside(self.paragraphs.read(block))

    def outside(self, paragraph: Paragraph) -> None:
        self.lines += not self.label
        if paragraph.text.strip():
            label = self.label or f"paragraph {self.lines}"
            words = Written.of([(f"{paragraph.mark} ", False)] * bool(paragraph.mark) + paragraph.pieces, label)
            self.layout.line(words.text, label, paragraph.heading, words.struck)
        for box in paragraph.boxes:
            self.blocks(box)

    def table(self, table: _Element) -> None:
        self.tables += 1
        name = f"table {self.tables}"
        rows = [_Row(row) for row in children(table, "tr")]
        gone = sum(row.deleted for row in rows)
        rows = [row for row in rows if not row.deleted]
        if len(rows) == 1 and len(rows[0].cells) == 1 and any(local(one) == "tbl" for one in blocks(rows[0].cells[0])):
            self.blocks(rows[0].cells[0])  # only a frame
            return
        columns = grid.columns([row.spans for row in rows], [row.before for row in rows], _widths(table))
        width, grid_width = max(map(len, columns), default=0), max((sum(row.spans) for row in rows), default=0)
        self.over = {}
        for number, (row, places) in enumerate(zip(rows, columns), start=1):
            self.row(row, places, f"{name} row {number}", width, grid_width)
        if gone:
            self.layout.skip("deleted rows", gone)
        self.layout.end(name)

    def row(self, row: _Row, places: list[int], label: str, width: int, grid_width: int) -> None:
        """Add a row of as many cells as the table has columns; one in which nothing but cells from above goes on is blank."""
        found: dict[int, Written] = {}
        above, self.over, own = self.over, {}, False
        whole = len(places) == 1 < width and row.spans[0] * 2 > grid_width
        for cell, place in zip(row.cells, places):
            here = written(marked(list(self.inner(cell))), f"{label} column {place + 1}")
            merge = child(child(cell, "tcPr"), "vMerge")
            goes_on = merge is not None and value(merge) in ("", "continue") and place in above
            if merge is not None:
                self.over[place] = above[place] if goes_on else here
            if goes_on:
                self.hidden(here)
                found[place] = Written("", here.label) if whole else replace(above[place], from_above=True)
            else:
                found[place] = here
                own = own or bool(here.text.strip())
        blank = (Written("", f"{label} column {place + 1}") for place in range(width))
        self.layout.row([found.get(place, empty) if own else empty for place, empty in enumerate(blank)], SPANNING if whole else 0)

    def hidden(self, cell: Written) -> None:
        """Say which words lie under a merged cell, where nobody sees them."""
        if words := " ".join(cell.text.split()):
            self.layout.notices.append(f"{self.layout.name}, {cell.label}: hidden under a merged cell and left out: {words}")

    def inner(self, parent: _Element) -> Iterator[Paragraph]:
        """The paragraphs of a cell, those of text boxes and of tables in it too; a row of such a table is a line where that is possible."""
        for block in blocks(parent):
            if local(block) == "tbl":
                for row in children(block, "tr"):
                    if not _Row(row).deleted:
                        yield from self.inner_row(row)
                continue
            paragraph = self.paragraphs.read(block)
            yield paragraph
            for box in paragraph.boxes:
                yield from self.inner(box)

    def inner_row(self, row: _Element) -> Iterator[Paragraph]:
        cells = [[each for each in self.inner(cell) if each.text.strip() or each.numbered] for cell in children(row, "tc")]
        if any(len(cell) > 1 for cell in cells):
            yield from (each for cell in cells for each in cell)
            return
        line: Pieces = []
        for paragraph in (cell[0] for cell in cells if cell):
            line += ([(" / ", False)] if line else []) + [(f"{paragraph.mark} ", False)] * bool(paragraph.mark) + paragraph.pieces
        if line:
            yield Paragraph(line)


class _Row:
    """A row of a table as it stands in the file: its cells and how many columns of the grid each of them takes."""

    def __init__(self, row: _Element) -> None:
        properties = child(row, "trPr")
        self.deleted = child(properties, "del") is not None
        self.before = _figure(value(child(properties, "gridBefore")))
        self.cells: list[_Element] = []
        self.spans: list[int] = []
        for cell in children(row, "tc"):
            span = max(_figure(value(child(child(cell, "tcPr"), "gridSpan"))), 1)
            merge = child(child(cell, "tcPr"), "hMerge")
            if merge is not None and value(merge) in ("", "continue") and self.cells:
                self.spans[-1] += span
                self.cells[-1].extend(list(cell))  # nobody sees the words of such a cell, but they are kept
            else:
                self.cells.append(cell)
                self.spans.append(span)


def _widths(table: _Element) -> list[int]:
    columns = child(table, "tblGrid")
    return [_figure(attribute(one, "w")) for one in children(columns, "gridCol")][: grid.MOST_COLUMNS] if columns is not None else []


def _figure(text: str) -> int:
    """A number as Word writes it, none larger than any that a document needs; 0 for anything else."""
    return min(int(text), 100_000) if text.isdecimal() and len(text) < 10 else 0
