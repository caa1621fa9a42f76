"""Which format a document has, and one clear line, soon, for files that are locked, old, broken, made to do harm or of a format that is not read."""

from __future__ import annotations

import gzip
import io
import re
import struct
import sys
import time
import zipfile
from pathlib import Path

import pytest
from altered import changed
from docx import Document as Blank
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from concordat.graph import reading
from concordat.graph.errors import SourceError
from concordat.graph.reading import kinds, libraries, word, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
HEAD = ["Ref", "Action", "Lead"]


def docx() -> bytes:
    document = Blank()
    for cell, words in zip(document.add_table(1, 3).rows[0].cells, HEAD):
        cell.text = words
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    book.active.append(HEAD)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return into.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


READ = [
    ("plan.docx", docx, kinds.WORD),
    ("plan.xlsx", xlsx, kinds.WORKBOOK),
    ("plan.xlsm", xlsx, kinds.WORKBOOK),
    ("named wrongly.xlsx", docx, kinds.WORD),
    ("named wrongly.doc", docx, kinds.WORD),
    ("no ending", xlsx, kinds.WORKBOOK),
    ("plan.pdf", lambda: b"%PDF-1.7\n", kinds.PDF),
    ("a web page that calls itself a workbook.xls", lambda: b"<html><table><tr><td>Ref</td></tr></table></html>", kinds.WEB),
    ("text that calls itself a workbook.xls", lambda: b"Ref\tAction\tLead\n", kinds.TEXT),
    ("plan.csv", lambda: b"Ref,Action,Lead\n", kinds.DELIMITED),
    ("plan.md", lambda: b"| Ref | Action |\n", kinds.MARKDOWN),
    ("no ending", lambda: b"Ref;Action;Lead\n", kinds.DELIMITED),
]


@pytest.mark.parametrize(("name", "content", "kind"), READ, ids=[name for name, _, _ in READ])
def test_what_a_document_is(name: str, content, kind: str) -> None:
    assert kinds.kind_of(name, Path(name).suffix, content()) == kind


def opendocument(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<a/>"})


TYPES = {"[Content_Types].xml": b"<Types/>"}
REFUSED = [
    ("locked.xlsx", lambda: ole("EncryptedPackage"), "locked with a password: save it without one"),
    ("locked.docx", lambda: ole("EncryptedPackage"), "locked with a password: save it without one"),
    ("old.doc", lambda: ole("WordDocument"), "old format of Office: open it in its own program and save it as .docx"),
    ("old.xls", lambda: ole("Workbook"), "save it as .xlsx"),
    ("old sheet.xls", lambda: ole("Book"), "save it as .xlsx"),
    ("old slides.ppt", lambda: ole("PowerPoint Document"), "save it as .pdf"),
    ("renamed.docx", lambda: ole("Workbook"), "save it as .xlsx"),
    ("letter.msg", lambda: OLE, "save it as .pdf"),
    ("binary.xlsb", lambda: zipped({**TYPES, "xl/workbook.bin": b""}), "save it as .xlsx"),
    ("slides.pptx", lambda: zipped({**TYPES, "ppt/presentation.xml": b"<a/>"}), "save it as .pdf"),
    ("slides.docx", lambda: zipped({**TYPES, "ppt/presentation.xml": b"<a/>"}), "save it as .pdf"),
    ("text.odt", lambda: opendocument("text"), "save it as .docx"),
    ("sheet.ods", lambda: opendocument("spreadsheet"), "save it as .xlsx"),
    ("renamed.xlsx", lambda: opendocument("text"), "save it as .docx"),
    ("text.pages", lambda: zipped({"Index/Document.iwa": b""}), "save it as .docx"),
    ("sheet.numbers", lambda: zipped({"Index/Document.iwa": b""}), "save it as .xlsx"),
    ("text.rtf", lambda: rb"{\rtf1 words}", "rich text (RTF): open it in a word processor and save it as .docx"),
    ("picture.png", lambda: b"\x89PNG\r\n\x1a\n\0", "is a picture"),
    ("picture.docx", lambda: b"\xff\xd8\xff\xe0\0", "is a picture"),
    ("plans.zip", lambda: zipped({"plan.docx": docx()}), "is an archive"),
    ("plans.docx", lambda: zipped({"word/plan.docx": docx()}), "is an archive"),
    ("plan.txt.gz", lambda: gzip.compress(b"words"), "is an archive: unpack it first"),
    ("words.docx", lambda: b"no zip file at all", "is broken or no Word document"),
    ("empty.docx", lambda: b"", "empty"),
    ("nothing.xlsx", lambda: zipped({}), "is broken or no Excel workbook"),
    ("half.docx", lambda: docx()[:-4000], "is broken or no Word document"),
    ("half.xlsx", lambda: xlsx()[:2000], "is broken or no Excel workbook"),
    ("end only.xlsx", lambda: xlsx()[-2000:], "is broken or no Excel workbook"),
]


@pytest.mark.parametrize(("name", "content", "said"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_one_line_for_what_cannot_be_read(name: str, content, said: str, tmp_path: Path) -> None:
    refused(tmp_path / name, content(), said)


def refused(path: Path, data: bytes, said: str) -> None:
    path.write_bytes(data)
    began = time.process_time()
    with pytest.raises(SourceError) as found:
        reading.read(path)
    assert said in str(found.value)
    assert str(found.value).startswith(str(path)) and "\n" not in str(found.value)
    assert time.process_time() - began < 10


BOMB = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def part(data: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return zipped({**{each: source.read(each) for each in source.namelist()}, name: content})


def lying(data: bytes, name: str, size: int) -> bytes:
    """The directory of the zip file says that a part is of this size."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def encrypted(data: bytes) -> bytes:
    """The directory says that every part is encrypted, as old programs did it."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01\0" + data[at + 10 :]


def cells(rows: int) -> bytes:
    row = "".join(f'<c r="{column}1"/>' for column in "ABCDEFGHIJ")
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData>{f"<row>{row}</row>" * rows}</sheetData></worksheet>'.encode()


HARMFUL = [
    ("entities.docx", lambda: changed(docx(), "word/document.xml", b"<w:document", BOMB.encode() + b"<w:document"), "word/document.xml declares a document type"),
    ("entities.xlsx", lambda: part(xlsx(), "xl/sharedStrings.xml", BOMB.encode() + b"<sst/>"), "declares a document type"),
    ("entities 16.xlsx", lambda: part(xlsx(), "xl/workbook.xml", (BOMB + "<a/>").encode("utf-16")), "declares a document type"),
    ("entities in types.docx", lambda: part(docx(), "[Content_Types].xml", BOMB.encode() + b"<Types/>"), "declares a document type"),
    ("outside.docx", lambda: part(docx(), "word/styles.xml", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), "declares a document type"),
    ("bomb.docx", lambda: part(docx(), "word/document.xml", b"<a>" + b" " * 90_000_000 + b"</a>"), "would unpack to 90 MB"),
    ("picture bomb.docx", lambda: part(docx(), "word/media/image1.png", bytes(300_000_000)), "would unpack to 300 MB"),
    ("small bomb.xlsx", lambda: part(xlsx(), "xl/worksheets/sheet1.xml", b"<" * 15_000_000), "too long to be a plan"),
    ("lying bomb.docx", lambda: lying(part(docx(), "word/document.xml", b" " * 90_000_000), "word/document.xml", 5000), "word/document.xml cannot be unpacked"),
    ("lying the other way.docx", lambda: lying(docx(), "word/document.xml", 4_000_000_000), "would unpack to 4,000 MB"),
    ("encrypted.docx", lambda: encrypted(docx()), "locked with a password"),
    ("many empty cells.xlsx", lambda: part(xlsx(), "xl/worksheets/sheet1.xml", cells(100_001)), "has more than 1,000,000 cells"),
    ("deep.docx", lambda: part(docx(), "word/document.xml", b"<a>" * 100_000 + b"</a>" * 100_000), "is broken or no Word document"),
    ("no end.docx", lambda: changed(docx(), "word/document.xml", b"</w:document>", b""), "is broken or no Word document"),
    ("no end.xlsx", lambda: changed(xlsx(), "xl/worksheets/sheet1.xml", b"</worksheet>", b""), "is broken or no Excel workbook"),
    ("no sheet.xlsx", lambda: changed(xlsx(), "xl/workbook.xml", b"<sheets>", b"<sheets><x/>"), "is broken or no Excel workbook"),
    ("no such string.xlsx", lambda: changed(xlsx(), "xl/worksheets/sheet1.xml", b't="inlineStr"><is><t>Ref</t></is>', b't="s"><v>99</v>'), "is broken or no Excel workbook"),
    ("no body.docx", lambda: part(docx(), "word/document.xml", b"<a/>"), "there is no text in it"),
    ("crossed tags.docx", lambda: changed(docx(), "word/document.xml", b"<w:tbl>", b"<w:x>"), "is broken or no Word document"),
]


@pytest.mark.parametrize(("name", "content", "said"), HARMFUL, ids=[name for name, _, _ in HARMFUL])
def test_one_line_and_no_harm(name: str, content, said: str, tmp_path: Path) -> None:
    refused(tmp_path / name, content(), said)


PLACES = [b'="([^"]*)"', b">([^<>]+)<", b"<(?:\\w+:)?(\\w+)"]
JUNK = [b"", b"-1", b"0", b"99999999999999999999", b"abc", b"1.5", b"ZZZZ9", b"true", b"\xc3\x28"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([docx, xlsx]), st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(PLACES), st.sampled_from(JUNK))
def test_mangled_parts_are_read_or_refused(made, which: int, where: int, pattern: bytes, junk: bytes) -> None:
    """A value, some words or the name of a tag in any part replaced by something that should not stand there."""
    data = made()
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        names = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        name = names[which % len(names)]
        content = source.read(name)
    found = list(re.finditer(pattern, content))
    if not found:
        return
    at = found[where % len(found)].span(1)
    read = word.read if made is docx else workbook.read
    try:
        document = read("plan", part(data, name, content[: at[0]] + junk + content[at[1] :]), "plan")
    except SourceError as error:
        assert str(error).startswith("plan") and "\n" not in str(error)
    else:
        assert document.tables


def test_what_a_library_prints_is_not_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """openpyxl prints a line where a named style rests on one that is not there."""
    refused(tmp_path / "plan.xlsx", changed(xlsx(), "xl/styles.xml", b'name="Normal" xfId="0"', b'name="Normal" xfId="9"'), "is broken or no Excel workbook (openpyxl: ")
    assert tuple(capsys.readouterr()) == ("", "")


def test_more_cells_than_any_plan(tmp_path: Path) -> None:
    """One cell in each of a thousand rows and columns."""
    book = Workbook()
    for n in range(1, 1001):
        book.active.cell(n, n, "x")
    into = io.BytesIO()
    book.save(into)
    refused(tmp_path / "plan.xlsx", into.getvalue(), "has more than 500,000 cells")


@pytest.mark.parametrize(("name", "content"), [("empty.docx", lambda: Blank()), ("empty.xlsx", lambda: Workbook())], ids=["Word", "Excel"])
def test_a_document_without_a_word(name: str, content, tmp_path: Path) -> None:
    into = io.BytesIO()
    content().save(into)
    refused(tmp_path / name, into.getvalue(), "holds no words that can be read")


def test_a_sheet_that_says_it_is_as_large_as_can_be(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(changed(xlsx(), "xl/worksheets/sheet1.xml", b'<dimension ref="A1:C1"', b'<dimension ref="A1:XFD1048576"'))
    assert [cell.text for cell in reading.read(path).tables[0].rows[0].cells] == HEAD


@pytest.mark.parametrize(("module", "called", "name", "content"), [("openpyxl", "openpyxl", "plan.xlsx", xlsx), ("docx", "python-docx", "plan.docx", docx)])
def test_a_missing_library_is_named(module: str, called: str, name: str, content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    refused(tmp_path / name, content(), f'cannot be read without {called}: pip install ".[documents]" in the folder of concordat')


def test_every_library_that_is_asked_for_is_there() -> None:
    for module in ("openpyxl", "docx", "lxml.etree", "pdfplumber"):
        assert libraries.needed(module, "plan").__name__ == module
