"""Findings that people have decided to live with: a csv file of checks, plans and actions, each row with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from concordat.graph import names, wordlists
from concordat.graph.errors import ConcordatError, RegisterError
from concordat.graph.validate import Finding

COLUMNS = ("check", "plan", "action", "reason", "by", "on")
ANY = ("", "*")
_FORMULA = ("'=", "'+", "'-", "'@")  # how our own csv guards a cell that a spreadsheet would take for a formula


class IgnoreError(ConcordatError):
    """A file of ignored findings with a wrong row; the message names file, row and column."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """One row of the file. An empty plan or action, or a *, means any; `actions` are references."""

    check: str
    plan: str
    actions: tuple[str, ...]
    reason: str
    by: str = ""
    on: str = ""
    where: str = ""

    @property
    def told(self) -> str:
        """The reason, with who decided and when where the file says so."""
        signed = ", ".join(filter(None, (self.by, self.on)))
        return f"{self.reason} ({signed})" if signed else self.reason


@dataclass(frozen=True)
class Judged:
    """A finding, and why it is ignored; empty if it is not."""

    finding: Finding
    ignored: str = ""


def read(path: Path, checks: Collection[str], near: Collection[str] = ()) -> tuple[Ignored, ...]:
    """The rows of a csv file with the columns check and reason, and plan, action, by and on if they are wanted; of `near` the nearest is offered for a wrong name.

    Raises
    ------
    IgnoreError
        If the file cannot be read, or a row has no reason or names a check that there is not.
    """
    try:
        return tuple(_ignored(path, number, row, checks, near or checks) for number, row in wordlists.rows(path, ("check", "reason")))
    except RegisterError as error:
        raise IgnoreError(str(error).replace(", line ", ", row ")) from None


def _ignored(path: Path, number: int, row: dict[str, str], checks: Collection[str], near: Collection[str]) -> Ignored:
    cells = {name: _unguarded(row.get(name, "")) for name in COLUMNS}
    where = f"{path.name}, row {number}"
    if cells["check"] not in checks:
        raise IgnoreError(f'{where}, column check: there is no check "{cells["check"]}"{names.offer(cells["check"], near)} concordat check --list has them all')
    if not cells["reason"]:
        raise IgnoreError(f"{where}, column reason: empty: say why {cells['check']} is ignored here")
    actions = tuple(ref for ref in (part.strip() for part in cells["action"].split(",")) if ref not in ANY)
    return Ignored(cells["check"], "" if cells["plan"] in ANY else cells["plan"], actions, cells["reason"], cells["by"], cells["on"], where)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_FORMULA) else cell


def judged(found: Iterable[Finding], rows: Sequence[Ignored]) -> tuple[list[Judged], list[str]]:
    """The findings with the reason for which they are ignored, and a line on each row that finds nothing to ignore any more.

    A finding of several actions is ignored if rows stand for each of them: a further action brings it back.
    """
    found = list(found)
    known: dict[str, set[str]] = defaultdict(set)
    for finding in found:
        known[finding.check].update(_refs(finding))
    used: set[Ignored] = set()
    told = []
    for finding in found:
        its = [row for row in rows if row.check == finding.check and row.plan in ("", finding.plan)]
        part = _standing(finding, its, known[finding.check])
        used.update(filter(None, part))
        told.append(Judged(finding, "; ".join(dict.fromkeys(row.told for row in part if row)) if all(part) else ""))
    return told, [_idle(row) for row in rows if row not in used]


def _refs(finding: Finding) -> list[str]:
    return [ref for ref in finding.action.split(", ") if ref]


def _standing(finding: Finding, its: Sequence[Ignored], known: Collection[str]) -> list[Ignored | None]:
    """For each action of the finding (or for the finding, if it has none) the row that stands for it."""
    whole = next((row for row in its if not row.actions), None)
    return [whole or next((row for row in its if any(_means(given, ref, known) for given in row.actions)), None) for ref in _refs(finding) or [""]]


def _means(given: str, ref: str, known: Collection[str]) -> bool:
    """A spreadsheet makes 1.1 of 1.10: where nothing was found in 1.1, that is what was meant."""
    if given == ref or given in known:
        return given == ref
    try:
        return Decimal(given) == Decimal(ref)
    except InvalidOperation:
        return False


def _idle(row: Ignored) -> str:
    whom = f" of {', '.join(row.actions)}" if row.actions else ""
    where = f" in {row.plan}" if row.plan else ""
    return f"{row.where}: {row.check}{whom}{where} is no longer found: take the row out"


def shortened(judgement: Judged, length: int) -> Judged:
    """The same with its evidence cut, for where there is little room."""
    words = judgement.finding.evidence
    return judgement if len(words) <= length else replace(judgement, finding=replace(judgement.finding, evidence=words[: length - 1].rstrip() + "…"))
