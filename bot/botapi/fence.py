"""The fence around updates that another worker may have taken over: nothing more goes to Telegram for them here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from bot.botapi.wrappers import Wrapped


class Attempt:
    """One attempt at an update: whether it may be put back, and whether it was."""

    __slots__ = ("may_be_put_back", "put_back")

    def __init__(self, may_be_put_back: bool) -> None:
        self.may_be_put_back = may_be_put_back
        self.put_back = False


_attempt: ContextVar[Attempt | None] = ContextVar("attempt", default=None)
_right: ContextVar[Callable[[], bool] | None] = ContextVar("right", default=None)


def fence(right: Callable[[], bool]) -> None:
    """From now on what this task (and whatever it starts) sends goes only while there is a right to."""
    _right.set(right)


def attempt(*, may_be_put_back: bool) -> Attempt:
    """From now on this task makes an attempt at an update."""
    found = Attempt(may_be_put_back)
    _attempt.set(found)
    return found


def put_back() -> bool:
    """Let the update at hand be tried again in a moment, as nothing of it has been done; returns whether it will be."""
    found = _attempt.get()
    if found is None or not found.may_be_put_back:
        return False
    found.put_back = True
    return True


class Fenced(Wrapped):
    """A transport that cancels the task whose right has run out, at the last moment before it would send."""

    __slots__ = ()

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        right = _right.get()
        if right is not None and not right():
            raise asyncio.CancelledError("another worker may have taken over what this was for")
        tried = _attempt.get()
        if tried is not None:
            tried.may_be_put_back = False  # what has begun to be done is not begun anew
        return await super().do_request(url, method, *args, **kwargs)
