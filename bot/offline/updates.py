"""Updates on their way to the bot, delivered or kept for getUpdates; presses, and how they were answered."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import Application

from bot.offline.chats import Seen
from bot.offline.errors import JSON, CallRefused
from bot.offline.people import InlineAnswer, Popup, User

Deliver = Callable[[JSON], Awaitable[None]]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]

QUERY_LIFETIME = timedelta(seconds=15)
KEPT_QUERIES = 1_000
T = TypeVar("T", Popup, InlineAnswer)
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class Query:
    """A press, an inline query or a guest's message (the one it is ``asked_in``) that waits for its answer."""

    kind: str
    user: User
    asked: datetime
    answer: Popup | InlineAnswer | None = None
    asked_in: Seen | None = None


class Updates:
    """Delivers updates to the bot at once when somebody is attached, or keeps them for getUpdates."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.waiting: deque[JSON] = deque()
        self.webhook = ""
        self._poller: asyncio.Future[bool] | None = None
        self._allowed: set[str] = set()
        self._queries: dict[str, Query] = {}
        self._query_ids = itertools.count(4_000_000_001)
        self._update_ids = itertools.count(100_000_001)
        self._deliver: Deliver | None = None

    def attach(self, deliver: Deliver | None) -> None:
        """Deliver updates to `deliver`, for which verbs wait; with None they are kept for getUpdates."""
        self._deliver = deliver

    def attach_application(self, application: AnyApplication) -> None:
        """Run each update through the application's update processor and handlers; verbs wait for the end."""

        async def deliver(raw: JSON) -> None:
            update = Update.de_json(raw, application.bot)
            await application.update_processor.process_update(update, application.process_update(update))

        self.attach(deliver)

    @asynccontextmanager
    async def running(self, application: AnyApplication) -> AsyncIterator[AnyApplication]:
        """Start the application, attached to this world, and stop it at the end."""
        async with application:
            await application.start()
            self.attach_application(application)
            try:
                yield application
            finally:
                self.attach(None)
                await application.stop()

    async def emit(self, kind: str, payload: JSON) -> None:
        """Make an update, and wait until it has been handled."""
        # A copy by way of JSON, so that the bot can never reach into the world's own state.
        update = json.loads(json.dumps({"update_id": next(self._update_ids), kind: payload}))
        if self._deliver is not None:
            await self._deliver(update)
        else:
            self.enqueue(update)

    async def ask_callback(self, user: User, message: Seen, data: str) -> Popup | None:
        """Press a button; see `User.press`."""
        query_id = self._ask("callback", user)
        payload = {
            "id": query_id,
            "from": user.to_json(),
            "message": message.to_json(),
            "chat_instance": str(message.chat.id),
            "data": data,
        }
        await self.emit("callback_query", payload)
        return self._answer_to(query_id, Popup)

    async def ask_inline(self, user: User, text: str, offset: str) -> InlineAnswer | None:
        """Send an inline query; see `User.ask_inline`."""
        query_id = self._ask("inline", user)
        await self.emit("inline_query", {"id": query_id, "from": user.to_json(), "query": text, "offset": offset})
        return self._answer_to(query_id, InlineAnswer)

    async def ask_guest(self, user: User, seen: Seen) -> None:
        """Tell the bot of a message that names it in a chat that it is not in."""
        query_id = self._ask("guest", user)
        self._queries[query_id].asked_in = seen
        await self.emit("guest_message", seen.to_json() | {"guest_query_id": query_id})
        self._answer_to(query_id, InlineAnswer)

    @property
    def unanswered(self) -> list[Query]:
        """Presses and inline queries that the bot never answered: on a phone their spinner is still turning."""
        return [query for query in self._queries.values() if query.answer is None]

    def take_query(self, query_id: object, kind: str) -> Query | None:
        """The open query of that id; None if there is none, it was answered, or its time is over."""
        query = self._queries.get(str(query_id))
        if query is None or query.kind != kind or query.answer is not None:
            return None
        return query if self.now() - query.asked <= QUERY_LIFETIME else None

    def _ask(self, kind: str, user: User) -> str:
        query_id = str(next(self._query_ids))
        self._queries[query_id] = Query(kind, user, self.now())
        if len(self._queries) > KEPT_QUERIES:
            del self._queries[next(iter(self._queries))]
        return query_id

    def _answer_to(self, query_id: str, kind: type[T]) -> T | None:
        answer = self._queries[query_id].answer
        if answer is not None:
            del self._queries[query_id]
        return answer if isinstance(answer, kind) else None

    def enqueue(self, update: JSON) -> None:
        """Keep the update for the next getUpdates, and wake one that waits; unwanted kinds are dropped."""
        kind = next(key for key in update if key != "update_id")
        if self._allowed and kind not in self._allowed:
            return
        self.waiting.append(update)
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(True)

    async def get_updates(self, parameters: JSON) -> list[JSON]:
        """Updates from `offset` on; earlier ones are forgotten. Waits up to `timeout` seconds for the first."""
        if self.webhook:
            raise CallRefused(409, WEBHOOK_ACTIVE)
        if "allowed_updates" in parameters:
            self._allowed = set(parameters["allowed_updates"])
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(False)
        offset = int(parameters.get("offset", 0))
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        timeout = parameters.get("timeout", 0)
        seconds = timeout.total_seconds() if isinstance(timeout, timedelta) else float(timeout)
        if not self.waiting and seconds > 0:
            await self._wait(seconds)
        return list(self.waiting)[: int(parameters.get("limit", 100))]

    async def _wait(self, seconds: float) -> None:
        mine = self._poller = asyncio.get_running_loop().create_future()
        await asyncio.wait([mine], timeout=seconds)
        if mine.done() and not mine.result():
            raise CallRefused(409, CONFLICT)
