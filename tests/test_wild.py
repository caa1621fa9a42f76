"""Wild tables in every format through the whole build: nothing is lost, nothing is wrong, and every fact leads to its words."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as Blank
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as Drawn

from concordat.graph import build, extract, records, register
from concordat.graph.model import ActionClaims, Document, Reading

HEAD = ("Ref", "Action", "Lead", "Partners", "Timescale")
FIRST = ("A1", "Review the pathway", "Home Office", "NHS England", "May 2015")
Rows = list[tuple[str, ...]]


def text(rows: Rows) -> bytes:
    return "\n".join("\t".join(row) for row in rows).encode()


def delimited(rows: Rows) -> bytes:
    into = io.StringIO(newline="")
    csv.writer(into).writerows(rows)
    return into.getvalue().encode()


def markdown(rows: Rows) -> bytes:
    lines = ["| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]).encode()


def web(rows: Rows) -> bytes:
    return ("<table>" + "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows) + "</table>").encode()


def workbook(rows: Rows) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=cell) for cell in row]
        for cell in cells:
            cell.data_type = "s"  # words that begin with "=" are no sum
        sheet.append(cells)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def word(rows: Rows) -> bytes:
    document = Blank()
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows):
        for cell, words in zip(row.cells, cells):
            cell.text = words
    into = io.BytesIO()
    document.save(into)
    return into.getvalue()


def pdf(rows: Rows) -> bytes:
    style = getSampleStyleSheet()["Normal"]
    cells = [[Paragraph(html.escape(cell), style) for cell in row] for row in rows]
    into = io.BytesIO()
    SimpleDocTemplate(into).build([Drawn(cells, colWidths=[40, 200, 90, 90, 70], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])])
    return into.getvalue()


WRITERS: dict[str, Callable[[Rows], bytes]] = {"txt": text, "csv": delimited, "md": markdown, "html": web, "xlsx": workbook, "docx": word, "pdf": pdf}

# Pieces of which plans are made, and of which no plan is made, side by side
PIECES = st.sampled_from(
    "NHS England|Home Office|CCGs|and|with|; |, |/|(|)|[|]|“|”|\"|'|the Care Act 2014|section 136|Mental Health Act|£2.5m|up to £3 million|review|publish|the crisis plan|"
    "by May 2015|Q2 2016/17|31/12/2016|13/13/2013|ongoing|TBC|n/a|see 1.2|action A1|as above|• |1.|(a)|<b>|</p>|<script>|&amp;|`|**|~~|http://a.b/c|=1+1|@|\\|"
    "\u200b|\u202e|\u00a0|\u2013|\U0001f600|e\u0301|ﬁ|٣|½|Lead|Ref|Page 3 of 9|Progress|Jane Example|jane@example.org".split("|")
)
CELLS = st.one_of(
    st.lists(PIECES, max_size=6).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=25),
)


def readings(each: ActionClaims) -> list[Reading]:
    return [
        *(role.reading for role in each.responsibilities),
        *each.unnamed_partners,
        *(reading for _, reading in each.periods.values() if reading),
        *(claim.reading for claim in each.claims),
        *(deed.reading for deed in each.deeds),
        *(left.reading for left in each.unclaimed),
    ]


def quoted(document: Document, reading: Reading) -> str:
    return "".join(document.text[span.start : span.end] for span in reading.place.spans)


def stands_in(printed: str, words: str) -> bool:
    """Whether `words` are what is printed, but for marks, entities and invisible characters between its letters, which are left out of it."""
    rest = iter(words)
    return words[:1] == printed[:1] and words[-1:] in (printed[-1:], ";") and all(char in rest for char in printed if not char.isspace())


KNOWN = register.load()


@pytest.mark.parametrize("ending", WRITERS)
@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), max_size=5))
def test_wild_tables_through_the_whole_build(ending: str, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / f"plan.{ending}"
    path.write_bytes(WRITERS[ending]([HEAD, FIRST, *rows]))
    built = build.build([path])
    found = built.plans[0]
    counted = sum(len(table.rows) for table in found.document.tables) + sum(found.document.skipped.values())
    assert sum(found.tally.values()) == counted
    assert any(action.ref_printed == "A1" for action in found.actions)
    for each in extract.read(found, KNOWN):
        for reading in readings(each):
            assert reading.printed.strip()
            assert stands_in(reading.printed, quoted(found.document, reading)), reading
    assert len(records.records(built.graph)) == len(found.actions)


def test_a_body_written_in_two_ways_is_one_body(tmp_path: Path) -> None:
    """Both make the same address, and a body is not lead and partner of one action."""
    path = tmp_path / "plan.txt"
    path.write_bytes(text([HEAD, ("1", "Review the pathway", "Eastham-Trust", "Eastham Trust", "")]))
    [record] = records.records(build.build([path]).graph)
    assert [body["name"] for body in record["leads"]] == ["Eastham-Trust"]
    assert record["partners"] == []
