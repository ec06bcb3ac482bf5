"""The bot of whichever version lies on the path, over an offline Telegram of its own, told what to do line by line.

Run as a script: ``python -P one_version.py DATABASE``. Each line it reads is Python, run as the body of a function of
``app``, ``database`` and ``world``; each line it prints is JSON: what that returned, or what the database refused. The
first says how the database was opened.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import textwrap
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")

from bot.app import build
from bot.context import App
from bot.offline import OfflineTelegram
from bot.runtime import sending
from bot.settings import Settings
from data.database import Database
from data.errors import DatabaseRefused
from data.store import Store


async def say(world: OfflineTelegram, person: int, text: str) -> str:
    """What the bot answers a person in their private chat."""
    chat = world.private(world.user(id=person), started=True)
    before = len(chat.answers)
    await chat.user.say(text)
    return "\n".join(seen.text for seen in chat.answers[before:])


async def deliver(app: App, world: OfflineTelegram, people: list[int]) -> dict[str, list[str]]:
    """Sends what is due; returns what each of these people got."""
    chats = {person: world.private(world.user(id=person), started=True) for person in people}
    before = {person: len(chat.answers) for person, chat in chats.items()}
    async with sending(app, request=world.request()) as sender:
        sender.wake()
        async with asyncio.timeout(10):
            while any(one.pending for one in await app.bot_data.outbox.progresses()):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    return {str(person): [seen.text for seen in chat.answers[before[person] :]] for person, chat in chats.items()}


async def serve(place: str) -> None:
    values: dict[str, Any] = {"_env_file": None, "database": place}
    settings = Settings(**values, pictures=Path(os.environ["XDG_DATA_HOME"]) / "pictures")
    async with await Database.open(settings.database) as database:
        store = await Store.open(database)
        world = OfflineTelegram()
        app = build(settings, database, store, transport=world.request(), updates=world.request())
        names: dict[str, Any] = {"app": app, "database": database, "world": world, "say": say, "deliver": deliver}
        async with world.running(app):
            tell({"done": database.done, "backup": str(database.backup or "")})
            while line := await asyncio.to_thread(sys.stdin.readline):
                try:
                    tell(await body(json.loads(line), names)())
                except DatabaseRefused as refused:
                    tell({"refused": str(refused)})
        app.bot_data.pictures.close()


def body(code: str, names: dict[str, Any]) -> Callable[[], Awaitable[Any]]:
    made = dict(names)
    exec("async def run():\n" + textwrap.indent(textwrap.dedent(code), "    "), made)
    found: Callable[[], Awaitable[Any]] = made["run"]
    return found


def tell(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    logging.getLogger("telegram").setLevel(logging.WARNING)
    try:
        asyncio.run(serve(sys.argv[1]))
    except DatabaseRefused as error:
        tell({"refused": str(error)})
