"""The marks of the small networks: for each kind of thing the shape and the colour that the pictures give it."""

from __future__ import annotations

from concordat.graph.views.context import ACTION, CLASS, LAW, MONEY, ORGANISATION, POLICY, THEME
from concordat.graph.views.model import NodeKind

KINDS: dict[str, NodeKind] = {"action": ACTION, "body": ORGANISATION, "class": CLASS, "law": LAW, "policy": POLICY, "fund": MONEY, "theme": THEME}
_PATHS = {  # around the point at which it begins, some 12 units wide
    "box": "m-7-4.5h14v9h-14z",
    "dot": "m-6 0a6 6 0 1 1 12 0a6 6 0 1 1-12 0z",
    "diamond": "m-7 0l7-7 7 7-7 7z",
    "square": "m-5.5-5.5h11v11h-11z",
    "hexagon": "m-7 0l3.5-6h7l3.5 6-3.5 6h-7z",
    "triangle": "m0-7l7 12h-14z",
    "star": "m0-7.5l2.2 4.6 5 .6-3.7 3.5 1 5-4.5-2.5-4.5 2.5 1-5-3.7-3.5 5-.6z",
}


def path(kind: str) -> str:
    """The outline of a mark, as a path of SVG goes on from its middle."""
    return _PATHS[KINDS[kind].shape]


def name(kind: str) -> str:
    """What the things of a kind are called."""
    return KINDS[kind].plural


def style() -> str:
    """The colours as rules of a style sheet."""
    return "".join(f".net .{kind}, .key .{kind} {{ fill: {look.colour}; }}\n" for kind, look in KINDS.items())
