"""Status: what is in a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, func, select, text

from sayso.ledger import judgements as judged
from sayso.ledger import runs, schema, tables, vectors
from sayso.ledger.judgements import Judgement
from sayso.ledger.runs import Run

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger


@dataclass(frozen=True, slots=True)
class Status:
    """Counts are rows; `size` is bytes on disk."""

    address: str
    schema: str
    size: int
    documents: int
    superseded: int
    claims: int
    names: int
    collections: tuple[tuple[str, int], ...]
    """Name and number of documents."""
    methods: tuple[tuple[str, int, int], ...]
    """Extractor, its readings, and how many of them are current."""
    vectors: int
    indexed: int
    judgements: int
    waiting: tuple[Judgement, ...]
    """Those that no claim takes up any more."""
    forgotten: int
    backups: tuple[tuple[str, str], ...]
    runs: tuple[Run, ...]
    """The last ones, newest first."""


def status(ledger: Ledger, encoder_method: str | None = None) -> Status:
    """Count everything; takes a second or so for every million claims."""
    t = tables
    with ledger.reading() as connection:
        counts = {table.name: _count(connection, table) for table in _COUNTED}
        superseded = connection.execute(
            select(func.count()).select_from(t.documents).where(t.documents.c.superseded)
        ).scalar_one()
        found = schema.version(connection) or ""
        collections = _collections(connection)
        methods = _methods(connection)
        backups = tuple((row.path, row.made) for row in connection.execute(select(t.backups)))
        size = _size(ledger, connection)
    indexed = vectors.waiting(ledger, encoder_method)[0] if encoder_method else 0
    return Status(
        address=ledger.address,
        schema=found,
        size=size,
        documents=counts["documents"],
        superseded=superseded,
        claims=counts["claims"],
        names=counts["names"],
        collections=collections,
        methods=methods,
        vectors=counts["vectors"],
        indexed=indexed,
        judgements=counts["judgements"],
        waiting=tuple(judged.waiting(ledger)),
        forgotten=counts["tombstones"],
        backups=backups,
        runs=tuple(runs.latest(ledger)),
    )


_COUNTED = (
    tables.documents,
    tables.claims,
    tables.names,
    tables.vectors,
    tables.judgements,
    tables.tombstones,
)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def collections(ledger: Ledger) -> list[str]:
    """Names of the collections."""
    with ledger.reading() as connection:
        return [name for name, _ in _collections(connection)]


def _collections(connection: Connection) -> tuple[tuple[str, int], ...]:
    c, m = tables.collections.c, tables.members.c
    query = (
        select(c.name, func.count(m.document))
        .join(tables.members, m.collection == c.key, isouter=True)
        .group_by(c.name)
        .order_by(c.name)
    )
    return tuple((name, count) for name, count in connection.execute(query))


def _methods(connection: Connection) -> tuple[tuple[str, int, int], ...]:
    r = tables.readings.c
    query = (
        select(r.method, func.count(), func.count().filter(r.current)).group_by(r.method).order_by(r.method)
    )
    return tuple((method, count, current) for method, count, current in connection.execute(query))


def _size(ledger: Ledger, connection: Connection) -> int:
    if ledger.path is None:
        query = text("SELECT pg_database_size(current_database())")
        return int(connection.execute(query).scalar_one())
    files = (ledger.path, ledger.path.with_name(ledger.path.name + "-wal"))
    return sum(f.stat().st_size for f in files if f.exists())
