"""From a file or standard input to bytes ready for a reader, held whole or streamed."""

from __future__ import annotations

import errno
import io
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from sayso.errors import SkipDocument
from sayso.protocols import Raw, Reader
from sayso.readers import choosing, expanding
from sayso.readers.custody import now, original
from sayso.settings import Settings


@contextmanager
def opened(path: Path, address: str, settings: Settings) -> Iterator[Raw]:
    """The file's bytes as a stream, closed afterwards.

    Raises:
        SkipDocument: it is missing, no file, or may not be read.
    """
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        raise cannot_open(address, error) from None
    with stream:
        if stream.seekable() and stat.S_ISREG(path.stat().st_mode):
            yield _raw(address, stream)
        else:
            with _spooled(stream, address, settings) as kept:
                yield _raw(address, kept)


@contextmanager
def standard_input(settings: Settings) -> Iterator[Raw]:
    """What comes on standard input, by way of a file: a stream is read twice, for its digest and its text."""
    if sys.stdin is None:
        raise SkipDocument("-", "there is no standard input", "Name a file instead")
    with _spooled(sys.stdin.buffer, "-", settings) as kept:
        yield _raw("-", kept)


def cannot_open(address: str, error: Exception) -> SkipDocument:
    """The line for a file that the system does not open."""
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.ENOENT, errno.ENOTDIR):
        return SkipDocument(address, "no such file or directory", "Look at the spelling of the path")
    if code in (errno.EACCES, errno.EPERM):
        return SkipDocument(address, "you may not read it", "Change its permissions (chmod +r)")
    if isinstance(error, ValueError) or code in (errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL):
        return SkipDocument(address[:200], "this cannot be a path", "Look at the spelling of the path")
    return SkipDocument(address, f"the system cannot read it ({error})", "Copy it elsewhere and try again")


def ready(raw: Raw, settings: Settings) -> tuple[Raw, choosing.Choice]:
    """Decompressed, and held whole unless its reader takes streams.

    Raises:
        SkipDocument: empty, too large, broken, or of no known format.
    """
    stream = raw.stream or cast(BinaryIO, io.BytesIO(raw.data))
    head = _peek(stream, choosing.HEAD)
    if not head:
        raise SkipDocument(raw.address, "the file is empty", "Look whether the right file was given")
    packed = head.startswith((expanding.GZIP, expanding.ZSTD))
    if packed:
        head = expanding.expanded(stream, raw.address, settings).head(choosing.HEAD)
        stream.seek(0)
    choice = choosing.choose(raw, head)
    raw = replace(raw, original=raw.original or _original(stream, raw, choice.reader, settings))
    if packed:
        stream = cast(BinaryIO, expanding.expanded(stream, raw.address, settings))
    if choice.reader.STREAMS:
        return replace(raw, data=b"", stream=stream), choice
    data = expanding.held(stream, raw, settings)
    return replace(raw, data=data, stream=None), choice


def _original(stream: BinaryIO, raw: Raw, reader: Reader, settings: Settings) -> tuple[str, int]:
    if not reader.STREAMS:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        if size > settings.max_file_bytes:
            why = f"{size:,} bytes, more than max_file_bytes allows ({settings.max_file_bytes:,})"
            raise SkipDocument(raw.address, why, "Split it, turn it into JSONL, or raise that setting")
    return original(stream)


def _peek(stream: BinaryIO, size: int) -> bytes:
    head = stream.read(size)
    stream.seek(0)
    return head


def _raw(address: str, stream: BinaryIO) -> Raw:
    return Raw(address=address, data=b"", retrieved=now(), final_address=address, stream=stream)


@contextmanager
def _spooled(stream: BinaryIO, address: str, settings: Settings) -> Iterator[BinaryIO]:
    """A pipe's bytes in a temporary file (in memory while they are few)."""
    most = settings.max_expanded_bytes
    with tempfile.SpooledTemporaryFile(max_size=1 << 20) as kept:
        size = 0
        while piece := stream.read(1 << 16):
            size += len(piece)
            if size > most:
                why = f"more came than max_expanded_bytes allows ({most:,} bytes)"
                raise SkipDocument(address, why, "Write it to a file first, or raise that setting")
            kept.write(piece)
        kept.seek(0)
        yield cast(BinaryIO, kept)
