"""The abbreviations that a document explains itself: "Full Name (FN)", "FN (Full Name)", and lists of them, "FN – Full Name".

After Schwartz and Hearst (2003), Pac. Symp. Biocomput. 8:451-462, but that each letter has to come from the beginning of a word: names of
bodies are abbreviated so, and letters from within words would find a name where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from concordat.graph import wordlists

_FARTHEST = 160  # characters before a bracket in which the full name is looked for
_MOST_WORDS = 14
_MOST_LEFT_OUT = 3  # words of a full name with no letter in the abbreviation ("NHS Foundation" in "KMPT")
_SHORT = r"[A-Z0-9][A-Za-z0-9&’'-]{1,10}(?<![’'-])"
_BRACKET = re.compile(rf"[(\[]\s*[\"'“‘]?(?P<short>{_SHORT})[\"'”’]?\s*[)\];,]")
_TURNED = re.compile(rf"(?<![\w&])(?P<short>{_SHORT})\s?[(\[](?P<full>[A-Z][^()\[\]\t\n]{{3,{_FARTHEST}}})[)\]]")
_LISTED = re.compile(rf"^[ |•*\t-]*(?P<short>{_SHORT})[*]*(?:[ ]*[\t|:=–—][ ]*|[ ]+[-/][ ]+)(?P<full>[A-Z][^\t\n|()]{{3,{_FARTHEST}}})", re.MULTILINE)
_SENTENCE = re.compile(r"[.;:!?()\[\]\t|•]|\n\s*\n|\s/\s|\s[-–—]\s")
_WORD = re.compile(r"[^\W_][\w’'.]*|&")


def abbreviations(text: str) -> dict[str, str]:
    """What a document says its abbreviations stand for, both as printed, in the order in which they are explained.

    An abbreviation that is explained twice and differently stands for nothing. Linear in the length of `text`.

    Examples
    --------
    >>> abbreviations("The Anytown Parks Trust (APT) and NHS England (NHSE) met.")
    {'APT': 'Anytown Parks Trust', 'NHSE': 'NHS England'}
    """
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for _, short, full in sorted(_explained(text)):
        if _plain(found.setdefault(short, full)) != _plain(full):
            doubtful.add(short)
    return {short: full for short, full in found.items() if short not in doubtful}


def _explained(text: str) -> Iterator[tuple[int, str, str]]:
    """Where an abbreviation stands, the abbreviation and its full name."""
    for match in _BRACKET.finditer(text):
        if full := _before(text, match.start(), match["short"]):
            yield match.start("short"), match["short"], full
    for pattern in (_TURNED, _LISTED):
        for match in pattern.finditer(text):
            full = _folded(match["full"].strip(" .;,|"))
            if _is_short(match["short"]) and _left_out(match["short"], _WORD.findall(full)) is not None:
                yield match.start("short"), match["short"], full


def _before(text: str, end: int, short: str) -> str | None:
    """The words that end at `end` and that `short` stands for: the fewest words with no letter in it, then the fewest words."""
    if not _is_short(short):
        return None
    start = max(0, end - _FARTHEST)
    for stop in _SENTENCE.finditer(text, start, end):
        start = stop.end()
    words = list(_WORD.finditer(text, start, end))[-_MOST_WORDS:]
    ways = [(left, len(words) - i, i) for i in range(len(words) - 1) if (left := _left_out(short, [w[0] for w in words[i:]])) is not None]
    return _folded(text[words[min(ways)[2]].start() : end]).strip(" ,") if ways else None


def _is_short(short: str) -> bool:
    """Whether the word may be an abbreviation at all: it has a letter and is no joining word; what its letters stand for has to prove the rest."""
    return any(c.isalpha() for c in short) and short.lower() not in wordlists.words("list-joiner")


def _left_out(short: str, words: list[str]) -> int | None:
    """How many words of a name have no letter in `short`, small joining words aside; None if `short` does not stand for the words.

    The first word always has a letter in it, and the last one unless it is left out as a whole.
    """
    letters = re.sub(r"[^a-z0-9&]", "", short.lower())
    if len(words) < 2 or not words[0][0].isupper() or words[0].lower() == short.lower():
        return None
    best = _fewest(letters, words)
    if best is None and letters.endswith("s") and words[-1].lower().endswith("s"):
        best = _fewest(letters[:-1], words)  # "CCGs"
    capitals = sum(c.isupper() for c in short)
    if best is None or best > min(_MOST_LEFT_OUT, len(letters) - 2) or (best and capitals < 3) or (capitals < 2 and len(words) < 3):
        return None
    return best


def _fewest(letters: str, words: list[str]) -> int | None:
    """The fewest words left out when `letters` is made of beginnings of `words`, in their order; None if it cannot be."""
    if not letters or letters[0] != words[0][0].lower():
        return None
    ways = {0: 0}  # letters used up to here, and words left out for it
    for n, word in enumerate(words):
        small, initial = word.lower(), word[:1].isupper()
        further: dict[int, int] = {}
        for used, left in ways.items():
            if n:
                further[used] = min(further.get(used, 99), left + initial)
            most = len(small) if used < len(letters) else 0
            for size in range(1, most + 1):
                if letters[used : used + size] != small[:size]:
                    break
                further[used + size] = min(further.get(used + size, 99), left)
            if (word == "&" and letters.startswith("a", used)) or (small == "and" and letters.startswith("&", used)):
                further[used + 1] = min(further.get(used + 1, 99), left)
        ways = {used: left for used, left in further.items() if left <= _MOST_LEFT_OUT}
    return ways.get(len(letters))


def _plain(full: str) -> str:
    return re.sub(r"[^a-z0-9]|s\b", "", full.lower())


def _folded(text: str) -> str:
    return " ".join(text.split())
