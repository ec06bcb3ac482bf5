"""following and alerts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def chat_table(name: str, new: bool) -> None:
    """The chats; ``new`` with quiet hours, pauses and channels."""
    more: list[sa.Column[Any] | sa.CheckConstraint] = [
        sa.Column("quiet_from", sa.Integer(), server_default=sa.text("1260"), nullable=True),
        sa.Column("quiet_to", sa.Integer(), server_default=sa.text("420"), nullable=True),
        text("paused_reason"),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        text("title"),
        sa.Column("managed_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(quiet_from IS NULL) = (quiet_to IS NULL)", name=op.f("ck_chat_quiet")),
        sa.CheckConstraint(
            "quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439", name=op.f("ck_chat_minutes")
        ),
    ]
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        text("kind"),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        *(more if new else ()),
        sa.CheckConstraint("language IN ('vi', 'en')", name=op.f("ck_chat_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
    )


def release_table(name: str, new: bool) -> None:
    """The releases; ``new`` with what publishing knows of them."""
    more: list[sa.Column[Any]] = [
        text("withdrawn_why"),
        text("file_hash"),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("corrects", sa.String(), nullable=True),
        text("why"),
    ]
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        text("title_vi"),
        text("title_en"),
        text("issuer"),
        sa.Column("announced", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("coverage", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("printed_out_of", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        *(more if new else ()),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("coverage IN ('full', 'partial')", name=op.f("ck_release_coverage")),
        sa.CheckConstraint("origin IN ('shipped', 'operator')", name=op.f("ck_release_origin")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_release_revision")),
        sa.ForeignKeyConstraint(["index"], ["index_.id"], name=op.f("fk_release_index")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_release_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )


CHAT = "id, kind, language, created, seen"
RELEASE = (
    'id, "index", period, year, revision, title_vi, title_en, issuer, announced, source, coverage, origin,'
    " printed_out_of, withdrawn_at, position"
)


def change(new: bool) -> None:
    """Both tables with the new columns, or without them again; foreign keys are off meanwhile."""
    for table, columns, make in (("chat", CHAT, chat_table), ("release", RELEASE, release_table)):
        make(f"new_{table}", new)
        op.execute(f"INSERT INTO new_{table} ({columns}) SELECT {columns} FROM {table}")
        op.drop_table(table)
        op.rename_table(f"new_{table}", table)
    op.create_index("ix_release_index_period", "release", ["index", "period"])


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.CheckConstraint("ended IN ('expired', 'superseded')", name=op.f("ck_alert_ended")),
        sa.CheckConstraint("kind IN ('release', 'correction', 'withdrawal')", name=op.f("ck_alert_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("release", "kind", name=op.f("uq_alert_release_kind")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("release", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_hash", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("detail", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "sender_lease",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sender_lease_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_lease")),
    )
    op.create_table(
        "alert_count",
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alert.id"], name=op.f("fk_alert_count_alert")),
        sa.PrimaryKeyConstraint("alert", "what", "reason", name=op.f("pk_alert_count")),
    )
    op.create_table(
        "alert_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("provinces", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alert.id"], name=op.f("fk_alert_text_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_text")),
        sa.UniqueConstraint("alert", "hash", name=op.f("uq_alert_text_alert_hash")),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.Integer(), nullable=True),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("min_move", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("corrections", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("min_move >= 0", name=op.f("ck_subscription_min_move")),
        sa.ForeignKeyConstraint(["chat"], ["chat.id"], name=op.f("fk_subscription_chat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("chat", "province", "index", name=op.f("uq_subscription_chat_province_index")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.Integer(), nullable=True),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("doubtful", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'held', 'claimed', 'sent', 'unknown', 'failed', 'expired', 'superseded')",
            name=op.f("ck_outbox_state"),
        ),
        sa.ForeignKeyConstraint(["alert"], ["alert.id"], name=op.f("fk_outbox_alert")),
        sa.ForeignKeyConstraint(["text"], ["alert_text.id"], name=op.f("fk_outbox_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("alert", "chat", name=op.f("uq_outbox_alert_chat")),
    )
    op.create_index("ix_outbox_chat", "outbox", ["chat"])
    op.create_index(
        "ix_outbox_claimed",
        "outbox",
        ["lease_until"],
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["not_before"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )

    change(new=True)


def downgrade() -> None:
    change(new=False)

    op.drop_table("outbox")
    op.drop_table("subscription")
    op.drop_table("alert_text")
    op.drop_table("alert_count")
    op.drop_table("sender_lease")
    op.drop_table("audit")
    op.drop_table("alert")
