"""Texts compared word by word, words marked in every format, and by how long dates moved."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.graph import tables
from concordat.graph.answer import Answer, Column, Marked
from concordat.graph.diff import words
from concordat.graph.diff.slips import slip
from concordat.graph.diff.words import Wording
from concordat.graph.extract import periods

MARKED = Marked((("same", "Review the"), ("old", "draft"), ("new", "final"), ("same", "policy")))
NASTY = "<script>alert(1)</script> | **b** ~~c~~ [x](javascript:alert(1)) `c` \\ & </del> \x1b[31m"


def written(value: object, fmt: str) -> str:
    text = tables.render([Answer("one", "", (Column("a"),), ((value,),))], fmt, {})
    assert isinstance(text, str)
    return text


# ---- what is the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Co-ordinate the work", "coordinate the work"),
        ("the data collection", "the data-collection"),
        ("including: ▪ lines; ▪ teams", "including: • lines • teams."),
        ("the “core 24” standard – adults", 'The "core 24" standard - adults'),
        ("a  policy\n and a plan", "a policy and a plan"),
        ("health & care", "health and care"),
        ("15,000 people", "15000 people"),
        ("5 % of staff", "5% of staff"),
    ],
)
def test_typography_is_no_change(one: str, other: str):
    assert Wording(one).key == Wording(other).key
    assert {kind for kind, _ in words.marked(Wording(one), Wording(other)).pieces} == {"same"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("version 1.5", "version 15"),
        ("5% of staff", "5 of staff"),
        ("£5m", "$5m"),
        ("10-12 teams", "1012 teams"),
        ("more than 5", "no more than 5"),
        ("15,000 people", "15,001 people"),
        ("pages 3 4", "pages 34"),
        ("x < 5", "x > 5"),
    ],
)
def test_what_means_something_is_a_change(one: str, other: str):
    assert Wording(one).key != Wording(other).key
    assert {kind for kind, _ in words.marked(Wording(one), Wording(other)).pieces} & {"old", "new"}


# ---- what is marked


def test_words_that_went_and_came_are_marked():
    marks = words.marked(Wording("Review the draft policy with all police forces"), Wording("Review the final policy with all forces"))

    assert marks == "Review the [-draft-] {+final+} policy with all [-police-] forces"
    assert (words.only(marks, "old"), words.only(marks, "new")) == ("draft ... police", "final")
    assert (words.counted(marks, "old"), words.counted(marks, "new")) == (2, 1)


def test_much_that_stays_the_same_is_left_out():
    long = " ".join(f"w{n}" for n in range(200))
    marks = words.marked(Wording(f"{long} old {long}"), Wording(f"{long} new {long}"))

    assert marks == "... " + " ".join(f"w{n}" for n in range(190, 200)) + " [-old-] {+new+} " + " ".join(f"w{n}" for n in range(10)) + " ..."


def test_a_very_long_text_is_compared_too():
    long = [f"w{n}" for n in range(3_000)]
    marks = words.marked(Wording(" ".join(long)), Wording(" ".join([*long[:1_500], "more", *long[1_500:]])))

    assert (words.only(marks, "old"), words.only(marks, "new")) == ("", "more")


LETTERS = st.text("abC •-–.,'é%£\n", max_size=60)


@given(LETTERS, LETTERS)
def test_the_marks_hold_both_texts(one: str, other: str):
    """But for typography: what stayed and what went is the old text, what stayed and what came the new one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "CONTEXT", 100)  # nothing left out
        marks = words.marked(Wording(one), Wording(other))

    assert "".join(Wording(piece).key for kind, piece in marks.pieces if kind != "new") == "".join(Wording(one).keys)
    assert "".join(Wording(piece).key for kind, piece in marks.pieces if kind != "old") == "".join(Wording(other).keys)


@pytest.mark.parametrize("long", [words.LONG, 0], ids=["as people read", "for very long texts"])
@given(one=st.lists(st.sampled_from("abcd"), max_size=12), other=st.lists(st.sampled_from("abcd"), max_size=12))
def test_texts_are_cut_into_stretches_without_a_gap(long: int, one: list[str], other: list[str]):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "LONG", long)
        found = list(words.blocks(one, other))

    assert [x for _, start, end, _, _ in found for x in one[start:end]] == one
    assert [x for _, _, _, start, end in found for x in other[start:end]] == other
    assert all((one[a:b] == other[c:d]) == same for same, a, b, c, d in found)


# ---- marks in every format


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        ("csv", "a\nReview the [-draft-] {+final+} policy\n"),
        ("tsv", "a\nReview the [-draft-] {+final+} policy\n"),
        ("md", "| Review the ~~draft~~ **final** policy |"),
        ("html", '<td data-head="A">Review the <del>draft</del> <ins>final</ins> policy</td>'),
        ("table", "Review the [-draft-] {+final+} policy"),
    ],
)
def test_marks_in_a_format(fmt: str, expected: str):
    assert expected in written(MARKED, fmt)


def test_marks_in_json_are_plain_text():
    assert json.loads(written(MARKED, "json"))["rows"] == [{"a": "Review the [-draft-] {+final+} policy"}]


def test_marks_in_a_workbook_are_plain_text():
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(tables.render([Answer("one", "", (Column("a"),), ((MARKED,),))], "xlsx", {})))
    assert book["one"]["A2"].value == "Review the [-draft-] {+final+} policy"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


@pytest.mark.parametrize("kind", ["same", "old", "new"])
def test_words_of_a_document_make_no_mark_up(kind: str):
    tags = Tags()
    tags.feed(written(Marked(((kind, NASTY),)), "html"))
    plain = Tags()
    plain.feed(written("words", "html"))
    own = {"old": ["del"], "new": ["ins"], "same": []}[kind]
    assert sorted(tags.found) == sorted([*plain.found, *own])

    row = written(Marked(((kind, NASTY),)), "md").splitlines()[2]
    inside = row.removeprefix("| ").removesuffix(" |").strip("~*")
    assert "<" not in inside and "\x1b" not in inside
    assert all(inside[at - 1] == "\\" for at, c in enumerate(inside) if c in "|*~`[]")


@given(st.text(max_size=30))
def test_a_marked_cell_is_one_cell(piece: str):
    """A row of Markdown is one line of as many cells, and a row of csv comes back, whatever the words."""
    import csv
    import io
    import re

    value = Marked((("old", piece), ("new", piece)))
    row = written(value, "md").split("\n")[2]
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 2

    back = list(csv.reader(io.StringIO(written(value, "csv"), newline="")))
    assert back[1] == [str(value)]


# ---- dates


def period(words_: str) -> dict[str, object]:
    read = periods.read(words_, "finish")
    return {"printed": words_, "kind": read.kind, **{bound: getattr(read, bound) and getattr(read, bound).isoformat() for bound in ("earliest", "latest")}}


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("April 2017", "March 2018", "date slipped", "Finish slipped by 11 months (334 to 335 days): April 2017 to March 2018"),
        ("30 June 2020", "31 July 2020", "date slipped", "Finish slipped by 1 month (31 days): 30 June 2020 to 31 July 2020"),
        ("15 June 2020", "20 July 2020", "date slipped", "Finish slipped by 1 month and 5 days (35 days): 15 June 2020 to 20 July 2020"),
        ("30 June 2020", "12 June 2020", "date brought forward", "Finish brought forward by 18 days: 30 June 2020 to 12 June 2020"),
        ("29 February 2020", "28 February 2021", "date slipped", "Finish slipped by 12 months (365 days): 29 February 2020 to 28 February 2021"),
        ("By April 2017", "by March 2018", "date slipped", "Finish slipped by 11 months (335 days): By April 2017 to by March 2018"),
        ("2017", "2018", "date slipped", "Finish slipped by about a year: 2017 to 2018"),
        ("2016/17", "2018/19", "date slipped", "Finish slipped by about 2 years: 2016/17 to 2018/19"),
        ("Spring 2017", "Autumn 2017", "date slipped", "Finish slipped by about 6 months: Spring 2017 to Autumn 2017"),
        ("2017", "2017/18", "date slipped", "Finish slipped by about 3 months: 2017 to 2017/18"),
        ("2017", "March 2018", "date slipped", "Finish slipped by 2 to 15 months: 2017 to March 2018"),
        ("14 May 2017", "June 2017", "date slipped", "Finish slipped by 18 to 47 days: 14 May 2017 to June 2017"),
        ("March 2018", "2017", "date brought forward", "Finish brought forward by 2 to 15 months: March 2018 to 2017"),
        ("2018", "30 June 2018", "date more exact", "Finish more exact, 6 months earlier at the latest: 2018 to 30 June 2018"),
        ("September 2020", "30 September 2020", "date more exact", "Finish more exact, no later than before: September 2020 to 30 September 2020"),
        ("April 2017", "2017", "date less exact", "Finish less exact, 8 months later at the latest: April 2017 to 2017"),
        ("By April 2017", "April 2017", "date reworded", "Finish in other words: By April 2017 to April 2017"),
        ("TBC", "June 2018", "date fixed", "Finish fixed: TBC, now June 2018"),
        ("", "June 2018", "date fixed", "Finish fixed: not stated, now June 2018"),
        ("10 months", "September 2020", "date fixed", "Finish fixed: 10 months, now September 2020"),
        ("June 2018", "Ongoing", "date opened", "Finish no longer fixed: June 2018, now Ongoing"),
        ("June 2018", "", "date opened", "Finish no longer fixed: June 2018, now not stated"),
        ("Ongoing", "TBC", "date reworded", "Finish: Ongoing, now TBC"),
        ("10 months", "12 months", "date reworded", "Finish: 10 months, now 12 months"),
    ],
)
def test_by_how_long_a_date_moved(old: str, new: str, kind: str, said: str):
    found = slip(period(old), period(new), "Finish")

    assert found is not None
    assert (found.kind, found.words) == (kind, said)


@pytest.mark.parametrize(("old", "new"), [("30/9/2020", "30 September 2020"), ("Sept 2020", "September 2020"), ("Ongoing", "ongoing."), ("", ""), ("10 months", "10  Months")])
def test_the_same_date_in_other_words_is_no_change(old: str, new: str):
    assert slip(period(old), period(new), "Finish") is None


@given(st.dates(), st.dates())
def test_a_day_slips_as_far_as_it_is_brought_forward(one: object, other: object):
    told = [{"printed": str(day), "kind": "dated", "earliest": str(day), "latest": str(day)} for day in (one, other)]
    forth, back = slip(told[0], told[1], "Finish"), slip(told[1], told[0], "Finish")

    if one == other:
        assert forth is back is None
    else:
        assert {forth.kind, back.kind} == {"date slipped", "date brought forward"}
        assert (forth.least, forth.most) == (-back.least, -back.most)
        assert forth.words.split(" by ")[1].split(":")[0] == back.words.split(" by ")[1].split(":")[0]
