"""A ledger opened: a SQLite file or a PostgreSQL database; its schema checked, made or brought up to date."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from sayso.errors import StopRun
from sayso.ledger import failures, schema

WAIT_SECONDS = 60
"""How long a writer waits for another one before it gives up."""
_ONE_WRITER = 0x5A1D0
"""PostgreSQL's advisory lock that writers take, so that two of them never wait for each other in a ring."""
FORMS = "a path such as news.db, or postgresql://user@host/name"


class Ledger:
    """An open ledger. Made by `open_ledger`; usable from one process, and many may open the same one."""

    def __init__(self, address: str, engine: Engine, path: Path | None) -> None:
        self.address = address
        """As it may be shown: without a password."""
        self.engine = engine
        self.path = path
        """The file, if it is SQLite's."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it is at one moment.

        Raises:
            StopRun: the database failed; says how, and what to do.
        """
        with failures.explained(self.address), self.engine.connect() as plain:
            # SQLite's transactions see one moment always, PostgreSQL's when asked.
            options = {} if self.path else {"isolation_level": "REPEATABLE READ"}
            connection = plain.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept when the block ends, or nothing. One writer at a time.

        Raises:
            StopRun: the database failed; says how, and what to do.
        """
        with failures.explained(self.address), self.engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                if self.path is None:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})"))
                yield connection

    def close(self) -> None:
        """Let go of the database; what was written stays."""
        self.engine.dispose()


def open_ledger(address: str, *, create: bool = False) -> Ledger:
    """The ledger at a path or database address; `create` makes one where there is none.

    A ledger of an older schema is backed up and migrated.

    Raises:
        StopRun: there is none, it cannot be reached, or its schema is newer than this program.
    """
    url = _url(address)
    ledger = _sqlite(url, create=create) if url.get_backend_name() == "sqlite" else _postgresql(url)
    with ExitStack() as stack:
        stack.callback(ledger.close)
        schema.prepare(ledger, create=create)
        stack.pop_all()
    return ledger


def _url(address: str) -> URL:
    if not address:
        raise StopRun("ledger ''", "no address", f"Write {FORMS}")
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StopRun("the ledger's address", "it cannot be understood", f"Write {FORMS}") from None
    if url.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
        raise StopRun(f"ledger {shown(url)!r}", "not a kind of database that is known", f"Write {FORMS}")
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite")
    return url.set(drivername="postgresql+psycopg")


def shown(url: URL) -> str:
    """The address without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    kind = url.get_backend_name()
    named = url.set(drivername="postgresql" if kind == "postgres" else kind)
    bare = named.difference_update_query(_SECRETS)
    return bare.render_as_string(hide_password=True)


_SECRETS = ("password", "sslpassword", "passfile")
"""Where an address may hold a password beside its usual place."""


def _sqlite(url: URL, *, create: bool) -> Ledger:
    path = Path(url.database or "")
    if url.database == ":memory:":
        why = "SQLite would keep it in memory, and all of it would be lost at once"
        raise StopRun("ledger ':memory:'", why, "Name a file, such as news.db")
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise StopRun(f"ledger {str(path)!r}", f"{error.strerror}", "Name another file") from None
    if is_folder:
        raise StopRun(f"ledger {str(path)!r}", "a folder is there", "Name a file, such as news.db")
    if not path.exists():
        if not create:
            raise StopRun(f"ledger {str(path)!r}", "there is none", "Make one: sayso add PATH...")
        if not path.parent.is_dir():
            raise StopRun(f"ledger {str(path)!r}", "its folder does not exist", f"mkdir -p {path.parent}")
    if path.exists() and not os.access(path.parent, os.W_OK):
        url = _unchanging(path)
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS}, json_serializer=_json)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Ledger(str(path), engine, path)


def _unchanging(path: Path) -> URL:
    """A file that can only be read, in a folder where SQLite cannot make the files that it works with."""
    log = path.with_name(path.name + "-wal")
    if log.exists():
        # Somebody with more rights writes, or was killed: what stands in the log must not be missed.
        return URL.create("sqlite", database=str(path))
    query = {"uri": "true", "mode": "ro", "immutable": "1"}
    return URL.create("sqlite", database=f"file:{quote(os.fsencode(path))}", query=query)


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    # Transactions are begun by `_begin`: the driver's own habit of beginning late would let two writers
    # both read first, and then one of them fail.
    connection.isolation_level = None
    # Forgotten text is overwritten with zeros, and a commit is on the disk before it is acknowledged.
    for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Ledger:
    try:
        import psycopg  # noqa: F401 - asked for early, to say what to type
    except ImportError:
        todo = "pip install 'sayso[postgresql]'"
        raise StopRun(f"ledger {shown(url)!r}", "PostgreSQL's driver is not installed", todo) from None
    engine = create_engine(url, pool_pre_ping=True, pool_size=2, json_serializer=_json)
    event.listen(engine, "connect", _one_by_one)
    return Ledger(shown(url), engine, None)


def _one_by_one(connection: Any, record: object) -> None:  # noqa: ANN401 - the driver is optional
    # Plans made for an empty table are kept by prepared statements and are ruinous when it has grown.
    connection.prepare_threshold = None


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
