"""The page of a body or a class of bodies: what became of it, its actions, whom it shares them with, their laws and themes, and how it is printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from concordat.graph.analysis.holders import ENDING, Happening
from concordat.graph.given import ROLES, SHARING, Row
from concordat.graph.publish.entities import registered
from concordat.graph.publish.entities.known import Known, source
from concordat.graph.publish.entities.model import Cell, Group, Page, Table, cut, trimmed
from concordat.graph.publish.site import count, days
from concordat.graph.reports.standing import MAYBE, NOBODY, RENAMED, UNCHANGED, expected, told
from concordat.graph.validate.queries import day, period

_GROUPS = {"lead": "Leads", "partner": "Is a partner in", "mentioned": "Is named in"}
_EVIDENCE = {"low": ", weak evidence", "medium": ", fair evidence"}
_FORMS = 40  # printed forms that are shown
_SHARED = 60  # bodies with which it shares actions that are shown


def page(known: Known, body: str) -> Page:
    """All that is told of a body."""
    rows = known.roles_of.get(body, [])
    shared = _shared(known, body, rows)
    found = (_became(known, body), _planned(known, body), _took(known, body), _held(known, body), _actions(known, rows), _with(known, shared), _matters(known, rows), _printed(known, rows))
    kind = "Class of bodies" if known.facts.is_a(NamedNode(body), "ccc:BodyClass") else "Organisation"
    return Page(body, kind, known.label(body), _lede(known, body, rows), tuple(registered.facts(known, body)), trimmed(found), tuple(_groups(known, body, rows, shared)))


def checked(known: Known) -> str:
    """The day on which the registers were last checked, from which bodies are seen."""
    return day(str(known.seen.history.on))


def state(known: Known, body: str) -> str:
    """What is known of a body on that day, with the events that were followed."""
    if body not in known.seen.labels:
        return UNCHANGED
    words = known.seen.state(body)
    if words == RENAMED:
        return f"{words}: {known.seen.name(body)}"
    steps = known.seen.standing(body).steps
    return f"{words} ({'; '.join(dict.fromkeys(f'{h.label.lower()}, {period(h.when)}' for h in steps))})" if steps else words


def brief(known: Known, body: str) -> str:
    """The same in a few words, with the names of those who hold its work."""
    if body not in known.seen.labels:
        return UNCHANGED
    words, standing = known.seen.state(body), known.seen.standing(body)
    if words == RENAMED:
        return f"{words}: {known.seen.name(body)}"
    if words == UNCHANGED:
        return _stays(known, body)
    if words == NOBODY:
        last = standing.steps[-1]
        return f"{'perhaps ' if standing.confidence == 'low' else ''}ended ({last.label.lower()}, {period(last.when)}{_EVIDENCE.get(standing.confidence, '')}); no successor is known"
    return f"{words}: {known.seen.names(standing.holders)}" if standing.steps and standing.holders else words


def _stays(known: Known, body: str) -> str:
    """What else there is to say of a body that has not ended: whose work it took on, and what is to come."""
    took = {r["before"] for r in known.before.get(body, ()) if r["status"] == "done" and r["type"] in ENDING and r["before"] != body}
    said = [f"took on work of {count(len(took), 'body', 'bodies')} that ended"] if took else []
    said += [f"{h.label.lower()} {h.status}" if h.status not in h.label.lower() else h.label.lower() for h in known.seen.history.foretold(body)]
    return f"still there; {'; '.join(dict.fromkeys(said))}" if said else "still there" if known.seen.history.done(body) else UNCHANGED


def _lede(known: Known, body: str, rows: Sequence[Row]) -> tuple[str, ...]:
    its = {role: len({r["action"] for r in rows if r["role"] == role}) for role in ROLES}
    parts = [f"leads {count(its['lead'], 'action')}", f"is a partner in {count(its['partner'], 'action')}", f"is named in {count(its['mentioned'], 'action')}"]
    does = [part for part, number in zip(parts, its.values()) if number]
    has = f"It {joined(does)}." if does else "No action names it; it came after a body that one names."
    seen = [] if known.facts.value(NamedNode(body), "ccc:registered") is False else [f"As known on {checked(known)}: {brief(known, body)}."]
    to_come = [f"{words[:1].upper()}{words[1:]}." for h in known.seen.history.foretold(body) if body in known.seen.labels for words in [told(known.seen, h)]]
    return (has, *seen, *to_come)


def joined(words: Sequence[str]) -> str:
    """Words as a sentence lists them.

    >>> joined(["leads", "helps", "looks on"])
    'leads, helps and looks on'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


# ---- what became of it


def _became(known: Known, body: str) -> Table:
    history = known.seen.history
    rows = [_happened(known, body, h, "done" if h in history.done(body) else MAYBE) for h in [*history.done(body), *history.doubtful(body)]]
    return Table("What became of it", "From outside the plan, each with its source.", ("When", "What", "To whom", "Known", "Standing", "How sure", "Source"), tuple(rows))


def _planned(known: Known, body: str) -> Table:
    rows = [(expected(known.seen, h), *_happened(known, body, h, h.status)[1:]) for h in known.seen.history.foretold(body)]
    return Table("Planned or announced, not done", "It has moved no action.", ("When", "What", "To whom", "Known", "Standing", "How sure", "Source"), tuple(rows))


def _happened(known: Known, body: str, happening: Happening, standing: str) -> tuple[Cell, ...]:
    h = happening
    after: Cell = known.things(h.after) if h.after else h.new_name or (NOBODY if h.ends else "")
    return period(h.when), h.label, after, "; ".join(filter(None, (h.scope, h.instrument))), standing, h.confidence, source(h.source) if h.source else ""


def _took(known: Known, body: str) -> Table:
    rows = tuple(
        (period(r["edtf"]), known.link(r["before"]), r["label"], r["scope"], r["status"], r["confidence"], source(r["source"]) if r["source"] else "") for r in known.before.get(body, ()) if r["before"] != body
    )
    return Table("What it took on, or is to take on", "Bodies before it, from outside the plan; planned and announced events are marked so.", ("When", "From whom", "What", "Known", "Standing", "How sure", "Source"), rows)


def _held(known: Known, body: str) -> Table:
    """The actions that came to it from bodies that have ended."""
    rows: list[tuple[Cell, ...]] = []
    for before in known.held.get(body, ()):
        its = known.roles_of[before]
        sure = "possible" if known.seen.standing(before).possible else "certain"
        rows += [(known.link(before), role, known.things(r["action"] for r in its if r["role"] == role), sure) for role in SHARING if any(r["role"] == role for r in its)]
    return Table("Actions that came to it", f"Work of bodies that have ended, as seen from {checked(known)}.", ("From", "Role", "Actions", "How sure"), tuple(rows))


# ---- its actions


def _actions(known: Known, rows: Sequence[Row]) -> Table:
    ordered = sorted(rows, key=lambda r: (ROLES.index(r["role"]), known.order[r["action"]]))
    kept, left = cut([_part(known, r) for r in ordered])
    return Table("Its actions", "Every action in which it has a role, with the words that give it the role.", ("Role", "Action", "Printed", "Start", "Finish", "What is to be done"), tuple(kept), left)


def _part(known: Known, row: Row) -> tuple[Cell, ...]:
    action = known.site.given.actions[row["action"]]
    role = row["role"] + (f", for one part only: {row['scope']}" if row["scope"] else "") + ("" if row["confidence"] == "high" else f" ({row['confidence']} confidence)")
    return role.capitalize(), known.link(row["action"]), known.said(row["action"], row["printed"], row["place"]), action["start"], action["finish"], known.text(row["action"])


def _shared(known: Known, body: str, rows: Iterable[Row]) -> list[tuple[str, list[str]]]:
    """The bodies with which it leads or is a partner, those with most actions first."""
    found: dict[str, list[str]] = defaultdict(list)
    for action in dict.fromkeys(r["action"] for r in rows if r["role"] in SHARING):
        for other in {r["body"] for r in known.roles_in[action] if r["role"] in SHARING} - {body}:
            found[other].append(action)
    return sorted(found.items(), key=lambda item: (-len(item[1]), known.label(item[0]), item[0]))


def _with(known: Known, shared: Sequence[tuple[str, list[str]]]) -> Table:
    kept, left = cut([(known.link(other), str(len(actions)), known.things(actions)) for other, actions in shared[: _SHARED + 1]], _SHARED)
    left = len(shared) - len(kept) if left else 0
    return Table("With whom it shares actions", "Bodies that lead an action or are partners in it together with this one.", ("Body", "Shared", "Actions"), tuple(kept), left)


def _matters(known: Known, rows: Iterable[Row]) -> Table:
    """The laws, policies, money and themes of the actions in which it leads or is a partner."""
    actions = list(dict.fromkeys(r["action"] for r in rows if r["role"] in SHARING))
    found: list[tuple[Cell, ...]] = []
    for words, linked, key in (("Theme", known.themes_in, "theme"), ("Law", known.laws_in, "law"), ("Policy", known.policies_in, "policy"), ("Money", known.money_in, "fund")):
        its: dict[str, dict[str, None]] = defaultdict(dict)
        for action in actions:
            for row in linked.get(action, ()):
                its[row[key]][action] = None
        ordered = sorted(its.items(), key=lambda item: (-len(item[1]), known.label(item[0]), item[0]))
        found += [(words, known.link(thing), known.things(those)) for thing, those in ordered]
    kept, left = cut(found, _SHARED)
    return Table("What its actions are about", "Themes, laws, policies and money of the actions that it leads or is a partner in.", ("Kind", "Name", "Actions"), tuple(kept), left)


def _printed(known: Known, rows: Iterable[Row]) -> Table:
    """The forms under which it is printed, the most frequent first, each with its first place."""
    forms = Counter(r["printed"] for r in rows)
    first: dict[str, Row] = {}
    for row in known.in_order(rows):
        first.setdefault(row["printed"], row)
    kept, left = cut([(known.said(first[form]["action"], form, first[form]["place"]), str(number)) for form, number in sorted(forms.items(), key=lambda f: (-f[1], f[0]))], _FORMS)
    return Table("How it is printed", "The forms of its name in the plan, each with its first place.", ("Printed", "How often"), tuple(kept), left)


def _groups(known: Known, body: str, rows: Sequence[Row], shared: Sequence[tuple[str, list[str]]]) -> list[Group]:
    after = [h.after for h in known.seen.history.done(body) if h.ends]
    before = [r for r in known.before.get(body, ()) if r["status"] == "done" and r["type"] in ENDING and r["before"] != body]
    shared_out = {r["before"] for r in before if known.heirs[r["event"], r["before"]] > 1}
    return [
        known.group("Came before it", (r["before"] for r in before if r["before"] not in shared_out)),
        known.group("Possibly came before it", (r["before"] for r in before if r["before"] in shared_out)),
        known.group("Came after it", (each for heirs in after if len(heirs) == 1 for each in heirs)),
        known.group("Possibly came after it", (each for heirs in after if len(heirs) > 1 for each in heirs)),
        *(known.group(words, (r["action"] for r in rows if r["role"] == role)) for role, words in _GROUPS.items()),
        known.group("Shares actions with", (other for other, _ in shared)),
    ]
