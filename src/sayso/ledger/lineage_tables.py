"""The tables of what lineage finds. All of it can be found again from documents, claims and judgements."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from sayso.ledger.tables import Number, metadata, needed, of

fingerprinted = Table(
    "fingerprinted",
    metadata,
    of("document", "documents"),
    needed("recipe", Text),
    needed("traced", Boolean),
    PrimaryKeyConstraint("document", "recipe"),
    sqlite_with_rowid=False,
)
"""Documents whose fingerprints are in the store beside the ledger, and whether links were looked for."""

reuses = Table(
    "reuses",
    metadata,
    of("one", "documents"),
    of("other", "documents", index=True),
    needed("passages", JSON),
    PrimaryKeyConstraint("one", "other"),
    sqlite_with_rowid=False,
)
"""Passages that two documents share, each pair once: the one with the smaller key first."""

samenesses = Table(
    "samenesses",
    metadata,
    of("one", "claims"),
    of("other", "claims", index=True),
    needed("probability", Float),
    needed("strange", Boolean),
    PrimaryKeyConstraint("one", "other"),
    sqlite_with_rowid=False,
)
"""Claims that were compared, each pair once, and how likely they are of one family by their words alone.
`strange`: each names somebody or some place, and none the other's."""

families = Table(
    "families",
    metadata,
    Column("key", Number, primary_key=True),
    needed("collections", Text),
    needed("documents", Integer),
    needed("outlets", Integer),
    needed("origins", Integer),
    needed("low", Integer),
    needed("high", Integer),
    needed("state", Text),
    needed("inflation", Float),
    needed("made", Text),
    sqlite_autoincrement=True,
)
"""Families as they were last traced in a set of collections (names, sorted, one a line): of several documents
each. `inflation`: outlets for each origin."""
Index(None, families.c.collections, families.c.inflation)

family_members = Table(
    "family_members",
    metadata,
    of("family", "families"),
    of("claim", "claims", index=True),
    PrimaryKeyConstraint("family", "claim"),
    sqlite_with_rowid=False,
)
