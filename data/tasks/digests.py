"""The weekly digest for editors in the outbox: one message to an editor in a week, however many provinces they have."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data.alerts.mailing import post
from data.alerts.model import Addressee, Mail
from data.database import Database
from data.db.schema_tasks import role
from data.model.chats import TELEGRAM
from data.tasks.audience import holders
from data.tasks.reminders import day_alert, read_told, write_told

DIGEST = "digest"
EXPIRES = dt.timedelta(days=5)
"""How long a digest that could not be sent yet is of use: the next one comes after a week."""
AHEAD = dt.timedelta(days=7)
"""A week told further ahead than this was told by a clock that was wrong."""


@dataclass(frozen=True, slots=True)
class DigestReader:
    """An editor's private chat, and the provinces of their roles in the order of their names' ids."""

    to: Addressee
    provinces: tuple[str, ...]


class Digests:
    """Tells editors of one database once a week. ``now`` is the caller's clock and has a time zone."""

    def __init__(self, database: Database, platform: str = TELEGRAM) -> None:
        self._database = database
        self._platform = platform

    async def open(self, monday: dt.date) -> tuple[DigestReader, ...] | None:
        """Who is to be told in the week that begins on a day; None where that was done."""

        def work(connection: Connection) -> tuple[DigestReader, ...] | None:
            if not _is_due(read_told(connection, DIGEST), monday):
                return None
            return self._readers(connection)

        return await self._database.work(work, write=False)

    async def post(self, monday: dt.date, letters: Sequence[tuple[Addressee, Mail]], now: dt.datetime) -> int:
        """Write the messages and that the week is told, in one transaction; returns how many. Whoever is no editor any
        more by then is not told.
        """

        def work(connection: Connection) -> int:
            if not _is_due(read_told(connection, DIGEST), monday):
                return 0  # another worker was quicker
            write_told(connection, DIGEST, monday, now)
            still = {one.to.chat: one.provinces for one in self._readers(connection)}
            wanted = [(to, mail) for to, mail in letters if set(mail.provinces) <= set(still.get(to.chat, ()))]
            if not wanted:
                return 0
            return post(connection, day_alert(connection, DIGEST, monday, now, now + EXPIRES), wanted, now)

        return await self._database.work(work)

    def _readers(self, connection: Connection) -> tuple[DigestReader, ...]:
        of = role.c
        editing = select(of.province).where(of.platform == self._platform, of.kind == "editor", of.ended.is_(None))
        provinces: dict[int, list[str]] = defaultdict(list)
        chats: dict[int, Addressee] = {}
        for province in sorted(set(connection.scalars(editing))):
            for to in holders(connection, self._platform, province):
                chats[to.chat] = to
                provinces[to.chat].append(province)
        return tuple(DigestReader(to, tuple(provinces[chat])) for chat, to in sorted(chats.items()))


def _is_due(told: dt.date | None, monday: dt.date) -> bool:
    return told is None or told < monday or told - monday > AHEAD
