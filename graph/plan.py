"""Tables to a plan: which column is what, headings, repeated headers, rows cut by a page, and an account of every row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from concordat.graph import wordlists
from concordat.graph.errors import SourceError
from concordat.graph.model import NOWHERE, Action, Cell, Document, Passage, Place, Plan, Row, Section
from concordat.graph.reading.passages import joined, passage

_SECTION = re.compile(r"^\s*(?:section\s+)?(?P<number>\d+)\s*[.):]?\s+(?P<title>[^\W\d_].*)$", re.IGNORECASE | re.DOTALL)
_NAMES = ("lead", "partners")
_LABEL = re.compile(r"^(?P<ref>[A-Z]{0,2}\d+(?:\.\d+)*)[.:)]\s+(?=\S)")
_LONGEST_HEADING = 100
_TURNED = "repeated header rows"
_NOT_UNDERSTOOD = "not understood"
_SINGLE = ("start", "finish", "lead", "partners", "status", "progress", "funding")


@dataclass
class _Reader:
    """What has been read so far, row by row."""

    document: Document
    columns: dict[int, str] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)
    tally: Counter[str] = field(default_factory=Counter)
    unread: list[tuple[int, Place, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    turned: bool = False  # a repeated header was the last row: a page begins
    short: list[int] = field(default_factory=list)
    heading: Passage = NOWHERE
    heading_row: Row | None = None  # as long as no action has come below it


def read(document: Document, plan_id: str, facts: dict[str, str] | None = None) -> Plan:
    """Read the tables of a document as a plan; every row is counted under what it was taken for.

    Raises
    ------
    SourceError
        If no table has a column of actions.
    """
    reader = _Reader(document, tally=Counter({_NOT_UNDERSTOOD: 0}))
    for table in document.tables:
        for row in table.rows:
            taken = _read_row(reader, row)
            reader.tally[taken] += 1
            reader.turned = taken == _TURNED
    _no_heading(reader)
    if reader.short:
        where = ", ".join(map(str, reader.short[:20])) + (" ..." if len(reader.short) > 20 else "")
        reader.notices.append(f"{document.name}, row {where}: fewer cells than the header: the last columns were taken to be empty; check that none is missing in between")
    reader.tally.update(document.skipped)
    if not reader.columns:
        raise SourceError(f"{document.name}: {_why_no_table(document)}")
    if not reader.actions:
        raise SourceError(f"{document.name}: the table has no action in it: check that its cells are separated by tabs")
    facts = facts or {}
    title = facts.get("title") or Path(document.name).stem
    notices = (*document.notices, *reader.notices)
    return Plan(plan_id, document, title, tuple(reader.sections), tuple(reader.actions), {words: n for words, n in reader.tally.items() if n or words == _NOT_UNDERSTOOD}, tuple(sorted(reader.unread)), notices, None, facts)


def _why_no_table(document: Document) -> str:
    """Why no row was taken for a header, and what to do."""
    known = wordlists.headings()
    for row in (row for table in document.tables for row in table.rows if len(row.cells) == 1):
        for mark, name in ((",", "commas"), (";", "semicolons")):
            parts = row.cells[0].text.split(mark)
            if len(parts) > 1 and "text" in [known.get(wordlists.plain(part)) for part in parts]:
                return f"row {row.number} looks like a header whose cells are parted by {name}: give the file a name that ends in .csv, or save it as text with tabs between the cells"
    return "no table with a column of actions: the first row of the table must name its columns, one of them Action"


def _read_row(reader: _Reader, row: Row) -> str:
    """Take in one row and say what it was taken for."""
    meanings = _header(row)
    if meanings:
        repeated = meanings == reader.columns
        reader.columns = meanings
        reader.headings = {i: cell.text.strip() for i, cell in enumerate(row.cells)}
        _heading_before(reader)
        return _TURNED if repeated else "header rows"
    alone = len(row.cells) == 1 and len(reader.columns) > 1  # the row of a heading: it has not even the other cells
    if reader.columns and not alone and _text(reader, row):
        return _action_or_rest(reader, row)
    if reader.columns and _section(reader, row):
        return "section headings"
    if alone:
        _no_heading(reader)
        reader.heading, reader.heading_row = passage(row.cells[0])[0], row
        return "sub-headings"
    _unread(reader, row)
    return _NOT_UNDERSTOOD


def _unread(reader: _Reader, row: Row) -> None:
    reader.unread.append((row.number, row.place, " ".join(c.text.strip() for c in row.filled)))


def _no_heading(reader: _Reader) -> None:
    """A line that was taken for a sub-heading, but has no action below it, was not understood after all."""
    if reader.heading_row:
        _unread(reader, reader.heading_row)
        reader.tally["sub-headings"] -= 1
        reader.tally[_NOT_UNDERSTOOD] += 1
        reader.heading_row = None


def _heading_before(reader: _Reader) -> None:
    """A numbered line right before the first header is the heading of the section that begins there."""
    if reader.sections or reader.actions or not reader.unread:
        return
    number, place, text = reader.unread[-1]
    found = _SECTION.match(text)
    if found:
        reader.unread.pop()
        reader.tally[_NOT_UNDERSTOOD] -= 1
        reader.tally["section headings"] += 1
        reader.sections.append(Section(found["number"], found["title"].strip(), 1, place))


def _header(row: Row) -> dict[int, str] | None:
    """The meaning of each column if the row is a header: it names at least two columns, and one is the action."""
    known = wordlists.headings()
    meanings = {i: known[plain] for i, cell in enumerate(row.cells) if (plain := wordlists.plain(cell.text)) in known}
    return meanings if len(meanings) >= 2 and "text" in meanings.values() else None


def _cell(reader: _Reader, row: Row, meaning: str) -> Cell | None:
    cells = [row.cells[i] for i, m in reader.columns.items() if m == meaning and i < len(row.cells)]
    return next((cell for cell in cells if cell.text.strip()), None)


def _text(reader: _Reader, row: Row) -> Cell | None:
    return _cell(reader, row, "text")


def _section(reader: _Reader, row: Row) -> bool:
    """Take a row with one filled cell, a number and a title, as the heading of a section."""
    if len(row.filled) != 1:
        return False
    heading = passage(row.filled[0])[0]
    found = _SECTION.match(heading.text)
    if not found:
        return False
    reader.sections.append(Section(found["number"], found["title"].strip(), len(reader.sections) + 1, heading.place()))
    _no_heading(reader)
    reader.heading = NOWHERE
    return True


def _action_or_rest(reader: _Reader, row: Row) -> str:
    text, items = passage(_text(reader, row))
    cells = {meaning: passage(cell, meaning in _NAMES)[0] if (cell := _cell(reader, row, meaning)) else NOWHERE for meaning in ("ref", *_SINGLE)}
    if not cells["ref"].text and "ref" in reader.columns.values() and not any(cells[m].text for m in ("start", "finish", "lead")):
        if reader.actions and _goes_on(reader, text.text):
            _continue(reader, row, text, items, cells)
            return "rows cut by a page"
        if len(row.filled) == 1 and len(text.text) <= _LONGEST_HEADING and not text.text.endswith((".", ";", ",", ":")):
            _no_heading(reader)
            reader.heading, reader.heading_row = text, row
            return "sub-headings"
    reader.actions.append(_action(reader, row, text, items, cells))
    return "actions"


def _goes_on(reader: _Reader, text: str) -> bool:
    """Whether words without a reference are the rest of the action before: a page has been turned, or they begin, or it ends, in the middle of a sentence."""
    return reader.turned or text[:1].islower() or not reader.actions[-1].text.text.endswith((".", "!", "?"))


def _continue(reader: _Reader, row: Row, text: Passage, items: tuple[Passage, ...], cells: dict[str, Passage]) -> None:
    """The rest of an action whose row a page has cut: no reference, no date, no lead, but more words in any of the other cells."""
    last = reader.actions[-1]
    outcomes, other = _outcomes(reader, row), _other(reader, row)
    reader.actions[-1] = replace(
        last,
        text=joined(last.text, text),
        items=(*last.items, *items),
        place=last.place + row.place,
        outcomes=(*last.outcomes, *outcomes),
        other=(*last.other, *other),
        **{meaning: joined(getattr(last, meaning), cells[meaning]) for meaning in ("partners", "status", "progress", "funding")},
    )


def _outcomes(reader: _Reader, row: Row) -> tuple[Passage, ...]:
    cells = [row.cells[i] for i, m in reader.columns.items() if m == "outcome" and i < len(row.cells)]
    return tuple(part for cell in cells if cell.text.strip() for part in _parts(cell))


def _other(reader: _Reader, row: Row) -> tuple[tuple[str, Passage], ...]:
    """Cells of columns without a meaning of their own, under their heading; money keeps its words besides the sums read from them."""
    kept = [(i, cell) for i, cell in enumerate(row.cells) if reader.columns.get(i) in (None, "funding") and cell.text.strip()]
    return tuple((reader.headings.get(i, ""), passage(cell)[0]) for i, cell in kept)


def _action(reader: _Reader, row: Row, text: Passage, items: tuple[Passage, ...], cells: dict[str, Passage]) -> Action:
    if not reader.sections:
        reader.sections.append(Section("", "", 1, Place(())))
    printed = cells.pop("ref").text
    label = _LABEL.match(text.text) if "ref" not in reader.columns.values() else None
    if label:  # "A1. Early intervention": the reference stands in the cell of the action
        printed, text = label["ref"], text.cut(label.end(), len(text.text))
    ref = printed.rstrip(".").strip() or None
    other = _other(reader, row)
    if len(row.cells) < max(reader.columns) + 1:
        reader.short.append(row.number)
    reader.heading_row = None
    if reader.heading.text:
        other = (("Sub-heading", reader.heading), *other)
    return Action(
        key=_key(reader, ref),
        ref=ref,
        ref_printed=printed,
        order=len(reader.actions) + 1,
        section=reader.sections[-1],
        place=row.place,
        text=text,
        items=items,
        outcomes=_outcomes(reader, row),
        other=other,
        **cells,
    )


def _parts(cell: Cell) -> tuple[Passage, ...]:
    """The items of a cell, or the whole of it where it holds no list."""
    whole, items = passage(cell)
    return items or (whole,)


def _key(reader: _Reader, ref: str | None) -> str:
    """The reference; a second one of the same, or a missing one, is told apart by its order and reported."""
    stem = ref or reader.sections[-1].number
    reader.keys[stem] += 1
    if ref and reader.keys[stem] == 1:
        return ref
    taken = {action.key for action in reader.actions}
    key = next(k for n in range(reader.keys[stem], 10**9) if (k := f"{stem}-{n}") not in taken)
    what = f"reference {ref} stands more than once" if ref else f"an action of section {stem or '(none)'} has no reference"
    reader.notices.append(f"{reader.document.name}: {what}: it is called {key}")
    return key
