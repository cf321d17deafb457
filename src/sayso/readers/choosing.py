"""Which reader reads these bytes: what they show beyond doubt, what is stated, what the name ends in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from types import ModuleType
from typing import cast

from sayso import plugins
from sayso.errors import SkipDocument
from sayso.protocols import Raw, Reader
from sayso.readers import binaries, decoding

HEAD = 4096
"""Bytes that `Reader.matches` is shown."""

PACKED = (".gz", ".zst")
"""Endings that tell how a file is packed, not what it holds."""
_ADVICE = {
    "a picture": (".jpg .jpeg .png .gif .tif .tiff .webp .heic .bmp", "Recognise its text first (OCR)"),
    "a sound or film": (".mp3 .m4a .wav .ogg .mp4 .mov .mkv .webm", "Transcribe it first"),
    "an archive": (".zip .tar .tgz .7z .rar .bz2 .xz", "Unpack it, then give the folder"),
    "an office file of another kind": (".doc .rtf .odt .pages", "Save it as DOCX or PDF"),
    "a table": (".csv .tsv .xls .xlsx .ods", "Turn it into JSONL with the fields id and text"),
    "a book or slides": (".epub .mobi .ppt .pptx .odp", "Save it as PDF"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A reader, and a note where the bytes are not what the name says."""

    name: str
    reader: Reader
    note: str | None = None


def choose(raw: Raw, head: bytes) -> Choice:
    """The reader for these bytes.

    Raises:
        SkipDocument: no reader reads this.
    """
    stated = _stated(raw)
    # Archives and corpora first: in their first bytes may stand a file of any other format.
    for name, reader in sorted(readers().items(), key=lambda item: not item[1].STREAMS):
        if reader.matches(head):
            wrong = stated is not None and stated != name and not {stated, name} <= {"text", "markdown"}
            note = f"named as {stated}, but the bytes are {name} and were read so" if wrong else None
            return Choice(name, reader, note)
    if stated is not None:
        if readers()[stated].STREAMS:
            binaries.refuse(raw, head, "")
        return Choice(stated, readers()[stated])
    if unreadable(raw.final_address) or (raw.media_type and not is_vague(raw.media_type)):
        raise unknown_format(raw)
    if binaries.looks_binary(decoding.decode(head[: HEAD - 4]).text):
        raise unknown_format(raw)
    binaries.refuse(raw, head, "")
    return Choice("text", readers()["text"])


@cache
def readers() -> dict[str, Reader]:
    """Every reader by name; the modules are light until they read."""
    modules: dict[str, ModuleType] = {name: plugins.load("reader", name) for name in plugins.names("reader")}
    return {name: cast(Reader, module) for name, module in modules.items()}


def by_suffix(path: str) -> str | None:
    """The reader that the name's ending asks for; `.gz` and `.zst` do not count."""
    suffix = _suffix(path)
    return next((name for name, reader in readers().items() if suffix in reader.SUFFIXES), None)


def unreadable(path: str) -> tuple[str, str] | None:
    """What a file of this ending is and what to do, where it is known to hold no text for us."""
    suffix = _suffix(path)
    found = (item for item in _ADVICE.items() if suffix and suffix in item[1][0].split())
    return next(((what, todo) for what, (_, todo) in found), None)


def unknown_format(raw: Raw) -> SkipDocument:
    known = unreadable(raw.final_address)
    endings = sorted({suffix for reader in readers().values() for suffix in reader.SUFFIXES})
    todo = known[1] if known else f"Give it one of the endings that are read: {' '.join(endings)}"
    why = f"{known[0]}, which has no text to read" if known else "no reader knows this format"
    return SkipDocument(raw.address, why + (f" ({raw.media_type})" if raw.media_type else ""), todo)


def _stated(raw: Raw) -> str | None:
    if raw.media_type and not is_vague(raw.media_type):
        for name, reader in readers().items():
            if raw.media_type in reader.MEDIA_TYPES:
                return name
    web = raw.final_address.startswith(("http://", "https://"))
    return None if web and raw.media_type else by_suffix(raw.final_address)


def _suffix(path: str) -> str:
    name = path.lower()
    for ending in PACKED:
        name = name.removesuffix(ending)
    return PurePosixPath(name).suffix


def is_vague(media_type: str) -> bool:
    """Types that servers send when they know nothing; the name may know more."""
    return media_type in (
        "application/octet-stream",
        "binary/octet-stream",
        "application/x-gzip",
        "application/gzip",
        "application/zstd",
    )
