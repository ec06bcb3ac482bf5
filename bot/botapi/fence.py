"""The fence around updates that another worker may have taken over: nothing more goes to Telegram for them here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from bot.botapi.wrappers import Wrapped

_right: ContextVar[Callable[[], bool] | None] = ContextVar("right", default=None)


def fence(right: Callable[[], bool]) -> None:
    """From now on what this task (and whatever it starts) sends goes only while there is a right to."""
    _right.set(right)


class Fenced(Wrapped):
    """A transport that cancels the task whose right has run out, at the last moment before it would send."""

    __slots__ = ()

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        right = _right.get()
        if right is not None and not right():
            raise asyncio.CancelledError("another worker may have taken over what this was for")
        return await super().do_request(url, method, *args, **kwargs)
