"""What stands on pages whatever the plan is: page numbers, running titles, markings. Lines of text saved from pages are full of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from concordat.graph import wordlists

_PAGE = re.compile(r"(?:page|p\.?|slide)[\s|]*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*of\s*\d{1,4}", re.IGNORECASE)
_LEAST, _LONGEST = 12, 160  # characters of a running title


def running(lines: Iterable[str]) -> frozenset[str]:
    """Of lines that stand alone those that come again, whatever page number is beside them, in their plain form."""
    seen = Counter(masked for line in lines if _LEAST <= len(line.strip()) <= _LONGEST and _LEAST <= len(masked := _masked(line)))
    return frozenset(masked for masked, count in seen.items() if count > 1)


def is_furniture(line: str, running: frozenset[str] = frozenset()) -> bool:
    """Whether a line is a page number, a marking, a key to colours, or one of the running titles."""
    text = " ".join(line.split()).strip(" -–|")
    return bool(_PAGE.fullmatch(text)) or bool(_legend().match(text)) or bool(wordlists.pattern("page-furniture").fullmatch(text)) or (bool(running) and _masked(line) in running)


@cache
def _legend() -> re.Pattern[str]:
    """What begins a line that explains colours or marks."""
    return re.compile(rf"{wordlists.any_of(wordlists.words('legend'))}\s*[:–-]\s", re.IGNORECASE)


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", _PAGE.sub(" ", " ".join(line.split()))).strip(" -–|").casefold()
