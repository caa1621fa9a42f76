"""What to know first about a plan: each thing one sentence with its number, the actions that it counts, and where more is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from concordat.graph.analysis.holders import SURENESS
from concordat.graph.analysis.timeline import standing
from concordat.graph.facts import checked_on
from concordat.graph.given import day, table
from concordat.graph.publish.site import Link, Site, count, days
from concordat.graph.reports import Asked, continuity
from concordat.graph.reports.standing import LED, UNLED, Seen, seen_from
from concordat.graph.reports.timeline import planned

SHOWN = 3
_NAMED = 5  # actions that a sentence names


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing to know: how many actions of how many, what is so of them, what that does not say, which they are, and where more is told."""

    number: int
    of: int
    says: str
    but: str
    links: tuple[Link, ...]
    more: tuple[tuple[str, str], ...]  # words and address, of pages that are in every folder


def things(site: Site) -> tuple[Thing, ...]:
    """The first SHOWN of the things that there are to say, in the order below; fewer of a plan that has fewer.

    The order is ours, not the plan's: who answers now, what is late, what goes on, then who must agree, what nobody could measure, and what nobody leads.
    """
    found: list[Thing] = []
    for told in _TOLD:
        thing = told(site) if len(found) < SHOWN else None
        found += [thing] if thing else []
    return tuple(found)


def _thing(site: Site, actions: Iterable[str], says: str, but: str, *more: tuple[str, str]) -> Thing | None:
    """What is so of some actions; nothing if there are none."""
    shown = tuple(site.links(actions))
    return Thing(len(shown), len(site.given.actions), says, but, shown, more) if shown else None


def _have(actions: object, one: str, many: str) -> str:
    return one if len(actions) == 1 else many  # type: ignore[arg-type]


def _ended(site: Site) -> Thing | None:
    """Actions of which a lead has ended since; without registers nothing is known of that."""
    if checked_on(site.graph.store) is None:
        return None
    seen = seen_from(site.graph, Asked())
    gone = [body for body in seen.rows if seen.standing(body).state != "stands"]
    leading = {body: [r["action"] for r in seen.rows[body] if r["role"] == "lead"] for body in gone}
    actions = {action for held in leading.values() for action in held}
    says = f"{_have(actions, 'has', 'have')} a lead that has come to an end since. {_fates(seen, [body for body, held in leading.items() if held])} {_orphans(site, seen, actions)}"
    but = f"As far as the registers knew on {days(str(seen.history.on), str(seen.history.on))}. What is only planned or announced is not counted."
    return _thing(site, actions, says, but, ("Who holds each action today", "reports/today.html"), ("The same as a picture", "views/today.html"))


def _fates(seen: Seen, bodies: Sequence[str]) -> str:
    """How many of these leads have ended, those whose end rests on weak evidence apart."""
    weak = sum(seen.standing(body).confidence == SURENESS[-1] for body in bodies)
    sure = len(bodies) - weak
    became = "merged, split, abolished or followed by others"
    if not weak or not sure:
        return f"{count(len(bodies), 'body was', 'bodies were')} {'perhaps ' if weak else ''}{became}{' (the evidence is weak)' if weak else ''}."
    return f"{count(sure, 'body was', 'bodies were')} surely {became}, {weak} perhaps (the evidence is weak)."


def _orphans(site: Site, seen: Seen, actions: Iterable[str]) -> str:
    """Of how many, and of which, nobody is sure to have taken over the lead."""
    bare = site.links(action for action in actions if seen.led(action) not in (LED, UNLED))
    if not bare:
        return "Each of these actions still has a lead, or one that surely took over."
    which = f" ({', '.join(link.name for link in bare)})" if len(bare) <= _NAMED else ""
    return f"For {len(bare)} of these actions{which} no lead is sure any more."


def _late(site: Site) -> Thing | None:
    """Actions whose last day has passed without a word that they are done; those without any day are told beside them."""
    on = checked_on(site.graph.store)
    seen_on: date | None = day(on) if on else None
    if seen_on is None:
        return None
    how = {iri: standing(planned(row), seen_on) for iri, row in site.given.actions.items()}
    passed = [iri for iri, word in how.items() if word == "passed"]
    endless = sum(word not in ("passed", "done", "open", "next") for word in how.values())
    says = f"{_have(passed, 'had its last day', 'had their last day')} before {days(on, on)}, and the plan does not say whether {_have(passed, 'it was', 'they were')} done."
    says += f" {endless} more {'has' if endless == 1 else 'have'} no day by which to tell." if endless else ""
    but = "A day that has passed does not mean late: it may well have been done. Somebody has to ask."
    return _thing(site, passed, says, but, ("How each action stands, and whom to ask", "reports/timeline.html"), ("The same as a picture", "views/timeline.html"))


def _dropped(site: Site) -> Thing | None:
    """Actions that no later policy firmly carries on, of the plans on which the registers have anything to say."""
    seen = continuity.Seen(site.graph, site.given, Asked())
    left = [iri for iri, row in site.given.actions.items() if row["plan"] in seen.covered and iri not in seen.firm]
    guessed = len({link.action for link in seen.links if link.group == "carried"} - set(seen.firm))
    firm = len(seen.firm)
    says = f"{_have(left, 'has', 'have')} no later policy in the registers that firmly carries {_have(left, 'it', 'them')} on; {firm} {'has' if firm == 1 else 'have'} one."
    says += f" For {guessed} of the {len(left)} a link is plausible, and somebody who knows should confirm it." if guessed else ""
    part = len(seen.in_part)
    says += f" Of the {firm}, {part} {'has' if part == 1 else 'have'} only one that is not fully in force." if part else ""
    but = "That no link is registered is no proof that nothing was done."
    return _thing(site, left, says, but, ("Which policies carry on what", "reports/continuity.html"), ("The same as a picture", "views/continuity.html"))


def _joint(site: Site) -> Thing | None:
    joint = [iri for iri, bodies in site.leading.items() if len(bodies) > 1]
    says = f"{_have(joint, 'has', 'have')} more than one lead, so that several must agree and none of them answers alone."
    but = "The plan puts bodies side by side. It does not say how well they work together."
    return _thing(site, joint, says, but, ("Who owns what", "reports/ownership.html"), ("Who shares what with whom", "views/overlap.html"))


def _unmeasured(site: Site) -> Thing | None:
    told = {row["action"] for row in table(site.graph, "outcomes")}
    bare = [iri for iri in site.given.actions if iri not in told]
    says = f"{_have(bare, 'says', 'say')} in no column of the plan what should come of {_have(bare, 'it', 'them')}, or how success will be told."
    return _thing(site, bare, says, "The text of an action may say so all the same.", ("Where the plan is weak", "reports/checks.html"))


def _unled(site: Site) -> Thing | None:
    bare = [iri for iri, bodies in site.leading.items() if not bodies]
    return _thing(site, bare, f"{_have(bare, 'has', 'have')} no lead that could be read.", "A person may be named, or a lead in other words.", ("Who owns what", "reports/ownership.html"))


_TOLD: tuple[Callable[[Site], Thing | None], ...] = (_ended, _late, _dropped, _joint, _unmeasured, _unled)
