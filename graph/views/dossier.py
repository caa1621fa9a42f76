"""Everything that a graph knows of an action, a body, or a thing that actions name: as facts, in the order and under the headings in which a reader wants them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from concordat.graph.given import SHARING, Given, Row
from concordat.graph.reports.continuity import outlook
from concordat.graph.validate.queries import day
from concordat.graph.views.model import Fact
from concordat.graph.views.registered import KNOWN, LATER, Registered, address, doubt, told_sum, web

ROLE_WORDS = {"lead": "Lead", "partner": "Partner", "mentioned": "Named"}  # named in the text, without a part in the work
NAMED = {"law": "Cited in", "policy": "Named in", "money": "Named in", "theme": "Theme of"}  # kinds of things that actions name, and how a reading of one is told
WHO, WHEN, WHAT, THEMES, WAITS, ELSE, AFTER, UNCLEAR = (
    "Who", "When", "Law, policy and money", "Themes", "What waits for what", "Also in its row", "Later policies", "Not understood",
)  # fmt: skip
ACTIONS, SHARED = "Actions", "Shares most actions with"
_KINDS = {"ongoing": "ongoing: no end is named", "long-term": "long term: no day is named", "tbc": "to be confirmed: no day is named", "unstated": "not understood as a date"}
_TIES = {  # how an action waits for another, and how that is told at the other end
    "requires-output": ("Uses what is made in", "Its result is used in"),
    "implements": ("Puts into effect the result of", "Its result is put into effect in"),
    "monitors": ("Measures what is done in", "What it does is measured in"),
    "supports": ("Contributes to the aim of", "Its aim is served by"),
}
_MOST = 5  # bodies that are named as sharing most


class Dossier:
    """The tables of a graph by action, and what they tell of each thing."""

    def __init__(self, given: Given) -> None:
        self.given, self.registered = given, Registered(given)
        self.roles = by_action(given.responsibilities)
        self.themes = by_action(given.themes)
        self.laws = by_action(given.laws)

    def _table(self, name: str) -> dict[str, list[Row]]:
        return by_action(self.given.rows(name))

    @cached_property
    def _others(self) -> dict[str, dict[str, list[Row]]]:
        """The tables that only a dossier needs."""
        given = self.given
        small = {name: self._table(name) for name in ("items", "dates", "remarks", "unnamed", "leftovers")}
        read = {"policies": given.policies, "money": given.money, "continuations": given.continuations}
        waits = {end: by_action(({**row, "action": row[end]} for row in given.dependencies)) for end in ("later", "earlier")}
        return small | {name: by_action(rows) for name, rows in read.items()} | waits

    @cached_property
    def _sharing(self) -> dict[str, dict[str, None]]:
        """The bodies that do work in each action."""
        return {action: dict.fromkeys(row["body"] for row in rows if row["role"] in SHARING) for action, rows in self.roles.items()}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {row["body"]: row["name"] for row in self.given.responsibilities}

    def action(self, iri: str) -> list[Fact]:
        """Everything about an action: first its own words, then what was read from them, last what was not understood."""
        row, own = self.given.actions[iri], {name: rows.get(iri, []) for name, rows in self._others.items()}
        section = f"{row['section']}. {row['section_title']}" if row["section"] else row["section_title"]
        facts = [Fact("Action", listed(row["text"], [item["words"] for item in own["items"]]), row["place"]), Fact("Section", section)]
        facts += [Fact(ROLE_WORDS[r["role"]], _who(r), r["place"], group=WHO, thing=r["body"], doubt=doubt(r)) for r in self.roles[iri]]
        facts += [Fact("Partners without a name", f'"{r["words"]}"', r["place"], group=WHO) for r in own["unnamed"]]
        facts += [Fact("People", "its row names people: their names stand only in the document", group=WHO)] if row["people"] else []
        facts += [fact for date in own["dates"] for fact in _dated(date)]
        facts += self._things(iri, own)
        facts += [Fact("Theme", f'{r["label"]} ("{r["printed"]}")', r["place"], group=THEMES, thing=r["theme"], doubt=doubt(r)) for r in self.themes[iri]]
        facts += [self._tie(r, "earlier") for r in own["later"]] + [self._tie(r, "later") for r in own["earlier"]]
        facts += [Fact(r["heading"] or "Other", r["words"], r["place"], group=ELSE) for r in own["remarks"]]
        facts += [_continued(r, self.registered.status(r["policy"])) for r in own["continuations"]]
        facts += [Fact(f"Looks like {_a(r['looks_like'])}", f'"{r["words"]}"', r["place"], group=UNCLEAR, doubt="not read") for r in own["leftovers"]]
        return facts

    def _things(self, iri: str, own: dict[str, list[Row]]) -> Iterator[Fact]:
        told: set[str] = set()
        for r in self.laws[iri]:
            yield Fact("Law", f'{r["label"]} ("{r["printed"]}")', r["place"], address(r["law"]), WHAT, r["law"], doubt(r))
            if r["law"] not in told:
                yield from self.registered.since(r["law"], WHAT)
            told.add(r["law"])
        for r in own["policies"]:
            yield Fact("Policy", f'{r["label"]} ("{r["printed"]}")', r["place"], group=WHAT, thing=r["policy"], doubt=doubt(r))
        for r in own["money"]:
            amount = told_sum(r)
            yield Fact("Money", f'{r["label"]}{": " + amount if amount else ""} ("{r["printed"]}")', r["place"], group=WHAT, thing=r["fund"], doubt=doubt(r))

    def _tie(self, row: Row, end: str) -> Fact:
        """A dependency as the action at the other end of it is told of it, with the words of both."""
        other = self.given.actions[row[end]]["ref"]
        words = _TIES.get(row["type"], ("Waits for", "Is waited for by"))[end == "later"]
        theirs = f' and "{row["other_printed"]}"' if row["other_printed"] else ""
        places = ";".join(place for place in (row["place"], row["other_place"]) if place)
        return Fact(f"{words} {other}", f'{row["confidence"]}, by {row["thing"]}: "{row["printed"]}"{theirs}', places, group=WAITS, thing=row[end], doubt=doubt(row))

    def body(self, iri: str, rows: Iterable[Row]) -> list[Fact]:
        """Everything about a body with these responsibilities: how it is printed, what the register knows, its actions by role, and with whom it shares most."""
        rows = list(rows)
        printed = Counter(row["printed"] for row in rows)
        facts = [Fact("Printed as", "; ".join(f'"{words}"{f" ({times} times)" if times > 1 else ""}' for words, times in printed.items()))]
        facts += self.registered.body(iri)
        facts += [Fact(f"{ROLE_WORDS[r['role']]} in {self._ref(r)}", self._part(r), r["place"], group=ACTIONS, thing=r["action"], doubt=doubt(r)) for r in sorted(rows, key=lambda row: list(ROLE_WORDS).index(row["role"]))]
        return [*facts, *self._partners(iri, [row["action"] for row in rows if row["role"] in SHARING])]

    def _ref(self, row: Row) -> str:
        return str(self.given.actions[row["action"]]["ref"])

    def _part(self, row: Row) -> str:
        action = self.given.actions[row["action"]]
        dates = f"{action['start'] or 'no start stated'} to {action['finish'] or 'no finish stated'}"
        return f'"{row["printed"]}"{", only " + row["scope"] if row["scope"] else ""}; {dates}'

    def _partners(self, iri: str, actions: Iterable[str]) -> Iterator[Fact]:
        shared: dict[str, list[str]] = defaultdict(list)
        for action in dict.fromkeys(actions):
            for other in self._sharing[action]:
                if other != iri:
                    shared[other].append(self.given.actions[action]["ref"])
        most = sorted(shared, key=lambda other: (-len(shared[other]), self._names[other], other))
        for other in most[:_MOST]:
            refs = shared[other]
            said = f"{len(refs)} {'action' if len(refs) == 1 else 'actions'}: {', '.join(refs[:12])}{' ...' if len(refs) > 12 else ''}"
            yield Fact(self._names[other], said, group=SHARED, thing=other)
        if len(most) > _MOST:
            yield Fact("Others", f"{len(most) - _MOST} more share fewer or as many", group=SHARED)

    def thing(self, kind: str, iri: str, rows: Iterable[Row]) -> list[Fact]:
        """Everything about a law, a policy, money or a theme that is named on these words."""
        rows = list(rows)
        known = self.registered.thing(kind, iri)
        if names := self.registered.names(iri):
            known.insert(0, Fact("Other names", "; ".join(names), group=KNOWN))
        named = [Fact(f"{NAMED[kind]} {self._ref(r)}", f'"{r["printed"]}"{_sum(r)}', r["place"], group=ACTIONS, thing=r["action"], doubt=doubt(r)) for r in rows]
        later = [fact for fact in known if fact.group == LATER]
        return [*(fact for fact in known if fact.group != LATER), *named, *later]

    def also(self, iri: str, name: str, rows: Iterable[Row]) -> list[str]:
        """What else a thing is called: in the document, and in the register."""
        found = dict.fromkeys([*(row.get("printed", "") for row in rows), *self.registered.names(iri)])
        return [other for other in found if other and other != name]


def by_action(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the action that they are about; an action without any has an empty list."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["action"]].append(row)
    return found


def listed(text: str, items: Iterable[str]) -> str:
    """The words of an action with each entry of the list in it on a line of its own; as they are if an entry cannot be found.

    >>> listed("Do this: a; b. Then rest.", ["a;", "b."])
    'Do this:\\n• a;\\n• b.\\nThen rest.'
    """
    lines, rest = [], text
    for item in items:
        before, found, rest_after = rest.partition(item)
        if not item or not found:
            return text
        lines += [before.strip(), f"• {item}"]
        rest = rest_after
    return "\n".join(line for line in [*lines, rest.strip()] if line)


def _who(row: Row) -> str:
    return f'{row["name"]} (printed "{row["printed"]}"{", " + row["scope"] if row["scope"] else ""})'


def _dated(row: Row) -> Iterator[Fact]:
    """A date as it is printed, and as it was read."""
    end = str(row["end"]).capitalize()
    yield Fact(end, row["printed"] or "not stated", row["place"] if row["printed"] else "", group=WHEN)
    if row["printed"]:
        first, last = (day(str(row[name])) if row[name] else "" for name in ("earliest", "latest"))
        bounds = first if first == last else f"any day from {first} to {last}" if first and last else f"from {first}" if first else f"by {last}"
        said = "; ".join(words for words in (_KINDS.get(row["kind"], ""), bounds) if words)
        yield Fact(f"{end} as read", said, group=WHEN, doubt=doubt(row))


def unsure(row: Row, status: str = "") -> str:
    """How unsure a link to a later policy is: it is no more than plausible, or the policy is not there, or not in force, by its status; "" of what is sure."""
    return "; ".join(filter(None, (doubt(row), outlook(status))))


def _continued(row: Row, status: str) -> Fact:
    via = f", by way of {row['via']}" if row["via"] else ""
    said = f"{row['relation'].replace('-', ' ')}, {row['confidence']}{via}: {row['why']}"
    said += f" How the policy stands: {status}." if outlook(status) else ""
    return Fact(row["label"], said, href=web(row["source"]), group=AFTER, thing=row["policy"], doubt=unsure(row, status))


def _sum(row: Row) -> str:
    words = told_sum(row) if "amount" in row else ""
    return f", {words}" if words else ""


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
