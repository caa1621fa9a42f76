"""The part of a graph that a report speaks of: all of it, or one plan, section or theme."""

from __future__ import annotations

from dataclasses import replace

from concordat.graph import network
from concordat.graph.errors import UsageError
from concordat.graph.names import offer
from concordat.graph.network import Tables
from concordat.graph.reports import Asked
from concordat.graph.store import Graph


def kept(graph: Graph, asked: Asked) -> Tables:
    """The tables, with only the actions that were asked for."""
    given = network.tables(graph, asked.plan)
    wanted = set(given.actions)
    if asked.section is not None:
        sections = {row["section"] for row in given.actions.values()}
        if asked.section not in sections:
            raise UsageError(f'there is no section "{asked.section}": there are {", ".join(sorted(filter(None, sections))) or "none"}')
        wanted &= {iri for iri, row in given.actions.items() if row["section"] == asked.section}
    if asked.theme is not None:
        wanted &= _with_theme(given, asked.theme)
    return replace(
        given,
        actions={iri: row for iri, row in given.actions.items() if iri in wanted},
        responsibilities=tuple(r for r in given.responsibilities if r["action"] in wanted),
        themes=tuple(r for r in given.themes if r["action"] in wanted),
        dependencies=tuple(r for r in given.dependencies if r["later"] in wanted and r["earlier"] in wanted),
    )


def _with_theme(given: Tables, theme: str) -> set[str]:
    keys = {row["theme"].rsplit("/", 1)[-1]: row["label"] for row in given.themes}
    found = next((key for key, label in keys.items() if theme.casefold() in (key.casefold(), label.casefold())), None)
    if found is None:
        raise UsageError(f'no action has the theme "{theme}"{offer(theme, [*keys, *keys.values()])} There are {", ".join(sorted(keys))}')
    return {row["action"] for row in given.themes if row["theme"].rsplit("/", 1)[-1] == found}


def scope(asked: Asked) -> str:
    """How a title says what was kept: ", section 3, theme places-of-safety", or nothing."""
    parts = [f"{what} {value}" for what, value in (("plan", asked.plan), ("section", asked.section), ("theme", asked.theme)) if value is not None]
    return "".join(f", {part}" for part in parts)


def refs(given: Tables, actions) -> str:
    """References of actions, in plan order, as one cell."""
    return ", ".join(given.actions[a]["ref"] for a in actions)
