"""What becomes of questions when a document is forgotten: the words that rows took from it go.

The row stays, with what people said of it, for a matrix that lost it without a word would rank otherwise and
nobody could tell why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from sayso.ledger import tables
from sayso.ledger.question_tables import entries as table
from sayso.matrices import MACHINE
from sayso.types import Json, digest

_NAMED = ("person", "organisation", "state", "document")
FORGOTTEN = "forgotten"
"""What stands in place of the words; also the key that says so in an entry."""


def sourced(connection: Connection, told: dict[str, Json]) -> dict[str, Json]:
    """A row with the ids of the documents that its words are from (`documents`): it is found by them when one
    is forgotten, here or in another ledger."""
    c, d = tables.claims.c, tables.documents.c
    found: set[str] = set()
    ref = told.get("ref")
    if _is_id(ref):
        query = select(d.id).join(tables.claims, c.document == d.key).where(c.id == ref)
        found.update(connection.execute(query).scalars())
    if places := _addresses(told):
        found.update(connection.execute(select(d.id).where(d.address.in_(places))).scalars())
    found.update(_documents(told))
    if found:
        told["documents"] = list[Json](sorted(found))
    return without_forgotten(connection, told)


def without_forgotten(connection: Connection, told: dict[str, Json]) -> dict[str, Json]:
    """A row as it may be kept: a document that was forgotten does not come back by one of its rows."""
    wanted = _documents(told)
    stones = select(tables.tombstones.c.id).where(tables.tombstones.c.id.in_(wanted)).limit(1)
    if wanted and connection.execute(stones).first():
        return _silenced(told)
    return told


def silence(connection: Connection, document: str) -> int:
    """Take the words of a document out of all entries, while it is still there; how many had any."""
    c, d = tables.claims.c, tables.documents.c
    at = connection.execute(select(d.key, d.address).where(d.id == document)).one()
    claims = set(connection.execute(select(c.id).where(c.document == at.key)).scalars())
    rows = select(table.c.key, table.c.question, table.c.told).where(table.c.kind == "row")
    names = _names_only_in(connection, at.key)
    gone = [
        row
        for row in connection.execute(rows).all()
        if row.told.get("ref") in claims
        or document in _documents(row.told)
        or at.address in _addresses(row.told)
        or (row.told.get("kind") != "note" and _has(row.told, names))
    ]
    for row in gone:
        _change(connection, row.key, told=_silenced(row.told))
        _silence_proposals(connection, row.question, row.told["id"])
    for question, origin in {(row.question, row.told.get("origin")) for row in gone}:
        _rename_origin(connection, question, origin)
    return len(gone)


def _names_only_in(connection: Connection, document: int) -> list[str]:
    """Names that nobody bears in any other document: a row drawn from one may name them as its origin."""
    n, a, r = tables.names.c, tables.attributions.c, tables.readings.c
    d = tables.documents.c
    bears = or_(a.name == n.key, a.target_name == n.key)
    spoken = exists().where(bears, r.key == a.reading)
    publishes = exists().where(d.outlet == n.key)
    query = (
        select(n.text)
        .where(n.kind.in_(_NAMED))
        .where(
            or_(spoken.where(r.document == document), publishes.where(d.key == document)),
            ~spoken.where(r.document != document),
            ~publishes.where(d.key != document),
        )
    )
    return list(connection.execute(query).scalars())


def _has(told: Mapping[str, Any], names: Sequence[str]) -> bool:
    words = json.dumps(told, ensure_ascii=False)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in names if name.strip())


def _silenced(told: Mapping[str, Any]) -> dict[str, Json]:
    """What is left of a row: its id, its kind, what it counts as, and that it was forgotten."""
    # What was proposed before it had a field of its own is told by its reason, which goes.
    grade = "proposed" if told.get("credibility_why") else "credibility"
    kept = {"id": "id", "kind": "kind", "credibility": grade, "proposed": "proposed"}
    left: dict[str, Json] = {key: told[name] for name, key in kept.items() if name in told}
    if told.get("origin"):
        left["origin"] = _unnamed(told["origin"])
    return left | {"text": FORGOTTEN, "quotes": [], FORGOTTEN: True}


def _unnamed(origin: str) -> str:
    """An origin's id may be made of a name: what tells it apart is left, and nothing that can be read."""
    return digest("origin", origin)


def _rename_origin(connection: Connection, question: str, origin: str | None) -> None:
    """In the question's other rows too, for rows of one origin count once, forgotten or not."""
    if not origin:
        return
    query = select(table.c.key, table.c.told).where(table.c.question == question, table.c.kind == "row")
    for key, told in connection.execute(query).all():
        if told.get("origin") == origin:
            _change(connection, key, told=told | {"origin": _unnamed(origin)})


def _silence_proposals(connection: Connection, question: str, row: str) -> None:
    """The machine's reasons quote what it compared; people's reasons are their own words, and stay."""
    query = select(table.c.key, table.c.told).where(
        table.c.question == question, table.c.kind == "cell", table.c.who == MACHINE
    )
    for key, told in connection.execute(query).all():
        if told.get("row") == row:
            _change(connection, key, why=FORGOTTEN)


def _change(connection: Connection, key: int, **values: Any) -> None:  # noqa: ANN401 - of any column
    connection.execute(table.update().where(table.c.key == key).values(values))


def _addresses(told: Mapping[str, Any]) -> list[str]:
    quotes = told.get("quotes")
    found = [q.get("address") for q in quotes if isinstance(q, dict)] if isinstance(quotes, list) else []
    return [address for address in found if isinstance(address, str) and address]


def _documents(told: Mapping[str, Any]) -> list[str]:
    given = told.get("documents")
    return [one for one in given if _is_id(one)] if isinstance(given, list) else []


def _is_id(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{32}", value) is not None
