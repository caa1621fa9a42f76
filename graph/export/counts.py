"""What is in a graph, counted: triples, classes, properties, named graphs, links to what others have named. The engine counts, nothing is typed in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, RdfFormat

from concordat.graph import vocab
from concordat.graph.store import Graph

# Sub-SELECTs with DISTINCT: a statement that stands in two named graphs is one triple of the whole.
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } GROUP BY ?p"
_CLASSES = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c . FILTER (isIRI(?c)) } GROUP BY ?c"
_ENDS = "SELECT (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }"
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_ENTITIES = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c . FILTER (STRSTARTS(STR(?s), STR(id:))) }"
# What another publisher has named is told by its type in this graph; classes and properties are no things of the field.
_LINKS = """SELECT ?site ?p (COUNT(*) AS ?n) {
  { SELECT DISTINCT ?s ?p ?o {
    { SELECT DISTINCT ?o {
      ?o a ?c . FILTER (!STRSTARTS(STR(?o), STR(our:)) && REGEX(STR(?o), "^https?://"))
      FILTER (!STRSTARTS(STR(?c), STR(owl:)) && !STRSTARTS(STR(?c), STR(rdfs:)) && !STRSTARTS(STR(?c), STR(rdf:)))
    } }
    ?s ?p ?o . FILTER (STRSTARTS(STR(?s), STR(our:)))
  } }
  BIND (REPLACE(STR(?o), "^(https?://[^/?#]+/?).*", "$1", "s") AS ?site)
} GROUP BY ?site ?p"""
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {"our": vocab.BASE, **{n: vocab.PREFIXES[n] for n in ("id", "owl", "rdf", "rdfs")}}.items())


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of a graph, its named graphs taken together, each statement once.

    Attributes
    ----------
    subjects, objects : int
        Distinct ones; literals are objects too.
    entities : int
        Things with a type that are ours: their IRI begins with ``vocab.ID``.
    classes, properties, graphs : mapping of IRI to int
        Instances of each class, triples with each property, triples in each named graph; sorted by IRI.
    links : mapping of (address, property) to int
        Triples that lead from a thing of ours to one that another site has named.
    """

    subjects: int
    objects: int
    entities: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    graphs: Mapping[str, int]
    links: Mapping[tuple[str, str], int]

    @property
    def triples(self) -> int:
        """All of them: every triple has one property."""
        return sum(self.properties.values())


def counts(graph: Graph) -> Counts:
    """Count what the graph holds; some seconds for a million triples."""
    ends = next(_solved(graph, _ENDS))
    return Counts(
        subjects=int(ends[0].value),
        objects=int(ends[1].value),
        entities=int(next(_solved(graph, _ENTITIES))[0].value),
        classes=_by_iri(graph, _CLASSES),
        properties=_by_iri(graph, _PROPERTIES),
        graphs=_by_iri(graph, _GRAPHS),
        links=dict(sorted(((row[0].value, row[1].value), int(row[2].value)) for row in _solved(graph, _LINKS))),
    )


def content(graph: Graph) -> str:
    """SHA-256 over what the graph says, each statement once and in one order: the same in every format, with named graphs and without."""
    store = graph.store
    parts = [store.dump(format=RdfFormat.N_TRIPLES, from_graph=each) for each in (DefaultGraph(), *store.named_graphs())]
    return hashlib.sha256(b"\n".join(sorted({line for part in parts for line in part.split(b"\n")}))).hexdigest()


def _solved(graph: Graph, text: str) -> QuerySolutions:
    return graph.store.query(_PREFIXES + text, use_default_graph_as_union=True)


def _by_iri(graph: Graph, text: str) -> dict[str, int]:
    return dict(sorted((row[0].value, int(row[1].value)) for row in _solved(graph, text) if isinstance(row[0], NamedNode)))
