"""The ZIM format: a container of compressed pages, read without trusting a single number in it.

    header ─→ list of media types
           ─→ path pointers ─→ directory entries (path, title, cluster, blob)
           ─→ cluster pointers ─→ clusters ─unpack→ blobs

As https://wiki.openzim.org/wiki/ZIM_file_format describes versions 5 and 6; all numbers are little-endian.
"""

from __future__ import annotations

import contextlib
import io
import struct
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from sayso.errors import StopRun
from sayso.evidence.sources.wikipedia.clusters import Cluster
from sayso.evidence.sources.wikipedia.streams import Beyond, Window

MAGIC = b"ZIM\x04"
HEADER = struct.Struct("<4sHH16sIIQQQQIIQ")
_ENTRY = struct.Struct("<HBcIII")
_POINTER = 8
_REDIRECT, _LINK, _DELETED = 0xFFFF, 0xFFFE, 0xFFFD
_SHORTER = {_REDIRECT: 4, _LINK: 8, _DELETED: 8}
"""Bytes that those entries have less than one with content, before their names."""
_NAMES = (1 << 9, 1 << 14)
"""Bytes in which path and title are looked for; then in more."""
_MOST_TYPES = 1 << 16
"""Bytes of the list of media types."""
_RATIO = 200
"""All clusters may grow to this many times the file: pages shrink to a tenth, bombs to a thousandth."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A directory entry that has content of its own: redirects and deleted ones are none."""

    number: int
    """In the order of paths."""
    namespace: str
    path: str
    title: str
    media_type: str
    cluster: int
    blob: int


@dataclass(frozen=True, slots=True)
class _Header:
    version: tuple[int, int]
    entries: int
    clusters: int
    paths_at: int
    clusters_at: int
    types_at: int


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Zim]:
    """Raises: StopRun: it is no ZIM file, or cannot be read."""
    try:
        with path.open("rb") as file:
            yield Zim(file, path)
    except OSError as error:
        raise StopRun(str(path), f"cannot be read ({error.strerror})", "Look at the path") from None


class Zim:
    """An open file; not to be used from two threads at once.

    Whatever reads from it raises StopRun where the file is damaged.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        """`path`: what it is called where it is damaged."""
        self._file, self._path = file, path
        self._size = file.seek(0, io.SEEK_END)
        # The lists of pointers and what they point to are far from one another, and read by turns.
        self._pointers, self._held = Window(file, self._size), Window(file, self._size)
        self._grown = 0
        self._header = self._read_header()
        self._types = self._read_types()

    @property
    def pages(self) -> str:
        """The namespace that pages are in: since version 6.1 all content shares one."""
        return "C" if self._header.version >= (6, 1) else "A"

    def entries(self) -> Iterator[Entry]:
        """All that have content, in the order of paths."""
        for number in range(self._header.entries):
            if entry := self._entry(number):
                yield entry

    def find(self, namespace: str, path: str) -> Entry | None:
        """The entry at a path, by halving: paths are in the order of their bytes."""
        wanted = (namespace.encode(), path.encode())
        low, high = 0, self._header.entries
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        if low == self._header.entries or self._key(low) != wanted:
            return None
        return self._entry(low)

    def blob(self, entry: Entry) -> bytes:
        """The content of one entry."""
        return next(self._blobs(entry.cluster, [entry]))[1]

    def contents(self, media_type: str) -> Iterator[tuple[Entry, bytes]]:
        """Pages of a media type, cluster after cluster, so that each is unpacked once.

        Keeps 20 bytes for each of these pages in memory, and one page.
        """
        import numpy as np

        places, numbers = array("Q"), array("I")
        for entry in self.entries():
            if entry.namespace == self.pages and entry.media_type == media_type:
                places.append(entry.cluster << 32 | entry.blob)
                numbers.append(entry.number)
        order = np.argsort(np.asarray(places), kind="stable")
        together_packed = (found for at in order if (found := self._entry(numbers[at])))
        for cluster, together in groupby(together_packed, key=lambda found: found.cluster):
            yield from self._blobs(cluster, together)

    def _read_header(self) -> _Header:
        if (head := self._up_to(0, HEADER.size, "its header"))[:4] != MAGIC or len(head) < HEADER.size:
            todo = "Give a .zim file, such as one of https://download.kiwix.org/zim/wikipedia/"
            raise StopRun(str(self._path), "it is no ZIM file", todo)
        _, major, minor, _, entries, clusters, paths, _, cluster_list, types, *_ = HEADER.unpack(head)
        if major not in (5, 6):
            why = f"it is of version {major}.{minor} of the ZIM format; 5 and 6 can be read"
            raise StopRun(str(self._path), why, "Get a current file")
        # Counts are believed as far as the lists of pointers fit in the file: a damaged one would else
        # keep the loops over it busy for hours.
        for what, at, count in (("pages", paths, entries), ("clusters", cluster_list, clusters)):
            if at + count * _POINTER > self._size:
                raise self._damaged(f"its list of {count:,} {what} does not fit in its {self._size:,} bytes")
        return _Header((major, minor), entries, clusters, paths, cluster_list, types)

    def _read_types(self) -> list[str]:
        held = self._up_to(self._header.types_at, _MOST_TYPES, "the list of media types")
        kinds, ended, _ = held.partition(b"\0\0")
        if not ended:
            raise self._damaged("its list of media types has no end")
        return [kind.decode("utf-8", "replace") for kind in kinds.split(b"\0")]

    def _entry(self, number: int) -> Entry | None:
        """None where it has no content of its own."""
        at, (kind, _, space, _, cluster, blob) = self._fixed(number)
        if kind in _SHORTER:
            return None
        if kind >= len(self._types):
            raise self._damaged(f"entry {number} has media type {kind}, and the list has {len(self._types)}")
        if cluster >= self._header.clusters:
            raise self._damaged(f"entry {number} lies in cluster {cluster} of {self._header.clusters}")
        path, title = self._names(at + _ENTRY.size, number)
        return Entry(
            number=number,
            namespace=space.decode("latin-1"),
            path=path.decode("utf-8", "replace"),
            title=(title or path).decode("utf-8", "replace"),
            media_type=self._types[kind].partition(";")[0].strip().lower(),
            cluster=cluster,
            blob=blob,
        )

    def _key(self, number: int) -> tuple[bytes, bytes]:
        """Namespace and path, which entries are in the order of."""
        at, (kind, _, space, *_) = self._fixed(number)
        return space, self._names(at + _ENTRY.size - _SHORTER.get(kind, 0), number)[0]

    def _fixed(self, number: int) -> tuple[int, tuple[int, int, bytes, int, int, int]]:
        """Where an entry lies, and what of it comes before its names."""
        at = self._pointer(self._header.paths_at, number)
        held = self._up_to(at, _ENTRY.size, f"entry {number}")
        # A short entry at the very end of the file has nothing behind it to fill this up.
        return at, _ENTRY.unpack(held.ljust(_ENTRY.size, b"\0"))

    def _names(self, at: int, number: int) -> tuple[bytes, bytes]:
        """Path and title, each ended by a zero; a title like the path is left out."""
        for size in _NAMES:
            names = self._up_to(at, size, f"the name of entry {number}").split(b"\0", 2)
            if len(names) == 3:
                return names[0], names[1]
        raise self._damaged(f"entry {number} has a name without end")

    def _blobs(self, number: int, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The contents of entries of one cluster, which come in the order of its blobs."""
        at = self._pointer(self._header.clusters_at, number)
        info = self._up_to(at, 1, f"cluster {number}")[0]
        left = self._size * _RATIO - self._grown
        cluster = None
        try:
            cluster = Cluster(self._file, at + 1, info, left)
            for entry in entries:
                yield entry, cluster.blob(entry.blob)
        except Beyond as error:
            raise self._damaged(f"cluster {number}: {error}") from None
        finally:
            self._grown += cluster.grown if cluster else 0

    def _pointer(self, list_at: int, number: int) -> int:
        try:
            return int.from_bytes(self._pointers.take(list_at + number * _POINTER, _POINTER), "little")
        except Beyond as error:
            raise self._damaged(f"its lists would go on to {error}") from None

    def _up_to(self, at: int, size: int, what: str) -> bytes:
        """At least one byte."""
        try:
            return self._held.take(at, max(1, min(size, self._size - at)))
        except Beyond as error:
            raise self._damaged(f"{what} would go on to {error}") from None

    def _damaged(self, why: str) -> StopRun:
        return StopRun(str(self._path), f"damaged: {why}", "Get the file again, and compare its checksum")
