"""What lineage finds: passages shared by documents, claims compared, and the families they make."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT, JSON = sa.Text(), sa.JSON()


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"{table}_{column}_of"
    return sa.ForeignKeyConstraint([column], [f"{target}.key"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    _between_documents()
    _between_claims()
    _of_families()


def _between_documents() -> None:
    op.create_table(
        "fingerprinted",
        sa.Column("document", NUMBER, nullable=False),
        sa.Column("recipe", TEXT, nullable=False),
        sa.Column("traced", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("document", "recipe", name="fingerprinted_key"),
        _of("fingerprinted", "document", "documents"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reuses",
        sa.Column("one", NUMBER, nullable=False),
        sa.Column("other", NUMBER, nullable=False),
        sa.Column("passages", JSON, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="reuses_key"),
        _of("reuses", "one", "documents"),
        _of("reuses", "other", "documents"),
        sqlite_with_rowid=False,
    )
    op.create_index("reuses_other_index", "reuses", ["other"], unique=False)


def _between_claims() -> None:
    op.create_table(
        "samenesses",
        sa.Column("one", NUMBER, nullable=False),
        sa.Column("other", NUMBER, nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("strange", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="samenesses_key"),
        _of("samenesses", "one", "claims"),
        _of("samenesses", "other", "claims"),
        sqlite_with_rowid=False,
    )
    op.create_index("samenesses_other_index", "samenesses", ["other"], unique=False)


def _of_families() -> None:
    op.create_table(
        "families",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("collections", TEXT, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("inflation", sa.Float(), nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="families_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("families_collections_inflation_index", "families", ["collections", "inflation"])
    op.create_table(
        "family_members",
        sa.Column("family", NUMBER, nullable=False),
        sa.Column("claim", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("family", "claim", name="family_members_key"),
        _of("family_members", "family", "families"),
        _of("family_members", "claim", "claims"),
        sqlite_with_rowid=False,
    )
    op.create_index("family_members_claim_index", "family_members", ["claim"], unique=False)
