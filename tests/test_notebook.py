"""docs/ten-lines.ipynb: every cell runs, and gives what is stored in the page; nothing of the machine stands in it."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest

from concordat.graph import network

DOCS = Path(__file__).parent.parent / "docs"
STORED = (DOCS / "ten-lines.ipynb").read_text(encoding="utf-8")


def shown(notebook: str) -> dict[str, list[str]]:
    """The words that each cell puts out, in their order, however pandas aligns them: of a table its cells."""
    cells = [cell for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "code"]
    return {cell["id"]: [word for out in cell["outputs"] for word in words(out["data"])] for cell in cells}


def words(data: dict[str, list[str]]) -> list[str]:
    rows = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", "".join(data.get("text/html", "")), re.DOTALL)
    return " ".join(rows or data["text/plain"]).split()


@pytest.fixture(scope="module")
def run() -> str:
    spec = importlib.util.spec_from_file_location("pages", DOCS / "pages.py")
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    return pages.notebook()


def test_every_cell_gives_what_is_stored(run: str) -> None:
    """What a cell that fails would do: nbclient raises its error."""
    assert shown(run) == shown(STORED), "run python docs/pages.py"


def test_the_page_has_ten_lines_each_with_words_and_an_answer() -> None:
    cells = json.loads(STORED)["cells"]
    heads = [line for cell in cells if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).split("\n") if re.match(r"## \d+\.", line)]

    assert [int(head.split()[1].rstrip(".")) for head in heads] == list(range(1, 11))
    assert len([cell for cell in cells if cell["cell_type"] == "code" and cell["outputs"]]) >= 8
    assert all("text/html" in out["data"] for cell in cells if cell["id"] in ("actions", "query", "report", "body") for out in cell["outputs"])


def test_the_page_names_every_network() -> None:
    assert [name for name in network.names() if f'`{name}`' not in STORED and f'network(\\"{name}\\"' not in STORED] == []


def test_nothing_of_a_machine_or_a_moment_stands_in_it(run: str) -> None:
    for text in (STORED, run):
        book = json.loads(text)
        assert book["metadata"] == {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
        assert [cell["metadata"] for cell in book["cells"]] == [{}] * len(book["cells"])
        assert not re.search(r"/tmp|/home/|/root|[A-Z]:\\\\|\d\d:\d\d:\d\d|<[\w.]+ object at", text)


def test_the_figures_are_those_of_the_plan() -> None:
    """Read by eye in tests/expected: 60 actions, of which 18 are ongoing; the Home Office shares six with the Department of Health."""
    outputs = shown(STORED)
    records = [json.loads(line) for line in (DOCS.parent / "tests/expected/national-action-plan-2016.jsonl").read_text(encoding="utf-8").splitlines()]
    ongoing = sum(record["finish"]["kind"] == "ongoing" for record in records)

    assert sum(int(word) for word in outputs["kinds"] if word.isdigit()) == len(records) == 60
    assert str(ongoing) in outputs["kinds"]
    assert {"3.6,", "3.18,", "3.19", "6"} <= set(outputs["body"])


def test_links_of_the_page_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", "".join("".join(cell["source"]) for cell in json.loads(STORED)["cells"]))

    assert links
    assert [link for link in links if not (DOCS / link).exists()] == []
