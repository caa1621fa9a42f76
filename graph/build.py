"""Documents to a graph: every step from the file on disk to the quads that are written, and an account of what was read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import Quad

from concordat.graph import extract, plan, quads, reading, rules, store, validate, vocab
from concordat.graph import register as registers
from concordat.graph.errors import GraphError, SourceError, UsageError
from concordat.graph.extract import periods
from concordat.graph.model import Plan

HOME_PLAN = Path(__file__).resolve().parent.parent / "data" / "national-action-plan-2016.txt"


@dataclass(frozen=True)
class Build:
    """A finished build: the file's bytes, the plans that were read, and the findings of the checks."""

    data: bytes
    plans: tuple[Plan, ...]
    findings: tuple[validate.Finding, ...]
    graph: store.Graph


def build(
    sources: Sequence[Path] = (),
    plan_id: str | None = None,
    *,
    register: Path | None = None,
    bundled_register: bool = True,
    themes: Path | None = None,
    unconfirmed: bool = False,
    progress: Callable[[str], None] = lambda words: None,
) -> Build:
    """Read plans (the bundled one where none is named) and build their graph in memory.

    `register` and `themes` are csv files of the user's, see `registers.load`; `unconfirmed` also builds the facts that rest on memory alone.

    Raises
    ------
    SourceError, RegisterError
        If a document or a register cannot be read.
    GraphError
        If the graph would not be well formed; nothing is written then.
    """
    progress("reading the registers")
    known = registers.load(register, bundled_register, themes)
    plans = []
    for path, name in zip(sources or [HOME_PLAN], plan_ids(sources or [HOME_PLAN], plan_id)):
        progress(f"reading {path.name}")
        plans.append(plan.read(reading.read(path), name, facts_beside(path)))
    progress("reading claims")
    claims = [extract.read(each, known) for each in plans]
    progress("building the graph")
    stated = quads.quads(plans, claims, known, unconfirmed)
    graph = store.graph_of(q for part in stated.values() for q in part)
    stated["derived"] = rules.derive(graph.store)
    progress("checking the graph")
    found = validate.findings(graph.store)
    if faults := [f for f in found if f.severity == "error"]:
        first = faults[0]
        raise GraphError(f"the graph is not well formed and was not written: {first.message} ({first.thing} {first.detail}; {len(faults)} in all)")
    data = store.serialise(_in_order(stated), vocab.prefixes([each.id for each in plans]))
    return Build(data, tuple(plans), tuple(found), graph)


def account(built: Build, output: Path | None) -> list[str]:
    """What was read, for people: every line of each document under what it was taken for, and what needs a look."""
    lines = []
    for each in built.plans:
        total = sum(each.tally.values())
        counts = ", ".join(f"{words} {count}" for words, count in each.tally.items())
        lines.append(f"{each.document.name}: all {total} {each.document.unit}s accounted for: {counts}")
        lines += [f"{each.document.name}, {';'.join(place.labels) or f'line {number}'}: not understood: {' '.join(text.split())[:80]}" for number, place, text in each.unread]
        lines += list(each.notices)
    if output is not None:
        lines.append(f"{len(built.graph.store):,} statements in {output}")
    return lines


def _in_order(stated: dict[str, list[Quad]]) -> list[Quad]:
    return [quad for part in ("plans", "derived", "registers") for quad in stated[part]]


def plan_ids(sources: Sequence[Path], plan_id: str | None) -> list[str]:
    """One id a plan: `plan_id` for a single one, else the file's name without its ending; the same twice is an error."""
    if plan_id is not None:
        if len(sources) != 1:
            raise UsageError("--id names one plan: build several plans under their file names, or one at a time")
        if not plan_id.strip():
            raise UsageError("--id is empty: give the plan a name")
        return [plan_id]
    ids = ["stdin" if str(path) == "-" else path.stem for path in sources]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise UsageError(f"two plans would both be called {twice}: rename a file, or build one of them with --id")
    return ids


def facts_beside(path: Path) -> dict[str, str]:
    """What the file of the same name ending in ``.toml`` says of the document: title, issued, publisher, published_at, rights, note."""
    beside = path.with_suffix(".toml")
    if not beside.is_file() or beside == path:
        return {}
    try:
        facts = tomllib.loads(beside.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SourceError(f"{beside} cannot be read as TOML ({error}): mend it or move it away") from None
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    wrong = next((name for name, value in facts.items() if not isinstance(value, str)), None)
    if wrong:
        raise SourceError(f"{beside}: {wrong} must be words between quote marks")
    if "issued" in facts and periods.stated(facts["issued"]) is None:
        raise SourceError(f'{beside}: issued is {facts["issued"]!r}: write it as "2016", "2016-10" or "2016-10-31"')
    if "published_at" in facts and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", facts["published_at"]):
        raise SourceError(f"{beside}: published_at must be an address that begins with http:// or https://")
    return facts
