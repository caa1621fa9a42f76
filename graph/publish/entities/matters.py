"""The pages of laws, policies, money and themes: the actions that name them, on which words, what became of them, and who works on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from concordat.graph.given import SHARING, Row
from concordat.graph.publish.entities import registered
from concordat.graph.publish.entities.known import Known, source
from concordat.graph.publish.entities.model import Cell, Group, Page, Said, Table, cut, trimmed
from concordat.graph.publish.site import count, days, money
from concordat.graph.validate.queries import day

_ROWS = 60  # bodies, laws and the like beside the actions
_IN_FORCE = "in-force"
_DEEDS = {
    "makes": "makes it", "changes": "changes it", "uses": "uses it", "puts-into-effect": "puts it into effect", "monitors": "monitors it", "contributes-to": "contributes to it",
}  # fmt: skip


def law(known: Known, iri: str) -> Page:
    """All that is told of a law, or a section of one."""
    rows = known.laws_of.get(iri, [])
    parts = [part for part, whole in known.parts.items() if whole == iri and part != iri]
    whole = known.parts.get(iri, iri)
    tables = (_parts(known, parts), _changes(known, iri, parts, whole), _named(known, rows, "cites it"), _deeds(known, iri), _bodies(known, rows))
    groups = (
        known.group("Part of", [whole] if whole != iri else []), known.group("Its parts", parts), known.group("Cited by", (r["action"] for r in rows)), *_leading(known, rows),
    )  # fmt: skip
    through = {r["action"] for part in parts for r in known.laws_of[part]}
    lede = [f"{_actions(rows)} {'cites' if _one(rows) else 'cite'} it{' as a whole' if parts else ''}.", *([f"{count(len(through), 'action').capitalize()} {'cites' if len(through) == 1 else 'cite'} parts of it."] if parts else [])]
    return _page(known, iri, "Law", lede, tables, groups)


def policy(known: Known, iri: str) -> Page:
    """All that is told of a policy or programme, one that the plan names or one that came later."""
    rows, carried = known.policies_of.get(iri, []), known.carried_by.get(iri, [])
    tables = (_carried(known, carried), _named(known, rows, "names it"), _deeds(known, iri), _bodies(known, rows))
    groups = (known.group("Relates to", (r["action"] for r in carried)), known.group("Named by", (r["action"] for r in rows)), *_leading(known, rows))
    lede = [f"{_actions(rows)} {'names' if _one(rows) else 'name'} it."] if rows or not carried else []
    later = len({r["action"] for r in carried})
    lede += [f"A later policy: it relates to {count(later, 'action')} of the plan."] if carried else []
    return _page(known, iri, "Later policy" if carried and not rows else "Policy", lede, tables, groups)


def fund(known: Known, iri: str) -> Page:
    """All that is told of money: a fund, a way of paying, or a condition."""
    rows = known.money_of.get(iri, [])
    parts = list(dict.fromkeys(r["fund"] for its in known.money_of.values() for r in its if r["part_of"] == iri))
    wholes = list(dict.fromkeys(r["part_of"] for r in rows if r["part_of"]))
    tables = (_sums(known, rows), _deeds(known, iri), _bodies(known, rows))
    groups = (known.group("Part of", wholes), known.group("Its parts", parts), known.group("Named by", (r["action"] for r in rows)), *_leading(known, rows))
    return _page(known, iri, "Money", [f"{_actions(rows)} {'names' if _one(rows) else 'name'} it."], tables, groups)


def theme(known: Known, iri: str) -> Page:
    """All that is told of a theme."""
    rows = known.themes_of.get(iri, [])
    carried = [r for its in known.carried_by.values() for r in its if r["theme"] == iri]
    tables = (_named(known, rows, "is about it"), _bodies(known, rows), _laws(known, rows), _carried(known, carried, of_theme=True))
    groups = (known.group("Actions", (r["action"] for r in rows)), *_leading(known, rows), known.group("Law", (r["law"] for a in _of(rows) for r in known.laws_in.get(a, ()))))
    return _page(known, iri, "Theme", [f"{_actions(rows)} {'is' if _one(rows) else 'are'} about it."], tables, groups)


def _page(known: Known, iri: str, kind: str, lede: Iterable[str], tables: Iterable[Table], groups: Iterable[Group]) -> Page:
    return Page(iri, kind, known.label(iri), tuple(lede), tuple(registered.facts(known, iri)), trimmed(tables), tuple(groups))


def _of(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(r["action"] for r in rows))


def _one(rows: Iterable[Row]) -> bool:
    return len(_of(rows)) == 1


def _actions(rows: Iterable[Row]) -> str:
    return count(len(_of(rows)), "action").capitalize()


# ---- tables


def _named(known: Known, rows: Sequence[Row], does: str) -> Table:
    kept, left = cut([_place(known, r) for r in known.in_order(rows)])
    return Table("Actions", f"Every action that {does}, with its words.", ("Action", "Printed", "How sure", "Leads", "Finish", "What is to be done"), tuple(kept), left)


def _place(known: Known, row: Row) -> tuple[Cell, ...]:
    action = row["action"]
    return known.link(action), known.said(action, row["printed"], row["place"]), row.get("confidence", ""), _leads(known, action), known.site.given.actions[action]["finish"], known.text(action)


def _leads(known: Known, action: str) -> Cell:
    return known.things(r["body"] for r in known.roles_in.get(action, ()) if r["role"] == "lead") or "none is read"


def _sums(known: Known, rows: Sequence[Row]) -> Table:
    def cells(row: Row) -> tuple[Cell, ...]:
        amount = "no sum" if row["amount"] is None else money(row["amount"], row["currency"], row["qualifier"])
        action = row["action"]
        return known.link(action), known.said(action, row["printed"], row["place"]), amount, days(row["period_start"], row["period_end"]), row["confidence"], _leads(known, action), known.text(action)

    kept, left = cut([cells(r) for r in known.in_order(rows)])
    return Table("Actions", "Every action that names it, with its words. A sum is what the plan names, not what was paid.", ("Action", "Printed", "Sum", "For", "How sure", "Leads", "What is to be done"), tuple(kept), left)


def _deeds(known: Known, iri: str) -> Table:
    rows = known.in_order(known.deeds.get(iri, ()))
    kept, left = cut([(known.link(r["action"]), _DEEDS.get(known.deed(r["reading"]), known.deed(r["reading"])), known.said(r["action"], r["printed"], r["place"])) for r in rows])
    return Table("What actions do with it", "As the words of the actions say.", ("Action", "What it does", "Printed"), tuple(kept), left)


def _bodies(known: Known, rows: Iterable[Row]) -> Table:
    """Who leads those actions, or is a partner in them."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: {role: {} for role in SHARING})
    for action in _of(rows):
        for row in known.roles_in.get(action, ()):
            if row["role"] in SHARING:
                found[row["body"]][row["role"]][action] = None
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]["lead"]), -len(item[1]["partner"]), known.label(item[0]), item[0]))
    kept, left = cut([(known.link(body), known.things(its["lead"]), known.things(its["partner"])) for body, its in ordered[: _ROWS + 1]], _ROWS)
    return Table("Who works on it", "Bodies with a part in these actions.", ("Body", "Leads", "Is a partner in"), tuple(kept), len(ordered) - len(kept) if left else 0)


def _laws(known: Known, rows: Iterable[Row]) -> Table:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for action in _of(rows):
        for row in known.laws_in.get(action, ()):
            found[row["law"]][action] = None
    kept, left = cut([(known.link(law), known.things(actions)) for law, actions in sorted(found.items(), key=lambda item: (-len(item[1]), known.label(item[0])))], _ROWS)
    return Table("Laws that they cite", "Laws in the actions about this theme.", ("Law", "Actions"), tuple(kept), left)


def _parts(known: Known, parts: Sequence[str]) -> Table:
    rows = [(known.link(part), known.things(r["action"] for r in known.laws_of[part])) for part in sorted(parts, key=lambda p: (known.label(p), p))]
    kept, left = cut(rows)
    return Table("Its parts that are cited", "Sections that actions cite by themselves.", ("Part", "Actions"), tuple(kept), left)


def _changes(known: Known, iri: str, parts: Sequence[str], whole: str) -> Table:
    """What became of the law, its parts and its whole."""
    rows = [r for each in dict.fromkeys((iri, *parts, whole)) for r in known.changes.get(each, ())]
    rows += [r for r in known.changed_parts.get(iri, ()) if r not in rows]
    rows.sort(key=lambda r: (str(r["date"] or "9"), r["label"], r["change"]))
    kept, left = cut([_change(known, r) for r in rows])
    return Table("What became of it", "Changes that the register knows, from outside the plan. What is not in force has changed nothing yet.", ("From", "Of", "What", "By", "Standing", "In words", "How sure", "Source"), tuple(kept), left)


def effect(row: Row) -> str:
    """What a change does to a law; of one that is not known to be in force what it is to do.

    >>> effect({"status": "in-force", "effect_label": "Amended"}), effect({"status": "commencement-not-confirmed", "effect_label": "Amended"})
    ('amended', 'to be amended')
    """
    did = row["effect_label"].lower()
    return did if row["status"] == _IN_FORCE else f"to be {did}"


def _change(known: Known, row: Row) -> tuple[Cell, ...]:
    since = day(str(row["date"])) if row["date"] else "no day known"
    return since, known.link(row["law"]), effect(row).capitalize(), known.link(row["by"]), row["status_label"], row["description"], row["confidence"], source(row["source"])


def _carried(known: Known, rows: Sequence[Row], of_theme: bool = False) -> Table:
    first = ("Later policy",) if of_theme else ()
    kept, left = cut([((known.link(r["policy"]),) if of_theme else ()) + _relation(known, r) for r in known.in_order(rows)])
    about = "How it relates to the actions of the plan: our reasoning, with the words on which it rests. Plausible links are no more than that."
    return Table("What later policies do" if of_theme else "What it does with earlier actions", about, (*first, "Action", "How", "How sure", "Why", "Words of the plan", "Words of the later text", "Source"), tuple(kept), left)


def _relation(known: Known, row: Row) -> tuple[Cell, ...]:
    return known.link(row["action"]), row["relation"].replace("-", " "), row["confidence"], row["why"], Said(row["words"]), Said(row["later_words"]), source(row["source"]) if row["source"] else ""


def _leading(known: Known, rows: Iterable[Row]) -> list[Group]:
    """The bodies that lead those actions, those with most first."""
    found: dict[str, int] = defaultdict(int)
    for action in _of(rows):
        for body in {r["body"] for r in known.roles_in.get(action, ()) if r["role"] == "lead"}:
            found[body] += 1
    return [known.group("Led by", sorted(found, key=lambda body: (-found[body], known.label(body), body)))]
