"""Plain text, as it stands; only lines wrapped to a fixed width are joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.protocols import Raw
from sayso.readers import binaries, cleaning, decoding, finishing, paragraphs, structure
from sayso.readers.custody import custody
from sayso.settings import Settings
from sayso.types import Document

SUFFIXES = (".txt", ".text")
MEDIA_TYPES = ("text/plain",)
STREAMS = False


def matches(head: bytes) -> bool:
    """Never beyond doubt: anything may be text."""
    return False


def read(raw: Raw, settings: Settings) -> Iterator[Document]:
    finishing.check_bytes(raw, settings)
    decoded = decoding.decode(raw.data, raw.charset)
    binaries.refuse(raw, raw.data, decoded.text)
    text = paragraphs.unwrap(cleaning.lines(decoded.text))
    yield Document(
        address=raw.address,
        text=text,
        custody=custody(raw, "text", "text/plain", decoded.encoding),
        title=structure.headline(text),
        notes=decoded.notes,
    )
