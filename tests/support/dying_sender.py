"""A sender in a process of its own, at a time that is given, which the test kills with ``kill -9`` on its way.

``python -m tests.support.dying_sender DATABASE BASE_URL TIME`` sends what is due at that time until it is killed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import sys

from telegram import Bot

from bot.botapi.lanes import AlertLane
from bot.delivery.clock import Clocks
from bot.delivery.options import SenderOptions
from bot.delivery.sender import Sender
from bot.offline.html import parse_html
from data.alerts.outbox import Outbox
from data.database import Database
from tests.support.api_server import TOKEN, BotApi

IN_FLIGHT = 2
"""So many messages may be repeated when it is killed."""


async def send_and_die(place: str, at: dt.datetime, last: int) -> list[tuple[int, str]]:
    """Send what is due, in a process that is killed when Telegram has read its ``last`` message; returns to whom each
    went, and its text as it is read.
    """
    async with BotApi(latency=0.02) as api:
        command = [sys.executable, "-m", "tests.support.dying_sender", place, api.base_url, at.isoformat()]
        victim = await asyncio.create_subprocess_exec(*command)
        heard: list[str] = []

        def called(method: str) -> None:
            heard.append(method)
            if len(heard) == last:
                victim.send_signal(signal.SIGKILL)

        api.on_call = called
        async with asyncio.timeout(60):
            assert await victim.wait() == -signal.SIGKILL
        return [(int(call.params["chat_id"]), parse_html(call.params["text"])[0]) for call in api.calls]


async def send(place: str, base_url: str, at: dt.datetime) -> None:
    async with await Database.open(place) as database:
        sender = Sender(
            Outbox(database),
            Bot(TOKEN, base_url),
            SenderOptions(pace=None, in_flight=IN_FLIGHT),
            clocks=Clocks(wall=lambda: at),
            request=AlertLane(IN_FLIGHT),
        )
        await sender.run()


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1], sys.argv[2], dt.datetime.fromisoformat(sys.argv[3])))
