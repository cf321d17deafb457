"""The ledger's tables, as the newest migration leaves them. A test compares the two.

Inside, rows are known by small numbers (`key`); to the outside, documents and claims are known by their
digests (`id`), which are the same in every ledger. Numbers are never given twice, for an index of vectors may
still hold that of a forgotten claim. Words are searched in tables that each database has in its own way: see
`fulltext`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    func,
)


class Digest(TypeDecorator[str]):
    """A digest: 32 hexadecimal digits to the program, 16 bytes in the table."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ANN401
        return None if value is None else bytes(value).hex()


metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s_index",
        "uq": "%(table_name)s_%(column_0_N_name)s_unique",
        "fk": "%(table_name)s_%(column_0_N_name)s_of",
        "pk": "%(table_name)s_key",
    }
)
# SQLite keeps a row's number in the row itself only where the type is INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")


def _key() -> Column[int]:
    return Column("key", Number, primary_key=True)


def of(name: str, table: str, **more: Any) -> Column[int]:  # noqa: ANN401 - a column's own options
    """A column that names a row of another table, and goes with it."""
    return Column(name, Number, ForeignKey(f"{table}.key", ondelete="CASCADE"), nullable=False, **more)


def needed(name: str, kind: Any) -> Column[Any]:  # noqa: ANN401 - any column type
    """A column that is never null."""
    return Column(name, kind, nullable=False)


collections = Table(
    "collections",
    metadata,
    _key(),
    Column("name", Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

runs = Table(
    "runs",
    metadata,
    _key(),
    needed("started", Text),
    Column("finished", Text),
    needed("command", Text),
    needed("version", Text),
    needed("settings", JSON),
    needed("recorded", Integer),
    needed("passed", Integer),
    needed("skipped", Integer),
    sqlite_autoincrement=True,
)
"""One a call of a verb that writes. `finished` is null while it runs, and for ever if it was killed."""

faults = Table(
    "faults",
    metadata,
    _key(),
    of("run", "runs", index=True),
    needed("what", Text),
    needed("why", Text),
    needed("todo", Text),
    sqlite_autoincrement=True,
)
"""What a run skipped, and why."""

documents = Table(
    "documents",
    metadata,
    _key(),
    Column("id", Digest, nullable=False, unique=True),
    needed("address", Text),
    needed("text", Text),
    Column("title", Text),
    Column("published", Text),
    Column("modified", Text),
    Column("language", Text),
    needed("authors", JSON),
    Column("publisher", Text),
    Column("outlet", Number, ForeignKey("names.key")),
    needed("parts", JSON),
    needed("notes", JSON),
    Column("given_id", Text),
    needed("fields", JSON),
    Column("earliest", Text),
    Column("latest", Text),
    Column("revises", Number, ForeignKey("documents.key", ondelete="SET NULL")),
    Column("relation", Text),
    Column("superseded", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
"""`earliest` and `latest`: the days that `published` may mean. `revises`, `relation` and `superseded` follow
from the other documents at the same address, whatever the order in which they came: see revisions."""
# PostgreSQL's ordinary index refuses values of over 2,700 bytes, and addresses may be longer.
Index(None, documents.c.address, postgresql_using="hash")
Index(None, documents.c.earliest)
Index(None, documents.c.revises)

custody = Table(
    "custody",
    metadata,
    of("document", "documents"),
    needed("sha256", Text),
    needed("reader", Text),
    needed("size", Number),
    needed("address", Text),
    needed("retrieved", Text),
    needed("media_type", Text),
    Column("encoding", Text),
    needed("headers", JSON),
    PrimaryKeyConstraint("document", "sha256", "reader"),
)
"""Where the bytes came from: the same text may come from several; `retrieved` is the first time of each."""

members = Table(
    "members",
    metadata,
    of("collection", "collections"),
    of("document", "documents", index=True),
    PrimaryKeyConstraint("collection", "document"),
    sqlite_with_rowid=False,
)

readings = Table(
    "readings",
    metadata,
    _key(),
    of("document", "documents"),
    needed("method", Text),
    needed("made", Text),
    needed("current", Boolean),
    needed("apart", JSON),
    needed("unplaced", JSON),
    UniqueConstraint("document", "method"),
    sqlite_autoincrement=True,
)
"""What one version of one extractor made of a document. The one made last is current; the others stay."""

names = Table(
    "names",
    metadata,
    _key(),
    Column("id", Digest, nullable=False, unique=True),
    needed("text", Text),
    needed("kind", Text),
    needed("normal", Text),
    sqlite_autoincrement=True,
)
"""What texts call those who speak: `text` and the kind of source as the extractor says make a name. Those
with one `normal` are one by rule or by list."""
Index(None, names.c.normal)

name_keys = Table(
    "name_keys",
    metadata,
    needed("block", Text),
    of("name", "names", index=True),
    PrimaryKeyConstraint("block", "name"),
    sqlite_with_rowid=False,
)
"""Names that share a block are compared when names are suggested to be one actor."""

attributions = Table(
    "attributions",
    metadata,
    of("reading", "readings"),
    needed("n", Integer),
    needed("source", JSON),
    needed("cue", JSON),
    needed("content", JSON),
    needed("kind", Text),
    needed("act", Text),
    needed("stance", Text),
    Column("resolved", JSON(none_as_null=True)),
    needed("target", JSON),
    Column("inside", Integer),
    Column("score", Float),
    Column("name", Number, ForeignKey("names.key")),
    Column("target_name", Number, ForeignKey("names.key")),
    PrimaryKeyConstraint("reading", "n"),
    sqlite_with_rowid=False,
)
Index(None, attributions.c.name)
Index(None, attributions.c.target_name)

claims = Table(
    "claims",
    metadata,
    _key(),
    Column("id", Digest, nullable=False, unique=True),
    of("document", "documents", index=True),
    needed("content", JSON),
    sqlite_autoincrement=True,
)
"""Places where something is claimed."""

claim_readings = Table(
    "claim_readings",
    metadata,
    of("reading", "readings"),
    needed("n", Integer),
    of("claim", "claims", index=True),
    needed("stance", Text),
    needed("checkworthy", Float),
    needed("why", Text),
    Column("commitment", Float),
    needed("signals", JSON),
    PrimaryKeyConstraint("reading", "n"),
    sqlite_with_rowid=False,
)
"""What a reading makes of a claim, in the order of the reading."""


def _of_claim(table: str, *columns: Any) -> Table:  # noqa: ANN401 - what a table is made of
    return Table(
        table,
        metadata,
        needed("reading", Number),
        needed("claim_n", Integer),
        needed("n", Integer),
        *columns,
        PrimaryKeyConstraint("reading", "claim_n", "n"),
        ForeignKeyConstraint(
            ["reading", "claim_n"], ["claim_readings.reading", "claim_readings.n"], ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )


voices = _of_claim(
    "voices", needed("chain", Integer), needed("depth", Integer), Column("attribution", Integer)
)
"""Who stands in a claim's chains: chain by chain, the nearest voice at depth 0. A claim on the author's own
word alone has none; beside other chains, the author's own is a row without an attribution."""

figures = _of_claim(
    "figures",
    needed("span", JSON),
    Column("low", Float),
    Column("high", Float),
    needed("approximate", Boolean),
    needed("strict", Boolean),
    Column("unit", Text),
    Column("of", Text),
    Column("part_of", JSON(none_as_null=True)),
)

times = _of_claim(
    "times",
    needed("span", JSON),
    Column("value", Text),
    needed("precision", Text),
    Column("why", Text),
    Column("earliest", Text),
    Column("latest", Text),
)

places = _of_claim(
    "places",
    needed("span", JSON),
    needed("name", Text),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("geonames", Number),
    needed("level", Text),
    needed("ambiguous", Boolean),
)

Index("places_name_index", func.lower(places.c.name))
Index(None, figures.c.low)
Index(None, times.c.earliest)

vectors = Table(
    "vectors",
    metadata,
    of("claim", "claims"),
    needed("method", Text),
    needed("vector", LargeBinary),
    PrimaryKeyConstraint("method", "claim"),
    sqlite_with_rowid=False,
)
"""Each claim's vector, one byte a number, by the encoder that made it."""
Index(None, vectors.c.claim)

judgements = Table(
    "judgements",
    metadata,
    _key(),
    Column("id", Digest, nullable=False, unique=True),
    needed("verdict", Text),
    needed("who", Text),
    needed("made", Text),
    needed("why", Text),
    Column("document", Digest),
    needed("spans", JSON),
    Column("quoted", Text),
    needed("told", JSON),
    sqlite_autoincrement=True,
)
"""What people decided, anchored to document, spans and quoted words, or to names (in `told`); never changed:
a later judgement on the same thing wins."""
Index(None, judgements.c.document)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", Digest, primary_key=True),
    needed("made", Text),
    needed("who", Text),
    needed("why", Text),
)
"""Documents that were forgotten: a document with such an id is never recorded again."""

backups = Table(
    "backups", metadata, _key(), needed("path", Text), needed("made", Text), sqlite_autoincrement=True
)
