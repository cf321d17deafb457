"""Actors: which names are one, by rule, by list and by what people decided; and what each said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from sayso.ledger import judgements, names, tables
from sayso.ledger.judgements import Judgement


def keys_of(connection: Connection, name: str) -> list[int]:
    """Keys of all names that are one actor with this one; none where nobody bears it."""
    return keys_of_normals(connection, normals_of(connection, name))


def normals_of(connection: Connection, name: str) -> set[str]:
    """The normal forms of an actor's names, by any of them."""
    decided = joined(judgements.of_names(connection))
    return {n for normal in names.typed(name) for n in decided.get(normal, {normal})}


def keys_of_normals(connection: Connection, normals: Iterable[str]) -> list[int]:
    """Keys of the names with these normal forms, whatever kind of source bears them."""
    t = tables.names.c
    return list(connection.execute(select(t.key).where(t.normal.in_(sorted(normals)))).scalars())


def joined(decided: Sequence[Judgement]) -> dict[str, set[str]]:
    """For each name that people joined to others, all that are one with it: a function of the judgements
    alone. On one pair the last judgement counts; what is the same as the same is the same."""
    last = {frozenset((j.told["a"], j.told["b"])): j.verdict for j in decided}
    groups: dict[str, set[str]] = {}
    for pair, verdict in last.items():
        if verdict == "same":
            whole = set().union(*(groups.get(name, {name}) for name in pair))
            groups |= dict.fromkeys(whole, whole)
    return groups
