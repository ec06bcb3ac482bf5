"""Alembic, configured in code: ``upgrade`` and ``downgrade`` run on a connection and in its caller's transaction.

First expand, then contract. While an installation is updated, the program of before and the new one work on the same
tables. So a version adds: new tables, new columns that may be empty or have a default, new indices (unique ones on new
tables only). Nothing that a program of before writes may fail by it: a new table or column refers to a table of before
only ``ON DELETE CASCADE`` or ``SET NULL``, and no new rule is put on a column of before. What is not needed any more is
taken away, renamed or changed by a later version, with ``contract = True``, which is shipped when the program that used
it runs nowhere. Each step writes into the database (``meta``, ``runs_from``) since which version a program can go on
with the tables: that of the last step that contracts. ``tests/data/test_expanding.py`` holds every version to this.

``python -m data.migrations "what changes"`` writes a new version from the difference between schema.py and the versions
so far; read it, then raise ``SCHEMA_VERSION``. This package is imported only when a file's version is not the newest.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent
FIRST = "0011"
"""The first version whose programs ask whether they can go on with newer tables; those before accept none."""


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


def runs_from(version: str) -> str:
    """The oldest version whose program can go on with the tables of a version: that of the last one which contracts."""
    scripts = ScriptDirectory.from_config(config())
    revisions = (script for script in scripts.walk_revisions("base", version))  # the newest first
    return next((one.revision for one in revisions if one.revision <= FIRST or contracts(one.module)), FIRST)


def contracts(version: ModuleType) -> bool:
    """Whether the programs of before cannot go on with what a version makes of the tables."""
    return bool(getattr(version, "contract", False))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the tables up to a version. Foreign keys must be off, because SQLite changes a table by copying it."""
    command.upgrade(config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Take the tables back to a version; ``base`` is an empty file."""
    command.downgrade(config(connection), to)
