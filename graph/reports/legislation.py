"""Legislation: the actions that rest on a law, what became of the law since the plan, and what that means for them. It is no legal advice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from concordat.graph.analysis.law import KINDS, Bearing, Change, against_finish, against_plan, bearings, by_whole
from concordat.graph.answer import Answer, Column, Value
from concordat.graph.facts import checked_on
from concordat.graph.given import Given, Row, read, table
from concordat.graph.names import find
from concordat.graph.reports import Asked, who
from concordat.graph.reports.kept import of_body, refs, scope
from concordat.graph.reports.lawwords import CHECKED, FINISHES, MEANS, NOTES, PLACED, SITUATIONS, TO_DO, by_number, effects, in_words, natural, on_commencement, together
from concordat.graph.store import Graph
from concordat.graph.vocab import BASE

_BESIDE = (
    Column("what", "how it touches the law that is cited"),
    Column("law", "the provision, or the regulations"),
    Column("by", "by which law; of regulations, the provision under which they are made"),
    Column("date", "day of effect; empty if not known"),
    Column("status", "how far it has come, or how it stands"),
    Column("description", "the change in words"),
    Column("refs", "the actions that cite the law which it touches"),
    Column("source", "where the register says so; empty for what is not confirmed"),
)
_COUNTED = "It counts what the plan's words cite. An action may rest on a law that it does not name."
_MOST, _LEADS = 8, 4  # of what a cell lists, how many a terminal shows


@dataclass(frozen=True)
class _Found:
    """A citation and one thing that bears on it."""

    cited: Row
    bearing: Bearing


@dataclass(frozen=True, eq=False)
class _Read:
    """What the report is made of: the citations that are kept, and what the register knows."""

    given: Given
    asked: Asked
    about: str | None

    @cached_property
    def body(self) -> str:
        """How a title says that only the actions of one body were asked for."""
        return of_body(self.given, self.asked)[1]

    @property
    def none(self) -> str:
        """How a note begins that speaks of no action: of the plan, or of what was kept of it."""
        return "No action of those that were kept" if self.body or scope(self.asked) else "No action"

    @cached_property
    def known(self) -> dict[str, Row]:
        return {row["law"]: row for row in table(self.given.graph, "laws-registered")}

    @cached_property
    def changes(self) -> tuple[Row, ...]:
        return table(self.given.graph, "law-changes")

    def effects_on(self, change: Row) -> set[str]:
        """All that the Act which makes a change does to the law that is changed, as far and from the same day."""
        return self._effects[change["law"], change["by_whole"], change["status"], change["date"]]

    @cached_property
    def _effects(self) -> dict[tuple, set[str]]:
        found: dict[tuple, set[str]] = defaultdict(set)
        for row in self.changes:
            found[row["law"], row["by_whole"], row["status"], row["date"]].add(row["effect"])
        return found

    @cached_property
    def every(self) -> tuple[Row, ...]:
        """The citations in the actions that are kept, in plan order, whatever law was asked for."""
        place = {iri: n for n, iri in enumerate(of_body(self.given, self.asked)[0].actions)}
        return tuple(sorted((row for row in self.given.laws if row["action"] in place), key=lambda row: place[row["action"]]))

    @cached_property
    def citations(self) -> tuple[Row, ...]:
        """Those of the law asked for: of an Act also its sections, and the Bill that became it."""
        return tuple(row for row in self.every if self.about is None or self.about in (row["law"], row["whole"], self.known.get(row["law"], {}).get("act")))

    @cached_property
    def leads(self) -> dict[str, list[str]]:
        return who.leads(self.given)

    @cached_property
    def issued(self) -> dict[str, Row]:
        return {row["plan"]: row for row in table(self.given.graph, "issued")}

    def issued_of(self, action: str) -> tuple[date | None, date | None]:
        """When the action's plan was issued; a plan that does not say is taken to be as old as its first date."""
        row = self.issued[self.given.actions[action]["plan"]]
        return (row["earliest"], row["latest"]) if row["latest"] else (row["first"], row["first"])

    @cached_property
    def found(self) -> list[_Found]:
        """What bears on each citation, in plan order."""
        of, parts = defaultdict(list), defaultdict(list)
        for row in self.changes:
            change = Change(row["law"], row["change"], row["by_whole"], row["effect"], row["status"], row["date"])
            of[row["law"]].append(change)
            if row["law"] != row["whole"]:
                parts[row["whole"]].append(change)
        deeds = defaultdict(set)
        for row in self.given.rows("law-deeds"):
            deeds[row["action"], row["law"]].add(row["deed"])
        result = []
        for cited in self.citations:
            law, known = cited["law"], self.known.get(cited["law"])
            there = bearings(law, of[law], parts[law], deeds[cited["action"], law], self.issued_of(cited["action"]), known["status"] if known else None, bool(known and known["act"]))
            result += [_Found(cited, bearing) for bearing in there]
        return result

    def rows_of(self, changes: Iterable[Change]) -> list[Row]:
        """The register's rows of some changes: in the analysis a change goes by its identifier."""
        return [self._by_id[change.by] for change in changes]

    @cached_property
    def _by_id(self) -> dict[str, Row]:
        return {row["change"]: row for row in self.changes}


def tables(graph: Graph, asked: Asked) -> list[Answer]:
    """What to do about the law; what each change means for each action; the actions with their words; the changes; the Acts; what else the register has."""
    given = read(graph, asked.kept)
    about = find(graph, asked.about, ("legislation", "bill")).value if asked.about else None
    found = _Read(given, asked, about)
    return [_to_do(found), _meaning(found), _actions(found), _changes(found), _acts(found), _around(found)]


def _told(found: _Read) -> str:
    """How a title says what was asked for."""
    named = f", {_label(found, found.about)}" if found.about else ""
    return f"{named}{scope(found.asked)}{found.body}"


def _label(found: _Read, law: str) -> str:
    cited = next((row["label"] for row in found.every if row["law"] == law), law)
    return found.known[law]["label"] if law in found.known else cited


def _parts_of_sentence(found: _Read, group: list[_Found]) -> dict[str, str]:
    """What the sentences about citations on which the same bears are filled with."""
    bearing, state = group[0].bearing, found.known.get(group[0].cited["law"], {})
    changes = found.rows_of(c for one in group for c in one.bearing.changes)
    day = next((row["date"] for row in changes), None)
    doubt = "" if bearing.placed == "after" or not changes else f" ({PLACED[bearing.placed] if bearing.placed != 'unknown' else 'before the plan or after it is not known'})"
    return {
        "law": together((one.cited["label"], one.cited["whole_label"]) for one in group),
        "by": f"the {together((row['by_label'], row['by_whole_label']) for row in changes)}",
        "parts": ", ".join(sorted({row["label"].removeprefix(row["whole_label"]).strip() for row in changes}, key=by_number)),
        "effect": effects(changes),
        "each": effects(changes, by_section=True),
        "noted": _noted(found, [row["by"] for row in changes] or [group[0].cited["law"]]),
        "where": _where(found, changes[0]["by"] if changes else group[0].cited["law"]),
        "day": f"{day or 'a day that is not recorded'}{doubt}",
        "status": changes[0]["status_label"] if changes else "",
        "act": state.get("act_label", ""),
        "passed": str(state.get("passed") or "on a day that is not recorded"),
    }


def _noted(found: _Read, laws: Iterable[str]) -> str:
    """What the register notes of how far some laws have come."""
    told = dict.fromkeys(on_commencement(found.known[law]["note"]) for law in laws if law in found.known)
    return "".join(f" The register notes: {words}" for words in told if words)


def _where(found: _Read, law: str) -> str:
    """Where to look how far a law has come: the site on which it stands, else that of the register's source."""
    site = urlsplit(_address(found, law)).netloc
    return f" at {site}" if site else ""


def _address(found: _Read, law: str) -> str:
    return law if not law.startswith(BASE) else found.known.get(law, {}).get("source", "")


def _alike(found: _Read) -> dict[tuple, list[_Found]]:
    """What bears on each action, once for what the same Act does from the same day to sections of one Act, or to an Act as a whole."""
    groups: dict[tuple, list[_Found]] = defaultdict(list)
    for one in found.found:
        cited, first = one.cited, next(iter(found.rows_of(one.bearing.changes[:1])), {})
        change = (first.get("by_whole", ""), first.get("date"), first.get("status", ""))
        groups[one.bearing.kind, cited["action"], cited["whole"], cited["law"] == cited["whole"], one.bearing.placed, *change].append(one)
    return groups


def _same_laws(found: _Read) -> dict[tuple, list[_Found]]:
    """The same, with the actions together that cite the very same laws, so that what is said of one holds for all."""
    groups: dict[tuple, list[_Found]] = defaultdict(list)
    for (kind, _, *others), group in _alike(found).items():
        groups[kind, frozenset(one.cited["law"] for one in group), *others] += group
    return groups


def _beside(found: _Read, changes: list[Row]) -> list[Row]:
    """These changes, and the sections that the same provisions put into the same Act or take out of it, as far and from the same day: often that tells what it is about."""
    own = {row["change"] for row in changes}
    laws = {(row["by"], row["whole"], row["status"], row["date"]) for row in changes}
    whole = [row for row in found.changes if (row["by"], row["whole"], row["status"], row["date"]) in laws and found.effects_on(row) in ({"inserted"}, {"omitted"}, {"repealed"})]
    return sorted([*(row for row in found.changes if row["change"] in own), *(row for row in whole if row["change"] not in own)], key=lambda row: (natural(row["by_label"]), natural(row["label"])))


def _to_do(found: _Read) -> Answer:
    columns = (
        Column("situation", "what became of the law that the plan cites"),
        Column("does", "what the changing provisions do in this Act, in the words of the register", most=_MOST),
        Column("do", "what to do about it"),
        Column("actions", "how many actions cite it; a number from 1", True, f"{_COUNTED} The same action may stand in several rows: do not add them up."),
        Column("who", "who leads these actions", most=_LEADS),
        Column("refs", "these actions", most=_MOST),
        Column("kind", "the situation in a word, to sort by", True),
        Column("since", "day from which the change is in force; empty if it is not, or the day is not recorded", True),
        Column("look_at", "where the changing law stands, or that of which the row speaks", True),
    )
    rows = []
    for (kind, _, *_, day, status), group in _same_laws(found).items():
        if kind != "before":
            changes = found.rows_of(c for one in group for c in one.bearing.changes)
            actions = list(dict.fromkeys(one.cited["action"] for one in group))
            words, look = _parts_of_sentence(found, group), _address(found, changes[0]["by"] if changes else group[0].cited["law"])
            told = (SITUATIONS[kind].format(**words), in_words(_beside(found, changes)), TO_DO[kind].format(**words))
            rows.append((group[0].cited["whole"], actions, (*told, len(actions), who.names(found.leads, actions), refs(found.given, actions), kind, day if status == "in-force" else None, look)))
    rows.sort(key=lambda row: (KINDS.index(row[2][6]), -row[2][3], row[2][0]))
    title, question = f"What became of the law, and what to do{_told(found)}", "Which law that the plan rests on has changed, and what should be done about it?"
    return Answer("to-do", title, columns, tuple(_with_why(found, rows)), question, _notes(found))


def _with_why(found: _Read, rows: list[tuple[str, list[str], tuple[Value, ...]]]) -> Iterable[tuple[Value, ...]]:
    """The rows, in which an action that stands above, too, is told with the reason: another change of the same law, or another law."""
    above: dict[str, set[str]] = defaultdict(set)
    for whole, actions, row in rows:
        again = {True: [a for a in actions if whole in above[a]], False: [a for a in actions if above[a] and whole not in above[a]]}
        why = [f" {_which(found, there, actions)} above, too, for {'another change of this law' if same else 'another law'}." for same, there in again.items() if there]
        yield (row[0], row[1], f"{row[2]}{''.join(why)}", *row[3:])
        for action in actions:
            above[action].add(whole)


def _which(found: _Read, some: list[str], actions: list[str]) -> str:
    if len(some) == len(actions) > 1:
        return "All of these stand"
    return f"{len(some)} of these stand" if len(some) > _LEADS else f"{refs(found.given, some)} stand{'s' * (len(some) == 1)}"


def _notes(found: _Read) -> tuple[str, ...]:
    checked = checked_on(found.given.graph.store)
    notes = [*NOTES, *([CHECKED.format(day=checked)] if checked and found.known else [])]
    for plan in sorted({row["plan"] for row in found.given.actions.values() if not found.issued[row["plan"]]["latest"]}):
        first = found.issued[plan]["first"]
        counts = f"a change counts as later if it came after {first}, the first date in the plan" if first else "nor has it any date, so whether a change came before it or after is not known"
        notes.append(f"{plan} does not say when it was issued: {counts}.")
    return (*_missing(found), *notes)


def _missing(found: _Read) -> list[str]:
    """What to say where no action cites what was asked for, and what comes nearest."""
    if found.about is None:
        return [] if found.citations else [f"{found.none} cites a law that was understood."]
    label, notes = _label(found, found.about), []
    if not found.citations:
        notes.append(f"{found.none} cites the {label}.")
    whole = found.known.get(found.about, {}).get("whole", found.about)
    near = {
        "The Act as a whole is cited in {refs}, which may rest on this section.": [r for r in found.every if r["law"] == whole != found.about],
        "Other provisions of the same Act ({laws}) are cited in {refs}.": [r for r in found.every if not found.citations and r["whole"] == whole and r["law"] not in (whole, found.about)],
        "It changes, or is to change, what is cited in {refs}: {laws}.": [r for r in found.every if r["law"] in {c["law"] for c in found.changes if found.about in (c["by"], c["by_whole"])}],
    }
    for words, rows in near.items():
        if rows:
            notes.append(words.format(laws=together((r["label"], r["whole_label"]) for r in rows), refs=refs(found.given, dict.fromkeys(r["action"] for r in rows))))
    if not found.citations and not found.every:
        notes.append(f"{found.none} cites any law that was understood.")
    elif not found.citations and not notes[1:]:
        notes.append(f"Cited are {together((r['label'], r['whole_label']) for r in found.every)}.")
    return notes


def _meaning(found: _Read) -> Answer:
    columns = (
        Column("ref"),
        Column("provision", "what the action cites"),
        Column("means", "what the change means for the action, as far as dates and words tell"),
        Column("changed_by", "the law that makes the change"),
        Column("since", "day from which the change is in force; empty if it is not, or the day is not recorded"),
        Column("status", "how far the change has come", True),
        Column(
            "changes",
            "how many changes of the register this is made of; nothing if it is not about a change",
            True,
            "Not how much was changed: the register may tell one change of the law in one line or in several.",
        ),
        Column("says", "the changes in words", True),
        Column("finish", "finish of the action, as printed", True),
        Column("leads", "who leads the action", True),
        Column("printed", "the words that cite the law", True),
        Column("place", "where they stand in the document", True),
        Column("source", "where the register says so", True),
    )
    rows = []
    for (kind, iri, *_, day, status), group in _alike(found).items():
        action, changes, words = found.given.actions[iri], found.rows_of(c for one in group for c in one.bearing.changes), _parts_of_sentence(found, group)
        when = FINISHES[against_finish(day, action["finish_kind"], action["finish_earliest"], action["finish_latest"])]
        meant = MEANS[kind].format(**words, when=when.format(on=f"on {words['day']}", finish=action["finish"]))
        by = words["by"].removeprefix("the ") if changes else words["act"]
        source = changes[0]["source"] if changes else found.known.get(group[0].cited["law"], {}).get("source", "")
        says = "; ".join(dict.fromkeys(row["description"] for row in changes))
        cited = (" / ".join(dict.fromkeys(one.cited[column] for one in group)) for column in ("printed", "place"))
        rows.append(
            (
                action["ref"],
                words["law"],
                meant,
                by,
                day if status == "in-force" else None,
                words["status"],
                len(changes) or None,
                says,
                action["finish"],
                who.names(found.leads, [iri]),
                *cited,
                source,
            )
        )
    notes = ("Whether a change came before or after an action was to finish goes by the dates in the plan, not by when the work was done.",)
    return Answer(
        "meaning", f"What each change means for each action{_told(found)}", columns, tuple(rows), "What does the change of the law mean for each action that rests on it?", notes if rows else ()
    )


def _actions(found: _Read) -> Answer:
    columns = (
        Column("ref"),
        Column("provision", "what the action cites"),
        Column("printed", "the words that cite it"),
        Column("place", "where they stand in the document"),
        Column("does", "what the action does to the law, where its words say so", True),
        Column("leads", "who leads the action"),
        Column("finish", "finish as printed"),
        Column("confidence", "how sure the reading is", True),
        Column("action", "the action in words", True),
    )
    deeds = defaultdict(list)
    for row in found.given.rows("law-deeds"):
        deeds[row["action"], row["law"]].append(f'{row["deed"].replace("-", " ")} it: "{row["printed"]}"')
    rows = []
    for row in found.citations:
        action = found.given.actions[row["action"]]
        does = "; ".join(dict.fromkeys(deeds[row["action"], row["law"]]))
        rows.append((action["ref"], row["label"], row["printed"], row["place"], does, who.names(found.leads, [row["action"]]), action["finish"], row["confidence"], action["text"]))
    return Answer("actions", f"The actions that rest on the law{_told(found)}", columns, tuple(rows), "Which actions rest on which law, on which words?")


def _changes(found: _Read) -> Answer:
    columns = (
        Column("provision", "the law that is cited"),
        Column("effect", "kind of change; a Bill is enacted"),
        Column("by", "the law that makes the change; of a Bill, the Act that it became"),
        Column("date", "day of effect; of a Bill, the day on which the Act was passed; empty if not known"),
        Column("status", "how far the change has come"),
        Column("when", "before the plan or after it"),
        Column("description", "the change in words"),
        Column("actions", "how many actions cite the law; a number from 0", limits=_COUNTED),
        Column("refs", "these actions"),
        Column("source", "where the register says so", True),
    )
    cited, wholes = _by_law(found), {row["whole"] for row in found.citations if row["law"] == row["whole"]}
    if found.about:
        cited.setdefault(found.about, [])
    rows = []
    for law, actions in cited.items():
        told, number = refs(found.given, actions), len(actions)
        state = found.known.get(law, {})
        if state.get("act"):
            rows.append((state["label"], "Enacted", state["act_label"], state["passed"], "Done", _when(found, state["passed"], actions), "The Bill was passed", number, told, state["source"]))
        for change in found.changes:
            if change["law"] == law or (law in wholes | {found.about} and change["whole"] == law and change["law"] not in cited):
                own = (
                    change["label"],
                    change["effect_label"],
                    change["by_label"],
                    change["date"],
                    change["status_label"],
                    _when(found, change["date"], actions) if change["status"] == "in-force" else "not in force, as far as is known",
                )
                rows.append((*own, change["description"], number, told, change["source"]))
    rows.sort(key=lambda row: (natural(row[0]), str(row[3] or "9999"), natural(row[2])))
    notes = ("Where an Act is cited as a whole, the changes of its sections stand here too, with the actions that cite the Act.",) if wholes else ()
    return Answer("changes", f"The changes one by one{_told(found)}", columns, tuple(rows), "How was the law changed, by what, when, and is the change in force?", notes)


def _by_law(found: _Read) -> dict[str, list[str]]:
    """The actions that cite each law, each once, in plan order."""
    cited: dict[str, dict[str, None]] = defaultdict(dict)
    for row in found.citations:
        cited[row["law"]][row["action"]] = None
    return {law: list(actions) for law, actions in cited.items()}


def _when(found: _Read, day: date | None, actions: Iterable[str]) -> str:
    """Whether a day lies before or after the plan; where actions of several plans differ in that, each plan with its own."""
    plans: dict[str, str] = {}
    for action in actions or found.given.actions:
        plans.setdefault(found.given.actions[action]["plan"], PLACED[against_plan(day, *found.issued_of(action))])
    words = list(dict.fromkeys(plans.values()))
    return words[0] if len(words) == 1 else "; ".join(f"{plan}: {placed}" for plan, placed in plans.items())


def _acts(found: _Read) -> Answer:
    columns = (
        Column("act", "an Act with its sections, or a Bill"),
        Column("actions", "how many actions cite it or one of its sections, each once; a number from 1", limits=_COUNTED),
        Column("by_itself", "how many cite it as a whole", limits="An action that cites a section, too, counts in both columns: they do not add up to the actions."),
        Column("by_section", "how many cite one of its sections or several", limits="An action that cites three sections counts once."),
        Column("sections", "the sections that are cited"),
        Column(
            "changed", "how many changes of what is cited are in force and not older than the plan, as far as known", limits="Lines of the register: neither how much was changed, nor all that was."
        ),
        Column("waiting", "how many changes of what is cited are made or proposed and not known to be in force", limits="That a change waits does not mean that it will come."),
        Column("stands", "how the law stands, in a word of the register", True),
        Column("refs", "the actions"),
    )
    named = {row["whole"]: row["whole_label"] for row in found.citations}
    sections: dict[str, dict[str, None]] = defaultdict(dict)
    for row in found.citations:
        if row["law"] != row["whole"]:
            sections[row["whole"]][row["label"].removeprefix(row["whole_label"]).strip()] = None
    bearing: dict[str, dict[str, set]] = defaultdict(lambda: defaultdict(set))
    for one in found.found:
        for change in one.bearing.changes:
            side = "waiting" if change.status != "in-force" else "" if one.bearing.kind == "before" else "changed"
            bearing[one.cited["whole"]][side].add(change.by)
    rows = []
    for whole, (every, itself, section) in by_whole((row["action"], row["law"], row["whole"]) for row in found.citations).items():
        changed, waiting = (len(bearing[whole][side]) for side in ("changed", "waiting"))
        stands = found.known.get(whole, {}).get("status", "not registered").replace("-", " ")
        rows.append((named[whole], len(every), len(itself), len(section), ", ".join(sorted(sections[whole], key=by_number)), changed, waiting, stands, refs(found.given, every)))
    rows.sort(key=lambda row: (-row[1], row[0]))
    notes = ("A citation of a section counts under its Act. An action that cites two Acts stands in both rows: do not add the rows up.",)
    return Answer("acts", f"The Acts on which the plan rests{_told(found)}", columns, tuple(rows), "On which Acts does the plan rest, and how much of them has changed?", notes if rows else ())


def _refs(found: _Read, actions: Iterable[str]) -> str:
    """References in plan order, each once."""
    wanted = set(actions)
    return refs(found.given, (iri for iri in dict.fromkeys(row["action"] for row in found.citations) if iri in wanted))


def _around(found: _Read) -> Answer:
    actions: dict[str, list[str]] = defaultdict(list)  # who cites a law, or one of its sections
    for row in found.citations:
        for law in {row["law"], row["whole"]}:
            actions[law].append(row["action"])
    cited = {row["law"] for row in found.citations} | ({found.about} if found.about else set())
    wholes = {found.known[law]["whole"] if law in found.known else law for law in cited}
    told = {row["change"]: row for row in found.changes if row["law"] in cited or (row["whole"] in cited and row["whole"] != row["law"])}
    bound: dict[str, list[str]] = defaultdict(list)
    for row in told.values():
        bound[row["by"]] += actions.get(row["law"] if row["law"] in cited else row["whole"], [])
    rows = []
    for change in found.changes:
        if change["change"] in told:
            continue
        elsewhere = change["whole"] in wholes
        if elsewhere or change["law"] in bound:
            what, told_of = ("a change elsewhere in the same Act", actions.get(change["whole"], [])) if elsewhere else ("a step towards a change that is told above", bound[change["law"]])
            rows.append((what, change["label"], change["by_label"], change["date"], change["status_label"], change["description"], _refs(found, told_of), change["source"]))
    for row in table(found.given.graph, "laws-registered"):
        whole = found.known[row["under"]]["whole"] if row["under"] in found.known else row["under"]
        if row["under"] and (row["under"] in cited or whole in wholes):
            told_of = actions.get(row["under"]) or actions.get(whole, [])
            rows.append(("regulations made under it", row["label"], row["under_label"], None, row["status"].replace("-", " "), "", _refs(found, told_of), row["source"]))
    for row in table(found.given.graph, "not-confirmed"):
        if row["subject"] in cited | wholes:
            rows.append(("not confirmed", found.known[row["subject"]]["label"], "", None, "", row["statement"], _refs(found, actions.get(row["subject"], [])), ""))
    rows.sort(key=lambda row: (row[0], natural(row[1]), str(row[3] or "9999"), natural(row[2])))
    return Answer(
        "around",
        f"What else the register has on the same law{_told(found)}",
        _BESIDE,
        tuple(rows),
        "What stands beside the law that is cited: regulations, steps that brought changes into force, changes in other sections?",
    )
