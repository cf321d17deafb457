"""Record: readings into the tables, a batch a transaction. What is there already is left as it is, so that
the same readings may come again, in any order and from any machine, and the ledger is their union.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Table, and_, select, tuple_

from sayso.ledger import documents, fulltext, lineage, revisions, rows, storable, tables
from sayso.ledger.inserting import insert, insert_new
from sayso.ledger.names import Names
from sayso.types import Document, Reading

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.protocols import Encoder

Row = dict[str, Any]


NewClaim = tuple[int, str, str]
"""Key, id, words."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one reading: acknowledged, and safe, once it is returned."""

    document: str
    """Id."""
    address: str
    new_document: bool
    new_reading: bool
    claims: int
    """In the reading."""
    revises: str | None = None
    """Id of the document that it revises, or rereads, at the same address."""
    forgotten: bool = False
    """It had been forgotten on request, so nothing was recorded."""


class _Given(NamedTuple):
    """A reading with its ids, which are digests and so computed once."""

    reading: Reading
    id: str
    claims: tuple[str, ...]


def record(
    ledger: Ledger, readings: Iterable[Reading], *, collection: str, encoder: Encoder | None = None
) -> list[Recorded]:
    """All of the readings, or nothing, in one transaction; one answer a reading, in order.

    Raises:
        StopRun: the database failed; nothing of this batch was kept.
    """
    given = [_ready(r) for r in readings]
    vectors = _vectors(given, encoder) if encoder else {}
    made: dict[int, Recorded] = {}
    with ledger.writing() as connection:
        forgotten = _forgotten(connection, given)
        for turn in _turns(g for g in given if g.id not in forgotten):
            written = _write(connection, turn, collection)
            if encoder:
                _store_vectors(connection, encoder.method, vectors, written.claims)
            made |= {id(turn[i]): told for i, told in written.told.items()}
    return [made.get(id(g)) or _gone(g) for g in given]


def _ready(reading: Reading) -> _Given:
    kept = storable.reading(reading)
    return _Given(kept, kept.document.id, tuple(c.id for c in kept.claims))


def _gone(given: _Given) -> Recorded:
    return Recorded(given.id, given.reading.document.address, False, False, 0, forgotten=True)


def _turns(given: Iterable[_Given]) -> list[dict[str, _Given]]:
    """As few groups as hold each document only once: it may come by two methods, or twice by one."""
    turns: list[dict[str, _Given]] = []
    for one in given:
        turn = next((t for t in turns if one.id not in t), None)
        if turn is None:
            turns.append(turn := {})
        turn[one.id] = one
    return turns


class _Written(NamedTuple):
    told: dict[str, Recorded]
    claims: list[NewClaim]


def _write(connection: Connection, given: dict[str, _Given], collection: str) -> _Written:
    """Readings of different documents, by document id."""
    known, new = documents.add(connection, {i: g.reading.document for i, g in given.items()})
    _members(connection, known.values(), collection)
    made = _readings(connection, given, known)
    lineage.note_changed(connection, [known[d] for d in made if d not in new])
    claims, new_claims = _claims(connection, [given[d] for d in made], known, new)
    _details(connection, {made[d]: given[d] for d in made}, claims)
    fulltext.add_claims(connection, [(key, words) for key, _, words in new_claims])
    revised = revisions.relink(connection, {g.reading.document.address for g in given.values()})
    told = {
        i: Recorded(i, g.reading.document.address, i in new, i in made, len(g.claims), revised.get(i))
        for i, g in given.items()
    }
    return _Written(told, new_claims)


def known(ledger: Ledger, asked: Sequence[Document], method: str, collection: str) -> set[str]:
    """The ids of those that need no reading: recorded by this method and in the collection, or forgotten."""
    if not asked:
        return set()
    t = tables
    given = {storable.document(d).id: d.id for d in asked}
    query = (
        select(t.documents.c.id)
        .join(t.readings, t.readings.c.document == t.documents.c.key)
        .join(t.members, t.members.c.document == t.documents.c.key)
        .join(t.collections, t.collections.c.key == t.members.c.collection)
        .where(t.documents.c.id.in_(given), t.readings.c.method == method, t.collections.c.name == collection)
    )
    with ledger.reading() as connection:
        gone = select(t.tombstones.c.id).where(t.tombstones.c.id.in_(given))
        found = {*connection.execute(query).scalars(), *connection.execute(gone).scalars()}
    return {given[i] for i in found}


def _vectors(given: Sequence[_Given], encoder: Encoder) -> dict[str, bytes]:
    from sayso.encoders import pack

    texts = {
        i: g.reading.text(c.content) for g in given for i, c in zip(g.claims, g.reading.claims, strict=True)
    }
    if not texts:
        return {}
    return dict(zip(texts, pack(encoder.encode(list(texts.values()))), strict=True))


def _store_vectors(
    connection: Connection, method: str, vectors: dict[str, bytes], claims: Sequence[NewClaim]
) -> None:
    made = [{"claim": key, "method": method, "vector": vectors[i]} for key, i, _ in claims if i in vectors]
    insert(connection, tables.vectors, made)


def _forgotten(connection: Connection, given: Sequence[_Given]) -> set[str]:
    stones = tables.tombstones.c.id
    return set(connection.execute(select(stones).where(stones.in_([g.id for g in given]))).scalars())


def _made(given: _Given) -> str:
    return given.reading.document.custody.retrieved


def _members(connection: Connection, documents: Iterable[int], collection: str) -> None:
    t = tables.collections
    insert(connection, t, [{"name": collection}], unless_there=True)
    key = connection.execute(select(t.c.key).where(t.c.name == collection)).scalar_one()
    members = [{"collection": key, "document": d} for d in documents]
    insert(connection, tables.members, members, unless_there=True)


def _readings(connection: Connection, kept: dict[str, _Given], known: dict[str, int]) -> dict[str, int]:
    """Keys of the readings that are new, by document id."""
    t = tables.readings
    wanted = {(known[d], g.reading.method): g for d, g in kept.items()}
    there = connection.execute(
        select(t.c.key, t.c.document, t.c.method, t.c.made).where(
            tuple_(t.c.document, t.c.method).in_(list(wanted))
        )
    ).all()
    for row in there:
        made = _made(wanted[row.document, row.method])
        if made < row.made:
            connection.execute(t.update().where(t.c.key == row.key).values(made=made))
    held = {(row.document, row.method) for row in there}
    new = {g.id: g.reading for at, g in wanted.items() if at not in held}
    keys = insert_new(connection, t, [{"document": known[d], **rows.reading(r)} for d, r in new.items()])
    _choose_current(connection, [known[d] for d in kept])
    return dict(zip(new, keys, strict=True))


def _choose_current(connection: Connection, documents: list[int]) -> None:
    """Of each document's readings, the one made last: a function of which there are, not of their order."""
    t = tables.readings
    later = t.alias()
    newest = (
        select(later.c.key)
        .where(later.c.document == t.c.document)
        .order_by(later.c.made.desc(), later.c.method.desc())
        .limit(1)
        .scalar_subquery()
    )
    connection.execute(
        t.update()
        .where(t.c.document.in_(documents))
        .values(current=and_(t.c.key == newest, newest.is_not(None)))
    )


def _claims(
    connection: Connection, given: Sequence[_Given], known: dict[str, int], new: set[str]
) -> tuple[dict[str, int], list[NewClaim]]:
    """Keys by id of all claims of these readings, and the new ones with their words."""
    t = tables.claims
    old = [known[g.id] for g in given if g.id not in new]
    there = connection.execute(select(t.c.id, t.c.key).where(t.c.document.in_(old))) if old else ()
    held = {row.id: row.key for row in there}
    made: dict[str, Row] = {}
    words: dict[str, str] = {}
    for one in given:
        for identity, claim in zip(one.claims, one.reading.claims, strict=True):
            if identity not in held:
                content = rows.spans(claim.content)
                made[identity] = {"id": identity, "document": known[one.id], "content": content}
                words[identity] = one.reading.text(claim.content)
    keys = insert_new(connection, t, list(made.values()))
    added = [(key, identity, words[identity]) for key, identity in zip(keys, made, strict=True)]
    return held | {identity: key for key, identity, _ in added}, added


def _details(connection: Connection, given: dict[int, _Given], claims: dict[str, int]) -> None:
    names = Names(connection).of(g.reading for g in given.values())
    found: dict[Table, list[Row]] = {table: [] for table in _DETAILS}
    for key, one in given.items():
        for n, attribution in enumerate(one.reading.attributions):
            found[tables.attributions].append(
                {
                    "reading": key,
                    "n": n,
                    **rows.attribution(attribution),
                    **names.row(one.reading, attribution),
                }
            )
        for n, (identity, claim) in enumerate(zip(one.claims, one.reading.claims, strict=True)):
            at = {"reading": key, "claim_n": n}
            found[tables.claim_readings].append(
                {"reading": key, "n": n, "claim": claims[identity], **rows.claim(claim)}
            )
            for table, parts in rows.parts(claim):
                found[table] += [{**at, "n": i, **part} for i, part in enumerate(parts)]
    for table, made in found.items():
        insert(connection, table, made)


_DETAILS = (
    tables.attributions,
    tables.claim_readings,
    tables.voices,
    tables.figures,
    tables.times,
    tables.places,
)
