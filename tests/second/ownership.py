"""Who owns what in the national plan, counted in the records read by eye; themes by the cue words of the register."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import combinations

from known_gaps import KNOWN_GAPS
from second import cues
from second.ended import ended
from second_way import Sources

having_themes = cache(cues.themes)
ALONE, PARTNERS, UNNAMED, SEVERAL, CLASS, NONE = "one lead and nobody else", "one lead with partners", "one lead, partners not named", "several leads", "only a class of bodies", "no lead"


class Plan:
    """The records that are kept, as lists of names; `body` is the one body that is asked for."""

    def __init__(self, sources: Sources, section: str | None, theme: str | None, body: str | None) -> None:
        self.body = body
        self.ended = ended(sources)
        themes = having_themes(sources)
        self.records = [r for r in sources.records if section in (None, r["section"]) and (theme is None or r["ref"] in themes[theme])]
        self.refs = [r["ref"] for r in self.records]
        self.themes = {label: kept for label, its in themes.items() if (kept := [ref for ref in its if ref in self.refs])}
        self.classes = {c["name"] for r in sources.records for c in r["body_classes"]}
        unread = {(ref, name) for (ref, field), gaps in KNOWN_GAPS.items() if field == "body_classes" for name, _ in gaps}
        self.roles = {r["ref"]: {name: role for name, role in sources.roles(r).items() if (r["ref"], name) not in unread} for r in self.records}
        self.bodies = sorted({name for its in self.roles.values() for name in its})
        self.vague = {r["ref"] for r in self.records if r["unnamed_partners"]}

    def having(self, name: str, role: str) -> list[str]:
        return [ref for ref in self.refs if self.roles[ref].get(name) == role]

    def who(self, ref: str, role: str) -> list[str]:
        return [name for name, its in self.roles[ref].items() if its == role]

    def leading(self) -> list[str]:
        """Bodies that lead, most first."""
        return sorted((b for b in self.bodies if self.having(b, "lead")), key=lambda b: (-len(self.having(b, "lead")), b))

    def told(self, ref: str) -> bool:
        return self.body is None or self.roles[ref].get(self.body) in ("lead", "partner")

    def way(self, ref: str) -> str:
        leads, partners = self.who(ref, "lead"), self.who(ref, "partner")
        if not leads or set(leads) <= self.classes:
            return CLASS if leads else NONE
        if len(leads) > 1:
            return SEVERAL
        return PARTNERS if partners else UNNAMED if ref in self.vague else ALONE

    def of(self, *ways: str) -> list[str]:
        return [ref for ref in self.refs if self.way(ref) in ways and self.told(ref)]

    def alone(self, name: str) -> list[str]:
        return [ref for ref in self.having(name, "lead") if self.way(ref) == ALONE]

    def silent(self) -> list[str]:
        """Bodies that are only ever mentioned."""
        found = [b for b in self.bodies if not self.having(b, "lead") + self.having(b, "partner") and self.body in (None, b)]
        return sorted(found, key=lambda b: (-len(self.having(b, "mentioned")), b))


def listed(refs: list[str]) -> str:
    return ", ".join(refs)


def names(bodies: list[str]) -> str:
    each = list(dict.fromkeys(bodies))
    return ", ".join(each) if len(each) <= 10 else f"{len(each)} bodies"


def two(number: float | Fraction) -> float:
    return round(float(number), 2)


def to_do(plan: Plan) -> list[dict]:
    rows = [("nobody", plan.of(NONE), "Actions with no lead")] if plan.of(NONE) else []
    assert not plan.of(CLASS)
    asked = [b for b in plan.leading() if plan.body in (None, b)]
    for b in asked:
        led = plan.having(b, "lead")
        if len(plan.leading()) > 4 and len(led) > 4 and Fraction(len(led), len(plan.refs)) > Fraction(1, 4):
            rows.append((b, led, "Who owns what"))
    most = [b for b in sorted(asked, key=lambda b: -len(plan.alone(b)))[:3] if plan.alone(b)]
    rows += [(b, plan.alone(b), "Actions with one lead and nobody else") for gone in (False, True) for b in most if (b in plan.ended) == gone]
    crowd = [ref for ref in plan.of(SEVERAL) if len(plan.who(ref, "lead")) > 2]
    rows += [(names([b for ref in crowd for b in plan.who(ref, "lead")]), crowd, "Actions that need several bodies")] if crowd else []
    vague = [ref for ref in plan.refs if ref in plan.vague and plan.told(ref)]
    rows += [(names([b for ref in vague for b in plan.who(ref, "lead")]), vague, "Actions that need several bodies")] if vague else []
    silent = [b for b in plan.silent() if b not in plan.classes]
    rows += [(names(silent), [ref for ref in plan.refs if set(silent) & set(plan.roles[ref])], "Named in the text, with no part anywhere")] if silent else []
    return [{"organisation": who, "actions": len(refs), "refs": listed(refs), "table": table} for who, refs, table in rows]


def organisations(plan: Plan) -> list[dict]:
    rows = []
    for b in plan.bodies:
        led = plan.having(b, "lead")
        alone = [ref for ref in led if plan.who(ref, "lead") == [b]]
        jointly = [ref for ref in led if ref not in alone]
        partner, mentioned = plan.having(b, "partner"), plan.having(b, "mentioned")
        share = two(Fraction(len(led), len(plan.refs)))
        figures = {"leads": len(led), "alone": len(alone), "jointly": len(jointly), "partner": len(partner), "mentioned": len(mentioned), "share_of_actions": share}
        where = {"leads_alone": listed(alone), "leads_jointly": listed(jointly), "partner_in": listed(partner), "mentioned_in": listed(mentioned)}
        where["partners_unnamed"] = listed([ref for ref in led if ref in plan.vague])
        rows.append({"organisation": b, "kind": "class" if b in plan.classes else "organisation", **figures, **where})
    rows.sort(key=lambda row: (-row["leads"], -row["partner"], row["organisation"]))
    return [row for row in rows if plan.body in (None, row["organisation"])]


def concentration(plan: Plan) -> list[dict]:
    def by(bodies: list[str]) -> list[str]:
        return [ref for ref in plan.refs if set(bodies) & set(plan.who(ref, "lead"))]

    bodies = plan.leading()
    counts = [Fraction(len(plan.having(b, "lead"))) for b in bodies]
    all_leads = sum(len(plan.who(ref, "lead")) for ref in plan.refs)
    half = [bodies[0]]
    while 2 * len(by(half)) < len(plan.refs):
        half.append(max((b for b in bodies if b not in half), key=lambda b: len(by([*half, b]))))
    assert not any(2 * len(by(list(fewer))) >= len(plan.refs) for fewer in combinations(bodies, len(half) - 1)), "fewer bodies lead half"
    alone, nobody = ([ref for ref in plan.refs if plan.way(ref) in ways] for ways in ((ALONE,), (NONE, CLASS)))
    rows = [
        (len(bodies), bodies, by(bodies)),
        (sum(counts[:3]) / all_leads, bodies[:3], by(bodies[:3])),
        (Fraction(len(by(bodies[:3])), len(plan.refs)), bodies[:3], by(bodies[:3])),
        (len(half), sorted(half, key=bodies.index), by(half)),
        (1 / sum((count / all_leads) ** 2 for count in counts), [], by(bodies)),
        (Fraction(len(alone), len(plan.refs)), [], alone),
        (Fraction(len(nobody), len(plan.refs)), [], nobody),
    ]
    return [{"figure": two(figure), "organisations": names(who), "refs": listed(refs)} for figure, who, refs in rows if refs]


def ways(plan: Plan) -> list[dict]:
    asked = [ref for ref in plan.refs if plan.told(ref)]
    found = [(way, plan.of(way)) for way in (ALONE, PARTNERS, UNNAMED, SEVERAL, CLASS, NONE)]
    return [{"way": way, "actions": len(refs), "share": two(Fraction(len(refs), len(asked))), "refs": listed(refs)} for way, refs in found if refs]


def alone(plan: Plan) -> list[dict]:
    rows = [(b, plan.alone(b), plan.having(b, "lead")) for b in plan.leading() if plan.body in (None, b) and plan.alone(b)]
    rows.sort(key=lambda row: -len(row[1]))
    return [{"organisation": b, "actions": len(its), "share_of_its_leads": two(Fraction(len(its), len(led))), "refs": listed(its)} for b, its, led in rows]


def together(plan: Plan) -> list[dict]:
    rows = []
    for ref in plan.refs:
        leads, partners = plan.who(ref, "lead"), plan.who(ref, "partner")
        if leads and plan.told(ref) and (len(leads) + len(partners) > 1 or ref in plan.vague):
            rows.append({"ref": ref, "bodies": len(leads) + len(partners), "leads": len(leads)})
    return sorted(rows, key=lambda row: (-row["bodies"], -row["leads"]))


def part(plan: Plan, refs: list[str]) -> dict:
    led = {b: len([ref for ref in refs if b in plan.who(ref, "lead")]) for b in plan.leading()}
    most = sorted(((-number, b) for b, number in led.items() if number))
    leads = [len(plan.who(ref, "lead")) for ref in refs]
    return {
        "actions": len(refs),
        "one_lead": leads.count(1),
        "several_leads": sum(number > 1 for number in leads),
        "no_lead": leads.count(0),
        "one_body_alone": [plan.way(ref) for ref in refs].count(ALONE),
        "bodies_leading": len(most),
        "leads_most": f"{most[0][1]} ({-most[0][0]})",
        "share_of_most": two(Fraction(-most[0][0], len(refs))),
        "refs": listed(refs),
    }


def sections(plan: Plan) -> list[dict]:
    found = dict.fromkeys(r["section"] for r in plan.records)
    return [{"section": number, **part(plan, [r["ref"] for r in plan.records if r["section"] == number])} for number in found]


def themes(plan: Plan) -> list[dict]:
    return [{"theme": label, **part(plan, refs)} for label, refs in sorted(plan.themes.items(), key=lambda item: (-len(item[1]), item[0]))]


def named(plan: Plan) -> list[dict]:
    kinds = {b: "class" if b in plan.classes else "organisation" for b in plan.bodies}
    return [{"organisation": b, "kind": kinds[b], "actions": len(plan.having(b, "mentioned")), "refs": listed(plan.having(b, "mentioned"))} for b in plan.silent()]


def case(asked: dict, section: str | None = None, theme: str | None = None, body: str | None = None) -> tuple[dict, dict]:
    def told(rows: Callable[[Plan], list[dict]]) -> Callable[[Sources], list[dict]]:
        return lambda sources: rows(Plan(sources, section, theme, body))

    makers = {"to-do": to_do, "organisations": organisations, "concentration": concentration, "ways": ways, "alone": alone, "together": together, "sections": sections, "themes": themes, "named": named}
    said = {"no-lead": "every action of the national plan has a lead", "classes": "no class of bodies leads in the national plan", "actions": "roles in words"}
    return asked, {name: told(rows) for name, rows in makers.items()} | said


CASES = [
    case({}),
    case({"section": "3"}, section="3"),
    case({"theme": "police-response"}, theme="Police response"),
    case({"organisation": "Department of Health"}, body="Department of Health"),
]
