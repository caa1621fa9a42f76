"""Texts compared word by word, so that case, hyphens, bullets, stops and white space make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from concordat.graph.answer import Marked

LONG = 1_000_000  # pairs of words up to which the slower way is taken whose result people read more easily
CONTEXT = 10  # words left standing on each side of a change
SIGNS = "%§°"  # marks that mean something, as signs of currency and of mathematics do
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-") | {0xAD: None}


def plain(words: str) -> str:
    """The words in small letters, with one kind of dash and no soft hyphens."""
    return unicodedata.normalize("NFKC", words).translate(DASHES).casefold()


@lru_cache(maxsize=100_000)
def key(words: str) -> str:
    """The words by what carries meaning: two texts with the same key differ in typography at most.

    A gap between two digits counts (1.5 is not 15), and so do signs with a meaning of their own (5% is not 5, nor £5 $5).

    >>> key("Co-ordinate the “work” – by 5%") == key("coordinate the work; by 5 %")
    True
    >>> key("version 1.5") == key("version 15")
    False
    """
    small = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain(words.replace("&", " and ")))
    parted = re.sub(r"(?<=\d)[\s.,:/-]+(?=\d)", lambda gap: "~" if gap[0] == "." else "|", small)  # signs that count
    return "".join(filter(_counts, parted))


@lru_cache(maxsize=10_000)
def _counts(c: str) -> bool:
    kind = unicodedata.category(c)
    return c in SIGNS or (kind[0] not in "PZC" and kind not in ("So", "Sk"))


class Wording:
    """A text as words: what stands between white space, a bullet or a dash of its own kept with the word before it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def key(self) -> str:
        """What the whole text is compared by."""
        return key(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as printed."""
        found: list[str] = []
        for word in self.text.split():
            if found and not key(word):
                found[-1] += f" {word}"
            else:
                found.append(word)
        return tuple(found)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What each word is compared by."""
        return tuple(map(key, self.words))

    @cached_property
    def bag(self) -> frozenset[str]:
        """The different words, whatever their order; those joined by a hyphen each for itself."""
        return frozenset(re.findall(r"[^\W_]+", plain(self.text)))


def blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Stretches in order: whether both sides have the same there, and where it begins and ends on either side."""
    at = (0, 0)
    for start, other, length in (*_same(old, new), (len(old), len(new), 0)):
        if (start, other) != at:
            yield False, at[0], start, at[1], other
        if length:
            yield True, start, start + length, other, other + length
        at = (start + length, other + length)


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """What both have, as a person would lay them beside each other; for very long texts, by the longest common sequence."""
    if len(old) * len(new) <= LONG:
        from difflib import SequenceMatcher

        return [(found.a, found.b, found.size) for found in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks() if found.size]
    from rapidfuzz.distance import Indel  # here, as every heavy import

    return [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in Indel.opcodes(old, new) if op.tag == "equal"]


def marked(old: Wording, new: Wording) -> Marked:
    """The new text with the words that went and those that came; much that stays the same is left out (" ... ").

    >>> marked(Wording("Review the draft policy"), Wording("Review the policy yearly"))
    'Review the [-draft-] policy {+yearly+}'
    """
    pieces: list[tuple[str, str]] = []
    for same, start, end, begin, stop in blocks(old.keys, new.keys):
        gone, come = " ".join(old.words[start:end]), " ".join(new.words[begin:stop])
        if same or key(gone) == key(come):  # a word in two, or two in one
            pieces = [*pieces[:-1], ("same", f"{pieces[-1][1]} {come}".strip())] if pieces and pieces[-1][0] == "same" else [*pieces, ("same", come)]
        else:
            pieces += [piece for piece in (("old", gone), ("new", come)) if piece[1]]
    last = len(pieces) - 1
    return Marked(tuple((kind, _short(words, at == 0, at == last) if kind == "same" else words) for at, (kind, words) in enumerate(pieces)))


def _short(words: str, first: bool, last: bool) -> str:
    """A stretch that stayed the same, its middle left out if it is long; of the first and the last only the end that touches a change."""
    several = words.split()
    head, tail = (0 if first else CONTEXT), (0 if last else CONTEXT)
    if len(several) <= head + tail + CONTEXT // 2:
        return words
    return " ".join([*several[:head], "...", *(several[-tail:] if tail else ())])


def only(marks: Marked, kind: str) -> str:
    """The words of one kind, "old" for those that went and "new" for those that came, three dots between them."""
    return " ... ".join(words for what, words in marks.pieces if what == kind)


def counted(marks: Marked, kind: str) -> int:
    """How many words of one kind there are."""
    return sum(len(words.split()) for what, words in marks.pieces if what == kind)
