"""Who stands between whom: what the others reach each other through, and what falls apart without it."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import networkx as nx

from concordat.graph.errors import AnalysisError

LARGE = 1_000_000  # nodes times links from which networkx takes about a second, and rustworkx some hundredths
ROLES = ("partner", "lead")  # those that count, the weaker first


@dataclass(frozen=True, slots=True)
class Part:
    """How much hangs together: how many bodies and how many actions."""

    bodies: int = 0
    actions: int = 0

    def __add__(self, other: Part) -> Part:
        return Part(self.bodies + other.bodies, self.actions + other.actions)

    def __sub__(self, other: Part) -> Part:
        return Part(self.bodies - other.bodies, self.actions - other.actions)


@dataclass(frozen=True, slots=True)
class Bridge:
    """A link without which two parts of the network lose each other, and how much stands on either side."""

    one: Hashable
    other: Hashable
    of_one: Part
    of_other: Part


def working(two_mode: nx.MultiDiGraph) -> nx.Graph:
    """The actions, and the bodies that lead them or are partners in them, with one link a body and action, whose ``role`` is the stronger of the two.

    Bodies that are only mentioned do no part of the work and are left out; an action in which nobody has a part stays, alone.
    """
    net = nx.Graph()
    net.add_nodes_from((node, data) for node, data in two_mode.nodes(data=True) if data["kind"] == "action")
    for body, action, edge in two_mode.edges(data=True):
        if edge["role"] in ROLES:
            net.add_node(body, **two_mode.nodes[body])
            known = net.get_edge_data(body, action, {"role": ROLES[0]})
            net.add_edge(body, action, role=max(edge["role"], known["role"], key=ROLES.index))
    return net


def betweenness(net: nx.Graph) -> dict[Hashable, float]:
    """Score how often each node lies between two others: on the shortest ways that lead from one to the other.

    Parameters
    ----------
    net : nx.Graph
        n nodes and m links, each counted as one step; weights are not read.

    Returns
    -------
    dict[Hashable, float]
        n entries in the order of the network. Each is a share, 0 to 1, of the pairs of other nodes, (n-1)(n-2)/2 of them: where several ways are
        equally short, the node has its share of them. Rounded to 12 places, so that nodes in the same position have the same figure.

    Raises
    ------
    AnalysisError
        If n < 3, so that there is no pair to stand between, or the network is directed or has several links between two nodes.

    Notes
    -----
    Betweenness centrality, exact, O(nm) time: networkx, for large networks rustworkx, one thread, with the same result. A pair with no way between
    them counts as not brokered. Brandes (2001), J. Math. Sociol. 25(2):163-177, doi:10.1080/0022250X.2001.9990249

    Examples
    --------
    >>> betweenness(nx.path_graph(["police", "ambulance", "nhs"]))
    {'police': 0.0, 'ambulance': 1.0, 'nhs': 0.0}
    """
    if net.is_directed() or net.is_multigraph():
        raise AnalysisError("who stands between whom is measured where a link has no direction and stands once: take Graph(net)")
    if len(net) < 3:
        raise AnalysisError(f"nobody can stand between two others in a network of {len(net)}: there must be three or more")
    score = _by_rustworkx(net) if len(net) * net.size() >= LARGE else nx.betweenness_centrality(net, normalized=False)
    others = (len(net) - 1) * (len(net) - 2) / 2
    return {node: round(score[node] / others, 12) for node in net}


def _by_rustworkx(net: nx.Graph) -> dict[Hashable, float]:
    """What networkx would say, some twenty times sooner; on one thread, because sums in an order of chance differ in their last digits."""
    import rustworkx as rx

    same = rx.PyGraph(multigraph=False)
    at = dict(zip(net, same.add_nodes_from(list(net))))
    same.add_edges_from_no_data([(at[one], at[other]) for one, other in net.edges])
    found = rx.betweenness_centrality(same, normalized=False, parallel_threshold=len(net) + 1)
    return {node: found[n] for node, n in at.items()}


def ranks(score: dict[Hashable, float]) -> dict[Hashable, int | None]:
    """The place of each node by its score, 1 for the highest; equals share the better place; a score of nothing has no place.

    Examples
    --------
    >>> ranks({"a": 0.2, "b": 0.5, "c": 0.2, "d": 0.1, "e": 0.0})
    {'a': 2, 'b': 1, 'c': 2, 'd': 4, 'e': None}
    """
    place: dict[float, int] = {}
    for n, value in enumerate(sorted(score.values(), reverse=True), start=1):
        place.setdefault(value, n)
    return {node: place[value] if value > 0 else None for node, value in score.items()}


def cuts(net: nx.Graph) -> dict[Hashable, list[Part]]:
    """The nodes without which others lose each other (articulation points), and the parts into which their group would fall, the largest first.

    Parameters
    ----------
    net : nx.Graph
        n nodes, those of the ``kind`` action are actions and all others bodies; m links, each pair once.

    Returns
    -------
    dict[Hashable, list[Part]]
        An entry for each such node, in the order of the network; two parts or more in each, the node itself in none.

    Notes
    -----
    O(n + m) time: the sizes are added up along the tree of blocks and articulation points.
    Hopcroft and Tarjan (1973), Commun. ACM 16(6):372-378, doi:10.1145/362248.362272

    Examples
    --------
    >>> cuts(nx.path_graph(["police", "ambulance", "nhs"]))
    {'ambulance': [Part(bodies=1, actions=0), Part(bodies=1, actions=0)]}
    """
    tree = _Blocks(net)
    return {node: sorted(tree.parts(node), key=_most) for node in net if tree.times[node] > 1}


def bridges(net: nx.Graph) -> list[Bridge]:
    """The links without which two parts of the network lose each other, in the order of the network's nodes; sizes as in `cuts`.

    Examples
    --------
    >>> [(b.one, b.other, b.of_one.bodies, b.of_other.bodies) for b in bridges(nx.path_graph(3))]
    [(0, 1, 1, 2), (1, 2, 2, 1)]
    """
    tree, order = _Blocks(net), {node: n for n, node in enumerate(net)}
    found = []
    for at, block in enumerate(tree.blocks):
        if len(block) == 2:
            one, other = sorted(block, key=order.__getitem__)
            found.append(Bridge(one, other, tree.side(one, at), tree.side(other, at)))
    return sorted(found, key=lambda b: (order[b.one], order[b.other]))


def groups(net: nx.Graph) -> list[list[Hashable]]:
    """What hangs together: groups of nodes with a way between any two, those with most bodies first; in each the order of the network."""
    order = {node: n for n, node in enumerate(net)}
    found = [sorted(group, key=order.__getitem__) for group in nx.connected_components(net)]
    return sorted(found, key=lambda group: (*_most(_size(net, group)), order[group[0]]))


def parted(net: nx.Graph, node: Hashable, most: int) -> list[list[Hashable]]:
    """The groups of bodies that a node holds to the rest: those of no more than `most` bodies that are left without it, the larger ones left out.

    Groups of actions alone have no bodies and are left out, too.

    Examples
    --------
    >>> parted(nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]), "b", most=2)
    [['a']]
    """
    order = {each: n for n, each in enumerate(net)}
    seen: set[Hashable] = set()
    found = []
    for start in sorted(net[node], key=order.__getitem__):
        if start not in seen:
            bodies, others = _reached(net, start, node, most)
            seen.update(bodies, others)
            if 0 < len(bodies) <= most:
                found.append(sorted(bodies, key=order.__getitem__))
    return found


def _reached(net: nx.Graph, start: Hashable, without: Hashable, most: int) -> tuple[set[Hashable], set[Hashable]]:
    """The bodies and the actions that are reached from a node without another; no further once there are more than `most` bodies."""
    bodies: set[Hashable] = set()
    actions: set[Hashable] = set()
    queue = deque([start])
    while queue and len(bodies) <= most:
        here = queue.popleft()
        (actions if net.nodes[here].get("kind") == "action" else bodies).add(here)
        queue += [there for there in net[here] if there != without and there not in bodies and there not in actions]
    return bodies, actions


class _Blocks:
    """The tree of a network's blocks (parts that no single node's loss breaks) and of the nodes in which they meet, with how much hangs on each."""

    def __init__(self, net: nx.Graph) -> None:
        self.net = net
        self.blocks = [frozenset(block) for block in nx.biconnected_components(net)]
        self.times = Counter(node for block in self.blocks for node in block)
        self.tree = nx.Graph((("block", at), ("node", node)) for at, block in enumerate(self.blocks) for node in block if self.times[node] > 1)
        self.tree.add_nodes_from(("block", at) for at in range(len(self.blocks)))
        self.above: dict[tuple, tuple] = {}
        self.below: dict[tuple, Part] = {}  # what hangs on a place of the tree, itself with it, seen from the root
        self.whole: dict[tuple, Part] = {}
        for group in nx.connected_components(self.tree):
            self._add_up(next(iter(group)))

    def parts(self, node: Hashable) -> list[Part]:
        """What is left of its group without a node in which blocks meet, part by part."""
        here = ("node", node)
        rest = [self.whole[here] - self.below[here]] if here in self.above else []
        return rest + [self.below[there] for there in self.tree[here] if self.above.get(there) == here]

    def side(self, end: Hashable, at: int) -> Part:
        """What hangs together with one end of a block of two nodes if the other is let go."""
        here, block = ("node", end), ("block", at)
        if self.times[end] == 1:
            return _size(self.net, [end])
        return self.below[here] if self.above.get(here) == block else self.whole[block] - self.below[block]

    def _add_up(self, root: tuple) -> None:
        order = list(nx.dfs_postorder_nodes(self.tree, root))
        self.above |= nx.dfs_predecessors(self.tree, root)
        sums: dict[tuple, Part] = defaultdict(Part)
        for here in order:
            sort, what = here
            own = [what] if sort == "node" else [node for node in self.blocks[what] if self.times[node] == 1]
            self.below[here] = sums[here] + _size(self.net, own)
            if here in self.above:
                sums[self.above[here]] += self.below[here]
        self.whole |= dict.fromkeys(order, self.below[root])


def _size(net: nx.Graph, nodes: Iterable[Hashable]) -> Part:
    kinds = Counter(net.nodes[node].get("kind") == "action" for node in nodes)
    return Part(kinds[False], kinds[True])


def _most(part: Part) -> tuple[int, int]:
    return -part.bodies, -part.actions
