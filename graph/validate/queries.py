"""The check queries: ``queries/checks/*.rq``, every row of which is a finding."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pyoxigraph import Store

from concordat.graph.validate.finding import Finding

FOLDER = Path(__file__).resolve().parents[2] / "queries" / "checks"


def findings(store: Store) -> list[Finding]:
    """Every finding of every check, in the order of their names; a check's SELECT gives ``?thing`` and ``?detail``."""
    found = []
    for path in sorted(FOLDER.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = tomllib.loads("\n".join(line[2:] for line in text.splitlines() if line.startswith("#+")))
        rows = sorted((str(row[0].value), "" if row[1] is None else str(row[1].value)) for row in store.query(text, use_default_graph_as_union=True))
        found += [Finding(path.stem, header["severity"], header["message"], thing=thing, evidence=detail) for thing, detail in rows]
    return found
