"""What every view needs: the tables of a graph arranged by action, for the filters and facts of nodes and edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from concordat.graph.given import SHARING, Given, Row
from concordat.graph.views.dossier import ROLE_WORDS, Dossier
from concordat.graph.views.model import Filters, Item, NodeKind

# Okabe and Ito's colours, which people with any kind of colour vision can tell apart
ORGANISATION = NodeKind("Organisation", "dot", "#0072b2", "Organisations")
CLASS = NodeKind("Class of bodies", "diamond", "#e69f00", "Classes of bodies")
ACTION = NodeKind("Action", "box", "#f0e442", "Actions")
LAW = NodeKind("Law", "square", "#d55e00", "Laws")
POLICY = NodeKind("Policy", "hexagon", "#56b4e9", "Policies")
MONEY = NodeKind("Money", "triangle", "#009e73", "Money")
THEME = NodeKind("Theme", "star", "#cc79a7", "Themes")


class Context:
    """The tables of a graph, and what is asked of them for each action and body; everything about a node stands here, so that it is the same in every view."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.dossier = Dossier(given)
        self.themes, self.laws, self.roles = self.dossier.themes, self.dossier.laws, self.dossier.roles

    def section(self, action: str) -> str:
        """The section of an action as it is printed."""
        row = self.given.actions[action]
        return f"{row['section']}. {row['section_title']}" if row["section"] else row["section_title"]

    def filters(self, actions: Iterable[str]) -> Filters:
        """What some actions have for each filter, each once, in plan order."""
        actions = list(actions)
        rows = [row for a in actions for row in self.roles[a]]
        return {
            "section": _once(self.section(a) for a in actions),
            "theme": _once(row["label"] for a in actions for row in self.themes[a]),
            "organisation": _once(row["name"] for row in rows if row["role"] in SHARING),
            "role": _once(ROLE_WORDS[row["role"]] for row in rows),
            "law": _once(row["label"] for a in actions for row in self.laws[a]),
            "confidence": _once(row["confidence"] for row in rows),
        }

    def action(self, iri: str) -> Item:
        """The attributes of a node that stands for an action."""
        item = {"label": self.given.actions[iri]["ref"], "name": self.called(iri), "kind": "action", "facts": self.dossier.action(iri)}
        return item | {"filters": self.filters([iri]), "dates": self.dates([iri]), "held": held(self.roles[iri])}

    def called(self, iri: str) -> str:
        """The reference of an action and the beginning of its words; "" of anything else."""
        row = self.given.actions.get(iri)
        return f"{row['ref']} {short(row['text'])}" if row else ""

    def dates(self, actions: Iterable[str]) -> tuple[str | None, str | None]:
        """The first and the last day on which any of some actions may be under way, None where a date is open."""
        rows = [self.given.actions[action] for action in actions]
        starts, ends = [row["start_earliest"] for row in rows], [row["finish_latest"] for row in rows]
        return (None if None in starts or not starts else min(starts).isoformat(), None if None in ends or not ends else max(ends).isoformat())

    def body(self, iri: str, name: str, kind: str, roles: Iterable[Row]) -> Item:
        """The attributes of a node that stands for a body, with every action in which it has a role."""
        roles = list(roles)
        facts, also = self.dossier.body(iri, roles), self.dossier.also(iri, name, roles)
        filters = self.filters(r["action"] for r in roles)
        own = {  # who is chosen in the filter is shown with those it works with; its own roles are what its filter by role means
            "organisation": _once([name, *filters["organisation"]]),
            "role": _once(ROLE_WORDS[r["role"]] for r in roles),
            "confidence": _once(r["confidence"] for r in roles),
        }
        return {"label": name, "name": name, "also": also, "kind": kind, "facts": facts, "filters": filters | own, "dates": self.dates(r["action"] for r in roles)}

    def thing(self, kind: str, iri: str, label: str, rows: Iterable[Row]) -> Item:
        """The attributes of a node that stands for something that actions name: a law, a policy, money or a theme (`kind` is one of `dossier.NAMED`).

        `rows` are the readings, each with ``action``, ``printed`` and ``place``, and ``confidence`` if the table has it.
        """
        rows = list(rows)
        actions = [row["action"] for row in rows]
        also = [] if kind == "theme" else self.dossier.also(iri, label, rows)  # the cue words of a theme are no names of it
        item = {"label": label, "name": label, "also": also, "kind": kind, "facts": self.dossier.thing(kind, iri, rows)}
        return item | {"filters": self.filters(actions), "dates": self.dates(actions)}

    def by_body(self, roles: tuple[str, ...]) -> dict[str, list[Row]]:
        """The responsibilities of each body, of these roles."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.given.responsibilities:
            if row["role"] in roles:
                found[row["body"]].append(row)
        return found


def held(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    """Which body holds which role, and how surely: the ``held`` of an action or of a line."""
    return list(dict.fromkeys((row["name"], ROLE_WORDS[row["role"]], row["confidence"]) for row in rows))


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


def short(text: str, most: int = 110) -> str:
    """A text cut at a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " ..."
