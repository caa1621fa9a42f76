"""The national plan saved as a web page, Markdown and PDF: the same pages, repeated headers, row cut by a page, headings and lists."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PLAN = Path(__file__).parent.parent / "data" / "national-action-plan-2016.txt"
WIDTH = 5


@dataclass
class Cell:
    """Paragraphs, and the items of the list that stands below the last of them."""

    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """As it would be typed into a cell that knows no lists."""
        return [*self.paragraphs, *(f"• {item}" for item in self.items)]


Row = list[Cell]


def pages() -> list[list[Row]]:
    """The rows of each page; blank lines part the pages."""
    found: list[list[Row]] = [[]]
    for line in PLAN.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            found[-1].append([cell(text) for text in line.split("\t")])
        elif found[-1]:
            found.append([])
    return [page for page in found if page]


def cell(markup: str) -> Cell:
    """A cell of the text, whose lists and paragraphs are marked as in HTML."""
    before, _, rest = re.sub(r"</?i>", "", markup).partition("<ul")
    paragraphs = [" ".join(part.split()) for part in re.split(r"</?p>", before)]
    inner = rest.partition(">")[2].replace("</ul>", "")
    items = re.split("[▪•]", inner) if re.search("[▪•]", inner) else re.split(r"(?<=\.)\s+(?=[A-Z])", inner)
    return Cell([words for words in paragraphs if words], [item for words in items if (item := " ".join(words.split()))])


def is_section(row: Row) -> bool:
    return all(not each.lines() for each in row[1:])


def to_html(path: Path) -> None:
    """One table; a section is a row of one cell over all columns."""
    rows = "\n".join(html_row(row) for page in pages() for row in page)
    head = '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Plan</title><style>td { color: #333 }</style></head>\n'
    path.write_text(f"{head}<body>\n<h1>National action plan</h1>\n<table>\n{rows}\n</table>\n</body>\n</html>\n", encoding="utf-8", newline="\n")


def html_row(row: Row) -> str:
    if is_section(row):
        return f'<tr><th colspan="{WIDTH}">{html.escape(row[0].paragraphs[0])}</th></tr>'
    return "<tr>" + "".join(f"<td>{''.join(html_cell(each))}</td>" for each in row) + "</tr>"


def html_cell(each: Cell) -> Iterator[str]:
    yield from (f"<p>{html.escape(words)}</p>" for words in each.paragraphs)
    if each.items:
        yield "<ul>" + "".join(f"\n  <li>{html.escape(item)}</li>" for item in each.items) + "\n</ul>"


def to_markdown(path: Path) -> None:
    """A pipe table a page, with a heading of the document above them."""
    parts = ["---", "title: National action plan", "---", "", "# National action plan"]
    for page in pages():
        parts += ["", markdown_row(page[0]), "|" + "---|" * WIDTH, *(markdown_row(row) for row in page[1:])]
    path.write_text("\n".join([*parts, ""]), encoding="utf-8", newline="\n")


def markdown_row(row: Row) -> str:
    return "| " + " | ".join("<br>".join(each.lines()).replace("|", r"\|") for each in row) + " |"


def to_pdf(path: Path, ruled: bool = True) -> None:
    """Pages of paper on their side, with a running title and a page number; without rules the columns can only be told by where words stand."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    style = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=9.5)
    item = ParagraphStyle("item", style, leftIndent=10, bulletIndent=2)

    def shown(each: Cell) -> list[Paragraph]:
        words = [Paragraph(html.escape(words), style) for words in each.paragraphs]
        return words + [Paragraph(html.escape(words), item, bulletText="•") for words in each.items]

    def furniture(canvas, document) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(40, 575, "National action plan")
        canvas.drawRightString(800, 20, f"{document.page} Crisis Care Concordat")

    story = []
    for page in pages():
        look = [("VALIGN", (0, 0), (-1, -1), "TOP"), *([("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else [])]
        look += [("SPAN", (0, down), (-1, down)) for down, row in enumerate(page) if is_section(row)]
        story += [Table([[shown(each) for each in row] for row in page], [50, 420, 90, 90, 110], style=look), PageBreak()]
    SimpleDocTemplate(str(path), pagesize=landscape(A4), topMargin=40, bottomMargin=40, invariant=1).build(story, furniture, furniture)


SAVERS = {".html": to_html, ".md": to_markdown, ".lines.pdf": to_pdf, ".columns.pdf": lambda path: to_pdf(path, ruled=False)}
