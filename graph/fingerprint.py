"""Fingerprints of what decides how a plan is read: the lists, the rules and the code, so that a reading says which version of them made it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
LISTS = HERE.parent / "ontology"
RULES = HERE.parent / "queries" / "rules"
# The modules through which a document goes until it is claims. The program's version alone would not tell two states of them apart
# that were never released.
CODE = ("decisions.py", "extract", "model.py", "plan", "reading", "register.py", "wordlists.py")


def of_files(paths: Iterable[Path]) -> str:
    """SHA-256 over the contents of files, in their order; how lines end makes no difference, since a checkout may change it."""
    found = hashlib.sha256()
    for path in paths:
        data = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(b"%d\n" % len(data))
        found.update(data)
    return found.hexdigest()


def rule_set(lists: Path = LISTS, added: Sequence[Path] = (), bundled: bool = True) -> str:
    """SHA-256 over all that decides how a plan is read: lists of words and registers, rules, code, and a user's own lists.

    It is another one if any of them changes, or if the bundled registers are left out.
    """
    parts = [of_files(sorted(lists.glob("*.csv"))), _of_program(), of_files(added), "" if bundled else "no bundled register"]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _of_program() -> str:
    """The rules and the code, which stay the same while the program runs."""
    code = [path for name in CODE for path in (sorted((HERE / name).glob("*.py")) if (HERE / name).is_dir() else [HERE / name])]
    return of_files([*sorted(RULES.glob("*.rq")), *code])
