"""What each column of a table is: its heading's usual meaning weighed against what its cells look like."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from concordat.graph.reading import contents, headings

_SOME, _MOSTLY, _NEARLY_ALL = 0.3, 0.5, 0.7  # of the filled cells
_LONG = 12  # characters: an action without a known heading has more, on the average
_FULL = 80  # characters: longer cells tell no more for an action
_FIRST = 40  # names at the head of the list are those of actions for certain
_SURE, _LISTED, _CUE = 3.0, 2.0, 1.5  # what the name of a column weighs
_FILLED, _REPEATED, _LENGTH, _REFERENCES = 1.5, -2.0, 1.0, -6.0  # and what its cells weigh
_GUESSED = ("finish", "lead", "status")  # what a heading that nobody knows may be by its cells, where no other column is


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as printed, what it was taken for ("other" if nothing), and why."""

    heading: str
    meaning: str
    why: str


def decide(names: Sequence[str], known: Mapping[int, headings.Meaning], cells: Sequence[Sequence[str]]) -> dict[int, Column]:
    """Every column with its meaning.

    Parameters
    ----------
    names : sequence of str
        The headings as printed.
    known : mapping of int to headings.Meaning
        What headings may mean by their names, by position.
    cells : sequence of sequences of str
        The cells of the rows below, column by column, empty where a row has none.
    """
    certain = {m.among[0] for m in known.values() if len(m.among) == 1}
    columns = {i: _by_name(name, known.get(i), _filled(cells[i]), certain) for i, name in enumerate(names)}
    columns = _one_action(columns, known, cells)
    columns = _references(columns, cells)
    for meaning in _GUESSED:
        columns = _guessed(columns, known, cells, meaning)
    return columns


def _by_name(heading: str, meaning: headings.Meaning | None, cells: Sequence[str], certain: Collection[str]) -> Column:
    """What a heading means by its name; of several meanings the one that the cells fit, else one that no other heading has."""
    if meaning is None:
        return Column(heading, "other", "nothing known has this name" if heading else "it has no heading")
    if meaning.among == ("ref",) and cells and not meaning.listed and not _share(cells, "ref") > _MOSTLY:
        return Column(heading, "other", "its cells are no references")
    for candidate in meaning.among[:-1]:
        if cells and _share(cells, candidate) > _MOSTLY:
            return Column(heading, candidate, f"{meaning.why}, and its cells fit")
    if len(meaning.among) > 1:
        free = [candidate for candidate in meaning.among if candidate not in certain]
        return Column(heading, meaning.among[-1] if cells else (free or meaning.among)[0], f"{meaning.why}, and its cells fit no other meaning")
    return Column(heading, meaning.among[0], meaning.why)


def _one_action(columns: dict[int, Column], known: Mapping[int, headings.Meaning], cells: Sequence[Sequence[str]]) -> dict[int, Column]:
    """Of the columns that may hold the action the one whose name and cells speak most for it, the last of equals; the others keep their words."""
    named = [i for i, column in columns.items() if column.meaning == "text"]
    unnamed = [i for i in columns if i not in known and _length(cells[i]) >= _LONG and not _share(_filled(cells[i]), "lead") > _MOSTLY]
    said = next((i for i in named if known[i].rank < 0), None)
    if said is None and not named and not unnamed:
        return columns
    best = said if said is not None else max([*named, *unnamed], key=lambda i: (_weight(known.get(i), cells[i]), i))
    other = f'"{columns[best].heading}" is taken for the action'
    columns = {i: Column(column.heading, "other", other) if i in named and i != best else column for i, column in columns.items()}
    if best in named:
        return columns
    why = "its cells say most of all that may be the action" if named else "no heading names the action, and its cells are the longest of those without a known name"
    return columns | {best: Column(columns[best].heading, "text", why)}


def _weight(meaning: headings.Meaning | None, cells: Sequence[str]) -> float:
    """How much speaks for a column as that of the actions."""
    filled = _filled(cells)
    name = 0.0 if meaning is None else _CUE if not meaning.listed else _SURE if meaning.order < _FIRST else _LISTED
    order = min(meaning.order, 100) / 100 if meaning and meaning.listed else 0.0
    repeated = 1 - len(set(filled)) / len(filled) if filled else 0.0
    share = len(filled) / len(cells) if cells else 0.0
    references = 1.0 if filled and _share(filled, "ref") > _MOSTLY else 0.0
    return name - order + _FILLED * share + _REPEATED * repeated + _LENGTH * min(_length(cells), _FULL) / _FULL + _REFERENCES * references


def _references(columns: dict[int, Column], cells: Sequence[Sequence[str]]) -> dict[int, Column]:
    """The first column whose cells are references, where no heading names one."""
    if any(column.meaning == "ref" for column in columns.values()):
        return columns
    for i, column in columns.items():
        if column.meaning == "other" and (filled := _filled(cells[i])) and _share(filled, "ref") > _NEARLY_ALL:
            return columns | {i: Column(column.heading, "ref", "no other column has the references, and its cells are such")}
    return columns


def _guessed(columns: dict[int, Column], known: Mapping[int, headings.Meaning], cells: Sequence[Sequence[str]], meaning: str) -> dict[int, Column]:
    """A column that nothing is known of, taken for what its cells are, where no heading names one of that meaning."""
    if any(column.meaning == meaning for column in columns.values()):
        return columns
    free = [i for i, column in columns.items() if column.meaning == "other" and i not in known and len(_filled(cells[i])) > 1]
    shares = {i: _certain(_filled(cells[i]), meaning) for i in free}
    best = max(free, key=lambda i: (shares[i], -i), default=None)
    if best is None or shares[best] <= _NEARLY_ALL:
        return columns
    return columns | {best: Column(columns[best].heading, meaning, "nothing known has this name, but its cells are such")}


def _certain(cells: Sequence[str], meaning: str) -> float:
    """How many of the cells are of a meaning without a heading to say so; of names some must be bodies beyond doubt."""
    if meaning != "lead":
        return _share(cells, meaning)
    names, bodies = (sum(map(looks, cells)) / len(cells) for looks in (contents.is_names, contents.is_body))
    return names if bodies > _SOME else 0.0


def _share(cells: Sequence[str], meaning: str) -> float:
    """How many of the cells fit a meaning, 0 to 1."""
    return sum(contents.fit(cell, meaning) > 0 for cell in cells) / len(cells) if cells else 0.0


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell]


def _length(cells: Sequence[str]) -> float:
    filled = _filled(cells)
    return sum(map(len, filled)) / len(filled) if filled else 0.0
