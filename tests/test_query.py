"""Questions: their header, their parameters, the terms that come back, and what a query may not do."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from concordat.graph import query, sparql
from concordat.graph.answer import Column
from concordat.graph.errors import ConcordatError, UsageError
from concordat.graph.store import Graph, graph_of, open_graph

TRIG = """
@prefix ccc: <https://w3id.org/concordat/ont#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/> .
ex:plan { ex:a1 a ccc:Action ; ccc:ref "1.1" ; ccc:order 1 ; ccc:text "say \\"so\\"" .
          ex:a2 a ccc:Action ; ccc:ref "1.10" ; ccc:order 10 ; ccc:text "Überblick ▪"@en . }
ex:claims { ex:a1 ex:by ex:body . ex:a2 ex:due "2016-10-31"^^xsd:date . }
"""
BY_REF = """#+ title = "Actions by reference"
#+ question = "Which action has this reference?"
#+ columns.action = "the action's IRI"
#+ params.ref = { type = "string", about = "printed reference" }
PREFIX ccc: <https://w3id.org/concordat/ont#>
SELECT ?action WHERE {
  VALUES ?ref { UNDEF }
  ?action ccc:ref ?ref
} ORDER BY ?action
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Two actions in one named graph, what is claimed of them in another."""
    path = tmp_path_factory.mktemp("graph") / "small.trig"
    path.write_text(TRIG, encoding="utf-8", newline="\n")
    return open_graph(path)


def wrong(graph: Graph, text: str) -> str:
    """The message, one line, of the usage error that the query makes."""
    with pytest.raises(UsageError) as caught:
        query.run(graph, query.parse(text, "query"))
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2
    return str(caught.value)


# ---- headers


def test_a_header_says_what_is_asked():
    question = query.parse(BY_REF, "by-ref")

    assert question.title == "Actions by reference"
    assert question.question == "Which action has this reference?"
    assert question.columns == (Column("action", "the action's IRI"),)
    assert question.parameters == (query.Parameter("ref", "string", "printed reference"),)


def test_a_text_without_header_is_a_question_too():
    question = query.parse("ASK {}", "query")

    assert (question.title, question.columns, question.parameters) == ("", (), ())


def test_the_caller_may_allow_more_keys():
    question = query.parse('#+ severity = "error"\nASK {}', "check", extra=frozenset({"severity"}))

    assert question.extra == {"severity": "error"}


def test_values_and_kinds_of_a_parameter_are_read():
    text = '#+ params.x = { type = "entity", kinds = ["organisation"] }\n#+ params.y.values = ["a", "b"]\nASK { VALUES ?x { UNDEF } VALUES ?y { UNDEF } }'

    assert query.parse(text, "q").parameters == (
        query.Parameter("x", "entity", kinds=("organisation",)),
        query.Parameter("y", "string", values=("a", "b")),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("#+ title = no quotes\nASK {}", "are not TOML: "),
        ('#+ titel = "x"\nASK {}', "unknown key titel"),
        ("#+ title = 3\nASK {}", "title in the header should be a str"),
        ('#+ params.x = "string"\nASK { VALUES ?x { UNDEF } }', "parameter x should be a table"),
        ('#+ params.x.type = "text"\nASK { VALUES ?x { UNDEF } }', "has the type text; known are string, integer, date, iri, entity"),
        ('#+ params.x.type = "string"\nASK { }', "must stand in the query once"),
        ('#+ params.x.type = "string"\nASK { VALUES ?x { UNDEF } VALUES ?x { UNDEF } }', "must stand in the query once"),
    ],
)
def test_a_wrong_header_is_an_error_that_names_the_file(tmp_path: Path, text: str, says: str):
    path = tmp_path / "mine.rq"
    path.write_text(text, encoding="utf-8", newline="\n")

    with pytest.raises(ConcordatError, match=re.escape(says)) as caught:
        query.from_file(path)
    assert str(caught.value).startswith(str(path))


# ---- the library


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two questions in place of our own."""
    for name, order in (("by-ref", 2), ("open-actions", 1)):
        text = BY_REF.replace("#+ question", f"#+ order = {order}\n#+ question", 1)
        (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8", newline="\n")
    monkeypatch.setattr(query, "QUERIES", tmp_path)
    return tmp_path


def test_the_library_is_in_the_order_of_its_headers(shelf: Path):
    assert list(query.library()) == ["open-actions", "by-ref"]
    assert query.names() == ("by-ref", "open-actions")


def test_an_unknown_name_is_told_the_nearest(shelf: Path):
    with pytest.raises(UsageError, match=r'no question "open-action" in the library; did you mean open-actions\?'):
        query.named("open-action")


@pytest.mark.parametrize("key", ["title", "question", "columns"])
def test_a_question_of_the_library_needs_its_header(shelf: Path, key: str):
    text = "\n".join(line for line in BY_REF.split("\n") if not line.startswith(f"#+ {key}"))
    (shelf / "bare.rq").write_text(text, encoding="utf-8", newline="\n")

    with pytest.raises(ConcordatError, match=f"bare.rq: the header has no {key}"):
        query.named("bare")


def test_a_question_of_the_library_spells_its_prefixes(shelf: Path, graph: Graph):
    (shelf / "short.rq").write_text(BY_REF.replace("PREFIX", "#PREFIX", 1), encoding="utf-8", newline="\n")

    with pytest.raises(ConcordatError, match=r"short.rq: .*line 8, column 11.*the prefix ccc: is not declared") as caught:
        query.run(graph, query.named("short"))
    assert caught.value.exit_code == 3


def test_what_a_user_may_mean(shelf: Path, tmp_path: Path):
    """A name without dot or slash, a file, a text, or standard input."""
    file = shelf / "by-ref.rq"

    assert query.question_of("by-ref").path == file
    assert query.question_of(str(file)).path == file
    assert query.question_of("ASK {}").text == "ASK {}"
    assert query.question_of("-", lambda: b"\xef\xbb\xbfASK {}").text == "ASK {}"
    assert query.question_of("-", lambda: BY_REF).parameters


@pytest.mark.parametrize("source", ["missing.rq", "./missing", "folder/"])
def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConcordatError, match=f"{source.rstrip('/').removeprefix('./')} cannot be read: "):
        query.question_of(source)


def test_a_query_that_is_not_utf8(tmp_path: Path):
    path = tmp_path / "latin.rq"
    path.write_bytes("ASK { ?s ?p 'é' }".encode("latin-1"))

    with pytest.raises(ConcordatError, match=r"latin.rq is not UTF-8 \(byte 14\)"):
        query.from_file(path)


# ---- answers


def test_rows_are_python_values(graph: Graph):
    text = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    SELECT (<https://example.org/a> AS ?iri) (12 AS ?integer) (1.50 AS ?decimal) (1e0 AS ?double) (true AS ?boolean)
      ("2016-10-31"^^xsd:date AS ?day) ("2016-13-45"^^xsd:date AS ?no_day) ("x"@en AS ?word) ("2016"^^xsd:gYear AS ?year) ?nothing WHERE {}"""

    answer = query.run(graph, query.parse(text, "query"))

    assert [column.name for column in answer.columns] == ["iri", "integer", "decimal", "double", "boolean", "day", "no_day", "word", "year", "nothing"]
    assert answer.rows == (("https://example.org/a", 12, Decimal("1.5"), 1.0, True, date(2016, 10, 31), "2016-13-45", "x", "2016", None),)
    assert [type(cell) for cell in answer.rows[0][1:5]] == [int, Decimal, float, bool]


def test_a_long_integer_stays_text_where_python_refuses_it():
    assert query.value(Literal("9" * 5000, datatype=NamedNode(query.XSD + "integer"))) == "9" * 5000
    assert query.value(Literal("x", datatype=NamedNode(query.XSD + "integer"))) == "x"
    assert query.value(Literal("1e5", datatype=NamedNode(query.XSD + "decimal"))) == "1e5"
    assert query.value(Literal("maybe", datatype=NamedNode(query.XSD + "boolean"))) == "maybe"


def test_a_query_sees_all_graphs_at_once_and_needs_no_prefixes(graph: Graph):
    answer = query.run(graph, "SELECT ?ref WHERE { ?action ccc:ref ?ref ; <https://example.org/by> ?body }")

    assert answer.rows == (("1.1",),)


def test_a_query_that_names_its_graphs_sees_those_and_fetches_nothing(graph: Graph):
    from_plan = "SELECT ?o FROM <https://example.org/plan> WHERE { <https://example.org/a1> ?p ?o FILTER(isNumeric(?o) || isIRI(?o)) } ORDER BY ?o"

    assert query.run(graph, from_plan).rows == (("https://w3id.org/concordat/ont#Action",), (1,))
    with listening() as (address, visits):
        assert query.run(graph, f"SELECT * FROM <{address}> WHERE {{ ?s ?p ?o }}").rows == ()
    assert visits == []


def test_rows_without_an_order_come_in_one_all_the_same(graph: Graph):
    assert query.run(graph, "SELECT ?ref WHERE { ?a ccc:ref ?ref }").rows == (("1.1",), ("1.10",))


def test_an_order_that_is_asked_for_is_kept(graph: Graph):
    assert query.run(graph, "SELECT ?ref WHERE { ?a ccc:ref ?ref } ORDER BY DESC(?ref)").rows == (("1.10",), ("1.1",))
    assert query.run(graph, "SELECT ?ref { ?a ccc:ref ?ref } ORDER BY DESC(STRLEN('{') + STRLEN(?ref)) # }").rows == (("1.10",), ("1.1",))


def test_an_order_in_a_part_of_the_query_is_none_of_the_whole(graph: Graph):
    assert not sparql.is_ordered("SELECT * { { SELECT ?a { ?a ?b ?c } ORDER BY ?a } }")


def test_an_empty_answer_is_an_answer(graph: Graph):
    answer = query.run(graph, "SELECT ?a WHERE { ?a a ccc:Nothing }")

    assert (answer.columns, answer.rows) == ((Column("a"),), ())


def test_ask(graph: Graph):
    assert query.run(graph, "ASK { ?a a ccc:Action }").rows == ((True,),)
    assert query.ask_text(graph, "ASK { ?a a ccc:Nothing }") is False
    assert query.solve(graph, "ASK { ?a a ccc:Action }") == b"true\n"
    assert query.solve(graph, "ASK { ?a a ccc:Nothing }", fmt="csv") == b"false\n"
    assert query.solve(graph, "ASK { ?a a ccc:Action }", fmt="json").rows == ((True,),)


def test_construct_gives_triples_in_one_order(graph: Graph):
    text = "CONSTRUCT { ?a ccc:order ?n ; ccc:dependsOn [ ccc:order ?n ] } WHERE { ?a ccc:order ?n }"

    turtle = query.solve(graph, text)

    assert turtle == query.solve(graph, text, fmt="turtle")
    assert len(list(parse(turtle, format=RdfFormat.TURTLE))) == 6
    assert query.solve(graph, text, fmt="ntriples") == query.solve(graph, text, fmt="ntriples")
    assert len(json.loads(query.solve(graph, text, fmt="jsonld"))) == 4
    assert len(query.solve(graph, text, fmt="csv").rows) == 6


def test_describe(graph: Graph):
    lines = query.solve(graph, "DESCRIBE <https://example.org/a2>", fmt="ntriples").decode().splitlines()

    assert len(lines) == 5
    assert lines == sorted(lines)


@pytest.mark.parametrize("fmt", ["turtle", "ntriples", "jsonld"])
def test_a_table_is_no_rdf(graph: Graph, fmt: str):
    with pytest.raises(UsageError, match=f"{fmt} is for CONSTRUCT and DESCRIBE"):
        query.solve(graph, "SELECT * { ?s ?p ?o }", fmt=fmt)


def test_w3c_formats_are_the_stores_own(graph: Graph):
    text = "SELECT ?ref ?words WHERE { ?a <https://w3id.org/concordat/ont#ref> ?ref ; <https://w3id.org/concordat/ont#text> ?words } ORDER BY ?ref"

    for fmt, own in query.W3C_FORMATS.items():
        assert query.solve(graph, text, fmt=fmt) == graph.store.query(text, use_default_graph_as_union=True).serialize(format=own)
    assert query.solve(graph, text, fmt="w3c-csv") == 'ref,words\r\n1.1,"say ""so"""\r\n1.10,Überblick ▪\r\n'.encode()
    assert query.solve(graph, "ASK {}", fmt="w3c-json") == b'{"head":{},"boolean":true}'
    with pytest.raises(UsageError, match="w3c-xml is for SELECT and ASK"):
        query.solve(graph, "DESCRIBE <https://example.org/a1>", fmt="w3c-xml")


def test_what_cannot_be_carried_out_is_said(graph: Graph):
    with pytest.raises(ConcordatError, match="could not be carried out: The custom function <https://example.org/f> is not supported"):
        query.run(graph, "SELECT (<https://example.org/f>(1) AS ?x) {}")


# ---- parameters


def test_a_parameter_keeps_the_rows_that_have_it(graph: Graph):
    question = query.parse(BY_REF, "by-ref")

    assert query.run(graph, question).rows == (("https://example.org/a1",), ("https://example.org/a2",))
    assert query.run(graph, question, {"ref": "1.1"}).rows == (("https://example.org/a1",),)
    assert query.run(graph, question, {"ref": "1"}).rows == ()


def asking(kind: str, pattern: str) -> query.Question:
    return query.parse(f'#+ params.x = {{ type = "{kind}" }}\nSELECT ?s WHERE {{ VALUES ?x {{ UNDEF }} ?s {pattern} ?x }} ORDER BY ?s', "q")


@pytest.mark.parametrize(
    ("kind", "pattern", "value"),
    [
        ("integer", "ccc:order", "10"),
        ("integer", "ccc:order", 10),
        ("integer", "ccc:order", "+10"),
        ("date", "<https://example.org/due>", "2016-10-31"),
        ("date", "<https://example.org/due>", date(2016, 10, 31)),
    ],
)
def test_values_are_terms_of_their_type(graph: Graph, kind: str, pattern: str, value: object):
    assert query.run(graph, asking(kind, pattern), {"x": value}).rows == (("https://example.org/a2",),)


@pytest.mark.parametrize("value", ["https://w3id.org/concordat/ont#Action", "ccc:Action"])
def test_an_iri_may_be_short(graph: Graph, value: str):
    assert len(query.run(graph, asking("iri", "a"), {"x": value}).rows) == 2


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "ten"),
        ("integer", "1.0"),
        ("integer", "١"),
        ("integer", ""),
        ("date", "31/10/2016"),
        ("date", "2016-02-30"),
        ("date", "20161031"),
        ("iri", "no iri"),
        ("iri", "https://example.org/a> } #"),
        ("iri", "relative"),
    ],
)
def test_a_value_of_another_type_is_refused(graph: Graph, kind: str, value: str):
    with pytest.raises(UsageError, match=f"^x is .*, which is no {kind}: write it as"):
        query.run(graph, asking(kind, "?p"), {"x": value})


def test_only_allowed_values_are_taken(graph: Graph):
    question = query.parse('#+ params.x.values = ["lead", "partner"]\nASK { VALUES ?x { UNDEF } }', "q")

    assert query.run(graph, question, {"x": "lead"}).rows == ((True,),)
    with pytest.raises(UsageError, match='x cannot be "leads": it is one of lead, partner'):
        query.run(graph, question, {"x": "leads"})


@pytest.mark.parametrize(("text", "has"), [(BY_REF, "it has ref"), ("ASK {}", "it has none")])
def test_an_unknown_parameter_is_told_the_known_ones(graph: Graph, text: str, has: str):
    with pytest.raises(UsageError, match=f'q has no parameter "reff": {has}'):
        query.run(graph, query.parse(text, "q"), {"reff": "1.1"})


def test_a_value_that_is_no_text_is_refused(graph: Graph):
    with pytest.raises(UsageError, match="ref is not readable text"):
        query.run(graph, query.parse(BY_REF, "q"), {"ref": "\udcff"})


WORDS = ["1.1", '"', "\\", '\\"', "} UNION { ?action ?p ?ref", '" } UNION { ?s ?p ?o', "\\u0022 } #", "UNDEF", "VALUES ?b { UNDEF }", "'''", "\n", "#", "$0\\1\\g<0>", "x"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(WORDS), min_size=1, max_size=4, unique=True), st.text(st.characters(exclude_categories=["Cs"])))
@example(['" } UNION { ?s ?p ?o', "1.1"], "VALUES ?a { UNDEF }")
@example(["VALUES ?b { UNDEF }", "x"], '"')
@example(["\\u0022 } #", "\\"], "\\")
def test_a_value_never_becomes_part_of_the_query(stored: list[str], other: str):
    """Whatever the value, the rows are those whose text is exactly that: compared in Python with all rows of the graph."""
    says = NamedNode("https://example.org/says")
    things = {text: f"https://example.org/{at}" for at, text in enumerate(stored)}
    graph = graph_of(Quad(NamedNode(iri), says, Literal(text)) for text, iri in things.items())
    question = query.parse(
        '#+ params.a.type = "string"\n#+ params.b.type = "string"\n'
        "SELECT ?s WHERE { VALUES ?a { UNDEF } VALUES ?b { UNDEF } ?s <https://example.org/says> ?a . ?s <https://example.org/says> ?b } ORDER BY ?s",
        "q",
    )

    for text in [*WORDS, *stored, other]:
        expected = ((things[text],),) if text in things else ()
        assert query.run(graph, question, {"a": text, "b": text}).rows == expected
        assert query.run(graph, question, {"a": text, "b": other}).rows == (expected if other == text else ())


# ---- what a query may not do


@contextmanager
def listening() -> Iterator[tuple[str, list[object]]]:
    """An address on this machine, and the list of those who called there."""
    visits: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        closing = threading.Event()

        def wait() -> None:
            while not closing.is_set():
                try:
                    connection, visitor = server.accept()
                except TimeoutError:
                    continue
                visits.append(visitor)
                connection.close()

        waiter = threading.Thread(target=wait)
        waiter.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql", visits
        closing.set()
        waiter.join()


SERVICES = [
    "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { service silent <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { SERVICE#\n<ADDRESS>{ ?s ?p ?o } }",
    "PREFIX a: <ADDRESS> SELECT * { SERVICE a: { ?s ?p ?o } }",
    "PREFIX a: <ADDRESS> SELECT * { SERVICEa: { ?s ?p ?o } }",
    "SELECT * { BIND(<ADDRESS> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<ADDRESS> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE#>\n<ADDRESS> { ?s ?p ?o } }",
    "SELECT * { FILTER('a'<'it>')SERVICE<ADDRESS>{ ?s ?p ?o } FILTER('x'='y') }",
    "ASK { FILTER EXISTS { SERVICE <ADDRESS> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { LATERAL { SERVICE <ADDRESS> { ?s ?p ?o } } } } }",
    "SELECT ?service { ?service ?p ?o . SERVICE <ADDRESS> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_before_anything_is_asked(graph: Graph, text: str):
    with listening() as (address, visits):
        told = wrong(graph, text.replace("ADDRESS", address))
    assert visits == []
    assert "SERVICE is refused" in told


def test_the_word_service_is_no_crime(graph: Graph):
    text = """PREFIX service: <https://example.org/service/>  # SERVICE <https://example.org/> {}
    SELECT ?service ?SERVICE WHERE { VALUES ?service { "SERVICE <https://example.org/> { }" 'the service' <https://example.org/SERVICE> service:service }
      OPTIONAL { ?service service:is ?SERVICE } } ORDER BY ?service"""

    assert len(query.run(graph, query.parse(text, "query")).rows) == 4


def test_no_other_letter_counts_as_one_of_the_word(graph: Graph):
    """The long s and the Kelvin sign are equal to s and k without case; the parser must not think so either."""
    with pytest.raises(SyntaxError):
        Store().query("SELECT * { ſERVICE <https://example.org/> { ?s ?p ?o } }")


@pytest.mark.parametrize("text", ["INSERT DATA { <a:a> <a:b> <a:c> }", "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", "# x\nLOAD <https://example.org/>", "CLEAR ALL"])
def test_updates_are_refused(graph: Graph, text: str):
    assert "is SPARQL Update, which is refused" in wrong(graph, text)


@pytest.mark.parametrize(
    ("text", "line", "column", "cause"),
    [
        ("SELCT ?x WHERE {}", 1, 1, 'near "SELCT ?x WHERE {}"'),
        ("SELECT ?x\nWHER { ?x ?p ?o }", 2, 1, 'near "WHER { ?x ?p ?o }"'),
        ("SELECT * {\n  ?x ?p ?o FLTER(?o) }", 2, 12, 'near "FLTER(?o) }"'),
        ("SELECT * {\n  ?x zz:ref ?o }", 2, 6, "the prefix zz: is not declared"),
        ("SELECT * {\n  ?x ?p 'no end }", 2, 9, "this string has no end"),
        ("SELECT * {\n  ?x ?p ?o ", 1, 10, "this { is never closed"),
        ("SELECT * { ?x ?p ?o }}", 1, 22, "this } closes nothing"),
        ("SELECT ?x { ?x ?p ?o } GROUP BY ?p", 1, 33, "The SELECT contains a variable that is unbound"),
        ("SELECT * { ?x ?p ?o } LIMIT many", 1, 23, "LIMIT"),
        ("", 1, 1, "at the end of the query"),
    ],
)
def test_a_fault_has_line_column_and_cause(graph: Graph, text: str, line: int, column: int, cause: str):
    told = wrong(graph, text)

    assert f"line {line}, column {column}" in told
    assert cause in told


def test_a_fault_in_a_file_names_it(tmp_path: Path, graph: Graph):
    path = tmp_path / "mine.rq"
    path.write_text("SELECT * {", encoding="utf-8", newline="\n")

    with pytest.raises(UsageError, match=f"^{re.escape(str(path))}: the query is not valid SPARQL at line 1, column 10"):
        query.run(graph, str(path))


@pytest.mark.parametrize("text", ["SELECT * " + "{" * 5000 + "}" * 5000, "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}", "ASK { FILTER(" + "!" * 5000 + "true) }"])
def test_what_would_exhaust_the_parser_is_refused(graph: Graph, text: str):
    assert "write it flatter" in wrong(graph, text)


def test_half_a_character_is_refused(graph: Graph):
    assert "half of a surrogate pair" in wrong(graph, "SELECT * { ?s ?p '\ud800' }")


@given(st.text(st.sampled_from(list("{}()<>[]\"'#\\?$:.;,|^/*+-=!&@_ \nSERVICEservicx01")), max_size=60))
def test_every_text_is_answered_or_refused_in_one_line(text: str):
    """No other exception, whatever the text; the word SERVICE in it reaches no other machine, as that has no address here."""
    try:
        query.run(graph_of([]), query.parse("SELECT * { " + text + " }", "query"))
    except ConcordatError as error:
        assert "\n" not in str(error)
