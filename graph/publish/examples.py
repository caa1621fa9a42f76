"""The examples on the ontology's page, cut out of a built graph: things as TriG and as JSON, questions with their answers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, Quad

from concordat.graph import export, query, store, vocab
from concordat.graph.answer import Answer
from concordat.graph.errors import ConcordatError
from concordat.graph.store import Graph

FILE = vocab.ONTOLOGY_FILE.with_name("examples.toml")
_ROWS = 6
_GRAPHS = ("plan", "claims", "derived", "register", "context", "curation", "unconfirmed", "ontology")


@dataclass(frozen=True)
class Example:
    """Some things of the graph: all that each named graph says of them. The JSON stands without its context."""

    title: str
    words: str
    trig: str
    json: str


@dataclass(frozen=True)
class Asked:
    """A question of the library as SPARQL, with the first rows of its answer and how many more there are."""

    name: str
    words: str
    sparql: str
    answer: Answer
    more: int


@cache
def home_graph() -> Graph:
    """The graph of the bundled plan, built once."""
    from concordat.graph import build

    return build.build().graph


def examples(graph: Graph) -> tuple[Example, ...]:
    """Those that ``ontology/examples.toml`` asks for; a ConcordatError if the graph has no such thing."""
    return tuple(_example(graph, said["title"], said["words"], said["things"], said["json"]) for said in _said()["example"])


def questions(graph: Graph) -> tuple[Asked, ...]:
    """The questions that ``ontology/examples.toml`` asks, answered by the graph."""
    return tuple(_asked(graph, said["name"], said["words"], said.get("parameters", {})) for said in _said()["question"])


@cache
def _said() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _example(graph: Graph, title: str, words: str, things: Sequence[str], root: str) -> Example:
    quads = [quad for name in things for quad in _about(graph, name)]
    return Example(title, words, _trig(quads, things[0].split("/")[1]), _json(quads, NamedNode(vocab.ID + root)))


def _about(graph: Graph, name: str) -> list[Quad]:
    """What all graphs say of a thing, its types first."""
    found = list(graph.store.quads_for_pattern(NamedNode(vocab.ID + name), None, None, None))
    if not found:
        raise ConcordatError(f"{FILE.name}: the graph of the bundled plan says nothing of {name}: name something that it has")
    kind = vocab.term("rdf:type")
    return sorted(found, key=lambda quad: (quad.predicate != kind, str(quad)))


def _trig(quads: Sequence[Quad], plan: str) -> str:
    """The quads, graph by graph from the plan to what came later, with the prefixes that they use."""
    ranked = sorted(quads, key=lambda quad: _GRAPHS.index(quad.graph_name.value.removeprefix(vocab.GRAPH).partition("/")[0]))
    prefixes = vocab.prefixes([plan])
    body = _without_prefixes(store.serialise(ranked, prefixes).decode())
    used = {name: iri for name, iri in prefixes.items() if re.search(rf"(?<![\w:/]){name}:[\w]", body)}
    return "".join(f"@prefix {name}: <{used[name]}> .\n" for name in sorted(used)) + "\n" + body


def _without_prefixes(text: str) -> str:
    lines = (line for line in text.split("\n") if not line.startswith("@prefix"))
    return re.sub(r"(?m)^\t+", lambda found: "  " * len(found[0]), "\n".join(lines))


def _json(quads: Sequence[Quad], root: NamedNode) -> str:
    """The root with what it leads to, as far as it is shown; the rest is left to the other form."""
    shown, wanted = {quad.subject for quad in quads}, {root}
    while more := {quad.object for quad in quads if quad.subject in wanted and quad.object in shown} - wanted:
        wanted |= more
    made = export.compacted([quad for quad in quads if quad.subject in wanted], root)
    del made["@context"]
    return json.dumps(made, indent=2, ensure_ascii=False)


def _asked(graph: Graph, name: str, words: str, parameters: Mapping[str, object]) -> Asked:
    question = query.named(name)
    answer = query.run(graph, question, parameters)
    shown = Answer(answer.name, answer.title, answer.columns, answer.rows[:_ROWS], answer.question, answer.notes)
    return Asked(name, words, "\n".join(_plain(query.filled(graph, question, parameters))), shown, len(answer.rows) - len(shown.rows))


def _plain(text: str) -> Iterator[str]:
    """The lines of a query without its header, and without the parameters that were not set."""
    lines = (line for line in text.strip().split("\n") if not line.startswith("#+"))
    yield from (line for line in lines if not (line.strip().startswith("VALUES") and "UNDEF" in line))
