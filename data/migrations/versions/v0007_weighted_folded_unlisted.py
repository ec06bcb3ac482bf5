"""weighted and folded indices, and units that a table ranks without showing them.

The rows themselves come with the shipped files, which are read anew after this.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("index_", sa.Column("weighted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("index_", sa.Column("folded", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("release", sa.Column("unlisted", sa.Integer(), server_default=sa.text("0"), nullable=False))


def downgrade() -> None:
    op.drop_column("release", "unlisted")
    op.drop_column("index_", "folded")
    op.drop_column("index_", "weighted")
