"""Groups of bodies that share most with each other, how firmly each body belongs to its group, and the matrix in which they show as blocks."""

from __future__ import annotations

from collections.abc import Hashable

import networkx as nx

from concordat.graph.analysis.communities import Parting
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.given import Given
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.reports.talks import PAIRS

WHO = "Who is in which group"
FIRM = 0.8  # of the runs that a member has to fall with the others, to count as firm
MATRIX = 30  # bodies: more make a matrix that nobody can read
NAMED = 15  # members that a cell names
ON_SCREEN = 10  # columns of the matrix for which a terminal has room
_COUNTED = "Not how closely they work together: the plan only names them for the same actions."
_CHOICE = "Near 1 is not proof of a group, and near 0 not that a body belongs nowhere: it may well stand between two groups."
_GROUPS = (
    Column("group", "its body with most actions, which gives it its name"),
    Column("bodies", "how many bodies are in it", limits="Not how important it is."),
    Column("members", "those with most actions first"),
    Column("shared", "actions that at least two of its members share", limits=_COUNTED),
    Column("links_inside", "pairs of its members that share an action", True, "One action with ten bodies makes 45 of them."),
    Column("links_outside", "pairs of a member and a body of another group that share an action", True, "Not a weakness: somebody has to link the groups."),
    Column("stays", f"how firm it is: the share of runs in which a member falls with another, on average, 0 to 1; from {FIRM:g} on it is firm", limits=_CHOICE),
    Column("not_firm", f"members that fall with the others in less than {FIRM:.0%} of the runs, and may as well belong elsewhere"),
    Column("modularity", "what the group adds to the modularity of the whole: the share of all strength that lies inside it, less what chance would put there", True, "Not how good the group's work is. Groups of different plans cannot be compared by it."),
    Column("refs", "the actions that they share", True),
)
_MEMBERS = (
    Column("organisation"),
    Column("group", "the body that gives its group its name"),
    Column("stays", "the share of runs in which it falls with another member of its group, on average, 0 to 1; empty if it is alone there", limits=_CHOICE),
    Column("inside", "members of its group with which it shares an action", limits=_COUNTED),
    Column("outside", "bodies of other groups with which it shares an action", limits=_COUNTED),
    Column("links_to", "the other groups with which it shares actions"),
    Column("refs", "the actions that it shares inside its group", True),
)


def groups(given: Given, sharing: nx.Graph, parting: Parting, asked: Asked) -> Answer:
    """A row a group: its members, what they share, and how firm it is."""
    name = {n: data["label"] for n, data in sharing.nodes(data=True)}
    rows = []
    for group in parting.groups:
        known = [stays for stays in group.stays if stays is not None]
        loose = [name[body] for body, stays in zip(group.members, group.stays) if stays is not None and stays < FIRM]
        counts = (len(group.actions), group.inside, group.outside, round(sum(known) / len(known), 2) if known else None)
        shared = refs(given, (a for a in given.actions if a in group.actions))
        unsure = "all of them" if len(loose) == len(group.members) else _named(loose)
        rows.append((name[group.members[0]], len(group.members), _named([name[b] for b in group.members]), *counts, unsure, round(group.part, 4), shared))
    return Answer("groups", f"Groups of organisations that share most with each other{scope(asked)}", _GROUPS, tuple(rows), "Which bodies form a group, and how firm is it?", _notes(parting))


def _named(bodies: list[str]) -> str:
    more = f' and {len(bodies) - NAMED:,} more (see "{WHO}")' if len(bodies) > NAMED else ""
    return "; ".join(bodies[:NAMED]) + more


def _notes(parting: Parting) -> tuple[str, ...]:
    if not parting.groups:
        return ("No two bodies share an action, so there are no groups.",)
    return (
        "Use a group as a first list of whom to invite. It does not say that its members work together, agree, or belong to one another, nor that a body has no business with other groups.",
        f"Groups are found by the method of Louvain, run {parting.runs} times in different orders of the bodies; shown is the run that parts them best (modularity {parting.modularity:.2f}, of 0 for no better than chance to 1).",
        "In a small plan one action may move a body to another group: where a group is not firm, rather go by the pairs.",
    )


def members(given: Given, sharing: nx.Graph, parting: Parting, asked: Asked) -> Answer:
    """A row a body that shares something: its group, how firmly it belongs there, and to which other groups it leads."""
    name = {n: data["label"] for n, data in sharing.nodes(data=True)}
    home = {body: group for group in parting.groups for body in group.members}
    rows = []
    for group in parting.groups:
        for body, stays in zip(group.members, group.stays):
            inside = [n for n in sharing[body] if home[n] is group]
            elsewhere = {id(home[n]) for n in sharing[body]} - {id(group)}
            links = "; ".join(name[g.members[0]] for g in parting.groups if id(g) in elsewhere)
            shared = {a for n in inside for a in sharing[body][n]["actions"]}
            counts = (round(stays, 2) if stays is not None else None, len(inside), len(sharing[body]) - len(inside))
            rows.append((name[body], name[group.members[0]], *counts, links, refs(given, (a for a in given.actions if a in shared))))
    notes = ("A body with many links outside its group, or one that does not stay in it, is one to invite to the other groups, too.",) if rows else ()
    return Answer("members", f"{WHO}{scope(asked)}", _MEMBERS, tuple(rows), "To which group does each body belong, how firmly, and to which others does it lead?", notes)


def matrix(given: Given, sharing: nx.Graph, parting: Parting, asked: Asked) -> Answer:
    """Bodies by bodies: in each cell how many actions the two share. Groups stand together, in each the body that shares most first, so that they show as blocks."""
    ordered = _ordered(sharing, parting)
    labels = [sharing.nodes[body]["label"] for body, _ in ordered]
    cells = tuple(
        Column(str(n), f"actions shared with {label}", n > ON_SCREEN, "Empty says that the plan names the two for no action together, not that they have nothing to do with each other.")
        for n, label in enumerate(labels, 1)
    )
    columns = (Column("no", "the number under which the body stands in the columns", limits="A number of the place, no figure."), Column("organisation"), Column("group", "its group", True), *cells, Column("refs", "actions that it shares with the bodies shown", True))
    rows = []
    for n, (body, group) in enumerate(ordered):
        near = sharing[body]
        shared = {a for other, _ in ordered if other in near for a in near[other]["actions"]}
        counts: list[Value] = [near[other]["weight"] if other in near else None for other, _ in ordered]
        rows.append((n + 1, labels[n], group, *counts, refs(given, (a for a in given.actions if a in shared))))
    left = sum(len(group.members) for group in parting.groups) - len(ordered)
    notes = ("Each row is a body, and the column of the same number is that body again. Bodies of one group stand together: a block of figures beside the diagonal is a group, figures far from it link groups.",) if rows else ()
    notes += (f'Left out: {left:,} more {"body that shares" if left == 1 else "bodies that share"} less; "{PAIRS}" has all.',) if left else ()
    return Answer("matrix", f"Who shares how many actions with whom{scope(asked)}", columns, tuple(rows), "Where are the blocks of bodies that share most?", notes)


def _ordered(sharing: nx.Graph, parting: Parting) -> list[tuple[Hashable, str]]:
    """The bodies of the matrix and the names of their groups: of all those that share most, in the order of the groups, in each the strongest first."""
    strength = dict(sharing.degree(weight="strength"))

    def rank(body: Hashable) -> tuple:
        return (-strength[body], sharing.nodes[body]["label"], str(body))

    kept = set(sorted((b for group in parting.groups for b in group.members), key=rank)[:MATRIX])
    found = ((sorted(kept & set(group.members), key=rank), sharing.nodes[group.members[0]]["label"]) for group in parting.groups)
    return [(body, name) for bodies, name in found for body in bodies]
