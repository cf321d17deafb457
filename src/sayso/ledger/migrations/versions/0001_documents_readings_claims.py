"""The first tables: documents, readings, claims, names, and the words to search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIGEST, BYTES, TEXT, JSON = sa.LargeBinary(16), sa.LargeBinary(), sa.Text(), sa.JSON()


def upgrade() -> None:
    _collections_names_runs()
    _documents_faults()
    _name_keys_claims_custody()
    _readings_attributions()
    _claim_readings_vectors_figures()
    _places_times()
    _voices()
    _words()
    op.create_index("places_name_index", "places", [sa.text("lower(name)")])


def _collections_names_runs() -> None:
    op.create_table(
        "collections",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="collections_key"),
        sa.UniqueConstraint("name", name="collections_name_unique"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "names",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("id", DIGEST, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("normal", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="names_key"),
        sa.UniqueConstraint("id", name="names_id_unique"),
        sqlite_autoincrement=True,
    )
    op.create_index("names_normal_index", "names", ["normal"], unique=False)
    op.create_table(
        "runs",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("started", TEXT, nullable=False),
        sa.Column("finished", TEXT, nullable=True),
        sa.Column("command", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("recorded", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="runs_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tombstones",
        sa.Column("id", DIGEST, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="tombstones_key"),
    )


def _documents_faults() -> None:
    op.create_table(
        "documents",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("id", DIGEST, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("published", TEXT, nullable=True),
        sa.Column("modified", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("authors", JSON, nullable=False),
        sa.Column("publisher", TEXT, nullable=True),
        sa.Column("outlet", NUMBER, nullable=True),
        sa.Column("parts", JSON, nullable=False),
        sa.Column("notes", JSON, nullable=False),
        sa.Column("given_id", TEXT, nullable=True),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("earliest", TEXT, nullable=True),
        sa.Column("latest", TEXT, nullable=True),
        sa.Column("revises", NUMBER, nullable=True),
        sa.Column("relation", TEXT, nullable=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["names.key"], name="documents_outlet_of"),
        sa.ForeignKeyConstraint(
            ["revises"], ["documents.key"], name="documents_revises_of", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name="documents_key"),
        sa.UniqueConstraint("id", name="documents_id_unique"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "documents_address_index", "documents", ["address"], unique=False, postgresql_using="hash"
    )
    op.create_index("documents_earliest_index", "documents", ["earliest"], unique=False)
    op.create_index("documents_revises_index", "documents", ["revises"], unique=False)
    op.create_table(
        "faults",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("run", NUMBER, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("todo", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.key"], name="faults_run_of", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name="faults_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("faults_run_index", "faults", ["run"], unique=False)


def _name_keys_claims_custody() -> None:
    op.create_table(
        "name_keys",
        sa.Column("block", TEXT, nullable=False),
        sa.Column("name", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["name"], ["names.key"], name="name_keys_name_of", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("block", "name", name="name_keys_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("name_keys_name_index", "name_keys", ["name"], unique=False)
    op.create_table(
        "claims",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("id", DIGEST, nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.key"], name="claims_document_of", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="claims_key"),
        sa.UniqueConstraint("id", name="claims_id_unique"),
        sqlite_autoincrement=True,
    )
    op.create_index("claims_document_index", "claims", ["document"], unique=False)
    op.create_table(
        "custody",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("reader", TEXT, nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("retrieved", TEXT, nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("encoding", TEXT, nullable=True),
        sa.Column("headers", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.key"], name="custody_document_of", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document", "sha256", "reader", name="custody_key"),
    )
    op.create_table(
        "members",
        sa.Column("collection", NUMBER, nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["collection"], ["collections.key"], name="members_collection_of", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.key"], name="members_document_of", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection", "document", name="members_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("members_document_index", "members", ["document"], unique=False)


def _readings_attributions() -> None:
    op.create_table(
        "readings",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("method", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("apart", JSON, nullable=False),
        sa.Column("unplaced", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.key"], name="readings_document_of", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="readings_key"),
        sa.UniqueConstraint("document", "method", name="readings_document_method_unique"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attributions",
        sa.Column("reading", NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("source", JSON, nullable=False),
        sa.Column("cue", JSON, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("stance", TEXT, nullable=False),
        sa.Column("resolved", JSON, nullable=True),
        sa.Column("target", JSON, nullable=False),
        sa.Column("inside", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("name", NUMBER, nullable=True),
        sa.Column("target_name", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["name"], ["names.key"], name="attributions_name_of"),
        sa.ForeignKeyConstraint(
            ["reading"], ["readings.key"], name="attributions_reading_of", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["target_name"], ["names.key"], name="attributions_target_name_of"),
        sa.PrimaryKeyConstraint("reading", "n", name="attributions_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("attributions_name_index", "attributions", ["name"], unique=False)
    op.create_index("attributions_target_name_index", "attributions", ["target_name"], unique=False)


def _claim_readings_vectors_figures() -> None:
    op.create_table(
        "claim_readings",
        sa.Column("reading", NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("claim", NUMBER, nullable=False),
        sa.Column("stance", TEXT, nullable=False),
        sa.Column("checkworthy", sa.Float(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("commitment", sa.Float(), nullable=True),
        sa.Column("signals", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"], ["claims.key"], name="claim_readings_claim_of", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reading"], ["readings.key"], name="claim_readings_reading_of", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reading", "n", name="claim_readings_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_readings_claim_index", "claim_readings", ["claim"], unique=False)
    op.create_table(
        "vectors",
        sa.Column("claim", NUMBER, nullable=False),
        sa.Column("method", TEXT, nullable=False),
        sa.Column("vector", BYTES, nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="vectors_claim_of", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("method", "claim", name="vectors_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("vectors_claim_index", "vectors", ["claim"], unique=False)
    op.create_table(
        "figures",
        sa.Column("reading", NUMBER, nullable=False),
        sa.Column("claim_n", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("span", JSON, nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("strict", sa.Boolean(), nullable=False),
        sa.Column("unit", TEXT, nullable=True),
        sa.Column("of", TEXT, nullable=True),
        sa.Column("part_of", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["reading", "claim_n"],
            ["claim_readings.reading", "claim_readings.n"],
            name="figures_reading_claim_n_of",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading", "claim_n", "n", name="figures_key"),
        sqlite_with_rowid=False,
    )


def _places_times() -> None:
    op.create_table(
        "places",
        sa.Column("reading", NUMBER, nullable=False),
        sa.Column("claim_n", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("span", JSON, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("country", TEXT, nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("geonames", NUMBER, nullable=True),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "claim_n"],
            ["claim_readings.reading", "claim_readings.n"],
            name="places_reading_claim_n_of",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading", "claim_n", "n", name="places_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "times",
        sa.Column("reading", NUMBER, nullable=False),
        sa.Column("claim_n", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("span", JSON, nullable=False),
        sa.Column("value", TEXT, nullable=True),
        sa.Column("precision", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=True),
        sa.Column("earliest", TEXT, nullable=True),
        sa.Column("latest", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["reading", "claim_n"],
            ["claim_readings.reading", "claim_readings.n"],
            name="times_reading_claim_n_of",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading", "claim_n", "n", name="times_key"),
        sqlite_with_rowid=False,
    )


def _voices() -> None:
    op.create_table(
        "voices",
        sa.Column("reading", NUMBER, nullable=False),
        sa.Column("claim_n", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reading", "claim_n"],
            ["claim_readings.reading", "claim_readings.n"],
            name="voices_reading_claim_n_of",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading", "claim_n", "n", name="voices_key"),
        sqlite_with_rowid=False,
    )


def _words() -> None:
    """Full text: tables of words beside the texts, in each database's own way."""
    if op.get_bind().dialect.name == "sqlite":
        how = "content='', tokenize='porter unicode61 remove_diacritics 2'"
        op.execute(f"CREATE VIRTUAL TABLE claims_words USING fts5(words, {how})")
        op.execute(f"CREATE VIRTUAL TABLE documents_words USING fts5(title, words, {how})")
        return
    for table in ("claims", "documents"):
        op.execute(
            f"CREATE TABLE {table}_words ("
            f"key bigint PRIMARY KEY REFERENCES {table} ON DELETE CASCADE, words tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX {table}_words_index ON {table}_words USING gin (words)")
