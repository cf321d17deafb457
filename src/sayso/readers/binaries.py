"""Binary files under the names of texts."""

from __future__ import annotations

import re

from sayso.errors import SkipDocument
from sayso.protocols import Raw

_BINARIES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"PK\x03\x04": "a ZIP archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\xfd7zXZ": "an XZ archive",
    b"(\xb5/\xfd": "a Zstandard archive",
    b"\x1f\x8b": "another gzip file within it",
    b"BZh": "a bzip2 archive",
    b"\xd0\xcf\x11\xe0": "an old Microsoft Office file",
    b"{\\rtf": "a rich text file (RTF)",
    b"SQLite format 3": "a database",
    b"OggS": "a sound",
    b"ID3": "a sound",
}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 200_000


def refuse(raw: Raw, data: bytes, text: str) -> None:
    """Refuses what begins as a binary format does, or what no one wrote to be read.

    Raises:
        SkipDocument: these bytes are no text, whatever they are named.
    """
    what = next((what for magic, what in _BINARIES.items() if data.startswith(magic)), None)
    if what is None or (data.startswith(b"MZ") and b"\x00" not in data[:4096]):
        if not looks_binary(text):
            return
        what = "another kind of file under this name"
    todo = "Give the text itself: TXT, HTML, PDF, DOCX, EML or JSONL"
    raise SkipDocument(raw.address, f"this is {what}, not text", todo)


def looks_binary(text: str) -> bool:
    """Whether so many control characters stand in it that no one wrote it to be read."""
    sample = text[:_SAMPLE]
    odd = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    return odd > max(1, len(sample) // 50)
