"""The benchmarks of views run, and print the lines that benchmarks/README.md shows; none of their figures is looked at here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"


def ran(*words: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, *words], cwd=FOLDER, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1", **environment}, check=False)


@pytest.mark.browser
def test_ours_and_plain_pyvis_are_measured_side_by_side(chromium):
    done = ran("views.py", "--nodes", "20", "--rounds", "1")

    assert done.returncode == 0, done.stderr
    head, *rows = done.stdout.splitlines()
    assert head.startswith("20 nodes, ")
    assert [row.strip().partition("  ")[0] for row in rows] == ["ours", "pyvis, physics off", "pyvis as it comes"]
    for row in rows:
        assert all(what in row for what in ("MB", "first drawing, s", "frames a second", "filter, ms")), row


@pytest.mark.browser
def test_a_large_plan_is_built_drawn_and_opened(chromium):
    done = ran("views_large.py", "--actions", "6", "--rounds", "1", "--no-publish", "timeline")

    assert done.returncode == 0, done.stderr
    assert re.search(r"^6 actions; load of the machine [\d.]+ on \d+ cores\nbuild  .* MB$", done.stdout, re.M)
    assert re.search(r"^view timeline  .* s .* MB of memory at most .* MB$", done.stdout, re.M)
    assert re.search(r"^  in Chromium +opens in \d+\.\d\d s .* a node chosen in \d+\.\d\d s$", done.stdout, re.M)
    assert "exit code" not in done.stdout and "stopped" not in done.stdout


def test_without_a_browser_one_line_says_what_to_do():
    done = ran("views_large.py", PATH="", CONCORDAT_CHROMIUM="")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "no Chromium here, so no page can be measured: sudo apt-get install -y chromium\n"
