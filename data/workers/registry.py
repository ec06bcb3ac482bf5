"""Which workers of a bot live, and what only one of them does at a time.

A worker says again and again that it lives. One whose time has run out, because it was killed, froze or lost the
database, holds nothing any more: its updates and its duties are free for the others. It must do nothing after that time
until it has been heard again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, case, delete, insert, literal, select, text, update

from data.database import Database
from data.db.rows import columns
from data.db.schema_alerts import sender_lease
from data.db.schema_workers import duty, update_received, worker

INSERT_DUTY = text("INSERT INTO duty (bot, name, holder) VALUES (:bot, :name, :holder) ON CONFLICT DO NOTHING")
TTL = dt.timedelta(seconds=3)
"""For how long one sign of life counts."""
BURIED_AFTER = dt.timedelta(hours=1)
"""How long a worker that is gone is still shown."""


@dataclass(frozen=True, slots=True)
class WorkerSign:
    """What a worker says of itself. ``id`` is different for each start of each process; ``receives`` is ``polling`` or
    ``webhook``; ``in_hand`` counts the updates that it has begun.
    """

    id: str
    machine: str
    pid: int
    version: str
    receives: str
    started: dt.datetime
    in_hand: int = 0


@dataclass(frozen=True, slots=True)
class KnownWorker:
    """A worker as the database knows it. It lives until ``until``, and was last heard at ``seen``. Its ``duties`` are
    what it does alone; ``send`` is one of them.
    """

    id: str
    machine: str
    pid: int
    version: str
    receives: str
    started: dt.datetime
    seen: dt.datetime
    until: dt.datetime
    in_hand: int
    duties: tuple[str, ...] = ()

    def lives(self, now: dt.datetime) -> bool:
        return now < self.until


SENDS = literal("send")
KNOWN = columns(worker, KnownWorker, "duties")


@dataclass(frozen=True, slots=True)
class WorkerStanding:
    """What came of a sign of life: which of the duties it asked for the worker has, whether it had counted as gone
    before (then whatever it held is another's), and how many updates of those who are gone were set free.
    """

    duties: frozenset[str]
    had_lapsed: bool
    freed: int


class Workers:
    """The workers of one bot (its id at Telegram). Every method is one transaction.

    The clock is the caller's, and must be one that all workers share: ``now`` has a time zone.
    """

    def __init__(self, database: Database, bot: int, ttl: dt.timedelta = TTL) -> None:
        self._database = database
        self._bot = bot
        self.ttl = ttl

    async def heard(
        self, sign: WorkerSign, wanted: Collection[str], now: dt.datetime, dead: Collection[str] = ()
    ) -> WorkerStanding:
        """A worker lives, for ``ttl`` at least, and wants to do these duties and no others. It knows of workers that
        are ``dead``, by their ids: their time is over at once.
        """
        return await self._database.apart(lambda connection: self._heard(connection, sign, wanted, now, dead))

    def _heard(
        self, connection: Connection, sign: WorkerSign, wanted: Collection[str], now: dt.datetime, dead: Collection[str]
    ) -> WorkerStanding:
        if dead:
            known_dead = worker.c.bot == self._bot, worker.c.id.in_(dead), worker.c.until > now
            connection.execute(update(worker).where(*known_dead).values(until=now))
        me = worker.c.bot == self._bot, worker.c.id == sign.id
        until = connection.scalar(select(worker.c.until).where(*me))
        lapsed = until is not None and until <= now
        freed = self._free_the_lost(connection, now)
        values = {
            "machine": sign.machine,
            "pid": sign.pid,
            "version": sign.version,
            "receives": sign.receives,
            "started": sign.started,
            "seen": now,
            "until": now + self.ttl,
            "in_hand": sign.in_hand,
        }
        if until is None:
            connection.execute(insert(worker).values(bot=self._bot, id=sign.id, **values))
            connection.execute(delete(worker).where(worker.c.bot == self._bot, worker.c.until < now - BURIED_AFTER))
        else:
            connection.execute(update(worker).where(*me).values(values))
        held = frozenset(name for name in sorted(wanted) if self._take(connection, name, sign.id, now))
        mine = duty.c.bot == self._bot, duty.c.holder == sign.id
        connection.execute(delete(duty).where(*mine, duty.c.name.not_in(held)))
        return WorkerStanding(held, lapsed, freed)

    def _take(self, connection: Connection, name: str, id: str, now: dt.datetime) -> bool:
        """Take a duty that nobody who lives has."""
        this = duty.c.bot == self._bot, duty.c.name == name
        holder = connection.scalar(select(duty.c.holder).where(*this).with_for_update())
        if holder is None:
            # Of two who find it free at the same moment one inserts, and the other looks again at its next sign.
            made = connection.execute(INSERT_DUTY, {"bot": self._bot, "name": name, "holder": id})
            return bool(made.rowcount)
        if holder == id:
            return True
        if connection.scalar(select(worker.c.id).where(worker.c.id == holder, self._living(now))) is not None:
            return False
        connection.execute(update(duty).where(*this).values(holder=id))
        return True

    def _living(self, now: dt.datetime) -> ColumnElement[bool]:
        return (worker.c.bot == self._bot) & (worker.c.until > now)

    def _free_the_lost(self, connection: Connection, now: dt.datetime) -> int:
        """Set free the updates of those who do not live, marked as left behind. Rows that another frees at this moment
        are passed over.
        """
        living = select(worker.c.id).where(self._living(now))
        lost = (
            select(update_received.c.id)
            .where(
                update_received.c.bot == self._bot,
                update_received.c.state == "waiting",
                update_received.c.holder.is_not(None),
                update_received.c.holder.not_in(living),
            )
            .order_by(update_received.c.id)
            .with_for_update(skip_locked=True)
        )
        ids = connection.scalars(lost).all()
        if ids:
            connection.execute(
                update(update_received)
                .where(update_received.c.bot == self._bot, update_received.c.id.in_(ids))
                .values(holder=None, resumed=case((update_received.c.resumed == 0, 1), else_=update_received.c.resumed))
            )
        return len(ids)

    async def left(self, id: str) -> None:
        """A worker ends: its duties and whatever it held and did not begin are free at once."""

        def task(connection: Connection) -> None:
            mine = update_received.c.bot == self._bot, update_received.c.holder == id
            connection.execute(update(update_received).where(*mine).values(holder=None))
            connection.execute(delete(duty).where(duty.c.bot == self._bot, duty.c.holder == id))
            connection.execute(delete(worker).where(worker.c.bot == self._bot, worker.c.id == id))

        await self._database.apart(task)

    async def known(self) -> tuple[KnownWorker, ...]:
        """All workers that live or did within the hour, the oldest first."""
        return await known_workers(self._database, self._bot)


async def known_workers(database: Database, bot: int | None = None) -> tuple[KnownWorker, ...]:
    """The workers of a bot, or of all bots of a database, that live or did within the hour; the oldest first."""

    def task(connection: Connection) -> tuple[KnownWorker, ...]:
        duties: dict[str, list[str]] = {}
        held = select(duty.c.holder, duty.c.name).order_by(duty.c.name)
        for holder, name in (*connection.execute(held), *connection.execute(select(sender_lease.c.holder, SENDS))):
            duties.setdefault(holder, []).append(name)
        query = select(*KNOWN).order_by(worker.c.started, worker.c.id)
        rows = connection.execute(query if bot is None else query.where(worker.c.bot == bot)).all()
        found = (KnownWorker(*row) for row in rows)
        return tuple(replace(one, duties=tuple(duties.get(one.id, ()))) for one in found)

    return await database.work(task, write=False)
