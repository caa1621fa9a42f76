"""Sessions in the README and in the docs run as printed; the generated pages are current; links in the docs lead somewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def sessions(page: str) -> list[tuple[str, list[str]]]:
    """The commands of a page's console blocks, each with the lines printed below it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def matches(printed: list[str], expected: list[str]) -> bool:
    """Whether the lines are those expected; three dots stand for any words, and alone on a line for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(re.escape("..."), ".*") + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


@pytest.mark.parametrize(("page", "fewest"), [("README.md", 7), ("docs/provenance.md", 4)])
def test_a_session_runs_as_printed(page: str, fewest: int, tmp_path: Path) -> None:
    """Every command in order, in one empty folder, exactly as a reader would type it."""
    commands = sessions(page)
    assert len(commands) >= fewest
    for command, expected in commands:
        words = shlex.split(command)
        assert words[0] == "concordat"
        done = subprocess.run([sys.executable, "-m", *words], cwd=tmp_path, capture_output=True, encoding="utf-8", env={**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1"}, check=False)
        assert done.returncode == 0, done.stderr
        printed = (done.stdout + done.stderr).splitlines()
        assert matches(printed, expected), f"$ {command}\n" + "\n".join(printed)


def test_the_comparison_can_fail() -> None:
    assert matches(["a", "b 1", "c"], ["a", "b ...", "..."])
    assert not matches(["a", "b"], ["a", "c"])
    assert not matches(["a"], ["a", "b"])


def test_the_readmes_python_runs(tmp_path: Path) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    subprocess.run([sys.executable, "-m", "concordat", "build", "-q"], cwd=tmp_path, check=True)
    done = subprocess.run([sys.executable, "-c", code[1]], cwd=tmp_path, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False)
    assert done.returncode == 0, done.stderr
    assert "3.8" in done.stdout


@pytest.mark.parametrize("page", ["cli.md", "questions.md", "shapes.md", "checks.md", "reports.md"])
def test_generated_pages_are_current(page: str) -> None:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "docs" / "pages.py")
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    made = {"cli.md": pages.commands, "questions.md": pages.questions, "shapes.md": pages.shapes, "checks.md": pages.checks, "reports.md": pages.report_pages}[page]()
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == made, "run python docs/pages.py"


VIEWS = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")


def coded(heading: str) -> list[str]:
    """The words in code in the first column of the table under a heading of the page of views."""
    part = VIEWS.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [word for row in re.findall(r"^\| (.*?) \|", part, re.M) for word in re.findall(r"`([^`]+)`", row)]


def test_the_page_of_views_has_a_row_for_every_view() -> None:
    from concordat.graph import views

    assert [words.split()[0] for words in coded("What each view shows")] == list(views.known())


@pytest.mark.browser
def test_the_page_of_views_names_every_word_of_an_address(open_view) -> None:
    from pictured import demo

    words = open_view(demo()).evaluate("[...setters().keys()]")
    assert sorted(coded("The address")) == sorted(words)


def test_the_page_of_views_says_how_many_nodes_are_drawn() -> None:
    from concordat.graph.views import asked, page

    assert f"| nodes drawn at once in a network | {page.MOST:,};" in VIEWS
    assert f"| links in the answer to a query | {asked.MOST:,};" in VIEWS


def pictures() -> dict[str, tuple[str, int, int]]:
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PICTURES


def test_the_pictures_of_the_readme_are_those_that_the_project_makes() -> None:
    """As large as they are made, and each shown; `make pictures` makes them anew."""
    made = pictures()
    assert sorted(made) == sorted(path.name for path in (ROOT / "docs").glob("*.png"))
    for name, (_, width, height) in made.items():
        data = (ROOT / "docs" / name).read_bytes()
        assert (data[:8], struct.unpack(">II", data[16:24])) == (b"\x89PNG\r\n\x1a\n", (width, height)), f"{name}: run make pictures"
        assert f"docs/{name}" in README


def test_links_between_documents_lead_to_files() -> None:
    checked = 0
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "ontology").glob("*.md"), *(ROOT / "data").glob("*.md"), *(ROOT / "benchmarks").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
            checked += 1
    assert checked >= 10


def test_the_readmes_figures_come_from_the_plan(tmp_path: Path) -> None:
    """60 actions by 25 leading bodies, three dependencies: counted in the graph."""
    from concordat.graph import build, records

    found = records.records(build.build().graph)
    leads = {lead["name"] for record in found for lead in record["leads"]}
    assert f"{len(found)} actions by {len(leads)} leading bodies" in README
    assert sum(len(record["depends_on"]) for record in found) == 3
