"""What the graph knows of one thing, from which words, by which rule, and how sure: the chain from a name back to the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from concordat.graph import names, vocab
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.errors import UsageError
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
_TOLD = (
    Column("ref", "reference of the action"),
    *_WORDS,
    Column("decision", "what a reviewer said of it"),
)
_SHARED = (
    Column("ref", "reference of the action"),
    Column("role", "role of the first"),
    Column("printed", "the words that give it the role"),
    Column("at", "where they stand"),
    Column("other_role", "role of the second"),
    Column("other_printed", "the words that give it the role"),
    Column("other_at", "where they stand"),
    Column("action", "the action in words"),
)
_HIDDEN = {"rdf:type", "org:originalOrganization", "org:resultingOrganization", "skos:inScheme", "skos:topConceptOf", "ccc:registered", "ccc:evidence", "ccc:source", "ccc:confidence", "prov:wasGeneratedBy", "ccc:peoplePrinted"}
_OF_ACTION = ("ccc:responsibleFor", "ccc:claimOf", "ccc:deedOf", "ccc:decisionOf", "ccc:dependent", "ccc:earlierAction", "dct:isPartOf")
_NAMING = ("ccc:agent", "ccc:value", "ccc:thing", "ccc:decidesOn")  # properties by which something that was read leads to a thing
_SHARING = ("lead", "partner")
_DONE = ("done", "in-force")
_BODIES = ("organisation", "body-class")
_BETWEEN = r",\s|;\s|\n|\sthen\s"  # what stands between the things in a cell of a report
_BRIEF = 12  # letters of a fingerprint that tell it from others


def explain(graph: Graph, *wanted: str, brief: bool = False) -> list[Answer]:
    """What is known of things, on which words, by which rule, how surely, and where it comes from.

    Parameters
    ----------
    graph : Graph
        A built graph.
    *wanted : str
        References of actions, names of bodies, laws, policies, money, themes, sections ("section 3") and plans, or IRIs of anything; each may be
        a whole cell of a report ("1.1, 3.6, 3.7"). Of two bodies it is told which actions they share, and on which words.
    brief : bool
        Whether fingerprints are cut, for a terminal.

    Raises
    ------
    UsageError
        If nothing is called so; the nearest names are offered.
    """
    facts = Facts(graph.store)
    if not any(words.strip() for words in wanted):
        raise UsageError("nothing is named: say what to explain, for instance a reference, a body or a law")
    things = list(dict.fromkeys(thing for words in wanted for thing in meant(graph, words)))
    if len(wanted) == len(things) == 2 and all(names.kind_of(thing.value) in _BODIES for thing in things):
        tables = [_between(facts, *things)]
    else:
        tables = [table for thing in things for table in _about(facts, thing)]
    return [*tables, _origin(facts, things, brief)]


def meant(graph: Graph, words: str) -> list[NamedNode]:
    """What some words mean as a whole, else what each of the things in them means.

    Raises
    ------
    UsageError
        If nothing is called so; the nearest names are offered.
    """
    facts = Facts(graph.store)
    try:
        return _named(graph, facts, words)
    except UsageError as error:
        if printed := _printed(facts, words):
            return printed
        whole = re.sub(r"\s(?:and|\.\.\. and) [\d,]+ more$", "", words.strip())  # a cell that a terminal or a workbook cut short
        pieces = [re.sub(r"\s\([^()]*\)$", "", piece.strip()) for piece in re.split(_BETWEEN, whole) if piece.strip()]
        if pieces == [words.strip()]:
            raise
        found, wrong = [], []
        for piece in pieces:
            try:
                found += _named(graph, facts, piece)
            except UsageError as also:
                wrong.append(also)
        if wrong:
            raise (wrong[0] if found else error) from None
        return found


def _named(graph: Graph, facts: Facts, words: str) -> list[NamedNode]:
    """The actions with this reference (one of each plan), the plan, the document or the section of this name, or the one thing that bears it."""
    wanted = words.strip().rstrip(".")
    if actions := [a for a in facts.instances("ccc:Action") if wanted in (facts.text(a, "ccc:ref"), word(a), a.value, f"{_plan(facts, a)} {facts.text(a, 'ccc:ref') or word(a)}")]:
        return actions
    name = names.plain(wanted)
    for kind in ("ccc:ActionPlan", "ccc:SourceDocument", "ccc:Section"):
        called = {n: [facts.text(n, "dct:identifier"), facts.text(n, "dct:title"), f"section {facts.text(n, 'ccc:ref')}"] for n in facts.instances(kind)}
        if found := [n for n, its in called.items() if name and name in map(names.plain, its)]:
            return found
    return [names.find(graph, words)]


def _printed(facts: Facts, words: str) -> list[NamedNode]:
    """What these very words of a plan were read as: bodies, laws, policies, money, themes."""
    printed = Literal(words.strip())
    claims = sorted({q.subject.value for q in facts.store.quads_for_pattern(None, vocab.term("ccc:asPrinted"), printed, None)})
    return list(dict.fromkeys(thing for claim in claims for name in _NAMING for thing in facts.nodes(NamedNode(claim), name)))


def _about(facts: Facts, thing: NamedNode) -> list[Answer]:
    """What is known of one thing, in the tables that suit its kind; those without a row are left out."""
    if facts.is_a(thing, "ccc:Action"):
        return _action(facts, thing)
    tables = [_register(facts, thing), _parts(facts, thing), _resting(facts, thing), _appearances(facts, thing), _matched(facts, thing), *_later(facts, thing)]
    return [table for table in tables if table.rows]


def _action(facts: Facts, action: NamedNode) -> list[Answer]:
    """The action itself; what was read out of it; what it waits for and what waits for it; what carries it on."""
    section = facts.node(action, "dct:isPartOf")
    plan = facts.node(section, "dct:isPartOf")
    itself = (
        ("text", facts.text(action, "ccc:text")),
        ("section", f"{facts.text(section, 'ccc:ref')} {facts.text(section, 'dct:title')}".strip()),
        ("place", facts.at(action)),
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
    rows = [(*row, _decided(facts, node)) for node, row in claims]
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


def _decided(facts: Facts, claim: NamedNode) -> str:
    """What reviewers said of a claim."""
    return " / ".join(_said(facts, decision) for decision in facts.subjects("ccc:decidesOn", claim))


def _plan(facts: Facts, action: NamedNode) -> str:
    """The id of an action's plan."""
    section = facts.node(action, "dct:isPartOf")
    plan = facts.node(section, "dct:isPartOf") if section else None
    return facts.text(plan, "dct:identifier") if plan else ""


def _called(facts: Facts, action: NamedNode) -> str:
    """The reference of an action, or its key where none is printed; with the plan's id where the graph holds several plans."""
    name = facts.text(action, "ccc:ref") or word(action)
    return f"{_plan(facts, action)} {name}" if len(facts.instances("ccc:ActionPlan")) > 1 else name


def _claims(facts: Facts, action: NamedNode) -> Iterator[tuple[NamedNode, tuple[Value, ...]]]:
    """Every claim with its row."""
    dates = [date for role in ("Start", "Finish") if (date := facts.node(action, f"ccc:planned{role}"))]
    found = [facts.nodes(action, "ccc:hasResponsibility"), facts.subjects("ccc:claimOf", action), facts.subjects("ccc:deedOf", action)]
    for node in [*dates, *(node for nodes in found for node in facts.in_order(nodes))]:
        yield node, _row(facts, *_reading(facts, node), node)


def _reading(facts: Facts, node: NamedNode) -> tuple[str, str]:
    """What something that was read says, and of what; the name of its kind where it says nothing of the sort."""
    if agent := facts.node(node, "ccc:agent"):
        scope = facts.text(node, "ccc:scopeText")
        return word(facts.node(node, "ccc:role")), facts.label(agent) + (f" ({scope})" if scope else "")
    if facts.node(node, "ccc:property"):
        thing = facts.node(node, "ccc:value")  # none for a flag such as partners without a name
        return _term(facts, facts.node(node, "ccc:property")), (facts.label(thing) if thing else "yes") + _money(facts, node)
    if facts.node(node, "ccc:deedKind"):
        return facts.label(facts.node(node, "ccc:deedKind")), facts.label(facts.node(node, "ccc:thing"))
    if facts.node(node, "ccc:dateKind"):
        return word(node), _bounds(facts, node)
    if facts.node(node, "ccc:verdict"):
        return f"{facts.text(node, 'ccc:readAs')}, decided", facts.text(node, "ccc:takenFor")
    kind = next((_term(facts, kind).lower() for kind in facts.nodes(node, "rdf:type")), "")
    return kind, facts.text(node, "ccc:heading") or facts.text(node, "ccc:looksLike")


def _row(facts: Facts, what: str, value: str, node: NamedNode) -> tuple[Value, ...]:
    sure = facts.node(node, "ccc:confidence")
    printed = facts.text(node, "ccc:asPrinted") or " / ".join(facts.text(span, "oa:exact") for span in facts.nodes(node, "ccc:evidence"))
    return what, value, printed, facts.at(node), facts.text(node, "ccc:rule"), word(sure) if sure else ""


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
        yield facts.label(facts.node(link, "ccc:laterPolicy")), *_link(facts, link)


def _link(facts: Facts, link: NamedNode) -> tuple[Value, ...]:
    how = facts.label(facts.node(link, "ccc:continuationType")).lower()
    quotes = (facts.text(link, "ccc:quotePlan"), facts.text(link, "ccc:quotePage"))
    return how, facts.text(link, "ccc:rationale"), word(facts.node(link, "ccc:confidence")), *quotes, _sources(facts, link)


def _term(facts: Facts, term: NamedNode) -> str:
    return facts.text(term, "rdfs:label") or word(term)


def _parts(facts: Facts, thing: NamedNode) -> Answer:
    """The actions of a section, or the sections of a plan."""
    parts = facts.in_order([n for n in facts.subjects("dct:isPartOf", thing) if facts.is_a(n, "ccc:Action") or facts.is_a(n, "ccc:Section")])
    columns = (Column("ref", "printed reference or number"), Column("at", "where it stands"), Column("words", "the action, or the title of the section"))
    rows = tuple((facts.text(part, "ccc:ref") or word(part), facts.at(part), facts.text(part, "ccc:text") or facts.text(part, "dct:title")) for part in parts)
    return Answer("parts", f"What stands in it: {_name(facts, thing)}", columns, rows)


def _resting(facts: Facts, thing: NamedNode) -> Answer:
    """The words behind something that was printed, read, derived or decided; of a stretch of the document, what rests on it."""
    deeds = facts.nodes(thing, "ccc:basedOn")
    found = deeds or facts.subjects("ccc:evidence", thing) or ([thing] if facts.node(thing, "ccc:evidence") or facts.is_a(thing, "ccc:Decision") else [])
    rows = tuple((_ref(facts, node), *_row(facts, *_reading(facts, node), node), _decided(facts, node)) for node in facts.in_order(found))
    return Answer("words", f"On which words: {_name(facts, thing)}", _TOLD, rows)


def _ref(facts: Facts, node: NamedNode) -> str:
    """The reference of the action to which something belongs, empty if to none."""
    above = [facts.node(node, name) for name in _OF_ACTION] + [n for role in ("Start", "Finish") for n in facts.subjects(f"ccc:planned{role}", node)]
    return next((_called(facts, n) for n in [node, *above] if n and facts.is_a(n, "ccc:Action")), "")


def _between(facts: Facts, one: NamedNode, other: NamedNode) -> Answer:
    """The actions that two bodies share as leads or partners, with the words that give each its role; those that only mention one are named below."""
    roles: dict[NamedNode, dict[NamedNode, list[NamedNode]]] = {}
    for body in (one, other):
        for node in facts.in_order(facts.subjects("ccc:agent", body)):
            if action := facts.node(node, "ccc:responsibleFor"):
                roles.setdefault(action, {}).setdefault(body, []).append(node)
    rows, mentioned = [], []
    for action in facts.in_order([a for a, its in roles.items() if len(its) == 2]):
        told = [[(word(facts.node(n, "ccc:role")), facts.text(n, "ccc:asPrinted"), facts.at(n)) for n in roles[action][body]] for body in (one, other)]
        working = [[its for its in of_one if its[0] in _SHARING] for of_one in told]
        rows += [(_called(facts, action), *first, *second, facts.text(action, "ccc:text")) for first in working[0] for second in working[1]]
        mentioned += [] if all(working) else [_called(facts, action)]
    title = f"{facts.label(one)} and {facts.label(other)}: the actions that they share"
    notes = (f"In {', '.join(mentioned)} one of them is only mentioned, which is no part in the work.",) if mentioned else ()
    return Answer("shared", title, _SHARED, tuple(rows), notes=(*notes, *(() if rows else ("They are leads or partners of no action together.",))))


def _register(facts: Facts, thing: NamedNode) -> Answer:
    """Every statement about the thing itself, in plain words."""
    shown = {vocab.term(name) for name in _HIDDEN}
    rows: list[tuple[Value, ...]] = [("identifier", thing.value)]
    found = {(q.predicate, q.object) for q in facts.store.quads_for_pattern(thing, None, None, None) if q.predicate not in shown}
    for predicate, value in sorted(found, key=lambda f: (f[0].value != vocab.term("skos:prefLabel").value, f[0].value, str(f[1]))):
        shows = facts.label(value) if isinstance(value, NamedNode) and predicate != vocab.term("ccc:source") else value.value
        rows.append((_plain_property(facts, predicate), shows))
    return Answer("register", _name(facts, thing), _STATEMENTS, tuple(rows))


def _name(facts: Facts, thing: NamedNode) -> str:
    """How a thing is called in a title; one without a name by its kind and key."""
    if facts.is_a(thing, "ccc:Section"):
        return f"section {facts.text(thing, 'ccc:ref')} {facts.text(thing, 'dct:title')}".rstrip()
    return facts.text(thing, "skos:prefLabel") or facts.text(thing, "dct:title") or facts.text(thing, "rdfs:label") or unquote(thing.value.removeprefix(vocab.ID))


def _plain_property(facts: Facts, predicate: NamedNode) -> str:
    names = {"skos:prefLabel": "name", "skos:altLabel": "also called", "skos:note": "note", "org:subOrganizationOf": "part of", "dct:isPartOf": "part of", "dct:relation": "related to", "eli:is_part_of": "part of"}
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


def _later(facts: Facts, thing: NamedNode) -> list[Answer]:
    """What became of the thing, from outside sources; apart from it what is planned, announced or not known to be in force; and what it carries on."""
    found = [*facts.subjects("ccc:bodyBefore", thing), *facts.subjects("ccc:bodyAfter", thing)]
    events = [(word(facts.node(e, "ccc:eventStatus")), _event(facts, thing, e)) for e in dict.fromkeys(found)]
    for change in facts.subjects("ccc:affected", thing):
        by, status = facts.label(facts.node(change, "ccc:affecting")), facts.node(change, "ccc:changeStatus")
        what = f"{facts.label(facts.node(change, 'ccc:effectType'))}: {facts.text(change, 'dct:description')}"
        events.append((word(status), (facts.text(change, "ccc:effectDate"), what, facts.label(status), f"by {by}", _sources(facts, change))))
    events.sort(key=lambda event: str(event[1]))
    done, planned = (tuple(row for status, row in events if (status in _DONE) is is_done) for is_done in (True, False))
    name = facts.label(thing)
    carried = tuple((_ref(facts, link), *_link(facts, link)) for link in facts.subjects("ccc:laterPolicy", thing))
    return [
        Answer("later", f"What became of it: {name}", _LATER, done),
        Answer("planned", f"Planned or announced, and not known to be done: {name}", _LATER, planned),
        Answer("carries", f"What it does with earlier actions: {name}", (Column("ref", "reference of the action"), *_CARRIED[1:]), carried),
    ]


def _event(facts: Facts, thing: NamedNode, event: NamedNode) -> tuple[Value, ...]:
    """What happened to the thing, or is to happen, told from its side."""
    before, after = (facts.nodes(event, f"ccc:body{side}") for side in ("Before", "After"))
    renamed = f": {facts.text(event, 'ccc:oldName')} to {facts.text(event, 'ccc:newName')}" if facts.text(event, "ccc:newName") else ""
    scope = f" ({facts.text(event, 'ccc:scopeOfTransfer')})" if facts.text(event, "ccc:scopeOfTransfer") else ""
    kinds = facts.nodes(event, "ccc:wouldBe") or facts.nodes(event, "rdf:type")
    kind, status = next(facts.text(t, "rdfs:label") for t in kinds), word(facts.node(event, "ccc:eventStatus"))
    takes = "took" if status in _DONE else "is to take"
    told = f"{kind} of {_listed(facts, before)}{renamed}{scope}" if thing in before else f"{takes} over from {_listed(facts, before)} ({kind.lower()}){scope}"
    to = _listed(facts, [n for n in after if n != thing]) if thing in before else ""
    return _when(facts, event), told, status, to, _sources(facts, event)


def _listed(facts: Facts, things: list[NamedNode]) -> str:
    return ", ".join(facts.label(thing) for thing in things)


def _when(facts: Facts, event: NamedNode) -> str:
    first, last = facts.text(event, "ccc:earliest"), facts.text(event, "ccc:latest")
    return first if first == last else f"{first} to {last}"


def _sources(facts: Facts, node: NamedNode) -> str:
    return "; ".join(str(s) for s in facts.values(node, "ccc:source"))


# ---- where it comes from


def _origin(facts: Facts, things: Iterable[NamedNode], brief: bool) -> Answer:
    """The documents with their fingerprints, what read them, the rules that derived links, and the sources of what the registers say."""

    def short(fingerprint: str) -> str:
        return f"{fingerprint[:_BRIEF]}..." if brief and len(fingerprint) > _BRIEF else fingerprint

    rows: dict[tuple[str, str], None] = {}
    things = list(things)
    for document in dict.fromkeys(d for thing in things for d in _documents(facts, thing)):
        rows |= dict.fromkeys(_document(facts, document, short))
    for made in dict.fromkeys(d for thing in things for d in _derivations(facts, thing)):
        told = f"{facts.text(made, 'ccc:rule')} of concordat {facts.text(made, 'ccc:programVersion')}, version {short(facts.text(made, 'ccc:ruleSet'))}"
        rows["links derived by rule", told] = None
    for thing in things:
        name = f" of {facts.label(thing)}" if len(things) > 1 else ""
        rows |= dict.fromkeys((f"source{name}", str(source)) for source in facts.values(thing, "ccc:source"))
        sure = facts.node(thing, "ccc:confidence")
        rows |= {(f"confidence{name}", word(sure)): None} if sure else {}
    if checked := facts.text(vocab.graph("register"), "ccc:checkedOn"):
        rows["registers checked on", checked] = None
    return Answer("origin", "Where this comes from", (Column("what"), Column("value")), tuple(rows))


def _document(facts: Facts, source: NamedNode, short: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    yield "document", facts.text(source, "dct:identifier")
    yield "SHA-256", short(facts.text(source, "ccc:sha256"))
    yield "length", f"{facts.value(source, 'ccc:charLength'):,} characters"
    yield from (("published at", str(address)) for address in facts.values(source, "ccc:publishedAt"))
    for run in facts.subjects("prov:used", source):
        yield "read by", f"concordat {facts.text(run, 'ccc:programVersion')}, rule set {short(facts.text(run, 'ccc:ruleSet'))}"


def _documents(facts: Facts, thing: NamedNode) -> Iterator[NamedNode]:
    """The documents that a thing was read from, or stands in."""
    if facts.is_a(thing, "ccc:SourceDocument"):
        yield thing
    near = [thing, *facts.nodes(thing, "ccc:basedOn"), *(node for name in _NAMING for node in facts.subjects(name, thing)), *(n for name in _OF_ACTION for n in facts.nodes(thing, name))]
    for node in near:
        spans = [node, *facts.nodes(node, "ccc:evidence")]
        yield from (source for span in spans for source in facts.nodes(span, "oa:hasSource"))
        yield from (used for run in [node, *facts.nodes(node, "prov:wasGeneratedBy")] for used in facts.nodes(run, "prov:used"))
        yield from (source for source in facts.nodes(node, "dct:source") if facts.is_a(source, "ccc:SourceDocument"))


def _derivations(facts: Facts, thing: NamedNode) -> Iterator[NamedNode]:
    """The rules that made a link, or the links of an action."""
    links = [thing, *facts.subjects("ccc:dependent", thing), *facts.subjects("ccc:prerequisite", thing)]
    yield from (made for link in links for made in facts.nodes(link, "prov:wasGeneratedBy") if facts.is_a(made, "ccc:Derivation"))
