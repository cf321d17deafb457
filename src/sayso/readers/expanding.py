"""Gzip, within bounds: a small file must not grow until memory or patience ends."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from sayso.errors import SkipDocument
from sayso.protocols import Raw
from sayso.readers.custody import PIECE
from sayso.settings import Settings

RATIO = 50
"""A stream may grow to this many times its size where that is more than max_expanded_bytes: text shrinks
to a tenth when it is compressed, bombs to a thousandth."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Expanded:
    """An open gzip stream as a stream of what it holds, one or several members.

    Raises, while it is read:
        SkipDocument: broken, or grown over `most` bytes.
    """

    def __init__(self, packed: _Readable, address: str, most: int) -> None:
        self._packed, self._address, self._most = packed, address, most
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._rest = b""
        self._ready = bytearray()
        self._size = 0
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._grow()
        return self._take(len(self._ready) if size < 0 else size)

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
        packed = self._rest or self._packed.read(PIECE)
        if self._inflate.eof:
            # Zeros may pad the end of the last member.
            self._rest = b""
            self._ended = not packed
            if not packed.strip(b"\x00"):
                return
            packed = packed.lstrip(b"\x00")
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            grown = self._inflate.decompress(packed, PIECE)
        except zlib.error as error:
            raise self._broken(str(error)) from None
        if not packed and not grown and not self._inflate.eof:
            raise self._broken("it ends too early")
        self._rest = self._inflate.unconsumed_tail or self._inflate.unused_data
        self._size += len(grown)
        if self._size > self._most:
            why = f"it is compressed and grows over {self._most:,} bytes, as decompression bombs do"
            raise SkipDocument(self._address, why, "If you trust it, raise max_expanded_bytes")
        self._ready += grown

    def _broken(self, why: str) -> SkipDocument:
        return SkipDocument(self._address, f"broken gzip data ({why})", "Get the file again")


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
