"""Write what is made of other files: docs/cli.md, docs/questions.md, docs/shapes.md, the table in docs/checks.md, docs/reports.md, the outputs in docs/ten-lines.ipynb, docs/ontology/index.html, ontology/context.jsonld. Run python docs/pages.py"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from pathlib import Path

import click

from concordat.cli import cli
from concordat.graph import build, context, findings, given, output, query, reports, vocab
from concordat.graph.answer import Answer
from concordat.graph.publish import vocabulary
from concordat.graph.validate import shapes as shacl

HERE = Path(__file__).parent
BEGIN, END = "<!-- made by python docs/pages.py -->\n", "<!-- end -->"


def commands() -> str:
    """The help of every command."""
    top = _context(cli, "concordat", None)
    parts = ["# The command\n", "Made from `concordat --help` by `python docs/pages.py`.\n", _help(cli, "concordat", None)]
    parts += [f"## {name}\n\n{_help(command, name, top)}" for name, command in sorted(cli.commands.items())]
    return "\n".join(parts)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    """As the command itself makes it, only always of the same width."""
    return command.make_context(name, [], parent=parent, resilient_parsing=True, terminal_width=100, max_content_width=100)


def _help(command: click.Command, name: str, parent: click.Context | None) -> str:
    text = command.get_help(_context(command, name, parent))
    return f"```text\n{text}\n```\n"


def questions() -> str:
    """Every question with its parameters and columns."""
    parts = ["# The question library\n", "Made from the files in `queries/` by `python docs/pages.py`. Ask one with `concordat query NAME`, set a parameter with `-p PARAMETER VALUE`.\n"]
    for question in query.library().values():
        parts.append(f"## {question.name}\n\n{question.question}\n")
        if question.parameters:
            parts.append("".join(f"- parameter `{p.name}` ({p.type}{': ' + ', '.join(p.values) if p.values else ''}): {p.about}\n" for p in question.parameters))
        parts.append("".join(f"- column `{c.name}`: {c.about}\n" for c in question.columns))
        parts += [f"{note}\n" for note in question.notes]
    return "\n".join(parts)


def ontology() -> bytes:
    """The page of the ontology, as it lies in docs/ontology/."""
    return vocabulary.page("../../ontology/")


LEVELS = {
    "Violation": ("Well formed", "An error: what must hold of any graph, whatever the plan says."),
    "Warning": ("About the plan: warnings", "The graph is sound; the plan could be better."),
    "Info": ("About the plan: information", "The graph is sound; its author may want to know."),
}
MARK = "<!-- From here on made from ontology/shapes.ttl by python docs/pages.py -->\n"


def shapes() -> str:
    """What docs/shapes.md says in its own words, then a table of the shapes of each level, in the order of their file."""
    page = (HERE / "shapes.md").read_text(encoding="utf-8")
    parts = [page[: page.index(MARK)] + MARK]
    for level, (title, about) in LEVELS.items():
        rows = _shapes(level)
        advice = level != "Violation"
        parts.append(f"## {title}\n\n{about} {len(rows)} shapes.\n")
        head = ["Shape", "What it says", *(["What to do"] if advice else [])]
        lines = [head, ["---"] * len(head), *([f"`{name}`", message, *([do] if advice else [])] for name, message, do in rows)]
        parts.append("".join(f"| {' | '.join(line)} |\n" for line in lines))
    return "\n".join(parts)


def _shapes(level: str) -> list[tuple[str, str, str]]:
    """Name, message and advice of the shapes of a level."""
    sh = "http://www.w3.org/ns/shacl#"
    said: dict[str, dict[str, str]] = {}
    for triple in shacl.triples():
        if triple.predicate.value in (f"{sh}severity", f"{sh}message", vocab.PREFIXES["skos"] + "scopeNote"):
            said.setdefault(triple.subject.value, {})[triple.predicate.value.rpartition("#")[2]] = triple.object.value
    return [(iri.removeprefix(shacl.SHAPES), words["message"], words.get("scopeNote", "")) for iri, words in said.items() if words["severity"] == sh + level]


def checks() -> str:
    """docs/checks.md with its table of checks made anew."""
    text = (HERE / "checks.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    rows = "".join(f"| `{name}` | {severity} | {words} |\n" for name, (severity, words) in findings.listed().items())
    return f"{before}{BEGIN}| check | severity | what it looks for |\n|---|---|---|\n{rows}{END}{rest.partition(END)[2]}"


def report_pages() -> str:
    """Every report with its tables, as the bundled plan fills them, and what each column means."""
    graph = build.build().graph
    leads = Counter(row["name"] for row in given.read(graph, given.Kept(roles=("lead",))).responsibilities)
    parts = [
        "# The reports\n",
        "Made from the reports on the bundled plan by `python docs/pages.py`. `concordat report NAME` makes one, `concordat report all -o plan.xlsx` all of them in one workbook, "
        "`--explain` says with the figures what they mean. Each row names the actions that it rests on, and `concordat explain REF` shows the words behind them ([how to follow a number there](provenance.md)).\n",
        "".join(f"- [{name}](#{name}): {tells}\n" for name, tells in reports.names().items()),
    ]
    for name, tells in reports.names().items():
        kind = reports.kind(name)
        about = max(leads, key=lambda body: leads[body]) if kind.one else None
        parts.append(f"## {name}\n\n{tells[:1].upper()}{tells[1:]}.\n\n{_usage(name, kind, about)}\n")
        parts += [_table(answer) for answer in reports.report(graph, name, reports.Asked(about=about))]
    return "\n".join(parts)


def _usage(name: str, kind: reports.Kind, about: str | None) -> str:
    """How the report is asked for, and what may be set."""
    thing = kind.takes.upper()
    call = f"concordat report {name}" + (f" [{thing}]" if thing else "")
    day = " `--on DAY` says from which day to look; left out, the day on which the registers were last checked." if kind.dated else ""
    example = f' Below, of "{about}".' if about else ""
    return f"`{call}`.{day}{example}"


def _table(answer: Answer) -> str:
    """A table: its question, its columns with what they mean and what they do not, its notes; the columns of a matrix in one line."""
    small = output.matrix(answer)
    lines = [f"- `{column.name}`{f': {_markdown(output.meaning(column))}' if column.about or column.limits else ''}\n" for column, figure in zip(answer.columns, small) if not figure]
    inside = [column for column, figure in zip(answer.columns, small) if figure]
    if inside:
        lines.append(f"- `{inside[0].name}`, `{inside[1].name}` ...: the columns of a matrix, one for each row of the same number\n")
    notes = "".join(f"\n{_markdown(note)}\n" for note in answer.notes if note != reports.FOLLOW)
    return f"### {_markdown(answer.title)}\n\n{_markdown(answer.question)} Table `{answer.name}`.\n\n{''.join(lines)}{notes}"


def _markdown(words: str) -> str:
    return re.sub(r"([\\`*_\[\]|<>])", r"\\\1", words)


def notebook() -> str:
    """docs/ten-lines.ipynb with the outputs that its cells give now, and nothing that another run or machine would give otherwise."""
    import nbformat
    from jupyter_client import AsyncKernelManager
    from nbclient import NotebookClient

    book = nbformat.read(HERE / "ten-lines.ipynb", as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        kernel = AsyncKernelManager(kernel_name="python3", **({} if os.name == "nt" else {"transport": "ipc", "ip": f"{folder}/kernel"}))  # no port of the machine
        client = NotebookClient(book, km=kernel, timeout=120, record_timing=False, resources={"metadata": {"path": folder}})
        client.execute(env={**os.environ, "IPYTHONDIR": folder, "TMPDIR": folder})
    book.metadata = nbformat.from_dict({"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}})
    return nbformat.writes(book) + "\n"


if __name__ == "__main__":
    (HERE / "cli.md").write_text(commands(), encoding="utf-8", newline="\n")
    (HERE / "questions.md").write_text(questions(), encoding="utf-8", newline="\n")
    context.FILE.write_text(context.text(), encoding="utf-8", newline="\n")
    (HERE / "ontology" / "index.html").write_bytes(ontology())  # after the context, which it shows
    (HERE / "shapes.md").write_text(shapes(), encoding="utf-8", newline="\n")
    (HERE / "checks.md").write_text(checks(), encoding="utf-8", newline="\n")
    (HERE / "reports.md").write_text(report_pages(), encoding="utf-8", newline="\n")
    (HERE / "ten-lines.ipynb").write_text(notebook(), encoding="utf-8", newline="\n")
