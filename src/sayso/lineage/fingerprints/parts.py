"""Parts of a store on disk: the fingerprints of one addition, or of several merged.

A part is a folder. Its rows are cut into pieces by the high bits of the hash, each piece sorted by hash and
turn, and written twice: as Parquet, which the join reads bucket by bucket, and as three plain columns, which
adding a few documents searches in place without reading them whole. A *turn* is one number that sorts
documents by time, then by number: seconds since 1850 above, the document's number below.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.edtf import bounds
from sayso.errors import StopRun

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from numpy import int64, uint32, uint64
    from numpy.typing import NDArray

PIECE = 1 << 21
"""Rows of a piece at most, give or take the chance by which hashes fall: what is sorted in memory at once."""
NUMBER_BITS = 31
MASK = (1 << NUMBER_BITS) - 1
NUMBERS = MASK - 1
"""The greatest number that a document may have."""
_EPOCH = datetime(1850, 1, 1, tzinfo=UTC)
_UNKNOWN = (1 << (64 - NUMBER_BITS)) - 1
_TOP = (1 << 64) - 1
COLUMNS = ("hash", "turn", "place")


class Rows(NamedTuple):
    """Fingerprints with their bearers: one row for each hash in each document, where it first stands."""

    hashes: NDArray[uint64]
    turns: NDArray[uint64]
    places: NDArray[uint32]
    """Code points from the start of the document's text."""

    def taken(self, which: slice | NDArray[Any]) -> Rows:
        """The rows of a slice, mask or list of indices."""
        return Rows(self.hashes[which], self.turns[which], self.places[which])

    def table(self) -> dict[str, NDArray[Any]]:
        """The columns by the names they have on disk."""
        return dict(zip(COLUMNS, self, strict=True))


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of a part between two hashes, both included."""

    path: str
    """Absolute, without the endings `.parquet` and `.hash.npy`, `.turn.npy`, `.place.npy`."""
    low: int
    high: int
    rows: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one addition wrote."""

    name: str
    documents: int
    pieces: tuple[Piece, ...]

    @property
    def rows(self) -> int:
        """Over all pieces."""
        return sum(piece.rows for piece in self.pieces)


@lru_cache(maxsize=1 << 16)
def seconds(time: str) -> int:
    """Seconds from 1850 to an ISO time or the first moment of an EDTF date; the most of all if unknown.

    A moment without a zone is taken for UTC. Times before 1850 count as 1850.
    """
    try:
        moment = datetime.fromisoformat(time if "T" in time else bounds(time)[0] or "")
    except ValueError:
        return _UNKNOWN
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(int((moment - _EPOCH).total_seconds()), 0), _UNKNOWN - 1)


def turn(number: int, time: str) -> int:
    """Where a document stands among all others: by time, then by number.

    Raises:
        StopRun: the number is below 0 or too great.
    """
    if not 0 <= number <= NUMBERS:
        raise StopRun(
            f"Document number {number}", f"it must lie in [0, {NUMBERS}]", "Number documents from 1 on"
        )
    return seconds(time) << NUMBER_BITS | number


def numbers_of(turns: NDArray[uint64]) -> NDArray[int64]:
    """The numbers of the documents that have these turns."""
    import numpy as np

    return (turns & np.uint64(MASK)).astype(np.int64)


def in_order(rows: Rows, *, runs: bool = False) -> Rows:
    """Sorted by hash and turn; of a hash that stands several times in a document the first is kept.

    `runs`: the rows are a few sorted ones one after another, which another way of sorting merges in a third
    of the time.
    """
    import numpy as np

    order = np.argsort(rows.hashes, kind="stable" if runs else "quicksort")
    hashes = rows.hashes[order]
    again = hashes[1:] == hashes[:-1]
    # Most hashes stand once: only the others need the slower sort by several keys.
    tied = np.flatnonzero(np.append(again, False) | np.insert(again, 0, False))
    among = order[tied]
    order[tied] = among[np.lexsort((rows.places[among], rows.turns[among], rows.hashes[among]))]
    rows = rows.taken(order)
    repeated = (rows.hashes[1:] == rows.hashes[:-1]) & (rows.turns[1:] == rows.turns[:-1])
    return rows.taken(np.insert(~repeated, 0, True)) if repeated.any() else rows


def buckets(rows: int, size: int = PIECE) -> list[tuple[int, int]]:
    """Ranges of hashes, both ends included, that cut so many rows into equal parts of some `size` rows."""
    bits = max(0, (max(rows, 1) - 1) // size).bit_length()
    width = 1 << (64 - bits)
    return [(low, low + width - 1) for low in range(0, _TOP, width)]


def within(hashes: NDArray[uint64], low: int, high: int) -> slice:
    """Where the hashes of a range lie among sorted ones."""
    import numpy as np

    begin = np.searchsorted(hashes, np.uint64(low))
    return slice(int(begin), int(np.searchsorted(hashes, np.uint64(high), side="right")))


def write(folder: Path, name: str, numbers: NDArray[int64], parts: Iterable[tuple[int, int, Rows]]) -> Part:
    """A new part. It is written beside and then renamed: a folder that has a part's name is whole."""
    import numpy as np

    beside = folder / f".{name}.{os.getpid()}"
    beside.mkdir()
    np.save(beside / "numbers.npy", np.sort(numbers))
    pieces: list[Piece] = []
    for low, high, rows in parts:
        if not len(rows.hashes):
            continue
        file = f"{len(pieces):04}"
        write_index(beside / file, rows)
        write_parquet(beside / f"{file}.parquet", rows.table())
        pieces.append(Piece(str(folder.resolve() / name / file), low, high, len(rows.hashes)))
    beside.rename(folder / name)
    return Part(name, len(numbers), tuple(pieces))


def write_index(path: Path, rows: Rows) -> None:
    """The columns of a piece, for searching in place."""
    import numpy as np

    for column, values in rows.table().items():
        np.save(f"{path}.{column}.npy", values)


def write_parquet(path: Path, table: Mapping[str, NDArray[Any]]) -> None:
    """Columns of one length as a Parquet file."""
    with connected("1GB", 1, path.parent) as database:
        database.register("columns", dict(table))
        database.execute(
            "COPY columns TO $1 (FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION v2)", [str(path)]
        )


def read_parquet(piece: Piece) -> Rows:
    """The rows of a piece as its Parquet file has them.

    Raises:
        StopRun: the file is missing or not whole.
    """
    import duckdb

    path = f"{piece.path}.parquet"
    try:
        with connected("1GB", 1, Path(path).parent) as database:
            table = database.execute("SELECT hash, turn, place FROM read_parquet($1)", [path]).fetchnumpy()
    except duckdb.Error as error:
        raise damaged(path, str(error).splitlines()[0]) from None
    if len(table["hash"]) != piece.rows:
        raise damaged(path, f"it holds {len(table['hash'])} rows, not {piece.rows}")
    return in_order(Rows(*(table[column] for column in COLUMNS)))


def opened(piece: Piece) -> Rows:
    """The columns of a piece, on disk until they are looked at.

    Raises:
        StopRun: a file is missing or not whole.
    """
    import numpy as np

    columns = []
    for column in COLUMNS:
        path = f"{piece.path}.{column}.npy"
        try:
            values = np.load(path, mmap_mode="r")
        except (OSError, ValueError, EOFError) as error:
            raise damaged(path, str(error)) from None
        if len(values) != piece.rows:
            raise damaged(path, f"it holds {len(values)} rows, not {piece.rows}")
        # A plain view: the class of memory maps costs at every look, and there are many.
        columns.append(np.asarray(values))
    return Rows(*columns)


def numbers_in(folder: Path, part: Part) -> NDArray[int64]:
    """The numbers of a part's documents, sorted, on disk until they are looked at."""
    import numpy as np

    path = folder / part.name / "numbers.npy"
    try:
        numbers: NDArray[int64] = np.load(path, mmap_mode="r")
    except (OSError, ValueError, EOFError) as error:
        raise damaged(str(path), str(error)) from None
    return numbers


def merged(parts: Sequence[Part], gone: NDArray[int64]) -> Iterator[tuple[int, int, Rows]]:
    """The rows of several parts, bucket after bucket, without those of documents that are gone."""
    import numpy as np

    for low, high in buckets(sum(part.rows for part in parts)):
        slices = list(overlapping(parts, low, high))
        if not slices:
            continue
        rows = Rows(*(np.concatenate(column) for column in zip(*slices, strict=True)))
        kept = rows.taken(~holds(gone, numbers_of(rows.turns))) if len(gone) else rows
        yield low, high, in_order(kept, runs=True)


def overlapping(parts: Iterable[Part], low: int, high: int) -> Iterator[Rows]:
    """The rows that several parts have between two hashes."""
    for part in parts:
        for piece in part.pieces:
            if piece.low <= high and low <= piece.high:
                rows = opened(piece)
                yield rows.taken(within(rows.hashes, low, high))


def holds(sorted_numbers: NDArray[int64], asked: NDArray[int64]) -> NDArray[Any]:
    """Which of the numbers asked for are among the sorted ones."""
    import numpy as np

    if not len(sorted_numbers):
        return np.zeros(len(asked), bool)
    at = np.searchsorted(sorted_numbers, asked).clip(max=len(sorted_numbers) - 1)
    found: NDArray[Any] = sorted_numbers[at] == asked
    return found


def damaged(path: str, why: str) -> StopRun:
    """The error for a file of the store that cannot be read."""
    return StopRun(
        f"Fingerprint store, file {path}",
        f"it is damaged or missing ({why})",
        "Run the trace again with the store repaired (Store.repair), which drops the part that holds it; "
        "its documents are then fingerprinted anew",
    )


@contextmanager
def connected(memory: str, threads: int, scratch: Path) -> Iterator[DuckDBPyConnection]:
    """A database in memory that spills into `scratch` beyond its limit.

    Raises:
        StopRun: `memory` is no size, or the work does not fit in it even with spilling.
    """
    import duckdb

    config: dict[str, Any] = {
        "memory_limit": memory,
        "threads": threads,
        "temp_directory": str(scratch / "spill"),
    }
    try:
        with duckdb.connect(config=config) as database:
            database.execute("SET preserve_insertion_order = false")
            yield database
    except duckdb.OutOfMemoryException as error:
        raise StopRun(
            f"Joining fingerprints within {memory}",
            str(error).splitlines()[0],
            "Set a higher limit of memory",
        ) from None
    except (duckdb.ParserException, duckdb.InvalidInputException) as error:
        if "memory" not in str(error).lower():
            raise
        raise StopRun(f"Memory limit {memory!r}", "not a size", 'Write it like "500MB" or "2GB"') from None
