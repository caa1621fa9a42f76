"""Reports: analyses told as tables that a programme manager can act on, each row with the actions that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

from concordat.graph.answer import Answer
from concordat.graph.errors import UsageError
from concordat.graph.store import Graph

# name, the module that makes it, what it tells
_REPORTS = {
    "overlap": "who shares which actions with whom, in which roles, and where the plan says so",
    "ownership": "who leads alone, who jointly, who is a partner; by section and theme",
    "dependencies": "which action waits for which, on which words; chains of work and circles",
    "unresolved": "what was not understood, not registered, not dated or read with doubt",
}
_FOLLOW = 'concordat explain REF shows the words behind an action, and where they come from; it takes a whole cell of references, too: concordat explain "REF, REF".'


@dataclass(frozen=True)
class Asked:
    """What a report is asked for: a body by name, or only one section, theme or plan; None leaves all in. `plausible` adds links that are no more than that."""

    organisation: str | None = None
    section: str | None = None
    theme: str | None = None
    plan: str | None = None
    plausible: bool | None = None


def names() -> dict[str, str]:
    """The reports there are, and what each tells."""
    return dict(_REPORTS)


def check(name: str) -> None:
    """A UsageError, with the nearest names, if there is no report of this name."""
    if name not in _REPORTS:
        from concordat.graph.names import offer

        raise UsageError(f'there is no report "{name}"{offer(name, _REPORTS)} There are {", ".join(_REPORTS)}')


def report(graph: Graph, name: str, asked: Asked = Asked()) -> list[Answer]:
    """A report as tables, the most important first; a note under it says how a reader gets from a row to the words.

    Raises
    ------
    UsageError
        If there is no such report, body, section, theme or plan.
    """
    check(name)
    maker: Callable[[Graph, Asked], list[Answer]] = import_module(f"concordat.graph.reports.{name}").tables
    first, *others = maker(graph, asked)
    return [replace(first, notes=(*first.notes, _FOLLOW)), *others]
