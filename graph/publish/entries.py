"""Every action told in full, each fact with its place, and the words of the document with a mark at every place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from concordat.graph import network
from concordat.graph.given import Row
from concordat.graph.output import visible
from concordat.graph.publish.site import Link, PlanFacts, Site, days, money
from concordat.graph.records import Record

_KINDS = {"ongoing": "ongoing", "long-term": "long term", "tbc": "to be confirmed", "unstated": "not stated"}
_TYPES = {
    "requires-output": ("uses what it makes", "uses what this makes"),
    "implements": ("puts its result into effect", "puts the result of this into effect"),
    "monitors": ("measures what it does", "measures what this does"),
    "supports": ("contributes to it, and waits for nothing", "contributes to this, and does not wait for it"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known: its name, where that leads, the words it was read from, where they stand, and what else to say."""

    value: Link
    printed: str = ""
    places: Sequence[Link] = ()
    notes: tuple[str, ...] = ()
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An action: its words as paragraphs and lists, its facts under their terms, and the address of its page."""

    name: str
    anchor: str
    parts: tuple[str | tuple[str, ...], ...]
    places: Sequence[Link]
    terms: tuple[tuple[str, tuple[Fact, ...]], ...] = field(default=())
    page: str = ""


@dataclass(frozen=True)
class Linked:
    """What is linked to each action: the actions for which it waits, those that wait for it, those whose aim it serves, those that serve its own, its themes."""

    waits: Mapping[str, list[Row]]
    holds: Mapping[str, list[Row]]
    serves: Mapping[str, list[Row]]
    served: Mapping[str, list[Row]]
    themes: Mapping[str, list[Row]]

    def ways(self) -> tuple[tuple[str, Mapping[str, list[Row]], str, int], ...]:
        """How actions are linked to each other: the words for it, the rows, which end of a row is the other action, and whether that one waits or serves (1) or this one (0)."""
        return ("Waits for", self.waits, "earlier", 0), ("Is waited for by", self.holds, "later", 1), ("Serves the aim of", self.serves, "earlier", 0), ("Its aim is served by", self.served, "later", 1)


def linked(site: Site) -> Linked:
    """The links of all actions; of one action on which another depends only those that are explicit or strong."""
    depending = network.dependencies(site.given)
    waiting = network.waiting(depending)
    waits, holds, serves, served, themes = (defaultdict(list) for _ in range(5))
    for row in site.given.dependencies:
        later, earlier = row["later"], row["earlier"]
        if depending.has_edge(later, earlier) and row["confidence"] in network.LINKING:
            waits_too = waiting.has_edge(later, earlier)
            (waits if waits_too else serves)[later].append(row)
            (holds if waits_too else served)[earlier].append(row)
    for row in site.given.themes:
        themes[row["action"]].append(row)
    return Linked(waits, holds, serves, served, themes)


def entries(site: Site, plan: PlanFacts) -> list[tuple[Any, list[Entry]]]:
    """The sections of a plan, each with its actions."""
    links = linked(site)
    return [(section, [entry(site, plan, action, links) for action in section.actions]) for section in plan.sections]


def entry(site: Site, plan: PlanFacts, action: str, links: Linked) -> Entry:
    """An action of a plan."""
    record = site.records[action]
    read = {(r["kind"], r["thing"], r["place"]): r["confidence"] != "high" for r in site.readings.get(action, ())}
    terms = [
        *_roles(site, plan, record, read),
        *_periods(site, plan, action, record),
        ("Law", tuple(_cited(site, plan, item, item["label"], "citesLegislation", read) for item in record["legislation"])),
        ("Policies", tuple(_cited(site, plan, item, item["name"], "references", read) for item in record["policies"])),
        ("Money", tuple(_paid(site, plan, item, read) for item in record["funding"])),
        ("Themes", tuple(_themed(site, plan, r, read) for r in links.themes.get(action, ()))),
        *((words, _waiting(site, rows.get(action, ()), end, side)) for words, rows, end, side in links.ways()),
        ("Outcomes", tuple(Fact(Link(words)) for words in record["outcomes"])),
        *((term, (Fact(Link(record[key])),)) for term, key in (("Status", "status"), ("Progress", "progress")) if record[key]),
        *((heading or "Other", (Fact(Link(words)),)) for heading, words in record["other"].items()),
    ]
    told = tuple((term, facts) for term, facts in terms if facts)
    return Entry(site.name(action), site.anchors[action], parts(record["text"], record["items"]), site.places(plan.id, record["at"]), told, site.root + site.page(action))


def _roles(site: Site, plan: PlanFacts, record: Record, read: dict) -> list[tuple[str, tuple[Fact, ...]]]:
    """Leads, partners and those named, classes of bodies among them."""
    found = []
    for term, role, key in (("Leads", "lead", "leads"), ("Partners", "partner", "partners"), ("Also named", "mentioned", "mentioned")):
        items = [*record[key], *(each for each in record["body_classes"] if each["role"] == role)]
        facts = [_body(site, plan, item, role, read) for item in items]
        if role == "lead" and not facts:
            facts.append(Fact(Link("no lead could be read"), doubt=True))
        if role == "partner" and record["unnamed_partners"]:
            facts.append(Fact(Link("partners whom the plan does not name")))
        found.append((term, tuple(facts)))
    return found


def _body(site: Site, plan: PlanFacts, item: Record, role: str, read: dict) -> Fact:
    notes = (f"for one part only: {item['scope']}",) if item["scope"] else ()
    return Fact(site.thing(item["iri"], item["name"]), item["printed"], site.places(plan.id, item["at"]), notes, read.get((role, item["iri"], item["at"]), False))


def _periods(site: Site, plan: PlanFacts, action: str, record: Record) -> list[tuple[str, tuple[Fact, ...]]]:
    place = {r["kind"]: r["place"] for r in site.readings.get(action, ()) if r["kind"] in ("start", "finish")}
    return [(part.capitalize(), (_period(record[part], site.places(plan.id, place.get(part, ""))),)) for part in ("start", "finish")]


def _period(period: Record, places: Sequence[Link]) -> Fact:
    """The bounds in words for a date, the kind for anything else; words that are no date stand as they are, in doubt."""
    printed = period["printed"].strip()
    unclear = period["kind"] == "unstated" and printed != ""
    said = printed if unclear else _KINDS.get(period["kind"]) or days(period["earliest"], period["latest"])
    return Fact(Link(said), "" if unclear else printed, places, ("not understood as a date",) if unclear else (), unclear)


def _cited(site: Site, plan: PlanFacts, item: Record, name: str, kind: str, read: dict) -> Fact:
    return Fact(site.thing(item["iri"], name), item["printed"], site.places(plan.id, item["at"]), (), read.get((kind, item["iri"], item["at"]), False))


def _paid(site: Site, plan: PlanFacts, item: Record, read: dict) -> Fact:
    notes = [money(item["amount"], item["currency"], item["qualifier"])] if item["amount"] is not None else []
    if item["period"]:
        notes.append(days(item["period"]["earliest"], item["period"]["latest"]))
    return Fact(site.thing(item["iri"], item["label"]), item["printed"], site.places(plan.id, item["at"]), tuple(notes), read.get(("fundedBy", item["iri"], item["at"]), False))


def _themed(site: Site, plan: PlanFacts, row: Row, read: dict) -> Fact:
    return Fact(site.thing(row["theme"], row["label"]), row["printed"], site.places(plan.id, row["place"]), (), read.get(("theme", row["theme"], row["place"]), False))


def _waiting(site: Site, rows: Iterable[Row], end: str, side: int) -> tuple[Fact, ...]:
    """The actions at the other end, each once, with the first words that carry the link: those of the action that waits."""
    found: dict[str, Fact] = {}
    for row in rows:
        if row[end] not in found and row[end] in site.given.actions:
            plan = site.given.actions[row["later"]]["plan"]
            unsure = row["confidence"] not in ("explicit", "strong")
            said = ["as far as one may guess"] if unsure else [] if row["confidence"] == "explicit" else ["inferred, since both name the same thing; it is not said"]
            notes = (_TYPES[row["type"]][side], *said)
            found[row[end]] = Fact(site.link(row[end]), row["printed"], site.places(plan, row["place"]), notes, unsure)
    return tuple(found.values())


def parts(text: str, items: Sequence[str]) -> tuple[str | tuple[str, ...], ...]:
    """The words of an action as paragraphs, and a tuple for each run of items; one paragraph if the items cannot be found in the text.

    >>> parts("Do this: a; b. Then rest.", ["a;", "b."])
    ('Do this:', ('a;', 'b.'), 'Then rest.')
    """
    found: list[str | tuple[str, ...]] = []
    at = 0
    for item in items:
        start = text.find(item, at)
        if start < 0 or not item:
            return (text,)
        between, at = text[at:start].strip(), start + len(item)
        if not between and found and isinstance(found[-1], tuple):
            found[-1] = (*found[-1], item)
        else:
            found += [*([between] if between else []), (item,)]
    rest = text[at:].strip()
    return (*found, *([rest] if rest or not found else []))


def words(site: Site, plan: PlanFacts, text: str) -> str:
    """The text of a plan's document as HTML, every place in it with an id, so that a link leads to the very words."""
    facts = site.facts
    spans = facts.subjects("oa:hasSource", facts.node(plan.iri, "dct:source"))
    return marked(text, [(facts.value(s, "oa:start"), facts.value(s, "oa:end")) for s in spans])


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """HTML with an element around each span; one that begins inside another and ends outside it is an empty element at its start.

    >>> marked("a<b", [(0, 1), (0, 3), (2, 3)])
    '<span id="c0-3"><span id="c0-1">a</span>&lt;<span id="c2-3">b</span></span>'
    """
    out: list[str] = []
    ends: list[int] = []
    at = 0

    def on_to(place: int) -> None:
        nonlocal at
        out.append(_shown(text[at:place]))
        at = place

    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        while ends and ends[-1] <= start:
            on_to(ends.pop())
            out.append("</span>")
        on_to(start)
        whole = start < end <= (ends[-1] if ends else len(text))
        out.append(f'<span id="c{start}-{end}">' if whole else f'<span id="c{start}-{end}"></span>')
        if whole:
            ends.append(end)
    while ends:
        on_to(ends.pop())
        out.append("</span>")
    on_to(len(text))
    return "".join(out)


def _shown(text: str) -> str:
    r"""Escaped, and a line where one cell ends and the next begins. A form feed or a bare ``\r`` is a character like any other."""
    return escape(visible(text)).replace("\t", "<i>\t</i>")
