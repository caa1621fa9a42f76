"""Plans, claims and registers to quads: the only place, beside `vocab`, where the graph takes its shape."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Quad

from concordat.graph import vocab
from concordat.graph.decisions import Decided
from concordat.graph.model import Plan
from concordat.graph.quads import plan as plans
from concordat.graph.quads import register as registers
from concordat.graph.register import Register


def quads(read: Sequence[Plan], claims: Sequence[Decided], register: Register, unconfirmed: bool = False) -> dict[str, list[Quad]]:
    """The stated quads, in the order in which they are written: ``plans``, then ``registers`` with context and ontology, and what is `unconfirmed` if asked for."""
    described: set[NamedNode] = set()
    stated = [quad for plan, its in zip(read, claims) for quad in plans.quads(plan, its, register, described)]
    actions = {(document, action.key): vocab.node("action", plan.id, action.key) for plan in read for document in register.recognised(plan.document.text) for action in plan.actions}
    return {"plans": stated, "registers": [*registers.quads(register, actions), *(registers.unconfirmed(register) if unconfirmed else ())]}
