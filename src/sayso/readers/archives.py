"""WARC files cut into records, so that a fault costs the record it is in and not those behind it.

A library's own iterator ends at the first fault, and hands out a record that is cut off as if it were whole.
Here every record is known to be complete before it is looked into. After a fault the next one is sought:
in gzip data at the next member, else at the next line that begins as a record does.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sayso.errors import SkipDocument
from sayso.readers import expanding
from sayso.readers.custody import PIECE
from sayso.readers.expanding import Broken, Expanded, Packed

BEGIN = b"WARC/"
_MOST_HEAD = 1 << 16
_MOST_FAULTS = 1000
_NEXT = re.compile(rb"\nWARC/\d\.\d+\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[ \t]*(.*)", re.DOTALL)
_BETWEEN = 64
"""Bytes looked at behind a record for the next: two line ends, by the standard."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record; where it has a fault, its block is empty."""

    number: int
    """From 1, in the file."""
    fields: dict[str, str]
    """Of its head, by lower-case name."""
    block: bytes = b""
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    data: bytes
    opens: bool = False
    """A gzip member begins here."""
    fault: str | None = None
    """What broke the member before it was whole; where it `opens`, nothing at all came of that member."""

    def is_boundary(self) -> bool:
        """No record goes on over it. Of data split among members without regard to records, none is one."""
        return self.fault is not None or (self.opens and self.data[: len(BEGIN)] == BEGIN[: len(self.data)])


def records(stream: BinaryIO | Expanded, address: str, most: int) -> Iterator[Record]:
    """Every record, in order; those of more than `most` bytes come as a fault, and are not held.

    Raises:
        SkipDocument: what is left cannot be read.
    """
    if isinstance(stream, Expanded) and stream.is_gzip:
        window = _Window(_members(stream, address))
    else:
        window = _Window(_whole(stream))
    number = 0
    while window.enter():
        if window.fault:
            number += 1
            yield Record(number, {}, fault=window.fault)
        for fields, block, fault in _stretch(window, most):
            number += 1
            yield Record(number, fields, block, fault)


def _whole(stream: BinaryIO | Expanded) -> Iterator[_Piece]:
    while data := stream.read(PIECE):
        yield _Piece(data)


def _members(stream: Expanded, address: str) -> Iterator[_Piece]:
    """What each member holds; one that is broken ends with its fault, and the next good one follows."""
    packed, grown, start = stream.packed, 0, -1
    for _ in range(_MOST_FAULTS):
        try:
            for data, begin in expanding.members(packed):
                start = start if begin is None else begin
                grown += len(data)
                if grown > stream.most:
                    raise expanding.too_much(address, stream.most)
                yield _Piece(data, begin is not None)
            return
        except Broken as error:
            yield _Piece(b"", opens=error.start != start, fault=f"broken gzip data ({error})")
            following = _next_member(packed, error.start + 1)
        if following is None:
            return
        packed.seek(following)
    why = f"more than {_MOST_FAULTS:,} places in it are broken; the rest was not read"
    raise SkipDocument(address, why, "Get the file again")


def _next_member(packed: Packed, start: int) -> int | None:
    """Where, from `start` on, the next member begins that begins with a record."""
    magic = expanding.GZIP + b"\x08"
    while True:
        packed.seek(start)
        data = packed.read(PIECE)
        at = data.find(magic)
        while at >= 0:
            if _opens_record(data[at : at + 4096]):
                return start + at
            at = data.find(magic, at + 1)
        if len(data) < PIECE:
            return None
        # A head is tried on what lies behind it: at the very end of a piece that is too little.
        start += PIECE - 4096


def _opens_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, len(BEGIN)) == BEGIN
    except zlib.error:
        return False


class _Window:
    """What has been read and not yet used, up to the next boundary."""

    def __init__(self, pieces: Iterator[_Piece]) -> None:
        self._pieces = pieces
        self._next: _Piece | None = None
        self.buffer = bytearray()
        self.fault: str | None = None
        """What ended the stretch before this one, where no record there was told of it."""

    def enter(self) -> bool:
        """Go behind the boundary; False at the end of the file."""
        self.buffer.clear()
        piece = self._peek()
        if piece is None:
            return False
        self.fault = piece.fault
        self.buffer += piece.data
        self._next = None
        return True

    def more(self) -> bool:
        """Whether another piece could be added."""
        piece = self._peek()
        if piece is None or piece.is_boundary():
            return False
        self.buffer += piece.data
        self._next = None
        return True

    def fill(self, size: int) -> bool:
        while len(self.buffer) < size:
            if not self.more():
                return False
        return True

    def broken(self) -> str | None:
        """What broke the member that this stretch ends in; it is told once."""
        piece = self._peek()
        if piece is None or piece.fault is None or piece.opens:
            return None
        self._next = _Piece(b"", opens=True)
        return piece.fault

    def skip_line_ends(self) -> None:
        while True:
            kept = self.buffer.lstrip(b"\r\n")
            del self.buffer[: len(self.buffer) - len(kept)]
            if self.buffer or not self.more():
                return

    def seek_record(self, start: int) -> bool:
        """Go to the next line from `start` on that begins as a record does."""
        del self.buffer[:start]
        while True:
            if found := _NEXT.search(self.buffer):
                del self.buffer[: found.start() + 1]
                return True
            del self.buffer[:-_BETWEEN]
            if not self.more():
                self.buffer.clear()
                return False

    def _peek(self) -> _Piece | None:
        if self._next is None:
            self._next = next(self._pieces, None)
        return self._next


def _stretch(window: _Window, most: int) -> Iterator[tuple[dict[str, str], bytes, str | None]]:
    """Fields, block and fault of each record up to the next boundary."""
    while True:
        window.skip_line_ends()
        if not window.buffer:
            return
        window.fill(len(BEGIN))
        if not window.buffer.startswith(BEGIN):
            yield {}, b"", window.broken() or "what stands here is no WARC record"
            if not window.seek_record(0):
                return
            continue
        head = _head_end(window)
        fields = _fields(bytes(window.buffer[:head]))
        size = _size(fields) if head else 0
        fault = _fault(window, fields, head, most)
        yield fields, b"" if fault else bytes(window.buffer[head : head + size]), fault
        if not fault:
            del window.buffer[: head + size]
        elif not window.seek_record(head or len(BEGIN)):
            return


def _head_end(window: _Window) -> int:
    """Where the head ends, or 0 where it does not."""
    searched = 0
    while not (found := _HEAD_END.search(window.buffer, searched)):
        searched = max(0, len(window.buffer) - 3)
        if searched > _MOST_HEAD or not window.more():
            return 0
    return found.end()


def _fields(head: bytes) -> dict[str, str]:
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", head)
    found = (_FIELD.fullmatch(line.rstrip(b"\r")) for line in unfolded.split(b"\n")[1:])
    return {f[1].decode("ascii").lower(): f[2].decode("utf-8", "replace").strip() for f in found if f}


def _size(fields: dict[str, str]) -> int:
    stated = fields.get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 20 else -1


def _fault(window: _Window, fields: dict[str, str], head: int, most: int) -> str | None:
    """Why the record is not whole, or None; then the window holds all of it."""
    if not head:
        return window.broken() or "its head does not end"
    size = _size(fields)
    if size < 0:
        return f"its Content-Length is no number of bytes ({fields.get('content-length', '')[:30]!r})"
    if size > most:
        return f"its Content-Length is {size:,} bytes, more than max_file_bytes allows ({most:,})"
    end = head + size
    if not window.fill(end):
        held = len(window.buffer) - head
        return window.broken() or f"it is cut off: {held:,} bytes are there, its Content-Length says {size:,}"
    window.fill(end + _BETWEEN)
    behind = window.buffer[end : end + _BETWEEN]
    following = behind.lstrip(b"\r\n")
    if not behind.startswith(b"\r\n\r\n") and following[: len(BEGIN)] != BEGIN[: len(following)]:
        why = f"its Content-Length is wrong: {size:,} bytes on, no other record begins"
        return window.broken() or why
    return None if following else window.broken()
