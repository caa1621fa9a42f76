"""How alike two actions are, and which pairs are worth a look: those that share rare words, a reference or all their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from concordat.graph.diff.editions import Action

if TYPE_CHECKING:
    import numpy
    from scipy.sparse import csr_matrix

NEAREST = 12  # pairs an action that are looked at closely
COMMON = 1_000  # a word in more actions than this leads from none to another
ROWS = 1_000  # actions compared at a time, so that memory stays bounded
WORTH = 0.15  # of the weight of their words that a pair must share to be looked at
REF, LEADS, SECTION, FINISH = 0.15, 0.05, 0.05, 0.03  # what the same reference and so on add to the likeness of the texts


@dataclass(frozen=True)
class Pair:
    """Two actions, by their positions in each edition; how alike their texts are, 0 to 1, and that with what else they share."""

    old: int
    new: int
    text: float
    total: float
    same_ref: bool
    same_words: bool


class Likeness:
    """Compares the actions of two editions."""

    def __init__(self, old: Sequence[Action], new: Sequence[Action]) -> None:
        self.old, self.new = old, new

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each word: the fewer actions have it, the more it says."""
        counts = Counter(word for action in (*self.old, *self.new) for word in action.wording.bag)
        return {word: log(1 + (len(self.old) + len(self.new)) / count) for word, count in counts.items()}

    def weight(self, words: frozenset[str]) -> float:
        """Of several words together; a set has no order, and sums of floats depend on it."""
        return sum(sorted(self.weights[word] for word in words))

    def pair(self, i: int, j: int) -> Pair:
        """Two actions compared closely: by the order of their words, by their letters and by the words themselves, whichever is most alike."""
        from rapidfuzz.distance import Indel  # here, as every heavy import

        old, new = self.old[i], self.new[j]
        if old.wording.key == new.wording.key:
            text = 1.0 if old.wording.key else 0.0
        else:
            mine, other = old.wording.bag, new.wording.bag
            shared = 2 * self.weight(mine & other) / ((self.weight(mine) + self.weight(other)) or 1)
            order = Indel.normalized_similarity(old.wording.keys, new.wording.keys)
            letters = 2 * Indel.normalized_similarity(old.wording.key, new.wording.key) - 1  # texts of a language share half their letters anyway
            text = min(round(max(order, letters, shared), 4), 0.99)
        same_ref = bool(old.ref) and old.ref == new.ref
        total = text + REF * same_ref + LEADS * _leads(old, new) + SECTION * (old.section == new.section) + FINISH * _finish(old, new)
        return Pair(i, j, text, round(total, 4), same_ref, old.wording.key == new.wording.key)

    def pairs(self) -> list[Pair]:
        """Every pair worth a look, in order."""
        return [self.pair(i, j) for i, j in sorted({*self._same("ref"), *self._same("words"), *self._near()})]

    def _same(self, what: str) -> Iterator[tuple[int, int]]:
        """Pairs with the same reference, or with the same words; of many, those at the same place among them and their neighbours."""
        there: dict[str, list[int]] = defaultdict(list)
        for j, action in enumerate(self.new):
            there[_trait(action, what)].append(j)
        counts: Counter[str] = Counter()
        for i, action in enumerate(self.old):
            trait = _trait(action, what)
            at, counts[trait] = counts[trait], counts[trait] + 1
            if trait:
                yield from ((i, j) for j in there[trait][max(at - NEAREST, 0) : at + NEAREST])

    def _near(self) -> Iterator[tuple[int, int]]:
        """Pairs whose rarer words are shared, the nearest of each action: by the share of both, and by the share of the shorter one."""
        import numpy

        mine, other = self._matrix(self.old), self._matrix(self.new)
        wholes = [numpy.array([self.weight(action.wording.bag) for action in side]) for side in (self.old, self.new)]
        back = other.T.tocsr()
        for first in range(0, len(self.old), ROWS):
            shared = (mine[first : first + ROWS] @ back).tocsr()
            for down in range(shared.shape[0]):
                row = slice(shared.indptr[down], shared.indptr[down + 1])
                columns, common = shared.indices[row], shared.data[row]
                own, theirs = wholes[0][first + down], wholes[1][columns]
                yield from ((first + down, int(j)) for j in _best(columns, 2 * common / (own + theirs), common / numpy.minimum(own, theirs)))

    def _matrix(self, side: Sequence[Action]) -> csr_matrix:
        """A row an action, a column a word; two rows multiplied give the weight of the words that both have."""
        from scipy.sparse import csr_matrix

        counts = Counter(word for action in (*self.old, *self.new) for word in action.wording.bag)
        columns = {word: at for at, word in enumerate(sorted(word for word, count in counts.items() if count <= COMMON))}
        cells = [(row, columns[word], self.weights[word] ** 0.5) for row, action in enumerate(side) for word in sorted(action.wording.bag) if word in columns]
        rows, places, data = zip(*cells) if cells else ((), (), ())
        return csr_matrix((data, (rows, places)), shape=(len(side), len(columns)), dtype=float)


def _best(columns: numpy.ndarray, *measures: numpy.ndarray) -> set[int]:
    """The columns that are highest by any of the measures, ties by their order."""
    import numpy

    found: set[int] = set()
    for measure in measures:
        worth = numpy.flatnonzero(measure >= WORTH)
        order = numpy.lexsort((columns[worth], -numpy.round(measure[worth], 9)))
        found.update(columns[worth[order[:NEAREST]]].tolist())
    return found


def _trait(action: Action, what: str) -> str:
    return (action.ref or "") if what == "ref" else action.wording.key


def _leads(old: Action, new: Action) -> float:
    """The share of leads that both have."""
    mine, other = ({lead["iri"] for lead in action.record["leads"]} for action in (old, new))
    return len(mine & other) / len(mine | other) if mine | other else 0.0


def _finish(old: Action, new: Action) -> bool:
    mine, other = old.record["finish"], new.record["finish"]
    return bool(mine["printed"]) and mine["printed"] == other["printed"]
