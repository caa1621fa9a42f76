"""What is known of every thing, put in order once for all pages: by action, by body, by law, by policy, by fund, by theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from pyoxigraph import NamedNode

from concordat.graph.facts import Facts, checked_on
from concordat.graph.given import Row, table
from concordat.graph.hypertext import called
from concordat.graph.names import kind_of
from concordat.graph.publish import entries
from concordat.graph.publish.entities.model import Group, Near, Said
from concordat.graph.publish.site import Link, PlanFacts, Site, web
from concordat.graph.reports import Asked
from concordat.graph.reports.standing import Seen, seen_from
from concordat.graph.validate import Finding
from concordat.graph.views.context import short

Rows = dict[str, list[Row]]
_LETTERS = 120  # of an action in a table
_NO_DAY = "2000-01-01"  # any will do for a graph without registers: nothing happens in it
_LOOKS = {"law": "a law", "money": "a sum of money", "organisation": "an organisation", "abbreviation": "an abbreviation"}
_KINDS = {"action": "action", "organisation": "body", "body-class": "class", "legislation": "law", "bill": "law", "policy": "policy", "funding": "fund", "theme": "theme"}


class Known:
    """The tables of a graph by what they are about; pages stand one folder below the root."""

    def __init__(self, site: Site) -> None:
        self.site = site.under("../")
        self._whole = site  # which knows the findings if they were asked for already
        given = site.given
        self.links = entries.linked(site)
        self.order = {action: n for n, action in enumerate(given.actions)}
        self.plans: dict[str, PlanFacts] = {plan.id: plan for plan in site.plans}
        self.roles_of, self.roles_in = by(given.responsibilities, "body"), by(given.responsibilities, "action")
        self.laws_of, self.laws_in = by(given.laws, "law"), by(given.laws, "action")
        self.parts = {row["law"]: row["whole"] for row in given.laws}
        self.policies_of, self.policies_in = by(given.policies, "policy"), by(given.policies, "action")
        self.money_of, self.money_in = by(given.money, "fund"), by(given.money, "action")
        self.themes_of, self.themes_in = by(given.themes, "theme"), by(given.themes, "action")
        self.carried_by, self.carried_in = by(given.continuations, "policy"), by(given.continuations, "action")
        changes = self._table("law-changes")
        self.changes, self.changed_parts = by(changes, "law"), by((row for row in changes if row["whole"] != row["law"]), "whole")
        self.deeds = by((row for rows in site.readings.values() for row in rows if row["kind"] == "deed"), "thing")
        self.before = by(given.events, "after")
        self.heirs = Counter((row["event"], row["before"]) for row in given.events if row["after"])
        self._labels: dict[str, str] = {}

    def _table(self, name: str) -> tuple[Row, ...]:
        return table(self.site.graph, name)

    @cached_property
    def seen(self) -> Seen:
        """The bodies as they stand on the day on which the registers were last checked."""
        return seen_from(self.site.graph, Asked(on=checked_on(self.facts.store) or _NO_DAY))

    @cached_property
    def held(self) -> dict[str, list[str]]:
        """The bodies of the plans that have ended, by who holds their work, or may."""
        found: dict[str, list[str]] = defaultdict(list)
        for body in self.roles_of:
            standing = self.seen.standing(body)
            for holder in standing.holders if standing.steps else ():
                found[holder].append(body)
        return found

    @cached_property
    def open(self) -> dict[str, list[tuple[str, Said]]]:
        """What stayed open in the reading of each action, on which words."""
        return _open(self)

    @cached_property
    def beside(self) -> dict[str, tuple[str | None, str | None]]:
        """The actions before and after each in its plan."""
        found: dict[str, tuple[str | None, str | None]] = {}
        for plan in self.site.plans:
            its = [action for action, row in self.site.given.actions.items() if row["plan"] == plan.id]
            found |= {here: (before, after) for before, here, after in zip([None, *its], its, [*its[1:], None])}
        return found

    @cached_property
    def findings(self) -> dict[str, list[Finding]]:
        """What the checks find of each action."""
        keys: dict[tuple[str, str], list[str]] = defaultdict(list)
        for action, row in self.site.given.actions.items():
            keys[row["plan"], self.site.records[action]["ref"] or NamedNode(action).value.rpartition("/")[2]].append(action)
        found: dict[str, list[Finding]] = defaultdict(list)
        for each in self._whole.findings:
            about = [each.thing] if each.thing in self.order else [a for ref in each.action.split(", ") for a in keys.get((each.plan, ref), ())[:2]]
            for action in dict.fromkeys(about):
                found[action].append(each)
        return found

    @property
    def facts(self) -> Facts:
        return self.site.facts

    # ---- names and links

    def label(self, iri: str) -> str:
        """What a thing is called; an action by its reference."""
        if iri not in self._labels:
            self._labels[iri] = self.site.name(iri) if iri in self.order else self.facts.label(NamedNode(iri))
        return self._labels[iri]

    def link(self, iri: str) -> Link:
        """A thing by its name, which leads to its page if it has one, and to the web if its address opens there."""
        if iri in self.order:
            return self.site.link(iri)
        return self.site.thing(iri, self.label(iri)) if self.site.page(iri) else web(self.label(iri), iri)

    def things(self, iris: Iterable[str]) -> list[Link]:
        """Several things, each once, actions in the order of the plans, others in the order in which they come."""
        found = dict.fromkeys(iris)
        return self.site.links(found) if found and all(iri in self.order for iri in found) else [self.link(iri) for iri in found]

    def near(self, iri: str) -> Near | None:
        """A thing as the network draws it; none if it has no page."""
        if not (address := self.site.page(iri)):
            return None
        full = f"Action {self.label(iri)}: {short(self.site.given.actions[iri]['text'], 50)}" if iri in self.order else self.label(iri)
        return Near(f"Action {self.label(iri)}" if iri in self.order else self.label(iri), full, _KINDS.get(kind_of(iri), "law"), self.site.root + address)

    def group(self, words: str, iris: Iterable[str]) -> Group:
        """Things that are linked to the one in the middle in the same way, each once; those without a page are left to the tables."""
        return Group(words, tuple(near for iri in dict.fromkeys(iris) if (near := self.near(iri))))

    def deed(self, reading: str) -> str:
        """What an action does, by the reading of it."""
        return self.facts.text(NamedNode(reading), "ccc:deedKind").rpartition("/")[2]

    # ---- words

    def said(self, action: str, words: str, place: str) -> Said:
        """Words of the plan of an action, and where they stand."""
        return Said(words, self.places(action, place))

    def places(self, action: str, place: str) -> Sequence[Link]:
        return self.site.places(self.site.given.actions[action]["plan"], place)

    def text(self, action: str) -> str:
        """An action in words, cut where it is long."""
        return short(self.site.given.actions[action]["text"], _LETTERS)

    def in_order(self, rows: Iterable[Row]) -> list[Row]:
        """Rows about actions, in the order of the plans."""
        return sorted(rows, key=lambda row: self.order[row["action"]])


def by(rows: Iterable[Row], key: str) -> Rows:
    """Rows by what they have in a column; those that have nothing there are left out."""
    found: Rows = defaultdict(list)
    for row in rows:
        if row[key] is not None:
            found[row[key]].append(row)
    return found


def source(address: str) -> Link:
    """Where something is said, the first of several, by what its address says."""
    first = address.split(" | ")[0]
    return web(called(first), first)


def _open(known: Known) -> dict[str, list[tuple[str, Said]]]:
    found: dict[str, list[tuple[str, Said]]] = defaultdict(list)
    for row in known._table("undated"):
        found[row["action"]].append((f"The words for its {row['column']} were not understood as a date.", known.said(row["action"], row["words"], row["place"])))
    for row in known._table("unnamed"):
        found[row["action"]].append(("Partners are spoken of, and not named: who are they?", known.said(row["action"], row["words"], row["place"])))
    for row in known._table("leftovers"):
        found[row["action"]].append((f"This looks like {_LOOKS.get(row['looks_like'], row['looks_like'])}, and was not recognised.", known.said(row["action"], row["words"], row["place"])))
    for action, rows in known.site.readings.items():
        for row in rows:
            if row["registered"] is False and row["kind"] != "deed":
                found[action].append((f"{row['name']} is in no register: nothing is known of what became of it.", known.said(action, row["printed"], row["place"])))
            elif row["confidence"] != "high" and row["kind"] not in ("start", "finish", "deed"):
                found[action].append((f"Read with doubt ({row['confidence']} confidence) as {row['name']}.", known.said(action, row["printed"], row["place"])))
    return found
