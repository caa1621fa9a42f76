"""Which bodies have ended, by the register of events: something done to them ended them, and they are not among what came of it."""

from __future__ import annotations

from second_way import Sources

ENDS = {"merger", "abolition", "split", "closure", "succession"}


def ended(sources: Sources) -> set[str]:
    """Their names."""
    names = {row["id"]: row["name"] for row in sources.register("organisations")}
    found = set()
    for event in sources.register("events"):
        before, after = (event[column].split(" | ") for column in ("original", "resulting"))
        if event["status"] == "done" and event["type"] in ENDS:
            found |= {names[body] for body in before if body not in after}
    return found
