"""What the registers know of bodies, laws, policies and money, as facts with their sources; what is only planned is told as planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

from concordat.graph import vocab
from concordat.graph.given import Given, Row, table
from concordat.graph.reports.sums import money, over
from concordat.graph.validate.queries import day, period
from concordat.graph.views.model import Fact

KNOWN = "What the register knows"
LATER = "What became of it"
_DONE = "done"
_IN_FORCE = "in-force"
_AFTERWARDS = {"RoleTransfer": "the role went to", "JointOperation": "one leadership for"}  # of what ends no body: nobody comes after it


def doubt(row: Row) -> str:
    """How unsure something is: "" of what is sure, else the word for it."""
    return "" if row.get("confidence", "high") in ("high", "explicit", "strong") else row["confidence"]


def web(source: object) -> str:
    """An address that a browser opens; "" of anything else, such as the citation of a book."""
    return str(source) if str(source).startswith(("https://", "http://")) else ""


def address(iri: str) -> str:
    """Where a thing can be read that is known by an address of others, as laws are; "" of one that only this project names."""
    return "" if iri.startswith(vocab.BASE) else web(iri)


def told_sum(row: Row) -> str:
    """A sum with the time for which it is meant, "" where none is known: "up to £15m for 2016/17"."""
    if row["amount"] is None:
        return ""
    dated = row["period_start"] or row["period_end"]
    return money(row["amount"], row["currency"], row["qualifier"]) + (f" {over(row['period_start'], row['period_end'])}" if dated else "")


class Registered:
    """The tables of the registers by the thing that they are about, each asked for when it is first needed."""

    def __init__(self, given: Given) -> None:
        self.given = given

    def _by(self, name: str, *columns: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in table(self.given.graph, name):
            for thing in dict.fromkeys(row[column] for column in columns if row[column]):
                found[thing].append(row)
        return found

    @cached_property
    def _aliases(self) -> dict[str, list[Row]]:
        return self._by("aliases", "thing")

    @cached_property
    def _events(self) -> dict[str, list[Row]]:
        return self._by("events", "before", "after")

    @cached_property
    def _changes(self) -> dict[str, list[Row]]:
        return self._by("law-changes", "law")

    @cached_property
    def _laws(self) -> dict[str, list[Row]]:
        return self._by("laws-registered", "law")

    @cached_property
    def _policies(self) -> dict[str, list[Row]]:
        return self._by("registered-policies", "policy")

    @cached_property
    def _funds(self) -> dict[str, list[Row]]:
        return self._by("funds", "fund")

    @cached_property
    def _parents(self) -> dict[str, list[Row]]:
        return self._by("parents", "body")

    @cached_property
    def _unsure(self) -> dict[str, list[Row]]:
        return self._by("unsure", "body")

    @cached_property
    def _unregistered(self) -> dict[str, list[Row]]:
        return self._by("unregistered", "body")

    @cached_property
    def _remembered(self) -> dict[str, list[Row]]:
        return self._by("not-confirmed", "subject")

    def names(self, thing: str) -> list[str]:
        """Other names of a thing, and abbreviations."""
        return [row["name"] for row in self._aliases.get(thing, ())]

    def status(self, policy: str) -> str:
        """What became of a policy as the register puts it, "" where it does not say."""
        return next((row["status"] for row in self._policies.get(policy, ())), "")

    def thing(self, kind: str, iri: str) -> list[Fact]:
        """What is known of a law, a policy or money; nothing of other kinds."""
        tell = {"law": self._law, "policy": self._policy, "money": self._fund}.get(kind)
        return [*tell(iri), *self._said(iri)] if tell else []

    def body(self, iri: str) -> list[Fact]:
        """Whether a body is registered, what stands above it, and what became of it."""
        if iri in self._unregistered:
            return [Fact("Register", "not in it: this is a name as the plan has it, and nothing is known of what became of it", group=KNOWN, doubt="not registered")]
        unsure = self._unsure.get(iri, ({},))[0].get("confidence", "")
        facts = [Fact("Register", "in it", group=KNOWN, doubt=unsure)]
        facts += [Fact("Unit of" if row["unit"] else "Under", row["parent_name"], group=KNOWN, thing=row["parent"]) for row in self._parents.get(iri, ())]
        if names := self.names(iri):
            facts.append(Fact("Other names", "; ".join(names), group=KNOWN))
        events = [self._event(iri, list(rows)) for _, rows in groupby(self._events.get(iri, ()), key=lambda row: row["event"])]
        return [*facts, *(events or [Fact("Since the plan", "no change found", group=LATER)]), *self._said(iri)]

    def _event(self, iri: str, rows: list[Row]) -> Fact:
        row = rows[0]
        before, after = (dict.fromkeys(r[f"{end}_name"] for r in rows if r[end] and r[end] != iri) for end in ("before", "after"))
        done = row["status"] == _DONE
        named = f" (from {row['old_name']} to {row['new_name']})" if row["old_name"] and row["new_name"] else ""
        its = any(r["before"] == iri for r in rows)
        whose = f" {'together with' if its else 'of'} {', '.join(before)}" if before else ""
        parts = [f"{'' if done else row['status'] + ', not done: '}{row['label']}{whose}{named}, {period(row['edtf'])}"]
        parts += [f"{_AFTERWARDS.get(row['type'], 'after it')}: {', '.join(after)}"] if after else []
        parts += [words for words in (row["scope"], row["note"] if row["type"] in _AFTERWARDS else "") if words]
        return Fact("Happened" if done else row["status"].capitalize(), "; ".join(parts), href=web(row["source"]), group=LATER, doubt=doubt(row))

    def since(self, law: str, group: str) -> Iterator[Fact]:
        """What became of a law, in a line: of a Bill, the Act that it became; what changed a law, or is to change it."""
        yield from self._became(law, group)
        if rows := self._changes.get(law):
            unsure = next(filter(None, map(doubt, rows)), "")
            yield Fact("Changes", "; ".join(dict.fromkeys(_changed(row) for row in rows)), href=address(law), group=group, doubt=unsure)

    def _became(self, law: str, group: str) -> Iterator[Fact]:
        for row in self._laws.get(law, ())[:1]:
            if row["act_label"]:
                yield Fact("Became", f"{row['act_label']}{', passed ' + day(str(row['passed'])) if row['passed'] else ''}", href=web(row["act"]), group=group)

    def _law(self, iri: str) -> Iterator[Fact]:
        if address(iri):
            yield Fact("Address", iri, href=iri, group=KNOWN)
        for row in self._laws.get(iri, ())[:1]:
            if row["whole"] != iri:
                yield Fact("Part of", row["whole_label"], group=KNOWN, thing=row["whole"])
            if row["status"]:
                yield Fact("Stands as", row["status"].replace("-", " "), href=web(row["source"]), group=KNOWN)
            if row["note"]:
                yield Fact("Note", row["note"], group=KNOWN)
        yield from self._became(iri, LATER)
        for row in self._changes.get(iri, ()):
            term = "Changed" if row["status"] == _IN_FORCE else "Change"
            yield Fact(term, f"{_changed(row)}: {row['description']}", href=web(row["source"]), group=LATER, doubt=doubt(row))

    def _policy(self, iri: str) -> Iterator[Fact]:
        for row in self._policies.get(iri, ()):
            yield Fact("Kind", row["kind"], group=KNOWN)
            for term, words in (("Published by", row["publisher"]), ("Issued", period(row["issued"]) if row["issued"] else ""), ("Status", row["status"])):
                if words:
                    yield Fact(term, words, group=KNOWN)
            yield Fact("Source", row["source"], href=web(row["source"]), group=KNOWN)

    def _fund(self, iri: str) -> Iterator[Fact]:
        rows = self._funds.get(iri, [])
        for row in rows[:1]:
            told = (("Kind", row["kind"].replace("-", " ")), ("Sum", told_sum(row)), ("For", row["purpose"]), ("Paid by", "; ".join(r["funder_label"] for r in rows if r["funder_label"])))
            yield from (Fact(term, words, group=KNOWN) for term, words in told if words)
            if row["part_of"]:
                yield Fact("Part of", self._label(row["part_of"]), group=KNOWN, thing=row["part_of"])
            yield Fact("Source", row["source"], href=web(row["source"]), group=KNOWN)

    def _label(self, fund: str) -> str:
        return next((row["label"] for row in self._funds.get(fund, ())), fund)

    def _said(self, iri: str) -> Iterable[Fact]:
        return [Fact("Not confirmed", row["statement"], group=LATER, doubt="from memory, no source") for row in self._remembered.get(iri, ())]


def _changed(row: Row) -> str:
    """A change of a law without what it says: by what, from when, and whether it is in force."""
    return f"{row['effect_label']} by {row['by_label']}{', ' + day(str(row['date'])) if row['date'] else ''} ({row['status_label'].lower()})"
