"""Views: a graph as pictures that open offline, each with the words that every line in it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from concordat.graph.errors import UsageError
from concordat.graph.given import Kept, read
from concordat.graph.store import Graph
from concordat.graph.views.model import View


@dataclass(frozen=True, slots=True)
class Kind:
    """A view there is: its heading, the question that it answers, and what must be named after it (nothing, or what)."""

    title: str
    question: str
    takes: str = ""


_VIEWS = {
    "actions": Kind("Who does what", "Which body leads, supports or is named in which action?"),
    "overlap": Kind("Who shares actions with whom", "Which bodies share actions, which actions, and in which roles?"),
    "dependencies": Kind("What depends on what", "Which action needs or serves the result of another, on which words?"),
}


def names() -> dict[str, str]:
    """The views that need nothing named after them, and the question that each answers."""
    return {name: kind.question for name, kind in _VIEWS.items() if not kind.takes}


def title(name: str) -> str:
    """The heading of a view."""
    return _VIEWS[name].title


def check(name: str) -> None:
    """A UsageError, with the nearest names, if there is no view of this name."""
    if name not in _VIEWS:
        from concordat.graph.names import offer

        raise UsageError(f'there is no view "{name}"{offer(name, _VIEWS)} There are {", ".join(_VIEWS)}')


def view(graph: Graph, name: str, meta: Mapping[str, object], plan: str | None = None) -> View:
    """A view of a built graph by its name; `meta` says what it was made of, and stands at the foot of the page.

    Each view is a module of its name with a function ``drawing(context)``.
    """
    from concordat.graph.views.context import Context

    check(name)
    kind = _VIEWS[name]
    drawing = import_module(f"{__name__}.{name}").drawing(Context(read(graph, Kept(plan=plan))))
    return View(name, kind.title, kind.question, drawing, {k: str(v) for k, v in meta.items() if v})
