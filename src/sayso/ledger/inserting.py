"""Rows into tables, many at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, text
from sqlalchemy import insert as any_insert

Row = dict[str, Any]


def insert(connection: Connection, table: Table, made: list[Row], *, unless_there: bool = False) -> None:
    """Insert the rows; those whose key is taken are left out where `unless_there`, and an error otherwise."""
    if not made:
        return
    if not unless_there:
        connection.execute(any_insert(table), made)
    else:
        connection.execute(upsert(connection, table).on_conflict_do_nothing(), made)


def upsert(connection: Connection, table: Table) -> Any:  # noqa: ANN401 - either database's own statement
    """An insertion that can be told what to do where a row is there already."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def insert_new(connection: Connection, table: Table, made: list[Row]) -> list[int]:
    """Insert rows of a table with numbered keys; the keys, in order. The caller is the only writer."""
    if not made:
        return []
    keys = _next_keys(connection, table.name, len(made))
    connection.execute(any_insert(table), [{"key": key, **row} for key, row in zip(keys, made, strict=True)])
    return keys


def _next_keys(connection: Connection, table: str, count: int) -> list[int]:
    """Numbers that no row has, or ever had."""
    if connection.dialect.name == "sqlite":
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        last = connection.execute(query, {"table": table}).scalar() or 0
        return list(range(last + 1, last + count + 1))
    sequence = f"{table}_key_seq"
    query = text("SELECT nextval(:sequence) FROM generate_series(1, :count)")
    return list(connection.execute(query, {"sequence": sequence, "count": count}).scalars())
