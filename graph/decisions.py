"""What reviewers have decided on readings that were in doubt: read from a csv file, and applied to the claims of a plan.

A decision is matched by plan, reference, kind and printed words, not by their place, so that it outlives small changes of the document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path

from concordat.graph import vocab, wordlists
from concordat.graph.errors import DecisionError, RegisterError, SourceError
from concordat.graph.model import Action, ActionClaims, Claim, Deed, Entity, Period, Reading, Responsibility
from concordat.graph.reading import workbook
from concordat.graph.register import BODIES, Register

COLUMNS = ("plan", "ref", "what", "printed", "value", "decision", "same_as", "by", "on", "note")
ANYWHERE = "*"  # as a reference: wherever in the plan the name stands
NAME = "organisation"  # the kind of a decision on a name, whatever the role of the body
VERDICTS = ("accept", "reject", "same-as")
ROLES = ("lead", "partner", "mentioned")
DATES = ("start", "finish")
LINKS = {"legislation": "citesLegislation", "policy": "references", "funding": "fundedBy", "theme": "theme"}
WHAT = (NAME, *ROLES, *DATES, *LINKS, "deed")
_WHAT_OF = {link: what for what, link in LINKS.items()}
_KINDS = {"legislation": ("legislation", "bill"), "policy": ("policy",), "funding": ("funding",), "theme": ("theme",)}
_FORMULA = ("'=", "'+", "'-", "'@", "'\t", "'\r")  # how our own csv guards a cell that a spreadsheet would take for a formula


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the file; `where` says which, for messages. `value` is what the words were taken for, needed only where they stand for several."""

    plan: str
    ref: str
    what: str
    printed: str
    value: str
    verdict: str
    same_as: str = ""
    by: str = ""
    on: str = ""
    note: str = ""
    where: str = field(default="", compare=False)

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about: of two decisions on the same subject the later one holds."""
        return self.plan, self.ref, self.what, folded(self.printed), self.value


_Found = tuple["Decision", Entity | None, str]  # a decision, what it says that the words are the same as, and the key of the name that it is on, if any
Result = Responsibility | Claim | Deed | str | None


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision and what it met: the reading as the program had it, what the words were taken for, and the claim as it stands now.

    `result` is None for what was rejected and the name of the cell (start, finish) for a date; `thing` is what the words are the same as.
    """

    decision: Decision
    action: Action
    what: str
    name: str
    reading: Reading
    result: Result
    thing: Entity | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """Claims after the decisions, the decisions that were applied, in plan order, and those whose words are gone, in the order of the file."""

    claims: tuple[ActionClaims, ...]
    applied: tuple[Applied, ...] = ()
    gone: tuple[Decision, ...] = ()


def folded(words: str) -> str:
    """Printed words as they are compared: no case, single blanks, one kind of apostrophe."""
    return " ".join(words.replace("’", "'").replace("‘", "'").split()).casefold()


# ---- the file


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions in a csv file or the first sheet of a workbook, in its order; rows in which nothing is decided are left out, further columns do not count.

    Raises
    ------
    DecisionError
        If the file cannot be read, or a row is wrong.
    """
    try:
        rows = list(_rows(path, ("plan", "ref", "what", "printed", "decision")))
    except RegisterError as error:
        raise DecisionError(str(error).replace(", line ", ", row ")) from None
    decisions = [_decision(path, number, row) for number, row in rows if row["decision"] or row.get("same_as")]
    first: dict[tuple[str, ...], Decision] = {}
    for each in decisions:
        other = first.setdefault(each.subject, each)
        if (other.verdict, other.same_as) != (each.verdict, each.same_as):
            raise DecisionError(f'{each.where}, column decision: {each.verdict} contradicts {other.where}, on the same words "{each.printed}": keep one of them')
    return tuple(first.values())


def _rows(path: Path, required: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a csv file, or of the first sheet of a workbook, with their numbers."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        yield from wordlists.rows(path, required)
        return
    try:
        rows = [[cell.text.strip() for cell in row.cells] for row in workbook.read(path.name, path.read_bytes(), str(path)).tables[0].rows]
    except SourceError as error:
        raise DecisionError(str(error)) from None
    if missing := next((name for name in required if name not in rows[0]), None):
        raise DecisionError(f"{path}: no column {missing!r} in the first row: take the file that concordat review --list writes")
    for number, cells in enumerate(rows[1:], start=2):
        yield number, dict(zip(rows[0], [*cells, *[""] * (len(rows[0]) - len(cells))]))


def _decision(path: Path, number: int, row: Mapping[str, str]) -> Decision:
    where = f"{path.name}, row {number}"
    cells = {name: _unguarded(row.get(name, "")) for name in COLUMNS}
    verdict = "-".join(cells.pop("decision").casefold().split()) or "same-as"
    for column in ("plan", "ref", "what", "printed"):
        if not cells[column]:
            raise DecisionError(f"{where}, column {column}: empty: copy the row from concordat review --list")
    if cells["what"] not in WHAT:
        raise DecisionError(f"{where}, column what: {cells['what']!r} is none of {', '.join(WHAT)}")
    if verdict not in VERDICTS:
        raise DecisionError(f"{where}, column decision: {verdict!r} is none of {', '.join(VERDICTS)}")
    if (verdict == "same-as") != bool(cells["same_as"]):
        raise DecisionError(f"{where}, column same_as: {'empty: say as what, by name or IRI' if verdict == 'same-as' else f'{verdict} goes without it: empty it, or decide same-as'}")
    if verdict == "same-as" and cells["what"] in (*DATES, "deed"):
        raise DecisionError(f"{where}, column decision: a {cells['what']} can be accepted or rejected only")
    return Decision(verdict=verdict, where=where, **cells)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_FORMULA) else cell


# ---- what the decisions do


def decide(plan_id: str, claims: Sequence[ActionClaims], decisions: Iterable[Decision], register: Register) -> Decided:
    """The claims of a plan with the decisions on it applied; those on other plans do not count.

    What is accepted is read with high confidence, what is rejected is left out (a date becomes unstated), and a name that is the
    same as a registered one becomes that one: a name in no register wherever it stands in the plan, any other in that action.

    Raises
    ------
    DecisionError
        If `same_as` names nothing in the registers, or several things.
    """
    index = {each.action.key: _subjects(each) for each in claims}
    placed, gone = defaultdict(list), []
    for decision in decisions:
        if decision.plan == plan_id:
            found = _placed(decision, index)
            if found:
                ref, key = found
                placed[ref].append((decision, _thing(decision, register), key))
            else:
                gone.append(decision)
    results = [_Pen(each, placed[each.action.key], placed[ANYWHERE]) for each in claims]
    return Decided(tuple(pen.written() for pen in results), tuple(a for pen in results for a in pen.applied), tuple(gone))


def _subjects(claims: ActionClaims) -> dict[tuple[str, str], str]:
    """Kind and printed words of everything in an action that can be decided on, with the key of the body where that is in no register."""
    found = {(_WHAT_OF[c.property], folded(c.reading.printed)): "" for c in claims.claims}
    found |= {("deed", folded(d.reading.printed)): "" for d in claims.deeds}
    found |= {(role, folded(reading.printed)): "" for role, (_, reading) in claims.periods.items() if reading}
    for each in claims.responsibilities:
        key = "" if each.agent.registered else each.agent.key
        found[each.role, folded(each.reading.printed)] = key
        found |= {(NAME, key): key} if key else {}
    return found


def _placed(decision: Decision, index: Mapping[str, Mapping[tuple[str, str], str]]) -> tuple[str, str] | None:
    """Where the decision counts, at its reference or anywhere, and the key of the name that it is on; None if its words are gone.

    A spreadsheet makes 1.1 of 1.10: where the words do not stand at 1.1 but at 1.10, that is what was meant.
    """
    if decision.what == NAME:
        key = vocab.slug(decision.printed)
        return (decision.ref, key) if any((NAME, key) in index[ref] for ref in index if decision.ref in (ANYWHERE, ref)) else None
    subject = (decision.what, folded(decision.printed))
    refs = [decision.ref] if subject in index.get(decision.ref, ()) else [r for r in index if subject in index[r] and _number(r) is not None and _number(r) == _number(decision.ref)]
    if len(refs) != 1:
        return None
    key = index[refs[0]][subject] if decision.verdict == "same-as" else ""
    return (ANYWHERE if key else refs[0]), key


def _number(ref: str) -> Decimal | None:
    try:
        return Decimal(ref)
    except InvalidOperation:
        return None


def _thing(decision: Decision, register: Register) -> Entity | None:
    """What the words are the same as, by the registers."""
    if decision.verdict != "same-as":
        return None
    kinds = _KINDS.get(decision.what, BODIES)
    found = register.called(decision.same_as, kinds)
    if len(found) == 1:
        return found[0]
    if found:
        raise DecisionError(f'{decision.where}, column same_as: "{decision.same_as}" may mean {", ".join(e.key for e in found)}: write the id of one')
    near = get_close_matches(decision.same_as, [e.name for e in register.entities.values() if e.kind in kinds], 3)
    raise DecisionError(f'{decision.where}, column same_as: the registers know no "{decision.same_as}"{"; did you mean " + " or ".join(near) + "?" if near else ": add it with --register"}')


class _Pen:
    """Goes through the claims of one action with the decisions on it, and those on names anywhere in the plan."""

    def __init__(self, claims: ActionClaims, decisions: Sequence[_Found], names: Sequence[_Found]) -> None:
        self.claims, self.decisions = claims, decisions
        self.names = [*(found for found in decisions if found[2]), *names]
        self.applied: list[Applied] = []
        self._words = [(r.role, folded(r.reading.printed)) for r in claims.responsibilities] + [(_WHAT_OF[c.property], folded(c.reading.printed)) for c in claims.claims]

    def written(self) -> ActionClaims:
        """The claims as they stand after the decisions."""
        if not self.decisions and not self.names:
            return self.claims
        bodies = self._bodies()
        links = [new for claim in self.claims.claims if (new := self._link(claim))]
        periods = {role: self._period(role, *found) for role, found in self.claims.periods.items()}
        deeds = [new for deed in self.claims.deeds if (new := self._deed(deed, links))]
        return replace(self.claims, responsibilities=bodies, claims=tuple(links), periods=periods, deeds=tuple(deeds))

    def _bodies(self) -> tuple[Responsibility, ...]:
        """Each body once: of two names of the same body the one with more of a part stays."""
        new = [self._body(r) for r in self.claims.responsibilities]
        kept: dict[Entity, Responsibility] = {}
        for each in sorted((r for r in new if r), key=lambda r: ROLES.index(r.role)):
            kept.setdefault(each.agent, each)
        self.applied = [replace(a, result=kept[a.result.agent]) if isinstance(a.result, Responsibility) else a for a in self.applied]
        return tuple(r for r in new if r and kept[r.agent] is r)

    def _body(self, what: Responsibility) -> Responsibility | None:
        found = self._on(what.role, what.reading, what.agent) or self._on_name(what)
        if not found:
            return what
        decision, thing, _ = found
        new = None if decision.verdict == "reject" else replace(what, agent=thing or what.agent, reading=_sure(what.reading))
        self._note(decision, what.role, what.agent.name, what.reading, new, thing)
        return new

    def _on_name(self, what: Responsibility) -> _Found | None:
        """The decision on a name in no register, wherever it was made."""
        if what.agent.registered:
            return None
        return next((found for found in self.names if found[2] == what.agent.key), None)

    def _link(self, claim: Claim) -> Claim | None:
        what = _WHAT_OF[claim.property]
        found = self._on(what, claim.reading, claim.value)
        if not found:
            return claim
        decision, thing, _ = found
        new = None if decision.verdict == "reject" else replace(claim, value=thing or claim.value, reading=_sure(claim.reading))
        self._note(decision, what, claim.value.name, claim.reading, new, thing)
        return new

    def _period(self, role: str, period: Period, reading: Reading | None) -> tuple[Period, Reading | None]:
        found = self._on(role, reading, None) if reading else None
        if not found or not reading:
            return period, reading
        self._note(found[0], role, _day(period), reading, role)
        new = Period(period.printed, "unstated") if found[0].verdict == "reject" else period
        return new, _sure(reading)

    def _deed(self, deed: Deed, links: Sequence[Claim]) -> Deed | None:
        """A deed falls with the claim that names its thing, and follows it to another thing."""
        found = self._on("deed", deed.reading, deed.thing)
        if found:
            new = None if found[0].verdict == "reject" else replace(deed, reading=_sure(deed.reading))
            self._note(found[0], "deed", deed.thing.name, deed.reading, new)
            return new
        named = {claim.value for claim in links}
        for each in self.applied:
            if each.what in LINKS and each.name == deed.thing.name and deed.thing not in named:
                return replace(deed, thing=each.thing) if each.thing else None
        return deed

    def _on(self, what: str, reading: Reading, thing: Entity | None) -> _Found | None:
        """The decision on these very words in this action; where they stand for several things, the one on this thing."""
        subject = (what, folded(reading.printed))
        its = [found for found in self.decisions if (found[0].what, folded(found[0].printed)) == subject]
        own = next((f for f in its if thing and f[0].value in (thing.name, vocab.entity(thing).value)), None)
        alone = self._words.count(subject) <= 1
        return own or next((f for f in its if alone or not f[0].value), None)

    def _note(self, decision: Decision, what: str, name: str, reading: Reading, result: Result, thing: Entity | None = None) -> None:
        self.applied.append(Applied(decision, self.claims.action, what, name, reading, result, thing))


def _sure(reading: Reading) -> Reading:
    return replace(reading, confidence="high")


def _day(period: Period) -> str:
    """What the words of a date were taken for."""
    return period.edtf or period.kind
