"""Today: each action's leads and partners as they are on a day, what nobody holds any more, and what is only announced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from concordat.graph.analysis.holders import Happening
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.given import ROLES
from concordat.graph.reports import Asked, handovers
from concordat.graph.reports.standing import LED, NOBODY, RENAMED, STATES, UNKNOWN, Seen, doubt, expected, seen_from, told
from concordat.graph.store import Graph
from concordat.graph.validate.queries import period

_REFS = (
    Column("refs", "the actions in which it has a role"),
    Column("leads", "those that it leads, as the plan has it", True),
    Column("partner_in", "those in which it is a partner", True),
    Column("mentioned_in", "those whose text only names it", True),
)
_SURE = Column("sure", "certain, or possible where a body was split or had several successors and nothing says which of them holds this; empty if nothing moved")
_CONFIDENCE = Column("confidence", "how sure the register is of the least sure step on the way: high, medium or low")
_INSTRUMENT = Column("instrument", "law or decision behind it, empty if none is known", True)
_SOURCE = Column("source", "where the register says so", True)
_NOW = Column("now", "who holds the work on this day, under the name of that day; several where each is only possible")
_MONDAY = (
    Column("do", "what to do"),
    Column("who", "whom to speak to, under the name of the day; nobody named if the register names nobody"),
    Column(
        "actions",
        "how many actions it is about, counted once each",
        limits="Not how much work it is, and the rows do not add up: an action with several leads may stand in several rows.",
    ),
    Column("refs", "the actions"),
    Column("why", "what happened, when, and what is known of who took over; with the actions in square brackets where it is not said of all"),
)
_BODIES, _ANNOUNCED, _UNREGISTERED = "What became of the bodies of the plan", "What is planned or announced, and not done", "Bodies in no register"
_MEMORY = "What rests on memory alone, without a source, is not in this graph: concordat build --unconfirmed puts it there, apart from the facts."


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What to do, actions that nobody surely leads, leads and partners as they are, bodies, what is announced, and what cannot be told."""
    seen = seen_from(graph, asked)
    return [
        _monday(seen), _orphaned(seen), _parts(seen, "lead"), _parts(seen, "partner"), _bodies(seen),
        _announced(seen), _unregistered(seen), _unconfirmed(seen), _standing(seen),
    ]  # fmt: skip


def _once(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, values)))


# ---- what to do


def _monday(seen: Seen) -> Answer:
    rows, done = handovers.rows(seen)
    notes = [*seen.notes, "Only what is done has moved an action; what is planned or announced has moved none. An action is led as long as one of its leads is left or was surely followed by another."]
    unknown = sum(seen.state(body) == UNKNOWN for body in seen.rows)
    if unknown:
        notes.append(f'Of {unknown} of {len(seen.rows)} bodies nothing can be told, since they are in no register: see "{_UNREGISTERED}".')
    bare = len(seen.given.actions) - len(seen.leads)
    if bare:
        notes.append(f"{bare} of {len(seen.given.actions)} actions name no body as their lead and are not meant here: concordat check lists them.")
    if done:
        notes.append(f"Left out are actions of which the plan says that they are done: {done}.")
    notes.append('"No change found" is no proof that nothing changed: the registers look at national bodies.')
    if not seen.unconfirmed:
        notes.append(_MEMORY)
    notes.append(f'"{_BODIES}" and "{_ANNOUNCED}" have the laws, the sources and how sure the register is.')
    if not rows:
        notes.append("Nothing is told to do, since nothing can be told of these bodies." if unknown == len(seen.rows) and unknown else "Nothing to do: no lead is known to have ended or changed.")
    title = seen.title("What to do on Monday", replace(seen.asked, role=None))
    return Answer("monday", title, _MONDAY, tuple(rows), "Which leads have ended, and whom must I speak to about which action?", tuple(notes))


# ---- actions


def _orphaned(seen: Seen) -> Answer:
    columns = (
        Column("ref"),
        Column("led", "nobody named, or only possible holders"),
        Column("leads", "the leads that have ended, as the register names them"),
        Column("possible_holders", "who may lead it now; empty if nobody is named"),
        Column("known", "which work went where, as far as the register says"),
        Column("action", "the action in words"),
        Column("place", "where the action stands in the document", True),
    )
    rows = []
    for action, leads in seen.leads.items():
        if (led := seen.led(action)) != LED:
            standings = [seen.standing(body) for body in leads]
            holders = seen.names({holder for s in standings for holder in s.holders})
            data = seen.given.actions[action]
            cells = (data["ref"], led, "; ".join(seen.labels[body] for body in leads), holders, _once(h.scope for s in standings for h in s.steps), data["text"], data["place"])
            rows.append((led != NOBODY, cells))
    rows.sort(key=lambda row: row[0])
    unknown = any(seen.state(body) == UNKNOWN for leads in seen.leads.values() for body in leads)
    notes = () if rows else ("Every action that names a lead has one that is left, or that was surely followed by another." if not unknown else "Of no action is it known that all its leads have ended; of some leads nothing can be told, since they are in no register.",)
    title = seen.title("Actions that nobody surely leads any more", replace(seen.asked, role=None))
    return Answer("orphaned", title, columns, tuple(cells for _, cells in rows), "Of which actions has every lead ended, with no certain successor?", notes)


def _parts(seen: Seen, role: str) -> Answer:
    """Every lead, or every partner, as printed and as it is now."""
    columns = (
        Column("ref"),
        Column(role, "as the register names it"),
        Column("printed", "as the plan prints it"),
        Column("place", "where that stands in the document", True),
        Column("part", "the part to which its role is limited, empty if to none", True),
        _NOW,
        Column("what_happened", "; ".join(STATES)),
        _SURE,
        _CONFIDENCE,
        Column("when", "day or period of the end of the body", True),
        Column("steps", "each step that was followed", True),
        Column("known", "which work went where, as far as the register says", True),
        Column("doubt", "what may have happened by this day, and what is said without a source", True),
        _INSTRUMENT,
        _SOURCE,
    )
    rows = []
    for row in seen.given.responsibilities if seen.asked.role in (None, role) else ():
        if row["role"] == role:
            rows.append((seen.given.actions[row["action"]]["ref"], row["name"], row["printed"], row["place"], row["scope"], *_present(seen, row["body"])))
    name, title = {"lead": ("actions", "Leads as they are now"), "partner": ("partners", "Partners as they are now")}[role]
    notes = () if rows else (f"No {role} is named in these actions." if seen.asked.role in (None, role) else f"Left out, since only the role {seen.asked.role} was asked for.",)
    return Answer(name, seen.title(title), columns, tuple(rows), f"Who was each action's {role}, and who is it now?", notes)


def _present(seen: Seen, body: str) -> tuple[Value, ...]:
    """A body as it is on the day: the cells from `now` on."""
    standing, steps = seen.standing(body), seen.standing(body).steps
    ends = [h for h in steps if h.body == body]
    sure = ("possible" if standing.possible else "certain") if steps and standing.holders else ""
    way = "; ".join(told(seen, h) for h in steps)
    behind = steps or tuple(filter(None, [seen.history.renamed(body)])) * (seen.state(body) == RENAMED)
    return (
        seen.names(standing.holders) or NOBODY, seen.state(body), sure, standing.confidence, _once(h.when for h in ends), way,
        _once(h.scope for h in steps), doubt(seen, body), _once(h.instrument for h in behind), _once(h.source for h in behind),
    )  # fmt: skip


# ---- bodies


def _wanted(seen: Seen) -> list[str]:
    """The bodies of the plan in the role asked for, by name."""
    bodies = [body for body, rows in seen.rows.items() if seen.asked.role is None or any(row["role"] == seen.asked.role for row in rows)]
    return sorted(bodies, key=lambda body: (seen.labels[body], body))


def _bodies(seen: Seen) -> Answer:
    columns = (
        Column("organisation", "as the register names it"),
        Column("event", "what happened to it"),
        Column("when", "day or period of that"),
        Column("edtf", "the same, in EDTF", True),
        Column("effect", "ended: its work went on as now says; no action moves: it is the same body, or only a role or the leadership changed; may have happened: the day lies within the period"),
        Column("after", "who came after it by this event; empty if nobody is named, or nobody had to"),
        _NOW,
        _SURE,
        Column("confidence", "how sure the register is of this event"),
        Column("known", "which work went where, or what the event was about", True),
        Column("instrument", "law or decision behind it, empty if none is known"),
        Column("source", "where the register says so"),
        *_REFS,
    )
    rows = []
    for body in _wanted(seen):
        for happening in [*seen.history.done(body), *seen.history.doubtful(body)]:
            rows.append(_happened(seen, body, happening))
    notes = (f'Only what was done by the day, or may have been. What is not done stands in "{_ANNOUNCED}".',)
    return Answer("bodies", seen.title(_BODIES), columns, tuple(rows), "What happened to the bodies of the plan, when, by which law, and who says so?", notes)


def _happened(seen: Seen, body: str, happening: Happening) -> tuple[Value, ...]:
    present = _present(seen, body)
    maybe = happening not in seen.history.done(body)
    effect = "may have happened" if maybe else "ended" if happening.ends else "no action moves"
    after = seen.names(happening.after) or happening.new_name
    return (
        seen.labels[body], happening.label, period(happening.when), happening.when, effect, after, present[0], present[2], happening.confidence, happening.scope, happening.instrument,
        happening.source, *_roles(seen, body),
    )  # fmt: skip


def _roles(seen: Seen, body: str) -> tuple[str, ...]:
    """The actions in which a body has a role: all, and by role."""
    parts = [_with_role(seen, [body], role) for role in ROLES]
    return seen.refs(action for part in parts for action in part), *map(seen.refs, parts)


def _with_role(seen: Seen, bodies: list[str], role: str) -> list[str]:
    return [row["action"] for body in bodies for row in seen.rows.get(body, []) if row["role"] == role]


def _announced(seen: Seen) -> Answer:
    columns = (
        Column("organisation", "under the name of this day"),
        Column("event", "what is to become of it"),
        Column("status", "planned or announced; neither is done"),
        Column("expected", "by when it is expected, or was"),
        Column("edtf", "the day or period that is expected, in EDTF", True),
        Column("overdue", "whether that has passed without word that it is done"),
        Column("to", "who is to take over; empty if nobody is named"),
        Column("known", "which work is to go where", True),
        Column("refs", "the actions that this would reach, or whose text names it"),
        Column("leads_now", "actions that it leads, as the plan has it or since it certainly took over"),
        Column("may_lead", "actions that it may lead, as one of several possible holders"),
        Column("partner_now", "actions in which it is a partner, in its own name or that of a body whose work it certainly holds", True),
        Column("mentioned_in", "actions whose text only names it", True),
        _INSTRUMENT,
        Column("confidence", "how sure the register is of the plan or announcement"),
        Column("source", "where the register says so"),
    )
    rows = []
    wanted = {holder for body in _wanted(seen) for holder in (body, *seen.standing(body).holders)}
    for body in sorted(wanted, key=lambda each: (seen.name(each), each)):
        for h in seen.history.foretold(body):
            overdue = "yes: look whether it is done" if seen.history.overdue(h) else ""
            rows.append((seen.name(body), h.label, h.status, expected(seen, h), h.when, overdue, seen.names(h.after), h.scope, *_held(seen, body), h.instrument, h.confidence, h.source))
    notes = (
        "Nothing here has moved an action. It is what was planned or announced when the registers were checked: they do not say since when.",
        *(() if rows else ("Of no body of the plan is anything planned or announced." if seen.history.on >= seen.history.checked else "On a day before the last check nothing is told: it is not registered since when it was known.",)),
    )
    return Answer("announced", seen.title(_ANNOUNCED), columns, tuple(rows), "Which bodies are to change, and which actions would that reach?", notes)


def _held(seen: Seen, body: str) -> tuple[str, ...]:
    """The actions that a change to a body would reach: all, those that it leads, may lead, in which it is a partner (in its own right or after another), and which name it."""
    certain = [b for b in seen.rows if body in seen.standing(b).holders and not seen.standing(b).possible]
    possible = [b for b in seen.rows if body in seen.standing(b).holders and seen.standing(b).possible]
    parts = [_with_role(seen, *part) for part in ((certain, "lead"), (possible, "lead"), (certain, "partner"), ([body], "mentioned"))]
    return seen.refs(action for part in parts for action in part), *map(seen.refs, parts)


# ---- what is not known


def _unregistered(seen: Seen) -> Answer:
    columns = (
        Column("organisation", "as the plan names it"),
        Column("actions", "how many actions name it, in any role", limits="Not how much it does, and not that anything happened to it: only that nothing can be told."),
        *(replace(column, detail=False) for column in _REFS),
    )
    bodies = [body for body in _wanted(seen) if body in seen.unregistered]
    rows = [(seen.labels[body], len({row["action"] for row in seen.rows[body]}), *_roles(seen, body)) for body in bodies]
    rows.sort(key=lambda row: (-row[1], row[0]))
    notes = ("Whether these still exist is not known here. Look it up; a register of your own (--register) can give a body its usual name, so that it is known.",)
    notes = notes if rows else ("Every body of these actions is in a register.",)
    return Answer("unregistered", seen.title(_UNREGISTERED), columns, tuple(rows), "Of which bodies can nothing be told, since no register knows them?", notes)


def _unconfirmed(seen: Seen) -> Answer:
    columns = (
        Column("organisation", "as the register names it"),
        Column("statement", "what is believed to have happened: not confirmed"),
        Column("note", "what is known for it or against it"),
        *_REFS,
    )
    rows = [(seen.labels[body], f"not confirmed: {row['statement']}", row["note"], *_roles(seen, body)) for body in _wanted(seen) for row in seen.unconfirmed.get(body, [])]
    if seen.unconfirmed:
        notes = ("These rest on memory alone: no source was found, and nothing in the other tables goes by them.",)
    else:
        notes = (_MEMORY,)
    return Answer("unconfirmed", seen.title("What is said without a source"), columns, tuple(rows), "What is believed of these bodies, but not confirmed?", notes)


def _standing(seen: Seen) -> Answer:
    columns = (
        Column("what_happened", "what became of the bodies by this day"),
        Column("bodies", "how many bodies that is, in any role", limits="Not how important they are. No change found means that the registers, which look at national bodies, know of none: it is no proof that there was none."),
        Column("leads", "how many of them lead an action", limits="Not how many actions: a body that leads twenty counts once."),
        Column("organisations", "which they are", True),
        Column("refs", "the actions in which they have a role"),
    )
    rows = []
    for state in STATES:
        bodies = [body for body in _wanted(seen) if seen.state(body) == state]
        if bodies:
            its = [row for body in bodies for row in seen.rows[body]]
            leading = len({row["body"] for row in its if row["role"] == "lead"})
            rows.append((state, len(bodies), leading, "; ".join(seen.labels[b] for b in bodies), seen.refs(row["action"] for row in its)))
    return Answer("standing", seen.title("How the bodies of the plan stand"), columns, tuple(rows), "How much of the plan do these answers cover?")
