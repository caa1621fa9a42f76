"""Brokers: who stands between whom, which actions hold bodies together, and what falls apart without them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from concordat.graph import network
from concordat.graph.analysis import brokers
from concordat.graph.analysis.brokers import Part
from concordat.graph.answer import Answer, Column
from concordat.graph.given import Given, read
from concordat.graph.names import find
from concordat.graph.register import BODIES
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.reports.present import NOW, NOW_OF_SEVERAL, Present, present
from concordat.graph.store import Graph

FEW = 10  # bodies of the largest group below which one action more or less turns the order round
NAMED = 10  # bodies that a cell names; of more it says how many
# The headings of the tables, under which other tables and notes name them.
_HEADINGS = {
    "to-do": "What to do about who holds the plan together",
    "bodies": "Who stands between whom",
    "actions": "Actions that hold bodies together",
    "bridges": "Pairs of bodies that hold two parts together",
    "ties": "Roles on which something hangs",
    "groups": "Groups that share no action with each other",
    "summary": "The two networks side by side",
}
_TO_DO = (
    Column("do", "what to do"),
    Column("organisation", "with whom"),
    NOW_OF_SEVERAL,
    Column("refs", "about which actions"),
    Column("why", "what the plan shows"),
    Column("table", "the heading of the table of this report that tells more", True),
)
_BODIES = (
    Column("organisation"),
    NOW,
    Column("kind", "organisation, or class for a class of bodies such as local authorities", True),
    Column("actions", "how many actions it leads or is a partner in", True, "how much work that is"),
    Column("with", "how many bodies it shares actions with", False, "how closely they work together: it counts what the plan puts side by side"),
    Column("rank_among_bodies", "its place by between_bodies, 1 for the highest; empty if it stands between nobody", False, "a mark for its work; equals share a place, and places far apart may hide small differences"),
    Column("between_bodies", "of all pairs of other bodies, the share (0 to 1) whose shortest way from one to the other, from body to body that share actions, runs through it", False, "that they in fact go through it, or that it helps them; a pair with no way between them counts as one that does not need it"),
    Column("rank_with_actions", "its place among bodies by between_all; empty if it stands between nothing", True, "a mark for its work"),
    Column("between_all", "the same in the network of bodies and actions: of all pairs of others, bodies or actions, the share (0 to 1) whose shortest way runs through it", False, "that it brings bodies together: actions of its own alone are enough"),
    Column("cut_off", "how many bodies would be cut off from the largest part of their group if it went", False, "that they would stop working: they would share no action with that part, over however many steps"),
    Column("own_actions", "actions in which no other body that is named has a part: nobody reaches them but through it", True, "that it needs nobody for them: the plan only names nobody"),
    Column("why_they_differ", "what the network of bodies sees of it, and what only the network with the actions does"),
    Column("refs", "the actions that it shares, through which it connects"),
    Column("own_refs", "its own_actions", True),
)
_ACTIONS = (
    Column("ref"),
    Column("bodies", "how many bodies lead it or are partners", False, "how many take part in fact"),
    Column("organisations", "who they are"),
    Column("parts", "into how many parts their group would fall without it", False, "how likely its loss is"),
    Column("cut_off", "how many bodies would be cut off from the largest of these parts", False, "that they would stop working"),
    Column("who", f"these bodies, part by part; parts of more than {NAMED} are only counted"),
    Column("between_all", "of all pairs of others, bodies or actions, the share (0 to 1) whose shortest way runs through it", True, "how important it is for the aims of the plan"),
    Column("links", "how many links between two bodies the network of bodies makes of it", True, "that each two of them have something to do with each other"),
    Column("finish", "finish as printed", True),
    Column("action", "the action in words"),
)
_BRIDGES = (
    Column("organisation", "a body"),
    Column("with", "the other body, on the smaller side: without what these two share, their group falls in two"),
    Column("refs", "the actions that they share"),
    Column("on_its_side", "bodies that would stay with the first, itself counted", False, "how strong that part is"),
    Column("on_other_side", "bodies that would stay with the other, itself counted", False, "how strong that part is"),
    Column("with_actions", "whether one action alone carries the bridge, or several do"),
)
_TIES = (
    Column("organisation"),
    Column("role", "lead or partner"),
    Column("refs", "the action; where it is the only body, all such actions in one row"),
    Column("ties", "how many roles the row stands for", True, "how much work they are"),
    Column("bodies", "bodies that would be cut off from the rest if it lost this role", False, "that they would stop working"),
    Column("actions", "actions that would be cut off with them, or be left without anybody", False, "that nobody would do them"),
    Column("what", "what hangs on it"),
)
_GROUPS = (
    Column("group", "number of the group, 1 for the one with most bodies", False, "a mark: it only says which is larger"),
    Column("bodies", "how many bodies", False, "how many belong together in fact: the plan may only not name what joins them"),
    Column("actions", "how many actions they lead or are partners in", False, "how much work that is"),
    Column("organisations", "who they are"),
    Column("refs", "their actions"),
)
_SUMMARY = (
    Column("what"),
    Column("bodies_and_actions", "how many there are in the network of bodies and actions", False, "that more of them is better or worse"),
    Column("bodies", "how many there are in the network of bodies alone", False, "that more of them is better or worse"),
    Column("why_they_differ", "why the two networks do not say the same"),
    Column("table", "the heading under which they are listed"),
)
_ROUTES = (
    "Two bodies are one step apart if both lead an action or are partners in it; who is only mentioned is left out.",
    "The figures are about what the plan puts side by side. They do not show how people in fact reach each other.",
)


@dataclass(frozen=True, eq=False)
class _Work:
    """Both networks of what is given, and what is worked out of them once for all tables."""

    given: Given

    @cached_property
    def two(self) -> nx.Graph:
        """Bodies and actions."""
        return brokers.working(network.actions_and_bodies(self.given))

    @cached_property
    def one(self) -> nx.Graph:
        """Bodies that share actions."""
        return network.overlap(self.given)

    @cached_property
    def between_all(self) -> dict[Hashable, float]:
        """Betweenness with the actions; nobody stands between two others where there are not even three."""
        return brokers.betweenness(self.two) if len(self.two) > 2 else dict.fromkeys(self.two, 0.0)

    @cached_property
    def between_bodies(self) -> dict[Hashable, float]:
        """Betweenness among bodies."""
        return brokers.betweenness(self.one) if len(self.one) > 2 else dict.fromkeys(self.one, 0.0)

    @cached_property
    def cuts(self) -> dict[Hashable, list[Part]]:
        """What falls apart without a body or an action."""
        return brokers.cuts(self.two)

    @cached_property
    def cuts_of_bodies(self) -> dict[Hashable, list[Part]]:
        """What falls apart without a body, of bodies alone."""
        return brokers.cuts(self.one)

    @cached_property
    def groups(self) -> list[list[Hashable]]:
        """What hangs together, actions in which nobody has a part left out."""
        return [group for group in brokers.groups(self.two) if any(node in self.one for node in group)]

    @cached_property
    def now(self) -> Present:
        """What became of the bodies since."""
        return present(self.given)

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """The actions that speak of partners without naming them."""
        return frozenset(row["action"] for row in self.given.rows("unnamed"))

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each action in the plan."""
        return {action: n for n, action in enumerate(self.given.actions)}

    def in_order(self, actions: Iterable[str]) -> list[str]:
        return sorted(actions, key=self.order.__getitem__)

    def own(self, body: str) -> list[str]:
        """Its actions in which no other body has a part."""
        return self.in_order(action for action in self.two[body] if self.two.degree(action) == 1)

    def shared(self, body: str) -> list[str]:
        return self.in_order(action for action in self.two[body] if self.two.degree(action) > 1)

    def name(self, body: str) -> str:
        return self.one.nodes[body]["label"]

    def named(self, bodies: Iterable[str]) -> str:
        """Their names in the order of the alphabet; of too many, how many they are."""
        names = sorted(map(self.name, bodies))
        return ", ".join(names) if len(names) <= NAMED else f"{len(names)} bodies"

    def cut_off(self, node: Hashable) -> int:
        """How many bodies lose the largest part of their group without a node."""
        parts = self.cuts.get(node, [])
        return sum(part.bodies for part in parts[1:])

    def who(self, node: Hashable) -> str:
        """The bodies that are cut off without a node, part by part."""
        known = brokers.parted(self.two, node, NAMED)
        sizes = [part.bodies for part in self.cuts[node] if part.bodies]
        told = sorted((sorted(map(self.name, group)) for group in known), key=lambda names: (-len(names), names))
        beyond = [f"{size} bodies" for size in sizes[: len(sizes) - len(told)]]
        return " | ".join([*beyond, *(", ".join(names) for names in told)][1:])


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What to do; bodies by how many they stand between; actions, pairs and roles that hold bodies together; groups; both networks side by side."""
    work = _Work(read(graph, asked.kept))
    body = find(graph, asked.organisation, BODIES).value if asked.organisation else None
    return [make(work, asked, body) for make in (_to_do, _bodies, _actions, _bridges, _ties, _groups, _summary)]


def _brokers(work: _Work, body: str | None) -> list[str]:
    """The bodies, first those that stand between most others."""
    by = work.one.nodes
    found = sorted(by, key=lambda b: (-work.between_bodies[b], -work.between_all[b], by[b]["label"], str(b)))
    return [each for each in found if body in (None, each)]


def _holding(work: _Work, body: str | None) -> list[str]:
    """The actions that hold bodies together, first those that hold most."""
    found = [action for action in work.cuts if action in work.order and (body is None or body in work.two[action])]
    return sorted(found, key=lambda a: (-work.cut_off(a), -work.between_all[a], work.order[a]))


def _heading(name: str, asked: Asked) -> str:
    return f"{_HEADINGS[name]}{scope(asked)}"


# ---- what to do


def _row(work: _Work, do: str, bodies: Iterable[str], actions: Iterable[str], why: str, table: str) -> tuple:
    bodies = sorted(bodies, key=work.name)
    return (do, work.named(bodies), work.now.of_several(bodies), refs(work.given, actions), why, _HEADINGS[table])


def _to_do(work: _Work, asked: Asked, body: str | None) -> Answer:
    rows = (*_stand_ins(work, body), *_watched(work, body), *_first_told(work, body), *_apart(work, body))
    calm = () if rows or not work.one else ("No body and no action holds others together, and none stands apart: there is nothing to do.",)
    return Answer("to-do", _heading("to-do", asked), _TO_DO, rows, "Whose loss would part the others, and what can be done about it now?", (*calm, *_small(work), *_ROUTES, *work.now.notes(work.one)))


def _small(work: _Work) -> tuple[str, ...]:
    if not work.one:
        return ("No body leads an action or is a partner in one here, so nobody stands between anybody.",)
    largest = sum(node in work.one for node in work.groups[0])
    if largest < 3:
        return ("No three bodies hang together here, so nobody stands between two others.",)
    if largest < FEW:
        return (f"The largest group has only {largest} bodies: one action more or less turns the order round. Take it for a hint.",)
    return ()


def _stand_ins(work: _Work, body: str | None) -> list[tuple]:
    """The bodies that hold others to the rest, those that hold most of them first, but those that have ended last."""
    rows = []
    first = sorted((b for b in _brokers(work, body) if b in work.cuts_of_bodies), key=lambda b: -work.cut_off(b))[:3]
    for each in sorted(first, key=work.now.ended):
        cut = work.cut_off(each)
        why = f"Without it {_bodies_s(cut)} would share no action with the rest, over however many steps: {work.who(each)}."
        if work.now.ended(each):
            do = f"It {work.now.gone(each, after_it=True)}: {work.now.whom(each)}. Then tie those behind it to another body as well."
        else:
            one = "Say which one of them is meant" if work.one.nodes[each]["kind"] == "class" else "Agree who stands in for it"
            do = f"{one}, or tie those behind it to another body as well."
        rows.append(_row(work, do, [each], work.shared(each), why, "bodies"))
    return rows


def _watched(work: _Work, body: str | None) -> list[tuple]:
    rows = []
    for action in _holding(work, body)[:3]:
        why = f"It is all that ties {_bodies_s(work.cut_off(action))} to the rest: {work.who(action)}."
        rows.append(_row(work, "Do not let it drop: give these bodies a second reason to meet.", work.two[action], [action], why, "actions"))
    return rows


def _first_told(work: _Work, body: str | None) -> list[tuple]:
    """The body between most others of those that have not ended, if its loss parts nobody and it is not told already."""
    rows = []
    for each in [b for b in _brokers(work, body) if not work.now.ended(b)][:1]:
        share = work.between_bodies[each]
        if share and each not in work.cuts_of_bodies:
            why = f"The shortest ways between {share:.0%} of the pairs of other bodies run through it; others could reach each other without it."
            rows.append(_row(work, "Tell it first: news travels fastest through it.", [each], work.shared(each), why, "bodies"))
    return rows


def _apart(work: _Work, body: str | None) -> list[tuple]:
    """What hangs on no other group: groups of several bodies, then bodies on their own."""
    rows = []
    several = [g for g in work.groups[1:] if body in (None, *g) and _count(work, g) > 1]
    alone = [g for g in work.groups if body in (None, *g) and _count(work, g) == 1]
    for group in several[:2]:
        why = f"These {_bodies_s(_count(work, group))} share no action with anybody outside their group.{_open(work, group)}"
        rows.append(_row(work, "Ask whether they should know of the others' work.", _bodies_of(work, group), _actions_of(work, group), why, "groups"))
    if alone:
        nodes = [node for group in alone for node in group]
        bodies, actions = _bodies_of(work, nodes), _actions_of(work, nodes)
        why = f"{_bodies_s(len(bodies)).capitalize()} {'shares' if len(bodies) == 1 else 'share'} no action with any other.{_open(work, nodes)}"
        rows.append(_row(work, "Ask of each whether it needs nobody, or whether a partner was not named.", bodies, actions, why, "groups"))
    return rows


def _open(work: _Work, nodes: Iterable[Hashable]) -> str:
    """That partners are spoken of, and not named, in some of the actions."""
    actions = [action for action in _actions_of(work, nodes) if action in work.unnamed]
    return f" The text speaks of partners without naming them in {refs(work.given, actions)}." if actions else ""


def _bodies_s(number: int) -> str:
    return "1 body" if number == 1 else f"{number} bodies"


# ---- bodies and actions


def _bodies(work: _Work, asked: Asked, body: str | None) -> Answer:
    among, with_actions = brokers.ranks(work.between_bodies), brokers.ranks({b: work.between_all[b] for b in work.one})
    rows = []
    for each in _brokers(work, body):
        own, node = work.own(each), work.one.nodes[each]
        figures = (len(work.two[each]), work.one.degree(each), among[each], round(work.between_bodies[each], 4), with_actions[each], round(work.between_all[each], 4), work.cut_off(each), len(own))
        rows.append((node["label"], work.now.of(each), node["kind"], *figures, _why(work, each), refs(work.given, work.shared(each)), refs(work.given, own)))
    return Answer("bodies", _heading("bodies", asked), _BODIES, tuple(rows), "Through which bodies do the others reach each other?", _WHY_BODIES)


_WHY_BODIES = (
    "Where actions count, a body stands between its own actions and everybody else, although it brings no two bodies together; among bodies alone that is not seen.",
    "Among bodies alone, all bodies of one action are tied to each other, so that nobody stands between them; and two bodies are one link, however many actions they share.",
)


def _why(work: _Work, body: str) -> str:
    """What each of the two networks sees of a body."""
    net, own = work.one, len(work.own(body))
    if len(net[body]) < 2:
        seen = "It shares actions with one body only, so it stands between no two." if net[body] else "It shares no action, so it stands between no two bodies."
    elif body in work.cuts_of_bodies:
        seen = "Some bodies reach the rest only through it."
    elif work.between_bodies[body]:
        seen = "It lies on short ways between bodies, but each of them could go another way."
    else:
        seen = "No two bodies need it: all with whom it shares actions share some with each other."
    most = max((edge["weight"] for _, _, edge in net.edges(body, data=True)), default=1)
    more = [f"With the actions counted, {own} of its own {'hangs' if own == 1 else 'hang'} on it alone."] if own else []
    more += [f"Up to {most} actions shared with one body are one link among bodies, {most} ways with the actions."] if most > 1 else []
    return " ".join([seen, *more])


def _actions(work: _Work, asked: Asked, body: str | None) -> Answer:
    rows = []
    for action in _holding(work, body):
        data, bodies = work.given.actions[action], work.two.degree(action)
        told = (bodies, ", ".join(sorted(map(work.name, work.two[action]))), len(work.cuts[action]), work.cut_off(action), work.who(action))
        rows.append((data["ref"], *told, round(work.between_all[action], 4), bodies * (bodies - 1) // 2, data["finish"], data["text"]))
    notes = ("The network of bodies alone does not see this: it makes links between all bodies of an action, and the action is no more to be lost.",)
    return Answer("actions", _heading("actions", asked), _ACTIONS, tuple(rows), "Which actions are all that ties some bodies to the others?", notes)


# ---- bridges


def _bridges(work: _Work, asked: Asked, body: str | None) -> Answer:
    rows = []
    for bridge in brokers.bridges(work.one):
        if body in (None, bridge.one, bridge.other):
            ends = sorted([(bridge.of_one.bodies, bridge.one), (bridge.of_other.bodies, bridge.other)], key=lambda end: (-end[0], work.name(end[1]), end[1]))
            shared = work.one[bridge.one][bridge.other]["actions"]
            told = f'one action carries it: it stands in "{_HEADINGS["actions"]}", too' if len(shared) == 1 else f"{len(shared)} actions carry it: none of them is lost alone"
            rows.append((work.name(ends[0][1]), work.name(ends[1][1]), refs(work.given, shared), ends[0][0], ends[1][0], told))
    rows.sort(key=lambda r: (-r[4], r[0], r[1]))
    notes = ("Three bodies or more in one action are tied to each other, so no link between two of them is a bridge here; in the network with the actions, each of their roles may be one.",)
    return Answer("bridges", _heading("bridges", asked), _BRIDGES, tuple(rows), "Which two bodies are the only link between those behind them?", notes)


def _ties(work: _Work, asked: Asked, body: str | None) -> Answer:
    """Roles without which something is cut off: the only body of an action, the only action of a body, and those between larger parts."""
    rows, own = [], defaultdict(list)
    for bridge in brokers.bridges(work.two):
        action, its, rest = (bridge.one, bridge.of_one, bridge.of_other) if bridge.one in work.order else (bridge.other, bridge.of_other, bridge.of_one)
        holder = bridge.other if action == bridge.one else bridge.one
        if body not in (None, holder):
            continue
        role = work.two[holder][action]["role"]
        if its == Part(0, 1):
            own[holder, role].append(action)
            continue
        away = rest if (rest.bodies, rest.actions) <= (its.bodies, its.actions) else its
        what = "its only action: without it, it has no part in the plan" if rest == Part(1, 0) else f"parts {_bodies_s(rest.bodies)} on its side from {_bodies_s(its.bodies)} on that of the action"
        rows.append((work.name(holder), role, refs(work.given, [action]), 1, away.bodies, away.actions, what))
    for (holder, role), actions in own.items():
        what = "nobody else that is named has a part in " + ("it" if len(actions) == 1 else "them")
        rows.append((work.name(holder), role, refs(work.given, work.in_order(actions)), len(actions), 0, len(actions), what))
    rows.sort(key=lambda r: (-r[4], -r[5], r[0], r[1], r[2]))
    notes = ("Such a role is a bridge of the network of bodies and actions. Most are plain: an action with one body, or a body with one action.",)
    return Answer("ties", _heading("ties", asked), _TIES, tuple(rows), "Which role could not be lost without cutting something off?", notes)


# ---- groups, and the two networks


def _groups(work: _Work, asked: Asked, body: str | None) -> Answer:
    rows: list[tuple] = []
    for number, group in enumerate(work.groups, start=1):
        if body in (None, *group):
            actions = _actions_of(work, group)
            rows.append((number, _count(work, group), len(actions), ", ".join(sorted(map(work.name, _bodies_of(work, group)))), refs(work.given, actions)))
    nobody = [action for action in work.order if not work.two.degree(action)]
    if nobody and body is None:
        rows.append((None, 0, len(nobody), "nobody leads them or is a partner", refs(work.given, nobody)))
    notes = ("Bodies of one group are tied by shared actions, over one step or several; no action ties two groups. The groups are the same in both networks.",)
    return Answer("groups", _heading("groups", asked), _GROUPS, tuple(rows), "Which bodies hang together, and which stand alone?", notes)


def _bodies_of(work: _Work, group: Iterable[Hashable]) -> list[str]:
    return [node for node in group if node in work.one]


def _actions_of(work: _Work, group: Iterable[Hashable]) -> list[str]:
    return work.in_order(node for node in group if node in work.order)


def _count(work: _Work, group: Iterable[Hashable]) -> int:
    return len(_bodies_of(work, group))


def _summary(work: _Work, asked: Asked, body: str | None) -> Answer:
    """How many of each there are in the one and in the other network."""
    two, one = work.two, work.one
    needed = sum(node in one for node in work.cuts)
    rows = (
        ("bodies", len(one), len(one), "They are the same: those that lead an action or are partners in one.", _HEADINGS["bodies"]),
        ("actions", len(two) - len(one), None, "Among bodies alone an action is no place of its own; it is a link, or many.", _HEADINGS["groups"]),
        ("links", two.size(), one.size(), "A role is one link. An action of three bodies is three roles and three pairs, of ten bodies ten roles and 45 pairs; one of a single body makes no pair.", _HEADINGS["ties"]),
        ("groups", len(work.groups), nx.number_connected_components(one) if one else 0, "They are the same: what ties bodies is shared actions, in both.", _HEADINGS["groups"]),
        ("bodies that stand between others", sum(work.between_all[b] > 0 for b in one), sum(v > 0 for v in work.between_bodies.values()), "With the actions counted, a body stands between its own actions; among bodies it must lie between two bodies that share no action.", _HEADINGS["bodies"]),
        ("bodies without which something is cut off", needed, len(work.cuts_of_bodies), "With the actions counted, it may be actions of its own that are left without anybody; among bodies, it is always other bodies.", _HEADINGS["bodies"]),
        ("actions without which bodies are parted", len(work.cuts) - needed, None, "An action that can be lost is seen only where actions count: among bodies its links remain.", _HEADINGS["actions"]),
        ("links that nothing replaces", len(brokers.bridges(two)), len(brokers.bridges(one)), "With the actions counted it is a role; among bodies a pair, and never one of an action with three bodies or more.", _HEADINGS["ties"]),
    )
    return Answer("summary", _heading("summary", asked), _SUMMARY, rows, "Why do the network with the actions and that of bodies alone not say the same?")
