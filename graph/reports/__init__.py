"""Reports: analyses told as tables that a programme manager can act on, each row with the actions that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module

from concordat.graph.answer import Answer, Chapter, Column
from concordat.graph.errors import UsageError
from concordat.graph.given import LINKED, SURE, Kept, table
from concordat.graph.output import matrix
from concordat.graph.store import Graph

ALL = "all"


@dataclass(frozen=True, slots=True)
class Kind:
    """A report there is: what it tells, and what may be named after it (nothing, a body or a law)."""

    tells: str
    takes: str = ""
    one: bool = False  # whether it gives other tables of one body than of all of them
    dated: bool = False  # whether it looks at the plan from a day
    options: tuple[str, ...] = ()  # what else it may be asked for, beside the part of the plan that every report may be kept to
    sure: tuple[str, ...] = ()  # the words of --confidence that mean something to it


_REPORTS = {
    "overlap": Kind("who shares which actions with whom, in which roles, and where the plan says so", takes="body", options=("organisation", "role"), sure=SURE),
    "ownership": Kind("who is the only lead, who leads with others, who is a partner; by section and theme", takes="body", options=("organisation", "role"), sure=SURE),
    "brokers": Kind("who stands between whom, which actions hold bodies together, and what falls apart without them", takes="body", options=("organisation", "role"), sure=SURE),
    "dependencies": Kind("which action waits for which, on which words; chains of work and circles", dated=True, options=("organisation", "plausible"), sure=LINKED),
    "impact": Kind("if a body goes: which actions lose a lead or a partner, what waits for those, who works beside it", takes="body", one=True, dated=True, sure=SURE),
    "today": Kind("who holds each action on a day: leads that have ended, who took over, and what is only announced", dated=True, options=("organisation",), sure=SURE),
    "legislation": Kind("which actions rest on which law, what became of the law since the plan, and what to check", takes="law", options=("organisation",), sure=SURE),
    "funding": Kind("how much money the plan names, whose and for which years, what may be added, and which actions name none", options=("organisation",), sure=SURE),
    "timeline": Kind("what falls due when and with what doubt, what is under way together, and what has passed by a day", dated=True, options=("organisation",)),
    "continuity": Kind("which later policies carry on which actions, what nothing carries on, and where an aim became weaker", sure=LINKED),
    "conditions": Kind("signs in the plan of what helps bodies to carry it out together, what a plan cannot show of that, and what to ask", options=("organisation",)),
    "unresolved": Kind("what was not understood, not registered, not dated or read with doubt"),
}
_ANY = Kind("", dated=True, options=("organisation", "role", "plausible"), sure=(*SURE, *LINKED))  # all of them: each is asked for what it takes
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
    ``plausible`` adds links that are no more than that; ``explain`` adds what each figure means; ``only`` names the tables that are wanted; the others
    are those of `Kept`.
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
    only: tuple[str, ...] | None = None

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


def check(name: str, asked: Asked = Asked()) -> None:
    """A UsageError, with the nearest names, if there is no report of this name, or it takes no such thing."""
    if name not in (*_REPORTS, ALL):
        from concordat.graph.names import offer

        raise UsageError(f'there is no report "{name}"{offer(name, (*_REPORTS, ALL))} There are {", ".join(_REPORTS)}, {ALL}')
    kind = _REPORTS.get(name, _ANY)
    if asked.about is not None and not kind.takes:
        raise UsageError(f'the report {name} is about all of the plan: leave "{asked.about}" out, or keep one body with --organisation')
    if asked.on is not None and not kind.dated:
        raise UsageError(f"the report {name} looks from no day: leave --on out; {_taking(lambda k: k.dated)} take it")
    for option in ("organisation", "role", "plausible"):
        if getattr(asked, option) is not None and option not in kind.options:
            raise UsageError(f"--{option} changes nothing in the report {name}: leave it out; {_taking(lambda k: option in k.options)} take it")
    if asked.confidence is not None and asked.confidence not in kind.sure:
        means = f"there say {', '.join(kind.sure)}" if kind.sure else f"leave it out; {_taking(lambda k: asked.confidence in k.sure)} take it"
        raise UsageError(f"--confidence {asked.confidence} changes nothing in the report {name}: {means}")


def _taking(does: Callable[[Kind], bool]) -> str:
    """The reports of which something is true, as words."""
    return ", ".join(name for name, kind in _REPORTS.items() if does(kind)) or "no report"


def report(graph: Graph, name: str, asked: Asked = Asked(), progress: Callable[[str], None] = lambda words: None) -> list[Answer]:
    """A report as tables, the most important first; a note under it says how a reader gets from a row to the words.

    ``all`` is every report, each a chapter, each table called after its report (``overlap-pairs``). `progress` is told
    which one is being made.

    Raises
    ------
    UsageError
        If there is no such report, body, law, section, theme, plan or day.
    """
    check(name, asked)
    if name == ALL:
        every = [_of_all(each, answer) for each in _REPORTS for answer in report(graph, each, _fitting(each, asked), progress)]
        return _picked(name, every, asked.only) if asked.only else every
    progress(f"report {name}")
    maker: Callable[[Graph, Asked], list[Answer]] = import_module(f"concordat.graph.reports.{name}").tables
    if asked.about is not None and _REPORTS[name].takes == "body":
        asked = replace(asked, organisation=asked.about)
    first, *others = maker(graph, asked)
    found = [replace(first, notes=(*_several(graph, asked), *first.notes, FOLLOW)), *others]
    if asked.only:
        found = _picked(name, found, asked.only)
    return [*found, meanings(found)] if asked.explain else found


def _of_all(name: str, answer: Answer) -> Answer:
    """A table of a report among all of them."""
    return replace(answer, name=f"{name}-{answer.name}", chapter=Chapter(name.capitalize(), _REPORTS[name].tells))


def _fitting(name: str, asked: Asked) -> Asked:
    """What a report among all of them is asked for: of what it may be asked for."""
    kind = _REPORTS[name]
    fits = {option: getattr(asked, option) if option in kind.options else None for option in ("organisation", "role", "plausible")}
    return replace(asked, only=None, on=asked.on if kind.dated else None, confidence=asked.confidence if asked.confidence in kind.sure else None, **fits)


def _several(graph: Graph, asked: Asked) -> tuple[str, ...]:
    """A note that the figures are of several plans together, if they are."""
    plans = [row["plan"] for row in table(graph, "issued")] if asked.plan is None else []
    return (f"This graph holds {len(plans)} plans ({', '.join(plans)}), and the report speaks of all of them together, as if they were one: keep one with --plan {plans[0]}.",) if len(plans) > 1 else ()


def _picked(name: str, answers: list[Answer], only: tuple[str, ...]) -> list[Answer]:
    """The tables that are wanted, in the order in which they stand."""
    there = [answer.name for answer in answers]
    for each in only:
        if each not in there:
            from concordat.graph.names import offer

            raise UsageError(f'the report {name} has no table "{each}"{offer(each, there)} There are {", ".join(there)}')
    return [answer for answer in answers if answer.name in only]


def command(name: str, asked: Asked, more: Sequence[str] = ()) -> str:
    """What somebody types who asks so."""
    options = ("organisation", "section", "theme", "plan", "role", "confidence", "during", "on")
    words = [name, *filter(None, [asked.about]), *(word for option in options if (value := getattr(asked, option)) is not None for word in (f"--{option}", value))]
    words += [f"--{flag}" for flag in ("plausible", "explain") if getattr(asked, flag)]
    return " ".join(["concordat report", *(word if re.fullmatch(r"[\w./:-]+", word) else f'"{word}"' for word in (*words, *more))])


def brief(name: str, answers: list[Answer], call: str = "") -> list[Answer]:
    """What fits a terminal: the first table of each report, and a list of the others with how to have them; `call` is the command that was given."""
    seen: dict[str, Answer] = {}
    for answer in answers:
        seen.setdefault(answer.chapter.title if answer.chapter else name, answer)
    shown = [answer for answer in answers if any(answer is first for first in seen.values()) or answer.columns == _MEANINGS]
    rest = [answer for answer in answers if all(answer is not each for each in shown)]
    if not rest:
        return answers
    columns = (Column("table"), Column("what_it_tells"), Column("rows", "how many"))
    note = f"One of them: {call or f'concordat report {name}'} --table {rest[0].name}. All of them: -f table at its end, or a file, as in -o {name}.xlsx."
    return [*shown, Answer("more", "Where it comes from", columns, tuple((a.name, a.title, len(a.rows)) for a in rest), "Which tables stand behind this?", (note,))]


def _figures(answer: Answer) -> list[Column]:
    """The columns that are to be explained; of a matrix, whose columns all mean the same, the first."""
    small = matrix(answer)
    first = small.index(True) if any(small) else -1
    return [column for at, column in enumerate(answer.columns) if column.limits and (not small[at] or at == first)]


def meanings(answers: list[Answer]) -> Answer:
    """What each figure of some tables means, and what it does not."""
    rows = tuple((answer.name, column.name.replace("_", " "), column.about, column.limits) for answer in answers for column in _figures(answer))
    return Answer("meanings", "What the figures mean", _MEANINGS, rows, "What does each figure say, and what does it not say?")
