"""The transport for fetching updates, which no answer can stop for good."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from telegram.request import BaseRequest

from bot.botapi.reading import readable
from bot.botapi.wrappers import Wrapped

NOTHING = (200, b'{"ok":true,"result":[]}')
"""What is answered, without asking Telegram, once messages are no longer received."""


class Forgiving(Wrapped):
    """A transport for fetching updates: it wraps another and takes the unreadable updates out of the answers.

    It asks for nothing while ``open`` is not set, nor after ``end``. ``refused`` is called when Telegram does not know
    the token.
    """

    __slots__ = ("_ended", "open", "refused")

    def __init__(self, inner: BaseRequest) -> None:
        super().__init__(inner)
        self._ended = False
        self.open = asyncio.Event()
        self.open.set()
        self.refused: Callable[[], object] = lambda: None

    def end(self) -> None:
        """Ask for nothing any more: python-telegram-bot's last call at the end would disturb whoever goes on."""
        self._ended = True
        self.open.set()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        await self.open.wait()
        if self._ended:
            return NOTHING
        status, answer = await super().do_request(*args, **kwargs)
        if status in (401, 404):
            self.refused()
        return status, answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = Wrapped.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = readable(answer["result"])
        return answer
