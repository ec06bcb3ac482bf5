"""An office for tests of being told of tasks: the bot with its sender, and days that go by."""

from __future__ import annotations

import asyncio
import datetime as dt

from sqlalchemy import text

from bot.context import App
from bot.delivery.sender import Sender
from bot.publishing.plans import PlanPublisher
from bot.services import Services
from bot.tasks.schedule import look
from data.alerts.quiet_hours import VIETNAM
from data.database import Database
from data.db.types import stamp
from data.releases.plan_draft import PlanDraft
from tests.support.shipped import Clock

DAY = dt.timedelta(days=1)


def days_of_reminding(due: dt.date, end: dt.date) -> set[dt.date]:
    """By the letter of what is promised: 30, 7 and 1 days before, on the day, every week after."""
    return {due - 30 * DAY, due - 7 * DAY, due - DAY, due} | {due + n * DAY for n in range(7, (end - due).days + 1, 7)}


class Office:
    """The bot with its sender, on a clock that is moved by hand."""

    def __init__(self, app: App, sender: Sender, clock: Clock, database: Database) -> None:
        self.sender, self.clock, self._database = sender, clock, database
        self.services: Services = app.bot_data
        self.publisher = PlanPublisher(database, self.services.store, clock)

    def at(self, day: dt.date, hour: int, minute: int = 0) -> None:
        """It is this time in Vietnam."""
        self.clock.time = dt.datetime.combine(day, dt.time(hour, minute), VIETNAM)

    async def look(self) -> None:
        """What a running bot does twice a minute."""
        works = (self.services.reminders.run, self.services.digests.run)
        await look(works, self.services.now(), self.services.settings.remind_at)

    async def looks(self) -> None:
        """The same; then all that can go is sent."""
        await self.look()
        await self.sent()

    async def sent(self) -> None:
        """All that can go now is sent."""
        if not await self._waiting():
            return
        self.sender.wake()
        async with asyncio.timeout(60):
            while await self._waiting():  # noqa: ASYNC110
                await asyncio.sleep(0.004)

    async def _waiting(self) -> bool:
        query = "SELECT 1 FROM outbox WHERE state IN ('pending', 'claimed') AND not_before <= :now LIMIT 1"
        now = {"now": stamp(self.services.now())}
        return (
            await self._database.work(lambda connection: connection.scalar(text(query), now), write=False) is not None
        )

    async def publish(self, plan: PlanDraft) -> None:
        """Publish a plan, and send what is told of it."""
        await self.publisher.publish(plan, "test")
        await self.looks()
