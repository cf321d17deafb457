"""Search by meaning: the claims whose vectors are nearest to one.

Vectors lie in the table. Up to `EXACT` of them are compared one by one; beyond that an index in files beside
the ledger (see `segments`) finds the nearest ones almost always, and only what came after it was made is
compared one by one. It is made from the table, at will, and may be deleted.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, or_, select

from sayso.ledger import segments, tables
from sayso.ledger.inserting import insert
from sayso.ledger.segments import Segment
from sayso.types import digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.ledger.opening import Ledger
    from sayso.protocols import Encoder

EXACT = 5_000
"""Vectors that are compared one by one: about 20 ms."""
BLOCK = 20_000
"""Vectors in memory at a time."""
Near = tuple[int, float]
"""Key of a claim, and the cosine of the angle."""


def nearest(
    ledger: Ledger,
    connection: Connection,
    vector: NDArray[np.float32],
    *,
    method: str,
    most: int,
    among: Sequence[int] | None = None,
) -> list[Near]:
    """The claims nearest to a vector of length one, nearest first; `among` restricts them to these keys."""
    if among is None:
        return nearest_to_each(ledger, connection, vector[None], method=method, most=most)[0]
    return _nearest([[]], _rows(connection, method, among=among), vector[None], most)[0]


def nearest_to_each(
    ledger: Ledger, connection: Connection, wanted: NDArray[np.float32], *, method: str, most: int
) -> list[list[Near]]:
    """For each row, a vector of length one, the claims nearest to it, nearest first.

    What is not in the index yet is read once for all of them.
    """
    held = _usable(connection, index_path(ledger, method))
    indexed: list[list[Near]] = [list(segments.search(held, row, most)) if held else [] for row in wanted]
    return _nearest(indexed, _rows(connection, method, after=held[-1].last if held else 0), wanted, most)


def _nearest(
    found: list[list[Near]],
    blocks: Iterator[tuple[list[int], NDArray[np.int8]]],
    wanted: NDArray[np.float32],
    most: int,
) -> list[list[Near]]:
    """With the nearest of the blocks, for each wanted vector; memory is that of a block."""
    for keys, rows in blocks:
        for n, likeness in enumerate(_cosines(rows, wanted)):
            found[n] = _first([*found[n], *_best(keys, likeness, most)], most)
    return [_first(best, most) if row.any() else [] for best, row in zip(found, wanted, strict=True)]


def _first(found: list[Near], most: int) -> list[Near]:
    return sorted(found, key=lambda near: (-near[1], near[0]))[:most]


def _cosines(rows: NDArray[np.int8], wanted: NDArray[np.float32]) -> NDArray[np.float32]:
    """A line for each wanted vector, with its cosine to each of the rows."""
    import numpy as np

    whole = rows.astype(np.float32)
    lengths = np.maximum(np.linalg.norm(whole, axis=1), 1e-9)
    cosines: NDArray[np.float32] = (wanted @ whole.T) / lengths
    return cosines


def _best(keys: Sequence[int], likeness: NDArray[np.float32], most: int) -> list[Near]:
    import numpy as np

    first = np.argpartition(-likeness, most)[:most] if len(likeness) > most else np.arange(len(likeness))
    return [(keys[n], float(likeness[n])) for n in first]


def index_path(ledger: Ledger, method: str) -> Path:
    """Where the index of this ledger's vectors lies: beside the file, or with the user's caches. Its further
    segments lie beside it."""
    mark = digest(method)[:8]
    if ledger.path is not None:
        return ledger.path.with_name(f"{ledger.path.name}.{mark}.vectors")
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "sayso" / f"{digest(ledger.address)[:16]}.{mark}.vectors"


def waiting(ledger: Ledger, method: str) -> tuple[int, int]:
    """How many vectors the index holds, and how many came after it was made."""
    t = tables.vectors.c
    with ledger.reading() as connection:
        held = _usable(connection, index_path(ledger, method))
        query = select(func.count()).where(t.method == method, t.claim > (held[-1].last if held else 0))
        return sum(len(segment.index) for segment in held), connection.execute(query).scalar_one()


def build_if_due(ledger: Ledger, method: str) -> int | None:
    """Bring the index up to date where so many vectors wait that searching is slow; how many it holds."""
    _, new = waiting(ledger, method)
    return build(ledger, method) if new > EXACT else None


def build(ledger: Ledger, method: str) -> int:
    """Add to the index what came after it was made; how many vectors it holds. Memory: that of a segment."""
    base = index_path(ledger, method)
    with ledger.reading() as connection:
        held = _usable(connection, base)
        last = held.pop() if held and len(held[-1].index) < segments.SIZE else None
        total = sum(len(segment.index) for segment in held)
        after = last.after if last else held[-1].last if held else 0
        growing = segments.Growing(segments.path(base, len(held)), after, last)
        done = len(held)
        for keys, rows in _rows(connection, method, after=growing.last):
            growing.add(keys, rows)
            if len(growing) >= segments.SIZE:
                growing.save(_id(connection, growing.last) or "")
                total, done = total + len(growing), done + 1
                growing = segments.Growing(segments.path(base, done), growing.last)
        if len(growing):
            growing.save(_id(connection, growing.last) or "")
        return total + len(growing)


def fill(ledger: Ledger, encoder: Encoder) -> int:
    """Where another encoder's vectors are found, make this one's in their stead; how many were made.

    Nothing is lost by that: vectors can be made again from the texts at will.
    """
    t = tables.vectors
    others = or_(t.c.method < encoder.method, t.c.method > encoder.method)
    with ledger.reading() as connection:
        if not connection.execute(select(t.c.claim).where(others).limit(1)).first():
            return 0
    done = 0
    while made := _filled(ledger, encoder):
        done += made
    with ledger.writing() as connection:
        connection.execute(t.delete().where(others))
    return done


def _filled(ledger: Ledger, encoder: Encoder) -> int:
    from sayso.encoders import pack

    c, d, v = tables.claims.c, tables.documents.c, tables.vectors.c
    query = (
        select(c.key, c.content, d.text)
        .join(tables.documents, d.key == c.document)
        .join(tables.vectors, (v.claim == c.key) & (v.method == encoder.method), isouter=True)
        .where(v.claim.is_(None))
        .limit(BLOCK // 10)
    )
    with ledger.writing() as connection:
        found = connection.execute(query).all()
        texts = [" … ".join(row.text[a:b] for a, b in row.content) for row in found]
        vectors = pack(encoder.encode(texts)) if texts else []
        made = [
            {"claim": row.key, "method": encoder.method, "vector": vector}
            for row, vector in zip(found, vectors, strict=True)
        ]
        insert(connection, tables.vectors, made)
    return len(found)


def drop(ledger: Ledger) -> None:
    """Remove every index of this ledger, by whichever encoder; the next search or build makes do."""
    path = index_path(ledger, "")
    prefix = path.name.rsplit(".", 2)[0]
    for found in path.parent.glob(f"{glob.escape(prefix)}.*.vectors"):
        segments.forget(found)


def _usable(connection: Connection, base: Path) -> list[Segment]:
    """The segments of this very ledger: another may have been at the same address before."""
    return list(takewhile(lambda s: _id(connection, s.last) == s.id, segments.found(base)))


def _id(connection: Connection, claim: int) -> str | None:
    c = tables.claims.c
    return connection.execute(select(c.id).where(c.key == claim)).scalar()


def _rows(
    connection: Connection, method: str, *, after: int = 0, among: Sequence[int] | None = None
) -> Iterator[tuple[list[int], NDArray[np.int8]]]:
    """Keys and vectors, a block at a time, in the order of the keys."""
    import numpy as np

    t = tables.vectors.c
    # Never both conditions: SQLite would walk over all that come after, and look for each among those named.
    wanted = t.claim > after if among is None else t.claim.in_(among)
    query = select(t.claim, t.vector).where(t.method == method, wanted).order_by(t.claim)
    streamed = connection.execute(query, execution_options={"yield_per": BLOCK})
    for rows in streamed.partitions(BLOCK):
        joined = b"".join(row.vector for row in rows)
        yield [row.claim for row in rows], np.frombuffer(joined, dtype=np.int8).reshape(len(rows), -1)
