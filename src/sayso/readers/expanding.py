"""Gzip and Zstandard, within bounds: a small file must not grow until memory or patience ends."""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers.custody import PIECE
from sayso.settings import Settings

_PACKED_PIECE = 1 << 15
"""Small: what is left of it is copied at the end of each member, and an archive has one for each record."""
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
RATIO = 50
"""A stream may grow to this many times its size where that is more than max_expanded_bytes: text shrinks
to a tenth when it is compressed, bombs to a thousandth."""


class Packed(Protocol):
    """The file that a packed stream is read from."""

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...
    def close(self) -> None: ...


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Expanded:
    """A packed stream as a stream of what it holds.

    Raises, while it is read:
        SkipDocument: broken, or grown over `most` bytes.
    """

    def __init__(self, packed: Packed, address: str, most: int) -> None:
        self.packed, self.most = packed, most
        """For who unpacks it otherwise: this stream takes nothing before it is read."""
        start = packed.tell()
        self.is_gzip = packed.read(len(GZIP)) == GZIP
        packed.seek(start)
        self._address = address
        self._pieces = (piece for piece, _ in members(packed)) if self.is_gzip else _of_zstd(packed)
        self._ready = bytearray()
        self._size = 0
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._grow()
        return self._take(len(self._ready) if size < 0 else size)

    def head(self, size: int) -> bytes:
        """The first bytes, as many as can be had: what is broken further on is another's to tell."""
        with contextlib.suppress(SkipDocument):
            while not self._ended and len(self._ready) < size:
                self._grow()
        return bytes(self._ready[:size])

    def readline(self, limit: int) -> bytes:
        """Up to the next `\\n`, at most `limit` bytes."""
        searched = 0
        while (at := self._ready.find(b"\n", searched, limit)) < 0:
            searched = len(self._ready)
            if self._ended or searched >= limit:
                return self._take(limit)
            self._grow()
        return self._take(at + 1)

    def _take(self, size: int) -> bytes:
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        return taken

    def _grow(self) -> None:
        try:
            piece = next(self._pieces, b"")
        except Broken as error:
            why = f"broken {'gzip' if self.is_gzip else 'Zstandard'} data ({error})"
            raise SkipDocument(self._address, why, "Get the file again") from None
        self._ended = not piece
        self._size += len(piece)
        if self._size > self.most:
            raise too_much(self._address, self.most)
        self._ready += piece


class Broken(Exception):
    """Packed data that cannot be unpacked; says why."""

    def __init__(self, why: str, start: int = 0) -> None:
        self.start = start
        """Where the broken gzip member begins."""
        super().__init__(why)


def too_much(address: str, most: int) -> SkipDocument:
    """The line for what grows without end."""
    why = f"it is compressed and grows over {most:,} bytes, as decompression bombs do"
    return SkipDocument(address, why, "If you trust it, raise max_expanded_bytes")


def expanded(stream: BinaryIO, address: str, settings: Settings) -> Expanded:
    """From its start; bounded by max_expanded_bytes, and by its size where that allows more."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return Expanded(stream, address, max(settings.max_expanded_bytes, size * RATIO))


def members(packed: Packed) -> Iterator[tuple[bytes, int | None]]:
    """What gzip data holds from here on, in pieces, and where in `packed` the member begins that one opens.

    Raises:
        Broken: what stands there is no gzip, or ends too early.
    """
    rest, start = b"", packed.tell()
    inflate, opened = zlib.decompressobj(zlib.MAX_WBITS | 16), False
    while (data := rest or packed.read(_PACKED_PIECE)) or not inflate.eof:
        if inflate.eof:
            # Zeros may pad the end of a member.
            rest, data = b"", data.lstrip(b"\x00")
            if not data:
                continue
            start = packed.tell() - len(data)
            inflate, opened = zlib.decompressobj(zlib.MAX_WBITS | 16), False
        try:
            grown = inflate.decompress(data, PIECE)
        except zlib.error as error:
            raise Broken(str(error), start) from None
        rest = inflate.unconsumed_tail or inflate.unused_data
        if grown:
            yield grown, None if opened else start
            opened = True
        elif not data and not inflate.eof:
            raise Broken("it ends too early", start)


def _of_zstd(packed: Packed) -> Iterator[bytes]:
    from fastwarc.stream_io import ZstdReader

    reader = ZstdReader(packed)
    try:
        while piece := reader.read(PIECE):
            yield piece
    except OSError as error:
        raise Broken(str(error)) from None


def decoded(data: bytes, coding: str, limit: int) -> bytes:
    """The body of an HTTP answer without its content coding; more than `limit` bytes come cut after one more.

    Raises:
        Broken: it is not what `coding` says.
        LookupError: no such coding is known.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return data
    if coding in ("br", "zstd"):
        return _of_fastwarc(data, coding, limit)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise LookupError(coding)
    raw_deflate = coding == "deflate" and data[:1] and data[0] & 0x0F != 8
    inflate = zlib.decompressobj(-zlib.MAX_WBITS if raw_deflate else zlib.MAX_WBITS | 32)
    try:
        return inflate.decompress(data, limit + 1)
    except zlib.error as error:
        raise Broken(str(error)) from None


def _of_fastwarc(data: bytes, coding: str, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    try:
        return bytes((BrotliReader if coding == "br" else ZstdReader)(io.BytesIO(data)).read(limit + 1))
    except OSError as error:
        raise Broken(str(error)) from None


def held(stream: _Readable, raw: Raw, settings: Settings) -> bytes:
    """All of a stream.

    Raises:
        SkipDocument: it holds more than max_file_bytes.
    """
    most = settings.max_file_bytes
    pieces, size = [], 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > most:
            why = f"it is compressed and holds more than max_file_bytes allows ({most:,})"
            raise SkipDocument(raw.address, why, "Split it, turn it into JSONL, or raise that setting")
        pieces.append(piece)
    return b"".join(pieces)


def lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines of a stream, with their ends; one longer than `limit` comes cut there, without its rest."""
    while line := stream.readline(limit):
        yield line
        while len(line) == limit and not line.endswith(b"\n"):
            line = stream.readline(limit)
