"""The library of questions as pages: each with its answer as a table and as csv, its words in SPARQL, and how to ask it of the graph oneself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from concordat.graph import hypertext, library, query, tables
from concordat.graph.answer import Answer
from concordat.graph.output import BYTE_ORDER_MARK, encoded
from concordat.graph.publish import plain
from concordat.graph.publish.data import File
from concordat.graph.publish.frame import QUESTIONS
from concordat.graph.publish.site import Link, Site
from concordat.graph.publish.templates import Write

FOLDER = "queries"
MOST = 300  # rows on a page: nobody reads more in a browser; the csv has them all
_LIST = Link("Questions", QUESTIONS)


def files(site: Site, write: Write, links: Callable[[str, str], str], meta: Mapping[str, object], say: Callable[[str], None]) -> Iterator[File]:
    """A page, a csv and the query of each question of the library, and last the page that lists them; `links` says where the words of a cell lead."""
    listed = []
    for name, question in query.library().items():
        say(f"asking {name}")
        answer = query.run(site.graph, question)
        yield f"{FOLDER}/{name}.csv", BYTE_ORDER_MARK + encoded(tables.render([answer], "csv", {**meta, "name": name}))
        yield f"{FOLDER}/{name}.rq", Path(question.path).read_bytes() if question.path else encoded(question.text)
        yield f"{FOLDER}/{name}.html", _page(question, answer, write, links)
        listed.append({"name": name, "title": question.title, "question": question.question, "rows": len(answer.rows), "parameters": [p.name for p in question.parameters]})
    yield QUESTIONS, write("questions.html", at=QUESTIONS, trail=(_LIST,), questions=listed)


def _page(question: query.Question, answer: Answer, write: Write, links: Callable[[str, str], str]) -> bytes:
    at = f"{FOLDER}/{question.name}.html"
    made = hypertext.parts([plain.full(plain.plain(replace(answer, question="")))], {}, links, [f"{question.name}.csv"], MOST)
    told = {"question": question, "tables": made.tables, "rows": len(answer.rows), "text": _plain(question), "command": library.example(question)}
    return write("question.html", at=at, trail=(_LIST, Link(question.title, at)), styles=("answers.css",), **told)


def _plain(question: query.Question) -> str:
    """The query without its header, which the page tells in words."""
    return "".join(line for line in question.text.splitlines(keepends=True) if not line.startswith("#+")).strip("\n")
