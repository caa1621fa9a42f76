"""What stayed unknown in the reading of a plan: bodies and laws in no register, words that look like one, dates that were not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LOOKS = ("organisation", "law")  # what words look like of which something could have been told, had they been recognised
_ROLES = ("lead", "partner", "mentioned")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unknown:
    """How many of each there are: ``bodies`` in no register, each once in a plan; ``looks``, words that look like a body or a law; ``dates`` that were not read."""

    bodies: int
    looks: int
    dates: int


def unknown(readings: Iterable[Row], leftovers: Iterable[Row], undated: Iterable[Row], plans: Mapping[str, str]) -> Unknown:
    """Count what stayed unknown.

    Parameters
    ----------
    readings, leftovers, undated : iterable of mappings
        Rows with ``action``; a reading has ``kind``, ``name`` and ``registered``, what is left over ``looks_like``.
    plans : Mapping[str, str]
        Action to its plan; rows of other actions are left out.

    Examples
    --------
    >>> reading = {"action": "1", "kind": "lead", "name": "Town Forum", "registered": False}
    >>> unknown([reading, reading, reading | {"registered": True}], [{"action": "1", "looks_like": "law"}, {"action": "1", "looks_like": "abbreviation"}], [], {"1": "plan"})
    Unknown(bodies=1, looks=1, dates=0)
    """
    bodies = {(plans[row["action"]], row["name"]) for row in readings if row["action"] in plans and unregistered(row)}
    looks = sum(row["action"] in plans and like(row) for row in leftovers)
    return Unknown(len(bodies), looks, sum(row["action"] in plans for row in undated))


def unregistered(reading: Row) -> bool:
    """Whether a reading names a body that is in no register."""
    return reading["kind"] in _ROLES and reading["registered"] is False


def like(leftover: Row) -> bool:
    """Whether words that nothing was read from look like a body or a law."""
    return leftover["looks_like"] in LOOKS
