"""What a view is: a network, how its kinds of nodes and edges are drawn, and all that its page says about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import networkx as nx

FILTERS = {"section": "Section", "theme": "Theme", "organisation": "Organisation", "role": "Role", "law": "Law", "confidence": "How sure"}  # and their titles


class Fact(NamedTuple):
    """Something that is known.

    What it is, what it says, its place in the document, and a web address that it leads to; the heading under which it stands in the panel (facts of one
    heading stand together, those of none first); the IRI of a thing that it speaks of, which the panel makes a way to that thing; and a word for how
    unsure it is, "" where nothing speaks against it.
    """

    term: str
    value: str
    place: str = ""
    href: str = ""
    group: str = ""
    thing: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class NodeKind:
    """How nodes of one kind are drawn and called.

    `shape` is box, circle or ellipse (the label inside), or dot, square, diamond, triangle, triangleDown, star or hexagon (the label
    below); `colour` is #rrggbb, and black or white letters are chosen to suit it; `plural` is the label if left empty; `line` is about how many
    characters a line of a node's label has; `border` is dashed, dotted, or whole if left empty, so that kinds of one shape differ by more than colour.
    """

    label: str
    shape: str
    colour: str
    plural: str = ""
    line: int = 18
    border: str = ""


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """How edges of one kind are drawn and called; `colour` is #rrggbb, and lighter on dark ground."""

    label: str
    colour: str
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """That the picture is bars on a line of time and no network, and what stands on its axis.

    `by` are the ways to group the bars, with their titles, the first of them at first. `english` marks years from April to March. `marks` are days (ISO) and
    what each of them is. Each node has ``bar``: ``parts``, (sort, first day, last day) from left to right as `timeline.pieces` has them; ``order``, by which bars
    of a group are sorted; ``beside``, the words at its end; ``said``, its dates as a sentence; ``groups``, for each way the groups it stands in.
    """

    by: Mapping[str, str]
    english: bool = False
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Drawing:
    """What a view draws.

    A node has ``label`` (short, drawn), ``name`` (full), ``kind``, ``size`` (1 or more), ``filters`` and ``facts``. An edge has ``kind``, ``label``
    (a sentence), ``weight``, ``text`` (the words it rests on), ``actions`` (their IRIs), ``filters`` and ``facts``. ``filters`` maps names in FILTERS to
    lists of words: an empty list passes no filter of that name; where the name is missing, an edge goes
    with the actions at its ends, and a node with its edges. Either may have ``dates``: the first and the last day (ISO, or None) on which it may be under way.
    ``facts`` are `Fact`, everything that the panel tells. A node may have ``also``: other names and abbreviations that it is printed under, and is found by.

    A node that has edges is shown if it passes the filters and one of its edges does. ``held`` are triples of organisation, role and confidence: of an action
    all its responsibilities (none: an empty list), of an edge those that it stands for. Filters by two of the three mean one responsibility that has both.
    Nothing else has ``held``: a body's edges say what it holds.

    With ``layer`` on every node (0 stands left) the picture is in columns, whose headings are `layers`. `matrix` names the nodes in the order in which a
    matrix beside the network has them; borders are drawn between those that differ in ``block``, and a cell has the ``weight`` of its edge, if that is no
    arrow. `off` names kinds of nodes that are out of sight until they are switched on in the legend; where they stand does not disturb the others. With `bars`
    it is a line of time. `notes` say how to read the picture, and what it leaves out.
    """

    network: nx.MultiDiGraph | nx.DiGraph
    node_kinds: Mapping[str, NodeKind]
    edge_kinds: Mapping[str, EdgeKind]
    notes: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    matrix: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    bars: Bars | None = None


@dataclass(frozen=True)
class View:
    """A drawing and the page around it.

    `subject` says which plan is drawn, and which part of it; `seen` from which day later facts are told; both stand under the heading and in saved pictures, ""
    for nothing. `meta` stands at the foot. Of a page that is one of several, `home` is where it leads back to (the list of all lies beside it as index.html), `words` gives the address of a piece of a place in the
    document, and `page` that of the page of a thing by its IRI, "" for none. `library` is the address of vis-network, where several pages share it; else it stands in the page. `called` gives the name of a thing that is told of and may not be drawn, "" for none.
    """

    name: str
    title: str
    question: str
    drawing: Drawing
    meta: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    seen: str = ""
    home: str = ""
    words: Callable[[str], str] | None = None
    page: Callable[[str], str] | None = None
    library: str = ""
    called: Callable[[str], str] | None = None


Item = dict[str, Any]
Filters = dict[str, Sequence[str]]
