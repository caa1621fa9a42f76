"""The files with the data: the graph, the records, a StratML file for each plan, and the description that names them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from concordat.graph import export, records, tables
from concordat.graph.build import Build
from concordat.graph.export import catalogue, stratml
from concordat.graph.output import BYTE_ORDER_MARK, Stamp, encoded, stamp

File = tuple[str, bytes]


def files(built: Build, meta: Mapping[str, object], at: str | None = None) -> Iterator[File]:
    """Graph, records, StratML, and last their description, with the address that the folder will have on the web, if there is one."""
    stamps: dict[str, Stamp] = {}
    for name, data in _described(built, meta):
        stamps[name] = stamp(data)
        yield name, data
    description = catalogue.described(built.graph, stamps, at)
    for ending, syntax in (("ttl", "turtle"), ("jsonld", "jsonld")):
        yield f"graph/dataset.{ending}", catalogue.serialised(description, syntax)


def stratml_names(plans: int) -> list[str]:
    """Of several plans each has its number, in the order of their ids."""
    return ["records/plan.stratml"] if plans == 1 else [f"records/plan-{n}.stratml" for n in range(1, plans + 1)]


def _described(built: Build, meta: Mapping[str, object]) -> Iterator[File]:
    yield "graph/concordat.trig", built.data
    yield "graph/concordat.ttl", export.export(built.graph, "turtle")
    yield "graph/concordat.jsonld", export.export(built.graph, "jsonld")
    yield from _records(built, {**meta, "name": "actions"})
    ids = stratml.plans(built.graph)
    for name, plan in zip(stratml_names(len(ids)), ids):
        yield name, stratml.stratml(built.graph, plan)[0]


def _records(built: Build, meta: Mapping[str, object]) -> Iterator[File]:
    found = records.records(built.graph)
    answer = records.as_answer(found)
    yield "records/actions.jsonl", encoded(records.as_text(found, "jsonl"))
    yield "records/actions.csv", BYTE_ORDER_MARK + encoded(tables.render([answer], "csv", meta))
    yield "records/actions.xlsx", encoded(tables.render([answer], "xlsx", meta))
