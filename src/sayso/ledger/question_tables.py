"""The table of what people do to questions: hypotheses, rows of evidence, cells."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Table, Text

from sayso.ledger.tables import Digest, Number, metadata, needed

entries = Table(
    "entries",
    metadata,
    Column("key", Number, primary_key=True),
    Column("id", Digest, nullable=False, unique=True),
    Column("question", Digest, nullable=False),
    needed("kind", Text),
    needed("who", Text),
    needed("made", Text),
    needed("why", Text),
    needed("told", JSON),
    sqlite_autoincrement=True,
)
"""Only ever added to, but for forgetting: a question is what its entries amount to, in the order of `key`."""
Index(None, entries.c.question)
