"""what the webhook received is kept until it was handled, its number for two days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "update_received",
        sa.Column("bot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("resumed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'done')", name=op.f("ck_update_received_state")),
        sa.CheckConstraint("(state = 'done') = (content IS NULL)", name=op.f("ck_update_received_content")),
        sa.PrimaryKeyConstraint("bot", "id", name=op.f("pk_update_received")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("update_received")
