"""Segments of the index of vectors: HNSW graphs (Malkov and Yashunin 2018, by usearch), each a file.

A segment holds the claims between two keys, at most `SIZE` of them or a block more, so that making the index
takes the memory of one segment however many there are. A segment counts only where it begins where the one
before it ends, and where the last claim that it holds is the ledger's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import StopRun

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 250_000
"""Vectors in a segment: some 100 MB."""
_TAIL = 128
"""Bytes after usearch's own, which it does not read: the two can never disagree."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment made ready, by the keys between which its claims lie, and the id of the last."""

    path: Path
    index: Any
    after: int
    last: int
    id: str
    stamp: int


_OPEN: dict[Path, Segment] = {}


def found(base: Path) -> Iterator[Segment]:
    """The segments of an index, each beginning where the one before ends."""
    last = 0
    for n in count():
        segment = _opened(path(base, n))
        if segment is None or segment.after != last:
            return
        yield segment
        last = segment.last


def path(base: Path, n: int) -> Path:
    """The file of the nth segment."""
    return base.with_name(f"{base.name.removesuffix('.vectors')}.{n}.vectors") if n else base


def search(
    segments: Iterable[Segment], vector: NDArray[np.float32], most: int
) -> Iterator[tuple[int, float]]:
    """Keys and cosines of the nearest in each segment, in no order."""
    import numpy as np

    asked = np.rint(vector * 127).astype(np.int8)
    for segment in segments:
        hits = segment.index.search(asked, most)
        yield from ((int(k), 1.0 - float(d)) for k, d in zip(hits.keys, hits.distances, strict=True))


class Growing:
    """A segment that is being made or added to."""

    def __init__(self, to: Path, after: int, begun: Segment | None = None) -> None:
        from usearch.index import Index

        self._path, self.after = to, after
        self.last = begun.last if begun else after
        self._index: Any = Index.restore(str(to), view=False) if begun else None

    def __len__(self) -> int:
        return len(self._index) if self._index is not None else 0

    def add(self, keys: list[int], rows: NDArray[np.int8]) -> None:
        """Add claims, whose keys are in order and after those it holds."""
        import numpy as np
        from usearch.index import Index

        if self._index is None:
            self._index = Index(
                ndim=rows.shape[1], metric="cos", dtype="i8", connectivity=16, expansion_add=64
            )
        self._index.add(np.asarray(keys, dtype=np.uint64), rows)
        self.last = keys[-1]

    def save(self, identity: str) -> None:
        """Write it, whole or not at all; `identity` is the id of the last claim.

        Raises:
            StopRun: it cannot be written.
        """
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        try:
            self._write(part, identity)
        except (OSError, RuntimeError) as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            why = f"the index for searching by meaning cannot be written ({error})"
            todo = "Free some space or see to the folder's rights; nothing is lost, but searching is slower"
            raise StopRun(str(self._path), why, todo) from error

    def _write(self, part: Path, identity: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._index.save(str(part))
        tail = json.dumps({"after": self.after, "last": self.last, "id": identity}).encode()
        with part.open("ab") as file:
            file.write(tail.ljust(_TAIL))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)


def _opened(file: Path) -> Segment | None:
    """The segment if there is one, mapped into memory rather than read."""
    try:
        stamp = file.stat().st_mtime_ns
    except OSError:
        _OPEN.pop(file, None)
        return None
    held = _OPEN.get(file)
    if held is None or held.stamp != stamp:
        held = _read(file, stamp)
        if held is not None:
            _OPEN[file] = held
    return held


def _read(file: Path, stamp: int) -> Segment | None:
    from usearch.index import Index

    try:
        with file.open("rb") as opened:
            opened.seek(-_TAIL, os.SEEK_END)
            tail = json.loads(opened.read())
        index = Index.restore(str(file), view=True)
        return Segment(file, index, tail["after"], tail["last"], tail["id"], stamp)
    except (OSError, ValueError, LookupError, TypeError, RuntimeError):
        # It is not whole, or another program's: what it held is in the table.
        return None


def forget(file: Path) -> None:
    """Remove the file of a segment."""
    file.unlink(missing_ok=True)
    _OPEN.pop(file, None)
