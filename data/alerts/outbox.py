"""The outbox: which messages are due, who sends them, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection

from data.alerts import leases, outcomes
from data.alerts.begun import BegunSends
from data.alerts.migrate import move
from data.alerts.model import HeldBack, Outcome, Parcel, Progress
from data.alerts.pause import resume_stopped
from data.alerts.progress import read_failures, read_held_back, read_progress
from data.database import Database
from data.db.types import moment, stamp
from data.model import TELEGRAM, ChatKey

TEXTS = 4096
"""How many texts are kept in memory."""

# The left join keeps the order of the tables, so that the partial index gives the rows in their order.
DUE = (
    "SELECT o.id, o.alert, o.chat, coalesce(c.kind, ''), o.thread, o.text, o.attempts + 1, a.expires,"
    " c.quiet_from, c.quiet_to, o.doubtful > 0"
    " FROM outbox o CROSS JOIN alert a ON a.id = o.alert LEFT JOIN chat c ON c.platform = o.platform AND c.id = o.chat"
    " WHERE o.state = 'pending' AND o.platform = ? AND o.not_before <= ? ORDER BY o.not_before, o.id LIMIT ?"
)
LAPSED = "o.state = 'claimed' AND o.lease_until <= ? AND o.platform = ?"


class Outbox:
    """The queue of messages to the chats of one messenger. Every method is one transaction, done wholly or not at all,
    and may raise DatabaseBusy or DatabaseFull.

    The clock is the caller's: ``now`` has a time zone. ``changed`` is called with the id of each chat that is
    changed here, so that whoever remembers it reads it again.
    """

    def __init__(
        self, database: Database, changed: Callable[[int], object] = lambda chat: None, *, platform: str = TELEGRAM
    ) -> None:
        self._database = database
        self._platform = platform
        self._changed = changed
        self._begun = BegunSends(database.path, platform)
        self._texts: OrderedDict[int, tuple[str, str]] = OrderedDict()
        self._idle = False

    async def claim(self, holder: str, most: int, now: dt.datetime, lease: dt.timedelta) -> tuple[Parcel, ...]:
        """Claim at most ``most`` of the rows that are due, in the order in which they fell due; nobody else gets them
        until ``lease`` has run out. Returns () for a holder that does not have the sender's lease.

        Rows of paused chats and of alerts that are no longer news are not due. A row whose lease ran out is given out
        again, marked ``repeated`` if its call had begun. The cost is the same for ten thousand rows as for a million.
        """
        if self._idle and not await self._database.work(
            lambda connection: _something(connection, self._platform, now), write=False
        ):
            return ()
        found = await self._database.work(lambda connection: self._claim(connection, holder, most, now, lease))
        self._idle = not found
        return found

    def _claim(
        self, connection: Connection, holder: str, most: int, now: dt.datetime, lease: dt.timedelta
    ) -> tuple[Parcel, ...]:
        if not leases.holds(connection, self._platform, holder):
            return ()
        outcomes.expire(connection, now)
        leases.take_back(connection, LAPSED, (stamp(now), self._platform), self._begun)
        rows = connection.exec_driver_sql(DUE, (self._platform, stamp(now), most)).all()
        if not rows:
            return ()
        until = stamp(now + lease)
        connection.exec_driver_sql(
            "UPDATE outbox SET state = 'claimed', attempts = attempts + 1, holder = ?, lease_until = ?, reason = NULL"
            " WHERE id = ?",
            [(holder, until, row[0]) for row in rows],
        )
        self._read_texts(connection, {row[5] for row in rows})
        expiries = {expires: moment(expires) for expires in {row[7] for row in rows}}
        parcels: list[Parcel] = []
        for id, alert, chat, kind, thread, text, attempts, expires, quiet_from, quiet_to, doubtful in rows:
            html, buttons = self._texts[text]
            parcels.append(
                Parcel(
                    id=id,
                    alert=alert,
                    chat=chat,
                    chat_kind=kind,
                    thread=thread,
                    html=html,
                    buttons=buttons,
                    attempts=attempts,
                    expires=expiries[expires],
                    quiet_from=quiet_from,
                    quiet_to=quiet_to,
                    repeated=bool(doubtful),
                )
            )
        return tuple(parcels)

    def _read_texts(self, connection: Connection, wanted: set[int]) -> None:
        """Read texts that are not in memory yet. A text never changes, and only the database's thread comes here."""
        for id in wanted:
            if id in self._texts:
                self._texts.move_to_end(id)
                continue
            query = "SELECT html, buttons FROM alert_text WHERE id = ?"
            row = connection.exec_driver_sql(query, (id,)).one()
            self._texts[id] = (row[0], row[1])
        while len(self._texts) > max(TEXTS, len(wanted)):
            self._texts.popitem(last=False)

    def begin(self, parcel: int) -> None:
        """Note that the call for this parcel begins now; if this process is killed before ``record``, and only then, it
        counts as perhaps sent. This writes to a file and takes two microseconds.
        """
        self._begun.begin(parcel)

    def not_sent(self, parcel: int) -> None:
        """Note that the call that began did surely not arrive."""
        self._begun.end((parcel,))

    async def record(self, results: Sequence[Outcome], now: dt.datetime) -> None:
        """Write what became of parcels, all in one transaction. Recording the same again changes nothing."""
        if not results:
            return
        paused = await self._database.work(lambda connection: outcomes.record(connection, results, now))
        self._idle = False
        self._begun.end(result.parcel for result in results)
        for chat in paused:
            self._changed(chat)

    async def release_claims(self, holder: str) -> None:
        """Give back what was claimed and surely not sent: it is due again, and this does not count as an attempt."""
        await self._database.work(lambda connection: leases.release(connection, self._platform, holder))
        self._idle = False

    async def expire(self, now: dt.datetime) -> int:
        """End the alerts that are no longer news; returns how many rows that affects. ``claim`` does this, too."""
        return await self._database.work(lambda connection: outcomes.expire(connection, now))

    async def progress(self, alert: int) -> Progress:
        """How far an alert has come. This is cheap. Raises LookupError if there is no such alert."""
        async with self._database.read() as connection:
            found = await connection.run_sync(read_progress, alert)
        if not found:
            raise LookupError(f"there is no alert {alert}")
        return found[0]

    async def progresses(self) -> tuple[Progress, ...]:
        """How far every alert has come, the newest first."""
        async with self._database.read() as connection:
            return await connection.run_sync(read_progress)

    async def held_back(self, alert: int, now: dt.datetime) -> HeldBack:
        """Which of an alert's pending rows cannot go now, and until when."""
        async with self._database.read() as connection:
            return await connection.run_sync(read_held_back, alert, now)

    async def resume(self, alert: int = 0, held: Collection[int] = ()) -> tuple[int, ...]:
        """Make due what was put back of alerts that are held for a mistake of ours: the ``held`` ones, and those that
        another process held (of these only ``alert``, or with 0 any). Returns which alerts these are.
        """
        found = await self._database.work(lambda connection: resume_stopped(connection, alert, held))
        self._idle = False
        return found

    async def failures(self, alert: int) -> dict[str, int]:
        """Why an alert did not reach chats, or waits for paused ones: reason -> number of chats."""
        async with self._database.read() as connection:
            return await connection.run_sync(read_failures, alert)

    async def acquire_lease(self, holder: str, now: dt.datetime, ttl: dt.timedelta) -> bool:
        """Become the only sender; returns False while another one is, and lives.

        ``holder`` must be a different text for each process. Whatever had been claimed is due again, at once; of it
        only what a dead process had begun to send counts as perhaps sent (all of it, where that is not known). If the
        clock is set back, a dead holder's lease runs out after at most ``ttl``.
        """
        got = await self._database.work(
            lambda connection: leases.acquire(connection, self._platform, holder, now, ttl, self._begun)
        )
        if got:
            self._begun.taken_over()
        self._idle = False
        return got

    async def renew(self, holder: str, now: dt.datetime, ttl: dt.timedelta) -> bool:
        """Remain the sender for another ``ttl``; returns False if somebody else has become it."""
        return await self._database.work(lambda connection: leases.renew(connection, self._platform, holder, now, ttl))

    async def drop(self, holder: str) -> None:
        """Give up the lease, so that another process need not wait until it runs out."""
        await self._database.work(lambda connection: leases.drop(connection, self._platform, holder))
        self._begun.close(remove=True)

    async def migrate(self, old: int, new: int) -> None:
        """Give a group its new id: the chat, its subscriptions and all its rows move in one transaction."""
        await self._database.work(lambda connection: move(connection, ChatKey(self._platform, old), new))
        self._idle = False
        self._changed(old)
        self._changed(new)


def _something(connection: Connection, platform: str, now: dt.datetime) -> bool:
    """Whether a claim would find anything to do."""
    values = {"platform": platform, "at": stamp(now)}
    return any(
        connection.exec_driver_sql(f"{query} LIMIT 1", values).first()
        for query in (
            "SELECT 1 FROM outbox WHERE state = 'pending' AND platform = :platform AND not_before <= :at",
            "SELECT 1 FROM outbox WHERE state = 'claimed' AND lease_until <= :at AND platform = :platform",
            outcomes.OVER,
        )
    )
