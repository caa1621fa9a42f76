"""The report of what falls due when, on the national plan: from the dates in the records, each read as all the pairs of days that it may mean."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date

from second.today import World
from second_way import ROOT, Sources

EVER, NEVER = date(1, 1, 1), date(9999, 12, 31)
WORDS = {
    "open": "may be due now, or not for a while: its date can mean days before and after",
    "next": "to come",
    "passed": "its date has passed; the plan does not say whether it was done",
    "tbc": "its finish is still to be confirmed",
    "unstated": "no finish is stated",
    "long-term": "long term, with no day named",
    "ongoing": "goes on, with no day named",
}
Rows = list[dict]


def checked() -> date:
    """The day on which the registers were last checked: from there the report looks if nobody says otherwise."""
    return tomllib.loads((ROOT / "ontology/register.toml").read_text(encoding="utf-8"))["checked"]


def bounds(record: dict, which: str) -> tuple[date | None, date | None]:
    """First and last day; the national plan has no finish that names a first day alone."""
    days = [record[which].get(end) for end in ("earliest", "latest")]
    return tuple(day and date.fromisoformat(day) for day in days)


def how(record: dict, on: date) -> str:
    """The standing of a finish: a deadline without a first day is to come up to its last."""
    first, last = bounds(record, "finish")
    if last is None:
        return record["finish"]["kind"]
    return "passed" if (on - last).days > 0 else "open" if first and (on - first).days >= 0 else "next"


def kept(sources: Sources, section: str | None) -> list[dict]:
    return [r for r in sources.records if section in (None, r["ref"].split(".")[0])]


def to_ask(world: World, body: str) -> list[tuple[str, str]]:
    """Who is asked in the place of a lead, and the lead as the plan has it, if that has ended."""
    names = sorted(world.name(each) for each in world.holders(body))
    if not world.ended(body):
        return [(world.name(body) + (" (may have ended)" if world.doubts(body) else ""), "")]
    if world.possible(body) and names:
        return [("perhaps " + " or ".join(names), world.called[body])]
    return [(name, world.called[body]) for name in names or ["nobody named"]]


def whom(section: str | None, on: date) -> Callable[[Sources], Rows]:
    def rows(sources: Sources) -> Rows:
        world = World(sources, on.isoformat(), lambda r: section in (None, r["ref"].split(".")[0]))
        wanted = ["open", "next", "passed", "tbc", "unstated"]
        its: dict[tuple[str, str], list[tuple[dict, str]]] = {}
        for record in world.records:
            if how(record, on) in wanted:
                for name, was in [each for body in world.leads(record["ref"]) for each in to_ask(world, body)]:
                    its.setdefault((how(record, on), name), []).append((record, was))
        found = []
        for (state, name), pairs in its.items():
            refs = list(dict.fromkeys(r["ref"] for r, _ in pairs))
            off = sorted({(bounds(r, "finish")[1] - on).days for r, _ in pairs if bounds(r, "finish")[1]}, key=abs)
            nearest = next((bounds(r, "finish")[1] for r, _ in pairs if bounds(r, "finish")[1] and (bounds(r, "finish")[1] - on).days == off[0]), None)
            row = {"ask": name, "actions": len(refs), "refs": ", ".join(refs), "last_day": nearest, "instead_of": "; ".join(dict.fromkeys(was for _, was in pairs if was)), "days": off[0] if off else None}
            found.append(((wanted.index(state), off[0] if state in ("open", "next") else 0, -len(refs), name), row))
        return [row for _, row in sorted(found, key=lambda each: each[0])]

    return rows


def standing(section: str | None, on: date) -> Callable[[Sources], Rows]:
    def rows(sources: Sources) -> Rows:
        found: dict[tuple[int, str], list[str]] = {}
        for record in kept(sources, section):
            word = how(record, on)
            words = WORDS[word]
            if word == "unstated" and record["start"]["kind"] == "ongoing":  # the word stands in the column beside
                words = f'{words}, but its start is "{record["start"]["printed"]}"'
            found.setdefault((list(WORDS).index(word), words), []).append(record["ref"])
        return [{"standing": words, "actions": len(refs), "refs": ", ".join(refs)} for (_, words), refs in sorted(found.items(), key=lambda item: item[0][0])]

    return rows


def year_days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def readings(record: dict) -> list[tuple[date, date]]:
    """The extreme pairs of a first and a last day of work that the dates allow: it is not over before it begins."""
    (s1, s2), (f1, f2) = bounds(record, "start"), bounds(record, "finish")
    low, high = s1 or EVER, s2 or NEVER
    starts = {low, high} | ({f2} if f2 and low <= f2 <= high else set())
    pairs = {(s, f) for s in starts for f in {f1 or EVER, f2 or NEVER, s} if (f1 or EVER) <= f <= (f2 or NEVER)}
    return [(s, f) for s, f in pairs if s <= f]


def sorted_into(records: list[dict], year: int) -> dict[str, list[str]]:
    """Which actions are due and under way in a year: in all readings of their dates, or in some."""
    first, last = year_days(year)
    found: dict[str, list[str]] = {"due": [], "may_be_due": [], "under_way": [], "may_be_under_way": []}
    for record in records:
        f1, f2 = bounds(record, "finish")
        if f2:
            inside = [first.toordinal() <= day <= last.toordinal() for day in range((f1 or f2).toordinal(), f2.toordinal() + 1)]
            if any(inside):
                found["due" if all(inside) else "may_be_due"].append(record["ref"])
        if any(bounds(record, "start") + bounds(record, "finish")):
            busy = [s <= last and f >= first for s, f in readings(record)]
            if any(busy):
                found["under_way" if all(busy) else "may_be_under_way"].append(record["ref"])
    return found


def years(records: list[dict]) -> range:
    """The calendar years that the dates span; these plans are too long for quarters."""
    days = [day for r in records for which in ("start", "finish") for day in bounds(r, which) if day]
    assert min(days).year < max(days).year - 3
    return range(min(days).year, max(days).year + 1)


COUNTED = ("due", "may_be_due", "under_way", "may_be_under_way")


def periods(section: str | None) -> Callable[[Sources], Rows]:
    def rows(sources: Sources) -> Rows:
        records = kept(sources, section)
        found = [(year, sorted_into(records, year)) for year in years(records)]
        return [
            {"period": str(year)} | {name: len(each[name]) for name in COUNTED} | {f"{name}_refs".removeprefix("due_"): ", ".join(each[name]) for name in COUNTED}
            for year, each in found if any(each[name] for name in COUNTED)
        ]  # fmt: skip

    return rows


def bodies(section: str | None) -> Callable[[Sources], Rows]:
    def rows(sources: Sources) -> Rows:
        records = kept(sources, section)
        dated = [r for r in records if any(bounds(r, "start") + bounds(r, "finish"))]
        names = {name for r in dated for name, role in sources.roles(r).items() if role == "lead"}
        found = []
        for name in names:
            own = [r for r in dated if sources.roles(r).get(name) == "lead"]
            if len(own) < 2:
                continue
            each = {year: sorted_into(own, year) for year in years(records)}
            top = max(len(e["under_way"]) for e in each.values())
            likely = [y for y, e in each.items() if len(e["under_way"]) == top]
            more = max(len(each[y]["may_be_under_way"]) for y in likely)
            likely = [y for y in likely if len(each[y]["may_be_under_way"]) == more]
            due = max(len(each[y]["due"]) for y in likely)
            year = min(y for y in likely if len(each[y]["due"]) == due)
            both = {*each[year]["under_way"], *each[year]["may_be_under_way"]}
            found.append({"organisation": name, "leads": len(own), "busiest": str(year), "under_way": top, "may_be_under_way": more, "refs": ", ".join(r["ref"] for r in own if r["ref"] in both)})
        return sorted(found, key=lambda row: (-row["under_way"], -row["may_be_under_way"], row["organisation"]))

    return rows


def contradictions(sources: Sources) -> Rows:
    """An action whose dates no pair of days fits."""
    return [{"ref": r["ref"]} for r in sources.records if not readings(r)]


def actions(section: str | None) -> Callable[[Sources], Rows]:
    def rows(sources: Sources) -> Rows:
        records = sorted(kept(sources, section), key=lambda r: bounds(r, "finish")[1] or NEVER)
        found = []
        for record in records:
            first, last = bounds(record, "finish")
            doubt = len(range(first.toordinal(), last.toordinal())) + 1 if first and last else None
            days = dict(zip(("start_first", "start_last", "first_day", "last_day"), (*bounds(record, "start"), first, last)))
            found.append(days | {"ref": record["ref"], "start": record["start"]["printed"], "finish": record["finish"]["printed"], "finish_kind": record["finish"]["kind"], "doubt": doubt})
        return found

    return rows


def case(on: date | None = None, section: str | None = None) -> tuple[dict, dict]:
    day = on or checked()
    asked = {key: value for key, value in (("on", on and on.isoformat()), ("section", section)) if value}
    return asked, {
        "standing": standing(section, day),
        "next": whom(section, day),
        "periods": periods(section),
        "bodies": bodies(section),
        "contradictions": contradictions,
        "actions": actions(section),
    }


CASES = [case(), case(date(2017, 4, 15)), case(date(2016, 11, 1), "3")]
