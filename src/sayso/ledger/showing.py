"""Show: a claim or a document with everything the ledger knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sayso.ledger import identity, judgements, restoring, revisions, rows, tables
from sayso.ledger.finding import Hit, Query, document_hits, hits, is_sentence
from sayso.ledger.judgements import Judgement
from sayso.types import Custody, Reading, Stance

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.protocols import Encoder


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that answers a query: the reading it stands in, and its number there."""

    reading: Reading
    n: int
    score: float
    why: str
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A document among those at the same address."""

    id: str
    published: str | None
    retrieved: str
    relation: str | None
    """To the version before: revision or rereading; None for the first."""


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document, its current reading, and its history."""

    reading: Reading
    methods: tuple[tuple[str, str, bool], ...]
    """Every reading there is: method, when it was made, whether it is current."""
    collections: tuple[str, ...]
    custodies: tuple[Custody, ...]
    versions: tuple[Version, ...]
    changes: tuple[revisions.Change, ...]
    """Against the version before."""
    judgements: dict[int, list[Judgement]]
    """By number of the claim."""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim in its document, and what each extractor made of it."""

    document: ShownDocument
    n: int | None
    """Its number in the current reading; None where that reading has no claim at this place."""
    id: str
    text: str
    stances: tuple[tuple[str, Stance], ...]
    """Method and stance, for each reading that has the claim."""


def find(
    ledger: Ledger,
    query: Query,
    encoder: Encoder | None = None,
    *,
    exact: Encoder | None = None,
    first: int = 0,
) -> list[Found]:
    """The claims that answer a query, best first, as read.

    Where the query is a sentence, the `first` of them are put in order anew by an exact but slow encoder.
    """
    found = hits(ledger, query, encoder)
    with ledger.reading() as connection:
        read = placed(connection, found)
    if exact is None or not is_sentence(query.words):
        return read
    return [*_reordered(query.words, read[:first], exact), *read[first:]]


def _reordered(words: str, found: Sequence[Found], exact: Encoder) -> list[Found]:
    texts = [one.reading.text(one.reading.claims[one.n].content) for one in found]
    asked, *vectors = exact.encode([words, *texts])
    likeness = [float(vector @ asked) for vector in vectors]
    order = sorted(range(len(found)), key=lambda n: (-likeness[n], n))
    return [
        replace(found[n], why=f"{found[n].why}; put in order by meaning (cosine {likeness[n]:.2f})")
        for n in order
    ]


def find_documents(ledger: Ledger, query: Query) -> list[Reading]:
    """The documents that have the words, best first, each with its current reading.

    Raises:
        StopRun: the query has a condition that is asked of claims.
    """
    keys = document_hits(ledger, query)
    d = tables.documents.c
    with ledger.reading() as connection:
        ids = {row.key: row.id for row in connection.execute(select(d.key, d.id).where(d.key.in_(keys)))}
        return restoring.readings(connection, [ids[key] for key in keys if key in ids])


def placed(connection: Connection, found: Sequence[Hit]) -> list[Found]:
    """Hits with the readings that they stand in, in the same order."""
    t, r, d = tables.claim_readings.c, tables.readings.c, tables.documents.c
    query = (
        select(t.claim, t.n, d.id)
        .join(tables.readings, r.key == t.reading)
        .join(tables.documents, d.key == r.document)
        .where(r.current, t.claim.in_([hit.key for hit in found]))
    )
    at = {row.claim: (row.id, row.n) for row in connection.execute(query)}
    documents = list(dict.fromkeys(document for document, _ in at.values()))
    held = {r.document.id: r for r in restoring.readings(connection, documents)}
    decided = _decided(connection, list(held.values()))
    placed_hits = [(hit, held[at[hit.key][0]], at[hit.key][1]) for hit in found if hit.key in at]
    return [
        Found(reading, n, hit.score, hit.why, tuple(decided[reading.document.id].get(n, ())))
        for hit, reading, n in placed_hits
    ]


def show(ledger: Ledger, beginning: str) -> ShownClaim | ShownDocument:
    """What the id, or its beginning, names.

    Raises:
        StopRun: it names nothing, or several things.
    """
    with ledger.reading() as connection:
        at = identity.named(connection, beginning)
        if at.what == "document":
            return _document(connection, at.id)
        return _claim(connection, at)


def _claim(connection: Connection, at: identity.Named) -> ShownClaim:
    c, d, t, r = tables.claims.c, tables.documents.c, tables.claim_readings.c, tables.readings.c
    query = select(c.content, d.id, d.text).join(tables.documents, d.key == c.document)
    row = connection.execute(query.where(c.key == at.key)).one()
    readings = (
        select(r.method, r.current, t.stance, t.n)
        .join(tables.readings, r.key == t.reading)
        .where(t.claim == at.key)
        .order_by(r.made)
    )
    by = connection.execute(readings).all()
    text = " … ".join(row.text[a:b] for a, b in rows.to_spans(row.content))
    return ShownClaim(
        document=_document(connection, row.id),
        n=next((found.n for found in by if found.current), None),
        id=at.id,
        text=text,
        stances=tuple((found.method, found.stance) for found in by),
    )


def _document(connection: Connection, document: str) -> ShownDocument:
    (reading,) = restoring.readings(connection, [document])
    versions = _versions(connection, document)
    before = _before(versions, document)
    old = restoring.readings(connection, [before]) if before else []
    return ShownDocument(
        reading=reading,
        methods=_methods(connection, document),
        collections=collections_of(connection, document),
        custodies=_custodies(connection, document),
        versions=versions,
        changes=tuple(revisions.changes(old[0], reading)) if old else (),
        judgements=_decided(connection, [reading])[document],
    )


def _decided(connection: Connection, readings: Sequence[Reading]) -> dict[str, dict[int, list[Judgement]]]:
    found: dict[str, dict[int, list[Judgement]]] = {reading.document.id: {} for reading in readings}
    if not judgements.exist(connection):
        return found
    for reading in readings:
        versions = judgements.versions(connection, reading.document.id)
        given = judgements.of_documents(connection, versions)
        found[reading.document.id] = judgements.attached(given, reading)
    return found


def _before(versions: Sequence[Version], document: str) -> str | None:
    ids = [version.id for version in versions]
    at = ids.index(document)
    return ids[at - 1] if at else None


def _versions(connection: Connection, document: str) -> tuple[Version, ...]:
    d, c = tables.documents.c, tables.custody.c
    ids = judgements.versions(connection, document)
    query = (
        select(d.id, d.published, d.modified, d.relation, c.retrieved)
        .join(tables.custody, c.document == d.key)
        .where(d.id.in_(ids))
        .order_by(c.retrieved.desc())
    )
    found = {
        row.id: Version(row.id, row.modified or row.published, row.retrieved, row.relation)
        for row in connection.execute(query)
    }
    return tuple(found[i] for i in ids)


def _methods(connection: Connection, document: str) -> tuple[tuple[str, str, bool], ...]:
    r, d = tables.readings.c, tables.documents.c
    query = select(r.method, r.made, r.current).join(tables.documents, d.key == r.document)
    found = connection.execute(query.where(d.id == document).order_by(r.made, r.method))
    return tuple((row.method, row.made, row.current) for row in found)


def collections_of(connection: Connection, document: str) -> tuple[str, ...]:
    """Names of the collections that a document is in, sorted."""
    m, c, d = tables.members.c, tables.collections.c, tables.documents.c
    query = (
        select(c.name)
        .join(tables.members, m.collection == c.key)
        .join(tables.documents, d.key == m.document)
        .where(d.id == document)
        .order_by(c.name)
    )
    return tuple(connection.execute(query).scalars())


def _custodies(connection: Connection, document: str) -> tuple[Custody, ...]:
    c, d = tables.custody.c, tables.documents.c
    query = select(tables.custody).join(tables.documents, d.key == c.document)
    found = connection.execute(query.where(d.id == document).order_by(c.retrieved, c.sha256))
    return tuple(rows.to_custody(row) for row in found)
