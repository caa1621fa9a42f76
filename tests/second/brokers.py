"""Who stands between whom in the national plan, by enumerating every shortest way, and by taking away one node or one link after the other."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

from second.ended import ended
from second_way import Sources

COUNTED = ("lead", "partner")
Net = dict[str, set[str]]


class Plan:
    """The records that are kept, as two networks in plain dictionaries: names of bodies and references of actions are the nodes."""

    def __init__(self, sources: Sources, section: str | None, roles: tuple[str, ...], body: str | None) -> None:
        kept = [r for r in sources.records if section in (None, r["section"])]
        self.refs = [r["ref"] for r in kept]
        self.roles = {(name, r["ref"]): role for r in kept for name, role in sources.roles(r).items() if role in roles}
        self.bodies = sorted({name for name, _ in self.roles})
        self.body = body
        self.ended = ended(sources)
        self.two: Net = {n: set() for n in [*self.refs, *self.bodies]}
        self.one: Net = {n: set() for n in self.bodies}
        for name, ref in self.roles:
            self.two[name].add(ref)
            self.two[ref].add(name)
        for one, other in combinations(self.bodies, 2):
            if self.two[one] & self.two[other]:
                self.one[one].add(other)
                self.one[other].add(one)
        self.between_one, self.between_two = between(self.one), between(self.two)

    def told(self, *names: str) -> bool:
        return self.body is None or self.body in names

    def listed(self, refs: set[str]) -> str:
        return ", ".join(r for r in self.refs if r in refs)

    def shared(self, body: str) -> set[str]:
        return {r for r in self.two[body] if len(self.two[r]) > 1}

    def sizes(self, node: str) -> list[int]:
        """How many bodies each part has into which the group of a node falls without it."""
        home = next(g for g in parts(self.two) if node in g)
        return sorted((sum(n in self.one for n in g) for g in parts(self.two, without=node) if g < home), reverse=True)

    def cut_off(self, node: str) -> int:
        return sum(self.sizes(node)[1:])

    def brokers(self) -> list[str]:
        return sorted((b for b in self.bodies if self.told(b)), key=lambda b: (-self.between_one[b], -self.between_two[b], b))

    def holding(self) -> list[str]:
        found = [r for r in self.refs if len(self.sizes(r)) > 1 and self.told(*self.two[r])]
        return sorted(found, key=lambda r: (-self.cut_off(r), -self.between_two[r], self.refs.index(r)))

    def groups(self) -> list[set[str]]:
        found = [g for g in parts(self.two) if g & set(self.bodies)]
        return sorted(found, key=lambda g: (-len(g & set(self.bodies)), -len(g & set(self.refs)), min(self.refs.index(r) for r in g & set(self.refs))))


def parts(net: Net, without: str | None = None, cut: tuple[str, str] = ("", "")) -> list[set[str]]:
    """What hangs together when a node or a link is taken away: names are put into one pot with their neighbours until nothing moves."""
    pot = {n: {n} for n in net if n != without}
    for one in pot:
        for other in net[one]:
            if other != without and {one, other} != set(cut) and pot[one] is not pot[other]:
                pot[one] |= pot[other]
                for n in pot[other]:
                    pot[n] = pot[one]
    return [set(g) for g in {frozenset(g) for g in pot.values()}]


def ways(net: Net, start: str, end: str) -> list[tuple[str, ...]]:
    """Every shortest way from one node to another, longer ones being tried until one arrives."""
    found, seen = [(start,)], {start}
    while found and not any(way[-1] == end for way in found):
        found = [(*way, n) for way in found for n in net[way[-1]] if n not in seen]
        seen |= {way[-1] for way in found}
    return [way for way in found if way[-1] == end]


def between(net: Net) -> dict[str, Fraction]:
    score = dict.fromkeys(net, Fraction())
    for start, end in combinations(net, 2):
        all_ways = ways(net, start, end)
        for way in all_ways:
            for n in way[1:-1]:
                score[n] += Fraction(1, len(all_ways))
    pairs = Fraction((len(net) - 1) * (len(net) - 2), 2)
    return {n: value / pairs if pairs > 0 else value for n, value in score.items()}


def place(value: Fraction, values: list[Fraction]) -> int | None:
    return 1 + sum(other > value for other in values) if value else None


def to_do(plan: Plan) -> list[dict]:
    parting = {b for b in plan.bodies if len(parts(plan.one, without=b)) > len(parts(plan.one))}
    stand_ins = sorted((b for b in plan.brokers() if b in parting), key=lambda b: -plan.cut_off(b))[:3]
    stand_ins = [b for gone in (False, True) for b in stand_ins if (b in plan.ended) == gone]
    rows = [(b, plan.listed(plan.shared(b)), "Who stands between whom") for b in stand_ins]
    rows += [(named(plan.two[r]), r, "Actions that hold bodies together") for r in plan.holding()[:3]]
    first = [b for b in plan.brokers() if b not in plan.ended][:1]
    rows += [(b, plan.listed(plan.shared(b)), "Who stands between whom") for b in first if plan.between_one[b] and b not in parting]
    apart = [g for g in plan.groups() if plan.told(*g)]
    several = [g for g in apart if len(g & set(plan.bodies)) > 1 and g != plan.groups()[0]]
    groups = "Groups that share no action with each other"
    rows += [(named(g & set(plan.bodies)), plan.listed(g), groups) for g in several[:2]]
    alone = set().union(*(g for g in apart if len(g & set(plan.bodies)) == 1))
    rows += [(named(alone & set(plan.bodies)), plan.listed(alone), groups)] if alone else []
    return [{"organisation": who, "refs": refs, "table": table} for who, refs, table in rows]


def named(bodies: set[str]) -> str:
    return ", ".join(sorted(bodies)) if len(bodies) <= 10 else f"{len(bodies)} bodies"


def bodies(plan: Plan) -> list[dict]:
    one, two = [[score[b] for b in plan.bodies] for score in (plan.between_one, plan.between_two)]
    return [
        {
            "organisation": b,
            "actions": len(plan.two[b]),
            "with": len(plan.one[b]),
            "rank_among_bodies": place(plan.between_one[b], one),
            "between_bodies": round(float(plan.between_one[b]), 4),
            "rank_with_actions": place(plan.between_two[b], two),
            "between_all": round(float(plan.between_two[b]), 4),
            "cut_off": plan.cut_off(b),
            "own_actions": len(plan.two[b] - plan.shared(b)),
            "refs": plan.listed(plan.shared(b)),
            "own_refs": plan.listed(plan.two[b] - plan.shared(b)),
        }
        for b in plan.brokers()
    ]


def actions(plan: Plan) -> list[dict]:
    return [
        {
            "ref": r,
            "bodies": len(plan.two[r]),
            "organisations": ", ".join(sorted(plan.two[r])),
            "parts": len(plan.sizes(r)),
            "cut_off": plan.cut_off(r),
            "between_all": round(float(plan.between_two[r]), 4),
            "links": len(list(combinations(plan.two[r], 2))),
        }
        for r in plan.holding()
    ]


def bridges(plan: Plan) -> list[dict]:
    rows = []
    for one, other in combinations(plan.bodies, 2):
        left = parts(plan.one, cut=(one, other))
        if other in plan.one[one] and len(left) > len(parts(plan.one)) and plan.told(one, other):
            ends = sorted(((len(next(g for g in left if end in g)), end) for end in (one, other)), key=lambda end: (-end[0], end[1]))
            rows.append((ends[0][1], ends[1][1], plan.listed(plan.two[one] & plan.two[other]), ends[0][0], ends[1][0]))
    rows.sort(key=lambda r: (-r[4], r[0], r[1]))
    return [dict(zip(("organisation", "with", "refs", "on_its_side", "on_other_side"), row)) for row in rows]


def ties(plan: Plan) -> list[dict]:
    rows, own = [], {}
    for (name, ref), role in plan.roles.items():
        left = parts(plan.two, cut=(name, ref))
        if len(left) == len(parts(plan.two)) or not plan.told(name):
            continue
        sides = sorted((len(g & set(plan.bodies)), len(g & set(plan.refs))) for g in left if name in g or ref in g)
        if plan.two[ref] == {name}:
            own.setdefault((name, role), set()).add(ref)
        else:
            rows.append((name, role, ref, 1, *sides[0]))
    rows += [(name, role, plan.listed(refs), len(refs), 0, len(refs)) for (name, role), refs in own.items()]
    rows.sort(key=lambda r: (-r[4], -r[5], r[0], r[1], r[2]))
    return [dict(zip(("organisation", "role", "refs", "ties", "bodies", "actions"), row)) for row in rows]


def groups(plan: Plan) -> list[dict]:
    rows = []
    for n, group in enumerate(plan.groups(), start=1):
        if plan.told(*group):
            its, refs = group & set(plan.bodies), group & set(plan.refs)
            rows.append((n, len(its), len(refs), ", ".join(sorted(its)), plan.listed(refs)))
    nobody = {r for r in plan.refs if not plan.two[r]}
    if nobody and plan.body is None:
        rows.append((None, 0, len(nobody), "nobody leads them or is a partner", plan.listed(nobody)))
    return [dict(zip(("group", "bodies", "actions", "organisations", "refs"), row)) for row in rows]


def summary(plan: Plan) -> list[dict]:
    def lost(net: Net, nodes: list[str]) -> int:
        return sum(len(parts(net, without=n)) > len(parts(net)) for n in nodes)

    def single(net: Net) -> int:
        return sum(len(parts(net, cut=(a, b))) > len(parts(net)) for a, b in combinations(net, 2) if b in net[a])

    found = [
        (len(plan.bodies), len(plan.bodies)),
        (len(plan.refs), None),
        (len(plan.roles), sum(len(n) for n in plan.one.values()) // 2),
        (len(plan.groups()), len(parts(plan.one))),
        (sum(plan.between_two[b] > 0 for b in plan.bodies), sum(v > 0 for v in plan.between_one.values())),
        (lost(plan.two, plan.bodies), lost(plan.one, plan.bodies)),
        (lost(plan.two, plan.refs), None),
        (single(plan.two), single(plan.one)),
    ]
    return [{"bodies_and_actions": two, "bodies": one} for two, one in found]


def case(asked: dict, section: str | None = None, roles: tuple[str, ...] = COUNTED, body: str | None = None) -> tuple[dict, dict]:
    made: list[Plan] = []

    def told(rows: Callable[[Plan], list[dict]]) -> Callable[[Sources], list[dict]]:
        def reckoned(sources: Sources) -> list[dict]:
            made[:] = made or [Plan(sources, section, roles, body)]
            return rows(made[0])

        return reckoned

    makers = {"to-do": to_do, "bodies": bodies, "actions": actions, "bridges": bridges, "ties": ties, "groups": groups, "summary": summary}
    return asked, {name: told(rows) for name, rows in makers.items()}


CASES = [
    case({}),
    case({"section": "3"}, section="3"),
    case({"role": "lead"}, roles=("lead",)),
    case({"organisation": "NHS England"}, body="NHS England"),
    case({"organisation": "Mind", "section": "3"}, section="3", body="Mind"),
]
