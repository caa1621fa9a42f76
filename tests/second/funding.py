"""The report of funding on the national plan: the money as it was read by eye, and the register of funding as it lies in its file."""

from __future__ import annotations

from datetime import date

from second_way import Sources

KINDS = {"exact": "exact", "at-least": "at_least", "about": "about", "up-to": "up_to"}
# Themes of the four actions that name money, read by eye with the definitions of ontology/themes.csv: 2.1 expands crisis resolution and home treatment; 2.3 develops the
# evidence base for children's community crisis response and liaison; 3.1 puts liaison into every emergency department; 3.8 funds places of safety.
THEMES = {
    "2.1": ["Community crisis response"],
    "2.3": ["Children and young people", "Community crisis response", "Liaison mental health", "Research and evidence"],
    "3.1": ["Liaison mental health", "Urgent and emergency care"],
    "3.8": ["Places of safety"],
}


def register(s: Sources) -> dict[str, dict]:
    return {row["id"]: row for row in s.register("funding")}


def streams(s: Sources) -> list[dict]:
    """The money of each action that is no mechanism and no condition: no fund is named twice, and none is part of another that is named."""
    found = [
        {"ref": r["ref"], "leads": [lead["name"] for lead in r["leads"]], **f, **register(s)[f["id"]], "said": f["amount"], "how": f["qualifier"], "time": f["period"]}
        for r in s.records
        for f in r["funding"]
    ]
    found = [f for f in found if f["kind"] == "stream"]
    ids = [f["id"] for f in found]
    assert len(ids) == len(set(ids)) and not {f["part_of"] for f in found} & set(ids)
    return found


def sums(found: list[dict]) -> dict:
    """Each way of meaning a sum on its own."""
    return {column: sum(f["said"] for f in found if f["how"] == how and f["said"]) or None for how, column in KINDS.items()}


def priced(found: list[dict]) -> list[dict]:
    return [f for f in found if f["said"]]


def refs(found: list[dict]) -> str:
    return ", ".join(f["ref"] for f in found)


def time(f: dict) -> tuple[date, date]:
    return date.fromisoformat(f["time"]["earliest"]), date.fromisoformat(f["time"]["latest"])


def financial_years(f: dict) -> list[str]:
    """The financial years of a period, month by month."""
    first, last = time(f)
    months = [(y, m) for y in range(first.year, last.year + 1) for m in range(1, 13) if (first.year, first.month) <= (y, m) <= (last.year, last.month)]
    starts = sorted({y if m >= 4 else y - 1 for y, m in months})
    return [f"{y}/{str(y + 1)[2:]}" for y in starts]


def payers(s: Sources, f: dict) -> str:
    names = {row["id"]: row["name"] for row in s.register("organisations")}
    return "; ".join(sorted(names[key.strip()] for key in f["funders"].split("|") if key.strip()))


def board(s: Sources) -> list[dict]:
    found, money = streams(s), [(r["ref"], register(s)[f["id"]]["kind"], f["id"]) for r in s.records for f in r["funding"]]
    nothing = dict.fromkeys([*KINDS.values()]) | {"currency": ""}

    def row(verdict: str, told: str, see: str) -> dict:
        return {"verdict": verdict, **nothing, "refs": told, "see": see}

    def of(kind: str) -> str:
        return ", ".join(dict.fromkeys(ref for ref, k, _ in money if k == kind))

    whole = [f for f in priced(found) if any(row["part_of"] == f["id"] for row in s.register("funding"))]
    sums_of, years_of = "The money that the plan names", "Which money runs in which year"
    return [
        row("may be said", refs(priced(found)), sums_of) | sums(found) | {"currency": "GBP"},
        row("say with care", refs([f for f in found if not f["said"]]), sums_of),
        row("say with care", of("condition"), "Ways of paying, and conditions"),
        row("do not say", refs([f for f in priced(found) if f["how"] != "exact"]), sums_of),
        row("do not say", refs([f for f in priced(found) if len(financial_years(f)) > 1]), years_of),
        row("do not say", refs([f for f in priced(found) if not f["funders"]]), "Who pays"),
        row("do not say", refs(whole), "What the register adds"),
        row("do not say", of("mechanism"), "Ways of paying, and conditions"),
        row("do not say", ", ".join(r["ref"] for r in s.records if not r["funding"]), "Actions without money, by section"),
    ]


def each(s: Sources) -> list[dict]:
    return [
        {
            "fund": f["label"],
            **sums([f]),
            "currency": "GBP" if f["said"] else "",
            "over_years": len(financial_years(f)),
            "payer": payers(s, f),
            "refs": f["ref"],
            "leads": "; ".join(f["leads"]),
            "period_start": time(f)[0],
            "period_end": time(f)[1],
        }
        for f in streams(s)
    ]


def grouped(key: str, groups: dict[str, list[dict]]) -> list[dict]:
    """Sums and what has none in rows of their own."""
    rows = []
    for name, found in groups.items():
        for part in (priced(found), [f for f in found if not f["said"]]):
            if part:
                rows.append({key: name, **sums(part), "currency": "GBP" if part[0]["said"] else "", "funds": len(part), "refs": refs(part)})
    return rows


def by_payer(s: Sources) -> list[dict]:
    found = streams(s)
    names = sorted({payers(s, f) for f in found}, key=lambda name: (not name, name))
    return grouped("payer", {name or "nobody named": [f for f in found if payers(s, f) == name] for name in names})


def by_theme(s: Sources) -> list[dict]:
    found = streams(s)
    assert {f["ref"] for f in found} == set(THEMES)
    labels = sorted({label for themes in THEMES.values() for label in themes})
    return grouped("theme", {label: [f for f in found if label in THEMES[f["ref"]]] for label in labels})


def by_year(s: Sources) -> list[dict]:
    found = streams(s)
    every = sorted({y for f in found for y in financial_years(f)})
    return [
        {"year": y, "fund": f["label"], **sums([f]), "currency": "GBP" if f["said"] else "", "over_years": len(financial_years(f)), "refs": f["ref"]}
        for y in every
        for f in found
        if y in financial_years(f)
    ]


def known(s: Sources) -> list[dict]:
    rows = []
    for f in streams(s):
        shown = {"fund": f["label"], "refs": f["ref"]}
        for part in sorted((row for row in s.register("funding") if row["part_of"] == f["id"]), key=lambda row: row["label"]):
            rows.append(shown | {"says": part["label"], **sums([{"said": int(part["amount"]), "how": part["qualifier"]}]), "currency": part["currency"]})
        rows += [shown | {"says": words, **sums([]), "currency": ""} for words in (payers(s, f), f["purpose"]) if words]
    return rows


def counts(s: Sources, records: list[dict]) -> dict:
    silent = [r for r in records if not r["funding"]]
    with_sum = [r for r in records if any(f["amount"] for f in r["funding"])]
    return {"actions": len(records), "with_sum": len(with_sum), "other_money": len(records) - len(silent) - len(with_sum), "without": len(silent), "without_refs": refs(silent), "refs": refs(records)}


def by_section(s: Sources) -> list[dict]:
    sections = dict.fromkeys(r["section"] for r in s.records)
    return [{"section": n, **counts(s, [r for r in s.records if r["section"] == n])} for n in sections]


def by_lead(s: Sources) -> list[dict]:
    def led(record: dict) -> list[str]:
        return [name for name, role in s.roles(record).items() if role == "lead"] or ["no lead"]

    names = {name for r in s.records for name in led(r)}
    rows = [{"lead": name, **counts(s, [r for r in s.records if name in led(r)])} for name in names]
    return sorted(rows, key=lambda r: (-r["without"], r["lead"]))


CASES: list[tuple[dict, dict]] = [
    (
        {},
        {
            "board": board, "streams": each, "payers": by_payer, "years": by_year, "themes": by_theme, "mechanisms": "names, words and places alone",
            "register": known, "repeats": lambda s: [], "sections": by_section, "leads": by_lead,
        },
    ),
]  # fmt: skip
