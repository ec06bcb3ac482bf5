"""``python -m data.migrations "what changes"``: write the next version, for a person to read and correct."""

from __future__ import annotations

import sys

from alembic import command
from sqlalchemy import create_engine

from data import migrations


def main(message: str) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrations.upgrade(connection)
        number = f"{len(migrations.versions()) + 1:04}"
        command.revision(migrations.config(connection), message, autogenerate=True, rev_id=number)
    engine.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit('Say what changes: python -m data.migrations "add subscriptions"'))
