"""What the pages of a published folder share: the graph, read once, where everything is linked, and words for days and sums."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from urllib.parse import quote

from pyoxigraph import NamedNode

from concordat.graph import findings, records, vocab, wordlists
from concordat.graph.facts import Facts
from concordat.graph.given import Given, Row, table
from concordat.graph.given import read as read_tables
from concordat.graph.output import visible
from concordat.graph.publish import addresses
from concordat.graph.records import Record
from concordat.graph.store import Graph
from concordat.graph.validate import Finding

ACTIONS_PAGE = "actions.html"
_INERT = {".txt", ".csv", ".tsv", ".md", ".docx", ".xlsx", ".pdf", ".odt", ".ods"}  # endings that no browser runs as a page
_LONGEST = 80
_WEB = re.compile(r"https?://[^\s\"'<>\\]+")
_SPANS = re.compile(r"\d+-\d+(;\d+-\d+)*")
_ONLY_NAMES = vocab.BASE  # our own addresses are names: nothing opens there


@dataclass(frozen=True, slots=True)
class Link:
    """Words, and where they lead, nowhere if `href` is empty; `within` is the plan's id for an action, where there are several plans."""

    name: str
    href: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section as it is linked; the section of a plan without any has no name."""

    iri: str
    name: str
    anchor: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the graph says of a plan and its document. `page` shows its words, `copy` is the document as it was read."""

    iri: NamedNode
    id: str
    title: str
    issued: str
    publisher: str
    published_at: Link
    rights: str
    note: str
    file: str
    sha256: str
    characters: int
    lines: tuple[tuple[int, str], ...]
    unread: tuple[tuple[str, str], ...]
    sections: tuple[SectionFacts, ...]
    page: str
    copy: str


@dataclass(frozen=True)
class Site:
    """The graph read once for all pages. Actions are known by their IRI, in the order of the plans; `leading` holds the bodies that lead each."""

    graph: Graph
    facts: Facts
    given: Given
    records: Mapping[str, Record]
    readings: Mapping[str, list[Row]]
    leading: Mapping[str, set[str]]
    plans: tuple[PlanFacts, ...]
    anchors: Mapping[str, str]
    pages: Mapping[str, str]
    root: str = ""  # how links lead from the page that is written to the folder's root

    def under(self, root: str) -> Site:
        """The same for pages from which `root` leads to the folder's root."""
        return replace(self, root=root)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks find, of all plans."""
        return findings.found(self.graph)

    def page(self, iri: str) -> str:
        """The address of a thing's page, relative to the folder's root, of letters that need no encoding; "" for none."""
        return self.pages.get(iri, "")

    def thing(self, iri: str, name: str) -> Link:
        """A thing by its name, which leads to its page if it has one."""
        return Link(name, self.root + self.pages[iri] if iri in self.pages else "")

    def link(self, action: str) -> Link:
        """An action by its reference, which leads to its page."""
        return Link(self.name(action), self.root + self.pages[action], self.given.actions[action]["plan"] if len(self.plans) > 1 else "")

    def in_full(self, action: str) -> str:
        """Where an action is told among all others."""
        return f"{self.root}{ACTIONS_PAGE}#{quote(self.anchors[action], safe='')}"

    def name(self, action: str) -> str:
        """An action's reference, or its number in the plan in brackets."""
        return self.records[action]["ref"] or f"({self.given.actions[action]['order']})"

    def links(self, actions: Iterable[str]) -> list[Link]:
        """Several of them, each once, in the order of the plans."""
        rows = self.given.actions
        return [self.link(action) for action in sorted(set(actions), key=lambda a: (rows[a]["plan"], rows[a]["order"]))]

    def places(self, plan: str, at: str) -> list[Link]:
        """A place as links to the words: one for each piece, where it counts characters; cells of other documents have a name only."""
        if not _SPANS.fullmatch(at):
            return [Link(at)] if at else []
        page = next(p.page for p in self.plans if p.id == plan)
        return [Link(piece, f"{self.root}{quote(page)}#c{piece}") for piece in at.split(";")]


def read(graph: Graph) -> Site:
    """Read a built graph for its pages."""
    facts, given = Facts(graph.store), read_tables(graph)
    by_plan: dict[str, list[str]] = defaultdict(list)
    for iri, row in given.actions.items():
        by_plan[row["plan"]].append(iri)
    found = {plan: iter(iris) for plan, iris in by_plan.items()}
    told = {next(found[record["plan"]]): record for record in records.records(graph)}
    readings: dict[str, list[Row]] = defaultdict(list)
    for row in table(graph, "readings"):
        readings[row["action"]].append(row)
    leading: dict[str, set[str]] = {iri: set() for iri in given.actions}
    for row in given.responsibilities:
        if row["role"] == "lead":
            leading[row["action"]].add(row["body"])
    anchors = _anchors(facts, given)
    return Site(graph, facts, given, {iri: told[iri] for iri in given.actions}, readings, leading, _plans(facts, given, anchors), anchors, addresses.addresses(given, readings))


def _anchors(facts: Facts, given: Given) -> dict[str, str]:
    """An id on the page for every action, which is its reference, and every section; each is there once, whatever the plan calls them."""
    several = len({row["plan"] for row in given.actions.values()}) > 1
    taken = {"content", "search", "search-list", *(f"plan-{n}" for n in range(1, 1 + len(facts.instances("ccc:ActionPlan"))))}
    found = {}
    for iri, row in given.actions.items():
        key = f"{row['plan']}/{_last(iri)}" if several else _last(iri)
        found[iri] = _once("-".join(key.split()), taken)
    for section in sorted(s.value for s in facts.instances("ccc:Section")):
        found[section] = _once("-".join(f"section-{_last(section)}".split()), taken)
    return found


def _last(iri: str) -> str:
    from urllib.parse import unquote

    return unquote(iri.rsplit("/", 1)[-1])


def _once(name: str, taken: set[str]) -> str:
    """The name, with a number if it is taken; capitals make no difference, so that it holds for files too."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free.casefold())
    return free


def _plans(facts: Facts, given: Given, anchors: Mapping[str, str]) -> tuple[PlanFacts, ...]:
    files: set[str] = set()
    return tuple(_plan(facts, given, anchors, each, files) for each in facts.instances("ccc:ActionPlan"))


def _plan(facts: Facts, given: Given, anchors: Mapping[str, str], plan: NamedNode, files: set[str]) -> PlanFacts:
    source, text = facts.node(plan, "dct:source"), facts.text
    address, name, key = text(source, "ccc:publishedAt"), text(source, "dct:identifier"), text(plan, "dct:identifier")
    counted = (words.rpartition(": ") for words in map(str, facts.values(plan, "ccc:tally")))
    rows = facts.in_order([r for r in facts.subjects("dct:isPartOf", plan) if facts.is_a(r, "ccc:UnreadRow")])
    return PlanFacts(
        iri=plan,
        id=key,
        title=text(plan, "dct:title"),
        issued=days(facts.value(plan, "ccc:earliest"), facts.value(plan, "ccc:latest")) or text(plan, "ccc:issuedPrinted"),
        publisher=text(plan, "ccc:publisherName"),
        published_at=web(address, address),
        rights=text(source, "dct:rights"),
        note=text(source, "skos:note"),
        file=name,
        sha256=text(source, "ccc:sha256"),
        characters=int(text(source, "ccc:charLength") or 0),
        lines=tuple(sorted(((int(n), words) for words, _, n in counted if n != "0"), key=lambda line: (-line[0], line[1]))),
        unread=tuple((text(row, "ccc:text"), facts.at(row)) for row in rows),
        sections=_sections(facts, given, anchors, plan),
        page=f"source/{_once(vocab.slug(key)[:_LONGEST] or 'plan', files)}.html",
        copy=f"source/{_once_before_ending(safe_name(name), files)}",
    )


def _sections(facts: Facts, given: Given, anchors: Mapping[str, str], plan: NamedNode) -> tuple[SectionFacts, ...]:
    found = facts.in_order([s for s in facts.subjects("dct:isPartOf", plan) if facts.is_a(s, "ccc:Section")])
    actions: dict[str, list[str]] = defaultdict(list)
    for iri in given.actions:
        actions[facts.node(NamedNode(iri), "dct:isPartOf").value].append(iri)
    named = ((s, ". ".join(filter(None, (facts.text(s, "ccc:ref"), facts.text(s, "dct:title"))))) for s in found)
    return tuple(SectionFacts(s.value, name, anchors[s.value], tuple(actions[s.value])) for s, name in named)


def _once_before_ending(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    while name.casefold() in taken:
        stem += "-2"
        name = f"{stem}{dot}{ending}"
    taken.add(name.casefold())
    return name


def safe_name(name: str) -> str:
    """A file name for a copy of a document that came under any name: it stays in its folder, and no browser runs it.

    >>> safe_name("national plan.txt"), safe_name("../plan.html")
    ('national plan.txt', '_plan.html.txt')
    """
    plain = re.sub(r"[^\w .()+-]", "_", visible(name)).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if f".{ending.lower()}" not in _INERT or not stem:
        stem, ending = plain or "plan", "txt"
    return f"{stem[:_LONGEST]}.{ending}"


def web(name: str, address: str) -> Link:
    """A link to an address on the web; only the name, if it is none, or one of our own, where nothing opens."""
    opens = _WEB.fullmatch(address) and not address.startswith(_ONLY_NAMES)
    return Link(name, address if opens else "")


# ---- words for days, sums, counts and sizes


def days(earliest: object, latest: object) -> str:
    """A first and a last day in words, as short as they can be; nothing for neither.

    >>> days("2016-10-01", "2016-10-31"), days("2016-01-01", "2016-12-31"), days("2016-04-01", "2017-03-31"), days(None, "2017-04-30")
    ('October 2016', '2016', '1 April 2016 to 31 March 2017', 'by 30 April 2017')
    """
    first, last = (date.fromisoformat(str(day)) if day else None for day in (earliest, latest))
    if first is None or last is None:
        return f"by {_day(last)}" if last else f"from {_day(first)}" if first else ""
    if first == last:
        return _day(first)
    if (first.year, first.day) == (last.year, 1) and last.day == monthrange(last.year, last.month)[1]:
        if first.month == last.month:
            return f"{wordlists.month(first.month)} {first.year}"
        if (first.month, last.month) == (1, 12):
            return str(first.year)
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {wordlists.month(day.month)} {day.year}"


def money(amount: int | float | Decimal, currency: str | None, qualifier: str) -> str:
    """A sum in words.

    >>> money(15000000, "GBP", "up-to"), money(2.5, "EUR", "exact")
    ('up to £15,000,000', 'EUR 2.50')
    """
    number = f"{amount:,}" if amount == int(amount) and isinstance(amount, int) else f"{amount:,.2f}".removesuffix(".00")
    sign = {"GBP": "£", None: "", "": ""}.get(currency, f"{currency} ")
    return ("" if qualifier == "exact" else qualifier.replace("-", " ") + " ") + sign + number


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "action"), count(1200, "body", "bodies"), count(0, "action")
    ('1 action', '1,200 bodies', 'no actions')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def size(number: int) -> str:
    """Bytes for people.

    >>> size(512), size(17400), size(717503), size(2500000)
    ('512 bytes', '17 kB', '718 kB', '2.5 MB')
    """
    if number < 1000:
        return f"{number} bytes"
    return f"{number / 1000:.0f} kB" if number < 999_500 else f"{number / 1_000_000:.1f} MB"
