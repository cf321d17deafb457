"""Find: claims by words and by meaning, joined by rank (Cormack, Clarke and Büttcher 2009), and by what is
known of them: who says it, how surely, when, where, how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from sayso.edtf import bounds
from sayso.errors import StopRun
from sayso.ledger import actors, fulltext, tables, vectors
from sayso.types import Kind, Stance

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.protocols import Encoder

FUSED = 60
"""The constant of rank fusion: how much less the second of a list counts than the first."""
FIRST, DEEP = 300, 20_000
"""Candidates by words and by meaning: at first; and how many filtered claims are then searched one by one."""
SENTENCE = 6
"""Words from which a query is taken for a sentence."""
LIKE = 0.35
"""Cosine from which a claim counts as near in meaning."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the ledger. Everything that is given must hold."""

    words: str = ""
    by: str = ""
    """A voice anywhere in the chain, by name; where nobody is called just so, by words in the name."""
    kinds: tuple[Kind, ...] = ()
    stances: tuple[Stance, ...] = ()
    since: str | None = None
    """The document was published then or later (EDTF)."""
    until: str | None = None
    when: str | None = None
    """The claim speaks of this time (EDTF); overlapping is enough."""
    place: str = ""
    figure: float | None = None
    """The claim has a figure that is at least this."""
    collections: tuple[str, ...] = ()
    """Any of these; all where empty."""
    versions: bool = False
    """Also claims of documents that a later version at the same address replaced."""
    limit: int = 20


def is_sentence(words: str) -> bool:
    """Whether a query says something rather than names it: then its meaning tells more than its words."""
    return len(words.split()) >= SENTENCE


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was found: its key, and why."""

    key: int
    score: float
    why: str


def hits(ledger: Ledger, query: Query, encoder: Encoder | None = None) -> list[Hit]:
    """The best matches, best first; without words, those of the latest documents first."""
    with ledger.reading() as connection:
        if not query.words.strip():
            return [Hit(key, 0.0, "") for key in _filtered(connection, query, query.limit)]
        found = _fused(ledger, connection, query, encoder, most=FIRST)
        kept = _allowed(connection, query, [hit.key for hit in found])
        best = [hit for hit in found if hit.key in kept][: query.limit]
        if len(best) == query.limit or not _narrows(query):
            return best
        # The filters let few through: search among those that they let through, one by one.
        among = _filtered(connection, query, DEEP)
        return _fused(ledger, connection, query, encoder, most=FIRST, among=among)[: query.limit]


def document_hits(ledger: Ledger, query: Query) -> list[int]:
    """Keys of the documents that have the words, best first; other conditions may be those on documents.

    Raises:
        StopRun: a condition is on claims.
    """
    conditions = {
        "by": bool(query.by),
        "kind": bool(query.kinds),
        "stance": bool(query.stances),
        "when": query.when is not None,
        "place": bool(query.place),
        "figure": query.figure is not None,
    }
    for name, is_asked in conditions.items():
        if is_asked:
            raise StopRun(f"--{name}", "it is asked of claims, not of documents", "Leave out --documents")
    d = tables.documents.c
    with ledger.reading() as connection:
        found = fulltext.matches(connection, "documents", query.words, DEEP)
        asked = select(d.key).where(d.key.in_(found), *_of_documents(query))
        kept = set(connection.execute(asked).scalars())
    return [key for key in found if key in kept][: query.limit]


def _fused(
    ledger: Ledger,
    connection: Connection,
    query: Query,
    encoder: Encoder | None,
    *,
    most: int,
    among: Sequence[int] | None = None,
) -> list[Hit]:
    by_words = fulltext.matches(connection, "claims", query.words, most, among)
    by_meaning: list[vectors.Near] = []
    if encoder is not None:
        vector = encoder.encode([query.words])[0]
        near = vectors.nearest(ledger, connection, vector, method=encoder.method, most=most, among=among)
        by_meaning = [one for one in near if one[1] >= LIKE]
    return fuse(by_words, by_meaning)


def fuse(by_words: Sequence[int], by_meaning: Sequence[vectors.Near]) -> list[Hit]:
    """Both rankings as one: each gives 1 / (60 + rank)."""
    scores: dict[int, float] = {}
    why: dict[int, list[str]] = {}
    for rank, key in enumerate(by_words, start=1):
        scores[key] = 1 / (FUSED + rank)
        why[key] = [f"words: number {rank}"]
    for rank, (key, likeness) in enumerate(by_meaning, start=1):
        scores[key] = scores.get(key, 0.0) + 1 / (FUSED + rank)
        why.setdefault(key, []).append(f"meaning: number {rank} (cosine {likeness:.2f})")
    ordered = sorted(scores, key=lambda key: (-scores[key], key))
    return [Hit(key, scores[key], "; ".join(why[key])) for key in ordered]


def _narrows(query: Query) -> bool:
    asked = (query.by, query.kinds, query.stances, query.since, query.until, query.when, query.place)
    return any(asked) or query.figure is not None or bool(query.collections)


def _allowed(connection: Connection, query: Query, keys: list[int]) -> set[int]:
    asked = _selection(connection, query).where(tables.claim_readings.c.claim.in_(keys))
    return {key for (key,) in connection.execute(asked)}


def _filtered(connection: Connection, query: Query, most: int) -> list[int]:
    d = tables.documents.c
    asked = _selection(connection, query).order_by(
        d.earliest.desc().nulls_last(), tables.claim_readings.c.claim.desc()
    )
    return [key for (key,) in connection.execute(asked.limit(most))]


def _selection(connection: Connection, query: Query) -> Select[int]:
    """Keys of the claims of current readings that pass every filter."""
    t, d, r = tables.claim_readings.c, tables.documents.c, tables.readings.c
    asked = (
        select(t.claim)
        .join(tables.readings, r.key == t.reading)
        .join(tables.documents, d.key == r.document)
        .where(r.current)
    )
    return asked.where(*_of_documents(query), *_conditions(connection, query))


def _of_documents(query: Query) -> list[ColumnElement[bool]]:
    d = tables.documents.c
    found: list[ColumnElement[bool]] = []
    if not query.versions:
        found.append(~d.superseded)
    if query.collections:
        found.append(d.key.in_(_members(query.collections)))
    if query.since and (first := bounds(query.since)[0]):
        found.append(d.latest >= first)
    if query.until and (last := bounds(query.until)[1]):
        found.append(d.earliest <= last)
    return found


def _conditions(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    t = tables.claim_readings.c
    found: list[ColumnElement[bool]] = []
    if query.stances:
        found.append(t.stance.in_(query.stances))
    if query.kinds:
        found.append(_hangs(_voices().where(tables.attributions.c.kind.in_(query.kinds))))
    if query.by:
        keys = actors.keys_like(connection, query.by)
        found.append(_hangs(_voices().where(tables.attributions.c.name.in_(keys))))
    return found + _said(query)


def _said(query: Query) -> list[ColumnElement[bool]]:
    """Conditions on what the claim itself states."""
    found = []
    f, w, p = tables.figures.c, tables.times.c, tables.places.c
    if query.figure is not None:
        enough = func.coalesce(f.low, f.high) >= query.figure
        found.append(_hangs(select(f.reading, f.claim_n).where(enough)))
    if query.place:
        named = func.lower(p.name) == query.place.lower()
        found.append(_hangs(select(p.reading, p.claim_n).where(named)))
    if query.when:
        first, last = bounds(query.when)
        overlaps = select(w.reading, w.claim_n).where(or_(w.earliest.is_not(None), w.latest.is_not(None)))
        if last:
            overlaps = overlaps.where(or_(w.earliest.is_(None), w.earliest <= last))
        if first:
            overlaps = overlaps.where(or_(w.latest.is_(None), w.latest >= first))
        found.append(_hangs(overlaps))
    return found


def _members(names: Sequence[str]) -> Select[int]:
    m, c = tables.members.c, tables.collections.c
    return select(m.document).join(tables.collections, c.key == m.collection).where(c.name.in_(names))


def _voices() -> Select[int, int]:
    v, a = tables.voices.c, tables.attributions.c
    return select(v.reading, v.claim_n).join(
        tables.attributions, (a.reading == v.reading) & (a.n == v.attribution)
    )


def _hangs(rows: Select[int, int]) -> ColumnElement[bool]:
    t = tables.claim_readings.c
    return tuple_(t.reading, t.n).in_(rows)
