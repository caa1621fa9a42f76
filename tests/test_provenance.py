"""From every number to the words: each row of a report or a question, each edge of a view and each node of the graph leads to its source.

The checks are functions from a table, an edge or a graph to what is unfounded in it. They run over everything there is by name (reports, questions,
views, commands that give tables), so that what is added later is looked at too; and each of them finds a fault that is planted for it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, Store

from concordat import __version__
from concordat.cli import cli
from concordat.graph import build, fingerprint, given, query, reports, rules, vocab
from concordat.graph import register as registers
from concordat.graph.answer import Answer, Column
from concordat.graph.errors import UsageError
from concordat.graph.explain import explain
from concordat.graph.facts import Facts
from concordat.graph.reports import Asked
from concordat.graph.store import Graph, serialise
from concordat.graph import views
from concordat.graph.vocab import concept, node, term
from test_layers import imported

HOME = build.HOME_PLAN
# Everything that a plan can have: dependencies of all kinds, partners without a name, words that were not understood, decisions of reviewers.
OWN = """A made-up plan for winter in Anytown
Ref\tAction\tStart\tFinish\tLead\tBudget holder
1. Crisis houses
A1\tDevelop a winter protocol. Support street triage.\tApril 2026\tOngoing\tAnytown Council / NHS England (with Home Office)\tTown hall
A2\tImplement the winter protocol. Spend up to £5m.\t2026\tMarch 2027\tHome Ofice\t
this line stands alone and is no action
2. Law
B1\tTrain staff following action A1; see also B2. Comply with section 136 of the Mental Health Act 1983.\t\tsoon\tNHS England\t
B2\tReview the winter protocol for schools.\tspring 2026\tTBC\tAnytown Council (with Mind)\t
B3\tFollowing action B1, publish guidance. The XYZ Board is told.\t2026\t2027\tMind (with partner agencies)\t
"""
DECISIONS = """plan,ref,what,printed,decision,same_as,by,on
own,*,organisation,Home Ofice,same-as,HO,A. Reader,2026-11-20
own,B3,theme,guidance,reject,,A. Reader,2026-11-20
own,A9,lead,Gone Body,accept,,A. Reader,2026-11-20
"""
PLANTED = "Planted Successor Body"
NO_WORDS = {"ActionPlan", "SourceDocument", "ExtractionRun"}  # what the graphs of a plan hold beside what is printed and read
REGISTERED = ("Responsibility", "Claim", "Deed", "FuzzyDate")


@dataclass(frozen=True)
class Known:
    """A built graph, its document, and what a cell of a table may lead to."""

    graph: Graph
    path: Path

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.graph.store)

    @cached_property
    def text(self) -> str:
        return self.path.read_bytes().decode("utf-8")

    @cached_property
    def refs(self) -> frozenset[str]:
        return frozenset(row["ref"] for row in given.read(self.graph).actions.values())

    @cached_property
    def actions(self) -> frozenset[str]:
        return frozenset(n.value for n in self.facts.instances("ccc:Action"))

    @cached_property
    def plans(self) -> frozenset[str]:
        """Ids of plans: what is said of a plan as a whole rests on all its actions."""
        return frozenset(self.facts.text(n, "dct:identifier") for n in self.facts.instances("ccc:ActionPlan"))

    @cached_property
    def sources(self) -> frozenset[str]:
        """Addresses and citations of the registers, the documents, and the places in reviewers' files."""
        stated = {q.object.value for name in ("ccc:source", "ccc:writtenAt") for q in self.graph.store.quads_for_pattern(None, term(name), None, None)}
        return frozenset(stated | {self.facts.text(n, "dct:identifier") for n in self.facts.instances("ccc:SourceDocument")})


@pytest.fixture(scope="module")
def home() -> Known:
    return Known(build.build().graph, HOME)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Known:
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.txt").write_text(OWN, encoding="utf-8", newline="\n")
    (folder / "decisions.csv").write_text(DECISIONS, encoding="utf-8", newline="\n")
    built = build.build([folder / "own.txt"], decisions_file=folder / "decisions.csv")
    (folder / "own.trig").write_bytes(built.data)
    return Known(built.graph, folder / "own.txt")


@pytest.fixture(scope="module", params=["home", "own"])
def known(request: pytest.FixtureRequest) -> Known:
    return request.getfixturevalue(request.param)


# ---- Rows ----


def folded(words: str) -> str:
    return " ".join(words.split())


def pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in re.split(r", |; |\n| then | / ", cell)]


def spans(place: str) -> list[tuple[int, int]]:
    """The stretches that a place counts off; none if it is no such place."""
    found = [re.fullmatch(r"(\d+)-(\d+)", piece.strip()) for piece in re.split(r";| / ", place)]
    return [(int(match[1]), int(match[2])) for match in found if match] if all(found) else []


def quoted(cells: list[str], text: str) -> bool:
    """Whether a cell holds just the words that stand where another cell says, or words with their place in one cell."""
    for place in cells:
        said = [folded(text[start:end]) for start, end in spans(place)]
        if said and all(said) and any(all(part in folded(cell) for part in said) for cell in cells if cell != place):
            return True
    inline = [match for cell in cells for match in re.finditer(r'"([^"]+)" at (\d+)-(\d+)', cell)]
    return bool(inline) and all(folded(text[int(m[2]) : int(m[3])]) == folded(m[1]) for m in inline)


def is_founded(row: Iterable[object], known: Known, others: frozenset[str] = frozenset()) -> bool:
    """Whether a row leads on: to actions by their references, to words at their place, to a source, or to another table (`others`) of its report."""
    cells = [str(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    if any(set(pieces(cell)) <= known.refs for cell in cells):
        return True
    if any(cell in others or cell in known.actions or {cell, *pieces(cell)} & known.sources for cell in cells):
        return True
    return quoted(cells, known.text)


def unfounded(answers: Iterable[Answer], known: Known) -> list[str]:
    """The rows of some tables that lead nowhere; a table is named by its name or its heading, with what the heading says was kept or without."""
    answers = list(answers)
    names = {answer.name: {answer.name, answer.title, *accumulate(answer.title.split(", "), "{}, {}".format)} for answer in answers}
    leading = frozenset(name for answer in answers if answer.rows for name in names[answer.name])
    empty = frozenset(name for answer in answers for name in names[answer.name])
    found = []
    for answer in answers:
        others = (leading if answer.name != "summary" else empty) - names[answer.name]
        found += [f"{answer.name}: {row}" for row in answer.rows if not is_founded(row, known, others)]
    return found


ASKED = {
    "everything": Asked(),
    "plausible": Asked(plausible=True),
    "a body": Asked(organisation="NHS England"),
    "of a body": Asked(about="NHS England"),
    "a theme": Asked(theme="guidance-and-standards"),
}


def takes(name: str, asked: Asked) -> bool:
    """Whether a report may be asked so; of a law it is asked elsewhere."""
    try:
        reports.check(name, asked)
    except UsageError:
        return False
    return asked.about is None or reports.kind(name).takes == "body"


@pytest.mark.parametrize(("name", "asked"), [(name, key) for name in reports.names() for key, asked in ASKED.items() if takes(name, asked)])
def test_every_row_of_a_report_leads_to_words_or_to_a_source(name: str, asked: str, known: Known):
    answers = reports.report(known.graph, name, ASKED[asked])

    assert unfounded(answers, known) == []
    assert any("concordat explain" in note for answer in answers for note in answer.notes)


def test_reports_are_asked_in_every_way_that_they_take():
    """Each way is taken by some report, and everything by all: none is left out because its name is misspelt."""
    taken = {key: [name for name in reports.names() if takes(name, asked)] for key, asked in ASKED.items()}

    assert taken["everything"] == taken["a theme"] == list(reports.names())
    assert taken["plausible"] == ["dependencies"]
    assert {"overlap", "impact"} <= set(taken["of a body"])
    assert len(taken["a body"]) >= 8


@pytest.mark.parametrize("name", query.names())
def test_every_row_of_a_question_leads_to_words_or_to_a_source(name: str, known: Known):
    assert unfounded([query.run(known.graph, name)], known) == []


# Commands that give tables, with what they are asked here; the tables of the others are looked at elsewhere, or tell nothing of a plan.
COMMANDS = {"actions": [], "review": ["--list"], "check": []}
ELSEWHERE = {
    "report": "above",
    "query": "above",
    "explain": "it is where the others lead: tests/test_explain.py",
    "queries": "lists the questions",
    "evaluate": "compares records that a person made",
    "diff": "compares two graphs, each action with its words: tests/test_diff.py",
}


def giving_tables() -> list[str]:
    return [name for name, command in cli.commands.items() if any(getattr(p.type, "choices", ()) and "xlsx" in p.type.choices for p in command.params)]


def test_every_command_that_gives_tables_is_looked_at():
    assert len(giving_tables()) >= 7
    assert set(giving_tables()) <= set(COMMANDS) | set(ELSEWHERE)


def rows_of(name: str, graph: Path, folder: Path) -> list[dict]:
    """All rows that a command gives for a graph file."""
    done = CliRunner().invoke(cli, [name, *COMMANDS[name], "-g", str(graph), "-o", str(folder / "rows.json")])
    assert done.exit_code in (0, 1), done.output
    made = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
    return made if isinstance(made, list) else [row for rows in made.get("tables", {"": made.get("rows", [])}).values() for row in rows]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name in cli.commands])
def test_every_row_of_a_command_leads_to_words_or_to_a_source(name: str, own: Known, tmp_path: Path):
    rows = rows_of(name, own.path.with_suffix(".trig"), tmp_path)

    assert rows
    assert [row for row in rows if not is_founded(row.values(), own, own.plans if not row.get("action", "") else frozenset())] == []


@pytest.mark.parametrize(
    "row",
    [
        ("NHS England", 19, 12),
        ("Anytown", "9.99, 3.8", 4),
        ("lead", "Home Office", "11962-11964"),
        ("lead", "HO", "11962-11963x"),
        ("Home Office", 'leads 2 ("HO" at 11962-11964)'),
        ("merged", "https://example.org/no-source"),
        ("", None, 3.8),
    ],
)
def test_a_row_that_leads_nowhere_is_found(row: tuple, home: Known):
    answer = Answer("planted", "Planted", tuple(Column(str(n)) for n in range(len(row))), (("3.8",) * len(row), row))

    assert unfounded([answer], home) == [f"planted: {row}"]


@pytest.mark.parametrize("row", [("x", "3.8, 3.9"), ("3.5 then 2.3", 2), ("DH", "11962-11964"), ('Department of Health ("DH" at 11962-11964)',), ("a", "data, row 1", "https://acthub.uk/uk/ukpga/2022-31")])
def test_a_row_that_leads_on_is_let_pass(row: tuple, home: Known):
    assert is_founded(row, home)


# ---- Edges and nodes of views ----


def loose_edges(edges: Iterable[tuple[object, object, dict]], known: Known) -> list[str]:
    """Edges that name no action, or one that is not in the graph, or that show no words."""
    return [f"{one} {other}" for one, other, edge in edges if not edge.get("actions") or not set(edge["actions"]) <= known.actions or not edge.get("text")]


def misplaced(facts: Iterable[tuple[str, str, str]], text: str) -> list[str]:
    """What is shown of a node or an edge with a place where none of its words stand."""
    found = []
    for name, words, place, *_ in facts:
        said, shown = (re.findall(r"\w+", part) for part in (" ".join(text[start:end] for start, end in spans(place)), words))  # bullets and marks are not shown
        if place and not (said and (in_order(said, shown) or in_order(shown, said))):
            found.append(f"{name}: {words} at {place}")
    return found


def in_order(few: list[str], many: list[str]) -> bool:
    """Whether the one list is what is left of the other when some words are taken out."""
    rest = iter(many)
    return all(word in rest for word in few)


@pytest.mark.parametrize("name", views.names())
def test_every_edge_of_a_view_names_its_actions(name: str, known: Known):
    drawn = views.view(known.graph, name, {}).drawing.network

    assert (drawn.number_of_edges() > 0) is (name != "continuity" or known.path == HOME)  # later policies are registered for the national plan alone
    assert loose_edges(drawn.edges(data=True), known) == []


@pytest.mark.parametrize("name", views.names())
def test_what_a_view_shows_stands_where_it_says(name: str, home: Known):
    drawn = views.view(home.graph, name, {}).drawing.network
    items = [item for _, item in drawn.nodes(data=True)] + [item for *_, item in drawn.edges(data=True)]

    assert all(item["facts"] for item in items)
    assert [fault for item in items for fault in misplaced((f for f in item["facts"] if '"' not in f[1] and "; " not in f[1]), home.text)] == []


def test_a_loose_edge_is_found(home: Known):
    action = node("action", HOME.stem, "3.8").value
    good = {"actions": [action], "text": "DH"}
    planted = [good, good | {"actions": []}, good | {"actions": [action + "8"]}, {"text": "DH"}, good | {"text": ""}]

    assert loose_edges([("a", str(n), edge) for n, edge in enumerate(planted)], home) == ["a 1", "a 2", "a 3", "a 4"]
    assert misplaced([("Printed", "DH", "11962-11964"), ("Printed", "HO", "11962-11964")], home.text) == ["Printed: HO at 11962-11964"]


# ---- Nodes of the graph ----


def types(facts: Facts, thing: NamedNode) -> set[str]:
    return {re.split("[/#]", kind.value)[-1] for kind in facts.nodes(thing, "rdf:type")}


def subjects(known: Known, *graphs: str) -> list[NamedNode]:
    """Whatever has a type in the graphs whose names begin so."""
    quads = known.graph.store.quads_for_pattern(None, term("rdf:type"), None, None)
    return sorted({q.subject for q in quads if q.graph_name.value.startswith(tuple(vocab.GRAPH + name for name in graphs))}, key=str)


def evidence(facts: Facts, thing: NamedNode) -> list[NamedNode]:
    """The spans on which a thing rests: its own, or those of the deeds from which it was derived."""
    return facts.nodes(thing, "ccc:evidence") or [span for deed in facts.nodes(thing, "ccc:basedOn") for span in facts.nodes(deed, "ccc:evidence")]


def wordless(known: Known) -> list[str]:
    """What is printed, read, derived or decided and has no words in the document behind it, or other words than it says."""
    facts, found = known.facts, []
    for thing in subjects(known, "plan/", "claims/", "derived", "curation"):
        kinds = types(facts, thing)
        if kinds & (NO_WORDS | {"TextSpan", "Derivation"}) or facts.value(thing, "ccc:registered") is False:
            continue
        spans = evidence(facts, thing)
        told = folded(" ".join(facts.text(span, "oa:exact") for span in spans))
        printed = folded(facts.text(thing, "ccc:asPrinted"))
        empty_cell = "FuzzyDate" in kinds and facts.value(thing, "ccc:asPrinted") == "" and facts.node(thing, "prov:wasGeneratedBy")
        empty_section = "Section" in kinds and not facts.text(thing, "dct:title")
        gone = "Decision" in kinds and facts.node(thing, "ccc:decisionIn")
        if not (spans or empty_cell or empty_section or gone) or ("Action" not in kinds and spans and printed not in told):
            found.append(f"{thing.value}: {printed} / {told}")
    return found


def misquoted(known: Known) -> list[str]:
    """Spans whose words do not stand at their place in the file with the fingerprint that the graph records."""
    facts, found = known.facts, []
    sha256 = hashlib.sha256(known.path.read_bytes()).hexdigest()
    for span in facts.instances("ccc:TextSpan"):
        source = facts.node(span, "oa:hasSource")
        start, end = facts.value(span, "oa:start"), facts.value(span, "oa:end")
        recorded = (facts.text(source, "dct:identifier"), facts.text(source, "ccc:sha256"), facts.value(source, "ccc:charLength"))
        if recorded != (known.path.name, sha256, len(known.text)) or known.text[start:end] != facts.value(span, "oa:exact"):
            found.append(span.value)
    return found


def ruleless(known: Known) -> list[str]:
    """What was read or derived and does not say by which version of which rule, and how surely; each of its runs says what it used."""
    facts, found = known.facts, []
    for thing in subjects(known, "claims/", "derived"):
        if not facts.text(thing, "ccc:rule"):
            continue
        run = facts.node(thing, "prov:wasGeneratedBy")
        if "Derivation" in types(facts, thing):
            continue
        version = run and (facts.text(run, "ccc:programVersion"), len(facts.text(run, "ccc:ruleSet")))
        if version != (__version__, 64) or not facts.node(thing, "ccc:confidence"):
            found.append(thing.value)
        elif "ExtractionRun" in types(facts, run):
            used = facts.node(run, "prov:used")
            found += [] if used and facts.text(run, "ccc:documentHash") == facts.text(used, "ccc:sha256") else [thing.value]
    return found


def unsourced(known: Known) -> list[str]:
    """Things of the registers and of later history without a source or without a confidence; words of lists (kinds, themes) are no facts."""
    facts = known.facts
    things = [thing for thing in subjects(known, "register", "context") if not thing.value.startswith(vocab.SCHEME)]
    return [thing.value for thing in things if not facts.values(thing, "ccc:source") or not facts.node(thing, "ccc:confidence")]


def test_everything_printed_and_read_has_its_words(known: Known):
    assert len(known.facts.instances("ccc:TextSpan")) > 30
    assert wordless(known) == []
    assert misquoted(known) == []


def test_everything_read_and_derived_says_by_which_version_of_which_rule(known: Known):
    counted = sum(len(known.facts.instances(f"ccc:{kind}")) for kind in REGISTERED)
    assert counted > 30
    assert ruleless(known) == []


def test_everything_registered_has_its_source(known: Known):
    assert len(subjects(known, "register", "context")) > 150
    assert unsourced(known) == []
    assert known.facts.value(vocab.graph("register"), "ccc:checkedOn") == known.facts.value(vocab.graph("context"), "ccc:checkedOn") != None  # noqa: E711


def spoilt(known: Known, *changes: tuple[str, NamedNode, str, object]) -> Known:
    """A copy of the graph with statements taken out ("without") or exchanged ("with")."""
    copy = Store()
    copy.extend(known.graph.store)
    for what, subject, name, value in changes:
        for quad in list(copy.quads_for_pattern(subject, term(name), None, None)):
            copy.remove(quad)
            if what == "with":
                copy.add(Quad(subject, term(name), value, quad.graph_name))
    return Known(Graph(copy), known.path)


CLAIM = node("responsibility", HOME.stem, "3.8", 1)
SPAN = node("span", HOME.stem, "11962-11964")
LINK = node("dependency", HOME.stem, "3.7", "3.6")


@pytest.mark.parametrize(
    ("check", "change", "fault"),
    [
        (wordless, ("without", CLAIM, "ccc:evidence", None), CLAIM),
        (wordless, ("with", CLAIM, "ccc:asPrinted", Literal("Department")), CLAIM),
        (wordless, ("without", LINK, "ccc:basedOn", None), LINK),
        (wordless, ("without", node("item", HOME.stem, "1.2", 1), "ccc:evidence", None), node("item", HOME.stem, "1.2", 1)),
        (misquoted, ("with", SPAN, "oa:exact", Literal("dH")), SPAN),
        (misquoted, ("with", SPAN, "oa:start", Literal(11961)), SPAN),
        (misquoted, ("with", node("source", HOME.stem), "ccc:sha256", Literal("0" * 64)), SPAN),
        (ruleless, ("without", CLAIM, "prov:wasGeneratedBy", None), CLAIM),
        (ruleless, ("without", LINK, "prov:wasGeneratedBy", None), LINK),
        (ruleless, ("without", CLAIM, "ccc:confidence", None), CLAIM),
        (ruleless, ("without", node("derivation", "40-implements"), "ccc:ruleSet", None), LINK),
        (ruleless, ("without", node("run", HOME.stem), "prov:used", None), CLAIM),
        (unsourced, ("without", node("law-change", "lc-01"), "ccc:source", None), node("law-change", "lc-01")),
        (unsourced, ("without", node("organisation", "mind"), "ccc:confidence", None), node("organisation", "mind")),
    ],
)
def test_a_planted_gap_is_found(check, change: tuple, fault: NamedNode, home: Known):
    found = check(spoilt(home, change))

    assert any(line.split(": ")[0] == fault.value for line in found)


def test_a_cell_of_a_workbook_is_the_source_of_its_words(tmp_path: Path):
    """Where the document is no text, a span names the cell in which its words stand."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Ref", "Action", "Finish", "Lead"], ["X1", "Write a protocol under section 136.", "2027", "Mind / NHS England"], ["X2", "Use the protocol of X1.", "", "Mind"]):
        book.active.append(row)
    book.save(tmp_path / "own.xlsx")
    facts = Facts(build.build([tmp_path / "own.xlsx"]).graph.store)
    cells = {f"{book.active.title}!{cell.coordinate}": str(cell.value) for row in book.active.iter_rows() for cell in row}
    found = {span for kind in REGISTERED for thing in facts.instances(f"ccc:{kind}") for span in facts.nodes(thing, "ccc:evidence")}

    assert len(found) >= 6
    for span in found:
        assert facts.text(span, "oa:exact") in cells[facts.text(span, "ccc:cellLabel")]
        assert facts.text(facts.node(span, "oa:hasSource"), "ccc:sha256") == hashlib.sha256((tmp_path / "own.xlsx").read_bytes()).hexdigest()


# ---- Which version of the rules ----


def test_the_fingerprint_of_the_rules_covers_all_modules_that_read():
    """Whatever the readers import from the library decides a reading; terms, messages and the register's own parts apart."""
    folder = fingerprint.HERE
    files = [path for name in fingerprint.CODE for path in ((folder / name).glob("*.py") if (folder / name).is_dir() else [folder / name])]
    taken = {name.split(".")[2] for path in files for _, name in imported(path) if name.startswith("concordat.graph.")}

    assert len(files) > 60
    assert taken - {name.removesuffix(".py") for name in fingerprint.CODE} == {"answer", "errors", "fingerprint", "vocab"} & taken


def test_other_rules_are_another_version(tmp_path: Path):
    added = tmp_path / "bodies.csv"
    added.write_text("id,name\nanytown,Anytown Council\n", encoding="utf-8", newline="\n")
    one = registers.load(added).fingerprint
    added.write_text("id,name\r\nanytown,Anytown Council\r\n", encoding="utf-8", newline="")
    same = registers.load(added).fingerprint
    added.write_text("id,name\nanytown,Anytown City Council\n", encoding="utf-8", newline="\n")
    other = registers.load(added).fingerprint

    assert one == same
    assert len({registers.load().fingerprint, one, other, registers.load(bundled=False).fingerprint}) == 4
    assert registers.load().fingerprint == registers.load().fingerprint == fingerprint.rule_set()


def test_a_derived_link_names_the_version_of_its_rule(home: Known):
    derivation = home.facts.node(LINK, "prov:wasGeneratedBy")

    assert home.facts.text(LINK, "ccc:rule") == home.facts.text(derivation, "ccc:rule") == "40-implements"
    assert home.facts.text(derivation, "ccc:ruleSet") == hashlib.sha256(b"%d\n" % len(RULE) + RULE).hexdigest()


RULE = (rules.FOLDER / "40-implements.rq").read_bytes()


def test_a_claim_leads_to_its_document_and_its_rule_in_plain_sparql(own: Known):
    """A person follows the arrows: claim, run, document; claim, decision."""
    text = """SELECT ?printed ?file ?length ?rule ?by WHERE {
      ?claim a ccc:Responsibility ; ccc:asPrinted ?printed ; ccc:rule ?rule ; prov:wasGeneratedBy/prov:used ?document .
      ?document dct:identifier ?file ; ccc:charLength ?length .
      ?decision ccc:decidesOn ?claim ; ccc:decidedBy ?by .
    } ORDER BY ?printed"""

    assert query.run(own.graph, query.parse(text, "chain")).rows == (("Home Ofice", "own.txt", len(OWN), "lead-cell-new-name", "A. Reader"),)


def test_the_sparql_of_the_documentation_runs(home: Known):
    page = (Path(__file__).parent.parent / "docs" / "provenance.md").read_text(encoding="utf-8")
    found = [query.run(home.graph, query.parse(text, "page")).rows for text in re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)]

    assert [len(rows) > 60 for rows in found] == [True]


def test_what_columns_were_taken_for_is_told_with_the_run(tmp_path: Path):
    (tmp_path / "p.txt").write_text("Ref\tAction\tBoss\nA1\tDo it.\tMind\n", encoding="utf-8")
    facts = Facts(build.build([tmp_path / "p.txt"], mapped=["lead=Boss"]).graph.store)
    told = facts.values(node("run", "p"), "ccc:columnTaken")

    assert "Boss: lead (said beforehand)" in told


# ---- What came later ----


def graphs_of(known: Known, subject: str) -> set[str]:
    """The named graphs with statements of things of this kind."""
    return {q.graph_name.value.removeprefix(vocab.GRAPH) for q in known.graph.store if q.subject.value.startswith(f"{vocab.ID}{subject}/")}


@pytest.mark.parametrize("kind", ["event", "law-change", "continuation"])
def test_later_history_stands_in_its_own_graph(kind: str, known: Known):
    assert graphs_of(known, kind) <= {"context"}
    assert kind == "continuation" or graphs_of(known, kind)


def test_the_graphs_of_a_plan_say_nothing_that_came_later(known: Known):
    """No term of later history stands there, and nothing that points to it."""
    later = {q.predicate for q in known.graph.store if q.graph_name == vocab.graph("context")}
    later -= {q.predicate for q in known.graph.store if q.graph_name == vocab.graph("register")} | {term("ccc:earliest"), term("ccc:latest"), term("ccc:edtf"), term("ccc:theme")}
    quads = [q for q in known.graph.store if q.graph_name.value.startswith((vocab.GRAPH + "plan/", vocab.GRAPH + "claims/"))]

    assert {term("ccc:eventStatus"), term("ccc:policyStatus"), term("ccc:effectDate"), term("ccc:bodyAfter")} <= later
    assert [q for q in quads if q.predicate in later] == []
    assert [q for q in quads if isinstance(q.object, NamedNode) and re.match(f"{vocab.ID}(event|law-change|continuation|unconfirmed)/", q.object.value)] == []


def test_what_rests_on_memory_is_built_only_when_asked(home: Known):
    asked = Known(build.build(unconfirmed=True).graph, HOME)

    assert graphs_of(home, "unconfirmed") == set()
    assert graphs_of(asked, "unconfirmed") == {"unconfirmed"}
    assert {q for q in asked.graph.store if q.graph_name != vocab.graph("unconfirmed")} == set(home.graph.store)


@pytest.fixture(scope="module", params=["planned", "announced"])
def foretold(request: pytest.FixtureRequest, home: Known) -> Known:
    """The national plan, and an announcement that the body which leads most of it is abolished in favour of one that is nowhere else."""
    copy, context, this = Store(), vocab.graph("context"), node("event", "planted")
    copy.extend(home.graph.store)
    heir = node("organisation", "planted-successor")
    said = {
        "rdf:type": term("ccc:PlannedChange"),
        "ccc:wouldBe": term("ccc:Abolition"),
        "ccc:eventStatus": concept("event-status", request.param),
        "ccc:bodyBefore": node("organisation", "home-office"),
        "ccc:bodyAfter": heir,
        "ccc:earliest": Literal("2026-01-01", datatype=vocab.DATE),
        "ccc:latest": Literal("2026-01-01", datatype=vocab.DATE),
        "ccc:edtf": Literal("2026-01-01", datatype=vocab.EDTF),
        "ccc:confidence": concept("confidence", "high"),
        "ccc:source": NamedNode("https://example.org/announcement"),
    }
    copy.extend(Quad(this, term(name), value, context) for name, value in said.items())
    known = {"rdf:type": term("org:Organization"), "ccc:registered": Literal(True), "ccc:source": said["ccc:source"], "ccc:confidence": said["ccc:confidence"]}
    copy.extend(Quad(heir, term(name), value, vocab.graph("register")) for name, value in known.items())
    copy.add(Quad(heir, term("skos:prefLabel"), Literal(PLANTED, language="en"), vocab.graph("register")))
    return Known(Graph(copy), HOME)


def told_as_done(answers: Iterable[Answer]) -> list[str]:
    """Rows that name the planted heir and do not say that it is only planned or announced."""
    return [f"{a.name}: {row}" for a in answers for row in a.rows if PLANTED in str(row) and not re.search(r"\b(planned|announced)\b", str(row))]


@pytest.mark.parametrize(("name", "asked"), [(name, asked) for name in reports.names() for asked in (Asked(), Asked(about="Home Office")) if takes(name, asked)])
def test_no_report_takes_what_is_announced_for_done(name: str, asked: Asked, foretold: Known, home: Known):
    answers = reports.report(foretold.graph, name, asked)

    assert told_as_done(answers) == []
    before = {a.name: a.rows for a in reports.report(home.graph, name, asked)}
    assert [a.name for a in answers if a.rows != before[a.name] and not any(PLANTED in str(row) for row in a.rows)] == []


def test_no_question_takes_what_is_announced_for_done(foretold: Known):
    answers = [query.run(foretold.graph, name) for name in query.names()]

    assert [a.name for a in answers if any(PLANTED in str(row) for row in a.rows)] == ["announced-changes"]
    assert told_as_done(answers) == []


def test_no_command_takes_what_is_announced_for_done(foretold: Known, home: Known, tmp_path: Path):
    """A finding or a record that is new with the announcement says that it is one."""
    for which, known in (("before", home), ("after", foretold)):
        (tmp_path / f"{which}.trig").write_bytes(serialise(sorted(known.graph.store, key=str)))
    for name in [name for name in COMMANDS if name in cli.commands]:
        before, after = ([tuple(map(str, row.values())) for row in rows_of(name, tmp_path / f"{which}.trig", tmp_path)] for which in ("before", "after"))
        new = [row for row in after if row not in before]
        assert told_as_done([Answer(name, name, (), tuple(row for row in new))]) == []
        assert [row for row in new if not re.search(r"\b(planned|announced)\b", " ".join(row))] == []


def test_no_explanation_takes_what_is_announced_for_done(foretold: Known):
    for name in ("Home Office", PLANTED, node("event", "planted").value):
        answers = explain(foretold.graph, name)
        assert any(PLANTED in str(row) for a in answers for row in a.rows)
        assert not any(PLANTED in str(row) for a in answers if a.name == "later" for row in a.rows)
        assert any({"planned", "announced"} & set(map(str, row)) for a in answers for row in a.rows)


def drawn_as_done(network: nx.Graph) -> list[str]:
    """What a picture says of the planted heir without saying that it is only planned or announced: in the name of a thing, or in a fact."""
    items = [*(node for _, node in network.nodes(data=True)), *(edge for _, _, edge in network.edges(data=True))]
    said = [line for item in items for line in (*map(str, item["facts"]), *(str(item[key]) for key in ("label", "name", "text") if key in item))]
    return [line for line in said if PLANTED in line and not re.search(r"\b(planned|announced)\b", line, re.IGNORECASE)]


def test_no_rule_and_no_view_takes_what_is_announced_for_done(foretold: Known):
    assert rules.derive(foretold.graph.store) == []
    pictures = {name: views.view(foretold.graph, name, {}).drawing.network for name in views.names()}
    assert [fault for picture in pictures.values() for fault in drawn_as_done(picture)] == []
    assert PLANTED in str(list(pictures["today"].nodes(data=True)))


def test_what_is_told_as_done_is_found():
    net = nx.DiGraph()
    net.add_node(1, label=PLANTED, facts=[("Announced", f"announced, not done: Abolition; after it: {PLANTED}"), ("Later", f"Abolition; after it: {PLANTED}")])
    assert [line.count("Later") for line in drawn_as_done(net)] == [1, 0]
    columns = (Column("lead"), Column("now"))
    assert told_as_done([Answer("today", "Today", columns, (("Home Office", PLANTED), ("announced", PLANTED)))]) == [f"today: ('Home Office', '{PLANTED}')"]
