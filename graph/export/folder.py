"""A graph as a folder of csv tables that join by their keys, with a page that explains them and a description that programs read (CSV on the Web).

A table is a query in ``queries/exports`` or ``queries/tables``; what is said of its columns is what the query's header says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from concordat.graph import given, query
from concordat.graph.answer import Answer, Column
from concordat.graph.errors import OutputError, UsageError
from concordat.graph.output import BYTE_ORDER_MARK, is_number
from concordat.graph.store import Graph
from concordat.graph.tables import csv

README, METADATA = "README.md", "csv-metadata.json"
_QUERIES = Path(__file__).resolve().parents[2] / "queries"
_REF = Column("ref", "reference of that action, for people; the plan's id stands before it where there are several plans")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the folder: its file without the ending, the query, the columns that tell a row from others, and which column leads to which table."""

    name: str
    query: str
    key: tuple[str, ...] = ()
    joins: tuple[tuple[str, str, str], ...] = ()  # column, table, column there

    def asked(self, graph: Graph, refs: Mapping[str, str]) -> Answer:
        """Its rows, with the reference after the identifier of each action."""
        answer = query.run(graph, query.from_file(_QUERIES / f"{self.query}.rq"))
        return _with_refs(answer, refs) if self.name != "actions" else answer


_ACTION = ("action", "actions", "action")
TABLES = (
    Table("plans", "exports/plans", ("plan",)),
    Table("actions", "tables/actions", ("action",), (("plan", "plans", "plan"),)),
    Table("dates", "exports/dates", ("action", "which"), (_ACTION,)),
    Table("items", "exports/items", ("item",), (_ACTION,)),
    Table("cells", "exports/cells", (), (_ACTION,)),
    Table("organisations", "exports/organisations", ("body",)),
    Table("responsibilities", "tables/responsibilities", (), (_ACTION, ("body", "organisations", "body"))),
    Table("events", "tables/events", (), (("before", "organisations", "body"), ("after", "organisations", "body"))),
    Table("legislation", "exports/legislation", ("law",), (("whole", "legislation", "law"), ("enacted_as", "legislation", "law"))),
    Table("citations", "tables/laws", (), (_ACTION, ("law", "legislation", "law"))),
    Table("law-changes", "exports/law-changes", ("change",), (("law", "legislation", "law"), ("by", "legislation", "law"))),
    Table("policies", "exports/policies", ("policy",), (("replaced_by", "policies", "policy"),)),
    Table("policy-mentions", "tables/policies", (), (_ACTION, ("policy", "policies", "policy"))),
    Table("continuations", "tables/continuations", ("link",), (_ACTION, ("policy", "policies", "policy"))),
    Table("funding", "exports/funding", ("fund",), (("part_of", "funding", "fund"),)),
    Table("funders", "exports/funders", ("fund", "body"), (("fund", "funding", "fund"), ("body", "organisations", "body"))),
    Table("money-named", "tables/money", (), (_ACTION, ("fund", "funding", "fund"))),
    Table("themes", "exports/themes", ("theme",)),
    Table("action-themes", "tables/themes", (), (_ACTION, ("theme", "themes", "theme"))),
    Table("dependencies", "tables/dependencies", (), (("later", "actions", "action"), ("earlier", "actions", "action"))),
    Table("names", "exports/names"),
    Table("evidence", "tables/readings", (), (_ACTION,)),
    Table("not-recognised", "tables/leftovers", (), (_ACTION,)),
    Table("rows-not-understood", "tables/unread", (), (("plan", "plans", "plan"),)),
    Table("decisions", "tables/decisions", (), (("plan", "plans", "plan"),)),
)


def check(output: Path | None) -> None:
    """Refuse to write where nobody said, or over a folder of another kind, such as a published one.

    Raises
    ------
    UsageError
        If no folder is named.
    OutputError
        If it holds other files of ours than tables.
    """
    if output is None:
        raise UsageError("csv is a folder of tables: name it with -o, for instance -o tables")
    if (output / "manifest.json").is_file() and not (output / METADATA).is_file():
        raise OutputError(f"{output} is a published folder, and not one of tables: name another folder")


def tables(graph: Graph) -> dict[str, Answer]:
    """Every table by its name; one without rows is there too."""
    refs = {iri: row["ref"] for iri, row in given.read(graph).actions.items()}
    return {table.name: table.asked(graph, refs) for table in TABLES}


def files(graph: Graph, made: str) -> dict[str, bytes]:
    """The whole folder by the names of its files; `made` says by what and of what."""
    found = tables(graph)
    told = {f"{name}.csv": BYTE_ORDER_MARK + csv([answer], {}).encode("utf-8") for name, answer in found.items()}
    return {README: _readme(found, made).encode("utf-8"), METADATA: _metadata(found, made).encode("utf-8"), **told}


def _with_refs(answer: Answer, refs: Mapping[str, str]) -> Answer:
    """Beside each identifier of an action its reference; a table that has references of its own keeps them."""
    names = [column.name for column in answer.columns]
    if "ref" in names:
        return answer
    new = {name: replace(_REF, name="ref" if name == "action" else f"{name}_ref") for name in ("action", "later", "earlier") if name in names}
    columns = [each for column in answer.columns for each in (column, new.get(column.name)) if each]
    rows = tuple(tuple(each for name, value in zip(names, row) for each in ((value, refs.get(str(value))) if name in new else (value,))) for row in answer.rows)
    return replace(answer, columns=tuple(columns), rows=rows)


# ---- the page for people


def _readme(found: Mapping[str, Answer], made: str) -> str:
    titles = [str(row[2]) for row in found["plans"].rows]
    plans = "".join(f"- {_line(title)}\n" for title in titles) or "- none\n"
    listed = "".join(f"| [{t.name}.csv](#{t.name}) | {len(found[t.name].rows):,} | {_line(found[t.name].question)} |\n" for t in TABLES)
    about = "\n".join(_section(table, found[table.name]) for table in TABLES)
    return _PAGE.format(made=made, plans=plans, cited="; ".join(map(_line, titles)) or "no plan", listed=listed, about=about)


def _section(table: Table, answer: Answer) -> str:
    lines = [f"## {table.name}", "", f"{_line(answer.title)}. {_line(answer.question)}", ""]
    if table.key:
        lines += [f"Key: {' and '.join(f'`{column}`' for column in table.key)}.", ""]
    if table.joins:
        lines += ["Joins: " + "; ".join(f"`{column}` to `{there}` of [{other}](#{other})" for column, other, there in table.joins) + ".", ""]
    lines += ["| column | what it holds |", "|---|---|", *(f"| `{column.name}` | {_line(column.about)} |" for column in answer.columns)]
    return "\n".join(lines) + "\n"


def _line(words: str) -> str:
    """Words that stay in one cell of a table in Markdown."""
    return " ".join(words.split()).replace("|", "\\|").replace("<", "&lt;")


# ---- the description for programs


def _metadata(found: Mapping[str, Answer], made: str) -> str:
    """By the W3C's recommendation on metadata of tables (2015): columns with their kinds, keys, and what leads where."""
    dialect = {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "lineTerminators": ["\n"]}
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "; ".join(str(row[2]) for row in found["plans"].rows),
        "dc:description": made,
        "dialect": dialect,
        "tables": [_table(table, found[table.name]) for table in TABLES],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _table(table: Table, answer: Answer) -> dict[str, Any]:
    columns = [{"name": c.name, "titles": c.name, "dc:description": c.about, "datatype": _kind([row[at] for row in answer.rows])} for at, c in enumerate(answer.columns)]
    schema: dict[str, Any] = {"columns": columns}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.joins:
        schema["foreignKeys"] = [{"columnReference": column, "reference": {"resource": f"{other}.csv", "columnReference": there}} for column, other, there in table.joins]
    return {"url": f"{table.name}.csv", "dc:title": answer.title, "dc:description": answer.question, "tableSchema": schema}


def _kind(cells: Sequence[object]) -> str:
    """What every cell of a column is that is not empty; a reference such as 3.20 is words, however it looks."""
    there = [cell for cell in cells if cell is not None]
    if there and all(isinstance(cell, bool) for cell in there):
        return "boolean"
    if there and all(isinstance(cell, date) for cell in there):
        return "date"
    if there and all(is_number(cell) for cell in there):
        return "decimal" if any(isinstance(cell, float | Decimal) for cell in there) else "integer"
    return "string"


_PAGE = """\
# Tables of an action plan

The graph of

{plans}
as tables. {made}

## How to open them

**Excel.** The files begin with a byte-order mark, so that a double click shows letters with accents right. But Excel then takes `3.20` for the number 3.2, and `1-2` for a day. To keep
references as they are: *Data > Get Data > From File > From Text/CSV*, choose the file, *Transform Data*, mark the column `ref` and others that look like numbers, *Data Type > Text*, *Replace
current*, *Close & Load*. In older versions: *Data > From Text*, and *Text* for those columns in step 3.

**LibreOffice.** In the window that opens: *Unicode (UTF-8)*, separated by comma, and click on the head of each such column, *Column type: Text*.

**pandas.** `pandas.read_csv("actions.csv", dtype={{"ref": str, "section": str}})`.

**R.** `readr::read_csv("actions.csv", col_types = readr::cols(.default = "c"))`.

**Programs.** `csv-metadata.json` describes every table and column by the W3C's recommendation CSV on the Web.

## How to read them

- **A thing has an identifier**, such as `https://w3id.org/concordat/id/action/my-plan/3.8`: it is the same in all tables, and they join by it. `concordat explain` takes it, too. It is a name, and opens nothing in
  a browser; only those of laws (legislation.gov.uk) do. `ref` is for people: it may be missing, or stand twice in a plan.
- **Every fact leads back to words**: `printed` has them, and `place` where they stand in the document: characters of a text (452-454), or a cell (`Sheet1!B7`).
- **An empty cell** is nothing known, or nothing printed; the column says which.
- **An apostrophe** stands before words that begin with = + - @ and would be taken for a formula. It is not in the plan.
- **Days** are 2016-10-31, numbers have no thousands separator, and yes and no are true and false. A date that leaves room has a first and a last day (`earliest`, `latest`): do not make one day of them.
- **Doubt is said**: `confidence` is high, medium or low of what was read, and explicit, strong or plausible of links.
- **What is planned or announced** of a body has not happened: see `status` in events.csv.
- **Money**: a part is never to be added to its whole (`part_of`), nor a ceiling (`up-to`) to a sum.

## What is not in them

Names of people and posts in the cells of leads and partners, which stay words in the graph (`concordat actions`). In which of its named graphs a statement stands. The terms themselves. All of that is in the graph file.

## How to cite

> {cited}. Tables made from it by a program. {made}

Nothing here gives a licence for the words of a plan; `rights` in plans.csv has what is known of it.

## The tables

| table | rows | what it answers |
|---|---:|---|
{listed}
`manifest.json` has the size and the SHA-256 of every file; a new export replaces this folder only if all of them are still as they were written.

{about}"""
