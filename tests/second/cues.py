"""The themes of the national plan's actions, told a second way: the words of each row of the document beside the cue words of ontology/themes.csv.

Nobody read themes by eye: a theme is what its cue words say. Words are compared one by one here, where the program searches by patterns.
"""

from __future__ import annotations

import html
import re

from second_way import ROOT, Sources

DOCUMENT = ROOT / "data/national-action-plan-2016.txt"


def rows() -> dict[str, tuple[str, str]]:
    """Reference to text and lead cell; a row without a reference goes on with the action above, unless it is a heading."""
    found: dict[str, tuple[str, str]] = {}
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [*line.split("\t"), "", "", "", ""][:5]
        ref = re.fullmatch(r"(\d\.\d+)\.?", cells[0].strip())
        if ref:
            found[ref[1]] = (cells[1], cells[4])
        elif not cells[0].strip() and cells[1].strip():
            last = list(found)[-1]
            found[last] = (f"{found[last][0]} {cells[1]}", f"{found[last][1]} {cells[4]}")
    return found


def words(text: str) -> list[str]:
    """Words and single signs, in small letters."""
    return re.findall(r"\w+|[^\w\s]", html.unescape(re.sub(r"<[^>]*>", " ", text)).lower())


def holds(text: list[str], cue: str) -> bool:
    """Whether the words of a cue follow each other in a text; a star lets a word go on."""
    wanted = [(part.rstrip("*"), part.endswith("*")) for part in re.findall(r"\w+\*?|[^\w\s]", cue.lower())]
    return any(
        all(word == each or (goes_on and word.startswith(each)) for word, (each, goes_on) in zip(text[at:], wanted))
        for at in range(len(text) - len(wanted) + 1)
    )


def themes(sources: Sources) -> dict[str, list[str]]:
    """Name of a theme to the references of its actions, in plan order: a cue counts two, a weak one one, two make a theme, and the four with most stay."""
    found: dict[str, list[str]] = {}
    for ref, cells in rows().items():
        texts = [words(cell) for cell in cells]
        scores = {}
        for row in sources.register("themes"):
            counts = [sum(any(holds(text, cue.strip()) for text in texts) for cue in row[column].split("|") if cue.strip()) for column in ("cues", "weak_cues")]
            scores[row["label"]] = 2 * counts[0] + counts[1]
        for label in sorted((label for label, score in scores.items() if score > 1), key=lambda label: -scores[label])[:4]:
            found.setdefault(label, []).append(ref)
    assert len(rows()) == 60
    return found
