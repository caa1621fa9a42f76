"""A small network as SVG draws it: a thing in the middle, its neighbours on both sides, each group under words that say how they are linked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from concordat.graph.publish.entities.model import Group, Near

MOST = 24  # neighbours that are drawn; the tables have all
WIDTH = 640.0
LETTER = 7.2  # of letters of 12 units, generous: which font a reader has is not known
LINE = 14.0
_CHARACTERS, _LINES = 24, 2  # of a label
_MIDDLE, _MIDDLE_LINES = 17, 4  # of the thing in the middle
_DOT = 6.0
_GAP = 5.0  # from a dot to its label
_NEAREST, _BULGE = 84.0, 42.0  # from the middle to the dots at both ends of a side, and how much farther off the others are
_APART = 8.0  # between two neighbours
_MARGIN = 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return self.x < other.x + other.width and other.x < self.x + self.width and self.y < other.y + other.height and other.y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of words: where each begins, ends or has its middle, as `anchor` says, and the room that they take."""

    lines: tuple[tuple[str, float], ...]
    x: float
    anchor: str
    box: Box


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour where it is drawn; `tells` is its full name and how it is linked."""

    near: Near
    tells: str
    x: float
    y: float
    text: Text


@dataclass(frozen=True, slots=True)
class Drawn:
    """All of it. `left` says how many of each group are not drawn."""

    height: float
    middle: Text
    headings: tuple[Text, ...]
    neighbours: tuple[Neighbour, ...]
    left: tuple[str, ...]
    tells: str
    width: float = WIDTH

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the neighbours that are drawn, each once."""
        return tuple(dict.fromkeys(each.near.kind for each in self.neighbours))

    @property
    def centre(self) -> tuple[float, float]:
        """Where lines begin."""
        return self.width / 2, self.height / 2


def drawn(name: str, groups: Sequence[Group]) -> Drawn | None:
    """The network around a thing, None if it has no neighbour.

    Labels never overlap: each stands in a row of its own, on the outer side of its dot. Where there are more neighbours than MOST, every group keeps some.
    """
    kept = _kept(groups)
    if not kept:
        return None
    sides = _sides(kept)
    middle = textwrap.wrap(name, _MIDDLE, max_lines=_MIDDLE_LINES, placeholder=" …") or [name]
    height = max(*(_height(side) for side in sides), (len(middle) + 2) * LINE) + 2 * _MARGIN
    headings: list[Text] = []
    neighbours: list[Neighbour] = []
    for side, sign in zip(sides, (1, -1)):
        _place(side, sign, height, headings, neighbours)
    left = tuple(f"{len(group.things) - len(few.things)} more under “{group.words}”" for group, few in zip(_filled(groups), kept) if len(few.things) < len(group.things))
    wide = max(map(len, middle)) * LETTER + 20
    box = Box((WIDTH - wide) / 2, (height - len(middle) * LINE) / 2 - 8, wide, len(middle) * LINE + 16)
    lines = tuple((line, box.y + 8 + LINE * n + 10.5) for n, line in enumerate(middle))
    return Drawn(height, Text(lines, WIDTH / 2, "middle", box), tuple(headings), tuple(neighbours), left, _tells(name, groups))


def _filled(groups: Iterable[Group]) -> list[Group]:
    return [group for group in groups if group.things]


def _kept(groups: Sequence[Group]) -> list[Group]:
    """As many of each group as there is room for: one of each in turn."""
    filled = _filled(groups)
    seats = [0] * len(filled)
    free = MOST
    while free and any(seat < len(group.things) for seat, group in zip(seats, filled)):
        for n, group in enumerate(filled):
            if free and seats[n] < len(group.things):
                seats[n] += 1
                free -= 1
    return [Group(group.words, group.things[:seat]) for group, seat in zip(filled, seats)]


def _sides(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """The groups right and left of the middle, in their order; one that does not fit on the right goes on, under its words again, on the left."""
    half = _height(groups) / 2
    right: list[Group] = []
    left: list[Group] = []
    for group in groups:
        here = [] if left else list(group.things)
        while here and _height([*right, Group(group.words, tuple(here))]) > half + _row(group.things[0]) and (right or len(here) > 1):
            here.pop()
        rest = group.things[len(here) :]
        right += [Group(group.words, tuple(here))] if here else []
        left += [Group(group.words, rest)] if rest else []
    return right, left


def _label(near: Near) -> list[str]:
    return textwrap.wrap(near.label, _CHARACTERS, max_lines=_LINES, placeholder=" …") or [near.label[:_CHARACTERS] or "?"]


def _row(near: Near) -> float:
    return len(_label(near)) * LINE + _APART


def _height(groups: Iterable[Group]) -> float:
    return sum(LINE + _APART + sum(map(_row, group.things)) for group in groups)


def _place(groups: Sequence[Group], sign: int, height: float, headings: list[Text], neighbours: list[Neighbour]) -> None:
    """Put the groups of one side under each other, as an arc around the middle."""
    y = (height - _height(groups)) / 2
    for group in groups:
        headings.append(_text([group.words[: _CHARACTERS + 2]], _from_middle(y + LINE / 2, height), y, sign))
        y += LINE + _APART
        for near in group.things:
            lines = _label(near)
            at = y + len(lines) * LINE / 2
            off = _from_middle(at, height)
            text = _text(lines, off + _DOT + _GAP, y, sign)
            neighbours.append(Neighbour(near, f"{near.name} ({group.words[:1].lower()}{group.words[1:]})", WIDTH / 2 + sign * off, at, text))
            y += _row(near)


def _from_middle(y: float, height: float) -> float:
    share = min(abs(y - height / 2) / (height / 2), 1.0)
    return round(_NEAREST + _BULGE * (1 - share**2) ** 0.5, 1)


def _text(lines: Sequence[str], off: float, y: float, sign: int) -> Text:
    wide = max(map(len, lines)) * LETTER
    x = WIDTH / 2 + sign * off
    box = Box(x if sign > 0 else x - wide, y, wide, len(lines) * LINE)
    return Text(tuple((line, y + LINE * n + 10.5) for n, line in enumerate(lines)), x, "start" if sign > 0 else "end", box)


def _tells(name: str, groups: Iterable[Group]) -> str:
    """The network in words."""
    counted = "; ".join(f"{group.words}: {len(group.things)}" for group in _filled(groups))
    return f"{name} in the middle, and what is linked to it. {counted}. The tables of this page say the same."
