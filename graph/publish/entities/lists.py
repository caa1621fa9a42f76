"""The pages that list the things of each kind: the name, how many actions, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode

from concordat.graph.publish.entities import bodies, matters
from concordat.graph.publish.entities.known import Known
from concordat.graph.publish.entities.model import Cell, Table
from concordat.graph.validate.queries import day, period

TITLES = {"organisations": "Organisations", "laws": "Laws", "policies": "Policies", "funding": "Money", "themes": "Themes"}
_TOLD = 4  # changes of a law
_ABOUT = {
    "organisations": "Bodies and classes of bodies that the plan names, and those that came after them. Those that lead most come first.",
    "laws": "Laws that the plan cites, with the Act of each section. Those that are cited most come first.",
    "policies": "Policies and programmes that the plan names, and later ones that relate to its actions. Those that are named most come first.",
    "funding": "Funds, ways of paying and conditions on money that the plan names.",
    "themes": "What the actions are about, by the words that are in them.",
}


def lists(known: Known) -> dict[str, Table]:
    """For each folder that holds things other than actions, all of them as a table."""
    found: dict[str, list[str]] = {folder: [] for folder in TITLES}
    for iri, name in known.site.pages.items():
        found.get(name.split("/")[0], []).append(iri)
    return {folder: _TABLES[folder](known, iris) for folder, iris in found.items() if iris}


def _table(folder: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(TITLES[folder], _ABOUT[folder], columns, tuple(rows))


def _bodies(known: Known, iris: list[str]) -> Table:
    def numbers(iri: str) -> tuple[int, int, int]:
        rows = known.roles_of.get(iri, ())
        lead, partner, mentioned = (len({r["action"] for r in rows if r["role"] == role}) for role in ("lead", "partner", "mentioned"))
        return lead, partner, mentioned

    ordered = sorted(iris, key=lambda iri: (*(-n for n in numbers(iri)), known.label(iri), iri))
    rows = ((known.link(iri), *map(str, numbers(iri)), bodies.brief(known, iri)) for iri in ordered)
    return _table("organisations", ("Name", "Leads", "Is a partner in", "Is named in", "What became of it"), rows)


def _by_actions(known: Known, iris: Iterable[str], rows: dict[str, list[dict]]) -> list[tuple[str, int]]:
    counted = [(iri, len({r["action"] for r in rows.get(iri, ())})) for iri in iris]
    return sorted(counted, key=lambda each: (-each[1], known.label(each[0]), each[0]))


def _laws(known: Known, iris: list[str]) -> Table:
    def became(iri: str) -> str:
        act = known.facts.node(NamedNode(iri), "ccc:enactedAs")
        changes = [*known.changes.get(iri, ()), *known.changed_parts.get(iri, ())]
        told = sorted({f"{matters.effect(r)} by {r['by_whole_label']} ({r['status_label'].lower()}{', since ' + day(str(r['date'])) if r['date'] else ''})" for r in changes})
        if act:
            told = [f"became law: {known.label(act.value)}", *told]
        return "; ".join(told[:_TOLD]) + (f" and {len(told) - _TOLD} more" if len(told) > _TOLD else "") or "no change known"

    return _table("laws", ("Name", "Actions", "What became of it"), ((known.link(iri), str(n), became(iri)) for iri, n in _by_actions(known, iris, known.laws_of)))


def _policies(known: Known, iris: list[str]) -> Table:
    def row(iri: str, n: int) -> tuple[Cell, ...]:
        issued, status = (known.facts.text(NamedNode(iri), name) for name in ("ccc:issued", "ccc:policyStatus"))
        later = len({r["action"] for r in known.carried_by.get(iri, ())})
        return known.link(iri), str(n), str(later), period(issued) if issued else "", status.replace("-", " ")

    return _table("policies", ("Name", "Named in", "Relates to, as a later policy", "Issued", "Status"), (row(iri, n) for iri, n in _by_actions(known, iris, known.policies_of)))


def _funding(known: Known, iris: list[str]) -> Table:
    return _table("funding", ("Name", "Actions"), ((known.link(iri), str(n)) for iri, n in _by_actions(known, iris, known.money_of)))


def _themes(known: Known, iris: list[str]) -> Table:
    return _table("themes", ("Name", "Actions"), ((known.link(iri), str(n)) for iri, n in _by_actions(known, iris, known.themes_of)))


_TABLES: dict[str, Callable[[Known, list[str]], Table]] = {
    "organisations": _bodies, "laws": _laws, "policies": _policies, "funding": _funding, "themes": _themes,
}  # fmt: skip
