"""The diagram of the ontology: boxes where ``ontology/diagram.toml`` puts them, lines where the ontology says that a property leads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concordat.graph import vocab
from concordat.graph.errors import ConcordatError
from concordat.graph.publish.site import Link
from concordat.graph.publish.terms import PREFIXES, Vocabulary, link

FILE = vocab.ONTOLOGY_FILE.with_name("diagram.toml")
_LETTER = 7.0  # of a fixed-width font of 11.5 units
_LINE = 15.0
_WIDTH = 134.0
_PITCH, _BETWEEN = 84.0, 34.0  # from row to row, and how much of it is free between boxes
_TOP = 46.0  # for lines that run over the top
_MARGIN = 6.0
_LOOP = 44.0


@dataclass(frozen=True)
class Rect:
    """A rectangle by its corner and its size."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Rect) -> bool:
        """Whether the two overlap."""
        return self.x < other.x + other.width and other.x < self.x + self.width and self.y < other.y + other.height and other.y < self.y + self.height


@dataclass(frozen=True)
class Box:
    """One or more classes."""

    classes: tuple[Link, ...]
    layer: str
    column: int
    first: int
    last: int
    rect: Rect

    @property
    def lines(self) -> list[tuple[Link, float, float]]:
        """The name of each class, and where it stands."""
        middle, top = self.rect.x + self.rect.width / 2, self.rect.y + self.rect.height / 2 - _LINE * (len(self.classes) - 1) / 2
        return [(each, middle, top + n * _LINE + 4) for n, each in enumerate(self.classes)]


@dataclass(frozen=True)
class Line:
    """One or more properties from a box to a box: the corners of the line, and the label in its middle."""

    source: Box
    target: Box
    properties: tuple[Link, ...]
    points: tuple[tuple[float, float], ...]
    label: Rect

    @property
    def path(self) -> str:
        """The line as SVG draws it."""
        return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in self.points)

    @property
    def lines(self) -> list[tuple[Link, float, float]]:
        """The name of each property, and where it stands."""
        return [(each, self.label.x + self.label.width / 2, self.label.y + n * _LINE + 11.5) for n, each in enumerate(self.properties)]


@dataclass(frozen=True)
class Diagram:
    """All of it, with the words for the layers that boxes belong to, and every relation as a row: from, property, to."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    layers: Mapping[str, str]
    rows: tuple[tuple[Link, Link, Link], ...]


def diagram(vocabulary: Vocabulary, said: Mapping[str, Any] | None = None) -> Diagram:
    """Draw it.

    Raises
    ------
    ConcordatError
        If the file names a property that joins no two of its boxes, or a line would run through a box.
    """
    said = said or tomllib.loads(FILE.read_text(encoding="utf-8"))
    relations = list(dict.fromkeys(_relations(vocabulary, said)))
    boxes = _boxes(said, relations)
    home = {name: n for n, box in enumerate(said["box"]) for name in box["classes"]}
    joined: dict[tuple[int, int], dict[Link, None]] = {}
    for source, property_, target in relations:
        joined.setdefault((home[source], home[target]), {})[_link(property_)] = None
    lines = tuple(_line(boxes[a], boxes[b], tuple(names), boxes) for (a, b), names in joined.items())
    right, bottom = max(box.rect.x + box.rect.width for box in boxes), max(box.rect.y + box.rect.height for box in boxes)
    rows = tuple((_link(a), _link(p), _link(b)) for a, p, b in relations)
    return Diagram(right + _MARGIN, bottom + (_LOOP if any(line.source == line.target for line in lines) else 0) + _MARGIN, boxes, lines, said["layers"], rows)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _link(name: str) -> Link:
    """A prefixed name as a link; ours without their prefix."""
    from pyoxigraph import NamedNode

    prefix, _, local = name.partition(":")
    found = link(NamedNode(PREFIXES[prefix] + local))
    return Link(local, found.href) if prefix == "ccc" else found


# ---- which lines there are


def _relations(vocabulary: Vocabulary, said: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Class, property, class: what the ontology says of the chosen properties, then what the file adds."""
    shown = {name for box in said["box"] for name in box["classes"]}
    terms = {term.name: term for term in vocabulary.terms}
    for name in said["properties"]:
        term = terms.get(name)
        found = [(a.name, f"ccc:{name}", b.name) for a in term.domain for b in term.range if a.name in shown and b.name in shown] if term else []
        if not found:
            raise ConcordatError(f"{FILE.name}: ccc:{name} joins no two classes of the diagram: take it out, or mend its domain or range in the ontology")
        yield from found
    for edge in said["edge"]:
        yield edge["from"], edge["property"], edge["to"]


# ---- where they stand


def _boxes(said: Mapping[str, Any], relations: Sequence[tuple[str, str, str]]) -> tuple[Box, ...]:
    columns = {name: box["column"] for box in said["box"] for name in box["classes"]}
    gaps = [60.0] * max(columns.values())
    for a, property_, b in relations:
        left, right = sorted((columns[a], columns[b]))
        if right == left + 1:
            gaps[left] = max(gaps[left], len(_link(property_).name) * _LETTER + 28)
    starts = [_MARGIN + sum(_WIDTH + gap for gap in gaps[:n]) for n in range(len(gaps) + 1)]
    made = []
    for box in said["box"]:
        first, rows = box["row"], box.get("rows", 1)
        rect = Rect(starts[box["column"]], _TOP + first * _PITCH, _WIDTH, rows * _PITCH - _BETWEEN)
        made.append(Box(tuple(_link(name) for name in box["classes"]), box["layer"], box["column"], first, first + rows - 1, rect))
    return tuple(made)


def _line(source: Box, target: Box, names: tuple[Link, ...], boxes: Sequence[Box]) -> Line:
    size = (max(len(each.name) for each in names) * _LETTER + 8, len(names) * _LINE)
    if source == target:
        return _loop(source, names, size)
    if source.column == target.column:
        return _upright(source, target, names, size, boxes)
    between = [box for box in boxes if min(source.column, target.column) < box.column < max(source.column, target.column)]
    shared = range(max(source.first, target.first), min(source.last, target.last) + 1)
    free = [row for row in shared if not any(box.first <= row <= box.last for box in between)]
    if not free:
        return _over(source, target, names, size, boxes)
    rows = [row for row in shared if row in free] if not between else free[:1]
    y = _TOP + (rows[0] + rows[-1]) / 2 * _PITCH + (_PITCH - _BETWEEN) / 2
    left, right = sorted((source, target), key=lambda box: box.column)
    ends = (left.rect.x + _WIDTH, y), (right.rect.x, y)
    return _drawn(source, target, names, ends if left == source else ends[::-1], (ends[0][0] + ends[1][0]) / 2, y, size)


def _upright(source: Box, target: Box, names: tuple[Link, ...], size: tuple[float, float], boxes: Sequence[Box]) -> Line:
    upper, lower = sorted((source, target), key=lambda box: box.first)
    if any(box.column == upper.column and upper.last < box.first < lower.first for box in boxes):
        raise ConcordatError(f"{FILE.name}: no way from {source.classes[0].name} to {target.classes[0].name}: a box stands between; move one of them")
    x = upper.rect.x + _WIDTH / 2
    ends = (x, upper.rect.y + upper.rect.height), (x, lower.rect.y)
    return _drawn(source, target, names, ends if upper == source else ends[::-1], x, (ends[0][1] + ends[1][1]) / 2, size)


def _over(source: Box, target: Box, names: tuple[Link, ...], size: tuple[float, float], boxes: Sequence[Box]) -> Line:
    """Up from one box, along the top, and down to the other; both must stand in the first row."""
    if source.first or target.first or any(box.first < 0 for box in boxes):
        raise ConcordatError(f"{FILE.name}: no free way from {source.classes[0].name} to {target.classes[0].name}: move one of them into a row that is free between")
    a, b, y = source.rect.x + _WIDTH / 2, target.rect.x + _WIDTH / 2, _TOP - 24
    return _drawn(source, target, names, ((a, _TOP), (a, y), (b, y), (b, _TOP)), (a + b) / 2, y, size)


def _loop(box: Box, names: tuple[Link, ...], size: tuple[float, float]) -> Line:
    """Out of the foot of a box and back into it."""
    foot, y = box.rect.y + box.rect.height, box.rect.y + box.rect.height + 22
    a, b = box.rect.x + 14, box.rect.x + _WIDTH - 14
    return _drawn(box, box, names, ((a, foot), (a, y), (b, y), (b, foot)), (a + b) / 2, y, size)


def _drawn(source: Box, target: Box, names: tuple[Link, ...], points: Sequence[tuple[float, float]], x: float, y: float, size: tuple[float, float]) -> Line:
    width, height = size
    return Line(source, target, names, tuple(points), Rect(x - width / 2, y - height / 2, width, height))


