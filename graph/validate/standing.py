"""Where a node of the graph stands: in which plan, at which action, on which words. For findings about any node whatever."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store

from concordat.graph import vocab
from concordat.graph.validate.finding import Finding

_UP = ("ccc:responsibleFor", "ccc:claimOf", "ccc:deedOf", "ccc:decisionOf", "ccc:decisionIn", "ccc:dependent", "ccc:earlierAction", "dct:isPartOf")
_BACK = ("ccc:plannedStart", "ccc:plannedFinish", "ccc:evidence", "dct:source", "ccc:hasItem", "ccc:hasOutcome", "ccc:hasResponsibility")
_WORDS = ("oa:exact", "ccc:text", "ccc:asPrinted", "dct:title", "ccc:statement", "skos:prefLabel")
_STEPS = 4  # from the words of a claim, to the claim, its action, its section, its plan


class Standing:
    """Looks a node up in a store, whatever graph its statements stand in."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def finding(self, check: str, severity: str, message: str, advice: str, iri: str) -> Finding:
        """A finding about the thing with this IRI, with all that is known of where it stands."""
        this = NamedNode(iri) if "//" in iri else None  # a finding may be about words
        above = list(self._above(this)) if this else []
        action = next((node for node in above if self._is(node, "ccc:Action")), None)
        plan = next((node for node in above if self._is(node, "ccc:ActionPlan")), None)
        return Finding(
            check, severity, message, advice,
            plan=self._value(plan, "dct:identifier") if plan else "",
            action=self._value(action, "ccc:ref") or unquote(action.value.rpartition("/")[2]) if action else "",  # or its key, as check queries tell it
            evidence=(next(filter(None, (self._value(this, words) for words in _WORDS)), "") or self._quoted(this)) if this else iri,
            at=self._value(this, "ccc:place") if this else "",
            thing=iri,
        )  # fmt: skip

    def _above(self, node: NamedNode) -> Iterator[NamedNode]:
        """The node and what it is part of, the nearest first."""
        for _ in range(_STEPS + 1):
            yield node
            over = next((o for word in _UP for o in self._objects(node, word)), None)
            over = over or next((q.subject for word in _BACK for q in self._store.quads_for_pattern(None, vocab.term(word), node, None)), None)
            if not isinstance(over, NamedNode):
                return
            node = over

    def _quoted(self, this: NamedNode) -> str:
        return next((words for span in self._objects(this, "ccc:evidence") if isinstance(span, NamedNode) and (words := self._value(span, "oa:exact"))), "")

    def _objects(self, node: NamedNode, word: str) -> list[NamedNode | Literal]:
        return sorted((q.object for q in self._store.quads_for_pattern(node, vocab.term(word), None, None)), key=str)

    def _value(self, node: NamedNode, word: str) -> str:
        return next((o.value for o in self._objects(node, word) if isinstance(o, Literal)), "")

    def _is(self, node: NamedNode, type_: str) -> bool:
        return next(self._store.quads_for_pattern(node, vocab.term("rdf:type"), vocab.term(type_), None), None) is not None
