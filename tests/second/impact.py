"""The report of impact on the national plan, worked out from the records read by eye, the links that a reader wrote down and the register of events."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from second.dependencies import behind, closure, leads, refs, waiting
from second.today import ENDS, World
from second_way import Sources

LOSES = ("its only lead", "its lead, but for a named part", "one of its leads", "a partner", "a body that it only mentions")
ALONE, PART, ONE, PARTNER, NAMED = LOSES
TYPES = {
    "split": "Split", "abolition": "Abolition", "merger": "Merger", "succession": "Succession", "closure": "Closure",
    "joint-operation": "Joint operation", "name-change": "Change of name", "trading-name": "Change of name", "role-transfer": "Transfer of a role",
}  # fmt: skip


def loses(s: Sources, body: str) -> dict[str, str]:
    """By reference what each action of the body would lose, the gravest first."""
    found = {}
    for record in s.records:
        held = s.roles(record)
        if body in held:
            limited = {x["name"]: bool(x.get("scope")) for x in record["leads"]}
            others = [limited[name] for name in leads(s, record["ref"]) if name != body]
            led = ALONE if not others else PART if all(others) and not limited.get(body) else ONE
            found[record["ref"]] = {"lead": led, "partner": PARTNER, "mentioned": NAMED}[held[body]]
    return dict(sorted(found.items(), key=lambda item: LOSES.index(item[1])))


def acting(s: Sources, body: str) -> list[str]:
    """The actions that it leads or in which it is a partner, in plan order."""
    return [record["ref"] for record in s.records if s.roles(record).get(body) in ("lead", "partner")]


def steps(s: Sources, one: str, other: str) -> int | None:
    """How many links lie between an action and another for which it waits: links are walked once, twice and so on."""
    here, walked = {one}, 0
    while here and walked <= len(s.records):
        here, walked = {b for a, b in waiting(s) if a in here}, walked + 1
        if other in here:
            return walked
    return None


def waiting_on(s: Sources, body: str, among: Callable[[str], bool] = lambda loses: True) -> dict[str, list[str]]:
    """By action that waits the actions of the body for which it waits, of those that lose what `among` says."""
    lost = loses(s, body)
    own = [ref for ref in refs(s) if ref in acting(s, body) and among(lost[ref])]
    found = {ref: [other for other in own if (ref, other) in closure(waiting(s)) and other != ref] for ref in refs(s)}
    return {ref: others for ref, others in found.items() if others}


def nearest(s: Sources, ref: str, others: list[str]) -> int:
    return min(steps(s, ref, other) for other in others)


class Now:
    """Who holds the work of a body on a day, by the name that the plan has for it."""

    def __init__(self, s: Sources, on: str | None) -> None:
        self.world = World(s, on, lambda record: True)
        self.ids = {name: key for key, name in self.world.called.items()}

    def has(self, body: str, other: str, possibly: bool) -> bool:
        """Whether a body holds the work of another that has ended: for sure, or as one of several."""
        key = self.ids[other]
        return self.world.ended(key) and self.ids[body] in self.world.holders(key) and self.world.possible(key) == possibly

    def left(self, body: str, other: str) -> bool:
        """Whether anybody but the first holds the work of the second, or may."""
        return any(holder != self.ids[body] for holder in self.world.holders(self.ids[other]))

    def told(self, name: str) -> str:
        """What became of a body, in words; nothing if it stands under its name."""
        key = self.ids[name]
        holders = ", ".join(sorted(map(self.world.name, self.world.holders(key))))
        if self.world.ended(key):
            ended = "seems to have ended" if self.world.confidence(key) == "low" else "has ended"  # no class of bodies is among these
            return f"{name} {ended}, " + (f"the work {'may be with any of' if self.world.possible(key) else 'is with'} {holders}" if holders else "nobody named to follow")
        if self.world.doubts(key):
            return f"{name} may have ended"
        return f"{name} is called {holders}" if holders != name else ""

    def planned(self, name: str) -> str:
        """Who is to have the work of a body that has not ended."""
        events = [e for e in self.world.of(self.ids[name]) if e["status"] != "done" and e["type"] in ENDS and e["after"] and self.ids[name] not in e["after"]]
        return "; ".join(f"{e['status']}, not done: {TYPES[e['type']].lower()}, the work to go to {', '.join(sorted(map(self.world.name, e['after'])))}" for e in events)


def rows_of(s: Sources, body: str, now: Now) -> dict[str, list[str]]:
    """What the first table says of which actions."""
    lost = loses(s, body)
    others = {ref: [name for name in leads(s, ref) if name != body] for ref in refs(s)}
    own = {ref for ref, what in lost.items() if what in (ALONE, PART, ONE)}
    alone = [ref for ref, what in lost.items() if what == ONE and not any(now.left(body, name) for name in others[ref])]
    sure = [ref for ref in refs(s) if ref not in own and any(now.has(body, name, False) for name in others[ref])]
    return {
        "actions that lose their only lead": [ref for ref, what in lost.items() if what == ALONE],
        "actions that lose their lead for all but a named part": [ref for ref, what in lost.items() if what == PART],
        "actions whose other leads have all ended: today it alone is left": alone,
        "actions that lose one of several leads": [ref for ref, what in lost.items() if what == ONE and ref not in alone],
        "actions that it holds today, though the plan names another body": sure,
        "actions that it may hold today, as one of several possible holders": [ref for ref in refs(s) if ref not in own and ref not in sure and any(now.has(body, name, True) for name in others[ref])],
        "actions that lose a partner": [ref for ref, what in lost.items() if what == PARTNER],
        "actions that only mention it": [ref for ref, what in lost.items() if what == NAMED],
    }


def first(s: Sources, body: str, on: str | None) -> list[dict]:
    now, rows = Now(s, on), []
    for said, its in rows_of(s, body, now).items():
        who = list(dict.fromkeys(name for ref in its for name in leads(s, ref) if name != body))
        told = [now.told(name) for name in who]
        if its and not rows:  # the first row says what became of the body itself
            told = [now.told(body) if now.world.ended(now.ids[body]) else now.planned(body), *told]
        if said.endswith("a named part"):
            who = [f"{x['name']} ({x['scope']})" for r in s.records if r["ref"] in its for x in r["leads"] if x.get("scope")]
        if its:
            rows.append({"what": said, "actions": len(its), "refs": ", ".join(its), "who": "; ".join(who) or "no other lead in the plan", "now": "; ".join(filter(None, told))})
    alone = waiting_on(s, body, lambda lost: lost == ALONE)
    rest = {ref: others for ref, others in waiting_on(s, body).items() if ref not in alone}
    for said, held in (("what waits for those that lose their only lead", alone), ("what waits for the others", rest)):
        its = list(held)
        who = list(dict.fromkeys(name for ref in its for name in leads(s, ref) if name != body))
        if its:
            rows.append({"what": said, "actions": len(its), "refs": ", ".join(its), "who": "; ".join(who) or "nobody else", "now": "; ".join(filter(None, map(now.told, who)))})
    return rows


def actions(s: Sources, body: str) -> list[dict]:
    rows = []
    for ref, lost in loses(s, body).items():
        record = next(r for r in s.records if r["ref"] == ref)
        limits = {x["name"]: x.get("scope") for x in record["leads"]}
        left = [name + (f" ({limits[name]})" if limits[name] else "") for name in leads(s, ref) if name != body]
        rows.append({"ref": ref, "loses": lost, "leads_left": "; ".join(left), "held_up": len(behind(s, ref)), "finish": record["finish"]["printed"]})
    return rows


def waits(s: Sources, body: str) -> list[dict]:
    lost, held = loses(s, body), waiting_on(s, body)
    order = sorted(held, key=lambda ref: (nearest(s, ref, held[ref]), refs(s).index(ref)))
    return [
        {
            "ref": ref, "waits_for": ", ".join(held[ref]), "steps": nearest(s, ref, held[ref]),
            "loses": min((lost[other] for other in held[ref]), key=LOSES.index), "leads": "; ".join(leads(s, ref)),
            "finish": next(r for r in s.records if r["ref"] == ref)["finish"]["printed"],
        }
        for ref in order
    ]  # fmt: skip


def bodies(s: Sources, body: str) -> list[dict]:
    held = waiting_on(s, body)
    rows = []
    for name in {name for ref in held for name in leads(s, ref)} - {body}:
        its = [ref for ref in held if name in leads(s, ref)]
        on = [ref for ref in refs(s) if any(ref in held[one] for one in its)]
        rows.append({"organisation": name, "actions": len(its), "refs": ", ".join(its), "waits_for": ", ".join(on)})
    return sorted(rows, key=lambda row: (-row["actions"], row["organisation"]))


def candidates(s: Sources, body: str) -> list[dict]:
    """Whoever shares an action; if nobody does, this is not worked out (the neighbours by theme are not in the records)."""
    own = acting(s, body)
    section = {r["ref"]: r["section"] for r in s.records}
    rows = []
    for name in {name for r in s.records for name in s.roles(r)} - {body}:
        shared = [ref for ref in own if ref in acting(s, name)]
        led = [ref for ref in shared if name in leads(s, ref)]
        near = [ref for ref in refs(s) if name in leads(s, ref) and ref not in own and section[ref] in {section[x] for x in own}]
        if shared:
            cells = {"leads": ", ".join(led), "partner_in": ", ".join(ref for ref in shared if ref not in led), "leads_near": len(near), "near": ", ".join(near)}
            rows.append({"organisation": name, "actions": ", ".join(shared), "shared": len(shared), "share": round(len(shared) / len(own), 2), **cells})
    assert rows, f"{body} shares nothing"
    return sorted(rows, key=lambda row: (-row["shared"], -len(row["leads"].split(", ")) if row["leads"] else 0, -row["leads_near"], row["organisation"]))


def fate(s: Sources, key: str) -> list[dict]:
    """The events of the register in which the body comes before; the order in which several stand after it is no figure."""
    rows = sorted((row for row in s.register("events") if key in row["original"].split(" | ")), key=lambda row: row["earliest"])
    return [{"event": TYPES[row["type"]], "status": row["status"], "when": row["edtf"], "confidence": row["confidence"]} for row in rows]


def case(body: str, key: str, **asked: str) -> tuple[dict, dict]:
    tables = {"actions": actions, "waiting": waits, "bodies": bodies, "candidates": candidates}
    found = {name: partial(reckon, body=body) for name, reckon in tables.items()}
    return {"about": body, **asked}, found | {"losses": partial(first, body=body, on=asked.get("on")), "fate": partial(fate, key=key)}


def everybody(s: Sources) -> list[dict]:
    """Every body that leads or is a partner, those first without which most would lose their only lead, then a lead, then a partner."""
    rows = []
    for name in sorted({name for record in s.records for name, role in s.roles(record).items() if role != "mentioned"}):
        lost = loses(s, name)
        by = [[ref for ref in refs(s) if lost.get(ref) in kinds] for kinds in ((ALONE,), (ONE, PART), (PARTNER,))]
        by.append(list(waiting_on(s, name)))
        cells = [cell for its in by for cell in (len(its), ", ".join(its))]
        columns = ("only_lead", "only_lead_of", "one_of_several", "one_of_several_of", "partner", "partner_in", "held_up", "waiting")
        rows.append({"organisation": name, **dict(zip(columns, cells))})
    return sorted(rows, key=lambda row: (-row["only_lead"], -row["one_of_several"], -row["partner"], row["organisation"]))


CASES: list = [
    ({}, {"bodies": everybody}),
    case("Public Health England", "public-health-england"),
    case("NHS England", "nhs-england"),
    case("Home Office", "home-office"),
    case("Health Education England", "health-education-england", on="2018-06-01"),
]
