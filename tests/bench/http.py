"""Over real HTTP on loopback: our bot with its own transport, against the bare echo bot with the standard one.

Each bot has a process of its own, and so has the server that each speaks to (``python -m tests.bench.http serve``).
Both bots poll with python-telegram-bot's updater and work on 16 updates at once. A server hands out a burst of
messages from 64 chats and says after how many seconds the last answer had come; bursts take turns.
"""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import ExitStack
from itertools import count, cycle
from pathlib import Path

from pydantic import SecretStr
from telegram.ext import Application, MessageHandler, filters

from bot.app import build
from bot.botapi.updates import AT_ONCE
from bot.runtime import settle
from bot.settings import Settings
from data.database import Database
from data.store import Store
from tests.bench.chat import QUESTION, UNLIMITED, AnyApplication, echo, give_up
from tests.bench.tools import Child, Row, at_least, in_turns, ratio
from tests.support.api_server import TOKEN, BotApi

FOLLOW = "/follow Hưng Yên PAPI"
ROUNDS = 11
BURST = 300
CHATS = 64
THREADS = 40
LIMIT = 20.0
"""Seconds after which a burst is given up."""


def rows(path: Path) -> list[Row]:
    with ExitStack() as stack:
        servers, bots = [], []
        for kind in ("ours", "bare"):
            server = stack.enter_context(Child(__name__, "serve"))
            bot = stack.enter_context(Child(__name__, kind, str(path), server.hear()))
            bot.hear()
            bots.append(bot)
            server.ask(f"known {QUESTION}")
            servers.append(server)
        servers[0].ask(f"unmet {QUESTION}")  # one burst ahead of "met" in every round
        ours, bare, unmet, follow = in_turns(
            ROUNDS,
            lambda: servers[0].seconds(f"known {QUESTION}"),
            lambda: servers[1].seconds(f"known {QUESTION}"),
            lambda: servers[0].seconds(f"unmet {QUESTION}"),
            lambda: servers[0].seconds(f"met {FOLLOW}"),
        )
        threads = bots[0].threads()

    def rate(seconds: list[float]) -> str:
        return f"{BURST * ROUNDS / sum(seconds):.0f}/s"

    detail = f"{rate(ours)}, {rate(bare)} bare"
    what = f"over HTTP: {QUESTION} / bare echo bot, standard transport, {AT_ONCE} at once both"
    return [
        at_least(what, ratio(bare, ours), 1.5, detail),
        at_least(
            "over HTTP: the same of a chat never met / of one that asked before", ratio(ours, unmet), 0.8, rate(unmet)
        ),
        at_least(
            f"over HTTP: {FOLLOW} of a chat that never followed / the repeated question",
            ratio(ours, follow),
            0.6,
            rate(follow),
        ),
        Row("over HTTP: threads of our bot after it", str(threads), f"≤ {THREADS}", threads <= THREADS),
    ]


async def our_bot(path: Path, url: str) -> None:
    settings = Settings(database=path, token=SecretStr(TOKEN), api_url=url.removesuffix("/bot"))
    async with await Database.open(path) as database:
        app = build(settings, database, await Store.open(database))
        app.add_error_handler(give_up)
        app.bot_data.rate_limit.burst = UNLIMITED
        settle()
        await _poll(app)


async def bare_bot(path: Path, url: str) -> None:
    app = Application.builder().token(TOKEN).base_url(url).concurrent_updates(AT_ONCE).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    await _poll(app)


async def _poll(app: AnyApplication) -> None:
    assert app.updater is not None
    async with app:
        await app.updater.start_polling()
        await app.start()
        print("polling", flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await app.updater.stop()
        await app.stop()


async def serve() -> None:
    """A line on standard input is a burst and its text: ``known`` is of the same chats each time, ``unmet`` of chats
    that wrote nothing yet, ``met`` of chats that wrote but once. Its duration goes to standard output.
    """
    chats = {"known": cycle(range(1, 1 + CHATS)), "unmet": count(1_000_000), "met": count(1_000_000)}
    async with BotApi(record=False) as api:
        print(api.base_url, flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            kind, text = line.strip().split(maxsplit=1)
            wanted = api.counts["sendMessage"] + BURST
            start = time.perf_counter()
            for _ in range(BURST):
                api.push_message(text, chat_id=next(chats[kind]))
            async with asyncio.timeout(LIMIT):
                while api.counts["sendMessage"] < wanted:  # noqa: ASYNC110 - an event a call would cost more
                    await asyncio.sleep(0.001)
            print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(serve())
    else:
        bots = {"ours": our_bot, "bare": bare_bot}
        asyncio.run(bots[sys.argv[1]](Path(sys.argv[2]), sys.argv[3]))
