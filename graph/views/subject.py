"""Which plan a view draws and how fresh it is, in words that stand with the picture wherever it is shown."""

from __future__ import annotations

from concordat.graph.facts import Facts, checked_on
from concordat.graph.given import Given
from concordat.graph.validate.queries import day, period

NAMED = 3  # plans by their titles; of more it is said how many there are


def subject(given: Given) -> str:
    """The title of the plan that is drawn, of several the first of them; and the part of it that was asked for."""
    facts, kept = Facts(given.graph.store), given.kept
    plans = facts.instances("ccc:ActionPlan")
    titles = [facts.text(plan, "dct:title") or facts.text(plan, "dct:identifier") for plan in plans if kept.plan in (None, facts.text(plan, "dct:identifier"))]
    more = f"; and {len(titles) - NAMED} more plans" if len(titles) > NAMED + 1 else ""
    named = "; ".join(titles[: NAMED if more else None]) + more
    part = [kept.section and f"section {kept.section}", kept.theme and f"theme {kept.theme}", kept.during and f"under way {period(kept.during)}"]
    asked = ", ".join(filter(None, part))
    return f"{named} (only {asked})" if asked else named


def seen(given: Given) -> str:
    """From which day what happened after the plan is told; "" where no register says any of it."""
    checked = checked_on(given.graph.store)
    return f"Later facts as the registers had them on {day(checked)}" if checked else ""
