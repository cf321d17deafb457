"""The probe: what a few new documents share with a large store, without reading it whole.

Each hash of a new document is looked up in every part by bisection, in columns that stay on disk: a page or
two for each hash and part. The bearers of a hash are sorted by turn, so the earliest, the one before and
the one after a new document are found by bisection too, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sayso.lineage.fingerprints.joining import Bucket, write_hits
from sayso.lineage.fingerprints.parts import (
    Piece,
    Rows,
    connected,
    holds,
    in_order,
    numbers_of,
    opened,
    within,
)

if TYPE_CHECKING:
    from numpy import bool_, int64, uint32, uint64
    from numpy.typing import NDArray

_Runs: TypeAlias = "tuple[NDArray[int64], NDArray[int64]]"
"""Where the bearers of each hash begin and end."""
_NOBODY = (1 << 64) - 1
_HITS = "SELECT *, other % $slices AS slice FROM hits"


@dataclass(frozen=True, slots=True)
class Probe:
    """A bucket in which only the hashes of new documents are looked up."""

    bucket: Bucket
    mine: tuple[Piece, ...]
    """Those of its pieces that may have rows of the new documents."""


class _Bearers(NamedTuple):
    """For each row of the new documents one bearer of its hash; turn `_NOBODY` where there is none."""

    turns: NDArray[uint64]
    places: NDArray[uint32]


class _Links(NamedTuple):
    """For each row of the new documents the bearers around it. Filled piece by piece."""

    earliest: _Bearers
    before: _Bearers
    after: _Bearers
    bearers: NDArray[int64]
    """How many, the removed and the document itself among them."""


def probe(asked: Probe) -> int:
    """Write the hits of the new documents in a bucket; how many there are.

    Raises:
        StopRun: a file of the store is damaged, or the memory does not suffice.
    """
    ground = asked.bucket.ground
    new, removed = ground.numbers(ground.new), ground.numbers(ground.removed)
    rows = _rows_of(new[~holds(removed, new)], [_within(asked.bucket, piece) for piece in asked.mine])
    if not len(rows.hashes):
        return 0
    links = _nobody(len(rows.hashes))
    for piece in asked.bucket.pieces:
        _look_up(rows, piece, removed, links)
    hits = _hits(rows, links, new)
    with connected(ground.limits.memory, ground.limits.threads, Path(ground.folder)) as database:
        database.register("hits", hits)
        return write_hits(database, ground, f"bucket-{asked.bucket.low:016x}", _HITS, {})


def _within(bucket: Bucket, piece: Piece) -> Rows:
    rows = opened(piece)
    return rows.taken(within(rows.hashes, bucket.low, bucket.high))


def _rows_of(new: NDArray[int64], pieces: Sequence[Rows]) -> Rows:
    import numpy as np

    own = [piece.taken(holds(new, numbers_of(piece.turns))) for piece in pieces]
    empty = Rows(np.empty(0, np.uint64), np.empty(0, np.uint64), np.empty(0, np.uint32))
    # Sorted once more: bisection of sorted hashes goes through a column from front to back.
    return in_order(Rows(*(np.concatenate(column) for column in zip(empty, *own, strict=True))))


def _nobody(count: int) -> _Links:
    import numpy as np

    def none() -> _Bearers:
        return _Bearers(np.full(count, _NOBODY, np.uint64), np.zeros(count, np.uint32))

    return _Links(none(), none(), none(), np.zeros(count, np.int64))


def _look_up(rows: Rows, where: Piece, removed: NDArray[int64], links: _Links) -> None:
    """Bring into the links whom a piece has around the new documents."""
    import numpy as np

    piece, at = opened(where), within(rows.hashes, where.low, where.high)
    hashes = rows.hashes[at]
    low = np.searchsorted(piece.hashes, hashes)
    # Most hashes of a new document are in few parts: what follows is done for those found alone.
    found = np.flatnonzero(piece.hashes[np.minimum(low, where.rows - 1)] == hashes)
    low, hashes, which = low[found], hashes[found], found + at.start
    run = low, _ends(piece.hashes, low)
    here = _bisected(piece.turns, rows.turns[which], *run)
    past = _bisected(piece.turns, rows.turns[which] + np.uint64(1), *run)
    _put(links.earliest, which, _bearers(piece, low, run, 1, removed), _is_earlier)
    _put(links.before, which, _bearers(piece, here - 1, run, -1, removed), _is_later)
    _put(links.after, which, _bearers(piece, past, run, 1, removed), _is_earlier)
    links.bearers[which] += run[1] - low


def _ends(column: NDArray[uint64], begins: NDArray[int64]) -> NDArray[int64]:
    """The ends of the runs of one hash that begin at these rows."""
    import numpy as np

    ends = begins + 1
    more = np.flatnonzero(column[np.minimum(ends, len(column) - 1)] == column[begins])
    ends[more] = np.searchsorted(column, column[begins[more]], side="right")
    return ends


def _put(
    into: _Bearers,
    which: NDArray[int64],
    found: _Bearers,
    better: Callable[[NDArray[uint64], NDArray[uint64]], NDArray[bool_]],
) -> None:
    """Put the bearers found in the place of those there, where they are better."""
    chosen = better(found.turns, into.turns[which])
    into.turns[which[chosen]] = found.turns[chosen]
    into.places[which[chosen]] = found.places[chosen]


def _is_earlier(one: NDArray[uint64], other: NDArray[uint64]) -> NDArray[bool_]:
    return one < other


def _is_later(one: NDArray[uint64], other: NDArray[uint64]) -> NDArray[bool_]:
    import numpy as np

    nobody = np.uint64(_NOBODY)
    later: NDArray[bool_] = (one != nobody) & ((other == nobody) | (one > other))
    return later


def _bisected(
    turns: NDArray[uint64], asked: NDArray[uint64], low: NDArray[int64], high: NDArray[int64]
) -> NDArray[int64]:
    """The first index from `low` on that has no lesser turn than asked for; `high` where there is none."""
    import numpy as np

    low, high = low.copy(), high.copy()
    open_ = np.flatnonzero(low < high)
    while len(open_):
        middle = (low[open_] + high[open_]) // 2
        lesser = turns[middle] < asked[open_]
        low[open_[lesser]] = middle[lesser] + 1
        high[open_[~lesser]] = middle[~lesser]
        open_ = open_[low[open_] < high[open_]]
    return low


def _bearers(piece: Rows, at: NDArray[int64], run: _Runs, step: int, removed: NDArray[int64]) -> _Bearers:
    """The bearers at these rows of the runs of one hash; past a removed one, the next in steps of `step`."""
    import numpy as np

    turns, places = np.full(len(at), _NOBODY, np.uint64), np.zeros(len(at), np.uint32)
    asked = np.flatnonzero((run[0] <= at) & (at < run[1]))
    at = at.copy()
    while len(asked):
        found = piece.turns[at[asked]]
        turns[asked], places[asked] = found, piece.places[at[asked]]
        asked = asked[holds(removed, numbers_of(found))]
        turns[asked] = _NOBODY
        at[asked] += step
        asked = asked[(run[0][asked] <= at[asked]) & (at[asked] < run[1][asked])]
    return _Bearers(turns, places)


def _hits(rows: Rows, links: _Links, new: NDArray[int64]) -> dict[str, NDArray[Any]]:
    """As the join gives them: the earlier bearer is `one`."""
    import numpy as np

    nobody = np.uint64(_NOBODY)
    own = _Bearers(rows.turns, rows.places)
    before = links.before.turns != nobody
    earliest = (links.earliest.turns < rows.turns) & (links.earliest.turns != links.before.turns)
    # One that is new itself has this one before it, and is linked from there.
    after = (links.after.turns != nobody) & ~holds(new, numbers_of(links.after.turns))
    joined = [
        _table(links.before, own, links.bearers, before),
        _table(links.earliest, own, links.bearers, earliest),
        _table(own, links.after, links.bearers, after),
    ]
    return {name: np.concatenate([table[name] for table in joined]) for name in joined[0]}


def _table(
    one: _Bearers, other: _Bearers, bearers: NDArray[int64], which: NDArray[bool_]
) -> dict[str, NDArray[Any]]:
    import numpy as np

    return {
        "one": numbers_of(one.turns[which]).astype(np.uint32),
        "other": numbers_of(other.turns[which]).astype(np.uint32),
        "one_place": one.places[which],
        "other_place": other.places[which],
        "bearers": bearers[which].astype(np.uint32),
    }
