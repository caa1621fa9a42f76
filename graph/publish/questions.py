"""The library of questions as pages: each with its answer as a table and as csv, its words in SPARQL, and how to ask it of the graph oneself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from concordat.graph import hypertext, library, query, tables
from concordat.graph.answer import Answer
from concordat.graph.output import BYTE_ORDER_MARK, encoded
from concordat.graph.publish.site import Site

FOLDER = "queries"
MOST = 300  # rows on a page: nobody reads more in a browser; the csv has them all
Say = Callable[[str], None]


def files(site: Site, write: Callable[..., bytes], links: Callable[[str, str], str], meta: Mapping[str, object], say: Say) -> Iterator[tuple[str, bytes]]:
    """A page, a csv and the query of each question of the library, and last the page that lists them; `links` says where the words of a cell lead."""
    listed = []
    for name, question in query.library().items():
        say(f"asking {name}")
        answer = query.run(site.graph, question)
        yield f"{FOLDER}/{name}.csv", BYTE_ORDER_MARK + encoded(tables.render([answer], "csv", {**meta, "name": name}))
        yield f"{FOLDER}/{name}.rq", Path(question.path).read_bytes() if question.path else encoded(question.text)
        yield f"{FOLDER}/{name}.html", write("question.html", root="../", current=FOLDER, question=question, answer=_shown(answer, links), rows=len(answer.rows), text=_plain(question), command=library.example(question))
        listed.append({"name": name, "title": question.title, "question": question.question, "rows": len(answer.rows), "parameters": [p.name for p in question.parameters]})
    yield f"{FOLDER}/index.html", write("questions.html", root="../", current=FOLDER, questions=listed)


def _shown(answer: Answer, links: Callable[[str, str], str]) -> str:
    """The table as HTML: its first rows, where there are very many."""
    rest = len(answer.rows) - MOST
    notes = (f"The first {MOST:,} of {len(answer.rows):,} rows; the csv has them all.", *answer.notes) if rest > 0 else answer.notes
    return hypertext.section(replace(answer, rows=answer.rows[:MOST], notes=notes), links)


def _plain(question: query.Question) -> str:
    """The query without its header, which the page tells in words."""
    return "".join(line for line in question.text.splitlines(keepends=True) if not line.startswith("#+")).strip("\n")
