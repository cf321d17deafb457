"""Where a measurement's ledgers lie: made for it, and gone after it."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, get_args

from sqlalchemy import make_url, text

import postgres_server
from sayso.ledger import Ledger, open_ledger, segments, tables, vectors

Database = Literal["sqlite", "postgresql"]
DATABASES: tuple[Database, ...] = get_args(Database)
WORDS = ("claims_words", "documents_words")
"""The tables of full text, which each database has in its own way."""


@contextmanager
def place(database: Database, folder: Path | None = None) -> Iterator[str]:
    """An address beside which fresh ledgers can be made: for PostgreSQL, on a server of one's own."""
    if database == "postgresql":
        with postgres_server.running(folder) as server:
            yield server.create("bench")
    else:
        with tempfile.TemporaryDirectory(prefix="ledgers", dir=folder) as made:
            yield str(Path(made, "bench.db"))


@contextmanager
def fresh(beside: str) -> Iterator[str]:
    """The address of a new ledger, which is removed when the block ends."""
    mark = secrets.token_hex(4)
    if "://" not in beside:
        path = Path(beside)
        address = str(path.with_name(f"{path.stem}-{mark}.db"))
        try:
            yield address
        finally:
            for file in path.parent.glob(f"{path.stem}-{mark}.db*"):
                file.unlink()
        return
    url = make_url(beside)
    name = f"{url.database}_{mark}"
    _on_server(beside, f'CREATE DATABASE "{name}"')
    address = url.set(database=name).render_as_string(hide_password=False)
    try:
        yield address
    finally:
        # The index of its vectors lies with the user's caches, where nothing else would remove it.
        with closing(open_ledger(address, create=True)) as ledger:
            vectors.drop(ledger)
        _on_server(beside, f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def server_process(ledger: Ledger) -> int | None:
    """The parent of a PostgreSQL's processes, where it runs on this machine."""
    if ledger.path is not None:
        return None
    with ledger.reading() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        stat = Path(f"/proc/{backend}/stat")
        # A process of that number may be another's, where the server is on another machine.
        if not stat.exists() or "postgres" not in stat.read_text():
            return None
        return int(stat.read_text().rpartition(")")[2].split()[1])


def settings(ledger: Ledger) -> dict[str, str]:
    """What bears on speed and on whether a commit is on the disk."""
    word, names = "PRAGMA", "synchronous journal_mode cache_size"
    if ledger.path is None:
        word, names = "SHOW", "fsync synchronous_commit shared_buffers server_version"
    with ledger.reading() as connection:
        return {name: str(connection.execute(text(f"{word} {name}")).scalar()) for name in names.split()}


def rows(ledger: Ledger) -> dict[str, int]:
    """How many each table has."""
    names = (*(table.name for table in tables.metadata.sorted_tables), *WORDS)
    with ledger.reading() as connection:
        return {n: _count(connection.execute(text(f"SELECT count(*) FROM {n}")).scalar_one()) for n in names}  # noqa: S608 - our own names


def _count(value: object) -> int:
    return int(str(value))


def sizes(ledger: Ledger) -> dict[str, int]:
    """Bytes of each table with its indexes, largest first; none where SQLite was built without `dbstat`."""
    return _sqlite_sizes(ledger) if ledger.path else _postgresql_sizes(ledger)


def _sqlite_sizes(ledger: Ledger) -> dict[str, int]:
    found: dict[str, int] = {}
    query = text(
        "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat AS s"
        " LEFT JOIN sqlite_master AS m ON m.name = s.name GROUP BY 1 ORDER BY 2 DESC"
    )
    with ledger.reading() as connection:
        options = connection.execute(text("PRAGMA compile_options")).scalars()
        if "ENABLE_DBSTAT_VTAB" not in set(options):
            return {}
        for name, size in connection.execute(query):
            # The full text lies in several tables with one beginning.
            table = next((w for w in WORDS if name.startswith(w)), name)
            found[table] = found.get(table, 0) + size
    return found


def _postgresql_sizes(ledger: Ledger) -> dict[str, int]:
    query = text(
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC"
    )
    with ledger.reading() as connection:
        return {name: int(size) for name, size in connection.execute(query)}


def on_disk(ledger: Ledger) -> int:
    """Bytes of the file, or of PostgreSQL's tables with their indexes; its log, which it reuses, is not
    counted."""
    if ledger.path is None:
        return sum(sizes(ledger).values())
    ledger.close()  # what is still in SQLite's log goes into the file
    return ledger.path.stat().st_size


def index_size(ledger: Ledger, method: str) -> int:
    """Bytes of the index of vectors; 0 where there is none."""
    base = vectors.index_path(ledger, method)
    return sum(segment.path.stat().st_size for segment in segments.found(base))
