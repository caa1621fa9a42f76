"""About the data: how to cite them, what they do not say, and where what is told of later times comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from concordat.graph.given import table
from concordat.graph.output import encoded
from concordat.graph.publish.data import File
from concordat.graph.publish.frame import DATA
from concordat.graph.publish.site import Link, PlanFacts, Site, web
from concordat.graph.publish.templates import Write

BIBLIOGRAPHY = "graph/citation.bib"
_SOURCED = ("events", "continuations", "law-changes")  # the tables whose rows each name the source of a later fact


@dataclass(frozen=True, slots=True)
class Source:
    """An address on which later facts rest, and how many."""

    link: Link
    facts: int


def files(site: Site, write: Write, meta: Mapping[str, str]) -> Iterator[File]:
    """The page, and the citation as a file for reference managers."""
    yield BIBLIOGRAPHY, encoded("\n".join(_entry(plan, meta) for plan in site.plans))
    yield DATA, write("about.html", at=DATA, trail=(Link("Data", DATA),), plans=site.plans, citations=[_citation(plan, meta) for plan in site.plans], sources=_sources(site), bibliography=BIBLIOGRAPHY)


def _citation(plan: PlanFacts, meta: Mapping[str, str]) -> str:
    """How to cite a plan as it was read here; no day of access, since a page knows none."""
    who = f"{plan.publisher}, " if plan.publisher else ""
    when = f", {plan.issued}" if plan.issued else ""
    return f"{who}{plan.title}{when}. Read into a graph by concordat {meta['version']}; fingerprint of the graph (SHA-256) {meta['graph'][:16]}, of the document {plan.sha256[:16]}."


def _entry(plan: PlanFacts, meta: Mapping[str, str]) -> str:
    """The same as an entry of BibTeX."""
    year = re.search(r"\b\d{4}\b", plan.issued)
    fields = {
        "author": f"{{{_bare(plan.publisher)}}}" if plan.publisher else "",
        "title": _bare(plan.title),
        "year": year[0] if year else "",
        "url": _bare(plan.published_at.href),
        "note": f"Read into a graph by concordat {meta['version']}; SHA-256 of the graph {meta['graph']}, of the document {plan.sha256}",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{re.sub(r'[^A-Za-z0-9-]', '', plan.id) or 'plan'},\n{lines}}}\n"


def _bare(words: str) -> str:
    """Words that cannot end a field or begin a command of BibTeX."""
    return re.sub(r"[{}\\%]", "", words)


def _sources(site: Site) -> tuple[Source, ...]:
    """The addresses on which later facts rest, those with most facts first."""
    found: dict[str, int] = {}
    for name in _SOURCED:
        for row in table(site.graph, name):
            for address in filter(None, (part.strip() for part in str(row.get("source") or "").split("|"))):
                found[address] = found.get(address, 0) + 1
    return tuple(Source(web(address, address), number) for address, number in sorted(found.items(), key=lambda each: (-each[1], each[0])))
