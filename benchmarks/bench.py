"""How long the commands take beside the least that does the same; README.md says what is measured and what the figures mean.

    python benchmarks/bench.py                     every fifth question of the library
    python benchmarks/bench.py all                 every question
    python benchmarks/bench.py open-actions        these questions
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
QUERIES = HERE.parent / "queries"
SCRIPTS = Path(sysconfig.get_path("scripts"))
CONCORDAT = str(SCRIPTS / "concordat")
LIMIT = 60.0  # seconds; what takes longer is stopped, and counted as this long
Command = list[str]


class Failed(Exception):
    """A command that should be measured came to no good end."""


def bare(name: str, *arguments: str) -> Command:
    """The command that runs a script of `bare/`."""
    return [sys.executable, str(HERE / "bare" / f"{name}.py"), *arguments]


def seconds(command: Command) -> float:
    """Wall time of one run in a fresh process, its output piped."""
    start = perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return LIMIT
    taken = perf_counter() - start
    if done.returncode:
        raise Failed(f"{' '.join(command)}: {done.stderr.decode(errors='replace').strip()[-500:]}")
    return taken


def medians(rounds: int, *commands: Command) -> list[float]:
    """The median time of each command. They take turns, so that a busy minute meets all alike; a first round, which fills caches, is not counted."""
    runs = [[seconds(command) for command in commands] for _ in range(rounds + 1)]
    return [median(times) for times in zip(*runs[1:])]


def report(what: str, times: list[float], figure: str, target: str = "", met: bool = True) -> None:
    """One line of the table."""
    milliseconds = " / ".join(f"{time * 1000:,.0f}" for time in times)
    verdict = f"{target}: {'met' if met else 'MISSED'}" if target else "no target"
    print(f"{what:<64}{milliseconds:>13} ms {figure:>11}   {verdict}", flush=True)


def compared(what: str, times: list[float], target: str, met: Callable[[float], bool]) -> None:
    """The line of two commands: how many times as long the first takes."""
    ratio = times[0] / times[1]
    report(what, times, f"{ratio:.2f} times", target, met(ratio))


def bench_help(rounds: int) -> None:
    """`concordat --help` beside that of a command that greets."""
    times = medians(rounds, [CONCORDAT, "--help"], bare("hello", "--help"))
    compared("concordat --help / bare hello --help", times, "at most 1.3", lambda ratio: ratio <= 1.3)


def bench_query(rounds: int, questions: list[Path]) -> None:
    """`concordat query` beside the bare script, on the question for which the ratio is worst."""
    times = {path.stem: medians(rounds, [CONCORDAT, "query", path.stem], bare("query", str(path))) for path in questions}
    name = max(times, key=lambda each: times[each][0] / times[each][1])
    compared(f"concordat query / bare query, worst of {len(times)}: {name}", times[name], "at most 1.5", lambda ratio: ratio <= 1.5)


def bench_rdflib(rounds: int, questions: list[Path]) -> None:
    """The command that comes with rdflib beside `concordat query`, on the question for which the ratio is worst."""
    seconds([CONCORDAT, "export", "turtle", "-o", "concordat.ttl"])
    sparqlquery = [str(SCRIPTS / "sparqlquery"), "concordat.ttl", "-f", "csv", "-qf"]
    turns = max(rounds // 4, 1)
    times = {path.stem: medians(turns, [*sparqlquery, str(path)], [CONCORDAT, "query", path.stem]) for path in questions}
    name = min(times, key=lambda each: times[each][0] / times[each][1])
    compared(f"sparqlquery / concordat query, worst of {len(times)}: {name}", times[name], "at least 4", lambda ratio: ratio >= 4)


def bench_build(rounds: int) -> None:
    """`concordat build` of the bundled plan, checks included."""
    times = medians(rounds, [CONCORDAT, "build", "-o", "again.trig"])
    report("concordat build", times, f"{times[0]:.2f} s", "under 2 s", times[0] < 2)


def bench_publish() -> None:
    """`concordat publish` of the bundled plan."""
    times = medians(1, [CONCORDAT, "publish", "-o", "site"])
    report("concordat publish", times, f"{times[0]:.2f} s")


def chosen(names: list[str]) -> list[Path]:
    """The questions to ask: those named, all, or every fifth of the library."""
    library = sorted(QUERIES.glob("*.rq"))
    if names == ["all"]:
        return library
    return [QUERIES / f"{name}.rq" for name in names] or library[::5]


def main() -> None:
    """Measure and say; whatever the verdict, the exit code is 0."""
    options = argparse.ArgumentParser(description="Measure the commands of concordat.")
    options.add_argument("questions", nargs="*", help="names of questions, or all; left out, every fifth of the library")
    options.add_argument("--rounds", type=int, default=12, help="turns that each command takes; sparqlquery takes a quarter of them")
    asked = options.parse_args()
    questions = chosen(asked.questions)
    measures = (
        lambda: bench_help(asked.rounds),
        lambda: bench_query(asked.rounds, questions),
        lambda: bench_rdflib(asked.rounds, questions),
        lambda: bench_build(asked.rounds),
        bench_publish,
    )
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["PYTHONPYCACHEPREFIX"] = folder  # compiled modules are kept, as they usually are, but not in the folder of the project
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.pop("CONCORDAT_GRAPH", None)
        for measure in (lambda: seconds([CONCORDAT, "build"]), *measures):
            try:
                measure()
            except Failed as error:
                print(f"not measured: {error}", flush=True)
        os.chdir(HERE)  # a folder that is in use cannot be removed on every system


if __name__ == "__main__":
    main()
