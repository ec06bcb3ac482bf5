"""For the tests of following, publishing and sending: drafts, a plain composer, and what the outbox holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import text

from data.alerts.model import FollowOptions, Mail, Outcome, OutcomeKind, Parcel, Recipient
from data.alerts.outbox import Outbox
from data.alerts.pause import pause
from data.chats.chats import Chats
from data.chats.subscriptions import Subscriptions
from data.database import Database
from data.model.chats import TELEGRAM
from data.releases.draft import FigureDraft, ReleaseDraft
from data.releases.publishing import Publishing

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
"""Ten in the morning in Vietnam."""
LEASE = dt.timedelta(minutes=5)
SECOND, MINUTE, HOUR, DAY = (dt.timedelta(seconds=seconds) for seconds in (1, 60, 3600, 86400))


def figure(province: str, score: float | None, rank: int | None, **more: Any) -> FigureDraft:
    usual: dict[str, Any] = {
        "indicator": "", "unit": "points", "scale": 80, "rank_kind": "published", "out_of": None
    }  # fmt: skip
    return FigureDraft(province=province, score=score, rank=rank, **usual | more)


TABLE = (figure("ha-noi", 44.5, 1), figure("hung-yen", 44.0, 2), figure("bac-ninh", 43.0, 3))
PAPI = ReleaseDraft(
    index="papi",
    period="2025",
    year=2025,
    title_vi="PAPI 2025",
    title_en="PAPI 2025",
    issuer="UNDP",
    source_title="PAPI",
    source_url="https://papi.org.vn/2025",
    announced=dt.date(2026, 11, 22),
    coverage="full",
    printed_out_of=None,
    figures=TABLE,
    file_hash="aa",
)
PAR = replace(PAPI, index="par", title_vi="PAR 2025", title_en="PAR 2025", file_hash="pp")


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
    platform: str = TELEGRAM
    chats: Chats = field(init=False)
    outbox: Outbox = field(init=False)
    publishing: Publishing = field(init=False)
    subscriptions: Subscriptions = field(init=False)

    def __post_init__(self) -> None:
        self.chats = Chats(self.database, platform=self.platform)
        self.outbox = Outbox(self.database, self.chats.forget, platform=self.platform)
        self.publishing = Publishing(self.database)
        self.subscriptions = Subscriptions(self.database, self.chats)

    async def follow(self, chat: int, province: str = "", index: str = "", language: str = "", **more: Any) -> None:
        known = await self.chats.upsert(chat, now=NOW, kind="private" if chat > 0 else "supergroup", language=language)
        await self.subscriptions.follow(known, (province,), index, now=NOW, options=FollowOptions(**more))

    async def pause(self, chat: int, reason: str, now: dt.datetime) -> None:
        """What recording a refusal of the chat does to it."""
        await self.database.work(lambda connection: pause(connection, self.chats.key(chat), reason, now))
        self.chats.forget(chat)

    async def unfollow_all(self, chat: int) -> None:
        await self.subscriptions.unfollow(chat)

    async def publish(self, draft: ReleaseDraft = PAPI, now: dt.datetime = NOW) -> int:
        """The id of the alert."""
        done = await self.publishing.publish(draft, plain, who="test", now=now)
        assert done.alert is not None
        return done.alert

    async def claim(self, most: int = 100, now: dt.datetime = NOW, holder: str = "one") -> tuple[Parcel, ...]:
        if not await self.outbox.renew(holder, now, MINUTE):
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
            found = await connection.execute(
                text(
                    "SELECT chat, state FROM outbox WHERE alert = coalesce(CAST(:alert AS integer),"
                    " (SELECT max(id) FROM alert)) ORDER BY id"
                ),
                {"alert": alert},
            )
            return {row["chat"]: row["state"] for row in found.mappings()}

    async def audit_counts(self) -> None:
        """What is counted along the way is what counting the rows gives."""
        async with self.database.read() as connection:
            counted = {
                tuple(row)
                for row in await connection.execute(
                    text("SELECT alert, what, reason, rows FROM alert_count WHERE rows <> 0 AND what <> 'repeated'")
                )
            }
            real = {
                tuple(row)
                for row in await connection.execute(
                    text(
                        "SELECT alert, state, coalesce(reason, ''), count(*) FROM outbox"
                        " WHERE state NOT IN ('pending', 'claimed') GROUP BY 1, 2, 3"
                    )
                )
            }
            assert counted == real
            totals = {tuple(row) for row in await connection.execute(text("SELECT id, total FROM alert"))}
            rows = await connection.execute(text("SELECT alert, count(*) FROM outbox GROUP BY 1"))
            assert totals == {tuple(row) for row in rows}
