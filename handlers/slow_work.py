"""Work that may take minutes, such as reading a scan: whoever waits for it is told so, and later that it is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar

from telegram import CallbackQuery, Message
from telegram.error import TelegramError

from bot.botapi.messages import edit, put_back, send
from bot.i18n import Translator
from bot.render.conversation import worked, working
from bot.reply import PictureReply, Reply
from handlers.several_replies import say

log = logging.getLogger(__name__)

T = TypeVar("T")
M = TypeVar("M")
PATIENCE = 3.0
"""Seconds that somebody waits without a word."""


async def say_when_done(message: Message, work: Coroutine[Any, Any, Sequence[Reply]], t: Translator) -> None:
    """Answer a message with what comes of the work; the first reply takes the place of the word that it takes long.
    Where the work fails that word is taken back.
    """
    replies, word = await _told(work, lambda: send(message, working(t)), lambda word: word.delete())
    if word is None:
        await say(message, replies)
    elif replies and not isinstance(replies[0], PictureReply) and await edit(word, replies[0]):
        await say(message, replies[1:])
    else:
        await edit(word, worked(t))
        await say(message, replies)


async def with_word(query: CallbackQuery, work: Coroutine[Any, Any, T], t: Translator) -> tuple[T, bool]:
    """What comes of the work, and whether the message pressed on says now that it takes long. Where the work fails it
    is again what it was, so that it can be pressed on again.
    """
    message = query.message

    async def tell() -> Message | None:
        return message if isinstance(message, Message) and await edit(message, working(t)) else None

    done, said = await _told(work, tell, put_back)
    return done, said is not None


async def say_done(query: CallbackQuery, t: Translator) -> None:
    """Put in the place of that word that the work is done."""
    if isinstance(query.message, Message):
        await edit(query.message, worked(t))


async def _told(
    work: Coroutine[Any, Any, T],
    tell: Callable[[], Awaitable[Message | None]],
    take_back: Callable[[Message], Awaitable[object]],
) -> tuple[T, Message | None]:
    """What comes of the work and, where that took longer than ``PATIENCE``, the message that told so; where the work
    fails that is taken back.
    """
    task = asyncio.create_task(work)
    word: Message | None = None
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            word = await _tried(tell())
        return await task, word
    except Exception:
        if word is not None:
            await _tried(take_back(word))
        raise
    finally:
        if not task.done():
            task.cancel()


async def _tried(call: Awaitable[M]) -> M | None:
    """What comes of a call about the word that it takes long; where that fails the work goes on."""
    try:
        return await call
    except TelegramError as error:
        log.info("It could not be said that the work takes long, or no longer: %s", error)
        return None
