"""Where the bytes of a document came from."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import BinaryIO

from sayso.protocols import Raw
from sayso.types import Custody

PIECE = 1 << 20


def custody(raw: Raw, reader: str, media_type: str, encoding: str | None = None) -> Custody:
    """The custody of a document that `reader` made from these bytes."""
    sha256, size = raw.original or (hashlib.sha256(raw.data).hexdigest(), len(raw.data))
    return Custody(
        sha256=sha256,
        size=size,
        address=raw.final_address,
        retrieved=raw.retrieved,
        media_type=media_type,
        reader=reader,
        encoding=encoding,
        headers=raw.headers,
    )


def original(stream: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of a whole stream, which is put back to its start."""
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while piece := stream.read(PIECE):
        digest.update(piece)
        size += len(piece)
    stream.seek(0)
    return digest.hexdigest(), size


def now() -> str:
    """RFC 3339, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
