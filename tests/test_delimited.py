"""Csv files: marks, quotes, encodings, places, and the home plan saved as one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.graph import build, reading, records
from concordat.graph.errors import SourceError

ROWS = [["Ref", "Action", "By when", "Lead"], ["1", 'Say "go", then\nwait', "April 2017", "DH; HO"], ["2", "Do it", "", "Mind"]]


def saved(folder: Path, rows: list[list[str]], mark: str = ",", encoding: str = "utf-8") -> Path:
    path = folder / "plan.csv"
    into = io.StringIO(newline="")
    csv.writer(into, delimiter=mark).writerows(rows)
    path.write_bytes(into.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_marks_and_encodings(mark: str, encoding: str, tmp_path: Path) -> None:
    found = records.records(build.build([saved(tmp_path, ROWS, mark, encoding)]).graph)
    assert [(r["ref"], r["text"], r["finish"]["edtf"], [x["name"] for x in r["leads"]]) for r in found] == [
        ("1", 'Say "go", then wait', "2017-04", ["Department of Health", "Home Office"]),
        ("2", "Do it", None, ["Mind"]),
    ]


def test_places_are_rows_and_columns(tmp_path: Path) -> None:
    found = records.records(build.build([saved(tmp_path, ROWS)]).graph)
    assert (found[1]["at"], found[1]["leads"][0]["at"]) == ("row 3 column 1", "row 3 column 4")


def test_a_quotation_mark_that_does_not_close(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text('Ref,Action,Lead\n1,"Do it,DH\n', encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be read as a csv file"):
        reading.read(path)


def test_the_home_plan_saved_as_csv_gives_the_same_records(tmp_path: Path) -> None:
    rows = [line.split("\t") for line in build.HOME_PLAN.read_text(encoding="utf-8").split("\n")]
    found = records.records(build.build([saved(tmp_path, rows)]).graph)
    expected = records.records(build.build().graph)
    assert [without_places(r) for r in found] == [without_places(r) for r in expected]


def without_places(value: object) -> object:
    """A record without `at` and the plan's id, which differ by the format."""
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key not in ("at", "plan")}
    return [without_places(item) for item in value] if isinstance(value, list) else value


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=5))
def test_wild_files_lose_no_row(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = saved(tmp_path_factory.mktemp("wild"), [*ROWS, *rows])
    built = build.build([path])
    assert sum(built.plans[0].tally.values()) == len(ROWS) + len(rows)
