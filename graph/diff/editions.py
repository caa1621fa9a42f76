"""One edition of a plan, ready to be compared: its actions as records, with the place and the doubt of what was read.

An edition is a document, which is built in memory, or a graph file, told by its ending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode

from concordat.graph import build, records, store
from concordat.graph.diff.bodies import Days, Takeover
from concordat.graph.diff.words import Wording
from concordat.graph.errors import SourceError, UsageError
from concordat.graph.facts import Facts, word
from concordat.graph.records import Record

ENDED = ("ccc:Merger", "ccc:Abolition", "ccc:Split", "ccc:Closure", "ccc:Succession")  # what moves the work of a body; it must be done
SURENESS = ("low", "medium", "high")


@dataclass(frozen=True)
class Action:
    """An action of an edition. `name` is its reference, or what the build calls it where none is printed or it stands there twice.

    `sure` has the lowest confidence of what was read of each thing, by its IRI, and of the dates, by "start" and "finish"; `at` the places of the dates.
    """

    name: str
    order: int
    record: Record
    sure: Mapping[str, str] = field(default_factory=dict)
    at: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def wording(self) -> Wording:
        """Its text as words that can be compared."""
        return Wording(self.record["text"])

    @property
    def ref(self) -> str | None:
        """The reference as printed, None if there is none."""
        return self.record["ref"]

    @property
    def section(self) -> tuple[str, str]:
        """Number and title of its section, each empty where the plan has none."""
        return self.record["section"] or "", self.record["section_title"] or ""

    def place(self, which: str) -> str:
        """Where the words of a date stand; where it has none, where the action stands."""
        return self.at.get(which) or self.record["at"]


@dataclass(frozen=True)
class Edition:
    """The actions of one edition in their order, where they come from, and when it was issued, as far as known.

    Of bodies, by their IRIs, `takeovers` says who took over the work of one that has ended, and `names` under which names it went in time.
    """

    name: str
    sha256: str
    plan: str
    actions: tuple[Action, ...]
    takeovers: Mapping[str, tuple[Takeover, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    issued: Days = Days()

    @property
    def about(self) -> dict[str, str]:
        """What a result says of the edition: the file, its fingerprint and the plan in it."""
        return {"name": self.name, "sha256": self.sha256, "plan": self.plan}


def edition(
    path: Path, plan: str | None = None, *, register: Path | None = None, mapped: Sequence[str] = (), progress: Callable[[str], None] = lambda words: None
) -> Edition:
    """Read a document with the bundled registers (and `register`, a csv file that adds to them), or open a graph file.

    Parameters
    ----------
    path : Path
        A document of any kind that `build` reads, or a graph file (.trig, .ttl, .nq, .nt, .jsonld).
    plan : str, optional
        The plan's id, where the graph holds several.
    register, mapped
        As for `build`; a graph file was built with its own.

    Raises
    ------
    UsageError
        If the graph holds several plans and `plan` names none of them.
    SourceError
        If there is no action in it.
    """
    if path.suffix.lower() in store.FORMATS:
        progress(f"reading {path.name}")
        graph = store.open_graph(path)
        return _edition(graph, path.name, graph.sha256, plan)
    if path.is_dir():
        raise SourceError(f"{path} is a folder: name the document or the graph file in it")
    built = build.build([path], register=register, mapped=mapped, progress=progress)
    document = built.plans[0].document
    if not built.plans[0].actions:
        raise SourceError(f"{path}: no action was found in it: look at concordat build {path} --explain-columns")
    return _edition(built.graph, document.name, document.sha256, None)


def _edition(graph: store.Graph, name: str, sha256: str, plan: str | None) -> Edition:
    facts = Facts(graph.store)
    which = _chosen(facts, name, plan)
    found = records.records(graph, which)
    if not found:
        raise SourceError(f"{name}: the plan {which} has no action in it: there is nothing to compare")
    nodes = records.nodes(graph, which)
    actions = tuple(_action(facts, at, node, record) for at, (node, record) in enumerate(zip(nodes, found, strict=True)))
    this = next(each for each in facts.instances("ccc:ActionPlan") if facts.text(each, "dct:identifier") == which)
    return Edition(name, sha256, which, actions, _takeovers(facts), _names(facts), _days(facts, this))


def _chosen(facts: Facts, name: str, plan: str | None) -> str:
    """The plan that is meant: the one that is named, or the only one."""
    plans = [facts.text(each, "dct:identifier") for each in facts.instances("ccc:ActionPlan")]
    if not plans:
        raise SourceError(f"{name}: there is no plan in this graph: concordat build makes one that has")
    if plan is not None and plan not in plans:
        raise UsageError(f"{name} holds no plan called {plan!r}; it holds {', '.join(plans)}")
    if plan is None and len(plans) > 1:
        raise UsageError(f"{name} holds several plans: say which with --plan, --old-plan or --new-plan; it holds {', '.join(plans)}")
    return plan or plans[0]


def _action(facts: Facts, order: int, node: NamedNode, record: Record) -> Action:
    sure: dict[str, str] = {}
    places: dict[str, str] = {}
    for which, prop in (("start", "ccc:plannedStart"), ("finish", "ccc:plannedFinish")):
        if date := facts.node(node, prop):
            sure[which], places[which] = _confidence(facts, date), facts.at(date)
    for thing, reading in _readings(facts, node):
        sure[thing] = lowest(sure.get(thing, "high"), _confidence(facts, reading))
    return Action(word(node), order, record, sure, places)


def _readings(facts: Facts, node: NamedNode) -> Iterator[tuple[str, NamedNode]]:
    """What was read from the action's words, each with the thing that it names."""
    for reading in facts.nodes(node, "ccc:hasResponsibility"):
        yield from ((agent.value, reading) for agent in facts.nodes(reading, "ccc:agent"))
    for reading in facts.subjects("ccc:claimOf", node):
        yield from ((thing.value, reading) for thing in facts.nodes(reading, "ccc:value"))


def _confidence(facts: Facts, reading: NamedNode) -> str:
    said = facts.node(reading, "ccc:confidence")
    return word(said) if said else "high"


def lowest(*words: str) -> str:
    """The least sure of some words of confidence.

    >>> lowest("high", "medium")
    'medium'
    """
    return min(words, key=SURENESS.index)


def _days(facts: Facts, thing: NamedNode) -> Days:
    return Days(facts.text(thing, "ccc:earliest"), facts.text(thing, "ccc:latest"))


def _takeovers(facts: Facts) -> dict[str, tuple[Takeover, ...]]:
    """Bodies whose work others took over in an event that is done: each with those others, the event in words and its days."""
    found: dict[str, tuple[Takeover, ...]] = {}
    for kind in ENDED:
        for event in _done(facts, kind):
            told = f"{kind.partition(':')[2].lower()} {facts.text(event, 'ccc:edtf')}".strip()
            for old in facts.nodes(event, "ccc:bodyBefore"):
                heirs = facts.nodes(event, "ccc:bodyAfter")
                found[old.value] = (*found.get(old.value, ()), *(Takeover(new.value, told, _days(facts, event)) for new in heirs))
    return found


def _names(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The names that a body had before and after each change of name that is done."""
    found: dict[str, tuple[str, ...]] = {}
    for event in _done(facts, "ccc:NameChange"):
        names = [name for name in (facts.text(event, "ccc:oldName"), facts.text(event, "ccc:newName")) if name]
        for body in facts.nodes(event, "ccc:bodyBefore"):
            found[body.value] = (*found.get(body.value, ()), *names)
    return found


def _done(facts: Facts, kind: str) -> Iterator[NamedNode]:
    for event in facts.instances(kind):
        status = facts.node(event, "ccc:eventStatus")
        if status is not None and word(status) == "done":
            yield event
