"""Actions of the plan and the later policies that take them up, ask for less or leave them out; a few policies that came between stand between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from concordat.graph.analysis.continuity import Link
from concordat.graph.reports import Asked
from concordat.graph.reports.continuity import ANALYSIS, ELSEWHERE, IN_PART, TO_COME, Seen, how_much, outlook
from concordat.graph.validate.queries import period
from concordat.graph.views import lines
from concordat.graph.views.context import ACTION, Context, short
from concordat.graph.views.dossier import unsure
from concordat.graph.views.model import Drawing, EdgeKind, Fact, Filters, NodeKind

WIDE = 42  # characters of a line: low boxes, so that many stand in a column
NODES = {
    "action": ACTION,
    "between": NodeKind("Policy that came between", "box", "#b9dff3", "Policies that came between", WIDE),
    "policy": NodeKind("Later policy", "box", "#0072b2", "Later policies", WIDE),
}
EDGES = {  # by what a link says of the action, whether it is more than reasoning, and whether the policy is there
    "carried": EdgeKind("carries the action on", "#0072b2", arrow=True),
    "carried-part": EdgeKind("carries it on, not fully in force", "#0072b2", dashed=True, arrow=True),
    "planned": EdgeKind("planned or not yet published", "#7a5195", dashed=True, arrow=True),
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
    """Actions on the left in plan order, later policies on the right; a line for each link, through the policy between where one is named and there are few of these."""
    given = context.given
    flows = Flows(context, Seen(given.graph, given, Asked(plan=given.kept.plan)))
    for action in flows.actions:
        node = context.action(action)
        flows.net.add_node(action, **node, size=1, layer=0)  # its panel has its later policies, as in every view
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


def kind(group: str, confidence: str, status: str) -> str:
    """How a link to a later policy is drawn, by its group, how sure it is, and the status of the policy: what is not there yet is planned, whatever it is to do."""
    there = outlook(status)
    if there == TO_COME:
        return "planned"
    if confidence == "plausible":
        return f"{group}-plausible"
    return "carried-part" if group == "carried" and there == IN_PART else group


def _kind(flows: Flows, link: Link) -> str:
    return kind(link.group, link.data["confidence"], _status(flows, link))


def _status(flows: Flows, link: Link) -> str:
    return str(flows.seen.policies[link.policy]["status"])


def _weight(flows: Flows, link: Link) -> int:
    return 1 if flows.seen.outlook(link) else SURE.get(link.data["confidence"], 1)


def _sure(flows: Flows, link: Link) -> str:
    return unsure(link.data, _status(flows, link))


def _link_fact(flows: Flows, link: Link, whose: str) -> Fact:
    """A link in one line: what it says and why, with its source."""
    said = f"{link.data['relation']} ({link.data['confidence']}): {link.data['why']}"
    return lines.sourced(whose, said, link.data["source"], group="Later policies", thing=str(link.policy), doubt=_sure(flows, link))


def _taken_up(flows: Flows, link: Link) -> Fact:
    """The same told of the action, with its words and their place."""
    action = flows.seen.given.actions[link.action]
    said = f'{link.data["relation"]} ({link.data["confidence"]}); the plan says: "{link.data["words"] or short(action["text"])}"'
    return Fact(f"Action {action['ref']}", said, action["place"], group="Actions", thing=str(link.action), doubt=_sure(flows, link))


def _policy(flows: Flows, links: list[Link]) -> None:
    """A later policy, with all links to it."""
    row, policy = flows.seen.policies[links[0].policy], str(links[0].policy)
    known = (("Kind", row["kind"]), ("Issued", period(row["issued"])), ("Publisher", row["publisher"]))
    facts = [Fact(term, words) for term, words in known if words]
    facts.append(lines.sourced("What is known of it", row["status"] or "no source says what became of it", row["source"], doubt=outlook(row["status"])))
    _shape(flows, policy, row["label"], "policy", 2 if flows.by_way else 1, facts, links, policy)


def _between(flows: Flows, links: list[Link]) -> None:
    """A policy that came between actions and one later policy, and the line on to that."""
    first = links[0]
    name, after = first.data["via"], flows.seen.label(first)
    facts = [Fact("What this is", f"A policy that came between these actions and {after}, as the register has it.")]
    _shape(flows, _way(first), name, "between", 1, facts, links, flows.iris.get(name, ""))
    for drawn in dict.fromkeys(_kind(flows, link) for link in links):
        own = [link for link in links if _kind(flows, link) == drawn]
        actions = list(dict.fromkeys(str(link.action) for link in own))
        label = f"By way of {name} to {after}: {lines.refs(flows.seen.given, actions)}"
        text = lines.cut((link.data["words"] or flows.ref(link) for link in own), "; ")
        told = [_taken_up(flows, link) for link in own] + [_link_fact(flows, link, f"{flows.ref(link)} to {after}") for link in own]
        flows.net.add_edge(_way(first), str(first.policy), kind=drawn, label=label, weight=max(_weight(flows, link) for link in own), text=text, actions=actions, facts=told, filters=flows.filters(own))


def _shape(flows: Flows, key: str, name: str, kind: str, layer: int, facts: list[Fact], links: list[Link], iri: str) -> None:
    actions = dict.fromkeys(str(link.action) for link in links)
    own = {"filters": flows.filters(links), "dates": flows.context.dates(actions), "facts": [*facts, *(_taken_up(flows, link) for link in links)]}
    status = "" if kind == "between" else _status(flows, links[0])
    flows.net.add_node(key, label=f"{name} ({status})" if outlook(status) else name, name=name, kind=kind, size=1, layer=layer, iri=iri or key, **own)


def _line(flows: Flows, link: Link) -> None:
    """A link, to the later policy itself or to the one between."""
    data, ref, policy = link.data, flows.ref(link), flows.seen.label(link)
    action = flows.seen.given.actions[link.action]
    by = f" by way of {data['via']}" if data["via"] else ""
    quoted = "".join(data["words"].split()) and "".join(data["words"].split()) in "".join(action["text"].split())
    facts = [
        Fact("What the later policy does", f"{data['relation']} ({EDGES[_kind(flows, link)].label})"),
        Fact(f"Words of the plan, {ref}", data["words"] or action["text"], action["place"] if quoted or not data["words"] else ""),
        Fact("Words of the page that names the policy", data["later_words"] or "none are quoted"),
        lines.sourced("Why", data["why"], data["source"]),
        Fact("How sure", data["confidence"], doubt=unsure(data)),
        *([Fact("How the policy stands", _status(flows, link), doubt=flows.seen.outlook(link))] if flows.seen.outlook(link) else []),
        Fact("Theme", data["theme"]),
        *([Fact("By way of", data["via"])] if by else []),
    ]
    facts += [] if facts[1].place else [Fact(f"Action {ref}", action["text"], action["place"])]
    target = _way(link) if _way(link) in flows.by_way else str(link.policy)
    there = flows.seen.outlook(link)
    label = f"{policy} {data['relation']} {ref}{by} ({data['confidence']}{f'; {there}' if there else ''})"
    text = data["words"] or short(action["text"])
    flows.net.add_edge(str(link.action), target, kind=_kind(flows, link), label=label, weight=_weight(flows, link), text=text, actions=[str(link.action)], facts=facts, filters=flows.filters([link]))


def _notes(flows: Flows) -> Iterable[str]:
    seen = flows.seen
    if not seen.covered:
        yield ELSEWHERE
        return
    yield "On the left stand actions of the plan, on the right later policies, so that their lines cross little. A line's panel has the words of both."
    if flows.by_way:
        yield "A policy that came between, as the register has it, stands between them, once for each later policy to which it led."
    elif ways := [link for link in seen.links if link.data["via"]]:
        yield f"{len(ways)} links go by way of a policy that came between, as the register has it: these are too many to be drawn, and the panel of each line names its own."
    yield "A broken line is doubt: it is plausible, which is reasoning alone and to be confirmed by somebody who knows, or its policy is not fully there. The thickest lines are explicit: the later text names the same thing."
    kinds = {edge["kind"] for *_, edge in flows.net.edges(data=True)}
    if "planned" in kinds:
        yield "What is planned or not yet published carries nothing on for sure, and is not counted as firm. Its box says how it stood when its source was read."
    yield from (note for note in how_much(seen) if note != ANALYSIS)
    yield "The links are analysis, not quotation: the reasoning and the source stand beside the words, to be judged."
    silent = len(seen.given.actions) - len(flows.actions)
    if silent:
        yield f"{lines.share(silent, len(seen.given.actions), 'has', 'have')} no link and {'is' if silent == 1 else 'are'} not drawn."
    if seen.uncarried:
        yield f"No link registered that carries on: {lines.cut((seen.given.actions[action]['ref'] for action in seen.uncarried), most=60)}."
