"""The page of an action: all that is printed and read of it, who holds it today, what later policies do with it, what is weak in it, and what is still open."""

from __future__ import annotations

import re

from concordat.graph.given import SHARING
from concordat.graph.publish import entries
from concordat.graph.publish.entities import bodies
from concordat.graph.publish.entities.known import Known, source
from concordat.graph.publish.entities.model import Cell, Group, Page, Said, Table, cut, trimmed
from concordat.graph.publish.site import Link

_ROLES = {"lead": "Leads", "partner": "Partners", "mentioned": "Also named"}


def page(known: Known, action: str) -> Page:
    """All that is told of an action."""
    row = known.site.given.actions[action]
    plan = known.plans[row["plan"]]
    entry = entries.entry(known.site, plan, action, known.links)
    before, after = _beside(known, action)
    found = (_holders(known, action), _later(known, action), _findings(known, action), _open(known, action))
    return Page(action, "Action", f"Action {entry.name}", _lede(known, action), (), trimmed(found), tuple(_groups(known, action)), entry, before, after)


def _lede(known: Known, action: str) -> tuple[str, ...]:
    row = known.site.given.actions[action]
    section = ". ".join(filter(None, (row["section"], row["section_title"])))
    return tuple(filter(None, (known.plans[row["plan"]].title, section and f"Section {section}")))


def _beside(known: Known, action: str) -> tuple[Link | None, Link | None]:
    """The actions before and after it in its plan."""
    one, other = known.beside[action]
    return (known.site.link(one) if one else None), (known.site.link(other) if other else None)


def _holders(known: Known, action: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for row in known.roles_in.get(action, ()):
        if row["role"] in SHARING:
            standing = known.seen.standing(row["body"])
            holders = known.things(standing.holders)
            rows.append((row["role"].capitalize(), known.link(row["body"]), known.said(action, row["printed"], row["place"]), holders or "nobody named", bodies.state(known, row["body"])))
    about = f"Its leads and partners as the registers know them, checked on {bodies.checked(known)}. What is only planned has moved nothing."
    return Table("Who holds it today", about, ("Role", "As the plan has it", "Printed", "Today", "What is known"), tuple(rows))


def _later(known: Known, action: str) -> Table:
    rows = tuple(
        (known.link(r["policy"]), r["relation"].replace("-", " "), r["confidence"], r["why"], Said(r["words"]), Said(r["later_words"]), source(r["source"]) if r["source"] else "")
        for r in known.carried_in.get(action, ())
    )
    about = "How later policies relate to it: our reasoning, with the words on which it rests. Explicit and strong links are stated or plain; plausible ones are no more than that."
    return Table("Later policies", about, ("Policy", "How", "How sure", "Why", "Words of the plan", "Words of the later text", "Source"), rows)


def _findings(known: Known, action: str) -> Table:
    found = known.findings.get(action, [])
    rows, left = cut([(each.severity, each.message, _evidence(known, action, each.evidence, each.at), each.advice) for each in found], 40)
    return Table("What the checks say", "Where the action is weak, or time has overtaken it, and what can be done.", ("How bad", "Finding", "On which words", "What to do"), tuple(rows), left)


def _evidence(known: Known, action: str, words: str, at: str) -> Said | str:
    """The words of a finding, but not all of the action's text again."""
    if not words or words == known.site.given.actions[action]["text"]:
        return "the action as a whole"
    whole = known.site.given.actions[action]["place"].split(";")
    here = [piece for piece in re.split(r"[;,]\s*", at) if any(_within(piece, each) for each in whole)]
    return known.said(action, words, ";".join(here))


def _within(piece: str, whole: str) -> bool:
    """Whether a stretch of the document lies in another; a cell of a document that counts cells is the very one."""
    one, other = (re.fullmatch(r"(\d+)-(\d+)", each) for each in (piece, whole))
    return piece == whole if not one or not other else int(other[1]) <= int(one[1]) and int(one[2]) <= int(other[2])


def _open(known: Known, action: str) -> Table:
    rows, left = cut(known.open.get(action, []), 40)
    return Table("Questions still open", "What the reading could not settle. Each is a question to whoever knows the plan.", ("What is open", "On which words"), tuple(rows), left)


def _groups(known: Known, action: str) -> list[Group]:
    roles = known.roles_in.get(action, ())
    return [
        *(known.group(words, (r["body"] for r in roles if r["role"] == role)) for role, words in _ROLES.items()),
        *(known.group(words, (r[end] for r in rows.get(action, ()))) for words, rows, end, _ in known.links.ways()),
        known.group("Law", (r["law"] for r in known.laws_in.get(action, ()))),
        known.group("Policies", (r["policy"] for r in known.policies_in.get(action, ()))),
        known.group("Money", (r["fund"] for r in known.money_in.get(action, ()))),
        known.group("Themes", (r["theme"] for r in known.themes_in.get(action, ()))),
        known.group("Later policies", (r["policy"] for r in known.carried_in.get(action, ()))),
    ]
