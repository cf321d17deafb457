"""A cluster of a ZIM file: blobs that are packed together, behind a list of where each begins."""

from __future__ import annotations

import struct
from array import array
from itertools import pairwise
from typing import BinaryIO, cast

from sayso.evidence.sources.wikipedia.streams import Beyond, Forward, Readable, Section, Unxz

_MOST_OFFSETS = 8 << 20
"""Bytes of the list; usual ones have some hundreds."""
_MOST_BLOB = 64 << 20
"""Bytes of one page; the longest articles have a few million."""
_MOST = 1 << 30
"""Bytes that are unpacked of one cluster; usual ones have two million."""
_PLAIN, _XZ, _ZSTD = (0, 1), 4, 5
_WIDE = 0x10
"""In the first byte: offsets have eight bytes and not four."""


class Cluster:
    """A cluster that is read from its start on: its blobs can be had in their order only.

    Raises, as whatever reads from it:
        Beyond: it is damaged.
    """

    def __init__(self, file: BinaryIO, at: int, info: int, most: int) -> None:
        """`at`: where it goes on after `info`, its first byte; `most`: bytes that it may grow to."""
        self._stream = Forward(_unpacked(Section(file, at), info & 0x0F), min(most, _MOST))
        self._offsets = self._read_offsets(8 if info & _WIDE else 4)
        self._last, self._held = -1, b""

    @property
    def grown(self) -> int:
        """Bytes unpacked so far."""
        return self._stream.position

    def blob(self, number: int) -> bytes:
        """The content of a blob, which is the last one again or comes after it."""
        if number != self._last:
            self._held = self._next(number)
            self._last = number
        return self._held

    def _next(self, number: int) -> bytes:
        if number + 1 >= len(self._offsets):
            raise Beyond(f"page {number} of {len(self._offsets) - 1}")
        start, end = self._offsets[number], self._offsets[number + 1]
        if end - start > _MOST_BLOB:
            raise Beyond(f"page {number} would have {end - start:,} bytes")
        self._stream.skip(start - self._stream.position)
        return self._stream.take(end - start)

    def _read_offsets(self, width: int) -> array[int]:
        """Where each blob begins and the last one ends, from the start of what is unpacked."""
        first = int.from_bytes(self._stream.take(width), "little")
        if first % width or not 0 < first <= _MOST_OFFSETS:
            raise Beyond(f"its list of pages would have {first:,} bytes")
        kind = "Q" if width == 8 else "I"
        rest = struct.unpack(f"<{first // width - 1}{kind}", self._stream.take(first - width))
        offsets = array("Q", (first, *rest))
        if any(start > end for start, end in pairwise(offsets)):
            raise Beyond("a page ends before it begins")
        return offsets


def _unpacked(section: Section, packing: int) -> Readable:
    if packing in _PLAIN:
        return section
    if packing == _XZ:
        return Unxz(section)
    if packing == _ZSTD:
        from fastwarc.stream_io import ZstdReader

        return ZstdReader(cast(BinaryIO, section))  # it asks for no more than `read`
    raise Beyond(f"it is packed in way {packing}; 0 and 1 (not at all), 4 (xz) and 5 (Zstandard) are known")
