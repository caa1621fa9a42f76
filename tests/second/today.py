"""The report of today on the national plan, reckoned from events.csv and the records read by eye: every way from a body to its holders is walked, step by step."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import partial

from second_way import ROOT, Sources

ENDS = {"merger", "abolition", "split", "closure", "succession"}
NAMES = {"name-change", "trading-name"}
SURE = ["high", "medium", "low"]
STATES = ["nobody named", "possibly taken over", "taken over", "may have ended", "same body, new name", "no change found", "in no register: cannot be told"]
ROLES = ["lead", "partner", "mentioned"]


def split(cell: str) -> list[str]:
    return [piece for piece in cell.split(" | ") if piece]


class World:
    """The plan and the registers, seen from a day; bodies are called by their ids."""

    def __init__(self, s: Sources, on: str | None, keep: Callable[[dict], bool]) -> None:
        checked = tomllib.loads((ROOT / "ontology/register.toml").read_text(encoding="utf-8"))["checked"].isoformat()
        self.on = on or checked
        self.records = [record for record in s.records if keep(record)]
        bodies = s.register("organisations")
        self.called = {row["id"]: row["name"] for row in bodies}
        self.above = {row["id"]: row["parent"] for row in bodies if row["class"] == "BodyClass" or row["parent_relation"] != "sponsored-by"}
        ids = {row["name"]: row["id"] for row in bodies}
        self.roles = {record["ref"]: {ids[name]: role for name, role in s.roles(record).items()} for record in self.records}
        self.events = [row | {"before": split(row["original"]), "after": split(row["resulting"])} for row in s.register("events")]

    # ---- bodies

    def done(self, body: str) -> list[dict]:
        return [e for e in self.of(body) if e["status"] == "done" and e["latest"] <= self.on]

    def maybe(self, body: str) -> list[dict]:
        return [e for e in self.of(body) if e["status"] == "done" and e["earliest"] <= self.on < e["latest"]]

    def of(self, body: str) -> list[dict]:
        return sorted((e for e in self.events if body in e["before"]), key=lambda e: (e["earliest"], e["id"]))

    def ends(self, body: str, events: list[dict]) -> list[dict]:
        return [e for e in events if e["type"] in ENDS and body not in e["after"]]

    def ways(self, body: str, gone: tuple[str, ...] = (), steps: tuple[dict, ...] = ()) -> Iterator[tuple[str, tuple[str, ...], tuple[dict, ...]]]:
        """Every way to where the work of a body is: the last body ("" if nobody is named), those on the way, and the events."""
        ends = self.ends(body, self.done(body))
        if not ends:
            yield body, (*gone, body), steps
        for e in ends:
            for after in e["after"] or [""]:
                if after == "" or after in gone or after == body:
                    yield "", (*gone, body), (*steps, e)
                else:
                    yield from self.ways(after, (*gone, body), (*steps, e))

    def holders(self, body: str) -> list[str]:
        return sorted({last for last, _, _ in self.ways(body) if last})

    def ended(self, body: str) -> bool:
        return bool(self.ends(body, self.done(body)))

    def possible(self, body: str) -> bool:
        for each in {b for _, way, _ in self.ways(body) for b in way}:
            events = [e for e in self.done(each) if e["type"] in ENDS]
            if self.ended(each) and (any(e["type"] == "split" for e in events) or len({a for e in events for a in e["after"]}) > 1):
                return True
        return False

    def confidence(self, body: str) -> str:
        steps = [e["confidence"] for _, _, way in self.ways(body) for e in way]
        return max(steps, key=SURE.index, default="")

    def name(self, body: str) -> str:
        names = [e for e in self.of(body) if e["type"] in NAMES and e["status"] == "done" and (e["new_name"] or e["old_name"])]
        past, ahead = [e["new_name"] for e in names if e["latest"] <= self.on], [e["old_name"] for e in names if e["latest"] > self.on]
        return past[-1] if past else ahead[0] if ahead else self.called[body]

    def names(self, bodies: list[str]) -> str:
        return "; ".join(sorted(self.name(body) for body in bodies))

    def doubts(self, body: str) -> list[dict]:
        return [e for each in self.holders(body) for e in self.ends(each, self.maybe(each))]

    def state(self, body: str) -> str:
        if self.ended(body):
            return STATES[0] if not self.holders(body) else STATES[1] if self.possible(body) else STATES[2]
        return STATES[3] if self.doubts(body) else STATES[4] if self.name(body) != self.called[body] else STATES[5]

    def sure(self, body: str) -> str:
        return "" if not self.ended(body) or not self.holders(body) else "possible" if self.possible(body) else "certain"

    # ---- actions

    def leads(self, ref: str) -> list[str]:
        return [body for body, role in self.roles[ref].items() if role == "lead"]

    def led(self, ref: str) -> str:
        standing = [b for b in self.leads(ref) if self.holders(b) and not self.possible(b)]
        left = [b for b in self.leads(ref) if self.holders(b)]
        return "led" if standing else "only possible holders" if left else "nobody named"

    def bodies(self) -> list[str]:
        return sorted({body for its in self.roles.values() for body in its}, key=self.called.__getitem__)

    def refs(self, wanted: Callable[[str], bool]) -> str:
        return ", ".join(ref for ref in self.roles if wanted(ref))

    def with_role(self, bodies: list[str], *roles: str) -> str:
        return self.refs(lambda ref: any(self.roles[ref].get(body) in roles for body in bodies))


def row(world: World, what: str, who: str, refs: list[str]) -> dict:
    ordered = [ref for ref in world.roles if ref in refs]
    return {"do": what, "who": who, "actions": len(ordered), "refs": ", ".join(ordered)}


def biggest(rows: list[tuple[list[str], dict]], world: World) -> list[dict]:
    return [made for _, made in sorted(rows, key=lambda r: (-r[1]["actions"], [world.called[b] for b in r[0]]))]


def monday(world: World) -> list[dict]:
    refs = list(world.roles)
    pairs = [(ref, body) for ref in refs for body in world.leads(ref)]
    made: list[dict] = []
    for state, what in (("nobody named", "Find a lead, or close the action"), ("only possible holders", "Ask which of these leads it now")):
        found = []
        for leads in {tuple(world.leads(ref)) for ref in refs if world.led(ref) == state and world.leads(ref)}:
            holders = sorted({h for body in leads for h in world.holders(body)})
            its = [ref for ref in refs if tuple(world.leads(ref)) == leads]
            found.append((list(leads), row(world, what, world.names(holders) or "nobody named", its)))
        made += biggest(found, world)
    for already, what in ((False, "Tell the new lead"), (True, "Strike out a lead: its work is with another lead")):
        found = []
        moved = [(ref, world.holders(body)[0]) for ref, body in pairs if world.state(body) == "taken over" and (world.holders(body)[0] in world.leads(ref)) == already]
        for holder in {holder for _, holder in moved}:
            found.append(([holder], row(world, what, world.name(holder), [ref for ref, each in moved if each == holder])))
        made += biggest(found, world)
    found = []
    for body in {body for ref, body in pairs if world.led(ref) == "led" and world.state(body) in STATES[:2]}:
        its = [ref for ref, each in pairs if each == body and world.led(ref) == "led"]
        found.append(([body], row(world, "Settle the part of a lead that has ended: others lead on", world.names(world.holders(body)) or "nobody named", its)))
    made += biggest(found, world)
    found = []
    for body in {body for _, body in pairs if world.doubts(body) or (not world.ended(body) and world.above.get(body) and world.ended(world.above[body]))}:
        found.append(([body], row(world, "Find out whether this is so", world.name(body), [ref for ref, each in pairs if each == body])))
    made += biggest(found, world)
    found = []
    for body in {h for _, body in pairs for h in world.holders(body)}:
        its = [ref for ref, each in pairs if body in world.holders(each) and not world.possible(each)]
        if its and any(e["status"] != "done" for e in world.of(body)):
            found.append(([body], row(world, "Prepare: a lead is to change", world.name(body), its)))
    made += biggest(found, world)
    found = []
    for body in {body for _, body in pairs if world.state(body) == "same body, new name"}:
        change = [e for e in world.done(body) if e["type"] in NAMES and e["new_name"]]
        if change and change[-1]["earliest"] > "2016-10-31":
            found.append(([body], row(world, "Use the present name", world.name(body), [ref for ref, each in pairs if each == body])))
    return made + biggest(found, world)


def orphaned(world: World) -> list[dict]:
    made = []
    for state in ("nobody named", "only possible holders"):
        for ref in world.roles:
            if world.leads(ref) and world.led(ref) == state:
                holders = sorted({h for body in world.leads(ref) for h in world.holders(body)})
                made.append({"ref": ref, "led": state, "leads": "; ".join(world.called[b] for b in world.leads(ref)), "possible_holders": world.names(holders)})
    return made


def actions(world: World) -> list[dict]:
    made = []
    for record in world.records:
        for lead in record["leads"] + [c for c in record["body_classes"] if c["role"] == "lead"]:
            body = next(b for b in world.leads(record["ref"]) if world.called[b] == lead["name"])
            now = world.names(world.holders(body)) or "nobody named"
            told = {"ref": record["ref"], "lead": lead["name"], "printed": lead["printed"], "part": lead.get("scope") or "", "now": now}
            made.append(told | {"what_happened": world.state(body), "sure": world.sure(body), "confidence": world.confidence(body)})
    return made


def bodies(world: World) -> list[dict]:
    made = []
    for body in world.bodies():
        for e in [*world.done(body), *world.maybe(body)]:
            maybe = e["latest"] > world.on
            effect = f"may have happened, between {e['earliest']} and {e['latest']}" if maybe else "ended" if world.ends(body, [e]) else "no action moves"
            said = {"organisation": world.called[body], "when": e["edtf"], "effect": effect, "after": world.names(e["after"]) or e["new_name"]}
            said |= {"now": world.names(world.holders(body)) or "nobody named", "sure": world.sure(body), "confidence": e["confidence"], "known": e["scope"]}
            said |= {"instrument": e["instrument"], "source": min(split(e["sources"]))}
            made.append(said | {"refs": world.with_role([body], *ROLES), "leads": world.with_role([body], "lead"), "partner_in": world.with_role([body], "partner"), "mentioned_in": world.with_role([body], "mentioned")})
    return made


def announced(world: World) -> list[dict]:
    made = []
    present = {h for body in world.bodies() for h in (body, *world.holders(body))}
    for body in sorted(present, key=lambda b: (world.name(b), b)):
        surely = [b for b in world.bodies() if body in world.holders(b) and not world.possible(b)]
        perhaps = [b for b in world.bodies() if body in world.holders(b) and world.possible(b)]
        for e in (e for e in world.of(body) if e["status"] != "done"):
            said = {"organisation": world.name(body), "status": e["status"], "expected": e["edtf"], "overdue": "yes: look whether it is done" if e["latest"] < world.on else ""}
            said |= {"to": world.names(e["after"]), "leads_now": world.with_role(surely, "lead"), "may_lead": world.with_role(perhaps, "lead")}
            said |= {"partner_now": world.with_role(surely, "partner"), "mentioned_in": world.with_role([body], "mentioned"), "confidence": e["confidence"], "source": min(split(e["sources"]))}
            reached = ", ".join(said[column] for column in ("leads_now", "may_lead", "partner_now", "mentioned_in"))
            made.append(said | {"refs": world.refs(lambda ref: ref in reached.split(", "))})
    return made


def standing(world: World) -> list[dict]:
    made = []
    for state in STATES:
        its = [body for body in world.bodies() if world.state(body) == state]
        if its:
            leading = [body for body in its if world.with_role([body], "lead")]
            made.append({"what_happened": state, "bodies": len(its), "leads": len(leading), "organisations": "; ".join(map(world.called.get, its)), "refs": world.with_role(its, *ROLES)})
    return made


def case(on: str | None = None, keep: Callable[[dict], bool] = lambda record: True) -> dict:
    def seen(reckon: Callable[[World], list[dict]], s: Sources) -> list[dict]:
        return reckon(World(s, on, keep))

    each = {"monday": monday, "orphaned": orphaned, "actions": actions, "bodies": bodies, "announced": announced, "standing": standing}
    empty = {"unregistered": lambda s: [], "unconfirmed": lambda s: []}
    return {name: partial(seen, reckon) for name, reckon in each.items()} | empty | {"partners": "it holds words only; tests/test_report_today.py compares them with the records"}


CASES = [
    ({}, case()),
    ({"on": "2016-10-31"}, case("2016-10-31")),
    ({"on": "2021-09-30"}, case("2021-09-30")),
    ({"on": "2022-12-31"}, case("2022-12-31")),
    ({"on": "2029-01-01"}, case("2029-01-01")),
    ({"section": "5"}, case(keep=lambda record: record["section"] == "5")),
]
