"""notes and reinstatements: two more kinds of alerts, and more than one alert of a kind for a release.

A release may be withdrawn, reinstated and withdrawn again; each time is an alert of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = "id, release, kind, created, expires, total, ended"
OLD = "'release', 'correction', 'withdrawal'"


def alert_table(kinds: str, *more: sa.UniqueConstraint) -> None:
    op.create_table(
        "new_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ended", sa.String(), nullable=True),
        sa.CheckConstraint("ended IN ('expired', 'superseded')", name=op.f("ck_alert_ended")),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_alert_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        *more,
    )


def upgrade() -> None:
    alert_table("'release', 'correction', 'note', 'withdrawal', 'reinstatement'")
    op.execute(f"INSERT INTO new_alert ({COLUMNS}) SELECT {COLUMNS} FROM alert")
    op.drop_table("alert")
    op.rename_table("new_alert", "alert")
    op.create_index("ix_alert_release", "alert", ["release"])


def downgrade() -> None:
    """Of several alerts of a kind the first stays; the others go with their rows."""
    first = f"SELECT min(id) FROM alert WHERE kind IN ({OLD}) GROUP BY release, kind"
    for table in ("outbox", "alert_text", "alert_count"):
        op.execute(f"DELETE FROM {table} WHERE alert NOT IN ({first})")
    op.drop_index("ix_alert_release", "alert")
    alert_table(OLD, sa.UniqueConstraint("release", "kind", name=op.f("uq_alert_release_kind")))
    op.execute(f"INSERT INTO new_alert ({COLUMNS}) SELECT {COLUMNS} FROM alert WHERE id IN ({first})")
    op.drop_table("alert")
    op.rename_table("new_alert", "alert")
