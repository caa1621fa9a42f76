"""Write what is made of other files: docs/cli.md, docs/questions.md, docs/ontology/index.html, ontology/context.jsonld. Run python docs/pages.py"""

from __future__ import annotations

from pathlib import Path

import click

from concordat.cli import cli
from concordat.graph import context, query
from concordat.graph.publish import vocabulary

HERE = Path(__file__).parent


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


if __name__ == "__main__":
    (HERE / "cli.md").write_text(commands(), encoding="utf-8", newline="\n")
    (HERE / "questions.md").write_text(questions(), encoding="utf-8", newline="\n")
    context.FILE.write_text(context.text(), encoding="utf-8", newline="\n")
    (HERE / "ontology" / "index.html").write_bytes(ontology())  # after the context, which it shows
