"""A drawing in columns: which layer each node has, what stands over each column, and lines that go round what they have nothing to do with."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from concordat.graph.views.bends import bends, look
from concordat.graph.views.labels import Drawn
from concordat.graph.views.layers import headings
from concordat.graph.views.model import Drawing

HEADED = 80  # columns: above more nobody reads what stands there


def layers_of(drawing: Drawing) -> dict[Hashable, int]:
    """The layer of each node, nothing unless every node has one."""
    found = {key: node["layer"] for key, node in drawing.network.nodes(data=True) if "layer" in node}
    return found if len(found) == drawing.network.number_of_nodes() else {}


class Columns:
    """The columns of a drawing whose nodes have their places; `nodes` as vis-network takes them, `shapes` how each is drawn. Without layers there is none."""

    def __init__(self, drawing: Drawing, nodes: Sequence[Mapping[str, Any]], shapes: Mapping[Hashable, Drawn]) -> None:
        self.drawing, self.layers = drawing, layers_of(drawing)
        self.spots = {key: (node["x"], node["y"]) for key, node in zip(drawing.network, nodes)} if self.layers else {}
        self.places = {key: (x, y + shapes[key].below) for key, (x, y) in self.spots.items()}
        self.boxes = {key: shapes[key].box for key in self.spots}

    def headings(self) -> list[dict[str, Any]]:
        """What stands over each column, from where to where: a column of each layer in each block of the picture."""
        words = self.drawing.layers
        found = headings(self.places, self.boxes, self.layers) if self.layers and words else []
        return [{"words": words[layer], "left": left, "right": right} for layer, left, right in found if layer < len(words)] if len(found) <= HEADED else []

    def bend(self, edges: Sequence[dict[str, Any]]) -> None:
        """Bend those of the straight lines that would run through a box, as vis-network takes it."""
        if not self.layers:
            return
        straight = [(number, (one, other)) for number, (one, other) in enumerate(self.drawing.network.edges()) if "smooth" not in edges[number]]
        for at, bend in bends([ends for _, ends in straight], self.spots, self.places, self.boxes).items():
            edges[straight[at][0]].update(look(bend))
