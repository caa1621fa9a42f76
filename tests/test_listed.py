"""Plans without a table: numbered lines with who and when at their ends, and paragraphs with words such as "Lead:"."""

from __future__ import annotations

from pathlib import Path

import pytest

from concordat.graph import plan, reading
from concordat.graph.errors import SourceError
from concordat.graph.model import Plan


def read(folder: Path, *lines: str) -> Plan:
    (folder / "plan.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = plan.read(reading.read(folder / "plan.txt"), "plan")
    assert sum(found.tally.values()) == len(lines)
    return found


def told(found: Plan) -> list[tuple[str | None, str, str, str]]:
    return [(a.ref, a.text.text, a.lead.text, a.finish.text) for a in found.actions]


def test_numbered_lines_that_end_with_who_and_when(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Borsetshire strategy: what we will do",
        "1 Open a crisis line that answers day and night. Ambridge Trust December 2014",
        "2 Publish a summary of what callers said DH By end of Summer 2015",
        "3 Train the staff. Borchester Council, supported by DH and the NHS. Ongoing",
    )
    assert told(found) == [
        ("1", "Open a crisis line that answers day and night.", "Ambridge Trust", "December 2014"),
        ("2", "Publish a summary of what callers said", "DH", "By end of Summer 2015"),
        ("3", "Train the staff.", "Borchester Council, supported by DH and the NHS.", "Ongoing"),
    ]
    assert "no table of actions was found; 3 lines" in found.notices[0]
    assert all(action.guessed for action in found.actions)
    for action in found.actions:
        span = action.text.place().spans[0]
        assert found.document.text[span.start : span.end] == action.text.text


def test_a_name_that_ends_another_line_too_is_told_from_the_words_before_it(tmp_path: Path) -> None:
    found = read(tmp_path, "1 Open a crisis line for all. DH December 2014", "2 Tell people more about the Innovation Fund DH By end of June 2015", "3 Train the staff who answer it. DH Ongoing")
    assert [(a.text.text, a.lead.text) for a in found.actions][1] == ("Tell people more about the Innovation Fund", "DH")


def test_paragraphs_with_words_before_their_parts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Commitment 1: We will open a crisis line for all. Lead: Ambridge Trust. Due: Spring 2013. Progress: it is open.",
        "Commitment 2: We will train the staff who answer it. Lead: DH, Borchester Council. Due: 2014/15.",
        "Commitment 3: We will ask the callers what they think. Lead: Ambridge Mind. Status: complete",
    )
    assert told(found) == [
        ("1", "We will open a crisis line for all.", "Ambridge Trust", "Spring 2013"),
        ("2", "We will train the staff who answer it.", "DH, Borchester Council", "2014/15"),
        ("3", "We will ask the callers what they think.", "Ambridge Mind", ""),
    ]
    assert [a.progress.text for a in found.actions] == ["it is open", "", ""]
    assert found.actions[2].status.text == "complete"


def test_a_sentence_keeps_the_date_at_its_end(tmp_path: Path) -> None:
    lines = [f"{n} The council will look after every child in the town by March 201{n}." for n in (5, 6, 7)]
    found = read(tmp_path, *lines)
    assert [a.finish.text for a in found.actions] == ["by March 2015", "by March 2016", "by March 2017"]
    assert all(a.text.text.endswith(".") and "March" in a.text.text for a in found.actions)


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Introduction to this report", "2. What we have found in the town", "3. What people have told us so far"],
        ["1 The quick brown fox jumps over the lazy dog", "2 The quick brown fox jumps over the lazy dog", "3 The quick brown fox jumps over the lazy dog"],
        ["A letter about the crisis line, written in May 2015", "It went to everybody who lives in the town"],
    ],
)
def test_a_list_that_says_neither_who_nor_when_is_no_plan(lines: list[str], tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no table with a column of actions"):
        read(tmp_path, *lines)


def records_of(folder: Path, name: str, text: str) -> list[tuple[str | None, str, str, str, str]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = plan.read(reading.read(path), "plan")
    return [(a.ref, a.section.title, a.text.text, a.lead.text, a.finish.text) for a in found.actions]


MARKDOWN = """# Borsetshire plan

## Health

### Action 1: Open a crisis line

Some words about the line.

- **Owner:** Ambridge Trust
- **Due:** December 2020

### Action 2: Train the staff who answer it

- **Owner:** Felpersham CCG
- **Due:** ongoing
"""
PAGE = """<h1>Borsetshire</h1><h2>Commitment 1: The line</h2><table><tr><td>Lead implementing agency</td><td>Ambridge Trust</td></tr>
<tr><td>Commitment</td><td>Open a crisis line</td></tr><tr><td>End date</td><td>June 2018</td></tr></table>
<h2>Commitment 2: The staff</h2><table><tr><td>Lead implementing agency</td><td>Felpersham CCG</td></tr>
<tr><td>Commitment</td><td>Train the staff who answer it</td></tr><tr><td>End date</td><td>July 2018</td></tr></table>"""
LIST = """<h2>Action 1: The line</h2><dl><dt>What</dt><dd>Open a crisis line</dd><dt>Lead</dt><dd>Ambridge Trust</dd><dt>By when</dt><dd>June 2018</dd></dl>
<h2>Action 2: The staff</h2><dl><dt>What</dt><dd>Train the staff</dd><dt>Lead</dt><dd>Felpersham CCG</dd><dt>By when</dt><dd>July 2018</dd></dl>"""


def test_a_block_for_every_action(tmp_path: Path) -> None:
    assert records_of(tmp_path, "p.md", MARKDOWN) == [
        ("1", "Health", "Open a crisis line", "Ambridge Trust", "December 2020"),
        ("2", "Health", "Train the staff who answer it", "Felpersham CCG", "ongoing"),
    ]


def test_a_small_table_for_every_action(tmp_path: Path) -> None:
    assert [row[1:] for row in records_of(tmp_path, "p.html", PAGE)] == [
        ("The line", "Open a crisis line", "Ambridge Trust", "June 2018"),
        ("The staff", "Train the staff who answer it", "Felpersham CCG", "July 2018"),
    ]


def test_a_list_of_names_and_values_for_every_action(tmp_path: Path) -> None:
    assert [row[1:] for row in records_of(tmp_path, "p.html", LIST)] == [("The line", "Open a crisis line", "Ambridge Trust", "June 2018"), ("The staff", "Train the staff", "Felpersham CCG", "July 2018")]


def test_sentences_that_say_who_will_do_it(tmp_path: Path) -> None:
    lines = ["Action 2.1 The Department for Homes will publish guidance on leases.", "Action 2.2 From April 2017, Ambridge Trust will pilot flats.", "Action 2.3 The Council and the Trust will report to the Minister."]
    assert [(a.ref, a.text.text[:12]) for a in read(tmp_path, *lines).actions] == [("2.1", "The Departme"), ("2.2", "From April 2"), ("2.3", "The Council ")]
