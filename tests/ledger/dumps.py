"""All that a ledger holds, as one value: as it lies in the tables, or without the numbers that differ from
ledger to ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, select, text

from sayso.ledger import Ledger, tables

Dump = dict[str, list[Any]]
NOTED = {"runs", "faults", "backups"}
"""What was done to a ledger, which is not what is in it."""


def rows(ledger: Ledger) -> Dump:
    """Every row of every table as it is, and the words that can be searched for."""
    with ledger.reading() as connection:
        found: Dump = {
            t.name: sorted(map(_plain, connection.execute(select(t)).mappings()), key=str)
            for t in tables.metadata.sorted_tables
        }
        for what in ("claims", "documents"):
            found[f"{what}_words"] = sorted(words(connection, what))
        return found


def _plain(row: Any) -> dict[str, Any]:
    return dict(row)


def words(connection: Connection, what: str) -> list[tuple[int, str]]:
    """Key and what is indexed: lexemes with their places."""
    if connection.dialect.name == "postgresql":
        return [(key, w) for key, w in connection.execute(text(f"SELECT key, words::text FROM {what}_words"))]
    name = f"{what}_seen"
    connection.execute(
        text(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab(main, {what}_words, instance)")
    )
    seen = connection.execute(text(f"SELECT doc, term, col, offset FROM temp.{name}"))
    return [(key, f"{term} {column} {offset}") for key, term, column, offset in seen]


def content(ledger: Ledger) -> Dump:
    """The same without keys: rows are known by digests and names, and what was done to it is left out."""
    found = rows(ledger)
    known: dict[str, Callable[[Any], Any]] = {
        "documents": _by(found["documents"], "id"),
        "claims": _by(found["claims"], "id"),
        "names": _by(found["names"], "id"),
        "collections": _by(found["collections"], "name"),
    }
    document = known["documents"]
    known["readings"] = {r["key"]: (document(r["document"]), r["method"]) for r in found["readings"]}.get
    references = {
        (t.name, fk.parent.name): fk.column.table.name
        for t in tables.metadata.sorted_tables
        for fk in t.foreign_keys
        if fk.column.name == "key"
    }
    references |= {(t, "reading"): "readings" for t in ("voices", "figures", "times", "places")}
    made: Dump = {}
    for table, held in found.items():
        if table in NOTED:
            continue
        if table.endswith("_words"):
            made[table] = sorted((known[table[:-6]](key), what) for key, what in held)
        else:
            made[table] = sorted(
                json.dumps(
                    {
                        c: known[references[table, c]](v) if (table, c) in references else _shown(v)
                        for c, v in row.items()
                        if c != "key"
                    },
                    sort_keys=True,
                )
                for row in held
            )
    return made


def _by(held: list[dict[str, Any]], column: str) -> Callable[[Any], Any]:
    return {row["key"]: row[column] for row in held}.get


def _shown(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
