"""What changed in an action, or in a plan, in the language of policy: one change a row, with the words on both sides, their places and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from concordat.graph.answer import Marked, Value
from concordat.graph.diff import words
from concordat.graph.diff.bodies import Bodies, Takeover
from concordat.graph.diff.editions import Action, lowest
from concordat.graph.diff.slips import slip
from concordat.graph.diff.words import Wording
from concordat.graph.records import Record

KINDS = {  # in the order of the summary
    "added": "an action that the old edition does not have",
    "dropped": "an action that the new edition does not have",
    "split": "one action whose words now stand in several",
    "merged": "several actions whose words now stand in one",
    "renumbered": "the same action under another reference",
    "moved": "the same action in another section",
    "lead changed": "another body leads, or one more, or one less",
    "partner changed": "another partner, or one more, or one less",
    "body renamed": "the same body under a new name: no change of lead or partner",
    "body succeeded": "a body in place of one whose work it had taken over when the new edition was issued: no change of lead or partner in fact",
    "people changed": "other people or posts are named; their names stand in the records alone",
    "date slipped": "a start or finish that is later",
    "date brought forward": "a start or finish that is earlier",
    "date fixed": "open before, dated now",
    "date opened": "dated before, open now (ongoing, to be confirmed, not stated)",
    "date more exact": "a date within the one before",
    "date less exact": "a date around the one before",
    "date reworded": "other words for a date that cannot be reckoned with, or for the same one",
    "money changed": "another sum, or money named in one edition only",
    "law changed": "another law is cited, or one more, or one less",
    "policy changed": "another policy is named, or one more, or one less",
    "outcome changed": "another outcome or measure of success",
    "status changed": "another status",
    "progress changed": "other words on progress",
    "text changed": "other words of the action itself",
    "other column changed": "other words in a column that has no meaning of its own here",
    "section changed": "a section under another number or title",
    "section added": "a section that the old edition does not have",
    "section dropped": "a section that the new edition does not have",
    "column added": "a column that the old edition does not have",
    "column dropped": "a column that the new edition does not have",
}


@dataclass(frozen=True)
class Change:
    """One change. `old` and `new` are what the actions are called; `least` and `most` are days by which a date moved."""

    kind: str
    old: str
    new: str
    what: str
    words: Marked | None = None
    old_words: str = ""
    old_at: str = ""
    new_words: str = ""
    new_at: str = ""
    sure: str = "high"
    why: str = ""
    least: int | None = None
    most: int | None = None

    @property
    def row(self) -> tuple[Value, ...]:
        """Its cells, in the order of the columns."""
        names = (self.kind, self.old, self.new, self.what, self.words, self.old_words, self.new_words)
        return *names, self.old_at, self.new_at, self.sure, self.why, self.least, self.most

    @property
    def on_a_page(self) -> tuple[Value, ...]:
        """Its cells where people read: the words of both sides in one. Those of a date stand in the sentence."""
        if self.words is not None or self.kind in ("split", "merged"):
            shown: Value = self.words or self.old_words
        elif self.kind in ("added", "dropped"):
            shown = self.old_words or self.new_words
        else:
            pieces = (("old", " ".join(self.old_words.split())), ("new", " ".join(self.new_words.split())))
            shown = None if self.kind.startswith(("date", "section")) else Marked(tuple(piece for piece in pieces if piece[1])) or None
        return self.kind, self.old, self.new, self.what, shown, self.old_at, self.new_at, self.sure, self.why


@dataclass(frozen=True)
class Two:
    """An action in both editions, with how sure it is that it is the same; `bodies` says what became of them."""

    old: Action
    new: Action
    sure: str
    why: str
    bodies: Bodies

    @property
    def places(self) -> dict[str, Any]:
        """Where the action stands in either edition."""
        return {"old_at": self.old.record["at"], "new_at": self.new.record["at"]}

    def change(self, kind: str, what: str, read: Sequence[tuple[Action, str]] = (), **more: Any) -> Change:
        """A change of this action; `read` is what it rests on, so that a doubtful reading makes a doubtful change."""
        doubts = [action.sure.get(thing, "high") for action, thing in read]
        sure = lowest(self.sure, *doubts)
        why = f"{self.why}; read with {lowest(*doubts)} confidence" if doubts and lowest(*doubts) != "high" else self.why
        return Change(kind, self.old.name, self.new.name, what, sure=sure, why=why, **more)


def changes(two: Two) -> Iterator[Change]:
    """Everything that changed in an action that stands in both editions, but for its number and section."""
    for compare in (leads, partners, people, dates, money, laws, policies, outcomes, states, text):
        yield from compare(two)


# ---- bodies


def leads(two: Two) -> Iterator[Change]:
    """Leads, by body and not by name; one that took over the work by then is no other lead in fact."""
    yield from _bodies(two, "lead", lambda record: record["leads"])


def partners(two: Two) -> Iterator[Change]:
    """Partners with a name, classes of bodies among them, and those that stand there without one."""
    yield from _bodies(two, "partner", lambda record: [*record["partners"], *(c for c in record["body_classes"] if c["role"] == "partner")])
    before, after = two.old.record["unnamed_partners"], two.new.record["unnamed_partners"]
    if before != after:
        yield two.change("partner changed", f"Partners without a name are {'mentioned now' if after else 'no longer mentioned'}", **two.places)


def _bodies(two: Two, role: str, of: Callable[[Record], list[Record]]) -> Iterator[Change]:
    before, after = ({body["iri"]: body for body in reversed(of(action.record))} for action in (two.old, two.new))
    gone = {iri: body for iri, body in reversed(before.items()) if iri not in after}
    come = {iri: body for iri, body in reversed(after.items()) if iri not in before}
    for iri in [iri for iri in reversed(before) if iri in after]:
        yield from _same_body(two, role, before[iri], after[iri])
    besides = []
    for iri in list(gone):
        taken = two.bodies.taken_over(iri, after)
        known = taken and taken.by(two.bodies.issued)
        if taken and (known == "done" or known == "perhaps" and taken.heir not in before):
            come.pop(taken.heir, None)  # one body may take over the work of several, or have had the same part before
            yield _succeeded(two, role, taken, gone.pop(iri), after[taken.heir], beside=taken.heir in before)
        elif taken:
            when = "later" if known == "later" else "perhaps by then"
            besides.append(f"; {after[taken.heir]['name']} took over the work of {gone[iri]['name']} {when} ({taken.event})")
    if gone or come:
        names = ([_role(body, two.new.record) for body in gone.values()], [_role(body, two.old.record) for body in come.values()])
        yield _told(two, f"{role} changed", _from_to(role.capitalize(), *names) + "".join(besides), [*gone.values()], [*come.values()])


def _succeeded(two: Two, role: str, taken: Takeover, before: Record, after: Record, beside: bool) -> Change:
    """The same in fact; perhaps, where it is not known that the work had passed when the new edition was issued."""
    sure = taken.by(two.bodies.issued) == "done"
    as_before = f", a {role} before as well," if beside else ""
    told = f"{_name(after)}{as_before} in place of {_name(before)}, whose work it took over ({taken.event}): {'' if sure else 'perhaps '}the same {role} in fact"
    change = _told(two, "body succeeded", told, [before], [after])
    return change if sure else _doubted(change, "medium", "whether that was before the new edition is not known")


def _doubted(change: Change, sure: str, why: str) -> Change:
    return replace(change, sure=lowest(change.sure, sure), why=f"{change.why}; {why}")


def _same_body(two: Two, role: str, before: Record, after: Record) -> Iterator[Change]:
    if sure := two.bodies.renamed(before, after):
        told = f"Same body under a new name: {two.bodies.called(before)}, now {two.bodies.called(after)}"
        change = _told(two, "body renamed", told, [before], [after])
        yield change if sure == "high" else _doubted(change, sure, "the words may stand for either name, only the dates of the editions tell")
    if words.key(before["scope"] or "") != words.key(after["scope"] or ""):
        told = f"{role.capitalize()} {before['name']}: {before['scope'] or 'the whole action'} before, {after['scope'] or 'the whole action'} now"
        yield _told(two, f"{role} changed", told, [before], [after])


def _name(body: Record) -> str:
    return str(body["name"]) + (f" ({body['scope']})" if body.get("scope") else "")


def _role(body: Record, other: Record) -> str:
    """A body, with what it is in the other edition's action, if it has another part in it."""
    role = next((role for role in ("leads", "partners", "mentioned") if any(each["iri"] == body["iri"] for each in other[role])), None)
    has = {"leads": "a lead there", "partners": "a partner there", "mentioned": "only mentioned there"}
    return _name(body) + (f" ({has[role]})" if role else "")


def _from_to(what: str, gone: Sequence[str], come: Sequence[str]) -> str:
    """A sentence on what went and what came.

    >>> _from_to("Lead", ["Home Office"], ["Department of Health"])
    'Lead changed from Home Office to Department of Health'
    """
    if gone and come:
        return f"{what} changed from {', '.join(gone)} to {', '.join(come)}"
    return f"{what} added: {', '.join(come)}" if come else f"{what} dropped: {', '.join(gone)}"


def _told(two: Two, kind: str, what: str, gone: Sequence[Record], come: Sequence[Record]) -> Change:
    """A change that rests on things read from words: with these words, their places, and the doubt of each reading."""
    read = [*((two.old, thing["iri"]) for thing in gone), *((two.new, thing["iri"]) for thing in come)]
    return two.change(kind, what, read, old_words=_each(gone, "printed"), old_at=_each(gone, "at"), new_words=_each(come, "printed"), new_at=_each(come, "at"))


def _each(things: Sequence[Record], field: str) -> str:
    return "; ".join(dict.fromkeys(thing[field] for thing in things))


def people(two: Two) -> Iterator[Change]:
    """People and posts, whose names are not repeated."""
    before, after = two.old.record["people"], two.new.record["people"]
    if sorted(map(words.key, before)) != sorted(map(words.key, after)):
        told = f"Other people or posts are named ({len(before)} before, {len(after)} now): their names stand in the records (concordat actions -f jsonl)"
        yield two.change("people changed", told, **two.places)


# ---- dates, money, laws and policies


def dates(two: Two) -> Iterator[Change]:
    """Start and finish, with by how long they moved."""
    for which in ("start", "finish"):
        before, after = (action.record[which] for action in (two.old, two.new))
        if found := slip(before, after, which.capitalize()):
            at = [action.place(which) if action.record[which]["printed"] else "" for action in (two.old, two.new)]
            told: dict[str, Any] = {"old_words": before["printed"], "old_at": at[0], "new_words": after["printed"], "new_at": at[1], "least": found.least, "most": found.most}
            yield two.change(found.kind, found.words, [(two.old, which), (two.new, which)], **told)


def money(two: Two) -> Iterator[Change]:
    """Sums, mechanisms and conditions; the same fund with another sum, or for another time, counts."""
    yield from _things(two, "money changed", "Money", "funding", _sum, _terms)


def _bare(item: Record) -> bool:
    """Whether it is a sum of no registered fund: what it is called then only says where it stands."""
    return item["amount"] is not None and bool(item["printed"]) and str(item["label"]).startswith(item["printed"])


def _terms(item: Record) -> tuple[object, ...]:
    period = item["period"] or {}
    return "" if _bare(item) else item["iri"], item["amount"], item["qualifier"], item["currency"], period.get("earliest"), period.get("latest")


def _sum(item: Record) -> str:
    """A sum as people read it: "up to GBP 15,000,000"."""
    if item["amount"] is None:
        return str(item["label"])
    qualifier = "" if item["qualifier"] == "exact" else item["qualifier"].replace("-", " ") + " "
    period = f"{item['period']['earliest'] or '...'} to {item['period']['latest'] or '...'}" if item["period"] else ""
    more = ", ".join(part for part in ("" if _bare(item) else item["label"], period) if part)
    return f"{qualifier}{item['currency'] or ''} {item['amount']:,}".strip() + (f" ({more})" if more else "")


def laws(two: Two) -> Iterator[Change]:
    """Laws cited, by law and not by how it is called."""
    yield from _things(two, "law changed", "Law", "legislation", lambda law: str(law["label"]), lambda law: law["iri"])


def policies(two: Two) -> Iterator[Change]:
    """Policies named."""
    yield from _things(two, "policy changed", "Policy", "policies", lambda policy: str(policy["name"]), lambda policy: policy["iri"])


def _things(two: Two, kind: str, what: str, field: str, shown: Callable[[Record], str], same: Callable[[Record], object]) -> Iterator[Change]:
    """Things that are named in one edition and not in the other."""
    before, after = two.old.record[field], two.new.record[field]
    gone = _less(before, after, same)
    come = _less(after, before, same)
    if gone or come:
        yield _told(two, kind, _from_to(what, [*dict.fromkeys(map(shown, gone))], [*dict.fromkeys(map(shown, come))]), gone, come)


def _less(items: Iterable[Record], others: Iterable[Record], same: Callable[[Record], object]) -> list[Record]:
    there = {same(item) for item in others}
    return [item for item in items if same(item) not in there]


# ---- words


def outcomes(two: Two) -> Iterator[Change]:
    """Outcomes and measures."""
    yield from _reworded(two, "outcome changed", "Outcome or measure", *("; ".join(action.record["outcomes"]) for action in (two.old, two.new)))


def states(two: Two) -> Iterator[Change]:
    """Status and progress."""
    for field in ("status", "progress"):
        yield from _reworded(two, f"{field} changed", field.capitalize(), two.old.record[field] or "", two.new.record[field] or "")


def other(two: Two, heading: str) -> Iterator[Change]:
    """A column that has no meaning of its own here, where both editions have it."""
    yield from _reworded(two, "other column changed", heading, two.old.record["other"].get(heading, ""), two.new.record["other"].get(heading, ""))


def text(two: Two) -> Iterator[Change]:
    """The action's own words, each change marked; another typography is no change."""
    if two.old.wording.key != two.new.wording.key:
        marks = words.marked(two.old.wording, two.new.wording)
        yield replace(_marked(two, "text changed", "", marks), what=f"Text changed: {_count(marks, 'old')} out, {_count(marks, 'new')} in")


def _count(marks: Marked, kind: str) -> str:
    number = words.counted(marks, kind)
    return f"{number} word{'' if number == 1 else 's'}"


def _reworded(two: Two, kind: str, what: str, before: str, after: str) -> Iterator[Change]:
    old, new = Wording(before), Wording(after)
    if old.key != new.key:
        verb = "changed" if old.key and new.key else "added" if new.key else "dropped"
        yield _marked(two, kind, f"{what} {verb}", words.marked(old, new))


def _marked(two: Two, kind: str, what: str, marks: Marked) -> Change:
    return two.change(kind, what, words=marks, old_words=words.only(marks, "old"), new_words=words.only(marks, "new"), **two.places)
