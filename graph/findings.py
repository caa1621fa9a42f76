"""Findings as a table that a programme manager can act on: the worst first, with a line that counts them; and the checks that there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from concordat.graph import given, ignored, query, validate
from concordat.graph.analysis.unknown import unknown
from concordat.graph.answer import Answer, Column
from concordat.graph.errors import SourceError, UsageError
from concordat.graph.ignored import Judged
from concordat.graph.names import offer
from concordat.graph.store import Graph
from concordat.graph.validate import SEVERITIES, Finding, queries

COLUMNS = (
    Column("check"),
    Column("severity", "error: the graph is not well formed; warning and info are about the plan"),
    Column("message"),
    Column("action", "its reference, or theirs; empty where it is about the plan as a whole"),
    Column("evidence", "the words on which it rests"),
    Column("plan", "the plan's id", True),
    Column("at", "where the words stand", True),
    Column("advice", "what to do about it", True),
    Column("source", "where a later fact comes from", True),
    Column("thing", "what it is about", True),
    Column("ignored", "why it is ignored, empty if it is not", True),
)
_EVIDENCE = 120  # letters of it in a table for the terminal
_PAGES = ("html", "md")
_PLURAL = {"error": "errors", "warning": "warnings", "info": "infos"}


def names() -> tuple[str, ...]:
    """What may be asked for: the severities, and the names of the checks."""
    return (*SEVERITIES, *checks())


def own(folder: Path | None) -> dict[str, queries.Check]:
    """The check queries in a folder of the user's; none if there is no folder.

    Raises
    ------
    UsageError
        If there is no such folder, it holds no check, or one has the name of a check of ours.
    """
    if folder is None:
        return {}
    if not folder.is_dir() or not (made := queries.checks(folder)):
        raise UsageError(f"{folder} holds no checks: name a folder with files that end in .rq")
    if twice := next((name for name in made if name in validate.checks()), None):
        raise UsageError(f"{folder / twice}.rq: there is a check of this name; call it something else")
    return made


def checks(also: Path | None = None) -> dict[str, tuple[str, str]]:
    """Every check by its name, with its severity and what it looks for, the worst first; with those in the folder `also`."""
    told = validate.checks() | {name: (check.severity, check.question.question or check.question.title) for name, check in own(also).items()}
    return dict(sorted(told.items(), key=lambda item: SEVERITIES.index(item[1][0])))


def listed(also: Path | None = None) -> dict[str, tuple[str, str]]:
    """The checks that a reader of plans may want to know: all but the shapes of a well-formed graph, which are many and for whoever mends the program."""
    wellformed = {name for name, (severity, _) in validate.shapes.told().items() if severity == "error"}
    return {name: words for name, words in checks(also).items() if name not in wellformed}


def listing(also: Path | None = None) -> Answer:
    """The checks as a table."""
    columns = (Column("check", "what to write behind --only, and in a file of ignored findings"), Column("severity"), Column("looks_for", "what it asks of a plan, or of the graph"))
    rows = tuple((name, severity, words) for name, (severity, words) in listed(also).items())
    more = len(checks(also)) - len(rows)
    note = f"{more} shapes more say what must hold of any graph; docs/shapes.md has them, and each can be asked for by its name."
    return Answer("checks", "What is checked", columns, rows, "What does concordat check look for?", (note,))


def found(graph: Graph, only: Sequence[str] = (), plan: str | None = None, also: Path | None = None) -> list[Finding]:
    """The findings, the worst first, then in plan order; `only` keeps these checks and severities, `plan` one plan and what is about none.

    Raises
    ------
    UsageError
        If there is no such check, severity or plan, or `also` is no folder with checks.
    SourceError
        If there is no plan in the graph at all.
    """
    mine, known = own(also), (*SEVERITIES, *checks(also))
    if wrong := next((name for name in only if name not in known), None):
        raise UsageError(f'there is no check "{wrong}"{offer(wrong, (*SEVERITIES, *listed(also)))} concordat check --list has them all')
    if not (here := plans(graph)):
        raise SourceError("there is no plan in this graph, so there is nothing to check: concordat build makes one that has")
    if plan is not None and plan not in here:
        raise UsageError(f"no plan in this graph is called {plan!r}: concordat query plans shows what there is")
    levels = [name for name in only if name in SEVERITIES] if only else SEVERITIES
    its = [*validate.findings(graph.store, levels, only), *queries.findings(graph.store, mine.values())]
    kept = [f for f in its if (not only or f.check in only or f.severity in only) and (plan is None or f.plan in ("", plan))]
    placed = _places(graph)
    return sorted(kept, key=lambda f: (SEVERITIES.index(f.severity), f.plan, placed.get((f.plan, f.action.partition(", ")[0]), 0), f.check))


def plans(graph: Graph) -> list[str]:
    """The ids of the plans in a graph."""
    return [str(row[0]) for row in query.run(graph, query.named("plans")).rows]


def _places(graph: Graph) -> dict[tuple[str, str], int]:
    return {(action.plan, action.ref): action.order for action in queries.actions(graph).values()}


def judged(found: Sequence[Finding], file: Path | None, only: Sequence[str] = (), plan: str | None = None, also: Path | None = None) -> tuple[list[Judged], list[str]]:
    """The findings with why they are ignored by a file, if one is given, and a line on each row of it that finds nothing any more.

    Where `only` or `plan` left findings out, rows on what was left out are not looked at.
    """
    known = checks(also)
    rows = ignored.read(file, known, listed(also)) if file else ()
    asked = [r for r in rows if (not only or r.check in only or known[r.check][0] in only) and (plan is None or r.plan in ("", plan))]
    return ignored.judged(found, asked)


def table(judgements: Sequence[Judged], fmt: str = "", show_ignored: bool = False, notes: Sequence[str] = ()) -> Answer:
    """The findings as rows, those that are ignored only where they are asked for.

    The count of them is a note, and `notes` stand behind it. Where people read, there is less: a table cuts long evidence, and a page (html, md) has no names for machines and no plan if there is but one.
    """
    shown = [each for each in judgements if show_ignored or not each.ignored]
    shown = [ignored.shortened(each, _EVIDENCE) for each in shown] if fmt == "table" else shown
    left = _left_out(judgements, show_ignored) if fmt in _PAGES else set()
    columns = tuple(Column(c.name, c.about, c.detail and not (c.name == "ignored" and show_ignored)) for c in COLUMNS if c.name not in left)
    rows = tuple(tuple(each.ignored if column.name == "ignored" else getattr(each.finding, column.name) for column in columns) for each in shown)
    return Answer("check", "Where the plan is weak", columns, rows, "Where is the plan weak, on which words, and what can be done about it?", (summary(judgements), *notes))


def _left_out(judgements: Sequence[Judged], show_ignored: bool) -> set[str]:
    several = len({each.finding.plan for each in judgements if each.finding.plan}) > 1
    return {"thing", *([] if several else ["plan"]), *([] if show_ignored else ["ignored"])}


def unchecked(graph: Graph, plan: str | None = None) -> list[str]:
    """What the checks could not judge, as one line that counts it in the words of the report of what is unresolved; no line if there is nothing of the kind.

    Dates that were not read, bodies of whose fate no register tells, and words that look like a body or a law and were not recognised.
    """
    plans = {row["action"]: row["plan"] for row in given.table(graph, "actions") if plan in (None, row["plan"])}
    found = unknown(*(given.table(graph, name) for name in ("readings", "leftovers", "undated")), plans)
    parts = [
        _counted(found.dates, "date that was not read", "dates that were not read"),
        _counted(found.bodies, "body in no register", "bodies in no register"),
        _counted(found.looks, "name that looks like a body or a law and was not recognised", "names that look like a body or a law and were not recognised"),
    ]
    told = ", ".join(filter(None, parts))
    return [f"Not checked: {told}; concordat report unresolved lists them"] if told else []


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}" if number else ""


def summary(judgements: Sequence[Judged]) -> str:
    """How many findings there are of each severity, and how many are ignored.

    Examples
    --------
    >>> summary([Judged(Finding("no-lead", "warning", "Nobody leads.")), Judged(Finding("no-lead", "warning", "Nobody leads."), "agreed")])
    '0 errors, 1 warning, 0 infos; 1 ignored'
    """
    counts = Counter(each.finding.severity for each in judgements if not each.ignored)
    left = sum(1 for each in judgements if each.ignored)
    told = ", ".join(f"{counts[severity]:,} {severity if counts[severity] == 1 else _PLURAL[severity]}" for severity in SEVERITIES)
    return f"{told}; {left:,} ignored" if left else told


def fails(judgements: Sequence[Judged], at: str) -> bool:
    """Whether a finding that is not ignored is as grave as `at`, or graver."""
    return any(not each.ignored and SEVERITIES.index(each.finding.severity) <= SEVERITIES.index(at) for each in judgements)
