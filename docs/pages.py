"""Write what is made of other files: docs/cli.md, docs/questions.md, docs/shapes.md, the table in docs/checks.md, docs/ontology/index.html, ontology/context.jsonld. Run python docs/pages.py"""

from __future__ import annotations

from pathlib import Path

import click

from concordat.cli import cli
from concordat.graph import context, findings, query, vocab
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
    return vocabulary.page(root="../../ontology/")


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


if __name__ == "__main__":
    (HERE / "cli.md").write_text(commands(), encoding="utf-8", newline="\n")
    (HERE / "questions.md").write_text(questions(), encoding="utf-8", newline="\n")
    context.FILE.write_text(context.text(), encoding="utf-8", newline="\n")
    (HERE / "ontology" / "index.html").write_bytes(ontology())  # after the context, which it shows
    (HERE / "shapes.md").write_text(shapes(), encoding="utf-8", newline="\n")
    (HERE / "checks.md").write_text(checks(), encoding="utf-8", newline="\n")
