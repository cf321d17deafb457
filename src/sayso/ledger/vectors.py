"""Search by meaning: the claims whose vectors are nearest to one.

Vectors lie in the table. Up to `EXACT` of them are compared one by one; beyond that an index (HNSW, Malkov
and Yashunin 2018, by usearch) in a file beside the ledger finds the nearest ones almost always, and only what
came after it was made is compared one by one. It is made from the table, at will, and may be deleted.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, or_, select

from sayso.ledger import tables
from sayso.ledger.inserting import insert
from sayso.types import digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.ledger.opening import Ledger
    from sayso.protocols import Encoder

EXACT = 30_000
"""Vectors that are compared one by one: about 30 ms."""
BLOCK = 20_000
"""Vectors in memory at a time."""
Near = tuple[int, float]
"""Key of a claim, and the cosine of the angle."""


@dataclass(frozen=True, slots=True)
class _Built:
    """An index made ready, and the last claim it holds, by key and id."""

    index: Any
    last: int
    id: str
    stamp: int


_OPEN: dict[Path, _Built] = {}


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
    import numpy as np

    if not vector.any():
        return []
    if among is not None:
        return _compared(_rows(connection, method, among=among), vector, most)
    built = _usable(connection, index_path(ledger, method))
    last = built.last if built else 0
    found = _compared(_rows(connection, method, after=last), vector, most)
    if built:
        asked = np.rint(vector * 127).astype(np.int8)
        hits = built.index.search(asked, most)
        found += [(int(k), 1.0 - float(d)) for k, d in zip(hits.keys, hits.distances, strict=True)]
    return sorted(found, key=lambda near: (-near[1], near[0]))[:most]


def index_path(ledger: Ledger, method: str) -> Path:
    """Where the index of this ledger's vectors lies: beside the file, or with the user's caches."""
    mark = digest(method)[:8]
    if ledger.path is not None:
        return ledger.path.with_name(f"{ledger.path.name}.{mark}.vectors")
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "sayso" / f"{digest(ledger.address)[:16]}.{mark}.vectors"


def waiting(ledger: Ledger, method: str) -> tuple[int, int]:
    """How many vectors the index holds, and how many came after it was made."""
    t = tables.vectors.c
    with ledger.reading() as connection:
        built = _usable(connection, index_path(ledger, method))
        query = select(func.count()).where(t.method == method, t.claim > (built.last if built else 0))
        return (len(built.index) if built else 0), connection.execute(query).scalar_one()


def build_if_due(ledger: Ledger, method: str) -> int | None:
    """Bring the index up to date where so many vectors wait that searching is slow; how many it holds."""
    held, new = waiting(ledger, method)
    return build(ledger, method) if new > max(EXACT, held // 10) else None


def build(ledger: Ledger, method: str) -> int:
    """Add to the index what came after it was made; how many vectors it holds. Memory: that of the index."""
    import numpy as np
    from usearch.index import Index

    path = index_path(ledger, method)
    with ledger.reading() as connection:
        built = _usable(connection, path)
        last = built.last if built else 0
        index: Any = Index.restore(str(path), view=False) if built else None
        for keys, rows in _rows(connection, method, after=last):
            if index is None:
                index = Index(ndim=rows.shape[1], metric="cos", dtype="i8", connectivity=16, expansion_add=64)
            index.add(np.asarray(keys, dtype=np.uint64), rows)
            last = keys[-1]
        if index is None:
            return 0
        _save(index, last, _id(connection, last) or "", path)
    return len(index)


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
        found.unlink(missing_ok=True)
        _OPEN.pop(found, None)


def _usable(connection: Connection, path: Path) -> _Built | None:
    """The index, if it is one of this very ledger: another may have been at the same address before."""
    built = _opened(path)
    return built if built and _id(connection, built.last) == built.id else None


def _id(connection: Connection, claim: int) -> str | None:
    c = tables.claims.c
    return connection.execute(select(c.id).where(c.key == claim)).scalar()


def _save(index: Any, last: int, identity: str, path: Path) -> None:  # noqa: ANN401 - usearch has no types
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    # The last claim stands at the end of the same file, so that the two can never disagree.
    index.save(str(part))
    with part.open("ab") as file:
        tail = json.dumps({"last": last, "id": identity}).encode().ljust(_TAIL)
        file.write(tail)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


_TAIL = 96
"""Bytes after usearch's own, which it does not read."""


def _opened(path: Path) -> _Built | None:
    """The index if there is one, mapped into memory rather than read."""
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        _OPEN.pop(path, None)
        return None
    held = _OPEN.get(path)
    if held is None or held.stamp != stamp:
        from usearch.index import Index

        try:
            with path.open("rb") as file:
                file.seek(-_TAIL, os.SEEK_END)
                tail = json.loads(file.read())
            held = _Built(Index.restore(str(path), view=True), tail["last"], tail["id"], stamp)
        except (OSError, ValueError, LookupError, TypeError, RuntimeError):
            # It is not whole, or another program's: what it held is in the table.
            return None
        _OPEN[path] = held
    return held


def _rows(
    connection: Connection, method: str, *, after: int = 0, among: Sequence[int] | None = None
) -> Iterator[tuple[list[int], NDArray[np.int8]]]:
    """Keys and vectors, a block at a time, in the order of the keys."""
    import numpy as np

    t = tables.vectors.c
    query = select(t.claim, t.vector).where(t.method == method, t.claim > after).order_by(t.claim)
    if among is not None:
        query = query.where(t.claim.in_(among))
    streamed = connection.execute(query, execution_options={"yield_per": BLOCK})
    for rows in streamed.partitions(BLOCK):
        joined = b"".join(row.vector for row in rows)
        yield [row.claim for row in rows], np.frombuffer(joined, dtype=np.int8).reshape(len(rows), -1)


def _compared(
    blocks: Iterator[tuple[list[int], NDArray[np.int8]]], vector: NDArray[np.float32], most: int
) -> list[Near]:
    import numpy as np

    best: list[Near] = []
    for keys, rows in blocks:
        likeness = (rows @ vector) / np.maximum(np.linalg.norm(rows.astype(np.float32), axis=1), 1e-9)
        order = np.argsort(-likeness, kind="stable")[:most]
        best = sorted(best + [(keys[n], float(likeness[n])) for n in order], key=lambda near: -near[1])[:most]
    return best
