"""The report of continuity on the national plan, reckoned from continuations.csv, policies.csv and the records read by eye."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from second_way import ROOT, Sources

Keep = Callable[[dict], bool]
ON = {"continues", "extends", "restates", "replaces"}
OFF = {"weakens", "gap"}
LEVELS = ["explicit", "strong", "plausible"]
UNPUBLISHED = {"msf-smi"}  # policies.csv, by reading: "forthcoming in May 2026", and no source shows it as published


def everything(record: dict) -> bool:
    return True


def third(record: dict) -> bool:
    return record["section"] == "3"


def split(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split(" | ") if piece.strip()]


def names(s: Sources) -> dict[str, str]:
    return {row["id"]: row["name"] for row in s.register("policies")}


def found(s: Sources, keep: Keep, sure: int) -> list[dict]:
    """The links to the actions kept that are sure enough, in the order of the plan, then by the name of the policy."""
    themes, called, register = {row["id"]: row["label"] for row in s.register("themes")}, names(s), s.register("continuations")
    rows = []
    for record in filter(keep, s.records):
        its = [row for row in register if row["ref"] == record["ref"] and row["confidence"] in LEVELS[:sure]]
        for row in sorted(its, key=lambda row: (called[row["policy"]], row["id"])):
            rows.append(row | {"name": called[row["policy"]], "theme": themes[row["theme"]], "said": min(split(row["sources"]), default="")})
    return rows


def told(relation: str) -> str:
    return "carried" if relation in ON else "weaker" if relation in OFF else "context"


def cell(refs: list[str]) -> str:
    return ", ".join(dict.fromkeys(refs))


def kept(s: Sources, keep: Keep) -> list[dict]:
    return [record for record in s.records if keep(record)]


def monday(s: Sources, keep: Keep, sure: int) -> list[dict]:
    rows = found(s, keep, sure)
    on = [row for row in rows if row["relation"] in ON]
    levels = {row["ref"] for row in on}
    sure_ones = [row for row in on if row["confidence"] != "plausible" and row["policy"] not in UNPUBLISHED]
    firm = list(dict.fromkeys(row["ref"] for row in sure_ones))
    agreed, disputed = [], []
    for row in rows:
        if row["relation"] in OFF:
            said = {"weakens": "it asks for less", "gap": "it leaves the aim out"}[row["relation"]]
            against = [other for other in on if other["ref"] == row["ref"] and other["theme"] == row["theme"]]
            do = f"Policies disagree, ask which of them holds: {said}" if against else f"Hold to the aim? {said.replace('it', 'It', 1)}"
            (disputed if against else agreed).append({"do": do, "about": row["name"], "actions": 1, "refs": row["ref"]})
    made = agreed + disputed
    doubtful = [row for row in on if row["ref"] not in firm]
    its = {name: cell([row["ref"] for row in doubtful if row["name"] == name]) for name in {row["name"] for row in doubtful}}
    for name in sorted(its, key=lambda name: (-len(its[name].split(", ")), name)):
        made.append({"do": "Confirm the link, or strike it out", "about": name, "actions": len(its[name].split(", ")), "refs": its[name]})
    left = [record for record in kept(s, keep) if record["ref"] not in levels]
    lines = (ROOT / "data/national-action-plan-2016.txt").read_text(encoding="utf-8").splitlines()
    titles = {line[0]: line[2:].strip() for line in lines if line[:2] in {f"{n}." for n in range(1, 6)} and line[2] == " "}
    for section in sorted({record["section"] for record in left}, key=lambda number: (-sum(r["section"] == number for r in left), number)):
        refs = [record["ref"] for record in left if record["section"] == section]
        made.append({"do": "Find out who still does this", "about": f"section {section}: {titles[section]}", "actions": len(refs), "refs": cell(refs)})
    if firm:
        policies = sorted({row["name"] for row in sure_ones})
        made.append({"do": "Follow these through the later policies", "about": "; ".join(policies), "actions": len(firm), "refs": cell(firm)})
    return made


def counts(rows: list[dict]) -> dict:
    on = [row for row in rows if row["relation"] in ON]
    return {
        "actions": len({row["ref"] for row in on}),
        **{level: len([row for row in on if row["confidence"] == level]) for level in LEVELS},
        "weaker": len([row for row in rows if told(row["relation"]) == "weaker"]),
        "context": len([row for row in rows if told(row["relation"]) == "context"]),
    }


def policies(s: Sources, keep: Keep, sure: int) -> list[dict]:
    rows, made = found(s, keep, sure), []
    for policy in s.register("policies"):
        its = [row for row in rows if row["policy"] == policy["id"]]
        if its:
            refs = {"refs": cell([r["ref"] for r in its if r["relation"] in ON]), "other_refs": cell([r["ref"] for r in its if r["relation"] not in ON])}
            made.append({"policy": policy["name"], "edtf": policy["issued"], "status": policy["status"], **counts(its), **refs})
    return sorted(made, key=lambda row: (-row["actions"], row["policy"]))


def linked(group: str, s: Sources, keep: Keep, sure: int) -> list[dict]:
    called = names(s)
    return [
        {
            "ref": row["ref"], "relation": row["relation"], "policy": row["name"], "theme": row["theme"], "confidence": row["confidence"], "words": row["quote_plan"],
            "later_words": row["quote_page"], "why": row["reasoning"], "source": row["said"], "via": called.get(row["via"], ""),
        }
        for row in found(s, keep, sure)
        if told(row["relation"]) == group
    ]  # fmt: skip


def not_carried(s: Sources, keep: Keep, sure: int) -> list[dict]:
    made, rows = [], found(s, keep, sure)
    for record in kept(s, keep):
        its = [row for row in rows if row["ref"] == record["ref"]]
        if not any(row["relation"] in ON for row in its):
            which = "; ".join(f"{row['relation']}: {row['name']}" for row in its)
            leads = "; ".join(name for name, role in s.roles(record).items() if role == "lead")
            made.append({"ref": record["ref"], "section": record["section"], "leads": leads, "other_links": len(its), "which": which})
    return made


def sections(s: Sources, keep: Keep, sure: int) -> list[dict]:
    made = []
    on = [row for row in found(s, keep, sure) if row["relation"] in ON]
    for section in dict.fromkeys(record["section"] for record in kept(s, keep)):
        refs = [record["ref"] for record in kept(s, keep) if record["section"] == section]
        yes = [ref for ref in refs if any(row["ref"] == ref for row in on)]
        surely = [ref for ref in refs if any(row["ref"] == ref and row["confidence"] in LEVELS[:2] and row["policy"] not in UNPUBLISHED for row in on)]
        no = [ref for ref in refs if ref not in yes]
        made.append({"section": section, "actions": len(refs), "carried_on": len(yes), "surely": len(surely), "share": round(len(yes) / len(refs), 2), "refs": cell(yes), "not_carried_refs": cell(no)})
    return made


def themes(s: Sources, keep: Keep, sure: int) -> list[dict]:
    rows = found(s, keep, sure)
    made = []
    for theme in {row["theme"] for row in rows}:
        its = [row for row in rows if row["theme"] == theme]
        made.append({"theme": theme, **counts(its), "refs": cell([row["ref"] for row in its]), "policies": "; ".join(sorted({row["name"] for row in its}))})
    return sorted(made, key=lambda row: (-row["actions"], row["theme"]))


def without_forerunner(s: Sources) -> list[dict]:
    """Registered after the last day of October 2016, in no record, in no link that carries on: read with the years and months written out."""
    said = {policy["id"] for record in s.records for policy in record["policies"]}
    used = {key for row in s.register("continuations") if row["relation"] in ON for key in (row["policy"], row["via"])}
    made = []
    for row in s.register("policies"):
        begins = row["issued"].split("/")[0].replace("~", "")
        year, month = int(begins[:4] or 0), int(begins[5:7] or 1)
        if (year, month) > (2016, 10) and row["id"] not in said and row["id"] not in used:
            assert row["id"] not in {link["policy"] for link in s.register("continuations")}
            made.append({"policy": row["name"], "edtf": row["issued"], "other_links": "", "source": min(split(row["sources"]))})
    return sorted(made, key=lambda row: row["edtf"], reverse=True)


def case(keep: Keep = everything, sure: int = 3) -> dict:
    each = {"monday": monday, "policies": policies, "not-carried": not_carried, "sections": sections, "themes": themes}
    each |= {group: partial(linked, group) for group in ("carried", "weaker", "context")}
    return {name: partial(reckon, keep=keep, sure=sure) for name, reckon in each.items()} | {"without-forerunner": without_forerunner}


CASES = [
    ({}, case()),
    ({"section": "3"}, case(third)),
    ({"confidence": "strong"}, case(sure=2)),
    ({"confidence": "explicit", "section": "3"}, case(third, 1)),
]
