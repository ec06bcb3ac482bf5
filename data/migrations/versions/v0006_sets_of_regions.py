"""sets of regions: a region may be made of others, of units, or of the units of a kind.

The rows themselves come with the shipped files, which are read anew after this.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEPT = "id, name_vi, name_en, frame, position"


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def change(new: bool) -> None:
    """The table with the members, or without them again; foreign keys are off meanwhile."""
    op.create_table(
        "new_region",
        sa.Column("id", sa.String(), nullable=False),
        text("name_vi"),
        text("name_en"),
        sa.Column("frame", sa.Integer(), nullable=False),
        *([text("members")] if new else []),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("frame IN (0, 2024, 2025)", name=op.f("ck_region_frame")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
    )
    op.execute(f"INSERT INTO new_region ({KEPT}) SELECT {KEPT} FROM region")
    op.drop_table("region")
    op.rename_table("new_region", "region")


def upgrade() -> None:
    change(new=True)


def downgrade() -> None:
    change(new=False)
