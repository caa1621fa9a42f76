"""What is said of laws in a report: the sentences for each thing that may bear on a citation, and how provisions are named together and put in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from concordat.graph.wordlists import pattern

SITUATIONS = {
    "repealed": "{law}: repealed, as the register has it. By what and when is not recorded.",
    "asked-for": "{law}: the plan asks for a change, and there is one, by {by}, in force since {day}.",
    "put-into-effect": "{law}: the plan puts it into practice. It was {effect} by {by}, in force since {day}.",
    "changed": "{law}: {effect} by {by}, in force since {day}.",
    "part-changed": "{law} is cited as a whole. Parts of it were {each} by {by}, in force since {day}.",
    "enacted": "{law}: the Bill is law now, the {act}, passed {passed}.",
    "commenced": "{law}: brought into force by {by}, since {day}.",
    "part-commenced": "{law} is cited as a whole. Parts of it ({parts}) were brought into force by {by}, since {day}.",
    "uncommenced": "{law}: passed, but not known to be in force.{noted}",
    "still-a-bill": "{law}: a Bill, and not law, as far as the register knows.{noted}",
    "partly-in-force": "{law}: only parts of it are in force, as far as the register knows.{noted}",
    "not-in-force": "{law}: to be {effect} by {by}. {status}.{noted}",
    "part-not-in-force": "{law} is cited as a whole. Parts of it are to be {each} by {by}. {status}.{noted}",
    "not-registered": "{law}: not in the register of laws.",
    "no-change": "{law}: the register has no change since the plan.",
}
TO_DO = {
    "repealed": "Find out what took its place, and cite that.",
    "asked-for": "See whether this is the change that was asked for. If it is, record that as done.",
    "put-into-effect": "Check that practice, guidance and training follow the text that is in force now.",
    "changed": "Check guidance, training and forms that were written for the old text against the text in force now.",
    "part-changed": "Find out which sections the action rests on. If it is one of these, check what was written for the old text.",
    "enacted": "Cite the Act. Clauses of the Bill may have other numbers there.",
    "commenced": "It applies now. Check that what the action needs of it is in place.",
    "part-commenced": "These parts apply now. Find out whether the action rests on one of them.",
    "uncommenced": "Do not count on it yet. Before the work that needs it begins, see{where} whether it has come into force.",
    "still-a-bill": "Do not count on it yet. Before the work that needs it begins, see{where} whether it was passed, and with which words.",
    "partly-in-force": "Find out which sections the action rests on, and see{where} whether those are in force.",
    "not-in-force": "It changes nothing yet, as far as the register knows. Work with the text in force. Before guidance, training or forms are written anew, see{where} whether it has come into force.",
    "part-not-in-force": "It changes nothing yet, as far as the register knows. Find out whether the action rests on these parts. Before guidance, training or forms are written anew, see{where} whether it has come into force.",
    "not-registered": "Look it up: nothing is known of it here, neither whether it stands nor whether it has changed.",
    "no-change": "Nothing, as far as the register knows. It does not hold every change of every law.",
}
MEANS = {
    "repealed": "The law on which the action rests is no longer there, as the register has it.",
    "asked-for": "The action asks for a change of this law. A change came into force {when}. If it is the one that was asked for, this was done by {by}.",
    "put-into-effect": "The action puts this law into practice. The law changed {when}. What was done for the old text may not fit the new one.",
    "changed": "The law on which the action rests changed {when}. What was written for the old text may be out of date.",
    "part-changed": "The action cites the whole Act and does not say which part it rests on. Parts of it changed {when}.",
    "enacted": "What the action calls a Bill became the {act}, passed {passed}.",
    "commenced": "The law on which the action rests was brought into force {when}. Its words were not changed by that.",
    "part-commenced": "The action cites the whole Act. Parts of it were brought into force {when}.",
    "uncommenced": "The law on which the action rests is not known to be in force.",
    "still-a-bill": "The Bill of which the action speaks is not law, as far as is known here.",
    "partly-in-force": "The action cites an Act of which only parts are in force, and may rest on others.",
    "not-in-force": "This change is not known to be in force. As far as is known, it has changed nothing for the action yet.",
    "part-not-in-force": "The action cites the whole Act. Changes of parts of it are not known to be in force. As far as is known, they have changed nothing for the action yet.",
    "not-registered": "Nothing is known of this law here.",
    "no-change": "No change of this law since the plan is known here.",
    "before": "This change was in force before the plan was issued, which will have been written with it.",
}
FINISHES = {
    "after": "{on}, after the action was to finish ({finish})",
    "within": "{on}, within the time in which the action was to finish ({finish})",
    "before": "{on}, before the action was to finish ({finish})",
    "ongoing": "{on}, and the action has no end ({finish})",
    "open": "{on}; the action states no date on which it finishes",
}
PLACED = {"before": "before the plan", "at": "in the time in which the plan was issued", "after": "after the plan", "unknown": "not known"}
NOTES = (
    "This is no legal advice. It says what the register of laws knows and what to check; what the law requires, a lawyer must say.",
    "The register holds some changes of some laws. That it knows of none does not mean that there is none.",
    "A law that it does not know may not have been seen in the plan: concordat report unresolved lists words that look like one.",
)
CHECKED = "The register was last gone through on {day}. What it says of a change that is not in force may be older: the row gives the day for which it was said, where one is known."
_LONG = 200  # characters of a change in words, after which it is cut where a sentence or a part of one ends
_NUMBER = re.compile(r"\d+")


def together(laws: Iterable[tuple[str, str]]) -> str:
    """Laws by their name and the name of their Act as few words: "Mental Health Act 1983 s.135, s.136"."""
    acts: dict[str, dict[str, None]] = {}
    for label, whole in laws:
        acts.setdefault(whole, {})[label.removeprefix(whole).strip()] = None
    told = []
    for act, sections in acts.items():
        numbers = ", ".join(sorted(filter(None, sections), key=by_number))
        told += [act] * ("" in sections) + [f"{act} {numbers}"] * bool(numbers)
    return "; ".join(told)


def by_number(section: str) -> tuple[int, str]:
    """Where a section stands in its Act: s.136, then s.136A, then s.138."""
    number = _NUMBER.search(section)
    return (int(number[0]) if number else 0, section)


def natural(label: str) -> tuple[str | int, ...]:
    """Where a name stands among others: by its words, and its numbers as numbers."""
    return tuple(int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", label))


def effects(changes: Iterable[Mapping[str, str]], by_section: bool = False) -> str:
    """What some changes do to sections, in a word, or section by section if they differ or that is asked for; a section that is changed in several ways is amended.

    Examples
    --------
    >>> rows = [{"label": f"Act s.{n}", "whole_label": "Act", "effect": e} for n, e in (("2", "omitted"), ("1", "amended"), ("1", "inserted"))]
    >>> effects(rows[1:]), effects(rows), effects(rows[2:]), effects(rows[:1], by_section=True)
    ('amended', 'changed (s.1 amended; s.2 omitted)', 'changed (words or a section inserted)', 'changed (s.2 omitted)')
    """
    kinds: dict[str, set[str]] = {}
    for row in changes:
        kinds.setdefault(row["label"].removeprefix(row["whole_label"]).strip(), set()).add(row["effect"])
    by_effect: dict[str, list[str]] = {}
    for section in sorted(kinds, key=by_number):
        by_effect.setdefault(next(iter(kinds[section])) if len(kinds[section]) == 1 else "amended", []).append(section)
    if len(by_effect) > 1 or by_section:
        return f"changed ({'; '.join(', '.join(filter(None, sections)) + f' {effect}' for effect, sections in by_effect.items())})"
    effect = next(iter(by_effect), "")
    return "changed (words or a section inserted)" if effect == "inserted" else effect


def in_words(changes: Iterable[Mapping[str, str]]) -> str:
    """What some changes do, each in the words of the register, behind its section if these do not name it."""
    told = {}
    for row in changes:
        section, words = row["label"].removeprefix(row["whole_label"]).strip(), shortened(row["description"])
        told[words if not section or words.startswith(section) else f"{section}: {words}"] = None
    return " / ".join(told)


def shortened(words: str, most: int = _LONG) -> str:
    """Words up to the last end of a sentence, or of a part of one, before they get long; whole if there is none.

    Examples
    --------
    >>> shortened("One thing. Another; and more.", 12), shortened("One thing. Another; and more.", 20), shortened("One thing", 3)
    ('One thing …', 'One thing. Another …', 'One thing')
    """
    if len(words) <= most:
        return words
    ends = [m.start() for m in re.finditer(r"[.;](?=\s)", words) if m.start() <= most]
    return f"{words[: ends[-1]]} …" if ends else words


def on_commencement(note: str) -> str:
    """The sentences of a note that say how far a law has come; empty if none does.

    Examples
    --------
    >>> on_commencement("By regulations (s.56(3)); not in force at 9 April 2026. Amends ss.2(2) and 3(2).")
    'By regulations (s.56(3)); not in force at 9 April 2026.'
    """
    return " ".join(sentence for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", note) if pattern("law-commencement").search(sentence))
