"""The templates of the pages, filled: every value is escaped, the style stands in the page, and a policy forbids everything else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from concordat.graph.output import encoded, visible
from concordat.graph.publish import site

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).resolve().parent
Write = Callable[..., bytes]


def writer(meta: Mapping[str, str], *styles: str) -> Write:
    """A function that fills a template; every value in it is escaped, and loses the characters that no page may hold."""
    templates = _environment()
    style = "".join((HERE / name).read_text(encoding="utf-8") for name in styles or ("site.css",))
    hashed = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; img-src data:; base-uri 'none'; form-action 'none'"

    def write(name: str, **values: object) -> bytes:
        return encoded(templates.get_template(name).render(style=style, policy=policy, meta=meta, **values))

    return write


def _environment() -> Environment:
    from urllib.parse import quote

    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def clean(value: object) -> object:
        return visible(value) if type(value) is str else value

    tidy = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    made = Environment(loader=FileSystemLoader(HERE, encoding="utf-8"), autoescape=True, undefined=StrictUndefined, finalize=clean, **tidy)
    made.filters |= {"count": site.count, "path": quote}
    return made
