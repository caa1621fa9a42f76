"""A network as one HTML file that opens with no network connection.

pyvis holds the drawn nodes and edges and brings vis-network; the page itself is written here, because pyvis' own page loads
from elsewhere and sets text as HTML (`page.html`, `page.css` and the scripts beside this module).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from concordat.graph.errors import OutputError
from concordat.graph.given import LINKED, SURE
from concordat.graph.views.bundle import bundled
from concordat.graph.views.colours import ink, lines
from concordat.graph.views.columns import Columns
from concordat.graph.views.labels import Drawn, label_of
from concordat.graph.views.model import FILTERS, Drawing, View
from concordat.graph.views.packing import packed
from concordat.graph.views.places import places, parts, shapes
from concordat.graph.views.spoken import Spoken

HERE = Path(__file__).parent
MOST = 1500  # nodes drawn at once; a browser without a graphics card still pans that many
OPENED = 2  # of the largest communities that can be open at once
THINNEST, WIDEST = 1.4, 7.0  # edges, in page units
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 200, "multiselect": False, "selectConnectedEdges": False},
    "nodes": {
        "borderWidth": 1,
        "borderWidthSelected": 4,
        "labelHighlightBold": False,
        "scaling": {"label": {"drawThreshold": 3}},  # smaller letters would be smudges; larger ones are drawn, as an empty box says nothing
        "shapeProperties": {"borderRadius": 5, "interpolation": False},
    },
    "edges": {
        "smooth": False,
        "labelHighlightBold": False,
        "arrowStrikethrough": False,
        "arrows": {"to": {"enabled": False, "scaleFactor": 0.75}},
        "selectionWidth": 2,
        "hoverWidth": 1,
    },
}


def page(view: View) -> str:
    """Write the view as one HTML file: the same view gives the same text, and nothing in it is loaded from elsewhere.

    Raises
    ------
    concordat.graph.errors.OutputError
        If the installed pyvis does not bring vis-network.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    drawing, filled = view.drawing, view.drawing.network.number_of_nodes() > 0
    style = _part("page.css")
    beside = view.library if filled and not drawing.bars else ""  # where vis-network lies, if not in the page
    scripts = [*([] if beside or drawing.bars else [library()]), bundled()] if filled else []
    tidy = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    templates = Environment(loader=FileSystemLoader(HERE, encoding="utf-8"), autoescape=True, undefined=StrictUndefined, **tidy)
    data, facts = map(_json, map(packed, _apart(_data(view)))) if filled else ("", "")
    policy = _policy(style, scripts, beside)
    return templates.get_template("page.html").render(view=view, drawing=drawing, filled=filled, style=style, scripts=scripts, beside=beside, policy=policy, data=data, facts=facts)


def _apart(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is drawn, and what is told of it: a browser reads the second only when it is asked for."""
    return data, {sort: [item.pop("facts") for item in data[sort]] for sort in ("nodes", "edges")}


def _part(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def library() -> str:
    """The newest vis-network in the installed pyvis, without its link to a source map. Its style sheet is left out: it dresses only toolbars that are not used here.

    Raises
    ------
    concordat.graph.errors.OutputError
        If the installed pyvis does not bring it.
    """
    from importlib.util import find_spec

    found = find_spec("pyvis")
    folder = Path(found.origin).parent if found and found.origin else Path()
    paths = sorted(folder.glob("templates/lib/vis-*/vis-network.min.js"), key=lambda path: [int(n) for n in re.findall(r"\d+", path.parent.name)])
    if not paths:
        raise OutputError("the installed pyvis does not bring vis-network: install pyvis 0.3.2 again")
    return re.sub(r"\n//# sourceMappingURL=.*", "\n", paths[-1].read_text(encoding="utf-8"))


def _policy(style: str, scripts: Sequence[str], beside: str = "") -> str:
    """A Content-Security-Policy under which only these very scripts run and nothing is loaded, but for what lies `beside` the page in its folder."""
    named = " ".join([*map(_hash, scripts), *(["'self'", "file:"] if beside else [])]) or "'none'"
    return f"default-src 'none'; script-src {named}; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(value: object) -> str:
    """JSON that can end neither its script element nor a line of script, whatever a plan's text holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _data(view: View) -> dict[str, Any]:
    """All that the scripts need: what vis-network draws, as pyvis holds it, and the details beside it in the same order."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    drawing, spoken = view.drawing, Spoken(view)
    apart, looks = parts(drawing, MOST, MOST // OPENED), shapes(drawing)
    net.nodes, net.edges, net.options = _drawn_nodes(drawing, looks, apart), _drawn_edges(drawing), OPTIONS  # filled directly: add_edge looks at all edges each time
    columns = Columns(drawing, net.nodes, looks) if not apart else None
    if columns:
        columns.bend(net.edges)
    nodes, edges, _, _, _, options = net.get_network_data()
    return {
        "name": view.name,
        "sure": [list(words) for words in zip(SURE, LINKED)],
        "title": view.title,
        "subject": view.subject,
        "seen": view.seen,
        "most": max(MOST, drawing.network.number_of_nodes()) if drawing.bars else MOST,  # of bars only those in sight are drawn
        "communities": _numbered(drawing, apart),
        "nodeKinds": {key: asdict(kind) | {"ink": ink(kind.colour)} for key, kind in drawing.node_kinds.items()},
        "edgeKinds": {key: asdict(kind) | line for (key, kind), line in zip(drawing.edge_kinds.items(), lines(drawing.edge_kinds).values())},
        "filters": FILTERS,
        "layers": columns.headings() if columns else [],
        "matrix": [str(key) for key in drawing.matrix],
        "bars": asdict(drawing.bars) if drawing.bars else None,
        "blocks": [node.get("block", "") for _, node in drawing.network.nodes(data=True)] if drawing.matrix else [],
        "counts": [edge.get("weight", 1) for _, _, edge in drawing.network.edges(data=True)] if drawing.matrix else [],
        "nodes": [_node(key, node, spoken) | _bar(node) | _page(view, node.get("iri", key)) for key, node in drawing.network.nodes(data=True)],
        "edges": [_edge(edge, spoken) for _, _, edge in drawing.network.edges(data=True)],
        "others": spoken.others,
        "off": list(drawing.off),
        "meta": dict(view.meta),
        "words": _addresses(view),
        "vis": {"nodes": nodes, "edges": edges, "options": json.loads(options)},
    }


def _addresses(view: View) -> dict[str, str]:
    """Where the words of each place can be read, for each of its pieces that leads somewhere."""
    items = [item for _, item in view.drawing.network.nodes(data=True)] + [item for _, _, item in view.drawing.network.edges(data=True)]
    pieces = dict.fromkeys(piece for item in items for fact in item.get("facts", ()) for piece in str(fact[2]).split(";") if piece)
    found = {piece: view.words(piece) for piece in pieces} if view.words else {}
    return {piece: address for piece, address in found.items() if address}


def _node(key: object, node: Mapping[str, Any], spoken: Spoken) -> dict[str, Any]:
    label = label_of(key, node)
    name = str(node.get("name") or label)
    also = [str(word) for word in node.get("also", ()) if word not in (label, name)]
    return {"label": label, "name": name, "kind": node["kind"], "size": node.get("size", 1)} | ({"also": also} if also else {}) | _details(node, spoken)


def _bar(node: Mapping[str, Any]) -> dict[str, Any]:
    return {"bar": node["bar"]} if "bar" in node else {}


def _edge(edge: Mapping[str, Any], spoken: Spoken) -> dict[str, Any]:
    return {"label": edge.get("label", ""), "kind": edge["kind"], "text": edge.get("text") or ""} | _details(edge, spoken)


def _details(item: Mapping[str, Any], spoken: Spoken) -> dict[str, Any]:
    filters = {name: list(words) for name, words in item.get("filters", {}).items()}
    held = {"held": [list(each) for each in item["held"]]} if "held" in item else {}
    return {"filters": filters, "dates": list(item.get("dates", (None, None))), "facts": spoken.facts(item.get("facts", ()))} | held


def _page(view: View, key: object) -> dict[str, str]:
    """Where everything about a node is told, in a folder that has a page for it."""
    address = view.page(str(key)) if view.page else ""
    return {"page": address} if address else {}


def _numbered(drawing: Drawing, parts: Sequence[Sequence[Any]]) -> list[list[int]]:
    at = {key: number for number, key in enumerate(drawing.network)}
    return [[at[key] for key in part] for part in parts]


def _drawn_nodes(drawing: Drawing, looks: Mapping[Any, Drawn], apart: Sequence[Sequence[Any]] = ()) -> list[dict[str, Any]]:
    """The nodes as vis-network takes them, each in its place; bars stand under each other, and the page finds where."""
    if drawing.bars:
        return [{"id": str(key)} for key in drawing.network]
    return [{"id": str(key), "x": x, "y": y - looks[key].below} | looks[key].options for key, (x, y) in places(drawing, looks, apart).items()]


def _drawn_edges(drawing: Drawing) -> list[dict[str, Any]]:
    """The edges as vis-network takes them: as thick as they weigh, parallel ones bent apart."""
    edges = list(drawing.network.edges(data=True))
    thickness = _thickness([float(edge.get("weight", 1)) for _, _, edge in edges])
    looks, lists = lines(drawing.edge_kinds), []
    for number, ((start, end, edge), bend) in enumerate(zip(edges, _bends([(str(start), str(end)) for start, end, _ in edges]))):
        look = looks[edge["kind"]]
        lists.append({"id": f"e{number}", "from": str(start), "to": str(end), "width": thickness[number]} | bend)
        lists[-1] |= {"arrows": {"to": {"enabled": True, "type": look["head"]}}} if look["head"] else {}
        lists[-1] |= {"dashes": look["dashes"]} if look["dashes"] else {}
    return lists


def _thickness(weights: Sequence[float]) -> list[float]:
    """As thick as they weigh: twice for twice the weight, unless the heaviest would grow too thick."""
    least, most = min(weights, default=1.0), max(weights, default=1.0)
    if most <= least:
        return [THINNEST] * len(weights)
    top = min(WIDEST, THINNEST * most / least) if least > 0 else WIDEST
    return [round(THINNEST + (top - THINNEST) * (weight - least) / (most - least), 1) for weight in weights]


def _bends(ends: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Straight for a pair's only edge; several between one pair are bent evenly to both sides."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (start, end) in enumerate(ends):
        groups[min(start, end), max(start, end)].append(number)
    bends: list[dict[str, Any]] = [{} for _ in ends]
    for (first, last), members in groups.items():
        for at, number in enumerate(members):
            turn = (at - (len(members) - 1) / 2) * (1 if ends[number] == (first, last) else -1)  # a side of the pair, not of the edge
            if first == last:
                bends[number] = {"selfReference": {"size": 18 + 7 * at, "angle": 0.8}}
            elif turn:
                bends[number] = {"smooth": {"enabled": True, "type": "curvedCW" if turn > 0 else "curvedCCW", "roundness": round(min(abs(turn) * 0.22, 0.9), 2)}}
    return bends
