"""Colours and line patterns that can be told apart on light and on dark ground, and read: contrasts of WCAG 2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from concordat.graph.views.model import EdgeKind

LIGHT, DARK = "#f4f6f8", "#1c232b"  # the raised grounds of page.css, on which the legend stands; that of the picture is lighter, or darker
SEEN = 3.0  # least contrast of what must be seen but not read
BROKEN = ([7, 5], [2, 4], [12, 4, 2, 4], [12, 8])
WHOLE: tuple[list[int], ...] = ([], [22, 3], [22, 3, 3, 3])  # of lines without a head: the long strokes of a whole line, told apart
HEADS = ("arrow", "vee", "diamond", "circle")
_WAYS = {  # by whether a line is broken, and whether it has a head: strokes and head, the plainest first
    (True, True): [(strokes, head) for head in HEADS for strokes in BROKEN],
    (True, False): [(strokes, "") for strokes in (*BROKEN, [2, 8], [16, 4, 2, 4, 2, 4])],
    (False, True): [(strokes, head) for strokes in WHOLE for head in HEADS],
    (False, False): [(strokes, "") for strokes in WHOLE],
}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21.

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def ink(colour: str) -> str:
    """Black or white, whichever is better read on the colour."""
    return max(("#000000", "#ffffff"), key=lambda letters: contrast(letters, colour))


def seen(colour: str, ground: str) -> str:
    """The colour, darkened on light ground and lightened on dark as far as it must be to be seen there.

    >>> seen("#999999", "#ffffff")
    '#959595'
    """
    towards = 0 if luminance(ground) > 0.179 else 255
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    mixed = (f"#{''.join(f'{round(part + (towards - part) * step / 40):02x}' for part in parts)}" for step in range(41))
    return next(mix for mix in mixed if contrast(mix, ground) >= SEEN)


def lines(kinds: Mapping[str, EdgeKind]) -> dict[str, dict[str, Any]]:
    """How lines of each kind are drawn: their colour on light and on dark ground, their strokes and gaps, and their head ("" for none); no two kinds alike."""
    drawn, number = {}, Counter[tuple[bool, bool]]()
    for key, kind in kinds.items():
        sort = (kind.dashed, kind.arrow)
        ways = _WAYS[sort]
        dashes, head = ways[number[sort] % len(ways)]
        number[sort] += 1
        drawn[key] = {"colour": seen(kind.colour, LIGHT), "dark": seen(kind.colour, DARK), "dashes": dashes, "head": head}
    return drawn
