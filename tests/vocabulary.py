"""The ontology as its tests look at it: its terms and schemes, the extracts of the vocabularies it builds on, and a graph in which every term is used."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from concordat.graph import build, vocab

ROOT = Path(__file__).resolve().parent.parent
VOCABULARIES = sorted((ROOT / "tests" / "vocabularies").glob("*.ttl"))
ONTOLOGY = URIRef(vocab.BASE + "ont")
SHAPES = ROOT / "ontology" / "shapes.ttl"
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
TERM_TYPES = PROPERTIES | {OWL.Class}
TYPE = NamedNode(str(RDF.type))

# What the bundled plan has not: columns of success measures, status, progress and another; a person, bodies in no register, a name of
# its day, a thing that only the plan names, a row that is no action, an amount beside no registered money; cells that have names.
SMALL_PLAN = """Ref,Action,Start,Finish,Lead,Success measures,Status,Progress update,Risk
1. Streets,,,,,,,,
1.1,Develop a suicide audit template for towns with £2m of new investment.,2013,April 2014,Ambridge Forum (Mrs A. Example),Template in use,Completed,Work began in May.,Low
1.2,Use the suicide audit template. Cite section 12 of the Mental Health Act 1983.,2014,2015,College of Emergency Medicine / Home Ofice,,Amber,,High
1.3,Work with partners to publish the plan on MyNHS.,2014,TBC,RCEM (with partner agencies),,,,
,,,,,,,,see the annex for more
"""
SMALL_FACTS = 'title = "A small plan"\nissued = "2014-05"\n'
DECISIONS = """plan,ref,what,printed,value,decision,same_as,by,on,note
small,*,organisation,Home Ofice,,same-as,Home Office,AB,2026-11-20,
small,1.3,policy,MyNHS,MyNHS,reject,,AB,2026-11-20,not that one
small,1.9,lead,Gone Words,,reject,,AB,,
"""


def ontology() -> Graph:
    """The ontology, freshly read: a test may spoil it."""
    return Graph().parse(vocab.ONTOLOGY_FILE, format="turtle")


def local(iri: object) -> str:
    """A term's name without the namespace."""
    return str(iri).removeprefix(vocab.ONT)


def terms(graph: Graph) -> list[URIRef]:
    """The terms of ours that the graph says something about."""
    return sorted({s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(vocab.ONT)})


def schemes(graph: Graph) -> dict[str, set[str]]:
    """Each scheme's name, and the words of its concepts."""
    names = {str(s).removeprefix(vocab.SCHEME) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    concepts = [str(c).removeprefix(vocab.SCHEME).rpartition("/") for c in graph.subjects(RDF.type, SKOS.Concept)]
    return {name: {word for scheme, _, word in concepts if scheme == name} for name in names}


@cache
def borrowed() -> Graph:
    """The extracts of the other vocabularies, all in one."""
    found = Graph()
    for path in VOCABULARIES:
        found.parse(path, format="turtle")
    return found


@cache
def everything() -> Store:
    """The bundled plan and the small one beside it, with decisions and unconfirmed facts: each class has a member there, each property a use."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in (("small.csv", SMALL_PLAN), ("small.toml", SMALL_FACTS), ("decisions.csv", DECISIONS)):
            (folder / file).write_text(text, encoding="utf-8")
        return build.build([build.HOME_PLAN, folder / "small.csv"], decisions_file=folder / "decisions.csv", unconfirmed=True).graph.store


@cache
def data() -> tuple[Quad, ...]:
    """What `everything` says, the declarations of the terms left out, always in the same order."""
    declarations = vocab.graph("ontology")
    return tuple(sorted((quad for quad in everything() if quad.graph_name != declarations), key=str))


def types() -> dict[NamedNode, set[str]]:
    """The classes that each node of the graph, terms and concepts included, is said to be of."""
    found: dict[NamedNode, set[str]] = {}
    for quad in everything().quads_for_pattern(None, TYPE, None, None):
        found.setdefault(quad.subject, set()).add(quad.object.value)
    return found
