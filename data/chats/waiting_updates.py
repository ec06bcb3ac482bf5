"""What Telegram delivered and the bot is not done with, as far as it is of one chat or of one person."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from data.db.schema_workers import update_received
from data.model.chats import TELEGRAM, ChatKey

SENDERS = ("from", "user")
"""Where an update says who caused it."""


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update as Telegram delivered it, and when; ``id`` is its number at the bot ``bot``."""

    bot: int
    id: int
    received: dt.datetime
    content: str


def waiting_of(connection: Connection, key: ChatKey) -> tuple[WaitingUpdate, ...]:
    """Everything of the chat that is not handled to its end, the update that asks for it too, and, where the chat is a
    person's, whatever that person wrote or pressed elsewhere; in the order of arrival.
    """
    if key.platform != TELEGRAM:
        return ()
    row = update_received.c
    # Of the person's own in groups the text tells; few rows are waiting, and fewer hold the digits.
    query = (
        select(row.bot, row.id, row.received, row.content, row.chat)
        .where(row.state == "waiting", or_(row.chat == key.id, row.content.contains(str(key.id))))
        .order_by(row.received, row.id)
    )
    found = connection.execute(query).all()
    return tuple(
        WaitingUpdate(one.bot, one.id, one.received, one.content)
        for one in found
        if one.chat == key.id or key.id in _senders(one.content)
    )


def erase_waiting(connection: Connection, key: ChatKey, carrier: int | None) -> int:
    """Empty what waits of the chat or person, so that nothing is left of it and nobody handles it; says how many those
    are. The update ``carrier`` that asks for it is emptied when it is done, and what came after it is a new beginning.
    """
    waiting = waiting_of(connection, key)
    asking = [(one.received, one.id) for one in waiting if one.id == carrier]
    before = [one for one in waiting if not asking or (one.received, one.id) < asking[0]]
    for one in before:
        connection.execute(
            update(update_received).where(_is(one)).values(state="done", content=None, chat=None, holder=None)
        )
    return len(before)


def _is(one: WaitingUpdate) -> ColumnElement[bool]:
    return and_(update_received.c.bot == one.bot, update_received.c.id == one.id)


def _senders(content: str) -> set[int]:
    """The ids of whoever caused an update."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return set()
    return set(_ids(value))


def _ids(value: Any) -> Iterator[int]:
    for part in value.values() if isinstance(value, dict) else ():
        for name in SENDERS if isinstance(part, dict) else ():
            sender = part.get(name)
            if isinstance(sender, dict) and type(sender.get("id")) is int:
                yield sender["id"]
