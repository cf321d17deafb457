"""Forget: the one way in which something leaves a ledger, on request, with a reason.

Text, claims, readings, vectors and index rows go, and the bytes they stood in are overwritten; names that
nobody else bears and words quoted in judgements and in questions' rows go too. A tombstone stays: only the
document's id, who, when and why. It wins over every merge and every adding again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, text

from sayso.errors import StopRun
from sayso.ledger import (
    documents,
    failures,
    fulltext,
    identity,
    lineage,
    link_judgements,
    name_forgetting,
    question_forgetting,
    revisions,
    rows,
    tables,
    vectors,
)
from sayso.ledger.inserting import insert
from sayso.ledger.runs import now

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was forgotten, and where copies may still be."""

    document: str
    """Id."""
    claims: int
    judgements: int
    """Whose quoted words, or names that nobody else bears, were taken out."""
    rows: int
    """Of evidence, in questions: what people entered of them has none of its words any more."""
    backups: tuple[tuple[str, str], ...]
    """Path and time of each backup made since the document's bytes were got."""
    absent: tuple[str, ...] = ()
    """Of these, the paths where no file is now: it was removed, or moved, or its disk is away."""
    lingers: bool = False
    """Whether another program was reading all the while, so that its words stay in SQLite's log until the
    last program that has the ledger open closes it."""


def forget(ledger: Ledger, beginning: str, *, who: str, why: str) -> Forgotten:
    """Forget a document (its id, or the beginning of it).

    Raises:
        StopRun: no such document, a claim's id, or no reason.
    """
    if not why.strip():
        raise StopRun("--why ''", "forgetting needs its reason", 'Add one: --why "…"')
    with ledger.writing() as connection:
        at = identity.named(connection, beginning)
        if at.what != "document":
            why_not = "it is a claim; documents are forgotten whole, for a claim is only a place in one"
            raise StopRun(f"id {beginning!r}", why_not, "Give the id of its document (sayso show has it)")
        claims = _unindexed(connection, at.key)
        judged = _silenced(connection, at.id)
        rowed = question_forgetting.silence(connection, at.id)
        backups = _backups(connection, at.key)
        absent = tuple(path for path, _ in backups if not Path(path).exists())
        judged += _removed(connection, at)
        insert(connection, tables.tombstones, [{"id": at.id, "made": now(), "who": who, "why": why}])
    vectors.drop(ledger)
    _unprinted(ledger, at.key)
    lingers = not _scrubbed(ledger)
    return Forgotten(at.id, claims, judged, rowed, backups, absent, lingers)


def _unindexed(connection: Connection, document: int) -> int:
    c, d = tables.claims.c, tables.documents.c
    row = connection.execute(select(d.title, d.text).where(d.key == document)).one()
    claims = [
        (key, " … ".join(row.text[a:b] for a, b in rows.to_spans(content)))
        for key, content in connection.execute(select(c.key, c.content).where(c.document == document))
    ]
    fulltext.remove(connection, claims, [(document, row.title or "", row.text)])
    return len(claims)


def _unprinted(ledger: Ledger, document: int) -> None:
    """Take the document's fingerprints out of their store, where there is one."""
    path = lineage.fingerprints_path(ledger)
    if not path.is_dir():
        return
    from sayso.lineage.fingerprints import Store

    store = Store(path)
    store.remove([document])
    store.compact()


def _silenced(connection: Connection, document: str) -> int:
    t = tables.judgements
    # First what stands in judgements on links to it, while they can be told by what they say.
    far = link_judgements.silence(connection, document)
    gone = t.update().where(t.c.document == document).values(quoted=None, told={})
    return connection.execute(gone).rowcount + far


def _removed(connection: Connection, at: identity.Named) -> int:
    """How many judgements were on names that nobody bears now."""
    d, a, f = tables.documents, tables.attributions, tables.faults
    row = connection.execute(select(d.c.address, d.c.outlet).where(d.c.key == at.key)).one()
    r = tables.readings.c
    spoken = (
        select(a.c.name, a.c.target_name)
        .join(tables.readings, r.key == a.c.reading)
        .where(r.document == at.key)
    )
    named = {key for pair in connection.execute(spoken) for key in pair if key} | {row.outlet} - {None}
    normals = name_forgetting.borne_in(connection, at.key, named)
    connection.execute(d.delete().where(d.c.key == at.key))
    connection.execute(f.delete().where(f.c.what == row.address))
    documents.drop_unborne(connection, named)
    revisions.relink(connection, [row.address], fewest=1)
    return name_forgetting.silence(connection, normals)


def _backups(connection: Connection, document: int) -> tuple[tuple[str, str], ...]:
    b, c = tables.backups.c, tables.custody.c
    found = connection.execute(select(b.path, b.made).order_by(b.made)).all()
    first = connection.execute(select(c.retrieved).where(c.document == document)).scalars().all()
    return tuple((path, made) for path, made in found if made >= min(first))


def _scrubbed(ledger: Ledger) -> bool:
    """Whether nothing of it is left that the database keeps aside: SQLite's log, PostgreSQL's dead rows."""
    with failures.explained(ledger.address), ledger.engine.connect() as connection:
        if ledger.path is not None:
            busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            return not busy
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        outside.execute(text("VACUUM"))
        return True
