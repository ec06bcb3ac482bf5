"""The transport for fetching updates, which no answer can stop for good."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.request import BaseRequest

from bot.botapi.wrappers import Wrapped

log = logging.getLogger(__name__)

NOTHING = (200, b'{"ok":true,"result":[]}')
"""What is answered, without asking Telegram, once messages are no longer received."""


def readable(raw: list[Any]) -> list[Any]:
    """The updates that can be parsed. Any other is reduced to its bare number, so that it counts as received:
    python-telegram-bot would otherwise ask for it again for ever, and everything behind it would wait.
    """
    kept = []
    for item in raw:
        try:
            Update.de_json(item, None)
        except Exception as error:
            number = item.get("update_id") if isinstance(item, dict) else None
            log.error("an update could not be read and is skipped (number %s): %r", number, error)
            if isinstance(number, int):
                kept.append({"update_id": number})
        else:
            kept.append(item)
    return kept


class Forgiving(Wrapped):
    """A transport for fetching updates: it wraps another and takes the unreadable updates out of the answers.

    It asks for nothing while ``open`` is not set, nor after ``end``. ``answered`` is called when Telegram answered,
    ``refused`` when it does not know the token.
    """

    __slots__ = ("_ended", "answered", "open", "refused")

    def __init__(self, inner: BaseRequest) -> None:
        super().__init__(inner)
        self._ended = False
        self.open = asyncio.Event()
        self.open.set()
        self.answered: Callable[[], object] = lambda: None
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
        if status == 200:
            self.answered()
        elif status in (401, 404):
            if not answer.startswith(b"{"):
                return 502, answer  # of a proxy, or of a page that asks to log in: it says nothing of the token
            self.refused()
        return status, answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = BaseRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = readable(answer["result"])
        return answer
