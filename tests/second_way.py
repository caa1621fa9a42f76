"""What the second reckonings of the reports are made of: the records of the national plan that were read by eye, and the registers as they lie in ontology/.

Nothing of the program is used here: what it counts in the graph is counted again in these files.
"""

from __future__ import annotations

import csv
import json
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Sources:
    """The records, the dependencies and the registers, as they stand in their files."""

    @cached_property
    def records(self) -> list[dict]:
        """The 60 actions in plan order."""
        return [json.loads(line) for line in (ROOT / "tests/expected/national-action-plan-2016.jsonl").read_text(encoding="utf-8").splitlines()]

    @cached_property
    def dependencies(self) -> list[dict]:
        """The dependencies that a reader defends."""
        return self._rows(ROOT / "tests/expected/dependencies-national-action-plan-2016.csv")

    def register(self, name: str) -> list[dict]:
        """The rows of ontology/NAME.csv."""
        return self._rows(ROOT / f"ontology/{name}.csv")

    def _rows(self, path: Path) -> list[dict]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def roles(self, record: dict) -> dict[str, str]:
        """Name to role of everybody in an action, the highest role first: a lead is no partner, a partner is not mentioned."""
        found: dict[str, str] = {}
        for role, key in (("lead", "leads"), ("partner", "partners"), ("mentioned", "mentioned")):
            for name in [x["name"] for x in record[key]] + [x["name"] for x in record["body_classes"] if x["role"] == role]:
                found.setdefault(name, role)
        return found
