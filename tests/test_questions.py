"""The question library: complete headers, known terms, and the same rows from both engines.

Each check is a function from a question to the faults in it; its test runs it on the library, then on a planted fault.
What the answers should be stands in test_answers.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Store

from concordat.graph import build, query, sparql, vocab
from concordat.graph.errors import UsageError
from concordat.graph.answer import Answer
from concordat.graph.query import Question

LIBRARY = query.library()
FEWEST = 20
EMPTY = {
    "unconfirmed": "facts that rest on memory alone are built only when somebody asks",
    "unregistered-bodies": "the registers know every body that the national plan names",
    "plausible-dependencies": "no action of the national plan points to another by its reference, and it names nothing twice with a doubt",
}

# A valid value for every parameter, and where one question needs another than the rest.
VALUES = {
    "body": "Home Office",
    "confidence": "strong",
    "date": "2018-03-31",
    "law": "s136",
    "plan": "national-action-plan-2016",
    "policy": "crisis-care-concordat",
    "printed": "RCEM",
    "ref": "3.6",
    "relation": "continues",
    "role": "lead",
    "section": "3",
    "theme": "guidance-and-standards",
}
VALUES_OF = {("continuations", "policy"): "uec-plan-2025-26", ("body-changes", "body"): "NHS England"}

SMALL = """Action\tStart date\tFinish date\tLead organisation
Open a crisis cafe in Anytown.\tMay 2017\tOngoing\tAnytown Crisis Trust / NHS England
Support street triage near stations of Network Rail.\t2017\t2018\tAnytown Council
"""

GOOD = """#+ title = "Actions"
#+ question = "Which actions are there?"
#+ columns.ref = "printed reference"
#+ params.section = { type = "string", about = "one section" }
PREFIX ccc: <https://w3id.org/concordat/ont#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX role: <https://w3id.org/concordat/scheme/role/>
SELECT ?ref WHERE {
  VALUES ?section { UNDEF }
  ?action a ccc:Action ; ccc:ref ?ref ; dct:isPartOf/ccc:ref ?section .
  ?responsibility ccc:responsibleFor ?action ; ccc:role role:lead .
} ORDER BY ?ref
"""


def with_values(name: str) -> Iterator[dict[str, str]]:
    """No parameter, then each one alone."""
    yield {}
    for parameter in LIBRARY[name].parameters:
        yield {parameter.name: VALUES_OF.get((name, parameter.name)) or VALUES[parameter.name]}


def has_column(name: str, column: str) -> bool:
    return column in (each.name for each in LIBRARY[name].columns)


def has_parameter(name: str, parameter: str) -> bool:
    return parameter in (each.name for each in LIBRARY[name].parameters)


CASES = [pytest.param(name, values, id=" ".join([name, *values])) for name in LIBRARY for values in with_values(name)]


@pytest.fixture(scope="module")
def home() -> build.Build:
    return build.build()


@pytest.fixture(scope="module")
def dataset(home: build.Build) -> rdflib.Dataset:
    found = rdflib.Dataset(default_union=True)
    found.parse(data=home.data, format="trig")
    return found


@pytest.fixture(scope="module")
def anytown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that prints no references and no sections, and names bodies that no register knows."""
    path = tmp_path_factory.mktemp("plans") / "anytown.txt"
    path.write_text(SMALL, encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def two_plans(anytown: Path) -> build.Build:
    return build.build([build.HOME_PLAN, anytown])


# ---- The checks ----


def header_faults(question: Question) -> list[str]:
    """What the header lacks: words for the question, every column and every parameter."""
    named = {"title": question.title, "question": question.question}
    named |= {f"columns.{column.name}": column.about for column in question.columns}
    named |= {f"params.{parameter.name}": parameter.about for parameter in question.parameters}
    faults = [f"{name} has no words" for name, words in named.items() if not words.strip()]
    if question.question and not question.question.endswith("?"):
        faults.append("question is no question")
    if not sparql.is_ordered(question.text):
        faults.append("the answer has no order")
    return faults


def column_faults(question: Question) -> list[str]:
    """Columns of the header against those of SELECT, in their order."""
    told = [column.name for column in question.columns]
    given = [variable.value for variable in Store().query(question.text).variables]
    return [] if told == given else [f"the header has {told}, SELECT gives {given}"]


def prefixes_of(text: str) -> dict[str, str]:
    return dict(re.findall(r"^PREFIX ([\w-]*): <([^>]*)>$", text, re.MULTILINE))


def names_of(text: str) -> set[str]:
    """The prefixed names in the text of a query, outside its strings, comments and PREFIX lines."""
    body = re.sub(r"^PREFIX .*$", "", text, flags=re.MULTILINE)
    return {piece[0] for piece in sparql.pieces(body) if piece.lastgroup == "name"}


def prefix_faults(question: Question) -> list[str]:
    """Prefixes that are used and not declared, or declared and not used, or that mean something else than everywhere."""
    declared = prefixes_of(question.text)
    used = {name.partition(":")[0] for name in names_of(question.text)}
    schemes = (f"{vocab.SCHEME}{{}}/", f"{vocab.SCHEME}{{}}-type/")  # role: for the roles, continuation: for the types of continuation
    wrong = [p for p, iri in declared.items() if iri not in (vocab.PREFIXES.get(p), *(scheme.format(p) for scheme in schemes))]
    faults = [f"{p}: is not declared" for p in sorted(used - declared.keys())]
    faults += [f"{p}: is not used" for p in sorted(declared.keys() - used)]
    return faults + [f"{p}: means something else" for p in wrong]


def term_faults(question: Question, known: set[str]) -> list[str]:
    """Terms and concepts of ours that the query names and nobody declares."""
    declared = prefixes_of(question.text)
    iris = {declared[prefix] + local for prefix, _, local in (name.partition(":") for name in names_of(question.text)) if prefix in declared}
    iris |= set(re.findall(r"<([^<>\s]*)>", re.sub(r"^PREFIX .*$", "", question.text, flags=re.MULTILINE)))
    ours = {iri for iri in iris if iri.startswith((vocab.ONT, vocab.SCHEME))}
    return [f"{iri} is not declared" for iri in sorted(ours - known)]


def parameter_faults(question: Question) -> list[str]:
    """Parameters that do not stand at the head of a WHERE, or that stand in a condition, where a value would not be seen."""
    faults = []
    for parameter in question.parameters:
        if not re.search(rf"WHERE \{{\n(?:\s*VALUES \?\w+ \{{ UNDEF \}}\n)*\s*VALUES \?{parameter.name} \{{ UNDEF \}}\n", question.text):
            faults.append(f"{parameter.name} does not stand first in WHERE")
        if re.search(rf"(?:FILTER|BOUND)[^\n]*\?{parameter.name}\b", question.text):
            faults.append(f"{parameter.name} stands in a condition")
    return faults


def rows_of(answer: Answer) -> list[tuple[str | None, ...]]:
    return [tuple(None if value is None else str(value) for value in row) for row in answer.rows]


def known_terms(store: Store) -> set[str]:
    """What the ontology declares, and the concepts that the registers bring."""
    concepts = {q.subject.value for q in store.quads_for_pattern(None, NamedNode(vocab.PREFIXES["skos"] + "prefLabel"), None, None)}
    schemes = {q.object.value for q in store.quads_for_pattern(None, NamedNode(vocab.PREFIXES["skos"] + "inScheme"), None, None)}
    return {vocab.ONT + word for word in vocab.declared()} | concepts | schemes


# ---- The library ----


def test_there_are_questions_enough():
    assert len(LIBRARY) >= FEWEST
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in LIBRARY)


def test_no_two_questions_share_a_title_or_a_question():
    assert len({question.title for question in LIBRARY.values()}) == len({question.question for question in LIBRARY.values()}) == len(LIBRARY)


@pytest.mark.parametrize("name", LIBRARY)
def test_a_question_is_complete(name: str, home: build.Build):
    question = LIBRARY[name]

    assert header_faults(question) == []
    assert column_faults(question) == []
    assert prefix_faults(question) == []
    assert term_faults(question, known_terms(home.graph.store)) == []
    assert parameter_faults(question) == []


@pytest.mark.parametrize(("name", "values"), CASES)
def test_both_engines_give_the_same_rows(name: str, values: dict[str, str], home: build.Build, dataset: rdflib.Dataset):
    question = LIBRARY[name]
    answer = query.run(home.graph, question, values)

    other = [tuple(None if term is None else str(term) for term in row) for row in dataset.query(query.filled(home.graph, question, values))]

    assert rows_of(answer) == other
    assert [column.name for column in answer.columns] == [column.name for column in question.columns]
    assert len(set(other)) == len(other), "a row stands twice"
    assert bool(other) == (name not in EMPTY)
    assert not [cell for row in other for cell in row if cell and cell.startswith((vocab.BASE, "_:"))], "a cell is no name"


@pytest.mark.parametrize("name", LIBRARY)
def test_a_cell_is_empty_only_where_the_header_says_so(name: str, home: build.Build):
    question = LIBRARY[name]
    filled = [place for place, column in enumerate(question.columns) if "empty" not in column.about]

    assert [row for row in rows_of(query.run(home.graph, question)) if not all(row[place] for place in filled)] == []


@pytest.mark.parametrize("name", [name for name in LIBRARY if has_column(name, "ref") and has_parameter(name, "section")])
def test_a_section_keeps_its_own_actions(name: str, home: build.Build):
    """The references of the national plan begin with the number of their section."""
    place = [column.name for column in LIBRARY[name].columns].index("ref")

    everything = rows_of(query.run(home.graph, LIBRARY[name]))

    for section in "12345":
        kept = rows_of(query.run(home.graph, LIBRARY[name], {"section": section}))
        assert kept == [row for row in everything if row[place].startswith(f"{section}.")]


@pytest.mark.parametrize("name", [name for name in LIBRARY if has_parameter(name, "plan")])
def test_a_plan_keeps_its_own_actions(name: str, home: build.Build, two_plans: build.Build):
    assert query.run(two_plans.graph, LIBRARY[name], {"plan": "national-action-plan-2016"}).rows == query.run(home.graph, LIBRARY[name]).rows


def test_actions_without_references_go_by_their_keys(two_plans: build.Build):
    """Two actions, neither with a reference, so that they go by the keys of the build: the first has no fixed finish and two leads."""
    opened = query.run(two_plans.graph, "open-actions", {"plan": "anytown"})

    assert opened.rows == (("-1", "Ongoing", "Anytown Crisis Trust"), ("-1", "Ongoing", "NHS England"))
    assert query.run(two_plans.graph, "due-by", {"plan": "anytown"}).rows == (("-2", "2018", date(2018, 12, 31), "Anytown Council"),)
    assert query.run(two_plans.graph, "evidence", {"ref": "-2", "plan": "anytown"}).rows[0][:4] == ("-2", "planned start", "2017", "2017")


def test_bodies_that_no_register_knows_are_found(two_plans: build.Build):
    answer = query.run(two_plans.graph, "unregistered-bodies")

    assert [row[:4] for row in answer.rows] == [
        ("Anytown Council", "-2", "lead", "Anytown Council"),
        ("Anytown Crisis Trust", "-1", "lead", "Anytown Crisis Trust"),
    ]


def test_a_body_that_leads_in_another_plan_may_be_only_mentioned_in_this_one(two_plans: build.Build):
    answer = query.run(two_plans.graph, "mentioned-only", {"plan": "anytown"})

    assert [row[:3] for row in answer.rows] == [("Network Rail", "Public company", "-2")]


def test_changes_are_announced_for_bodies_of_the_plan_alone(anytown: Path):
    """NHS England and Network Rail are named; what is planned for NHS England has two successors."""
    answer = query.run(build.build([anytown]).graph, "announced-changes")

    assert [row[0] for row in answer.rows] == ["NHS England", "NHS England", "Network Rail"]


def test_an_action_may_name_another_by_its_reference(tmp_path: Path):
    """The words stand on one side only, and the thing that joins the two is the other action."""
    path = tmp_path / "plan.txt"
    text = "Ref\tAction\tLead organisation\n1.1\tPublish a protocol.\tMind\n1.2\tTrain staff following action 1.1.\tMind\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    graph = build.build([path]).graph

    assert query.run(graph, "dependencies").rows == (("1.2", "1.1", "requires output", "explicit", "1.1", "following action 1.1", None),)
    assert [row[:4] for row in query.run(graph, "doubts").rows] == [("1.2", "uses", "1.1", "medium")]
    assert ("1.2", "uses", "1.1") in [row[:3] for row in query.run(graph, "evidence", {"ref": "1.2"}).rows]


# ---- Parameters ----


def test_every_parameter_has_a_value_here():
    names = {parameter.name for question in LIBRARY.values() for parameter in question.parameters}

    assert names == set(VALUES)


@pytest.mark.parametrize("name", LIBRARY)
def test_an_unknown_parameter_is_refused(name: str, home: build.Build):
    with pytest.raises(UsageError, match=f'{name} has no parameter "colour"'):
        query.run(home.graph, LIBRARY[name], {"colour": "red"})


@pytest.mark.parametrize(("name", "parameter"), [(name, p.name) for name, question in LIBRARY.items() for p in question.parameters if p.values])
def test_a_value_that_is_not_allowed_is_refused(name: str, parameter: str, home: build.Build):
    with pytest.raises(UsageError, match=f'{parameter} cannot be "nonsense": it is one of '):
        query.run(home.graph, LIBRARY[name], {parameter: "nonsense"})


@pytest.mark.parametrize(("name", "parameter"), [(name, p) for name, question in LIBRARY.items() for p in question.parameters if p.values])
def test_every_allowed_value_is_known_to_the_query(name: str, parameter: query.Parameter):
    assert all(f'"{value}"' in sparql_of(name) for value in parameter.values)


def sparql_of(name: str) -> str:
    """The text of a question without its header."""
    return re.sub(r"^#\+.*\n", "", LIBRARY[name].text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "values"),
    [("due-by", {"date": "spring"}), ("organisation-actions", {"body": "armed-forces"}), ("theme-actions", {"theme": "Mind"})],
)
def test_a_value_of_another_kind_is_refused(name: str, values: dict[str, str], home: build.Build):
    with pytest.raises(UsageError):
        query.run(home.graph, LIBRARY[name], values)


# ---- The checks catch what they are there for ----


def planted(old: str, new: str) -> Question:
    assert old in GOOD
    return query.parse(GOOD.replace(old, new), "planted", Path("planted.rq"))


def faults_of(question: Question, known: set[str]) -> list[str]:
    return [*header_faults(question), *prefix_faults(question), *term_faults(question, known), *parameter_faults(question)]


def test_the_pattern_of_the_planted_faults_has_none(home: build.Build):
    good = query.parse(GOOD, "good", Path("good.rq"))

    assert faults_of(good, known_terms(home.graph.store)) + column_faults(good) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Actions"', '" "', "title has no words"),
        ("there?", "there", "question is no question"),
        ('"printed reference"', '""', "columns.ref has no words"),
        ('"one section"', '""', "params.section has no words"),
        (" ORDER BY ?ref", "", "the answer has no order"),
        ("PREFIX dct: <http://purl.org/dc/terms/>\n", "", "dct: is not declared"),
        ("ccc:role role:lead", "ccc:role ?lead", "role: is not used"),
        ("purl.org/dc/terms/", "purl.org/dc/elements/1.1/", "dct: means something else"),
        ("scheme/role/", "scheme/part/", "role: means something else"),
        ("ccc:responsibleFor", "ccc:responsiblefor", "https://w3id.org/concordat/ont#responsiblefor is not declared"),
        ("role:lead", "role:leader", "https://w3id.org/concordat/scheme/role/leader is not declared"),
        ("role:lead", "role:lead, <https://w3id.org/concordat/ont#Nothing>", "https://w3id.org/concordat/ont#Nothing is not declared"),
        ("  VALUES ?section { UNDEF }\n", "  ?any a ccc:Action .\n  VALUES ?section { UNDEF }\n", "section does not stand first in WHERE"),
        ("role:lead .", "role:lead . FILTER (?section = ?ref)", "section stands in a condition"),
    ],
)
def test_a_planted_fault_is_caught(old: str, new: str, fault: str, home: build.Build):
    assert fault in faults_of(planted(old, new), known_terms(home.graph.store))


@pytest.mark.parametrize("new", ["SELECT ?ref ?section WHERE", "SELECT ?section WHERE", "SELECT * WHERE"])
def test_a_column_that_is_not_in_both_places_is_caught(new: str):
    assert column_faults(planted("SELECT ?ref WHERE", new)) != []
