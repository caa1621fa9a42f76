"""A network as GraphML, by the letter of its schema: every attribute declared with its type, ids that are names in XML, nothing of a program's own.

networkx writes GraphML too, but declares each attribute by the first value that it meets, refuses lists and days, and gives ids that the schema
does not allow.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence

from concordat.graph.export.networks import Edge, Network, Node, Plain, flat, types

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = f"{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd"
_TYPES = {bool: "boolean", int: "int", float: "double", str: "string"}


def graphml(network: Network, made: str) -> bytes:
    """The network as GraphML; `made` says by what and of what."""
    attributes = {"xmlns": NAMESPACE, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation": _SCHEMA}
    root = ET.Element("graphml", attributes)
    ET.SubElement(root, "desc").text = f"{network.size}. {made}"
    of_nodes = {"label": str, "kind": str, "iri": str, **types(network.nodes)}
    of_edges = {"label": str, "relation": str, "weight": float, **types(network.edges)}
    for what, columns in (("node", of_nodes), ("edge", of_edges)):
        for name, type_ in columns.items():
            ET.SubElement(root, "key", {"id": f"{what}-{name}", "for": what, "attr.name": name, "attr.type": _TYPES[type_]})
    graph = ET.SubElement(root, "graph", {"id": network.name, "edgedefault": "directed" if network.directed else "undirected"})
    for node in network.nodes:
        _data(ET.SubElement(graph, "node", {"id": node.key}), "node", _of_node(node))
    for edge in network.edges:
        _data(ET.SubElement(graph, "edge", {"id": edge.key, "source": edge.source, "target": edge.target}), "edge", _of_edge(edge))
    return written(root)


def written(root: ET.Element) -> bytes:
    """A tree as a file."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _of_node(node: Node) -> Mapping[str, Plain]:
    return {"label": node.label, "kind": node.kind, "iri": node.iri, **node.values}


def _of_edge(edge: Edge) -> Mapping[str, Plain]:
    return {"label": edge.label, "relation": edge.kind, "weight": edge.weight, **edge.values}


def _data(into: ET.Element, what: str, values: Mapping[str, Plain]) -> None:
    for name, value in values.items():
        if value != "":
            ET.SubElement(into, "data", {"key": f"{what}-{name}"}).text = flat(value)


def repeated(edges: Sequence[Edge]) -> int:
    """How many edges have the ends of another one: a program that allows one edge between two nodes would join them."""
    return len(edges) - len({(edge.source, edge.target) for edge in edges})
