"""Looks for an id wherever it may stand: in every column of every table, and in everything a bot holds in memory."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import text

from bot.questions.reader import Reader
from bot.services import Services
from data.database import Database
from data.db import schema_alerts, schema_documents, schema_plans, schema_tasks, schema_workers  # noqa: F401  (the tables of the metadata)
from data.db.schema import metadata

OF_NOBODY = ("settings", "store", "assistant", "publishing", "publisher")
"""The services that hold nothing of chats: the figures, and who the operators are by configuration."""
TOLD_OF_NOBODY = Reader
"""What is never told whose text it reads: a million values made of the lexicon, of which none can be a chat."""


async def tables_with(database: Database, *ids: int) -> set[str]:
    """The columns ("table.column") in which one of the ids stands, alone or within a text."""
    wanted = {f"id{place}": str(abs(id)) for place, id in enumerate(ids)}
    found: set[str] = set()
    async with database.read() as connection:
        listed = await connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        names = set(listed.scalars())
        assert names >= set(metadata.tables), "a table of the schema is not in the file"
        for name in sorted(names):
            listed = await connection.execute(text("SELECT name FROM pragma_table_info(:name)"), {"name": name})
            columns = listed.scalars().all()
            asked = (f'max({" + ".join(f"""instr("{column}", :{id}) > 0""" for id in wanted)})' for column in columns)
            held = (await connection.execute(text(f'SELECT {", ".join(asked)} FROM "{name}"'), wanted)).one()
            found |= {f"{name}.{column}" for column, some in zip(columns, held, strict=True) if some}
    return found


def memory_with(services: Services, *ids: int) -> set[str]:
    """Where in the bot's memory one of the ids stands, by the way that leads there."""
    names = [field.name for field in fields(services) if field.name not in OF_NOBODY]
    roots = {name: getattr(services, name) for name in names}
    seen: set[int] = set()
    return {way for name, root in roots.items() for way in _ways(root, name, set(ids), seen)}


def _ways(value: Any, way: str, ids: set[int], seen: set[int]) -> Iterator[str]:
    if isinstance(value, int):
        if value in ids:
            yield way
        return
    if isinstance(value, str | bytes | type | TOLD_OF_NOBODY) or value is None or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, array):
        yield from (way for one in value if one in ids)
    elif isinstance(value, Mapping):
        for key, one in list(value.items()):
            yield from _ways(key, f"{way} (a key)", ids, seen)
            yield from _ways(one, way, ids, seen)
    elif isinstance(value, list | tuple | set | frozenset | deque):
        for one in list(value):
            yield from _ways(one, way, ids, seen)
    elif type(value).__module__.startswith(("bot.", "data.")) and not type(value).__module__.startswith("bot.offline"):
        names = list(getattr(value, "__dict__", ())) + [
            slot for kind in type(value).__mro__ for slot in getattr(kind, "__slots__", ())
        ]
        for name in names:
            if hasattr(value, name):
                yield from _ways(getattr(value, name), f"{way}.{name}", ids, seen)
