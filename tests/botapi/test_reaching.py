"""Calls to Telegram at the start, and the end of a bot that still waits for them."""

from __future__ import annotations

import asyncio
import gc

from telegram.error import NetworkError

from bot.botapi.reaching import Ending, Reaching


async def test_a_call_that_fails_while_the_bot_ends_leaves_no_traceback() -> None:
    """Whoever stops a bot that waits for Telegram reads nothing of it in the log."""
    told: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: told.append(context))
    ending = Ending()
    begun = asyncio.Event()

    async def call() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise NetworkError("cannot connect") from None

    trying = asyncio.create_task(Reaching(ending, 1.0).until_done(call))
    await begun.wait()
    ending.stop()
    assert await trying is False
    del trying
    gc.collect()
    await asyncio.sleep(0)
    assert told == []
