"""A plan in StratML, Part 1 (ISO 17469-1): sections are goals, actions are objectives, and whatever has no element of its own is words, or is said to be left out.

Part 1 has no date, no role, no link and no doubt on an objective. These stand as lines of words in its ``OtherInformation``, so that a reader of the
file loses nothing of the plan; what would be noise there (how each claim was read) is left out, counted and said.
"""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from concordat.graph import records
from concordat.graph.errors import GraphError, UsageError
from concordat.graph.facts import Facts, word
from concordat.graph.output import visible
from concordat.graph.records import Record
from concordat.graph.store import Graph

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
_ROLES = {"lead": "Lead", "partner": "Partner"}
_NAMED = ("leads", "partners", "mentioned", "body_classes", "legislation", "policies", "funding")
# What becomes words, in the order in which it is told.
_WORDS = (
    "dates of actions",
    "roles, lead or partner",
    "roles limited to a part",
    "partners without a name",
    "bodies that are only named",
    "laws",
    "policies",
    "sums and streams of money",
    "themes",
    "dependencies",
    "outcomes",
    "statuses",
    "notes on progress",
    "cells of other columns",
    "doubts about readings",
    "places of actions",
    "dates of publication",
)
_COMMENT = "StratML Part 1 (ISO 17469-1). What it has no element for stands in OtherInformation, as words; the last lines of that of the plan say what is left out."


def stratml(graph: Graph, plan: str | None = None) -> tuple[bytes, tuple[str, ...]]:
    """One plan as StratML, and lines that say what is in it only as words, and what is left out.

    Raises
    ------
    UsageError
        If the graph has no plan `plan`, or several and none is named.
    GraphError
        If the graph has no plan, or the plan no section.
    """
    written = _Writer(graph, _chosen(graph, plan))
    ET.indent(written.root)
    body = ET.tostring(written.root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {_COMMENT} -->\n{body}\n'.encode(), written.notices


def plans(graph: Graph) -> list[str]:
    """The ids of the plans in a graph."""
    facts = Facts(graph.store)
    return [facts.text(plan, "dct:identifier") for plan in facts.instances("ccc:ActionPlan")]


def _chosen(graph: Graph, plan: str | None) -> str:
    found = plans(graph)
    if not found:
        raise GraphError(f"{graph.path or 'this graph'} holds no plan: make one with concordat build")
    if plan is None and len(found) > 1:
        raise UsageError(f"a StratML file holds one plan, and this graph has {len(found)}: choose one with --plan: {', '.join(found)}")
    if plan is not None and plan not in found:
        raise UsageError(f"no plan in this graph is called {plan!r}: choose {', '.join(found)}")
    return plan or found[0]


class _Writer:
    """Builds the tree in the order that the schema demands; counts what becomes words (`words`) and what is left out (`lost`)."""

    def __init__(self, graph: Graph, plan: str) -> None:
        self.facts, self.words, self.lost = Facts(graph.store), Counter(dict.fromkeys(_WORDS, 0)), Counter[str]()
        self.plan = next(p for p in self.facts.instances("ccc:ActionPlan") if self.facts.text(p, "dct:identifier") == plan)
        self.sections = self.facts.in_order([s for s in self.facts.subjects("dct:isPartOf", self.plan) if self.facts.is_a(s, "ccc:Section")])
        if not self.sections:
            raise GraphError(f"the plan {plan} has no section, and StratML asks for one: build the graph again with concordat build")
        self.within = {s: self.facts.in_order([a for a in self.facts.subjects("dct:isPartOf", s) if self.facts.is_a(a, "ccc:Action")]) for s in self.sections}
        self.actions = self.facts.in_order([action for some in self.within.values() for action in some])
        self.records = dict(zip(self.actions, records.records(graph, plan), strict=True))
        self.source = self.facts.node(self.plan, "dct:source")
        self.root = ET.Element("StrategicPlan", {"xmlns": NAMESPACE})
        self._left_out()
        self._plan()

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader of the file must know, each with its number."""
        kept = ("only as words, since StratML has no element for it", self.words), ("left out, since StratML has no place for it", self.lost)
        told = ((said, [f"{of} ({n:,})" for of, n in counted.items() if n]) for said, counted in kept)
        return tuple(f"{said}: {', '.join(items)}" for said, items in told if items)

    # ---- the elements

    def _plan(self) -> None:
        title = self.facts.text(self.plan, "dct:title")
        _say(self.root, "Name", title)
        note = self.facts.text(self.source, "skos:note") if self.source else ""
        if note:
            _say(self.root, "Description", note)
        other = ET.SubElement(self.root, "OtherInformation")
        core = ET.SubElement(self.root, "StrategicPlanCore")
        publisher = self.facts.text(self.plan, "ccc:publisherName")
        if publisher:
            organisation = ET.SubElement(core, "Organization")
            _say(organisation, "Name", publisher)
            _say(organisation, "Identifier", _identifier(f"{self.plan.value}/publisher"))
        for section in self.sections:
            self._goal(core, section, title)
        other.text = visible("\n".join(self._about()))  # last, when all is counted
        self._administrative()

    def _goal(self, core: ET.Element, section: NamedNode, title: str) -> None:
        goal, number = ET.SubElement(core, "Goal"), self.facts.text(section, "ccc:ref")
        _say(goal, "Name", self.facts.text(section, "dct:title") or title)
        _say(goal, "Description", "")  # demanded by the schema; a plan prints none
        _say(goal, "Identifier", _identifier(section.value))
        if number:
            _say(goal, "SequenceIndicator", number)
        for action in self.within[section]:
            self._objective(goal, action, self.records[action])

    def _objective(self, goal: ET.Element, action: NamedNode, record: Record) -> None:
        objective, ref = ET.SubElement(goal, "Objective"), record["ref"]
        _say(objective, "Name", f"Action {ref}" if ref else f"Action number {self.facts.text(action, 'ccc:order')} of the plan (no reference printed)")
        _say(objective, "Description", record["text"])
        _say(objective, "Identifier", _identifier(action.value))
        if ref:
            _say(objective, "SequenceIndicator", ref)
        doubts = self._doubts(action)
        groups = {(body["iri"], body["at"]) for body in record["body_classes"]}
        for role, bodies in (("lead", record["leads"]), ("partner", record["partners"] + [c for c in record["body_classes"] if c["role"] == "partner"])):
            for body in bodies:
                self._stakeholder(objective, body, role, "Generic_Group" if (body["iri"], body["at"]) in groups else "Organization", doubts)
        lines = [line for line in self._other(record, doubts) if line]
        if lines:
            _say(objective, "OtherInformation", "\n".join(lines))

    def _stakeholder(self, objective: ET.Element, body: Record, role: str, kind: str, doubts: dict[tuple[str, str], str]) -> None:
        stakeholder = ET.SubElement(objective, "Stakeholder", {"StakeholderTypeType": kind})
        _say(stakeholder, "Name", body["name"])
        scope = f" ({body['scope']})" if body["scope"] else ""
        self.words["roles, lead or partner"] += 1
        self.words["roles limited to a part"] += bool(scope)
        _say(stakeholder, "Description", f"{_ROLES[role]}{scope}{self._doubt(doubts, body['iri'], body['at'])}")

    def _administrative(self) -> None:
        """The day of publication, if it is known to the day, and the address; who submits the file is not known."""
        first, last = self.facts.text(self.plan, "ccc:earliest"), self.facts.text(self.plan, "ccc:latest")
        address = self.facts.node(self.source, "ccc:publishedAt") if self.source else None
        told = {"PublicationDate": first if first and first == last else "", "Source": address.value if address else ""}
        if any(told.values()):
            administrative = ET.SubElement(self.root, "AdministrativeInformation")
            for name, value in told.items():
                if value:
                    _say(administrative, name, value)

    # ---- what has no element: words

    def _about(self) -> Iterator[str]:
        """Of the plan: its date in words, the rights, the document, and how far the file goes."""
        first, last = self.facts.text(self.plan, "ccc:earliest"), self.facts.text(self.plan, "ccc:latest")
        if first != last:
            self.words["dates of publication"] += 1
            yield f"Issued: {self.facts.text(self.plan, 'ccc:issuedPrinted')} ({first} to {last})"
        rights = self.facts.text(self.source, "dct:rights") if self.source else ""
        yield f"Rights: {rights or 'nothing is known of the rights in this document.'}"
        if self.source:
            yield f"Read from: {self.facts.text(self.source, 'dct:identifier')} (SHA-256 {self.facts.text(self.source, 'ccc:sha256')})"
        for line in self.notices:
            yield f"{line[:1].upper()}{line[1:]}."

    def _other(self, record: Record, doubts: dict[tuple[str, str], str]) -> Iterator[str]:
        for role in ("start", "finish"):
            yield self._date(role, record[role], doubts)
        if record["unnamed_partners"]:
            yield self._line("Partners without a name", ["yes"], "partners without a name")
        also = record["mentioned"] + [c for c in record["body_classes"] if c["role"] == "mentioned"]
        yield self._line("Also named", [body["name"] + self._doubt(doubts, body["iri"], body["at"]) for body in also], "bodies that are only named")
        yield self._line("Law", [law["label"] + self._doubt(doubts, law["iri"], law["at"]) for law in record["legislation"]], "laws")
        yield self._line("Policies", [policy["name"] + self._doubt(doubts, policy["iri"], policy["at"]) for policy in record["policies"]], "policies")
        yield self._line("Money", [_sum(money) + self._doubt(doubts, money["iri"], money["at"]) for money in record["funding"]], "sums and streams of money")
        yield self._line("Themes", [theme.replace("-", " ") + self._doubt(doubts, "theme", theme) for theme in record["themes"]], "themes")
        yield self._line("Depends on", [f"{d['ref']} ({d['type']}, {d['confidence']}: “{d['evidence']}”)" for d in record["depends_on"]], "dependencies")
        yield self._line("Outcomes", record["outcomes"], "outcomes")
        yield self._line("Status", [record["status"]] if record["status"] else [], "statuses")
        yield self._line("Progress", [record["progress"]] if record["progress"] else [], "notes on progress")
        for heading, cell in record["other"].items():
            yield self._line(heading, [cell], "cells of other columns")
        yield self._line("In the document at", [record["at"]] if record["at"] else [], "places of actions")

    def _line(self, name: str, items: Sequence[str], unit: str) -> str:
        self.words[unit] += len(items)
        return f"{name}: {'; '.join(items)}" if items else ""

    def _date(self, role: str, period: Record, doubts: dict[tuple[str, str], str]) -> str:
        """As printed, with the days that it may mean; an empty cell says nothing."""
        if not period["printed"]:
            return ""
        bounds = [day for day in (period["earliest"] and f"from {period['earliest']}", period["latest"] and f"to {period['latest']}") if day]
        meaning = " ".join(bounds) if bounds else period["kind"]
        return self._line(role.capitalize(), [f"{period['printed']} ({meaning}){self._doubt(doubts, role, '')}"], "dates of actions")

    # ---- doubt, and what is left out

    def _doubts(self, action: NamedNode) -> dict[tuple[str, str], str]:
        """What was read of the action with less than high confidence: by thing and place, by ``start`` and ``finish``, by ``theme`` and its word."""
        facts, found = self.facts, {}
        for each, thing in ((r, facts.node(r, "ccc:agent")) for r in facts.nodes(action, "ccc:hasResponsibility")):
            found[thing.value if thing else "", facts.at(each)] = each
        for each in facts.subjects("ccc:claimOf", action):
            thing = facts.node(each, "ccc:value")
            theme = word(facts.node(each, "ccc:property")) == "theme"
            if thing:
                found["theme" if theme else thing.value, word(thing) if theme else facts.at(each)] = each
        for role in ("start", "finish"):
            found |= {(role, ""): each for each in facts.nodes(action, f"ccc:planned{role.capitalize()}")}
        sure = {key: facts.node(each, "ccc:confidence") for key, each in found.items()}
        return {key: word(value) for key, value in sure.items() if value and word(value) != "high"}

    def _doubt(self, doubts: dict[tuple[str, str], str], thing: str, at: str) -> str:
        sure = doubts.get((thing, at))
        self.words["doubts about readings"] += bool(sure)
        return f" [read with {sure} confidence]" if sure else ""

    def _left_out(self) -> None:
        """Everything that the graph has of this plan and the file has not."""
        facts, actions = self.facts, set(self.actions)
        for action in self.actions:
            self.lost["names of people and posts"] += len(self.records[action]["people"])
        things = {each["iri"] for record in self.records.values() for field in _NAMED for each in record[field]}
        self.lost["identifiers of bodies, laws, policies and money"] = len(things)
        of = {"ccc:Responsibility": "ccc:responsibleFor", "ccc:Claim": "ccc:claimOf"}
        readings = [r for kind, prop in of.items() for r in facts.instances(kind) if facts.node(r, prop) in actions]
        readings += [d for a in self.actions for prop in ("ccc:plannedStart", "ccc:plannedFinish") for d in facts.nodes(a, prop) if facts.at(d)]
        self.lost["places and rules of readings"] = len(readings)
        self.lost["deeds (what an action does to a thing)"] = sum(facts.node(d, "ccc:deedOf") in actions for d in facts.instances("ccc:Deed"))
        self.lost["stretches of words from which nothing was read"] = sum(facts.node(w, "dct:isPartOf") in actions for w in facts.instances("ccc:UnclaimedWords"))
        self.lost["rows that were not understood"] = sum(facts.node(r, "dct:isPartOf") == self.plan for r in facts.instances("ccc:UnreadRow"))
        self.lost["links to later policies"] = sum(facts.node(c, "ccc:earlierAction") in actions for c in facts.instances("ccc:Continuation"))
        decisions = facts.instances("ccc:Decision")
        self.lost["decisions of reviewers"] = sum(facts.node(d, "ccc:decisionOf") in actions or facts.node(d, "ccc:decisionIn") == self.plan for d in decisions)


def _say(parent: ET.Element, name: str, words: str) -> None:
    """A child with these words; characters that XML cannot hold become U+FFFD."""
    ET.SubElement(parent, name).text = visible(words)


def _identifier(iri: str) -> str:
    """A name that XML takes as an ID, made of our IRI alone: the same thing has the same one in every file."""
    return f"_{uuid.uuid5(uuid.NAMESPACE_URL, iri)}"


def _sum(money: Record) -> str:
    qualifier = "" if money["qualifier"] in (None, "exact") else f"{money['qualifier'].replace('-', ' ')} "
    amount = f": {qualifier}{money['currency']} {money['amount']:,}" if money["amount"] is not None else ""
    period = money["period"]
    return f"{money['label']}{amount}" + (f" ({period['earliest']} to {period['latest']})" if period else "")
