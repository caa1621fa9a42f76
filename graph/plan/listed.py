"""Plans without a table: actions in numbered lines or paragraphs, who and when at their ends or behind words such as "Lead:".

Only used where no table of actions is found, and only if most of the lines say who or when: a numbered list alone is no plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from concordat.graph import wordlists
from concordat.graph.model import Cell, Document, Row
from concordat.graph.plan.columns import Column, Columns
from concordat.graph.reading import contents, headings, references

MEANINGS = ("ref", "text", "lead", "partners", "start", "finish", "status", "progress", "outcome", "funding")
_WHY = "no table: told by the words before it, or by its place at the end of the line"
_LEAST = 3  # actions
_MOSTLY = 0.6  # of the lines that begin like actions also say who or when
_SHORTEST = 30  # characters
_BARE = re.compile(r"\s*(\d{1,3})\s+(?=[A-Z])")
_STOP = re.compile(r"[.!?)”]\s+(?=[A-Z])")
_NAMES = re.compile(r"(?<=[a-z’'\]),.]\s)(?P<names>(?:[A-Z][\w’'&/.-]*)(?:(?:,\s+|\s+(?:and|of|for|the|in|&)\s+|\s+)[A-Z(][\w’'&/().-]*)*)\s*$")
_SUBJECT = re.compile(r"\s*(?:[A-Z][^.;:]{0,40},\s+)?(?:[Tt]he\s+)?[A-Z][\w’'&-]*[^.;:]{2,100}?\s(?:will|to|shall|should|must)\s+[a-z]")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d|\d\d\s?[/–-]\s?\d\d|q[1-4]"


@dataclass(frozen=True)
class _Action:
    """A line that begins like an action: its parts by meaning, as positions in the cell."""

    row: Row
    parts: dict[str, tuple[int, int]]

    def words(self, meaning: str) -> str:
        """The words of a part, "" if it has none."""
        begin, end = self.parts.get(meaning, (0, 0))
        return self.row.filled[0].plain[begin:end].strip()

    @property
    def says_who_or_when(self) -> bool:
        """Whether it names who or when, or is a sentence that says who will do it."""
        if self.parts.keys() & {"lead", "finish", "start", "partners"}:
            return True
        begin, end = self.parts["text"]
        return bool(_SUBJECT.match(self.row.filled[0].plain[begin:end]))


def rows(document: Document) -> dict[int, Row]:
    """The rows that the actions make, by the number of the row they stand in, their cells in the order of `MEANINGS`; none if the document is no such plan."""
    single = [row for table in document.tables for row in table.rows if len(row.filled) == 1]
    numbered = [_action(row, start) for row in single if (start := _start(row.filled[0].plain))]
    if not _is_plan(numbered):
        ended = [_action(row, (0, 0, 0)) for row in single if len(row.filled[0].plain) >= _SHORTEST]
        numbered = [each for each in ended if {"lead", "finish"} <= each.parts.keys()]
    if not _is_plan(numbered):
        return {}
    return {each.row.number: _row(each) for each in _shortened(numbered) if each.says_who_or_when or each.parts["ref"] != (0, 0)}


def _shortened(found: list[_Action]) -> list[_Action]:
    """The actions, their lead a name that ends another line by itself where it ends this one, too: "... the Innovation Fund DH" ends with DH."""
    leads = sorted({each.words("lead") for each in found} - {""}, key=lambda name: (-len(name), name))
    result = []
    for each in found:
        text, end = each.row.filled[0].plain, each.parts["text"][1]
        if "lead" in each.parts:
            end = each.parts["lead"][1] if end == each.parts["lead"][0] else 0
        elif "finish" in each.parts:
            end = min(end, each.parts["finish"][0])
        before = text[each.parts["text"][0] : end].rstrip()
        name = next((lead for lead in leads if before.endswith(f" {lead}")), "")
        if name and not wordlists.pattern("name-before").fullmatch(before[: -len(name)].split()[-1]):
            begin = each.parts["text"][0] + len(before) - len(name)
            each = _Action(each.row, each.parts | {"lead": (begin, begin + len(name)), "text": (each.parts["text"][0], begin)})
        result.append(each)
    return result


def _is_plan(found: list[_Action]) -> bool:
    return len(found) >= _LEAST and sum(each.says_who_or_when for each in found) >= _MOSTLY * len(found)


def _start(text: str) -> tuple[int, int, int] | None:
    """Where the reference before the words of an action stands, and where those words begin; None if there is none."""
    if len(text) < _SHORTEST:
        return None
    label = references.leading(text)
    if label:
        at = text.index(label[0])
        return at, at + len(label[0]), label[1]
    bare = _BARE.match(text)
    return (bare.start(1), bare.end(1), bare.end()) if bare else None


def _action(row: Row, start: tuple[int, int, int]) -> _Action:
    text = row.filled[0].plain
    fields = list(_fields(text, start[2]))
    parts = {"ref": start[:2]} | {meaning: (begin, end) for meaning, begin, end in fields}
    stop = min((begin for _, begin, _ in fields), default=len(text))
    stop = _before_label(text, stop) if fields else stop
    if not parts.keys() & {"lead", "finish"}:
        stop = _endings(text, start[2], parts)
    return _Action(row, parts | {"text": (start[2], stop)})


@cache
def _labels() -> re.Pattern[str]:
    words = wordlists.any_of(wordlists.words("field-label"))
    return re.compile(rf"(?:^|(?<=[.;)\n])\s*)(?P<label>{words})\s*:\s*", re.IGNORECASE)


def label_at(text: str) -> tuple[str, int] | None:
    """The meaning of the name with a colon that a line begins with ("Lead: X"), and where its value begins; None if it begins with none."""
    found = re.match(r"[\s•▪*-]*(?P<name>[^:\n]{2,40}?)\s*:\s*", text)
    known = headings.meaning(found["name"]) if found else None
    return (known.among[0], found.end()) if found and known and known.listed and known.among[0] in MEANINGS else None


def columns() -> Columns:
    """What the cells of these rows are."""
    return Columns({i: Column("", meaning, _WHY) for i, meaning in enumerate(MEANINGS)})


def _fields(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """What stands behind words such as "Lead:" and "Due:", each to the next such word."""
    found = [(m, known) for m in _labels().finditer(text, at) if (known := headings.meaning(m["label"])) and known.among[0] in MEANINGS]
    for n, (match, known) in enumerate(found):
        end = found[n + 1][0].start() if n + 1 < len(found) else len(text)
        while end > match.end() and text[end - 1] in " .;\n":
            end -= 1
        yield known.among[0], match.end(), end


def _before_label(text: str, begin: int) -> int:
    """Where the words before a label end."""
    matches = [m for m in _labels().finditer(text) if m.end() <= begin]
    return matches[-1].start() if matches else begin


def _endings(text: str, begin: int, parts: dict[str, tuple[int, int]]) -> int:
    """Take the date and the names at the end of a line; gives where the words before them end."""
    stop = len(text.rstrip(" .\n"))
    date = _date_at(text, begin, stop)
    if date is not None:
        parts["finish"] = (date, stop)
    end = len(text[begin : date if date is not None else stop].rstrip()) + begin
    names = _names_at(text, begin, end)
    if names is None:
        return len(text)  # a sentence that ends with its date keeps it
    parts["lead"] = (names, end)
    return names


@cache
def _date_words() -> re.Pattern[str]:
    words = wordlists.any_of([*wordlists.words("date-filler"), *wordlists.words("date-ongoing"), *wordlists.words("date-tbc"), *wordlists.words("date-soon")])
    months = "|".join(f"{name[:3]}[a-z]{{0,6}}\\.?" for name in wordlists.words("month"))
    return re.compile(rf"(?:(?<=\s)|^)(?:(?:{words}|{months}|{wordlists.any_of(wordlists.words('season'))}|{_DAY})[\s,–-]*)+$", re.IGNORECASE)


def _date_at(text: str, begin: int, stop: int) -> int | None:
    tail = text[max(begin, stop - 60) : stop]
    found = _date_words().search(tail)
    return stop - len(tail) + found.start() if found and contents.is_date(found[0]) else None


def _names_at(text: str, begin: int, end: int) -> int | None:
    """Where names at the end begin: all that follows the last full stop, else the last words with capitals behind one without."""
    stops = [m.end() for m in _STOP.finditer(text, begin, end - 1)]
    if stops and contents.is_names(text[stops[-1] : end]):
        return stops[-1]
    found = _NAMES.search(text, begin, end)
    if not found or not contents.is_names(found["names"]):
        return None
    before = text[begin : found.start("names")].split()
    in_sentence = not before or wordlists.pattern("name-before").fullmatch(before[-1])
    return None if in_sentence else found.start("names")


def _row(found: _Action) -> Row:
    whole = found.row.filled[0]
    return Row(found.row.number, tuple(_cell(whole, *found.parts.get(meaning, (0, 0))) for meaning in MEANINGS), found.row.heading)


def _cell(whole: Cell, begin: int, end: int) -> Cell:
    return whole.part(begin, end)
