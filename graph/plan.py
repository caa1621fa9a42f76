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

_SECTION = re.compile(r"^\s*(?:section\s+)?(?P<number>\d+)\s*[.):]?\s+(?P<title>\S.*)$", re.IGNORECASE | re.DOTALL)
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
            reader.tally[_read_row(reader, row)] += 1
    if document.blank_lines:
        reader.tally["blank lines"] = document.blank_lines
    if not reader.columns:
        raise SourceError(f"{document.name}: no table with a column of actions: the first row of the table must name its columns, one of them Action")
    if not reader.actions:
        raise SourceError(f"{document.name}: the table has no action in it: check that its cells are separated by tabs")
    facts = facts or {}
    title = facts.get("title") or Path(document.name).stem
    notices = (*document.notices, *reader.notices)
    return Plan(plan_id, document, title, tuple(reader.sections), tuple(reader.actions), dict(reader.tally), tuple(reader.unread), notices, None, facts)


def _read_row(reader: _Reader, row: Row) -> str:
    """Take in one row and say what it was taken for."""
    meanings = _header(row)
    if meanings:
        repeated = meanings == reader.columns
        reader.columns = meanings
        reader.headings = {i: cell.text.strip() for i, cell in enumerate(row.cells)}
        return "repeated header rows" if repeated else "header rows"
    if reader.columns and _text(reader, row):
        return _action_or_rest(reader, row)
    if reader.columns and _section(reader, row):
        return "section headings"
    reader.unread.append((row.number, Place((row.span,), row.filled[0].label), " ".join(c.text.strip() for c in row.filled)))
    return _NOT_UNDERSTOOD


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
    return True


def _action_or_rest(reader: _Reader, row: Row) -> str:
    text, items = passage(_text(reader, row))
    cells = {meaning: passage(cell)[0] if (cell := _cell(reader, row, meaning)) else NOWHERE for meaning in ("ref", *_SINGLE)}
    if not cells["ref"].text and reader.actions and not any(cells[m].text for m in ("start", "finish", "lead")) and "ref" in reader.columns.values():
        _continue(reader, row, text, items)
        return "rows cut by a page"
    reader.actions.append(_action(reader, row, text, items, cells))
    return "actions"


def _continue(reader: _Reader, row: Row, text: Passage, items: tuple[Passage, ...]) -> None:
    """The rest of an action whose row a page has cut: no reference, no date, no lead, only more words."""
    last = reader.actions[-1]
    place = Place((*last.place.spans, row.span), last.place.label)
    reader.actions[-1] = replace(last, text=joined(last.text, text), items=(*last.items, *items), place=place)


def _action(reader: _Reader, row: Row, text: Passage, items: tuple[Passage, ...], cells: dict[str, Passage]) -> Action:
    if not reader.sections:
        reader.sections.append(Section("", "", 1, Place(())))
    printed = cells.pop("ref").text
    ref = printed.rstrip(".").strip() or None
    outcomes = tuple(_parts(cell) for i, m in reader.columns.items() if m == "outcome" and i < len(row.cells) and (cell := row.cells[i]).text.strip())
    other = tuple(
        (reader.headings.get(i, ""), passage(cell)[0]) for i, cell in enumerate(row.cells) if i not in reader.columns and cell.text.strip()
    )
    return Action(
        key=_key(reader, ref),
        ref=ref,
        ref_printed=printed,
        order=len(reader.actions) + 1,
        section=reader.sections[-1],
        place=Place((row.span,), row.filled[0].label),
        text=text,
        items=items,
        outcomes=tuple(part for parts in outcomes for part in parts),
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
