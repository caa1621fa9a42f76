"""A question and its parameters, asked of a graph: an Answer, or bytes in one of RDF's own formats.

The question library is `queries/*.rq`: SPARQL with a header of TOML behind ``#+``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from concordat.graph import sparql
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.errors import ConcordatError, UsageError
from concordat.graph.store import Graph

QUERIES = Path(__file__).resolve().parent.parent / "queries"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPES = ("string", "integer", "date", "iri", "entity")
W3C_FORMATS = {
    "w3c-json": QueryResultsFormat.JSON,
    "w3c-xml": QueryResultsFormat.XML,
    "w3c-csv": QueryResultsFormat.CSV,
    "w3c-tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
HEADER = {"title": str, "question": str, "columns": dict, "params": dict, "notes": list, "order": int}
PARAMETER = {"type": str, "about": str, "values": list, "kinds": list}
INTEGER = r"[+-]?[0-9]+"
Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Parameter:
    """What a question lets the asker choose. `values` are those allowed, `kinds` the kinds of an entity; empty allows all."""

    name: str
    type: str
    about: str = ""
    values: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A query with what its header says. `extra` holds the keys that the caller of `parse` allowed beyond the usual ones."""

    name: str
    text: str
    title: str = ""
    question: str = ""
    columns: tuple[Column, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    path: Path | None = None
    notes: tuple[str, ...] = ()
    order: int = 0
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that need not be written: ours for a user's query, none for a file of the package, which spells its own."""
        if self.path and QUERIES in self.path.parents:
            return {}
        from concordat.graph.vocab import PREFIXES  # here: a question of the library needs no terms

        return PREFIXES


# ---- finding a question


def names() -> tuple[str, ...]:
    """The names of the library's questions, in alphabetical order."""
    return tuple(sorted(path.stem for path in QUERIES.glob("*.rq")))


def library() -> dict[str, Question]:
    """Every question of the library by its name: by the order its header gives, then by name."""
    questions = (named(name) for name in names())
    return {question.name: question for question in sorted(questions, key=lambda q: (q.order, q.name))}


def named(name: str) -> Question:
    """A question of the library; a UsageError that offers the nearest names if there is none of this name."""
    known = names()
    if name not in known:
        from concordat.graph.names import offer

        raise UsageError(f'there is no question "{name}" in the library{offer(name, known) or ";"} concordat queries lists them')
    question = from_file(QUERIES / f"{name}.rq")
    for key in ("title", "question", "columns"):
        if not getattr(question, key):
            raise ConcordatError(f"{question.path}: the header has no {key}; a question of the library says its title, its question and its columns")
    return question


def question_of(source: str, stdin: Callable[[], str | bytes] | None = None) -> Question:
    """The question that a user means: ``-`` the text that `stdin` gives, a name of the library, a file, or SPARQL itself.

    A name has neither dot nor slash; a text has a blank or a brace and is no file.
    """
    if source == "-" and stdin:
        return parse(_decoded(stdin(), "standard input"), "stdin")
    if re.search(r"[\s{]", source) and not _is_file(source):
        return parse(source, "query")
    return from_file(Path(source)) if re.search(r"[./\\]", source) else named(source)


def from_file(path: Path, extra: frozenset[str] = frozenset()) -> Question:
    """The question in a file, by its name without the ending; a ConcordatError if it cannot be read, or its header is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConcordatError(f"{path} cannot be read: {error.strerror or error}") from None
    return parse(_decoded(data, str(path)), path.stem, path, extra)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return False


def _decoded(data: str | bytes, where: str) -> str:
    """The text without byte-order mark, its lines ended as they are."""
    try:
        return (data if isinstance(data, str) else data.decode("utf-8")).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ConcordatError(f"{where} is not UTF-8 (byte {error.start + 1}): save the query as UTF-8") from None


# ---- reading its header


def parse(text: str, name: str, path: Path | None = None, extra: frozenset[str] = frozenset()) -> Question:
    """The question in `text`, whose header may also have the keys `extra`; a text without a header is one too.

    Raises
    ------
    ConcordatError
        If the header is no TOML, has an unknown key or a value of the wrong kind, or a parameter does not stand once in the text as
        ``VALUES ?name { UNDEF }``. The message names the file.
    """
    where = str(path or name)
    header = _header(text, where)
    _checked(header, {**HEADER, **dict.fromkeys(extra, object)}, where, "header")
    question = Question(
        name=name,
        text=text,
        title=header.get("title", ""),
        question=header.get("question", ""),
        columns=tuple(Column(key, str(about)) for key, about in header.get("columns", {}).items()),
        parameters=tuple(_parameter(key, about, where) for key, about in header.get("params", {}).items()),
        path=path,
        notes=tuple(map(str, header.get("notes", ()))),
        order=header.get("order", 0),
        extra={key: value for key, value in header.items() if key in extra},
    )
    for parameter in question.parameters:
        if len(_slot(parameter.name).findall(text)) != 1:
            raise ConcordatError(f"{where}: the parameter {parameter.name} must stand in the query once, as VALUES ?{parameter.name} {{ UNDEF }}")
    return question


def _header(text: str, where: str) -> dict[str, object]:
    lines = [line[2:] if line.startswith("#+") else "" for line in text.split("\n")]
    if not any(lines):
        return {}
    import tomllib  # here: a query from stdin has seldom a header

    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise ConcordatError(f"{where}: the lines behind #+ are not TOML: {error}") from None


def _checked(table: Mapping[str, object], known: Mapping[str, type], where: str, what: str) -> None:
    """Refuse a key that nobody reads, or a value of the wrong kind."""
    for key, value in table.items():
        if key not in known:
            raise ConcordatError(f"{where}: the {what} has an unknown key {key}; known are {', '.join(known)}")
        if not isinstance(value, known[key]):
            raise ConcordatError(f"{where}: {key} in the {what} should be a {known[key].__name__}, not {value!r}")


def _parameter(name: str, about: object, where: str) -> Parameter:
    what = f"parameter {name}"
    if not isinstance(about, dict):
        raise ConcordatError(f"{where}: the {what} should be a table such as {{ type = \"string\", about = \"...\" }}")
    _checked(about, PARAMETER, where, what)
    kind = about.get("type", "string")
    if kind not in TYPES:
        raise ConcordatError(f"{where}: the {what} has the type {kind}; known are {', '.join(TYPES)}")
    return Parameter(name, kind, about.get("about", ""), tuple(map(str, about.get("values", ()))), tuple(map(str, about.get("kinds", ()))))


def _slot(*names: str) -> re.Pattern[str]:
    """Where the parameters of these names stand: what is before UNDEF, the name, what is behind it."""
    return re.compile(rf"(VALUES\s+\?({'|'.join(map(re.escape, names))})\s*\{{\s*)UNDEF(\s*\}})")


# ---- asking


def run(graph: Graph, question: Question | str, parameters: Mapping[str, object] | None = None) -> Answer:
    """The answer as a table: ASK gives one cell, ``answer``; CONSTRUCT and DESCRIBE give subject, predicate and object."""
    question = _question(question)
    with _results(graph, question, parameters) as found:
        return _answer(found, question)


def ask_text(graph: Graph, text: str, parameters: Mapping[str, object] | None = None) -> Answer | bool:
    """The same for SPARQL, a file's name or that of a question of the library, but ASK gives True or False."""
    question = _question(text)
    with _results(graph, question, parameters) as found:
        return bool(found) if isinstance(found, QueryBoolean) else _answer(found, question)


def _answer(found: QuerySolutions | QueryBoolean | QueryTriples, question: Question) -> Answer:
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    if isinstance(found, QueryBoolean):
        columns, rows = (Column("answer", "whether the graph has it"),), ((bool(found),),)
    elif isinstance(found, QueryTriples):
        columns = (Column("subject"), Column("predicate"), Column("object"))
        rows = tuple(tuple(map(value, triple)) for triple in _sorted(found))
    else:
        about = {column.name: column for column in question.columns}
        columns = tuple(about.get(variable.value, Column(variable.value)) for variable in found.variables)
        rows = _rows(found, sparql.is_ordered(question.text))
    return Answer(question.name, question.title, columns, rows, question.question, question.notes)


def solve(graph: Graph, question: Question | str, parameters: Mapping[str, object] | None = None, fmt: str | None = None) -> Answer | bytes:
    """The answer in the shape that the format `fmt` needs: bytes ready to be written, or an Answer for `tables.render`.

    Bytes for the formats of W3C, for CONSTRUCT and DESCRIBE in turtle (also if no format was chosen), ntriples and jsonld, and for ASK
    (``true`` or ``false`` and a line end) unless the format is json, md, html or xlsx.

    Raises
    ------
    UsageError
        If the format does not suit the form of the query.
    """
    question = _question(question)
    if fmt in W3C_FORMATS:
        return results(graph, question, parameters, fmt)
    with _results(graph, question, parameters) as found:
        if isinstance(found, QueryTriples) and (fmt is None or fmt in GRAPH_FORMATS):
            return _serialised(_sorted(found), GRAPH_FORMATS[fmt or "turtle"], question.prefixes)
        if fmt in GRAPH_FORMATS:
            raise UsageError(f"{fmt} is for CONSTRUCT and DESCRIBE; the answer of this query is a table: choose csv, json or {', '.join(W3C_FORMATS)}")
        if isinstance(found, QueryBoolean) and fmt in (None, "table", "csv", "tsv"):
            return b"true\n" if found else b"false\n"
        return _answer(found, question)


def results(graph: Graph, question: Question | str, parameters: Mapping[str, object] | None, fmt: str) -> bytes:
    """The answer of SELECT or ASK in a format of W3C, exactly as the store writes it."""
    with _results(graph, _question(question), parameters) as found:
        if isinstance(found, QueryTriples):
            raise UsageError(f"{fmt} is for SELECT and ASK; for CONSTRUCT and DESCRIBE choose {', '.join(GRAPH_FORMATS)}")
        return found.serialize(format=W3C_FORMATS[fmt])


def terms(graph: Graph, question: Question | str, parameters: Mapping[str, object] | None = None, most: int | None = None) -> tuple[tuple[str, ...], list[tuple[Term | None, ...]]] | bool:
    """The answer in terms of RDF, for those to whom an address and a word that looks like one are different things.

    Returns
    -------
    (columns, rows) or bool
        Of SELECT its variables and solutions; of CONSTRUCT and DESCRIBE no columns, and triples, each once; of ASK True or False. In the query's order if it asks for
        one, else in the order of the terms. No more rows are read than `most`.
    """
    question = _question(question)
    with _results(graph, question, parameters) as found:
        if isinstance(found, QueryBoolean):
            return bool(found)
        some = islice(found, most)
        if isinstance(found, QueryTriples):
            return (), [tuple(triple) for triple in _sorted(some)]
        rows = [tuple(solution) for solution in some]
        if not sparql.is_ordered(question.text):
            rows.sort(key=_as_text)
        return tuple(variable.value for variable in found.variables), rows


def _as_text(row: Iterable[Term | None]) -> list[str]:
    return [str(term) if term else "" for term in row]


def _question(question: Question | str) -> Question:
    return question_of(question) if isinstance(question, str) else question


@contextmanager
def _results(graph: Graph, question: Question, parameters: Mapping[str, object] | None) -> Iterator[QuerySolutions | QueryBoolean | QueryTriples]:
    """What the store finds; the block that reads it must end inside, as the store may fail while it is read."""
    text = filled(graph, question, parameters or {})
    where = f"{question.path}: " if question.path else ""
    try:
        sparql.refuse(question.text, question.prefixes)
        union = not sparql.names_its_graphs(question.text)
        yield graph.store.query(text, prefixes=dict(question.prefixes), use_default_graph_as_union=union)
    except SyntaxError as error:
        wrong = sparql.fault(text, error, question.prefixes)
        fault = UsageError if question.prefixes else ConcordatError  # a file of the package is not the user's fault
        raise fault(f"{where}{wrong}") from None
    except UsageError as error:
        raise UsageError(f"{where}{error}") from None
    except UnicodeEncodeError:
        raise UsageError(f"{where}the query has a character that is none (half of a surrogate pair): take it out") from None
    except (RuntimeError, OSError) as error:
        raise ConcordatError(f"{where}the query could not be carried out: {' '.join(str(error).split())}") from None


def _rows(found: QuerySolutions, ordered: bool) -> tuple[tuple[Value, ...], ...]:
    """The rows as Python values. Those of a query that asks for no order are put in one, as the store's changes from run to run."""
    rows = [tuple(solution) for solution in found]
    if not ordered:
        rows.sort(key=_as_text)
    return tuple(tuple(map(value, row)) for row in rows)


def _sorted(found: Iterable[Triple]) -> list[Triple]:
    """The triples, each once and in one order; blank nodes, whose names are chance, take canonical ones."""
    triples = set(found)
    if any(isinstance(term, BlankNode) for triple in triples for term in triple):
        from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad

        dataset = Dataset(Quad(*triple) for triple in triples)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        triples = {quad.triple for quad in dataset}
    return sorted(triples, key=str)


def _serialised(triples: list[Triple], syntax: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    from pyoxigraph import serialize

    data = serialize(triples, format=syntax, prefixes=dict(prefixes))
    return data if data.endswith(b"\n") else data + b"\n"


def value(term: Term | None) -> Value:
    """A term as a Python value: numbers, truth values and days as such; everything else, and what is ill-typed, as its text."""
    if term is None or isinstance(term, NamedNode):
        return term and term.value
    if not isinstance(term, Literal):
        return str(term)
    read = READERS.get(term.datatype.value)
    try:
        return read(term.value) if read else term.value
    except (ValueError, KeyError, InvalidOperation):
        return term.value


def _integer(text: str) -> int:
    if not re.fullmatch(INTEGER, text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)", text):
        raise ValueError(text)
    return Decimal(text)


READERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys((XSD + word for word in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger", "short", "byte")), _integer),
    XSD + "decimal": _decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    XSD + "date": date.fromisoformat,
}


# ---- its parameters


def filled(graph: Graph, question: Question, parameters: Mapping[str, object]) -> str:
    """The text with the term of each parameter in place of its UNDEF; nothing else of it changes.

    Raises
    ------
    UsageError
        If the question has no such parameter, or the value is outside those allowed or not of its type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    terms: dict[str, str] = {}
    for name, given in parameters.items():
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise UsageError(f'{question.name} has no parameter "{name}": {has}')
        terms[name] = str(term_of(graph, known[name], given))
    # All in one pass: a second would also look into the values that the first put in.
    return _slot(*terms).sub(lambda found: found[1] + terms[found[2]] + found[3], question.text) if terms else question.text


def term_of(graph: Graph, parameter: Parameter, given: object) -> NamedNode | Literal:
    """The RDF term that a parameter's value means by its declared type."""
    text = str(given).lower() if isinstance(given, bool) else str(given)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError(f"the value of {parameter.name} is not readable text: give it in UTF-8") from None
    if parameter.values and text not in parameter.values:
        raise UsageError(f'{parameter.name} cannot be "{short(text)}": it is one of {", ".join(parameter.values)}')
    if parameter.type == "entity":
        from concordat.graph.names import find

        return find(graph, text, parameter.kinds)
    term = _typed(parameter.type, text)
    if term is None:
        example = {"integer": "12", "date": "2016-10-31", "iri": "https://example.org/a"}[parameter.type]
        raise UsageError(f'{parameter.name} is "{short(text)}", which is no {parameter.type}: write it as, for instance, {example}')
    return term


def short(text: str) -> str:
    """What a user typed, as an error message of one line repeats it."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"


def _typed(kind: str, text: str) -> NamedNode | Literal | None:
    """The term of a value, None if it is not of that type."""
    if kind == "string":
        return Literal(text)
    if kind == "integer":
        return Literal(text.removeprefix("+"), datatype=NamedNode(XSD + "integer")) if re.fullmatch(INTEGER, text) else None
    if kind == "iri":
        from concordat.graph.names import iri_of

        return iri_of(text)
    try:
        return Literal(date.fromisoformat(text).isoformat(), datatype=NamedNode(XSD + "date")) if len(text) == 10 else None
    except ValueError:
        return None
