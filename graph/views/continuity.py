"""Actions of the plan and the later policies that take them up, ask for less or leave them out; a few policies that came between stand between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from concordat.graph.analysis.continuity import Link
from concordat.graph.reports import Asked
from concordat.graph.reports.continuity import ANALYSIS, ELSEWHERE, Seen, how_much
from concordat.graph.validate.queries import period
from concordat.graph.views import lines
from concordat.graph.views.context import ACTION, Context, short
from concordat.graph.views.model import Drawing, EdgeKind, Fact, Filters, NodeKind

WIDE = 42  # characters of a line: low boxes, so that many stand in a column
NODES = {
    "action": ACTION,
    "between": NodeKind("Policy that came between", "box", "#b9dff3", "Policies that came between", WIDE),
    "policy": NodeKind("Later policy", "box", "#0072b2", "Later policies", WIDE),
}
EDGES = {  # by what a link says of the action, and whether it is more than reasoning
    "carried": EdgeKind("carries the action on", "#0072b2", arrow=True),
    "carried-plausible": EdgeKind("carries it on, plausible only", "#0072b2", dashed=True, arrow=True),
    "weaker": EdgeKind("asks for less or leaves it out", "#d55e00", arrow=True),
    "weaker-plausible": EdgeKind("asks for less, plausible only", "#d55e00", dashed=True, arrow=True),
    "context": EdgeKind("is no more than context", "#767676", arrow=True),
    "context-plausible": EdgeKind("context, plausible only", "#767676", dashed=True, arrow=True),
}
SURE = {"explicit": 3, "strong": 2}  # how thick a line is; a plausible one is thin
BETWEEN = 8  # policies between, up to which they have a column: through more of them one could not follow the lines that pass
ALL = ("Actions of the plan", "Policies that came between", "Later policies")


def drawing(context: Context) -> Drawing:
    """Actions on the left, later policies on the right; a line for each link, through the policy between where one is named and there are few of these."""
    given = context.given
    flows = Flows(context, Seen(given.graph, given, Asked(plan=given.kept.plan)))
    for action in flows.actions:
        node = context.action(action)
        own = [_link_fact(flows, link, flows.seen.label(link)) for link in flows.actions[action]]
        flows.net.add_node(action, **node | {"facts": [*node["facts"], *own]}, size=1, layer=0)
    for links in flows.by_policy.values():
        _policy(flows, links)
    for links in flows.by_way.values():
        _between(flows, links)
    for link in flows.seen.links:
        _line(flows, link)
    used = lines.used(EDGES, (edge["kind"] for *_, edge in flows.net.edges(data=True)))
    layers = ALL if flows.by_way else (ALL[0], ALL[2])
    return Drawing(flows.net, NODES, used, tuple(_notes(flows)), layers if flows.net else ())


@dataclass(frozen=True, eq=False)
class Flows:
    """The links of the plan to later policies, and the picture so far."""

    context: Context
    seen: Seen

    @cached_property
    def net(self) -> nx.MultiDiGraph:
        return nx.MultiDiGraph()

    @cached_property
    def actions(self) -> dict[str, list[Link]]:
        """The actions with any link, in plan order, each with its links."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.seen.links:
            found[str(link.action)].append(link)
        return found

    @cached_property
    def by_policy(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.seen.links:
            found[str(link.policy)].append(link)
        return found

    @cached_property
    def by_way(self) -> dict[str, list[Link]]:
        """The links that go by a policy between, by the key of its shape: one for each later policy to which it leads, so that no way through it is untrue."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.seen.links:
            if link.data["via"]:
                found[_way(link)].append(link)
        return found if len(found) <= BETWEEN else {}

    @cached_property
    def iris(self) -> dict[str, str]:
        """The identifiers of policies by their names."""
        return {row["label"]: policy for policy, row in self.seen.policies.items()}

    def ref(self, link: Link) -> str:
        return str(self.seen.given.actions[link.action]["ref"])

    def filters(self, links: Iterable[Link]) -> Filters:
        links = list(links)
        themes = [link.data["theme"] for link in links]
        found = self.context.filters(dict.fromkeys(str(link.action) for link in links))
        return {**found, "theme": list(dict.fromkeys([*themes, *found["theme"]])), "confidence": list(dict.fromkeys(link.data["confidence"] for link in links))}


def _way(link: Link) -> str:
    return f"between:{link.data['via']}:{link.policy}"


def _kind(link: Link) -> str:
    return f"{link.group}-plausible" if link.data["confidence"] == "plausible" else link.group


def _weight(link: Link) -> int:
    return SURE.get(link.data["confidence"], 1)


def _sure(link: Link) -> str:
    return "" if link.data["confidence"] == "explicit" else link.data["confidence"]


def _link_fact(flows: Flows, link: Link, whose: str) -> Fact:
    """A link in one line: what it says and why, with its source."""
    said = f"{link.data['relation']} ({link.data['confidence']}): {link.data['why']}"
    return lines.sourced(whose, said, link.data["source"], group="Later policies", thing=str(link.policy), doubt=_sure(link))


def _taken_up(flows: Flows, link: Link) -> Fact:
    """The same told of the action, with its words and their place."""
    action = flows.seen.given.actions[link.action]
    said = f'{link.data["relation"]} ({link.data["confidence"]}); the plan says: "{link.data["words"] or short(action["text"])}"'
    return Fact(f"Action {action['ref']}", said, action["place"], group="Actions", thing=str(link.action), doubt=_sure(link))


def _policy(flows: Flows, links: list[Link]) -> None:
    """A later policy, with all links to it."""
    row, policy = flows.seen.policies[links[0].policy], str(links[0].policy)
    known = (("Kind", row["kind"]), ("Issued", period(row["issued"])), ("Publisher", row["publisher"]))
    facts = [Fact(term, words) for term, words in known if words]
    facts.append(lines.sourced("What is known of it", row["status"] or "no source says what became of it", row["source"]))
    _shape(flows, policy, row["label"], "policy", 2 if flows.by_way else 1, facts, links, policy)


def _between(flows: Flows, links: list[Link]) -> None:
    """A policy that came between actions and one later policy, and the line on to that."""
    first = links[0]
    name, after = first.data["via"], flows.seen.label(first)
    facts = [Fact("What this is", f"A policy that came between these actions and {after}, as the register has it.")]
    _shape(flows, _way(first), name, "between", 1, facts, links, flows.iris.get(name, ""))
    for kind in dict.fromkeys(map(_kind, links)):
        own = [link for link in links if _kind(link) == kind]
        actions = list(dict.fromkeys(str(link.action) for link in own))
        label = f"By way of {name} to {after}: {lines.refs(flows.seen.given, actions)}"
        text = lines.cut((link.data["words"] or flows.ref(link) for link in own), "; ")
        told = [_taken_up(flows, link) for link in own] + [_link_fact(flows, link, f"{flows.ref(link)} to {after}") for link in own]
        flows.net.add_edge(_way(first), str(first.policy), kind=kind, label=label, weight=max(map(_weight, own)), text=text, actions=actions, facts=told, filters=flows.filters(own))


def _shape(flows: Flows, key: str, name: str, kind: str, layer: int, facts: list[Fact], links: list[Link], iri: str) -> None:
    actions = dict.fromkeys(str(link.action) for link in links)
    own = {"filters": flows.filters(links), "dates": flows.context.dates(actions), "facts": [*facts, *(_taken_up(flows, link) for link in links)]}
    flows.net.add_node(key, label=name, name=name, kind=kind, size=1, layer=layer, iri=iri or key, **own)


def _line(flows: Flows, link: Link) -> None:
    """A link, to the later policy itself or to the one between."""
    data, ref, policy = link.data, flows.ref(link), flows.seen.label(link)
    action = flows.seen.given.actions[link.action]
    by = f" by way of {data['via']}" if data["via"] else ""
    there = "".join(data["words"].split()) and "".join(data["words"].split()) in "".join(action["text"].split())
    facts = [
        Fact("What the later policy does", f"{data['relation']} ({EDGES[_kind(link)].label})"),
        Fact(f"Words of the plan, {ref}", data["words"] or action["text"], action["place"] if there or not data["words"] else ""),
        Fact("Words of the page that names the policy", data["later_words"] or "none are quoted"),
        lines.sourced("Why", data["why"], data["source"]),
        Fact("How sure", data["confidence"], doubt=_sure(link)),
        Fact("Theme", data["theme"]),
        *([Fact("By way of", data["via"])] if by else []),
    ]
    facts += [] if facts[1].place else [Fact(f"Action {ref}", action["text"], action["place"])]
    target = _way(link) if _way(link) in flows.by_way else str(link.policy)
    label = f"{policy} {data['relation']} {ref}{by} ({data['confidence']})"
    text = data["words"] or short(action["text"])
    flows.net.add_edge(str(link.action), target, kind=_kind(link), label=label, weight=_weight(link), text=text, actions=[str(link.action)], facts=facts, filters=flows.filters([link]))


def _notes(flows: Flows) -> Iterable[str]:
    seen = flows.seen
    if not seen.covered:
        yield ELSEWHERE
        return
    yield "On the left stand actions of the plan, on the right later policies. A line's panel has the words of both."
    if flows.by_way:
        yield "A policy that came between, as the register has it, stands between them, once for each later policy to which it led."
    elif ways := [link for link in seen.links if link.data["via"]]:
        yield f"{len(ways)} links go by way of a policy that came between, as the register has it: these are too many to be drawn, and the panel of each line names its own."
    yield "A broken, thin line is plausible: reasoning alone, to be confirmed by somebody who knows. The thickest lines are explicit: the later text names the same thing."
    yield from (note for note in how_much(seen) if note != ANALYSIS)
    yield "The links are analysis, not quotation: the reasoning and the source stand beside the words, to be judged."
    silent = len(seen.given.actions) - len(flows.actions)
    if silent:
        yield f"{lines.share(silent, len(seen.given.actions), 'has', 'have')} no link and {'is' if silent == 1 else 'are'} not drawn."
    if seen.uncarried:
        yield f"Nothing carries on: {lines.cut((seen.given.actions[action]['ref'] for action in seen.uncarried), most=60)}."
