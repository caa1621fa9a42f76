"""How well the actions of two editions are matched: the bundled plan against editions of it that chance has made, so that what became what is known.

    python benchmarks/editions.py             twenty editions a line
    python benchmarks/editions.py --rounds 5  fewer
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from concordat.graph.diff import editions, matching
from concordat.graph.diff.editions import Action

PLAN = Path(__file__).resolve().parent.parent / "data" / "national-action-plan-2016.txt"
SENTENCES = re.compile(r"(?<=[.;])\s")
SHORTEST = 8  # words of each half of an action that is split
NEW = (
    "Open a garden beside every ward, with beds that can be reached from a wheelchair.",
    "Lend bicycles to community teams, and count the journeys by car that this saves.",
    "Print a card with the telephone numbers of the night, in the ten languages most spoken.",
    "Ask patients after each stay what the food was like, and publish the answers.",
    "Train volunteers as guides for visitors who come to a hospital for the first time.",
)
Made = tuple[str, str, tuple[int, ...]]  # the text, what it is, and the actions that it was made of


def altered(chance: random.Random, text: str, share: float, words: list[str]) -> str:
    """A share of the words dropped, inserted or replaced, each as likely."""
    own = text.split()
    for _ in range(round(len(own) * share)):
        at, way = chance.randrange(len(own)), chance.randrange(3)
        own[at : at + (way != 1)] = [] if way == 0 and len(own) > 3 else [chance.choice(words)]
    return " ".join(own)


def halves(text: str) -> tuple[str, str] | None:
    """The text in two at the end of a sentence or line, as near the middle as can be; None if one half would be very short."""
    parts = SENTENCES.split(text)
    cuts = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    able = [cut for cut in cuts if min(len(half.split()) for half in cut) >= SHORTEST]
    return min(able, key=lambda cut: abs(len(cut[0]) - len(cut[1])), default=None)


def edited(chance: random.Random, old: list[str], words: list[str]) -> Iterator[Made]:
    """Of the actions about five are split, eight merged in pairs, five dropped, a third reworded by up to a third; five are new."""
    order = chance.sample(range(len(old)), len(old))
    split = {at for at in [at for at in order if halves(old[at])][:5]}
    rest = [at for at in order if at not in split]
    merged, dropped, reworded = dict(zip(rest[0:4], rest[4:8])), set(rest[8:13]), set(rest[13:33])
    for at, text in enumerate(old):
        if at in split:
            yield from ((half, "split", (at,)) for half in halves(text) or ())
        elif at in merged:
            yield f"{text} {old[merged[at]]}", "merged", (at, merged[at])
        elif at not in dropped and at not in merged.values():
            yield (altered(chance, text, chance.uniform(0.1, 0.35), words) if at in reworded else text), "kept", (at,)
        if at % 12 == 0:
            yield NEW[at // 12], "added", ()


def numbered(old: tuple[Action, ...], made: list[Made], refs: bool = True) -> list[Action]:
    """The actions of the new edition, numbered through within the sections of those that they were made of."""
    counts: Counter[str] = Counter()
    actions = []
    for text, _, origin in made:
        record = old[origin[0]].record if origin else old[0].record
        counts[record["section"]] += 1
        ref = f"{record['section']}.{counts[record['section']]}" if refs else None
        actions.append(Action(ref or str(len(actions)), len(actions), record | {"text": text, "ref": ref}))
    return actions


def reworded(old: tuple[Action, ...], rounds: int) -> Iterator[str]:
    """How many find themselves when every action is reworded, the order is shuffled, and no references are left."""
    words = sorted({word for action in old for word in action.record["text"].split()})
    for share in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        chance, counts = random.Random(1), Counter()
        for _ in range(rounds):
            order = chance.sample(range(len(old)), len(old))
            made = [(altered(chance, old[at].record["text"], share, words), "kept", (at,)) for at in order]
            found = matching.matching(old, numbered(old, made, refs=False))
            counts.update("right" if order[match.new] == match.old else "wrong" for match in found.matches)
            counts.update("doubtful" if order[match.new] == match.old else "doubtful and wrong" for match in found.doubtful)
        total = rounds * len(old)
        yield f"{share:.0%} of the words altered: {counts['right'] / total:.1%} right, {counts['doubtful'] / total:.1%} right but doubtful, {counts['wrong']} wrong, {counts['doubtful and wrong']} doubtful and wrong"


def changed(old: tuple[Action, ...], rounds: int) -> Iterator[str]:
    """How many of what was split, merged, dropped, added and kept are found as that, and how many more."""
    words = sorted({word for action in old for word in action.record["text"].split()})
    told: Counter[str] = Counter()
    right: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for seed in range(rounds):
        made = list(edited(random.Random(seed), [action.record["text"] for action in old], words))
        found = matching.matching(old, numbered(old, made))
        expected = {
            "kept": {(origin[0], at) for at, (_, what, origin) in enumerate(made) if what == "kept"},
            "split": {origin for _, what, origin in made if what == "split"},
            "merged": {tuple(sorted(origin)) for _, what, origin in made if what == "merged"},
            "dropped": set(range(len(old))) - {at for _, _, origin in made for at in origin},
            "added": {at for at, (_, what, _) in enumerate(made) if what == "added"},
        }
        got = {
            "kept": {(match.old, match.new) for match in found.matches},
            "split": {(parts.whole,) for parts in found.splits},
            "merged": {parts.parts for parts in found.merges},
            "dropped": set(found.dropped),
            "added": set(found.added),
        }
        for what in expected:
            told[what] += len(got[what])
            known[what] += len(expected[what])
            right[what] += len(got[what] & expected[what])
    yield from (f"{what}: {right[what]} of {known[what]} found, {told[what] - right[what]} more that are none" for what in known)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20, help="editions a line")
    rounds = parser.parse_args().rounds
    old = editions.edition(PLAN).actions
    for line in (*reworded(old, rounds), *changed(old, rounds)):
        print(line)


if __name__ == "__main__":
    main()
