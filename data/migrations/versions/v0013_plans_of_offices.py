"""plans that offices bring: revisions of documents, their tasks and targets, in tables of their own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
contract = False


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _position() -> sa.Column[Any]:
    return sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        _text("number"),
        _text("kind"),
        sa.Column("date", sa.Date(), nullable=False),
        _text("title"),
        _text("issuer"),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.Column("implements", sa.String(), nullable=True),
        sa.Column("corrects", sa.String(), nullable=True),
        _text("why"),
        _text("file_hash"),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        _text("withdrawn_why"),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_plan_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index("ix_plan_document", "plan", ["document"])
    op.create_table(
        "plan_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        _position(),
        _text("number"),
        _text("heading"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("timing", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        _text("due_text"),
        _text("product"),
        sa.CheckConstraint("timing IN ('once', 'regular', 'standing')", name=op.f("ck_plan_task_timing")),
        _belongs("plan_task", "plan", "plan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_task")),
    )
    op.create_index("ix_plan_task_plan", "plan_task", ["plan"])
    op.create_table(
        "plan_task_criterion",
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        _position(),
        _belongs("plan_task_criterion", "task", "plan_task"),
        sa.PrimaryKeyConstraint("task", "index", "indicator", name=op.f("pk_plan_task_criterion")),
    )
    op.create_table(
        "plan_task_agency",
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        _text("said"),
        sa.Column("agency", sa.String(), nullable=True),
        sa.CheckConstraint("role IN ('lead', 'coordinate')", name=op.f("ck_plan_task_agency_role")),
        _belongs("plan_task_agency", "task", "plan_task"),
        sa.PrimaryKeyConstraint("task", "role", "position", name=op.f("pk_plan_task_agency")),
    )
    op.create_table(
        "plan_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("index", sa.String(), nullable=False),
        _text("indicator"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        _text("unit"),
        _text("criterion"),
        _text("last"),
        _belongs("plan_target", "plan", "plan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_target")),
    )
    op.create_index("ix_plan_target_plan", "plan_target", ["plan"])


def downgrade() -> None:
    for table in ("plan_target", "plan_task_agency", "plan_task_criterion", "plan_task", "plan"):
        op.drop_table(table)
