"""The package as others get it: what a wheel holds, that it runs away from the clone, and on a console that is not UTF-8."""

from __future__ import annotations

import fnmatch
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["graph", "ontology", "queries", "data"]
KINDS = [
    "concordat/*.py",
    "concordat/graph/*.py",
    "concordat/graph/extract/*.py",
    "concordat/graph/views/*.html",
    "concordat/ontology/concordat.ttl",
    "concordat/ontology/organisations.csv",
    "concordat/queries/*.rq",
    "concordat/queries/checks/*.rq",
    "concordat/queries/rules/*.rq",
    "concordat/data/national-action-plan-2016.txt",
]


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end in `cwd`; PYTHONPATH would let the clone's code stand in for what is installed."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    arguments = [str(part) for part in command]
    return subprocess.run(arguments, cwd=cwd, env=inherited | environment, capture_output=True, encoding="utf-8", errors="replace", timeout=300)


def must(*command: str | Path, cwd: Path, **environment: str) -> str:
    """The same, for what has to succeed: its standard output."""
    done = run(*command, cwd=cwd, **environment)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made, by way of a source archive, from a copy: a build/ left over in the clone would pass its old files on."""
    folder = tmp_path_factory.mktemp("wheel")
    leave = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "site", "*.trig")
    shutil.copytree(ROOT, folder / "source", ignore=leave)
    must(sys.executable, "-m", "build", "--outdir", folder / "dist", folder / "source", cwd=folder)
    [made] = (folder / "dist").glob("*.whl")
    return made


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs are of an environment that holds the wheel and what it depends on, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    must(sys.executable, "-m", "venv", folder / "env", cwd=folder)
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    # Compiling every module of numpy and scipy beforehand would take longer than all that is tried here.
    must(programs / "python", "-m", "pip", "install", "--quiet", "--no-compile", wheel, cwd=folder)
    return programs


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the bundled plan."""
    folder = tmp_path_factory.mktemp("graph")
    must(sys.executable, "-m", "concordat", "build", "-o", "concordat.trig", cwd=folder)
    return folder / "concordat.trig"


def packaged() -> set[str]:
    """Every file that belongs to the package, by its name in the wheel: nothing that lies in its folders may be forgotten."""
    found = [*ROOT.glob("*.py"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))]
    kept = (path.relative_to(ROOT) for path in found if path.is_file() and path.suffix != ".pyc")
    return {f"concordat/{path.as_posix()}" for path in kept if not path.name.startswith(".")}


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path):
    """Nothing of tests/, docs/ or benchmarks/, and no `graph` or `cli` at the top, where they would stand in anyone's way."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert packaged() - names == set(), "name these in pyproject.toml: packages or package-data"
    assert names - packaged() == set(), "these have no business in the package"
    assert [kind for kind in KINDS if not fnmatch.filter(names, kind)] == []


def test_the_wheel_holds_the_licence(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        [licence] = [name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
        assert archive.read(licence) == (ROOT / "LICENSE").read_bytes()


def test_the_installed_command_does_its_main_job(wheel: Path, scripts: Path, tmp_path: Path):
    """From another folder, so that no file of the clone can help."""
    concordat = scripts / "concordat"

    must(concordat, "build", cwd=tmp_path)
    assert (tmp_path / "concordat.trig").stat().st_size > 0
    assert "Usage: concordat query" in must(concordat, "query", "--help", cwd=tmp_path)
    assert "," in must(concordat, "report", "overlap", cwd=tmp_path)
    version = wheel.name.split("-")[1]
    assert version in must(scripts / "python", "-m", "concordat", "--version", cwd=tmp_path)


def test_the_installed_package_takes_no_other_name(scripts: Path, tmp_path: Path):
    names = ["cli", "graph", "ontology", "queries", "data", "tests", "docs", "benchmarks"]
    program = f"from importlib.util import find_spec; print([name for name in {names} if find_spec(name)], find_spec('concordat') is not None)"

    assert must(scripts / "python", "-c", program, cwd=tmp_path) == "[] True\n"


COMMANDS = [
    ["actions"],
    ["actions", "-f", "table"],
    ["actions", "-f", "jsonl"],
    ["explain", "3.8"],
    ["report", "overlap"],
    ["report", "overlap", "-f", "table"],
    ["report", "overlap", "-f", "md"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_console_that_is_not_utf8_is_no_reason_to_stop(graph: Path, command: list[str]):
    """As on Windows: the plan holds bullets (▪) that code page 1252 has not. Files must not be opened in its encoding either."""
    done = run(
        *(sys.executable, "-m", "concordat", *command, "-g", graph.name),
        cwd=graph.parent,
        PYTHONIOENCODING="cp1252",
        PYTHONUTF8="0",
        PYTHONWARNDEFAULTENCODING="1",
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip()
    assert "Traceback" not in done.stderr
    assert [line for line in done.stderr.splitlines() if "EncodingWarning" in line and str(ROOT) in line] == []


def test_a_browser_is_there_where_one_is_asked_for():
    """So that a run which has to try the pages never passes by leaving them out."""
    if os.environ.get("CI") == "true" or os.environ.get("CONCORDAT_REQUIRE_BROWSER") == "1":
        assert shutil.which(os.environ.get("CONCORDAT_CHROMIUM") or "chromium"), "install Chromium: sudo apt-get install -y chromium"
