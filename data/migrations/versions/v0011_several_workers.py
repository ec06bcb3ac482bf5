"""several workers of one bot: who handles what was received, who lives, who does what, and what is remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
contract = False

WAITING = sa.text("state = 'waiting'")
FREE = sa.text("state = 'waiting' AND holder IS NULL")


def upgrade() -> None:
    op.add_column("alert", sa.Column("resumed", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("update_received", sa.Column("chat", sa.BigInteger(), nullable=True))
    op.add_column("update_received", sa.Column("holder", sa.String(), nullable=True))
    op.create_index(
        "ix_update_received_waiting",
        "update_received",
        ["bot", "chat", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_update_received_free", "update_received", ["bot", "id"], sqlite_where=FREE, postgresql_where=FREE
    )
    op.create_table(
        "worker",
        sa.Column("bot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("machine", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("pid", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("version", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("receives", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("in_hand", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("bot", "id", name=op.f("pk_worker")),
    )
    op.create_table(
        "duty",
        sa.Column("bot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "name", name=op.f("pk_duty")),
    )
    op.create_table(
        "chat_memory",
        sa.Column("platform", sa.String(), server_default=sa.text("'telegram'"), nullable=False),
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "chat", "person", name=op.f("pk_chat_memory")),
    )
    op.create_index("ix_chat_memory_person", "chat_memory", ["platform", "person"])
    op.create_table(
        "open_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("operator", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("published", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("(published = '') = (data IS NOT NULL)", name=op.f("ck_open_file_data")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_file")),
    )
    op.create_index("ix_open_file_operator", "open_file", ["operator"])


def downgrade() -> None:
    op.drop_index("ix_chat_memory_person", "chat_memory")
    for table in ("open_file", "chat_memory", "duty", "worker"):
        op.drop_table(table)
    op.drop_index("ix_update_received_free", "update_received")
    op.drop_index("ix_update_received_waiting", "update_received")
    op.drop_column("update_received", "holder")
    op.drop_column("update_received", "chat")
    op.drop_column("alert", "resumed")
