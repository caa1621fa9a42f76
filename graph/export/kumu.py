"""A network as the workbook that Kumu imports: a sheet of elements and one of connections, and one about them that Kumu leaves alone.

Kumu knows an element by its label, so each label is there once; it reads | as standing between several values, so no other | may be in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from concordat.graph.answer import Answer, Column, Value
from concordat.graph.export.networks import Edge, Network, Node, Plain, flat
from concordat.graph.output import visible
from concordat.graph.spreadsheet import LONGEST_CELL, workbook

MUCH = 10_000  # things beyond which Kumu's own guide advises to try with fewer
LONGEST_LABEL = 60
_IGNORED = "About (ignore)"  # Kumu leaves out a sheet whose name says so
_TOLD = {"text": "Description", "themes": "Tags", "iri": "IRI"}


def kumu(network: Network, meta: Mapping[str, object]) -> tuple[bytes, tuple[str, ...]]:
    """The workbook, and what its reader must know: what the sheets could not hold as it was."""
    labels = _labels(network.nodes)
    elements = [_element(node, labels[node.key]) for node in network.nodes]
    connections = [_connection(edge, labels, network.directed) for edge in network.edges]
    lost = _Lost()
    answers = (
        _sheet("Elements", ("Label", "Type", "Description", "Tags"), elements, lost),
        _sheet("Connections", ("ID", "From", "To", "direction", "Type", "Label", "Weight"), connections, lost),
    )
    return workbook(answers, {**meta, "network": network.size}, _IGNORED), lost.told(len(elements) + len(connections))


class _Lost:
    """Counts what becomes other than it was."""

    def __init__(self) -> None:
        self.bars, self.cut = 0, 0

    def cell(self, value: Plain | None) -> Value:
        """A value as Kumu reads it; several stand with | between them, and a day as words, since Kumu has no days."""
        if value is None or isinstance(value, bool | int | float):
            return value
        parts = value if isinstance(value, tuple) else (flat(value),)
        self.bars += sum(part.count("|") for part in parts)
        words = "|".join(_barless(part) for part in parts)
        self.cut += len(words) > LONGEST_CELL
        return words

    def told(self, size: int) -> tuple[str, ...]:
        """What a reader must know, each with its number."""
        told = []
        if self.bars:
            told.append(f"upright bars in the words that became ¦, since Kumu reads | as standing between two values: {self.bars:,}")
        if self.cut:
            told.append(f"cells that were cut after {LONGEST_CELL:,} characters, which is all that Excel holds (the sheet {_IGNORED} says which): {self.cut:,}")
        if size > MUCH:
            told.append(f"elements and connections: {size:,}. Kumu may be slow beyond {MUCH:,}; keep a part with --section, --theme or --during")
        return tuple(told)


def _sheet(name: str, first: Sequence[str], rows: Sequence[Mapping[str, Plain]], lost: _Lost) -> Answer:
    """The columns that Kumu knows in their order, then the others as they come."""
    columns = list(dict.fromkeys([*first, *(column for row in rows for column in row)]))
    cells = tuple(tuple(lost.cell(row.get(column)) for column in columns) for row in rows)
    return Answer(name, name, tuple(map(Column, columns)), cells)


def _element(node: Node, label: str) -> dict[str, Plain]:
    row: dict[str, Plain] = {"Label": label, "Type": node.kind.capitalize()}
    if label != node.label:
        row["Name"] = node.label
    return row | {_column(name): value for name, value in node.values.items()} | {"IRI": node.iri}


def _connection(edge: Edge, labels: Mapping[str, str], directed: bool) -> dict[str, Plain]:
    row: dict[str, Plain] = {"ID": edge.key, "From": labels[edge.source], "To": labels[edge.target], "direction": "directed" if directed else "undirected"}
    return row | {"Type": edge.kind, "Label": edge.label, "Weight": edge.weight} | {_column(name): value for name, value in edge.values.items()}


def _column(name: str) -> str:
    return _TOLD.get(name, name.replace("_", " ").capitalize())


def _labels(nodes: Sequence[Node]) -> dict[str, str]:
    """A label for each node, by its key: of an action its reference and first words. Two that are alike but for case or blanks get the end of their IRI."""
    plain = {node.key: _label(node) for node in nodes}
    often: dict[str, int] = {}
    for label in plain.values():
        often[_folded(label)] = often.get(_folded(label), 0) + 1
    taken: set[str] = set()
    for node in nodes:
        label = plain[node.key]
        if often[_folded(label)] > 1:
            label = f"{label} [{_barless(visible(unquote(node.iri.rsplit('/', 1)[-1])))}]"
        if _folded(label) in taken:
            label = f"{label} [{node.key}]"
        taken.add(_folded(label))
        plain[node.key] = label
    return plain


def _label(node: Node) -> str:
    words = f"{node.label} {node.values.get('text', '')}" if node.kind == "action" else node.label
    whole = _barless(" ".join(words.split()))
    if node.kind != "action" or len(whole) <= LONGEST_LABEL:
        return whole or node.key
    return re.sub(r"\s+\S*$", "", whole[:LONGEST_LABEL]) + "…"


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _barless(words: str) -> str:
    return words.replace("|", "¦")
