"""What people do to questions: hypotheses, rows of evidence, cells."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DIGEST, TEXT, JSON = sa.LargeBinary(16), sa.Text(), sa.JSON()


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("key", NUMBER, nullable=False),
        sa.Column("id", DIGEST, nullable=False),
        sa.Column("question", DIGEST, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("told", JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name="entries_key"),
        sa.UniqueConstraint("id", name="entries_id_unique"),
        sqlite_autoincrement=True,
    )
    op.create_index("entries_question_index", "entries", ["question"], unique=False)
