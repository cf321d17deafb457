"""The tables of what lineage finds. All of it can be found again from documents, claims and judgements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from sayso.ledger.tables import Number, metadata


def _of(name: str, table: str, **more: Any) -> Column[int]:  # noqa: ANN401 - a column's own options
    return Column(name, Number, ForeignKey(f"{table}.key", ondelete="CASCADE"), nullable=False, **more)


def _needed(name: str, kind: Any) -> Column[Any]:  # noqa: ANN401 - any column type
    return Column(name, kind, nullable=False)


fingerprinted = Table(
    "fingerprinted",
    metadata,
    _of("document", "documents"),
    _needed("recipe", Text),
    _needed("traced", Boolean),
    PrimaryKeyConstraint("document", "recipe"),
    sqlite_with_rowid=False,
)
"""Documents whose fingerprints are in the store beside the ledger, and whether links were looked for."""

reuses = Table(
    "reuses",
    metadata,
    _of("one", "documents"),
    _of("other", "documents", index=True),
    _needed("passages", JSON),
    PrimaryKeyConstraint("one", "other"),
    sqlite_with_rowid=False,
)
"""Passages that two documents share, each pair once: the one with the smaller key first."""

samenesses = Table(
    "samenesses",
    metadata,
    _of("one", "claims"),
    _of("other", "claims", index=True),
    _needed("probability", Float),
    _needed("strange", Boolean),
    PrimaryKeyConstraint("one", "other"),
    sqlite_with_rowid=False,
)
"""Claims that were compared, each pair once, and how likely they are of one family by their words alone.
`strange`: each names somebody or some place, and none the other's."""

families = Table(
    "families",
    metadata,
    Column("key", Number, primary_key=True),
    _needed("collections", Text),
    _needed("documents", Integer),
    _needed("outlets", Integer),
    _needed("origins", Integer),
    _needed("low", Integer),
    _needed("high", Integer),
    _needed("state", Text),
    _needed("inflation", Float),
    _needed("made", Text),
    sqlite_autoincrement=True,
)
"""Families as they were last traced in a set of collections (names, sorted, one a line): of several documents
each. `inflation`: outlets for each origin."""
Index(None, families.c.collections, families.c.inflation)

family_members = Table(
    "family_members",
    metadata,
    _of("family", "families"),
    _of("claim", "claims", index=True),
    PrimaryKeyConstraint("family", "claim"),
    sqlite_with_rowid=False,
)
