"""Alembic runs this for every command; the connection comes from ``data.migrations.config``."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator

from data.db import schema_alerts, schema_workers  # noqa: F401 - so that all tables are known
from data.db.schema import metadata


def render_item(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Name the plain column types in a version, not ours, which may change later: a version must stand by itself."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
