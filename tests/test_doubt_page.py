"""The page on doubt: its sessions run as printed, with the files that it shows, and its figures are those of the command."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from concordat import cli

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reading-with-doubt.md").read_text(encoding="utf-8")


def test_the_sessions_of_the_page(tmp_path: Path) -> None:
    files = re.findall(r"`([a-z]+\.csv)`:\n\n```csv\n(.*?)```", PAGE, re.DOTALL)
    assert [name for name, _ in files] == ["plan.csv", "answers.csv"]
    for name, content in files:
        (tmp_path / name).write_text(content, encoding="utf-8")
    commands = 0
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = session.partition("\n")
            done = subprocess.run([sys.executable, "-m", *shlex.split(command)], cwd=tmp_path, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False)
            assert done.returncode == 0, done.stderr
            pattern = re.escape(expected).replace(re.escape("...\n"), r"(?:.*\n)*").replace(re.escape("..."), ".*")
            assert re.fullmatch(pattern, done.stdout + done.stderr), f"$ {command}\n{done.stdout}{done.stderr}"
            commands += 1
    assert commands == 5


def test_the_figures_of_the_page(tmp_path: Path) -> None:
    graph = tmp_path / "home.trig"
    assert CliRunner().invoke(cli.cli, ["build", "-q", "-o", str(graph)]).exit_code == 0
    expected = ROOT / "tests" / "expected" / "national-action-plan-2016.jsonl"
    done = CliRunner().invoke(cli.cli, ["evaluate", str(expected), "-g", str(graph), "-f", "md"])
    figures = "".join(f"{line}\n" for line in done.stdout.splitlines() if line.startswith("|"))
    assert "| leads | 87 | 0 | 0 |" in figures
    assert figures in PAGE, "put the rows that the command prints into docs/reading-with-doubt.md"
