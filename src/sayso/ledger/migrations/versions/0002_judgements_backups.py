"""What people decide, which backups there are, and indexes for what is asked of figures and times."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIGEST, TEXT, JSON = sa.LargeBinary(16), sa.Text(), sa.JSON()


def upgrade() -> None:
    op.create_table(
        "backups",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="backups_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "judgements",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("id", DIGEST, nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("document", DIGEST, nullable=True),
        sa.Column("spans", JSON, nullable=False),
        sa.Column("quoted", TEXT, nullable=True),
        sa.Column("told", JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name="judgements_key"),
        sa.UniqueConstraint("id", name="judgements_id_unique"),
        sqlite_autoincrement=True,
    )
    op.create_index("judgements_document_index", "judgements", ["document"], unique=False)
    op.create_index("figures_low_index", "figures", ["low"], unique=False)
    op.create_index("times_earliest_index", "times", ["earliest"], unique=False)
