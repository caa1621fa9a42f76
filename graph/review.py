"""Review: the doubtful readings of a graph as questions to a person, and what the person answers as decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pyoxigraph import NamedNode

from concordat.graph import names, query, suggestions
from concordat.graph.answer import Answer, Column
from concordat.graph.decisions import ANYWHERE, DATES, LINKS, NAME, ROLES, Decision, folded
from concordat.graph.errors import DecisionError, UsageError
from concordat.graph.facts import Facts
from concordat.graph.rules import counting
from concordat.graph.store import Graph
from concordat.graph.suggestions import Suggestion

_TABLES = Path(__file__).resolve().parent.parent / "queries" / "tables"
_AROUND = 90  # characters of the row that are shown on each side of the words
_WHAT = {**{word: word for word in (*ROLES, *DATES)}, **{link: what for what, link in LINKS.items()}}
_KINDS = {"legislation": ("legislation", "bill"), "policy": ("policy",), "funding": ("funding",), "theme": ("theme",)}
_BODIES = ("organisation", "body-class")
_COLUMNS = (
    Column("plan", "id of the plan"),
    Column("ref", "the action; an asterisk for a name anywhere in the plan"),
    Column("what", "what the words were read as"),
    Column("printed", "the words"),
    Column("value", "what they were taken for"),
    Column("decision", "accept, reject or same-as; empty while undecided"),
    Column("same_as", "with same-as: the registered name, its id or IRI"),
    Column("by", "who decided"),
    Column("on", "on which day"),
    Column("note", "why"),
)
_HELP = (
    Column("context", "where the words stand in their row, between >> and <<"),
    Column("place", "where that is in the document"),
    Column("rule", "the rule that read them"),
    Column("confidence", "how sure it was"),
    Column("suggestions", "registered names that are perhaps meant, with how sure and why"),
)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A doubtful reading as a person is asked about it; for a name in no register `ref` is an asterisk, and `suggestions` are what it may mean."""

    plan: str
    ref: str
    what: str
    printed: str
    value: str
    context: str
    place: str
    rule: str
    confidence: str
    suggestions: tuple[Suggestion, ...] = ()

    def decided(self, verdict: str, same_as: str = "", by: str = "", on: str = "", note: str = "") -> Decision:
        """The answer to the question as a decision."""
        return Decision(self.plan, self.ref, self.what, self.printed, self.value, verdict, same_as, by, on, note)


def questions(graph: Graph, made: Sequence[Decision] = (), plan: str | None = None) -> list[Question]:
    """What is in doubt and not decided yet, in plan order: readings below high confidence, and names in no register, each once a plan.

    What an action does to a thing (its deeds) is never more than medium and is not asked about; it can be decided on all the same.

    Raises
    ------
    UsageError
        If no plan is called so.
    """
    actions = {row["action"]: row for row in _table(graph, "actions") if plan in (None, row["plan"])}
    if plan is not None and not actions:
        raise UsageError(f"no plan in this graph is called {plan!r}: concordat query plans shows what there is")
    readings = [r for r in _table(graph, "readings") if r["action"] in actions and r["kind"] in _WHAT]
    decided = {(r["action"], r["what"], r["words"]) for r in _table(graph, "decisions")}
    readings = [r for r in readings if (r["action"], _WHAT[r["kind"]], r["printed"]) not in decided]
    asked: dict[tuple[str, ...], Question] = {}
    near = _Near(graph)
    for row in readings:
        question = _question(graph, actions[row["action"]]["plan"], row, near, readings)
        if question:
            asked.setdefault(_subject(question), question)
    answered = {d.subject for d in made}
    left = [question for subject, question in asked.items() if not answered & {subject, (*subject[:-1], "")}]
    return sorted(left, key=lambda question: question.plan)  # stable: in each plan its own order


def _subject(asked: Question) -> tuple[str, ...]:
    return asked.plan, asked.ref, asked.what, folded(asked.printed), asked.value


def _table(graph: Graph, name: str) -> list[Row]:
    answer = query.run(graph, query.from_file(_TABLES / f"{name}.rq"))
    columns = [column.name for column in answer.columns]
    return [dict(zip(columns, row)) for row in answer.rows]


class _Near:
    """Registered names that come near to others, by plan; what that takes is gathered at the first question."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._known: list[suggestions.Known] | None = None
        self._explained: dict[str, dict[str, str]] = {}

    def to(self, plan: str, name: str) -> tuple[Suggestion, ...]:
        if self._known is None:
            self._known = suggestions.registered(self.graph)
        if plan not in self._explained:
            self._explained[plan] = suggestions.explained(self.graph, plan)
        return tuple(suggestions.suggestions(name, self._known, self._explained[plan]))


def _question(graph: Graph, plan: str, row: Row, near: _Near, readings: Sequence[Row]) -> Question | None:
    what, words = _WHAT[row["kind"]], row["printed"]
    place = row["place"], row["rule"], row["confidence"]
    if what in ROLES and row["registered"] is False:
        found = near.to(plan, words) or near.to(plan, row["name"])  # a plan may spell out what it prints
        if row["confidence"] == "high" and not found:
            return None
        others = dict.fromkeys(_key(r["action"]) for r in readings if r["thing"] == row["thing"] and r["action"] != row["action"])
        also = f" (also in {', '.join(others)})" if others else ""
        return Question(plan, ANYWHERE, NAME, row["name"], row["name"], f"{_key(row['action'])}, as {what}: {_context(graph, row)}{also}", *place, found)
    if row["confidence"] == "high":
        return None
    return Question(plan, _key(row["action"]), what, words, row["name"] or "", _context(graph, row), *place)


def _key(action: str) -> str:
    return unquote(action.rsplit("/", 1)[-1])


def _context(graph: Graph, row: Row) -> str:
    """The words between arrows, with what stands around them in their row."""
    facts = Facts(graph.store)
    places = [(int(facts.text(s, "oa:start")), int(facts.text(s, "oa:end"))) for s in facts.nodes(NamedNode(row["reading"]), "ccc:evidence")]
    first, last = min(places, default=(-1, -1))
    for span in facts.nodes(NamedNode(row["action"]), "ccc:evidence"):
        begin, text = int(facts.text(span, "oa:start")), facts.text(span, "oa:exact")
        if begin <= first < begin + len(text):
            at, end = first - begin, min(last - begin, len(text))
            before, after = text[:at], text[end:]
            if len(before) > _AROUND:
                before = "... " + before[-_AROUND:].partition(" ")[2]
            if len(after) > _AROUND:
                after = after[:_AROUND].rpartition(" ")[0] + " ..."
            shown = f"{before}>>{text[at:end]}<<{after}"
            return " ".join(shown.replace("\t", " | ").split())
    return f">>{row['printed']}<<"


def listing(asked: Iterable[Question]) -> Answer:
    """The questions as a table with an empty column for the decision: filled in, it is a file of decisions."""
    rows = tuple((q.plan, q.ref, q.what, q.printed, q.value, "", "", "", "", "", q.context, q.place, q.rule, q.confidence, "; ".join(map(str, q.suggestions))) for q in asked)
    notes = ("Write accept, reject or same-as under decision; with same-as write the registered name, its id or IRI under same_as. Then: concordat review --from FILE.",)
    return Answer("questions", "Readings in doubt, to be decided", (*_COLUMNS, *_HELP), rows, "Which readings should a person decide on?", notes)


def file_of(decisions: Iterable[Decision]) -> Answer:
    """The decisions as the table that is kept in their file: sorted, one row a decision, the later of two on the same words."""
    latest = {each.subject: each for each in decisions}
    ordered = sorted(latest.values(), key=lambda d: (d.plan, d.ref != ANYWHERE, counting(d.ref), d.what, folded(d.printed), d.value))
    rows = tuple((d.plan, d.ref, d.what, d.printed, d.value, d.verdict, d.same_as, d.by, d.on, d.note) for d in ordered)
    return Answer("decisions", "Decisions", _COLUMNS, rows)


def shown(question: Question) -> str:
    """A question for a terminal: the words in their row, their place, rule and confidence, and the suggestions by number."""
    lines = [
        f"{question.what}: {question.value}",
        f"  {question.context}",
        f"  {question.plan}, {question.place}; rule {question.rule}, confidence {question.confidence}",
    ]
    return "\n".join([*lines, *(f"  {n}  same as {each}" for n, each in enumerate(question.suggestions, start=1))])


def reply(graph: Graph, question: Question, said: str) -> tuple[str, str]:
    """What a person's answer says: accept, reject, skip or quit (or their first letters), or same-as and the registered name.

    Raises
    ------
    UsageError
        If it is none of these, or names nothing that is registered.
    """
    words = said.strip().casefold()
    for verdict in ("accept", "reject", "skip", "quit"):
        if words and verdict.startswith(words):
            return verdict, ""
    if words.isdigit() and 1 <= int(words) <= len(question.suggestions):
        return "same-as", question.suggestions[int(words) - 1].name
    if not words.startswith("="):
        numbers = f", 1 to {len(question.suggestions)}" if question.suggestions else ""
        raise UsageError(f"{said!r} is no answer: write a, r, s, q{numbers}, or = and the registered name that is meant")
    return "same-as", registered_name(graph, question.what, said.strip()[1:].strip())


def checked(graph: Graph, given: Iterable[Decision], by: str = "", on: str = "") -> list[Decision]:
    """Decisions from a file, signed where they are not, with the registered names of what they say is the same.

    Raises
    ------
    DecisionError
        If one says that words are the same as something that the graph's registers do not know; it names file and row.
    """
    result = []
    for each in given:
        try:
            same_as = registered_name(graph, each.what, each.same_as) if each.same_as else ""
        except UsageError as error:
            raise DecisionError(f"{each.where}, column same_as: {error}") from None
        result.append(replace(each, same_as=same_as, by=each.by or by, on=each.on or on))
    return result


def registered_name(graph: Graph, what: str, words: str) -> str:
    """The name of the registered thing that is meant by a name, an id or an IRI.

    Raises
    ------
    UsageError
        If the registers in the graph have no such thing; the nearest names are offered.
    """
    if what in (*DATES, "deed"):
        raise UsageError("a date is accepted or rejected only")
    thing = names.find(graph, words, _KINDS.get(what, _BODIES))
    facts = Facts(graph.store)
    if facts.value(thing, "ccc:registered") is False:
        raise UsageError(f'"{words}" is in no register: add it to one of your own and build with --register')
    return facts.label(thing)
