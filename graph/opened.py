"""A graph for people who work in Python: `concordat.open(path)` and `concordat.load(path)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat

from concordat.graph.answer import Answer, Value
from concordat.graph.errors import ConcordatError, GraphError, UsageError
from concordat.graph.names import offer
from concordat.graph.query import ask_text
from concordat.graph.store import open_graph, read_graph

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

RDFLIB = {RdfFormat.TRIG: "trig", RdfFormat.TURTLE: "turtle", RdfFormat.N_QUADS: "nquads", RdfFormat.N_TRIPLES: "nt"}


@dataclass(frozen=True)
class Rows(Sequence[tuple[Value, ...]]):
    """The answer to a question: a sequence of rows, each a tuple of Python values in the order of `columns`."""

    answer: Answer

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.answer.columns)

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """All rows."""
        return self.answer.rows

    def __getitem__(self, at: Any) -> Any:
        return self.rows[at]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Rows {self.answer.name}: {len(self)} of {', '.join(self.columns)}>"

    def records(self) -> list[dict[str, Value]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row)) for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame with the same columns, decimals as floats.

        Raises
        ------
        ConcordatError
            If pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise ConcordatError("to_pandas() needs pandas, which is not installed: run pip install pandas") from None
        rows = [[float(value) if isinstance(value, Decimal) else value for value in row] for row in self.rows]
        return pandas.DataFrame(rows, columns=list(self.columns))


class Tables(dict[str, Rows]):
    """The tables of a report by their names; one that is not there is a UsageError that names those that are."""

    def __missing__(self, name: str) -> Rows:
        raise UsageError(f'the report has no table "{name}"{offer(name, self)} There are {", ".join(self)}')


class OpenedGraph:
    """A graph file, read once, to be asked as often as one likes.

    Raises
    ------
    concordat.graph.errors.GraphError
        If the file is missing or is no graph.
    """

    def __init__(self, path: str | Path) -> None:
        self.graph = open_graph(path)
        self.path = Path(path)

    def __repr__(self) -> str:
        return f"<OpenedGraph {self.path}: {len(self.graph.store)} quads>"

    def query(self, question: str, **parameters: str | int | date) -> Rows | bool:
        """Ask a question of the library by its name, one in a ``.rq`` file, or SPARQL; its parameters by name.

        Returns
        -------
        Rows or bool
            The rows of SELECT, those of CONSTRUCT and DESCRIBE as subject, predicate and object; True or False for ASK.

        Raises
        ------
        concordat.graph.errors.UsageError
            If there is no such question or parameter, a value is not allowed, or the SPARQL is wrong.
        """
        answer = ask_text(self.graph, question, parameters)
        return answer if isinstance(answer, bool) else Rows(answer)

    def actions(self) -> list[dict[str, Any]]:
        """The actions as records, in plan order: what ``concordat actions -f json`` writes."""
        from concordat.graph.records import records

        return records(self.graph)

    def network(
        self,
        name: str,
        *,
        plan: str | None = None,
        section: str | None = None,
        theme: str | None = None,
        roles: str | Sequence[str] | None = None,
        confidence: str | None = None,
        during: str | None = None,
    ) -> networkx.Graph:
        """A network by its name, for instance ``overlap``, of bodies that share actions; ``section``, ``theme`` and the others of `given.Kept` keep a part.

        Raises
        ------
        concordat.graph.errors.UsageError
            If there is no such network, or nothing that is to be kept.
        concordat.graph.errors.AnalysisError
            If the network would be too large to be looked at.
        """
        from concordat.graph.given import Kept
        from concordat.graph.network import network

        counted = (roles,) if isinstance(roles, str) else tuple(roles) if roles else None
        return network(self.graph, name, Kept(plan, section, theme, counted, confidence, during))

    def report(self, name: str, about: str | None = None, **asked: Any) -> dict[str, Rows]:
        """The tables of a report by their names, the most important first: ``g.report("overlap")["pairs"].to_pandas()``.

        ``about`` is the body or law that some reports take; ``section``, ``theme``, ``on`` and the others of `reports.Asked` keep a part.

        Raises
        ------
        concordat.graph.errors.UsageError
            If there is no such report, or nothing that is to be kept.
        """
        from concordat.graph import reports
        from concordat.graph.output import each_once

        unknown = [key for key in asked if key not in reports.Asked.__dataclass_fields__]
        if unknown:
            raise UsageError(f'a report takes no "{unknown[0]}"{offer(unknown[0], reports.Asked.__dataclass_fields__)} It takes {", ".join(reports.Asked.__dataclass_fields__)}')
        answers = reports.report(self.graph, name, reports.Asked(about=about, **asked))
        return Tables(zip(each_once([answer.name for answer in answers]), map(Rows, answers)))

    def dataset(self) -> rdflib.Dataset:
        """The same file as an rdflib Dataset, parsed anew."""
        return load_dataset(self.path)


def load_dataset(path: str | Path) -> rdflib.Dataset:
    """The graph in `path` as rdflib reads it; its default graph is the union of all named graphs.

    Raises
    ------
    GraphError
        If the file is missing, is a folder, or is no graph in the format that its ending says.
    """
    path = Path(path)
    syntax, data = read_graph(path)
    from rdflib import Dataset  # here: it takes twice as long to import as a query takes

    dataset = Dataset(default_union=True)
    if syntax == RdfFormat.JSON_LD:  # rdflib would fetch a context from wherever the file says
        syntax, data = RdfFormat.N_QUADS, open_graph(path).store.dump(format=RdfFormat.N_QUADS)
    try:
        dataset.parse(data=data.decode("utf-8-sig"), format=RDFLIB[syntax])
    except Exception as error:  # rdflib's parsers share no exception of their own
        raise GraphError(f"{path}: rdflib cannot read it as {syntax.name}: {' '.join(str(error).split())[:200]}") from None
    return dataset
