"""Where the words in a cell of a report lead: a reference and a name to the page of what they mean, a place to the words of the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import quote

from concordat.graph.publish.addresses import FOLDERS
from concordat.graph.publish.site import Site

# columns whose words are references; anywhere else "1.2" may be anything
REFERENCES = {"ref", "refs", "action", "actions", "shared_actions", "leads_alone", "leads_jointly", "partner_in", "waits_for", "depends_on", "chain", "circle", "waiting"}
# columns whose words are names, and the kinds of things that they name; anywhere else "Mind" may be a word of a sentence
NAMES = {
    **dict.fromkeys(
        ("after", "group", "lead", "leads", "links_to", "members", "now", "organisation", "organisations", "parent", "partner", "partners", "payer", "possible_holders", "who", "who_leads", "who_waits", "with"),
        ("organisations",),
    ),
    **dict.fromkeys(("act", "law", "laws", "provision", "by"), ("laws",)),
    **dict.fromkeys(("policy", "policies", "via"), ("policies",)),
    **dict.fromkeys(("fund", "funds"), ("funding",)),
    **dict.fromkeys(("theme", "themes"), ("themes",)),
    **dict.fromkeys(("name", "thing", "value"), FOLDERS[1:]),
}


def links(site: Site, root: str) -> Callable[[str, str], str]:
    """A function from a column's name and a word in it to the address that the word leads to, "" for none; `root` leads from the page to the folder.

    A word that may mean two things, because two plans have it or two things bear the name, leads nowhere.
    """
    actions, places, things = _actions(site), _places(site), _things(site)

    def address(column: str, word: str) -> str:
        found = places.get(word, ()) or (actions.get(word, ()) if column in REFERENCES else ()) or _named(things.get(word, ()), NAMES.get(column, ()))
        return root + found[0] if len(found) == 1 else ""

    return address


def _actions(site: Site) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for iri, row in site.given.actions.items():
        if row["ref"]:
            found[row["ref"]].append(site.page(iri))
    return found


def _things(site: Site) -> dict[str, list[str]]:
    """The pages of the things that bear a name."""
    given, found = site.given, defaultdict(set)
    tables = (
        (given.responsibilities, "body", "name"), (given.events, "after", "after_name"), (given.laws, "law", "label"), (given.laws, "whole", "whole_label"),
        (given.policies, "policy", "label"), (given.continuations, "policy", "label"), (given.money, "fund", "label"), (given.themes, "theme", "label"),
    )  # fmt: skip
    for rows, thing, name in tables:
        for row in rows:
            found[row[name]].add(site.page(row[thing]) if row[thing] else "")
    for row in given.events:
        if row["new_name"] and row["status"] == "done":
            found[row["new_name"]].add(site.page(row["before"]))
    return {name: sorted(pages) for name, pages in found.items() if name}


def _named(pages: Iterable[str], folders: Iterable[str]) -> list[str]:
    """Of these pages those of some kinds; none if one of the things that bear the name has no page."""
    pages = list(pages)
    return [page for page in pages if page.partition("/")[0] in folders] if all(pages) else []


def _places(site: Site) -> dict[str, list[str]]:
    """The places that the pages of words mark."""
    facts, found = site.facts, defaultdict(list)
    for plan in site.plans:
        spans = {(facts.value(s, "oa:start"), facts.value(s, "oa:end")) for s in facts.subjects("oa:hasSource", facts.node(plan.iri, "dct:source"))}
        for start, end in sorted(spans):
            found[f"{start}-{end}"].append(f"{quote(plan.page)}#c{start}-{end}")
    return found
