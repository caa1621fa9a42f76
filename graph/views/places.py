"""Where the nodes of a drawing stand, whatever kind of picture it is: in columns, by their links, or in communities where they are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from concordat.graph.views import communities, layers, layout, margins
from concordat.graph.views.columns import layers_of
from concordat.graph.views.labels import Drawn, drawn, label_of
from concordat.graph.views.model import Drawing

ASPECT = 1.3  # width divided by height of a picture that has the stage to itself: a page is as wide as its screen, and grows in height
BESIDE = 1.1  # and of one beside a matrix
Parts = list[list[Any]]
Spots = dict[Any, tuple[int, int]]


def shapes(drawing: Drawing) -> dict[Hashable, Drawn]:
    """What each node looks like, and how much room it takes."""
    labelled = {key: (label_of(key, node), node["kind"], float(node.get("size", 1))) for key, node in drawing.network.nodes(data=True)}
    kinds = drawing.node_kinds
    return drawn(labelled, {key: kind.shape for key, kind in kinds.items()}, {key: kind.line for key, kind in kinds.items()})


def parts(drawing: Drawing, most: int, largest: int) -> Parts:
    """The communities of a network of more than `most` nodes, each of no more than `largest`; none of a smaller one, or of bars.

    Kinds that are out of sight at first do not decide who belongs together: each of their nodes goes with the community that it is linked to most.
    """
    network = drawing.network
    if drawing.bars or network.number_of_nodes() <= most:
        return []
    off = {key for key, kind in network.nodes(data="kind") if kind in drawing.off}
    found: Parts = communities.parted(network.subgraph([key for key in network if key not in off]), largest)
    home = {key: number for number, part in enumerate(found) for key in part}
    for key in network:
        if key in off:
            near = Counter(home[other] for other in {*network.successors(key), *network.predecessors(key)} if other in home)
            found[min(near, key=lambda number: (-near[number], number), default=0)].append(key)
    return found


def places(drawing: Drawing, looks: Mapping[Hashable, Drawn], apart: Sequence[Sequence[Any]] = ()) -> Spots:
    """The middle of each node's box; kinds that are off at first stand beside the others, so that they do not disturb them."""
    boxes = {key: look.box for key, look in looks.items()}
    inner = {key: look.shape for key, look in looks.items()}
    columns = layers_of(drawing)

    def placed(network: Any) -> Spots:
        if columns:
            return layers.positions(network, {key: boxes[key] for key in network}, {key: columns[key] for key in network})
        return layout.positions(network, boxes, BESIDE if drawing.matrix else ASPECT, inner, quick=bool(apart))

    if apart:
        return communities.places(drawing.network, boxes, apart, ASPECT, placed)
    groups = [[key for key, kind in drawing.network.nodes(data="kind") if kind == off] for off in drawing.off]
    if columns or not any(groups):
        return placed(drawing.network)
    first = drawing.network.copy()
    first.remove_nodes_from([key for group in groups for key in group])
    spots = placed(first)
    spots |= margins.beside(drawing.network, boxes, spots, [group for group in groups if group])
    return {key: spots[key] for key in drawing.network}
