"""The question library as a table: what there is to ask, and what one question takes and gives."""

from __future__ import annotations

from concordat.graph import query
from concordat.graph.answer import Answer, Column


def listing(name: str | None = None) -> list[Answer]:
    """All questions, or the parameters, the columns and the text of one; a UsageError if there is none of that name."""
    return _one(query.named(name)) if name else [_all()]


def _all() -> Answer:
    columns = (Column("name", "what to write behind concordat query"), Column("question", "what it answers"), Column("parameters", "what may be set with -p"))
    rows = tuple((q.name, q.question, ", ".join(p.name for p in q.parameters)) for q in query.library().values())
    return Answer("queries", "Questions that can be asked", columns, rows, notes=("concordat query NAME asks one; concordat queries NAME shows its parameters and columns.",))


def _one(question: query.Question) -> list[Answer]:
    parameters = tuple((p.name, p.type, ", ".join(p.values) or "any", p.about) for p in question.parameters)
    taken = (Column("parameter"), Column("type"), Column("values", "what is allowed"), Column("about"))
    given = (Column("column"), Column("about", "what its cells mean"))
    notes = (example(question), *question.notes)
    return [
        Answer("columns", f"{question.title}: {question.question}", given, tuple((c.name, c.about) for c in question.columns), question.question, notes),
        *([Answer("parameters", "Parameters", taken, parameters)] if parameters else []),
    ]


def example(question: query.Question) -> str:
    """The command that asks a question, with the first of its parameters."""
    return f"concordat query {question.name}" + "".join(f" -p {p.name} {p.values[0] if p.values else p.name.upper()}" for p in question.parameters[:1])
