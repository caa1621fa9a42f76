"""The shapes of ``ontology/shapes.ttl``, tried by pySHACL: what is wrong with, or weak in, one node of the graph.

rdflib and pySHACL are loaded by the functions that need them: they take a third of a second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse

from concordat.graph import vocab
from concordat.graph.rules import counting
from concordat.graph.validate.finding import SEVERITIES, Finding
from concordat.graph.validate.standing import Standing

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

FILE = vocab.ONTOLOGY_FILE.with_name("shapes.ttl")
SHAPES = vocab.BASE + "shapes#"
_SH = "http://www.w3.org/ns/shacl#"
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "info"}
_TARGETS = tuple(NamedNode(_SH + word) for word in ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"))
_PROPERTY, _SEVERITY = NamedNode(_SH + "property"), NamedNode(_SH + "severity")
Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
_OURS = "The graph is at fault, not the plan: build it again, and if the fault stays report it with these words."
_WRONG = {"MinCount": "it has none, or too few", "MaxCount": "it has too many"}


def findings(store: Store, severities: Sequence[str] = SEVERITIES, proved: Collection[NamedNode] = ()) -> list[Finding]:
    """What the shapes of these levels find in the union of the graphs in `store`, the worst first, then by shape and by thing.

    Graphs that are known to be sound, because they are part of the program, may be named as `proved`: of them only those statements
    count that the other graphs lead to.
    """
    shapes = _shapes(tuple(severities))
    report = _validate(_data(store, tuple(severities), proved), shapes)
    found = _results(report, shapes, Standing(store))
    return sorted(found, key=lambda each: (SEVERITIES.index(each.severity), each.check, counting(each.thing), each.message))


def told() -> dict[str, tuple[str, str]]:
    """The name of every shape that reports, with its severity and what it says where it does not hold."""
    said: dict[str, dict[str, str]] = {}
    for triple in triples():
        if triple.predicate.value in (_SH + "severity", _SH + "message"):
            said.setdefault(triple.subject.value.removeprefix(SHAPES), {})[triple.predicate.value.removeprefix(_SH)] = triple.object.value.removeprefix(_SH)
    return {name: (_LEVELS[words["severity"]], words["message"]) for name, words in said.items() if "severity" in words}


# ---- the file ----


@cache
def triples() -> tuple[Triple, ...]:
    """The file of shapes, in its order."""
    return tuple(parse(path=str(FILE), format=RdfFormat.TURTLE))


@cache
def _spoken_of(severities: tuple[str, ...]) -> tuple[NamedNode, ...]:
    """The properties that the shapes name, and the type: nothing else of a graph can make them report."""
    named = {t.object for t in _chosen(severities) if isinstance(t.object, NamedNode) and not t.object.value.startswith((_SH, SHAPES))}
    return tuple(sorted(named | {vocab.term("rdf:type")}, key=lambda node: node.value))


@cache
def _chosen(severities: tuple[str, ...]) -> tuple[Triple, ...]:
    """The shapes of these levels and their parts, each property shape with the targets of the node shapes that hold it.

    The two ways of writing mean the same. pySHACL goes through a property of a node shape once for every node, with all that
    the preparation costs, and through a shape that has its own targets once for all nodes: eight times as fast.
    """
    said = triples()
    left_out = {t.subject for t in said if t.predicate == _SEVERITY and _LEVELS[t.object.value.removeprefix(_SH)] not in severities}
    targets: dict[NamedNode, list[tuple[NamedNode, NamedNode]]] = {}
    for t in said:
        if t.predicate in _TARGETS:
            targets.setdefault(t.subject, []).append((t.predicate, t.object))
    moved = [t for t in said if t.predicate == _PROPERTY and t.subject in targets]
    given = [Triple(t.object, predicate, target) for t in moved for predicate, target in targets[t.subject]]
    kept = set(said) - set(moved)
    return tuple(t for t in [*(t for t in said if t in kept), *dict.fromkeys(given)] if t.subject not in left_out and t.object not in left_out)


@cache
def _shapes(severities: tuple[str, ...]) -> Graph:
    from rdflib import Graph

    graph, terms = Graph(bind_namespaces="none"), _Terms()
    for triple in _chosen(severities):
        graph.add((terms[triple.subject], terms[triple.predicate], terms[triple.object]))
    return graph


# ---- the graph ----


class _Terms(dict):
    """pyoxigraph's terms as rdflib's, each made once. Literals stay as they are written: rdflib would turn "2016-1-1" into a day."""

    def __missing__(self, term: NamedNode | Literal | BlankNode) -> Node:
        from rdflib import BNode, URIRef
        from rdflib import Literal as Words

        if isinstance(term, NamedNode):
            made = URIRef(term.value)
        elif isinstance(term, BlankNode):
            made = BNode(term.value)
        elif term.language:
            made = Words(term.value, lang=term.language)
        else:
            made = Words(term.value, datatype=self[term.datatype], normalize=False)
        self[term] = made
        return made


def _data(store: Store, severities: tuple[str, ...], proved: Collection[NamedNode]) -> Graph:
    """The statements that shapes can speak of, as rdflib has them: once each, whatever graph they stand in."""
    from rdflib import Graph

    graph, terms, predicates = Graph(bind_namespaces="none"), _Terms(), _spoken_of(severities)
    add = graph.store.add  # Graph.add would look at every term again, which were made here
    for subject, predicate, thing in _led_to(store, predicates, proved) if proved else _spoken(store, predicates, None):
        add((terms[subject], terms[predicate], terms[thing]), graph)
    return graph


def _spoken(store: Store, predicates: Iterable[NamedNode], graph: NamedNode | None) -> Iterator[Statement]:
    """The statements of one graph, or of all, that have these predicates."""
    for predicate in predicates:
        for quad in store.quads_for_pattern(None, predicate, None, graph):
            yield quad.subject, predicate, quad.object


def _led_to(store: Store, predicates: Collection[NamedNode], proved: Collection[NamedNode]) -> Iterator[Statement]:
    """The statements of the graphs that are not proved, and of the others those about things that they lead to, step by step."""
    seen: set[NamedNode] = set()
    waiting: list[NamedNode] = []
    for graph in store.named_graphs():
        if graph not in proved:
            for statement in _spoken(store, predicates, graph):
                waiting.append(statement[2])
                yield statement
    wanted = frozenset(predicates)
    while waiting:
        thing = waiting.pop()
        if thing in seen or not isinstance(thing, NamedNode):
            continue
        seen.add(thing)
        for graph in proved:
            for quad in store.quads_for_pattern(thing, None, None, graph):
                if quad.predicate in wanted:
                    waiting.append(quad.object)
                    yield thing, quad.predicate, quad.object


def _validate(data: Graph, shapes: Graph) -> Graph:
    from pyshacl import validate

    _, report, _ = validate(data, shacl_graph=shapes, inplace=True, advanced=False, inference="none", allow_infos=False, allow_warnings=False)
    return report


# ---- the report ----


def _results(report: Graph, shapes: Graph, standing: Standing) -> list[Finding]:
    from rdflib import SH, SKOS

    found = []
    for result in report.objects(None, SH.result):
        shape, focus = report.value(result, SH.sourceShape), str(report.value(result, SH.focusNode))
        severity = _LEVELS[str(report.value(result, SH.resultSeverity)).removeprefix(_SH)]
        message = str(shapes.value(shape, SH.message) or "")
        component = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(_SH).removesuffix("ConstraintComponent")
        if severity == "error":
            message, advice = f"{message[:-1]}: {_what(component, report.value(result, SH.value))}.", _OURS
        else:
            advice = str(shapes.value(shape, SKOS.scopeNote) or "")
        found.append(standing.finding(str(shape).removeprefix(SHAPES), severity, message, advice, focus))
    return list(dict.fromkeys(found))


def _what(component: str, value: Node | None) -> str:
    """What is wrong in one case: nothing there, too much, or a thing that does not fit."""
    return _WRONG.get(component) or (f'"{value}" does not fit' if value is not None else "it is not so")
