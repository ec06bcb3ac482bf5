"""Alembic runs this for every command; the connection comes from ``data.migrations.config``."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import TypeDecorator, delete, inspect

from data import migrations
from data.db import schema_alerts, schema_documents, schema_plans, schema_tasks, schema_workers  # noqa: F401 - so that all tables are known
from data.db.schema import meta, metadata
from data.db.versions import RUNS_FROM, note


def render_item(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Name the plain column types in a version, not ours, which may change later: a version must stand by itself."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def note_runs_from(ctx: MigrationContext, step: MigrationInfo, heads: Any, run_args: Any) -> None:
    """After a step, in its transaction: since which version a program can go on with the tables as they are now."""
    version = next(iter(step.destination_revision_ids), "")
    connection = ctx.connection
    if connection is None or not inspect(connection).has_table(meta.name):
        return
    if version >= migrations.FIRST:
        note(connection, RUNS_FROM, migrations.runs_from(version))
    else:  # its programs do not ask
        connection.execute(delete(meta).where(meta.c.key == RUNS_FROM))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
    on_version_apply=note_runs_from,
)
context.run_migrations()
