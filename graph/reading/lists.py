"""The numbers and bullets that Word puts before paragraphs by itself: they are printed, but stand nowhere in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concordat.graph.reading.package import attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET = "•"
_LEVELS = 9
_DEEPEST = 20  # styles that rest on each other; Word stops at about half as many
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class _Level:
    """How one level of a list is written: its kind of number, its text with a place for each level's number, where it begins."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1


class Styles:
    """What paragraphs take from their styles: the level of a heading, and the list that they belong to."""

    def __init__(self, root: _Element | None) -> None:
        self._properties: dict[str, _Element | None] = {}
        self._based_on: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._runs: dict[str, _Element | None] = {}
        for style in root.iter("{*}style") if root is not None else ():
            key = attribute(style, "styleId")
            self._properties[key] = child(style, "pPr")
            self._runs[key] = child(style, "rPr")
            self._based_on[key] = value(child(style, "basedOn"))
            self._names[key] = value(child(style, "name")).lower()

    def run(self, key: str) -> _Element | None:
        """What a style of characters does to a run of them."""
        return self._runs.get(key)

    def heading(self, properties: _Element | None) -> int:
        """The level of a heading, from 1; 0 for a paragraph that is none."""
        for each, name in self._chain(properties):
            level = value(child(each, "outlineLvl"))
            if level.isdecimal():
                return int(level) + 1 if int(level) < _LEVELS - 1 else 0
            if found := re.fullmatch(r"heading ([1-8])", name):
                return int(found[1])
        return 0

    def listed(self, properties: _Element | None) -> tuple[str, int]:
        """The list that a paragraph belongs to ("" for none) and its level in it, from 0."""
        key, level = "", ""
        for each, _ in self._chain(properties):
            numbers = child(each, "numPr")
            key = key or value(child(numbers, "numId"))
            level = level or value(child(numbers, "ilvl"))
        return ("" if key == "0" else key), min(int(level), _LEVELS - 1) if level.isdecimal() else 0

    def _chain(self, properties: _Element | None) -> list[tuple[_Element | None, str]]:
        """The paragraph's own properties, then those of its style and of the styles that this one rests on, each with the style's name."""
        chain = [(properties, "")]
        key, seen = value(child(properties, "pStyle")), set()
        while key in self._properties and key not in seen and len(chain) < _DEEPEST:
            seen.add(key)
            chain.append((self._properties[key], self._names[key]))
            key = self._based_on[key]
        return chain


class Numbers:
    """Counts the paragraphs of every list, in the order of the document."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        parts = list(root) if root is not None else []
        abstracts = [one for one in parts if local(one) == "abstractNum"]
        styled = {value(style): _levels(one) for one in abstracts if (style := child(one, "styleLink")) is not None}
        for one in abstracts:  # a list may take its levels from that of a style
            self._levels[attribute(one, "abstractNumId")] = styled.get(value(child(one, "numStyleLink"))) or _levels(one)
        for one in (one for one in parts if local(one) == "num"):
            key = attribute(one, "numId")
            self._lists[key] = value(child(one, "abstractNumId"))
            changes = {_whole(attribute(change, "ilvl")): change for change in one if local(change) == "lvlOverride"}
            self._overrides[key] = {at: _level(level) for at, change in changes.items() if (level := child(change, "lvl")) is not None}
            self._restarts[key] = {at: _whole(value(start)) for at, change in changes.items() if (start := child(change, "startOverride")) is not None}

    def mark(self, key: str, level: int) -> str:
        """What stands before the next paragraph of this list: a bullet, a number such as ``1.2``, or nothing."""
        abstract = self._lists.get(key, "")
        levels = self._levels.setdefault(abstract, {})
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        for at, start in self._restarts.pop(key, {}).items():
            if at < _LEVELS:
                counts[at], levels[at] = None, replace(levels.get(at, _Level()), start=start)
        levels = {**levels, **self._overrides.get(key, {})}
        for at in range(level):
            if counts[at] is None:
                counts[at] = levels.get(at, _Level()).start
        own = levels.get(level, _Level())
        counts[level] = own.start if (now := counts[level]) is None else now + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if own.kind == "bullet":
            return BULLET
        if own.kind == "none":
            return ""
        return re.sub(r"%([1-9])", lambda match: _written(counts[int(match[1]) - 1] or 0, levels.get(int(match[1]) - 1, _Level()).kind), own.text)


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of this local name."""
    return next((one for one in element if local(one) == name), None) if element is not None else None


def value(element: _Element | None) -> str:
    """The attribute ``val`` that nearly every property of Word holds its value in, empty if it has none."""
    return attribute(element, "val") if element is not None else ""


def _whole(text: str) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _levels(element: _Element) -> dict[int, _Level]:
    return {_whole(attribute(one, "ilvl")): _level(one) for one in element if local(one) == "lvl"}


def _level(element: _Element) -> _Level:
    return _Level(value(child(element, "numFmt")) or "decimal", value(child(element, "lvlText")), _whole(value(child(element, "start"))))


def _written(number: int, kind: str) -> str:
    """A number in the way of its level; kinds that we do not know are written in figures."""
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        repeated = chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return repeated.upper() if kind == "upperLetter" else repeated
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text, rest = "", number
        for size, letters in _ROMAN:
            text, rest = text + letters * (rest // size), rest % size
        return text.upper() if kind == "upperRoman" else text
    return f"{number:02d}" if kind == "decimalZero" else str(number)
