"""How long the commands take beside the least that does the same; README.md says what is measured and what the figures mean.

    python benchmarks/bench.py                              every question of the library
    python benchmarks/bench.py open-actions law-actions     these questions
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent
LIBRARY = HERE.parent / "queries"
SCRIPTS = Path(sysconfig.get_path("scripts"))
CONCORDAT = str(SCRIPTS / "concordat")
LIMIT = 5.0  # seconds for a question to rdflib; what takes longer is stopped, and counts as this long
Command = list[str]


class Failed(Exception):
    """A command that should be measured came to no good end."""


def bare(name: str, *arguments: str) -> Command:
    """The command that runs a script of `bare/`."""
    return [sys.executable, str(HERE / "bare" / f"{name}.py"), *arguments]


def seconds(command: Command, limit: float | None = None) -> float:
    """Wall time of one run in a fresh process, its output piped."""
    start = perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return perf_counter() - start
    taken = perf_counter() - start
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise Failed(f"{' '.join(command)}: {said[-1] if said else done.returncode}")
    return taken


def medians(rounds: int, *commands: Command, limit: float | None = None) -> list[float]:
    """The median time of each command. They take turns, so that a busy minute of the machine meets all alike."""
    runs = [[seconds(command, limit) for command in commands] for _ in range(rounds)]
    return [median(times) for times in zip(*runs)]


def ratio(times: list[float]) -> float:
    """How many times as long the first takes as the second."""
    return times[0] / times[1]


def report(what: str, times: list[float], figure: str, target: str = "", met: bool = True) -> None:
    """One line of the table."""
    milliseconds = " / ".join(f"{time * 1000:,.0f}" for time in times)
    verdict = f"{target}: {'met' if met else 'MISSED'}" if target else "no target"
    print(f"{what:<60}{milliseconds:>12} ms {figure:>11}   {verdict}", flush=True)


def bench_help(rounds: int) -> None:
    """`concordat --help` beside that of a command that greets."""
    times = medians(rounds, [CONCORDAT, "--help"], bare("hello", "--help"))
    report("concordat --help / bare hello --help", times, f"{ratio(times):.2f} times", "at most 1.3", ratio(times) <= 1.3)


def bench_query(rounds: int, questions: list[Path]) -> None:
    """`concordat query` beside the bare script, on the question that a few rounds show to be the worst."""

    def pair(question: Path) -> list[Command]:
        return [[CONCORDAT, "query", question.stem], bare("query", str(question))]

    worst = max(questions, key=lambda question: ratio(medians(3, *pair(question))))
    times = medians(rounds, *pair(worst))
    report(f"concordat query / bare query: {worst.stem}", times, f"{ratio(times):.2f} times", "at most 1.5", ratio(times) <= 1.5)


def bench_rdflib(rounds: int, questions: list[Path]) -> None:
    """The command that comes with rdflib beside `concordat query`, on the question that one round shows to be the worst."""
    seconds([CONCORDAT, "export", "turtle", "-o", "concordat.ttl"])
    sparqlquery = [str(SCRIPTS / "sparqlquery"), "concordat.ttl", "-f", "csv", "-qf"]

    def pair(question: Path) -> list[Command]:
        return [[*sparqlquery, str(question)], [CONCORDAT, "query", question.stem]]

    worst = min(questions, key=lambda question: ratio(medians(1, *pair(question), limit=LIMIT)))
    times = medians(rounds, *pair(worst), limit=LIMIT)
    report(f"sparqlquery / concordat query: {worst.stem}", times, f"{ratio(times):.2f} times", "at least 4", ratio(times) >= 4)


def bench_build(rounds: int) -> None:
    """`concordat build` of the bundled plan, checks included."""
    times = medians(rounds, [CONCORDAT, "build", "-o", "again.trig"])
    report("concordat build", times, f"{times[0]:.2f} s", "under 2 s", times[0] < 2)


def bench_publish() -> None:
    """`concordat publish` of the bundled plan."""
    times = medians(3, [CONCORDAT, "publish", "-o", "site"])
    report("concordat publish", times, f"{times[0]:.2f} s")


def measure(*benches: Callable[[], object]) -> None:
    """Run each in a folder of its own that holds the graph of the bundled plan, and say what could not be measured."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["PYTHONPYCACHEPREFIX"] = folder  # compiled modules are kept, as they usually are, but not beside the sources
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.pop("CONCORDAT_GRAPH", None)
        for bench in (lambda: seconds([CONCORDAT, "build"]), *benches):
            try:
                bench()
            except Failed as error:
                print(f"not measured: {error}", flush=True)
        os.chdir(HERE)  # a folder that is in use cannot be removed on every system


def main() -> None:
    """Measure and say; whatever the verdict, the exit code is 0."""
    options = argparse.ArgumentParser(description="Measure the commands of concordat.")
    options.add_argument("questions", nargs="*", help="names of questions; left out, every question of the library")
    options.add_argument("--rounds", type=int, default=21, help="turns that each command takes")
    asked = options.parse_args()
    questions = [LIBRARY / f"{name}.rq" for name in asked.questions] or sorted(LIBRARY.glob("*.rq"))
    measure(
        lambda: bench_help(asked.rounds),
        lambda: bench_query(asked.rounds, questions),
        lambda: bench_rdflib(asked.rounds, questions),
        lambda: bench_build(asked.rounds),
        bench_publish,
    )


if __name__ == "__main__":
    main()
