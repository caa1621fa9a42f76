"""What makes a reading less sure than its own rule: cells that no header told apart."""

from __future__ import annotations

from dataclasses import replace

from concordat.graph.model import ActionClaims, Reading, Span

_LESS = {"high": "medium", "medium": "low", "low": "low"}
_BY_CONTENTS = "by-contents"


def weighed(claims: ActionClaims) -> ActionClaims:
    """The claims as they are; those read from a row whose cells were told by what stands in them are one step less sure, and their rule says so."""
    if not claims.action.guessed:
        return claims
    cells = [span for cell in (claims.action.lead, claims.action.partners) for span in cell.place().spans]
    parties = tuple(replace(r, reading=_less(r.reading)) if _inside(r.reading.place.spans, cells) else r for r in claims.responsibilities)
    periods = {role: (period, _less(reading) if reading else None) for role, (period, reading) in claims.periods.items()}
    return replace(claims, responsibilities=parties, periods=periods)


def _less(reading: Reading) -> Reading:
    return replace(reading, confidence=_LESS[reading.confidence], rule=f"{reading.rule}-{_BY_CONTENTS}")


def _inside(spans: tuple[Span, ...], cells: list[Span]) -> bool:
    return any(cell.start <= span.start and span.end <= cell.end for span in spans for cell in cells)
