"""Where the bytes of a document came from, as a screen shows it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.types import Custody
from sayso.views.inert import on_one_line


def custody(kept: Custody) -> Iterator[tuple[str, str]]:
    """Pairs of name and value, inert."""
    yield "SHA-256", on_one_line(kept.sha256)
    yield "size", f"{kept.size} bytes"
    yield "address", on_one_line(kept.address)
    yield "retrieved", on_one_line(kept.retrieved)
    yield "reader", on_one_line(f"{kept.reader} ({kept.media_type})")
    yield "encoding", on_one_line(kept.encoding or "fixed by the format")
