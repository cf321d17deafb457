"""What a digest, or the beginning of one, names in a ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Table, select

from sayso.errors import StopRun
from sayso.ledger import tables

What = Literal["document", "claim"]
SHORTEST = 4
"""Hexadecimal digits that a beginning must have."""
_WHOLE = 32


@dataclass(frozen=True, slots=True)
class Named:
    """A document or claim, by its whole id and its key."""

    what: What
    id: str
    key: int


def named(connection: Connection, beginning: str) -> Named:
    """The one document or claim whose id begins so.

    Raises:
        StopRun: none does, several do, or it is no beginning of an id.
    """
    digits = beginning.strip().lower()
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST},{_WHOLE}}}", digits):
        why = f"an id has {_WHOLE} hexadecimal digits, and at least its first {SHORTEST} are needed"
        raise StopRun(f"id {beginning!r}", why, "sayso find shows the ids of claims")
    kinds: tuple[tuple[What, Table], ...] = (("document", tables.documents), ("claim", tables.claims))
    found = [
        Named(what, row.id, row.key)
        for what, table in kinds
        for row in connection.execute(
            select(table.c.id, table.c.key)
            .where(table.c.id >= digits.ljust(_WHOLE, "0"), table.c.id <= digits.ljust(_WHOLE, "f"))
            .order_by(table.c.id)
            .limit(4)
        )
    ]
    if len(found) == 1:
        return found[0]
    if found:
        some = ", ".join(f"{n.id} (a {n.what})" for n in found[:4])
        raise StopRun(f"id {beginning!r}", f"several begin so: {some}", "Give more digits")
    stone = select(tables.tombstones).where(
        tables.tombstones.c.id >= digits.ljust(_WHOLE, "0"),
        tables.tombstones.c.id <= digits.ljust(_WHOLE, "f"),
    )
    if gone := connection.execute(stone).first():
        why = f"that document was forgotten on {gone.made} ({gone.why})"
        raise StopRun(f"id {beginning!r}", why, "A forgotten document is not recorded again")
    todo = "sayso find shows the ids of claims; is this the right --ledger?"
    raise StopRun(f"id {beginning!r}", "no document or claim of this ledger begins so", todo)
