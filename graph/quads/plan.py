"""A plan and its claims to quads: what is printed in one graph, what was read out of it in another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from pyoxigraph import Literal, NamedNode, Quad

from concordat import __version__
from concordat.graph import vocab
from concordat.graph.decisions import Decided
from concordat.graph.extract import periods
from concordat.graph.model import Action, ActionClaims, Claim, Deed, Entity, Passage, Period, Place, Plan, Reading, Responsibility, Section, Span, Unclaimed
from concordat.graph.quads import curation
from concordat.graph.quads.sheet import Sheet
from concordat.graph.register import Register
from concordat.graph.vocab import concept, english, node


def quads(plan: Plan, decided: Decided, register: Register, described: set[NamedNode]) -> Iterator[Quad]:
    """The quads of one plan, in plan order: the graph of what is printed, the graph of claims, and what reviewers decided on them.

    `described` holds the unregistered entities that an earlier plan of the same build has described; it grows.
    """
    writer = _Writer(plan, register, described)
    writer.plan_itself()
    writer.run()
    for section in plan.sections:
        writer.section(section)
    for each in decided.claims:
        writer.printed(each)
        writer.claimed(each)
    writer.unread()
    decisions = curation.sheet(plan.id, decided, writer.evidence)
    writer.spans()
    yield from writer.printed_graph
    yield from writer.claims_graph
    yield from decisions


class _Writer:
    """Writes both graphs of one plan; spans are collected, and written once at the end of what is printed."""

    def __init__(self, plan: Plan, register: Register, described: set[NamedNode]) -> None:
        self.plan, self.register, self._described = plan, register, described
        self.printed_graph = Sheet(vocab.graph("plan", plan.id))
        self.claims_graph = Sheet(vocab.graph("claims", plan.id))
        self.this = node("plan", plan.id)
        self.source = node("source", plan.id)
        self._run = node("run", plan.id)
        self._spans: dict[Span, str | None] = {}
        self.issued = periods.stated(plan.facts.get("issued", ""))

    def _node(self, kind: str, action: Action, *parts: object) -> NamedNode:
        return node(kind, self.plan.id, action.key, *parts)

    def evidence(self, place: Place) -> list[NamedNode]:
        """The spans of a place, which are written at the end."""
        for span, label in zip_longest(place.spans, place.labels):
            self._spans.setdefault(span, label)
        return [vocab.span(self.plan.id, span) for span in place.spans]

    # ---- what is printed ----

    def plan_itself(self) -> None:
        say, facts, document = self.printed_graph.say, self.plan.facts, self.plan.document
        self.printed_graph.is_a(self.this, "ccc:ActionPlan")
        say(self.this, "dct:identifier", self.plan.id)
        say(self.this, "dct:title", english(self.plan.title))
        if self.issued:
            say(self.this, "ccc:issuedPrinted", facts["issued"])
            say(self.this, "ccc:earliest", self.issued.earliest)
            say(self.this, "ccc:latest", self.issued.latest)
        say(self.this, "ccc:publisherName", facts.get("publisher"))
        say(self.this, "dct:source", self.source)
        for words, count in self.plan.tally.items():
            say(self.this, "ccc:tally", f"{words}: {count}")
        self.printed_graph.is_a(self.source, "ccc:SourceDocument")
        say(self.source, "dct:identifier", document.name)
        say(self.source, "ccc:sha256", document.sha256)
        say(self.source, "ccc:charLength", len(document.text))
        say(self.source, "dct:rights", facts.get("rights"))
        say(self.source, "ccc:publishedAt", NamedNode(facts["published_at"]) if "published_at" in facts else None)
        say(self.source, "skos:note", facts.get("note"))

    def run(self) -> None:
        """What read the claims: no time, so that the same document and the same rules give the same bytes."""
        this, say = self._run, self.claims_graph.say
        say(self.claims_graph.graph, "prov:wasGeneratedBy", this)
        self.claims_graph.is_a(this, "ccc:ExtractionRun")
        say(this, "prov:used", self.source)
        say(this, "ccc:programVersion", __version__)
        say(this, "ccc:ruleSet", self.register.fingerprint)
        say(this, "ccc:documentHash", self.plan.document.sha256)
        for _, taken in self.plan.columns:
            say(this, "ccc:columnTaken", *(f"{heading}: {meaning} ({why})" for heading, meaning, why in taken))

    def section_node(self, section: Section) -> NamedNode:
        """Sections are told apart by their number, or by their order where none is printed or one is repeated."""
        same = [s for s in self.plan.sections if s.number == section.number]
        return node("section", self.plan.id, section.number if section.number and same[0] == section else f"{section.number}-{section.order}")

    def section(self, section: Section) -> None:
        this, say = self.section_node(section), self.printed_graph.say
        self.printed_graph.is_a(this, "ccc:Section")
        say(this, "ccc:ref", section.number)
        say(this, "ccc:order", section.order)
        say(this, "dct:title", english(section.title))
        say(this, "dct:isPartOf", self.this)
        say(this, "ccc:place", str(section.place) or None)
        say(this, "ccc:evidence", *self.evidence(section.place))

    def printed(self, claims: ActionClaims) -> None:
        action, say = claims.action, self.printed_graph.say
        this = self._node("action", action)
        self.printed_graph.is_a(this, "ccc:Action")
        say(this, "ccc:ref", action.ref)
        say(this, "ccc:asPrinted", action.ref_printed if action.ref_printed != (action.ref or "") else None)
        say(this, "ccc:order", action.order)
        say(this, "dct:isPartOf", self.section_node(action.section))
        say(this, "ccc:text", action.text.text)
        say(this, "ccc:hasOutcome", *(self._node("outcome", action, n) for n in range(1, len(action.outcomes) + 1)))
        say(this, "ccc:status", claims.status)
        say(this, "ccc:progress", action.progress.text or None)
        say(this, "ccc:place", str(action.place))
        say(this, "ccc:evidence", *self.evidence(action.place))
        say(this, "ccc:hasItem", *(self._node("item", action, n) for n in range(1, len(action.items) + 1)))
        for n, item in enumerate(action.items, start=1):
            self._part("item", "ccc:ActionItem", action, n, item)
        for n, outcome in enumerate(action.outcomes, start=1):
            self._part("outcome", "ccc:Outcome", action, n, outcome)
        for n, (heading, cell) in enumerate(action.other, start=1):
            say(self._part("cell", "ccc:OtherCell", action, n, cell), "ccc:heading", heading)

    def _part(self, kind: str, type_: str, action: Action, n: int, words: Passage) -> NamedNode:
        this, say = self._node(kind, action, n), self.printed_graph.say
        self.printed_graph.is_a(this, type_)
        say(this, "ccc:order", n)
        say(this, "ccc:text", words.text)
        say(this, "dct:isPartOf", self._node("action", action))
        say(this, "ccc:place", str(words.place()))
        say(this, "ccc:evidence", *self.evidence(words.place()))
        return this

    def unread(self) -> None:
        for number, place, text in self.plan.unread:
            this = node("row", self.plan.id, number)
            self.printed_graph.is_a(this, "ccc:UnreadRow")
            self.printed_graph.say(this, "ccc:order", number)
            self.printed_graph.say(this, "ccc:text", text)
            self.printed_graph.say(this, "dct:isPartOf", self.this)
            self.printed_graph.say(this, "ccc:place", str(place))
            self.printed_graph.say(this, "ccc:evidence", *self.evidence(place))

    def spans(self) -> None:
        say, text = self.printed_graph.say, self.plan.document.text
        for span in sorted(self._spans):
            this = vocab.span(self.plan.id, span)
            self.printed_graph.is_a(this, "ccc:TextSpan")
            say(this, "oa:hasSource", self.source)
            say(this, "oa:start", span.start)
            say(this, "oa:end", span.end)
            say(this, "oa:exact", text[span.start : span.end])
            say(this, "ccc:cellLabel", self._spans[span])

    # ---- what was read out of it ----

    def claimed(self, claims: ActionClaims) -> None:
        action, say = claims.action, self.claims_graph.say
        this = self._node("action", action)
        for n, reading in enumerate(claims.unnamed_partners, start=1):
            self._unnamed(action, n, reading)
        say(this, "ccc:peoplePrinted", *claims.people)
        for n, responsibility in enumerate(claims.responsibilities, start=1):
            self._responsibility(action, n, responsibility)
        for role, (period, reading) in claims.periods.items():
            self._period(action, role, period, reading)
        for n, claim in enumerate(claims.claims, start=1):
            self._claim(action, n, claim)
        for n, deed in enumerate(claims.deeds, start=1):
            self._deed(action, n, deed)
        for n, unclaimed in enumerate(claims.unclaimed, start=1):
            self._leftover(action, n, unclaimed)

    def _is_a(self, this: NamedNode, type_: str) -> None:
        """Whatever was read leads to the run that read it, and so to the version of its rule."""
        self.claims_graph.is_a(this, type_)
        self.claims_graph.say(this, "prov:wasGeneratedBy", self._run)

    def _reading(self, this: NamedNode, reading: Reading) -> None:
        say = self.claims_graph.say
        say(this, "ccc:asPrinted", reading.printed)
        say(this, "ccc:place", str(reading.place))
        say(this, "ccc:evidence", *self.evidence(reading.place))
        say(this, "ccc:rule", reading.rule)
        say(this, "ccc:confidence", concept("confidence", reading.confidence))

    def _responsibility(self, action: Action, n: int, what: Responsibility) -> None:
        this, say = self._node("responsibility", action, n), self.claims_graph.say
        say(self._node("action", action), "ccc:hasResponsibility", this)
        self._is_a(this, "ccc:Responsibility")
        say(this, "ccc:responsibleFor", self._node("action", action))
        say(this, "ccc:agent", self._entity(what.agent))
        name = self.register.name_at(what.agent, self.issued.latest if self.issued else None, what.reading.printed)
        say(this, "ccc:agentName", name if name != what.agent.name else None)
        say(this, "ccc:role", concept("role", what.role))
        say(this, "ccc:order", n)
        say(this, "ccc:scopeText", what.scope)
        say(this, "ccc:scope", self._entity(what.scope_entity) if what.scope_entity else None)
        self._reading(this, what.reading)

    def _unnamed(self, action: Action, n: int, reading: Reading) -> None:
        """Partners without a name: the claim makes the flag, and has the words."""
        this, say = self._node("claim", action, f"unnamed-{n}"), self.claims_graph.say
        self._is_a(this, "ccc:Claim")
        say(this, "ccc:claimOf", self._node("action", action))
        say(this, "ccc:property", vocab.ccc("unnamedPartners"))
        say(this, "ccc:value", True)
        self._reading(this, reading)

    def _entity(self, thing: Entity) -> NamedNode:
        """The entity's IRI; one in no register is described here, with the name that the plan gives it."""
        this = vocab.entity(thing)
        if thing.registered or this in self._described:
            return this
        self._described.add(this)
        types = {"organisation": ["org:Organization"], "body-class": ["ccc:BodyClass", "skos:Concept"], "legislation": ["eli:LegalResource", "eli:LegalResourceSubdivision"], "funding": ["ccc:FundingStream"], "product": ["ccc:PlanProduct"]}
        self.claims_graph.is_a(this, *types[thing.kind])
        if thing.kind == "body-class":
            self.claims_graph.listed(this, "body-class")
        self.claims_graph.say(this, "skos:prefLabel", english(thing.name))
        self.claims_graph.say(this, "ccc:registered", False)
        return this

    def _period(self, action: Action, role: str, period: Period, reading: Reading | None) -> None:
        this, say = self._node("date", action, role), self.claims_graph.say
        say(self._node("action", action), f"ccc:planned{role.capitalize()}", this)
        self._is_a(this, "ccc:FuzzyDate")
        say(this, "ccc:dateKind", concept("date-kind", period.kind))
        say(this, "ccc:earliest", period.earliest)
        say(this, "ccc:latest", period.latest)
        say(this, "ccc:edtf", Literal(period.edtf, datatype=vocab.EDTF) if period.edtf else None)
        if reading:
            self._reading(this, reading)
        else:
            say(this, "ccc:asPrinted", "")

    def _claim(self, action: Action, n: int, claim: Claim) -> None:
        this, say = self._node("claim", action, n), self.claims_graph.say
        self._is_a(this, "ccc:Claim")
        say(this, "ccc:claimOf", self._node("action", action))
        say(this, "ccc:property", vocab.ccc(claim.property))
        say(this, "ccc:value", self._entity(claim.value))
        say(this, "ccc:order", n)
        if claim.money:
            money = claim.money
            say(this, "ccc:amount", money.amount)
            say(this, "ccc:amountQualifier", concept("amount-qualifier", money.qualifier))
            say(this, "ccc:currency", money.currency)
            say(this, "ccc:periodStart", money.earliest)
            say(this, "ccc:periodEnd", money.latest)
        self._reading(this, claim.reading)

    def _deed(self, action: Action, n: int, deed: Deed) -> None:
        this, say = self._node("deed", action, n), self.claims_graph.say
        self._is_a(this, "ccc:Deed")
        say(this, "ccc:deedOf", self._node("action", action))
        say(this, "ccc:deedKind", concept("deed", deed.kind))
        say(this, "ccc:thing", self._entity(deed.thing))
        say(this, "ccc:order", n)
        self._reading(this, deed.reading)

    def _leftover(self, action: Action, n: int, unclaimed: Unclaimed) -> None:
        this, say = self._node("leftover", action, n), self.claims_graph.say
        self._is_a(this, "ccc:UnclaimedWords")
        say(this, "dct:isPartOf", self._node("action", action))
        say(this, "ccc:looksLike", unclaimed.looks_like)
        self._reading(this, unclaimed.reading)
