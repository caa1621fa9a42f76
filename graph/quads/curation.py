"""Decisions to quads: what a reviewer said, on which words, and what the program had made of them. One graph for all plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from pyoxigraph import NamedNode

from concordat.graph import vocab
from concordat.graph.decisions import Applied, Decided, Decision
from concordat.graph.model import ActionClaims, Claim, Deed, Place, Responsibility
from concordat.graph.quads.sheet import Sheet
from concordat.graph.vocab import concept, node

Evidence = Callable[[Place], list[NamedNode]]


def sheet(plan_id: str, decided: Decided, evidence: Evidence) -> Sheet:
    """The decisions on one plan: those that were applied in plan order, then those whose words are gone."""
    curation = Sheet(vocab.graph("curation"))
    claims = {each.action.key: each for each in decided.claims}
    counts: Counter[str] = Counter()
    for applied in decided.applied:
        key = applied.action.key
        counts[key] += 1
        _applied(curation, node("decision", plan_id, key, counts[key]), plan_id, applied, claims[key], evidence)
    for n, decision in enumerate(decided.gone, start=1):
        this = node("decision", plan_id, "gone", n)
        _said(curation, this, decision)
        curation.say(this, "ccc:decisionIn", node("plan", plan_id))
        curation.say(this, "ccc:readAs", decision.what)
        curation.say(this, "ccc:asPrinted", decision.printed)
    return curation


def _said(curation: Sheet, this: NamedNode, decision: Decision) -> None:
    curation.is_a(this, "ccc:Decision")
    curation.say(this, "ccc:verdict", concept("verdict", decision.verdict))
    curation.say(this, "ccc:decisionRef", decision.ref)
    curation.say(this, "ccc:decidedBy", decision.by or None)
    curation.say(this, "ccc:decidedWhen", decision.on or None)
    curation.say(this, "skos:note", decision.note or None)
    curation.say(this, "ccc:writtenAt", decision.where)


def _applied(curation: Sheet, this: NamedNode, plan_id: str, applied: Applied, claims: ActionClaims, evidence: Evidence) -> None:
    say, reading = curation.say, applied.reading
    _said(curation, this, applied.decision)
    say(this, "ccc:decisionOf", node("action", plan_id, applied.action.key))
    say(this, "ccc:decidesOn", _claim(plan_id, claims, applied))
    say(this, "ccc:matchedWith", vocab.entity(applied.thing) if applied.thing else None)
    say(this, "ccc:readAs", applied.what)
    say(this, "ccc:takenFor", applied.name)
    say(this, "ccc:asPrinted", reading.printed)
    say(this, "ccc:place", str(reading.place))
    say(this, "ccc:evidence", *evidence(reading.place))
    say(this, "ccc:rule", reading.rule)
    say(this, "ccc:confidenceBefore", concept("confidence", reading.confidence))


def _claim(plan_id: str, claims: ActionClaims, applied: Applied) -> NamedNode | None:
    """The node of the claim as it stands after the decision; none if there is no longer one."""
    for kind, type_, these in (("responsibility", Responsibility, claims.responsibilities), ("claim", Claim, claims.claims), ("deed", Deed, claims.deeds)):
        if isinstance(applied.result, type_):
            return next((node(kind, plan_id, applied.action.key, n) for n, each in enumerate(these, start=1) if each is applied.result), None)
    return node("date", plan_id, applied.action.key, applied.result) if isinstance(applied.result, str) else None
