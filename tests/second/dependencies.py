"""The report of dependencies on the national plan, worked out from the links that a reader wrote down and the records read by eye.

What waits for what at any remove is found by adding links to links until nothing is new; dates are compared as days counted from the records.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import partial
from itertools import permutations

from second_way import ROOT, Sources

MISSED = {("4.4", "1.1")}  # a reader defends it, the program does not find it: the group that one action manages and another reports to


def found(s: Sources) -> list[dict]:
    """The links that count, explicit and strong, in the order of the plan."""
    order = refs(s)
    rows = [row for row in s.dependencies if row["confidence"] != "plausible" and (row["ref"], row["depends_on"]) not in MISSED]
    return sorted(rows, key=lambda row: (order.index(row["ref"]), order.index(row["depends_on"])))


def waiting(s: Sources) -> set[tuple[str, str]]:
    """Pairs of which the first waits for the second."""
    return {(row["ref"], row["depends_on"]) for row in found(s) if row["type"] != "supports"}


def closure(links: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Pairs of which the first waits for the second, directly or through others."""
    whole = set(links)
    while more := {(a, d) for a, b in whole for c, d in whole if b == c} - whole:
        whole |= more
    return whole


def refs(s: Sources) -> list[str]:
    return [record["ref"] for record in s.records]


def record(s: Sources, ref: str) -> dict:
    return next(r for r in s.records if r["ref"] == ref)


def leads(s: Sources, ref: str) -> list[str]:
    """Organisations in the order printed; no class of bodies leads anything here."""
    return [x["name"] for x in record(s, ref)["leads"]]


def tied(s: Sources) -> list[str]:
    """Actions in some link of waiting, in plan order."""
    return [ref for ref in refs(s) if any(ref in pair for pair in waiting(s))]


def behind(s: Sources, ref: str) -> list[str]:
    return [one for one in refs(s) if (one, ref) in closure(waiting(s)) and one != ref]


def who_waits(s: Sources, ref: str) -> set[str]:
    return {name for one in behind(s, ref) for name in leads(s, one)} - set(leads(s, ref))


# ---- dates


def ends(s: Sources, ref: str, which: str) -> tuple[date | None, date | None]:
    bounds = record(s, ref)[which]
    return tuple(bounds[key] and date.fromisoformat(bounds[key]) for key in ("earliest", "latest"))


def days(s: Sources, one: str, other: str, which: str) -> tuple[int | None, int | None]:
    """From the finish of the other, last day and first, to what the one needs, first day and last."""
    (first, last), (needed, needed_last) = ends(s, other, "finish"), ends(s, one, which)
    needed = needed or needed_last
    worst = needed.toordinal() - last.toordinal() if needed and last else None
    best = needed_last.toordinal() - first.toordinal() if needed_last and first else None
    return worst, best


def said(s: Sources, one: str, other: str, which: str) -> str:
    """By trying every day that the two dates may mean: late on all pairs of days, on some, or on none."""
    (first, last), (needed, needed_last) = ends(s, other, "finish"), ends(s, one, which)
    if None in (first, last, needed, needed_last):  # no link of this plan has a bare deadline
        return "cannot be told"
    late = {ready > need for ready in range(first.toordinal(), last.toordinal() + 1) for need in range(needed.toordinal(), needed_last.toordinal() + 1)}
    return {frozenset({True}): "dated too late", frozenset({False}): "in time"}.get(frozenset(late), "perhaps dated too late")


def gravity(s: Sources, pair: tuple[str, str]) -> int:
    order = [(how, which) for how in ("dated too late", "perhaps dated too late", "cannot be told") for which in ("finish", "start")]
    its = [(said(s, *pair, which), which) for which in ("start", "finish")]
    return min(order.index(each) if each in order else len(order) for each in its)


def by_gravity(s: Sources) -> list[tuple[str, str]]:
    order = refs(s)
    return sorted(waiting(s), key=lambda pair: (gravity(s, pair), order.index(pair[0]), order.index(pair[1])))


def passed(s: Sources, ref: str, on: str) -> str:
    """The last day of its finish if that lies before the day; days are written so that they sort."""
    last = record(s, ref)["finish"]["latest"]
    return last if last and last < on else ""


def beside(s: Sources, one: str, other: str) -> str:
    """Between which days two run side by side: only if they do whichever days their dates mean, so each bound of the one is tried with each of the other."""
    spans = [(ends(s, ref, "start"), ends(s, ref, "finish")) for ref in (one, other)]
    if any(None in span for pair in spans for span in pair):
        return ""
    if not all(begin <= end for begin in (*spans[0][0], *spans[1][0]) for end in (*spans[0][1], *spans[1][1])):
        return ""
    return f"from {max(span[0][0] for span in spans)} to {min(span[1][1] for span in spans)}"


def others_named(s: Sources, refs_: list[str], told: set[str]) -> str:
    """Partners, mentioned bodies and classes of some actions, by name, each once."""
    found = []
    for ref in refs_:
        found += [name for name, role in s.roles(record(s, ref)).items() if role != "lead" and name not in (*told, *found)]
    return "; ".join(found)


def made_by(s: Sources, ref: str, on: str) -> bool:
    """Of the actions that others wait for only 3.6 asks for a change of the law, of sections 135 and 136, and the register has some of these in force."""
    rows = [row for row in s.register("legislation-changes") if row["affected"] in {"mha-1983-s135", "mha-1983-s136"} and row["status"] == "in-force"]
    return ref == "3.6" and any(row["date"] <= on for row in rows)


# ---- the tables


def chase(s: Sources, on: str) -> list[dict]:
    """No circle here, so what is to come is first, then the gravest link of each, then how much it holds up."""
    order = refs(s)
    actions = {other for _, other in waiting(s)}
    grave = {ref: min(gravity(s, pair) for pair in waiting(s) if pair[1] == ref) for ref in actions}
    rows = []
    for ref in sorted(actions, key=lambda ref: (bool(passed(s, ref, on)) or made_by(s, ref, on), grave[ref], -len(behind(s, ref)), order.index(ref))):
        direct = [one for one in order if (one, ref) in waiting(s)]
        also = others_named(s, direct, who_waits(s, ref) | set(leads(s, ref)))
        rows.append(
            {
                "ref": ref,
                "leads": "; ".join(leads(s, ref)),
                "finish": record(s, ref)["finish"]["printed"],
                "waiting": ", ".join(direct),
                "who_waits": ("; ".join(sorted(who_waits(s, ref))) or "nobody but its own leads") + (f" (also named there: {also})" if also else ""),
                "held_up": len(behind(s, ref)),
                "passed": date.fromisoformat(passed(s, ref, on)) if passed(s, ref, on) else None,
            }
        )
    return rows


def late(s: Sources) -> list[dict]:
    rows = []
    sure = {(row["ref"], row["depends_on"]): row["confidence"] for row in found(s)}
    for one, other in by_gravity(s):
        numbers = dict(zip(("start_worst", "start_best", "finish_worst", "finish_best"), (*days(s, one, other, "start"), *days(s, one, other, "finish"))))
        said_ = {"for_start": said(s, one, other, "start"), "for_finish": said(s, one, other, "finish")}
        rows.append({"ref": one, "waits_for": other, **said_, **numbers, "side_by_side": beside(s, one, other), "link": sure[one, other], "circle": ""})
    return rows


def order(s: Sources) -> list[dict]:
    """Each action stands as many steps after the first as the longest way back from it has links; all orders of actions are tried for ways."""
    depth = {ref: 0 for ref in tied(s)}
    for length in range(2, len(depth) + 1):
        for way in permutations(depth, length):
            if all(pair in waiting(s) for pair in zip(way, way[1:])):
                depth[way[0]] = max(depth[way[0]], length - 1)
    rows = []
    for step in range(max(depth.values()) + 1):
        here = [ref for ref in tied(s) if depth[ref] == step]
        rows.append({"step": step + 1, "actions": len(here), "refs": ", ".join(here), "circles": ""})
    return rows


def links(s: Sources) -> list[dict]:
    return [
        {
            "ref": row["ref"], "depends_on": row["depends_on"], "how": row["type"], "confidence": row["confidence"],
            "leads": "; ".join(leads(s, row["ref"])), "other_leads": "; ".join(leads(s, row["depends_on"])),
            "finish": record(s, row["ref"])["finish"]["printed"], "other_finish": record(s, row["depends_on"])["finish"]["printed"],
        }
        for row in found(s)
    ]  # fmt: skip


def chains(s: Sources) -> list[dict]:
    """Of all ways that end where nothing waits, the longest back from each end."""
    longest: dict[str, tuple[str, ...]] = {}
    for length in range(2, len(tied(s)) + 1):
        for way in permutations(tied(s), length):  # the first work first
            if all((after, before) in waiting(s) for before, after in zip(way, way[1:])) and not behind(s, way[-1]):
                longest[way[-1]] = way
    ends = sorted(longest, key=lambda ref: (-len(longest[ref]), refs(s).index(ref)))
    return [{"steps": len(longest[ref]), "chain": " then ".join(longest[ref])} for ref in ends]


def circles(s: Sources) -> list[dict]:
    """Actions that wait for themselves at some remove: none."""
    return [{"actions": 1, "circle": ref} for ref in refs(s) if (ref, ref) in closure(waiting(s))]


def waits(s: Sources) -> list[dict]:
    whole, direct = closure(waiting(s)), waiting(s)
    rows = []
    for ref in sorted(tied(s), key=lambda ref: -len(behind(s, ref))):
        before = [other for other in refs(s) if (ref, other) in whole]
        rows.append(
            {
                "ref": ref, "waits_for": len(before), "held_up": len(behind(s, ref)), "bodies_waiting": len(who_waits(s, ref)),
                "after": ", ".join(other for other in before if (ref, other) in direct), "waiting": ", ".join(one for one in behind(s, ref) if (one, ref) in direct),
                "after_others": ", ".join(other for other in before if (ref, other) not in direct), "waiting_others": ", ".join(one for one in behind(s, ref) if (one, ref) not in direct),
            }
        )  # fmt: skip
    return rows


def bodies(s: Sources) -> list[dict]:
    rows = []
    for name in {name for r in s.records for name in leads(s, r["ref"])}:
        held = [ref for ref in refs(s) if name in leads(s, ref) and behind(s, ref)]
        after = [one for one in refs(s) if any(one in behind(s, ref) for ref in held)]
        others = [one for one in after if name not in leads(s, one)]
        who = sorted({other for ref in held for other in who_waits(s, ref)})
        direct = [one for one in refs(s) if any((one, ref) in waiting(s) for ref in held)]
        if held:
            numbers = {"held_up_for_others": len(others), "waiting": ", ".join(others), "waits_for_itself": len(after) - len(others), "bodies": len(who)}
            rows.append({"organisation": name, "actions": len(held), "refs": ", ".join(held), **numbers, "who_waits": "; ".join(who), "also_named": others_named(s, direct, {*who, name})})
    return sorted(rows, key=lambda row: (-row["held_up_for_others"], -row["bodies"], -row["waits_for_itself"], row["organisation"]))


def case(**asked: object) -> tuple[dict, dict]:
    """The report seen from the day asked for, else from that on which the registers were checked."""
    tables = {
        "chase": partial(chase, on=asked.get("on", CHECKED)),
        "late": late,
        "order": order,
        "links": links,
        "chains": chains,
        "cycles": circles,
        "circle-links": circles,
        "waits": waits,
        "bodies": bodies,
    }
    return asked, tables | ({"plausible": lambda s: []} if "plausible" in asked else {})  # the program finds none that is only plausible


CHECKED = tomllib.loads((ROOT / "ontology/register.toml").read_text(encoding="utf-8"))["checked"].isoformat()
CASES: list = [case(), case(on="2017-06-30", plausible=True)]
