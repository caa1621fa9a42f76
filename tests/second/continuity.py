"""The report of continuity on the national plan, reckoned from continuations.csv, policies.csv and the records read by eye."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from second_way import Sources

Keep = Callable[[dict], bool]
ON = {"continues", "extends", "restates", "replaces"}
OFF = {"weakens", "gap"}
LEVELS = ["explicit", "strong", "plausible"]


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
    made = [{"actions": 1, "refs": row["ref"], "why": row["reasoning"]} for row in rows if row["relation"] in OFF]
    on = [row for row in rows if row["relation"] in ON]
    doubtful = [ref for ref in cell([row["ref"] for row in on]).split(", ") if ref and {row["confidence"] for row in on if row["ref"] == ref} == {"plausible"}]
    if doubtful:
        why = "Carried on by plausible links alone: that the policy takes the action up is reasoning, and somebody who knows should confirm it."
        made.append({"actions": len(doubtful), "refs": cell(doubtful), "why": why})
    left = [record for record in kept(s, keep) if record["ref"] not in {row["ref"] for row in on}]
    for section in sorted({record["section"] for record in left}, key=lambda number: (-sum(r["section"] == number for r in left), number)):
        its = [record for record in left if record["section"] == section]
        made.append({"actions": len(its), "refs": cell([r["ref"] for r in its]), "why": "No registered policy continues, extends, restates or replaces these."})
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
            made.append({"policy": policy["name"], "issued": policy["issued"], "status": policy["status"], **counts(its), **refs})
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
        surely = [ref for ref in refs if any(row["ref"] == ref and row["confidence"] in LEVELS[:2] for row in on)]
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
            made.append({"policy": row["name"], "issued": row["issued"], "other_links": "", "source": min(split(row["sources"]))})
    return sorted(made, key=lambda row: row["issued"], reverse=True)


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
