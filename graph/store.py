"""A graph file opened, and quads written as one: TriG, one order, one result.

Only pyoxigraph is imported here: every command goes through this module, and a query should cost little more than loading the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, serialize

from concordat.graph.errors import GraphError

DEFAULT = "concordat.trig"
FORMATS = {
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Graph:
    """A graph in memory; `path` is the file it was read from, None if it was made of quads."""

    store: Store
    path: Path | None = None
    data: bytes = field(default=b"", repr=False, compare=False)

    @property
    def sha256(self) -> str:
        """The fingerprint of the file's bytes, in hexadecimal; empty if there was no file."""
        if self.path is None:
            return ""
        from hashlib import sha256  # here: it loads OpenSSL, and only what prints the fingerprint needs it

        return sha256(self.data).hexdigest()


def open_graph(path: str | Path = DEFAULT) -> Graph:
    """Read a graph file; its ending (.trig, .ttl, .nq, .nt, .jsonld) says the format.

    Raises
    ------
    GraphError
        If the file is missing, is a folder, has another ending, cannot be read or is not well formed: then with line and column.
    """
    path = Path(path)
    syntax, data = read_graph(path)
    store = Store()
    try:
        store.load(input=data.removeprefix(BYTE_ORDER_MARK), format=syntax)
    except SyntaxError as error:
        raise GraphError(f"{place(path, error)}: not well-formed {syntax.name}: {reason(error)}; build the graph again, or mend the file") from None
    return Graph(store, path, data)


def read_graph(path: Path) -> tuple[RdfFormat, bytes]:
    """The format and the bytes of a graph file; a GraphError if there is none to read."""
    syntax = FORMATS.get(path.suffix.lower())
    if path.is_dir():
        raise GraphError(f"{path} is a folder, not a graph file: name the file in it, for instance {path / DEFAULT}")
    if path == Path(DEFAULT) and not path.exists():
        raise GraphError(f"no {DEFAULT} here: run concordat build")
    if not path.exists():
        raise GraphError(f"{path}: no such graph file; concordat build -o {path} makes one" if syntax else f"{path}: no such graph file")
    if syntax is None:
        raise GraphError(f"{path}: the ending of a graph file says its format, one of {', '.join(FORMATS)}; give it one of these")
    try:
        return syntax, path.read_bytes()
    except OSError as error:
        raise GraphError(f"{path} cannot be read: {error.strerror or error}") from None


def place(path: Path, error: SyntaxError) -> str:
    """The file, with line and column where the parser says them."""
    return f"{path}, line {error.lineno}, column {error.offset}" if error.lineno else str(path)


def reason(error: SyntaxError) -> str:
    """The parser's words in one line, without the position that stands before them."""
    words = re.sub(r"^Parser error (at|between) .*?\d: ", "", str(error.args[0] if error.args else error), flags=re.S)
    return " ".join(words.split())


def graph_of(quads: Iterable[Quad]) -> Graph:
    """A graph of these quads, with no file behind it."""
    store = Store()
    store.extend(quads)
    return Graph(store)


def serialise(quads: Iterable[Quad], prefixes: Mapping[str, str] | None = None) -> bytes:
    r"""TriG in UTF-8 with ``\n``, the quads in exactly this order: the same quads give the same bytes.

    Quads that share graph, subject and predicate should stand together: the file is then short.
    """
    from concordat.graph.vocab import PREFIXES  # here: a query needs no terms

    return serialize(quads, format=RdfFormat.TRIG, prefixes=dict(prefixes or PREFIXES))
