"""For the tests of following, publishing and sending: drafts, a plain composer, and what the outbox holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.alerts.model import Mail, Outcome, OutcomeKind, Parcel, Recipient
from data.alerts.outbox import Outbox
from data.chats.chats import Chats
from data.chats.subscriptions import Subscriptions
from data.db.database import Database
from data.model import Coverage, RankKind
from data.releases.publishing import Publishing

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
"""Ten in the morning in Vietnam."""
LEASE = dt.timedelta(minutes=5)
SECOND, MINUTE, HOUR, DAY = (dt.timedelta(seconds=seconds) for seconds in (1, 60, 3600, 86400))


@dataclass(frozen=True, slots=True)
class FigureRead:
    province: str
    score: float | None
    rank: int | None
    indicator: str = ""
    unit: str = "points"
    scale: float | None = 80
    rank_kind: RankKind = "published"
    out_of: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    figures: tuple[FigureRead, ...]
    index: str = "papi"
    period: str = "2025"
    year: int = 2025
    title_vi: str = "PAPI 2025"
    title_en: str = "PAPI 2025"
    issuer: str = "UNDP"
    source_title: str = "PAPI"
    source_url: str = "https://papi.org.vn/2025"
    announced: dt.date | None = dt.date(2026, 11, 22)
    coverage: Coverage = "full"
    printed_out_of: int | None = None
    file_hash: str = "aa"
    correction_of: str | None = None
    why: str = ""


TABLE = (FigureRead("ha-noi", 44.5, 1), FigureRead("hung-yen", 44.0, 2), FigureRead("bac-ninh", 43.0, 3))
PAPI = Table(TABLE)
PAR = Table(TABLE, index="par", title_vi="PAR 2025", title_en="PAR 2025", file_hash="pp")


def plain(listeners: Sequence[Recipient]) -> list[Mail | None]:
    """Says whom it is for, so that a test can read it."""
    return [Mail(words(listener), "[]", listener.provinces or listener.told) for listener in listeners]


def words(listener: Recipient) -> str:
    about = " ".join(follow.province or "*" for follow in listener.follows)
    wrong = f" (wrong: {listener.heard}: {' '.join(listener.told)})" if listener.heard else ""
    return f"{listener.language or '-'}: {about}{wrong}"


@dataclass(slots=True)
class Room:
    """Everything of one database, at ``NOW`` until a test says otherwise."""

    database: Database
    chats: Chats = field(init=False)
    outbox: Outbox = field(init=False)
    publishing: Publishing = field(init=False)
    subscriptions: Subscriptions = field(init=False)

    def __post_init__(self) -> None:
        self.chats = Chats(self.database)
        self.outbox = Outbox(self.database, self.chats)
        self.publishing = Publishing(self.database)
        self.subscriptions = Subscriptions(self.database)

    async def follow(self, chat: int, province: str = "", index: str = "", language: str = "", **more: object) -> None:
        await self.chats.upsert(chat, now=NOW, kind="private" if chat > 0 else "supergroup", language=language)
        await self.subscriptions.follow(chat, now=NOW, province=province, index=index, **more)  # type: ignore[arg-type]

    async def publish(self, draft: Table = PAPI, now: dt.datetime = NOW) -> int:
        """The id of the alert."""
        done = await self.publishing.publish(draft, plain, who="test", now=now)
        assert done.alert is not None
        return done.alert

    async def claim(self, most: int = 100, now: dt.datetime = NOW, holder: str = "one") -> tuple[Parcel, ...]:
        await self.outbox.acquire_lease(holder, now, MINUTE)
        return await self.outbox.claim(holder, most, now, LEASE)

    async def settle(self, kind: OutcomeKind, *parcels: Parcel, now: dt.datetime = NOW, **more: object) -> None:
        await self.outbox.record([Outcome.of(parcel, kind, **more) for parcel in parcels], now)  # type: ignore[arg-type]

    async def deliver(self, now: dt.datetime = NOW) -> dict[int, str]:
        """Send all that is due: chat -> text."""
        sent: dict[int, str] = {}
        while parcels := await self.claim(now=now):
            await self.settle("sent", *parcels, now=now, message_id=7)
            for parcel in parcels:
                assert parcel.chat not in sent
                sent[parcel.chat] = parcel.html
        return sent

    async def rows(self, alert: int | None = None) -> dict[int, str]:
        """Chat -> state, of an alert or of the last; the counters are checked on the way."""
        await self.audit_counts()
        async with self.database.read() as connection:
            found = await connection.exec_driver_sql(
                "SELECT chat, state FROM outbox WHERE alert = coalesce(?, (SELECT max(id) FROM alert)) ORDER BY id",
                (alert,),
            )
            return {row["chat"]: row["state"] for row in found.mappings()}

    async def audit_counts(self) -> None:
        """What is counted along the way is what counting the rows gives."""
        async with self.database.read() as connection:
            counted = {
                tuple(row)
                for row in await connection.exec_driver_sql(
                    "SELECT alert, what, reason, rows FROM alert_count WHERE rows <> 0 AND what <> 'repeated'"
                )
            }
            real = {
                tuple(row)
                for row in await connection.exec_driver_sql(
                    "SELECT alert, state, coalesce(reason, ''), count(*) FROM outbox"
                    " WHERE state NOT IN ('pending', 'claimed') GROUP BY 1, 2, 3"
                )
            }
            assert counted == real
            totals = {tuple(row) for row in await connection.exec_driver_sql("SELECT id, total FROM alert")}
            rows = await connection.exec_driver_sql("SELECT alert, count(*) FROM outbox GROUP BY 1")
            assert totals == {tuple(row) for row in rows}
