"""Readings out of the tables again, equal to what was recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from sayso.ledger import rows, tables
from sayso.types import Attribution, Claim, Document, Reading

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger

_PARTS = (tables.voices, tables.figures, tables.times, tables.places)
Numbered = dict[int, list[Any]]


def reading(ledger: Ledger, document: str, method: str | None = None) -> Reading | None:
    """A document's current reading, or that by another method; None where there is none."""
    with ledger.reading() as connection:
        found = readings(connection, [document], method)
    return found[0] if found else None


def readings(connection: Connection, documents: Sequence[str], method: str | None = None) -> list[Reading]:
    """Of each document that has one, its current reading or that by a method, in the order asked for."""
    r, d = tables.readings, tables.documents
    chosen = r.c.current if method is None else r.c.method == method
    query = (
        select(r.c.key, r.c.method, r.c.apart, r.c.unplaced, d.c.id, d.c.key.label("document"))
        .join(d, d.c.key == r.c.document)
        .where(d.c.id.in_(documents), chosen)
    )
    found = connection.execute(query).all()
    texts = documents_of(connection, [row.document for row in found])
    keys = [row.key for row in found]
    attributions, claims = _attributions(connection, keys), _claims(connection, keys, found)
    made = {
        row.id: Reading(
            document=texts[row.document],
            method=row.method,
            attributions=tuple(attributions[row.key]),
            claims=tuple(claims[row.key]),
            apart=rows.to_apart(row.apart),
            unplaced=rows.to_unplaced(row.unplaced),
        )
        for row in found
    }
    return [made[i] for i in documents if i in made]


def documents_of(connection: Connection, keys: Sequence[int]) -> dict[int, Document]:
    """Documents by key, with the first of their custodies."""
    c, d = tables.custody.c, tables.documents.c
    custodies = connection.execute(
        select(tables.custody).where(c.document.in_(keys)).order_by(c.retrieved.desc(), c.sha256.desc())
    )
    first = {row.document: rows.to_custody(row) for row in custodies}
    found = connection.execute(select(tables.documents).where(d.key.in_(keys)))
    return {row.key: rows.to_document(row, first[row.key]) for row in found}


def _attributions(connection: Connection, keys: list[int]) -> dict[int, list[Attribution]]:
    t = tables.attributions
    found: dict[int, list[Attribution]] = defaultdict(list)
    for row in connection.execute(select(t).where(t.c.reading.in_(keys)).order_by(t.c.reading, t.c.n)):
        found[row.reading].append(rows.to_attribution(row))
    return found


def _claims(connection: Connection, keys: list[int], of: Sequence[Any]) -> dict[int, list[Claim]]:
    r, c = tables.claim_readings, tables.claims
    documents = {row.key: row.id for row in of}
    parts = {table: _grouped(connection, table, keys) for table in _PARTS}
    query = (
        select(r, c.c.content)
        .join(c, c.c.key == r.c.claim)
        .where(r.c.reading.in_(keys))
        .order_by(r.c.reading, r.c.n)
    )
    found: dict[int, list[Claim]] = defaultdict(list)
    for row in connection.execute(query):
        at = (row.reading, row.n)
        hanging = {table: grouped.get(at, []) for table, grouped in parts.items()}
        found[row.reading].append(rows.to_claim(documents[row.reading], row, hanging))
    return found


def _grouped(connection: Connection, table: Table, keys: list[int]) -> dict[tuple[int, int], list[Any]]:
    """The table's rows of these readings, by reading and claim, each in order."""
    c = table.c
    query = select(table).where(c.reading.in_(keys)).order_by(c.reading, c.claim_n, c.n)
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.reading, row.claim_n].append(row)
    return found
