"""Conditions: what is said to help bodies carry out a plan together, which signs of it the plan holds, what it cannot show, and what to ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from concordat.graph.analysis.conditions import LINKED, MEASURES, Measured, Seen, measured, missing, sign_of
from concordat.graph.analysis.timeline import says_done
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.errors import RegisterError
from concordat.graph.given import Given, Row, read, table
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import of_body, refs, scope
from concordat.graph.store import Graph
from concordat.graph.wordlists import FOLDER, rows

SIGNS = FOLDER / "signs.csv"
_SIGN_COLUMNS = ("id", "condition", "sign", "measure", "given", "among", "by", "look", "limits")
_MOST = 10  # actions that a terminal shows in a cell of the first table
_CONDITION = Column("condition", "what helps, or is asked for")
_SOURCE = Column("source", "the page that says so", True)
_COUNT = Column("count", "how many show the sign", limits="Not whether the condition is met: a sign is what is printed, and no rating. What counts words says no more than that they stand there: read them.")
_OF = Column("of", "of how many that could show it", limits="Not a target: not each of them has to show the sign.")
_VALUE = Column("value", "the first number divided by the second: a share from 0 to 1, or, of actions led, how many a body leads on average", limits="Not a mark: whether more is better is for a reader to say, and in a small plan one action moves it much.")
_PERHAPS = Column("perhaps", "how many more show it only if a link that is no more than plausible is confirmed", limits="Not part of the count: whether they show it is open.")
_REFS = Column("refs", "the actions that show it")
_WITHOUT = Column("without", "those that could show it and do not", True)
_KIND = Column("kind", "a condition (what is said to have helped) or a call (what is asked of those who make policy)")
_CONDITIONS = (
    _CONDITION,
    _KIND,
    Column("stands", 'the plainest sign of it, with how many show it; "Signs in the plan" has the others'),
    Column("refs", "the actions behind that number", most=_MOST),
    Column("ask", "what to ask, since the plan does not say"),
    Column("ask_about", "the actions to ask it about: where the sign is a gain, those without it", most=_MOST),
    Column("who", "who leads these, those who lead most of them first, with how many", True),
    _SOURCE,
)
_SIGNS = (
    _CONDITION,
    Column("sign", "what was counted"),
    _COUNT,
    _OF,
    Column("counted", "what the second number counts", True),
    _VALUE,
    _PERHAPS,
    _REFS,
    Column("perhaps_refs", "those that show it only if a link is confirmed", True),
    Column("not_shown", "what the sign does not show", True),
    _WITHOUT,
    Column("words", "the words that show it, with the number of actions that have each", True),
    _SOURCE,
)
_SECTIONS = (
    Column("sign", "what was counted"),
    Column("section"),
    Column("title", "of the section", True),
    replace(_COUNT, about="how many of its actions show the sign"),
    replace(_OF, about="of how many of its actions"),
    replace(_VALUE, about="the first number divided by the second, a share from 0 to 1"),
    _REFS,
    _WITHOUT,
)
_UNSEEN = (
    _CONDITION,
    Column("means", "what it is"),
    _KIND,
    Column("not_in_a_plan", "what no count in a plan can show of it"),
    Column("source", "the page that says so"),
)
_NO_RATING = "Nothing here is a rating. A sign counts what the plan prints; whether a condition is met has to be asked, and the column ask says what."
_WORDS = "Where words were found, they may stand for something else: read them before you say anything of the plan."
_NONE = "This graph holds no conditions: it was built without the bundled registers, or before they had any. Build it again: concordat build."


@dataclass(frozen=True)
class _Reading:
    """One sign with its condition, measured; without a measurement, why there is none."""

    condition: Row
    row: Mapping[str, str]
    found: Measured | None
    why_not: str = ""

    @property
    def to_look_at(self) -> tuple:
        """The actions to ask about: those with the sign, or those without it."""
        if self.found is None:
            return ()
        return self.found.others if self.row["look"] == "without" else self.found.shown

    @property
    def stands(self) -> str:
        if self.found is None:
            return self.why_not
        sign, found = self.row["sign"], self.found
        if self.row["measure"] == "words":
            return f"{sign}: words found in {found.count} of {found.of} actions; read them" if found.count else f"{sign}: no such words found in {found.of} actions"
        told = f"{sign}: {found.count} of {found.of} {found.counted}"
        return f"{told} by firm links, {len(found.perhaps)} more only if a link is confirmed" if found.perhaps else told


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """How the plan stands on each condition and what to ask, every sign, signs by section, and what a plan cannot show."""
    given, body = of_body(read(graph, asked.kept), asked)
    title = f"{scope(asked)}{body}"
    known = {row["condition"].rsplit("/", 1)[-1]: row for row in table(graph, "conditions")}
    seen = _seen(given)
    followed = _followed(given)
    readings = [_read(seen, known[row["condition"]], row, followed) for row in _signs() if row["condition"] in known]
    return [_conditions(given, readings, known, title), _all_signs(given, readings, title), _sections(given, seen, readings, title), _unseen(_in_order(readings, known), title)]


def _signs() -> list[dict[str, str]]:
    """The signs, each with a measure that there is."""
    found = []
    for line, row in rows(SIGNS, _SIGN_COLUMNS):
        if row["measure"] not in MEASURES:
            raise RegisterError(f"{SIGNS.name}, line {line}, column measure: there is no measure {row['measure']!r}: take one of {', '.join(MEASURES)}")
        found.append(row)
    return found


def _seen(given: Given) -> Seen:
    """What the signs are measured on, of the actions that are kept; roles count whatever role was asked for."""
    bodies: dict[str, dict[str, list[str]]] = {"lead": defaultdict(list), "partner": defaultdict(list), "mentioned": defaultdict(list)}
    for row in given.rows("responsibilities"):
        bodies[row["role"]][row["action"]].append(row["body"])
    dates = given.actions.items()
    return Seen(
        texts={iri: row["text"] for iri, row in dates},
        leads={a: tuple(b) for a, b in bodies["lead"].items()},
        partners={a: tuple(b) for a, b in bodies["partner"].items()},
        themes=_sets((row["action"], _word(row["theme"])) for row in given.rows("themes")),
        scheme=frozenset(_word(row["theme"]) for row in table(given.graph, "theme-scheme")),
        kinds={iri: row["finish_kind"] for iri, row in dates},
        ends=frozenset(iri for iri, row in dates if row["finish_latest"] or says_done(row["status"])),
        spans={iri: (row["start_latest"], row["finish_earliest"]) for iri, row in dates if row["start_latest"] and row["finish_earliest"]},
        outcomes=frozenset(row["action"] for row in given.rows("outcomes")),
        money=frozenset(row["action"] for row in given.money),
        later=_links(given, doubted=False),
        perhaps_later=_links(given, doubted=True),
    )


def _word(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _sets(pairs: Iterable[tuple]) -> dict:
    found: dict = defaultdict(set)
    for action, thing in pairs:
        found[action].add(thing)
    return {action: frozenset(things) for action, things in found.items()}


def _links(given: Given, doubted: bool) -> dict:
    """What later policies do to each action, by links that are no more than plausible or by all others."""
    return _sets((row["action"], (row["relation"], row["policy"])) for row in given.continuations if (row["confidence"] == "plausible") == doubted)


def _followed(given: Given) -> bool:
    """Whether the register has later policies for any plan whose actions are kept: for another plan it can tell nothing."""
    linked = {row["action"] for row in table(given.graph, "continuations")}
    plans = {row["plan"] for row in given.actions.values()}
    return any(row["action"] in linked and row["plan"] in plans for row in table(given.graph, "actions"))


def _read(seen: Seen, condition: Row, row: Mapping[str, str], followed: bool) -> _Reading:
    if row["measure"] in LINKED and not followed:
        return _Reading(condition, row, None, "no sign: the register has no later policies for this plan, so nothing can be told")
    sign = sign_of(row, condition["policy"] or "")
    if lacking := missing(seen, sign):
        return _Reading(condition, row, None, f"no sign: the theme {', '.join(lacking)} is not in the scheme of this graph")
    return _Reading(condition, row, measured(seen, sign))


def _in_order(readings: list[_Reading], known: Mapping[str, Row]) -> list[Row]:
    """Every condition, in the order of the signs; those without any come last."""
    return list({row["condition"]: row for row in [*(r.condition for r in readings), *known.values()]}.values())


def _conditions(given: Given, readings: list[_Reading], known: Mapping[str, Row], title: str) -> Answer:
    leads: dict[str, list[str]] = defaultdict(list)
    for row in given.rows("responsibilities"):
        if row["role"] == "lead":
            leads[row["action"]].append(row["name"])
    first: dict[str, _Reading] = {}
    for reading in readings:
        first.setdefault(reading.condition["condition"], reading)
    cells: list[tuple[Value, ...]] = []
    for row in _in_order(readings, known):
        plain = first.get(row["condition"])
        look = plain.to_look_at if plain else ()
        counts = Counter(lead for action in look for lead in leads[action])
        who = "; ".join(f"{lead} ({counts[lead]})" for lead in sorted(counts, key=lambda lead: (-counts[lead], lead)))
        behind = plain.found.shown if plain and plain.found else ()
        cells.append((row["label"], row["kind"], plain.stands if plain else "no sign", refs(given, behind), row["ask"], refs(given, look), who, row["source"]))
    notes = (_NO_RATING, _WORDS, "Begin with a row that matters to you: put its question to those who lead the actions under ask about.") if cells else (_NONE,)
    question = "What helps bodies to carry out a plan together, what does this plan show of it, and what is there to ask?"
    return Answer("conditions", f"What helps a plan along, and what to ask{title}", _CONDITIONS, tuple(cells), question, notes)


def _value(found: Measured) -> float | None:
    return round(found.count / found.of, 2) if found.of else None


def _all_signs(given: Given, readings: list[_Reading], title: str) -> Answer:
    cells: list[tuple[Value, ...]] = []
    for reading in readings:
        label, sign, source, found = reading.condition["label"], reading.row["sign"], reading.condition["source"], reading.found
        if found is None:
            cells.append((label, sign, None, None, "", None, None, "", "", reading.why_not, "", "", source))
            continue
        words = ", ".join(f"{word} ({count})" for word, count in found.words)
        counts = (found.count, found.of, found.counted, _value(found), len(found.perhaps) if reading.row["measure"] in LINKED else None)
        cells.append((label, sign, *counts, refs(given, found.shown), refs(given, found.perhaps), reading.row["limits"], refs(given, found.others), words, source))
    notes = (_NO_RATING, "How each is counted, with its themes and words, stands in ontology/signs.csv.")
    return Answer("signs", f"Signs in the plan{title}", _SIGNS, tuple(cells), "What can be counted for each condition, and what does the count not show?", notes)


def _sections(given: Given, seen: Seen, readings: list[_Reading], title: str) -> Answer:
    """The signs that are told by section, for the actions of each."""
    sections: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for iri, row in given.actions.items():
        sections[row["plan"], row["section"], row["section_title"]].append(iri)
    several = len({plan for plan, _, _ in sections}) > 1
    cells: list[tuple[Value, ...]] = []
    for reading in readings:
        if reading.row["by"] == "section" and reading.found is not None:
            for (plan, number, heading), actions in sections.items():
                found = _within(reading.found, frozenset(actions))
                name = f"{plan} {number}" if several else number
                cells.append((reading.row["sign"], name, heading, found.count, found.of, _value(found), refs(given, found.shown), refs(given, found.others)))
    return Answer("sections", f"Signs by section{title}", _SECTIONS, tuple(cells), "In which part of the plan do the signs of shared ownership stand?")


def _within(found: Measured, actions: frozenset) -> Measured:
    """What a count of actions comes to among some of them."""
    shown, others = (tuple(a for a in part if a in actions) for part in (found.shown, found.others))
    return replace(found, count=len(shown), of=len(shown) + len(others), shown=shown, others=others)


def _unseen(conditions: list[Row], title: str) -> Answer:
    cells = tuple((row["label"], row["definition"], row["kind"], row["unseen"], row["source"]) for row in conditions)
    return Answer("unseen", f"What no plan can show{title}", _UNSEEN, cells, "What does each condition mean, and what of it cannot be counted in a plan?")
