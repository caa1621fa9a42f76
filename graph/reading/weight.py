"""How much there is in a PDF, found out before any of it is read: what its packed parts unpack to, and how much is drawn on a page."""

from __future__ import annotations

import base64
import re
import zlib
from typing import Any

LARGEST = 200_000_000  # bytes, unpacked
LARGEST_PAGE = 500_000  # bytes of drawing; a page full of words has a tenth
_MOST_DEEP = 20  # forms drawn in forms
_MOST_TIMES = 64  # that old ways of packing may unpack a byte to
_STREAM = re.compile(rb"stream\r?\n")
_DRAWN = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+Do\b")


def unpacked(data: bytes) -> int:
    """How many bytes the packed parts of a PDF unpack to, pictures left out; it stops counting beyond `LARGEST`."""
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(match.start() - 2000, 0) : match.start()].rpartition(b" obj")[2]
        if re.search(rb"/Subtype\s*/Image", head):
            continue
        if b"RunLength" in head or b"LZW" in head or b"/RL" in head:
            total += _MOST_TIMES * max(data.find(b"endstream", match.end()) - match.end(), 0)
        elif b"85" in head:
            total += _inflated(_from_ascii(data, match.end()), 0, LARGEST - total)
        else:
            total += _inflated(data, match.end(), LARGEST - total)
        if total > LARGEST:
            break
    return total


def _from_ascii(data: bytes, start: int) -> bytes:
    """Bytes written as text, five characters for four."""
    text = data[start : data.find(b"~>", start)]
    try:
        return base64.a85decode(text[:5_000_000])
    except ValueError:
        return b""  # the library will say that the file is broken


def _inflated(data: bytes, start: int, limit: int, deep: int = 3) -> int:
    """The length that packed bytes unpack to, what is packed in them too, up to a little over the limit; nought for what is not packed so."""
    total, first = 0, b""
    packed = zlib.decompressobj()
    try:
        while not packed.eof and total <= limit:
            piece = packed.unconsumed_tail
            if not piece:
                piece, start = data[start : start + 65_536], start + 65_536
            if not piece:
                break
            out = packed.decompress(piece, 1 << 20)
            first = first or out
            total += len(out)
    except zlib.error:
        pass  # packed in another way, or not at all: what came out until here counts
    if deep and first[:1] == b"\x78" and total <= limit:
        total += _inflated(first, 0, limit - total, deep - 1)
    return total


def drawn(page: Any) -> int:
    """The bytes of drawing on a page, with the forms that are drawn on it as often as they are; what calls itself a picture is not unpacked to see."""
    sizes: dict[int, int] = {}
    forms = _forms(page.page_obj.resources)
    return sum(_size(stream, forms, sizes) for stream in page.page_obj.contents)


def _size(stream: Any, forms: dict[bytes, Any], sizes: dict[int, int], deep: int = 0) -> int:
    """The bytes of one drawing; one beyond the limit, within itself or nested deeply counts as too large."""
    raw, attrs = getattr(stream, "rawdata", None) or b"", getattr(stream, "attrs", {})
    if deep > _MOST_DEEP or len(raw) > LARGEST_PAGE or "Image" in str(attrs.get("Subtype")):
        return LARGEST_PAGE + 1
    if id(stream) not in sizes:
        sizes[id(stream)] = LARGEST_PAGE + 1  # as long as it is being measured
        data = stream.get_data() if hasattr(stream, "get_data") else b""
        size = len(data)
        for name in _DRAWN.findall(data) if size <= LARGEST_PAGE else ():
            if name in forms and size <= LARGEST_PAGE:
                size += _size(forms[name], forms | _forms(forms[name].attrs.get("Resources")), sizes, deep + 1)
        sizes[id(stream)] = size
    return sizes[id(stream)]


def _forms(resources: Any) -> dict[bytes, Any]:
    """The forms among what a page or form may draw, by their names."""
    from pdfminer.pdftypes import PDFStream, resolve1

    named = resolve1((resolve1(resources) or {}).get("XObject")) or {}
    found = {str(name).encode("latin-1", "replace"): resolve1(thing) for name, thing in named.items()}
    return {name: thing for name, thing in found.items() if isinstance(thing, PDFStream) and "Form" in str(thing.attrs.get("Subtype"))}
