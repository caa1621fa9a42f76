"""Views: a graph as pictures that open offline, each with the words that every line in it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from concordat.graph.errors import UsageError
from concordat.graph.given import Kept, read
from concordat.graph.output import flat
from concordat.graph.store import Graph
from concordat.graph.views.model import View
from concordat.graph.views.subject import seen, subject


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
    "today": Kind("Bodies of the plan, and who holds their work now", "What became of each body that leads or is a partner, and which actions does that carry where?"),
    "timeline": Kind("What is planned when", "When is each action to start and to finish, as far as the plan says?"),
    "funding": Kind("From money to actions", "Who pays for which named money, and which actions name it?"),
    "continuity": Kind("Actions and later policies", "Which later policy carries which action on, asks for less, or leaves it out?"),
    "ego": Kind("{} and all that is linked to it", "What is linked to it, by which words, and how is that linked in turn?", "one action, body, law, policy, fund or theme"),
}


def names() -> dict[str, str]:
    """The views that need nothing named after them, and the question that each answers."""
    return {name: kind.question for name, kind in _VIEWS.items() if not kind.takes}


def known() -> tuple[str, ...]:
    """All views there are."""
    return tuple(_VIEWS)


def title(name: str) -> str:
    """The heading of a view."""
    return _VIEWS[name].title


def check(name: str, about: str | None = None) -> None:
    """A UsageError, with the nearest names, if there is no view of this name, or it takes no such thing or lacks one."""
    if name not in _VIEWS:
        from concordat.graph.names import offer

        raise UsageError(f'there is no view "{name}"{offer(name, _VIEWS)} There are {", ".join(_VIEWS)}')
    takes = _VIEWS[name].takes
    if takes and not (about or "").strip():
        raise UsageError(f'the view {name} is drawn around {takes}: name it, concordat view {name} "NAME"')
    if about is not None and not takes:
        drawn = " or ".join(each for each, kind in _VIEWS.items() if kind.takes)
        raise UsageError(f'the view {name} is of all of the plan: leave "{about}" out{f"; {drawn} takes a name" if drawn else ""}')


def view(graph: Graph, name: str, meta: Mapping[str, object], kept: Kept = Kept(), about: str | None = None) -> View:
    """A view of a built graph by its name; `meta` says what it was made of, and stands at the foot of the page, `kept` which part of the graph is drawn.

    Each view is a module of its name with a function ``drawing(context)``, or ``drawing(context, about)`` if something must be named after it; its network then has
    what is meant, as it is called, in its attribute ``about``.
    """
    from concordat.graph.views.context import Context

    check(name, about)
    kind = _VIEWS[name]
    context = Context(read(graph, kept))
    drawing = import_module(f"{__name__}.{name}").drawing(context, *([about] if about else []))
    title = kind.title.format(drawing.network.graph.get("about", about))
    return View(name, title, kind.question, drawing, said(meta), subject(context.given), seen(context.given), called=context.called)


def said(meta: Mapping[str, object]) -> dict[str, str]:
    """What a view was made of, in words; what is empty is left out."""
    return dict(flat(meta))
