"""Continuity: later policies and the actions that they carry on, what nothing carries on, and where an aim became weaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from concordat.graph import network
from concordat.graph.analysis.continuity import Link, Tally, links, tally, uncarried
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.given import Given, Kept, Row, read, table
from concordat.graph.reports import Asked
from concordat.graph.reports.kept import refs, scope
from concordat.graph.store import Graph
from concordat.graph.validate.queries import period
from concordat.graph.wordlists import pattern

_REF = Column("ref")
_POLICY = Column("policy", "the later policy")
_RELATION = Column(
    "relation",
    "continues: the same aim, perhaps in a new form; extends: for more people or places, or to a higher mark; restates: set again, not reached or altered; replaces: another instrument in its place; "
    "weakens: asks for less; gap: leaves it out; succeeds-context: takes the place of the wider policy; complements: another aim that helps; creates-need-for: makes it more needed",
)
_CONFIDENCE = Column("confidence", "explicit: the text names the same thing; strong: the same subject and aim, with a source; plausible: reasoning alone")
_WORDS = Column("words", "words of the plan")
_LATER = Column("later_words", "words of the page that names the policy")
_WHY = Column("why", "the reasoning, to be judged")
_SOURCE = Column("source", "where that is said; empty if it is reasoning alone")
_STATUS = Column("status", "what is known of it, as its source put it when it was read, which may be out of date; empty if no source says")
_LINKS_ONLY = "Links are analysis, not quotation, and count links, not money, effort or success."
_COUNTS = (
    Column("actions", "how many actions are carried on, each counted once", limits="Not that they are done, nor that the policy will reach their aim: only that it takes the aim up."),
    Column("explicit", "links that carry on because the text names the same thing", limits=_LINKS_ONLY),
    Column("strong", "links that carry on by the same subject and aim, with a source", limits=_LINKS_ONLY),
    Column("plausible", "links that carry on by reasoning alone", limits="A plausible link is an informed guess: do not rely on it before somebody has confirmed it."),
    Column("weaker", "links that ask for less, or leave the aim out", limits="Not how much weaker. A policy may both carry an action on and ask for less of it."),
    Column("context", "links that are no more than context", limits="These carry nothing on: a policy in the surroundings of an action need not do anything for it."),
)
TO_COME, IN_PART = "planned or not yet published", "not fully in force"  # what keeps a policy from carrying anything on for sure, or from having carried it all the way
ELSEWHERE = "Later policies are registered only for the plans in ontology/continuations.csv. For this plan there are none, so that nothing can be told of what became of its aims."
_GROUPS = {
    "carried": ("What later policies carry on", "Which policy continues, extends, restates or replaces which action, on which words?", "No link carries an action on."),
    "weaker": ("Where an aim became weaker", "Where does a later policy ask for less than the plan, or leave its aim out? The words of both stand side by side.", "No link says that an aim became weaker. That is no proof that none did."),
    "context": ("What is no more than context", "Which later policies stand in the surroundings of an action, help it or make it more needed, and carry nothing on?", "No link is mere context."),
}
ANALYSIS = "The links are analysis, not quotation: the words of both sides and the reasoning stand in {}, to be judged.".format(", ".join(f'"{title}"' for title, *_ in _GROUPS.values()))


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What to look at first, policies, what they carry on and what became weaker, what nothing carries on, by section and theme, context, and policies without a forerunner."""
    seen = Seen(graph, read(graph, replace(asked.kept, roles=None)), asked)
    return [
        _monday(seen), _policies(seen), _linked(seen, "carried"), _linked(seen, "weaker"), _not_carried(seen), _sections(seen), _themes(seen),
        _linked(seen, "context"), _without_forerunner(seen),
    ]  # fmt: skip


def outlook(status: str) -> str:
    """What a policy's status as registered says of its being there: TO_COME, IN_PART, or "" where it says neither.

    Examples
    --------
    >>> [outlook(status) for status in ("forthcoming in May 2026", "Partly in force", "current", "published; a draft went before", "")]
    ['planned or not yet published', 'not fully in force', '', '', '']
    """
    found = ((TO_COME, "policy-to-come"), (IN_PART, "policy-in-part"))
    return next((said for said, kind in found if pattern(kind).match(status.strip())), "")


@dataclass(frozen=True)
class Seen:
    """The plan, its links to later policies, and what is registered of these."""

    graph: Graph
    given: Given
    asked: Asked

    @cached_property
    def covered(self) -> set[str]:
        """The plans for which later policies are registered at all."""
        plans = {iri: row["plan"] for iri, row in read(self.graph, Kept(plan=self.asked.plan)).actions.items()}
        return {plans[row["action"]] for row in table(self.graph, "continuations") if row["action"] in plans}

    @cached_property
    def links(self) -> list[Link]:
        return links(network.continuity(self.given))

    @cached_property
    def uncarried(self) -> list[str]:
        """Actions that nothing carries on, of plans for which anything is registered."""
        return [action for action in uncarried(network.continuity(self.given)) if self.given.actions[action]["plan"] in self.covered]

    @cached_property
    def firm(self) -> dict[str, None]:
        """Actions that a firm link carries on, in plan order."""
        return dict.fromkeys(link.action for link in self.links if self.is_firm(link))

    @cached_property
    def in_part(self) -> list[str]:
        """Of those, the actions of which each firm link leads to a policy that is not fully in force."""
        whole = {link.action for link in self.links if self.is_firm(link) and self.outlook(link) != IN_PART}
        return [action for action in self.firm if action not in whole]

    @cached_property
    def policies(self) -> Mapping[str, Row]:
        """What is registered of the policies, by identifier."""
        return {row["policy"]: row for row in table(self.graph, "registered-policies")}

    @property
    def none(self) -> tuple[str, ...]:
        """The note of a report on plans for which nothing is registered."""
        return () if self.covered else (ELSEWHERE,)

    def outlook(self, link: Link) -> str:
        """Whether its policy is there: see the function of that name."""
        return outlook(self.policies[link.policy]["status"])

    def is_firm(self, link: Link) -> bool:
        """Whether it carries an action on, is more than plausible, and leads to a policy that is there: what is planned or not published carries nothing on for sure."""
        return link.group == "carried" and link.data["confidence"] != "plausible" and self.outlook(link) != TO_COME

    def label(self, link: Link) -> str:
        return self.policies[link.policy]["label"]

    def refs(self, actions: Iterable[str]) -> str:
        return refs(self.given, actions)

    def title(self, words: str) -> str:
        return f"{words}{scope(replace(self.asked, role=None))}"


def _counted(count: Tally) -> tuple[int, ...]:
    return (len(count.actions), count.explicit, count.strong, count.plausible, count.weaker, count.context)


def _grouped(seen: Seen, key: str) -> dict[str, list[Link]]:
    """The links by policy or by theme."""
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in seen.links:
        groups[link.policy if key == "policy" else link.data["theme"]].append(link)
    return groups


# ---- what to look at first


def _monday(seen: Seen) -> Answer:
    columns = (
        Column("do", "what to do"),
        Column("about", "the later policy, the section, or all"),
        Column("actions", "how many actions it is about", limits="Not how much work they are. An action may stand in several rows."),
        Column("refs", "the actions"),
        Column("why", "what is behind it"),
    )
    rows = [*_weakened(seen), *_doubtful(seen), *_open(seen), *_firm(seen)]
    title, question = seen.title("What to look at first: the plan and later policies"), "Which aims became weaker, which links want checking, and which actions does nothing carry on?"
    return Answer("monday", title, columns, tuple(rows), question, tuple(how_much(seen)))


def how_much(seen: Seen) -> list[str]:
    """How much is carried on, and how sure that is."""
    if not seen.covered:
        return [ELSEWHERE]
    whole = sum(row["plan"] in seen.covered for row in seen.given.actions.values())
    if not whole:
        return ["None of the actions asked for is in the plan for which later policies are registered." if seen.given.actions else "There are no such actions."]
    carried, firm = whole - len(seen.uncarried), len(seen.firm)
    planned = any(link.group == "carried" and link.action not in seen.firm and link.data["confidence"] != "plausible" for link in seen.links)
    doubted = "plausible links, or links to policies that are planned or not published," if planned else "plausible links"
    more = f"; {carried - firm} more by {doubted} alone, which count only once somebody has confirmed them" if carried > firm else ""
    return [
        f"Later policies carry on {firm} of {whole} actions by firm links, explicit or strong{more}.",
        *partly(seen),
        *(() if seen.uncarried else ("Every action is carried on by at least one later policy.",)),
        ANALYSIS,
        "That no link was found is no proof that nothing was done: it means that the register of later policies has none. That a policy leaves an aim out does not say that the aim was given up.",
    ]


def partly(seen: Seen) -> list[str]:
    """Of how many actions the firm links lead only to what is not fully in force; nothing if of none."""
    many = len(seen.in_part)
    return [f"Of these {len(seen.firm)}, {many} ({seen.refs(seen.in_part)}) {'has' if many == 1 else 'have'} a firm link only to a policy that is not fully in force: it was passed, and what it changes need not hold yet."] if many else []


def _weakened(seen: Seen) -> list[tuple[Value, ...]]:
    """Each link that asks for less or leaves an aim out; with the links that say otherwise of the same action in the same theme."""
    rows: list[tuple[bool, tuple[Value, ...]]] = []
    for link in seen.links:
        if link.group == "weaker":
            against = [other for other in seen.links if other.action == link.action and other.group == "carried"]
            same = any(other.data["theme"] == link.data["theme"] for other in against)
            what = {"weakens": "it asks for less", "gap": "it leaves the aim out"}[link.data["relation"]]
            do = f"Policies disagree, ask which of them holds: {what}" if same else f"Hold to the aim? {what[0].upper()}{what[1:]}"
            others = "".join(f" But {seen.label(other)} {other.data['relation']} it ({other.data['confidence']}): {other.data['why']}" for other in against)
            rows.append((same, (do, seen.label(link), 1, seen.refs([link.action]), f"{link.data['why']}{others}")))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def _doubtful(seen: Seen) -> list[tuple[Value, ...]]:
    """Actions that are carried on by plausible links alone, by policy, the policy with most of them first."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for link in seen.links:
        if link.group == "carried" and link.action not in seen.firm:
            groups[seen.label(link)][link.action] = None
    why = "Nothing but plausible links carries these on: that this policy takes them up is reasoning, and somebody who knows should confirm it."
    status = {row["label"]: row["status"] for row in seen.policies.values()}
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [("Confirm the link, or strike it out", policy, len(actions), seen.refs(actions), why + _not_there(status[policy])) for policy, actions in ordered]


def _not_there(status: str) -> str:
    return f' By the register the policy is not there yet: "{status}".' if outlook(status) == TO_COME else ""


def _open(seen: Seen) -> list[tuple[Value, ...]]:
    """Actions that nothing carries on, by section, the largest group first."""
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for action in seen.uncarried:
        groups[_section(seen, action)].append(action)
    weaker = {link.action for link in seen.links if link.group == "weaker"}
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    several = len({section[0] for section in groups}) > 1
    rows: list[tuple[Value, ...]] = []
    for (plan, number, title), actions in ordered:
        about = f"{f'{plan}, ' if several else ''}section {number}: {title}" if number else title or plan
        again = [action for action in actions if action in weaker]
        why = f"No registered policy continues, extends, restates or replaces these.{f' Of {seen.refs(again)} an aim became weaker: see above.' if again else ''}"
        rows.append(("Find out who still does this", about, len(actions), seen.refs(actions), why))
    return rows


def _firm(seen: Seen) -> list[tuple[Value, ...]]:
    """Actions that are carried on by firm links."""
    if not seen.firm:
        return []
    policies = sorted({seen.label(link) for link in seen.links if seen.is_firm(link)})
    why = " ".join(["Carried on by at least one explicit or strong link. That does not say that they are done.", *partly(seen)])
    return [("Follow these through the later policies", "; ".join(policies), len(seen.firm), seen.refs(seen.firm), why)]


def _section(seen: Seen, action: str) -> tuple[str, str, str]:
    data = seen.given.actions[action]
    return data["plan"], data["section"] or "", data["section_title"] or ""


# ---- links


def _policies(seen: Seen) -> Answer:
    columns = (
        _POLICY,
        Column("kind", "kind of policy", True),
        Column("issued", "day or period of issue, empty if not known"),
        Column("edtf", "the same, in EDTF", True),
        _STATUS,
        *_COUNTS,
        Column("refs", "the actions that it carries on"),
        Column("other_refs", "those that it weakens, leaves out, or of which it is context"),
        Column("publisher", "who issued it, empty if not known", True),
        Column("source", "where the register knows it from", True),
    )
    rows = []
    for policy, its in _grouped(seen, "policy").items():
        data, count = seen.policies[policy], tally(its)
        others = dict.fromkeys(link.action for link in its if link.group != "carried")
        cells = (data["label"], data["kind"], period(data["issued"]), data["issued"], data["status"], *_counted(count), seen.refs(count.actions), seen.refs(others), data["publisher"], data["source"])
        rows.append((-len(count.actions), data["label"], cells))
    rows.sort(key=lambda row: row[:2])
    return Answer("policies", seen.title("Later policies, and how many actions each carries on"), columns, tuple(row[2] for row in rows), "Which later policy carries on which actions, and how sure is that?", seen.none)


def _linked(seen: Seen, group: str) -> Answer:
    """The links of one group, each with the words of both sides."""
    title, question, empty = _GROUPS[group]
    columns = (_REF, _RELATION, _POLICY, Column("theme", "what the link is about"), _CONFIDENCE, _WORDS, _LATER, _WHY, _SOURCE, Column("via", "a policy that came between, empty if none is named", True))
    rows = []
    for link in seen.links:
        if link.group == group:
            said = [link.data[c] for c in ("words", "later_words", "why", "source", "via")]
            rows.append((seen.given.actions[link.action]["ref"], link.data["relation"], seen.label(link), link.data["theme"], link.data["confidence"], *said))
    notes = seen.none or (() if rows else (empty,))
    return Answer(group, seen.title(title), columns, tuple(rows), question, notes)


# ---- what is carried on and what is not


def _not_carried(seen: Seen) -> Answer:
    columns = (
        _REF,
        Column("section", "number of its section"),
        Column("leads", "who leads it, as the plan has it"),
        Column("other_links", "how many links it has that carry nothing on", limits="These say that the action is weakened, left out, or has later policies in its surroundings: they do not carry it on."),
        Column("which", "those links"),
        Column("action", "the action in words"),
        Column("place", "where the action stands in the document", True),
    )
    leads: dict[str, list[str]] = defaultdict(list)
    for row in seen.given.responsibilities:
        if row["role"] == "lead":
            leads[row["action"]].append(row["name"])
    others: dict[str, list[str]] = defaultdict(list)
    for link in seen.links:
        others[link.action].append(f"{link.data['relation']}: {seen.label(link)}")
    rows = []
    for action in seen.uncarried:
        data = seen.given.actions[action]
        rows.append((data["ref"], data["section"], "; ".join(dict.fromkeys(leads[action])), len(others[action]), "; ".join(others[action]), data["text"], data["place"]))
    notes = seen.none or ("The register of later policies has no such link; that is no proof that nothing was done.",)
    return Answer("not-carried", seen.title("Actions that nothing carries on"), columns, tuple(rows), "Which actions does no later policy continue, extend, restate or replace?", notes)


def _sections(seen: Seen) -> Answer:
    columns = (
        Column("section"),
        Column("title"),
        Column("actions", "how many actions the section has", limits="Not how much work they are."),
        Column("carried_on", "of these, carried on by at least one later policy", limits="Not that they are done, nor that the policy will reach their aim."),
        Column("surely", "of these in turn, by an explicit or a strong link to a policy that is there", limits="Sure is only that the policy takes the aim up."),
        Column("share", "carried on, as a share of the actions of the section (0 to 1)", limits="Of a section with few actions a share says little."),
        Column("refs", "the actions carried on"),
        Column("not_carried_refs", "the others", True),
    )
    carried = {link.action for link in seen.links if link.group == "carried"}
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for action, data in seen.given.actions.items():
        if data["plan"] in seen.covered:
            groups[_section(seen, action)].append(action)
    rows = []
    for (_, number, title), actions in groups.items():
        on = [action for action in actions if action in carried]
        off = [action for action in actions if action not in carried]
        rows.append((number, title, len(actions), len(on), sum(action in seen.firm for action in on), round(len(on) / len(actions), 2), seen.refs(on), seen.refs(off)))
    return Answer("sections", seen.title("What is carried on, by section"), columns, tuple(rows), "How much of each section do later policies carry on?", seen.none)


def _themes(seen: Seen) -> Answer:
    columns = (
        Column("theme", "what the links are about"),
        *_COUNTS,
        Column("refs", "the actions with any of these links"),
        Column("policies", "the later policies", True),
    )
    rows = []
    for theme, its in _grouped(seen, "theme").items():
        count = tally(its)
        rows.append((theme, *_counted(count), seen.refs(count.touched), "; ".join(sorted({seen.label(link) for link in its}))))
    rows.sort(key=lambda row: (-row[1], row[0]))
    notes = seen.none or ("The theme is that of the link: what the policy and the action have in common. A filter by theme keeps the actions with that theme, with all their links.",)
    return Answer("themes", seen.title("What is carried on, by theme"), columns, tuple(rows), "On which themes do later policies carry actions on, and how sure is that?", notes)


# ---- policies


def _without_forerunner(seen: Seen) -> Answer:
    """Policies issued after the plan that it does not name, and that carry on none of its actions; of the whole plan, whatever was asked for."""
    columns = (
        _POLICY,
        Column("kind", "kind of policy"),
        Column("issued", "day or period of issue"),
        Column("edtf", "the same, in EDTF", True),
        Column("publisher", "who issued it, empty if not known"),
        _STATUS,
        Column("other_links", "actions that it weakens, leaves out, or of which it is context; empty if it has no link at all"),
        Column("plan", "the plan in which it has no forerunner", True),
        Column("source", "where the register knows it from"),
    )
    rows = [row for issued in table(seen.graph, "issued") if issued["plan"] in seen.covered for row in _new_policies(seen, issued)]
    notes = seen.none or (
        "It is: the registered policies issued after the plan that no action names and that neither carry an action on nor came between one and a later policy. It looks at the whole plan, whatever part or certainty was asked for.",
        "It is not: a list of all that is new. The register holds the policies that matter for crisis care, and a policy without a link may have had an influence all the same.",
        *(f"When {issued['plan']} was issued is not known, so that nothing can be said to be later than it." for issued in table(seen.graph, "issued") if issued["plan"] in seen.covered and not issued["latest"]),
    )
    title = f"Policies without a forerunner in the plan{f', plan {seen.asked.plan}' if seen.asked.plan else ''}"
    return Answer("without-forerunner", title, columns, tuple(rows), "Which later policies take up no action of the plan?", notes)


def _new_policies(seen: Seen, issued: Row) -> list[tuple[Value, ...]]:
    """The policies without a forerunner in one plan, the latest first."""
    whole = read(seen.graph, Kept(plan=issued["plan"]))
    its = links(network.continuity(whole))
    carrying = [link for link in its if link.group == "carried"]
    named = {row["policy"] for row in whole.policies} | {link.policy for link in carrying}
    between = {link.data["via"] for link in carrying}
    linked: dict[str, dict[str, None]] = defaultdict(dict)
    for link in its:
        linked[link.policy][link.action] = None
    found = []
    for policy, data in seen.policies.items():
        later = policy in linked or (issued["latest"] is not None and _first_day(data["issued"]) > issued["latest"].isoformat())
        if later and policy not in named and data["label"] not in between:
            found.append((data["label"], data["kind"], period(data["issued"]), data["issued"], data["publisher"], data["status"], refs(whole, linked[policy]), issued["plan"], data["source"]))
    found.sort(key=lambda row: row[0])
    return sorted(found, key=lambda row: _first_day(row[3]), reverse=True)


def _first_day(edtf: str) -> str:
    """The first day of a day or period, "" where none is known: 2019-07 is 2019-07-01."""
    start = edtf.partition("/")[0].strip("~?% ")
    return (start + "-01-01"[len(start) - 4 :])[:10] if len(start) in (4, 7, 10) and start[:4].isdigit() else ""
