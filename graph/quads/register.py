"""The registers to quads: names and kinds in the register graph, what happened later in the context graph, terms in the ontology graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from concordat.graph import vocab
from concordat.graph.errors import RegisterError
from concordat.graph.quads.sheet import Sheet
from concordat.graph.register import Record, Register
from concordat.graph.vocab import concept, english, entity, node
from concordat.graph.wordlists import listed

_EVENTS = {
    "name-change": "ccc:NameChange",
    "trading-name": "ccc:NameChange",
    "merger": "ccc:Merger",
    "abolition": "ccc:Abolition",
    "split": "ccc:Split",
    "succession": "ccc:Succession",
    "closure": "ccc:Closure",
    "joint-operation": "ccc:JointOperation",
    "role-transfer": "ccc:RoleTransfer",
}


_NO_CHANGE_EVENTS = ("ccc:NameChange", "ccc:RoleTransfer", "ccc:Closure", "ccc:JointOperation")  # none results in another body
_RELATIONS = {"part-of": "org:subOrganizationOf", "sponsored-by": "ccc:sponsoredBy"}


def quads(register: Register, actions: Mapping[tuple[str, str], NamedNode]) -> Iterator[Quad]:
    """The quads of the register, context and ontology graphs.

    `actions` are those of registered documents, by document and reference: continuations of any others are left out.
    """
    known = Sheet(vocab.graph("register"))
    context = Sheet(vocab.graph("context"))
    tables = register.tables
    for row in tables["organisations"]:
        _organisation(known, register, row)
    for row in tables["legislation"]:
        _law(known, context, register, row)
    for row in tables["policies"]:
        _policy(known, context, register, row)
    for row in tables["funding"]:
        _fund(known, register, row)
    for row in tables["themes"]:
        _concept(known, "theme", row["id"], row["label"], row["definition"])
    for row in tables["conditions"]:
        _condition(known, register, row)
    for row in tables["events"]:
        _event(context, register, row)
    for row in tables["legislation-changes"]:
        _law_change(known, context, register, row)
    for row in tables["continuations"]:
        if action := actions.get((row["plan"], row["ref"])):
            _continuation(context, row, action)
    for sheet in (known, context):  # each graph says it of itself, if there is anything in it
        if next(iter(sheet), None):
            sheet.say(sheet.graph, "ccc:checkedOn", register.facts.get("checked"))
    yield from known
    yield from context
    yield from terms()


def unconfirmed(register: Register) -> Iterator[Quad]:
    """Later facts that rest on memory alone, in a graph of their own; they are built only when somebody asks."""
    sheet = Sheet(vocab.graph("unconfirmed"))
    kinds = {"organisations": "organisation", "policies": "policy", "funding": "funding", "legislation": "legislation"}
    for row in register.tables["unconfirmed"]:
        this = node("unconfirmed", row["id"])
        kind, key = kinds[row["register"]], row["subject"]
        about = register.organisation(key) if kind == "organisation" else register.entities[kind, key]
        sheet.is_a(this, "ccc:UnconfirmedFact")
        sheet.say(this, "ccc:subject", entity(about))
        sheet.say(this, "ccc:statement", row["statement"])
        sheet.say(this, "ccc:confidence", concept("confidence", "low"))
        sheet.say(this, "skos:note", row["note"] or None)
    yield from sheet


def terms() -> Iterator[Quad]:
    """The declared terms and concepts, in the order of the ontology file."""
    graph = vocab.graph("ontology")
    for triple in parse(path=str(vocab.ONTOLOGY_FILE), format=RdfFormat.TURTLE):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _sourced(sheet: Sheet, this: NamedNode, row: Record) -> None:
    """Where a fact comes from: an address as an IRI, anything else as the words of a citation."""
    for source in listed(row["sources"]):
        sheet.say(this, "ccc:source", NamedNode(source) if source.startswith(("http://", "https://")) else source)
    sheet.say(this, "ccc:confidence", concept("confidence", row["confidence"]) if row["confidence"] else None)
    sheet.say(this, "skos:note", row.get("note") or None)


def _concept(sheet: Sheet, scheme: str, word: str, label: str, definition: str | None = None) -> NamedNode:
    this = concept(scheme, word)
    sheet.is_a(this, "skos:Concept")
    sheet.listed(this, scheme)
    sheet.say(this, "skos:prefLabel", english(label))
    sheet.say(this, "skos:definition", english(definition) if definition else None)
    return this


def _condition(sheet: Sheet, register: Register, row: Record) -> None:
    """What is said to help bodies carry out a plan together, or is asked of policymakers for it; with what a plan cannot show of it, and what to ask."""
    this = _concept(sheet, "condition", row["id"], row["label"], row["definition"])
    if row["policy"] and ("policy", row["policy"]) not in register.entities:
        raise RegisterError(f"register of conditions, row {row['id']}, column policy: no policy has the id {row['policy']!r}")
    sheet.say(this, "dct:type", _kind(sheet, register, "policy-kind", row["kind"]))
    sheet.say(this, "dct:relation", node("policy", row["policy"]) if row["policy"] else None)
    sheet.say(this, "skos:scopeNote", english(row["unseen"]) if row["unseen"] else None)
    sheet.say(this, "skos:note", english(row["ask"]) if row["ask"] else None)
    _sourced(sheet, this, row)


def _kind(sheet: Sheet, register: Register, scheme: str, word: str) -> NamedNode:
    """A word of a register as a concept; one that nobody has defined is called as it is written."""
    known = register.kinds.get((scheme, word))
    return _concept(sheet, scheme, word, known["label"] if known else word.replace("-", " ").capitalize(), known["definition"] if known else None)


def _organisation(sheet: Sheet, register: Register, row: Record) -> None:
    thing = register.organisation(row["id"])
    this = entity(thing)
    sheet.is_a(this, *(["ccc:BodyClass", "skos:Concept"] if row["class"] == "BodyClass" else ["org:Organization", f"org:{row['class']}"]))
    if thing.kind == "body-class":
        sheet.listed(this, "body-class")
    sheet.say(this, "skos:prefLabel", english(row["name"]))
    sheet.say(this, "skos:altLabel", *(english(form) for form in listed(row["aliases"])))
    sheet.say(this, "ccc:organisationKind", _kind(sheet, register, "organisation-kind", row["kind"]) if row["kind"] else None)
    sheet.say(this, "ccc:legalForm", row["legal_form"] or None)
    parent = register.organisation(row["parent"]) if row["parent"] else None
    if row["parent"] and parent is None:
        raise RegisterError(f"register of organisations, row {row['id']}, column parent: no body has the id {row['parent']!r}")
    relation = "dct:relation" if thing.kind == "body-class" else _RELATIONS[row["parent_relation"] or "part-of"]  # a class of bodies is no part of one
    sheet.say(this, relation, entity(parent) if parent else None)
    sheet.say(this, "ccc:registered", True)
    _sourced(sheet, this, row)


def _law(sheet: Sheet, context: Sheet, register: Register, row: Record) -> None:
    thing = register.entities["legislation", row["id"]]
    this = entity(thing)
    sheet.is_a(this, *{"section": ["eli:LegalResourceSubdivision"], "bill": ["ccc:Bill"]}.get(row["kind"], ["eli:LegalResource"]))
    sheet.say(this, "skos:prefLabel", english(thing.name))
    sheet.say(this, "skos:altLabel", *(english(form) for form in listed(row["aliases"])))
    sheet.say(this, "dct:title", english(row["title"]))
    sheet.say(this, "dct:identifier", row["id"])
    sheet.say(this, "eli:number", row["number"] or None)
    sheet.say(this, "eli:is_part_of", entity(register.entities["legislation", row["part_of"]]) if row["part_of"] else None)
    sheet.say(this, "ccc:enactedAs", entity(register.entities["legislation", row["enacted_as"]]) if row["enacted_as"] else None)
    sheet.say(this, "eli:date_document", Literal(row["passed"], datatype=vocab.DATE) if row["passed"] else None)
    sheet.say(this, "eli:based_on", *(entity(register.entities["legislation", key]) for key in listed(row["made_under"])))
    sheet.say(this, "ccc:citedAlone", True if row["cited_alone"] == "yes" else None)
    context.say(this, "ccc:legislationStatus", row["status"] or None)
    _sourced(sheet, this, row)


def _policy(sheet: Sheet, context: Sheet, register: Register, row: Record) -> None:
    this = node("policy", row["id"])
    sheet.is_a(this, "ccc:PolicyInstrument")
    sheet.say(this, "skos:prefLabel", english(row["name"]))
    sheet.say(this, "skos:altLabel", *(english(form) for form in listed(row["aliases"])))
    sheet.say(this, "ccc:abbreviation", row["abbreviation"] or None)
    sheet.say(this, "ccc:policyKind", _kind(sheet, register, "policy-kind", row["kind"]))
    sheet.say(this, "ccc:publisherName", row["publisher"] or None)
    sheet.say(this, "ccc:issued", Literal(row["issued"], datatype=vocab.EDTF) if row["issued"] else None)
    context.say(this, "ccc:policyStatus", row["status"] or None)
    context.say(this, "dct:isReplacedBy", node("policy", row["superseded_by"]) if row["superseded_by"] else None)
    _sourced(sheet, this, row)


def _fund(sheet: Sheet, register: Register, row: Record) -> None:
    this = node("funding", row["id"])
    sheet.is_a(this, "ccc:FundingStream" if row["kind"] == "stream" else "ccc:FundingMechanism")
    sheet.say(this, "skos:prefLabel", english(row["label"]))
    sheet.say(this, "ccc:fundingKind", _kind(sheet, register, "funding-kind", row["kind"]))
    sheet.say(this, "dct:isPartOf", node("funding", row["part_of"]) if row["part_of"] else None)
    if row["amount"]:
        sheet.say(this, "ccc:amount", int(row["amount"]))
        sheet.say(this, "ccc:currency", row["currency"])
    sheet.say(this, "ccc:amountQualifier", concept("amount-qualifier", row["qualifier"]))
    sheet.say(this, "ccc:periodPrinted", row["period_printed"] or None)
    for column, predicate in (("period_start", "ccc:periodStart"), ("period_end", "ccc:periodEnd")):
        sheet.say(this, predicate, Literal(row[column], datatype=vocab.DATE) if row[column] else None)
    sheet.say(this, "ccc:funder", *(entity(register.organisation(key)) for key in listed(row["funders"])))
    sheet.say(this, "ccc:purpose", row["purpose"] or None)
    _sourced(sheet, this, row)


def _event(sheet: Sheet, register: Register, row: Record) -> None:
    this = node("event", row["id"])
    kind, done = _EVENTS[row["type"]], row["status"] == "done"
    sheet.is_a(this, kind if done else "ccc:PlannedChange")
    sheet.say(this, "ccc:wouldBe", None if done else vocab.term(kind))
    sheet.say(this, "ccc:eventStatus", concept("event-status", row["status"]))
    for column in ("earliest", "latest"):
        sheet.say(this, f"ccc:{column}", Literal(row[column], datatype=vocab.DATE) if row[column] else None)
    sheet.say(this, "ccc:edtf", Literal(row["edtf"], datatype=vocab.EDTF) if row["edtf"] else None)
    for column, ours, theirs in (("original", "ccc:bodyBefore", "org:originalOrganization"), ("resulting", "ccc:bodyAfter", "org:resultingOrganization")):
        bodies = [register.organisation(key) for key in listed(row[column])]
        sheet.say(this, ours, *map(entity, bodies))
        if done and kind not in _NO_CHANGE_EVENTS:  # only these are what W3C ORG means, and only of single bodies
            sheet.say(this, theirs, *(entity(body) for body in bodies if body.kind == "organisation"))
    sheet.say(this, "ccc:scopeOfTransfer", row["scope"] or None)
    sheet.say(this, "ccc:oldName", row["old_name"] or None)
    sheet.say(this, "ccc:newName", row["new_name"] or None)
    sheet.say(this, "ccc:instrument", row["instrument"] or None)
    sheet.say(this, "cv:hasFormalFramework", NamedNode(row["instrument_uri"]) if row["instrument_uri"] else None)
    _sourced(sheet, this, row)


def _law_change(known: Sheet, sheet: Sheet, register: Register, row: Record) -> None:
    this = node("law-change", row["id"])
    sheet.is_a(this, "ccc:LegislativeChange")
    sheet.say(this, "ccc:affecting", entity(register.entities["legislation", row["affecting"]]))
    sheet.say(this, "ccc:affected", entity(register.entities["legislation", row["affected"]]))
    sheet.say(this, "ccc:effectType", _kind(known, register, "effect", row["effect"]))
    sheet.say(this, "ccc:effectDate", Literal(row["date"], datatype=vocab.DATE) if row["date"] else None)
    sheet.say(this, "ccc:changeStatus", _kind(known, register, "change-status", vocab.slug(row["status"])))
    sheet.say(this, "dct:description", english(row["description"]))
    _sourced(sheet, this, row)


def _continuation(sheet: Sheet, row: Record, action: NamedNode) -> None:
    this = node("continuation", row["id"])
    sheet.is_a(this, "ccc:Continuation")
    sheet.say(this, "ccc:laterPolicy", node("policy", row["policy"]))
    sheet.say(this, "ccc:earlierAction", action)
    sheet.say(this, "ccc:theme", concept("theme", row["theme"]))
    sheet.say(this, "ccc:continuationType", concept("continuation-type", row["relation"]))
    sheet.say(this, "ccc:confidence", concept("confidence", row["confidence"]))
    sheet.say(this, "ccc:via", node("policy", row["via"]) if row["via"] else None)
    sheet.say(this, "ccc:quotePlan", row["quote_plan"] or None)
    sheet.say(this, "ccc:quotePage", row["quote_page"] or None)
    sheet.say(this, "ccc:rationale", row["reasoning"])
    for source in listed(row["sources"]):
        sheet.say(this, "ccc:source", NamedNode(source) if source.startswith("http") else source)
