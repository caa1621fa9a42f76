"""Evaluation: the reading of a plan against what a person expects, as precision, recall and F1 for each kind of claim.

Only the fields that stand in an expected record are counted, so that a file may say as little as the leads.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from os.path import commonprefix
from pathlib import Path
from typing import Any

from concordat.graph import wordlists
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.errors import RegisterError, SourceError
from concordat.graph.extract import periods
from concordat.graph.records import Record

LISTS = ("leads", "partners", "mentioned", "body_classes", "people", "legislation", "policies", "funding", "themes", "depends_on", "items", "outcomes")
DATES = ("start", "finish")
WORDS = ("status", "progress", "section", "section_title")
_KINDS = ("actions", *DATES, *LISTS, *WORDS, "unnamed_partners")
_PARTS = ("earliest", "latest", "kind")  # of a date, what counts; its words and its EDTF only say the same again
_TOLD_APART = ("amount", "qualifier", "type", "role", "scope")  # what else must be the same, if the expected item says it
_NAMES = ("id", "label", "name", "ref")
_PLAN = ("plan", "doc")
_BEGINNING = 25  # letters of a text by which an action is found
_SEVERAL = {"leads": "lead", "partners": "partner"}
_COLUMNS = (
    Column("kind", "what was read"),
    Column("hits", "expected and found"),
    Column("not_expected", "found, but not expected"),
    Column("missed", "expected, but not found"),
    Column("precision", "share of what was found that was expected; empty where nothing was found"),
    Column("recall", "share of what was expected that was found; empty where nothing was expected"),
    Column("f1", "their harmonic mean"),
)
_MISSES = (Column("plan"), Column("ref"), Column("kind"), Column("difference", "missed, or not expected"), Column("words", "what was expected, or found"))


@dataclass
class _Count:
    hits: int = 0
    extra: list[tuple[str, ...]] = field(default_factory=list)
    missed: list[tuple[str, ...]] = field(default_factory=list)


def evaluate(expected: Sequence[Record], found: Sequence[Record], *, sample: bool = False) -> list[Answer]:
    """The figures by kind, and every difference with its action and words.

    Parameters
    ----------
    expected : sequence of records
        What a person expects, see `read`.
    found : sequence of records
        What was read, see `records.records`.
    sample : bool
        Whether only some of the actions are expected, so that further ones are no fault.

    Raises
    ------
    SourceError
        If no plan that was read is one that the records speak of.
    """
    counts: dict[str, _Count] = defaultdict(_Count)
    told, left_out = _of_plans(expected, found)
    taken: set[int] = set()
    for record in told:
        at = _best(record, found, taken)
        where = (_of_plan(record) or found[0]["plan"], str(record.get("ref") or ""))
        if at is None:
            counts["actions"].missed.append((*where, _shown(record.get("text") or record.get("text_start") or record.get("ref"))))
            got: Record = {}
        else:
            taken.add(at)
            counts["actions"].hits += 1
            got = found[at]
        for kind, wanted, have in _compared(record, got):
            _count(counts[kind], kind, where, wanted, have, _neutral(record, kind), record.get("also") or {})
    plans = {_of_plan(record) for record in told}
    further = [got for i, got in enumerate(found) if i not in taken and not sample and (None in plans or got["plan"] in plans)]
    counts["actions"].extra += [(got["plan"], str(got["ref"] or ""), _shown(got["text"])) for got in further]
    return [_figures(counts, len(told), left_out), _misses(counts)]


# ---- what is expected


def read(path: Path) -> list[Record]:
    """Expected records: JSON lines or a JSON list with the fields of action records, or a csv with the columns ref, text, leads, partners, start, finish.

    In a csv, names in a cell are parted by `` | `` and a date is written as printed, as a day, in EDTF (2017-04, 2016/2017), or by its kind (ongoing).

    Raises
    ------
    SourceError
        If the file cannot be read; with the line.
    """
    if path.suffix.lower() == ".csv":
        return _table(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file: check the name") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read ({error}): expected records are UTF-8 in .jsonl, .json or .csv") from None
    records = _parsed(path, text, 1) if text.lstrip().startswith("[") else [_parsed(path, line, n) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    wrong = next((n for n, record in enumerate(records, start=1) if not isinstance(record, dict) or not any(record.get(f) for f in ("ref", "text", "text_start"))), None)
    if wrong or not records:
        raise SourceError(f"{path}, record {wrong or 1}: an expected record is an object with ref or text (or text_start)")
    return records


def _parsed(path: Path, text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"{path}, line {line + error.lineno - 1}, column {error.colno}: no JSON ({error.msg}): mend it there") from None


def _table(path: Path) -> list[Record]:
    try:
        rows = list(wordlists.rows(path, ()))
    except RegisterError as error:
        raise SourceError(str(error)) from None
    known = {"ref", "text", *_PLAN, *LISTS, *DATES, *WORDS}
    if wrong := next((column for column in (rows[0][1] if rows else ()) if column not in known and _near(column, known)), None):
        raise SourceError(f"{path}, column {wrong}: did you mean {_near(wrong, known)}? The columns are {', '.join(('ref', 'text', *DATES, *LISTS, *WORDS))}")
    records = []
    for line, row in rows:
        if not (row.get("ref") or row.get("text")):
            raise SourceError(f"{path}, line {line}, column ref: empty, and no text: an expected action needs one of them")
        records.append({column: _several(cell) if column in LISTS else cell for column, cell in row.items() if column in known})
    if not records:
        raise SourceError(f"{path}: no expected record in it")
    return records


def _several(cell: str) -> list[str]:
    """The values of a cell, parted by bars, or by semicolons as `concordat actions -f csv` gives them."""
    return wordlists.listed(cell) if "|" in cell else [value for value in (part.strip() for part in cell.split(";")) if value]


def _near(column: str, known: Iterable[str]) -> str:
    """The column whose name is meant by one that is nearly so ("lead", "Leads"), "" if there is none."""
    plain = column.strip().casefold().rstrip("s").replace(" ", "_")
    return next((name for name in sorted(known) if name.rstrip("s") == plain), "")


def _of_plans(expected: Sequence[Record], found: Sequence[Record]) -> tuple[list[Record], int]:
    """The records of plans that were read, and how many speak of others; one that names no plan speaks of any."""
    plans = dict.fromkeys(got["plan"] for got in found)
    told = [record for record in expected if _of_plan(record) in (None, *plans)]
    if not found:
        raise SourceError("the graph has no action to compare with: build a plan first")
    if not told:
        others = ", ".join(dict.fromkeys(str(_of_plan(record)) for record in expected))
        raise SourceError(f"the expected records speak of {others}, the graph holds {', '.join(plans) or 'no plan'}: build the plan under that name with --id")
    return told, len(expected) - len(told)


def _of_plan(record: Record) -> str | None:
    return next((record[name] for name in _PLAN if record.get(name)), None)


# ---- what is compared


def _best(expected: Record, found: Sequence[Record], taken: set[int]) -> int | None:
    """Which action is meant: the one with the reference whose text begins alike, else the one whose text is longest alike; without a text, by reference."""
    ref, text = str(expected.get("ref") or "").rstrip("."), _letters(expected.get("text_start") or expected.get("text"))
    ways = []
    for at, got in enumerate(found):
        if at in taken or _of_plan(expected) not in (None, got["plan"]):
            continue
        same = bool(ref) and ref == got["ref"]
        alike = len(commonprefix([text, _letters(got["text"])]))
        enough = min(len(text), _BEGINNING) // (2 if same else 1)
        if (same and not text) or (text and alike >= enough):
            ways.append((same, alike, -at))
    return -max(ways)[2] if ways else None


def _compared(expected: Record, got: Record) -> Iterator[tuple[str, list[Any], list[Any]]]:
    """Each kind that the expected record speaks of, with what it expects and what was found."""
    for kind in (k for k in _KINDS if k in expected):
        wanted, have = expected[kind], got.get(kind)
        if kind in DATES:
            if not expected.get(f"score_{kind}", True):
                continue
            yield kind, _date(wanted), [have] if have and have["kind"] != "unstated" else []
        elif kind in LISTS:
            yield kind, list(wanted or []), list(have or [])
        else:
            yield kind, [wanted] if wanted else [], [have] if have else []


def _date(wanted: Any) -> list[Any]:
    """A date that is expected to be stated; nothing for one that is not."""
    if isinstance(wanted, Mapping):
        return [wanted] if wanted.get("kind", "dated") != "unstated" else []
    return [wanted] if wanted and wanted != "unstated" else []


def _neutral(record: Record, kind: str) -> set[str]:
    """Names that an expected record sets aside as classes, posts or people: neither right nor wrong."""
    stem = _SEVERAL.get(kind, kind)
    return {_letters(name) for what in ("classes", "roles", "persons") for name in record.get(f"{stem}_{what}") or []}


def _count(count: _Count, kind: str, where: tuple[str, ...], wanted: list[Any], have: list[Any], neutral: set[str], also: Mapping[str, Sequence[str]]) -> None:
    """Count hits and differences; `also` has further spellings under which an expected name may be found."""
    left = list(have)
    for item in wanted:
        spellings = [item, *(also.get(item, ()) if isinstance(item, str) else ())]
        match = next((each for each in left if any(_agree(one, each, kind) for one in spellings)), None)
        if match is None:
            count.missed.append((*where, _shown(item)))
        else:
            count.hits += 1
            left.remove(match)
    count.extra += [(*where, _shown(each)) for each in left if not (isinstance(each, Mapping) and neutral & {_letters(each.get("name")), _letters(each.get("printed"))})]


def _agree(wanted: Any, got: Any, role: str = "finish") -> bool:
    """Whether what was found is what was expected: by one of its names, and by what else the expected item says of it."""
    if not isinstance(got, Mapping):
        return _letters(wanted) == _letters(got)
    if "kind" in got and "latest" in got:
        return _same_date(wanted, got, role)
    if not isinstance(wanted, Mapping):
        return _letters(wanted) in {_letters(got.get(name)) for name in (*_NAMES, "printed")} | {_letters(_key(got))}
    names = [wanted[name] for name in _NAMES if wanted.get(name)] or [wanted.get("printed")]
    ours = {_letters(got.get(name)) for name in (*_NAMES, *(() if any(wanted.get(n) for n in _NAMES) else ("printed",)))} | {_letters(_key(got))}
    return any(_letters(name) in ours for name in names) and all(wanted[part] == got.get(part) for part in _TOLD_APART if part in wanted and part in got)


def _same_date(wanted: Any, got: Record, role: str) -> bool:
    """Whether a date that was found is the one that is expected: by its bounds, its words, or any way of writing it."""
    if isinstance(wanted, Mapping):
        return all(wanted[part] == got[part] for part in _PARTS if part in wanted)
    said = str(wanted).strip()
    period = periods.read(said, role)
    if period.kind != "unstated" and (period.kind, *(day and day.isoformat() for day in (period.earliest, period.latest))) == (got["kind"], got["earliest"], got["latest"]):
        return True
    days = {got["earliest"], got["latest"], f"{got['earliest']}/{got['latest']}", got["edtf"], got["kind"] if got["kind"] != "dated" else None} - {None}
    return said in days or _letters(said) == _letters(got["printed"]) or said.split(" (")[0] == _shown(got).split(" (")[0]


def _key(got: Record) -> str:
    """The last part of an IRI: the id in the register."""
    return str(got.get("iri") or "").rsplit("/", 1)[-1]


def _letters(words: Any) -> str:
    """Letters and digits, small, without "the"."""
    return re.sub(r"[\W_]+", "", re.sub(r"\bthe\b", "", str("" if words is None else words).casefold()))


def _shown(item: Any) -> str:
    if not isinstance(item, Mapping):
        return " ".join(str(item).split())[:120]
    if "kind" in item:
        bounds = f"{item.get('earliest') or '...'} to {item.get('latest') or '...'}" if item["kind"] == "dated" else item["kind"]
        return f"{bounds} ({item['printed']})" if item.get("printed") else bounds
    name = next((str(item[n]) for n in ("label", "name", "ref", "id", "printed") if item.get(n)), "")
    more = [f"{part} {item[part]}" for part in _TOLD_APART if item.get(part)]
    return f"{name} ({', '.join(more)})" if more else name


# ---- the tables


def _figures(counts: Mapping[str, _Count], told: int, left_out: int) -> Answer:
    rows = tuple(_row(kind, counts[kind]) for kind in _KINDS if kind in counts)
    notes = [f"{told} expected records. A date that differs counts as missed and as not expected; one that is stated on neither side does not count."]
    notes += [f"{left_out} expected records speak of plans that are not in this graph and were not counted."] if left_out else []
    return Answer("evaluation", "What was read, against what was expected", _COLUMNS, rows, "How much of what a person expects was read, and how much else?", tuple(notes))


def _row(kind: str, count: _Count) -> tuple[Value, ...]:
    hits, extra, missed = count.hits, len(count.extra), len(count.missed)
    return kind, hits, extra, missed, _share(hits, hits + extra), _share(hits, hits + missed), _share(2 * hits, 2 * hits + extra + missed)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _misses(counts: Mapping[str, _Count]) -> Answer:
    rows = []
    for kind in (k for k in _KINDS if k in counts):
        rows += [(plan, ref, kind, "missed", words) for plan, ref, words in counts[kind].missed]
        rows += [(plan, ref, kind, "not expected", words) for plan, ref, words in counts[kind].extra]
    return Answer("misses", "Where they differ", _MISSES, tuple(rows), "Which readings are missing, and which are too many?")
