"""Several workers of one bot on one database, each with a memory of its own: whose update goes to which is chosen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from telegram import Update

from bot.app import build
from bot.context import App
from bot.offline import OfflineTelegram, User
from bot.services import Services
from data.database import Database
from data.store import Store
from tests.support.shipped import Clock, settings_of


class Worker:
    """One worker. What is held in its memory is gone when it is killed; a killed one does nothing more."""

    def __init__(self, app: App, database: Database) -> None:
        self.app = app
        self.services: Services = app.bot_data
        self.database = database
        self.checks = 0
        publisher = self.services.publisher
        check = publisher.check

        async def counted(*said: Any) -> Any:
            self.checks += 1
            return await check(*said)

        publisher.check = counted  # type: ignore[method-assign, assignment]


class Workers:
    """Starts workers, and says who is heard by which."""

    def __init__(self, world: OfflineTelegram, place: str, folder: Path, clock: Clock, admins: tuple[int, ...]) -> None:
        self._world = world
        self._place = place
        self._folder = folder
        self._clock = clock
        self._admins = admins
        self._stack = AsyncExitStack()
        self._at: dict[int, Worker] = {}
        self._last: dict[str, Any] = {}

    async def start(self) -> Worker:
        database = await self._stack.enter_async_context(await Database.open(self._place))
        settings = settings_of(self._folder / "a.sqlite3", admins=self._admins)
        transport, updates = self._world.request(), self._world.request()
        store = await Store.open(database)
        app = build(settings, database, store, transport=transport, updates=updates, clock=self._clock)
        await self._stack.enter_async_context(app)
        await app.start()
        self._stack.push_async_callback(app.stop)
        self._stack.callback(app.bot_data.pictures.close)
        return Worker(app, database)

    def hears(self, worker: Worker, *users: User) -> None:
        """From now on this worker gets what these people write and press."""
        self._at |= {user.id: worker for user in users}
        self._world.attach(self._deliver)

    async def again(self, worker: Worker) -> None:
        """What was delivered last is handled once more, by this worker: the one before was killed over it."""
        await self._handle(worker, self._last)

    async def _deliver(self, raw: dict[str, Any]) -> None:
        self._last = raw
        sender = next(value["from"]["id"] for value in raw.values() if isinstance(value, dict))
        await self._handle(self._at[sender], raw)

    async def _handle(self, worker: Worker, raw: dict[str, Any]) -> None:
        app = worker.app
        update = Update.de_json(raw, app.bot)
        await app.update_processor.process_update(update, app.process_update(update))

    async def stop(self) -> None:
        self._world.attach(None)
        await self._stack.aclose()


@asynccontextmanager
async def workers(
    world: OfflineTelegram, place: str, folder: Path, clock: Clock, admins: tuple[int, ...]
) -> AsyncIterator[Workers]:
    """Inside of this workers may be started; at the end all are stopped."""
    made = Workers(world, place, folder, clock, admins)
    try:
        yield made
    finally:
        await made.stop()
