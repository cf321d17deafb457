"""The join: who bears the same hash, bucket by bucket, in DuckDB under a limit of memory.

Each bearer of a hash is linked to the earliest and to the one before it by time. So a hash in 100,000
documents gives some 200,000 hits and not 10^10, nothing is left out for being frequent, and whoever took a
passage from anybody hangs together with all others that have it. A task is one bucket of hashes; its hits go
to Parquet, sliced by the later document, for another task to gather slice by slice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.lineage.fingerprints.parts import MASK, Piece, connected, damaged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from numpy import int64
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task may use."""

    memory: str = "1GB"
    """Of DuckDB, for one task; beyond it the task spills into the scratch folder."""
    threads: int = 1
    """For one task."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all tasks of one join have in common."""

    folder: str
    """Where hits are written, and spilt; deleted after the join. On a cluster, one that all machines see."""
    slices: int
    limits: Limits

    @property
    def removed(self) -> Path:
        """The numbers of documents that are passed over, as a column."""
        return Path(self.folder) / "removed.npy"

    @property
    def new(self) -> Path:
        """The numbers of the documents that are compared with all others, as a column."""
        return Path(self.folder) / "new.npy"

    def numbers(self, path: Path) -> NDArray[int64]:
        """One of the two columns above."""
        import numpy as np

        numbers: NDArray[int64] = np.load(path)
        return numbers


@dataclass(frozen=True, slots=True)
class Bucket:
    """The hashes between two, both included, and the pieces that may hold some."""

    low: int
    high: int
    pieces: tuple[Piece, ...]
    ground: Ground


_HITS = """
WITH kept AS (
    SELECT hash, turn, place FROM read_parquet($files)
    WHERE hash BETWEEN $low AND $high AND (turn & $numbers) NOT IN (SELECT number FROM removed)
), shared AS MATERIALIZED (
    SELECT hash, count(*) AS bearers FROM kept GROUP BY hash HAVING count(*) > 1
), borne AS (
    SELECT turn, place, bearers,
        lag(turn) OVER bearing AS before, lag(place) OVER bearing AS before_place,
        first_value(turn) OVER bearing AS earliest, first_value(place) OVER bearing AS earliest_place
    FROM kept JOIN shared USING (hash)
    WINDOW bearing AS (PARTITION BY hash ORDER BY turn)
    QUALIFY before IS NOT NULL
), hits AS (
    SELECT before AS one, turn AS other, before_place AS one_place, place AS other_place, bearers FROM borne
    UNION ALL
    SELECT earliest, turn, earliest_place, place, bearers FROM borne WHERE earliest <> before
)
SELECT CAST(one & $numbers AS UINTEGER) AS one, CAST(other & $numbers AS UINTEGER) AS other,
    one_place, other_place, CAST(bearers AS UINTEGER) AS bearers, (other & $numbers) % $slices AS slice
FROM hits
"""
"""`one` is always the earlier bearer, `other` the later."""


def join(bucket: Bucket) -> int:
    """Write the hits of a bucket; how many there are.

    Raises:
        StopRun: a file of the store is damaged, or the memory does not suffice.
    """
    import duckdb

    ground = bucket.ground
    if not bucket.pieces:
        return 0
    with connected(ground.limits.memory, ground.limits.threads, Path(ground.folder)) as database:
        database.register("removed", {"number": ground.numbers(ground.removed)})
        asked = {
            "files": [f"{piece.path}.parquet" for piece in bucket.pieces],
            "low": bucket.low,
            "high": bucket.high,
            "numbers": MASK,
        }
        try:
            return write_hits(database, ground, f"bucket-{bucket.low:016x}", _HITS, asked)
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise damaged(_blamed(bucket.pieces, str(error)), str(error).splitlines()[0]) from None


def write_hits(
    database: DuckDBPyConnection, ground: Ground, name: str, query: str, asked: dict[str, Any]
) -> int:
    """Write what a query finds, sliced by its column `slice`; how many rows. `$slices`: in how many."""
    target = Path(ground.folder) / name
    done = database.execute(
        f"COPY ({query}) TO $target (FORMAT parquet, PARTITION_BY (slice), OVERWRITE_OR_IGNORE)",
        {**asked, "target": str(target), "slices": ground.slices},
    ).fetchone()
    return int(done[0]) if done else 0


def _blamed(pieces: Sequence[Piece], message: str) -> str:
    """The file that an error speaks of, or the folder of the first."""
    named = (path for piece in pieces if (path := f"{piece.path}.parquet") in message)
    return next(named, str(Path(pieces[0].path).parent))
