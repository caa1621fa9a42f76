"""What a person says of a plan beforehand: a small TOML file beside the document, and ``--map`` on the command line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from concordat.graph import wordlists
from concordat.graph.errors import SourceError, UsageError
from concordat.graph.model import Hints
from concordat.graph.reading import headings

FILE = "plan.toml"
_FACTS = ("title", "issued", "publisher", "published_at", "rights", "note")
_TABLES = ("columns", "dates", "separators")
_LANGUAGES = {"en": False, "en-gb": False, "en-ie": False, "en-au": False, "en-us": True, "day-first": False, "month-first": True}
_ISSUED = re.compile(r"\d{4}(-\d\d){0,2}")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True)
class Mapped:
    """Facts of the document (title, issued, ...) and hints for reading it."""

    facts: Mapping[str, str] = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)


def beside(path: Path) -> Mapped:
    """What the file of the same name ending in ``.toml``, else ``plan.toml`` in the same folder, says of a document.

    Raises
    ------
    SourceError
        If the file is no TOML, or says something that has no meaning.
    """
    if str(path) == "-" or not path.name:  # standard input, or a folder called by dots alone, which the reader refuses
        return Mapped()
    for file in (path.with_suffix(".toml"), path.with_name(FILE)):
        if file.is_file() and file != path:
            return read(file)
    return Mapped()


def read(file: Path) -> Mapped:
    """What a mapping file says; a SourceError names what is wrong in it."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SourceError(f"{file} cannot be read as TOML ({error}): mend it or move it away") from None
    unknown = next((name for name in said if name not in (*_FACTS, *_TABLES, "default_lead")), None)
    if unknown:
        raise SourceError(f"{file}: {unknown} means nothing here: use {', '.join((*_FACTS, 'default_lead'))}, [columns], [dates] or [separators]")
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items() if name in _FACTS}
    for name, value in {**facts, "default_lead": said.get("default_lead", "")}.items():
        if not isinstance(value, str):
            raise SourceError(f"{file}: {name} must be words between quote marks")
    _check(file, facts)
    separators = _table(file, said, "separators", ("cells", "names"))
    hints = Hints(
        columns=_columns(file, _table(file, said, "columns")),
        month_first=_month_first(file, _table(file, said, "dates", ("language", "order"))),
        default_lead=said.get("default_lead") or None,
        cell_separator=separators.get("cells"),
        name_separators=tuple(separators.get("names", "")),
    )
    return Mapped(facts, hints)


def with_columns(hints: Hints, said: Sequence[str]) -> Hints:
    """The hints with those of ``--map``, each written ``lead=Responsible body``.

    Raises
    ------
    UsageError
        If one of them is not written so, or names a meaning that there is not.
    """
    columns = dict(hints.columns)
    for each in said:
        meaning, mark, heading = each.partition("=")
        if not mark or not wordlists.plain(heading):
            raise UsageError(f'--map {each}: write what the column means, "=" and its heading, for instance --map lead="Responsible body"')
        if meaning.strip() not in headings.MEANINGS:
            raise UsageError(f"--map {each}: a column may mean {', '.join(headings.MEANINGS)}")
        columns[wordlists.plain(heading)] = meaning.strip()
    return replace(hints, columns=columns)


def _table(file: Path, said: Mapping[str, Any], name: str, allowed: Sequence[str] = ()) -> dict[str, Any]:
    table = said.get(name, {})
    if not isinstance(table, dict):
        raise SourceError(f"{file}: {name} must be a table: write [{name}] on a line of its own and what it says below")
    if wrong := next((key for key in table if allowed and key not in allowed), None):
        raise SourceError(f"{file}: [{name}] has no {wrong}: use {' or '.join(allowed)}")
    if wrong := next((key for key, value in table.items() if not isinstance(value, (str, list) if name == "columns" else str)), None):
        raise SourceError(f"{file}: {wrong} in [{name}] must be words between quote marks")
    return table


def _columns(file: Path, table: Mapping[str, Any]) -> dict[str, str]:
    """Plain headings to meanings, from ``lead = "Responsible body"`` or ``lead = ["Owner", "Team"]``."""
    if wrong := next((meaning for meaning in table if meaning not in headings.MEANINGS), None):
        raise SourceError(f"{file}: a column may mean {', '.join(headings.MEANINGS)}, not {wrong}")
    return {wordlists.plain(str(heading)): meaning for meaning, said in table.items() for heading in (said if isinstance(said, list) else [said])}


def _month_first(file: Path, table: Mapping[str, str]) -> bool | None:
    said = table.get("order") or table.get("language")
    if said is None:
        return None
    if said.casefold() not in _LANGUAGES:
        raise SourceError(f'{file}: dates are "{said}": write language = "en-GB" (day before month) or "en-US" (month before day)')
    return _LANGUAGES[said.casefold()]


def _check(file: Path, facts: Mapping[str, str]) -> None:
    if "issued" in facts and not (_ISSUED.fullmatch(facts["issued"]) and _is_day(facts["issued"])):
        raise SourceError(f'{file}: issued is {facts["issued"]!r}: write it as "2016", "2016-10" or "2016-10-31"')
    if "published_at" in facts and not _ADDRESS.fullmatch(facts["published_at"]):
        raise SourceError(f"{file}: published_at must be an address that begins with http:// or https://")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True
