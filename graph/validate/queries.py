"""The check queries: ``queries/checks/*.rq``, whose rows are findings.

The header says how bad it is and what is told of it; the query says what is found, in variables that have a meaning here:

``?thing``
    What the finding is about. Rows with the same thing (and the same ``?case`` and plan) are one finding; left out, it is the (first) action.
``?action``
    An action, or several with blanks between (GROUP_CONCAT); they are told in plan order. Their plan is the plan of the finding, else ``?plan`` is,
    the id of one.
``?case``
    Which of several messages of the header it is: ``message.CASE``, and ``advice.CASE`` where there is more than one.
``?words``, ``?at``
    The words on which it rests and their place; left out, the text of the action (of the first of several) and the places of all.
``?source``
    Where a later fact comes from.

Every variable may stand in braces in a message or an advice; so may ``phrase.NAME``, a template that is filled for each row. What differs between
the rows of a finding is told one after the other. Days are written out, ``?when`` may be a period in EDTF, an action is told by its reference,
and ``{action}`` is the references of all actions of the finding, ``{keys}`` their keys in the graph (which tell apart what bears the same reference),
``{count}`` their number, ``{actions}`` "this action" or "these 3 actions".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from urllib.parse import unquote

from pyoxigraph import Store

from concordat.graph import query, wordlists
from concordat.graph.answer import Value
from concordat.graph.errors import ConcordatError
from concordat.graph.store import Graph
from concordat.graph.validate.finding import SEVERITIES, Finding

FOLDER = query.QUERIES / "checks"
_ACTIONS = query.QUERIES / "tables" / "actions.rq"
_KEYS = frozenset({"severity", "message", "advice", "phrase"})
_OURS = "The graph is not well formed: that is a fault of the program, not of the plan. Report it, if you may with the document."
_Row = dict[str, Value]


@dataclass(frozen=True)
class Check:
    """A check query with what its header says; `messages` and `advice` by case, "" where there is but one."""

    name: str
    severity: str
    question: query.Question
    messages: Mapping[str, str]
    advice: Mapping[str, str]
    phrases: Mapping[str, str]


@dataclass(frozen=True)
class Action:
    """What a finding tells of an action: its plan, its place in it, its reference, words and where they stand."""

    iri: str
    plan: str
    order: int
    ref: str
    text: str
    place: str

    @property
    def key(self) -> str:
        """Its key in the graph, which no other action of the plan has."""
        return _key(self.iri)


def checks(folder: Path = FOLDER) -> dict[str, Check]:
    """Every check of a folder by its name, in the order of the names.

    Raises
    ------
    ConcordatError
        If a header lacks its severity or its message, or a check cannot be read.
    """
    return {path.stem: _check(path) for path in sorted(folder.glob("*.rq"))}


def _check(path: Path) -> Check:
    question = query.from_file(path, _KEYS)
    said = question.extra
    if said.get("severity") not in SEVERITIES:
        raise ConcordatError(f"{path}: severity in the header should be one of {', '.join(SEVERITIES)}")
    if not said.get("message"):
        raise ConcordatError(f"{path}: the header has no message; a check says in a sentence what it has found")
    return Check(path.stem, str(said["severity"]), question, _by_case(said["message"]), _by_case(said.get("advice", _OURS)), _by_case(said.get("phrase", {})))


def _by_case(said: object) -> dict[str, str]:
    return {key: str(words) for key, words in said.items()} if isinstance(said, Mapping) else {"": str(said)}


def findings(store: Store, asked: Iterable[Check] | None = None) -> list[Finding]:
    """Every finding of the checks that are asked for, of all where none are; by check, then in plan order."""
    graph = Graph(store)
    found: list[Finding] = []
    known: dict[str, Action] | None = None
    for check in checks().values() if asked is None else asked:
        answer = query.run(graph, check.question)
        names = [column.name for column in answer.columns]
        if answer.rows and known is None:
            known = actions(graph)
        found += of_rows(check, [dict(zip(names, row)) for row in answer.rows], known or {})
    return found


def actions(graph: Graph) -> dict[str, Action]:
    """What is told of an action, by its IRI; where no reference is printed, its key in the graph stands in."""
    answer = query.run(graph, query.from_file(_ACTIONS))
    names = [column.name for column in answer.columns]
    rows = (dict(zip(names, row)) for row in answer.rows)
    return {r["action"]: Action(r["action"], r["plan"], r["order"], r["ref"] or _key(r["action"]), r["text"], r["place"]) for r in rows}


def _key(iri: str) -> str:
    return unquote(iri.rpartition("/")[2])


def of_rows(check: Check, rows: Iterable[_Row], actions: Mapping[str, Action]) -> list[Finding]:
    """The findings that the rows of a check's answer are, in plan order."""
    groups: dict[tuple[str, str, str], list[_Row]] = {}
    for row in rows:
        first = next(iter(_acting(row, actions)), None)
        plan = first.plan if first else _text(row.get("plan"))
        groups.setdefault((plan, _text(row.get("thing")) or (first.iri if first else ""), _text(row.get("case"))), []).append(row)
    placed = [(key, sorted(its, key=lambda r: _order(r, actions))) for key, its in groups.items()]
    placed.sort(key=lambda group: (group[0][0], _order(group[1][0], actions), group[0][1:]))
    return [_finding(check, key, its, actions) for key, its in placed]


def _acting(row: _Row, actions: Mapping[str, Action]) -> list[Action]:
    """The actions of a row, in plan order."""
    return sorted((actions[iri] for iri in _text(row.get("action")).split() if iri in actions), key=lambda action: action.order)


def _order(row: _Row, actions: Mapping[str, Action]) -> int:
    return min((action.order for action in _acting(row, actions)), default=0)


def _finding(check: Check, key: tuple[str, str, str], rows: Sequence[_Row], actions: Mapping[str, Action]) -> Finding:
    plan, thing, case = key
    its = list(dict.fromkeys(action for row in rows for action in _acting(row, actions)))
    told = _told(check, rows, actions)
    told |= {"action": ", ".join(a.ref for a in its), "keys": ", ".join(a.key for a in its), "count": f"{len(its):,}", "actions": "this action" if len(its) == 1 else f"these {len(its):,} actions"}
    return Finding(
        check.name,
        check.severity,
        _filled(check, "message", check.messages, case, told),
        _filled(check, "advice", check.advice, case, told),
        plan,
        told["action"],
        told.get("words") or (its[0].text if its else ""),
        _joined([_text(row.get("at")) for row in rows], "; ") or "; ".join(a.place for a in its),
        _joined([_text(row.get("source")) for row in rows], " | "),
        thing,
    )


def _told(check: Check, rows: Sequence[_Row], actions: Mapping[str, Action]) -> dict[str, str]:
    """Each variable, and each phrase filled for each row, in words; what differs between rows one after the other."""
    each = [{name: _words(name, value, actions) for name, value in row.items()} for row in rows]
    for name, template in check.phrases.items():
        for row in each:
            row[name] = _filled(check, f"phrase.{name}", {"": template}, "", row)
    return {name: _joined([row[name] for row in each]) for name in each[0]}


def _joined(values: Iterable[str], between: str = "") -> str:
    """The values, each once; with commas between them unless one has a comma in it."""
    several = list(dict.fromkeys(filter(None, values)))
    return (between or ("; " if any("," in value for value in several) else ", ")).join(several)


def _filled(check: Check, what: str, templates: Mapping[str, str], case: str, told: Mapping[str, str]) -> str:
    template = templates.get(case, templates.get(""))
    if template is None:
        raise ConcordatError(f"{check.question.path}: the header has no {what}.{case}, which the query gives as ?case")
    try:
        return Formatter().vformat(template, (), told)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise ConcordatError(f"{check.question.path}: the {what} in the header cannot be filled ({error}): write a variable of the query in braces, {{ref}} for instance") from None


# ---- values in words


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _words(name: str, value: Value, actions: Mapping[str, Action]) -> str:
    if isinstance(value, date):
        return day(value.isoformat())
    words = _text(value)
    if name == "when":
        return period(words)
    return actions[words].ref if words in actions else words


def day(iso: str) -> str:
    """A day, month or year in words; anything else as it is.

    Examples
    --------
    >>> day("2017-12-11"), day("2026-01"), day("2017~")
    ('11 December 2017', 'January 2026', 'about 2017')
    """
    about = "about " if iso.endswith(("~", "?")) else ""
    parts = iso.rstrip("~?").split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return iso
    words = [wordlists.month(int(parts[1]))] if len(parts) > 1 else []
    return about + " ".join([*([str(int(parts[2]))] if len(parts) > 2 else []), *words, parts[0]])


def period(edtf: str) -> str:
    """A day or a period in EDTF in words.

    Examples
    --------
    >>> period("2021-09-30/2021-10-01"), period("2017~/2019~"), period("2022-07-01")
    ('between 30 September 2021 and 1 October 2021', 'between about 2017 and about 2019', '1 July 2022')
    >>> period("2025/.."), period("../2018-03")
    ('2025 onwards', 'until March 2018')
    """
    first, several, last = edtf.partition("/")
    if several and last in ("", ".."):
        return f"{day(first)} onwards"
    if several and first in ("", ".."):
        return f"until {day(last)}"
    return f"between {day(first)} and {day(last)}" if several and first != last else day(first)
