"""Web pages to tables, in the order of the page, with the headings and paragraphs between them. Nothing is fetched and nothing runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from concordat.graph.errors import SourceError
from concordat.graph.model import SPANNING, Document
from concordat.graph.reading import headings, libraries, spans, text
from concordat.graph.reading.flow import Flow, written
from concordat.graph.reading.layout import Layout, Written

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " html legend li main ol p pre section summary table tbody tfoot thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = ("td", "th")
_SECTIONS = ("thead", "tbody", "tfoot", "form")
_ROLES = {"table": "table", "grid": "table", "rowgroup": "tbody", "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th"}
_UNSEEN = frozenset("canvas head iframe noscript object option script select style svg template textarea title".split())
_STRUCK = frozenset(("s", "strike", "del"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_ENCODING = re.compile(r"(?:windows|cp|iso|latin|koi8|gb|big5|shift|sjis|euc|mac|tis)[\w.:-]*", re.IGNORECASE)  # those that pages are written in
_WESTERN = frozenset(("iso-8859-1", "latin1", "latin-1"))  # browsers take all of these for Windows-1252
_DEEPEST = 250
_LOOKED_AT = 50  # rows in which the headings may stand
_MOST_TAGS = 3_000_000


def read(name: str, data: bytes, where: str) -> Document:
    """A web page: every table a table, every heading and paragraph between them a line; cells are labelled "table 2 row 5 column 3".

    Raises
    ------
    SourceError
        If it is no text, too large, nested too deeply, or lxml is missing.
    """
    found, encoding, notices = _decoded(name, data, where)
    if found.count("<") > _MOST_TAGS:
        raise SourceError(f"{where} is too long to be a plan: save the part with the plan as a file of its own")
    etree = libraries.lxml_etree(where)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(found.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{where} cannot be read as a web page ({error.msg}): open it in a browser and save it again") from None
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        raise _too_deep(where)
    layout = Layout(name, where, notices=list(notices))
    if root is not None:
        _Reader(layout).run(root)
    return layout.document(data, encoding)


def _decoded(name: str, data: bytes, where: str) -> tuple[str, str, tuple[str, ...]]:
    """The text of a page: as every text, but for the encoding that a page which is no UTF-8 names itself."""
    named = _CHARSET.search(data[:4096])
    encoding = named[1].decode("ascii", "replace").lower() if named else ""
    if _ENCODING.fullmatch(encoding) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return data.decode("cp1252" if encoding in _WESTERN else encoding), encoding, ()
            except (LookupError, UnicodeDecodeError):
                pass  # it is not what it says: read as any other text, with the notice that goes with a guess
    return text.decoded(name, data, where)


def _too_deep(where: str) -> SourceError:
    return SourceError(f"{where} is nested too deeply to be read: copy the table into Word or Excel and save it there")


class _Reader:
    """Walks through the page once; `between` is what stands outside the tables that are read as such."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.tables = self.paragraphs = 0
        self.between = Flow()
        self.real: frozenset[_Element] = frozenset()

    def run(self, root: _Element) -> None:
        for part in root.iter("div", "span", "section", "ul", "li"):  # a table made of other things may say so
            part.tag = _ROLES.get(part.get("role", ""), part.tag)
        self.real = _real(root)
        self.flow(root, self.between, False, 0)
        self.flush()

    def flush(self) -> None:
        """Hand on what was gathered between tables."""
        for line in self.between.taken():
            self.paragraphs += 1
            label = f"paragraph {self.paragraphs}"
            self.layout.line(written([line], label).text, label, line.heading)

    def flow(self, element: _Element, into: Flow, struck: bool, depth: int) -> None:
        """Gather the words of an element, and of what stands in it."""
        if depth > _DEEPEST:
            raise _too_deep(self.layout.where)
        into.add(element.text, struck)
        for part in element:
            if not isinstance(part.tag, str):
                pass  # an entity that means nothing, or an instruction for some program
            elif why := _left_out(part):
                self.skip(part, why)
            elif into is self.between and part in self.real:
                self.flush()
                self.table(part, depth + 1)
            else:
                self.part(part, into, struck or _strikes(part), depth + 1)
            into.add(part.tail, struck)

    def skip(self, part: _Element, why: str) -> None:
        if any(words.strip() for words in part.itertext()):
            self.layout.skip(why)

    def part(self, part: _Element, into: Flow, struck: bool, depth: int) -> None:
        tag = part.tag
        if tag == "br":
            into.new_line()
        elif tag in _BLOCKS:
            into.begin(_HEADINGS.get(tag, 0), item=tag == "li")
            self.flow(part, into, struck, depth)
            into.end(item=tag == "li")
        elif tag in _CELLS and into is self.between:  # of a table that only lays the page out
            into.begin()
            self.flow(part, into, struck, depth)
            into.end()
        else:
            into.add(" " if tag in _CELLS else "")
            self.flow(part, into, struck, depth)

    def table(self, table: _Element, depth: int) -> None:
        rows = list(self.rows(table, depth))
        self.flush()
        self.tables += 1
        label = f"table {self.tables}"
        widest = max((sum(_across(cell) for cell in row) for row in rows), default=0)
        number = 0
        placed = spans.Rows(lambda column: Written("", f"{label} row {number} column {column + 1}"))
        for number, row in enumerate(rows, start=1):
            self.layout.room_for(sum(_across(cell) for cell in row))
            cells = placed.row((self.maker(cell, f"{label} row {number}", depth), _across(cell), _down(cell)) for cell in row)
            whole = widest > 1 and len(row) == 1 and _across(row[0]) == widest
            self.layout.row(cells, SPANNING if whole else 0)
        self.layout.end(label)

    def rows(self, table: _Element, depth: int) -> Iterator[list[_Element]]:
        """The cells of each row that is shown. What stands in the table but in no cell, such as its caption, is read as standing above it."""
        self.strays(table, depth)
        for row in _rows(table):
            if why := _left_out(row):
                self.skip(row, why)
                continue
            self.strays(row, depth)
            yield list(row.iterchildren(*_CELLS))

    def strays(self, element: _Element, depth: int) -> None:
        self.between.begin()
        self.between.add(element.text)
        for part in element:
            if part.tag in _SECTIONS and not _left_out(part):
                self.strays(part, depth)
            elif isinstance(part.tag, str) and part.tag not in ("tr", *_CELLS):
                if why := _left_out(part):
                    self.skip(part, why)
                else:
                    self.part(part, self.between, False, depth)
            self.between.add(part.tail)

    def maker(self, cell: _Element, row: str, depth: int) -> Callable[[int], Written]:
        return lambda column: self.cell(cell, f"{row} column {column + 1}", depth)

    def cell(self, cell: _Element, label: str, depth: int) -> Written:
        if why := _left_out(cell):
            self.skip(cell, why)
            return Written("", label)
        into = Flow()
        self.flow(cell, into, _strikes(cell) or _strikes(cell.getparent()), depth)
        lines = into.taken()
        if not lines:  # a coloured dot says in words what it stands for
            return Written(" ".join(picture.get("alt") or "" for picture in cell.iter("img")).strip(), label)
        return written(lines, label)


def _real(root: _Element) -> frozenset[_Element]:
    """The tables that are some, and do not lay out the page: they hold several cells, and no table that is more of one than themselves."""
    tables = list(root.iter("table"))
    named = {table: _names_columns(table) for table in tables}
    inside: dict[_Element, bool] = {}  # the tables that hold others, and whether any of those names columns
    for table in reversed(tables):
        if (outer := next(table.iterancestors("table"), None)) is not None:
            inside[outer] = inside.get(outer, False) or named[table] or inside.get(table, False)
    return frozenset(table for table in tables if (named[table] and not inside[table] if table in inside else _cells_of(table) > 1))


def _cells_of(table: _Element) -> int:
    return sum(1 for row in _rows(table) for _ in row.iterchildren(*_CELLS))


def _names_columns(table: _Element) -> bool:
    """Whether a row of the table itself names two columns that are known, or has heading cells."""
    for row in islice(_rows(table), _LOOKED_AT):
        cells = list(row.iterchildren(*_CELLS))
        if sum(cell.tag == "th" for cell in cells) > 1 or headings.header(["".join(islice(cell.itertext(), 20))[:200] for cell in cells]):
            return True
    return False


def _rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table, not those of tables in it."""
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in _SECTIONS and not _left_out(part):
            yield from part.iterchildren("tr")


def _across(cell: _Element) -> int:
    return spans.span(cell.get("colspan"), spans.WIDEST)


def _down(cell: _Element) -> int:
    return spans.span(cell.get("rowspan"), spans.TALLEST)


def _left_out(part: _Element) -> str:
    """Why the words of an element are none of the document's; empty if they are."""
    if part.tag == "nav" or part.get("role") == "navigation":
        return "navigation"
    if part.tag in _UNSEEN or part.get("hidden") is not None or _HIDDEN.search(part.get("style", "")):
        return "parts of the page that are not shown"
    return ""


def _strikes(part: _Element) -> bool:
    return part.tag in _STRUCK or "line-through" in part.get("style", "").lower()
