"""The templates of the pages, filled: every value is escaped, and a policy forbids everything but the style and the script that lie in the folder."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from concordat.graph.output import encoded, visible
from concordat.graph.publish import site
from concordat.graph.publish.frame import Frame
from concordat.graph.publish.site import Link

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).resolve().parent
Write = Callable[..., bytes]
SHARED = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' data:; base-uri 'none'; form-action 'none'"


def writer(meta: Mapping[str, str], frame: Frame) -> Write:
    """A function that fills a template for a page of the folder; every value in it is escaped, and loses the characters that no page may hold.

    It takes the template's name; `at`, where the page stands in the folder; `trail`, the pages above it, which begin with a part of the frame and end with the page
    itself; `styles`, what it loads of ``assets/`` besides the style of all pages; and what the template asks for. `root`, which leads to the folder, follows from `at`.
    """

    def write(name: str, *, at: str = "", root: str | None = None, trail: Sequence[Link] = (), styles: Sequence[str] = (), **values: object) -> bytes:
        root = "../" * at.count("/") if root is None else root
        told = {"frame": frame, "here": at, "root": root, "trail": trail, "styles": ("site.css", *styles), "style": "", "policy": SHARED, "meta": meta}
        return encoded(environment().get_template(name).render({**told, **values}))

    return write


def alone(meta: Mapping[str, str], *styles: str) -> Write:
    """A function that fills a template for a page that stands alone: no frame, no script, and its style within it."""
    style = "".join((HERE / name).read_text(encoding="utf-8") for name in styles)
    hashed = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; img-src data:; base-uri 'none'; form-action 'none'"

    def write(name: str, **values: object) -> bytes:
        return encoded(environment().get_template(name).render({"frame": None, "style": style, "policy": policy, "meta": meta, **values}))

    return write


@cache
def environment() -> Environment:
    """Where the templates are found, and what they may call."""
    from urllib.parse import quote

    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def clean(value: object) -> object:
        return visible(value) if type(value) is str else value

    tidy = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    made = Environment(loader=FileSystemLoader(HERE, encoding="utf-8"), autoescape=True, undefined=StrictUndefined, finalize=clean, **tidy)
    made.filters |= {"count": site.count, "path": quote}
    return made
