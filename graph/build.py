"""Documents to a graph: every step from the file on disk to the quads that are written, and an account of what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from concordat.graph import decisions, extract, plan, quads, reading, rules, store, validate, vocab
from concordat.graph import register as registers
from concordat.graph.answer import Answer, Column
from concordat.graph.errors import GraphError, UsageError
from concordat.graph.model import Plan
from concordat.graph.plan import mapping

_TOLD = 20  # lines that were not understood; the report has them all
HOME_PLAN = Path(__file__).resolve().parent.parent / "data" / "national-action-plan-2016.txt"


@dataclass(frozen=True)
class Build:
    """A finished build: the file's bytes, the plans that were read, and what is to be said of the decisions."""

    data: bytes
    plans: tuple[Plan, ...]
    graph: store.Graph
    notices: tuple[str, ...] = ()


def build(
    sources: Sequence[Path] = (),
    plan_id: str | None = None,
    *,
    register: Path | None = None,
    bundled_register: bool = True,
    themes: Path | None = None,
    unconfirmed: bool = False,
    mapped: Sequence[str] = (),
    decisions_file: Path | None = None,
    shapes_up_to: int = validate.SHAPES_UP_TO,
    progress: Callable[[str], None] = lambda words: None,
) -> Build:
    """Read plans (the bundled one where none is named) and build their graph in memory.

    `register` and `themes` are csv files of the user's, see `registers.load`; `unconfirmed` also builds the facts that rest on memory alone;
    `decisions_file` is what reviewers decided, see `decisions.read`;
    `shapes_up_to` is the number of statements up to which the shapes are tried, see `validate.faults`; beyond it a notice says that they were not;
    `mapped` says what columns mean ("lead=Responsible body"), before what a mapping file beside the document says.

    Raises
    ------
    SourceError, RegisterError, DecisionError
        If a document, a register or the file of decisions cannot be read.
    GraphError
        If the graph would not be well formed; nothing is written then.
    """
    progress("reading the registers")
    known = registers.load(register, bundled_register, themes)
    made = decisions.read(decisions_file) if decisions_file else ()
    plans = []
    for path, name in zip(sources or [HOME_PLAN], plan_ids(sources or [HOME_PLAN], plan_id)):
        progress(f"reading {path.name}")
        said = mapping.beside(path)
        hints = mapping.with_columns(said.hints, mapped)
        plans.append(plan.read(reading.read(path, hints.cell_separator), name, dict(said.facts), hints))
    progress("reading claims")
    claims = [decisions.decide(each.id, extract.read(each, known), made, known) for each in plans]
    progress("building the graph")
    stated = quads.quads(plans, claims, known, unconfirmed)
    graph = store.graph_of(q for part in stated.values() for q in part)
    stated["derived"] = rules.derive(graph.store)
    progress("checking the graph")
    _check(graph.store, _ours(register, themes), shapes_up_to)
    data = store.serialise(_in_order(stated), vocab.prefixes([each.id for each in plans]))
    return Build(data, tuple(plans), graph, (*_left(made, plans, claims), *_not_tried(graph.store, shapes_up_to)))


def _ours(register: Path | None, themes: Path | None) -> list[NamedNode]:
    """The graphs that come with the program, and that its tests have proved as a whole; with somebody else's register in them they have not been."""
    names = ["ontology"] if register or themes else ["ontology", "register", "context", "unconfirmed"]
    return [vocab.graph(name) for name in names]


def _check(made: Store, proved: Sequence[NamedNode], shapes_up_to: int) -> None:
    if found := validate.faults(made, proved, shapes_up_to):
        first = found[0]
        words = f' "{first.evidence[:80]}"' if first.evidence else ""
        more = f"; {len(found)} faults in all" if len(found) > 1 else ""
        raise GraphError(f"the graph is not well formed and was not written: {first.check}: {first.message} ({first.thing}{words}{more}) {first.advice}".rstrip())


def _not_tried(made: Store, shapes_up_to: int) -> Iterator[str]:
    if len(made) > shapes_up_to:
        yield f"shapes not tried: {len(made):,} statements, more than {shapes_up_to:,}; concordat check tries them"


def account(built: Build, output: Path | None) -> list[str]:
    """What was read, for people: every line of each document under what it was taken for, and what needs a look."""
    lines = []
    for each in built.plans:
        total = sum(each.tally.values())
        counts = ", ".join(f"{words} {count}" for words, count in each.tally.items())
        lines.append(f"{each.document.name}: all {total} {each.document.unit}s accounted for: {counts}")
        unread = [f"{each.document.name}, {';'.join(place.labels) or f'line {number}'}: not understood: {' '.join(text.split())[:80]}" for number, place, text in each.unread]
        lines += unread[:_TOLD]
        if len(unread) > _TOLD:
            lines.append(f"{each.document.name}: {len(unread) - _TOLD} more were not understood: concordat report unresolved lists them all")
        lines += list(each.notices)
    lines += built.notices
    if output is not None:
        lines.append(f"{len(built.graph.store):,} statements in {output}; concordat check says where the plan is weak")
    return lines


def columns(built: Build) -> Answer:
    """What each column of each plan was taken for, and why."""
    rows = [
        (each.document.name, str(place.labels[0] if place.labels else f"line {each.document.text.count(chr(10), 0, place.spans[0].start) + 1}"), heading, meaning, why)
        for each in built.plans
        for place, taken in each.columns
        for heading, meaning, why in taken
    ]
    about = (("plan", "the document"), ("header", "where its row of headings stands"), ("column", "the heading as printed"), ("taken_for", 'what its cells mean; "other" keeps them as they are'), ("why", "what decided it"))
    notes = ('Another meaning is set with --map MEANING="heading", or in the file plan.toml beside the document.',)
    return Answer("columns", "What the columns were taken for", tuple(Column(name, words) for name, words in about), tuple(rows), notes=notes)


def _left(made: Sequence[decisions.Decision], plans: Sequence[Plan], claims: Sequence[decisions.Decided]) -> Iterator[str]:
    """What is to be said of decisions that changed nothing: their words are gone, or their plan was not built."""
    for plan_read, its in zip(plans, claims):
        for gone in its.gone:
            where = plan_read.id if gone.ref == decisions.ANYWHERE else f"action {gone.ref} of {plan_read.id}"
            yield f'{gone.where}: "{gone.printed}" ({gone.what}) no longer stands in {where}: the decision changes nothing; look at it again'
    built = {each.id for each in plans}
    if others := [each for each in made if each.plan not in built]:
        names = ", ".join(dict.fromkeys(each.plan for each in others))
        yield f"{others[0].where.partition(', ')[0]}: {len(others)} decision{'s' if len(others) > 1 else ''} on plans that were not built now ({names})"


def _in_order(stated: dict[str, list[Quad]]) -> list[Quad]:
    return [quad for part in ("plans", "derived", "registers") for quad in stated[part]]


def plan_ids(sources: Sequence[Path], plan_id: str | None) -> list[str]:
    """One id a plan: `plan_id` for a single one, else the file's name without its ending; the same twice is an error."""
    if plan_id is not None:
        if len(sources) != 1:
            raise UsageError("--id names one plan: build several plans under their file names, or one at a time")
        if not plan_id.strip():
            raise UsageError("--id is empty: give the plan a name")
        return [plan_id]
    ids = ["stdin" if str(path) == "-" else path.stem for path in sources]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise UsageError(f"two plans would both be called {twice}: rename a file, or build one of them with --id")
    return ids
