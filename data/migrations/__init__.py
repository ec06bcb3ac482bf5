"""Alembic, configured in code: ``upgrade`` and ``downgrade`` run on a connection and in its caller's transaction.

``python -m data.migrations "what changes"`` writes a new version from the difference between schema.py and the versions
so far; read it, then raise ``SCHEMA_VERSION``. This package is imported only when a file's version is not the newest.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    made.attributes["connection"] = connection
    return made


def versions() -> tuple[str, ...]:
    """All versions, the oldest first."""
    scripts = ScriptDirectory.from_config(config())
    return tuple(script.revision for script in reversed(list(scripts.walk_revisions())))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the tables up to a version. Foreign keys must be off, because SQLite changes a table by copying it."""
    command.upgrade(config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Take the tables back to a version; ``base`` is an empty file."""
    command.downgrade(config(connection), to)
