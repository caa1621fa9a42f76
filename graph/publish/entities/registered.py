"""What the registers say of a thing itself: its other names, its kind, what it is part of, its dates and sums, and where that is said."""

from __future__ import annotations

from pyoxigraph import NamedNode

from concordat.graph.publish.entities.known import Known, source
from concordat.graph.publish.entries import Fact
from concordat.graph.publish.site import Link, days, money, web
from concordat.graph.validate.queries import period

_WORDS = (
    ("Also called", "skos:altLabel"),
    ("Heading", "dct:title"),
    ("Meaning", "skos:definition"),
    ("Kind", "ccc:organisationKind"),
    ("Kind", "ccc:policyKind"),
    ("Kind", "ccc:fundingKind"),
    ("Legal form", "ccc:legalForm"),
    ("Part of", "org:subOrganizationOf"),
    ("Part of", "dct:isPartOf"),
    ("Part of", "eli:is_part_of"),
    ("Wider theme", "skos:broader"),
    ("Related to", "dct:relation"),
    ("Published by", "ccc:publisherName"),
    ("Paid by", "ccc:funder"),
    ("Purpose", "ccc:purpose"),
    ("Status", "ccc:legislationStatus"),
    ("Status", "ccc:policyStatus"),
    ("Became", "ccc:enactedAs"),
    ("Note", "skos:scopeNote"),
    ("Note", "skos:note"),
)  # in this order
_SOURCES = 6  # that are named
Terms = list[tuple[str, tuple[Fact, ...]]]


def facts(known: Known, iri: str) -> Terms:
    """What the registers say of a thing, under the term for each; that it is in no register, if so."""
    thing, found = NamedNode(iri), known.facts
    terms: dict[str, list[Fact]] = {}
    for words, name in _WORDS:
        for value in found.terms(thing, name):
            link = known.link(value.value) if isinstance(value, NamedNode) else Link(value.value.replace("-", " ") if words == "Status" else value.value)
            if link.name != known.label(iri):
                terms.setdefault(words, []).append(Fact(link))
    for words, told in (("Issued", _issued(known, thing)), ("Sum", _sum(known, thing)), ("Runs", days(found.value(thing, "ccc:periodStart"), found.value(thing, "ccc:periodEnd")))):
        if told:
            terms[words] = [Fact(Link(told))]
    if found.value(thing, "ccc:registered") is False:
        terms["Register"] = [Fact(Link("in no register: only what the plan says is known of it"), doubt=True)]
    if outside := web(iri, iri).href:
        terms["Text of the law"] = [Fact(Link(outside, outside))]
    if sources := found.values(thing, "ccc:source"):
        terms["Sources"] = [Fact(source(str(each))) for each in sources[:_SOURCES]]
    if len(others := terms.get("Also called", ())) > 1:
        terms["Also called"] = [Fact(Link("; ".join(each.value.name for each in others)))]
    return [(words, tuple(values)) for words, values in terms.items()]


def _issued(known: Known, thing: NamedNode) -> str:
    said = known.facts.text(thing, "ccc:issued")
    return period(said) if said else ""


def _sum(known: Known, thing: NamedNode) -> str:
    amount, qualifier = known.facts.value(thing, "ccc:amount"), known.facts.text(thing, "ccc:amountQualifier").rpartition("/")[2]
    return money(amount, known.facts.text(thing, "ccc:currency"), qualifier or "exact") if amount is not None else ""
