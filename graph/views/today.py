"""Bodies of the plan, and who holds their work now: what happened to each, with the actions it carries; what is only planned stands apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import networkx as nx

from concordat.graph.analysis.holders import Happening
from concordat.graph.facts import checked_on
from concordat.graph.given import ROLES, SHARING, Row
from concordat.graph.reports import Asked
from concordat.graph.reports.standing import EVIDENCE, MAYBE, NOBODY, RENAMED, UNCHANGED, UNKNOWN, UNSURE, Seen, doubt, expected, seen_from, told
from concordat.graph.validate.queries import day, period
from concordat.graph.views import lines
from concordat.graph.views.context import ROLE_WORDS, Context
from concordat.graph.views.model import Drawing, EdgeKind, Fact, Item, NodeKind

NBSP = "\u00a0"
QUIET = (UNCHANGED, UNSURE, UNKNOWN)  # states in which many bodies are, and of which one shape may stand for all
PLANNED, POSSIBLE = "planned", "possible"
WIDE = 36  # characters of a line: low boxes, so that many stand in a column
NODES = {
    "organisation": NodeKind("Organisation", "box", "#0072b2", "Organisations", WIDE),
    "class": NodeKind("Class of bodies", "box", "#e69f00", "Classes of bodies", WIDE, border="dashed"),
    "several": NodeKind("Several bodies", "box", "#c9ced6", "Several bodies in one box", WIDE, border="dotted"),
    "state": NodeKind("What became of several bodies", "box", "#e4e7eb", "What became of several bodies", WIDE, border="dotted"),
    "nobody": NodeKind("Nobody named", "ellipse", "#d55e00", "Nobody named", WIDE),
    "planned": NodeKind("Planned or announced, not done", "box", "#cc79a7", "Planned or announced, not done", WIDE, border="dashed"),
}
_SURE = {
    "Abolition": EdgeKind("abolished: work taken over", "#d55e00", arrow=True),
    "Merger": EdgeKind("merged: work taken over", "#0072b2", arrow=True),
    "Succession": EdgeKind("succeeded: work taken over", "#009e73", arrow=True),
    "Split": EdgeKind("split: work taken over", "#8c510a", arrow=True),
    "Closure": EdgeKind("closed: work taken over", "#7a5195", arrow=True),
    POSSIBLE: EdgeKind("possibly taken over", "#b0578d", dashed=True, arrow=True),
    NOBODY: EdgeKind("ended, nobody named", "#b30000", arrow=True),
    MAYBE: EdgeKind("may have ended", "#8c510a", dashed=True, arrow=True),
    RENAMED: EdgeKind("same body, new name", "#007c92", arrow=True),
    UNCHANGED: EdgeKind("no change found", "#767676", arrow=True),
    UNSURE: EdgeKind("no change found, not sure", "#767676", dashed=True, arrow=True),
    UNKNOWN: EdgeKind("in no register", "#767676", dashed=True, arrow=True),
    PLANNED: EdgeKind("planned or announced, not done", "#7a5195", dashed=True, arrow=True),
}
DOUBTED = "-doubted"  # behind the kind of a line: the register has no more than fair or weak evidence for what happened
EDGES = _SURE | {key + DOUBTED: replace(kind, label=f"perhaps {kind.label}", dashed=True) for key, kind in _SURE.items() if not kind.dashed and key != UNCHANGED}
LAYERS = ("Bodies of the plan", "Who holds their work", "Planned or announced, not done")
WITHOUT = "This graph holds no register of what became of bodies, so that nothing is known of it. concordat build without --no-bundled-register puts it there."


def drawing(context: Context) -> Drawing:
    """Bodies of the plan on the left, on the right those who hold their work on the day on which the registers were checked."""
    given = context.given
    if checked_on(given.graph.store) is None:
        return Drawing(nx.MultiDiGraph(), NODES, {}, (WITHOUT,))
    flows = Flows(context, seen_from(given.graph, Asked(plan=given.kept.plan)))
    for body in flows.single:
        _then(flows, body)
        _now(flows, body)
    for state, bodies in flows.grouped.items():
        _together(flows, state, bodies)
    for body in flows.holders:
        _planned(flows, body)
    layers = LAYERS if any(node["layer"] == 2 for _, node in flows.net.nodes(data=True)) else LAYERS[:2]
    kinds = lines.used(EDGES, (edge["kind"] for *_, edge in flows.net.edges(data=True)))
    return Drawing(flows.net, NODES, kinds, tuple(_notes(flows)), layers)


@dataclass(frozen=True, eq=False)
class Flows:
    """The bodies that lead or are partners, what became of each, and the picture so far."""

    context: Context
    seen: Seen

    @cached_property
    def net(self) -> nx.MultiDiGraph:
        return nx.MultiDiGraph()

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """The responsibilities that carry actions, by body, in plan order; a body that is only mentioned has none."""
        return {body: own for body, its in self.seen.rows.items() if (own := [row for row in its if row["role"] in SHARING])}

    @cached_property
    def ending(self) -> dict[str, list[Happening]]:
        """What is to end a body, and is not done, of bodies of which any is told."""
        bodies = dict.fromkeys(holder for body in self.rows for holder in (self.seen.standing(body).holders or (body,)))
        return {body: ends for body in bodies if (ends := [h for h in self.seen.history.foretold(body) if h.ends])}

    @cached_property
    def single(self) -> list[str]:
        """The bodies that have a shape of their own: something happened to them, may happen or is planned, or they hold the work of another."""
        moved = [body for body in self.rows if self.seen.state(body) not in QUIET]
        heirs = {holder for body in moved for holder in self.seen.standing(body).holders}
        return [body for body in self.rows if body in moved or body in heirs or body in self.ending]

    @cached_property
    def grouped(self) -> dict[str, list[str]]:
        """The others, by their state."""
        own, found = set(self.single), defaultdict(list)
        for body in self.rows:
            if body not in own:
                found[self.seen.state(body)].append(body)
        return {state: found[state] for state in QUIET if state in found}

    @cached_property
    def holders(self) -> dict[str, list[Row]]:
        """By whoever holds work now, surely or possibly, the responsibilities that came to it."""
        found: dict[str, list[Row]] = defaultdict(list)
        for body in self.single:
            for holder in self.seen.standing(body).holders:
                found[holder] += self.rows[body]
        return found

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Whether a body is an organisation or a class, of those in the plan and those to which something happened."""
        events = {row[end]: row[f"{end}_kind"] for row in self.seen.given.events for end in ("before", "after") if row[end]}
        return events | {body: its[0]["kind"] for body, its in self.seen.rows.items()}

    def actions(self, rows: Iterable[Row]) -> list[str]:
        return self.seen.in_order(row["action"] for row in rows)

    def filters(self, rows: Iterable[Row], *names: str) -> dict[str, list[str]]:
        """What can be filtered of some responsibilities: the bodies are theirs and those named, the roles their own."""
        rows = list(rows)
        own = {
            "organisation": list(dict.fromkeys([*names, *(row["name"] for row in rows)])),
            "role": [ROLE_WORDS[role] for role in ROLES if any(row["role"] == role for row in rows)],
            "confidence": list(dict.fromkeys(row["confidence"] for row in rows)),
        }
        return {**self.context.filters(self.actions(rows)), **own}

    def edge(self, one: str, other: str, kind: str, words: str, rows: list[Row], facts: list[Fact], sure: str, *names: str) -> None:
        """A line that carries the actions of some responsibilities; as long as it is only planned it carries none, and is thin."""
        actions = self.actions(rows)
        label = f"{words}: {lines.refs(self.seen.given, actions)}"
        filters = self.filters(rows, *names) | ({"confidence": [sure]} if sure else {})
        self.net.add_edge(one, other, kind=kind, label=label, weight=1 if kind == PLANNED else len(actions), text=lines.printed(rows), facts=facts, actions=actions, filters=filters)


def _counted(name: str, actions: list[str]) -> str:
    return _bracketed(name, str(len(actions)))


def _bracketed(name: str, words: str) -> str:
    return f"{name} ({words.replace(' ', NBSP)})"  # the bracket stays in one line


def _then(flows: Flows, body: str) -> None:
    """A body as the plan has it."""
    rows, seen = flows.rows[body], flows.seen
    actions = flows.actions(rows)
    item = flows.context.body(body, seen.labels[body], rows[0]["kind"], rows)
    facts = [*_story(flows, body), *item["facts"]]
    flows.net.add_node(body, layer=0, **item | {"label": _counted(seen.labels[body], actions), "facts": facts, "size": len(actions)})


def _story(flows: Flows, body: str) -> list[Fact]:
    """What became of a body, with the sources; what is in doubt of it."""
    seen, standing = flows.seen, flows.seen.standing(body)
    steps = standing.steps or tuple(filter(None, [seen.history.renamed(body)]))
    facts = [Fact("What became of it", _became(flows, body), doubt=_evidence(flows, body))]
    for step in steps:
        facts.append(lines.sourced("What happened", told(seen, step), step.source))
        facts += [Fact("When", period(step.when)), Fact("How sure the register is", step.confidence, doubt=EVIDENCE.get(step.confidence, ""))]
        facts += [Fact(term, words) for term, words in (("Which work went where", step.scope), ("Law or decision", step.instrument)) if words]
    open_ = doubt(seen, body)
    return facts + ([Fact("In doubt", open_)] if open_ else [])


def _evidence(flows: Flows, body: str) -> str:
    """What evidence the register has for what became of a body, where it is not sure of it; else ""."""
    renamed = flows.seen.history.renamed(body) if flows.seen.state(body) == RENAMED else None
    return EVIDENCE.get(renamed.confidence if renamed else flows.seen.standing(body).confidence, "")


def _became(flows: Flows, body: str) -> str:
    """The state of a body, and who holds its work; "perhaps" if the register is not sure."""
    evidence = _evidence(flows, body)
    return f"perhaps {_told(flows, body)} ({evidence})" if evidence else _told(flows, body)


def _told(flows: Flows, body: str) -> str:
    seen, standing = flows.seen, flows.seen.standing(body)
    state = seen.state(body)
    if state == NOBODY:
        return f"ended, and {NOBODY} after it"
    if standing.steps and standing.holders:
        return f"{state} by {seen.names(standing.holders, ' or ' if standing.possible else ', ')}"
    return f"{state}: {seen.name(body)}" if state == RENAMED else state


def _now(flows: Flows, body: str) -> None:
    """Lines from a body of the plan to each that holds its work, or to nobody."""
    seen, standing, rows = flows.seen, flows.seen.standing(body), flows.rows[body]
    name, state = seen.labels[body], seen.state(body)
    kind, evidence = _kind(flows, body), _evidence(flows, body)
    facts = [*_story(flows, body), *lines.roles(seen.given, rows)]
    if not standing.holders:
        if "now:" not in flows.net:
            flows.net.add_node("now:", layer=1, **_empty(flows))
        words = f"{name} {f'perhaps ended ({evidence})' if evidence else 'ended'} and {NOBODY} after it"
        flows.edge(body, "now:", kind, words, rows, facts, standing.confidence)
    for holder in standing.holders:
        _holder(flows, holder)
        after = seen.name(holder)
        words = f"{name}: {state}" if holder == body and state != RENAMED else f"{name} is now {after}, {state}" if holder == body else f"{name}: work {_became_sure(standing.possible, evidence)} by {after}"
        words += f" ({evidence})" if evidence else ""
        flows.edge(body, f"now:{holder}", kind, words, rows, facts, standing.confidence, after)


def _became_sure(possible: bool, evidence: str) -> str:
    """How a body's work went to another: possibly, where it may be any of several; perhaps, where the evidence is not sure."""
    return "possibly taken over" if possible else "perhaps taken over" if evidence else "taken over"


def _kind(flows: Flows, body: str) -> str:
    """The kind of line that leads from a body: by what ended it, or its state."""
    standing, state = flows.seen.standing(body), flows.seen.state(body)
    if not standing.steps or not standing.holders:
        kind = state
    else:
        kind = POSSIBLE if standing.possible else next(h.type for h in standing.steps if h.body == body)
    return kind + DOUBTED if _evidence(flows, body) and kind + DOUBTED in EDGES else kind


def _holder(flows: Flows, holder: str) -> None:
    """A body as it is on the day, with what came to it."""
    if f"now:{holder}" in flows.net:
        return
    seen, rows = flows.seen, flows.holders[holder]
    name, actions = seen.name(holder), flows.actions(rows)
    sure = len(flows.actions(row for row in rows if not seen.standing(row["body"]).possible and not _evidence(flows, row["body"])))
    facts = [_brought(flows, body) for body in dict.fromkeys(row["body"] for row in rows)]
    facts += [lines.sourced("Planned or announced, not done", told(seen, h), h.source) for h in seen.history.foretold(holder)]
    many = f"{sure} to {len(actions)}" if 0 < sure < len(actions) else f"{'' if sure else 'up to '}{len(actions)}"
    item = {"label": _bracketed(name, many), "name": f"{name}, seen from {day(str(seen.history.on))}", "kind": flows.kinds.get(holder, "organisation")}
    flows.net.add_node(f"now:{holder}", layer=1, **item, iri=holder, size=len(actions), facts=facts, filters=flows.filters(rows, name), dates=flows.context.dates(actions))


def _brought(flows: Flows, body: str) -> Fact:
    """What a body of the plan brings: its roles and what became of it."""
    rows, given = flows.rows[body], flows.seen.given
    parts = [f"{ROLE_WORDS[role].lower()} in {refs}" for role in SHARING if (refs := lines.refs(given, (row["action"] for row in rows if row["role"] == role)))]
    return Fact(flows.seen.labels[body], f'printed "{rows[0]["printed"]}", {" and ".join(parts)}; {_became(flows, body)}', rows[0]["place"], group="Whose work it is", thing=body)


def _empty(flows: Flows) -> Item:
    """The shape that stands for nobody."""
    bodies = [body for body in flows.single if not flows.seen.standing(body).holders]
    rows = [row for body in bodies for row in flows.rows[body]]
    actions = flows.actions(rows)
    facts = [Fact("What this means", "These bodies ended, or perhaps did where that is said, and the register names nobody after them."), *(_brought(flows, body) for body in bodies)]
    label = _counted("Nobody named", actions)
    return {"label": label, "name": "Nobody named", "kind": "nobody", "size": len(actions), "facts": facts, "filters": flows.filters(rows), "dates": flows.context.dates(actions)}


def _together(flows: Flows, state: str, bodies: list[str]) -> None:
    """All bodies of one quiet state, in one shape, and what is said of them."""
    seen, rows = flows.seen, [row for body in bodies for row in flows.rows[body]]
    actions = flows.actions(rows)
    own = {"size": len(actions), "filters": flows.filters(rows), "dates": flows.context.dates(actions), "facts": [_brought(flows, body) for body in bodies]}
    alone = bodies[0] if len(bodies) == 1 else ""
    many = seen.labels[alone] if alone else f"{len(bodies)} bodies"
    said = state[0].upper() + state[1:]
    flows.net.add_node(f"then:{state}", layer=0, label=_counted(many, actions), name=f"{many}: {state}", kind=flows.kinds[alone] if alone else "several", **own | ({"iri": alone} if alone else {}))
    flows.net.add_node(f"now:{state}", layer=1, label=said, name=said, kind="state", **own)
    facts = [Fact("What became of them", state), *own["facts"]]
    flows.edge(f"then:{state}", f"now:{state}", state, f"{many}: {state}", rows, facts, "")


def _planned(flows: Flows, body: str) -> None:
    """Lines from a body as it is now to those who are to take its work over, by what is planned or announced."""
    seen, rows = flows.seen, flows.holders[body]
    for h in flows.ending.get(body, []):
        facts = [lines.sourced(f"{h.status[0].upper()}{h.status[1:]}, not done", told(seen, h), h.source), Fact("When", expected(seen, h)), Fact("How sure the register is", h.confidence, doubt=EVIDENCE.get(h.confidence, ""))]
        facts += [Fact(term, words) for term, words in (("Which work is to go where", h.scope), ("Law or decision", h.instrument)) if words]
        for after in h.after or ("",):
            key, name = f"planned:{h.event}:{body}:{after}", seen.name(after) if after else "Nobody named"
            actions = flows.actions(rows)
            item = {"label": f"{name}: {h.status}", "name": f"{name} ({h.status}, not done)", "kind": PLANNED, "size": len(actions), "dates": flows.context.dates(actions)}
            own = [*facts, *(_brought(flows, each) for each in dict.fromkeys(row["body"] for row in rows))]
            flows.net.add_node(key, layer=2, **item, iri=after, facts=own, filters=flows.filters(rows, name))
            to = f"is to pass to {seen.names(h.after, ' or ')}" if after else "is to end, nobody named"
            words = f"{h.status.capitalize()}, not done: work of {seen.name(body)} {to}, {expected(seen, h)}"
            flows.edge(f"now:{body}", key, PLANNED, words, rows, [*facts, *lines.roles(seen.given, rows)], h.confidence, name)


def _notes(flows: Flows) -> Iterable[str]:
    seen = flows.seen
    if not seen.given.events:
        yield WITHOUT
    if not flows.rows:
        yield "No action names a body that leads or is a partner."
        return
    yield from seen.notes if seen.given.events else ()
    yield (
        "On the left stand bodies as the plan names them, on the right who holds their work on that day. In brackets: in how many actions they are lead or partner. "
        "The more actions a line carries, the thicker it is; its panel names them."
    )
    yield "A broken line is doubt: a holder that is no more than possible, a change for which the register has only fair or weak evidence, or a body of which it is not sure."
    if any(edge["kind"] == PLANNED for *_, edge in flows.net.edges(data=True)):
        yield "What is planned or announced stands in a column of its own and is not done: it has moved no action."
    for state, bodies in flows.grouped.items():
        if len(bodies) > 1:
            yield f'{len(bodies)} bodies stand in one box, "{state}": its panel names each.'
    if UNCHANGED in flows.grouped:
        yield '"No change found" is no proof that nothing changed: the registers look at national bodies.'
    if UNKNOWN in flows.grouped:
        yield "Of a body that is in no register nothing can be told; a register of your own (--register) may know it."
    mentioned = len(seen.rows) - len(flows.rows)
    if mentioned:
        many = "1 more body is only named in the text and carries" if mentioned == 1 else f"{mentioned} more bodies are only named in the text and carry"
        yield f"{many} no action: the report today has them."
    bare = len(seen.given.actions) - len(seen.leads)
    if bare:
        yield f"{lines.share(bare, len(seen.given.actions), 'names', 'name')} no lead."
