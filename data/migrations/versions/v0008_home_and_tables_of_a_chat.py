"""what else a chat may choose: its home province, and tables as rich messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chat", sa.Column("home", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("chat", sa.Column("tables", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("chat", "tables")
    op.drop_column("chat", "home")
