"""A network as GEXF 1.3, the format of Gephi: with colours by kind, kinds of edges, and the time of actions.

networkx writes GEXF too, but puts today's date into the file, knows no kinds of edges, so that Gephi joins those between the same two nodes, and
declares attributes by the first value that it meets.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Mapping

from concordat.graph.export.graphml import written
from concordat.graph.export.networks import Edge, Network, Node, Plain, flat, types

NAMESPACE = "http://gexf.net/1.3"
_VIZ = f"{NAMESPACE}/viz"
_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}
# Okabe and Ito's colours, which people with any kind of colour vision can tell apart; the shapes are for programs that draw them.
_LOOKS = {
    "action": ((240, 228, 66), "square"),
    "organisation": ((0, 114, 178), "disc"),
    "class": ((230, 159, 0), "diamond"),
    "policy": ((0, 158, 115), "triangle"),
}
_OTHER = ((153, 153, 153), "disc")


def gexf(network: Network, made: str) -> tuple[bytes, int]:
    """The network as GEXF, and of how many actions the dates contradict each other, so that they have no time; `made` says by what and of what."""
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "xmlns:viz": _VIZ, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "concordat"
    ET.SubElement(meta, "description").text = f"{network.size}. {made}"
    timed = any(_time(node) for node in network.nodes)
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if timed else {"mode": "static"}
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed" if network.directed else "undirected", "idtype": "string", **time})
    _declared(graph, "node", {"kind": str, "iri": str, **types(network.nodes)})
    _declared(graph, "edge", {"relation": str, **types(network.edges)})
    nodes = ET.SubElement(graph, "nodes", {"count": str(len(network.nodes))})
    for node in network.nodes:
        _node(nodes, node)
    edges = ET.SubElement(graph, "edges", {"count": str(len(network.edges))})
    seen: Counter[tuple[str, str, str]] = Counter()
    for edge in network.edges:
        _edge(edges, edge, seen)
    return written(root), sum(_contradicts(node) for node in network.nodes)


def _declared(graph: ET.Element, what: str, columns: Mapping[str, type]) -> None:
    declared = ET.SubElement(graph, "attributes", {"class": what, "mode": "static"})
    for name, type_ in columns.items():
        ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": _TYPES[type_]})


def _node(nodes: ET.Element, node: Node) -> None:
    this = ET.SubElement(nodes, "node", {"id": node.key, "label": node.label, **_time(node)})
    _values(this, {"kind": node.kind, "iri": node.iri, **node.values})
    (red, green, blue), shape = _LOOKS.get(node.kind, _OTHER)
    ET.SubElement(this, "viz:color", {"r": str(red), "g": str(green), "b": str(blue)})
    ET.SubElement(this, "viz:shape", {"value": shape})


def _edge(edges: ET.Element, edge: Edge, seen: Counter[tuple[str, str, str]]) -> None:
    """A kind of its own for each edge between the same two, or Gephi would join them."""
    ends = edge.source, edge.target, edge.kind
    seen[ends] += 1
    kind = edge.kind if seen[ends] == 1 else f"{edge.kind} ({seen[ends]})"
    attributes = {"id": edge.key, "source": edge.source, "target": edge.target, "label": edge.label, "weight": flat(edge.weight), "kind": kind}
    _values(ET.SubElement(edges, "edge", attributes), {"relation": edge.kind, **edge.values})


def _values(into: ET.Element, values: Mapping[str, Plain]) -> None:
    told = ET.SubElement(into, "attvalues")
    for name, value in values.items():
        ET.SubElement(told, "attvalue", {"for": name, "value": flat(value)})


def _time(node: Node) -> dict[str, str]:
    """From the first day on which an action may start to the last on which it may finish; what is not known stays open."""
    if _contradicts(node):
        return {}
    days = {"start": node.start, "end": node.finish}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _contradicts(node: Node) -> bool:
    return node.start is not None and node.finish is not None and node.start > node.finish
