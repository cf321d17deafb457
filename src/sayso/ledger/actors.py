"""Actors: which names are one, by rule, by list and by what people decided; and what each said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from sayso.actors import Name, Suggestion, analyse, join, suggest
from sayso.errors import StopRun
from sayso.ledger import judgements, names, tables
from sayso.ledger.judgements import Judgement
from sayso.types import Kind

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger

MOST_COMPARED = 5_000
"""Names that share a block with an actor's and are looked at for suggestions."""


@dataclass(frozen=True, slots=True)
class Called:
    """One of the names that an actor goes by, and why it is counted as the actor's."""

    text: str
    kind: Kind
    attributions: int
    """Of current readings."""
    why: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who goes by these names, as far as rules, lists and people tell."""

    name: str
    """The one used most."""
    names: tuple[Called, ...]
    doubt: str | None
    """Why the names may yet be several actors."""
    attributions: int
    accused: int
    """How often it is the target of an accusation."""
    published: int
    """Documents, for an outlet."""
    suggestions: tuple[Suggestion, ...]
    """That it is the same as, part of, or speaks for others; nobody decided on these."""
    judgements: tuple[Judgement, ...]


def keys_of(connection: Connection, name: str) -> list[int]:
    """Keys of all names that are one actor with this one; none where nobody bears it."""
    t = tables.names.c
    wanted = sorted(normals_of(connection, name))
    return list(connection.execute(select(t.key).where(t.normal.in_(wanted))).scalars())


def keys_like(connection: Connection, name: str) -> list[int]:
    """Keys of an actor's names; where nobody is called so, of all names that have these words in them."""
    return keys_of(connection, name) or [key for key, _ in names.containing(connection, name)]


def normals_of(connection: Connection, name: str) -> set[str]:
    """The normal forms of an actor's names, by any of them."""
    decided = joined(judgements.of_names(connection))
    return {n for normal in names.typed(name) for n in decided.get(normal, {normal})}


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


def actor(ledger: Ledger, name: str) -> Actor:
    """Who goes by a name.

    Raises:
        StopRun: nobody in the ledger does.
    """
    with ledger.reading() as connection:
        normals = normals_of(connection, name)
        keys = keys_of(connection, name)
        if not keys:
            raise nobody(connection, name)
        decided = [j for j in judgements.of_names(connection) if {j.told["a"], j.told["b"]} & normals]
        called, doubt = _called(connection, keys, decided)
        return Actor(
            name=called[0].text,
            names=called,
            doubt=doubt,
            attributions=sum(c.attributions for c in called),
            accused=_accused(connection, keys),
            published=_published(connection, keys),
            suggestions=tuple(_suggestions(connection, keys, normals, decided)),
            judgements=tuple(decided),
        )


def nobody(connection: Connection, name: str) -> StopRun:
    """The error for a name that nobody bears, with those that have it in them."""
    near = dict.fromkeys(text for _, text in names.containing(connection, name))
    todo = "sayso actors lists the names that there are; sayso find searches for words"
    if near:
        todo = f"Did you mean {', '.join(map(repr, [*near][:5]))}? {todo}"
    return StopRun(f"actor {name!r}", "nobody in this ledger is called just so", todo)


def _called(
    connection: Connection, keys: Sequence[int], decided: Sequence[Judgement]
) -> tuple[tuple[Called, ...], str | None]:
    counts = _counts(connection, keys)
    analysed = _analysed(connection, keys)
    most_used = max(analysed, key=lambda key: (counts.get(key, 0), -key))
    why, doubts = _reasons(analysed.values(), decided, names.normal(analysed[most_used]))
    called = [
        Called(n.text, n.kind, counts.get(k, 0), why.get(n.text, "the same words"))
        for k, n in analysed.items()
    ]
    local = sum(n.scope == "document" for n in analysed.values())
    if local and len(analysed) == local:
        doubts.append("such words tell who is meant within one document only: these may be several actors")
    return tuple(sorted(called, key=lambda c: (-c.attributions, c.text))), "; ".join(doubts) or None


def _reasons(
    found: Iterable[Name], decided: Sequence[Judgement], chief: str
) -> tuple[dict[str, str], list[str]]:
    """Why each name is one with those of the normal form `chief`: people's word where rules do not say so."""
    why: dict[str, str] = {}
    doubts: list[str] = []
    for part in join(found):
        why |= {name.text: part.why for name in part.names}
    for judgement in decided:
        if judgement.verdict == "same":
            told = f"{judgement.who} joined them on {judgement.made[:10]}: {judgement.why}"
            sides = {judgement.told["a"], judgement.told["b"]}
            why |= {n.text: told for n in found if names.normal(n) in sides - {chief}}
    return why, doubts


def _analysed(connection: Connection, keys: Iterable[int]) -> dict[int, Name]:
    t = tables.names.c
    found = connection.execute(select(t.key, t.text, t.kind).where(t.key.in_(list(keys))))
    return {row.key: analyse(row.text, row.kind) for row in found}


def _counts(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    a, r = tables.attributions.c, tables.readings.c
    query = (
        select(a.name, func.count().label("said"))
        .join(tables.readings, r.key == a.reading)
        .where(r.current, a.name.in_(keys))
        .group_by(a.name)
    )
    return {row.name: row.said for row in connection.execute(query)}


def _accused(connection: Connection, keys: Sequence[int]) -> int:
    a, r = tables.attributions.c, tables.readings.c
    query = select(func.count()).select_from(tables.attributions).join(tables.readings, r.key == a.reading)
    return connection.execute(query.where(r.current, a.target_name.in_(keys))).scalar_one()


def _published(connection: Connection, keys: Sequence[int]) -> int:
    query = select(func.count()).select_from(tables.documents)
    return connection.execute(query.where(tables.documents.c.outlet.in_(keys))).scalar_one()


def _suggestions(
    connection: Connection, keys: Sequence[int], normals: set[str], decided: Sequence[Judgement]
) -> Iterator[Suggestion]:
    """Of the names that share a block with the actor's, those that may be it, or belong to it."""
    k = tables.name_keys.c
    shared = select(k.block).where(k.name.in_(keys))
    query = select(k.name).where(k.block.in_(shared)).distinct().limit(MOST_COMPARED)
    near = _analysed(connection, connection.execute(query).scalars())
    own = {n.actor for key, n in near.items() if names.normal(n) in normals}
    settled = {frozenset((j.told["a"], j.told["b"])) for j in decided}
    for found in suggest(near.values()):
        if (found.a in own) != (found.b in own) and _pair(found) not in settled:
            yield found


def _pair(suggestion: Suggestion) -> frozenset[str]:
    return frozenset(side.partition(":")[2] for side in (suggestion.a, suggestion.b))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A line in the list of those who speak."""

    name: str
    kind: Kind
    attributions: int
    documents: int


def speakers(ledger: Ledger, collections: Sequence[str] = (), most: int = 50) -> list[Speaker]:
    """Those who speak most in current readings, by name as people joined them."""
    a, r, n, m = tables.attributions.c, tables.readings.c, tables.names.c, tables.members.c
    query = (
        select(func.min(n.kind), func.min(n.text), func.count(), func.count(r.document.distinct()))
        .join(tables.attributions, a.name == n.key)
        .join(tables.readings, r.key == a.reading)
        .where(r.current)
        .limit(most)
    )
    if collections:
        c = tables.collections.c
        chosen = select(c.key).where(c.name.in_(collections))
        query = query.where(r.document.in_(select(m.document).where(m.collection.in_(chosen))))
    with ledger.reading() as connection:
        one = _as_joined(connection)
        found = connection.execute(query.group_by(one).order_by(func.count().desc(), one))
        return [Speaker(text, kind, said, within) for kind, text, said, within in found]


def _as_joined(connection: Connection) -> ColumnElement[str]:
    """The normal form, or that of all the names which people joined to it that comes first."""
    normal = tables.names.c.normal
    groups = joined(judgements.of_names(connection))
    return (
        case({name: min(group) for name, group in groups.items()}, value=normal, else_=normal)
        if groups
        else normal
    )


def pending(ledger: Ledger, most: int = 50) -> list[Suggestion]:
    """The surest suggestions that nobody decided on. Looks at every name: some seconds for 100,000."""
    t = tables.names.c
    with ledger.reading() as connection:
        settled = {frozenset((j.told["a"], j.told["b"])) for j in judgements.of_names(connection)}
        rows = connection.execute(select(t.text, t.kind))
        found = suggest([analyse(row.text, row.kind) for row in rows])
        open_ones = [s for s in found if _pair(s) not in settled]
    return sorted(open_ones, key=lambda s: (-s.score, s.a, s.b))[:most]


def beginning(ledger: Ledger, letters: str, most: int = 20) -> list[str]:
    """Names that begin so, for completing what a user types."""
    t = tables.names.c
    like = letters.lower().replace("%", "").replace("_", "") + "%"
    query = select(t.text).where(or_(t.normal.like(like), func.lower(t.text).like(like))).distinct()
    with ledger.reading() as connection:
        return list(connection.execute(query.order_by(t.text).limit(most)).scalars())
