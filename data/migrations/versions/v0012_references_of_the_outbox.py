"""references of the outbox: on a server they are no longer looked up row by row (see data/db/postgresql.py)."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REFERENCES = {"fk_outbox_alert": "alert", "fk_outbox_text": "alert_text"}
COLUMNS = {"fk_outbox_alert": "alert", "fk_outbox_text": "text"}


def upgrade() -> None:
    if op.get_bind().dialect.supports_alter:  # a file keeps them: there they cost little
        for name in REFERENCES:
            op.execute(f"ALTER TABLE outbox DROP CONSTRAINT IF EXISTS {name}")


def downgrade() -> None:
    if op.get_bind().dialect.supports_alter:
        for name, table in REFERENCES.items():
            op.execute(
                f"ALTER TABLE outbox ADD CONSTRAINT {name} FOREIGN KEY ({COLUMNS[name]}) REFERENCES {table} (id)"
                " DEFERRABLE INITIALLY IMMEDIATE"
            )
