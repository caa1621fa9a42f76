"""Values as text, and a result written: to a file, whole or not at all, or to standard output, whatever it is connected to."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from concordat.graph.answer import Answer, Chapter, Column, Value
from concordat.graph.errors import OutputError, UsageError

ENDINGS = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".srj": "w3c-json",
    ".srx": "w3c-xml",
}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
GREAT = 10_000  # from here on thousands are set apart; a year is no such number
MOST_PLACES = 4  # decimals of a number that are written alike in a column
FEW = 3  # answers that need no table of contents
CONTROLS = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"


# ---- a value as text


def text(value: Value) -> str:
    """A cell as text: nothing for None, true and false, days as 2016-10-31, decimals without an exponent."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def visible(words: str) -> str:
    """The text without control characters, which no page and no sheet may hold: each becomes U+FFFD. Line ends become ``\\n``."""
    return re.sub(CONTROLS, "\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))


def is_number(value: Value) -> bool:
    """Whether it is a number to reckon with; a truth value is none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def flat(meta: Mapping[str, object]) -> list[tuple[str, str]]:
    """The meta as names and texts, but for where a page leads back to; what has names itself (the parameters) becomes one text."""
    return [(str(key), _flat(value)) for key, value in meta.items() if value not in (None, {}, "") and key != "home"]


def _flat(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {_flat(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_flat, value))
    return text(value)  # type: ignore[arg-type]


# ---- many answers, and what they look like alike


def headed(column: Column) -> str:
    """How a column is called where people read: "joint leads", where a program reads "joint_leads"."""
    return column.name.replace("_", " ")


def meaning(column: Column) -> str:
    """What a column means, and of a figure what it does not."""
    limits = f"Does not mean: {column.limits}" if column.limits else ""
    return f"{column.about.rstrip('.')}. {limits}" if column.about and limits else column.about or limits


def numeric(answer: Answer) -> list[bool]:
    """For each column whether it holds numbers and nothing else, so that it stands to the right."""
    columns = ([row[at] for row in answer.rows if row[at] is not None] for at in range(len(answer.columns)))
    return [bool(cells) and all(map(is_number, cells)) for cells in columns]


def written(answer: Answer, at: int) -> str:
    """How the numbers of a column are written so that they stand alike, as `format` takes it: with as many decimals as the longest has, thousands set apart in great ones.

    It is "", each as it is, where one of them is endless, or longer than anybody would read.
    """
    numbers = [Decimal(str(row[at])) for row in answer.rows if is_number(row[at])]
    if not all(number.is_finite() and abs(number) < 10**15 for number in numbers):
        return ""
    places = max((-int(number.as_tuple().exponent) for number in numbers if number != number.to_integral_value()), default=0)
    great = any(abs(number) >= GREAT for number in numbers)
    return f"{',' if great else ''}.{places}f" if places <= MOST_PLACES else ""


def matrix(answer: Answer) -> list[bool]:
    """For each column whether it is one of a matrix: headed by nothing but a number, with small whole numbers or nothing in it; one alone makes none."""
    of_it = [column.name.isdigit() and all(row[at] is None or (is_number(row[at]) and abs(row[at]) < 1000) for row in answer.rows) for at, column in enumerate(answer.columns)]  # type: ignore[arg-type, operator]
    return of_it if sum(of_it) > 1 else [False] * len(of_it)


def chapters(answers: Sequence[Answer]) -> list[tuple[Chapter | None, dict[str, Answer]]]:
    """The answers that follow each other in one chapter, by the words that an address may name them with; None for those in no chapter."""
    from itertools import groupby

    places = each_once([re.sub(r"[^a-z0-9]+", "-", answer.name.lower()).strip("-") or "table" for answer in answers])
    return [(chapter, dict(some)) for chapter, some in groupby(zip(places, answers), key=lambda pair: pair[1].chapter)]


def each_once(names: Sequence[str]) -> list[str]:
    """The names, a number after those that were there before."""
    return [name if name not in names[:at] else f"{name}-{names[:at].count(name) + 1}" for at, name in enumerate(names)]


# ---- a result to where it goes


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is kept of a file that has been written: how many bytes it has, and their SHA-256."""

    size: int
    sha256: str


def stamp(data: bytes) -> Stamp:
    """The stamp of these bytes."""
    import hashlib  # here: an answer in a pipe needs none

    return Stamp(len(data), hashlib.sha256(data).hexdigest())


def format_of(output: Path | None, fmt: str | None, default: str | None = None, allowed: Sequence[str] = ()) -> str | None:
    """The format of a result: the one that was asked for, else the one that the file's ending says, else `default`.

    A file without an ending takes the default too.

    Raises
    ------
    UsageError
        If the ending says no format, or the format is not one of `allowed` (empty allows all).
    """
    chosen = fmt
    if chosen is None and output is not None and output.suffix:
        chosen = ENDINGS.get(output.suffix.lower())
        if chosen is None or (allowed and chosen not in allowed):
            endings = [ending for ending, said in ENDINGS.items() if not allowed or said in allowed]
            raise UsageError(f"{output.name}: its ending says no format to be had here; end it in {', '.join(endings)}, or choose one with -f")
    if chosen is not None and allowed and chosen not in allowed:
        raise UsageError(f"{chosen} is no format to be had here; choose {', '.join(allowed)}")
    return chosen or default


def check(output: Path | None, endings: Sequence[str], inputs: Sequence[Path | None] = ()) -> None:
    """Refuse an output that is one of the inputs, or whose ending says another kind of file, before anything is done.

    Raises
    ------
    UsageError
        If writing there would destroy what the user gave, or make a file that its name belies.
    """
    if output is None or (output.exists() and not output.is_file()):
        return  # a pipe or a device may be called what it likes; a folder is refused when it is written
    if output.exists() and any(given is not None and given.exists() and given.samefile(output) for given in inputs):
        raise UsageError(f"{output} is also what is to be read: write to another file")
    if output.suffix.lower() not in endings:
        raise UsageError(f"{output} cannot be the file to write: its name should end in {' or '.join(endings)}")


def write(content: str | bytes, output: Path | None, fmt: str | None = None) -> None:
    """Write a result to a file, or to standard output if `output` is None. A csv file begins with a byte-order mark, for Excel.

    The file has either the whole of the new content or what it had before. What is no regular file (a pipe, a device) is written as it is.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    if output is None:
        print_result(content, fmt)
        return
    data = encoded(content)
    if fmt == "csv" and isinstance(content, str):
        data = BYTE_ORDER_MARK + data
    try:
        if output.exists() and not output.is_file() and not output.is_dir():
            _fill(output, data, "wb")
        else:
            _replace(Path(os.path.realpath(output)), data)  # through a link, so that the link stays one
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise OutputError(f"{output} cannot be written: {_reason(output, error)}") from None


def encoded(content: str | bytes) -> bytes:
    """UTF-8; half a surrogate pair, which is no character, becomes U+FFFD."""
    if isinstance(content, bytes):
        return content
    try:
        return content.encode("utf-8")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", content).encode("utf-8")


def _replace(target: Path, data: bytes) -> None:
    """Write a file of another name beside it, then give it the name in one step."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is write-protected")
    beside = target.with_name(f".concordat-{os.getpid()}.part")
    try:
        _fill(beside, data, "xb")
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _fill(path: Path, data: bytes, mode: str) -> None:
    with open(path, mode) as file:
        file.write(data)
        file.flush()
        if mode == "xb":
            os.fsync(file.fileno())  # a full disk may say so only here, and must say so before the old file goes


def _reason(output: Path, error: OSError | ValueError) -> str:
    """The cause in words, with what to do about the usual ones."""
    number = getattr(error, "errno", None)
    if number == errno.EISDIR:
        return "it is a folder; name a file in it"
    if number in (errno.ENOENT, errno.ENOTDIR):
        return f"there is no folder {output.parent}; make it first"
    if number == errno.EACCES and output.exists():
        return "it is write-protected, or open in another program"
    return getattr(error, "strerror", None) or str(error)


def print_result(content: str | bytes, fmt: str | None = None) -> None:
    """Write a result, and nothing else, to standard output.

    Text is UTF-8 with the line ends it has; only a console of another encoding gets its own, with a question mark for what it cannot show. A reader
    that has gone away (``| head``) ends the output without a word.

    Raises
    ------
    UsageError
        If a workbook would go to a terminal.
    OutputError
        If standard output cannot be written, for instance because the disk is full.
    """
    console = sys.stdout.isatty()
    if console and isinstance(content, bytes) and b"\0" in content:
        raise UsageError(f"{fmt or 'this format'} cannot be shown on a terminal: give it a file with -o")
    data = _for_console(content, fmt) if console else encoded(content)
    try:
        stream = getattr(sys.stdout, "buffer", None)
        sys.stdout.flush()
        if stream is None:
            sys.stdout.write(data.decode("utf-8", errors="replace"))
        else:
            stream.write(data)
        sys.stdout.flush()
    except OSError as error:
        _give_up_stdout()
        if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
            return
        raise OutputError(f"standard output cannot be written: {error.strerror or error}") from None


def _for_console(content: str | bytes, fmt: str | None) -> bytes:
    """The text in the console's encoding; unless it is a table, which we coloured ourselves, without characters that steer the terminal."""
    words = encoded(content).decode("utf-8", errors="replace")
    return (words if fmt == "table" else visible(words)).encode(sys.stdout.encoding or "utf-8", errors="replace")


def _give_up_stdout() -> None:
    """Let the rest of standard output go nowhere, or Python would try it again when it ends, and complain."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):  # it has no descriptor, as in a test
        pass
