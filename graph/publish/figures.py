"""The figures of the first page: every one is counted in the graph, and leads to the actions that it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from concordat.graph import network, vocab
from concordat.graph.analysis.overlap import pairs
from concordat.graph.analysis.ownership import owners
from concordat.graph.publish.site import ACTIONS_PAGE, Site, count, days, money, web
from concordat.graph.reports.timeline import FINISHES

SHOWN = 10
_READ = {
    "lead": "who leads",
    "partner": "who is a partner",
    "mentioned": "who is named in the text",
    "start": "start dates",
    "finish": "finish dates",
    "citesLegislation": "laws",
    "references": "policies",
    "fundedBy": "money",
    "theme": "themes",
    "deed": "things made, used or changed",
}
_ROLES = ("lead", "partner", "mentioned")
_EVENTS = ("ccc:Merger", "ccc:Abolition", "ccc:Split", "ccc:Succession", "ccc:Closure", "ccc:JointOperation", "ccc:NameChange", "ccc:RoleTransfer", "ccc:PlannedChange")


@dataclass(frozen=True, slots=True)
class Top:
    """The first rows of a longer list, and what to say of the rest."""

    rows: tuple[dict[str, Any], ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the first page counts; see the functions below for what each holds."""

    tiles: tuple[tuple[str, str, str], ...]
    summary: str
    leads: Top
    pairs: Top
    sections: tuple[dict[str, Any], ...]
    dates: tuple[dict[str, Any], ...]
    money: tuple[dict[str, Any], ...]
    unpriced: tuple[dict[str, Any], ...]
    laws: tuple[dict[str, Any], ...]
    waits: Top
    serves: tuple[dict[str, Any], ...]
    doubts: dict[str, Any]
    later: str
    checked: str


def figures(site: Site) -> Figures:
    """Count everything that the first page says."""
    owned, paid = _owners(site), _money(site)
    links = network.dependencies(site.given)
    waiting = network.waiting(links)
    made = {
        "leads": _leads(owned),
        "pairs": _pairs(site),
        "sections": tuple(_section(site, plan, section) for plan in site.plans for section in plan.sections if section.name),
        "dates": _dates(site),
        "money": tuple(row for row in paid if row["amount"]),
        "unpriced": tuple(row for row in paid if not row["amount"]),
        "laws": _laws(site),
        "waits": _top(_depending(site, waiting), "more link", "more links"),
        "serves": tuple(_depending(site, links.edge_subgraph(set(links.edges) - set(waiting.edges)))),
    }
    tiles = _tiles(site, made, len(owned), waiting.number_of_edges())
    later, checked = _later(site)
    return Figures(tiles=tiles, summary=_summary(site, len(made["sections"]), len(owned)), doubts=_doubts(site), later=later, checked=checked, **made)


def _top(rows: Sequence[dict[str, Any]], one: str, many: str, key: str = "") -> Top:
    """The first of them; of those left out it says how many, and how many are equal by `key` to the last one shown."""
    rest = rows[SHOWN:]
    equal = sum(row[key] == rows[SHOWN - 1][key] for row in rest) if key else 0
    words = count(len(rest), one, many) + (f", {equal} of them as many as the last one shown" if equal else "")
    return Top(tuple(rows[:SHOWN]), words if rest else "")


def _of_kind(site: Site, *kinds: str) -> list[str]:
    """The actions whose finish is of one of these kinds."""
    return [iri for iri, record in site.records.items() if record["finish"]["kind"] in kinds]


# ---- at a glance


def _tiles(site: Site, made: dict[str, Any], leading: int, waits: int) -> tuple[tuple[str, str, str], ...]:
    """Number, words and the place that tells more, for each figure at a glance."""
    joint = sum(len(bodies) > 1 for bodies in site.leading.values())
    dated, actions = len(_of_kind(site, "dated")), len(site.records)
    ceilings = sum(row["ceiling"] for row in made["money"])
    sections = len(made["sections"])
    noted = f"named {_s(len(made['money']), 'sum')} of money" + (f", {ceilings} of them {'a ceiling' if ceilings == 1 else 'ceilings'}" if ceilings else "")
    tiles = [
        (actions, _s(actions, "action"), ACTIONS_PAGE),
        *([(sections, _s(sections, "section"), "#sections")] if sections else []),
        (leading, "body that leads" if leading == 1 else "bodies that lead", "#leads" if leading else "reports/ownership.html"),
        (joint, f"{_s(joint, 'action')} led jointly", "reports/ownership.html"),
        (dated, "with a date to finish", "#dates"),
        (actions - dated, "ongoing, or without a fixed end", "#dates"),
        (waits, f"{_s(waits, 'time', 'times')} one action waits for another", "#waits"),
        (len(made["laws"]), _s(len(made["laws"]), "law or section of a law", "laws and sections of laws") + " cited", "#laws"),
        (len(made["money"]), noted, "#money"),
        _named(site),
    ]
    return tuple((f"{number:,}", words, href) for number, words, href in tiles)


def _named(site: Site) -> tuple[int, str, str]:
    """How many bodies the text of actions names without giving them a role in any."""
    roles: dict[str, set[str]] = defaultdict(set)
    for row in site.given.responsibilities:
        roles[row["body"]].add(row["role"])
    number = sum(found == {"mentioned"} for found in roles.values())
    return number, f"{_s(number, 'body', 'bodies')} only named in the text, without a role", "reports/ownership.html"


def _s(number: int, one: str, many: str = "") -> str:
    return one if number == 1 else many or f"{one}s"


def _summary(site: Site, sections: int, leading: int) -> str:
    """The plan in two or three sentences."""
    actions, dated = len(site.records), len(_of_kind(site, "dated"))
    joint = sum(len(bodies) > 1 for bodies in site.leading.values())
    unled = sum(not bodies for bodies in site.leading.values())
    where = f" in {count(sections, 'section')}" if sections else ""
    said = [f"{count(actions, 'action')}{where}, led by {count(leading, 'body', 'bodies')}." if leading else f"{count(actions, 'action')}{where}; no lead is named."]
    if joint:
        said.append(f"{count(joint, 'action')} {'has' if joint == 1 else 'have'} more than one lead.")
    if leading and unled:
        said.append(f"{count(unled, 'action')} {'has' if unled == 1 else 'have'} no lead that could be read.")
    if actions == 1:
        said.append("It has a date to finish." if dated else "It has no fixed end.")
    else:
        said.append(f"{dated or 'None'} {'has' if dated == 1 else 'have'} a date to finish" + (f"; {actions - dated} {'has' if actions - dated == 1 else 'have'} no fixed end." if dated else "."))
    return " ".join(said)


# ---- who leads, who shares


def _owners(site: Site) -> list[dict[str, Any]]:
    """Every body that leads, with its actions, most first."""
    net = network.actions_and_bodies(site.given)
    return [
        {
            "name": net.nodes[o.body]["label"],
            "led": len(o.alone) + len(o.jointly),
            "alone": len(o.alone),
            "jointly": len(o.jointly),
            "partner": len(o.partner),
            "links": site.links([*o.alone, *o.jointly]),
        }
        for o in owners(net)
        if o.alone or o.jointly
    ]


def _leads(owned: list[dict[str, Any]]) -> Top:
    most = max((row["led"] for row in owned), default=1)
    rows = [row | {"bar_alone": round(100 * row["alone"] / most, 1), "bar_jointly": round(100 * row["jointly"] / most, 1)} for row in owned]
    return _top(rows, "more body leads", "more bodies lead", "led")


def _pairs(site: Site) -> Top:
    sharing = network.overlap(site.given)
    name = {body: data["label"] for body, data in sharing.nodes(data=True)}
    rows = [{"one": name[p.one], "other": name[p.other], "shared": len(p.actions), "joint": p.both_lead, "links": site.links(p.actions)} for p in pairs(sharing)]
    return _top(rows, "more pair shares actions", "more pairs share actions", "shared")


def _section(site: Site, plan: Any, section: Any) -> dict[str, Any]:
    return {
        "name": section.name,
        "plan": plan.title if len(site.plans) > 1 else "",
        "href": f"{ACTIONS_PAGE}#{section.anchor}",
        "actions": len(section.actions),
        "joint": sum(len(site.leading[a]) > 1 for a in section.actions),
        "unled": sum(not site.leading[a] for a in section.actions),
        "dated": sum(site.records[a]["finish"]["kind"] == "dated" for a in section.actions),
    }


def _dates(site: Site) -> tuple[dict[str, Any], ...]:
    """For each kind of finish that the plan has, how many actions and which."""
    found = ((words, _of_kind(site, kind)) for kind, words in FINISHES.items())
    return tuple({"kind": words, "actions": len(actions), "links": site.links(actions)} for words, actions in found if actions)


# ---- money, law, dependencies


def _money(site: Site) -> list[dict[str, Any]]:
    """Every sum, fund, way of paying or condition on money, with the actions that name it. Sums stay apart: nothing is added up."""
    found: dict[tuple, dict[str, Any]] = {}
    for action, record in site.records.items():
        for item in record["funding"]:
            key = (item["iri"], item["amount"], item["qualifier"])
            priced = item["amount"] is not None
            row = found.setdefault(
                key,
                {
                    "label": item["label"],
                    "amount": money(item["amount"], item["currency"], item["qualifier"]) if priced else "",
                    "ceiling": item["qualifier"] == "up-to",
                    "printed": item["printed"],
                    "period": days(*(item["period"] or {}).values()) if item["period"] else "",
                    "actions": [],
                },
            )
            row["actions"].append(action)
    return [row | {"links": site.links(row["actions"])} for row in found.values()]


def _laws(site: Site) -> tuple[dict[str, Any], ...]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for action, record in site.records.items():
        for law in record["legislation"]:
            found[law["label"], law["iri"]].append(action)
    return tuple({"law": web(label, iri), "links": site.links(actions)} for (label, iri), actions in sorted(found.items(), key=lambda each: _as_people_count(each[0])))


def _as_people_count(names: tuple[str, str]) -> tuple[list[tuple[int, str]], str]:
    """Section 4 before section 135."""
    import re

    return [(int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"(\d+)", names[0])], names[1]


def _depending(site: Site, links: Any) -> list[dict[str, Any]]:
    """Each link from an action to one on which it depends, with the words that carry it, in the order of the plans."""
    order = {iri: n for n, iri in enumerate(site.given.actions)}
    rows = []
    for later, earlier, edge in sorted(links.edges(data=True), key=lambda e: (order[e[0]], order[e[1]])):
        words = edge["evidence"][0]["printed"]
        things = ", ".join(dict.fromkeys(row["thing"] for row in edge["evidence"]))
        rows.append({"later": site.link(later), "earlier": site.link(earlier), "words": words, "thing": things, "confidence": edge["confidence"]})
    return rows


# ---- doubts, and what came later


def _doubts(site: Site) -> dict[str, Any]:
    """What was not understood, or may have been misread."""
    rows = [row for each in site.readings.values() for row in each]
    kinds, unsure = Counter(row["kind"] for row in rows), Counter(row["kind"] for row in rows if row["confidence"] != "high")
    unknown: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["registered"] is False and row["kind"] in _ROLES:  # only of a body there is a register to stand in
            unknown[row["name"]].append(row["action"])
    plausible = {(row["later"], row["earlier"]) for row in site.given.dependencies if row["confidence"] not in ("explicit", "strong")}
    undated = [(iri, part) for iri, record in site.records.items() for part in ("start", "finish") if record[part]["kind"] == "unstated" and record[part]["printed"].strip()]
    return {
        "readings": len(rows),
        "unsure": sum(unsure.values()),
        "kinds": tuple({"what": words, "all": kinds[kind], "unsure": unsure[kind]} for kind, words in _READ.items() if kinds[kind]),
        "rows": tuple(_doubtful(site, row) for row in rows if row["confidence"] != "high"),
        "unknown": tuple({"name": name, "links": site.links(unknown[name])} for name in sorted(unknown, key=str.casefold)),
        "undated": tuple({"link": site.link(iri), "part": part, "printed": site.records[iri][part]["printed"]} for iri, part in undated),
        "unled": site.links(iri for iri in site.records if not site.leading[iri]),
        "plausible": len(plausible),
        "unread": tuple({"text": text, "places": site.places(plan.id, at)} for plan in site.plans for text, at in plan.unread),
    }


def _doubtful(site: Site, row: dict[str, Any]) -> dict[str, Any]:
    plan = site.given.actions[row["action"]]["plan"]
    return {"action": site.link(row["action"]), "what": _READ[row["kind"]], "name": row["name"], "printed": row["printed"], "places": site.places(plan, row["place"]), "confidence": row["confidence"]}


def _later(site: Site) -> tuple[str, str]:
    """What the graph tells of the time after the plan, from outside sources, and when these were last looked at."""
    facts = site.facts
    bodies = {row["body"] for row in site.given.responsibilities}
    laws = {law["iri"] for record in site.records.values() for law in record["legislation"]}
    events = sum(_touches(site, event, "ccc:bodyBefore", bodies) for kind in _EVENTS for event in facts.instances(kind))
    changes = sum(_touches(site, change, "ccc:affected", laws) for change in facts.instances("ccc:LegislativeChange"))
    continued = len(facts.instances("ccc:Continuation"))
    found = (
        (events, count(events, "change to the bodies that it names", "changes to the bodies that it names")),
        (changes, count(changes, "change to the laws that it cites", "changes to the laws that it cites")),
        (continued, count(continued, "link from an action to a later policy", "links from its actions to later policies")),
    )
    checked = facts.value(NamedNode(vocab.GRAPH + "register"), "ccc:checkedOn")
    *most, last = [words for number, words in found if number] or [""]
    return f"{', '.join(most)} and {last}" if most else last, days(checked, checked)


def _touches(site: Site, thing: NamedNode, predicate: str, wanted: Iterable[str]) -> bool:
    return any(node.value in wanted for node in site.facts.nodes(thing, predicate))
