"""Which format a document has: what its first bytes say, then its ending, and for text without a telling ending what stands in it."""

from __future__ import annotations

import io
import re
import zipfile

from concordat.graph.errors import SourceError
from concordat.graph.reading import delimited, headings, text

TEXT, DELIMITED, MARKDOWN, WEB, WORKBOOK, WORD, PDF = "text", "delimited", "markdown", "web", "workbook", "word", "pdf"
_BY_ENDING = {
    **dict.fromkeys((".txt", ".text", ".tsv", ".tab"), TEXT),
    **dict.fromkeys((".csv",), DELIMITED),
    **dict.fromkeys((".md", ".markdown", ".mdown"), MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), WEB),
}
# Formats that have no reader, by ending: what they are, and what to save them as
_SAVE_AS = {
    **dict.fromkeys((".doc", ".dot", ".odt", ".ott", ".fodt", ".rtf", ".pages", ".wpd"), ".docx"),
    **dict.fromkeys((".xls", ".xlt", ".xlsb", ".ods", ".ots", ".fods", ".numbers"), ".xlsx"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key", ".msg", ".eml", ".epub", ".mht", ".mhtml", ".xps"), ".pdf"),
}
_SAME_AS = {".docx": WORD, ".docm": WORD, ".dotx": WORD, ".dotm": WORD, ".xlsx": WORKBOOK, ".xlsm": WORKBOOK, ".xltx": WORKBOOK, ".xltm": WORKBOOK, ".pdf": PDF}
_CALLED = {WORD: "Word document", WORKBOOK: "Excel workbook", PDF: "PDF"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of new ones that are locked
_STREAMS = (("WordDocument", ".docx"), ("PowerPoint Document", ".pdf"), ("Workbook", ".xlsx"))  # what a container holds, by the name of its main stream
_MIMETYPE = re.compile(rb"PK\x03\x04.{26}mimetype(application/[\w.+-]{1,80})", re.DOTALL)
_OPEN_KINDS = ((b"opendocument.text", ".docx"), (b"opendocument.spreadsheet", ".xlsx"), (b"opendocument", ".pdf"), (b"epub", ".pdf"))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_GRAPHS = (".trig", ".ttl", ".nq", ".nt", ".jsonld", ".rdf", ".owl")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_WEB_TAG = re.compile(rb"<(?:!doctype|html|body|table|div|span|p|br|h[1-6]|[uod]l)\b", re.IGNORECASE)
_WEB_START = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div)\b", re.IGNORECASE | re.DOTALL)


def kind_of(where: str, ending: str, data: bytes) -> str:
    """The format of a document; `ending` is that of its name in small letters, empty if it has none.

    Raises
    ------
    SourceError
        If there is no reader for it: says which format to save it in.
    """
    if data[:1024].lstrip().startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        raise _old_or_locked(where, ending, data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(where, ending, data)
    if data.startswith(_PICTURES) and b"\0" in data[:4096]:
        raise SourceError(f"{where} is a picture: its words cannot be read; run text recognition (OCR) on it first")
    if data.startswith(_PACKED):
        raise SourceError(f"{where} is an archive: unpack it first")
    if ending in _GRAPHS or data.lstrip().startswith((b"@prefix ", b"@base ")):
        raise SourceError(f"{where} is a graph and no document: name the plan that it was made from; what asks a graph takes it behind -g")
    if data.startswith(b"{\\rtf"):
        raise SourceError(f"{where} is rich text (RTF): open it in a word processor and save it as .docx")
    return _of_text(where, ending, data)


def _old_or_locked(where: str, ending: str, data: bytes) -> SourceError:
    """What is said of a container that only old programs fill, or new ones with a file under lock."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError(f"{where} is locked with a password: save it without one")
    inside = next((target for stream, target in _STREAMS if stream.encode("utf-16-le") in data), None)
    target = inside or _SAVE_AS.get(ending, ".docx")
    return SourceError(f"{where} is in an old format of Office: open it in its own program and save it as {target}")


def _zipped(where: str, ending: str, data: bytes) -> str:
    """A zip file is what its parts say, whatever it is called; one whose parts cannot be listed is what its ending says, and its reader tells what is wrong."""
    names, kind = _parts(data)
    if "xl/workbook.bin" in names:
        raise _save_as(where, ".xlsx")
    if "[Content_Types].xml" in names:
        for folder, found in (("word/", WORD), ("xl/", WORKBOOK)):
            if any(name.startswith(folder) for name in names):
                return found
        if any(name.startswith("ppt/") for name in names):
            raise _save_as(where, ".pdf")
    if target := next((target for word, target in _OPEN_KINDS if word in kind), None):
        raise _save_as(where, target)
    if ending in _SAVE_AS:
        raise _save_as(where, _SAVE_AS[ending])
    if ending in _SAME_AS and (not names or "[Content_Types].xml" in names):
        return _SAME_AS[ending]
    raise SourceError(f"{where} is an archive without a Word or Excel document: unpack it, or name a document")


def _parts(data: bytes) -> tuple[list[str], bytes]:
    """The names of the parts of a zip file, none if they cannot be listed; and what it says it is, as files of OpenOffice and e-books do first of all."""
    said = _MIMETYPE.match(data)
    try:
        return zipfile.ZipFile(io.BytesIO(data)).namelist(), said[1] if said else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError):
        return [], said[1] if said else b""


def _save_as(where: str, target: str) -> SourceError:
    return SourceError(f"{where} is in a format that cannot be read: open it in its own program and save it as {target}")


def _of_text(where: str, ending: str, data: bytes) -> str:
    if _BY_ENDING.get(ending) == MARKDOWN:  # which may begin with a tag
        return MARKDOWN
    if _BY_ENDING.get(ending) == WEB and not _WEB_TAG.search(data) and b"\0" not in data:
        ending = ""  # text that is only called a page
    if _WEB_START.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return WEB
    if ending in _BY_ENDING and _BY_ENDING[ending] != TEXT:
        return _BY_ENDING[ending]
    binary = b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not binary and (guess := _guessed(text.decoded(where, data, where)[0])):
        return guess
    if ending in _SAME_AS:
        raise SourceError(f"{where} is broken or no {_CALLED[_SAME_AS[ending]]}: open it in its own program and save it again")
    if ending in _SAVE_AS:
        raise _save_as(where, _SAVE_AS[ending])
    return TEXT


def _guessed(found: str) -> str | None:
    """What text is that has no ending, or the wrong one: that in which some line names the columns of a plan; None if no line does."""
    lines = found[:200_000].split("\n")
    if any("\t" in line and headings.header(line.split("\t")) for line in lines):
        return TEXT
    if any(line.lstrip().startswith("|") for line in lines) and delimited.names_columns(found, "|"):
        return MARKDOWN
    return DELIMITED if any(delimited.names_columns(found, char) for char in ",;|") else None
