"""Families as they were last traced in a set of collections: what `sayso origins` lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sayso.ledger.inserting import insert, insert_new
from sayso.ledger.lineage import parts
from sayso.ledger.lineage_tables import families, family_members
from sayso.ledger.runs import now

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.lineage.links import Family


def keep_families(
    ledger: Ledger, collections: Sequence[str], found: Sequence[tuple[Family, Sequence[int]]]
) -> None:
    """Keep families (each with the keys of its claims, in the order of its tellings) as they are traced in
    these collections; what was kept for the same collections goes."""
    name = _name(collections)
    made = now()
    with ledger.writing() as connection:
        connection.execute(families.delete().where(families.c.collections == name))
        rows = [_summary(family) | {"collections": name, "made": made} for family, _ in found]
        keys = insert_new(connection, families, rows)
        members = [
            {"family": key, "claim": claim}
            for key, (_, claims) in zip(keys, found, strict=True)
            for claim in dict.fromkeys(claims)
        ]
        insert(connection, family_members, members)


def _summary(family: Family) -> dict[str, Any]:
    outlets = len({p.outlet or p.address for p in family.publications.values()})
    return {
        "documents": family.documents,
        "outlets": outlets,
        "origins": family.count,
        "low": family.low,
        "high": family.high,
        "state": family.state,
        "inflation": outlets / max(1, family.count),
    }


def _name(collections: Sequence[str]) -> str:
    return "\n".join(sorted(collections))


def inflated(
    connection: Connection, collections: Sequence[str], *, most: int, state: str | None = None
) -> list[list[int]]:
    """Keys of the claims of each family last traced in these collections, most inflated first."""
    f, m = families.c, family_members.c
    query = select(f.key).where(f.collections == _name(collections))
    if state is not None:
        query = query.where(f.state == state)
    ordered = query.order_by(f.inflation.desc(), f.documents.desc(), f.key).limit(most)
    keys = list(connection.execute(ordered).scalars())
    held: dict[int, list[int]] = {key: [] for key in keys}
    for part in parts(keys):
        for row in connection.execute(select(family_members).where(m.family.in_(part))):
            held[row.family].append(row.claim)
    return [held[key] for key in keys]
