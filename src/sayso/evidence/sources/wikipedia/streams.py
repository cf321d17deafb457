"""Bytes of a file that may lie about itself: every place is checked, and what is unpacked is bounded."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from typing import BinaryIO, Protocol

_STEP = 1 << 16
_XZ_MEMORY = 256 << 20
"""Bytes that unpacking xz may take; its strongest preset takes 65 million."""


class Beyond(Exception):
    """A place that does not exist, or packed data that cannot be unpacked; says what."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Window:
    """A file in which places near one another are read at once."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size
        self._held, self._held_at = b"", 0

    def take(self, at: int, size: int) -> bytes:
        """Exactly these bytes.

        Raises:
            Beyond: the file ends before them.
        """
        if at < 0 or at + size > self._size:
            raise Beyond(f"byte {at + size:,} of {self._size:,}")
        begin = at - self._held_at
        if begin < 0 or begin + size > len(self._held):
            self._file.seek(at)
            self._held, self._held_at, begin = self._file.read(max(size, _STEP)), at, 0
        if begin + size > len(self._held):
            raise Beyond(f"byte {at + size:,} of a file that has become shorter")
        return self._held[begin : begin + size]


class Section:
    """A file from one place on, as a stream; others may move in the file meanwhile."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self._file, self._at = file, at

    def read(self, size: int = _STEP, /) -> bytes:
        self._file.seek(self._at)
        piece = self._file.read(size if size >= 0 else _STEP)
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        return self._at


class Unxz:
    """A stream of xz, unpacked; what follows its end is not read."""

    def __init__(self, packed: Readable) -> None:
        self._packed = packed
        self._lzma = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def read(self, size: int, /) -> bytes:
        while not self._lzma.eof:
            piece = self._packed.read(_STEP) if self._lzma.needs_input else b""
            if self._lzma.needs_input and not piece:
                raise EOFError("it ends too early")
            if grown := self._lzma.decompress(piece, size):
                return grown
        return b""


class Forward:
    """A stream that is read from its start on, up to `most` bytes."""

    def __init__(self, stream: Readable, most: int) -> None:
        self._stream, self._most = stream, most
        self.position = 0

    def take(self, size: int) -> bytes:
        """Exactly so many bytes.

        Raises:
            Beyond: there are fewer, or what they are packed in is broken.
        """
        return b"".join(self._pieces(size))

    def skip(self, size: int) -> None:
        for _ in self._pieces(size):
            pass

    def _pieces(self, size: int) -> Iterator[bytes]:
        if self.position + size > self._most:
            raise Beyond(f"byte {self.position + size:,} of at most {self._most:,}")
        while size:
            try:
                piece = self._stream.read(min(size, _STEP))
            except (OSError, EOFError, lzma.LZMAError) as error:
                raise Beyond(f"it cannot be unpacked ({error})") from None
            if not piece:
                raise Beyond(f"it ends after {self.position:,} bytes")
            size -= len(piece)
            self.position += len(piece)
            yield piece
