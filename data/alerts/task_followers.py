"""The chats that follow tasks: what each follows, in which topic, and how it is written to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_

from data.alerts.mailing import ADDRESS, addressee
from data.alerts.model import Addressee
from data.db import schema
from data.db.schema_tasks import task_subscription as table
from data.model.tasks import TaskScope

ROWS = (
    select(
        table.c.platform,
        table.c.chat,
        table.c.thread,
        table.c.province,
        table.c.agency,
        table.c.index.label("for_index"),
        *ADDRESS,
    )
    .join(schema.chat, (schema.chat.c.platform == table.c.platform) & (schema.chat.c.id == table.c.chat))
    .order_by(table.c.platform, table.c.chat, table.c.id)
)


@dataclass(frozen=True, slots=True)
class TaskFollower:
    """A chat, and which of the tasks asked about it follows, in the order in which it began to."""

    to: Addressee
    scopes: tuple[TaskScope, ...]


def followers(connection: Connection, provinces: Collection[str]) -> Iterator[TaskFollower]:
    """The chats that follow tasks of any of these provinces, ordered by platform and chat. Of one that follows several
    the topic is that in which it first did.
    """
    return _gathered(connection.execute(ROWS.where(table.c.province.in_(sorted(provinces)))).all())


def portion(
    connection: Connection, provinces: Collection[str], after: tuple[str, int] | None, most: int
) -> list[TaskFollower]:
    """At most ``most`` of them, those behind the chat ``after`` (platform and id)."""
    chats: Select[Any] = select(table.c.platform, table.c.chat).where(table.c.province.in_(sorted(provinces)))
    if after is not None:
        chats = chats.where(tuple_(table.c.platform, table.c.chat) > after)
    chats = chats.distinct().order_by(table.c.platform, table.c.chat).limit(most)
    keys = [tuple(row) for row in connection.execute(chats)]
    if not keys:
        return []
    within = tuple_(table.c.platform, table.c.chat).between(keys[0], keys[-1])
    return list(_gathered(connection.execute(ROWS.where(within, table.c.province.in_(sorted(provinces)))).all()))


def _gathered(rows: Iterable[Any]) -> Iterator[TaskFollower]:
    for (platform, chat), theirs in groupby(rows, key=lambda row: (row.platform, row.chat)):
        of_chat = list(theirs)
        scopes = tuple(TaskScope(row.province, row.agency, row.for_index) for row in of_chat)
        yield TaskFollower(addressee(platform, chat, of_chat[0].thread, of_chat[0][6:]), scopes)
