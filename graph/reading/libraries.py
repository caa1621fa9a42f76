"""The libraries that only some formats need: imported when such a document is read, and missed in one line."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from concordat.graph.errors import SourceError

_INSTALLED_AS = {"docx": "python-docx"}


def lxml_etree(where: str) -> ModuleType:
    """lxml's trees; `where` is the document that needs them. A SourceError that says what to install if they are missing."""
    return needed("lxml.etree", where)


def pdfplumber(where: str) -> ModuleType:
    """What reads PDF; `where` is the document that needs it. A SourceError that says what to install if it is missing."""
    return needed("pdfplumber", where)


def needed(module: str, where: str) -> ModuleType:
    """A module of a library ("openpyxl"); `where` is the document that needs it.

    Raises
    ------
    SourceError
        If the library is missing: says what to install.
    """
    try:
        return import_module(module)
    except ImportError:
        top = module.partition(".")[0]
        raise SourceError(f'{where} cannot be read without {_INSTALLED_AS.get(top, top)}: pip install ".[documents]" in the folder of concordat') from None
