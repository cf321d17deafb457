"""Gathering: the hits of a slice, brought together by pair of documents and weighed.

A hit weighs the more the rarer its hash is among all documents. One that stands alone says little, however
rare: phrases are common property. What counts is hits that follow one another in both texts at about the same
distance, as those of a passage do even after edits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sayso.lineage.fingerprints.joining import Ground
from sayso.lineage.fingerprints.parts import connected

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

ENOUGH = 12.0
"""Weight of the hits that follow one another, from which on a pair is looked at word by word."""
PRIOR = 10_000
"""Documents by which every store is thought larger: in a store of two, what both have is no common phrase."""
LEAST = 0.5
"""Weight of a hash that nearly every document bears: enough of them in a row are a passage all the same."""
NEAR = 500
"""Code points within which hits follow one another."""
SEEDS = 32


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two documents that may share a passage."""

    one: int
    """Number of the earlier by time, then by number."""
    other: int
    shared: int
    """Hashes by which the two are linked, here or there in the text."""
    bearers: int
    """Documents that bear one of these hashes, in the middle: a reprint has many as boilerplate has."""
    seeds: tuple[tuple[int, int], ...]
    """Where shared n-grams begin, in `one` and in `other`: at most `SEEDS`, in the order of `other`."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice of the hits of a join."""

    number: int
    documents: int
    """In the store."""
    ground: Ground


class _Hits(NamedTuple):
    """Sorted by pair, and within a pair by place in the later document."""

    one: NDArray[int64]
    other: NDArray[int64]
    one_place: NDArray[int64]
    other_place: NDArray[int64]
    bearers: NDArray[int64]


_GATHERED = """
WITH hits AS (
    SELECT * FROM read_parquet($files)
), pairs AS (
    SELECT one, other FROM hits GROUP BY one, other
    HAVING count(*) > 1 AND sum(greatest(ln($documents / bearers), $least)) >= $enough
)
SELECT one, other, one_place, other_place, bearers FROM hits JOIN pairs USING (one, other)
ORDER BY other, one, other_place, one_place
"""


def gather(part: Slice) -> tuple[Candidate, ...]:
    """The pairs of a slice that have evidence enough, by later document.

    Raises:
        StopRun: the memory does not suffice.
    """
    import numpy as np

    ground = part.ground
    files = [str(path) for path in Path(ground.folder).glob(f"*/slice={part.number}/*.parquet")]
    if not files:
        return ()
    with connected(ground.limits.memory, ground.limits.threads, Path(ground.folder)) as database:
        asked = {"files": files, "documents": float(part.documents + PRIOR), "least": LEAST, "enough": ENOUGH}
        table = database.execute(_GATHERED, asked).fetchnumpy()
    hits = _Hits(*(table[name].astype(np.int64) for name in _Hits._fields))
    return tuple(_candidates(hits, part.documents))


def _candidates(hits: _Hits, documents: int) -> Iterator[Candidate]:
    import numpy as np

    if not len(hits.one):
        return
    following = _following(hits)
    weights = np.where(following, np.maximum(np.log((documents + PRIOR) / hits.bearers), LEAST), 0.0)
    begins = np.flatnonzero(np.diff(hits.one, prepend=-1) | np.diff(hits.other, prepend=-1))
    ends = np.append(begins[1:], len(hits.one))
    totals: NDArray[float64] = np.add.reduceat(weights, begins)
    for at in np.flatnonzero(totals >= ENOUGH):
        yield _candidate(hits, following, slice(int(begins[at]), int(ends[at])))


def _candidate(hits: _Hits, following: NDArray[bool_], at: slice) -> Candidate:
    import numpy as np

    which = np.flatnonzero(following[at]) + at.start
    step = math.ceil(len(which) / SEEDS)
    chosen = which[step // 2 :: step]
    seeds = zip(hits.one_place[chosen].tolist(), hits.other_place[chosen].tolist(), strict=True)
    return Candidate(
        one=int(hits.one[at.start]),
        other=int(hits.other[at.start]),
        shared=at.stop - at.start,
        bearers=int(np.partition(hits.bearers[which], len(which) // 2)[len(which) // 2]),
        seeds=tuple(seeds),
    )


def _following(hits: _Hits) -> NDArray[bool_]:
    """Which hits have another one or two rows away that a passage would put there."""
    import numpy as np

    following = np.zeros(len(hits.one), bool)
    for lag in (1, 2):
        if len(hits.one) <= lag:
            break
        same = (hits.one[lag:] == hits.one[:-lag]) & (hits.other[lag:] == hits.other[:-lag])
        apart = hits.other_place[lag:] - hits.other_place[:-lag]
        shift = np.abs(hits.one_place[lag:] - hits.one_place[:-lag] - apart)
        near = same & (apart <= NEAR) & (shift <= 30 + 0.3 * apart)
        following[lag:] |= near
        following[:-lag] |= near
    return following
