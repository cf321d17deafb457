"""Documents into the tables: their texts, what is stated of them, and where their bytes came from.

The same text at the same address may come again with another title, date or fields. What was got first
counts, so that a ledger is a function of what was recorded in it and not of the order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Text, cast, exists, func, select, tuple_

from sayso.edtf import bounds
from sayso.ledger import fulltext, rows, tables
from sayso.ledger.inserting import insert_new, upsert
from sayso.ledger.names import Names
from sayso.types import Document

Row = dict[str, Any]
_FIXED = ("address", "text", "superseded")
"""Of a row: what makes the document itself, and what follows from others."""


def add(connection: Connection, documents: Mapping[str, Document]) -> tuple[dict[str, int], set[str]]:
    """Keys of all these documents by id, and the ids of those that are new."""
    held = _held(connection, documents)
    new = {i: d for i, d in documents.items() if i not in held}
    outlets = Names(connection).outlets(new)
    made = [{"id": i, "outlet": outlets.get(i), **rows.document(d), **_days(d)} for i, d in new.items()]
    keys = {i: row["key"] for i, row in held.items()}
    keys |= dict(zip(new, insert_new(connection, tables.documents, made), strict=True))
    for i, row in held.items():
        if _is_earlier(documents[i], row):
            _restate(connection, i, documents[i], row)
    fulltext.add_documents(connection, [(keys[i], d.title or "", d.text) for i, d in new.items()])
    _custody(connection, [{"document": keys[i], **rows.custody(d.custody)} for i, d in documents.items()])
    return keys, set(new)


def _held(connection: Connection, ids: Iterable[str]) -> dict[str, Row]:
    """Rows of those that are there, without their texts, and when each was first got."""
    d, c = tables.documents.c, tables.custody.c
    first = select(func.min(c.retrieved)).where(c.document == d.key).scalar_subquery().label("got")
    columns = [column for column in d if column.name not in _FIXED]
    found = connection.execute(select(*columns, first).where(d.id.in_(list(ids))))
    return {row["id"]: dict(row) for row in found.mappings()}


def _days(document: Document) -> Row:
    earliest, latest = bounds(document.published or "")
    return {"earliest": earliest, "latest": latest}


def _stated(document: Document) -> Row:
    return {name: value for name, value in rows.document(document).items() if name not in (*_FIXED, "id")}


def _is_earlier(document: Document, row: Row) -> bool:
    """Whether it was got before what is in the table; at the same moment, the order of the words decides."""
    stated = _stated(document)
    there = {name: row[name] for name in stated}
    return (document.custody.retrieved, _written(stated)) < (row["got"], _written(there))


def _written(stated: Row) -> str:
    return json.dumps(stated, sort_keys=True)


def _restate(connection: Connection, identity: str, document: Document, row: Row) -> None:
    t = tables.documents
    outlet = Names(connection).outlets({identity: document}).get(identity)
    made = {**_stated(document), **_days(document), "outlet": outlet}
    connection.execute(t.update().where(t.c.key == row["key"]).values(made))
    if document.title != row["title"]:
        fulltext.retitle(connection, row["key"], (row["title"] or "", document.title or ""), document.text)
    if row["outlet"] not in (None, outlet):
        drop_unborne(connection, [row["outlet"]])


def drop_unborne(connection: Connection, names: Iterable[int]) -> None:
    """Remove those of these names that no source, target or outlet bears any more."""
    n, d, a = tables.names, tables.documents.c, tables.attributions.c
    connection.execute(
        n.delete()
        .where(n.c.key.in_(list(names)))
        .where(~exists().where(a.name == n.c.key))
        .where(~exists().where(a.target_name == n.c.key))
        .where(~exists().where(d.outlet == n.c.key))
    )


def _custody(connection: Connection, made: list[Row]) -> None:
    """The first time that the same bytes were got, however often they come."""
    t = tables.custody
    statement = upsert(connection, t)
    new = statement.excluded
    rest = [column.name for column in t.c if column.name not in t.primary_key.columns]
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(t.primary_key.columns),
            set_={name: new[name] for name in rest},
            where=_order(new) < _order(t.c),
        ),
        made,
    )


def _order(c: Any) -> Any:  # noqa: ANN401 - columns
    return tuple_(
        c.retrieved, c.address, c.media_type, func.coalesce(c.encoding, ""), cast(c.headers, Text), c.size
    )
