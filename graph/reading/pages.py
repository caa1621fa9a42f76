"""What is drawn on the pages of a PDF: characters, lines across, and tables drawn with lines. The only module that calls the library for it."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from concordat.graph.errors import SourceError
from concordat.graph.reading import libraries, sideways, weight

Box = tuple[float, float, float, float]  # left, top, right, bottom
Char = dict[str, Any]  # text, x0, x1, top, bottom, fontname, size

MOST_PAGES = 500
LARGEST_DRAWING = 30_000_000  # bytes of drawing on all pages
WIDEST_PAGE = 20_000  # points; no page may have more
MOST_PLACES = 8_000  # where lines across meet lines down; the largest table of a page has some hundreds
_MOST_DOTS, _NEAR = 300, 30  # of bullets on a page; points from a bullet to its words
_THIN, _MOST_STRIKES = 2, 1_000  # points; lines on a page
_HIGH, _LOW = 0.3, 0.75  # of a character's height: between them stands the line that strikes it through
_CID = re.compile(r"\(cid:(\d+)\)")
_BULLET_CODES = {"127", "129", "141", "143", "144", "157"}  # those without a character of their own mean a bullet in the encoding of most files
# The library follows a broken file wherever it leads: what it raises on files with a few bytes changed, besides exceptions of its own
_ASTRAY = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error, zlib.error)


@dataclass
class Page:
    """A page: its size in points, the characters on it, the heights of long lines across, where they or the page have their
    middle, the cells of tables drawn with lines row by row (None where a merged cell goes on), and what is to be said about it."""

    number: int
    width: float = 0.0
    height: float = 0.0
    chars: list[Char] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    middles: tuple[float, ...] = ()
    tables: list[list[list[Box | None]]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    left_out: bool = False


def pages(data: bytes, where: str) -> Iterator[Page]:
    """The pages of a PDF, one after the other.

    Raises
    ------
    SourceError
        If it is broken, locked or too large, or the library is missing.
    """
    library = libraries.pdfplumber(where)
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    if weight.unpacked(data) > weight.LARGEST:
        raise SourceError(f"{where} would unpack to more than {weight.LARGEST // 1_000_000} MB: save the pages with the plan as a file of their own")
    try:
        with _silence(), library.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise SourceError(f"{where} has {len(document.pages):,} pages: save those with the plan as a file of their own")
            drawn = 0
            for number, page in enumerate(document.pages, start=1):
                size = weight.drawn(page)
                drawn += min(size, weight.LARGEST_PAGE)
                if drawn > LARGEST_DRAWING:
                    raise SourceError(f"{where}: more is drawn on its pages than on those of any plan: save the pages with the plan as a file of their own")
                yield _page(number, page, size)
                page.close()
    except (PdfminerException, MalformedPDFException, PSException, *_ASTRAY) as error:
        raise _refused(where, error) from None


def _refused(where: str, error: Exception) -> SourceError:
    cause = type(error.args[0]).__name__ if error.args else ""
    if "Password" in cause:
        return SourceError(f"{where} is locked with a password: save it without one")
    if "Encryption" in cause:
        return SourceError(f"{where} is encrypted in a way that cannot be read: save it without a password")
    return SourceError(f"{where} is broken or no PDF: open it in its own program and save it again")


@contextmanager
def _silence() -> Iterator[None]:
    """What the library thinks of a file goes to nobody's terminal."""
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


def _page(number: int, page: Any, size: int) -> Page:
    found = Page(number, float(page.width), float(page.height))
    if size <= weight.LARGEST_PAGE and (turned := _turned(page)) is not page:
        page, found.width, found.height = turned, float(turned.width), float(turned.height)
    if size > weight.LARGEST_PAGE or not (0 < found.width <= WIDEST_PAGE and 0 < found.height <= WIDEST_PAGE):
        found.notices.append("so much is drawn on it that it was not read")
        found.left_out = True
        return found
    page = _without_strikes(found, page)
    across = {round(edge["top"]) for edge in page.edges if edge["orientation"] == "h"}
    down = {round(edge["x0"]) for edge in page.edges if edge["orientation"] == "v"}
    long = [edge for edge in page.edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 0.3 * found.width]
    found.rules = sorted({round(edge["top"]) for edge in long})
    ends = [edge for edge in page.edges if edge["orientation"] == "h" and round(edge["top"]) in found.rules]
    found.middles = (found.width / 2, *([(min(edge["x0"] for edge in ends) + max(edge["x1"] for edge in ends)) / 2] if ends else []))
    if len(across) * len(down) > MOST_PLACES:
        found.notices.append("so many lines are drawn on it that its tables were not told by them")
    else:
        ends = [edge[end] for edge in page.edges if edge["orientation"] == "v" for end in ("top", "bottom")]
        settings = {"explicit_horizontal_lines": [min(ends), max(ends)]} if ends else {}  # a row that a page cuts may have no line at the cut
        tables = sorted(page.find_tables(settings), key=lambda table: (table.bbox[1], table.bbox[0]))
        found.tables = [[list(row.cells) for row in table.rows] for table in tables]
    return found


def _turned(page: Any) -> Any:
    """The page by a quarter to the side to which most of its words stand; the page itself if they stand upright."""
    written = [char for char in page.chars if char["text"].strip()]
    up = sum(char["matrix"][1] > 0 > char["matrix"][2] for char in written)
    down = sum(char["matrix"][1] < 0 < char["matrix"][2] for char in written)
    if 2 * max(up, down) <= len(written):
        return page
    page.page_obj.attrs["Rotate"] = page.page_obj.rotate = (page.rotation + (90 if up > down else 270)) % 360
    return type(page)(page.pdf, page.page_obj, page.page_number)


def _without_strikes(found: Page, page: Any) -> Any:
    """Read the characters of a page, and mark those that a line goes through; gives the page without these lines."""
    _read_chars(found, page)
    thin = [shape for shape in (*page.lines, *page.rects) if shape["bottom"] - shape["top"] <= _THIN < shape["x1"] - shape["x0"]]
    strikes: list[dict[str, Any]] = []
    for shape in thin if len(thin) <= _MOST_STRIKES else ():
        middle = (shape["top"] + shape["bottom"]) / 2
        under = [char for char in found.chars if shape["x0"] - 1 <= (char["x0"] + char["x1"]) / 2 <= shape["x1"] + 1 and _crosses(middle, char)]
        if under:
            strikes.append(shape)
        for char in under:
            char["struck"] = True
    if not strikes:
        return page
    gone = {(shape["object_type"], shape["x0"], shape["x1"], shape["top"]) for shape in strikes}
    return page.filter(lambda thing: (thing["object_type"], thing["x0"], thing["x1"], thing["top"]) not in gone)


def _crosses(height: float, char: Char) -> bool:
    """Whether a line at this height goes through the middle of a character, and not above or below it."""
    return bool(char["text"].strip()) and _HIGH < (height - char["top"]) / max(char["bottom"] - char["top"], 1) < _LOW


def _read_chars(found: Page, page: Any) -> None:
    """The characters of a page; says if there are none, and what cannot be read."""
    inside = [c for c in _once(page.chars) if 0 <= c["x0"] + c["x1"] <= 2 * found.width and 0 <= c["top"] + c["bottom"] <= 2 * found.height]
    written = [char for char in inside if char["text"].strip()]
    if not written:
        found.notices.append("no text on it: if it is a picture of a page, run text recognition (OCR) on it")
    turned = [char for char in inside if not char.get("upright", True)]
    found.chars = [_known(char) for char in [*(char for char in inside if char.get("upright", True)), *sideways.flat(turned)]]
    found.chars += _drawn_bullets(page, found.chars)
    if unknown := sum(bool(_CID.fullmatch(char["text"])) for char in found.chars):
        found.notices.append(f"characters of a font that does not say what they mean: {unknown}")


def _once(chars: list[Char]) -> list[Char]:
    """Characters without those that are printed a second time in the same place, which makes them look bold."""
    seen: dict[tuple[str, int, int], Char] = {}
    for char in chars:
        seen.setdefault((char["text"], round(char["x0"]), round(char["top"])), char)
    return list(seen.values())


def _drawn_bullets(page: Any, chars: list[Char]) -> list[Char]:
    """Bullets that are drawn, not written: small filled dots and squares, a little to the left of a character."""
    dots = [shape for shape in (*page.curves, *page.rects) if shape["fill"] and _is_dot(shape["x1"] - shape["x0"], shape["bottom"] - shape["top"])]
    found = []
    for dot in dots if len(dots) <= _MOST_DOTS else ():
        middle = (dot["top"] + dot["bottom"]) / 2
        if any(char["top"] <= middle <= char["bottom"] and 0 < char["x0"] - dot["x1"] < _NEAR and char["text"].strip() for char in chars):
            found.append({key: dot[key] for key in ("x0", "x1", "top", "bottom", "doctop")} | {"text": "•", "upright": True, "size": 0, "fontname": ""})
    return found


def _is_dot(width: float, height: float) -> bool:
    return 1 <= width <= 7 and 1 <= height <= 7 and 0.7 <= width / height <= 1.4


def _known(char: Char) -> Char:
    code = _CID.fullmatch(char["text"])
    return char | {"text": "•"} if code and code[1] in _BULLET_CODES else char
