"""The code is laid out as said: who imports whom, who prints, which libraries are declared, and what a command loads."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GRAPH = ROOT / "graph"

# Data flows down this list, and a module imports only from those above it. A folder counts as one module.
ORDER = """
    errors answer model wordlists fingerprint
    reading plan
    vocab register
    extract decisions
    quads store sparql names suggestions query library
    rules validate build
    facts records explain diff review evaluate ignored
    given network analysis findings
    output spreadsheet hypertext tables
    reports views context jsonld export publish
    opened server
""".split()

# What a module may take from the others, where its place in the list allows more than it should.
ONLY = {
    "spreadsheet": {"errors", "answer", "output"},
    "hypertext": {"answer", "output"},
    "tables": {"errors", "answer", "output", "spreadsheet", "hypertext"},
}
NO_RDF = {"pyoxigraph", "rdflib", "pyshacl"}
READERS = {"docx", "lxml", "openpyxl", "pdfminer", "pdfplumber"}  # of formats that the home plan does not have
HEAVY = READERS | {"jinja2", "networkx", "numpy", "pandas", "pyoxigraph", "pyshacl", "pyvis", "rapidfuzz", "rdflib", "rich", "rustworkx", "scipy", "xlsxwriter"}

TRIG = '<https://example.org/g> { <https://example.org/a> <https://example.org/p> "▪ words" . }\n'
IMPORT = "import concordat"
COMMAND = "from concordat.cli import main; main()"
WATCHED = """
import json, pathlib, sys
try:
    {program}
finally:
    pathlib.Path("loaded.json").write_text(json.dumps(sorted(sys.modules)), encoding="utf-8")
"""


def sources() -> list[Path]:
    return sorted(GRAPH.rglob("*.py"))


def module_of(path: Path) -> str:
    """The name in ORDER: the file's, or that of its folder; "" for graph/__init__.py."""
    first = path.relative_to(GRAPH).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything that the file imports, inside functions and for type checkers too."""
    package = ("concordat", *path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def ours(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name, as in ORDER, of the modules of the project that the file imports; the command line is "cli"."""
    for line, name in imported(path):
        parts = name.split(".")
        if parts[:2] == ["concordat", "graph"]:
            yield line, parts[2] if len(parts) > 2 else ""
        elif parts[:2] == ["concordat", "cli"]:
            yield line, "cli"


def foreign(path: Path) -> Iterator[tuple[int, str]]:
    """Line and top-level name of the libraries, neither ours nor Python's own, that the file imports."""
    tops = ((line, name.partition(".")[0]) for line, name in imported(path))
    return ((line, top) for line, top in tops if top != "concordat" and top not in sys.stdlib_module_names)


def at(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def test_every_module_has_its_place_in_the_list():
    found = {module_of(path) for path in sources()} - {""}

    assert {"errors", "model", "reading", "plan", "vocab", "register", "extract", "views"} <= found
    assert found <= set(ORDER), "give the module a place in ORDER"


def test_a_module_imports_only_from_those_above_it():
    wrong = []
    for path in sources():
        module = module_of(path)
        above = set(ORDER[: ORDER.index(module)]) if module in ORDER else set()
        allowed = (ONLY.get(module, above) & above) | {module}  # a folder's files take from each other
        wrong += [f"{at(path, line)} imports {name or 'graph itself'}" for line, name in ours(path) if name not in allowed]

    assert not wrong, "\n".join(wrong)


def test_only_the_start_of_the_program_imports_the_command_line():
    """Modules of graph/ are held by the list above, where cli does not stand."""
    takers = [path.name for path in sorted(ROOT.glob("*.py")) if any(name == "cli" for _, name in ours(path))]

    assert takers == ["__main__.py"]


@pytest.mark.parametrize("module", ["answer", "model", "plan", "reading", "extract", "analysis", "tables"])
def test_reading_measuring_and_writing_tables_know_no_rdf(module: str):
    files = [path for path in sources() if module_of(path) == module]
    wrong = [f"{at(path, line)} imports {name}" for path in files for line, name in foreign(path) if name in NO_RDF]

    assert files
    assert not wrong, "\n".join(wrong)


def test_only_the_command_line_prints_and_exits():
    wrong = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "exit", "quit", "sys.exit", "os._exit"}:
                wrong.append(f"{at(path, node.lineno)} calls {ast.unparse(node.func)}")

    assert not wrong, "\n".join(wrong)


def test_every_library_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *(line for extra in project.get("optional-dependencies", {}).values() for line in extra)]
    known = {re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in declared}
    provided_by = packages_distributions()
    wrong = []
    for path in [*sorted(ROOT.glob("*.py")), *sources()]:
        for line, name in foreign(path):
            if not known & {name.lower(), *(distribution.lower() for distribution in provided_by.get(name, []))}:
                wrong.append(f"{at(path, line)} imports {name}")

    assert not wrong, "\n".join(wrong)


def loaded(folder: Path, program: str, *arguments: str, given: str = "") -> set[str]:
    """The top-level modules in memory when the program ends; its output is piped."""
    command = [sys.executable, "-c", WATCHED.format(program=program), *arguments]
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    return {name.partition(".")[0] for name in json.loads((folder / "loaded.json").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["query", "--help"]], ids=" ".join)
def test_help_loads_no_heavy_library(tmp_path: Path, arguments: list[str]):
    modules = loaded(tmp_path, COMMAND, *arguments)

    assert "click" in modules
    assert modules & HEAVY == set()


def test_importing_the_package_loads_no_heavy_library(tmp_path: Path):
    modules = loaded(tmp_path, IMPORT)

    assert "concordat" in modules
    assert modules & (HEAVY | {"click"}) == set()


@pytest.mark.parametrize("question", ["of the library", "from stdin"])
def test_a_query_into_a_pipe_loads_the_store_and_no_other_heavy_library(tmp_path: Path, question: str):
    """One triple will do: what counts is which libraries the way from the command to the csv needs."""
    (tmp_path / "concordat.trig").write_text(TRIG, encoding="utf-8", newline="\n")
    name = sorted(ROOT.glob("queries/*.rq"))[0].stem if question == "of the library" else "-"

    modules = loaded(tmp_path, COMMAND, "query", name, given="SELECT ?words WHERE { ?thing ?has ?words }")

    assert modules & HEAVY == {"pyoxigraph"}


def test_building_a_plan_in_text_loads_the_store_the_shapes_and_no_other_heavy_library(tmp_path: Path):
    """pySHACL and rdflib try the shapes before anything is written: 0.2 seconds, and no other command loads them without being asked."""
    modules = loaded(tmp_path, COMMAND, "build", "-q")

    assert modules & HEAVY == {"pyoxigraph", "pyshacl", "rdflib"}


@pytest.mark.parametrize("ending", ["csv", "md"])
def test_reading_text_needs_no_library_for_documents(tmp_path: Path, ending: str):
    rows = {"csv": "Action,Lead\nReview it,DH\n", "md": "| Action | Lead |\n|---|---|\n| Review it | DH |\n"}
    (tmp_path / f"plan.{ending}").write_text(rows[ending], encoding="utf-8")

    modules = loaded(tmp_path, COMMAND, "build", "-q", f"plan.{ending}")

    assert modules & READERS == set()
    assert modules & HEAVY == {"pyoxigraph", "pyshacl", "rdflib"}
