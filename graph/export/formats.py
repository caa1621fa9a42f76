"""Every format that a graph can be taken away in, and what its reader should be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concordat import __version__
from concordat.graph.errors import UsageError
from concordat.graph.export import catalogue, export, stratml
from concordat.graph.given import Kept
from concordat.graph.store import Graph

_NO_ADDRESS = "the file has no address in it (dcat:accessURL), which catalogues by DCAT-AP ask for: say with --at where its folder stands on the web"
FORMATS = ("trig", "turtle", "nquads", "jsonld", "dcat", "stratml", "graphml", "gexf", "kumu", "csv")
NETWORKS = {"graphml": (".graphml", ".xml"), "gexf": (".gexf",), "kumu": (".xlsx",)}  # what their files are called
FOLDER = "csv"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, or the files of a folder by their names, and what its reader should know of it: what the format could not hold, or what is not known."""

    data: bytes | Mapping[str, bytes]
    notices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for beside the format: the address of a folder on the web, a network by its name, and the part of the graph that is meant."""

    at: str | None = None
    network: str | None = None
    kept: Kept = Kept()


def check(fmt: str, wanted: Wanted) -> None:
    """Refuse what a format has no use for.

    Raises
    ------
    UsageError
        If something is asked for that the format does not take, or there is no such network.
    """
    kept = wanted.kept
    if wanted.at is not None and fmt != "dcat":
        raise UsageError(f"--at is for dcat; {fmt} names no addresses of files")
    if fmt in NETWORKS:
        from concordat.graph.names import offer
        from concordat.graph.network import names

        if wanted.network is not None and wanted.network not in names():
            raise UsageError(f'there is no network "{wanted.network}"{offer(wanted.network, names())} There are {", ".join(names())}')
        return
    if wanted.network is not None:
        raise UsageError(f"--network chooses what {', '.join(NETWORKS)} draw; {fmt} has the whole graph")
    if kept.plan is not None and fmt != "stratml":
        raise UsageError(f"--plan chooses a part for stratml, {', '.join(NETWORKS)}; {fmt} has the whole graph")
    if kept != Kept(plan=kept.plan):
        raise UsageError(f"--section, --theme, --role, --confidence and --during choose a part for {', '.join(NETWORKS)}; {fmt} has the whole {'plan' if fmt == 'stratml' else 'graph'}")


def exported(graph: Graph, fmt: str, wanted: Wanted = Wanted()) -> Exported:
    """The graph in one of ``FORMATS``.

    ``stratml`` is one plan, which must be named where the graph has several; ``dcat`` describes the graph file; ``graphml``, ``gexf`` and
    ``kumu`` are a network, by itself the one of bodies and actions; ``csv`` is a folder.

    Raises
    ------
    UsageError
        If something is asked for that the format does not take, the plan must be named, or there is no such network, plan, section or theme.
    """
    check(fmt, wanted)
    if fmt in NETWORKS:
        return _network(graph, fmt, wanted)
    if fmt == FOLDER:
        return _folder(graph)
    if fmt == "stratml":
        return Exported(*stratml.stratml(graph, wanted.kept.plan))
    if fmt == "dcat":
        return Exported(catalogue.describe(graph, at=wanted.at), () if wanted.at else (_NO_ADDRESS,))
    return Exported(export(graph, fmt))


def _network(graph: Graph, fmt: str, wanted: Wanted) -> Exported:
    from concordat.graph.export import gexf, graphml, kumu, networks  # here, with networkx: what is no network need not wait for it

    net = networks.read(graph, wanted.network or networks.DEFAULT, wanted.kept)
    told = [f"{fmt} holds {net.size}, and nothing else of the graph"]
    if net.replaced:
        told.append(f"control characters that became U+FFFD, since {fmt} cannot hold them: {net.replaced:,}")
    if fmt == "graphml":
        joined = graphml.repeated(net.edges)
        told += [f"edges with the same ends as another, which a program that allows no such edges joins (Gephi keeps them apart in gexf): {joined:,}"] if joined else []
        return Exported(graphml.graphml(net, _made(graph)), told)
    if fmt == "gexf":
        data, timeless = gexf.gexf(net, _made(graph))
        told += [f"actions that start after they finish, so that they have no time on the timeline, and their dates are words alone: {timeless:,}"] if timeless else []
        return Exported(data, told)
    data, lost = kumu.kumu(net, {"program": "concordat", "version": __version__, "graph": graph.sha256})
    return Exported(data, [*told, *lost])


def _folder(graph: Graph) -> Exported:
    from concordat.graph.export import folder

    files = folder.files(graph, _made(graph))
    return Exported(files, (f"{len(folder.TABLES)} tables; {folder.README} says what they hold and how to open them. Names of people in the cells of leads and partners are left out",))


def _made(graph: Graph) -> str:
    return f"Made by concordat {__version__} from the graph with the SHA-256 {graph.sha256}." if graph.sha256 else f"Made by concordat {__version__}."
