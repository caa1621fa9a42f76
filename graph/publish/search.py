"""The search index of the folder: a script, since a page that is opened from a disk can load one but cannot fetch data."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from concordat.graph.output import encoded, visible
from concordat.graph.publish.data import File
from concordat.graph.publish.site import Site

NAME = "assets/search-index.js"
WORDY = 1_000_000  # bytes: an index that would be larger holds the beginning of each action alone, so that it stays quick to load
TITLE = 110  # letters of an action's text that a suggestion shows
SHORT = 60  # letters of a printed name
BRIEF = 80  # where there are very many
KINDS = {"organisations": "Organisation", "laws": "Law", "funding": "Money", "policies": "Policy", "themes": "Theme", "actions": "Action"}  # by the folder of its page, in the order in which they are shown


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found: its kind in a word, its title, the address of its page from the folder's root, its other names, and words that are searched as well."""

    kind: str
    title: str
    href: str
    names: tuple[str, ...] = ()
    words: str = ""


def files(site: Site, made: Collection[str], more: Iterable[Entry] = ()) -> Iterator[File]:
    """The index of all actions, of the things that have a page among those `made`, and of whatever else there is to find."""
    entries = [*_actions(site, made, TITLE), *_things(site, made), *more]
    written = script(entries)
    if len(written) > WORDY:
        entries = [*_actions(site, made, BRIEF, False), *entries[len(site.records) :]]
        written = script(entries)
    yield NAME, written


def script(entries: Sequence[Entry]) -> bytes:
    """The entries as a script that can end neither its element nor a line, whatever a plan's text holds."""
    rank = {kind: at for at, kind in enumerate(KINDS.values())}
    kinds = sorted(dict.fromkeys(entry.kind for entry in entries), key=lambda kind: rank.get(kind, len(rank) - 1.5))
    rows = [_row(kinds.index(e.kind), e) for e in entries]
    text = json.dumps({"kinds": kinds, "entries": rows}, ensure_ascii=False, separators=(",", ":"))
    return encoded("window.concordatIndex=" + re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text) + ";\n")


def _row(kind: int, entry: Entry) -> list[object]:
    """What is empty at the end is left out."""
    row = [kind, visible(entry.title), entry.href, [visible(name) for name in entry.names], visible(entry.words)]
    while not row[-1] and len(row) > 3:
        row.pop()
    return row


def _actions(site: Site, made: Collection[str], longest: int, wordy: bool = True) -> Iterator[Entry]:
    several = len(site.plans) > 1
    for iri, record in site.records.items():
        begin, rest = _cut(" ".join(str(record["text"]).split()), longest)
        name = f"{record['plan']} {site.name(iri)}" if several else site.name(iri)
        page = site.page(iri)
        yield Entry("Action", f"{name} {begin}".strip(), page if page in made else site.link(iri).href, tuple(dict.fromkeys((site.name(iri), name))), rest if wordy else "")


def _cut(words: str, longest: int) -> tuple[str, str]:
    """A text in two, between words where it can be."""
    if len(words) <= longest:
        return words, ""
    at = words.rfind(" ", longest // 2, longest)
    at = at if at > 0 else longest
    return f"{words[:at]} …", words[at:].strip()


def _things(site: Site, made: Collection[str]) -> Iterator[Entry]:
    printed = _printed(site)
    for iri, page in site.pages.items():
        if page in made and iri not in site.records:
            node = NamedNode(iri)
            title = site.facts.label(node)
            others = [*map(str, site.facts.values(node, "skos:altLabel")), *printed.get(iri, ())]
            yield Entry(KINDS[page.partition("/")[0]], title, page, tuple(name for name in dict.fromkeys(others) if name != title))


def _printed(site: Site) -> dict[str, list[str]]:
    """The names under which a plan prints its bodies, laws, policies and money, where they are short enough to be names; an acronym is often among them alone."""
    given = site.given
    found: dict[str, list[str]] = defaultdict(list)
    for rows, key in ((given.responsibilities, "body"), (given.laws, "law"), (given.policies, "policy"), (given.money, "fund")):
        for row in rows:
            if len(row["printed"]) <= SHORT and not row["printed"].isspace():
                found[row[key]].append(" ".join(row["printed"].split()))
    return found
