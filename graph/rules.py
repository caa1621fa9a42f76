"""The rules of ``queries/rules``: CONSTRUCT queries that derive links, run in the order of their names until nothing new comes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from concordat import __version__
from concordat.graph import fingerprint, vocab

FOLDER = fingerprint.RULES


def derive(store: Store) -> list[Quad]:
    """Run the rules on the union of the graphs in `store`, add what they derive to it, and give it in plan order.

    A rule never repeats a statement that another graph holds. Everything that a rule makes and that names its rule leads to a
    derivation, which says the file and the version of that rule.
    """
    graph = vocab.graph("derived")
    derived: list[Quad] = []
    for path in sorted(FOLDER.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        made: list[Quad] = []
        while new := _new(store, text, graph):
            store.extend(new)
            made += new
        if made:
            grounds = list(_grounds(path, made, graph))
            store.extend(grounds)
            derived += [*made, *grounds]
    return sorted(derived, key=_order())


def _grounds(path: Path, made: list[Quad], graph: NamedNode) -> Iterator[Quad]:
    """Which version of which rule the statements come from: for the graph, and for each thing that names its rule."""
    this, by, rule = vocab.node("derivation", path.stem), vocab.term("prov:wasGeneratedBy"), vocab.term("ccc:rule")
    yield Quad(graph, by, this, graph)
    yield from (Quad(quad.subject, by, this, graph) for quad in made if quad.predicate == rule)
    yield Quad(this, vocab.term("rdf:type"), vocab.term("ccc:Derivation"), graph)
    told = {"ccc:rule": path.stem, "ccc:ruleSet": fingerprint.of_files([path]), "ccc:programVersion": __version__}
    yield from (Quad(this, vocab.term(name), Literal(words), graph) for name, words in told.items())


def _new(store: Store, text: str, graph: NamedNode) -> list[Quad]:
    found: set[Triple] = set(store.query(text, use_default_graph_as_union=True))
    return [Quad(t.subject, t.predicate, t.object, graph) for t in found if next(store.quads_for_pattern(t.subject, t.predicate, t.object, None), None) is None]


def _order() -> Callable[[Quad], tuple]:
    """A sort key: actions before what is made of them, references in counting order (3.9 before 3.10); each name is taken apart once."""
    key = cache(counting)

    def order(quad: Quad) -> tuple:
        subject = quad.subject.value
        return "/id/action/" not in subject, key(subject), quad.predicate.value, key(str(quad.object))

    return order


def counting(text: str) -> list[tuple[bool, int, str]]:
    """A sort key by which 3.9 comes before 3.10; a raised figure such as that of a footnote is no number.

    Examples
    --------
    >>> sorted(["3.10", "3.9", "3.9¹"], key=counting)
    ['3.9', '3.9¹', '3.10']
    """
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", text)]
