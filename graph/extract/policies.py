"""Text to the policies, programmes, data sets and standards that it names."""

from __future__ import annotations

from concordat.graph.model import Claim, Entity, Passage, Reading
from concordat.graph.register import Mention, Names, Register


def read(text: Passage, names: Names, register: Register) -> list[Claim]:
    """Each registered policy that the text names, once, with the words that name it first.

    That the words mean this policy is no surer than the register is of it.
    """
    claims: dict[Entity, Claim] = {}
    for mention in mentions(text.text, names):
        printed = text.text[mention.start : mention.end]
        reading = Reading(printed, text.place(mention.start, mention.end), "name-of-policy", register.confidence(mention.entity.key))
        claims.setdefault(mention.entity, Claim("references", mention.entity, reading))
    return list(claims.values())


def mentions(text: str, names: Names) -> list[Mention]:
    """Every place at which the text names a policy, also inside words that name money ("funding the UEC Vanguard")."""
    found = []
    for mention in names.find(text):
        inner = names.within(text, mention) if mention.entity.kind == "funding" else []
        found += [m for m in (mention, *inner) if m.entity.kind == "policy"]
    return found
