"""The rows of a document, one after the other: what each is, and the sections and actions that they make."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from concordat.graph import wordlists
from concordat.graph.model import NOWHERE, Action, Cell, Document, Hints, Passage, Place, Row, Section
from concordat.graph.plan import alignment, columns, fields, listed, parallel, sections
from concordat.graph.plan.columns import Columns
from concordat.graph.reading import furniture, headings, numbering, references
from concordat.graph.reading.passages import joined, passage, struck_through

NOT_UNDERSTOOD = "not understood"
_OUTSIDE, _TURNED, _CUT, _HEADERS = "outside the tables", "repeated header rows", "rows cut by a page", "header rows"
_SECTIONS, _SUBHEADINGS, _PROGRESS, _FURNITURE, _CONTENTS = "section headings", "sub-headings", "progress rows", "page furniture", "contents"
_FIELDS = "further lines of actions"
_NAMES = ("lead", "partners")
_SINGLE = ("start", "finish", "lead", "partners", "status", "progress", "funding")
_LONGEST_HEADING = 100
_FEW_WORDS = 4
_TOLD = 20  # notices of one kind, and places in one notice


@dataclass
class Reader:
    """What has been read so far.

    `columns` are those of the last header; they hold in the table under way if `held`. `turned` is true right below a repeated header and
    at the top of a table: a page may have cut the row before.
    """

    document: Document
    hints: Hints
    heads: dict[tuple[int, int], Columns] = field(default_factory=dict)
    columns: Columns = field(default_factory=Columns)
    held: bool = False
    width: int = 0
    turned: bool = False
    below: bool = False
    headings: sections.Headings = field(default_factory=sections.Headings)
    opened: sections.Heading | None = None
    sections: list[Section] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)
    taken: set[str] = field(default_factory=set)
    tally: Counter[str] = field(default_factory=Counter)
    unread: list[tuple[int, Place, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=dict)
    running: frozenset[str] = frozenset()
    listed: dict[int, Row] = field(default_factory=dict)
    taken_in: frozenset[int] = frozenset()
    given: dict[str, Passage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tally[NOT_UNDERSTOOD] = 0
        self.heads = columns.found(self.document, self.hints.columns)
        if not any("text" in found.meanings for found in self.heads.values()):
            self.listed, self.taken_in = fields.rows(self.document)
            self.listed = self.listed or listed.rows(self.document)
            self.columns = listed.columns() if self.listed else Columns()
        self.running = furniture.running(cell.text for table in self.document.tables if not table.outside for row in table.rows if len(row.filled) == 1 for cell in row.filled)
        self.headings.title = sections.title_level(self.document)

    # ---- rows, and what they are ----

    def begin(self, t: int) -> None:
        """A new table: the columns of the last one hold if it may go on here."""
        table = self.document.tables[t]
        if not table.outside:
            width = max(len(row.cells) for row in table.rows)
            self.held = bool(self.columns.columns) and not self.listed and not table.alone and width == self.width
            self.width, self.turned = width, True

    def take(self, t: int, r: int) -> None:
        """Take in one row and account for it."""
        table = self.document.tables[t]
        row = table.rows[r]
        if row.number in self.listed:
            what: str | None = self._listed(self.listed[row.number])
        elif row.number in self.taken_in:
            what = _FIELDS
        elif (t, r) in self.heads:
            what = self._header(self.heads[t, r])
        elif table.outside:
            what = self._line(row, r + 1 == len(table.rows))
        else:
            what = self._row(row, t, r)
        if what:
            self.count(row, what)
        self.turned = what == _TURNED if not table.outside else self.turned

    def count(self, row: Row, what: str) -> None:
        """Account for a row; one that was not understood is kept."""
        self.tally[what] += 1
        if what == NOT_UNDERSTOOD:
            self.unread.append((row.number, row.place, " ".join(cell.text.strip() for cell in row.filled)))

    def end(self) -> None:
        """Account for what waited, and for what is no row."""
        self._without_actions(self.headings.drop())
        self.tally.update(self.document.skipped)

    def said(self) -> list[str]:
        """What a person should look at."""
        name = self.document.name
        lines = [f"{name}: no table of actions was found; {len(self.listed)} {'blocks' if self.taken_in else 'lines'} that say what, and who or when, were read as actions: check them"] if self.listed else []
        lines += [*self.notices[:_TOLD], *([f"{name}: {len(self.notices) - _TOLD} more rows were read so"] if len(self.notices) > _TOLD else [])]
        named = [f"{name}: {what}: called {_listing(keys)}" for what, keys in self.named.items()]
        lines += [*named[:_TOLD], *([f"{name}: {len(named) - _TOLD} more references stand more than once"] if len(named) > _TOLD else [])]
        if self.long:
            where = _listing(list(map(str, self.long)))
            lines.append(f"{name}, row {where}: more cells than the header: those beyond it are kept without a heading; check that none has slipped in between")
        if self.short:
            where = _listing(list(map(str, self.short)))
            lines.append(f"{name}, row {where}: fewer cells than the header: the last columns were taken to be empty; check that none is missing in between")
        return lines

    def _without_actions(self, gone: list[sections.Heading]) -> None:
        for each in gone:
            self.count(each.row, each.otherwise)

    def _header(self, found: Columns) -> str:
        repeated = found == self.columns
        self.columns, self.held, self.below = found, True, True
        return _CONTENTS if found.contents else _TURNED if repeated else _HEADERS

    def _line(self, row: Row, last: bool) -> str | None:
        """A line outside the tables: a heading if it is marked as one, or has a number and stands right above a table; else prose."""
        if row.heading:
            self.given = {}
        elif given := _given(row.filled[0]):
            self.given.update(given)
            return "lines that go for a table"
        if not row.heading and not (last and sections.is_clear(row)):
            return _OUTSIDE
        self._wait(row, _OUTSIDE)
        return None

    def _wait(self, row: Row, otherwise: str) -> None:
        self._without_actions(self.headings.add(sections.heading(row, otherwise)))

    def _listed(self, row: Row) -> str:
        """An action in a line of its own, where there is no table."""
        self._add(self._cells(row), row, guessed=True)
        return "actions"

    def _row(self, row: Row, t: int, r: int) -> str | None:
        below, self.below = self.below, False
        if below and (lower := columns.lower(self.columns, row, self.hints.columns)):
            for place in [place for place, found in self.heads.items() if found == self.columns]:
                self.heads[place] = lower
            self.columns = lower
            return _HEADERS
        if len(row.filled) == 1 and furniture.is_furniture(row.filled[0].text, self.running):
            return _FURNITURE
        if not self.held:
            return self._before(row)
        if self.columns.contents:
            return _CONTENTS if len(row.filled) > 1 else self._before(row)
        if len(row.filled) == 1:
            return self._single(row)
        return self._body(row)

    def _before(self, row: Row) -> str | None:
        """A row that stands below no header: a heading if it has a number or is marked, else not understood."""
        if len(row.filled) == 1 and (row.heading or numbering.numbered(row.filled[0].text)):
            self._wait(row, NOT_UNDERSTOOD)
            return None
        return NOT_UNDERSTOOD

    def _single(self, row: Row) -> str | None:
        """A row with one filled cell: progress of the action above, a heading, the rest of an action, or an action."""
        cell = row.filled[0]
        alone = len(row.cells) == 1 and self.columns.width > 1
        at = 0 if alone else next(i for i, each in enumerate(row.cells) if each is cell)
        words = passage(cell)[0].text
        if self.actions and headings.tells_progress(words):
            return self._progress(row, passage(cell)[0])
        is_text = not alone and at in self.columns.at("text")
        if alone and not row.heading and len(words) > _LONGEST_HEADING and references.leading(words) and not self.columns.at("ref"):
            return self._body(row)  # a reference and a sentence: an action whose other cells are missing
        if row.heading or alone or (not is_text and numbering.numbered(words)):
            self._wait(row, NOT_UNDERSTOOD)
            return None
        if is_text:
            return self._body(row)
        if self.actions and not references.is_reference(words) and self.columns.meaning(at) != "ref" and not _is_title(words):
            return self._continue(self._cells(row), row)
        if _is_title(words) and not references.is_reference(words) and self.columns.meaning(at) in ("ref", "other"):
            self._wait(row, NOT_UNDERSTOOD)
            return None
        return NOT_UNDERSTOOD

    def _body(self, row: Row) -> str | None:
        """A row below a header: an action, several, or the rest of one."""
        if self.actions and self.columns.at("ref") == [0] and headings.is_follow_up(row.cells[0].text):
            return self._follow_up(row)
        printed = ""
        if not self.columns.at("ref") and len(row.cells) != self.columns.width and _is_numbered(row):
            printed, row = passage(row.cells[0])[0].text, Row(row.number, row.cells[1:], row.heading)
        moved = False
        if len(row.cells) != self.columns.width:
            row, moved = self._aligned(row)
        rows = parallel.rows(row, self.columns.meanings)
        if len(rows) > 1:
            for each in rows:
                self._add(self._cells(each), each, guessed=True)
            return "rows with several actions"
        cells = replace(self._cells(row), printed=printed) if printed else self._cells(row)
        if not cells.text.text:
            return self._continue(cells, row) if self._may_go_on(cells) else NOT_UNDERSTOOD
        if begun := self._begun(cells):
            self.headings.forget(begun)
            self._add(replace(cells, text=joined(begun.words, cells.text)), row, begun.row)
            self.count(begun.row, _CUT)
            return "actions"
        if self._is_rest(cells):
            return self._continue(cells, row)
        if self._is_heading(cells, row):
            self._wait(row, NOT_UNDERSTOOD)
            return None
        if wordlists.pattern("total-row").fullmatch(cells.text.text.strip(" .:")):
            return "totals"
        same = self._same(cells)
        if same is not None:
            return self._again(same, cells, row)
        self._add(cells, row, guessed=moved)
        return "actions"

    def _aligned(self, row: Row) -> tuple[Row, bool]:
        """The row with its cells under their columns, and whether what stands in them decided it."""
        cells, moved = alignment.aligned(row.cells, self.columns.meanings, self.document.text)
        if moved:
            where = row.place.labels[0] if row.place.labels else f"row {row.number}"
            told = "; ".join(f"{self.columns.heading(i)} {' '.join(c.text.split())[:40]}" for i, c in enumerate(cells) if c.text.strip())
            self.notices.append(f"{self.document.name}, {where}: {len(row.cells)} cells where the header has {self.columns.width}; by what stands in them they were read as: {told}")
        elif len(row.cells) < self.columns.width:
            self.short.append(row.number)
        elif any(cell.text.strip() for cell in cells[self.columns.width :]):
            self.long.append(row.number)
        return Row(row.number, cells, row.heading), moved

    # ---- cells, and actions made of them ----

    def _cells(self, row: Row) -> _Cells:
        return _Cells.of(row, self.columns)

    def _may_go_on(self, cells: _Cells) -> bool:
        """Whether a row without words in the column of actions can be the rest of the action above: it has no reference of its own, or a repeated one."""
        ref = references.bare(cells.printed)
        return bool(self.actions) and (not ref or ref == self.actions[-1].ref)

    def _begun(self, cells: _Cells) -> sections.Heading | None:
        """A line with only one cell that a page has parted from the rest of its row: the words of the row go on with its sentence."""
        last = self.headings.waiting[-1] if self.headings.waiting else None
        goes_on = cells.text.text[:1].islower() and not cells.printed
        return last if goes_on and last and not last.marked and not last.number and not last.words.text.endswith((".", ":", ";")) else None

    def _is_rest(self, cells: _Cells) -> bool:
        """Whether a row is the rest of the last action, which a page has cut."""
        if not self.actions or self.headings.waiting:
            return False
        if cells.printed:
            return references.is_continued(cells.printed) and references.bare(cells.printed) == self.actions[-1].ref
        text, before = cells.text.text, self.actions[-1].text.text
        in_sentence = text[:1].islower() or not before.endswith((".", "!", "?"))
        if any(cells.single[meaning].text for meaning in ("start", "finish", "lead")):
            return self.turned and text[:1].islower()
        if self.columns.at("ref"):
            return self.turned or in_sentence
        return self.turned and text[:1].islower()

    def _is_heading(self, cells: _Cells, row: Row) -> bool:
        """Whether a row with nothing but a few words in the column of actions is a title over the actions below it."""
        return len(row.filled) == 1 and not cells.printed and _is_title(cells.text.text) and (bool(self.columns.at("ref")) or cells.text.text.isupper())

    def _same(self, cells: _Cells) -> int | None:
        """Where the action is that a row names once more, with the same reference and words, to say how it goes."""
        if any(cells.single[meaning].text for meaning in ("start", "finish", "lead")):
            return None
        ref, text = references.bare(cells.printed), cells.text.text.casefold()
        return next((n for n, action in enumerate(self.actions) if ref and action.ref == ref and action.text.text.casefold() == text), None)

    def _again(self, at: int, cells: _Cells, row: Row) -> str:
        last = self.actions[at]
        self.actions[at] = replace(last, place=last.place + row.place, outcomes=(*last.outcomes, *cells.outcomes), other=(*last.other, *cells.other), **_with(last, cells))
        return _PROGRESS

    def _progress(self, row: Row, words: Passage) -> str:
        last = self.actions[-1]
        self.actions[-1] = replace(last, place=last.place + row.place, progress=joined(last.progress, words))
        return _PROGRESS

    def _follow_up(self, row: Row) -> str:
        """A row whose reference is a word such as "Update": all its words tell how the action above goes."""
        words = NOWHERE
        for cell in row.filled[1:]:
            words = joined(words, passage(cell)[0])
        return self._progress(row, words)

    def _continue(self, cells: _Cells, row: Row) -> str:
        """Add every cell of the row to that of the last action."""
        last = self.actions[-1]
        self.actions[-1] = replace(
            last,
            text=joined(last.text, cells.text),
            items=(*last.items, *cells.items),
            place=last.place + row.place,
            outcomes=(*last.outcomes, *cells.outcomes),
            other=(*last.other, *cells.other),
            **_with(last, cells),
        )
        return _CUT if cells.text.text else "further rows of an action"

    def _add(self, cells: _Cells, row: Row, before: Row | None = None, guessed: bool = False) -> None:
        """A new action; `before` is the row in which it begins, if a page has cut it; `guessed` says that no header told its cells apart."""
        section = self._section()
        printed, text = cells.printed, cells.text
        parted = str.maketrans(dict.fromkeys(self.hints.name_separators, "\n"))  # a line break parts names, and takes no more room
        single = {meaning: cell if cell.text or self.columns.at(meaning) else self.given.get(meaning, cell) for meaning, cell in cells.single.items()}
        single |= {meaning: replace(single[meaning], text=single[meaning].text.translate(parted)) for meaning in _NAMES}
        label = references.leading(text.text)
        if label and self._is_its_own(label[0], printed):  # "A1. Early intervention": the reference stands in the cell of the action
            printed, text = label[0], text.cut(label[1], len(text.text))
        ref = references.bare(printed) or None
        above = tuple(("Sub-heading", each.words) for each in self.headings.below() if each.words.text)
        self.actions.append(
            Action(
                key=self._key(ref, section),
                ref=ref,
                ref_printed=printed,
                order=len(self.actions) + 1,
                section=section,
                place=before.place + row.place if before else row.place,
                text=text,
                items=cells.items,
                outcomes=cells.outcomes,
                other=(*above, *cells.other),
                guessed=guessed,
                **single,
            )
        )

    def _is_its_own(self, label: str, printed: str) -> bool:
        """Whether a reference in the cell of the action is that of the action: it has no other, or one that this one is a part of (1.1 of 1, R2.3 of R2)."""
        ref = references.bare(printed)
        if not ref:
            return not self.columns.at("ref") or any(char in label for char in ".:")
        return label.startswith(ref) and label[len(ref) : len(ref) + 1] in (".", ":")

    def _section(self) -> Section:
        """The section that an action belongs to now; the headings that waited for it are accounted for."""
        found = self.headings.section()
        for each in self.headings.used():
            self.count(each.row, _SECTIONS if each is found or each.number else _SUBHEADINGS)
        if found is not None and found is not self.opened:
            self.opened = found
            self.sections.append(sections.section_of(found, len(self.sections) + 1))
        elif not self.sections or (found is None and self.opened is not None):
            self.opened = None
            self.sections.append(Section("", "", len(self.sections) + 1, Place(())))
        return self.sections[-1]

    def _key(self, ref: str | None, section: Section) -> str:
        """The reference; a second one of the same, or a missing one, is told apart by its order and reported."""
        stem = ref or section.number
        self.keys[stem] += 1
        key = ref if ref and self.keys[stem] == 1 and ref not in self.taken else next(k for n in range(self.keys[stem], 10**9) if (k := f"{stem}-{n}") not in self.taken)
        self.taken.add(key)
        if key != ref:
            what = f"reference {ref} stands more than once" if ref else "actions without a reference"
            self.named.setdefault(what, []).append(key)
        return key


@dataclass(frozen=True)
class _Cells:
    """The cells of a row by what they mean, cleaned; `single` has a passage for each meaning of which an action has one."""

    printed: str
    text: Passage
    items: tuple[Passage, ...]
    single: dict[str, Passage]
    outcomes: tuple[Passage, ...]
    other: tuple[tuple[str, Passage], ...]

    @classmethod
    def of(cls, row: Row, columns: Columns) -> _Cells:
        filled = {i: cell for i, cell in enumerate(row.cells) if cell.text.strip()}
        by_meaning: dict[str, list[int]] = {}
        for i in filled:
            by_meaning.setdefault(columns.meaning(i), []).append(i)
        text, items = _action_text(filled[by_meaning["text"][0]]) if "text" in by_meaning else (NOWHERE, ())
        if "revised" in by_meaning:  # a later date takes the place of the first one, which is kept under its heading
            by_meaning["finish"] = [*by_meaning.pop("revised"), *by_meaning.get("finish", [])]
        single = {meaning: _single(meaning, [filled[i] for i in by_meaning.get(meaning, [])]) for meaning in _SINGLE}
        ref = by_meaning.get("ref", [])
        kept = {*by_meaning.get("other", []), *by_meaning.get("page", []), *by_meaning.get("funding", []), *ref[1:]}
        kept.update(i for meaning in _SINGLE if meaning not in _NAMES for i in by_meaning.get(meaning, [])[1:])
        other = [(columns.heading(i), words) for i in sorted(kept) if (words := passage(filled[i])[0]).text]  # none in a cell of control characters
        struck = [(f"{columns.heading(i)} (struck through)".strip(), words) for i, cell in filled.items() for words in struck_through(cell)]
        outcomes = tuple(part for i in by_meaning.get("outcome", []) for part in _parts(filled[i]) if part.text)
        return cls(passage(filled[ref[0]])[0].text if ref else "", text, items, single, outcomes, (*other, *struck))


def _action_text(cell: Cell) -> tuple[Passage, tuple[Passage, ...]]:
    """The words of the action and the items in them; one that is struck through but for a few words is read as it was."""
    text, items = passage(cell)
    struck = struck_through(cell)
    if struck and len(text.text.split()) < min(_FEW_WORDS, sum(len(words.text.split()) for words in struck)):
        return passage(replace(cell, struck=()))
    return text, items


def _given(cell: Cell) -> dict[str, Passage]:
    """What the lines of a paragraph above a table say for all its rows ("Lead department: ..."); none if its first line says no such thing."""
    found: dict[str, Passage] = {}
    for line in re.finditer(r"[^\n]+", cell.plain):
        if labelled := listed.label_at(line[0]):
            found[labelled[0]] = passage(cell.part(line.start() + labelled[1], line.end()), labelled[0] in _NAMES)[0]
        elif not found:
            break
    return found


def _single(meaning: str, cells: list[Cell]) -> Passage:
    """The cell with this meaning; of names those of all columns, a line each."""
    found = [passage(cell, meaning in _NAMES)[0] for cell in cells]
    if meaning not in _NAMES:
        return found[0] if found else NOWHERE
    whole = NOWHERE
    for each in found:
        whole = joined(whole, each, "\n")
    return whole


def _with(last: Action, cells: _Cells) -> dict[str, Passage]:
    """The single cells of an action with those of another row behind them; names on lines of their own."""
    return {meaning: joined(getattr(last, meaning), cells.single[meaning], "\n" if meaning in _NAMES else " ") for meaning in _SINGLE}


def _parts(cell: Cell) -> tuple[Passage, ...]:
    """The items of a cell, or the whole of it where it holds no list."""
    whole, items = passage(cell)
    return items or (whole,)


def _listing(words: list[str]) -> str:
    return ", ".join(words[:_TOLD]) + (f" and {len(words) - _TOLD} more" if len(words) > _TOLD else "")


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.endswith((".", ";", ",", ":"))


def _is_numbered(row: Row) -> bool:
    """Whether a row begins with a reference, a number in it, in a cell of its own."""
    first = row.cells[0].text
    return references.is_reference(first) and any(char.isdigit() for char in first)
