"""Markdown: pipe tables, what stands between them, marks that are no words, and places in the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_tables import folded, outside, rows, spans_hold, words

from concordat.graph import plan, reading
from concordat.graph.errors import SourceError
from concordat.graph.model import SPANNING, Cell, Document
from concordat.graph.reading import markdown, text
from concordat.graph.reading.passages import passage, struck_through


def read(page: str) -> Document:
    found = markdown.read("plan.md", page.encode(), "plan.md")
    assert spans_hold(found)
    assert sum(len(table.rows) for table in found.tables) + sum(found.skipped.values()) == len(page.removesuffix("\n").split("\n"))
    return found


def cell(page: str) -> Cell:
    """The first cell below the header."""
    return read(f"| A | B |\n|---|---|\n| {page} | x |").tables[0].rows[1].cells[0]


EXPECTED = [["Ref", "Action", "Lead"], ["1", "Do it", "DH"], ["2", "", "HO"]]
TABLES = {
    "bars outside": "| Ref | Action | Lead |\n|-----|:------:|-----:|\n| 1 | Do it | DH |\n| 2 | | HO |",
    "no bars outside": "Ref | Action | Lead\n--- | --- | ---\n1 | Do it | DH\n2 | | HO",
    "indented": "  | Ref | Action | Lead |\n  |---|---|---|\n  | 1 | Do it | DH |\n\t| 2 | | HO |  ",
    "in a quotation": "> | Ref | Action | Lead |\n> |---|---|---|\n> | 1 | Do it | DH |\n> | 2 | | HO |",
    "without a rule": "| Ref | Action | Lead |\n| 1 | Do it | DH |\n| 2 | | HO |",
    "a rule between all rows": "+---+---+---+\n| Ref | Action | Lead |\n+===+===+===+\n| 1 | Do it | DH |\n+---+---+---+\n| 2 | | HO |\n+---+---+---+",
    "right below a paragraph": "Words\n| Ref | Action | Lead |\n|---|---|---|\n| 1 | Do it | DH |\n| 2 | | HO |\nWords",
    "lines that end as in Windows": "| Ref | Action | Lead |\r\n|---|---|---|\r\n| 1 | Do it | DH |\r\n| 2 | | HO |\r\n",
    "marks": "| **Ref** | *Action* | [Lead](x) |\n|---|---|---|\n| `1` | Do&nbsp;it | __DH__[^1] |\n| 2 | <!-- none --> | ~~x~~ HO |",
}


@pytest.mark.parametrize("form", TABLES)
def test_forms_of_tables(form: str) -> None:
    assert rows(read(TABLES[form])) == EXPECTED


def test_a_blank_line_ends_a_table_and_rows_keep_the_cells_they_have() -> None:
    found = read("| A | B | C |\n|---|---|---|\n| 1 |\n| 1 | 2 | 3 | 4 |\n\n| D |\n")
    assert [[words(cell) for cell in row.cells] for row in found.tables[0].rows] == [["A", "B", "C"], ["1"], ["1", "2", "3", "4"]]
    assert [[words(cell) for cell in row.cells] for row in found.tables[1].rows] == [["D"]]


HTML = """<table>
<tr><th>Ref</th><th>Action</th><th>Lead</th></tr>
<tr><td colspan="3">Housing</td></tr>
<tr>
  <td rowspan="2">1</td>
  <td>Work with **all**
    <ul><li>the police</li><li>fire</li></ul></td>
  <td>DH &amp; HO</td>
</tr>
<tr><td>more<td>HO</tr></table>
"""


def test_a_table_written_in_html(tmp_path: Path) -> None:
    """It is Markdown all the same if the file begins with it; a cell over two rows is said in each and stands where it is printed."""
    (tmp_path / "plan.md").write_text(HTML, encoding="utf-8")
    found = reading.read(tmp_path / "plan.md")
    assert rows(found) == [["Ref", "Action", "Lead"], ["Housing", "", ""], ["1", "Work with all the police fire", "DH & HO"], ["1", "more", "HO"]]
    assert spans_hold(found)
    table = found.tables[0].rows
    assert [(row.number, row.heading) for row in table] == [(2, 0), (3, SPANNING), (4, 0), (10, 0)]
    assert [item.text for item in passage(table[2].cells[1])[1]] == ["the police", "fire"]
    assert table[2].cells[0] == table[3].cells[0]


CLEANED = {
    "**Do** _it_ __now__ *or* ***never***": "Do it now or never",
    "[Home Office](https://x.org/a_(b)) & [DH][1]": "Home Office & DH",
    "[![Green](dot.png)](x) ![Red](y.png \"title\")": "Green Red",
    "<https://a_b.org/*c*> and https://a_b.org/c_d": "https://a_b.org/*c* and https://a_b.org/c_d",
    r"a \| b \* c \_ d \\ e": r"a | b * c _ d \ e",
    "`**kept**` ``a ` b`` `": "**kept** a ` b `",
    "5 * 3 * 2 and snake_case_name, CCGs*": "5 * 3 * 2 and snake_case_name, CCGs*",
    "R&amp;D &pound;5m &#8211; &nonsense; AT&T": "R&D £5m – &nonsense; AT&T",
    "DH<br>HO<br/>Mind": "DH HO Mind",
    "DH[^1] <sup>2</sup>{: .big}": "DH 2",
    "[agency].gov and [x] y": "[agency].gov and [x] y",
    "~~all of it~~": "all of it",
    "**unclosed and [open](": "**unclosed and [open](",
    "": "",
}


@pytest.mark.parametrize("raw", CLEANED)
def test_marks_are_not_words(raw: str) -> None:
    assert words(cell(raw)) == CLEANED[raw]


@pytest.mark.parametrize(("raw", "kept", "gone"), [("~~May~~ June", "June", ["May"]), ("~May~June", "June", ["May"]), ("By <del>**May**</del> June", "By June", ["May"]), ("a ~ b ~ c", "a ~ b ~ c", []), ("<s>May June", "<s>May June", [])])
def test_what_is_struck_through_is_told_apart(raw: str, kept: str, gone: list[str]) -> None:
    found = cell(raw)
    assert passage(found)[0].text == kept
    assert [each.text for each in struck_through(found)] == gone


def test_lists_in_a_cell_and_names_on_lines_of_their_own() -> None:
    whole, items = passage(cell("Work with<br>- the police<br>- [fire](x)<br>* crews"), lines=True)
    assert [item.text for item in items] == ["the police", "fire", "crews"]
    assert whole.text == "Work with\nthe police\nfire\ncrews"


def test_every_character_knows_its_place() -> None:
    """Slicing the file at the place of a name gives the name, whatever marks stand around it."""
    found = read("| A |\n|---|\n| See **NHS England** & [Home Office](https://x.org)[^2] |")
    whole = passage(found.tables[0].rows[1].cells[0])[0]
    for name in ("NHS England", "Home Office", "&"):
        (span,) = whole.place(whole.text.index(name), whole.text.index(name) + len(name)).spans
        assert found.text[span.start : span.end] == name


def test_a_cell_in_plain_and_in_part() -> None:
    """Every character keeps its position, so that what is found in the plain text can be cut out of the cell with its marks."""
    found = cell("**Lead:** DH<br>R&amp;D ~~x~~")
    assert found.plain == "  Lead:   DH   \nR&    D   x  "
    at = found.plain.index("DH")
    assert (found.part(at, at + 2).text, words(found.part(0, at))) == ("DH", "Lead:")
    assert [words(found.part(0, 16)), words(found.part(16, len(found.text)))] == ["Lead: DH", "R&D"]


def test_headings_and_labels_are_found_under_their_marks(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("| [Ref](x) | **Action** | _Lead_ | **Colour** |\n|---|---|---|---|\n| 1 | Do it | DH | blue |\n", encoding="utf-8")
    (action,) = plan.read(reading.read(tmp_path / "plan.md"), "plan").actions
    assert (action.ref, action.lead.text, [(heading, cell.text) for heading, cell in action.other]) == ("1", "DH", [("Colour", "blue")])
    lines = [f"{n}. Open a line that answers everybody in the county. **Lead:** Ambridge Trust. **Due:** 201{n}" for n in range(1, 5)]
    (tmp_path / "list.md").write_text("\n".join(lines), encoding="utf-8")
    found = plan.read(reading.read(tmp_path / "list.md"), "list").actions
    assert [(a.text.text, a.lead.text, a.finish.text) for a in found] == [("Open a line that answers everybody in the county.", "Ambridge Trust", f"201{n}") for n in range(1, 5)]


def test_marks_of_markdown_are_words_in_a_text_file() -> None:
    document = text.read("plan.txt", b"**Do** it\t[x](y)\t- a", "plan.txt")
    assert rows(document) == [["**Do** it", "[x](y)", "- a"]]


PAGE = """---
title: Plan
---
# Plan *one* #

First words
go on.

Second
title
------
===

1. First
- an item
  goes on
* [x] **done**

> quoted
> words

***
[^1]: A note
[x]: https://example.org "where it leads"
{:.table}
<!-- not
for readers -->
##
```text
| no | table |
# no heading
```
Last | words
"""


def test_headings_and_paragraphs_stand_around_the_tables_in_their_order() -> None:
    found = read(PAGE)
    assert outside(found) == [
        (1, "Plan one"), (0, "First words go on."), (2, "Second title"), (0, "==="), (0, "1. First"), (0, "an item goes on"), (0, "done"), (0, "quoted words"),
        (0, "A note"), (0, "| no | table |"), (0, "# no heading"), (0, "Last | words"),
    ]  # fmt: skip
    assert [row.number for row in found.tables[0].rows][:5] == [4, 6, 9, 12, 14]
    assert dict(found.skipped) == {"front matter lines": 3, "blank lines": 5, "further lines of rows": 4, "lines of mark-up": 7, "comments": 2}
    assert (found.unit, found.text) == ("line", PAGE)


def test_rules_at_the_top_are_no_front_matter() -> None:
    assert outside(read("---\nWords\n\n---\nMore\n")) == [(0, "Words"), (0, "More")]


@pytest.mark.parametrize("page", ["[" * 200_000, "**" * 200_000, "`a``" * 100_000, "<!--" * 200_000, "~~a" * 100_000, "_a*" * 100_000, "[a](" * 100_000, "\\" * 400_000, "&amp" * 100_000, "| " * 100_000, "> " * 200_000, "a\n---\n" * 50_000])
def test_files_made_to_do_harm_are_read_in_a_moment(page: str) -> None:
    assert read(f"x {page}").tables


@pytest.mark.parametrize(("data", "message"), [(b"x" * 2_000_001, "too long"), (b"|" * 500_010, "too long"), (b"\n---\n", "no words"), (b"\0\1\0\1\0\1\2", "not a text file")])
def test_files_that_cannot_be_read(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        markdown.read("plan.md", data, "plan.md")


LETTERS = st.text(st.characters(categories=["L", "N", "Zs", "Sc", "Po"], exclude_characters="\\*_~`<>&[]()|!#·•-+:"), max_size=20)
TABLE = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(LETTERS, min_size=width, max_size=width), min_size=1, max_size=5))


@settings(max_examples=80, deadline=None)
@given(TABLE)
def test_wild_tables_come_back_as_they_were(table: list[list[str]]) -> None:
    width = len(table[0])
    lines = ["|" + "A|" * width, "|" + "---|" * width, *("| " + " | ".join(row) + " |" for row in table)]
    expected = [[folded(cell) for cell in row] for row in table if any(cell.strip() for cell in row)]
    assert rows(read("\n".join(lines)))[1:] == expected


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="|-#*_~`[]()<>!&;:\\ abr/\n\t>+=1.{}^", max_size=120))
def test_wild_files_lose_no_line(page: str) -> None:
    read(f"words\n\n{page}")
