"""Reports: analyses told as tables that a programme manager can act on, each row with the actions that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

from concordat.graph.answer import Answer, Chapter, Column
from concordat.graph.errors import UsageError
from concordat.graph.given import Kept
from concordat.graph.output import matrix
from concordat.graph.store import Graph

ALL = "all"


@dataclass(frozen=True, slots=True)
class Kind:
    """A report there is: what it tells, what may be named after it (nothing, a body or a law), and whether it must be."""

    tells: str
    takes: str = ""
    required: bool = False
    dated: bool = False  # whether it looks at the plan from a day


_REPORTS = {
    "overlap": Kind("who shares which actions with whom, in which roles, and where the plan says so", takes="body"),
    "ownership": Kind("who leads alone, who jointly, who is a partner; by section and theme", takes="body"),
    "brokers": Kind("who stands between whom, which actions hold bodies together, and what falls apart without them", takes="body"),
    "dependencies": Kind("which action waits for which, on which words; chains of work and circles"),
    "impact": Kind("if a body goes: which actions lose a lead or a partner, what waits for those, who works beside it", takes="body", required=True),
    "today": Kind("who holds each action on a day: leads that have ended, who took over, and what is only announced", dated=True),
    "legislation": Kind("which actions rest on which law, what became of the law since the plan, and what to check", takes="law"),
    "funding": Kind("how much money the plan names, whose and for which years, what may be added, and which actions name none"),
    "timeline": Kind("what falls due when and with what doubt, what is under way together, and what has passed by a day", dated=True),
    "continuity": Kind("which later policies carry on which actions, what nothing carries on, and where an aim became weaker"),
    "conditions": Kind("signs in the plan of what helps bodies to carry it out together, what a plan cannot show of that, and what to ask"),
    "unresolved": Kind("what was not understood, not registered, not dated or read with doubt"),
}
FOLLOW = 'concordat explain REF shows the words behind an action, and where they come from; it takes a whole cell of references, too: concordat explain "REF, REF".'
_MEANINGS = (
    Column("table", "the table in which the figure stands"),
    Column("figure", "its column"),
    Column("means", "what it says"),
    Column("does_not_mean", "what it does not say"),
)


@dataclass(frozen=True)
class Asked:
    """What a report is asked for; None leaves all in.

    ``organisation`` a body by name; ``about`` what is named after the report (a body, a law); ``on`` the day from which it looks, as 2026-11-21;
    ``plausible`` adds links that are no more than that; ``explain`` adds what each figure means; the others are those of `Kept`.
    """

    organisation: str | None = None
    section: str | None = None
    theme: str | None = None
    plan: str | None = None
    plausible: bool | None = None
    about: str | None = None
    on: str | None = None
    role: str | None = None
    confidence: str | None = None
    during: str | None = None
    explain: bool | None = None

    @property
    def kept(self) -> Kept:
        """The part of the graph that is meant."""
        return Kept(self.plan, self.section, self.theme, (self.role,) if self.role else None, self.confidence, self.during)


def names() -> dict[str, str]:
    """The reports there are, and what each tells."""
    return {name: kind.tells for name, kind in _REPORTS.items()}


def kind(name: str) -> Kind:
    """What a report that there is takes and needs."""
    return _REPORTS[name]


def whole() -> list[str]:
    """The reports that ask for nothing: those that `all` and a published folder have."""
    return [name for name, kind in _REPORTS.items() if not kind.required]


def check(name: str, asked: Asked = Asked()) -> None:
    """A UsageError, with the nearest names, if there is no report of this name, or it takes no such thing."""
    if name not in (*_REPORTS, ALL):
        from concordat.graph.names import offer

        raise UsageError(f'there is no report "{name}"{offer(name, (*_REPORTS, ALL))} There are {", ".join(_REPORTS)}, {ALL}')
    kind = _REPORTS.get(name, Kind(""))
    if asked.about is not None and not kind.takes:
        raise UsageError(f'the report {name} is about all of the plan: leave "{asked.about}" out, or keep one body with --organisation')
    if kind.required and asked.about is None:
        raise UsageError(f'the report {name} needs the name of a {kind.takes}: concordat report {name} "NAME"')
    if asked.on is not None and not (kind.dated or name == ALL):
        raise UsageError(f"the report {name} looks from no day: leave --on out; {', '.join(n for n, k in _REPORTS.items() if k.dated) or 'no report'} take it")


def report(graph: Graph, name: str, asked: Asked = Asked(), progress: Callable[[str], None] = lambda words: None) -> list[Answer]:
    """A report as tables, the most important first; a note under it says how a reader gets from a row to the words.

    ``all`` is every report that needs no name, each a chapter, each table called after its report (``overlap-pairs``). `progress` is told
    which one is being made.

    Raises
    ------
    UsageError
        If there is no such report, body, law, section, theme, plan or day.
    """
    check(name, asked)
    if name == ALL:
        return [_of_all(each, answer) for each in whole() for answer in report(graph, each, _fitting(each, asked), progress)]
    progress(f"report {name}")
    maker: Callable[[Graph, Asked], list[Answer]] = import_module(f"concordat.graph.reports.{name}").tables
    if asked.about is not None and _REPORTS[name].takes == "body":
        asked = replace(asked, organisation=asked.about)
    first, *others = maker(graph, asked)
    found = [replace(first, notes=(*first.notes, FOLLOW)), *others]
    return [*found, meanings(found)] if asked.explain else found


def _of_all(name: str, answer: Answer) -> Answer:
    """A table of a report among all of them."""
    return replace(answer, name=f"{name}-{answer.name}", chapter=Chapter(name.capitalize(), _REPORTS[name].tells))


def _fitting(name: str, asked: Asked) -> Asked:
    """What a report among all of them is asked for: a day only if it looks from one."""
    return asked if _REPORTS[name].dated else replace(asked, on=None)


def _figures(answer: Answer) -> list[Column]:
    """The columns that are to be explained; of a matrix, whose columns all mean the same, the first."""
    small = matrix(answer)
    first = small.index(True) if any(small) else -1
    return [column for at, column in enumerate(answer.columns) if column.limits and (not small[at] or at == first)]


def meanings(answers: list[Answer]) -> Answer:
    """What each figure of some tables means, and what it does not."""
    rows = tuple((answer.name, column.name.replace("_", " "), column.about, column.limits) for answer in answers for column in _figures(answer))
    return Answer("meanings", "What the figures mean", _MEANINGS, rows, "What does each figure say, and what does it not say?")
