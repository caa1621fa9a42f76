"""What the graph knows of one thing, from which words, by which rule, and how sure: the chain from a name back to the document."""

from __future__ import annotations

from pyoxigraph import NamedNode

from concordat.graph import names, vocab
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.facts import Facts, word
from concordat.graph.store import Graph

_WORDS = (
    Column("what", "what is said"),
    Column("value", "the thing or the words"),
    Column("printed", "the words it was read from"),
    Column("at", "where they stand: code points of the document, or the cell"),
    Column("rule", "the rule that read them"),
    Column("confidence", "how sure: high, medium or low; for links explicit, strong or plausible"),
)
_ACTIONS = (
    Column("ref", "reference of the action"),
    Column("as", "role, or kind of link"),
    Column("printed", "the words it was read from"),
    Column("at", "where they stand"),
    Column("rule", "the rule that read them"),
    Column("confidence", "how sure"),
    Column("action", "the action in words"),
)
_STATEMENTS = (Column("what", "the property"), Column("value", "what the register says"))
_LATER = (Column("when", "first and last day it may have been"), Column("what", "what happened"), Column("status", "done, planned or announced"), Column("to", "what came of it"), Column("source", "where it is said"))
_HIDDEN = {"rdf:type", "skos:inScheme", "ccc:registered", "ccc:evidence"}


def explain(graph: Graph, name: str) -> list[Answer]:
    """What is known of an action (by its reference), a body, law, policy, fund or theme (by name), or anything by its IRI.

    Raises
    ------
    UsageError
        If nothing is called so; the nearest names are offered.
    """
    facts = Facts(graph.store)
    actions = [a for a in facts.instances("ccc:Action") if name.strip().rstrip(".") in (facts.text(a, "ccc:ref"), a.value)]
    if actions:
        return [_action(facts, action) for action in actions]
    thing = names.find(graph, name)
    return [table for table in (_register(facts, thing), _appearances(facts, thing), _later(facts, thing)) if table.rows]


def _action(facts: Facts, action: NamedNode) -> Answer:
    section = facts.node(action, "dct:isPartOf")
    plan = facts.node(section, "dct:isPartOf")
    source = facts.node(plan, "dct:source")
    rows: list[tuple[Value, ...]] = [
        ("action", facts.text(action, "ccc:text"), "", facts.at(action), "", ""),
        ("section", f"{facts.text(section, 'ccc:ref')} {facts.text(section, 'dct:title')}".strip(), "", facts.at(section), "", ""),
    ]
    for role in ("Start", "Finish"):
        date = facts.node(action, f"ccc:planned{role}")
        rows.append(_row(facts, role.lower(), _bounds(facts, date), date))
    for r in facts.in_order(facts.nodes(action, "ccc:hasResponsibility")):
        scope = facts.text(r, "ccc:scopeText")
        value = facts.label(facts.node(r, "ccc:agent")) + (f" ({scope})" if scope else "")
        rows.append(_row(facts, word(facts.node(r, "ccc:role")), value, r))
    for c in facts.in_order(facts.subjects("ccc:claimOf", action)):
        rows.append(_row(facts, _term(facts, facts.node(c, "ccc:property")), facts.label(facts.node(c, "ccc:value")) + _money(facts, c), c))
    for d in facts.in_order(facts.subjects("ccc:deedOf", action)):
        rows.append(_row(facts, facts.label(facts.node(d, "ccc:deedKind")), facts.label(facts.node(d, "ccc:thing")), d))
    rows += _links(facts, action)
    notes = (
        f"Read from {facts.text(source, 'dct:identifier')} (SHA-256 {facts.text(source, 'ccc:sha256')[:12]}...), plan {facts.text(plan, 'dct:identifier')}.",
        "A place such as 11962-11964 counts the characters of that file from 0, the end not included.",
    )
    return Answer(facts.label(action), f"Action {facts.label(action)}", _WORDS, tuple(rows), notes=notes)


def _row(facts: Facts, what: str, value: str, node: NamedNode) -> tuple[Value, ...]:
    sure = facts.node(node, "ccc:confidence")
    return what, value, facts.text(node, "ccc:asPrinted"), facts.at(node), facts.text(node, "ccc:rule"), word(sure) if sure else ""


def _bounds(facts: Facts, date: NamedNode) -> str:
    kind = word(facts.node(date, "ccc:dateKind"))
    first, last = facts.text(date, "ccc:earliest"), facts.text(date, "ccc:latest")
    return kind if kind != "dated" else f"{first or '...'} to {last or '...'}"


def _money(facts: Facts, claim: NamedNode) -> str:
    amount = facts.value(claim, "ccc:amount")
    if amount is None:
        return ""
    qualifier = word(facts.node(claim, "ccc:amountQualifier"))
    return f": {'' if qualifier == 'exact' else qualifier.replace('-', ' ') + ' '}{facts.text(claim, 'ccc:currency')} {amount:,}"


def _links(facts: Facts, action: NamedNode) -> list[tuple[Value, ...]]:
    """What it waits for, what waits for it, and what later policy carries it on, with the words that say so."""
    rows: list[tuple[Value, ...]] = []
    for own, other, what in (("dependent", "prerequisite", "waits for"), ("prerequisite", "dependent", "is needed by")):
        for link in facts.subjects(f"ccc:{own}", action):
            deeds = [d for d in facts.nodes(link, "ccc:basedOn")]
            words = " / ".join(dict.fromkeys(facts.text(d, "ccc:asPrinted") for d in deeds))
            places = ";".join(dict.fromkeys(facts.at(d) for d in deeds))
            value = f"{facts.label(facts.node(link, f'ccc:{other}'))} ({facts.label(facts.node(link, 'ccc:dependencyType')).lower()})"
            rows.append((what, value, words, places, facts.text(link, "ccc:rule"), word(facts.node(link, "ccc:confidence"))))
    for link in facts.subjects("ccc:earlierAction", action):
        value = f"{facts.label(facts.node(link, 'ccc:laterPolicy'))}: {facts.text(link, 'ccc:rationale')}"
        what = f"later policy {facts.label(facts.node(link, 'ccc:continuationType')).lower()}"
        sources = "; ".join(str(s) for s in facts.values(link, "ccc:source"))
        rows.append((what, value, facts.text(link, "ccc:quotePlan"), sources, "register of continuations", word(facts.node(link, "ccc:confidence"))))
    return rows


def _term(facts: Facts, term: NamedNode) -> str:
    return facts.text(term, "rdfs:label") or word(term)


def _register(facts: Facts, thing: NamedNode) -> Answer:
    """Every statement about the thing itself, in plain words."""
    shown = {vocab.term(name) for name in _HIDDEN}
    rows: list[tuple[Value, ...]] = [("identifier", thing.value)]
    found = {(q.predicate, q.object) for q in facts.store.quads_for_pattern(thing, None, None, None) if q.predicate not in shown}
    for predicate, value in sorted(found, key=lambda f: (f[0].value != vocab.term("skos:prefLabel").value, f[0].value, str(f[1]))):
        shows = facts.label(value) if isinstance(value, NamedNode) and predicate != vocab.term("ccc:source") else value.value
        rows.append((_plain_property(facts, predicate), shows))
    return Answer("register", facts.label(thing), _STATEMENTS, tuple(rows))


def _plain_property(facts: Facts, predicate: NamedNode) -> str:
    names = {"skos:prefLabel": "name", "skos:altLabel": "also called", "skos:note": "note", "org:subOrganizationOf": "part of", "dct:isPartOf": "part of", "eli:is_part_of": "part of"}
    return next((words for name, words in names.items() if vocab.term(name) == predicate), _term(facts, predicate))


def _appearances(facts: Facts, thing: NamedNode) -> Answer:
    """The actions that name the thing, with the words."""
    rows = []
    for prop, action_of, kind in (("ccc:agent", "ccc:responsibleFor", "ccc:role"), ("ccc:value", "ccc:claimOf", "ccc:property"), ("ccc:thing", "ccc:deedOf", "ccc:deedKind")):
        for node in facts.subjects(prop, thing):
            action = facts.node(node, action_of)
            as_ = facts.node(node, kind)
            _, _, *words = _row(facts, "", "", node)
            name = word(as_) if prop == "ccc:agent" else _term(facts, as_) if prop == "ccc:value" else facts.label(as_)
            rows.append((facts.value(action, "ccc:order") or 0, (facts.label(action), name, *words, facts.text(action, "ccc:text"))))
    rows.sort(key=lambda row: row[0])
    return Answer("actions", f"Actions that name {facts.label(thing)}", _ACTIONS, tuple(row for _, row in rows))


def _later(facts: Facts, thing: NamedNode) -> Answer:
    """What became of the thing, from outside sources."""
    rows: list[tuple[Value, ...]] = []
    for event in dict.fromkeys([*facts.subjects("org:originalOrganization", thing), *facts.subjects("org:resultingOrganization", thing)]):
        kinds = [word(t) for t in facts.nodes(event, "rdf:type")]
        to = ", ".join(facts.label(n) for n in facts.nodes(event, "org:resultingOrganization"))
        names = f": {facts.text(event, 'ccc:oldName')} to {facts.text(event, 'ccc:newName')}" if facts.text(event, "ccc:newName") else ""
        rows.append((_when(facts, event), ", ".join(kinds) + names, word(facts.node(event, "ccc:eventStatus")), to, _sources(facts, event)))
    for change in facts.subjects("ccc:affected", thing):
        by = facts.label(facts.node(change, "ccc:affecting"))
        what = f"{facts.label(facts.node(change, 'ccc:effectType'))}: {facts.text(change, 'dct:description')}"
        rows.append((facts.text(change, "ccc:effectDate"), what, facts.label(facts.node(change, "ccc:changeStatus")), f"by {by}", _sources(facts, change)))
    for link in facts.subjects("ccc:laterPolicy", thing):
        action = facts.label(facts.node(link, "ccc:earlierAction"))
        what = f"{facts.label(facts.node(link, 'ccc:continuationType'))}: {facts.text(link, 'ccc:rationale')}"
        rows.append(("", what, word(facts.node(link, "ccc:confidence")), f"action {action}", _sources(facts, link)))
    return Answer("later", f"What became of it: {facts.label(thing)}", _LATER, tuple(sorted(rows, key=lambda r: str(r[0]))))


def _when(facts: Facts, event: NamedNode) -> str:
    first, last = facts.text(event, "ccc:earliest"), facts.text(event, "ccc:latest")
    return first if first == last else f"{first} to {last}"


def _sources(facts: Facts, node: NamedNode) -> str:
    return "; ".join(str(s) for s in facts.values(node, "ccc:source"))
