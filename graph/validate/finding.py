"""A finding: what is wrong or weak, in words that a programme manager understands, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("error", "warning", "info")  # the worst first


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one check.

    Parameters
    ----------
    check : str
        Name of the check query or of the shape.
    severity : str
        One of SEVERITIES.
    message : str
        What is wrong, a plain sentence with the names and dates of this case in it.
    advice : str
        What to do about it.
    plan, action : str
        Id of the plan and printed reference of the action (or the references, in plan order, joined by ", "); empty where it speaks of neither.
    evidence, at : str
        The words of the document on which it rests, and their place; for a later fact from outside, the words of the register.
    source : str
        Where a later fact comes from; empty for what the plan itself says.
    thing : str
        IRI of the thing that it speaks of.
    """

    check: str
    severity: str
    message: str
    advice: str = ""
    plan: str = ""
    action: str = ""
    evidence: str = ""
    at: str = ""
    source: str = ""
    thing: str = ""
