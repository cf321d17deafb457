"""What becomes of judgements on names when a document is forgotten: names that only it had go from them.

Who judged, when and why stays. Names that people joined by way of one that is gone come apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from sayso.ledger import grades, names, restoring, tables
from sayso.ledger.judgements import made_of
from sayso.lineage.citation import outlet_in

_NAMES = {"same": ("a", "b"), "different": ("a", "b"), "grade": ("name",)}
"""By verdict, what holds the normal forms of names."""


def borne_in(connection: Connection, document: int, named: Iterable[int]) -> set[str]:
    """Normal forms that judgements may know a document's names by: of these rows of names, and of the outlet
    that its text names at its head."""
    t = tables.names.c
    found = set(connection.execute(select(t.normal).where(t.key.in_(list(named)))).scalars())
    (whole,) = restoring.documents_of(connection, [document]).values()
    shown = outlet_in(whole)
    return found | (names.typed(shown) if shown else set())


def silence(connection: Connection, normals: set[str]) -> int:
    """Once the document is gone: empty the judgements on those of its names that nobody bears any more; how
    many there were."""
    t = tables.judgements
    rows = connection.execute(select(t).where(t.c.verdict.in_(_NAMES))).all()
    given = [
        (row.key, made, {made.told[at] for at in _NAMES[made.verdict]} & normals)
        for row in rows
        if (made := made_of(row)).told
    ]
    bearers = select(tables.names.c.normal).where(
        tables.names.c.normal.in_({n for *_, own in given for n in own})
    )
    borne = set(connection.execute(bearers).scalars())
    gone = [
        key
        for key, made, own in given
        if own - borne and not (made.verdict == "grade" and grades.heads(connection, made.told["called"]))
    ]
    connection.execute(t.update().where(t.c.key.in_(gone)).values(told={}))
    return len(gone)
