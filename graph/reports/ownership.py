"""Ownership: who is the only lead, who leads with others, who is a partner, and who is only mentioned; how much rests on few; what nobody in particular answers for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from concordat.graph.analysis.ownership import ALONE, CLASS, NO_LEAD, PARTNERS, SEVERAL, UNNAMED, WAYS, concentration, owners
from concordat.graph.answer import Answer, Column
from concordat.graph.given import read
from concordat.graph.names import find
from concordat.graph.register import BODIES
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.reports.owned import Owned
from concordat.graph.reports.present import NOW, NOW_OF_SEVERAL
from concordat.graph.store import Graph

MANY = 3  # leads of one action from which it is worth asking which of them answers
FEW = 20  # actions below which shares of them say little
MUCH = (5, 4)  # much rests on a body that leads five actions or more and over one in four, if at least five bodies lead
_REST = "how much work they are: actions differ"
_OF_100 = "0.32 is 32 of 100"
# The headings of the tables, under which other tables and notes name them.
_HEADINGS = {
    "to-do": "What to do about who owns what",
    "organisations": "Who owns what",
    "concentration": "How much rests on few",
    "ways": "How many it takes to move an action",
    "alone": "Actions with one lead and nobody else",
    "together": "Actions that need several bodies",
    "sections": "Ownership by section",
    "themes": "Ownership by theme",
    "named": "Named in the text, with no part anywhere",
    "no-lead": "Actions with no lead",
    "classes": "Classes of bodies that lead",
    "actions": "Action by action",
}
_TO_DO = (
    Column("do", "what to do"),
    Column("organisation", "with whom"),
    NOW_OF_SEVERAL,
    Column("actions", "how many actions it is about", False, _REST),
    Column("refs", "which they are"),
    Column("why", "what the plan shows"),
    Column("table", "the heading of the table of this report that tells more", True),
)
_BODIES = (
    Column("organisation"),
    NOW,
    Column("kind", "organisation, or class for a class of bodies such as local authorities", True),
    Column("leads", "actions that it leads", False, f"{_REST}, and joint leads may share them unevenly"),
    Column("alone", "of these, it is the only lead, with partners or without", False, "that it does them alone, or could: partners may be named, or spoken of without a name"),
    Column("jointly", "of these, with other leads", False, "how the leads share the work"),
    Column("partner", "actions in which it is a partner", False, "how much it does in them"),
    Column("mentioned", "actions whose text only names it", True, "that it has a part in them"),
    Column("share_of_actions", f"actions that it leads as a share (0 to 1) of all actions: {_OF_100}", False, "a share of the work; the shares do not sum to 1, for an action with several leads counts for each, and one with none for nobody"),
    Column("leads_alone", "the actions of which it is the only lead"),
    Column("leads_jointly", "those that it leads with others"),
    Column("partner_in", "those in which it is a partner", True),
    Column("mentioned_in", "those whose text only names it", True),
    Column("partners_unnamed", "of the actions that it leads, those whose words speak of partners without naming them", True),
)
_SPREAD = (
    Column("measure", "what is counted"),
    Column("figure", "how much it is, in the unit beside it", False, "said for each measure in the column does_not_mean"),
    Column("unit", f"bodies, or a share from 0 to 1: {_OF_100}"),
    Column("organisations", "the bodies that it is about"),
    Column("refs", "the actions that it rests on"),
    Column("means", "what it says", True),
    Column("does_not_mean", "what it does not say", True),
)
_WAYS = (
    Column("way", "how the action is held; each action counts in one row"),
    Column("actions", "how many actions", False, _REST),
    Column("share", f"as a share (0 to 1) of all actions: {_OF_100}", False, "a share of the work"),
    Column("refs", "which they are"),
    Column("means", "what that way is"),
)
_MEANING = {
    ALONE: "One body leads, and the plan neither names a partner nor speaks of one.",
    PARTNERS: "One body leads and answers; others are named that have a part.",
    UNNAMED: "One body leads; the text speaks of partners and does not say who they are.",
    SEVERAL: "Two bodies or more lead, so they must agree; none of them answers alone.",
    CLASS: "The lead is a name for many bodies: nobody in particular answers.",
    NO_LEAD: "No body is named as lead, or none could be read.",
}
_ALONE = (
    Column("organisation"),
    Column("actions", "actions of which it is the only lead, and for which no partner is named or spoken of", False, "that nobody else does any of the work, or is needed: the plan only names nobody"),
    Column("share_of_its_leads", f"as a share (0 to 1) of the actions that it leads: {_OF_100}", False, "how independent it is in fact"),
    Column("refs", "which they are"),
)
_TOGETHER = (
    Column("ref"),
    Column("bodies", "how many lead it or are partners", False, "how many take part in fact"),
    Column("leads", "how many lead it", False, "how they share the work"),
    Column("who_leads", "the leads; beside a lead, the part to which it is limited"),
    Column("partners", "the partners that are named"),
    Column("unnamed", "the words that speak of partners without naming them, with their place", True),
    Column("finish", "finish as printed", True),
    Column("action", "the action in words"),
)
_NAMED = (
    Column("organisation"),
    Column("kind", "organisation, or class for a class of bodies"),
    Column("actions", "how many actions name it", False, "that it has, or should have, a part in them"),
    Column("refs", "which they are"),
    Column("words", "how they name it, with the place of the words"),
)
_NO_LEAD = (
    Column("ref"),
    Column("section", "number of the section"),
    Column("partners", "bodies that are partners all the same"),
    Column("mentioned", "bodies that its text names"),
    Column("finish", "finish as printed"),
    Column("place", "where the action stands in the document", True),
    Column("action", "the action in words"),
)
_CLASSES = (
    Column("organisation", "the class of bodies"),
    Column("actions", "actions that it leads", False, _REST),
    Column("nobody_answers", "of these, no particular body leads, too", False, "that nobody does them: the plan does not say who does"),
    Column("refs", "the actions that it leads"),
    Column("nobody_refs", "those that no particular body leads"),
    Column("meant", "whether all of them are meant, or one that the plan leaves to be understood"),
    Column("words", "how the plan says so, with the place of the words"),
)


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What to do; roles by body; how much rests on few; what has one lead and nobody else and what needs several; by section and theme; gaps; action by action."""
    body = find(graph, asked.organisation, BODIES).value if asked.organisation else None
    owned = Owned(read(graph, replace(asked.kept, roles=None)), body, asked.role)  # without its leads no action could be judged
    makers = (_bodies, _spread, _ways, _alone, _together, _sections, _themes, _named, _no_lead, _classes, _actions)
    return [make(owned, asked) for make in (_to_do, *makers)]


def _heading(name: str, asked: Asked) -> str:
    return f"{_HEADINGS[name]}{scope(asked)}"


# ---- what to do


def _to_do(owned: Owned, asked: Asked) -> Answer:
    rows = (*_unled(owned), *_loaded(owned), *_lonely(owned), *_crowded(owned), *_vague(owned))
    notes = (
        *owned.now.notes(owned.roles),
        *_doubts(owned, asked),
    )
    calm = () if rows else ("Every action has one lead and somebody beside it, and no body leads very many: there is nothing to do.",)
    return Answer("to-do", _heading("to-do", asked), _TO_DO, rows, "Where does nobody answer, where too many, and where does too much rest on one body?", (*calm, *notes))


def _doubts(owned: Owned, asked: Asked) -> tuple[str, ...]:
    """What is to be said of readings that are not certain, and of those that were left out."""
    unsure = dict.fromkeys(row["action"] for row in owned.given.responsibilities if row["confidence"] != "high" and row["role"] != "mentioned")
    found = (f"A role was read with doubt in {refs(owned.given, unsure)}: concordat report unresolved shows the words.",) if unsure else ()
    return (*found, "Roles that were read with less certainty are left out, so an action may have a lead that is not counted here.") if asked.confidence in ("high", "medium") else found


def _row(owned: Owned, do: str, who: str | Iterable[str], actions: Sequence[str], why: str, table: str) -> tuple:
    """A row about some bodies, or about nobody."""
    bodies = [] if isinstance(who, str) else list(who)
    return (do, who if isinstance(who, str) else owned.names(bodies), owned.now.of_several(bodies), len(actions), refs(owned.given, actions), why, _HEADINGS[table])


def _unled(owned: Owned) -> list[tuple]:
    """Where nobody answers: no lead, or a class of bodies."""
    rows = []
    if without := owned.of(NO_LEAD):
        people = [a for a in without if owned.given.actions[a]["people"]]
        told = f" The rows of {refs(owned.given, people)} name people: ask for which body they act." if people else ""
        rows.append(_row(owned, "Name a lead.", "nobody", without, f"No body is named as lead, or none could be read.{told}", "no-lead"))
    for body, actions, many in _leading_classes(owned):
        if many and actions:
            rows.append(_row(owned, "Say which one of them leads.", [body], actions, f"A name for many bodies: no single one answers.{_gone(owned, body)}", "classes"))
    return rows


def _loaded(owned: Owned) -> list[tuple]:
    """Bodies that lead very many of the actions."""
    least, part = MUCH
    rows = []
    for body, actions in owned.led.items():
        if len(owned.led) >= least and len(actions) >= least and len(actions) * part > len(owned.held) and owned.told(body):
            do = "Settle who leads these now, and whether that is too much for one." if owned.now.ended(body) else "Ask whether it has the people for all of them, and which another body could lead."
            rows.append(_row(owned, do, [body], actions, f"It leads {len(actions)} of {len(owned.held)} actions.{_gone(owned, body)}", "organisations"))
    return rows


def _lonely(owned: Owned) -> list[tuple]:
    """The bodies that are the only lead of most actions with nobody beside them; those that have ended come last."""
    rows = []
    for body, actions in sorted(list(owned.alone.items())[:3], key=lambda item: owned.now.ended(item[0])):
        why = f"It is the only lead, and no partner is named or spoken of.{_gone(owned, body)}"
        do = f"Settle who leads {'this' if len(actions) == 1 else 'these'} now." if owned.now.ended(body) else "Ask who would help, or take over, if it could not do the work."
        rows.append(_row(owned, do, [body], actions, why, "alone"))
    return rows


def _gone(owned: Owned, body: str) -> str:
    return f" It {owned.now.gone(body, after_it=True)}: {owned.now.whom(body)}." if owned.now.ended(body) else ""


def _crowded(owned: Owned) -> list[tuple]:
    """Actions with so many leads that it is worth asking who answers."""
    found = [a for a in owned.of(SEVERAL) if len(owned.held[a].leads) >= MANY]
    leads = [lead for a in found for lead in owned.held[a].leads]
    why = f"Each has {MANY} leads or more, and the plan does not say which of them answers."
    return [_row(owned, "Agree which of the leads answers for the whole.", leads, found, why, "together")] if found else []


def _vague(owned: Owned) -> list[tuple]:
    """What the plan leaves open: partners without a name, bodies without a part."""
    rows = []
    if open_ := [a for a in owned.unnamed if owned.told(*owned.held[a].leads, *owned.held[a].partners)]:
        rows.append(_row(owned, "Name the partners.", [lead for a in open_ for lead in owned.held[a].leads], open_, "The text speaks of partners and does not say who they are.", "together"))
    if silent := {b: actions for b, actions in _only_named(owned).items() if owned.net.nodes[b]["kind"] != "class"}:
        naming = {a for actions in silent.values() for a in actions}
        actions = [a for a in owned.held if a in naming]
        rows.append(_row(owned, "Ask whether they are to do something, and give them a part or none.", silent, actions, "The text names them, and no action gives them a part.", "named"))
    return rows


# ---- by body


def _bodies(owned: Owned, asked: Asked) -> Answer:
    given, rows = owned.given, []
    for owner in owners(owned.net):
        if not owned.told(owner.body) or (owned.role and owned.role not in owned.roles[owner.body]):
            continue
        data = owned.net.nodes[owner.body]
        led = len(owner.alone) + len(owner.jointly)
        counts = (led, len(owner.alone), len(owner.jointly), len(owner.partner), len(owner.mentioned), round(led / len(given.actions), 2))
        open_ = [a for a in given.actions if a in owned.unnamed and a in {*owner.alone, *owner.jointly}]
        where = (refs(given, actions) for actions in (owner.alone, owner.jointly, owner.partner, owner.mentioned, open_))
        rows.append((data["label"], owned.now.of(owner.body), data["kind"], *counts, *where))
    notes = ("Actions with several leads count once for each of them, so the leads add up to more than the actions.",)
    if owned.role:
        notes += ("Only bodies with the role asked for are listed; all their roles are counted.",)
    return Answer("organisations", _heading("organisations", asked), _BODIES, tuple(rows), "Who is the only lead, who leads with others, who is a partner?", notes)


def _spread(owned: Owned, asked: Asked) -> Answer:
    """How much of the leading rests on few, in figures of several kinds; about the whole plan, whichever body is asked for."""
    rows, all_actions = [], list(owned.held)
    alone, nobody = ([a for a, h in owned.held.items() if h.way in ways] for ways in ((ALONE,), (NO_LEAD, CLASS)))
    if owned.led:
        rows += _shares(owned, all_actions)
    if alone:
        rows.append(_measure(owned, "actions with one lead and nobody else", len(alone) / len(all_actions), "share of all actions", (), alone, "For how much one body leads, and the plan neither names a partner nor speaks of one.", "That nobody helps, or is needed: the plan only names nobody."))
    if nobody:
        rows.append(_measure(owned, "actions for which nobody in particular answers", len(nobody) / len(all_actions), "share of all actions", (), nobody, "How much has no lead, or a class of bodies as its only lead.", "That nobody does them."))
    notes = () if owned.led else ("No body leads anything here, so there is nothing to be shared out.",)
    if len(owned.held) < FEW:
        notes += ("With so few actions, one more or less changes these figures: take them for a hint.",)
    return Answer("concentration", _heading("concentration", asked), _SPREAD, tuple(rows), "Do a few bodies lead most of it?", notes)


def _measure(owned: Owned, what: str, figure: float, unit: str, bodies: Iterable[Hashable], actions: Iterable[str], means: str, does_not: str) -> tuple:
    return (what, round(figure, 2), unit, owned.names(bodies), refs(owned.given, actions), means, does_not)


def _shares(owned: Owned, all_actions: list[str]) -> list[tuple]:
    found = concentration(owned.led, len(all_actions))

    def by(bodies: Iterable[Hashable]) -> list[str]:
        leading = set(bodies)
        return [a for a in all_actions if leading & set(owned.held[a].leads)]

    top = f"the {len(found.top)} bodies that lead most" if len(found.top) > 1 else "the only body that leads"
    rows = [
        _measure(owned, "bodies that lead", len(found.bodies), "bodies", found.bodies, by(found.bodies), "How many bodies, or classes of bodies, lead at least one action.", "That more or fewer would be better."),
        _measure(owned, f"leads held by {top}", found.share_of_top, "share of all leads", found.top, by(found.top), f"Of {found.leads} leads (an action with two leads has two), the share with these bodies.", "A share of the work: actions differ."),
        _measure(owned, f"actions led by {top}", len(by(found.top)) / len(all_actions), "share of all actions", found.top, by(found.top), "The share of actions that at least one of them leads.", "That they are their only leads."),
    ]
    if found.half:
        exact = len(found.half) == found.half_at_least
        means = "No fewer bodies can do it." if exact else f"No fewer than {found.half_at_least} can do it; fewer than the figure perhaps: there are too many choices to try them all."
        rows.append(_measure(owned, "fewest bodies that lead half of all actions", len(found.half), "bodies", found.half, by(found.half), f"These between them lead at least half. {means}", "That other choices of as many bodies would not do as well."))
    rows.append(_measure(owned, "bodies among whom the leads are as bunched, if shared out evenly", found.even, "bodies", (), by(found.bodies), f"Leads are as bunched as if this many bodies held the same number each: {len(found.bodies)} if all led equally many, 1 if one led all.", "How many bodies matter: it is a way to compare plans."))
    return rows


# ---- one lead and nobody else, or several


def _ways(owned: Owned, asked: Asked) -> Answer:
    asked_for = owned.of(*WAYS)
    found = {way: [a for a in asked_for if owned.held[a].way == way] for way in WAYS}
    rows = tuple((way, len(actions), round(len(actions) / len(asked_for), 2), refs(owned.given, actions), _MEANING[way]) for way, actions in found.items() if actions)
    none = "; ".join(way for way, actions in found.items() if not actions)
    notes = (f"No action here is held in another way ({none}).",) if rows and none else ()
    return Answer("ways", _heading("ways", asked), _WAYS, rows, "Which actions have one lead and nobody else, and which need several bodies?", notes)


def _alone(owned: Owned, asked: Asked) -> Answer:
    rows = tuple((owned.name(b), len(actions), round(len(actions) / len(owned.led[b]), 2), refs(owned.given, actions)) for b, actions in owned.alone.items())
    notes = (f'An action whose words speak of partners without naming them is not here, but in "{_HEADINGS["together"]}". A class of bodies, such as local authorities, is no single body and not listed.',)
    return Answer("alone", _heading("alone", asked), _ALONE, rows, "For which actions does the plan name one lead and speak of nobody else?", notes)


def _together(owned: Owned, asked: Asked) -> Answer:
    limits = {(row["action"], row["body"]): row["scope"] for row in owned.given.responsibilities if row["role"] == "lead" and row["scope"]}
    rows = []
    for action in owned.of(PARTNERS, UNNAMED, SEVERAL, CLASS):
        holding, data = owned.held[action], owned.given.actions[action]
        number = len(holding.leads) + len(holding.partners)
        if number > 1 or action in owned.unnamed:
            leads = ", ".join(owned.name(b) + (f" ({limits[action, b]})" if (action, b) in limits else "") for b in holding.leads)
            rows.append((data["ref"], number, len(holding.leads), leads, ", ".join(map(owned.name, holding.partners)), owned.unnamed.get(action, ""), data["finish"], data["text"]))
    rows.sort(key=lambda row: (-row[1], -row[2]))
    return Answer("together", _heading("together", asked), _TOGETHER, tuple(rows), "Which actions wait until several bodies agree, and who are they?")


# ---- by section and theme


def _group(name: str, title: str, column: str, groups: Iterable[tuple[tuple[str, ...], list[str]]], owned: Owned, extra: tuple[Column, ...] = ()) -> Answer:
    columns = (
        Column(column),
        *extra,
        Column("actions", "how many actions", False, _REST),
        Column("one_lead", "of these, with one lead, partners or none", False, "that it works alone: it may have partners"),
        Column("several_leads", "with more than one lead", False, "that they work together in fact"),
        Column("no_lead", "with no lead", True, "that nobody does them"),
        Column("one_body_alone", "with one lead, no class of bodies, and no partner named or spoken of", True, "that nobody helps"),
        Column("bodies_leading", "how many bodies lead here", True, "that more would be better"),
        Column("leads_most", "the body that leads most of them, and how many"),
        Column("share_of_most", f"as a share (0 to 1) of the actions here: {_OF_100}; of few actions one is a large share", True, "a share of the work"),
        Column("refs", "the actions"),
    )
    rows = []
    for key, actions in groups:
        numbers = Counter(min(len(owned.held[a].leads), 2) for a in actions)
        alone = sum(owned.held[a].way == ALONE for a in actions)
        bodies = Counter(owned.name(lead) for a in actions for lead in owned.held[a].leads)
        top = min(bodies, key=lambda b: (-bodies[b], b), default=None)
        most = f"{top} ({bodies[top]})" if top else ""
        share = round(bodies[top] / len(actions), 2) if top else None
        rows.append((*key, len(actions), numbers[1], numbers[2], numbers[0], alone, len(bodies), most, share, refs(owned.given, actions)))
    return Answer(name, title, columns, tuple(rows), f"How is the work owned, by {column}?")


def _sections(owned: Owned, asked: Asked) -> Answer:
    several = len({row["plan"] for row in owned.given.actions.values()}) > 1
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, row in owned.given.actions.items():
        groups[f"{row['plan']} {row['section']}" if several else row["section"], row["section_title"]].append(iri)
    return _group("sections", _heading("sections", asked), "section", groups.items(), owned, (Column("title"),))


def _themes(owned: Owned, asked: Asked) -> Answer:
    groups: dict[tuple[str], list[str]] = defaultdict(list)
    for row in owned.given.themes:
        groups[row["label"],].append(row["action"])
    ordered = sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))
    themed = {action for actions in groups.values() for action in actions}
    if rest := [action for action in owned.held if action not in themed]:
        ordered.append((("no theme",), rest))
    answer = _group("themes", _heading("themes", asked), "theme", ordered, owned)
    return replace(answer, notes=("An action with several themes counts under each of them.",))


# ---- gaps


def _only_named(owned: Owned) -> dict[str, list[str]]:
    """The bodies that are named and given no role anywhere, with the actions that name them; those named most come first, then by name."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in owned.given.responsibilities:
        if owned.roles[row["body"]] == {"mentioned"} and owned.told(row["body"]):
            found[row["body"]][row["action"]] = None
    return {body: list(found[body]) for body in sorted(found, key=lambda b: (-len(found[b]), owned.name(b), b))}


def _named(owned: Owned, asked: Asked) -> Answer:
    rows = tuple((owned.name(b), owned.net.nodes[b]["kind"], len(actions), refs(owned.given, actions), owned.words(b, "mentioned")) for b, actions in _only_named(owned).items())
    notes = ("A body that is only spoken of needs no part; one that is expected to act does.",)
    return Answer("named", _heading("named", asked), _NAMED, rows, "Which bodies does the text name without giving them a part in any action?", notes)


def _no_lead(owned: Owned, asked: Asked) -> Answer:
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for row in owned.given.responsibilities:
        if row["role"] == "mentioned":
            named[row["action"]][row["name"]] = None
    rows = []
    for action in owned.of(NO_LEAD):
        data, partners = owned.given.actions[action], ", ".join(map(owned.name, owned.held[action].partners))
        rows.append((data["ref"], data["section"], partners, ", ".join(named[action]), data["finish"], data["place"], data["text"]))
    return Answer("no-lead", _heading("no-lead", asked), _NO_LEAD, tuple(rows), "Which actions has nobody to answer for them?")


def _leading_classes(owned: Owned) -> list[tuple[str, list[str], bool]]:
    """Each class of bodies that leads, the actions that no particular body leads beside it, and whether all of them are meant."""
    found = []
    for body, actions in owned.led.items():
        if owned.net.nodes[body]["kind"] == "class" and owned.told(body):
            many = any(_all_meant(row["name"], row["printed"]) for row in owned.said[body, "lead"])
            found.append((body, [a for a in actions if owned.held[a].way == CLASS], many))
    return found


def _all_meant(name: str, printed: str) -> bool:
    """Whether a class stands for all its bodies: "CCG" in a local plan is the one of that place, "CCGs" are all of them."""
    return not name.casefold().endswith("s") or printed.casefold().endswith("s")


def _classes(owned: Owned, asked: Asked) -> Answer:
    rows = []
    for body, nobody, many in _leading_classes(owned):
        meant = "all of them: nobody in particular answers" if many else "one of them, which the plan leaves to be understood: say which"
        rows.append((owned.name(body), len(owned.led[body]), len(nobody), refs(owned.given, owned.led[body]), refs(owned.given, nobody), meant, owned.words(body, "lead")))
    return Answer("classes", _heading("classes", asked), _CLASSES, tuple(rows), "Where does a name for many bodies lead, so that nobody in particular answers?")


# ---- action by action


def _actions(owned: Owned, asked: Asked) -> Answer:
    columns = (
        Column("ref"),
        Column("owned", "one lead, joint leads or no lead"),
        Column("leads", "as the plan prints them, with the place"),
        Column("partners", "the same for partners"),
        Column("mentioned", "the same for bodies that are only mentioned", True),
        Column("action", "the action in words"),
    )
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    own: dict[str, set[str]] = defaultdict(set)
    for row in owned.given.responsibilities:
        limit = f", {row['scope']}" if row["scope"] else ""
        said[row["action"]][row["role"]].append(f'{row["name"]} ("{row["printed"]}" at {row["place"]}{limit})')
        own[row["action"]].add(row["body"])
    rows = []
    for iri, action in owned.given.actions.items():
        if owned.told(*own[iri]):
            how = ("no lead", "one lead", "joint leads")[min(len(owned.held[iri].leads), 2)]
            rows.append((action["ref"], how, *("; ".join(said[iri][role]) for role in ("lead", "partner", "mentioned")), action["text"]))
    return Answer("actions", _heading("actions", asked), columns, tuple(rows), "Who has which role in each action, and where does it say so?")
