"""The libraries that only some formats need: imported when such a document is read, and missed in one line."""

from __future__ import annotations

from types import ModuleType

from concordat.graph.errors import SourceError


def lxml_etree(where: str) -> ModuleType:
    """lxml's trees; `where` is the document that needs them. A SourceError that says what to install if they are missing."""
    try:
        from lxml import etree
    except ImportError:
        raise _missing("lxml", where) from None
    return etree


def pdfplumber(where: str) -> ModuleType:
    """What reads PDF; `where` is the document that needs it. A SourceError that says what to install if it is missing."""
    try:
        import pdfplumber as library
    except ImportError:
        raise _missing("pdfplumber", where) from None
    return library


def _missing(name: str, where: str) -> SourceError:
    return SourceError(f'{where} cannot be read without {name}: pip install "concordat[documents]"')
