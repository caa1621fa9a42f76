"""Checks on a built graph: the queries of ``queries/checks``, every row of which is a finding."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

FOLDER = Path(__file__).resolve().parent.parent / "queries" / "checks"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: how bad it is, what is wrong in plain words, and the thing that it speaks of."""

    check: str
    severity: str
    message: str
    thing: str
    detail: str


def findings(store: Store) -> list[Finding]:
    """Every finding of every check, in the order of their names; a check's SELECT gives ``?thing`` and ``?detail``."""
    found = []
    for path in sorted(FOLDER.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = tomllib.loads("\n".join(line[2:] for line in text.splitlines() if line.startswith("#+")))
        rows = sorted((str(row[0].value), "" if row[1] is None else str(row[1].value)) for row in store.query(text, use_default_graph_as_union=True))
        found += [Finding(path.stem, header["severity"], header["message"], thing, detail) for thing, detail in rows]
    return found
