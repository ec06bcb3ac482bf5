"""a chat is of a platform: chats, subscriptions, the outbox and the sender's lease say of which messenger."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Parts = list[sa.Column[Any] | sa.Constraint]

PENDING = sa.text("state = 'pending'")
CLAIMED = sa.text("state = 'claimed'")
STATES = "'pending', 'held', 'claimed', 'sent', 'unknown', 'failed', 'expired', 'superseded'"


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)


def platform() -> sa.Column[str]:
    return sa.Column("platform", sa.String(), server_default=sa.text("'telegram'"), nullable=False)


def chat_parts(new: bool) -> Parts:
    key = ["platform", "id"] if new else ["id"]
    return [
        *([platform()] if new else []),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        text("kind"),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quiet_from", sa.Integer(), server_default=sa.text("1260"), nullable=True),
        sa.Column("quiet_to", sa.Integer(), server_default=sa.text("420"), nullable=True),
        text("paused_reason"),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        text("title"),
        sa.Column("managed_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("language IN ('vi', 'en')", name=op.f("ck_chat_language")),
        sa.CheckConstraint("(quiet_from IS NULL) = (quiet_to IS NULL)", name=op.f("ck_chat_quiet")),
        sa.CheckConstraint(
            "quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439", name=op.f("ck_chat_minutes")
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_chat")),
    ]


def subscription_parts(new: bool) -> Parts:
    key = ["platform", "chat"] if new else ["chat"]
    unique = "_".join(["uq_subscription", *key, "province_index"])
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        *([platform()] if new else []),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.Integer(), nullable=True),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        number("min_move"),
        sa.Column("corrections", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("min_move >= 0", name=op.f("ck_subscription_min_move")),
        sa.ForeignKeyConstraint(
            key,
            ["chat.platform", "chat.id"] if new else ["chat.id"],
            name=op.f(f"fk_subscription_{key[0]}"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(*key, "province", "index", name=op.f(unique)),
    ]


def outbox_parts(new: bool) -> Parts:
    key = ["alert", "platform", "chat"] if new else ["alert", "chat"]
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert", sa.Integer(), nullable=False),
        *([platform()] if new else []),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.Integer(), nullable=True),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        number("attempts"),
        number("doubtful"),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_outbox_state")),
        sa.ForeignKeyConstraint(["alert"], ["alert.id"], name=op.f("fk_outbox_alert")),
        sa.ForeignKeyConstraint(["text"], ["alert_text.id"], name=op.f("fk_outbox_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(*key, name=op.f("_".join(["uq_outbox", *key]))),
    ]


def lease_parts(new: bool) -> Parts:
    key: Parts = (
        [
            sa.Column("platform", sa.String(), nullable=False),
            sa.PrimaryKeyConstraint("platform", name="pk_sender_lease"),
        ]
        if new
        else [
            sa.Column("id", sa.Integer(), nullable=False),
            sa.CheckConstraint("id = 1", name=op.f("ck_sender_lease_one")),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_lease")),
        ]
    )
    return [
        *key,
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
    ]


def outbox_indices(new: bool) -> None:
    of = ["platform"] if new else []
    op.create_index("ix_outbox_chat", "outbox", [*of, "chat"])
    for name, columns, where in (
        ("ix_outbox_due", [*of, "not_before"], PENDING),
        ("ix_outbox_claimed", [*of, "lease_until"], CLAIMED),
    ):
        op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)


def change(new: bool) -> None:
    """The tables with the platform, or without it again; foreign keys are off meanwhile. Chats of other platforms
    cannot be kept without it.
    """
    before = {"chat": chat_parts, "subscription": subscription_parts, "outbox": outbox_parts}
    if not new:
        for table in before:
            op.execute(f"DELETE FROM {table} WHERE platform <> 'telegram'")
    for table, parts in before.items():
        kept = ", ".join(f'"{part.name}"' for part in parts(new=False) if isinstance(part, sa.Column))
        more = {"sqlite_with_rowid": False} if new and table == "chat" else {}
        op.create_table(f"new_{table}", *parts(new=new), **more)
        op.execute(f"INSERT INTO new_{table} ({kept}) SELECT {kept} FROM {table}")
        op.drop_table(table)
        op.rename_table(f"new_{table}", table)
    outbox_indices(new)
    op.drop_table("sender_lease")  # whoever sends takes it anew
    op.create_table("sender_lease", *lease_parts(new))


def upgrade() -> None:
    change(new=True)


def downgrade() -> None:
    change(new=False)
