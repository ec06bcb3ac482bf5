"""The outbox: which messages are due, who sends them, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection, bindparam, func, select, text

from data.alerts import leases, outcomes
from data.alerts.begun import BegunSends
from data.alerts.migrate import move
from data.alerts.model import HeldBack, Outcome, Parcel, Progress
from data.alerts.pause import resume_stopped
from data.alerts.progress import read_failures, read_held_back, read_progress
from data.database import Database
from data.db import schema
from data.db.schema_alerts import alert, outbox
from data.db.types import stamp
from data.model.chats import TELEGRAM, ChatKey

TEXTS = 4096
"""How many texts are kept in memory."""

ROW, OF, TO = outbox.alias("o"), alert.alias("a"), schema.chat.alias("c")
# Left joins keep the order of the tables, so that the partial index gives the rows in their order. Rows that another
# process is changing are passed over, where the engine knows of rows that are locked.
DUE = (
    select(
        *(
            ROW.c.id,
            ROW.c.alert,
            ROW.c.chat,
            func.coalesce(TO.c.kind, ""),
            ROW.c.thread,
            ROW.c.text,
            ROW.c.attempts + 1,
        ),
        *(OF.c.expires, TO.c.quiet_from, TO.c.quiet_to, ROW.c.doubtful > 0, func.coalesce(OF.c.resumed, 0)),
    )
    .select_from(
        ROW.outerjoin(OF, OF.c.id == ROW.c.alert).outerjoin(
            TO, (TO.c.platform == ROW.c.platform) & (TO.c.id == ROW.c.chat)
        )
    )
    .where(text("o.state = 'pending'"), ROW.c.platform == bindparam("of"), ROW.c.not_before <= bindparam("now"))
    .order_by(ROW.c.not_before, ROW.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=ROW, skip_locked=True)
)
CLAIM = text(
    "UPDATE outbox SET state = 'claimed', attempts = attempts + 1, holder = :holder, lease_until = :until,"
    " reason = NULL WHERE id IN :ids"
).bindparams(bindparam("ids", expanding=True))
ANY_DUE = text("SELECT 1 FROM outbox WHERE state = 'pending' AND platform = :platform AND not_before <= :at LIMIT 1")
ANY_LAPSED = text(
    "SELECT 1 FROM outbox WHERE state = 'claimed' AND lease_until <= :at AND platform = :platform LIMIT 1"
)
TEXT = text("SELECT html, buttons FROM alert_text WHERE id = :id")
LAPSED = "o.state = 'claimed' AND o.lease_until <= :now AND o.platform = :platform"


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
        leases.take_back(connection, LAPSED, {"now": stamp(now), "platform": self._platform}, self._begun)
        rows = connection.execute(DUE, {"of": self._platform, "now": now, "most": most}).all()
        if not rows:
            return ()
        values = {"holder": holder, "until": stamp(now + lease), "ids": [row[0] for row in rows]}
        connection.execute(CLAIM, values)
        self._read_texts(connection, {row[5] for row in rows})
        return tuple(
            Parcel(id, alert_id, to, kind, thread, *self._texts[text_id], *rest)
            for id, alert_id, to, kind, thread, text_id, *rest in rows
        )

    def _read_texts(self, connection: Connection, wanted: set[int]) -> None:
        """Read texts that are not in memory yet. A text never changes, and only the database's thread comes here."""
        for id in wanted:
            if id in self._texts:
                self._texts.move_to_end(id)
                continue
            row = connection.execute(TEXT, {"id": id}).one()
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
        connection.execute(query, values if query is not outcomes.OVER else {"at": stamp(now)}).first()
        for query in (ANY_DUE, ANY_LAPSED, outcomes.OVER)
    )
