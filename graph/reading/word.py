"""Word documents to tables."""

from __future__ import annotations

from concordat.graph.errors import SourceError
from concordat.graph.model import Document


def read(name: str, data: bytes, where: str) -> Document:
    raise SourceError(f"{where}: Word documents cannot be read yet: save the table as csv, or as text with tabs between the cells")
