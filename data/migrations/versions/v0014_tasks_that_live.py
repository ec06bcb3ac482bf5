"""tasks that live: roles and invitations, reports, what is followed of tasks, and alerts that tell of them.

A task keeps its key through the revisions of its document; one without a key is known by its own number.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None
contract = False


def _text(name: str, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default=sa.text(f"'{default}'"), nullable=False)


def _string(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _platform() -> sa.Column[Any]:
    return sa.Column("platform", sa.String(), server_default=sa.text("'telegram'"), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _switch(name: str, default: sa.ColumnElement[bool]) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), server_default=default, nullable=False)


def _kinds(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint("kind IN ('editor', 'reporter')", name=op.f(f"ck_{table}_kind"))


def upgrade() -> None:
    op.add_column("alert", sa.Column("subject", sa.String(), server_default=sa.text("'release'"), nullable=False))
    op.add_column("plan_task", _text("lasting_key"))
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        _platform(),
        sa.Column("person", sa.BigInteger(), nullable=True),
        _string("kind"),
        _string("province"),
        _text("agency"),
        _text("label"),
        sa.Column("granted_by", sa.BigInteger(), nullable=False),
        _moment("granted"),
        _moment("ended", nullable=True),
        _text("ended_why"),
        _kinds("role"),
        sa.CheckConstraint("(kind = 'reporter') = (agency <> '')", name=op.f("ck_role_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint(
            *("platform", "person", "kind", "province", "agency"),
            name=op.f("uq_role_platform_person_kind_province_agency"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_role_province", "role", ["province"])
    op.create_table(
        "role_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        _string("hash"),
        _platform(),
        _string("kind"),
        _string("province"),
        _text("agency"),
        _text("label"),
        sa.Column("invited_by", sa.BigInteger(), nullable=False),
        _moment("created"),
        _moment("expires"),
        _moment("used", nullable=True),
        _moment("revoked", nullable=True),
        sa.Column("role", sa.Integer(), nullable=True),
        _kinds("role_invitation"),
        sa.ForeignKeyConstraint(["role"], ["role.id"], name=op.f("fk_role_invitation_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_invitation")),
        sa.UniqueConstraint("hash", name=op.f("uq_role_invitation_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "document_setting",
        _string("document"),
        _switch("reports_public", sa.false()),
        _text("days_before", "30;7;1"),
        _switch("on_the_day", sa.true()),
        _switch("weekly_overdue", sa.true()),
        _moment("changed"),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_document_setting")),
    )
    op.create_table(
        "task_report",
        sa.Column("id", sa.Integer(), nullable=False),
        _string("document"),
        _string("task"),
        _string("state"),
        _text("words"),
        _text("link"),
        _text("file"),
        _text("file_name"),
        sa.Column("role", sa.Integer(), nullable=True),
        _moment("made"),
        sa.CheckConstraint(
            "state IN ('doing', 'done', 'stuck', 'accepted', 'returned', 'closed', 'reopened')",
            name=op.f("ck_task_report_state"),
        ),
        sa.ForeignKeyConstraint(["role"], ["role.id"], name=op.f("fk_task_report_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_report")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_report_document_task_id", "task_report", ["document", "task", "id"])
    op.create_table(
        "report_draft",
        sa.Column("platform", sa.String(), server_default=sa.text("'telegram'"), nullable=False),
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        _string("document"),
        _string("task"),
        _string("state"),
        _moment("begun"),
        sa.CheckConstraint(
            "state IN ('doing', 'done', 'stuck', 'returned', 'closed')", name=op.f("ck_report_draft_state")
        ),
        sa.ForeignKeyConstraint(
            ["platform", "chat"],
            ["chat.platform", "chat.id"],
            name=op.f("fk_report_draft_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform", "chat", name=op.f("pk_report_draft")),
    )
    op.create_table(
        "task_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        _platform(),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=True),
        _string("province"),
        _text("agency"),
        _text("index"),
        _moment("created"),
        sa.ForeignKeyConstraint(
            ["platform", "chat"],
            ["chat.platform", "chat.id"],
            name=op.f("fk_task_subscription_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_subscription")),
        sa.UniqueConstraint(
            *("platform", "chat", "province", "agency", "index"),
            name=op.f("uq_task_subscription_platform_chat_province_agency_index"),
        ),
    )
    op.create_index("ix_task_subscription_province", "task_subscription", ["province"])
    op.create_table(
        "told_until",
        _string("what"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_told_until")),
    )


def downgrade() -> None:
    """Alerts of plans and deadlines go with their rows: the program of before could not word them."""
    others = "SELECT id FROM alert WHERE subject <> 'release'"
    for table in ("outbox", "alert_text", "alert_count"):
        op.execute(f"DELETE FROM {table} WHERE alert IN ({others})")
    op.execute("DELETE FROM alert WHERE subject <> 'release'")
    for table in (
        "told_until",
        "task_subscription",
        "report_draft",
        "task_report",
        "document_setting",
        "role_invitation",
        "role",
    ):
        op.drop_table(table)
    op.drop_column("plan_task", "lasting_key")
    op.drop_column("alert", "subject")
