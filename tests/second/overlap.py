"""Who shares actions with whom, on the national plan: counted in the records read by eye; chance by whole fractions, groups by trying every move."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations
from math import comb

import networkx as nx
from second import cues
from second.ended import ended
from second_way import Sources

themes = cache(cues.themes)
STRENGTH = {("lead", "lead"): Fraction(1), ("lead", "partner"): Fraction(1, 2), ("partner", "partner"): Fraction(1, 4)}
Names = frozenset[str]


@cache
def plan(sources: Sources) -> dict[str, dict[str, str]]:
    """Reference to the bodies that lead or are partners, with their roles."""
    return {record["ref"]: {name: role for name, role in sources.roles(record).items() if role != "mentioned"} for record in sources.records}


@cache
def having(sources: Sources) -> dict[str, list[str]]:
    """Body to the references of its actions, in plan order."""
    found: dict[str, list[str]] = {}
    for ref, bodies in plan(sources).items():
        for name in bodies:
            found.setdefault(name, []).append(ref)
    return found


@cache
def sharing(sources: Sources) -> dict[Names, list[str]]:
    """Two bodies to the references of what they share, of all pairs that share something."""
    found = {frozenset(pair): [ref for ref, bodies in plan(sources).items() if set(pair) <= set(bodies)] for pair in combinations(having(sources), 2)}
    return {pair: shared for pair, shared in found.items() if shared}


@cache
def strengths(sources: Sources) -> dict[Names, Fraction]:
    roles = plan(sources)
    return {pair: sum((STRENGTH[tuple(sorted(roles[ref][name] for name in pair))] for ref in shared), Fraction(0)) for pair, shared in sharing(sources).items()}


def listed(refs: list[str]) -> str:
    return ", ".join(refs)


def two(number: Fraction | float) -> float:
    return round(float(number), 2)


# ---- pairs


def in_order(pair: Names, held: dict[str, list[str]]) -> list[str]:
    return sorted(pair, key=lambda name: (-len(held[name]), name))


@cache
def all_pairs(sources: Sources) -> list[dict]:
    """Every pair with all that is said of it, most shared first."""
    held, roles, judged = having(sources), plan(sources), chance(sources)
    rows = []
    for pair, shared in sharing(sources).items():
        one, other = in_order(pair, held)
        leading = [sum(roles[ref][name] == "lead" for name in pair) for ref in shared]
        either = set(held[one]) | set(held[other])
        row = {"organisation": one, "with": other, "shared": len(shared)}
        row |= {"joint_leads": leading.count(2), "lead_and_partner": leading.count(1), "both_partners": leading.count(0), "actions": listed(shared)}
        row |= {"of_first": two(Fraction(len(shared), len(held[one]))), "of_second": two(Fraction(len(shared), len(held[other])))}
        row |= {"jaccard": two(Fraction(len(shared), len(either))), "overlap": two(Fraction(len(shared), min(len(held[one]), len(held[other]))))}
        rows.append(row | {"strength": strengths(sources)[pair]} | judged[pair])
    return sorted(rows, key=lambda row: (-row["shared"], row["organisation"], row["with"]))


def as_many_or_more(total: int, one: int, other: int, shared: int) -> Fraction:
    """How many of the ways to draw `one` actions of `total` have at least so many of the `other` ones in them."""
    return Fraction(sum(comb(other, k) * comb(total - other, one - k) for k in range(shared, min(one, other) + 1)), comb(total, one))


@cache
def chance(sources: Sources) -> dict[Names, dict]:
    """What the report says of each pair beside chance: the bar is a twentieth shared out among the least K such that no more than K pairs could reach it."""
    held, total = having(sources), len(sources.records)
    best = {pair: as_many_or_more(total, *(len(held[name]) for name in pair), min(len(held[name]) for name in pair)) for pair in map(frozenset, combinations(held, 2))}
    best = {pair: rarest for pair, rarest in best.items() if all(len(held[name]) > 1 for name in pair)}  # one shared action is never evidence
    parts = 1
    while sum(rarest * parts <= Fraction(1, 20) for rarest in best.values()) > parts:
        parts += 1
    found = {}
    for pair, shared in sharing(sources).items():
        one, other = (len(held[name]) for name in pair)
        expected, rare = Fraction(one * other, total), as_many_or_more(total, one, other, len(shared))
        if best.get(pair, 1) * parts > Fraction(1, 20) or (len(shared) == 1 and expected < 1):
            words = "too few actions to tell"
        else:
            words = "more than luck would give" if len(shared) > 1 and rare * parts <= Fraction(1, 20) else f"could be luck: {len(held) * (len(held) - 1) // 2} pairs were looked at"
        figures = (expected, len(shared) / expected, rare)
        found[pair] = dict(zip(("expected", "times_expected", "chance"), (float(f"{float(x):.3g}") for x in figures))) | {"beside_chance": words}
    return found


def with_home_office(sources: Sources) -> list[dict]:
    rows = []
    for row in all_pairs(sources):
        if "Home Office" in (row["organisation"], row["with"]):
            first = row["organisation"] == "Home Office"
            own, other = (row["of_first"], row["of_second"]) if first else (row["of_second"], row["of_first"])
            row = row | {"with": row["with"] if first else row["organisation"], "of_own": own, "of_other": other}
            rows.append({name: value for name, value in row.items() if name not in ("organisation", "of_first", "of_second")})
    return rows


# ---- who should talk to whom


def talk(sources: Sources) -> list[dict]:
    """The five pairs that lead most together, then the five bodies with most actions that share none; of each five, those with a body that has ended last."""
    held, roles, gone = having(sources), plan(sources), ended(sources)
    pairs, lone = [], []
    for row in sorted(all_pairs(sources), key=lambda row: (-row["joint_leads"], -row["strength"]))[:5]:
        joint = [ref for ref in row["actions"].split(", ") if roles[ref][row["organisation"]] == roles[ref][row["with"]] == "lead"]
        assert joint, "the national plan has pairs enough that lead together"
        pairs.append({"organisation": row["organisation"], "with": row["with"], "actions": listed(joint), "joint_leads": len(joint), "shared": row["shared"]})
    alone = [name for name in held if all(len(roles[ref]) == 1 for ref in held[name])]
    for name in sorted(alone, key=lambda name: (-len(held[name]), name))[:5]:
        lone.append({"organisation": name, "with": "" if name in gone else of_the_main_theme(sources, name), "actions": listed(held[name]), "joint_leads": 0, "shared": 0})
    kept = [[row for row in rows if ({row["organisation"], row["with"]} & gone == set()) == standing] for rows in (pairs, lone) for standing in (True, False)]
    return [row for rows in kept for row in rows]


def of_the_main_theme(sources: Sources, name: str) -> str:
    """Those who have most actions on the theme of most of its actions, the rarer theme of two; nobody if more than three tie, or the theme is on no more than half."""
    held, by_theme = having(sources), themes(sources)
    main = sorted((-len(set(refs) & set(held[name])), len(refs), theme) for theme, refs in by_theme.items())[0]
    if -2 * main[0] <= len(held[name]):
        return ""
    refs = by_theme[main[2]]
    counts = {other: len(set(refs) & set(theirs)) for other, theirs in held.items() if other != name and other not in ended(sources)}
    best = [other for other, number in counts.items() if number == max(counts.values()) > 0]
    leads = {other: sum(plan(sources)[ref].get(other) == "lead" for ref in refs) for other in best}
    return "; ".join(sorted(best, key=lambda other: -leads[other])) if len(best) < 4 else ""


# ---- bodies, sections, themes


def organisations(sources: Sources) -> list[dict]:
    rows = []
    for name, refs in having(sources).items():
        beside = {other: shared for pair, shared in sharing(sources).items() if name in pair for other in pair - {name}}
        shared = [ref for ref in refs if len(plan(sources)[ref]) > 1]
        most = min(beside, key=lambda other: (-len(beside[other]), other), default=None)
        row = {"organisation": name, "actions": len(refs), "shared": len(shared), "alone": len(refs) - len(shared), "with": len(beside)}
        rows.append(row | {"shares_most_with": f"{most} ({len(beside[most])})" if most else "", "shared_actions": listed(shared), "all_actions": listed(refs)})
    return sorted(rows, key=lambda row: (-row["shared"], -row["with"], -row["actions"], row["organisation"]))


def _of_part(column: str, name: str, refs: list[str], sources: Sources) -> dict:
    shared = [ref for ref in refs if len(plan(sources)[ref]) > 1]
    counts = {"actions": len(refs), "shared": len(shared), "share": two(Fraction(len(shared), len(refs)))}
    return {column: name, **counts, "shared_actions": listed(shared), "all_actions": listed(refs)}


def by_section(sources: Sources) -> list[dict]:
    names = dict.fromkeys(record["section"] for record in sources.records)
    return [_of_part("section", name, [r["ref"] for r in sources.records if r["section"] == name], sources) for name in names]


def by_theme(sources: Sources) -> list[dict]:
    ordered = sorted(themes(sources).items(), key=lambda theme: (-len(theme[1]), theme[0]))
    return [_of_part("theme", name, refs, sources) for name, refs in ordered]


# ---- groups


def modularity(parts: list[Names], links: dict[Names, Fraction]) -> Fraction:
    """By Newman's definition: over all two bodies of a part, what links them less what chance would, as a share of twice the whole."""
    bodies = sorted(set().union(*links))
    degree = {name: sum((s for pair, s in links.items() if name in pair), Fraction(0)) for name in bodies}
    whole = sum(links.values())
    within = sum(s for pair, s in links.items() if any(pair <= part for part in parts))
    return within / whole - sum((sum((degree[name] for name in part), Fraction(0)) / (2 * whole)) ** 2 for part in parts)


def found_groups(sources: Sources) -> tuple[list[Names], list[list[Names]]]:
    """The parting of twenty runs that has the highest modularity, and all of them; no single body could be moved for a higher one."""
    links = strengths(sources)
    names = sorted(set().union(*links))
    net = nx.Graph()
    net.add_nodes_from(range(len(names)))
    net.add_weighted_edges_from(sorted((*sorted(names.index(name) for name in pair), float(s)) for pair, s in links.items()))
    runs = [[frozenset(names[n] for n in part) for part in nx.community.louvain_communities(net, seed=seed)] for seed in range(20)]
    best = max(runs, key=lambda parts: modularity(parts, links))  # the first of equals
    highest = modularity(best, links)
    for name in names:
        rest = [part - {name} for part in best if part != {name}]
        for at in range(len(rest)):
            assert modularity([part | {name} if n == at else part for n, part in enumerate(rest) if part or n == at], links) <= highest
        assert modularity([*filter(None, rest), frozenset([name])], links) <= highest
    return best, runs


@cache
def described(sources: Sources) -> list[dict]:
    """Each group with its members and figures, in the order of the report."""
    held, links, shared = having(sources), strengths(sources), sharing(sources)
    best, runs = found_groups(sources)
    whole = sum(links.values())
    found = []
    for part in best:
        members = sorted(part, key=lambda name: (-len(held[name]), name))
        together = {name: [Fraction(sum(any({name, other} <= each for each in run) for run in runs), len(runs)) for other in part - {name}] for name in part}
        stays = {name: sum(shares) / len(shares) for name, shares in together.items()}
        touching = [pair for pair in links if pair & part]
        inside = [pair for pair in touching if pair <= part]
        refs = [ref for ref in plan(sources) if any(ref in shared[pair] for pair in inside)]
        degree = sum(links[pair] * len(pair & part) for pair in touching)
        own = sum(links[pair] for pair in inside) / whole - (degree / (2 * whole)) ** 2
        found.append({"members": members, "stays": stays, "inside": inside, "outside": len(touching) - len(inside), "refs": refs, "own": own})
    assert sum(group["own"] for group in found) == modularity(best, links)
    return sorted(found, key=lambda group: (-len(group["refs"]), -len(group["members"]), group["members"][0]))


def groups(sources: Sources) -> list[dict]:
    rows = []
    for group in described(sources):
        loose = [name for name in group["members"] if group["stays"][name] < Fraction(4, 5)]
        row = {"group": group["members"][0], "bodies": len(group["members"]), "members": "; ".join(group["members"]), "shared": len(group["refs"])}
        row |= {"links_inside": len(group["inside"]), "links_outside": group["outside"], "stays": two(sum(group["stays"].values()) / len(group["members"]))}
        row |= {"not_firm": "all of them" if loose == group["members"] else "; ".join(loose), "modularity": round(float(group["own"]), 4), "refs": listed(group["refs"])}
        rows.append(row)
    return rows


def members(sources: Sources) -> list[dict]:
    rows, shared, parted = [], sharing(sources), described(sources)
    home = {name: group["members"][0] for group in parted for name in group["members"]}
    for group in parted:
        for name in group["members"]:
            near = {other: refs for pair, refs in shared.items() if name in pair for other in pair - {name}}
            inside = {other: refs for other, refs in near.items() if home[other] == home[name]}
            elsewhere = {home[other] for other in near} - {home[name]}
            row = {"organisation": name, "group": home[name], "stays": two(group["stays"][name]), "inside": len(inside), "outside": len(near) - len(inside)}
            row["links_to"] = "; ".join(g["members"][0] for g in parted if g["members"][0] in elsewhere)
            rows.append(row | {"refs": listed([ref for ref in plan(sources) if any(ref in refs for refs in inside.values())])})
    return rows


def matrix(sources: Sources) -> list[dict]:
    """The group's strongest body first; all 29 that share something have room."""
    links, shared = strengths(sources), sharing(sources)
    strength = {name: sum(s for pair, s in links.items() if name in pair) for name in set().union(*links)}
    ordered = [(name, group["members"][0]) for group in described(sources) for name in sorted(group["members"], key=lambda name: (-strength[name], name))]
    rows = []
    for number, (name, group) in enumerate(ordered, 1):
        cells = {str(n): len(shared[frozenset((name, other))]) if frozenset((name, other)) in shared else None for n, (other, _) in enumerate(ordered, 1)}
        refs = [ref for ref in having(sources)[name] if len(plan(sources)[ref]) > 1]
        rows.append({"no": number, "organisation": name, "group": group, **cells, "refs": listed(refs)})
    assert len(rows) == 29
    return rows


CASES: list[tuple[dict, dict]] = [
    (
        {},
        {
            "talk": talk,
            "pairs": all_pairs,
            "organisations": organisations,
            "groups": groups,
            "members": members,
            "matrix": matrix,
            "sections": by_section,
            "themes": by_theme,
            "words": "each row quotes the plan, and counts nothing",
        },
    ),
    ({"organisation": "Home Office"}, {"with": with_home_office, "actions": "each row quotes the plan, and counts nothing"}),
]
