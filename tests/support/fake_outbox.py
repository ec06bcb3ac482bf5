"""An outbox in memory, by the same promises as data/alerts/outbox.py, and a Telegram that is only its answers."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.delivery.clock import Clocks
from bot.delivery.events import Alarm, DeliveryReport
from bot.delivery.options import SenderOptions
from bot.delivery.sender import Sender
from data.alerts.model import HeldBack, Outcome, Parcel, Progress
from data.errors import DatabaseBusy

START = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)  # ten in the morning in Vietnam


@dataclass(slots=True)
class Row:
    parcel: Parcel
    state: str = "pending"
    not_before: dt.datetime = START
    holder: str = ""
    until: dt.datetime = START
    outcome: Outcome | None = None


class FakeOutbox:
    """Rows by id. ``broken`` makes every write fail; ``steps`` counts transactions."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.lease: tuple[str, dt.datetime] | None = None
        self.broken: set[str] = set()
        self.steps: Counter[str] = Counter()
        self.moved: list[tuple[int, int]] = []
        self.begun: set[int] = set()

    def add(self, chat: int, alert: int = 1, **fields: Any) -> Row:
        number = len(self.rows) + 1
        parcel = Parcel(number, alert, chat, "private", None, "<b>x</b>", "[]", 0, START + dt.timedelta(7), None, None)
        self.rows[number] = Row(replace(parcel, **fields))
        return self.rows[number]

    def states(self) -> Counter[str]:
        return Counter(row.state for row in self.rows.values())

    def _step(self, name: str) -> None:
        self.steps[name] += 1
        if name in self.broken or "*" in self.broken:
            raise DatabaseBusy(f"{name}: the database is busy")

    async def claim(self, holder: str, most: int, now: dt.datetime, lease: dt.timedelta) -> tuple[Parcel, ...]:
        self._step("claim")
        found: list[Parcel] = []
        for row in self.rows.values():
            dead = row.state == "claimed" and (row.until <= now or row.holder != holder)
            due = row.state in ("pending", "again") and row.not_before <= now
            if not (dead or due) or len(found) == most:
                continue
            again = row.parcel.repeated or (dead and row.parcel.id in self.begun) or row.state == "again"
            row.parcel = replace(row.parcel, attempts=row.parcel.attempts + 1, repeated=again)
            row.state, row.holder, row.until = "claimed", holder, now + lease
            found.append(row.parcel)
        await asyncio.sleep(0)
        return tuple(found)

    def begin(self, parcel: int) -> None:
        self.begun.add(parcel)

    def not_sent(self, parcel: int) -> None:
        self.begun.discard(parcel)

    async def record(self, results: Sequence[Outcome], now: dt.datetime) -> None:
        await asyncio.sleep(0.002)
        self._step("record")
        for result in results:
            row = self.rows[result.parcel]
            self.begun.discard(result.parcel)
            row.outcome = result
            row.state = "held" if result.kind == "paused" else result.kind
            if result.not_before is not None:
                row.not_before = result.not_before
                row.state = "again" if result.kind == "unknown" else "pending"

    async def release_claims(self, holder: str) -> None:
        self._step("release_claims")
        for row in self.rows.values():
            if row.state == "claimed" and row.holder == holder:
                row.state = "pending"

    async def progress(self, alert: int) -> Progress:
        rows = [row for row in self.rows.values() if row.parcel.alert == alert]
        count = Counter(row.state for row in rows)
        return Progress(
            alert=alert,
            release="r",
            kind="release",
            created=START,
            expires=START,
            total=len(rows),
            sent=count["sent"],
            unknown=count["unknown"],
            failed=count["failed"],
            expired=count["expired"],
            superseded=count["superseded"],
            held=count["held"],
            repeated=sum(row.parcel.repeated for row in rows),
        )

    async def held_back(self, alert: int, now: dt.datetime) -> HeldBack:
        rows = [row for row in self.rows.values() if row.parcel.alert == alert and row.state == "pending"]
        why = Counter(row.outcome.reason for row in rows if row.not_before > now and row.outcome)
        ends = [row.not_before for row in rows if row.outcome and row.outcome.reason == "quiet"]
        return HeldBack(why["quiet"], min(ends, default=None), max(ends, default=None), why["stopped"])

    async def resume(self, alert: int, held: Collection[int]) -> tuple[int, ...]:
        rows = [row for row in self.rows.values() if row.state == "pending" and row.parcel.attempts]
        put_back = [row for row in rows if row.outcome and row.outcome.reason != "quiet"]
        said = {row.parcel.alert for row in put_back if row.outcome and row.outcome.reason == "stopped"}
        found = {*held, *(one for one in said if alert in (0, one))}
        for row in put_back:
            if row.parcel.alert in found:
                row.not_before = START
        return tuple(sorted(found))

    async def failures(self, alert: int) -> Counter[str]:
        return Counter(
            row.outcome.reason for row in self.rows.values() if row.state in ("failed", "held") and row.outcome
        )

    async def acquire_lease(self, holder: str, now: dt.datetime, ttl: dt.timedelta) -> bool:
        self._step("acquire_lease")
        if self.lease is not None and self.lease[0] != holder and self.lease[1] > now:
            return False
        self.lease = (holder, now + ttl)
        return True

    async def renew(self, holder: str, now: dt.datetime, ttl: dt.timedelta) -> bool:
        self._step("renew")
        if self.lease is None or self.lease[0] != holder:
            return False
        self.lease = (holder, now + ttl)
        return True

    async def drop(self, holder: str) -> None:
        self._step("drop")
        if self.lease is not None and self.lease[0] == holder:
            self.lease = None

    async def migrate(self, old: int, new: int) -> None:
        self._step("migrate")
        self.moved.append((old, new))
        for row in self.rows.values():
            if row.parcel.chat == old:
                row.parcel = replace(row.parcel, chat=new)


Answer = Callable[[dict[str, Any]], TelegramError | tuple[int, Any] | None]


class FakeTelegram(BaseRequest):
    """``answer`` may say what goes wrong: an exception of the transport, or a status with its body."""

    def __init__(self, answer: Answer | None = None, latency: float = 0.02) -> None:
        self.answer, self.latency = answer, latency
        self.got: list[tuple[float, dict[str, Any]]] = []
        """When, and the parameters of what was carried out."""
        self.tried = self.in_flight = self.peak = self.pings = 0
        self.dead: TelegramError | tuple[int, Any] | None = None
        """What every call is answered with, getMe too."""

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    @property
    def chats(self) -> list[int]:
        return [one["chat_id"] for _, one in self.got]

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **more: Any
    ) -> tuple[int, bytes]:
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        try:
            await asyncio.sleep(self.latency)
        finally:
            self.in_flight -= 1
        fault = self.dead
        if url.endswith("/getMe"):
            self.pings += 1
            fault = fault or (200, {"ok": True, "result": {}})
        else:
            assert request_data is not None
            parameters: dict[str, Any] = dict(request_data.parameters)
            self.tried += 1
            fault = fault or (self.answer(parameters) if self.answer else None)
            if fault is None:
                self.got.append((asyncio.get_running_loop().time(), parameters))
                fault = (200, {"ok": True, "result": {"message_id": len(self.got)}})
        if isinstance(fault, TelegramError):
            raise fault
        status, body = fault
        return status, body.encode() if isinstance(body, str) else json.dumps(body).encode()


def refused(status: int, description: str, **parameters: int) -> tuple[int, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return status, body | ({"parameters": parameters} if parameters else {})


class Scene:
    """A sender with its outbox, its Telegram and what it said; in virtual time."""

    def __init__(self, answer: Answer | None = None, *, latency: float = 0.02, **options: Any) -> None:
        loop = asyncio.get_running_loop()
        self.loop, self.outbox = loop, options.pop("outbox", None) or FakeOutbox()
        self.telegram = FakeTelegram(answer, latency)
        self.moved = dt.timedelta(0)
        """By how much somebody has set the wall clock."""
        self._began = loop.time()
        self.reports: list[DeliveryReport] = []
        self.alarms: list[Alarm] = []
        bot = Bot("1:x", request=self.telegram, get_updates_request=self.telegram)
        self.sender = Sender(
            self.outbox,
            bot,
            SenderOptions(**{"holder": "one"} | options),
            clocks=Clocks(self.now, loop.time),
            report=self.reports.append,
            alarm=self.alarms.append,
        )
        self._task: asyncio.Task[None] | None = None

    def now(self) -> dt.datetime:
        return START + dt.timedelta(seconds=self.loop.time() - self._began) + self.moved

    @property
    def kinds(self) -> list[str]:
        return [alarm.kind for alarm in self.alarms]

    async def __aenter__(self) -> Scene:
        self._task = asyncio.create_task(self.sender.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self.sender.stop()
        await self._task

    async def until(self, true: Callable[[], object], seconds: float = 7200, step: float = 0.01) -> float:
        """Waits (virtually) until it holds; returns the seconds since the scene began."""
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110  (the time is virtual)
                await asyncio.sleep(step)
        return self.loop.time() - self._began

    async def all_sent(self, seconds: float = 7200, step: float = 0.1) -> float:
        rows = self.outbox.rows.values()
        return await self.until(lambda: all(row.state == "sent" for row in rows), seconds, step)
