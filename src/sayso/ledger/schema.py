"""The version of a ledger's tables: made where there are none, migrated where older, refused where newer."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from sayso.errors import StopRun
from sayso.ledger.backup import copy_to, note

if TYPE_CHECKING:
    from alembic.config import Config

    from sayso.ledger.opening import Ledger

VERSIONS = ("0001", "0002", "0003", "0004")
"""Oldest first, as in `migrations/versions`; a test compares them."""


def prepare(ledger: Ledger, *, create: bool) -> None:
    """Make the schema current, with a backup first where there is something to lose.

    Raises:
        StopRun: the database is not a ledger, or one of a newer version.
    """
    with ledger.reading() as connection:
        found = version(connection, ledger.address)
        if found is None and not create:
            why = "there are no tables of a ledger in it"
            raise StopRun(f"ledger {ledger.address!r}", why, "Make one there: sayso add PATH...")
    if found == VERSIONS[-1]:
        return
    if found is not None:
        if found not in VERSIONS:
            why = f"its schema {found} is newer than this Sayso, which knows up to {VERSIONS[-1]}"
            raise StopRun(f"ledger {ledger.address!r}", why, "Install a newer Sayso: pip install -U sayso")
        copy = _backed_up(ledger, found)
    elif ledger.path is not None:
        _write_ahead(ledger)
    with ledger.writing() as connection:
        _migrate(connection)
        if found is not None:
            # Forgetting must say that this copy may hold what is forgotten.
            note(connection, copy)


def version(connection: Connection, address: str = "") -> str | None:
    """The schema's version, None where there is no ledger yet.

    Raises:
        StopRun: there are tables, but not those of a ledger.
    """
    tables = inspect(connection).get_table_names()
    # Other programs are migrated by Alembic too, and in theirs nothing must be made or changed.
    if {"alembic_version", "documents", "readings"} <= set(tables):
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found
    if set(tables) - {"alembic_version"}:
        why = f"it holds tables of something else ({', '.join(sorted(tables)[:3])})"
        raise StopRun(f"ledger {address!r}", why, "Name another one with --ledger")
    return None


def _migrate(connection: Connection) -> None:
    from alembic import command

    # Another program may have been first while this one waited for its turn.
    if version(connection) != VERSIONS[-1]:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("sayso.ledger") / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _write_ahead(ledger: Ledger) -> None:
    """Readers go on while one writes; kept in the file, so asked for once."""
    raw = ledger.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def _backed_up(ledger: Ledger, found: str) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    if ledger.path is not None:
        return copy_to(ledger, ledger.path.with_name(f"{ledger.path.name}.schema-{found}-{moment}"))
    return copy_to(ledger, Path(f"{ledger.engine.url.database}.schema-{found}-{moment}.dump"))
