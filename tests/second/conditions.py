"""The report of the conditions, on the national plan: from the records, the registers and the words of the document, taken apart word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache

from second_way import ROOT, Sources

Rows = list[dict]
PLAN = "national-action-plan-2016"


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


@cache
def printed() -> dict[str, list[str]]:
    """The words of each action, its cells one after the other; headings, repeated headers and mark-up left out."""
    text = (ROOT / f"data/{PLAN}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("Action ref") and not re.match(r"\d\. ", line)]
    found: dict[str, list[str]] = {}
    ref = ""
    for line in lines:
        begins = re.match(r"(\d\.\d+)\.?\t", line)
        ref = begins[1] if begins else ref
        if ref:
            found.setdefault(ref, []).append(re.sub("<[^>]*>", " ", line[begins.end() :] if begins else line))
    return {ref: re.findall(r"\w+", " ".join(pieces).casefold()) for ref, pieces in found.items()}


@cache
def text_only() -> dict[str, list[str]]:
    """The same without the cells behind the text: those of dates and leads."""
    return {r["ref"]: without_tail(printed()[r["ref"]], r) for r in Sources().records}


def without_tail(said: list[str], record: dict) -> list[str]:
    """The words up to the last words of the action's text, as a reader noted them."""
    end = re.findall(r"\w+", record["text_end"].casefold())[1:]  # the note may begin within a word
    starts = [n for n in range(len(said)) if said[n : n + len(end)] == end]
    return said[: starts[-1] + len(end)]


def found_in(cue: str, said: list[str]) -> set[str]:
    """What stands for a cue among some words: its words in a row, the last of them a beginning where it has a star."""
    wanted = re.findall(r"\w+", cue.casefold())
    runs = [said[n : n + len(wanted)] for n in range(len(said) - len(wanted) + 1)]
    same = [run for run in runs if run[:-1] == wanted[:-1] and (run[-1].startswith(wanted[-1]) if cue.endswith("*") else run[-1] == wanted[-1])]
    return {" ".join(run) for run in same}


@cache
def themes(ref: str) -> frozenset[str]:
    """The four themes with most points, two for a cue and one for a weak one, two at least."""
    points = {}
    for row in Sources().register("themes"):
        points[row["id"]] = sum(worth for column, worth in (("cues", 2), ("weak_cues", 1)) for cue in parts(row[column]) if found_in(cue, printed()[ref]))
    return frozenset(sorted((theme for theme in points if points[theme] > 1), key=lambda theme: -points[theme])[:4])


def day(record: dict, which: str, end: str) -> date | None:
    value = record[which].get(end)
    return value and date.fromisoformat(value)


def roles(sources: Sources, record: dict, *wanted: str) -> list[str]:
    return [name for name, role in sources.roles(record).items() if role in wanted]


def later(sources: Sources, record: dict, relations: list[str], policy: str | None = None) -> set[str]:
    """How sure the links are that later policies have to an action."""
    links = [row for row in sources.register("continuations") if row["plan"] == PLAN and row["ref"] == record["ref"]]
    return {row["confidence"] for row in links if row["relation"] in relations and policy in (None, row["policy"])}


def in_doubt(sources: Sources, sign: dict) -> list[str]:
    """Actions whose only links are such as somebody has to confirm."""
    if sign["measure"] not in ("carried-on", "taken-up"):
        return []
    policy = next(row["policy"] for row in sources.register("conditions") if row["id"] == sign["condition"]) if sign["measure"] == "taken-up" else None
    return [r["ref"] for r in sources.records if later(sources, r, parts(sign["given"]), policy) == {"plausible"}]


def shows(sources: Sources, sign: dict) -> Callable[[dict], object]:
    """Whether an action shows a sign."""
    given = parts(sign["given"])
    policy = next(row["policy"] for row in sources.register("conditions") if row["id"] == sign["condition"])
    tests: dict[str, Callable[[dict], object]] = {
        "has-lead": lambda r: roles(sources, r, "lead"),
        "several-bodies": lambda r: len(roles(sources, r, "lead", "partner")) >= 2,
        "joint-leads": lambda r: len(roles(sources, r, "lead")) >= 2,
        "most-led": lambda r: set(roles(sources, r, "lead")) & {name for name, _ in counted(sources).most_common(1)},
        "actions-per-lead": lambda r: True,
        "leads-at-least": lambda r: any(counted(sources)[name] >= int(given[0]) for name in roles(sources, r, "lead")),
        "theme": lambda r: themes(r["ref"]) & set(given),
        "words": lambda r: [cue for cue in given if found_in(cue, text_only()[r["ref"]])],
        "finish-kind": lambda r: r["finish"]["kind"] in given,
        "no-fixed-end": lambda r: day(r, "finish", "latest") is None,
        "longer-than": lambda r: day(r, "finish", "earliest").toordinal() - day(r, "start", "latest").toordinal() > int(given[0]),
        "measure": lambda r: False,  # the header of the document has no such column
        "money": lambda r: r["funding"],
        "carried-on": lambda r: later(sources, r, given) - {"plausible"},
        "taken-up": lambda r: later(sources, r, given, policy) - {"plausible"},
    }
    return tests[sign["measure"]]


def counted(sources: Sources) -> Counter:
    return Counter(name for r in sources.records for name in roles(sources, r, "lead"))


def able(sources: Sources, sign: dict) -> list[dict]:
    """The actions that could show a sign."""
    if sign["measure"] == "longer-than":
        return [r for r in sources.records if day(r, "start", "latest") and day(r, "finish", "earliest")]
    return [r for r in sources.records if not sign["among"] or themes(r["ref"]) & set(parts(sign["among"]))]


def numbers(sources: Sources, sign: dict, shown: list, others: list) -> tuple[int, int]:
    if sign["measure"] == "actions-per-lead":
        return sum(counted(sources).values()), len(counted(sources))
    if sign["measure"] == "leads-at-least":
        return len([n for n in counted(sources).values() if n >= int(sign["given"])]), len(counted(sources))
    return len(shown), len(able(sources, sign))


def split(sources: Sources, sign: dict, records: list[dict]) -> tuple[list[str], list[str]]:
    test, doubted = shows(sources, sign), in_doubt(sources, sign)
    return [r["ref"] for r in records if test(r)], [r["ref"] for r in records if not test(r) and r["ref"] not in doubted]


def signs(sources: Sources) -> Rows:
    found = []
    labels = {row["id"]: row["label"] for row in sources.register("conditions")}
    for sign in sources.register("signs"):
        shown, others = split(sources, sign, able(sources, sign))
        count, of = numbers(sources, sign, shown, others)
        doubted = in_doubt(sources, sign)
        more = {"perhaps": len(doubted) if sign["measure"] in ("carried-on", "taken-up") else None, "refs": ", ".join(shown), "perhaps_refs": ", ".join(doubted), "without": ", ".join(others)}
        found.append({"condition": labels[sign["condition"]], "sign": sign["sign"], "count": count, "of": of, "value": round(count / of, 2)} | more)
    return found


def sections(sources: Sources) -> Rows:
    found = []
    for sign in sources.register("signs"):
        for section in sorted({r["section"] for r in sources.records}) if sign["by"] == "section" else ():
            shown, others = split(sources, sign, [r for r in able(sources, sign) if r["section"] == section])
            each = {"count": len(shown), "of": len(shown + others), "value": round(len(shown) / len(shown + others), 2)}
            found.append({"sign": sign["sign"], "section": section} | each | {"refs": ", ".join(shown), "without": ", ".join(others)})
    return found


def conditions(sources: Sources) -> Rows:
    """The first sign of each condition, the actions that show it, those to ask about, and who leads these."""
    found = []
    for condition in sources.register("conditions"):
        sign = next(row for row in sources.register("signs") if row["condition"] == condition["id"])
        shown, others = split(sources, sign, able(sources, sign))
        count, of = numbers(sources, sign, shown, others)
        sort = {"leads-at-least": "bodies that lead", "longer-than": "actions with a dated start and finish"}.get(sign["measure"], "actions")
        look = others if sign["look"] == "without" else shown
        leads = Counter(name for r in sources.records if r["ref"] in look for name in roles(sources, r, "lead"))
        who = sorted(leads.items(), key=lambda item: item[0])
        who.sort(key=lambda item: item[1], reverse=True)
        stands = f"{sign['sign']}: {count} of {of} {sort}"
        if sign["measure"] == "words":
            stands = f"{sign['sign']}: words found in {count} of 60 actions; read them" if shown else f"{sign['sign']}: no such words found in 60 actions"
        if doubted := in_doubt(sources, sign):
            stands += f" by firm links, {len(doubted)} more only if a link is confirmed"
        found.append({"condition": condition["label"], "stands": stands, "refs": ", ".join(shown), "ask_about": ", ".join(look), "who": "; ".join(f"{name} ({n})" for name, n in who)})
    return found


CASES = [({}, {"conditions": conditions, "signs": signs, "sections": sections, "unseen": "it says in words what cannot be counted"})]
