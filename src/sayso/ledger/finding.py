"""Find: claims by words and by meaning, joined by rank (Cormack, Clarke and Büttcher 2009), and by what is
known of them: who says it, how surely, when, where, how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from sayso.errors import StopRun
from sayso.ledger import filtering, fulltext, tables, vectors
from sayso.types import Kind, Stance

if TYPE_CHECKING:
    from sayso.ledger.opening import Ledger
    from sayso.protocols import Encoder

FUSED = 60
"""The constant of rank fusion: how much less the second of a list counts than the first."""
DEPTHS = (300, 3_000)
"""Candidates by words and by meaning: at first, and where filters let few of them through."""
DOCUMENTS = 20_000
"""Documents with the words, among which those that pass the filters are looked for."""
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
            return [Hit(key, 0.0, "") for key in filtering.latest(connection, query, query.limit)]
        if filtering.leads(connection, query):
            # Few claims pass: search among them alone.
            among = filtering.some(connection, query)
            return _fused(ledger, connection, query, encoder, most=DEPTHS[0], among=among)[: query.limit]
        best: list[Hit] = []
        for most in DEPTHS:
            found = _fused(ledger, connection, query, encoder, most=most)
            kept = filtering.allowed(connection, query, [hit.key for hit in found])
            best = [hit for hit in found if hit.key in kept][: query.limit]
            if len(best) == query.limit or not filtering.narrows(query) or len(found) < most:
                break
        return best


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
        found = fulltext.matches(connection, "documents", query.words, DOCUMENTS)
        asked = select(d.key).where(d.key.in_(found), *filtering.of_documents(connection, query))
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
