"""The report of legislation on the national plan: the citations as they were read by eye, the registers of laws and of their changes as they lie in their files."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from second_way import Sources

ISSUED = "2016-10-31"  # the plan says October 2016
# What the words of an action ask for, read by eye: 3.6 "Amend sections 135 and 136", 3.7 "compliance with new legislative requirements".
ASKS_FOR_A_CHANGE = {"3.6"}
PUTS_INTO_EFFECT = {"3.7"}
ORDER = ["asked-for", "put-into-effect", "changed", "part-changed", "enacted", "not-in-force", "part-not-in-force"]


def laws(s: Sources) -> dict[str, dict]:
    """The register of laws by what a citation of each is called."""
    rows = {row["id"]: row for row in s.register("legislation")}
    return {(f"{rows[r['part_of']]['title']} s.{r['number']}" if r["kind"] == "section" else r["title"]): r for r in rows.values()}


def label_of(s: Sources, key: str) -> str:
    return next(label for label, row in laws(s).items() if row["id"] == key)


def act_of(s: Sources, label: str) -> str:
    row = laws(s)[label]
    return label_of(s, row["part_of"]) if row["part_of"] else label


def citations(s: Sources, about: str | None = None) -> list[tuple[str, str]]:
    """Reference and law of each citation, in plan order; of a section, or of an Act with its sections."""
    every = [(record["ref"], law["label"]) for record in s.records for law in record["legislation"]]
    return [(ref, label) for ref, label in every if about in (None, label, act_of(s, label))]


def sections(labels: set[str]) -> list[str]:
    """Their numbers in order: s.136 before s.136A before s.138."""
    return sorted({label.rpartition(" ")[2] for label in labels}, key=lambda n: (int(re.sub(r"\D", "", n) or 0), n))


def changes(s: Sources, label: str) -> list[dict]:
    """Changes of a law, and, of an Act, of its sections; those that bring a law into force are not among them here."""
    own = laws(s)[label]["id"]
    parts = {row["id"] for row in s.register("legislation") if row["part_of"] == own}
    return [row for row in s.register("legislation-changes") if row["affected"] in {own, *parts} and row["effect"] != "commenced"]


def bearing(s: Sources, about: str | None = None) -> list[dict]:
    """Everything that bears on a citation: a dictionary for each change of the law, or of a section of the Act that is cited as a whole."""
    found = []
    for ref, label in citations(s, about):
        row = laws(s)[label]
        if row["enacted_as"]:
            found.append({"ref": ref, "law": label, "kind": "enacted", "by": None, "date": "", "id": row["id"]})
        for change in changes(s, label):
            part = change["affected"] != row["id"]
            if change["status"] != "in-force":
                kind = "part-not-in-force" if part else "not-in-force"
            else:
                assert change["date"] > ISSUED
                kind = "asked-for" if ref in ASKS_FOR_A_CHANGE else "part-changed" if part else "put-into-effect" if ref in PUTS_INTO_EFFECT else "changed"
            found.append({"ref": ref, "law": label, "kind": kind, "by": act_of(s, label_of(s, change["affecting"])), "date": change["date"], "id": change["id"]})
    return found


def leads(s: Sources, refs: list[str]) -> str:
    return "; ".join(dict.fromkeys(lead["name"] for record in s.records if record["ref"] in refs for lead in record["leads"]))


def day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def in_order(s: Sources, refs: set[str]) -> list[str]:
    return [record["ref"] for record in s.records if record["ref"] in refs]


def to_do(about: str | None = None):
    def reckon(s: Sources) -> list[dict]:
        laws_of: dict[tuple, set[str]] = {}  # of one action and one change: the laws of one Act that it cites and that are changed
        for b in bearing(s, about):
            whole = act_of(s, b["law"])
            laws_of.setdefault((b["ref"], b["kind"], whole, b["law"] == whole, b["by"], b["date"]), set()).add(b["law"])
        groups: dict[tuple, set[str]] = {}  # actions with the very same laws stand together
        for (ref, *key), found in laws_of.items():
            groups.setdefault((*key, tuple(sections(found))), set()).add(ref)
        rows = sorted(groups.items(), key=lambda g: (ORDER.index(g[0][0]), -len(g[1])))
        return [{"actions": len(refs), "who": leads(s, in_order(s, refs)), "refs": ", ".join(in_order(s, refs)), "kind": key[0], "since": day(key[4])} for key, refs in rows]

    return reckon


def meaning(about: str | None = None):
    def reckon(s: Sources) -> list[dict]:
        rows = []
        for record in s.records:
            groups: dict[tuple, list[dict]] = {}
            mine = [b for b in bearing(s, about) if b["ref"] == record["ref"]]
            for law in dict.fromkeys(b["law"] for b in mine):  # law by law as they are cited, and of each the most pressing first
                for b in sorted((b for b in mine if b["law"] == law), key=lambda b: ORDER.index(b["kind"])):
                    groups.setdefault((act_of(s, law), law == act_of(s, law), b["kind"], b["by"], b["date"]), []).append(b)
            for (act, whole, kind, _, since), found in groups.items():
                provision = act if whole else f"{act} {', '.join(sections({b['law'] for b in found}))}"
                rows.append({"ref": record["ref"], "provision": provision, "since": day(since), "changes": None if kind == "enacted" else len(found), "finish": record["finish"]["printed"]})
        return rows

    return reckon


def told(about: str | None = None):
    def reckon(s: Sources) -> list[dict]:
        cited: dict[str, set[str]] = {}
        for ref, label in citations(s, about):
            cited.setdefault(label, set()).add(ref)
        if about:
            cited.setdefault(about, set())
        rows = []
        for label, refs in cited.items():
            shown = {"actions": len(refs), "refs": ", ".join(in_order(s, refs))}
            if act := laws(s)[label]["enacted_as"]:
                rows.append({"provision": label, "by": label_of(s, act), "date": day(next(r["passed"] for r in s.register("legislation") if r["id"] == act)), **shown})
            for change in changes(s, label):
                changed = label_of(s, change["affected"])
                if changed == label or changed not in cited:
                    rows.append({"provision": changed, "by": label_of(s, change["affecting"]), "date": day(change["date"]), **shown})
        return sorted(rows, key=lambda r: (natural(r["provision"]), str(r["date"] or "9999"), natural(r["by"])))

    return reckon


def natural(label: str) -> list:
    return [f"{int(piece):09}" if piece.isdigit() else piece for piece in re.split(r"(\d+)", label)]


def acts(about: str | None = None):
    def reckon(s: Sources) -> list[dict]:
        rows = []
        for act in {act_of(s, label) for _, label in citations(s, about)}:
            here = [(ref, label) for ref, label in citations(s, about) if act_of(s, label) == act]
            refs, itself, by_section = {r for r, _ in here}, {r for r, label in here if label == act}, {r for r, label in here if label != act}
            ids = {(b["id"], b["kind"].endswith("not-in-force")) for b in bearing(s, about) if act_of(s, b["law"]) == act and b["by"]}
            waiting = sum(late for _, late in ids)
            rows.append(
                {
                    "act": act,
                    "actions": len(refs),
                    "by_itself": len(itself),
                    "by_section": len(by_section),
                    "sections": ", ".join(sections({label for _, label in here if label != act})),
                    "changed": len(ids) - waiting,
                    "waiting": waiting,
                    "refs": ", ".join(in_order(s, refs)),
                }
            )
        return sorted(rows, key=lambda r: (-r["actions"], r["act"]))

    return reckon


def around(about: str | None) -> Callable[[Sources], list[dict]]:
    """What else the register has on the Acts that are cited: other changes of them, what brought the told changes into force, and what was made under them."""

    def reckon(s: Sources) -> list[dict]:
        cited = {label for _, label in citations(s, about)} | ({about} if about else set())
        acts = {act_of(s, label) for label in cited}
        told = [row for label in sorted(cited) for row in changes(s, label)]
        rows = [("a change elsewhere in the same Act", row) for act in acts for row in changes(s, act) if row not in told]
        rows += [("a step towards a change that is told above", row) for row in s.register("legislation-changes") if row["effect"] == "commenced" and row["affected"] in {each["affecting"] for each in told}]
        made = [(what, label_of(s, row["affected"]), label_of(s, row["affecting"]), row["date"]) for what, row in rows]
        made += [
            ("regulations made under it", label, label_of(s, under), "")
            for label, row in laws(s).items()
            for under in filter(None, row["made_under"].split(" | "))
            if act_of(s, label_of(s, under)) in acts
        ]
        keys = ("what", "law", "by", "date")
        return [dict(zip(keys, (*row[:3], date.fromisoformat(row[3]) if row[3] else None))) for row in sorted(made, key=lambda row: (row[0], row[1], row[3] or "9999", row[2]))]

    return reckon


def tables(about: str | None = None) -> dict:
    return {"to-do": to_do(about), "meaning": meaning(about), "actions": "words and places alone", "changes": told(about), "acts": acts(about), "around": around(about)}


CASES: list[tuple[dict, dict]] = [
    ({}, tables()),
    ({"about": "s136"}, tables("Mental Health Act 1983 s.136")),
    ({"about": "MHA"}, tables("Mental Health Act 1983")),
    ({"about": "s136A"}, tables("Mental Health Act 1983 s.136A")),
]
