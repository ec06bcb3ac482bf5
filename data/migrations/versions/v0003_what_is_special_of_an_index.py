"""what is special of an index: columns of its own row.

The rows themselves come with the shipped files, which are read anew after this.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def index_table(name: str, new: bool) -> None:
    """The indices; ``new`` with their groups, slack, words and texts."""
    more: list[sa.Column[Any] | sa.CheckConstraint] = [
        sa.Column("grouped", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("slack_sum", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("slack_part", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("preferred", sa.Boolean(), server_default=sa.false(), nullable=False),
        *map(text, ("not_preferred_for", "code_letter", "code_words", "nicknames")),
        *map(text, ("spoken_vi", "spoken_en", "announced_vi", "announced_en", "limits_vi", "limits_en")),
        sa.CheckConstraint("slack_sum >= 0 AND slack_part >= 0", name=op.f("ck_index__slack")),
    ]
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        *map(text, ("short", "name_vi", "name_en", "publisher_vi", "publisher_en", "measures_vi", "measures_en")),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        *(more if new else ()),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("unit IN ('points', 'percent')", name=op.f("ck_index__unit")),
        sa.CheckConstraint("decimals BETWEEN 0 AND 6", name=op.f("ck_index__decimals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_")),
    )


KEPT = (
    "id, short, name_vi, name_en, publisher_vi, publisher_en, measures_vi, measures_en, unit, dated, decimals,"
    " aliases, position"
)


def change(new: bool) -> None:
    """The table with the new columns, or without them again; foreign keys are off meanwhile."""
    index_table("new_index_", new)
    op.execute(f"INSERT INTO new_index_ ({KEPT}) SELECT {KEPT} FROM index_")
    op.drop_table("index_")
    op.rename_table("new_index_", "index_")


def upgrade() -> None:
    change(new=True)


def downgrade() -> None:
    change(new=False)
