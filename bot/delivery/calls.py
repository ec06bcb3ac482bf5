"""sendMessage as bytes, made once for each distinct text: only the chat differs.

``Bot.send_message`` checks and serialises its parameters and parses a whole Message for every call; over the same
transport that takes two to three times the CPU of this. The errors are the same: BaseRequest raises them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast
from urllib.parse import quote_plus, urlencode

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.botapi.keyboard import text_parameters


class Message:
    """One distinct text with its buttons (rows of Telegram's buttons in JSON, or nothing), ready to be addressed."""

    __slots__ = ("common", "encoded")

    def __init__(self, html: str, buttons: str, paid: bool) -> None:
        self.common = text_parameters(html, json.loads(buttons) if buttons else [])
        if paid:
            self.common["allow_paid_broadcast"] = True
        self.encoded = urlencode(_texts(self.common), quote_via=quote_plus)

    def to(self, chat: int, thread: int | None, begins: Callable[[], None] = lambda: None) -> RequestData:
        """The body of the call that sends the message to this chat and topic; ``begins`` is called when it goes."""
        return cast(RequestData, Addressed(self, chat, thread, begins))


@lru_cache(maxsize=1024)
def message(html: str, buttons: str, paid: bool) -> Message:
    return Message(html, buttons, paid)


class Addressed:
    """What transports use of ``telegram.request.RequestData``, a final class that takes everything apart."""

    __slots__ = ("_chat", "_message", "_thread", "begins")

    contains_files = False

    def __init__(self, message: Message, chat: int, thread: int | None, begins: Callable[[], None]) -> None:
        self._message, self._chat, self._thread, self.begins = message, chat, thread, begins

    @property
    def parameters(self) -> dict[str, Any]:
        to: dict[str, Any] = {"chat_id": self._chat}
        if self._thread is not None:
            to["message_thread_id"] = self._thread
        return to | self._message.common

    @property
    def json_parameters(self) -> dict[str, str]:
        return _texts(self.parameters)

    @property
    def multipart_data(self) -> dict[str, Any]:
        return {}

    def url_encoded_parameters(self, encode_kwargs: dict[str, Any] | None = None) -> str:
        if encode_kwargs:
            return urlencode(self.json_parameters, **encode_kwargs)
        thread = "" if self._thread is None else f"&message_thread_id={self._thread}"
        return f"chat_id={self._chat}{thread}&{self._message.encoded}"


def _texts(parameters: dict[str, Any]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in parameters.items()}


class ApiCalls:
    """Calls to the Bot API over the alerts' own transport, or over the bot's. They raise what BaseRequest raises."""

    __slots__ = ("_bot", "_request")

    def __init__(self, bot: Bot, request: BaseRequest | None) -> None:
        self._bot, self._request = bot, request

    async def post(self, method: str, data: RequestData | None = None) -> Any:
        """Call a method and return its result."""
        request = self._request or self._bot.request
        if isinstance(data, Addressed) and not getattr(request, "tells_begin", False):
            data.begins()  # only our transport calls it at the last moment, when there is a connection
        return await request.post(f"{self._bot.base_url}/{method}", data)
