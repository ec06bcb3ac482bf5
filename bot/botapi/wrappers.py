"""Transports that wrap another transport: they change only how an answer is read."""

from __future__ import annotations

from typing import Any

from telegram.request import BaseRequest

UNREAD = (
    *("from", "text", "entities", "caption", "caption_entities"),
    *("reply_markup", "link_preview_options", "reply_to_message"),
)


class Wrapped(BaseRequest):
    """A transport that passes everything on to another, unchanged."""

    __slots__ = ("_inner",)

    def __init__(self, inner: BaseRequest) -> None:
        self._inner = inner

    @property
    def read_timeout(self) -> float | None:
        return self._inner.read_timeout

    async def initialize(self) -> None:
        await self._inner.initialize()

    async def shutdown(self) -> None:
        await self._inner.shutdown()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        return await self._inner.do_request(*args, **kwargs)


class Brief(Wrapped):
    """Reads only the place, date and files of a message that was just sent or edited.

    Its sender and its content are known, and python-telegram-bot takes longer to make an object of every button and
    entity than for the rest of the call. This must be the outermost wrapper.
    """

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = BaseRequest.parse_json_payload(payload)
        message = answer.get("result")
        if isinstance(message, dict) and "message_id" in message:
            for name in UNREAD:
                message.pop(name, None)
        return answer
