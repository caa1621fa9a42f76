"""Editions of a few actions, made without a document, and what has changed between them."""

from __future__ import annotations

from concordat.graph.diff import Edition
from concordat.graph.diff.changes import Change
from concordat.graph.diff.editions import Action
from concordat.graph.diff.plans import compare

WORDS = "Write a joint protocol on the transport of people in crisis"
OPEN = {"printed": "", "kind": "unstated", "earliest": None, "latest": None, "edtf": None}
COUNCIL, POLICE, TRUST = ({"name": name, "iri": f"https://example.org/{name}", "printed": name, "scope": None, "at": "1-2"} for name in ("Council", "Police", "Trust"))


def action(text: str, ref: str | None = None, order: int = 0, section: str = "1", **more: object) -> Action:
    """An action with nothing but its words, unless more is said."""
    record = {
        "plan": "plan",
        "ref": ref,
        "section": section,
        "section_title": f"Section {section}",
        "text": text,
        "items": [],
        "at": f"{order}-{order + 1}",
        "start": OPEN,
        "finish": OPEN,
        "unnamed_partners": False,
        "status": None,
        "progress": None,
        "other": {},
        **{field: [] for field in ("leads", "partners", "mentioned", "body_classes", "people", "legislation", "policies", "funding", "themes", "depends_on", "outcomes")},
        **more,
    }
    return Action(ref or f"{section}-{order}", order, record)


def plan(*actions: Action, **more: object) -> Edition:
    return Edition("plan.txt", "00", "plan", actions, **more)


def found(old: Edition, new: Edition) -> list[tuple[str, str, str]]:
    """Kind, old name and new name of every change."""
    return [(change.kind, change.old, change.new) for change in compare(old, new).changes]


def only(old: Edition, new: Edition) -> Change:
    """The one change there is."""
    changes = compare(old, new).changes
    assert len(changes) == 1, changes
    return changes[0]
