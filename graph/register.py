"""Registers: what is known of organisations, laws, policies and money, and the names by which text is recognised.

The registers are the csv files of ``ontology/``; a user's own register of organisations adds to them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import product
from pathlib import Path

from concordat.graph import fingerprint, vocab, wordlists
from concordat.graph.errors import RegisterError
from concordat.graph.model import Entity
from concordat.graph.wordlists import FOLDER, listed

Record = dict[str, str]
_CLASSES = ("FormalOrganization", "OrganizationalUnit", "OrganizationalCollaboration", "BodyClass")
BODIES = ("organisation", "body-class")
_TABLES = ("organisations", "events", "legislation", "legislation-changes", "policies", "funding", "continuations", "unconfirmed", "themes", "conditions")
_NAMED_KINDS = ["scheme", "word", "label", "definition"]
_RELATIONS = ("part-of", "sponsored-by")
_SAME_DOCUMENT = 0.8  # an edited copy is still the same document, another plan has hardly any of these forms
_COLUMNS = ("id", "name", "kind", "class", "legal_form", "parent", "parent_relation", "aliases", "printed_forms", "printed_in", "sources", "confidence", "note")


@dataclass(frozen=True, slots=True)
class Name:
    """A form by which an entity is recognised; `document` limits it to one document, `any_case` says whether capitals matter."""

    form: str
    entity: Entity
    any_case: bool
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named in ``text[start:end]``; `form` is the registered form that was recognised there."""

    start: int
    end: int
    entity: Entity
    form: str = ""


@dataclass(frozen=True)
class Register:
    """All registers of a build: their rows by table, as read. `fingerprint` changes with anything that decides how a plan is read.

    `kinds` has a label and a definition for words that the tables use as kinds, by scheme and word. It is no table: nothing is recognised by it.
    """

    tables: dict[str, list[Record]]
    facts: dict[str, object] = field(default_factory=dict)
    fingerprint: str = ""
    kinds: dict[tuple[str, str], Record] = field(default_factory=dict)

    @cached_property
    def entities(self) -> dict[tuple[str, str], Entity]:
        """Every registered entity by kind and id; laws under the kind ``legislation``."""
        found = [*map(_organisation, self.tables["organisations"]), *map(self._law, self.tables["legislation"])]
        found += [Entity("policy", r["id"], r["name"], abbreviation=r["abbreviation"] or None) for r in self.tables["policies"]]
        found += [Entity("funding", r["id"], r["label"]) for r in self.tables["funding"]]
        found += [Entity("theme", r["id"], r["label"]) for r in self.tables["themes"]]
        return {("legislation" if e.kind == "bill" else e.kind, e.key): e for e in found}

    def confidence(self, policy: str) -> str:
        """How sure the register is of what it says of a policy; what a plan prints cannot be surer."""
        return self._confidences.get(policy, "high")

    @cached_property
    def _confidences(self) -> dict[str, str]:
        return {row["id"]: row["confidence"] for row in self.tables["policies"]}

    def organisation(self, key: str) -> Entity | None:
        """The organisation or body class with this id."""
        return self.entities.get(("organisation", key)) or self.entities.get(("body-class", key))

    def called(self, words: str, kinds: Sequence[str]) -> list[Entity]:
        """The entities of these kinds with this name, other name, id or IRI; case and apostrophes make no difference."""
        wanted = _folded(words).casefold()
        found = [n.entity for n in self._all_names if _folded(n.form).casefold() == wanted]
        found += [e for e in self.entities.values() if wanted in (e.key.casefold(), _folded(e.name).casefold()) or vocab.entity(e).value == words]
        return [e for e in dict.fromkeys(found) if e.kind in kinds]

    def _law(self, row: Record) -> Entity:
        if row["kind"] == "section":
            act = next(r for r in self.tables["legislation"] if r["id"] == row["part_of"])
            return Entity("legislation", row["id"], section_label(act["title"], row["number"]), uri=row["uri"])
        return Entity("bill" if row["kind"] == "bill" else "legislation", row["id"], row["title"], uri=row["uri"] or None)

    def name_at(self, thing: Entity, day: date | None, printed: str = "") -> str:
        """The name that a body bore on `day`: its renames before that day count, later ones do not.

        Where no day is known, a later name that is itself `printed` tells that the rename had been.
        """
        renames = [e for e in self._renames if e["original"] == thing.key]
        if day is None or not renames:
            return next((e["new_name"] for e in renames if e["new_name"].casefold() == printed.casefold()), thing.name)
        past = [e for e in renames if e["earliest"] <= day.isoformat()]
        return past[-1]["new_name"] if past else renames[0]["old_name"]

    @cached_property
    def _renames(self) -> list[Record]:
        events = [e for e in self.tables["events"] if e["type"] == "name-change" and e["status"] == "done" and e["old_name"] and e["new_name"]]
        return sorted(events, key=lambda e: e["earliest"])

    def names(self, text: str) -> Names:
        """The names that count in a document with this text: those for any, and those printed in this one only."""
        known = self.recognised(text)
        return Names([n for n in self._all_names if n.document is None or n.document in known], self._ordinary | wordlists.small_words(text))

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """Words that the registers write small."""
        return wordlists.small_words(" ".join(cell for rows in self.tables.values() for row in rows for cell in row.values()))

    def recognised(self, text: str) -> frozenset[str]:
        """The registered documents that `text` is, whatever its file is called: nearly all forms that are printed only there stand in it."""
        forms: dict[str, list[bool]] = defaultdict(list)
        folded = _folded(text)
        for name in self._all_names:
            if name.document:
                forms[name.document].append(_folded(name.form) in folded)
        return frozenset(document for document, found in forms.items() if sum(found) >= _SAME_DOCUMENT * len(found))

    @cached_property
    def _all_names(self) -> list[Name]:
        return list(self._names())

    def _names(self) -> Iterable[Name]:
        for row in self.tables["organisations"]:
            thing = _organisation(row)
            yield from _forms(thing, [row["name"], *listed(row["aliases"])], row, lambda form, t=thing: t.kind == "body-class")
        for row in self.tables["policies"]:
            thing = self.entities["policy", row["id"]]
            yield from _forms(thing, [row["name"], row["abbreviation"], *listed(row["aliases"])], row, _several_words)
        for row in self.tables["funding"]:
            yield from _forms(self.entities["funding", row["id"]], listed(row["aliases"]), row, _several_words)
        for row in self.tables["legislation"]:
            if row["kind"] != "section":
                yield from _forms(self.entities["legislation", row["id"]], [row["title"], *listed(row["aliases"])], row, _several_words)


def section_label(act_title: str, number: str) -> str:
    """How a section is called: "Mental Health Act 1983 s.136"."""
    return f"{act_title} s.{number}"


def _several_words(form: str) -> bool:
    return " " in form


def _forms(thing: Entity, forms: Iterable[str], row: Record, any_case) -> Iterable[Name]:
    for form in forms:
        yield from (Name(each, thing, any_case(form)) for each in _shortened(form) if form)
    for form in listed(row.get("printed_forms", "")):
        yield Name(form, thing, any_case(form), row["printed_in"])


def _shortened(form: str) -> Iterable[str]:
    """The form as it is, then with words in it shortened: "Dept of Health", "Dept. of Health"."""
    choices = [[word, *_short_words().get(word.casefold(), ())] for word in form.split()]
    return (" ".join(words) for words in product(*choices))


@cache
def _short_words() -> dict[str, list[str]]:
    """The short forms of a word, with a capital."""
    forms: dict[str, list[str]] = {}
    for pair in wordlists.words("word-short"):
        word, _, short = pair.partition(" = ")
        forms.setdefault(word, []).append(short[:1].upper() + short[1:])
    return forms


def _organisation(row: Record) -> Entity:
    return Entity("body-class" if row["class"] == "BodyClass" else "organisation", row["id"], row["name"])


class Names:
    """Finds names in text: the leftmost, and of those that begin together the longest. `ordinary` are words that are no names."""

    def __init__(self, names: Sequence[Name], ordinary: frozenset[str] = frozenset()) -> None:
        self.ordinary = ordinary
        self._exact = {_folded(n.form): n for n in reversed(names) if not n.any_case}
        self._any = {_folded(n.form).casefold(): n for n in reversed(names) if n.any_case}
        self._sensitive = re.compile(wordlists.any_of(n.form for n in names if not n.any_case))
        self._insensitive = re.compile(wordlists.any_of(n.form for n in names if n.any_case), re.IGNORECASE)
        bodies = [n for n in names if n.entity.kind in BODIES]
        self._bodies = {_folded(n.form).casefold(): n for n in reversed(bodies)}
        self._body = re.compile(wordlists.any_of(n.form for n in bodies), re.IGNORECASE)
        self._last: tuple[str, list[Mention]] = ("", [])
        self._keys = {n.entity.key: n.entity for n in reversed(bodies)}

    def find(self, text: str) -> list[Mention]:
        """All names in running text; the capitals of a body's own name count there ("NHS providers" are not NHS Providers)."""
        if self._last[0] != text:  # the readers of an action ask one after the other for the same text
            self._last = (text, _longest(self._scan(text, 0, len(text))))
        return self._last[1]

    def within(self, text: str, outer: Mention) -> list[Mention]:
        """Other things named inside the name of a thing ("NHS England" in "NHS England Crisis Care programme")."""
        found = [*self._scan(text, outer.start, outer.end - 1), *self._scan(text, outer.start + 1, outer.end)]
        return _longest([m for m in found if m.entity != outer.entity])

    def in_cell(self, text: str) -> list[Mention]:
        """Organisations and body classes in a cell of names, where capitals do not count."""
        return [_mention(m, self._bodies[_folded(m[0]).casefold()]) for m in self._body.finditer(text)]

    def with_key(self, key: str) -> Entity | None:
        """The registered body with this id: a name that makes the same key is taken for it."""
        return self._keys.get(key)

    def _scan(self, text: str, start: int, end: int) -> list[Mention]:
        found = [_mention(m, self._exact[_folded(m[0])]) for m in self._sensitive.finditer(text, start, end)]
        return found + [_mention(m, self._any[_folded(m[0]).casefold()]) for m in self._insensitive.finditer(text, start, end)]


def _mention(match: re.Match[str], name: Name) -> Mention:
    return Mention(match.start(), match.end(), name.entity, name.form)


def _longest(found: list[Mention]) -> list[Mention]:
    """Of names that overlap the one that begins first, and of those that begin together the longest."""
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end, m.entity.key)):
        if not taken or mention.start >= taken[-1].end:
            taken.append(mention)
    return taken


def _folded(form: str) -> str:
    return re.sub("[’‘]", "'", re.sub(r"\s+", " ", form))


def load(extra: Path | None = None, bundled: bool = True, themes: Path | None = None, folder: Path = FOLDER) -> Register:
    """Read the registers.

    Parameters
    ----------
    extra : Path, optional
        A csv file of organisations with the columns of ``organisations.csv`` (id and name at least); its rows add to the
        bundled ones, and a row whose id is bundled already adds its aliases to that body.
    bundled : bool
        Whether the bundled registers of bodies, laws, policies and money count; the themes always do.
    themes : Path, optional
        A csv file with another scheme of themes, with the columns of ``themes.csv``.

    Raises
    ------
    RegisterError
        If a file cannot be read or a row of `extra` is wrong.
    """
    import tomllib

    tables = {name: [row for _, row in wordlists.rows(folder / f"{name}.csv", ["id"])] for name in _TABLES}
    if not bundled:
        tables = {name: rows if name == "themes" else [] for name, rows in tables.items()}
    if themes:
        tables["themes"] = [row for _, row in wordlists.rows(themes, ["id", "label", "definition", "cues", "weak_cues"])]
    if extra:
        tables["organisations"] = _merged(tables["organisations"], extra)
    kinds = {(row["scheme"], row["word"]): row for _, row in wordlists.rows(folder / "kinds.csv", _NAMED_KINDS)}
    with (folder / "register.toml").open("rb") as file:
        return Register(tables, tomllib.load(file), fingerprint.rule_set(folder, [path for path in (extra, themes) if path], bundled), kinds)


def _merged(bundled: list[Record], extra: Path) -> list[Record]:
    merged = {row["id"]: dict(row) for row in bundled}
    parents: dict[str, int] = {}
    for line, row in wordlists.rows(extra, ["id", "name"]):
        row = {column: row.get(column) or "" for column in _COLUMNS}
        if not row["id"] or not row["name"]:
            raise RegisterError(f"{extra}, line {line}, column {'id' if not row['id'] else 'name'}: empty: give every body an id and a name")
        row["class"] = row["class"] or _CLASSES[0]
        if row["class"] not in _CLASSES:
            raise RegisterError(f"{extra}, line {line}, column class: {row['class']!r} is none of {', '.join(_CLASSES)}")
        if row["parent_relation"] not in ("", *_RELATIONS):
            raise RegisterError(f"{extra}, line {line}, column parent_relation: {row['parent_relation']!r} is none of {', '.join(_RELATIONS)}")
        if row["parent"]:
            parents.setdefault(row["parent"], line)
        if row["id"] in merged:
            known = merged[row["id"]]
            known["aliases"] = " | ".join(dict.fromkeys([*listed(known["aliases"]), *([row["name"]] if row["name"] != known["name"] else []), *listed(row["aliases"])]))
            if row["parent"]:
                known |= {"parent": row["parent"], "parent_relation": row["parent_relation"]}
        else:
            merged[row["id"]] = row | {"sources": row["sources"] or extra.name, "confidence": row["confidence"] or "medium"}
    if unknown := next((parent for parent in parents if parent not in merged), None):
        raise RegisterError(f"{extra}, line {parents[unknown]}, column parent: no body has the id {unknown!r}: add a row for it, or mend the id")
    return list(merged.values())
