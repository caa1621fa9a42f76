"""Who else works on what a body works on: the bodies with most actions on its main theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Those who have most actions on the main theme of a body.

    ``theme`` is empty if no theme is on more than half of its actions; ``bodies`` are all that tie for most, those that lead more of these actions first;
    ``each`` is how many actions each of them has; ``passed_over``: whether a body that was left out has as many or more.
    """

    theme: str
    bodies: tuple[Hashable, ...]
    each: int
    passed_over: bool


def neighbours(body: Hashable, themes: Mapping[str, Mapping[Hashable, Mapping[Hashable, str]]], actions: int, left_out: Collection[Hashable] = ()) -> Neighbours:
    """Who has most actions on the main theme of a body.

    Parameters
    ----------
    body : Hashable
        The body; never among its own neighbours.
    themes : Mapping
        Theme to action to the bodies that have a part in it and their role, lead or partner.
    actions : int
        How many actions the body has, those without a theme among them.
    left_out : Collection
        Bodies that are not to be named, as they have ended.

    Returns
    -------
    Neighbours
        The main theme is the one that is most frequent among the body's actions, of equals the one that fewer actions of all have, as that says more. It
        must be on more than half of the body's actions: one theme among many is no reason to send it to somebody.

    Examples
    --------
    >>> themes = {"rail": {"1": {"police": "lead"}, "2": {"rail": "lead"}, "3": {"rail": "lead", "mind": "partner"}}}
    >>> neighbours("police", themes, 1)
    Neighbours(theme='rail', bodies=('rail',), each=2, passed_over=False)
    >>> neighbours("police", themes, 1, left_out={"rail"})
    Neighbours(theme='rail', bodies=('mind',), each=1, passed_over=True)
    >>> neighbours("police", themes, 2).theme
    ''
    """
    own = {theme: sum(body in roles for roles in its.values()) for theme, its in themes.items()}
    main = min((theme for theme, number in own.items() if 2 * number > actions), key=lambda theme: (-own[theme], len(themes[theme]), theme), default=None)
    if main is None:
        return Neighbours("", (), 0, False)
    others = Counter(other for roles in themes[main].values() for other in roles if other != body)
    leads = Counter(other for roles in themes[main].values() for other, role in roles.items() if role == "lead")
    standing = {other: number for other, number in others.items() if other not in left_out}
    most = max(standing.values(), default=0)
    bodies = sorted((other for other, number in standing.items() if number == most), key=lambda other: (-leads[other], str(other)))
    return Neighbours(main, tuple(bodies), most, any(others[other] >= max(most, 1) for other in others if other in left_out))
