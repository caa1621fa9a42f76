"""What a node looks like and how much room it takes: its label in lines, the size of its letters, the box around both."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

INSIDE = {"box", "circle", "ellipse"}  # shapes that hold their label; the others have it below
LINES = 3
LETTER = 0.56  # width of a letter as a share of its height, a little generous: the letters of the reader's system are not known
MARGIN = 6
BORDER = 3  # that vis-network adds on each side
SHORT = 6  # characters: labels no longer than this are references, which stay readable when all of the picture is in sight
SMALL, LARGE = 16, 21  # letters of the smallest and the largest node that holds its label
REFERENCE = 1.5  # how much larger their letters are
THIN, THICK = 9, 26  # radius of the smallest and the largest node that has its label below


@dataclass(frozen=True, slots=True)
class Drawn:
    """vis-network's options for a node, the box that it takes, and how far the middle of the shape lies above that of the box."""

    options: dict[str, Any]
    box: tuple[float, float]
    below: int = 0

    @property
    def shape(self) -> tuple[float, float]:
        """Width and height of the shape without a label under it."""
        return (2.0 * self.options["size"],) * 2 if "size" in self.options else self.box


def label_of(key: object, node: Mapping[str, Any]) -> str:
    """What is drawn of a node: its label, else its name, else its key."""
    return str(node.get("label") or node.get("name") or key)


def wrapped(label: str, line: int = 18) -> str:
    """The label in lines of about so many characters, three at most; the whole of it stands in the panel.

    >>> wrapped("Royal College of Emergency Medicine")
    'Royal College of\\nEmergency Medicine'
    """
    return "\n".join(textwrap.wrap(label, line, max_lines=LINES, placeholder=" …")) or " "


def drawn(nodes: Mapping[Hashable, tuple[str, str, float]], shapes: Mapping[str, str], line: Mapping[str, int] | None = None) -> dict[Hashable, Drawn]:
    """How each node is drawn, from its (label, kind, size), the shape of its kind and about how many characters that has in a line."""
    written = {key: wrapped(label, (line or {}).get(kind, 18)) for key, (label, kind, _) in nodes.items()}
    sizes = [size for _, _, size in nodes.values()]
    least, most = min(sizes, default=1.0), max(sizes, default=1.0)
    shares = {key: ((size - least) / (most - least)) ** 0.5 if most > least else 0.0 for key, (_, _, size) in nodes.items()}
    longest = _longest(nodes, written)
    return {
        key: _inside(written[key], shapes[kind], shares[key], longest[kind]) if shapes[kind] in INSIDE else _below(written[key], shapes[kind], shares[key])
        for key, (_, kind, _) in nodes.items()
    }


def _longest(nodes: Mapping[Hashable, tuple[str, str, float]], written: Mapping[Hashable, str]) -> dict[str, int]:
    """Characters of the longest line of each kind."""
    longest: dict[str, int] = {}
    for key, (_, kind, _) in nodes.items():
        longest[kind] = max(longest.get(kind, 0), *map(len, written[key].split("\n")))
    return longest


def _inside(text: str, shape: str, share: float, longest: int) -> Drawn:
    """A shape around its label; where all labels of a kind are short, its shapes are equally wide."""
    letters = round((SMALL + (LARGE - SMALL) * share) * (REFERENCE if longest <= SHORT else 1))
    lines = text.split("\n")
    wide = letters * LETTER * (longest if longest <= SHORT else max(map(len, lines)))
    high = letters * 1.2 * len(lines)
    options: dict[str, Any] = {"label": text, "shape": shape, "font": {"size": letters}, "margin": MARGIN}
    if longest <= SHORT:
        options["widthConstraint"] = {"minimum": round(wide)}
    if shape in ("circle", "ellipse"):
        wide, high = (max(wide, high),) * 2 if shape == "circle" else (wide * 1.42, high * 1.42)
    return Drawn(options, (wide + 2 * (MARGIN + BORDER), high + 2 * (MARGIN + BORDER)))


def _below(text: str, shape: str, share: float) -> Drawn:
    """A shape with its label under it."""
    radius, letters = round(THIN + (THICK - THIN) * share), SMALL
    lines = text.split("\n")
    high = letters * 1.2 * len(lines) + 6
    wide = max(2 * radius, letters * LETTER * max(map(len, lines)))
    options = {"label": text, "shape": shape, "size": radius, "font": {"size": letters}}
    return Drawn(options, (wide, 2 * radius + high), round(high / 2))
