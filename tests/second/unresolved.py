"""The report of what wants a look, on the national plan: doubt as the registers state it, and words in capitals for which they have no name."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from second import cues
from second_way import Sources

NAMES = {
    "organisations": ("name", "aliases", "printed_forms"),
    "policies": ("name", "abbreviation", "aliases", "printed_forms"),
    "funding": ("label", "aliases"),
    "legislation": ("title", "aliases"),
}
themes = cache(cues.themes)
# A reader's conclusion, not the plan's words: in 5.3 "them" is the local authorities of the sentence before.
CONCLUDED = {("5.3", "partner", "Local authorities")}
NOTHING = {"rows": "every line of the national plan is understood", "names": "every body of the national plan is registered", "dates": "every date cell of the national plan is read", "decisions": "no reviewer has decided anything"}


class Plan:
    """The records that are kept, with the words of their rows."""

    def __init__(self, sources: Sources, section: str | None) -> None:
        self.sources = sources
        self.records = [r for r in sources.records if section in (None, r["section"])]
        self.texts = {ref: re.sub(r"<[^>]*>", " ", text) for ref, (text, _) in cues.rows().items()}
        self.themes = themes(sources)
        self.cells = {ref: lead for ref, (_, lead) in cues.rows().items()}

    def doubts(self) -> list[dict]:
        """Readings that are less than certain, in plan order, in an action by kind, then by where their words stand."""
        policies = {row["id"]: row for row in self.sources.register("policies")}
        found = []
        for record in self.records:
            ref = record["ref"]
            found += [each for each in CONCLUDED if each[0] == ref]
            unsure = [(self.texts[ref].index(p["printed"]), policies[p["id"]]["name"]) for p in record["policies"] if policies[p["id"]]["confidence"] != "high"]
            found += [(ref, "references", name) for _, name in sorted(unsure)]
            found += [(ref, "theme", label) for label in self.faint(ref)]
        return [dict(zip(("ref", "what", "value"), each)) for each in found]

    def faint(self, ref: str) -> list[str]:
        """The themes of an action for which no plain cue stands, only weak ones, by where the first of these stands."""
        texts = [cues.words(self.texts[ref]), cues.words(self.cells[ref])]
        found = []
        for row in self.sources.register("themes"):
            plain, weak = ([cue.strip() for cue in row[column].split("|") if any(cue.strip() and cues.holds(text, cue.strip()) for text in texts)] for column in ("cues", "weak_cues"))
            if ref in self.themes.get(row["label"], []) and not plain:
                found.append((self.texts[ref].lower().find(weak[0].rstrip("*").lower()), row["label"]))
        return [label for _, label in sorted(found)]

    def leftovers(self) -> list[dict]:
        """What is left in capitals when every name of the registers is taken out: abbreviations, and words that go together with one that bodies have."""
        signs = {word.strip() for row in self.sources.register("words") if row["kind"] == "organisation-words" for word in row["words"].split("|")}
        found = []
        for record in self.records:
            text = self.unnamed(record["ref"])
            bodies = [m for m in re.finditer(r"(?!For )[A-Z]\w*(?: [A-Z]\w*)+", text) if signs & set(m[0].lower().split())]
            inside = {at for m in bodies for at in range(*m.span())}
            short = [m for m in re.finditer(r"\b[A-Z][A-Z&]+s?\b", text) if m.start() not in inside]
            looks = sorted([(m.start(), "organisation", m[0]) for m in bodies] + [(m.start(), "abbreviation", m[0]) for m in short])
            found += [(record["ref"], *look) for look in dict.fromkeys(look[1:] for look in looks)]
        found.sort(key=lambda each: each[1] == "abbreviation")  # those that look like a body come first; nothing is left that looks like a law
        return [{"ref": ref, "looks_like": kind, "words": words} for ref, kind, words in found]

    def unnamed(self, ref: str) -> str:
        """The words of an action without the names that the registers have, the longest taken out first; abbreviations count as they are written."""
        rows = [(row, column) for register, columns in NAMES.items() for row in self.sources.register(register) for column in columns]
        names = {name.strip() for row, column in rows for name in row[column].split("|") if name.strip()}
        text = self.texts[ref]
        for name in sorted((name for name in names if name.lower() in text.lower()), key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "_", text, flags=0 if name.isupper() or len(name) < 6 else re.IGNORECASE)
        return text

    def summary(self) -> list[dict]:
        words = [each["looks_like"] for each in self.leftovers()]
        counts = [
            ("Rows that were not understood", 0),
            ("Bodies in no register", 0),
            ("Dates that were not read", 0),
            ("Readings with doubt", len(self.doubts())),
            ("Names that look like a body or a law and were not recognised", words.count("organisation")),
            ("Other words that nothing was read from", words.count("abbreviation")),
            ("Decisions whose words are gone", 0),
        ]
        return [{"what": what, "count": number} for what, number in counts]


def case(asked: dict, section: str | None = None) -> tuple[dict, dict]:
    def told(rows: Callable[[Plan], list[dict]]) -> Callable[[Sources], list[dict]]:
        return lambda sources: rows(Plan(sources, section))

    return asked, {"summary": told(Plan.summary), "readings": told(Plan.doubts), "words": told(Plan.leftovers)} | NOTHING


CASES = [case({}), case({"section": "3"}, "3")]
