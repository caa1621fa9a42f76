"""Which action became which: one-to-one as well as the whole allows, then what was split and merged, each with how sure it is and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from concordat.graph.diff import words
from concordat.graph.diff.editions import Action
from concordat.graph.diff.likeness import Likeness, Pair

ENOUGH = 0.55  # likeness with what else is shared; below it two actions are not the same
FLOOR = 0.3  # likeness of the texts alone that nothing else makes up for
SURE, FAIR = 0.8, 0.6  # likeness of the texts for high and medium; with the same reference less is enough
WITH_REF = 0.15
CLOSE = 0.05  # likeness; two ways to match that differ by less make both less sure
PART = 0.1  # of the whole that a part must hold
OF_PART = 0.6  # of a part that must come from the whole
WHOLE = 0.7  # of the whole that the parts must hold together
ALONE = 0.9  # of the whole; an action that holds so much is no part, it is the whole
FEWEST = 4  # words of a part
NOBODY = -1  # in the place of an action that has no counterpart


@dataclass(frozen=True)
class Match:
    """An action in each edition that are the same, `sure` high or medium; or that may be, low."""

    old: int
    new: int
    alike: float
    sure: str
    why: str


@dataclass(frozen=True)
class Parts:
    """An action whose words stand in several actions of the other edition."""

    whole: int
    parts: tuple[int, ...]
    held: float
    sure: str
    why: str


@dataclass(frozen=True)
class Matching:
    """What became of every action: each old and each new one stands once in matches, splits, merges, dropped or added.

    `doubtful` ties some of the last two; `near_old` and `near_new` have the nearest action on the other side, with how alike the texts are.
    """

    matches: tuple[Match, ...]
    splits: tuple[Parts, ...]
    merges: tuple[Parts, ...]
    dropped: tuple[int, ...]
    added: tuple[int, ...]
    doubtful: tuple[Match, ...]
    near_old: Mapping[int, tuple[int, float]] = field(default_factory=dict)
    near_new: Mapping[int, tuple[int, float]] = field(default_factory=dict)


def matching(old: Sequence[Action], new: Sequence[Action]) -> Matching:
    """Match the actions of two editions; the other way round it gives the same, with the sides changed."""
    if _ordered(new) < _ordered(old):  # one way for both, so that ties are settled alike
        return _turned(matching(new, old))
    likeness = Likeness(old, new)
    pairs = likeness.pairs()
    matches = _judged(_assigned([pair for pair in pairs if pair.text >= FLOOR and pair.total >= ENOUGH], old, new), pairs)
    firm = [match for match in matches if match.sure != "low"]
    splits, merges = _divided(old, new, firm, pairs)
    taken = ({s.whole for s in splits} | {p for m in merges for p in m.parts}, {m.whole for m in merges} | {p for s in splits for p in s.parts})
    kept = tuple(m for m in matches if m.old not in taken[0] and m.new not in taken[1])
    firm = [m for m in kept if m.sure != "low"]
    dropped = tuple(sorted({*range(len(old))} - taken[0] - {m.old for m in firm}))
    added = tuple(sorted({*range(len(new))} - taken[1] - {m.new for m in firm}))
    return Matching(tuple(firm), splits, merges, dropped, added, tuple(m for m in kept if m.sure == "low"), *_nearest(pairs))


def _nearest(pairs: Sequence[Pair]) -> tuple[dict[int, tuple[int, float]], dict[int, tuple[int, float]]]:
    """For each action of either edition the one that is most alike, the first of several."""
    old: dict[int, tuple[int, float]] = {}
    new: dict[int, tuple[int, float]] = {}
    for pair in sorted(pairs, key=lambda p: (-p.text, p.old, p.new)):
        old.setdefault(pair.old, (pair.new, pair.text))
        new.setdefault(pair.new, (pair.old, pair.text))
    return old, new


def _ordered(side: Sequence[Action]) -> list[tuple[str, ...]]:
    return [(action.wording.text, action.name, *action.section) for action in side]


def _turned(found: Matching) -> Matching:
    """The same with the editions changed over."""
    firm, doubtful = (tuple(sorted((Match(m.new, m.old, m.alike, m.sure, m.why) for m in some), key=lambda m: m.old)) for some in (found.matches, found.doubtful))
    return Matching(firm, found.merges, found.splits, found.added, found.dropped, doubtful, found.near_new, found.near_old)


# ---- one to one


def _assigned(pairs: Sequence[Pair], old: Sequence[Action], new: Sequence[Action]) -> list[Pair]:
    """The pairs, each action in one at most, whose likenesses above the threshold give the highest sum over the whole."""
    if not pairs:
        return []
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    reach = max(len(old), len(new))
    gains = [pair.total - ENOUGH + 0.01 + 0.001 * (1 - abs(pair.old - pair.new) / reach) for pair in pairs]  # of equals the nearest in order
    rows = [*(pair.old for pair in pairs), *range(len(old))]
    columns = [*(pair.new for pair in pairs), *(len(new) + i for i in range(len(old)))]  # a place of its own for who finds no other
    costs = [*(2 - gain for gain in gains), *([2.0] * len(old))]
    chosen = dict(zip(*min_weight_full_bipartite_matching(coo_matrix((costs, (rows, columns)), shape=(len(old), len(new) + len(old))).tocsr())))
    return [pair for pair in pairs if chosen.get(pair.old) == pair.new]


def _judged(chosen: Sequence[Pair], pairs: Sequence[Pair]) -> list[Match]:
    """How sure each is: by the texts, by the reference, and by whether the whole could have been matched otherwise nearly as well."""
    gains = {(pair.old, pair.new): max(pair.total - ENOUGH, 0.0) for pair in pairs}
    forth, back = {pair.old: pair.new for pair in chosen}, {pair.new: pair.old for pair in chosen}
    rivalled: set[tuple[int, int]] = set()
    for old, new in gains:
        mine, other = forth.get(old, NOBODY), back.get(new, NOBODY)
        if gains[old, new] and mine != new and (mine, other) != (NOBODY, NOBODY):
            loss = gains.get((old, mine), 0.0) + gains.get((other, new), 0.0) - gains[old, new] - gains.get((other, mine), 0.0)
            rivalled |= {(old, mine), (other, new)} if loss < CLOSE else set()
    return [_match(pair, (pair.old, pair.new) in rivalled) for pair in chosen]


def _match(pair: Pair, rivalled: bool) -> Match:
    help_ = WITH_REF if pair.same_ref else 0
    level = 2 if pair.text >= SURE - help_ else 1 if pair.text >= FAIR - help_ else 0
    sure = ("low", "medium", "high")[max(level - rivalled, 0)]
    why = "same words" if pair.same_words else f"texts {round(100 * pair.text)}% alike"
    why = f"same reference, {why}" if pair.same_ref else why
    return Match(pair.old, pair.new, pair.text, sure, f"{why}; another action is nearly as alike" if rivalled else why)


# ---- one to several


def _divided(old: Sequence[Action], new: Sequence[Action], firm: Sequence[Match], pairs: Sequence[Pair]) -> tuple[tuple[Parts, ...], tuple[Parts, ...]]:
    """Splits and merges, those that hold most first; an action has a part in one of them."""
    forth, back = {m.old: m.new for m in firm}, {m.new: m.old for m in firm}
    found = [("split", parts) for parts in _parted(old, new, forth, back, [(p.old, p.new) for p in pairs])]
    found += [("merge", parts) for parts in _parted(new, old, back, forth, [(p.new, p.old) for p in pairs])]
    used: set[tuple[str, int]] = set()
    kept: dict[str, list[Parts]] = {"split": [], "merge": []}
    for kind, parts in sorted(found, key=lambda each: (-each[1].held, each[0], each[1].whole)):
        sides = ("old", "new") if kind == "split" else ("new", "old")
        members = {(sides[0], parts.whole), *((sides[1], part) for part in parts.parts)}
        if not members & used:
            used |= members
            kept[kind].append(parts)
    return tuple(sorted(kept["split"], key=lambda p: p.whole)), tuple(sorted(kept["merge"], key=lambda p: p.whole))


def _parted(wholes: Sequence[Action], parts: Sequence[Action], forth: dict[int, int], back: dict[int, int], pairs: Iterable[tuple[int, int]]) -> list[Parts]:
    """Each action whose words stand in several of the other side, which are free or are matched to it."""
    near: dict[int, list[int]] = defaultdict(list)
    for whole, part in pairs:
        if back.get(part, whole) == whole:
            near[whole].append(part)
    found = (_parts(wholes, parts, whole, near[whole]) for whole in sorted(near) if len(near[whole]) > 1)
    return [each for each in found if each is not None and (each.whole not in forth or forth[each.whole] in each.parts)]


def _parts(wholes: Sequence[Action], parts: Sequence[Action], whole: int, near: Sequence[int]) -> Parts | None:
    """The parts of one action, those that hold most first, each of words that no part before it holds."""
    keys = wholes[whole].wording.keys
    worth = (part for part in near if len(parts[part].wording.keys) >= FEWEST and _may_be_part(keys, parts[part].wording.keys))
    held = {part: _held(keys, parts[part].wording.keys) for part in worth}
    able = {part: places for part, places in held.items() if len(places) >= OF_PART * len(parts[part].wording.keys) and len(places) < ALONE * len(keys)}
    covered: set[int] = set()
    chosen: list[int] = []
    for part in sorted(able, key=lambda p: (-len(able[p]), p)):
        if len(able[part] - covered) >= max(PART * len(keys), FEWEST - 1) and len(able[part] & covered) <= len(able[part]) / 2:
            covered |= able[part]
            chosen.append(part)
    share = len(covered) / len(keys) if keys else 0.0
    if len(chosen) < 2 or share < WHOLE:
        return None
    sure = "high" if share >= 0.9 else "medium" if share >= 0.8 else "low"
    return Parts(whole, tuple(sorted(chosen)), round(share, 4), sure, f"together they hold {round(100 * share)}% of its words")


def _may_be_part(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether enough of a part's words stand in the whole in this order: quickly told, and of most pairs it is not so."""
    from rapidfuzz.distance import LCSseq  # here, as every heavy import

    return LCSseq.similarity(whole, part) >= OF_PART * len(part)


def _held(whole: Sequence[str], part: Sequence[str]) -> set[int]:
    """The places in the whole whose words the part has, in stretches of two words or more: single ones prove nothing."""
    return {at for same, start, end, _, _ in words.blocks(whole, part) if same and end - start > 1 for at in range(start, end)}
