"""Published folders that several test modules look at: each is written once for a run, whichever worker comes first."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from concordat.graph import build, publish

SMALL = """\
Ref\tAction\tStart date\tFinish date\tLead
1. Early help
1.1\tOpen a house under section 136 of the Mental Health Act 1983.\tApril 2020\tJune 2021\tHome Office
1.2\tSpend up to £2m on it.\tApril 2020\tOngoing\tHome Office / NHS England
2. Later help
2.1\tSay what came of it.\tsoonish\tDecember 2022\tNHS England (with Home Office)
"""
OTHER = """\
Ref\tAction\tFinish date\tLead
1. Streets
1.1\tLight the bridge with NHS England.\tMay 2021\tHome Office
1.2\tSweep the square.\t\tPolice Dogs Trust
"""
ATTACK = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
HOSTILE = f"""\
Ref\tAction\tStart date\tFinish date\tLead\t{ATTACK}
1. {ATTACK}
{ATTACK}\tDo <b onclick=alert(3)>this</b> {ATTACK} with up to £2m\t{ATTACK}\tOngoing\t{ATTACK}\t{ATTACK}
#x y/../z\tThen \x01 that, javascript:alert(4)\tApril 2020\tMay 2020\tHome Office / {ATTACK}\t
<script>alert(5)</script>\t\t
"""
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "rect", "source", "track", "wbr"}


class Page(HTMLParser):
    """The elements of a page with their attributes, the text inside each id, and the text as a whole."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.within: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        self.text: dict[str, str] = {"style": "", "script": "", "pre": "", "": ""}
        self.feed(html)
        assert self.within == []

    def handle_starttag(self, tag, attrs):
        named = {name: value or "" for name, value in attrs}
        self.tags.append((tag, named))
        if named.get("id"):
            self.texts.setdefault(named["id"], "")
        if tag not in EMPTY:
            self.within.append((tag, named.get("id", "")))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in EMPTY:
            return
        assert self.within.pop()[0] == tag

    def handle_data(self, data):
        for _, name in self.within:
            if name:
                self.texts[name] += data
        kind = next((tag for tag, _ in self.within if tag in self.text), "")
        self.text[kind] += data

    @property
    def ids(self) -> list[str]:
        return [named["id"] for _, named in self.tags if named.get("id")]


def read(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


def put(output: Path, *sources: Path, plan_id: str | None = None) -> Path:
    publish.publish(build.build(sources, plan_id), output, "1.2.3", lambda words: None)
    return output


def plan(path: Path, text: str = SMALL) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def everything(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def folder(name: str, factory: pytest.TempPathFactory) -> Path:
    """The published folder of this name; a worker that finds another one writing it waits."""
    base = factory.getbasetemp()
    parent = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"published-{name}"
    done = parent / "done"
    try:
        parent.mkdir()
    except FileExistsError:
        for _ in range(1200):
            if done.exists():
                return parent / "site"
            time.sleep(0.1)
        raise TimeoutError(f"nobody has published {name}") from None
    _PUT[name](parent)
    done.touch()
    return parent / "site"


def _small(parent: Path) -> None:
    plan(parent / "small.toml", 'title = "A small plan"\nissued = "2020-03"\npublisher = "Town & Co"\npublished_at = "https://example.org/plan"\nrights = "All rights kept"\n')
    put(parent / "site", plan(parent / "small.txt"))


def _hostile(parent: Path) -> None:
    """A plan that is an attack in every cell, in its name, and in what is said of it."""
    plan(parent / "<img src=x>.toml", "".join(f"{name} = {json.dumps(ATTACK)}\n" for name in ("title", "publisher", "rights", "note")))
    put(parent / "site", plan(parent / "<img src=x>.html", HOSTILE))


def _several(parent: Path) -> None:
    """Three plans: two with the same references and bodies, and one action with neither reference, section, lead nor date."""
    put(parent / "site", plan(parent / "other.txt", OTHER), plan(parent / "small.txt"), plan(parent / "one.txt", "Action\tLead\nPaint the benches.\t\n"))


_PUT: dict[str, Callable[[Path], object]] = {"home": lambda parent: put(parent / "site"), "small": _small, "hostile": _hostile, "several": _several}
