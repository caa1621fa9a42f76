"""One thing with everything that is linked to it at one step, and the links among those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
from pyoxigraph import NamedNode

from concordat.graph.analysis.continuity import CARRYING, WEAKENING
from concordat.graph.analysis.holders import ENDING
from concordat.graph.errors import UsageError
from concordat.graph.explain import meant
from concordat.graph.facts import Facts
from concordat.graph.given import SHARING, Row, table
from concordat.graph.names import kind_of
from concordat.graph.network import LINKING
from concordat.graph.reports import Asked
from concordat.graph.reports.continuity import outlook
from concordat.graph.reports.namedmoney import NamedMoney
from concordat.graph.reports.standing import EVIDENCE
from concordat.graph.validate.queries import period
from concordat.graph.views import continuity, lines
from concordat.graph.views.actions import ROLES
from concordat.graph.views.context import ACTION, CLASS, LAW, MONEY, ORGANISATION, POLICY, ROLE_WORDS, THEME, Context, short
from concordat.graph.views.dossier import NAMED, doubt
from concordat.graph.views.model import Drawing, EdgeKind, Fact, Item

KINDS = {  # by the words of identifiers
    "action": "action", "organisation": "organisation", "body-class": "class", "legislation": "law", "bill": "law", "policy": "policy", "funding": "money", "theme": "theme",
}  # fmt: skip
NODES = {"action": ACTION, "organisation": ORGANISATION, "class": CLASS, "law": LAW, "policy": POLICY, "money": MONEY, "theme": THEME}
THINGS = (("law", "laws"), ("money", "money"), ("policy", "policies"), ("theme", "themes"))
COLUMNS = {"law": "law", "money": "fund", "policy": "policy", "theme": "theme"}
EDGES = {
    **ROLES,
    "law": EdgeKind("cites", "#d55e00", arrow=True),
    "money": EdgeKind("names the money", "#009e73", arrow=True),
    "policy": EdgeKind("names the policy", "#007c92", arrow=True),
    "theme": EdgeKind("is about", "#b0578d", arrow=True),
    "part": EdgeKind("is a section of", "#8c510a", arrow=True),
    "share": EdgeKind("is a part of", "#009e73", arrow=True),
    "under": EdgeKind("stands under", "#0072b2", dashed=True, arrow=True),
    "pays": EdgeKind("pays", "#009e73", dashed=True, arrow=True),
    "waits": EdgeKind("depends on", "#7a5195", arrow=True),
    "supports": EdgeKind("contributes to the aim of", "#7a5195", dashed=True, arrow=True),
    **{f"later-{key}": kind for key, kind in continuity.EDGES.items()},
    "way": EdgeKind("goes on by way of", "#007c92", dashed=True, arrow=True),
    "event": EdgeKind("went on as, or passed work to", "#b30000", arrow=True),
    "event-doubted": EdgeKind("perhaps went on as, or passed work to", "#b30000", dashed=True, arrow=True),
    "role": EdgeKind("handed a role to", "#8c510a", dashed=True, arrow=True),
    "joint": EdgeKind("came under one leadership with", "#8c510a", dashed=True, arrow=True),
    "planned": EdgeKind("planned or announced, not done", "#b30000", dashed=True, arrow=True),
}
PASSING = ("event", "event-doubted", "role", "joint", "planned")  # between a body and one that an event names after it
FEW = 25  # nodes, up to which there is room for some words of the actions
LARGE = 6  # of the one in the middle; the others are 1


def drawing(context: Context, about: str) -> Drawing:
    """A thing by its name, what is linked to it, and the links among all these.

    Raises
    ------
    UsageError
        If nothing is called so, several things are, or it is none of KINDS.
    """
    middle = _middle(context, about)
    around = Around(context, middle)
    net = nx.MultiDiGraph(about=around.called)
    for key in around.kept:
        item = around.node(key)
        if item["kind"] == "action" and len(around.kept) <= FEW:
            item["label"] = item["name"]
        net.add_node(key, **item, size=LARGE if key == middle else 1)
    for (one, other, kind), rows in around.ties.items():
        if one in net and other in net:
            net.add_edge(one, other, kind=kind, weight=1, **around.edge(one, other, kind, rows))
    kinds = {node["kind"] for _, node in net.nodes(data=True)}
    used = lines.used(EDGES, (edge["kind"] for *_, edge in net.edges(data=True)))
    return Drawing(net, {key: kind for key, kind in NODES.items() if key in kinds}, used, tuple(_notes(around)))


def _middle(context: Context, about: str) -> str:
    """The IRI of the one thing that is meant."""
    graph, plan = context.given.graph, context.given.kept.plan
    things = [thing.value for thing in meant(graph, about)]
    if plan and len(things) > 1:
        things = [thing for thing in things if thing in context.given.actions] or things
    if len(things) > 1:
        named = ", ".join(_called(context, thing) for thing in things[: lines.MOST])
        raise UsageError(f'"{about}" may mean {named}: a view is drawn around one of them, say which')
    kind = kind_of(things[0])
    if kind not in KINDS:
        raise UsageError(f'"{about}" is {f"a {kind}" if kind else "nothing to draw"}: ego is drawn around an action, a body, a law, a policy, money or a theme')
    if kind == "action" and things[0] not in context.given.actions:
        kept = {"plan": plan, "section": context.given.kept.section, "theme": context.given.kept.theme, "during": context.given.kept.during}
        asked = " or ".join(f"--{option} {value}" for option, value in kept.items() if value)
        raise UsageError(f'the action "{about}" is not in the part that was asked for: leave {asked} out')
    return things[0]


def _called(context: Context, thing: str) -> str:
    return context.given.actions[thing]["ref"] if thing in context.given.actions else Facts(context.given.graph.store).label(NamedNode(thing))


@dataclass(frozen=True, eq=False)
class Around:
    """What there is around one thing; `middle` is its IRI."""

    context: Context
    middle: str

    @cached_property
    def ties(self) -> dict[tuple[str, str, str], list[Row]]:
        """Every link that a graph has, by its ends and kind, with the rows on which it rests."""
        given, found = self.context.given, defaultdict(list)
        for row in given.responsibilities:
            found[row["body"], row["action"], row["role"]].append(row)
        for kind, name in THINGS:
            for row in getattr(given, name):
                found[row["action"], row[COLUMNS[kind]], kind].append(row)
        for row in given.laws:
            if row["whole"] != row["law"]:
                found[row["law"], row["whole"], "part"].append(row)
        for row in given.dependencies:
            if row["confidence"] in LINKING:
                found[row["later"], row["earlier"], "supports" if row["type"] == "supports" else "waits"].append(row)
        named = {row["label"]: policy for policy, row in self.policies.items()}
        for row in given.continuations:
            found[row["action"], row["policy"], self._later(row)].append(row)
            if row["via"] in named:
                found[row["action"], named[row["via"]], "way"].append(row)
        for row in given.events:
            if row["after"] and row["after"] != row["before"]:
                found[row["before"], row["after"], _passing(row)].append(row)
        for row in table(given.graph, "parents"):
            found[row["body"], row["parent"], "under"].append(row)
        for one, other, kind, row in self.sponsored:
            found[one, other, kind].append(row)
        return dict(found)

    @cached_property
    def sponsored(self) -> list[tuple[str, str, str, Row]]:
        """Who pays the money that is named, or the money in the middle, and of what it is a part: two ends, the kind of link, and what is known of it."""
        found, here = NamedMoney(self.context.given, Asked(plan=self.context.given.kept.plan)), {row["fund"] for row in self.context.given.money} | {self.middle}
        sources = {fund: row["source"] for fund, row in found.known.items()}
        ties = []
        for fund, (bodies, known) in found.paying.items():
            row = {"from": known, "fund": fund, "source": sources.get(fund, "") if known == "the register" else ""}
            ties += [(iri, fund, "pays", row) for iri in bodies.values() if iri and fund in here]
        ties += [(fund, whole, "share", {"fund": fund, "source": sources[fund]}) for fund, whole in found.part_of.items() if here & {fund, whole}]
        return ties

    @cached_property
    def kept(self) -> list[str]:
        """The thing in the middle, and what is linked to it; of an Act also the actions that cite its sections."""
        found = {self.middle: None}
        for one, other, _ in self.ties:
            if self.middle in (one, other):
                found |= dict.fromkeys((one, other))
        found |= {row["action"]: None for row in self.context.given.laws if row["whole"] == self.middle}
        return list(found)

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """What is read of each thing that actions name, and of each body."""
        given, found = self.context.given, defaultdict(list)
        for row in given.responsibilities:
            found[row["body"]].append(row)
        for kind, name in THINGS:
            for row in getattr(given, name):
                found[row[COLUMNS[kind]]].append(row)
        for row in given.laws:
            if row["whole"] != row["law"]:
                found[row["whole"]].append(row)
        return found

    @cached_property
    def policies(self) -> Mapping[str, Row]:
        return {row["policy"]: row for row in table(self.context.given.graph, "registered-policies")}

    @property
    def called(self) -> str:
        """What stands in the middle, for a heading: an action by its reference and the beginning of its words."""
        row = self.context.given.actions.get(self.middle)
        return f"Action {row['ref']}: {short(row['text'], 60)}" if row else self.name(self.middle)

    def name(self, thing: str) -> str:
        """How it is called: an action by its reference."""
        return _called(self.context, thing)

    def _later(self, row: Row) -> str:
        """The kind of a link to a later policy."""
        group = "carried" if row["relation"] in CARRYING else "weaker" if row["relation"] in WEAKENING else "context"
        return f"later-{continuity.kind(group, row['confidence'], self.context.dossier.registered.status(row['policy']))}"

    def node(self, thing: str) -> Item:
        """The attributes of its node."""
        kind = KINDS[kind_of(thing)]
        if kind == "action":
            return self.context.action(thing)
        rows, name = self.rows.get(thing, []), self.name(thing)
        item = self.context.thing(kind, thing, name, rows) if kind in NAMED else self.context.body(thing, name, kind, rows)
        unnamed = [] if rows else [Fact("In the plan", "no action names it")]
        return item | {"facts": [*self._registered(thing), *unnamed, *item["facts"]]}

    def _registered(self, thing: str) -> list[Fact]:
        row = self.policies.get(thing)
        return [lines.sourced("What is known of it", row["status"] or f"{row['kind']}, {period(row['issued']) or 'day of issue not known'}", row["source"])] if row else []

    def edge(self, one: str, other: str, kind: str, rows: list[Row]) -> dict[str, Any]:
        """What a link says of itself."""
        ends = self.name(one), self.name(other)
        if kind in ROLES:
            told = lines.part(kind, ends[0], rows[0]["kind"], ends[1]), lines.roles(self.context.given, rows)
        elif kind in ("waits", "supports"):
            told = f"{ends[0]} {EDGES[kind].label} {ends[1]}", _depending(ends, rows)
        elif kind.startswith("later-"):
            status = outlook(self.context.dossier.registered.status(other))
            told = f"{ends[1]} {' and '.join(dict.fromkeys(row['relation'] for row in rows))} {ends[0]} ({rows[0]['confidence']}{f'; {status}' if status else ''})", _continuing(rows)
        elif kind in PASSING:
            told = f"{ends[0]} {EDGES[kind].label} {ends[1]}: {_happening(rows[0])}" if kind in ("role", "joint") else f"{_happening(rows[0])}: {ends[0]} to {ends[1]}", [fact for row in rows for fact in _happened(row)]
        elif kind == "way":
            told = f"{ends[0]} goes on by way of {ends[1]} to {lines.cut(row['label'] for row in rows)}", _continuing(rows)
        elif kind in ("pays", "share", "under"):
            said = f"{ends[0]} {EDGES[kind].label} {ends[1]}"
            told = said, [lines.sourced(f"Known from {row.get('from', 'the register')}", said, row.get("source", "")) for row in rows]
        else:
            told = f"{ends[0]} {EDGES[kind].label} {ends[1]}", [Fact(f"Words of {self.name(r['action'])}", r["printed"], r["place"], thing=r["action"], doubt=doubt(r)) for r in rows]
        actions = self._actions(one, other, kind, rows)
        sure = list(dict.fromkeys(row["confidence"] for row in rows if row.get("confidence")))
        filters = {**self.context.filters(actions), **({"confidence": sure} if sure else {})}
        if kind in ROLES:
            filters["role"] = [ROLE_WORDS[kind]]
        return {"label": told[0], "facts": told[1], "actions": actions, "text": self._text(told[0], rows), "filters": filters}

    def _text(self, label: str, rows: list[Row]) -> str:
        """The words of the plan on which it rests; of what only a register says, what it says."""
        return lines.cut((words for row in rows if (words := row.get("printed") or row.get("words"))), "; ") or label

    def _actions(self, one: str, other: str, kind: str, rows: list[Row]) -> list[str]:
        """The actions that a link is about: those of its rows, else those among its ends, else those of the body that it leads from."""
        found = [row["action"] for row in rows if row.get("action")] or [end for end in (one, other) if end in self.context.given.actions]
        if kind in ("pays", "share"):
            found = [row["action"] for end in (one, other) for row in self.rows.get(end, []) if kind_of(end) == "funding"]
        if kind in (*PASSING, "under"):
            found = [row["action"] for row in self.rows.get(one, []) if row["role"] in SHARING]
        return list(dict.fromkeys(found))


def _passing(row: Row) -> str:
    """The kind of a link from a body to one that an event names after it: only what ended the first is told as going on."""
    if row["status"] != "done":
        return "planned"
    if row["type"] in ENDING:
        return "event-doubted" if doubt(row) else "event"
    return "role" if row["type"] == "RoleTransfer" else "joint"


def _depending(ends: tuple[str, str], rows: list[Row]) -> list[Fact]:
    """The words of both actions, and how sure the link is."""
    found = [Fact(f"Words of {end}", row[words], row[place]) for row in rows for end, words, place in ((ends[0], "printed", "place"), (ends[1], "other_printed", "other_place")) if row[words]]
    return [*dict.fromkeys(found), Fact("What ties them", lines.cut((row["thing"] for row in rows), "; ")), Fact("How sure", rows[0]["confidence"]), Fact("Rule", rows[0]["rule"])]


def _continuing(rows: list[Row]) -> list[Fact]:
    """What a later policy does with an action, by the words of both."""
    facts = []
    for row in rows:
        facts += [Fact("Words of the plan", f'"{row["words"]}"')] if row["words"] else []
        facts += [Fact("Words of the page that names the policy", row["later_words"])] if row["later_words"] else []
        facts += [lines.sourced(f"Why: {row['relation']}", row["why"], row["source"]), Fact("How sure", row["confidence"])]
        facts += [Fact("By way of", row["via"])] if row["via"] else []
    return facts


def _happening(row: Row) -> str:
    done, evidence = row["status"] == "done", EVIDENCE.get(row["confidence"], "")
    return f"{row['label']}, {period(row['edtf'])}{f' ({evidence})' if evidence else ''}" if done else f"{row['status'].capitalize()}, not done: {row['label'].lower()}, {period(row['edtf'])}"


def _happened(row: Row) -> Iterable[Fact]:
    yield lines.sourced("What happened" if row["status"] == "done" else "Planned or announced, not done", _happening(row), row["source"])
    yield Fact("How sure the register is", row["confidence"], doubt=EVIDENCE.get(row["confidence"], ""))
    where = "Which work went where" if row["type"] in ENDING else "Which role, or how"
    yield from (Fact(term, row[key]) for term, key in ((where, "scope"), ("Law or decision", "instrument"), ("Note of the register", "note")) if row[key])


def _notes(around: Around) -> Iterable[str]:
    name = f"Action {around.name(around.middle)}" if around.middle in around.context.given.actions else around.name(around.middle)
    if len(around.kept) == 1:
        yield f"Nothing in this graph is linked to {name}."
        return
    yield f"The largest shape is {name}. Around it stands everything that is linked to it at one step, with the links among those."
    if any(row["whole"] == around.middle != row["law"] for row in around.context.given.laws):
        yield "Actions that cite a section of it are drawn too."
    if any(kind in ("role", "joint") and around.middle in (one, other) for one, other, kind in around.ties):
        yield "A role that was handed on, or one leadership for several, ends no body and moves no action."
    if any(kind == "planned" and around.middle in (one, other) for one, other, kind in around.ties):
        yield "What is planned or announced is not done: its line is broken."
    if any(kind == "way" for one, other, kind in around.ties if around.middle in (one, other)):
        yield "A policy that came between an action and a later policy is drawn too, by a line that says so."
    yield "Nearness means nothing but shared lines."
