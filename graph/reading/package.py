"""The zip file behind a Word or Excel document: looked through before a library may open it, so that no file can take more time or room than a plan does.

What is checked is what is read later: sizes as the directory of the zip file states them (Python's zipfile reads no further than that, and
says so where the directory lies), document types in XML, which no office document has and which bombs are made of, and how many tags there are.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from concordat.graph.errors import SourceError
from concordat.graph.reading import libraries
from concordat.graph.reading.layout import MOST_CELLS

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 200_000_000  # bytes, unpacked; pictures take most of a large document
LARGEST_XML = 100_000_000  # bytes of all parts with words in them
HIGHEST_RATIO = 200  # of what is unpacked to what is packed, beyond `SMALL` bytes
SMALL = 20_000_000
MOST_PARTS = 5_000
MOST_TAGS = 1_500_000  # in all parts; a plan of ten thousand actions has fewer than half as many
MOST_TAGS_OF_CELLS = 3_000_000  # in sheets and their words, which are read a piece at a time
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, UnicodeDecodeError, ValueError)
_DECLARATIONS = tuple(mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_OVERLAP = max(map(len, _DECLARATIONS))
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_RELATIONS = re.compile(r"(?:(?P<folder>.*)/)?_rels/[^/]*\.rels")
_KEEP = "save the part with the plan as a file of its own"


class Package:
    """The parts of an office document; `where` is what a message calls it, `kind` what it should be ("Word document").

    Raises
    ------
    SourceError
        If it is no whole zip file, locked, or would take more room than is sane.
    """

    def __init__(self, data: bytes, where: str, kind: str) -> None:
        self.where, self.kind, self._data = where, kind, data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise self.broken() from None
        self.names = self._sane(self._zip.infolist())
        self._look_through()

    def broken(self, why: str = "") -> SourceError:
        """What is said of a document that cannot be read to its end."""
        return SourceError(f"{self.where} is broken or no {self.kind}{f' ({why})' if why else ''}: open it in its own program and save it again")

    def stumbled(self, library: str, error: Exception) -> SourceError:
        """What is said of a document that a library cannot read, whatever it raised."""
        return self.broken(f"{library}: {' '.join(str(error).split())[:100] or type(error).__name__}")

    def whole(self) -> io.BytesIO:
        """The document for a library to open; links to parts that are not in it, over which libraries stumble and Word does not, are taken out."""
        mended = {name: xml for name in self.names if _RELATIONS.fullmatch(name) and (xml := self._mended(name)) is not None}
        if not mended:
            return io.BytesIO(self._data)
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as target:
            for info in self._zip.infolist():
                target.writestr(info.filename, mended.get(info.filename) or self.content(info.filename))
        copy.seek(0)
        return copy

    def foreign(self) -> int:
        """How many diagrams, and files of other programs, stand in the document with words of their own."""
        return sum(1 for name in self.names if re.match(r"\w+/(?:diagrams/data|embeddings/.|afchunk)", name))

    def content(self, name: str) -> bytes:
        """The bytes of a part."""
        return b"".join(self._chunks(name))

    def root(self, name: str) -> _Element:
        """The XML of a part; entities are not expanded and nothing is fetched."""
        etree = libraries.lxml_etree(self.where)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(self.content(name), parser)
        except etree.XMLSyntaxError as error:
            raise self.broken(f"{name}: {error.msg}") from None

    def _sane(self, infos: list[zipfile.ZipInfo]) -> frozenset[str]:
        """The names of the parts, if their sizes are those of a document."""
        if any(info.flag_bits & 1 for info in infos):
            raise SourceError(f"{self.where} is locked with a password: save it without one")
        packed, unpacked = sum(info.compress_size for info in infos), sum(info.file_size for info in infos)
        written = sum(info.file_size for info in infos if _is_xml(info.filename))
        if unpacked > LARGEST or written > LARGEST_XML or (unpacked > SMALL and unpacked > HIGHEST_RATIO * max(packed, 1)):
            raise SourceError(f"{self.where} would unpack to {unpacked // 1_000_000:,} MB, more than any plan: {_KEEP}")
        names = frozenset(info.filename for info in infos)
        if len(infos) > MOST_PARTS or len(names) < len(infos):
            raise self.broken("more parts than a document has" if len(infos) > MOST_PARTS else "a part stands in it twice")
        return names

    def _look_through(self) -> None:
        """Read every part with words in it once, a piece at a time."""
        tags = {False: 0, True: 0}
        cells = 0
        for name in sorted(filter(_is_xml, self.names)):
            of_cells, tail = name.startswith(("xl/worksheets/", "xl/sharedStrings")), b""
            for chunk in self._chunks(name):
                seen, tail = tail + chunk, chunk[-_OVERLAP:]
                if any(mark in seen for mark in _DECLARATIONS):
                    raise self.broken(f"{name} declares a document type, which no such file does")
                tags[of_cells] += chunk.count(b"<")
                cells += sum(1 for _ in _CELL.finditer(chunk)) if of_cells else 0
            if cells > 2 * MOST_CELLS:
                raise SourceError(f"{self.where} has more than {2 * MOST_CELLS:,} cells, empty ones with a format among them: {_KEEP}")
            if tags[False] > MOST_TAGS or tags[True] > MOST_TAGS_OF_CELLS:
                raise SourceError(f"{self.where} is too long to be a plan: {_KEEP}")

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except (*_BROKEN, KeyError):
            raise self.broken(f"{name} cannot be unpacked") from None

    def _mended(self, name: str) -> bytes | None:
        """The links in a part of links without those that lead nowhere; None if there is nothing to mend."""
        folder = (_RELATIONS.fullmatch(name) or {"folder": ""})["folder"] or ""
        links = self.root(name)
        lost = [one for one in links if one.get("TargetMode") != "External" and _target(folder, one.get("Target", "")) not in self.names]
        for one in lost:
            links.remove(one)
        return libraries.lxml_etree(self.where).tostring(links) if lost else None


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _target(folder: str, link: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, link)).lstrip("/")


def attribute(element: _Element, name: str) -> str:
    """An attribute by its local name, as the namespace depends on the edition of the standard; empty if there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
