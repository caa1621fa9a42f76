"""What is the same on every page of the folder: the ways to its parts, and the files that pages share."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from concordat.graph.output import encoded
from concordat.graph.publish import marks
from concordat.graph.publish.data import File
from concordat.graph.publish.site import ACTIONS_PAGE, Link

HERE = Path(__file__).resolve().parent
INDEX = "index.html"
PICTURES, REPORTS, QUESTIONS, CHECKS, DATA = "views/index.html", "reports/index.html", "queries/index.html", "reports/checks.html", "about.html"
SHARED = ("site.css", "answers.css", "vocabulary.css", "site.js")  # what pages load from assets/
LIBRARY = "assets/vis-network.js"  # draws the networks of all pictures
PARTS = (
    ("Overview", INDEX),
    ("Actions", ACTIONS_PAGE),
    ("Organisations", "organisations/index.html"),
    ("Laws", "laws/index.html"),
    ("Policies", "policies/index.html"),
    ("Money", "funding/index.html"),
    ("Themes", "themes/index.html"),
    ("Pictures", PICTURES),
    ("Reports", REPORTS),
    ("Questions", QUESTIONS),
    ("Checks", CHECKS),
    ("Data", DATA),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The links that stand on every page, relative to the folder's root."""

    nav: tuple[Link, ...]


def frame(made: Collection[str]) -> Frame:
    """A frame that leads to those of the parts that are among the pages which are made."""
    return Frame(tuple(Link(words, href) for words, href in PARTS if href in made))


def files() -> Iterator[File]:
    """Style and script of all pages, once for the folder."""
    for name in SHARED:
        own = encoded(marks.style()) if name == "site.css" else b""
        yield f"assets/{name}", _path(name).read_bytes() + own


def _path(name: str) -> Path:
    """The style of answers stands with the module that writes them, for a page of its own."""
    return HERE.parent / name if name == "answers.css" else HERE / name
