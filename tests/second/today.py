"""The report of today on the national plan, reckoned from events.csv and the records read by eye: every way from a body to its holders is walked, step by step."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import partial

from second_way import ROOT, Sources

ENDS = {"merger", "abolition", "split", "closure", "succession"}
NAMES = {"name-change", "trading-name"}
SURE = ["high", "medium", "low"]
STATES = ["nobody named", "possibly taken over", "taken over", "may have ended", "same body, new name", "no change found, but the register is not sure of it", "no change found", "in no register: cannot be told"]
ROLES = ["lead", "partner", "mentioned"]


def split(cell: str) -> list[str]:
    return [piece for piece in cell.split(" | ") if piece]


class World:
    """The plan and the registers, seen from a day; bodies are called by their ids."""

    def __init__(self, s: Sources, on: str | None, keep: Callable[[dict], bool]) -> None:
        checked = tomllib.loads((ROOT / "ontology/register.toml").read_text(encoding="utf-8"))["checked"].isoformat()
        self.on, self.plans_known = on or checked, (on or checked) >= checked
        self.records = [record for record in s.records if keep(record)]
        bodies = s.register("organisations")
        self.called = {row["id"]: row["name"] for row in bodies}
        self.above = {row["id"]: row["parent"] for row in bodies if row["class"] == "BodyClass" or row["parent_relation"] != "sponsored-by"}
        self.doubtful = {row["id"] for row in bodies if row["confidence"] in ("medium", "low")}
        self.unit_of = {row["id"]: row["parent"] for row in bodies if row["class"] == "OrganizationalUnit" and row["parent_relation"] == "part-of"}
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

    def placed(self, bodies: list[str]) -> str:
        """Names of the day, a unit with the body that it is part of."""
        said = []
        for body in set(bodies):
            whole = self.unit_of.get(body)
            said.append(f"{self.name(body)} (part of {self.name(whole)})" if whole and not self.ended(whole) else self.name(body))
        return "; ".join(sorted(said)) or "nobody named"

    def under_ended(self, body: str) -> bool:
        return not self.ended(body) and bool(self.above.get(body)) and self.ended(self.above[body])

    def plans(self, body: str) -> list[dict]:
        return [e for e in self.of(body) if e["status"] != "done" and self.plans_known]

    def doubts(self, body: str) -> list[dict]:
        return [e for each in self.holders(body) for e in self.ends(each, self.maybe(each))]

    def state(self, body: str) -> str:
        if self.ended(body):
            return STATES[0] if not self.holders(body) else STATES[1] if self.possible(body) else STATES[2]
        if self.doubts(body) or self.name(body) != self.called[body]:
            return STATES[3] if self.doubts(body) else STATES[4]
        return STATES[5] if body in self.doubtful or self.under_ended(body) else STATES[6]

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


# ---- what to do


def wanted(world: World, ref: str) -> list[tuple[int, str, tuple[str, ...], set[str]]]:
    """What an action wants: which sort of thing, the body that changed, what it shares with others in its row, and whom to speak to."""
    made = []
    leads = world.leads(ref)
    for body in leads:
        others = {h for other in leads if other != body for h in world.holders(other)}
        holders = world.holders(body)
        if world.ended(body) and world.confidence(body) == "low":
            made.append((4, body, (body,), others | set(holders) or {body}))
        elif world.state(body) == "taken over":
            made.append((3 if holders[0] in leads else 2, body, (holders[0],), set(holders)))
        elif world.ended(body) and world.led(ref) == "led":
            made.append((5, body, (body,), others | set(holders)))
        elif world.ended(body):
            made.append((1 if others | set(holders) else 0, body, tuple(leads), others | set(holders)))
        if world.doubts(body) or world.under_ended(body):
            made.append((6, body, (body,), set(holders)))
        elif world.state(body) == STATES[5]:
            above = world.holders(world.above[body]) if world.above.get(body) else []
            made.append((7, body, (), others | set(above)))
        for holder in [] if world.possible(body) else holders:
            for kind, late in ((8, True), (9, False)):
                if [e for e in world.plans(holder) if (e["latest"] < world.on) == late]:
                    made.append((kind, holder, (holder,), {holder}))
    return made


WORDS = [
    "Find a lead in place of {}, or close the action", "Ask which of these leads it now, in place of {}", "Tell the new lead, in place of {}",
    "Strike out {}: their work is with another lead of the action", "Find out whether {} has ended", "Settle the part of {}, which has ended: others lead on",
    "Find out whether this is so of {}", "Check whether these still exist: {}", "Check whether the change of {} has happened", "Prepare: {} is to change", "Use the present name of {}",
]  # fmt: skip


def past(world: World, ref: str) -> bool:
    """Whether the last day of the finish is over; the plan gives no status."""
    finish = next(record["finish"] for record in world.records if record["ref"] == ref)
    return bool(finish["latest"]) and finish["latest"] < world.on


def row(world: World, what: str, who: str, refs: set[str]) -> dict:
    ordered = [ref for ref in world.roles if ref in refs]
    return {"do": what, "who": who, "actions": len(ordered), "refs": ", ".join(ordered)}


def monday(world: World) -> list[dict]:
    needs = [(ref, *need) for ref in world.roles for need in wanted(world, ref)]
    renamed = [(ref, 10, body, (body,), {body}) for ref in world.roles for body in world.leads(ref) if world.state(body) == STATES[4] and new_name(world, body)]
    live = [need for need in needs if not past(world, need[0])] + renamed
    found = []
    for kind, group in {(need[1], need[3]) for need in live}:
        its = [need for need in live if (need[1], need[3]) == (kind, group)]
        gone = ", ".join(sorted({world.called[need[2]] for need in its}))
        made = row(world, WORDS[kind].format(gone), world.placed([b for need in its for b in need[4]]), {need[0] for need in its})
        found.append(((0, kind, -made["actions"], [world.called[b] for b in group]), made))
    late = {need[0] for need in needs if past(world, need[0])}
    for asked in {to_ask(world, ref) for ref in late}:
        its = {ref for ref in late if to_ask(world, ref) == asked}
        made = row(world, "Date passed: first ask whether it was done, or close it", world.placed(list(asked)), its)
        found.append(((1, 0, -made["actions"], [world.called[b] for b in asked]), made))
    return [made for _, made in sorted(found, key=lambda f: f[0])]


def new_name(world: World, body: str) -> bool:
    """Whether it took a name since the plan was issued, in October 2016."""
    change = [e for e in world.done(body) if e["type"] in NAMES and e["new_name"]]
    return bool(change) and change[-1]["earliest"] > "2016-10-31"


def to_ask(world: World, ref: str) -> tuple[str, ...]:
    """The first lead that is surely left, or that was surely followed; else all that are possible."""
    surely = [world.holders(body)[0] for body in world.leads(ref) if world.holders(body) and not world.possible(body)]
    return (surely[0],) if surely else tuple(sorted({h for body in world.leads(ref) for h in world.holders(body)}))


def orphaned(world: World) -> list[dict]:
    made = []
    for state in ("nobody named", "only possible holders"):
        for ref in world.roles:
            if world.leads(ref) and world.led(ref) == state:
                holders = sorted({h for body in world.leads(ref) for h in world.holders(body)})
                made.append({"ref": ref, "led": state, "leads": "; ".join(world.called[b] for b in world.leads(ref)), "possible_holders": world.names(holders)})
    return made


def actions(world: World) -> list[dict]:
    return in_role(world, "lead", "leads")


# The order in which the plan prints partners where single bodies and classes of them take turns, read by eye.
PRINTED = {
    "1.9": ["NHS England", "PHE", "Local Government Association", "local authorities", "professional bodies", "charities", "Department of Health", "Royal College of GPs"],
    "3.22": ["NHS England", "PHE Centres", "NHS England Area Teams", "Local Authorities", "CCGs"],
}


def partners(world: World) -> list[dict]:
    rows = [{key: value for key, value in row.items() if key != "part"} for row in in_role(world, "partner", "partners")]  # the records hold no part of a partner
    order = {row["ref"]: n for n, row in enumerate(rows)}
    return sorted(rows, key=lambda row: (order[row["ref"]], PRINTED.get(row["ref"], [row["printed"]]).index(row["printed"]) if row["ref"] in PRINTED else 0))


def in_role(world: World, role: str, key: str) -> list[dict]:
    """Everybody in a role, in the order of the records: single bodies before classes of them."""
    made = []
    for record in world.records:
        for lead in record[key] + [c for c in record["body_classes"] if c["role"] == role]:
            body = next(b for b, has in world.roles[record["ref"]].items() if has == role and world.called[b] == lead["name"])
            now = world.names(world.holders(body)) or "nobody named"
            told = {"ref": record["ref"], role: lead["name"], "printed": lead["printed"], "part": lead.get("scope") or "", "now": now}
            made.append(told | {"what_happened": world.state(body), "sure": world.sure(body), "confidence": world.confidence(body), "when": "; ".join(dict.fromkeys(e["edtf"] for e in world.ends(body, world.done(body))))})
    return made


def bodies(world: World) -> list[dict]:
    made = []
    for body in world.bodies():
        for e in [*world.done(body), *world.maybe(body)]:
            maybe = e["latest"] > world.on
            effect = "may have happened" if maybe else "ended" if world.ends(body, [e]) else "no action moves"
            said = {"organisation": world.called[body], "edtf": e["edtf"], "effect": effect, "after": world.names(e["after"]) or e["new_name"]}
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
        for e in world.plans(body):
            said = {"organisation": world.name(body), "status": e["status"], "edtf": e["edtf"], "overdue": "yes: look whether it is done" if e["latest"] < world.on else ""}
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

    each = {"monday": monday, "orphaned": orphaned, "actions": actions, "partners": partners, "bodies": bodies, "announced": announced, "standing": standing}
    empty = {"unregistered": lambda s: [], "unconfirmed": lambda s: []}
    return {name: partial(seen, reckon) for name, reckon in each.items()} | empty


CASES = [
    ({}, case()),
    ({"on": "2016-10-31"}, case("2016-10-31")),
    ({"on": "2021-09-30"}, case("2021-09-30")),
    ({"on": "2022-12-31"}, case("2022-12-31")),
    ({"on": "2029-01-01"}, case("2029-01-01")),
    ({"section": "5"}, case(keep=lambda record: record["section"] == "5")),
]
