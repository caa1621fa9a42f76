"""Answers as table, csv, tsv, json, md, html or xlsx: the only writer of these formats.

What only one format needs is imported and compiled there: most questions are asked for csv, and should not wait for the others.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from concordat.graph.answer import Answer, Chapter, Marked, Value
from concordat.graph.errors import UsageError
from concordat.graph.output import chapters, each_once, flat, format_of, headed, is_number, matrix, numeric, print_result, text, visible, write

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["FORMATS", "deliver", "format_of", "json_value", "numeric", "print_result", "render", "write"]

NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
STARTS = ("=", "+", "-", "@", "\t", "\r")
WITHOUT_META = ("table", "csv", "tsv")
LONGEST_WORD = 16  # letters of a word that a column of a table does not break; if the columns do not fit, the table is written row by row
ROOM = 24  # letters a line at least for a column with long texts
MD_MARKS = {"old": "~~{}~~", "new": "**{}**"}
Meta = Mapping[str, object]


def deliver(result: Answer | Sequence[Answer] | str | bytes, output: Path | None, fmt: str | None, meta: Meta | Callable[[], Meta]) -> None:
    """Render a result for where it goes and write it there: one call for a command.

    Without a format it is the one that the file's ending says; else a table on a terminal and csv anywhere else. What is text or bytes already is
    written as it is. `meta` may be a function, which is called only for a format that shows it: a graph's fingerprint takes time.
    """
    terminal = output is None and sys.stdout.isatty()
    chosen = format_of(output, fmt, "table" if terminal else "csv") or "csv"
    if not isinstance(result, str | bytes):
        answers = [result] if isinstance(result, Answer) else result
        colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        said = {} if chosen in WITHOUT_META else meta() if callable(meta) else meta
        result = render(answers, chosen, said, width=None, colour=colour)
    write(result, output, chosen)


def render(answers: Sequence[Answer], fmt: str, meta: Meta, *, width: int | None = None, colour: bool = False) -> str | bytes:
    r"""The answers in a format: text with ``\n`` at the end of lines, or the bytes of a workbook.

    Several answers follow each other: in csv and tsv each under a line with its title, an empty line between; in xlsx each on its own sheet.

    Parameters
    ----------
    answers : Sequence[Answer]
        What was answered, in the order in which it is shown.
    fmt : str
        One of FORMATS.
    meta : Mapping[str, object]
        What was asked of what. It stands at the foot in md and html, on a sheet of its own in xlsx, in json under ``meta``; not in table, csv and tsv.
    width : int or None
        Columns of the terminal, for a table; None asks it, or takes 100 where there is none.
    colour : bool
        Whether a table may have the signs that make its header bold.

    Raises
    ------
    UsageError
        If there is no such format.
    """
    if fmt not in WRITERS:
        raise UsageError(f"{fmt} is no format of a table; choose {', '.join(WRITERS)}")
    if fmt == "table":
        import shutil

        return table(answers, width or shutil.get_terminal_size((100, 24)).columns, colour)
    return WRITERS[fmt](answers, meta)


# ---- csv and tsv


def guarded(value: Value) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before = + - @ tab and CR, unless it is a number."""
    words = text(value)
    dangerous = words.startswith(STARTS) and not is_number(value) and not re.fullmatch(NUMBER, words)
    return "'" + words if dangerous else words


def csv(answers: Sequence[Answer], meta: Meta) -> str:
    r"""Comma-separated, ``\n`` at the end of lines, quotation marks where a cell needs them."""
    return _lines(answers, ",", _csv_cell)


def tsv(answers: Sequence[Answer], meta: Meta) -> str:
    """Tab-separated; a cell's own tabs and line ends become blanks."""
    return _lines(answers, "\t", lambda value: re.sub(r"\r\n|[\t\r\n]", " ", guarded(value)))


def _csv_cell(value: Value) -> str:
    words = guarded(value)
    quoted = '"' in words or "," in words or "\n" in words or "\r" in words or words != words.strip()
    return '"' + words.replace('"', '""') + '"' if quoted else words


def _lines(answers: Sequence[Answer], separator: str, cell: Callable[[Value], str]) -> str:
    blocks = []
    for answer in answers:
        rows = [[column.name for column in answer.columns], *answer.rows]
        # A row of one empty cell would be an empty line, which readers leave out.
        lines = [separator.join(map(cell, row)) or '""' * len(row) for row in rows]
        title = f"{answer.chapter.title}: {answer.title}" if answer.chapter else answer.title or answer.name
        blocks.append("\n".join([cell(title), *lines] if len(answers) > 1 else lines))
    return "\n\n".join(blocks) + "\n" if blocks else ""


# ---- json


def as_json(answers: Sequence[Answer], meta: Meta) -> str:
    """``{"meta": ..., "rows": [...]}``; ``"tables": {name: rows}`` if there are several answers."""
    import json

    if len(answers) == 1:
        content: dict[str, object] = {"rows": _objects(answers[0])}
    else:
        content = {"tables": dict(zip(each_once([answer.name for answer in answers]), map(_objects, answers)))}
    return json.dumps(json_value({"meta": dict(meta), **content}), ensure_ascii=False, indent=2) + "\n"


def _objects(answer: Answer) -> list[dict[str, Value]]:
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row)) for row in answer.rows]


def json_value(value: object) -> object:
    """A value that JSON has: decimals are numbers, days are text, and so is what is no number (NaN, infinity)."""
    if isinstance(value, Mapping):
        return {str(key): json_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    return value.isoformat() if isinstance(value, date) else value


# ---- md


def md(answers: Sequence[Answer], meta: Meta) -> str:
    """Markdown with pipe tables, titles as headings, notes and meta as lists; every character that Markdown or HTML would read is escaped.

    Answers in chapters stand under the headings of these, behind a table of contents.
    """
    found = chapters(answers)
    inside = any(chapter for chapter, _ in found)
    parts = [f"# {_md(str(meta.get('name') or 'answers').capitalize())} reports", _contents(found)] if inside else []
    for chapter, some in found:
        parts += [f"## {_md(chapter.title)}", *([_md(chapter.tells)] if chapter.tells else [])] if chapter else []
        for place, answer in some.items():
            heading = f"{'###' if chapter else '##' if len(answers) > 1 else '#'} {_md(answer.title or answer.name)}"
            notes = "\n".join(f"- {_md(note)}" for note in answer.notes)
            parts += [*([f'<a id="{place}"></a>'] if inside else []), heading, *([_md(answer.question)] if answer.question else []), _pipes(answer), *([notes] if notes else [])]
    foot = "\n".join(f"- {_md(key)}: {_md(value)}" for key, value in flat(meta))
    return "\n\n".join([*parts, *(["---", foot] if foot else [])]) + "\n"


def _contents(found: Sequence[tuple[Chapter | None, Mapping[str, Answer]]]) -> str:
    """A list of the chapters, and under each a list of its answers, which leads to them."""
    lines = []
    for chapter, some in found:
        lines += [f"- {_md(chapter.title)}: {_md(chapter.tells)}"] if chapter else []
        lines += [f"{'  ' if chapter else ''}- [{_md(answer.title or answer.name)}](#{place})" for place, answer in some.items()]
    return "\n".join(lines)


def _pipes(answer: Answer) -> str:
    if not answer.columns:
        return "No columns."
    numbers = numeric(answer)
    rows = [[_md(headed(column)) for column in answer.columns], ["---:" if right else "---" for right in numbers]]
    rows += [[_md_cell(value) for value in row] for row in answer.rows]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return lines if answer.rows else f"{lines}\n\nNo rows."


def _md_cell(value: Value) -> str:
    """A cell; words that went are struck through, words that came are bold."""
    if not isinstance(value, Marked):
        return _md(text(value))
    shown = ((kind, _md(words)) for kind, words in value.pieces)
    return " ".join(MD_MARKS.get(kind, "{}").format(words) for kind, words in shown if words)


def _md(words: str) -> str:
    clean = visible(words).strip()
    if re.fullmatch(r"https?://[^\s<>|\\`\[\]]+", clean):
        return f"<{clean}>"
    marked = re.sub(r"([\\`*_\[\]|~#])", r"\\\1", clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return re.sub(r"\s*\n\s*", "<br>", marked)


# ---- table


def table(answers: Sequence[Answer], width: int, colour: bool) -> str:
    """For a terminal of this width: cells are wrapped; columns too many for it are written row by row, name and value."""
    from io import StringIO

    from rich.console import Console  # here, as every heavy import

    into = StringIO()
    plain = {"markup": False, "emoji": False, "highlight": False, "legacy_windows": False}  # a cell's own brackets and colons are no mark-up
    console = Console(file=into, width=max(width, 20), color_system="standard" if colour else None, force_terminal=colour, **plain)
    for at, (chapter, some) in enumerate(chapters(answers)):
        if chapter:
            _announce(console, chapter, first=not at)
        for number, answer in enumerate(some.values()):
            if at + number:
                console.print()
            _show(console, _brief(answer))
    return "\n".join(line.rstrip() for line in into.getvalue().split("\n"))


def _announce(console: Console, chapter: Chapter, *, first: bool) -> None:
    """The name of a chapter between two lines, and what it tells."""
    from rich.rule import Rule
    from rich.text import Text

    if not first:
        console.print()
    console.print(Rule(Text(visible(chapter.title), style="bold"), align="left"))
    if chapter.tells:
        console.print(Text(visible(chapter.tells)))


def _brief(answer: Answer) -> Answer:
    """The answer without its details, with long lists cut, and a note that says what is left out."""
    kept = [i for i, column in enumerate(answer.columns) if not column.detail]
    left = [column.name for column in answer.columns if column.detail]
    rows = tuple(tuple(_few(row[i], answer.columns[i].most) for i in kept) for row in answer.rows)
    notes = [f"More columns with -f csv or -o FILE.xlsx: {', '.join(left)}."] if left else []
    if any(_few(cell, column.most) != cell for row in answer.rows for cell, column in zip(row, answer.columns) if not column.detail):
        notes.append('What ends with "more" is whole with -f csv or -o FILE.xlsx.')
    return replace(answer, columns=tuple(answer.columns[i] for i in kept), rows=rows, notes=(*answer.notes, *notes))


def _few(cell: Value, most: int) -> Value:
    """A cell with the first of what it lists, and how many more there are."""
    if not most or not isinstance(cell, str):
        return cell
    joint = next((each for each in (" / ", "; ") if each in cell), ", ")
    pieces = cell.split(joint)
    return cell if len(pieces) <= most + 1 else f"{joint.join(pieces[:most])} and {len(pieces) - most} more"


def _show(console: Console, answer: Answer) -> None:
    from rich.text import Text

    if answer.title:
        console.print(Text(visible(answer.title), style="bold"))
    if any(matrix(answer)):
        _show_matrix(console, answer)
    elif answer.columns:
        room = console.width - 3 * len(answer.columns) - 2
        fits = sum(_narrowest(answer, at) for at in range(len(answer.columns))) <= room
        console.print(_grid(answer, room) if fits else _records(answer))
    if not answer.rows:
        console.print("No rows.")
    for note in answer.notes:
        console.print(Text(visible(note)))


def _show_matrix(console: Console, answer: Answer) -> None:
    """With one blank between its columns if it fits so; else only a note where it can be had, as row by row nobody could read it."""
    from rich.table import Table
    from rich.text import Text

    widths = [_widest(answer, at) for at in range(len(answer.columns))]
    if sum(widths) + len(widths) > console.width:
        console.print(Text(f"Its {len(widths)} columns do not fit here: -o FILE.html and -o FILE.xlsx show them, or a wider window."))
        return
    grid = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", pad_edge=False)
    for column, number, width in zip(answer.columns, numeric(answer), widths):
        grid.add_column(Text(visible(headed(column))), justify="right" if number else "left", width=width)
    for row in answer.rows:
        grid.add_row(*(Text(visible(text(value))) for value in row))
    console.print(grid)


def _narrowest(answer: Answer, at: int) -> int:
    """How narrow a column may be: no word of ordinary length is broken, and where there is much to read there is some room for it."""
    cells = [headed(answer.columns[at]), *(visible(text(row[at])) for row in answer.rows)]
    longest = max((len(word) for cell in cells for word in cell.split()), default=0)
    return max(min(longest, LONGEST_WORD), min(_widest(answer, at) // 8, ROOM))


def _widest(answer: Answer, at: int) -> int:
    cells = [headed(answer.columns[at]), *(visible(text(row[at])) for row in answer.rows)]
    return max(len(line) for cell in cells for line in (cell.split("\n")))


def _widths(answer: Answer, room: int) -> list[int]:
    """What each column gets: no less than it needs, and of what is left a share by how much more it could use."""
    widths = [_narrowest(answer, at) for at in range(len(answer.columns))]
    wants = [max(_widest(answer, at) - width, 0) for at, width in enumerate(widths)]
    left = min(room - sum(widths), sum(wants))
    return [width + (left * want // sum(wants) if left > 0 else 0) for width, want in zip(widths, wants)]


def _grid(answer: Answer, room: int) -> Table:
    """A line between rows only where cells are wrapped, so that it shows where one ends."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    widths = _widths(answer, room)
    wraps = any(_widest(answer, at) > width for at, width in enumerate(widths))
    grid = Table(box=box.HORIZONTALS if wraps else box.SIMPLE_HEAD, show_lines=wraps, header_style="bold", pad_edge=False)
    for column, number, width in zip(answer.columns, numeric(answer), widths):
        grid.add_column(Text(visible(headed(column))), justify="right" if number else "left", overflow="fold", width=width)
    for row in answer.rows:
        grid.add_row(*(Text(visible(text(value))) for value in row))
    return grid


def _records(answer: Answer) -> Table:
    """Row after row, each cell on a line of its own behind the name of its column."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.HORIZONTALS, show_header=False, pad_edge=False)
    grid.add_column(style="bold", overflow="fold", max_width=24)
    grid.add_column(overflow="fold")
    for row in answer.rows:
        for column, value in zip(answer.columns, row):
            grid.add_row(Text(visible(headed(column))), Text(visible(text(value))))
        grid.add_section()
    return grid


# ---- html and xlsx


def html(answers: Sequence[Answer], meta: Meta) -> str:
    """A page of its own; see `hypertext.html`."""
    from concordat.graph import hypertext

    return hypertext.html(answers, meta)


def xlsx(answers: Sequence[Answer], meta: Meta) -> bytes:
    """A workbook, a sheet an answer; see `spreadsheet.workbook`."""
    from concordat.graph.spreadsheet import workbook

    return workbook(answers, meta)


WRITERS: dict[str, Callable[..., str | bytes]] = {
    "table": table,
    "csv": csv,
    "tsv": tsv,
    "json": as_json,
    "md": md,
    "html": html,
    "xlsx": xlsx,
}
FORMATS = tuple(WRITERS)
