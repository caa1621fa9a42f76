"""The text of a SPARQL query: what it asks, what it may not do, and where it is wrong.

The parser that answers queries is Oxigraph's. What is read here serves its safety and its error messages, never the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import Store

from concordat.graph.errors import UsageError

DEEPEST = 100  # brackets within brackets: some hundreds can exhaust the parser's stack, and the process dies
LONGEST_NEAR = 24
SPACE = r"(?:\s|#[^\r\n]*[\r\n])*"
SERVICE = rf"(?i)service{SPACE}(?:silent)?{SPACE}(?:[?$]\w+|<[^>]*>|[\w.-]*:[^\s{{]*){SPACE}\{{"
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
PAIRS = {")": "(", "}": "{", "]": "["}


@cache
def tokens() -> re.Pattern[str]:
    """The pieces of a query, enough to tell words from strings, comments and IRIs. Compiled only when asked for."""
    return re.compile(
        r"""(?P<space>[\s\ufeff]+|\#[^\r\n]*)
        |(?P<string>\"{3}(?:\\.|(?!\"{3})[^\\])*\"{3}|'{3}(?:\\.|(?!'{3})[^\\])*'{3}|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*')
        |(?P<open>["'])
        |(?P<iri><[^\x00-\x20<>"{}|^`]*>)
        |(?P<variable>[?$]\w+)
        |(?P<language>@[A-Za-z]+[A-Za-z0-9-]*)
        |(?P<blank>_:\w[\w.-]*)
        |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:.%-]|\\.)*)
        |(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)
        |(?P<word>[^\W\d]\w*)
        |(?P<mark>.)""",
        re.VERBOSE | re.DOTALL,
    )


@cache
def pieces(text: str) -> tuple[re.Match[str], ...]:
    """The tokens of `text` in order, without white space and comments."""
    return tuple(piece for piece in tokens().finditer(text) if piece.lastgroup != "space")


def words(text: str) -> Iterable[tuple[str, int]]:
    """The bare words of the query, in capitals, each with the number of brackets it stands in."""
    depth = 0
    for piece in pieces(text):
        if piece[0] in "({[":
            depth += 1
        elif piece[0] in ")}]":
            depth -= 1
        elif piece.lastgroup == "word":
            yield piece[0].upper(), depth


def is_ordered(text: str) -> bool:
    """Whether the query as a whole, not only a part of it, has an ORDER BY."""
    if re.search(r"\}\s*ORDER\s+BY\s[^{}\"'#<]*\Z", text, re.IGNORECASE):
        return True  # the usual case, and quicker than reading every token
    return ("ORDER", 0) in words(text)


def names_its_graphs(text: str) -> bool:
    """Whether the query says FROM, so that it and not we choose the graphs it sees."""
    return "from" in text.lower() and ("FROM", 0) in words(text)


def refuse(text: str, prefixes: Mapping[str, str]) -> None:
    """Raise a UsageError for what a query may not do: SERVICE, brackets without end.

    SERVICE is found by the parser that would carry it out, as readings of our own can be deceived (``SERVICEx:y``, ``1<2)SERVICE#>``): the word is
    changed wherever it stands, in names, strings and comments too. A query that is still one had none that was a keyword.
    """
    if _depth(text) > DEEPEST:
        raise UsageError(f"the query has more than {DEEPEST} brackets or signs within each other: write it flatter")
    if "service" not in text.lower():
        return
    try:
        Store().query(_without_service(text), prefixes=dict(prefixes))
    except SyntaxError as error:
        found = re.search(SERVICE, text)
        if not found:
            raise fault(text, error, prefixes) from None
        line, column = position(text, found.start())
        raise UsageError(f"line {line}, column {column}: SERVICE is refused: a query asks this graph and no other machine") from None


def _depth(text: str) -> int:
    """How many brackets or signs stand within each other at most; 0 if there are too few of them for more than DEEPEST."""
    if sum(map(text.count, "({[!+-^")) <= DEEPEST:
        return 0  # the usual case, and quicker than reading every token
    depth = deepest = run = 0
    for piece in pieces(text):
        depth += (piece[0] in "({[") - (piece[0] in ")}]")
        run = run + 1 if piece[0] in "!+-^" else 0
        deepest = max(deepest, depth, run)
    return deepest


def _without_service(text: str) -> str:
    """The text with another word, as long and not yet in it, wherever it says "service"."""
    ends = (a + b for a in "xqzjkvw" for b in "xqzjkvw")
    end = next(pair for pair in ends if "servi" + pair not in text.lower())
    return re.sub("(servi)ce", lambda found: found[1] + end, text, flags=re.IGNORECASE | re.ASCII)


def position(text: str, at: int) -> tuple[int, int]:
    """Line and column, both from 1, of a place in the text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def fault(text: str, error: SyntaxError, prefixes: Mapping[str, str]) -> UsageError:
    """What is wrong with a query that the parser refused: line, column, the words there and, where it can be told, the cause."""
    at, cause = _update(text) or _bracket(text) or _prefix(text, prefixes) or _reported(text, str(error))
    line, column = position(text, at)
    rest = text[at:].split("\n", 1)[0].strip()
    near = f', near "{rest[:LONGEST_NEAR]}"' if rest else ", at the end of the line" if text[at:].strip() else ", at the end of the query"
    return UsageError(f"the query is not valid SPARQL at line {line}, column {column}{near}{': ' if cause else ''}{cause}")


def _update(text: str) -> tuple[int, str] | None:
    """An update where a query should begin."""
    skip = 0
    for piece in pieces(text):
        if skip or piece.lastgroup != "word":
            skip = max(skip - 1, 0)
        elif piece[0].upper() in UPDATES:
            return piece.start(), f"{piece[0].upper()} is SPARQL Update, which is refused: a query reads the graph, concordat build makes it"
        elif piece[0].upper() not in {"PREFIX", "BASE"}:
            return None
    return None


def _bracket(text: str) -> tuple[int, str] | None:
    """A quotation mark or a bracket without its other half."""
    still_open: list[re.Match[str]] = []
    for piece in pieces(text):
        if piece.lastgroup == "open":
            return piece.start(), "this string has no end"
        if piece[0] in PAIRS.values():
            still_open.append(piece)
        elif piece[0] in PAIRS:
            if not still_open or still_open.pop()[0] != PAIRS[piece[0]]:
                return piece.start(), f"this {piece[0]} closes nothing"
    return (still_open[-1].start(), f"this {still_open[-1][0]} is never closed") if still_open else None


def _prefix(text: str, prefixes: Mapping[str, str]) -> tuple[int, str] | None:
    """A prefix that nobody declared."""
    found = pieces(text)
    declares = [a[0].upper() == "PREFIX" and a.lastgroup == "word" for a in found]
    known = {*prefixes, *(b[0][:-1] for b, declared in zip(found[1:], declares) if declared)}
    for piece in found:
        prefix = piece[0].partition(":")[0]
        if piece.lastgroup == "name" and prefix not in known:
            return piece.start(), f"the prefix {prefix}: is not declared: begin with PREFIX {prefix}: <...>"
    return None


def _reported(text: str, message: str) -> tuple[int, str]:
    """The place that the parser reports. It counts to the end of the keyword it tried, so the keyword's length is taken off."""
    found = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", message, re.DOTALL)
    if not found:
        return 0, " ".join(message.split())
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    expected = re.findall(r"\[[^\]]*\]|\"(?:\\.|[^\"])*\"|[^,]+", found[3])
    keywords = {len(word.strip()) for word in expected if re.fullmatch(r"\s*\w+\s*", word)}
    starts = {piece.start() for piece in pieces(text)}
    candidates = {at - length for length in keywords} | ({at} if any(word.strip()[0] in "\"'" for word in expected if word.strip()) else set())
    told = [word.strip() for word in expected if re.fullmatch(r"\s*[A-Za-z]\w* [\w *]+", word) and "Prefix" not in word]
    return max(candidates & starts, default=min(at, len(text))), told[0] if told else ""
