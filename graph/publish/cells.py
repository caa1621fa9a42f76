"""Where the words in a cell of a report lead: a reference to the action, a place to the words of the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from urllib.parse import quote

from concordat.graph.publish.site import Site

# columns whose words are references; anywhere else "1.2" may be anything
REFERENCES = {"ref", "refs", "action", "actions", "shared_actions", "leads_alone", "leads_jointly", "partner_in", "waits_for", "depends_on", "chain", "circle", "waiting"}


def links(site: Site, root: str) -> Callable[[str, str], str]:
    """A function from a column's name and a word in it to the address that the word leads to, "" for none; `root` leads from the page to the folder.

    A word that may mean two things, because two plans have it, leads nowhere.
    """
    actions, places = _actions(site), _places(site)

    def address(column: str, word: str) -> str:
        found = places.get(word, ()) or (actions.get(word, ()) if column in REFERENCES else ())
        return root + found[0] if len(found) == 1 else ""

    return address


def _actions(site: Site) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for iri, row in site.given.actions.items():
        if row["ref"]:
            found[row["ref"]].append(site.link(iri).href)
    return found


def _places(site: Site) -> dict[str, list[str]]:
    """The places that the pages of words mark."""
    facts, found = site.facts, defaultdict(list)
    for plan in site.plans:
        spans = {(facts.value(s, "oa:start"), facts.value(s, "oa:end")) for s in facts.subjects("oa:hasSource", facts.node(plan.iri, "dct:source"))}
        for start, end in sorted(spans):
            found[f"{start}-{end}"].append(f"{quote(plan.page)}#c{start}-{end}")
    return found
