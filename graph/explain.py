"""What the graph knows of one thing, from which words, by which rule, and how sure: the chain from a name back to the document."""

from __future__ import annotations

from collections.abc import Iterator

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
_CARRIED = (
    Column("policy", "the later policy"),
    Column("how", "continues, extends, restates, replaces, weakens; or only context, a complement, a need or a gap"),
    Column("why", "our reasoning"),
    Column("confidence", "explicit, strong or plausible"),
    Column("quote_plan", "words of the plan", True),
    Column("quote_page", "words of the guidance page of 2026", True),
    Column("source", "where it is said", True),
)
_STATEMENTS = (Column("what", "the property"), Column("value", "what the register says"))
_LATER = (Column("when", "first and last day it may have been"), Column("what", "what happened"), Column("status", "done, planned or announced"), Column("to", "who took it on"), Column("source", "where it is said", True))
_DECISION = Column("decision", "what a reviewer said of it")
_HIDDEN = {"rdf:type", "skos:inScheme", "ccc:registered", "ccc:evidence"}


def explain(graph: Graph, name: str) -> list[Answer]:
    """What is known of an action (by its reference), a body, law, policy, fund or theme (by name), or anything by its IRI.

    Raises
    ------
    UsageError
        If nothing is called so; the nearest names are offered.
    """
    facts = Facts(graph.store)
    wanted = name.strip().rstrip(".")
    actions = [a for a in facts.instances("ccc:Action") if wanted in (facts.text(a, "ccc:ref"), word(a), a.value)]
    if actions:
        return [table for action in actions for table in _action(facts, action)]
    thing = names.find(graph, name)
    return [table for table in (_register(facts, thing), _appearances(facts, thing), _matched(facts, thing), _later(facts, thing)) if table.rows]


def _action(facts: Facts, action: NamedNode) -> list[Answer]:
    """The action itself; what was read out of it; what it waits for and what waits for it; what carries it on."""
    section = facts.node(action, "dct:isPartOf")
    plan = facts.node(section, "dct:isPartOf")
    source = facts.node(plan, "dct:source")
    itself = (
        ("text", facts.text(action, "ccc:text")),
        ("section", f"{facts.text(section, 'ccc:ref')} {facts.text(section, 'dct:title')}".strip()),
        ("place", facts.at(action)),
        ("read from", f"{facts.text(source, 'dct:identifier')}, SHA-256 {facts.text(source, 'ccc:sha256')[:16]}..."),
        ("plan", f"{facts.text(plan, 'dct:identifier')}: {facts.text(plan, 'dct:title')}"),
        ("identifier", action.value),
    )
    people = len(facts.values(action, "ccc:peoplePrinted"))
    itself += (("people and posts", f"{people}, words in the record and nothing else: concordat actions -f jsonl"),) if people else ()
    name = _called(facts, action)
    counted = "-" in facts.at(action) and facts.at(action).replace("-", "").replace(";", "").isdigit()
    notes = ("A place such as 11962-11964 counts the characters of the file from 0, the end not included.",) if counted else ()
    tables = [
        Answer("action", f"Action {name}", _STATEMENTS, itself),
        Answer("claims", f"What was read out of {name}", *_read(facts, action), notes=notes),
        Answer("links", f"What {name} depends on, and what depends on it", _WORDS, tuple(_links(facts, action))),
        Answer("later", f"What later policy does with {name}", _CARRIED, tuple(_carried(facts, action))),
    ]
    return [table for table in tables if table.rows]


def _read(facts: Facts, action: NamedNode) -> tuple[tuple[Column, ...], tuple[tuple[Value, ...], ...]]:
    """What was read, with what reviewers decided beside it, and below it what they rejected; no such column where nobody decided."""
    claims = list(_claims(facts, action))
    decisions = facts.subjects("ccc:decisionOf", action)
    if not decisions:
        return _WORDS, tuple(row for _, row in claims)
    rows = [(*row, " / ".join(_said(facts, d) for d in facts.subjects("ccc:decidesOn", node))) for node, row in claims]
    for each in (d for d in decisions if not facts.node(d, "ccc:decidesOn")):
        _, value, *words, _ = _row(facts, "", facts.text(each, "ccc:takenFor"), each)
        rows.append((f"{facts.text(each, 'ccc:readAs')}, rejected", value, *words, word(facts.node(each, "ccc:confidenceBefore")), _said(facts, each)))
    return (*_WORDS, _DECISION), tuple(rows)


def _said(facts: Facts, decision: NamedNode) -> str:
    """A decision in words: what, by whom, when and why; what the program had made of the words; where it is written."""
    verdict, thing = facts.label(facts.node(decision, "ccc:verdict")), facts.node(decision, "ccc:matchedWith")
    said = f"{verdict} {facts.label(thing)}" if thing else verdict
    for join, told in (("by", facts.text(decision, "ccc:decidedBy")), ("on", facts.text(decision, "ccc:decidedWhen"))):
        said += f" {join} {told}" if told else ""
    was = f"was {facts.text(decision, 'ccc:takenFor')}, {word(facts.node(decision, 'ccc:confidenceBefore'))}"
    return "; ".join(part for part in (said, facts.text(decision, "skos:note"), was, facts.text(decision, "ccc:writtenAt")) if part)


def _called(facts: Facts, action: NamedNode) -> str:
    """The reference of an action, or its key where none is printed; with the plan's id where the graph holds several plans."""
    name = facts.text(action, "ccc:ref") or word(action)
    plan = facts.node(facts.node(action, "dct:isPartOf"), "dct:isPartOf")
    return f"{facts.text(plan, 'dct:identifier')} {name}" if len(facts.instances("ccc:ActionPlan")) > 1 else name


def _claims(facts: Facts, action: NamedNode) -> Iterator[tuple[NamedNode, tuple[Value, ...]]]:
    """Every claim with its row."""
    for role in ("Start", "Finish"):
        date = facts.node(action, f"ccc:planned{role}")
        yield date, _row(facts, role.lower(), _bounds(facts, date), date)
    for r in facts.in_order(facts.nodes(action, "ccc:hasResponsibility")):
        scope = facts.text(r, "ccc:scopeText")
        value = facts.label(facts.node(r, "ccc:agent")) + (f" ({scope})" if scope else "")
        yield r, _row(facts, word(facts.node(r, "ccc:role")), value, r)
    for c in facts.in_order(facts.subjects("ccc:claimOf", action)):
        thing = facts.node(c, "ccc:value")  # none for a flag such as partners without a name
        yield c, _row(facts, _term(facts, facts.node(c, "ccc:property")), (facts.label(thing) if thing else "yes") + _money(facts, c), c)
    for d in facts.in_order(facts.subjects("ccc:deedOf", action)):
        yield d, _row(facts, facts.label(facts.node(d, "ccc:deedKind")), facts.label(facts.node(d, "ccc:thing")), d)


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


def _links(facts: Facts, action: NamedNode) -> Iterator[tuple[Value, ...]]:
    """What the action depends on and what depends on it, with the words of both sides."""
    for own, other, what in (("dependent", "prerequisite", "depends on"), ("prerequisite", "dependent", "is depended on by")):
        for link in facts.subjects(f"ccc:{own}", action):
            deeds = facts.nodes(link, "ccc:basedOn")
            words = " / ".join(dict.fromkeys(facts.text(d, "ccc:asPrinted") for d in deeds))
            places = ";".join(dict.fromkeys(facts.at(d) for d in deeds))
            value = f"{facts.label(facts.node(link, f'ccc:{other}'))} ({facts.label(facts.node(link, 'ccc:dependencyType')).lower()})"
            yield what, value, words, places, facts.text(link, "ccc:rule"), word(facts.node(link, "ccc:confidence"))


def _carried(facts: Facts, action: NamedNode) -> Iterator[tuple[Value, ...]]:
    """Later policies that the register ties to the action, with both quotations and the sources."""
    for link in facts.subjects("ccc:earlierAction", action):
        how = facts.label(facts.node(link, "ccc:continuationType")).lower()
        quotes = (facts.text(link, "ccc:quotePlan"), facts.text(link, "ccc:quotePage"))
        yield facts.label(facts.node(link, "ccc:laterPolicy")), how, facts.text(link, "ccc:rationale"), word(facts.node(link, "ccc:confidence")), *quotes, _sources(facts, link)


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
            rows.append((facts.value(action, "ccc:order") or 0, (_called(facts, action), name, *words, facts.text(action, "ccc:text"))))
    rows.sort(key=lambda row: row[0])
    return Answer("actions", f"Actions that name {facts.label(thing)}", _ACTIONS, tuple(row for _, row in rows))


def _matched(facts: Facts, thing: NamedNode) -> Answer:
    """What reviewers said is the same as the thing."""
    decisions = facts.subjects("ccc:matchedWith", thing)
    rows = [(_called(facts, facts.node(d, "ccc:decisionOf")), facts.text(d, "ccc:readAs"), *_row(facts, "", "", d)[2:4], _said(facts, d)) for d in decisions]
    return Answer("decisions", f"What reviewers said is {facts.label(thing)}", (*_ACTIONS[:4], _DECISION), tuple(rows))


def _later(facts: Facts, thing: NamedNode) -> Answer:
    """What became of the thing, from outside sources."""
    rows: list[tuple[Value, ...]] = []
    for event in dict.fromkeys([*facts.subjects("org:originalOrganization", thing), *facts.subjects("org:resultingOrganization", thing)]):
        before, after = (facts.nodes(event, f"org:{end}Organization") for end in ("original", "resulting"))
        names = f": {facts.text(event, 'ccc:oldName')} to {facts.text(event, 'ccc:newName')}" if facts.text(event, "ccc:newName") else ""
        scope = f" ({facts.text(event, 'ccc:scopeOfTransfer')})" if facts.text(event, "ccc:scopeOfTransfer") else ""
        kind = next(facts.text(t, "rdfs:label") for t in facts.nodes(event, "rdf:type"))
        told = f"{kind} of {_listed(facts, before)}{names}{scope}" if thing in before else f"took over from {_listed(facts, before)} ({kind.lower()}){scope}"
        to = _listed(facts, [n for n in after if n != thing]) if thing in before else ""
        rows.append((_when(facts, event), told, word(facts.node(event, "ccc:eventStatus")), to, _sources(facts, event)))
    for change in facts.subjects("ccc:affected", thing):
        by = facts.label(facts.node(change, "ccc:affecting"))
        what = f"{facts.label(facts.node(change, 'ccc:effectType'))}: {facts.text(change, 'dct:description')}"
        rows.append((facts.text(change, "ccc:effectDate"), what, facts.label(facts.node(change, "ccc:changeStatus")), f"by {by}", _sources(facts, change)))
    for link in facts.subjects("ccc:laterPolicy", thing):
        action = _called(facts, facts.node(link, "ccc:earlierAction"))
        what = f"{facts.label(facts.node(link, 'ccc:continuationType'))}: {facts.text(link, 'ccc:rationale')}"
        rows.append(("", what, word(facts.node(link, "ccc:confidence")), f"action {action}", _sources(facts, link)))
    return Answer("later", f"What became of it: {facts.label(thing)}", _LATER, tuple(sorted(rows, key=lambda r: str(r[0]))))


def _listed(facts: Facts, things: list[NamedNode]) -> str:
    return ", ".join(facts.label(thing) for thing in things)


def _when(facts: Facts, event: NamedNode) -> str:
    first, last = facts.text(event, "ccc:earliest"), facts.text(event, "ccc:latest")
    return first if first == last else f"{first} to {last}"


def _sources(facts: Facts, node: NamedNode) -> str:
    return "; ".join(str(s) for s in facts.values(node, "ccc:source"))
