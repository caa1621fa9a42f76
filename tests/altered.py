"""Office documents altered by hand, for what no library writes."""

from __future__ import annotations

import io
import zipfile


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A document with other bytes in one of its parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    return into.getvalue()
