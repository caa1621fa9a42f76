"""Today: each action's leads and partners as they are on a day, what nobody holds any more, and what is only announced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from concordat.graph.analysis.holders import Happening
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.given import ROLES
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs
from concordat.graph.reports.standing import LED, MAYBE, NOBODY, POSSIBLY_LED, RENAMED, STATES, UNKNOWN, Seen, doubt, ended_wholes, remembered, seen_from, told, when
from concordat.graph.store import Graph

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
    Column("who", "whom to speak to, or about whom"),
    Column(
        "actions",
        "how many actions it is about, counted once each",
        limits="Not how much work it is, and the rows do not add up: an action with several leads may stand in several rows.",
    ),
    Column("refs", "the actions"),
    Column("why", "what happened, when, and what is known of who took over"),
)


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
    rows = [*_without_lead(seen), *_new_leads(seen), *_parts_lost(seen), *_doubts(seen), *_to_prepare(seen), *_new_names(seen)]
    notes = [*seen.notes, "Only what is done has moved an action; what is planned or announced has moved none. An action is led as long as one of its leads is left or was surely followed by another."]
    unknown = sum(seen.state(body) == UNKNOWN for body in seen.rows)
    if unknown:
        notes.append(f"Of {unknown} of {len(seen.rows)} bodies nothing can be told, since they are in no register: the table unregistered has them.")
    bare = len(seen.given.actions) - len(seen.leads)
    if bare:
        notes.append(f"{bare} of {len(seen.given.actions)} actions name no lead in the plan and are not meant here: concordat check lists them.")
    notes.append("The tables bodies and announced have the laws, the sources and how sure the register is.")
    if not rows:
        notes.append("Nothing to do: no lead is known to have ended or changed.")
    title = seen.title("What to do on Monday", replace(seen.asked, role=None))
    return Answer("monday", title, _MONDAY, tuple(rows), "Which leads have ended, and whom must I speak to about which action?", tuple(notes))


def _do(seen: Seen, what: str, who: str, actions: Iterable[str], why: str) -> tuple[Value, ...]:
    actions = seen.in_order(actions)
    return (what, who, len(actions), refs(seen.given, actions), why)


def _by_size(groups: Mapping[tuple[str, ...], list[str]], seen: Seen) -> list[tuple[tuple[str, ...], list[str]]]:
    """Groups of actions, the largest first, those of one size by the names of their bodies."""
    return sorted(groups.items(), key=lambda g: (-len(g[1]), [seen.labels[body] for body in g[0]]))


def _why(seen: Seen, bodies: Iterable[str]) -> str:
    """The ends of some bodies, with what is known of which work went where, and the steps that followed."""
    said: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        for h in seen.standing(body).steps:
            said[told(seen, h)] += [h.scope] if h.scope and h.body == body else []
    return "; ".join(f"{words} ({_once(scopes)})" if scopes else words for words, scopes in said.items())


def _without_lead(seen: Seen) -> list[tuple[Value, ...]]:
    """Actions of which every lead has ended: first where nobody is named, then where there are only possible holders."""
    rows = []
    for state, what in ((NOBODY, "Find a lead, or close the action"), (POSSIBLY_LED, "Ask which of these leads it now")):
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for action, leads in seen.leads.items():
            if seen.led(action) == state:
                groups[tuple(leads)].append(action)
        for leads, actions in _by_size(groups, seen):
            who = seen.names({holder for body in leads for holder in seen.standing(body).holders}) or NOBODY
            rows.append(_do(seen, what, who, actions, _why(seen, leads)))
    return rows


def _new_leads(seen: Seen) -> list[tuple[Value, ...]]:
    """Bodies that certainly took over from a lead: where they were no lead before, then where they were one already."""
    rows = []
    for already, what in ((False, "Tell the new lead"), (True, "Strike out a lead: its work is with another lead")):
        groups: dict[tuple[str, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for action, leads in seen.leads.items():
            for body in leads:
                standing = seen.standing(body)
                if standing.state == "taken over":
                    for holder in standing.holders:
                        if (holder in leads) == already:
                            groups[holder,][body].append(action)
        sizes = {holder: list(dict.fromkeys(a for actions in its.values() for a in actions)) for holder, its in groups.items()}
        for holder, actions in _by_size(sizes, seen):
            gone = sorted(groups[holder], key=seen.labels.__getitem__)
            said = {body: _why(seen, [body]) for body in gone}
            why = "; ".join(f"{words}: {seen.refs(groups[holder][body])}" if len(gone) > 1 else words for body, words in said.items())
            rows.append(_do(seen, what, seen.name(holder[0]), actions, why))
    return rows


def _parts_lost(seen: Seen) -> list[tuple[Value, ...]]:
    """Leads that ended without a certain successor, in actions that another still leads."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for action, leads in seen.leads.items():
        for body in leads:
            if seen.led(action) == LED and seen.state(body) in (NOBODY, "possibly taken over"):
                groups[body,].append(action)
    what = "Settle the part of a lead that has ended: others lead on"
    rows = []
    for (body,), actions in _by_size(groups, seen):
        rows.append(_do(seen, what, seen.names(seen.standing(body).holders) or NOBODY, actions, _why(seen, [body])))
    return rows


def _doubts(seen: Seen) -> list[tuple[Value, ...]]:
    """Leads, or their holders, that may have ended by the day, or of which something is said without a source."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for action, leads in seen.leads.items():
        for body in leads:
            if seen.standing(body).doubts or ended_wholes(seen, body) or remembered(seen, body):
                groups[body,].append(action)
    what = "Find out whether this is so"
    return [_do(seen, what, seen.name(body), actions, doubt(seen, body)) for (body,), actions in _by_size(groups, seen)]


def _to_prepare(seen: Seen) -> list[tuple[Value, ...]]:
    """Bodies that surely lead now and are to change by what is planned or announced."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for action, leads in seen.leads.items():
        for holder in dict.fromkeys(h for body in leads if not seen.standing(body).possible for h in seen.standing(body).holders):
            if seen.history.foretold(holder):
                groups[holder,].append(action)
    rows = []
    for (body,), actions in _by_size(groups, seen):
        its = seen.history.foretold(body)
        why = "; ".join(f"{h.status}, not done: {told(seen, h)}{f' ({h.scope})' if h.scope else ''}" for h in its)
        rows.append(_do(seen, "Prepare: a lead is to change", seen.name(body), actions, why))
    return rows


def _new_names(seen: Seen) -> list[tuple[Value, ...]]:
    """Leads that took another name since their plan was issued; where that day is not known, unless the plan prints the new one."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in seen.given.responsibilities:
        change = seen.history.renamed(row["body"])
        if row["role"] != "lead" or seen.state(row["body"]) != RENAMED or change is None:
            continue
        issued = seen.issued.get(seen.given.actions[row["action"]]["plan"])
        new = change.new_name.casefold() != row["printed"].casefold() if issued is None or change.earliest is None else change.earliest > issued
        if new:
            groups[row["body"],].append(row["action"])
    rows = []
    for (body,), actions in _by_size({key: list(dict.fromkeys(its)) for key, its in groups.items()}, seen):
        change = seen.history.renamed(body)
        rows.append(_do(seen, "Use the present name", seen.name(body), actions, told(seen, change)))
    return rows


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
    notes = () if rows else ("Every action that names a lead has one that is left, or that was surely followed by another.",)
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
        Column("what_happened", ", ".join(STATES[:-1]) + f"; {UNKNOWN}"),
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
    notes = () if rows else (f"No {role} is named in these actions.",)
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
        Column("when", "day or period of that (EDTF)"),
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
    notes = ("Only what was done by the day, or may have been. What is planned or announced is in the table announced.",)
    return Answer("bodies", seen.title("What became of the bodies of the plan"), columns, tuple(rows), "What happened to the bodies of the plan, when, by which law, and who says so?", notes)


def _happened(seen: Seen, body: str, happening: Happening) -> tuple[Value, ...]:
    present = _present(seen, body)
    maybe = happening not in seen.history.done(body)
    effect = f"may have happened, {when(happening)}" if maybe else "ended" if happening.ends else "no action moves"
    after = seen.names(happening.after) or happening.new_name
    return (
        seen.labels[body], happening.label, happening.when, effect, after, present[0], present[2], happening.confidence, happening.scope, happening.instrument,
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
        Column("expected", "day or period that is expected (EDTF)"),
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
            overdue = "yes: look whether it is done" if h.latest and h.latest < seen.history.on else ""
            rows.append((seen.name(body), h.label, h.status, h.when, overdue, seen.names(h.after), h.scope, *_held(seen, body), h.instrument, h.confidence, h.source))
    notes = (
        "Nothing here has moved an action. It is what was planned or announced when the registers were checked: they do not say since when.",
        *(() if rows else ("Of no body of the plan is anything planned or announced.",)),
    )
    return Answer("announced", seen.title("What is planned or announced, and not done"), columns, tuple(rows), "Which bodies are to change, and which actions would that reach?", notes)


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
    return Answer("unregistered", seen.title("Bodies in no register"), columns, tuple(rows), "Of which bodies can nothing be told, since no register knows them?", notes)


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
        notes = ("What rests on memory alone is not in this graph: concordat build --unconfirmed puts it there, apart from the facts.",)
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
