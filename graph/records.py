"""The actions of a graph as records: plain dictionaries, ready for JSON, in plan order."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pyoxigraph import NamedNode

from concordat.graph.answer import Answer, Column, Value
from concordat.graph.facts import Facts, word
from concordat.graph.store import Graph

Record = dict[str, Any]


def records(graph: Graph, plan: str | None = None) -> list[Record]:
    """Every action as a record; `plan` keeps those of one plan, by its id.

    The fields are those of the project's documentation: nothing that was read is left out, and each item says where its
    words stand (``at``: code points in a text document, else the cell).
    """
    facts = Facts(graph.store)
    return [_record(facts, each, action) for each in _plans(facts, plan) for action in _actions(facts, each)]


def nodes(graph: Graph, plan: str | None = None) -> list[NamedNode]:
    """The actions themselves, in the order of their records."""
    facts = Facts(graph.store)
    return [action for each in _plans(facts, plan) for action in _actions(facts, each)]


def as_text(found: list[Record], fmt: str) -> str:
    """The records as ``json``, a list, or ``jsonl``, one object a line."""
    if fmt == "jsonl":
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in found)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_answer(found: list[Record], shortest: int | None = None) -> Answer:
    """The records as a table, a row an action, lists joined by "; "; texts longer than `shortest` are cut, for a terminal."""
    columns = tuple(Column(name, about, name not in _READ) for name, about, _ in _COLUMNS)
    rows = tuple(tuple(_cut(cell(record), shortest if name == "text" else None) for name, _, cell in _COLUMNS) for record in found)
    return Answer("actions", "Actions", columns, rows, "Which actions does the plan hold?")


def _cut(value: Value, most: int | None) -> Value:
    words = str(value)
    return value if most is None or len(words) <= most else words[:most].rsplit(" ", 1)[0] + " ..."


def _names(items: list[Record], key: str = "name") -> str:
    return "; ".join(item[key] + (f" ({item['scope']})" if item.get("scope") else "") for item in items)


def _sums(items: list[Record]) -> str:
    shown = []
    for item in items:
        qualifier = "" if item["qualifier"] == "exact" else item["qualifier"].replace("-", " ") + " "
        shown.append(item["label"] + (f": {qualifier}{item['currency']} {item['amount']:,}" if item["amount"] is not None else ""))
    return "; ".join(shown)


_READ = ("ref", "text", "leads", "partners", "start", "finish")
_COLUMNS: tuple[tuple[str, str, Callable[[Record], Value]], ...] = (
    ("plan", "id of the plan", lambda r: r["plan"]),
    ("ref", "reference as printed, without a trailing stop", lambda r: r["ref"]),
    ("section", "number of the section", lambda r: r["section"]),
    ("section_title", "its title", lambda r: r["section_title"]),
    ("text", "the action in words", lambda r: r["text"]),
    ("leads", "organisations that lead", lambda r: _names(r["leads"])),
    ("partners", "organisations named as partners", lambda r: _names(r["partners"])),
    ("mentioned", "other organisations named", lambda r: _names(r["mentioned"])),
    ("unnamed_partners", "whether partners stand there without a name", lambda r: r["unnamed_partners"]),
    ("body_classes", "classes of bodies, with their role", lambda r: "; ".join(f"{c['name']} ({c['role']})" for c in r["body_classes"])),
    ("people", "people and posts in the cells of leads and partners, words only", lambda r: "; ".join(r["people"])),
    ("start", "as printed", lambda r: r["start"]["printed"]),
    ("start_earliest", "first day it may mean", lambda r: r["start"]["earliest"]),
    ("start_latest", "last day it may mean", lambda r: r["start"]["latest"]),
    ("start_kind", "dated, ongoing, long-term, tbc or unstated", lambda r: r["start"]["kind"]),
    ("finish", "as printed", lambda r: r["finish"]["printed"]),
    ("finish_earliest", "first day it may mean", lambda r: r["finish"]["earliest"]),
    ("finish_latest", "last day it may mean", lambda r: r["finish"]["latest"]),
    ("finish_kind", "dated, ongoing, long-term, tbc or unstated", lambda r: r["finish"]["kind"]),
    ("legislation", "laws cited", lambda r: _names(r["legislation"], "label")),
    ("policies", "policies named", lambda r: _names(r["policies"])),
    ("funding", "money named", lambda r: _sums(r["funding"])),
    ("themes", "", lambda r: "; ".join(r["themes"])),
    ("depends_on", "actions that it waits for or serves; those that are only plausible stand in the records alone", lambda r: "; ".join(d["ref"] for d in r["depends_on"] if d["confidence"] != "plausible")),
    ("outcomes", "", lambda r: "; ".join(r["outcomes"])),
    ("status", "", lambda r: r["status"]),
    ("progress", "", lambda r: r["progress"]),
    ("other", "cells of other columns", lambda r: "; ".join(f"{heading}: {cell}" for heading, cell in r["other"].items())),
    ("at", "where the action stands in the document", lambda r: r["at"]),
)


def _plans(facts: Facts, plan: str | None) -> list[NamedNode]:
    return [p for p in facts.instances("ccc:ActionPlan") if plan in (None, facts.text(p, "dct:identifier"))]


def _actions(facts: Facts, plan: NamedNode) -> list[NamedNode]:
    sections = [s for s in facts.subjects("dct:isPartOf", plan) if facts.is_a(s, "ccc:Section")]
    return facts.in_order([a for s in sections for a in facts.subjects("dct:isPartOf", s) if facts.is_a(a, "ccc:Action")])


def _record(facts: Facts, plan: NamedNode, action: NamedNode) -> Record:
    section = facts.node(action, "dct:isPartOf")
    roles = [(r, facts.node(r, "ccc:agent")) for r in facts.in_order(facts.nodes(action, "ccc:hasResponsibility"))]
    bodies = [(r, agent) for r, agent in roles if not facts.is_a(agent, "ccc:BodyClass")]
    claims = facts.in_order(facts.subjects("ccc:claimOf", action))
    return {
        "plan": facts.text(plan, "dct:identifier"),
        "ref": facts.value(action, "ccc:ref"),
        "section": facts.text(section, "ccc:ref") or None,
        "section_title": facts.text(section, "dct:title") or None,
        "text": facts.text(action, "ccc:text"),
        "items": [facts.text(item, "ccc:text") for item in facts.in_order(facts.nodes(action, "ccc:hasItem"))],
        "at": facts.at(action),
        "start": _period(facts, facts.node(action, "ccc:plannedStart")),
        "finish": _period(facts, facts.node(action, "ccc:plannedFinish")),
        "leads": [_body(facts, r, agent) for r, agent in roles if _role(facts, r) == "lead"],
        "partners": [_body(facts, r, agent) for r, agent in bodies if _role(facts, r) == "partner"],
        "mentioned": [_body(facts, r, agent) for r, agent in bodies if _role(facts, r) == "mentioned"],
        "unnamed_partners": bool(facts.value(action, "ccc:unnamedPartners")),
        "body_classes": [_body(facts, r, agent) | {"role": _role(facts, r)} for r, agent in roles if facts.is_a(agent, "ccc:BodyClass")],
        "people": _people(facts, action),
        "legislation": [_claim(facts, c, "label") for c in _of(facts, claims, "citesLegislation")],
        "policies": [_claim(facts, c, "name") for c in _of(facts, claims, "references")],
        "funding": [_money(facts, c) for c in _of(facts, claims, "fundedBy")],
        "themes": [word(facts.node(c, "ccc:value")) for c in _of(facts, claims, "theme")],
        "depends_on": sorted((_dependency(facts, d) for d in facts.subjects("ccc:dependent", action)), key=lambda d: d["confidence"] == "plausible"),
        "outcomes": [facts.text(o, "ccc:text") for o in facts.in_order(facts.nodes(action, "ccc:hasOutcome"))],
        "status": facts.value(action, "ccc:status"),
        "progress": facts.value(action, "ccc:progress"),
        "other": _other(facts, action),
    }


def _people(facts: Facts, action: NamedNode) -> list[str]:
    """Names of people in the order in which the row has them; they are words only, and so carry no order of their own."""
    row = " ".join(facts.text(span, "oa:exact") for span in facts.nodes(action, "ccc:evidence"))
    return sorted(map(str, facts.values(action, "ccc:peoplePrinted")), key=lambda name: (row.find(name), name))


def _period(facts: Facts, date: NamedNode) -> Record:
    return {
        "printed": facts.text(date, "ccc:asPrinted"),
        "earliest": facts.value(date, "ccc:earliest"),
        "latest": facts.value(date, "ccc:latest"),
        "kind": word(facts.node(date, "ccc:dateKind")),
        "edtf": facts.value(date, "ccc:edtf"),
    }


def _role(facts: Facts, responsibility: NamedNode) -> str:
    return word(facts.node(responsibility, "ccc:role"))


def _body(facts: Facts, responsibility: NamedNode, agent: NamedNode) -> Record:
    return {
        "name": facts.text(responsibility, "ccc:agentName") or facts.label(agent),
        "iri": agent.value,
        "printed": facts.text(responsibility, "ccc:asPrinted"),
        "scope": facts.value(responsibility, "ccc:scopeText"),
        "at": facts.at(responsibility),
    }


def _of(facts: Facts, claims: list[NamedNode], prop: str) -> list[NamedNode]:
    return [c for c in claims if word(facts.node(c, "ccc:property")) == prop]


def _claim(facts: Facts, claim: NamedNode, name: str) -> Record:
    thing = facts.node(claim, "ccc:value")
    return {name: facts.label(thing), "iri": thing.value, "printed": facts.text(claim, "ccc:asPrinted"), "at": facts.at(claim)}


def _money(facts: Facts, claim: NamedNode) -> Record:
    thing = facts.node(claim, "ccc:value")
    amount = facts.value(claim, "ccc:amount")
    period = {"earliest": facts.value(claim, "ccc:periodStart"), "latest": facts.value(claim, "ccc:periodEnd")}
    return {
        "label": facts.label(thing),
        "iri": thing.value,
        "amount": amount if amount is None or isinstance(amount, int) else float(amount),
        "qualifier": word(facts.node(claim, "ccc:amountQualifier")),
        "currency": facts.value(claim, "ccc:currency"),
        "period": period if any(period.values()) else None,
        "printed": facts.text(claim, "ccc:asPrinted"),
        "at": facts.at(claim),
    }


def _dependency(facts: Facts, dependency: NamedNode) -> Record:
    """The link, with the words of the action that depends: of several, the longest, which hold the most."""
    action = facts.node(dependency, "ccc:dependent")
    own = [d for d in facts.nodes(dependency, "ccc:basedOn") if facts.node(d, "ccc:deedOf") == action]
    return {
        "ref": facts.label(facts.node(dependency, "ccc:prerequisite")),
        "type": word(facts.node(dependency, "ccc:dependencyType")),
        "confidence": word(facts.node(dependency, "ccc:confidence")),
        "evidence": max((facts.text(d, "ccc:asPrinted") for d in own), key=len, default=""),
    }


def _other(facts: Facts, action: NamedNode) -> dict[str, str]:
    """Cells of columns that mean nothing to us, by their heading; cells under the same heading are joined by a blank line."""
    cells: dict[str, str] = {}
    for cell in facts.in_order([c for c in facts.subjects("dct:isPartOf", action) if facts.is_a(c, "ccc:OtherCell")]):
        heading, text = facts.text(cell, "ccc:heading"), facts.text(cell, "ccc:text")
        cells[heading] = f"{cells[heading]}\n\n{text}" if heading in cells else text
    return cells
